//! References follow the headings that they name: at once where a heading is written anew in one act, and when its typing ends.

use super::Grade;
use super::Model;
use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::edit::moves::Unfollowed;
use crate::report::Field;
use crate::report::SectionId;
use crate::text;

impl Model {
    /// Keeps in mind what a heading was called that is being typed anew: a heading that was left goes first.
    pub(super) fn note_name(&mut self, change: &Change) {
        let typed = |edit: &Edit| matches!(edit, Edit::Text { field: Field::Heading(id), .. } if self.is_noted(*id));
        if !change.edits.iter().any(typed) {
            self.follow_names();
        }
        self.note_names(change);
    }

    /// Keeps in mind what the headings are called that a change writes anew. Nothing while no text names a place.
    pub(super) fn note_names(&mut self, change: &Change) {
        if !self.outline.figures().has_places() {
            return;
        }
        for edit in &change.edits {
            let Edit::Text { field: Field::Heading(id), .. } = edit else { continue };
            if !self.is_noted(*id)
                && let Some(section) = self.document.report().tree.section(*id)
            {
                self.naming.push((*id, section.heading.clone()));
            }
        }
    }

    fn is_noted(&self, id: SectionId) -> bool {
        self.naming.iter().any(|(of, _)| *of == id)
    }

    /// Gives the references to headings that were written anew their names, as part of the act that wrote them. One that can't be
    /// said yet is waited for.
    pub(super) fn follow_names(&mut self) {
        let mut followed = 0;
        for (id, was) in std::mem::take(&mut self.naming) {
            match moves::follow_name(self.document.report(), id, &was) {
                Ok(change) if change.edits.is_empty() => {}
                Ok(change) => {
                    followed += change.edits.len();
                    self.act_joined(change);
                }
                Err(_) => self.naming.push((id, was)),
            }
        }
        if followed > 0 {
            self.say(Grade::Info, format!("已改名，{followed} 处引用跟着改了"));
        }
    }

    /// Lets references follow headings that are no longer typed into; tells which can't.
    pub fn leave_names(&mut self) {
        let typed = |(id, _): &(SectionId, String)| self.field() == Some(Field::Heading(*id)) && self.overlay.is_none();
        if self.naming.iter().all(typed) {
            return;
        }
        self.follow_names();
        for (id, was) in std::mem::take(&mut self.naming) {
            if let Err(why) = moves::follow_name(self.document.report(), id, &was) {
                let why = match why {
                    Unfollowed::Taken => "新名字和别处相同",
                    Unfollowed::NoName => "现在的标题没法引用",
                };
                let was = text::one_line(&was).into_owned();
                self.say(Grade::Warning, format!("引用「{was}」的地方没有跟着改：{why}，检查会列出来"));
            }
        }
    }
}

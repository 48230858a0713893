//! What the check has found in the texts: lit where it stands, and moved along with what is written since.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::Finding;
use crate::check::Grade;
use crate::check::Site;
use crate::edit::Edit;
use crate::report::Field;
use crate::tui::overlay::Verdict;

/// Findings about words of texts, those of a grade that is lit: 必错 and 疑似.
#[derive(Debug, Default)]
pub struct Noticed {
    /// By text, in order.
    notices: HashMap<Field, Vec<Notice>>,
    /// The state that was checked, as [`Document::revision`](crate::edit::Document::revision), and how much was found in it.
    last: Option<(u64, Verdict)>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The bytes of the text that it is about.
    pub range: Range<usize>,
    /// How sure it is.
    pub grade: Grade,
    /// What is wrong and what to do.
    pub says: String,
}

impl Noticed {
    /// Takes what a check of this state has found. Answers whether that is anything else than before.
    pub fn take(&mut self, found: &[Finding], revision: u64) -> bool {
        let before = std::mem::take(&mut self.notices);
        for finding in found.iter().filter(|finding| finding.rule.grade != Grade::Hint) {
            if let Site::Text { field, range } = &finding.at {
                let notice = Notice { range: range.clone(), grade: finding.rule.grade, says: finding.says.clone() };
                self.notices.entry(*field).or_default().push(notice);
            }
        }
        self.notices.values_mut().for_each(|notices| notices.sort_by_key(|notice| notice.range.start));
        self.last = Some((revision, Verdict::of(found)));
        self.notices != before
    }

    /// Whether this state was checked last.
    pub fn is_of(&self, revision: u64) -> bool {
        self.verdict(revision).is_some()
    }

    /// How much was found in this state; `None` where another was checked last.
    pub fn verdict(&self, revision: u64) -> Option<Verdict> {
        self.last.filter(|(of, _)| *of == revision).map(|(_, verdict)| verdict)
    }

    /// Other rules hold from now on: every state has to be checked anew.
    pub fn forget(&mut self) {
        self.last = None;
    }

    /// Those of a text, in order.
    pub fn of(&self, field: Field) -> &[Notice] {
        self.notices.get(&field).map_or(&[], Vec::as_slice)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.notices.values().map(Vec::len).sum()
    }

    /// Moves them along with an edit; one whose words are touched goes, until the next check.
    pub(super) fn follow(&mut self, edit: &Edit) {
        let Edit::Text { field, at, cut, put } = edit else { return };
        let Some(notices) = self.notices.get_mut(field) else { return };
        let end = at + cut.len();
        notices.retain(|Notice { range, .. }| range.end <= *at || range.start >= end);
        for Notice { range, .. } in notices.iter_mut().filter(|notice| notice.range.start >= end) {
            *range = range.start - cut.len() + put.len()..range.end - cut.len() + put.len();
        }
        if notices.is_empty() {
            self.notices.remove(field);
        }
    }
}

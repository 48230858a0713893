//! The extents that can be handed in from the writer's place, and the export that is being written.

use std::path::PathBuf;

use crate::export::Format;
use crate::export::Options;
use crate::report::Owner;
use crate::tui::extent::Extent;
use crate::tui::model::Model;
use crate::tui::overlay::Verdict;

/// An export that is under way: it becomes the last one when it is written.
#[derive(Clone, Debug)]
pub struct Exporting {
    /// Where to.
    pub path: PathBuf,
    /// As what.
    pub format: Format,
    /// How.
    pub options: Options,
    /// How much.
    pub extent: Extent,
    /// What the check had found in it, where that was known.
    pub verdict: Option<Verdict>,
}

impl Model {
    /// What can be handed in from where the writer is, the whole first, each with its name.
    pub fn extents(&self) -> Vec<(&'static str, Extent)> {
        let mut all = vec![("全文", Extent::Whole)];
        if !self.marks.is_empty() {
            all.push(("标记的节", Extent::Sections(self.marks.iter().copied().collect())));
        }
        if let Some(&top) = self.outline.hoisted().last() {
            all.push(("只看的部分", Extent::Sections(vec![top])));
        }
        if let Some(id) = self.section() {
            all.push(("本节", Extent::Sections(vec![id])));
        }
        all.dedup_by(|later, earlier| later.1 == earlier.1);
        if !all.iter().any(|(_, extent)| *extent == self.extent) && self.is_there(&self.extent) {
            all.push(("上次导出的节", self.extent.clone()));
        }
        all
    }

    /// What a part is called: of one section its number and heading, of several how many; nothing for the whole.
    pub fn name_of(&self, extent: &Extent) -> String {
        match extent {
            Extent::Whole => String::new(),
            Extent::Sections(ids) => match ids.as_slice() {
                [id] => self.owner_name(Owner::Section(*id)),
                many => format!("{}节", many.len()),
            },
        }
    }

    /// Whether all of it still is in the report.
    pub fn is_there(&self, extent: &Extent) -> bool {
        match extent {
            Extent::Whole => true,
            Extent::Sections(ids) => ids.iter().all(|&id| self.report().tree.contains(id)),
        }
    }
}

//! How much of the report is handed in.

use crate::report::SectionId;
use crate::tui::model::Model;

/// How much of the report is handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// These sections with all below them, and nothing of the report around them. At least one.
    Sections(Vec<SectionId>),
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

    /// Whether all of it still is in the report.
    pub fn is_there(&self, extent: &Extent) -> bool {
        match extent {
            Extent::Whole => true,
            Extent::Sections(ids) => ids.iter().all(|&id| self.report().tree.contains(id)),
        }
    }
}

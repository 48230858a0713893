//! How much of the report is handed in.

use crate::export::Excerpt;
use crate::report::Report;
use crate::report::SectionId;

/// How much of the report is handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// These sections with all below them, and nothing of the report around them. At least one.
    Sections(Vec<SectionId>),
}

impl Extent {
    /// It as a part of this report.
    pub fn of<'r>(&self, report: &'r Report) -> Excerpt<'r> {
        match self {
            Extent::Whole => report.into(),
            Extent::Sections(ids) => Excerpt::of(report, ids),
        }
    }
}

//! How much of the report is handed in.

use crate::export;
use crate::export::Format;
use crate::export::Lacks;
use crate::export::Loose;
use crate::export::Options;
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
    /// It as the bytes of a file; `Err` as in [`export::bytes`].
    pub fn bytes(&self, report: &Report, format: Format, options: &Options) -> Result<Vec<u8>, Lacks> {
        match self {
            Extent::Whole => export::bytes(report, format, options),
            Extent::Sections(ids) => export::bytes_of(report, ids, format, options),
        }
    }

    /// It as text.
    pub fn text(&self, report: &Report, options: &Options) -> String {
        match self {
            Extent::Whole => export::text(report, options),
            Extent::Sections(ids) => export::text_of(report, ids, options),
        }
    }

    /// The references in it that say nothing.
    pub fn unresolved(&self, report: &Report) -> Vec<Loose> {
        match self {
            Extent::Whole => export::unresolved(report),
            Extent::Sections(ids) => export::unresolved_of(report, ids),
        }
    }
}

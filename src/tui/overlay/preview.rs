//! What an export will look like, before it is written.

use crate::tui::extent::Extent;
use crate::tui::overlay::Line;

/// What an export will look like, and where it goes.
#[derive(Debug)]
pub struct Preview {
    /// The text as it will be written.
    pub text: String,
    /// The first row shown.
    pub top: usize,
    /// What it is written out as.
    pub format: crate::export::Format,
    /// How it is written.
    pub options: crate::export::Options,
    /// How much may be written, each with its name.
    pub extents: Vec<(&'static str, Extent)>,
    /// Which of them is.
    pub extent: usize,
    /// Where it goes.
    pub line: Line,
    /// Why it can't be written so.
    pub trouble: Option<String>,
}

impl Preview {
    /// What its line answers.
    pub const QUESTION: &'static str = "导出到";

    /// How much is written.
    pub fn extent(&self) -> &Extent {
        &self.extents[self.extent].1
    }
}

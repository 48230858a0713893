//! All keys, and which commands would change nothing now.

use std::collections::BTreeMap;

use crate::tui::command::Command;

/// F1.
#[derive(Debug)]
pub struct Help {
    /// The first row shown.
    pub top: usize,
    /// The commands that don't apply where the writer is, each with the reason.
    pub refused: BTreeMap<Command, &'static str>,
}

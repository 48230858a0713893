//! All keys, and which commands would change nothing now.

use std::collections::BTreeSet;

use crate::tui::command::Command;

/// F1.
#[derive(Debug)]
pub struct Help {
    /// The first row shown.
    pub top: usize,
    /// The commands that don't apply where the writer is: drawn grey. The palette says why.
    pub refused: BTreeSet<Command>,
}

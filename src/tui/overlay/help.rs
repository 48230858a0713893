//! Help on where the writer is and on everything, and which commands would change nothing now.

use std::collections::BTreeSet;

use crate::tui::command::Command;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;

/// F1.
#[derive(Debug)]
pub struct Help {
    /// What is looked for.
    pub line: Line,
    /// The first row shown.
    pub top: usize,
    /// The commands that don't apply where the writer is: drawn grey. The palette says why.
    pub refused: BTreeSet<Command>,
    /// Whether commands say their names for `keymap.ron`.
    pub names: Names,
    /// What it lies over in turn, and what is there again when it is left.
    pub under: Option<Box<Overlay>>,
}

/// Whether commands say their names for `keymap.ron`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// They don't.
    Hidden,
    /// They do.
    Shown,
}

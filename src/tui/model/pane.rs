//! What of the report stands on the screen: the panes, and how far each is scrolled.

use crate::tui::flow::Flow;

/// A text pane: its rows, and the first one drawn.
#[derive(Debug, Default)]
pub struct Pane {
    /// The rows.
    pub flow: Flow,
    /// The first row drawn.
    pub top: usize,
}

/// Whether the panes scroll to what the writer is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// They do.
    Caret,
    /// The wheel has been turned: they stay until the next key.
    Wheel,
    /// The preview has been turned to a page: it alone stays until the next key.
    Page,
}

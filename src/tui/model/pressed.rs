//! Where the left button of the mouse went down in a text.

use std::ops::Range;

use crate::tui::command::Focus;

/// Where it went down, and what dragging selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// The pane.
    pub focus: Focus,
    /// What the clicks have taken, in bytes of the text.
    pub taken: Range<usize>,
    /// What dragging takes at a time.
    pub by: Unit,
}

/// What dragging takes at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// After one click.
    Character,
    /// After two.
    Word,
    /// After three.
    Paragraph,
}

impl Pressed {
    /// One click at a byte of the text of a pane.
    pub fn at(focus: Focus, at: usize) -> Pressed {
        Pressed { focus, taken: at..at, by: Unit::Character }
    }
}

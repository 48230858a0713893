//! Where the left button of the mouse went down in a text.

use std::ops::Range;

use crate::report::Field;

/// Where it went down, and what dragging selects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// The text.
    pub field: Field,
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
    /// One click at a byte of a text.
    pub fn at(field: Field, at: usize) -> Pressed {
        Pressed { field, taken: at..at, by: Unit::Character }
    }
}

//! Where the left button of the mouse went down: in a text, on a section, on the line between two panes.

use std::ops::Range;

use crate::report::Field;
use crate::report::SectionId;

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

/// What the mouse holds beside texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A section of the outline, from this cell on, and where it would fall.
    Section {
        /// Which one.
        id: SectionId,
        /// Column and row where the button went down.
        from: (u16, u16),
        /// Where it would fall now; `None` where it would stay.
        to: Option<Drop>,
    },
    /// The line between outline and texts.
    Divider,
}

/// A gap between two rows of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drop {
    /// The section that it would stand below; `None` for the top level.
    pub parent: Option<SectionId>,
    /// The section that it would stand before; `None` for the last place.
    pub next: Option<SectionId>,
    /// The section that it would stand behind; `None` for the first place, and below a folded section.
    pub after: Option<SectionId>,
    /// The outline's row above the gap, from 0.
    pub row: usize,
    /// The level that it would have, from 1.
    pub level: usize,
}

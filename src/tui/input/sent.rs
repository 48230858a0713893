//! What a terminal says.

use crossterm::event::Event;

/// What a terminal has said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// A key, a paste, the mouse, the focus. The line breaks of a paste are line feeds.
    Event(Event),
    /// The answer to the question where the cursor is: row and column, from 1. In columns 2 to 16 of the first row it would
    /// be the same as F3 with modifiers, and is taken for that.
    Cursor(u16, u16),
    /// The answer to the question what the terminal is (DA1).
    Device,
    /// What came just now was no UTF-8.
    Foreign(Foreign),
    /// A paste is under way: so many bytes of it have come.
    Pasting(usize),
    /// The paste before was broken off by Esc: what came after that is dropped.
    BrokenOff,
}

/// What became of bytes that are no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// They were read as GB18030, and given out.
    Read,
    /// They are no text that could be read.
    Lost,
}

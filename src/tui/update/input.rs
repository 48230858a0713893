//! What goes in: keys, text, the mouse.

use crate::text::line_feeds;
use crate::tui::keymap::Chord;
use crate::tui::update::Mouse;

/// What arrives from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Chord),
    /// Several characters at once, without line breaks: an input method's commit, or fast typing.
    Typed(String),
    /// Several characters at once with line breaks or tabs inside: fast typing, or a paste that the terminal didn't mark.
    Burst(String),
    /// A paste that the terminal has marked as one, with the line ends that it came with.
    Pasted(String),
    /// The mouse.
    Mouse(Mouse),
    /// The terminal has another size: columns, rows.
    Resized(u16, u16),
}

impl Input {
    /// The same; the lines of a paste end by `\n`, whichever program and terminal it came through.
    pub(super) fn with_line_feeds(self) -> Input {
        match self {
            Input::Pasted(text) => Input::Pasted(line_feeds(&text).into_owned()),
            other => other,
        }
    }
}

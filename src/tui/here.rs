//! Where the writer is, as values: what the screen shows of the report, and a place to come back to.

use std::collections::BTreeSet;

use crate::report::SectionId;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::outline::Spot;

/// Where the writer is: a row of the outline, and which pane the keys go to. The closing has no heading to write: who would
/// write it is in 导航.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    spot: Spot,
    focus: Focus,
}

impl Here {
    /// This row, this pane.
    pub fn new(spot: Spot, focus: Focus) -> Here {
        let has_none = (spot, focus) == (Spot::Closing, Focus::Heading);
        Here { spot, focus: if has_none { Focus::Navigation } else { focus } }
    }

    /// The row of the outline.
    pub fn spot(self) -> Spot {
        self.spot
    }

    /// The pane.
    pub fn focus(self) -> Focus {
        self.focus
    }
}

/// Which panes the screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// As many as there is room for.
    Panes,
    /// The text pane alone.
    FullText,
    /// The preview beside the outline, or below the pane that has the focus.
    Preview,
}

/// A place, with folds, focus, marks and scrolling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// The row of the outline and the pane.
    pub here: Here,
    pub(in crate::tui) caret: Caret,
    pub(in crate::tui) screen: Screen,
    pub(in crate::tui) folded: Vec<SectionId>,
    pub(in crate::tui) hoisted: Vec<SectionId>,
    pub(in crate::tui) marks: BTreeSet<SectionId>,
    /// The first rows drawn: of the outline, of the text, of the note.
    pub(in crate::tui) tops: [usize; 3],
}

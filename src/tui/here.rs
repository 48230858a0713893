//! Where the writer is, as values: what the screen shows of the report, and a place to come back to.

use std::collections::BTreeSet;

use crate::report::SectionId;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::outline::Spot;

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
    /// The row of the outline.
    pub spot: Spot,
    /// The pane.
    pub focus: Focus,
    pub(in crate::tui) caret: Caret,
    pub(in crate::tui) screen: Screen,
    pub(in crate::tui) folded: Vec<SectionId>,
    pub(in crate::tui) hoisted: Vec<SectionId>,
    pub(in crate::tui) marks: BTreeSet<SectionId>,
    /// The first rows drawn: of the outline, of the text, of the note.
    pub(in crate::tui) tops: [usize; 3],
}

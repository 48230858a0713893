//! Where the writer is, as values: what the screen shows of the report, and a place to come back to.

use std::collections::BTreeSet;

use crate::report::Field;
use crate::report::SectionId;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::manuscript::Anchor;
use crate::tui::outline::Spot;

/// Where the writer is: a row of the outline, and which pane the keys go to. The closing has no heading to write: who would
/// write it is in 导航.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here {
    spot: Spot,
    focus: Focus,
    /// The text that is written in the manuscript, where that is another than the body of the row.
    page: Option<Field>,
}

impl Here {
    /// This row, this pane.
    pub fn new(spot: Spot, focus: Focus) -> Here {
        let has_none = (spot, focus) == (Spot::Closing, Focus::Heading);
        Here { spot, focus: if has_none { Focus::Navigation } else { focus }, page: None }
    }

    /// In the manuscript, in this text that belongs to this row.
    pub fn on_page(spot: Spot, field: Field) -> Here {
        let is_body = body_of(spot) == field;
        Here { spot, focus: Focus::Text, page: (!is_body).then_some(field) }
    }

    /// The text that is written in the manuscript.
    pub fn page(self) -> Field {
        self.page.unwrap_or(body_of(self.spot))
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

/// The text below a row of the outline.
pub fn body_of(spot: Spot) -> Field {
    match spot {
        Spot::Report => Field::Preamble,
        Spot::Section(id) => Field::Body(id),
        Spot::Closing => Field::Closing,
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
    /// The first rows drawn: of the outline, of the note.
    pub(in crate::tui) tops: [usize; 2],
    /// The first row drawn of the manuscript.
    pub(in crate::tui) page: Anchor,
}

/// A place in any text of the report, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The text.
    pub field: Field,
    /// The place in it.
    pub at: usize,
}

/// How much of the report the text pane shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Portion {
    /// The text of the section that the writer is at.
    Section,
    /// That section with all below it, headings and texts.
    Branch,
    /// All, or what he has focused on.
    Whole,
}

impl Portion {
    /// All of them.
    pub const ALL: [Portion; 3] = [Portion::Section, Portion::Branch, Portion::Whole];

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Portion::Section => "只看本节正文",
            Portion::Branch => "本节连同下级",
            Portion::Whole => "全文连排",
        }
    }
}

/// What is selected across texts, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where it begins.
    pub from: Point,
    /// Where it ends, in another text.
    pub to: Point,
}

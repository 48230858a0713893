//! The paragraphs of a file of any kind, with what the file itself says about them; from there on all is read like text.

use super::units::Unit;

/// A paragraph, or a line of one, as a Word file, Markdown or an outline has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Where it stands, from 1: its line, or in a file without lines its paragraph.
    pub(super) line: usize,
    /// The number that the file's program shows before it, with the blank behind it; empty when there is none.
    pub(super) number: String,
    /// Its text; blank for an empty paragraph, which only sets others apart.
    pub(super) text: String,
    /// What the file says that it is.
    pub(super) role: Role,
}

/// What a file says that a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: its words decide.
    #[default]
    Unknown,
    /// The title of a report.
    Title,
    /// A heading of this level from 1, where no marker says otherwise: the heading styles of Word, which writers mix.
    Heading(usize),
    /// A node of an outline at this level from 1, whatever marker it has.
    Node(usize),
    /// Text as it is, such as a row of a table: no heading, no title, never joined.
    Plain,
    /// A line of a table of contents.
    Contents,
}

impl Source {
    /// A paragraph of which nothing is known but its words.
    pub(super) fn new(line: usize, text: impl Into<String>, role: Role) -> Source {
        Source { line, number: String::new(), text: text.into(), role }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.number.is_empty() && self.text.trim().is_empty()
    }
}

/// Settles which heading is the title where none has the title's style: the one before all else, without a marker, and the
/// only one of its level or above; or that has numbered ones beside it.
pub(super) fn settle_titles(units: &mut [Unit]) {
    let level = |unit: &Unit| match unit.role {
        Role::Heading(level) | Role::Node(level) => Some(level),
        _ => None,
    };
    if units.iter().any(|unit| unit.role == Role::Title) {
        return;
    }
    let Some(first) = units.iter().position(|unit| unit.role != Role::Contents) else { return };
    let Some(top) = level(&units[first]).filter(|_| units[first].label.is_none()) else { return };
    let mut others = units[first + 1..].iter().filter(|unit| level(unit).is_some_and(|level| level <= top));
    if others.all(|other| level(other) == Some(top) && other.label.is_some()) {
        units[first].role = Role::Title;
    }
}

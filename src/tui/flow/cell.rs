//! A cell of a table as a flow draws it: its words, wrapped in their column.

use std::ops::Range;

use crate::report::grid::Says;
use crate::text;
use crate::text::Ambiguous;

/// A cell of a row, in bytes of its paragraph.
#[derive(Debug)]
pub(super) struct Cell {
    /// As typed.
    pub(super) typed: Range<usize>,
    /// As drawn.
    drawn: Range<usize>,
    /// Columns of the screen that it takes in one row.
    pub(super) columns: usize,
    /// What it says.
    pub(super) says: Says,
    /// Its rows, in bytes of the paragraph as drawn; none where it takes only one.
    lines: Vec<text::Line>,
}

impl Cell {
    /// A cell that isn't wrapped yet: its bytes as typed and as drawn, and its words.
    pub(super) fn new(typed: Range<usize>, drawn: Range<usize>, words: &str, ambiguous: Ambiguous) -> Cell {
        Cell { typed, drawn, columns: text::width(words, ambiguous), says: Says::of(words), lines: Vec::new() }
    }

    /// Whether it takes more than one row of the screen.
    pub(super) fn is_wrapped(&self) -> bool {
        !self.lines.is_empty()
    }

    /// How many rows of the screen it takes.
    pub(super) fn len(&self) -> usize {
        self.lines.len().max(1)
    }

    /// One of them.
    pub(super) fn line(&self, row: usize) -> text::Line {
        let Range { start, end } = self.drawn;
        let only = text::Line { start, end, indent: 0, columns: self.columns };
        self.lines.get(row).copied().unwrap_or(only)
    }

    /// Which of them a place stands in, given as drawn.
    pub(super) fn row_of(&self, at: usize, hangs: Hangs) -> usize {
        let row = self.lines.partition_point(|line| line.start <= at).saturating_sub(1);
        let is_upper = hangs == Hangs::Yes && row > 0 && self.lines[row].start == at;
        if is_upper { row - 1 } else { row }
    }

    /// Whether the row goes on in the next, so that a caret may hang at its end.
    pub(super) fn is_soft(&self, row: usize) -> Hangs {
        if row + 1 < self.lines.len() { Hangs::Yes } else { Hangs::No }
    }

    /// Breaks it into rows of so many columns.
    pub(super) fn wrap(&mut self, drawn: &str, width: usize, ambiguous: Ambiguous) {
        self.lines.clear();
        if self.columns > width {
            let start = self.drawn.start;
            let lines = text::wrap(&drawn[self.drawn.clone()], width, 0, ambiguous).into_iter();
            self.lines.extend(lines.map(|line| text::Line {
                start: start + line.start,
                end: start + line.end,
                ..line
            }));
        }
    }
}

/// Whether a caret at a break of rows stands at the end of the upper one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Hangs {
    Yes,
    No,
}

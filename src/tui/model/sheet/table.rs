//! A table of the preview: framed, its columns as wide beside each other as on paper, each cell in its lines.
//!
//! ```text
//! ┌──────┬─────────────┐
//! │      │   受理情况  │     a cell that takes two columns, one that takes two rows
//! │ 单位 ├──────┬──────┤
//! │      │ 上年 │ 今年 │
//! ├──────┼──────┼──────┤     a rule below the head, and between all rows where one of them wraps or is merged
//! │ 一科 │  120 │  132 │
//! └──────┴──────┴──────┘
//! ```

use std::collections::VecDeque;
use std::ops::Range;

use crate::export::sheet::Cell;
use crate::export::sheet::Table;
use crate::report::grid::Side;
use crate::text;
use crate::text::Ambiguous;

/// The least columns of the screen of a column of the table.
const LEAST: usize = 2;

/// The columns of the screen from which on a column leaves one free at both sides of its words.
const ROOMY: usize = 8;

/// A table as it is drawn.
pub(super) struct Drawing<'t> {
    table: &'t Table,
    /// Columns of the screen of each column, those left free included.
    widths: Vec<usize>,
    pad: usize,
    ambiguous: Ambiguous,
    /// Whether a rule stands between all rows.
    is_ruled: bool,
}

/// Where the sides of a rule go on: up, down, left, right.
type Arms = [bool; 4];

impl<'t> Drawing<'t> {
    /// In so many columns of the screen; [`None`] where there is no room for all of its columns.
    pub(super) fn new(table: &'t Table, width: usize, ambiguous: Ambiguous) -> Option<Drawing<'t>> {
        let count = table.columns;
        let inner = width.checked_sub(count + 1).filter(|inner| count > 0 && *inner >= LEAST * count)?;
        let pad = usize::from(inner >= ROOMY * count);
        let shares = table.widths(i64::try_from(inner - LEAST * count).ok()?);
        let widths = shares.into_iter().map(|share| LEAST + usize::try_from(share).unwrap_or(0)).collect();
        let mut drawing = Drawing { table, widths, pad, ambiguous, is_ruled: false };
        let is_tall = |cell: &Cell| cell.rows > 1 || cell.columns > 1 || drawing.words(cell).len() > 1;
        drawing.is_ruled = table.rows.iter().skip(table.head).flatten().any(is_tall);
        Some(drawing)
    }

    /// The rows of the screen of these rows of the table, each with its row: a frame around them, the head above them where they
    /// go on with it.
    pub(super) fn rows(&self, rows: Range<usize>) -> Vec<(usize, String)> {
        let head = 0..if rows.start > self.table.head { self.table.head } else { 0 };
        let all: Vec<usize> = head.chain(rows.clone()).collect();
        let mut out = Vec::new();
        // What merged cells have still to say, by their columns.
        let mut pending: Vec<VecDeque<String>> = vec![VecDeque::new(); self.table.columns];
        for (at, &row) in all.iter().enumerate() {
            let above = at.checked_sub(1).map(|above| all[above]);
            let follows = above.is_some_and(|above| above + 1 == row);
            if self.has_rule(above, row) {
                let owner = row.max(rows.start);
                out.push((owner, self.rule(above, Some(row), if follows { Goes::On } else { Goes::Anew })));
            }
            let last = all.get(at + 1) != Some(&(row + 1));
            let lines = self.lines(row, &mut pending, if last { Goes::Anew } else { Goes::On });
            out.extend(lines.into_iter().map(|line| (row.max(rows.start), line)));
        }
        if let Some(&last) = all.last() {
            out.push((last.max(rows.start), self.rule(Some(last), None, Goes::Anew)));
        }
        out
    }

    /// Whether a rule stands above a row.
    fn has_rule(&self, above: Option<usize>, row: usize) -> bool {
        above.is_none_or(|above| above + 1 != row) || self.is_ruled || row <= self.table.head
    }

    /// The lines of a row; `after` says whether the next row of the table stands below it.
    fn lines(&self, row: usize, pending: &mut [VecDeque<String>], after: Goes) -> Vec<String> {
        let cells = &self.table.rows[row];
        let ends = |cell: &Cell| after == Goes::Anew || !self.goes_on_below(row, cell.column);
        let mut high = 1;
        for cell in cells {
            if !cell.goes_on {
                pending[cell.column] = self.words(cell).into();
            }
            if ends(cell) {
                high = high.max(pending[cell.column].len());
            }
        }
        let free = |cell: &Cell| if cell.rows == 1 { (high - pending[cell.column].len()) / 2 } else { 0 };
        let above: Vec<usize> = cells.iter().map(free).collect();
        let bar = self.sign([true, true, false, false]);
        (0..high)
            .map(|line| {
                let mut out = String::new();
                for (cell, above) in cells.iter().zip(&above) {
                    let words = if line < *above { None } else { pending[cell.column].pop_front() };
                    out.push_str(bar);
                    out.push_str(&self.set(cell, &words.unwrap_or_default()));
                }
                out + bar
            })
            .collect()
    }

    /// Whether the cell of a column goes on in the next row.
    fn goes_on_below(&self, row: usize, column: usize) -> bool {
        self.cell(row + 1, column).is_some_and(|cell| cell.goes_on)
    }

    /// The cell that covers a column of a row.
    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let covers = |cell: &&Cell| (cell.column..cell.column + cell.columns).contains(&column);
        self.table.rows.get(row)?.iter().find(covers)
    }

    /// Columns of the screen of a cell.
    fn width(&self, cell: &Cell) -> usize {
        self.widths[cell.column..cell.column + cell.columns].iter().sum::<usize>() + cell.columns - 1
    }

    /// The words of a cell in lines.
    fn words(&self, cell: &Cell) -> Vec<String> {
        let width = self.width(cell).saturating_sub(2 * self.pad).max(LEAST);
        let rows = text::wrap(&cell.text, width, 0, self.ambiguous);
        rows.into_iter().map(|row| cell.text[row.start..row.end].trim_end().to_owned()).collect()
    }

    /// A line of a cell where it stands in it.
    fn set(&self, cell: &Cell, words: &str) -> String {
        let blank = |columns: usize| " ".repeat(columns);
        let words = text::truncate(words, self.width(cell), self.ambiguous);
        let free = self.width(cell).saturating_sub(text::width(&words, self.ambiguous));
        let pad = self.pad.min(free);
        let (left, right) = match cell.side {
            Side::Left => (pad, free - pad),
            Side::Middle => (free / 2, free - free / 2),
            Side::Right => (free - pad, pad),
        };
        format!("{}{words}{}", blank(left), blank(right))
    }

    /// The rule between two rows, or at the edge of the table; `on` says whether cells go on through it.
    fn rule(&self, above: Option<usize>, below: Option<usize>, on: Goes) -> String {
        let count = self.table.columns;
        // Whether a cell ends at the left of a column.
        let is_edge = |row: Option<usize>, column: usize| {
            let begins = |row| column == count || self.cell(row, column).is_none_or(|cell| cell.column == column);
            row.is_some_and(begins)
        };
        let is_drawn = |column: usize| {
            let goes_on = |row| self.cell(row, column).is_some_and(|cell| cell.goes_on);
            column < count && !(on == Goes::On && below.is_some_and(goes_on))
        };
        let mut out = String::new();
        for column in 0..=count {
            let left = column > 0 && is_drawn(column - 1);
            out.push_str(self.sign([is_edge(above, column), is_edge(below, column), left, is_drawn(column)]));
            if column < count {
                let dash = if is_drawn(column) { self.sign([false, false, true, true]) } else { " " };
                out.push_str(&dash.repeat(self.widths[column]));
            }
        }
        out
    }

    /// The sign of a frame that has these arms. Where the terminal gives a line two columns, ASCII.
    fn sign(&self, arms: Arms) -> &'static str {
        if self.ambiguous == Ambiguous::Wide {
            return match arms {
                [_, _, false, false] if arms[0] || arms[1] => "|",
                [false, false, true, true] => "-",
                [false, false, false, false] => " ",
                _ => "+",
            };
        }
        match arms {
            [false, true, false, true] => "┌",
            [false, true, true, false] => "┐",
            [true, false, false, true] => "└",
            [true, false, true, false] => "┘",
            [true, true, false, true] => "├",
            [true, true, true, false] => "┤",
            [false, true, true, true] => "┬",
            [true, false, true, true] => "┴",
            [true, true, true, true] => "┼",
            [_, _, false, false] if arms[0] || arms[1] => "│",
            [false, false, false, false] => " ",
            _ => "─",
        }
    }
}

/// Whether the table goes on from one row to the next, or begins anew on another page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Goes {
    On,
    Anew,
}

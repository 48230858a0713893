//! A table of a flow: its cells stand side by side, each wrapped in its own column.
//!
//! ```text
//!        表1 办理情况              around it
//!                  单位：件
//! ────────┬──────┬──────────     a rule above its first row, below its head, below its last
//!  单位   │ 受理 │ 说明
//! ────────┼──────┼──────────
//!  一科   │  120 │ 其中加急9      a row that wraps makes rules between all rows
//!         │      │ 件
//! ────────┴──────┴──────────
//! ```
//!
//! How wide the words of a column are is counted cell by cell, so that a row that is written anew changes a few counts: the
//! others are laid out again only where a column becomes wider or narrower.

use std::ops::Range;

use super::Measure;
use super::cell::Cell;
use super::paragraph::Paragraph;
use crate::report::TableAside;
use crate::report::grid;
use crate::report::grid::Merged;
use crate::report::grid::Says;
use crate::report::grid::Side;
use crate::text;
use crate::text::Ambiguous;

/// Columns of the screen below which no column of a table is pressed: three characters. What then finds no room beside the
/// others is shifted into sight with the caret.
const LEAST: usize = 6;

/// Columns of the screen of a column in which nothing is written.
const EMPTY: usize = 6;

/// Rows from which on a table is long: there a column that has to be laid out anew grows by several at once.
const LONG: usize = 400;

/// By how much.
const STEP: usize = 8;

/// A table.
#[derive(Debug)]
pub(super) struct Grid {
    /// Which paragraphs are its rows.
    pub(super) rows: Range<usize>,
    aside: Option<TableAside>,
    counts: Vec<Count>,
    merged: Vec<Merged>,
    head: usize,
    /// Columns of the screen of each column, and how many are left free at both sides of its words.
    widths: Vec<usize>,
    pad: usize,
    sides: Vec<Side>,
    /// What stands above it and below it, a row of the screen each, and how far from the left.
    around: [Vec<(usize, String)>; 2],
    /// How many of its rows take more than one row of the screen.
    tall: usize,
    /// Columns of the screen that are out of sight at its left, and how many are in sight.
    shift: usize,
    room: usize,
    ambiguous: Ambiguous,
}

/// What the cells of a column are like.
#[derive(Debug, Default)]
struct Count {
    /// How many of them take so many columns of the screen.
    widths: Vec<usize>,
    numbers: usize,
    words: usize,
}

/// Where a cell stands.
#[derive(Debug)]
pub(super) struct Placed {
    /// Its column in the table.
    pub(super) cell: usize,
    /// Columns of the screen before it.
    pub(super) x: usize,
    /// Columns of the screen that it has.
    pub(super) width: usize,
    /// Rows of the screen above it in its row of the table.
    pub(super) top: usize,
    side: Side,
    /// Whether it is a part of another and says nothing itself.
    pub(super) is_covered: bool,
}

impl Placed {
    /// Columns before the words of one of its rows.
    pub(super) fn start(&self, line: text::Line) -> usize {
        let spare = self.width.saturating_sub(line.columns);
        match self.side {
            Side::Left => self.x,
            Side::Middle => self.x + spare / 2,
            Side::Right => self.x + spare,
        }
    }
}

/// What of the paragraphs has been written anew: where they stand now, and those before in their place.
pub(super) struct Fresh<'a> {
    pub(super) now: Range<usize>,
    pub(super) before: &'a [Paragraph],
}

impl Grid {
    fn new(rows: Range<usize>, aside: Option<TableAside>) -> Grid {
        Grid {
            rows,
            aside,
            counts: Vec::new(),
            merged: Vec::new(),
            head: 1,
            widths: Vec::new(),
            pad: 0,
            sides: Vec::new(),
            around: [Vec::new(), Vec::new()],
            tall: 0,
            shift: 0,
            room: 0,
            ambiguous: Ambiguous::default(),
        }
    }

    /// Lays out the table that has these rows now; `was` are the tables as they were.
    pub(super) fn lay(
        rows: Range<usize>,
        aside: Option<TableAside>,
        was: &mut Vec<Grid>,
        (paragraphs, source): (&mut [Paragraph], &str),
        fresh: &Fresh<'_>,
        measure: Measure,
    ) -> Grid {
        for paragraph in &mut paragraphs[rows.clone()] {
            if paragraph.cells.is_none() {
                paragraph.cells = Some(paragraph.cells_of(source, measure.ambiguous));
            }
        }
        let goes_on = was.iter().position(|grid| grid.goes_on(&rows, aside.as_ref(), fresh));
        let mut grid = goes_on.map_or_else(|| Grid::new(rows.clone(), aside), |at| was.swap_remove(at));
        let tail = fresh.now.start + fresh.before.len();
        let touched = if goes_on.is_some() {
            for at in grid.rows.start.max(fresh.now.start)..grid.rows.end.min(tail) {
                let before = &fresh.before[at - fresh.now.start];
                grid.tall -= usize::from(before.height > 1);
                grid.count(at - grid.rows.start, before, measure, |count| *count -= 1);
            }
            grid.rows = rows.clone();
            rows.start.max(fresh.now.start)..rows.end.min(fresh.now.end)
        } else {
            let columns = |p: &Paragraph| p.cells.as_ref().map_or(0, Vec::len);
            let columns = paragraphs[rows.clone()].iter().map(columns).max().unwrap_or(0);
            grid.merged = grid::merged(grid.aside.as_ref(), rows.len(), columns);
            rows.clone()
        };
        for at in touched.clone() {
            grid.count(at - rows.start, &paragraphs[at], measure, |count| *count += 1);
        }
        (grid.ambiguous, grid.room) = (measure.ambiguous, measure.width);
        grid.head = grid::head(&grid.merged).min(rows.len());
        grid.align(&paragraphs[rows.start..rows.start + grid.head]);
        let (pad, widths) = grid.fitted(measure.width);
        let is_same = goes_on.is_some() && grid.widths == widths;
        (grid.pad, grid.widths) = (pad, widths);
        if !is_same {
            grid.tall = 0;
        }
        for at in if is_same { touched } else { rows.clone() } {
            grid.wrap(at - rows.start, &mut paragraphs[at], source);
            grid.tall += usize::from(paragraphs[at].height > 1);
        }
        grid.surround(measure.width);
        grid.shift = grid.shift.min(grid.width().saturating_sub(measure.width));
        for (row, paragraph) in paragraphs[rows].iter_mut().enumerate() {
            (paragraph.above, paragraph.below) = grid.rows_around(row);
        }
        grid
    }

    /// Whether this is the table that has these rows now, of which none but the fresh ones are others.
    fn goes_on(&self, rows: &Range<usize>, aside: Option<&TableAside>, fresh: &Fresh<'_>) -> bool {
        let (from, old_tail, tail) = (fresh.now.start, fresh.now.start + fresh.before.len(), fresh.now.end);
        let same = |one: Range<usize>, other: Range<usize>| one == other || (one.is_empty() && other.is_empty());
        let upper = |rows: &Range<usize>| rows.start.min(from)..rows.end.min(from);
        let lower = |rows: &Range<usize>, tail: usize| rows.start.max(tail) - tail..rows.end.max(tail) - tail;
        self.aside.as_ref() == aside
            && same(upper(&self.rows), upper(rows))
            && same(lower(&self.rows, old_tail), lower(rows, tail))
            && (self.merged.is_empty() || fresh.before.len() == fresh.now.len() && self.rows.len() == rows.len())
    }

    /// Counts the cells of a row, or no longer.
    fn count(&mut self, row: usize, paragraph: &Paragraph, measure: Measure, step: impl Fn(&mut usize)) {
        for (column, cell) in paragraph.cells.iter().flatten().enumerate() {
            if self.counts.len() <= column {
                self.counts.resize_with(column + 1, Count::default);
            }
            let count = &mut self.counts[column];
            match cell.says {
                Says::Nothing => {}
                Says::Number => step(&mut count.numbers),
                Says::Words => step(&mut count.words),
            }
            // What reaches over several columns makes none of them wider.
            let is_broad = self.merged.iter().any(|m| m.columns > 1 && m.covers(row, column));
            let width = if is_broad { 0 } else { cell.columns.min(measure.width) };
            if count.widths.len() <= width {
                count.widths.resize(width + 1, 0);
            }
            step(&mut count.widths[width]);
        }
        let is_used = |count: &Count| count.widths.iter().any(|many| *many > 0);
        while self.counts.last().is_some_and(|count| !is_used(count)) {
            self.counts.pop();
        }
    }

    /// Where the words of each column stand below the head.
    fn align(&mut self, head: &[Paragraph]) {
        let of_head = |column: usize, says: Says| {
            let cells = head.iter().filter_map(|paragraph| paragraph.cells.as_ref()?.get(column));
            cells.filter(|cell| cell.says == says).count()
        };
        let side = |(column, count): (usize, &Count)| {
            let numbers = count.numbers - of_head(column, Says::Number);
            let words = count.words - of_head(column, Says::Words);
            grid::side(self.aside.as_ref(), column, (numbers, words))
        };
        self.sides = self.counts.iter().enumerate().map(side).collect();
    }

    /// How wide each column is on a screen of so many columns, and how many are left free at both sides.
    fn fitted(&self, width: usize) -> (usize, Vec<usize>) {
        let natural = |count: &Count| match count.widths.iter().rposition(|many| *many > 0).unwrap_or(0) {
            0 => EMPTY,
            widest => widest.max(2),
        };
        let wanted: Vec<usize> = self.counts.iter().map(natural).collect();
        let rules = wanted.len().saturating_sub(1);
        let all: usize = wanted.iter().sum();
        for pad in [1, 0] {
            if all + rules + 2 * pad * wanted.len() <= width {
                return (pad, wanted);
            }
        }
        let wanted = match self.rows.len() {
            LONG.. => wanted.into_iter().map(|columns| columns.next_multiple_of(STEP)).collect(),
            _ => wanted,
        };
        let room = width.saturating_sub(rules);
        let pressed = |most: usize| wanted.iter().map(move |columns| *columns.min(&most));
        let most = (LEAST..=width).rev().find(|most| pressed(*most).sum::<usize>() <= room).unwrap_or(LEAST);
        (0, pressed(most).collect())
    }

    /// Breaks the cells of a row into rows of the screen.
    fn wrap(&self, row: usize, paragraph: &mut Paragraph, source: &str) {
        let mut cells = paragraph.cells.take().unwrap_or_default();
        let drawn = paragraph.text(source);
        for placed in self.places(row, &cells) {
            cells[placed.cell].wrap(drawn, placed.width, self.ambiguous);
        }
        let ends = |placed: &Placed| placed.top + cells[placed.cell].len();
        paragraph.height = self.places(row, &cells).iter().map(ends).max().unwrap_or(1);
        paragraph.lines = Vec::new();
        paragraph.cells = Some(cells);
    }

    /// What stands around the table.
    fn surround(&mut self, width: usize) {
        let [title, unit, note] = grid::around(self.aside.as_ref());
        let table = self.width().min(width);
        let lines = |text: &str, side: Side| -> Vec<(usize, String)> {
            if text.is_empty() {
                return Vec::new();
            }
            let lines = text::wrap(text, width, 0, self.ambiguous).into_iter();
            let line = |line: text::Line| {
                let spare = table.saturating_sub(line.columns);
                let before = match side {
                    Side::Left => 0,
                    Side::Middle => spare / 2,
                    Side::Right => spare,
                };
                (before, text[line.start..line.end].to_owned())
            };
            lines.map(line).collect()
        };
        let mut above = lines(&title, Side::Middle);
        above.extend(lines(&unit, Side::Right));
        self.around = [above, lines(&note, Side::Left)];
    }

    /// How many rows of the screen stand above and below the words of a row.
    fn rows_around(&self, row: usize) -> (usize, usize) {
        let above = match row {
            0 => self.around[0].len() + 1,
            _ => usize::from(row <= self.head || self.tall > 0),
        };
        let below = if row + 1 == self.rows.len() { 1 + self.around[1].len() } else { 0 };
        (above, below)
    }

    /// Columns of the screen before the words of a column.
    fn x(&self, column: usize) -> usize {
        self.pad + self.widths[..column].iter().map(|width| width + 2 * self.pad + 1).sum::<usize>()
    }

    /// Columns of the screen that it takes.
    fn width(&self) -> usize {
        let last = self.widths.len().saturating_sub(1);
        self.widths.last().map_or(0, |width| self.x(last) + width + self.pad)
    }

    fn covering(&self, row: usize, column: usize) -> Option<&Merged> {
        self.merged.iter().find(|merged| merged.covers(row, column))
    }

    /// The cell that a cell is a part of, where it isn't the first of it: its row and column.
    pub(super) fn first_of(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        let merged = self.covering(row, column)?;
        Some((merged.row, merged.column)).filter(|first| *first != (row, column))
    }

    /// Where the cells of a row stand.
    pub(super) fn places(&self, row: usize, cells: &[Cell]) -> Vec<Placed> {
        let mut places: Vec<Placed> = Vec::with_capacity(cells.len());
        for (column, cell) in cells.iter().enumerate().take(self.widths.len()) {
            let merged = self.covering(row, column);
            let (from, to) = merged.map_or((column, column), |m| (m.column, m.column + m.columns - 1));
            let to = to.min(self.widths.len() - 1);
            let side = match merged {
                _ if row < self.head => Side::Middle,
                Some(merged) if merged.columns > 1 => Side::Middle,
                _ => self.sides[from],
            };
            // Several rows of words are read from their left edge.
            let side = match side {
                Side::Middle if row >= self.head && cell.is_wrapped() => Side::Left,
                side => side,
            };
            let is_part = merged.is_some_and(|m| (m.row, m.column) != (row, column));
            let is_covered = is_part && cell.typed.is_empty();
            // What a part says all the same stands below what the others say.
            let upper = places.iter().filter(|other| from < column && other.cell >= from && !other.is_covered);
            let top = upper.map(|other| other.top + cells[other.cell].len()).max().unwrap_or(0);
            let top = if is_covered { 0 } else { top };
            let x = self.x(from);
            let width = (self.x(to) + self.widths[to] - x).min(self.room);
            places.push(Placed { cell: column, x, width, top, side, is_covered });
        }
        places
    }

    /// The rules that stand between the cells of a row, by the columns of the screen before each.
    pub(super) fn bars(&self, row: usize) -> Vec<usize> {
        let is_parted = |column: &usize| self.is_parted(row, *column);
        (1..self.widths.len()).filter(is_parted).map(|column| self.x(column) - self.pad - 1).collect()
    }

    /// Whether a rule stands before the cell of this column.
    fn is_parted(&self, row: usize, column: usize) -> bool {
        self.covering(row, column).is_none_or(|merged| merged.column == column)
    }

    /// The sign for a rule between cells.
    pub(super) fn bar(&self) -> &'static str {
        self.sign([Some(()), Some(()), None, None])
    }

    /// The sign in which lines up, down, to the left and to the right meet.
    fn sign(&self, lines: [Option<()>; 4]) -> &'static str {
        let lines = lines.map(|line| line.is_some());
        if self.ambiguous == Ambiguous::Wide {
            return match lines {
                [false, false, false, false] => " ",
                [false, false, ..] => "-",
                [_, _, false, false] => "|",
                _ => "+",
            };
        }
        match lines {
            [false, false, false, false] => " ",
            [false, false, ..] => "─",
            [_, _, false, false] => "│",
            [true, true, true, true] => "┼",
            [true, true, true, false] => "┤",
            [true, true, false, true] => "├",
            [true, false, true, true] => "┴",
            [false, true, true, true] => "┬",
            [true, false, true, false] => "┘",
            [true, false, false, true] => "└",
            [false, true, true, false] => "┐",
            [false, true, false, true] => "┌",
        }
    }

    /// What stands in a row of the screen above or below the words of a row of the table, and how far from the left.
    pub(super) fn beside(&self, row: usize, beside: Beside) -> Ruled<'_> {
        match beside {
            Beside::Above(k) if row == 0 => match self.around[0].get(k) {
                Some((before, words)) => Ruled::Words(*before, words),
                None => Ruled::Rule(self.rule(None, Some(row))),
            },
            Beside::Above(_) => Ruled::Rule(self.rule(Some(row - 1), Some(row))),
            Beside::Below(0) => Ruled::Rule(self.rule(Some(row), None)),
            Beside::Below(k) => match self.around[1].get(k - 1) {
                Some((before, words)) => Ruled::Words(*before, words),
                None => Ruled::Words(0, ""),
            },
        }
    }

    /// The rule between two rows, or above the first, or below the last.
    fn rule(&self, upper: Option<usize>, lower: Option<usize>) -> String {
        let is_drawn = |column: usize| match (upper, lower) {
            (Some(upper), Some(_)) => {
                self.covering(upper, column).is_none_or(|merged| merged.row + merged.rows <= upper + 1)
            }
            _ => true,
        };
        let there = |is: bool| is.then_some(());
        let mut rule = String::new();
        for (column, width) in self.widths.iter().enumerate() {
            if column > 0 {
                let bar = |row: Option<usize>| there(row.is_some_and(|row| self.is_parted(row, column)));
                rule.push_str(self.sign([
                    bar(upper),
                    bar(lower),
                    there(is_drawn(column - 1)),
                    there(is_drawn(column)),
                ]));
            }
            let line = self.sign([None, None, there(is_drawn(column)), None]);
            rule.extend(std::iter::repeat_n(line, width + 2 * self.pad));
        }
        rule
    }

    /// Columns of the screen that are out of sight at its left.
    pub(super) fn shift(&self) -> usize {
        self.shift
    }

    /// Brings a cell into sight.
    pub(super) fn reveal(&mut self, (x, width): (usize, usize)) {
        let from = x.saturating_sub(self.pad);
        let least = (x + width).saturating_sub(self.room);
        if self.shift > from || self.shift < least {
            let most = self.shift.clamp(least, from.max(least));
            // Half a column is not drawn.
            let mut starts = (0..self.widths.len()).map(|column| self.x(column) - self.pad);
            self.shift = starts.find(|start| *start >= most).unwrap_or(from).min(from);
        }
    }
}

/// A row of the screen that belongs to a row of a table and has none of its words.
#[derive(Clone, Copy)]
pub(super) enum Beside {
    /// So many rows below the first above it.
    Above(usize),
    /// So many rows below its last.
    Below(usize),
}

/// What stands in such a row.
pub(super) enum Ruled<'a> {
    /// A rule.
    Rule(String),
    /// Words after so many columns.
    Words(usize, &'a str),
}

//! How a table is set: where the words of its columns stand, which cells are one, what stands around it.

use crate::report::TableAside;
use crate::report::metric;

/// Where the words of a cell stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// At its left.
    Left,
    /// In its middle.
    Middle,
    /// At its right.
    Right,
}

/// What a cell says, as far as its column asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Nothing, or a dash for nothing.
    Nothing,
    /// A number, a percentage too.
    Number,
    /// Anything else.
    Words,
}

impl Says {
    /// What a cell says.
    pub fn of(cell: &str) -> Says {
        let cell = cell.trim();
        let is_dash = |ch: char| matches!(ch, '-' | '—' | '－' | '–' | '/' | '／');
        if cell.chars().all(is_dash) {
            return Says::Nothing;
        }
        match metric::number(cell.trim_end_matches(['%', '％', '‰'])) {
            Some(_) => Says::Number,
            None => Says::Words,
        }
    }
}

/// Where the words of a column stand below its head, of which so many cells are numbers and so many words: as was said,
/// else numbers at the right, names at the left, all else in the middle.
pub fn side(aside: Option<&TableAside>, column: usize, (numbers, words): (usize, usize)) -> Side {
    match aside.and_then(|aside| aside.columns.chars().nth(column)) {
        Some('l') => Side::Left,
        Some('c') => Side::Middle,
        Some('r') => Side::Right,
        _ if numbers > 0 && words == 0 => Side::Right,
        _ if column == 0 => Side::Left,
        _ => Side::Middle,
    }
}

/// What stands around a table, each a line or empty: 表题 and 单位 above it, 注 below.
pub fn around(aside: Option<&TableAside>) -> [String; 3] {
    let Some(aside) = aside else { return Default::default() };
    let called = |name: &str, text: &str| match text.trim() {
        "" => String::new(),
        text if text.starts_with(name) => text.to_owned(),
        text => format!("{name}：{text}"),
    };
    [aside.title.trim().to_owned(), called("单位", &aside.unit), called("注", &aside.note)]
}

/// Cells that are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The row of its first cell.
    pub row: usize,
    /// The column of its first cell.
    pub column: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// How many columns it takes.
    pub columns: usize,
}

impl Merged {
    /// Whether a cell is part of it.
    pub fn covers(&self, row: usize, column: usize) -> bool {
        (self.row..self.row + self.rows).contains(&row) && (self.column..self.column + self.columns).contains(&column)
    }

    /// Whether the two share no cell.
    pub fn is_apart(&self, other: &Merged) -> bool {
        self.row + self.rows <= other.row
            || other.row + other.rows <= self.row
            || self.column + self.columns <= other.column
            || other.column + other.columns <= self.column
    }
}

/// The merged cells that lie in a table of so many rows and columns; of two that overlap the first.
pub fn merged(aside: Option<&TableAside>, rows: usize, columns: usize) -> Vec<Merged> {
    let mut all: Vec<Merged> = Vec::new();
    for &(row, column, down, beside) in aside.into_iter().flat_map(|aside| &aside.merged) {
        let [row, column, down, beside] =
            [row, column, down, beside].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        if row >= rows || column >= columns {
            continue;
        }
        let one = Merged { row, column, rows: down.clamp(1, rows - row), columns: beside.clamp(1, columns - column) };
        if one.rows * one.columns > 1 && all.iter().all(|other| one.is_apart(other)) {
            all.push(one);
        }
    }
    all
}

/// How many rows at the top of a table head the others: all that the cells of the first reach into.
pub fn head(merged: &[Merged]) -> usize {
    merged.iter().filter(|m| m.row == 0).map(|m| m.rows).max().unwrap_or(1)
}

//! Rows of cells, of which the first heads the others: the metrics, and tables of a text with what hangs on them.

use crate::report::TableAside;
use crate::report::metric;

/// A table of at least one row.
pub(super) struct Table<'t> {
    /// 表题, a line above it; empty for none.
    pub(super) title: &'t str,
    /// 单位 as it is written at the right above it; empty for none.
    pub(super) unit: String,
    /// 注 as it is written below it; empty for none.
    pub(super) note: String,
    /// How many columns it has.
    pub(super) columns: usize,
    /// How many rows at its top head the others: all that the cells of the first reach into.
    pub(super) head: usize,
    /// Its rows. What a merged cell takes of a row is no cell of it, but for the one below its first.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
pub(super) struct Cell {
    /// Its column, from 0.
    pub(super) column: usize,
    /// How many columns it takes, at least 1.
    pub(super) columns: usize,
    /// How many rows it takes, at least 1.
    pub(super) rows: usize,
    /// Whether it is the one above going on: it says nothing.
    pub(super) goes_on: bool,
    /// Where its words stand.
    pub(super) side: Side,
    /// What it says.
    pub(super) text: String,
}

/// Where the words of a cell stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// At its left.
    Left,
    /// In its middle.
    Middle,
    /// At its right.
    Right,
}

impl Side {
    /// As HTML and Word call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Side::Left => "left",
            Side::Middle => "center",
            Side::Right => "right",
        }
    }
}

impl<'t> Table<'t> {
    /// The table of lines of which each is a row, and what hangs on it.
    pub(super) fn of(lines: &str, hung: Option<&'t TableAside>) -> Table<'t> {
        let none = TableAside::default();
        let aside = hung.unwrap_or(&none);
        let lines: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').map(str::trim).collect()).collect();
        let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
        let merged = merged(aside, lines.len(), columns);
        let text = |row: usize, column: usize| lines[row].get(column).copied().unwrap_or("");
        let head = merged.iter().filter(|m| m.row == 0).map(|m| m.rows).max().unwrap_or(1);
        let sides: Vec<Side> =
            (0..columns).map(|column| side(aside, column, lines.get(head..).unwrap_or_default())).collect();
        let mut rows = Vec::new();
        for row in 0..lines.len() {
            let mut cells = Vec::new();
            for (column, usual) in sides.iter().enumerate() {
                let side = if row < head { Side::Middle } else { *usual };
                let mut cell = Cell { column, columns: 1, rows: 1, goes_on: false, side, text: String::new() };
                let covers = |m: &&Merged| {
                    (m.row..m.row + m.rows).contains(&row) && (m.column..m.column + m.columns).contains(&column)
                };
                match merged.iter().find(covers) {
                    None => cell.text = text(row, column).to_owned(),
                    Some(m) if m.column < column => continue,
                    Some(m) => {
                        (cell.columns, cell.rows, cell.goes_on) = (m.columns, m.rows, m.row < row);
                        let all = (m.row..m.row + m.rows)
                            .flat_map(|row| (m.column..m.column + m.columns).map(move |column| (row, column)));
                        let words: Vec<&str> =
                            all.map(|(row, column)| text(row, column)).filter(|text| !text.is_empty()).collect();
                        cell.text = if cell.goes_on { String::new() } else { words.join(" ") };
                        cell.side = if m.columns > 1 { Side::Middle } else { cell.side };
                    }
                }
                cells.push(cell);
            }
            rows.push(cells);
        }
        let [_, unit, note] = around(hung);
        Table { title: hung.map_or("", |aside| aside.title.trim()), unit, note, columns, head, rows }
    }
}

/// What stands around a table, each a line or empty: 表题 and 单位 above it, 注 below.
pub(super) fn around(aside: Option<&TableAside>) -> [String; 3] {
    let Some(aside) = aside else { return Default::default() };
    let called = |name: &str, text: &str| match text.trim() {
        "" => String::new(),
        text if text.starts_with(name) => text.to_owned(),
        text => format!("{name}：{text}"),
    };
    [aside.title.trim().to_owned(), called("单位", &aside.unit), called("注", &aside.note)]
}

/// Cells that are one.
struct Merged {
    row: usize,
    column: usize,
    rows: usize,
    columns: usize,
}

/// The merged cells that lie in the table; of two that overlap the first.
fn merged(aside: &TableAside, rows: usize, columns: usize) -> Vec<Merged> {
    let mut all: Vec<Merged> = Vec::new();
    for &(row, column, down, beside) in &aside.merged {
        let [row, column, down, beside] =
            [row, column, down, beside].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        if row >= rows || column >= columns {
            continue;
        }
        let one = Merged { row, column, rows: down.clamp(1, rows - row), columns: beside.clamp(1, columns - column) };
        let apart = |other: &Merged| {
            one.row + one.rows <= other.row
                || other.row + other.rows <= one.row
                || one.column + one.columns <= other.column
                || other.column + other.columns <= one.column
        };
        if one.rows * one.columns > 1 && all.iter().all(apart) {
            all.push(one);
        }
    }
    all
}

/// Where the words of a column stand below its head: as was said, else numbers at the right, names at the left, all else in the middle.
fn side(aside: &TableAside, column: usize, lines: &[Vec<&str>]) -> Side {
    match aside.columns.chars().nth(column) {
        Some('l') => return Side::Left,
        Some('c') => return Side::Middle,
        Some('r') => return Side::Right,
        _ => {}
    }
    let cells = lines.iter().filter_map(|row| row.get(column)).filter(|cell| !is_dash(cell));
    let cells: Vec<bool> = cells.map(|cell| is_number(cell)).collect();
    match column {
        _ if !cells.is_empty() && cells.iter().all(|is_number| *is_number) => Side::Right,
        0 => Side::Left,
        _ => Side::Middle,
    }
}

fn is_dash(cell: &str) -> bool {
    cell.chars().all(|ch| matches!(ch, '-' | '—' | '－' | '–' | '/' | '／'))
}

fn is_number(cell: &str) -> bool {
    metric::number(cell.trim_end_matches(['%', '％', '‰'])).is_some()
}

//! Rows of cells, of which the first heads the others: the metrics, and tables of a text with what hangs on them.

use crate::report::TableAside;
use crate::report::grid::Says;
use crate::report::grid::Side;
use crate::report::grid::around;
use crate::report::grid::head;
use crate::report::grid::merged;
use crate::report::grid::side;
use crate::text;
use crate::text::Ambiguous;

/// A table of at least one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// 表题, a line above it; empty for none.
    pub title: String,
    /// 单位 as it is written at the right above it; empty for none.
    pub unit: String,
    /// 注 as it is written below it; empty for none.
    pub note: String,
    /// How many columns it has.
    pub columns: usize,
    /// How many rows at its top head the others: all that the cells of the first reach into.
    pub head: usize,
    /// Its rows. What a merged cell takes of a row is no cell of it, but for the one below its first.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column, from 0.
    pub column: usize,
    /// How many columns it takes, at least 1.
    pub columns: usize,
    /// How many rows it takes, at least 1.
    pub rows: usize,
    /// Whether it is the one above going on: it says nothing.
    pub goes_on: bool,
    /// Where its words stand.
    pub side: Side,
    /// What it says.
    pub text: String,
}

impl Table {
    /// The table of lines of which each is a row, and what hangs on it.
    pub(super) fn of(lines: &str, hung: Option<&TableAside>) -> Table {
        let lines: Vec<Vec<&str>> = lines.lines().map(|line| line.split('\t').map(str::trim).collect()).collect();
        let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
        let merged = merged(hung, lines.len(), columns);
        let text = |row: usize, column: usize| lines[row].get(column).copied().unwrap_or("");
        let head = head(&merged);
        let below = lines.get(head..).unwrap_or_default();
        let sides: Vec<Side> = (0..columns).map(|column| side(hung, column, counted(below, column))).collect();
        let mut rows = Vec::new();
        for row in 0..lines.len() {
            let mut cells = Vec::new();
            for (column, usual) in sides.iter().enumerate() {
                let side = if row < head { Side::Middle } else { *usual };
                let mut cell = Cell { column, columns: 1, rows: 1, goes_on: false, side, text: String::new() };
                match merged.iter().find(|m| m.covers(row, column)) {
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
        Table { title: hung.map_or("", |aside| aside.title.trim()).to_owned(), unit, note, columns, head, rows }
    }

    /// The widths of the columns: each as its longest entry asks, within bounds, together the whole.
    pub fn widths(&self, whole: i64) -> Vec<i64> {
        let asked = |k: usize| {
            let own = self.rows.iter().flatten().filter(|cell| cell.column == k && cell.columns == 1);
            let longest = own.map(|cell| text::width(&cell.text, Ambiguous::Wide)).max().unwrap_or(0);
            longest.clamp(4, 24) as i64 + 2
        };
        let asked: Vec<i64> = (0..self.columns).map(asked).collect();
        let sum: i64 = asked.iter().sum();
        let mut widths: Vec<i64> = asked.iter().map(|width| whole * width / sum).collect();
        // What the rounding leaves.
        let left = whole - widths.iter().sum::<i64>();
        widths[0] += left;
        widths
    }
}

/// How many cells of a column are numbers, and how many words.
fn counted(lines: &[Vec<&str>], column: usize) -> (usize, usize) {
    let cells = || lines.iter().filter_map(|row| row.get(column)).map(|cell| Says::of(cell));
    let of = |kind: Says| cells().filter(|says| *says == kind).count();
    (of(Says::Number), of(Says::Words))
}

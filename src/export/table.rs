//! Rows of cells, of which the first heads the others: the metrics, and lines of a text that are set apart by tabs.

use std::borrow::Cow;

/// A table of at least one row, all rows as long as the first.
pub(super) struct Table<'t> {
    pub(super) rows: Vec<Vec<Cow<'t, str>>>,
}

/// Characters of a cell from which on it is a text: import takes such a row apart, too.
const LONG: usize = 120;

/// Whether a paragraph is a row of a table, as import writes those of a Word file.
pub(super) fn is_row(paragraph: &str) -> bool {
    paragraph.contains('\t') && paragraph.split('\t').all(|cell| cell.chars().nth(LONG - 1).is_none())
}

impl<'t> Table<'t> {
    /// The table of lines of which each is a row.
    pub(super) fn of_lines(lines: &'t str) -> Table<'t> {
        let row = |line: &'t str| line.split('\t').map(|cell| Cow::Borrowed(cell.trim())).collect();
        let mut rows: Vec<Vec<Cow<'t, str>>> = lines.lines().map(row).collect();
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(columns, Cow::Borrowed("")));
        Table { rows }
    }
}

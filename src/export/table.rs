//! Rows of cells, of which the first heads the others: the metrics, and lines of a text that are set apart by tabs.

use std::borrow::Cow;
use std::ops::Range;

/// A table of at least one row, all rows as long as the first.
pub(super) struct Table<'t> {
    pub(super) rows: Vec<Vec<Cow<'t, str>>>,
}

/// Characters of a cell from which on it is a text: import takes such a row apart, too.
const LONG: usize = 1000;

/// Whether a paragraph may be a row of a table, as import writes those of a Word file: short cells set apart by tabs, empty
/// ones too.
pub(super) fn may_be_row(paragraph: &str) -> bool {
    let short = |cell: &str| cell.chars().nth(LONG - 1).is_none();
    paragraph.contains('\t') && paragraph.split('\t').all(short) && (is_row(paragraph) || !paragraph.contains('。'))
}

/// Which of the paragraphs that may be rows one below the other make a table: none, or two at least. One tab before a
/// paragraph that stands above or below the table is an indent.
pub(super) fn rows(paragraphs: &[&str]) -> Range<usize> {
    let is_sure = |paragraph: &&str| is_row(paragraph) || paragraph.starts_with("\t\t");
    let first = paragraphs.iter().position(is_sure).unwrap_or(0);
    let end = paragraphs.iter().rposition(is_sure).map_or(0, |last| last + 1);
    if paragraphs.iter().any(|paragraph| is_row(paragraph)) && end > first + 1 { first..end } else { 0..0 }
}

/// Whether a tab stands after words.
fn is_row(paragraph: &str) -> bool {
    paragraph.trim_start().contains('\t')
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

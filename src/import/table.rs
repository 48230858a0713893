//! What a table of a Word file, a web page or Markdown becomes.
//!
//! ```text
//! grid    rows of short cells           a row is a line, its cells set apart by tabs; an empty cell stays a cell
//! frame   a form, a cover, a layout     of a row with a text in a cell, or with one cell filled, the paragraphs
//!                                       of its cells, one after the other; any other row is a line as in a grid
//! ```

use crate::report::Marker;
use crate::report::numbering;

use super::source::Mark;
use super::source::Ours;
use super::source::Role;
use super::source::Source;

/// A table that is being read: rows, their cells, the paragraphs of each.
#[derive(Default)]
pub(super) struct Table {
    /// What it is called, before its first row.
    caption: Vec<Source>,
    rows: Vec<Row>,
    /// For how many rows more a cell of a row above takes each column.
    hanging: Vec<usize>,
    /// How many columns the last cell takes beside its own.
    spanned: usize,
    /// In which text of a file of our own it stands: then each of its rows is a line.
    ours: Option<Ours>,
}

#[derive(Default)]
struct Row {
    cells: Vec<Vec<Source>>,
    /// How many cells of `cells` the file has; the others belong to cells that are merged.
    own: usize,
    /// How many cells of `cells` belong to one above.
    held: usize,
    /// Cells that take several columns or rows: their column, how many of each.
    spans: Vec<(usize, usize, usize)>,
    /// The columns of cells that go on the one above.
    goes_on: Vec<usize>,
    deleted: bool,
}

/// Columns and rows that a merged cell may take: as many as a page can show.
const MOST: usize = 100;

impl Table {
    /// A row begins.
    pub(super) fn begin_row(&mut self) {
        self.end_row();
        self.rows.push(Row::default());
    }

    /// The row begins this many columns in.
    pub(super) fn skip(&mut self, columns: usize) {
        let row = self.row();
        row.cells.extend((0..columns.min(MOST)).map(|_| Vec::new()));
    }

    /// A cell begins in the first column that is free.
    pub(super) fn begin_cell(&mut self) {
        self.end_cell();
        self.pass_hanging();
        let row = self.row();
        row.cells.push(Vec::new());
        row.own += 1;
    }

    /// The cell takes as many columns and rows as this, itself included.
    pub(super) fn span(&mut self, columns: usize, rows: usize) {
        self.spanned = columns.clamp(1, MOST) - 1;
        let column = self.row().cells.len().saturating_sub(1);
        if columns > 1 || rows > 1 {
            self.row().spans.push((column, columns.clamp(1, MOST), rows.clamp(1, MOST)));
        }
        if rows > 1 && column + self.spanned < MOST {
            let end = column + self.spanned + 1;
            self.hanging.resize(self.hanging.len().max(end), 0);
            // Its own row counts, and ends before it is asked again.
            self.hanging[column..end].fill(rows.min(MOST));
        }
    }

    /// The cell that is open goes on the one above.
    pub(super) fn go_on(&mut self) {
        let row = self.row();
        row.held += 1;
        row.goes_on.extend(row.cells.len().checked_sub(1));
    }

    /// Puts paragraphs into the cell that is open.
    pub(super) fn put(&mut self, mut paragraphs: Vec<Source>) {
        self.ours = self.ours.or(paragraphs.iter().find_map(|paragraph| paragraph.ours));
        paragraphs.retain(|paragraph| !paragraph.is_blank());
        if paragraphs.is_empty() {
            return;
        }
        if self.rows.is_empty() {
            self.caption.extend(paragraphs.into_iter().map(|paragraph| Source { role: Role::Plain, ..paragraph }));
            return;
        }
        if self.row().cells.is_empty() {
            self.begin_cell();
        }
        if let Some(cell) = self.row().cells.last_mut() {
            cell.extend(paragraphs);
        }
    }

    /// The row that is open is deleted by a revision.
    pub(super) fn delete_row(&mut self) {
        self.row().deleted = true;
    }

    /// The lines that the table becomes.
    pub(super) fn lines(mut self) -> Vec<Source> {
        self.end_row();
        self.rows.retain(|row| !row.deleted && row.filled() > 0);
        let columns = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        // What spans all columns at the top is what the table is called, at the foot a remark on it.
        let begins = |row: &Row| row.cells.first().is_some_and(|cell| !cell.is_empty());
        let spans = |row: &Row| row.own == 1 && row.cells.len() == columns && begins(row);
        let (first, last) = match self.ours {
            Some(_) => (0, self.rows.len()),
            None => {
                let first = self.rows.iter().take_while(|row| spans(row)).count();
                (first, self.rows.len() - self.rows[first..].iter().rev().take_while(|row| spans(row)).count())
            }
        };
        let is_grid = self.ours.is_some() || is_grid(&self.rows[first..last]);
        let merged = merged(&self.rows[first..last]);
        let mut mark = is_grid.then(|| Box::new(Mark { rows: last - first, merged }));
        let mut lines = self.caption;
        for (k, row) in self.rows.into_iter().enumerate() {
            if is_grid && (first..last).contains(&k) || row.filled() > 1 && !row.holds_text() {
                let table = mark.take_if(|_| k >= first);
                lines.push(Source { table, ours: self.ours, ..row.line() });
                continue;
            }
            let remark = is_grid && k >= last;
            lines.extend(row.cells.into_iter().flatten().map(|mut paragraph| {
                paragraph.role = if remark { Role::Plain } else { paragraph.role };
                paragraph
            }));
        }
        lines
    }

    fn row(&mut self) -> &mut Row {
        if self.rows.is_empty() {
            self.rows.push(Row::default());
        }
        self.rows.last_mut().expect("one has just been put there")
    }

    fn end_cell(&mut self) {
        let spanned = std::mem::take(&mut self.spanned);
        self.skip(spanned);
    }

    fn end_row(&mut self) {
        if self.rows.is_empty() {
            return;
        }
        self.end_cell();
        self.pass_hanging();
        self.hanging.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// Passes over the columns that cells from above take, with an empty cell for each.
    fn pass_hanging(&mut self) {
        let column = self.row().cells.len();
        let taken = self.hanging.iter().skip(column).take_while(|rows| **rows > 0).count();
        self.skip(taken);
        self.row().held += taken;
    }
}

/// Whether rows are those of a grid: several, half of them at least with more than one cell filled or held by one above, none
/// with a text in a cell. So is a form that is still to be filled in, with nothing but names in its first column.
fn is_grid(rows: &[Row]) -> bool {
    const LONGEST_NAME: usize = 20;
    let several = rows.iter().filter(|row| row.filled() + row.held > 1).count();
    let names = || {
        let short = |cell: &[Source]| matches!(cell, [name] if name.text.chars().nth(LONGEST_NAME).is_none());
        rows.iter().all(|row| row.own > 1 && row.cells.first().is_some_and(|cell| short(cell)))
    };
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let enough = if several == 0 { names() } else { several * 2 >= rows.len() };
    rows.len() > 1 && columns > 1 && enough && !rows.iter().any(Row::holds_text)
}

/// The merged cells of rows: row and column of the first, how many rows and columns.
fn merged(rows: &[Row]) -> Vec<(u32, u32, u32, u32)> {
    let mut merged = Vec::new();
    for (k, row) in rows.iter().enumerate() {
        let below = |column: usize| rows[k + 1..].iter().take_while(|row| row.goes_on.contains(&column)).count();
        let begun = row.spans.iter().map(|(column, ..)| *column);
        let mut columns: Vec<usize> =
            begun.chain(rows.get(k + 1).into_iter().flat_map(|row| row.goes_on.clone())).collect();
        columns.sort_unstable();
        columns.dedup();
        for column in columns.into_iter().filter(|column| !row.goes_on.contains(column)) {
            let (_, beside, down) = row.spans.iter().find(|(at, ..)| *at == column).copied().unwrap_or((column, 1, 1));
            let down = down.min(rows.len() - k).max(below(column) + 1);
            let numbers = [k, column, down, beside].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
            if beside * down > 1 {
                merged.push(numbers.into());
            }
        }
    }
    merged
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    fn holds_text(&self) -> bool {
        let filled = self.filled();
        let sentence = || self.cells.iter().flatten().any(|paragraph| paragraph.text.contains('。'));
        self.own == 1 && sentence() || self.cells.iter().any(|cell| holds_text(cell, filled))
    }

    fn line(self) -> Source {
        let line = self.cells.iter().flatten().next().map_or(1, |paragraph| paragraph.line);
        let cells: Vec<String> = self.cells.iter().map(|cell| joined(cell)).collect();
        Source::new(line, row(&cells), Role::Plain)
    }
}

/// A row as a line. A tab inside of a cell becomes a blank, so that no other one slides. Empty cells at the end are left out
/// where a tab between words tells that it is a row.
pub(super) fn row(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| cell.trim().replace('\t', " ")).collect();
    let whole = cells.join("\t");
    let short = whole.trim_end_matches('\t');
    if short.trim_start().contains('\t') { short.to_owned() } else { whole }
}

/// Whether a cell holds a text of its own: very long, of headings, or long and of several paragraphs. Beside a single other
/// cell, which names it, less is long.
fn holds_text(cell: &[Source], filled: usize) -> bool {
    const LONGEST: usize = 1000;
    const LONG: usize = 400;
    const SHORT: usize = 120;
    const SHORTEST: usize = 60;
    let named = filled <= 2;
    let length: usize = cell.iter().map(|paragraph| paragraph.text.chars().take(LONGEST).count()).sum();
    let is_row = |paragraph: &Source| paragraph.role == Role::Plain && paragraph.text.contains('\t');
    match cell {
        [] | [_] => length >= if named { LONG } else { LONGEST },
        _ => {
            length >= if named { SHORT } else { LONG }
                || cell.iter().any(is_row)
                || cell.iter().any(is_heading) && (named || length >= SHORT)
                || named && cell.len() > 2 && length > SHORTEST
        }
    }
}

/// Whether a paragraph is a heading by its style, or by a marker that lists in a cell don't have.
fn is_heading(paragraph: &Source) -> bool {
    let label = || numbering::read(&format!("{}{}", paragraph.number, paragraph.text.trim_start()));
    let section = |marker| matches!(marker, Marker::Han | Marker::HanBracketed | Marker::Part | Marker::Chapter);
    matches!(paragraph.role, Role::Title | Role::Heading(_)) || label().is_some_and(|label| section(label.marker))
}

/// Paragraphs as one. A blank sets them apart, but for a mark that does so itself.
pub(super) fn joined(paragraphs: &[Source]) -> String {
    let mut out = String::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.is_blank()) {
        if !out.is_empty() && !out.ends_with(['。', '，', '、', '；', '：', '！', '？']) {
            out.push(' ');
        }
        out += format!("{}{}", paragraph.number, paragraph.text.trim()).trim();
    }
    out
}

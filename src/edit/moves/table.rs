//! What is done to a table of a text: rows and columns that come, go and change places, cells made one, what stands around.
//!
//! The cells are given by a selection, bytes of the text both ends of which lie in the table: those of the rectangle between
//! them. An answer that says what hangs on the table says it of all tables of that text.

mod make;
mod write;

use std::collections::BTreeSet;
use std::ops::Range;

use super::Way;
use super::mark;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Aside;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Report;
use crate::report::TableAside;
use crate::report::TableIn;
use crate::report::grid;
use crate::report::grid::BLANK;
use crate::report::grid::Block;
use crate::report::grid::Merged;

pub use make::insert_table;
pub use make::remove_table;
pub use make::table_from_text;
pub use make::table_to_text;
pub use write::clear_cells;
pub use write::fill_cells;
pub use write::replace_across;
pub use write::write_cell;

/// A table of a text, taken apart.
pub(super) struct Sheet {
    field: Field,
    owner: Owner,
    text: TableIn,
    number: usize,
    /// The bytes of its lines.
    bytes: Range<usize>,
    /// The cells of its rows, as many in each.
    pub(super) rows: Vec<Vec<String>>,
    /// The cells that are meant.
    pub(super) block: Block,
    aside: TableAside,
    is_hung: bool,
    merged: Vec<Merged>,
}

impl Sheet {
    /// The table in which a selection lies.
    pub(super) fn at(report: &Report, field: Field, at: &Range<usize>) -> Option<Sheet> {
        let (owner, text) = grid::home(field)?;
        let whole = report.text(field)?;
        let mut tables = grid::tables(whole, grid::hung(report.aside(owner)?, text)).into_iter();
        let table = tables.find(|table| {
            let bytes = &table.run.bytes;
            bytes.start <= at.start && at.end <= bytes.end && at.start <= at.end
        })?;
        let bytes = table.run.bytes.clone();
        let lines = whole.get(bytes.clone())?;
        let mut rows: Vec<Vec<String>> =
            lines.split('\n').map(|line| line.split('\t').map(str::to_owned).collect()).collect();
        let columns = rows.iter().map(Vec::len).max()?;
        for row in &mut rows {
            row.resize(columns, String::new());
            row.iter_mut().take(1).filter(|cell| *cell == BLANK).for_each(String::clear);
        }
        let corner = |at: usize| grid::cell_at(lines, at - bytes.start);
        let block = Block::between(corner(at.start), corner(at.end));
        let aside = TableAside { text, ..table.aside.cloned().unwrap_or_default() };
        let merged = grid::merged(table.aside, rows.len(), columns);
        let is_hung = table.aside.is_some();
        Some(Sheet { field, owner, text, number: table.number, bytes, rows, block, aside, is_hung, merged })
    }

    pub(super) fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The lines of its rows, each of which is known for one.
    pub(super) fn lines(rows: &[Vec<String>]) -> Vec<String> {
        let line = |row: &Vec<String>| {
            let line = row.join("\t");
            match grid::row_of(&line) {
                Some(grid::Kind::Words | grid::Kind::Empty) => line,
                _ if row.first().is_some_and(String::is_empty) => format!("{BLANK}{line}"),
                _ => line,
            }
        };
        rows.iter().map(line).collect()
    }

    /// The change that makes the table of the report this one, with the caret after the words of a cell.
    pub(super) fn change(mut self, report: &Report, label: &str, (row, column): (usize, usize)) -> Option<Change> {
        let lines = Sheet::lines(&self.rows);
        let before = report.text(self.field)?.get(self.bytes.clone())?;
        let now = lines.join("\n");
        let mut edits = Vec::new();
        if let Some((at, cut, put)) = differing(before, &now) {
            let at = self.bytes.start + at;
            edits.push(Edit::Text { field: self.field, at, cut: cut.into(), put: put.into() });
        }
        self.aside.merged = self.merged.iter().filter_map(as_written).collect();
        let is_known = grid::runs(&now).iter().any(|run| run.is_table() && run.bytes == (0..now.len()));
        let hung: Vec<&TableAside> = grid::hung(report.aside(self.owner)?, self.text).collect();
        let of_table = |aside: &&&TableAside| usize::try_from(aside.at) == Ok(self.number);
        let is_same = hung.iter().find(of_table).is_some_and(|aside| **aside == self.aside);
        if edits.is_empty() && is_same {
            return None;
        }
        if self.is_hung || !is_known || self.aside != (TableAside { text: self.text, ..TableAside::default() }) {
            self.aside.at = u32::try_from(self.number).ok()?;
            let others = hung.into_iter().filter(|aside| aside.at != self.aside.at).cloned();
            edits.push(hang(report, (self.owner, self.text), others.chain([self.aside.clone()]).collect())?);
        }
        let row = row.min(lines.len().saturating_sub(1));
        let start: usize = lines.iter().take(row).map(|line| line.len() + 1).sum();
        let cells = lines.get(row)?.split('\t').take(column + 1);
        let end = cells.map(|cell| cell.len() + 1).sum::<usize>().saturating_sub(1);
        edits.push(mark(self.field, self.bytes.start + start + end));
        Some(Change { label: label.into(), edits })
    }

    /// Makes its merged cells follow rows or columns that changed places; `to` says where each row is now.
    fn follow(&mut self, rows: impl Fn(usize) -> Option<usize>, columns: impl Fn(usize) -> Option<usize>) {
        let span = |from: usize, many: usize, to: &dyn Fn(usize) -> Option<usize>| {
            let now: BTreeSet<usize> = (from..from + many).filter_map(to).collect();
            Some((*now.first()?, now.last()? - now.first()? + 1))
        };
        let follow = |m: &Merged| {
            let (row, rows) = span(m.row, m.rows, &rows)?;
            let (column, columns) = span(m.column, m.columns, &columns)?;
            (rows * columns > 1).then_some(Merged { row, column, rows, columns })
        };
        self.merged = self.merged.iter().filter_map(follow).collect();
    }

    /// Sets the letters of its columns anew, by where each column was before.
    fn set_columns(&mut self, was: impl Iterator<Item = Option<usize>>) {
        let letters: Vec<char> = self.aside.columns.chars().collect();
        let letter = |was: Option<usize>| was.and_then(|was| letters.get(was).copied()).unwrap_or(USUAL);
        let columns: String = was.map(letter).collect();
        self.aside.columns = columns.trim_end_matches(USUAL).to_owned();
    }
}

/// The letter of a column that is set as usual.
const USUAL: char = '-';

fn as_written(merged: &Merged) -> Option<(u32, u32, u32, u32)> {
    let number = |number: usize| u32::try_from(number).ok();
    Some((number(merged.row)?, number(merged.column)?, number(merged.rows)?, number(merged.columns)?))
}

/// Where two texts differ: the byte, what stands there in one, what in the other.
fn differing<'t>(before: &'t str, now: &'t str) -> Option<(usize, &'t str, &'t str)> {
    if before == now {
        return None;
    }
    let same = |a: &(char, char)| a.0 == a.1;
    let at: usize = before.chars().zip(now.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (cut, put) = (&before[at..], &now[at..]);
    let end: usize = cut.chars().rev().zip(put.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    Some((at, &cut[..cut.len() - end], &put[..put.len() - end]))
}

/// The step that hangs these on the tables of a text, and nothing else.
fn hang(report: &Report, (owner, text): (Owner, TableIn), tables: Vec<TableAside>) -> Option<Edit> {
    let before = report.aside(owner)?.cloned().unwrap_or_default();
    let mut all: Vec<TableAside> = before.tables.iter().filter(|table| table.text != text).cloned().collect();
    all.extend(tables);
    all.sort_by_key(|table| (table.text, table.at));
    Some(Edit::Aside { of: owner, aside: Some(Box::new(Aside { tables: all, ..before })) })
}

/// As many empty rows as are selected, above or below them. The caret goes into the first of them.
pub fn insert_rows(report: &Report, field: Field, at: &Range<usize>, way: Way) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let (many, to) = (rows.len(), if way == Way::Up { rows.start } else { rows.end });
    let empty = vec![String::new(); sheet.columns()];
    sheet.rows.splice(to..to, std::iter::repeat_n(empty, many));
    sheet.follow(|row| Some(if row < to { row } else { row + many }), Some);
    sheet.change(report, "插入行", (to, columns.start))
}

/// Takes out the rows that are selected; all of them are the table.
pub fn remove_rows(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    if rows.len() == sheet.rows.len() {
        return remove_table(report, field, at);
    }
    sheet.rows.drain(rows.clone());
    let now = |row: usize| if row < rows.end { row } else { row - rows.len() };
    sheet.follow(|row| (!rows.contains(&row)).then(|| now(row)), Some);
    sheet.change(report, "删除行", (rows.start, columns.start))
}

/// Moves the rows that are selected past the next. `None` at the end, and where a merged cell would be torn.
pub fn move_rows(report: &Report, field: Field, at: &Range<usize>, way: Way) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let touched = passing(&rows, sheet.rows.len(), way)?;
    let is_torn = |m: &Merged| {
        let own = m.row..m.row + m.rows;
        let inside = |part: &Range<usize>| part.start <= own.start && own.end <= part.end;
        let apart = own.end <= touched.start || touched.end <= own.start;
        !apart && !inside(&rows) && m.rows > 1
    };
    if sheet.merged.iter().any(is_torn) {
        return None;
    }
    let to = |row: usize| Some(passed(row, &rows, &touched));
    sheet.follow(to, Some);
    turn(&mut sheet.rows[touched.clone()], rows.len(), way);
    sheet.change(report, "移动行", (passed(rows.start, &rows, &touched), columns.start))
}

/// As many empty columns as are selected, at their left (`Up`) or right.
pub fn insert_columns(report: &Report, field: Field, at: &Range<usize>, way: Way) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let (many, to) = (columns.len(), if way == Way::Up { columns.start } else { columns.end });
    for row in &mut sheet.rows {
        row.splice(to..to, std::iter::repeat_n(String::new(), many));
    }
    sheet.follow(Some, |column| Some(if column < to { column } else { column + many }));
    let all = sheet.columns();
    let was = |column: usize| match column {
        column if column < to => Some(column),
        column => column.checked_sub(many).filter(|was| *was >= to),
    };
    sheet.set_columns((0..all).map(was));
    sheet.change(report, "插入列", (rows.start, to))
}

/// Takes out the columns that are selected. `None` where fewer than two would be left: lines without tabs are no table.
pub fn remove_columns(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let all = sheet.columns();
    if all < columns.len() + 2 {
        return None;
    }
    for row in &mut sheet.rows {
        row.drain(columns.clone());
    }
    let now = |column: usize| if column < columns.end { column } else { column - columns.len() };
    sheet.follow(Some, |column| (!columns.contains(&column)).then(|| now(column)));
    sheet.set_columns((0..all).filter(|column| !columns.contains(column)).map(Some));
    let column = columns.start.min(sheet.columns() - 1);
    sheet.change(report, "删除列", (rows.start, column))
}

/// Moves the columns that are selected past the next, to the left (`Up`) or right. `None` at the end, and where a merged cell
/// would be torn.
pub fn move_columns(report: &Report, field: Field, at: &Range<usize>, way: Way) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let all = sheet.columns();
    let touched = passing(&columns, all, way)?;
    let is_torn = |m: &Merged| {
        let own = m.column..m.column + m.columns;
        let apart = own.end <= touched.start || touched.end <= own.start;
        !apart && m.columns > 1 && !(columns.start <= own.start && own.end <= columns.end)
    };
    if sheet.merged.iter().any(is_torn) {
        return None;
    }
    sheet.follow(Some, |column| Some(passed(column, &columns, &touched)));
    let mut was: Vec<Option<usize>> = (0..all).map(Some).collect();
    turn(&mut was[touched.clone()], columns.len(), way);
    sheet.set_columns(was.into_iter());
    for row in &mut sheet.rows {
        turn(&mut row[touched.clone()], columns.len(), way);
    }
    sheet.change(report, "移动列", (rows.start, passed(columns.start, &columns, &touched)))
}

/// What is touched where these move past the next one.
fn passing(part: &Range<usize>, all: usize, way: Way) -> Option<Range<usize>> {
    match way {
        Way::Up => Some(part.start.checked_sub(1)?..part.end),
        Way::Down => (part.end < all).then_some(part.start..part.end + 1),
    }
}

/// Where one of them is then.
fn passed(one: usize, part: &Range<usize>, touched: &Range<usize>) -> usize {
    let is_up = touched.start < part.start;
    match () {
        () if part.contains(&one) => {
            if is_up {
                one - 1
            } else {
                one + 1
            }
        }
        () if touched.contains(&one) => {
            if is_up {
                one + part.len()
            } else {
                one - part.len()
            }
        }
        () => one,
    }
}

/// Moves so many at one end past the one at the other.
fn turn<T>(all: &mut [T], many: usize, way: Way) {
    match way {
        Way::Up => all.rotate_left(1),
        Way::Down => all.rotate_left(many),
    }
}

/// Makes the cells that are selected one, with the words of all of them.
pub fn merge_cells(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let mut block = sheet.block.clone();
    // A merged cell is taken whole; the larger rectangle may reach into another.
    loop {
        let is_cut = |m: &&Merged| {
            let whole = block.has(m.row, m.column) && block.has(m.row + m.rows - 1, m.column + m.columns - 1);
            let touched = (m.row..m.row + m.rows)
                .any(|row| (m.column..m.column + m.columns).any(|column| block.has(row, column)));
            touched && !whole
        };
        let Some(m) = sheet.merged.iter().find(is_cut).copied() else { break };
        block.rows = block.rows.start.min(m.row)..block.rows.end.max(m.row + m.rows);
        block.columns = block.columns.start.min(m.column)..block.columns.end.max(m.column + m.columns);
    }
    let (row, column) = (block.rows.start, block.columns.start);
    let one = Merged { row, column, rows: block.rows.len(), columns: block.columns.len() };
    if one.rows * one.columns < 2 || sheet.merged.contains(&one) {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for row in &mut sheet.rows[block.rows.clone()] {
        let cells = row[block.columns.clone()].iter_mut().map(std::mem::take);
        words.extend(cells.filter(|cell| !cell.trim().is_empty()));
    }
    sheet.rows[row][column] = words.join(" ");
    sheet.merged.retain(|m| m.is_apart(&one));
    sheet.merged.push(one);
    sheet.merged.sort_by_key(|m| (m.row, m.column));
    sheet.change(report, "合并单元格", (row, column))
}

/// Makes the merged cells that are selected several again; their words stay in the first.
pub fn split_cells(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let block = Merged { row: rows.start, column: columns.start, rows: rows.len(), columns: columns.len() };
    let before = sheet.merged.len();
    sheet.merged.retain(|m| m.is_apart(&block));
    if sheet.merged.len() == before {
        return None;
    }
    sheet.change(report, "拆分单元格", (rows.start, columns.start))
}

/// What stands around a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// 表题.
    Title,
    /// 单位.
    Unit,
    /// 注.
    Note,
}

impl Around {
    /// What the writer calls it.
    pub fn name(self) -> &'static str {
        match self {
            Around::Title => "表题",
            Around::Unit => "表的单位",
            Around::Note => "表注",
        }
    }

    fn of(self, aside: &mut TableAside) -> &mut String {
        match self {
            Around::Title => &mut aside.title,
            Around::Unit => &mut aside.unit,
            Around::Note => &mut aside.note,
        }
    }
}

/// What stands around the table at a place; `None` where there is no table.
pub fn around_table(report: &Report, field: Field, at: usize, which: Around) -> Option<String> {
    let mut sheet = Sheet::at(report, field, &(at..at))?;
    Some(std::mem::take(which.of(&mut sheet.aside)))
}

/// Writes what stands around the table at a place; blanks at its ends go.
pub fn set_around(report: &Report, field: Field, at: usize, which: Around, words: &str) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, &(at..at))?;
    let own = which.of(&mut sheet.aside);
    if own == words.trim() {
        return None;
    }
    words.trim().clone_into(own);
    let (row, column) = (sheet.block.rows.start, sheet.block.columns.start);
    sheet.change(report, which.name(), (row, column))
}

/// Sets the words of the columns that are selected elsewhere: as usual, at the left, in the middle, at the right, in turn.
pub fn turn_columns(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    let mut letters: Vec<char> = sheet.aside.columns.chars().collect();
    letters.resize(letters.len().max(columns.end), USUAL);
    let next = match letters[columns.start] {
        'l' => 'c',
        'c' => 'r',
        'r' => USUAL,
        _ => 'l',
    };
    letters[columns.clone()].fill(next);
    sheet.aside.columns = letters.into_iter().collect::<String>().trim_end_matches(USUAL).to_owned();
    let name = match next {
        'l' => "列居左",
        'c' => "列居中",
        'r' => "列居右",
        _ => "列照常对齐",
    };
    sheet.change(report, name, (rows.start, columns.start))
}

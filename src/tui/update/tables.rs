//! Tables in the text pane: from cell to cell, what is typed and taken away in them, and what changes their rows and columns.

use std::ops::Range;

use crate::edit::Change;
use crate::edit::moves;
use crate::edit::moves::Around;
use crate::edit::moves::Way;
use crate::report::Field;
use crate::report::Report;
use crate::report::grid;
use crate::report::grid::BLANK;
use crate::tui::caret::Caret;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;
use crate::tui::overlay::Line;
use crate::tui::overlay::Purpose;

/// Why nothing is done to a table.
const NO_TABLE: &str = "光标不在表格里";

/// What Tab and Shift+Tab say beside one.
const NO_CELL: &str = "段首会自动空两格，不用按 Tab；升降级请到标题上按";

/// The text pane's text and what is selected in it, or where its caret stands.
fn place(model: &Model) -> (Field, Range<usize>) {
    let field = model.field().filter(|_| model.focus() == Focus::Text).unwrap_or(model.body_field());
    (field, model.caret_in(field).replaced())
}

/// The flow of the text pane while the keys go there.
fn flow(model: &Model) -> Option<&Flow> {
    model.written().filter(|_| model.focus() == Focus::Text)
}

/// Whether the caret stands in a table.
pub fn is_inside(model: &Model) -> bool {
    flow(model).is_some_and(|flow| flow.cell(model.caret.at).is_some())
}

/// An act on the table that the caret or the selection lies in.
pub type Move = fn(&Report, Field, &Range<usize>) -> Option<Change>;

/// What an act would change.
pub fn change(model: &Model, of: Move) -> Option<Change> {
    let (field, at) = place(model);
    of(model.report(), field, &at)
}

/// Why an act on the rows and columns of a table doesn't apply.
pub fn refusal(model: &Model, says: &'static str) -> &'static str {
    let (field, at) = place(model);
    match moves::around_table(model.report(), field, at.start, Around::Title) {
        Some(_) => says,
        None => NO_TABLE,
    }
}

/// To the next cell; after the last to a new row.
pub fn next(model: &mut Model) {
    let at = model.caret.at;
    let Some((table, cell)) = cell_at(model) else {
        return model.say(Grade::Warning, NO_CELL);
    };
    let Some(flow) = flow(model) else { return };
    let further = |cell: &Range<usize>| (cell.end < table.end).then(|| flow.cell(cell.end + 1)).flatten();
    let mut cells = std::iter::successors(further(&cell), further);
    match cells.find(|cell| is_open(flow, cell)) {
        Some(cell) => take(model, cell),
        None => add_row(model, at, 0),
    }
}

/// To the cell before.
pub fn previous(model: &mut Model) {
    let Some((table, cell)) = cell_at(model) else { return model.say(Grade::Warning, NO_CELL) };
    let Some(flow) = flow(model) else { return };
    let back = |cell: &Range<usize>| (cell.start > table.start).then(|| flow.cell(cell.start - 1)).flatten();
    let mut cells = std::iter::successors(back(&cell), back);
    match cells.find(|cell| is_open(flow, cell)) {
        Some(cell) => take(model, cell),
        None => model.say(Grade::Info, "已经是第一格"),
    }
}

/// The table and the cell of the caret.
fn cell_at(model: &Model) -> Option<(Range<usize>, Range<usize>)> {
    let flow = flow(model)?;
    Some((flow.table(model.caret.at)?, flow.cell(model.caret.at)?))
}

/// Whether a caret may stand in a cell: not in a part of another.
fn is_open(flow: &Flow, cell: &Range<usize>) -> bool {
    flow.seen(cell.end) == cell.end
}

/// Selects what a cell says, as what is typed next replaces it.
fn take(model: &mut Model, cell: Range<usize>) {
    let words = flow(model).and_then(|flow| flow.source().get(cell.clone()));
    let is_empty = words.is_none_or(|words| words == BLANK || words.is_empty());
    model.caret = Caret { anchor: (!is_empty).then_some(cell.start), ..Caret::new(cell.end) };
}

/// A new row below the last, with the caret in this column of it.
fn add_row(model: &mut Model, at: usize, column: usize) {
    let field = model.body_field();
    let Some(change) = moves::insert_rows(model.report(), field, &(at..at), Way::Down) else { return };
    if model.act(change.clone()) {
        model.land(&change);
        model.settle();
        to_column(model, column);
    }
}

/// To a column of the row that the caret stands in.
fn to_column(model: &mut Model, column: usize) {
    let Some((table, _)) = cell_at(model) else { return };
    let Some(flow) = flow(model) else { return };
    let at = model.caret.at;
    let row = flow.source()[..at].rfind('\n').map_or(0, |before| before + 1).max(table.start);
    let further = |cell: &Range<usize>| flow.cell(cell.end + 1);
    let cell = std::iter::successors(flow.cell(row), further).nth(column);
    if let Some(cell) = cell {
        model.caret = Caret::new(cell.end);
    }
}

/// Enter: in a table to the cell below, after the last row to a new one; from a last row in which nothing is written it leads
/// out, and that row goes. Answers whether the caret is in a table.
pub fn enter(model: &mut Model) -> bool {
    let Some((table, _)) = cell_at(model) else { return false };
    enter_at(model, &table);
    true
}

fn enter_at(model: &mut Model, table: &Range<usize>) {
    let at = model.caret.at;
    model.caret = Caret::new(at);
    let Some(source) = flow(model).map(Flow::source) else { return };
    let lines = &source[table.clone()];
    let (row, column) = grid::cell_at(lines, at - table.start);
    // Before the first cell of all there is no other way to write anything.
    if at == 0 && !lines.starts_with(['\t', ' ']) {
        return open_line(model, 0);
    }
    let cells: Vec<&str> = lines.split('\n').nth(row).unwrap_or_default().split('\t').collect();
    let is_last = row + 1 == lines.split('\n').count();
    if !is_last {
        return down(model, table, (row, column));
    }
    if row > 0 && cells.iter().all(|cell| cell.trim().is_empty()) {
        let field = model.body_field();
        let change = moves::remove_rows(model.report(), field, &(at..at));
        if let Some(change) = change
            && model.act(change.clone())
        {
            model.land(&change);
            model.settle();
            leave_below(model);
        }
        return;
    }
    add_row(model, at, column);
}

/// To the next cell of the same column that a caret may stand in.
fn down(model: &mut Model, table: &Range<usize>, (row, column): (usize, usize)) {
    let Some(flow) = flow(model) else { return };
    let mut start = table.start;
    let mut found = None;
    for (index, line) in flow.source()[table.clone()].split('\n').enumerate() {
        let cells = line.split('\t').count();
        let before: usize = line.split('\t').take(column.min(cells - 1)).map(|cell| cell.len() + 1).sum();
        let cell = flow.cell(start + before).filter(|cell| index > row && is_open(flow, cell));
        if let Some(cell) = cell {
            found = Some(cell);
            break;
        }
        start += line.len() + 1;
    }
    match found {
        Some(cell) => model.caret = Caret::new(cell.end),
        None => add_row(model, table.end, column),
    }
}

/// To a new paragraph below the table, or to an empty one that is there.
fn leave_below(model: &mut Model) {
    let Some((table, _)) = cell_at(model) else { return };
    let Some(below) = flow(model).map(|flow| &flow.source()[table.end..]) else { return };
    if below == "\n" || below.starts_with("\n\n") {
        model.caret = Caret::new(table.end + 1);
    } else {
        open_line(model, table.end);
    }
}

/// Begins a paragraph above a table that begins the text, or below one that ends it.
fn open_line(model: &mut Model, at: usize) {
    let field = model.body_field();
    if let Some(change) = moves::replace_text(model.report(), field, at..at, "\n", "另起一段")
        && model.act(change)
    {
        model.settle();
        model.caret = Caret::new(if at == 0 { 0 } else { at + 1 });
    }
}

/// Where an arrow leads out of a table that begins or ends the text, a paragraph is begun. Answers whether it was.
pub fn leaves(model: &mut Model, motion: Motion, extend: Extend) -> bool {
    let Some((table, _)) = cell_at(model).filter(|_| extend == Extend::No && model.guest.is_none()) else {
        return false;
    };
    let Some(flow) = flow(model).filter(|_| !model.is_wide()) else { return false };
    let there = model.caret.moved(motion, extend, flow);
    // Within a cell of several rows an arrow leads on.
    let is_within = flow.cell(there.at) == flow.cell(model.caret.at);
    let stays = !(is_within && flow.locate(&there).0 != flow.locate(&model.caret).0);
    let row = |at: usize| grid::cell_at(&flow.source()[table.clone()], at - table.start).0;
    let is_edge = match motion {
        Motion::Up(1) => table.start == 0 && stays && row(model.caret.at) == 0 && there.at == 0,
        Motion::Down(1) => {
            let ends = table.end == flow.source().len();
            ends && stays && row(model.caret.at) == row(table.end) && there.at == table.end
        }
        _ => false,
    };
    if is_edge {
        open_line(model, if table.start == 0 && matches!(motion, Motion::Up(_)) { 0 } else { table.end });
    }
    is_edge
}

/// What replacing a part of the text pane's text changes, where a table has a say in it; `None` where it hasn't. `Err` where it
/// can't be, with the reason.
pub fn replaced(model: &Model, range: &Range<usize>, put: &str, label: &str) -> Option<Result<Change, &'static str>> {
    let flow = flow(model)?;
    let (report, field) = (model.report(), model.body_field());
    let (from, to) = (flow.cell(range.start), flow.cell(range.end));
    let has_cells = put.contains(['\t', '\n']);
    let whole = flow.table(range.start).filter(|table| table == range);
    if let Some(table) = whole
        && flow.source()[table].trim().is_empty()
    {
        return moves::remove_table(report, field, range).map(Ok);
    }
    if flow.block(range).is_some() {
        let change = match put {
            "" => moves::clear_cells(report, field, range, label),
            _ => moves::fill_cells(report, field, range, put),
        };
        return Some(change.ok_or("这几格本来就是空的"));
    }
    match (from, to) {
        // Sentences are for one cell; without marks, lines are cells one below the other.
        (Some(from), Some(to)) if from == to && has_cells && is_prose(put) => {
            let line: String = put.split('\n').map(str::trim).collect();
            Some(moves::write_cell(report, field, range, &line, label).ok_or(TOO_LONG))
        }
        (Some(from), Some(to)) if from == to && has_cells => {
            Some(moves::fill_cells(report, field, &(range.start..range.start), put).ok_or(TOO_LONG))
        }
        (Some(from), Some(to)) if from == to => {
            Some(moves::write_cell(report, field, range, put, label).ok_or(TOO_LONG))
        }
        (None, None) if !touches(flow, range) => None,
        _ => Some(moves::replace_across(report, field, range, put, label).ok_or("表格的框线不能这样删")),
    }
}

const TOO_LONG: &str = "一格写不下这么多：最多 998 字";

/// Whether lines are sentences, and no cells.
fn is_prose(lines: &str) -> bool {
    !lines.contains('\t') && lines.contains(['，', '。', '；', '！', '？'])
}

/// Whether a table lies in a range both ends of which lie outside.
fn touches(flow: &Flow, range: &Range<usize>) -> bool {
    flow.tables().any(|table| range.start <= table.end && table.start <= range.end)
}

/// What a key of deleting takes away, kept within the cell of the caret; `Err` says why it is nothing.
pub fn kept_inside(model: &mut Model, range: Range<usize>) -> Result<Range<usize>, ()> {
    if model.caret.selection().is_some() {
        return Ok(range);
    }
    let Some(flow) = flow(model) else { return Ok(range) };
    if let Some(cell) = flow.cell(model.caret.at) {
        let within = range.start.max(cell.start)..range.end.min(cell.end);
        if within.is_empty() || flow.source()[within.clone()] == *BLANK {
            let key = model.session.keymap.way_to(Command::RemoveRow, Focus::Text);
            let end = if range.start >= model.caret.at { "尾" } else { "头" };
            model.say(Grade::Info, format!("到这一格的{end}了；删行按 {key}，删列、删表格在 F2 里"));
            return Err(());
        }
        return Ok(within);
    }
    // Beside a table: the line break stays, an empty paragraph goes.
    let (above, below) = (flow.cell(range.start), flow.cell(range.end));
    let Some(cell) = above.clone().or(below) else { return Ok(range) };
    let source = flow.source();
    let at = model.caret.at;
    let is_empty = source[..at].ends_with('\n') || at == 0;
    let is_empty = is_empty && (source[at..].starts_with('\n') || at == source.len());
    let parts = flow.cell(at.saturating_sub(1)).is_some() && at < source.len() && flow.cell(at + 1).is_some();
    if is_empty && !parts {
        let field = model.body_field();
        let gone = if above.is_some() { range.start..range.start + 1 } else { at..at + 1 };
        if let Some(change) = moves::replace_text(model.report(), field, gone.clone(), "", "删除文字")
            && model.act(change)
        {
            model.caret = Caret::new(gone.start);
        }
    } else {
        model.caret = Caret::new(if above.is_some() { cell.end } else { cell.start });
    }
    Err(())
}

/// The words of the cells that are selected, as a spreadsheet copies them.
pub fn selected(model: &Model, range: &Range<usize>) -> Option<String> {
    let flow = flow(model)?;
    let (start, block) = flow.block(range)?;
    let table = flow.table(start)?;
    let rows = flow.source()[table].split('\n').skip(block.rows.start).take(block.rows.len());
    let cells = |row: &str| {
        let cells = row.split('\t').skip(block.columns.start).take(block.columns.len());
        cells.map(|cell| if cell == BLANK { "" } else { cell }).collect::<Vec<_>>().join("\t")
    };
    Some(rows.map(cells).collect::<Vec<_>>().join("\n"))
}

/// Selects the row that the caret stands in.
pub fn select_row(model: &mut Model) {
    let Some((table, _)) = cell_at(model) else { return model.say(Grade::Warning, NO_TABLE) };
    let Some(source) = flow(model).map(Flow::source) else { return };
    let at = model.caret.at;
    let start = source[..at].rfind('\n').map_or(0, |before| before + 1).max(table.start);
    let end = source[at..].find('\n').map_or(table.end, |behind| at + behind);
    model.caret = Caret { anchor: Some(start), ..Caret::new(end) };
}

/// Selects the column that the caret stands in.
pub fn select_column(model: &mut Model) {
    let Some((table, _)) = cell_at(model) else { return model.say(Grade::Warning, NO_TABLE) };
    let Some(source) = flow(model).map(Flow::source) else { return };
    let (_, column) = grid::cell_at(&source[table.clone()], model.caret.at - table.start);
    let place = |line: &str| line.split('\t').take(column + 1).map(|cell| cell.len() + 1).sum::<usize>() - 1;
    let lines = &source[table.clone()];
    let first = lines.split('\n').next().unwrap_or_default();
    let last = lines.rfind('\n').map_or(0, |before| before + 1);
    let end = table.start + last + place(&lines[last..]);
    let start = first[..place(first).min(first.len())].rfind('\t').map_or(0, |before| before + 1);
    model.caret = Caret { anchor: Some(table.start + start), ..Caret::new(end) };
}

/// Asks how many rows and columns the new table has.
pub fn ask_new(model: &mut Model) {
    if is_inside(model) {
        return model.say(Grade::Warning, "表格里不能再插表格；请把光标放到段落里");
    }
    model.ask(Purpose::NewTable, Line::offering("4×3".to_owned()));
}

/// Puts in a table of so many rows and columns. `Err` says why it can't be.
pub fn put_new(model: &mut Model, words: &str) -> Result<(), String> {
    const HOW: &str = "请写行数和列数，如 4×3（4行3列）";
    let half: String = words.chars().map(|c| crate::text::to_half(c).unwrap_or(c)).collect();
    let numbers: Vec<usize> = half
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .map(|digits| digits.parse().unwrap_or(usize::MAX))
        .collect();
    let [rows, columns] = numbers.as_slice() else { return Err(HOW.into()) };
    if !(1..=500).contains(rows) || !(2..=30).contains(columns) {
        return Err("行数 1 到 500，列数 2 到 30".into());
    }
    let (field, at) = place(model);
    let change = moves::insert_table(model.report(), field, at.end, (*rows, *columns)).ok_or(HOW)?;
    if model.act(change.clone()) {
        model.land(&change);
        model.say(Grade::Info, "Tab 到下一格，末格再按加一行；F1 里有表格的键");
    }
    Ok(())
}

/// Asks for what stands around the table of the caret.
pub fn ask_around(model: &mut Model, which: Around) {
    let (field, at) = place(model);
    match moves::around_table(model.report(), field, at.start, which) {
        Some(words) => model.ask(Purpose::Around(which), Line::new(words)),
        None => model.say(Grade::Warning, NO_TABLE),
    }
}

/// Writes what stands around it.
pub fn set_around(model: &mut Model, which: Around, words: &str) {
    let (field, at) = place(model);
    if let Some(change) = moves::set_around(model.report(), field, at.start, which, words) {
        model.act(change);
    }
}

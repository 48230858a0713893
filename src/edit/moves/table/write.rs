//! Words in the cells of a table: typed, pasted, taken away. The borders of cells stay whatever is taken.

use std::ops::Range;

use super::Sheet;
use super::differing;
use super::hang;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Report;
use crate::report::TableAside;
use crate::report::grid;
use crate::report::grid::BLANK;
use crate::report::grid::Block;
use crate::report::grid::Kind;

/// Replaces a part of one cell. Costs the line, and the text only where a cell becomes empty. `None` where the cell would be
/// too long for one, and where `put` holds a border of cells.
pub fn write_cell(report: &Report, field: Field, range: &Range<usize>, put: &str, label: &str) -> Option<Change> {
    let text = report.text(field)?;
    let (before, behind) = (text.get(..range.start)?, text.get(range.end..)?);
    if put.contains(['\t', '\n']) || text.get(range.clone())?.contains(['\t', '\n']) {
        return None;
    }
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let cell = before.rfind(['\t', '\n']).map_or(0, |at| at + 1);
    let end = range.end + behind.find(['\t', '\n']).unwrap_or(behind.len());
    let line_end = range.end + behind.find('\n').unwrap_or(behind.len());
    // The blank of an empty cell goes with the first word.
    let range = if &text[cell..end] == BLANK && !put.is_empty() { cell..end } else { range.clone() };
    let now = format!("{}{put}{}", &text[line..range.start], &text[range.end..line_end]);
    let text_edit = |at: usize, cut: &str, put: &str| Edit::Text { field, at, cut: cut.into(), put: put.into() };
    let cut = &text[range.clone()];
    let mut edits = match grid::row_of(&now) {
        Some(Kind::Words | Kind::Empty) => vec![text_edit(range.start, cut, put)],
        _ if !now.starts_with('\t') => return None,
        _ if cell == line => vec![text_edit(range.start, cut, BLANK)],
        _ => vec![text_edit(line, "", BLANK), text_edit(range.start + BLANK.len(), cut, put)],
    };
    if edits.iter().all(|edit| matches!(edit, Edit::Text { cut, put, .. } if cut == put)) {
        return None;
    }
    let is_empty = put.is_empty() && range.start == cell && range.end == end;
    if is_empty {
        edits.extend(kept_tables(report, field, &edits, &[range.start]));
    }
    Some(Change { label: label.into(), edits })
}

/// What has to hang on the tables at these places of the text after some edits, so that they are tables still without the words
/// that go.
fn kept_tables(report: &Report, field: Field, edits: &[Edit], places: &[usize]) -> Option<Edit> {
    let (owner, text_in) = grid::home(field)?;
    let mut hung: Vec<TableAside> = grid::hung(report.aside(owner)?, text_in).cloned().collect();
    let before = report.text(field)?;
    let mut now = before.to_owned();
    for edit in edits {
        let Edit::Text { at, cut, put, .. } = edit else { continue };
        now.replace_range(*at..at + cut.len(), put);
    }
    let (runs, many) = (grid::runs(&now), hung.len());
    // Where others have gone, what hangs on a table is found by its lines.
    if runs.len() != grid::runs(before).len() {
        return None;
    }
    for (run, number) in runs.iter().zip(0_u32..) {
        let is_meant = places.iter().any(|at| run.bytes.start <= *at && *at <= run.bytes.end);
        if is_meant && !run.is_table() && hung.iter().all(|aside| aside.at != number) {
            hung.push(TableAside { text: text_in, at: number, ..TableAside::default() });
        }
    }
    (hung.len() > many).then(|| hang(report, (owner, text_in), hung)).flatten()
}

/// Empties the cells that are selected.
pub fn clear_cells(report: &Report, field: Field, at: &Range<usize>, label: &str) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    for row in &mut sheet.rows[rows.clone()] {
        row[columns.clone()].iter_mut().for_each(String::clear);
    }
    sheet.change(report, label, (rows.start, columns.start))
}

/// Writes lines of cells, set apart by tabs, over the cells from the first selected one on, as spreadsheets do: what else is
/// selected becomes empty, and what finds no room makes rows and columns.
pub fn fill_cells(report: &Report, field: Field, at: &Range<usize>, lines: &str) -> Option<Change> {
    let mut sheet = Sheet::at(report, field, at)?;
    let Block { rows, columns } = sheet.block.clone();
    if rows.len() * columns.len() > 1 {
        for row in &mut sheet.rows[rows.clone()] {
            row[columns.clone()].iter_mut().for_each(String::clear);
        }
    }
    let lines: Vec<Vec<&str>> =
        lines.trim_end_matches('\n').split('\n').map(|line| line.split('\t').map(str::trim).collect()).collect();
    let wide = lines.iter().map(Vec::len).max().unwrap_or(0);
    let all = sheet.columns().max(columns.start + wide);
    let deep = sheet.rows.len().max(rows.start + lines.len());
    sheet.rows.resize(deep, Vec::new());
    sheet.rows.iter_mut().for_each(|row| row.resize(all, String::new()));
    let mut last = (rows.start, columns.start);
    for (row, line) in lines.iter().enumerate() {
        for (column, words) in line.iter().enumerate() {
            last = (rows.start + row, columns.start + column);
            (*words).clone_into(&mut sheet.rows[last.0][last.1]);
        }
    }
    if sheet.rows.iter().flatten().any(|cell| cell.chars().count() >= grid::LONG - 1) {
        return None;
    }
    sheet.change(report, "粘贴单元格", last)
}

/// Replaces a selection of which a part lies in tables: a table that it takes whole goes; of any other only the words go that
/// are selected, and its cells stay. What is put stands where the selection began.
pub fn replace_across(report: &Report, field: Field, range: &Range<usize>, put: &str, label: &str) -> Option<Change> {
    let (owner, text_in) = grid::home(field)?;
    let text = report.text(field)?;
    text.get(range.clone())?;
    let tables = grid::tables(text, grid::hung(report.aside(owner)?, text_in));
    let is_whole = |run: &Range<usize>| range.start <= run.start && run.end <= range.end;
    let is_border = |at: usize| {
        tables.iter().map(|table| &table.run.bytes).any(|run| {
            let near = run.start.saturating_sub(1)..(run.end + 1).min(text.len());
            !is_whole(run) && near.contains(&at)
        })
    };
    let kept: String = text[range.clone()]
        .char_indices()
        .filter(|(at, c)| matches!(c, '\t' | '\n') && is_border(range.start + at))
        .map(|(_, c)| c)
        .collect();
    let is_in = |at: usize| tables.iter().any(|table| table.run.bytes.start <= at && at <= table.run.bytes.end);
    if is_in(range.start) && put.contains(['\t', '\n']) || kept == text[range.clone()] && put.is_empty() {
        return None;
    }
    // A line that lost the words of its first cell stays a row.
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let now = format!("{}{kept}{}", &text[line..range.start], &text[range.end..end]);
    let lines: Vec<&str> = now.split('\n').collect();
    let is_row = |at: usize| match at {
        0 => is_in(range.start),
        at if at + 1 == lines.len() => is_in(range.end),
        _ => true,
    };
    let whole = |(at, line): (usize, &&str)| {
        let is_indent = line.starts_with('\t') && !matches!(grid::row_of(line), Some(Kind::Words | Kind::Empty));
        format!("{}{line}", if is_indent && is_row(at) { BLANK } else { "" })
    };
    let rows: Vec<String> = lines.iter().enumerate().map(whole).collect();
    let at = range.start + rows[0].len() - lines[0].len();
    let text_edit = |at: usize, cut: &str, put: &str| Edit::Text { field, at, cut: cut.into(), put: put.into() };
    let rows_now = rows.join("\n");
    let differing = differing(&text[line..end], &rows_now);
    let mut edits: Vec<Edit> = differing.map(|(at, cut, put)| text_edit(line + at, cut, put)).into_iter().collect();
    let ends = line + rows.iter().map(|row| row.len() + 1).sum::<usize>() - 1;
    edits.extend(kept_tables(report, field, &edits, &[at, ends]));
    edits.push(text_edit(at, "", put));
    Some(Change { label: label.into(), edits })
}

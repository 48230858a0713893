//! Tables that come and go: put in, made of paragraphs, made paragraphs, taken out.

use std::ops::Range;

use super::Sheet;
use super::hang;
use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves::mark;
use crate::report::Field;
use crate::report::Report;
use crate::report::TableAside;
use crate::report::grid;

/// Puts an empty table of so many rows and columns, two at least, below the paragraph that a place lies in; where that is
/// empty, in its place. `None` within a table.
pub fn insert_table(report: &Report, field: Field, at: usize, (rows, columns): (usize, usize)) -> Option<Change> {
    if rows == 0 || columns < 2 || Sheet::at(report, field, &(at..at)).is_some() {
        return None;
    }
    let text = report.text(field)?;
    let paragraph = paragraphs(text, &(at..at))?;
    let cells = vec![vec![String::new(); columns]; rows];
    let lines = Sheet::lines(&cells).join("\n");
    let first = Sheet::lines(&cells[..1]).first()?.find('\t')?;
    let range = if paragraph.is_empty() { paragraph } else { paragraph.end..paragraph.end };
    place(report, field, &range, (&lines, first), "插入表格")
}

/// Makes the paragraphs that a selection touches a table: each a row, its cells set apart by what parts most of them, a tab,
/// `|`, a comma, an enumeration comma, a semicolon or blanks. `None` where nothing parts them.
pub fn table_from_text(report: &Report, field: Field, range: &Range<usize>) -> Option<Change> {
    grid::home(field)?;
    let text = report.text(field)?;
    let range = paragraphs(text, range)?;
    let (owner, text_in) = grid::home(field)?;
    let tables = grid::tables(text, grid::hung(report.aside(owner)?, text_in));
    if tables.iter().any(|table| table.run.bytes.start <= range.end && range.start <= table.run.bytes.end) {
        return None;
    }
    let lines: Vec<&str> = text[range.clone()].split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let separators = SEPARATORS.iter().filter(|signs| lines.iter().any(|line| line.contains(**signs)));
    let most = separators.max_by_key(|signs| lines.iter().filter(|line| line.contains(**signs)).count());
    let signs = *most?;
    let mut rows: Vec<Vec<String>> = lines.iter().map(|line| parted(line, signs)).collect();
    let columns = rows.iter().map(Vec::len).max().filter(|columns| *columns > 1)?;
    rows.iter_mut().for_each(|row| row.resize(columns, String::new()));
    if rows.iter().flatten().any(|cell| cell.chars().count() >= grid::LONG - 1) {
        return None;
    }
    let lines = Sheet::lines(&rows).join("\n");
    let first = lines.find('\t')?;
    place(report, field, &range, (&lines, first), "文字转表格")
}

/// What may set words apart that become cells; of those that part as many lines the last counts.
const SEPARATORS: [&[char]; 6] = [&[' ', '\u{3000}'], &['；', ';'], &['、'], &['，', ','], &['|', '｜'], &['\t']];

/// A line in cells. The stop at its end goes with the other signs.
fn parted(line: &str, signs: &[char]) -> Vec<String> {
    let line = match signs {
        ['，', ..] | ['、'] | ['；', ..] => line.trim_end_matches(['。', '；', ';']),
        ['|', ..] => line.trim_matches(['|', '｜']),
        _ => line,
    };
    let cells = line.split(signs).map(str::trim);
    let is_blank = signs.contains(&' ');
    cells.filter(|cell| !(is_blank && cell.is_empty())).map(str::to_owned).collect()
}

/// Makes the table at a place paragraphs: a row each, its cells set apart by commas, with what stood around them.
pub fn table_to_text(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let sheet = Sheet::at(report, field, at)?;
    let row = |row: &Vec<String>| {
        let words: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        words.join("，")
    };
    let [title, unit, note] = grid::around(Some(&sheet.aside));
    let rows = sheet.rows.iter().map(row);
    let lines: Vec<String> =
        [title, unit].into_iter().chain(rows).chain([note]).filter(|line| !line.is_empty()).collect();
    unmade(report, &sheet, &lines.join("\n"), "表格转文字")
}

/// Takes out the table at a place, with what hangs on it.
pub fn remove_table(report: &Report, field: Field, at: &Range<usize>) -> Option<Change> {
    let sheet = Sheet::at(report, field, at)?;
    unmade(report, &sheet, "", "删除表格")
}

/// Puts words in the place of a table, or nothing.
fn unmade(report: &Report, sheet: &Sheet, words: &str, label: &str) -> Option<Change> {
    let (field, text) = (sheet.field, report.text(sheet.field)?);
    let mut range = sheet.bytes.clone();
    if words.is_empty() {
        // With the line break after it, or the one before.
        match (text[range.end..].starts_with('\n'), range.start > 0) {
            (true, _) => range.end += 1,
            (false, true) => range.start -= 1,
            (false, false) => {}
        }
    }
    let cut = text[range.clone()].to_owned();
    let number = sheet.number;
    let after = format!("{}{words}{}", &text[..range.start], &text[range.end..]);
    let of = (sheet.owner, sheet.text);
    let others = grid::hung(report.aside(sheet.owner)?, sheet.text).cloned().filter_map(|aside| {
        let at = usize::try_from(aside.at).ok()?;
        let now = if at > number { at - 1 } else { at };
        (at != number).then_some(TableAside { at: u32::try_from(now).ok()?, ..aside })
    });
    let left = grid::runs(&after).len();
    let tables: Vec<TableAside> = others.filter(|aside| usize::try_from(aside.at).is_ok_and(|at| at < left)).collect();
    let mut edits = vec![Edit::Text { field, at: range.start, cut, put: words.into() }];
    edits.extend(sheet.is_hung.then(|| hang(report, of, tables)).flatten());
    edits.push(mark(field, range.start + words.len()));
    Some(Change { label: label.into(), edits })
}

/// Puts the lines of a table in place of whole paragraphs, apart from other tables, with the caret so far in its first line.
fn place(
    report: &Report,
    field: Field,
    range: &Range<usize>,
    (lines, caret): (&str, usize),
    label: &str,
) -> Option<Change> {
    let (owner, text_in) = grid::home(field)?;
    let text = report.text(field)?;
    let is_row = |line: &str| grid::row_of(line).is_some();
    let (before, behind) = (&text[..range.start], &text[range.end..]);
    let mut put = String::new();
    let above = before.strip_suffix('\n').unwrap_or(before);
    if range.start > 0 && !before.ends_with('\n') {
        put.push('\n');
    }
    if range.start > 0 && is_row(above.rsplit('\n').next().unwrap_or_default()) {
        put.push('\n');
    }
    let start = range.start + put.len();
    put.push_str(lines);
    let below = behind.strip_prefix('\n').map(|below| below.split('\n').next().unwrap_or_default());
    if below.is_some_and(is_row) {
        put.push('\n');
    }
    let after = format!("{before}{put}{behind}");
    let number = grid::runs(&after).iter().position(|run| run.bytes.start == start)?;
    let number = u32::try_from(number).ok()?;
    let others = grid::hung(report.aside(owner)?, text_in).cloned().map(|aside| match aside.at {
        at if at >= number => TableAside { at: at + 1, ..aside },
        _ => aside,
    });
    let own = TableAside { text: text_in, at: number, ..TableAside::default() };
    let cut = text[range.clone()].to_owned();
    let edits = vec![
        Edit::Text { field, at: range.start, cut, put },
        hang(report, (owner, text_in), others.chain([own]).collect())?,
        mark(field, start + caret),
    ];
    Some(Change { label: label.into(), edits })
}

/// The paragraphs that a selection touches, without the line break after them.
fn paragraphs(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let start = text.get(..range.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(range.end..)?.find('\n').map_or(text.len(), |at| range.end + at);
    Some(start..end)
}

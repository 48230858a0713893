//! Tabs at the ends of a line: cells of a table that are empty, where the rows beside it say so, else an indent.

use std::borrow::Cow;

use crate::import::Doubt;
use crate::import::What;

use super::Unit;
use crate::import::phrase::columns;
use crate::import::source::Role;

/// A line that began or ended with tabs.
pub(super) struct Edges {
    /// Its index among the lines.
    at: usize,
    before: usize,
    behind: usize,
}

impl Edges {
    /// Those of a line as it was written; `None` without tabs.
    pub(super) fn of(at: usize, line: &str) -> Option<Edges> {
        let tabs = |blanks: &str| blanks.bytes().filter(|byte| *byte == b'\t').count();
        let before = tabs(&line[..line.len() - line.trim_start().len()]);
        let behind = tabs(&line[line.trim_end().len()..]);
        (before + behind > 0).then_some(Edges { at, before, behind })
    }
}

/// Gives the rows of tables back the empty cells at their ends. `edges` are in the order of the lines.
///
/// Rows are lines one below the other with a tab between words. A tab before all of them is an indent; before some of them it is
/// a cell where no other row has more cells. A few words with as many tabs beside them as a row has are a row too.
pub(super) fn give_back_cells(lines: &mut [Unit], edges: Vec<Edges>, doubts: &mut Vec<Doubt>) {
    if edges.is_empty() {
        return;
    }
    let mut tabs = vec![(0, 0); lines.len()];
    for Edges { at, before, behind } in edges {
        tabs[at] = (before, behind);
    }
    let mut start = 0;
    while start < lines.len() {
        if !is_row(&lines[start]) {
            start += 1;
            continue;
        }
        let mut most = 0;
        let mut end = start;
        while let Some(line) = lines.get(end) {
            let all = tabs[end].0 + inside(line) + tabs[end].1;
            if !is_row(line) && !(1..=most).contains(&all) || !is_row(line) && !is_short(line) {
                break;
            }
            most = most.max(all);
            end += 1;
        }
        // One tab after the last row is an indent.
        while !is_row(&lines[end - 1]) && tabs[end - 1] == (1, 0) {
            end -= 1;
        }
        if end - start > 1 {
            give_back(&mut lines[start..end], &tabs[start..end], doubts);
        }
        start = end;
    }
}

/// Whether a line has a tab between words. One right after a marker sets that apart and no cell.
fn is_row(line: &Unit) -> bool {
    line.text[line.label.map_or(0, |label| label.len)..].contains('\t')
}

fn is_short(line: &Unit) -> bool {
    const LONGEST: usize = 40;
    line.columns <= LONGEST && !line.text.ends_with(['。', '：', '；', '，'])
}

fn inside(line: &Unit) -> usize {
    line.text.matches('\t').count()
}

/// Gives the rows of one table back their empty cells.
fn give_back(rows: &mut [Unit], tabs: &[(usize, usize)], doubts: &mut Vec<Doubt>) {
    let indent = tabs.iter().map(|tabs| tabs.0).min().unwrap_or(0);
    let whole = |(line, tabs): &(&mut Unit, &(usize, usize))| tabs.0 == indent && is_row(line);
    let most = rows.iter_mut().zip(tabs).filter(whole).map(|(line, tabs)| inside(line) + tabs.1).max().unwrap_or(0);
    for (line, (before, behind)) in rows.iter_mut().zip(tabs) {
        let alone = !is_row(line);
        let before = Some(before - indent).filter(|before| before + inside(line) <= most).unwrap_or(0);
        if before > 0 || alone {
            make_row(line, before, if alone { *behind } else { 0 }, doubts);
        }
    }
}

/// Makes a line a row with so many empty cells at its ends.
fn make_row(line: &mut Unit, before: usize, behind: usize, doubts: &mut Vec<Doubt>) {
    if let Some(label) = line.label.take() {
        let written = line.text[..label.len].trim().to_owned();
        doubts.push(Doubt::new(line.line, What::TakenAsText { written }));
    }
    line.text = Cow::Owned(format!("{}{}{}", "\t".repeat(before), line.text, "\t".repeat(behind)));
    line.columns = columns(&line.text);
    line.role = Role::Plain;
}

//! What hangs on a table stays on it, whatever is done to the text that it stands in.
//!
//! ```text
//! before    甲⇥乙  丙⇥丁            the lines of a run that an edit leaves tell where the run is now
//!           0: 表一
//! put       a table above           0: nothing     1: 表一
//! cut       its lines               adrift; where the same change puts such lines elsewhere, as splitting and joining sections
//!                                   do, it hangs on them there, else it goes with them, and undo brings both
//! ```
//!
//! A step of the change that itself says what hangs on a text has the last word.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Change;
use super::Edit;
use crate::report::Aside;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Report;
use crate::report::TableAside;
use crate::report::TableIn;
use crate::report::grid;
use crate::report::grid::Run;

/// The texts whose tables a change may move, as they are before it.
#[derive(Default)]
pub(super) struct Before {
    texts: BTreeMap<Field, Held>,
    adrift: Vec<Adrift>,
}

/// A text and what hangs on its tables.
struct Held {
    text: String,
    tables: Vec<TableAside>,
}

/// What hung on a table that is gone.
#[derive(Clone, Debug)]
struct Adrift {
    lines: String,
    aside: TableAside,
}

impl Before {
    /// Looks at a report before a change is done to it. A text on whose tables nothing hangs costs nothing.
    pub(super) fn of(report: &Report, change: &Change) -> Before {
        let mut before = Before::default();
        for edit in &change.edits {
            match edit {
                Edit::Text { field, at, cut, put }
                    if change.edits.len() == 1 && is_quiet(report, (*field, *at), cut, put) => {}
                Edit::Text { field, .. } if !before.texts.contains_key(field) => {
                    before.texts.extend(held(report, *field).map(|held| (*field, held)));
                }
                Edit::Remove { id } if change.edits.len() > 1 => {
                    for row in report.tree.rows_of(*id).filter(|row| row.section.aside.is_some()) {
                        let held = held(report, Field::Body(row.section.id));
                        before.adrift.extend(held.into_iter().flat_map(Held::cast_off));
                    }
                }
                _ => {}
            }
        }
        before
    }

    /// The steps that hang everything where it belongs, once the change has been done.
    pub(super) fn settle(mut self, report: &Report, change: &Change) -> Vec<Edit> {
        if self.texts.is_empty() && self.adrift.is_empty() {
            return Vec::new();
        }
        let said =
            |owner: Owner| change.edits.iter().any(|edit| matches!(edit, Edit::Aside { of, .. } if *of == owner));
        for edit in &change.edits {
            if let Edit::Text { field, at, cut, put } = edit
                && let Some(held) = self.texts.get_mut(field)
            {
                self.adrift.extend(held.edit(*at, cut, put));
            }
        }
        let Before { texts, mut adrift } = self;
        let mut now: BTreeMap<Field, Vec<TableAside>> = texts.into_iter().map(|(at, held)| (at, held.tables)).collect();
        for field in change.edits.iter().flat_map(written) {
            if adrift.is_empty() {
                break;
            }
            let Some(more) = held(report, field).or_else(|| bare(report, field)) else { continue };
            let tables = now.entry(field).or_insert(more.tables);
            claim(&more.text, tables, &mut adrift);
        }
        let mut owners: BTreeMap<Owner, Vec<(TableIn, Vec<TableAside>)>> = BTreeMap::new();
        for (field, tables) in now {
            let home = grid::home(field).filter(|(owner, _)| !said(*owner) && report.aside(*owner).is_some());
            if let Some((owner, text)) = home {
                let tables = tables.into_iter().map(|table| TableAside { text, ..table }).collect();
                owners.entry(owner).or_default().push((text, tables));
            }
        }
        owners.into_iter().filter_map(|(owner, texts)| hang(report, owner, texts)).collect()
    }
}

/// Whether an edit leaves the tables of its text where they are: no line comes or goes, and the one that it writes is as much
/// a row as before. It costs that line.
fn is_quiet(report: &Report, (field, at): (Field, usize), cut: &str, put: &str) -> bool {
    if [cut, put].iter().any(|words| words.contains(['\t', '\n'])) {
        return false;
    }
    let Some(text) = report.text(field) else { return false };
    // A step that doesn't fit its text is refused elsewhere.
    let behind = at.checked_add(cut.len()).and_then(|end| text.get(end..));
    let (Some(before), Some(behind)) = (text.get(..at), behind) else { return false };
    let head = before.rsplit('\n').next().unwrap_or_default();
    let tail = behind.split('\n').next().unwrap_or_default();
    grid::row_of(&format!("{head}{cut}{tail}")) == grid::row_of(&format!("{head}{put}{tail}"))
}

/// The step that hangs these on the tables of an owner's texts; `None` where they do already.
fn hang(report: &Report, owner: Owner, texts: Vec<(TableIn, Vec<TableAside>)>) -> Option<Edit> {
    let before = report.aside(owner)?.cloned().unwrap_or_default();
    let mut tables = before.tables.clone();
    for (text, now) in texts {
        tables.retain(|table| table.text != text);
        tables.extend(now);
    }
    tables.sort_by_key(|table| (table.text, table.at));
    let mut sorted = before.tables.clone();
    sorted.sort_by_key(|table| (table.text, table.at));
    if tables == sorted {
        return None;
    }
    Some(Edit::Aside { of: owner, aside: Some(Box::new(Aside { tables, ..before })) })
}

/// A text on whose tables something hangs.
fn held(report: &Report, field: Field) -> Option<Held> {
    let (owner, text) = grid::home(field)?;
    let tables: Vec<TableAside> = grid::hung(report.aside(owner)?, text).cloned().collect();
    (!tables.is_empty()).then(|| Held { text: report.text(field).unwrap_or_default().to_owned(), tables })
}

/// A text that may have tables, on none of which anything hangs.
fn bare(report: &Report, field: Field) -> Option<Held> {
    grid::home(field)?;
    Some(Held { text: report.text(field)?.to_owned(), tables: Vec::new() })
}

/// The texts that a step writes, as far as they may have tables.
pub(super) fn written(edit: &Edit) -> Vec<Field> {
    match edit {
        Edit::Text { field, .. } => vec![*field],
        Edit::Insert { branch, .. } => {
            let bodies = branch.rows().iter().filter(|(_, section)| section.body.contains('\t'));
            bodies.map(|(_, section)| Field::Body(section.id)).collect()
        }
        _ => Vec::new(),
    }
}

/// Hangs what is adrift on the tables of a text that have the same lines, or half of them, and nothing yet.
fn claim(text: &str, tables: &mut Vec<TableAside>, adrift: &mut Vec<Adrift>) {
    let runs = grid::runs(text);
    for least in [Alike::Wholly, Alike::Half] {
        for (number, run) in runs.iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            if tables.iter().any(|table| table.at == number) {
                continue;
            }
            let lines = &text[run.bytes.clone()];
            if let Some(found) = adrift.iter().position(|lost| alike(&lost.lines, lines) >= Some(least)) {
                tables.push(TableAside { at: number, ..adrift.remove(found).aside });
            }
        }
    }
}

/// What hung on tables that were cut or copied, to hang on them where they are pasted.
#[derive(Clone, Debug, Default)]
pub struct Copied(Vec<Adrift>);

impl Copied {
    /// What hangs on the tables that lie wholly in these bytes of a text.
    pub fn of(report: &Report, field: Field, bytes: &Range<usize>) -> Copied {
        let Some(held) = held(report, field) else { return Copied::default() };
        let lines = held.text.get(bytes.clone()).unwrap_or_default().to_owned();
        let is_copied = |lost: &Adrift| lines.contains(&lost.lines);
        Copied(held.cast_off().into_iter().filter(is_copied).collect())
    }

    /// This and another.
    pub fn and(mut self, more: Copied) -> Copied {
        self.0.extend(more.0);
        self
    }

    /// Hangs it on those tables of a text that have the same lines and nothing yet.
    pub fn hang(&self, report: &Report, field: Field) -> Option<Change> {
        let (owner, at) = grid::home(field)?;
        let text = report.text(field)?;
        let mut tables = held(report, field).map_or_else(Vec::new, |held| held.tables);
        let before = tables.len();
        for (number, run) in (0_u32..).zip(grid::runs(text)) {
            let lost = self.0.iter().find(|lost| lost.lines == text[run.bytes.clone()]);
            if let Some(lost) = lost.filter(|_| tables.iter().all(|table| table.at != number)) {
                tables.push(TableAside { at: number, text: at, ..lost.aside.clone() });
            }
        }
        let edit = (tables.len() > before).then(|| hang(report, owner, vec![(at, tables)])).flatten();
        edit.map(|edit| Change::one("粘贴表格", edit))
    }
}

/// What hangs in a report on the tables that a text has now: one for each of its runs of rows, in order. The report may have
/// another text there; a table is the same by its lines.
pub(super) fn on_runs(report: &Report, field: Field, now: &str) -> Vec<Option<TableAside>> {
    let mut adrift = held(report, field).map_or_else(Vec::new, Held::cast_off);
    let mut tables = Vec::new();
    claim(now, &mut tables, &mut adrift);
    let mut on_runs = vec![None; grid::runs(now).len()];
    for table in tables {
        if let Some(place) = usize::try_from(table.at).ok().and_then(|at| on_runs.get_mut(at)) {
            *place = Some(TableAside { at: 0, ..table });
        }
    }
    on_runs
}

/// How much two tables have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    /// Half of the rows of each at least.
    Half,
    /// All.
    Wholly,
}

fn alike(one: &str, other: &str) -> Option<Alike> {
    if one == other {
        return Some(Alike::Wholly);
    }
    let others: Vec<&str> = other.lines().map(str::trim).collect();
    let shared = one.lines().filter(|line| !line.trim().is_empty() && others.contains(&line.trim())).count();
    (2 * shared >= one.lines().count().max(others.len())).then_some(Alike::Half)
}

impl Held {
    /// Everything that hangs here, with the lines that it hangs on.
    fn cast_off(self) -> Vec<Adrift> {
        let runs = grid::runs(&self.text);
        let lost = self.tables.into_iter().filter_map(|aside| {
            let run = runs.get(usize::try_from(aside.at).ok()?)?;
            Some(Adrift { lines: self.text[run.bytes.clone()].to_owned(), aside })
        });
        lost.collect()
    }

    /// Follows an edit of the text. Answers what hung on tables that are gone.
    fn edit(&mut self, at: usize, cut: &str, put: &str) -> Vec<Adrift> {
        let mut text = self.text.clone();
        text.replace_range(at..at + cut.len(), put);
        let (before, after) = (grid::runs(&self.text), grid::runs(&text));
        let cut = at..at + cut.len();
        let mut lost = Vec::new();
        let mut kept: Vec<TableAside> = Vec::new();
        let mut touched = Vec::new();
        for aside in std::mem::take(&mut self.tables) {
            let Some(run) = usize::try_from(aside.at).ok().and_then(|at| before.get(at)) else { continue };
            let is_apart = run.bytes.end < cut.start || cut.end < run.bytes.start;
            let same = |other: &&Run| text[other.bytes.clone()] == self.text[run.bytes.clone()];
            let number = match is_apart {
                true => {
                    let start = moved(run.bytes.start, &cut, put.len());
                    after.iter().position(|other| other.bytes.contains(&start))
                }
                // What was moved within the text may have begun as what stands there now begins.
                false => {
                    let is_free = |number: &usize| kept.iter().all(|kept| usize::try_from(kept.at) != Ok(*number));
                    after.iter().enumerate().filter(|(_, run)| same(run)).map(|(number, _)| number).find(is_free)
                }
            };
            match number {
                Some(number) if is_apart && !same(&&after[number]) => touched.push((run, aside)),
                Some(number) => put_on(&mut kept, numbered(aside, number)),
                None => touched.push((run, aside)),
            }
        }
        for (run, aside) in touched {
            let rows = rows(&self.text, run, &text, &after, &cut, put.len());
            match rows.iter().flatten().next() {
                Some(&(number, _)) => {
                    let merged = aside.merged.iter().filter_map(|cell| follow(*cell, &rows, number)).collect();
                    put_on(&mut kept, numbered(TableAside { merged, ..aside }, number));
                }
                None => lost.push(Adrift { lines: self.text[run.bytes.clone()].to_owned(), aside }),
            }
        }
        self.text = text;
        self.tables = kept;
        lost
    }
}

fn numbered(aside: TableAside, number: usize) -> TableAside {
    TableAside { at: u32::try_from(number).unwrap_or(u32::MAX), ..aside }
}

/// Hangs one more on its table. Of two tables that became one, the first says what both say.
fn put_on(kept: &mut Vec<TableAside>, more: TableAside) {
    let Some(there) = kept.iter_mut().find(|there| there.at == more.at) else { return kept.push(more) };
    there.merged.extend(more.merged);
    for (text, more) in [
        (&mut there.title, more.title),
        (&mut there.unit, more.unit),
        (&mut there.note, more.note),
        (&mut there.columns, more.columns),
    ] {
        if text.is_empty() {
            *text = more;
        }
    }
}

/// Where a place outside of what was cut is after so many bytes were put there.
fn moved(at: usize, cut: &Range<usize>, put: usize) -> usize {
    if at < cut.start { at } else { at.max(cut.end) - cut.len() + put }
}

/// For each row of a run, which row of which run it is after an edit; `None` for one of which nothing is left.
fn rows(
    text: &str,
    run: &Run,
    now: &str,
    after: &[Run],
    cut: &Range<usize>,
    put: usize,
) -> Vec<Option<(usize, usize)>> {
    let mut start = run.bytes.start;
    let lines = text[run.bytes.clone()].split('\n').map(|line| {
        let (from, to) = (start, start + line.len());
        start = to + 1;
        let left = match () {
            () if from < cut.start || from >= cut.end => moved(from, cut, put),
            () if to > cut.end => moved(to, cut, put),
            () => return None,
        };
        let number = after.iter().position(|run| run.bytes.start <= left && left <= run.bytes.end)?;
        let above = &now[after[number].bytes.start..left];
        Some((number, above.matches('\n').count()))
    });
    lines.collect()
}

/// A merged cell after its rows have moved; `None` where nothing is left to merge.
fn follow(
    (row, column, rows, columns): (u32, u32, u32, u32),
    moved: &[Option<(usize, usize)>],
    run: usize,
) -> Option<(u32, u32, u32, u32)> {
    let from = usize::try_from(row).ok()?;
    let to = from.checked_add(usize::try_from(rows).ok()?)?.min(moved.len());
    let left = moved.get(from..to)?.iter().flatten().filter(|(number, _)| *number == run).map(|(_, row)| *row);
    let (first, last) = (left.clone().min()?, left.max()?);
    let rows = u32::try_from(last - first + 1).ok()?;
    (rows > 1 || columns > 1).then_some((u32::try_from(first).ok()?, column, rows, columns))
}

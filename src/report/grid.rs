//! Tables in a text: lines that follow each other, their cells set apart by tabs.
//!
//! ```text
//! 各单位情况如下。          a paragraph
//! 单位⇥受理⇥办结            a run of rows; it is a table where it has two rows and words beside a tab,
//! 一科⇥120⇥118              or where something hangs on it: a TableAside names it by its number among the runs
//! ⇥其中加急⇥9               a row may begin with an empty cell
//! ```
//!
//! A line whose only tab stands before its words is an indent. Between rows it is a row all the same; a blank before that
//! tab says that the empty cell is meant, wherever it stands.

mod look;

use std::ops::Range;

use super::Aside;
use super::Field;
use super::Owner;
use super::TableAside;
use super::TableIn;

pub use look::Merged;
pub use look::Says;
pub use look::Side;
pub use look::around;
pub use look::head;
pub use look::merged;
pub use look::side;

/// Lines of a text of which each may be a row, the first and the last of which surely are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the text, without the line break after it.
    pub bytes: Range<usize>,
    /// How many lines it has, at least 1.
    pub rows: usize,
    /// Whether a tab stands after words in one of them.
    pub has_words: bool,
}

impl Run {
    /// Whether it is a table even where nothing hangs on it.
    pub fn is_table(&self) -> bool {
        self.rows > 1 && self.has_words
    }
}

/// The runs of rows of a text, from its start on.
pub fn runs(text: &str) -> Vec<Run> {
    let mut runs = Runs::default();
    if memchr::memchr(b'\t', text.as_bytes()).is_none() {
        return runs.end();
    }
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        runs.line(row_of(line), start..end);
        start = end + 1;
    }
    runs.end()
}

/// Runs that are found line by line.
#[derive(Debug, Default)]
pub struct Runs {
    runs: Vec<Run>,
    open: Option<Open>,
}

impl Runs {
    /// Takes the next line: what it may be, and its bytes.
    pub fn line(&mut self, kind: Option<Kind>, bytes: Range<usize>) {
        let Some(kind) = kind else { return self.runs.extend(self.open.take().map(|open| open.run)) };
        match (&mut self.open, kind) {
            (None, Kind::Indent) => {}
            (None, _) => {
                let run = Run { bytes, rows: 1, has_words: kind == Kind::Words };
                self.open = Some(Open { run, unsure: 0 });
            }
            (Some(open), Kind::Indent) => open.unsure += 1,
            (Some(Open { run, unsure }), _) => {
                run.bytes.end = bytes.end;
                run.rows += 1 + std::mem::take(unsure);
                run.has_words |= kind == Kind::Words;
            }
        }
    }

    /// All of them, after the last line.
    pub fn end(mut self) -> Vec<Run> {
        self.runs.extend(self.open.take().map(|open| open.run));
        self.runs
    }
}

/// A run that may go on, and how many lines after it are rows only if another row follows.
#[derive(Debug)]
struct Open {
    run: Run,
    unsure: usize,
}

/// What a line with a tab may be in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A tab stands after words.
    Words,
    /// Nothing but tabs, several before the words, or a blank before the only one.
    Empty,
    /// One tab before words.
    Indent,
}

/// Characters of a cell from which on it is a text: import takes such a row apart, too.
pub const LONG: usize = 1000;

/// Stands in an empty first cell where the line would else be taken for an indented one.
pub const BLANK: &str = " ";

/// What the line may be; a sentence that is indented is no row.
pub fn row_of(line: &str) -> Option<Kind> {
    if !line.contains('\t') || is_long(line) {
        return None;
    }
    let is_meant = line.strip_prefix(BLANK).is_some_and(|rest| rest.starts_with('\t'));
    let line = line.trim_matches(|ch: char| ch.is_whitespace() && ch != '\t');
    let words = line.trim_start();
    if words.contains('\t') {
        return Some(Kind::Words);
    }
    if words.is_empty() || is_meant {
        return Some(Kind::Empty);
    }
    match line.contains('。') {
        true => None,
        false if line.starts_with("\t\t") => Some(Kind::Empty),
        false => Some(Kind::Indent),
    }
}

/// Whether a cell of the line is a text.
fn is_long(line: &str) -> bool {
    line.len() >= LONG && line.split('\t').any(|cell| cell.len() >= LONG && cell.chars().nth(LONG - 1).is_some())
}

/// A table of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// Its number among the runs of its text, as [`TableAside::at`] counts.
    pub number: usize,
    /// Its lines.
    pub run: Run,
    /// What it has beside its cells.
    pub aside: Option<&'a TableAside>,
}

/// The tables of a text, from its start on. `hung` is what hangs on the tables of that text; of several on the same one the
/// first counts.
pub fn tables<'a>(text: &str, hung: impl IntoIterator<Item = &'a TableAside>) -> Vec<Table<'a>> {
    let runs = runs(text);
    let mut asides: Vec<Option<&TableAside>> = vec![None; runs.len()];
    for aside in hung {
        if let Some(place) = usize::try_from(aside.at).ok().and_then(|at| asides.get_mut(at)) {
            place.get_or_insert(aside);
        }
    }
    let table = |(number, (run, aside))| Table { number, run, aside };
    let all = runs.into_iter().zip(asides).enumerate().map(table);
    all.filter(|table| table.aside.is_some() || table.run.is_table()).collect()
}

/// The texts that have tables, by whose aside says more of them and how.
pub fn home(field: Field) -> Option<(Owner, TableIn)> {
    match field {
        Field::Preamble => Some((Owner::Report, TableIn::Body)),
        Field::Closing => Some((Owner::Report, TableIn::Closing)),
        Field::Body(id) => Some((Owner::Section(id), TableIn::Body)),
        _ => None,
    }
}

/// The texts of an owner that have tables.
pub fn texts_of(owner: Owner) -> Vec<(Field, TableIn)> {
    match owner {
        Owner::Report => vec![(Field::Preamble, TableIn::Body), (Field::Closing, TableIn::Closing)],
        Owner::Section(id) => vec![(Field::Body(id), TableIn::Body)],
    }
}

/// What an aside says of the tables of one text.
pub fn hung(aside: Option<&Aside>, text: TableIn) -> impl Iterator<Item = &TableAside> {
    aside.into_iter().flat_map(|aside| &aside.tables).filter(move |table| table.text == text)
}

/// Cells of a table that make a rectangle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Their rows.
    pub rows: Range<usize>,
    /// Their columns.
    pub columns: Range<usize>,
}

impl Block {
    /// The rectangle of which these, each a row and a column, are two corners.
    pub fn between(one: (usize, usize), other: (usize, usize)) -> Block {
        let span = |a: usize, b: usize| a.min(b)..a.max(b) + 1;
        Block { rows: span(one.0, other.0), columns: span(one.1, other.1) }
    }

    /// Whether a cell is among them.
    pub fn has(&self, row: usize, column: usize) -> bool {
        self.rows.contains(&row) && self.columns.contains(&column)
    }
}

/// The row and the column, from 0, of a place in the lines of a table.
pub fn cell_at(lines: &str, at: usize) -> (usize, usize) {
    let before = lines.get(..at).unwrap_or(lines);
    let row = before.matches('\n').count();
    (row, before.rsplit('\n').next().unwrap_or_default().matches('\t').count())
}

//! What hangs on the texts of a section, or of the whole report, and is no part of them: how far it is written, what others
//! said to it, what a table can't say in lines of text, and where it was taken from.

use std::ops::Range;

use serde::Deserialize;
use serde::Serialize;

use crate::report::Field;
use crate::report::Report;

/// What hangs on the texts of one section, or of the whole report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Aside {
    /// How far it is written.
    #[serde(skip_serializing_if = "Progress::is_unsaid")]
    pub progress: Progress,
    /// Where it was taken from, in the writer's words; empty for what was written here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub taken: String,
    /// 批注, in the order they were made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// What the tables of its texts have beside their cells.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableAside>,
}

/// How far a section is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// Nobody has said.
    #[default]
    Unsaid,
    /// 未写.
    Unwritten,
    /// 草稿.
    Draft,
    /// 待核.
    Unchecked,
    /// 定稿.
    Final,
}

impl Progress {
    fn is_unsaid(&self) -> bool {
        *self == Progress::Unsaid
    }
}

/// 批注: what somebody said to a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Comment {
    /// Who.
    pub author: String,
    /// When, as written.
    pub date: String,
    /// To which text.
    pub on: CommentOn,
    /// The words of that text that it hangs on; empty for all of it.
    pub words: String,
    /// What was said; several lines.
    pub text: String,
    /// Whether it is ticked off.
    pub done: bool,
    /// Whether it answers the one before it, and is of one thread with it.
    #[serde(skip_serializing_if = "is_no")]
    pub answers: bool,
}

fn is_no(said: &bool) -> bool {
    !said
}

/// What a note begins with where it is written out as a comment.
pub const NOTED: &str = "备注：";

impl Comment {
    /// The bytes of a text that it hangs on: its words where they still stand, else all of it.
    pub fn hung(&self, text: &str) -> Range<usize> {
        let words = Some(self.words.as_str()).filter(|words| !words.is_empty());
        let at = words.and_then(|words| text.find(words).map(|at| at..at + words.len()));
        at.unwrap_or(0..text.len())
    }
}

impl Report {
    /// The comments on a text that aren't ticked off.
    pub fn comments_on(&self, field: Field) -> impl Iterator<Item = &Comment> {
        let on = match field {
            Field::Heading(_) | Field::Title => Some(CommentOn::Heading),
            Field::Body(_) | Field::Preamble => Some(CommentOn::Body),
            Field::Closing => Some(CommentOn::Closing),
            _ => None,
        };
        let aside = match field.section() {
            Some(id) => self.tree.section(id).and_then(|section| section.aside.as_deref()),
            None => self.aside.as_deref(),
        };
        let comments = aside.into_iter().flat_map(|aside| &aside.comments);
        comments.filter(move |comment| !comment.done && Some(comment.on) == on)
    }
}

/// The text that a comment hangs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommentOn {
    /// The body of its section; of the whole report, 导语.
    #[default]
    Body,
    /// The heading of its section; of the whole report, the title.
    Heading,
    /// Of the whole report: 结尾.
    Closing,
}

/// What a table has beside its cells. The cells themselves are lines of the text, set apart by tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableAside {
    /// In which text.
    #[serde(rename = "in")]
    pub text: TableIn,
    /// Which of the runs of rows of that text ([`super::grid::runs`]), from 0. It moves with its table whatever is done to the
    /// text.
    pub at: u32,
    /// 表题.
    pub title: String,
    /// 单位 of all its figures.
    pub unit: String,
    /// 注 below it.
    pub note: String,
    /// How its columns are set, a letter each: `l` left, `c` middle, `r` right; those after the last as usual.
    pub columns: String,
    /// Cells that are one: row and column of the first, from 0; how many rows and columns.
    pub merged: Vec<(u32, u32, u32, u32)>,
}

/// The text that a table stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableIn {
    /// The body of its section; of the whole report, 导语.
    #[default]
    Body,
    /// Of the whole report: 结尾.
    Closing,
}

impl Aside {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Aside::default()
    }

    /// Whether its texts hold what they may: no `\r` in any, `\n` only in what was said.
    pub(crate) fn is_sound(&self) -> bool {
        let said = self.comments.iter().all(|comment| !comment.text.contains('\r'));
        said && self.lines().all(|text| !text.contains(['\n', '\r']))
    }

    /// Makes its texts sound, and answers how many that changed.
    pub(super) fn mend_breaks(&mut self) -> usize {
        let mut mended = super::mend(&mut self.taken, " ");
        for comment in &mut self.comments {
            mended += super::mend(&mut comment.text, "\n");
            let Comment { author, date, words, .. } = comment;
            mended += [author, date, words].into_iter().map(|text| super::mend(text, " ")).sum::<usize>();
        }
        for table in &mut self.tables {
            let TableAside { title, unit, note, columns, .. } = table;
            mended += [title, unit, note, columns].into_iter().map(|text| super::mend(text, " ")).sum::<usize>();
        }
        mended
    }

    /// Its texts of one line.
    fn lines(&self) -> impl Iterator<Item = &String> {
        let of_comments = self.comments.iter().flat_map(|comment| [&comment.author, &comment.date, &comment.words]);
        let of_tables = self.tables.iter().flat_map(|table| [&table.title, &table.unit, &table.note, &table.columns]);
        of_comments.chain(of_tables).chain([&self.taken])
    }
}

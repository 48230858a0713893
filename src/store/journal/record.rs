//! One line of a journal: its sum, its number, and what it says as JSON.
//!
//! ```text
//! 5d41402abc4b2a76 0 {"Head":{"format":1,"path":"/home/li/总结.ron",…}}
//! 7d793037a0760186 1 {"Change":{"done":[{"way":"Anew","change":{"label":"写字","edits":[…]}}],"stand":…}}
//! ```
//!
//! The sum is that of all after it up to the line's end. What a line says can't hold a line break.

use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use serde::Deserialize;
use serde::Serialize;

use crate::edit::Done;
use crate::edit::history::Memory;
use crate::report::Field;
use crate::report::Owner;
use crate::report::SectionId;
use crate::store::Print;

/// The version of the journal's format; 2 has drafts, 3 what is kept beside the report. Older ones are read, a newer one is left alone.
pub(super) const FORMAT: u32 = 3;

/// Letters of the sum, and the blank after it.
const SUM: usize = 17;

/// What a line says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Record {
    Head(Head),
    /// What could be undone at the beginning, where no file says so.
    Memory(Memory),
    /// One key did this to the report, all of it or nothing; then the writer stood there.
    Change {
        done: Vec<Done>,
        stand: Stand,
    },
    /// Sections were folded and unfolded.
    Fold {
        shut: Vec<SectionId>,
        opened: Vec<SectionId>,
        stand: Stand,
    },
    /// What stands in the line that is being typed into, and where the writer is; nothing, once it has been taken.
    Draft {
        draft: Option<Draft>,
        stand: Stand,
    },
    /// What the program keeps beside the report; the long part where it has changed.
    Beside {
        told: Option<String>,
        settled: String,
    },
    /// The report as it was after the line of this number is about to be written to a file, which then has this print.
    Saving {
        path: Written,
        print: Print,
        after: u64,
    },
    /// A file holds everything: the journal is about to go.
    Closed,
    /// Where the writer was in a file when he left it: the only line of a file of its own.
    Place {
        path: Written,
        stand: Stand,
        folds: Vec<SectionId>,
    },
    /// What could be undone when a file held this content: the first line of a file of its own. What is kept beside the report
    /// may be the second.
    Undo {
        path: Written,
        print: Print,
        memory: Memory,
    },
}

/// The first line of a journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) format: u32,
    /// The report's file and what it held.
    pub(super) path: Option<Written>,
    pub(super) print: Option<Print>,
    /// What a report without a file would be called.
    pub(super) suggested: Option<Written>,
    /// What the changes begin with.
    pub(super) base: Base,
    /// The name of the journal that this one takes the place of.
    pub(super) replaces: Option<String>,
    pub(super) stand: Stand,
    pub(super) folds: Vec<SectionId>,
}

/// What the changes of a journal begin with.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Base {
    /// An empty report.
    Empty,
    /// What the report's file held. A copy may lie beside the journal.
    File,
    /// The report of this print that lies beside the journal.
    Beside(Print),
}

/// Where the writer stands: in a text, among metrics, or in 导航 at a section; with none of these, at the report itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// The section.
    pub section: Option<SectionId>,
    /// The text with the caret.
    pub field: Option<Field>,
    /// The caret, in bytes.
    pub at: usize,
    /// Among the metrics the row and the column, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<(usize, usize)>,
}

/// What stands in a line that is being typed into, before the report has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Draft {
    /// Text that arrived in 导航.
    Strip(String),
    /// A cell of a metric.
    Cell {
        /// Who keeps the metric.
        owner: Owner,
        /// Which of the owner's.
        row: usize,
        /// The title of the column.
        column: String,
        /// What stands there.
        text: String,
    },
    /// The answer to a question.
    Answer {
        /// The question, as the writer reads it.
        question: String,
        /// The answer so far.
        text: String,
    },
    /// The lines of 报告属性.
    Form(Vec<String>),
}

impl Draft {
    /// Whether it is text for the report. What else is asked for, as the name of a file, is no reason to bring a report back.
    pub fn is_for_report(&self) -> bool {
        !matches!(self, Draft::Answer { .. })
    }
}

/// What the program keeps beside a report, in words of its own. Both are empty where there is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What seldom changes.
    pub told: String,
    /// What has become of it.
    pub settled: String,
}

impl Beside {
    pub(super) fn record(&self) -> Record {
        Record::Beside { told: Some(self.told.clone()), settled: self.settled.clone() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Takes what a line says.
    pub(super) fn take(&mut self, told: Option<String>, settled: String) {
        self.told = told.unwrap_or(std::mem::take(&mut self.told));
        self.settled = settled;
    }
}

/// A path as text, or where it is none, as bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Written {
    Text(PathBuf),
    Bytes(Vec<u8>),
}

impl From<&Path> for Written {
    fn from(path: &Path) -> Written {
        #[cfg(unix)]
        if path.to_str().is_none() {
            return Written::Bytes(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_vec());
        }
        Written::Text(path.to_owned())
    }
}

impl Written {
    pub(super) fn path(&self) -> PathBuf {
        match self {
            Written::Text(path) => path.clone(),
            #[cfg(unix)]
            Written::Bytes(bytes) => {
                let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(bytes);
                PathBuf::from(name)
            }
            #[cfg(not(unix))]
            Written::Bytes(bytes) => PathBuf::from(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

/// Adds a line.
pub(super) fn put(lines: &mut Vec<u8>, number: u64, record: &Record) {
    let from = lines.len();
    lines.extend([b' '; SUM]);
    write!(lines, "{number} ").expect("a Vec takes every byte");
    serde_json::to_writer(&mut *lines, record).expect("a record has nothing that JSON lacks");
    let sum = Print::of(&lines[from + SUM..]).sum();
    write!(&mut lines[from..from + SUM - 1], "{sum:016x}").expect("a sum has sixteen letters");
    lines.push(b'\n');
}

/// The sound lines at the head of a journal, with where each ends. The first that isn't sound, by its sum, its number or
/// its words, ends them: what is torn or foreign, and all after it.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = Record> + '_ {
    let whole = memchr::memrchr(b'\n', bytes).map_or(0, |end| end + 1);
    let lines = bytes[..whole].split_inclusive(|&byte| byte == b'\n');
    (0..).zip(lines).map_while(|(number, line)| read(&line[..line.len() - 1], number))
}

fn read(line: &[u8], number: u64) -> Option<Record> {
    let (sum, words) = line.split_at_checked(SUM)?;
    if sum != format!("{:016x} ", Print::of(words).sum()).as_bytes() {
        return None;
    }
    let words = words.strip_prefix(format!("{number} ").as_bytes())?;
    serde_json::from_slice(words).ok()
}

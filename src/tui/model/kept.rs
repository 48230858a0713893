//! Kept from one report to the next: the clip, and reports left unsaved.

use std::path::PathBuf;

use crate::edit::Change;
use crate::edit::moves::Passage;
use crate::report::Branch;
use crate::report::Field;
use crate::text;
use crate::tui::model::Moment;

/// A report that was left unsaved, as the list of reports offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What brings it back.
    pub journal: PathBuf,
    /// What it is called: its title, or its file's name.
    pub title: String,
    /// From when it is, and how much it is.
    pub says: String,
}

/// A file that was open before, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The file.
    pub path: PathBuf,
    /// The report's title.
    pub title: String,
    /// When it was saved last, in words.
    pub when: String,
    /// Its title and headings.
    pub outline: Vec<String>,
}

/// What puts words back that were cut, as long as nothing else has been done.
#[derive(Clone, Debug)]
pub struct Back {
    /// The state right after the cut.
    pub of: Moment,
    /// Where the caret was left.
    pub at: (Field, usize),
    /// Where the selection ended.
    pub end: (Field, usize),
    /// What puts it back.
    pub change: Change,
}

/// What was cut or copied.
#[derive(Clone, Debug)]
pub enum Clip {
    /// Words.
    Text(String),
    /// What was selected over several texts of the manuscript.
    Passage {
        /// It.
        passage: Box<Passage>,
        /// The same as other programs get it.
        text: String,
        /// What puts it back where it was cut.
        back: Option<Box<Back>>,
    },
    /// Sections with all below them.
    Sections {
        /// They.
        branches: Vec<Branch>,
        /// The same as other programs get them.
        text: String,
    },
}

impl Clip {
    /// The sections of which this text is what other programs got: it has come back through the terminal, and its notes and
    /// metrics shall too. Breaks and blanks may have become others on the way.
    pub fn sections_of(&self, pasted: &str) -> Option<&[Branch]> {
        let lines = |text: &str| -> Vec<String> {
            let clean = text::paragraphs_clean(text);
            clean.lines().map(|line| line.trim().to_string()).filter(|line| !line.is_empty()).collect()
        };
        match self {
            Clip::Sections { branches, text } if lines(text) == lines(pasted) => Some(branches),
            _ => None,
        }
    }

    /// The same of what was selected over several texts.
    pub fn passage_of(&self, pasted: &str) -> Option<&Passage> {
        match self {
            Clip::Passage { passage, text, .. } if text::paragraphs_clean(text) == text::paragraphs_clean(pasted) => {
                Some(passage)
            }
            _ => None,
        }
    }
}

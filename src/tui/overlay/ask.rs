//! A question that is answered by a choice.

use std::path::PathBuf;

use crate::tui::overlay::Next;

/// A question that is answered by a choice.
#[derive(Debug)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The choices: what they say and what they do.
    pub choices: Vec<(&'static str, Answer)>,
    /// The one under the cursor.
    pub at: usize,
}

/// What a choice does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Saves, then goes on.
    Save(Next),
    /// Goes on without saving.
    Drop(Next),
    /// Writes over a file that is there.
    Overwrite(PathBuf, Next),
    /// Writes the export over a file that is there.
    OverwriteExport(PathBuf),
    /// Shows how a file differs from what is open.
    Compare(PathBuf),
    /// Puts a file together with what is open, section by section.
    Merge(PathBuf, Next),
    /// Takes what is in the file.
    TakeTheirs(PathBuf),
    /// Takes the report over from whoever has it open.
    TakeOver(PathBuf),
    /// Opens what an earlier run left in this journal.
    Recover(PathBuf),
    /// Lays that journal aside.
    LayAside(PathBuf),
    /// Goes on with the next step of the tutorial.
    SkipStep,
    /// Ends the tutorial.
    EndTour,
    /// Does nothing.
    Cancel,
}

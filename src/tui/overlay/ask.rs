//! A question that is answered by a choice.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::tui::overlay::Next;

/// A question that is answered by a choice.
#[derive(Debug)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// The choices: what they say and what they do.
    pub choices: Vec<(Cow<'static, str>, Answer)>,
    /// The one under the cursor.
    pub at: usize,
}

impl Ask {
    /// With these choices, the cursor at one of them.
    pub fn new(
        question: impl Into<String>,
        choices: impl IntoIterator<Item = (&'static str, Answer)>,
        at: usize,
    ) -> Ask {
        let choices = choices.into_iter().map(|(says, answer)| (says.into(), answer)).collect();
        Ask { question: question.into(), choices, at }
    }
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
    /// Writes the export under this name instead.
    ExportAs(PathBuf),
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

//! What an export will look like, before it is written.

use std::path::PathBuf;

use crate::check::Finding;
use crate::check::Grade;
use crate::tui::extent::Extent;
use crate::tui::overlay::Line;

/// What an export will look like, and where it goes.
#[derive(Debug)]
pub struct Preview {
    /// The text as it will be written.
    pub text: String,
    /// The first row shown.
    pub top: usize,
    /// What it is written out as.
    pub format: crate::export::Format,
    /// How it is written.
    pub options: crate::export::Options,
    /// Whether ways to write it are named that stand as usual.
    pub names_all: bool,
    /// How much may be written, each with its name.
    pub extents: Vec<(&'static str, Extent)>,
    /// Which of them is.
    pub extent: usize,
    /// The folder that it goes to, unless a path is typed.
    pub folder: PathBuf,
    /// The name that it goes to.
    pub line: Line,
    /// What the check has found in the report; [`None`] until that is known.
    pub verdict: Option<Verdict>,
    /// Why it can't be written so.
    pub trouble: Option<String>,
}

/// How much the check has found that ought to be changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Places that are 必错.
    pub wrong: usize,
    /// Places that are 疑似.
    pub suspect: usize,
}

impl Verdict {
    /// Of these findings.
    pub fn of(found: &[Finding]) -> Verdict {
        let count = |grade| found.iter().filter(|finding| finding.rule.grade == grade).count();
        Verdict { wrong: count(Grade::Wrong), suspect: count(Grade::Suspect) }
    }

    /// `必错2处、疑似5处`; empty where there is neither.
    pub fn says(self) -> String {
        let kinds = [(Grade::Wrong, self.wrong), (Grade::Suspect, self.suspect)];
        let says = kinds.into_iter().filter(|(_, count)| *count > 0);
        says.map(|(grade, count)| format!("{}{count}处", grade.title())).collect::<Vec<_>>().join("、")
    }
}

impl Preview {
    /// What its line answers.
    pub const QUESTION: &'static str = "导出到";

    /// How much is written.
    pub fn extent(&self) -> &Extent {
        &self.extents[self.extent].1
    }
}

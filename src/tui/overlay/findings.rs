//! 校核: what the rules have found, to be walked.

use crate::check::Finding;
use crate::check::Grade;
use crate::tui::here::Here;

/// What the rules have found, docked below the panes: the panes show the place of the one under the cursor.
#[derive(Debug)]
pub struct Findings {
    /// Those listed, in their order.
    pub list: Vec<Finding>,
    /// The one under the cursor.
    pub at: usize,
    /// The lightest grade that is listed.
    pub least: Grade,
    /// How many of a lighter grade are not.
    pub hidden: usize,
    /// In which order they stand.
    pub order: Order,
    /// Where the writer was before.
    pub before: Here,
}

/// In which order findings are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As the report is read.
    #[default]
    Reading,
    /// By grade, and by rule within a grade.
    Kind,
}

/// What a check that is under way beside the keys is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Awaited {
    /// None is.
    #[default]
    Nothing,
    /// To list what is found.
    List,
    /// To go to the next place.
    Next,
    /// To say before an export how many there are.
    Door,
    /// To list it anew, where it still is listed.
    Anew,
}

impl Findings {
    /// How many of a grade are listed.
    pub fn count(&self, grade: Grade) -> usize {
        self.list.iter().filter(|finding| finding.rule.grade == grade).count()
    }

    /// The one under the cursor.
    pub fn chosen(&self) -> Option<&Finding> {
        self.list.get(self.at)
    }
}

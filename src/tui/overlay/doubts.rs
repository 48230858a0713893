//! 读入时拿不准的地方: the doubts about the text that was read, to be walked.

use crate::tui::here::Here;

/// The doubts that are still to be settled, docked below the panes: the panes show the place of the one under the cursor.
#[derive(Debug)]
pub struct DoubtList {
    /// The row under the cursor: a place among [`crate::tui::model::Doubts::by_kind`].
    pub at: usize,
    /// Where the writer was before.
    pub before: Here,
}

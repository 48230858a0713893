//! The caret in one text: where it stands and what is selected.

use std::ops::Range;

use crate::text;

/// A place between two characters of one text, in bytes, and what is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// Where it stands.
    pub at: usize,
    /// The other end of the selection.
    pub anchor: Option<usize>,
    /// The column that ↑ and ↓ keep to.
    pub goal: Option<usize>,
    /// At a soft line break: whether it hangs after the upper row instead of standing before the lower.
    pub hangs: bool,
}

impl Caret {
    /// A caret without selection.
    pub fn new(at: usize) -> Caret {
        Caret { at, ..Caret::default() }
    }

    /// The selected bytes, if any.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.at)?;
        Some(anchor.min(self.at)..anchor.max(self.at))
    }

    /// The caret kept inside `text`, on a boundary.
    pub fn clamped(self, text: &str) -> Caret {
        let fit = |at: usize| text::floor_boundary(text, at.min(text.len()));
        Caret { at: fit(self.at), anchor: self.anchor.map(fit), ..self }
    }

    /// What typing replaces.
    pub fn replaced(&self) -> Range<usize> {
        self.selection().unwrap_or(self.at..self.at)
    }
}

/// The paragraph that a place lies in, without its line break.
pub fn paragraph_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    start..text[at..].find('\n').map_or(text.len(), |behind| at + behind)
}

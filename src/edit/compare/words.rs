//! Where two texts differ, paragraph by paragraph, to be read.

use crate::text::Hunk;
use crate::text::hunks;

/// A stretch of paragraphs: the same in both texts, or what stands there in the older and what in the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage<'a> {
    /// Paragraphs that both have.
    Same(Vec<&'a str>),
    /// Paragraphs that differ; one of the two may be empty.
    Differs {
        /// What the older text has there.
        old: Vec<&'a str>,
        /// What the newer text has there.
        new: Vec<&'a str>,
    },
}

/// Two texts side by side, as few paragraphs taken for different as can be; of very long ones see [`hunks`].
pub fn passages<'a>(old: &'a str, new: &'a str) -> Vec<Passage<'a>> {
    let (before, after) = (paragraphs(old), paragraphs(new));
    let mut found = Vec::new();
    let mut at = 0;
    let same = |paragraphs: &[&'a str]| (!paragraphs.is_empty()).then(|| Passage::Same(paragraphs.to_vec()));
    for Hunk { old, new } in hunks(&before, &after) {
        found.extend(same(&before[at..old.start]));
        at = old.end;
        found.push(Passage::Differs { old: before[old].to_vec(), new: after[new].to_vec() });
    }
    found.extend(same(&before[at..]));
    found
}

/// The paragraphs of a text; none of an empty one.
pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split('\n').collect() }
}

//! The head of a text: where the text begins, what surely is none of it, lines that are equal.

use super::Evidence;
use super::Sign;
use super::Signs;
use super::words;
use crate::text::is_han;

/// Units at the head of a text in which a site's marks are looked for.
pub(super) const HEAD: usize = 60;

/// Where the text begins, as far as its lines tell: the first salutation, number or paragraph outside of contents.
pub(super) fn begin(evidence: &[Evidence]) -> usize {
    let begins = |of: &Evidence| {
        of.signs.has(Sign::Salute)
            || of.signs.has(Sign::Marked) && !of.signs.any(&[Sign::Listed, Sign::ContentsEntry])
            || of.letters > 60 && !of.signs.any(&[Sign::Blurbs, Sign::Fields, Sign::Listed])
    };
    evidence.iter().position(begins).unwrap_or(evidence.len()).min(HEAD)
}

/// What is left out of a text wherever it stands.
const SURE: Signs = Signs::of(&[
    Sign::PageNumber,
    Sign::Rule,
    Sign::RunningHead,
    Sign::Fields,
    Sign::Crumb,
    Sign::ContentsHead,
    Sign::ContentsEntry,
    Sign::SaidContents,
    Sign::Listed,
    Sign::Counter,
    Sign::SiteLine,
    Sign::FieldEmpty,
    Sign::Sales,
    Sign::SiteWord,
    Sign::Linked,
    Sign::FieldName,
]);

/// Whether a line is left out of nearly every text.
pub(super) fn is_noisy(of: &Evidence) -> bool {
    of.signs.meets(SURE) && !of.signs.has(Sign::Long) || of.signs.has(Sign::Clock) && of.letters <= 40
}

/// A line without blanks and stops, as a number that as good as no other line has.
pub(super) fn core(text: &str) -> u64 {
    let letters = text.chars().map(words::fold_one).filter(|ch| is_han(*ch) || ch.is_alphanumeric());
    letters.fold(0, |hash: u64, ch| (hash.rotate_left(5) ^ u64::from(ch)).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

//! Where one Chinese word ends and the next begins, by a dictionary.

use std::sync::LazyLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::WordSegmenterBorrowed;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::text::is_cjk;

/// The dictionary lies in the program: to have it costs nothing.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Characters before a place that are looked at, as far as they are Chinese without a mark between them. A clause is
/// shorter; words of a longer run are sought from every [`BLOCK`]th byte of the text on.
const BEFORE: usize = 128;

/// Characters behind a place that are looked at.
const BEHIND: usize = 24;

/// A run that is longer than [`BEFORE`] is cut here, in bytes.
const BLOCK: usize = 384;

/// Whether a word starts at the character boundary `at` that has Chinese characters on both sides. Depends on the text
/// alone, not on where the search came from, and looks no further than a clause.
pub(super) fn starts(text: &str, at: usize) -> bool {
    let mut start = at;
    for (seen, (place, c)) in text[..at].char_indices().rev().enumerate() {
        if !is_cjk(c) {
            break;
        }
        if seen == BEFORE {
            start = text.floor_char_boundary(at / BLOCK * BLOCK);
            break;
        }
        start = place;
    }
    let behind: usize = text[at..].chars().take(BEHIND).take_while(|&c| is_cjk(c)).map(char::len_utf8).sum();
    SEGMENTER.segment_str(&text[start..at + behind]).any(|end| start + end == at)
}

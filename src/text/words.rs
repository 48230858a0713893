//! Where one Chinese word ends and the next begins, by a dictionary and the words of the office.

mod office;

use std::sync::LazyLock;

use icu_segmenter::WordSegmenter;
use icu_segmenter::WordSegmenterBorrowed;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::text::char_floor;
use crate::text::is_cjk;

/// The dictionary lies in the program: to have it costs nothing.
static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Characters before a place that are looked at, as far as they are Chinese without a mark between them. A clause is
/// shorter; words of a longer run are sought from every [`BLOCK`]th byte of the text on.
const BEFORE: usize = 128;

/// Characters after a place that are looked at.
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
            start = char_floor(text, at / BLOCK * BLOCK);
            break;
        }
        start = place;
    }
    let behind: usize = text[at..].chars().take(BEHIND).take_while(|&c| is_cjk(c)).map(char::len_utf8).sum();
    cuts(&text[start..at + behind]).binary_search(&(at - start)).is_ok()
}

/// Where Chinese words begin and end in a text, in bytes, in ascending order. Each run of Chinese characters is cut for itself,
/// a very long one in pieces.
pub fn word_breaks(text: &str) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut from = 0;
    while let Some(run) = text[from..].find(is_cjk).map(|at| from + at) {
        let end = text[run..].find(|c| !is_cjk(c)).map_or(text.len(), |len| run + len);
        let end = end.min(char_floor(text, run + BLOCK));
        breaks.extend(cuts(&text[run..end]).into_iter().map(|cut| run + cut));
        from = end;
    }
    breaks.dedup();
    breaks
}

/// Where the words of a run of Chinese characters begin and end, in bytes, in ascending order.
fn cuts(run: &str) -> Vec<usize> {
    let cuts: Vec<usize> = SEGMENTER.segment_str(run).collect();
    let mut joined: Vec<usize> = Vec::with_capacity(cuts.len());
    let mut k = 0;
    while let Some(&cut) = cuts.get(k) {
        let next = cuts.get(k + 1).map(|&next| &run[cut..next]);
        let is_long = joined.last().is_some_and(|&last| run[last..cut].chars().nth(1).is_some());
        // 满意 and 率 are one word; 的 and 率 are not.
        if !(is_long && next.is_some_and(office::is_ending)) {
            joined.push(cut);
        }
        // A word of the office begins and ends where a word of the dictionary does: there is no 工单 in 员工单位.
        let mut ends = (k + 2..cuts.len().min(k + office::LONGEST + 1)).rev();
        k = ends.find(|&end| office::is_word(&run[cut..cuts[end]])).unwrap_or(k + 1);
    }
    joined
}

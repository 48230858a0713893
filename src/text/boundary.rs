//! Where the caret may stand: between graphemes, at words, at sentences.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::is_cjk;
use crate::text::is_digit;
use crate::text::words;

/// The graphemes of `text` (UAX 29, extended) with the byte each starts at: what a reader takes for one character.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let (start, len) = (at, first_len(rest));
        at += len;
        Some((start, &rest[..len]))
    })
}

/// The last boundary between characters at or before byte `at`; for a byte past the end, the end.
/// ([`str::floor_char_boundary`] asks for a newer Rust than the crates used here.)
pub fn char_floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first boundary between characters at or after byte `at`; for a byte past the end, the end.
pub fn char_ceil(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// The first grapheme boundary after byte `at`, or the end of the text.
pub fn next_boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let at = char_floor(text, at);
    let mut chars = text[at..].chars();
    match (chars.next(), chars.next()) {
        (Some(c), next) if is_plain(c) && next.is_none_or(is_plain) => at + c.len_utf8(),
        _ => GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

/// The last grapheme boundary before byte `at`, or 0. A byte past the end is the end.
pub fn prev_boundary(text: &str, at: usize) -> usize {
    let end = char_floor(text, at.min(text.len()));
    if end < at && end < text.len() {
        return floor_boundary(text, end); // `at` was inside a character
    }
    let mut chars = text[..end].chars().rev();
    match (chars.next(), chars.next()) {
        (Some(c), before) if is_plain(c) && before.is_none_or(is_plain) => end - c.len_utf8(),
        _ => GraphemeCursor::new(end, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// The last grapheme boundary at or before byte `at`: `at` itself when the caret may stand there.
pub fn floor_boundary(text: &str, at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    let at = char_floor(text, at);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if cursor.is_boundary(text, 0).unwrap_or(true) { at } else { prev_boundary(text, at) }
}

/// The start of the next word after byte `at`, or the end of the text.
///
/// A word is a run of letters and digits with what binds them (`12.8%`, `2012-2024`, `it's`), a run of Chinese
/// characters cut by a dictionary, or a run of punctuation; spaces belong to the word before them; the end of a paragraph
/// is a stop.
pub fn next_word(text: &str, at: usize) -> usize {
    step(text, at, next_boundary, starts_word)
}

/// The start of the word that byte `at` stands in or after, always before `at` unless that is 0. The stops are those of
/// [`next_word`].
pub fn prev_word(text: &str, at: usize) -> usize {
    step(text, at, prev_boundary, starts_word)
}

/// The start of the next sentence after byte `at`, or the end of the text.
///
/// A sentence ends with 。！？；…… or their half-width kin, together with the quotation marks and brackets that close
/// after them, or with its paragraph. A full stop `.` ends one only after a letter and before a space.
pub fn next_sentence(text: &str, at: usize) -> usize {
    step(text, at, next_boundary, starts_sentence)
}

/// The start of the sentence that byte `at` stands in or after, always before `at` unless that is 0. The stops are
/// those of [`next_sentence`].
pub fn prev_sentence(text: &str, at: usize) -> usize {
    step(text, at, prev_boundary, starts_sentence)
}

/// The word that covers the character at byte `at`, without the spaces after it: what a double click takes. At the end
/// of a line it is the word before.
pub fn word_at(text: &str, at: usize) -> Range<usize> {
    let at = floor_boundary(text, at);
    let at_end = text[at..].chars().next().is_none_or(|c| c == '\n');
    let inside = if at_end { prev_boundary(text, at) } else { at };
    if text[inside..at].starts_with('\n') {
        return at..at;
    }
    let starts = inside == 0 || starts_word(text, inside);
    let start = if starts { inside } else { prev_word(text, inside) };
    let word = &text[start..next_word(text, inside)];
    let kept = word.trim_end().len();
    start..start + if kept == 0 { word.len() } else { kept }
}

/// Whether a word goes on over byte `at`: it begins before it and ends after it. Never at the ends of the text.
pub fn inside_word(text: &str, at: usize) -> bool {
    let at = floor_boundary(text, at);
    at > 0 && at < text.len() && !starts_word(text, at)
}

/// Goes from boundary to boundary until `stop` holds or the text ends.
fn step(text: &str, at: usize, go: fn(&str, usize) -> usize, stop: fn(&str, usize) -> bool) -> usize {
    let mut at = go(text, at);
    while at > 0 && at < text.len() && !stop(text, at) {
        at = go(text, at);
    }
    at
}

/// What a character is to the motion by words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Newline,
    Han,
    Word,
    Mark,
}

/// Whether a word starts at the boundary `at`, which is neither 0 nor the end. Looks two characters either way.
fn starts_word(text: &str, at: usize) -> bool {
    let before = prev_boundary(text, at);
    match (class(text, before), class(text, at)) {
        (_, Class::Space) => false,
        (_, Class::Newline) | (Class::Newline | Class::Space, _) => true,
        (Class::Han, Class::Han) => words::starts(text, at),
        (one, other) => one != other,
    }
}

/// The class of the character at the boundary `at`, in its surroundings: the point of `12.8` is part of a word.
fn class(text: &str, at: usize) -> Class {
    let mut after = text[at..].chars();
    let Some(c) = after.next() else { return Class::Newline };
    let binds = |one: fn(char) -> bool, other: fn(char) -> bool| {
        text[..at].chars().next_back().is_some_and(one) && after.clone().next().is_some_and(other)
    };
    match c {
        '\n' => Class::Newline,
        _ if c.is_whitespace() => Class::Space,
        _ if is_cjk(c) => Class::Han,
        _ if is_word(c) => Class::Word,
        '.' | '．' | ',' | ':' if binds(is_digit, is_digit) => Class::Word,
        '.' | '-' | '\'' | '’' | '@' if binds(is_word, is_word) => Class::Word,
        '%' | '％' | '‰' if text[..at].ends_with(is_digit) => Class::Word,
        _ => Class::Mark,
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() && !is_cjk(c)
}

/// Whether a sentence starts at the boundary `at`, which is neither 0 nor the end.
fn starts_sentence(text: &str, at: usize) -> bool {
    let Some(c) = text[at..].chars().next() else { return false };
    let head = &text[..at];
    if head.ends_with('\n') {
        return !is_blank(c);
    }
    if c == '\n' || is_blank(c) || is_end(c) || is_closer(c) {
        return false;
    }
    let before = head.trim_end_matches(is_blank);
    let spaced = before.len() < head.len();
    if spaced && (before.is_empty() || before.ends_with('\n')) {
        return true;
    }
    let before = before.trim_end_matches(is_closer);
    if before.ends_with(is_end) {
        return true;
    }
    spaced && before.strip_suffix('.').is_some_and(|word| word.ends_with(|c: char| c.is_alphabetic()))
}

fn is_blank(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '…' | '｡' | '!' | '?' | ';' | '．')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '》' | '〉' | '）' | '】' | '〕' | '〗' | ')' | ']' | '}' | '｝' | '］')
}

/// The length in bytes of the first grapheme of `rest`, which starts at a boundary.
fn first_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let len = plain_len(bytes);
    if len > 0 && (len == bytes.len() || plain_len(&bytes[len..]) > 0) {
        return len;
    }
    rest.graphemes(true).next().map_or(rest.len(), str::len)
}

/// Whether `c` is plain, as [`plain_len`] has it.
fn is_plain(c: char) -> bool {
    plain_len(c.encode_utf8(&mut [0; 4]).as_bytes()) > 0
}

/// The length of the first character when it is of the class Other in UAX 29, so that between two such characters there
/// is always a boundary; else 0. It knows nearly every character of a Chinese report by its bytes; to miss one only
/// costs time.
fn plain_len(bytes: &[u8]) -> usize {
    match bytes {
        [b' '..=b'~', ..] => 1,
        // U+4000–9FFF, U+3000–3029, U+FF01–FF3F, U+2010–2027
        [0xe4..=0xe9, ..]
        | [0xe3, 0x80, 0x80..=0xa9, ..]
        | [0xef, 0xbc, 0x81..=0xbf, ..]
        | [0xe2, 0x80, 0x90..=0xa7, ..] => 3,
        _ => 0,
    }
}

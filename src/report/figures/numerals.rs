//! Numerals as reports write them: digits of both widths, 三百二十, XX and __ left blank, 3—6, 三分之二, 9:41:50.

use rust_decimal::Decimal;

use crate::report::metric;
use crate::text;
use crate::text::is_digit;

/// A numeral at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// Its bytes.
    pub len: usize,
    pub sort: Sort,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// `10278`, `1,204`, `３．５`.
    Digits,
    /// `三百二十`.
    Han,
    /// Not filled in yet: `XX`, `24xx`, `__`.
    Blank,
    /// `3—6`.
    Range,
    /// `三分之二`, `9:41:50`.
    Parts,
}

/// The characters that stand where a figure will be filled in.
const BLANKS: &[char] = &['X', 'x', 'Ｘ', 'ｘ', '×', '*', '＊', '_'];

/// What joins the ends of a range.
const DASHES: &[char] = &['-', '－', '–', '—', '~', '～', '〜', '−'];

/// How many parts a proportion has at most.
const PARTS: usize = 5;

/// The numeral that `rest` begins with, as long as it goes, or `None`.
pub(super) fn read(rest: &str) -> Option<Numeral> {
    let first = rest.chars().next()?;
    if is_han_numeral(first) {
        return read_han(rest);
    }
    let (len, blank) = read_digits(rest)?;
    let sort = if blank { Sort::Blank } else { Sort::Digits };
    let plain = Numeral { len, sort };
    Some(read_parts(rest, len).or_else(|| read_range(rest, plain)).unwrap_or(plain))
}

/// The number that a numeral means; `None` for blanks, ranges, parts and what goes beyond 28 digits.
pub(super) fn number(numeral: &str) -> Option<Decimal> {
    match numeral.chars().all(is_han_numeral) {
        true => text::han_number(numeral).map(Decimal::from),
        false => metric::number(numeral),
    }
}

/// Whether a figure is not filled in yet.
pub(super) fn is_blank(numeral: &str) -> bool {
    numeral.contains(BLANKS)
}

pub(super) fn is_blank_sign(ch: char) -> bool {
    BLANKS.contains(&ch)
}

/// 一 … 亿, and 两.
pub(super) fn is_han_numeral(ch: char) -> bool {
    text::is_han_numeral(ch) || matches!(ch, '两' | '万' | '亿')
}

/// The bytes of digits and blanks with their points and commas, and whether anything is blank.
fn read_digits(rest: &str) -> Option<(usize, bool)> {
    let (mut len, mut blank, mut digits) = (0, false, 0);
    for (at, ch) in rest.char_indices() {
        let next = || rest[at + ch.len_utf8()..].chars().next();
        match ch {
            _ if is_digit(ch) => digits += 1,
            _ if is_blank_sign(ch) => blank = true,
            '.' | '．' if at > 0 && next().is_some_and(|next| is_digit(next) || is_blank_sign(next)) => digits = 4,
            ',' if (1..=3).contains(&digits) && is_group(&rest[at + 1..]) => digits = 0,
            _ => break,
        }
        len = at + ch.len_utf8();
    }
    (len > 0).then_some((len, blank))
}

/// Whether exactly three digits follow: a group of thousands.
fn is_group(rest: &str) -> bool {
    rest.chars().take(4).take_while(|&ch| is_digit(ch)).count() == 3
}

/// `9:41.5:49.3`. What reads as a time of the day is none.
fn read_parts(rest: &str, first: usize) -> Option<Numeral> {
    let mut len = first;
    let mut parts = 1;
    while let Some(colon) = rest[len..].chars().next().filter(|ch| matches!(ch, ':' | '：' | '∶')) {
        let (part, blank) = read_digits(&rest[len + colon.len_utf8()..]).filter(|_| parts < PARTS)?;
        let two_digits = rest[len + colon.len_utf8()..][..part].chars().count() == 2;
        len += colon.len_utf8() + part;
        parts += 1;
        if blank || parts == 2 && two_digits && !rest[len..].starts_with([':', '：', '∶']) {
            return None;
        }
    }
    (parts > 1).then_some(Numeral { len, sort: Sort::Parts })
}

/// `3—6`, and `10至15`.
fn read_range(rest: &str, from: Numeral) -> Option<Numeral> {
    let behind = &rest[from.len..];
    let dash = behind.chars().take_while(|ch| DASHES.contains(ch)).take(2).map(char::len_utf8).sum::<usize>();
    let dash = if dash == 0 && behind.starts_with('至') { '至'.len_utf8() } else { dash };
    let (len, _) = read_digits(&behind[dash..]).filter(|_| dash > 0)?;
    Some(Numeral { len: from.len + dash + len, sort: Sort::Range })
}

fn read_han(rest: &str) -> Option<Numeral> {
    let len: usize = rest.chars().take_while(|&ch| is_han_numeral(ch)).map(char::len_utf8).sum();
    if let Some(part) = rest[len..].strip_prefix("分之") {
        let part: usize = part.chars().take_while(|&ch| is_han_numeral(ch)).map(char::len_utf8).sum();
        let len = len + "分之".len() + part;
        return (part > 0).then_some(Numeral { len, sort: Sort::Parts });
    }
    Some(Numeral { len, sort: Sort::Han })
}

//! Blanks that are still to be filled in.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::line::is_surname;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::char_at;
use super::paper::char_before;
use crate::text::char_ceil;
use crate::text::char_floor;
use crate::text::is_han;
use crate::text::is_han_numeral;

pub(super) static RULES: &[Rule] =
    &[Rule::wrong("placeholder", "待填写", "实务：导出前逐处填上", Look::Paragraph(placeholder))];

/// What a figure that is still to come stands before.
const UNITS: &str = "万亿元人个家项件次户名亩篇期场处条倍%％吨天";

/// XX, ××, **, ____, 202X年, 〔待补〕, （　）: everything that stands for words or figures still to come.
fn placeholder(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for range in blanks_of(paragraph.text) {
        let words = paragraph.text[range.clone()].trim();
        notes.mark(paragraph, range, format!("“{words}”还空着，请填上"));
    }
}

/// Where a text has blanks that are still to be filled in, in bytes.
pub fn blanks(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for paragraph in text.split('\n') {
        found.extend(blanks_of(paragraph).into_iter().map(|range| start + range.start..start + range.end));
        start += paragraph.len() + 1;
    }
    found
}

/// The same of one paragraph.
fn blanks_of(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    while let Some(at) = text[done..].find(begins_blank).map(|at| done + at) {
        let first = text[at..].chars().next().map_or(1, char::len_utf8);
        match blank_at(text, at) {
            Some(range) => {
                done = range.end.max(at + first);
                found.push(range);
            }
            None => done = at + run_at(text, at).max(first),
        }
    }
    found
}

fn begins_blank(ch: char) -> bool {
    is_cross(ch)
        || matches!(ch, '_' | '＿' | '○' | '（' | '(' | '【' | '[' | '〔' | '［' | '《' | '“' | '？' | '?' | 'T')
}

/// x, × and * in every width.
fn is_cross(ch: char) -> bool {
    matches!(ch, 'x' | 'X' | 'ｘ' | 'Ｘ' | '×' | '✕' | '*' | '＊')
}

/// Bytes of the characters from `at` on that are of one kind with the first.
fn run_at(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let same = |first: char, ch: char| first == ch || is_cross(first) && is_cross(ch);
    rest.chars().next().map_or(0, |first| rest.find(|ch| !same(first, ch)).unwrap_or(rest.len()))
}

/// The blank that begins at a byte.
fn blank_at(text: &str, at: usize) -> Option<Range<usize>> {
    let first = char_at(text, at)?;
    let end = at + run_at(text, at);
    match first {
        _ if is_cross(first) => crosses(text, at, end),
        '_' | '＿' => underline(text, at, end),
        '○' => {
            let is_numeral = |ch: Option<char>| ch.is_some_and(|ch| is_han_numeral(ch) || ch == '年');
            let is_name = text[at..end].chars().nth(1).is_some() && char_at(text, end).is_some_and(is_han);
            (is_name && !is_numeral(char_before(text, at)) && !is_numeral(char_at(text, end))).then_some(at..end)
        }
        '？' | '?' => {
            let is_figure =
                text[at..end].chars().nth(1).is_some() && char_at(text, end).is_some_and(|ch| UNITS.contains(ch));
            is_figure.then_some(at..end)
        }
        'T' => {
            let word = ["TODO", "TBD"].into_iter().find(|word| text[at..].starts_with(word))?;
            let is_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
            let end = at + word.len();
            (!is_letter(char_before(text, at)) && !is_letter(char_at(text, end))).then_some(at..end)
        }
        _ => bracketed(text, at, first),
    }
}

/// XX and its kin. Not 3×5, MAX, X光, a URL.
fn crosses(text: &str, at: usize, mut end: usize) -> Option<Range<usize>> {
    // xx.x%
    while text[end..].starts_with('.') && text[end + 1..].starts_with(is_cross) {
        end += 1 + run_at(text, end + 1);
    }
    let is_letter = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
    if is_letter(char_before(text, at)) || is_letter(char_at(text, end)) || is_address(text, at) {
        return None;
    }
    let digits = super::paper::digits_before(&text[..at]);
    let behind = end + super::paper::digits_at(&text[end..]);
    let unit = char_at(text, end);
    if text[at..end].chars().nth(1).is_some() {
        // A line of stars parts paragraphs.
        let is_rule = text.chars().all(|ch| matches!(ch, '*' | '＊') || ch.is_whitespace());
        // 王××: a name that is withheld.
        let is_name = char_before(text, at).is_some_and(is_surname) && text[at..].starts_with('×');
        return (!is_rule && !is_name).then_some(at - digits..behind);
    }
    let year = &text[at - digits..at];
    if matches!(year, "202" | "203") && behind == end {
        return Some(at - digits..end);
    }
    if digits > 0 || behind > end {
        return None;
    }
    let before = char_before(text, at);
    let is_factor = before.is_some_and(|ch| is_han(ch) && UNITS.contains(ch)) && text[at..].starts_with(['×', '✕']);
    let is_date =
        unit.is_some_and(|ch| matches!(ch, '年' | '月' | '日' | '省' | '市' | '县' | '区' | '镇' | '乡' | '村'));
    let is_figure = unit.is_some_and(|ch| UNITS.contains(ch));
    let is_ordinal = (before == Some('第') && unit.is_some_and(|ch| "批届次期章条".contains(ch)))
        || unit == Some('届')
        || before == Some('届') && unit.is_some_and(|ch| "次中".contains(ch));
    ((is_date || is_figure || is_ordinal) && !is_factor).then_some(at..end)
}

/// ____, and 20_年. Not file_name, nor a line that parts paragraphs.
fn underline(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let is_word = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
    if is_word(char_before(text, at)) || is_word(char_at(text, end)) || text.trim().trim_matches(['_', '＿']).is_empty()
    {
        return None;
    }
    let digits = super::paper::digits_before(&text[..at]);
    let is_long = text[at..end].chars().nth(1).is_some();
    let is_date = digits > 0 && char_at(text, end).is_some_and(|ch| matches!(ch, '年' | '月' | '日'));
    (is_long || is_date).then_some(at - digits..end)
}

/// （　）, 【待补：上年数】, （待核实）.
fn bracketed(text: &str, at: usize, first: char) -> Option<Range<usize>> {
    const LONGEST: usize = 90;
    let close = match first {
        '（' | '(' => ['）', ')'],
        '【' => ['】'; 2],
        '〔' => ['〕'; 2],
        '[' | '［' => [']', '］'],
        '《' => ['》'; 2],
        _ => ['”'; 2],
    };
    let start = at + first.len_utf8();
    let near = &text[start..char_floor(text, start + LONGEST)];
    let (inner, end) = near.find(close).map(|end| (near[..end].trim(), start + end))?;
    let end = end + char_at(text, end).map_or(0, char::len_utf8);
    let is_call = char_before(text, at).is_some_and(|ch| ch.is_ascii_alphanumeric());
    let is_box = first == '[' && text[..at].trim().is_empty();
    let is_pending = match first {
        _ if inner.is_empty() => !is_call && !is_box,
        '《' | '“' => false,
        '（' | '(' => ["待补", "待填", "待核", "待查", "待定", "待更新", "此处", "请填", "填写", "请补", "数据待"]
            .iter()
            .any(|words| inner.starts_with(words)),
        _ => ["待", "此处", "请填", "请补", "请输入", "填写", "补充"].iter().any(|words| inner.starts_with(words)),
    };
    is_pending.then_some(at..end)
}

/// Whether the byte stands in a URL or a mail address.
fn is_address(text: &str, at: usize) -> bool {
    const LONGEST: usize = 200;
    let is_part = |ch: char| ch.is_ascii_graphic();
    let from = char_floor(text, at.saturating_sub(LONGEST));
    let start = text[from..at].rfind(|ch| !is_part(ch)).map_or(from, |before| char_ceil(text, from + before + 1));
    let upto = char_floor(text, at + LONGEST);
    let end = text[at..upto].find(|ch| !is_part(ch)).map_or(upto, |end| at + end);
    let token = &text[start..end];
    token.contains("://") || token.contains("www.") || token.contains('@')
}

//! Soft line breaking of a paragraph by the Chinese rules (避头尾), on a grid of columns.

use unicode_linebreak::BreakClass;
use unicode_linebreak::break_property;
use unicode_linebreak::linebreaks;

use crate::text::Ambiguous;
use crate::text::grapheme_width;
use crate::text::graphemes;
use crate::text::is_digit;
use crate::text::is_han;
use crate::text::is_newline;
use crate::text::prev_boundary;

/// One row of a wrapped paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The byte its first character starts at.
    pub start: usize,
    /// The byte after its last character, trailing spaces included: the `start` of the next row.
    pub end: usize,
    /// Columns left free before its first character: the first row's indent, 0 in all others.
    pub indent: usize,
    /// Columns of its text without trailing spaces, which hang past the edge. `indent + columns` is at most the width,
    /// except in a row of a single grapheme that is wider itself.
    pub columns: usize,
}

/// The rows of `paragraph` on a screen of `width` columns, the first one indented by `first_indent`.
///
/// The rows put together are the paragraph, byte for byte; there is always at least one. Breaks follow UAX 14,
/// tailored to Chinese and GB/T 15834 part 5: a break may come before `“` and after `”` between Chinese characters;
/// none before ～ · ／ or a single —, none after ／, none between these and a number, none inside —— and ……; a figure keeps
/// its unit (10278个, 3.5万元, 36.5℃), a date its parts (2026年6月27日), 第 its number. A run with
/// no such place is broken between graphemes, still off the forbidden ends where there is a choice. Spaces (U+0020 and
/// U+3000) at the end of a row take no room.
///
/// A width of 0 counts as 1; an indent that would leave less than two columns is made smaller. A `\n` (a paragraph has
/// none) ends its row, and one at the very end is followed by an empty row. Time is linear in the paragraph.
pub fn wrap(paragraph: &str, width: usize, first_indent: usize, ambiguous: Ambiguous) -> Vec<Line> {
    fill(paragraph, Rows::new(width, first_indent), ambiguous, |_| false)
}

/// Whether a line may end between two characters of a printed page, as Word has it: where one of them is Chinese or after a
/// blank, but no mark stands where it may not (行首行尾禁则), and —— and …… stay whole. A figure may be parted from its unit.
pub fn may_part(left: char, right: char) -> bool {
    let blank = |c: char| c == ' ' || c == '\u{3000}';
    if blank(left) || blank(right) {
        return blank(left) && !blank(right);
    }
    let sign = left == right && matches!(left, '—' | '…');
    (is_wide(left) || is_wide(right) || matches!(left, '”' | '’' | '…' | '—'))
        && !no_end(left)
        && !no_start(right)
        && !sign
}

/// Bytes that are looked at after a row before it is ended there; more than there can be.
const AHEAD: usize = 64;

/// What [`wrap`] answers for `paragraph`, made from `old`, its rows of the same measure when it was `before`; `head` and
/// `tail`: how many bytes both share at their ends, without overlap. Costs what was changed and the rows about it, and for
/// all other rows a few numbers.
pub fn rewrap(
    paragraph: &str,
    (old, before): (&[Line], &str),
    (head, tail): (usize, usize),
    (width, first_indent): (usize, usize),
    ambiguous: Ambiguous,
) -> Vec<Line> {
    let settled = old.partition_point(|line| line.end + AHEAD <= head);
    let kept = (0..settled).rev().find(|&row| is_fresh(before, old[row].start)).unwrap_or(0);
    let mut lines = old[..kept].to_vec();
    let from = old.get(kept).map_or(0, |line| line.start);
    // The first row of all has its indent; any other begins as if the text began there.
    let rows = Rows::new(width, if kept == 0 { first_indent } else { 0 });
    let in_old = |start: usize| (start + before.len()).checked_sub(paragraph.len());
    let same = |start: usize| {
        let place = in_old(start).filter(|_| start + tail >= paragraph.len())?;
        if !is_fresh(before, place) || !is_fresh(paragraph, start) {
            return None;
        }
        old.binary_search_by_key(&place, |line| line.start).ok()
    };
    let fresh = fill(&paragraph[from..], rows, ambiguous, |start| same(from + start).is_some());
    lines.extend(fresh.into_iter().map(|line| Line { start: from + line.start, end: from + line.end, ..line }));
    let end = lines.last().map_or(0, |line| line.end);
    if end < paragraph.len()
        && let Some(rest) = same(end)
    {
        let shift = |place: usize| place + paragraph.len() - before.len();
        let rest = old[rest..].iter();
        lines.extend(rest.map(|line| Line { start: shift(line.start), end: shift(line.end), ..*line }));
    }
    lines
}

/// Whether nothing before a place has a say in how the text is broken after it: it stands before a Chinese character and
/// after another or a mark, and no figure is near of which a unit might follow.
fn is_fresh(text: &str, at: usize) -> bool {
    let is_plain = |c: char| is_han(c) || matches!(c, '，' | '。' | '；' | '：' | '！' | '？');
    let bytes = text.as_bytes();
    matches!(bytes.get(at), Some(0xe4..=0xe9))
        && text[..at].ends_with(is_plain)
        && !bytes[at.saturating_sub(3 * REACH + 1)..at].iter().any(u8::is_ascii_digit)
}

/// Fills rows with a text, up to the first row after which `ends` holds of the place where the next one starts.
fn fill(text: &str, mut rows: Rows, ambiguous: Ambiguous, ends: impl Fn(usize) -> bool) -> Vec<Line> {
    let mut breaks = linebreaks(text).peekable();
    let mut used = Gap { at: 0, columns: 0, ink: 0 };
    let mut gap = None;
    for (at, grapheme) in graphemes(text) {
        let columns = grapheme_width(grapheme, ambiguous);
        let hangs = hangs(grapheme);
        while !hangs && used.columns + columns > rows.room && at > rows.start {
            let here = gap.take().unwrap_or_else(|| rows.forced(text, at, ambiguous));
            rows.end(here);
            if ends(here.at) {
                return rows.lines;
            }
            used.columns -= here.columns;
            used.ink = used.ink.saturating_sub(here.columns);
        }
        used.at = at + grapheme.len();
        used.take(grapheme, columns);
        while breaks.next_if(|(place, _)| *place < used.at).is_some() {}
        let allowed = breaks.next_if(|(place, _)| *place == used.at).is_some();
        if hangs && grapheme.starts_with(is_newline) {
            rows.end(used);
            (used.columns, used.ink, gap) = (0, 0, None);
        } else if chinese_break(text, at, used.at).unwrap_or(allowed) {
            gap = Some(used);
        }
    }
    used.at = text.len();
    rows.end(used);
    rows.lines
}

/// A place where a row may end: the columns from the row's start, with and without trailing spaces.
#[derive(Clone, Copy)]
struct Gap {
    at: usize,
    columns: usize,
    ink: usize,
}

impl Gap {
    /// Lengthens the row by a grapheme of so many columns.
    fn take(&mut self, grapheme: &str, columns: usize) {
        self.columns += columns;
        if !hangs(grapheme) {
            self.ink = self.columns;
        }
    }
}

/// The rows so far, and where the one being filled starts.
struct Rows {
    lines: Vec<Line>,
    start: usize,
    indent: usize,
    room: usize,
    width: usize,
}

impl Rows {
    fn new(width: usize, first_indent: usize) -> Rows {
        let width = width.max(1);
        let indent = first_indent.min(width.saturating_sub(2));
        Rows { lines: Vec::new(), start: 0, indent, room: width - indent, width }
    }

    /// Ends the row being filled at `gap`.
    fn end(&mut self, gap: Gap) {
        self.lines.push(Line { start: self.start, end: gap.at, indent: self.indent, columns: gap.ink });
        self.start = gap.at;
        self.indent = 0;
        self.room = self.width;
    }

    /// The end of a row without a place to break: the last boundary up to `at` with no forbidden character at an end,
    /// or else `at` itself. Looks at this one row only.
    fn forced(&self, text: &str, at: usize, ambiguous: Ambiguous) -> Gap {
        let mut place = at;
        while place > self.start {
            let before = prev_boundary(text, place);
            let bad = text[before..].starts_with(no_end) || text[place..].starts_with(no_start);
            if !bad && !same_sign(text, before, place) {
                break;
            }
            place = before;
        }
        let place = if place > self.start { place } else { at };
        let mut gap = Gap { at: place, columns: 0, ink: 0 };
        for (_, grapheme) in graphemes(&text[self.start..place]) {
            gap.take(grapheme, grapheme_width(grapheme, ambiguous));
        }
        gap
    }
}

/// Whether a row may end between the grapheme at `before` and the one at `at`, by the rules of Chinese text; `None`: as UAX 14
/// says.
fn chinese_break(text: &str, before: usize, at: usize) -> Option<bool> {
    // Between two Chinese characters (U+4000–9FFF) or in the middle of a Latin word no other rule below speaks.
    match (text.as_bytes()[before], text.as_bytes().get(at)) {
        (_, None) => return Some(false),
        (0xe4..=0xe9, Some(0xe4..=0xe9)) => return parts_unit(text, before, at).then_some(false),
        (b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9', Some(b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9')) => return None,
        _ => {}
    }
    let (left, right) = (text[before..].chars().next()?, text[at..].chars().next()?);
    let dashes = |at: usize| text[at..].starts_with("——");
    let may = match (left, right) {
        ('/' | '／', _) => false,
        // 10278个, 第1; 2026年6月27日
        (_, _) if is_digit(left) && is_han(right) => false,
        ('第', _) if is_digit(right) => false,
        ('年' | '月', _) if is_digit(right) => !text[..before].ends_with(is_digit),
        (_, _) if is_joint(right) => false,
        (_, '—') if left != '—' && !dashes(at) => false,
        ('—', _) if text[..before].ends_with('—') => return matches!(right, '“' | '‘').then_some(true),
        ('～' | '〜' | '~' | '–' | '－' | '-' | '—', _) if is_digit(right) => false,
        (_, '“' | '‘') if is_wide(left) || matches!(left, '”' | '’' | '…') => !no_end(left),
        ('”' | '’', _) if is_wide(right) || dashes(at) => !no_start(right),
        _ => return None,
    };
    Some(may)
}

/// Units of several characters, and numbers in 万 and 亿 with theirs: not parted, nor from their figure.
const UNITS: &[&str] = &[
    "万元",
    "亿元",
    "万人",
    "万户",
    "万人次",
    "万件",
    "万吨",
    "万亩",
    "万平方米",
    "万千瓦",
    "亿斤",
    "万斤",
    "千米",
    "公里",
    "公斤",
    "公顷",
    "平方米",
    "平方公里",
    "立方米",
    "百分点",
    "个百分点",
    "小时",
    "分钟",
    "人次",
    "件次",
    "户次",
    "场次",
    "家次",
    "车次",
    "班次",
    "千瓦",
    "千瓦时",
    "厘米",
    "毫米",
    "毫升",
    "个月",
];

/// How many characters of a unit may stand before a place within it.
const REACH: usize = 4;

/// Whether the place between the Chinese characters at `before` and `at` lies within a unit that follows a figure.
fn parts_unit(text: &str, before: usize, at: usize) -> bool {
    let bytes = text.as_bytes();
    (0..REACH).filter_map(|back| before.checked_sub('元'.len_utf8() * back)).any(|start| {
        start.checked_sub(1).is_some_and(|figure| bytes[figure].is_ascii_digit()) && {
            // Few begin with the same character; to see that costs less than to compare.
            let first = [bytes[start], bytes[start + 1], bytes[start + 2]];
            let begins = |unit: &&&str| unit.as_bytes()[..first.len()] == first;
            UNITS.iter().filter(begins).any(|unit| text[start..].starts_with(unit) && start + unit.len() > at)
        }
    })
}

/// Whether the graphemes at `before` and `at` are one sign of two cells: —— or ……
fn same_sign(text: &str, before: usize, at: usize) -> bool {
    ["——", "……"].iter().any(|sign| text[before..].starts_with(sign)) && at - before == '—'.len_utf8()
}

/// 行首禁则: may not start a row.
fn no_start(c: char) -> bool {
    use BreakClass as Class;
    let closes = || {
        matches!(
            break_property(u32::from(c)),
            Class::ClosePunctuation
                | Class::CloseParenthesis
                | Class::NonStarter
                | Class::ConditionalJapaneseStarter
                | Class::Exclamation
                | Class::InfixSeparator
                | Class::Inseparable
                | Class::Postfix
                | Class::Symbol
        )
    };
    matches!(c, '”' | '’') || is_joint(c) || closes()
}

/// 行尾禁则: may not end a row.
fn no_end(c: char) -> bool {
    matches!(c, '“' | '‘' | '／' | '/')
        || matches!(break_property(u32::from(c)), BreakClass::OpenPunctuation | BreakClass::Prefix)
}

/// 连接号, 间隔号, 分隔号: not at the start of a row (GB/T 15834 5.1.6, 5.1.7, 5.1.9).
fn is_joint(c: char) -> bool {
    matches!(c, '～' | '〜' | '–' | '－' | '·' | '・' | '‧' | '／')
}

/// Whether `c` is set full width in any Chinese text.
fn is_wide(c: char) -> bool {
    grapheme_width(c.encode_utf8(&mut [0; 4]), Ambiguous::Narrow) == 2
}

/// Whether `grapheme` takes no room at the end of a row.
fn hangs(grapheme: &str) -> bool {
    match grapheme.as_bytes() {
        [b' '] | [0xe3, 0x80, 0x80] => true,
        [0x21..=0x7f | 0xe3..=0xe9, ..] => false,
        _ => grapheme.starts_with(is_newline),
    }
}

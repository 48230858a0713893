//! A text's lines: cleaned, each with the marker at its head.

mod lists;
mod rows;
mod tails;

use std::borrow::Cow;

use crate::report::Marker;
use crate::report::SectionId;
use crate::report::hands::in_stretches;
use crate::report::numbering;
use crate::report::numbering::Label;
use crate::text::is_han;

use super::Counted;
use super::Doubt;
use super::Noise;
use super::What;
use super::html;
use super::markup;
use super::phrase;
use super::phrase::columns;
use super::source::Ours;
use super::source::Role;
use super::source::Set;
use super::source::Source;

pub(super) use lists::settle_lists;
pub(super) use tails::site;

/// A piece of the text that is decided on: a line that is not blank, cut further wherever a heading may be glued in.
#[derive(Clone, Debug)]
pub(super) struct Unit<'a> {
    /// The line that it stands on, from 1.
    pub(super) line: usize,
    /// Its text with its marker; never empty. Blanks stand at its end only where the line goes on in the next unit.
    pub(super) text: Cow<'a, str>,
    /// The marker at its head that is read whatever stands around it.
    pub(super) label: Option<Label>,
    /// Whether the file itself says that the marker is one.
    pub(super) numbered: bool,
    /// Whether it goes on the line of the unit before it.
    pub(super) cut: bool,
    /// Whether a blank line stands before it, or nothing.
    pub(super) apart: bool,
    /// Columns of blanks before it, at most 255.
    pub(super) indent: u8,
    /// Columns that it takes.
    pub(super) columns: usize,
    /// Columns that its line reaches with what it is indented by.
    pub(super) reach: usize,
    /// Whether its file says that a paragraph begins with it.
    pub(super) begins: bool,
    /// What its file says that it is.
    pub(super) role: Role,
    /// What a Word file of our own says of it; bytes count from the number on.
    pub(super) ours: Option<Ours>,
    /// The section that begins with it, where its file says which.
    pub(super) id: Option<SectionId>,
    /// How its file sets it.
    pub(super) set: Set,
    /// The list of its file that numbers it, and its level in that list from 0.
    pub(super) list: Option<(u32, u8)>,
}

/// The lines that are not blank. Besides LF, CR and CRLF, Word's soft break (VT), form feed, U+0085, U+2028 and U+2029 end
/// a line; those do not count as lines of the text.
pub(super) fn units<'a>(text: &'a str, doubts: &mut Vec<Doubt>) -> Vec<Unit<'a>> {
    let mut reader = Reader {
        units: Vec::with_capacity(text.len() / 100),
        web: markup::is_web_page(text),
        number: 1,
        apart: true,
        edges: Vec::new(),
        doubts,
    };
    let bytes = text.as_bytes();
    let (mut start, mut at, mut dirty) = (0, 0, false);
    while at < bytes.len() {
        let byte = bytes[at];
        // What can be skipped: Chinese characters whole, letters, digits and punctuation.
        if matches!(byte, 0xE3..=0xE9) {
            at += 3;
            continue;
        }
        if byte >= 0x20 && !matches!(byte, 0x7f | 0xC2 | 0xE2 | 0xEF) || byte == b'\t' {
            at += 1;
            continue;
        }
        let next = (bytes.get(at + 1).copied(), bytes.get(at + 2).copied());
        let end = match (byte, next) {
            (b'\r', (Some(b'\n'), _)) => 2,
            (b'\n' | b'\r' | 0x0B | 0x0C, _) => 1,
            (0xC2, (Some(0x85), _)) => 2,
            (0xE2, (Some(0x80), Some(0xA8 | 0xA9))) => 3,
            _ => 0,
        };
        if end == 0 {
            dirty |= match (byte, next) {
                (0xC2, (Some(second), _)) => second < 0xA0 || second == 0xAD,
                (0xE2, (Some(0x80), Some(third))) => matches!(third, 0x8B..=0x8F | 0xAA..=0xAE),
                (0xE2, (Some(0x81), Some(third))) => matches!(third, 0xA0..=0xA9),
                (0xE2, _) => false,
                (0xEF, (Some(0xBB), Some(third))) => third == 0xBF,
                (0xEF, _) => false,
                _ => true,
            };
            at += 1;
            continue;
        }
        let line = &text[start..at];
        reader.line(if dirty { Cow::Owned(visible(line)) } else { Cow::Borrowed(line) });
        if matches!(byte, b'\n' | b'\r') {
            reader.number += 1;
        }
        at += end;
        (start, dirty) = (at, false);
    }
    let line = &text[start..];
    reader.line(if dirty { Cow::Owned(visible(line)) } else { Cow::Borrowed(line) });
    let Reader { mut units, edges, .. } = reader;
    rows::give_back_cells(&mut units, edges, doubts);
    units
}

/// The lines that are not blank of a file that says more about them than their words.
pub(super) fn of_sources(sources: Vec<Source>) -> Vec<Unit<'static>> {
    let mut lines = Vec::with_capacity(sources.len());
    let mut apart = true;
    for source in sources {
        match unit_of(source) {
            Some(line) => {
                lines.push(Unit { apart, ..line });
                apart = false;
            }
            None => apart = true,
        }
    }
    lines
}

fn unit_of(source: Source) -> Option<Unit<'static>> {
    let Source { line, number, text, goes_on, role, ours, id, set, list, own: _, comment: _, table: _ } = source;
    let ours = ours.map(|ours| match ours {
        Ours::Section { named, begins } => {
            let heading = visible(text.get(..named).unwrap_or(&text));
            Ours::Section { named: number.len() + heading.trim_start().len(), begins }
        }
        other => other,
    });
    let text = visible(&text);
    // An empty cell at the end of a row is one.
    let is_edge = |ch: char| ch.is_whitespace() && !(ch == '\t' && role == Role::Plain);
    let text = text.trim_matches(is_edge).to_owned();
    // The number is known to be one, whatever stands after it.
    let bare = number.trim();
    let numbered = numbering::read(&format!("{bare} 文"))
        .filter(|of| of.len == bare.len() + 1 && !(text.is_empty() && ours.is_none()));
    let numbered = numbered.map(|label| Label { len: number.len(), ..label });
    let mut text: Cow<'static, str> = Cow::Owned(format!("{number}{text}"));
    let label = match (numbered, role) {
        (_, Role::Title | Role::Plain | Role::Contents) => None,
        (Some(label), _) => Some(label),
        _ if ours.is_some() => None,
        // A number that is none of ours, such as a) or IV., is text; a bullet may stand before a marker.
        (None, _) if bare.contains(char::is_alphanumeric) => None,
        (None, _) => label(&mut text).filter(|label| label.marker != Marker::Bare),
    };
    let role = if label.is_none() && !bare.is_empty() && role == Role::Unknown { Role::Plain } else { role };
    let text = if label.is_none() && role != Role::Plain { trimmed(text) } else { text };
    if text.trim().is_empty() {
        return None;
    }
    let columns = columns(&text);
    let numbered = numbered.is_some();
    Some(Unit {
        line,
        text,
        label,
        numbered,
        cut: false,
        begins: !goes_on,
        apart: false,
        indent: 0,
        columns,
        reach: columns,
        role,
        ours,
        id,
        set,
        list,
    })
}

struct Reader<'a, 'd> {
    units: Vec<Unit<'a>>,
    web: bool,
    number: usize,
    apart: bool,
    /// The lines with tabs at their ends.
    edges: Vec<rows::Edges>,
    doubts: &'d mut Vec<Doubt>,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, clean: Cow<'a, str>) {
        if self.web
            && memchr::memchr2(b'<', b'&', clean.as_bytes()).is_some()
            && let Some((text, tags)) = html::without_tags(&clean)
        {
            self.doubts.push(Doubt::left_out(self.number, tags, Noise::Markup));
            for line in text.split('\n') {
                self.clean_line(Cow::Owned(line.to_owned()));
            }
        } else {
            self.clean_line(clean);
        }
    }

    fn clean_line(&mut self, line: Cow<'a, str>) {
        let line = if memchr::memchr(b'*', line.as_bytes()).is_some() { markup::without_bold(line) } else { line };
        let blanks = line[..line.len() - line.trim_start().len()].chars();
        let indent = blanks
            .map(|ch| match ch {
                '\t' => 8,
                '\u{3000}' => 2,
                _ => 1,
            })
            .sum::<usize>()
            .min(255);
        let edges = rows::Edges::of(self.units.len(), &line);
        let mut text = trimmed(line);
        if text.is_empty() {
            self.apart = true;
            return;
        }
        while text.starts_with('>') && text[1..].starts_with([' ', '>']) {
            text = trimmed(Cow::Owned(text[1..].to_owned()));
        }
        if text == ">" {
            self.apart = true;
            return;
        }
        let label = label(&mut text);
        let columns = columns(&text);
        let reach = columns + indent.min(4);
        let indent = u8::try_from(indent).unwrap_or(u8::MAX);
        let mut unit = Unit {
            line: self.number,
            text,
            label,
            numbered: false,
            cut: false,
            apart: self.apart,
            indent,
            columns,
            reach,
            begins: false,
            role: Role::Unknown,
            ours: None,
            id: None,
            set: Set::default(),
            list: None,
        };
        if let Some(Label { marker: Marker::Bare, above, len, .. }) = unit.label {
            unit.text = Cow::Owned(unit.text[len..].to_owned());
            (unit.label, unit.role) = (None, Role::Heading(above));
        }
        self.units.push(unit);
        self.edges.extend(edges);
        self.apart = false;
    }
}

impl Doubt {
    /// A doubt about a line, its place in the reports not yet known.
    pub(super) fn new(line: usize, what: What) -> Doubt {
        Doubt { line, counted: Counted::default(), to: line, what, at: None, other: None }
    }

    pub(super) fn left_out(line: usize, text: impl Into<String>, noise: Noise) -> Doubt {
        Doubt::new(line, What::LeftOut { text: text.into(), noise })
    }
}

/// Signs that open a line of a list.
pub(super) const BULLETS: [char; 25] = [
    '★', '☆', '●', '◆', '◇', '■', '▲', '△', '◎', '※', '►', '➤', '▶', '✓', '√', '•', '·', '-', '*', '—', '▌', '▎', '┃',
    '▪', '▍',
];

/// The marker at the head of a line, freed of a bullet before and after it.
fn label(text: &mut Cow<'_, str>) -> Option<Label> {
    if let Some((depth, len)) = markup::hashes(text) {
        let words = &text[len..];
        let words = words.trim_start_matches(is_picture).trim_start();
        if numbering::read(words).is_none() && keycap(words).is_none() {
            return Some(Label { marker: Marker::Bare, ordinal: 0, above: depth, len });
        }
        *text = Cow::Owned(words.to_owned());
    } else if text.starts_with(|ch| BULLETS.contains(&ch) || is_picture(ch)) {
        let bare = text.trim_start_matches(|ch| BULLETS.contains(&ch) || is_picture(ch)).trim_start();
        if numbering::read(bare).is_none_or(|label| label.marker == Marker::Dotted && label.above == 0) {
            return None;
        }
        *text = Cow::Owned(bare.to_owned());
    }
    if let Some(label) = keycap(text) {
        return Some(label);
    }
    // （续）三、
    let ahead = ["（续）", "(续)"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let mut label = numbering::read(&text[ahead..])?;
    label.len += ahead;
    let rest = &text[label.len..];
    let bare = rest.trim_start_matches(&BULLETS[..15]).trim_start();
    if !bare.is_empty() {
        label.len += rest.len() - bare.len();
    }
    Some(label)
}

/// Whether a sign is a picture that stands before a heading: 📌 🎯 ✅.
fn is_picture(ch: char) -> bool {
    // ❶ is a number.
    matches!(ch, '\u{1f300}'..='\u{1faff}' | '\u{2600}'..='\u{2775}' | '\u{2794}'..='\u{27bf}' | '\u{2b50}' | '\u{fe0f}')
}

/// A number that is drawn as a key: 1️⃣.
fn keycap(text: &str) -> Option<Label> {
    let digit = text.chars().next()?.to_digit(10).filter(|digit| *digit > 0)?;
    let rest = &text[1..];
    let drawn = rest.strip_prefix('\u{fe0f}').unwrap_or(rest).strip_prefix('\u{20e3}')?;
    let words = drawn.trim_start();
    (!words.is_empty()).then_some(Label {
        marker: Marker::Digit,
        ordinal: digit,
        above: 0,
        len: text.len() - words.len(),
    })
}

fn visible(line: &str) -> String {
    let invisible = |ch: char| matches!(ch, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{ad}');
    line.chars().filter(|&ch| !invisible(ch) && (ch == '\t' || !ch.is_control())).collect()
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => {
            let trimmed = text.trim();
            if trimmed.len() == text.len() { Cow::Owned(text) } else { Cow::Owned(trimmed.to_owned()) }
        }
    }
}

/// Cuts units wherever a heading may be glued in: after a stop or a colon before a marker, after a title before its text,
/// and in a text that runs on in one line at double blanks and before any marker. A paragraph of a file that keeps its
/// paragraphs is cut at tabs and wide blanks alone. Nothing is decided by a cut.
pub(super) fn cut(units: Vec<Unit<'_>>, paragraphs: Paragraphs) -> Vec<Unit<'_>> {
    let total: usize = units.iter().map(|unit| unit.columns).sum();
    let tails = tails::tails(&units);
    let at: Vec<usize> = (0..units.len()).collect();
    let places = in_stretches(&at, FEW, |at| {
        let places = at.iter().map(|&k| (k, places(&units[k], tails.get(&k).copied(), total, paragraphs)));
        places.filter(|(_, places)| !places.is_empty()).collect::<Vec<_>>()
    });
    let mut places = places.into_iter().flatten().peekable();
    let mut out = Vec::with_capacity(units.len() + units.len() / 8);
    for (k, mut unit) in units.into_iter().enumerate() {
        let Some((_, places)) = places.next_if(|(at, _)| *at == k) else {
            out.push(unit);
            continue;
        };
        let mut pieces = Vec::with_capacity(places.len());
        for (at, label) in places.into_iter().rev() {
            let tail: Cow<'_, str> = match &mut unit.text {
                Cow::Borrowed(text) => {
                    let (head, tail) = text.split_at(at);
                    *text = head;
                    Cow::Borrowed(tail)
                }
                Cow::Owned(text) => Cow::Owned(text.split_off(at)),
            };
            let columns = columns(&tail);
            unit.columns = unit.columns.saturating_sub(columns);
            let (line, reach) = (unit.line, unit.reach);
            pieces.push(Unit {
                line,
                text: tail,
                label,
                numbered: false,
                cut: true,
                begins: false,
                apart: false,
                indent: 0,
                columns,
                reach,
                role: Role::Unknown,
                ours: None,
                id: None,
                set: Set::default(),
                list: None,
            });
        }
        out.push(unit);
        out.extend(pieces.into_iter().rev());
    }
    out
}

/// Where a unit is cut, each place with the marker that stands there.
fn places(unit: &Unit, tail: Option<usize>, total: usize, paragraphs: Paragraphs) -> Vec<(usize, Option<Label>)> {
    let annex = ["附件", "附：", "附:", "附表"].iter().any(|word| unit.text.starts_with(word));
    let whole = unit.columns <= 12 || annex || !unit.text.contains(CUT_MARKS);
    if unit.role != Role::Unknown || whole && tail.is_none() {
        return Vec::new();
    }
    let runs_on = runs_on(unit.columns, total, |word| unit.text.contains(word));
    let lines = match paragraphs {
        _ if runs_on => Lines::Lost,
        Paragraphs::Told => Lines::Sure,
        Paragraphs::Shown => Lines::Kept,
    };
    let mut places = cuts(unit, lines);
    let last = places.last().map_or(0, |(at, _)| *at);
    places.extend(signature(&unit.text).filter(|at| runs_on && *at > last).map(|at| (at, None)));
    places.retain(|(at, _)| tail.is_none_or(|tail| *at < tail));
    places.extend(tail.map(|tail| (tail, None)));
    places
}

/// Where a unit that signs begins, with its date, at the end of a text that has lost its line breaks.
fn signature(text: &str) -> Option<usize> {
    let stop = text.trim_end().rfind(['。', '！'])?;
    let after = stop + text[stop..].chars().next().map_or(0, char::len_utf8);
    let start = text.len() - text[after..].trim_start().len();
    phrase::signed_line(text[start..].trim_end()).map(|_| start)
}

/// Units that are looked at before a thread would have begun.
pub(super) const FEW: usize = 500;

/// Whether a line of so many columns may be a text that has lost its line breaks, of a file of so many in all: it is the
/// better part of it and long, or nearly all of it and holds two chapters.
pub(super) fn runs_on(columns: usize, total: usize, holds: impl Fn(&str) -> bool) -> bool {
    const LONG: usize = 300;
    const SHORT: usize = 100;
    columns >= LONG && columns * 2 > total
        || columns >= SHORT && columns * 4 > total * 3 && holds("一、") && holds("二、")
}

/// How far the paragraphs of a text are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paragraphs {
    /// Its file keeps them apart.
    Told,
    /// As far as a text shows them.
    Shown,
}

/// What a cut may stand after.
const CUT_MARKS: [char; 13] = ['）', '。', '！', '；', '：', ':', ';', '.', '、', '，', ',', ' ', '\u{3000}'];

/// Whether a text has its line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lines {
    /// As far as a text shows.
    Kept,
    /// Its file says so.
    Sure,
    Lost,
}

/// The bytes at which a unit may be cut, each with the marker that stands there.
fn cuts(unit: &Unit, lines: Lines) -> Vec<(usize, Option<Label>)> {
    let runs_on = lines == Lines::Lost;
    let text = unit.text.as_ref();
    let start = unit.label.map_or(0, |label| label.len).min(text.len());
    let mut cuts: Vec<(usize, Option<Label>)> = Vec::new();
    if unit.label.is_none()
        && let Some(at) = phrase::titled_line(text).or_else(|| phrase::glued_title(text))
    {
        let chapter = |label: &Label| matches!(label.marker.kind(), Marker::Han | Marker::HanBracketed);
        cuts.push((at, numbering::read(&text[at..]).filter(chapter)));
    }
    // 一是 and 第一， are sections where there are chapters above them.
    let chapters =
        runs_on && ["一、", "二、", "（一）", "（二）", "第一章"].iter().any(|chapter| text.contains(chapter));
    let (mut before, mut earlier) = (' ', ' ');
    let mut blanks = 0;
    let mut rest = start;
    loop {
        // Between two stops a text that keeps its lines is cut nowhere.
        if !runs_on && blanks == 0 && is_han(before) {
            rest += text.as_bytes()[rest..].chunks(3).take_while(|of| matches!(of[0], 0xE4..=0xE9)).count() * 3;
        }
        let Some(ch) = text[rest..].chars().next() else { break };
        let at = rest;
        rest += ch.len_utf8();
        if ch == ' ' || ch == '\u{3000}' || ch == '\t' {
            blanks += if ch == ' ' { 1 } else { 2 };
            continue;
        }
        let may = matches!(
            ch,
            '（' | '(' | '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '第'
        );
        if !runs_on && !may {
            (earlier, before, blanks) = (before, ch, 0);
            continue;
        }
        // 20:15:33 is a clock, 1.5 a number; 落实责任.2、 isn't.
        let figure = ch.is_ascii_digit() && blanks == 0 && earlier.is_ascii_digit();
        let stop = matches!(before, '。' | '！' | '；' | '：' | ':' | ';' | ',' | '，' | '、' | '”' | '）')
            && !(before == ':' && figure)
            || before == '.' && !(ch.is_ascii_digit() && blanks == 0 && !is_han(earlier));
        let gap = blanks >= 2;
        let wide = gap && runs_on;
        let set_off = blanks >= 1 && runs_on;
        let parted = gap && lines == Lines::Sure;
        let stop = stop && (lines != Lines::Sure || gap);
        if !runs_on && !stop && !parted {
            (earlier, before, blanks) = (before, ch, 0);
            continue;
        }
        // 第一， and 八十五， and （一） are whole.
        let whole = || "第（(一二三四五六七八九十百千万零〇○点之".contains(before) || before.is_ascii_digit();
        let lost = runs_on && may && (!ch.is_ascii_digit() || set_off) && at > start && !whole();
        if at > start && (stop || wide || lost || parted) && cuts.last().is_none_or(|(last, _)| *last < at) {
            let label = if may {
                // After a stop a line may be cut before markers of chapters and items, else before those of chapters alone.
                let stop = stop && !matches!(before, '，' | ',' | '、') || wide || parted;
                numbering::read(&text[at..]).filter(|label| match label.marker.kind() {
                    Marker::Han | Marker::HanBracketed => true,
                    Marker::Digit => stop || set_off && text[at..].contains(['.', '、', '．']),
                    Marker::Ordinal | Marker::Point | Marker::Need | Marker::Part | Marker::Chapter => stop && chapters,
                    _ => false,
                })
            } else {
                None
            };
            if label.is_some() || wide || runs_on && phrase::opens_after(&text[..at], &text[at..]) {
                cuts.push((at, label));
            }
        } else if runs_on && at > start && phrase::opens_after(&text[..at], &text[at..]) {
            cuts.push((at, None));
        }
        (earlier, before, blanks) = (before, ch, 0);
    }
    cuts
}

/// Settles which of the headings that a text opens with hashes is its title: the one before all else, without a marker, and the
/// only one of its level or above, or that has numbered ones beside it.
pub(super) fn settle_hashes(units: &mut [Unit]) {
    let level = |unit: &Unit| match unit.role {
        Role::Heading(level) | Role::Node(level) => Some(level),
        _ => None,
    };
    if units.iter().any(|unit| unit.role == Role::Title) {
        return;
    }
    let Some(first) = units.iter().position(|unit| level(unit).is_some()) else { return };
    let before = units[..first].iter().filter(|unit| unit.role != Role::Contents).count();
    if before > 3 || before > 0 && !phrase::is_title(&units[first].text) {
        return;
    }
    let Some(top) = level(&units[first]).filter(|_| units[first].label.is_none()) else { return };
    let mut others = units[first + 1..].iter().filter(|unit| level(unit).is_some_and(|level| level <= top));
    if others.all(|other| level(other) == Some(top) && other.label.is_some()) {
        units[first].role = Role::Title;
    }
}

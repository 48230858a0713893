//! A text's lines: cleaned, each with the marker at its head.

mod rows;

use std::borrow::Cow;

use crate::report::Marker;
use crate::report::numbering;
use crate::report::numbering::Label;

use super::Doubt;
use super::Noise;
use super::What;
use super::markup;
use super::source::Role;
use super::source::Source;

/// A line of the text that is not blank; later a paragraph of one or more of them.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// Its number, from 1.
    pub(super) line: usize,
    /// Its text without blanks at the ends, with its marker; never empty.
    pub(super) text: Cow<'a, str>,
    /// The marker at its head; [`Marker::Bare`] for a Markdown heading without one, its depth in `above`.
    pub(super) label: Option<Label>,
    /// Whether a blank line stands before it, or nothing.
    pub(super) apart: bool,
    /// Blanks that it begins with, a tab as four of them; counted up to 40.
    pub(super) indent: usize,
    /// Columns that it takes.
    pub(super) columns: usize,
    /// Columns that it reaches with what it is indented by.
    pub(super) reach: usize,
    /// Whether it is the title of a report for a reason beyond its words: a table of contents or a series has it.
    pub(super) titled: bool,
    /// Whether it was cut off what stands before it on its line.
    pub(super) cut: bool,
    /// Whether its file says that a paragraph begins with it.
    pub(super) begins: bool,
    /// Whether a page ends before it.
    pub(super) paged: bool,
    /// Whether it is a row of a table, or other text to be left as it is.
    pub(super) row: bool,
    /// What its file says that it is.
    pub(super) role: Role,
    /// Where other lines have been joined to it.
    pub(super) joints: Vec<Joint>,
}

/// A place where a line was joined to the one before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joint {
    /// The line joined.
    pub(super) line: usize,
    /// The byte at which it begins.
    pub(super) at: usize,
}

/// The lines that are not blank. Besides LF, CR and CRLF, Word's soft break (VT), form feed, U+0085, U+2028 and U+2029 end
/// a line; those do not count as lines of the text.
pub(super) fn lines<'a>(text: &'a str, doubts: &mut Vec<Doubt>) -> Vec<Line<'a>> {
    let mut reader = Reader {
        lines: Vec::with_capacity(text.len() / 100),
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
        // What can be skipped: letters, digits, punctuation and all Chinese characters.
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
        reader.line(&text[start..at], dirty);
        if matches!(byte, b'\n' | b'\r') {
            reader.number += 1;
        }
        at += end;
        (start, dirty) = (at, false);
    }
    reader.line(&text[start..], dirty);
    let Reader { mut lines, edges, .. } = reader;
    rows::give_back_cells(&mut lines, edges, doubts);
    lines
}

/// The lines that are not blank of a file that says more about them than their words.
pub(super) fn of_sources(sources: Vec<Source>) -> Vec<Line<'static>> {
    let mut lines = Vec::with_capacity(sources.len());
    let mut apart = true;
    for source in sources {
        match line_of(source, apart) {
            Some(line) => {
                lines.push(line);
                apart = false;
            }
            None => apart = true,
        }
    }
    lines
}

fn line_of(source: Source, apart: bool) -> Option<Line<'static>> {
    let Source { line, number, text, goes_on, role } = source;
    let text = visible(&text);
    // An empty cell at the end of a row is one.
    let is_edge = |ch: char| ch.is_whitespace() && !(ch == '\t' && role == Role::Plain);
    let text = text.trim_matches(is_edge).to_owned();
    // The number is known to be one, whatever stands behind it.
    let bare = number.trim();
    let numbered = numbering::read(&format!("{bare} 文")).filter(|of| of.len == bare.len() + 1 && !text.is_empty());
    let numbered = numbered.map(|label| Label { len: number.len(), ..label });
    let mut text = Cow::Owned(format!("{number}{text}"));
    let label = match (numbered, role) {
        (_, Role::Title | Role::Plain | Role::Contents) => None,
        (Some(label), _) => Some(label),
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
    Some(Line {
        line,
        text,
        label,
        apart,
        indent: 0,
        columns,
        reach: columns,
        titled: role == Role::Title,
        cut: false,
        begins: !goes_on,
        paged: false,
        row: role == Role::Plain,
        role,
        joints: Vec::new(),
    })
}

struct Reader<'a, 'd> {
    lines: Vec<Line<'a>>,
    web: bool,
    number: usize,
    apart: bool,
    /// The lines with tabs at their ends.
    edges: Vec<rows::Edges>,
    doubts: &'d mut Vec<Doubt>,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, line: &'a str, dirty: bool) {
        let clean = if dirty { Cow::Owned(visible(line)) } else { Cow::Borrowed(line) };
        if self.web
            && memchr::memchr2(b'<', b'&', clean.as_bytes()).is_some()
            && let Some((text, tags)) = markup::without_tags(&clean)
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
        let blanks = line[..line.len() - line.trim_start().len()].chars().map(|ch| if ch == '\t' { 4 } else { 1 });
        let indent = blanks.take(40).sum::<usize>().min(40);
        let edges = rows::Edges::of(self.lines.len(), &line);
        let mut text = trimmed(line);
        if text.is_empty() {
            self.apart = true;
            return;
        }
        if text.starts_with("> ") {
            text = trimmed(Cow::Owned(text[1..].to_owned()));
        }
        let label = label(&mut text);
        let columns = columns(&text);
        let reach = columns + (2 * indent).min(4);
        let line = Line {
            line: self.number,
            text,
            label,
            apart: self.apart,
            indent,
            columns,
            reach,
            titled: false,
            cut: false,
            begins: false,
            paged: false,
            row: false,
            role: Role::Unknown,
            joints: Vec::new(),
        };
        self.lines.push(line);
        self.edges.extend(edges);
        self.apart = false;
    }
}

impl Line<'_> {
    /// Whether it begins with two blanks or more, as a paragraph does.
    pub(super) fn is_indented(&self) -> bool {
        self.indent >= 2
    }
}

impl Doubt {
    /// A doubt about a line, its place in the reports not yet known.
    pub(super) fn new(line: usize, what: What) -> Doubt {
        Doubt { line, what, at: None, other: None }
    }

    pub(super) fn left_out(line: usize, text: impl Into<String>, noise: Noise) -> Doubt {
        Doubt::new(line, What::LeftOut { text: text.into(), noise })
    }
}

/// Signs that open a line of a list.
pub(super) const BULLETS: [char; 20] =
    ['★', '☆', '●', '◆', '◇', '■', '▲', '△', '◎', '※', '►', '➤', '▶', '✓', '√', '•', '·', '-', '*', '—'];

/// The marker at the head of a line, freed of a bullet before and behind it.
fn label(text: &mut Cow<'_, str>) -> Option<Label> {
    if let Some((depth, len)) = markup::hashes(text) {
        let words = &text[len..];
        if numbering::read(words).is_none() {
            return Some(Label { marker: Marker::Bare, ordinal: 0, above: depth, len });
        }
        *text = Cow::Owned(words.to_owned());
    } else if text.starts_with(BULLETS) {
        let bare = text.trim_start_matches(BULLETS).trim_start();
        if numbering::read(bare).is_none_or(|label| label.marker == Marker::Dotted && label.above == 0) {
            return None;
        }
        *text = Cow::Owned(bare.to_owned());
    }
    let mut label = numbering::read(text)?;
    let rest = &text[label.len..];
    let bare = rest.trim_start_matches(&BULLETS[..15]).trim_start();
    if !bare.is_empty() {
        label.len += rest.len() - bare.len();
    }
    Some(label)
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

/// Columns of a text: two for all but ASCII.
pub(super) fn columns(text: &str) -> usize {
    let starts = text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count();
    2 * starts - text.bytes().filter(u8::is_ascii).count()
}

/// Whether a text has more than `limit` characters.
pub(super) fn is_longer(text: &str, limit: usize) -> bool {
    // A character takes four bytes at most.
    text.len() > limit && (text.len() > 4 * limit || text.chars().nth(limit).is_some())
}

/// A text without any blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

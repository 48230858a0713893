//! A paragraph set in lines of a given width: where they end, and where each character stands.

use crate::export::fonts::Glyphs;
use crate::report::grid::Side;
use crate::text;

use super::Ink;
use super::Run;

/// Room between a Chinese character and a digit or Latin letter beside it, in the size of the text.
const BESIDE: f64 = 0.2;

/// What LibreOffice leaves empty at the end of a filled line before it takes another character, in points; measured.
const LEFT_EMPTY: f64 = 1.6;

/// A piece of a paragraph in letters of one kind.
pub(super) struct Span<'t> {
    pub(super) text: &'t str,
    pub(super) ink: Ink,
}

/// How a paragraph stands between the edges, in points.
pub(super) struct Shape {
    /// From edge to edge.
    pub(super) width: f64,
    /// Left of the first line.
    pub(super) first: f64,
    /// Left of all others.
    pub(super) rest: f64,
    /// Right of each.
    pub(super) right: f64,
    /// Where the words stand; [`None`] for lines that are filled, but for the last.
    pub(super) side: Option<Side>,
    /// Whether digits stand a little apart from what is beside them.
    pub(super) airy: bool,
}

impl Shape {
    /// From edge to edge, filled.
    pub(super) fn of(width: f64) -> Shape {
        Shape { width, first: 0.0, rest: 0.0, right: 0.0, side: None, airy: true }
    }
}

/// A line of a paragraph.
pub(super) struct SetLine {
    /// How many bytes of the paragraph stand before it.
    pub(super) at: usize,
    /// What stands on it.
    pub(super) runs: Vec<Run>,
}

/// A character of a paragraph.
struct Set {
    ch: char,
    /// How many bytes stand before it.
    at: usize,
    span: usize,
    /// What it takes.
    advance: f64,
    /// The room before it, where it is not the first of a line.
    before: f64,
    /// Whether a line may end after it.
    gap: bool,
}

/// The lines of a paragraph. There is at least one.
pub(super) fn set(spans: &[Span<'_>], shape: &Shape, glyphs: &Glyphs<'_>) -> Vec<SetLine> {
    let characters = characters(spans, shape, glyphs);
    let mut lines = Vec::new();
    let mut start = 0;
    while start < characters.len() || lines.is_empty() {
        let indent = if lines.is_empty() { shape.first } else { shape.rest };
        let room = (shape.width - indent - shape.right).max(1.0);
        let end = line_end(&characters, start, if shape.side.is_none() { room - LEFT_EMPTY } else { room });
        let ends = if end == characters.len() { Ends::Paragraph } else { Ends::Line };
        let at = characters.get(start).map_or(0, |first| first.at);
        lines.push(SetLine { at, runs: placed(&characters[start..end], spans, shape, (indent, room), ends) });
        start = end;
    }
    lines
}

fn characters(spans: &[Span<'_>], shape: &Shape, glyphs: &Glyphs<'_>) -> Vec<Set> {
    let mut all: Vec<Set> = Vec::new();
    for (k, span) in spans.iter().enumerate() {
        let Ink { font, size, closer, .. } = &span.ink;
        for ch in span.text.chars() {
            let advance = glyphs.of(font, ch).advance * size + closer;
            let beside = shape.airy && all.last().is_some_and(|last| stand_apart(last.ch, ch));
            if let Some(last) = all.last_mut() {
                last.gap = text::may_part(last.ch, ch);
                // Within one piece and one script alone are characters set closer: LibreOffice has it so.
                if beside || last.span != k {
                    last.advance -= spans[last.span].ink.closer;
                }
            }
            let before = if beside { BESIDE * size } else { 0.0 };
            let at = all.last().map_or(0, |last| last.at + last.ch.len_utf8());
            all.push(Set { ch, at, span: k, advance, before, gap: true });
        }
    }
    all
}

/// Whether there is room between two characters: one is Chinese, the other a digit or Latin.
fn stand_apart(left: char, right: char) -> bool {
    let latin = |ch: char| ch.is_ascii_alphanumeric();
    text::is_han(left) && latin(right) || latin(left) && text::is_han(right)
}

/// Marks that may stand beyond the end of a line.
fn hangs(ch: char) -> bool {
    "，。、．；：！？,.;:!?".contains(ch)
}

/// How many characters of a paragraph there are up to the end of the line that begins at `start`.
fn line_end(characters: &[Set], start: usize, room: f64) -> usize {
    let mut used = 0.0;
    let mut last = None;
    for (k, set) in characters.iter().enumerate().skip(start) {
        let before = if k == start { 0.0 } else { set.before };
        let is_blank = set.ch == ' ' || set.ch == '\u{3000}';
        if used + before + set.advance > room + 0.01 && k > start && !is_blank {
            if hangs(set.ch) && set.gap && characters[k - 1].span == set.span {
                return k + 1;
            }
            return last.unwrap_or(k);
        }
        used += before + set.advance;
        if set.gap {
            last = Some(k + 1);
        }
    }
    characters.len()
}

/// What ends with a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Line,
    Paragraph,
}

/// The characters of a line where they stand.
fn placed(line: &[Set], spans: &[Span<'_>], shape: &Shape, (indent, room): (f64, f64), ends: Ends) -> Vec<Run> {
    let blank = |set: &&Set| set.ch == ' ' || set.ch == '\u{3000}';
    let line = &line[..line.len() - line.iter().rev().take_while(blank).count()];
    let hanging =
        line.last().filter(|set| ends == Ends::Line && hangs(set.ch)).map_or(0.0, |set| set.before + set.advance);
    let before = |k: usize| if k == 0 { 0.0 } else { line[k].before };
    let used: f64 = line.iter().enumerate().map(|(k, set)| before(k) + set.advance).sum();
    let over = used > room + 0.01;
    let slack = room - if over { used - hanging } else { used };
    let (x, stretch) = match shape.side {
        Some(Side::Left) => (indent, 0.0),
        Some(Side::Middle) => (indent + slack / 2.0, 0.0),
        Some(Side::Right) => (indent + slack, 0.0),
        None if ends == Ends::Paragraph => (indent, 0.0),
        None => {
            // Between all but the one that hangs.
            let filled = line.len() - usize::from(over && hanging > 0.0);
            let places = (1..filled).filter(|&k| line[k - 1].gap || line[k].before > 0.0).count();
            (indent, if places == 0 { 0.0 } else { slack / places as f64 })
        }
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut x = x;
    for (k, set) in line.iter().enumerate() {
        let opens = k > 0 && (line[k - 1].gap || set.before > 0.0);
        let step = before(k) + if opens { stretch } else { 0.0 };
        x += step;
        match runs.last_mut() {
            Some(run) if run.span == set.span => {
                if let Some(last) = run.steps.last_mut() {
                    *last += step;
                }
                run.text.push(set.ch);
                run.steps.push(set.advance);
            }
            _ => {
                let ink = spans[set.span].ink.clone();
                runs.push(Run { x, down: 0.0, span: set.span, ink, text: set.ch.into(), steps: vec![set.advance] });
            }
        }
        x += set.advance;
    }
    runs
}

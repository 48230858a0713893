//! 封面 and 目录 as rows of pages.

use crate::export::Options;
use crate::export::excerpt::Excerpt;
use crate::export::fonts::Glyphs;
use crate::export::opening::CONTENTS;
use crate::export::opening::CoverLine;
use crate::export::opening::Entry;
use crate::export::opening::STEP;
use crate::export::opening::cover;
use crate::export::opening::is_filled_up;
use crate::export::profile::ParagraphStyle;
use crate::report::grid::Side;

use super::Row;
use super::blocks::Blocks;
use super::blocks::Keeps;
use super::lines;
use super::lines::Shape;
use super::lines::Span;
use super::parted;

/// A line of 封面 or 目录.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// A line of the cover.
    Cover {
        /// What it says.
        text: String,
        /// Whether it stands in the middle, and not at the left.
        is_centred: bool,
        /// Whether it is of the title.
        is_title: bool,
        /// The blank lines before it, on paper.
        blanks: usize,
    },
    /// What heads the 目录.
    Head(&'static str),
    /// A heading with its page.
    Entry {
        /// From 1.
        level: usize,
        /// With its number.
        text: String,
        /// The page that it stands on, from 1.
        page: usize,
    },
}

/// The rows of 封面 and 目录.
pub(super) struct Set {
    pub(super) rows: Vec<Row>,
    /// How many of them are the cover's.
    pub(super) cover: usize,
    /// What they are of.
    lines: Vec<Opening>,
}

/// What stands on each page before the text, of headings each with its page from 1.
pub(super) fn pages(
    excerpt: &Excerpt<'_>,
    options: &Options,
    glyphs: &Glyphs<'_>,
    listed: &[(Entry, usize)],
) -> Vec<Vec<Opening>> {
    let Set { rows, lines, .. } = set(excerpt, options, glyphs, listed);
    let on = |row: &Row| row.opens.and_then(|line| lines.get(line).cloned());
    let mut pages: Vec<Vec<Opening>> =
        parted(&rows, &options.profile).map(|range| rows[range].iter().filter_map(on).collect()).collect();
    if is_filled_up(&options.profile, pages.len()) {
        pages.push(Vec::new());
    }
    pages
}

/// The rows of 封面 and 目录, of headings each with its page from 1.
pub(super) fn set(excerpt: &Excerpt<'_>, options: &Options, glyphs: &Glyphs<'_>, listed: &[(Entry, usize)]) -> Set {
    let profile = &options.profile;
    let mut blocks = Blocks::new(excerpt.report, profile, glyphs);
    let mut lines = Vec::new();
    for CoverLine { text, part, side, pitch, before } in cover(excerpt, profile) {
        let first = blocks.rows.len();
        let shape = Shape { side: Some(side), ..blocks.flush() };
        let spans = [Span { text: &text, ink: blocks.ink(part) }];
        blocks.set(&spans, &shape, (pitch, before), Keeps::Nothing);
        blocks.rows[first].opens = Some(lines.len());
        lines.push(Opening::Cover {
            is_centred: side == Side::Middle,
            is_title: part == ParagraphStyle::CoverTitle,
            blanks: (before / profile.line_pitch).round() as usize,
            text,
        });
    }
    let cover = blocks.rows.len();
    if !listed.is_empty() {
        let pitch = profile.line_pitch;
        let shape = Shape { side: Some(Side::Middle), ..blocks.flush() };
        let spans = [Span { text: CONTENTS, ink: blocks.ink(ParagraphStyle::Title) }];
        blocks.set(&spans, &shape, (pitch, 0.0), Keeps::Nothing);
        let head = &mut blocks.rows[cover];
        (head.new_page, head.after, head.opens) = (true, pitch, Some(lines.len()));
        lines.push(Opening::Head(CONTENTS));
    }
    for (k, (Entry { level, text }, page)) in listed.iter().enumerate() {
        let first = blocks.rows.len();
        entry(&mut blocks, glyphs, (*level, text), *page);
        blocks.rows[first].opens = Some(lines.len());
        blocks.rows[first..].iter_mut().for_each(|row| row.leads = Some(k));
        lines.push(Opening::Entry { level: *level, text: text.clone(), page: *page });
    }
    Set { rows: blocks.rows, cover, lines }
}

/// A heading with its page at the right, dots between them on its last line.
fn entry(blocks: &mut Blocks<'_>, glyphs: &Glyphs<'_>, (level, text): (usize, &str), page: usize) {
    const DOT: &str = "…";
    let ink = blocks.ink(ParagraphStyle::Body);
    let (size, pitch) = (ink.size, blocks.pitch());
    let left = STEP * size * (level - 1) as f64;
    let shape = Shape { first: left, rest: left + 2.0 * size, side: Some(Side::Left), ..blocks.flush() };
    blocks.set(&[Span { text, ink: ink.clone() }], &shape, (pitch, 0.0), Keeps::Nothing);
    let right = Shape { side: Some(Side::Right), airy: false, ..blocks.flush() };
    let number = [Span { text: &page.to_string(), ink: ink.clone() }];
    let mut runs = lines::set(&number, &right, glyphs).swap_remove(0).runs;
    let until = runs.first().map_or(0.0, |run| run.x);
    let end = |row: &Row| row.runs.last().map_or(left, |run| run.x + run.steps.iter().sum::<f64>());
    let mut begins = blocks.rows.last().map_or(left, end);
    if begins > until {
        blocks.rows.push(Row::of(pitch, Vec::new()));
        begins = left + 2.0 * size;
    }
    let room = until - begins - 0.5 * size;
    let dot = glyphs.of(&ink.font, '…').advance * size + ink.closer;
    let count = if dot > 0.0 { (room / dot).floor().max(0.0) as usize } else { 0 };
    let dots = DOT.repeat(count);
    let width = count as f64 * dot;
    let beside = Shape { first: begins + 0.25 * size + (room - width), side: Some(Side::Left), ..blocks.flush() };
    if count > 0 {
        let line = lines::set(&[Span { text: &dots, ink }], &beside, glyphs).swap_remove(0);
        runs.splice(0..0, line.runs);
    }
    if let Some(last) = blocks.rows.last_mut() {
        last.put(runs, 0.0, 0.8 * pitch);
    }
}

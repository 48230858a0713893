//! What stands before the first page of a report where a profile asks for it: 封面 and 目录, with the lines that they have.
//!
//! Neither bears a page number: by 7.5 numbers begin with the text, and offices leave both without. Where pages are printed on both
//! sides ([`PageNumber::Outside`]), the text begins on a right-hand page, so that its numbers stand outside: a blank page
//! precedes it where cover and contents have an odd number of pages.
//!
//! A part of a report has neither.

use super::excerpt::Excerpt;
use super::excerpt::Paragraph;
use super::excerpt::Role;
use super::profile::PageNumber;
use super::profile::ParagraphStyle;
use super::profile::Profile;
use super::profile::points;
use super::title;
use crate::report::grid::Side;

/// How far down the title begins on the cover, and the foot of the last line ends, of the height of the text.
const TITLE: f64 = 0.26;
const FOOT: f64 = 0.9;

/// Characters by which each level of a 目录 is set in.
pub(super) const STEP: f64 = 1.0;

/// What a 目录 is headed with.
pub(super) const CONTENTS: &str = "目录";

/// A line of the cover.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CoverLine {
    pub(super) text: String,
    pub(super) part: ParagraphStyle,
    pub(super) side: Side,
    /// How high it is, in points.
    pub(super) pitch: f64,
    /// The room above it, in points.
    pub(super) before: f64,
}

/// A heading that a 目录 lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// From 1.
    pub(super) level: usize,
    /// With its number.
    pub(super) text: String,
}

/// How many levels the 目录 of what is handed in lists; [`None`] where it has none.
pub(super) fn levels(excerpt: &Excerpt<'_>, profile: &Profile) -> Option<usize> {
    profile.contents.filter(|_| excerpt.is_whole())
}

/// What a 目录 of so many levels says of a paragraph: of a heading that stands on a line of its own, and of an annex. `level`
/// is that which the paragraph has in the Word file.
pub(super) fn entry(paragraph: &Paragraph<'_>, level: usize, levels: Option<usize>) -> Option<Entry> {
    let levels = levels.filter(|_| !paragraph.heading.is_empty() || paragraph.role == Role::Annex)?;
    match paragraph.role {
        Role::Annex => {
            Some(Entry { level: 1, text: [paragraph.label, " ", paragraph.heading].concat().trim().to_owned() })
        }
        Role::Section { .. } if paragraph.is_heading_alone() && level <= levels => {
            Some(Entry { level, text: [paragraph.label, paragraph.gap, paragraph.heading].concat() })
        }
        _ => None,
    }
}

/// Whether a blank page stands between so many pages and the first page of the text.
pub(super) fn is_filled_up(profile: &Profile, pages: usize) -> bool {
    profile.page_number == PageNumber::Outside && pages % 2 == 1
}

/// The lines of the cover: 份号, 密级 and 紧急程度 at the top left, the title with what belongs to it above the middle, who signs and
/// the day at the foot. None where the profile asks for no cover, or the report says nothing of all this.
pub(super) fn cover(excerpt: &Excerpt<'_>, profile: &Profile) -> Vec<CoverLine> {
    if !profile.cover || !excerpt.is_whole() {
        return Vec::new();
    }
    let (width, height) = profile.text_area();
    let (width, height) = (points(width), points(height));
    let report = excerpt.report;
    let lines = |text: &str, part: ParagraphStyle, side: Side| -> Vec<CoverLine> {
        let size = profile.letters(part).size;
        let pitch = if part == ParagraphStyle::CoverTitle { (1.5 * size).round() } else { profile.line_pitch };
        let text = excerpt.figures.render(text);
        let whole = text.lines().map(str::trim).filter(|line| !line.is_empty());
        whole
            .flat_map(|line| title::broken(line, (width / size).floor()))
            .map(|line| CoverLine { text: line.to_owned(), part, side, pitch, before: 0.0 })
            .collect()
    };
    let head = &report.head;
    let marks = [
        (&head.copy, ParagraphStyle::Body),
        (&head.secrecy, ParagraphStyle::Level1),
        (&head.urgency, ParagraphStyle::Level1),
    ];
    let mut all: Vec<CoverLine> = marks.into_iter().flat_map(|(text, part)| lines(text, part, Side::Left)).collect();
    let mut title = lines(&report.title, ParagraphStyle::CoverTitle, Side::Middle);
    let mut below = lines(&report.subtitle, ParagraphStyle::Subtitle, Side::Middle);
    let signed = [&report.organization, &report.date];
    let mut foot: Vec<CoverLine> =
        signed.into_iter().flat_map(|text| lines(text, ParagraphStyle::Subtitle, Side::Middle)).collect();
    let high = |lines: &[CoverLine]| lines.iter().map(|line| line.before + line.pitch).sum::<f64>();
    if let Some(first) = below.first_mut().filter(|_| !title.is_empty()) {
        first.before = profile.line_pitch;
    }
    title.append(&mut below);
    if let Some(first) = title.first_mut() {
        first.before = (TITLE * height - high(&all)).max(0.0);
    }
    all.append(&mut title);
    if let Some(first) = foot.first() {
        let free = FOOT * height - high(&all) - high(&foot);
        let before = free.max(if all.is_empty() { 0.0 } else { first.pitch });
        foot[0].before = before;
    }
    all.append(&mut foot);
    all
}

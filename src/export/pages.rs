//! A report set on lines and pages by GB/T 9704-2012: 22 lines of 28 characters, but for what a profile says otherwise.
//!
//! ```text
//! excerpt ─► paragraphs ─► blocks ─► rows ─► pages
//!                             │ lines    where a paragraph's lines end, and where each character stands
//!                             │ tables   cells with their lines
//!                             ├─► opening 封面 and 目录, before the first page
//!                             └─► breaks where the pages begin, for who asks on which page a place is
//! ```
//!
//! Lengths are points, from the top left of the paper. How wide a character is, the fonts say; without any, it is as wide as
//! its cells. A heading stands on one page with what follows it, the signature with the end of the text, 版记 at the foot of
//! the last page; the head of a table on each page that the table goes on to. A row that is higher
//! than a page is parted between its lines. No line is kept from standing alone, as none is in the Word file.

mod blocks;
mod breaks;
mod lines;
mod opening;
mod tables;

use std::ops::Range;

use super::Options;
use super::excerpt::Excerpt;
use super::excerpt::Paragraph;
use super::excerpt::PartId;
use super::excerpt::paper_of;
use super::fonts::Glyphs;
use super::fonts::Widths;
use super::metrics;
use super::opening::Entry;
use super::opening::is_filled_up;
use super::opening::levels;
use super::profile::PAPER;
use super::profile::PageNumber;
use super::profile::Paper;
use super::profile::ParagraphStyle;
use super::profile::Profile;
use super::profile::points;
use crate::report::Report;
use crate::report::grid::Side;
use blocks::Blocks;
pub use breaks::Beginning;
pub use breaks::Breaks;
use lines::Shape;
use lines::Span;
pub use opening::Opening;

/// The deepest level of a heading that is told apart.
pub(super) const DEEPEST: usize = 9;

/// A report on pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pages {
    /// In order; there is at least one of the text.
    pub pages: Vec<Page>,
    /// How many of them stand before the text: 封面 and 目录, and a blank one where the text begins on a right-hand page.
    pub before_text: usize,
    /// The headings, in order.
    pub marks: Vec<Mark>,
    /// Those of them that a 目录 lists.
    pub listed: Vec<Mark>,
}

impl Pages {
    /// What stands at the foot of the page of a heading, without what is around it.
    pub fn number_of(&self, mark: &Mark) -> usize {
        (mark.page + 1).saturating_sub(self.before_text)
    }
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// How its paper lies.
    pub paper: Paper,
    /// What stands on it, from the top, the page number last.
    pub lines: Vec<Line>,
    /// The lines that are drawn on it.
    pub rules: Vec<Rule>,
    /// What leads to other pages.
    pub links: Vec<Link>,
}

impl Page {
    /// Its width and height.
    pub fn size(&self) -> (f64, f64) {
        let (width, height) = (points(PAPER.0), points(PAPER.1));
        match self.paper {
            Paper::Upright => (width, height),
            Paper::Across => (height, width),
        }
    }
}

/// A line that leads to a place on another page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The left end of the line.
    pub x: f64,
    /// Its top.
    pub y: f64,
    /// How far it goes to the right.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The page that it leads to, from 0.
    pub page: usize,
    /// How far down on that page.
    pub down: f64,
}

/// Letters that stand on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Where the letters stand on, from the top of the paper.
    pub y: f64,
    /// How the paper lies that its places are of: the number of a page that lies across stands where it stands on all others.
    pub paper: Paper,
    /// The letters, from the left.
    pub runs: Vec<Run>,
}

/// Letters of one kind that follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Their left end, from the left of the paper.
    pub x: f64,
    /// The letters.
    pub text: String,
    /// How far it is from the beginning of each to that of the next.
    pub steps: Vec<f64>,
    /// How they look.
    pub ink: Ink,
    /// Which piece of its paragraph it is of.
    span: usize,
    /// From the top of its row to where it stands.
    down: f64,
}

/// How letters look.
#[derive(Clone, Debug, PartialEq)]
pub struct Ink {
    /// The font, as the profile calls it.
    pub font: String,
    /// In points.
    pub size: f64,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are red.
    pub red: bool,
    /// What is added between them.
    closer: f64,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Where it begins.
    pub x: f64,
    /// Where it begins.
    pub y: f64,
    /// How far it goes to the right.
    pub width: f64,
    /// How far it goes down.
    pub height: f64,
    /// How thick it is.
    pub weight: f64,
    /// Whether it is red.
    pub red: bool,
}

impl Rule {
    fn across(y: f64, width: f64, weight: f64) -> Rule {
        Rule { x: 0.0, y, width, height: 0.0, weight, red: false }
    }

    fn down(x: f64, height: f64, weight: f64) -> Rule {
        Rule { x, y: 0.0, width: 0.0, height, weight, red: false }
    }
}

/// A heading, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// From 1 to 9.
    pub level: usize,
    /// With its number.
    pub text: String,
    /// Its page, from 0.
    pub page: usize,
    /// From the top of the paper.
    pub y: f64,
}

/// What stands side by side on a page and is never parted: a line, or a row of a table. Its places are from its own left and
/// top.
#[derive(Clone, Debug, Default)]
struct Row {
    height: f64,
    /// Room above it, but for the top of a page that it didn't begin.
    before: f64,
    /// Room below it.
    after: f64,
    /// Whether it stands on one page with the next.
    keeps: bool,
    /// Whether a page begins with it.
    new_page: bool,
    /// How the paper lies that it stands on.
    paper: Paper,
    /// How many rows of the head of its table stand above it on a page that begins with it.
    head: usize,
    /// Whether it is one of those.
    is_head: bool,
    runs: Vec<Run>,
    rules: Vec<Rule>,
    /// What is drawn besides where a page begins with it.
    above: Vec<Rule>,
    /// What is drawn besides where a page ends with it.
    below: Vec<Rule>,
    /// The heading that begins on it: its level and its words.
    mark: Option<(usize, String)>,
    /// What a 目录 calls that heading.
    listed: Option<Entry>,
    /// Which line of 封面 or 目录 begins on it, from 0.
    opens: Option<usize>,
    /// Which entry of the 目录 it is of, from 0.
    leads: Option<usize>,
    /// Where it begins, where that is a place in a part of the report.
    place: Option<Beginning>,
}

/// A report, or some of its sections, on pages.
pub fn pages<'r>(of: impl Into<Excerpt<'r>>, options: &Options) -> Pages {
    set(&of.into(), options, &Glyphs::new(&options.fonts))
}

/// Where the pages of a report begin: the same pages, without what stands on them.
pub fn breaks<'r>(of: impl Into<Excerpt<'r>>, options: &Options) -> Breaks {
    let (glyphs, mut filler) = (Glyphs::new(&options.fonts), Filler::new(&options.profile));
    let excerpt = &of.into();
    let Blocks { rows, imprint, .. } = rows(excerpt, options, &glyphs);
    let mut pages = Vec::new();
    let mut listed: Vec<(Entry, usize)> = Vec::new();
    for range in parted(&rows, &options.profile) {
        let entries = rows[range.clone()].iter().filter_map(|row| row.listed.clone());
        listed.extend(entries.map(|entry| (entry, pages.len() + 1)));
        pages.push(range.start);
        filler.fill(&rows, range, |_, _, _| {});
    }
    let more = usize::from(!filler.has_room(&imprint, pages.len()));
    let opening = opening::pages(excerpt, options, &glyphs, &listed);
    let breaks = Breaks::new(&rows, &pages, more, glyphs.widths());
    breaks.with_opening(opening)
}

/// Where the lines of one part begin, of what `put` is handed: paragraph by paragraph the bytes, from 0; of 版头 and 版记 none.
pub(super) fn lines_of(
    report: &Report,
    (profile, widths): (&Profile, &Widths),
    part: PartId,
    each: impl FnOnce(&mut dyn FnMut(&Paragraph<'_>)),
) -> Vec<Vec<usize>> {
    let glyphs = Glyphs::from(widths);
    let mut blocks = Blocks::new(report, profile, &glyphs);
    let annex = match part {
        PartId::Section(id) => report.tree.annex_of(id),
        PartId::Front | PartId::End => None,
    };
    blocks.lie(paper_of(report, profile, annex));
    each(&mut |paragraph| blocks.paragraph(part, paragraph));
    blocks.ended();
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for place in blocks.rows.iter().filter_map(|row| row.place) {
        lines.resize_with(lines.len().max(place.paragraph + 1), Vec::new);
        lines[place.paragraph].push(place.byte);
    }
    lines
}

/// The same with the characters of the fonts of the options.
pub(super) fn set(excerpt: &Excerpt<'_>, options: &Options, glyphs: &Glyphs<'_>) -> Pages {
    let blocks = rows(excerpt, options, glyphs);
    let mut filler = Filler::new(&options.profile);
    for range in parted(&blocks.rows, &options.profile) {
        filler.page(&blocks.rows, range);
    }
    filler.imprint(&blocks.imprint);
    filler.number(glyphs);
    filler.open(excerpt, options, glyphs);
    filler.pages
}

/// The rows of a report.
fn rows<'p>(excerpt: &'p Excerpt<'_>, options: &'p Options, glyphs: &'p Glyphs<'p>) -> Blocks<'p> {
    let mut blocks = Blocks::new(excerpt.report, &options.profile, glyphs);
    blocks.levels = levels(excerpt, &options.profile);
    let metrics = metrics::annexed(excerpt, options);
    excerpt.each_of(metrics.as_deref(), |part, paragraph| blocks.paragraph(part, paragraph));
    blocks.ended();
    blocks
}

/// The rows of each page, in order.
fn parted(rows: &[Row], profile: &Profile) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let room = |row: &Row| points(profile.area(row.paper).1);
    std::iter::from_fn(move || {
        let range = (start < rows.len()).then(|| start..page_end(rows, start, room(&rows[start])))?;
        start = range.end;
        Some(range)
    })
}

/// Where the page ends that begins with the row `start`: there is room for all up to it, and what stays together does.
fn page_end(rows: &[Row], start: usize, room: f64) -> usize {
    let mut used = heads(rows, start).map(|row| rows[row].height).sum::<f64>();
    for (k, row) in rows.iter().enumerate().skip(start) {
        if k > start && row.new_page {
            return k;
        }
        used += if k == start { top_of(row) } else { row.before } + row.height;
        if used > room + 0.01 && k > start {
            let end = (start + 1..=k).rev().find(|&end| !rows[end - 1].keeps).unwrap_or(k);
            return end;
        }
        used += row.after;
    }
    rows.len()
}

/// The room above a row at the top of a page: none, but for one that begins there by itself.
fn top_of(row: &Row) -> f64 {
    if row.new_page { row.before } else { 0.0 }
}

/// The rows of the head of the table that goes on with this row.
fn heads(rows: &[Row], at: usize) -> impl Iterator<Item = usize> + use<> {
    let row = &rows[at];
    let count = if row.is_head { 0 } else { row.head };
    let last = if count == 0 { at } else { rows[..at].iter().rposition(|row| row.is_head).map_or(at, |last| last + 1) };
    last.saturating_sub(count)..last
}

/// Pages as they fill.
struct Filler<'p> {
    profile: &'p Profile,
    pages: Pages,
    /// How the last page lies.
    lies: Paper,
    /// How far down the last page is filled.
    filled: f64,
}

impl<'p> Filler<'p> {
    fn new(profile: &'p Profile) -> Filler<'p> {
        Filler { profile, pages: Pages::default(), lies: Paper::Upright, filled: 0.0 }
    }

    /// The left and the top of the text on the last page.
    fn corner(&self) -> (f64, f64) {
        let (left, top) = self.profile.corner(self.lies);
        (points(left), points(top))
    }

    fn page(&mut self, rows: &[Row], range: Range<usize>) {
        self.pages.pages.push(Page { paper: rows[range.start].paper, ..Page::default() });
        self.fill(rows, range.clone(), |filler, k, down| {
            let row = &rows[k];
            let (page, y) = (filler.pages.pages.len() - 1, filler.corner().1 + down);
            if let Some((level, text)) = &row.mark {
                filler.pages.marks.push(Mark { level: *level, text: text.clone(), page, y });
            }
            if let Some(Entry { level, text }) = &row.listed {
                filler.pages.listed.push(Mark { level: *level, text: text.clone(), page, y });
            }
            filler.row(row, down);
            if k == range.start {
                filler.rules(&row.above, down);
            }
            if k + 1 == range.end {
                filler.rules(&row.below, down);
            }
        });
    }

    /// Fills a page with these rows, each so far below the top of the text.
    fn fill(&mut self, rows: &[Row], range: Range<usize>, mut put: impl FnMut(&mut Self, usize, f64)) {
        (self.filled, self.lies) = (0.0, rows[range.start].paper);
        // The first page of all is begun by whatever stands first.
        let is_begun = range.start == 0;
        for row in heads(rows, range.start) {
            put(self, row, self.filled);
            self.filled += rows[row].height;
        }
        for k in range.clone() {
            let row = &rows[k];
            let is_first = k == range.start && !is_begun;
            self.filled += if is_first { top_of(row) } else { row.before };
            put(self, k, self.filled);
            self.filled += row.height + row.after;
        }
    }

    /// Draws a row so far below the top of the text.
    fn row(&mut self, row: &Row, down: f64) {
        let (left, top) = self.corner();
        let top = top + down;
        let Some(page) = self.pages.pages.last_mut() else { return };
        for run in &row.runs {
            let run = Run { x: run.x + left, ..run.clone() };
            let y = top + run.down;
            match page.lines.last_mut().filter(|line| line.y == y) {
                Some(line) => line.runs.push(run),
                None => page.lines.push(Line { y, paper: page.paper, runs: vec![run] }),
            }
        }
        if let Some(entry) = row.leads {
            let width = points(self.profile.text_area().0);
            page.links.push(Link { x: left, y: top, width, height: row.height, page: entry, down: 0.0 });
        }
        self.rules(&row.rules, down);
    }

    /// Draws lines of a row that stands so far below the top of the text.
    fn rules(&mut self, rules: &[Rule], down: f64) {
        let (left, top) = self.corner();
        let Some(page) = self.pages.pages.last_mut() else { return };
        page.rules.extend(rules.iter().map(|rule| Rule { x: rule.x + left, y: rule.y + top + down, ..*rule }));
    }

    /// 版记 at the foot of the last page (7.4), or of a new one.
    fn imprint(&mut self, rows: &[Row]) {
        if !self.has_room(rows, self.pages.pages.len()) {
            self.pages.pages.push(Page::default());
            self.lies = Paper::Upright;
        }
        let high: f64 = rows.iter().map(|row| row.height).sum();
        let mut down = (points(self.profile.text_area().1) - high).max(0.0);
        for row in rows {
            self.row(row, down);
            down += row.height;
        }
    }

    /// Whether 版记 has room on the last of so many pages.
    fn has_room(&self, imprint: &[Row], pages: usize) -> bool {
        let high: f64 = imprint.iter().map(|row| row.height).sum();
        let room = self.filled + high <= points(self.profile.text_area().1) + 0.01 && self.lies == Paper::Upright;
        pages > 0 && (high == 0.0 || room)
    }

    /// Page numbers (7.5), `— 1 —`, and 页眉.
    fn number(&mut self, glyphs: &Glyphs<'_>) {
        let letters = self.profile.letters(ParagraphStyle::PageNumber);
        let ink =
            Ink { font: letters.font.to_owned(), size: letters.size, bold: letters.bold, red: false, closer: 0.0 };
        let y = points(PAPER.1) - self.profile.footer() - 0.2 * letters.size;
        let width = points(self.profile.text_area().0);
        let count = self.pages.pages.len();
        for k in 0..count {
            self.header(k, glyphs);
            let page = &mut self.pages.pages[k];
            let Some(text) = self.profile.number_on(k + 1, count) else { continue };
            let side = match self.profile.page_number {
                PageNumber::Hidden => return,
                PageNumber::Center => Side::Middle,
                PageNumber::Outside if k % 2 == 0 => Side::Right,
                PageNumber::Outside => Side::Left,
            };
            let blank = if side == Side::Middle { 0.0 } else { letters.size };
            let shape = Shape { first: blank, right: blank, side: Some(side), airy: false, ..Shape::of(width) };
            let spans = [Span { text: &text, ink: ink.clone() }];
            let runs = lines::set(&spans, &shape, glyphs).swap_remove(0).runs;
            let left = points(self.profile.margins.left);
            let runs = runs.into_iter().map(|run| Run { x: run.x + left, ..run }).collect();
            page.lines.push(Line { y, paper: Paper::Upright, runs });
        }
    }

    /// 页眉 above a page, where there is one.
    fn header(&mut self, page: usize, glyphs: &Glyphs<'_>) {
        let Some(header) = &self.profile.header else { return };
        let letters = self.profile.letters(ParagraphStyle::PageNumber);
        let ink =
            Ink { font: letters.font.to_owned(), size: letters.size, bold: letters.bold, red: false, closer: 0.0 };
        let width = points(self.profile.text_area().0);
        let shape = Shape { side: Some(Side::Left), airy: false, ..Shape::of(width) };
        let runs = lines::set(&[Span { text: header.trim(), ink }], &shape, glyphs).swap_remove(0).runs;
        let left = points(self.profile.margins.left);
        let runs = runs.into_iter().map(|run| Run { x: run.x + left, ..run }).collect();
        self.pages.pages[page].lines.push(Line { y: self.profile.header_at(), paper: Paper::Upright, runs });
    }

    /// 封面 and 目录, before all pages.
    fn open(&mut self, excerpt: &Excerpt<'_>, options: &Options, glyphs: &Glyphs<'_>) {
        let listed: Vec<(Entry, usize)> = self
            .pages
            .listed
            .iter()
            .map(|mark| (Entry { level: mark.level, text: mark.text.clone() }, mark.page + 1))
            .collect();
        let set = opening::set(excerpt, options, glyphs, &listed);
        let mut filler = Filler::new(self.profile);
        for range in parted(&set.rows, self.profile) {
            let is_cover = range.start < set.cover;
            filler.page(&set.rows, range.clone());
            if !is_cover {
                filler.header(filler.pages.pages.len() - 1, glyphs);
            }
        }
        if is_filled_up(self.profile, filler.pages.pages.len()) {
            filler.pages.pages.push(Page::default());
        }
        let before = filler.pages.pages.len();
        for mark in self.pages.marks.iter_mut().chain(&mut self.pages.listed) {
            mark.page += before;
        }
        for link in filler.pages.pages.iter_mut().flat_map(|page| &mut page.links) {
            // It was told which entry it is of.
            if let Some(mark) = self.pages.listed.get(link.page) {
                (link.page, link.down) = (mark.page, mark.y);
            }
        }
        filler.pages.pages.append(&mut self.pages.pages);
        self.pages.pages = filler.pages.pages;
        self.pages.before_text = before;
    }
}

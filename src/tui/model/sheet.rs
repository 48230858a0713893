//! The preview beside the outline: the rows of the handed-in report around where the writer is. Only the parts that are on
//! the screen are made, each from its section: neither the length of the report nor that of its export matters.

use std::ops::Range;

use crate::export::sheet;
use crate::export::sheet::Part;
use crate::export::sheet::Printed;
use crate::export::sheet::Set;
use crate::report::Row;
use crate::report::SectionId;
use crate::report::numbering::Numbered;
use crate::text;
use crate::tui::command::Focus;
use crate::tui::extent::Extent;
use crate::tui::flow::INDENT;
use crate::tui::model::Follow;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// Columns at the left that show where the writer is.
pub const MARGIN: usize = 2;

/// The rows of the preview that are on the screen.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The rows, at most as many as there is room for.
    pub rows: Vec<SheetRow>,
    /// The row that the wheel has brought to the top, and how far beyond it.
    turned: Option<(At, isize)>,
}

/// One row of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// What stands in it.
    pub text: String,
    /// Columns left free before it, [`MARGIN`] not counted.
    pub indent: usize,
    /// How many of its bytes belong to a title or heading.
    pub head: usize,
    /// Whether it is of the section, or of the paragraph of a text, that the writer is at.
    pub is_here: bool,
    at: At,
}

impl SheetRow {
    /// The row of the outline whose text it is.
    pub fn spot(&self) -> Spot {
        self.at.spot
    }
}

/// A row by what it belongs to: it stays the same while other parts change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At {
    spot: Spot,
    /// The index of its paragraph, and of the row in it, both from 0.
    paragraph: usize,
    row: usize,
}

/// What the preview shows, and how wide.
struct Typesetter<'m> {
    model: &'m Model,
    width: usize,
    height: usize,
    /// The lines of the outline that are handed in, in order and apart from one another.
    lines: Vec<Range<usize>>,
    is_whole: bool,
    /// The paragraph with the caret, while a text is written.
    written: Option<usize>,
}

impl Model {
    /// How much of the report the preview shows: the marked sections, the part that is hoisted, or all of it.
    pub fn previewed(&self) -> Extent {
        let hoisted = self.outline.hoisted().last().copied();
        match (self.marks.is_empty(), hoisted) {
            (false, _) => Extent::Sections(self.marks.iter().copied().collect()),
            (true, Some(top)) => Extent::Sections(vec![top]),
            (true, None) => Extent::Whole,
        }
    }

    /// Turns the preview by some rows; it stays so until the next key.
    pub fn turn_sheet(&mut self, by: isize) {
        self.sheet.turned = match (self.sheet.turned, self.sheet.rows.first()) {
            (_, Some(first)) => Some((first.at, by)),
            (turned, None) => turned,
        };
    }

    /// The rows of the preview as the report is now, in so many columns and rows.
    pub(in crate::tui) fn sheet_in(&self, width: usize, height: usize) -> Sheet {
        let lines = match self.previewed() {
            Extent::Whole => std::iter::once(0..self.outline.lines().len()).collect(),
            Extent::Sections(ids) => self.apart(&ids),
        };
        let mut typesetter = Typesetter {
            model: self,
            width: width.saturating_sub(MARGIN).max(2),
            height,
            is_whole: self.previewed() == Extent::Whole,
            lines,
            written: None,
        };
        let here = typesetter.here();
        let is_written = self.focus() == Focus::Text && here.spot == self.spot();
        typesetter.written = is_written.then_some(here.paragraph);
        let turned = self.sheet.turned.filter(|_| self.follow == Follow::Wheel);
        let (from, above) = match turned {
            Some((at, by)) => (at, -by),
            // What stands before shows what the section follows.
            None => (here, isize::from(i16::try_from(typesetter.height / 4).unwrap_or(0))),
        };
        Sheet { rows: typesetter.around(from, above), turned }
    }

    /// The lines of these sections and all below them, in order and apart from one another.
    fn apart(&self, ids: &[SectionId]) -> Vec<Range<usize>> {
        let mut lines: Vec<Range<usize>> = ids.iter().filter_map(|&id| self.outline.branch(id)).collect();
        lines.sort_by_key(|lines| lines.start);
        lines.dedup_by(|inner, outer| inner.start < outer.end);
        lines
    }
}

impl Typesetter<'_> {
    /// The row that the writer is at, or the nearest that is handed in.
    fn here(&self) -> At {
        let spot = self.model.spot();
        let first = |spot| At { spot, paragraph: 0, row: 0 };
        let Some(line) = spot.section().and_then(|id| self.model.outline.branch(id)) else {
            return first(if self.is_whole { spot } else { self.first() });
        };
        if !self.lines.iter().any(|lines| lines.contains(&line.start)) {
            let next = self.lines.iter().find(|lines| lines.start > line.start).or(self.lines.last());
            return first(next.map_or(Spot::Report, |lines| self.spot_of(lines.start)));
        }
        self.caret().unwrap_or(first(spot))
    }

    /// The row with the caret, while a text is written that is handed in.
    fn caret(&self) -> Option<At> {
        let model = self.model;
        let field = model.field().filter(|_| model.focus() == Focus::Text)?;
        let text = model.text_of(field);
        let before = text.get(..model.caret.at)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let blank = |words: &&str| !words.trim().is_empty();
        let mut left = before[..start].split('\n').filter(blank).count();
        let spot = model.spot();
        let printed = self.printed(spot);
        for (paragraph, words) in printed.iter().enumerate() {
            if left < words.paragraphs {
                let within = model.rendered(&before[start..]).trim_start().len();
                let at = words.body_at + within;
                let rows = self.rows(spot, paragraph, words);
                let mut end = 0;
                let row = rows.iter().take_while(|row| {
                    end += row.text.len();
                    end <= at
                });
                return Some(At { spot, paragraph, row: row.count().min(rows.len() - 1) });
            }
            left -= words.paragraphs;
        }
        let last = printed.len().checked_sub(1)?;
        Some(At { spot, paragraph: last, row: 0 })
    }

    /// As many rows as there is room for: `above` of them stand before this one, as far as there are rows before and after.
    /// Below 0 it stands as far above the first.
    fn around(&self, from: At, above: isize) -> Vec<SheetRow> {
        let skip = if above < 0 { above.unsigned_abs() } else { 0 };
        let mut rows = self.down(from, self.height + skip);
        let skip = skip.min(rows.len().saturating_sub(self.height));
        rows.drain(..skip);
        let missing = self.height.saturating_sub(rows.len());
        let wanted = if skip > 0 { 0 } else { usize::try_from(above).unwrap_or(0).max(missing) };
        let mut all = self.up(from, wanted);
        all.append(&mut rows);
        all.truncate(self.height);
        all
    }

    /// So many rows from one on.
    fn down(&self, from: At, count: usize) -> Vec<SheetRow> {
        let mut rows = Vec::new();
        let mut spot = Some(from.spot);
        while let Some(here) = spot.filter(|_| rows.len() < count) {
            for (paragraph, words) in self.printed(here).iter().enumerate() {
                let skips = if here != from.spot || paragraph > from.paragraph { 0 } else { from.row };
                if here == from.spot && paragraph < from.paragraph || rows.len() >= count {
                    continue;
                }
                rows.extend(self.rows(here, paragraph, words).into_iter().skip(skips));
            }
            spot = self.next(here);
        }
        rows.truncate(count);
        rows
    }

    /// So many rows before one, in order.
    fn up(&self, from: At, count: usize) -> Vec<SheetRow> {
        let mut rows: Vec<SheetRow> = Vec::new();
        let mut spot = Some(from.spot);
        while let Some(here) = spot.filter(|_| rows.len() < count) {
            for (paragraph, words) in self.printed(here).iter().enumerate().rev() {
                if here == from.spot && paragraph > from.paragraph || rows.len() >= count {
                    continue;
                }
                let mut own = self.rows(here, paragraph, words);
                if here == from.spot && paragraph == from.paragraph {
                    own.truncate(from.row);
                }
                rows.extend(own.into_iter().rev());
            }
            spot = self.previous(here);
        }
        rows.truncate(count);
        rows.reverse();
        rows
    }

    /// The rows of a paragraph, a blank one before it where it stands apart.
    fn rows(&self, spot: Spot, paragraph: usize, words: &Printed) -> Vec<SheetRow> {
        let ambiguous = self.model.session.ambiguous;
        let at = |row| At { spot, paragraph, row };
        let is_here = self.model.spot() == spot && self.written.is_none_or(|written| written == paragraph);
        let mut rows = Vec::new();
        if words.is_apart && !(paragraph == 0 && self.previous(spot).is_none()) {
            rows.push(SheetRow {
                text: String::new(),
                indent: 0,
                head: 0,
                is_here: is_here && paragraph > 0,
                at: at(0),
            });
        }
        let first = if words.set == Set::Indented { INDENT } else { 0 };
        let mut start = 0;
        for line in words.text.split('\n') {
            for text::Line { start: from, end, indent, columns } in text::wrap(line, self.width, first, ambiguous) {
                let free = self.width.saturating_sub(columns);
                let indent = match words.set {
                    Set::Centred => free / 2,
                    Set::Right(blank) => free.saturating_sub(blank),
                    Set::Flush | Set::Indented => indent,
                };
                let head = words.head.saturating_sub(start + from).min(end - from);
                let text = line[from..end].to_owned();
                rows.push(SheetRow { text, indent, head, is_here, at: at(rows.len()) });
            }
            start += line.len() + 1;
        }
        rows
    }

    fn printed(&self, spot: Spot) -> Vec<Printed> {
        let model = self.model;
        let report = model.report();
        let part = match spot {
            Spot::Report => Part::Front,
            Spot::Closing => Part::End,
            Spot::Section(id) => match (report.tree.section(id), model.number(id)) {
                (Some(section), Some(number)) => {
                    let row = Row { level: report.tree.level(id), section };
                    Part::Section(Numbered { row, number, label: model.label(id, number) })
                }
                _ => return Vec::new(),
            },
        };
        sheet::printed(report, model.outline.figures(), &part, model.session.format, &model.session.export)
    }

    fn spot_of(&self, line: usize) -> Spot {
        self.model.outline.lines().get(line).map_or(Spot::Report, |line| Spot::Section(line.id))
    }

    /// The first part that is handed in.
    fn first(&self) -> Spot {
        match self.lines.first().filter(|_| !self.is_whole) {
            Some(lines) => self.spot_of(lines.start),
            None => Spot::Report,
        }
    }

    /// The part that follows.
    fn next(&self, spot: Spot) -> Option<Spot> {
        let line = match spot {
            Spot::Closing => self.annexes(),
            Spot::Report => 0,
            Spot::Section(id) => self.model.outline.branch(id)?.start + 1,
        };
        let in_text = !matches!(spot, Spot::Closing) && line <= self.annexes();
        if self.is_whole && in_text && line == self.annexes() {
            return Some(Spot::Closing);
        }
        let lines = &self.lines[self.lines.partition_point(|lines| lines.end <= line)..];
        let next = lines.first().map(|lines| line.max(lines.start));
        next.filter(|line| *line < self.model.outline.lines().len()).map(|line| self.spot_of(line))
    }

    /// The line of the first annex; how many lines there are without one.
    fn annexes(&self) -> usize {
        self.model.outline.first_annex(self.model.report())
    }

    /// The part before.
    fn previous(&self, spot: Spot) -> Option<Spot> {
        let line = match spot {
            Spot::Report => return None,
            Spot::Closing => self.annexes(),
            Spot::Section(id) => self.model.outline.branch(id)?.start,
        };
        if self.is_whole && spot != Spot::Closing && line == self.annexes() {
            return Some(Spot::Closing);
        }
        let before = &self.lines[..self.lines.partition_point(|lines| lines.start < line)];
        match before.last().and_then(|lines| line.min(lines.end).checked_sub(1)) {
            Some(line) => Some(self.spot_of(line)),
            None => self.is_whole.then_some(Spot::Report),
        }
    }
}

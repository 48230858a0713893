//! The preview beside the outline: the rows of the handed-in report around where the writer is. Only the parts that are on
//! the screen are made, each from its section: neither the length of the report nor that of its export matters.

mod table;

use std::iter::Peekable;
use std::ops::Range;

use crate::export::Breaks;
use crate::export::Format;
use crate::export::Look;
use crate::export::Opening;
use crate::export::PartId;
use crate::export::Widths;
use crate::export::profile::PageNumber;
use crate::export::profile::Paper;
use crate::export::sheet;
use crate::export::sheet::Part;
use crate::export::sheet::Printed;
use crate::export::sheet::Set;
use crate::export::sheet::Table;
use crate::report::Row;
use crate::report::SectionId;
use crate::report::grid::Side;
use crate::report::numbering::Numbered;
use crate::text;
use crate::text::Line;
use crate::tui::command::Focus;
use crate::tui::extent::Extent;
use crate::tui::flow::INDENT;
use crate::tui::here::Screen;
use crate::tui::model::Follow;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use table::Drawing;

/// Columns at the left that show where the writer is.
pub const MARGIN: usize = 2;

/// The format that pages are shown of, where none was chosen.
const PAGES: &str = "docx";

/// The rows of the preview that are on the screen.
#[derive(Debug, Default)]
pub struct Sheet {
    /// The rows, at most as many as there is room for.
    pub rows: Vec<SheetRow>,
    /// Columns left free before a page that is narrower than the pane, [`MARGIN`] not counted.
    pub left: usize,
    /// The columns of the page.
    pub width: usize,
    /// The page that is looked at, from 1, and how many there are; where pages are known. None of 封面 and 目录.
    pub page: Option<(usize, usize)>,
    /// The same of all pages, 封面 and 目录 too, from 0.
    leaf: Option<usize>,
    /// What it was turned to.
    turned: Option<Turned>,
}

/// What the preview was turned to: until the next key it stays there.
#[derive(Clone, Copy, Debug)]
enum Turned {
    /// By the wheel to this row, and so far beyond it.
    Rows(At, isize),
    /// To the beginning of this page, from 0, 封面 and 目录 counted.
    Page(usize),
}

/// One row of the preview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// What stands in it of the report.
    pub text: String,
    /// What of a page ends or begins in it, where it is no row of the report.
    pub edge: Option<Edge>,
    /// Columns left free before it, [`MARGIN`] not counted.
    pub indent: usize,
    /// How many of its bytes belong to a title or heading.
    pub head: usize,
    /// Whether it is of the section, or of the paragraph of a text, that the writer is at.
    pub is_here: bool,
    at: At,
    /// How many bytes of its paragraph stand before it.
    byte: usize,
    /// The page of 封面 or 目录 that it is of, from 0.
    opening: Option<usize>,
}

impl SheetRow {
    fn blank(at: At) -> SheetRow {
        SheetRow { text: String::new(), edge: None, indent: 0, head: 0, is_here: false, at, byte: 0, opening: None }
    }

    /// The row of the outline whose text it is.
    pub fn spot(&self) -> Spot {
        self.at.spot
    }
}

/// What stands where a page ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Its number.
    Foot(String),
    /// The edge of the paper: which page begins, and how many there are.
    Paper(String),
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
    format: Format,
    /// Columns of a line: those of the paper where there is room for them.
    width: usize,
    /// Columns that there are for paper that lies across, and how many it asks for.
    across: (usize, usize),
    is_paper: bool,
    /// Where the pages begin, where there are pages.
    breaks: Option<&'m Breaks>,
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

    /// What the preview shows the report as: as it was exported last; what never was, on pages.
    pub fn previewed_as(&self) -> Format {
        let format = self.session.format;
        let is_chosen = self.exported.is_some() || format != Format::default();
        if is_chosen { format } else { Format::named(PAGES).unwrap_or(format) }
    }

    /// Turns the preview by some rows; it stays so until the next key.
    pub fn turn_sheet(&mut self, by: isize) {
        self.sheet.turned = match (self.sheet.turned, self.sheet.rows.first()) {
            (_, Some(first)) => Some(Turned::Rows(first.at, by)),
            (turned, None) => turned,
        };
    }

    /// Goes so many pages on in the preview, to the row of the outline that the page begins in. Answers whether pages are
    /// shown that the keys of the outline may turn.
    pub fn turn_pages(&mut self, by: isize) -> bool {
        let shows = self.screen == Screen::Preview && self.focus() == Focus::Navigation;
        let Some(from) = self.sheet.leaf.filter(|_| shows) else { return false };
        let Some(paged) = &self.paged else { return false };
        let (starts, before) = (paged.breaks.starts(), paged.breaks.opening().len());
        let last = (before + starts.len()).saturating_sub(1);
        let page = from.saturating_add_signed(by).min(last);
        // Where none follows, the beginning of the last would be further up.
        if by > 0 && page <= from {
            return true;
        }
        let Some(part) = starts.get(page.saturating_sub(before)).map(|place| place.part) else { return false };
        let spot = match part {
            PartId::Front => Spot::Report,
            PartId::Section(id) if !self.report().tree.contains(id) => return true,
            PartId::Section(id) => Spot::Section(id),
            PartId::End => Spot::Closing,
        };
        self.go(spot);
        self.follow = Follow::Page;
        self.sheet.turned = Some(Turned::Page(page));
        true
    }

    /// The rows of the preview as the report is now, in so many columns and rows.
    pub(in crate::tui) fn sheet_in(&self, width: usize, height: usize) -> Sheet {
        let lines = match self.previewed() {
            Extent::Whole => std::iter::once(0..self.outline.lines().len()).collect(),
            Extent::Sections(ids) => self.apart(&ids),
        };
        let (format, is_whole) = (self.previewed_as(), self.previewed() == Extent::Whole);
        let room = width.saturating_sub(MARGIN).max(2);
        let paper = 2 * self.session.export.profile.characters();
        // A mark may stand beyond the end of a line.
        let is_paper = format.look() == Look::Page && paper + 2 <= room;
        let left = if is_paper { (room - paper - 2) / 2 } else { 0 };
        let breaks = self.paged.as_ref().map(|paged| &paged.breaks);
        let mut typesetter = Typesetter {
            model: self,
            format,
            width: if is_paper { paper } else { room },
            across: (room - left, 2 * self.session.export.profile.characters_on(Paper::Across)),
            is_paper,
            breaks: breaks.filter(|breaks| is_whole && format.look() == Look::Page && breaks.count() > 0),
            height,
            is_whole,
            lines,
            written: None,
        };
        let here = typesetter.here();
        let is_written = self.focus() == Focus::Text && here.spot == self.spot();
        typesetter.written = is_written.then_some(here.paragraph);
        let turned = self.sheet.turned.filter(|_| self.follow != Follow::Caret);
        let (from, above) = match turned {
            Some(Turned::Rows(at, by)) => (at, -by),
            Some(Turned::Page(page)) => (typesetter.beginning(page).unwrap_or(here), 0),
            // What stands before shows what the section follows.
            None => (here, isize::from(i16::try_from(typesetter.height / 4).unwrap_or(0))),
        };
        let rows = typesetter.around(from, above);
        let left = if is_paper { (room - paper - 2) / 2 } else { 0 };
        let looked_at = rows.iter().find(|row| turned.is_none() && row.is_here).or(rows.first());
        let page = looked_at.and_then(|row| typesetter.page_of(row));
        let leaf = looked_at.and_then(|row| typesetter.leaf_of(row));
        Sheet { width: typesetter.width, left, page, leaf, turned, rows }
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
    /// The row that a page begins with, from 0, 封面 and 目录 counted.
    fn beginning(&self, page: usize) -> Option<At> {
        let before = self.breaks?.opening().len();
        let Some(page) = page.checked_sub(before) else {
            let row = self.opening().iter().position(|row| row.opening == Some(page))?;
            return Some(At { spot: Spot::Report, paragraph: 0, row });
        };
        let place = self.breaks?.starts().get(page)?;
        let spot = match place.part {
            PartId::Front => Spot::Report,
            PartId::Section(id) => Spot::Section(id),
            PartId::End => Spot::Closing,
        };
        let printed = self.printed(spot);
        let paragraph = place.paragraph.min(printed.len().checked_sub(1)?);
        let rows = self.rows(spot, paragraph, &printed);
        let is_edge = |row: &SheetRow| matches!(row.edge, Some(Edge::Paper(_))) && row.opening.is_none();
        let row = rows.iter().position(|row| is_edge(row) && row.byte >= place.byte);
        Some(At { spot, paragraph, row: row.unwrap_or(0) })
    }

    /// The page of a row, from 0, 封面 and 目录 counted.
    fn leaf_of(&self, row: &SheetRow) -> Option<usize> {
        row.opening.or_else(|| Some(self.breaks?.opening().len() + self.page_of(row)?.0 - 1))
    }

    /// The page of a row, from 1, and how many there are; none of 封面 and 目录.
    fn page_of(&self, row: &SheetRow) -> Option<(usize, usize)> {
        let breaks = self.breaks.filter(|_| row.opening.is_none())?;
        Some((breaks.page_at(row.at.spot.part(), row.at.paragraph, row.byte)? + 1, breaks.count()))
    }

    /// The row that the writer is at, or the nearest that is handed in.
    fn here(&self) -> At {
        let spot = self.model.spot();
        // 封面 and 目录 stand above the title.
        let row = |spot| if spot == Spot::Report { self.opening().len() } else { 0 };
        let first = |spot| At { spot, paragraph: 0, row: row(spot) };
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
                let row = words.rows_at().get(left).copied().filter(|_| words.paragraphs > 1);
                let at = row.unwrap_or(words.body_at + within);
                let rows = self.rows(spot, paragraph, &printed);
                let is_before = |row: &SheetRow| row.edge.is_none() && row.opening.is_none() && row.byte <= at;
                return Some(At { spot, paragraph, row: rows.iter().rposition(is_before).unwrap_or(0) });
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
            let printed = self.printed(here);
            for paragraph in 0..printed.len() {
                let skips = if here != from.spot || paragraph > from.paragraph { 0 } else { from.row };
                if here == from.spot && paragraph < from.paragraph || rows.len() >= count {
                    continue;
                }
                rows.extend(self.rows(here, paragraph, &printed).into_iter().skip(skips));
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
            let printed = self.printed(here);
            for paragraph in (0..printed.len()).rev() {
                if here == from.spot && paragraph > from.paragraph || rows.len() >= count {
                    continue;
                }
                let mut own = self.rows(here, paragraph, &printed);
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

    /// The rows of a paragraph: a blank one before it where it stands apart, and the edges of the pages that begin in it. The
    /// last of all has the foot of the last page after it.
    fn rows(&self, spot: Spot, paragraph: usize, printed: &[Printed]) -> Vec<SheetRow> {
        let words = &printed[paragraph];
        let ambiguous = self.model.session.ambiguous;
        let is_here = self.model.spot() == spot && self.written.is_none_or(|written| written == paragraph);
        let plain = SheetRow::blank(At { spot, paragraph, row: 0 });
        let begins = self.breaks.into_iter().flat_map(|breaks| breaks.within(spot.part()));
        let begins = begins.filter(|(_, place)| place.paragraph == paragraph).map(|(page, place)| (page, place.byte));
        let mut begins = begins.peekable();
        let mut rows = if spot == Spot::Report && paragraph == 0 { self.opening() } else { Vec::new() };
        let tops = begins.peek().is_some_and(|(_, byte)| *byte == 0);
        let is_first = paragraph == 0 && self.previous(spot).is_none();
        if !tops && !is_first {
            let blank = SheetRow { is_here: is_here && paragraph > 0, ..plain.clone() };
            rows.extend(std::iter::repeat_n(blank, words.apart));
        }
        let (width, is_paper) = self.line(spot);
        let drawing = words.table.as_ref().and_then(|table| Drawing::new(table, width, ambiguous));
        let pieces = match (&words.table, drawing) {
            (Some(table), Some(drawing)) => {
                let here = SheetRow { is_here, ..plain.clone() };
                self.tabled((words, table, &drawing), (&here, width), &mut begins, &mut rows);
                Vec::new()
            }
            _ => self.pieces(words, (width, is_paper)),
        };
        for (start, end, first) in pieces {
            while let Some((page, byte)) = begins.next_if(|(_, byte)| *byte <= start || *byte < end) {
                rows.extend(self.edges(page).map(|(edge, indent)| SheetRow { edge, indent, byte, ..plain.clone() }));
            }
            let text = words.text[start..end].trim_end_matches('\n').to_owned();
            let columns = text::width(text.trim_end(), ambiguous);
            let free = width.saturating_sub(columns);
            let indent = match words.set {
                Set::Centred => free / 2,
                Set::CentredFrom(byte) if start >= byte => free / 2,
                Set::Right(blank) => free.saturating_sub(blank),
                Set::Begins(from) => width.saturating_sub(from).min(free),
                Set::Around(middle) => width.saturating_sub(middle + columns / 2).min(free),
                Set::Flush | Set::Indented | Set::CentredFrom(_) => first,
            };
            let head = words.head.saturating_sub(start).min(text.len());
            rows.push(SheetRow { text, indent, head, is_here, byte: start, ..plain.clone() });
        }
        if let Some(breaks) = self.breaks.filter(|_| paragraph + 1 == printed.len() && self.is_last(spot)) {
            let byte = words.text.len();
            let end = self.edges(breaks.count()).map(|(edge, indent)| SheetRow { edge, indent, byte, ..plain.clone() });
            rows.extend(end);
        }
        for (row, own) in rows.iter_mut().enumerate() {
            own.at.row = row;
        }
        rows
    }

    /// Columns of a line in this row of the outline, and whether its lines end where they end on paper.
    fn line(&self, spot: Spot) -> (usize, bool) {
        let report = self.model.report();
        let annex = spot.section().and_then(|id| report.tree.annex_of(id));
        let paper = sheet::paper_of(report, &self.model.session.export.profile, annex);
        let (room, asks) = self.across;
        match paper {
            Paper::Across if self.format.look() == Look::Page => (asks.min(room), asks + 2 <= room),
            Paper::Across | Paper::Upright => (self.width, self.is_paper),
        }
    }

    /// The rows of 封面 and 目录, each page after its edge.
    fn opening(&self) -> Vec<SheetRow> {
        let mut rows = Vec::new();
        for (page, lines) in self.breaks.iter().flat_map(|breaks| breaks.opening()).enumerate() {
            let blank =
                SheetRow { opening: Some(page), ..SheetRow::blank(At { spot: Spot::Report, paragraph: 0, row: 0 }) };
            let says = match lines.first() {
                Some(Opening::Cover { .. }) => "封面",
                Some(Opening::Head(_) | Opening::Entry { .. }) => "目录",
                None => "空白页",
            };
            rows.push(SheetRow { edge: Some(Edge::Paper(says.to_owned())), ..blank.clone() });
            for line in lines {
                self.opens(line, &blank, &mut rows);
            }
        }
        rows
    }

    /// Adds the rows of a line of 封面 or 目录.
    fn opens(&self, line: &Opening, blank: &SheetRow, rows: &mut Vec<SheetRow>) {
        let ambiguous = self.model.session.ambiguous;
        let columns = |words: &str| text::width(words, ambiguous);
        let mut put = |words: &str, indent: usize, is_head: bool| {
            let head = if is_head { words.len() } else { 0 };
            rows.push(SheetRow { text: words.to_owned(), indent, head, ..blank.clone() });
        };
        let middle = |words: &str| self.width.saturating_sub(columns(words)) / 2;
        match line {
            Opening::Cover { text, is_centred, is_title, blanks } => {
                (0..*blanks).for_each(|_| put("", 0, false));
                for row in text::wrap(text, self.width, 0, ambiguous) {
                    let words = text[row.start..row.end].trim_end();
                    put(words, if *is_centred { middle(words) } else { 0 }, *is_title);
                }
            }
            Opening::Head(words) => {
                put(words, middle(words), true);
                put("", 0, false);
            }
            Opening::Entry { level, text, page } => {
                let (left, number) = (2 * (level - 1), page.to_string());
                // Room for a dot and the number.
                let width = self.width.saturating_sub(left + 4 + number.len() + 2).max(4);
                let pieces = text::wrap(text, width, 0, ambiguous);
                let last = pieces.len() - 1;
                for (k, row) in pieces.into_iter().enumerate() {
                    let (words, indent) = (text[row.start..row.end].trim_end(), if k == 0 { left } else { left + 4 });
                    let free = self.width.saturating_sub(indent + columns(words) + number.len() + 2);
                    match k == last {
                        true => put(&format!("{words} {} {number}", ".".repeat(free)), indent, false),
                        false => put(words, indent, false),
                    }
                }
            }
        }
    }

    /// Adds the rows of a table, with the edges of the pages that begin in it.
    fn tabled(
        &self,
        (words, table, drawing): (&Printed, &Table, &Drawing<'_>),
        (plain, width): (&SheetRow, usize),
        begins: &mut Peekable<impl Iterator<Item = (usize, usize)>>,
        rows: &mut Vec<SheetRow>,
    ) {
        let edge = |page: usize, byte: usize| {
            self.edges(page).map(move |(edge, indent)| SheetRow { edge, indent, byte, is_here: false, ..plain.clone() })
        };
        while let Some((page, byte)) = begins.next_if(|(_, byte)| *byte == 0) {
            rows.extend(edge(page, byte));
        }
        let around = |words: &str, byte: usize, side: Side| {
            let ambiguous = self.model.session.ambiguous;
            let lines = text::wrap(words, width, 0, ambiguous).into_iter().filter(|_| !words.is_empty());
            let line = |line: Line| {
                let text = words[line.start..line.end].trim_end().to_owned();
                let free = width.saturating_sub(text::width(&text, ambiguous));
                let indent = match side {
                    Side::Left => 0,
                    Side::Middle => free / 2,
                    Side::Right => free,
                };
                SheetRow { text, indent, byte, ..plain.clone() }
            };
            lines.map(line).collect::<Vec<_>>()
        };
        rows.extend(around(&table.title, 0, Side::Middle));
        rows.extend(around(&table.unit, 0, Side::Right));
        let starts = words.rows_at();
        let row_at = |row: usize| starts.get(row).copied().unwrap_or(words.text.len());
        let count = table.rows.len();
        let begins: Vec<(usize, usize)> = begins.collect();
        let begun = begins.iter().filter_map(|(_, byte)| starts.binary_search(byte).ok());
        let mut ends: Vec<usize> = begun.filter(|row| (1..count).contains(row)).chain([count]).collect();
        ends.dedup();
        let mut begins = begins.into_iter().peekable();
        let (mut from, mut last) = (0, 0);
        for end in ends {
            for lines in drawing.rows(from..end).chunk_by(|(above, _), (row, _)| above == row) {
                for (k, (row, text)) in lines.iter().enumerate() {
                    // A row that is parted between pages is parted here about where it is there.
                    let reached = row_at(*row) + (row_at(row + 1) - row_at(*row)) * k / lines.len();
                    while let Some((page, byte)) = begins.next_if(|(_, byte)| *byte <= reached) {
                        rows.extend(edge(page, byte));
                        last = byte;
                    }
                    rows.push(SheetRow { text: text.clone(), byte: row_at(*row).max(last), ..plain.clone() });
                }
            }
            from = end;
        }
        for (page, byte) in begins {
            rows.extend(edge(page, byte));
        }
        rows.extend(around(&table.note, row_at(count), Side::Left));
    }

    /// The rows of a paragraph as bytes of its text, from and to, with the indent of each: the lines that it has on paper, as
    /// far as there is room for them.
    fn pieces(&self, words: &Printed, (width, is_paper): (usize, bool)) -> Vec<(usize, usize, usize)> {
        let indent = if words.set == Set::Indented { INDENT } else { 0 };
        let ambiguous = self.model.session.ambiguous;
        let mut pieces = Vec::new();
        let mut cuts = words.lines.iter().copied().filter(|_| is_paper).peekable();
        let mut start = 0;
        for line in words.text.split_inclusive('\n') {
            let end = start + line.len();
            let mut from = start;
            while from < end {
                while cuts.next_if(|cut| *cut <= from).is_some() {}
                let cut = cuts.next_if(|cut| *cut < end).filter(|cut| words.text.is_char_boundary(*cut));
                let to = cut.unwrap_or(end);
                let first = if from == start { indent } else { 0 };
                let piece = words.text[from..to].trim_end_matches('\n');
                // On paper a mark may stand beyond the end of a line.
                let width = if is_paper { width + 2 } else { width };
                let rows = text::wrap(piece, width, first, ambiguous);
                let last = rows.len() - 1;
                pieces.extend(
                    rows.into_iter()
                        .enumerate()
                        .map(|(k, row)| (from + row.start, if k == last { to } else { from + row.end }, row.indent)),
                );
                from = to;
            }
            start = end;
        }
        if pieces.is_empty() {
            pieces.push((0, 0, indent));
        }
        pieces
    }

    /// What stands between two pages, the second of this number from 0, each row with its indent.
    fn edges(&self, page: usize) -> impl Iterator<Item = (Option<Edge>, usize)> {
        let count = self.breaks.map_or(0, Breaks::count);
        let profile = &self.model.session.export.profile;
        let number = (page > 0).then(|| profile.number_on(page, count)).flatten();
        let columns = |words: &str| text::width(words, self.model.session.ambiguous);
        let foot = number.map(|number| {
            let free = self.width.saturating_sub(columns(&number));
            let indent = match profile.page_number {
                PageNumber::Outside if page % 2 == 1 => free.saturating_sub(2),
                PageNumber::Outside => 2,
                PageNumber::Center | PageNumber::Hidden => free / 2,
            };
            (Some(Edge::Foot(number)), indent)
        });
        let says = if page < count { format!("第{}页，共{count}页", page + 1) } else { String::new() };
        foot.into_iter().chain([(Some(Edge::Paper(says)), 0)])
    }

    /// Whether nothing is handed in after this part.
    fn is_last(&self, spot: Spot) -> bool {
        /// Parts without a word that may stand after it.
        const EMPTY: usize = 4;
        let mut at = spot;
        for _ in 0..EMPTY {
            let Some(next) = self.next(at) else { return true };
            if !self.printed(next).is_empty() {
                return false;
            }
            at = next;
        }
        false
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
        let widths = model.paged.as_ref().map(|paged| paged.breaks.widths());
        let none = Widths::default();
        sheet::printed(
            report,
            model.outline.figures(),
            &part,
            self.format,
            &model.session.export,
            widths.unwrap_or(&none),
        )
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

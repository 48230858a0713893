//! The manuscript (稿面): several texts of a report, one below the other, as they will stand on paper. Only as much is laid
//! out as the window reaches:
//!
//! ```text
//!            ┌ one Flow a text ────────────────────────────┐
//!  Heading   │    一、主要工作                             │  the number is drawn in the indent: no text, never selected
//!  Heading   │    （一）抓规范。今年以来，督查室牵头制定了 │  a run-in heading, and the text after it: two pieces of a row
//!  Body      │办理办法，共受理诉求10278件。                │
//! ```
//!
//! A row is known by its text and its row there, never by its number: what stands before it is not counted. A caret is a
//! place in one text; moving it may lead into another.

mod flows;
mod walk;

use std::cmp::Ordering;

use crate::edit::Edit;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::TableAside;
use crate::report::grid;
use crate::report::numbering::Marker;
use crate::text;
use crate::text::Ambiguous;
use crate::tui::caret::Caret;
use crate::tui::flow::Flow;
use crate::tui::flow::INDENT;
use crate::tui::flow::Measure;
use crate::tui::flow::What;
use crate::tui::outline::Outline;
use crate::tui::outline::Span;

use self::flows::Flows;

/// The least columns that a text after a run-in heading begins in; with fewer it begins in the next row.
const LEAST: usize = 6;

/// Columns that unit and date are set in from the right: four characters (GB/T 9704-2012, 7.3.5.3).
const SIGNED: usize = 8;

/// What a manuscript shows.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The report.
    pub report: &'a Report,
    /// Its outline.
    pub outline: &'a Outline,
    /// How wide the terminal makes characters of ambiguous width.
    pub ambiguous: Ambiguous,
}

/// A row of a manuscript, known by its text and the row there. The first row of a text after a run-in heading belongs to that
/// heading's last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    field: Field,
    row: usize,
}

/// A row as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// What stands in it: a text, and after a run-in heading a second.
    pub pieces: Vec<Piece>,
}

/// A row of a text in a row of the manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub field: Field,
    /// Its row there, from 0.
    pub row: usize,
    /// Columns that it is set in by, beside its own indent.
    pub column: usize,
    /// The number before it, and the column that stands at: drawn in the indent, no part of the text.
    pub label: Option<(usize, String)>,
    /// The mark between a run-in heading and this text, and its column.
    pub stop: Option<(usize, &'static str)>,
    /// How much stands folded behind this heading, and the column for that.
    pub folded: Option<(usize, String)>,
}

/// Texts in rows, and which of these are on the screen.
#[derive(Debug)]
pub struct Manuscript {
    flows: Flows,
    span: Span,
    /// The text that is written; it shows even where it is empty.
    written: Option<Field>,
    top: Anchor,
    rows: Vec<PageRow>,
    /// Columns that texts wrap in, and rows.
    size: (usize, usize),
}

impl Default for Manuscript {
    fn default() -> Manuscript {
        Manuscript {
            flows: Flows::default(),
            span: Span::One(Field::Title),
            written: None,
            top: Anchor { field: Field::Title, row: 0 },
            rows: Vec::new(),
            size: (1, 1),
        }
    }
}

/// Where a text stands on its rows.
enum Side {
    Left,
    Middle,
    Right,
}

impl Manuscript {
    /// The rows on the screen, from the top.
    pub fn rows(&self) -> &[PageRow] {
        &self.rows
    }

    /// A text in rows; `None` of one that hasn't been near the screen.
    pub fn flow(&self, field: Field) -> Option<&Flow> {
        self.flows.get(field)
    }

    /// The part of the report that it reaches over.
    pub fn span(&self) -> &Span {
        &self.span
    }

    /// The row drawn first.
    pub fn top(&self) -> Anchor {
        self.top
    }

    /// Draws from this row on, as far as it is still there.
    pub fn set_top(&mut self, top: Anchor) {
        self.top = top;
    }

    /// An edit of the report, as it was done. Every one has to be told, in order.
    pub fn follow(&mut self, edit: &Edit) {
        self.flows.follow(edit);
    }

    /// Reaches over this part from now on, in so many columns and rows; `written` is the text with the caret.
    pub fn reach(&mut self, span: Span, written: Option<Field>, size: (usize, usize)) {
        if let Span::One(now) = &span
            && self.span != span
        {
            self.top = Anchor { field: *now, row: 0 };
        }
        (self.span, self.written, self.size) = (span, written, (size.0.max(1), size.1.max(1)));
        self.flows.turn();
    }

    /// Fits a caret into its text: out of references, and in a table that is wider than the screen into sight.
    pub fn fit(&mut self, seen: &Seen<'_>, field: Field, caret: Caret) -> Caret {
        self.lay(seen, field);
        let flow = self.flows.take(field);
        let caret = caret.clamped(flow.source()).fitted(flow);
        flow.reveal(caret.at);
        caret
    }

    /// Scrolls as little as it needs for the row of a caret to be seen.
    pub fn scroll_to(&mut self, seen: &Seen<'_>, field: Field, caret: Caret) {
        let flow = self.lay(seen, field);
        let (row, about) = (flow.locate(&caret).0, flow.rows_about(&caret));
        let about = if about.len() > self.size.1 { row..row + 1 } else { about };
        let from = self.anchor(seen, field, about.start);
        let last = self.anchor(seen, field, about.end - 1);
        self.mend_top(seen, from);
        if self.compare(seen, from, self.top) == Ordering::Less {
            self.top = from;
            return;
        }
        let lowest = self.walk(seen, self.top, self.size.1 - 1);
        if self.compare(seen, last, lowest) == Ordering::Greater {
            self.top = self.walk_back(seen, last, self.size.1 - 1);
        }
    }

    /// Scrolls to a text where its first row isn't on the screen: with a row before it.
    pub fn scroll_to_text(&mut self, seen: &Seen<'_>, field: Field) {
        let Some(field) = self.near(seen, field) else { return };
        let there = self.anchor(seen, field, 0);
        self.mend_top(seen, there);
        let lowest = self.walk(seen, self.top, self.size.1.saturating_sub(2));
        let is_above = self.compare(seen, there, self.top) == Ordering::Less;
        if is_above || self.compare(seen, there, lowest) == Ordering::Greater {
            self.top = self.walk_back(seen, there, 1);
        }
    }

    /// Turns it by so many rows, as far as there are any.
    pub fn turn(&mut self, seen: &Seen<'_>, by: isize) {
        self.mend_top(seen, self.top);
        if by < 0 {
            self.top = self.walk_back(seen, self.top, by.unsigned_abs());
            return;
        }
        let mut lowest = self.walk(seen, self.top, self.size.1 - 1);
        for _ in 0..by {
            let (Some(top), Some(below)) = (self.below(seen, self.top), self.below(seen, lowest)) else { return };
            (self.top, lowest) = (top, below);
        }
    }

    /// Lays out the rows of the screen. Where the end of several texts leaves room, what stands before them fills it.
    pub fn lay_rows(&mut self, seen: &Seen<'_>) {
        self.mend_top(seen, self.top);
        if !matches!(self.span, Span::One(_)) {
            let (lowest, rows) = self.walked(seen, self.top, self.size.1 - 1);
            if rows + 1 < self.size.1 {
                self.top = self.walk_back(seen, lowest, self.size.1 - 1);
            }
        }
        let mut rows = Vec::new();
        let mut at = Some(self.top);
        while let Some(anchor) = at.filter(|_| rows.len() < self.size.1) {
            let row = self.page_row(seen, anchor);
            rows.push(row);
            at = self.below(seen, anchor);
        }
        self.rows = rows;
    }

    /// Row of the screen and column of a caret, from 0; `None` where it is out of sight.
    pub fn locate(&self, field: Field, caret: &Caret) -> Option<(usize, usize)> {
        let (row, column) = self.flow(field)?.locate(caret);
        let has = |piece: &&Piece| piece.field == field && piece.row == row;
        self.rows.iter().enumerate().find_map(|(at, page_row)| {
            let piece = page_row.pieces.iter().find(has)?;
            Some((at, piece.column + column))
        })
    }

    /// The text and the caret nearest to a cell of the screen; past the last row, in the last.
    pub fn hit(&self, row: usize, column: usize) -> Option<(Field, Caret)> {
        let row = self.rows.get(row).or(self.rows.last())?;
        self.hit_row(row, column)
    }

    /// Whether a row of the screen shows what stands around a table: its title, its unit, its note.
    pub fn is_around(&self, row: usize) -> bool {
        let piece = self.rows.get(row).and_then(|row| row.pieces.last());
        let flow = piece.and_then(|piece| Some((self.flow(piece.field)?, piece.row)));
        flow.is_some_and(|(flow, row)| flow.pieces(row).iter().any(|piece| matches!(piece.what, What::Around(_))))
    }

    /// The same for a drag: above the first row and below the last it reaches one row further.
    pub fn hit_beyond(&mut self, seen: &Seen<'_>, row: isize, column: usize) -> Option<(Field, Caret)> {
        let last = self.rows.len().checked_sub(1)?;
        let anchor = |row: &PageRow| row.pieces.first().map(|piece| Anchor { field: piece.field, row: piece.row });
        let beyond = match usize::try_from(row) {
            Err(_) => anchor(&self.rows[0]).and_then(|first| self.above(seen, first)),
            Ok(row) if row > last => anchor(&self.rows[last]).and_then(|last| self.below(seen, last)),
            Ok(_) => None,
        };
        match beyond {
            Some(there) => {
                let row = self.page_row(seen, there);
                self.hit_row(&row, column)
            }
            None => self.hit(usize::try_from(row).unwrap_or(0), column),
        }
    }

    fn hit_row(&self, row: &PageRow, column: usize) -> Option<(Field, Caret)> {
        let begins = |piece: &Piece| self.flow(piece.field).map_or(0, |flow| flow.row(piece.row).indent);
        let second = row.pieces.get(1).filter(|piece| column >= begins(piece));
        let piece = second.or(row.pieces.first())?;
        let flow = self.flow(piece.field)?;
        Some((piece.field, flow.hit(piece.row, column.saturating_sub(piece.column))))
    }

    /// The first text that shows.
    fn first(&self, seen: &Seen<'_>) -> Option<Field> {
        let mut at = seen.outline.first_text(&self.span);
        while let Some(field) = at.filter(|&field| !self.shows(seen, field)) {
            at = seen.outline.next_text(seen.report, &self.span, field);
        }
        at
    }

    /// The last text that shows.
    fn last(&self, seen: &Seen<'_>) -> Option<Field> {
        let mut at = seen.outline.last_text(seen.report, &self.span);
        while let Some(field) = at.filter(|&field| !self.shows(seen, field)) {
            at = seen.outline.previous_text(seen.report, &self.span, field);
        }
        at
    }

    /// The text that shows after one.
    pub fn next(&self, seen: &Seen<'_>, field: Field) -> Option<Field> {
        let mut at = seen.outline.next_text(seen.report, &self.span, field);
        while let Some(field) = at.filter(|&field| !self.shows(seen, field)) {
            at = seen.outline.next_text(seen.report, &self.span, field);
        }
        at
    }

    /// The text that shows before one.
    pub fn previous(&self, seen: &Seen<'_>, field: Field) -> Option<Field> {
        let mut at = seen.outline.previous_text(seen.report, &self.span, field);
        while let Some(field) = at.filter(|&field| !self.shows(seen, field)) {
            at = seen.outline.previous_text(seen.report, &self.span, field);
        }
        at
    }

    /// This text, or where it doesn't show the nearest that does.
    fn near(&self, seen: &Seen<'_>, field: Field) -> Option<Field> {
        if seen.outline.spans(seen.report, &self.span, field) && self.shows(seen, field) {
            return Some(field);
        }
        self.previous(seen, field).or_else(|| self.next(seen, field)).or_else(|| self.first(seen))
    }

    /// Whether a text takes a row: title and headings always, others where something is written.
    fn shows(&self, seen: &Seen<'_>, field: Field) -> bool {
        self.written == Some(field)
            || matches!(field, Field::Title | Field::Heading(_))
            || matches!(self.span, Span::One(_))
            || seen.report.text(field).is_some_and(|text| !text.is_empty())
    }

    /// The heading whose last row a text begins in.
    fn run_in(&mut self, seen: &Seen<'_>, field: Field) -> Option<Field> {
        let Field::Body(id) = field else { return None };
        self.begins(seen, id).map(|_| Field::Heading(id))
    }

    /// The column at which the text of a section begins in the last row of its heading, and where the mark between stands;
    /// `None` where it begins a row of its own.
    fn begins(&mut self, seen: &Seen<'_>, id: SectionId) -> Option<(usize, (usize, &'static str))> {
        let section = seen.report.tree.section(id)?;
        let heading = section.heading.trim();
        let is_run_in = section.style.heading == HeadingStyle::RunIn || heading.is_empty();
        if !is_run_in || matches!(self.span, Span::One(_)) || seen.report.tree.is_annex(id) {
            return None;
        }
        let first = section.body.split('\n').next().unwrap_or_default();
        if grid::row_of(first).is_some() {
            return None;
        }
        let stop = if heading.is_empty() { "" } else { section.style.stop.behind(heading) };
        let width = self.size.0;
        let flow = self.lay(seen, Field::Heading(id));
        let end = flow.end_column(flow.len() - 1);
        let column = end + text::width(stop, seen.ambiguous);
        (column + LEAST <= width).then_some((column, (end, stop)))
    }

    /// The number of a section as it is drawn, with the gap after it.
    fn label(&self, seen: &Seen<'_>, id: SectionId) -> String {
        let Some(number) = seen.outline.number(id) else { return String::new() };
        let above = seen.report.tree.ancestors(id).filter_map(|above| seen.outline.number(above));
        let label = number.label(above);
        if label.is_empty() { label } else { format!("{label}{}", number.gap()) }
    }

    /// Brings the rows of a text up to date.
    fn lay(&mut self, seen: &Seen<'_>, field: Field) -> &Flow {
        if self.flows.is_fresh(field) {
            return self.flows.take(field);
        }
        let first = match field {
            Field::Title | Field::Subtitle | Field::Salutation | Field::Organization | Field::Date => 0,
            Field::Heading(id) => {
                let label = text::width(&self.label(seen, id), seen.ambiguous);
                let indent = if is_annexed(seen, id) { 0 } else { INDENT };
                (label + indent).min(self.size.0 / 2)
            }
            Field::Body(id) => self.begins(seen, id).map_or(INDENT, |(column, _)| column),
            _ => INDENT,
        };
        let indent = if field.has_paragraphs() && first >= INDENT { INDENT } else { 0 };
        let measure = Measure { width: self.size.0, first, indent, ambiguous: seen.ambiguous };
        let report = seen.report;
        let hung = grid::home(field).and_then(|(owner, text)| Some(grid::hung(report.aside(owner)?, text)));
        let hung: Option<Vec<&TableAside>> = hung.map(Iterator::collect);
        let text = report.text(field).unwrap_or_default();
        let flow = self.flows.take(field);
        flow.show((field, text), hung.as_deref(), measure, seen.outline.figures());
        flow
    }

    /// Columns that a row of a text is set in by, beside its own indent.
    fn offset(&mut self, seen: &Seen<'_>, field: Field, row: usize) -> usize {
        let side = match field {
            _ if matches!(self.span, Span::One(_)) => Side::Left,
            Field::Title | Field::Subtitle => Side::Middle,
            Field::Organization | Field::Date => Side::Right,
            _ => Side::Left,
        };
        let width = self.size.0;
        let free = |page: &mut Manuscript| width.saturating_sub(page.lay(seen, field).end_column(row));
        match side {
            Side::Left => 0,
            Side::Middle => free(self) / 2,
            Side::Right => free(self).saturating_sub(SIGNED),
        }
    }

    /// The row of a text as a row of the manuscript.
    fn anchor(&mut self, seen: &Seen<'_>, field: Field, row: usize) -> Anchor {
        match self.run_in(seen, field).filter(|_| row == 0) {
            Some(heading) => Anchor { field: heading, row: self.lay(seen, heading).len() - 1 },
            None => Anchor { field, row },
        }
    }

    /// The row below.
    fn below(&mut self, seen: &Seen<'_>, at: Anchor) -> Option<Anchor> {
        if at.row + 1 < self.lay(seen, at.field).len() {
            return Some(Anchor { row: at.row + 1, ..at });
        }
        let mut next = self.next(seen, at.field);
        while let Some(field) = next {
            if self.run_in(seen, field).is_none() {
                return Some(Anchor { field, row: 0 });
            }
            if self.lay(seen, field).len() > 1 {
                return Some(Anchor { field, row: 1 });
            }
            next = self.next(seen, field);
        }
        None
    }

    /// The row above.
    fn above(&mut self, seen: &Seen<'_>, at: Anchor) -> Option<Anchor> {
        if at.row > 0 {
            return Some(self.anchor(seen, at.field, at.row - 1));
        }
        let before = self.previous(seen, at.field)?;
        let last = self.lay(seen, before).len() - 1;
        Some(self.anchor(seen, before, last))
    }

    /// So many rows further on, or as many as there are.
    fn walk(&mut self, seen: &Seen<'_>, from: Anchor, rows: usize) -> Anchor {
        self.walked(seen, from, rows).0
    }

    fn walked(&mut self, seen: &Seen<'_>, from: Anchor, rows: usize) -> (Anchor, usize) {
        let mut at = from;
        for walked in 0..rows {
            match self.below(seen, at) {
                Some(below) => at = below,
                None => return (at, walked),
            }
        }
        (at, rows)
    }

    /// So many rows back, or as many as there are.
    fn walk_back(&mut self, seen: &Seen<'_>, from: Anchor, rows: usize) -> Anchor {
        let mut at = from;
        for _ in 0..rows {
            match self.above(seen, at) {
                Some(above) => at = above,
                None => break,
            }
        }
        at
    }

    fn compare(&self, seen: &Seen<'_>, a: Anchor, b: Anchor) -> Ordering {
        let order = |field| seen.outline.order(seen.report, field);
        order(a.field).cmp(&order(b.field)).then(a.row.cmp(&b.row))
    }

    /// Puts the first row right after the report has changed; where its text is gone, another.
    fn mend_top(&mut self, seen: &Seen<'_>, instead: Anchor) {
        let is_there =
            |page: &Manuscript, field| seen.outline.spans(seen.report, &page.span, field) && page.shows(seen, field);
        let top = if is_there(self, self.top.field) { self.top } else { instead };
        let field = if is_there(self, top.field) { Some(top.field) } else { self.near(seen, top.field) };
        let Some(field) = field else { return };
        let row = if field == top.field { top.row.min(self.lay(seen, field).len() - 1) } else { 0 };
        self.top = self.anchor(seen, field, row);
    }

    fn page_row(&mut self, seen: &Seen<'_>, Anchor { field, row }: Anchor) -> PageRow {
        let column = self.offset(seen, field, row);
        let last = self.lay(seen, field).len() - 1;
        let is_one = matches!(self.span, Span::One(_));
        let label = match field {
            Field::Heading(id) if row == 0 && !is_one => {
                let label = self.label(seen, id);
                let at = if is_annexed(seen, id) { 0 } else { INDENT };
                (!label.is_empty()).then_some((at, label))
            }
            _ => None,
        };
        let folded = match field {
            Field::Heading(id) if row == last && !is_one && seen.outline.folds(id) => {
                let sections = seen.outline.branch(id).map_or(0, |lines| lines.len() - 1);
                let words = format!(" …（{sections}节，{}字）", text::grouped(seen.outline.total(id)));
                let end = column + self.lay(seen, field).end_column(row);
                // Where the heading fills the row it stands over its end.
                Some((end.min(self.size.0.saturating_sub(text::width(&words, seen.ambiguous))), words))
            }
            _ => None,
        };
        let mut pieces = vec![Piece { field, row, column, label, stop: None, folded }];
        if let Field::Heading(id) = field
            && row == last
            && self.next(seen, field) == Some(Field::Body(id))
            && let Some((_, stop)) = self.begins(seen, id)
        {
            self.lay(seen, Field::Body(id));
            pieces.push(Piece {
                field: Field::Body(id),
                row: 0,
                column: 0,
                label: None,
                stop: Some(stop),
                folded: None,
            });
        }
        PageRow { pieces }
    }
}

/// Whether a section is an annex as a whole: its number stands by itself at the left.
fn is_annexed(seen: &Seen<'_>, id: SectionId) -> bool {
    let marker = seen.outline.number(id).map(|number| number.marker);
    matches!(marker, Some(Marker::Annex | Marker::OnlyAnnex))
}

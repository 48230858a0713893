//! A text laid out in rows: soft-wrapped paragraphs, and where the caret stands among them. Only the paragraphs that an
//! edit touched are laid out anew.
//!
//! A reference that says something is drawn as what it says and is one step for the caret. All places are bytes of the
//! text as typed; rows are broken where the drawn text wants it:
//!
//! ```text
//! typed    共接到{电子工单}，{电子工单:同比}。     the caret stands before or after a reference, never in it
//! drawn    共接到10278个，同比增                a row may end inside one: a caret before it is in the upper row,
//!          长12.7%。                          one after it in the lower
//! ```
//!
//! A row may consist of several pieces: in a table each cell that reaches into it is one.

mod cell;
mod grid;
mod paragraph;
mod since;

use std::ops::Range;

use crate::edit::Edit;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::TableAside;
use crate::report::grid::BLANK;
use crate::report::grid::Block;
use crate::report::grid::Runs;
use crate::report::reference::Kind;
use crate::text;
use crate::text::Ambiguous;
use crate::text::char_floor;
use crate::tui::caret::Caret;

use self::cell::Cell;
use self::cell::Hangs;
use self::grid::Beside;
use self::grid::Fresh;
use self::grid::Grid;
use self::grid::Ruled;
use self::paragraph::Paragraph;
use self::since::Since;
use self::since::common_ends;

/// Columns of the first-line indent, drawn and never stored: two characters (GB/T 9704-2012, 7.3.3).
pub const INDENT: usize = 4;

/// A text in rows.
#[derive(Debug, Default)]
pub struct Flow {
    source: String,
    measure: Measure,
    /// The revision of the figures that are drawn.
    figures: u64,
    paragraphs: Vec<Paragraph>,
    /// Its tables, in order.
    grids: Vec<Grid>,
    /// What hangs on them; `None` of a text that has none.
    hung: Option<Vec<TableAside>>,
    /// How many paragraphs may be rows of a table.
    may_be_rows: usize,
    /// The text of the report that is laid out, and what is known of it by now.
    shown: Option<(Field, Since)>,
}

/// What a text is laid out by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Columns of a row.
    pub width: usize,
    /// Columns left free before the first row of the first paragraph.
    pub first: usize,
    /// Columns left free before the first row of any other.
    pub indent: usize,
    /// How wide the terminal makes characters of ambiguous width.
    pub ambiguous: Ambiguous,
}

impl Measure {
    /// Columns left free before the first row of the paragraph that begins at a byte of the text.
    fn before(self, start: usize) -> usize {
        if start == 0 { self.first } else { self.indent }
    }
}

/// A part of a row that is drawn in one manner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span<'a> {
    /// Its bytes in the text; of a reference all of them, even where only a part of it stands in this row.
    pub range: Range<usize>,
    /// What is drawn.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind,
}

/// A part of a row that has a place of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Columns before it.
    pub column: usize,
    /// What it is.
    pub what: What<'a>,
}

/// What a piece of a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// Words of the text, and the cell of a table that they belong to.
    Words(Vec<Span<'a>>, Option<CellAt>),
    /// What stands around a table and is no part of the text.
    Around(&'a str),
    /// Rules of a table.
    Rule(std::borrow::Cow<'a, str>),
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellAt {
    /// The byte that its table starts at.
    pub table: usize,
    /// Its row in the table.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// The columns of the screen that it has.
    pub columns: Range<usize>,
}

/// One row of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowRow {
    /// The first place in the text where a caret stands in this row. Of a row that begins inside a reference, the end of
    /// that reference.
    pub start: usize,
    /// The last such place, `start` at least. Of a row that ends inside a reference, the start of that reference.
    pub end: usize,
    /// Columns left free before it: the first-line indent of a paragraph.
    pub indent: usize,
    /// Whether the paragraph goes on in the next row.
    pub is_soft: bool,
}

impl Flow {
    /// Lays out a text of the report, with tables where it may have some: then this is what hangs on them. What
    /// [`Flow::follow`] has been told since the last time needn't be looked for.
    pub fn show(
        &mut self,
        (field, source): (Field, &str),
        hung: Option<&[&TableAside]>,
        measure: Measure,
        figures: &Ledger,
    ) {
        let hangs_same = match (&self.hung, hung) {
            (Some(before), Some(now)) => before.iter().eq(now.iter().copied()),
            (before, now) => before.is_none() && now.is_none(),
        };
        if !hangs_same {
            self.hung = hung.map(|hung| hung.iter().copied().cloned().collect());
        }
        let is_same = (self.measure, self.figures) == (measure, figures.revision()) && !self.paragraphs.is_empty();
        let known =
            self.shown.filter(|(shown, _)| is_same && *shown == field).and_then(|(_, since)| since.ends(source));
        self.shown = Some((field, Since::untouched(source.len())));
        let Some((before, behind)) = known else {
            if hangs_same {
                return self.lay_out(source, measure, figures);
            }
            let ends = if is_same { common_ends(&self.source, source) } else { (0, 0) };
            return self.change(source, ends, measure, figures);
        };
        let shorter = self.source.len().min(source.len());
        debug_assert_eq!(self.source[..before.min(shorter)], source[..before.min(shorter)], "nothing changed there");
        let behind = behind.min(shorter - before.min(shorter));
        debug_assert!(source.ends_with(&self.source[self.source.len() - behind..]), "nor there");
        if before < shorter || self.source.len() != source.len() {
            self.change(source, (before, behind), measure, figures);
        } else if !hangs_same {
            self.set_tables(&Fresh { now: 0..0, before: &[] });
            self.number_rows(0);
        }
    }

    /// An edit of the report, as it was done. Every one has to be told, in order.
    pub fn follow(&mut self, edit: &Edit) {
        let Some((shown, since)) = &mut self.shown else { return };
        match edit {
            Edit::Text { field, at, cut, put } if field == shown => since.edit(*at, cut.len(), put.len()),
            // What these bring along is another text by the same name at most.
            Edit::Insert { .. } | Edit::Remove { .. } => *since = Since::Unknown,
            Edit::Text { .. } | Edit::Metrics { .. } | Edit::Style { .. } | Edit::Setup { .. } | Edit::Move { .. } => {}
            Edit::Aside { .. } => {}
        }
    }

    /// Lays a text out. Cheap when little has changed.
    pub fn lay_out(&mut self, source: &str, measure: Measure, figures: &Ledger) {
        let same = (self.measure, self.figures) == (measure, figures.revision());
        if same && self.source == source && !self.paragraphs.is_empty() {
            return;
        }
        let ends = if same { common_ends(&self.source, source) } else { (0, 0) };
        self.change(source, ends, measure, figures);
    }

    /// Lays out a text that has so many bytes at its ends in common with the one before, without overlap.
    fn change(&mut self, source: &str, (before, behind): (usize, usize), measure: Measure, figures: &Ledger) {
        // A paragraph is kept when it and its line break lie in the common head, or it and the break before it in the tail.
        let head = self.paragraphs.partition_point(|p| p.start + p.len < before);
        let tail_from = self.source.len() - behind;
        let tail = self.paragraphs.partition_point(|p| p.start <= tail_from).max(head);
        let shift = |start: usize| start + source.len() - self.source.len();
        let from = head.checked_sub(1).map_or(0, |last| self.paragraphs[last].start + self.paragraphs[last].len + 1);
        let to = self.paragraphs.get(tail).map_or(source.len() + 1, |p| shift(p.start));
        let mut fresh = Vec::new();
        let mut start = from;
        while start < to {
            let end = source[start..].find('\n').map_or(source.len(), |len| start + len);
            let mut paragraph = Paragraph::new(source, start..end, figures);
            match &self.paragraphs[head..tail] {
                // One paragraph for another: a letter in a long one. Rows of another measure are none to go on from.
                [before] if (start, end + 1) == (from, to) && before.cells.is_none() && self.measure == measure => {
                    paragraph.lay(before.rewrap(&self.source, paragraph.text(source), measure));
                }
                _ => {}
            }
            fresh.push(paragraph);
            start = end + 1;
        }
        self.paragraphs[tail..].iter_mut().for_each(|p| p.start = shift(p.start));
        let now = head..head + fresh.len();
        let may_be_rows = |paragraphs: &[Paragraph]| paragraphs.iter().filter(|p| p.kind.is_some()).count();
        self.may_be_rows += may_be_rows(&fresh);
        let replaced: Vec<Paragraph> = self.paragraphs.splice(head..tail, fresh).collect();
        self.may_be_rows -= may_be_rows(&replaced);
        let (cut, end) = (before, self.source.len() - behind);
        self.source.replace_range(cut..end, &source[before..source.len() - behind]);
        if (self.measure, self.figures) != (measure, figures.revision()) {
            self.grids.clear();
            (self.measure, self.figures) = (measure, figures.revision());
        }
        let had_tables = !self.grids.is_empty();
        self.set_tables(&Fresh { now: now.clone(), before: &replaced });
        for paragraph in &mut self.paragraphs[now] {
            if paragraph.cells.is_none() && paragraph.lines.is_empty() {
                let lines = text::wrap(
                    paragraph.text(source),
                    measure.width,
                    measure.before(paragraph.start),
                    measure.ambiguous,
                );
                paragraph.lay(lines);
            }
        }
        // In a table, and where one is no more, rows above may take other room.
        self.number_rows(if had_tables || !self.grids.is_empty() { 0 } else { head });
    }

    /// Finds the tables after these paragraphs have been written anew, and lays them out.
    fn set_tables(&mut self, fresh: &Fresh<'_>) {
        let mut was = std::mem::take(&mut self.grids);
        let Some(hung) = self.hung.take() else { return self.leave_tables(0..self.paragraphs.len()) };
        if self.may_be_rows == 0 {
            self.hung = Some(hung);
            return;
        }
        let mut runs = Runs::default();
        for (at, paragraph) in self.paragraphs.iter().enumerate() {
            runs.line(paragraph.kind, at..at + 1);
        }
        let mut end = 0;
        for (number, run) in runs.end().into_iter().enumerate() {
            let aside = hung.iter().find(|aside| usize::try_from(aside.at) == Ok(number));
            if aside.is_none() && !run.is_table() {
                continue;
            }
            self.leave_tables(end..run.bytes.start);
            end = run.bytes.end;
            let texts = (self.paragraphs.as_mut_slice(), self.source.as_str());
            self.grids.push(Grid::lay(run.bytes, aside.cloned(), &mut was, texts, fresh, self.measure));
        }
        self.leave_tables(end..self.paragraphs.len());
        self.hung = Some(hung);
    }

    /// Lays out as text what was in a table and no longer is.
    fn leave_tables(&mut self, paragraphs: Range<usize>) {
        let Measure { width, ambiguous, .. } = self.measure;
        for paragraph in self.paragraphs[paragraphs].iter_mut().filter(|paragraph| paragraph.cells.is_some()) {
            paragraph.leave_table();
            let first = self.measure.before(paragraph.start);
            let lines = text::wrap(paragraph.text(&self.source), width, first, ambiguous);
            paragraph.lay(lines);
        }
    }

    /// Counts the rows from a paragraph on.
    fn number_rows(&mut self, from: usize) {
        let mut rows = from.checked_sub(1).map_or(0, |last| self.paragraphs[last].next_row());
        for paragraph in &mut self.paragraphs[from..] {
            paragraph.first_row = rows;
            rows = paragraph.next_row();
        }
    }

    /// The column after the last character of a row.
    pub fn end_column(&self, row: usize) -> usize {
        let ends = self.pieces(row).into_iter().map(|piece| {
            let words = match &piece.what {
                What::Words(spans, _) => spans.iter().map(|span| text::width(span.text, self.measure.ambiguous)).sum(),
                What::Around(words) => text::width(words, self.measure.ambiguous),
                What::Rule(rule) => text::width(rule, self.measure.ambiguous),
            };
            piece.column + words
        });
        ends.max().unwrap_or(0)
    }

    /// The text that is laid out.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many rows there are, at least 1.
    pub fn len(&self) -> usize {
        self.paragraphs.last().map_or(1, Paragraph::next_row)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// The row of this number from 0; past the end, the last. Of a row of a table, the whole line of the text.
    pub fn row(&self, row: usize) -> FlowRow {
        let Some((paragraph, line)) = self.line(row) else {
            return FlowRow { start: 0, end: 0, indent: self.measure.first, is_soft: false };
        };
        match paragraph.lines.get(line) {
            Some(row) => FlowRow { is_soft: line + 1 < paragraph.lines.len(), ..in_row(paragraph, *row) },
            None => {
                let (start, end) = (paragraph.start, paragraph.start + paragraph.len);
                FlowRow { start, end, indent: 0, is_soft: false }
            }
        }
    }

    /// The row that a caret stands in: of a paragraph, or in a table of its cell.
    pub fn row_of(&self, caret: &Caret) -> FlowRow {
        match self.in_table(caret.at) {
            None => self.row(self.locate(caret).0),
            Some(Inside { paragraph, cell, within, .. }) => {
                let row = cell.row_of(paragraph.drawn(within), hangs(caret));
                FlowRow { is_soft: cell.is_soft(row) == Hangs::Yes, ..in_row(paragraph, cell.line(row)) }
            }
        }
    }

    /// What is drawn in a row, from left to right. A row of a table has [`pieces`](Flow::pieces).
    pub fn spans(&self, row: usize) -> impl Iterator<Item = Span<'_>> {
        self.line(row).into_iter().flat_map(|(paragraph, line)| {
            let bytes = paragraph.lines.get(line).map_or(0..0, |line| line.start..line.end);
            paragraph.spans(&self.source, bytes)
        })
    }

    /// What stands in a row, each piece at its place.
    pub fn pieces(&self, row: usize) -> Vec<Piece<'_>> {
        let Some((at, offset)) = self.paragraph_of_row(row) else { return Vec::new() };
        let (paragraph, grid) = (&self.paragraphs[at], self.grid_of(at));
        let (Some(grid), Some(cells)) = (grid, &paragraph.cells) else {
            let words = What::Words(self.spans(row).collect(), None);
            return vec![Piece { column: self.row(row).indent, what: words }];
        };
        let (in_table, table) = (at - grid.rows.start, self.paragraphs[grid.rows.start].start);
        let beside = match offset.checked_sub(paragraph.above) {
            None => Some(Beside::Above(offset)),
            Some(line) => line.checked_sub(paragraph.height).map(Beside::Below),
        };
        let (shift, width) = (grid.shift(), self.measure.width);
        if let Some(beside) = beside {
            let piece = match grid.beside(in_table, beside) {
                Ruled::Words(column, words) => Piece { column, what: What::Around(words) },
                Ruled::Rule(rule) => {
                    let rule: String = rule.chars().skip(shift).take(width).collect();
                    Piece { column: 0, what: What::Rule(rule.into()) }
                }
            };
            return vec![piece];
        }
        let line = offset - paragraph.above;
        let mut pieces = Vec::new();
        for bar in grid.bars(in_table) {
            if (shift..shift + width).contains(&bar) {
                pieces.push(Piece { column: bar - shift, what: What::Rule(grid.bar().into()) });
            }
        }
        for placed in grid.places(in_table, cells) {
            let in_sight = placed.x >= shift && placed.x + placed.width <= shift + width;
            if placed.is_covered || !in_sight {
                continue;
            }
            let x = placed.x - shift;
            let of = CellAt { table, row: in_table, column: placed.cell, columns: x..x + placed.width };
            let cell = &cells[placed.cell];
            let (column, spans) = match line.checked_sub(placed.top).filter(|row| *row < cell.len()) {
                Some(row) if !cell.typed.is_empty() => {
                    let line = cell.line(row);
                    let spans = paragraph.spans(&self.source, line.start..line.end).collect();
                    (placed.start(line) - shift, spans)
                }
                _ => (x, Vec::new()),
            };
            pieces.push(Piece { column, what: What::Words(spans, Some(of)) });
        }
        pieces
    }

    /// Row and column, from 0, of a caret.
    pub fn locate(&self, caret: &Caret) -> (usize, usize) {
        let Some((paragraph, within)) = self.paragraph(caret.at) else {
            return (0, self.measure.first);
        };
        let at = paragraph.drawn(within);
        let columns = |from: usize| {
            let before = paragraph.text(&self.source).get(from..at.max(from)).unwrap_or_default();
            text::width(before, self.measure.ambiguous)
        };
        if let Some(Inside { grid, row, cell, column, .. }) = self.in_table(caret.at) {
            let line = cell.row_of(at, hangs(caret));
            let cells = paragraph.cells.as_deref().unwrap_or_default();
            let Some(placed) = grid.places(row, cells).into_iter().find(|placed| placed.cell == column) else {
                return (paragraph.first_row + paragraph.above, 0);
            };
            let start = cell.line(line).start;
            let column = (placed.start(cell.line(line)) + columns(start)).min(placed.x + placed.width);
            return (paragraph.first_row + paragraph.above + placed.top + line, column.saturating_sub(grid.shift()));
        }
        let mut line = paragraph.lines.partition_point(|line| line.start <= at).saturating_sub(1);
        if caret.hangs && line > 0 && paragraph.lines[line].start == at {
            line -= 1;
        }
        let text::Line { start, indent, .. } = paragraph.lines[line];
        (paragraph.first_row + line, indent + columns(start))
    }

    /// The caret nearest to a column of a row. In a row that lies wholly inside a reference it has no place: the answer is the
    /// one after it.
    pub fn hit(&self, row: usize, column: usize) -> Caret {
        let Some((at, offset)) = self.paragraph_of_row(row) else { return Caret::default() };
        let paragraph = &self.paragraphs[at];
        let (Some(grid), Some(cells)) = (self.grid_of(at), &paragraph.cells) else {
            let row = offset.min(paragraph.lines.len() - 1);
            let line = paragraph.lines[row];
            let is_soft = row + 1 < paragraph.lines.len() && line.end > line.start;
            let hangs = if is_soft { Hangs::Yes } else { Hangs::No };
            return self.hit_line(paragraph, line, hangs, column.saturating_sub(line.indent));
        };
        let in_table = at - grid.rows.start;
        let line = offset.saturating_sub(paragraph.above).min(paragraph.height - 1);
        let column = column.saturating_add(grid.shift());
        // The cell in whose columns it lies, and of several below each other the one that it lies in.
        let bars = grid.bars(in_table);
        let bar = bars.iter().rev().find(|bar| **bar < column).map_or(0, |bar| bar + 1);
        let places = grid.places(in_table, cells);
        let from = places.iter().filter(|placed| placed.x >= bar && placed.top <= line).min_by_key(|placed| placed.x);
        let same = |placed: &&grid::Placed| from.is_some_and(|from| from.x == placed.x) && placed.top <= line;
        let words = places.iter().filter(same).rfind(|placed| !placed.is_covered);
        let Some(placed) = words.or_else(|| places.iter().find(same)).or(places.last()) else {
            return Caret::new(paragraph.start);
        };
        if placed.is_covered
            && let Some((row, column)) = grid.first_of(in_table, placed.cell)
        {
            let first = &self.paragraphs[grid.rows.start + row];
            let cell = first.cells.as_ref().and_then(|cells| cells.get(column));
            return Caret::new(first.start + cell.map_or(0, |cell| cell.typed.end));
        }
        let cell = &cells[placed.cell];
        let row = line.saturating_sub(placed.top).min(cell.len() - 1);
        let line = cell.line(row);
        self.hit_line(paragraph, line, cell.is_soft(row), column.saturating_sub(placed.start(line)))
    }

    /// The caret nearest to a column of a row of a paragraph or a cell; whether it hangs at the row's end.
    fn hit_line(&self, paragraph: &Paragraph, line: text::Line, hangs: Hangs, column: usize) -> Caret {
        let text::Line { start, end, .. } = line;
        let is_soft = hangs == Hangs::Yes;
        let text = paragraph.text(&self.source);
        let columns = |range: Range<usize>| text::width(&text[range], self.measure.ambiguous);
        let at = start + text::byte_at_column(&text[start..end], column, self.measure.ambiguous);
        let (place, hangs) = match paragraph.figure(|mark| mark.drawn.start < at && at < mark.drawn.end) {
            None => (paragraph.typed(at).end, is_soft && at == end),
            Some(mark) => {
                let all = columns(mark.drawn.clone());
                let nearer_start = 2 * columns(mark.drawn.start..at) < all;
                let (first, last) = (mark.drawn.start >= start, mark.drawn.end <= end);
                if first && (nearer_start || !last) {
                    (mark.typed.start, false)
                } else {
                    (mark.typed.end, is_soft && mark.drawn.end == end)
                }
            }
        };
        Caret { hangs, ..Caret::new(paragraph.start + place) }
    }

    /// The end of the row that a caret stands in, of its cell in a table.
    pub fn end_of(&self, caret: &Caret) -> Caret {
        match self.in_table(caret.at) {
            None => self.hit(self.locate(caret).0, usize::MAX),
            Some(Inside { paragraph, cell, within, .. }) => {
                let row = cell.row_of(paragraph.drawn(within), hangs(caret));
                self.hit_line(paragraph, cell.line(row), cell.is_soft(row), usize::MAX)
            }
        }
    }

    /// The rows that are to be seen with a caret: its own, and beside the first and the last row of a table what stands around
    /// that.
    pub fn rows_about(&self, caret: &Caret) -> Range<usize> {
        let row = self.locate(caret).0;
        let Some((at, _)) = self.paragraph_of_row(row) else { return row..row + 1 };
        let paragraph = &self.paragraphs[at];
        let from = if row == paragraph.first_row + paragraph.above { paragraph.first_row } else { row };
        let is_last = row + 1 == paragraph.first_row + paragraph.above + paragraph.height;
        from..if is_last { paragraph.next_row() } else { row + 1 }
    }

    /// Brings the cell of a caret into sight where its table is wider than the screen.
    pub fn reveal(&mut self, at: usize) {
        let Some(Inside { grid, row, column, paragraph, .. }) = self.in_table(at) else { return };
        let places = grid.places(row, paragraph.cells.as_deref().unwrap_or_default());
        let place = places.iter().find(|placed| placed.cell == column).map(|placed| (placed.x, placed.width));
        let from = grid.rows.start;
        if let (Some(grid), Some(place)) = (self.grids.iter_mut().find(|grid| grid.rows.start == from), place) {
            grid.reveal(place);
        }
    }

    /// The bytes of the cell that a place lies in.
    pub fn cell(&self, at: usize) -> Option<Range<usize>> {
        let Inside { paragraph, cell, .. } = self.in_table(at)?;
        Some(paragraph.start + cell.typed.start..paragraph.start + cell.typed.end)
    }

    /// The bytes of the lines of the table that a place lies in, without the line break after them.
    pub fn table(&self, at: usize) -> Option<Range<usize>> {
        let rows = &self.in_table(at)?.grid.rows;
        let last = &self.paragraphs[rows.end - 1];
        Some(self.paragraphs[rows.start].start..last.start + last.len)
    }

    /// The bytes of the lines of each table, from the start of the text on.
    pub fn tables(&self) -> impl Iterator<Item = Range<usize>> {
        self.grids.iter().map(|grid| {
            let last = &self.paragraphs[grid.rows.end - 1];
            self.paragraphs[grid.rows.start].start..last.start + last.len
        })
    }

    /// The cells that a selection takes: those of a rectangle, where both its ends lie in cells of one table. With the byte
    /// that the table starts at.
    pub fn block(&self, selection: &Range<usize>) -> Option<(usize, Block)> {
        let (from, to) = (self.in_table(selection.start)?, self.in_table(selection.end)?);
        let is_one = from.grid.rows == to.grid.rows && (from.row, from.column) != (to.row, to.column);
        let table = self.paragraphs[from.grid.rows.start].start;
        is_one.then(|| (table, Block::between((from.row, from.column), (to.row, to.column))))
    }

    /// Whether a caret isn't seen at a place: in a cell that is part of another and says nothing, or before the blank of one that
    /// is empty.
    fn is_hidden(&self, at: usize) -> bool {
        self.in_table(at).is_some_and(|Inside { grid, row, column, cell, within, paragraph }| {
            let bytes = paragraph.start + cell.typed.start..paragraph.start + cell.typed.end;
            let is_blank = self.source.get(bytes) == Some(BLANK) && within == cell.typed.start;
            is_blank || cell.typed.is_empty() && grid.first_of(row, column).is_some()
        })
    }

    /// The place, or where a caret isn't seen there the next one on.
    pub fn seen(&self, at: usize) -> usize {
        if self.is_hidden(at) { self.next(at) } else { at }
    }

    /// The place one step before: a character, or a whole reference.
    pub fn previous(&self, at: usize) -> usize {
        let seen = std::iter::successors(Some(self.one_before(at)), |to| (*to > 0).then(|| self.one_before(*to)));
        let mut seen = seen.skip_while(|to| self.is_hidden(*to));
        seen.next().unwrap_or(at)
    }

    fn one_before(&self, at: usize) -> usize {
        match self.figure(at, |typed, at| typed.end == at) {
            Some(figure) => figure.start,
            None => self.out_of_figure(text::prev_boundary(&self.source, at)).start,
        }
    }

    /// The place one step on: a character, or a whole reference.
    pub fn next(&self, at: usize) -> usize {
        let end = self.source.len();
        let seen = std::iter::successors(Some(self.one_behind(at)), |to| (*to < end).then(|| self.one_behind(*to)));
        let mut seen = seen.skip_while(|to| self.is_hidden(*to));
        seen.next().unwrap_or(at)
    }

    fn one_behind(&self, at: usize) -> usize {
        match self.figure(at, |typed, at| typed.start == at) {
            Some(figure) => figure.end,
            None => self.out_of_figure(text::next_boundary(&self.source, at)).end,
        }
    }

    /// The start of the word before; a reference is a word of its own.
    pub fn previous_word(&self, at: usize) -> usize {
        if let Some(figure) = self.figure(at, |typed, at| typed.end == at) {
            return figure.start;
        }
        let word = text::prev_word(&self.source, at);
        let stop = self.paragraph(at).and_then(|(paragraph, within)| {
            let ends = paragraph.figures().filter(|mark| mark.typed.end < within).last()?.typed.end;
            Some(paragraph.start + ends)
        });
        stop.map_or(word, |stop| stop.max(word))
    }

    /// The start of the next word; a reference is a word of its own.
    pub fn next_word(&self, at: usize) -> usize {
        if let Some(figure) = self.figure(at, |typed, at| typed.start == at) {
            return figure.end;
        }
        let word = text::next_word(&self.source, at);
        let stop = self.paragraph(at).and_then(|(paragraph, within)| {
            let starts = paragraph.figures().find(|mark| mark.typed.start > within)?.typed.start;
            Some(paragraph.start + starts)
        });
        stop.map_or(word, |stop| stop.min(word))
    }

    /// The word that covers the character at a place; a reference is a word of its own.
    pub fn word_at(&self, at: usize) -> Range<usize> {
        if let Some(figure) = self.figure(at, |typed, at| typed.start <= at && at < typed.end) {
            return figure;
        }
        let Range { start, end } = text::word_at(&self.source, at);
        start.max(self.out_of_figure(start).end)..end.min(self.out_of_figure(end).start)
    }

    /// The bytes of the reference that a place lies inside of; the place itself where there is none.
    pub fn out_of_figure(&self, at: usize) -> Range<usize> {
        self.figure(at, |typed, at| typed.start < at && at < typed.end).unwrap_or(at..at)
    }

    /// The drawn reference for which `is` holds of its bytes and a place, both counted in their paragraph.
    fn figure(&self, at: usize, is: impl Fn(&Range<usize>, usize) -> bool) -> Option<Range<usize>> {
        let (paragraph, within) = self.paragraph(at)?;
        let mark = paragraph.figure(|mark| is(&mark.typed, within))?;
        Some(paragraph.start + mark.typed.start..paragraph.start + mark.typed.end)
    }

    /// The paragraph that a place of the text lies in, and where in it.
    fn paragraph(&self, at: usize) -> Option<(&Paragraph, usize)> {
        let at = char_floor(&self.source, at);
        let index = self.paragraphs.partition_point(|p| p.start <= at).saturating_sub(1);
        let paragraph = self.paragraphs.get(index)?;
        Some((paragraph, at - paragraph.start))
    }

    /// The paragraph that a row belongs to, and which of its rows that is, as far as they are its own.
    fn line(&self, row: usize) -> Option<(&Paragraph, usize)> {
        let (at, row) = self.paragraph_of_row(row)?;
        let paragraph = &self.paragraphs[at];
        Some((paragraph, row.min(paragraph.lines.len().saturating_sub(1))))
    }

    /// The number of the paragraph that a row belongs to, and which of all that stand with it that is.
    fn paragraph_of_row(&self, row: usize) -> Option<(usize, usize)> {
        let index = self.paragraphs.partition_point(|p| p.first_row <= row).saturating_sub(1);
        let paragraph = self.paragraphs.get(index)?;
        let rows = paragraph.above + paragraph.height + paragraph.below;
        Some((index, (row - paragraph.first_row).min(rows.saturating_sub(1))))
    }

    /// The table that a paragraph is a row of.
    fn grid_of(&self, paragraph: usize) -> Option<&Grid> {
        let at = self.grids.partition_point(|grid| grid.rows.end <= paragraph);
        self.grids.get(at).filter(|grid| grid.rows.contains(&paragraph))
    }

    /// The cell that a place lies in.
    fn in_table(&self, at: usize) -> Option<Inside<'_>> {
        if self.grids.is_empty() {
            return None;
        }
        let at = char_floor(&self.source, at);
        let index = self.paragraphs.partition_point(|p| p.start <= at).saturating_sub(1);
        let (grid, paragraph) = (self.grid_of(index)?, &self.paragraphs[index]);
        let (cells, within) = (paragraph.cells.as_ref()?, at - paragraph.start);
        let column = cells.partition_point(|cell| cell.typed.start <= within).checked_sub(1)?;
        Some(Inside { grid, row: index - grid.rows.start, column, cell: &cells[column], paragraph, within })
    }
}

/// A place in a cell of a table.
struct Inside<'a> {
    grid: &'a Grid,
    row: usize,
    column: usize,
    cell: &'a Cell,
    paragraph: &'a Paragraph,
    /// In bytes of the paragraph.
    within: usize,
}

/// A row of a paragraph, or of a cell, by the places of a caret in it.
fn in_row(paragraph: &Paragraph, line: text::Line) -> FlowRow {
    let start = paragraph.typed(line.start).end;
    let end = paragraph.typed(line.end).start.max(start);
    FlowRow { start: paragraph.start + start, end: paragraph.start + end, indent: line.indent, is_soft: false }
}

fn hangs(caret: &Caret) -> Hangs {
    if caret.hangs { Hangs::Yes } else { Hangs::No }
}

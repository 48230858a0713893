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

mod paragraph;
mod since;

use std::ops::Range;

use crate::edit::Edit;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::reference::Kind;
use crate::text;
use crate::text::Ambiguous;
use crate::text::char_floor;
use crate::tui::caret::Caret;

use self::paragraph::Paragraph;
use self::paragraph::draw;
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
    /// The text of the report that is laid out, and what is known of it by now.
    shown: Option<(Field, Since)>,
}

/// What a text is laid out by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measure {
    /// Columns of a row.
    pub width: usize,
    /// Columns left free before the first row of a paragraph.
    pub indent: usize,
    /// How wide the terminal makes characters of ambiguous width.
    pub ambiguous: Ambiguous,
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
    /// Lays out a text of the report. What [`Flow::follow`] has been told since the last time needn't be looked for.
    pub fn show(&mut self, field: Field, source: &str, measure: Measure, figures: &Ledger) {
        let is_same = (self.measure, self.figures) == (measure, figures.revision()) && !self.paragraphs.is_empty();
        let known =
            self.shown.filter(|(shown, _)| is_same && *shown == field).and_then(|(_, since)| since.ends(source));
        self.shown = Some((field, Since::untouched(source.len())));
        let Some((before, behind)) = known else { return self.lay_out(source, measure, figures) };
        let shorter = self.source.len().min(source.len());
        debug_assert_eq!(self.source[..before.min(shorter)], source[..before.min(shorter)], "nothing changed there");
        let behind = behind.min(shorter - before.min(shorter));
        debug_assert!(source.ends_with(&self.source[self.source.len() - behind..]), "nor there");
        if before < shorter || self.source.len() != source.len() {
            self.change(source, (before, behind), measure, figures);
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
            let drawn = draw(&source[start..end], figures);
            let text = drawn.as_ref().map_or(&source[start..end], |drawn| &drawn.text);
            let lines = match &self.paragraphs[head..tail] {
                // One paragraph for another: a letter in a long one.
                [before] if (start, end + 1) == (from, to) => before.rewrap(&self.source, text, measure),
                _ => text::wrap(text, measure.width, measure.indent, measure.ambiguous),
            };
            fresh.push(Paragraph { start, len: end - start, first_row: 0, lines, drawn });
            start = end + 1;
        }
        self.paragraphs[tail..].iter_mut().for_each(|p| p.start = shift(p.start));
        self.paragraphs.splice(head..tail, fresh);
        let mut rows = head.checked_sub(1).map_or(0, |last| self.paragraphs[last].next_row());
        for paragraph in &mut self.paragraphs[head..] {
            paragraph.first_row = rows;
            rows = paragraph.next_row();
        }
        let (from, to) = (before, self.source.len() - behind);
        self.source.replace_range(from..to, &source[before..source.len() - behind]);
        (self.measure, self.figures) = (measure, figures.revision());
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

    /// The row of this number from 0; past the end, the last.
    pub fn row(&self, row: usize) -> FlowRow {
        let Some((paragraph, line)) = self.line(row) else {
            return FlowRow { start: 0, end: 0, indent: self.measure.indent, is_soft: false };
        };
        let text::Line { start, end, indent, .. } = paragraph.lines[line];
        let start = paragraph.typed(start).end;
        let end = paragraph.typed(end).start.max(start);
        let is_soft = line + 1 < paragraph.lines.len();
        FlowRow { start: paragraph.start + start, end: paragraph.start + end, indent, is_soft }
    }

    /// What is drawn in a row, from left to right.
    pub fn spans(&self, row: usize) -> impl Iterator<Item = Span<'_>> {
        self.line(row).into_iter().flat_map(|(paragraph, line)| {
            let text::Line { start, end, .. } = paragraph.lines[line];
            paragraph.spans(&self.source, start..end)
        })
    }

    /// Row and column, from 0, of a caret.
    pub fn locate(&self, caret: &Caret) -> (usize, usize) {
        let Some((paragraph, within)) = self.paragraph(caret.at) else {
            return (0, self.measure.indent);
        };
        let at = paragraph.drawn(within);
        let mut line = paragraph.lines.partition_point(|line| line.start <= at).saturating_sub(1);
        if caret.hangs && line > 0 && paragraph.lines[line].start == at {
            line -= 1;
        }
        let text::Line { start, indent, .. } = paragraph.lines[line];
        let before = &paragraph.text(&self.source)[start..at];
        (paragraph.first_row + line, indent + text::width(before, self.measure.ambiguous))
    }

    /// The caret nearest to a column of a row. In a row that lies wholly inside a reference it has no place: the answer is the
    /// one after it.
    pub fn hit(&self, row: usize, column: usize) -> Caret {
        let Some((paragraph, line)) = self.line(row) else { return Caret::default() };
        let text::Line { start, end, indent, .. } = paragraph.lines[line];
        let is_soft = line + 1 < paragraph.lines.len() && end > start;
        let text = paragraph.text(&self.source);
        let columns = |range: Range<usize>| text::width(&text[range], self.measure.ambiguous);
        let column = column.saturating_sub(indent);
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

    /// The place one step before: a character, or a whole reference.
    pub fn previous(&self, at: usize) -> usize {
        match self.figure(at, |typed, at| typed.end == at) {
            Some(figure) => figure.start,
            None => self.out_of_figure(text::prev_boundary(&self.source, at)).start,
        }
    }

    /// The place one step on: a character, or a whole reference.
    pub fn next(&self, at: usize) -> usize {
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

    /// The paragraph that a row belongs to, and which of its rows that is.
    fn line(&self, row: usize) -> Option<(&Paragraph, usize)> {
        let index = self.paragraphs.partition_point(|p| p.first_row <= row).saturating_sub(1);
        let paragraph = self.paragraphs.get(index)?;
        Some((paragraph, (row - paragraph.first_row).min(paragraph.lines.len() - 1)))
    }
}

//! A paragraph of a flow: its rows, and how it is drawn where that is not as typed.

use std::ops::Range;

use super::Measure;
use super::Span;
use super::cell::Cell;
use super::since::common_ends;
use crate::report::Ledger;
use crate::report::grid;
use crate::report::reference::Kind;
use crate::text;
use crate::text::Ambiguous;

#[derive(Debug)]
pub(super) struct Paragraph {
    /// Byte of its start in the text.
    pub(super) start: usize,
    /// Bytes, without the line break.
    pub(super) len: usize,
    /// How many rows stand before it.
    pub(super) first_row: usize,
    /// Its rows, in bytes of the paragraph as drawn; none in a table, and as long as it isn't laid out.
    pub(super) lines: Vec<text::Line>,
    /// How many rows it takes, and how many stand with it above and below that.
    pub(super) height: usize,
    pub(super) above: usize,
    pub(super) below: usize,
    /// What it may be in a table.
    pub(super) kind: Option<grid::Kind>,
    /// Its cells, in a table.
    pub(super) cells: Option<Vec<Cell>>,
    /// How it is drawn, where that is not as typed.
    pub(super) drawn: Option<Box<Drawn>>,
}

/// A paragraph with references as it is drawn.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) text: String,
    /// Its references in order.
    pub(super) marks: Vec<Mark>,
}

/// A reference, in bytes of its paragraph.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) typed: Range<usize>,
    pub(super) drawn: Range<usize>,
    pub(super) kind: Kind,
}

impl Paragraph {
    /// A paragraph that isn't laid out yet.
    pub(super) fn new(source: &str, bytes: Range<usize>, figures: &Ledger) -> Paragraph {
        let typed = &source[bytes.clone()];
        Paragraph {
            start: bytes.start,
            len: bytes.len(),
            first_row: 0,
            lines: Vec::new(),
            height: 0,
            above: 0,
            below: 0,
            kind: grid::row_of(typed),
            cells: None,
            drawn: draw(typed, figures),
        }
    }

    /// Takes its rows.
    pub(super) fn lay(&mut self, lines: Vec<text::Line>) {
        self.height = lines.len();
        self.lines = lines;
    }

    /// Its cells as a row of a table.
    pub(super) fn cells_of(&self, source: &str, ambiguous: Ambiguous) -> Vec<Cell> {
        let typed = &source[self.start..self.start + self.len];
        let drawn = self.text(source);
        let mut start = 0;
        let cell = |words: &str| {
            let typed = start..start + words.len();
            start = typed.end + 1;
            let from = self.drawn(typed.start);
            let to = self.drawn(typed.end).max(from);
            Cell::new(typed, from..to, &drawn[from..to], ambiguous)
        };
        typed.split('\t').map(cell).collect()
    }

    /// Makes it a paragraph as others, which is to be laid out.
    pub(super) fn leave_table(&mut self) {
        (self.cells, self.above, self.below) = (None, 0, 0);
    }

    /// The row after its last.
    pub(super) fn next_row(&self) -> usize {
        self.first_row + self.above + self.height + self.below
    }

    /// The rows of another text in its place.
    pub(super) fn rewrap(&self, source: &str, text: &str, measure: Measure) -> Vec<text::Line> {
        let before = self.text(source);
        let ends = common_ends(before, text);
        let first = measure.before(self.start);
        text::rewrap(text, (&self.lines, before), ends, (measure.width, first), measure.ambiguous)
    }

    pub(super) fn marks(&self) -> &[Mark] {
        self.drawn.as_ref().map_or(&[], |drawn| &drawn.marks)
    }

    /// The references that are drawn as what they say.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Mark> {
        self.marks().iter().filter(|mark| mark.kind == Kind::Figure)
    }

    pub(super) fn figure(&self, is: impl Fn(&Mark) -> bool) -> Option<&Mark> {
        self.figures().find(|mark| is(mark))
    }

    /// The paragraph as drawn.
    pub(super) fn text<'a>(&'a self, source: &'a str) -> &'a str {
        self.drawn.as_ref().map_or(&source[self.start..self.start + self.len], |drawn| &drawn.text)
    }

    /// Where a place of the paragraph is drawn; inside of a reference, where that begins.
    pub(super) fn drawn(&self, at: usize) -> usize {
        let marks = self.marks();
        match marks[..marks.partition_point(|mark| mark.typed.start < at)].last() {
            None => at,
            Some(mark) if at >= mark.typed.end => mark.drawn.end + at - mark.typed.end,
            Some(mark) if mark.kind == Kind::Figure => mark.drawn.start,
            Some(mark) => mark.drawn.start + at - mark.typed.start,
        }
    }

    /// The place of the paragraph that is drawn at `at`; inside of a reference, all of it.
    pub(super) fn typed(&self, at: usize) -> Range<usize> {
        let marks = self.marks();
        let place = match marks[..marks.partition_point(|mark| mark.drawn.start < at)].last() {
            None => at,
            Some(mark) if at >= mark.drawn.end => mark.typed.end + at - mark.drawn.end,
            Some(mark) if mark.kind == Kind::Figure => return mark.typed.clone(),
            Some(mark) => mark.typed.start + at - mark.drawn.start,
        };
        place..place
    }

    /// The parts of a row, which is given in bytes as drawn.
    pub(super) fn spans<'a>(&'a self, source: &'a str, row: Range<usize>) -> impl Iterator<Item = Span<'a>> {
        let text = self.text(source);
        let marks = self.marks();
        let mut rest = marks[marks.partition_point(|mark| mark.drawn.end <= row.start)..].iter().peekable();
        let mut at = row.start;
        std::iter::from_fn(move || {
            if at >= row.end {
                return None;
            }
            let start = at;
            let (typed, kind) = match rest.next_if(|mark| mark.drawn.start <= start) {
                Some(mark) => {
                    at = mark.drawn.end.min(row.end);
                    let typed = match mark.kind {
                        Kind::Figure => mark.typed.clone(),
                        _ => self.typed(start).start..self.typed(at).end,
                    };
                    (typed, mark.kind)
                }
                None => {
                    at = rest.peek().map_or(row.end, |mark| mark.drawn.start.min(row.end));
                    (self.typed(start).end..self.typed(at).start, Kind::Words)
                }
            };
            Some(Span { range: self.start + typed.start..self.start + typed.end, text: &text[start..at], kind })
        })
    }
}

/// How a paragraph with references is drawn; `None` for one that is drawn as typed.
fn draw(paragraph: &str, figures: &Ledger) -> Option<Box<Drawn>> {
    if !paragraph.contains('{') {
        return None;
    }
    let mut drawn = Drawn { text: String::with_capacity(paragraph.len()), marks: Vec::new() };
    for piece in figures.pieces(paragraph) {
        let start = drawn.text.len();
        drawn.text.push_str(&piece.shown);
        if piece.kind != Kind::Words {
            drawn.marks.push(Mark { typed: piece.range, drawn: start..drawn.text.len(), kind: piece.kind });
        }
    }
    // A figure that would melt into the characters beside it, as an accent does, is drawn as typed.
    let stands_alone = |at: &usize| text::floor_boundary(&drawn.text, *at) == *at;
    let sound = drawn.marks.iter().flat_map(|mark| [mark.drawn.start, mark.drawn.end]).all(|at| stands_alone(&at));
    (sound && !drawn.marks.is_empty()).then(|| Box::new(drawn))
}

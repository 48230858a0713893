//! A text laid out in rows: soft-wrapped paragraphs, and where the caret stands among them. Only the paragraphs that an
//! edit touched are laid out anew.

use crate::text;
use crate::tui::caret::Caret;

/// A text in rows of at most `width` columns.
#[derive(Debug, Default)]
pub struct Flow {
    source: String,
    width: usize,
    indent: usize,
    paragraphs: Vec<Paragraph>,
}

#[derive(Debug)]
struct Paragraph {
    /// Byte of its start in the text.
    start: usize,
    /// Bytes, without the line break.
    len: usize,
    /// How many rows stand before it.
    first_row: usize,
    lines: Vec<text::Line>,
}

/// One row of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlowRow {
    /// First byte in the text.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// Columns left free before it: the first-line indent of a paragraph.
    pub indent: usize,
    /// Whether the paragraph goes on in the next row.
    pub is_soft: bool,
}

impl Flow {
    /// Lays a text out in `width` columns, the first row of a paragraph `indent` columns in. Cheap when little has changed.
    pub fn lay_out(&mut self, source: &str, width: usize, indent: usize) {
        if self.source == source && (self.width, self.indent) == (width, indent) && !self.paragraphs.is_empty() {
            return;
        }
        let reusable = (self.width, self.indent) == (width, indent);
        let (before, behind) = if reusable { common_ends(&self.source, source) } else { (0, 0) };
        let mut old = std::mem::take(&mut self.paragraphs);
        // A paragraph is kept when it and its line break lie in the common head, or it and the break before it in the tail.
        let head = old.partition_point(|p| p.start + p.len < before);
        let tail_from = self.source.len() - behind;
        let tail = old.partition_point(|p| p.start <= tail_from).max(head);
        let kept_tail = old.split_off(tail);
        old.truncate(head);
        let from = old.last().map_or(0, |p| p.start + p.len + 1);
        let shift = |start: usize| start + source.len() - self.source.len();
        let to = kept_tail.first().map_or(source.len() + 1, |p| shift(p.start));
        let mut start = from;
        while start < to {
            let end = source[start..].find('\n').map_or(source.len(), |len| start + len);
            let lines = text::wrap(&source[start..end], width, indent, text::Ambiguous::Narrow);
            old.push(Paragraph { start, len: end - start, first_row: 0, lines });
            start = end + 1;
        }
        old.extend(kept_tail.into_iter().map(|p| Paragraph { start: shift(p.start), ..p }));
        let mut rows = 0;
        for paragraph in &mut old {
            paragraph.first_row = rows;
            rows += paragraph.lines.len();
        }
        self.paragraphs = old;
        self.source.clear();
        self.source.push_str(source);
        (self.width, self.indent) = (width, indent);
    }

    /// The text that is laid out.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How many rows there are, at least 1.
    pub fn len(&self) -> usize {
        self.paragraphs.last().map_or(1, |p| p.first_row + p.lines.len())
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// The row of this number from 0; past the end, the last.
    pub fn row(&self, row: usize) -> FlowRow {
        let index = self.paragraphs.partition_point(|p| p.first_row <= row).saturating_sub(1);
        let Some(paragraph) = self.paragraphs.get(index) else {
            return FlowRow { start: 0, end: 0, indent: self.indent, is_soft: false };
        };
        let line = (row - paragraph.first_row).min(paragraph.lines.len() - 1);
        let text::Line { start, end, indent, .. } = paragraph.lines[line];
        FlowRow {
            start: paragraph.start + start,
            end: paragraph.start + end,
            indent,
            is_soft: line + 1 < paragraph.lines.len(),
        }
    }

    /// Row and column, from 0, of a caret.
    pub fn locate(&self, caret: &Caret) -> (usize, usize) {
        let at = self.source.floor_char_boundary(caret.at);
        let index = self.paragraphs.partition_point(|p| p.start <= at).saturating_sub(1);
        let Some(paragraph) = self.paragraphs.get(index) else {
            return (0, self.indent);
        };
        let within = at - paragraph.start;
        let mut line = paragraph.lines.partition_point(|line| line.start <= within).saturating_sub(1);
        if caret.hangs && line > 0 && paragraph.lines[line].start == within {
            line -= 1;
        }
        let row = paragraph.first_row + line;
        let FlowRow { start, indent, .. } = self.row(row);
        (row, indent + text::width(&self.source[start..at], text::Ambiguous::Narrow))
    }

    /// The place nearest to a column of a row, and whether it hangs behind the end of a soft row.
    pub fn hit(&self, row: usize, column: usize) -> (usize, bool) {
        let FlowRow { start, end, indent, is_soft } = self.row(row.min(self.len() - 1));
        let line = &self.source[start..end];
        let at = start + text::byte_at_column(line, column.saturating_sub(indent), text::Ambiguous::Narrow);
        (at, is_soft && at == end && end > start)
    }
}

/// How many bytes two texts share at their start and at their end, on character boundaries and without overlap.
fn common_ends(old: &str, new: &str) -> (usize, usize) {
    let shortest = old.len().min(new.len());
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let mut before = mismatch(&a[..shortest], &b[..shortest]);
    while !old.is_char_boundary(before) || !new.is_char_boundary(before) {
        before -= 1;
    }
    let room = shortest - before;
    let mut behind =
        a[a.len() - room..].iter().rev().zip(b[b.len() - room..].iter().rev()).take_while(|(x, y)| x == y).count();
    while !old.is_char_boundary(old.len() - behind) || !new.is_char_boundary(new.len() - behind) {
        behind -= 1;
    }
    (before, behind)
}

/// The first byte at which two slices of one length differ; compares in blocks, which the compiler makes fast.
fn mismatch(a: &[u8], b: &[u8]) -> usize {
    const BLOCK: usize = 4096;
    let same = a.chunks(BLOCK).zip(b.chunks(BLOCK)).take_while(|(x, y)| x == y).count() * BLOCK;
    let from = same.min(a.len());
    from + a[from..].iter().zip(&b[from..]).take_while(|(x, y)| x == y).count()
}

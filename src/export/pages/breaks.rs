//! Where the pages of a report begin: by parts and paragraphs, so that a place in a text finds its page without the pages.

use std::collections::HashMap;

use crate::export::excerpt::Paragraph;
use crate::export::excerpt::PartId;
use crate::export::fonts::Widths;

use super::Opening;
use super::Row;

/// Where the pages of a report begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Breaks {
    starts: Vec<Beginning>,
    /// The page that each part begins on.
    parts: HashMap<PartId, usize>,
    count: usize,
    widths: Widths,
    opening: Vec<Vec<Opening>>,
}

/// A place in what is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The part.
    pub part: PartId,
    /// Its paragraph, from 0.
    pub paragraph: usize,
    /// How many bytes of that paragraph stand before it.
    pub byte: usize,
    /// How many paragraphs of 正文, 导语 or 结尾 stand before that one in the part; each row of a table is one.
    pub bodies: usize,
    /// How many bytes of the paragraph of 正文 itself stand before it.
    pub at: usize,
    /// The byte of the paragraph that its 正文 begins at.
    body_at: usize,
}

impl Beginning {
    /// The beginning of a part.
    pub(super) fn first(part: PartId) -> Beginning {
        Beginning { part, paragraph: 0, byte: 0, bodies: 0, at: 0, body_at: 0 }
    }

    /// The beginning of this paragraph.
    pub(super) fn of(self, paragraph: &Paragraph<'_>) -> Beginning {
        Beginning { body_at: paragraph.body_at(), byte: 0, at: 0, ..self }
    }

    /// So many bytes further on in the paragraph.
    pub(super) fn on(self, bytes: usize) -> Beginning {
        let byte = self.byte + bytes;
        Beginning { byte, at: byte.saturating_sub(self.body_at), ..self }
    }

    /// So many rows further on in a table.
    pub(super) fn down(self, rows: usize, bytes: usize) -> Beginning {
        Beginning { bodies: self.bodies + rows, byte: self.byte + bytes, at: 0, ..self }
    }

    /// So many bytes further on in the row of a table.
    pub(super) fn further(self, bytes: usize) -> Beginning {
        Beginning { byte: self.byte + bytes, at: self.at + bytes, ..self }
    }

    /// So many paragraphs without a text further on.
    pub(super) fn skip(self, paragraphs: usize) -> Beginning {
        Beginning { paragraph: self.paragraph + paragraphs, ..self }
    }

    /// What follows this paragraph.
    pub(super) fn after(self, paragraph: &Paragraph<'_>) -> Beginning {
        let Beginning { part, bodies, .. } = self;
        Beginning { paragraph: self.paragraph + 1, bodies: bodies + paragraph.bodies(), ..Beginning::first(part) }
    }
}

impl Breaks {
    /// Of these rows, with a page at each of these; and so many pages more at the end.
    pub(super) fn new(rows: &[Row], pages: &[usize], more: usize, widths: Widths) -> Breaks {
        let mut breaks = Breaks { count: pages.len() + more, widths, ..Breaks::default() };
        for (page, &start) in pages.iter().enumerate() {
            let end = pages.get(page + 1).copied().unwrap_or(rows.len());
            let places = || rows[start..end].iter().filter_map(|row| row.place);
            // What has no place of its own goes with what follows; at the end with what was before.
            let last = breaks.starts.last().copied().unwrap_or(Beginning::first(PartId::Front));
            breaks.starts.push(places().next().unwrap_or(last));
            for place in places() {
                breaks.parts.entry(place.part).or_insert(page);
            }
        }
        breaks
    }

    /// The same with these pages of 封面 and 目录 before them.
    pub(super) fn with_opening(self, opening: Vec<Vec<Opening>>) -> Breaks {
        Breaks { opening, ..self }
    }

    /// What stands on each page before the text, from the top; nothing on a blank one.
    pub fn opening(&self) -> &[Vec<Opening>] {
        &self.opening
    }

    /// How many pages of the text there are; none where nothing was counted.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Where each page begins, in order; not those on which 版记 stands alone.
    pub fn starts(&self) -> &[Beginning] {
        &self.starts
    }

    /// How wide the characters are that stand on them.
    pub fn widths(&self) -> &Widths {
        &self.widths
    }

    /// The pages that begin in a part, each from 0, with the place.
    pub fn within(&self, part: PartId) -> impl Iterator<Item = (usize, &Beginning)> {
        let first = self.parts.get(&part).copied().unwrap_or(self.starts.len());
        let pages = self.starts.iter().enumerate().skip(first);
        // The first one may have begun in the part before.
        pages
            .skip_while(move |(page, start)| *page == first && start.part != part)
            .take_while(move |(_, start)| start.part == part)
    }

    /// The page, from 0, on which there is a byte of a paragraph of a part.
    pub fn page_at(&self, part: PartId, paragraph: usize, byte: usize) -> Option<usize> {
        self.last_begun(part, |start| (start.paragraph, start.byte) <= (paragraph, byte))
    }

    /// The page, from 0, on which there is a place in a text: after so many of the paragraphs of a part's 正文, and so many
    /// bytes of the next as it is handed in. [`None`] of a part that wasn't counted.
    pub fn page_of(&self, part: PartId, bodies: usize, at: usize) -> Option<usize> {
        self.last_begun(part, |start| (start.bodies, start.at) <= (bodies, at))
    }

    /// The last page that has begun in a part before a place.
    fn last_begun(&self, part: PartId, is_before: impl Fn(&Beginning) -> bool) -> Option<usize> {
        let first = *self.parts.get(&part)?;
        Some(self.within(part).take_while(|(_, start)| is_before(start)).last().map_or(first, |(page, _)| page))
    }
}

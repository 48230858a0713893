//! Motions of the caret in a text in rows, selections, and deletions. Pure: places in, places out.

use std::ops::Range;

use crate::text;
use crate::tui::caret::Caret;
use crate::tui::caret::paragraph_at;
use crate::tui::flow::Flow;

/// Ways to move a caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named like the commands that ask for them")]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
    SentenceLeft,
    SentenceRight,
    ParagraphUp,
    ParagraphDown,
    Up(usize),
    Down(usize),
    Home,
    End,
    TextStart,
    TextEnd,
}

/// Whether a motion selects what it passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extend {
    /// The selection ends.
    No,
    /// The selection grows or shrinks.
    Yes,
}

impl Caret {
    /// The caret kept out of the references that `flow` draws as one: a selection takes them whole, a caret goes after.
    pub fn fitted(self, flow: &Flow) -> Caret {
        match self.selection() {
            None => Caret { at: flow.seen(flow.out_of_figure(self.at).end), anchor: None, ..self },
            Some(Range { start, end }) => {
                let (start, end) = (flow.out_of_figure(start).start, flow.out_of_figure(end).end);
                let (at, anchor) = if self.anchor < Some(self.at) { (end, start) } else { (start, end) };
                Caret { at, anchor: Some(anchor), ..self }
            }
        }
    }

    /// The caret after a motion in the text that `flow` has laid out.
    pub fn moved(self, motion: Motion, extend: Extend, flow: &Flow) -> Caret {
        let text = flow.source();
        let anchor = match extend {
            Extend::Yes => Some(self.anchor.unwrap_or(self.at)),
            Extend::No => None,
        };
        let still = |at: usize| Caret { at, anchor, goal: None, hangs: false };
        let (row, column) = flow.locate(&self);
        match motion {
            Motion::Left | Motion::Right if extend == Extend::No && self.selection().is_some() => {
                let Range { start, end } = self.selection().expect("asked just now");
                still(if motion == Motion::Left { start } else { end })
            }
            Motion::Left => still(flow.previous(self.at)),
            Motion::Right => still(flow.next(self.at)),
            Motion::WordLeft => still(flow.previous_word(self.at)),
            Motion::WordRight => still(flow.next_word(self.at)),
            Motion::SentenceLeft => still(flow.out_of_figure(text::prev_sentence(text, self.at)).start),
            Motion::SentenceRight => still(flow.out_of_figure(text::next_sentence(text, self.at)).end),
            Motion::ParagraphUp => still(paragraph_before(text, self.at)),
            Motion::ParagraphDown => still(paragraph_behind(text, self.at)),
            Motion::TextStart => still(0),
            Motion::TextEnd => still(text.len()),
            Motion::Home => still(flow.seen(flow.row_of(&self).start)),
            Motion::End => Caret { anchor, ..flow.end_of(&self) },
            Motion::Up(_) | Motion::Down(_) => {
                let goal = self.goal.unwrap_or(column);
                let there = |target: usize| Caret { anchor, goal: Some(goal), ..flow.hit(target, goal) };
                // A row that lies wholly inside a reference has no place for the caret: it goes on to the next.
                let last = flow.len() - 1;
                let (found, end) = match motion {
                    Motion::Up(rows) if row > 0 => {
                        let mut targets = (0..=row.saturating_sub(rows)).rev().map(there);
                        (targets.find(|caret| flow.locate(caret).0 < row), 0)
                    }
                    Motion::Down(rows) if row < last => {
                        let mut targets = (row.saturating_add(rows).min(last)..=last).map(there);
                        (targets.find(|caret| flow.locate(caret).0 > row), text.len())
                    }
                    Motion::Up(_) => (None, 0),
                    _ => (None, text.len()),
                };
                found.unwrap_or(Caret { goal: Some(goal), ..still(end) })
            }
        }
    }

    /// The next larger selection: the word, then the sentence, the paragraph, the text.
    pub fn wider(self, flow: &Flow) -> Caret {
        let text = flow.source();
        let taken = self.selection().unwrap_or(self.at..self.at);
        let last = text::prev_boundary(text, taken.end).max(taken.start);
        let sentence_start = |at: usize| text::prev_sentence(text, text::next_boundary(text, at));
        let sentence_end = |at: usize| {
            let end = text::next_sentence(text, at);
            if text[..end].ends_with('\n') && end > at + 1 { end - 1 } else { end }
        };
        let ways = [
            flow.word_at(taken.start),
            sentence_start(taken.start)..sentence_end(last),
            paragraph_at(text, taken.start).start..paragraph_at(text, taken.end).end,
            0..text.len(),
        ];
        let covers = |way: &Range<usize>| {
            way.start <= taken.start && taken.end <= way.end && way.len() > taken.len() && !text[way.clone()].is_empty()
        };
        let wider = ways.into_iter().find(covers).unwrap_or(taken);
        Caret { at: wider.end, anchor: Some(wider.start), ..Caret::default() }
    }

    /// What Backspace takes away: the selection, else the character or the reference before the caret.
    pub fn before(&self, flow: &Flow) -> Range<usize> {
        self.selection().unwrap_or_else(|| flow.previous(self.at)..self.at)
    }

    /// What Del takes away: the selection, else the character or the reference after the caret.
    pub fn behind(&self, flow: &Flow) -> Range<usize> {
        self.selection().unwrap_or_else(|| self.at..flow.next(self.at))
    }
}

/// The start of the paragraph, or of the one before where the place is that start.
fn paragraph_before(text: &str, at: usize) -> usize {
    let start = paragraph_at(text, at).start;
    if start < at { start } else { paragraph_at(text, at.saturating_sub(1)).start }
}

/// The start of the next paragraph, or the end of the text.
fn paragraph_behind(text: &str, at: usize) -> usize {
    (paragraph_at(text, at).end + 1).min(text.len())
}

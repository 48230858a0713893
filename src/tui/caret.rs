//! The caret in one text: where it goes, what it selects, what a key at it cuts and puts. Pure: `&str` in, places out.

use std::ops::Range;

use crate::text;
use crate::tui::flow::Flow;

/// A place between two characters of one text, in bytes, and what is selected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caret {
    /// Where it stands.
    pub at: usize,
    /// The other end of the selection.
    pub anchor: Option<usize>,
    /// The column that ↑ and ↓ keep to.
    pub goal: Option<usize>,
    /// At a soft line break: whether it hangs behind the upper row instead of standing before the lower.
    pub hangs: bool,
}

/// Ways to move a caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named like the commands that ask for them")]
pub enum Motion {
    Left,
    Right,
    WordLeft,
    WordRight,
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
    /// A caret without selection.
    pub fn new(at: usize) -> Caret {
        Caret { at, ..Caret::default() }
    }

    /// The selected bytes, if any.
    pub fn selection(&self) -> Option<Range<usize>> {
        let anchor = self.anchor.filter(|&anchor| anchor != self.at)?;
        Some(anchor.min(self.at)..anchor.max(self.at))
    }

    /// The caret kept inside `text`, on a boundary.
    pub fn clamped(self, text: &str) -> Caret {
        let fit = |at: usize| text::floor_boundary(text, at.min(text.len()));
        Caret { at: fit(self.at), anchor: self.anchor.map(fit), ..self }
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
            Motion::Left => still(text::prev_boundary(text, self.at)),
            Motion::Right => still(text::next_boundary(text, self.at)),
            Motion::WordLeft => still(text::prev_word(text, self.at)),
            Motion::WordRight => still(text::next_word(text, self.at)),
            Motion::TextStart => still(0),
            Motion::TextEnd => still(text.len()),
            Motion::Home => still(flow.row(row).start),
            Motion::End => {
                let row = flow.row(row);
                Caret { hangs: row.is_soft, ..still(row.end) }
            }
            Motion::Up(_) | Motion::Down(_) => {
                let target = match motion {
                    Motion::Up(rows) => row.checked_sub(rows).or(if row > 0 { Some(0) } else { None }),
                    Motion::Down(rows) => Some((row + rows).min(flow.len() - 1)).filter(|&target| target > row),
                    _ => None,
                };
                let goal = self.goal.unwrap_or(column);
                match target {
                    Some(target) => {
                        let (at, hangs) = flow.hit(target, goal);
                        Caret { at, anchor, goal: Some(goal), hangs }
                    }
                    None => Caret {
                        goal: Some(goal),
                        ..still(if matches!(motion, Motion::Up(_)) { 0 } else { text.len() })
                    },
                }
            }
        }
    }

    /// What Backspace takes away: the selection, else the character before the caret.
    pub fn before(&self, text: &str) -> Range<usize> {
        self.selection().unwrap_or_else(|| text::prev_boundary(text, self.at)..self.at)
    }

    /// What Del takes away: the selection, else the character behind the caret.
    pub fn behind(&self, text: &str) -> Range<usize> {
        self.selection().unwrap_or_else(|| self.at..text::next_boundary(text, self.at))
    }

    /// What typing replaces.
    pub fn replaced(&self) -> Range<usize> {
        self.selection().unwrap_or(self.at..self.at)
    }
}

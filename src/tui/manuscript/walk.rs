//! Motions of the caret in a manuscript: within a text as its flow has them, at its ends into the text beside it.

use std::cmp::Ordering;

use super::Anchor;
use super::Manuscript;
use super::Seen;
use crate::report::Field;
use crate::tui::caret::Caret;
use crate::tui::caret::paragraph_at;
use crate::tui::flow::Flow;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;

impl Manuscript {
    /// Where a motion leads: the text, and the caret in it. What is selected is the caller's business where it is another.
    pub fn moved(
        &mut self,
        seen: &Seen<'_>,
        (field, caret): (Field, Caret),
        motion: Motion,
        extend: Extend,
    ) -> (Field, Caret) {
        self.lay(seen, field);
        let there = match motion {
            Motion::Up(rows) => self.rows_up(seen, (field, caret), rows),
            Motion::Down(rows) => self.rows_down(seen, (field, caret), rows),
            Motion::TextStart => self.first(seen).map(|field| (field, Caret::new(0))),
            Motion::TextEnd => self.last(seen).map(|field| {
                let end = self.lay(seen, field).source().len();
                (field, Caret::new(end))
            }),
            _ => self.across(seen, (field, caret), motion, extend),
        };
        match there {
            Some((there, to)) if there != field => (there, to),
            Some((_, Caret { at, goal, hangs, .. })) => {
                let anchor = match extend {
                    Extend::Yes => Some(caret.anchor.unwrap_or(caret.at)),
                    Extend::No => None,
                };
                (field, Caret { at, anchor, goal, hangs })
            }
            None => {
                let flow = self.lay(seen, field);
                (field, caret.moved(motion, extend, flow))
            }
        }
    }

    /// A motion out of a text into the one beside it; `None` where it stays.
    fn across(
        &mut self,
        seen: &Seen<'_>,
        (field, caret): (Field, Caret),
        motion: Motion,
        extend: Extend,
    ) -> Option<(Field, Caret)> {
        let flow = self.flows.get(field)?;
        let text = flow.source();
        let collapses = extend == Extend::No && caret.selection().is_some();
        match motion {
            Motion::Left | Motion::Right if collapses => None,
            Motion::Left | Motion::WordLeft | Motion::SentenceLeft | Motion::ParagraphUp => {
                if caret.at > 0 {
                    return None;
                }
                let before = self.previous(seen, field)?;
                let text = self.lay(seen, before).source();
                let to = if motion == Motion::ParagraphUp { paragraph_at(text, text.len()).start } else { text.len() };
                Some((before, Caret::new(to)))
            }
            Motion::Right | Motion::WordRight | Motion::SentenceRight => {
                (caret.at == text.len()).then_some(())?;
                Some((self.next(seen, field)?, Caret::new(0)))
            }
            Motion::ParagraphDown => {
                (paragraph_at(text, caret.at).end == text.len()).then_some(())?;
                Some((self.next(seen, field)?, Caret::new(0)))
            }
            Motion::Home => {
                let heading = self.run_in(seen, field).filter(|_| flow_row(self.flows.get(field), &caret) == 0)?;
                let flow = self.lay(seen, heading);
                Some((heading, Caret::new(flow.row(flow.len() - 1).start)))
            }
            Motion::End => {
                let last = flow.len() - 1;
                (flow.locate(&caret).0 == last).then_some(())?;
                let body = self.next(seen, field).filter(|&next| self.run_in(seen, next) == Some(field))?;
                Some((body, Caret { anchor: None, ..self.lay(seen, body).end_of(&Caret::new(0)) }))
            }
            _ => None,
        }
    }

    fn rows_up(&mut self, seen: &Seen<'_>, from: (Field, Caret), rows: usize) -> Option<(Field, Caret)> {
        let (here, goal) = self.stands(seen, from);
        let mut to = self.walk_back(seen, here, rows);
        if to == here {
            return Some((self.first(seen)?, Caret { goal: Some(goal), ..Caret::new(0) }));
        }
        loop {
            let there = self.hit_anchor(seen, to, goal)?;
            let stands = self.stands(seen, there).0;
            if self.compare(seen, stands, here) == Ordering::Less {
                return Some(there);
            }
            let Some(further) = self.above(seen, to) else {
                return Some((self.first(seen)?, Caret { goal: Some(goal), ..Caret::new(0) }));
            };
            to = further;
        }
    }

    fn rows_down(&mut self, seen: &Seen<'_>, from: (Field, Caret), rows: usize) -> Option<(Field, Caret)> {
        let (here, goal) = self.stands(seen, from);
        let mut to = self.walk(seen, here, rows);
        let end = |page: &mut Manuscript| {
            let last = page.last(seen)?;
            let end = page.lay(seen, last).source().len();
            Some((last, Caret { goal: Some(goal), ..Caret::new(end) }))
        };
        if to == here {
            return end(self);
        }
        loop {
            let there = self.hit_anchor(seen, to, goal)?;
            let stands = self.stands(seen, there).0;
            if self.compare(seen, stands, here) == Ordering::Greater {
                return Some(there);
            }
            let Some(further) = self.below(seen, to) else { return end(self) };
            to = further;
        }
    }

    /// The row that a caret stands in, and the column that it keeps to.
    fn stands(&mut self, seen: &Seen<'_>, (field, caret): (Field, Caret)) -> (Anchor, usize) {
        let (row, column) = self.lay(seen, field).locate(&caret);
        let goal = caret.goal.unwrap_or(column + self.offset(seen, field, row));
        (self.anchor(seen, field, row), goal)
    }

    fn hit_anchor(&mut self, seen: &Seen<'_>, at: Anchor, column: usize) -> Option<(Field, Caret)> {
        let row = self.page_row(seen, at);
        let (field, caret) = self.hit_row(&row, column)?;
        Some((field, Caret { goal: Some(column), ..caret }))
    }
}

fn flow_row(flow: Option<&Flow>, caret: &Caret) -> usize {
    flow.map_or(0, |flow| flow.locate(caret).0)
}

//! What can be undone and redone. Typing joins up until it is sealed, a sentence ends or the place changes; no clock.

use super::Change;
use super::Edit;
use crate::report::Branch;
use crate::report::Place;
use crate::report::Report;

/// Two stacks of inverse changes, and which state of the report is in the file.
#[derive(Debug)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
    sealed: bool,
    state: u64,
    newest: u64,
    saved: Option<u64>,
}

impl Default for History {
    /// Nothing done yet, and the file holds the present state.
    fn default() -> History {
        History { undo: Vec::new(), redo: Vec::new(), sealed: false, state: 0, newest: 0, saved: Some(0) }
    }
}

/// A change that leads to another state of the report.
#[derive(Debug)]
struct Step {
    change: Change,
    leads_to: u64,
}

impl History {
    /// Takes note of an act by its inverse. What had been undone can't be redone any more.
    pub fn record(&mut self, inverse: Change) {
        let before = self.advance();
        let joined = !self.sealed && self.undo.last_mut().is_some_and(|last| join(&mut last.change, &inverse));
        self.sealed = false;
        if !joined {
            self.undo.push(Step { change: inverse, leads_to: before });
        }
    }

    /// Takes note of a further part of the last act by its inverse.
    pub fn extend(&mut self, mut inverse: Change) {
        let before = self.advance();
        match self.undo.last_mut() {
            Some(last) => {
                inverse.edits.append(&mut last.change.edits);
                last.change.edits = inverse.edits;
            }
            None => self.undo.push(Step { change: inverse, leads_to: before }),
        }
        self.sealed = true;
    }

    /// Goes on to a state that never was. Answers the state before.
    fn advance(&mut self) -> u64 {
        self.newest += 1;
        self.redo.clear();
        std::mem::replace(&mut self.state, self.newest)
    }

    /// Takes the last act back and answers the change that did it.
    pub fn undo(&mut self, report: &mut Report) -> Option<Change> {
        let step = self.undo.pop()?;
        let (change, back) = self.travel(step, report);
        self.redo.push(back);
        Some(change)
    }

    /// Does the last undone act again and answers the change that did it.
    pub fn redo(&mut self, report: &mut Report) -> Option<Change> {
        let step = self.redo.pop()?;
        let (change, back) = self.travel(step, report);
        self.undo.push(back);
        Some(change)
    }

    /// Ends the run of typing.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// Names of the acts that can be taken back, the last first.
    pub fn undo_labels(&self) -> impl Iterator<Item = &str> {
        self.undo.iter().rev().map(|step| step.change.label.as_str())
    }

    /// Names of the acts that can be done again, the next first.
    pub fn redo_labels(&self) -> impl Iterator<Item = &str> {
        self.redo.iter().rev().map(|step| step.change.label.as_str())
    }

    /// The subtrees that acts have taken out, with the name of the act and the gap each stood in: the last act first, then
    /// what was there in states that were undone. One may be in the report again.
    pub fn removed(&self) -> impl Iterator<Item = (&str, Place, &Branch)> {
        let steps = self.undo.iter().rev().chain(&self.redo);
        steps.flat_map(|step| {
            step.change.edits.iter().filter_map(|edit| match edit {
                Edit::Insert { at, branch } => Some((step.change.label.as_str(), *at, branch)),
                _ => None,
            })
        })
    }

    /// The number of the present state.
    pub fn state(&self) -> u64 {
        self.state
    }

    /// The file holds this state.
    pub fn mark_saved(&mut self, state: u64) {
        self.saved = Some(state);
    }

    /// No file holds any state.
    pub fn mark_unsaved(&mut self) {
        self.saved = None;
    }

    /// Whether the present state is another than the file's.
    pub fn is_modified(&self) -> bool {
        self.saved != Some(self.state)
    }

    fn travel(&mut self, step: Step, report: &mut Report) -> (Change, Step) {
        let from = std::mem::replace(&mut self.state, step.leads_to);
        self.sealed = true;
        let inverse = step.change.clone().apply(report).expect("an inverse applies to the state it leads back from");
        (step.change, Step { change: inverse, leads_to: from })
    }
}

/// Joins the inverse of further typing to the inverse of the typing before it. Answers whether they belong together:
/// the same act by its label, in the same text, right where the one before ended, within a sentence. What is typed over
/// a selection belongs to the replacement. A line break begins a run, and closing quotes stay with their sentence.
fn join(last: &mut Change, next: &Change) -> bool {
    let (
        [Edit::Text { field, at, cut, put }],
        [Edit::Text { field: next_field, at: next_at, cut: typed, put: erased }],
    ) = (last.edits.as_mut_slice(), next.edits.as_slice())
    else {
        return false;
    };
    if field != next_field || last.label != next.label {
        return false;
    }
    let typing = erased.is_empty() && (put.is_empty() || !cut.is_empty());
    let erasing = typed.is_empty() && cut.is_empty() && !erased.contains('\n');
    if typing && *next_at == *at + cut.len() {
        if typed.contains('\n') || ends_sentence(cut) && !is_closing(typed) {
            return false;
        }
        cut.push_str(typed);
    } else if erasing && *next_at + erased.len() == *at && !ends_sentence(erased) {
        put.insert_str(0, erased);
        *at = *next_at;
    } else if erasing && *next_at == *at && !ends_sentence(put) {
        put.push_str(erased);
    } else {
        return false;
    }
    true
}

const CLOSING: [char; 8] = ['”', '’', '）', '》', '」', '』', '】', ')'];

/// Whether a sentence ends with this text, closing quotes and brackets behind its mark included.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(CLOSING).ends_with(['。', '！', '？', '；'])
}

fn is_closing(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| CLOSING.contains(&c))
}

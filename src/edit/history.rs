//! What can be undone and redone. Typing joins up until it is sealed, a sentence ends or the place changes; no clock.

use serde::Deserialize;
use serde::Serialize;

use super::Change;
use super::Edit;
use crate::report::Branch;
use crate::report::Metric;
use crate::report::Place;
use crate::report::Report;

/// How many steps a memory keeps in each direction.
const STEPS: usize = 1000;

/// Bytes of text that a memory keeps in each direction.
const BYTES: usize = 4 << 20;

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

/// How a change came about: with it a replay builds the same history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// An act of its own.
    Anew,
    /// Typing that went on with the typing before it: one undo.
    Onward,
    /// A further part of the act before it: one undo.
    Joined,
    /// It took an act back.
    Undone,
    /// It did an act again.
    Redone,
}

/// The last steps of a history, to be written down. Bounded in number and size.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// What takes back, the last act last.
    undo: Vec<Change>,
    /// What does again, the next one last.
    redo: Vec<Change>,
    /// Whether typing would go on with the last act.
    running: bool,
    /// Which state the file holds: 0 is the one where all is undone.
    saved: Option<usize>,
}

impl Memory {
    /// The same history for a file that holds the present state.
    pub fn of_saved(self) -> Memory {
        Memory { saved: Some(self.undo.len()), running: false, ..self }
    }

    /// Whether there is nothing to undo and nothing to redo.
    pub fn is_empty(&self) -> bool {
        self.undo.is_empty() && self.redo.is_empty()
    }
}

/// A change that leads to another state of the report.
#[derive(Debug)]
struct Step {
    change: Change,
    leads_to: u64,
}

impl History {
    /// Takes note of an act by its inverse. What had been undone can't be redone any more. Answers whether it stands for
    /// itself or went on with the typing before it.
    pub fn record(&mut self, inverse: Change) -> Way {
        // What changes no text leads to the same state.
        let before = if is_idle(&inverse) { self.rest() } else { self.advance() };
        let joined = !self.sealed && self.undo.last_mut().is_some_and(|last| join(&mut last.change, &inverse));
        self.sealed = false;
        if !joined {
            self.undo.push(Step { change: inverse, leads_to: before });
        }
        if joined { Way::Onward } else { Way::Anew }
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

    /// Stays in the state. Answers it.
    fn rest(&mut self) -> u64 {
        self.redo.clear();
        self.state
    }

    /// Takes the last act back and answers the change that did it.
    pub fn undo(&mut self, report: &mut Report) -> Option<Change> {
        let step = self.undo.pop()?;
        let Some((change, back)) = self.travel(step, report) else {
            self.undo.clear();
            return None;
        };
        self.redo.push(back);
        Some(change)
    }

    /// Does the last undone act again and answers the change that did it.
    pub fn redo(&mut self, report: &mut Report) -> Option<Change> {
        let step = self.redo.pop()?;
        let Some((change, back)) = self.travel(step, report) else {
            self.redo.clear();
            return None;
        };
        self.undo.push(back);
        Some(change)
    }

    /// The change that would take the last act back.
    pub fn next_undo(&self) -> Option<&Change> {
        self.undo.last().map(|step| &step.change)
    }

    /// The change that would do the last undone act again.
    pub fn next_redo(&self) -> Option<&Change> {
        self.redo.last().map(|step| &step.change)
    }

    /// The last steps, to be written down.
    pub fn memory(&self) -> Memory {
        let (undo, redo) = (last(&self.undo), last(&self.redo));
        let states = undo.iter().map(|step| step.leads_to);
        let states = states.chain([self.state]).chain(redo.iter().rev().map(|step| step.leads_to));
        let is_saved = |(_, state): &(usize, u64)| Some(*state) == self.saved;
        // Of several acts that led to the same state the present one counts.
        let saved = if self.saved == Some(self.state) {
            Some(undo.len())
        } else {
            states.enumerate().find(is_saved).map(|(at, _)| at)
        };
        let changes = |steps: &[Step]| steps.iter().map(|step| step.change.clone()).collect();
        Memory { undo: changes(undo), redo: changes(redo), running: !self.sealed, saved }
    }

    /// A history that begins with what was written down. A step that doesn't fit the report is found out when it is asked for.
    pub fn remembered(memory: Memory) -> History {
        // The states from the first on, each step's after the one before; an idle one stays where it is.
        let mut states = vec![0];
        for change in memory.undo.iter().chain(memory.redo.iter().rev()) {
            let last = states.last().copied().unwrap_or_default();
            states.push(last + u64::from(!is_idle(change)));
        }
        let undone = memory.undo.len();
        let step = |(change, &leads_to): (Change, &u64)| Step { change, leads_to };
        History {
            undo: memory.undo.into_iter().zip(&states).map(step).collect(),
            redo: memory.redo.into_iter().zip(states.iter().rev()).map(step).collect(),
            sealed: !memory.running,
            state: states[undone],
            newest: states.last().copied().unwrap_or_default(),
            saved: memory.saved.and_then(|at| states.get(at)).copied(),
        }
    }

    /// Ends the run of typing.
    pub fn seal(&mut self) {
        self.sealed = true;
    }

    /// How many acts can be taken back.
    pub fn depth(&self) -> usize {
        self.undo.len()
    }

    /// The changes that take acts back, the last act first.
    pub fn undo_changes(&self) -> impl Iterator<Item = &Change> {
        self.undo.iter().rev().map(|step| &step.change)
    }

    /// The subtrees that acts have taken out, each with the name of the act and its gap: the last act first, then
    /// those of undone states. One may be in the report again.
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

    /// `None` when the step doesn't apply: then it came from a disk, as no history ever made it.
    fn travel(&mut self, step: Step, report: &mut Report) -> Option<(Change, Step)> {
        let inverse = step.change.clone().apply(report).ok()?;
        let from = std::mem::replace(&mut self.state, step.leads_to);
        self.sealed = true;
        Some((step.change, Step { change: inverse, leads_to: from }))
    }
}

/// Whether a change only says where it was.
fn is_idle(change: &Change) -> bool {
    change.edits.iter().all(|edit| matches!(edit, Edit::Text { cut, put, .. } if cut.is_empty() && put.is_empty()))
}

/// As many steps from the end as a memory keeps.
fn last(steps: &[Step]) -> &[Step] {
    let mut room = BYTES;
    let kept = steps.iter().rev().take(STEPS).take_while(|step| match room.checked_sub(weight(&step.change)) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    });
    &steps[steps.len() - kept.count()..]
}

/// Bytes of text in a change, and something for each of its steps.
fn weight(change: &Change) -> usize {
    let metrics = |metrics: &[Metric]| -> usize {
        let texts = |metric: &Metric| [&metric.name, &metric.value, &metric.unit, &metric.note].map(String::len);
        metrics.iter().map(|metric| 64 + texts(metric).into_iter().sum::<usize>()).sum()
    };
    let branch = |branch: &Branch| -> usize {
        let rows = branch.rows().iter().map(|(_, section)| section);
        let texts = rows.map(|own| own.heading.len() + own.body.len() + own.note.len() + metrics(&own.metrics) + 64);
        texts.sum()
    };
    let edits = change.edits.iter().map(|edit| match edit {
        Edit::Text { cut, put, .. } => 64 + cut.len() + put.len(),
        Edit::Metrics { cut, put, .. } => 64 + metrics(cut) + metrics(put),
        Edit::Insert { branch: inserted, .. } => branch(inserted),
        Edit::Aside { aside, .. } => {
            let comments = aside.iter().flat_map(|aside| &aside.comments);
            64 + comments.map(|comment| 64 + comment.words.len() + comment.text.len()).sum::<usize>()
        }
        Edit::Style { .. } | Edit::Setup { .. } | Edit::Remove { .. } | Edit::Move { .. } => 64,
    });
    change.label.len() + edits.sum::<usize>()
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

const CLOSING: &[char] = &['”', '’', '）', '》', '」', '』', '】', ')'];

/// Whether a sentence ends with this text, closing quotes and brackets after its mark included.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(CLOSING).ends_with(['。', '！', '？', '；'])
}

fn is_closing(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| CLOSING.contains(&c))
}

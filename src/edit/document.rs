//! The open report: the only door through which it changes, with undo, redo and the outbox that a journal empties.

use std::collections::HashSet;

use serde::Deserialize;
use serde::Serialize;

use super::Change;
use super::EditError;
use super::annexes;
use super::history::History;
use super::history::Memory;
use super::history::Way;
use super::tables;
use crate::report::Branch;
use crate::report::Place;
use crate::report::Report;

/// A report, its history, and the changes that have not been handed on yet.
#[derive(Debug, Default)]
pub struct Document {
    report: Report,
    history: History,
    outbox: Vec<Done>,
    revision: u64,
}

/// A change that was done, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// How.
    pub way: Way,
    /// What.
    pub change: Change,
}

impl Document {
    /// Opens a report. It counts as saved. Line breaks that no edit could have written are mended first
    /// ([`Report::mend_breaks`]): a journal can replay every undo.
    pub fn new(mut report: Report) -> Document {
        report.mend_breaks();
        Document { report, ..Document::default() }
    }

    /// From now on new sections get ids that the seed tells ([`crate::report::Tree::draw_ids`]): for a report whose file others
    /// may write in, too.
    pub fn draw_ids(&mut self, seed: u64) {
        self.report.tree.draw_ids(seed);
    }

    /// The report as it is now.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Grows with every change, undo and redo; what is cached about the report is keyed by it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies one act of the writer; a change without steps is none. On `Err` nothing has happened.
    pub fn apply(&mut self, change: Change) -> Result<(), EditError> {
        if change.edits.is_empty() {
            return Ok(());
        }
        let (change, inverse) = self.run(change)?;
        let way = self.history.record(inverse);
        self.done(way, change);
        Ok(())
    }

    /// Applies a further part of the last act: both are one undo. On `Err` nothing has happened.
    pub fn apply_joined(&mut self, change: Change) -> Result<(), EditError> {
        let (change, inverse) = self.run(change)?;
        self.history.extend(inverse);
        self.done(Way::Joined, change);
        Ok(())
    }

    /// Takes back the last act and answers the change that did it, or `None` when there is none left.
    pub fn undo(&mut self) -> Option<Change> {
        let change = self.history.undo(&mut self.report)?;
        self.done(Way::Undone, change.clone());
        Some(change)
    }

    /// Does the last act again that was taken back, and answers the change that did it.
    pub fn redo(&mut self) -> Option<Change> {
        let change = self.history.redo(&mut self.report)?;
        self.done(Way::Redone, change.clone());
        Some(change)
    }

    /// Ends the run of typing: what is typed next is an undo of its own.
    pub fn seal(&mut self) {
        self.history.seal();
    }

    /// How many acts can be taken back.
    pub fn depth(&self) -> usize {
        self.history.depth()
    }

    /// What can be taken back by name, the last act first.
    pub fn undo_labels(&self) -> impl Iterator<Item = &str> {
        self.undo_changes().map(|change| change.label.as_str())
    }

    /// The changes that take acts back, each with the act's name, the last act first.
    pub fn undo_changes(&self) -> impl Iterator<Item = &Change> {
        self.history.undo_changes()
    }

    /// 回收站: the subtrees that were taken out and are not back, the last one first, each once. Read off the history, which
    /// keeps them for undo anyway; so it empties with it.
    pub fn removed(&self) -> Vec<Removed<'_>> {
        let tree = &self.report.tree;
        let mut seen = HashSet::new();
        let gone = self.history.removed().filter(|(_, _, branch)| {
            let id = branch.top().id;
            !tree.contains(id) && seen.insert(id)
        });
        gone.map(|(act, at, branch)| Removed { act, at, branch }).collect()
    }

    /// Names the present state. A save carries the name, and says at its end which state it wrote.
    pub fn state(&self) -> State {
        State(self.history.state())
    }

    /// Marks a state as the one in the file.
    pub fn mark_saved(&mut self, state: State) {
        self.history.mark_saved(state.0);
        self.history.seal();
    }

    /// Marks the report as one that no file holds.
    pub fn mark_unsaved(&mut self) {
        self.history.mark_unsaved();
    }

    /// Whether the report differs from the one in the file. Undoing back to the saved state makes it equal again.
    pub fn is_modified(&self) -> bool {
        self.history.is_modified()
    }

    /// Does what was done before, so that the history becomes the same too. Where the history isn't what it was then, an
    /// undo is an act like any other: the text comes first. On `Err` nothing has happened.
    pub fn replay(&mut self, done: Done) -> Result<(), EditError> {
        let Done { way, change } = done;
        match way {
            Way::Onward => self.apply(change),
            Way::Joined => self.apply_joined(change),
            Way::Undone if self.history.next_undo() == Some(&change) => {
                self.undo().map(drop).ok_or(EditError::Mismatch)
            }
            Way::Redone if self.history.next_redo() == Some(&change) => {
                self.redo().map(drop).ok_or(EditError::Mismatch)
            }
            Way::Anew | Way::Undone | Way::Redone => {
                self.seal();
                self.apply(change)
            }
        }
    }

    /// The last steps of the history, to be written down.
    pub fn memory(&self) -> Memory {
        self.history.memory()
    }

    /// Takes a history that was written down for this very report, in place of its own.
    pub fn remember(&mut self, memory: Memory) {
        self.history = History::remembered(memory);
    }

    /// The changes since the last call, in order: applied, undone and redone alike, each as the change it made.
    pub fn take_outbox(&mut self) -> Vec<Done> {
        std::mem::take(&mut self.outbox)
    }

    /// Does a change, and with it what keeps the annexes last, and on each table what hangs on it; answers all of it and its
    /// inverse.
    fn run(&mut self, mut change: Change) -> Result<(Change, Change), EditError> {
        let before = tables::Before::of(&self.report, &change);
        let mut inverse = change.clone().apply(&mut self.report)?;
        let mut edits = annexes::settle(&self.report, &change);
        edits.extend(before.settle(&self.report, &change));
        if !edits.is_empty() {
            let settled = Change { label: String::new(), edits: edits.clone() };
            let back = settled.apply(&mut self.report).expect("they set what is there");
            inverse.edits.splice(0..0, back.edits);
            change.edits.extend(edits);
        }
        Ok((change, inverse))
    }

    fn done(&mut self, way: Way, change: Change) {
        self.outbox.push(Done { way, change });
        self.revision += 1;
    }
}

/// A subtree that was taken out.
#[derive(Clone, Copy, Debug)]
pub struct Removed<'a> {
    /// The act that did it, such as 删除「存在问题」.
    pub act: &'a str,
    /// The gap it stood in then.
    pub at: Place,
    /// What was taken out.
    pub branch: &'a Branch,
}

/// Names one state in a document's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State(u64);

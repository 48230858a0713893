//! What undo takes back beside the report: words that were put away, and folds. Each was done in some state of the report,
//! and is taken back in that state, before the change that led there.

use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::document::State;
use crate::report::SectionId;
use crate::tui::command::Focus;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;

/// How many of each are remembered.
const KEPT: usize = 100;

/// How far a fold reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One section. Several of these in a row are taken back together.
    One,
    /// Whole levels.
    Many,
}

/// Something done beside the report.
#[derive(Debug)]
enum Aside {
    /// What lay over the panes was left, with words typed into it.
    Left(Box<Overlay>),
    /// These sections were folded, and no others; since then so much was folded or unfolded.
    Folded(Vec<SectionId>, Reach),
}

/// What can be taken back beside the report, the last at the end.
#[derive(Debug, Default)]
pub struct Asides {
    done: Vec<(State, Aside)>,
    /// Folds that were taken back: what was folded before that.
    undone: Vec<(State, Vec<SectionId>)>,
    /// Acts that opened folds: the state that each led to, and what it opened.
    opened: Vec<(State, Vec<SectionId>)>,
}

impl Asides {
    /// Folds that were taken back are no longer done again: something else has been done.
    pub(super) fn go_on(&mut self) {
        self.undone.clear();
    }
}

fn push<T>(list: &mut Vec<T>, one: T) {
    if list.len() == KEPT {
        list.remove(0);
    }
    list.push(one);
}

/// Takes out the last that was done in this state.
fn take<T>(list: &mut Vec<(State, T)>, state: State) -> Option<T> {
    let at = list.iter().rposition(|(then, _)| *then == state)?;
    Some(list.remove(at).1)
}

impl Model {
    /// What lies over the panes is left. Words that were typed there come back by undo; the answer is whether there are any.
    pub fn put_away(&mut self, overlay: Overlay) -> bool {
        let is_written = self.is_written(&overlay);
        if is_written {
            let state = self.document.state();
            push(&mut self.asides.done, (state, Aside::Left(Box::new(overlay))));
        }
        is_written
    }

    /// Folds or unfolds so that undo takes it back.
    pub fn fold_by(&mut self, reach: Reach, fold: impl FnOnce(&mut Model)) {
        let before = self.outline.folded();
        fold(self);
        if self.outline.folded() == before {
            return;
        }
        let state = self.document.state();
        self.asides.go_on();
        let goes_on = match self.asides.done.last() {
            Some((then, Aside::Folded(_, Reach::One))) => *then == state && reach == Reach::One,
            _ => false,
        };
        if !goes_on {
            push(&mut self.asides.done, (state, Aside::Folded(before, reach)));
        }
    }

    /// Takes back what was done last beside the report since its last change. Answers whether there was anything.
    pub fn undo_aside(&mut self) -> bool {
        let state = self.document.state();
        match take(&mut self.asides.done, state) {
            Some(Aside::Left(overlay)) => self.bring_back(*overlay),
            Some(Aside::Folded(before, _)) => {
                push(&mut self.asides.undone, (state, self.outline.folded()));
                self.refold_to(&before);
            }
            None => return false,
        }
        true
    }

    /// Folds again what [`Model::undo_aside`] has unfolded last. Answers whether there was anything.
    pub fn redo_aside(&mut self) -> bool {
        let state = self.document.state();
        let Some(folded) = take(&mut self.asides.undone, state) else { return false };
        let now = self.outline.folded();
        push(&mut self.asides.done, (state, Aside::Folded(now, Reach::Many)));
        self.refold_to(&folded);
        true
    }

    /// Shows the sections that a change has just moved or brought in, wherever they stand: what hides them is unfolded, until
    /// the change is undone. `before` is the state before it, where it goes on with the act that led there.
    pub fn open_for(&mut self, change: &Change, before: Option<State>) {
        let tree = &self.document.report().tree;
        let moved = change.edits.iter().filter_map(|edit| match edit {
            Edit::Move { id, .. } => Some(*id),
            Edit::Insert { branch, .. } => Some(branch.top().id),
            _ => None,
        });
        let moved: Vec<SectionId> = moved.filter(|&id| tree.contains(id)).collect();
        let mut opened = before.and_then(|before| take(&mut self.asides.opened, before)).unwrap_or_default();
        for id in moved {
            let tree = &self.document.report().tree;
            opened.extend(tree.ancestors(id).filter(|&above| self.outline.is_collapsed(above)));
            if !opened.is_empty() {
                self.outline.reveal(self.document.report(), id);
            }
        }
        if !opened.is_empty() {
            let state = self.document.state();
            push(&mut self.asides.opened, (state, opened));
        }
    }

    /// What the act that led to the present state has unfolded; to be asked before it is undone.
    pub(super) fn opened_by_act(&mut self) -> Vec<SectionId> {
        let state = self.document.state();
        take(&mut self.asides.opened, state).unwrap_or_default()
    }

    /// Folds again what an act had unfolded.
    pub(super) fn close_again(&mut self, opened: &[SectionId]) {
        if opened.is_empty() {
            return;
        }
        let mut folded = self.outline.folded();
        folded.extend(opened.iter().filter(|&&id| self.document.report().tree.contains(id)));
        folded.sort_unstable();
        folded.dedup();
        self.refold_to(&folded);
    }

    /// Folds these and no others. Who stands in a section that is hidden then goes to the one that hides it.
    fn refold_to(&mut self, folded: &[SectionId]) {
        self.outline.fold(folded);
        self.go_out_of_folds();
    }

    /// From a section that a fold hides up to the one that shows.
    pub fn go_out_of_folds(&mut self) {
        if let Some(id) = self.section()
            && self.row_of(self.spot()).is_none()
        {
            let shown = self.report().tree.ancestors(id).find(|&above| self.row_of(Spot::Section(above)).is_some());
            if let Some(above) = shown {
                self.go(Spot::Section(above));
            }
        }
    }

    /// What was left lies over the panes again.
    fn bring_back(&mut self, overlay: Overlay) {
        if matches!(overlay, Overlay::Held(_)) {
            self.focus_on(Focus::Navigation);
        }
        self.overlay = Some(overlay);
    }
}

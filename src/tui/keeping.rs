//! What the rim does so that nothing is lost: hands every change to the journal, brings back what an earlier run left.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use crate::edit::history::Memory;
use crate::report::SectionId;
use crate::store::Print;
use crate::store::Printing;
use crate::store::Shelf;
use crate::store::journal::Beside;
use crate::store::journal::Draft;
use crate::store::journal::Journal;
use crate::store::journal::Kept;
use crate::store::journal::Left;
use crate::store::journal::Lost;
use crate::store::journal::Mark;
use crate::store::journal::Orphan;
use crate::store::journal::Parting;
use crate::store::journal::Root;
use crate::store::journal::Stand;
use crate::store::journal::Syncer;
use crate::store::save;
use crate::tui::command::Command;
use crate::tui::model;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::words;

/// How many reports that were left unsaved the list offers.
const OFFERED: usize = 12;

/// The journal of the report on the screen.
pub(super) struct Keeping {
    /// How many journals that nobody has wanted back for a year were cleared away.
    pub(super) cleared: usize,
    place: Option<(Shelf, Arc<Syncer>)>,
    journal: Option<Journal>,
    /// The report's file and what it held when it was read or saved.
    file: Option<(PathBuf, Print)>,
    /// The file of a report that has just come onto the screen.
    entering: Option<(PathBuf, Printing)>,
    /// Which report it is, and what was known of it when the last change was kept.
    turn: u64,
    foldings: u64,
    draft: Option<Draft>,
    revision: u64,
    modified: bool,
    /// Whether the writer has been told that changes aren't kept.
    warned: bool,
    /// The revision whose history lies with the file.
    remembered: u64,
    /// The revision of the doubts that the journal knows.
    doubts: u64,
}

/// What a save carries along.
#[derive(Debug)]
pub(super) struct Save {
    turn: u64,
    revision: u64,
    mark: Option<Mark>,
    memory: Memory,
    beside: Beside,
    shelf: Option<Shelf>,
    /// What the file will hold.
    print: Option<Print>,
}

impl Keeping {
    /// Keeps journals in this folder, if there is one. `lost` is called when the journal is no longer there.
    pub(super) fn new(folder: Option<PathBuf>, now: SystemTime, lost: impl Fn() + Send + 'static) -> Keeping {
        let shelf = folder.map(Shelf::new);
        let mut cleared = 0;
        let place = shelf.and_then(|shelf| {
            cleared = shelf.tidy(now);
            let syncer = Syncer::telling(shelf.clone(), lost).ok()?;
            Some((shelf, Arc::new(syncer)))
        });
        Keeping {
            cleared,
            place,
            journal: None,
            file: None,
            entering: None,
            turn: 0,
            foldings: 0,
            draft: None,
            revision: 0,
            modified: false,
            warned: false,
            remembered: 0,
            doubts: 0,
        }
    }

    /// Another report has come onto the screen, from this file, or brought back from this journal.
    pub(super) fn enter(&mut self, model: &mut Model, file: Option<(PathBuf, Printing)>, from: Option<Orphan>) {
        self.leave_report();
        self.turn = model.turn();
        self.file = None;
        self.modified = model.document().is_modified();
        self.foldings = model.outline.foldings();
        self.revision = model.document().revision();
        self.remembered = self.revision;
        model.unkept = false;
        // What was done before is in the document that the journal begins with.
        drop(model.take_changes());
        let is_nowhere = from.is_some() || self.modified && (self.revision > 0 || model.suggested.is_none());
        self.entering = file;
        self.draft = model.written_draft().filter(|_| is_nowhere);
        if is_nowhere {
            self.know_file();
            let Some((shelf, syncer)) = self.place.clone() else { return };
            let place = (model.stand(), model.outline.folded(), self.draft.clone(), beside(model));
            let root = self.root(model);
            self.doubts = model.doubts.revision();
            let (journal, kept) = Journal::of_unsaved(shelf, syncer, root, model.document(), place, from);
            self.journal = Some(journal);
            self.tell(model, &kept);
        } else if self.entering.is_none() {
            self.begin(model);
        }
    }

    /// Finds out what can be undone in the report of a file, and what is unclear in it. The first screen doesn't wait for it;
    /// to be asked when the print of the file is known, and before the first key.
    pub(super) fn settle(&mut self, model: &mut Model) {
        if self.entering.is_none() || self.turn != model.turn() {
            return;
        }
        self.know_file();
        if let (Some((shelf, _)), Some((path, print))) = (&self.place, &self.file)
            && self.revision == model.document().revision()
            && let Some((memory, beside)) = shelf.memory(path, *print)
        {
            model.remember(memory);
            model.remember_doubts(&beside.told, &beside.settled, model.document().depth());
        }
        self.begin(model);
    }

    /// Waits for the print of the report's file. Without one, the journal stands for all of the report.
    fn know_file(&mut self) {
        if let Some((path, print)) = self.entering.take() {
            self.file = print.wait().ok().map(|print| (path, print));
        }
    }

    fn begin(&mut self, model: &Model) {
        let Some((shelf, syncer)) = self.place.clone() else { return };
        self.doubts = 0;
        self.journal = Some(Journal::new(shelf, syncer, self.root(model), model.document()));
    }

    fn root(&self, model: &Model) -> Root {
        Root { file: self.file.clone(), suggested: model.suggested.clone() }
    }

    /// Writes down what was done since the last call. To be asked after every key, before the screen shows what it did.
    pub(super) fn follow(&mut self, model: &mut Model) {
        if model.turn() != self.turn {
            self.enter(model, None, None);
            return;
        }
        let done = model.take_changes();
        let foldings = model.outline.foldings();
        let draft = model.written_draft();
        if done.is_empty() && foldings == self.foldings && draft == self.draft {
            self.modified = model.document().is_modified();
            return;
        }
        self.settle(model);
        let folds = (foldings != self.foldings).then(|| model.outline.folded());
        self.foldings = foldings;
        self.revision = model.document().revision();
        self.modified = model.document().is_modified();
        match &mut self.journal {
            Some(journal) => {
                if model.doubts.revision() != self.doubts {
                    journal.beside(beside(model));
                    self.doubts = model.doubts.revision();
                }
                if draft != self.draft {
                    journal.draft(draft.clone());
                    self.draft = draft;
                }
                let kept = journal.keep(model.document(), done, model.stand(), folds);
                self.tell(model, &kept);
            }
            None if !done.is_empty() => {
                model.unkept = true;
                if !std::mem::replace(&mut self.warned, true) {
                    let key = model.session.keymap.way_to(Command::Save, model.focus());
                    model.say(
                        Grade::Warning,
                        format!("没有地方随时记下改动（找不到用户的状态文件夹），请勤按 {key} 保存"),
                    );
                }
            }
            None => {}
        }
    }

    /// The journal is gone: it is written anew, and said.
    pub(super) fn renew(&mut self, model: &mut Model) {
        self.follow(model);
        let Some(kept) = self.journal.as_mut().and_then(|journal| journal.renew(model.document())) else { return };
        if matches!(kept, Kept::Written) && !self.warned {
            model.unkept = false;
            model.say(Grade::Warning, "记着改动的文件夹被删去或移走了，没保存的改动已经重新记下");
            return;
        }
        self.tell(model, &kept);
    }

    fn tell(&mut self, model: &mut Model, kept: &Kept) {
        model.unkept = !matches!(kept, Kept::Written);
        match kept {
            Kept::Failed(error) if !self.warned => {
                self.warned = true;
                let why = save::reason(error);
                let key = model.session.keymap.way_to(Command::Save, model.focus());
                model.say(Grade::Warning, format!("改动没能随时记下（{why}），请勤按 {key} 保存；会接着再试"));
            }
            Kept::Written if self.warned => {
                self.warned = false;
                model.say(Grade::Info, "改动又能随时记下了");
            }
            Kept::Written | Kept::Waiting | Kept::Failed(_) => {}
        }
    }

    // Saving -----------------------------------------------------------------------------------------------------------

    /// What a save of the report as it is now carries along.
    pub(super) fn save(&mut self, model: &mut Model) -> Save {
        self.settle(model);
        self.follow(model);
        let document = model.document();
        let mark = self.journal.as_mut().map(|journal| journal.mark(document));
        let shelf = self.place.as_ref().map(|(shelf, _)| shelf.clone());
        let (turn, revision) = (self.turn, document.revision());
        Save { turn, revision, mark, memory: document.memory(), beside: beside(model), shelf, print: None }
    }

    /// The save has ended well. Answers whether the report is still the one on the screen.
    pub(super) fn saved(&mut self, model: &mut Model, path: &Path, save: &Save) -> bool {
        if save.turn != model.turn() {
            return false;
        }
        self.follow(model);
        model.unkept &= self.journal.is_some() || model.document().revision() != save.revision;
        let (Some(print), Some(mark)) = (save.print, &save.mark) else { return true };
        let before = self.file.replace((path.to_owned(), print));
        if let Some((shelf, _)) = &self.place
            && let Some((old, held)) = before.filter(|(old, held)| old == path && *held != print)
        {
            shelf.forget(&old, held);
        }
        self.remembered = save.revision;
        self.modified = model.document().revision() != save.revision;
        if let Some(journal) = &mut self.journal {
            let kept = journal.saved(mark, path, print, model.document());
            self.tell(model, &kept);
        }
        true
    }

    /// The report has taken in what its file holds by now, without a save: it is equal to it, or both are merged.
    pub(super) fn took(&mut self, model: &mut Model, path: &Path, print: Print) {
        if model.path.as_deref() != Some(path) || model.saving.is_some() {
            return;
        }
        self.settle(model);
        self.follow(model);
        self.file = Some((path.to_owned(), print));
        if model.document().is_modified() {
            if let Some(journal) = &mut self.journal {
                let kept = journal.rebase(path, print, model.document());
                self.tell(model, &kept);
            }
            return;
        }
        self.remembered = self.revision;
        if let (Some((shelf, _)), false) = (&self.place, model.doubts.is_empty()) {
            // Without a history the report opens all the same.
            let _ = shelf.remember(path, print, model.document().memory(), &beside(model));
        }
        if let Some(journal) = &mut self.journal {
            let mark = journal.mark(model.document());
            mark.about_to_save(path, print);
            let kept = journal.saved(&mark, path, print, model.document());
            self.tell(model, &kept);
        }
    }

    /// The save has failed.
    pub(super) fn not_saved(&mut self, save: &Save) {
        if let Some(journal) = self.journal.as_mut().filter(|_| save.turn == self.turn) {
            journal.not_saved();
        }
    }

    /// Keeps where the writer is in the report's file, for when he opens it again. Without that it opens at its start.
    pub(super) fn keep_place(&self, model: &Model) {
        if let (Some((shelf, _)), Some(path)) = (&self.place, &model.path) {
            let _ = shelf.keep_place(path, model.stand(), model.outline.folded());
        }
    }

    /// Where the writer was in a file when he left it, and what was folded.
    pub(super) fn place_in(&self, path: &Path) -> Option<(Stand, Vec<SectionId>)> {
        self.place.as_ref()?.0.place(path)
    }

    // Leaving ----------------------------------------------------------------------------------------------------------

    /// The program ends because the writer wants it to.
    pub(super) fn quit(&mut self, model: &mut Model) {
        self.follow(model);
        if let (Some((shelf, _)), Some((path, print)), false) = (&self.place, &self.file, self.modified)
            && self.revision != self.remembered
        {
            // Without a history the report opens all the same.
            let _ = shelf.remember(path, *print, model.document().memory(), &beside(model));
        }
        self.leave_report();
    }

    /// The program is made to end.
    pub(super) fn break_off(&mut self, model: &mut Model) {
        self.follow(model);
        if self.modified || self.draft.as_ref().is_some_and(Draft::is_for_report) {
            self.journal.take().into_iter().for_each(|journal| journal.close(Parting::Unasked));
        }
        self.leave_report();
    }

    fn leave_report(&mut self) {
        self.entering = None;
        let parting = if self.modified && self.revision > 0 { Parting::Dropped } else { Parting::Saved };
        self.journal.take().into_iter().for_each(|journal| journal.close(parting));
    }

    // What was left ----------------------------------------------------------------------------------------------------

    /// What an earlier run left of the report in this file, or of one that would have gone there; the last first.
    pub(super) fn left_of(&self, path: &Path) -> Result<Vec<Left>, Lost> {
        let mut left = self.place.as_ref().map_or_else(|| Ok(Vec::new()), |(shelf, _)| shelf.look())?;
        left.retain(|left| !left.is_declined() && left.regards(path));
        Ok(left)
    }

    /// What is left in one journal.
    pub(super) fn left_in(&self, journal: &Path) -> Result<Option<Left>, Lost> {
        self.place.as_ref().map_or(Ok(None), |(shelf, _)| shelf.left_in(journal))
    }

    /// The writer doesn't want it back now.
    pub(super) fn lay_aside(&self, journal: &Path) {
        if let Some((shelf, _)) = &self.place {
            shelf.lay_aside(journal);
        }
    }

    /// All that earlier runs left, for the list of reports.
    pub(super) fn list(&self, model: &mut Model, now: SystemTime) {
        let left = self.place.as_ref().map(|(shelf, _)| shelf.left()).unwrap_or_default();
        let wanted = left.into_iter().filter(|left| !left.is_declined()).take(OFFERED);
        let offers = wanted.filter_map(|left| {
            let name = left.path().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
            let journal = left.journal().to_owned();
            let back = left.bring_back().ok()?;
            let title = name.unwrap_or_else(|| words::title_of(back.document.report()));
            Some(model::Left { journal, title, says: words::left(&back, now) })
        });
        model.session.left = offers.collect();
    }
}

/// What is kept beside the report: the doubts about its text.
fn beside(model: &Model) -> Beside {
    match model.doubts.is_empty() {
        true => Beside::default(),
        false => Beside { told: model.doubts.told(), settled: model.doubts.settled() },
    }
}

impl Save {
    /// Off the key path, before the file is put into its place: writes down what it will hold and what can be undone then.
    pub(super) fn herald(&mut self, path: &Path, report: &crate::report::Report) {
        let print = Print::of_report(report);
        self.print = Some(print);
        if let Some(mark) = &self.mark {
            mark.about_to_save(path, print);
        }
        if let Some(shelf) = &self.shelf {
            // Without a history the report opens all the same.
            let _ = shelf.remember(path, print, std::mem::take(&mut self.memory), &self.beside);
        }
    }
}

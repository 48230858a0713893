//! The journal of an open report: every change on disk before it is on screen, so that the next start brings it back.
//!
//! ```text
//! state folder/journal/  a1B2.journal   one line a change, self-checking; locked as long as its writer lives
//!                        a1B2.base      what the changes begin with, where no file holds it (or no longer)
//!                        kept/          journals that the writer didn't want back, for a while
//!                        undo/          what can be undone in saved files, by path and content
//! ```
//!
//! A journal is written only at its end and never mended: when it can't go on (a full disk, too long a file), a new one
//! begins with the report as it is, and the old one goes as soon as the new one is on the disk.

mod record;
mod recover;
mod shelf;
mod syncer;

use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use self::record::Base;
use self::record::Head;
use self::record::Record;
use self::record::Written;
use self::syncer::Page;
use crate::edit::Document;
use crate::edit::Done;
use crate::report::Report;
use crate::report::SectionId;
use crate::store::Print;
use crate::store::format;

pub use self::record::Stand;
pub use self::recover::Fate;
pub use self::recover::Left;
pub use self::recover::Lost;
pub use self::recover::Orphan;
pub use self::recover::Recovered;
pub use self::shelf::Act;
pub use self::shelf::Shelf;
pub use self::syncer::Syncer;

/// Bytes that a journal may always have.
const ROOM: u64 = 1 << 20;

/// How many times as long as what it began with a journal may become.
const TIMES: u64 = 4;

/// Bytes by which a journal is made longer ahead.
const AHEAD: u64 = 1 << 16;

/// After a failure up to so many changes pass before the next attempt.
const LONGEST_REST: u32 = 256;

/// The journal of one open report. Nothing is on disk before the first change.
#[derive(Debug)]
pub struct Journal {
    shelf: Shelf,
    syncer: Arc<Syncer>,
    root: Root,
    /// Whether the report began empty.
    blank: bool,
    ink: Arc<Mutex<Option<Ink>>>,
    /// Journals that the present or next one takes the place of.
    older: Vec<Arc<Page>>,
    stand: Stand,
    folds: Vec<SectionId>,
    rest: Rest,
    /// Saves that have been asked for and not answered.
    saving: u32,
}

/// Where an open report comes from.
#[derive(Clone, Debug, Default)]
pub struct Root {
    /// Its file and what the file holds.
    pub file: Option<(PathBuf, Print)>,
    /// A name for a report without a file.
    pub suggested: Option<PathBuf>,
}

/// What became of changes handed to a journal.
#[derive(Debug)]
pub enum Kept {
    /// They are in the journal.
    Written,
    /// They are not, as the ones before; it will be tried again.
    Waiting,
    /// They couldn't be written.
    Failed(io::Error),
}

/// How the writer leaves a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// A file holds all of it: the journal goes.
    Saved,
    /// The changes shall not be saved: the journal is laid aside.
    Dropped,
    /// The program is made to end: the journal stays for the next start.
    Unasked,
}

/// The journal's file, open at its end.
#[derive(Debug)]
struct Ink {
    page: Arc<Page>,
    /// The number of the next line.
    next: u64,
    /// The number of the last line with a change; 0 before the first.
    changed: u64,
    bytes: u64,
    /// How long the file is made: zeros stand behind its lines, so that most lines needn't make it longer, which would cost
    /// the system more than the line itself.
    room: u64,
    most: u64,
}

/// Whether writing is given a rest after a failure.
#[derive(Clone, Copy, Debug)]
enum Rest {
    /// All is well.
    No,
    /// So many more times nothing is tried; so many the next time.
    For { left: u32, next: u32 },
}

/// A point in a journal that a save may reach.
#[derive(Clone, Debug)]
pub struct Mark {
    shelf: Shelf,
    ink: Arc<Mutex<Option<Ink>>>,
    /// The journal's file and its last line with a change.
    point: Option<(PathBuf, u64)>,
    revision: u64,
}

impl Journal {
    /// The journal of a report that equals its file or has none, before its first change.
    pub fn new(shelf: Shelf, syncer: Arc<Syncer>, root: Root, document: &Document) -> Journal {
        let blank = root.file.is_none() && *document.report() == Report::default();
        let file = root.file.map(|(path, print)| (shelf::settled(&path), print));
        let root = Root { file, suggested: root.suggested.map(|name| shelf::settled(&name)) };
        Journal {
            shelf,
            syncer,
            root,
            blank,
            ink: Arc::default(),
            older: Vec::new(),
            stand: Stand::default(),
            folds: Vec::new(),
            rest: Rest::No,
            saving: 0,
        }
    }

    /// The journal of a report that nothing holds as it is: read from standard input, or brought back from an older journal,
    /// whose place it takes. It is on disk at once.
    pub fn of_unsaved(
        shelf: Shelf,
        syncer: Arc<Syncer>,
        root: Root,
        document: &Document,
        (stand, folds): (Stand, Vec<SectionId>),
        from: Option<Orphan>,
    ) -> (Journal, Kept) {
        let mut journal = Journal { stand, folds, ..Journal::new(shelf, syncer, root, document) };
        journal.older.extend(from.map(|orphan| Arc::new(Page::new(orphan.file, orphan.path))));
        let kept = journal.begin_anew(document);
        (journal, kept)
    }

    /// Writes down what was done to the report, which is now as `document` says. `folds`, when they have changed: all
    /// folded sections in ascending order.
    pub fn keep(&mut self, document: &Document, done: Vec<Done>, stand: Stand, folds: Option<Vec<SectionId>>) -> Kept {
        self.stand = stand;
        if let Some(page) = self.page().filter(|page| page.has_failed()) {
            self.give_up(page);
        }
        if let Rest::For { .. } = self.rest {
            self.folds = folds.unwrap_or(std::mem::take(&mut self.folds));
            return if done.is_empty() { Kept::Waiting } else { self.try_again(document) };
        }
        if self.page().is_none() {
            self.folds = folds.unwrap_or(std::mem::take(&mut self.folds));
            if done.is_empty() {
                return Kept::Written;
            }
            let base = match (&self.root.file, self.blank) {
                (Some(_), _) => Base::File,
                (None, true) => Base::Empty,
                (None, false) => return self.begin_anew(document),
            };
            if let Err(error) = self.begin(base, &[]) {
                self.rest = Rest::For { left: 1, next: 2 };
                return Kept::Failed(error);
            }
            return self.put(document, done, None);
        }
        self.put(document, done, folds)
    }

    /// The point that a save of the report as it is now will reach. Asks for [`Journal::saved`] or [`Journal::not_saved`].
    pub fn mark(&mut self, document: &Document) -> Mark {
        self.saving += 1;
        let point = lock(&self.ink).as_ref().map(|ink| (ink.page.path.clone(), ink.changed));
        Mark { shelf: self.shelf.clone(), ink: Arc::clone(&self.ink), point, revision: document.revision() }
    }

    /// A file now holds, durably, what the report was at the mark. When that is all there is, the journal goes; `document`
    /// is the report as it is now.
    pub fn saved(&mut self, mark: &Mark, path: &Path, print: Print, document: &Document) -> Kept {
        self.saving = self.saving.saturating_sub(1);
        self.root = Root { file: Some((shelf::settled(path), print)), suggested: None };
        self.blank = false;
        if document.revision() == mark.revision {
            self.remove();
            return Kept::Written;
        }
        let now = lock(&self.ink).as_ref().map(|ink| ink.page.path.clone());
        match (&mark.point, now) {
            // The file's print stands in the journal, and what came behind the mark too.
            (Some((then, _)), Some(now)) if *then == now => Kept::Written,
            _ => self.begin_anew(document),
        }
    }

    /// A save has failed.
    pub fn not_saved(&mut self) {
        self.saving = self.saving.saturating_sub(1);
    }

    /// Ends the journal.
    pub fn close(mut self, parting: Parting) {
        match parting {
            Parting::Saved => self.remove(),
            Parting::Dropped => {
                let page = lock(&self.ink).take().map(|ink| ink.page);
                // The last one holds everything; what it takes the place of needn't be kept too.
                let Some(page) = page.or_else(|| self.older.pop()) else { return };
                self.older.drain(..).for_each(|old| self.syncer.remove(old));
                self.syncer.lay_aside(page);
            }
            Parting::Unasked => {}
        }
    }

    fn page(&self) -> Option<Arc<Page>> {
        lock(&self.ink).as_ref().map(|ink| Arc::clone(&ink.page))
    }

    /// Puts lines at the end of the file.
    fn put(&mut self, document: &Document, done: Vec<Done>, folds: Option<Vec<SectionId>>) -> Kept {
        if done.is_empty() && folds.is_none() {
            return Kept::Written;
        }
        let mut guard = lock(&self.ink);
        let Some(ink) = guard.as_mut() else { return Kept::Waiting };
        let mut lines = Vec::new();
        if !done.is_empty() {
            record::put(&mut lines, ink.next, &Record::Change { done, stand: self.stand });
            ink.changed = ink.next;
            ink.next += 1;
        }
        if let Some(folds) = folds {
            let (shut, opened) = (missing(&folds, &self.folds), missing(&self.folds, &folds));
            record::put(&mut lines, ink.next, &Record::Fold { shut, opened, stand: self.stand });
            ink.next += 1;
            self.folds = folds;
        }
        let written = ink.write(&self.shelf, &lines);
        let (page, is_long) = (Arc::clone(&ink.page), ink.bytes > ink.most && self.saving == 0);
        drop(guard);
        match written {
            Ok(()) => {
                self.syncer.sync_soon(&page);
                if is_long { self.begin_anew(document) } else { Kept::Written }
            }
            Err(error) => {
                self.give_up(page);
                Kept::Failed(error)
            }
        }
    }

    /// What the file has so far stays until a new one has all of it.
    fn give_up(&mut self, page: Arc<Page>) {
        *lock(&self.ink) = None;
        self.older.push(page);
        self.rest = Rest::For { left: 0, next: 1 };
    }

    fn try_again(&mut self, document: &Document) -> Kept {
        match self.rest {
            Rest::For { left: left @ 1.., next } => {
                self.rest = Rest::For { left: left - 1, next };
                Kept::Waiting
            }
            _ => self.begin_anew(document),
        }
    }

    /// Begins a new file with the report as it is.
    fn begin_anew(&mut self, document: &Document) -> Kept {
        let base = format::write(document.report());
        let memory = Record::Memory(document.memory());
        let older = lock(&self.ink).take().map(|ink| ink.page);
        self.older.extend(older);
        match self.begin(Base::Beside(Print::of(&base)), &[(base, memory)]) {
            Ok(()) => {
                self.rest = Rest::No;
                Kept::Written
            }
            Err(error) => {
                let next = match self.rest {
                    Rest::For { next, .. } => next,
                    Rest::No => 1,
                };
                self.rest = Rest::For { left: next, next: (next * 2).min(LONGEST_REST) };
                Kept::Failed(error)
            }
        }
    }

    /// Begins a new file; `with`: what lies beside it, and what could be undone.
    fn begin(&mut self, base: Base, with: &[(Vec<u8>, Record)]) -> io::Result<()> {
        let page = Arc::new(self.shelf.create()?);
        let begun = self.write_head(&page, base, with);
        let ink = match begun {
            Ok(ink) => ink,
            Err(error) => {
                self.shelf.remove(&page.path);
                return Err(error);
            }
        };
        let beside = page.path.with_extension("base");
        let mut is_beside = !with.is_empty();
        if let (Base::File, Some((path, print))) = (base, &self.root.file) {
            // The file may be changed by others before the changes are brought back.
            match print.bytes() <= ROOM {
                true => is_beside = self.shelf.copy(path, *print, &beside, shelf::Haste::Soon),
                false => self.syncer.copy(path.clone(), *print, beside.clone()),
            }
        }
        page.replace(std::mem::take(&mut self.older));
        self.syncer.settle(&page, is_beside.then_some(beside));
        *lock(&self.ink) = Some(ink);
        Ok(())
    }

    fn write_head(&self, page: &Arc<Page>, base: Base, with: &[(Vec<u8>, Record)]) -> io::Result<Ink> {
        let replaces = self.older.last().and_then(|page| page.path.file_name()).and_then(|name| name.to_str());
        let head = Head {
            format: record::FORMAT,
            path: self.root.file.as_ref().map(|(path, _)| Written::from(path.as_path())),
            print: self.root.file.as_ref().map(|(_, print)| *print),
            suggested: self.root.suggested.as_deref().map(Written::from),
            base,
            replaces: replaces.map(str::to_owned),
            stand: self.stand,
            folds: self.folds.clone(),
        };
        let mut lines = Vec::new();
        record::put(&mut lines, 0, &Record::Head(head));
        let mut next = 1;
        let mut size = self.root.file.as_ref().map_or(0, |(_, print)| print.bytes());
        for (base, memory) in with {
            self.shelf.put(&page.path.with_extension("base"), base, shelf::Haste::Soon)?;
            record::put(&mut lines, next, memory);
            next += 1;
            size = base.len() as u64 + lines.len() as u64;
        }
        let most = ROOM.max(size * TIMES);
        let mut ink = Ink { page: Arc::clone(page), next, changed: 0, bytes: 0, room: 0, most };
        ink.write(&self.shelf, &lines)?;
        Ok(ink)
    }

    /// A file holds everything.
    fn remove(&mut self) {
        let ink = lock(&self.ink).take();
        let page = ink.map(|mut ink| {
            // The file goes when those before it are gone; until then this line tells that it is spent.
            let mut line = Vec::new();
            record::put(&mut line, ink.next, &Record::Closed);
            let _ = ink.write(&self.shelf, &line);
            ink.page
        });
        self.older.drain(..).chain(page).for_each(|page| self.syncer.remove(page));
        self.rest = Rest::No;
    }
}

impl Ink {
    fn write(&mut self, shelf: &Shelf, lines: &[u8]) -> io::Result<()> {
        let end = self.bytes + lines.len() as u64;
        if end > self.room {
            self.room = end + AHEAD;
            // Where it can't be made longer ahead, every line makes it longer.
            let _ = self.page.file.set_len(self.room);
        }
        shelf.write(&self.page.file, &self.page.path, lines)?;
        self.bytes = end;
        Ok(())
    }
}

impl Mark {
    /// Before the file is put into its place: writes down, durably, that it will then be the report at this mark. Where that
    /// fails, a crash in between makes the changes come back as a report of their own.
    pub fn about_to_save(&self, path: &Path, print: Print) {
        let Some((own, after)) = &self.point else { return };
        let page = {
            let mut guard = lock(&self.ink);
            let Some(ink) = guard.as_mut().filter(|ink| ink.page.path == *own) else { return };
            let mut line = Vec::new();
            let path = Written::from(shelf::settled(path).as_path());
            record::put(&mut line, ink.next, &Record::Saving { path, print, after: *after });
            ink.next += 1;
            if ink.write(&self.shelf, &line).is_err() {
                ink.page.fail();
            }
            Arc::clone(&ink.page)
        };
        page.sync(&self.shelf);
    }
}

fn lock(ink: &Mutex<Option<Ink>>) -> MutexGuard<'_, Option<Ink>> {
    ink.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What is in the first of two ascending lists and not in the second.
fn missing(first: &[SectionId], second: &[SectionId]) -> Vec<SectionId> {
    first.iter().copied().filter(|id| second.binary_search(id).is_err()).collect()
}

/// Names the system's write call for [`Shelf`].
fn write_all(mut file: &std::fs::File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)
}

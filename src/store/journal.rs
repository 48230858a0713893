//! The journal of an open report: every change on disk before it is on screen, so that the next start brings it back.
//!
//! ```text
//! state folder/journal/  a1B2.journal   one line a change, self-checking; locked as long as its writer lives
//!                        a1B2.base      what the changes begin with, where no file holds it (or no longer)
//!                        kept/          journals that the writer didn't want back, for a while
//!                        undo/          what can be undone in saved files, by path and content; where the writer was there
//! ```
//!
//! A journal is written only at its end and never mended: when it can't go on (a full disk, too long a file), a new one
//! begins with the report as it is, and the old one goes as soon as the new one is on the disk.

mod log;
mod record;
mod recover;
mod shelf;
mod syncer;

use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use self::log::CurrentLog;
use self::log::LogWriter;
use self::record::Base;
use self::record::Head;
use self::record::Record;
use self::record::Written;
use self::syncer::LogFile;
use crate::edit::Document;
use crate::edit::Done;
use crate::report::Report;
use crate::report::SectionId;
use crate::store::Print;
use crate::store::format;

pub use self::log::Mark;
pub use self::record::Beside;
pub use self::record::Draft;
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
    current: CurrentLog,
    /// How long its file may become before a new one begins.
    most: u64,
    /// Journals that the present or next one takes the place of.
    older: Vec<Arc<LogFile>>,
    stand: Stand,
    folds: Vec<SectionId>,
    /// What stands in the line that is being typed into.
    draft: Option<Draft>,
    /// Whether that is still to be written down.
    is_draft_new: bool,
    /// What is kept beside the report.
    beside: Beside,
    /// What of that is still to be written down.
    beside_new: News,
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

/// What of what is kept beside a report the journal lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum News {
    #[default]
    None,
    /// What has become of it.
    Settled,
    /// All of it.
    All,
}

/// Whether writing is given a rest after a failure.
#[derive(Clone, Copy, Debug)]
enum Rest {
    /// All is well.
    No,
    /// So many more times nothing is tried; so many the next time.
    For { left: u32, next: u32 },
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
            current: CurrentLog::default(),
            most: 0,
            older: Vec::new(),
            stand: Stand::default(),
            folds: Vec::new(),
            draft: None,
            is_draft_new: false,
            beside: Beside::default(),
            beside_new: News::None,
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
        (stand, folds, draft, beside): (Stand, Vec<SectionId>, Option<Draft>, Beside),
        from: Option<Orphan>,
    ) -> (Journal, Kept) {
        let mut journal = Journal { stand, folds, draft, beside, ..Journal::new(shelf, syncer, root, document) };
        journal.older.extend(from.map(|orphan| Arc::new(LogFile::new(orphan.file, orphan.path))));
        let kept = journal.begin_anew(document);
        (journal, kept)
    }

    /// Writes down what was done to the report, which is now as `document` says. `folds`, when they have changed: all
    /// folded sections in ascending order.
    pub fn keep(&mut self, document: &Document, done: Vec<Done>, stand: Stand, folds: Option<Vec<SectionId>>) -> Kept {
        self.stand = stand;
        if let Some(log) = self.current.log().filter(|log| log.has_failed()) {
            self.give_up(log);
        }
        if let Rest::For { .. } = self.rest {
            self.folds = folds.unwrap_or(std::mem::take(&mut self.folds));
            return if done.is_empty() && !self.is_draft_new { Kept::Waiting } else { self.try_again(document) };
        }
        if self.current.log().is_none() {
            self.folds = folds.unwrap_or(std::mem::take(&mut self.folds));
            if done.is_empty() && !self.draft.as_ref().is_some_and(Draft::is_for_report) {
                return Kept::Written;
            }
            return match self.begin_first(document) {
                Some(kept) => kept,
                None => {
                    let lines = self.lines(done, None);
                    self.put(document, lines)
                }
            };
        }
        let lines = self.lines(done, folds);
        self.put(document, lines)
    }

    /// Takes note of what stands in the line that is being typed into. The next [`Journal::keep`] writes it down together with
    /// what was done, in one go: what a line gives to the report is never in both.
    pub fn draft(&mut self, draft: Option<Draft>) {
        self.draft = draft;
        self.is_draft_new = true;
    }

    /// Takes note of what is kept beside the report, to be written down as a draft is: after what was done.
    pub fn beside(&mut self, beside: Beside) {
        let new = if beside.told == self.beside.told { News::Settled } else { News::All };
        self.beside_new = self.beside_new.max(new);
        self.beside = beside;
    }

    /// Begins the first file. Answers what became of it where there is nothing more to write.
    fn begin_first(&mut self, document: &Document) -> Option<Kept> {
        let base = match (&self.root.file, self.blank) {
            (Some(_), _) => Base::File,
            (None, true) => Base::Empty,
            (None, false) => return Some(self.begin_anew(document)),
        };
        self.begin(base, None).err().map(|error| {
            self.rest = Rest::For { left: 1, next: 2 };
            Kept::Failed(error)
        })
    }

    /// The lines that say what was done and folded.
    fn lines(&mut self, done: Vec<Done>, folds: Option<Vec<SectionId>>) -> Vec<Record> {
        let change = (!done.is_empty()).then_some(Record::Change { done, stand: self.stand });
        let fold = folds.map(|folds| {
            let (shut, opened) = (missing(&folds, &self.folds), missing(&self.folds, &folds));
            self.folds = folds;
            Record::Fold { shut, opened, stand: self.stand }
        });
        let draft = std::mem::take(&mut self.is_draft_new);
        let draft = draft.then(|| Record::Draft { draft: self.draft.clone(), stand: self.stand });
        let beside = match std::mem::take(&mut self.beside_new) {
            News::None => None,
            News::Settled => Some(Record::Beside { told: None, settled: self.beside.settled.clone() }),
            News::All => Some(self.beside.record()),
        };
        change.into_iter().chain(fold).chain(draft).chain(beside).collect()
    }

    /// The point that a save of the report as it is now will reach. Asks for [`Journal::saved`] or [`Journal::not_saved`].
    pub fn mark(&mut self, document: &Document) -> Mark {
        self.saving += 1;
        self.current.mark(&self.shelf, document.revision())
    }

    /// Where the present file is gone or has failed: writes a new one, with the report as it is. `None` where all is well.
    pub fn renew(&mut self, document: &Document) -> Option<Kept> {
        let log = self.current.log().filter(|log| log.has_failed())?;
        self.give_up(log);
        Some(self.begin_anew(document))
    }

    /// A file now holds, durably, what the report was at the mark. When that is all there is, the journal goes; `document`
    /// is the report as it is now.
    pub fn saved(&mut self, mark: &Mark, path: &Path, print: Print, document: &Document) -> Kept {
        self.saving = self.saving.saturating_sub(1);
        self.root = Root { file: Some((shelf::settled(path), print)), suggested: None };
        self.blank = false;
        if document.revision() == mark.revision {
            self.remove();
            // The next file has in its head what stands in the line.
            return self.keep(document, Vec::new(), self.stand, None);
        }
        match (&mark.point, self.current.log()) {
            // The file's print stands in the journal, and what came after the mark too.
            (Some((then, _)), Some(now)) if *then == now.path => Kept::Written,
            _ => self.begin_anew(document),
        }
    }

    /// The report goes on from what its file holds now: somebody else has written that, and it is merged.
    pub fn rebase(&mut self, path: &Path, print: Print, document: &Document) -> Kept {
        self.root = Root { file: Some((shelf::settled(path), print)), suggested: None };
        self.begin_anew(document)
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
                let log = self.current.lock().take().map(|writer| writer.log);
                // The last one holds everything; what it takes the place of needn't be kept too.
                let Some(log) = log.or_else(|| self.older.pop()) else { return };
                self.older.drain(..).for_each(|old| self.syncer.remove(old));
                self.syncer.lay_aside(log);
            }
            Parting::Unasked => {}
        }
    }

    /// Puts lines at the end of the file.
    fn put(&mut self, document: &Document, lines: Vec<Record>) -> Kept {
        if lines.is_empty() {
            return Kept::Written;
        }
        let mut guard = self.current.lock();
        let Some(writer) = guard.as_mut() else { return Kept::Waiting };
        let written = writer.put(&self.shelf, lines);
        let (log, is_long) = (Arc::clone(&writer.log), writer.bytes > self.most && self.saving == 0);
        drop(guard);
        match written {
            Ok(()) => {
                self.syncer.sync_soon(&log);
                if is_long { self.begin_anew(document) } else { Kept::Written }
            }
            Err(_) => {
                self.give_up(log);
                self.begin_anew(document)
            }
        }
    }

    /// What the file has so far stays until a new one has all of it.
    fn give_up(&mut self, log: Arc<LogFile>) {
        *self.current.lock() = None;
        self.older.push(log);
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
        let older = self.current.lock().take().map(|writer| writer.log);
        self.older.extend(older);
        match self.begin(Base::Beside(Print::of(&base)), Some((base, memory))) {
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
    fn begin(&mut self, base: Base, with: Option<(Vec<u8>, Record)>) -> io::Result<()> {
        let (file, path) = self.shelf.create()?;
        let log = Arc::new(LogFile::new(file, path));
        let mut is_beside = with.is_some();
        // What it begins with is then the report as it is now; else the change that is still to come stands before.
        let with_all = is_beside;
        let (writer, size) = match self.write_head(&log, base, with) {
            Ok(begun) => begun,
            Err(error) => {
                self.shelf.remove(&log.path);
                return Err(error);
            }
        };
        let beside = log.path.with_extension("base");
        if let (Base::File, Some((path, print))) = (base, &self.root.file) {
            // The file may be changed by others before the changes are brought back.
            match print.bytes() <= ROOM {
                true => is_beside = self.shelf.copy(path, *print, &beside, shelf::Durability::Later),
                false => self.syncer.copy(path.clone(), *print, beside.clone()),
            }
        }
        self.is_draft_new = false;
        if with_all {
            self.beside_new = News::None;
        }
        log.replace(std::mem::take(&mut self.older));
        self.syncer.settle(&log, is_beside.then_some(beside));
        self.most = ROOM.max(size * TIMES);
        *self.current.lock() = Some(writer);
        Ok(())
    }

    /// Answers also how long that is which the changes begin with, in bytes.
    fn write_head(
        &self,
        log: &Arc<LogFile>,
        base: Base,
        with: Option<(Vec<u8>, Record)>,
    ) -> io::Result<(LogWriter, u64)> {
        let replaces = self.older.last().and_then(|log| log.path.file_name()).and_then(|name| name.to_str());
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
        let mut writer = LogWriter::new(Arc::clone(log));
        let draft = self.draft.clone().map(|draft| Record::Draft { draft: Some(draft), stand: self.stand });
        let Some((base, memory)) = with else {
            writer.put(&self.shelf, [Record::Head(head)].into_iter().chain(draft))?;
            return Ok((writer, self.root.file.as_ref().map_or(0, |(_, print)| print.bytes())));
        };
        self.shelf.put(&log.path.with_extension("base"), &base, shelf::Durability::Later)?;
        let beside = (!self.beside.is_empty()).then(|| self.beside.record());
        writer.put(&self.shelf, [Record::Head(head), memory].into_iter().chain(beside).chain(draft))?;
        let size = base.len() as u64 + writer.bytes;
        Ok((writer, size))
    }

    /// A file holds everything.
    fn remove(&mut self) {
        let writer = self.current.lock().take();
        let log = writer.map(|mut writer| {
            // The file goes when those before it are gone; until then this line tells that it is spent.
            let _ = writer.put(&self.shelf, [Record::Closed]);
            writer.log
        });
        self.older.drain(..).chain(log).for_each(|log| self.syncer.remove(log));
        self.rest = Rest::No;
    }
}

/// What is in the first of two ascending lists and not in the second.
fn missing(first: &[SectionId], second: &[SectionId]) -> Vec<SectionId> {
    first.iter().copied().filter(|id| second.binary_search(id).is_err()).collect()
}

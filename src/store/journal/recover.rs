//! What a program that has ended has left, and how it comes back: text, history, caret and folds.

use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use super::record;
use super::record::Base;
use super::record::Beside;
use super::record::Draft;
use super::record::Head;
use super::record::Record;
use super::record::Stand;
use super::shelf;
use super::shelf::Shelf;
use crate::edit::Document;
use crate::edit::Done;
use crate::edit::Edit;
use crate::edit::history::Memory;
use crate::edit::history::Way;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::store;
use crate::store::OpenError;
use crate::store::Opened;
use crate::store::Print;
use crate::store::Stamp;
use crate::store::save;

/// The longest journal that is read, in bytes; what comes after is taken for torn.
const LONGEST: u64 = 512 << 20;

/// A journal without its program. While the value lives, no other program can take it.
#[derive(Debug)]
pub struct Left {
    file: File,
    journal: PathBuf,
    time: SystemTime,
    head: Head,
    records: Vec<Record>,
    /// Whether whole lines stand after one that can't be read.
    broken: bool,
    declined: bool,
    shelf: Shelf,
}

/// A journal to be gone as soon as another one holds what it held.
#[derive(Debug)]
pub struct Orphan {
    pub(super) file: File,
    pub(super) path: PathBuf,
}

/// A report as it was when its program ended.
#[derive(Debug)]
pub struct Recovered {
    /// The report with what can be undone.
    pub document: Document,
    /// Whether it goes on in its file.
    pub fate: Fate,
    /// Where the writer stood.
    pub stand: Stand,
    /// The folded sections, in ascending order.
    pub folds: Vec<SectionId>,
    /// What stood in the line that was being typed into.
    pub draft: Option<Draft>,
    /// What is kept beside the report, and how many acts could be undone when that was so.
    pub beside: (Beside, usize),
    /// How many acts a file lacks.
    pub acts: usize,
    /// When the last one was written down.
    pub time: SystemTime,
    /// Whether the journal says more that no longer fits.
    pub cut_short: bool,
    /// What was written in the changes that no longer fit.
    pub loose: Vec<String>,
    /// The journal.
    pub orphan: Orphan,
}

/// Where a report that was brought back belongs.
#[derive(Debug)]
pub enum Fate {
    /// To its file, which is as it was.
    Own {
        /// The file.
        path: PathBuf,
        /// As it is now.
        stamp: Stamp,
        /// What it holds.
        print: Print,
    },
    /// Beside its file, which somebody has changed, moved or removed since.
    Apart(PathBuf),
    /// To a file yet to be named, this name being offered.
    New(Option<PathBuf>),
}

/// Why a journal can't be brought back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lost {
    /// The file that it begins with has been changed, and there is no copy.
    #[error("找不到当初的报告，记下的改动接不上去")]
    NoBase,
    /// The system doesn't let it be read just now, and why: it is there still.
    #[error("上次没保存的改动这次读不出来（{0}），都还在；请先别改，退出后关掉别的程序再打开")]
    Unread(String),
}

impl From<io::Error> for Lost {
    fn from(error: io::Error) -> Lost {
        Lost::Unread(save::reason(&error))
    }
}

impl Shelf {
    /// What is left of programs that have ended, the last first; what the writer didn't want back comes after. What lies
    /// there without holding anything that a file hasn't is cleared away.
    pub fn left(&self) -> Vec<Left> {
        self.look().unwrap_or_default()
    }

    /// The same. `Err` where one of them can't be read just now: of the rest nobody knows whether it is the last that was
    /// written, so that nothing is answered and nothing is cleared away.
    pub fn look(&self) -> Result<Vec<Left>, Lost> {
        let journals = journals_in(&self.folder)?;
        let read: io::Result<Vec<Option<Left>>> = journals.into_iter().map(|path| Left::read(path, self)).collect();
        let mut left: Vec<Left> = read?.into_iter().flatten().collect();
        // Of a journal and the one that was to take its place only one is wanted: the new one, if it came to the disk whole.
        let mut spent: Vec<PathBuf> = Vec::new();
        for new in &left {
            if let Some(old) = new.replaces().and_then(|name| left.iter().find(|one| one.is_named(name))) {
                spent.push(if new.has_base()? { old } else { new }.journal().to_owned());
            }
        }
        // First the replaced ones: they would count again without the other.
        left.retain(|one| !spent.iter().any(|path| path == one.journal()) || !self.clear(one));
        left.retain(|one| !one.holds_nothing_new() || !self.clear(one));
        left.sort_by_key(|one| std::cmp::Reverse(one.time()));
        // What nobody wanted back is no reason to withhold the rest.
        let kept = store::files_in(&self.kept(), &["journal"]);
        let mut kept: Vec<Left> = kept.into_iter().filter_map(|path| Left::read(path, self).ok().flatten()).collect();
        kept.sort_by_key(|one| std::cmp::Reverse(one.time()));
        kept.iter_mut().for_each(Left::mark_declined);
        left.extend(kept);
        Ok(left)
    }

    /// Removes a journal that isn't wanted any more, or lays it aside when it may hold more than can be read.
    fn clear(&self, one: &Left) -> bool {
        match one.is_broken() {
            true => self.lay_aside(one.journal()),
            false => self.remove(one.journal()),
        }
        true
    }

    /// Forgets all of a report: journals of programs that have ended, also those that nobody wanted back, and what could be undone
    /// once, where he was. Answers how many journals that were, and how many files of the rest.
    pub fn forget_all(&self, path: &Path) -> (usize, usize) {
        let own = |left: &Left| left.regards(path);
        let journals: Vec<PathBuf> =
            self.left().iter().filter(|left| own(left)).map(|one| one.journal().to_owned()).collect();
        journals.iter().for_each(|journal| self.remove(journal));
        let place = shelf::name_of(&shelf::settled(path));
        let is_own = |file: &PathBuf| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&place));
        let histories: Vec<PathBuf> =
            store::files_in(&self.undo(), &["undo", "place"]).into_iter().filter(is_own).collect();
        histories.iter().for_each(|file| self.remove(file));
        (journals.len(), histories.len())
    }

    /// What is left of one journal.
    pub fn left_in(&self, journal: &Path) -> Result<Option<Left>, Lost> {
        Ok(self.look()?.into_iter().find(|one| one.journal() == journal))
    }
}

impl Left {
    /// Reads a journal; `None` when its program lives, when it isn't one, or when it isn't this user's. `Err` where that can't
    /// be told just now.
    pub(super) fn read(journal: PathBuf, shelf: &Shelf) -> io::Result<Option<Left>> {
        let file = match File::open(&journal) {
            Err(error) if is_passing(&error) => return Err(error),
            Err(_) => return Ok(None),
            Ok(file) => file,
        };
        if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
            return Ok(None);
        }
        let time = file.metadata().and_then(|known| known.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut bytes = Vec::new();
        (&file).take(LONGEST).read_to_end(&mut bytes)?;
        let mut lines = record::lines(&bytes);
        let Some(Record::Head(head)) = lines.next() else { return Ok(None) };
        if !(1..=record::FORMAT).contains(&head.format) {
            return Ok(None);
        }
        let records: Vec<Record> = lines.collect();
        let broken = memchr::memchr_iter(b'\n', &bytes).count() > records.len() + 1;
        Ok(Some(Left { file, journal, time, head, records, broken, declined: false, shelf: shelf.clone() }))
    }

    /// Its file.
    pub fn journal(&self) -> &Path {
        &self.journal
    }

    /// When something was last written down.
    pub fn time(&self) -> SystemTime {
        self.time
    }

    /// Whether the writer has said once that he doesn't want it back.
    pub fn is_declined(&self) -> bool {
        self.declined
    }

    /// Whether whole lines stand after one that can't be read: more than a torn tail.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    pub(super) fn mark_declined(&mut self) {
        self.declined = true;
    }

    /// The file that the report was saved to or read from last.
    pub fn path(&self) -> Option<PathBuf> {
        let saving = self.records.iter().rev().find_map(|record| match record {
            Record::Saving { path, .. } => Some(path),
            _ => None,
        });
        saving.or(self.head.path.as_ref()).map(record::Written::path)
    }

    /// The name that was offered for a report without a file.
    pub fn suggested(&self) -> Option<PathBuf> {
        self.head.suggested.as_ref().map(record::Written::path)
    }

    /// Whether it belongs to the report in this file, or to one that would have been saved there.
    pub fn regards(&self, path: &Path) -> bool {
        let path = shelf::settled(path);
        let saved = self.records.iter().filter_map(|record| match record {
            Record::Saving { path, .. } => Some(path),
            _ => None,
        });
        let mut named = saved.chain(&self.head.path).map(record::Written::path);
        named.any(|named| named == path) || self.path().is_none() && self.suggested().is_some_and(|name| name == path)
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.journal.file_name().is_some_and(|own| own == name)
    }

    /// The journal whose place this one was to take.
    pub(super) fn replaces(&self) -> Option<&str> {
        self.head.replaces.as_deref()
    }

    /// Whether what it begins with is there, as far as no other file holds it. `Err` where that can't be told just now.
    pub(super) fn has_base(&self) -> io::Result<bool> {
        match self.head.base {
            Base::Beside(print) => match Print::of_file(&self.journal.with_extension("base")) {
                Err(error) if is_passing(&error) => Err(error),
                base => Ok(base.is_ok_and(|own| own == print)),
            },
            Base::Empty | Base::File => Ok(true),
        }
    }

    /// Whether all that it tells is in the file it was saved to.
    pub(super) fn holds_nothing_new(&self) -> bool {
        if matches!(self.records.last(), Some(Record::Closed)) {
            return true;
        }
        if self.draft().is_some_and(Draft::is_for_report) {
            return false;
        }
        let changed = self.numbered().filter(|(_, record)| matches!(record, Record::Change { .. })).last();
        match (changed, self.head.base) {
            (None, Base::Empty | Base::File) => true,
            (None, Base::Beside(_)) => self.saved_after(0),
            (Some((last, _)), _) => self.saved_after(last),
        }
    }

    /// What stood last in the line that was being typed into.
    fn draft(&self) -> Option<&Draft> {
        let drafts = self.records.iter().rev();
        drafts
            .filter_map(|record| if let Record::Draft { draft, .. } = record { Some(draft.as_ref()) } else { None })
            .next()?
    }

    fn saved_after(&self, last: u64) -> bool {
        self.records.iter().any(|record| match record {
            Record::Saving { path, print, after } => {
                *after >= last && Print::of_file(&path.path()).is_ok_and(|own| own == *print)
            }
            _ => false,
        })
    }

    /// The lines after the head with their numbers.
    fn numbered(&self) -> impl Iterator<Item = (u64, &Record)> {
        (1..).zip(&self.records)
    }

    /// What was written in its changes, piece by piece, for one that can't be brought back.
    pub fn words(&self) -> Vec<String> {
        let done = self.records.iter().filter_map(|record| match record {
            Record::Change { done, .. } => Some(done),
            _ => None,
        });
        words_of(done.flatten())
    }

    /// Brings the report back. Reads its file as it is now.
    pub fn bring_back(self) -> Result<Recovered, Lost> {
        let Start { report, memory, mut beside, after, fate } = self.start()?;
        let draft = self.draft().cloned();
        let Left { file, journal, time, head, records, broken, .. } = self;
        let mut document = Document::new(report);
        let knows_saved = memory.is_some() || after > 0 || !matches!(head.base, Base::Beside(_));
        if let Some(memory) = memory {
            document.remember(memory);
        }
        if !knows_saved || !matches!(fate, Fate::Own { .. }) {
            document.mark_unsaved();
        }
        let mut depth = document.depth();
        let mut folds: BTreeSet<SectionId> = head.folds.into_iter().collect();
        let (mut stand, mut acts, mut fits) = (head.stand, 0, true);
        let mut unfit: Vec<Done> = Vec::new();
        for (number, record) in (1..).zip(records) {
            match record {
                Record::Change { done, stand: then } => {
                    for done in done.into_iter().filter(|_| number > after) {
                        acts += usize::from(acts == 0 || !matches!(done.way, Way::Onward | Way::Joined));
                        if !fits || document.replay(done.clone()).is_err() {
                            fits = false;
                            unfit.push(done);
                        }
                    }
                    if fits {
                        stand = then;
                    }
                }
                _ if !fits => {}
                Record::Fold { shut, opened, stand: then } => {
                    stand = then;
                    folds.extend(shut);
                    let opened: BTreeSet<SectionId> = opened.into_iter().collect();
                    folds.retain(|id| !opened.contains(id));
                }
                Record::Draft { stand: then, .. } => stand = then,
                Record::Beside { told, settled } if number > after => {
                    beside.take(told, settled);
                    depth = document.depth();
                }
                Record::Beside { .. } => {}
                Record::Saving { .. }
                | Record::Closed
                | Record::Head(_)
                | Record::Memory(_)
                | Record::Undo { .. }
                | Record::Place { .. } => {}
            }
        }
        let cut_short = broken || !fits;
        if cut_short {
            document.mark_unsaved();
        }
        let fate = match fate {
            // It was saved in the last moment, and the journal could no longer say so.
            Fate::Apart(path) if !cut_short => match store::open(&path) {
                Ok(own) if own.report == *document.report() => {
                    document.mark_saved(document.state());
                    self::fate(path, own.stamp, own.print)
                }
                Err(OpenError::System { error, .. }) => return Err(error.into()),
                _ => Fate::Apart(path),
            },
            fate => fate,
        };
        document.take_outbox();
        document.seal();
        let orphan = Orphan { file, path: journal };
        Ok(Recovered {
            document,
            fate,
            stand,
            folds: folds.into_iter().collect(),
            draft,
            beside: (beside, depth),
            acts,
            time,
            cut_short,
            loose: words_of(unfit.iter()),
            orphan,
        })
    }

    /// What the changes are done to, and from which line on.
    fn start(&self) -> Result<Start, Lost> {
        // A file that was saved in between holds what came before that.
        for record in self.records.iter().rev() {
            if let Record::Saving { path, print, after } = record
                && let Some(own) = own(&path.path(), *print)?
            {
                let (memory, beside) = remembered(self.shelf.memory(&path.path(), *print));
                return Ok(Start {
                    report: own.report,
                    memory,
                    beside,
                    after: *after,
                    fate: fate(path.path(), own.stamp, *print),
                });
            }
        }
        let path = self.head.path.as_ref().map(record::Written::path);
        let file = path.clone().zip(self.head.print);
        let opened = match file {
            Some((path, print)) => own(&path, print)?.map(|opened| (opened, path, print)),
            None => None,
        };
        let base = self.journal.with_extension("base");
        let (report, (memory, beside)) = match (self.head.base, &opened) {
            (Base::Empty, _) => (Report::default(), (None, Beside::default())),
            (Base::File, Some((opened, path, print))) => {
                (opened.report.clone(), remembered(self.shelf.memory(path, *print)))
            }
            (Base::File, None) => {
                let print = self.head.print.ok_or(Lost::NoBase)?;
                (own(&base, print)?.ok_or(Lost::NoBase)?.report, (None, Beside::default()))
            }
            (Base::Beside(print), _) => {
                let memory = self.records.iter().find_map(|record| match record {
                    Record::Memory(memory) => Some(memory.clone()),
                    _ => None,
                });
                (own(&base, print)?.ok_or(Lost::NoBase)?.report, (memory, Beside::default()))
            }
        };
        let fate = match (opened, self.path()) {
            (Some((opened, path, print)), _) => fate(path, opened.stamp, print),
            (None, Some(path)) => match self.as_it_was(&path) {
                Some((stamp, print)) => fate(path, stamp, print),
                None => Fate::Apart(path),
            },
            (None, None) => Fate::New(self.suggested()),
        };
        Ok(Start { report, memory, beside, after: 0, fate })
    }

    /// The file as it is now, where it holds what it held when the report was opened from it, be that a report or not: one with
    /// marks of git, one that was damaged.
    fn as_it_was(&self, path: &Path) -> Option<(Stamp, Print)> {
        let print = self.head.print.filter(|_| matches!(self.head.base, Base::Beside(_)))?;
        let is_own = self.head.path.as_ref().is_some_and(|own| own.path() == path);
        (is_own && Print::of_file(path).ok()? == print).then_some((Stamp::of(path)?, print))
    }
}

/// What changes are done to.
struct Start {
    report: Report,
    memory: Option<Memory>,
    beside: Beside,
    /// The number of the last line that the report holds already.
    after: u64,
    fate: Fate,
}

/// What lies with a file, or nothing.
fn remembered(kept: Option<(Memory, Beside)>) -> (Option<Memory>, Beside) {
    kept.map_or((None, Beside::default()), |(memory, beside)| (Some(memory), beside))
}

fn fate(path: PathBuf, stamp: Stamp, print: Print) -> Fate {
    Fate::Own { path, stamp, print }
}

/// The report in a file that holds the content of this print. `Err` where that can't be told just now.
fn own(path: &Path, print: Print) -> Result<Option<Opened>, Lost> {
    match store::open(path) {
        Ok(opened) => Ok(Some(opened).filter(|opened| opened.print == print)),
        Err(OpenError::System { error, .. }) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// The journals of a folder by name; none where there is no such folder.
fn journals_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if is_passing(&error) => return Err(error),
        entries => entries.into_iter().flatten().flatten(),
    };
    let mut journals: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    journals.retain(|path| path.extension().is_some_and(|ending| ending == "journal"));
    journals.sort();
    Ok(journals)
}

/// Whether a file that couldn't be opened may be opened another time: the system lacks something for it. What isn't there
/// or isn't this user's is not for him.
fn is_passing(error: &io::Error) -> bool {
    !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory)
}

/// What was written in changes: what was typed in one go is one piece. Pieces of nothing but blanks are none.
fn words_of<'a>(done: impl Iterator<Item = &'a Done>) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    // The text that is being typed into, and where the last piece ends in it.
    let mut open: Option<(Field, usize)> = None;
    for edit in done.flat_map(|done| &done.change.edits) {
        let (field, at, cut, put) = match edit {
            Edit::Text { field, at, cut, put } => (*field, *at, cut, put),
            Edit::Insert { branch, .. } => {
                let texts =
                    branch.rows().iter().flat_map(|(_, section)| [&section.heading, &section.body, &section.note]);
                pieces.extend(texts.cloned());
                open = None;
                continue;
            }
            Edit::Metrics { put, .. } => {
                pieces.extend(put.iter().map(|metric| format!("{} {}{}", metric.name, metric.value, metric.unit)));
                open = None;
                continue;
            }
            _ => continue,
        };
        let goes_on = open == Some((field, at.saturating_add(cut.len())));
        match pieces.last_mut().filter(|last| goes_on && last.ends_with(cut.as_str())) {
            Some(last) => {
                last.truncate(last.len() - cut.len());
                last.push_str(put);
            }
            None => pieces.push(put.clone()),
        }
        open = Some((field, at.saturating_add(put.len())));
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

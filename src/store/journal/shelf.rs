//! The folder of journals, private to the user: every touch of the disk that a journal makes, so that it can be watched.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::SystemTime;

use tempfile::Builder;

use super::record;
use super::record::Beside;
use super::record::Record;
use super::record::Stand;
use super::record::Written;
use crate::edit::history::Memory;
use crate::report::SectionId;
use crate::store;
use crate::store::Print;
use crate::store::save::Folder;

/// How many journals that nobody wanted back are kept, and for how long since that was said.
const KEPT: (usize, Duration) = (usize::MAX, DAY.saturating_mul(365));

/// How many saved files have a history and a place where the writer was, and for how long after their last save.
const UNDO: (usize, Duration) = (100, DAY.saturating_mul(180));

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Where journals lie.
#[derive(Clone, Debug)]
pub struct Shelf {
    pub(super) folder: PathBuf,
    watcher: Option<Sender<Act>>,
}

/// Something done to the disk, for who watches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// An empty file was made.
    Create(PathBuf),
    /// Bytes were put at the end of a file.
    Write(PathBuf, Vec<u8>),
    /// What a file holds is on the disk.
    Sync(PathBuf),
    /// The names in the folder are on the disk.
    SyncFolder,
    /// A file was given another name, in place of what had it.
    Rename(PathBuf, PathBuf),
    /// A file was removed.
    Remove(PathBuf),
}

/// Whether a file put into its place must be on the disk first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It must.
    Now,
    /// It will be synced later.
    Later,
}

impl Shelf {
    /// The journals in this folder; it is made when it is needed.
    pub fn new(folder: impl Into<PathBuf>) -> Shelf {
        Shelf { folder: folder.into(), watcher: None }
    }

    /// The same, telling all that is done to the disk in its order.
    pub fn watched(folder: impl Into<PathBuf>, watcher: Sender<Act>) -> Shelf {
        Shelf { folder: folder.into(), watcher: Some(watcher) }
    }

    /// Lays a journal aside that the writer doesn't want back now.
    pub fn lay_aside(&self, journal: &Path) {
        let kept = self.kept();
        let Some(name) = journal.file_name() else { return };
        if journal.parent() == Some(&kept) || store::make_folder(&kept).is_err() {
            return;
        }
        // Its base first: a journal alone can't be brought back, a base alone does no harm.
        let base = journal.with_extension("base");
        let _ = self.rename(&base, &kept.join(name).with_extension("base"));
        let _ = self.rename(journal, &kept.join(name));
    }

    /// Clears away what is too old or too much: of what nobody wanted back, and of what could be undone once. A journal that
    /// hasn't been offered yet is never cleared away, however long it waits: what it holds may be nowhere else. Answers how many
    /// went that nobody had wanted back.
    pub fn tidy(&self, now: SystemTime) -> usize {
        let mut cleared = 0;
        let bounds = [(self.kept(), "journal", KEPT), (self.undo(), "undo", UNDO), (self.undo(), "place", UNDO)];
        for (folder, ending, (most, longest)) in bounds {
            let mut files: Vec<(SystemTime, PathBuf)> = Vec::new();
            for path in store::files_in(&folder, &[ending]) {
                files.extend(fs::metadata(&path).ok().and_then(|known| put_there(&known)).map(|time| (time, path)));
            }
            files.sort_by_key(|(time, _)| std::cmp::Reverse(*time));
            for (k, (time, path)) in files.into_iter().enumerate() {
                let age = now.duration_since(time).unwrap_or_default();
                if (k >= most || age > longest) && is_free(&path) {
                    cleared += usize::from(ending == "journal");
                    self.remove(&path);
                }
            }
        }
        // What a kill has left half done.
        for ending in ["tmp", "base", "journal"] {
            for path in [&self.folder, &self.undo()].into_iter().flat_map(|folder| store::files_in(folder, &[ending])) {
                let Ok(known) = fs::metadata(&path) else { continue };
                let old = known.modified().is_ok_and(|time| now.duration_since(time).is_ok_and(|age| age > DAY));
                let half_done = match ending {
                    "journal" => known.len() == 0 && is_free(&path),
                    _ => !path.with_extension("journal").exists(),
                };
                if old && half_done {
                    self.remove(&path);
                }
            }
        }
        cleared
    }

    // What can be undone in saved files -------------------------------------------------------------------------------

    /// Keeps what can be undone when a file holds the content of this print, and what is kept beside the report.
    pub fn remember(&self, path: &Path, print: Print, memory: Memory, beside: &Beside) -> io::Result<()> {
        let path = settled(path);
        let (folder, file) = (self.undo(), self.undo_of(&path, print));
        if memory.is_empty() && beside.is_empty() {
            return Ok(());
        }
        store::make_folder(&folder)?;
        let mut line = Vec::new();
        record::put(&mut line, 0, &Record::Undo { path: Written::from(path.as_path()), print, memory });
        if !beside.is_empty() {
            record::put(&mut line, 1, &beside.record());
        }
        self.put(&file, &line, Durability::Later)
    }

    /// What can be undone when a file holds the content of this print, and what is kept beside the report.
    pub fn memory(&self, path: &Path, print: Print) -> Option<(Memory, Beside)> {
        let path = settled(path);
        let bytes = store::read_file(&self.undo_of(&path, print)).ok()?;
        let mut lines = record::lines(&bytes);
        let Record::Undo { path: own, print: held, memory } = lines.next()? else { return None };
        let mut beside = Beside::default();
        if let Some(Record::Beside { told, settled }) = lines.next() {
            beside.take(told, settled);
        }
        (own.path() == path && held == print).then(|| (memory.of_saved(), beside))
    }

    /// Forgets it: the file holds something else.
    pub fn forget(&self, path: &Path, print: Print) {
        self.remove(&self.undo_of(&settled(path), print));
    }

    // Where the writer was in saved files -----------------------------------------------------------------------------

    /// Keeps where the writer was in a file, and what was folded, when he left it.
    pub fn keep_place(&self, path: &Path, stand: Stand, folds: Vec<SectionId>) -> io::Result<()> {
        let path = settled(path);
        store::make_folder(&self.undo())?;
        let mut line = Vec::new();
        record::put(&mut line, 0, &Record::Place { path: Written::from(path.as_path()), stand, folds });
        self.put(&self.place_of(&path), &line, Durability::Later)
    }

    /// Where the writer was in a file when he left it, and what was folded. What the file holds may be another thing by now.
    pub fn place(&self, path: &Path) -> Option<(Stand, Vec<SectionId>)> {
        let path = settled(path);
        let bytes = store::read_file(&self.place_of(&path)).ok()?;
        match record::lines(&bytes).next()? {
            Record::Place { path: own, stand, folds } if own.path() == path => Some((stand, folds)),
            _ => None,
        }
    }

    fn place_of(&self, path: &Path) -> PathBuf {
        self.undo().join(format!("{}.place", name_of(path)))
    }

    fn undo_of(&self, path: &Path, print: Print) -> PathBuf {
        self.undo().join(format!("{}-{:016x}.undo", name_of(path), print.sum()))
    }

    pub(super) fn undo(&self) -> PathBuf {
        self.folder.join("undo")
    }

    pub(super) fn kept(&self) -> PathBuf {
        self.folder.join("kept")
    }

    // The disk --------------------------------------------------------------------------------------------------------

    /// A new journal, locked for this process and readable by this user alone.
    pub(super) fn create(&self) -> io::Result<(File, PathBuf)> {
        store::make_folder(&self.folder)?;
        let made = Builder::new().prefix("").suffix(".journal").rand_bytes(10).tempfile_in(&self.folder)?;
        let (file, path) = made.keep()?;
        // Where there are no locks a second program may take this one's journal for a dead one's, and offer its text.
        let _ = file.try_lock();
        self.tell(|| Act::Create(path.clone()));
        Ok((file, path))
    }

    pub(super) fn write(&self, mut file: &File, path: &Path, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)?;
        self.tell(|| Act::Write(path.to_owned(), bytes.to_owned()));
        Ok(())
    }

    pub(super) fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        file.sync_data()?;
        self.tell(|| Act::Sync(path.to_owned()));
        Ok(())
    }

    pub(super) fn sync_folder(&self) -> io::Result<()> {
        Folder::open(&self.folder)?.sync()?;
        self.tell(|| Act::SyncFolder);
        Ok(())
    }

    /// Puts a file into its place, whole or not at all.
    pub(super) fn put(&self, path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
        let folder = path.parent().unwrap_or(&self.folder);
        let mut made = Builder::new().prefix("").suffix(".tmp").rand_bytes(10).tempfile_in(folder)?;
        let beside = made.path().to_owned();
        self.tell(|| Act::Create(beside.clone()));
        made.write_all(bytes)?;
        self.tell(|| Act::Write(beside.clone(), bytes.to_owned()));
        if durability == Durability::Now {
            self.sync(made.as_file(), &beside)?;
        }
        made.persist(path).map_err(|refused| refused.error)?;
        self.tell(|| Act::Rename(beside, path.to_owned()));
        Ok(())
    }

    /// Copies what a file holds, as long as it has this print. Answers whether it did: without the copy a journal still stands
    /// on the file itself.
    pub(super) fn copy(&self, from: &Path, print: Print, to: &Path, durability: Durability) -> bool {
        let bytes = store::read_file(from).ok().filter(|bytes| Print::of(bytes) == print);
        bytes.is_some_and(|bytes| self.put(to, &bytes, durability).is_ok())
    }

    /// Removes a journal with its base, or any other file of the folder. Where that is refused it is emptied: once its
    /// report is saved again, it would look like something unsaved.
    pub(super) fn remove(&self, path: &Path) {
        match fs::remove_file(path) {
            Ok(()) => self.tell(|| Act::Remove(path.to_owned())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => drop(File::options().write(true).open(path).and_then(|file| file.set_len(0))),
        }
        let base = path.with_extension("base");
        if path.extension().is_some_and(|ending| ending == "journal") && fs::remove_file(&base).is_ok() {
            self.tell(|| Act::Remove(base));
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)?;
        self.tell(|| Act::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn tell(&self, act: impl FnOnce() -> Act) {
        if let Some(watcher) = &self.watcher {
            // Who no longer listens needn't be told.
            let _ = watcher.send(act());
        }
    }
}

/// How the names of all that is kept of one path begin.
pub(super) fn name_of(path: &Path) -> String {
    format!("{:016x}", Print::of(path.as_os_str().as_encoded_bytes()).sum())
}

/// Whether no program has a journal in hand.
fn is_free(journal: &Path) -> bool {
    File::open(journal).is_ok_and(|file| file.try_lock().is_ok())
}

/// When a file came to where it lies, or was written to last. A journal that was laid aside may have been written long before.
fn put_there(known: &fs::Metadata) -> Option<SystemTime> {
    let written = known.modified().ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Another name in another folder changes what the disk knows of a file, not what it holds.
        let moved = u64::try_from(known.ctime()).ok().map(Duration::from_secs);
        let moved = moved.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
        moved.map(|moved| moved.max(written))
    }
    #[cfg(not(unix))]
    Some(written)
}

/// One path for one file, whatever folder the program was started in and whatever links lead there.
pub(super) fn settled(path: &Path) -> PathBuf {
    let absolute = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.canonicalize().unwrap_or_else(|_| {
        let whole = absolute();
        match (whole.parent().map(Path::canonicalize), whole.file_name()) {
            (Some(Ok(folder)), Some(name)) => folder.join(name),
            _ => whole,
        }
    })
}

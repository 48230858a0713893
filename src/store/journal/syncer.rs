//! Brings journals down to the disk in a thread of its own, asleep while there is nothing to bring.

use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::Weak;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::RecvTimeoutError;
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;
use std::time::Duration;

use super::shelf::Durability;
use super::shelf::Shelf;
use crate::store::Print;
use crate::store::lock;

/// How often it is looked whether the journal is still where it was, as long as there is one.
const LOOK: Duration = Duration::from_secs(2);

/// How long a change may wait for those that follow it.
const PATIENCE: Duration = Duration::from_millis(400);

/// The file of a journal, as writer and syncer share it.
#[derive(Debug)]
pub(super) struct LogFile {
    pub(super) file: File,
    pub(super) path: PathBuf,
    /// Whether a [`Task::Sync`] is on its way. One at a time: a second would end the patience of the first, and from then on
    /// every key would be a sync.
    asked: AtomicBool,
    /// Whether the system has failed to bring it to the disk, or to write it whole.
    failed: AtomicBool,
    /// What it takes the place of and what isn't gone yet: as long as this one isn't whole on the disk, it may be needed.
    older: Mutex<Vec<Arc<LogFile>>>,
}

impl LogFile {
    pub(super) fn new(file: File, path: PathBuf) -> LogFile {
        LogFile { file, path, asked: AtomicBool::new(false), failed: AtomicBool::new(false), older: Mutex::default() }
    }

    /// Takes the place of these.
    pub(super) fn replace(&self, mut files: Vec<Arc<LogFile>>) {
        self.older.lock().unwrap_or_else(PoisonError::into_inner).append(&mut files);
    }

    /// Removes all that it takes the place of, and first what that would have taken the place of: alone it would come back.
    fn remove_older(&self, shelf: &Shelf) {
        let own = |log: &LogFile| std::mem::take(&mut *log.older.lock().unwrap_or_else(PoisonError::into_inner));
        let mut gone = own(self);
        let mut at = 0;
        while let Some(log) = gone.get(at) {
            let mut before = own(log);
            gone.append(&mut before);
            at += 1;
        }
        gone.iter().rev().for_each(|log| shelf.remove(&log.path));
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(super) fn fail(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// Whether it still is where it was: somebody may have removed the folder, or moved it.
    fn is_there(&self) -> bool {
        lock::is_there(&self.file, &self.path)
    }

    pub(super) fn sync(&self, shelf: &Shelf) {
        if shelf.sync(&self.file, &self.path).is_err() {
            self.fail();
        }
    }
}

/// What there is to do.
#[derive(Debug)]
enum Task {
    /// Within half a second, with all that is written until then.
    Sync(Arc<LogFile>),
    /// At once: a new journal, and what lies beside it; then what it takes the place of may go.
    Settle { log: Arc<LogFile>, base: Option<PathBuf> },
    /// It isn't wanted any more. Never before what it took the place of is gone: that would come back in its stead.
    Remove(Arc<LogFile>),
    /// The writer doesn't want it now.
    LayAside(Arc<LogFile>),
    /// A copy of what a file holds, as long as it has this print.
    Copy { from: PathBuf, print: Print, to: PathBuf },
}

/// The thread. Dropping it waits until everything is on the disk.
#[derive(Debug)]
pub struct Syncer {
    tasks: Option<Sender<Task>>,
    thread: Option<JoinHandle<()>>,
}

impl Syncer {
    /// Starts the thread. `Err` when the system has no thread left.
    pub fn new(shelf: Shelf) -> io::Result<Syncer> {
        Syncer::telling(shelf, || {})
    }

    /// The same. `lost` is called when the journal is no longer where it was: within seconds, once for each journal.
    /// [`super::Journal::renew`] writes it anew.
    pub fn telling(shelf: Shelf, lost: impl Fn() + Send + 'static) -> io::Result<Syncer> {
        let (tasks, waiting) = mpsc::channel();
        let work = move || {
            let mut watched = Watched::default();
            loop {
                let task = match watched.log.strong_count() {
                    0 => waiting.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    _ => waiting.recv_timeout(LOOK),
                };
                match task {
                    Ok(task) => act(&shelf, task, &waiting, &mut watched),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                if watched.is_lost() {
                    lost();
                }
            }
        };
        let thread = std::thread::Builder::new().name(String::from("journal")).spawn(work)?;
        Ok(Syncer { tasks: Some(tasks), thread: Some(thread) })
    }

    /// Syncs a log soon.
    pub(super) fn sync_soon(&self, log: &Arc<LogFile>) {
        if !log.asked.swap(true, Ordering::SeqCst) {
            self.ask(Task::Sync(Arc::clone(log)));
        }
    }

    pub(super) fn settle(&self, log: &Arc<LogFile>, base: Option<PathBuf>) {
        self.ask(Task::Settle { log: Arc::clone(log), base });
    }

    pub(super) fn copy(&self, from: PathBuf, print: Print, to: PathBuf) {
        self.ask(Task::Copy { from, print, to });
    }

    pub(super) fn remove(&self, log: Arc<LogFile>) {
        self.ask(Task::Remove(log));
    }

    pub(super) fn lay_aside(&self, log: Arc<LogFile>) {
        self.ask(Task::LayAside(log));
    }

    fn ask(&self, task: Task) {
        if let Some(tasks) = &self.tasks {
            // The thread ends only with the sender.
            let _ = tasks.send(task);
        }
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has been reported where it happened.
            let _ = thread.join();
        }
    }
}

/// The journal that is written in now.
#[derive(Debug, Default)]
struct Watched {
    log: Weak<LogFile>,
    /// What lies beside it.
    base: Option<PathBuf>,
}

impl Watched {
    /// It shall go.
    fn let_go(&mut self, log: &Arc<LogFile>) {
        if std::ptr::eq(self.log.as_ptr(), Arc::as_ptr(log)) {
            *self = Watched::default();
        }
    }

    /// Whether it is gone. Then it is no longer watched. What the disk refuses is no reason to write all of it again at once: it
    /// would refuse that, too.
    fn is_lost(&mut self) -> bool {
        let Some(log) = self.log.upgrade() else { return false };
        if log.is_there() && self.base.as_ref().is_none_or(|base| base.exists()) {
            return false;
        }
        log.fail();
        *self = Watched::default();
        true
    }
}

fn act(shelf: &Shelf, task: Task, waiting: &Receiver<Task>, watched: &mut Watched) {
    match task {
        Task::Sync(log) => {
            // What comes meanwhile is rare, and then both are done now.
            let next = waiting.recv_timeout(PATIENCE);
            // First this: what is written during the sync asks for one of its own.
            log.asked.store(false, Ordering::SeqCst);
            log.sync(shelf);
            match next {
                Ok(task) => act(shelf, task, waiting, watched),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
            }
        }
        Task::Settle { log, base } => {
            let sync = |base: &PathBuf| File::open(base).and_then(|file| shelf.sync(&file, base));
            let beside = base.as_ref().map_or(Ok(()), sync);
            log.sync(shelf);
            if beside.is_err() || shelf.sync_folder().is_err() {
                log.fail();
            }
            if !log.has_failed() {
                log.remove_older(shelf);
            }
            *watched = Watched { log: Arc::downgrade(&log), base };
        }
        Task::Remove(log) => {
            watched.let_go(&log);
            log.remove_older(shelf);
            shelf.remove(&log.path);
        }
        Task::LayAside(log) => {
            watched.let_go(&log);
            log.remove_older(shelf);
            shelf.lay_aside(&log.path);
        }
        Task::Copy { from, print, to } => {
            shelf.copy(&from, print, &to, Durability::Now);
        }
    }
}

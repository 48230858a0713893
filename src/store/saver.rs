//! Saves in a thread of its own, so that typing never waits for the disk.

use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::thread::JoinHandle;

use super::Backups;
use super::SaveError;
use super::Stamp;
use crate::report::Report;

/// Saves reports one after the other. Dropping it waits until all that was asked for is saved and answered.
///
/// A tag `T` comes back with each answer: say, the state of the document that was saved.
#[derive(Debug)]
pub struct Saver<T> {
    queue: Arc<Queue<T>>,
    thread: Option<JoinHandle<()>>,
}

/// How one save ended.
#[derive(Debug)]
pub struct Answer<T> {
    /// The file as asked for.
    pub path: PathBuf,
    /// What was given along.
    pub tag: T,
    /// The stamp of the new file, or why the old one is still there.
    pub outcome: Result<Stamp, SaveError>,
    /// Why what the file held before is not among the older versions. The save went on all the same.
    pub unkept: Option<io::Error>,
}

#[derive(Debug)]
struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    news: Condvar,
}

#[derive(Debug)]
struct Waiting<T> {
    jobs: Vec<Job<T>>,
    closed: bool,
}

#[derive(Debug)]
struct Job<T> {
    path: PathBuf,
    report: Report,
    tag: T,
}

impl<T: Send + 'static> Saver<T> {
    /// Starts the thread, which calls `answer` at the end of every save. Before every save it calls `herald` with path
    /// and report, and keeps the file's old contents among `backups`, if there is a place for them. `Err` when the
    /// system has no thread left.
    pub fn new(
        backups: Option<Backups>,
        mut herald: impl FnMut(&Path, &Report, &mut T) + Send + 'static,
        mut answer: impl FnMut(Answer<T>) + Send + 'static,
    ) -> io::Result<Saver<T>> {
        let waiting = Mutex::new(Waiting { jobs: Vec::new(), closed: false });
        let queue = Arc::new(Queue { waiting, news: Condvar::new() });
        let own = Arc::clone(&queue);
        let thread = std::thread::Builder::new().name(String::from("saver")).spawn(move || {
            while let Some(Job { path, report, mut tag }) = own.next() {
                herald(&path, &report, &mut tag);
                let unkept = backups.as_ref().and_then(|backups| backups.keep(&path).err());
                let outcome = super::save(&path, &report);
                drop(report);
                answer(Answer { path, tag, outcome, unkept });
            }
        })?;
        Ok(Saver { queue, thread: Some(thread) })
    }

    /// Asks for a save and returns at once. An older one for the same path that hasn't begun is dropped without an answer:
    /// what it would have written is no longer wanted.
    pub fn save(&self, path: PathBuf, report: Report, tag: T) {
        let job = Job { path, report, tag };
        let mut waiting = self.queue.lock();
        match waiting.jobs.iter_mut().find(|older| older.path == job.path) {
            Some(older) => *older = job,
            None => waiting.jobs.push(job),
        }
        self.queue.news.notify_one();
    }
}

impl<T> Drop for Saver<T> {
    fn drop(&mut self) {
        self.queue.lock().closed = true;
        self.queue.news.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic in the thread has been reported where it happened.
            let _ = thread.join();
        }
    }
}

impl<T> Queue<T> {
    /// The job that waits longest, as soon as there is one, or `None` when none will come.
    fn next(&self) -> Option<Job<T>> {
        let idle = |waiting: &mut Waiting<T>| waiting.jobs.is_empty() && !waiting.closed;
        let mut waiting = self.news.wait_while(self.lock(), idle).unwrap_or_else(PoisonError::into_inner);
        if waiting.jobs.is_empty() { None } else { Some(waiting.jobs.remove(0)) }
    }

    fn lock(&self) -> MutexGuard<'_, Waiting<T>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The file of a journal, open at its end: where a line goes, and where a save had got to.

use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;

use super::record;
use super::record::Record;
use super::record::Written;
use super::shelf;
use super::shelf::Shelf;
use super::syncer::LogFile;
use crate::store::Print;

/// Bytes by which a journal is made longer ahead.
const AHEAD: u64 = 1 << 16;

/// The journal's file, open at its end.
#[derive(Debug)]
pub(super) struct LogWriter {
    pub(super) log: Arc<LogFile>,
    /// The number of the next line.
    next: u64,
    /// The number of the last line with a change; 0 before the first.
    changed: u64,
    /// How long its lines are together.
    pub(super) bytes: u64,
    /// How long the file is made: zeros stand after its lines, so that most lines needn't make it longer, which would cost
    /// the system more than the line itself.
    room: u64,
}

/// The file that a journal has now, if it has one. Who saves takes note in it too.
#[derive(Clone, Debug, Default)]
pub(super) struct CurrentLog(Arc<Mutex<Option<LogWriter>>>);

/// A point in a journal that a save may reach.
#[derive(Clone, Debug)]
pub struct Mark {
    shelf: Shelf,
    current: CurrentLog,
    /// The journal's file and its last line with a change.
    pub(super) point: Option<(PathBuf, u64)>,
    pub(super) revision: u64,
}

impl LogWriter {
    /// An empty file.
    pub(super) fn new(log: Arc<LogFile>) -> LogWriter {
        LogWriter { log, next: 0, changed: 0, bytes: 0, room: 0 }
    }

    /// Puts records at the end, in one go.
    pub(super) fn put(&mut self, shelf: &Shelf, records: impl IntoIterator<Item = Record>) -> io::Result<()> {
        let mut lines = Vec::new();
        for record in records {
            record::put(&mut lines, self.next, &record);
            if matches!(record, Record::Change { .. }) {
                self.changed = self.next;
            }
            self.next += 1;
        }
        let end = self.bytes + lines.len() as u64;
        if end > self.room {
            self.room = end + AHEAD;
            // Where it can't be made longer ahead, every line makes it longer.
            let _ = self.log.file.set_len(self.room);
        }
        shelf.write(&self.log.file, &self.log.path, &lines)?;
        self.bytes = end;
        Ok(())
    }
}

impl CurrentLog {
    pub(super) fn lock(&self) -> MutexGuard<'_, Option<LogWriter>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn log(&self) -> Option<Arc<LogFile>> {
        self.lock().as_ref().map(|writer| Arc::clone(&writer.log))
    }

    /// The point that the journal has reached at this revision of the report.
    pub(super) fn mark(&self, shelf: &Shelf, revision: u64) -> Mark {
        let point = self.lock().as_ref().map(|writer| (writer.log.path.clone(), writer.changed));
        Mark { shelf: shelf.clone(), current: self.clone(), point, revision }
    }
}

impl Mark {
    /// Before the file is put into its place: writes down, durably, that it will then be the report at this mark. Where that
    /// fails, a crash in between makes the changes come back as a report of their own.
    pub fn about_to_save(&self, path: &Path, print: Print) {
        let Some((own, after)) = &self.point else { return };
        let log = {
            let mut guard = self.current.lock();
            let Some(writer) = guard.as_mut().filter(|writer| writer.log.path == *own) else { return };
            let path = Written::from(shelf::settled(path).as_path());
            if writer.put(&self.shelf, [Record::Saving { path, print, after: *after }]).is_err() {
                writer.log.fail();
            }
            Arc::clone(&writer.log)
        };
        log.sync(&self.shelf);
    }
}

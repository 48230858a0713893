//! Older versions: what a file held before each save, kept in the program's own folder.
//!
//! ```text
//! backups/总结-5f1d…/00000007-1781234567.ron      the 7th version kept of 总结.ron, put there at that second
//!                    00000008-1781238167.ron
//! ```
//!
//! Which ones stay ([`thin`]): the last ten always; all of the last hour; then one an hour for a day; then one a day for
//! thirty days; at most two hundred and 256 MB together, the oldest going first. Their order is that of their numbers and not
//! of any clock: a clock that was set back can't hide a version. A version from the future counts as new.

use std::fs;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

use super::Stamp;
use super::make_folder;
use super::save;

/// The versions of all files.
#[derive(Clone, Debug)]
pub struct Backups {
    folder: PathBuf,
}

/// What a file held once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where it is kept; a report like any other.
    pub path: PathBuf,
    /// Counts up with every version of the file, from 1.
    pub number: u64,
    /// When the file was written that way, by the clock of then.
    pub written: SystemTime,
    /// When it was put among the versions, in seconds since 1970 by the clock of then.
    pub kept: u64,
    /// How large it is.
    pub bytes: u64,
}

impl Backups {
    /// The versions in this folder, which need not be there yet.
    pub fn new(folder: PathBuf) -> Backups {
        Backups { folder }
    }

    /// Keeps what the file holds now, before it is written over, and lets go of what the rule lets go of. Nothing is kept of
    /// a file that isn't there, is no plain file, is empty, is larger than [`super::MAX_BYTES`] or is the same as the version
    /// kept last. The copy is private to the user.
    pub fn keep(&self, path: &Path) -> io::Result<()> {
        let known = match fs::metadata(path) {
            Ok(known) => known,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if !known.is_file() || known.len() == 0 || known.len() > super::MAX_BYTES {
            return Ok(());
        }
        let folder = self.folder_of(path);
        let versions = list(&folder);
        let bytes = super::read_file(path).map_err(|error| io::Error::other(error.to_string()))?;
        if let Some(last) = versions.last()
            && last.bytes == known.len()
            && fs::read(&last.path).is_ok_and(|last| last == bytes)
        {
            return Ok(());
        }
        make_folder(&folder)?;
        let mut copy = tempfile::Builder::new().prefix(".tigang-").suffix(".tmp").tempfile_in(&folder)?;
        copy.write_all(&bytes)?;
        copy.as_file().sync_data()?;
        // The disk's own clock: what the file says before it gets the time of the version.
        let now = seconds(copy.as_file().metadata()?.modified()?);
        if let Ok(written) = known.modified() {
            // Without it the version only says when it was kept.
            let _ = copy.as_file().set_modified(written);
        }
        let number = versions.last().map_or(1, |last| last.number + 1);
        let stamp = Stamp::from(&copy.as_file().metadata()?);
        copy.persist_noclobber(folder.join(format!("{number:08}-{now}.ron"))).map_err(|refused| refused.error)?;
        save::sweep(&folder, stamp);
        let versions = list(&folder);
        let sizes: Vec<(u64, u64)> = versions.iter().map(|version| (version.kept, version.bytes)).collect();
        for gone in thin(&sizes, now) {
            // One more version than the rule asks for does no harm.
            let _ = fs::remove_file(&versions[gone].path);
        }
        Ok(())
    }

    /// The versions of a file, the newest first.
    pub fn list(&self, path: &Path) -> Vec<Version> {
        let mut versions = list(&self.folder_of(path));
        versions.reverse();
        versions
    }

    /// Forgets the versions of a file. Answers how many there were. `Err` where one of them can't be removed.
    pub fn forget(&self, path: &Path) -> io::Result<usize> {
        let folder = self.folder_of(path);
        let count = list(&folder).len();
        match fs::remove_dir_all(folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(count),
        }
    }

    /// Where the versions of a file are kept: by its name, to be found by hand, and by all of its path.
    fn folder_of(&self, path: &Path) -> PathBuf {
        self.folder.join(key_of(path))
    }
}

/// A name for all of a path, links followed: the start of the file's name to be read, and a sum of the rest (FNV-1a).
fn key_of(path: &Path) -> String {
    const READABLE: usize = 24;
    let whole = path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let bytes = whole.as_os_str().as_encoded_bytes();
    let sum = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let stem = whole.file_stem().unwrap_or_default().to_string_lossy();
    let readable: String = stem.chars().filter(|c| c.is_alphanumeric()).take(READABLE).collect();
    format!("{readable}-{sum:016x}")
}

/// Which versions go, as indexes into the list: `versions` has, the oldest first, the second each was kept and its bytes.
pub fn thin(versions: &[(u64, u64)], now: u64) -> Vec<usize> {
    const ALWAYS: usize = 10;
    const MOST: usize = 200;
    const ROOM: u64 = 256 << 20;
    const HOUR: u64 = 60 * 60;
    const DAY: u64 = 24 * HOUR;
    let mut gone = Vec::new();
    let mut room = 0;
    let mut stay = 0;
    // The hour or the day of the version before: one of each stays, the newest of it.
    let mut slot = None;
    for (index, &(kept, bytes)) in versions.iter().enumerate().rev() {
        let age = now.saturating_sub(kept);
        let own = match age {
            _ if age <= HOUR => None,
            _ if age <= DAY => Some((HOUR, kept / HOUR)),
            _ => Some((DAY, kept / DAY)),
        };
        let is_crowd = own.is_some() && own == slot || age > 30 * DAY;
        let is_last = stay < ALWAYS;
        let fits = stay < MOST && (room + bytes <= ROOM || stay == 0);
        if fits && (is_last || !is_crowd) {
            stay += 1;
            room += bytes;
            slot = own;
        } else {
            gone.push(index);
        }
    }
    gone
}

/// The versions in a folder by number. What isn't named like one is none.
fn list(folder: &Path) -> Vec<Version> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut versions: Vec<Version> = entries
        .filter_map(|entry| {
            let name = entry.file_name();
            let (number, kept) = name.to_str()?.strip_suffix(".ron")?.split_once('-')?;
            let known = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            let kept: u64 = kept.parse().ok()?;
            Some(Version {
                path: entry.path(),
                number: number.parse().ok()?,
                written: known
                    .modified()
                    .ok()
                    .or_else(|| SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(kept)))?,
                kept,
                bytes: known.len(),
            })
        })
        .collect();
    versions.sort_by_key(|version| version.number);
    versions
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

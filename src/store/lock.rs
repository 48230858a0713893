//! Who has a report open: a lock beside the file, seen from every machine that shares the folder.
//!
//! ```text
//! 总结.ron
//! .~lock.总结.ron#        user,host,process – written when it is opened, gone when it is closed
//! ```
//!
//! Named as office programs name theirs, so that nobody wonders. On one machine the system itself knows whether the owner
//! lives: it holds a lock on that file which goes with the process, however it ends. Between machines such locks do not
//! always travel; there the file counts until its owner takes it away or somebody takes it over on purpose.

use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::TryLockError;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use super::save;

/// A report that is open here. Dropping it takes the lock away.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// Who has a report open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The user's name there, as the file has it: anybody may have written it. Empty when it can't be read.
    pub user: String,
    /// The machine.
    pub host: String,
    /// When it was opened.
    pub since: Option<SystemTime>,
}

/// Whether a report is open here from now on.
#[derive(Debug)]
pub enum Taken {
    /// It is.
    Here(Lock),
    /// No: somebody else has it open.
    By(Holder),
    /// There is no way to lock it, and why, in words; nothing where the folder can't be written, and so the report can't.
    Nowhere(Option<&'static str>),
}

/// The name of the lock is longer than the system takes.
const TOO_LONG: &str = "文件名太长，放不下“正在编辑”的标记：别人同时打开时不会知道你在写";

/// The lock is another name of a file that is somebody's own.
const LINKED: &str = "“正在编辑”的标记（.~lock）连着别人的文件，没有动它：别人同时打开时不会知道你在写";

/// Takes the lock of a file for `user`, unless somebody else has it. The lock of an owner who is gone is taken over.
/// On this machine that can always be told.
pub fn take(path: &Path, user: &str) -> Taken {
    let Some(beside) = beside(path) else { return Taken::Nowhere(None) };
    // Between looking and locking the owner may go and another come.
    for _ in 0..8 {
        match OpenOptions::new().read(true).write(true).create_new(true).open(&beside) {
            Ok(file) => {
                // Somebody may have found it in the moment before it was locked: then it is his.
                if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) || !is_there(&file, &beside) {
                    continue;
                }
                return write(file, beside, user);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == io::ErrorKind::InvalidFilename => return Taken::Nowhere(Some(TOO_LONG)),
            Err(_) => return Taken::Nowhere(None),
        }
        if !fs::symlink_metadata(&beside).is_ok_and(|known| known.is_file()) {
            return Taken::Nowhere(None);
        }
        let file = match OpenOptions::new().read(true).write(true).open(&beside) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(_) => return Taken::By(read(&beside).0),
        };
        // What is written there would stand in the other file.
        if file.metadata().is_ok_and(|known| save::has_other_names(&known)) {
            return Taken::Nowhere(Some(LINKED));
        }
        let locked = file.try_lock();
        if !is_there(&file, &beside) {
            continue;
        }
        let (holder, process) = read(&beside);
        let is_here = holder.host == host() || holder.host.is_empty();
        return match locked {
            Ok(()) if is_here => write(file, beside, user),
            Ok(()) | Err(TryLockError::WouldBlock) => Taken::By(holder),
            Err(TryLockError::Error(_)) if is_here && !lives(process) => write(file, beside, user),
            Err(TryLockError::Error(_)) => Taken::By(holder),
        };
    }
    Taken::Nowhere(None)
}

/// Takes the lock whoever has it. He is not told; what he saves then is noticed as a change from outside.
pub fn take_over(path: &Path, user: &str) -> Taken {
    if let Some(beside) = beside(path) {
        // What can't be removed is there still, and is found by the next step.
        let _ = fs::remove_file(beside);
    }
    take(path, user)
}

/// What this machine is called; empty where it doesn't say.
pub fn host() -> String {
    let says = |path: &str| fs::read_to_string(path).ok().map(|name| clean(&name)).filter(|name| !name.is_empty());
    says("/proc/sys/kernel/hostname").or_else(|| says("/etc/hostname")).unwrap_or_default()
}

impl Lock {
    /// Whether it is the lock of this file.
    pub fn is_of(&self, path: &Path) -> bool {
        beside(path).is_some_and(|beside| beside == self.path)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // One that somebody has taken over is his.
        if is_there(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Where the lock of a file stands: beside what the path leads to.
fn beside(path: &Path) -> Option<PathBuf> {
    let target = save::follow(path).ok()?;
    let folder = save::folder_of(&target).canonicalize().ok()?;
    let mut name = std::ffi::OsString::from(".~lock.");
    name.push(target.file_name()?);
    name.push("#");
    Some(folder.join(name))
}

fn write(mut file: File, path: PathBuf, user: &str) -> Taken {
    let line = format!("{},{},{}\n", clean(user), host(), std::process::id());
    let written = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(line.as_bytes()));
    // A full disk leaves an empty file, which is a lock all the same.
    drop(written);
    Taken::Here(Lock { file, path })
}

fn read(path: &Path) -> (Holder, u32) {
    let mut line = Vec::new();
    let file = File::open(path).ok();
    let since = file.as_ref().and_then(|file| file.metadata().ok()).and_then(|known| known.modified().ok());
    if let Some(file) = file {
        // What can't be read is as good as empty.
        let _ = file.take(1 << 10).read_to_end(&mut line);
    }
    let line = String::from_utf8_lossy(&line);
    let mut words = line.split(',').map(clean);
    let mut next = || words.next().unwrap_or_default();
    let (user, host) = (next(), next());
    (Holder { user, host, since }, next().parse().unwrap_or(0))
}

/// A name on one line without the sign that parts them.
fn clean(name: &str) -> String {
    name.trim().chars().filter(|c| !c.is_control() && *c != ',').take(60).collect()
}

/// Whether the path still leads to this very file.
pub(super) fn is_there(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let id = |known: fs::Metadata| (known.dev(), known.ino());
        let own = file.metadata().map(id);
        own.is_ok_and(|own| fs::symlink_metadata(path).map(id).is_ok_and(|there| there == own))
    }
    #[cfg(not(unix))]
    {
        file.metadata().is_ok() && path.exists()
    }
}

/// Whether a process of this machine lives, where the system shows its processes as files; else it is taken to.
fn lives(process: u32) -> bool {
    !Path::new("/proc/self").exists() || Path::new(&format!("/proc/{process}")).exists()
}

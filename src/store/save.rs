//! Writes files whole or not at all: beside, to the disk, into place.

use std::fs;
use std::fs::File;
use std::fs::Metadata;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::SystemTime;

use tempfile::Builder;
use tempfile::NamedTempFile;

use super::format;
use crate::report::Report;

const PREFIX: &str = ".tigang-";
const SUFFIX: &str = ".tmp";

/// Why a file was not written. It is as it was before, and nothing lies beside it. Displays as one sentence for the writer.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// There is a folder of this name.
    #[error("没有保存：“{}”是文件夹，请换一个文件名", path.display())]
    Folder {
        /// The file as asked for.
        path: PathBuf,
    },
    /// The folder of the file is not there.
    #[error("没有保存“{}”：它所在的文件夹不存在，请另存到别处", path.display())]
    NoFolder {
        /// The file as asked for.
        path: PathBuf,
    },
    /// The file is write-protected.
    #[error("没有保存“{}”：这个文件是只读的，请另存为别的文件", path.display())]
    ReadOnly {
        /// The file as asked for.
        path: PathBuf,
    },
    /// Nothing can be created beside the file.
    #[error("没有保存“{}”：它所在的文件夹不能写入，请另存到别处", path.display())]
    ReadOnlyFolder {
        /// The file as asked for.
        path: PathBuf,
    },
    /// There is no room left.
    #[error("没有保存“{}”：磁盘满了，请腾出空间再保存，或另存到别处", path.display())]
    DiskFull {
        /// The file as asked for.
        path: PathBuf,
    },
    /// The name is longer than the system takes.
    #[error("没有保存“{}”：文件名太长，请换一个短的", path.display())]
    NameTooLong {
        /// The file as asked for.
        path: PathBuf,
    },
    /// The file there is a report in a format that this program doesn't know.
    #[error("没有保存“{}”：那里是第{found}版格式的报告，这个程序会写坏它，请另存为别的文件", path.display())]
    NewerFormat {
        /// The file as asked for.
        path: PathBuf,
        /// The format it names.
        found: u64,
    },
    /// The system failed.
    #[error("没有保存“{}”：{}，请另存到别处", path.display(), reason(error))]
    System {
        /// The file as asked for.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// How a file was when it was read or written; another stamp means that somebody has written it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    file: (u64, u64),
}

impl Stamp {
    /// The stamp of the file at this path now, or `None` when there is none.
    pub fn of(path: &Path) -> Option<Stamp> {
        fs::metadata(path).ok().as_ref().map(Stamp::from)
    }
}

impl From<&Metadata> for Stamp {
    fn from(known: &Metadata) -> Stamp {
        #[cfg(unix)]
        let file = {
            use std::os::unix::fs::MetadataExt;
            (known.dev(), known.ino())
        };
        #[cfg(not(unix))]
        let file = (0, 0);
        Stamp { bytes: known.len(), modified: known.modified().ok(), file }
    }
}

/// Saves a report, as [`write_file`] does. Refuses to put it in the place of a report in a newer format.
pub fn save(path: &Path, report: &Report) -> Result<Stamp, SaveError> {
    if let Some(found) = format_there(path).filter(|found| *found > u64::from(format::FORMAT)) {
        return Err(SaveError::NewerFormat { path: path.to_owned(), found });
    }
    replace(path, |to| format::write_to(report, to))
}

/// Writes a file whole or not at all: into a file beside it, down to the disk, then into its place.
///
/// Follows symbolic links, also to what doesn't exist yet. Keeps permissions and, as far as the system allows, owner and
/// group; a new file gets what the user's umask leaves of `rw-rw-rw-`, as other programs do: in a folder that is shared,
/// colleagues can read a new report. A file of several names (hard links) keeps them: once all of the new text is on the disk
/// beside it, it is written where it is. A device or a pipe is written directly.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<Stamp, SaveError> {
    replace(path, |to| to.write_all(bytes))
}

/// The same for a small file that is no loss: whole or not at all, but not waited for until it is on the disk.
pub fn write_small(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = follow(path)?;
    let access = if target.exists() { Access::Own } else { Access::Usual };
    let mut beside = create_beside(folder_of(&target), access)?;
    beside.write_all(bytes)?;
    if let Ok(known) = fs::metadata(&target) {
        keep_rights(beside.as_file(), &known)?;
    }
    let stamp = Stamp::from(&beside.as_file().metadata()?);
    beside.persist(&target).map_err(|refused| refused.error)?;
    sweep(folder_of(&target), stamp);
    Ok(())
}

/// Who can read a file while it is written beside its place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Its user alone, since that whose place it takes may be private.
    Own,
    /// Whom the umask lets.
    Usual,
}

/// The format of the report that is there now, if one is.
fn format_there(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(Metadata::is_file)?;
    let mut head = Vec::new();
    File::open(path).ok()?.take(1 << 12).read_to_end(&mut head).ok()?;
    format::format_of(&head)
}

fn replace(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<Stamp, SaveError> {
    let failed = |error| failure(path, error);
    let before = match fs::metadata(path) {
        Ok(known) => Some(known),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error)),
    };
    let target = follow(path).map_err(failed)?;
    if let Some(known) = &before {
        if known.is_dir() {
            return Err(SaveError::Folder { path: path.to_owned() });
        }
        let mut there = File::options().write(true).open(path).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => SaveError::ReadOnly { path: path.to_owned() },
            _ => failed(error),
        })?;
        if !known.is_file() {
            write(&mut there).and_then(|()| there.flush()).map_err(failed)?;
            return Ok(Stamp::from(known));
        }
    }
    let folder = Folder::open(folder_of(&target)).map_err(failed)?;
    let access = if before.is_some() { Access::Own } else { Access::Usual };
    let mut beside = create_beside(folder_of(&target), access).map_err(failed)?;
    let written = write(beside.as_file_mut())
        .and_then(|()| before.as_ref().map_or(Ok(()), |known| keep_rights(beside.as_file(), known)))
        .and_then(|()| beside.as_file().sync_all());
    written.map_err(failed)?;
    if before.as_ref().is_some_and(has_other_names) {
        let stamp = write_through(&beside, &target).map_err(failed)?;
        sweep(folder_of(&target), stamp);
        return Ok(stamp);
    }
    let file = beside.persist(&target).map_err(|refused| failed(refused.error))?;
    folder.sync().map_err(failed)?;
    let stamp = Stamp::from(&file.metadata().map_err(failed)?);
    sweep(folder_of(&target), stamp);
    Ok(stamp)
}

/// Whether a file has more than one name.
pub(super) fn has_other_names(known: &Metadata) -> bool {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(known) > 1;
    #[cfg(not(unix))]
    {
        let _ = known;
        false
    }
}

/// Writes what stands beside a file into the file itself. First what makes it longer: where the disk is full, it is as it was.
/// What ends the rest half-way is no lack of room, and then all of the text stands beside.
fn write_through(beside: &NamedTempFile, target: &Path) -> io::Result<Stamp> {
    let mut from = File::open(beside.path())?;
    let mut file = File::options().write(true).open(target)?;
    let before = file.metadata()?.len();
    let length = from.metadata()?.len();
    if length > before {
        from.seek(SeekFrom::Start(before))?;
        file.seek(SeekFrom::Start(before))?;
        if let Err(error) = io::copy(&mut from, &mut file).and_then(|_| file.sync_all()) {
            file.set_len(before)?;
            return Err(error);
        }
        from.rewind()?;
        file.rewind()?;
    }
    io::copy(&mut from.take(before), &mut file)?;
    file.set_len(length)?;
    file.sync_all()?;
    Ok(Stamp::from(&file.metadata()?))
}

/// What a path leads to: symbolic links are followed one by one, so that the last may lead to nothing yet.
pub(super) fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..40 {
        match fs::symlink_metadata(&path) {
            Ok(known) if known.is_symlink() => {
                let link = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(link);
            }
            Ok(_) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(path),
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("links in a circle"))
}

/// A file of a short name of its own that goes away unless it is put into place.
fn create_beside(folder: &Path, access: Access) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    if access == Access::Usual {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Clears away what writes that were killed have left in a folder, once it is a day old by the clock of the disk itself, which
/// has just written something there. What can't be cleared stays: the file is written all the same.
pub(super) fn sweep(folder: &Path, written: Stamp) {
    const OLD: Duration = Duration::from_secs(24 * 60 * 60);
    let Some(now) = written.modified else { return };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        // The six letters between are what tempfile puts there.
        let is_ours = name.starts_with(PREFIX.as_bytes())
            && name.ends_with(SUFFIX.as_bytes())
            && name.len() == PREFIX.len() + 6 + SUFFIX.len();
        let is_old = |known: Metadata| {
            known.is_file() && known.modified().is_ok_and(|then| now.duration_since(then).is_ok_and(|age| age > OLD))
        };
        if is_ours && entry.metadata().is_ok_and(is_old) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(unix)]
fn keep_rights(file: &File, known: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::fs::fchown;
    let own = file.metadata()?;
    // Only an administrator may give a file away; for others it has to be enough that the text is saved.
    if own.uid() != known.uid() {
        let _ = fchown(file, Some(known.uid()), None);
    }
    if own.gid() != known.gid() {
        let _ = fchown(file, None, Some(known.gid()));
    }
    file.set_permissions(known.permissions())
}

#[cfg(not(unix))]
fn keep_rights(file: &File, known: &Metadata) -> io::Result<()> {
    file.set_permissions(known.permissions())
}

/// A folder in which names shall last. Open before they change: a system that is out of file handles says so then, and not
/// when the file is in its place already.
pub(super) struct Folder(Option<File>);

impl Folder {
    pub(super) fn open(path: &Path) -> io::Result<Folder> {
        #[cfg(unix)]
        return Ok(Folder(possible(File::open(path))?));
        #[cfg(not(unix))]
        {
            let _ = path;
            Ok(Folder(None))
        }
    }

    /// Makes its names last.
    pub(super) fn sync(&self) -> io::Result<()> {
        self.0.as_ref().map_or(Ok(()), |folder| possible(folder.sync_all()).map(drop))
    }
}

/// Where folders can't be opened or synced, there is nothing that could be done better.
fn possible<T>(done: io::Result<T>) -> io::Result<Option<T>> {
    let is_refusal = |kind| {
        matches!(kind, io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported)
    };
    match done {
        Err(error) if is_refusal(error.kind()) => Ok(None),
        done => done.map(Some),
    }
}

fn failure(path: &Path, error: io::Error) -> SaveError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::IsADirectory => SaveError::Folder { path },
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => SaveError::NoFolder { path },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SaveError::ReadOnlyFolder { path },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SaveError::DiskFull { path },
        io::ErrorKind::InvalidFilename => SaveError::NameTooLong { path },
        _ => SaveError::System { path, error },
    }
}

/// What the system says by a number that has no name in Rust: those of Linux, as far as other systems have them too.
#[cfg(unix)]
fn failing(code: i32) -> Option<&'static str> {
    Some(match code {
        5 => "磁盘读写出错，磁盘或它的连线可能坏了",
        6 | 19 => "设备不在了，可能已经拔掉",
        23 | 24 => "打开的文件太多",
        40 => "链接绕成了圈",
        74 | 117 => "磁盘上的数据坏了，要检查磁盘",
        _ => return None,
    })
}

/// What the system says, in Chinese.
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘满了",
        io::ErrorKind::PermissionDenied => "没有写入的权限",
        io::ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        io::ErrorKind::InvalidFilename => "文件名太长",
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        io::ErrorKind::FileTooLarge => "磁盘放不下这么大的文件",
        io::ErrorKind::ResourceBusy => "文件正被别的程序占用",
        io::ErrorKind::TimedOut => "等待太久没有回应",
        io::ErrorKind::StaleNetworkFileHandle
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::HostUnreachable
        | io::ErrorKind::NotConnected => "网络磁盘断开了",
        io::ErrorKind::OutOfMemory => "内存不够",
        io::ErrorKind::AlreadyExists => "已经有同名的文件",
        _ => {
            return match error.raw_os_error() {
                #[cfg(unix)]
                Some(code) if let Some(words) = failing(code) => words.to_owned(),
                Some(code) => format!("系统错误{code}"),
                None => match error.get_ref().and_then(|told| told.source()?.downcast_ref::<io::Error>()) {
                    // Who made it has put the path to it.
                    Some(cause) => reason(cause),
                    None => String::from("系统错误"),
                },
            };
        }
    };
    words.to_owned()
}

//! Files: opens a report, saves it so that nothing can be half written, and does so in a thread of its own.

pub mod backups;
mod damage;
#[cfg(feature = "pdf")]
pub mod fonts;
pub mod format;
pub mod lock;
pub mod journal;
pub mod print;
pub mod save;
pub mod samples;
pub mod saver;
pub mod templates;

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::path::Path;
use std::path::PathBuf;

use crate::report::Report;

pub use backups::Backups;
pub use backups::Version;
pub use damage::damage;
pub use format::FORMAT;
pub use format::Marked;
pub use format::Mend;
pub use format::Mended;
pub use format::Position;
pub use format::Problem;
pub use format::ReadError;
pub use format::looks_like_report;
pub use format::read;
pub use format::read_marked;
pub use format::read_mending;
pub use format::write;
pub use format::write_marked;
pub use journal::Journal;
pub use journal::Shelf;
pub use lock::Holder;
pub use lock::Lock;
pub use lock::Taken;
pub use print::Print;
pub use print::Printing;
pub use save::SaveError;
pub use save::Stamp;
pub use save::save;
pub use save::write_file;
pub use save::write_small;
pub use saver::Answer;
pub use saver::Saver;

/// The largest file that is read, in bytes: some forty million characters.
pub const MAX_BYTES: u64 = 128 << 20;

/// A report and the file as it was when the report was read from it.
#[derive(Debug)]
pub struct Opened<P = Print, R = Report> {
    /// The report.
    pub report: R,
    /// Tells whether the file has been changed since.
    pub stamp: Stamp,
    /// What the file held.
    pub print: P,
    /// What of it was mended while it was read.
    pub mended: Vec<Mended>,
}

/// Why a file cannot be opened. Displays as one sentence for the writer.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// There is no such file.
    #[error("没有找到“{}”，请检查文件名和所在的文件夹", path.display())]
    Missing {
        /// The file as asked for.
        path: PathBuf,
    },
    /// It is a folder.
    #[error("“{}”是文件夹，请给出其中的一个文件", path.display())]
    Folder {
        /// The file as asked for.
        path: PathBuf,
    },
    /// It is a pipe, a device or a socket.
    #[error("“{}”不是普通的文件（是管道或设备），请给出一个文件，要读管道里的请用 -", path.display())]
    NoFile {
        /// The file as asked for.
        path: PathBuf,
    },
    /// The system refuses to let the user read it.
    #[error("没有读取“{}”的权限，请向它的所有者要权限", path.display())]
    Denied {
        /// The file as asked for.
        path: PathBuf,
    },
    /// It is larger than [`MAX_BYTES`].
    #[error("“{}”超过{} MB，太大了，请拆成几个文件再打开", path.display(), MAX_BYTES >> 20)]
    TooLarge {
        /// The file as asked for.
        path: PathBuf,
    },
    /// It was read but is no report of this format; a text ([`ReadError::NotReport`]) may be imported instead.
    #[error("打不开“{}”：{error}", path.display())]
    Content {
        /// The file as asked for.
        path: PathBuf,
        /// What is wrong with it.
        error: ReadError,
    },
    /// The system failed.
    #[error("读取“{}”时出错：{}，请检查磁盘或网络后再试", path.display(), save::reason(error))]
    System {
        /// The file as asked for.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Opens the report in a file. Costs at most a fifth more than the report when the program wrote the file itself, at
/// most three times the file otherwise.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let Opened { report, stamp, print, mended } = open_first(path)?;
    Ok(Opened { report, stamp, print: print.wait().map_err(|error| failure(path, error))?, mended })
}

/// The same without what the file held, which can be asked for when the report is on the screen.
pub fn open_first(path: &Path) -> Result<Opened<Printing>, OpenError> {
    let mut file = open_file(path)?;
    let failed = |error| failure(path, error);
    let content = |error| OpenError::Content { path: path.to_owned(), error };
    let known = file.metadata().map_err(failed)?;
    let stamp = Stamp::from(&known);
    if known.is_file() {
        if let Some(report) = format::read_own(&file).map_err(failed)? {
            return Ok(Opened { report, stamp, print: Printing::Of(file), mended: Vec::new() });
        }
        file.rewind().map_err(failed)?;
    }
    let bytes = read_whole(path, &file)?;
    let print = Printing::Known(Print::of(&bytes));
    let (report, mended) = read_mending(&bytes).map_err(content)?;
    Ok(Opened { report, stamp, print, mended })
}

/// Both sides of a file in which git has left its marks; `None` for any other, also for one whose sides can't be read.
pub fn open_marked(path: &Path) -> Result<Option<Opened<Print, Marked>>, OpenError> {
    let file = open_file(path)?;
    let stamp = Stamp::from(&file.metadata().map_err(|error| failure(path, error))?);
    let bytes = read_whole(path, &file)?;
    let Some(Ok(marked)) = read_marked(&bytes) else { return Ok(None) };
    let mended = marked.mended.clone();
    Ok(Some(Opened { report: marked, stamp, print: Print::of(&bytes), mended }))
}

/// The bytes of any file, for an import. Never answers [`OpenError::Content`].
pub fn read_file(path: &Path) -> Result<Vec<u8>, OpenError> {
    read_whole(path, &open_file(path)?)
}

fn open_file(path: &Path) -> Result<File, OpenError> {
    // Before it is opened: a pipe would wait for somebody who writes into it.
    if std::fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        return Err(OpenError::NoFile { path: path.to_owned() });
    }
    let file = File::open(path).map_err(|error| failure(path, error))?;
    let known = file.metadata().map_err(|error| failure(path, error))?;
    if known.is_dir() {
        return Err(OpenError::Folder { path: path.to_owned() });
    }
    if known.len() > MAX_BYTES {
        return Err(OpenError::TooLarge { path: path.to_owned() });
    }
    Ok(file)
}

fn read_whole(path: &Path, file: &File) -> Result<Vec<u8>, OpenError> {
    let expected = file.metadata().map_or(0, |known| known.len().min(MAX_BYTES));
    let mut bytes = Vec::with_capacity(usize::try_from(expected + 1).unwrap_or(0));
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failure(path, error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(OpenError::TooLarge { path: path.to_owned() });
    }
    Ok(bytes)
}

fn failure(path: &Path, error: io::Error) -> OpenError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::NotFound => OpenError::Missing { path },
        io::ErrorKind::IsADirectory => OpenError::Folder { path },
        io::ErrorKind::PermissionDenied => OpenError::Denied { path },
        _ => OpenError::System { path, error },
    }
}

/// The files of a folder whose names end in a stop and one of the `endings`, by name; none when there is no such folder.
pub fn files_in(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| endings.iter().any(|&wanted| end == wanted)));
    files.sort();
    files
}

/// When a file was written last, if it is there.
pub fn written(path: &Path) -> Option<std::time::SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}

/// The files and folders whose names begin like this one, as it is written, folders with a `/` at the end. What is hidden
/// is named only where a dot was typed.
pub fn names_like(typed: &str) -> Vec<String> {
    let (folder, begun) = typed.rfind('/').map_or(("", typed), |at| typed.split_at(at + 1));
    let place = if folder.is_empty() { Path::new(".") } else { Path::new(folder) };
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let named = entries.filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let is_wanted = name.starts_with(begun) && (begun.starts_with('.') || !name.starts_with('.'));
        let end = if entry.path().is_dir() { "/" } else { "" };
        is_wanted.then(|| format!("{folder}{name}{end}"))
    });
    let mut names: Vec<String> = named.collect();
    names.sort();
    names
}

/// Makes a folder with all above it, private to the user where it is new.
pub fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

//! The terminal: set up, edited in at the desk until the writer quits, restored.

pub mod caret;
pub mod collection;
pub mod command;
mod desk;
mod exports;
pub mod extent;
pub mod figures;
pub mod flow;
pub mod help;
pub mod hints;
pub mod here;
pub mod input;
mod keeping;
pub mod keymap;
pub mod layout;
pub mod manuscript;
pub mod mended;
pub mod model;
pub mod motion;
mod news;
pub mod outline;
pub mod overlay;
mod paging;
pub mod pen;
pub mod previews;
mod rereading;
pub mod returned;
mod settings;
mod settle;
mod sharing;
mod terminal;
pub mod table;
pub mod theme;
pub mod tour;
pub mod update;
pub mod view;
pub mod words;

use std::io;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;

use crate::check;
use crate::export::Fonts;
use crate::export::Profile;
use crate::import::Doubt;
use crate::report::Report;
use crate::store;
use crate::store::Marked;
use crate::store::Print;
use crate::store::Printing;
use crate::store::Shelf;
use crate::store::Stamp;
use crate::store::Taken;
use crate::store::Version;
use crate::store::lock;
use crate::tui::desk::Desk;
use crate::tui::desk::End;
use crate::tui::news::end_by;
use crate::tui::news::heed;
use crate::tui::news::listen;
use crate::tui::terminal::Terminal;

/// What the editor opens with: a report, or the several reports of one text.
#[derive(Debug)]
pub struct Start {
    /// The reports; none stands for a new, empty one.
    pub reports: Vec<Report>,
    /// Where they come from.
    pub origin: Origin,
}

/// Where a report comes from, and with it what its first save does.
#[derive(Debug)]
pub enum Origin {
    /// Begun without a name; the first save asks for one.
    Nothing,
    /// Begun under this name. When the program was started there was no such file, but its folder.
    New(PathBuf),
    /// Opened from this file as it was then, holding this. With what was mended in it.
    File(PathBuf, Stamp, Printing, Vec<Doubt>),
    /// This file, in which git has left its marks: both sides of it, as it was then, holding this.
    Marked(PathBuf, Stamp, Printing, Box<Marked>),
    /// This file, which can't be read any more; why, in words. What else there is of it is offered.
    Damaged(PathBuf, String),
    /// Left unsaved by an earlier run, in this journal.
    Left(PathBuf),
    /// Read from this text, or from standard input: no file holds it as a report. With what was unclear in it.
    Text(Option<PathBuf>, Vec<Doubt>),
}

/// How the rim reads a file that the writer asks for: a report, or a text that becomes one. `Err` is one Chinese sentence.
pub type Reader = fn(&Path) -> Result<Start, String>;

/// The program has made a mistake and ended. Displays as one sentence for the writer.
#[derive(Debug, thiserror::Error)]
#[error("程序出了错，只好停下；写下的都记着，再打开就能找回，请把这个位置告诉开发者：{place}")]
pub struct Fell {
    /// File and line of the source.
    place: String,
}

/// Where the program keeps what isn't saved yet, if the system has a place for it.
pub fn shelf() -> Option<Shelf> {
    settings::journals().map(Shelf::new)
}

/// The folder of the writer's own templates, if the system has a place for it.
pub fn templates() -> Option<PathBuf> {
    settings::templates()
}

/// How the office sets its documents: the file named, else its own `docx.ron`, else the standard. `Err` is one sentence.
pub fn profile(named: Option<&Path>) -> Result<Profile, String> {
    settings::profile(named)
}

/// The fonts of this computer that a profile asks for, each by the one that is there.
pub fn fonts(profile: &Profile) -> Fonts {
    settings::fonts(profile)
}

/// Notes what of a report was written to a file that is handed on.
pub fn hand(report: &Path, to: &Path, print: Print) {
    exports::hand(report, to, print);
}

/// Whether a file holds something else than what was handed on there last; of one where nothing was, it isn't said.
pub fn is_changed(path: &Path) -> bool {
    exports::is_changed(path)
}

/// What the user has set for every check, and what is wrong with it, a sentence each.
pub fn check_settings() -> (check::Settings, Vec<String>) {
    settings::check_settings()
}

/// The journal of the report that was left unsaved under this name, if there is one.
pub fn left_of(path: &Path) -> Option<PathBuf> {
    let left = shelf()?.left();
    left.iter().find(|left| !left.is_declined() && left.regards(path)).map(|left| left.journal().to_owned())
}

/// What the program kept of a report and has forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Older versions.
    pub versions: usize,
    /// Changes that no file has, also those that nobody wanted back.
    pub journals: usize,
    /// Histories of what could be undone.
    pub histories: usize,
    /// Lists of the program's own with the name of the report in them.
    pub names: usize,
}

/// Forgets all that the program keeps of the report in this file, which stays as it is. `Err` is one sentence.
pub fn forget(path: &Path) -> Result<Forgotten, String> {
    // Whoever has it open would write all of it anew.
    if let Taken::By(holder) = lock::take(path, &settings::user()) {
        let who = if holder.user.is_empty() { "别人" } else { &holder.user };
        return Err(format!("{who}正开着“{}”，请先退出再忘掉它", path.display()));
    }
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let failed = |error| format!("“{}”的旧版本没有删净：{}", path.display(), store::save::reason(&error));
    let versions = settings::backups().map_or(Ok(0), |backups| backups.forget(path)).map_err(failed)?;
    let (journals, histories) = shelf().map_or((0, 0), |shelf| shelf.forget_all(path));
    let names = usize::from(settings::forget(&absolute)) + usize::from(exports::forget(&absolute));
    Ok(Forgotten { versions, journals, histories, names })
}

/// The older versions that are kept of a file, the newest first.
pub fn versions(path: &Path) -> Vec<Version> {
    settings::backups().map(|backups| backups.list(path)).unwrap_or_default()
}

/// Whether this process only guards the terminal of a running editor, and has done so: to be asked first of all.
pub fn guards() -> bool {
    terminal::guards()
}

/// Edits until the writer quits, with a draft of the report that came back, where there is one. A signal to end gives the
/// terminal back first, and then ends the program as signals do.
pub fn run(start: Start, read: Reader, returned: Option<PathBuf>) -> io::Result<()> {
    let mut terminal = Terminal::open()?;
    let (sender, news) = mpsc::channel();
    // First of all: what an earlier run left is brought back into a new journal, which a limit may stop by a signal.
    heed(sender.clone(), terminal.waker())?;
    let mut desk = Desk::new(start, read, &mut terminal, &sender)?;
    desk.take_returned(&mut terminal, returned)?;
    terminal.draw(&desk.model)?;
    listen(sender, terminal.reader()?);
    // A mistake of the program ends it, but not before the terminal is given back and what is being saved is saved.
    let ended = catch_unwind(AssertUnwindSafe(|| desk.edit(&mut terminal, &news)));
    desk.leave(ended.as_ref().ok().and_then(|ended| ended.as_ref().ok().copied()).unwrap_or(End::HungUp));
    drop(terminal);
    let Ok(ended) = ended else { return Err(io::Error::other(Fell { place: terminal::fell_at() })) };
    match ended? {
        End::Signal(signal) => end_by(signal),
        End::Quit | End::HungUp => Ok(()),
    }
}

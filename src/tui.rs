//! The terminal: set up, draw, read, press, do what the model asks for, restore. The loop sleeps until something happens.

pub mod caret;
pub mod command;
pub mod differences;
pub mod figures;
pub mod flow;
pub mod help;
pub mod input;
mod keeping;
pub mod keymap;
pub mod layout;
pub mod model;
pub mod outline;
pub mod overlay;
mod settings;
mod sharing;
mod terminal;
pub mod table;
pub mod theme;
pub mod update;
pub mod view;
pub mod words;

use std::io;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use crossterm::event::Event;
#[cfg(unix)]
use signal_hook::consts::SIGHUP;
#[cfg(unix)]
use signal_hook::consts::SIGINT;
#[cfg(unix)]
use signal_hook::consts::SIGTERM;
#[cfg(unix)]
use signal_hook::consts::SIGWINCH;
#[cfg(unix)]
use signal_hook::consts::signal::SIGXFSZ;
#[cfg(unix)]
use signal_hook::iterator::Signals;

use crate::edit::document::State;
use crate::import::Doubt;
use crate::report::Report;
use crate::store;
use crate::store::Print;
use crate::store::Saver;
use crate::store::Shelf;
use crate::store::Stamp;
use crate::store::journal::Fate;
use crate::store::journal::Recovered;
use crate::tui::keeping::Keeping;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Next;
use crate::tui::sharing::Sharing;
use crate::tui::terminal::Terminal;
use crate::tui::update::Destination;
use crate::tui::update::Effect;
use crate::tui::update::Outcome;
use crate::tui::update::Over;
use crate::tui::update::Past;
use crate::tui::update::Then;

/// What the editor opens with: a report, or the several reports of one text.
#[derive(Debug)]
pub struct Start {
    /// The reports; none stands for a new one.
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
    /// Opened from this file as it was then, holding this.
    File(PathBuf, Stamp, Print),
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

/// Endings of the files that a folder of reports is searched for.
const READABLE: [&str; 4] = ["ron", "txt", "docx", "md"];

/// What wakes the loop.
#[derive(Debug)]
enum News {
    /// What the terminal has sent at once.
    Terminal(Vec<Event>),
    /// The terminal is gone.
    HungUp,
    /// The system asks the program to end, by this signal.
    Signal(i32),
    /// The terminal has another size.
    Resized,
    /// A save has ended.
    Saved(Box<store::Answer<Saving>>),
    /// How a file is now.
    Looked(PathBuf, Option<Stamp>),
}

/// What comes back with the answer of a save.
#[derive(Debug)]
struct Saving {
    state: State,
    next: Next,
    kept: keeping::Save,
}

/// How the editor ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// As the writer wants it.
    Quit,
    /// The terminal is gone.
    HungUp,
    /// By this signal.
    Signal(i32),
}

/// Where the program keeps what isn't saved yet, if the system has a place for it.
pub fn shelf() -> Option<Shelf> {
    settings::journals().map(Shelf::new)
}

/// The journal of the report that was left unsaved under this name, if there is one.
pub fn left_of(path: &Path) -> Option<PathBuf> {
    let left = shelf()?.left();
    left.iter().find(|left| !left.is_declined() && left.regards(path)).map(|left| left.journal().to_owned())
}

/// Edits until the writer quits. A signal to end gives the terminal back first, and then ends the program as signals do.
pub fn run(start: Start, read: Reader) -> io::Result<()> {
    let mut terminal = Terminal::open()?;
    let (sender, news) = mpsc::channel();
    let mut desk = Desk::new(start, read, terminal.size()?, &sender)?;
    heed(sender.clone())?;
    terminal.draw(&desk.model)?;
    listen(sender);
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

/// Reads the terminal in a thread of its own, so that the loop can sleep on one channel for keys and saves alike.
fn listen(sender: Sender<News>) {
    std::thread::spawn(move || {
        loop {
            let news = arrived().map_or(News::HungUp, News::Terminal);
            let last = matches!(news, News::HungUp);
            if sender.send(news).is_err() || last {
                return;
            }
        }
    });
}

/// Hears the signals to end in a thread of its own, asleep until then.
#[cfg(unix)]
fn heed(sender: Sender<News>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGWINCH, SIGXFSZ])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let news = match signal {
                // A file that has become too long is told by the write that failed.
                SIGXFSZ => continue,
                // crossterm misses a new size that comes together with a key.
                SIGWINCH => News::Resized,
                signal => News::Signal(signal),
            };
            if sender.send(news).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
fn heed(_: Sender<News>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn end_by(signal: i32) -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal)
}

#[cfg(not(unix))]
fn end_by(_: i32) -> io::Result<()> {
    Ok(())
}

/// Waits for the terminal and answers all that it has sent by then: whether characters are keys or a paste is told by what
/// came with them.
fn arrived() -> io::Result<Vec<Event>> {
    let mut events = vec![crossterm::event::read()?];
    while crossterm::event::poll(Duration::ZERO)? {
        events.push(crossterm::event::read()?);
    }
    Ok(events)
}

/// The model and what the rim keeps for it.
struct Desk {
    model: Model,
    stamp: Option<Stamp>,
    saver: Saver<Saving>,
    read: Reader,
    sharing: Sharing,
    /// Whether the writer knows that no older versions are kept.
    warned: bool,
    /// The report's own file and its content, when the report has just been made equal to it.
    taken: Option<(PathBuf, Print)>,
    keeping: Keeping,
    /// What is to be said once the next report is on the screen.
    trouble: Option<&'static str>,
}

/// Why changes can't be brought back.
const LOST_BASE: &str = "上次有没保存的改动接不上了：文件后来变了，又没有留下原来的副本";

impl Desk {
    fn new(start: Start, read: Reader, size: (u16, u16), sender: &Sender<News>) -> io::Result<Desk> {
        let answers = sender.clone();
        let herald = |path: &Path, report: &Report, saving: &mut Saving| saving.kept.herald(path, report);
        let saver = Saver::keeping(settings::backups(), herald, move |answer| {
            // When the loop has ended nobody is left to be told.
            let _ = answers.send(News::Saved(Box::new(answer)));
        })?;
        let sharing = Sharing::new(settings::user(), sender.clone());
        let blank = matches!(start.origin, Origin::Nothing);
        let now = SystemTime::now();
        let keeping = Keeping::new(settings::journals(), now);
        let mut desk = Desk {
            model: Model::new(Report::default(), size),
            stamp: None,
            saver,
            read,
            sharing,
            warned: false,
            taken: None,
            keeping,
            trouble: None,
        };
        let troubles = settings::load(&mut desk.model);
        desk.keeping.list(&mut desk.model, now);
        desk.model.message = None;
        desk.take(start);
        if desk.model.message.as_ref().is_some_and(|message| message.grade == Grade::Info) {
            desk.model.message = None;
        }
        if let Some(trouble) = troubles.into_iter().next() {
            desk.model.say(Grade::Warning, trouble);
        }
        if blank && !(desk.model.recent.is_empty() && desk.model.left.is_empty()) {
            update::offer_reports(&mut desk.model);
        }
        desk.model.settle();
        Ok(desk)
    }

    fn edit(&mut self, terminal: &mut Terminal, news: &Receiver<News>) -> io::Result<End> {
        let mut waiting = Vec::new();
        while let Ok(first) = news.recv() {
            // All that has come in meanwhile is one frame: a held key never lags behind, a commit is one step.
            waiting.push(first);
            waiting.extend(news.try_iter());
            let mut events = Vec::new();
            // A look that finds nothing new is no reason to draw.
            let mut is_new = false;
            for news in waiting.drain(..) {
                match news {
                    News::Terminal(arrived) => events.extend(arrived),
                    News::HungUp => return Ok(End::HungUp),
                    News::Signal(signal) => return Ok(End::Signal(signal)),
                    News::Resized => {
                        let (width, height) = terminal.size()?;
                        events.push(Event::Resize(width, height));
                    }
                    News::Saved(answer) => {
                        is_new = true;
                        let unkept = answer.unkept.is_some() && answer.outcome.is_ok();
                        if let Some(outcome) = self.saved(*answer)
                            && self.told(terminal, outcome)?
                        {
                            return Ok(End::Quit);
                        }
                        self.keeping.follow(&mut self.model);
                        if unkept && !std::mem::replace(&mut self.warned, true) {
                            let says = "已保存，但没能留下旧版本：程序的状态文件夹写不进去，请检查它的权限和磁盘";
                            self.model.say(Grade::Warning, says);
                        }
                    }
                    News::Looked(path, stamp) => {
                        self.sharing.looked();
                        let outcome = self.looked(&path, stamp);
                        is_new |= outcome.is_some();
                        if let Some(outcome) = outcome
                            && self.told(terminal, outcome)?
                        {
                            return Ok(End::Quit);
                        }
                    }
                }
            }
            is_new |= !events.is_empty();
            if events.iter().any(|event| matches!(event, Event::Resize(..))) {
                // Back at its old size, a terminal may have lost what stood outside the smaller one.
                terminal.forget()?;
            }
            let focused = events.iter().any(|event| matches!(event, Event::FocusGained));
            if !events.is_empty()
                && self.sharing.is_worth_a_look(Instant::now(), focused)
                && let Some(path) = &self.model.path
            {
                self.sharing.look(path.clone());
            }
            for input in input::inputs(events) {
                let effect = update::press(&mut self.model, input);
                self.keeping.follow(&mut self.model);
                if self.carry_out(terminal, effect)? {
                    return Ok(End::Quit);
                }
            }
            if self.model.path.is_none() {
                // A new report is on the desk: the one before is free for others.
                self.sharing.close();
            }
            self.keeping.follow(&mut self.model);
            if let Some((path, print)) = self.taken.take() {
                self.keeping.took(&mut self.model, &path, print);
            }
            if is_new {
                terminal.draw(&self.model)?;
            }
        }
        Ok(End::HungUp)
    }

    /// Ends with the program: waits for what is still being saved. What the model has in memory goes with the process, far
    /// sooner than it could be given back section by section.
    fn leave(self, end: End) {
        let Desk { mut model, saver, mut keeping, .. } = self;
        drop(saver);
        match end {
            End::Quit => keeping.quit(&mut model),
            End::HungUp | End::Signal(_) => keeping.break_off(&mut model),
        }
        drop(keeping);
        std::mem::forget(model);
    }

    fn told(&mut self, terminal: &mut Terminal, outcome: Outcome) -> io::Result<bool> {
        let effect = update::told(&mut self.model, outcome);
        self.carry_out(terminal, effect)
    }

    /// Does what the model asks for, and what follows from that. Answers whether the program ends.
    fn carry_out(&mut self, terminal: &mut Terminal, effect: Option<Effect>) -> io::Result<bool> {
        match effect {
            None => Ok(false),
            Some(Effect::Quit) => Ok(true),
            Some(Effect::Save { path, report, state, next, over }) => {
                match self.obstacle(&path, over) {
                    Some(_) if over == Over::Own => {
                        return self.told(terminal, Outcome::Changed { path, next });
                    }
                    Some(question) => {
                        return self.told(terminal, Outcome::Exists { path, question, next: Some(next) });
                    }
                    None => {
                        let kept = self.keeping.save(&mut self.model);
                        self.saver.save(path, *report, Saving { state, next, kept });
                    }
                }
                Ok(false)
            }
            Some(Effect::Export { path, bytes, over }) => {
                let outcome = match self.obstacle(&path, over) {
                    Some(question) => Outcome::Exists { path, question, next: None },
                    None => match store::write_file(&path, &bytes) {
                        Ok(_) => Outcome::Exported(path),
                        Err(error) => Outcome::Failed(error.to_string()),
                    },
                };
                self.told(terminal, outcome)
            }
            Some(Effect::Open(path)) => {
                match (self.read)(&path) {
                    Ok(start) => self.take(start),
                    Err(says) => {
                        return self.told(terminal, Outcome::Failed(says));
                    }
                }
                Ok(false)
            }
            Some(Effect::Versions(path)) => {
                let outcome = self.versions(&path);
                self.told(terminal, outcome)
            }
            Some(Effect::Beside { path, then }) => {
                let outcome = self.beside(&path, then);
                self.told(terminal, outcome)
            }
            Some(Effect::Follow(path)) => {
                self.sharing.follow(path, self.stamp);
                Ok(false)
            }
            Some(Effect::TakeOver { path, over }) => {
                let outcome = self.take_over(path, over);
                self.told(terminal, outcome)
            }
            Some(Effect::Read(path, into)) => {
                let outcome = self.read_into(&path, into);
                self.told(terminal, outcome)
            }
            Some(Effect::Recover(journal)) => {
                self.recover(&journal);
                Ok(false)
            }
            Some(Effect::LayAside(journal)) => {
                self.keeping.lay_aside(&journal);
                Ok(false)
            }
            Some(Effect::Theme(name)) => {
                settings::remember_theme(&name);
                Ok(false)
            }
            Some(Effect::Copy(text)) => {
                let outcome = match terminal.copy(&text) {
                    Ok(()) => Outcome::Copied,
                    Err(says) => Outcome::Failed(says),
                };
                self.told(terminal, outcome)
            }
        }
    }

    /// The reports of a file, or of all files of a folder, to be put into the open report.
    fn read_into(&self, path: &Path, into: Destination) -> Outcome {
        let mut files = store::files_in(path, &READABLE);
        if files.is_empty() {
            files.push(path.to_owned());
        }
        let (mut parts, mut troubles) = (Vec::new(), Vec::new());
        for file in files {
            match (self.read)(&file) {
                Ok(start) => {
                    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                    parts.extend(start.reports.into_iter().map(|report| (name.clone(), report)));
                }
                Err(says) => troubles.push(says),
            }
        }
        Outcome::Read { parts, troubles, into }
    }

    /// Why the writer must be asked before a file is written, as a question.
    fn obstacle(&self, path: &Path, over: Over) -> Option<String> {
        let there = Stamp::of(path)?;
        match over {
            Over::Yes => None,
            Over::Ask => Some(format!("已经有文件 {}。", path.display())),
            Over::Own if self.stamp.is_none_or(|own| own == there) => None,
            Over::Own => Some(format!("{} 在别处被改过了，保存会盖掉那些改动。", path.display())),
        }
    }

    /// The older versions of a file, in words. Those that are much to read are listed by their size alone.
    fn versions(&self, path: &Path) -> Outcome {
        const READ: u64 = 64 << 20;
        let Some(backups) = settings::backups() else {
            return Outcome::Failed("没有地方存旧版本：系统没有告诉程序主文件夹在哪里（HOME）".into());
        };
        let now = SystemTime::now();
        let mut room = READ;
        let past = |version: store::Version| {
            room = room.saturating_sub(version.bytes);
            let says = match store::open(&version.path) {
                _ if room == 0 => format!("{} KB", version.bytes.div_ceil(1024)),
                Ok(opened) => update::appraisal(&mended(opened.report), self.model.report()),
                Err(_) => "读不出".into(),
            };
            let when = words::ago(version.written, now);
            Past { path: version.path, when, says }
        };
        Outcome::Versions(backups.list(path).into_iter().map(past).collect())
    }

    /// Reads a report beside the open one. What is taken from the report's own file makes it known as it is now.
    fn beside(&mut self, path: &Path, then: Then) -> Outcome {
        match store::open(path) {
            Ok(opened) => {
                if matches!(then, Then::Take | Then::Merge(_) | Then::Follow) {
                    self.stamp = Some(opened.stamp);
                }
                if matches!(then, Then::Take | Then::Follow) {
                    self.taken = Some((path.to_owned(), opened.print));
                }
                Outcome::Beside { report: Box::new(mended(opened.report)), then }
            }
            Err(error) => Outcome::Failed(error.to_string()),
        }
    }

    /// What to say of the report's file as it is now.
    fn looked(&mut self, path: &Path, stamp: Option<Stamp>) -> Option<Outcome> {
        let own = self.model.path.as_deref() == Some(path) && self.model.saving.is_none();
        if !own || self.stamp.is_none() || stamp.is_none() || stamp == self.stamp {
            return None;
        }
        if self.model.following && !self.model.document().is_modified() {
            return Some(self.beside(path, Then::Follow));
        }
        (!self.model.outside).then_some(Outcome::Noticed)
    }

    /// Makes a report that is for reading only one to be written in, as it is in its file now.
    fn take_over(&mut self, path: PathBuf, over: Over) -> Outcome {
        let now = SystemTime::now();
        let holder = match over {
            Over::Yes => self.sharing.take_over(&path, now),
            Over::Own | Over::Ask => self.sharing.open(&path, now),
        };
        if let Some(holder) = holder {
            return Outcome::StillThere { path, holder };
        }
        self.sharing.follow(None, None);
        if Stamp::of(&path) != self.stamp
            && let Outcome::Beside { report, then } = self.beside(&path, Then::Take)
        {
            let follows = update::told(&mut self.model, Outcome::Beside { report, then });
            debug_assert!(follows.is_none(), "what is taken from the file asks for nothing");
        }
        Outcome::Host
    }

    /// `None` when the report that was saved is no longer on the screen.
    fn saved(&mut self, answer: store::Answer<Saving>) -> Option<Outcome> {
        let store::Answer { path, tag: Saving { state, next, kept }, outcome, unkept: _ } = answer;
        match outcome {
            Ok(stamp) => {
                settings::remember(&mut self.model, &path);
                if !self.keeping.saved(&mut self.model, &path, &kept) {
                    return None;
                }
                self.stamp = Some(stamp);
                self.model.guest = self.sharing.open(&path, SystemTime::now());
                self.model.following = false;
                self.sharing.follow(None, None);
                Some(Outcome::Saved { path, state, next })
            }
            Err(error) => {
                self.keeping.not_saved(&kept);
                Some(Outcome::NotSaved(error.to_string()))
            }
        }
    }

    /// Takes a report onto the screen, with what an earlier run left unsaved of it.
    fn take(&mut self, start: Start) {
        let Start { reports, origin } = start;
        let mut aside = None;
        self.sharing.close();
        // Who only reads a report brings nothing back into it: what was left of it waits until he can write.
        let guest = match &origin {
            Origin::File(path, ..) => self.sharing.open(path, SystemTime::now()),
            _ => None,
        };
        match &origin {
            _ if guest.is_some() => {}
            Origin::Left(journal) => {
                self.recover(journal);
                return;
            }
            Origin::File(path, ..) | Origin::New(path) => match self.left_of(path) {
                Some((back, _)) if matches!(back.fate, Fate::Own { .. } | Fate::New(_)) => {
                    self.bring_back(back, Some(path.clone()));
                    return;
                }
                left => aside = left,
            },
            Origin::Text(Some(text), _) if reports.len() == 1 => {
                if let Some((back, _)) = self.left_of(&text.with_extension("ron"))
                    && matches!(back.fate, Fate::New(_))
                {
                    self.bring_back(back, Some(text.with_extension("ron")));
                    return;
                }
            }
            Origin::Nothing | Origin::Text(..) => {}
        }
        self.show(reports, origin);
        if let Some(who) = guest {
            update::told(&mut self.model, Outcome::Guest(who));
        }
        if let Some((back, journal)) = aside {
            let says = crate::tui::words::left(back.time, SystemTime::now(), back.acts, 0);
            update::offer_left(&mut self.model, journal, &says);
        }
        if let Some(trouble) = self.trouble.take() {
            self.model.say(Grade::Warning, trouble);
        }
    }

    fn show(&mut self, reports: Vec<Report>, origin: Origin) {
        self.stamp = None;
        let sections: usize = reports.iter().map(|report| report.tree.len()).sum();
        let mut unclear = Vec::new();
        let mut file = None;
        let (path, suggested, says) = match origin {
            Origin::Nothing | Origin::Left(_) => (None, None, String::new()),
            Origin::New(path) => (None, Some(path), "新的报告：先写标题，回车写第一节".into()),
            Origin::File(path, stamp, print) => {
                self.stamp = Some(stamp);
                file = Some((path.clone(), print));
                settings::remember(&mut self.model, &path);
                let says = format!("已打开：{}（{sections} 节）", path.display());
                (Some(path), None, says)
            }
            Origin::Text(text, doubts) => {
                let suggested = text.map(|text| text.with_extension("ron"));
                let many = match doubts.len() {
                    0 => String::new(),
                    many => format!("，{many} 处拿不准（F2 存疑清单）"),
                };
                unclear = doubts;
                (None, suggested, format!("已从文字稿读入 {sections} 节{many}；还没有保存，原文件不动"))
            }
        };
        let outcome = Outcome::Opened { reports, path, suggested, doubts: unclear, says };
        let turn = self.model.turn();
        let follows = update::told(&mut self.model, outcome);
        debug_assert!(follows.is_none(), "an opened report asks for nothing");
        if self.model.turn() != turn {
            self.keeping.enter(&mut self.model, file, None);
        }
    }

    // What was left ----------------------------------------------------------------------------------------------------

    /// What an earlier run left unsaved of the report in this file, and in which journal. What can't be brought back is laid
    /// aside.
    fn left_of(&mut self, path: &Path) -> Option<(Recovered, PathBuf)> {
        self.keeping.left_of(path).into_iter().find_map(|left| {
            let journal = left.journal().to_owned();
            match left.bring_back() {
                Ok(back) => Some((back, journal)),
                Err(store::journal::Lost::NoBase) => {
                    self.keeping.lay_aside(&journal);
                    self.trouble = Some(LOST_BASE);
                    None
                }
            }
        })
    }

    /// Brings back what is in a journal.
    fn recover(&mut self, journal: &Path) {
        match self.keeping.left_in(journal).map(store::journal::Left::bring_back) {
            Some(Ok(back)) => self.bring_back(back, None),
            Some(Err(store::journal::Lost::NoBase)) => {
                self.model.say(Grade::Error, LOST_BASE);
            }
            None => self.model.say(Grade::Error, "找不回：它已经被别的窗口取走"),
        }
    }

    /// Takes it onto the screen; `name`: what the writer calls its file.
    fn bring_back(&mut self, back: Recovered, name: Option<PathBuf>) {
        let says = crate::tui::words::recovered(&back);
        let Recovered { document, fate, stand, folds, orphan, .. } = back;
        let mut file = None;
        let (path, suggested) = match fate {
            Fate::Own { path, stamp, print } => {
                self.stamp = Some(stamp);
                let path = name.unwrap_or(path);
                file = Some((path.clone(), print));
                settings::remember(&mut self.model, &path);
                (Some(path), None)
            }
            Fate::Apart(path) => {
                self.stamp = None;
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                (None, Some(path.with_file_name(format!("{name}（找回）.ron"))))
            }
            Fate::New(suggested) => {
                self.stamp = None;
                (None, name.or(suggested))
            }
        };
        let says = if document.is_modified() { says } else { String::new() };
        let document = Box::new(document);
        update::told(&mut self.model, Outcome::Recovered { document, path, suggested, stand, folds, says });
        self.keeping.enter(&mut self.model, file, Some(orphan));
        if let Some(path) = self.model.path.clone() {
            // What the file holds is what the changes were made to.
            self.model.base = store::open(&path).ok().map(|opened| mended(opened.report));
            if let Some(who) = self.sharing.open(&path, SystemTime::now()) {
                update::told(&mut self.model, Outcome::Guest(who));
            }
        }
        self.keeping.list(&mut self.model, SystemTime::now());
    }
}

/// A report as the editor holds it.
fn mended(mut report: Report) -> Report {
    report.mend_breaks();
    report
}

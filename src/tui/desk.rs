//! The model, the things that the rim keeps for it, and the loop. The loop sleeps until there is news; then it reads,
//! presses, carries out effects and draws.

mod clipboard;
mod effects;
mod opening;
mod recovery;
mod resting;

use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;

use crossterm::event::Event;

use crate::check::Month;
use crate::report::Report;
use crate::store::Print;
use crate::store::Saver;
use crate::store::Stamp;
use crate::tui::Origin;
use crate::tui::Reader;
use crate::tui::Start;
use crate::tui::command::Command;
use crate::tui::desk::clipboard::Clipboard;
use crate::tui::desk::resting::Resting;
use crate::tui::help;
use crate::tui::input;
use crate::tui::input::Clicks;
use crate::tui::input::Foreign;
use crate::tui::input::Sent;
use crate::tui::keeping::Keeping;
use crate::tui::model::Grade;
use crate::tui::model::Message;
use crate::tui::model::Model;
use crate::tui::news;
use crate::tui::news::News;
use crate::tui::news::Saving;
use crate::tui::settings;
use crate::tui::sharing::Sharing;
use crate::tui::terminal::Terminal;
use crate::tui::update;
use crate::tui::update::Outcome;

/// How long a terminal that is gone is listened to.
const GONE: Duration = Duration::from_millis(500);

/// How long a signal to end waits for what was typed before it.
const REST: Duration = Duration::from_millis(400);

/// How the editor ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// As the writer wants it.
    Quit,
    /// The terminal is gone.
    HungUp,
    /// By this signal.
    Signal(i32),
}

/// What became of a paste that is long in coming.
#[derive(Clone, Copy)]
enum Paste {
    /// So many bytes have come.
    Coming(usize),
    /// The writer has broken it off.
    BrokenOff,
}

/// What has come in since the last frame.
#[derive(Default)]
struct Arrived {
    /// What the terminal has sent.
    events: Vec<Event>,
    /// What became of bytes that were no UTF-8.
    foreign: Option<Foreign>,
    /// How far a paste has come that is under way, or that it was broken off.
    paste: Option<Paste>,
    /// Whether there is something to draw. A look that finds nothing new is no reason to.
    is_new: bool,
    /// Whether all is told that the terminal sent before a signal to end.
    is_told: bool,
    /// Why the program ends.
    end: Option<End>,
}

/// The model and what the rim keeps for it.
pub(super) struct Desk {
    pub(super) model: Model,
    stamp: Option<Stamp>,
    saver: Saver<Saving>,
    read: Reader,
    sharing: Sharing,
    resting: Resting,
    /// The file that the report was exported to last, and what was written to it.
    handed: Option<(PathBuf, Print)>,
    /// Whether the writer knows that no older versions are kept.
    warned: bool,
    /// The report's own file and its content, when the report has just taken that in, as it is or merged.
    taken: Option<(PathBuf, Print)>,
    keeping: Keeping,
    /// What is to be said once the next report is on the screen.
    trouble: Option<String>,
    clicks: Clicks,
    /// Threads that write something for the screen's.
    writing: Vec<JoinHandle<()>>,
    /// What the writer knows of bytes that were no UTF-8.
    foreign: Option<Foreign>,
    clipboard: Clipboard,
    sender: Sender<News>,
}

impl Desk {
    pub(super) fn new(start: Start, read: Reader, terminal: &mut Terminal, sender: &Sender<News>) -> io::Result<Desk> {
        let answers = sender.clone();
        let herald = |path: &Path, report: &Report, saving: &mut Saving| saving.kept.herald(path, report);
        let saver = Saver::new(settings::backups(), herald, move |answer| {
            // When the loop has ended nobody is left to be told.
            let _ = answers.send(News::Saved(Box::new(answer)));
        })?;
        let sharing = Sharing::new(settings::user(), sender.clone());
        let blank = matches!(start.origin, Origin::Nothing);
        // What came of a text of another program is told until the next key; that a report is open is seen.
        let foreign = matches!(start.origin, Origin::Text(..));
        let named = if let Origin::New(path) = &start.origin { Some(path.clone()) } else { None };
        let now = SystemTime::now();
        let lost = sender.clone();
        // When the loop has ended nobody is left to be told.
        let keeping = Keeping::new(settings::journals(), now, move || drop(lost.send(News::JournalLost)));
        let cleared = Some(keeping.cleared).filter(|count| *count > 0);
        let trouble = cleared.map(|count| format!("放在一边满一年、没人要的改动删去了 {count} 份"));
        let mut desk = Desk {
            model: Model::new(Report::default(), terminal.size()?),
            stamp: None,
            saver,
            read,
            sharing,
            resting: Resting::new(sender.clone(), Instant::now()),
            handed: None,
            warned: false,
            taken: None,
            keeping,
            trouble,
            clicks: Clicks::default(),
            writing: Vec::new(),
            foreign: None,
            clipboard: Clipboard::default(),
            sender: sender.clone(),
        };
        desk.model.session.today = now.duration_since(SystemTime::UNIX_EPOCH).ok().map(Month::at);
        desk.model.session.troubles = settings::load(&mut desk.model, || terminal.measure());
        desk.model.session.shares_clipboard = Clipboard::is_at_hand();
        desk.keeping.list(&mut desk.model, now);
        desk.model.message = None;
        desk.take(start);
        if !foreign && desk.model.message.as_ref().is_some_and(|message| message.grade == Grade::Info) {
            desk.model.message = None;
        }
        desk.tell_troubles();
        if desk.model.path.is_none() {
            desk.model.given = named.filter(|named| desk.model.suggested.as_ref() == Some(named));
        }
        desk.model.settle();
        if blank {
            let effect = update::offer_start(&mut desk.model);
            desk.carry_out(terminal, effect)?;
        }
        Ok(desk)
    }

    /// Says the first of what is wrong with the writer's settings, and how many there are; all of them are under F1.
    fn tell_troubles(&mut self) {
        let troubles = help::troubles(&self.model);
        let Some(first) = troubles.first().map(|says| says.trim_end_matches('。')) else { return };
        let remarks = self.model.session.keymap.faults().iter().filter(|fault| fault.is_remark()).count();
        let grade = if remarks == troubles.len() { Grade::Info } else { Grade::Warning };
        let says = match (self.model.message.take(), troubles.len()) {
            // What there is to say of the report wants the room.
            (Some(Message { says, .. }), many) => format!("设置里有 {many} 处要看看（F1）；{says}"),
            (None, 1) => first.to_owned(),
            (None, many) => format!("设置里有 {many} 处要看看（F1 都列着）：{first}"),
        };
        self.model.say(grade, says);
    }

    pub(super) fn edit(&mut self, terminal: &mut Terminal, news: &Receiver<News>) -> io::Result<End> {
        let mut waiting = Vec::new();
        self.resting.touched(&self.model, Instant::now());
        while let Some(first) = next(terminal, news) {
            // All that has come in meanwhile is one frame: a held key never lags, a commit is one step.
            waiting.push(first);
            waiting.extend(news.try_iter());
            let arrived = self.receive_all(terminal, waiting.drain(..), news)?;
            let Arrived { events, foreign, paste, is_new, end, .. } = arrived;
            if end == Some(End::Quit) {
                return Ok(End::Quit);
            }
            if events.iter().any(|event| matches!(event, Event::Resize(..))) {
                // Back at its old size, a terminal may have lost what stood outside the smaller one.
                terminal.forget()?;
            }
            let focused = events.iter().any(|event| matches!(event, Event::FocusGained));
            if !events.is_empty()
                && (self.sharing.is_rested(Instant::now()) || focused)
                && let Some(path) = &self.model.path
            {
                self.sharing.look(path.clone());
            }
            if !events.is_empty() {
                // What could be undone when it was saved, before the first key asks for it.
                self.keeping.settle(&mut self.model);
            }
            for input in self.clicks.counted(input::inputs(events), Instant::now()) {
                let effect = update::press(&mut self.model, input);
                self.keeping.follow(&mut self.model);
                if self.carry_out(terminal, effect)? {
                    return Ok(End::Quit);
                }
            }
            self.tell_foreign(foreign);
            self.tell_paste(paste);
            if self.model.path.is_none() {
                // A new report is on the desk: the one before is free for others.
                self.sharing.close();
            }
            self.keeping.follow(&mut self.model);
            if let Some((path, print)) = self.taken.take() {
                self.keeping.took(&mut self.model, &path, print);
            }
            if let Some(end) = end {
                return Ok(end);
            }
            if is_new {
                self.resting.touched(&self.model, Instant::now());
                terminal.draw(&self.model)?;
            }
        }
        Ok(End::HungUp)
    }

    /// Says that a long paste is under way, or was broken off.
    fn tell_paste(&mut self, paste: Option<Paste>) {
        match paste {
            Some(Paste::Coming(bytes)) => {
                let says = format!("正在收粘贴的内容，已有 {} KB；Esc 打断，收到的留下", bytes.div_ceil(1024));
                self.model.say(Grade::Info, says);
            }
            Some(Paste::BrokenOff) => {
                let undo = self.model.session.keymap.way_to(Command::Undo, self.model.focus());
                let says = format!("粘贴打断了：已收到的留下了，后面的没有收；{undo} 一步撤掉");
                self.model.say(Grade::Warning, says);
            }
            None => {}
        }
    }

    /// Says what bytes that are no UTF-8 have come to, each of the two once.
    fn tell_foreign(&mut self, foreign: Option<Foreign>) {
        let Some(foreign) = foreign.filter(|foreign| self.foreign < Some(*foreign)) else { return };
        self.foreign = Some(foreign);
        let says = match foreign {
            Foreign::Read => {
                "终端送来的字是 GBK 编码，已照样收下，画面却是 UTF-8 的；请把终端的字符编码改成 UTF-8，字才不会错"
            }
            Foreign::Lost => {
                "终端送来的字不是 UTF-8 编码，有的认不出，没有收下；请把终端的字符编码改成 UTF-8，再打一遍"
            }
        };
        self.model.say(Grade::Warning, says);
    }

    /// Takes what has come in. After a signal to end that is also what the terminal sent before it.
    fn receive_all(
        &mut self,
        terminal: &mut Terminal,
        waiting: impl Iterator<Item = News>,
        news: &Receiver<News>,
    ) -> io::Result<Arrived> {
        let mut arrived = Arrived::default();
        for news in waiting {
            self.receive(terminal, news, &mut arrived)?;
        }
        while matches!(arrived.end, Some(End::Signal(_)))
            && !arrived.is_told
            && let Ok(news) = news.recv_timeout(REST)
        {
            self.receive(terminal, news, &mut arrived)?;
        }
        Ok(arrived)
    }

    /// Takes one piece of news.
    fn receive(&mut self, terminal: &mut Terminal, news: News, arrived: &mut Arrived) -> io::Result<()> {
        match news {
            News::Terminal(sent) => {
                for said in sent {
                    match said {
                        Sent::Event(event) => {
                            if matches!(event, Event::Paste(_)) {
                                arrived.paste = None;
                            }
                            arrived.events.push(event);
                        }
                        Sent::Foreign(what) => arrived.foreign = arrived.foreign.max(Some(what)),
                        Sent::Pasting(bytes) => arrived.paste = Some(Paste::Coming(bytes)),
                        Sent::BrokenOff => arrived.paste = Some(Paste::BrokenOff),
                        // An answer that was waited for, and has come late.
                        Sent::Cursor(..) | Sent::Device => {}
                    }
                }
                arrived.is_new |= !arrived.events.is_empty() || arrived.foreign.is_some() || arrived.paste.is_some();
            }
            News::Drained => arrived.is_told = true,
            News::HungUp => {
                news::ends();
                arrived.is_told = true;
                arrived.end.get_or_insert(End::HungUp);
            }
            News::Unreadable(error) => return Err(error),
            News::Signal(signal) => {
                news::ends();
                arrived.end.get_or_insert(End::Signal(signal));
            }
            News::Resized => {
                // A terminal that doesn't say its size is going, or keeps the one it had.
                if let Ok((width, height)) = terminal.size() {
                    arrived.events.push(Event::Resize(width, height));
                    arrived.is_new = true;
                }
            }
            News::Saved(answer) => {
                let unkept = answer.unkept.is_some() && answer.outcome.is_ok();
                let outcome = self.saved(*answer);
                self.tell(terminal, outcome, arrived)?;
                self.keeping.follow(&mut self.model);
                if unkept && !std::mem::replace(&mut self.warned, true) {
                    let says = "已保存，但没能留下旧版本：程序的状态文件夹写不进去，请检查它的权限和磁盘";
                    self.model.say(Grade::Warning, says);
                }
                arrived.is_new = true;
            }
            News::Printed => {
                // What an earlier run left unclear is on the screen without a key.
                self.keeping.settle(&mut self.model);
                arrived.is_new |= !self.model.doubts.is_empty();
            }
            News::JournalLost => {
                self.keeping.renew(&mut self.model);
                arrived.is_new = true;
            }
            News::Wrote(written) => {
                if self.wrote(terminal, *written)? {
                    arrived.end.get_or_insert(End::Quit);
                }
                arrived.is_new = true;
            }
            News::Exporting(share) => {
                self.tell(terminal, Some(Outcome::Exporting(share)), arrived)?;
            }
            News::Checked(what, found) => {
                self.tell(terminal, Some(Outcome::Checked(what, found)), arrived)?;
            }
            News::Rested => self.resting.rested(&self.model, Instant::now()),
            News::Rest(looked) => {
                arrived.is_new |= self.resting.take(&mut self.model, *looked, Instant::now());
            }
            News::Looked(path, stamp) => {
                self.sharing.looked();
                let outcome = self.looked(&path, stamp);
                self.tell(terminal, outcome, arrived)?;
            }
        }
        Ok(())
    }

    /// Tells the model how something has ended, if there is something to tell.
    fn tell(&mut self, terminal: &mut Terminal, outcome: Option<Outcome>, arrived: &mut Arrived) -> io::Result<()> {
        let Some(outcome) = outcome else { return Ok(()) };
        arrived.is_new = true;
        if self.handle_outcome(terminal, outcome)? {
            arrived.end.get_or_insert(End::Quit);
        }
        Ok(())
    }

    /// Ends with the program: waits for what is still being saved. What the model has in memory goes with the process, far
    /// sooner than it could be given back section by section.
    pub(super) fn leave(self, end: End) {
        let Desk { mut model, saver, mut keeping, writing, .. } = self;
        drop(saver);
        // A panic in such a thread has been reported where it happened.
        writing.into_iter().for_each(|thread| drop(thread.join()));
        keeping.keep_place(&model);
        settings::remember_used(&model);
        match end {
            End::Quit => keeping.quit(&mut model),
            End::HungUp | End::Signal(_) => keeping.break_off(&mut model),
        }
        drop(keeping);
        std::mem::forget(model);
    }

    fn handle_outcome(&mut self, terminal: &mut Terminal, outcome: Outcome) -> io::Result<bool> {
        let effect = update::handle_outcome(&mut self.model, outcome);
        self.carry_out(terminal, effect)
    }
}

/// Sleeps until something happens. A terminal that is gone may have nobody who says so: then nothing comes of waiting.
fn next(terminal: &Terminal, news: &Receiver<News>) -> Option<News> {
    match terminal.is_gone() {
        true => news.recv_timeout(GONE).ok(),
        false => news.recv().ok(),
    }
}

/// A report as the editor holds it.
fn mended(mut report: Report) -> Report {
    report.mend_breaks();
    report
}

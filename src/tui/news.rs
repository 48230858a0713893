//! What wakes the loop: the terminal, signals, the end of a save, a look at a file.

use std::io;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::Duration;

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
#[cfg(unix)]
use signal_hook::consts::SIGINT;
#[cfg(unix)]
use signal_hook::consts::SIGQUIT;
#[cfg(unix)]
use signal_hook::consts::SIGTERM;
#[cfg(unix)]
use signal_hook::consts::SIGWINCH;
#[cfg(unix)]
use signal_hook::consts::signal::SIGXFSZ;
#[cfg(unix)]
use signal_hook::iterator::Signals;

use crate::check::Finding;
use crate::edit::document::State;
use crate::export::Breaks;
use crate::store;
use crate::store::Print;
use crate::store::Stamp;
use crate::tui::input::Received;
use crate::tui::input::Sent;
use crate::tui::input::TerminalReader;
use crate::tui::input::Waker;
use crate::tui::keeping;
use crate::tui::model::Model;
use crate::tui::model::Moment;
use crate::tui::model::Paged;
use crate::tui::overlay::Next;
use crate::tui::terminal;
use crate::tui::update::Outcome;

/// What wakes the loop.
#[derive(Debug)]
pub(super) enum News {
    /// What the terminal has sent at once.
    Terminal(Vec<Sent>),
    /// All that the terminal has sent before a signal to end is told.
    Drained,
    /// The terminal is gone.
    HungUp,
    /// The terminal is there, but nothing can be read from it.
    Unreadable(io::Error),
    /// The system asks the program to end, by this signal.
    Signal(i32),
    /// The terminal has another size.
    Resized,
    /// A save has ended.
    Saved(Box<store::Answer<Saving>>),
    /// The print of the report's file is known.
    Printed,
    /// The journal is no longer where it was.
    JournalLost,
    /// A file that was written aside is there, or isn't.
    Wrote(Box<Written>),
    /// So much of an export is written, of 1.
    Exporting(f64),
    /// A check has ended.
    Checked(Moment, Vec<Finding>),
    /// No key has come for a while.
    Rested,
    /// What a moment of rest was used for is done.
    Rest(Box<Looked>),
    /// How a file is now.
    Looked(PathBuf, Option<Stamp>),
}

/// What comes back with the answer of a save.
#[derive(Debug)]
pub(super) struct Saving {
    pub(super) state: State,
    pub(super) next: Next,
    pub(super) kept: keeping::Save,
}

/// What a thread has written for the screen's.
#[derive(Debug)]
pub(super) struct Written {
    /// An export, and what was written to it; else something of the program's own.
    pub(super) export: Option<(PathBuf, Print)>,
    /// How that ended.
    pub(super) outcome: Outcome,
}

/// What a moment of rest is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// To count the pages.
    Pages,
    /// To check the report.
    Check,
}

impl Work {
    /// Both.
    pub(super) const ALL: [Work; 2] = [Work::Pages, Work::Check];
}

/// What has come of looking at a report while its writer rested.
#[derive(Debug)]
pub(super) struct Looked {
    /// Which state was looked at.
    pub(super) of: Moment,
    /// How long it took.
    pub(super) took: Duration,
    /// What was seen.
    pub(super) sight: Sight,
}

/// What was seen of a report.
#[derive(Debug)]
pub(super) enum Sight {
    /// Where its pages begin.
    Pages(Breaks),
    /// What the check has found.
    Check(Vec<Finding>),
}

impl Looked {
    /// What it was for.
    pub(super) fn work(&self) -> Work {
        match self.sight {
            Sight::Pages(_) => Work::Pages,
            Sight::Check(_) => Work::Check,
        }
    }

    /// Tells the model, unless another report is open, or places have moved since. Answers whether anything is new.
    pub(super) fn tell(self, model: &mut Model) -> bool {
        let Moment { turn, revision } = self.of;
        match self.sight {
            Sight::Pages(breaks) if turn == model.turn() => {
                model.paged = Some(Paged { revision, breaks });
                true
            }
            Sight::Check(found) if self.of == model.moment() => model.noticed.take(&found, revision),
            _ => false,
        }
    }
}

/// Whether the loop has heard that the program has to end.
static IS_ENDING: AtomicBool = AtomicBool::new(false);

/// How long the loop may take to hear that the program has to end: it may be amid a long act, or a write.
const HEARING: Duration = Duration::from_millis(700);

/// How long it may take to end then. A file may still have to be written.
const LEAVING: Duration = Duration::from_secs(5);

/// The loop has heard that the program has to end.
pub(super) fn ends() {
    IS_ENDING.store(true, Ordering::Relaxed);
}

/// Sees to it that the program ends, when the loop doesn't do so in time. What was done is in the journal, as if the
/// program had been killed.
fn see_to_the_end(signal: i32) {
    terminal::hurry();
    std::thread::sleep(HEARING);
    if IS_ENDING.load(Ordering::Relaxed) {
        std::thread::sleep(LEAVING);
    }
    terminal::restore();
    // What ends the program as a signal does can fail for no signal that has come.
    let _ = end_by(signal);
    std::process::exit(128 + signal);
}

/// The signal of a terminal that goes away.
const HANGUP: i32 = 1;

/// Reads the terminal in a thread of its own, so that the loop can sleep on one channel for keys and saves alike.
pub(super) fn listen(sender: Sender<News>, mut reader: TerminalReader) {
    std::thread::spawn(move || {
        loop {
            let news = match reader.receive(None) {
                Ok(Received::Sent(sent)) => News::Terminal(sent),
                Ok(Received::Nothing) => continue,
                Ok(Received::Woken) => News::Drained,
                Err(error) if terminal::is_there() => News::Unreadable(error),
                Ok(Received::Gone) | Err(_) => News::HungUp,
            };
            let (is_last, is_gone) = (matches!(news, News::HungUp | News::Unreadable(_)), matches!(news, News::HungUp));
            let is_heard = sender.send(news).is_ok();
            if is_gone {
                see_to_the_end(HANGUP);
            }
            if is_last || !is_heard {
                return;
            }
        }
    });
}

/// Hears the signals to end in a thread of its own, asleep until then.
#[cfg(unix)]
pub(super) fn heed(sender: Sender<News>, mut waker: Option<Waker>) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH, SIGXFSZ])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let news = match signal {
                // A file that has become too long is told by the write that failed.
                SIGXFSZ => continue,
                SIGWINCH => News::Resized,
                signal => News::Signal(signal),
            };
            let is_end = matches!(news, News::Signal(_));
            let is_heard = sender.send(news).is_ok();
            if is_end {
                if let Some(waker) = &mut waker {
                    waker.wake();
                }
                see_to_the_end(signal);
            }
            if !is_heard {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn heed(_: Sender<News>, _: Option<Waker>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(super) fn end_by(signal: i32) -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal)
}

#[cfg(not(unix))]
pub(super) fn end_by(_: i32) -> io::Result<()> {
    Ok(())
}

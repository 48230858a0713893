//! What wakes the loop: the terminal, signals, the end of a save, a look at a file.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::Duration;

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

use crate::check::Finding;
use crate::edit::document::State;
use crate::store;
use crate::store::Stamp;
use crate::tui::keeping;
use crate::tui::overlay::Next;
use crate::tui::terminal;
use crate::tui::update::Checked;

/// What wakes the loop.
#[derive(Debug)]
pub(super) enum News {
    /// What the terminal has sent at once.
    Terminal(Vec<Event>),
    /// The terminal is gone.
    HungUp,
    /// The terminal is there, but nothing can be read from it.
    Deaf(io::Error),
    /// The system asks the program to end, by this signal.
    Signal(i32),
    /// The terminal has another size.
    Resized,
    /// A save has ended.
    Saved(Box<store::Answer<Saving>>),
    /// A check has ended.
    Checked(Checked, Vec<Finding>),
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

/// Reads the terminal in a thread of its own, so that the loop can sleep on one channel for keys and saves alike.
pub(super) fn listen(sender: Sender<News>) {
    std::thread::spawn(move || {
        loop {
            let news = match arrived() {
                Ok(events) => News::Terminal(events),
                Err(error) if terminal::is_there() => News::Deaf(error),
                Err(_) => News::HungUp,
            };
            let last = matches!(news, News::HungUp | News::Deaf(_));
            if sender.send(news).is_err() || last {
                return;
            }
        }
    });
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

/// Hears the signals to end in a thread of its own, asleep until then.
#[cfg(unix)]
pub(super) fn heed(sender: Sender<News>) -> io::Result<()> {
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
pub(super) fn heed(_: Sender<News>) -> io::Result<()> {
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

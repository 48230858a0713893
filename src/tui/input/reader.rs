//! Reads the terminal, and decides how long to wait for the rest of what has come in part.

#[cfg(unix)]
mod tty;

#[cfg(not(unix))]
use std::io;
#[cfg(not(unix))]
use std::time::Duration;

#[cfg(unix)]
pub(in crate::tui) use self::tty::TerminalReader;
#[cfg(unix)]
pub(in crate::tui) use self::tty::Waker;

use crate::tui::input::sent::Sent;

/// What came of reading.
pub(in crate::tui) enum Received {
    /// The terminal has said this, all at once.
    Sent(Vec<Sent>),
    /// It was silent for as long as the reader waited.
    Nothing,
    /// The reader was woken: all that the terminal has sent so far is handed on.
    Woken,
    /// It is gone.
    Gone,
}

/// Where the terminal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Distance {
    /// At this machine.
    Near,
    /// Beyond a network.
    Far,
}

/// Wakes who reads the terminal: nobody has to, where no signal ends the program.
#[cfg(not(unix))]
pub(in crate::tui) struct Waker;

/// The reader where crossterm reads the terminal: a console tells its keys as such, and not in bytes.
#[cfg(not(unix))]
pub(in crate::tui) struct TerminalReader;

#[cfg(not(unix))]
impl TerminalReader {
    /// A reader of the terminal.
    pub(in crate::tui) fn open(_: &str, _distance: Distance) -> io::Result<TerminalReader> {
        Ok(TerminalReader)
    }

    /// What wakes whoever reads.
    pub(in crate::tui) fn waker(&mut self) -> Option<Waker> {
        Some(Waker)
    }

    /// Waits for the terminal, for ever or so long, and answers all that it has sent by then.
    pub(in crate::tui) fn receive(&mut self, within: Option<Duration>) -> io::Result<Received> {
        if within.is_some_and(|within| !crossterm::event::poll(within).unwrap_or(false)) {
            return Ok(Received::Nothing);
        }
        let mut sent = vec![Sent::Event(crossterm::event::read()?)];
        while crossterm::event::poll(Duration::ZERO)? {
            sent.push(Sent::Event(crossterm::event::read()?));
        }
        Ok(Received::Sent(sent))
    }
}

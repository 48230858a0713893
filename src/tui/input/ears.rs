//! The ears: what reads the terminal, and how long it waits for the rest of what has come in part.

#[cfg(unix)]
mod tty;

#[cfg(not(unix))]
use std::io;
#[cfg(not(unix))]
use std::time::Duration;

#[cfg(unix)]
pub(in crate::tui) use self::tty::Ears;
#[cfg(unix)]
pub(in crate::tui) use self::tty::Waker;

use crate::tui::input::sent::Sent;

/// What came of listening.
pub(in crate::tui) enum Heard {
    /// The terminal has said this, all at once.
    Sent(Vec<Sent>),
    /// It was silent for as long as it was listened to.
    Nothing,
    /// The listener was woken: all that the terminal has sent so far is told.
    Woken,
    /// It is gone.
    Gone,
}

/// Wakes who listens to the terminal: nobody has to, where no signal ends the program.
#[cfg(not(unix))]
pub(in crate::tui) struct Waker;

/// The ears where crossterm reads the terminal: a console tells its keys as such, and not in bytes.
#[cfg(not(unix))]
pub(in crate::tui) struct Ears;

#[cfg(not(unix))]
impl Ears {
    /// Ears at the terminal.
    pub(in crate::tui) fn open(_: &str, _is_far: bool) -> io::Result<Ears> {
        Ok(Ears)
    }

    /// What wakes whoever listens with these ears.
    pub(in crate::tui) fn waker(&mut self) -> Option<Waker> {
        Some(Waker)
    }

    /// Waits for the terminal, for ever or so long, and answers all that it has sent by then.
    pub(in crate::tui) fn hear(&mut self, within: Option<Duration>) -> io::Result<Heard> {
        if within.is_some_and(|within| !crossterm::event::poll(within).unwrap_or(false)) {
            return Ok(Heard::Nothing);
        }
        let mut sent = vec![Sent::Event(crossterm::event::read()?)];
        while crossterm::event::poll(Duration::ZERO)? {
            sent.push(Sent::Event(crossterm::event::read()?));
        }
        Ok(Heard::Sent(sent))
    }
}

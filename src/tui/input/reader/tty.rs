//! The reader at a tty: its bytes, read by a parser.

use std::io;
use std::io::IsTerminal;
use std::io::PipeReader;
use std::io::PipeWriter;
use std::io::Read;
use std::io::Write;
use std::os::fd::AsFd;
use std::os::fd::BorrowedFd;
use std::os::fd::OwnedFd;
use std::time::Duration;

use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::event::poll;
use rustix::fs::Mode;
use rustix::fs::OFlags;
use rustix::io::Errno;

use crate::tui::input::bytes::Parser;
use crate::tui::input::bytes::Wait;
use crate::tui::input::keys::Dialect;
use crate::tui::input::reader::Distance;
use crate::tui::input::reader::Received;
use crate::tui::input::sent::Sent;

/// Bytes that are read before the loop gets its turn.
const TURN: usize = 1 << 20;

/// How long the rest of something may take, in milliseconds, from a terminal on this machine and over a network.
const PATIENCE: [(Wait, u64, u64); 3] = [
    // Local terminals write a sequence in one piece, and a hand needs longer from one key to the next.
    (Wait::Key, 30, 120),
    // An answer, of which a part has been lost, holds up no more than a key.
    (Wait::Sequence, 200, 1000),
    // A line that stalls amid a paste.
    (Wait::Rest, 1000, 3000),
];

/// Bytes of a paste after which the writer is told that it is under way, and again whenever it is twice as long.
const PASTING: usize = 16 << 10;

/// What reads the terminal.
pub(in crate::tui) struct TerminalReader {
    /// The terminal, where standard input is another thing.
    tty: Option<OwnedFd>,
    parser: Parser,
    buffer: Vec<u8>,
    is_far: bool,
    /// What was said while something else was listened for.
    kept: Vec<Sent>,
    /// Bytes of a paste at which the writer is told of it next.
    telling: usize,
    bell: PipeReader,
    /// The bell's other end, until somebody has it.
    rope: Option<PipeWriter>,
    /// Whether the bell has rung since somebody was told so.
    is_woken: bool,
}

/// Wakes who listens to the terminal.
pub(in crate::tui) struct Waker(PipeWriter);

impl Waker {
    /// What the terminal has sent in part is given out as far as it can be, and [`Received::Woken`] follows.
    pub(in crate::tui) fn wake(&mut self) {
        // Who doesn't listen any more needs no waking.
        let _ = self.0.write(&[0]);
    }
}

/// What the terminal has for the one who reads.
enum Arrived {
    Bytes(usize),
    Nothing,
    Bell,
    End,
}

impl TerminalReader {
    /// A reader of the terminal whose `TERM` is this, which the program already has. It waits longer for one that is far.
    pub(in crate::tui) fn open(term: &str, distance: Distance) -> io::Result<TerminalReader> {
        let tty = match io::stdin().is_terminal() {
            true => None,
            false => Some(rustix::fs::open("/dev/tty", OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?),
        };
        let parser = Parser::new(Dialect::of(term));
        let (bell, rope) = io::pipe()?;
        let mut reader = TerminalReader {
            tty,
            parser,
            buffer: vec![0; 1 << 16],
            is_far: distance == Distance::Far,
            kept: Vec::new(),
            telling: PASTING,
            bell,
            rope: Some(rope),
            is_woken: false,
        };
        reader.read_ahead()?;
        Ok(reader)
    }

    /// Reads what was typed before the program had the terminal. It came through a line that makes a line feed of Enter.
    fn read_ahead(&mut self) -> io::Result<()> {
        while let Arrived::Bytes(len) = self.arrived(Some(Duration::ZERO))? {
            let bytes = &mut self.buffer[..len];
            bytes.iter_mut().filter(|byte| **byte == b'\n').for_each(|byte| *byte = b'\r');
            self.parser.feed(bytes, &mut self.kept);
        }
        Ok(())
    }

    /// What wakes whoever reads: to be had once.
    pub(in crate::tui) fn waker(&mut self) -> Option<Waker> {
        self.rope.take().map(Waker)
    }

    /// Waits for the terminal, for ever or so long, and answers all that it has sent by then.
    pub(in crate::tui) fn receive(&mut self, within: Option<Duration>) -> io::Result<Received> {
        let mut sent = std::mem::take(&mut self.kept);
        let mut read = 0;
        loop {
            if self.is_woken && sent.is_empty() {
                self.is_woken = false;
                return Ok(Received::Woken);
            }
            let wait = match self.parser.wait() {
                _ if !sent.is_empty() => Some(Duration::ZERO),
                Some(wait) => Some(self.patience(wait)),
                None => within,
            };
            match self.arrived(wait)? {
                Arrived::Bytes(len) => {
                    read += len;
                    self.parser.feed(&self.buffer[..len], &mut sent);
                    let pasting = self.parser.pasting();
                    if let Some(len) = pasting.filter(|&len| len >= self.telling) {
                        self.telling = len * 2;
                        sent.push(Sent::Pasting(len));
                    }
                    if pasting.is_none() {
                        self.telling = PASTING;
                    }
                    if read >= TURN && !sent.is_empty() {
                        return Ok(Received::Sent(sent));
                    }
                }
                Arrived::Bell => {
                    self.give_up_waiting(&mut sent);
                    self.is_woken = true;
                    if !sent.is_empty() {
                        return Ok(Received::Sent(sent));
                    }
                }
                Arrived::Nothing if !sent.is_empty() => return Ok(Received::Sent(sent)),
                Arrived::Nothing if self.parser.wait().is_none() => return Ok(Received::Nothing),
                Arrived::Nothing => self.parser.time_out(&mut sent),
                Arrived::End => {
                    self.give_up_waiting(&mut sent);
                    return Ok(if sent.is_empty() { Received::Gone } else { Received::Sent(sent) });
                }
            }
        }
    }

    fn give_up_waiting(&mut self, sent: &mut Vec<Sent>) {
        while self.parser.wait().is_some() {
            self.parser.time_out(sent);
        }
    }

    /// Keeps for later what was said while something else was listened for: the next to listen hears it first.
    pub(in crate::tui) fn keep(&mut self, sent: Vec<Sent>) {
        self.kept.splice(0..0, sent);
    }

    fn patience(&self, wait: Wait) -> Duration {
        let line = PATIENCE.iter().find(|(of, ..)| *of == wait);
        let (near, far) = line.map_or((0, 0), |(_, near, far)| (*near, *far));
        Duration::from_millis(if self.is_far { far } else { near })
    }

    fn arrived(&mut self, within: Option<Duration>) -> io::Result<Arrived> {
        let stdin = io::stdin();
        let tty: BorrowedFd<'_> = match &self.tty {
            Some(tty) => tty.as_fd(),
            None => stdin.as_fd(),
        };
        let within = within
            .map(|within| Timespec { tv_sec: within.as_secs().cast_signed(), tv_nsec: within.subsec_nanos().into() });
        loop {
            let mut watched = [PollFd::from_borrowed_fd(tty, PollFlags::IN), PollFd::new(&self.bell, PollFlags::IN)];
            match poll(&mut watched, within.as_ref()) {
                Ok(0) => return Ok(Arrived::Nothing),
                // The terminal first: what it has sent before the bell is to be told before it.
                Ok(_) if watched[0].revents().is_empty() => {
                    return self.bell.read(&mut [0]).map(|_| Arrived::Bell);
                }
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            }
            // A terminal that is gone still gives what it had sent, and then nothing for ever.
            return match rustix::io::read(tty, &mut self.buffer[..]) {
                Ok(0) | Err(Errno::IO) => Ok(Arrived::End),
                Ok(len) => Ok(Arrived::Bytes(len)),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(error) => Err(error.into()),
            };
        }
    }
}

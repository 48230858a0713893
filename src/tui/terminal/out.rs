//! The way to the terminal. No write waits for ever for a terminal that takes nothing more: when the program has to end, it
//! is given up.

use std::io;
use std::io::Write;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering;

/// The terminal takes what is written, sooner or later.
const OPEN: u8 = 0;

/// The program has to end: what the terminal doesn't take at once is given up.
const HURRIED: u8 = 1;

/// Something was given up. Nothing more is written, but for what gives the terminal back.
const GIVEN_UP: u8 = 2;

/// The terminal is gone.
const GONE: u8 = 3;

static STATE: AtomicU8 = AtomicU8::new(OPEN);

/// Writes to the terminal. What is given up counts as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Out;

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        while STATE.load(Ordering::Relaxed) < GIVEN_UP {
            if let Some(written) = tty::write(bytes, GLANCE)? {
                return Ok(written);
            }
            // Nothing to wait for any longer, if it must be so.
            let _ = STATE.compare_exchange(HURRIED, GIVEN_UP, Ordering::Relaxed, Ordering::Relaxed);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        tty::flush()
    }
}

/// Milliseconds after which a write that waits looks whether the program has to end.
const GLANCE: u64 = 50;

/// Milliseconds that the terminal has for each piece of what gives it back.
const LAST: u64 = 300;

/// From now on nothing waits for the terminal.
pub(super) fn hurry() {
    let _ = STATE.compare_exchange(OPEN, HURRIED, Ordering::Relaxed, Ordering::Relaxed);
}

/// Whether the terminal is gone.
pub(super) fn is_gone() -> bool {
    STATE.load(Ordering::Relaxed) == GONE
}

/// Notes that the terminal is gone.
pub(super) fn is_lost() {
    STATE.store(GONE, Ordering::Relaxed);
}

/// Writes the last that the terminal gets, as far as it takes it soon. What is still on its way to one that takes nothing is
/// given up for it.
pub(super) fn last(mut bytes: &[u8]) {
    let mut is_cleared = false;
    while !bytes.is_empty() && !is_gone() {
        match tty::write(bytes, LAST) {
            Ok(Some(written)) => bytes = &bytes[written..],
            Ok(None) if !is_cleared => {
                tty::clear();
                is_cleared = true;
            }
            Ok(None) | Err(_) => break,
        }
    }
    // There is nobody left to be told.
    let _ = tty::flush();
}

#[cfg(unix)]
mod tty {
    use std::io;
    use std::os::fd::AsFd;
    use std::os::fd::OwnedFd;
    use std::sync::OnceLock;

    use rustix::event::PollFd;
    use rustix::event::PollFlags;
    use rustix::event::Timespec;
    use rustix::event::poll;
    use rustix::fs::Mode;
    use rustix::fs::OFlags;
    use rustix::io::Errno;
    use rustix::termios::QueueSelector;
    use rustix::termios::tcflush;
    use rustix::termios::ttyname;

    /// The terminal once more, opened so that a write to it never waits. Standard output itself can't be made so: the shell
    /// has it too.
    fn own() -> Option<&'static OwnedFd> {
        static OWN: OnceLock<Option<OwnedFd>> = OnceLock::new();
        OWN.get_or_init(|| {
            let name = ttyname(io::stdout(), Vec::new()).ok()?;
            let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
            rustix::fs::open(name, flags, Mode::empty()).ok()
        })
        .as_ref()
    }

    /// Bytes that are written in one go where a write may wait.
    const SIP: usize = 256;

    /// Writes some of these bytes; `None` where the terminal took none within so many milliseconds.
    pub(super) fn write(bytes: &[u8], within: u64) -> io::Result<Option<usize>> {
        let stdout = io::stdout();
        let own = own();
        let (tty, bytes) = match own {
            Some(own) => (own.as_fd(), bytes),
            None => (stdout.as_fd(), &bytes[..bytes.len().min(SIP)]),
        };
        let within = Timespec { tv_sec: 0, tv_nsec: (within * 1_000_000).cast_signed() };
        let written = match poll(&mut [PollFd::new(&tty, PollFlags::OUT)], Some(&within)) {
            Ok(0) => Err(Errno::AGAIN),
            Ok(_) => rustix::io::write(tty, bytes),
            Err(error) => Err(error),
        };
        match written {
            Ok(written) => Ok(Some(written)),
            Err(Errno::AGAIN | Errno::INTR) => Ok(None),
            Err(Errno::IO | Errno::PIPE | Errno::NXIO) => {
                super::is_lost();
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(super) fn flush() -> io::Result<()> {
        Ok(())
    }

    /// Throws away what the terminal has not taken yet.
    pub(super) fn clear() {
        // A terminal that can't do that keeps it.
        let _ = tcflush(io::stdout(), QueueSelector::OFlush);
    }
}

#[cfg(not(unix))]
mod tty {
    use std::io;
    use std::io::Write;

    pub(super) fn write(bytes: &[u8], _: u64) -> io::Result<Option<usize>> {
        io::stdout().write(bytes).map(Some)
    }

    pub(super) fn flush() -> io::Result<()> {
        io::stdout().flush()
    }

    pub(super) fn clear() {}
}

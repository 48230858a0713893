//! The print of a content: tells two contents apart, the same on every system and in every version of the program.

use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::path::Path;
use std::thread::JoinHandle;

use serde::Deserialize;
use serde::Serialize;

use super::format;
use crate::report::Report;

/// What is left of a content: its length and a sum. Two contents of one print are equal but for a chance of one in 2⁶⁴;
/// nothing protects it against somebody who wants them to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Print {
    bytes: u64,
    sum: u64,
}

impl Print {
    /// The print of these bytes.
    pub fn of(bytes: &[u8]) -> Print {
        let mut sum = Sum::default();
        sum.add(bytes);
        sum.print()
    }

    /// The print of the file that this report is written to, without writing it.
    pub fn of_report(report: &Report) -> Print {
        let mut sum = Sum::default();
        format::write_to(report, &mut sum).expect("a sum takes every byte");
        sum.print()
    }

    /// The print of a file as it is now.
    pub fn of_file(path: &Path) -> io::Result<Print> {
        Print::of_open(&mut File::open(path)?)
    }

    /// The print of an open file, from its beginning.
    fn of_open(file: &mut File) -> io::Result<Print> {
        const PIECE: usize = 1 << 18;
        file.rewind()?;
        let (mut sum, mut piece) = (Sum::default(), vec![0; PIECE]);
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(sum.print()),
                Ok(count) => sum.add(&piece[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// How long the content is.
    pub fn bytes(self) -> u64 {
        self.bytes
    }

    /// The sum alone, for a line that is too short for more.
    pub(super) fn sum(self) -> u64 {
        self.sum
    }
}

/// A print that nobody has asked for yet: it takes about as long as the reading of the file, and the first screen needs none.
#[derive(Debug)]
pub enum Printing {
    /// It is known.
    Known(Print),
    /// It will be that of this file.
    Of(File),
    /// A thread is at it.
    Begun(JoinHandle<io::Result<Print>>),
}

impl Printing {
    /// Begins with it in a thread of its own, where the system has one left; that calls `then` when it is done.
    pub fn begun(self, then: impl FnOnce() + Send + 'static) -> Printing {
        let Printing::Of(file) = self else { return self };
        // Both read the same file from its beginning, but only one of them ever does.
        let Ok(mut own) = file.try_clone() else { return Printing::Of(file) };
        let thread = std::thread::Builder::new().name(String::from("print"));
        let print = move || {
            let print = Print::of_open(&mut own);
            then();
            print
        };
        thread.spawn(print).map_or(Printing::Of(file), Printing::Begun)
    }

    /// The print.
    pub fn wait(self) -> io::Result<Print> {
        match self {
            Printing::Known(print) => Ok(print),
            Printing::Of(mut file) => Print::of_open(&mut file),
            Printing::Begun(thread) => thread.join().unwrap_or_else(|_| Err(io::Error::other("the thread fell"))),
        }
    }
}

/// Takes bytes, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Sum {
    state: u64,
    bytes: u64,
    /// The bytes after the last whole word, and how many they are.
    rest: [u8; 8],
    waiting: usize,
}

impl Sum {
    pub(super) fn add(&mut self, mut bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        if self.waiting > 0 {
            let taken = bytes.len().min(8 - self.waiting);
            self.rest[self.waiting..self.waiting + taken].copy_from_slice(&bytes[..taken]);
            self.waiting += taken;
            bytes = &bytes[taken..];
            if self.waiting < 8 {
                return;
            }
            self.state = mixed(self.state, u64::from_le_bytes(self.rest));
            self.waiting = 0;
        }
        let (words, rest) = bytes.as_chunks::<8>();
        self.state = words.iter().fold(self.state, |state, word| mixed(state, u64::from_le_bytes(*word)));
        self.rest[..rest.len()].copy_from_slice(rest);
        self.waiting = rest.len();
    }

    pub(super) fn print(&self) -> Print {
        let mut last = [0; 8];
        last[..self.waiting].copy_from_slice(&self.rest[..self.waiting]);
        let sum = mixed(mixed(self.state, u64::from_le_bytes(last)), self.bytes);
        Print { bytes: self.bytes, sum: mixed(sum, 0) }
    }
}

impl Write for Sum {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// For one word every state leads to another one, for one state every word: a single changed word is never missed.
fn mixed(state: u64, word: u64) -> u64 {
    let product = (state ^ word).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    product ^ (product >> 29)
}

//! The terminal.

pub mod words;

use std::path::PathBuf;

use crate::import::Doubt;
use crate::report::Report;
use crate::store::Stamp;

/// What the editor opens with.
#[derive(Debug)]
pub struct Start {
    /// The report.
    pub report: Report,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a report comes from, and with it what its first save does.
#[derive(Debug)]
pub enum Origin {
    /// Begun without a name; the first save asks for one.
    Nothing,
    /// Begun under this name. When the program was started there was no such file, but its folder.
    New(PathBuf),
    /// Opened from this file as it was then.
    File(PathBuf, Stamp),
    /// Read from this text, or from standard input, with these doubts: no file holds it as a report.
    Text(Option<PathBuf>, Vec<Doubt>),
}

/// Edits until the writer quits.
pub fn run(start: Start) -> std::io::Result<()> {
    drop(start);
    Ok(())
}

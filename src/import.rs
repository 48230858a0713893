//! Reading messy texts: bytes → text → paragraphs → headings → reports, with a list of doubts.
//!
//! ```text
//! decode    bytes → text                    the encoding: mark, strict UTF-8, strict GB18030, else a refusal
//! lines     text → paragraphs               line ends, invisible characters, page numbers, broken sentences joined
//! headings  paragraphs → items              what each paragraph is: title, heading (alone or run in), text, date …
//! outline   items → reports                 where a report begins, how deep a heading stands, which markers it has
//! ```
//!
//! No stage throws text away: what is left out of a report stands in a doubt.

pub mod decode;
mod headings;
mod lines;
mod outline;

use crate::report::Marker;
use crate::report::Report;

pub use decode::DecodeError;
pub use decode::Encoding;
pub use decode::FileKind;
pub use decode::decode;

/// What was read from a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The reports in the order of the text; none when the text is blank.
    pub reports: Vec<Report>,
    /// Where the text was unclear, by line.
    pub doubts: Vec<Doubt>,
}

/// A place where the text was unclear, and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Line of the text, from 1.
    pub line: usize,
    /// What was found and done.
    pub what: What,
}

/// What was found in a text and done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// No text of a report: left out.
    LeftOut {
        /// The text left out.
        text: String,
        /// What it was taken for.
        noise: Noise,
    },
    /// The line goes on the sentence of the line before: joined to it.
    Joined,
    /// Another report begins here without a title, since the numbers start over.
    BeginsWithoutTitle,
    /// The number is not the one that follows: numbered anew.
    Renumbered {
        /// The number in the text.
        written: u32,
        /// The number that it gets among its siblings.
        becomes: u32,
    },
    /// The marker is damaged or mixed, such as `（一）是`, `1)` among `(2)`, a lone `四`: taken for what it must have been.
    MarkerMended {
        /// The marker in the text.
        written: String,
    },
    /// Siblings have other markers. `kept` tells whether the marker stands on as text, before an unnumbered section, or
    /// the section is numbered as its siblings are.
    OtherMarker {
        /// The marker in the text.
        written: Marker,
        /// The marker of its siblings.
        siblings: Marker,
        /// What has been done with it.
        kept: Kept,
    },
}

/// What has been done with a marker that doesn't fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It stands in the text.
    AsText,
    /// The section takes a number like its siblings.
    AsNumber,
}

/// Text that belongs to no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// A line of a table of contents.
    Contents,
    /// The title of a collection and what a site says before its first report.
    Collection,
    /// Advertisement, a site's marks and stamps.
    Site,
    /// A page number.
    PageNumber,
    /// The title once more.
    TitleAgain,
}

/// Reads the reports in `bytes`; see [`import_text`].
///
/// # Errors
/// Refuses what is no text, and what is neither strict UTF-8 nor strict GB18030 when no `encoding` is named.
pub fn import(bytes: &[u8], encoding: Option<Encoding>) -> Result<Imported, DecodeError> {
    Ok(import_text(&decode(bytes, encoding)?))
}

/// Reads the reports in a text, in linear time.
///
/// Every character is in a report or in a doubt, but for: markers, which become numbering; blanks at the ends of
/// paragraphs and blank lines; invisible characters; the 。 between a run-in heading and its text, which export writes.
pub fn import_text(text: &str) -> Imported {
    let mut doubts = Vec::new();
    let paragraphs = lines::paragraphs(text, &mut doubts);
    let items = headings::items(paragraphs);
    let reports = outline::reports(items, &mut doubts);
    doubts.sort_by_key(|doubt| doubt.line);
    Imported { reports, doubts }
}

//! Word files (ISO 29500, transitional and strict): the paragraphs that a reader of the file sees, each with what it says.
//!
//! ```text
//! package    bytes → parts                     the archive, its bounds, what else a zip may be
//! styles     styles part → looks               which style is a heading, a title, a line of contents, hidden, numbered
//! numbering  numbering part → visible numbers  一、（一）1. and all that Word counts by itself
//! symbols    characters of Wingdings and Symbol as those that any font has
//! body       main part → paragraphs            tables, text boxes, fields, revisions, soft breaks
//! paragraph  what is said of one → what it is  heading, title, line of contents
//! head       centred lines → title             one that is set in several paragraphs
//! ```
//!
//! Taken as a reader of the accepted text would: insertions stand, deletions are gone, of a field its result. What has text
//! and is left out (notes, headers, hidden text) stands in a doubt, what has none (pictures) is counted in one.

mod body;
mod head;
mod numbering;
mod package;
mod paragraph;
mod styles;
mod symbols;

use super::Doubt;
use super::Noise;
use super::source::Source;
use super::xml::XmlError;
use body::Body;
use body::Story;
use numbering::Numbering;
use package::Package;
use styles::Styles;

/// Why a zip archive was not read as a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    /// It is a zip archive, but no Word file.
    #[error("the archive is no Word file")]
    NotWord(NotWord),
    /// It asks for a password.
    #[error("the archive is locked by a password")]
    Locked,
    /// A part cannot be unpacked or is missing.
    #[error("a part of the archive is damaged")]
    Damaged(Part),
    /// A part is no XML that may be read.
    #[error("a part of the archive: {1}")]
    Xml(Part, #[source] XmlError),
    /// Two entries have one name: what one program shows another would not.
    #[error("two entries of the archive have one name")]
    Twice,
    /// More entries than any Word file has.
    #[error("the archive has too many entries")]
    TooManyEntries,
    /// Unpacked it is larger than any text.
    #[error("the archive unpacks to too many bytes")]
    TooLarge,
}

/// What a zip archive is instead of a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotWord {
    /// xlsx.
    Sheets,
    /// pptx.
    Slides,
    /// odt, ods, odp.
    OpenDocument,
    /// Any other archive.
    Archive,
}

/// A part of a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The archive itself with its lists of parts.
    Archive,
    /// The text.
    Body,
    /// The styles.
    Styles,
    /// The definitions of automatic numbers.
    Numbering,
    /// Footnotes and endnotes.
    Notes,
    /// Headers and footers.
    Margins,
}

/// The paragraphs of a Word file in the order of reading, in time and memory linear in its unpacked size. A place in the
/// file is counted in paragraphs.
///
/// # Errors
/// Whatever is no sound Word file within the bounds of [`package`].
pub(super) fn sources(bytes: &[u8], doubts: &mut Vec<Doubt>) -> Result<Vec<Source>, DocxError> {
    let mut package = Package::open(bytes)?;
    let styles = Styles::read(&first(package.related("styles", Part::Styles)?))?;
    let numbering = Numbering::read(&first(package.related("numbering", Part::Numbering)?))?;
    let mut body = Body::new(&styles, numbering);
    for (kind, story) in [("footnotes", Story::Footnotes), ("endnotes", Story::Endnotes)] {
        for text in package.related(kind, Part::Notes)? {
            body.read(&text, story)?;
        }
    }
    for kind in ["header", "footer"] {
        for text in package.related(kind, Part::Margins)? {
            body.read(&text, Story::Margin)?;
        }
    }
    let main = package.main()?;
    body.read(&main, Story::Main)?;
    Ok(body.done(doubts))
}

fn first(texts: Vec<String>) -> String {
    texts.into_iter().next().unwrap_or_default()
}

fn left_out(line: usize, text: String, noise: Noise) -> Doubt {
    Doubt::left_out(line, text, noise)
}

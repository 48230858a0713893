//! Word 97–2003 files ([MS-DOC], `.doc`), and those of WPS (`.wps`), which are the same.
//!
//! ```text
//! file    bytes → streams, Fib          the container ([MS-CFB]), the table of what stands where
//! pieces  piece table → characters      in the order of the text, each with its place in the file
//! sprms   lists of properties           what one modifies, how long it is
//! looks   pages of properties → looks   of paragraphs, of runs, of rows
//! fonts   names of fonts
//! styles  style sheet → looks
//! lists   list tables → numbering       definitions, overrides
//! comments  whose each is, and which words it hangs on
//! rows    bounds of cells → columns     which columns a cell takes
//! body    paragraphs → stories
//! ```
//!
//! Sections named here are those of [MS-DOC]. No offset of a file is trusted: what lies outside of it is not there.

mod body;
mod comments;
mod file;
mod fonts;
mod lists;
mod looks;
mod pieces;
mod rows;
mod sprms;
mod styles;

use crate::import::Doubt;
use crate::import::UNLOCK;
use crate::import::decode::has_stream;
use crate::import::source::Source;

use file::File;

/// Why an old Word file was not read and what to do, to stand after the file's name and a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocError {
    /// It asks for a password.
    #[error("{UNLOCK}")]
    Locked,
    /// It is older than Word 97.
    #[error("这个文件是 Word 95 或更早的，{AGAIN}")]
    TooOld,
    /// Its container, or its table of what stands where, can't be read.
    #[error("这个 .doc 坏了（{0}读不出来），{AGAIN}")]
    Damaged(&'static str),
}

const AGAIN: &str = "请用 Word 或 WPS 打开它，另存一份 .docx，再导入";

/// The first bytes of a compound file ([MS-CFB] 2.2).
const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Whether the bytes are an old Word file, by their container and the name of its stream.
pub(in crate::import) fn is_doc(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE) && !has_stream(bytes, "EncryptedPackage") && has_stream(bytes, "WordDocument")
}

/// The paragraphs of an old Word file in the order of reading, in time and memory linear in its size. A place in the file is
/// counted in paragraphs.
///
/// # Errors
/// Whatever is no sound file of Word 97 to 2003.
pub(in crate::import) fn sources(bytes: &[u8], doubts: &mut Vec<Doubt>) -> Result<Vec<Source>, DocError> {
    let file = File::open(bytes)?;
    let fonts = fonts::read(&file);
    let styles = styles::read(&file, &fonts);
    let text = pieces::Text::read(&file)?;
    let looks = looks::Looks::read(&file, &text);
    let body = body::Body::new(&file, &text, &looks, &styles, lists::read(&file, &fonts), &fonts);
    Ok(body.read().done(doubts))
}

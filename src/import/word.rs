//! Word files of both kinds: the paragraphs that a reader of the file sees, each with what the file says of it.
//!
//! ```text
//! docx       a zip archive of XML ─┐
//! doc        a compound file      ─┴─► story ─► sources
//! styles     what each style says              heading, title, line of contents, hidden, numbered
//! numbering  definitions of lists → numbers    一、（一）1. and all that Word counts by itself
//! symbols    characters of Wingdings and Symbol as those that any font has
//! story      texts → paragraphs                tables, text boxes, fields, revisions, soft breaks
//! paragraph  what is said of one → what it is  heading, title, line of contents
//! setting    fonts, sizes, sides → what sets a paragraph apart from the text
//! head       centred lines → title             one that is set in several paragraphs
//! ```
//!
//! Taken as a reader of the accepted text would: insertions stand, deletions are gone, of a field its result. What has text
//! and is left out (notes, headers, hidden text) stands in a doubt, what has none (pictures) is counted in one.

pub(super) mod doc;
pub(super) mod docx;
mod head;
mod numbering;
mod paragraph;
mod setting;
mod story;
mod styles;
mod symbols;

use crate::text;

/// Elements, or fields, one in the other. Word writes some dozens where tables stand in tables.
const DEEPEST: usize = 512;

/// Characters of a name, or of a date, as somebody else's file may say them.
const LONGEST_NAME: usize = 60;

/// Characters of what somebody says to a text: more than anybody writes by hand.
const LONGEST_COMMENT: usize = 20_000;

/// What a file has somebody say, fit to be shown: without what steers a screen or turns the direction of words, and no longer
/// than this.
fn spoken(words: &str, most: usize) -> String {
    let clean = text::paragraphs_clean(words);
    let clean = clean.trim();
    match clean.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", clean[..end].trim_end()),
        None => clean.to_owned(),
    }
}

/// The same on one line, as a name.
fn said_in_line(words: &str) -> String {
    spoken(&text::one_line(words).replace('\n', " "), LONGEST_NAME)
}

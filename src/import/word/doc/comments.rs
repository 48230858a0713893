//! Comments: whose each is, when it was made, which words it hangs on (ATRDPre10, 2.9.8).

use super::file::File;
use super::file::Part;
use super::file::names;
use super::file::plc;
use super::file::u16_at;
use super::file::u32_at;
use super::file::usize_at;

/// A comment but for what it says.
pub(super) struct Of {
    /// The unit of the main text that stands for it.
    pub(super) at: usize,
    /// The words that it hangs on: their first unit, and the one after their last.
    pub(super) words: Option<(usize, usize)>,
    pub(super) author: String,
    /// Such as `2026-03-05T10:20`; empty where the file doesn't say.
    pub(super) date: String,
}

/// The comments of a file in the order of the text.
pub(super) fn comments(file: &File) -> Vec<Of> {
    const COMMENT: usize = 30;
    const DATED: usize = 18;
    let authors = names(file.part(Part::Commenters));
    let tags = tags(file.part(Part::CommentTags));
    let begins = plc(file.part(Part::CommentBegins), 4);
    let ends = file.part(Part::CommentEnds);
    let dates = file.part(Part::CommentDates);
    let mut found = Vec::new();
    for (k, ((at, _), said)) in plc(file.part(Part::CommentMarks), COMMENT).into_iter().enumerate() {
        let author = u16_at(said, 20).and_then(|author| authors.get(usize::from(author))).cloned();
        let tag = u32_at(said, 26).and_then(|tag| tags.iter().position(|of| *of == tag));
        let words = tag.and_then(|tag| {
            let ((from, _), said) = *begins.get(tag)?;
            let to = usize_at(ends, usize::from(u16_at(said, 0)?) * 4)?;
            (from < to).then_some((from, to))
        });
        let date = u32_at(dates, k * DATED).and_then(date).unwrap_or_default();
        found.push(Of { at, words, author: author.unwrap_or_default(), date });
    }
    found
}

/// The tags by which comments find their words, in the order of these (SttbfAtnBkmk, 2.9.274): a table of empty strings
/// with data.
fn tags(bytes: &[u8]) -> Vec<u32> {
    const HEAD: usize = 6;
    const ROW: usize = 12;
    let rows = bytes.get(HEAD..).unwrap_or_default();
    rows.chunks_exact(ROW).map_while(|row| u32_at(row, 4)).collect()
}

/// A date (DTTM, 2.9.65); `None` for none.
fn date(bits: u32) -> Option<String> {
    let (minute, hour, day) = (bits & 0x3f, (bits >> 6) & 0x1f, (bits >> 11) & 0x1f);
    let (month, year) = ((bits >> 16) & 0xf, 1900 + ((bits >> 20) & 0x1ff));
    (day > 0 && (1..=12).contains(&month)).then(|| format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}"))
}

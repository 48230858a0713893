//! The container of an old Word file, and its Fib (2.5): which part stands where.

use std::io::Cursor;
use std::io::Read;

use super::DocError;

/// The streams of a file and what its Fib says of them.
pub(super) struct File {
    /// The text and the pages of properties: `WordDocument`.
    pub(super) main: Vec<u8>,
    /// Properties too long for their page: `Data`; empty for none.
    pub(super) data: Vec<u8>,
    /// The table stream that the Fib names.
    table: Vec<u8>,
    /// Characters of each text (FibRgLw97).
    lengths: Lengths,
    /// Where each part stands in the table stream, and its length in bytes (FibRgFcLcb).
    parts: Vec<(usize, usize)>,
}

/// Characters of the texts of a file, in the order in which they stand one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lengths {
    pub(super) main: usize,
    pub(super) footnotes: usize,
    pub(super) margins: usize,
    pub(super) macros: usize,
    pub(super) comments: usize,
    pub(super) endnotes: usize,
    pub(super) boxes: usize,
}

/// A part of the table stream, by its index in FibRgFcLcb97 (2.5.6).
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// The style sheet.
    Styles = 1,
    /// Where footnotes hang on the text.
    FootnoteMarks = 2,
    /// Where each footnote stands in their text.
    Footnotes = 3,
    /// Where comments hang on the text, and whose they are.
    CommentMarks = 4,
    /// Where each comment stands in their text.
    Comments = 5,
    /// Where each header and footer stands in their text.
    Margins = 11,
    /// Pages of what is said of runs.
    Runs = 12,
    /// Pages of what is said of paragraphs.
    Paragraphs = 13,
    /// Names of fonts.
    Fonts = 15,
    /// The piece table.
    Pieces = 33,
    /// Names of those who commented.
    Commenters = 36,
    /// By which tags comments find their words.
    CommentTags = 37,
    /// Where drawings hang on the text.
    Drawings = 40,
    /// Where the words begin that comments hang on.
    CommentBegins = 42,
    /// Where they end.
    CommentEnds = 43,
    /// Where endnotes hang on the text.
    EndnoteMarks = 46,
    /// Where each endnote stands in their text.
    Endnotes = 47,
    /// Names of those who revised.
    Revisers = 51,
    /// Where the text of each box stands in theirs.
    Boxes = 56,
    /// Definitions of lists.
    Lists = 73,
    /// Lists of paragraphs.
    Overrides = 74,
    /// When comments were made (of Word 2002).
    CommentDates = 112,
}

/// The magic number of a Fib, and the version of Word 97.
const WORD_97: (u16, u16) = (0xa5ec, 0x00c1);

/// That of Word 2.0 to 95.
const OLDER: [u16; 3] = [0xa5dc, 0xa59b, 0xa5db];

impl File {
    /// Opens the container and reads the Fib.
    pub(super) fn open(bytes: &[u8]) -> Result<File, DocError> {
        let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| DocError::Damaged("目录"))?;
        // No stream is longer than its file: what claims to be goes in a circle.
        let most = bytes.len() as u64;
        let mut stream = |name: &str| -> Option<Vec<u8>> {
            let mut out = Vec::new();
            container.open_stream(name).ok()?.take(most).read_to_end(&mut out).ok()?;
            Some(out)
        };
        let main = stream("WordDocument").ok_or(DocError::Damaged("正文"))?;
        let head = (u16_at(&main, 0), u16_at(&main, 2));
        match head {
            (Some(magic), Some(version)) if magic == WORD_97.0 && version >= WORD_97.1 => {}
            (Some(magic), _) if magic == WORD_97.0 || OLDER.contains(&magic) => return Err(DocError::TooOld),
            _ => return Err(DocError::Damaged("正文")),
        }
        let flags = u16_at(&main, 10).unwrap_or(0);
        if flags & (ENCRYPTED | OBFUSCATED) != 0 {
            return Err(DocError::Locked);
        }
        let named = if flags & SECOND_TABLE == 0 { ["0Table", "1Table"] } else { ["1Table", "0Table"] };
        let table = named.into_iter().find_map(&mut stream).ok_or(DocError::Damaged("格式表"))?;
        let data = stream("Data").unwrap_or_default();
        let (lengths, parts) = fib(&main).ok_or(DocError::Damaged("正文"))?;
        Ok(File { main, data, table, lengths, parts })
    }

    /// Characters of each text.
    pub(super) fn lengths(&self) -> Lengths {
        self.lengths
    }

    /// The bytes of a part; empty where there is none, or where it doesn't lie within its stream.
    pub(super) fn part(&self, part: Part) -> &[u8] {
        let Some(&(at, len)) = self.parts.get(part as usize) else { return &[] };
        bytes_at(&self.table, at, len).unwrap_or_default()
    }

    /// A part with all that stands after it: the levels of lists stand there, beyond the length that is told.
    pub(super) fn from(&self, part: Part) -> &[u8] {
        match self.parts.get(part as usize) {
            Some(&(at, len)) if len > 0 => self.table.get(at..).unwrap_or_default(),
            _ => &[],
        }
    }
}

const ENCRYPTED: u16 = 0x0100;
const SECOND_TABLE: u16 = 0x0200;
const OBFUSCATED: u16 = 0x8000;

/// The lengths of the texts and the places of the parts.
fn fib(main: &[u8]) -> Option<(Lengths, Vec<(usize, usize)>)> {
    const BASE: usize = 32;
    let words = usize::from(u16_at(main, BASE)?);
    let longs_at = BASE + 2 + words * 2;
    let longs = usize::from(u16_at(main, longs_at)?);
    let long = |k: usize| {
        let number = u32_at(main, longs_at + 2 + k * 4).filter(|_| k < longs).unwrap_or(0);
        usize::try_from(number).ok().filter(|&number| number <= main.len()).unwrap_or(0)
    };
    let lengths = Lengths {
        main: long(3),
        footnotes: long(4),
        margins: long(5),
        macros: long(6),
        comments: long(7),
        endnotes: long(8),
        boxes: long(9),
    };
    let parts_at = longs_at + 2 + longs * 4;
    let count = usize::from(u16_at(main, parts_at)?);
    let part = |k: usize| {
        let at = parts_at + 2 + k * 8;
        Some((usize::try_from(u32_at(main, at)?).ok()?, usize::try_from(u32_at(main, at + 4)?).ok()?))
    };
    let parts = (0..count).map_while(part).collect();
    Some((lengths, parts))
}

/// A number of two bytes, the low one first; `None` beyond the end.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes_at(bytes, at, 2)?.try_into().ok().map(u16::from_le_bytes)
}

/// A number of four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes_at(bytes, at, 4)?.try_into().ok().map(u32::from_le_bytes)
}

/// A number of four bytes that counts or places something.
pub(super) fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// So many bytes from a place on.
pub(super) fn bytes_at(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(len)?)
}

/// A PLC (2.2.2): places in a text, in order, and what each is about. `size` is that of an element in bytes. Answers pairs of
/// place and end, with the element.
pub(super) fn plc(bytes: &[u8], size: usize) -> Vec<((usize, usize), &[u8])> {
    let count = bytes.len().saturating_sub(4) / (4 + size);
    let place = |k: usize| usize_at(bytes, k * 4);
    let element = |k: usize| bytes_at(bytes, (count + 1) * 4 + k * size, size);
    (0..count).map_while(|k| Some(((place(k)?, place(k + 1)?), element(k)?))).collect()
}

/// A text of UTF-16 of so many units.
pub(super) fn wide_at(bytes: &[u8], at: usize, count: usize) -> Option<String> {
    let bytes = bytes_at(bytes, at, count.checked_mul(2)?)?;
    Some(String::from_utf16_lossy(&units(bytes).collect::<Vec<_>>()))
}

/// The units of UTF-16 that these bytes are.
pub(super) fn units(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

/// Names, each with its length in units before it.
pub(super) fn names(bytes: &[u8]) -> Vec<String> {
    let mut at = 0;
    std::iter::from_fn(|| {
        let len = usize::from(u16_at(bytes, at)?);
        let name = wide_at(bytes, at + 2, len)?;
        at += 2 + len * 2;
        Some(name)
    })
    .collect()
}

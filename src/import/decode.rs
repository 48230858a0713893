//! Bytes to text: byte order mark, strict UTF-8, strict GB18030, else a refusal; never a character replaced or dropped.

use super::AS_TEXT;
use super::UNLOCK;

/// How characters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, which includes GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Big5, only when asked for.
    Big5,
}

impl Encoding {
    /// The encoding of this name, in any case: `utf-8`, `gb18030`, `gbk`, `gb2312`, `utf-16le`, `utf-16be`, `big5`.
    pub fn named(name: &str) -> Option<Encoding> {
        Some(match name.to_ascii_lowercase().replace(['_', '-'], "").as_str() {
            "utf8" => Encoding::Utf8,
            "gb18030" | "gbk" | "gb2312" | "cp936" => Encoding::Gb18030,
            "utf16" | "utf16le" => Encoding::Utf16Le,
            "utf16be" => Encoding::Utf16Be,
            "big5" => Encoding::Big5,
            _ => return None,
        })
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Big5 => "Big5",
        }
    }

    fn decoder(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Gb18030 => encoding_rs::GB18030,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Big5 => encoding_rs::BIG5,
        }
    }
}

/// Why bytes were not read as text and what to do, to stand after the file's name and a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// The file is of a kind that is no plain text.
    #[error("{0}")]
    NotText(FileKind),
    /// The bytes break the rules of the encoding named, marked or plainly meant.
    #[error("里面有不合 {} 编码的字节，请换一个编码，或者重新取得这个文件", .0.name())]
    Malformed(Encoding),
    /// The encoding cannot be told.
    #[error("看不出是什么编码，请写明它的编码，如 gb18030")]
    Unknown,
}

const AS_DOCX: &str = "请用 Word 或 WPS 打开它，选“文件—另存为”，类型选“Word 文档（*.docx）”，再导入那个 .docx";

/// Files that are often taken for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileKind {
    /// A zip archive: docx, wps, xlsx, odt.
    #[error("这是压缩包一类的文件，不是纯文本，{AS_TEXT}")]
    Zip,
    /// An old Office file that cannot be told: doc, xls, wps.
    #[error("这是老格式的 Word 或 WPS 文件（.doc、.wps），{AS_DOCX}")]
    OldOffice,
    /// An old Word or WPS file: doc, wps.
    #[error("这是老格式的 Word 或 WPS 文件（.doc、.wps），{AS_DOCX}")]
    OldWord,
    /// An old Excel or WPS file: xls, et.
    #[error("这是电子表格，{AS_TEXT}")]
    OldSheets,
    /// An old PowerPoint or WPS file: ppt, dps.
    #[error("这是演示文稿，{AS_TEXT}")]
    OldSlides,
    /// An Office file that asks for a password.
    #[error("{UNLOCK}")]
    Locked,
    /// A Word file written as one XML text.
    #[error("这是 Word 的 XML 文件，{AS_DOCX}")]
    WordXml,
    /// A web page, as it is or packed as MHTML.
    #[error("这是网页，不是纯文本，{AS_DOCX}")]
    Web,
    /// PDF.
    #[error("这是 PDF，{AS_TEXT}")]
    Pdf,
    /// Rich Text Format.
    #[error("这是 RTF 文件，{AS_DOCX}")]
    Rtf,
    /// Holds null bytes.
    #[error("这不是文字，请检查是不是选错了文件")]
    Binary,
}

/// The text in `bytes`, without a byte order mark.
///
/// With an `encoding`, by that one alone. Without: what the mark says, else strict UTF-8, else strict GB18030. Bytes that
/// are UTF-8 but for a few are refused as broken UTF-8, since as GB18030 they would be read as other words.
///
/// # Errors
/// A refusal; no character is ever replaced or dropped.
pub fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, DecodeError> {
    match marked_up(bytes) {
        Some(kind) => Err(DecodeError::NotText(kind)),
        None => decode_any(bytes, encoding),
    }
}

/// The text of a web page with all its tags; `None` for what is none. An archive of one (`.mht`) is none that can be read.
pub(super) fn decode_page(bytes: &[u8], encoding: Option<Encoding>) -> Option<Result<String, DecodeError>> {
    let is_archive = bytes.trim_ascii_start().get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"mime-"));
    (marked_up(bytes) == Some(FileKind::Web) && !is_archive).then(|| decode_any(bytes, encoding))
}

fn decode_any(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, DecodeError> {
    let kinds: [(&[u8], FileKind); 4] = [
        (b"PK\x03\x04", FileKind::Zip),
        (b"\xD0\xCF\x11\xE0", FileKind::OldOffice),
        (b"%PDF-", FileKind::Pdf),
        (b"{\\rtf", FileKind::Rtf),
    ];
    let kind = kinds.into_iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| kind);
    if let Some(kind) = kind {
        return Err(DecodeError::NotText(if kind == FileKind::OldOffice { old_office(bytes) } else { kind }));
    }
    let marks: [(&[u8], Encoding); 3] =
        [(b"\xEF\xBB\xBF", Encoding::Utf8), (b"\xFF\xFE", Encoding::Utf16Le), (b"\xFE\xFF", Encoding::Utf16Be)];
    let marked = marks.into_iter().find(|(mark, _)| bytes.starts_with(mark));
    let (mark, encoding) = match (encoding, marked) {
        (Some(encoding), Some((mark, of))) => (if of == encoding { mark.len() } else { 0 }, Some(encoding)),
        (None, Some((mark, of))) => (mark.len(), Some(of)),
        (encoding, None) => (0, encoding),
    };
    let bytes = &bytes[mark..];
    let wide = matches!(encoding, Some(Encoding::Utf16Le | Encoding::Utf16Be));
    if !wide && memchr::memchr(0, bytes).is_some() {
        return Err(DecodeError::NotText(FileKind::Binary));
    }
    if let Some(encoding) = encoding {
        return strict(bytes, encoding).ok_or(DecodeError::Malformed(encoding));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(text.to_string());
    }
    if is_mostly_utf8(bytes) {
        return Err(DecodeError::Malformed(Encoding::Utf8));
    }
    let text = strict(bytes, Encoding::Gb18030).ok_or(DecodeError::Unknown)?;
    let odd = |ch: char| ch.is_control() && !ch.is_whitespace() || ('\u{e000}'..='\u{f8ff}').contains(&ch);
    let odds = text.chars().filter(|&ch| odd(ch)).count();
    if odds * 50 > text.chars().count() { Err(DecodeError::Unknown) } else { Ok(text) }
}

/// Which program's an old Office file is: the names of its streams tell, in UTF-16.
fn old_office(bytes: &[u8]) -> FileKind {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        FileKind::Locked
    } else if has("WordDocument") {
        FileKind::OldWord
    } else if has("Workbook") {
        FileKind::OldSheets
    } else if has("PowerPoint Document") {
        FileKind::OldSlides
    } else {
        FileKind::OldOffice
    }
}

/// Text that is made for a program and not for reading: web pages, which are often named .doc, and Word's own XML.
fn marked_up(bytes: &[u8]) -> Option<FileKind> {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = head[..head.len().min(2000)].trim_ascii_start().to_ascii_lowercase();
    let has = |words: &[u8]| memchr::memmem::find(&head, words).is_some();
    if head.starts_with(b"<!doctype html")
        || head.starts_with(b"<html")
        || head.starts_with(b"mime-version:") && has(b"multipart/related")
    {
        Some(FileKind::Web)
    } else if head.starts_with(b"<?xml") && has(b"progid=\"word.document\"") {
        Some(FileKind::WordXml)
    } else if head.starts_with(b"<?xml") && has(b"<html") {
        Some(FileKind::Web)
    } else {
        None
    }
}

fn strict(bytes: &[u8], encoding: Encoding) -> Option<String> {
    let text = encoding.decoder().decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// Whether the valid characters beyond ASCII outnumber the bad bytes ten times.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|ch| !ch.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good >= bad * 10
}

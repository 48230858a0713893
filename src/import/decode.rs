//! Bytes to text: byte order mark, strict UTF-8, strict GB18030, else a refusal; never a character replaced or dropped.

use serde::Deserialize;
use serde::Serialize;

use super::AS_TEXT;
use super::UNLOCK;

/// How characters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// What was done to make a text of bytes that are not quite one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mended {
    /// Null bytes stood in it and were left out.
    Nulls,
    /// A line is in another encoding than the rest.
    OtherEncoding(Encoding),
    /// Nothing says what encoding it is; its bytes look like this one.
    Guessed(Encoding),
}

/// A text, and what was done to make it one: from which line on, from 1, and to how many bytes or lines.
pub(super) type Made = (String, Vec<(usize, usize, Mended)>);

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
    /// A web page.
    #[error("这是网页，不是纯文本，{AS_DOCX}")]
    Web,
    /// A web page packed with its pictures (MHTML).
    #[error("这是单个文件的网页（.mht），请用浏览器或 Word 打开，另存为 .html 或 .docx，再导入")]
    WebArchive,
    /// Locked by the office's own protection of files.
    #[error("这个文件被单位的加密软件（如绿盾、亿赛通）锁着，请在能打开它的电脑上解密，另存一份，再导入")]
    Protected,
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

/// The text in `bytes` as [`decode`] has it, or else as it must have been meant, with the lines, from 1, where that was done,
/// and to how many of them: null bytes in a text, lines of another encoding, UTF-16 without a mark.
///
/// # Errors
/// A refusal where nothing fits. No character is replaced; nulls alone are dropped.
pub(super) fn decode_or_mend(bytes: &[u8], encoding: Option<Encoding>) -> Result<Made, DecodeError> {
    let refused = match decode(bytes, encoding) {
        Ok(text) => return Ok((text, Vec::new())),
        Err(refused) => refused,
    };
    match refused {
        DecodeError::NotText(FileKind::Binary) if encoding.is_none() => {
            if let Some((text, guessed)) = wide(bytes) {
                return Ok((text, vec![(1, 1, Mended::Guessed(guessed))]));
            }
            // Some nulls in a text; where there are many it is none.
            let nulls = memchr::memchr_iter(0, bytes).count();
            if nulls > 1 && nulls * 100 > bytes.len() {
                return Err(refused);
            }
            let before = &bytes[..memchr::memchr(0, bytes).unwrap_or(0)];
            let line = memchr::memchr_iter(b'\n', before).count() + 1;
            let kept: Vec<u8> = bytes.iter().copied().filter(|&byte| byte != 0).collect();
            let (text, mut mended) = decode_or_mend(&kept, None).map_err(|_| refused)?;
            if !is_written(&text) {
                return Err(refused);
            }
            mended.insert(0, (line, nulls, Mended::Nulls));
            Ok((text, mended))
        }
        DecodeError::Malformed(Encoding::Utf8) | DecodeError::Unknown if encoding.is_none() => {
            by_lines(bytes).ok_or(refused)
        }
        _ => Err(refused),
    }
}

/// UTF-16 without a mark: read one of the two ways it is Chinese.
fn wide(bytes: &[u8]) -> Option<(String, Encoding)> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    [Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find_map(|encoding| {
        let text = strict(bytes, encoding).filter(|text| is_written(text))?;
        Some((text, encoding))
    })
}

/// Whether nearly all characters are such as reports have.
fn is_written(text: &str) -> bool {
    let sensible = |ch: char| {
        ch.is_whitespace()
            || ch.is_ascii_graphic()
            || crate::text::is_cjk(ch)
            || "，。、；：？！“”‘’（）《》【】—…·％①②③④⑤⑥⑦⑧⑨⑩".contains(ch)
    };
    let (all, odd) = text.chars().fold((0, 0), |(all, odd), ch| (all + 1, odd + usize::from(!sensible(ch))));
    odd * 20 < all
}

/// A text whose lines are each UTF-8 or GB18030, as where one file was put after another.
fn by_lines(bytes: &[u8]) -> Option<Made> {
    let mut text = String::with_capacity(bytes.len());
    let mut others: Vec<(usize, usize, Mended)> = Vec::new();
    let mut plain = 0;
    for (k, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        match simdutf8::basic::from_utf8(line) {
            Ok(line) => {
                plain += usize::from(!line.is_ascii());
                text.push_str(line);
            }
            Err(_) => {
                text.push_str(&strict(line, Encoding::Gb18030).filter(|line| is_sensible(line))?);
                match others.last_mut() {
                    Some((first, count, _)) if *first + *count == k + 1 => *count += 1,
                    _ => others.push((k + 1, 1, Mended::OtherEncoding(Encoding::Gb18030))),
                }
            }
        }
    }
    (plain > 0 && !others.is_empty()).then_some((text, others))
}

/// Whether a text has hardly any characters that nobody writes.
fn is_sensible(text: &str) -> bool {
    let odd = |ch: char| ch.is_control() && !ch.is_whitespace() || ('\u{e000}'..='\u{f8ff}').contains(&ch);
    let odds = text.chars().filter(|&ch| odd(ch)).count();
    odds * 50 <= text.chars().count()
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
    if marked_up(bytes) != Some(FileKind::Web) {
        return None;
    }
    // What the page says of itself holds where its bytes agree.
    let said = encoding.or_else(|| charset(bytes).filter(|&said| strict(bytes, said).is_some()));
    Some(decode_any(bytes, said))
}

/// The encoding that a page names in its head, where it is one that is not told from its bytes anyway.
fn charset(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")? + b"charset=".len();
    let name = head[at..].trim_ascii_start();
    let name = name.strip_prefix(b"\"").or_else(|| name.strip_prefix(b"'")).unwrap_or(name);
    let len = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    let encoding = Encoding::named(std::str::from_utf8(&name[..len]).ok()?)?;
    (marked(bytes).is_none() && encoding == Encoding::Big5).then_some(encoding)
}

/// The byte order mark before a text, and the encoding that it says.
fn marked(bytes: &[u8]) -> Option<(&'static [u8], Encoding)> {
    let marks: [(&[u8], Encoding); 3] =
        [(b"\xEF\xBB\xBF", Encoding::Utf8), (b"\xFF\xFE", Encoding::Utf16Le), (b"\xFE\xFF", Encoding::Utf16Be)];
    marks.into_iter().find(|(mark, _)| bytes.starts_with(mark))
}

fn decode_any(bytes: &[u8], encoding: Option<Encoding>) -> Result<String, DecodeError> {
    let kinds: [(&[u8], FileKind); 5] = [
        (b"%TSD-Header-###%", FileKind::Protected),
        (b"PK\x03\x04", FileKind::Zip),
        (b"\xD0\xCF\x11\xE0", FileKind::OldOffice),
        (b"%PDF-", FileKind::Pdf),
        (b"{\\rtf", FileKind::Rtf),
    ];
    let kind = kinds.into_iter().find(|(head, _)| bytes.starts_with(head)).map(|(_, kind)| kind);
    let is_protected = || memchr::memmem::find(&bytes[..bytes.len().min(64)], b"E-SafeNet").is_some();
    let kind = kind.or_else(|| is_protected().then_some(FileKind::Protected));
    if let Some(kind) = kind {
        return Err(DecodeError::NotText(if kind == FileKind::OldOffice { old_office(bytes) } else { kind }));
    }
    let (mark, encoding) = match (encoding, marked(bytes)) {
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
    strict(bytes, Encoding::Gb18030).filter(|text| is_sensible(text)).ok_or(DecodeError::Unknown)
}

/// Which program's an old Office file is: the names of its streams tell, in UTF-16.
fn old_office(bytes: &[u8]) -> FileKind {
    let has = |name: &str| has_stream(bytes, name);
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

/// Whether a compound file (MS-CFB) seems to have a stream of this name.
pub(super) fn has_stream(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &wide).is_some()
}

/// Text that is made for a program and not for reading: web pages, which are often named .doc, and Word's own XML.
fn marked_up(bytes: &[u8]) -> Option<FileKind> {
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head = head[..head.len().min(2000)].trim_ascii_start().to_ascii_lowercase();
    let has = |words: &[u8]| memchr::memmem::find(&head, words).is_some();
    let mail = [&b"mime-version:"[..], b"from:", b"date:", b"subject:", b"content-type:"]
        .iter()
        .any(|name| head.starts_with(name));
    if mail && has(b"mime-version:") && has(b"multipart/related") {
        Some(FileKind::WebArchive)
    } else if head.starts_with(b"<!doctype html") || head.starts_with(b"<html") {
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

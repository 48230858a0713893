//! The archive around a Word file: what kind of file it is, where its parts are, and bounds that a hostile one meets.

use std::collections::HashMap;
use std::io::Cursor;
use std::io::Read;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::xml::Node;
use crate::import::xml::Xml;

use crate::import::word::DEEPEST;

use super::DocxError;
use super::NotWord;
use super::Part;

/// An opened Word file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// By name as [`plain`] writes it: which entry.
    entries: HashMap<String, usize>,
    /// The main part, such as `word/document.xml`.
    main: String,
    /// Parts that the main one names: the end of their type, such as `styles`, and their name.
    related: Vec<(String, String)>,
    /// The part with the document properties that were added.
    custom: Option<String>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// Entries of an archive. Word writes some dozens, and one for each picture.
const MOST_ENTRIES: usize = 20_000;

/// Bytes of all parts that are read, unpacked. The text of a report has some hundred thousand.
const MOST_BYTES: u64 = 128 << 20;

/// Unpacked bytes to a packed one, beyond which a large part is no text: deflate reaches 1032, XML some dozens.
const MOST_RATIO: u64 = 500;

impl<'a> Package<'a> {
    /// Opens the archive and finds the main part, by what the archive says and not by any file's name.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, DocxError> {
        let entries = memchr::memmem::find_iter(bytes, b"PK\x01\x02").take(MOST_ENTRIES + 1).count();
        if entries > MOST_ENTRIES {
            return Err(DocxError::TooManyEntries);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DocxError::Damaged(Part::Archive))?;
        if archive.has_duplicate_names() {
            return Err(DocxError::Twice);
        }
        let mut entries = HashMap::new();
        for (index, name) in archive.file_names_raw().enumerate() {
            if entries.insert(plain(&String::from_utf8_lossy(name)), index).is_some() {
                return Err(DocxError::Twice);
            }
        }
        let mut package =
            Package { archive, entries, main: String::new(), related: Vec::new(), custom: None, left: MOST_BYTES };
        let of_package = match package.text_of("_rels/.rels", Part::Archive)? {
            Some(text) => relations(&text, "")?,
            None => Vec::new(),
        };
        let named = |wanted: &str| of_package.iter().find(|(kind, _)| kind == wanted).map(|(_, name)| name.clone());
        package.custom = named("custom-properties");
        let main = named("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
        if !package.entries.contains_key(&main) || main.starts_with("xl/") || main.starts_with("ppt/") {
            return Err(package.not_word());
        }
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations_name = plain(&format!("{folder}/_rels/{name}.rels"));
        package.related = match package.text_of(&relations_name, Part::Archive)? {
            Some(text) => relations(&text, folder)?,
            None => ["styles", "numbering", "footnotes", "endnotes"]
                .map(|kind| (kind.to_owned(), plain(&format!("{folder}/{kind}.xml"))))
                .into(),
        };
        package.main = main;
        Ok(package)
    }

    /// The text of the main part.
    pub(super) fn main(&mut self) -> Result<String, DocxError> {
        let main = self.main.clone();
        self.text_of(&main, Part::Body)?.ok_or(DocxError::Damaged(Part::Body))
    }

    /// The text of the part with the document properties that were added; empty where there is none.
    pub(super) fn custom(&mut self) -> Result<String, DocxError> {
        let Some(name) = self.custom.take() else { return Ok(String::new()) };
        Ok(self.text_of(&name, Part::Archive)?.unwrap_or_default())
    }

    /// The texts of the parts of a kind, such as `styles` or `header`, in the order in which the main part names them.
    pub(super) fn related(&mut self, kind: &str, part: Part) -> Result<Vec<String>, DocxError> {
        let mut names: Vec<String> =
            self.related.iter().filter(|(of, _)| of == kind).map(|(_, name)| name.clone()).collect();
        names.dedup();
        let mut texts = Vec::new();
        for name in names {
            texts.extend(self.text_of(&name, part)?);
        }
        Ok(texts)
    }

    /// The text of an entry, or `None` where there is no such entry.
    fn text_of(&mut self, name: &str, part: Part) -> Result<Option<String>, DocxError> {
        let Some(&index) = self.entries.get(name) else { return Ok(None) };
        let file = self.archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => DocxError::Locked,
            _ => DocxError::Damaged(part),
        })?;
        let packed = file.compressed_size();
        let most = self.left.min(packed.saturating_mul(MOST_RATIO).max(1 << 20));
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| DocxError::Damaged(part))?;
        if bytes.len() as u64 > most {
            return Err(DocxError::TooLarge);
        }
        self.left -= bytes.len() as u64;
        decoded(bytes).map(Some).ok_or(DocxError::Damaged(part))
    }

    /// What the archive is instead.
    fn not_word(&mut self) -> DocxError {
        let has = |head: &str| self.entries.keys().any(|name| name.starts_with(head));
        let kind = if has("xl/") {
            NotWord::Sheets
        } else if has("ppt/") {
            NotWord::Slides
        } else if self.entries.contains_key("mimetype") && self.entries.contains_key("content.xml") {
            NotWord::OpenDocument
        } else if self.entries.contains_key("ofd.xml") {
            NotWord::Ofd
        } else if ["content.json", "content.xml"].iter().any(|name| self.entries.contains_key(*name)) {
            NotWord::MindMap
        } else {
            NotWord::Archive
        };
        DocxError::NotWord(kind)
    }
}

/// A name as one form for all: no slash before it, none of Windows, small letters.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// What a part is related to: the last word of the kind, and the name of the other part. `folder` is where relative names
/// begin. What lies outside of the archive is left out.
fn relations(text: &str, folder: &str) -> Result<Vec<(String, String)>, DocxError> {
    let mut found = Vec::new();
    let mut xml = Xml::new(text, DEEPEST);
    loop {
        match xml.next().map_err(|error| DocxError::Xml(Part::Archive, error))? {
            Node::Open(element) if element.name() == "Relationship" => {
                let outside = element.get("TargetMode").is_some_and(|mode| mode == "External");
                if let (Some(kind), Some(target), false) = (element.get("Type"), element.get("Target"), outside) {
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let name = if target.starts_with('/') { target.into_owned() } else { format!("{folder}/{target}") };
                    found.push((kind, plain(&stepped(&name))));
                }
            }
            Node::End => return Ok(found),
            _ => {}
        }
    }
}

/// `word/../styles.xml` → `styles.xml`
fn stepped(name: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in name.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// XML is UTF-8, or UTF-16 with its mark.
fn decoded(bytes: Vec<u8>) -> Option<String> {
    match bytes.get(..2) {
        Some(b"\xFF\xFE") => wide(encoding_rs::UTF_16LE, &bytes[2..]),
        Some(b"\xFE\xFF") => wide(encoding_rs::UTF_16BE, &bytes[2..]),
        _ => {
            let mut text = String::from_utf8(bytes).ok()?;
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Some(text)
        }
    }
}

fn wide(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

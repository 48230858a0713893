//! A Word file by GB/T 9704-2012, in the transitional form of ISO 29500, which Word, WPS and LibreOffice read.
//!
//! ```text
//! styles   what every kind of paragraph looks like: fonts by name, never by theme; sizes, indents, outline levels
//! body     the paragraphs and the table of metrics, each by its style; 署名 and 成文日期 reckoned out
//! page     paper, grid and page numbers
//! comments   what is said to the texts, on the words it hangs on
//! revisions  what has changed since another state, as insertions and deletions
//! pieces     the paragraphs taken apart again, for these two
//! ```
//!
//! A writer who goes on in Word finds its own styles (标题 1, 正文文本 …), an outline in the navigation pane, and numbers
//! that are characters: nothing renumbers or vanishes when the text is copied. The paragraph of a run-in heading has no level
//! in the outline: a 目录 would list all of it.
//!
//! The bytes depend on the report and the options alone: author and day are those of the signature, no clock is asked.

mod body;
mod comments;
mod page;
mod pieces;
mod revisions;
mod styles;

use std::io::Cursor;
use std::io::Write;

use zip::CompressionMethod;
use zip::DateTime;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use self::comments::Commented;
use super::Comments;
use super::Format;
use super::FormatRow;
use super::Look;
use super::Options;
use super::excerpt::Excerpt;
use super::options;
use super::profile::Paper;
use super::xml;
use crate::report::Sent;
use crate::report::properties;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "docx",
    also: &[],
    title: "Word 文件",
    is_text: false,
    look: Look::Page,
    needs_fonts: false,
    takes: &[&options::METRICS, &options::COMMENTS],
    write: |excerpt, options| Ok(write(excerpt, options)),
});

/// The names of WordprocessingML and of relationships.
const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const EXTENDED: &str = "http://schemas.microsoft.com/office/2011/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A part of the package: its name, its type of content, its text.
struct Part {
    name: String,
    content: String,
    text: String,
}

/// The bytes of the file.
pub(super) fn write(excerpt: &Excerpt<'_>, options: &Options) -> Vec<u8> {
    let profile = &options.profile;
    let word = |name: &str, text: String| Part {
        name: format!("word/{name}.xml"),
        content: format!("{MAIN}.{}+xml", name.trim_end_matches(|ch: char| ch.is_ascii_digit())),
        text,
    };
    let (mut document, sent) = body::document(excerpt, options);
    let said = (options.comments == Comments::Written).then(|| comments::commented(&document, excerpt)).flatten();
    if let Some(said) = &said {
        document.clone_from(&said.document);
    }
    if let Some(since) = &options.since {
        let (old, _) = body::document(&excerpt.of_other(&since.report), options);
        let author = if since.author.is_empty() { excerpt.signer() } else { since.author.clone() };
        let author = if author.is_empty() { "作者".to_owned() } else { author };
        document = revisions::tracked(&old, &document, &revisions::Stamp { author, date: since.date.clone() });
    }
    let mut parts = vec![
        Part { name: "word/document.xml".to_owned(), content: format!("{MAIN}.document.main+xml"), text: document },
        word("styles", styles::styles(profile, excerpt.report.setup.scheme)),
        word("settings", page::settings(profile)),
        word("fontTable", styles::font_table(profile)),
    ];
    let papers: &[Paper] =
        if profile.landscape.is_some() { &[Paper::Upright, Paper::Across] } else { &[Paper::Upright] };
    let (mut footers, mut headers) = (1.., 1..);
    for paper in papers {
        let footer = |text| word(&format!("footer{}", footers.next().unwrap_or(0)), text);
        parts.extend(page::footers(profile, *paper).into_iter().map(footer));
        let header = |text| word(&format!("header{}", headers.next().unwrap_or(0)), text);
        parts.extend(page::header(profile, *paper).map(header));
    }
    if let Some(Commented { comments, threads, .. }) = said {
        parts.push(word("comments", comments));
        parts.push(word("commentsExtended", threads));
    }
    let of_main: Vec<(String, String)> = parts[1..]
        .iter()
        .map(|part| {
            let target = part.name.trim_start_matches("word/");
            let kind = target.trim_end_matches(".xml").trim_end_matches(|ch: char| ch.is_ascii_digit());
            let of = if kind == "commentsExtended" { EXTENDED } else { RELATION };
            (format!("{of}/{kind}"), target.to_owned())
        })
        .collect();
    parts.push(Part {
        name: "docProps/core.xml".to_owned(),
        content: "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        text: core(excerpt),
    });
    let mut of_package = vec![
        (format!("{RELATION}/officeDocument"), "word/document.xml".to_owned()),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml".to_owned()),
    ];
    if let Some(text) = custom(excerpt, &sent) {
        let name = "docProps/custom.xml".to_owned();
        of_package.push((format!("{RELATION}/custom-properties"), name.clone()));
        let content = "application/vnd.openxmlformats-officedocument.custom-properties+xml".to_owned();
        parts.push(Part { name, content, text });
    }
    let mut entries = vec![
        ("[Content_Types].xml".to_owned(), types(&parts)),
        ("_rels/.rels".to_owned(), relations(&of_package)),
        ("word/_rels/document.xml.rels".to_owned(), relations(&of_main)),
    ];
    entries.extend(parts.into_iter().map(|part| (part.name, part.text)));
    archive(entries)
}

/// The id by which the main part knows its part of this number, from 0 after the main part itself.
fn relation_id(number: usize) -> String {
    format!("rId{}", number + 1)
}

fn types(parts: &[Part]) -> String {
    let mut out = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    );
    for Part { name, content, .. } in parts {
        out += &format!("<Override PartName=\"/{name}\" ContentType=\"{content}\"/>");
    }
    out + "</Types>"
}

fn relations(of: &[(String, String)]) -> String {
    let mut out = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (number, (kind, target)) in of.iter().enumerate() {
        out += &format!("<Relationship Id=\"{}\" Type=\"{kind}\" Target=\"{target}\"/>", relation_id(number));
    }
    out + "</Relationships>"
}

/// What a list of files shows: the title, who signs it, and of which day it is.
fn core(excerpt: &Excerpt<'_>) -> String {
    let title = excerpt.figures.render(&excerpt.report.title);
    let day = excerpt.day().map_or(String::new(), |(year, month, day)| {
        let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        let of = |name: &str| format!("<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:{name}>");
        of("created") + &of("modified")
    });
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>{day}</cp:coreProperties>",
        xml::escaped(title.trim()),
        xml::escaped(&excerpt.signer())
    )
}

/// The document properties that say what no page shows, and which sections are in the file.
fn custom(excerpt: &Excerpt<'_>, sent: &Sent) -> Option<String> {
    let unseen = if excerpt.is_whole() { properties::unseen(excerpt.report) } else { Vec::new() };
    let unseen = unseen.into_iter().map(|(name, text)| (name.to_owned(), excerpt.figures.render(text).into_owned()));
    let unseen: Vec<(String, String)> = unseen.chain(sent.properties()).collect();
    let office = "http://schemas.openxmlformats.org/officeDocument/2006";
    let mut out =
        format!("{HEAD}<Properties xmlns=\"{office}/custom-properties\" xmlns:vt=\"{office}/docPropsVTypes\">");
    // The numbers 0 and 1 are taken.
    for ((name, text), number) in unseen.iter().zip(2..) {
        out += &format!(
            "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{number}\" name=\"{name}\"><vt:lpwstr>{}</vt:lpwstr></property>",
            xml::escaped(text.trim())
        );
    }
    (!unseen.is_empty()).then(|| out + "</Properties>")
}

fn archive(entries: Vec<(String, String)>) -> Vec<u8> {
    const FITS: &str = "memory takes an archive of a dozen parts";
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        let large = text.len() >= u32::MAX as usize;
        archive.start_file(name, options.large_file(large)).expect(FITS);
        archive.write_all(text.as_bytes()).expect(FITS);
    }
    archive.finish().expect(FITS).into_inner()
}

/// Points as twentieths of a point.
fn twips(points: f64) -> i64 {
    (points * 20.0).round() as i64
}

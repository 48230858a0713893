//! Reading messy texts: bytes → text → units → one reading of the whole → reports, with a list of doubts.
//!
//! ```text
//! decode     bytes → text                   the encoding: mark, strict UTF-8, strict GB18030, else a refusal
//! word, html, markdown, opml, mindmap       files of other programs → source: paragraphs with what the file says of them
//! spreadsheet                               .xlsx, .xls, .ods → lines with tabs, for tables of metrics
//! caught                                    a reader of others falls over damaged numbers: it has read nothing
//! table      rows of cells → lines          grids with every cell in its place, forms as paragraphs
//! markup     a line → lines                 what a web page or Markdown left in it
//! units      text, source → units           lines without what can't be seen, cut wherever a heading may be glued in
//! evidence   units → signs                  what is true of each: its words, its shape, its file, the other units
//! kind       units, signs → kind            what sort of text it is: a web page, wrapped, a list, a program's file
//! weights                                   what each sign is worth for each move: the one table of numbers
//! reading    signs, kind → steps            the best way through the whole, and how near the second best is at each unit
//! phrase, signer                            a line → heading and text, a title, a date; who signs
//! build      units, steps → reports         texts, sections and doubts; the numbering that their markers amount to
//! ```
//!
//! Nothing is decided before the reading: a unit is left out, joined to the one before, or made a title, a section, a
//! paragraph … by what is best for the whole text. No stage throws text away: what is left out of a report stands in a
//! doubt, and so does what nearly was something else.
//!
//! When a line is read wrong: `EXPLAIN=FILE:LINE cargo bench --bench fit` prints every way that it has, with the terms of
//! each. A sign that is missing is added to `evidence`, a number is changed in `weights`. `cargo bench --bench fit --
//! FOLDER…` tells how well labelled texts are read, by the table and by weights that have not seen them.

mod build;
pub mod caught;
pub mod decode;
mod evidence;
mod html;
mod kind;
mod markdown;
mod markup;
mod mindmap;
mod mixed;
mod opml;
mod own;
mod parts;
mod phrase;
mod reading;
mod returned;
mod signer;
mod source;
#[cfg(feature = "spreadsheets")]
pub mod spreadsheet;
mod table;
mod tables;
mod units;
mod weights;
mod word;
mod xml;

use serde::Deserialize;
use serde::Serialize;

use crate::report::Field;
use crate::report::Marker;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;

use evidence::Evidence;
use kind::From;
use kind::Kind;
use source::Source;
use units::Paragraphs;
use units::Unit;

pub use decode::DecodeError;
pub use decode::Encoding;
pub use decode::FileKind;
pub use decode::Mended;
pub use decode::decode;
pub use returned::Returned;
pub use returned::Told;
pub use returned::returned;
pub use weights::Weights;
pub use word::doc::DocError;
pub use word::docx::DocxError;
pub use word::docx::Letters;
pub use word::docx::NotWord;
pub use word::docx::Part;
pub use word::docx::Sample;
pub use word::docx::sample;
pub use xml::XmlError;

/// What was read from a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// The reports in the order of the text; none when the text is blank.
    pub reports: Vec<Report>,
    /// Where the text was unclear, by line.
    pub doubts: Vec<Doubt>,
}

/// A place where the text was unclear, and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Line of the text, from 1.
    pub line: usize,
    /// What is counted as a line.
    pub counted: Counted,
    /// The last line that it is about: the same, or of a run of lines left out the end.
    pub to: usize,
    /// What was found and done.
    pub what: What,
    /// Where it is now; of text left out, what stands before it. `None` before the first report.
    pub at: Option<Spot>,
    /// What else it could have been.
    pub other: Option<Reading>,
}

/// What the line of a doubt is, in the file that was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Counted {
    /// A line that every program shows.
    #[default]
    Lines,
    /// A paragraph or a node: the file's own program shows no number for it.
    Paragraphs,
}

/// A text of one of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Index into [`Imported::reports`].
    pub report: usize,
    /// The text: of a section its heading, or its body where the paragraph is one of the body.
    pub field: Field,
    /// The byte of the text at which the paragraph begins.
    pub start: usize,
}

/// Another way to read a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// The section is a paragraph of the text before it.
    Body,
    /// The paragraph is a section: the one of the [`Spot`]'s text that holds this byte.
    Heading {
        /// Byte of the text at which the paragraph begins.
        at: usize,
    },
    /// A paragraph ends here.
    Apart {
        /// Byte of the text at which the second half begins.
        at: usize,
    },
    /// The section goes on the paragraph before it.
    Joined,
    /// The section stands one level higher.
    Up,
    /// The section stands one level deeper.
    Down,
    /// What was left out belongs to the report, behind the text of the [`Spot`].
    Kept,
    /// The paragraph is none of the report's.
    Out,
    /// What stands in a field of the report is a paragraph of its text.
    Plain,
}

/// What was found in a text and done about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// No text of a report: left out.
    LeftOut {
        /// The text left out.
        text: String,
        /// What it was taken for.
        noise: Noise,
    },
    /// The line goes on the sentence of the line before, or is the heading of the number there: joined to it.
    Joined,
    /// The text is broken at the ends of its lines, wherever they are full: its paragraphs were put together. Told once a text,
    /// where it begins.
    Unwrapped {
        /// How many lines were joined to those before them, at least 1.
        count: usize,
    },
    /// A heading stands in the midst of a line: the line was cut before it.
    CutBefore,
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
    /// The file holds what is no text, or is text no longer: not read. The place is that of the first.
    Unread {
        /// What it is.
        unread: Unread,
        /// How many of them, at least 1.
        count: usize,
    },
    /// The number counts on from one inside the text before it, as 二是 behind a paragraph that says 一是: it stands on as text,
    /// and so do those behind it.
    CountsOnFromText {
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
    /// Numbers of one level are written in several ways, `1.` and `1、`: read alike. Told once a level.
    MixedMarkers {
        /// The depth, from 1.
        level: usize,
        /// The first marker of each way, and how many are written so: the most first, at least two ways.
        forms: Vec<(String, usize)>,
    },
    /// What stood before or after a title is not part of it: `第一篇`, `2800字`.
    TitleTrimmed {
        /// What was cut off.
        cut: String,
    },
    /// It nearly was something else.
    PartUnsure {
        /// What it was taken for.
        part: ReportPart,
        /// How it begins.
        words: String,
    },
    /// A line without a marker that stands like a heading: taken for one.
    HeadingGuessed,
    /// What stands at the head of a line may be no number of a section: taken for one.
    HeadingUnsure {
        /// The marker in the text.
        written: String,
    },
    /// A marker at the head of a line that is no heading: a row of a table, a series inside one paragraph, an annex.
    TakenAsText {
        /// The marker in the text.
        written: String,
    },
    /// A paragraph holds a series, 一是…；二是…, that may as well be sections. Only told of a report that is opened.
    SeriesInText,
    /// Marks, quotes and digits stand in another width than they should, so many in the whole text. Only told of a report
    /// that is opened.
    Narrow {
        /// How many.
        count: usize,
    },
    /// The bytes are not quite a text: what was done to so many of them, or of the lines from here on.
    Decoded {
        /// What was done.
        mended: Mended,
        /// To how many bytes or lines.
        count: usize,
    },
    /// More stands below the signature, which no field of a report holds: the signature stays with it, at the end of the
    /// closing, so that nothing changes places.
    SignedAbove,
    /// Of a report's own file: a section whose id an earlier one has, as when git puts together what two people added. It has
    /// one of its own now.
    IdAnew {
        /// The id in the file.
        written: SectionId,
    },
    /// Of a report's own file: a section whose level is 0 or jumps. It stands where it fits.
    LevelMended {
        /// The level in the file.
        written: usize,
        /// Its own.
        level: usize,
    },
    /// A section of an id that an earlier one has, where it says what the earlier one says, with all below it: kept once.
    KeptOnce {
        /// How many sections that was, at least 1.
        count: usize,
        /// Where they stood.
        place: Place,
    },
    /// The file has revisions of this author (修订): what was done with all of them.
    Revised {
        /// Who; empty where the file doesn't say.
        author: String,
        /// Places where something is inserted.
        inserted: usize,
        /// Places where something is deleted.
        deleted: usize,
        /// Whether the text is read with them, or without.
        track: Track,
    },
    /// Somebody has commented on the text: the comment is one of the section's, or of the whole report's.
    Commented {
        /// Who.
        author: String,
        /// What was said; several lines.
        text: String,
    },
    /// The depth is not the one that the marker usually has.
    DepthGuessed {
        /// The depth it got, from 1.
        level: usize,
    },
}

/// What has been done with a marker that doesn't fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kept {
    /// It stands in the text.
    AsText,
    /// The section takes a number like its siblings.
    AsNumber,
}

/// What a line of a report was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportPart {
    /// 标题.
    Title,
    /// 副标题 or 题注: when and where it was said, who speaks.
    Subtitle,
    /// A paragraph.
    Text,
    /// 落款.
    Signature,
    /// 成文日期.
    Date,
    /// 称呼 or 主送机关.
    Salutation,
}

/// Text that belongs to no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Noise {
    /// A line of a table of contents.
    Contents,
    /// The title of a collection and what a site says before its first report.
    Collection,
    /// Advertisement, a site's marks, stamps and links.
    Site,
    /// What a program that writes drafts says before and after one, or a letter that a report is sent with.
    Chat,
    /// A page number.
    PageNumber,
    /// A line repeated at the head or foot of each page.
    RunningHead,
    /// The title once more.
    TitleAgain,
    /// A line of dashes or the like.
    Rule,
    /// Tags and entities of a web page.
    Markup,
    /// The head of an official letter: its name, number and signer.
    Letterhead,
    /// A numeral alone on its line that leads to nothing.
    Stray,
    /// A header or a footer.
    Margin,
    /// A footnote or an endnote.
    Note,
    /// Text that its file hides.
    Hidden,
    /// What a Markdown file says about itself before its text.
    FrontMatter,
}

/// How the revisions of a Word file are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Track {
    /// As if all were accepted.
    #[default]
    Accept,
    /// As if all were rejected: the text as it was before.
    Reject,
}

/// What a file holds besides text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unread {
    /// Pictures, charts, drawings.
    Pictures,
    /// Comments on the text.
    Comments,
    /// Characters of a font that only has symbols.
    Symbols,
    /// Other files put into this one.
    Inserted,
}

/// Why a file was not read and what to do, to stand after the file's name and a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no text, or its encoding is unclear.
    #[error(transparent)]
    Text(#[from] DecodeError),
    /// It is no Word file, or a damaged one.
    #[error(transparent)]
    Word(#[from] DocxError),
    /// It is an old Word file, and locked, too old or damaged.
    #[error(transparent)]
    OldWord(#[from] DocError),
    /// It is an outline in OPML or a mind map, but a damaged one.
    #[error("这份提纲（OPML 或思维导图）{0}，请从原来的程序重新导出")]
    Outline(#[from] XmlError),
}

/// What to do with a file of another program.
const AS_TEXT: &str = "请在原来的程序里另存为纯文本（.txt），再导入";

/// What to do with a file that asks for a password.
const UNLOCK: &str = "这个文件加了密码，请在 Word 或 WPS 里打开，去掉密码另存一份，再导入";

/// Reads the reports in a file of any kind: a Word file, a web page or an outline in OPML by its content, Markdown by its
/// name (`.md`, `.markdown`), else a text by [`import_text`].
///
/// The place of a doubt is a line; in a Word file, which has none, a paragraph, and in an outline a node.
///
/// # Errors
/// Refuses, whole, what is of no such kind, is damaged, or goes beyond the bounds that keep a hostile file harmless.
pub fn import_named(bytes: &[u8], name: Option<&str>, encoding: Option<Encoding>) -> Result<Imported, ImportError> {
    import_tracked(bytes, name, encoding, Track::Accept)
}

/// As [`import_named`]; `track` says how the revisions of a Word file are read.
///
/// # Errors
/// As [`import_named`].
pub fn import_tracked(
    bytes: &[u8],
    name: Option<&str>,
    encoding: Option<Encoding>,
    track: Track,
) -> Result<Imported, ImportError> {
    let mut doubts = Vec::new();
    let (sources, told, from, counted) = match opened(bytes, name, encoding, track, &mut doubts)? {
        Opened::Sources(sources, told, from, counted) => (sources, told, from, counted),
        Opened::Text(text) => {
            let mut imported = import_text(&text);
            if !doubts.is_empty() {
                doubts.append(&mut imported.doubts);
                doubts.sort_by_key(|doubt| doubt.line);
                imported.doubts = doubts;
            }
            return Ok(imported);
        }
    };
    // A new report has ids of its own.
    let sources = sources.into_iter().map(|source| Source { id: None, ..source }).collect();
    let (sources, tables) = tables::split(sources);
    let (sources, known) = parts::split(sources, told);
    let mut imported = import_sources(sources, from, doubts);
    known.put_into(&mut imported, |sources| import_sources(sources, from, Vec::new()));
    tables.put_into(&mut imported);
    imported.doubts.iter_mut().for_each(|doubt| doubt.counted = counted);
    Ok(imported)
}

/// What a file holds, before any of it is read.
enum Opened {
    /// Paragraphs, with what the file says of them and beside them, and what their places count.
    Sources(Vec<Source>, parts::Properties, From, Counted),
    /// Lines.
    Text(String),
}

fn opened(
    bytes: &[u8],
    name: Option<&str>,
    encoding: Option<Encoding>,
    track: Track,
    doubts: &mut Vec<Doubt>,
) -> Result<Opened, ImportError> {
    let none = parts::Properties::new;
    let document = |sources| Ok(Opened::Sources(sources, none(), From::Document, Counted::Paragraphs));
    if word::doc::is_doc(bytes) {
        return document(word::doc::sources(bytes, track, doubts)?);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let (sources, told) = word::docx::sources(bytes, track, doubts)?;
        return Ok(Opened::Sources(sources, told, From::Document, Counted::Paragraphs));
    }
    if let Some(page) = decode::decode_page(bytes, encoding) {
        let (sources, told) = html::whole_page(&page?, doubts);
        return Ok(Opened::Sources(sources, told, From::Page, Counted::Paragraphs));
    }
    let (text, mended) = decode::decode_or_mend(bytes, encoding)?;
    let decoded = mended.into_iter().map(|(line, count, mended)| Doubt::new(line, What::Decoded { mended, count }));
    doubts.extend(decoded);
    if opml::is_opml(&text) {
        return document(opml::sources(&text)?);
    }
    if mindmap::is_mindmap(&text) {
        return document(mindmap::sources(&text)?);
    }
    let end = name.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_ascii_lowercase());
    if end.is_some_and(|end| end == "md" || end == "markdown") {
        let (sources, told) = markdown::sources(&text, doubts);
        return Ok(Opened::Sources(sources, told, From::Document, Counted::Lines));
    }
    Ok(Opened::Text(text))
}

/// Reads the reports in a text, in linear time.
///
/// Every character is in a report or in a doubt, but for: markers, which become numbering, with the bullets and bold marks
/// around them; blanks at the ends of paragraphs and blank lines; invisible characters; the 。 between a run-in heading and
/// its text and 附件说明 of the annexes that follow, which export writes.
pub fn import_text(text: &str) -> Imported {
    import_text_by(&Weights::default(), text)
}

/// As [`import_text`], by other weights than the table's: for those who fit them.
pub fn import_text_by(weights: &Weights, text: &str) -> Imported {
    let from = if markup::is_web_page(text) { From::Tagged } else { From::Text };
    let of_text = |text: &str| {
        let mut doubts = Vec::new();
        let units = units::units(text, &mut doubts);
        read(units, from, doubts, weights, Vec::new())
    };
    let Some(stretches) = parts::stretches(text) else { return of_text(text) };
    let mut imported = Imported::default();
    for parts::Stretch { line, text, annexes } in stretches {
        let mut part = of_text(&text);
        for doubt in &mut part.doubts {
            (doubt.line, doubt.to) = (doubt.line + line, doubt.to + line);
        }
        annexes.put_into(&mut part, |sources| read(units::of_sources(sources), from, Vec::new(), weights, Vec::new()));
        let before = imported.reports.len();
        part.doubts.iter_mut().filter_map(|doubt| doubt.at.as_mut()).for_each(|spot| spot.report += before);
        imported.reports.append(&mut part.reports);
        imported.doubts.append(&mut part.doubts);
    }
    imported
}

/// Why a line of a file, or a paragraph, is read as it is: the ways that its units have, with what speaks for each.
///
/// # Errors
/// As [`import_named`].
pub fn explain(bytes: &[u8], name: Option<&str>, line: usize) -> Result<String, ImportError> {
    let opened = opened(bytes, name, None, Track::Accept, &mut Vec::new())?;
    let (units, evidence, kind) = match &opened {
        Opened::Text(text) => looked_at(units::units(text, &mut Vec::new()), From::Text),
        Opened::Sources(sources, told, from, _) => {
            let (sources, _) = source::without_notes(parts::split(sources.clone(), told.clone()).0);
            looked_at(units::of_sources(source::settle_titles(sources, phrase::is_title)), *from)
        }
    };
    Ok(format!("{kind:?}\n{}", reading::explain(&units, &evidence, &kind, &Weights::default(), line)))
}

/// Reads the reports in the paragraphs of a file that says more about them than their words.
fn import_sources(sources: Vec<Source>, from: From, doubts: Vec<Doubt>) -> Imported {
    let (sources, remarks) = source::without_notes(sources);
    let sources = source::settle_titles(sources, phrase::is_title);
    let units = units::of_sources(sources);
    read(units, from, doubts, &Weights::default(), remarks)
}

fn looked_at(units: Vec<Unit<'_>>, from: From) -> (Vec<Unit<'_>>, Vec<Evidence>, Kind) {
    let told = if from == From::Document { Paragraphs::Told } else { Paragraphs::Shown };
    let mut units = units::cut(units, told);
    if from != From::Document && from != From::Page {
        units::settle_hashes(&mut units);
        units::settle_lists(&mut units);
    }
    let mut evidence = evidence::evidence(&units);
    evidence::look_around(&units, &mut evidence);
    let kind = kind::kind(&units, &evidence, from);
    (units, evidence, kind)
}

fn read(units: Vec<Unit<'_>>, from: From, doubts: Vec<Doubt>, weights: &Weights, remarks: Vec<Source>) -> Imported {
    let (units, evidence, kind) = looked_at(units, from);
    let reading = reading::read(&units, &evidence, &kind, weights);
    build::reports(units, &evidence, &kind, &reading, doubts, remarks)
}

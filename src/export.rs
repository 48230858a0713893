//! A report as it is handed in: text for WPS and WeChat, a Word file by GB/T 9704-2012, Markdown, a page that prints, an
//! outline for other programs.
//!
//! ```text
//! report ─► excerpt ─► paragraphs ─┬─► text ─► encoding
//!           all, or sections       ├─► docx ◄─┐
//!                                  ├─► html ◄─┴ profile   fonts, paper and habits: GB/T 9704 but for what an office changes
//!                                  └─► markdown
//!                    └─ sections ─────► json
//! ```
//!
//! `sheet` answers how one part looks, for a preview.
//!
//! What is for the writer alone (备注, 字数目标) is in no format but JSON; metrics stand in the texts that refer to them, and
//! as a table where that is asked for. Nothing here touches a disk: the answer is bytes.

pub mod docx;
pub mod encoding;
mod excerpt;
mod html;
pub mod json;
mod markdown;
mod metrics;
pub mod profile;
pub mod sheet;
mod table;
pub mod text;
mod xml;

use serde::Deserialize;
use serde::Serialize;

use crate::report::Report;
use crate::report::SectionId;

use excerpt::Excerpt;

pub use encoding::Encoding;
pub use encoding::Lacking;
pub use encoding::Lacks;
pub use profile::Profile;
pub use text::Loose;
pub use text::text;
pub use text::text_of;
pub use text::unresolved;
pub use text::unresolved_of;

/// What a report can be written out as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text with literal markers, a paragraph a line.
    #[default]
    Text,
    /// A Word file.
    Docx,
    /// Markdown.
    Markdown,
    /// One page of HTML that needs nothing else.
    Html,
    /// The outline as JSON.
    Json,
}

/// All there is to say about a format.
struct Row {
    format: Format,
    name: &'static str,
    title: &'static str,
    /// Whether its bytes are a text that a terminal shows.
    is_text: bool,
    /// The options that it looks at.
    takes: &'static [Choice],
    write: fn(&Excerpt<'_>, &Options) -> Result<Vec<u8>, Lacks>,
}

/// Every format.
const TABLE: &[Row] = &[
    Row {
        format: Format::Text,
        name: "txt",
        title: "纯文本",
        is_text: true,
        takes: &[Choice::Spacing, Choice::LineEnd, Choice::Encoding],
        write: |excerpt, options| encoding::encode(text::write(excerpt, options), options.encoding),
    },
    Row {
        format: Format::Docx,
        name: "docx",
        title: "Word 文件",
        is_text: false,
        takes: &[Choice::Metrics, Choice::Profile],
        write: |excerpt, options| Ok(docx::write(excerpt, options)),
    },
    Row {
        format: Format::Markdown,
        name: "md",
        title: "Markdown",
        is_text: true,
        takes: &[Choice::Headings, Choice::Metrics],
        write: |excerpt, options| Ok(markdown::write(excerpt, options).into_bytes()),
    },
    Row {
        format: Format::Html,
        name: "html",
        title: "网页",
        is_text: true,
        takes: &[Choice::Metrics, Choice::Profile],
        write: |excerpt, options| Ok(html::write(excerpt, options).into_bytes()),
    },
    Row {
        format: Format::Json,
        name: "json",
        title: "JSON",
        is_text: true,
        takes: &[],
        write: |excerpt, _| Ok(json::write(excerpt).into_bytes()),
    },
];

impl Format {
    /// Every format, in the order in which a list shows them.
    pub const ALL: [Format; 5] = {
        let mut all = [Format::Text; 5];
        let mut k = 0;
        while k < all.len() {
            all[k] = TABLE[k].format;
            k += 1;
        }
        all
    };

    /// What the command line calls it, and what its files end in: `txt`, `docx`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// Whether its bytes are a text that a terminal shows.
    pub fn is_text(self) -> bool {
        self.row().is_text
    }

    /// Whether it looks at an option.
    pub fn takes(self, choice: Choice) -> bool {
        self.row().takes.contains(&choice)
    }

    fn row(self) -> &'static Row {
        TABLE.iter().find(|row| row.format == self).expect("the table has every format")
    }
}

/// How a report is written out. The default is what the standard asks for, and of a text what WPS and mail take best.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How the paragraphs of a text are set apart.
    pub spacing: Spacing,
    /// What a line of a text ends with.
    pub line_end: LineEnd,
    /// The bytes of a character of a text.
    pub encoding: Encoding,
    /// What makes a heading in Markdown.
    pub headings: Headings,
    /// Whether the metrics follow as a table.
    pub metrics: Metrics,
    /// What the office does otherwise than the standard. Boxed: it outweighs all the rest.
    pub profile: Box<Profile>,
}

/// One of the [`Options`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// [`Options::spacing`].
    Spacing,
    /// [`Options::line_end`].
    LineEnd,
    /// [`Options::encoding`].
    Encoding,
    /// [`Options::headings`].
    Headings,
    /// [`Options::metrics`].
    Metrics,
    /// [`Options::profile`].
    Profile,
}

/// How the paragraphs of a text are set apart, headings included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spacing {
    /// Two U+3000 before each: 左空二字 (GB/T 9704-2012, 7.3.3).
    #[default]
    Indent,
    /// Nothing, for pasting where paragraphs have an indent of their own: a WPS document with its styles.
    Bare,
    /// A blank line between them and no indent: WeChat.
    BlankLine,
}

impl Spacing {
    /// All of them.
    pub const ALL: [Spacing; 3] = [Spacing::Indent, Spacing::Bare, Spacing::BlankLine];

    /// What the command line calls it: `plain`, `wps`, `wechat`.
    pub fn name(self) -> &'static str {
        match self {
            Spacing::Indent => "plain",
            Spacing::Bare => "wps",
            Spacing::BlankLine => "wechat",
        }
    }

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Spacing::Indent => "空两格",
            Spacing::Bare => "不空格",
            Spacing::BlankLine => "段间空行",
        }
    }
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineEnd {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`, for old Windows programs.
    CrLf,
}

impl LineEnd {
    /// All of them.
    pub const ALL: [LineEnd; 2] = [LineEnd::Lf, LineEnd::CrLf];

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            LineEnd::Lf => "LF",
            LineEnd::CrLf => "CRLF",
        }
    }
}

/// What makes a heading in Markdown. Its number stands as characters either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Headings {
    /// `##`: programs show an outline and set it in their own fonts.
    #[default]
    Hashes,
    /// Its number alone, a paragraph like any other.
    Literal,
}

impl Headings {
    /// All of them.
    pub const ALL: [Headings; 2] = [Headings::Hashes, Headings::Literal];

    /// What the command line calls it: `hash`, `literal`.
    pub fn name(self) -> &'static str {
        match self {
            Headings::Hashes => "hash",
            Headings::Literal => "literal",
        }
    }
}

/// Where metrics stand in what is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metrics {
    /// Only in the texts that refer to them.
    #[default]
    InTexts,
    /// As a table too, which follows as an annex.
    Annexed,
}

/// The report as the bytes of a file.
///
/// `Err` names every character that the encoding lacks; there are no bytes then, so that none is lost on the way. Only
/// [`Format::Text`] has encodings that lack any.
pub fn bytes(report: &Report, format: Format, options: &Options) -> Result<Vec<u8>, Lacks> {
    (format.row().write)(&Excerpt::whole(report), options)
}

/// These sections with all below them as the bytes of a file: without title, salutation and signature, in reading order,
/// each once, with the numbers they have in the report. Unknown ids add nothing.
///
/// `Err` as in [`bytes`].
pub fn bytes_of(report: &Report, sections: &[SectionId], format: Format, options: &Options) -> Result<Vec<u8>, Lacks> {
    (format.row().write)(&Excerpt::of(report, sections), options)
}

//! A report as it is handed in: plain text for WPS, Word and WeChat, or an outline for other programs.
//!
//! What is for the writer alone (备注, 指标, 字数目标) is in no text. Nothing here touches a disk: the answer is bytes.

pub mod encoding;
pub mod json;
pub mod text;

use crate::report::Report;

pub use encoding::Encoding;
pub use encoding::Lacking;
pub use encoding::Lacks;
pub use text::Loose;
pub use text::text;
pub use text::text_of;
pub use text::unresolved;

/// What a report can be written out as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Plain text with literal markers, a paragraph a line.
    #[default]
    Text,
    /// The outline as JSON.
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: [Format; 2] = [Format::Text, Format::Json];

    /// What the command line calls it, and what its files end in: `txt`, `json`.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Json => "json",
        }
    }
}

/// How a plain text is set. The default is what WPS, WeChat and mail take best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What stands before a paragraph.
    pub indent: Indent,
    /// What a line ends with.
    pub line_end: LineEnd,
    /// The bytes of a character.
    pub encoding: Encoding,
}

/// What stands before every natural paragraph, headings included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Indent {
    /// Two U+3000: 左空二字 (GB/T 9704-2012, 7.3.3).
    #[default]
    Full,
    /// Nothing: for pasting where paragraphs have an indent of their own.
    None,
}

impl Indent {
    /// All of them.
    pub const ALL: [Indent; 2] = [Indent::Full, Indent::None];

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Indent::Full => "空两格",
            Indent::None => "不空格",
        }
    }
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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

/// The report as the bytes of a file. `options` are for [`Format::Text`]: JSON is always UTF-8 with `\n`.
///
/// `Err` names every character that the encoding lacks; there are no bytes then, so that none is lost on the way.
pub fn bytes(report: &Report, format: Format, options: &Options) -> Result<Vec<u8>, Lacks> {
    match format {
        Format::Text => encoding::encode(text(report, options), options.encoding),
        Format::Json => Ok(json::outline(report).into_bytes()),
    }
}

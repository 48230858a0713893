//! A report as it is handed in: text for WPS and WeChat, a Word file by GB/T 9704-2012, Markdown, a page that prints, an
//! outline for other programs.
//!
//! ```text
//! report ─► excerpt ─► paragraphs ─┬─► text ─► encoding
//!           all, or sections       ├─► docx ◄───────┐
//!                                  ├─► html ◄───────┤
//!                                  ├─► pages ─► pdf ┴ profile   fonts, paper and habits: GB/T 9704 but for what an office
//!                                  │     └ fonts                changes
//!                                  └─► markdown
//!                    └─ sections ─────► json
//! ```
//!
//! `opening` says what stands before the text where a profile asks for it, for all that have pages. `sheet` answers how one part
//! looks, for a preview.
//!
//! What is for the writer alone (备注, 字数目标) is in no format but JSON; metrics stand in the texts by their references,
//! and as a table on demand. Nothing here touches a disk: the answer is bytes.

pub mod docx;
pub mod encoding;
mod excerpt;
pub mod fonts;
mod html;
pub mod json;
mod markdown;
mod metrics;
mod opening;
pub mod options;
pub mod pages;
#[cfg(feature = "pdf")]
mod pdf;
pub mod profile;
pub mod sheet;
mod signature;
mod table;
pub mod text;
mod title;
mod xml;

use std::fmt;

pub use encoding::Lacking;
pub use encoding::Lacks;
pub use excerpt::Excerpt;
pub use excerpt::METRICS as METRICS_ANNEX;
pub use excerpt::PartId;
pub use fonts::Fonts;
pub use fonts::Widths;
pub use options::Choice;
pub use options::Comments;
pub use options::Encoding;
pub use options::Headings;
pub use options::LineEnd;
pub use options::Metrics;
pub use options::Options;
pub use options::Since;
pub use options::Spacing;
pub use pages::Breaks;
pub use pages::Opening;
pub use pages::breaks;
pub use pages::pages;
pub use profile::Profile;
pub use text::Loose;
pub use text::text;
pub use text::unresolved;

/// What a report can be written out as: a row of the table, which stands in the file of the format.
#[derive(Clone, Copy)]
pub struct Format(&'static FormatRow);

/// All there is to say about a format.
struct FormatRow {
    /// What the command line calls it, and what its files end in: `txt`, `docx`.
    name: &'static str,
    /// What else its files end in, and what older versions kept it as.
    also: &'static [&'static str],
    title: &'static str,
    /// Whether its bytes are a text that a terminal shows.
    is_text: bool,
    look: Look,
    /// Whether it can't be written without [`Options::fonts`].
    needs_fonts: bool,
    /// The options that it looks at.
    takes: &'static [&'static Choice],
    write: fn(&Excerpt<'_>, &Options) -> Result<Vec<u8>, Unwritten>,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// Characters that the encoding has not.
    #[error(transparent)]
    Lacks(#[from] Lacks),
    /// No font was found, or none that can be read.
    #[error("这台电脑上没有找到中文字体，写不成 PDF，请装一种中文字体，或者导出 Word 文件")]
    NoFonts,
    /// The pages can't be written down.
    #[error("这份报告写不成 PDF，请导出 Word 文件，在 Word 或 WPS 里另存为 PDF")]
    NoPages,
}

/// What a report looks like that is written so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Characters, a paragraph a line.
    Lines,
    /// A page as the [`Profile`] sets it.
    Page,
    /// Markdown.
    Marked,
    /// Data for other programs.
    Data,
}

impl Format {
    /// Every format, in the order in which a list shows them.
    pub const ALL: [Format; 5 + cfg!(feature = "pdf") as usize] = [
        text::FORMAT,
        docx::FORMAT,
        #[cfg(feature = "pdf")]
        pdf::FORMAT,
        markdown::FORMAT,
        html::FORMAT,
        json::FORMAT,
    ];

    /// The format of this name, or that files with this ending are of.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name || format.0.also.contains(&name))
    }

    /// What the command line calls it, and what its files end in: `txt`, `docx`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        self.0.title
    }

    /// Whether its bytes are a text that a terminal shows.
    pub fn is_text(self) -> bool {
        self.0.is_text
    }

    /// What a report looks like that is written so.
    pub fn look(self) -> Look {
        self.0.look
    }

    /// Whether it can't be written without fonts: they are in it.
    pub fn needs_fonts(self) -> bool {
        self.0.needs_fonts
    }

    /// Whether fonts make it truer: where it can't do without, and where a 目录 tells the pages of a Word file.
    pub fn asks_fonts(self, profile: &Profile) -> bool {
        self.needs_fonts() || self == docx::FORMAT && profile.contents.is_some()
    }

    /// The options that it looks at. One that is a [`Look::Page`] looks at the profile too.
    pub fn choices(self) -> &'static [&'static Choice] {
        self.0.takes
    }

    /// Whether it looks at an option.
    pub fn takes(self, choice: &Choice) -> bool {
        self.choices().iter().any(|taken| taken.name == choice.name)
    }
}

impl Default for Format {
    fn default() -> Format {
        text::FORMAT
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Format {}

impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A report, or some of its sections ([`Excerpt::of`]), as the bytes of a file.
///
/// # Errors
/// Every character that the encoding of a plain text lacks; that there are no fonts for a PDF. There are no bytes then, so that
/// nothing is lost on the way.
pub fn bytes<'r>(of: impl Into<Excerpt<'r>>, format: Format, options: &Options) -> Result<Vec<u8>, Unwritten> {
    (format.0.write)(&of.into(), options)
}

//! Plain text: markers as characters, a paragraph a line.
//!
//! ```text
//! 上半年工作总结                          title: flush; before it 版头
//! ——2024年7月5日在半年工作会议上          subtitle: flush
//! 局领导：                                salutation: flush
//! 　　今年以来，……                        导语
//! 　　一、主要工作                        heading on its own line
//! 　　（一）抓规范管理。修订制度3项，……   run in: heading, 。, first paragraph of the body
//! 　　一是加强考核。……                    without a heading: the body stands after the marker
//! 　　以上报告，请审阅。                  结尾
//! 　　附件：1.办件情况                    附件说明: what the annexes are called
//! 　　　　　2.满意度
//! 督查科                                  organization: flush
//! 2024年7月5日                            date: flush
//! 　　（联系人：周某）                    附注
//! 附件1                                   each annex: its number and its title flush; after the last, 版记
//! ```
//!
//! References stand as what they say; one that says nothing stays as typed, and [`unresolved`] names it.
//!
//! Numbers are those of the screen: a section without any text still shows its marker. A paragraph loses the blanks at
//! its ends, for the indent is this room's to set, and one of nothing but blanks is no paragraph.
//!
//! How paragraphs are set apart is [`Spacing`]: by an indent, by nothing, or by a blank line.

use super::Format;
use super::FormatRow;
use super::LineEnd;
use super::Look;
use super::Options;
use super::Spacing;
use super::encoding;
use super::excerpt::Excerpt;
use super::excerpt::Paragraph;
use super::excerpt::Role;
use super::options;
use crate::report::reference;
use crate::report::reference::Unresolved;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "txt",
    also: &["text"],
    title: "纯文本",
    is_text: true,
    look: Look::Lines,
    needs_fonts: false,
    takes: &[&options::SPACING, &options::ENCODING, &options::LINE_END],
    write: |excerpt, options| Ok(encoding::encode(write(excerpt, options), options.encoding)?),
});

/// A report, or some of its sections ([`Excerpt::of`]), as text, every line ended; empty for an empty report.
/// [`Options::encoding`] plays no part here.
pub fn text<'r>(of: impl Into<Excerpt<'r>>, options: &Options) -> String {
    write(&of.into(), options)
}

pub(super) fn write(excerpt: &Excerpt<'_>, options: &Options) -> String {
    let end = match options.line_end {
        LineEnd::Lf => "\n",
        LineEnd::CrLf => "\r\n",
    };
    let mut text = String::new();
    excerpt.each(None, |paragraph| {
        let indent = indent(paragraph, options.spacing);
        if options.spacing == Spacing::BlankLine && !text.is_empty() {
            text.push_str(end);
        }
        for line in paragraph.lines() {
            text.push_str(indent);
            put(&mut text, &line);
            text.push_str(end);
        }
    });
    text
}

/// Adds what a report says, but for characters that act on a terminal or a printer.
fn put(text: &mut String, part: &str) {
    let acts = |ch: char| ch.is_control() && !matches!(ch, '\t' | '\n');
    match part.contains(acts) {
        true => text.extend(part.chars().filter(|ch| !acts(*ch))),
        false => text.push_str(part),
    }
}

/// What stands before a paragraph, and before every row of a table.
pub(super) fn indent(paragraph: &Paragraph<'_>, spacing: Spacing) -> &'static str {
    match (spacing, paragraph.role) {
        (Spacing::Indent, Role::Section { .. } | Role::Text | Role::Table | Role::AnnexNote | Role::Remarks) => {
            "\u{3000}\u{3000}"
        }
        _ => "",
    }
}

/// A reference that says nothing, in a text that is handed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{written}（第{line}行，{why}）")]
pub struct Loose {
    /// As typed, braces included.
    pub written: String,
    /// The line of [`text`] it stands in, from 1.
    pub line: usize,
    /// Why.
    pub why: Unresolved,
}

impl Loose {
    /// What of an export still stands in braces: `2处引用照原样留在文字里：{甲}（第3行，没有这个指标）、……`. At most five are named.
    pub fn list(loose: &[Loose]) -> String {
        const NAMED: usize = 5;
        let named: Vec<String> = loose.iter().take(NAMED).map(Loose::to_string).collect();
        let more = if loose.len() > NAMED { "等" } else { "" };
        format!("{}处引用照原样留在文字里：{}{more}", loose.len(), named.join("、"))
    }
}

/// The references that [`text`] still holds, in order: those that stay as typed, and braces around the words of another
/// reference. Near nothing for a report without braces.
pub fn unresolved<'r>(of: impl Into<Excerpt<'r>>) -> Vec<Loose> {
    let excerpt = &of.into();
    if !excerpt.report.texts().any(|(_, text)| text.contains('{')) {
        return Vec::new();
    }
    let mut loose = Vec::new();
    for (line, text) in write(excerpt, &Options::default()).lines().enumerate() {
        loose.extend(reference::find(text).filter_map(|found| {
            let why = excerpt.figures.resolve(&found).err()?;
            Some(Loose { written: text[found.range].to_owned(), line: line + 1, why })
        }));
    }
    loose
}

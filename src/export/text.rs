//! Plain text: markers as characters, a paragraph a line.
//!
//! ```text
//! 上半年工作总结                          title: flush
//! 局领导：                                salutation: flush
//! 　　今年以来，……                        导语
//! 　　一、主要工作                        heading on its own line
//! 　　（一）抓规范管理。修订制度3项，……   run in: heading, 。, first paragraph of the body
//! 　　一是加强考核。……                    without a heading: the body stands behind the marker
//! 　　以上报告，请审阅。                  结尾
//! 督查科                                  organization: flush
//! 2024年7月5日                            date: flush
//! ```
//!
//! References stand as what they say; one that says nothing stays as typed, and [`unresolved`] names it.
//!
//! Numbers are those of the screen: a section without any text still shows its marker. A paragraph loses the blanks at
//! its ends, for the indent is this room's to set, and one of nothing but blanks is no paragraph.

use std::collections::HashSet;

use super::Indent;
use super::LineEnd;
use super::Options;
use crate::report::Figures;
use crate::report::HeadingStyle;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering::Numbered;
use crate::report::numbering::numbers;
use crate::report::reference;
use crate::report::reference::Unresolved;

/// The report as text, every line ended; empty for an empty report. [`Options::encoding`] plays no part here.
pub fn text(report: &Report, options: &Options) -> String {
    let figures = Figures::new(report);
    let mut lines = Lines::new(options, &figures);
    lines.flush(&report.title);
    lines.flush(&report.salutation);
    lines.paragraphs(&report.preamble);
    for numbered in numbers(report) {
        lines.section(&numbered);
    }
    lines.paragraphs(&report.closing);
    lines.flush(&report.organization);
    lines.flush(&report.date);
    lines.text
}

/// These sections with all below them, as they stand in [`text`]: in reading order, each once, with the numbers they
/// have in the report. Unknown ids add nothing.
pub fn text_of(report: &Report, sections: &[SectionId], options: &Options) -> String {
    let wanted: HashSet<SectionId> = sections.iter().copied().collect();
    let figures = Figures::new(report);
    let mut lines = Lines::new(options, &figures);
    let mut inside = None;
    for numbered in numbers(report) {
        let row = &numbered.row;
        if inside.is_none_or(|top| row.level <= top) {
            inside = wanted.contains(&row.section.id).then_some(row.level);
        }
        if inside.is_some() {
            lines.section(&numbered);
        }
    }
    lines.text
}

/// A reference that says nothing, in a text that is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// As typed, braces included.
    pub written: String,
    /// The line of [`text`] it stands in, from 1.
    pub line: usize,
    /// Why.
    pub why: Unresolved,
}

/// The references that [`text`] still holds, in order: those that stay as typed, and braces that have come to stand around
/// what another one says. Near nothing for a report without braces.
pub fn unresolved(report: &Report) -> Vec<Loose> {
    if !report.texts().any(|(_, text)| text.contains('{')) {
        return Vec::new();
    }
    let figures = Figures::new(report);
    let mut loose = Vec::new();
    for (line, text) in text(report, &Options::default()).lines().enumerate() {
        loose.extend(reference::find(text).filter_map(|found| {
            let why = figures.resolve(&found).err()?;
            Some(Loose { written: text[found.range].to_owned(), line: line + 1, why })
        }));
    }
    loose
}

struct Lines<'f> {
    figures: &'f Figures,
    text: String,
    indent: &'static str,
    end: &'static str,
}

impl Lines<'_> {
    fn new<'f>(options: &Options, figures: &'f Figures) -> Lines<'f> {
        let indent = match options.indent {
            Indent::Full => "\u{3000}\u{3000}",
            Indent::None => "",
        };
        let end = match options.line_end {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
        };
        Lines { figures, text: String::new(), indent, end }
    }

    fn section(&mut self, Numbered { row, number, label }: &Numbered) {
        let heading = self.figures.render(&row.section.heading);
        let heading = heading.trim();
        let body = self.figures.render(&row.section.body);
        let mut body = paragraphs(&body);
        let run_in = match row.section.style.heading {
            HeadingStyle::RunIn => true,
            HeadingStyle::OwnLine => heading.is_empty(),
        };
        let first = if run_in { body.next().unwrap_or_default() } else { "" };
        let gap = if heading.is_empty() && first.is_empty() { "" } else { number.gap() };
        let stop = if heading.is_empty() || first.is_empty() { "" } else { row.section.style.stop.behind(heading) };
        self.line(&[label, gap, heading, stop, first]);
        for paragraph in body {
            self.line(&[paragraph]);
        }
    }

    fn paragraphs(&mut self, text: &str) {
        for paragraph in paragraphs(&self.figures.render(text)) {
            self.line(&[paragraph]);
        }
    }

    /// An indented line, unless there is nothing to put on it.
    fn line(&mut self, parts: &[&str]) {
        if parts.iter().any(|part| !part.is_empty()) {
            self.text.push_str(self.indent);
            self.text.extend(parts.iter().copied());
            self.text.push_str(self.end);
        }
    }

    /// A line without indent, unless there is nothing to put on it.
    fn flush(&mut self, text: &str) {
        let text = self.figures.render(text);
        let text = text.trim();
        if !text.is_empty() {
            self.text.push_str(text);
            self.text.push_str(self.end);
        }
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

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
//! Numbers are those of the screen: a section without any text still shows its marker. A paragraph loses the blanks at
//! its ends, for the indent is this room's to set, and one of nothing but blanks is no paragraph.

use std::collections::HashSet;

use super::Indent;
use super::LineEnd;
use super::Options;
use crate::report::HeadingStyle;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Stop;
use crate::report::numbering::Numbered;
use crate::report::numbering::numbers;

/// The report as text, every line ended; empty for an empty report. [`Options::encoding`] plays no part here.
pub fn text(report: &Report, options: &Options) -> String {
    let mut lines = Lines::new(options);
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
    let mut lines = Lines::new(options);
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

struct Lines {
    text: String,
    indent: &'static str,
    end: &'static str,
}

impl Lines {
    fn new(options: &Options) -> Lines {
        let indent = match options.indent {
            Indent::Full => "\u{3000}\u{3000}",
            Indent::None => "",
        };
        let end = match options.line_end {
            LineEnd::Lf => "\n",
            LineEnd::CrLf => "\r\n",
        };
        Lines { text: String::new(), indent, end }
    }

    fn section(&mut self, Numbered { row, number, label }: &Numbered) {
        let heading = row.section.heading.trim();
        let mut body = paragraphs(&row.section.body);
        let run_in = match row.section.style.heading {
            HeadingStyle::RunIn => true,
            HeadingStyle::OwnLine => heading.is_empty(),
        };
        let first = if run_in { body.next().unwrap_or_default() } else { "" };
        let gap = if heading.is_empty() && first.is_empty() { "" } else { number.gap() };
        let stop = match row.section.style.stop {
            _ if heading.is_empty() || first.is_empty() || ends_itself(heading) => "",
            Stop::Full => "。",
            Stop::Blank => "\u{3000}",
            Stop::None => "",
        };
        self.line(&[label, gap, heading, stop, first]);
        for paragraph in body {
            self.line(&[paragraph]);
        }
    }

    fn paragraphs(&mut self, text: &str) {
        for paragraph in paragraphs(text) {
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

/// Whether a heading that is run in ends with a mark of its own, so that no 。 is due. The mark may stand inside quotes.
fn ends_itself(heading: &str) -> bool {
    let inner = heading.trim_end_matches(['”', '’', '」', '』', '）', '》', '"', '\'', ')']);
    inner.ends_with(['。', '！', '？', '：', '；', '，', '、', '…', '—', '.', '!', '?', ':', ';', ','])
}

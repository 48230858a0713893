//! Markdown: headings by `#` or by their numbers alone, everything escaped that Markdown would take for its own.
//!
//! ```text
//! # 上半年工作总结
//!
//! ## 一、主要工作                      a heading on its own line; the title takes the first of six levels
//!
//! **（一）抓规范管理**。修订制度3项，……   run in: bold, what closes it outside, as CommonMark wants it before Chinese
//!
//! **1.建制度**                         below a heading that is run in, or deeper than six levels
//! ```
//!
//! Parts that only some reports have, as 副标题 and 版记, are named before the text, for whoever reads the file back.
//!
//! Numbers are characters and never lists: `1.` counts anew in every program.

use super::Format;
use super::FormatRow;
use super::Headings;
use super::Look;
use super::Options;
use super::excerpt::Excerpt;
use super::excerpt::METRICS;
use super::excerpt::Paragraph;
use super::excerpt::Role;
use super::metrics;
use super::options;
use super::table::Table;
use crate::report::Ledger;
use crate::report::Report;
use crate::report::properties;

/// Levels of headings that Markdown has; the title takes one.
const LEVELS: usize = 6;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "md",
    also: &["markdown"],
    title: "Markdown",
    is_text: true,
    look: Look::Marked,
    needs_fonts: false,
    takes: &[&options::HEADINGS, &options::METRICS],
    write: |excerpt, options| Ok(write(excerpt, options).into_bytes()),
});

pub(super) fn write(excerpt: &Excerpt<'_>, options: &Options) -> String {
    let mut page = Writer::new(options.headings);
    let table = metrics::annexed(excerpt, options);
    if excerpt.is_whole() {
        page.out = told(excerpt.report, &excerpt.figures, table.as_ref().map(|_| METRICS));
    }
    excerpt.each(table.as_deref(), |paragraph| page.paragraph(paragraph));
    page.out
}

/// What stands before the text, as Pandoc and many others read it, where the report has more than a title, one unit and a
/// date: a property a line, its lines in brackets. `metrics` is what the table of metrics is called where it is an annex.
pub(super) fn told(report: &Report, figures: &Ledger, metrics: Option<&str>) -> String {
    let annexes = report.tree.annexes().iter().filter_map(|id| report.tree.section(*id));
    let mut titles: Vec<&str> = annexes.map(|section| section.heading.as_str()).collect();
    titles.extend(metrics.filter(|_| !titles.is_empty()));
    let mut all = properties::all(report);
    let is_plain = |(name, text): &(&str, &str)| ["单位", "成文日期"].contains(name) && !text.contains('\n');
    if titles.is_empty() && all.iter().all(is_plain) {
        return String::new();
    }
    let titles = titles.join("\n");
    if !titles.is_empty() {
        all.push((properties::ANNEXES, &titles));
    }
    let mut out = format!("---\ngenerator: {}\n", properties::GENERATOR);
    for (name, text) in all {
        let text = figures.render(text);
        let lines: Vec<&str> =
            text.split('\n').map(str::trim).filter(|line| !line.is_empty() || name == properties::ANNEXES).collect();
        out += &format!("{name}: {}\n", serde_json::to_string(&lines).unwrap_or_default());
    }
    out + "---\n"
}

/// Paragraphs as they come, for whoever wants them one by one.
pub(super) struct Writer {
    headings: Headings,
    /// The level of a section without a `#` of its own: nothing below it has one, so that no outline skips a level.
    without_hashes: Option<usize>,
    out: String,
}

impl Writer {
    pub(super) fn new(headings: Headings) -> Writer {
        Writer { headings, without_hashes: None, out: String::new() }
    }

    /// What has been written since the last call.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.out)
    }

    pub(super) fn paragraph(&mut self, paragraph: &Paragraph<'_>) {
        let line = match paragraph.role {
            Role::Table => return self.table(&Table::of(paragraph.text, paragraph.table)),
            Role::Title => format!("# {}", heading(paragraph.text)),
            Role::Section { level, .. } => self.section(paragraph, level),
            Role::Annex => self.annex(paragraph),
            _ => line(&paragraph.parts().concat()),
        };
        self.put(&line);
    }

    /// 附件 begins anew: its title is as high as a first section.
    fn annex(&mut self, paragraph: &Paragraph<'_>) -> String {
        self.without_hashes = None;
        let head = format!("{} {}", paragraph.label, paragraph.heading);
        match self.headings {
            Headings::Hashes => format!("## {}", heading(head.trim())),
            Headings::Literal => line(head.trim()),
        }
    }

    fn section(&mut self, paragraph: &Paragraph<'_>, level: usize) -> String {
        if self.without_hashes.is_some_and(|above| level <= above) {
            self.without_hashes = None;
        }
        let head = paragraph.head().concat();
        let hashes = self.headings == Headings::Hashes
            && self.without_hashes.is_none()
            && level < LEVELS
            && paragraph.is_heading_alone();
        if hashes {
            return format!("{} {}", "#".repeat(level + 1), heading(&head));
        }
        self.without_hashes = self.without_hashes.or(Some(level));
        // Strong text can't end in a mark with a letter after it.
        let strong = head.trim_end_matches(|ch: char| !ch.is_alphanumeric());
        if self.headings == Headings::Literal || paragraph.heading.is_empty() || strong.is_empty() {
            return line(&(head + paragraph.text));
        }
        let rest = [&head[strong.len()..], paragraph.text].concat();
        format!("**{}**{}", escaped(strong), escaped(&rest))
    }

    /// A pipe table, which has no merged cells: what one takes stays empty.
    fn table(&mut self, table: &Table) {
        if !table.title.is_empty() {
            self.put(&format!("**{}**", escaped(&table.title)));
        }
        if !table.unit.is_empty() {
            self.put(&line(&table.unit));
        }
        let mut lines = String::new();
        for (k, row) in table.rows.iter().enumerate() {
            let mut cells = vec![String::new(); table.columns];
            for cell in row {
                cells[cell.column] = escaped(&cell.text).replace('|', "\\|");
            }
            lines += &format!("| {} |\n", cells.join(" | "));
            if k == 0 {
                lines += &format!("|{}\n", " --- |".repeat(table.columns));
            }
        }
        self.put(lines.trim_end());
        if !table.note.is_empty() {
            self.put(&line(&table.note));
        }
    }

    /// A block of its own.
    fn put(&mut self, block: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(block);
        self.out.push('\n');
    }
}

/// A text as the line of a paragraph: what a line begins with may make it a heading, a list, a quote or a rule.
fn line(text: &str) -> String {
    let begins_block = text.starts_with(['#', '>', '+', '-', '=', '|', ':']);
    if begins_block {
        return format!("\\{}", &text[..1]) + &escaped(&text[1..]);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) && rest[1..].chars().next().is_none_or(char::is_whitespace) {
        return format!("{}\\{}", &text[..digits], &rest[..1]) + &escaped(&rest[1..]);
    }
    escaped(text)
}

/// A text as that of a heading, which a `#` at its end would not belong to.
fn heading(text: &str) -> String {
    let escaped = escaped(text);
    match escaped.strip_suffix('#') {
        Some(rest) => format!("{rest}\\#"),
        None => escaped,
    }
}

/// A text without what Markdown takes for its own inside a line, and without controls.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '$' => out.extend(['\\', ch]),
            '&' if chars.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#') => out.push_str("\\&"),
            '\t' => out.push(ch),
            ch if ch.is_control() => {}
            ch => out.push(ch),
        }
    }
    out
}

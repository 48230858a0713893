//! Reports drawn as outlines, so that a test reads like the screen.
//!
//! ```text
//! 主要工作 = 正文一⏎正文二 # 备注 {电子工单}
//!   +抓规|范
//!   -
//! ```
//! Two blanks a level; `=` body, `⏎` line break, `#` note, `{}` metrics by name; `+` run-in heading; `-` no heading;
//! `|` the caret.

use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Metric;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

/// The caret: which text, which byte.
pub(crate) type Caret = (Field, usize);

/// The report that a drawing shows, with the caret in it.
pub(crate) fn parse(drawing: &str) -> (Report, Option<Caret>) {
    let mut caret = None;
    let mut rows = Vec::new();
    for line in drawing.lines().filter(|line| !line.trim().is_empty()) {
        let text = line.trim_start();
        let level = (line.len() - text.len()) / 2 + 1;
        let id = SectionId::new(u32::try_from(rows.len() + 1).unwrap()).unwrap();
        let mut section = Section::new(id);
        let (text, metrics) = text.split_once('{').map_or((text, ""), |(text, rest)| (text, rest));
        section.metrics = metrics
            .split(['{', '}'])
            .filter(|name| !name.is_empty())
            .map(|name| Metric { name: name.into(), ..Metric::default() })
            .collect();
        let (text, note) = text.trim_end().split_once(" # ").unwrap_or((text.trim_end(), ""));
        let (mut heading, body) = text.split_once(" = ").unwrap_or((text, ""));
        if let Some(rest) = heading.strip_prefix('+') {
            section.style.heading = HeadingStyle::RunIn;
            heading = rest;
        }
        section.heading = heading.strip_prefix('-').unwrap_or(heading).into();
        section.body = body.replace('⏎', "\n");
        section.note = note.replace('⏎', "\n");
        for (field, text) in [(Field::Heading(id), &mut section.heading), (Field::Body(id), &mut section.body)] {
            if let Some(at) = text.find('|') {
                text.remove(at);
                caret = Some((field, at));
            }
        }
        rows.push((level, section));
    }
    let tree = Tree::from_rows(rows).unwrap();
    (Report { tree, ..Report::default() }, caret)
}

/// The drawing of a report, with a caret in it.
pub(crate) fn draw(report: &Report, caret: Option<Caret>) -> String {
    let mut drawing = String::new();
    for row in report.tree.rows() {
        let section = row.section;
        let with_caret = |field, text: &str| match caret {
            Some((there, at)) if there == field => format!("{}|{}", &text[..at], &text[at..]),
            _ => text.to_owned(),
        };
        drawing.push_str(&"  ".repeat(row.level - 1));
        if section.style.heading == HeadingStyle::RunIn {
            drawing.push('+');
        }
        let heading = with_caret(Field::Heading(section.id), &section.heading);
        drawing.push_str(if heading.is_empty() { "-" } else { &heading });
        let body = with_caret(Field::Body(section.id), &section.body);
        for (mark, text) in [(" = ", body), (" # ", section.note.clone())] {
            if !text.is_empty() {
                drawing.push_str(mark);
                drawing.push_str(&text.replace('\n', "⏎"));
            }
        }
        if !section.metrics.is_empty() {
            drawing.push(' ');
        }
        for metric in &section.metrics {
            drawing.push_str(&format!("{{{}}}", metric.name));
        }
        drawing.push('\n');
    }
    drawing
}

/// A drawing in a test's source, without the source's own indentation.
pub(crate) fn dedent(drawing: &str) -> String {
    let lines = || drawing.lines().filter(|line| !line.trim().is_empty());
    let indent = lines().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    lines().map(|line| format!("{}\n", &line[indent..])).collect()
}

/// A metric from `name｜value｜unit｜last_year｜target｜note｜series`.
pub(crate) fn metric(row: &str) -> Metric {
    let mut cells = row.split('｜').map(String::from);
    let mut next = || cells.next().unwrap_or_default();
    Metric {
        name: next(),
        value: next(),
        unit: next(),
        last_year: next(),
        target: next(),
        note: next(),
        series: next(),
        ..Metric::default()
    }
}

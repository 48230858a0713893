//! The outline as JSON, for other programs.
//!
//! Sections nest as deep as the report does, without limit; many readers of JSON stop at 128 levels or so. A section
//! begins its own line and nothing is indented: the length grows with the report, never with its depth times its length.

use std::borrow::Cow;

use serde::Serialize;

use super::Format;
use super::FormatRow;
use super::Look;
use super::excerpt::Excerpt;
use super::excerpt::is_annex;
use crate::report::Aside;
use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Report;
use crate::report::formula;
use crate::report::numbering::Numbered;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "json",
    also: &[],
    title: "JSON",
    is_text: true,
    look: Look::Data,
    needs_fonts: false,
    takes: &[],
    write: |excerpt, _| Ok(write(excerpt).into_bytes()),
});

/// `{"format":2,"head":{"organ","number","signer","secrecy","copy","urgency"},"title","subtitle","organization","date",
/// "salutation","preamble","sections":[{"id","number","level","heading","body","note","metrics","sections"}],"closing",
/// "remarks","annexes":[{"id","number","title","preamble","note","metrics","sections"}],"imprint"}`. Texts are as they are handed in, each reference as what it says, their
/// paragraphs separated by `\n`; the metrics themselves stand beside them, a formula as what it comes to; `comments` stand with a section, or at the end, where there are any; `number` is the marker as
/// drawn (`（一）`), empty without one; `level` counts from 1; the text ends with a line feed.
pub fn outline(report: &Report) -> String {
    write(&report.into())
}

/// As [`outline`]. Of sections alone the texts of the whole report are empty; `level` stays what it is in the report.
pub(super) fn write(excerpt: &Excerpt<'_>) -> String {
    let report = excerpt.report;
    let mut json = Writer::default();
    let text = |text: &str| if excerpt.is_whole() { excerpt.figures.render(text).into_owned() } else { String::new() };
    json.raw("{");
    json.member("format", &KEYS);
    json.key("head");
    json.raw("{");
    json.member("organ", &text(&report.head.organ));
    json.member("number", &text(&report.head.number));
    json.member("signer", &text(&report.head.signer));
    json.member("secrecy", &text(&report.head.secrecy));
    json.member("copy", &text(&report.head.copy));
    json.member("urgency", &text(&report.head.urgency));
    json.raw("}");
    json.member("title", &text(&report.title));
    json.member("subtitle", &text(&report.subtitle));
    json.member("organization", &text(&report.organization));
    json.member("date", &text(&report.date));
    json.member("salutation", &text(&report.salutation));
    json.member("preamble", &text(&report.preamble));
    let mut sections = excerpt.sections().peekable();
    let of_text = std::iter::from_fn(|| sections.next_if(|numbered| !is_annex(numbered)));
    json.sections("sections", of_text, &excerpt.figures);
    json.member("closing", &text(&report.closing));
    json.member("remarks", &text(&report.remarks));
    json.sections("annexes", sections, &excerpt.figures);
    json.member("imprint", &text(&report.imprint));
    json.comments(report.aside.as_deref().filter(|_| excerpt.is_whole()));
    json.raw("}\n");
    String::from_utf8(json.bytes).expect("serde_json writes UTF-8")
}

/// The version of the keys: 2 has subtitle, head, remarks, annexes and imprint, and the organizations a line each.
const KEYS: u32 = 2;

/// A metric as other programs get it.
#[derive(Serialize)]
struct Stated<'a> {
    #[serde(flatten)]
    metric: Cow<'a, Metric>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<&'a str>,
}

fn stated<'a>(metric: &'a Metric, figures: &'a Ledger) -> Stated<'a> {
    let formula = formula::is_formula(&metric.value).then_some(metric.value.as_str());
    Stated { metric: figures.reckon(metric).metric, formula }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// `"sections":[…]` of these sections, by hand: a derived writer would recurse as deep as the outline.
    fn sections<'r>(&mut self, name: &str, sections: impl Iterator<Item = Numbered<'r>>, figures: &Ledger) {
        // The levels of the sections that are open: of sections alone they need not begin with 1.
        let mut open: Vec<usize> = Vec::new();
        let mut first = true;
        self.key(name);
        self.raw("[");
        for numbered in sections {
            let row = numbered.row;
            while open.pop_if(|level| *level >= row.level).is_some() {
                self.raw("]}");
                first = false;
            }
            self.raw(if first { "\n" } else { ",\n" });
            self.section(&numbered, figures);
            open.push(row.level);
            first = true;
        }
        self.raw(&"]}".repeat(open.len()));
        self.raw("]");
    }

    /// A section up to its children, which follow.
    fn section(&mut self, numbered: &Numbered<'_>, figures: &Ledger) {
        let Numbered { row, label, .. } = numbered;
        let (heading, body) = if is_annex(numbered) { ("title", "preamble") } else { ("heading", "body") };
        self.raw("{");
        self.member("id", &row.section.id.number());
        self.member("number", label);
        self.member("level", &row.level);
        self.member(heading, &figures.render(&row.section.heading));
        self.member(body, &figures.render(&row.section.body));
        self.member("note", &figures.render(&row.section.note));
        self.metrics(&row.section.metrics, figures);
        self.comments(row.section.aside.as_deref());
        self.key("sections");
        self.raw("[");
    }

    /// Each as it is handed in: a formula as what it comes to, with the formula itself beside it.
    fn metrics(&mut self, metrics: &[Metric], figures: &Ledger) {
        let all: Vec<Stated<'_>> = metrics.iter().map(|metric| stated(metric, figures)).collect();
        self.member("metrics", &all);
    }

    /// `"comments":[{"author","date","on","words","text","done"}]`, where there are any.
    fn comments(&mut self, aside: Option<&Aside>) {
        if let Some(aside) = aside.filter(|aside| !aside.comments.is_empty()) {
            self.member("comments", &aside.comments);
        }
    }

    fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.key(name);
        serde_json::to_writer(&mut self.bytes, value).expect("texts and numbers have a JSON form, and memory takes it");
    }

    /// `"name":`, with a comma before it unless it is the first of its object.
    fn key(&mut self, name: &str) {
        if self.bytes.last() != Some(&b'{') {
            self.raw(",");
        }
        self.raw("\"");
        self.raw(name);
        self.raw("\":");
    }

    fn raw(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }
}

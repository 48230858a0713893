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
use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Report;
use crate::report::Row;
use crate::report::formula;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "json",
    also: &[],
    title: "JSON",
    is_text: true,
    look: Look::Data,
    takes: &[],
    write: |excerpt, _| Ok(write(excerpt).into_bytes()),
});

/// `{"title","organization","date","salutation","preamble","sections":[{"id","number","level","heading","body","note",
/// "metrics","sections"}],"closing"}`. Texts are as they are handed in, each reference as what it says, their
/// paragraphs separated by `\n`; the metrics themselves stand beside them, a formula as what it comes to; `number` is the marker as
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
    json.member("title", &text(&report.title));
    json.member("organization", &text(&report.organization));
    json.member("date", &text(&report.date));
    json.member("salutation", &text(&report.salutation));
    json.member("preamble", &text(&report.preamble));
    json.sections(excerpt);
    json.member("closing", &text(&report.closing));
    json.raw("}\n");
    String::from_utf8(json.bytes).expect("serde_json writes UTF-8")
}

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
    /// `"sections":[…]` of the whole outline, by hand: a derived writer would recurse as deep as the outline.
    fn sections(&mut self, excerpt: &Excerpt<'_>) {
        // The levels of the sections that are open: of sections alone they need not begin with 1.
        let mut open: Vec<usize> = Vec::new();
        let mut first = true;
        self.key("sections");
        self.raw("[");
        for numbered in excerpt.sections() {
            let row = numbered.row;
            while open.pop_if(|level| *level >= row.level).is_some() {
                self.raw("]}");
                first = false;
            }
            self.raw(if first { "\n" } else { ",\n" });
            self.section(&row, &numbered.label, &excerpt.figures);
            open.push(row.level);
            first = true;
        }
        self.raw(&"]}".repeat(open.len()));
        self.raw("]");
    }

    /// A section up to its children, which follow.
    fn section(&mut self, row: &Row, number: &str, figures: &Ledger) {
        self.raw("{");
        self.member("id", &row.section.id.number());
        self.member("number", number);
        self.member("level", &row.level);
        self.member("heading", &figures.render(&row.section.heading));
        self.member("body", &figures.render(&row.section.body));
        self.member("note", &figures.render(&row.section.note));
        self.metrics(&row.section.metrics, figures);
        self.key("sections");
        self.raw("[");
    }

    /// Each as it is handed in: a formula as what it comes to, with the formula itself beside it.
    fn metrics(&mut self, metrics: &[Metric], figures: &Ledger) {
        let all: Vec<Stated<'_>> = metrics.iter().map(|metric| stated(metric, figures)).collect();
        self.member("metrics", &all);
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

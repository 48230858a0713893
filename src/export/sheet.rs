//! A part of a report as it will look when it is handed in: for a preview, which asks for the parts that it shows and never
//! for the whole.

use super::Format;
use super::Look;
use super::Metrics;
use super::Options;
use super::Spacing;
use super::excerpt;
use super::excerpt::Paragraph;
use super::excerpt::PartId;
use super::excerpt::Role;
use super::fonts::Widths;
use super::markdown;
use super::options::METRICS;
use super::pages;
use super::profile::Paper;
use super::profile::Profile;
use super::signature::Signature;
pub use super::table::Cell;
pub use super::table::Table;
use super::text;
use crate::report::HeadPart;
use crate::report::Ledger;
use crate::report::Marker;
use crate::report::Report;
use crate::report::Row;
use crate::report::Seal;
use crate::report::SectionId;
use crate::report::numbering::Number;
use crate::report::numbering::Numbered;

/// A part of a report that is handed in as one piece.
#[derive(Clone, Debug)]
pub enum Part<'r> {
    /// What stands before the first section: title, salutation, preamble.
    Front,
    /// A section without those below it.
    Section(Numbered<'r>),
    /// What stands after the last section and before the annexes: closing, signature, date, remarks. Without an annex among
    /// the sections, what stands last too.
    End,
}

impl Part<'_> {
    fn id(&self) -> PartId {
        match self {
            Part::Front => PartId::Front,
            Part::Section(numbered) => PartId::Section(numbered.row.section.id),
            Part::End => PartId::End,
        }
    }
}

/// A paragraph as it will look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Its characters as they will stand there, marks of Markdown and blanks before a line of text included. The rows of a
    /// table are lines of it.
    pub text: String,
    /// How many bytes at its start are title or heading, and set apart by their font.
    pub head: usize,
    /// The byte at which a paragraph of 正文, 导语 or 结尾 begins in it; its length where it holds none.
    pub body_at: usize,
    /// How many paragraphs of 正文, 导语 or 结尾 it holds: more than one in a table.
    pub paragraphs: usize,
    /// Where on the line it stands.
    pub set: Set,
    /// How many blank lines stand before it, unless it is the first.
    pub apart: usize,
    /// The bytes at which its lines begin on paper, but for the first; none where it stands on no paper.
    pub lines: Vec<usize>,
    /// The table that it is, where it stands on paper.
    pub table: Option<Table>,
}

impl Printed {
    /// The byte at which a row of the table begins that it is, from 0; that at which 正文 begins of any other.
    pub fn row_at(&self, row: usize) -> usize {
        let lines = self.text.get(self.body_at..).unwrap_or_default().split_inclusive('\n');
        self.body_at + lines.take(row).map(str::len).sum::<usize>()
    }
}

/// Where on its line a paragraph stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// At its left.
    Flush,
    /// At its left, its first line two characters in (GB/T 9704-2012, 7.3.3).
    Indented,
    /// In its middle.
    Centred,
    /// At its right, so many columns in, of which a character takes two (7.3.5.2).
    Right(usize),
    /// Each of its lines beginning so many columns before the right edge.
    Begins(usize),
    /// The middle of each of its lines so many columns before the right edge.
    Around(usize),
}

/// How the paper of an annex lies.
pub fn paper_of(report: &Report, profile: &Profile, annex: Option<SectionId>) -> Paper {
    excerpt::paper_of(report, profile, annex)
}

/// The paragraphs of a part in order, in the manner of a format; of [`Look::Data`] as of a text. `figures` are those of the
/// report. `widths` are those of the characters of a page.
///
/// Costs the part, and of a section in Markdown those above it.
pub fn printed(
    report: &Report,
    figures: &Ledger,
    part: &Part<'_>,
    format: Format,
    options: &Options,
    widths: &Widths,
) -> Vec<Printed> {
    let mut out = Vec::new();
    let mut page = markdown::Writer::new(options.headings);
    if let (Part::Section(numbered), Look::Marked) = (part, format.look()) {
        // Whether a heading has its # hangs on those above it.
        for above in above(report, numbered) {
            excerpt::section(figures, &above, &mut |paragraph| page.paragraph(paragraph));
        }
        page.take();
    }
    let metrics = if format.takes(&METRICS) { options.metrics } else { Metrics::InTexts };
    if let (Part::Front, Look::Marked) = (part, format.look()) {
        let told = markdown::told(report, figures, (metrics == Metrics::Annexed).then_some(excerpt::METRICS));
        out.extend((!told.is_empty()).then(|| marked(&Paragraph::plain(Role::Title, ""), &told)));
    }
    each(report, figures, part, metrics, &mut |paragraph| {
        out.push(match format.look() {
            Look::Marked => {
                page.paragraph(paragraph);
                marked(paragraph, &page.take())
            }
            Look::Page => set(paragraph),
            Look::Lines | Look::Data => plain(paragraph, options.spacing),
        });
    });
    if let Part::End = part {
        sign(report, figures, options, &mut out);
    }
    if format.look() == Look::Page {
        let each =
            |put: &mut dyn FnMut(&Paragraph<'_>)| each(report, figures, part, metrics, &mut |paragraph| put(paragraph));
        let lines = pages::lines_of(report, (&options.profile, widths), part.id(), each);
        for (printed, lines) in out.iter_mut().zip(lines) {
            // The blanks before the second name of 附件说明 are none on paper.
            let blank = if printed.set == Set::Indented {
                printed.text.len() - printed.text.trim_start_matches('\u{3000}').len()
            } else {
                0
            };
            printed.lines = lines.into_iter().filter(|at| *at > 0).map(|at| at + blank).collect();
        }
    }
    out
}

/// Hands the paragraphs of a part to `put`, in order.
fn each(report: &Report, figures: &Ledger, part: &Part<'_>, metrics: Metrics, put: &mut impl FnMut(&Paragraph<'_>)) {
    let last = |mut put: &mut dyn FnMut(&Paragraph<'_>)| {
        if metrics == Metrics::Annexed {
            excerpt::metrics_annex(report.tree.annexes().len() + 1, &mut put);
        }
        excerpt::imprint(report, figures, &mut put);
    };
    match part {
        Part::Front => excerpt::front(report, figures, put),
        Part::Section(numbered) => {
            excerpt::section(figures, numbered, put);
            if last_of_annexes(report) == Some(numbered.row.section.id) {
                last(put);
            }
        }
        Part::End => {
            let table = (metrics == Metrics::Annexed).then_some(excerpt::METRICS);
            excerpt::end(report, figures, table, put);
            if last_of_annexes(report).is_none() {
                last(put);
            }
        }
    }
}

/// The section after which nothing stands but the annexed metrics and 版记; `None` without annexes among the sections.
fn last_of_annexes(report: &Report) -> Option<SectionId> {
    report.tree.annexes().last().map(|&id| report.tree.last_within(id))
}

/// The sections above one, the outermost first. Their labels say only whether they take a number.
fn above<'r>(report: &'r Report, numbered: &Numbered<'r>) -> Vec<Numbered<'r>> {
    let tree = &report.tree;
    let ids: Vec<_> = tree.ancestors(numbered.row.section.id).collect();
    let number = Number { marker: Marker::Bare, ordinal: 0 };
    let sections = ids.into_iter().rev().filter_map(|id| tree.section(id)).zip(1..);
    let numbered = |(section, level)| Numbered { row: Row { level, section }, number, label: "1".to_owned() };
    sections.map(numbered).collect()
}

/// As a text has it.
fn plain(paragraph: &Paragraph<'_>, spacing: Spacing) -> Printed {
    let indent = text::indent(paragraph, spacing);
    let text = paragraph.lines().iter().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n");
    let apart = usize::from(spacing == Spacing::BlankLine);
    Printed { set: Set::Flush, head: 0, apart, ..of(paragraph, text) }
}

/// As a line of Markdown.
fn marked(paragraph: &Paragraph<'_>, block: &str) -> Printed {
    let text = block.trim_matches('\n').to_owned();
    Printed { set: Set::Flush, apart: 1, head: 0, ..of(paragraph, text) }
}

/// As a page has it.
fn set(paragraph: &Paragraph<'_>) -> Printed {
    let set = match paragraph.role {
        Role::Title | Role::Subtitle | Role::Head(HeadPart::Organ | HeadPart::Number) => Set::Centred,
        Role::Salutation | Role::Table | Role::Imprint | Role::Annex | Role::Head(_) => Set::Flush,
        Role::Section { .. } | Role::Text | Role::AnnexNote | Role::Remarks => Set::Indented,
        Role::Organization | Role::Date => Set::Right(0),
    };
    let head = match paragraph.role {
        Role::Title | Role::Head(HeadPart::Organ) => paragraph.text.len(),
        Role::Annex => usize::MAX,
        Role::Section { .. } if !paragraph.heading.is_empty() => paragraph.head().concat().len(),
        _ => 0,
    };
    // One blank line below the title (7.3.2); an annex begins a page.
    let is_apart = matches!(paragraph.role, Role::Salutation | Role::Annex)
        || paragraph.role == Role::AnnexNote && !paragraph.heading.is_empty();
    let text = paragraph.lines().join("\n");
    let table = (paragraph.role == Role::Table).then(|| Table::of(paragraph.text, paragraph.table));
    Printed { set, head: head.min(text.len()), apart: is_apart.into(), table, ..of(paragraph, text) }
}

/// Sets signature and date as far from the right as each other's length wants it, a blank line above them (7.3.5.2).
fn sign(report: &Report, figures: &Ledger, options: &Options, out: &mut [Printed]) {
    let signature =
        Signature::of(report.setup.seal, &figures.render(&report.organization), &figures.render(&report.date));
    let printed = out.iter_mut().filter(|printed| matches!(printed.set, Set::Right(_)));
    // At most a line, and never below 0.
    let columns = |characters: f64| (2.0 * characters).round() as usize;
    for (k, (signed, printed)) in signature.texts(options.profile.columns()).into_iter().zip(printed).enumerate() {
        printed.set = match (&signed.lines[..], signature.seal) {
            ([(_, blank)], _) => Set::Right(columns(*blank)),
            (_, Seal::Without) => Set::Begins(columns(signed.begins())),
            (_, Seal::With) => Set::Around(columns(signed.middle())),
        };
        printed.apart = if k == 0 { signature.above(&options.profile) } else { 0 };
    }
}

fn of(paragraph: &Paragraph<'_>, text: String) -> Printed {
    let paragraphs = paragraph.bodies();
    let first_row = || paragraph.text.lines().next().and_then(|row| text.find(row)).unwrap_or(0);
    let body_at = match paragraph.role {
        Role::Table => first_row(),
        _ if paragraphs > 0 => text.len().saturating_sub(paragraph.text.len()),
        _ => text.len(),
    };
    Printed { text, head: 0, body_at, paragraphs, set: Set::Flush, apart: 0, lines: Vec::new(), table: None }
}

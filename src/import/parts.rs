//! The parts that a file of our own has beside its text: they come back as what they were.

use super::Imported;
use super::own::Own;
use super::source::Role;
use super::source::Source;
use crate::report::Branch;
use crate::report::Kind;
use crate::report::Place;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Section;

/// The parts of a report that were known by their styles.
#[derive(Debug, Default)]
pub(super) struct Parts {
    texts: Vec<(Own, String)>,
    annexes: Vec<(String, Vec<Source>)>,
}

/// Takes the parts out of the paragraphs of a file; the others stay.
pub(super) fn split(sources: Vec<Source>) -> (Vec<Source>, Parts) {
    let mut parts = Parts::default();
    let mut rest = Vec::new();
    for source in sources {
        match source.own {
            None => match parts.annexes.last_mut() {
                Some((_, inside)) => inside.push(source),
                None => rest.push(source),
            },
            Some(Own::Annex) => parts.annexes.push((String::new(), Vec::new())),
            Some(Own::AnnexTitle) => {
                if let Some((title, _)) = parts.annexes.last_mut() {
                    title.push_str(source.text.trim());
                }
            }
            Some(own) => parts.texts.push((own, source.text.trim().to_owned())),
        }
    }
    (rest, parts)
}

impl Parts {
    /// Puts the parts into the report that was read from the rest; `read` reads the paragraphs of an annex.
    pub(super) fn put_into(self, imported: &mut Imported, read: impl Fn(Vec<Source>) -> Imported) {
        if self.texts.is_empty() && self.annexes.is_empty() {
            return;
        }
        if imported.reports.is_empty() {
            imported.reports.push(Report::default());
        }
        let Some(report) = imported.reports.last_mut() else { return };
        for (own, text) in self.texts {
            put_text(report, own, &text);
        }
        for (title, mut sources) in self.annexes {
            let line = sources.first().map_or(1, |source| source.line);
            sources.insert(0, Source::new(line, title.clone(), Role::Title));
            let annex = read(sources).reports.into_iter().next().unwrap_or_default();
            put_annex(report, title, &annex);
        }
    }
}

fn put_text(report: &mut Report, own: Own, text: &str) {
    const URGENT: [&str; 4] = ["特急", "加急", "特提", "平急"];
    let add = |to: &mut String| {
        if !to.is_empty() && !text.is_empty() {
            to.push('\n');
        }
        to.push_str(text);
    };
    match own {
        Own::Copy => add(&mut report.head.copy),
        Own::Grade if URGENT.contains(&text) => add(&mut report.head.urgency),
        Own::Grade => add(&mut report.head.secrecy),
        Own::Organ => add(&mut report.head.organ),
        Own::Number => {
            let (number, signer) = text.split_once("签发人：").unwrap_or((text, ""));
            report.head.number = number.trim().to_owned();
            report.head.signer = signer.trim().to_owned();
        }
        Own::Subtitle => add(&mut report.subtitle),
        Own::Organization => add(&mut report.organization),
        Own::Date => add(&mut report.date),
        Own::Remarks => add(&mut report.remarks),
        // The tab stands for the blank that parts organ and date.
        Own::Imprint => {
            let line = text.replace('\t', "\u{3000}");
            if !report.imprint.is_empty() {
                report.imprint.push('\n');
            }
            report.imprint.push_str(&line);
        }
        Own::Rule | Own::AnnexNote | Own::Annex | Own::AnnexTitle => {}
        // Those with a table are taken out before.
        Own::TableTitle | Own::TableUnit | Own::TableNote => {}
    }
}

/// Adds an annex after all others: what stood before its sections is its body.
fn put_annex(report: &mut Report, title: String, annex: &Report) {
    let Some(first) = report.tree.next_ids(annex.tree.len() + 1) else { return };
    let mut top = Section::new(first);
    top.heading = title;
    top.style.kind = Kind::Annex;
    let texts = [&annex.preamble, &annex.closing, &annex.organization, &annex.date];
    top.body = texts.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n");
    top.style.children = own_marker(report.setup.scheme, annex.setup.scheme);
    let mut branch = Branch::leaf(top);
    for row in annex.tree.rows() {
        branch.push(row.level, row.section.clone());
    }
    if let Some(branch) = branch.renamed(first) {
        let index = report.tree.children(None).len();
        report.tree.insert(Place { parent: None, index }, branch);
    }
}

/// The marker of the sections of an annex, where those of the report are marked otherwise.
fn own_marker(scheme: Scheme, own: Scheme) -> Option<crate::report::Marker> {
    (own.marker(1) != scheme.marker(1)).then(|| own.marker(1))
}

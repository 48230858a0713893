//! What the rules write down: findings with their place, their cure and their fingerprint.

use std::ops::Range;

use super::Finding;
use super::Rule;
use super::Site;
use super::paper::Paragraph;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Fingerprint;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;

/// The findings so far, and whose are added now.
pub(super) struct Notes<'a> {
    report: &'a Report,
    rule: Option<&'static Rule>,
    findings: Vec<Finding>,
}

/// Bytes of a paragraph, and what shall stand there.
pub(super) type Put<'a> = (Range<usize>, &'a str);

impl<'a> Notes<'a> {
    pub(super) fn new(report: &'a Report) -> Notes<'a> {
        Notes { report, rule: None, findings: Vec::new() }
    }

    /// What is written down from now on is of this rule.
    pub(super) fn of(&mut self, rule: &'static Rule) -> &mut Notes<'a> {
        self.rule = Some(rule);
        self
    }

    /// Words of a paragraph that only the writer can mend.
    pub(super) fn mark(&mut self, paragraph: Paragraph<'_>, range: Range<usize>, says: impl Into<String>) {
        self.add(paragraph, range, "", says.into(), None);
    }

    /// As [`Notes::mark`]; what the finding weighs besides its words is part of its fingerprint.
    pub(super) fn mark_against(
        &mut self,
        paragraph: Paragraph<'_>,
        range: Range<usize>,
        against: &str,
        says: impl Into<String>,
    ) {
        self.add(paragraph, range, against, says.into(), None);
    }

    /// Words of a paragraph, and what puts them right: replacements in order, apart from one another.
    pub(super) fn mend(
        &mut self,
        paragraph: Paragraph<'_>,
        range: Range<usize>,
        puts: &[Put<'_>],
        says: impl Into<String>,
    ) {
        let cure = self.cure(paragraph, puts);
        self.add(paragraph, range, "", says.into(), cure);
    }

    /// A section as a whole. What the finding weighs besides the section's words is part of its fingerprint.
    pub(super) fn section(&mut self, id: SectionId, against: &str, says: impl Into<String>) {
        let words = self.report.tree.section(id).map_or("", |section| match section.heading.trim() {
            "" => section.body.as_str(),
            heading => heading,
        });
        let opening: String = plain(words).take(2 * AROUND).collect();
        self.put(Site::Section(id), [&opening, against], says.into(), None);
    }

    /// The report as a whole.
    pub(super) fn report(&mut self, against: &str, says: impl Into<String>) {
        self.put(Site::Report, ["", against], says.into(), None);
    }

    /// A metric. What the finding weighs besides its name is part of its fingerprint.
    pub(super) fn metric(&mut self, owner: Owner, row: usize, against: &str, says: impl Into<String>) {
        let site = Site::Metric { owner, row };
        let name = site.words(self.report).to_owned();
        self.put(site, [&name, against], says.into(), None);
    }

    /// Findings that were written down elsewhere.
    pub(super) fn extend(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
    }

    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    fn add(
        &mut self,
        paragraph: Paragraph<'_>,
        range: Range<usize>,
        against: &str,
        says: String,
        cure: Option<Change>,
    ) {
        let field = paragraph.passage.field;
        let typed = paragraph.passage.typed(paragraph.within(range));
        let text = self.report.text(field).unwrap_or_default();
        let paragraph = paragraph.passage.typed(paragraph.within(0..paragraph.text.len()));
        let before: String = plain_back(&text[paragraph.start..typed.start]).take(AROUND).collect();
        let behind: String = plain(&text[typed.end..paragraph.end]).take(AROUND).collect();
        let words = &text[typed.clone()];
        self.put(Site::Text { field, range: typed }, [&before, words, &behind, against], says, cure);
    }

    fn put<'p>(&mut self, at: Site, weighs: impl IntoIterator<Item = &'p str>, says: String, cure: Option<Change>) {
        let Some(rule) = self.rule else { return };
        let print = Fingerprint::of(std::iter::once(rule.name).chain(weighs));
        self.findings.push(Finding { rule, at, says, cure, print });
    }

    /// `None` if a replacement would touch a reference: its words come from the metric.
    fn cure(&self, paragraph: Paragraph<'_>, puts: &[Put<'_>]) -> Option<Change> {
        let field = paragraph.passage.field;
        let text = self.report.text(field)?;
        let mut edits = Vec::with_capacity(puts.len());
        for (range, put) in puts.iter().rev() {
            if paragraph.has_reference(range.clone()) {
                return None;
            }
            let typed = paragraph.passage.typed(paragraph.within(range.clone()));
            let cut = text.get(typed.clone())?.to_owned();
            edits.push(Edit::Text { field, at: typed.start, cut, put: (*put).to_owned() });
        }
        Some(Change { label: format!("改正{}", self.rule?.title), edits })
    }
}

/// How many letters, digits and Chinese characters on either side belong to a fingerprint. Marks and blanks don't: to
/// mend them brings no dismissed finding back.
const AROUND: usize = 12;

/// How far they are looked for: no text makes a fingerprint cost more than this.
const NEAR: usize = 8 * AROUND;

fn plain(text: &str) -> impl Iterator<Item = char> {
    text.chars().take(NEAR).filter(|ch| ch.is_alphanumeric())
}

fn plain_back(text: &str) -> impl Iterator<Item = char> {
    text.chars().rev().take(NEAR).filter(|ch| ch.is_alphanumeric())
}

//! The check before a report is handed in: families of rules, and what they find.
//!
//! ```text
//! report ─► paper     every text that is handed in, as its reader sees it: references say their figures
//!              │
//!              ├─► rules of a paragraph     blanks · lost · years · dates · marks · numbers · words · length · announced · metrics
//!              ├─► rules of its figures     figures · sums · rates · growth
//!              ├─► rules of a section       outline · announced
//!              └─► rules of the report      series · outline · length · metrics · figures
//!                       │
//!                       └─► notes ─► findings, in reading order, without what the writer has switched off or dismissed
//! ```
//!
//! Rather nothing found than something found that is none (宁可漏报，不可误报): a rule speaks where it is sure, and what it is
//! sure of is its grade. Notes are never checked: they are the writer's own and are not handed in.

mod announced;
mod blanks;
mod calendar;
mod dates;
mod figures;
mod growth;
mod homophones;
mod length;
mod lexicon;
mod line;
mod lost;
mod marks;
mod metrics;
mod notes;
mod numbers;
mod outline;
mod paper;
mod parts;
mod phrases;
mod rates;
mod relations;
mod series;
mod slips;
mod source;
mod sums;
mod tables;
mod told;
mod typing;
mod whole;
mod words;
mod years;

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use crate::edit::Change;
use crate::report::Field;
use crate::report::Fingerprint;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::figures::Figure;
use crate::report::hands::in_stretches;

use figures::Stated;
use line::Line;
use notes::Notes;
use paper::Characters;
use paper::NumberedSection;
use paper::Paper;
use paper::Paragraph;
use paper::Passage;

pub use blanks::blanks;
pub use source::mixed;
pub use source::renumbered;
pub use tables::Row;
pub use tables::Table;

/// The families of rules. What stands earlier comes first where two find something at one place.
static FAMILIES: &[&[Rule]] = &[
    blanks::RULES,
    parts::RULES,
    metrics::RULES,
    lost::RULES,
    years::RULES,
    dates::RULES,
    calendar::RULES,
    numbers::RULES,
    marks::RULES,
    typing::RULES,
    sums::RULES,
    rates::RULES,
    relations::RULES,
    growth::RULES,
    told::RULES,
    figures::RULES,
    words::RULES,
    tables::RULES,
    phrases::RULES,
    homophones::RULES,
    slips::RULES,
    announced::RULES,
    series::RULES,
    &source::RULES,
    outline::RULES,
    whole::RULES,
    length::RULES,
];

/// Every rule.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// How sure a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// 必错: it has to be changed.
    Wrong,
    /// 疑似: most likely it has to be changed; the writer knows.
    Suspect,
    /// 提示: it could be better.
    Hint,
}

impl Grade {
    /// All grades, the gravest first.
    pub const ALL: [Grade; 3] = [Grade::Wrong, Grade::Suspect, Grade::Hint];

    /// Its name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Grade::Wrong => "必错",
            Grade::Suspect => "疑似",
            Grade::Hint => "提示",
        }
    }

    /// Its name for other programs.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Wrong => "wrong",
            Grade::Suspect => "suspect",
            Grade::Hint => "hint",
        }
    }
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Site {
    /// Words of a text, as it is typed.
    Text {
        /// Which text.
        field: Field,
        /// Which bytes of it; character boundaries. A reference is within or without as a whole.
        range: Range<usize>,
    },
    /// A section as a whole.
    Section(SectionId),
    /// The report as a whole.
    Report,
    /// A metric.
    Metric {
        /// Who keeps it.
        owner: Owner,
        /// Which row, from 0.
        row: usize,
    },
}

impl Site {
    /// The section, or `None` where it is about the report as a whole.
    pub fn section(&self) -> Option<SectionId> {
        match self {
            Site::Text { field, .. } => field.section(),
            Site::Section(id) | Site::Metric { owner: Owner::Section(id), .. } => Some(*id),
            Site::Report | Site::Metric { owner: Owner::Report, .. } => None,
        }
    }

    /// The words that were found: of a section its heading, of a report its title, of a metric its name.
    pub fn words<'a>(&self, report: &'a Report) -> &'a str {
        let words = match self {
            Site::Text { field, range } => report.text(*field).and_then(|text| text.get(range.clone())),
            Site::Section(id) => report.tree.section(*id).map(|section| section.heading.as_str()),
            Site::Report => Some(report.title.as_str()),
            Site::Metric { owner, row } => {
                report.metrics(*owner).and_then(|metrics| metrics.get(*row)).map(|metric| metric.name.as_str())
            }
        };
        words.unwrap_or_default()
    }
}

/// Something that a rule has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub at: Site,
    /// What is wrong and what to do: one Chinese sentence without its last 。.
    pub says: String,
    /// What would mend it, an ordinary change that can be undone; `None` where only the writer can know.
    pub cure: Option<Change>,
    /// Knows the finding again after edits elsewhere.
    pub print: Fingerprint,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
enum Look {
    /// Every paragraph by itself.
    Paragraph(fn(&Paper<'_>, Paragraph<'_>, &mut Notes<'_>)),
    /// Every paragraph that has one of these characters: without one there is nothing to find.
    Where(&'static str, fn(&Paper<'_>, Paragraph<'_>, &mut Notes<'_>)),
    /// Every section with what stands below it.
    Section(fn(&Paper<'_>, NumberedSection<'_>, &mut Notes<'_>)),
    /// The figures of every paragraph.
    Figures(fn(&Paper<'_>, Stated<'_>, &mut Notes<'_>)),
    /// The figures of all paragraphs that have a name to be known by.
    Told(fn(&Paper<'_>, &[Stated<'_>], &mut Notes<'_>)),
    /// What one pass over the words of a paragraph finds for several rules: see [`tables`], [`phrases`] and [`homophones`].
    Listed,
    /// The report as a whole.
    Report(fn(&Paper<'_>, &mut Notes<'_>)),
    /// The text that the report was read from, which is gone: see [`source`].
    Source,
}

/// A rule of the checker.
pub struct Rule {
    /// Its name for life: in files, settings and JSON.
    pub name: &'static str,
    /// Its name on screen.
    pub title: &'static str,
    /// How sure it is.
    pub grade: Grade,
    /// Where it comes from: a clause of a standard, or practice.
    pub source: &'static str,
    look: Look,
}

impl Rule {
    const fn wrong(name: &'static str, title: &'static str, source: &'static str, look: Look) -> Rule {
        Rule { name, title, grade: Grade::Wrong, source, look }
    }

    const fn suspect(name: &'static str, title: &'static str, source: &'static str, look: Look) -> Rule {
        Rule { name, title, grade: Grade::Suspect, source, look }
    }

    const fn hint(name: &'static str, title: &'static str, source: &'static str, look: Look) -> Rule {
        Rule { name, title, grade: Grade::Hint, source, look }
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.name == other.name
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Whether a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It is.
    On,
    /// It isn't.
    Off,
}

/// Titles that rules had before, with their names: lists that writers keep go on to work.
const FORMER: [(&str, &str); 1] = [("空着没填", "placeholder")];

/// What the user has set for all reports. What a report sets itself comes on top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Rules that are off, by name.
    pub off: Vec<String>,
    /// The longest sentence that passes, in 字.
    pub longest_sentence: usize,
    /// The words of the office, beside those that come with the program.
    pub own: Option<Arc<Table>>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { off: Vec::new(), longest_sentence: 150, own: None }
    }
}

impl Settings {
    /// Reads a list of rules that are off: a line each, by name or title; blank lines and those that begin with `#` mean
    /// nothing. Answers with the lines that name no rule.
    pub fn read_off(&mut self, list: &str) -> Vec<String> {
        let mut unknown = Vec::new();
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let line = FORMER.iter().find(|(title, _)| *title == line).map_or(line, |(_, name)| *name);
            match rules().find(|rule| rule.name == line || rule.title == line) {
                Some(rule) => self.off.push(rule.name.to_owned()),
                None => unknown.push(line.to_owned()),
            }
        }
        unknown
    }

    /// Such a list once a rule is switched; all other lines stay as they are.
    pub fn listed(list: &str, name: &str, to: Switch) -> String {
        let off = to == Switch::Off;
        let title = rules().find(|rule| rule.name == name).map_or(name, |rule| rule.title);
        let is_it = |line: &str| [name, title].contains(&line.trim().trim_start_matches('\u{feff}'));
        let others = list.lines().filter(|line| off || !is_it(line));
        let fresh = (off && !list.lines().any(is_it)).then_some(name);
        others.chain(fresh).map(|line| format!("{line}\n")).collect()
    }

    /// Switches a rule for all reports.
    pub fn switch(&mut self, name: &str, to: Switch) {
        self.off.retain(|other| other != name);
        if to == Switch::Off {
            self.off.push(name.to_owned());
        }
    }

    /// Whether a rule is off for all reports.
    pub fn is_off(&self, name: &str) -> bool {
        self.off.iter().any(|off| off == name)
    }
}

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Four digits.
    pub year: u32,
    /// From 1 to 12.
    pub month: u32,
}

impl Month {
    /// The month so long after the start of 1970 (UTC), in the time of Beijing, which has one clock for all of China.
    pub fn at(since_epoch: Duration) -> Month {
        const BEIJING: u64 = 8 * 3600;
        let mut days = (since_epoch.as_secs() + BEIJING) / 86_400;
        let is_leap = |year: u32| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
        let mut year = 1970;
        while days >= 365 + u64::from(is_leap(year)) {
            days -= 365 + u64::from(is_leap(year));
            year += 1;
        }
        let lengths = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        let mut month = 1;
        for length in lengths {
            if days < length {
                break;
            }
            days -= length;
            month += 1;
        }
        Month { year, month }
    }
}

/// The findings of a report in reading order, without rules that are off and findings that are dismissed.
///
/// Linear in the report. `today` is the caller's clock. Without it the future is not told from the past.
pub fn findings(report: &Report, settings: &Settings, today: Option<Month>) -> Vec<Finding> {
    let rules: Vec<&'static Rule> = rules().filter(|rule| !is_off(report, settings, rule)).collect();
    let paper = Paper::new(report, settings, today);
    let mut notes = Notes::new(report);
    for rule in &rules {
        if let Look::Report(look) = rule.look {
            look(&paper, notes.of(rule));
        }
    }
    for part in paper.parts() {
        for rule in &rules {
            if let Look::Section(look) = rule.look {
                look(&paper, part, notes.of(rule));
            }
        }
    }
    let passages: Vec<Passage<'_>> = paper.passages().collect();
    let paragraphs: Vec<Paragraph<'_>> = passages.iter().flat_map(Passage::paragraphs).collect();
    let mut told = Vec::new();
    for (found, figures) in read_all(&paper, &rules, &paragraphs) {
        notes.extend(found);
        told.extend(figures);
    }
    let told: Vec<Stated<'_>> =
        told.iter().map(|(paragraph, figures)| Stated { paragraph: *paragraph, figures, sentences: &[] }).collect();
    for rule in &rules {
        if let Look::Told(look) = rule.look {
            look(&paper, &told, notes.of(rule));
        }
    }
    let mut findings = notes.into_findings();
    homophones::without_names(report, &mut findings);
    one_of_each_cause(&mut findings);
    findings.retain(|finding| !is_left_out(report, settings, finding));
    in_reading_order(report, &mut findings);
    findings
}

/// What writes the marks, quotes and digits of the whole report in their width, and how many that are; `None` where all are.
pub fn widen(report: &Report, settings: &Settings) -> Option<(Change, usize)> {
    let rules: Vec<&'static Rule> = rules().filter(|rule| is_width(rule) && !is_off(report, settings, rule)).collect();
    let paper = Paper::new(report, settings, None);
    let mut notes = Notes::new(report);
    for passage in paper.passages() {
        for paragraph in passage.paragraphs() {
            let characters = Characters::of(paragraph.text);
            rules.iter().for_each(|rule| by_itself(&paper, rule, paragraph, &characters, &mut notes));
        }
    }
    let mut findings = notes.into_findings();
    findings.retain(|finding| !is_left_out(report, settings, finding));
    cure_all("半角转全角", &findings)
}

/// Of findings about words that overlap, the one of the earlier family stays: they have one cause.
fn one_of_each_cause(findings: &mut Vec<Finding>) {
    let families = [tables::RULES, phrases::RULES, words::RULES, homophones::RULES, slips::RULES];
    let order = |rule: &Rule| families.iter().copied().flatten().position(|other| other == rule);
    let mut kept: HashMap<Field, Vec<(usize, Range<usize>)>> = HashMap::new();
    for finding in findings.iter() {
        if let (Some(order), Site::Text { field, range }) = (order(finding.rule), &finding.at) {
            kept.entry(*field).or_default().push((order, range.clone()));
        }
    }
    // Sorted by place, so that each looks at its neighbours alone.
    kept.values_mut().for_each(|list| list.sort_by_key(|(order, range)| (range.start, *order)));
    findings.retain(|finding| {
        let (Some(order), Site::Text { field, range }) = (order(finding.rule), &finding.at) else { return true };
        let Some(list) = kept.get(field) else { return true };
        let upto = list.partition_point(|(_, other)| other.start < range.end);
        let near = list[..upto].iter().rev().take(8);
        !near.into_iter().any(|(other, place)| *other < order && range.start < place.end)
    });
}

/// What the paragraphs of a stretch of the report come to: findings, and figures with a name to be known by.
type Read<'p> = (Vec<Finding>, Vec<(Paragraph<'p>, Vec<Figure>)>);

/// Looks at every paragraph, those of a long report in several threads: no paragraph hangs on another. The answers stand in
/// reading order.
fn read_all<'p>(paper: &Paper<'_>, rules: &[&'static Rule], paragraphs: &'p [Paragraph<'p>]) -> Vec<Read<'p>> {
    /// So many are read before a thread would have begun.
    const FEW: usize = 500;
    in_stretches(paragraphs, FEW, |stretch| read(paper, rules, stretch))
}

fn read<'p>(paper: &Paper<'_>, rules: &[&'static Rule], paragraphs: &'p [Paragraph<'p>]) -> Read<'p> {
    let mut notes = Notes::new(paper.report);
    let mut told = Vec::new();
    let (wordings, words, slips) =
        (asked(rules, phrases::RULES), asked(rules, homophones::RULES), asked(rules, slips::RULES));
    for &paragraph in paragraphs {
        let mut figures = figures::stated(paragraph);
        let sentences = figures::by_sentence(paragraph, &figures);
        let characters = Characters::of(paragraph.text);
        let line = Line::of(paragraph.text);
        tables::listed(paper, rules, paragraph, &line, &mut notes);
        for rule in rules {
            match rule.look {
                Look::Figures(look) if !figures.is_empty() => {
                    look(paper, Stated { paragraph, figures: &figures, sentences: &sentences }, notes.of(rule));
                }
                _ => by_itself(paper, rule, paragraph, &characters, &mut notes),
            }
        }
        phrases::listed(paper, wordings, paragraph, &mut notes);
        homophones::listed(words, paragraph, &line, &mut notes);
        slips::listed(slips, paragraph, &line, &mut notes);
        figures.retain(figures::is_named_well);
        if !figures.is_empty() {
            told.push((paragraph, figures));
        }
    }
    (notes.into_findings(), told)
}

/// What a rule finds that looks at a paragraph by itself.
fn by_itself(
    paper: &Paper<'_>,
    rule: &'static Rule,
    paragraph: Paragraph<'_>,
    characters: &Characters,
    notes: &mut Notes<'_>,
) {
    match rule.look {
        Look::Paragraph(look) => look(paper, paragraph, notes.of(rule)),
        Look::Where(cues, look) if characters.has_any(cues) => look(paper, paragraph, notes.of(rule)),
        _ => {}
    }
}

/// Of the first rules of a family those that are asked.
fn asked<const COUNT: usize>(rules: &[&'static Rule], family: &'static [Rule]) -> [Option<&'static Rule>; COUNT] {
    std::array::from_fn(|k| family.get(k).filter(|rule| rules.contains(rule)))
}

/// What mends all of these findings in one act, and how many that are; `None` where none has a cure. Of two that touch the
/// same words the first is mended.
pub fn cure_all<'f>(label: &str, findings: impl IntoIterator<Item = &'f Finding>) -> Option<(Change, usize)> {
    let mut cures: Vec<(Field, Range<usize>, &Change)> = findings
        .into_iter()
        .filter_map(|finding| match (&finding.at, &finding.cure) {
            (Site::Text { field, range }, Some(cure)) => Some((*field, range.clone(), cure)),
            _ => None,
        })
        .collect();
    // From the last place of a text to its first, so that none moves another.
    cures.sort_by_key(|(_, range, _)| std::cmp::Reverse((range.start, range.end)));
    let (mut edits, mut count) = (Vec::new(), 0);
    let mut first_of: HashMap<Field, usize> = HashMap::new();
    for (field, range, cure) in cures {
        if first_of.get(&field).is_some_and(|first| range.end > *first) {
            continue;
        }
        first_of.insert(field, range.start);
        edits.extend(cure.edits.iter().cloned());
        count += 1;
    }
    (count > 0).then(|| (Change { label: label.to_owned(), edits }, count))
}

/// Whether a rule writes a mark or a digit in its full or half width, or a quote as Chinese has it: what can be done for a
/// whole report without a look.
pub fn is_width(rule: &Rule) -> bool {
    ["half_width", "straight_quotes", "single_quotes", "full_width_digit"].contains(&rule.name)
}

/// Whether a rule is off, for all reports or for this one, or the finding is dismissed.
pub fn is_left_out(report: &Report, settings: &Settings, finding: &Finding) -> bool {
    is_off(report, settings, finding.rule) || report.setup.check.dismissed.contains(&finding.print)
}

fn is_off(report: &Report, settings: &Settings, rule: &Rule) -> bool {
    settings.is_off(rule.name) || report.setup.check.off.contains(rule.name)
}

/// Sorts findings as the report is read; those of one place stay in their order.
pub fn in_reading_order(report: &Report, findings: &mut [Finding]) {
    let rows: HashMap<SectionId, usize> =
        report.tree.rows().enumerate().map(|(row, at)| (at.section.id, row + 1)).collect();
    let row = |id: &SectionId| rows.get(id).copied().unwrap_or(0);
    findings.sort_by_cached_key(|finding| match &finding.at {
        Site::Report => (0, 0, 0),
        Site::Metric { owner: Owner::Report, row } => (0, 9, *row),
        Site::Metric { owner: Owner::Section(id), row: at } => (row(id), 9, *at),
        Site::Section(id) => (row(id), 0, 0),
        Site::Text { field, range } => {
            let (row, text) = match field {
                Field::Head(_) => (0, 1),
                Field::Title => (0, 2),
                Field::Subtitle => (0, 3),
                Field::Salutation => (0, 4),
                Field::Preamble => (0, 5),
                Field::ReportNote => (0, 6),
                Field::Heading(id) => (row(id), 1),
                Field::Body(id) => (row(id), 2),
                Field::Note(id) => (row(id), 3),
                Field::Closing => (usize::MAX, 1),
                Field::Organization => (usize::MAX, 2),
                Field::Date => (usize::MAX, 3),
                Field::Remarks => (usize::MAX, 4),
                Field::Imprint => (usize::MAX, 5),
            };
            (row, text, range.start)
        }
    });
}

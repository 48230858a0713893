//! 退回稿: the file that comes back, as a state of the report that it was made of.
//!
//! ```text
//! now       the report as it is here                          references, metrics, notes, marks
//! sent      now, handed out and read again                    what the file would say if nobody had changed it
//! back      the file as it came back                          known section by section
//! before    the same with its revisions rejected              what it was when it was handed out, where that is told
//! returned  now with what back has changed, and nothing else
//! ```
//!
//! All of them say the same of the same words, for they were read in the same way: what differs was changed by somebody.

mod hung;
mod lift;
mod shape;
mod twins;

use std::collections::HashMap;

use crate::report::Draft;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Sent;
use crate::report::Words;
use crate::report::metric::number;
use crate::report::reference::Form;

use self::lift::Changed;
use self::lift::Lifted;
use self::lift::lift;
use super::Edit;

/// A file that came back.
#[derive(Clone, Debug, Default)]
pub struct Back {
    /// What it says.
    pub after: Draft,
    /// What it said before its revisions, where it has some.
    pub before: Option<Draft>,
    /// What it was made of, where it says that.
    pub sent: Option<Sent>,
}

/// What becomes of a figure that a metric has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// The metric gets it: all texts that refer to it say it.
    #[default]
    ToMetrics,
    /// The text says it, and the metric stays as it is.
    ToTexts,
}

/// The report with what was changed in the file.
#[derive(Clone, Debug, Default)]
pub struct Returned {
    /// It. Sections that are new have ids that the report has free.
    pub report: Report,
    /// The figures that somebody has changed where a metric says them.
    pub figures: Vec<Figure>,
    /// What a section of the file is called in the report, where that is not the same.
    pub ids: HashMap<SectionId, SectionId>,
    /// Whether the file has anything of the report.
    pub kin: Kin,
}

/// Whether a file has anything of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kin {
    /// Enough of its sections are the same, or alike.
    #[default]
    Own,
    /// Hardly any is: it is a file of another report.
    Other,
}

/// A figure that somebody has changed, and that a metric says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// In which text.
    pub field: Field,
    /// Which metric; or what a reference names that is none.
    pub name: String,
    /// What it showed.
    pub was: String,
    /// What stands there now.
    pub becomes: String,
    /// The value that the metric would have; `None` where it can't say what stands there now, as it is reckoned.
    pub value: Option<String>,
}

/// The report with what was changed in a file that came back, and nothing else. `sent` is `now` handed out and read again.
pub fn returned(now: &Report, sent: &Draft, back: &Back, figures: Figures) -> Returned {
    let mut back = back.clone();
    let ids = twins::settle(&mut back, sent, now);
    let mut report = shape::shaped(now, &shape::of_sent(&back, sent, now), &back.after.report);
    let mut texts =
        Texts { ledger: Ledger::new(now), now, sent, back: &back, figures, told: Vec::new(), known: HashMap::new() };
    texts.known = texts.known_lines();
    for field in Field::of_report().filter(|field| *field != Field::ReportNote) {
        texts.field(&mut report, field);
    }
    let sections: Vec<SectionId> = report.tree.rows().map(|row| row.section.id).collect();
    for id in sections {
        texts.section(&mut report, id);
    }
    texts.give_figures(&mut report);
    let figures = std::mem::take(&mut texts.told);
    hung::hang(&mut report, now, sent, &back);
    let kin = twins::kin(&back.after.report, &sent.report);
    Returned { report, figures, ids, kin }
}

/// The texts of a report, each with what was changed in the file.
struct Texts<'a> {
    ledger: Ledger,
    now: &'a Report,
    sent: &'a Draft,
    back: &'a Back,
    figures: Figures,
    told: Vec<Figure>,
    /// The lines that hold references, by what they show.
    known: HashMap<String, String>,
}

impl Texts<'_> {
    /// The lines of the report that refer to something, by what they show.
    fn known_lines(&self) -> HashMap<String, String> {
        let lines = self.now.texts().filter(|(_, text)| text.contains('{')).flat_map(|(_, text)| text.lines());
        let shown = lines.map(|line| (self.ledger.render(line).trim().to_owned(), line.trim().to_owned()));
        shown.filter(|(shown, line)| shown != line).collect()
    }

    /// The heading, body and setting of a section.
    fn section(&mut self, report: &mut Report, id: SectionId) {
        let Some(after) = self.back.after.report.tree.section(id) else { return };
        let Some(before) = self.base(id).and_then(|base| base.tree.section(id)) else {
            if self.sent.report.tree.contains(id) {
                return;
            }
            // It is new.
            for field in [Field::Heading(id), Field::Body(id)] {
                if let Some(text) = report.text_mut(field) {
                    *text = self.again(std::mem::take(text));
                }
            }
            return;
        };
        let (old, new) = (before.style.clone(), after.style.clone());
        let has_both = !after.heading.is_empty() && !after.body.is_empty();
        self.field(report, Field::Heading(id));
        self.field(report, Field::Body(id));
        if let Some(section) = report.tree.section_mut(id).filter(|_| has_both)
            && (old.heading, old.stop) != (new.heading, new.stop)
        {
            (section.style.heading, section.style.stop) = (new.heading, new.stop);
        }
    }

    /// What a section was before somebody changed it; `None` where nobody has.
    fn base(&self, id: SectionId) -> Option<&Report> {
        let sent = self.back.sent.as_ref().and_then(|sent| sent.sections.iter().find(|section| section.id == id));
        let words = |draft: &Draft| draft.words.get(&id).copied();
        let here = &self.sent.report;
        let Some(sent) = sent else { return Some(here) };
        if words(&self.back.after) == Some(sent.words) {
            return None;
        }
        if words(self.sent) == Some(sent.words) {
            return Some(here);
        }
        // The writer has gone on: what it was is known where it was revised.
        let before = self.back.before.as_ref().filter(|before| before.report.tree.contains(id));
        Some(before.map_or(here, |before| &before.report))
    }

    /// A text with what was changed in it.
    fn field(&mut self, report: &mut Report, field: Field) {
        let base = match field.section() {
            Some(id) => self.base(id),
            None => self.base_of_whole(field),
        };
        let Some(base) = base.and_then(|base| base.text(field)) else { return };
        let Some(back) = self.back.after.report.text(field) else { return };
        if base == back {
            return;
        }
        let Some(now) = self.now.text(field) else { return };
        let Lifted { text, references, figures } = lift(now, &self.ledger, base, back);
        let mut text = text;
        for changed in references.into_iter().rev() {
            self.settle(field, &mut text, changed);
        }
        for (was, becomes) in figures {
            self.notice(field, now, &text, was, becomes);
        }
        let text = self.again(text);
        if let Some(place) = report.text_mut(field).filter(|_| field.holds(&text)) {
            *place = text;
        }
    }

    /// What a text of the whole report was before somebody changed it; `None` where nobody has.
    fn base_of_whole(&self, field: Field) -> Option<&Report> {
        let here = &self.sent.report;
        let words = |report: &Report| report.text(field).map(Words::of);
        if let Some(sent) = self.back.sent.as_ref().and_then(|sent| sent.words_of(field)) {
            if words(&self.back.after.report) == Some(sent) {
                return None;
            }
            if words(here) == Some(sent) {
                return Some(here);
            }
        }
        let Some(before) = &self.back.before else { return Some(here) };
        let is_revised = before.report.text(field) != self.back.after.report.text(field);
        Some(if is_revised { &before.report } else { here })
    }

    /// Lines that say what a line with references said, with these references.
    fn again(&self, text: String) -> String {
        if self.known.is_empty() {
            return text;
        }
        let line = |line: &str| self.known.get(line.trim()).cloned().unwrap_or_else(|| line.to_owned());
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }

    /// A reference that shows something else now: its metric gets that, else the text says it.
    fn settle(&mut self, field: Field, text: &mut String, changed: Changed) {
        let Changed { name, form, was, becomes, at } = changed;
        let value = form.and_then(|form| self.value(&name, form, &becomes));
        let is_other = self.told.iter().any(|told| told.name == name && told.value.is_some() && told.value != value);
        let value = value.filter(|_| !is_other);
        if value.is_none() || self.figures == Figures::ToTexts {
            text.replace_range(at, &becomes);
        }
        self.told.push(Figure { field, name, was, becomes, value });
    }

    /// The value that a metric has to have so that a reference shows this.
    fn value(&self, name: &str, form: Form, shown: &str) -> Option<String> {
        let metric = self.only(name)?;
        let value = match form {
            Form::Figure => shown.trim().strip_suffix(metric.unit.trim())?,
            Form::Number => shown.trim(),
            _ => return None,
        };
        (number(value).is_some() && number(&metric.value).is_some()).then(|| value.to_owned())
    }

    /// The metric of a name that only one has, and whose value is written out.
    fn only(&self, name: &str) -> Option<&Metric> {
        let mut named = self.now.all_metrics().map(|(_, metric)| metric).filter(|metric| metric.name.trim() == name);
        let metric = named.next()?;
        (named.next().is_none() && !metric.is_reckoned()).then_some(metric)
    }

    /// A figure was changed that is no reference: it may be a metric's all the same, where its name stands before it.
    fn notice(&mut self, field: Field, old: &str, text: &str, was: String, becomes: String) {
        let is_it = |metric: &Metric| {
            let written = format!("{was}{}", metric.unit.trim());
            let names =
                |sentence: &str| sentence.find(metric.name.trim()).is_some_and(|at| sentence[at..].contains(&written));
            number(&metric.value).is_some_and(|value| Some(value) == number(&was))
                && !metric.name.trim().is_empty()
                && old.split(['。', '；', '\n']).any(names)
        };
        let named: Vec<&Metric> = self.now.all_metrics().map(|(_, metric)| metric).filter(|one| is_it(one)).collect();
        let [metric] = named.as_slice() else { return };
        let says = text.contains(&format!("{becomes}{}", metric.unit.trim()));
        let (name, unit) = (metric.name.trim().to_owned(), metric.unit.trim().to_owned());
        let value = Some(becomes.clone()).filter(|value| says && number(value).is_some());
        let value = value.filter(|_| self.only(&name).is_some());
        self.told.push(Figure { field, name, was: was + &unit, becomes: becomes + &unit, value });
    }

    /// Gives the metrics the figures that are offered to them.
    fn give_figures(&self, report: &mut Report) {
        if self.figures == Figures::ToTexts {
            return;
        }
        for Figure { name, value, .. } in &self.told {
            let Some(value) = value else { continue };
            let found = report.metric_rows().find(|(_, _, metric)| metric.name.trim() == *name);
            let Some((owner, at, metric)) = found.map(|(owner, at, metric)| (owner, at, metric.clone())) else {
                continue;
            };
            let put = Metric { value: value.clone(), ..metric.clone() };
            let _ = Edit::Metrics { owner, at, cut: vec![metric], put: vec![put] }.apply(report);
        }
    }
}

/// Who keeps what, the report first.
fn owners(report: &Report) -> Vec<Owner> {
    let sections = report.tree.rows().map(|row| Owner::Section(row.section.id));
    std::iter::once(Owner::Report).chain(sections).collect()
}

//! Figures taken out of the text: each becomes a metric, and the text refers to it where that says the same words.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

use super::figures::Names;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::figures::Figure;
use crate::report::figures::Kind;
use crate::report::figures::Listed;
use crate::report::reference::Form;

/// Makes metrics of these figures, which [`crate::report::figures`] found in the report: value and unit as written,
/// last year's value where the words say it exactly. The section that states a figure keeps its metric, the report
/// what stands in none. A name that is taken gets a number. A figure with the name, value and unit of a metric is that
/// metric's.
///
/// The words become references wherever these say exactly the same, so that what is handed in stays as it is to the
/// character. A figure that is a reference, or isn't there any more, is left alone. `None` where nothing is left to do.
/// Walks the report.
pub fn take_figures(report: &Report, ticked: &[Listed]) -> Option<Change> {
    let mut taking = Taking::new(report);
    let mut seen = HashSet::new();
    for listed in ticked {
        if stands(report, listed) && seen.insert((listed.field, listed.figure.value_at.start)) {
            taking.take(listed);
        }
    }
    taking.into_change()
}

/// Whether the text still has the figure there.
fn stands(report: &Report, Listed { field, figure }: &Listed) -> bool {
    let there = report.text(*field).and_then(|text| text.get(figure.value_at.clone()));
    figure.kind != Kind::Reference && there == Some(figure.value.as_str())
}

/// What has been taken so far.
struct Taking<'a> {
    report: &'a Report,
    names: Names<'a>,
    /// The metrics that may be meant by a name, those of the report and those added.
    known: HashMap<String, Metric>,
    /// The metrics to add, by who keeps them, in the order in which they were met.
    added: Vec<(Owner, Vec<Metric>)>,
    /// What is to be written into each text.
    written: Vec<(Field, Vec<Put>)>,
}

/// What is to be written in place of these bytes.
type Put = (Range<usize>, String);

impl Taking<'_> {
    fn new(report: &Report) -> Taking<'_> {
        let mut known: HashMap<String, Metric> = HashMap::new();
        let mut twice = Vec::new();
        for (_, metric) in report.all_metrics() {
            if let Some(other) = known.insert(metric.name.trim().to_owned(), metric.clone()) {
                twice.push(other.name.trim().to_owned());
            }
        }
        // A reference to a name that two metrics have says nothing.
        twice.iter().for_each(|name| drop(known.remove(name)));
        Taking { report, names: Names::with_referred(report), known, added: Vec::new(), written: Vec::new() }
    }

    fn take(&mut self, Listed { field, figure }: &Listed) {
        let metric = self.metric(*field, figure);
        let text = self.report.text(*field).unwrap_or_default();
        let references = references(text, figure, &metric);
        if references.is_empty() {
            return;
        }
        match self.written.iter_mut().find(|(other, _)| other == field) {
            Some((_, all)) => all.extend(references),
            None => self.written.push((*field, references)),
        }
    }

    /// The metric of a figure: one that says the same already, or a new one.
    fn metric(&mut self, field: Field, figure: &Figure) -> Metric {
        let mut metric = metric_of(self.report.text(field).unwrap_or_default(), figure);
        let same = |known: &&Metric| known.value.trim() == metric.value && known.unit.trim() == metric.unit;
        if let Some(known) = self.known.get(metric.name.trim()).filter(same) {
            return known.clone();
        }
        self.names.settle(&mut metric);
        self.known.insert(metric.name.clone(), metric.clone());
        let owner = field.section().map_or(Owner::Report, Owner::Section);
        match self.added.iter_mut().find(|(other, _)| *other == owner) {
            Some((_, rows)) => rows.push(metric.clone()),
            None => self.added.push((owner, vec![metric.clone()])),
        }
        metric
    }

    fn into_change(self) -> Option<Change> {
        let before = Ledger::new(self.report);
        let mut after = before.clone();
        self.added.iter().for_each(|(owner, rows)| after.replace(*owner, &[], rows));
        let mut edits = Vec::new();
        for (field, written) in self.written {
            let text = self.report.text(field).unwrap_or_default();
            let steps = steps(text, written);
            // A brace that stands in the text already may read a reference in another way: then the words stay.
            if after.render(&rewritten(text, &steps)) == before.render(text) {
                let step = |(at, put): Put| Edit::Text { field, at: at.start, cut: text[at].to_owned(), put };
                edits.extend(steps.into_iter().map(step));
            }
        }
        let label = label(&self.added);
        for (owner, put) in self.added {
            let at = self.report.metrics(owner).map_or(0, <[Metric]>::len);
            edits.push(Edit::Metrics { owner, at, cut: Vec::new(), put });
        }
        (!edits.is_empty()).then_some(Change { label, edits })
    }
}

/// What the words say, as a metric. A rank is `第2` with 位.
pub(super) fn metric_of(text: &str, figure: &Figure) -> Metric {
    let last_year = figure.last_year().map(|number| number.normalize().to_string());
    let name = figure.name.trim().to_owned();
    if figure.kind == Kind::Rank {
        let words = &text[rank_at(text, figure)];
        let unit =
            words.chars().next_back().filter(|ch| matches!(ch, '位' | '名')).map(String::from).unwrap_or_default();
        let value = words.strip_suffix(&unit).unwrap_or(words).to_owned();
        let last_year = last_year.map(|place| format!("第{place}")).unwrap_or_default();
        return Metric { name, value, unit, last_year, ..Metric::default() };
    }
    let (value, unit, last_year) = (figure.value.clone(), figure.unit.clone(), last_year.unwrap_or_default());
    Metric { name, value, unit, last_year, ..Metric::default() }
}

/// The words of a rank: 第2位 of its 2.
fn rank_at(text: &str, figure: &Figure) -> Range<usize> {
    let Range { start, end } = figure.value_at.clone();
    let start = if text[..start].ends_with('第') { start - "第".len() } else { start };
    let end = if text[end..].starts_with(['位', '名']) { end + "位".len() } else { end };
    start..end
}

/// The references that stand for the words of a figure and of its changes.
fn references(text: &str, figure: &Figure, metric: &Metric) -> Vec<Put> {
    let (value, unit) = (figure.value_at.clone(), figure.unit_at.clone());
    let whole = match figure.kind {
        Kind::Rank => rank_at(text, figure),
        _ => value.start..value.end.max(unit.end),
    };
    let says = |form: Form, range: &Range<usize>| form.says(metric).ok().as_deref() == text.get(range.clone());
    let written = |form: Form| match form.word() {
        "" => format!("{{{}}}", metric.name),
        word => format!("{{{}:{word}}}", metric.name),
    };
    // 20余次 keeps its 余: only the number refers.
    let figures = [(whole, Form::Figure), (value, Form::Number)];
    let figure_itself = figures.into_iter().find(|(range, form)| says(*form, range));
    let changes = figure.changes.iter().flat_map(|change| {
        [Form::Change, Form::Difference]
            .map(|form| (change.range.clone(), form))
            .into_iter()
            .find(|(range, form)| says(*form, range))
    });
    figure_itself.into_iter().chain(changes).map(|(range, form)| (range, written(form))).collect()
}

/// The replacements from the last to the first, so that each fits the text that those before it leave; none inside another.
fn steps(text: &str, mut written: Vec<Put>) -> Vec<Put> {
    written.sort_by_key(|(range, _)| std::cmp::Reverse((range.start, range.end)));
    let mut from = text.len();
    written.retain(|(range, _)| {
        let apart = range.end <= from;
        from = if apart { range.start } else { from };
        apart
    });
    written
}

fn rewritten(text: &str, steps: &[Put]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, put) in steps.iter().rev() {
        out.push_str(&text[done..range.start]);
        out.push_str(put);
        done = range.end;
    }
    out.push_str(&text[done..]);
    out
}

/// 提取指标「电子工单」.
fn label(added: &[(Owner, Vec<Metric>)]) -> String {
    match added {
        [] => "改为引用指标".to_owned(),
        [(_, rows)] if rows.len() == 1 => format!("提取指标「{}」", rows[0].name),
        many => format!("提取{}项指标", many.iter().map(|(_, rows)| rows.len()).sum::<usize>()),
    }
}

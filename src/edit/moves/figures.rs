//! The rows of metrics: added, set, moved, removed. Names stay unique in a report; a row without a name is not named yet.
//! The texts and formulas that refer to a metric follow its name.

use std::collections::HashMap;
use std::collections::HashSet;
use std::ops::Range;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::formula;
use crate::report::reference;
use crate::report::reference::Form;

/// Puts an empty row into the owner's metrics, before the row that is at `at` now.
pub fn add_metric(report: &Report, owner: Owner, at: usize) -> Option<Change> {
    insert_metrics(report, owner, at, vec![Metric::default()])
}

/// Puts rows into the owner's metrics. Those whose names are taken get others.
pub fn insert_metrics(report: &Report, owner: Owner, at: usize, mut put: Vec<Metric>) -> Option<Change> {
    if put.is_empty() || at > report.metrics(owner)?.len() {
        return None;
    }
    let mut names = Names::new(report);
    for metric in &mut put {
        names.settle(metric);
    }
    let label = match put.as_slice() {
        [one] => label("新增", one),
        many => format!("新增{}项指标", many.len()),
    };
    Some(Change::one(label, Edit::Metrics { owner, at, cut: Vec::new(), put }))
}

/// Writes a row anew. With another name, every reference to the old one is written anew too, in all texts and formulas.
/// `None` where nothing changes, there is no such row, [`metric_name_taken`], or the new name can't be referred to
/// ([`reference::is_name`]).
pub fn set_metric(report: &Report, owner: Owner, at: usize, mut metric: Metric) -> Option<Change> {
    let before = report.metrics(owner)?.get(at)?;
    let renamed = before.name != metric.name;
    let refused = || !reference::is_name(&metric.name) || metric_name_taken(report, &metric.name, Some((owner, at)));
    if *before == metric || renamed && refused() {
        return None;
    }
    let label = label("修改", if metric.name.is_empty() { before } else { &metric });
    let follows = !metric.name.trim().is_empty() && !metric_name_taken(report, &before.name, Some((owner, at)));
    let mut edits = Vec::new();
    if renamed && follows {
        let (from, to) = (before.name.trim(), metric.name.trim());
        edits = renamed_references(report, from, to);
        edits.extend(renamed_formulas(report, from, to, (owner, at)));
        if let Some(value) = formula::renamed(&metric.value, |name| (name == from).then_some(to)) {
            metric.value = value;
        }
    }
    if !edits.is_empty() {
        // Changes nothing: an undo ends at the row, not at a text that refers to it.
        edits.insert(0, Edit::Metrics { owner, at: at + 1, cut: Vec::new(), put: Vec::new() });
    }
    edits.push(Edit::Metrics { owner, at, cut: vec![before.clone()], put: vec![metric] });
    Some(Change { label, edits })
}

/// Gives every reference to a metric its new name, the last one of a text first.
fn renamed_references(report: &Report, from: &str, to: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (field, text) in report.texts() {
        let before = edits.len();
        edits.extend(reference::find(text).filter(|reference| reference.name == from).map(|reference| Edit::Text {
            field,
            at: reference.name_at,
            cut: from.to_owned(),
            put: to.to_owned(),
        }));
        edits[before..].reverse();
    }
    edits
}

/// Gives a metric its new name in every formula but that of the row `except`.
fn renamed_formulas(report: &Report, from: &str, to: &str, except: (Owner, usize)) -> Vec<Edit> {
    let renamed = |(owner, at, metric): (Owner, usize, &Metric)| {
        let value = formula::renamed(&metric.value, |name| (name == from).then_some(to))?;
        let put = vec![Metric { value, ..metric.clone() }];
        ((owner, at) != except).then(|| Edit::Metrics { owner, at, cut: vec![metric.clone()], put })
    };
    report.metric_rows().filter_map(renamed).collect()
}

/// A place that says a figure of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// A reference in a text.
    Text {
        /// Which text.
        field: Field,
        /// Its bytes in the text, braces included.
        range: Range<usize>,
        /// What it asks for; `None` for a word that is no form.
        form: Option<Form>,
    },
    /// A formula that names it.
    Formula {
        /// Who keeps the metric that has the formula.
        owner: Owner,
        /// Which of the owner's rows it is, from 0.
        at: usize,
        /// The bytes of the name in the value, braces included.
        range: Range<usize>,
    },
}

/// The places that refer to the metric of this name: texts in reading order, then formulas in the order of their rows. Walks
/// the report.
pub fn uses_of(report: &Report, name: &str) -> Vec<Use> {
    let name = name.trim();
    let in_texts = report.texts().flat_map(|(field, text)| {
        let found = reference::find(text).filter(|other| other.name == name);
        found.map(move |found| Use::Text { field, range: found.range, form: found.form })
    });
    let in_formulas = report.metric_rows().flat_map(|(owner, at, metric)| {
        let operands = formula::read(&metric.value).and_then(Result::ok).map(|formula| formula.operands);
        let found = operands.into_iter().flatten().filter(|operand| operand.name == name);
        found.map(move |operand| Use::Formula { owner, at, range: operand.range })
    });
    in_texts.chain(in_formulas).collect()
}

/// Moves the row `from` to the row `to`, counted without it; to another owner too.
pub fn move_metric(report: &Report, from: (Owner, usize), to: (Owner, usize)) -> Option<Change> {
    let rows = report.metrics(from.0)?;
    let metric = rows.get(from.1)?;
    let label = label("移动", metric);
    if from.0 != to.0 {
        if to.1 > report.metrics(to.0)?.len() {
            return None;
        }
        let moved = vec![metric.clone()];
        let take = Edit::Metrics { owner: from.0, at: from.1, cut: moved.clone(), put: Vec::new() };
        let give = Edit::Metrics { owner: to.0, at: to.1, cut: Vec::new(), put: moved };
        return Some(Change { label, edits: vec![take, give] });
    }
    if to.1 >= rows.len() || from.1 == to.1 {
        return None;
    }
    let cut = rows[from.1.min(to.1)..=from.1.max(to.1)].to_vec();
    let mut put = cut.clone();
    if from.1 < to.1 {
        put.rotate_left(1);
    } else {
        put.rotate_right(1);
    }
    Some(Change::one(label, Edit::Metrics { owner: from.0, at: from.1.min(to.1), cut, put }))
}

/// Takes a row out.
pub fn remove_metric(report: &Report, owner: Owner, at: usize) -> Option<Change> {
    let metric = report.metrics(owner)?.get(at)?;
    let label = label("删除", metric);
    Some(Change::one(label, Edit::Metrics { owner, at, cut: vec![metric.clone()], put: Vec::new() }))
}

/// Whether a metric other than the row `except` has this name, blanks at its ends aside. The empty name is never taken.
/// Walks the report.
pub fn metric_name_taken(report: &Report, name: &str, except: Option<(Owner, usize)>) -> bool {
    let name = name.trim();
    if name.is_empty() {
        return false;
    }
    let own = except.and_then(|(owner, at)| report.metrics(owner)?.get(at));
    report
        .all_metrics()
        .any(|(_, metric)| metric.name.trim() == name && !own.is_some_and(|own| std::ptr::eq(own, metric)))
}

/// The names that are taken, gathered when they are first asked for: most subtrees have no metrics.
pub(super) struct Names<'a> {
    report: &'a Report,
    taken: Option<HashSet<String>>,
}

impl Names<'_> {
    pub(super) fn new(report: &Report) -> Names<'_> {
        Names { report, taken: None }
    }

    /// As [`Names::new`], and what a text or a formula names is taken too: a metric of that name would make it say something.
    pub(super) fn with_referred(report: &Report) -> Names<'_> {
        let named = report.all_metrics().map(|(_, metric)| metric.name.trim().to_owned());
        let referred = report.texts().flat_map(|(_, text)| reference::find(text)).map(|found| found.name.to_owned());
        let formulas = report.all_metrics().filter_map(|(_, metric)| formula::read(&metric.value)?.ok());
        let operands = formulas.flat_map(|formula| formula.operands).map(|operand| operand.name.to_owned());
        Names { report, taken: Some(named.chain(referred).chain(operands).collect()) }
    }

    /// Gives the metric a free name where its own is taken, and takes it.
    pub(super) fn settle(&mut self, metric: &mut Metric) {
        if metric.name.trim().is_empty() {
            return;
        }
        let taken = self.taken.get_or_insert_with(|| {
            self.report.all_metrics().map(|(_, metric)| metric.name.trim().to_owned()).collect()
        });
        if taken.insert(metric.name.trim().to_owned()) {
            return;
        }
        let stem = stem(metric.name.trim(), taken);
        let free = (2_u64..).map(|number| format!("{stem}{number}")).find(|name| !taken.contains(name));
        metric.name = free.expect("a report has fewer metrics than numbers");
        taken.insert(metric.name.clone());
    }
}

/// Gives the metrics of pasted subtrees names that are free, and the references among these subtrees those names: a copy
/// tells its own figures. A name that two of the subtrees brought means in each of them its own metric.
pub(in crate::edit) fn settle_branches(report: &Report, branches: &mut [Branch]) {
    let mut names = Names::new(report);
    let mut renamed = false;
    let mut all: HashMap<String, String> = HashMap::new();
    let mut own: Vec<HashMap<String, String>> = vec![HashMap::new(); branches.len()];
    for (branch, own) in branches.iter_mut().zip(&mut own) {
        for metric in branch.sections_mut().flat_map(|section| &mut section.metrics) {
            let before = metric.name.trim().to_owned();
            names.settle(metric);
            renamed |= metric.name.trim() != before;
            let now = metric.name.trim().to_owned();
            all.entry(before.clone()).or_insert_with(|| now.clone());
            own.entry(before).or_insert(now);
        }
    }
    if !renamed {
        return;
    }
    for (branch, own) in branches.iter_mut().zip(&own) {
        for section in branch.sections_mut() {
            let to = |name: &str| own.get(name).or_else(|| all.get(name)).map(String::as_str);
            for text in [&mut section.heading, &mut section.body, &mut section.note] {
                rename_in(text, to);
            }
            for metric in &mut section.metrics {
                if let Some(value) = formula::renamed(&metric.value, to) {
                    metric.value = value;
                }
            }
        }
    }
}

/// Gives the references of a text the names that `to` has for them.
pub(super) fn rename_in<'n>(text: &mut String, to: impl Fn(&str) -> Option<&'n str>) {
    let mut out = String::new();
    let mut done = 0;
    for found in reference::find(text) {
        if let Some(name) = to(found.name).filter(|name| *name != found.name) {
            out.push_str(&text[done..found.name_at]);
            out.push_str(name);
            done = found.name_at + found.name.len();
        }
    }
    if done > 0 {
        out.push_str(&text[done..]);
        *text = out;
    }
}

/// What a number is put after: a copy of 电子工单2 is counted on from 电子工单 where there is one; other digits at the end
/// belong to the name, and a hyphen keeps the number apart from them.
fn stem(name: &str, taken: &HashSet<String>) -> String {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if letters.len() == name.len() || taken.contains(letters) { letters.into() } else { format!("{name}-") }
}

/// 删除指标「电子工单」.
fn label(act: &str, metric: &Metric) -> String {
    match metric.name.trim() {
        "" => format!("{act}指标"),
        name => format!("{act}指标「{name}」"),
    }
}

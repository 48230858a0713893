//! Cells pasted into rows of metrics, as a spreadsheet copies them: one change, however many there are.

use std::collections::HashMap;
use std::collections::HashSet;

use super::figures::rename_in;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::formula;
use crate::report::metric::Entered;
use crate::report::reference;
use crate::report::table::Column;

/// What pasted cells do to a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromCells {
    /// The change, or `None` where nothing becomes another.
    pub change: Option<Change>,
    /// Names that another metric has, or that can't be referred to: the metric keeps the name it had.
    pub refused: Vec<String>,
    /// How many figures are no numbers, or have another unit than their metric. They are written as they are.
    pub odd: usize,
}

/// Writes lines of cells into these rows, one after the other, and what goes past them into new rows after the owner's own.
/// References and formulas follow a name that becomes another. Walks the report once.
pub fn put_cells(report: &Report, rows: &[(Owner, usize)], owner: Owner, lines: &[Vec<(Column, String)>]) -> FromCells {
    let mut from = FromCells::default();
    let Some(end) = report.metrics(owner).map(<[Metric]>::len) else { return from };
    let mut names = Names::new(report);
    let mut changed: Vec<((Owner, usize), Metric, Metric)> = Vec::new();
    let mut added = Vec::new();
    for (k, line) in lines.iter().enumerate() {
        let place = rows.get(k).copied();
        let before = place.and_then(|(owner, at)| report.metrics(owner)?.get(at)).cloned().unwrap_or_default();
        let mut now = before.clone();
        for (column, text) in line {
            if let Some(own) = column.of_mut(&mut now) {
                own.clone_from(text);
            }
        }
        if !names.take(&before, &now) {
            from.refused.push(std::mem::replace(&mut now.name, before.name.clone()));
        }
        let came = now.take_units(&before);
        from.odd += came.iter().filter(|(_, came)| matches!(came, Entered::OtherUnit | Entered::NoNumber)).count();
        match place {
            Some(place) if now != before => changed.push((place, before, now)),
            None if now != before => added.push(now),
            Some(_) | None => {}
        }
    }
    let mut edits = names.follow(report, &mut changed, &mut added);
    edits.extend(runs(changed));
    if !added.is_empty() {
        edits.push(Edit::Metrics { owner, at: end, cut: Vec::new(), put: added });
    }
    let label = format!("粘贴{}行指标", lines.len());
    from.change = (!edits.is_empty()).then_some(Change { label, edits });
    from
}

/// The names of the metrics while some become others.
struct Names {
    /// How many metrics have each.
    taken: HashMap<String, usize>,
    /// The new name of what had this one.
    renamed: HashMap<String, String>,
}

impl Names {
    fn new(report: &Report) -> Names {
        let mut taken = HashMap::new();
        for (_, metric) in report.all_metrics() {
            *taken.entry(metric.name.trim().to_owned()).or_default() += 1;
        }
        Names { taken, renamed: HashMap::new() }
    }

    /// Takes the name that a metric gets, if it may have it.
    fn take(&mut self, before: &Metric, now: &Metric) -> bool {
        let (old, new) = (before.name.trim(), now.name.trim());
        if old == new {
            return true;
        }
        let is_taken = !new.is_empty() && self.taken.get(new).is_some_and(|&many| many > 0);
        if is_taken || !reference::is_name(new) {
            return false;
        }
        *self.taken.entry(new.to_owned()).or_default() += 1;
        let left = self.taken.get_mut(old).filter(|_| !old.is_empty());
        if let Some(left) = left {
            *left = left.saturating_sub(1);
            if *left == 0 && !new.is_empty() {
                self.renamed.insert(old.to_owned(), new.to_owned());
            }
        }
        true
    }

    /// Gives texts and formulas the new names: answers the edits for those that aren't written anew in any case.
    fn follow(
        &self,
        report: &Report,
        changed: &mut [((Owner, usize), Metric, Metric)],
        added: &mut [Metric],
    ) -> Vec<Edit> {
        if self.renamed.is_empty() {
            return Vec::new();
        }
        let to = |name: &str| self.renamed.get(name).map(String::as_str);
        for now in changed.iter_mut().map(|(.., now)| now).chain(added) {
            if let Some(value) = formula::renamed(&now.value, to) {
                now.value = value;
            }
        }
        let in_text = |(field, text): (_, &str)| {
            let mut put = text.to_owned();
            rename_in(&mut put, to);
            (put != text).then(|| Edit::Text { field, at: 0, cut: text.to_owned(), put })
        };
        let own: HashSet<(Owner, usize)> = changed.iter().map(|(place, ..)| *place).collect();
        let in_formula = |(owner, at, metric): (Owner, usize, &Metric)| {
            let value = formula::renamed(&metric.value, to).filter(|_| !own.contains(&(owner, at)))?;
            Some(Edit::Metrics { owner, at, cut: vec![metric.clone()], put: vec![Metric { value, ..metric.clone() }] })
        };
        report.texts().filter_map(in_text).chain(report.metric_rows().filter_map(in_formula)).collect()
    }
}

/// Rows written anew, those that stand one after the other in one step.
fn runs(changed: Vec<((Owner, usize), Metric, Metric)>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for ((owner, at), before, now) in changed {
        match edits.last_mut() {
            Some(Edit::Metrics { owner: last, at: from, cut, put }) if *last == owner && *from + cut.len() == at => {
                cut.push(before);
                put.push(now);
            }
            _ => edits.push(Edit::Metrics { owner, at, cut: vec![before], put: vec![now] }),
        }
    }
    edits
}

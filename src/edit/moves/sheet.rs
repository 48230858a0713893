//! Figures from elsewhere: a table pasted or read, last year's values from last year's report.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::figures::Names;
use super::taking::metric_of;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::figures;
use crate::report::figures::Kind;
use crate::report::figures::Listed;
use crate::report::metric;
use crate::report::reference;
use crate::report::table::Column;
use crate::report::table::LeftOut;
use crate::report::table::Row;
use crate::report::table::Table;

/// What a table does to a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromTable {
    /// The change, or `None` where the report says all of it already.
    pub change: Option<Change>,
    /// The names of metrics that are written anew.
    pub updated: Vec<String>,
    /// The names of metrics that are added.
    pub added: Vec<String>,
    /// The names of metrics whose value is a formula and comes to something else: they keep it.
    pub kept: Vec<String>,
    /// Names that several metrics have, or that can't be referred to.
    pub unclear: Vec<String>,
}

impl FromTable {
    /// What it did with this table: `已更新 3 项、新增 2 项；没有收：第4行没有名称、……`.
    pub fn says(&self, table: &Table) -> String {
        const NAMED: usize = 3;
        if let [refused @ LeftOut::Table { .. }] = table.left_out.as_slice() {
            return refused.to_string();
        }
        let done = match (self.updated.len(), self.added.len()) {
            (0, 0) if table.rows.is_empty() => "表里没有指标，没有改动".to_owned(),
            (0, 0) => "表里的数这里都有了，没有改动".to_owned(),
            (updated, 0) => format!("已更新 {updated} 项"),
            (0, added) => format!("已新增 {added} 项"),
            (updated, added) => format!("已更新 {updated} 项、新增 {added} 项"),
        };
        let has_periods = self.change.is_some() && table.rows.iter().any(|row| !row.periods.is_empty());
        let done = if has_periods { format!("{done}，各期的数在分期里") } else { done };
        let kept = self.kept.iter().map(|name| format!("“{name}”是公式，仍按公式算"));
        let unclear = self.unclear.iter().map(|name| format!("“{name}”重名或不能作名称"));
        let aside: Vec<String> = kept.chain(unclear).chain(table.left_out.iter().map(LeftOut::to_string)).collect();
        match aside.len() {
            0 => done,
            len if len > NAMED => format!("{done}；没有收：{}等 {len} 处", aside[..NAMED].join("、")),
            _ => format!("{done}；没有收：{}", aside.join("、")),
        }
    }
}

/// Writes a table into the metrics of a report: by name wherever they are kept, and what is new after the owner's own. An
/// empty cell changes nothing. Walks the report.
pub fn put_table(report: &Report, owner: Owner, table: &Table) -> FromTable {
    let mut from = FromTable::default();
    let Some(own) = report.metrics(owner) else { return from };
    let figures = Ledger::new(report);
    let places = Places::new(report);
    let mut changed: Vec<((Owner, usize), Metric)> = Vec::new();
    let mut added: Vec<Metric> = Vec::new();
    // Where in these two a place or a name stands: a table may have a hundred thousand rows.
    let (mut changed_at, mut added_at) = (HashMap::new(), HashMap::new());
    for row in &table.rows {
        match places.of(&row.name) {
            Some([place]) => {
                let Some(metric) = places.metric(report, *place) else { continue };
                let at = *changed_at.entry(*place).or_insert_with(|| {
                    changed.push((*place, metric.clone()));
                    changed.len() - 1
                });
                let (_, now) = &mut changed[at];
                let before = now.clone();
                row.write_into(now);
                if !keep_what_is_said(now, &before, &figures.reckon(&before).metric, row) {
                    from.kept.push(before.name.trim().to_owned());
                }
            }
            Some(_) => from.unclear.push(row.name.clone()),
            None if !reference::is_name(&row.name) => from.unclear.push(row.name.clone()),
            None => {
                let at = *added_at.entry(key(&row.name)).or_insert_with(|| {
                    added.push(Metric::default());
                    added.len() - 1
                });
                row.write_into(&mut added[at]);
            }
        }
    }
    changed.retain(|(place, now)| places.metric(report, *place).is_some_and(|before| before != now));
    from.updated = changed.iter().map(|(_, metric)| metric.name.trim().to_owned()).collect();
    let mut names = Names::new(report);
    added.iter_mut().for_each(|metric| names.settle(metric));
    from.added = added.iter().map(|metric| metric.name.trim().to_owned()).collect();
    let label = match (from.updated.len(), from.added.len()) {
        (updated, 0) => format!("更新{updated}项指标"),
        (0, added) => format!("新增{added}项指标"),
        (updated, added) => format!("更新{updated}项、新增{added}项指标"),
    };
    let mut edits = rewrites(report, &places, changed);
    if !added.is_empty() {
        edits.push(Edit::Metrics { owner, at: own.len(), cut: Vec::new(), put: added });
    }
    from.change = (!edits.is_empty()).then_some(Change { label, edits });
    from
}

/// Puts back what a table says only in another way: the name, a number with other commas, and what the metric itself reckons.
/// Answers whether the value of a reckoned metric is what it comes to; it is put back in any case.
fn keep_what_is_said(now: &mut Metric, before: &Metric, comes_to: &Metric, row: &Row) -> bool {
    now.name.clone_from(&before.name);
    let cells = [
        (&mut now.value, &before.value, &comes_to.value),
        (&mut now.unit, &before.unit, &comes_to.unit),
        (&mut now.last_year, &before.last_year, &comes_to.last_year),
        (&mut now.target, &before.target, &comes_to.target),
    ];
    for (now, before, comes_to) in cells {
        if says_same(now, comes_to) {
            now.clone_from(before);
        }
    }
    let is_changed = before.is_reckoned() && now.value != before.value && row.cell(Column::Formula).is_none();
    if is_changed {
        now.value.clone_from(&before.value);
    }
    !is_changed
}

/// What last year's report says of the metrics of this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FromLastYear {
    /// The change, or `None` where there is nothing to write.
    pub change: Option<Change>,
    /// The names of metrics that get last year's value.
    pub filled: Vec<String>,
    /// Those of them whose value only the words of last year's report say.
    pub from_words: Vec<String>,
    /// The names of metrics that have it already, or reckon it.
    pub untouched: Vec<String>,
    /// The names that last year's report doesn't have, or has several times.
    pub unmatched: Vec<String>,
    /// The names whose metric has no number there.
    pub without_number: Vec<String>,
    /// The names whose units can't be told into one another, with last year's unit.
    pub other_unit: Vec<(String, String)>,
}

/// Takes the values of last year's report, by name, as last year's values of this one where these are empty or hold a
/// placeholder: from its metrics, and what they lack from its words. Walks both.
pub fn take_last_year(report: &Report, last: &Report) -> FromLastYear {
    let mut from = FromLastYear::default();
    let (ours, theirs) = (Ledger::new(report), Ledger::new(last));
    let (places, there) = (Places::new(report), Places::new(last));
    let words = stated(last);
    let mut changed = Vec::new();
    for (owner, at, metric) in report.metric_rows().filter(|(.., metric)| !metric.name.trim().is_empty()) {
        let name = metric.name.trim().to_owned();
        let reckoned = ours.reckon(metric);
        let is_filled = metric::number(&reckoned.metric.last_year).is_some();
        if is_filled {
            from.untouched.push(name);
            continue;
        }
        let (own, said) = (there.of(&name), words.get(&key(&name)));
        let known = match own {
            Some([place]) => there.metric(last, *place),
            Some(_) => None,
            None => said.and_then(Option::as_ref),
        };
        let Some(known) = known else {
            from.unmatched.push(name);
            continue;
        };
        let reckoned = theirs.reckon(known);
        let value = reckoned.metric.value.trim();
        if metric::number(value).is_none() && !value.starts_with('第') {
            from.without_number.push(name);
            continue;
        }
        match in_unit(value, &reckoned.metric.unit, &ours.reckon(metric).metric.unit) {
            None => from.other_unit.push((name, reckoned.metric.unit.trim().to_owned())),
            Some(value) if value == metric.last_year => from.untouched.push(name),
            Some(value) => {
                from.from_words.extend(own.is_none().then(|| name.clone()));
                from.filled.push(name);
                changed.push(((owner, at), Metric { last_year: value, ..metric.clone() }));
            }
        }
    }
    let edits = rewrites(report, &places, changed);
    let label = format!("填上年数{}项", from.filled.len());
    from.change = (!edits.is_empty()).then_some(Change { label, edits });
    from
}

/// What the words of a report say by a name, as metrics; nothing where they say different things by one.
fn stated(report: &Report) -> HashMap<String, Option<Metric>> {
    let mut stated: HashMap<String, Option<Metric>> = HashMap::new();
    for Listed { field, figure } in
        figures::in_report(report).iter().filter(|listed| listed.figure.kind != Kind::Reference)
    {
        let metric = metric_of(report.text(*field).unwrap_or_default(), figure);
        if metric.name.is_empty() {
            continue;
        }
        stated
            .entry(key(&metric.name))
            .and_modify(|known| {
                let same = |known: &mut Metric| (&known.value, &known.unit) == (&metric.value, &metric.unit);
                if !known.as_mut().is_some_and(same) {
                    *known = None;
                }
            })
            .or_insert(Some(metric));
    }
    stated
}

/// Rows written anew, in the order in which they stand in the list.
fn rewrites(report: &Report, places: &Places, changed: Vec<((Owner, usize), Metric)>) -> Vec<Edit> {
    let edit = |(place, now): ((Owner, usize), Metric)| {
        let before = places.metric(report, place)?;
        Some(Edit::Metrics { owner: place.0, at: place.1, cut: vec![before.clone()], put: vec![now] })
    };
    changed.into_iter().filter_map(edit).collect()
}

/// Where the metrics of a report stand, by name.
struct Places(HashMap<String, Vec<(Owner, usize)>>);

impl Places {
    fn new(report: &Report) -> Places {
        let mut places: HashMap<String, Vec<(Owner, usize)>> = HashMap::new();
        for (owner, at, metric) in report.metric_rows().filter(|(.., metric)| !metric.name.trim().is_empty()) {
            places.entry(key(&metric.name)).or_default().push((owner, at));
        }
        Places(places)
    }

    fn of(&self, name: &str) -> Option<&[(Owner, usize)]> {
        self.0.get(&key(name)).map(Vec::as_slice)
    }

    fn metric<'r>(&self, report: &'r Report, (owner, at): (Owner, usize)) -> Option<&'r Metric> {
        report.metrics(owner)?.get(at)
    }
}

/// A name without what a spreadsheet and a writer put differently: blanks, the width of letters, digits and brackets.
fn key(name: &str) -> String {
    let half = |ch: char| match ch {
        '！'..='～' => char::from_u32(u32::from(ch) - 0xfee0).unwrap_or(ch),
        other => other,
    };
    name.chars().filter(|ch| !ch.is_whitespace()).map(half).collect()
}

fn says_same(one: &str, other: &str) -> bool {
    one.trim() == other.trim() || metric::number(one).is_some_and(|one| metric::number(other) == Some(one))
}

/// A value of one unit told in another: 12000万元 in 亿元. As written where the units are the same or one is not said.
fn in_unit(value: &str, from: &str, to: &str) -> Option<String> {
    let plain = |unit: &str| if matches!(unit.trim(), "％") { "%".to_owned() } else { key(unit) };
    let (from, to) = (plain(from), plain(to));
    if from == to || from.is_empty() || to.is_empty() {
        return Some(value.to_owned());
    }
    let (before, after) = (metric::magnitude(&from), metric::magnitude(&to));
    if before == after || metric::base_unit(&from) != metric::base_unit(&to) {
        return None;
    }
    let ten = Decimal::from_i128_with_scale(10_i128.checked_pow(before.abs_diff(after))?, 0);
    let number = metric::number(value)?;
    let told = if before > after { number.checked_mul(ten) } else { number.checked_div(ten) }?;
    Some(told.normalize().to_string())
}

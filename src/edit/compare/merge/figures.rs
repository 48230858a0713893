//! The metrics of two writers put together, field by field: a metric is the same by its name, wherever it is kept.

use std::collections::HashMap;
use std::collections::HashSet;

use super::Side;
use super::pick;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;

/// What each keeps in the merged report.
#[derive(Debug, Default)]
pub(super) struct Figures {
    lists: HashMap<Owner, Vec<Metric>>,
    /// Where both changed the same of one metric.
    clashes: HashSet<Owner>,
}

impl Figures {
    /// The lists of all sections that either writer has, and of the report.
    pub(super) fn merge(base: &Report, mine: &Report, theirs: &Report, side: Side) -> Figures {
        let homes = homes(base, mine, theirs);
        let [before, here, there] = [base, mine, theirs].map(|report| lists(report, &homes));
        let mut figures = Figures::default();
        let owners: HashSet<Owner> = here.keys().chain(there.keys()).copied().collect();
        for owner in owners {
            let list = |lists: &HashMap<Owner, Vec<Metric>>| lists.get(&owner).cloned().unwrap_or_default();
            let (before, here, there) = (list(&before), list(&here), list(&there));
            // Of a section that one of them has taken out, the other's list is no list of things taken out.
            let merged = match (mine.metrics(owner), theirs.metrics(owner)) {
                (Some(_), Some(_)) => {
                    let (merged, clash) = merge_lists(&before, &here, &there, side);
                    if clash {
                        figures.clashes.insert(owner);
                    }
                    merged
                }
                (Some(_), None) => here,
                (None, _) => there,
            };
            figures.lists.insert(owner, merged);
        }
        figures
    }

    /// The list of one of them.
    pub(super) fn of(&self, owner: Owner) -> &[Metric] {
        self.lists.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// Whether both changed the same of one of its metrics.
    pub(super) fn clash(&self, owner: Owner) -> bool {
        self.clashes.contains(&owner)
    }
}

/// Who keeps a metric in the end that stands elsewhere in one of the reports than in the base. Names that stand twice in one
/// report are left out.
fn homes<'a>(base: &'a Report, mine: &'a Report, theirs: &'a Report) -> HashMap<&'a str, Owner> {
    fn owners(report: &Report) -> HashMap<&str, Option<Owner>> {
        let mut owners: HashMap<&str, Option<Owner>> = HashMap::new();
        for (owner, metric) in report.all_metrics() {
            owners.entry(&metric.name).and_modify(|twice| *twice = None).or_insert(Some(owner));
        }
        owners
    }
    let (mine, theirs) = (owners(mine), owners(theirs));
    let mut homes = HashMap::new();
    for (name, before) in owners(base) {
        if let (Some(before), Some(Some(here)), Some(Some(there))) = (before, mine.get(name), theirs.get(name))
            && (*here != before || *there != before)
        {
            homes.insert(name, if *here != before { *here } else { *there });
        }
    }
    homes
}

/// The metrics of a report by who keeps them in the end.
fn lists(report: &Report, homes: &HashMap<&str, Owner>) -> HashMap<Owner, Vec<Metric>> {
    let mut lists: HashMap<Owner, Vec<Metric>> = HashMap::new();
    for (owner, metric) in report.all_metrics() {
        let home = homes.get(metric.name.as_str()).copied().unwrap_or(owner);
        lists.entry(home).or_default().push(metric.clone());
    }
    lists
}

/// A metric as the three have it, each by its place in the list.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    before: Option<usize>,
    here: Option<usize>,
    there: Option<usize>,
}

/// Both changes of a list, and whether both changed the same of one metric.
fn merge_lists(base: &[Metric], mine: &[Metric], theirs: &[Metric], side: Side) -> (Vec<Metric>, bool) {
    let mut merged = Vec::new();
    let mut both = false;
    for Entry { before, here, there } in entries(base, mine, theirs) {
        let metric = |list: &[Metric], at: Option<usize>| at.map(|at| list[at].clone());
        let (before, here, there) = (metric(base, before), metric(mine, here), metric(theirs, there));
        let kept = match (before, here, there) {
            (before, Some(here), Some(there)) => {
                let (metric, clash) = one(&before.unwrap_or_default(), &here, &there, side);
                both |= clash;
                Some(metric)
            }
            (None, here, there) => here.or(there),
            (Some(before), here, there) => match here.as_ref().or(there.as_ref()) {
                // Taken out by one of them and changed by the other.
                Some(changed) if *changed != before => {
                    both = true;
                    match side {
                        Side::Both => here.or(there),
                        Side::Mine => here,
                        Side::Base => Some(before),
                        Side::Theirs => there,
                    }
                }
                _ => None,
            },
        };
        merged.extend(kept);
    }
    (merged, both)
}

/// All metrics of the three in the order of the merged list: the writer's, or the other's where only he has sorted them. What
/// the other has added follows what it followed there, after what the writer has added at the same place.
fn entries(base: &[Metric], mine: &[Metric], theirs: &[Metric]) -> Vec<Entry> {
    let (here, there) = (pairs(base, mine), pairs(base, theirs));
    let mut all: Vec<Entry> =
        (0..base.len()).map(|at| Entry { before: Some(at), here: here[at], there: there[at] }).collect();
    for at in (0..mine.len()).filter(|at| !here.contains(&Some(*at))) {
        all.push(Entry { here: Some(at), ..Entry::default() });
    }
    for at in (0..theirs.len()).filter(|at| !there.contains(&Some(*at))) {
        let same = |entry: &&mut Entry| {
            entry.before.is_none() && entry.here.is_some_and(|here| mine[here].name == theirs[at].name)
        };
        match all.iter_mut().find(same).filter(|entry| entry.there.is_none()) {
            Some(entry) => entry.there = Some(at),
            None => all.push(Entry { there: Some(at), ..Entry::default() }),
        }
    }
    let is_sorted = |seats: &[Option<usize>]| seats.iter().flatten().is_sorted();
    let theirs_leads = is_sorted(&here) && !is_sorted(&there);
    type Seat = fn(&Entry) -> Option<usize>;
    let (first, second): (Seat, Seat) = match theirs_leads {
        true => (|entry| entry.there, |entry| entry.here),
        false => (|entry| entry.here, |entry| entry.there),
    };
    let ranked = |by: Seat| {
        let mut ranked: Vec<Entry> = all.iter().copied().filter(|entry| by(entry).is_some()).collect();
        ranked.sort_by_key(by);
        ranked
    };
    let mut order = ranked(first);
    let mut after = 0;
    for entry in ranked(second) {
        if first(&entry).is_some() {
            let at = order.iter().position(|other| first(other) == first(&entry));
            after = at.map_or(after, |at| at + 1);
            continue;
        }
        let is_new = |other: &Entry| other.before.is_none() && second(other).is_none();
        after += order[after..].iter().take_while(|other| is_new(other)).count();
        order.insert(after, entry);
        after += 1;
    }
    order
}

/// Which metric of `side` each of `base` has become: that of its name, else one that is the same but for the name.
fn pairs(base: &[Metric], side: &[Metric]) -> Vec<Option<usize>> {
    let mut taken = vec![false; side.len()];
    let mut take = |is_wanted: &dyn Fn(&Metric) -> bool| {
        let at = (0..side.len()).find(|&at| !taken[at] && is_wanted(&side[at]))?;
        taken[at] = true;
        Some(at)
    };
    let mut pairs: Vec<Option<usize>> = base.iter().map(|one| take(&|other| other.name == one.name)).collect();
    for (one, pair) in base.iter().zip(&mut pairs).filter(|(_, pair)| pair.is_none()) {
        let nameless = |metric: &Metric| Metric { name: String::new(), ..metric.clone() };
        let wanted = nameless(one);
        if wanted != Metric::default() {
            let is_known = |name: &str| base.iter().any(|other| other.name == name);
            *pair = take(&|other| !is_known(&other.name) && nameless(other) == wanted);
        }
    }
    pairs
}

/// Both changes of one metric, text by text. The unit says what the numbers mean: who changed it and who changed a number
/// changed the same.
fn one(base: &Metric, mine: &Metric, theirs: &Metric, side: Side) -> (Metric, bool) {
    let numbers = |metric: &Metric| {
        [&metric.value, &metric.last_year, &metric.target, &metric.series].map(|text| text.trim().to_owned())
    };
    let turned = |one: &Metric, other: &Metric| {
        one.unit != base.unit && one.unit != other.unit && numbers(other) != numbers(base)
    };
    if turned(mine, theirs) || turned(theirs, mine) {
        let metric = match side {
            Side::Both => noted(mine.clone(), &format!("{}{}", theirs.value, theirs.unit)),
            Side::Mine => mine.clone(),
            Side::Base => base.clone(),
            Side::Theirs => theirs.clone(),
        };
        return (metric, true);
    }
    let mut merged = mine.clone();
    let mut others: Vec<&str> = Vec::new();
    let texts = base.texts().into_iter().zip(theirs.texts()).zip(merged.texts_mut());
    for ((before, there), here) in texts {
        let (text, clash) = pick(before, here, there, side);
        if clash {
            others.push(there);
        }
        *here = text;
    }
    let clash = !others.is_empty();
    if clash && side == Side::Both {
        merged = noted(merged, others.join("，").trim());
    }
    (merged, clash)
}

/// A metric with what the other has made of it in its note.
fn noted(mut metric: Metric, theirs: &str) -> Metric {
    metric.note.push_str(super::MARK);
    metric.note.push_str(theirs);
    metric
}

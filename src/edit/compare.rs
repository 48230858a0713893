//! Two states of one report: where they differ, section by section, and the change that takes back one section or all.

mod merge;
mod words;

use std::collections::BTreeSet;
use std::collections::HashMap;
use std::collections::HashSet;

use super::Change;
use super::Edit;
use super::moves;
use super::tables;
use crate::report::Aside;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::grid;
use crate::text::common_ends;
use crate::text::rising;

pub use merge::Conflict;
pub use merge::Merged;
pub use merge::Sides;
pub use merge::Trouble;
pub use merge::differing_lines;
pub use merge::merge;
pub use merge::merge_guessing;
pub use merge::sides;
pub use words::Passage;
pub use words::passages;

pub(in crate::edit) use merge::changed_there;

/// One section, or the report as a whole, that is not the same in both states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Whose difference it is.
    pub of: Owner,
    /// How the newer state differs from the older one.
    pub kind: Kind,
}

/// How a section of the newer state differs from the older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is only in the newer one. Those new below it are meant too and not listed again.
    Added,
    /// It is only in the older one. Those gone from below it are meant too and not listed again.
    Removed,
    /// It is in both, and in these parts not the same; at least one.
    Changed(Vec<Aspect>),
}

/// What of a section, or of the report, can differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A text.
    Text(Field),
    /// The list of metrics.
    Metrics,
    /// How it is numbered and set; for the report, its scheme and length.
    Style,
    /// What hangs on its texts: comments, what its tables have beside their cells.
    Aside,
    /// Where it stands: under another section, or in another order among those that stayed.
    Place,
}

/// The differences between two states of a report: the report as a whole first, then its sections in the reading order
/// of the newer one. A section that is gone follows the one before it. Sections are the same by id. O(text).
pub fn compare(old: &Report, new: &Report) -> Vec<Difference> {
    let parts = report_parts(old, new);
    let whole = (!parts.is_empty()).then_some(Difference { of: Owner::Report, kind: Kind::Changed(parts) });
    let moved = moved(old, new);
    let mut found: Vec<((usize, usize), Difference)> = Vec::new();
    let mut rows: HashMap<SectionId, usize> = HashMap::with_capacity(new.tree.len());
    for (k, row) in new.tree.rows().enumerate() {
        let id = row.section.id;
        rows.insert(id, k + 1);
        let kind = match old.tree.section(id) {
            Some(before) => {
                let mut parts = section_parts(before, row.section);
                parts.extend(moved.contains(&id).then_some(Aspect::Place));
                if parts.is_empty() {
                    continue;
                }
                Kind::Changed(parts)
            }
            None if is_top(new, id, old) => Kind::Added,
            None => continue,
        };
        found.push(((k + 1, 0), Difference { of: Owner::Section(id), kind }));
    }
    let mut behind = 0;
    for (k, row) in old.tree.rows().enumerate() {
        let id = row.section.id;
        match rows.get(&id) {
            Some(&row) => behind = row,
            None if is_top(old, id, new) => {
                found.push(((behind, k + 1), Difference { of: Owner::Section(id), kind: Kind::Removed }));
            }
            None => {}
        }
    }
    found.sort_by_key(|(at, _)| *at);
    whole.into_iter().chain(found.into_iter().map(|(_, difference)| difference)).collect()
}

/// The change that makes one differing section of `now` as it was in `old`: its texts, metrics, style and place come
/// back. A removed section returns to its place with all below it. An added one goes; sections from elsewhere that are
/// in it go back first. `None` when there is nothing left to do.
pub fn take_back(old: &Report, now: &Report, difference: &Difference) -> Option<Change> {
    let mut work = Work::new(now);
    let name = match difference.of {
        Owner::Report => "全文各项".to_owned(),
        Owner::Section(id) => {
            let section = old.tree.section(id).or_else(|| now.tree.section(id))?;
            format!("「{}」", moves::name_of(section))
        }
    };
    match (difference.of, &difference.kind) {
        (Owner::Report, _) => work.whole(old),
        (Owner::Section(id), Kind::Changed(_)) => {
            work.section(old.tree.section(id)?);
            if moved(old, now).contains(&id) || old.tree.is_annex(id) != now.tree.is_annex(id) {
                work.place(old, id);
            }
        }
        (Owner::Section(id), Kind::Removed) => work.insert_gone(old, id),
        (Owner::Section(id), Kind::Added) => work.remove_new(old, id),
    }
    work.change(format!("取回{name}"))
}

/// The change that makes `now` equal to `old`, all of it. `None` when they are equal.
pub fn take_all(old: &Report, now: &Report, label: impl Into<String>) -> Option<Change> {
    let mut work = Work::new(now);
    work.whole(old);
    // What is new and holds nothing old goes first: then the rest mostly stands where it should.
    let new: Vec<SectionId> = now.tree.rows().map(|row| row.section.id).filter(|&id| !old.tree.contains(id)).collect();
    for &id in &new {
        let is_all_new = |id| work.report.tree.rows_of(id).all(|row| !old.tree.contains(row.section.id));
        if work.report.tree.contains(id) && is_all_new(id) {
            work.run(Edit::Remove { id });
        }
    }
    // In reading order every parent stands in its place before its children come, and all before them are there.
    let mut next: HashMap<Option<SectionId>, usize> = HashMap::new();
    for row in old.tree.rows() {
        let id = row.section.id;
        let parent = old.tree.parent(id);
        let next = next.entry(parent).or_default();
        let at = Place { parent, index: *next };
        *next += 1;
        if !work.report.tree.contains(id) {
            work.run(Edit::Insert { at, branch: Branch::leaf(row.section.clone()) });
            continue;
        }
        if work.report.tree.children(parent).get(at.index) != Some(&id) {
            work.run(Edit::Move { id, to: at });
        }
        work.section(row.section);
    }
    for id in new {
        if work.report.tree.contains(id) {
            work.run(Edit::Remove { id });
        }
    }
    work.change(label)
}

/// A copy of the report that changes step by step, and the steps.
pub(in crate::edit) struct Work {
    pub(in crate::edit) report: Report,
    edits: Vec<Edit>,
}

impl Work {
    pub(in crate::edit) fn new(report: &Report) -> Work {
        Work { report: report.clone(), edits: Vec::new() }
    }

    fn change(mut self, label: impl Into<String>) -> Option<Change> {
        self.say_tables();
        (!self.edits.is_empty()).then(|| Change { label: label.into(), edits: self.edits })
    }

    /// Says once more what hangs on the tables of texts that change: what is wanted there is known, and isn't to be found out
    /// from the lines that come and go.
    fn say_tables(&mut self) {
        let said = |owner: Owner| self.edits.iter().any(|edit| matches!(edit, Edit::Aside { of, .. } if *of == owner));
        let has_tables = |field: &Field| self.report.text(*field).is_some_and(|text| text.contains('\t'));
        let written = self.edits.iter().flat_map(tables::written).filter(has_tables);
        let owners: BTreeSet<Owner> = written.filter_map(grid::home).map(|(owner, _)| owner).collect();
        for of in owners.into_iter().filter(|owner| !said(*owner)).collect::<Vec<_>>() {
            let aside = self.report.aside(of).flatten().cloned().map(Box::new);
            self.run(Edit::Aside { of, aside });
        }
    }

    /// Does one step. One that doesn't apply is left out: a text that no edit could have written, say.
    pub(in crate::edit) fn run(&mut self, edit: Edit) {
        if edit.clone().apply(&mut self.report).is_ok() {
            self.edits.push(edit);
        }
    }

    /// Makes a text say something else: only what differs is cut and put.
    fn text(&mut self, field: Field, wanted: &str) {
        let Some(now) = self.report.text(field) else { return };
        if now == wanted {
            return;
        }
        let (head, tail) = common_ends(now, wanted);
        let cut = now[head..now.len() - tail].to_owned();
        let put = wanted[head..wanted.len() - tail].to_owned();
        self.run(Edit::Text { field, at: head, cut, put });
    }

    fn metrics(&mut self, owner: Owner, wanted: &[crate::report::Metric]) {
        let Some(now) = self.report.metrics(owner) else { return };
        if now != wanted {
            let cut = now.to_vec();
            self.run(Edit::Metrics { owner, at: 0, cut, put: wanted.to_vec() });
        }
    }

    fn aside(&mut self, of: Owner, wanted: Option<&Aside>) {
        if self.report.aside(of).is_some_and(|now| now != wanted) {
            self.run(Edit::Aside { of, aside: wanted.cloned().map(Box::new) });
        }
    }

    /// Texts, metrics and settings of the report as a whole.
    fn whole(&mut self, wanted: &Report) {
        for field in Field::of_report() {
            self.text(field, wanted.text(field).unwrap_or_default());
        }
        self.metrics(Owner::Report, &wanted.metrics);
        self.aside(Owner::Report, wanted.aside.as_deref());
        if self.report.setup != wanted.setup {
            self.run(Edit::Setup { setup: wanted.setup.clone() });
        }
    }

    /// Texts, metrics and style of the section that has the same id.
    fn section(&mut self, wanted: &Section) {
        let id = wanted.id;
        self.text(Field::Heading(id), &wanted.heading);
        self.text(Field::Body(id), &wanted.body);
        self.text(Field::Note(id), &wanted.note);
        self.metrics(Owner::Section(id), &wanted.metrics);
        self.aside(Owner::Section(id), wanted.aside.as_deref());
        if self.report.tree.section(id).is_some_and(|now| now.style != wanted.style) {
            self.run(Edit::Style { id, style: wanted.style.clone() });
        }
    }

    /// Moves a section to where it stands in `like`, as far as its neighbours there are at hand.
    pub(in crate::edit) fn place(&mut self, like: &Report, id: SectionId) {
        let to = self.gap(like, id);
        if self.report.tree.place(id) != Some(to) {
            self.run(Edit::Move { id, to });
        }
    }

    /// The gap in which a section stands in `like`, found by its neighbours there: after the nearest one before it, else
    /// before the nearest one after it, in the nearest parent that is at hand. Counted without the section itself.
    pub(in crate::edit) fn gap(&self, like: &Report, id: SectionId) -> Place {
        let tree = &self.report.tree;
        let usable = |&parent: &SectionId| tree.contains(parent) && !tree.is_within(parent, id);
        let Some(place) = like.tree.place(id) else { return Place { parent: None, index: tree.children(None).len() } };
        let parent = like.tree.ancestors(id).find(usable);
        let siblings: Vec<SectionId> = tree.children(parent).iter().copied().filter(|&other| other != id).collect();
        // Where the parent itself is gone, the section stands as that parent did.
        let stands = std::iter::once(id).chain(like.tree.ancestors(id)).find(|&at| like.tree.parent(at) == parent);
        let (there, index) = match stands.and_then(|at| like.tree.place(at)) {
            Some(at) => (like.tree.children(at.parent), at.index),
            None => (like.tree.children(place.parent), place.index),
        };
        let seat = |other: &SectionId| siblings.iter().position(|sibling| sibling == other);
        let before = there[..index].iter().rev().find_map(seat).map(|at| at + 1);
        let behind = || there[index..].iter().filter(|&&other| other != id).find_map(seat);
        let index = before.or_else(behind).unwrap_or(siblings.len());
        // At the top the parts stand before the annexes.
        let parts = siblings.iter().filter(|&&other| !tree.is_annex(other)).count();
        let index = match parent {
            Some(_) => index,
            None if like.tree.is_annex(id) => index.max(parts),
            None => index.min(parts),
        };
        Place { parent, index }
    }

    /// Puts a section of `old` in again with those below it that are gone too.
    fn insert_gone(&mut self, old: &Report, id: SectionId) {
        let mut gone: HashSet<SectionId> = HashSet::new();
        let mut path: Vec<usize> = Vec::new();
        let mut branch: Option<Branch> = None;
        for row in old.tree.rows_of(id) {
            let (own, parent) = (row.section.id, old.tree.parent(row.section.id));
            let follows = own == id || parent.is_some_and(|parent| gone.contains(&parent));
            if !follows || self.report.tree.contains(own) {
                continue;
            }
            gone.insert(own);
            path.retain(|level| *level < row.level);
            path.push(row.level);
            match &mut branch {
                None => branch = Some(Branch::leaf(row.section.clone())),
                Some(branch) => branch.push(path.len() - 1, row.section.clone()),
            }
        }
        if let Some(branch) = branch {
            let mut branches = [branch];
            moves::settle_branches(&self.report, &mut branches);
            let [branch] = branches;
            self.run(Edit::Insert { at: self.gap(old, id), branch });
        }
    }

    /// Takes a section out that `old` doesn't have; what `old` has of those below it goes back to its place there first.
    fn remove_new(&mut self, old: &Report, id: SectionId) {
        loop {
            let mut rows = self.report.tree.rows_of(id).map(|row| row.section.id);
            let Some(kept) = rows.find(|&below| old.tree.contains(below)) else { break };
            drop(rows);
            let mut to = self.gap(old, kept);
            if to.parent.is_some_and(|parent| self.report.tree.is_within(parent, id)) {
                to = Place { parent: None, index: self.report.tree.children(None).len() };
            }
            let before = self.edits.len();
            self.run(Edit::Move { id: kept, to });
            if self.edits.len() == before {
                return;
            }
        }
        if self.report.tree.contains(id) {
            self.run(Edit::Remove { id });
        }
    }
}

fn report_parts(old: &Report, new: &Report) -> Vec<Aspect> {
    let mut parts: Vec<Aspect> =
        Field::of_report().filter(|&field| old.text(field) != new.text(field)).map(Aspect::Text).collect();
    parts.extend((old.metrics != new.metrics).then_some(Aspect::Metrics));
    parts.extend((old.setup != new.setup).then_some(Aspect::Style));
    parts.extend((old.aside != new.aside).then_some(Aspect::Aside));
    parts
}

fn section_parts(old: &Section, new: &Section) -> Vec<Aspect> {
    let id = new.id;
    let mut parts = Vec::new();
    parts.extend((old.heading != new.heading).then_some(Aspect::Text(Field::Heading(id))));
    parts.extend((old.body != new.body).then_some(Aspect::Text(Field::Body(id))));
    parts.extend((old.note != new.note).then_some(Aspect::Text(Field::Note(id))));
    parts.extend((old.metrics != new.metrics).then_some(Aspect::Metrics));
    parts.extend((old.style != new.style).then_some(Aspect::Style));
    parts.extend((old.aside != new.aside).then_some(Aspect::Aside));
    parts
}

/// Whether a section that only `here` has stands directly below one that both have, or at the top.
fn is_top(here: &Report, id: SectionId, other: &Report) -> bool {
    here.tree.parent(id).is_none_or(|parent| other.tree.contains(parent))
}

/// The sections of both that stand under another parent or, with as few taken for moved as can be, in another order.
pub(in crate::edit) fn moved(old: &Report, new: &Report) -> HashSet<SectionId> {
    let mut moved = HashSet::new();
    let parents = std::iter::once(None).chain(new.tree.rows().map(|row| Some(row.section.id)));
    for parent in parents {
        let children = new.tree.children(parent);
        if children == old.tree.children(parent) {
            continue;
        }
        let seats: HashMap<SectionId, usize> =
            old.tree.children(parent).iter().enumerate().map(|(seat, &id)| (id, seat)).collect();
        let (mut stayed, mut taken): (Vec<SectionId>, Vec<usize>) = Default::default();
        for &id in children.iter().filter(|&&id| old.tree.contains(id)) {
            match seats.get(&id) {
                // The parent is new: what stands below it stood elsewhere before.
                Some(&seat) if old.tree.parent(id) == parent => {
                    stayed.push(id);
                    taken.push(seat);
                }
                _ => {
                    moved.insert(id);
                }
            }
        }
        moved.extend(stayed.into_iter().zip(rising(&taken)).filter(|(_, stays)| !stays).map(|(id, _)| id));
    }
    moved
}

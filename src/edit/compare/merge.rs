//! What two writers did to one report, put together section by section; where both wrote at the same place, both texts stay.

use std::collections::HashSet;

use super::Aspect;
use super::Change;
use super::Edit;
use super::WHOLE;
use super::Work;
use super::words::paragraphs;
use crate::report::Branch;
use crate::report::Checking;
use crate::report::Field;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Setup;
use crate::report::Tree;

/// What stands before the other writer's words where both wrote.
const MARK: &str = "【以下是对方的改法】";

/// Two reports put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Makes the writer's own report the merged one; nothing when the other's has nothing new.
    pub change: Option<Change>,
    /// Where both did something else at the same place, in the order they were met.
    pub conflicts: Vec<Conflict>,
}

/// A place at which two writers did different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Whose.
    pub of: Owner,
    /// What of it.
    pub part: Trouble,
}

/// What two writers did at one place, and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Both changed this. Both texts stay, the other's after a mark; of a style, a place or a metric, the writer's own.
    Both(Aspect),
    /// The other took the section out in which the writer changed something: it stays.
    RemovedThere,
    /// The writer took the section out in which the other changed something: it is back, as the other wrote it.
    RemovedHere,
}

/// Puts together what two writers made of `base`. What only one of them changed is taken as he changed it. Sections that
/// both added under one id are two sections: the other's gets a new id.
pub fn merge(base: &Report, mine: &Report, theirs: &Report) -> Merged {
    let renamed = apart(base, mine, theirs);
    let theirs = renamed.as_ref().unwrap_or(theirs);
    let mut merging = Merging { base, theirs, work: Work::new(mine), conflicts: Vec::new() };
    merging.whole();
    merging.sections(mine);
    merging.removals(mine);
    Merged { change: merging.work.change("合并对方的改动"), conflicts: merging.conflicts }
}

struct Merging<'a> {
    base: &'a Report,
    theirs: &'a Report,
    work: Work,
    conflicts: Vec<Conflict>,
}

impl Merging<'_> {
    fn whole(&mut self) {
        for field in WHOLE {
            self.text(field, Owner::Report);
        }
        self.metrics(Owner::Report);
        let (base, mine, theirs) = (&self.base.setup, &self.work.report.setup, &self.theirs.setup);
        // What each side leaves out of the check adds up; the rest is one value.
        let check = mine.check.merged(&base.check, &theirs.check);
        let rest = |setup: &Setup| Setup { check: Checking::default(), ..setup.clone() };
        let (before, here, there) = (rest(base), rest(mine), rest(theirs));
        let clash = there != before && there != here && here != before;
        let setup = Setup { check, ..if there == before || clash { here } else { there } };
        if setup != *mine {
            self.work.run(Edit::Setup { setup });
        }
        if clash {
            self.both(Owner::Report, Aspect::Style);
        }
    }

    fn sections(&mut self, mine: &Report) {
        let moved_here = super::moved(self.base, mine);
        let moved_there = super::moved(self.base, self.theirs);
        let theirs = self.theirs;
        for row in theirs.tree.rows() {
            let id = row.section.id;
            let before = self.base.tree.section(id);
            match (before, self.work.report.tree.contains(id)) {
                (Some(_), true) => {
                    self.section(row.section);
                    match (moved_there.contains(&id), moved_here.contains(&id)) {
                        (true, false) => self.work.place(theirs, id),
                        (true, true) => {
                            let (there, here) = (theirs.tree.parent(id), mine.tree.parent(id));
                            if there != here {
                                self.both(Owner::Section(id), Aspect::Place);
                            }
                        }
                        _ => {}
                    }
                }
                // The very same new section, unless ids have run out: then both texts stay in one.
                (None, true) => self.section(row.section),
                (Some(before), false) => {
                    if before != row.section {
                        self.insert(row.section);
                        self.conflicts.push(Conflict { of: Owner::Section(id), part: Trouble::RemovedHere });
                    }
                }
                (None, false) => self.insert(row.section),
            }
        }
    }

    /// What the other has taken out goes here too, from the deepest up, unless the writer has been at it.
    fn removals(&mut self, mine: &Report) {
        let gone: Vec<SectionId> = self
            .base
            .tree
            .rows()
            .map(|row| row.section.id)
            .filter(|&id| !self.theirs.tree.contains(id) && mine.tree.contains(id))
            .collect();
        for id in gone.into_iter().rev() {
            let untouched = self.base.tree.section(id) == mine.tree.section(id);
            if untouched && self.work.report.tree.children(Some(id)).is_empty() {
                self.work.run(Edit::Remove { id });
            } else {
                self.conflicts.push(Conflict { of: Owner::Section(id), part: Trouble::RemovedThere });
            }
        }
    }

    fn section(&mut self, theirs: &Section) {
        let id = theirs.id;
        for field in [Field::Heading(id), Field::Body(id), Field::Note(id)] {
            self.text(field, Owner::Section(id));
        }
        self.metrics(Owner::Section(id));
        let style = |report: &Report| report.tree.section(id).map(|section| section.style.clone());
        let (base, mine) = (style(self.base), style(&self.work.report));
        let theirs = Some(theirs.style.clone());
        if theirs != base && theirs != mine {
            match theirs {
                Some(style) if mine == base => self.work.run(Edit::Style { id, style }),
                _ => self.both(Owner::Section(id), Aspect::Style),
            }
        }
    }

    fn insert(&mut self, section: &Section) {
        let mut branches = [Branch::leaf(section.clone())];
        super::moves::settle_branches(&self.work.report, &mut branches);
        let [branch] = branches;
        let at = self.work.gap(self.theirs, section.id);
        self.work.run(Edit::Insert { at, branch });
    }

    fn text(&mut self, field: Field, of: Owner) {
        let text = |report: &Report| report.text(field).unwrap_or_default().to_owned();
        let (base, mine, theirs) = (text(self.base), text(&self.work.report), text(self.theirs));
        if theirs == base || theirs == mine {
            return;
        }
        if mine == base {
            self.work.text(field, &theirs);
        } else if let Some(woven) = field.has_paragraphs().then(|| weave(&base, &mine, &theirs)).flatten() {
            self.work.text(field, &woven);
        } else {
            let gap = if field.has_paragraphs() { "\n" } else { "" };
            self.work.text(field, &format!("{mine}{gap}{MARK}{gap}{theirs}"));
            self.both(of, Aspect::Text(field));
        }
    }

    /// Metrics are the same by name. The order is the writer's; the other's new ones come after.
    fn metrics(&mut self, of: Owner) {
        let list = |report: &Report| report.metrics(of).unwrap_or_default().to_vec();
        let (base, mine, theirs) = (list(self.base), list(&self.work.report), list(self.theirs));
        if theirs == base || theirs == mine {
            return;
        }
        if mine == base {
            self.work.metrics(of, &theirs);
            return;
        }
        fn named<'a>(list: &'a [Metric], name: &str) -> Option<&'a Metric> {
            list.iter().find(|metric| metric.name == name)
        }
        let mut merged = Vec::new();
        let mut both = false;
        for metric in &mine {
            let (before, there) = (named(&base, &metric.name), named(&theirs, &metric.name));
            match there {
                // Taken out there: gone, unless the writer has changed it.
                None if before == Some(metric) => {}
                None => {
                    both |= before.is_some();
                    merged.push(metric.clone());
                }
                Some(there) if before == Some(metric) => merged.push(there.clone()),
                Some(there) => {
                    let mut metric = metric.clone();
                    if there != &metric && before != Some(there) {
                        both = true;
                        metric.note.push_str(format!("{MARK}{} {}", there.value, there.unit).trim_end());
                    }
                    merged.push(metric);
                }
            }
        }
        for there in &theirs {
            let before = named(&base, &there.name);
            if named(&mine, &there.name).is_none() && before != Some(there) {
                both |= before.is_some();
                merged.push(there.clone());
            }
        }
        self.work.metrics(of, &merged);
        if both {
            self.both(of, Aspect::Metrics);
        }
    }

    fn both(&mut self, of: Owner, part: Aspect) {
        self.conflicts.push(Conflict { of, part: Trouble::Both(part) });
    }
}

/// Both changes of a text, where they touch different paragraphs; `None` where they meet.
fn weave(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let (base, mine, theirs) = (paragraphs(base), paragraphs(mine), paragraphs(theirs));
    let (here, there) = (hunk(&base, &mine), hunk(&base, &theirs));
    let ((first, one), (second, other)) = if here.0.start <= there.0.start {
        ((here, &mine), (there, &theirs))
    } else {
        ((there, &theirs), (here, &mine))
    };
    // A paragraph that nobody touched must lie between the two.
    if first.0.end >= second.0.start {
        return None;
    }
    let mut woven = base[..first.0.start].to_vec();
    woven.extend(&one[first.1]);
    woven.extend(&base[first.0.end..second.0.start]);
    woven.extend(&other[second.1]);
    woven.extend(&base[second.0.end..]);
    Some(woven.join("\n"))
}

/// The paragraphs of `base` between its common ends with `changed`, and what stands there in `changed`.
fn hunk(base: &[&str], changed: &[&str]) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
    let head = base.iter().zip(changed).take_while(|(a, b)| a == b).count();
    let tail = base[head..].iter().rev().zip(changed[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    (head..base.len() - tail, head..changed.len() - tail)
}

/// `theirs` with new ids where both writers gave one id to sections of their own, or `None` when nothing clashes.
fn apart(base: &Report, mine: &Report, theirs: &Report) -> Option<Report> {
    let clashes: HashSet<SectionId> = theirs
        .tree
        .rows()
        .filter(|row| !base.tree.contains(row.section.id))
        .filter(|row| mine.tree.section(row.section.id).is_some_and(|own| own != row.section))
        .map(|row| row.section.id)
        .collect();
    if clashes.is_empty() {
        return None;
    }
    let known = [base, mine, theirs];
    let mut next = mine.tree.next_id();
    let mut free = || {
        while next.is_some_and(|id| known.iter().any(|report| report.tree.contains(id))) {
            next = next.and_then(|id| id.after(1));
        }
        let id = next?;
        next = id.after(1);
        Some(id)
    };
    let rows = theirs.tree.rows().map(|row| {
        let mut section = row.section.clone();
        if clashes.contains(&section.id)
            && let Some(id) = free()
        {
            section.id = id;
        }
        (row.level, section)
    });
    let tree = Tree::from_rows(rows).ok()?;
    Some(Report { tree, ..theirs.clone() })
}

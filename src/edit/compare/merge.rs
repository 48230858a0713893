//! What two writers did to one report, put together section by section; where both wrote at the same place, both texts stay.

mod figures;
mod ground;
mod texts;

use std::collections::HashSet;

use self::figures::Figures;
pub(in crate::edit) use self::texts::changed_there;
pub use self::texts::differing_lines;
use self::texts::merge_paragraphs;
use super::Aspect;
use super::Change;
use super::Edit;
use super::Work;
use crate::edit::tables;
use crate::report::Aside;
use crate::report::Branch;
use crate::report::Comment;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Setup;
use crate::report::Style;
use crate::report::TableAside;
use crate::report::Tree;
use crate::report::grid;

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

/// What both writers' work is together, where something clashes as each of them has it.
#[derive(Clone, Debug)]
pub struct Sides {
    /// The writer's own where both wrote.
    pub mine: Report,
    /// What both began with where both wrote.
    pub base: Report,
    /// The other's where both wrote.
    pub theirs: Report,
    /// Where both wrote; without any, the three are equal.
    pub conflicts: Vec<Conflict>,
}

/// What stands where both wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// Both, the other's after a mark.
    Both,
    /// The writer's own.
    Mine,
    /// What both began with.
    Base,
    /// The other's.
    Theirs,
}

/// Puts together what two writers made of `base`. What only one of them changed is taken as he changed it. Sections that
/// both added under one id are two sections: the other's gets a new id.
pub fn merge(base: &Report, mine: &Report, theirs: &Report) -> Merged {
    let renamed = apart(base, mine, theirs);
    let (work, conflicts) = merged(Some(base), mine, renamed.as_ref().unwrap_or(theirs), Side::Both);
    Merged { change: work.change("合并对方的改动"), conflicts }
}

/// As [`merge`], for a file in which both sides stand where both wrote.
pub fn sides(base: &Report, mine: &Report, theirs: &Report) -> Sides {
    let renamed = apart(base, mine, theirs);
    let theirs = renamed.as_ref().unwrap_or(theirs);
    let [(own, conflicts), (before, _), (other, _)] =
        [Side::Mine, Side::Base, Side::Theirs].map(|side| merged(Some(base), mine, theirs, side));
    Sides { mine: own.report, base: before.report, theirs: other.report, conflicts }
}

/// As [`merge`], where nobody knows what the two began with: whatever both have and have otherwise counts as changed by both, and
/// what only one of them has was added.
pub fn merge_guessing(mine: &Report, theirs: &Report) -> Merged {
    let (work, conflicts) = merged(None, mine, theirs, Side::Both);
    Merged { change: work.change("合并对方的改动"), conflicts }
}

/// `base`: what both began with, where that is known.
fn merged(base: Option<&Report>, mine: &Report, theirs: &Report, side: Side) -> (Work, Vec<Conflict>) {
    let ground = base.is_none().then(|| ground::in_common(mine, theirs));
    let is_guess = ground.is_some();
    let base = base.or(ground.as_ref()).expect("there is one, or one was made up");
    let figures = Figures::merge(base, mine, theirs, side);
    let (work, conflicts) = (Work::new(mine), Vec::new());
    let mut merging = Merging { base, is_guess, mine, theirs, side, figures, work, conflicts };
    merging.whole(mine);
    merging.sections(mine);
    merging.removals(mine);
    (merging.work, merging.conflicts)
}

struct Merging<'a> {
    base: &'a Report,
    /// Whether the base is only what both have in common.
    is_guess: bool,
    mine: &'a Report,
    theirs: &'a Report,
    side: Side,
    figures: Figures,
    work: Work,
    conflicts: Vec<Conflict>,
}

impl Merging<'_> {
    /// What the report has as a whole, and the metrics of all sections: a name must be free before a new section brings it.
    fn whole(&mut self, mine: &Report) {
        for field in Field::of_report() {
            self.text(field, Owner::Report);
        }
        let owners = mine.tree.rows().map(|row| Owner::Section(row.section.id));
        for owner in std::iter::once(Owner::Report).chain(owners) {
            self.work.metrics(owner, self.figures.of(owner));
        }
        if self.figures.clash(Owner::Report) {
            self.both(Owner::Report, Aspect::Metrics);
        }
        self.aside(Owner::Report);
        let (base, mine, theirs) = (&self.base.setup, &self.work.report.setup, &self.theirs.setup);
        let (scheme, first) = self.pick(&base.scheme, &mine.scheme, &theirs.scheme);
        let (target, second) = self.pick(&base.target, &mine.target, &theirs.target);
        // What each side leaves out of the check adds up.
        let check = mine.check.merged(&base.check, &theirs.check);
        let (seal, third) = self.pick(&base.seal, &mine.seal, &theirs.seal);
        let (letterhead, fourth) = self.pick(&base.letterhead, &mine.letterhead, &theirs.letterhead);
        let (signed, fifth) = self.pick(&base.signed, &mine.signed, &theirs.signed);
        let setup = Setup { scheme, target, check, seal, letterhead, signed };
        if setup != *mine {
            self.work.run(Edit::Setup { setup });
        }
        if first || second || third || fourth || fifth {
            self.both(Owner::Report, Aspect::Style);
        }
    }

    fn sections(&mut self, mine: &Report) {
        let [moved_here, moved_there] = match self.is_guess {
            false => [super::moved(self.base, mine), super::moved(self.base, self.theirs)],
            true => [(); 2].map(|()| self.base.tree.rows().map(|row| row.section.id).collect()),
        };
        let theirs = self.theirs;
        // Sections that the writer has taken out, with those of the other below them, where they stay out.
        let mut out: HashSet<SectionId> = HashSet::new();
        for row in theirs.tree.rows() {
            let id = row.section.id;
            let before = self.base.tree.section(id);
            match (before, self.work.report.tree.contains(id)) {
                (Some(_), true) => {
                    self.section(row.section);
                    match (moved_there.contains(&id), moved_here.contains(&id)) {
                        (true, false) => self.work.place(theirs, id),
                        (true, true) if theirs.tree.parent(id) != mine.tree.parent(id) => self.both_moved(id),
                        _ => {}
                    }
                }
                // The very same new section, unless ids have run out: then both texts stay in one.
                (None, true) => self.section(row.section),
                (Some(before), false) => {
                    let is_new = |id: SectionId| !self.base.tree.contains(id) && !mine.tree.contains(id);
                    let has_more = theirs.tree.children(Some(id)).iter().any(|&below| is_new(below));
                    if before == row.section && !has_more {
                        continue;
                    }
                    self.conflicts.push(Conflict { of: Owner::Section(id), part: Trouble::RemovedHere });
                    match self.side {
                        Side::Both | Side::Theirs => self.insert(row.section),
                        Side::Base => self.insert(before),
                        Side::Mine => {}
                    }
                    if matches!(self.side, Side::Base | Side::Mine) {
                        out.insert(id);
                    }
                }
                (None, false) => match theirs.tree.parent(id).filter(|parent| out.contains(parent)) {
                    Some(_) => drop(out.insert(id)),
                    None => self.insert(row.section),
                },
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
            let Some(before) = self.base.tree.section(id) else { continue };
            let untouched = mine.tree.section(id) == Some(before);
            if untouched && self.work.report.tree.children(Some(id)).is_empty() {
                self.work.run(Edit::Remove { id });
                continue;
            }
            self.conflicts.push(Conflict { of: Owner::Section(id), part: Trouble::RemovedThere });
            match self.side {
                Side::Both | Side::Mine => {}
                Side::Base => {
                    self.work.section(before);
                    let below = self.work.report.tree.children(Some(id)).to_vec();
                    let new = below.into_iter().filter(|&below| !self.base.tree.contains(below));
                    new.for_each(|below| self.work.remove_new(self.theirs, below));
                }
                Side::Theirs => self.work.remove_new(self.theirs, id),
            }
        }
    }

    fn section(&mut self, theirs: &Section) {
        let id = theirs.id;
        let of = Owner::Section(id);
        for field in [Field::Heading(id), Field::Body(id), Field::Note(id)] {
            self.text(field, of);
        }
        if self.figures.clash(of) {
            self.both(of, Aspect::Metrics);
        }
        self.aside(of);
        let style = |report: &Report| report.tree.section(id).map(|section| section.style.clone()).unwrap_or_default();
        let (base, mine, theirs) = (style(self.base), style(&self.work.report), &theirs.style);
        let (numbering, first) = self.pick(&base.numbering, &mine.numbering, &theirs.numbering);
        let (children, second) = self.pick(&base.children, &mine.children, &theirs.children);
        let (heading, third) = self.pick(&base.heading, &mine.heading, &theirs.heading);
        let (stop, fourth) = self.pick(&base.stop, &mine.stop, &theirs.stop);
        let (target, fifth) = self.pick(&base.target, &mine.target, &theirs.target);
        let (kind, sixth) = self.pick(&base.kind, &mine.kind, &theirs.kind);
        let (begins, seventh) = self.pick(&base.begins, &mine.begins, &theirs.begins);
        let style = Style { numbering, children, heading, stop, target, kind, begins };
        if style != mine {
            self.work.run(Edit::Style { id, style });
        }
        if first || second || third || fourth || fifth || sixth || seventh {
            self.both(of, Aspect::Style);
        }
    }

    fn insert(&mut self, section: &Section) {
        let metrics = self.figures.of(Owner::Section(section.id)).to_vec();
        let mut branches = [Branch::leaf(Section { metrics, ..section.clone() })];
        super::moves::settle_branches(&self.work.report, &mut branches);
        let [branch] = branches;
        let like = if self.theirs.tree.contains(section.id) { self.theirs } else { self.base };
        let at = self.work.gap(like, section.id);
        self.work.run(Edit::Insert { at, branch });
    }

    fn text(&mut self, field: Field, of: Owner) {
        let text = |report: &Report| report.text(field).unwrap_or_default().to_owned();
        let (base, mine, theirs) = (text(self.base), text(&self.work.report), text(self.theirs));
        let (merged, clash) = match self.pick(&base, &mine, &theirs) {
            (_, true) if field.has_paragraphs() => merge_paragraphs(&base, &mine, &theirs, self.side),
            (_, true) if self.side == Side::Both => (format!("{mine}{MARK}{theirs}"), true),
            picked => picked,
        };
        self.work.text(field, &merged);
        if clash {
            self.both(of, Aspect::Text(field));
        }
    }

    fn both_moved(&mut self, id: SectionId) {
        self.both(Owner::Section(id), Aspect::Place);
        match self.side {
            Side::Both | Side::Mine => {}
            Side::Base => self.work.place(self.base, id),
            Side::Theirs => self.work.place(self.theirs, id),
        }
    }

    /// As [`pick`]; without a base, what differs was changed by both.
    fn pick<T: PartialEq + Clone>(&self, base: &T, mine: &T, theirs: &T) -> (T, bool) {
        match self.is_guess {
            true => (mine.clone(), mine != theirs),
            false => pick(base, mine, theirs, self.side),
        }
    }

    /// What hangs on texts: each part as one of them left it, comments one by one.
    fn aside(&mut self, of: Owner) {
        let hung = |report: &Report| report.aside(of).flatten().cloned().unwrap_or_default();
        let (base, mine, theirs) = (hung(self.base), hung(&self.work.report), hung(self.theirs));
        let (progress, first) = self.pick(&base.progress, &mine.progress, &theirs.progress);
        let (taken, second) = self.pick(&base.taken, &mine.taken, &theirs.taken);
        let (tables, third) = self.tables(of);
        let (comments, fourth) = merge_comments(&base.comments, &mine.comments, &theirs.comments, self.side);
        let merged = Aside { progress, taken, comments, tables };
        self.work.aside(of, Some(&merged).filter(|merged: &&Aside| !merged.is_empty()));
        if first || second || third || fourth {
            self.both(of, Aspect::Aside);
        }
    }

    /// What hangs on the tables of the merged texts of an owner, and whether both changed that of one table. A table is the same
    /// by its lines.
    fn tables(&self, of: Owner) -> (Vec<TableAside>, bool) {
        let (mut merged, mut both) = (Vec::new(), false);
        for (field, text) in grid::texts_of(of) {
            let now = self.work.report.text(field).unwrap_or_default();
            let [base, mine, theirs] =
                [self.base, self.mine, self.theirs].map(|report| tables::on_runs(report, field, now));
            for (at, ((base, mine), theirs)) in (0_u32..).zip(base.into_iter().zip(mine).zip(theirs)) {
                let (table, clash) = self.pick(&base, &mine, &theirs);
                both |= clash;
                merged.extend(table.map(|table| TableAside { text, at, ..table }));
            }
        }
        (merged, both)
    }

    fn both(&mut self, of: Owner, part: Aspect) {
        self.conflicts.push(Conflict { of, part: Trouble::Both(part) });
    }
}

/// Both changes of a list of comments, and whether both changed the same one. A comment is the same by who made it, when, and on
/// what words. The order is the writer's; what the other has added comes after.
fn merge_comments(base: &[Comment], mine: &[Comment], theirs: &[Comment], side: Side) -> (Vec<Comment>, bool) {
    let same = |one: &Comment, other: &Comment| {
        (&one.author, &one.date, one.on, &one.words) == (&other.author, &other.date, other.on, &other.words)
    };
    let find = |list: &[Comment], one: &Comment| {
        let is_it = |other: &&Comment| *other == one;
        list.iter().find(is_it).or_else(|| list.iter().find(|other| same(other, one))).cloned()
    };
    let mut merged: Vec<Comment> = Vec::new();
    let mut both = false;
    for one in mine {
        let (before, there) = (find(base, one), find(theirs, one));
        let (kept, clash) = pick(&before, &Some(one.clone()), &there, side);
        both |= clash;
        merged.extend(kept);
    }
    for one in theirs.iter().filter(|one| find(mine, one).is_none()) {
        let (kept, clash) = pick(&find(base, one), &None, &Some(one.clone()), side);
        both |= clash;
        merged.extend(if clash && side == Side::Both { Some(one.clone()) } else { kept });
    }
    (merged, both)
}

/// What a value is in the end, and whether both changed it, each otherwise. Of these, both can't stand: it is the writer's.
fn pick<T: PartialEq + Clone>(base: &T, mine: &T, theirs: &T, side: Side) -> (T, bool) {
    if theirs == base || theirs == mine {
        return (mine.clone(), false);
    }
    if mine == base {
        return (theirs.clone(), false);
    }
    let value = match side {
        Side::Both | Side::Mine => mine,
        Side::Base => base,
        Side::Theirs => theirs,
    };
    (value.clone(), true)
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

//! What an act of several marked sections is made of, and the acts that take them together instead of each in turn.

use std::collections::HashSet;

use super::after;
use super::counted;
use super::fresh_inserts;
use super::move_to;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;

/// Puts a copy of each section, with its children, after it; copies of neighbours stand together, after the last of them.
/// Copied metrics get names of their own, and the copied texts refer to them by these.
pub fn duplicate(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let tops = tops(report, ids);
    let mut scratch = report.clone();
    let mut edits = Vec::new();
    for run in tops.chunk_by(|&before, &next| report.tree.sibling(before, 1) == Some(next)) {
        let at = after(scratch.tree.place(*run.last()?)?);
        let branches = run.iter().filter_map(|&id| scratch.tree.branch(id)).collect();
        for edit in fresh_inserts(&scratch, at, branches)? {
            edits.push(edit.clone());
            edit.apply(&mut scratch).expect("an act's answer applies to the report it was asked of");
        }
    }
    (!edits.is_empty()).then(|| Change { label: counted("复制", report, &tops), edits })
}

/// Takes all of them out, with their children.
pub fn remove(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let ids = tops(report, ids);
    if ids.is_empty() {
        return None;
    }
    let label = counted("删除", report, &ids);
    // The first one first: an undo then puts it back last and shows it.
    Some(Change { label, edits: ids.into_iter().map(|id| Edit::Remove { id }).collect() })
}

/// [`move_to`] the last place below `parent`, or of the top level, for each: they stand there in their order.
pub fn move_below(report: &Report, ids: &[SectionId], parent: Option<SectionId>) -> Option<Change> {
    move_before(report, ids, parent, None)
}

/// The same to the place before `next`, a child of `parent`, or where that goes along, before its next sibling that stays.
pub fn move_before(
    report: &Report,
    ids: &[SectionId],
    parent: Option<SectionId>,
    next: Option<SectionId>,
) -> Option<Change> {
    let tops = tops(report, ids);
    let siblings = report.tree.children(parent);
    let from = next.map_or(siblings.len(), |next| siblings.iter().position(|&id| id == next).unwrap_or(siblings.len()));
    let next = siblings[from..].iter().copied().find(|id| !tops.contains(id));
    let mut scratch = report.clone();
    let mut moved = Vec::new();
    let mut edits = Vec::new();
    for id in tops {
        // At the top a part stays before the annexes.
        let stays_before = |&&child: &&SectionId| {
            child != id && (parent.is_some() || scratch.tree.is_annex(id) || !scratch.tree.is_annex(child))
        };
        let before = scratch.tree.children(parent).iter().take_while(|&&child| Some(child) != next);
        let others = before.filter(stays_before);
        let to = Place { parent, index: others.count() };
        if let Some(change) = move_to(&scratch, id, to) {
            edits.extend(change.edits.iter().cloned());
            change.apply(&mut scratch).expect("an act's answer applies to the report it was asked of");
            moved.push(id);
        }
    }
    // Several that stand there already are each taken to the end in turn: nothing has moved then.
    (scratch.tree != report.tree).then(|| Change { label: counted("移动", report, &moved), edits })
}

/// The sections of a list in reading order, without those that stand below another one of it, and without unknown ids.
pub fn tops(report: &Report, ids: &[SectionId]) -> Vec<SectionId> {
    let tree = &report.tree;
    if let [id] = ids {
        return ids.iter().copied().filter(|_| tree.contains(*id)).collect();
    }
    let wanted: HashSet<SectionId> = ids.iter().copied().collect();
    let mut tops = Vec::new();
    let mut inside: Option<usize> = None;
    for row in tree.rows() {
        inside = inside.filter(|&level| row.level > level);
        if inside.is_none() && wanted.contains(&row.section.id) {
            inside = Some(row.level);
            tops.push(row.section.id);
        }
    }
    tops
}

/// Asks an act of each section in turn, each of the report that the ones before have left. One that refuses blocks the
/// next whose sibling, `towards` steps away, it is.
pub(super) fn in_turn(
    report: &Report,
    ids: &[SectionId],
    towards: isize,
    label: &str,
    act: impl Fn(&Report, SectionId) -> Option<Vec<Edit>>,
) -> Option<Change> {
    if let [id] = ids {
        return Some(Change { edits: act(report, *id)?, label: counted(label, report, ids) });
    }
    let mut scratch = report.clone();
    let mut stuck = HashSet::new();
    let mut moved = Vec::new();
    let mut all = Vec::new();
    for &id in ids {
        let blocked = towards != 0 && scratch.tree.sibling(id, towards).is_some_and(|next| stuck.contains(&next));
        match act(&scratch, id).filter(|_| !blocked) {
            None => {
                stuck.insert(id);
            }
            Some(edits) => {
                for edit in edits {
                    all.push(edit.clone());
                    edit.apply(&mut scratch).expect("an act's answer applies to the report it was asked of");
                }
                moved.push(id);
            }
        }
    }
    (!moved.is_empty()).then(|| Change { label: counted(label, report, &moved), edits: all })
}

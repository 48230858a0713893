//! The same acts for several marked sections at once: one change, one undo.
//!
//! A section whose ancestor is marked too goes along with it. What cannot move stays, and so do the marked siblings right
//! behind it: they never overtake one another. With more than one section marked, these acts walk the report once.

use std::collections::HashSet;

use super::counted;
use super::demote;
use super::move_down;
use super::move_to;
use super::move_up;
use super::promote;
use super::set_numbering;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Numbering;
use crate::report::Place;
use crate::report::Report;
use crate::report::SectionId;

/// [`demote`] for each: neighbours stay siblings, under the sibling before the first of them.
pub fn demote_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), -1, "降级", demote)
}

/// [`promote`] for each: they keep their order behind the parent.
pub fn promote_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let mut ids = tops(report, ids);
    ids.reverse();
    in_turn(report, &ids, 0, "升级", promote)
}

/// [`move_up`] for each, the first one first.
pub fn move_up_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), -1, "上移", move_up)
}

/// [`move_down`] for each, the last one first.
pub fn move_down_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let mut ids = tops(report, ids);
    ids.reverse();
    in_turn(report, &ids, 1, "下移", move_down)
}

/// Takes all of them out, with their children.
pub fn remove_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let ids = tops(report, ids);
    if ids.is_empty() {
        return None;
    }
    let label = counted("删除", report, &ids);
    // The first one first: an undo then puts it back last and shows it.
    Some(Change { label, edits: ids.into_iter().map(|id| Edit::Remove { id }).collect() })
}

/// [`move_to`] the last place below `parent`, or of the top level, for each: they stand there in their order.
pub fn move_all_below(report: &Report, ids: &[SectionId], parent: Option<SectionId>) -> Option<Change> {
    let mut scratch = report.clone();
    let mut moved = Vec::new();
    let mut edits = Vec::new();
    for id in tops(report, ids) {
        let others = scratch.tree.children(parent).iter().filter(|&&child| child != id);
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

/// [`set_numbering`] for each, to what the first of them is not.
pub fn toggle_numbering_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    match report.tree.section(*ids.first()?)?.style.numbering {
        Numbering::Numbered => {
            in_turn(report, ids, 0, "不编号", |report, id| set_numbering(report, id, Numbering::Unnumbered))
        }
        Numbering::Unnumbered => {
            in_turn(report, ids, 0, "编号", |report, id| set_numbering(report, id, Numbering::Numbered))
        }
    }
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
fn in_turn(
    report: &Report,
    ids: &[SectionId],
    towards: isize,
    label: &str,
    act: fn(&Report, SectionId) -> Option<Change>,
) -> Option<Change> {
    if let [id] = ids {
        return act(report, *id);
    }
    let mut scratch = report.clone();
    let mut stuck = HashSet::new();
    let mut moved = Vec::new();
    let mut edits = Vec::new();
    for &id in ids {
        let blocked = towards != 0 && scratch.tree.sibling(id, towards).is_some_and(|next| stuck.contains(&next));
        match act(&scratch, id).filter(|_| !blocked) {
            None => {
                stuck.insert(id);
            }
            Some(change) => {
                edits.extend(change.edits.iter().cloned());
                change.apply(&mut scratch).expect("an act's answer applies to the report it was asked of");
                moved.push(id);
            }
        }
    }
    (!moved.is_empty()).then(|| Change { label: counted(label, report, &moved), edits })
}

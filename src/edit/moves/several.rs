//! The same acts for several marked sections at once: one change, one undo.
//!
//! A section whose ancestor is marked too goes along with it. What cannot move stays, and so do the marked siblings right
//! behind it: they never overtake one another. With more than one section marked, these acts walk the report once.

use std::collections::HashSet;

use super::behind;
use super::counted;
use super::demote;
use super::demote_alone;
use super::duplicate;
use super::fresh_inserts;
use super::move_down;
use super::move_to;
use super::move_up;
use super::promote;
use super::promote_alone;
use super::promote_children;
use super::promote_in_place;
use super::set_heading_style;
use super::set_numbering;
use super::ungroup;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::HeadingStyle;
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

/// [`demote_alone`] for each, marked children too.
pub fn demote_alone_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, ids, -1, "单独降级", demote_alone)
}

/// [`promote_alone`] for each, the last one first: they keep their order.
pub fn promote_alone_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let ids: Vec<SectionId> = ids.iter().rev().copied().collect();
    in_turn(report, &ids, 0, "单独升级", promote_alone)
}

/// [`promote_in_place`] for each, the first one first.
pub fn promote_in_place_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), 0, "原位升级", promote_in_place)
}

/// [`promote_children`] for each.
pub fn promote_children_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), 0, "下级升级", promote_children)
}

/// [`ungroup`] for each that can be dissolved.
pub fn ungroup_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, ids, 0, "解散", ungroup)
}

/// A copy of each, with its children: neighbours are copied together, behind the last of them.
pub fn duplicate_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let tops = tops(report, ids);
    if let [id] = tops.as_slice() {
        return duplicate(report, *id);
    }
    let mut scratch = report.clone();
    let mut edits = Vec::new();
    for run in tops.chunk_by(|&before, &next| report.tree.sibling(before, 1) == Some(next)) {
        let at = behind(scratch.tree.place(*run.last()?)?);
        let branches = run.iter().filter_map(|&id| scratch.tree.branch(id)).collect();
        for edit in fresh_inserts(&scratch, at, branches)? {
            edits.push(edit.clone());
            edit.apply(&mut scratch).expect("an act's answer applies to the report it was asked of");
        }
    }
    (!edits.is_empty()).then(|| Change { label: counted("复制", report, &tops), edits })
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

/// [`set_heading_style`] for each, to what the first of them is not.
pub fn toggle_run_in_all(report: &Report, ids: &[SectionId]) -> Option<Change> {
    match report.tree.section(*ids.first()?)?.style.heading {
        HeadingStyle::OwnLine => {
            in_turn(report, ids, 0, "标题接正文", |report, id| set_heading_style(report, id, HeadingStyle::RunIn))
        }
        HeadingStyle::RunIn => in_turn(report, ids, 0, "标题独立成行", |report, id| {
            set_heading_style(report, id, HeadingStyle::OwnLine)
        }),
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

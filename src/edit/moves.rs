//! What a writer does to an outline: every act is asked of a report and answers with a change, or `None` where it
//! doesn't apply.
//!
//! What can be done to several marked sections at once takes a slice of them, and is one change, one undo. A section whose
//! ancestor is marked too goes along with it. What cannot move stays, and so do the marked siblings right after it: they
//! never overtake one another.
//!
//! An act on one section costs its siblings, its depth and the subtree it takes along, never the length of the report; where
//! it must search further, its comment says so. With several sections it walks the report once. Acts of moving conserve every text; where a caret belongs, [`Change::caret`] says
//! where. Labels are what the undo list shows.

pub mod borders;
pub mod figures;
pub mod cells;
pub mod comments;
pub mod gather;
pub mod naming;
pub mod order;
pub mod paragraphs;
pub mod series;
pub mod several;
pub mod sheet;
pub mod settings;
pub mod spans;
pub mod table;
pub mod taking;
pub mod texts;

use std::collections::HashSet;

use unicode_segmentation::UnicodeSegmentation;

use super::Change;
use super::Edit;
use super::document::Removed;
use crate::report::Branch;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Kind;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Tree;

pub(super) use figures::settle_branches;
use several::in_turn;

pub use borders::Stand;
pub use borders::begun;
pub use borders::break_heading;
pub use borders::paragraph_to_section;
pub use borders::part_run_in;
pub use borders::run_in;
pub use borders::to_section;
pub use borders::to_text;
pub use cells::FromCells;
pub use cells::put_cells;
pub use comments::add_comment;
pub use comments::answer_comment;
pub use comments::tick_comment;
pub use figures::Use;
pub use figures::add_metric;
pub use figures::insert_metrics;
pub use figures::metric_name_taken;
pub use figures::move_metric;
pub use figures::remove_metric;
pub use figures::set_metric;
pub use figures::uses_of;
pub use gather::Markers;
pub use gather::gather;
pub use gather::import_below;
pub use gather::is_outline;
pub use gather::pasted;
pub use naming::Unfollowed;
pub use naming::follow_name;
pub use order::sort_children;
pub use paragraphs::into_text;
pub use paragraphs::part_at;
pub use paragraphs::part_line;
pub use paragraphs::take_out;
pub use paragraphs::to_salutation;
pub use series::fold_series;
pub use series::series_at;
pub use series::split_series;
pub use settings::dismiss;
pub use settings::restore_dismissed;
pub use settings::set_begin;
pub use settings::set_children_marker;
pub use settings::set_report_target;
pub use settings::set_scheme;
pub use settings::set_target;
pub use settings::toggle_annex;
pub use settings::toggle_numbering;
pub use settings::toggle_rule;
pub use settings::toggle_run_in;
pub use several::duplicate;
pub use several::move_before;
pub use several::move_below;
pub use several::remove;
pub use several::tops;
pub use sheet::FromLastYear;
pub use sheet::FromTable;
pub use sheet::put_table;
pub use sheet::take_last_year;
pub use spans::Passage;
pub use spans::copy_span;
pub use spans::put_span;
pub use spans::replace_span;
pub use table::Around;
pub use table::around_table;
pub use table::clear_cells;
pub use table::fill_cells;
pub use table::insert_columns;
pub use table::insert_rows;
pub use table::insert_table;
pub use table::merge_cells;
pub use table::move_columns;
pub use table::move_rows;
pub use table::remove_columns;
pub use table::remove_rows;
pub use table::remove_table;
pub use table::replace_across;
pub use table::set_around;
pub use table::split_cells;
pub use table::table_from_text;
pub use table::table_to_text;
pub use table::turn_columns;
pub use table::write_cell;
pub use taking::take_figures;
pub use texts::Below;
pub use texts::join;
pub use texts::replace_text;
pub use texts::split_body;
pub use texts::split_heading;

/// Which end of a list of siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Before all of them.
    First,
    /// After all of them.
    Last,
}

/// Which way a section goes among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the start of the report.
    Up,
    /// Towards its end.
    Down,
}

/// A new empty section after `id` and its children. Its heading stands as that of `id`.
pub fn insert_after(report: &Report, id: SectionId) -> Option<Change> {
    insert_empty(report, after(report.tree.place(id)?), Some(id))
}

/// A new empty section before `id`. Its heading stands as that of `id`.
pub fn insert_before(report: &Report, id: SectionId) -> Option<Change> {
    insert_empty(report, report.tree.place(id)?, Some(id))
}

/// A new empty section as the first or last child of `id`. Its heading stands as that of the child it comes to stand by.
pub fn insert_child(report: &Report, id: SectionId, end: End) -> Option<Change> {
    if !report.tree.contains(id) {
        return None;
    }
    let (place, like) = end_of(report, Some(id), end);
    insert_empty(report, place, like)
}

/// A new empty section at the head or the foot of the top level: the way into an empty report.
pub fn insert_top(report: &Report, end: End) -> Option<Change> {
    let (place, like) = end_of(report, None, end);
    insert_empty(report, place, like)
}

/// A new empty annex after all others.
pub fn insert_annex(report: &Report) -> Option<Change> {
    let mut new = empty_like(report, None)?;
    new.style.kind = Kind::Annex;
    let at = Place { parent: None, index: report.tree.children(None).len() };
    Some(Change::one("新建附件", Edit::Insert { at, branch: Branch::leaf(new) }))
}

/// Makes each section, with its children, the last child of the sibling before it. Neighbours stay siblings, below the one
/// before the first of them.
pub fn demote(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), -1, "降级", |report, id| {
        let parent = mate(&report.tree, id, -1)?;
        Some(vec![Edit::Move { id, to: last_place(&report.tree, Some(parent)) }])
    })
}

/// Makes each section, with its children, the next sibling of its parent. Several keep their order there.
pub fn promote(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let mut ids = tops(report, ids);
    ids.reverse();
    in_turn(report, &ids, 0, "升级", |report, id| {
        let to = after(report.tree.place(report.tree.parent(id)?)?);
        Some(vec![Edit::Move { id, to }])
    })
}

/// Demotes each section without its children, marked children too. The children keep level and place and follow it as
/// siblings.
pub fn demote_alone(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, ids, -1, "单独降级", |report, id| {
        let parent = mate(&report.tree, id, -1)?;
        let to = last_place(&report.tree, Some(parent));
        let mut edits = vec![Edit::Move { id, to }];
        move_run(&mut edits, report.tree.children(Some(id)), after(to));
        Some(edits)
    })
}

/// Promotes each section without its children, the last one first: they keep their order. The children keep level and place,
/// adopted by the sibling before it; the children of a first child have nobody there and take its place, one level up.
pub fn promote_alone(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let ids: Vec<SectionId> = ids.iter().rev().copied().collect();
    in_turn(report, &ids, 0, "单独升级", |report, id| {
        let tree = &report.tree;
        let from = tree.place(id)?;
        let to = after(tree.place(from.parent?)?);
        let heir = match tree.sibling(id, -1) {
            Some(before) => last_place(tree, Some(before)),
            None => from,
        };
        let mut edits = Vec::new();
        move_run(&mut edits, tree.children(Some(id)), heir);
        edits.push(Edit::Move { id, to });
        Some(edits)
    })
}

/// Promotes each section, with its children, where it stands, the first one first: nothing changes its place in reading
/// order, and the siblings after it become its last children.
pub fn promote_in_place(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), 0, "原位升级", |report, id| {
        let tree = &report.tree;
        let from = tree.place(id)?;
        let to = after(tree.place(from.parent?)?);
        let mut edits = vec![Edit::Move { id, to }];
        move_run(&mut edits, &tree.children(from.parent)[from.index + 1..], last_place(tree, Some(id)));
        Some(edits)
    })
}

/// Makes the children of each section its next siblings, in their order.
pub fn promote_children(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, &tops(report, ids), 0, "下级升级", |report, id| {
        let children = report.tree.children(Some(id));
        let mut edits = Vec::new();
        move_run(&mut edits, children, after(report.tree.place(id)?));
        (!children.is_empty()).then_some(edits)
    })
}

/// Moves each section, with its children, before the sibling above, the first one first. A first child becomes the last child
/// of the nearest section above that stands on its parent's level. So it travels the whole report and keeps its level.
/// Crossing parents searches as far as that section is away.
pub fn move_up(report: &Report, ids: &[SectionId]) -> Option<Change> {
    move_past(report, ids, Way::Up, |_| true)
}

/// Moves each section, with its children, after the sibling below, the last one first. A last child becomes the first child
/// of the nearest section below that stands on its parent's level. The mirror of [`move_up`].
pub fn move_down(report: &Report, ids: &[SectionId]) -> Option<Change> {
    move_past(report, ids, Way::Down, |_| true)
}

/// Moves each section up or down as [`move_up`] and [`move_down`] do, past the next sibling that is shown and all between
/// that are not; into another parent only where that is shown.
pub fn move_past(report: &Report, ids: &[SectionId], way: Way, is_shown: impl Fn(SectionId) -> bool) -> Option<Change> {
    let mut ids = tops(report, ids);
    let (towards, label) = match way {
        Way::Up => (-1, "上移"),
        Way::Down => (1, "下移"),
    };
    if way == Way::Down {
        ids.reverse();
    }
    in_turn(report, &ids, towards, label, |report, id| {
        let tree = &report.tree;
        let from = tree.place(id)?;
        let siblings = tree.children(from.parent);
        let beside = match way {
            Way::Up => siblings[..from.index].iter().rposition(|&sibling| is_shown(sibling)),
            // Counted without the section itself, the gap after a sibling below has that sibling's own number.
            Way::Down => {
                let after = siblings[from.index + 1..].iter().position(|&sibling| is_shown(sibling));
                after.map(|step| from.index + 1 + step)
            }
        };
        // What belongs to the text goes among the annexes only when the writer says so.
        let beside = beside.filter(|&index| tree.is_annex(siblings[index]) == tree.is_annex(id));
        let to = match beside {
            Some(index) => Place { index, ..from },
            None => {
                let parent = level_mate(tree, from.parent?, way).filter(|&parent| is_shown(parent))?;
                match way {
                    Way::Up => last_place(tree, Some(parent)),
                    Way::Down => Place { parent: Some(parent), index: 0 },
                }
            }
        };
        Some(vec![Edit::Move { id, to }])
    })
}

/// The sibling `step` places on, unless one of the two is an annex and the other none: what belongs to the text goes among
/// the annexes only when the writer says so.
fn mate(tree: &Tree, id: SectionId, step: isize) -> Option<SectionId> {
    tree.sibling(id, step).filter(|&other| tree.is_annex(other) == tree.is_annex(id))
}

/// Moves the section, with its children, to a gap that is counted without it.
pub fn move_to(report: &Report, id: SectionId, to: Place) -> Option<Change> {
    if !report.tree.has_place_without(id, to) || report.tree.place(id) == Some(to) {
        return None;
    }
    Some(Change::one(label("移动", report, id), Edit::Move { id, to }))
}

/// Puts subtrees into a gap, in order, as a paste does. They get ids of their own. Metrics get other names if theirs
/// are taken in the report, or stand twice among the pasted ones; the pasted texts refer to them by the new names.
pub fn insert_branches(report: &Report, at: Place, branches: Vec<Branch>) -> Option<Change> {
    if branches.is_empty() || !report.tree.has_place(at) {
        return None;
    }
    let label = match branches.as_slice() {
        [one] => format!("粘贴「{}」", name_of(one.top())),
        many => format!("粘贴{}节", many.len()),
    };
    Some(Change { label, edits: fresh_inserts(report, at, branches)? })
}

/// Puts a subtree that was taken out back into the gap it stood in, or as far as that is gone, after all at the end. It keeps
/// its ids where they are free, else it gets others; so with the names of its metrics.
pub fn put_back(report: &Report, removed: &Removed<'_>) -> Option<Change> {
    let tree = &report.tree;
    let at = match removed.at.parent {
        Some(parent) if !tree.contains(parent) => last_place(tree, None),
        parent => Place { parent, index: removed.at.index.min(tree.children(parent).len()) },
    };
    let mut branches = [removed.branch.clone()];
    settle_branches(report, &mut branches);
    let [branch] = branches;
    let label = format!("放回「{}」", name_of(branch.top()));
    let is_free = branch.rows().iter().all(|(_, section)| !tree.contains(section.id));
    let branch = if is_free {
        branch
    } else {
        {
            let first = tree.next_ids(branch.rows().len())?;
            branch.renamed(first)?
        }
    };
    Some(Change::one(label, Edit::Insert { at, branch }))
}

/// Puts siblings, with their children, under a new section that stands where the first of them stood. They keep their
/// order; the order of `ids` does not matter. `None` for an empty list and for sections of different parents.
pub fn group(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let tree = &report.tree;
    let parent = tree.place(*ids.first()?)?.parent;
    let wanted: HashSet<SectionId> = ids.iter().copied().collect();
    let siblings = tree.children(parent);
    let members: Vec<SectionId> = siblings.iter().copied().filter(|id| wanted.contains(id)).collect();
    if members.len() != wanted.len() {
        return None;
    }
    let at = tree.place(members[0])?;
    let new = empty_like(report, Some(members[0]))?;
    let id = new.id;
    let mut edits = vec![Edit::Insert { at, branch: Branch::leaf(new) }];
    move_run(&mut edits, &members, Place { parent: Some(id), index: 0 });
    edits.push(mark(Field::Heading(id), 0));
    Some(Change { label: counted("归组", report, &members), edits })
}

/// Dissolves each section that is empty: its children take its place. `None` where a text or a metric would be lost, and
/// without children; [`promote_children`] keeps the section.
pub fn ungroup(report: &Report, ids: &[SectionId]) -> Option<Change> {
    in_turn(report, ids, 0, "解散", |report, id| {
        let tree = &report.tree;
        let children = tree.children(Some(id));
        let &first = children.first()?;
        if !is_blank(tree.section(id)?) {
            return None;
        }
        let mut edits = Vec::new();
        move_run(&mut edits, children, after(tree.place(id)?));
        edits.push(Edit::Remove { id });
        edits.push(mark(Field::Heading(first), 0));
        Some(edits)
    })
}

/// What a label calls a section: its heading, else the start of its body, either cut to 12 characters as a reader counts
/// them; 空节 when both are blank.
pub fn name_of(section: &Section) -> String {
    let first = [&section.heading, &section.body].into_iter().flat_map(|text| text.lines()).map(str::trim);
    let Some(line) = first.into_iter().find(|line| !line.is_empty()) else { return "空节".into() };
    match line.grapheme_indices(true).nth(NAME_LENGTH) {
        Some((cut, _)) => format!("{}…", &line[..cut]),
        None => line.into(),
    }
}

const NAME_LENGTH: usize = 12;

/// 移动「主要工作」.
fn label(act: &str, report: &Report, id: SectionId) -> String {
    let name = report.tree.section(id).map_or_else(|| "空节".into(), name_of);
    format!("{act}「{name}」")
}

/// As [`label`] for one section, 移动3节 for several.
fn counted(act: &str, report: &Report, ids: &[SectionId]) -> String {
    match ids {
        [id] => label(act, report, *id),
        _ => format!("{act}{}节", ids.len()),
    }
}

/// Changes nothing and says where the caret goes; see [`Change::caret`].
fn mark(field: Field, at: usize) -> Edit {
    Edit::Text { field, at, cut: String::new(), put: String::new() }
}

/// No text, no note, no metric: nothing is lost with it but its style.
fn is_blank(section: &Section) -> bool {
    section.heading.is_empty() && section.body.is_empty() && section.note.is_empty() && section.metrics.is_empty()
}

/// The gap after the section that stands at `place`.
fn after(place: Place) -> Place {
    Place { index: place.index + 1, ..place }
}

/// The gap after all children; at the top, before the annexes.
fn last_place(tree: &Tree, parent: Option<SectionId>) -> Place {
    let index = if parent.is_none() { tree.first_annex() } else { tree.children(parent).len() };
    Place { parent, index }
}

/// The gap at one end of the children, and the child that stands there.
fn end_of(report: &Report, parent: Option<SectionId>, end: End) -> (Place, Option<SectionId>) {
    let children = report.tree.children(parent);
    match end {
        End::First => (Place { parent, index: 0 }, children.first().copied()),
        End::Last => {
            let place = last_place(&report.tree, parent);
            (place, place.index.checked_sub(1).map(|last| children[last]))
        }
    }
}

/// A section with a fresh id whose heading stands as that of `like`; `None` when ids have run out.
fn empty_like(report: &Report, like: Option<SectionId>) -> Option<Section> {
    let mut section = Section::new(report.tree.next_id()?);
    section.style.heading =
        like.and_then(|id| report.tree.section(id)).map_or(HeadingStyle::default(), |like| like.style.heading);
    Some(section)
}

fn insert_empty(report: &Report, at: Place, like: Option<SectionId>) -> Option<Change> {
    let branch = Branch::leaf(empty_like(report, like)?);
    Some(Change::one("新建一节", Edit::Insert { at, branch }))
}

/// Insertions of subtrees side by side, with fresh ids and metric names that are free.
fn fresh_inserts(report: &Report, at: Place, mut branches: Vec<Branch>) -> Option<Vec<Edit>> {
    let mut edits = Vec::with_capacity(branches.len());
    let mut next = report.tree.next_ids(branches.iter().map(|branch| branch.rows().len()).sum());
    settle_branches(report, &mut branches);
    for (k, branch) in branches.into_iter().enumerate() {
        let first = next?;
        next = first.after(branch.rows().len());
        let branch = branch.renamed(first)?;
        edits.push(Edit::Insert { at: Place { index: at.index + k, ..at }, branch });
    }
    Some(edits)
}

/// Moves sections, in order, to stand side by side from `to` on. Their old places must not lie before `to` in its list.
fn move_run(edits: &mut Vec<Edit>, ids: &[SectionId], to: Place) {
    edits.extend(ids.iter().enumerate().map(|(k, &id)| {
        let to = Place { index: to.index + k, ..to };
        Edit::Move { id, to }
    }));
}

/// The nearest section before or after `id` in reading order that stands on its level.
fn level_mate(tree: &Tree, id: SectionId, way: Way) -> Option<SectionId> {
    let mut above = id;
    for depth in 0.. {
        let place = tree.place(above)?;
        let siblings = tree.children(place.parent);
        let beside = match way {
            Way::Up => &siblings[..place.index],
            Way::Down => &siblings[place.index + 1..],
        };
        if let Some(found) = reach(tree, beside, depth, way) {
            return Some(found);
        }
        above = place.parent?;
    }
    None
}

/// The nearest section `depth` levels below these siblings. Looks no deeper than that.
fn reach(tree: &Tree, siblings: &[SectionId], depth: usize, way: Way) -> Option<SectionId> {
    let mut open = vec![siblings];
    while let Some(rest) = open.last_mut() {
        let next = match way {
            Way::Up => rest.split_last(),
            Way::Down => rest.split_first(),
        };
        let Some((&id, others)) = next else {
            open.pop();
            continue;
        };
        *rest = others;
        if open.len() > depth {
            return Some(id);
        }
        open.push(tree.children(Some(id)));
    }
    None
}

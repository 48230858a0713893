//! The changes of the commands on sections, as they would be now.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::edit::moves::End;
use crate::edit::moves::Way;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Place;
use crate::report::SectionId;
use crate::report::metric::number;
use crate::text::PinyinOrder;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::update::CHOOSE;
use crate::tui::update::tables;

/// A section after the writer's, at the top of what the screen shows below it.
pub fn new_below(model: &Model) -> Option<Change> {
    let report = model.report();
    match model.spot() {
        Spot::Report => moves::insert_top(report, End::First),
        Spot::Section(id) if is_focused_on(model, id) => moves::insert_child(report, id, End::First),
        Spot::Section(id) => moves::insert_after(report, id),
        Spot::Closing => moves::insert_top(report, End::Last),
    }
}

/// Why a change isn't made while the writer looks at one section alone.
pub const WALL: &str = "这样会动到只看范围以外的节，没有动；看回全文（F2 里有）再做";

/// Whether a change moves, brings in or takes out anything outside of the section that the writer looks at alone. That
/// section itself may be removed.
pub fn leaves_focus(model: &Model, change: &Change) -> bool {
    let Some(&top) = model.outline.hoisted().last() else { return false };
    let tree = &model.report().tree;
    let mut fresh = HashSet::new();
    change.edits.iter().any(|edit| {
        let is_inside = |id: SectionId| fresh.contains(&id) || tree.contains(id) && tree.is_within(id, top);
        let leads_inside = |place: &Place| place.parent.is_some_and(is_inside);
        match edit {
            Edit::Insert { at, branch } => {
                let leads_inside = leads_inside(at);
                fresh.extend(branch.rows().iter().map(|(_, section)| section.id));
                !leads_inside
            }
            Edit::Move { id, to } => *id == top || !is_inside(*id) || !leads_inside(to),
            Edit::Remove { id } | Edit::Style { id, .. } => !is_inside(*id),
            Edit::Text { .. } | Edit::Metrics { .. } | Edit::Aside { .. } | Edit::Setup { .. } => false,
        }
    })
}

/// Makes a change to sections, unless it would leave what the writer looks at alone; that is said. Answers whether it was
/// made.
pub fn act_inside(model: &mut Model, change: &Change) -> bool {
    if leaves_focus(model, change) {
        model.say(Grade::Warning, WALL);
        return false;
    }
    let is_made = model.act(change.clone());
    if is_made {
        model.open_for(change, None);
    }
    is_made
}

/// What a command is meant for moves up or down: past the neighbours that a filter shows, past all where there is none.
pub fn move_past(model: &Model, way: Way) -> Option<Change> {
    let is_shown = |id| model.row_of(Spot::Section(id)).is_some();
    match model.outline.filter() {
        Some(_) => moves::move_past(model.report(), &model.targets(), way, is_shown),
        None => moves::move_past(model.report(), &model.targets(), way, |_| true),
    }
}

/// A section after the children of the writer's; at the report a top section.
pub fn new_child(model: &Model) -> Option<Change> {
    match model.section() {
        Some(id) => moves::insert_child(model.report(), id, End::Last),
        None => moves::insert_top(model.report(), End::Last),
    }
}

/// The section below on the screen joins the writer's. A section hidden in a fold, or outside of the hoisted part,
/// doesn't.
pub fn join_next(model: &Model) -> Option<Change> {
    let below = model.spot_at(model.row() + 1).and_then(Spot::section)?;
    moves::join(model.report(), model.section()?, below)
}

/// The text of the writer's section from the caret on becomes a section.
pub fn split_text(model: &Model) -> Option<Change> {
    let id = model.section().filter(|_| !tables::is_inside(model))?;
    let at = model.caret_in(Field::Body(id)).at;
    moves::split_body(model.report(), id, at, Below::Sibling)
}

/// A series in the text of the writer's section becomes its children: in the text pane the one with the caret.
pub fn split_series(model: &Model) -> Option<Change> {
    let at = (model.focus() == Focus::Text).then_some(model.caret.at);
    moves::split_series(model.report(), model.section()?, at)
}

/// Why there is no series to split.
pub fn no_series(model: &Model) -> &'static str {
    match model.section() {
        None => CHOOSE,
        Some(id) if !model.report().tree.children(Some(id)).is_empty() => {
            "本节已有下级，不能再拆；可先把这一段分到新的一节"
        }
        Some(_) if model.focus() == Focus::Text => "光标所在的段落里没有一是、二是这样的并列项",
        Some(_) => "正文里没有一是、二是这样的并列项",
    }
}

/// The children of the writer's section become a series in its text; from one of them too: there the writer is when he has
/// just split.
pub fn fold_series(model: &Model) -> Option<Change> {
    let report = model.report();
    let id = model.section()?;
    let parent = || report.tree.parent(id).filter(|_| report.tree.children(Some(id)).is_empty());
    moves::fold_series(report, id).or_else(|| moves::fold_series(report, parent()?))
}

/// Sorted by pinyin and numbers.
pub fn sort_by_heading(model: &Model) -> Option<Change> {
    let tree = &model.report().tree;
    sorted(model, "按标题排序", |id| Some(PinyinOrder::of(&tree.section(id)?.heading)))
}

/// Sorted by the first metric, the greatest first.
pub fn sort_by_metric(model: &Model) -> Option<Change> {
    let tree = &model.report().tree;
    sorted(model, "按指标排序", |id| Some(Reverse(number(&tree.section(id)?.metrics.first()?.value)?)))
}

/// Sorted by 字数, the longest first.
pub fn sort_by_length(model: &Model) -> Option<Change> {
    sorted(model, "按字数排序", |id| Some(Reverse(model.outline.total(id))))
}

/// The children of the writer's section in order, or its siblings where it has none; at the report the top sections.
fn sorted<K: Ord>(model: &Model, label: &str, key: impl Fn(SectionId) -> Option<K>) -> Option<Change> {
    let tree = &model.report().tree;
    let parent = match model.spot() {
        Spot::Section(id) if tree.children(Some(id)).is_empty() => tree.parent(id),
        Spot::Section(id) => Some(id),
        Spot::Report | Spot::Closing => None,
    };
    moves::sort_children(model.report(), parent, label, key)
}

/// Moves what a command is meant for below another section, or to the top level. The writer goes along to a section, or
/// stays where it has been: on the next one, what was marked being no longer.
pub fn send(model: &mut Model, parent: Option<SectionId>, follow: Option<SectionId>) {
    let ids = model.targets();
    let Some(change) = moves::move_below(model.report(), &ids, parent) else {
        model.say(Grade::Warning, "已经在那里了");
        return;
    };
    if leaves_focus(model, &change) {
        model.say(Grade::Warning, WALL);
        return;
    }
    if let Some(id) = follow {
        if act_inside(model, &change) {
            model.go(Spot::Section(id));
        }
        return;
    }
    let tree = &model.report().tree;
    let goes = |row: usize| {
        let id = model.spot_at(row).and_then(Spot::section);
        id.is_some_and(|id| ids.iter().any(|&top| tree.is_within(id, top)))
    };
    let stays = (model.row()..model.rows()).chain((0..model.row()).rev()).find(|&row| !goes(row));
    let stays = stays.and_then(|row| model.spot_at(row)).unwrap_or(Spot::Report);
    let to =
        parent.map_or("一级".to_string(), |parent| format!("“{}”下面", model.owner_name(Owner::Section(parent))));
    let label = change.label.clone();
    if model.act(change) {
        model.marks.clear();
        model.go(stays);
        model.say(Grade::Info, format!("已{label}到{to}，Ctrl+Z 可撤销"));
    }
}

/// Where the writer goes when the section that he has focused on goes: its next sibling, the one before, its parent.
pub fn beside(model: &Model, id: SectionId) -> Option<SectionId> {
    let tree = &model.report().tree;
    let near = || tree.sibling(id, 1).or_else(|| tree.sibling(id, -1)).or_else(|| tree.parent(id));
    is_focused_on(model, id).then(near).flatten()
}

/// The section that a change brings in.
pub fn fresh(change: &Change) -> Option<SectionId> {
    change.edits.iter().rev().find_map(|edit| match edit {
        Edit::Insert { branch, .. } => Some(branch.top().id),
        _ => None,
    })
}

/// The first section that a change brings in.
pub fn first_fresh(change: &Change) -> Option<SectionId> {
    change.edits.iter().find_map(|edit| match edit {
        Edit::Insert { branch, .. } => Some(branch.top().id),
        _ => None,
    })
}

/// Where to the writer's section something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Before,
    /// After it and all that is below it.
    Behind,
    /// Below it, after its children.
    Within,
}

/// The gap on one side of the writer's section, for what is pasted there.
pub fn gap(model: &Model, side: Side) -> Place {
    let tree = &model.report().tree;
    match (model.spot(), side) {
        (Spot::Report, _) => Place { parent: None, index: 0 },
        (Spot::Closing, _) => Place { parent: None, index: tree.children(None).len() },
        (Spot::Section(id), Side::Within) => Place { parent: Some(id), index: tree.children(Some(id)).len() },
        (Spot::Section(id), _) if is_focused_on(model, id) => Place { parent: Some(id), index: 0 },
        (Spot::Section(id), side) => {
            let place = tree.place(id).expect("the spot is a live section");
            Place { index: place.index + usize::from(side == Side::Behind), ..place }
        }
    }
}

/// Whether a section is the top of what the screen shows: nothing can stand beside it there.
pub(super) fn is_focused_on(model: &Model, id: SectionId) -> bool {
    model.outline.hoisted().last() == Some(&id)
}

/// Marks sections for the next command: what `how` marks from the writer's section on.
pub fn mark(model: &mut Model, how: fn(&mut Model, SectionId)) {
    model.focus_on(Focus::Navigation);
    match model.section() {
        Some(id) => how(model, id),
        None => model.say(Grade::Warning, CHOOSE),
    }
    let count = model.marks.len();
    if count > 0 && model.section().is_some() {
        model.say(Grade::Info, format!("已标记 {count} 节，Esc 取消标记"));
    }
}

/// The section, or no longer.
pub fn toggle_mark(model: &mut Model, id: SectionId) {
    if !model.marks.remove(&id) {
        model.marks.insert(id);
    }
}

/// The section and the one above it, where the writer goes.
pub fn mark_up(model: &mut Model, id: SectionId) {
    mark_on(model, id, model.row().checked_sub(1));
}

/// The section and the one below it, where the writer goes.
pub fn mark_down(model: &mut Model, id: SectionId) {
    mark_on(model, id, Some(model.row() + 1));
}

fn mark_on(model: &mut Model, id: SectionId, row: Option<usize>) {
    model.marks.insert(id);
    if let Some(Spot::Section(next)) = row.and_then(|row| model.spot_at(row)) {
        model.go(Spot::Section(next));
        model.marks.insert(next);
    }
}

/// First the siblings; when they are all marked, the parent and its siblings; at last everything.
pub fn mark_wider(model: &mut Model, id: SectionId) {
    let tree = &model.report().tree;
    let mut level = Some(id);
    let mut wider: Vec<SectionId> = Vec::new();
    while let Some(at) = level {
        wider = tree.children(tree.parent(at)).to_vec();
        if wider.iter().any(|sibling| !model.marks.contains(sibling)) {
            break;
        }
        level = tree.parent(at);
    }
    model.marks.extend(wider);
}

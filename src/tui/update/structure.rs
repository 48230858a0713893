//! Commands that change the outline. Each is asked of the model and answers with a change, or nothing where it doesn't
//! apply: help and palette grey it out by asking the same function.

use std::cmp::Reverse;

use crate::edit::Change;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::edit::moves::End;
use crate::report::Owner;
use crate::report::Place;
use crate::report::SectionId;
use crate::report::metric::number;
use crate::text::PinyinOrder;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// What a structural command would change now.
pub fn change(model: &Model, command: Command) -> Option<Change> {
    let report = model.report();
    let id = model.section();
    match command {
        Command::NewBelow => match model.spot() {
            Spot::Report => moves::insert_top(report, End::First),
            Spot::Section(id) if is_focused_on(model, id) => moves::insert_child(report, id, End::First),
            Spot::Section(id) => moves::insert_after(report, id),
            Spot::Closing => moves::insert_top(report, End::Last),
        },
        Command::NewAbove => moves::insert_before(report, id?),
        Command::NewChild => match id {
            Some(id) => moves::insert_child(report, id, End::Last),
            None => moves::insert_top(report, End::Last),
        },
        Command::Demote => moves::demote(report, &model.targets()),
        Command::Promote => moves::promote(report, &model.targets()),
        Command::DemoteAlone => moves::demote_alone(report, &model.targets()),
        Command::PromoteAlone => moves::promote_alone(report, &model.targets()),
        Command::PromoteInPlace => moves::promote_in_place(report, &model.targets()),
        Command::PromoteChildren => moves::promote_children(report, &model.targets()),
        Command::MoveUp => moves::move_up(report, &model.targets()),
        Command::MoveDown => moves::move_down(report, &model.targets()),
        Command::Duplicate => moves::duplicate(report, &model.targets()),
        Command::Remove => moves::remove(report, &model.targets()),
        Command::JoinNext => {
            // What stands below on the screen: nothing that is folded away, or outside of what the writer has focused on.
            let below = model.spot_at(model.row() + 1).and_then(Spot::section)?;
            moves::join(report, id?, below)
        }
        Command::SplitText => {
            let id = id.filter(|_| model.focus == Focus::Text)?;
            moves::split_body(report, id, model.caret.at, Below::Sibling)
        }
        Command::SplitSeries => {
            let at = (model.focus == Focus::Text).then_some(model.caret.at);
            moves::split_series(report, id?, at)
        }
        // From one of the children too: there the writer is when he has just split.
        Command::FoldSeries => {
            let parent = || report.tree.parent(id?).filter(|_| report.tree.children(id).is_empty());
            moves::fold_series(report, id?).or_else(|| moves::fold_series(report, parent()?))
        }
        Command::Group => moves::group(report, &model.targets()),
        Command::Ungroup => moves::ungroup(report, &model.targets()),
        Command::ToggleNumber => moves::toggle_numbering(report, &model.targets()),
        Command::ToggleRunIn => moves::toggle_run_in(report, &model.targets()),
        Command::SortByHeading | Command::SortByMetric | Command::SortByLength => sort(model, command),
        _ => None,
    }
}

/// The children of the writer's section in order, or its siblings where it has none; at the report the top sections.
fn sort(model: &Model, command: Command) -> Option<Change> {
    let report = model.report();
    let tree = &report.tree;
    let parent = match model.spot() {
        Spot::Section(id) if tree.children(Some(id)).is_empty() => tree.parent(id),
        Spot::Section(id) => Some(id),
        Spot::Report | Spot::Closing => None,
    };
    match command {
        Command::SortByHeading => moves::sort_children(report, parent, "按标题排序", |id| {
            Some(PinyinOrder::of(&tree.section(id)?.heading))
        }),
        Command::SortByMetric => moves::sort_children(report, parent, "按指标排序", |id| {
            Some(Reverse(number(&tree.section(id)?.metrics.first()?.value)?))
        }),
        _ => moves::sort_children(report, parent, "按字数排序", |id| Some(Reverse(model.outline.total(id)))),
    }
}

/// Does what [`change`] has answered, and goes where the writer wants to be next.
pub fn carry_out(model: &mut Model, command: Command, change: &Change) {
    let marked = model.marks.len();
    let near = model.section().and_then(|id| beside(model, id));
    if !model.apply(change.clone()) {
        return;
    }
    match command {
        Command::NewBelow | Command::NewAbove | Command::NewChild | Command::Group => {
            model.land(change);
            if let Some(id) = fresh(change) {
                model.go(Spot::Section(id));
            }
            model.focus_on(Focus::Heading);
        }
        Command::SplitSeries | Command::FoldSeries => {
            model.land(change);
            model.say(Grade::Info, format!("已{}，Ctrl+Z 可撤销", change.label));
        }
        Command::Duplicate | Command::Ungroup | Command::SplitText => model.land(change),
        Command::Remove => {
            let gone = model.section().is_some_and(|id| !model.report().tree.contains(id));
            match near.filter(|&near| gone && model.report().tree.contains(near)) {
                Some(near) => model.go(Spot::Section(near)),
                None => model.stay(),
            }
            model.say(Grade::Info, format!("已{}，Ctrl+Z 可撤销", change.label));
        }
        _ => {
            // Goes there first: a fold that the section has moved into opens, instead of sending the writer elsewhere.
            match model.section().filter(|&id| model.report().tree.contains(id)) {
                Some(id) => model.go(Spot::Section(id)),
                None => model.stay(),
            }
            if marked > 1 {
                model.say(Grade::Info, format!("{}：{marked} 节", command.entry().title));
            }
        }
    }
}

/// Moves what a command is meant for below another section, or to the top level. The writer goes along to a section, or
/// stays where it has been: on the next one, what was marked being no longer.
pub fn send(model: &mut Model, parent: Option<SectionId>, follow: Option<SectionId>) {
    let ids = model.targets();
    let Some(change) = moves::move_below(model.report(), &ids, parent) else {
        model.say(Grade::Warning, "已经在那里了");
        return;
    };
    if let Some(id) = follow {
        model.apply(change);
        model.go(Spot::Section(id));
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
    if model.apply(change) {
        model.marks.clear();
        model.go(stays);
        model.say(Grade::Info, format!("已{label}到{to}，Ctrl+Z 可撤销"));
    }
}

/// Where the writer goes when the section that he has focused on goes: its next sibling, the one before, its parent.
fn beside(model: &Model, id: SectionId) -> Option<SectionId> {
    let tree = &model.report().tree;
    let near = || tree.sibling(id, 1).or_else(|| tree.sibling(id, -1)).or_else(|| tree.parent(id));
    is_focused_on(model, id).then(near).flatten()
}

/// Says why a structural command doesn't apply.
pub fn refuse(model: &mut Model, command: Command) {
    let says = match command {
        Command::JoinNext => "后面没有可以合并的节",
        Command::SplitText => "只有节的正文可以分节：请把光标放在要断开的地方",
        _ if model.targets().is_empty() => "请先选一节",
        Command::Demote | Command::DemoteAlone => "前面没有同级的节，不能降级",
        Command::Promote | Command::PromoteAlone | Command::PromoteInPlace => "已经是一级，不能再升",
        Command::MoveUp => "已经在最前面",
        Command::MoveDown => "已经在最后面",
        Command::SplitSeries => match model.section() {
            Some(id) if !model.report().tree.children(Some(id)).is_empty() => {
                "本节已有下级，不能再拆；可先把这一段分到新的一节"
            }
            Some(_) if model.focus == Focus::Text => "光标所在的段落里没有一是、二是这样的并列项",
            _ => "正文里没有一是、二是这样的并列项",
        },
        Command::FoldSeries => "要有两个以上的下级，而且下级都没有自己的下级，才能并成一段",
        Command::Group => "标记的各节要同级相邻，才能归为一组",
        Command::SortByHeading | Command::SortByLength => "没有可排的：要有两个以上的下级（或同级），而且各不相同",
        Command::SortByMetric => "没有可排的：要有两个以上的下级（或同级）带指标，数值各不相同",
        Command::PromoteChildren => "没有下级可升",
        Command::Ungroup => "只能拆散有下级的空节：请先清空本节的标题、正文、备注和指标",
        _ => "请先选一节",
    };
    model.say(Grade::Warning, says);
}

/// The section that a change brings in.
pub fn fresh(change: &Change) -> Option<SectionId> {
    change.edits.iter().rev().find_map(|edit| match edit {
        crate::edit::Edit::Insert { branch, .. } => Some(branch.top().id),
        _ => None,
    })
}

/// The first section that a change brings in.
pub fn first_fresh(change: &Change) -> Option<SectionId> {
    change.edits.iter().find_map(|edit| match edit {
        crate::edit::Edit::Insert { branch, .. } => Some(branch.top().id),
        _ => None,
    })
}

/// Where to the writer's section something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before it.
    Before,
    /// Behind it and all that is below it.
    Behind,
    /// Below it, behind its children.
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

/// Marks sections for the next command.
pub fn mark(model: &mut Model, command: Command) {
    model.focus_on(Focus::Navigation);
    let Some(id) = model.section() else {
        refuse(model, command);
        return;
    };
    match command {
        Command::ToggleMark => {
            if !model.marks.remove(&id) {
                model.marks.insert(id);
            }
        }
        Command::MarkUp | Command::MarkDown => {
            model.marks.insert(id);
            let row = if command == Command::MarkUp { model.row().checked_sub(1) } else { Some(model.row() + 1) };
            if let Some(Spot::Section(next)) = row.and_then(|row| model.spot_at(row)) {
                model.go(Spot::Section(next));
                model.marks.insert(next);
            }
        }
        _ => {
            // First the siblings; when they are all marked, the parent and its siblings; at last everything.
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
    }
    let count = model.marks.len();
    if count > 0 {
        model.say(Grade::Info, format!("已标记 {count} 节，Esc 取消标记"));
    }
}

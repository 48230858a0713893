//! Commands that change the outline. Each is asked of the model and answers with a change, or nothing where it doesn't
//! apply: help and palette grey it out by asking the same function.

use crate::edit::Change;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::edit::moves::End;
use crate::edit::moves::Tail;
use crate::report::Place;
use crate::report::SectionId;
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
            Spot::Section(id) => moves::insert_after(report, id),
            Spot::Closing => moves::insert_top(report, End::Last),
        },
        Command::NewAbove => moves::insert_before(report, id?),
        Command::NewChild => match id {
            Some(id) => moves::insert_child(report, id, End::Last),
            None => moves::insert_top(report, End::Last),
        },
        Command::Demote => moves::demote_all(report, &targets(model)),
        Command::Promote => moves::promote_all(report, &targets(model)),
        Command::DemoteAlone => moves::demote_alone(report, id?),
        Command::PromoteAlone => moves::promote_alone(report, id?),
        Command::PromoteInPlace => moves::promote_in_place(report, id?),
        Command::MoveUp => moves::move_up_all(report, &targets(model)),
        Command::MoveDown => moves::move_down_all(report, &targets(model)),
        Command::Duplicate => moves::duplicate(report, id?),
        Command::Remove => moves::remove_all(report, &targets(model)),
        Command::JoinNext => moves::join_next(report, id?),
        Command::SplitText => {
            let id = id.filter(|_| model.focus == Focus::Text)?;
            moves::split_body(report, id, model.caret.at, Below::Sibling, Tail::HeadingAndBody)
        }
        Command::Group => moves::group(report, &targets(model)),
        Command::Ungroup => moves::ungroup(report, id?),
        Command::ToggleNumber => moves::toggle_numbering(report, id?),
        Command::ToggleRunIn => moves::toggle_run_in(report, id?),
        _ => None,
    }
}

/// Does what [`change`] has answered, and goes where the writer wants to be next.
pub fn carry_out(model: &mut Model, command: Command, change: &Change) {
    let marked = model.marks.len();
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
        Command::SplitText => {
            if let Some(id) = fresh(change) {
                model.go(Spot::Section(id));
            }
            model.focus_on(Focus::Heading);
        }
        Command::Duplicate => model.land(change),
        Command::Remove => {
            model.stay();
            model.say(Grade::Info, format!("已{}，Ctrl+Z 可撤销", change.label));
        }
        _ => {
            model.stay();
            model.go(model.spot());
            if marked > 1 {
                model.say(Grade::Info, format!("{}：{marked} 节", command.entry().title));
            }
        }
    }
}

/// Says why a structural command doesn't apply.
pub fn refuse(model: &mut Model, command: Command) {
    let says = match command {
        Command::Demote | Command::DemoteAlone => "前面没有同级的节，不能降级",
        Command::Promote | Command::PromoteAlone | Command::PromoteInPlace => "已经是一级，不能再升",
        Command::MoveUp => "已经在最前面",
        Command::MoveDown => "已经在最后面",
        Command::JoinNext => "后面没有可以合并的节",
        Command::SplitText => "请把光标放在正文里要断开的地方",
        Command::Group => "标记的各节要同级相邻，才能归为一组",
        Command::Ungroup => "没有下级，或者本节还有正文、指标，不能拆散",
        _ => "请先选一节",
    };
    model.say(Grade::Warning, says);
}

/// The sections that a command is meant for: the marked ones in reading order, else the one the writer is at.
pub fn targets(model: &Model) -> Vec<SectionId> {
    if model.marks.is_empty() {
        return model.section().into_iter().collect();
    }
    model.outline.lines().iter().map(|line| line.id).filter(|id| model.marks.contains(id)).collect()
}

/// Enter in a heading.
pub fn enter(model: &mut Model) {
    let at = model.caret.at;
    let report = model.report();
    let change = match model.spot() {
        Spot::Report => moves::insert_top(report, End::First),
        Spot::Closing => None,
        Spot::Section(id) => {
            let section = report.tree.section(id).expect("the spot is a live section");
            let children = report.tree.children(Some(id));
            let empty = section.heading.is_empty() && section.body.is_empty() && children.is_empty();
            let outdents =
                (empty && model.outline.hoisted().last() != Some(&id)).then(|| moves::promote(report, id)).flatten();
            if let Some(change) = outdents {
                model.apply(change);
                model.go(Spot::Section(id));
                return;
            }
            let shown = !children.is_empty() && !model.outline.is_collapsed(id);
            let hoisted = model.outline.hoisted().last() == Some(&id);
            let below = if shown || hoisted { Below::FirstChild } else { Below::Sibling };
            moves::split_heading(report, id, at, below)
        }
    };
    let Some(change) = change else { return };
    let stays = model.section().filter(|_| at == 0 && !model.heading.is_empty());
    model.apply(change.clone());
    match stays {
        Some(id) => model.go(Spot::Section(id)),
        None => {
            if let Some(id) = fresh(&change) {
                model.go(Spot::Section(id));
                model.caret.at = 0;
            }
        }
    }
}

/// The section that a change brings in.
pub fn fresh(change: &Change) -> Option<SectionId> {
    change.edits.iter().rev().find_map(|edit| match edit {
        crate::edit::Edit::Insert { branch, .. } => Some(branch.top().id),
        _ => None,
    })
}

/// The gap behind the writer's section, for what is pasted there.
pub fn gap(model: &Model) -> Place {
    let tree = &model.report().tree;
    match model.spot() {
        Spot::Report => Place { parent: None, index: 0 },
        Spot::Closing => Place { parent: None, index: tree.children(None).len() },
        Spot::Section(id) => {
            let place = tree.place(id).expect("the spot is a live section");
            Place { index: place.index + 1, ..place }
        }
    }
}

/// Marks sections for the next command.
pub fn mark(model: &mut Model, command: Command) {
    model.focus_on(Focus::Navigation);
    let Some(id) = model.section() else {
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

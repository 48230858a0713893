//! Folding, and looking at one section alone.

use crate::tui::command::Command;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

pub(super) fn fold(model: &mut Model, command: Command) {
    if model.outline.filter().is_some() {
        model.say(Grade::Warning, "筛选时不能折叠；F8 清空筛选后再折");
        return;
    }
    if let Some(level) = command.fold_level() {
        model.outline.fold_to(level);
        climb(model);
        return;
    }
    let tree = &model.report().tree;
    match (command, model.section()) {
        (Command::ExpandAll, _) => model.outline.fold_to(usize::MAX),
        (Command::CycleFold, _) => {
            let (shown, deepest) = model.outline.depths();
            let level = match shown {
                0 | 1 if deepest > 1 => 2,
                2 if deepest > 2 => usize::MAX,
                _ => 1,
            };
            model.outline.fold_to(level);
            climb(model);
        }
        (Command::ToggleFold, Some(id)) if tree.children(Some(id)).is_empty() => {
            model.say(Grade::Warning, "这一节没有下级，没有可折叠的");
        }
        (Command::ToggleFold, Some(id)) => {
            model.outline.toggle_collapsed(id);
        }
        (Command::Collapse, Some(id)) => {
            let has_children = !tree.children(Some(id)).is_empty();
            if has_children && !model.outline.is_collapsed(id) {
                model.outline.toggle_collapsed(id);
            } else if let Some(parent) = tree.parent(id).filter(|_| model.outline.hoisted().last() != Some(&id)) {
                model.go(Spot::Section(parent));
            }
        }
        (Command::Expand, Some(id)) => {
            let first = tree.children(Some(id)).first().copied();
            match first {
                Some(_) if model.outline.is_collapsed(id) => model.outline.toggle_collapsed(id),
                Some(child) => model.go(Spot::Section(child)),
                None => {}
            }
        }
        _ => {}
    }
}

pub(super) fn hoist(model: &mut Model, command: Command) {
    match (command, model.section()) {
        (Command::HoistIn, Some(id)) => {
            model.outline.hoist(id);
            model.go(Spot::Section(id));
        }
        (Command::HoistIn, None) => model.say(Grade::Warning, "请先选一节，再按 F5 只看它"),
        _ if model.outline.filter().is_some() => {
            model.filter("");
            model.say(Grade::Info, "已清除筛选");
        }
        _ => match model.outline.unhoist() {
            Some(id) => model.go(Spot::Section(id)),
            None => model.say(Grade::Warning, "已经是全文"),
        },
    }
}

/// After folding: from a section that is hidden now up to the one that hides it.
fn climb(model: &mut Model) {
    if let Some(id) = model.section()
        && model.row_of(model.spot()).is_none()
    {
        let shown = model.report().tree.ancestors(id).find(|&above| model.row_of(Spot::Section(above)).is_some());
        if let Some(above) = shown {
            model.go(Spot::Section(above));
        }
    }
}

//! Folding, and looking at one section alone.

use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Reach;
use crate::tui::outline::Spot;

/// Ways to fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    /// The section is folded; where it is folded, to its parent.
    In,
    /// The section is unfolded; where it is unfolded, to its first child.
    Out,
    /// The one or the other.
    Toggle,
    /// All sections down to this level are shown.
    To(usize),
    /// The first level, the second, all, in turn.
    Cycle,
    /// All sections are shown.
    All,
}

/// Folds, unless a filter is on.
pub fn fold(model: &mut Model, fold: Fold) {
    if model.outline.filter().is_some() {
        model.say(Grade::Warning, "筛选时不能折叠；F8 清空筛选后再折");
        return;
    }
    let reach = match fold {
        Fold::In | Fold::Out | Fold::Toggle => Reach::One,
        Fold::To(_) | Fold::Cycle | Fold::All => Reach::Many,
    };
    model.fold_by(reach, |model| act(model, fold));
}

fn act(model: &mut Model, fold: Fold) {
    match (fold, model.section()) {
        (Fold::All, _) => model.outline.fold_to(usize::MAX),
        (Fold::To(level), _) => to_level(model, level),
        (Fold::Cycle, _) => {
            let (shown, deepest) = model.outline.depths();
            let level = match shown {
                0 | 1 if deepest > 1 => 2,
                2 if deepest > 2 => usize::MAX,
                _ => 1,
            };
            to_level(model, level);
        }
        (Fold::In | Fold::Out | Fold::Toggle, None) => {}
        (fold, Some(id)) => {
            let tree = &model.report().tree;
            let first = tree.children(Some(id)).first().copied();
            let parent = tree.parent(id).filter(|_| model.outline.hoisted().last() != Some(&id));
            let is_collapsed = model.outline.is_collapsed(id);
            match (fold, first) {
                (Fold::Toggle, None) => model.say(Grade::Warning, "这一节没有下级，没有可折叠的"),
                (Fold::Toggle, Some(_)) => model.outline.toggle_collapsed(id),
                (Fold::In, Some(_)) if !is_collapsed => model.outline.toggle_collapsed(id),
                (Fold::In, _) => parent.into_iter().for_each(|parent| model.go(Spot::Section(parent))),
                (_, Some(_)) if is_collapsed => model.outline.toggle_collapsed(id),
                (_, first) => first.into_iter().for_each(|child| model.go(Spot::Section(child))),
            }
        }
    }
}

/// Folds to a level; from a section that is hidden now up to the one that hides it.
fn to_level(model: &mut Model, level: usize) {
    model.outline.fold_to(level);
    model.go_out_of_folds();
}

/// Shows the writer's section and what is below it, nothing else.
pub fn hoist(model: &mut Model) {
    match model.section() {
        Some(id) => {
            model.outline.hoist(id);
            model.go(Spot::Section(id));
        }
        None => model.say(Grade::Warning, "请先选一节，再按 F5 只看它"),
    }
}

/// Back to the larger part, or out of a filter.
pub fn unhoist(model: &mut Model) {
    if model.outline.filter().is_some() {
        model.filter("");
        model.say(Grade::Info, "已清除筛选");
        return;
    }
    match model.outline.unhoist() {
        Some(id) => model.go(Spot::Section(id)),
        None => model.say(Grade::Warning, "已经是全文"),
    }
}

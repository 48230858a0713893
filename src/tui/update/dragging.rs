//! What the mouse holds and carries: a section to another place of the outline, the line between two panes.

use crate::edit::moves;
use crate::report::Owner;
use crate::report::SectionId;
use crate::tui::layout;
use crate::tui::model::Drop;
use crate::tui::model::Follow;
use crate::tui::model::Grade;
use crate::tui::model::Held;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::update::Effect;
use crate::tui::update::structure;

/// Columns of the mouse to the right or left that are one level down or up.
const LEVEL: i32 = 4;

/// The mouse has moved with something held.
pub fn drag(model: &mut Model, x: u16, y: u16) {
    match model.held {
        Some(Held::Divider) => {
            let share = (u32::from(x + 1) * 1000).div_ceil(u32::from(model.session.size.0.max(1)));
            model.session.outline_share = Some(u16::try_from(share).unwrap_or(1000).min(1000));
        }
        Some(Held::Section { id, from, .. }) => {
            let to = falls(model, id, from, (x, y));
            if let Some(to) = to {
                let says = said(model, to);
                model.say(Grade::Info, says);
            }
            model.held = Some(Held::Section { id, from, to });
        }
        None => {}
    }
}

/// The button has come up: what was held stays where it is.
pub fn release(model: &mut Model) -> Option<Effect> {
    match model.held.take()? {
        Held::Divider => Some(Effect::Page),
        Held::Section { to: None, .. } => None,
        Held::Section { id, to: Some(to), .. } => {
            let ids = carried(model, id);
            match moves::move_before(model.report(), &ids, to.parent, to.next) {
                Some(change) if structure::act_inside(model, &change) => {
                    model.go(Spot::Section(id));
                    model.say(Grade::Info, format!("已{}，Ctrl+Z 可撤销", said(model, to)));
                }
                Some(_) => {}
                None => model.say(Grade::Info, "没有移动：已经在那里了，或者那里放不下"),
            }
            None
        }
    }
}

/// The sections that go along: the marked ones, where it is one of them.
fn carried(model: &Model, id: SectionId) -> Vec<SectionId> {
    if model.marks.contains(&id) { model.targets() } else { vec![id] }
}

/// Where a section would fall that is carried from one cell to another: between two rows, on the level that it has, as many
/// deeper or higher as the mouse has gone to the right or left, as far as the rows allow. `None` where it stays.
fn falls(model: &mut Model, id: SectionId, from: (u16, u16), (x, y): (u16, u16)) -> Option<Drop> {
    let area = layout::areas(model).outline?;
    let (top, bottom) = (area.y, area.bottom().saturating_sub(1));
    if y < top || y > bottom {
        // Beyond the pane it scrolls.
        model.follow = Follow::Wheel;
        let last = model.rows().saturating_sub(usize::from(area.height));
        model.top = if y < top { model.top.saturating_sub(1) } else { (model.top + 1).min(last) };
    }
    let row = model.top + usize::from(y.clamp(top, bottom) - top);
    let row = row.min(model.rows().saturating_sub(1));
    let own = model.row_of(Spot::Section(id))?;
    let tree = &model.report().tree;
    let carried = moves::tops(model.report(), &carried(model, id));
    let goes = |spot: Option<Spot>| {
        spot.and_then(Spot::section).is_some_and(|id| carried.iter().any(|&top| tree.is_within(id, top)))
    };
    let steps = (i32::from(x) - i32::from(from.0)) / LEVEL;
    if goes(model.spot_at(row)) && steps == 0 {
        return None;
    }
    // The gap lies below the row on the way down, above it on the way up.
    let above = if row >= own { row } else { row.checked_sub(1)? };
    let above = (0..=above).rev().find(|&row| !goes(model.spot_at(row)))?;
    let below = (above + 1..model.rows()).find(|&row| !goes(model.spot_at(row)));
    let level = |spot: Spot| spot.section().map_or(0, |id| tree.level(id));
    let upper = model.spot_at(above)?;
    let least = below.and_then(|row| model.spot_at(row)).map_or(1, level).max(1);
    let most = match upper {
        Spot::Report => 1,
        Spot::Section(id) => tree.level(id) + 1,
        Spot::Closing => return None,
    };
    let wanted = i32::try_from(tree.level(id)).unwrap_or(1) + steps;
    let level = usize::try_from(wanted).unwrap_or(1).clamp(least.min(most), most);
    let (parent, next, after) = match upper {
        Spot::Section(upper) if tree.level(upper) + 1 == level => {
            let first = tree.children(Some(upper)).first().copied();
            (Some(upper), first.filter(|_| !model.outline.is_collapsed(upper)), None)
        }
        Spot::Section(upper) => {
            let beside = std::iter::once(upper).chain(tree.ancestors(upper)).find(|&id| tree.level(id) == level)?;
            (tree.parent(beside), tree.sibling(beside, 1), Some(beside))
        }
        _ => (None, tree.children(None).first().copied(), None),
    };
    Some(Drop { parent, next, after, row: above, level })
}

/// Where that is, in words.
fn said(model: &Model, to: Drop) -> String {
    let name = |id| format!("“{}”", model.owner_name(Owner::Section(id)));
    match (to.after, to.parent, to.next) {
        (Some(after), ..) => format!("移到{}之后", name(after)),
        (None, Some(parent), Some(_)) => format!("移到{}下面，排在最前", name(parent)),
        (None, Some(parent), None) => format!("移到{}下面，排在最后", name(parent)),
        (None, None, _) => "移到最前面".into(),
    }
}

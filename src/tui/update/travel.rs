//! Caret and cursor: where the arrows lead in each pane.

use crate::tui::command::Focus;
use crate::tui::layout;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;
use crate::tui::update::metrics;
use crate::tui::update::tables;

/// Stands for one screen of the pane until its height is known.
pub const PAGE: usize = usize::MAX;

/// Moves the caret, or the cursor of the pane.
pub fn travel(model: &mut Model, motion: Motion, extend: Extend) {
    let areas = layout::areas(model);
    let height = match model.focus() {
        Focus::Navigation | Focus::Heading => areas.outline,
        Focus::Text => areas.text,
        Focus::Metrics => areas.metrics,
        Focus::Note => areas.note,
    };
    let page = height.map_or(1, |area| usize::from(area.height).saturating_sub(1)).max(1);
    let motion = match motion {
        Motion::Up(PAGE) => Motion::Up(page),
        Motion::Down(PAGE) => Motion::Down(page),
        other => other,
    };
    match model.focus() {
        Focus::Navigation => step_rows(model, motion),
        Focus::Metrics => metrics::travel(model, motion),
        Focus::Heading => travel_heading(model, motion, extend),
        Focus::Text if tables::leaves(model, motion, extend) => {}
        Focus::Text => model.walk(motion, extend),
        Focus::Note => model.caret = model.caret.moved(motion, extend, &model.note.flow),
    }
}

/// From here on the caret selects as it moves; asked again, no longer.
pub fn set_mark(model: &mut Model) {
    model.caret.anchor = None;
    model.far = None;
    model.selects = !model.selects;
    let says = if model.selects { "从这里选起：移动光标就是选，Esc 停下" } else { "不选了" };
    model.say(Grade::Info, says);
}

/// Up and down leave a heading for the next row; left and right at its ends do too.
fn travel_heading(model: &mut Model, motion: Motion, extend: Extend) {
    let rows = model.heading.len();
    let row = model.heading.locate(&model.caret).0;
    let text = model.field().map_or("", |field| model.text_of(field));
    let (len, at) = (text.len(), model.caret.at);
    let leaves = extend == Extend::No
        && match motion {
            Motion::Up(by) => row < by,
            Motion::Down(by) => row + by >= rows,
            Motion::Left => at == 0 && model.caret.selection().is_none(),
            Motion::Right => at == len && model.caret.selection().is_none(),
            _ => false,
        };
    if !leaves {
        model.caret = model.caret.moved(motion, extend, &model.heading);
        return;
    }
    let goal = model.caret.goal.unwrap_or_else(|| model.heading.locate(&model.caret).1);
    let before = model.spot();
    step_rows(
        model,
        match motion {
            Motion::Left => Motion::Up(1),
            Motion::Right => Motion::Down(1),
            other => other,
        },
    );
    // The closing has no heading.
    if model.spot() == before || model.focus() != Focus::Heading {
        return;
    }
    model.settle();
    let last = model.heading.len() - 1;
    let end = model.heading.source().len();
    model.caret = match motion {
        Motion::Left => crate::tui::caret::Caret::new(end),
        Motion::Right => crate::tui::caret::Caret::new(0),
        _ => {
            let row = if matches!(motion, Motion::Up(_)) { last } else { 0 };
            crate::tui::caret::Caret { goal: Some(goal), ..model.heading.hit(row, goal) }
        }
    };
}

fn step_rows(model: &mut Model, motion: Motion) {
    let last = model.rows().saturating_sub(1);
    let row = match motion {
        Motion::Up(by) => model.row().saturating_sub(by),
        Motion::Down(by) => model.row().saturating_add(by).min(last),
        Motion::Home | Motion::TextStart => 0,
        Motion::End | Motion::TextEnd => last,
        _ => return,
    };
    if let Some(spot) = model.spot_at(row).filter(|&spot| spot != model.spot()) {
        model.go(spot);
    }
}

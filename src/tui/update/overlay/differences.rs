//! Keys in the differences of two states: walked through, one of them or all taken back.

use crossterm::event::KeyCode;

use crate::edit::compare;
use crate::report::Report;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Differences;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::differences::Source;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::returned;

/// Shows where another state differs from what is open.
pub fn show_differences(model: &mut Model, source: Source, other: Box<Report>) {
    let differences = Differences::new(source, other, model.report());
    if differences.list.is_empty() {
        model.say(Grade::Info, "和现在的完全一样");
        return;
    }
    model.overlay = Some(Overlay::Differences(differences));
}

/// One input while the differences are shown.
pub(super) fn press(model: &mut Model, mut shown: Differences, input: &Input) -> Option<Effect> {
    let page = usize::from(model.session.size.1 / 3).max(1);
    let last = shown.list.len();
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => return take(model, shown),
        Some(KeyCode::Delete) if shown.back.is_some() && shown.at > 0 => return returned::leave(model, shown),
        Some(KeyCode::F(4)) if shown.back.is_some() => returned::turn(model, &mut shown),
        Some(KeyCode::Up | KeyCode::BackTab) => shown.go(shown.at.saturating_sub(1), model.report()),
        Some(KeyCode::Down | KeyCode::Tab) if shown.at < last => shown.go(shown.at + 1, model.report()),
        Some(KeyCode::Home) => shown.go(0, model.report()),
        Some(KeyCode::End) => shown.go(last, model.report()),
        Some(KeyCode::PageUp) => shown.top = shown.top.saturating_sub(page),
        Some(KeyCode::PageDown) => shown.top = (shown.top + page).min(shown.detail().len().saturating_sub(1)),
        Some(KeyCode::Down | KeyCode::Tab) => {}
        _ => return beyond(model, Overlay::Differences(shown), input),
    }
    model.overlay = Some(Overlay::Differences(shown));
    None
}

/// Takes back what is under the cursor, as one act. After all the list is closed.
fn take(model: &mut Model, mut shown: Differences) -> Option<Effect> {
    if shown.back.is_some() {
        return returned::take(model, shown);
    }
    let change = match shown.at.checked_sub(1).and_then(|at| shown.list.get(at)) {
        None => compare::take_all(&shown.other, model.report(), shown.deed()),
        Some(difference) => compare::take_back(&shown.other, model.report(), difference),
    };
    let Some(change) = change else {
        model.say(Grade::Warning, "这里没有可取回的了");
        model.overlay = Some(Overlay::Differences(shown));
        return None;
    };
    let label = change.label.clone();
    if !model.act(change.clone()) {
        return None;
    }
    if shown.at > 0 {
        model.land(&change);
    }
    let is_one = shown.at > 0;
    shown.refresh(model.report());
    let seen = if is_one { returned::all_seen(&shown) } else { "" };
    model.say(Grade::Info, format!("已{label}，可撤销{seen}"));
    if is_one {
        model.overlay = Some(Overlay::Differences(shown));
    }
    None
}

//! Keys in 帮助.

use crossterm::event::KeyCode;

use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::key;

/// F1: all keys.
pub fn open(model: &mut Model) {
    model.overlay = Some(Overlay::Help { top: 0 });
}

pub(super) fn press(model: &mut Model, top: usize, input: &Input) -> Option<Effect> {
    let page = usize::from(model.size.1.saturating_sub(4)).max(1);
    let top = match key(input) {
        Some(KeyCode::Esc | KeyCode::Enter | KeyCode::F(1)) => return None,
        Some(KeyCode::Up) => top.saturating_sub(1),
        Some(KeyCode::Down) => top + 1,
        Some(KeyCode::PageUp) => top.saturating_sub(page),
        Some(KeyCode::PageDown | KeyCode::Char(' ')) => top + page,
        Some(KeyCode::Home) => 0,
        Some(KeyCode::End) => usize::MAX / 2,
        _ => top,
    };
    let rows = crate::tui::help::rows(model).len();
    model.overlay = Some(Overlay::Help { top: top.min(rows.saturating_sub(page)) });
    None
}

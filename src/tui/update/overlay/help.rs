//! Keys in 帮助.

use crossterm::event::KeyCode;

use crate::tui::command::Group;
use crate::tui::command::TABLE;
use crate::tui::help::Row;
use crate::tui::help::rows;
use crate::tui::model::Model;
use crate::tui::overlay::Help;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::reason;
use crate::tui::update::tables;

/// F1: all keys; in a table those for tables first.
pub fn open(model: &mut Model) {
    let commands = TABLE.iter().map(|entry| entry.command);
    let refused = commands.filter(|&command| reason(model, command).is_some()).collect();
    let mut help = Help { top: 0, refused };
    if tables::is_inside(model) {
        let page = usize::from(model.session.size.1.saturating_sub(4)).max(1);
        let rows = rows(model, &help);
        let of_tables = |row: &Row| matches!(row, Row::Group(name) if name.contains(Group::Tables.title()));
        help.top = rows.iter().position(of_tables).unwrap_or(0).min(rows.len().saturating_sub(page));
    }
    model.overlay = Some(Overlay::Help(help));
}

pub(super) fn press(model: &mut Model, help: Help, input: &Input) -> Option<Effect> {
    let page = usize::from(model.session.size.1.saturating_sub(4)).max(1);
    let top = help.top;
    let top = match key(input) {
        Some(KeyCode::Esc | KeyCode::Enter | KeyCode::F(1)) => return None,
        Some(KeyCode::Up) => top.saturating_sub(1),
        Some(KeyCode::Down) => top + 1,
        Some(KeyCode::PageUp) => top.saturating_sub(page),
        Some(KeyCode::PageDown | KeyCode::Char(' ')) => top + page,
        Some(KeyCode::Home) => 0,
        Some(KeyCode::End) => usize::MAX / 2,
        _ => return beyond(model, Overlay::Help(help), input),
    };
    let rows = rows(model, &help).len();
    model.overlay = Some(Overlay::Help(Help { top: top.min(rows.saturating_sub(page)), ..help }));
    None
}

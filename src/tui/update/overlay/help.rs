//! Keys in 帮助.

use crossterm::event::KeyCode;

use crate::tui::command::Focus;
use crate::tui::command::Group;
use crate::tui::command::TABLE;
use crate::tui::help::chapters;
use crate::tui::help::page;
use crate::tui::help::rows;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Help;
use crate::tui::overlay::Line;
use crate::tui::overlay::Names;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::write;
use crate::tui::update::reason;
use crate::tui::update::tables;

/// F1: about the pane; in a table from the keys for tables on, in the metrics from theirs.
pub fn open(model: &mut Model) {
    let mut help = fresh(model, None);
    let group = match model.focus() {
        _ if tables::is_inside(model) => Some(Group::Tables),
        Focus::Metrics => Some(Group::Metrics),
        _ => None,
    };
    if let Some(group) = group {
        let rows = rows(model, &help);
        let at = chapters(&rows).into_iter().find(|(_, name)| *name == group.title()).map_or(0, |(at, _)| at);
        help.top = at.min(rows.len().saturating_sub(page(model)));
    }
    model.overlay = Some(Overlay::Help(help));
}

/// F1 over something that lies over the panes: about that, and leaving it goes back there.
pub(super) fn open_over(model: &mut Model, under: Overlay) {
    model.overlay = Some(Overlay::Help(fresh(model, Some(Box::new(under)))));
}

fn fresh(model: &Model, under: Option<Box<Overlay>>) -> Help {
    let commands = TABLE.iter().map(|entry| entry.command);
    let refused = commands.filter(|&command| reason(model, command).is_some()).collect();
    Help { line: Line::default(), top: 0, refused, names: Names::Hidden, under }
}

pub(super) fn press(model: &mut Model, mut help: Help, input: &Input) -> Option<Effect> {
    let page = page(model);
    let top = help.top;
    let is_empty = help.line.text().is_empty();
    let top = match key(input) {
        Some(KeyCode::Esc) if !is_empty => {
            help.line = Line::default();
            0
        }
        Some(KeyCode::Esc | KeyCode::Enter | KeyCode::F(1)) => {
            model.overlay = help.under.map(|under| *under);
            return None;
        }
        Some(KeyCode::Up) => top.saturating_sub(1),
        Some(KeyCode::Down) => top + 1,
        Some(KeyCode::PageUp) => top.saturating_sub(page),
        Some(KeyCode::PageDown) => top + page,
        Some(KeyCode::Char(' ')) if is_empty => top + page,
        Some(KeyCode::Home) if is_empty => 0,
        Some(KeyCode::End) if is_empty => usize::MAX / 2,
        Some(KeyCode::Tab) => {
            let rows = rows(model, &help);
            chapters(&rows).into_iter().map(|(at, _)| at).find(|&at| at > top).unwrap_or(top)
        }
        Some(KeyCode::BackTab) => {
            let rows = rows(model, &help);
            chapters(&rows).into_iter().map(|(at, _)| at).rfind(|&at| at < top).unwrap_or(0)
        }
        Some(KeyCode::F(4)) => {
            help.names = match help.names {
                Names::Hidden => Names::Shown,
                Names::Shown => Names::Hidden,
            };
            model.say(
                Grade::Info,
                match help.names {
                    Names::Shown => "每个命令后面是它在 keymap.ron 里的英文名；F4 收起",
                    Names::Hidden => "英文名收起了",
                },
            );
            top
        }
        _ if write(&mut help.line, input) => 0,
        _ => return beyond(model, Overlay::Help(help), input),
    };
    help.top = top;
    help.top = top.min(rows(model, &help).len().saturating_sub(page));
    model.overlay = Some(Overlay::Help(help));
    None
}

//! Keys while a section is grabbed: the arrows carry it.

use crossterm::event::KeyCode;

use crate::report::SectionId;
use crate::tui::command::Command;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::act;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;

/// F6: takes the writer's section up.
pub fn grab(model: &mut Model) {
    match model.section() {
        Some(_) => model.overlay = Some(Overlay::Grab { moves: 0 }),
        None => model.say(Grade::Warning, "这一行不能移动，请先选一节"),
    }
}

pub(super) fn press(model: &mut Model, moves: usize, input: &Input) -> Option<Effect> {
    let command = match key(input) {
        Some(KeyCode::Up) => Command::MoveUp,
        Some(KeyCode::Down) => Command::MoveDown,
        Some(KeyCode::Left | KeyCode::BackTab) => Command::Promote,
        Some(KeyCode::Right | KeyCode::Tab) => Command::Demote,
        Some(KeyCode::Enter | KeyCode::F(6)) => return None,
        Some(KeyCode::Esc) => {
            if moves > 0 {
                let carried = model.spot();
                model.undo();
                model.go(carried);
                model.say(Grade::Info, "已放回原处");
            }
            return None;
        }
        _ => return beyond(model, Overlay::Grab { moves }, input),
    };
    let mut moves = moves;
    match act(command).change(model) {
        Some(Ok(change)) => {
            let id: Option<SectionId> = model.section();
            let before = (moves > 0).then(|| model.document().state());
            let applied = if moves == 0 { model.act(change.clone()) } else { model.act_joined(change.clone()) };
            if applied {
                moves += 1;
                model.open_for(&change, before);
            }
            if let Some(id) = id {
                model.go(Spot::Section(id));
            }
        }
        Some(Err(says)) => model.say(Grade::Warning, says),
        None => {}
    }
    model.overlay = Some(Overlay::Grab { moves });
    None
}

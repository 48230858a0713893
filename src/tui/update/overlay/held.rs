//! Keys while text is held that arrived in 导航.

use crossterm::event::KeyCode;

use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::panes;
use crate::tui::update::typing;

pub(super) fn press(model: &mut Model, mut held: String, input: &Input) -> Option<Effect> {
    match input {
        Input::Typed(text) | Input::Pasted(text) => held.push_str(text),
        Input::Key(chord) => match (chord.typed(), chord.code()) {
            (Some(c), _) => held.push(c),
            (None, KeyCode::Backspace) => {
                held.pop();
            }
            (None, KeyCode::Enter) => {
                panes::write(model);
                model.settle();
                model.caret =
                    crate::tui::caret::Caret::new(model.field().map_or(0, |field| model.text_of(field).len()));
                typing::paste(model, &held);
                return None;
            }
            (None, KeyCode::Esc) => {
                model.say(Grade::Info, "已丢弃");
                return None;
            }
            _ => {}
        },
        _ => {}
    }
    if !held.is_empty() {
        model.overlay = Some(Overlay::Held(held));
    }
    None
}

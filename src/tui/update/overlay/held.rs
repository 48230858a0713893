//! Keys while text is held that arrived in 导航.

use crossterm::event::KeyCode;

use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::put_away;
use crate::tui::update::panes;
use crate::tui::update::typing;

pub(super) fn press(model: &mut Model, mut held: String, input: &Input) -> Option<Effect> {
    match input {
        Input::Typed(text) | Input::Pasted(text) => held.push_str(text),
        Input::Key(chord) => match (chord.typed(), chord.code()) {
            (Some(c), _) => held.push(c),
            (None, KeyCode::Backspace) if !chord.is_apart() => {
                let last = crate::text::prev_boundary(&held, held.len());
                held.truncate(last);
            }
            (None, KeyCode::Enter) => {
                go_to_end(model);
                typing::paste(model, &held);
                return None;
            }
            (None, KeyCode::Esc) => {
                put_away(model, Overlay::Held(held), "没有写入");
                return None;
            }
            // The strip has no caret to move, and what these ask for in 导航 isn't meant.
            (None, KeyCode::Left | KeyCode::Right | KeyCode::Home | KeyCode::End | KeyCode::Delete)
                if !chord.is_apart() => {}
            _ => return beyond(model, Overlay::Held(held), input),
        },
        _ => {}
    }
    if !held.is_empty() {
        model.overlay = Some(Overlay::Held(held));
    }
    None
}

/// Writes the text where Enter would, and is in 导航 again: a key that asks for something there is about to act.
pub(super) fn write_in(model: &mut Model, held: &str) {
    go_to_end(model);
    typing::paste(model, held);
    model.settle();
    model.focus_on(Focus::Navigation);
}

/// To the end of the heading, or of the text of the closing, which has none.
fn go_to_end(model: &mut Model) {
    panes::write(model);
    model.settle();
    model.caret = Caret::new(model.field().map_or(0, |field| model.text_of(field).len()));
}

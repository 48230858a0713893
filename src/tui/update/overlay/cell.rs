//! Keys in a cell of the metrics pane, with a spreadsheet's habits: whatever leaves it takes what stands there.

use crossterm::event::KeyCode;

use crate::tui::keymap::Chord;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::metrics;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;

pub(super) fn press(model: &mut Model, mut prompt: Prompt, input: &Input) -> Option<Effect> {
    if let Input::Pasted(text) = input
        && text.contains(['\t', '\n'])
    {
        metrics::paste(model, &format!("{}{text}", prompt.line.text()));
        return None;
    }
    match leaves(input) {
        Some(KeyCode::Esc) if prompt.trouble.is_some() => {
            let says = format!("没有写入“{}”，原来的没有动", prompt.line.text());
            let held = Overlay::Held(prompt.line.text().to_owned());
            metrics::tidy(model);
            put_away(model, held, &says);
        }
        Some(code) => {
            if commit(model, prompt) {
                match code {
                    KeyCode::Tab => metrics::next(model),
                    KeyCode::BackTab => metrics::step(model, -1),
                    _ if metrics::tidy(model) => {}
                    KeyCode::Up => metrics::go_to_row(model, model.cell.row.saturating_sub(1)),
                    KeyCode::Down => metrics::go_to_row(model, model.cell.row + 1),
                    KeyCode::Enter => metrics::next(model),
                    _ => {}
                }
            }
        }
        None => {
            prompt.trouble = None;
            if !write(&mut prompt.line, input) {
                return beyond(model, Overlay::Prompt(prompt), input);
            }
            model.overlay = Some(Overlay::Prompt(prompt));
        }
    }
    None
}

/// The key that leaves the cell for another one, or for the pane.
fn leaves(input: &Input) -> Option<KeyCode> {
    let Input::Key(chord) = input else { return None };
    let keys =
        [KeyCode::Esc, KeyCode::Enter, KeyCode::Tab, KeyCode::BackTab, KeyCode::Up, KeyCode::Down].map(Chord::plain);
    keys.contains(chord).then(|| chord.code())
}

/// Leaves the cell for what is elsewhere: writes it, and a row without a word goes again. Where it can't be so, the cell
/// stays open, says why, and the answer is no.
pub(super) fn take(model: &mut Model, prompt: Prompt) -> bool {
    let is_done = commit(model, prompt);
    if is_done {
        metrics::tidy(model);
    }
    is_done
}

/// Writes what stands in the cell.
fn commit(model: &mut Model, mut prompt: Prompt) -> bool {
    match metrics::commit(model, prompt.line.text()) {
        Ok(()) => true,
        Err(says) => {
            prompt.trouble = Some(says);
            model.overlay = Some(Overlay::Prompt(prompt));
            false
        }
    }
}

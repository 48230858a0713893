//! How many times a command is done: digits before it, for vim's hands.

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::update::Effect;
use crate::tui::update::overlay;
use crate::tui::update::run as run_once;

/// The profile that has it.
const PROFILE: &str = "vim";

/// The most times that a command is done.
const MOST: usize = 999;

/// Whether a key is a digit that says how many times; then it has been taken.
pub(super) fn takes(model: &mut Model, chord: Chord) -> bool {
    let is_here = model.focus() == Focus::Navigation && model.session.keymap.profile().name == PROFILE;
    let digit = chord.typed().filter(|_| is_here && model.pending.is_empty()).and_then(|c| c.to_digit(10));
    let Some(digit) = digit.filter(|&digit| digit > 0 || model.times > 0) else { return false };
    model.times = (model.times * 10 + digit as usize).min(MOST);
    let says = format!("{}：接着按要做的键，Esc 作罢", model.times);
    model.say(Grade::Info, says);
    true
}

/// Does a command as many times as was said: moves and walks again and again, what takes sections with as many of them.
pub(super) fn run(model: &mut Model, command: Command) -> Option<Effect> {
    let times = std::mem::take(&mut model.times);
    if times < 2 && !matches!(command, Command::Home | Command::End) {
        return run_once(model, command);
    }
    match command {
        Command::Home | Command::End if times > 0 => {
            overlay::go_to_section(model, times);
            None
        }
        Command::Cut
        | Command::Copy
        | Command::Remove
        | Command::Duplicate
        | Command::Demote
        | Command::Promote
        | Command::ToggleMark => {
            mark(model, times);
            if command == Command::ToggleMark { None } else { run_once(model, command) }
        }
        Command::Up
        | Command::Down
        | Command::PageUp
        | Command::PageDown
        | Command::MoveUp
        | Command::MoveDown
        | Command::FindNext
        | Command::FindPrevious
        | Command::Undo
        | Command::Redo
        | Command::Paste
        | Command::PasteAbove => (0..times).filter_map(|_| run_once(model, command)).last(),
        _ => run_once(model, command),
    }
}

/// Marks the section and those that follow it on its level, as many as there are of so many.
fn mark(model: &mut Model, times: usize) {
    let Some(id) = model.section() else { return };
    let tree = &model.report().tree;
    let siblings = tree.children(tree.parent(id));
    let from = siblings.iter().position(|&other| other == id).unwrap_or(0);
    let marked: Vec<_> = siblings.iter().skip(from).take(times).copied().collect();
    model.marks.extend(marked);
}

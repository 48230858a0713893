//! How many times a command is done: digits before it, for vim's hands, Ctrl+U, for those of Emacs.

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::update::Effect;
use crate::tui::update::overlay;
use crate::tui::update::run as run_once;

/// The profile in which digits alone say it, in 导航.
const DIGITS: &str = "vim";

/// The profile in which Ctrl+U says it, wherever the writer is, with digits after it or without.
const ARGUMENT: &str = "org";

/// How many times Ctrl+U alone means, each further one as many times as many.
const FOUR: usize = 4;

/// The most times that a command is done.
const MOST: usize = 999;

/// Whether a key says how many times; then it has been taken.
pub(super) fn takes(model: &mut Model, chord: Chord) -> bool {
    if !model.pending.is_empty() {
        return false;
    }
    let (is_said, times) = match model.session.keymap.profile().name {
        ARGUMENT => argument(model, chord),
        DIGITS if model.focus() == Focus::Navigation => digits(model.times, chord),
        _ => (false, 0),
    };
    if is_said {
        model.times = times.min(MOST);
        let says = match model.times {
            0 => "作罢".to_owned(),
            times => format!("{times}：接着按要做的键，Esc 作罢"),
        };
        model.say(Grade::Info, says);
    }
    is_said
}

/// Whether keys in 导航 are typed as words are, digits before them.
pub(super) fn counts(model: &Model) -> bool {
    model.session.keymap.profile().name == DIGITS
}

/// A digit after others; the first is no 0.
fn digits(times: usize, chord: Chord) -> (bool, usize) {
    let digit = chord.typed().and_then(|c| c.to_digit(10)).filter(|&digit| digit > 0 || times > 0);
    digit.map_or((false, times), |digit| (true, times * 10 + digit as usize))
}

/// Ctrl+U, digits after it, and Ctrl+G, which gives it up.
fn argument(model: &mut Model, chord: Chord) -> (bool, usize) {
    let control = |key: &str| Chord::parse(key) == Some(chord);
    let times = model.times;
    if control("ctrl-u") {
        model.is_fresh_argument = true;
        return (true, if times == 0 { FOUR } else { times.saturating_mul(FOUR) });
    }
    let is_fresh = std::mem::take(&mut model.is_fresh_argument);
    if times == 0 {
        return (false, 0);
    }
    if control("ctrl-g") {
        return (true, 0);
    }
    digits(if is_fresh { 0 } else { times }, chord)
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
        | Command::Left
        | Command::Right
        | Command::WordLeft
        | Command::WordRight
        | Command::SentenceLeft
        | Command::SentenceRight
        | Command::ParagraphUp
        | Command::ParagraphDown
        | Command::Delete
        | Command::Backspace
        | Command::DeleteWord
        | Command::DeleteWordRight
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

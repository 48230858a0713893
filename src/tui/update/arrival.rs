//! Inputs that are more or less than one key: a burst, two keys in one, characters that came together, keys unseen.

use crossterm::event::KeyCode;

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::model::Model;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::files::save;
use crate::tui::update::key;
use crate::tui::update::keys;
use crate::tui::update::keys::Meaning;
use crate::tui::update::keys::meaning;
use crate::tui::update::tables;
use crate::tui::update::times;
use crate::tui::update::top;

/// One input while nothing can be shown: only what needs no look is done.
pub fn unseen(model: &mut Model, input: &Input) -> Option<Effect> {
    let Input::Key(chord) = input else { return None };
    match meaning(model, *chord) {
        Meaning::Command(Command::Save) if model.overlay.is_none() && model.path.is_some() => save(model, Next::Stay),
        Meaning::Command(Command::Quit) if !model.document().is_modified() => Some(Effect::Quit),
        _ => None,
    }
}

/// One key, or two. Over a slow line Esc and Ctrl+Q come at once and look like Ctrl+Alt+Q. They are two keys if that
/// one asks for nothing.
pub fn at_once(model: &mut Model, chord: Chord) -> Option<Effect> {
    let is_shown = matches!(model.overlay, Some(Overlay::KeyTest(_)));
    let asks = || model.session.keymap.ask(model.focus(), &model.pending, chord).is_some();
    match chord.behind_esc() {
        Some(behind) if !is_shown && !asks() => {
            let first = top(model, Input::Key(Chord::plain(KeyCode::Esc)));
            model.settle();
            top(model, Input::Key(behind)).or(first)
        }
        _ => top(model, Input::Key(chord)),
    }
}

/// A burst is never commands: in 导航 it is held like a paste, where a choice is open it is dropped. Where text is
/// written, it is what a fast hand types.
pub fn burst(model: &mut Model, text: String) -> Option<Effect> {
    match (&model.overlay, model.focus()) {
        (None, Focus::Navigation) => return top(model, Input::Pasted(text)),
        // Cells, for the cells of a table.
        (None, Focus::Text) if text.contains('\t') && tables::is_inside(model) => {
            return top(model, Input::Pasted(text));
        }
        (Some(Overlay::Held(_)), _) => return top(model, Input::Pasted(text)),
        (Some(Overlay::KeyTest(_)), _) => return top(model, Input::Burst(text)),
        (
            Some(Overlay::Ask(_) | Overlay::Help(_) | Overlay::Grab { .. } | Overlay::Findings(_) | Overlay::Doubts(_)),
            _,
        ) => return None,
        _ => {}
    }
    let mut effect = None;
    // Several lines at once are no numbers typed one by one.
    let sections = model.session.sections;
    model.session.sections &= !text.contains('\n');
    for piece in text.split_inclusive(['\n', '\t']) {
        let typed = piece.trim_end_matches(['\n', '\t']);
        if !typed.is_empty() {
            effect = effect.or(top(model, Input::Typed(typed.to_string())));
            model.settle();
        }
        if let Some(Overlay::Completion(_)) = model.overlay {
            // What comes so fast chooses nothing.
            model.overlay = None;
        }
        let key = match piece.as_bytes().last() {
            Some(b'\n') => KeyCode::Enter,
            Some(b'\t') => KeyCode::Tab,
            _ => continue,
        };
        effect = effect.or(top(model, Input::Key(Chord::plain(key))));
        model.settle();
    }
    model.session.sections = sections;
    effect
}

/// Characters amid keys that follow each other: the next one counts by itself, however fast it came.
pub fn amid(model: &mut Model, text: &str) -> Option<Effect> {
    let mut rest = text.chars();
    let first = rest.next()?;
    let effect = key(model, Chord::character(first));
    model.settle();
    let rest = match (rest.clone().next(), rest.as_str()) {
        (None, _) => return effect,
        (Some(c), rest) if c.len_utf8() == rest.len() => Input::Key(Chord::character(c)),
        (Some(_), rest) => Input::Typed(rest.to_string()),
    };
    effect.or(top(model, rest))
}

/// Whether characters that came together in 导航 are keys: a hand types two between two frames now and then; three at once are
/// an input method or a paste, unless one key is held down, or keys are typed as words are.
pub fn is_of_keys(model: &Model, text: &str) -> bool {
    if model.focus() != Focus::Navigation {
        return false;
    }
    // Under vim's keys a hand types `3dd` and `jjp` in one go, and no input method commits letters.
    let is_heap = times::counts(model) && text.chars().all(|c| c.is_ascii_graphic());
    is_heap || text.chars().count() < 3 || keys::is_held_down(model, text)
}

/// Characters that came together, each as a key.
pub fn one_by_one(model: &mut Model, text: &str) -> Option<Effect> {
    let mut effect = None;
    for c in text.chars() {
        effect = effect.or(top(model, Input::Key(Chord::character(c))));
        model.settle();
    }
    effect
}

//! Keys while references are offered: a few choose, all others go on writing.

use crossterm::event::KeyCode;

use crate::report::places::Place;
use crate::report::places::Places;
use crate::text;
use crate::tui::keymap::Chord;
use crate::tui::model::Model;
use crate::tui::overlay::Completion;
use crate::tui::overlay::Offer;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::begun;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::lists;
use crate::tui::update::pane;
use crate::tui::update::typing;

/// Offers references when a brace has just been typed, where there is anything to refer to.
pub fn offer(model: &mut Model, typed: &str) {
    if !typed.contains(['{', '｛']) || model.overlay.is_some() {
        return;
    }
    let Some(field) = model.field() else { return };
    let Some(start) = begun(model.text_of(field), model.caret.at).map(|begun| begun.start) else { return };
    let numbers = Places::of(model.report(), model.report().tree.annexes().len());
    let (names, places) = (lists::names(model), lists::places(&numbers));
    if !names.is_empty() || !places.is_empty() {
        follow(model, Completion { field, start, names, places, numbers, offers: Vec::new(), at: 0 });
    }
}

/// Puts the list back as far as the reference is still being typed.
fn follow(model: &mut Model, mut completion: Completion) {
    if model.field() != Some(completion.field) || model.caret.selection().is_some() {
        return;
    }
    let text = model.text_of(completion.field);
    if let Some(begun) = begun(text, model.caret.at).filter(|begun| begun.start == completion.start) {
        completion.narrow(&begun);
        model.overlay = Some(Overlay::Completion(completion));
    }
}

pub(super) fn press(model: &mut Model, mut completion: Completion, input: &Input) -> Option<Effect> {
    if let Some(offer) = completion.chosen().cloned() {
        match plain(input) {
            Some(KeyCode::Esc) => return None,
            Some(KeyCode::Enter | KeyCode::Tab) => {
                take(model, &completion, &offer);
                return None;
            }
            Some(KeyCode::Up) => {
                completion.at = completion.at.saturating_sub(1);
                model.overlay = Some(Overlay::Completion(completion));
                return None;
            }
            Some(KeyCode::Down) => {
                completion.at = (completion.at + 1).min(completion.offers.len() - 1);
                model.overlay = Some(Overlay::Completion(completion));
                return None;
            }
            _ => {}
        }
        if let Some(mark) = typed(input)
            && closes(model, &completion, &offer, mark)
        {
            return None;
        }
    }
    let effect = pane(model, input.clone());
    if model.overlay.is_none() {
        follow(model, completion);
    }
    effect
}

/// A colon goes on with the metric under the cursor, once one has been singled out; a closing brace after a whole name
/// makes it a reference whatever its width. Answers whether it was one of those.
fn closes(model: &mut Model, completion: &Completion, offer: &Offer, mark: char) -> bool {
    let text = model.text_of(completion.field);
    let Some(begun) = begun(text, model.caret.at) else { return false };
    let is_meant = !begun.name.trim().is_empty() || completion.at > 0;
    match mark {
        ':' | '：' if begun.form.is_none() && is_meant => {
            let words = format!("{{{}:", offer.words().0);
            typing::replace(model, completion.field, begun.start..model.caret.at, &words, "输入文字");
            let (names, places) = (completion.names.clone(), completion.places.clone());
            let numbers = completion.numbers.clone();
            follow(model, Completion { at: 0, names, places, numbers, offers: Vec::new(), ..*completion });
            true
        }
        '}' | '｝' => {
            let (name, word) = offer.words();
            let is_whole = begun.name.trim() == name && begun.form.is_none_or(|form| form.trim() == word);
            if is_whole {
                take(model, completion, offer);
            }
            is_whole
        }
        _ => false,
    }
}

/// Puts the reference in place of what has been typed of it, as an act of its own.
fn take(model: &mut Model, completion: &Completion, offer: &Offer) {
    let behind = model.text_of(completion.field).get(model.caret.at..).unwrap_or_default();
    let closed = behind.chars().next().filter(|c| matches!(c, '}' | '｝')).map_or(0, char::len_utf8);
    let range = completion.start..model.caret.at + closed;
    put(model, completion.field, range, offer);
}

/// Writes a reference into a text.
pub fn put(model: &mut Model, field: crate::report::Field, range: std::ops::Range<usize>, offer: &Offer) {
    model.seal();
    typing::replace(
        model,
        field,
        range,
        &offer.written(),
        &format!("引用{}「{}」", offer.place.map_or("指标", Place::word), text::one_line(&offer.name)),
    );
    model.seal();
}

/// A key without Ctrl, Alt or Shift.
fn plain(input: &Input) -> Option<KeyCode> {
    match input {
        Input::Key(chord) if *chord == Chord::plain(chord.code()) => Some(chord.code()),
        _ => None,
    }
}

/// The character of an input that is only one.
fn typed(input: &Input) -> Option<char> {
    match input {
        Input::Key(chord) => chord.typed(),
        Input::Typed(text) => {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none())
        }
        _ => None,
    }
}

//! Keys in what lies over the panes: which overlay they go to. Each has a file of its own, with how it opens.

mod ask;
mod cell;
mod colon;
mod counts;
mod completion;
mod differences;
mod doubts;
mod extraction;
mod findings;
mod form;
mod grab;
mod held;
mod help;
mod key_test;
mod overview;
mod picker;
mod picture;
mod preview;
mod prompt;
mod reach;

use crossterm::event::KeyCode;

use crate::text;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::hints;
use crate::tui::keymap::Chord;
use crate::tui::model::Clip;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::search;
use crate::tui::update::top;

use self::reach::Reach;
use self::reach::reach;

pub use self::colon::go_to_section;
pub use self::colon::open as open_colon;
pub use self::completion::offer as offer_references;
pub use self::counts::count_words;
pub use self::differences::show_differences;
pub use self::doubts::open as list_doubts;
pub use self::extraction::extract;
pub use self::extraction::offer_to_extract;
pub use self::findings::check;
pub use self::findings::checked;
pub use self::findings::next as next_finding;
pub use self::findings::pick_rules;
pub use self::findings::restore;
pub use self::findings::widen;
pub use self::form::fill_form;
pub use self::grab::grab;
pub use self::help::open as help;
pub use self::overview::look_over;
pub use self::preview::copy_report;
pub use self::preview::copy_text;
pub use self::preview::export_again;
pub use self::preview::exported;
pub use self::preview::exporting;
pub use self::preview::not_exported;
pub use self::preview::preview;
pub use self::prompt::ask_begin;
pub use self::prompt::ask_table;
pub use self::prompt::ask_target;
pub use self::prompt::complete;

/// One input while an overlay is open. The overlay is gone unless it puts itself back. Keys that the writer's profile has for
/// the arrows and their like are those here too.
pub fn press(model: &mut Model, overlay: Overlay, input: &Input) -> Option<Effect> {
    let plain = as_arrow(model, &overlay, input).map(|code| Input::Key(Chord::plain(code)));
    let input = plain.as_ref().unwrap_or(input);
    match overlay {
        // Who writes all the same is done with it, and his words go on to the pane.
        overlay if types_nothing(&overlay) && is_committed(input) => top(model, input.clone()),
        Overlay::Help(help) => help::press(model, help, input),
        Overlay::Picker(picker) => picker::press(model, picker, input),
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Cell => cell::press(model, prompt, input),
        Overlay::Prompt(prompt) => prompt::press(model, prompt, input),
        Overlay::Ask(ask) => ask::press(model, ask, input),
        Overlay::Form(form) => form::press(model, form, input),
        Overlay::Preview(preview) => preview::press(model, preview, input),
        Overlay::Doubts(list) => doubts::press(model, list, input),
        Overlay::Findings(findings) => findings::press(model, findings, input),
        Overlay::Differences(shown) => differences::press(model, shown, input),
        Overlay::Overview(overview) => overview::press(model, overview, input),
        Overlay::Extraction(found) => extraction::press(model, found, input),
        Overlay::Picture(picture) => picture::press(model, picture, input),
        Overlay::Completion(completion) => completion::press(model, completion, input),
        Overlay::Held(held) => held::press(model, held, input),
        Overlay::KeyTest(test) => key_test::press(model, test, input),
        Overlay::Grab { moves } => grab::press(model, moves, input),
    }
}

/// Whether nothing is written there.
fn types_nothing(overlay: &Overlay) -> bool {
    matches!(
        overlay,
        Overlay::Grab { .. }
            | Overlay::Ask(_)
            | Overlay::Findings(_)
            | Overlay::Doubts(_)
            | Overlay::Differences(_)
            | Overlay::Picture(_)
    )
}

/// The arrow, or key beside it, that a key of the writer's profile stands for. A letter is one only where none is typed.
fn as_arrow(model: &Model, overlay: &Overlay, input: &Input) -> Option<KeyCode> {
    let Input::Key(chord) = input else { return None };
    let is_typed = !chord.is_combined();
    // A question is answered with letters.
    let types_nothing = types_nothing(overlay) && !matches!(overlay, Overlay::Ask(_));
    if is_typed && (!types_nothing || chord.typed().is_none()) || matches!(overlay, Overlay::KeyTest(_)) {
        return None;
    }
    let focus = if is_typed { Focus::Navigation } else { Focus::Heading };
    Some(match model.session.keymap.command(focus, *chord)? {
        Command::Up => KeyCode::Up,
        Command::Down => KeyCode::Down,
        Command::Left => KeyCode::Left,
        Command::Right => KeyCode::Right,
        Command::Collapse if is_typed => KeyCode::Left,
        Command::Expand if is_typed => KeyCode::Right,
        Command::PageUp => KeyCode::PageUp,
        Command::PageDown => KeyCode::PageDown,
        Command::Home => KeyCode::Home,
        Command::End => KeyCode::End,
        Command::Delete if !types_nothing => KeyCode::Delete,
        Command::Navigate => KeyCode::Esc,
        _ => return None,
    })
}

/// A key that an overlay makes nothing of. A command's closes it and acts: what was being written is taken first, an answer
/// is kept for the next time. Function keys and keys with Ctrl or Alt that do nothing are told so.
fn beyond(model: &mut Model, overlay: Overlay, input: &Input) -> Option<Effect> {
    let reach = match input {
        Input::Key(chord) => reach(model, &overlay, *chord),
        _ => Reach::Quiet,
    };
    match (reach, input) {
        (Reach::Panes, _) => {
            if !close(model, overlay) {
                return None;
            }
            model.settle();
            return top(model, input.clone());
        }
        (Reach::Paste, _) => match model.session.clip.clone() {
            Some(Clip::Text(text) | Clip::Sections { text, .. } | Clip::Passage { text, .. }) => {
                return press(model, overlay, &Input::Pasted(text));
            }
            None => model.say(Grade::Warning, "剪贴板是空的；别的程序里复制的，请用终端的粘贴键"),
        },
        (Reach::Help, _) => {
            help::open_over(model, overlay);
            return None;
        }
        (Reach::Nothing, Input::Key(chord)) => {
            let first = hints::beneath(model, Some(&overlay)).into_iter().filter(|hint| hint.keys != "Esc").take(2);
            let first: String = first.map(|hint| format!("{} {}，", hint.keys, hint.words)).collect();
            model.say(Grade::Warning, format!("{chord} 在这里没有用处：{first}Esc 离开"));
        }
        (Reach::Nothing | Reach::Quiet, _) => {}
    }
    model.overlay = Some(overlay);
    None
}

/// Closes what lies over the panes without losing what was written there. Where that can't be taken, it stays open, says
/// why, and the answer is no.
pub(super) fn close(model: &mut Model, overlay: Overlay) -> bool {
    match overlay {
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Cell => return cell::take(model, prompt),
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Series => return prompt::take_series(model, prompt),
        Overlay::Prompt(prompt) => match prompt.purpose {
            Purpose::Filter(from) => search::settle_filter(model, from),
            _ => model.keep_answer(&Overlay::Prompt(prompt)),
        },
        Overlay::Form(mut form) => {
            if let Err(says) = form::take_form(model, &form) {
                form.trouble = Some(says);
                model.overlay = Some(Overlay::Form(form));
                return false;
            }
        }
        Overlay::Held(held) => held::write_in(model, &held),
        Overlay::Picker(picker) => picker.before.into_iter().for_each(|theme| model.session.theme = *theme),
        Overlay::Preview(_) => model.keep_answer(&overlay),
        Overlay::Extraction(_) => drop(model.put_away(overlay)),
        Overlay::Help(help) => return help.under.is_none_or(|under| close(model, *under)),
        Overlay::Ask(_)
        | Overlay::Findings(_)
        | Overlay::Doubts(_)
        | Overlay::Differences(_)
        | Overlay::Overview(_)
        | Overlay::Picture(_)
        | Overlay::Completion(_)
        | Overlay::KeyTest(_)
        | Overlay::Grab { .. } => {}
    }
    true
}

/// Leaves what lies over the panes without an answer: what was typed there comes back by undo, and that is said.
fn put_away(model: &mut Model, overlay: Overlay, says: &str) {
    if model.put_away(overlay) {
        let undo = model.session.keymap.way_to(Command::Undo, model.focus());
        model.say(Grade::Info, format!("{says}；{undo} 放回来"));
    }
}

/// The key of an input, or nothing for text and for a key with Ctrl or Alt: that one is a command's, or a line's.
pub(super) fn key(input: &Input) -> Option<KeyCode> {
    match input {
        Input::Key(chord) if !chord.is_combined() => Some(chord.code()),
        _ => None,
    }
}

/// Whether an input is a key that no line takes for text.
fn is_apart(input: &Input) -> bool {
    matches!(input, Input::Key(chord) if chord.is_apart())
}

/// Whether an input is what an input method has committed: text with characters that no key stands for.
fn is_committed(input: &Input) -> bool {
    let beyond = |c: char| !c.is_ascii() && text::to_half(c).is_none();
    match input {
        Input::Key(chord) => chord.typed().is_some_and(beyond),
        Input::Typed(text) | Input::Pasted(text) => text.contains(beyond),
        _ => false,
    }
}

/// Lets an input work on a line. Answers whether it did.
fn write(line: &mut Line, input: &Input) -> bool {
    match input {
        Input::Key(chord) => match chord.typed() {
            Some(c) => {
                line.put(c.encode_utf8(&mut [0; 4]));
                true
            }
            None => line.press(*chord),
        },
        Input::Typed(text) | Input::Pasted(text) => {
            line.put(text);
            true
        }
        _ => false,
    }
}

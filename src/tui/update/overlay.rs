//! Keys in what lies over the panes: which overlay they go to. Each has a file of its own, with how it opens.

mod ask;
mod counts;
mod completion;
mod differences;
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

use crossterm::event::KeyCode;

use crate::text;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::top;

pub use self::completion::offer as offer_references;
pub use self::counts::count_words;
pub use self::differences::show_differences;
pub use self::extraction::extract;
pub use self::extraction::offer_to_extract;
pub use self::findings::check;
pub use self::findings::checked;
pub use self::findings::pick_rules;
pub use self::findings::restore;
pub use self::form::fill_form;
pub use self::grab::grab;
pub use self::help::open as help;
pub use self::overview::look_over;
pub use self::preview::copy_report;
pub use self::preview::copy_text;
pub use self::preview::export_again;
pub use self::preview::exported;
pub use self::preview::preview;
pub use self::prompt::ask_table;
pub use self::prompt::ask_target;

/// One input while an overlay is open. The overlay is gone unless it puts itself back.
pub fn press(model: &mut Model, overlay: Overlay, input: &Input) -> Option<Effect> {
    match overlay {
        // Nothing is written there: who writes all the same is done with it, and his words go on to the pane.
        Overlay::Help(_)
        | Overlay::Grab { .. }
        | Overlay::Ask(_)
        | Overlay::Findings(_)
        | Overlay::Differences(_)
        | Overlay::Picture(_)
            if is_committed(input) =>
        {
            top(model, input.clone())
        }
        Overlay::Help(help) => help::press(model, help, input),
        Overlay::Picker(picker) => picker::press(model, picker, input),
        Overlay::Prompt(prompt) => prompt::press(model, prompt, input),
        Overlay::Ask(ask) => ask::press(model, ask, input),
        Overlay::Form(form) => form::press(model, form, input),
        Overlay::Preview(preview) => preview::press(model, preview, input),
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

/// The key of an input, or nothing for text.
pub(super) fn key(input: &Input) -> Option<KeyCode> {
    match input {
        Input::Key(chord) => Some(chord.code()),
        _ => None,
    }
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

//! A key where no overlay is: alone or amid keys pressed one after the other, which wait for each other without a clock.

use crossterm::event::KeyCode;

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Bound;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::model::Grade;
use crate::tui::model::Model;

/// The meaning of a key amid those before it.
pub(super) enum Meaning {
    /// It asks for a command, alone or as the last of several.
    Command(Command),
    /// It is one of several and done with: more are awaited, or they have been dropped.
    Amid,
    /// No key of any command.
    Nothing,
}

/// Takes a key. One that doesn't continue the keys before it drops them and asks for nothing: nothing is done by half.
/// Its character is typed all the same.
pub(super) fn meaning(model: &mut Model, chord: Chord) -> Meaning {
    let begun = std::mem::take(&mut model.pending);
    match model.session.keymap.ask(model.focus(), &begun, chord) {
        Some((_, Bound::Command(command))) => Meaning::Command(command),
        Some((keys, Bound::Begun)) => {
            model.pending = keys;
            Meaning::Amid
        }
        _ if begun.is_empty() => Meaning::Nothing,
        _ if chord.code() == KeyCode::Esc => {
            model.say(Grade::Info, format!("已作罢：{begun}"));
            Meaning::Amid
        }
        _ => {
            let keys = begun.and(chord);
            // In 导航 only what an input method commits is a text: its punctuation stands for keys.
            let is_key = |c: char| c.is_ascii() || crate::text::to_half(c).is_some();
            let typed = chord.typed().filter(|&c| model.focus() != Focus::Navigation || !is_key(c));
            let (says, meaning) = match typed {
                Some(c) => (format!("没有“{keys}”这组键；“{c}”照样写入"), Meaning::Nothing),
                None => (format!("没有“{keys}”这组键，什么也没做；先按 {begun} 会列出后面能按的"), Meaning::Amid),
            };
            model.say(Grade::Warning, says);
            meaning
        }
    }
}

/// Something that is no key comes amid several: they are dropped.
pub(super) fn drop_begun(model: &mut Model) {
    if !model.pending.is_empty() {
        let begun = std::mem::take(&mut model.pending);
        model.say(Grade::Info, format!("已作罢：{begun}"));
    }
}

/// Whether characters that came together are a key held down over a slow line: one letter, again and again, that asks
/// for something in 导航. No input method commits that, and no text that is worth pasting.
pub(super) fn is_held_down(model: &Model, text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| {
        first.is_ascii_alphabetic()
            && chars.all(|c| c == first)
            && model.session.keymap.ask(model.focus(), &Sequence::default(), Chord::character(first)).is_some()
    })
}

//! A key where no overlay is: alone or amid keys pressed one after the other, which wait for each other without a clock.

use crossterm::event::KeyCode;

use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Bound;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::model::Grade;
use crate::tui::model::Model;

/// What a key comes to.
pub(super) enum Heard {
    /// It asks for a command, alone or as the last of several.
    Command(Command),
    /// It is one of several and done with: more are awaited, or they have been dropped.
    Amid,
    /// No key of any command.
    Nothing,
}

/// Takes a key. One that doesn't go on with what has been pressed drops that and does nothing itself, so that nothing is
/// done by half; but what it types is typed.
pub(super) fn hear(model: &mut Model, chord: Chord) -> Heard {
    let begun = std::mem::take(&mut model.pending);
    match model.keymap.ask(model.focus(), &begun, chord) {
        Some((_, Bound::Command(command))) => Heard::Command(command),
        Some((keys, Bound::Begun)) => {
            model.pending = keys;
            Heard::Amid
        }
        _ if begun.is_empty() => Heard::Nothing,
        _ if chord.code() == KeyCode::Esc => {
            model.say(Grade::Info, format!("已作罢：{begun}"));
            Heard::Amid
        }
        _ => {
            let keys = begun.and(chord);
            // In 导航 only what an input method commits is a text: its punctuation stands for keys.
            let is_key = |c: char| c.is_ascii() || crate::text::to_half(c).is_some();
            let typed = chord.typed().filter(|&c| model.focus() != Focus::Navigation || !is_key(c));
            let (says, heard) = match typed {
                Some(c) => (format!("没有“{keys}”这组键；“{c}”照样写入"), Heard::Nothing),
                None => (format!("没有“{keys}”这组键，什么也没做；先按 {begun} 会列出后面能按的"), Heard::Amid),
            };
            model.say(Grade::Warning, says);
            heard
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

/// Whether characters that came together are a key held down, which a slow line delivers in a heap: a letter that asks for
/// something in 导航, again and again. No input method commits that, and no text that is worth pasting.
pub(super) fn is_held_down(model: &Model, text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|first| {
        first.is_ascii_alphabetic()
            && chars.all(|c| c == first)
            && model.keymap.ask(model.focus(), &Sequence::default(), Chord::character(first)).is_some()
    })
}

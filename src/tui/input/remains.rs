//! What is left of a sequence when an Esc stands right before it: crossterm takes two Escs for one, and the rest for typed
//! characters. So arrive an arrow behind the key Esc on a slow line, Alt and an arrow in rxvt and PuTTY, and an answer of the
//! terminal that comes late. No hand types such a thing together with Esc between two frames.

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

use crate::tui::keymap::Chord;

/// Keys whose sequences end in a letter.
const LETTERED: &[(char, KeyCode)] = &[
    ('A', KeyCode::Up),
    ('B', KeyCode::Down),
    ('C', KeyCode::Right),
    ('D', KeyCode::Left),
    ('F', KeyCode::End),
    ('H', KeyCode::Home),
    ('P', KeyCode::F(1)),
    ('Q', KeyCode::F(2)),
    ('S', KeyCode::F(4)),
    ('Z', KeyCode::BackTab),
];

/// Keys whose sequences end in `~`.
const NUMBERED: &[(u16, KeyCode)] = &[
    (1, KeyCode::Home),
    (2, KeyCode::Insert),
    (3, KeyCode::Delete),
    (4, KeyCode::End),
    (5, KeyCode::PageUp),
    (6, KeyCode::PageDown),
    (7, KeyCode::Home),
    (8, KeyCode::End),
    (11, KeyCode::F(1)),
    (12, KeyCode::F(2)),
    (13, KeyCode::F(3)),
    (14, KeyCode::F(4)),
    (15, KeyCode::F(5)),
    (17, KeyCode::F(6)),
    (18, KeyCode::F(7)),
    (19, KeyCode::F(8)),
    (20, KeyCode::F(9)),
    (21, KeyCode::F(10)),
    (23, KeyCode::F(11)),
    (24, KeyCode::F(12)),
];

/// Reads a text that an Esc stood before: the key that its first characters are the rest of – none for an answer of the
/// terminal –, and what is behind them. `None` where it begins with nothing of the kind.
pub(super) fn read(text: &str) -> Option<(Option<Chord>, &str)> {
    let body = text.strip_prefix('[')?;
    let end = body.find(|c: char| !c.is_ascii_digit() && !matches!(c, ';' | '?'))?;
    let (parameters, rest) = body.split_at(end);
    let last = rest.chars().next()?;
    let rest = &rest[last.len_utf8()..];
    // What it is (DA1), where its cursor is, that it got or lost the focus.
    let is_answer = match last {
        'c' => parameters.starts_with('?'),
        'R' => parameters.contains(';'),
        'I' | 'O' => parameters.is_empty(),
        _ => false,
    };
    if is_answer {
        return Some((None, rest));
    }
    let mut numbers = parameters.split(';').map(|number| number.parse::<u16>().ok());
    let first = numbers.next().flatten();
    let code = match last {
        '~' => NUMBERED.iter().find(|(number, _)| Some(*number) == first).map(|(_, code)| *code),
        letter => LETTERED.iter().find(|(known, _)| *known == letter).map(|(_, code)| *code),
    }?;
    let bits = numbers.next().flatten().unwrap_or(1).saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, bits & bit != 0);
    }
    Some((Some(Chord::of(&KeyEvent::new(code, modifiers))), rest))
}

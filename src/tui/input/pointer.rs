//! What the mouse does, in the three forms in which terminals report it.

use crossterm::event::KeyModifiers;
use crossterm::event::MouseButton;
use crossterm::event::MouseEvent;
use crossterm::event::MouseEventKind;

use crate::tui::input::keys;

/// A report in numbers (mode 1006): button, column and row, from 1; `M` where a button goes down, `m` where it comes up.
pub(super) fn sgr(parameters: &[u8], last: u8) -> Option<MouseEvent> {
    let [button, x, y] = keys::numbers(parameters)[..] else { return None };
    let event = event(button, x, y)?;
    Some(match event.kind {
        MouseEventKind::Down(button) if last == b'm' => MouseEvent { kind: MouseEventKind::Up(button), ..event },
        _ => event,
    })
}

/// A report in numbers of which the first has 32 added (mode 1015).
pub(super) fn counted(button: u16, x: u16, y: u16) -> Option<MouseEvent> {
    event(button.checked_sub(32)?, x, y)
}

/// A report in three bytes (X10), each with 32 added.
pub(super) fn short(button: u8, x: u8, y: u8) -> Option<MouseEvent> {
    event(u16::from(button.checked_sub(32)?), u16::from(x.checked_sub(32)?), u16::from(y.checked_sub(32)?))
}

/// Whether such a report may begin with these bytes.
pub(super) fn may_begin_short(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(place, &byte)| match place {
        0 => (0x20..0x80).contains(&byte),
        _ => byte > 0x20,
    })
}

/// The event of a button, which counts the modifiers and what moves with it, and of a place from 1.
fn event(button: u16, x: u16, y: u16) -> Option<MouseEvent> {
    let which = match button & 3 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (button & 0xe0, which) {
        (0, Some(which)) => MouseEventKind::Down(which),
        (0, None) => MouseEventKind::Up(MouseButton::Left),
        (32, Some(which)) => MouseEventKind::Drag(which),
        (32, None) => MouseEventKind::Moved,
        (64, _) => match button & 3 {
            0 => MouseEventKind::ScrollUp,
            1 => MouseEventKind::ScrollDown,
            2 => MouseEventKind::ScrollLeft,
            _ => MouseEventKind::ScrollRight,
        },
        _ => return None,
    };
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)] {
        modifiers.set(modifier, button & bit != 0);
    }
    Some(MouseEvent { kind, column: x.checked_sub(1)?, row: y.checked_sub(1)?, modifiers })
}

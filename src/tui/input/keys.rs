//! The sequences of keys: what terminals send for the keys that have no character, as tables.

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

/// In which of two ways a terminal means the few sequences that terminals do not agree about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// As most do.
    #[default]
    Common,
    /// st, which sends for Del what others send for F1.
    St,
    /// The Linux console, on which Shift+F1 is F13; in rxvt and PuTTY that is Shift+F3.
    Linux,
}

impl Dialect {
    /// The dialect of the terminal that `TERM` names.
    pub fn of(term: &str) -> Dialect {
        match term.split('-').next() {
            Some("st") => Dialect::St,
            Some("linux") => Dialect::Linux,
            _ => Dialect::Common,
        }
    }
}

const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const NONE: KeyModifiers = KeyModifiers::NONE;

/// Keys whose sequences end in a letter, after `ESC [` as after `ESC O`.
const LETTERED: &[(u8, KeyCode)] = &[
    (b'A', KeyCode::Up),
    (b'B', KeyCode::Down),
    (b'C', KeyCode::Right),
    (b'D', KeyCode::Left),
    (b'E', KeyCode::KeypadBegin),
    (b'F', KeyCode::End),
    (b'H', KeyCode::Home),
    (b'P', KeyCode::F(1)),
    (b'Q', KeyCode::F(2)),
    (b'R', KeyCode::F(3)),
    (b'S', KeyCode::F(4)),
    (b'Z', KeyCode::BackTab),
];

/// The arrows of rxvt, with Shift after `ESC [` and with Ctrl after `ESC O`.
const ARROWS: &[(u8, KeyCode)] =
    &[(b'a', KeyCode::Up), (b'b', KeyCode::Down), (b'c', KeyCode::Right), (b'd', KeyCode::Left)];

/// Keys whose sequences are a number and `~`.
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

/// The numbers of F13 to F20, which stand for keys with Shift.
const SHIFTED: [u16; 8] = [25, 26, 28, 29, 31, 32, 33, 34];

/// Sequences that only st sends, when it isn't told otherwise: parameters, last byte, key.
const OF_ST: &[(&[u8], u8, KeyCode, KeyModifiers)] = &[
    (b"", b'J', KeyCode::End, CTRL),
    (b"2", b'J', KeyCode::Home, SHIFT),
    (b"", b'K', KeyCode::End, SHIFT),
    (b"2", b'K', KeyCode::Delete, SHIFT),
    (b"", b'L', KeyCode::Insert, CTRL),
    (b"4", b'h', KeyCode::Insert, NONE),
    (b"4", b'l', KeyCode::Insert, SHIFT),
    (b"", b'M', KeyCode::Delete, CTRL),
];

/// Characters of the keypad after `ESC O`, when the program has asked for them; `p` to `y` are the digits.
const KEYPAD: &[(u8, char)] =
    &[(b' ', ' '), (b'X', '='), (b'j', '*'), (b'k', '+'), (b'l', ','), (b'm', '-'), (b'n', '.'), (b'o', '/')];

/// Keys that the kitty protocol counts in Unicode's private area.
const PRIVATE: &[(u32, KeyCode)] = &[
    (57409, KeyCode::Char('.')),
    (57410, KeyCode::Char('/')),
    (57411, KeyCode::Char('*')),
    (57412, KeyCode::Char('-')),
    (57413, KeyCode::Char('+')),
    (57414, KeyCode::Enter),
    (57415, KeyCode::Char('=')),
    (57416, KeyCode::Char(',')),
    (57417, KeyCode::Left),
    (57418, KeyCode::Right),
    (57419, KeyCode::Up),
    (57420, KeyCode::Down),
    (57421, KeyCode::PageUp),
    (57422, KeyCode::PageDown),
    (57423, KeyCode::Home),
    (57424, KeyCode::End),
    (57425, KeyCode::Insert),
    (57426, KeyCode::Delete),
];

/// The key of a control byte, or of DEL.
pub(super) fn control(byte: u8) -> KeyEvent {
    match byte {
        b'\r' => KeyEvent::from(KeyCode::Enter),
        b'\t' => KeyEvent::from(KeyCode::Tab),
        0x1b => KeyEvent::from(KeyCode::Esc),
        0x7f => KeyEvent::from(KeyCode::Backspace),
        0 => KeyEvent::new(KeyCode::Char(' '), CTRL),
        byte => KeyEvent::new(KeyCode::Char(char::from(byte | 0x40).to_ascii_lowercase()), CTRL),
    }
}

/// The key of `ESC [`, parameters and a last byte; none where no terminal sends that for a key, or sends it for its release.
pub(super) fn csi(parameters: &[u8], last: u8, dialect: Dialect) -> Option<KeyEvent> {
    if dialect == Dialect::St && parameters.is_empty() && last == b'P' {
        return Some(KeyEvent::from(KeyCode::Delete));
    }
    let of_st = OF_ST.iter().find(|(by, end, ..)| *by == parameters && *end == last);
    if let Some((.., code, modifiers)) = of_st {
        return Some(KeyEvent::new(*code, *modifiers));
    }
    let numbers = numbers(parameters);
    let (first, modifiers) = (numbers.first().copied(), numbers.get(1).copied());
    if is_release(parameters) {
        return None;
    }
    match last {
        b'~' if first == Some(27) => named(u32::from(*numbers.get(2)?), modified(modifiers)),
        b'u' => named(u32::from(first?), modified(modifiers)),
        b'~' => numbered(first?, modified(modifiers), dialect),
        b'^' => numbered(first?, CTRL, dialect),
        b'@' => numbered(first?, CTRL | SHIFT, dialect),
        b'a'..=b'd' if parameters.is_empty() => Some(KeyEvent::new(code_of(ARROWS, last)?, SHIFT)),
        // Some send the modifiers alone.
        _ => Some(KeyEvent::new(code_of(LETTERED, last)?, modified(modifiers.or(first)))),
    }
}

/// The key of a number that ends in `$`, as rxvt sends it with Shift.
pub(super) fn shifted(parameters: &[u8]) -> Option<KeyEvent> {
    match numbers(parameters)[..] {
        [number] if parameters.iter().all(u8::is_ascii_digit) => numbered(number, SHIFT, Dialect::Common),
        _ => None,
    }
}

/// The key of `ESC O`, modifiers and a letter.
pub(super) fn ss3(parameters: &[u8], last: u8) -> Option<KeyEvent> {
    if parameters.is_empty() {
        if let Some(code) = code_of(ARROWS, last) {
            return Some(KeyEvent::new(code, CTRL));
        }
        let digit = matches!(last, b'p'..=b'y').then(|| char::from(last - b'p' + b'0'));
        if let Some(c) = KEYPAD.iter().find(|(letter, _)| *letter == last).map(|(_, c)| *c).or(digit) {
            return Some(KeyEvent::from(KeyCode::Char(c)));
        }
    }
    let code = match last {
        b'M' => KeyCode::Enter,
        b'I' => KeyCode::Tab,
        last => code_of(LETTERED, last)?,
    };
    Some(KeyEvent::new(code, modified(numbers(parameters).last().copied())))
}

/// The key of `ESC [ [` and a letter.
pub(super) fn console(letter: u8) -> Option<KeyEvent> {
    matches!(letter, b'A'..=b'E').then(|| KeyEvent::from(KeyCode::F(letter - b'A' + 1)))
}

/// Parameters as numbers, without what stands after a colon; 0 where one is left out.
pub(super) fn numbers(parameters: &[u8]) -> Vec<u16> {
    if parameters.is_empty() {
        return Vec::new();
    }
    let number = |part: &[u8]| {
        let digits = part.iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
        digits.fold(0_u16, |number, digit| number.saturating_mul(10).saturating_add(u16::from(digit - b'0')))
    };
    parameters.split(|byte| *byte == b';').map(number).collect()
}

/// Whether the second parameter says that a key was let go.
fn is_release(parameters: &[u8]) -> bool {
    let second = parameters.split(|byte| *byte == b';').nth(1);
    second.and_then(|second| second.split(|byte| *byte == b':').nth(1)) == Some(b"3")
}

fn code_of(table: &[(u8, KeyCode)], letter: u8) -> Option<KeyCode> {
    table.iter().find(|(known, _)| *known == letter).map(|(_, code)| *code)
}

fn numbered(number: u16, modifiers: KeyModifiers, dialect: Dialect) -> Option<KeyEvent> {
    if let Some((_, code)) = NUMBERED.iter().find(|(known, _)| *known == number) {
        return Some(KeyEvent::new(*code, modifiers));
    }
    let place = SHIFTED.iter().position(|known| *known == number)? as u8;
    let first = if dialect == Dialect::Linux { 1 } else { 3 };
    Some(KeyEvent::new(KeyCode::F(first + place), modifiers | SHIFT))
}

/// The modifiers of a parameter, which is one more than the sum of their bits.
fn modified(parameter: Option<u16>) -> KeyModifiers {
    let bits = parameter.unwrap_or(1).saturating_sub(1);
    let mut modifiers = NONE;
    for (bit, modifier) in [(1, SHIFT), (2, KeyModifiers::ALT), (4, CTRL)] {
        modifiers.set(modifier, bits & bit != 0);
    }
    modifiers
}

/// A key that is named by its character.
fn named(number: u32, modifiers: KeyModifiers) -> Option<KeyEvent> {
    let code = match number {
        8 | 127 => KeyCode::Backspace,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        57399..=57408 => KeyCode::Char(char::from_digit(number - 57399, 10)?),
        0xe000..=0xf8ff => PRIVATE.iter().find(|(known, _)| *known == number).map(|(_, code)| *code)?,
        number => {
            let c = char::from_u32(number).filter(|c| !c.is_control())?;
            KeyCode::Char(if modifiers == SHIFT { c.to_ascii_uppercase() } else { c })
        }
    };
    Some(KeyEvent::new(code, modifiers))
}

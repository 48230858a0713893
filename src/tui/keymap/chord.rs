//! One key with its modifiers: as a terminal sends it, as `keymap.ron` writes it, as the screen shows it.

use std::fmt;

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

use crate::text;

/// One key with its modifiers, in the form in which terminals can be told apart: letters with Ctrl or Alt are lower
/// case, Shift+Tab is `backtab`, and a bare character carries no Shift; what shares a control byte is one key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Chord {
    /// The chord of a key event.
    pub fn of(event: &KeyEvent) -> Chord {
        let kept = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut modifiers = event.modifiers & kept;
        let mut code = event.code;
        if let KeyCode::Char(c) = code {
            modifiers -= KeyModifiers::SHIFT;
            if modifiers.contains(KeyModifiers::CONTROL) {
                code = KeyCode::Char(of_control_byte(c));
            } else if !modifiers.is_empty() {
                code = KeyCode::Char(c.to_ascii_lowercase());
            }
        }
        if code == KeyCode::BackTab || (code == KeyCode::Tab && modifiers.contains(KeyModifiers::SHIFT)) {
            code = KeyCode::BackTab;
            modifiers -= KeyModifiers::SHIFT;
        }
        Chord { code, modifiers }
    }

    /// The chord as written in the command table and in `keymap.ron`: `ctrl-s`, `alt-shift-up`, `f1`, `space`, `#`.
    pub fn parse(words: &str) -> Option<Chord> {
        written(words).map(|event| Chord::of(&event))
    }

    /// What keeps a key that is written so from arriving as itself in common terminals, in Chinese; none when nothing does.
    pub fn obstacle(words: &str) -> Option<&'static str> {
        let event = written(words)?;
        let (ctrl, alt, shift) = (
            event.modifiers.contains(KeyModifiers::CONTROL),
            event.modifiers.contains(KeyModifiers::ALT),
            event.modifiers.contains(KeyModifiers::SHIFT),
        );
        Some(match event.code {
            KeyCode::Char('i' | 'I') if ctrl => "在终端里和 Tab 是同一个键",
            KeyCode::Char('m' | 'M') if ctrl => "在终端里和回车是同一个键",
            KeyCode::Char('[' | '3') if ctrl => "在终端里和 Esc 是同一个键",
            KeyCode::Char('h' | 'H') if ctrl => "在许多终端里和退格是同一个键",
            KeyCode::Char('8' | '?') if ctrl => "在终端里和退格是同一个键",
            KeyCode::Char(' ' | '@' | '2') if ctrl => "是输入法切换中英文的键",
            KeyCode::Char(' ') if shift => "是输入法切换全角半角的键",
            KeyCode::Char('[') if alt => "和方向键等的开头一样，收不到",
            KeyCode::Char('o') if alt && shift => "和功能键的开头一样，收不到",
            KeyCode::Char('O') if alt => "和功能键的开头一样，收不到",
            KeyCode::Char(_) if shift => "在终端里分不出有没有按 Shift",
            KeyCode::Char('a'..='z' | 'A'..='Z' | '\\' | ']' | '^' | '_' | '/' | '4'..='7') if ctrl => return None,
            KeyCode::Char(_) if ctrl => "多数终端送不出来",
            KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab | KeyCode::Esc | KeyCode::Backspace if ctrl || shift => {
                if event.code == KeyCode::Tab && !ctrl {
                    return None;
                }
                "在多数终端里和不按 Ctrl、Shift 是同一个键"
            }
            KeyCode::Esc | KeyCode::Tab if alt => "终端或桌面自己留着",
            _ => return None,
        })
    }

    /// The key that types a character.
    pub fn character(c: char) -> Chord {
        Chord { code: KeyCode::Char(c), modifiers: KeyModifiers::NONE }
    }

    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Chord {
        Chord { code, modifiers: KeyModifiers::NONE }
    }

    /// The character the key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// Whether it is a function key or held down with Ctrl or Alt: no line takes such a key for text.
    pub fn is_apart(self) -> bool {
        matches!(self.code, KeyCode::F(_)) || self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
    }

    /// Whether it is held down together with Ctrl or Alt, or a function key together with anything.
    pub fn is_combined(self) -> bool {
        let alone = matches!(self.code, KeyCode::F(_)) && self.modifiers.is_empty();
        self.is_apart() && !alone
    }

    /// The key.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// The chord as [`Chord::parse`] reads it.
    pub fn name(self) -> String {
        let mut name = String::new();
        for (modifier, prefix) in
            [(KeyModifiers::CONTROL, "ctrl-"), (KeyModifiers::ALT, "alt-"), (KeyModifiers::SHIFT, "shift-")]
        {
            if self.modifiers.contains(modifier) {
                name.push_str(prefix);
            }
        }
        match (NAMED.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((named, _)), _) => name.push_str(named),
            (None, KeyCode::F(n)) => name.push_str(&format!("f{n}")),
            (None, KeyCode::Char(c)) => name.push(c),
            (None, _) => name.push('?'),
        }
        name
    }

    /// The key of which a terminal without a protocol of its own sends the same as of this one, when Esc comes right before
    /// it: Ctrl+Q of Ctrl+Alt+Q.
    pub fn behind_esc(self) -> Option<Chord> {
        let is_both = self.modifiers == KeyModifiers::CONTROL | KeyModifiers::ALT;
        (is_both && matches!(self.code, KeyCode::Char(_))).then_some(Chord { modifiers: KeyModifiers::CONTROL, ..self })
    }

    /// The twin that an input method hides: full-width punctuation and digits as ASCII.
    pub(super) fn half_width(self) -> Option<Chord> {
        text::to_half(self.typed()?).map(Chord::character)
    }
}

const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("esc", KeyCode::Esc),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("space", KeyCode::Char(' ')),
];

impl fmt::Display for Chord {
    /// As the screen shows it: `Ctrl+S`, `Alt+↑`, `回车`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "Ctrl+"), (KeyModifiers::ALT, "Alt+"), (KeyModifiers::SHIFT, "Shift+")]
        {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("空格"),
            // A bare letter types itself, and a capital another one.
            KeyCode::Char(c) if self.modifiers.is_empty() => write!(f, "{c}"),
            KeyCode::Char(c) => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::F(n) => write!(f, "F{n}"),
            KeyCode::Enter => f.write_str("回车"),
            KeyCode::Tab => f.write_str("Tab"),
            KeyCode::BackTab => f.write_str("Shift+Tab"),
            KeyCode::Esc => f.write_str("Esc"),
            KeyCode::Backspace => f.write_str("退格"),
            KeyCode::Delete => f.write_str("Del"),
            KeyCode::Insert => f.write_str("Ins"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::Home => f.write_str("Home"),
            KeyCode::End => f.write_str("End"),
            KeyCode::PageUp => f.write_str("PgUp"),
            KeyCode::PageDown => f.write_str("PgDn"),
            _ => f.write_str("?"),
        }
    }
}

/// A key as it is written, before what terminals can't tell apart is one.
fn written(words: &str) -> Option<KeyEvent> {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = words;
    loop {
        let (modifier, behind) = match rest.split_once('-') {
            Some(("ctrl", behind)) => (KeyModifiers::CONTROL, behind),
            Some(("alt", behind)) => (KeyModifiers::ALT, behind),
            Some(("shift", behind)) => (KeyModifiers::SHIFT, behind),
            _ => break,
        };
        modifiers |= modifier;
        rest = behind;
    }
    let named = NAMED.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code);
    let function = || rest.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F);
    let single = || {
        let mut chars = rest.chars();
        chars.next().filter(|_| chars.next().is_none()).map(KeyCode::Char)
    };
    let code = named.or_else(function).or_else(single)?;
    Some(match code {
        KeyCode::Char(c @ 'a'..='z') if modifiers == KeyModifiers::SHIFT => {
            KeyEvent::new(KeyCode::Char(c.to_ascii_uppercase()), KeyModifiers::NONE)
        }
        code => KeyEvent::new(code, modifiers),
    })
}

/// One key for all with the same control byte. Crossterm names the bytes 0x1C to 0x1F by digits; some terminals name
/// the key itself.
fn of_control_byte(c: char) -> char {
    match c {
        '4' => '\\',
        '5' => ']',
        '6' => '^',
        '7' | '_' => '/',
        c => c.to_ascii_lowercase(),
    }
}

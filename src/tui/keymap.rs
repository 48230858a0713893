//! Which key asks for which command where: the table's defaults, changed by the user's `keymap.ron`.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fmt;

use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyModifiers;

use crate::text;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::command::TABLE;

/// One key with its modifiers, in the form in which terminals can be told apart: letters with Ctrl or Alt are lower
/// case, Shift+Tab is `backtab`, and a bare character carries no Shift.
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
        // What terminals send for Ctrl+/ and its kin arrives as Ctrl+digit (0x1C–0x1F); nothing is bound to those.
        if let KeyCode::Char(c) = code {
            modifiers -= KeyModifiers::SHIFT;
            if !modifiers.is_empty() {
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
        Some(Chord::of(&KeyEvent::new(code, modifiers)))
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

    /// The twin that an input method hides: full-width punctuation and digits as ASCII.
    fn half_width(self) -> Option<Chord> {
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

/// The keys in force.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: HashMap<(Focus, Chord), Command>,
    order: Vec<(Command, Focus, Chord)>,
}

/// What is wrong with a `keymap.ron`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// It is not RON of the right shape.
    #[error("键位文件第 {line} 行第 {column} 列读不懂；应写成 {{ \"save\": [\"ctrl-s\"] }} 的样子，改好再开")]
    NotRon {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It names a command that does not exist.
    #[error("键位文件里的命令“{0}”不存在；命令的英文名见 F1 帮助")]
    NoCommand(String),
    /// It names a key that does not exist.
    #[error("键位文件里“{command}”的键“{key}”认不出；应写成 ctrl-s、alt-up、f5 的样子")]
    NoKey {
        /// The command.
        command: String,
        /// The key as written.
        key: String,
    },
    /// Two commands want one key in one place.
    #[error("键位冲突：{key} 在“{focus}”里同时给了“{first}”和“{second}”，请改掉一个")]
    Clash {
        /// The key.
        key: String,
        /// Where.
        focus: &'static str,
        /// One command.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
}

impl Default for Keymap {
    /// The table's keys.
    fn default() -> Keymap {
        Keymap::build(&BTreeMap::new()).expect("the table's own keys are sound: a test asks for this map")
    }
}

impl Keymap {
    /// The table's keys, changed by a `keymap.ron`: a map from command names to lists of keys. A command named there
    /// has only the keys named there, wherever it applies; a default key of another command gives way to it.
    pub fn read(source: &str) -> Result<Keymap, KeymapError> {
        let named: BTreeMap<String, Vec<String>> = ron::from_str(source.trim_start_matches('\u{feff}'))
            .map_err(|error| KeymapError::NotRon { line: error.span.start.line, column: error.span.start.col })?;
        let mut own = BTreeMap::new();
        for (name, keys) in named {
            let Some(entry) = TABLE.iter().find(|entry| entry.name == name) else {
                return Err(KeymapError::NoCommand(name));
            };
            let mut chords = Vec::new();
            for key in keys {
                chords.push(Chord::parse(&key).ok_or(KeymapError::NoKey { command: name.clone(), key })?);
            }
            own.insert(entry.command, chords);
        }
        Keymap::build(&own)
    }

    fn build(own: &BTreeMap<Command, Vec<Chord>>) -> Result<Keymap, KeymapError> {
        let mut map = Keymap { bound: HashMap::new(), order: Vec::new() };
        for entry in TABLE {
            if let Some(chords) = own.get(&entry.command) {
                for &chord in chords {
                    for &focus in entry.focus {
                        map.bind(entry.command, focus, chord)?;
                    }
                }
            }
        }
        let taken: Vec<(Focus, Chord)> = map.bound.keys().copied().collect();
        for entry in TABLE.iter().filter(|entry| !own.contains_key(&entry.command)) {
            for binding in entry.keys {
                for words in binding.keys.split(' ') {
                    let chord = Chord::parse(words)
                        .ok_or_else(|| KeymapError::NoKey { command: entry.name.into(), key: words.into() })?;
                    for &focus in binding.focus.iter().filter(|&&focus| !taken.contains(&(focus, chord))) {
                        map.bind(entry.command, focus, chord)?;
                    }
                }
            }
        }
        Ok(map)
    }

    fn bind(&mut self, command: Command, focus: Focus, chord: Chord) -> Result<(), KeymapError> {
        match self.bound.insert((focus, chord), command) {
            Some(other) if other != command => Err(KeymapError::Clash {
                key: chord.to_string(),
                focus: focus.title(),
                first: other.entry().title,
                second: command.entry().title,
            }),
            _ => {
                self.order.push((command, focus, chord));
                Ok(())
            }
        }
    }

    /// The command that a key asks for. In 导航 an input method's full-width punctuation counts as its ASCII twin.
    pub fn command(&self, focus: Focus, chord: Chord) -> Option<Command> {
        let twin = || (focus == Focus::Navigation).then(|| chord.half_width()).flatten();
        self.bound.get(&(focus, chord)).or_else(|| self.bound.get(&(focus, twin()?))).copied()
    }

    /// The keys that ask for a command in one focus, the most telling first.
    pub fn keys(&self, command: Command, focus: Focus) -> impl Iterator<Item = Chord> + '_ {
        self.order.iter().filter(move |(c, f, _)| *c == command && *f == focus).map(|(_, _, chord)| *chord)
    }

    /// The keys that ask for a command anywhere, without repeats.
    pub fn all_keys(&self, command: Command) -> Vec<Chord> {
        let mut keys: Vec<Chord> = Vec::new();
        for (_, _, chord) in self.order.iter().filter(|(c, _, _)| *c == command) {
            if !keys.contains(chord) {
                keys.push(*chord);
            }
        }
        keys
    }
}

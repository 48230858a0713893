//! The writer's own `keymap.ron`: read as far as it can be, with a sentence for every fault.

use std::fmt;

use serde::Deserialize;
use serde::Deserializer;
use serde::de::MapAccess;
use serde::de::Visitor;

use crate::tui::command::Command;
use crate::tui::command::TABLE;
use crate::tui::keymap::Chord;
use crate::tui::keymap::KeyProfile;
use crate::tui::keymap::Sequence;

/// What a `keymap.ron` says: `(profile: "vim", keys: { "save": ["f4"] })`, or its keys alone, `{ "save": ["f4"] }`.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// The profile it names.
    pub(super) profile: Option<&'static KeyProfile>,
    /// The commands it names with all the keys they have, in its order.
    pub(super) lines: Vec<(Command, Vec<Sequence>)>,
    /// What is wrong with it as it stands, whatever it is laid over.
    pub(super) faults: Vec<KeymapFault>,
}

/// What is wrong with a `keymap.ron`, or worth knowing about it. What is faulty is left out, and all else holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapFault {
    /// It is not RON of the right shape.
    #[error(
        "键位文件第 {line} 行第 {column} 列读不懂；应写成 {{ \"save\": [\"ctrl-s\"] }} 或 (profile: \"vim\", keys: {{ … }}) 的样子，改好再开"
    )]
    NotRon {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It names a profile that does not exist.
    #[error("没有叫“{0}”的键位方案，先用通用的；可写 {names}", names = profiles())]
    NoProfile(String),
    /// It names a command that does not exist.
    #[error("键位文件里的命令“{0}”不存在；命令的英文名见 F1 帮助")]
    NoCommand(String),
    /// It names a command twice.
    #[error("键位文件里“{0}”写了两次，只算第一次；请合成一条")]
    Twice(String),
    /// It names a key that does not exist.
    #[error("键位文件里“{command}”的键“{key}”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开")]
    NoKey {
        /// The command.
        command: String,
        /// The key as written.
        key: String,
    },
    /// A key that types a character is given to a command that doesn't apply in 导航.
    #[error(
        "键位文件里“{command}”的键“{key}”会打出字来，只能在导航里用，而这个命令不在导航里用；请换成带 Ctrl、Alt 的键"
    )]
    Types {
        /// The command.
        command: String,
        /// The key as written.
        key: String,
    },
    /// Two commands want one key in one place.
    #[error("键位冲突：{key} 在“{focus}”里同时给了“{first}”和“{second}”，只算前一个，请改掉一个")]
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
    /// One command wants keys with which those of another begin.
    #[error(
        "键位冲突：{short} 已经是“{of_short}”，按了它就到不了 {long}（“{of_long}”）；在“{focus}”里只算先写的，请改掉一个"
    )]
    Beginning {
        /// The keys with which the others begin.
        short: String,
        /// Their command.
        of_short: &'static str,
        /// The keys that go on.
        long: String,
        /// Their command.
        of_long: &'static str,
        /// Where.
        focus: &'static str,
    },
    /// A key that common terminals don't send, or not as itself.
    #[error("键位文件里“{command}”的键 {key} {why}，按了多半不起作用；请换一个，F2“按键测试”能看到终端送来什么")]
    Unsent {
        /// The command.
        command: String,
        /// The key as written.
        key: String,
        /// What keeps it from arriving.
        why: &'static str,
    },
    /// A command has lost its last key somewhere to one of the writer's own.
    #[error("{key} 给了“{by}”，“{command}”在“{places}”里就没有键了；要用请另给它一个键{route}")]
    Hidden {
        /// The key.
        key: String,
        /// The command that has it.
        by: &'static str,
        /// The command that has lost it.
        command: &'static str,
        /// Where.
        places: String,
        /// How to ask for it without a key.
        route: &'static str,
    },
}

impl KeymapFault {
    /// Whether it is only worth knowing: all the keys that are written hold.
    pub fn is_remark(&self) -> bool {
        matches!(self, KeymapFault::Unsent { .. } | KeymapFault::Hidden { .. })
    }
}

impl Own {
    /// Reads the text of the file; what can't be read of it is among the faults.
    pub(super) fn read(source: &str) -> Own {
        let mut own = Own::default();
        let file = match File::read(source) {
            Ok(file) => file,
            Err(fault) => {
                own.faults.push(fault);
                return own;
            }
        };
        if !file.profile.is_empty() {
            own.profile = KeyProfile::named(&file.profile);
            if own.profile.is_none() {
                own.faults.push(KeymapFault::NoProfile(file.profile));
            }
        }
        for (name, keys) in file.keys.0 {
            own.line(name, keys);
        }
        own
    }

    /// Takes one line of it.
    fn line(&mut self, name: String, keys: Vec<String>) {
        let Some(entry) = TABLE.iter().find(|entry| entry.name == name) else {
            self.faults.push(KeymapFault::NoCommand(name));
            return;
        };
        if self.lines.iter().any(|(command, _)| *command == entry.command) {
            self.faults.push(KeymapFault::Twice(name));
            return;
        }
        let is_empty = keys.is_empty();
        let mut sequences = Vec::new();
        for key in keys {
            let command = name.clone();
            match Sequence::parse(&key) {
                None => self.faults.push(KeymapFault::NoKey { command, key }),
                Some(sequence) if sequence.types() && !entry.applies_in_navigation() => {
                    self.faults.push(KeymapFault::Types { command, key });
                }
                Some(sequence) => {
                    if let Some(why) = key.split(' ').find_map(Chord::obstacle) {
                        self.faults.push(KeymapFault::Unsent { command, key, why });
                    }
                    sequences.push(sequence);
                }
            }
        }
        // Without a key that can be read the command keeps the ones it has.
        if is_empty || !sequences.is_empty() {
            self.lines.push((entry.command, sequences));
        }
    }
}

/// The names that a profile can be called by.
fn profiles() -> String {
    KeyProfile::ALL.iter().map(|profile| profile.name).collect::<Vec<_>>().join("、")
}

/// The file as it is written.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    profile: String,
    keys: Lines,
}

impl File {
    fn read(source: &str) -> Result<File, KeymapFault> {
        let source = source.trim_start_matches('\u{feff}');
        let start = |error: ron::error::SpannedError| (error.span.start.line, error.span.start.col);
        let whole = ron::from_str(source).map_err(start);
        let alone = |unread| match ron::from_str(source).map_err(start) {
            Ok(keys) => Ok(File { keys, ..File::default() }),
            // The shape that was meant is the one that was understood further.
            Err(other) => Err(other.max(unread)),
        };
        whole.or_else(alone).map_err(|(line, column)| KeymapFault::NotRon { line, column })
    }
}

/// Commands with their keys, in the order of the file and as often as they stand there.
#[derive(Default)]
struct Lines(Vec<(String, Vec<String>)>);

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lines, D::Error> {
        deserializer.deserialize_map(InOrder)
    }
}

struct InOrder;

impl<'de> Visitor<'de> for InOrder {
    type Value = Lines;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("commands with lists of keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lines, A::Error> {
        let mut lines = Vec::new();
        while let Some(line) = map.next_entry()? {
            lines.push(line);
        }
        Ok(Lines(lines))
    }
}

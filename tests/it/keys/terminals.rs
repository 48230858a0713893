//! The keys of eight terminals, as these were seen to send them: `tests/terminals/`, a file a terminal, a line a key. After the
//! key stand its bytes, or `-` where the terminal keeps it for itself; after `=` another key, which it can't be told from.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;

use tigang::tui::command::Group;
use tigang::tui::command::TABLE;
use tigang::tui::input::keys::Dialect;
use tigang::tui::keymap::Chord;
use tigang::tui::keymap::Keymap;

use crate::keys::bytes::keys;
use crate::keys::bytes::open_key_test;
use crate::keys::bytes::tries;
use crate::keys::parser::check_in;
use crate::tools::desk::Desk;

/// Where the files are.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/terminals");

/// Which keys which terminals don't send; written anew with `UPDATE_TERMINALS=1`.
const UNSENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/terminals/unsent.txt");

/// One key of one terminal.
struct Row {
    terminal: String,
    /// What `TERM` is there.
    term: String,
    chord: Chord,
    /// What is sent; nothing where the terminal keeps the key for itself.
    bytes: Option<String>,
    /// The key that the program takes it for.
    arrives: Chord,
}

impl Row {
    /// Whether the program can tell that it was this key.
    fn is_sent(&self) -> bool {
        self.bytes.is_some() && self.arrives == self.chord
    }
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut files: Vec<_> = fs::read_dir(FOLDER).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| !file.ends_with("unsent.txt")) {
        let terminal = file.file_stem().unwrap().to_string_lossy();
        let text = fs::read_to_string(file).unwrap();
        let (head, lines) = text.split_once('\n').unwrap();
        let term = head.split("TERM=").nth(1).unwrap().trim_end_matches('.');
        for line in lines.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let chord = Chord::parse(words[0]).unwrap();
            let arrives = match words[1..] {
                [_] => chord,
                [_, "=", other] => Chord::parse(other).unwrap(),
                _ => panic!("{terminal}: {line}"),
            };
            let bytes = (words[1] != "-").then(|| unescaped(words[1]));
            rows.push(Row { terminal: terminal.to_string(), term: term.to_owned(), chord, bytes, arrives });
        }
    }
    rows
}

/// Bytes as the files write them: `\e`, `\x7f`, `\\`, and what can be seen as it is.
fn unescaped(words: &str) -> String {
    let mut bytes = String::new();
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let (c, len) = match rest.as_bytes() {
            [b'\\', b'e', ..] => ('\x1b', 2),
            [b'\\', b'x', ..] => (char::from(u8::from_str_radix(&rest[2..4], 16).unwrap()), 4),
            [b'\\', b'\\', ..] => ('\\', 2),
            _ => (c, c.len_utf8()),
        };
        bytes.push(c);
        rest = &rest[len..];
    }
    bytes
}

#[test]
fn every_sequence_of_eight_terminals_is_read_and_takes_nothing_with_it() {
    let rows = rows();
    for row in &rows {
        let Some(bytes) = &row.bytes else { continue };
        let name = row.arrives.name();
        check_in(Dialect::of(&row.term), bytes, &name);
        check_in(Dialect::of(&row.term), format!("{bytes}字{bytes}"), &format!("{name} 字 {name}"));
    }
    let terminals: BTreeSet<&str> = rows.iter().map(|row| row.terminal.as_str()).collect();
    assert!(terminals.len() > 8 && rows.len() > 900, "{} keys of {terminals:?}", rows.len());
}

#[test]
fn every_sequence_of_eight_terminals_arrives_in_the_program() {
    let mut told: BTreeMap<&str, BTreeMap<String, Chord>> = BTreeMap::new();
    let rows = rows();
    for row in &rows {
        let Some(bytes) = &row.bytes else { continue };
        let term = if row.term.starts_with("st-") { "st-256color" } else { "xterm-256color" };
        let before = told.entry(term).or_default().insert(bytes.clone(), row.arrives);
        assert!(before.is_none_or(|before| before == row.arrives), "{} {}", row.terminal, row.chord.name());
    }
    let desk = Desk::with_report();
    for (term, keys) in told {
        let mut session = desk.run_with("总结.ron", (120, 50), &[("TERM", term)]);
        session.sees("一、主要工作");
        open_key_test(&mut session);
        for (turn, (bytes, chord)) in keys.into_iter().enumerate() {
            tries(&mut session, chord, &bytes, turn + 1);
        }
        session.press("f1");
        session.misses("┌ 按键测试");
        session.quits();
    }
}

/// Each key of ours, with the terminals that don't send it: what help, profiles and a new default key can be checked by.
#[test]
fn who_does_not_send_which_key_is_written_down() {
    let mut rows = rows();
    rows.retain(|row| row.terminal != "st-unasked");
    let mut says = String::new();
    for chord in keys().into_iter().filter(|chord| chord.typed().is_none()) {
        let of_key: Vec<&Row> = rows.iter().filter(|row| row.chord == chord).collect();
        let line = match of_key.is_empty() {
            true => "nobody has tried it".to_owned(),
            false => {
                let unsent = of_key.iter().filter(|row| !row.is_sent()).map(|row| match &row.bytes {
                    None => row.terminal.clone(),
                    Some(_) => format!("{} ({})", row.terminal, row.arrives.name()),
                });
                unsent.collect::<Vec<_>>().join(", ")
            }
        };
        if !line.is_empty() {
            says.push_str(&format!("{}: {line}\n", chord.name()));
        }
    }
    if std::env::var_os("UPDATE_TERMINALS").is_some() {
        fs::write(UNSENT, &says).unwrap();
    }
    assert_eq!(says, fs::read_to_string(UNSENT).unwrap_or_default(), "UPDATE_TERMINALS=1 writes it anew");
}

/// Where a terminal sends none of the keys for a longer way or a longer selection. Several shorter ones, Alt+W or a key of the
/// writer's own do it there.
const UNREACHED: &[(&str, &str)] = &[
    (
        "kitty",
        "select_word_left select_word_right select_paragraph_up select_paragraph_down select_text_start select_text_end",
    ),
    ("st", "text_start select_text_start select_text_end"),
    ("urxvt", "select_word_left select_word_right select_paragraph_up select_paragraph_down"),
];

/// Nobody depends on a key that his terminal keeps: a motion of the caret has one that it sends, and all else is in the
/// palette.
#[test]
fn in_every_terminal_the_caret_goes_everywhere() {
    let mut rows = rows();
    rows.retain(|row| row.terminal != "st-unasked");
    let keymap = Keymap::default();
    let terminals: BTreeSet<&str> = rows.iter().map(|row| row.terminal.as_str()).collect();
    let sends = |terminal: &str, chord: Chord| {
        chord.typed().is_some()
            || rows.iter().any(|row| row.terminal == terminal && row.chord == chord && row.is_sent())
    };
    let mut unreached = Vec::new();
    for terminal in terminals {
        let caret = TABLE.iter().filter(|entry| entry.group == Group::Caret);
        let without = caret.filter(|entry| {
            let keys = keymap.all_keys(entry.command);
            !keys.iter().any(|keys| keys.chords().iter().all(|&chord| sends(terminal, chord)))
        });
        let without: Vec<&str> = without.map(|entry| entry.name).collect();
        if !without.is_empty() {
            unreached.push((terminal, without.join(" ")));
        }
        for key in ["f2", "up", "down", "enter", "esc", "tab", "backtab"] {
            assert!(sends(terminal, Chord::parse(key).unwrap()), "{terminal} {key}");
        }
    }
    let written: Vec<(&str, String)> = UNREACHED.iter().map(|(terminal, names)| (*terminal, (*names).into())).collect();
    assert_eq!(unreached, written);
}

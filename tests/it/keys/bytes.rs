//! The bytes that terminals send for keys, in the three forms there are, and that each key of every profile arrives by
//! them: fed to the built program, whose 按键测试 shows what has come.

use std::fmt::Write;

use tigang::text::Ambiguous;
use tigang::text::width;
use tigang::tui::command::TABLE;
use tigang::tui::keymap::Chord;
use tigang::tui::keymap::KeyProfile;
use tigang::tui::keymap::Sequence;

use crate::keys::parser::ANSWERS;
use crate::tools::desk::Desk;
use crate::tools::pty::Session;

/// A way in which terminals name keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Control bytes, Esc before what is pressed with Alt, sequences without parameters: VT220, the Linux console.
    Legacy,
    /// With the modifiers as a parameter: xterm and whoever follows it, `modifyOtherKeys` off.
    Xterm,
    /// The kitty protocol with flag 1.
    Kitty,
}

impl Form {
    const ALL: [Form; 3] = [Form::Legacy, Form::Xterm, Form::Kitty];
}

/// What can't be said, in which form, and why. The program must have another key for the same command; see
/// [`what_a_form_cannot_say_is_said_by_another_key`].
const UNSAID: &[(Form, &str, &str)] = &[
    (
        Form::Legacy,
        "alt-up alt-down alt-left alt-right alt-shift-up alt-shift-down alt-shift-left alt-shift-right \
         ctrl-up ctrl-down ctrl-left ctrl-right ctrl-shift-up ctrl-shift-down ctrl-shift-left ctrl-shift-right \
         shift-up shift-down shift-left shift-right shift-home shift-end ctrl-home ctrl-end ctrl-shift-home \
         ctrl-shift-end shift-insert ctrl-delete alt-delete shift-f2 shift-f3 shift-f5 shift-f7 shift-f9 shift-f12 ctrl-f2 ctrl-f12",
        "a sequence without parameters names no modifier",
    ),
    (Form::Legacy, "ctrl-backspace", "it is the byte of Backspace, or of Ctrl+H"),
    (Form::Xterm, "ctrl-backspace", "it is the byte of Backspace, or of Ctrl+H"),
    (Form::Legacy, "shift-enter", "it is the byte of Enter"),
    (Form::Xterm, "shift-enter", "it is the byte of Enter"),
    (Form::Legacy, "ctrl-shift-backspace", "it is the byte of Backspace, or of Ctrl+H"),
    (Form::Xterm, "ctrl-shift-backspace", "it is the byte of Backspace, or of Ctrl+H"),
];

/// Named keys that end in a letter, with it: `CSI A`, `SS3 A`, `CSI 1;5A`.
const LETTERED: &[(&str, char)] =
    &[("up", 'A'), ("down", 'B'), ("right", 'C'), ("left", 'D'), ("home", 'H'), ("end", 'F')];

/// Named keys that end in `~`, with their numbers: `CSI 3~`, `CSI 3;5~`. Some have two.
const NUMBERED: &[(&str, u8)] = &[
    ("home", 1),
    ("insert", 2),
    ("delete", 3),
    ("end", 4),
    ("pageup", 5),
    ("pagedown", 6),
    ("home", 7),
    ("end", 8),
    ("f1", 11),
    ("f2", 12),
    ("f3", 13),
    ("f4", 14),
    ("f5", 15),
    ("f6", 17),
    ("f7", 18),
    ("f8", 19),
    ("f9", 20),
    ("f10", 21),
    ("f11", 23),
    ("f12", 24),
];

/// Keys that have a byte of their own, with it.
const BYTES: &[(&str, char)] =
    &[("enter", '\r'), ("tab", '\t'), ("esc", '\x1b'), ("backspace", '\x7f'), ("space", ' ')];

/// All that terminals of a form send for a key, which is named as in `keymap.ron`; nothing where the form can't say it.
pub(crate) fn sent(key: &str, form: Form) -> Vec<String> {
    let mut bare = key;
    let mut modifiers = 0;
    while let Some((bit, rest)) = [("shift-", 1), ("alt-", 2), ("ctrl-", 4)]
        .into_iter()
        .find_map(|(prefix, bit)| bare.strip_prefix(prefix).filter(|rest| !rest.is_empty()).map(|rest| (bit, rest)))
    {
        modifiers |= bit;
        bare = rest;
    }
    let (bare, modifiers) = if bare == "backtab" { ("tab", modifiers | 1) } else { (bare, modifiers) };
    let byte = BYTES.iter().find(|(name, _)| *name == bare).map(|(_, byte)| *byte);
    let mut chars = bare.chars();
    match byte.or_else(|| chars.next().filter(|_| chars.next().is_none())) {
        Some(c) => of_character(c, modifiers, form).into_iter().collect(),
        None => of_named(bare, modifiers, form),
    }
}

fn of_character(c: char, modifiers: u8, form: Form) -> Option<String> {
    let is_lone = modifiers == 0 && c != '\x1b';
    if form == Form::Kitty && !is_lone {
        let code = if c == '\x7f' { 127 } else { u32::from(c) };
        return Some(match modifiers {
            0 => format!("\x1b[{code}u"),
            _ => format!("\x1b[{code};{}u", modifiers + 1),
        });
    }
    let byte = match (c, modifiers & !2) {
        ('\t', 1) => return (modifiers == 1).then(|| "\x1b[Z".into()),
        (c, 0) => c,
        ('a'..='z' | '\\' | ']' | '^' | '_', 4) if !['h', 'i', 'm'].contains(&c) => char::from(c as u8 & 0x1f),
        ('/', 4) => '\x1f',
        _ => return None,
    };
    Some(if modifiers & 2 == 0 { byte.into() } else { format!("\x1b{byte}") })
}

fn of_named(bare: &str, modifiers: u8, form: Form) -> Vec<String> {
    let mut ways = Vec::new();
    let letter = LETTERED.iter().find(|(name, _)| *name == bare).map(|(_, letter)| *letter);
    let function = ["f1", "f2", "f3", "f4"].iter().zip('P'..='S').find(|(name, _)| **name == bare).map(|(_, c)| c);
    let numbers = NUMBERED.iter().filter(|(name, _)| *name == bare).map(|(_, number)| *number);
    match (form, modifiers) {
        (Form::Legacy | Form::Xterm, 0) => {
            ways.extend(letter.into_iter().flat_map(|c| [format!("\x1b[{c}"), format!("\x1bO{c}")]));
            ways.extend(function.map(|c| format!("\x1bO{c}")));
            ways.extend(numbers.map(|number| format!("\x1b[{number}~")));
            // The Linux console.
            ways.extend(function.map(|c| format!("\x1b[[{}", char::from(c as u8 - b'P' + b'A'))));
        }
        (Form::Legacy, _) => {}
        (Form::Xterm, _) if function.is_some() => {
            ways.extend(function.map(|c| format!("\x1b[1;{}{c}", modifiers + 1)));
        }
        (Form::Xterm, _) => {
            ways.extend(letter.map(|c| format!("\x1b[1;{}{c}", modifiers + 1)));
            let numbers = numbers.filter(|_| letter.is_none());
            ways.extend(numbers.map(|number| format!("\x1b[{number};{}~", modifiers + 1)));
        }
        (Form::Kitty, _) => {
            let lettered = letter.or(function.filter(|&c| c != 'R'));
            ways.extend(lettered.map(|c| match modifiers {
                0 => format!("\x1b[{c}"),
                _ => format!("\x1b[1;{}{c}", modifiers + 1),
            }));
            let numbers = numbers.filter(|_| lettered.is_none());
            ways.extend(numbers.map(|number| match modifiers {
                0 => format!("\x1b[{number}~"),
                _ => format!("\x1b[{number};{}~", modifiers + 1),
            }));
        }
    }
    ways
}

/// Every key of the command table and of all profiles, once, by its name.
pub(super) fn keys() -> Vec<Chord> {
    let table = TABLE.iter().flat_map(|entry| entry.keys).flat_map(|binding| binding.keys.split(' '));
    let profiles = KeyProfile::ALL.iter().flat_map(|profile| profile.lines).flat_map(|(_, _, keys)| *keys);
    let mut all: Vec<Chord> = Vec::new();
    for keys in table.chain(profiles.copied()) {
        for &chord in Sequence::parse(keys).unwrap().chords() {
            if !all.contains(&chord) {
                all.push(chord);
            }
        }
    }
    all
}

fn unsaid(key: &str, form: Form) -> bool {
    UNSAID.iter().any(|(at, keys, _)| *at == form && keys.split_whitespace().any(|unsaid| unsaid == key))
}

#[test]
fn every_key_arrives_as_itself_however_a_terminal_sends_it() {
    let desk = Desk::with_report();
    let mut session = desk.run_with("总结.ron", (120, 50), &[]);
    session.sees("一、主要工作");
    open_key_test(&mut session);
    let mut turn = 0;
    for chord in keys() {
        for form in Form::ALL {
            let key = chord.name();
            let ways = sent(&key, form);
            assert_eq!(ways.is_empty(), unsaid(&key, form), "{key} {form:?}: is it in the list of what can't be said?");
            for bytes in ways {
                turn += 1;
                tries(&mut session, chord, &bytes, turn);
            }
        }
    }
    session.press("f1");
    session.misses("┌ 按键测试");
    session.quits();
    assert!(turn > keys().len(), "{turn} ways to press {} keys", keys().len());
}

pub(super) fn open_key_test(session: &mut Session) {
    session.press("f2");
    session.sees("┌ 命令");
    session.types("按键测试");
    session.sees("按键测试…  看终端");
    session.press("enter");
    session.sees("┌ 按键测试");
}

/// Presses one key behind a mark, and waits until it alone stands behind that, by its name.
#[track_caller]
pub(super) fn tries(session: &mut Session, chord: Chord, bytes: &str, turn: usize) {
    if chord == Chord::parse("f1").unwrap() {
        // It closes the window.
        session.types(bytes);
        session.misses("┌ 按键测试");
        return open_key_test(session);
    }
    let mark = format!("第{turn}次");
    session.types(&format!("\x1b[200~{mark}\x1b[201~{bytes}"));
    let name = match chord.typed() {
        Some(c) => format!("{c} U+{:04X}", u32::from(c)),
        None => format!("{chord}（{}）", chord.name()),
    };
    let what = bytes.chars().fold(format!("{} by", chord.name()), |mut what, c| {
        let _ = write!(what, " {:02X}", u32::from(c));
        what
    });
    session.waits(&what, |session| arrived_behind(&session.screen(), &mark) == [name.trim()]);
}

/// The names of what 按键测试 shows below a paste of this text.
fn arrived_behind(screen: &str, mark: &str) -> Vec<String> {
    let mut lines = screen.lines().skip_while(|line| !line.contains(&format!("“{mark}”")));
    let Some(marked) = lines.next() else { return Vec::new() };
    let columns = |text: &str| width(text, Ambiguous::Narrow);
    let left = columns(&marked[..marked.find("粘贴").expect("it is a paste")]);
    let right = columns(&marked[..marked.find("个字符").expect("so it says")]);
    let name = |line: &str| {
        let mut at = 0;
        let mut name = String::new();
        for c in line.chars() {
            if at >= left && at + 2 < right {
                name.push(c);
            }
            at += columns(c.encode_utf8(&mut [0; 4]));
        }
        name.trim().to_string()
    };
    let below = lines.take_while(|line| !line.contains('└'));
    below.map(name).filter(|name| !name.is_empty()).collect()
}

/// Nobody depends on a key that his terminal can't send: in every focus its command has one that each form can say, in the
/// focus itself or, where that is a caret's motion, not at all in the oldest form.
#[test]
fn what_a_form_cannot_say_is_said_by_another_key() {
    let keymap = tigang::tui::keymap::Keymap::default();
    let mut alone = Vec::new();
    for entry in TABLE.iter().filter(|entry| entry.group == tigang::tui::command::Group::Caret) {
        for form in [Form::Xterm, Form::Kitty] {
            let keys = keymap.all_keys(entry.command);
            if keys.iter().all(|keys| keys.chords().iter().any(|chord| unsaid(&chord.name(), form))) {
                alone.push((entry.name, form));
            }
        }
    }
    // All others are in the palette, which Ctrl+P and F2 open everywhere.
    assert_eq!(alone, []);
    for form in Form::ALL {
        for key in ["ctrl-p", "f2", "up", "down", "enter", "esc", "tab", "backtab", "f6", "ctrl-s", "ctrl-q", "ctrl-z"]
        {
            assert!(!sent(key, form).is_empty(), "{key} {form:?}");
        }
    }
}

/// What a terminal answers late comes right after the Esc of a hand: the Esc is one, and the answer nothing. Two Escs before
/// an arrow are Alt, as rxvt and PuTTY send it.
#[test]
fn an_esc_before_a_sequence_is_a_key_or_alt() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter");
    session.sees("写作");
    session.types("\x1b\x1b[?1;2c");
    session.sees("· 导航");
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.writes_behind("主要工作多");
    session.types("\x1b\x1b[B");
    session.sees("二、主要工作多");
    session.types("\x1b\x1b[A");
    session.sees("一、主要工作多");
    session.types("少");
    session.writes_behind("主要工作多少");
    session.press("ctrl-z ctrl-z ctrl-z ctrl-z");
    session.misses("●未保存");
    session.quits();
}

/// Answers that nobody waits for, whole and in two pieces, amid what is typed.
#[test]
fn answers_of_a_terminal_are_not_typed() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter end");
    for answer in ANSWERS {
        let middle = (answer.len() / 2..).find(|&at| answer.is_char_boundary(at)).unwrap();
        session.types(&format!("{answer}甲"));
        session.types(&answer[..middle]);
        session.types(&format!("{}乙", &answer[middle..]));
        session.writes_behind("主要工作甲乙");
        session.press("backspace backspace");
        session.misses("主要工作甲");
    }
    session.types("丙");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("总结.ron").contains("heading: \"主要工作丙\""));
}

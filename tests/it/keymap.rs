//! Keys: how they are written and shown, which command they ask for, and what a `keymap.ron` may change.

use std::collections::HashMap;

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyEventState;
use crossterm::event::KeyModifiers;

use tigang::tui::command::Command;
use tigang::tui::command::Focus;
use tigang::tui::command::TABLE;
use tigang::tui::input::inputs;
use tigang::tui::keymap::Chord;
use tigang::tui::keymap::KeyProfile;
use tigang::tui::keymap::Keymap;
use tigang::tui::keymap::KeymapFault;
use tigang::tui::keymap::Sequence;
use tigang::tui::model::Model;
use tigang::tui::update::Input;

use crate::screen::draw;
use crate::screen::open;
use crate::screen::play;

/// What a `keymap.ron` does: the sentences of its faults, or the keys that a command has where.
#[track_caller]
fn check(source: &str, command: Command, focus: Focus, answer: &str) {
    let keymap = Keymap::read(source);
    let faults = keymap.faults().iter().filter(|fault| !fault.is_remark());
    let faults: Vec<String> = faults.map(KeymapFault::to_string).collect();
    let found = match faults.is_empty() {
        true => keymap.keys(command, focus).map(Sequence::to_string).collect::<Vec<_>>().join(" "),
        false => faults.join("\n"),
    };
    assert_eq!(found, answer, "{source}");
}

// How keys are written --------------------------------------------------------------------------------------------

/// A key as `keymap.ron` writes it, and as the screen shows it; `-` when there is no such key.
#[track_caller]
fn shows(words: &str, shown: &str) {
    assert_eq!(Chord::parse(words).map_or("-".to_string(), |chord| chord.to_string()), shown, "{words}");
}

#[test]
fn keys_are_written_in_words_and_shown_in_signs() {
    shows("ctrl-s", "Ctrl+S");
    shows("ctrl-S", "Ctrl+S");
    shows("alt-up", "Alt+↑");
    shows("ctrl-alt-shift-pagedown", "Ctrl+Alt+Shift+PgDn");
    shows("shift-ctrl-up", "Ctrl+Shift+↑");
    shows("f12", "F12");
    shows("shift-f5", "Shift+F5");
    shows("enter", "回车");
    shows("space", "空格");
    shows("backspace", "退格");
    shows("backtab", "Shift+Tab");
    shows("shift-tab", "Shift+Tab");
    shows("-", "-");
    shows("ctrl--", "Ctrl+-");
    shows("+", "+");
    shows("?", "?");
    shows("？", "？");
    shows("", "-");
    shows("f0", "-");
    shows("f13", "-");
    shows("ctrl-", "-");
    shows("ctrl-save", "-");
    shows("Ctrl-s", "-");
    shows("control-s", "-");
    shows("上", "上");
    shows("上面", "-");
}

#[test]
fn every_default_key_can_be_written_and_none_is_given_twice() {
    let mut given: HashMap<(Focus, Chord), &str> = HashMap::new();
    for entry in TABLE {
        for binding in entry.keys {
            for words in binding.keys.split(' ') {
                let chord = Chord::parse(words).unwrap_or_else(|| panic!("{}: {words}", entry.name));
                for &focus in binding.focus {
                    assert!(entry.focus.contains(&focus), "{} has a key where it does not apply", entry.name);
                    let other = given.insert((focus, chord), entry.name);
                    assert_eq!(other, None, "{chord} in {} is {} too", focus.title(), entry.name);
                }
            }
        }
    }
}

#[test]
fn every_command_has_words_of_its_own() {
    let mut names = HashMap::new();
    let mut titles = HashMap::new();
    for entry in TABLE {
        assert!(
            entry.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            "{}",
            entry.name
        );
        assert!(!entry.title.is_empty() && !entry.says.is_empty(), "{}", entry.name);
        assert!(!entry.pinyin.is_empty() && entry.pinyin.bytes().all(|b| b.is_ascii_lowercase()), "{}", entry.name);
        assert!(!entry.says.ends_with('。') && !entry.focus.is_empty(), "{}", entry.name);
        assert_eq!(names.insert(entry.name, ()), None, "{}", entry.name);
        assert_eq!(titles.insert(entry.title, entry.name), None, "{}", entry.title);
        assert_eq!(entry.command.entry().name, entry.name);
    }
}

#[test]
fn no_default_key_is_one_that_terminals_or_input_methods_take() {
    for taken in ["ctrl-h", "ctrl-i", "ctrl-m", "ctrl-[", "ctrl-space", "f10", "f11"] {
        let chord = Chord::parse(taken).unwrap();
        for focus in Focus::ALL {
            assert_eq!(Keymap::default().command(focus, chord), None, "{taken}");
        }
    }
    for letter in ('a'..='z').chain('A'..='Z') {
        for focus in Focus::ALL {
            assert_eq!(Keymap::default().command(focus, Chord::character(letter)), None, "{letter}");
        }
    }
    let copy = Keymap::default().command(Focus::Heading, Chord::parse("ctrl-c").unwrap());
    assert_eq!(copy, Some(Command::Copy), "Ctrl+C never quits");
}

// What terminals send ---------------------------------------------------------------------------------------------

/// The command that a key event asks for.
#[track_caller]
fn asks(focus: Focus, code: KeyCode, modifiers: KeyModifiers, command: Option<Command>) {
    let chord = Chord::of(&KeyEvent::new(code, modifiers));
    assert_eq!(Keymap::default().command(focus, chord), command, "{code:?} {modifiers:?}");
}

#[test]
fn one_key_is_one_command_however_a_terminal_names_it() {
    let (ctrl, alt, shift) = (KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT);
    let h = Focus::Heading;
    let n = Focus::Navigation;
    // Shift+Tab: with SHIFT from CSI Z, without it elsewhere, as Tab with SHIFT by the kitty protocol.
    asks(h, KeyCode::BackTab, shift, Some(Command::Promote));
    asks(h, KeyCode::BackTab, KeyModifiers::NONE, Some(Command::Promote));
    asks(h, KeyCode::Tab, shift, Some(Command::Promote));
    asks(h, KeyCode::Tab, KeyModifiers::NONE, Some(Command::Demote));
    // Ctrl+letter: lower case from a control byte, upper case with Shift or with caps lock.
    asks(h, KeyCode::Char('s'), ctrl, Some(Command::Save));
    asks(h, KeyCode::Char('S'), ctrl, Some(Command::Save));
    asks(h, KeyCode::Char('S'), ctrl | shift, Some(Command::Save));
    // Lock keys and Super do not hide a key.
    asks(h, KeyCode::Char('z'), ctrl | KeyModifiers::SUPER, Some(Command::Undo));
    // All the ways to move a section.
    for modifiers in [alt, alt | shift, ctrl | shift] {
        asks(h, KeyCode::Up, modifiers, Some(Command::MoveUp));
        asks(n, KeyCode::Down, modifiers, Some(Command::MoveDown));
    }
    asks(h, KeyCode::Up, ctrl, Some(Command::Collapse));
    asks(h, KeyCode::Right, alt | shift, Some(Command::Demote));
    asks(h, KeyCode::Left, alt, Some(Command::Promote));
    // Alt+F and Alt+B are what macOS sends for Option and an arrow.
    asks(Focus::Text, KeyCode::Char('b'), alt, Some(Command::WordLeft));
    asks(Focus::Text, KeyCode::Char('F'), alt | shift, Some(Command::WordRight));
    // A shifted sign carries its Shift in some terminals, and none in others.
    asks(n, KeyCode::Char('?'), shift, Some(Command::Help));
    asks(n, KeyCode::Char('?'), KeyModifiers::NONE, Some(Command::Help));
    asks(n, KeyCode::Char('#'), shift, Some(Command::ToggleNumber));
    // What is typed is typed.
    asks(h, KeyCode::Char('?'), KeyModifiers::NONE, None);
    asks(h, KeyCode::Char('1'), KeyModifiers::NONE, None);
}

#[test]
fn full_width_punctuation_counts_as_its_twin_in_navigation_only() {
    for (typed, command) in [
        ('？', Command::Help),
        ('：', Command::Palette),
        ('、', Command::Find),
        ('》', Command::Demote),
        ('《', Command::Promote),
        ('＋', Command::MoveUp),
        ('＃', Command::ToggleNumber),
        ('１', Command::Fold1),
        ('０', Command::ExpandAll),
        ('\u{3000}', Command::ToggleMark),
    ] {
        asks(Focus::Navigation, KeyCode::Char(typed), KeyModifiers::NONE, Some(command));
        asks(Focus::Heading, KeyCode::Char(typed), KeyModifiers::NONE, None);
    }
    asks(Focus::Navigation, KeyCode::Char('年'), KeyModifiers::NONE, None);
}

/// The inputs that events arriving together become.
#[track_caller]
fn arrive(events: Vec<Event>, expected: &[Input]) {
    assert_eq!(inputs(events), expected);
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn kitty(code: KeyCode, kind: KeyEventKind) -> Event {
    Event::Key(KeyEvent { code, modifiers: KeyModifiers::NONE, kind, state: KeyEventState::CAPS_LOCK })
}

#[test]
fn what_arrives_together_is_judged_together() {
    let plain = |code| Input::Key(Chord::plain(code));
    let chars = |text: &str| text.chars().map(|c| key(KeyCode::Char(c))).collect::<Vec<_>>();
    arrive(chars("年"), &[Input::Key(Chord::character('年'))]);
    arrive(chars("今年以来"), &[Input::Typed("今年以来".into())]);
    // Enter behind a commit is a key; with more text behind it, it is a part of a burst.
    let mut line = chars("今年");
    line.push(key(KeyCode::Enter));
    arrive(line.clone(), &[Input::Typed("今年".into()), plain(KeyCode::Enter)]);
    line.extend(chars("以来"));
    arrive(line, &[Input::Burst("今年\n以来".into())]);
    // Enter before text is a key.
    arrive(
        vec![key(KeyCode::Enter), key(KeyCode::Char('年'))],
        &[plain(KeyCode::Enter), Input::Key(Chord::character('年'))],
    );
    // A key between two letters keeps them apart.
    arrive(
        vec![key(KeyCode::Char('a')), key(KeyCode::Left), key(KeyCode::Char('b'))],
        &[Input::Key(Chord::character('a')), plain(KeyCode::Left), Input::Key(Chord::character('b'))],
    );
    // Released keys are nothing, repeated ones are pressed again.
    arrive(
        vec![
            kitty(KeyCode::Down, KeyEventKind::Press),
            kitty(KeyCode::Down, KeyEventKind::Repeat),
            kitty(KeyCode::Down, KeyEventKind::Release),
        ],
        &[plain(KeyCode::Down), plain(KeyCode::Down)],
    );
    arrive(
        vec![Event::Paste("一\n二".into()), Event::FocusLost, Event::Resize(80, 24)],
        &[Input::Pasted("一\n二".into()), Input::Resized(80, 24)],
    );
    // 创 and 唛 end in the byte of Esc, which some programs took for it.
    arrive(chars("创唛"), &[Input::Typed("创唛".into())]);
}

// The writer's own keys -------------------------------------------------------------------------------------------

#[test]
fn a_keymap_changes_what_it_names() {
    check("{}", Command::Save, Focus::Heading, "Ctrl+S");
    check("{ \"save\": [\"f4\"] }", Command::Save, Focus::Heading, "F4");
    check("{ \"save\": [\"f4\", \"ctrl-s\"], }", Command::Save, Focus::Metrics, "F4 Ctrl+S");
    check("\u{feff}{ \"save\": [\"f4\"] }", Command::Save, Focus::Text, "F4");
    check("// 我的键\n{ \"save\": [ /* 无 */ ] }", Command::Save, Focus::Heading, "");
    // Another command's default key gives way where the new one applies, and only there.
    check("{ \"grab\": [\"f7\"] }", Command::Grab, Focus::Navigation, "F7");
    check("{ \"grab\": [\"f7\"] }", Command::CycleFold, Focus::Navigation, "");
    check("{ \"edit_cell\": [\"f7\"] }", Command::CycleFold, Focus::Navigation, "F7");
    check("{ \"save\": [\"f9\"] }", Command::NextPane, Focus::Text, "");
    // One key for two commands of different panes.
    check("{ \"edit_cell\": [\"f4\"], \"grab\": [\"f4\"] }", Command::Grab, Focus::Heading, "F4");
}

#[test]
fn a_bad_keymap_says_where_and_what() {
    let check = |source: &str, says: &str| check(source, Command::Save, Focus::Heading, says);
    check(
        "{ \"save\": [\"f7\"], \"grab\": [\"f7\"] }",
        "键位冲突：F7 在“导航”里同时给了“保存”和“抓起移动”，只算前一个，请改掉一个",
    );
    check("{ \"speichern\": [\"f4\"] }", "键位文件里的命令“speichern”不存在；命令的英文名见 F1 帮助");
    check("{ \"save\": [\"strg-s\"] }", "键位文件里“save”的键“strg-s”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开");
    check("{ \"save\": [\"\"] }", "键位文件里“save”的键“”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开");
    let shape = "应写成 { \"save\": [\"ctrl-s\"] } 或 (profile: \"vim\", keys: { … }) 的样子，改好再开";
    check("", &format!("键位文件第 1 行第 1 列读不懂；{shape}"));
    check("{\n  \"save\": [\"f4\"\n  \"grab\": []\n}", &format!("键位文件第 3 行第 3 列读不懂；{shape}"));
    check("{ \"save\": \"f4\" }", &format!("键位文件第 1 行第 10 列读不懂；{shape}"));
    check("[\"save\"]", &format!("键位文件第 1 行第 1 列读不懂；{shape}"));
    check("保存 = F4", &format!("键位文件第 1 行第 1 列读不懂；{shape}"));
}

/// The screen of a model with keys of the writer's own.
fn screen(keymap: &str, keys: &str) -> String {
    let mut model: Model = open("hotline-half-year", (120, 40));
    model.keymap = Keymap::read(keymap);
    play(&mut model, keys);
    draw(&model).rows().join("\n")
}

#[test]
fn help_hints_and_palette_show_the_keys_in_force() {
    let own = "{ \"help\": [\"f4\"], \"duplicate\": [\"alt-d\"], \"write\": [\"ctrl-w\"] }";
    let hints = screen(own, "");
    assert!(hints.contains("F4 帮助") && hints.contains("Ctrl+W 写这一节") && !hints.contains("F1"), "{hints}");
    let help = screen(own, "f4");
    assert!(help.contains("┌ 帮助") && help.contains("Alt+D "), "{help}");
    let palette = screen(own, "f2 '复制一份");
    assert!(palette.contains("复制一份  在后面放一份同样的节  Alt+D"), "{palette}");
    // F1 is free now, and says so with the key that is in force.
    let freed = screen(own, "f1");
    assert!(freed.lines().last().unwrap().contains("F1 在这里没有用处"), "{freed}");
    assert!(!freed.contains("┌ 帮助"), "{freed}");
    // Without any key a command still stands in help, with the way to the palette.
    let none = screen("{ \"duplicate\": [] }", "f1 down down down down down");
    assert!(none.lines().any(|line| line.contains("F2 ") && line.contains("复制一份")), "{none}");
}

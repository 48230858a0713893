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
use tigang::tui::command::Group;
use tigang::tui::command::TABLE;
use tigang::tui::input::inputs;
use tigang::tui::keymap::Bound;
use tigang::tui::keymap::Chord;
use tigang::tui::keymap::KeyProfile;
use tigang::tui::keymap::Keymap;
use tigang::tui::keymap::KeymapFault;
use tigang::tui::keymap::Sequence;
use tigang::tui::keymap::listed;
use tigang::tui::model::Model;
use tigang::tui::update::Input;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

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
        "键位冲突：F7 在“导航”里同时给了“保存”和“移动本节”，只算前一个，请改掉一个",
    );
    check("{ \"speichern\": [\"f4\"] }", "键位文件里的命令“speichern”不存在；命令的英文名见 F1 帮助");
    check(
        "{ \"save\": [\"strg-s\"] }",
        "键位文件里“save”的键“strg-s”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开",
    );
    check(
        "{ \"save\": [\"\"] }",
        "键位文件里“save”的键“”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开",
    );
    let shape = "应写成 { \"save\": [\"ctrl-s\"] } 或 (profile: \"vim\", keys: { … }) 的样子，改好再开";
    check("", &format!("键位文件第 1 行第 1 列读不懂；{shape}"));
    check("{\n  \"save\": [\"f4\"\n  \"grab\": []\n}", &format!("键位文件第 3 行第 3 列读不懂；{shape}"));
    check("{ \"save\": \"f4\" }", &format!("键位文件第 1 行第 10 列读不懂；{shape}"));
    check("[\"save\"]", &format!("键位文件第 1 行第 1 列读不懂；{shape}"));
    check("保存 = F4", &format!("键位文件第 1 行第 1 列读不懂；{shape}"));
}

/// All that a `keymap.ron` is told about, the faults before the remarks, a sentence a line.
#[track_caller]
fn tells(source: &str, says: &[&str]) {
    let told: Vec<String> = Keymap::read(source).faults().iter().map(KeymapFault::to_string).collect();
    assert_eq!(told, says, "{source}");
}

#[test]
fn several_faults_are_told_and_all_else_holds() {
    let source = r#"(profile: "emacs", keys: {
        "save": ["f4", "strg-s", "f4 esc"],
        "sav": ["f5"],
        "save": ["f6"],
        "undo": ["f7"],
        "redo": ["f7", "ctrl-k r"],
        "cut": ["ctrl-k"],
    })"#;
    tells(
        source,
        &[
            "没有叫“emacs”的键位方案，先用通用的；可写 通用、vim、org、workflowy",
            "键位文件里“save”的键“strg-s”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开",
            "键位文件里“save”的键“f4 esc”认不出；应写成 ctrl-s、alt-up、f5 的样子，连着按的几个用空格隔开",
            "键位文件里的命令“sav”不存在；命令的英文名见 F1 帮助",
            "键位文件里“save”写了两次，只算第一次；请合成一条",
            "键位冲突：F7 在“导航”里同时给了“撤销”和“重做”，只算前一个，请改掉一个",
            "键位冲突：Ctrl+K 已经是“剪切”，按了它就到不了 Ctrl+K r（“重做”）；在“导航”里只算先写的，请改掉一个",
            "Ctrl+K r 给了“重做”，“从光标处分节”在“正文”里就没有键了；要用请另给它一个键，或用 F2 找",
            "F7 给了“撤销”，“逐级展开”在“导航、写标题”里就没有键了；要用请另给它一个键，或用 F2 找",
            "F4 给了“保存”，“插入指标…”在“写标题、正文、备注”里就没有键了；要用请另给它一个键，或用 F2 找",
            "F4 给了“保存”，“指标总表…”在“导航、指标”里就没有键了；要用请另给它一个键，或用 F2 找",
            "F7 给了“撤销”，“分期…”在“指标”里就没有键了；要用请另给它一个键，或用 F2 找",
            "F7 给了“撤销”，“右侧插列”在“正文”里就没有键了；要用请另给它一个键，或用 F2 找",
        ],
    );
    let keymap = Keymap::read(source);
    let keys = |command, focus| listed(keymap.keys(command, focus));
    assert_eq!(keymap.profile().name, "通用");
    assert_eq!(keys(Command::Save, Focus::Text), "F4");
    assert_eq!(keys(Command::Undo, Focus::Navigation), "F7");
    assert_eq!(keys(Command::Redo, Focus::Metrics), "Ctrl+K r");
    // A command whose own keys can't be had keeps those that it had.
    assert_eq!(keys(Command::Cut, Focus::Navigation), "Ctrl+X");
    assert_eq!(keys(Command::Find, Focus::Text), "Ctrl+F");
}

#[test]
fn a_command_whose_keys_are_all_misspelt_keeps_its_keys() {
    for source in ["{ \"save\": [\"strg-s\"] }", "{ \"word_left\": [\"b\"] }", "{ \"save\": [\"f4 esc\"] }"] {
        let keymap = Keymap::read(source);
        assert_eq!(keymap.faults().len(), 1, "{source}");
        for entry in TABLE {
            assert_eq!(keymap.all_keys(entry.command), Keymap::default().all_keys(entry.command), "{source}");
        }
    }
}

#[test]
fn the_shape_of_a_keymap_is_the_one_that_was_meant() {
    let shape = "应写成 { \"save\": [\"ctrl-s\"] } 或 (profile: \"vim\", keys: { … }) 的样子，改好再开";
    let unread = |line, column| format!("键位文件第 {line} 行第 {column} 列读不懂；{shape}");
    tells("(profile: \"vim\")", &[]);
    tells("(keys: {})", &[]);
    tells("()", &[]);
    tells("(profile: vim)", &[&unread(1, 10)]);
    tells("(\n profile: \"vim\",\n key: {},\n)", &[&unread(3, 2)]);
    tells("(profile: \"vim\", keys: { \"save\": \"f4\" })", &[&unread(1, 33)]);
    tells("(profile: \"vim\"", &[&unread(1, 12)]);
}

#[test]
fn letters_are_for_navigation_alone() {
    // Where texts are written a letter stays one, whatever it is bound to.
    check("{ \"save\": [\"s\", \"g s\"] }", Command::Save, Focus::Navigation, "s gs");
    check("{ \"save\": [\"s\", \"g s\"] }", Command::Save, Focus::Text, "Ctrl+S");
    check("{ \"down\": [\"j\"] }", Command::Down, Focus::Navigation, "j");
    check("{ \"down\": [\"j\"] }", Command::Down, Focus::Metrics, "↓");
    check("{ \"save\": [] }", Command::Save, Focus::Text, "");
    check("{ \"save\": [\"ctrl-k s\"] }", Command::Save, Focus::Text, "Ctrl+K s");
    tells(
        "{ \"word_left\": [\"b\", \"ctrl-left\"] }",
        &["键位文件里“word_left”的键“b”会打出字来，只能在导航里用，而这个命令不在导航里用；请换成带 Ctrl、Alt 的键"],
    );
    let keymap = Keymap::read("{ \"save\": [\"s\"] }");
    assert_eq!(keymap.command(Focus::Heading, Chord::character('s')), None);
    // Full-width twins count wherever they stand in a sequence, and Chinese never does.
    let keymap = Keymap::default().over(KeyProfile::named("vim").unwrap());
    let begun = keymap.ask(Focus::Navigation, &Sequence::default(), Chord::character('＞')).unwrap();
    assert_eq!(begun, (Sequence::parse(">").unwrap(), Bound::Begun));
    let done = keymap.ask(Focus::Navigation, &begun.0, Chord::character('＞')).unwrap().1;
    assert_eq!(done, Bound::Command(Command::Demote));
    assert_eq!(keymap.ask(Focus::Navigation, &begun.0, Chord::character('我')), None);
}

#[test]
fn keys_that_no_terminal_sends_are_told() {
    let told = |key: &str| {
        let keymap = Keymap::read(&format!("{{ \"save\": [\"f4\", \"{key}\"], \"refer\": [], \"overview\": [] }}"));
        let unsent = keymap.faults().iter().filter(|fault| matches!(fault, KeymapFault::Unsent { .. }));
        unsent.map(KeymapFault::to_string).collect::<Vec<_>>().join("\n")
    };
    for (key, why) in [
        ("ctrl-i", "在终端里和 Tab 是同一个键"),
        ("ctrl-m", "在终端里和回车是同一个键"),
        ("ctrl-[", "在终端里和 Esc 是同一个键"),
        ("ctrl-h", "在许多终端里和退格是同一个键"),
        ("ctrl-space", "是输入法切换中英文的键"),
        ("shift-space", "是输入法切换全角半角的键"),
        ("ctrl-shift-s", "在终端里分不出有没有按 Shift"),
        ("alt-shift-s", "在终端里分不出有没有按 Shift"),
        ("alt-[", "和方向键等的开头一样，收不到"),
        ("ctrl-1", "多数终端送不出来"),
        ("ctrl-;", "多数终端送不出来"),
        ("ctrl-enter", "在多数终端里和不按 Ctrl、Shift 是同一个键"),
        ("shift-enter", "在多数终端里和不按 Ctrl、Shift 是同一个键"),
        ("ctrl-tab", "在多数终端里和不按 Ctrl、Shift 是同一个键"),
        ("ctrl-backspace", "在多数终端里和不按 Ctrl、Shift 是同一个键"),
        ("alt-tab", "终端或桌面自己留着"),
        ("ctrl-k ctrl-m", "在终端里和回车是同一个键"),
    ] {
        let says =
            format!("键位文件里“save”的键 {key} {why}，按了多半不起作用；请换一个，F2“按键测试”能看到终端送来什么");
        assert_eq!(told(key), says, "{key}");
    }
    for key in [
        "ctrl-s",
        "ctrl-]",
        "ctrl-/",
        "ctrl-7",
        "alt-enter",
        "shift-f3",
        "shift-f5",
        "ctrl-alt-a",
        "ctrl-shift-up",
        "shift-tab",
    ] {
        assert_eq!(told(key), "", "{key}");
    }
}

#[test]
fn a_key_taken_from_a_command_is_told_when_it_was_the_last() {
    tells(
        "{ \"save\": [\"f4\"], \"refer\": [], \"overview\": [\"f6\"], \"grab\": [], \"metric_picture\": [], \"merge_cells\": [] }",
        &[],
    );
    // Another key is left.
    tells("{ \"grab\": [\"tab\"] }", &[]);
    // The same by a beginning, and by keys that go on.
    tells(
        "{ \"save\": [\"f9 s\"] }",
        &["F9 s 给了“保存”，“下一窗格”在“导航、写标题、正文、指标、备注”里就没有键了；要用请另给它一个键，或用 F2 找"],
    );
    tells("(profile: \"org\", keys: { \"duplicate\": [\"ctrl-x n\"] })", &[]);
    tells(
        "{ \"save\": [\"home\"] }",
        &["Home 给了“保存”，“行首”在“导航、写标题、正文、指标、备注”里就没有键了；要用请另给它一个键"],
    );
}

// Profiles ---------------------------------------------------------------------------------------------------------

#[test]
fn every_profile_is_sound() {
    for profile in KeyProfile::ALL {
        let keymap = Keymap::default().over(profile);
        assert_eq!(keymap.faults(), [], "{}", profile.name);
        let mut given: Vec<(Focus, Sequence, Command)> = Vec::new();
        for &(command, focuses, keys) in profile.lines {
            for keys in keys {
                let keys = Sequence::parse(keys).unwrap_or_else(|| panic!("{}: {keys}", profile.name));
                for &focus in focuses {
                    let entry = command.entry();
                    assert!(entry.focus.contains(&focus), "{}: {keys} for {}", profile.name, entry.name);
                    assert!(!keys.types() || focus == Focus::Navigation, "{}: {keys} types a letter", profile.name);
                    for (at, other, of) in &given {
                        let clash =
                            other.chords().starts_with(keys.chords()) || keys.chords().starts_with(other.chords());
                        assert!(*at != focus || !clash, "{}: {keys} and {other} of {of:?}", profile.name);
                    }
                    assert_eq!(keymap.keys(command, focus).filter(|known| **known == keys).count(), 1, "{keys}");
                    given.push((focus, keys.clone(), command));
                }
            }
        }
    }
}

/// Function keys, arrows, Enter and Esc are the same for all hands: what the status line and every sentence says of them
/// stays true.
#[test]
fn no_profile_takes_a_function_key_or_a_bare_arrow() {
    let default = Keymap::default();
    for profile in KeyProfile::ALL {
        let keymap = default.over(profile);
        for entry in TABLE {
            for focus in Focus::ALL {
                for keys in default.keys(entry.command, focus) {
                    let code = keys.chords()[0].code();
                    let bare = *keys == Sequence::from(Chord::plain(code));
                    let fixed = matches!(code, KeyCode::F(_))
                        || bare && matches!(code, KeyCode::Up | KeyCode::Down | KeyCode::Enter | KeyCode::Esc);
                    if fixed {
                        assert_eq!(
                            keymap.command(focus, keys.chords()[0]),
                            Some(entry.command),
                            "{}: {keys}",
                            profile.name
                        );
                    }
                }
            }
        }
        // Whatever a profile takes, no command that had a key is left without any route.
        for entry in TABLE {
            let had = !default.all_keys(entry.command).is_empty();
            let in_palette = entry.group != Group::Caret;
            assert!(
                !had || in_palette || !keymap.all_keys(entry.command).is_empty(),
                "{}: {}",
                profile.name,
                entry.name
            );
        }
    }
}

#[test]
fn sequences_are_written_with_blanks() {
    let shown = |words: &str| Sequence::parse(words).map_or("-".to_string(), |keys| keys.to_string());
    assert_eq!(shown("d d"), "dd");
    assert_eq!(shown("z M"), "zM");
    assert_eq!(shown(": w enter"), ": w 回车");
    assert_eq!(shown("ctrl-c ctrl-x ctrl-w"), "Ctrl+C Ctrl+X Ctrl+W");
    assert_eq!(shown("ctrl-x n s"), "Ctrl+X n s");
    assert_eq!(shown("space s"), "空格 s");
    assert_eq!(shown(" "), "空格");
    assert_eq!(shown("shift-g"), "G");
    assert_eq!(shown("esc"), "Esc");
    assert_eq!(shown("g esc"), "-");
    assert_eq!(shown("d  d"), "-");
    assert_eq!(shown(" d"), "-");
    assert_eq!(shown(""), "-");
}

#[test]
fn keys_with_one_control_byte_are_one_key() {
    let ctrl = |c| Chord::of(&KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL));
    for (sign, digit) in [('\\', '4'), (']', '5'), ('^', '6'), ('/', '7'), ('_', '7')] {
        assert_eq!(ctrl(sign), ctrl(digit), "{sign}");
        assert_eq!(Chord::parse(&format!("ctrl-{sign}")).unwrap(), ctrl(digit));
    }
    assert_eq!(ctrl('5').to_string(), "Ctrl+]");
}

/// The screen of a model with keys of the writer's own.
fn screen(keymap: &str, keys: &str) -> String {
    let mut model: Model = open("hotline-half-year", (120, 40));
    model.session.keymap = Keymap::read(keymap);
    play(&mut model, keys);
    draw(&model).rows().join("\n")
}

#[test]
fn help_hints_and_palette_show_the_keys_in_force() {
    let own = "{ \"help\": [\"f4\"], \"duplicate\": [\"alt-d\"], \"write\": [\"ctrl-w\"] }";
    let hints = screen(own, "");
    assert!(hints.contains("F4 帮助") && hints.contains("Ctrl+W 写标题") && !hints.contains("F1"), "{hints}");
    let help = screen(own, "f4 '复制一份");
    assert!(help.contains("┌ 帮助") && help.contains("Alt+D "), "{help}");
    let palette = screen(own, "down f2 '复制一份");
    assert!(
        palette.lines().any(|line| line.contains("复制一份  在后面放一份") && line.contains("Alt+D │")),
        "{palette}"
    );
    // F1 is free now, and says so with the key that is in force.
    let freed = screen(own, "f1");
    assert!(freed.lines().last().unwrap().contains("F1 没有用处：F2 找命令，F4 看所有的键"), "{freed}");
    assert!(!freed.contains("┌ 帮助"), "{freed}");
    // Without any key a command still stands in help, and no other key stands for it.
    let none = screen("{ \"duplicate\": [] }", "f1 '复制一份");
    assert!(
        none.lines().any(|line| line.contains("│                       ") && line.contains("复制一份：")),
        "{none}"
    );
}

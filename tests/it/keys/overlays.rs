//! Function keys and keys with Ctrl or Alt do something in everything that lies over the panes, or say why not.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crossterm::event::KeyCode;

use tigang::tui::command::Focus;
use tigang::tui::command::Group;
use tigang::tui::command::TABLE;
use tigang::tui::hints;
use tigang::tui::keymap::Chord;
use tigang::tui::keymap::Keymap;
use tigang::tui::model::Model;
use tigang::tui::overlay::Line;
use tigang::tui::overlay::Overlay;
use tigang::tui::overlay::differences::Source;
use tigang::tui::update;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;
use tigang::tui::update::Then;
use tigang::tui::view;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// What lies over the panes, and the keys that open it.
const OVERLAYS: &[(&str, &str)] = &[
    ("help", "f1"),
    ("palette", "f2"),
    ("the sections to go to", "ctrl-u"),
    ("where to move to", "ctrl-t"),
    ("the reports", "ctrl-o"),
    ("the themes", "f2 '换配色 enter"),
    ("the profiles of keys", "f2 '键位方案 enter"),
    ("the undo list", "ctrl-d f2 '撤销清单 enter"),
    ("a question for a name", "f2 '另存为 enter"),
    ("a search", "ctrl-f"),
    ("a search that has found", "ctrl-f '工单"),
    ("a replacement", "ctrl-r '工单 enter"),
    ("a filter", "f8 '工单"),
    ("a target", "f2 '字数目标 enter"),
    ("periods", "f9 f9 f2 '分期 enter"),
    ("a cell", "f9 f9 enter '九"),
    ("a cell that can't be so", "f9 f9 enter '{"),
    ("the strip", "'督办"),
    ("the form", "ctrl-b"),
    ("the export", "f12"),
    ("the export", "shift-f12"),
    ("the form that can't be so", "ctrl-b tab tab tab tab tab tab tab tab '三千"),
    ("the export", "f12"),
    ("the check", "ctrl-e 'XX处 shift-f7"),
    ("all metrics", "f4"),
    ("a cell of all metrics", "f4 f2 '九"),
    ("the extraction", "f2 '从正文提取 enter"),
    ("a name of the extraction", "f2 '从正文提取 enter f2"),
    ("a picture", "f4 f6"),
    ("references", "ctrl-e {"),
    ("a grabbed section", "f6"),
    ("a question", "ctrl-d ctrl-q"),
    ("the test of keys", "f2 '按键测试 enter"),
    ("the differences", ""),
];

/// Keys that open again what is open already.
const AGAIN: &[(&str, &str)] = &[
    ("palette", "f2"),
    ("palette", "ctrl-p"),
    ("the sections to go to", "ctrl-u"),
    ("the reports", "ctrl-o"),
    ("a search", "ctrl-f"),
    ("the form", "ctrl-b"),
    ("the export", "f12"),
    ("the export", "shift-f12"),
    ("periods", "f7"),
    ("the check", "shift-f7"),
    ("a question", "ctrl-q"),
];

fn start(opens: &str) -> Model {
    start_at(opens, (100, 30))
}

fn start_at(opens: &str, size: (u16, u16)) -> Model {
    let mut model = open("hotline-half-year", size);
    play(&mut model, "down down");
    if opens.is_empty() {
        let other = open("annual-and-plan", size).report().clone();
        let then = Then::Compare(Source::Outside(PathBuf::from("别的.ron")));
        update::handle_outcome(&mut model, Outcome::Beside { report: Box::new(other), then });
    }
    play(&mut model, opens);
    model.message = None;
    model
}

/// Every key of the table that no line takes for text, and all function keys.
fn chords() -> BTreeSet<String> {
    let keymap = Keymap::default();
    let table = TABLE.iter().flat_map(|entry| keymap.all_keys(entry.command)).flat_map(|keys| keys.chords().to_vec());
    let functions = (1..=12).map(|number| Chord::plain(KeyCode::F(number)));
    let letters = ('a'..='z').map(|letter| Chord::parse(&format!("ctrl-{letter}")).unwrap());
    let apart = table.chain(functions).chain(letters).filter(|chord| chord.is_apart());
    // The line feed at the end of what a terminal pastes without saying so.
    apart.map(Chord::name).filter(|name| name != "ctrl-j").collect()
}

/// Whether a key moves the caret or deletes in a text.
fn is_of_caret(chord: &str) -> bool {
    let keymap = Keymap::default();
    [Focus::Heading, Focus::Text].into_iter().any(|focus| {
        let command = keymap.command(focus, Chord::parse(chord).unwrap());
        command.is_some_and(|command| command.entry().group == Group::Caret)
    })
}

/// The line that is typed into.
fn line_of(model: &Model) -> Option<&Line> {
    match model.overlay.as_ref()? {
        Overlay::Prompt(prompt) => Some(&prompt.line),
        Overlay::Picker(picker) => Some(&picker.line),
        Overlay::Form(form) => form.rows.get(form.at).filter(|row| !row.asks.is_choice()).map(|row| &row.line),
        Overlay::Preview(preview) => Some(&preview.line),
        Overlay::Help(help) => Some(&help.line),
        Overlay::Overview(overview) => overview.cell.as_ref().or(Some(&overview.words)),
        Overlay::Extraction(found) => found.name.as_ref(),
        _ => None,
    }
}

/// In a line the keys of the caret go by words and to its ends, as in a text.
#[test]
fn a_line_knows_the_keys_of_the_caret() {
    for (name, opens) in OVERLAYS {
        let mut model = start(opens);
        if line_of(&model).is_none() || name.starts_with("all metrics") {
            continue;
        }
        play(&mut model, "'报告_工作_总结");
        let end = line_of(&model).unwrap().text().len();
        for (keys, left) in [
            ("ctrl-left", "报告_工作_|总结"),
            ("ctrl-left", "报告_|工作_总结"),
            ("ctrl-delete", "报告_|总结"),
            ("ctrl-right", "报告_总结|"),
            ("ctrl-backspace", "报告_|"),
        ] {
            play(&mut model, keys);
            let line = line_of(&model).unwrap_or_else(|| panic!("{name} is gone after {keys}"));
            let shown = format!("{}|{}", &line.text()[..line.at()], &line.text()[line.at()..]);
            // The name of a file keeps its ending.
            let shown = shown.trim_end_matches(".txt");
            assert!(shown.ends_with(&left.replace('_', " ")), "{name}, {keys}: {shown}");
        }
        play(&mut model, "ctrl-home");
        assert_eq!(line_of(&model).unwrap().at(), 0, "{name}");
        play(&mut model, "ctrl-end");
        let line = line_of(&model).unwrap();
        assert!(line.at() == line.text().len() && line.at() < end, "{name}");
    }
}

#[test]
fn every_chord_acts_in_every_overlay_or_says_why_not() {
    let chords = chords();
    assert!(chords.len() > 80, "{}", chords.len());
    let mut silent = Vec::new();
    for (name, opens) in OVERLAYS {
        let before = start(opens);
        if before.overlay.is_none() {
            silent.push(format!("{name}: not open"));
            continue;
        }
        let has_line = line_of(&before).is_some();
        let (screen, shown) = (draw(&before), format!("{:?}", before.overlay));
        for chord in &chords {
            if AGAIN.contains(&(name, chord)) || has_line && is_of_caret(chord) {
                continue;
            }
            let mut model = start(opens);
            let effect = update::press(&mut model, Input::Key(Chord::parse(chord).unwrap()));
            let is_same = || {
                let now = draw(&model);
                now.buffer == screen.buffer && now.cursor == screen.cursor
            };
            if effect.is_none()
                && model.message.is_none()
                && format!("{:?}", model.overlay) == shown
                && *model.report() == *before.report()
                && is_same()
            {
                silent.push(format!("{name}: {chord}"));
            }
        }
    }
    assert!(silent.is_empty(), "{} keys do nothing and say nothing:\n{}", silent.len(), silent.join("\n"));
}

/// What lies over the panes and waits for keys gives the reason in words, whichever way it is left.
#[test]
fn the_list_of_overlays_is_whole() {
    let kinds: BTreeSet<String> = OVERLAYS
        .iter()
        .map(|(_, opens)| {
            let overlay = start(opens).overlay.expect("it is open");
            format!("{overlay:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()
        })
        .collect();
    // Asks the compiler for every kind there is.
    let name = |overlay: &Overlay| match overlay {
        Overlay::Help(_) => "Help",
        Overlay::Picker(_) => "Picker",
        Overlay::Prompt(_) => "Prompt",
        Overlay::Ask(_) => "Ask",
        Overlay::Form(_) => "Form",
        Overlay::Preview(_) => "Preview",
        Overlay::Findings(_) => "Findings",
        Overlay::Doubts(_) => "Doubts",
        Overlay::Differences(_) => "Differences",
        Overlay::Overview(_) => "Overview",
        Overlay::Extraction(_) => "Extraction",
        Overlay::Picture(_) => "Picture",
        Overlay::Completion(_) => "Completion",
        Overlay::Held(_) => "Held",
        Overlay::KeyTest(_) => "KeyTest",
        Overlay::Grab { .. } => "Grab",
    };
    assert_eq!(name(&Overlay::Held(String::new())), "Held");
    assert_eq!(kinds.len(), 15, "{kinds:?}");
}

/// The panes, and the keys that lead there from 导航 on a section.
const PANES: &[(&str, &str)] = &[
    ("导航", ""),
    ("the title in 导航", "home"),
    ("the closing", "end"),
    ("a heading", "enter"),
    ("the title", "home enter"),
    ("a text", "ctrl-e"),
    ("a text alone", "ctrl-e ctrl-l"),
    ("the metrics", "f9 f9"),
    ("a note", "f9 f9 f9"),
    ("the preview", "ctrl-f2"),
    ("one section alone", "f5"),
    ("marks", "space"),
    ("a filter", "f8 '工单 enter esc"),
];

/// Keys of the bottom row that only the state of the report refuses, which they say.
const REFUSED: &[&str] = &["已经在最前面", "前面没有同级的节", "已经是一级", "要自己改", "没有别的必错了", "没有“"];

/// What the bottom row shows works, in every pane and in all that lies over them, however narrow the screen is; and the key
/// that is needed most is always there.
#[test]
fn the_keys_of_the_bottom_row_work_where_they_stand() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for size in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        for (name, opens) in PANES.iter().chain(OVERLAYS) {
            // The strip has the row for itself; a cell that can't be so has its own sign.
            let before = start_at(opens, size);
            if before.overlay.is_none() && !PANES.contains(&(name, opens)) || *name == "the strip" {
                continue;
            }
            let shown: BTreeSet<Vec<String>> = view::hints(&before)
                .into_iter()
                .map(|(_, presses)| presses.into_iter().map(Chord::name).collect())
                .collect();
            let was = draw(&before);
            let first: Vec<String> = hints::hints(&before)[0].presses.iter().copied().map(Chord::name).collect();
            if !shown.contains(&first) {
                wrong.push(format!("{size:?} {name}: {first:?} isn't shown"));
            }
            for keys in shown {
                let mut model = start_at(opens, size);
                let effect = play(&mut model, &keys.join(" "));
                let says = model.message.as_ref().map_or("", |message| message.says.as_str());
                let is_known = REFUSED.iter().any(|known| says.contains(known));
                if (says.contains("没有用处") || says.contains("不能用")) && !is_known {
                    wrong.push(format!("{size:?} {name}: {keys:?} says {says}"));
                }
                let now = draw(&model);
                if effect.is_empty() && says.is_empty() && now.buffer == was.buffer && now.cursor == was.cursor {
                    // At an end a list turns no further.
                    if !["up", "down", "left", "right", "pagedown", "tab"].contains(&keys[0].as_str()) {
                        wrong.push(format!("{size:?} {name}: {keys:?} does nothing"));
                    }
                }
                tried += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(tried > 500, "{tried}");
}

/// A click on a key of the bottom row presses it.
#[test]
fn the_bottom_row_can_be_clicked() {
    let mut model = start("");
    model.overlay = None;
    let at = cell_of(&model, "f2");
    play(&mut model, &format!("@{at},29"));
    assert!(matches!(model.overlay, Some(Overlay::Picker(_))), "{:?}", model.overlay);
    // What lies over the panes has its own keys there.
    let at = cell_of(&model, "esc");
    play(&mut model, &format!("@{at},29"));
    assert!(model.overlay.is_none());
}

/// The first column of the bottom row where a key stands.
fn cell_of(model: &Model, key: &str) -> u16 {
    let chord = Chord::parse(key).unwrap();
    let hints = view::hints(model);
    hints.iter().find(|(_, presses)| *presses == [chord]).unwrap_or_else(|| panic!("no {key} in {hints:?}")).0.x
}

/// F1 is about what lies over the panes, and leaving it goes back there with all that was typed.
#[test]
fn help_over_something_is_about_that_and_goes_back() {
    for (name, opens) in OVERLAYS {
        let before = start(opens);
        let is_left = ["help", "the strip", "references", "the test of keys", "a name of the extraction"]
            .contains(name)
            || name.starts_with("a cell");
        if is_left || before.overlay.is_none() {
            continue;
        }
        let was = format!("{:?}", before.overlay);
        let mut model = start(opens);
        play(&mut model, "f1");
        let shown = draw(&model).rows().join("\n");
        let called = hints::name(before.overlay.as_ref().unwrap());
        assert!(shown.contains(&format!("【眼下：{called}】")), "{name}\n{shown}");
        play(&mut model, "esc");
        assert_eq!(format!("{:?}", model.overlay), was, "{name}");
    }
}

#[test]
fn help_is_searched_in_characters_and_pinyin() {
    for typed in ["降级", "jj", "缩进"] {
        let mut model = start("");
        model.overlay = None;
        play(&mut model, &format!("f1 '{typed}"));
        let shown = draw(&model).rows().join("\n");
        assert!(shown.contains("降级：连同下级降一级"), "{typed}\n{shown}");
        assert!(!shown.contains("demote"), "{shown}");
    }
    let mut model = start("");
    model.overlay = None;
    play(&mut model, "f1 '外星人来信");
    assert!(draw(&model).rows().join("\n").contains("没有说到“外星人来信”的"));
    // Esc takes the words away, then help; the names for keymap.ron are there when asked for.
    play(&mut model, "esc f4 tab tab");
    assert!(draw(&model).rows().join("\n").contains("（new_section）"));
    play(&mut model, "esc");
    assert!(model.overlay.is_none());
}

/// A key that does nothing in a pane says where it does something and how to get there.
#[test]
fn a_key_of_another_pane_says_how_to_get_there() {
    for (opens, key, says) in [
        ("ctrl-e", "f5", "只看本节在正文里不能用：按 Esc 回提纲再按 F5"),
        ("f9 f9", "ctrl-g", "归为一组在指标里不能用：按 Esc 回提纲再按 Ctrl+G"),
        ("", "ctrl-k", "从光标处分节在导航里不能用：按 Ctrl+E 到正文再按 Ctrl+K"),
    ] {
        let mut model = start("");
        model.overlay = None;
        play(&mut model, &format!("{opens} {key}"));
        assert_eq!(model.message.as_ref().map(|message| message.says.as_str()), Some(says));
    }
}

//! The clipboard of the system: what another program copied is pasted, unless the last copy was made here.

use tigang::report::Field;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;
use tigang::tui::update::Side;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// A writer on a desktop, in a body where 新增话务座席 has just been copied.
fn copied() -> Model {
    let mut model = open("hotline-half-year", (80, 24));
    model.session.shares_clipboard = true;
    play(&mut model, "down down ctrl-e shift-right shift-right ctrl-c ctrl-end");
    model
}

/// Pastes while the system's clipboard holds this, and answers the end of the body.
fn pasted(model: &mut Model, other: Option<&str>) -> String {
    let effect = update::press(model, Input::Key(Chord::parse("ctrl-v").unwrap()));
    let Some(Effect::Fetch(side)) = effect else { panic!("the system is asked") };
    assert!(update::handle_outcome(model, Outcome::Fetched(other.map(String::from), side)).is_none());
    let body = model.text_of(Field::Body(model.section().unwrap()));
    body.chars().rev().take(6).collect::<Vec<_>>().into_iter().rev().collect()
}

#[test]
fn what_another_program_copied_is_pasted() {
    assert_eq!(pasted(&mut copied(), Some("邻科来的话")), "。邻科来的话");
}

#[test]
fn without_it_the_last_copy_from_here_is_pasted() {
    assert_eq!(pasted(&mut copied(), None), "分之一。新增");
}

#[test]
fn where_there_is_no_desktop_nobody_is_asked() {
    let mut model = copied();
    model.session.shares_clipboard = false;
    assert!(play(&mut model, "ctrl-v").is_empty());
    assert!(model.text_of(Field::Body(model.section().unwrap())).ends_with("。新增"));
}

#[test]
fn numbered_text_from_another_program_becomes_sections() {
    let mut model = open("hotline-half-year", (80, 24));
    model.session.shares_clipboard = true;
    let before = model.report().tree.len();
    play(&mut model, "ctrl-v");
    update::handle_outcome(&mut model, Outcome::Fetched(Some("一、修路\n路通了。\n二、架桥\n".into()), Side::Behind));
    assert_eq!(model.report().tree.len(), before + 2);
}

/// Where something is pasted: the keys that lead there, what is pasted, the keys after it. `⏎` ends a line, `⇥` is a tab.
const PASTES: [(&str, &str, &str); 20] = [
    ("down", "一、修路⏎路通了。⏎二、架桥⏎桥也通了。", ""),
    ("down", "修路⏎架桥", "enter"),
    ("'今年以来", "，修路⏎架桥", "enter"),
    ("down enter", "修路⏎⇥架桥⏎通水", ""),
    ("down enter", "一、修路⏎（一）架桥⏎二、通水", ""),
    ("home enter", "修路⏎架桥", ""),
    ("down down ctrl-e", "路通了。⏎桥也通了。⏎⏎", "'完"),
    ("down down ctrl-l", "路通了。⏎桥也通了。", "'完"),
    ("f9 f9 f9", "问老周⏎问老张", "'完"),
    ("down f9 f9", "修路⇥12⇥公里⏎架桥⇥3⇥座", ""),
    ("down f9 f9", "名称⇥数值⇥单位⏎修路⇥12⇥公里⏎架桥⇥3⇥座⏎", ""),
    ("down f9 f9 insert", "修路⇥12⇥公里⏎架桥⇥3⇥座", ""),
    ("down f9 f9 insert", "修路⏎架桥", ""),
    ("f4", "名称⇥数值⇥单位⏎修路⇥12⇥公里⏎", ""),
    ("f9 f9 f7", "1月 12⏎2月 13", "enter"),
    ("f2", "统计⏎字数", ""),
    ("ctrl-f", "督办⏎热线", "enter"),
    ("f8", "督办⏎热线", "enter"),
    ("ctrl-b", "城南热线办⏎城北热线办", "enter"),
    ("f12", "甲⏎乙", ""),
];

#[test]
fn a_paste_reads_the_same_whichever_line_ends_it_came_with() {
    for (keys, pasted, then) in PASTES {
        let after = |end: &str| {
            let mut model = open("hotline-half-year", (80, 24));
            play(&mut model, keys);
            update::press(&mut model, Input::Pasted(pasted.replace('⏎', end).replace('⇥', "\t")));
            let before = draw(&model).rows();
            play(&mut model, then);
            (model.report().clone(), before, draw(&model).rows())
        };
        let wanted = after("\n");
        assert_ne!(wanted.1, draw(&open("hotline-half-year", (80, 24))).rows(), "nothing is pasted after {keys}");
        for end in ["\r", "\r\n", "\u{2028}"] {
            let found = after(end);
            assert_eq!(found.1.join("\n"), wanted.1.join("\n"), "after {keys}, pasted with {end:?}");
            assert!(found == wanted, "after {keys}, pasted with {end:?}, and {then}");
        }
    }
}

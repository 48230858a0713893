//! The clipboard of the system: what another program copied is pasted, unless the last copy was made here.

use tigang::report::Field;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;
use tigang::tui::update::Side;

use crate::tools::model::open;
use crate::tools::model::play;

/// A writer on a desktop, in a body where 新增话务座席 has just been copied.
fn copied() -> Model {
    let mut model = open("hotline-half-year", (80, 24));
    model.shares_clipboard = true;
    play(&mut model, "down down ctrl-e shift-right shift-right ctrl-c ctrl-end");
    model
}

/// Pastes while the system's clipboard holds this, and answers the end of the body.
fn pasted(model: &mut Model, other: Option<&str>) -> String {
    let effect = update::press(model, Input::Key(Chord::parse("ctrl-v").unwrap()));
    let Some(Effect::Fetch(side)) = effect else { panic!("the system is asked") };
    assert!(update::told(model, Outcome::Fetched(other.map(String::from), side)).is_none());
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
    model.shares_clipboard = false;
    assert!(play(&mut model, "ctrl-v").is_empty());
    assert!(model.text_of(Field::Body(model.section().unwrap())).ends_with("。新增"));
}

#[test]
fn numbered_text_from_another_program_becomes_sections() {
    let mut model = open("hotline-half-year", (80, 24));
    model.shares_clipboard = true;
    let before = model.report().tree.len();
    play(&mut model, "ctrl-v");
    update::told(&mut model, Outcome::Fetched(Some("一、修路\n路通了。\n二、架桥\n".into()), Side::Behind));
    assert_eq!(model.report().tree.len(), before + 2);
}

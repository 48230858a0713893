//! Handing in what takes its time or outlives the program: a long report is checked beside the keys, the preview of one
//! costs what it shows, the last export is known after a restart.

use std::fs;
use std::path::Path;

use tigang::check;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::store;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Checked;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;

use crate::pty::Window;

// ---- 校核 of a long report ----

/// More 字 than are checked between two keys; 截止6月底 in the second section and in the last but one.
fn long() -> Report {
    let body =
        "全区上下围绕民生小事逐项落实责任，群众反映的问题件件有回音，各承办单位按时限办结并逐件回访。".repeat(30);
    let rows = (1..=100).map(|number| {
        let mut section = Section::new(SectionId::new(number).unwrap());
        section.heading = format!("抓第{number}项工作");
        section.body = if matches!(number, 2 | 99) { format!("截止6月底，{body}") } else { body.clone() };
        (1, section)
    });
    Report { title: "热线工作总结".into(), tree: Tree::from_rows(rows).unwrap(), ..Report::default() }
}

fn press(model: &mut Model, key: &str) -> Option<Effect> {
    update::press(model, Input::Key(Chord::parse(key).unwrap()))
}

/// What the check that was asked for will come to.
fn asked(effect: Option<Effect>) -> (Checked, Vec<check::Finding>) {
    let Some(Effect::Check(report, what)) = effect else { panic!("no check is asked for: {effect:?}") };
    (what, check::findings(&report, &check::Settings::default(), None))
}

/// The rules of the findings that are listed; `None` where no list is open.
fn listed(model: &Model) -> Option<Vec<&'static str>> {
    match &model.overlay {
        Some(Overlay::Findings(findings)) => Some(findings.list.iter().map(|finding| finding.rule.name).collect()),
        _ => None,
    }
}

#[test]
fn a_long_report_is_checked_beside_the_keys() {
    let mut model = Model::new(long(), (80, 24));
    let (what, found) = asked(press(&mut model, "shift-f7"));
    assert_eq!(listed(&model), None, "the keys are free");
    assert!(press(&mut model, "shift-f7").is_none(), "one check at a time");
    update::told(&mut model, Outcome::Checked(what, found));
    assert_eq!(listed(&model), Some(vec!["as_of", "as_of"]));

    // A cure takes the finding off the list at once, and the rest is checked anew.
    let (what, found) = asked(press(&mut model, "f4"));
    assert_eq!(listed(&model), Some(vec!["as_of"]));
    update::told(&mut model, Outcome::Checked(what, found));
    assert_eq!(listed(&model), Some(vec!["as_of"]));

    // With the last one the list closes once it is known that there are no others.
    let (what, found) = asked(press(&mut model, "f4"));
    update::told(&mut model, Outcome::Checked(what, found));
    assert_eq!(listed(&model), None);
    assert_eq!(model.message.unwrap().says, "校核完毕，没有别的问题了");
}

#[test]
fn what_was_found_in_another_state_is_not_listed() {
    let mut model = Model::new(long(), (80, 24));
    let (what, found) = asked(press(&mut model, "shift-f7"));
    press(&mut model, "enter");
    update::press(&mut model, Input::Typed("严".into()));
    assert!(update::told(&mut model, Outcome::Checked(what, found)).is_none());
    assert_eq!(listed(&model), None);
    assert_eq!(model.message.unwrap().says, "校核完毕，有2处；请再按一次校核列出来");
}

#[test]
fn who_has_left_the_list_is_not_brought_back_to_it() {
    let mut model = Model::new(long(), (80, 24));
    let (what, found) = asked(press(&mut model, "shift-f7"));
    update::told(&mut model, Outcome::Checked(what, found));
    let (what, found) = asked(press(&mut model, "f4"));
    press(&mut model, "esc");
    assert!(update::told(&mut model, Outcome::Checked(what, found)).is_none());
    assert_eq!(listed(&model), None);
}

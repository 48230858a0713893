//! What palette and help grey out is what the key refuses, with the same words; what they leave is done.

use tigang::tui::command::Command;
use tigang::tui::command::Focus;
use tigang::tui::command::TABLE;
use tigang::tui::help;
use tigang::tui::help::Row;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Input;

use crate::tools::model::open;

const SAMPLE: &str = "hotline-half-year";

/// The model with the writer in a row of the outline, in 导航.
fn at(row: usize) -> Model {
    let mut model = open(SAMPLE, (120, 40));
    model.focus_on(Focus::Navigation);
    let spot = model.spot_at(row).unwrap();
    model.go(spot);
    model.settle();
    model
}

#[test]
fn what_is_greyed_is_refused_with_the_same_words() {
    let mut refused = 0;
    for row in 0..at(0).rows() {
        let asked = at(row);
        for entry in TABLE.iter().filter(|entry| entry.applies_in_navigation()) {
            let Some(reason) = update::reason(&asked, entry.command) else { continue };
            let mut model = at(row);
            let before = model.report().clone();
            update::run(&mut model, entry.command);
            let said = model.message.as_ref().map(|message| message.says.as_str());
            assert_eq!(said, Some(reason), "{} in row {row}", entry.title);
            assert_eq!(*model.report(), before, "{} in row {row}", entry.title);
            refused += 1;
        }
    }
    assert!(refused > 20, "only {refused} were refused");
}

#[test]
fn what_is_not_greyed_changes_the_report() {
    // Of the commands that change sections those that are done at once.
    let commands =
        [Command::Demote, Command::Promote, Command::MoveUp, Command::MoveDown, Command::Remove, Command::Group];
    let mut done = 0;
    for row in 0..at(0).rows() {
        for command in commands {
            let mut model = at(row);
            if update::reason(&model, command).is_none() {
                let before = model.report().clone();
                update::run(&mut model, command);
                assert_ne!(*model.report(), before, "{command:?} in row {row}");
                done += 1;
            }
        }
    }
    assert!(done > 20, "only {done} were done");
}

#[test]
fn help_greys_the_same() {
    let mut model = at(0);
    let refused = TABLE.iter().filter(|entry| update::reason(&model, entry.command).is_some()).map(|entry| entry.name);
    let refused: Vec<String> = refused.map(|name| format!("（{name}）")).collect();
    update::run(&mut model, Command::Help);
    update::press(&mut model, Input::Key(Chord::parse("f4").unwrap()));
    let Some(Overlay::Help(shown)) = &model.overlay else { panic!("no help") };
    let rows = help::rows(&model, shown);
    let grey = rows.iter().filter_map(|row| if let Row::Refused(_, words) = row { Some(words) } else { None });
    let named = |words: &&String| words.ends_with('）') && words.contains(char::is_alphabetic);
    let mut grey: Vec<&str> = grey.filter(named).filter_map(|words| words.get(words.rfind('（')?..)).collect();
    let mut wanted: Vec<&str> = refused.iter().map(String::as_str).collect();
    grey.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(grey, wanted);
}

//! Keys in a list, and what an entry does once it is chosen.

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::edit::Change;
use crate::edit::moves;
use crate::edit::moves::Use;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::KeyProfile;
use crate::tui::model::Column;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Next;
use crate::tui::overlay::Offer;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::differences::Source;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Then;
use crate::tui::update::elsewhere;
use crate::tui::update::files::ask_unsaved;
use crate::tui::update::files::leave;
use crate::tui::update::files::proceed;
use crate::tui::update::gather;
use crate::tui::update::lists;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::completion;
use crate::tui::update::overlay::findings;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::overview;
use crate::tui::update::overlay::write;
use crate::tui::update::run;
use crate::tui::update::start;
use crate::tui::update::structure;
use crate::tui::update::typing;
use crate::tui::update::undo;
use crate::tui::update::versions;

pub(super) fn press(model: &mut Model, mut picker: Picker, input: &Input) -> Option<Effect> {
    if let (Input::Key(chord), Some(&Choice::MoveBelow(_, parent))) = (input, picker.chosen().map(|item| &item.choice))
        && model.session.keymap.command(Focus::Heading, *chord) == Some(Command::MoveTo)
    {
        structure::send(model, parent, None);
        return None;
    }
    let page = isize::try_from(model.session.size.1.saturating_sub(8).max(1)).unwrap_or(1);
    match key(input) {
        Some(KeyCode::Esc) => {
            if let Some(theme) = picker.before {
                model.session.theme = *theme;
            }
            if picker.items.iter().any(|item| item.choice == Choice::GatherAll) {
                let open = model.session.keymap.way_to(Command::Open, model.focus());
                model.say(Grade::Info, format!("没有打开，还是原来的报告；要再选请按 {open}"));
            }
            return None;
        }
        Some(KeyCode::Enter) => {
            let Some(choice) = picker.chosen().map(|item| item.choice.clone()) else {
                model.overlay = Some(Overlay::Picker(picker));
                return None;
            };
            return take(model, choice, picker.line.text());
        }
        Some(KeyCode::F(4)) => match picker.chosen().map(|item| &item.choice) {
            Some(Choice::Rule(rule)) => return Some(findings::toggle_rule_always(model, rule)),
            _ => return beyond(model, Overlay::Picker(picker), input),
        },
        Some(KeyCode::Delete) if picker.line.at() == picker.line.text().len() => {
            let choice = picker.chosen().map(|item| item.choice.clone());
            if let Some(choice) = choice
                && let Some(effect) = start::dismiss(model, &choice)
            {
                picker.items.retain(|item| item.choice != choice);
                let at = picker.at;
                picker.narrow();
                picker.at = at.min(picker.shown.len().saturating_sub(1));
                model.overlay = Some(Overlay::Picker(picker));
                return Some(effect);
            }
            model.say(Grade::Warning, "这一条不能从清单里去掉");
        }
        Some(KeyCode::Up | KeyCode::BackTab) => picker.step(-1),
        Some(KeyCode::Down | KeyCode::Tab) => picker.step(1),
        Some(KeyCode::PageUp) => picker.step(-page),
        Some(KeyCode::PageDown) => picker.step(page),
        _ => {
            let before = picker.line.text().to_string();
            if !write(&mut picker.line, input) {
                return beyond(model, Overlay::Picker(picker), input);
            }
            if picker.line.text() != before {
                picker.narrow();
            }
        }
    }
    if let Some(Choice::Theme(index)) = picker.chosen().map(|item| item.choice.clone()) {
        model.session.theme = model.session.themes[index].clone();
    }
    model.overlay = Some(Overlay::Picker(picker));
    None
}

fn take(model: &mut Model, choice: Choice, typed: &str) -> Option<Effect> {
    match choice {
        Choice::Run(command) => return run_anywhere(model, command),
        Choice::Theme(index) => return Some(choose_theme(model, index)),
        Choice::Profile(index) => return Some(choose_profile(model, index)),
        Choice::Version(path, when) => {
            return Some(Effect::Beside { path, then: Then::Compare(Source::Version(when)) });
        }
        Choice::Open(path) => return Some(Effect::Open(path)),
        Choice::Recover(journal) => return Some(Effect::Recover(journal)),
        Choice::Restore { version, path, when } => return Some(Effect::Restore { version, path, when }),
        Choice::Template(name) => return leave(model, Next::Template(name)),
        Choice::Sample(name) => return leave(model, Next::Sample(name)),
        Choice::AskFile => start::ask_file(model),
        Choice::AllLeft => lists::pick_left(model),
        Choice::New => return begin(model, typed.trim()),
        Choice::OpenTyped => return open_typed(model, typed.trim()),
        Choice::MoveBelow(id, parent) => structure::send(model, parent, Some(id)),
        Choice::Marker(id, marker) => act(model, moves::set_children_marker(model.report(), id, marker)),
        Choice::Scheme(scheme) => act(model, moves::set_scheme(model.report(), scheme)),
        Choice::PutBack(id) => versions::put_back(model, id),
        Choice::Refer(name) => lists::pick_form(model, &name),
        Choice::ReferAs(offer) => refer(model, &offer),
        Choice::GoToUse(Use::Text { field, range, .. }) => model.go_to(field, range.start),
        Choice::GoToUse(Use::Formula { owner, at, .. }) => {
            overview::go(model, (owner, at));
            model.cell.column = Column::Value;
        }
        Choice::GoToMetric(name) => overview::go_to_metric(model, &name),
        Choice::GoTo(field) => model.go_to(field, 0),
        Choice::GoToSpot(spot) => model.go(spot),
        Choice::Rule(rule) => findings::toggle_rule(model, rule),
        Choice::UndoTo(steps) => undo::undo_to(model, steps),
        Choice::Collected(_) | Choice::GatherAll if model.document().is_modified() => {
            ask_unsaved(model, Next::Collection);
        }
        Choice::Collected(index) => gather::open_one(model, index),
        Choice::GatherAll => gather::take_all(model),
    }
    None
}

fn act(model: &mut Model, change: Option<Change>) {
    if let Some(change) = change {
        model.act(change);
    }
}

fn choose_theme(model: &mut Model, index: usize) -> Effect {
    model.session.theme = model.session.themes[index].clone();
    Effect::Theme(model.session.theme.name.clone())
}

fn choose_profile(model: &mut Model, index: usize) -> Effect {
    let profile = &KeyProfile::ALL[index];
    model.session.keymap = model.session.keymap.over(profile);
    model.say(Grade::Info, format!("键位方案：{}；F1 看所有的键", profile.name));
    Effect::Profile(profile.name)
}

/// Puts a reference at the caret.
fn refer(model: &mut Model, offer: &Offer) {
    if let Some(field) = model.field() {
        completion::put(model, field, model.caret.replaced(), offer);
    }
}

/// Begins a new report, with the title that was typed.
fn begin(model: &mut Model, title: &str) -> Option<Effect> {
    let effect = proceed(model, Next::New);
    if !title.is_empty() {
        typing::put(model, title);
        model.say(Grade::Info, "新的报告：回车写第一节");
    }
    effect
}

/// Opens the file of the name that was typed.
fn open_typed(model: &mut Model, name: &str) -> Option<Effect> {
    if name.is_empty() {
        model.say(Grade::Warning, "请输入文件名");
        lists::pick_report(model);
        return None;
    }
    Some(Effect::Open(PathBuf::from(name)))
}

/// Runs a command from the palette: what is done to sections, in the outline. One of another pane takes the writer there
/// and says how it goes on: which row or place it is for he hasn't seen yet.
fn run_anywhere(model: &mut Model, command: Command) -> Option<Effect> {
    /// Commands that the palette puts first.
    const USED: usize = 8;
    let is_elsewhere = elsewhere(model, command).is_some();
    let focus = command.entry().focus;
    if !focus.contains(&model.focus()) {
        let to = if focus.contains(&Focus::Heading) { Focus::Heading } else { focus[0] };
        model.focus_on(to);
        model.settle();
    }
    if is_elsewhere {
        let (here, way) = (model.focus().title(), model.session.keymap.way_to(command, model.focus()));
        model.say(Grade::Info, format!("到{here}里来了：选好地方，再按 {way}"));
        return None;
    }
    model.session.used.retain(|&used| used != command);
    model.session.used.insert(0, command);
    model.session.used.truncate(USED);
    run(model, command)
}

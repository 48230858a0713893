//! Keys in 读入时拿不准的地方: a doubt is walked to, accepted or read the other way, or all of its kind; the list stays open.

use crossterm::event::KeyCode;

use crate::tui::command::Command;
use crate::tui::here::Here;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::DoubtList;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::doubts;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::undo;
use crate::tui::words;

/// Opens the list at the doubt at the caret, else at the first in the writer's section, else at the first of all.
pub fn open(model: &mut Model) {
    if model.doubts.left() == 0 {
        model.say(Grade::Info, "没有拿不准的地方");
        return;
    }
    let rows = model.doubts.by_kind();
    let place = |number: &usize| model.doubts.get(*number)?.lit(model.report());
    let at_caret = |number: &usize| {
        place(number).is_some_and(|(field, lit)| model.field() == Some(field) && lit.start == model.caret.at)
    };
    let is_here = |number: &usize| {
        place(number).is_some_and(|(field, _)| field.section().is_some() && field.section() == model.section())
    };
    let at = rows.iter().position(at_caret).or_else(|| rows.iter().position(is_here)).unwrap_or(0);
    walk(model, DoubtList { at, before: model.here() });
}

pub(super) fn press(model: &mut Model, mut list: DoubtList, input: &Input) -> Option<Effect> {
    let rows = model.doubts.by_kind();
    let last = rows.len().saturating_sub(1);
    let Some(&number) = rows.get(list.at) else { return leave(model, list.before) };
    if let Input::Key(chord) = input
        && let Some(command @ (Command::Undo | Command::Redo)) = model.session.keymap.command(model.focus(), *chord)
    {
        match command {
            Command::Undo => undo::undo(model),
            _ => undo::redo(model),
        }
        // What has come back is gone on with.
        let now = model.doubts.by_kind();
        list.at = now.iter().position(|number| !rows.contains(number)).unwrap_or(list.at);
        return go_on(model, list);
    }
    match key(input) {
        Some(KeyCode::Esc) => return leave(model, list.before),
        Some(KeyCode::Up | KeyCode::BackTab) => list.at = list.at.saturating_sub(1),
        Some(KeyCode::Down | KeyCode::Tab) => list.at = (list.at + 1).min(last),
        Some(KeyCode::Home) => list.at = 0,
        Some(KeyCode::End) => list.at = last,
        Some(KeyCode::PageDown) => list.at = kind_after(model, &rows, list.at),
        Some(KeyCode::PageUp) => list.at = kind_before(model, &rows, list.at),
        Some(KeyCode::Enter) => drop(doubts::accept(model, vec![number])),
        Some(KeyCode::F(4)) => drop(doubts::take_other(model, &[number])),
        Some(KeyCode::F(6)) => drop(doubts::accept(model, model.doubts.kin(number))),
        Some(KeyCode::F(8)) => drop(doubts::take_other(model, &model.doubts.kin(number))),
        Some(KeyCode::F(7)) => {
            doubts::show(model, number);
            return None;
        }
        _ => return beyond(model, Overlay::Doubts(list), input),
    }
    go_on(model, list)
}

/// The first doubt of the next kind, or the last of all.
fn kind_after(model: &Model, rows: &[usize], at: usize) -> usize {
    let own = kind(model, rows[at]);
    (at..rows.len()).find(|&row| kind(model, rows[row]) != own).unwrap_or(rows.len() - 1)
}

/// The first doubt of this kind, or, from there, of the kind before.
fn kind_before(model: &Model, rows: &[usize], at: usize) -> usize {
    let own = kind(model, rows[at.saturating_sub(1)]);
    (0..at).rev().take_while(|&row| kind(model, rows[row]) == own).last().unwrap_or(0)
}

fn kind(model: &Model, number: usize) -> &'static str {
    model.doubts.get(number).map_or("", |standing| words::kind(&standing.doubt.what))
}

/// Goes on with the doubt under the cursor, or back to where the writer was when all are settled.
fn go_on(model: &mut Model, mut list: DoubtList) -> Option<Effect> {
    match model.doubts.left().checked_sub(1) {
        Some(last) => {
            list.at = list.at.min(last);
            walk(model, list);
            None
        }
        None => {
            let undo = model.session.keymap.way_to(Command::Undo, model.focus());
            model.say(Grade::Info, format!("拿不准的地方都处理完了；{undo} 可撤销"));
            leave(model, list.before)
        }
    }
}

/// Back to where the writer was.
fn leave(model: &mut Model, before: Here) -> Option<Effect> {
    if before.spot().section().is_none_or(|id| model.report().tree.contains(id)) {
        model.go(before.spot());
        model.focus_on(before.focus());
    }
    None
}

/// Shows the place of the doubt under the cursor.
fn walk(model: &mut Model, list: DoubtList) {
    if let Some(&number) = model.doubts.by_kind().get(list.at) {
        doubts::show(model, number);
    }
    model.overlay = Some(Overlay::Doubts(list));
}

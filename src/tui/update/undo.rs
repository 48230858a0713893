//! Undo and redo, one act or several.

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::text;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;

/// Takes the last act back.
pub fn undo(model: &mut Model) {
    if model.undo_aside() {
        tell_aside(model, "撤销");
        return;
    }
    let undone = model.undo();
    tell(model, undone, "撤销");
}

/// Says that folds were taken back, or done again; a line that is there again is seen.
fn tell_aside(model: &mut Model, did: &str) {
    if model.overlay.is_none() {
        model.say(Grade::Info, format!("已{did}：折叠"));
    }
}

/// Does again what was taken back last.
pub fn redo(model: &mut Model) {
    if model.redo_aside() {
        tell_aside(model, "重做");
        return;
    }
    let redone = model.redo();
    tell(model, redone, "重做");
}

/// Says what has been undone or redone, and where, when the screen doesn't show it.
fn tell(model: &mut Model, change: Option<Change>, did: &str) {
    match change {
        Some(change) => {
            let says = format!("已{did}：{}{}", change.label, model.out_of_sight(&change));
            model.say(Grade::Info, says);
        }
        None => model.say(Grade::Warning, format!("没有可{did}的了")),
    }
}

/// 撤销清单: what can be taken back, by name, the last act first.
pub fn pick(model: &mut Model) {
    let items: Vec<Item> = model
        .document()
        .undo_changes()
        .enumerate()
        .map(|(k, change)| {
            let title = format!("撤销：{}", change.label);
            let item = Item::new(title, Choice::UndoTo(k + 1)).hinting(what_and_where(model, change));
            let with = if k == 0 { Vec::new() } else { vec![format!("连同后面 {k} 步")] };
            item.showing(details(model, change).into_iter().chain(with))
        })
        .collect();
    if items.is_empty() {
        model.say(Grade::Warning, "没有可撤销的了");
    } else {
        model.overlay = Some(Overlay::Picker(Picker::new("撤销到哪一步之前（Ctrl+Y 可以重做）", items)));
    }
}

/// Takes so many acts back.
pub fn undo_to(model: &mut Model, steps: usize) {
    let undone = (0..steps).map_while(|_| model.undo()).last();
    match undone.map(|change| change.label) {
        Some(label) if steps > 1 => model.say(Grade::Info, format!("已撤销 {steps} 步，到“{label}”之前")),
        Some(label) => model.say(Grade::Info, format!("已撤销：{label}")),
        None => model.say(Grade::Warning, "没有可撤销的了"),
    }
}

/// Where an act was and what it typed or deleted, in short: `「抓落实」 “督办12件”`. `back` takes the act back.
fn what_and_where(model: &Model, back: &Change) -> String {
    const SHOWN: usize = 24;
    let Some((field, cut, put)) = texts(back).next() else { return String::new() };
    let (said, words) = if cut.trim().is_empty() { ("删去", put) } else { ("", cut) };
    let words = text::shown(words.trim()).into_owned();
    let words = text::truncate(&words, SHOWN, model.session.ambiguous);
    format!("{} {said}“{words}”", model.text_name(field))
}

/// The same in full: every text that the act wrote in.
fn details(model: &Model, back: &Change) -> Vec<String> {
    const TEXTS: usize = 8;
    let told = texts(back).take(TEXTS).flat_map(|(field, cut, put)| {
        let said = |what: &str, words: &str| {
            (!words.is_empty()).then(|| format!("{what}“{}”", text::shown(words.trim()).into_owned()))
        };
        [Some(model.text_name(field)), said("  写的：", cut), said("  原来：", put)].into_iter().flatten()
    });
    told.collect()
}

/// The texts that a change writes in: which, what it takes out, what it puts there.
fn texts(change: &Change) -> impl Iterator<Item = (Field, &str, &str)> {
    change.edits.iter().filter_map(|edit| match edit {
        Edit::Text { field, cut, put, .. } => Some((*field, cut.as_str(), put.as_str())),
        _ => None,
    })
}

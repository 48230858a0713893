//! Undo and redo, one act or several.

use crate::edit::Change;
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
    let labels = model.document().undo_labels().enumerate();
    let items: Vec<Item> = labels
        .map(|(k, label)| {
            Item::new(format!("撤销：{label}"), Choice::UndoTo(k + 1)).hinting(if k == 0 {
                String::new()
            } else {
                format!("连同后面 {k} 步")
            })
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

//! Saving, and leaving a report for another.

use std::path::PathBuf;

use crate::edit::document::State;
use crate::report::Report;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Answer;
use crate::tui::overlay::Ask;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;
use crate::tui::update::Effect;
use crate::tui::update::Over;
use crate::tui::update::beginnings;
use crate::tui::update::lists;
use crate::tui::update::start;

/// Saves to the report's file, or asks for one.
pub fn save(model: &mut Model, next: Next) -> Option<Effect> {
    match model.path.clone().filter(|_| model.guest.is_none()) {
        Some(path) => Some(save_to(model, path, next, Over::Own)),
        // The writer has said the name; a file of it may have come to be there since.
        None => match model.given.clone() {
            Some(path) => Some(save_to(model, path, next, Over::Ask)),
            None => {
                ask_name(model, next);
                None
            }
        },
    }
}

pub(super) fn save_to(model: &mut Model, path: PathBuf, next: Next, over: Over) -> Effect {
    model.seal();
    let state = model.document().state();
    model.saving = Some(state);
    model.awaited = Some((state, model.report().clone()));
    Effect::Save { path, report: Box::new(model.report().clone()), state, next, over }
}

/// Saves under this name. `Err` says why it can't be that one.
pub fn save_as(model: &mut Model, name: &str, next: Next) -> Result<Effect, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("请输入文件名".into());
    }
    // A stop may be part of the name, as in 总结1.5.
    let path = PathBuf::from(if name.ends_with(".ron") { name.into() } else { format!("{name}.ron") });
    let is_own = model.path.as_ref() == Some(&path);
    if is_own && model.guest.is_some() {
        return Err("这个文件别人正开着，请换一个名字".into());
    }
    Ok(save_to(model, path, next, if is_own { Over::Own } else { Over::Ask }))
}

/// The file holds the report as it was in this state; then what was to follow, or another question where it has changed.
pub fn saved(model: &mut Model, path: PathBuf, state: State, next: Next) -> Option<Effect> {
    model.mark_saved(state);
    model.saving = None;
    let next = model.leaving.take().unwrap_or(next);
    if let Some((_, written)) = model.awaited.take_if(|(awaited, _)| *awaited == state) {
        model.base = Some(written);
    }
    model.outside = false;
    model.say(Grade::Info, format!("已保存：{}", path.display()));
    model.path = Some(path);
    if next != Next::Stay && model.document().is_modified() { leave(model, next) } else { proceed(model, next) }
}

pub(super) fn ask_name(model: &mut Model, next: Next) {
    let name = model
        .path
        .clone()
        .or_else(|| model.suggested.clone())
        .unwrap_or_else(|| format!("{}.ron", model.file_name()).into());
    let line = crate::tui::overlay::Line::offering(name.to_string_lossy());
    model.ask(Purpose::SaveAs(next), line);
}

/// Leaves this report; asks first when it isn't saved.
pub(super) fn leave(model: &mut Model, next: Next) -> Option<Effect> {
    if model.document().is_modified() {
        if model.saving == Some(model.document().state()) {
            // Nothing is unsaved but what is on its way to the file.
            model.leaving = Some(next);
            model.say(Grade::Info, "正在保存，存好就走");
        } else {
            ask_unsaved(model, next);
        }
        return None;
    }
    proceed(model, next)
}

/// Saves what isn't saved, then quits.
pub fn save_and_quit(model: &mut Model) -> Option<Effect> {
    let is_on_its_way = model.saving == Some(model.document().state());
    if model.document().is_modified() && !is_on_its_way { save(model, Next::Quit) } else { leave(model, Next::Quit) }
}

/// Leaves for next year's report, unless there is nothing that could become it.
pub fn next_year(model: &mut Model) -> Option<Effect> {
    if model.report().tree.is_empty() {
        model.say(Grade::Warning, "这份报告还没有写，没有什么可以转到明年");
        return None;
    }
    leave(model, Next::NextYear)
}

/// What follows once this report is saved, or needn't be.
pub fn proceed(model: &mut Model, next: Next) -> Option<Effect> {
    match next {
        Next::Stay => None,
        Next::Quit => Some(Effect::Quit),
        Next::Open => {
            lists::pick_report(model);
            None
        }
        Next::Collection => {
            lists::pick_of_collection(model);
            None
        }
        Next::NextYear => Some(beginnings::begin_next_year(model)),
        Next::Template(name) => Some(Effect::Template(name)),
        Next::Start => start::open(model),
        Next::Tour => Some(start::practise(model)),
        Next::Sample(name) => start::sample(name),
        Next::New => {
            model.open(Report::default(), None);
            model.say(Grade::Info, "新的报告：先写标题，回车写第一节");
            None
        }
    }
}

/// Before a report that isn't saved is left.
pub fn ask_unsaved(model: &mut Model, next: Next) {
    let name = match model.path.as_ref().or(model.suggested.as_ref()) {
        Some(path) => format!("“{}”", path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()),
        None if model.report().title.trim().is_empty() => "这份报告".into(),
        None => format!("“{}”", crate::text::truncate(model.report().title.trim(), 40, model.session.ambiguous)),
    };
    let choices = [("保存", Answer::Save(next.clone())), ("不保存", Answer::Drop(next)), ("取消", Answer::Cancel)];
    model.overlay = Some(Overlay::Ask(Ask::new(format!("{name}还没有保存。"), choices, 0)));
}

/// Before a file is written over: to do so is never what is chosen beforehand.
pub fn ask_overwrite(model: &mut Model, path: PathBuf, question: String, next: Option<Next>, free: Option<PathBuf>) {
    let over = match next {
        Some(next) => Answer::Overwrite(path, next),
        None => Answer::OverwriteExport(path),
    };
    let mut ask = Ask::new(question, [("覆盖它", over), ("取消", Answer::Cancel)], 1);
    if let Some(free) = free {
        let name = free.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let number = name.rsplit_once('-').map_or(name.as_str(), |(_, number)| number);
        ask.choices.insert(0, (format!("另存为 …-{number}").into(), Answer::ExportAs(free)));
        ask.at = 0;
    }
    model.overlay = Some(Overlay::Ask(ask));
}

/// The file of the open report has been changed since an earlier run left changes of it unsaved.
pub fn offer_left(model: &mut Model, journal: PathBuf, says: &str) {
    let choices = [
        ("打开找回的，另存一份", Answer::Recover(journal.clone())),
        ("先看文件，找回的留着", Answer::LayAside(journal)),
    ];
    let question = format!("上次有没保存的改动（{says}），后来文件又变了。");
    model.overlay = Some(Overlay::Ask(Ask::new(question, choices, 0)));
}

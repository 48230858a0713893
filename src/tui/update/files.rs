//! Saving, and leaving a report for another.

use std::path::PathBuf;

use crate::report::Report;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Next;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;
use crate::tui::update::Effect;
use crate::tui::update::Over;
use crate::tui::update::beginnings;
use crate::tui::update::overlay;

/// Saves to the report's file, or asks for one.
pub fn save(model: &mut Model, next: Next) -> Option<Effect> {
    match model.path.clone().filter(|_| model.guest.is_none()) {
        Some(path) => Some(save_to(model, path, next, Over::Own)),
        None => {
            ask_name(model, next);
            None
        }
    }
}

pub(super) fn save_to(model: &mut Model, path: PathBuf, next: Next, over: Over) -> Effect {
    let state = model.document().state();
    model.saving = Some(state);
    model.awaited = Some((state, model.report().clone()));
    model.document_mut().seal();
    Effect::Save { path, report: Box::new(model.report().clone()), state, next, over }
}

/// What a report without a title is called.
pub(super) const UNNAMED: &str = "未命名报告";

pub(super) fn ask_name(model: &mut Model, next: Next) {
    let name =
        model.path.clone().or_else(|| model.suggested.clone()).unwrap_or_else(|| {
            PathBuf::from(format!("{}.ron", crate::text::file_name(&model.report().title, UNNAMED)))
        });
    let line = crate::tui::overlay::Line::new(name.to_string_lossy());
    model.overlay = Some(Overlay::Prompt(Prompt { purpose: Purpose::SaveAs(next), line, trouble: None }));
}

/// Leaves this report; asks first when it isn't saved.
pub(super) fn leave(model: &mut Model, next: Next) -> Option<Effect> {
    if model.document().is_modified() {
        overlay::ask_unsaved(model, next);
        return None;
    }
    proceed(model, next)
}

/// What follows once this report is saved, or needn't be.
pub fn proceed(model: &mut Model, next: Next) -> Option<Effect> {
    match next {
        Next::Stay => None,
        Next::Quit => Some(Effect::Quit),
        Next::Open => {
            overlay::pick_report(model);
            None
        }
        Next::Collection => {
            overlay::pick_of_collection(model);
            None
        }
        Next::NextYear => Some(beginnings::begin_next_year(model)),
        Next::Template(name) => Some(Effect::Template(name)),
        Next::New => {
            model.open(Report::default(), None);
            model.say(Grade::Info, "新的报告：先写标题，回车写第一节");
            None
        }
    }
}

//! A new report that begins with something: this year's report, or a template; and reports kept as templates.

use std::path::PathBuf;

use crate::edit::next_year::next_year;
use crate::report::Report;
use crate::text;
use crate::tui::model::Model;
use crate::tui::model::UNNAMED;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Purpose;
use crate::tui::previews;
use crate::tui::update::Effect;

/// Next year's report from the open one, to be saved beside it.
pub fn begin_next_year(model: &Model) -> Effect {
    let report = next_year(model.report());
    let folder = model.path.as_deref().or(model.suggested.as_deref()).and_then(|path| path.parent());
    let name = format!("{}.ron", text::file_name(&report.title, UNNAMED));
    let path = folder.map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
    Effect::Begin { report: Box::new(report), path }
}

/// Lists the templates to begin with.
pub fn offer(model: &mut Model, templates: Vec<(String, Report)>) {
    let item = |(name, report): (String, Report)| {
        Item::new(name.clone(), Choice::Template(name)).showing(previews::outline_of(&report))
    };
    let items = templates.into_iter().map(item).collect();
    model.overlay = Some(Overlay::Picker(Picker::new("按哪个模板写", items)));
}

/// Asks what the open report is to be called as a template.
pub fn ask_name(model: &mut Model) {
    let line = Line::offering(model.file_name());
    model.ask(Purpose::Template, line);
}

/// Keeps the open report as a template of this name, or says what is wrong with the name.
pub fn keep(model: &Model, name: &str) -> Result<Effect, String> {
    let name = text::file_name(name, "");
    if name.is_empty() {
        return Err("请给模板起个名字".to_owned());
    }
    let report: Report = model.report().clone();
    Ok(Effect::KeepTemplate { name, report: Box::new(report) })
}

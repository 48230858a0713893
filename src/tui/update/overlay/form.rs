//! Keys in 报告属性, and how it changes the report.

use crossterm::event::KeyCode;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Scheme;
use crate::report::Setup;
use crate::tui::model::Model;
use crate::tui::overlay::Form;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::prompt;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;

/// Ctrl+B: the texts and settings of the report as a whole.
pub fn fill_form(model: &mut Model) {
    model.overlay = Some(Overlay::Form(Form::of(model.report())));
}

pub(super) fn press(model: &mut Model, mut form: Form, input: &Input) -> Option<Effect> {
    let last = Form::TITLES.len() - 1;
    let schemes = Scheme::ALL.len();
    let scheme = Scheme::ALL.iter().position(|&scheme| scheme == form.scheme).unwrap_or(0);
    form.trouble = None;
    match key(input) {
        Some(KeyCode::Esc) => {
            put_away(model, Overlay::Form(form), "没有改报告属性");
            return None;
        }
        Some(KeyCode::Enter) => match take_form(model, &form) {
            Ok(()) => return None,
            Err(says) => form.trouble = Some(says),
        },
        Some(KeyCode::Up | KeyCode::BackTab) => form.at = form.at.saturating_sub(1),
        Some(KeyCode::Down | KeyCode::Tab) => form.at = (form.at + 1).min(last),
        Some(KeyCode::Left) if form.at == last => form.scheme = Scheme::ALL[(scheme + schemes - 1) % schemes],
        Some(KeyCode::Right) if form.at == last => form.scheme = Scheme::ALL[(scheme + 1) % schemes],
        _ => {
            if !form.lines.get_mut(form.at).is_some_and(|line| write(line, input)) {
                return beyond(model, Overlay::Form(form), input);
            }
        }
    }
    model.overlay = Some(Overlay::Form(form));
    None
}

/// Writes what stands in the form into the report. `Err` says why it can't be so.
pub(super) fn take_form(model: &mut Model, form: &Form) -> Result<(), String> {
    let target = prompt::target(form.lines[4].text())?;
    let report = model.report();
    let fields = [Field::Title, Field::Organization, Field::Date, Field::Salutation];
    let mut edits: Vec<Edit> = fields
        .into_iter()
        .zip(&form.lines)
        .filter(|(field, line)| report.text(*field) != Some(line.text()))
        .map(|(field, line)| {
            let cut = report.text(field).unwrap_or("").to_string();
            Edit::Text { field, at: 0, cut, put: line.text().to_string() }
        })
        .collect();
    let setup = Setup { scheme: form.scheme, target, ..report.setup.clone() };
    if setup != report.setup {
        edits.push(Edit::Setup { setup });
    }
    if !edits.is_empty() {
        model.act(Change { label: "改报告属性".into(), edits });
    }
    Ok(())
}

//! Keys in 报告属性, and how it changes the report.

use crossterm::event::KeyCode;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Setup;
use crate::tui::model::Model;
use crate::tui::overlay::Asks;
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
    let last = form.rows.len().saturating_sub(1);
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
        Some(KeyCode::Up) => form.at = form.at.saturating_sub(1),
        Some(KeyCode::Down) => form.at = (form.at + 1).min(last),
        Some(KeyCode::BackTab) => form.skip(-1),
        Some(KeyCode::Tab) => form.skip(1),
        Some(KeyCode::Left) if form.choose(-1) => {}
        Some(KeyCode::Right) if form.choose(1) => {}
        _ if form.takes_lines() && pasted_lines(input).is_some() => {
            form.put_lines(pasted_lines(input).unwrap_or_default());
        }
        _ => {
            let row = form.rows.get_mut(form.at).filter(|row| !row.asks.is_choice());
            if !row.is_some_and(|row| write(&mut row.line, input)) {
                return beyond(model, Overlay::Form(form), input);
            }
            form.keep_room();
        }
    }
    model.overlay = Some(Overlay::Form(form));
    None
}

/// What was pasted with line breaks inside.
fn pasted_lines(input: &Input) -> Option<&str> {
    match input {
        Input::Pasted(text) | Input::Burst(text) if text.trim_end().contains(['\n', '\r']) => Some(text),
        _ => None,
    }
}

/// Writes what stands in the form into the report. `Err` says why it can't be so.
pub(super) fn take_form(model: &mut Model, form: &Form) -> Result<(), String> {
    let target = prompt::target(&form.text(Asks::Target))?;
    let report = model.report();
    let before = Form::of(report);
    let mut edits: Vec<Edit> = Field::of_report()
        .filter(|field| form.rows.iter().any(|row| row.asks == Asks::Text(*field)))
        .map(|field| (field, form.text(Asks::Text(field))))
        .filter(|(field, text)| before.text(Asks::Text(*field)) != *text)
        .map(|(field, put)| {
            let cut = report.text(field).unwrap_or("").to_string();
            Edit::Text { field, at: 0, cut, put }
        })
        .collect();
    let setup = Setup { target, ..form.setup.clone() };
    if setup != report.setup {
        edits.push(Edit::Setup { setup });
    }
    if !edits.is_empty() {
        model.act(Change { label: "改报告属性".into(), edits });
    }
    Ok(())
}

//! Keys in a question that is answered by a choice, and what the choice does.

use crossterm::event::KeyCode;

use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Answer;
use crate::tui::overlay::Ask;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::differences::Source;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Over;
use crate::tui::update::Then;
use crate::tui::update::files::proceed;
use crate::tui::update::files::save;
use crate::tui::update::files::save_to;
use crate::tui::update::metrics;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::is_apart;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::preview;
use crate::tui::update::overlay::prompt::is_table;
use crate::tui::update::start;

pub(super) fn press(model: &mut Model, mut ask: Ask, input: &Input) -> Option<Effect> {
    let last = ask.choices.len() - 1;
    match key(input) {
        Some(KeyCode::Esc) => return None,
        Some(KeyCode::Enter) => return decide(model, ask.choices.swap_remove(ask.at).1),
        Some(KeyCode::Left | KeyCode::Up | KeyCode::BackTab) => ask.at = ask.at.saturating_sub(1),
        Some(KeyCode::Right | KeyCode::Down | KeyCode::Tab) => ask.at = (ask.at + 1).min(last),
        Some(KeyCode::Char(c)) if !is_apart(input) => {
            if let Some(at) = c.to_digit(10).and_then(|n| (n as usize).checked_sub(1)).filter(|&at| at <= last) {
                return decide(model, ask.choices.swap_remove(at).1);
            }
        }
        _ => return beyond(model, Overlay::Ask(ask), input),
    }
    model.overlay = Some(Overlay::Ask(ask));
    None
}

fn decide(model: &mut Model, answer: Answer) -> Option<Effect> {
    match answer {
        Answer::Save(next) => save(model, next),
        Answer::Drop(next) => proceed(model, next),
        Answer::Overwrite(path, next) => Some(save_to(model, path, next, Over::Yes)),
        Answer::OverwriteExport(path) if is_table(&path.to_string_lossy()) => {
            Some(metrics::write_table(model, path, Over::Yes))
        }
        Answer::OverwriteExport(_) => preview::write_over(model),
        Answer::ExportAs(path) if is_table(&path.to_string_lossy()) => {
            Some(metrics::write_table(model, path, Over::Ask))
        }
        Answer::ExportAs(path) => preview::write_as(model, path),
        Answer::Compare(path) => {
            Some(Effect::Beside { path: path.clone(), then: Then::Compare(Source::Outside(path)) })
        }
        Answer::Merge(path, next) => Some(Effect::Beside { path, then: Then::Merge(next) }),
        Answer::TakeTheirs(path) => Some(Effect::Beside { path, then: Then::Take }),
        Answer::TakeOver(path) => Some(Effect::TakeOver { path, over: Over::Yes }),
        Answer::Recover(journal) => Some(Effect::Recover(journal)),
        Answer::LayAside(journal) => {
            model.say(Grade::Info, "留着了，要找回请用 tigang recover");
            Some(Effect::LayAside(journal))
        }
        Answer::SkipStep => {
            start::skip_step(model);
            None
        }
        Answer::EndTour => {
            start::end_tour(model);
            None
        }
        Answer::Cancel => None,
    }
}

//! Keys in a question that is answered with a line, and what the answer does.

use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::edit::moves;
use crate::report::Metric;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Bookmark;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::Over;
use crate::tui::update::Then;
use crate::tui::update::beginnings;
use crate::tui::update::files::save_to;
use crate::tui::update::metrics;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::write;
use crate::tui::update::search;

pub(super) fn press(model: &mut Model, mut prompt: Prompt, input: &Input) -> Option<Effect> {
    let cell = prompt.purpose == Purpose::Cell;
    if cell
        && let Input::Pasted(text) = input
        && text.contains(['\t', '\n'])
    {
        metrics::paste(model, &format!("{}{text}", prompt.line.text()));
        return None;
    }
    if let Some(from) = prompt.purpose.searches_from().cloned()
        && search_key(model, &mut prompt, &from, input)
    {
        model.overlay = Some(Overlay::Prompt(prompt));
        return None;
    }
    match key(input) {
        Some(KeyCode::Esc) => {
            match prompt.purpose {
                Purpose::Find(from) | Purpose::Replace(from) | Purpose::ReplaceBy(from) => {
                    model.turn_back(&from);
                    model.search.rest();
                }
                Purpose::Filter(from) => {
                    model.filter("");
                    model.go(from);
                }
                Purpose::Cell => metrics::tidy(model),
                _ => {}
            }
            None
        }
        Some(code @ (KeyCode::Enter | KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down)) => {
            if !cell && code != KeyCode::Enter {
                model.overlay = Some(Overlay::Prompt(prompt));
                return None;
            }
            settle_answer(model, prompt, code)
        }
        _ => {
            prompt.trouble = None;
            let before = prompt.line.text().to_string();
            write(&mut prompt.line, input);
            match &prompt.purpose {
                Purpose::Filter(_) => model.filter(prompt.line.text()),
                Purpose::Find(from) | Purpose::Replace(from) if prompt.line.text() != before => {
                    model.search.words = prompt.line.text().to_string();
                    prompt.trouble = search::seek(model, from);
                }
                _ => {}
            }
            model.overlay = Some(Overlay::Prompt(prompt));
            None
        }
    }
}

fn settle_answer(model: &mut Model, mut prompt: Prompt, code: KeyCode) -> Option<Effect> {
    let words = prompt.line.text().to_string();
    let trouble = match prompt.purpose.clone() {
        Purpose::SaveAs(next) => {
            let name = words.trim();
            if name.is_empty() {
                Some("请输入文件名".to_string())
            } else {
                // A stop may be part of the name, as in 总结1.5.
                let path = PathBuf::from(if name.ends_with(".ron") { name.into() } else { format!("{name}.ron") });
                if model.guest.is_some() && model.path.as_ref() == Some(&path) {
                    prompt.trouble = Some("这个文件别人正开着，请换一个名字".into());
                    model.overlay = Some(Overlay::Prompt(prompt));
                    return None;
                }
                let over = if model.path.as_ref() == Some(&path) { Over::Own } else { Over::Ask };
                return Some(save_to(model, path, next, over));
            }
        }
        Purpose::Filter(_) => {
            if model.outline.filter().is_some() && model.outline.visible_len() == 0 {
                Some(format!("没有含“{words}”的节"))
            } else {
                None
            }
        }
        Purpose::Find(from) => {
            find(model, &from, words);
            prompt.trouble
        }
        Purpose::Replace(from) => {
            find(model, &from, words);
            let says = model.message.take().map(|message| message.says);
            if prompt.trouble.is_none() && model.search.count.is_some() {
                let purpose = Purpose::ReplaceBy(from);
                model.overlay = Some(Overlay::Prompt(Prompt { purpose, line: Line::default(), trouble: None }));
                return None;
            }
            // What to put would else be typed into the report.
            prompt.trouble.or(says)
        }
        Purpose::ReplaceBy(from) => {
            search::replace_all(model, &from, &words);
            None
        }
        Purpose::Target(id) => match target(&words) {
            Ok(target) => {
                let change = match id {
                    Some(id) => moves::set_target(model.report(), id, target),
                    None => moves::set_report_target(model.report(), target),
                };
                if let Some(change) = change {
                    model.apply(change);
                }
                None
            }
            Err(says) => Some(says),
        },
        Purpose::Read(into) => {
            if !words.trim().is_empty() {
                return Some(Effect::Read(PathBuf::from(words.trim()), into));
            }
            None
        }
        Purpose::WriteTable | Purpose::ReadTable | Purpose::LastYear if words.trim().is_empty() => {
            Some("请输入文件名".to_string())
        }
        Purpose::WriteTable => {
            let name = words.trim();
            let path = PathBuf::from(if is_table(name) { name.into() } else { format!("{name}.csv") });
            return Some(metrics::write_table(model, path, Over::Ask));
        }
        Purpose::ReadTable => return Some(Effect::Table(PathBuf::from(words.trim()))),
        Purpose::LastYear => {
            return Some(Effect::Beside { path: PathBuf::from(words.trim()), then: Then::LastYear });
        }
        Purpose::Series => {
            let changed = model.metric().map(|(row, metric)| {
                ((row.owner, row.index), Metric { series: words.trim().to_owned(), ..metric.clone() })
            });
            changed.and_then(|(row, changed)| metrics::set(model, row, changed).err())
        }
        Purpose::Template => match beginnings::keep(model, &words) {
            Ok(effect) => return Some(effect),
            Err(says) => Some(says),
        },
        Purpose::Cell => match metrics::commit(model, &words) {
            Ok(()) => {
                match code {
                    KeyCode::Tab => metrics::step(model, 1),
                    KeyCode::BackTab => metrics::step(model, -1),
                    KeyCode::Up => model.cell.row = model.cell.row.saturating_sub(1),
                    KeyCode::Down => model.cell.row += 1,
                    _ if words.is_empty() => metrics::tidy(model),
                    _ => metrics::step(model, 1),
                }
                None
            }
            Err(says) => Some(says),
        },
    };
    if trouble.is_some() {
        prompt.trouble = trouble;
        model.overlay = Some(Overlay::Prompt(prompt));
    }
    None
}

/// Stays where the words have been found, or goes to the next place when they are only offered still.
fn find(model: &mut Model, from: &Bookmark, words: String) {
    if words.is_empty() {
        model.turn_back(from);
        model.search.rest();
        return;
    }
    model.search.words = words;
    if model.hit().is_none() {
        search::walk(model, search::Way::On);
    } else {
        search::say_where(model);
    }
}

/// The keys of a search, beside those of every line: on and back, where and how to look. Answers whether it was one.
fn search_key(model: &mut Model, prompt: &mut Prompt, from: &Bookmark, input: &Input) -> bool {
    let Input::Key(chord) = input else { return false };
    let manner = &mut model.search.manner;
    match (chord.code(), model.keymap.command(Focus::Heading, *chord)) {
        (KeyCode::F(6), _) => manner.expression = !manner.expression,
        (KeyCode::F(7), _) => manner.case = !manner.case,
        (KeyCode::F(8), _) => manner.width = !manner.width,
        (KeyCode::Tab, _) => search::next_scope(model, from),
        (KeyCode::Down, _) | (_, Some(Command::FindNext)) => return step(model, search::Way::On),
        (KeyCode::Up, _) | (_, Some(Command::FindPrevious)) => return step(model, search::Way::Back),
        (_, Some(Command::Replace)) if matches!(prompt.purpose, Purpose::ReplaceBy(_)) => {
            prompt.trouble = search::replace_one(model, prompt.line.text());
            return true;
        }
        _ => return false,
    }
    prompt.trouble = search::seek(model, from);
    true
}

/// The prompt itself says which place it is.
fn step(model: &mut Model, way: search::Way) -> bool {
    search::walk(model, way);
    model.message = None;
    true
}

pub(super) fn target(words: &str) -> Result<Option<u32>, String> {
    let digits: String =
        words.trim().chars().map(|c| crate::text::to_half(c).unwrap_or(c)).filter(|c| *c != ',').collect();
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse() {
        Ok(0) => Ok(None),
        Ok(number) => Ok(Some(number)),
        Err(_) => Err("字数要写成数字，如 3000".into()),
    }
}

/// Asks for the length to aim for.
pub fn ask_target(model: &mut Model) {
    let id = model.section();
    let now = match id {
        Some(id) => model.report().tree.section(id).and_then(|section| section.style.target),
        None => model.report().setup.target,
    };
    let line = Line::offering(now.map_or_else(String::new, |target| target.to_string()));
    model.overlay = Some(Overlay::Prompt(Prompt { purpose: Purpose::Target(id), line, trouble: None }));
}

/// Asks for the file of a table of metrics, or of last year's report.
pub fn ask_table(model: &mut Model, purpose: Purpose) {
    let line = match purpose {
        Purpose::WriteTable => Line::new(format!("{}-指标.csv", model.file_name())),
        _ => Line::default(),
    };
    model.overlay = Some(Overlay::Prompt(Prompt { purpose, line, trouble: None }));
}

/// Whether a file is called like a table.
pub(super) fn is_table(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".csv")
}

//! Keys in a question that is answered with a line, and what the answer does.

use std::num::NonZeroU32;
use std::path::PathBuf;

use crossterm::event::KeyCode;

use crate::edit::moves;
use crate::report::SectionId;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Bookmark;
use crate::tui::model::Grade;
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
use crate::tui::update::comments;
use crate::tui::update::files;
use crate::tui::update::metrics;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::colon;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;
use crate::tui::update::search;
use crate::tui::update::tables;

pub(super) fn press(model: &mut Model, mut prompt: Prompt, input: &Input) -> Option<Effect> {
    if let Some(from) = prompt.purpose.searches_from().cloned()
        && search_key(model, &mut prompt, &from, input)
    {
        model.overlay = Some(Overlay::Prompt(prompt));
        return None;
    }
    match key(input) {
        Some(KeyCode::Esc) => {
            leave(model, prompt);
            None
        }
        Some(KeyCode::Enter) => settle_answer(model, prompt),
        Some(KeyCode::Tab) if prompt.purpose.is_path() => {
            let typed = prompt.line.text().to_owned();
            model.overlay = Some(Overlay::Prompt(prompt));
            Some(Effect::Complete(typed))
        }
        Some(KeyCode::Tab | KeyCode::BackTab | KeyCode::Up | KeyCode::Down) => {
            model.say(Grade::Info, "只有这一行：写好按回车，Esc 取消");
            model.overlay = Some(Overlay::Prompt(prompt));
            None
        }
        _ => {
            prompt.trouble = None;
            let before = prompt.line.text().to_string();
            if !write(&mut prompt.line, input) {
                return beyond(model, Overlay::Prompt(prompt), input);
            }
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

/// Esc: what was found or filtered is left, and what was written is kept: of a search for when it is asked again, else for
/// undo.
fn leave(model: &mut Model, prompt: Prompt) {
    match prompt.purpose {
        Purpose::Find(ref from) | Purpose::Replace(ref from) | Purpose::ReplaceBy(ref from) => {
            model.turn_back(from);
            model.search.rest();
            model.keep_answer(&Overlay::Prompt(prompt));
        }
        Purpose::Filter(from) => {
            model.search.filtered = prompt.line.text().to_owned();
            model.filter("");
            model.go(from);
        }
        _ => put_away(model, Overlay::Prompt(prompt), "没有采用"),
    }
}

fn settle_answer(model: &mut Model, mut prompt: Prompt) -> Option<Effect> {
    match answer(model, &prompt) {
        Ok(effect) => effect,
        Err(says) => {
            prompt.trouble = Some(says);
            model.overlay = Some(Overlay::Prompt(prompt));
            None
        }
    }
}

/// Does what an answer is for. `Err` says why it doesn't do: the question stays.
fn answer(model: &mut Model, prompt: &Prompt) -> Result<Option<Effect>, String> {
    let words = prompt.line.text();
    match prompt.purpose.clone() {
        Purpose::SaveAs(next) => return files::save_as(model, words, next).map(Some),
        Purpose::Filter(_) if model.outline.filter().is_none() && prompt.line.is_offered() => {
            model.filter(words);
            if model.outline.visible_len() == 0 {
                return Err(format!("没有含“{words}”的节"));
            }
        }
        Purpose::Filter(_) if model.outline.filter().is_some() && model.outline.visible_len() == 0 => {
            return Err(format!("没有含“{words}”的节"));
        }
        Purpose::Filter(_) => {}
        Purpose::Find(from) => {
            find(model, &from, words.to_string());
            return prompt.trouble.clone().map_or(Ok(None), Err);
        }
        Purpose::Replace(from) => {
            find(model, &from, words.to_string());
            let says = model.message.take().map(|message| message.says);
            // What to put would else be typed into the report.
            if let Some(says) = prompt.trouble.clone().or(says.filter(|_| model.search.count.is_none())) {
                return Err(says);
            }
            if model.search.count.is_some() {
                let purpose = Purpose::ReplaceBy(from);
                model.ask(purpose, Line::default());
            }
        }
        Purpose::ReplaceBy(from) => search::replace_all(model, &from, words),
        Purpose::Target(id) => set_target(model, id, words)?,
        Purpose::Begin(id) => set_begin(model, id, words)?,
        Purpose::NewTable => tables::put_new(model, words)?,
        Purpose::Around(which) => tables::set_around(model, which, words),
        Purpose::Read(into) => {
            return Ok(named(words).ok().map(|path| Effect::Read(path, into)));
        }
        Purpose::WriteTable => {
            let path = named(words)?.to_string_lossy().into_owned();
            let path = if is_table(&path) { path } else { format!("{path}.csv") };
            return Ok(Some(metrics::write_table(model, path.into(), Over::Ask)));
        }
        Purpose::ReadTable => return Ok(Some(Effect::Table(named(words)?))),
        Purpose::LastYear => return Ok(Some(Effect::Beside { path: named(words)?, then: Then::LastYear })),
        Purpose::Open => return Ok(Some(Effect::Open(named(words)?))),
        Purpose::Answer(of, at) => comments::answer(model, of, at, words)?,
        Purpose::Comment(field) => comments::add(model, field, words)?,
        Purpose::Returned => return Ok(Some(Effect::Returned(named(words)?))),
        Purpose::Colon => return colon::run(model, words),
        Purpose::Series => metrics::set_series(model, words)?,
        Purpose::Template => return beginnings::keep(model, words).map(Some),
        Purpose::Cell => metrics::commit(model, words)?,
    }
    Ok(None)
}

/// The names of files that begin like the one that is being typed: what they share is written; where that is no more than
/// was typed, they are told.
pub fn complete(model: &mut Model, typed: &str, found: &[String]) {
    const TOLD: usize = 6;
    let Some(Overlay::Prompt(prompt)) = &mut model.overlay else { return };
    if prompt.line.text() != typed {
        return;
    }
    let Some(first) = found.first() else {
        model.say(Grade::Warning, "没有这样开头的文件");
        return;
    };
    let shared = found.iter().fold(first.as_str(), |shared, name| {
        let same = shared.char_indices().zip(name.chars()).take_while(|((_, one), other)| one == other);
        let end = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
        &shared[..end]
    });
    if shared.len() > typed.len() {
        prompt.line = Line::written(shared);
        return;
    }
    let names = found.iter().take(TOLD).map(|name| name.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    let more = if found.len() > TOLD { "……" } else { "" };
    let says = format!("有 {} 个：{}{more}", found.len(), names.collect::<Vec<_>>().join("  "));
    model.say(Grade::Info, says);
}

/// The file of this name; `Err` asks for one.
fn named(words: &str) -> Result<PathBuf, String> {
    match words.trim() {
        "" => Err("请输入文件名".to_string()),
        name => Ok(PathBuf::from(name)),
    }
}

fn set_target(model: &mut Model, id: Option<SectionId>, words: &str) -> Result<(), String> {
    let target = target(words)?;
    let change = match id {
        Some(id) => moves::set_target(model.report(), id, target),
        None => moves::set_report_target(model.report(), target),
    };
    if let Some(change) = change {
        model.act(change);
    }
    Ok(())
}

fn set_begin(model: &mut Model, id: SectionId, words: &str) -> Result<(), String> {
    let begins = target(words).map_err(|_| "序号要写成数字，如 3".to_owned())?;
    if let Some(change) = moves::set_begin(model.report(), id, begins.and_then(NonZeroU32::new)) {
        model.act(change);
    }
    Ok(())
}

/// Writes the periods of the metric under the cursor. Where they can't be so, the question stays open, says why, and the
/// answer is no.
pub(super) fn take_series(model: &mut Model, mut prompt: Prompt) -> bool {
    match metrics::set_series(model, prompt.line.text()) {
        Ok(()) => true,
        Err(says) => {
            prompt.trouble = Some(says);
            model.overlay = Some(Overlay::Prompt(prompt));
            false
        }
    }
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
    let command = model.session.keymap.command(Focus::Heading, *chord);
    if matches!(command, Some(Command::FindNext | Command::FindPrevious)) && model.search.words.is_empty() {
        prompt.trouble = Some("请先输入要找的字".into());
        return true;
    }
    let manner = &mut model.search.manner;
    match (key(input).unwrap_or(KeyCode::Null), command) {
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
    model.ask(Purpose::Target(id), line);
}

/// Asks for the number that the section takes.
pub fn ask_begin(model: &mut Model) {
    let Some(id) = model.section() else {
        return model.say(Grade::Warning, "先选一节");
    };
    let now = model.report().tree.section(id).and_then(|section| section.style.begins);
    model.ask(Purpose::Begin(id), Line::offering(now.map_or_else(String::new, |begins| begins.to_string())));
}

/// Asks for the file of a table of metrics, or of last year's report.
pub fn ask_table(model: &mut Model, purpose: Purpose) {
    let line = match purpose {
        Purpose::WriteTable => Line::offering(format!("{}-指标.csv", model.file_name())),
        _ => Line::default(),
    };
    model.ask(purpose, line);
}

/// Whether a file is called like a table.
pub(super) fn is_table(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".csv")
}

//! `:` of vim: a line that is a command. What vim's hands write there is understood; all else is in the palette.

use std::path::PathBuf;

use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Scope;
use crate::tui::outline::Spot;
use crate::tui::overlay::Line;
use crate::tui::overlay::Next;
use crate::tui::overlay::Purpose;
use crate::tui::update::Effect;
use crate::tui::update::files;
use crate::tui::update::overlay::help;
use crate::tui::update::search;

/// How far a replacement reaches.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The section with all below it.
    Section,
    /// The whole report.
    Report,
}

/// Opens the line.
pub fn open(model: &mut Model) {
    model.ask(Purpose::Colon, Line::default());
}

/// Does what the line says. `Err` says what can be written there.
pub(super) fn run(model: &mut Model, words: &str) -> Result<Option<Effect>, String> {
    let words = words.trim().trim_start_matches(':');
    let (name, rest) = words.split_once(' ').map_or((words, ""), |(name, rest)| (name, rest.trim()));
    match (name, rest) {
        ("", _) => Ok(None),
        ("w", "") => Ok(files::save(model, Next::Stay)),
        ("w", path) => files::save_as(model, path, Next::Stay).map(Some),
        ("wq" | "x", "") => Ok(files::save_and_quit(model)),
        ("q", "") => Ok(files::leave(model, Next::Quit)),
        ("q!", "") => Ok(files::proceed(model, Next::Quit)),
        ("e", "") => Ok(files::leave(model, Next::Open)),
        ("e", _) if model.document().is_modified() => {
            Err("还没有保存：先 w 保存，或写 e! 文件名 不保存就打开".to_owned())
        }
        ("e" | "e!", path) if !path.is_empty() => Ok(Some(Effect::Open(PathBuf::from(path)))),
        ("h" | "help", _) => {
            help::open(model);
            Ok(None)
        }
        _ if words.chars().all(|c| c.is_ascii_digit()) => {
            let number = words.parse().unwrap_or(usize::MAX);
            go_to_section(model, number);
            Ok(None)
        }
        _ => match replacement(words) {
            Some((extent, old, new)) => {
                replace(model, extent, old, &new);
                Ok(None)
            }
            None => Err(format!("不认识“{words}”；可写 w、q、wq、e 文件名、s/旧/新/、%s/旧/新/g、第几节的数")),
        },
    }
}

/// Goes to the section of this number among those that the outline shows, or to the last one.
pub fn go_to_section(model: &mut Model, number: usize) {
    let last = (1..model.rows()).rev().find(|&row| matches!(model.spot_at(row), Some(Spot::Section(_))));
    if let Some(spot) = last.and_then(|last| model.spot_at(number.clamp(1, last))) {
        model.go(spot);
    }
}

/// What `s/旧/新/` replaces, in the section with all below it, or with `%` in the whole report. A sign before a `/` that is
/// meant takes it for itself: `\/`.
fn replacement(words: &str) -> Option<(Extent, String, String)> {
    let (extent, rest) = match words.strip_prefix("%s/") {
        Some(rest) => (Extent::Report, rest),
        None => (Extent::Section, words.strip_prefix("s/")?),
    };
    let mut parts = vec![String::new()];
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.as_str().starts_with('/') => parts.last_mut()?.push(chars.next()?),
            '/' => parts.push(String::new()),
            c => parts.last_mut()?.push(c),
        }
    }
    let mut parts = parts.into_iter();
    let (old, new) = (parts.next().filter(|old| !old.is_empty())?, parts.next()?);
    matches!(parts.next().as_deref(), None | Some("" | "g")).then_some((extent, old, new))
}

fn replace(model: &mut Model, extent: Extent, old: String, new: &str) {
    let from = model.bookmark();
    let before = (model.search.scope.clone(), model.search.words.clone());
    model.search.scope = match model.section() {
        Some(id) if extent == Extent::Section => Scope::Branches(vec![id]),
        _ => Scope::Report,
    };
    model.search.words = old;
    if let Some(says) = search::seek(model, &from) {
        model.turn_back(&from);
        model.say(Grade::Warning, says);
    } else {
        search::replace_all(model, &from, new);
    }
    (model.search.scope, model.search.words) = before;
}

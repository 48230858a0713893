//! Find, replace and filter over the whole report.

use std::ops::Range;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Report;
use crate::report::reference::Kind;
use crate::tui::caret::Caret;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

/// The commands that look for words.
pub fn run(model: &mut Model, command: Command) {
    let ask = |model: &mut Model, purpose, words: &str| {
        model.overlay = Some(Overlay::Prompt(Prompt { purpose, line: Line::offering(words), trouble: None }));
    };
    let sought = model.sought.clone();
    match command {
        Command::Filter => {
            let words = model.outline.filter().unwrap_or("").to_string();
            let from = model.spot();
            ask(model, Purpose::Filter(from), &words);
        }
        Command::Find => ask(model, Purpose::Find, &sought),
        Command::Replace => ask(model, Purpose::Replace, &sought),
        _ if sought.is_empty() => ask(model, Purpose::Find, ""),
        Command::FindPrevious => find(model, Way::Back),
        _ => find(model, Way::On),
    }
}

/// Which way to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the end, then from the start.
    On,
    /// Towards the start, then from the end.
    Back,
}

/// Goes to the next place of the words last sought, round the ends of the report, and selects it.
pub fn find(model: &mut Model, way: Way) {
    let words = model.sought.clone();
    let report = model.report();
    let fields: Vec<Field> = report.texts().map(|(field, _)| field).collect();
    let here = model.field().unwrap_or(match model.spot() {
        Spot::Report => Field::Title,
        Spot::Section(id) => Field::Heading(id),
        Spot::Closing => Field::Closing,
    });
    let start = fields.iter().position(|&field| field == here).unwrap_or(0);
    let text = |field: Field| report.text(field).unwrap_or("");
    // In 导航 the heading that has been found already is passed by; in a text the search goes on from the selection.
    let from = if model.focus == Focus::Navigation && model.caret == Caret::default() {
        None
    } else {
        Some(model.caret.selection().map_or(model.caret.at..model.caret.at, |found| found))
    };
    let count = fields.len();
    let found = (0..=count).find_map(|step| {
        let index = match way {
            Way::On => (start + step) % count,
            Way::Back => (start + count * 2 - step) % count,
        };
        let field = fields[index];
        let text = text(field);
        let at = match (way, step, &from) {
            (Way::On, 0, Some(here)) => text.get(here.end..)?.find(&words).map(|at| at + here.end),
            (Way::Back, 0, Some(here)) => text.get(..here.start)?.rfind(&words),
            (_, 0, None) => None,
            (Way::On, ..) => text.find(&words),
            (Way::Back, ..) => text.rfind(&words),
        };
        at.map(|at| (field, at))
    });
    match found {
        Some((field, at)) => {
            if model.focus == Focus::Navigation && matches!(field, Field::Title | Field::Heading(_)) {
                model.go_to(field, at);
            } else {
                if matches!(field, Field::Title | Field::Heading(_)) {
                    model.focus_on(Focus::Heading);
                }
                model.go_to(field, at + words.len());
                model.caret.anchor = Some(at);
            }
            model.say(Grade::Info, format!("“{words}” 共 {} 处，F3 找下一处", occurrences(model.report(), &words)));
        }
        None => model.say(Grade::Warning, format!("全文没有“{words}”")),
    }
}

fn occurrences(report: &Report, words: &str) -> usize {
    report.texts().map(|(_, text)| text.matches(words).count()).sum()
}

/// Replaces the words everywhere, in one undo. A reference that says something is replaced whole or not at all: its name
/// is its metric's, and half a reference would be a lost figure.
pub fn replace_all(model: &mut Model, words: &str, by: &str) {
    let mut edits = Vec::new();
    let (mut count, mut names) = (0, 0);
    // The caret keeps its place among the letters around it.
    let mut caret = model.caret.at;
    let report = model.report();
    for (field, text) in report.texts() {
        let figures: Vec<Range<usize>> = if text.contains('{') {
            let pieces = model.outline.figures().pieces(text).into_iter();
            pieces.filter(|piece| piece.kind == Kind::Figure).map(|piece| piece.range).collect()
        } else {
            Vec::new()
        };
        // From the last place to the first, so that the places before stay where they are.
        for (at, cut) in text.rmatch_indices(words) {
            let end = at + cut.len();
            let halves = |figure: &Range<usize>| {
                figure.start < end && at < figure.end && !(at <= figure.start && figure.end <= end)
            };
            if figures.iter().any(halves) {
                names += 1;
                continue;
            }
            if model.field() == Some(field) && at + cut.len() <= model.caret.at {
                caret = caret + by.len() - cut.len();
            } else if model.field() == Some(field) && at < model.caret.at {
                caret = at + by.len();
            }
            edits.push(Edit::Text { field, at, cut: cut.to_string(), put: by.to_string() });
            count += 1;
        }
    }
    let kept = format!("另有 {names} 处在指标的引用里，没有动，要改请到指标栏改名称");
    if edits.is_empty() {
        model.say(Grade::Warning, if names > 0 { kept } else { format!("全文没有“{words}”") });
        return;
    }
    model.document_mut().seal();
    model.caret = Caret::new(caret);
    model.apply(Change { label: format!("替换“{words}”"), edits });
    let says = format!("已替换 {count} 处，Ctrl+Z 可撤销");
    if names > 0 {
        model.say(Grade::Warning, format!("{says}；{kept}"));
    } else {
        model.say(Grade::Info, says);
    }
}

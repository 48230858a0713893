//! Keys in 从正文提取指标.

use crossterm::event::KeyCode;

use crate::edit::moves;
use crate::report::figures::Listed;
use crate::report::reference;
use crate::tui::keymap::Chord;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Extraction;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;

/// Looks through the section, or through the report where it states no figure.
pub fn extract(model: &mut Model) {
    let of_section = model.section().map(|id| Extraction::new(model.report(), Some(id)));
    let found = of_section.filter(|found| !found.rows.is_empty());
    let found = found.unwrap_or_else(|| Extraction::new(model.report(), None));
    if found.rows.is_empty() {
        model.say(Grade::Warning, "文字里没有可以提取的数");
    } else {
        model.overlay = Some(Overlay::Extraction(found));
    }
}

pub(super) fn press(model: &mut Model, mut found: Extraction, input: &Input) -> Option<Effect> {
    if let Some(line) = found.name.take() {
        if press_name(model, &mut found, line, input) {
            return press(model, found, input);
        }
        model.overlay = Some(Overlay::Extraction(found));
        return None;
    }
    let page = isize::try_from(model.session.size.1.saturating_sub(8).max(1)).unwrap_or(1);
    let is = |words: &str| matches!(input, Input::Key(chord) if Chord::parse(words) == Some(*chord));
    match key(input) {
        _ if is("ctrl-a") || is("a") || is("A") => {
            let all = found.ticked() < found.rows.len();
            found.rows.iter_mut().for_each(|row| row.is_ticked = all);
        }
        Some(KeyCode::Esc) => {
            put_away(model, Overlay::Extraction(found), "没有提取");
            return None;
        }
        Some(KeyCode::Enter) => {
            take(model, &found);
            return None;
        }
        Some(KeyCode::Char(' ' | '\u{3000}') | KeyCode::Tab) => {
            if let Some(row) = found.rows.get_mut(found.at) {
                row.is_ticked = !row.is_ticked;
            }
            found.step(1);
        }
        Some(KeyCode::Up | KeyCode::BackTab) => found.step(-1),
        Some(KeyCode::Down) => found.step(1),
        Some(KeyCode::PageUp) => found.step(-page),
        Some(KeyCode::PageDown) => found.step(page),
        Some(KeyCode::Home) => found.at = 0,
        Some(KeyCode::End) => found.step(isize::MAX),
        Some(KeyCode::F(2)) => {
            let left = found.question().and_then(|question| model.left_of(&question));
            let name = || found.rows.get(found.at).map(|row| Line::new(row.listed.figure.name.clone()));
            found.name = left.or_else(name);
        }
        Some(KeyCode::F(3)) => {
            let other = if found.of.is_some() { None } else { model.section() };
            let other = Extraction::new(model.report(), other);
            if other.rows.is_empty() {
                model.say(Grade::Warning, "本节没有可以提取的数");
            } else {
                found = other;
            }
        }
        _ => return beyond(model, Overlay::Extraction(found), input),
    }
    model.overlay = Some(Overlay::Extraction(found));
    None
}

/// Keys while a name is written: it is ticked once it has been. Answers whether the key is still to act in the list.
fn press_name(model: &mut Model, found: &mut Extraction, mut line: Line, input: &Input) -> bool {
    match key(input) {
        _ if write(&mut line, input) => {}
        code if matches!(input, Input::Key(_)) => {
            let name = line.text().trim();
            if name.is_empty() || !reference::is_name(name) {
                model.say(Grade::Warning, "名称不能空着，也不能有花括号和冒号");
            } else {
                if let Some(row) = found.rows.get_mut(found.at) {
                    row.listed.figure.name = name.to_owned();
                    row.is_ticked = true;
                }
                return !matches!(code, Some(KeyCode::Enter | KeyCode::Tab | KeyCode::Esc));
            }
        }
        _ => {}
    }
    found.name = Some(line);
    false
}

/// Makes metrics of what is ticked, or where nothing is, of the row under the cursor.
fn take(model: &mut Model, found: &Extraction) {
    let mut ticked: Vec<Listed> = found.rows.iter().filter(|row| row.is_ticked).map(|row| row.listed.clone()).collect();
    if ticked.is_empty() {
        ticked.extend(found.rows.get(found.at).map(|row| row.listed.clone()));
    }
    let count = ticked.len();
    let (spot, focus, caret) = (model.spot(), model.focus(), model.caret);
    match moves::take_figures(model.report(), &ticked) {
        Some(change) => {
            if model.act(change) {
                model.go(spot);
                model.focus_on(focus);
                model.caret = caret;
                model.say(Grade::Info, format!("已提取 {count} 项指标，文字里的数已改为引用；Ctrl+Z 可撤销"));
            }
        }
        None => model.say(Grade::Warning, "这些数已经都是指标了"),
    }
}

/// What the message of an import adds: how many figures there are and where to take them out. Empty where there are few.
pub fn offer_to_extract(model: &Model) -> String {
    // What is so long that reading it through would be felt can be looked through when it is asked for.
    const SECTIONS: usize = 2_000;
    if model.report().tree.len() > SECTIONS {
        return String::new();
    }
    let found = Extraction::new(model.report(), None).rows.len();
    if found < 2 {
        String::new()
    } else {
        format!("；文中有 {found} 个数，F2 里的 从正文提取指标 可收成指标")
    }
}

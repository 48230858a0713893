//! Keys in 指标总表.

use crossterm::event::KeyCode;

use crate::report::Owner;
use crate::report::overview;
use crate::report::overview::Only;
use crate::report::table;
use crate::report::table::Separator;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::model::Clip;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Overview;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::lists;
use crate::tui::update::metrics;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;
use crate::tui::update::overlay::put_away;
use crate::tui::update::overlay::write;

/// F4: all metrics of the report.
pub fn look_over(model: &mut Model) {
    let overview = Overview::new(model.report(), model.outline.figures());
    if overview.rows.is_empty() {
        model.say(Grade::Warning, "还没有指标：Ins 加一行，或用 F2 从正文提取指标");
    } else {
        model.overlay = Some(Overlay::Overview(overview));
    }
}

pub(super) fn press(model: &mut Model, mut overview: Overview, input: &Input) -> Option<Effect> {
    if overview.cell.is_some() {
        return press_cell(model, overview, input);
    }
    if let Input::Pasted(text) = input
        && text.contains(['\t', '\n'])
    {
        metrics::take_table(model, text, None);
        return stay(model, overview);
    }
    if let Input::Key(chord) = input
        && *chord == Chord::parse("ctrl-c").expect("it is a key")
    {
        return copy(model, overview);
    }
    let page = isize::try_from(model.session.size.1.saturating_sub(8).max(1)).unwrap_or(1);
    match key(input) {
        Some(KeyCode::Esc) if overview.words.text().is_empty() => return None,
        Some(KeyCode::Esc) => overview.words = Line::default(),
        Some(KeyCode::Enter) => {
            if let Some((row, _)) = overview.metric(model.report()) {
                go(model, row);
                return None;
            }
        }
        Some(KeyCode::Up) => overview.step(-1),
        Some(KeyCode::Down) => overview.step(1),
        Some(KeyCode::PageUp) => overview.step(-page),
        Some(KeyCode::PageDown) => overview.step(page),
        Some(KeyCode::Left | KeyCode::BackTab) => overview.turn(-1),
        Some(KeyCode::Right | KeyCode::Tab) => overview.turn(1),
        Some(KeyCode::F(2)) => begin_cell(model, &mut overview),
        Some(KeyCode::F(3)) => overview.order = overview.order.turned(overview.column),
        Some(KeyCode::F(4)) => {
            let at = Only::ALL.iter().position(|only| *only == overview.only).unwrap_or(0);
            overview.only = Only::ALL[(at + 1) % Only::ALL.len()];
        }
        Some(KeyCode::F(5)) => {
            if let Some((_, metric)) = overview.metric(model.report()) {
                let name = metric.name.clone();
                lists::pick_use(model, &name);
                if model.overlay.is_some() {
                    return None;
                }
            }
        }
        Some(KeyCode::F(6)) => {
            if let Some((row, _)) = overview.metric(model.report()) {
                metrics::show_picture(model, row);
                if let Some(Overlay::Picture(picture)) = &mut model.overlay {
                    picture.from = Some(Box::new(Overlay::Overview(overview)));
                }
                return None;
            }
        }
        _ => {
            if !write(&mut overview.words, input) {
                return beyond(model, Overlay::Overview(overview), input);
            }
        }
    }
    stay(model, overview)
}

/// Keeps the table open, listed anew.
fn stay(model: &mut Model, mut overview: Overview) -> Option<Effect> {
    overview.refresh(model.report(), model.outline.figures());
    model.overlay = Some(Overlay::Overview(overview));
    None
}

/// Opens the cell under the cursor, where something is written in it.
fn begin_cell(model: &mut Model, overview: &mut Overview) {
    let Some((_, metric)) = overview.metric(model.report()) else { return };
    match overview.column.of(metric) {
        Some(text) => overview.cell = Some(Line::new(text.clone())),
        None => model.say(Grade::Warning, format!("{}是算出来的，改数值、上年或目标", overview.column.title())),
    }
}

/// Keys while a cell is written: Enter, Tab, Esc and every key that isn't the line's own take it; a key of the table's then acts.
fn press_cell(model: &mut Model, mut overview: Overview, input: &Input) -> Option<Effect> {
    let Some(mut line) = overview.cell.take() else { return stay(model, overview) };
    let trouble = overview.trouble.take();
    match key(input) {
        Some(KeyCode::Esc) if trouble.is_some() => {
            let says = format!("没有写入“{}”，原来的没有动", line.text());
            put_away(model, Overlay::Held(line.text().to_owned()), &says);
            return stay(model, overview);
        }
        _ if write(&mut line, input) => {
            overview.cell = Some(line);
            model.overlay = Some(Overlay::Overview(overview));
            return None;
        }
        _ if matches!(input, Input::Key(_)) => {
            let changed = overview.metric(model.report()).map(|((owner, at), metric)| {
                let mut changed = metric.clone();
                if let Some(text) = overview.column.of_mut(&mut changed) {
                    *text = line.text().trim().to_owned();
                }
                (owner, at, changed)
            });
            if let Some((owner, at, changed)) = changed
                && let Err(says) = metrics::set(model, (owner, at), changed)
            {
                overview.trouble = Some(says);
                overview.cell = Some(line);
                model.overlay = Some(Overlay::Overview(overview));
                return None;
            }
            overview.refresh(model.report(), model.outline.figures());
            match key(input) {
                Some(KeyCode::Up) => overview.step(-1),
                Some(KeyCode::Down | KeyCode::Enter) => overview.step(1),
                Some(KeyCode::BackTab) => overview.turn(-1),
                Some(KeyCode::Tab) => overview.turn(1),
                Some(KeyCode::Esc) => {}
                _ => return press(model, overview, input),
            }
            return stay(model, overview);
        }
        _ => overview.cell = Some(line),
    }
    model.overlay = Some(Overlay::Overview(overview));
    None
}

/// Hands the rows that are shown to the clipboard, as a spreadsheet pastes them.
fn copy(model: &mut Model, overview: Overview) -> Option<Effect> {
    let figures = model.outline.figures();
    let lines = overview::lines(model.report(), figures, overview.words.text(), overview.only, overview.order);
    let text = table::write(&lines, Separator::Tab);
    let says = format!("已复制 {} 行，可粘贴到电子表格", lines.len());
    model.session.clip = Some(Clip::Text(text.clone()));
    model.say(Grade::Info, says);
    model.overlay = Some(Overlay::Overview(overview));
    Some(Effect::Copy(text))
}

/// Goes to the row of a metric in the pane of the one who keeps it.
pub fn go(model: &mut Model, (owner, at): (Owner, usize)) {
    model.go(match owner {
        Owner::Report => Spot::Report,
        Owner::Section(id) => Spot::Section(id),
    });
    model.focus_on(Focus::Metrics);
    model.cell.row = at;
}

/// Goes to the metric of this name, if there is one.
pub(super) fn go_to_metric(model: &mut Model, name: &str) {
    let found = model.report().metric_rows().find(|(.., metric)| metric.name.trim() == name.trim());
    if let Some((owner, at, _)) = found {
        go(model, (owner, at));
    }
}

//! The metrics pane: a table of figures with their change against last year, their completion and a small bar.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::cell;
use super::columns;
use super::put;
use crate::report::Metric;
use crate::report::metric::Direction;
use crate::tui::command::Focus;
use crate::tui::model::Column;
use crate::tui::model::Model;

/// Columns of the small bar.
const BAR: u16 = 8;

/// One column of the table on the screen: where it starts and how wide it is.
struct Slot {
    column: Option<Column>,
    x: u16,
    width: u16,
}

/// The written columns and, between them, what is computed: change, completion, bar. What finds no room is left out,
/// the least needed first; the column under the cursor always shows.
fn slots(model: &Model, area: Rect) -> Vec<Slot> {
    let name = widest(model, area, |metric| columns(&metric.name), 8).min(area.width / 3).max(8);
    let value = widest(model, area, |metric| columns(&metric.value), 6).min(14);
    let unit = widest(model, area, |metric| columns(&metric.unit), 4).min(8);
    let last = widest(model, area, |metric| columns(&metric.last_year), 6).min(14);
    let target = widest(model, area, |metric| columns(&metric.target), 6).min(14);
    let change = widest(model, area, |metric| change(metric).map_or(0, |change| columns(&change)), 4).min(14);
    let done = widest(model, area, |metric| done(metric).map_or(0, |done| columns(&done)), 4).min(10);
    let mut wanted: Vec<(Option<Column>, u16, u8)> = vec![
        (Some(Column::Name), name, 0),
        (Some(Column::Value), value, 0),
        (Some(Column::Unit), unit, 0),
        (Some(Column::LastYear), last, 1),
        (None, change, 1),
        (Some(Column::Target), target, 2),
        (None, done, 3),
        (None, BAR, 4),
        (Some(Column::Note), 10, 5),
    ];
    if let Some(here) = wanted.iter_mut().find(|(column, ..)| *column == Some(model.cell.column)) {
        here.2 = 0;
    }
    while wanted.iter().map(|(_, width, _)| width + 1).sum::<u16>() > area.width + 1 && wanted.len() > 3 {
        let least = wanted.iter().map(|(.., rank)| *rank).max().unwrap_or(0);
        if least == 0 {
            break;
        }
        let at = wanted.iter().rposition(|(.., rank)| *rank == least).expect("the rank comes from the list");
        wanted.remove(at);
    }
    let mut x = 0;
    let slot = |(column, width, _): (Option<Column>, u16, u8)| {
        let slot = Slot { column, x, width: width.min(area.width.saturating_sub(x)) };
        x += width + 1;
        slot
    };
    wanted.into_iter().map(slot).collect()
}

fn widest(model: &Model, area: Rect, wide: impl Fn(&Metric) -> u16, least: u16) -> u16 {
    let rows = model.metric_rows();
    let shown = rows.from(model.cell.top).take(usize::from(area.height));
    let metrics = shown.filter_map(|row| model.report().metrics(row.owner)?.get(row.index));
    metrics.map(wide).max().unwrap_or(0).max(least)
}

/// The change against last year as the table shows it.
fn change(metric: &Metric) -> Option<String> {
    metric.change().map(|change| change.to_string())
}

/// The completion as the table shows it, below the word 完成.
fn done(metric: &Metric) -> Option<String> {
    metric.completion().map(|done| format!("{done}%"))
}

/// The column of the table at this column of the pane.
pub fn column_at(model: &Model, area: Rect, x: u16) -> Option<Column> {
    slots(model, area).iter().find(|slot| (slot.x..=slot.x + slot.width).contains(&x))?.column
}

/// The cell of the metric under the cursor on the screen.
pub(super) fn cursor(model: &Model, area: Rect) -> Option<Rect> {
    let slot = slots(model, area).into_iter().find(|slot| slot.column == Some(model.cell.column))?;
    let row = model.cell.row.checked_sub(model.cell.top)?;
    let y = area.y + 1 + u16::try_from(row).ok()?;
    (y < area.bottom()).then(|| Rect::new(area.x + slot.x, y, slot.width, 1))
}

/// Draws the rows that fit and answers where the cursor stands.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let rows = model.metric_rows();
    let focused = model.focus == Focus::Metrics;
    let dim = Style::from(model.theme.dim);
    if rows.is_empty() {
        let hint = if focused {
            "（没有指标：按 Ins 或直接打字加一行）"
        } else {
            "（没有指标，F9 到这里来加）"
        };
        put(buffer, area.x, area.y, area.width, hint, dim);
        return focused.then(|| cell(area, 0, 0));
    }
    let slots = slots(model, area);
    let titles = ["同比", "完成", "图示"];
    let mut computed = titles.iter();
    for slot in &slots {
        let title = slot.column.map_or_else(|| computed.next().copied().unwrap_or(""), Column::title);
        put(buffer, area.x + slot.x, area.y, slot.width, title, dim);
    }
    let own = model.owner();
    for (index, (row, y)) in rows.from(model.cell.top).zip(area.top() + 1..area.bottom()).enumerate() {
        let Some(metric) = model.report().metrics(row.owner).and_then(|metrics| metrics.get(row.index)) else {
            continue;
        };
        let here = model.cell.top + index == model.cell.row;
        let base = Style::from(model.theme.text);
        let base = if row.owner == own { base } else { base.patch(model.theme.dim) };
        draw_row(model, metric, &slots, Rect { y, height: 1, ..area }, base, buffer);
        if here
            && focused
            && let Some(at) = cursor(model, area)
        {
            buffer.set_style(at, model.theme.cursor);
        }
    }
    if !focused {
        return None;
    }
    let at = cursor(model, area)?;
    Some(Position { x: at.x, y: at.y })
}

fn draw_row(model: &Model, metric: &Metric, slots: &[Slot], line: Rect, style: Style, buffer: &mut Buffer) {
    let mut computed = 0;
    for slot in slots {
        let x = line.x + slot.x;
        match slot.column {
            Some(column) => {
                let text = column.of(metric);
                let number = matches!(column, Column::Value | Column::LastYear | Column::Target);
                let width = columns(text).min(slot.width);
                let shift = if number { slot.width - width } else { 0 };
                put(buffer, x + shift, line.y, slot.width, text, style);
            }
            None => {
                match computed {
                    0 => {
                        if let Some(change) = metric.change() {
                            let paint = match change.direction {
                                Direction::Up => model.theme.rise,
                                Direction::Down => model.theme.fall,
                                Direction::Level => model.theme.dim,
                            };
                            put(buffer, x, line.y, slot.width, &change.to_string(), style.patch(paint));
                        }
                    }
                    1 => {
                        if let Some(done) = done(metric) {
                            put(buffer, x, line.y, slot.width, &done, style);
                        }
                    }
                    _ => {
                        if let Some(eighths) = metric.bar(slot.width) {
                            put(buffer, x, line.y, slot.width, &bar(eighths), style.patch(model.theme.rise));
                        }
                    }
                }
                computed += 1;
            }
        }
    }
}

/// A bar of so many eighths of a cell.
fn bar(eighths: u32) -> String {
    const PARTS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
    let mut bar = "█".repeat(eighths as usize / 8);
    if let Some(part) = (eighths as usize % 8).checked_sub(1) {
        bar.push(PARTS[part]);
    }
    bar
}

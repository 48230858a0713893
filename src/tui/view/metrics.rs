//! The metrics pane: a table of figures with their change against last year, their completion and a small bar.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::cell;
use super::put;
use crate::report::Metric;
use crate::report::ledger::Reckoned;
use crate::report::metric::Direction;
use crate::report::metric::is_odd;
use crate::tui::command::Focus;
use crate::tui::model::Column;
use crate::tui::model::Model;
use crate::tui::table::Slot;
use crate::tui::table::cursor;
use crate::tui::table::done;
use crate::tui::table::slots;
use crate::tui::table::stated;

/// Draws the rows that fit and answers where the cursor stands.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    let rows = model.metric_rows();
    let focused = model.focus() == Focus::Metrics;
    let dim = Style::from(model.session.theme.dim);
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
        let base = Style::from(model.session.theme.text);
        let base = if row.owner == own { base } else { base.patch(model.session.theme.dim) };
        draw_row(model, metric, &slots, Rect { y, height: 1, ..area }, base, buffer);
        if here
            && focused
            && let Some(at) = cursor(model, area)
        {
            buffer.set_style(at, model.session.theme.cursor);
        }
    }
    if !focused {
        return None;
    }
    let at = cursor(model, area)?;
    Some(Position { x: at.x, y: at.y })
}

fn draw_row(model: &Model, metric: &Metric, slots: &[Slot<Column>], line: Rect, style: Style, buffer: &mut Canvas<'_>) {
    let written = metric;
    let Reckoned { metric, trouble } = &stated(model, metric);
    let mut computed = 0;
    for slot in slots {
        let x = line.x + slot.x;
        match slot.column {
            Some(column) => {
                let text = column.of(metric);
                let number = matches!(column, Column::Value | Column::LastYear | Column::Target);
                let width = buffer.columns(text).min(slot.width);
                let shift = if number { slot.width - width } else { 0 };
                let wrong = column == Column::Value && trouble.is_some() || number && is_odd(column.of(written));
                let style = if wrong { style.patch(model.session.theme.warning) } else { style };
                put(buffer, x + shift, line.y, slot.width, text, style);
            }
            None => {
                match computed {
                    0 => {
                        if let Some(change) = metric.change() {
                            let paint = match (metric.is_good(change.direction), change.direction) {
                                (Some(true), _) => model.session.theme.rise,
                                (Some(false), _) => model.session.theme.fall,
                                (None, Direction::Level) => model.session.theme.dim,
                                (None, _) => model.session.theme.text,
                            };
                            put(buffer, x, line.y, slot.width, &change.to_string(), style.patch(paint));
                        }
                    }
                    1 => {
                        if let Some(done) = done(metric) {
                            let missed = metric.is_reached() == Some(false) && metric.completion().is_none();
                            let style = if missed { style.patch(model.session.theme.fall) } else { style };
                            put(buffer, x, line.y, slot.width, &done, style);
                        }
                    }
                    _ => {
                        if let Some(eighths) = metric.bar(slot.width / buffer.columns("█")) {
                            put(buffer, x, line.y, slot.width, &bar(eighths), style.patch(model.session.theme.rise));
                        }
                    }
                }
                computed += 1;
            }
        }
    }
}

/// A bar of so many eighths of a cell.
pub(super) fn bar(eighths: u32) -> String {
    const PARTS: [char; 8] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
    let mut bar = "█".repeat(eighths as usize / 8);
    if let Some(part) = (eighths as usize % 8).checked_sub(1) {
        bar.push(PARTS[part]);
    }
    bar
}

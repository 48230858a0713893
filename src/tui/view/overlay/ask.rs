//! A question that is answered by a choice.

use ratatui::layout::Position;

use crate::tui::model::Model;
use crate::tui::overlay::Ask;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, ask: &Ask, buffer: &mut Canvas<'_>) -> Option<Position> {
    let width = buffer.columns(&ask.question).saturating_add(6).clamp(40, 72);
    let labels: Vec<String> =
        ask.choices.iter().enumerate().map(|(index, (words, _))| format!(" {} {words} ", index + 1)).collect();
    // Where they don't stand side by side, each gets a row.
    let side_by_side =
        labels.iter().map(|label| buffer.columns(label) + 2).sum::<u16>() <= width.min(buffer.area.width);
    let rows = if side_by_side { 1 } else { u16::try_from(labels.len()).unwrap_or(u16::MAX) };
    let area = window(model, "请选择", width, 4_u16.saturating_add(rows), buffer);
    let style = style(model);
    put(buffer, area.x, area.y, area.width, &ask.question, style);
    let (mut x, mut y) = (area.x, (area.y + 2).min(area.bottom().saturating_sub(rows)));
    let mut caret = None;
    for (index, label) in labels.iter().enumerate() {
        let paint = if index == ask.at { style.patch(model.session.theme.cursor) } else { style };
        if index == ask.at {
            caret = Some(Position { x, y });
        }
        let taken = put(buffer, x, y, area.right().saturating_sub(x), label, paint);
        (x, y) = if side_by_side { (x + taken + 2, y) } else { (x, y + 1) };
    }
    caret
}

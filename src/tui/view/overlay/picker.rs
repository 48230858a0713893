//! A list to choose from.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::overlay::Picker;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::framed;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, picker: &Picker, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    // As high as what is left to choose from; its head stays where it was with all of it.
    let rows = |count: usize| {
        let rows = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(4).max(6);
        rows.min(screen.height.saturating_sub(2))
    };
    let (full, height) = (rows(picker.items.len()), rows(picker.shown.len()));
    let width = screen.width.min(76);
    let outer = Rect::new((screen.width - width) / 2, (screen.height - full) / 2, width, height);
    let area = framed(model, &picker.title, outer, buffer);
    let style = style(model);
    put(buffer, area.x, area.y, 2, "› ", style.patch(model.session.theme.focus));
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area };
    let caret = typed(model, &picker.line, line, style, buffer);
    let height = usize::from(area.height.saturating_sub(2)).max(1);
    let top = (picker.at + 1).saturating_sub(height);
    for (row, y) in (top..picker.shown.len()).zip(area.y + 2..area.bottom()) {
        let index = picker.shown[row];
        let item = &picker.items[index];
        let style = if row == picker.at { style.patch(model.session.theme.cursor) } else { style };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        let dim = if row == picker.at { style } else { style.patch(model.session.theme.dim) };
        let title = if picker.refused.contains(&index) { dim } else { style };
        let used = put(buffer, area.x, y, area.width, &item.title, title);
        let room = area.width.saturating_sub(used + 2);
        put(buffer, area.x + used + 2, y, room, &item.hint, dim);
    }
    if picker.shown.is_empty() {
        put(buffer, area.x, area.y + 2, area.width, "（没有符合的，退格再试）", style.patch(model.session.theme.dim));
    }
    Some(caret)
}

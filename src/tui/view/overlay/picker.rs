//! A list to choose from.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::overlay::Item;
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
    let has_keys = picker.items.iter().any(|item| !item.keys.is_empty());
    let width = screen.width.min(if has_keys { 108 } else { 76 });
    let outer = Rect::new((screen.width - width) / 2, (screen.height - full) / 2, width, height);
    let area = framed(model, &picker.title, outer, buffer);
    let style = style(model);
    put(buffer, area.x, area.y, 2, "› ", style.patch(model.session.theme.focus));
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area };
    let caret = typed(model, &picker.line, line, style, buffer);
    let height = usize::from(area.height.saturating_sub(2)).max(1);
    let top = (picker.at + 1).saturating_sub(height);
    let seen = &picker.shown[top..picker.shown.len().min(top + height)];
    let widest =
        |of: fn(&Item) -> &str| seen.iter().map(|&item| buffer.columns(of(&picker.items[item]))).max().unwrap_or(0);
    let (titles, keys) = match has_keys {
        true => (widest(|item| &item.title), widest(|item| &item.keys).min(area.width / 3)),
        false => (0, 0),
    };
    for (row, y) in (top..picker.shown.len()).zip(area.y + 2..area.bottom()) {
        let index = picker.shown[row];
        let item = &picker.items[index];
        let style = if row == picker.at { style.patch(model.session.theme.cursor) } else { style };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        let dim = if row == picker.at { style } else { style.patch(model.session.theme.dim) };
        let (title, key) = match picker.refused.contains(&index) {
            true => (dim, dim),
            false if row == picker.at => (style, style),
            false => (style, style.patch(model.session.theme.focus)),
        };
        let used = put(buffer, area.x, y, area.width, &item.title, title).max(titles);
        let room = area.width.saturating_sub(used + 2 + if keys > 0 { keys + 2 } else { 0 });
        put(buffer, area.x + used + 2, y, room, &item.hint, dim);
        let wide = buffer.columns(&item.keys).min(keys);
        put(buffer, area.right() - wide, y, wide, &item.keys, key);
    }
    if picker.shown.is_empty() {
        put(buffer, area.x, area.y + 2, area.width, "（没有符合的，退格再试）", style.patch(model.session.theme.dim));
    }
    Some(caret)
}

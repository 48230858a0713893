//! A list to choose from, with what is under the cursor beside it or below.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::overlay::Item;
use crate::tui::overlay::Picker;
use crate::tui::previews;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::framed;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::put;

/// Columns of a list without keys and without a preview beside it.
const PLAIN: u16 = 76;

/// Columns of the widest window.
const WIDE: u16 = 116;

/// From this many columns on a preview stands beside the list, else below.
const BESIDE: u16 = 100;

/// Rows of a preview below the list, the line above it included, and the rows of a screen that has room for it.
const BELOW: (u16, u16) = (7, 20);

pub(super) fn draw(model: &Model, picker: &Picker, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let has_keys = picker.items.iter().any(|item| !item.keys.is_empty());
    let preview = picker.chosen().map(|item| previews::of(model, item)).unwrap_or_default();
    // The window stays as it is from row to row.
    let previewed = picker.items.iter().take(40).any(|item| !previews::of(model, item).is_empty());
    let is_beside = previewed && screen.width >= BESIDE;
    let below = if previewed && !is_beside && screen.height >= BELOW.1 { BELOW.0 } else { 0 };
    // As high as what is left to choose from; its head stays where it was with all of it.
    let rows = |count: usize| {
        let rows = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(4 + below).max(6);
        let least = if is_beside { 18 } else { 0 };
        rows.max(least).min(screen.height.saturating_sub(2))
    };
    let (full, height) = (rows(picker.items.len()), rows(picker.shown.len()));
    let width = screen.width.min(if has_keys || is_beside { WIDE } else { PLAIN });
    let outer = Rect::new((screen.width - width) / 2, (screen.height - full) / 2, width, height);
    let area = framed(model, &picker.title, outer, buffer);
    let style = style(model);
    put(buffer, area.x, area.y, 2, "› ", style.patch(model.session.theme.focus));
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area };
    let caret = typed(model, &picker.line, line, style, buffer);
    let mut list = Rect { y: area.y + 2, height: area.height.saturating_sub(2 + below), ..area };
    if is_beside {
        list.width = area.width * 11 / 20;
        let beside = Rect { x: list.right() + 2, width: area.width.saturating_sub(list.width + 2), ..list };
        let edge = Rect { x: list.right(), width: 1, ..list };
        for y in edge.top()..edge.bottom() {
            let bar = buffer.border().vertical_left;
            put(buffer, edge.x, y, 1, bar, style.patch(model.session.theme.frame));
        }
        draw_preview(model, &preview, beside, buffer);
    } else if below > 0 {
        let rule = buffer.rule(area.width);
        put(buffer, area.x, list.bottom(), area.width, &rule, style.patch(model.session.theme.frame));
        draw_preview(model, &preview, Rect { y: list.bottom() + 1, height: below - 1, ..area }, buffer);
    }
    draw_rows(model, picker, list, buffer);
    if picker.shown.is_empty() {
        put(buffer, list.x, list.y, list.width, "（没有符合的，退格再试）", style.patch(model.session.theme.dim));
    }
    Some(caret)
}

/// The rows around the cursor: what they belong to, what they say, what stands after it, their keys.
fn draw_rows(model: &Model, picker: &Picker, area: Rect, buffer: &mut Canvas<'_>) {
    let style = style(model);
    let height = usize::from(area.height).max(1);
    let top = (picker.at + 1).saturating_sub(height);
    let seen = &picker.shown[top..picker.shown.len().min(top + height)];
    let widest =
        |of: fn(&Item) -> &str| seen.iter().map(|&item| buffer.columns(of(&picker.items[item]))).max().unwrap_or(0);
    let has_keys = picker.items.iter().any(|item| !item.keys.is_empty());
    let (titles, keys) =
        if has_keys { (widest(|item| &item.title), widest(|item| &item.keys).min(area.width / 3)) } else { (0, 0) };
    let groups = match picker.items.iter().map(|item| buffer.columns(item.group)).max() {
        Some(widest) if widest > 0 => widest + 2,
        _ => 0,
    };
    let mut before = "";
    for (k, (&index, y)) in seen.iter().zip(area.y..area.bottom()).enumerate() {
        let item = &picker.items[index];
        let is_here = top + k == picker.at;
        if item.group != before {
            put(buffer, area.x, y, groups, item.group, style.patch(model.session.theme.heading));
            before = item.group;
        }
        let row = Rect { x: area.x + groups, y, width: area.width.saturating_sub(groups), height: 1 };
        let style = if is_here { style.patch(model.session.theme.cursor) } else { style };
        buffer.set_style(row, style);
        let dim = if is_here { style } else { style.patch(model.session.theme.dim) };
        let (title, key) = match picker.refused.contains(&index) {
            true => (dim, dim),
            false if is_here => (style, style),
            false => (style, style.patch(model.session.theme.focus)),
        };
        let used = put(buffer, row.x, y, row.width, &item.title, title).max(titles);
        let room = row.width.saturating_sub(used + 2 + if keys > 0 { keys + 2 } else { 0 });
        put(buffer, row.x + used + 2, y, room, &item.hint, dim);
        let wide = buffer.columns(&item.keys).min(keys);
        put(buffer, row.right() - wide, y, wide, &item.keys, key);
    }
}

/// The lines of a preview, wrapped as far as there is room.
fn draw_preview(model: &Model, lines: &[String], area: Rect, buffer: &mut Canvas<'_>) {
    let style = style(model);
    let width = usize::from(area.width).max(2);
    let wrapped = lines.iter().flat_map(|line| {
        let rows = crate::text::wrap(line, width, 0, model.session.ambiguous);
        rows.into_iter().map(|row| line[row.start..row.end].trim_end().to_owned()).collect::<Vec<_>>()
    });
    for (row, y) in wrapped.zip(area.top()..area.bottom()) {
        put(buffer, area.x, y, area.width, &row, style.patch(model.session.theme.dim));
    }
}

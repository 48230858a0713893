//! 帮助: what is looked for, the contents, and the rows.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::tui::help;
use crate::tui::model::Model;
use crate::tui::overlay::Help;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, shown: &Help, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "帮助 · 打字查找（汉字或拼音）", help::WIDTH, screen.height.saturating_sub(2), buffer);
    let style = style(model);
    let theme = &model.session.theme;
    let left = u16::try_from(help::columns(model).1).unwrap_or(0);
    let rows = help::rows(model, shown);
    put(buffer, area.x, area.y, 2, "› ", style.patch(theme.focus));
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area };
    let caret = typed(model, &shown.line, line, style, buffer);
    contents(model, shown, &rows, Rect { y: area.y + 1, height: 1, ..area }, buffer);
    let inside = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
    for (row, y) in rows.iter().skip(shown.top).zip(inside.top()..inside.bottom()) {
        match row {
            help::Row::Words(words) => put(buffer, area.x, y, area.width, words, style),
            help::Row::Chapter(name) => {
                put(buffer, area.x, y, area.width, &format!("【{name}】"), style.patch(theme.heading))
            }
            help::Row::Keys(keys, words) => {
                put(buffer, area.x, y, left, keys, style.patch(theme.focus));
                put(buffer, area.x + left + 1, y, area.width.saturating_sub(left + 1), words, style)
            }
            help::Row::Refused(keys, words) => {
                let dim = style.patch(theme.dim);
                put(buffer, area.x, y, left, keys, dim);
                put(buffer, area.x + left + 1, y, area.width.saturating_sub(left + 1), words, dim)
            }
        };
    }
    Some(caret)
}

/// The names of the chapters in a row, the one that is shown lit; from there on where not all have room.
fn contents(model: &Model, shown: &Help, rows: &[help::Row], area: Rect, buffer: &mut Canvas<'_>) {
    let chapters = help::chapters(rows);
    let here = chapters.iter().rposition(|(at, _)| *at <= shown.top).unwrap_or(0);
    let (style, theme) = (style(model), &model.session.theme);
    let wide = |name: &str, buffer: &Canvas<'_>| buffer.columns(name) + 2;
    let all: u16 = chapters.iter().map(|(_, name)| wide(name, buffer)).sum();
    let first = if all <= area.width { 0 } else { here };
    let mut x = area.x;
    for (at, (_, name)) in chapters.iter().enumerate().skip(first) {
        let room = area.right().saturating_sub(x);
        if wide(name, buffer) > room {
            put(buffer, x, area.y, room, "…", style.patch(theme.dim));
            break;
        }
        let paint = if at == here { style.patch(theme.cursor) } else { style.patch(theme.dim) };
        x += put(buffer, x, area.y, room, name, paint) + 2;
    }
}

//! 报告属性.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::tui::model::Model;
use crate::tui::overlay::Form;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

/// What stands in one row of the window.
enum Drawn {
    /// The name of a group.
    Group(&'static str),
    /// A row of the form, and whether it is the first of what it asks for.
    Row(usize, bool),
}

pub(super) fn draw(model: &Model, form: &Form, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let rows = drawn(form);
    let height =
        u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(3).min(screen.height.saturating_sub(2)).max(4);
    let title = "报告属性 · 回车确定，Esc 取消";
    let area = window(model, title, screen.width.saturating_sub(4).min(72), height, buffer);
    let style = style(model);
    let room = usize::from(area.height.saturating_sub(1)).max(1);
    let here = rows.iter().position(|row| matches!(row, Drawn::Row(row, _) if *row == form.at)).unwrap_or(0);
    // The group of the row stays in sight with it.
    let top = (here + 2).saturating_sub(room).min(rows.len().saturating_sub(room));
    let mut caret = None;
    for (row, y) in rows.iter().skip(top).zip(area.top()..area.bottom().saturating_sub(1)) {
        let (index, first) = match row {
            Drawn::Group(name) => {
                put(buffer, area.x, y, area.width, &format!("── {name}"), style.patch(model.session.theme.dim));
                continue;
            }
            Drawn::Row(index, first) => (*index, *first),
        };
        let here = index == form.at;
        let asks = form.rows[index].asks;
        let paint = if here { style.patch(model.session.theme.focus) } else { style.patch(model.session.theme.dim) };
        put(buffer, area.x, y, 10, if first { asks.title() } else { "（续行）" }, paint);
        let line = Rect { x: area.x + 10, y, width: area.width.saturating_sub(10), height: 1 };
        let ground = if here { style.patch(model.session.theme.cursor) } else { style };
        let at = if asks.is_choice() {
            put(buffer, line.x, y, line.width, &format!("◂ {} ▸", form.chosen(asks)), ground);
            Position { x: line.x, y }
        } else {
            typed(model, &form.rows[index].line, line, ground, buffer)
        };
        caret = if here { Some(at) } else { caret };
    }
    let foot = area.bottom().saturating_sub(1);
    if let Some(says) = &form.trouble {
        put(buffer, area.x, foot, area.width, says, style.patch(model.session.theme.warning));
    } else if form.takes_lines() {
        put(
            buffer,
            area.x,
            foot,
            area.width,
            "可以写几行：↓ 到空行接着写，Tab 到下一项",
            style.patch(model.session.theme.dim),
        );
    }
    caret
}

fn drawn(form: &Form) -> Vec<Drawn> {
    let mut rows = Vec::new();
    for (index, row) in form.rows.iter().enumerate() {
        let first = index == 0 || form.rows[index - 1].asks != row.asks;
        if first && let Some(name) = row.asks.opens() {
            rows.push(Drawn::Group(name));
        }
        rows.push(Drawn::Row(index, first));
    }
    rows
}

//! 从正文提取指标: a table of the figures found, each in the words it stands in.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::report::figures::Listed;
use crate::tui::model::Model;
use crate::tui::overlay::Extraction;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

/// Columns of the words before a figure that are shown at least.
const BEFORE: usize = 10;

pub(super) fn draw(model: &Model, found: &Extraction, buffer: &mut Canvas<'_>) -> Option<Position> {
    const KEYS: &str = "空格 勾选 · Ctrl+A 全选 · F2 改名 · F3 本节／全文 · 回车 提取 · Esc 不提取";
    let screen = buffer.area;
    let place = if found.of.is_some() { "本节" } else { "全文" };
    let title = format!("从正文提取指标 · {place} {} 个数，已勾 {} 个", found.rows.len(), found.ticked());
    let area = window(model, &title, screen.width, screen.height.saturating_sub(1), buffer);
    let style = style(model);
    let dim = style.patch(model.session.theme.dim);
    let foot = area.bottom().saturating_sub(1);
    let rows = Rect { y: area.y + 1, height: foot.saturating_sub(area.y + 1), ..area };
    let height = usize::from(rows.height).max(1);
    let top = (found.at + 1).saturating_sub(height);
    let shown = || found.rows.iter().skip(top).take(height);
    let widest = |text: fn(&Model, &Listed) -> String, least: u16, most: u16| {
        shown().map(|row| buffer.columns(&text(model, &row.listed))).max().unwrap_or(0).clamp(least, most)
    };
    let name = widest(|_, listed| listed.figure.name.clone(), 8, (area.width / 3).max(8));
    let value = widest(|_, listed| said(listed), 6, 16);
    let change = if area.width < 70 { 0 } else { widest(changed, 4, 24) };
    let at =
        [3, 3 + name + 2, 3 + name + 2 + value + 2, 3 + name + 2 + value + 2 + if change > 0 { change + 2 } else { 0 }];
    for (title, x) in ["", "名称", "数值", if change > 0 { "变化" } else { "" }, "所在的话"]
        .iter()
        .zip([0, at[0], at[1], at[2], at[3]])
    {
        put(buffer, area.x + x, area.y, area.width.saturating_sub(x), title, dim);
    }
    let mut caret = None;
    for (k, (row, y)) in shown().zip(rows.top()..rows.bottom()).enumerate() {
        let here = top + k == found.at;
        let style = if here { style.patch(model.session.theme.cursor) } else { style };
        let dim = if here { style } else { dim };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        put(buffer, area.x, y, 3, if row.is_ticked { "✓" } else { "·" }, style);
        put(buffer, area.x + at[0], y, name, &row.listed.figure.name, style);
        put(buffer, area.x + at[1], y, value, &said(&row.listed), style);
        put(buffer, area.x + at[2], y, change, &changed(model, &row.listed), style);
        let room = area.width.saturating_sub(at[3]);
        put(
            buffer,
            area.x + at[3],
            y,
            room,
            &model.words_around(row.listed.field, row.listed.figure.range.start, usize::from(room / 3).max(BEFORE)),
            dim,
        );
        if here {
            caret = Some(Position { x: area.x, y });
            if let Some(line) = &found.name {
                let wanted = buffer.columns(line.text()).saturating_add(2).max(name).min(area.width - at[0]);
                let cell = Rect { x: area.x + at[0], y, width: wanted, height: 1 };
                caret = Some(typed(model, line, cell, style.patch(model.session.theme.selection), buffer));
            }
        }
    }
    match &model.message {
        Some(message) => put(buffer, area.x, foot, area.width, &message.says, style.patch(model.session.theme.warning)),
        None => put(buffer, area.x, foot, area.width, KEYS, dim),
    };
    caret
}

/// The figure with its unit.
fn said(listed: &Listed) -> String {
    format!("{}{}", listed.figure.value, listed.figure.unit)
}

/// What the text tells beside it.
fn changed(model: &Model, listed: &Listed) -> String {
    let text = model.text_of(listed.field);
    let changes = listed.figure.changes.iter().filter_map(|change| text.get(change.range.clone()));
    changes.collect::<Vec<_>>().join("，")
}

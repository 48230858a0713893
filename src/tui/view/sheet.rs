//! The preview beside the outline: the report as it is handed in, the writer's section marked.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::lay;
use super::put;
use crate::tui::extent::Extent;
use crate::tui::model::Model;
use crate::tui::model::SHEET_MARGIN;

/// The pane's title: in which format, and how much.
pub(super) fn title(model: &Model) -> String {
    let part = match model.previewed() {
        Extent::Whole => "",
        Extent::Sections(_) if model.marks.is_empty() => " · 只看的部分",
        Extent::Sections(_) => " · 标记的节",
    };
    format!("预览 · {}{part}", model.session.format.title())
}

/// Draws the rows.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let text = Style::from(model.session.theme.text);
    let margin = u16::try_from(SHEET_MARGIN).unwrap_or(0).min(area.width);
    if model.sheet.rows.is_empty() {
        put(buffer, area.x, area.y, area.width, "（还没有要导出的字）", model.session.theme.dim.into());
    }
    let mut was_here = false;
    for (row, y) in model.sheet.rows.iter().zip(area.top()..area.bottom()) {
        if row.is_here {
            let sign = if was_here { " " } else { "▸" };
            put(buffer, area.x, y, margin, sign, text.patch(model.session.theme.focus));
        }
        was_here = row.is_here;
        let x = area.x + margin + u16::try_from(row.indent).unwrap_or(0);
        let style = if row.is_here { text.patch(model.session.theme.focus) } else { text };
        let (head, rest) = row.text.split_at(row.head);
        let room = area.right().saturating_sub(x);
        let taken = lay(buffer, x, y, room, head, style.patch(model.session.theme.heading));
        lay(buffer, x + taken, y, room - taken.min(room), rest, style);
    }
}

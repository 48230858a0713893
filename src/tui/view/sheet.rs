//! The preview beside the outline: the report as it is handed in, the writer's section marked.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::lay;
use super::put;
use crate::tui::extent::Extent;
use crate::tui::model::Edge;
use crate::tui::model::Model;
use crate::tui::model::SHEET_MARGIN;

/// The pane's title: in which format, and how much; the page that is looked at.
pub(super) fn title(model: &Model) -> String {
    let part = match model.previewed() {
        Extent::Whole => "",
        Extent::Sections(_) if model.marks.is_empty() => " · 只看的部分",
        Extent::Sections(_) => " · 标记的节",
    };
    let page = model.sheet.page.map_or(String::new(), |(page, count)| format!(" · 第{page}页，共{count}页"));
    format!("预览 · {}{part}{page}", model.previewed_as().title())
}

/// Draws the rows.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let text = Style::from(model.session.theme.text);
    let columns = |count: usize| u16::try_from(count).unwrap_or(u16::MAX);
    if model.sheet.rows.is_empty() {
        put(buffer, area.x, area.y, area.width, "（还没有要导出的字）", model.session.theme.dim.into());
    }
    let left = area.x + columns(model.sheet.left).min(area.width);
    let margin = columns(SHEET_MARGIN).min(area.right() - left);
    let mut was_here = false;
    for (row, y) in model.sheet.rows.iter().zip(area.top()..area.bottom()) {
        let x = left + margin + columns(row.indent);
        let room = area.right().saturating_sub(x);
        if let Some(edge) = &row.edge {
            let dim = text.patch(model.session.theme.dim);
            match edge {
                Edge::Foot(number) => put(buffer, x, y, room, number, dim),
                Edge::Paper(says) => {
                    put(buffer, x, y, room, &ruled(says, columns(model.sheet.width).min(room), buffer), dim)
                }
            };
            continue;
        }
        if row.is_here {
            let bar = buffer.border().vertical_left;
            let sign = if was_here { bar } else { "▸" };
            put(buffer, left, y, margin, sign, text.patch(model.session.theme.focus));
        }
        was_here = row.is_here;
        let (head, rest) = row.text.split_at(row.head);
        let taken = lay(buffer, x, y, room, head, text.patch(model.session.theme.heading));
        lay(buffer, x + taken, y, room - taken.min(room), rest, text);
    }
}

/// The edge of a page in so many columns, with what it says in its middle.
fn ruled(says: &str, width: u16, buffer: &Canvas<'_>) -> String {
    let says = if says.is_empty() { String::new() } else { format!(" {says} ") };
    let line = |columns: u16| "─".repeat(usize::from(columns / buffer.columns("─").max(1)));
    let free = width.saturating_sub(buffer.columns(&says));
    format!("{}{says}{}", line(free / 2), line(free - free / 2))
}

//! Text that arrived in 导航, in the place of the status line.

use ratatui::layout::Position;
use ratatui::style::Style;

use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, held: &str, areas: &Areas, buffer: &mut Canvas<'_>) -> Option<Position> {
    let area = areas.status;
    buffer.window = Some(area);
    let style = Style::from(model.session.theme.text).patch(model.session.theme.selection);
    buffer.blank(area);
    buffer.set_style(area, style);
    let one_line = crate::text::one_line(held);
    let (intro, outro) = match area.width {
        0..60 => (" 收到", " 回车 写入 · Esc 不写"),
        _ => (" 导航中收到", "  回车 写入本行 · Esc 不写"),
    };
    let room = area.width.saturating_sub(buffer.columns(intro) + buffer.columns(outro) + 3).max(8);
    let shown = crate::text::truncate(&one_line, usize::from(room), model.session.ambiguous);
    let says = format!("{intro}“{shown}”");
    let used = put(buffer, area.x, area.y, area.width, &says, style);
    put(buffer, area.x + used, area.y, area.width.saturating_sub(used), outro, style);
    Some(Position { x: area.x + used.saturating_sub(buffer.columns("”") + 1), y: area.y })
}

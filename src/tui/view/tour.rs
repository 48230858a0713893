//! The panel of the tutorial at the foot of the screen: which step, and what there is to do.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Block;
use ratatui::widgets::Clear;
use ratatui::widgets::Widget;

use crate::tui::model::Model;
use crate::tui::model::Tour;
use crate::tui::tour;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::put;

/// Draws the panel over whatever lies there.
pub(super) fn draw(model: &Model, step: &Tour, outer: Rect, buffer: &mut Canvas<'_>) {
    let theme = &model.session.theme;
    let style = Style::from(theme.text).patch(theme.overlay);
    for y in outer.top()..outer.bottom() {
        buffer.blank(Rect { y, height: 1, ..outer });
    }
    Clear.render(outer, buffer);
    let block = Block::bordered().border_set(buffer.border()).style(style).border_style(style.patch(theme.focus));
    block.render(outer, buffer);
    let title = format!(" {} ", tour::title(step));
    put(buffer, outer.x + 1, outer.y, outer.width.saturating_sub(2), &title, style.patch(theme.focus));
    let inside = Rect::new(outer.x + 2, outer.y + 1, outer.width.saturating_sub(4), outer.height.saturating_sub(2));
    let says = tour::says(step, model);
    let rows = crate::text::wrap(&says, usize::from(inside.width).max(2), 0, model.session.ambiguous);
    for (row, y) in rows.iter().zip(inside.top()..inside.bottom()) {
        put(buffer, inside.x, y, inside.width, says[row.start..row.end].trim_end(), style);
    }
}

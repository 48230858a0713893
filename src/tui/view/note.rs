//! The note pane: what the writer keeps for himself.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use super::canvas::Canvas;
use crate::tui::model::Model;

/// Draws the rows that fit and answers where the caret stands.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    super::text::note(model, "（备注只给自己看，不导出）", area, buffer)
}

//! A question that is answered with a line; a cell of the metrics pane is one in its place.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::overlay::Prompt;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::foot;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, prompt: &Prompt, buffer: &mut Canvas<'_>) -> Option<Position> {
    let area = foot(model, prompt.purpose.title(), 76, 4, buffer);
    let style = style(model);
    let caret = typed(model, &prompt.line, Rect { height: 1, ..area }, style, buffer);
    let (says, paint) = match &prompt.trouble {
        Some(says) => (says.as_str(), style.patch(model.theme.warning)),
        None => ("回车确定，Esc 取消", style.patch(model.theme.dim)),
    };
    put(buffer, area.x, area.y + 1, area.width, says, paint);
    Some(caret)
}

pub(super) fn cell(model: &Model, prompt: &Prompt, areas: &Areas, buffer: &mut Canvas<'_>) -> Option<Position> {
    let area = areas.metrics?;
    let at = crate::tui::table::cursor(model, area)?;
    // A cell at the right edge grows to the left: what is typed stays in sight.
    let wanted = buffer.columns(prompt.line.text()).saturating_add(2).max(at.width);
    let width = wanted.min(area.width);
    let x = at.x.min(area.right() - width);
    let style = Style::from(model.theme.text).patch(model.theme.selection);
    if let Some(says) = &prompt.trouble {
        let y = if at.y + 1 < area.bottom() { at.y + 1 } else { at.y - 1 };
        put(buffer, area.x, y, area.width, says, Style::from(model.theme.text).patch(model.theme.warning));
    }
    Some(typed(model, &prompt.line, Rect { x, width, ..at }, style, buffer))
}

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

pub(super) fn draw(model: &Model, form: &Form, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "报告属性 · 回车确定，Esc 取消", screen.width.saturating_sub(4).min(72), 9, buffer);
    let style = style(model);
    let mut caret = None;
    for (index, (title, y)) in Form::TITLES.iter().zip(area.top()..area.bottom()).enumerate() {
        let here = index == form.at;
        let paint = if here { style.patch(model.session.theme.focus) } else { style.patch(model.session.theme.dim) };
        put(buffer, area.x, y, 10, title, paint);
        let line = Rect { x: area.x + 10, y, width: area.width.saturating_sub(10), height: 1 };
        match form.lines.get(index) {
            Some(text) => {
                let at = typed(
                    model,
                    text,
                    line,
                    if here { style.patch(model.session.theme.cursor) } else { style },
                    buffer,
                );
                caret = if here { Some(at) } else { caret };
            }
            None => {
                let words = format!("◂ {}  {} ▸", form.scheme.name(), form.scheme.sample());
                put(
                    buffer,
                    line.x,
                    y,
                    line.width,
                    &words,
                    if here { style.patch(model.session.theme.cursor) } else { style },
                );
                caret = if here { Some(Position { x: line.x, y }) } else { caret };
            }
        }
    }
    if let Some(says) = &form.trouble {
        put(buffer, area.x, area.bottom() - 1, area.width, says, style.patch(model.session.theme.warning));
    }
    caret
}

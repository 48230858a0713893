//! 帮助: all keys.

use ratatui::layout::Position;

use crate::tui::help;
use crate::tui::model::Model;
use crate::tui::overlay::Help;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, shown: &Help, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "帮助 · ↑↓ 翻看，Esc 关闭", help::WIDTH, screen.height.saturating_sub(2), buffer);
    let style = style(model);
    let left = u16::try_from(help::columns(model).1).unwrap_or(0);
    for (row, y) in help::rows(model, shown).iter().skip(shown.top).zip(area.top()..area.bottom()) {
        match row {
            help::Row::Words(words) => put(buffer, area.x, y, area.width, words, style),
            help::Row::Group(name) => {
                put(buffer, area.x, y, area.width, name, style.patch(model.session.theme.heading))
            }
            help::Row::Keys(keys, words) => {
                put(buffer, area.x, y, left, keys, style.patch(model.session.theme.focus));
                put(buffer, area.x + left + 1, y, area.width.saturating_sub(left + 1), words, style)
            }
            help::Row::Refused(keys, words) => {
                let dim = style.patch(model.session.theme.dim);
                put(buffer, area.x, y, left, keys, dim);
                put(buffer, area.x + left + 1, y, area.width.saturating_sub(left + 1), words, dim)
            }
        };
    }
    None
}

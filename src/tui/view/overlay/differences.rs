//! Two states of the report side by side: what differs in a list, and below it how.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;

use crate::tui::model::Model;
use crate::tui::overlay::Differences;
use crate::tui::overlay::differences;
use crate::tui::overlay::differences::Mark;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, differences: &Differences, buffer: &mut Canvas<'_>) -> Option<Position> {
    let height = buffer.area.height.saturating_sub(1);
    let area = window(model, &differences.title(), 100, height, buffer);
    let style = style(model);
    let dim = style.patch(model.session.theme.dim);
    let leaves = if differences.back.is_some() && differences.at > 0 { "，Del 不要" } else { "" };
    let says = format!("↑↓ 选，回车 {}{leaves}，翻页键看全文，Esc 关闭", differences.deed());
    put(buffer, area.x, area.y, area.width, &says, dim);
    let list = list_area(area);
    let rows = differences.rows();
    let top = (differences.at + 1).saturating_sub(usize::from(list.height));
    let mut caret = None;
    for ((index, row), y) in rows.iter().enumerate().skip(top).zip(list.top()..list.bottom()) {
        let paint = if index == differences.at { style.patch(model.session.theme.cursor) } else { style };
        buffer.set_style(Rect { y, height: 1, ..list }, paint);
        put(buffer, list.x, y, list.width, row, paint);
        if index == differences.at {
            caret = Some(Position { x: list.x, y });
        }
    }
    let line = buffer.rule(area.width);
    put(buffer, area.x, list.bottom(), area.width, &line, style.patch(model.session.theme.frame));
    let (other, own) = differences.names();
    let mut y = list.bottom() + 1;
    for ((mark, text), lit) in differences.detail().iter().zip(differences.lit()).skip(differences.top) {
        let (name, paint) = match mark {
            Mark::Head => ("", style.patch(model.session.theme.heading)),
            Mark::Other => (other, style.patch(model.session.theme.warning)),
            Mark::Own => (own, style.patch(model.session.theme.focus)),
            Mark::Note => ("", style.patch(model.session.theme.reference)),
            Mark::Same => ("", dim),
        };
        let indent = if matches!(mark, Mark::Head | Mark::Note) { 0 } else { 3 };
        let room = usize::from(area.width.saturating_sub(indent));
        for (k, (start, line)) in differences::wrapped(text, room, model.session.ambiguous).iter().enumerate() {
            if y >= area.bottom() {
                return caret;
            }
            if k == 0 {
                put(buffer, area.x, y, indent, name, paint);
            }
            let room = Rect { x: area.x + indent, y, width: area.width.saturating_sub(indent), height: 1 };
            put(buffer, room.x, y, room.width, line, paint);
            for bytes in lit {
                light(buffer, room, line, bytes.start.saturating_sub(*start)..bytes.end.saturating_sub(*start));
            }
            y += 1;
        }
    }
    caret
}

/// The rows of the list: a third of the window, at least two.
fn list_area(area: Rect) -> Rect {
    let height = (area.height / 3).max(2).min(area.height.saturating_sub(2));
    Rect { y: area.y + 1, height, ..area }
}

/// Underlines these bytes of a line that has been drawn here, as far as they are of it.
fn light(buffer: &mut Canvas<'_>, room: Rect, line: &str, bytes: Range<usize>) {
    let (from, to) = (bytes.start.min(line.len()), bytes.end.min(line.len()));
    // What is shown otherwise than it is written stands elsewhere.
    let (Some(before), Some(words)) = (line.get(..from), line.get(from..to)) else { return };
    let (x, width) = (buffer.columns(before), buffer.columns(words));
    if width > 0 && x < room.width {
        let cells = Rect { x: room.x + x, width: width.min(room.width - x), ..room };
        buffer.set_style(cells, Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD));
    }
}

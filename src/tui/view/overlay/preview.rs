//! What an export will look like.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::tui::layout::INDENT;
use crate::tui::model::Model;
use crate::tui::overlay::Preview;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, preview: &Preview, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let area =
        window(model, "导出纯文本 · 回车写入文件，Esc 取消，↑↓ 翻看", 88, screen.height.saturating_sub(1), buffer);
    let style = style(model);
    let options = &preview.options;
    let set = [
        ("F2 首行：", options.spacing.title()),
        ("F3 编码：", options.encoding.name()),
        ("F4 换行：", options.line_end.title()),
    ];
    let mut x = area.x;
    for (key, value) in set {
        x += put(buffer, x, area.y, area.right().saturating_sub(x), key, style.patch(model.theme.dim));
        x += put(buffer, x, area.y, area.right().saturating_sub(x), value, style.patch(model.theme.focus)) + 2;
    }
    let label = put(buffer, area.x, area.y + 1, area.width, "写入 ", style.patch(model.theme.dim));
    let line = Rect { x: area.x + label, y: area.y + 1, width: area.width.saturating_sub(label), height: 1 };
    let caret = typed(model, &preview.line, line, style.patch(model.theme.cursor), buffer);
    if let Some(says) = &preview.trouble {
        let lines = crate::text::wrap(says, usize::from(area.width).max(1), 0, model.ambiguous);
        for (line, y) in lines.iter().zip(area.y + 2..area.bottom()) {
            put(buffer, area.x, y, area.width, &says[line.start..line.end], style.patch(model.theme.warning));
        }
        return Some(caret);
    }
    let mut y = area.y + 3;
    for paragraph in preview.text.lines().skip(preview.top) {
        for line in crate::text::wrap(paragraph, usize::from(area.width).max(INDENT), 0, model.ambiguous) {
            if y >= area.bottom() {
                return Some(caret);
            }
            put(buffer, area.x, y, area.width, &paragraph[line.start..line.end], style);
            y += 1;
        }
    }
    Some(caret)
}

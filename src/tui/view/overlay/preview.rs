//! What an export will look like.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::export::Choice;
use crate::export::Metrics;
use crate::tui::flow::INDENT;
use crate::tui::model::Model;
use crate::tui::overlay::Preview;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, preview: &Preview, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "导出 · 回车写入文件，Esc 取消，↑↓ 翻看", 88, screen.height.saturating_sub(1), buffer);
    let style = style(model);
    let options = &preview.options;
    let annex = if options.metrics == Metrics::Annexed { "附后" } else { "不附" };
    let set = [
        (None, "F5 ", preview.format.title()),
        (None, "F7 范围：", preview.extents[preview.extent].0),
        (Some(Choice::Spacing), "F2 首行：", options.spacing.title()),
        (Some(Choice::Encoding), "F3 编码：", options.encoding.name()),
        (Some(Choice::LineEnd), "F4 换行：", options.line_end.title()),
        (Some(Choice::Metrics), "F6 指标表：", annex),
    ];
    let (mut x, mut area) = (area.x, area);
    let taken = |(choice, ..): &(Option<Choice>, _, _)| choice.is_none_or(|choice| preview.format.takes(choice));
    for (_, key, value) in set.into_iter().filter(taken) {
        if x > area.x && x + buffer.columns(key) + buffer.columns(value) > area.right() {
            x = area.x;
            area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
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

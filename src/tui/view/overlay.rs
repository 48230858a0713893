//! What lies over the panes: help, lists, prompts, questions, forms, the preview.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Block;
use ratatui::widgets::Clear;
use ratatui::widgets::Widget;

use super::columns;
use super::differences;
use super::put;
use crate::text::Ambiguous;
use crate::tui::help;
use crate::tui::layout::Areas;
use crate::tui::layout::INDENT;
use crate::tui::model::Model;
use crate::tui::overlay::Ask;
use crate::tui::overlay::Form;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Preview;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

/// Draws the overlay and answers where its caret stands, if it has one.
pub(super) fn draw(model: &Model, overlay: &Overlay, areas: &Areas, buffer: &mut Buffer) -> Option<Position> {
    match overlay {
        Overlay::Help { top } => help(model, *top, buffer),
        Overlay::Picker(picker) => list(model, picker, buffer),
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Cell => cell(model, prompt, areas, buffer),
        Overlay::Prompt(prompt) => question(model, prompt, buffer),
        Overlay::Ask(ask) => choices(model, ask, buffer),
        Overlay::Form(form) => rows(model, form, buffer),
        Overlay::Preview(preview) => leaf(model, preview, buffer),
        Overlay::Differences(shown) => {
            let screen = buffer.area;
            let area = window(model, &shown.title(), 100, screen.height.saturating_sub(1), buffer);
            differences::draw(model, shown, area, style(model), buffer)
        }
        Overlay::Held(held) => strip(model, held, areas, buffer),
        Overlay::Grab { .. } => None,
    }
}

/// A framed window of this size in the middle of the screen, or as much of it as fits. Answers its inside.
fn window(model: &Model, title: &str, width: u16, height: u16, buffer: &mut Buffer) -> Rect {
    let screen = buffer.area;
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    let outer = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    framed(model, title, outer, buffer)
}

/// The same at the foot of the screen, above the status line, so that what is found stays in sight.
fn foot(model: &Model, title: &str, width: u16, height: u16, buffer: &mut Buffer) -> Rect {
    let screen = buffer.area;
    let (width, height) = (width.min(screen.width), height.min(screen.height.saturating_sub(1)));
    let outer = Rect::new((screen.width - width) / 2, screen.height - 1 - height, width, height);
    framed(model, title, outer, buffer)
}

fn framed(model: &Model, title: &str, outer: Rect, buffer: &mut Buffer) -> Rect {
    // A wide character that the window cuts in two would leave its other half behind.
    for y in outer.top()..outer.bottom() {
        if outer.x > 0 && columns(buffer[(outer.x - 1, y)].symbol()) > 1 {
            buffer[(outer.x - 1, y)].set_symbol(" ");
        }
    }
    Clear.render(outer, buffer);
    let style = style(model);
    Block::bordered().style(style).border_style(style.patch(model.theme.focus)).render(outer, buffer);
    put(
        buffer,
        outer.x + 1,
        outer.y,
        outer.width.saturating_sub(2),
        &format!(" {title} "),
        style.patch(model.theme.focus),
    );
    Rect::new(outer.x + 2, outer.y + 1, outer.width.saturating_sub(4), outer.height.saturating_sub(2))
}

fn style(model: &Model) -> Style {
    Style::from(model.theme.text).patch(model.theme.overlay)
}

/// Draws a line that is typed into, scrolled so that its caret shows. Answers where the caret stands.
fn typed(model: &Model, line: &Line, area: Rect, style: Style, buffer: &mut Buffer) -> Position {
    let before = &line.text()[..line.at()];
    let mut from = 0;
    while columns(&before[from..]) + 1 > area.width && from < before.len() {
        from = crate::text::next_boundary(before, from);
    }
    buffer.set_style(area, style);
    for x in area.left()..area.right() {
        buffer[(x, area.y)].set_symbol(" ");
    }
    let ground = if line.is_offered() { style.patch(model.theme.selection) } else { style };
    put(buffer, area.x, area.y, area.width, &line.text()[from..], ground);
    Position { x: (area.x + columns(&before[from..])).min(area.right().saturating_sub(1)), y: area.y }
}

// Help -------------------------------------------------------------------------------------------------------------

fn help(model: &Model, top: usize, buffer: &mut Buffer) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "帮助 · ↑↓ 翻看，Esc 关闭", help::WIDTH, screen.height.saturating_sub(2), buffer);
    let style = style(model);
    let left = u16::try_from(help::columns(model).1).unwrap_or(0);
    for (row, y) in help::rows(model).iter().skip(top).zip(area.top()..area.bottom()) {
        match row {
            help::Row::Words(words) => put(buffer, area.x, y, area.width, words, style),
            help::Row::Group(name) => put(buffer, area.x, y, area.width, name, style.patch(model.theme.heading)),
            help::Row::Keys(keys, words) => {
                put(buffer, area.x, y, left, keys, style.patch(model.theme.focus));
                put(buffer, area.x + left + 1, y, area.width.saturating_sub(left + 1), words, style)
            }
        };
    }
    None
}

// Lists ------------------------------------------------------------------------------------------------------------

fn list(model: &Model, picker: &Picker, buffer: &mut Buffer) -> Option<Position> {
    let screen = buffer.area;
    // As high as what is left to choose from; its head stays where it was with all of it.
    let rows = |count: usize| {
        let rows = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(4).max(6);
        rows.min(screen.height.saturating_sub(2))
    };
    let (full, height) = (rows(picker.items.len()), rows(picker.shown.len()));
    let width = screen.width.min(76);
    let outer = Rect::new((screen.width - width) / 2, (screen.height - full) / 2, width, height);
    let area = framed(model, &picker.title, outer, buffer);
    let style = style(model);
    put(buffer, area.x, area.y, 2, "› ", style.patch(model.theme.focus));
    let line = Rect { x: area.x + 2, width: area.width.saturating_sub(2), height: 1, ..area };
    let caret = typed(model, &picker.line, line, style, buffer);
    let height = usize::from(area.height.saturating_sub(2)).max(1);
    let top = (picker.at + 1).saturating_sub(height);
    for (row, y) in (top..picker.shown.len()).zip(area.y + 2..area.bottom()) {
        let item = &picker.items[picker.shown[row]];
        let style = if row == picker.at { style.patch(model.theme.cursor) } else { style };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        let used = put(buffer, area.x, y, area.width, &item.title, style);
        let room = area.width.saturating_sub(used + 2);
        let dim = if row == picker.at { style } else { style.patch(model.theme.dim) };
        put(buffer, area.x + used + 2, y, room, &item.hint, dim);
    }
    if picker.shown.is_empty() {
        put(buffer, area.x, area.y + 2, area.width, "（没有符合的，退格再试）", style.patch(model.theme.dim));
    }
    Some(caret)
}

// Prompts ----------------------------------------------------------------------------------------------------------

fn question(model: &Model, prompt: &Prompt, buffer: &mut Buffer) -> Option<Position> {
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

fn cell(model: &Model, prompt: &Prompt, areas: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let area = areas.metrics?;
    let at = crate::tui::table::cursor(model, area)?;
    let wanted = columns(prompt.line.text()).saturating_add(2).max(at.width);
    let width = wanted.min(area.right().saturating_sub(at.x)).max(at.width);
    let style = Style::from(model.theme.text).patch(model.theme.selection);
    if let Some(says) = &prompt.trouble {
        let y = if at.y + 1 < area.bottom() { at.y + 1 } else { at.y - 1 };
        put(buffer, area.x, y, area.width, says, Style::from(model.theme.text).patch(model.theme.warning));
    }
    Some(typed(model, &prompt.line, Rect { width, ..at }, style, buffer))
}

fn choices(model: &Model, ask: &Ask, buffer: &mut Buffer) -> Option<Position> {
    let width = columns(&ask.question).saturating_add(6).clamp(40, 72);
    let labels: Vec<String> =
        ask.choices.iter().enumerate().map(|(index, (words, _))| format!(" {} {words} ", index + 1)).collect();
    // Where they don't stand side by side, each gets a row.
    let side_by_side = labels.iter().map(|label| columns(label) + 2).sum::<u16>() <= width.min(buffer.area.width);
    let rows = if side_by_side { 1 } else { u16::try_from(labels.len()).unwrap_or(u16::MAX) };
    let area = window(model, "请选择", width, 4_u16.saturating_add(rows), buffer);
    let style = style(model);
    put(buffer, area.x, area.y, area.width, &ask.question, style);
    let (mut x, mut y) = (area.x, (area.y + 2).min(area.bottom().saturating_sub(rows)));
    let mut caret = None;
    for (index, label) in labels.iter().enumerate() {
        let paint = if index == ask.at { style.patch(model.theme.cursor) } else { style };
        if index == ask.at {
            caret = Some(Position { x, y });
        }
        let taken = put(buffer, x, y, area.right().saturating_sub(x), label, paint);
        (x, y) = if side_by_side { (x + taken + 2, y) } else { (x, y + 1) };
    }
    caret
}

fn rows(model: &Model, form: &Form, buffer: &mut Buffer) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "报告属性 · 回车确定，Esc 取消", screen.width.saturating_sub(4).min(72), 9, buffer);
    let style = style(model);
    let mut caret = None;
    for (index, (title, y)) in Form::TITLES.iter().zip(area.top()..area.bottom()).enumerate() {
        let here = index == form.at;
        let paint = if here { style.patch(model.theme.focus) } else { style.patch(model.theme.dim) };
        put(buffer, area.x, y, 10, title, paint);
        let line = Rect { x: area.x + 10, y, width: area.width.saturating_sub(10), height: 1 };
        match form.lines.get(index) {
            Some(text) => {
                let at = typed(model, text, line, if here { style.patch(model.theme.cursor) } else { style }, buffer);
                caret = if here { Some(at) } else { caret };
            }
            None => {
                let words = format!("◂ {}  {} ▸", form.scheme.name(), form.scheme.sample());
                put(buffer, line.x, y, line.width, &words, if here { style.patch(model.theme.cursor) } else { style });
                caret = if here { Some(Position { x: line.x, y }) } else { caret };
            }
        }
    }
    if let Some(says) = &form.trouble {
        put(buffer, area.x, area.bottom() - 1, area.width, says, style.patch(model.theme.warning));
    }
    caret
}

// Preview ----------------------------------------------------------------------------------------------------------

fn leaf(model: &Model, preview: &Preview, buffer: &mut Buffer) -> Option<Position> {
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
        let lines = crate::text::wrap(says, usize::from(area.width).max(1), 0, Ambiguous::Narrow);
        for (line, y) in lines.iter().zip(area.y + 2..area.bottom()) {
            put(buffer, area.x, y, area.width, &says[line.start..line.end], style.patch(model.theme.warning));
        }
        return Some(caret);
    }
    let mut y = area.y + 3;
    for paragraph in preview.text.lines().skip(preview.top) {
        for line in crate::text::wrap(paragraph, usize::from(area.width).max(INDENT), 0, Ambiguous::Narrow) {
            if y >= area.bottom() {
                return Some(caret);
            }
            put(buffer, area.x, y, area.width, &paragraph[line.start..line.end], style);
            y += 1;
        }
    }
    Some(caret)
}

// Held text --------------------------------------------------------------------------------------------------------

fn strip(model: &Model, held: &str, areas: &Areas, buffer: &mut Buffer) -> Option<Position> {
    let area = areas.status;
    let style = Style::from(model.theme.text).patch(model.theme.selection);
    for x in area.left()..area.right() {
        buffer[(x, area.y)].set_symbol(" ");
    }
    buffer.set_style(area, style);
    let one_line = crate::text::one_line(held);
    let (intro, outro) = match area.width {
        0..60 => (" 收到", " 回车 写入 · Esc 丢弃"),
        _ => (" 导航中收到", "  回车 写入本行 · Esc 丢弃"),
    };
    let room = area.width.saturating_sub(columns(intro) + columns(outro) + 3).max(8);
    let shown = crate::text::truncate(&one_line, usize::from(room), Ambiguous::Narrow);
    let says = format!("{intro}“{shown}”");
    let used = put(buffer, area.x, area.y, area.width, &says, style);
    put(buffer, area.x + used, area.y, area.width.saturating_sub(used), outro, style);
    Some(Position { x: area.x + used.saturating_sub(2), y: area.y })
}

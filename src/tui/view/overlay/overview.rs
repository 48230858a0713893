//! 指标总表: all metrics of the report in columns, as many as there is room for.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::report::Owner;
use crate::report::formula;
use crate::report::overview::Key;
use crate::report::overview::MetricLine;
use crate::report::overview::Order;
use crate::tui::model::Model;
use crate::tui::overlay::Overview;
use crate::tui::table::Slot;
use crate::tui::table::fit;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, overview: &Overview, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let title = format!("指标总表 · {}项", overview.rows.len());
    let area = window(model, &title, screen.width, screen.height.saturating_sub(1), buffer);
    let style = style(model);
    let caret = head(model, overview, area, style, buffer);
    let foot = area.bottom().saturating_sub(1);
    let rows = Rect { y: area.y + 2, height: foot.saturating_sub(area.y + 2), ..area };
    let height = usize::from(rows.height).max(1);
    let top = (overview.at + 1).saturating_sub(height);
    let lines: Vec<MetricLine<'_>> =
        overview.rows.iter().skip(top).take(height).filter_map(|row| line(model, *row)).collect();
    let slots = slots(model, overview, &lines, area, buffer);
    for slot in &slots {
        let sign = match (slot.column, overview.order) {
            (Some(key), Order::Rising(by)) if key == by => "▲",
            (Some(key), Order::Falling(by)) if key == by => "▼",
            _ => "",
        };
        let title = format!("{}{sign}", slot.column.map_or("所属", Key::title));
        let shift = shift(slot, &title, buffer);
        put(
            buffer,
            area.x + slot.x + shift,
            area.y + 1,
            slot.width - shift,
            &title,
            style.patch(model.session.theme.dim),
        );
    }
    let mut cell = None;
    for (k, (line, y)) in lines.iter().zip(rows.top()..rows.bottom()).enumerate() {
        let here = top + k == overview.at;
        for slot in &slots {
            let at = Rect { x: area.x + slot.x, y, width: slot.width, height: 1 };
            cells(model, line, slot, at, style, buffer);
            if here && slot.column == Some(overview.column) {
                buffer.set_style(at, model.session.theme.cursor);
                cell = Some(at);
            }
        }
    }
    if overview.rows.is_empty() {
        put(
            buffer,
            area.x,
            rows.y,
            area.width,
            "（没有符合的，退格再试，F4 换一类）",
            style.patch(model.session.theme.dim),
        );
    }
    put_foot(model, overview, Rect { y: foot, height: 1, ..area }, style, buffer);
    match (&overview.cell, cell) {
        (Some(written), Some(at)) => {
            // A cell grows over those to its right, at the right edge to the left.
            let wanted = buffer.columns(written.text()).saturating_add(2).max(at.width).min(area.width);
            let x = at.x.min(area.right() - wanted);
            let style = style.patch(model.session.theme.selection);
            Some(typed(model, written, Rect { x, width: wanted, ..at }, style, buffer))
        }
        _ => Some(caret),
    }
}

/// The line that narrows the table, and how it is sorted. Answers where its caret stands.
fn head(model: &Model, overview: &Overview, area: Rect, style: Style, buffer: &mut Canvas<'_>) -> Position {
    let says = format!("F4 {} · F3 {}", overview.only.name(), overview.order.name());
    let room = buffer.columns(&says).min(area.width * 2 / 3);
    put(buffer, area.x, area.y, 2, "› ", style.patch(model.session.theme.focus));
    let line = Rect { x: area.x + 2, y: area.y, width: area.width.saturating_sub(room + 3), height: 1 };
    let caret = typed(model, &overview.words, line, style, buffer);
    put(buffer, area.right() - room, area.y, room, &says, style.patch(model.session.theme.dim));
    caret
}

/// What the row under the cursor has to say beyond its cells, else the keys.
fn put_foot(model: &Model, overview: &Overview, at: Rect, style: Style, buffer: &mut Canvas<'_>) {
    const KEYS: &str = "打字筛选 ←→选列 F2 改 F3 排序 F4 只看 F5 谁用到 F6 图 回车去那里 Esc 关";
    let here = overview.rows.get(overview.at).and_then(|row| line(model, *row));
    let (says, paint) = match (&overview.trouble, &model.message, here) {
        (Some(says), ..) => (says.clone(), model.session.theme.warning),
        (None, Some(message), _) => (message.says.clone(), model.session.theme.focus),
        (None, None, Some(line)) if line.reckoned.trouble.is_some() || formula::is_formula(&line.metric.value) => {
            let why = line.reckoned.trouble.as_ref().map(|why| format!(" · {why}"));
            let paint = if why.is_some() { model.session.theme.warning } else { model.session.theme.dim };
            (format!("{} {}{}", line.metric.name, line.metric.value, why.unwrap_or_default()), paint)
        }
        _ => (KEYS.to_owned(), model.session.theme.dim),
    };
    put(buffer, at.x, at.y, at.width, &says, style.patch(paint));
}

fn line(model: &Model, (owner, at): (Owner, usize)) -> Option<MetricLine<'_>> {
    Some(MetricLine::new(owner, at, model.report().metrics(owner)?.get(at)?, model.outline.figures()))
}

fn cells(model: &Model, line: &MetricLine<'_>, slot: &Slot<Key>, at: Rect, style: Style, buffer: &mut Canvas<'_>) {
    let Some(key) = slot.column else {
        put(buffer, at.x, at.y, at.width, &model.owner_name(line.owner), style.patch(model.session.theme.dim));
        return;
    };
    let text = line.shown(key);
    let metric = &line.reckoned.metric;
    let judged = match key {
        Key::Change => line.change.and_then(|change| metric.is_good(change.direction)),
        Key::Completion => metric.is_reached(),
        _ => None,
    };
    let paint = match (key, judged) {
        (_, Some(true)) => model.session.theme.rise,
        (_, Some(false)) => model.session.theme.fall,
        (Key::Value, _) if line.reckoned.trouble.is_some() => model.session.theme.warning,
        _ => model.session.theme.text,
    };
    let shift = shift(slot, &text, buffer);
    put(buffer, at.x + shift, at.y, at.width - shift, &text, style.patch(paint));
}

/// Numbers stand at the right of their column.
fn shift(slot: &Slot<Key>, text: &str, buffer: &Canvas<'_>) -> u16 {
    let is_number = slot.column.is_some_and(Key::is_number);
    if is_number { slot.width - buffer.columns(text).min(slot.width) } else { 0 }
}

/// The columns that find room, the least needed left out first; the one under the cursor always shows.
fn slots(
    model: &Model,
    overview: &Overview,
    lines: &[MetricLine<'_>],
    area: Rect,
    buffer: &Canvas<'_>,
) -> Vec<Slot<Key>> {
    let widest = |key: Key, least: u16, most: u16| {
        let title = buffer.columns(key.title()) + 1;
        lines.iter().map(|line| buffer.columns(&line.shown(key))).max().unwrap_or(0).max(title).clamp(least, most)
    };
    let whose = lines.iter().map(|line| buffer.columns(&model.owner_name(line.owner))).max().unwrap_or(0).clamp(4, 24);
    let series = lines.iter().any(|line| !line.metric.series.trim().is_empty()) || overview.column == Key::Series;
    let mut wanted = vec![
        (Some(Key::Name), widest(Key::Name, 8, (area.width / 3).max(8)), 0),
        (Some(Key::Value), widest(Key::Value, 6, 16), 0),
        (Some(Key::Unit), widest(Key::Unit, 4, 8), 0),
        (Some(Key::LastYear), widest(Key::LastYear, 6, 14), 1),
        (Some(Key::Change), widest(Key::Change, 6, 16), 1),
        (Some(Key::Target), widest(Key::Target, 6, 14), 2),
        (Some(Key::Completion), widest(Key::Completion, 6, 10), 3),
        (None, whose, 4),
        (Some(Key::Note), widest(Key::Note, 6, 30), 5),
    ];
    if series {
        wanted.insert(8, (Some(Key::Series), widest(Key::Series, 6, 30), 6));
    }
    fit(wanted, overview.column, area.width, 2)
}

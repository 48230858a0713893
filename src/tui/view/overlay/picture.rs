//! 图: figures as bars and lines, each with its number written beside it, so that neither colour nor size has to be read.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::text::Line;
use ratatui::widgets::Axis;
use ratatui::widgets::Bar;
use ratatui::widgets::BarChart;
use ratatui::widgets::Chart;
use ratatui::widgets::Dataset;
use ratatui::widgets::GraphType;
use ratatui::widgets::Widget;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::report::Metric;
use crate::report::metric::number;
use crate::report::reference::Form;
use crate::report::series;
use crate::text::Ambiguous;
use crate::tui::model::Model;
use crate::tui::overlay::Picture;
use crate::tui::overlay::PictureKind;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

/// A figure that becomes a bar: what it is called and how it is written.
struct Piece {
    name: String,
    written: String,
    number: Option<Decimal>,
}

pub(super) fn draw(model: &Model, picture: &Picture, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let metric = model.report().metrics(picture.owner).and_then(|rows| rows.get(picture.at))?;
    let reckoned = model.outline.figures().reckon(metric);
    let metric: &Metric = &reckoned.metric;
    let unit = metric.unit.trim();
    let title = match (picture.kind, unit) {
        (PictureKind::Section, "") => picture.kind.title().to_owned(),
        (PictureKind::Section, unit) => format!("{}（{unit}）", picture.kind.title()),
        (kind, "") => format!("{} · {}", metric.name, kind.title()),
        (kind, unit) => format!("{}（{unit}） · {}", metric.name, kind.title()),
    };
    let area = window(model, &title, screen.width, screen.height.saturating_sub(1), buffer);
    let style = style(model);
    let foot = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    put(buffer, foot.x, foot.y, foot.width, "←→ 换一种图 · ↑↓ 换一项 · Esc 关闭", style.patch(model.session.theme.dim));
    let inside = Rect { height: area.height.saturating_sub(2), ..area };
    match picture.kind {
        PictureKind::Metric => {
            let pieces = [("本期", &metric.value), ("上年", &metric.last_year), ("目标", &metric.target)];
            let pieces = pieces
                .into_iter()
                .filter(|(_, text)| !text.trim().is_empty())
                .map(|(name, text)| piece(name, text, unit));
            bars(model, &pieces.collect::<Vec<_>>(), &says(metric), inside, style, buffer);
        }
        PictureKind::Section => {
            let rows = model.report().metrics(picture.owner).unwrap_or_default();
            let pieces = rows
                .iter()
                .filter(|other| other.unit.trim() == unit && !other.name.trim().is_empty())
                .flat_map(|other| {
                    let other = model.outline.figures().reckon(other).metric.into_owned();
                    let now = piece(&other.name, &other.value, unit);
                    let last = (!other.last_year.trim().is_empty()).then(|| piece("　上年", &other.last_year, unit));
                    std::iter::once(now).chain(last)
                });
            bars(model, &pieces.collect::<Vec<_>>(), &[], inside, style, buffer);
        }
        PictureKind::Series => line(model, metric, inside, style, buffer),
    }
    Some(Position { x: foot.x, y: foot.y })
}

fn piece(name: &str, text: &str, unit: &str) -> Piece {
    Piece { name: name.to_owned(), written: format!("{}{unit}", text.trim()), number: number(text) }
}

/// What the bars come to, in words.
fn says(metric: &Metric) -> Vec<String> {
    let change = Form::Change.says(metric).ok();
    let unclear = || metric.is_target_unclear().then(|| "目标比上年低，不算完成率".to_owned());
    let done = metric.against_target().or_else(unclear);
    let better = (!metric.better.is_usual()).then(|| metric.better.name().to_owned());
    change.into_iter().chain(done).chain(better).collect()
}

/// Bars that lie one below another, the longest as long as there is room for, and sentences below them.
fn bars(model: &Model, pieces: &[Piece], says: &[String], area: Rect, style: Style, buffer: &mut Canvas<'_>) {
    const STEPS: u64 = 10_000;
    let most = pieces.iter().filter_map(|piece| piece.number).max().filter(|most| *most > Decimal::ZERO);
    let share = |piece: &Piece| {
        let number = piece.number.filter(|number| *number > Decimal::ZERO)?;
        (number.checked_div(most?)?.checked_mul(Decimal::from(STEPS))?).round().to_u64()
    };
    let names = pieces.iter().map(|piece| buffer.columns(&piece.name)).max().unwrap_or(0).min(area.width / 3);
    let numbers = pieces.iter().map(|piece| buffer.columns(&piece.written)).max().unwrap_or(0).min(area.width / 3);
    let gap: u16 = if u16::try_from(pieces.len() * 2).is_ok_and(|rows| rows <= area.height) { 1 } else { 0 };
    let shown = usize::from(area.height / (1 + gap));
    let left = names + numbers + 3;
    let chart = Rect { x: area.x + left, width: area.width.saturating_sub(left), ..area };
    let bar = |piece: &Piece| {
        Bar::default()
            .value(share(piece).unwrap_or(0))
            .text_value(String::new())
            .style(style.patch(model.session.theme.rise))
    };
    let bars: Vec<Bar<'_>> = pieces.iter().take(shown).map(bar).collect();
    BarChart::horizontal(bars).bar_width(1).bar_gap(gap).max(STEPS).style(style).render(chart, buffer);
    plain(chart, buffer);
    for (piece, y) in pieces.iter().take(shown).zip((area.y..).step_by(usize::from(1 + gap))) {
        put(buffer, area.x, y, names, &piece.name, style);
        let shift = numbers - buffer.columns(&piece.written).min(numbers);
        put(buffer, area.x + names + 1 + shift, y, numbers - shift, &piece.written, style);
    }
    let below = area.y + u16::try_from(pieces.len().min(shown)).unwrap_or(u16::MAX) * (1 + gap);
    for (says, y) in says.iter().zip(below.saturating_add(1)..area.bottom()) {
        put(buffer, area.x, y, area.width, says, style);
    }
    if pieces.len() > shown {
        let more = format!("（还有 {} 行放不下）", pieces.len() - shown);
        put(buffer, area.x, area.bottom(), area.width, &more, style.patch(model.session.theme.dim));
    }
}

/// The periods as a line, with every number written below it.
fn line(model: &Model, metric: &Metric, area: Rect, style: Style, buffer: &mut Canvas<'_>) {
    let entries = series::read(&metric.series);
    let written: Vec<String> = entries
        .iter()
        .enumerate()
        .map(|(k, entry)| {
            let label = if entry.label.is_empty() { (k + 1).to_string() } else { entry.label.clone() };
            format!("{label} {}", if entry.value.is_empty() { "—" } else { &entry.value })
        })
        .collect();
    let rows = packed(&written, area.width, buffer);
    let below = u16::try_from(rows.len()).unwrap_or(u16::MAX).min(area.height / 3);
    let chart = Rect { height: area.height.saturating_sub(below + 1), ..area };
    for (row, y) in rows.iter().zip(chart.bottom() + 1..area.bottom()) {
        put(buffer, area.x, y, area.width, row, style);
    }
    let numbers: Vec<(f64, Decimal)> =
        entries.iter().zip(0_u32..).filter_map(|(entry, k)| Some((f64::from(k), entry.number()?))).collect();
    let points: Vec<(f64, f64)> = numbers.iter().filter_map(|(k, number)| Some((*k, number.to_f64()?))).collect();
    let (Some(least), Some(most)) =
        (numbers.iter().map(|(_, number)| *number).min(), numbers.iter().map(|(_, number)| *number).max())
    else {
        return;
    };
    let (low, high) = (least.to_f64().unwrap_or(0.0), most.to_f64().unwrap_or(0.0));
    // A level line stands in the middle.
    let pad = if high > low { 0.0 } else { high.abs().max(1.0) / 2.0 };
    let labels = entries.iter().map(|entry| entry.label.clone()).collect();
    let last = f64::from(u32::try_from(entries.len().saturating_sub(1)).unwrap_or(u32::MAX)).max(1.0);
    let dim = style.patch(model.session.theme.dim);
    let data = Dataset::default()
        .marker(Marker::Braille)
        .graph_type(GraphType::Line)
        .style(style.patch(model.session.theme.rise))
        .data(&points);
    let of_y = if high > low {
        vec![least.normalize().to_string(), most.normalize().to_string()]
    } else {
        vec![String::new(), most.normalize().to_string(), String::new()]
    };
    Chart::new(vec![data])
        .style(style)
        .x_axis(
            Axis::default()
                .style(dim)
                .bounds([0.0, last])
                .labels(few(labels, area.width, buffer).into_iter().map(Line::from).collect::<Vec<_>>()),
        )
        .y_axis(
            Axis::default()
                .style(dim)
                .bounds([low - pad, high + pad])
                .labels(of_y.into_iter().map(Line::from).collect::<Vec<_>>()),
        )
        .render(chart, buffer);
    plain(chart, buffer);
}

/// Draws bars and axes with signs of one column where the terminal would give theirs two.
fn plain(area: Rect, buffer: &mut Canvas<'_>) {
    if buffer.ambiguous() == Ambiguous::Narrow {
        return;
    }
    for place in area.positions() {
        let sign = match buffer[place].symbol() {
            "█" => "#",
            "│" => "|",
            "─" => "-",
            "└" => "+",
            _ => continue,
        };
        buffer[place].set_symbol(sign);
    }
}

/// Entries in rows, none broken.
fn packed(entries: &[String], width: u16, buffer: &Canvas<'_>) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for entry in entries {
        match rows.last_mut().filter(|row| buffer.columns(row) + 3 + buffer.columns(entry) <= width) {
            Some(row) => {
                row.push_str("   ");
                row.push_str(entry);
            }
            None => rows.push(entry.clone()),
        }
    }
    rows
}

/// As many labels, evenly spread with the first and the last, as there is room for.
fn few(labels: Vec<String>, width: u16, buffer: &Canvas<'_>) -> Vec<String> {
    let widest = labels.iter().map(|label| buffer.columns(label)).max().unwrap_or(0) + 2;
    let room = usize::from(width.saturating_sub(12) / widest.max(1)).max(2);
    let steps = labels.len().saturating_sub(1);
    match (1..=steps).find(|step| steps.is_multiple_of(*step) && steps / step < room) {
        Some(step) => labels.into_iter().step_by(step).collect(),
        None => labels,
    }
}

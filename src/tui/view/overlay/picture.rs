//! 图: figures as bars and lines, each with its number written beside it, so that neither colour nor size has to be read.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::Marker;
use ratatui::widgets::Bar;
use ratatui::widgets::BarChart;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::Canvas as Plot;
use ratatui::widgets::canvas::Line as Stroke;
use ratatui::widgets::canvas::Points;
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
    let numbers: Vec<(usize, Decimal)> =
        entries.iter().enumerate().filter_map(|(k, entry)| Some((k, entry.number()?))).collect();
    let Some(scale) = Scale::of(numbers.iter().map(|(_, number)| *number)) else { return };
    let marks = scale.marks();
    let names: Vec<&str> = entries.iter().map(|entry| entry.label.as_str()).collect();
    let left = marks.iter().map(|(_, mark)| buffer.columns(mark)).max().unwrap_or(0) + 1;
    // The first and the last point stand above the middle of their names.
    let edge = names.iter().map(|name| buffer.columns(name)).max().unwrap_or(0) / 2 + 1;
    if chart.width < left + 2 * edge + 4 || chart.height < 4 {
        return;
    }
    let plot = Rect { x: chart.x + left + 1, width: chart.width - left - 1, height: chart.height - 2, ..chart };
    let dim = style.patch(model.session.theme.dim);
    axes(&scale, &marks, plot, dim, buffer);
    let inside = Rect { x: plot.x + edge, width: plot.width - 2 * edge, ..plot };
    let last = entries.len().saturating_sub(1).max(1);
    draw_line(&scale, &numbers, last, inside, style.patch(model.session.theme.rise), buffer);
    plain(chart, buffer);
    let mut free = chart.x;
    for (k, name) in names.iter().enumerate() {
        let (at, width) = (inside.x + share(k, last, inside.width - 1), buffer.columns(name));
        let x = at.saturating_sub(width.saturating_sub(1) / 2);
        if x >= free && x + width <= chart.right() {
            put(buffer, x, plot.bottom() + 1, width, name, dim);
            free = x + width + 1;
        }
    }
    if scale.low != Decimal::ZERO {
        let says = format!("纵轴从{}起，不从0起", scale.low.normalize());
        let x = chart.right().saturating_sub(buffer.columns(&says));
        put(buffer, x, chart.bottom(), chart.right() - x, &says, dim);
    }
}

/// So many of `steps` of a length, rounded.
fn share(at: usize, steps: usize, length: u16) -> u16 {
    u16::try_from((2 * at * usize::from(length) + steps) / (2 * steps)).unwrap_or(length).min(length)
}

/// An axis from one round number to another.
struct Scale {
    low: Decimal,
    high: Decimal,
    step: Decimal,
}

impl Scale {
    /// Round numbers around these: from 0 on, unless all of them lie far from it. `None` where there are none, or they are
    /// beyond reckoning.
    fn of(numbers: impl Iterator<Item = Decimal> + Clone) -> Option<Scale> {
        const STEPS: i64 = 4;
        let (least, most) = (numbers.clone().min()?, numbers.max()?);
        let is_near = |end: Decimal, other: Decimal| end.checked_mul(Decimal::TWO).is_some_and(|twice| twice <= other);
        let (from, to) = match (least, most) {
            (least, most) if least >= Decimal::ZERO && is_near(least, most) => (Decimal::ZERO, most),
            (least, most) if most <= Decimal::ZERO && is_near(-most, -least) => (least, Decimal::ZERO),
            between => between,
        };
        let span = to.checked_sub(from)?;
        let rough = if span == Decimal::ZERO { to.abs().max(Decimal::ONE) } else { span };
        let step = round_step(rough.checked_div(Decimal::from(STEPS))?)?;
        let whole = |number: Decimal| number.checked_div(step);
        let mut low = whole(from)?.floor().checked_mul(step)?;
        let mut high = whole(to)?.ceil().checked_mul(step)?;
        if low == high {
            // A level line stands in the middle.
            (low, high) = (low.checked_sub(step)?, high.checked_add(step)?);
        }
        Some(Scale { low, high, step })
    }

    /// Its round numbers from the lowest on, each with how it is written.
    fn marks(&self) -> Vec<(Decimal, String)> {
        let next = |number: &Decimal| number.checked_add(self.step).filter(|next| *next <= self.high);
        std::iter::successors(Some(self.low), next).map(|number| (number, number.normalize().to_string())).collect()
    }

    /// Where a number lies between the ends, from 0 to 1.
    fn place(&self, number: Decimal) -> f64 {
        let above = number.checked_sub(self.low).zip(self.high.checked_sub(self.low));
        above.and_then(|(above, all)| above.checked_div(all)?.to_f64()).unwrap_or(0.0)
    }
}

/// The least of 1, 2, 5, 10, 20 … and of 0.5, 0.2, 0.1 … that is no less than a number above 0.
fn round_step(rough: Decimal) -> Option<Decimal> {
    let mut unit = Decimal::ONE;
    while unit >= rough {
        unit = unit.checked_div(Decimal::TEN)?;
        if unit.is_zero() {
            return None;
        }
    }
    while unit.checked_mul(Decimal::TEN)? < rough {
        unit *= Decimal::TEN;
    }
    [1, 2, 5, 10].into_iter().map(|times| unit * Decimal::from(times)).find(|step| *step >= rough)
}

/// The axes of a plot: round numbers to its left, as many as there is room for, a line below it.
fn axes(scale: &Scale, marks: &[(Decimal, String)], plot: Rect, style: Style, buffer: &mut Canvas<'_>) {
    for y in plot.rows().map(|row| row.y) {
        put(buffer, plot.x - 1, y, 1, "│", style);
    }
    put(buffer, plot.x - 1, plot.bottom(), plot.width + 1, &format!("└{}", "─".repeat(usize::from(plot.width))), style);
    let mut taken = Vec::new();
    // The ends first: where rows are few, they say what stands between.
    let ends = marks.first().into_iter().chain(marks.last());
    for (number, mark) in ends.chain(marks) {
        let up = scale.place(*number) * f64::from(plot.height - 1);
        let up = (0..plot.height).min_by(|a, b| (f64::from(*a) - up).abs().total_cmp(&(f64::from(*b) - up).abs()));
        let y = plot.bottom() - 1 - up.unwrap_or(0);
        if !taken.contains(&y) {
            let width = buffer.columns(mark);
            put(buffer, plot.x - 2 - width, y, width, mark, style);
            taken.push(y);
        }
    }
}

/// A line from each number to the next, in points of a quarter of a row.
fn draw_line(
    scale: &Scale,
    numbers: &[(usize, Decimal)],
    last: usize,
    area: Rect,
    style: Style,
    buffer: &mut Canvas<'_>,
) {
    let ends = f64::from(u32::try_from(last).unwrap_or(u32::MAX));
    let points: Vec<(f64, f64)> = numbers
        .iter()
        .map(|(k, number)| (f64::from(u32::try_from(*k).unwrap_or(u32::MAX)), scale.place(*number)))
        .collect();
    let color = style.fg.unwrap_or_default();
    Plot::default()
        .marker(Marker::Braille)
        .background_color(style.bg.unwrap_or_default())
        .x_bounds([0.0, ends])
        .y_bounds([0.0, 1.0])
        .paint(|context| {
            for pair in points.windows(2) {
                context.draw(&Stroke { x1: pair[0].0, y1: pair[0].1, x2: pair[1].0, y2: pair[1].1, color });
            }
            context.draw(&Points { coords: &points, color });
        })
        .render(area, buffer);
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

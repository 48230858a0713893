//! The metrics pane as a table: which columns it has room for, and where. Keys, mouse and drawing ask the same.

use ratatui::layout::Rect;

use crate::report::Metric;
use crate::report::ledger::Reckoned;
use crate::text;
use crate::tui::model::Column;
use crate::tui::model::Model;

/// Columns of the small bar.
const BAR: u16 = 8;

/// One column of a table on the screen.
pub struct Slot<C> {
    /// What is written there; `None` where something is computed.
    pub column: Option<C>,
    /// Where it starts, from the left of the table.
    pub x: u16,
    /// How wide it is.
    pub width: u16,
}

/// The columns that find room, `gap` apart. Each is wanted so wide and has a rank: the highest is left out first, 0 and
/// the column under the cursor never.
pub fn fit<C: Copy + PartialEq>(mut wanted: Vec<(Option<C>, u16, u8)>, under: C, room: u16, gap: u16) -> Vec<Slot<C>> {
    if let Some(here) = wanted.iter_mut().find(|(column, ..)| *column == Some(under)) {
        here.2 = 0;
    }
    while wanted.iter().map(|(_, width, _)| width + gap).sum::<u16>() > room + gap {
        let least = wanted.iter().map(|(.., rank)| *rank).max().unwrap_or(0);
        if least == 0 {
            break;
        }
        let at = wanted.iter().rposition(|(.., rank)| *rank == least).expect("the rank comes from the list");
        wanted.remove(at);
    }
    let mut x = 0;
    let slot = |(column, width, _): (Option<C>, u16, u8)| {
        let slot = Slot { column, x: x.min(room), width: width.min(room.saturating_sub(x)) };
        x += width + gap;
        slot
    };
    wanted.into_iter().map(slot).collect()
}

/// The written columns and, between them, what is computed: change, completion, bar. What finds no room is left out
/// ([`fit`]).
pub fn slots(model: &Model, area: Rect) -> Vec<Slot<Column>> {
    let name = widest(model, area, |metric| columns(model, &metric.name), 8).min(area.width / 3).max(8);
    let value = widest(model, area, |metric| columns(model, &metric.value), 6).min(14);
    let unit = widest(model, area, |metric| columns(model, &metric.unit), 4).min(8);
    let last = widest(model, area, |metric| columns(model, &metric.last_year), 6).min(14);
    let target = widest(model, area, |metric| columns(model, &metric.target), 6).min(14);
    let change = widest(model, area, |metric| change(metric).map_or(0, |change| columns(model, &change)), 4).min(14);
    let done = widest(model, area, |metric| done(metric).map_or(0, |done| columns(model, &done)), 4).min(10);
    let wanted = vec![
        (Some(Column::Name), name, 0),
        (Some(Column::Value), value, 0),
        (Some(Column::Unit), unit, 0),
        (Some(Column::LastYear), last, 1),
        (None, change, 1),
        (Some(Column::Target), target, 2),
        (None, done, 3),
        (None, BAR, 4),
        (Some(Column::Note), 10, 5),
    ];
    fit(wanted, model.cell.column, area.width, 1)
}

fn widest(model: &Model, area: Rect, wide: impl Fn(&Metric) -> u16, least: u16) -> u16 {
    let rows = model.metric_rows();
    let shown = rows.from(model.cell.top).take(usize::from(area.height));
    let metrics = shown.filter_map(|row| model.report().metrics(row.owner)?.get(row.index));
    metrics.map(|metric| wide(&stated(model, metric).metric)).max().unwrap_or(0).max(least)
}

/// The metric as the table shows it: a formula as what it comes to; one that comes to nothing as it is written.
pub fn stated<'a>(model: &'a Model, metric: &'a Metric) -> Reckoned<'a> {
    let mut reckoned = model.outline.figures().reckon(metric);
    if reckoned.trouble.is_some() {
        reckoned.metric.to_mut().value.clone_from(&metric.value);
    }
    reckoned
}

/// The change against last year as the table shows it.
pub fn change(metric: &Metric) -> Option<String> {
    metric.change().map(|change| change.to_string())
}

/// The completion as the table shows it, below the word 完成.
pub fn done(metric: &Metric) -> Option<String> {
    metric.target_in_short()
}

/// The column of the table at this column of the pane.
pub fn column_at(model: &Model, area: Rect, x: u16) -> Option<Column> {
    slots(model, area).iter().find(|slot| (slot.x..=slot.x + slot.width).contains(&x))?.column
}

/// The cell of the metric under the cursor on the screen.
pub fn cursor(model: &Model, area: Rect) -> Option<Rect> {
    let slot = slots(model, area).into_iter().find(|slot| slot.column == Some(model.cell.column))?;
    let row = model.cell.row.checked_sub(model.cell.top)?;
    let y = area.y + 1 + u16::try_from(row).ok()?;
    (y < area.bottom()).then(|| Rect::new(area.x + slot.x, y, slot.width, 1))
}

fn columns(model: &Model, text: &str) -> u16 {
    u16::try_from(text::width(text, model.session.ambiguous)).unwrap_or(u16::MAX)
}

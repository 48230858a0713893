//! Where each pane stands on a screen of a given size. Pure: the keys and the drawing ask the same function.

use ratatui::layout::Rect;

use crate::report::Field;
use crate::report::SectionId;
use crate::text;
use crate::tui::command::Focus;
use crate::tui::here::Screen;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;

/// Columns of the text pane when it has the screen for itself: 40 full-width characters, the caret's column, the frame.
const PAGE: u16 = COLUMN + 2;

/// Columns of a text with the caret's: 40 full-width characters at most.
const COLUMN: u16 = 2 * 40 + 1;

/// The smallest terminal that shows the panes.
pub const SMALLEST: (u16, u16) = (40, 12);

/// From this many columns on, the panes stand side by side.
const WIDE: u16 = 80;

/// Columns that the outline keeps free at its right for 字数.
pub const COUNT: u16 = 9;

/// What the screen says as long as changes can't be written down.
pub const UNKEPT: &str = "▲改动没记下";

/// The insides of the panes that are shown, without their frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    /// The outline.
    pub outline: Option<Rect>,
    /// The text pane.
    pub text: Option<Rect>,
    /// The metrics pane.
    pub metrics: Option<Rect>,
    /// The note pane.
    pub note: Option<Rect>,
    /// The preview.
    pub preview: Option<Rect>,
    /// The status line.
    pub status: Rect,
    /// The mark to its left that changes are not kept, while that is so.
    pub unkept: Option<Rect>,
}

/// Where everything stands.
///
/// ```text
/// wide:  ┌ outline ┬ text ───┐     narrow, and the text alone:  ┌ one pane ┐
///        │         ├ metrics ┤                                  │          │
///        │         ├ note ───┤                                  └──────────┘
///        └─────────┴─────────┘                                   status
///         status
///
/// preview:  ┌ outline ┬ preview ┐   ┌ outline ┬ text ───┐     narrow:  ┌ one pane ┐
///           │         │         │   │         ├ preview ┤              ├ preview ──┤
///           └─────────┴─────────┘   └─────────┴─────────┘              └──────────┘
/// ```
pub fn areas(model: &Model) -> Areas {
    let (width, height) = model.session.size;
    let foot = Rect::new(0, height.saturating_sub(1), width, height.min(1));
    let taken = docked(model).map_or(0, |area| area.height) + tour(model).map_or(0, |area| area.height);
    let all = Rect::new(0, 0, width, height.saturating_sub(1 + taken));
    let mark = if model.unkept { columns(model, UNKEPT).saturating_add(1).min(width) } else { 0 };
    let status = Rect { x: mark, width: width - mark, ..foot };
    let unkept = model.unkept.then_some(Rect { width: mark, ..foot });
    let mut areas = Areas { status, unkept, ..Areas::default() };
    if is_too_small(model) {
        return areas;
    }
    if model.screen == Screen::FullText {
        areas.text = Some(inside(page(all)));
    } else if model.screen == Screen::Preview {
        previewed(model, all, &mut areas);
    } else if width < WIDE {
        *of(model.focus(), &mut areas) = Some(inside(all));
    } else {
        let left = left(model, width);
        let side = |y, bottom: u16| inside(Rect::new(left - 1, y, width - left + 1, bottom - y));
        let (metrics, note) = lower_heights(model, all.height);
        let note_top = all.height - note - 1;
        let metrics_top = note_top - metrics - 1;
        areas.outline = Some(inside(Rect::new(0, 0, left, all.height)));
        areas.text = Some(side(0, metrics_top + 1));
        areas.metrics = Some(side(metrics_top, note_top + 1));
        areas.note = Some(side(note_top, all.height));
    }
    areas
}

/// The pane with the focus, the preview beside or below it.
fn previewed(model: &Model, all: Rect, areas: &mut Areas) {
    let focus = model.focus();
    let is_outline = matches!(focus, Focus::Navigation | Focus::Heading);
    let left = if all.width < WIDE { 1 } else { left(model, all.width) };
    let side = Rect { x: left - 1, width: all.width - left + 1, ..all };
    if all.width >= WIDE {
        areas.outline = Some(inside(Rect { width: left, ..all }));
        if is_outline {
            areas.preview = Some(inside(side));
            return;
        }
    }
    let upper = side.height.div_ceil(2);
    *of(focus, areas) = Some(inside(Rect { height: upper, ..side }));
    areas.preview = Some(inside(Rect { y: upper - 1, height: side.height - upper + 1, ..side }));
}

/// The area of the pane with a focus.
fn of(focus: Focus, areas: &mut Areas) -> &mut Option<Rect> {
    match focus {
        Focus::Navigation | Focus::Heading => &mut areas.outline,
        Focus::Text => &mut areas.text,
        Focus::Metrics => &mut areas.metrics,
        Focus::Note => &mut areas.note,
    }
}

/// Columns of the outline where other panes stand beside it, its frame included: as the writer has drawn the line between
/// them, at least so many for each; else about half.
fn left(model: &Model, width: u16) -> u16 {
    /// Columns that the outline and the panes beside it keep.
    const LEAST: u16 = 24;
    match model.session.outline_share {
        Some(share) => {
            let left = u32::from(width) * u32::from(share) / 1000;
            u16::try_from(left).unwrap_or(width).clamp(LEAST, (width - LEAST).max(LEAST))
        }
        None => (width * 48 / 100).clamp(40, 88),
    }
}

/// The column of the line between the outline and what stands beside it; `None` where nothing does.
pub fn divider(model: &Model) -> Option<u16> {
    let outline = areas(model).outline?;
    (outline.right() + 1 < model.session.size.0).then_some(outline.right())
}

/// The middle of the screen in which the text alone stands: lines of 40 characters are read without losing the next.
fn page(all: Rect) -> Rect {
    let width = PAGE.min(all.width);
    Rect { x: (all.width - width) / 2, width, ..all }
}

/// What is docked between the panes and the status line, its frame included: the findings of the check, the doubts.
pub fn docked(model: &Model) -> Option<Rect> {
    let (width, height) = model.session.size;
    let rows = docked_rows(model);
    let foot = 1 + tour(model).map_or(0, |area| area.height);
    let shows = matches!(model.overlay, Some(Overlay::Findings(_) | Overlay::Doubts(_))) && !is_too_small(model);
    shows.then(|| Rect::new(0, height - foot - rows, width, rows))
}

/// How many rows that takes.
fn docked_rows(model: &Model) -> u16 {
    let height = model.session.size.1;
    // Many findings are walked: at 24 rows ten of them stand in sight.
    match &model.overlay {
        Some(Overlay::Findings(findings)) if height >= 24 => {
            // As many as there are, with the one under the cursor in full.
            let wanted = u16::try_from(findings.list.len() + 5).unwrap_or(u16::MAX);
            wanted.clamp(8, (height * 2 / 3).clamp(16, 30))
        }
        _ => (height / 3).clamp(6, 14),
    }
}

/// The panel of the tutorial, right above the status line, where the panes can spare its rows.
pub fn tour(model: &Model) -> Option<Rect> {
    /// Rows that the panes keep.
    const PANES: u16 = 8;
    model.tour.as_ref()?;
    let (width, height) = model.session.size;
    let rows = if width < WIDE { 5 } else { 4 };
    let is_docked = matches!(model.overlay, Some(Overlay::Findings(_) | Overlay::Doubts(_)));
    let docked = if is_docked { docked_rows(model) } else { 0 };
    (!is_too_small(model) && height > PANES + rows + docked).then(|| Rect::new(0, height - 1 - rows, width, rows))
}

/// Rows of the metrics and the note pane without their frames: as many as they need, more for the one with the focus,
/// never more than the text pane can spare.
fn lower_heights(model: &Model, height: u16) -> (u16, u16) {
    let spare = height.saturating_sub(4);
    let wanted = u16::try_from(model.metric_rows().len() + 1).unwrap_or(u16::MAX);
    let share = if model.focus() == Focus::Metrics { spare / 2 } else { spare / 3 };
    let metrics = wanted.clamp(2, share.max(2));
    let note = if model.focus() == Focus::Note { (spare / 3).max(2) } else { (spare / 8).max(1) };
    (metrics, note)
}

/// Whether the terminal is too small to show anything but a request for more room.
pub fn is_too_small(model: &Model) -> bool {
    model.session.size.0 < SMALLEST.0 || model.session.size.1 < SMALLEST.1
}

/// Columns in which a text pane wraps: one is left free for the caret after a full row.
pub fn text_width(area: Rect) -> usize {
    usize::from(area.width).saturating_sub(1).max(1)
}

/// The columns of the text pane that texts stand in: a comfortable measure, in the middle where there is more room.
pub fn column(area: Rect) -> Rect {
    let width = COLUMN.min(area.width);
    Rect { x: area.x + (area.width - width) / 2, width, ..area }
}

/// Columns before the heading in the row of the writer's section: indent, fold sign, marker.
pub fn heading_start(model: &Model) -> usize {
    match model.spot() {
        Spot::Section(id) => text_column(model, id),
        Spot::Report | Spot::Closing => 1,
    }
}

/// Columns by which the level of a section indents its row, within what is shown.
pub fn row_indent(model: &Model, id: SectionId) -> usize {
    let tree = &model.report().tree;
    let base = model.outline.hoisted().last().map_or(1, |&top| tree.level(top));
    (2 * tree.level(id).saturating_sub(base)).min(24)
}

/// The column at which the heading of a section starts: one for all that stand beside each other, whatever their markers, and
/// none left of the heading above.
pub fn text_column(model: &Model, id: SectionId) -> usize {
    /// Levels that are looked up: what lies deeper is set in no more.
    const LEVELS: usize = 16;
    let top = model.outline.hoisted().last().copied();
    let mut column = 0;
    let mut at = Some(id);
    for _ in 0..LEVELS {
        let Some(id) = at else { break };
        column = column.max(row_indent(model, id) + 2 + widest_label(model, id));
        at = model.report().tree.parent(id).filter(|_| Some(id) != top);
    }
    column
}

/// Columns of the marker of a section, or of the first or the last beside it: markers grow from one to the other.
fn widest_label(model: &Model, id: SectionId) -> usize {
    let tree = &model.report().tree;
    let annexes = tree.annexes();
    let all = tree.children(tree.parent(id));
    let beside = if annexes.contains(&id) { annexes } else { &all[..all.len() - annexes.len().min(all.len())] };
    let beside = if tree.parent(id).is_some() { all } else { beside };
    let ends = [Some(id), beside.first().copied(), beside.last().copied()];
    ends.into_iter().flatten().map(|id| label_width(model, id)).max().unwrap_or(0)
}

/// Columns of the marker of a section with the gap after it.
pub fn label_width(model: &Model, id: SectionId) -> usize {
    model.number(id).map_or(0, |number| {
        let label = model.label(id, number);
        if label.is_empty() { 0 } else { text::width(&label, model.session.ambiguous) + number.gap().len() }
    })
}

/// Columns in which the heading that is being written wraps.
pub fn heading_width(model: &Model, area: Rect) -> usize {
    let count = if model.field() == Some(Field::Title) { 0 } else { COUNT };
    usize::from(area.width.saturating_sub(count)).saturating_sub(heading_start(model) + 1).max(8)
}

fn inside(frame: Rect) -> Rect {
    Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2))
}

fn columns(model: &Model, text: &str) -> u16 {
    u16::try_from(text::width(text, model.session.ambiguous)).unwrap_or(u16::MAX)
}

//! The screen from the model. Writes nothing back.

mod canvas;
mod metrics;
mod note;
mod outline;
mod overlay;
mod sheet;
mod status;
mod text;
mod tour;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::buffer::CellWidth;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::Block;
use ratatui::widgets::Widget;

use crate::report::Owner;
use crate::tui::command::Focus;
use crate::tui::keymap::Chord;
use crate::tui::layout;
use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::view::canvas::Canvas;

/// Draws the whole screen and sets the terminal's cursor to the caret, where an input method looks for it.
///
/// Everything is laid out for [`Model::size`]. While the edge of a window is dragged, the frame may have another size by now:
/// then as much of the picture is drawn as the frame has room for, until the model is told.
pub fn view(model: &Model, frame: &mut Frame) {
    let (width, height) = model.session.size;
    let wanted = Rect::new(0, 0, width, height);
    let caret = if frame.area() == wanted {
        paint(model, frame.buffer_mut())
    } else {
        let mut whole = Buffer::empty(wanted);
        let caret = paint(model, &mut whole);
        cut_out(&whole, frame.buffer_mut());
        caret
    };
    if let Some(caret) = caret.filter(|caret| frame.area().contains(*caret)) {
        frame.set_cursor_position(caret);
    }
}

/// Copies what both buffers have room for. A character that would stick out at the right is left out.
fn cut_out(whole: &Buffer, into: &mut Buffer) {
    let common = whole.area.intersection(into.area);
    for place in common.positions() {
        let cell = &whole[place];
        if place.x + cell.cell_width().max(1) <= common.right() {
            into[place] = cell.clone();
        }
    }
}

/// The cells that what lies over the panes takes, where it has a window or a line of its own.
pub fn window(model: &Model) -> Option<Rect> {
    let (width, height) = model.session.size;
    let mut cells = Buffer::empty(Rect::new(0, 0, width, height));
    let mut canvas = Canvas::new(&mut cells, model.session.ambiguous);
    draw(model, &mut canvas);
    canvas.window
}

/// The keys that stand in the bottom row: their cells, and what a click there presses.
pub fn hints(model: &Model) -> Vec<(Rect, Vec<Chord>)> {
    let (width, height) = model.session.size;
    let mut cells = Buffer::empty(Rect::new(0, 0, width, height));
    let mut canvas = Canvas::new(&mut cells, model.session.ambiguous);
    draw(model, &mut canvas);
    canvas.hints
}

/// Draws the whole screen on a buffer of the model's size. Answers where the caret is.
fn paint(model: &Model, cells: &mut Buffer) -> Option<Position> {
    draw(model, &mut Canvas::new(cells, model.session.ambiguous))
}

fn draw(model: &Model, buffer: &mut Canvas<'_>) -> Option<Position> {
    let area = buffer.area;
    buffer.set_style(area, Style::from(model.session.theme.text));
    if layout::is_too_small(model) {
        let (width, height) = model.session.size;
        let (least_width, least_height) = layout::SMALLEST;
        let says = format!("窗口太小（{width}×{height}），请放大到 {least_width}×{least_height} 以上；内容都在。");
        for (line, row) in
            crate::text::wrap(&says, usize::from(width).max(1), 0, model.session.ambiguous).iter().zip(0..height)
        {
            put(buffer, 0, row, width, &says[line.start..line.end], model.session.theme.warning.into());
        }
        return None;
    }
    let areas = layout::areas(model);
    frames(model, &areas, buffer);
    let mut caret = None;
    if let Some(area) = areas.outline {
        caret = caret.or(outline::draw(model, area, buffer));
    }
    if let Some(area) = areas.text {
        caret = caret.or(text::draw(model, area, buffer));
    }
    if let Some(area) = areas.metrics {
        caret = caret.or(metrics::draw(model, area, buffer));
    }
    if let Some(area) = areas.note {
        caret = caret.or(note::draw(model, area, buffer));
    }
    if let Some(area) = areas.preview {
        sheet::draw(model, area, buffer);
    }
    status::draw(model, areas.status, buffer);
    if let Some(area) = areas.unkept {
        status::draw_unkept(model, area, buffer);
    }
    if let Some(over) = &model.overlay {
        caret = overlay::draw(model, over, &areas, caret, buffer).or(caret);
    }
    if let (Some(step), Some(area)) = (&model.tour, layout::tour(model)) {
        tour::draw(model, step, area, buffer);
    }
    caret
}

/// The frames of the panes, joined where they touch, and their titles.
fn frames(model: &Model, areas: &Areas, buffer: &mut Canvas<'_>) {
    let panes = [
        (areas.outline, outline::title(model), matches!(model.focus(), Focus::Navigation | Focus::Heading)),
        (areas.text, beside(model, areas, text::title(model)), model.focus() == Focus::Text),
        (areas.metrics, beside(model, areas, "指标"), model.focus() == Focus::Metrics),
        (areas.note, beside(model, areas, "备注"), model.focus() == Focus::Note),
        (areas.preview, sheet::title(model), false),
    ];
    let outer = |area: Rect| Rect::new(area.x - 1, area.y - 1, area.width + 2, area.height + 2);
    for (area, _, _) in &panes {
        if let Some(area) = area {
            let block = Block::bordered()
                .border_set(buffer.border())
                .border_style(model.session.theme.frame)
                .merge_borders(MergeStrategy::Exact);
            block.render(outer(*area), buffer);
        }
    }
    for (area, title, focused) in panes {
        if let Some(area) = area {
            if focused {
                edges(outer(area)).into_iter().for_each(|edge| buffer.set_style(edge, model.session.theme.focus));
            }
            let style = if focused { model.session.theme.focus } else { model.session.theme.dim };
            put(buffer, area.x, area.y - 1, area.width.saturating_sub(1), &format!(" {title} "), style.into());
        }
    }
}

/// The cells around a pane, its frame.
fn edges(outer: Rect) -> [Rect; 4] {
    let Rect { x, y, width, height } = outer;
    [
        Rect { height: 1, ..outer },
        Rect { y: y + height.saturating_sub(1), height: 1, ..outer },
        Rect { width: 1, ..outer },
        Rect { x: x + width.saturating_sub(1), width: 1, ..outer },
    ]
}

/// The title of a pane that belongs to a row of the outline: where the outline isn't shown, it names the row.
fn beside(model: &Model, areas: &Areas, title: &str) -> String {
    let name = match model.section() {
        Some(id) if areas.outline.is_none() => model.owner_name(Owner::Section(id)),
        _ => return title.to_string(),
    };
    format!("{title} · {name}")
}

/// Writes `text` from column `x` of row `y` on, cut to `width` columns with an ellipsis. Answers the columns it took.
/// Control characters show as signs: none reaches the terminal.
fn put(buffer: &mut Canvas<'_>, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let shown = crate::text::shown(text);
    let cut = crate::text::truncate(&shown, usize::from(width), buffer.ambiguous());
    lay(buffer, x, y, width, &cut, style)
}

/// The same without an ellipsis: what goes beyond the width is only not drawn.
fn lay(buffer: &mut Canvas<'_>, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
    let shown = crate::text::shown(text);
    buffer.lay(x, y, width, &shown, style)
}

/// As [`put`], of a text of the report: its references as what they say, and seen to be such.
fn put_text(model: &Model, buffer: &mut Canvas<'_>, at: Position, width: u16, text: &str, style: Style) -> u16 {
    let taken = put(buffer, at.x, at.y, width, &model.rendered(text), style);
    if !text.contains('{') {
        return taken;
    }
    let mut column: u16 = 0;
    for piece in model.outline.figures().pieces(text) {
        let end = column.saturating_add(buffer.columns(&piece.shown)).min(taken);
        let cells = Rect { x: at.x + column, y: at.y, width: end - column, height: 1 };
        buffer.set_style(cells, text::marked(model, Style::new(), piece.kind));
        column = end;
    }
    taken
}

/// A cell of the screen inside an area, from columns and rows that may be past its end.
pub(super) fn cell(area: Rect, column: usize, row: usize) -> Position {
    let x = u16::try_from(column).unwrap_or(u16::MAX).min(area.width.saturating_sub(1));
    let y = u16::try_from(row).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
    Position { x: area.x + x, y: area.y + y }
}

//! What lies over the panes: which overlay is drawn, each by a file of its own, and the window and the line they share.

mod ask;
mod completion;
mod differences;
mod doubts;
mod extraction;
mod findings;
mod form;
mod held;
mod help;
mod key_test;
mod overview;
mod picker;
mod picture;
mod preview;
mod prompt;

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Block;
use ratatui::widgets::Clear;
use ratatui::widgets::Widget;

use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::put;

/// Draws the overlay and answers where its caret stands, if it has one; `under` is where it stands in the panes.
pub(super) fn draw(
    model: &Model,
    overlay: &Overlay,
    areas: &Areas,
    under: Option<Position>,
    buffer: &mut Canvas<'_>,
) -> Option<Position> {
    match overlay {
        Overlay::Help(shown) => help::draw(model, shown, buffer),
        Overlay::Picker(picker) => picker::draw(model, picker, buffer),
        Overlay::Prompt(prompt) if prompt.purpose == Purpose::Cell => prompt::cell(model, prompt, areas, buffer),
        Overlay::Prompt(prompt) => prompt::draw(model, prompt, under, buffer),
        Overlay::Ask(ask) => ask::draw(model, ask, buffer),
        Overlay::Form(form) => form::draw(model, form, buffer),
        Overlay::Preview(preview) => preview::draw(model, preview, buffer),
        Overlay::Doubts(list) => doubts::draw(model, list, buffer),
        Overlay::Findings(findings) => findings::draw(model, findings, buffer),
        Overlay::Differences(shown) => differences::draw(model, shown, buffer),
        Overlay::Overview(overview) => overview::draw(model, overview, buffer),
        Overlay::Extraction(found) => extraction::draw(model, found, buffer),
        Overlay::Picture(picture) => picture::draw(model, picture, buffer),
        Overlay::Completion(completion) => {
            completion::draw(model, completion, under, buffer);
            None
        }
        Overlay::Held(held) => held::draw(model, held, areas, buffer),
        Overlay::KeyTest(test) => key_test::draw(model, test, buffer),
        Overlay::Grab { .. } => None,
    }
}

/// A framed window of this size in the middle of the screen, or as much of it as fits. Answers its inside.
fn window(model: &Model, title: &str, width: u16, height: u16, buffer: &mut Canvas<'_>) -> Rect {
    let screen = buffer.area;
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    let outer = Rect::new((screen.width - width) / 2, (screen.height - height) / 2, width, height);
    framed(model, title, outer, buffer)
}

/// The same at the foot of the screen, above the status line. If that would cover the row of `under`, at the head: the
/// place found stays in sight.
fn edge(model: &Model, title: &str, width: u16, height: u16, under: Option<Position>, buffer: &mut Canvas<'_>) -> Rect {
    let screen = buffer.area;
    let (width, height) = (width.min(screen.width), height.min(screen.height.saturating_sub(1)));
    let foot = screen.height - 1 - height;
    let y = if under.is_some_and(|under| under.y >= foot && under.y > height) { 0 } else { foot };
    framed(model, title, Rect::new((screen.width - width) / 2, y, width, height), buffer)
}

fn framed(model: &Model, title: &str, outer: Rect, buffer: &mut Canvas<'_>) -> Rect {
    // A wide character that the window cuts in two would leave its other half behind.
    for y in outer.top()..outer.bottom() {
        if outer.x > 0 && buffer.columns(buffer[(outer.x - 1, y)].symbol()) > 1 {
            buffer.blank(Rect::new(outer.x - 1, y, 1, 1));
        }
    }
    Clear.render(outer, buffer);
    buffer.window = Some(outer);
    let style = style(model);
    let block = Block::bordered().border_set(buffer.border()).style(style);
    block.border_style(style.patch(model.session.theme.focus)).render(outer, buffer);
    put(
        buffer,
        outer.x + 1,
        outer.y,
        outer.width.saturating_sub(2),
        &format!(" {title} "),
        style.patch(model.session.theme.focus),
    );
    Rect::new(outer.x + 2, outer.y + 1, outer.width.saturating_sub(4), outer.height.saturating_sub(2))
}

fn style(model: &Model) -> Style {
    Style::from(model.session.theme.text).patch(model.session.theme.overlay)
}

/// Draws a line that is typed into, scrolled so that its caret shows. Answers where the caret stands.
fn typed(model: &Model, line: &Line, area: Rect, style: Style, buffer: &mut Canvas<'_>) -> Position {
    let before = &line.text()[..line.at()];
    let mut from = 0;
    // Room for the caret, or for the sign that more stands after it.
    let room = area.width.saturating_sub(buffer.columns("…"));
    while buffer.columns(&before[from..]) > room && from < before.len() {
        from = crate::text::next_boundary(before, from);
    }
    buffer.set_style(area, style);
    buffer.blank(Rect { height: 1, ..area });
    let (offered, own) = line.text()[from..].split_at(line.offered().saturating_sub(from));
    let taken = put(buffer, area.x, area.y, area.width, offered, style.patch(model.session.theme.selection));
    put(buffer, area.x + taken, area.y, area.width - taken, own, style);
    Position { x: (area.x + buffer.columns(&before[from..])).min(area.right().saturating_sub(1)), y: area.y }
}

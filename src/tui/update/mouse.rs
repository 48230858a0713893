//! The mouse: a click selects, two take a word, three a paragraph; a click on a fold sign folds, dragging selects and
//! scrolls, the wheel scrolls.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::report::Field;
use crate::text::char_floor;
use crate::tui::caret::Caret;
use crate::tui::caret::paragraph_at;
use crate::tui::command::Focus;
use crate::tui::help;
use crate::tui::here::Point;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::Grade;
use crate::tui::model::Held;
use crate::tui::model::Model;
use crate::tui::model::Pane;
use crate::tui::model::Pressed;
use crate::tui::model::Reach;
use crate::tui::model::Unit;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;
use crate::tui::table;
use crate::tui::update::Effect;
use crate::tui::update::dragging;
use crate::tui::update::lists;
use crate::tui::update::overlay;
use crate::tui::view;

/// What the mouse did, in cells from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// The left button went down.
    Click {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// It went down in the same cell again, soon.
    Double {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// And again.
    Triple {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// The mouse moved with the left button down.
    Drag {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// The left button came up.
    Release {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// The right button went down.
    Menu {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
    },
    /// The wheel turned.
    Wheel {
        /// Column.
        x: u16,
        /// Row.
        y: u16,
        /// Rows, negative towards the top.
        by: i16,
    },
}

/// Leaves the mouse to the terminal, or takes it back.
pub fn release(model: &mut Model) {
    model.session.has_mouse = !model.session.has_mouse;
    let says = match model.session.has_mouse {
        true => "鼠标又归程序用了",
        false => "鼠标已交给终端，可以拖着选字；再用“鼠标交给终端”收回来",
    };
    model.say(Grade::Info, says);
}

/// Does what the mouse asks for.
pub fn act(model: &mut Model, mouse: Mouse) -> Option<Effect> {
    if let Some(Overlay::Completion(_)) = model.overlay {
        model.overlay = None;
    }
    if let Some(overlay) = model.overlay.take()
        && !gives_way(model, overlay, mouse)
    {
        return None;
    }
    let areas = layout::areas(model);
    let hit = |area: Option<Rect>, x, y| area.filter(|area| area.contains(Position { x, y }));
    match mouse {
        Mouse::Double { .. } | Mouse::Triple { .. } => click_again(model, mouse),
        Mouse::Release { .. } => return dragging::release(model),
        Mouse::Menu { x, y } => {
            if !is_taken(model, &areas, x, y) {
                act(model, Mouse::Click { x, y });
                model.settle();
            }
            (model.pressed, model.held) = (None, None);
            lists::pick_here(model);
        }
        Mouse::Click { x, y } if layout::divider(model) == Some(x) && y + 1 < model.session.size.1 => {
            model.held = Some(Held::Divider);
        }
        Mouse::Drag { x, y } if model.held.is_some() => dragging::drag(model, x, y),
        Mouse::Click { x, y } => {
            model.pressed = None;
            if let Some(area) = hit(areas.outline, x, y) {
                click_outline(model, area, x, y);
            } else if let Some(area) = hit(areas.preview, x, y) {
                if let Some(row) = model.sheet.rows.get(usize::from(y - area.y)) {
                    model.go(row.spot());
                }
            } else if let Some(area) = hit(areas.text, x, y) {
                model.focus_on(Focus::Text);
                model.settle();
                let area = layout::column(area);
                if let Some((field, caret)) = model.page.hit(usize::from(y - area.y), columns(area, x)) {
                    model.follow(field, caret);
                    model.pressed = Some(Pressed::at(field, model.caret.at));
                    if model.page.is_around(usize::from(y - area.y)) {
                        let says = "光标在旁边的一格里；表题、单位、表注用 F2 里的“表题…”“表格单位…”“表注…”改";
                        model.say(Grade::Info, says);
                    }
                }
            } else if let Some(area) = hit(areas.note, x, y) {
                model.focus_on(Focus::Note);
                model.caret = point(&model.note, area, x, y);
                model.pressed = Some(Pressed::at(model.note_field(), model.caret.at));
            } else if let Some(area) = hit(areas.metrics, x, y) {
                model.focus_on(Focus::Metrics);
                model.cell.row = model.cell.top + usize::from(y - area.y).saturating_sub(1);
                if let Some(column) = table::column_at(model, area, x - area.x) {
                    model.cell.column = column;
                }
            }
        }
        Mouse::Drag { x, y } => {
            let pressed = model.pressed.take();
            let place = match (model.focus(), &pressed) {
                (Focus::Text, Some(pressed)) if model.has_on_page(pressed.field) => areas.text.and_then(|area| {
                    let area = layout::column(area);
                    let row = isize::try_from(i32::from(y) - i32::from(area.y)).unwrap_or(0);
                    model.with_page(|page, seen| page.hit_beyond(seen, row, columns(area, x)))
                }),
                (Focus::Note, Some(pressed)) if pressed.field == model.note_field() => {
                    areas.note.map(|area| (pressed.field, dragged(&model.note, area, x, y)))
                }
                _ => None,
            };
            if let (Some(pressed), Some(place)) = (&pressed, place) {
                drag(model, pressed, place);
            }
            model.pressed = pressed;
        }
        Mouse::Wheel { x, y, by } => {
            model.follow = Follow::Wheel;
            let turn = |top: usize, len: usize, area: Rect| {
                let last = len.saturating_sub(usize::from(area.height));
                top.saturating_add_signed(isize::from(by)).min(last)
            };
            if let Some(area) = hit(areas.outline, x, y) {
                model.top = turn(model.top, model.rows(), area);
            } else if hit(areas.text, x, y).is_some() {
                model.with_page(|page, seen| page.turn(seen, isize::from(by)));
            } else if let Some(area) = hit(areas.note, x, y) {
                model.note.top = turn(model.note.top, model.note.flow.len(), area);
            } else if hit(areas.preview, x, y).is_some() {
                model.turn_sheet(isize::from(by));
            } else if let Some(area) = hit(areas.metrics, x, y) {
                model.cell.top = turn(model.cell.top, model.metric_rows().len() + 1, area);
            }
        }
    }
    None
}

/// Whether a cell of the screen belongs to what is selected in a text, or to a marked section: a menu is for all of it.
fn is_taken(model: &mut Model, areas: &layout::Areas, x: u16, y: u16) -> bool {
    let at = Position { x, y };
    if let Some(area) = areas.outline.filter(|area| area.contains(at)) {
        let spot = model.spot_at(model.top + usize::from(y - area.y));
        return spot.and_then(Spot::section).is_some_and(|id| model.marks.contains(&id));
    }
    let Some(area) = areas.text.filter(|area| area.contains(at) && model.focus() == Focus::Text) else { return false };
    let area = layout::column(area);
    let hit = model.page.hit(usize::from(y - area.y), columns(area, x));
    hit.is_some_and(|(field, caret)| model.selected_in(field).is_some_and(|taken| taken.contains(&caret.at)))
}

/// Whether what lies over the panes is gone, so that the mouse acts on them: a click beside its window leaves it as a key of
/// a command does. A question is answered first.
fn gives_way(model: &mut Model, overlay: Overlay, mouse: Mouse) -> bool {
    let is_question = matches!(overlay, Overlay::Ask(_) | Overlay::KeyTest(_));
    model.overlay = Some(overlay);
    match mouse {
        Mouse::Wheel { by, .. } => turn_overlay(model, by),
        Mouse::Click { x, y } | Mouse::Double { x, y } | Mouse::Triple { x, y } if !is_question => {
            let window = view::window(model);
            if !window.is_some_and(|window| window.contains(Position { x, y }))
                && let Some(overlay) = model.overlay.take()
            {
                let is_closed = overlay::close(model, overlay);
                model.settle();
                return is_closed;
            }
        }
        Mouse::Menu { .. } if !is_question => {
            if let Some(overlay) = model.overlay.take() {
                overlay::close(model, overlay);
                model.settle();
            }
        }
        _ => {}
    }
    false
}

/// Selects from where the button went down to a place: by characters, by words after a second click, by paragraphs after a
/// third.
fn drag(model: &mut Model, pressed: &Pressed, (field, place): (Field, Caret)) {
    if field != pressed.field {
        // Into another text: what was taken at first stays taken.
        let order = |field| model.outline.order(model.report(), field);
        let is_back = order(field) < order(pressed.field);
        let text = model.text_of(pressed.field);
        let anchor = char_floor(text, if is_back { pressed.taken.end } else { pressed.taken.start });
        model.follow(field, place);
        return model.select_from(Point { field: pressed.field, at: anchor });
    }
    if model.field() != Some(field) {
        model.follow(field, place);
    }
    model.far = None;
    let Some(flow) = model.written() else { return };
    let at = place.at;
    let there = match pressed.by {
        Unit::Character => at..at,
        Unit::Word => flow.word_at(at),
        Unit::Paragraph => paragraph_at(flow.source(), at),
    };
    // What was taken at first stays taken, whichever way the mouse goes. Keys may have changed the text since.
    let [start, end] = [pressed.taken.start, pressed.taken.end].map(|at| char_floor(flow.source(), at));
    let (anchor, to) = if at < start { (end, there.start) } else { (start, there.end.max(end)) };
    let hangs = place.hangs && pressed.by == Unit::Character;
    model.caret = Caret { at: to, anchor: Some(anchor), goal: None, hangs };
}

/// Turns what lies over the panes, as far as there are rows.
fn turn_overlay(model: &mut Model, by: i16) {
    let page = help::page(model);
    let rows = match &model.overlay {
        Some(Overlay::Help(help)) => help::rows(model, help).len(),
        _ => 0,
    };
    let (top, last) = match &mut model.overlay {
        Some(Overlay::Help(help)) => (&mut help.top, rows.saturating_sub(page)),
        Some(Overlay::Preview(preview)) => (&mut preview.top, preview.text.lines().count().saturating_sub(1)),
        _ => return,
    };
    *top = top.saturating_add_signed(isize::from(by)).min(last);
}

/// The column of a cell in an area, 0 to the left of it.
fn columns(area: Rect, x: u16) -> usize {
    usize::from(x.saturating_sub(area.x))
}

fn point(pane: &Pane, area: Rect, x: u16, y: u16) -> Caret {
    pane.flow.hit(pane.top + usize::from(y - area.y), usize::from(x - area.x))
}

/// The caret for a drag that began in this pane. Above or below the pane it is in the next row off the screen.
fn dragged(pane: &Pane, area: Rect, x: u16, y: u16) -> Caret {
    let row = match y {
        _ if y < area.y => pane.top.saturating_sub(1),
        _ if y >= area.bottom() => pane.top + usize::from(area.height),
        _ => pane.top + usize::from(y - area.y),
    };
    pane.flow.hit(row.min(pane.flow.len() - 1), usize::from(x.clamp(area.x, area.right()) - area.x))
}

/// A second and a third click select the word and the paragraph that the first has put the caret in. In the outline the
/// second begins to write.
fn click_again(model: &mut Model, mouse: Mouse) {
    if model.focus() == Focus::Navigation {
        let (Mouse::Double { x, y } | Mouse::Triple { x, y }) = mouse else { return };
        let row = model.top + layout::areas(model).outline.map_or(0, |area| usize::from(y.saturating_sub(area.y)));
        if model.spot_at(row) == Some(model.spot()) && model.spot() != Spot::Closing {
            model.focus_on(Focus::Heading);
            model.settle();
            act(model, Mouse::Click { x, y });
        }
        return;
    }
    let Some(flow) = model.written() else { return };
    let (by, taken) = match mouse {
        Mouse::Double { .. } => {
            (Unit::Word, flow.word_at(model.caret.selection().map_or(model.caret.at, |taken| taken.start)))
        }
        _ => (Unit::Paragraph, paragraph_at(flow.source(), model.caret.at)),
    };
    model.pressed = model.pressed.take().map(|pressed| Pressed { by, taken: taken.clone(), ..pressed });
    model.caret = Caret { anchor: Some(taken.start), ..Caret::new(taken.end) };
}

fn click_outline(model: &mut Model, area: Rect, x: u16, y: u16) {
    // The heading that is being written may take several rows; all others take one.
    let mut row = model.top + usize::from(y - area.y);
    let tall = if model.focus() == Focus::Heading { model.heading.len() } else { 1 };
    let mut line = 0;
    if row > model.row() {
        line = (row - model.row()).min(tall - 1);
        row -= line;
    }
    let Some(spot) = model.spot_at(row) else { return };
    let same = spot == model.spot();
    model.go(spot);
    if let Spot::Section(id) = spot {
        let sign = layout::row_indent(model, id);
        if (sign..sign + 2).contains(&usize::from(x - area.x)) && line == 0 {
            model.fold_by(Reach::One, |model| model.outline.toggle_collapsed(id));
            return;
        }
    }
    if let Spot::Section(id) = spot {
        model.held = Some(Held::Section { id, from: (x, y), to: None });
    }
    if !matches!(model.focus(), Focus::Heading | Focus::Navigation) || spot == Spot::Closing {
        model.focus_on(Focus::Navigation);
    }
    if model.focus() == Focus::Heading {
        if !same {
            model.settle();
        }
        let column = usize::from(x - area.x).saturating_sub(layout::heading_start(model));
        model.caret = model.heading.hit(line, column);
    }
}

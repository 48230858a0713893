//! The text pane: soft-wrapped paragraphs with a drawn first-line indent, selection and found words.

use std::ops::Range;

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::cell;
use super::lay;
use super::put;
use crate::report::Field;
use crate::report::reference::Kind;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::flow::Span;
use crate::tui::flow::What;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// The pane's title: which text it is.
pub(super) fn title(model: &Model) -> &'static str {
    match model.spot() {
        Spot::Report => "导语",
        Spot::Closing => "结尾",
        Spot::Section(_) => "正文",
    }
}

/// Draws the rows that fit and answers where the caret stands.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    let hint = match model.body_field() {
        Field::Preamble => "（导语：写在第一节之前的话，Ctrl+E 开始写）",
        Field::Closing => "（结尾：写在最后一节之后的话；单位和日期在报告属性 Ctrl+B 里）",
        _ => "（本节没有正文，Ctrl+E 开始写）",
    };
    let caret = pane(model, Focus::Text, hint, area, buffer);
    if model.spot() == Spot::Closing {
        sign(model, area, buffer);
    }
    caret
}

/// Signature and date below the closing, where there is room.
fn sign(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let report = model.report();
    let used = u16::try_from(model.text.flow.len().saturating_sub(model.text.top)).unwrap_or(u16::MAX);
    let signed = report.organization.lines().chain([report.date.as_str()]).chain(report.remarks.lines());
    for (text, below) in signed.zip(1..) {
        let row = used.saturating_add(below);
        let width = buffer.columns(text);
        if row < area.height && width < area.width {
            put(buffer, area.right() - width - 1, area.y + row, width, text, model.session.theme.dim.into());
        }
    }
}

/// Draws the text pane or the note pane; `hint` stands where there is no text and no caret.
pub(super) fn pane(model: &Model, focus: Focus, hint: &str, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    let pane = if focus == Focus::Note { &model.note } else { &model.text };
    let focused = model.focus() == focus;
    let text = Style::from(model.session.theme.text);
    if pane.flow.is_empty() && !focused {
        for (line, y) in crate::text::wrap(hint, usize::from(area.width).max(1), 0, model.session.ambiguous)
            .iter()
            .zip(area.top()..area.bottom())
        {
            put(buffer, area.x, y, area.width, &hint[line.start..line.end], model.session.theme.dim.into());
        }
        return None;
    }
    let field = if focus == Focus::Note { model.note_field() } else { model.body_field() };
    rows(model, &pane.flow, field, pane.top, area, text, buffer);
    // The caret is a place in one text only: asked of another, it would stand inside a character.
    let (row, column) = focused.then(|| pane.flow.locate(&model.caret))?;
    let shown = (pane.top..pane.top + usize::from(area.height)).contains(&row);
    shown.then(|| cell(area, column, row - pane.top))
}

/// Draws the rows of a flow, which has a text, from `top` on, with the selection when the flow has the caret.
pub(super) fn rows(
    model: &Model,
    flow: &Flow,
    field: Field,
    top: usize,
    area: Rect,
    style: Style,
    buffer: &mut Canvas<'_>,
) {
    let selection = model.field().filter(|_| is_written(model, flow)).and_then(|_| model.caret.selection());
    let mut lit = doubted(model, field);
    lit.extend(found(model, flow, top, top + usize::from(area.height)).into_iter().map(|range| (range, Look::Found)));
    let block = selection.as_ref().and_then(|selection| flow.block(selection));
    for (row, y) in (top..flow.len()).zip(area.top()..area.bottom()) {
        let mut end = area.x;
        for piece in flow.pieces(row) {
            let mut x = area.x.saturating_add(u16::try_from(piece.column).unwrap_or(u16::MAX)).min(area.right());
            let place = |room: usize| Rect { x, y, width: area.right().min(within(x, room)) - x, height: 1 };
            match piece.what {
                What::Rule(rule) => {
                    let place = place(usize::MAX);
                    put(buffer, x, y, place.width, &rule, model.session.theme.frame.into());
                }
                What::Around(words) => {
                    let place = place(usize::MAX);
                    put(buffer, x, y, place.width, words, model.session.theme.dim.into());
                }
                What::Words(spans, cell) => {
                    let place = place(cell.as_ref().map_or(usize::MAX, |cell| cell.columns.end + 1 - piece.column));
                    let taken = match (&block, &cell) {
                        (Some((table, block)), Some(cell)) => {
                            let is_taken = *table == cell.table && block.has(cell.row, cell.column);
                            if is_taken {
                                let from = within(area.x, cell.columns.start).min(area.right());
                                let to = within(area.x, cell.columns.end).min(area.right());
                                let all = Rect { x: from, y, width: to - from, height: 1 };
                                buffer.set_style(all, style.patch(model.session.theme.selection));
                            }
                            Taken::Cells(is_taken)
                        }
                        _ => Taken::Bytes(selection.as_ref()),
                    };
                    x = words(model, &spans, taken, &lit, style, place, buffer);
                }
            }
            end = end.max(x);
        }
        // A selected line break shows as one cell.
        let line = flow.row(row);
        if selection.as_ref().is_some_and(|range| range.contains(&line.end) && range.start <= line.end)
            && block.is_none()
            && !line.is_soft
            && end < area.right()
            && line.end < flow.source().len()
            && flow.table(line.end).is_none()
        {
            put(buffer, end, y, 1, " ", style.patch(model.session.theme.selection));
        }
    }
}

/// The column so many after this one.
fn within(x: u16, room: usize) -> u16 {
    x.saturating_add(u16::try_from(room).unwrap_or(u16::MAX))
}

/// What of some words is selected.
#[derive(Clone, Copy)]
enum Taken<'a> {
    /// These bytes of the text.
    Bytes(Option<&'a Range<usize>>),
    /// The whole cell of a table, or nothing.
    Cells(bool),
}

/// Draws the words of a row or of a cell, and answers the column after them.
fn words(
    model: &Model,
    spans: &[Span<'_>],
    taken: Taken<'_>,
    lit: &[(Range<usize>, Look)],
    style: Style,
    place: Rect,
    buffer: &mut Canvas<'_>,
) -> u16 {
    let mut x = place.x;
    for span in spans {
        let style = marked(model, style, span.kind);
        let all = span.range.clone();
        let selection = match taken {
            Taken::Bytes(selection) => selection,
            Taken::Cells(is_taken) => is_taken.then_some(&all),
        };
        for (text, at) in parts(span, selection, lit) {
            let style = match at {
                Look::Plain => style,
                Look::Doubted => doubtful(model, style),
                Look::Found => style.patch(model.session.theme.found),
                Look::Selected => style.patch(model.session.theme.selection),
            };
            let room = place.right().saturating_sub(x);
            // Blanks hang after the end of a row: what of them finds no room is no ellipsis.
            x += lay(buffer, x, place.y, room, text, style);
        }
    }
    x
}

/// How a part of a text is painted: a reference is seen to be one.
pub(super) fn marked(model: &Model, style: Style, kind: Kind) -> Style {
    match kind {
        Kind::Words => style,
        Kind::Figure => style.patch(model.session.theme.reference),
        Kind::Unresolved => style.patch(model.session.theme.warning),
    }
}

/// The places of what is looked for in the paragraphs that these rows belong to.
fn found(model: &Model, flow: &Flow, top: usize, end: usize) -> Vec<Range<usize>> {
    let Some(pattern) = &model.search.lit else { return Vec::new() };
    if top >= flow.len() {
        return Vec::new();
    }
    let source = flow.source();
    let (first, last) = (flow.row(top), flow.row(end.clamp(top + 1, flow.len()) - 1));
    let from = source[..first.start].rfind('\n').map_or(0, |at| at + 1);
    let to = source[last.end..].find('\n').map_or(source.len(), |at| last.end + at);
    pattern.places(&source[from..to]).into_iter().map(|place| place.start + from..place.end + from).collect()
}

/// Where a text was unclear when it was read; the doubt under the cursor of their list as what is found.
fn doubted(model: &Model, field: Field) -> Vec<(Range<usize>, Look)> {
    let chosen = model.chosen_doubt();
    let lit = model.doubts.open().filter_map(|(number, standing)| {
        // Most stand in other texts: those are not looked at.
        standing.mark.as_ref().filter(|mark| mark.field == field)?;
        let (_, range) = standing.lit(model.report())?;
        Some((range, if chosen == Some(number) { Look::Found } else { Look::Doubted }))
    });
    lit.collect()
}

/// How it is painted where something was unclear.
pub(super) fn doubtful(model: &Model, style: Style) -> Style {
    style.patch(model.session.theme.warning).add_modifier(Modifier::UNDERLINED)
}

/// How a part of a text stands out. What comes later hides what comes before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Plain,
    Doubted,
    Found,
    Selected,
}

/// A span cut where the selection and what is found begin and end. A reference drawn as what it says is selected whole or
/// not at all, and found when a part of it is.
fn parts<'a>(span: &Span<'a>, selection: Option<&Range<usize>>, lit: &[(Range<usize>, Look)]) -> Vec<(&'a str, Look)> {
    let Range { start, end } = span.range;
    let near = lit.iter().filter(|(place, _)| place.start < end && start < place.end);
    if span.kind == Kind::Figure {
        let selected = selection.is_some_and(|selection| selection.start <= start && end <= selection.end);
        let plain = near.map(|(_, look)| *look).max().unwrap_or(Look::Plain);
        return vec![(span.text, if selected { Look::Selected } else { plain })];
    }
    // By whole characters: half of one, as an accent without its letter, would be drawn as another.
    let whole = |range: &Range<usize>| {
        let floor = |at: usize| crate::text::floor_boundary(span.text, at.clamp(start, end) - start);
        let (from, to) = (floor(range.start), floor(range.end));
        let is_cut = start + to < range.end.min(end);
        start + from..start + if is_cut { crate::text::next_boundary(span.text, to) } else { to }
    };
    let near: Vec<(Range<usize>, Look)> = near.map(|(place, look)| (whole(place), *look)).collect();
    let selection = selection.map(whole);
    let mut cuts = vec![start, end];
    cuts.extend(near.iter().map(|(place, _)| place).chain(&selection).flat_map(|range| [range.start, range.end]));
    cuts.sort_unstable();
    cuts.dedup();
    let look = |at: usize| match &selection {
        Some(selection) if selection.contains(&at) => Look::Selected,
        _ => {
            let looks = near.iter().filter(|(place, _)| place.contains(&at)).map(|(_, look)| *look);
            looks.max().unwrap_or(Look::Plain)
        }
    };
    cuts.windows(2).map(|cut| (&span.text[cut[0] - start..cut[1] - start], look(cut[0]))).collect()
}

fn is_written(model: &Model, flow: &Flow) -> bool {
    model.written().is_some_and(|written| std::ptr::eq(written, flow))
}

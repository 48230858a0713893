//! The text pane: soft-wrapped paragraphs with a drawn first-line indent, selection and found words.

use std::collections::HashMap;
use std::ops::Range;

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::cell;
use super::lay;
use super::put;
use crate::check;
use crate::report::Field;
use crate::report::reference::Kind;
use crate::text::char_floor;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::flow::Span;
use crate::tui::flow::What;
use crate::tui::here::Portion;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// The pane's title: which text it is.
pub(super) fn title(model: &Model) -> &'static str {
    match (model.portion(), model.spot()) {
        (Portion::Whole, _) => "全文",
        (Portion::Branch, _) => "本节连同下级",
        (Portion::Section, Spot::Report) => "导语",
        (Portion::Section, Spot::Closing) => "结尾",
        (Portion::Section, Spot::Section(_)) => "正文",
    }
}

/// Draws the rows that fit and answers where the caret stands.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    let hint = match model.body_field() {
        Field::Preamble => "（导语：写在第一节之前的话，Ctrl+E 开始写）",
        Field::Closing => "（结尾：写在最后一节之后的话；单位和日期在报告属性 Ctrl+B 里）",
        _ => "（本节没有正文，Ctrl+E 开始写）",
    };
    let area = layout::column(area);
    let is_written = model.focus() == Focus::Text;
    if model.text_of(model.body_field()).is_empty() && !is_written && !model.is_wide() {
        say_empty(model, hint, area, buffer);
    } else {
        page(model, area, buffer);
    }
    if model.spot() == Spot::Closing && !model.is_wide() {
        sign(model, area, buffer);
    }
    let (row, column) = model.page.locate(model.field().filter(|_| is_written)?, &model.caret)?;
    Some(cell(area, column, row))
}

/// Draws the rows of the manuscript.
fn page(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let mut lit: HashMap<Field, Vec<(Range<usize>, Look)>> = HashMap::new();
    for (page_row, y) in model.page.rows().iter().zip(area.top()..area.bottom()) {
        for piece in &page_row.pieces {
            let Some(flow) = model.page.flow(piece.field) else { continue };
            let lit = lit.entry(piece.field).or_insert_with(|| {
                let mut pieces = model.page.rows().iter().rev().flat_map(|row| &row.pieces);
                let last = pieces.find(|other| other.field == piece.field).map_or(piece.row, |last| last.row);
                lit_in(model, flow, piece.field, piece.row..last + 1)
            });
            let style = style(model, piece.field);
            let columns = |column: usize| u16::try_from(column).unwrap_or(u16::MAX).min(area.width);
            if let Some((column, label)) = &piece.label {
                put(buffer, area.x + columns(*column), y, area.width - columns(*column), label, style);
            }
            let is_marked = matches!(piece.field, Field::Heading(id) if model.marks.contains(&id));
            if is_marked && piece.row == 0 {
                put(buffer, area.x, y, area.width.min(1), "✓", model.session.theme.warning.into());
            }
            if let Some((column, stop)) = &piece.stop {
                let of_heading = piece.field.section().map_or(style, |id| self::style(model, Field::Heading(id)));
                put(buffer, area.x + columns(*column), y, area.width - columns(*column), stop, of_heading);
            }
            let set_in = columns(piece.column);
            let place = Rect { x: area.x + set_in, y, width: area.width - set_in, height: 1 };
            // A section without a heading of its own begins with its text.
            let is_alone = page_row.pieces.len() == 1;
            if let Some(hint) = hint(model, piece.field).filter(|_| flow.is_empty() && is_alone) {
                let x = columns(flow.row(0).indent);
                put(buffer, place.x + x, y, place.width.saturating_sub(x), hint, model.session.theme.dim.into());
            }
            row(model, flow, (piece.field, piece.row), lit, place, style, buffer);
            if let Some((column, words)) = &piece.folded {
                let x = columns(*column);
                put(buffer, area.x + x, y, area.width - x, words, model.session.theme.dim.into());
            }
        }
    }
}

/// How a text of the manuscript is painted: headings by weight and colour.
fn style(model: &Model, field: Field) -> Style {
    let theme = &model.session.theme;
    let text = Style::from(theme.text);
    match field {
        Field::Title => text.patch(theme.title),
        Field::Heading(id) if model.report().tree.parent(id).is_none() => text.patch(theme.heading),
        Field::Heading(_) => text.add_modifier(Modifier::BOLD),
        _ => text,
    }
}

/// What stands where nothing is written yet, and no caret.
fn hint(model: &Model, field: Field) -> Option<&'static str> {
    let is_written = model.field() == Some(field) && model.focus() == Focus::Text;
    match field {
        _ if is_written => None,
        Field::Title => Some("（标题）"),
        Field::Heading(_) => Some("（小标题）"),
        _ => None,
    }
}

/// Says that there is no text, and how to write one.
fn say_empty(model: &Model, hint: &str, area: Rect, buffer: &mut Canvas<'_>) {
    let lines = crate::text::wrap(hint, usize::from(area.width).max(1), 0, model.session.ambiguous);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        put(buffer, area.x, y, area.width, &hint[line.start..line.end], model.session.theme.dim.into());
    }
}

/// Signature and date below the closing, where there is room.
fn sign(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let report = model.report();
    let used = u16::try_from(model.page.rows().len()).unwrap_or(u16::MAX);
    let signed = report.organization.lines().chain([report.date.as_str()]).chain(report.remarks.lines());
    for (text, below) in signed.zip(1..) {
        let row = used.saturating_add(below);
        let width = buffer.columns(text);
        if row < area.height && width < area.width {
            put(buffer, area.right() - width - 1, area.y + row, width, text, model.session.theme.dim.into());
        }
    }
}

/// Draws the note pane; `hint` stands where there is no text and no caret.
pub(super) fn note(model: &Model, hint: &str, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    let pane = &model.note;
    let focused = model.focus() == Focus::Note;
    let text = Style::from(model.session.theme.text);
    if pane.flow.is_empty() && !focused {
        say_empty(model, hint, area, buffer);
        return None;
    }
    rows(model, &pane.flow, model.note_field(), pane.top, area, text, buffer);
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
    let lit = lit_in(model, flow, field, top..top + usize::from(area.height));
    for (row_of_text, y) in (top..flow.len()).zip(area.top()..area.bottom()) {
        row(model, flow, (field, row_of_text), &lit, Rect { y, height: 1, ..area }, style, buffer);
    }
}

/// What is lit of a text in these of its rows.
fn lit_in(model: &Model, flow: &Flow, field: Field, rows: Range<usize>) -> Vec<(Range<usize>, Look)> {
    let mut lit = doubted(model, field);
    lit.extend(unfilled(flow, rows.start, rows.end).into_iter().map(|range| (range, Look::Unfilled)));
    lit.extend(noticed(model, field));
    lit.extend(commented(model, field));
    lit.extend(found(model, flow, rows.start, rows.end).into_iter().map(|range| (range, Look::Found)));
    lit
}

/// Draws one row of a flow, which has a text, with what of it is selected.
fn row(
    model: &Model,
    flow: &Flow,
    (field, row): (Field, usize),
    lit: &[(Range<usize>, Look)],
    area: Rect,
    style: Style,
    buffer: &mut Canvas<'_>,
) {
    let y = area.y;
    let selection = model.selected_in(field);
    let block = selection.as_ref().and_then(|selection| flow.block(selection));
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
                x = words(model, &spans, taken, lit, style, place, buffer);
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
                Look::Unfilled => style.patch(model.session.theme.warning),
                Look::Commented => style.patch(model.session.theme.reference).add_modifier(Modifier::UNDERLINED),
                Look::Suspect => style.add_modifier(Modifier::UNDERLINED),
                // Errors have a ground of their own, too loud amid a text.
                Look::Wrong => style.patch(model.session.theme.fall).add_modifier(Modifier::UNDERLINED),
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
    let Range { start, end } = paragraphs(flow, top, end);
    pattern.places(&flow.source()[start..end]).into_iter().map(|place| place.start + start..place.end + start).collect()
}

/// The blanks that are still to be filled in, as 【待补】, in the paragraphs that these rows belong to.
fn unfilled(flow: &Flow, top: usize, end: usize) -> Vec<Range<usize>> {
    const NEAR: usize = 256;
    let Range { start, end: close } = paragraphs(flow, top, end);
    if start == close {
        return Vec::new();
    }
    // Of a long paragraph what stands near these rows.
    let source = flow.source();
    let (first, last) = (flow.row(top), flow.row(end.clamp(top + 1, flow.len()) - 1));
    let start = start.max(char_floor(source, first.start.saturating_sub(NEAR)));
    let end = close.min(char_floor(source, last.end + NEAR)).max(start);
    let blanks = check::blanks(&source[start..end]);
    blanks.into_iter().map(|place| place.start + start..place.end + start).collect()
}

/// The bytes of the paragraphs that these rows belong to.
fn paragraphs(flow: &Flow, top: usize, end: usize) -> Range<usize> {
    if top >= flow.len() {
        return 0..0;
    }
    let source = flow.source();
    let (first, last) = (flow.row(top), flow.row(end.clamp(top + 1, flow.len()) - 1));
    let from = source[..first.start].rfind('\n').map_or(0, |at| at + 1);
    from..source[last.end..].find('\n').map_or(source.len(), |at| last.end + at)
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

/// What the check has found in a text.
fn noticed(model: &Model, field: Field) -> impl Iterator<Item = (Range<usize>, Look)> {
    let notices = if model.session.lights_findings { model.noticed.of(field) } else { &[] };
    let look = |grade| if grade == check::Grade::Wrong { Look::Wrong } else { Look::Suspect };
    notices.iter().map(move |notice| (notice.range.clone(), look(notice.grade)))
}

/// What comments hang on in a text.
fn commented(model: &Model, field: Field) -> impl Iterator<Item = (Range<usize>, Look)> {
    let text = model.text_of(field);
    model.report().comments_on(field).map(|comment| (comment.hung(text), Look::Commented))
}

/// How it is painted where something was unclear.
pub(super) fn doubtful(model: &Model, style: Style) -> Style {
    style.patch(model.session.theme.warning).add_modifier(Modifier::UNDERLINED)
}

/// How a part of a text stands out. What comes later hides what comes before.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Plain,
    Commented,
    Suspect,
    Wrong,
    Unfilled,
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

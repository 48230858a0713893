//! The outline pane: fold signs, markers, headings, 字数.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::cell;
use super::lay;
use super::metrics::bar;
use super::put;
use super::put_text;
use crate::report::Field;
use crate::report::Section;
use crate::report::SectionId;
use crate::tui::command::Focus;
use crate::tui::layout;
use crate::tui::model::Held;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;
use crate::tui::theme::Paint;

/// The pane's title, what matters most first: the state, the filter, the hoisted section.
pub(super) fn title(model: &Model) -> String {
    let mut title = String::from("提纲");
    match model.focus() {
        Focus::Navigation => title.push_str(" · 导航"),
        Focus::Heading => title.push_str(" · 写作"),
        _ => {}
    }
    if let Some(words) = model.outline.filter() {
        title.push_str(&format!(" · 筛选“{words}”"));
    }
    for &id in model.outline.hoisted() {
        let heading = model.report().tree.section(id).map_or("", |section| section.heading.as_str());
        let heading = &model.rendered(heading);
        let label = model.number(id).map_or_else(String::new, |number| model.label(id, number));
        title.push_str(&format!(" › {label}{}", crate::text::truncate(heading, 16, model.session.ambiguous)));
    }
    title
}

/// Draws the rows that fit and answers where the caret stands.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) -> Option<Position> {
    let doubtful = model.doubtful_spots();
    let mut caret = None;
    let mut row = model.top;
    let mut y = 0;
    while y < area.height {
        let Some(spot) = model.spot_at(row) else { break };
        let line = Rect { y: area.y + y, height: 1, ..area };
        let here = row == model.row();
        let tall = if here && model.focus() == Focus::Heading { model.heading.len() } else { 1 };
        let tall = u16::try_from(tall).unwrap_or(u16::MAX).min(area.height - y);
        let style = style(model, spot, row);
        buffer.set_style(Rect { height: tall, ..line }, style);
        let start = match spot {
            Spot::Report => 1,
            Spot::Section(id) => head(model, id, line, style, buffer),
            Spot::Closing => 0,
        };
        if doubtful.contains(&spot) {
            // Before the number, where the fold sign leaves a blank.
            let x = line.x + start_of_sign(model, spot);
            put(buffer, x, line.y, 1, "?", part(model, spot, style, model.session.theme.warning));
        }
        if here && model.focus() == Focus::Heading {
            caret = write(model, Rect { height: tall, ..line }, start, style, buffer);
        } else {
            show(model, spot, line, start, style, buffer);
            if here && model.focus() == Focus::Navigation {
                caret = Some(cell(line, usize::from(start), 0));
            }
        }
        y += tall;
        row += 1;
    }
    if let Some(Held::Section { to: Some(to), .. }) = model.held
        && let Some(y) = to.row.checked_sub(model.top).and_then(|y| u16::try_from(y).ok()).filter(|y| *y < area.height)
    {
        // A line below the row after which it would fall, from where its heading would begin.
        let base = model.outline.hoisted().last().map_or(1, |&top| model.report().tree.level(top));
        let indent = u16::try_from(2 * to.level.saturating_sub(base)).unwrap_or(0).min(area.width);
        let line = Rect { x: area.x + indent, y: area.y + y, width: area.width - indent, height: 1 };
        buffer.set_style(line, Style::from(model.session.theme.focus).add_modifier(Modifier::UNDERLINED));
    }
    let hint = match model.outline.filter() {
        _ if model.report().tree.is_empty() => Some("（还没有节：在标题上按回车写第一节）"),
        Some(_) if model.rows() == 0 => Some("（没有这样的节，Esc 清除筛选）"),
        _ => None,
    };
    if let Some(hint) = hint.filter(|_| y < area.height) {
        put(buffer, area.x + 1, area.y + y, area.width.saturating_sub(1), hint, model.session.theme.dim.into());
    }
    caret
}

/// The column between fold sign and number.
fn start_of_sign(model: &Model, spot: Spot) -> u16 {
    let indent = spot.section().map_or(0, |id| layout::row_indent(model, id) + 1);
    u16::try_from(indent).unwrap_or(0)
}

fn style(model: &Model, spot: Spot, row: usize) -> Style {
    let theme = &model.session.theme;
    let marked = spot.section().is_some_and(|id| model.marks.contains(&id));
    let base = match spot {
        Spot::Report => Style::from(theme.text).patch(theme.title),
        Spot::Section(id) if model.report().tree.parent(id).is_none() => Style::from(theme.text).patch(theme.heading),
        Spot::Section(_) => theme.text.into(),
        Spot::Closing => Style::from(theme.text).patch(theme.dim),
    };
    let base = if marked { base.patch(theme.selection) } else { base };
    match model.focus() {
        _ if row != model.row() => base,
        Focus::Navigation | Focus::Heading => base.patch(theme.cursor),
        _ => base.patch(theme.cursor_away),
    }
}

/// A part of a row in its own colour. On the ground of the cursor or of a mark it keeps that ground's colour: no theme
/// can choose one that is read on all of them.
fn part(model: &Model, spot: Spot, style: Style, paint: Paint) -> Style {
    let at = model.spot() == spot && matches!(model.focus(), Focus::Navigation | Focus::Heading);
    let marked = spot.section().is_some_and(|id| model.marks.contains(&id));
    if at || marked { style } else { style.patch(paint) }
}

/// Fold sign, marker and 字数 of a section. Answers the column its heading starts at.
fn head(model: &Model, id: SectionId, line: Rect, style: Style, buffer: &mut Canvas<'_>) -> u16 {
    let indent = u16::try_from(layout::row_indent(model, id)).unwrap_or(0);
    let has_children = !model.report().tree.children(Some(id)).is_empty();
    let sign = match (has_children, model.outline.is_collapsed(id)) {
        (false, _) if model.marks.contains(&id) => "• ",
        (false, _) => "  ",
        (true, true) => "▸ ",
        (true, false) => "▾ ",
    };
    let grabbed = matches!(model.overlay, Some(Overlay::Grab { .. })) && model.section() == Some(id);
    let sign = if grabbed { "↕ " } else { sign };
    lay(buffer, line.x + indent, line.y, 2, sign, part(model, Spot::Section(id), style, model.session.theme.marker));
    let mut x = indent + 2;
    if let Some(number) = model.number(id) {
        let label = model.label(id, number);
        if !label.is_empty() {
            let room = line.width.saturating_sub(x);
            x += put(
                buffer,
                line.x + x,
                line.y,
                room,
                &format!("{label}{}", number.gap()),
                part(model, Spot::Section(id), style, model.session.theme.marker),
            );
        }
    }
    let x = x.max(u16::try_from(layout::text_column(model, id)).unwrap_or(x));
    let total = model.outline.total(id);
    let target = model.report().tree.section(id).and_then(|section| section.style.target);
    let hidden = if model.outline.is_collapsed(id) { model.report().tree.children(Some(id)).len() } else { 0 };
    let written = model.focus() == Focus::Heading && model.section() == Some(id);
    let mut count = match target {
        // The heading that is being written wraps before so many columns.
        _ if written && total > 0 => format!("{}字", crate::text::grouped(total)),
        Some(target) => format!("{}/{}字", crate::text::grouped(total), crate::text::grouped(target)),
        None if total > 0 => format!("{}字", crate::text::grouped(total)),
        None => String::new(),
    };
    if hidden > 0 && !written {
        count = format!("·{hidden}  {count}");
    }
    let said = model.report().tree.section(id).and_then(|section| section.aside.as_deref());
    let said = said.map_or(0, |aside| aside.comments.iter().filter(|said| !said.done && !said.answers).count());
    if said > 0 && !written {
        count = format!("批{said}  {count}");
    }
    if model.session.bars && !written && line.width >= 36 {
        count = format!("{count} {}", share(total, target.unwrap_or(model.outline.report_total())));
    }
    let width = buffer.columns(&count);
    if width + x < line.width && (!written || width < layout::COUNT) {
        put(
            buffer,
            line.right() - width,
            line.y,
            width,
            &count,
            part(model, Spot::Section(id), style, model.session.theme.dim),
        );
    }
    x
}

/// How much of a target, or of the report, so many 字 are: a bar of [`BAR`] cells, the rest blank.
fn share(total: u32, of: u32) -> String {
    let all = u64::from(BAR) * 8;
    let eighths = (u64::from(total) * all).checked_div(u64::from(of)).unwrap_or(0).min(all);
    let eighths = eighths.max(u64::from(total > 0));
    let bar = bar(u32::try_from(eighths).unwrap_or(0));
    format!("{bar}{}", "·".repeat(usize::from(BAR).saturating_sub(bar.chars().count())))
}

const BAR: u16 = 6;

/// A heading that is only shown: cut to the room it has.
fn show(model: &Model, spot: Spot, line: Rect, start: u16, style: Style, buffer: &mut Canvas<'_>) {
    let report = model.report();
    let (text, style) = match spot {
        Spot::Report if report.title.is_empty() => {
            ("（无标题的报告）", part(model, spot, style, model.session.theme.dim))
        }
        Spot::Report => (report.title.as_str(), style),
        Spot::Closing => ("  结尾与落款", style),
        Spot::Section(id) => {
            let section = report.tree.section(id).expect("rows are live sections");
            match name(section) {
                Some(heading) if section.heading.is_empty() => {
                    (heading, part(model, spot, style, model.session.theme.dim))
                }
                Some(heading) => (heading, style),
                None => ("（空节）", part(model, spot, style, model.session.theme.dim)),
            }
        }
    };
    let count = match spot {
        Spot::Section(_) => count_columns(buffer, line, start),
        _ => 0,
    };
    let room = line.width.saturating_sub(start + count);
    let taken = put_text(model, buffer, Position { x: line.x + start, y: line.y }, room, text, style);
    light(model, Rect { x: line.x + start, width: taken, height: 1, ..line }, text, buffer);
}

/// Shows what is looked for in a heading that has been drawn in these cells.
fn light(model: &Model, cells: Rect, text: &str, buffer: &mut Canvas<'_>) {
    let Some(pattern) = &model.search.lit else { return };
    let shown = model.rendered(text);
    for place in pattern.places(&shown) {
        let from = buffer.columns(&shown[..place.start]).min(cells.width);
        let to = buffer.columns(&shown[..place.end]).min(cells.width);
        buffer.set_style(Rect { x: cells.x + from, width: to - from, ..cells }, model.session.theme.found);
    }
}

/// Columns at the right end of a row that its 字数 have taken, a space before them included.
fn count_columns(buffer: &Canvas<'_>, line: Rect, start: u16) -> u16 {
    let taken = (line.x + start..line.right()).rev().take_while(|&x| buffer[(x, line.y)].symbol() != " ").count();
    let hidden = (line.x + start..line.right()).find(|&x| buffer[(x, line.y)].symbol() != " ");
    match hidden {
        Some(x) => line.right() - x + 1,
        None => u16::try_from(taken).unwrap_or(0),
    }
}

/// What a section is known by: its heading, or the start of its body.
fn name(section: &Section) -> Option<&str> {
    if !section.heading.is_empty() {
        return Some(&section.heading);
    }
    section.body.lines().map(str::trim).find(|line| !line.is_empty())
}

/// The heading that is being written, wrapped, with its selection. Answers where the caret stands.
fn write(model: &Model, area: Rect, start: u16, style: Style, buffer: &mut Canvas<'_>) -> Option<Position> {
    let field = model.field()?;
    let heading = &model.heading;
    if heading.is_empty() {
        let hint = if field == Field::Title { "（写标题）" } else { "（写小标题）" };
        put(buffer, area.x + start, area.y, area.width.saturating_sub(start), hint, style);
    }
    let room = area.width.saturating_sub(start);
    let (row, column) = heading.locate(&model.caret);
    let first = (row + 1).saturating_sub(usize::from(area.height));
    let body = Rect { x: area.x + start, width: room, ..area };
    super::text::rows(model, heading, field, first, body, style, buffer);
    Some(cell(area, usize::from(start) + column, row - first))
}

//! 读入时拿不准的地方: the doubts below the panes, the one under the cursor in full.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::check::Site;
use crate::import::Counted;
use crate::text;
use crate::tui::layout;
use crate::tui::model::Model;
use crate::tui::model::Standing;
use crate::tui::overlay::DoubtList;
use crate::tui::rereading;
use crate::tui::theme::Paint;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::framed;
use crate::tui::view::overlay::style;
use crate::tui::view::put;
use crate::tui::words;

const KEYS: &str = "↑↓ 逐条 回车 认可 F4 换读法 F6 这类都认可 F8 这类都换 F7 去写 Esc 返回";

pub(super) fn draw(model: &Model, list: &DoubtList, buffer: &mut Canvas<'_>) -> Option<Position> {
    let rows = model.doubts.by_kind();
    let chosen = rows.get(list.at).and_then(|&number| Some((number, model.doubts.get(number)?)));
    let title = chosen.map_or_else(String::new, |(number, standing)| {
        let kin = model.doubts.kin(number);
        let nth = kin.iter().position(|kin| *kin == number).map_or(0, |at| at + 1);
        let kind = words::kind(&standing.doubt.what);
        format!("拿不准 {}/{} · {kind} {nth}/{}", list.at + 1, rows.len(), kin.len())
    });
    let area = framed(model, &title, layout::docked(model)?, buffer);
    let style = style(model);
    let detail = chosen.map(|(_, standing)| in_full(model, standing)).unwrap_or_default();
    let lines = text::wrap(&detail, usize::from(area.width).max(1), 0, model.session.ambiguous);
    // The sentence in full takes what it needs, the list the rest, at least one row.
    let told = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(area.height.saturating_sub(2));
    let height = area.height.saturating_sub(told + 1).max(1);
    let top = (list.at + 1).saturating_sub(usize::from(height));
    let mut caret = None;
    for (index, y) in (top..rows.len()).zip(area.y..area.y + height) {
        if index == list.at {
            caret = Some(Position { x: area.x, y });
        }
        if let Some(standing) = model.doubts.get(rows[index]) {
            let here = (index == list.at).then_some(model.session.theme.cursor);
            row(model, standing, here, Rect { y, height: 1, ..area }, buffer);
        }
    }
    for (line, y) in lines.iter().zip(area.y + height..area.bottom().saturating_sub(1)) {
        put(buffer, area.x, y, area.width, &detail[line.start..line.end], style);
    }
    put(buffer, area.x, area.bottom().saturating_sub(1), area.width, KEYS, style.patch(model.session.theme.dim));
    caret
}

/// What was found and done, what else it could be, and where it stood in the file.
fn in_full(model: &Model, standing: &Standing) -> String {
    let doubt = &standing.doubt;
    let other = match rereading::name(model.report(), &model.session.check, standing) {
        Some(name) => format!("F4 {name}"),
        None => "没有别的读法，要改请按 F7".to_owned(),
    };
    let line = match (doubt.counted, doubt.to > doubt.line) {
        (Counted::Paragraphs, _) => String::new(),
        (Counted::Lines, true) => format!("；原文第{}—{}行", doubt.line, doubt.to),
        (Counted::Lines, false) => format!("；原文第{}行", doubt.line),
    };
    let says = text::one_line(&words::says(&doubt.what)).into_owned();
    format!("{}。（{other}{line}）", text::truncate(&says, 200, model.session.ambiguous))
}

/// One doubt, with the paint of the cursor when that is at it: its kind, its words, where it stands.
fn row(model: &Model, standing: &Standing, cursor: Option<Paint>, area: Rect, buffer: &mut Canvas<'_>) {
    let base = style(model);
    let style = cursor.map_or(base, |cursor| base.patch(cursor));
    buffer.set_style(area, style);
    let dim = if cursor.is_some() { style } else { base.patch(model.session.theme.dim) };
    let place = standing.mark.as_ref().map_or_else(
        || "报告之前".to_owned(),
        |mark| {
            let at = Site::Text { field: mark.field, range: mark.range.clone() };
            words::place_of(model.report(), &at, |id| {
                model.number(id).map_or_else(String::new, |number| model.label(id, number))
            })
        },
    );
    let after = if words::is_left_out(&standing.doubt.what) && standing.mark.is_some() { "之后" } else { "" };
    let place = text::truncate(&place, usize::from(area.width / 3), model.session.ambiguous).into_owned();
    let found = standing.says(model.report());
    let found = if found.is_empty() { String::new() } else { format!("“{found}”") };
    let mut x = area.x;
    for (words, style) in
        [(words::kind(&standing.doubt.what).to_owned(), dim), (found, style), (format!("{place}{after}"), dim)]
    {
        if !words.is_empty() {
            x += put(buffer, x, area.y, area.right().saturating_sub(x), &words, style) + 1;
        }
    }
}

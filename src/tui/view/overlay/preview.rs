//! What an export will look like.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::export::Choice;
use crate::export::Look;
use crate::tui::extent::Extent;
use crate::tui::flow::INDENT;
use crate::tui::model::Model;
use crate::tui::overlay::Preview;
use crate::tui::overlay::Verdict;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::overlay::window;
use crate::tui::view::put;

pub(super) fn draw(model: &Model, preview: &Preview, buffer: &mut Canvas<'_>) -> Option<Position> {
    let screen = buffer.area;
    let area = window(model, "导出 · 回车写入文件，Esc 取消，↑↓ 翻看", 88, screen.height.saturating_sub(1), buffer);
    let style = style(model);
    let mut set =
        vec![("F5 ".to_owned(), preview.format.title()), ("F7 范围：".to_owned(), preview.extents[preview.extent].0)];
    let ways = || Choice::ALL.into_iter().filter(|way| way.key.is_some() && preview.format.takes(way));
    let now = |way: &Choice| way.now(&preview.options).title;
    let is_usual = |way: &Choice| way.values.first().is_some_and(|usual| usual.title == now(way));
    // Several that stand as usual are behind 更多.
    let has_more = ways().filter(|way| is_usual(way)).count() > 1;
    for way in ways().filter(|way| !has_more || preview.names_all || !is_usual(way)) {
        set.extend(way.key.map(|(key, title)| (format!("F{key} {title}："), now(way))));
    }
    if has_more {
        set.push(("F9 ".to_owned(), if preview.names_all { "收起" } else { "更多" }));
    }
    let pages = model.page_count().filter(|_| !model.is_paged_anew() && *preview.extent() == Extent::Whole);
    let pages = pages.map(|count| count.to_string()).unwrap_or_default();
    if !pages.is_empty() && preview.format.look() == Look::Page {
        set.push(("页数：".to_owned(), &pages));
    }
    let (mut x, mut area) = (area.x, area);
    for (key, value) in set {
        if x > area.x && x + buffer.columns(&key) + buffer.columns(value) > area.right() {
            x = area.x;
            area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
        x += put(buffer, x, area.y, area.right().saturating_sub(x), &key, style.patch(model.session.theme.dim));
        x += put(buffer, x, area.y, area.right().saturating_sub(x), value, style.patch(model.session.theme.focus)) + 2;
    }
    let folder = format!("写入 {}", folder(preview, area.width / 2, buffer));
    let label = put(buffer, area.x, area.y + 1, area.width, &folder, style.patch(model.session.theme.dim));
    let line = Rect { x: area.x + label, y: area.y + 1, width: area.width.saturating_sub(label), height: 1 };
    let caret = typed(model, &preview.line, line, style.patch(model.session.theme.cursor), buffer);
    if let Some(says) = &preview.trouble {
        let lines = crate::text::wrap(says, usize::from(area.width).max(1), 0, model.session.ambiguous);
        for (line, y) in lines.iter().zip(area.y + 2..area.bottom()) {
            put(buffer, area.x, y, area.width, &says[line.start..line.end], style.patch(model.session.theme.warning));
        }
        return Some(caret);
    }
    let (says, paint) = match preview.verdict.map(Verdict::says) {
        None => ("正在校核……".into(), style.patch(model.session.theme.dim)),
        Some(says) if says.is_empty() => ("校核没有必错和疑似".into(), style.patch(model.session.theme.dim)),
        Some(says) => (format!("校核有{says}：F6 去看，回车照样导出"), style.patch(model.session.theme.warning)),
    };
    put(buffer, area.x, area.y + 2, area.width, &says, paint);
    let mut y = area.y + 4;
    for paragraph in preview.text.lines().skip(preview.top) {
        for line in crate::text::wrap(paragraph, usize::from(area.width).max(INDENT), 0, model.session.ambiguous) {
            if y >= area.bottom() {
                return Some(caret);
            }
            put(buffer, area.x, y, area.width, &paragraph[line.start..line.end], style);
            y += 1;
        }
    }
    Some(caret)
}

/// The folder that it goes to, in so many columns: where they don't take it, its end.
fn folder(preview: &Preview, room: u16, buffer: &Canvas<'_>) -> String {
    let whole = preview.folder.to_string_lossy().into_owned();
    if whole.is_empty() {
        return whole;
    }
    let whole = format!("{}/", whole.trim_end_matches('/'));
    let mut end = whole.as_str();
    while buffer.columns(end) + buffer.columns("…") > room && !end.is_empty() {
        end = &end[crate::text::next_boundary(end, 0)..];
    }
    if buffer.columns(&whole) <= room { whole } else { format!("…{end}") }
}

//! A question that is answered with a line; a cell of the metrics pane is one in its place.

use ratatui::layout::Position;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::tui::command::Command;
use crate::tui::layout::Areas;
use crate::tui::model::Model;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::edge;
use crate::tui::view::overlay::style;
use crate::tui::view::overlay::typed;
use crate::tui::view::put;

pub(super) fn draw(
    model: &Model,
    prompt: &Prompt,
    under: Option<Position>,
    buffer: &mut Canvas<'_>,
) -> Option<Position> {
    let style = style(model);
    let dim = style.patch(model.session.theme.dim);
    let inside = buffer.area.width.min(WIDTH).saturating_sub(4);
    let keys = if prompt.purpose.searches_from().is_some() {
        search_keys(model, prompt, inside, &|words| buffer.columns(words))
    } else {
        Vec::new()
    };
    let height = 4 + u16::try_from(keys.len()).unwrap_or(0);
    let area = edge(model, prompt.purpose.title(), WIDTH, height, under, buffer);
    let caret = typed(model, &prompt.line, Rect { height: 1, ..area }, style, buffer);
    let searched = prompt.purpose.searches_from().filter(|_| !model.search.words.is_empty());
    let (says, paint) = match (&prompt.trouble, searched.and(Some(model.search.count))) {
        (Some(says), _) => (says.clone(), style.patch(model.session.theme.warning)),
        (None, Some(Some((at, of)))) => (format!("第 {at} 处，共 {of} 处"), style),
        (None, Some(None)) if !prompt.line.is_offered() => (
            format!("{}没有“{}”", model.search.scope.title(), model.search.words),
            style.patch(model.session.theme.warning),
        ),
        _ => ("回车确定，Esc 取消".to_string(), dim),
    };
    put(buffer, area.x, area.y + 1, area.width, &says, paint);
    for (keys, y) in keys.iter().zip(area.y + 2..area.bottom()) {
        put(buffer, area.x, y, area.width, keys, dim);
    }
    Some(caret)
}

const WIDTH: u16 = 76;

/// The keys of a search and what they stand at, in rows of so many columns.
fn search_keys(model: &Model, prompt: &Prompt, width: u16, columns: &dyn Fn(&str) -> u16) -> Vec<String> {
    let manner = model.search.manner;
    let by = |is: bool, yes: &str, no: &str| if is { yes.to_string() } else { no.to_string() };
    let key = |command| model.session.keymap.all_keys(command).first().map_or(String::new(), |keys| keys.to_string());
    let mut keys = vec![
        format!("Tab 在{}", model.search.scope.title()),
        format!("F6 {}", by(manner.expression, "正则表达式", "照字面")),
        format!("F7 {}", by(manner.case, "分大小写", "不分大小写")),
        format!("F8 {}", by(manner.width, "分全半角", "不分全半角")),
        "↓↑ 下一处、上一处".to_string(),
    ];
    if let Purpose::ReplaceBy(_) = prompt.purpose {
        keys.push("回车 全部替换".into());
        keys.push(format!("{} 换这一处", key(Command::Replace)));
    }
    let mut rows: Vec<String> = Vec::new();
    for key in keys {
        match rows.last_mut() {
            Some(row) if columns(row) + 2 + columns(&key) <= width => row.push_str(&format!("  {key}")),
            _ => rows.push(key),
        }
    }
    rows
}

pub(super) fn cell(model: &Model, prompt: &Prompt, areas: &Areas, buffer: &mut Canvas<'_>) -> Option<Position> {
    let area = areas.metrics?;
    let at = crate::tui::table::cursor(model, area)?;
    // A cell at the right edge grows to the left: what is typed stays in sight.
    let wanted = buffer.columns(prompt.line.text()).saturating_add(2).max(at.width);
    let width = wanted.min(area.width);
    let x = at.x.min(area.right() - width);
    buffer.window = Some(Rect { x, width, ..at });
    let style = Style::from(model.session.theme.text).patch(model.session.theme.selection);
    if let Some(says) = &prompt.trouble {
        let y = if at.y + 1 < area.bottom() { at.y + 1 } else { at.y - 1 };
        put(
            buffer,
            area.x,
            y,
            area.width,
            says,
            Style::from(model.session.theme.text).patch(model.session.theme.warning),
        );
    }
    Some(typed(model, &prompt.line, Rect { x, width, ..at }, style, buffer))
}

//! References offered at the caret: each with what it would say.

use ratatui::layout::Position;
use ratatui::layout::Rect;

use crate::report::reference::Unresolved;
use crate::tui::model::Model;
use crate::tui::overlay::Completion;
use crate::tui::overlay::begun;
use crate::tui::view::canvas::Canvas;
use crate::tui::view::overlay::framed;
use crate::tui::view::overlay::style;
use crate::tui::view::put;

/// Rows of the list, its frame aside.
const ROWS: usize = 8;
const HINT: &str = " Tab 取用  : 换说法  Esc 不用 ";

/// Draws the list below the row of the caret, or above it where there is more room. The caret stays where it is.
pub(super) fn draw(model: &Model, completion: &Completion, caret: Option<Position>, buffer: &mut Canvas<'_>) {
    let Some(caret) = caret.filter(|_| !completion.offers.is_empty()) else { return };
    let screen = buffer.area;
    let (above, below) = (caret.y, (screen.height - 1).saturating_sub(caret.y + 1));
    let wanted = u16::try_from(completion.offers.len().min(ROWS) + 2).unwrap_or(u16::MAX);
    let is_below = below >= wanted || below >= above;
    let height = wanted.min(if is_below { below } else { above });
    if height < 3 {
        return;
    }
    let rows = usize::from(height - 2);
    let top = (completion.at + 1).saturating_sub(rows);
    let begun = begun(model.text_of(completion.field), model.caret.at);
    let of_forms = begun.is_some_and(|begun| begun.form.is_some());
    let shown: Vec<(String, Result<String, Unresolved>)> = completion.offers[top..]
        .iter()
        .take(rows)
        .map(|offer| {
            let (name, word) = offer.words();
            let label = match (of_forms, offer.place) {
                (true, _) => word.to_owned(),
                (false, Some(_)) => format!("{name}:{word}"),
                (false, None) => name.to_owned(),
            };
            (label, model.outline.figures().resolve_among(&offer.reference(), &completion.numbers))
        })
        .collect();
    let says = |said: &Result<String, Unresolved>| match said {
        Ok(words) => words.clone(),
        Err(why) => format!("（{why}）"),
    };
    let left = shown.iter().map(|(label, _)| buffer.columns(label)).max().unwrap_or(0).min(screen.width / 2);
    let right = shown.iter().map(|(_, said)| buffer.columns(&says(said))).max().unwrap_or(0);
    let width = (left + right + 6).max(buffer.columns(HINT) + 2).min(screen.width);
    let typed = begun.map_or(0, |begun| buffer.columns(&model.text_of(completion.field)[begun.start..model.caret.at]));
    let x = caret.x.saturating_sub(typed).min(screen.width - width);
    let y = if is_below { caret.y + 1 } else { caret.y - height };
    let title = if completion.names.is_empty() && !of_forms {
        "引用"
    } else if of_forms {
        completion.chosen().map_or("", |offer| offer.words().0)
    } else {
        "指标"
    };
    let area = framed(model, title, Rect { x, y, width, height }, buffer);
    let style = style(model);
    for (k, ((label, said), y)) in shown.iter().zip(area.top()..area.bottom()).enumerate() {
        let here = top + k == completion.at;
        let style = if here { style.patch(model.session.theme.cursor) } else { style };
        let dim = if here || said.is_ok() { style } else { style.patch(model.session.theme.dim) };
        buffer.set_style(Rect { y, height: 1, ..area }, style);
        put(buffer, area.x, y, left, label, style);
        put(buffer, area.x + left + 2, y, area.width.saturating_sub(left + 2), &says(said), dim);
    }
    let hint = if of_forms { " Tab 取用  Esc 不用 " } else { HINT };
    put(buffer, area.x - 1, area.bottom(), area.width + 2, hint, style.patch(model.session.theme.dim));
}

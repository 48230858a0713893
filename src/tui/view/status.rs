//! The status line: file, saved or not, where the writer is, 字数, and the likeliest keys, or what there is to say.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::outline::grouped;
use super::put;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::keymap::Bound;
use crate::tui::keymap::Chord;
use crate::tui::layout::UNKEPT;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;

/// From this many columns on, the section is told by its name and its 字数 too.
const ROOMY: u16 = 100;

/// Draws the mark that what is written is not in the journal. It stands as long as that holds: nothing else that is to be
/// said, and no strip or prompt, takes its place.
pub(super) fn draw_unkept(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let style =
        Style::from(model.session.theme.text).patch(model.session.theme.status).patch(model.session.theme.error);
    buffer.set_style(area, style);
    put(buffer, area.x + 1, area.y, area.width.saturating_sub(1), UNKEPT, style);
}

/// Draws the line.
pub(super) fn draw(model: &Model, area: Rect, buffer: &mut Canvas<'_>) {
    let theme = &model.session.theme;
    let style = Style::from(theme.text).patch(theme.status);
    buffer.set_style(area, style);
    buffer.blank(area);
    let mut x = 1;
    let mut write = |text: &str, style: Style| {
        let room = area.width.saturating_sub(x + 1);
        x += put(buffer, area.x + x, area.y, room, text, style);
    };
    if let Some(message) = &model.message {
        let paint = match message.grade {
            Grade::Info => style,
            Grade::Warning => style.patch(theme.warning),
            Grade::Error => style.patch(theme.error),
        };
        write(&message.says, paint);
        return;
    }
    if !model.pending.is_empty() {
        write(&format!("{}：", model.pending), style.patch(theme.warning));
        write_following(model, area, x, buffer);
        return;
    }
    if matches!(model.overlay, Some(Overlay::Grab { .. })) {
        write("抓起移动", style.patch(theme.warning));
        write_hints(model, area, x, buffer);
        return;
    }
    let file = match &model.path {
        Some(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        None => match &model.suggested {
            Some(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
            None => "未命名".into(),
        },
    };
    let wide = area.width >= 80;
    write(&crate::text::truncate(&file, if wide { 28 } else { 14 }, model.session.ambiguous), style);
    if model.guest.is_some() {
        write(if model.following { " 只读·跟随" } else { " 只读" }, style.patch(theme.warning));
    }
    if model.outside {
        write(" ◆别处改过", style.patch(theme.warning));
    }
    if model.saving.is_some() {
        write(" 保存中…", style.patch(theme.dim));
    } else if model.document().is_modified() {
        write(" ●未保存", style.patch(theme.warning));
    }
    let doubts = model.doubts.left();
    if doubts > 0 {
        write(&format!("  存疑{doubts}"), style.patch(theme.warning));
    }
    let place = place(model);
    if !place.is_empty() {
        write("  ", style);
        write(&place, style);
    }
    if let Some((says, is_wrong)) = reckoning(model) {
        write("  ", style);
        write(&says, if is_wrong { style.patch(theme.warning) } else { style });
    }
    if area.width >= ROOMY
        && let Some(id) = model.section()
    {
        write(&format!("  本节{}字", grouped(model.outline.total(id))), style);
    }
    let total = grouped(model.outline.report_total());
    let total = match model.report().setup.target {
        Some(target) => format!("  {total}/{}字", grouped(target)),
        None => format!("  {total}字"),
    };
    write(&total, style);
    let selected = model.field().zip(model.caret.selection());
    let block = selected.as_ref().filter(|_| model.focus() == Focus::Text);
    if let Some((_, block)) = block.and_then(|(_, range)| model.written()?.block(range)) {
        write(&format!("  选中{}格", block.rows.len() * block.columns.len()), style);
    } else if let Some(text) = selected.and_then(|(field, range)| model.text_of(field).get(range)) {
        let count = crate::text::count(&model.rendered(text));
        write(&format!("  选中{}字", grouped(u32::try_from(count).unwrap_or(u32::MAX))), style);
    }
    if !model.marks.is_empty() {
        write(&format!("  已标记{}节", model.marks.len()), style.patch(theme.warning));
    }
    write("  ", style);
    write_hints(model, area, x, buffer);
}

/// As many of the likeliest keys as there is room for from column `x` of the line on.
fn write_hints(model: &Model, area: Rect, mut x: u16, buffer: &mut Canvas<'_>) {
    for hint in hints(model) {
        if !write_hint(model, area, &mut x, 0, &hint, buffer) {
            return;
        }
    }
}

/// What may follow the keys already pressed, from column `x` of the line on: all of it, or that there is more.
fn write_following(model: &Model, area: Rect, mut x: u16, buffer: &mut Canvas<'_>) {
    let more = " …";
    let hints = following(model);
    for (index, hint) in hints.iter().enumerate() {
        let spare = if index + 1 < hints.len() { buffer.columns(more) } else { 0 };
        if !write_hint(model, area, &mut x, spare, hint, buffer) {
            let style = Style::from(model.session.theme.text).patch(model.session.theme.status);
            put(buffer, area.x + x, area.y, area.width.saturating_sub(x + 1), more, style);
            return;
        }
    }
    write_hint(model, area, &mut x, 0, &("Esc".into(), "作罢".into()), buffer);
}

/// A key and what it does, if there is room for it and for so many columns more. Answers whether there was.
fn write_hint(
    model: &Model,
    area: Rect,
    x: &mut u16,
    spare: u16,
    (keys, words): &(String, String),
    buffer: &mut Canvas<'_>,
) -> bool {
    let style = Style::from(model.session.theme.text).patch(model.session.theme.status);
    let key = format!(" {keys}");
    if buffer.columns(&key) + buffer.columns(words) + 1 + spare > area.width.saturating_sub(*x + 1) {
        return false;
    }
    let mut write = |text: &str, style: Style| {
        let room = area.width.saturating_sub(*x + 1);
        *x += put(buffer, area.x + *x, area.y, room, text, style);
    };
    write(&key, style.patch(model.session.theme.key));
    write(&format!(" {words}"), style);
    true
}

/// The numbers from the top level down to the writer's section, as 一、›（二）; for a metric below, whose it is.
fn place(model: &Model) -> String {
    if model.focus() == Focus::Metrics
        && let Some((row, _)) = model.metric()
        && row.owner != model.owner()
    {
        return crate::text::truncate(&model.owner_name(row.owner), 24, model.session.ambiguous).into_owned();
    }
    let Some(id) = model.section() else { return String::new() };
    let mut path: Vec<_> = std::iter::once(id).chain(model.report().tree.ancestors(id)).collect();
    path.reverse();
    let labels = path.into_iter().map(|id| model.number(id).map_or_else(String::new, |number| model.label(id, number)));
    let labels: Vec<String> = labels.filter(|label| !label.is_empty()).collect();
    let heading = model.report().tree.section(id).map_or("", |section| section.heading.as_str());
    let name = match model.session.size.0 >= ROOMY {
        true => crate::text::truncate(&model.rendered(heading), 20, model.session.ambiguous).into_owned(),
        false => String::new(),
    };
    format!("{}{name}", labels.join("›"))
}

/// How the metric under the cursor comes by its value, and whether it doesn't.
fn reckoning(model: &Model) -> Option<(String, bool)> {
    let (_, metric) = model.metric().filter(|_| model.focus() == Focus::Metrics)?;
    if !metric.is_reckoned() {
        return None;
    }
    let from = if metric.value.trim().is_empty() { "由分期算出" } else { metric.value.trim() };
    Some(match model.outline.figures().reckon(metric).trouble {
        Some(why) => (format!("{from}：{why}"), true),
        None => (from.to_owned(), false),
    })
}

/// The likeliest keys of the present state.
fn hints(model: &Model) -> Vec<(String, String)> {
    if let Some(Overlay::Grab { .. }) = model.overlay {
        return [("↑↓", "移动"), ("←→", "升降级"), ("回车", "放下"), ("Esc", "放回")]
            .map(|(key, words)| (key.to_string(), words.to_string()))
            .to_vec();
    }
    let commands: &[Command] = match model.focus() {
        Focus::Heading => &[
            Command::Help,
            Command::Palette,
            Command::NewSection,
            Command::Demote,
            Command::Promote,
            Command::MoveUp,
            Command::TextPane,
            Command::Navigate,
            Command::Save,
        ],
        Focus::Navigation => &[
            Command::Help,
            Command::Palette,
            Command::Write,
            Command::TextPane,
            Command::Collapse,
            Command::Expand,
            Command::Demote,
            Command::MoveUp,
            Command::Save,
            Command::Export,
        ],
        Focus::Text if model.written().is_some_and(|flow| flow.cell(model.caret.at).is_some()) => &[
            Command::Help,
            Command::Palette,
            Command::NextCell,
            Command::RowBelow,
            Command::RemoveRow,
            Command::RowUp,
            Command::RowDown,
            Command::Navigate,
        ],
        Focus::Text | Focus::Note => &[
            Command::Help,
            Command::Palette,
            Command::TextPane,
            Command::Navigate,
            Command::NextPane,
            Command::FullText,
            Command::Save,
        ],
        Focus::Metrics => &[
            Command::Help,
            Command::Palette,
            Command::EditCell,
            Command::AddMetric,
            Command::RemoveMetric,
            Command::NextCell,
            Command::MetricUp,
            Command::Navigate,
        ],
    };
    let key = |&command: &Command| {
        let keys = model.session.keymap.shortest(command, model.focus())?;
        Some((keys.to_string(), command.entry().title.trim_end_matches('…').to_string()))
    };
    commands.iter().filter_map(key).collect()
}

/// The keys that may follow those already pressed, each with its command. A key with several commands after it has an
/// ellipsis.
fn following(model: &Model) -> Vec<(String, String)> {
    let following = model.session.keymap.following(model.focus(), &model.pending);
    let hint = |(chord, commands): (Chord, Vec<Command>)| {
        let asked = model.session.keymap.ask(model.focus(), &model.pending, chord);
        let goes_on = if asked.is_some_and(|(_, bound)| bound == Bound::Begun) { "…" } else { "" };
        match commands.as_slice() {
            [command] => (format!("{chord}{goes_on}"), command.entry().title.trim_end_matches('…').to_string()),
            _ => (chord.to_string(), goes_on.to_string()),
        }
    };
    following.into_iter().map(hint).collect()
}

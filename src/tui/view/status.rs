//! The status line: file, saved or not, where the writer is, 字数, and the likeliest keys, or what there is to say.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::put;
use crate::report::Field;
use crate::tui::command::Focus;
use crate::tui::hints;
use crate::tui::hints::Hint;
use crate::tui::layout::UNKEPT;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;

/// From this many columns on, the section is told by its name and its 字数 too.
const ROOMY: u16 = 110;

/// Keys that stand in the line however much there is to say of the report, where half of it has room for them.
const ALWAYS: usize = 3;

/// Columns of the name of the file where room is short.
const SHORT: usize = 14;

/// Something that the line says of the report.
struct Piece {
    text: String,
    style: Style,
    /// What it is worth: what is worth less gives way first.
    worth: u8,
}

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
        // What is cut at the edge in any case leaves room for the key that is needed most.
        let hints = hints::hints(model);
        let whole = area.width.saturating_sub(2);
        let least = hints.first().map_or(0, |hint| columns(hint, buffer) + 2);
        let room = if buffer.columns(&message.says) > whole { whole.saturating_sub(least) } else { whole };
        x += put(buffer, area.x + x, area.y, room, &message.says, paint);
        write_hints(model, area, x + 2, &hints, buffer);
        return;
    }
    if !model.pending.is_empty() {
        write(&format!("{}：", model.pending), style.patch(theme.warning));
        write_following(model, area, x, buffer);
        return;
    }
    let hints = hints::hints(model);
    if let Some(overlay) = &model.overlay {
        if matches!(overlay, Overlay::Grab { .. }) {
            write(hints::name(overlay), style.patch(theme.warning));
        }
        write_hints(model, area, x, &hints, buffer);
        return;
    }
    let always: u16 = hints.iter().take(ALWAYS).map(|hint| columns(hint, buffer)).sum();
    let room = area.width.saturating_sub(4 + always.min(area.width / 2));
    let mut pieces = pieces(model, area.width, style);
    let taken =
        |pieces: &[Piece], buffer: &Canvas<'_>| -> u16 { pieces.iter().map(|piece| buffer.columns(&piece.text)).sum() };
    if taken(&pieces, buffer) > room
        && let Some(file) = pieces.first_mut()
    {
        file.text = crate::text::truncate(&file.text, SHORT, model.session.ambiguous).into_owned();
    }
    while taken(&pieces, buffer) > room
        && let Some(least) = (0..pieces.len()).filter(|&k| pieces[k].worth < KEPT).min_by_key(|&k| pieces[k].worth)
    {
        pieces.remove(least);
    }
    for piece in &pieces {
        let room = area.width.saturating_sub(x + 1);
        // What stands first needs no gap before it.
        let text = if x == 1 { piece.text.trim_start() } else { &piece.text };
        x += put(buffer, area.x + x, area.y, room, text, piece.style);
    }
    write_hints(model, area, if x == 1 { 0 } else { x + 2 }, &hints, buffer);
}

/// What is worth so much is said whatever else gives way.
const KEPT: u8 = 9;

/// What there is to say of the report, in the order in which it stands.
fn pieces(model: &Model, width: u16, style: Style) -> Vec<Piece> {
    let theme = &model.session.theme;
    let (warning, dim) = (style.patch(theme.warning), style.patch(theme.dim));
    let mut pieces = Vec::new();
    let mut say = |text: String, style: Style, worth: u8| pieces.push(Piece { text, style, worth });
    let file = match model.path.as_ref().or(model.suggested.as_ref()) {
        Some(path) => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        None => "未命名".into(),
    };
    let longest = if width >= 80 { 28 } else { SHORT };
    say(crate::text::truncate(&file, longest, model.session.ambiguous).into_owned(), style, 5);
    if model.guest.is_some() {
        say(if model.following { " 只读·跟随" } else { " 只读" }.into(), warning, KEPT);
    }
    if model.outside {
        say(" ◆别处改过".into(), warning, KEPT);
    }
    if model.saving.is_some() {
        say(" 保存中…".into(), dim, KEPT);
    } else if model.document().is_modified() {
        say(" ●未保存".into(), warning, KEPT);
    }
    let doubts = model.doubts.left();
    if doubts > 0 {
        say(format!("  拿不准{doubts}处"), warning, 6);
    }
    let place = place(model);
    if !place.is_empty() {
        say(format!("  {place}"), style, 3);
    }
    if let Some((says, is_wrong)) = reckoning(model) {
        say(format!("  {says}"), if is_wrong { warning } else { style }, 6);
    }
    if width >= ROOMY
        && let Some(id) = model.section()
    {
        say(format!("  本节{}字", crate::text::grouped(model.outline.total(id))), style, 2);
    }
    let total = crate::text::grouped(model.outline.report_total());
    let total = match model.report().setup.target {
        Some(target) => format!("  {total}/{}字", crate::text::grouped(target)),
        None => format!("  {total}字"),
    };
    say(total, style, 4);
    if let Some(pages) = pages(model, width) {
        // What is about to be counted anew is no more than likely; the line stays still meanwhile.
        say(format!("  {pages}"), if model.is_paged_anew() { dim } else { style }, 4);
    }
    let selected = model.field().zip(model.caret.selection());
    let block = selected.as_ref().filter(|_| model.focus() == Focus::Text);
    if let Some((_, block)) = block.and_then(|(_, range)| model.written()?.block(range)) {
        say(format!("  选中{}格", block.rows.len() * block.columns.len()), style, 7);
    } else if let Some(text) = selected.and_then(|(field, range)| model.text_of(field).get(range)) {
        let count = crate::text::count(&model.rendered(text));
        say(format!("  选中{}字", crate::text::grouped(u32::try_from(count).unwrap_or(u32::MAX))), style, 7);
    }
    if model.far.is_some() {
        let headings = model.targets().len();
        let words =
            if model.is_heading_selected() { format!("  选中的有{headings}个标题") } else { "  选中".into() };
        say(words, style, 7);
    }
    if !model.marks.is_empty() {
        say(format!("  已标记{}节", model.marks.len()), warning, 8);
    }
    pieces
}

/// As many of the likeliest keys as there is room for from column `x` of the line on.
fn write_hints(model: &Model, area: Rect, mut x: u16, hints: &[Hint], buffer: &mut Canvas<'_>) {
    for hint in hints {
        if !write_hint(model, area, &mut x, 0, hint, buffer) {
            return;
        }
    }
}

/// What may follow the keys already pressed, from column `x` of the line on: all of it, or that there is more.
fn write_following(model: &Model, area: Rect, mut x: u16, buffer: &mut Canvas<'_>) {
    let more = " …";
    let hints = hints::following(model);
    for (index, hint) in hints.iter().enumerate() {
        let spare = if index + 1 < hints.len() { buffer.columns(more) } else { 0 };
        if !write_hint(model, area, &mut x, spare, hint, buffer) {
            let style = Style::from(model.session.theme.text).patch(model.session.theme.status);
            put(buffer, area.x + x, area.y, area.width.saturating_sub(x + 1), more, style);
            return;
        }
    }
    write_hint(model, area, &mut x, 0, &hints::given_up(), buffer);
}

/// Columns of a key and what it does, with the gap before them.
fn columns(hint: &Hint, buffer: &Canvas<'_>) -> u16 {
    buffer.columns(&hint.keys) + buffer.columns(&hint.words) + 2
}

/// A key and what it does, if there is room for it and for so many columns more. Answers whether there was.
fn write_hint(model: &Model, area: Rect, x: &mut u16, spare: u16, hint: &Hint, buffer: &mut Canvas<'_>) -> bool {
    let style = Style::from(model.session.theme.text).patch(model.session.theme.status);
    let wide = columns(hint, buffer);
    if wide + spare > area.width.saturating_sub(*x + 1) {
        return false;
    }
    let from = area.x + *x;
    let mut write = |text: &str, style: Style| {
        let room = area.width.saturating_sub(*x + 1);
        *x += put(buffer, area.x + *x, area.y, room, text, style);
    };
    write(&format!(" {}", hint.keys), style.patch(model.session.theme.key));
    write(&format!(" {}", hint.words), style);
    buffer.hints.push((Rect::new(from + 1, area.y, wide - 1, 1), hint.presses.clone()));
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
    // Who writes the heading has it before him, and what stands after it here would move with every letter.
    let is_written = model.field() == Some(Field::Heading(id));
    let name = match model.session.size.0 >= ROOMY && !is_written {
        true => crate::text::truncate(&model.rendered(heading), 20, model.session.ambiguous).into_owned(),
        false => String::new(),
    };
    format!("{}{name}", labels.join("›"))
}

/// On which page the writer's place is handed in, and how many there are; in a section that isn't counted yet, how many.
fn pages(model: &Model, width: u16) -> Option<String> {
    let count = model.page_count()?;
    Some(match model.page_here() {
        Some(page) if width >= ROOMY => format!("第{page}页，共{count}页"),
        Some(page) => format!("{page}/{count}页"),
        None => format!("共{count}页"),
    })
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

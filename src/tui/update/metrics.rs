//! The metrics pane: a small table, written cell by cell.

use std::path::PathBuf;

use crate::edit::Edit;
use crate::edit::moves;
use crate::report::Better;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::Report;
use crate::report::metric::Entered;
use crate::report::overview;
use crate::report::overview::Only;
use crate::report::overview::Order;
use crate::report::reference;
use crate::report::table;
use crate::report::table::Separator;
use crate::text;
use crate::tui::command::Focus;
use crate::tui::model::Clip;
use crate::tui::model::Column;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::motion::Motion;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picture;
use crate::tui::overlay::PictureKind;
use crate::tui::overlay::Purpose;
use crate::tui::update::Effect;
use crate::tui::update::Handed;
use crate::tui::update::Over;
use crate::tui::update::lists;

/// What the undo list calls a row that has been added.
const ADDED: &str = "新增指标";

fn cell_mut(metric: &mut Metric, column: Column) -> &mut String {
    match column {
        Column::Name => &mut metric.name,
        Column::Value => &mut metric.value,
        Column::Unit => &mut metric.unit,
        Column::LastYear => &mut metric.last_year,
        Column::Target => &mut metric.target,
        Column::Note => &mut metric.note,
    }
}

const NONE: &str = "这里没有指标";

/// Opens the cell under the cursor; where there is no metric, adds one.
pub fn edit_cell(model: &mut Model) {
    match model.metric() {
        Some((_, metric)) => {
            let line = Line::new(model.cell.column.of(metric));
            open(model, line);
        }
        None => add(model),
    }
}

/// Lists what says the figure of the metric under the cursor.
pub fn list_uses(model: &mut Model) {
    match model.metric().map(|(_, metric)| metric.name.clone()) {
        Some(name) => lists::pick_use(model, &name),
        None => model.say(Grade::Warning, NONE),
    }
}

/// Draws the metric under the cursor.
pub fn draw(model: &mut Model) {
    match model.metric().map(|(row, _)| (row.owner, row.index)) {
        Some(row) => show_picture(model, row),
        None => model.say(Grade::Warning, NONE),
    }
}

/// Moves the row under the cursor one up (-1) or down (1) among those of its section.
pub fn move_row(model: &mut Model, by: isize) {
    let Some((row, _)) = model.metric() else { return };
    let from = (row.owner, row.index);
    let to = row.index.checked_add_signed(by).map(|to| (row.owner, to));
    match to.and_then(|to| moves::move_metric(model.report(), from, to)) {
        Some(change) => {
            model.act(change);
            model.cell.row = model.cell.row.saturating_add_signed(by);
        }
        None => model.say(Grade::Warning, "已经到头；指标只在本节里移动"),
    }
}

/// Asks for the periods of the metric under the cursor.
pub fn ask_series(model: &mut Model) {
    match model.metric().map(|(_, metric)| Line::new(metric.series.clone())) {
        Some(line) => {
            model.ask(Purpose::Series, line);
        }
        None => model.say(Grade::Warning, NONE),
    }
}

/// Turns the way in which the metric under the cursor should go to the next one.
pub fn turn(model: &mut Model) {
    let Some((row, metric)) = model.metric() else {
        return model.say(Grade::Warning, NONE);
    };
    let at = Better::ALL.iter().position(|better| *better == metric.better).unwrap_or(0);
    let better = Better::ALL[(at + 1) % Better::ALL.len()];
    let says = format!("{}：{}", metric.name.trim(), better.name());
    let changed = Metric { better, ..metric.clone() };
    if let Some(change) = moves::set_metric(model.report(), row.owner, row.index, changed) {
        model.act(change);
        model.say(Grade::Info, says);
    }
}

/// Draws a metric: its periods where it has any, else beside last year's and the target.
pub fn show_picture(model: &mut Model, (owner, at): (Owner, usize)) {
    let kinds = PictureKind::of(model.report(), owner, at);
    let series = kinds.iter().find(|kind| **kind == PictureKind::Series);
    match series.or(kinds.first()) {
        Some(&kind) => model.overlay = Some(Overlay::Picture(Picture { owner, at, kind, from: None })),
        None => model.say(Grade::Warning, NONE),
    }
}

/// Takes the row under the cursor out, and says which texts still refer to it.
pub fn remove(model: &mut Model) {
    let removal = model.metric().and_then(|(row, metric)| {
        let change = moves::remove_metric(model.report(), row.owner, row.index)?;
        let taken = moves::metric_name_taken(model.report(), &metric.name, Some((row.owner, row.index)));
        let used = if taken { Vec::new() } else { moves::uses_of(model.report(), &metric.name) };
        Some((change, used))
    });
    let Some((change, used)) = removal else {
        model.say(Grade::Warning, NONE);
        return;
    };
    let done = &change.label;
    let (grade, says) = match used.as_slice() {
        [] => (Grade::Info, format!("已{done}，Ctrl+Z 可撤销")),
        [one] => {
            let place = model.place_name(one);
            (Grade::Warning, format!("已{done}，但{place}用到它，Ctrl+Z 可撤销"))
        }
        [one, ..] => {
            let place = model.place_name(one);
            (Grade::Warning, format!("已{done}，但{place}等 {} 处用到它，Ctrl+Z 可撤销", used.len()))
        }
    };
    model.act(change);
    model.say(grade, says);
}

/// Adds a row after the one under the cursor, or after the spot's own, and opens its name.
pub fn add(model: &mut Model) {
    let behind = model.metric().filter(|_| model.focus() == Focus::Metrics).map(|(row, _)| row);
    let (owner, at) = match behind {
        Some(row) => (row.owner, row.index + 1),
        None => (model.owner(), model.report().metrics(model.owner()).map_or(0, <[_]>::len)),
    };
    model.focus_on(Focus::Metrics);
    model.cell.column = Column::Name;
    let row = model.metric_rows().from(0).position(|row| row.owner == owner && row.index + 1 == at);
    model.cell.row = row.map_or(0, |row| row + 1);
    if let Some(change) = moves::add_metric(model.report(), owner, at) {
        model.act(change);
        let line = Line::default();
        open(model, line);
    }
}

/// Begins to write the cell under the cursor, in place of what stood there.
pub fn write(model: &mut Model, typed: &str) {
    if model.metric().is_none() {
        add(model);
    }
    let mut line = Line::default();
    line.put(typed);
    open(model, line);
}

fn open(model: &mut Model, line: Line) {
    model.ask(Purpose::Cell, line);
}

/// Writes the cell. `Err` says why it can't be so.
pub fn commit(model: &mut Model, words: &str) -> Result<(), String> {
    let Some((row, metric)) = model.metric() else { return Ok(()) };
    let mut changed = metric.clone();
    *cell_mut(&mut changed, model.cell.column) = words.trim().to_string();
    set(model, (row.owner, row.index), changed)
}

/// Takes the unit out of a figure that has been typed with it, and says so; a figure that is no number stays and is told.
fn split(mut changed: Metric, before: &Metric) -> (Metric, Option<(Grade, String)>) {
    let mut says = None;
    let told = changed.take_units(before);
    let unit = &changed.unit;
    for (typed, came) in told {
        match came {
            Entered::AsTyped => {}
            Entered::Split { number, unit } => {
                says = Some((Grade::Info, format!("“{typed}”记作 {number} {unit}").trim_end().to_owned()));
            }
            Entered::OtherUnit => {
                let why = format!("“{typed}”和单位“{unit}”对不上，照写了；同比和公式用不上它，请改成同一个单位的数");
                says = Some((Grade::Warning, why));
            }
            Entered::NoNumber => {
                let why = format!("“{typed}”不是数，照写了；同比和公式用不上它");
                says = Some((Grade::Warning, why));
            }
        }
    }
    (changed, says)
}

/// Writes a row anew. `Err` says why it can't be so.
pub fn set(model: &mut Model, (owner, at): (Owner, usize), changed: Metric) -> Result<(), String> {
    let Some(metric) = model.report().metrics(owner).and_then(|rows| rows.get(at)) else { return Ok(()) };
    let name = changed.name.trim();
    if changed.name != metric.name {
        if moves::metric_name_taken(model.report(), name, Some((owner, at))) {
            return Err(format!("已经有叫“{name}”的指标，请换个名称"));
        }
        if !reference::is_name(name) {
            return Err("名称里不能有花括号和冒号，正文里要用 {名称:同比} 引用它，请换个名称".into());
        }
    }
    let (changed, told) = split(changed, metric);
    // A row that has just been added and its first words are one act.
    let fresh = *metric == Metric::default() && model.document().undo_labels().next() == Some(ADDED);
    if let Some(change) = moves::set_metric(model.report(), owner, at, changed) {
        let follows = |edit: &&Edit| match edit {
            Edit::Text { .. } => true,
            Edit::Metrics { owner: other, at: row, cut, .. } => !cut.is_empty() && (*other, *row) != (owner, at),
            _ => false,
        };
        let followed = change.edits.iter().filter(follows).count();
        if fresh {
            model.act_joined(change)
        } else {
            model.act(change)
        };
        if followed > 0 {
            model.say(Grade::Info, format!("已改名，{followed} 处引用跟着改了"));
        }
    }
    if let Some((grade, says)) = told {
        model.say(grade, says);
    }
    Ok(())
}

/// Writes the periods of the metric under the cursor. `Err` says why they can't be so.
pub fn set_series(model: &mut Model, words: &str) -> Result<(), String> {
    let Some((row, metric)) = model.metric() else { return Ok(()) };
    let changed = Metric { series: words.trim().to_owned(), ..metric.clone() };
    set(model, (row.owner, row.index), changed)
}

/// A row that was added and never filled in goes again. Answers whether there was one.
pub fn tidy(model: &mut Model) -> bool {
    let empty = model.metric().filter(|(_, metric)| **metric == Metric::default()).map(|(row, _)| row);
    if let Some(change) = empty.and_then(|row| moves::remove_metric(model.report(), row.owner, row.index)) {
        return model.act_joined(change);
    }
    false
}

/// Moves the cursor.
pub fn travel(model: &mut Model, motion: Motion) {
    let rows = model.metric_rows().len();
    let column = model.cell.column as usize;
    match motion {
        Motion::Up(by) => model.cell.row = model.cell.row.saturating_sub(by),
        Motion::Down(by) => model.cell.row = model.cell.row.saturating_add(by).min(rows.saturating_sub(1)),
        Motion::Left => model.cell.column = Column::ALL[column.saturating_sub(1)],
        Motion::Right => model.cell.column = Column::ALL[(column + 1).min(Column::ALL.len() - 1)],
        Motion::Home => model.cell.column = Column::Name,
        Motion::End => model.cell.column = Column::Note,
        _ => {}
    }
}

/// The next cell, or the one before, over the ends of the rows.
pub fn step(model: &mut Model, by: isize) {
    let columns = Column::ALL.len();
    let cells = model.metric_rows().len() * columns;
    let cell =
        (model.cell.row * columns + model.cell.column as usize).saturating_add_signed(by).min(cells.saturating_sub(1));
    model.cell.row = cell / columns;
    model.cell.column = Column::ALL[cell % columns];
}

/// The next cell; past the last one the next row, unless this one is empty.
pub fn next(model: &mut Model) {
    let is_last = model.cell.row + 1 >= model.metric_rows().len() && model.cell.column == Column::Note;
    if is_last {
        if !tidy(model) {
            add(model);
        }
    } else {
        step(model, 1);
    }
}

/// To a row, in the same column.
pub fn go_to_row(model: &mut Model, row: usize) {
    model.cell.row = row.min(model.metric_rows().len().saturating_sub(1));
}

/// Pastes cells as a spreadsheet copies them. With a row of titles it is a table, taken by name; else cells from the cursor
/// on: tabs between cells, a line a row.
pub fn paste(model: &mut Model, pasted: &str) {
    if table::has_titles(pasted, Separator::Tab) {
        take_table(model, pasted, None);
        return;
    }
    let clean = text::paragraphs_clean(pasted);
    let clean = clean.trim_end_matches('\n');
    if !clean.contains(['\t', '\n']) {
        if model.metric().is_none() {
            add(model);
            model.overlay = None;
        }
        if let Err(says) = commit(model, clean) {
            model.say(Grade::Warning, says);
        }
        return;
    }
    put_cells(model, clean);
}

/// The columns of the pane as a table has them.
const CELLS: [table::Column; 6] = [
    table::Column::Name,
    table::Column::Value,
    table::Column::Unit,
    table::Column::LastYear,
    table::Column::Target,
    table::Column::Note,
];

/// Writes cells from the cursor on, all of them in one undo.
fn put_cells(model: &mut Model, cells: &str) {
    let first = model.cell.column as usize;
    let line = |line: &str| -> Vec<(table::Column, String)> {
        line.split('\t').zip(&CELLS[first..]).map(|(words, column)| (*column, words.trim().to_owned())).collect()
    };
    let lines: Vec<Vec<(table::Column, String)>> = cells.split('\n').map(line).collect();
    let rows = model.metric_rows().from(model.cell.row).take(lines.len());
    let rows: Vec<(Owner, usize)> = rows.map(|row| (row.owner, row.index)).collect();
    let owner = rows.last().map_or(model.owner(), |(owner, _)| *owner);
    let from = moves::put_cells(model.report(), &rows, owner, &lines);
    let fresh = model.metric().is_some_and(|(_, metric)| *metric == Metric::default())
        && model.document().undo_labels().next() == Some(ADDED);
    let is_done = match from.change {
        // A row that was opened for it and what is pasted there are one act.
        Some(change) if fresh => model.act_joined(change),
        Some(change) => model.act(change),
        None => false,
    };
    if is_done {
        model.cell.row = (model.cell.row + lines.len()).saturating_sub(1);
        let columns = lines.last().map_or(0, Vec::len);
        model.cell.column = Column::ALL[(first + columns).saturating_sub(1).min(Column::ALL.len() - 1)];
    }
    let mut says = if is_done { format!("已粘贴 {} 行", lines.len()) } else { "没有改动".to_owned() };
    if let Some(name) = from.refused.first() {
        let many = if from.refused.len() > 1 { format!("等 {} 个", from.refused.len()) } else { String::new() };
        says.push_str(&format!("；名称“{name}”{many}重名或不能用，没有写入"));
    }
    if from.odd > 0 {
        says.push_str(&format!("；{} 个不是数，照写了，同比和公式用不上", from.odd));
    }
    let is_whole = from.refused.is_empty() && from.odd == 0;
    model.say(if is_whole { Grade::Info } else { Grade::Warning }, says);
}

/// Takes a table: by name what is known, and what is new to the writer's own section, as one undo.
pub fn take_table(model: &mut Model, text: &str, of_file: Option<String>) {
    let table = table::read(text, Separator::of(text).unwrap_or(Separator::Tab));
    let from = moves::put_table(model.report(), model.owner(), &table);
    let whole = of_file.is_none();
    let says = of_file.into_iter().fold(from.says(&table), |says, of_file| format!("{says}；{of_file}"));
    let whole = whole && from.kept.is_empty() && from.unclear.is_empty() && table.left_out.is_empty();
    if let Some(change) = from.change {
        model.act(change);
    }
    model.say(if whole { Grade::Info } else { Grade::Warning }, says);
}

/// Takes the values of last year's report by name, and lists what matched.
pub fn take_last_year(model: &mut Model, last: &Report) {
    let mut from = moves::take_last_year(model.report(), last);
    if model.report().all_metrics().next().is_none() {
        model.say(Grade::Warning, "还没有指标，上年数没有地方填");
        return;
    }
    if let Some(change) = from.change.take() {
        model.act(change);
    }
    lists::list_last_year(model, &from);
}

/// All metrics as a table to be written to a file.
pub fn write_table(model: &Model, path: PathBuf, over: Over) -> Effect {
    let lines = overview::lines(model.report(), model.outline.figures(), "", Only::All, Order::Report);
    let bytes = table::write(&lines, Separator::Comma).into_bytes();
    Effect::Export { path, what: Handed::Bytes(bytes), over }
}

/// Hands the rows of the pane to the clipboard, as a spreadsheet pastes them.
pub fn copy(model: &mut Model) -> Option<Effect> {
    let figures = model.outline.figures();
    let lines: Vec<overview::MetricLine<'_>> = model
        .metric_rows()
        .from(0)
        .filter_map(|row| {
            let metric = model.report().metrics(row.owner)?.get(row.index)?;
            Some(overview::MetricLine::new(row.owner, row.index, metric, figures))
        })
        .collect();
    if lines.is_empty() {
        model.say(Grade::Warning, NONE);
        return None;
    }
    let text = table::write(&lines, Separator::Tab);
    let says = format!("已复制 {} 行，可粘贴到电子表格", lines.len());
    model.session.clip = Some(Clip::Text(text.clone()));
    model.say(Grade::Info, says);
    Some(Effect::Copy(text))
}

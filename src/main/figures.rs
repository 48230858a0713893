//! `tigang figures`: the figures of reports as a table to read or as JSON.

use std::collections::HashMap;

use serde::Serialize;

use tigang::report::Field;
use tigang::report::Ledger;
use tigang::report::Metric;
use tigang::report::Report;
use tigang::report::SectionId;
use tigang::report::figures;
use tigang::report::figures::Approximation;
use tigang::report::figures::Figure;
use tigang::report::figures::Kind;
use tigang::report::figures::Listed;
use tigang::report::numbering::numbers;
use tigang::text;
use tigang::text::Ambiguous;

/// One figure as it is printed.
#[derive(Serialize)]
struct Row {
    name: String,
    value: String,
    /// The value as a plain number, where it is one: 三十 is 30, 前三 is 3.
    #[serde(skip_serializing_if = "Option::is_none")]
    num: Option<String>,
    unit: String,
    change: String,
    raw: String,
    section: String,
    /// The value with 约 and 余, for the table.
    #[serde(skip)]
    shown: String,
}

/// The figures of all reports as a JSON array, a figure a line.
pub(crate) fn json(reports: &[Report]) -> String {
    let rows: Vec<String> = reports.iter().flat_map(rows).map(|row| to_json(&row)).collect();
    if rows.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", rows.join(",\n")) }
}

fn to_json(row: &Row) -> String {
    serde_json::to_string(row).expect("texts have a JSON form")
}

/// The figures of all reports as a table, aligned by what the terminal shows; each report under its title where there are
/// several.
pub(crate) fn table(reports: &[Report]) -> String {
    let mut out = String::new();
    for report in reports {
        let rows: Vec<Row> = rows(report).collect();
        if reports.len() > 1 {
            let title = if report.title.is_empty() { "（无标题）" } else { &report.title };
            let gap = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{gap}{}：{}个数据\n", text::shown(&text::one_line(title)), rows.len()));
        }
        draw(&rows, &mut out);
    }
    if out.is_empty() { "没有找到数据\n".to_owned() } else { out }
}

/// The widest that a column but the last is made; what is wider pushes its line aside.
const WIDEST: usize = 32;

fn draw(rows: &[Row], out: &mut String) {
    if rows.is_empty() {
        return;
    }
    let head = ["名称", "数值", "单位", "增减", "章节"].map(str::to_owned);
    let cells =
        rows.iter().map(|row| [&row.name, &row.shown, &row.unit, &row.change, &row.section].map(|cell| shown(cell)));
    let lines: Vec<[String; 5]> = std::iter::once(head).chain(cells).collect();
    let width = |cell: &str| text::width(cell, Ambiguous::Narrow);
    let wide = |column: usize| lines.iter().map(|line| width(&line[column]).min(WIDEST)).max().unwrap_or(0);
    let widths = [wide(0), wide(1), wide(2), wide(3)];
    for line in &lines {
        let mut drawn = String::new();
        for (column, cell) in line.iter().enumerate() {
            let gap = widths.get(column).map_or(0, |wide| wide.saturating_sub(width(cell)));
            // Numbers end in one column.
            match column {
                1 => drawn.push_str(&format!("{}{cell}", " ".repeat(gap))),
                _ => drawn.push_str(&format!("{cell}{}", " ".repeat(gap))),
            }
            drawn.push_str("  ");
        }
        out.push_str(drawn.trim_end());
        out.push('\n');
    }
}

fn shown(cell: &str) -> String {
    text::shown(&text::one_line(cell)).into_owned()
}

/// The figures of one report in reading order.
fn rows(report: &Report) -> impl Iterator<Item = Row> {
    let metrics: HashMap<String, Metric> =
        report.all_metrics().map(|(_, metric)| (metric.name.trim().to_owned(), metric.clone())).collect();
    let rendered = Ledger::new(report);
    let sections: HashMap<SectionId, String> = numbers(report)
        .map(|numbered| {
            let heading = rendered.render(&numbered.row.section.heading);
            (numbered.row.section.id, format!("{}{}{heading}", numbered.label, numbered.number.gap()))
        })
        .collect();
    figures::in_report(report).into_iter().filter_map(move |listed| {
        let section =
            listed.field.section().and_then(|id| sections.get(&id)).cloned().unwrap_or_else(|| place(listed.field));
        let text = report.text(listed.field).unwrap_or_default();
        row(&listed, text, &rendered, metrics.get(&listed.figure.name), section)
    })
}

/// A figure of the whole report stands in no section.
fn place(field: Field) -> String {
    match field {
        Field::Closing => "结尾".to_owned(),
        _ => "导语".to_owned(),
    }
}

/// `None` for a reference that names no metric.
fn row(listed: &Listed, text: &str, rendered: &Ledger, metric: Option<&Metric>, section: String) -> Option<Row> {
    let figure = &listed.figure;
    let raw = rendered.render(&text[figure.range.clone()]).into_owned();
    let told: Vec<&str> = figure.changes.iter().map(|change| &text[change.range.clone()]).collect();
    let change = rendered.render(&told.join("，")).into_owned();
    if figure.kind != Kind::Reference {
        let num = figure.number().map(|number| number.to_string());
        let (name, value, unit) = (figure.name.clone(), figure.value.clone(), figure.unit.clone());
        return Some(Row { name, shown: with_about(figure), value, num, unit, change, raw, section });
    }
    let metric = metric?;
    let reckoned = || metric.change().map(|change| format!("同比{}", change.in_words())).unwrap_or_default();
    let change = if change.is_empty() { reckoned() } else { change };
    let num = tigang::report::metric::number(&metric.value).map(|number| number.normalize().to_string());
    let (name, value, unit) = (metric.name.clone(), metric.value.clone(), metric.unit.clone());
    Some(Row { name, shown: value.clone(), value, num, unit, change, raw, section })
}

/// 近450, 20余.
fn with_about(figure: &Figure) -> String {
    let value = &figure.value;
    match figure.approximation {
        None => value.clone(),
        Some(Approximation::About) => format!("约{value}"),
        Some(Approximation::Nearly) => format!("近{value}"),
        Some(Approximation::More) => format!("{value}余"),
        Some(Approximation::AtLeast) => format!("{value}以上"),
        Some(Approximation::AtMost) => format!("{value}以内"),
    }
}

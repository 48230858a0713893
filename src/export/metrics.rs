//! The metrics as a table: 名称 数值 单位 上年同期 同比 目标 完成情况.

use super::Metrics;
use super::Options;
use super::excerpt::Excerpt;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::reference::Form;

/// A column: its name, and what a metric shows there.
type Column = (&'static str, fn(&Metric) -> String);

const COLUMNS: &[Column] = &[
    ("名称", |metric| metric.name.trim().to_owned()),
    ("数值", |metric| metric.value.trim().to_owned()),
    ("单位", |metric| metric.unit.trim().to_owned()),
    ("上年同期", |metric| metric.last_year.trim().to_owned()),
    ("同比", |metric| match Form::Change.says(metric) {
        Ok(says) => says.trim_start_matches("同比").to_owned(),
        Err(_) => String::new(),
    }),
    ("目标", |metric| metric.target.trim().to_owned()),
    ("完成情况", |metric| match metric.completion() {
        Some(percent) => format!("{percent}%"),
        None => metric.against_target().unwrap_or_default(),
    }),
];

/// The table of the metrics, where the options annex it.
pub(super) fn annexed(excerpt: &Excerpt<'_>, options: &Options) -> Option<String> {
    match options.metrics {
        Metrics::InTexts => None,
        Metrics::Annexed => table(excerpt),
    }
}

/// The metrics of what is handed in, the report's own first, then in reading order, each with its figures written out. One
/// without a name and a column without an entry are left out, but not the figures; `None` where nothing is left. A row is a
/// line, its cells are set apart by tabs.
fn table(excerpt: &Excerpt<'_>) -> Option<String> {
    let own = excerpt.report.metrics(Owner::Report).filter(|_| excerpt.is_whole()).unwrap_or_default();
    let of_sections = excerpt.sections().flat_map(|numbered| &numbered.row.section.metrics);
    let rows: Vec<Vec<String>> = own
        .iter()
        .chain(of_sections)
        .filter(|metric| !metric.name.trim().is_empty())
        .map(|metric| {
            let reckoned = excerpt.figures.reckon(metric).metric;
            COLUMNS.iter().map(|(_, shows)| shows(&reckoned)).collect()
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let shown: Vec<usize> =
        (0..COLUMNS.len()).filter(|&k| k < 2 || rows.iter().any(|row| !row[k].is_empty())).collect();
    let head = COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let cell = |text: &String| text.replace(['\t', '\n', '\r'], " ");
    let line = |row: &Vec<String>| shown.iter().map(|&k| cell(&row[k])).collect::<Vec<_>>().join("\t");
    Some(std::iter::once(&head).chain(&rows).map(line).collect::<Vec<_>>().join("\n"))
}

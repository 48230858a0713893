//! The metrics as a table: 名称 数值 单位 上年同期 同比 目标 完成率.

use std::borrow::Cow;

use super::excerpt::Excerpt;
use super::table::Table;
use crate::report::Metric;
use crate::report::Owner;
use crate::report::reference::Form;

/// What the table is called.
pub(super) const TITLE: &str = "主要指标完成情况表";

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
    ("完成率", |metric| metric.completion().map(|percent| format!("{percent}%")).unwrap_or_default()),
];

/// The metrics of what is handed in, the report's own first, then in reading order, each with its figures written out. One
/// without a name and a column without an entry are left out, but not the figures; `None` where nothing is left.
pub(super) fn table(excerpt: &Excerpt<'_>) -> Option<Table<'static>> {
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
    let head = shown.iter().map(|&k| Cow::Borrowed(COLUMNS[k].0)).collect();
    let pick = |mut row: Vec<String>| shown.iter().map(|&k| Cow::Owned(std::mem::take(&mut row[k]))).collect();
    Some(Table { rows: std::iter::once(head).chain(rows.into_iter().map(pick)).collect() })
}

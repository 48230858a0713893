//! Metrics and the references to them: names given twice, values to come, references that say nothing.

use std::collections::HashMap;

use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::report::Owner;
use crate::report::reference;
use crate::report::reference::Unresolved;

/// A reference that will be handed in with its braces.
pub(super) fn unresolved(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for reference in reference::find(paragraph.text) {
        let Err(why) = paper.figures.resolve(&reference) else { continue };
        let name = reference.name;
        let says = match why {
            Unresolved::NoMetric => format!("没有“{name}”这个指标，请在指标里添上或改正名称"),
            Unresolved::ManyMetrics => format!("有几个指标都叫“{name}”，请改名"),
            Unresolved::NoForm => "引用里冒号后面的写法不认识，请改正".to_owned(),
            Unresolved::NoFigure => format!("“{name}”缺少算这个数要用的值，请补上"),
        };
        notes.mark(paragraph, reference.range, says);
    }
}

/// Two metrics of one name: no reference can tell them apart.
pub(super) fn same_name(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    let mut last = None;
    let mut row = 0;
    for (owner, metric) in paper.report.all_metrics() {
        row = if last == Some(owner) { row + 1 } else { 0 };
        last = Some(owner);
        let name = metric.name.trim();
        let times = seen.entry(name).or_insert(0);
        *times += 1;
        if *times > 1 && !name.is_empty() {
            let also = match owner {
                Owner::Report => "report".to_owned(),
                Owner::Section(id) => id.number().to_string(),
            };
            notes.metric(owner, row, &also, format!("前面已经有叫“{name}”的指标，请改名或并成一个"));
        }
    }
}

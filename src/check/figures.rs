//! Figures told in two places: metrics told otherwise in the text, one figure with two values. And what all rules of
//! figures share.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::report::figures;
use crate::report::figures::Figure;
use crate::report::figures::Kind;
use crate::report::metric;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("metric_told", "正文与指标不符", "本程序：指标只填一处", Look::Figures(metric_told)),
    Rule::suspect("told_twice", "同一数据两个值", "实务：前后一致", Look::Told(told_twice)),
];

/// A paragraph with the figures it states.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) paragraph: Paragraph<'a>,
    pub(super) figures: &'a [Figure],
    /// Which of them each sentence tells that tells any, but for those with more than any sentence tells.
    pub(super) sentences: &'a [Range<usize>],
}

/// More figures than this are a table, and no sentence.
const MOST: usize = 60;

impl<'a> Stated<'a> {
    /// The figures of each sentence that tells any.
    pub(super) fn by_sentence(self) -> impl Iterator<Item = &'a [Figure]> {
        self.sentences.iter().filter_map(move |range| self.figures.get(range.clone()))
    }

    pub(super) fn text(self, range: Range<usize>) -> &'a str {
        self.paragraph.text.get(range).unwrap_or_default()
    }

    /// What stands between two figures, without their names and changes.
    pub(super) fn between(self, before: &Figure, behind: &Figure) -> &'a str {
        self.text(end(before)..behind.value_at.start)
    }
}

/// Where the words of a figure end, its changes aside.
pub(super) fn end(figure: &Figure) -> usize {
    figure.unit_at.end.max(figure.value_at.end)
}

/// The number and the unit.
pub(super) fn number_at(figure: &Figure) -> Range<usize> {
    figure.value_at.start..end(figure)
}

/// An exact number, and how much its last digit leaves open to either side: 0 for a count.
pub(super) fn exact(figure: &Figure) -> Option<(Decimal, Decimal)> {
    let number = figure.number().filter(|_| figure.approximation.is_none())?;
    Some((number, leeway(number, &figure.unit)))
}

pub(super) fn leeway(number: Decimal, unit: &str) -> Decimal {
    let is_counted = number.scale() == 0 && !unit.contains(['万', '亿', '%', '％', '分']);
    if is_counted { Decimal::ZERO } else { Decimal::new(5, number.scale() + 1) }
}

pub(super) fn same_unit(a: &Figure, b: &Figure) -> bool {
    a.kind == b.kind
        && a.unit == b.unit
        && !matches!(a.kind, Kind::Rank | Kind::Reference | Kind::Points | Kind::Times | Kind::Share)
}

/// 受理诉求48520件 in the text where the metric 受理诉求 is 48620.
fn metric_told(paper: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figure in stated.figures {
        let at = number_at(figure);
        if figure.kind == Kind::Reference
            || stated.paragraph.has_reference(at.clone())
            || is_of_another_time(stated, figure)
        {
            continue;
        }
        let Some(metric) = paper
            .figures
            .named(&figure.name)
            .ok()
            .map(|known| known.metric)
            .filter(|metric| metric.unit.trim() == figure.unit)
        else {
            continue;
        };
        let Some((number, _)) = exact(figure) else { continue };
        let known: Vec<Decimal> = [&metric.value, &metric.last_year, &metric.target]
            .into_iter()
            .filter_map(|text| metric::number(text))
            .collect();
        if metric::number(&metric.value).is_some() && !known.contains(&number) {
            let (name, is) = (metric.name.trim(), metric.value.trim());
            let put = format!("{{{name}}}");
            let Figure { value, unit, .. } = figure;
            let says = format!("指标“{name}”是{is}{unit}，这里写的是{value}{unit}，请核对");
            let cure = [(at.clone(), put.as_str())];
            notes.mend(stated.paragraph, at, &cure, says);
        }
    }
}

/// Whether the sentence tells of another period, or of what is to come.
fn is_of_another_time(stated: Stated<'_>, figure: &Figure) -> bool {
    const TIMES: &[&str] = &[
        "上年",
        "去年",
        "往年",
        "前年",
        "同期",
        "目标",
        "计划",
        "预计",
        "力争",
        "下一步",
        "明年",
        "达到",
        "月",
        "季度",
        "半年",
        "比",
        "较",
        "其中",
        "各",
        "每",
        "平均",
        "以上",
    ];
    let sentence = stated.paragraph.sentence(figure.value_at.start);
    let words = stated.text(sentence);
    let is_dated = || words.replace("今年", "").replace("全年", "").contains('年');
    TIMES.iter().any(|word| words.contains(word)) || is_dated()
}

/// A figure told in two places: where, in what unit, how much.
struct Statement<'a> {
    stated: Stated<'a>,
    at: Range<usize>,
    number: Decimal,
    value: &'a str,
}

/// 办结率98.94% here and 办结率98.49% there.
fn told_twice(paper: &Paper<'_>, all: &[Stated<'_>], notes: &mut Notes<'_>) {
    let mut seen: HashMap<(&str, &str), Statement<'_>> = HashMap::new();
    for stated in all {
        let plans = paper.is_plan(stated.paragraph.passage.field);
        for figure in stated.figures.iter().filter(|_| !plans) {
            let Some((number, _)) = exact(figure).filter(|_| !is_of_another_time(*stated, figure)) else { continue };
            let told = Statement { stated: *stated, at: number_at(figure), number, value: &figure.value };
            match seen.get(&(figure.name.as_str(), figure.unit.as_str())) {
                None => {
                    seen.insert((&figure.name, &figure.unit), told);
                }
                Some(first)
                    if is_slip_of(first.number, number)
                        && (first.stated.paragraph.passage.field, first.stated.paragraph.start)
                            != (stated.paragraph.passage.field, stated.paragraph.start) =>
                {
                    let says = format!(
                        "“{}”前面写的是{}{}，这里写的是{}{}，请核对",
                        figure.name, first.value, figure.unit, told.value, figure.unit
                    );
                    notes.mark_against(told.stated.paragraph, told.at, first.value, says);
                }
                Some(_) => {}
            }
        }
    }
}

/// The figures that a paragraph states.
pub(super) fn stated(paragraph: Paragraph<'_>) -> Vec<Figure> {
    let has_digits = paragraph.text.bytes().any(|byte| byte.is_ascii_digit());
    if has_digits { figures::find(paragraph.text) } else { Vec::new() }
}

/// Which figures each sentence tells that tells any, but for those with more than any sentence tells.
pub(super) fn by_sentence(paragraph: Paragraph<'_>, figures: &[Figure]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut done = 0;
    while let Some(first) = figures.get(done) {
        let sentence = paragraph.end_of_sentence(first.value_at.start);
        let end = figures.partition_point(|figure| figure.value_at.start < sentence).max(done + 1);
        if end - done <= MOST {
            all.push(done..end);
        }
        done = end;
    }
    all
}

/// Whether a figure has a name that no other figure of the report will have by chance.
pub(super) fn is_named_well(figure: &Figure) -> bool {
    let length = figure.name.chars().count();
    match figure.kind {
        Kind::Percent => {
            length >= 4 && ["率", "进度", "占比", "比重", "满意度"].iter().any(|end| figure.name.ends_with(end))
        }
        Kind::Count | Kind::Money => length >= 8,
        _ => false,
    }
}

/// Whether one number is the other with a slip of the keys: one digit another, or two of them changed places.
pub(super) fn is_slip_of(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let differ: Vec<usize> = (0..a.len().min(b.len())).filter(|&k| a.as_bytes()[k] != b.as_bytes()[k]).collect();
    a.len() == b.len()
        && match differ[..] {
            [_] => true,
            [k, l] => a.as_bytes()[k] == b.as_bytes()[l] && a.as_bytes()[l] == b.as_bytes()[k],
            _ => false,
        }
}

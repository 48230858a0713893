//! Stale years: what a report copied from last year's has kept.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_at;
use super::paper::years;
use crate::report::Field;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("stale_year", "往年年份", "实务：旧稿改写", Look::Where("年", stale_year)),
    Rule::suspect("year_ahead", "年份未到", "实务", Look::Where("年", year_ahead)),
];

/// 2023年 in a report on 2024: at the head of a sentence that compares nothing, after 现将 or 截至, in a heading, as date.
fn stale_year(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    if paper.years.0.is_empty() || matches!(paragraph.passage.field, Field::Title | Field::Organization) {
        return;
    }
    let found: Vec<_> = years(paragraph.text).collect();
    let is_mixed = found.iter().any(|(_, year)| *year != found[0].1);
    for (range, year) in &found {
        if !paper.years.is_past(*year) || paragraph.has_reference(range.clone()) {
            continue;
        }
        let says = match paragraph.passage.field {
            Field::Date => "成文日期早于标题里的年份，请核对",
            Field::Heading(_) if stands_in_heading(paper, paragraph, range) => "标题还是往年的年份，请核对",
            Field::Heading(_) | Field::Salutation => continue,
            _ if is_mixed || tells_history(paper, paragraph) => continue,
            _ if announces(paragraph, range) || opens(paragraph, range) || counts_up_to(paragraph, range) => {
                "这是往年的年份，请核对是不是旧稿留下的"
            }
            _ => continue,
        };
        notes.mark(paragraph, range.clone(), says);
    }
}

/// 截至2027年6月 while it is 2026: what has not been yet can't be counted.
fn year_ahead(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let Some(today) = paper.today else { return };
    for (range, year) in years(paragraph.text) {
        let is_date = paragraph.passage.field == Field::Date && year > today.year + 1;
        let counts = year > today.year && paragraph.text[..range.start].ends_with("截至");
        if is_date || counts {
            notes.mark(paragraph, range, "这个日期还没有到，请核对年份");
        }
    }
}

/// 2023年工作总结 as a heading of a section that is about no history.
fn stands_in_heading(paper: &Paper<'_>, paragraph: Paragraph<'_>, range: &Range<usize>) -> bool {
    const ABOUT: &[&str] = &["工作总结", "工作情况", "工作完成情况", "主要工作", "工作回顾", "工作开展情况"];
    let behind = paragraph.text[range.end..].trim_start_matches(['度', '全', '上', '下', '半', '年']);
    paper.years.only().is_some() && ABOUT.iter().any(|words| behind.starts_with(words))
}

/// 现将2023年工作情况报告如下.
fn announces(paragraph: Paragraph<'_>, range: &Range<usize>) -> bool {
    let sentence = paragraph.sentence(range.start);
    let before = &paragraph.text[sentence.start..range.start];
    let behind = &paragraph.text[range.end..sentence.end];
    (before.contains("现将") || before.contains("现就")) && behind.contains("如下")
}

/// 2023年，… and 2023年以来，… where nothing is compared with another year.
fn opens(paragraph: Paragraph<'_>, range: &Range<usize>) -> bool {
    const COMPARES: &[&str] = &[
        "比",
        "较",
        "上年",
        "去年",
        "增至",
        "提高到",
        "增加到",
        "降至",
        "下降到",
        "至今",
        "自2",
        "从2",
        "今年",
        "起",
        "启动",
        "获",
        "连续",
        "目前",
    ];
    let sentence = paragraph.sentence(range.start);
    let behind = &paragraph.text[range.end..sentence.end];
    let leads = ["，", "以来，", "上半年，", "下半年，", "度，", "全年，", "一年来，"];
    paragraph.text[sentence.start..range.start].trim().is_empty()
        && leads.iter().any(|lead| behind.starts_with(lead))
        && !COMPARES.iter().any(|word| behind.contains(word))
}

/// 截至2023年6月底 where nothing is compared with another year.
fn counts_up_to(paragraph: Paragraph<'_>, range: &Range<usize>) -> bool {
    let sentence = paragraph.sentence(range.start);
    let behind = &paragraph.text[range.end..sentence.end];
    let is_month = digits_at(behind) > 0 && behind.trim_start_matches(|ch: char| ch.is_ascii_digit()).starts_with('月');
    paragraph.text[sentence.start..range.start].trim().ends_with("截至")
        && is_month
        && !["比", "较", "目前", "今年", "现在"].iter().any(|word| behind.contains(word))
}

/// Whether the section, or one above it, speaks of years gone by.
fn tells_history(paper: &Paper<'_>, paragraph: Paragraph<'_>) -> bool {
    const HISTORY: [&str; 11] =
        ["历程", "沿革", "背景", "历史", "由来", "简介", "概况", "基本情况", "年来", "往年", "个人简历"];
    // No report is deeper; a hostile one shall not cost its depth for every paragraph.
    const DEEP: usize = 16;
    let tree = &paper.report.tree;
    let own = paragraph.passage.field.section();
    own.into_iter().chain(own.into_iter().flat_map(|id| tree.ancestors(id).take(DEEP))).any(|id| {
        let heading = tree.section(id).map_or("", |section| section.heading.as_str());
        HISTORY.iter().any(|word| heading.contains(word)) || years(heading).any(|(_, year)| paper.years.is_past(year))
    })
}

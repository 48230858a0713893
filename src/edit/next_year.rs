//! Next year's report made from this year's: years and figures move on, the plan becomes what has to be reported, and what
//! must be written anew is marked.
//!
//! ```text
//! 2026年工作总结                         2027年工作总结
//! 一、主要工作                           一、去年打算的落实情况     ← the plan's children, their text in the note
//!   （一）稳面积                           （一）扩延包             【待补】
//! 二、下一步打算                         二、主要工作               ← as it was; the old text in the note
//!   （一）扩延包                           （一）稳面积             【待补】共{粮食总产量}，……
//!                                        三、下一步打算             【待补】
//! ```
//!
//! Nothing of an old text is lost: what a body said, with its figures, stands in the note of its section.

use std::collections::HashMap;
use std::ops::Range;

use crate::report::Comment;
use crate::report::Head;
use crate::report::Ledger;
use crate::report::Metric;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::TableAside;
use crate::report::Tree;
use crate::report::formula;
use crate::report::metric;
use crate::report::places::Place;
use crate::report::reference;
use crate::report::series;
use crate::text;
use crate::text::digit;
use crate::text::han_digit;
use crate::text::is_digit;
use crate::text::to_han_digit;

/// What stands where a text has to be written anew.
pub const TO_WRITE: &str = "【待补】";
/// What stands for a figure that isn't known yet.
pub const TO_FILL: &str = "XX";

/// What the old words are called in a note, above them.
const OLD_TEXT: &str = "【去年原文】";
const OLD_PLAN: &str = "【去年打算】";
const OLD_COMMENTS: &str = "【去年批注】";
const OLD_TABLE: &str = "【去年表格】";
const OLD_HEADING: &str = "【去年标题】";

/// Words of a heading that announce what is planned.
const PLANS: [&str; 12] =
    ["打算", "下一步", "下步", "计划", "思路", "工作安排", "明年", "来年", "努力方向", "今后", "工作重点", "工作目标"];

/// The report for the same period of next year. Ids are fresh, numbering and styles are kept. Walks the report.
///
/// - This year's values become last year's. Formulas stay; other values become `XX`, a series keeps its periods without
///   values. Targets are cleared, and noted.
/// - Years move on in the title and the headings (2026年 → 2027年); the day of the date becomes `XX`.
/// - The last section at the top that plans ahead gives its children to a new first section. It is left to be written.
/// - Of a body stay the sentences that refer to metrics, their other figures as `XX`, after 【待补】.
/// - Organ, units and whom to call stay; the number of the paper, its days and those of 副标题 and 版记 become `XX`, and 份号 goes.
/// - What others said to a text, and is not ticked off, stands in its note.
pub fn next_year(report: &Report) -> Report {
    let figures = Ledger::new(report);
    let mut next = Report {
        title: moved_on(&report.title),
        subtitle: moved_days(&report.subtitle),
        remarks: report.remarks.clone(),
        head: moved_head(&report.head),
        imprint: moved_days(&report.imprint),
        organization: moved_on(&report.organization),
        date: moved_date(&report.date),
        salutation: report.salutation.clone(),
        note: report.note.clone(),
        metrics: report.metrics.iter().map(|metric| rolled(metric, &figures)).collect(),
        setup: report.setup.clone(),
        ..Report::default()
    };
    keep_tables(report.aside.iter().flat_map(|aside| aside.tables.clone()).collect(), &mut next.note);
    next.preamble = rewritten(&report.preamble, &figures, OLD_TEXT, &mut next.note);
    next.closing = match is_formal(&report.closing) {
        true => report.closing.clone(),
        false => rewritten(&report.closing, &figures, OLD_TEXT, &mut next.note),
    };
    if let Some(aside) = report.aside.as_deref() {
        keep_tables(aside.tables.clone(), &mut next.note);
        keep_comments(&aside.comments, &mut next.note);
    }
    let rows = rows(report, &figures);
    let fresh = rows.into_iter().zip(1..).map(|((level, section), number)| {
        let id = SectionId::new(number).expect("as many sections as before and one more fit, or none is added");
        (level, Section { id, ..section })
    });
    next.tree = Tree::from_rows(fresh).expect("whole subtrees of the old outline don't jump");
    follow_headings(&mut next, report);
    next
}

/// References to sections and annexes say what these are called now.
fn follow_headings(next: &mut Report, old: &Report) {
    let mut names: HashMap<(Place, String), String> = HashMap::new();
    for row in old.tree.rows() {
        let place = if old.tree.is_annex(row.section.id) { Place::Annex } else { Place::Section };
        let heading = row.section.heading.trim();
        let new = masked(&moved_on(heading));
        if new != heading {
            names.insert((place, heading.to_owned()), new);
        }
    }
    let to = |place: Place, name: &str| names.get(&(place, name.to_owned())).map(String::as_str);
    let named: Vec<_> =
        next.texts().filter_map(|(field, text)| Some((field, reference::renamed_places(text, to)?))).collect();
    for (field, text) in named {
        next.text_mut(field).into_iter().for_each(|of| of.clone_from(&text));
    }
}

/// The sections of the new report in order, with their levels.
fn rows(report: &Report, figures: &Ledger) -> Vec<(usize, Section)> {
    let tree = &report.tree;
    let is_plan =
        |id: &&SectionId| !tree.is_annex(**id) && tree.section(**id).is_some_and(|section| plans(&section.heading));
    // A report of a plan and nothing else has nothing that it could come before.
    let plan = tree.children(None).iter().rev().find(is_plan).copied().filter(|_| tree.children(None).len() > 1);
    let has_room = u32::try_from(tree.len()).is_ok_and(|len| len < SectionId::MAX);
    let mut rows = Vec::new();
    if let Some(plan) = plan.filter(|_| has_room)
        && let Some(section) = tree.section(plan)
    {
        let mut first = Section::new(section.id);
        first.heading = reported(&section.heading);
        first.style = section.style.clone();
        first.style.target = None;
        first.style.begins = None;
        first.body = rewritten(&section.body, figures, OLD_PLAN, &mut first.note);
        if first.body.is_empty() && tree.children(Some(plan)).is_empty() {
            first.body = TO_WRITE.to_owned();
        }
        rows.push((1, first));
        rows.extend(tree.rows_of(plan).skip(1).map(|row| (row.level, anew(row.section, figures, OLD_PLAN))));
    }
    for row in tree.rows() {
        if Some(row.section.id) == plan {
            let mut section = anew(row.section, figures, OLD_TEXT);
            section.body = TO_WRITE.to_owned();
            rows.push((row.level, section));
        } else if plan.is_none_or(|plan| !tree.is_within(row.section.id, plan)) {
            rows.push((row.level, anew(row.section, figures, OLD_TEXT)));
        }
    }
    rows
}

fn plans(heading: &str) -> bool {
    PLANS.iter().any(|word| heading.contains(word))
}

/// What a plan is called when it has to be reported on: `2026年工作计划完成情况`.
fn reported(heading: &str) -> String {
    match years(heading).next() {
        Some(_) => format!("{}完成情况", heading.trim_end_matches(['。', '：', ':'])),
        None => "去年打算的落实情况".to_owned(),
    }
}

/// A section for next year, the old words in its note.
fn anew(old: &Section, figures: &Ledger, mark: &str) -> Section {
    let mut section = old.clone();
    // How far it was written, and where it was taken from, is over.
    let aside = section.aside.take().map(|aside| *aside).unwrap_or_default();
    keep_tables(aside.tables, &mut section.note);
    section.heading = masked(&moved_on(&old.heading));
    if section.heading != moved_on(&old.heading) {
        keep(&figures.render(&old.heading), OLD_HEADING, &mut section.note);
    }
    section.body = rewritten(&old.body, figures, mark, &mut section.note);
    section.metrics = old.metrics.iter().map(|metric| rolled(metric, figures)).collect();
    keep_comments(&aside.comments, &mut section.note);
    section
}

/// Comments that are not ticked off, for the note.
fn keep_comments(comments: &[Comment], note: &mut String) {
    let open = comments.iter().filter(|comment| !comment.done);
    let lines: Vec<String> = open.map(|comment| format!("{}：{}", comment.author, comment.text)).collect();
    if !lines.is_empty() {
        keep(&lines.join("\n"), OLD_COMMENTS, note);
    }
}

/// The tables of a text go into the note with the rest of it: above them there what hung on them and has words.
fn keep_tables(tables: Vec<TableAside>, note: &mut String) {
    for table in tables {
        let words = [table.title, table.unit, table.note];
        let words: Vec<&str> = words.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
        if !words.is_empty() {
            keep(&words.join("  "), OLD_TABLE, note);
        }
    }
}

/// What of a body stays, marked; the body itself, as it was handed in, goes into the note.
fn rewritten(body: &str, figures: &Ledger, mark: &str, note: &mut String) -> String {
    if body.trim().is_empty() {
        return String::new();
    }
    keep(&figures.render(body), mark, note);
    let mut out = TO_WRITE.to_owned();
    for sentence in sentences(body).filter(|sentence| reference::find(sentence).next().is_some()) {
        out.push_str(&masked(&moved_on(sentence.trim())));
    }
    out
}

fn keep(old: &str, mark: &str, note: &mut String) {
    if !note.is_empty() {
        note.push('\n');
    }
    note.push_str(mark);
    note.push('\n');
    note.push_str(old);
}

/// Whether a closing says nothing of its year: 特此报告。
fn is_formal(closing: &str) -> bool {
    let says_figures = closing.contains('{') || closing.contains(|ch: char| ch.is_numeric());
    !says_figures && text::count(closing) <= 30
}

/// The sentences of a text with their marks.
fn sentences(body: &str) -> impl Iterator<Item = &str> {
    body.split_inclusive(['。', '！', '？', '；', '\n'])
}

/// A metric for next year.
fn rolled(old: &Metric, figures: &Ledger) -> Metric {
    let reckoned = figures.reckon(old);
    let is_figure = metric::number(&reckoned.metric.value).is_some() || reckoned.metric.value.trim().starts_with('第');
    let is_formula = formula::is_formula(&old.value);
    let mut next = old.clone();
    // What a formula comes to for last year, its parts tell.
    next.last_year = if is_figure && !is_formula { reckoned.metric.value.trim().to_owned() } else { String::new() };
    if !is_formula && !old.value.trim().is_empty() {
        let rank = if old.value.trim().starts_with('第') { "第" } else { "" };
        next.value = format!("{rank}{TO_FILL}");
    }
    let mut kept = Vec::new();
    if !old.target.trim().is_empty() {
        kept.push(format!("上年目标{}", old.target.trim()));
        next.target.clear();
    }
    if !old.series.trim().is_empty() {
        kept.push(format!("上年分期：{}", old.series.trim()));
        let mut entries = series::read(&old.series);
        entries.iter_mut().for_each(|entry| entry.value.clear());
        next.series = series::write(&entries);
    }
    if !kept.is_empty() {
        let before = if next.note.is_empty() { "" } else { "；" };
        next.note = format!("{}{before}{}", next.note, kept.join("，"));
    }
    next
}

// Years and figures in words ----------------------------------------------------------------------------------------

/// A year of a text: its bytes, and the year after it in the same writing.
fn years(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let starts = text.char_indices().filter(|(_, ch)| year_digit(*ch).is_some()).map(|(at, _)| at);
    let mut done = 0;
    starts.filter_map(move |at| {
        if at < done {
            return None;
        }
        let run: Vec<(usize, char)> = text[at..]
            .char_indices()
            .take_while(|(_, ch)| year_digit(*ch).is_some())
            .map(|(k, ch)| (at + k, ch))
            .collect();
        let end = run.last().map(|&(at, ch)| at + ch.len_utf8())?;
        done = end;
        let number = run.iter().try_fold(0, |sum, (_, ch)| Some(sum * 10 + year_digit(*ch)?))?;
        let behind = text[end..].trim_start();
        // 2026—2027学年, 2026-2027年度
        let joins = behind.starts_with(['—', '-', '－', '~', '～', '至']) && behind.contains('年');
        let is_year = behind.starts_with('年') || behind.starts_with("学年") || joins;
        let is_year = is_year && run.len() == 4 && (1980..=2098).contains(&number);
        is_year.then(|| (at..end, written_like(number + 1, run[0].1)))
    })
}

/// A digit of a year, Arabic of either width or Chinese.
fn year_digit(ch: char) -> Option<u32> {
    digit(ch).or_else(|| han_digit(ch))
}

/// A year in the digits that its first one belongs to.
fn written_like(year: u32, first: char) -> String {
    let put = |ch: char| match (first, ch.to_digit(10)) {
        ('0'..='9', _) | (_, None) => ch,
        ('０'..='９', Some(value)) => char::from_u32(u32::from('０') + value).unwrap_or(ch),
        (_, Some(value)) => to_han_digit(value).unwrap_or(ch),
    };
    year.to_string().chars().map(put).collect()
}

/// The text with every year moved on by one; the names of metrics stay.
fn moved_on(text: &str) -> String {
    let named: Vec<Range<usize>> = reference::find(text).map(|found| found.range).collect();
    let is_named = |at: usize| named.iter().any(|range| range.contains(&at));
    let mut out = String::new();
    let mut done = 0;
    for (range, next) in years(text).filter(|(range, _)| !is_named(range.start)) {
        out.push_str(&text[done..range.start]);
        out.push_str(&next);
        done = range.end;
    }
    out + &text[done..]
}

/// 版头 of next year's paper.
fn moved_head(head: &Head) -> Head {
    Head { number: moved_number(&head.number), copy: String::new(), urgency: String::new(), ..head.clone() }
}

/// The text with every year moved on, and every day of a month to be filled in.
fn moved_days(text: &str) -> String {
    let moved = moved_on(text);
    let mut out = String::new();
    let mut rest = moved.as_str();
    while let Some(at) = rest.find('月').map(|at| at + '月'.len_utf8()) {
        let digits =
            rest[at..].find(|ch| !is_digit(ch) && ch != '十' && han_digit(ch).is_none()).unwrap_or(rest.len() - at);
        out.push_str(&rest[..at]);
        let is_day = digits > 0 && rest[at + digits..].starts_with(['日', '号']);
        out.push_str(if is_day { TO_FILL } else { &rest[at..at + digits] });
        rest = &rest[at + digits..];
    }
    out + rest
}

/// A number with its year moved on and its place to be filled in: 某发〔2027〕XX号.
fn moved_number(number: &str) -> String {
    let Some((open, close)) = number.find('〔').zip(number.find('〕')).filter(|(open, close)| open < close) else {
        return number.to_owned();
    };
    let year = number[open + '〔'.len_utf8()..close]
        .parse::<u32>()
        .map_or_else(|_| TO_FILL.to_owned(), |year| year.saturating_add(1).to_string());
    format!("{}〔{year}〕{TO_FILL}号", &number[..open])
}

/// A date with its year moved on and its day to be filled in.
fn moved_date(date: &str) -> String {
    let moved = moved_on(date);
    match (moved.rfind('月'), moved.rfind('日')) {
        (Some(month), Some(day)) if month < day => {
            format!("{}{TO_FILL}{}", &moved[..month + '月'.len_utf8()], &moved[day..])
        }
        _ => moved,
    }
}

/// The text with every figure that stands in it as `XX`: neither years and months, nor what refers to a metric.
fn masked(text: &str) -> String {
    let spared: Vec<Range<usize>> =
        reference::find(text).map(|found| found.range).chain(years(text).map(|(range, _)| range)).collect();
    let mut out = String::new();
    let mut rest = 0;
    while let Some(at) = text[rest..].find(is_digit).map(|at| rest + at) {
        out.push_str(&text[rest..at]);
        if let Some(range) = spared.iter().find(|range| range.contains(&at)) {
            out.push_str(&text[at..range.end]);
            rest = range.end;
            continue;
        }
        let mut end = at;
        for (k, ch) in text[at..].char_indices() {
            let joins = matches!(ch, '.' | ',' | '．') && text[at + k + ch.len_utf8()..].starts_with(is_digit);
            if !(is_digit(ch) || joins) {
                break;
            }
            end = at + k + ch.len_utf8();
        }
        let is_month = text[end..].starts_with('月') || text[end..].starts_with("季度");
        out.push_str(if is_month { &text[at..end] } else { TO_FILL });
        rest = end;
    }
    out + &text[rest..]
}

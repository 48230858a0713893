//! Dates that can't be: 2月30日, a weekday that isn't, an end before its beginning, a report signed before what it tells.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_at;
use super::paper::digits_before;
use super::paper::years;
use crate::report::Field;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("impossible_date", "没有这一天", "公历", Look::Where("月", impossible_date)),
    Rule::wrong("impossible_quarter", "没有这个季度", "公历", Look::Where("季", impossible_quarter)),
    Rule::wrong("impossible_hour", "没有这个钟点", "GB/T 7408，实务", Look::Where("时点：:", impossible_hour)),
    Rule::wrong("weekday", "星期不对", "公历", Look::Where("月", weekday)),
    Rule::suspect("end_before_start", "起止颠倒", "实务", Look::Where("月", end_before_start)),
    Rule::suspect("signed_early", "落款早于内容", "实务：成文日期在所写事项之后", Look::Report(signed_early)),
    Rule::suspect("plan_years", "五年规划年份", "国民经济和社会发展五年规划", Look::Where("五", plan_years)),
    Rule::suspect("plenum", "届次不对", "党的历次全国代表大会、中央全会", Look::Where("会", plenum)),
];

/// A day that a text names, as far as it names it.
#[derive(Clone, Debug)]
struct Day {
    range: Range<usize>,
    year: Option<u32>,
    month: u32,
    day: Option<u32>,
}

impl Day {
    /// For comparison: a day that isn't named stands for `day`.
    fn key(&self, year: u32, day: u32) -> (u32, u32, u32) {
        (self.year.unwrap_or(year), self.month, self.day.unwrap_or(day))
    }
}

/// The days and months of a text in figures: 2025年3月1日, 3月1日, 3月.
fn days(text: &str) -> impl Iterator<Item = Day> + '_ {
    text.match_indices('月').filter_map(|(at, sign)| {
        let digits = digits_before(&text[..at]);
        let month = text[at - digits..at].parse().ok().filter(|_| (1..=2).contains(&digits))?;
        let start = at - digits;
        let joined = text[..start].ends_with(['.', '-', '/', '—', '～', '~', '第', '、']);
        let year = text[..start].strip_suffix('年').and_then(|before| {
            let digits = digits_before(before);
            before[before.len() - digits..].parse().ok().filter(|_| digits == 4)
        });
        let mut end = at + sign.len();
        let digits = digits_at(&text[end..]);
        let is_day = (1..=2).contains(&digits) && text[end + digits..].starts_with(['日', '号']);
        let day = if is_day { text[end..end + digits].parse().ok() } else { None };
        if is_day {
            end += digits + '日'.len_utf8();
        }
        let from = if year.is_some() { start - '年'.len_utf8() - 4 } else { start };
        (!joined || year.is_some()).then_some(Day { range: from..end, year, month, day })
    })
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

/// How many days a month has; of a February whose year isn't told, most.
fn length(year: Option<u32>, month: u32) -> u32 {
    match month {
        2 if year.is_none_or(is_leap) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// 2月30日, 13月, 2025年2月29日.
fn impossible_date(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for day in days(paragraph.text) {
        if paragraph.has_reference(day.range.clone()) {
            continue;
        }
        let is_month = (1..=12).contains(&day.month);
        // 20月 alone may be so many months; 3月至15月 are none.
        let from = paragraph.text[..day.range.start].trim_end_matches(['至', '到', '—', '～', '-']);
        let is_end = from.len() < day.range.start && from.ends_with('月');
        // 自13月起
        let is_start = paragraph.text[..day.range.start].ends_with(['自', '从'])
            && paragraph.text[day.range.end..].starts_with(['起', '至', '到', '以', '开']);
        if !is_month && (day.day.is_some() || day.year.is_some() || is_end || is_start) {
            notes.mark(paragraph, day.range, format!("没有{}月，请核对", day.month));
            continue;
        }
        // 2月29日 in a report of 2025 that tells no other year there.
        let sentence = &paragraph.text[paragraph.sentence(day.range.start)];
        let is_own = !sentence.contains(['年', '届']);
        let year = day.year.or_else(|| paper.years.only().filter(|_| is_own));
        let most = length(year, day.month);
        if is_month && day.day == Some(0) {
            notes.mark(paragraph, day.range, "没有0日，请核对");
        } else if is_month && day.day.is_some_and(|number| number > most) {
            let month = day.month;
            notes.mark(paragraph, day.range, format!("{month}月只有{most}天，请核对"));
        }
    }
}

/// 第五季度.
fn impossible_quarter(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, word) in text.match_indices("季度") {
        let before = text[..at].trim_end_matches(['五', '六', '七', '八', '九', '5', '6', '7', '8', '9']);
        let range = before.len()..at + word.len();
        let is_one = text[before.len()..at].chars().count() == 1;
        if is_one && before.ends_with('第') && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, before.len() - '第'.len_utf8()..range.end, "一年只有四个季度，请核对");
        }
    }
}

/// 上午21时, 25时30分, 9时75分.
fn impossible_hour(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const PARTS: &[(&str, u32)] = &[
        ("上午", 12),
        ("早上", 12),
        ("早晨", 12),
        ("凌晨", 12),
        ("清晨", 12),
        ("中午", 15),
        ("下午", 24),
        ("晚上", 24),
        ("晚间", 24),
        ("傍晚", 24),
    ];
    let text = paragraph.text;
    for (at, sign) in text.match_indices(['时', '点', '：', ':']) {
        let digits = digits_before(&text[..at]);
        let before = &text[..at - digits];
        let Some((part, most)) = PARTS.iter().find(|(part, _)| before.ends_with(part)) else { continue };
        let Some(hour) = text[before.len()..at].parse::<u32>().ok().filter(|_| digits <= 2) else { continue };
        let range = before.len() - part.len()..at + sign.len();
        if hour > *most && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, format!("“{part}”没有{hour}时，请核对"));
        }
    }
    for (at, sign) in text.match_indices(['时', '点']) {
        let hours = digits_before(&text[..at]);
        let minutes = digits_at(&text[at + sign.len()..]);
        let end = at + sign.len() + minutes;
        if !(1..=2).contains(&hours) || minutes != 2 || !text[end..].starts_with('分') {
            continue;
        }
        let number = |range: Range<usize>| text[range].parse::<u32>().unwrap_or(0);
        let range = at - hours..end + '分'.len_utf8();
        let is_none = number(at - hours..at) > 24 || number(end - minutes..end) > 59;
        if is_none && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, "没有这个钟点，请核对");
        }
    }
}

/// 2025年10月15日（星期五）: the weekday of a full date.
fn weekday(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const NAMES: &str = "日一二三四五六";
    let text = paragraph.text;
    for day in days(text) {
        let Day { range, year: Some(year), month, day: Some(number) } = day else { continue };
        if !(1..=12).contains(&month) || number == 0 || number > length(Some(year), month) {
            continue;
        }
        let behind = &text[range.end..];
        let inner = behind.trim_start_matches(['（', '(', '，', ' ']);
        let lead = behind.len() - inner.len();
        let Some(name) = ["星期", "周", "礼拜"].iter().find(|name| inner.starts_with(**name)) else { continue };
        let Some(written) = inner[name.len()..].chars().next() else { continue };
        let written_as = if written == '天' { '日' } else { written };
        let Some(told) = NAMES.chars().position(|ch| ch == written_as) else { continue };
        let is = weekday_of(year, month, number);
        let whole = range.start..range.end + lead + name.len() + written.len_utf8();
        if told != is && !paragraph.has_reference(whole.clone()) {
            let is = NAMES.chars().nth(is).unwrap_or('日');
            notes.mark(paragraph, whole, format!("这一天是星期{is}，请核对日期和星期"));
        }
    }
}

/// 0 for Sunday (Zeller).
fn weekday_of(year: u32, month: u32, day: u32) -> usize {
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let (century, short) = (year / 100, year % 100);
    let sum = day + 13 * (month + 1) / 5 + short + short / 4 + century / 4 + 5 * century;
    usize::try_from((sum + 6) % 7).unwrap_or(0)
}

/// 自2025年9月1日至2025年3月30日; 2025年11月20日开工，2025年3月10日竣工.
fn end_before_start(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const STARTS: &[&str] = &["开工", "动工", "启动", "开始", "立项", "开建", "奠基", "受理"];
    const ENDS: &[&str] = &["竣工", "完工", "完成", "投用", "投入使用", "结束", "建成", "通车", "交付", "验收", "办结"];
    let text = paragraph.text;
    let all: Vec<Day> = days(text).filter(|day| (1..=12).contains(&day.month)).collect();
    // 4月20日至8日
    for first in &all {
        let Some(from) = first.day else { continue };
        let behind = &text[first.range.end..];
        let Some(joint) = ["至", "到", "—", "～"].iter().find(|joint| behind.starts_with(**joint)) else {
            continue;
        };
        let digits = digits_at(&behind[joint.len()..]);
        let last = &behind[joint.len()..joint.len() + digits];
        let until: Option<u32> = last.parse().ok().filter(|day| (1..=31).contains(day));
        let end = first.range.end + joint.len() + digits;
        let range = first.range.start..end + '日'.len_utf8();
        let is_day = text[end..].starts_with('日');
        if is_day && until.is_some_and(|until| until < from) && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, "结束的日期早于开始的日期，请核对");
        }
    }
    for pair in all.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        let Some(year) = first.year else { continue };
        let between = &text[first.range.end..second.range.start];
        let behind = &text[second.range.end..];
        if between.contains(['。', '；'])
            || between.contains("次年")
            || between.contains("翌年")
            || between.contains("明年")
        {
            continue;
        }
        let joint = between.trim_start_matches('起');
        let is_same_month = second.month == first.month && first.day.is_some() && second.day.is_some();
        let is_range =
            matches!(joint, "至" | "到" | "—" | "——" | "～" | "－" | "-") && (second.year.is_some() || is_same_month);
        let clause = |text: &str| text.chars().take(12).collect::<String>();
        let told = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
        let tail = clause(behind.split(['，', '。', '；']).next().unwrap_or_default());
        let lead = between.split(['，', '、']).next().unwrap_or_default();
        let is_course = told(STARTS, &clause(lead)) && told(ENDS, &tail) && !told(ENDS, lead);
        let backwards = second.key(year, 31) < first.key(year, 1);
        let range = first.range.start..second.range.end;
        if (is_range || is_course) && backwards && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, "结束的日期早于开始的日期，请核对");
        }
    }
}

/// A report that tells of days after the one it is signed on.
fn signed_early(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    const TO_COME: &[&str] = &[
        "将",
        "拟",
        "计划",
        "预计",
        "预期",
        "前",
        "确保",
        "力争",
        "目标",
        "打算",
        "安排",
        "要",
        "届时",
        "起施行",
        "有效期",
        "为期",
        "至",
        "到",
        "起",
        "内",
        "—",
        "～",
        "举办",
    ];
    let date = &paper.report.date;
    let Some(Day { year: Some(year), month, day: Some(day), .. }) = days(date).next() else { return };
    let signed = (year, month, day);
    let mut latest: Option<(u32, u32, u32)> = None;
    for passage in paper.passages().filter(|passage| matches!(passage.field, Field::Body(_) | Field::Preamble)) {
        if paper.is_plan(passage.field) {
            continue;
        }
        for paragraph in passage.paragraphs() {
            for told in days(paragraph.text).filter(|told| (1..=12).contains(&told.month)) {
                let Some(year) = told.year else { continue };
                let sentence = paragraph.sentence(told.range.start);
                let words = &paragraph.text[sentence];
                let counts = paragraph.text[..told.range.start].ends_with("截至");
                let is_past = counts || !TO_COME.iter().any(|word| words.contains(word));
                if is_past && told.day.is_some() | counts {
                    latest = latest.max(Some(told.key(year, 1)));
                }
            }
        }
    }
    let Some((year, month, day)) = latest.filter(|latest| *latest > signed) else { return };
    let passage = paper.passage(Field::Date, date);
    if let Some(paragraph) = passage.paragraphs().next() {
        let range = 0..paragraph.text.len();
        let says = format!("正文写到{year}年{month}月{day}日，成文日期在它之前，请核对");
        notes.mark_against(paragraph, range, &format!("{year}-{month}-{day}"), says);
    }
}

/// “十三五” with years that aren't its own: 2025年是“十三五”规划收官之年, “十四五”（2020—2025年）.
fn plan_years(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const PLANS: &[(&str, u32)] =
        &[("十五五", 2026), ("十四五", 2021), ("十三五", 2016), ("十二五", 2011), ("十一五", 2006), ("十五", 2001)];
    const LAST: &[&str] = &["收官", "最后一年", "末年", "圆满收官", "收尾"];
    const FIRST: &[&str] = &["开局", "起步", "第一年", "首年", "开篇"];
    let text = paragraph.text;
    if !text.contains("五”") {
        return;
    }
    for &(name, start) in PLANS {
        for (at, _) in text.match_indices(&format!("“{name}”")) {
            let end = at + name.len() + '“'.len_utf8() + '”'.len_utf8();
            let range = at..end;
            if paragraph.has_reference(range.clone()) {
                continue;
            }
            let before = &text[paragraph.sentence(at).start..at];
            let behind = &text[end..paragraph.sentence(at).end];
            let is_year = years(before).last().filter(|(year, _)| {
                let between = before[year.end..].trim_start_matches(['度', '，']);
                matches!(between, "是" | "为" | "作为" | "既是" | "是国家" | "是实施" | "系")
            });
            let phase: String = behind.chars().take(16).collect();
            let phase = phase.split(['，', '。', '、', '；', '和']).next().unwrap_or_default();
            let told = |words: &[&str]| words.iter().any(|word| phase.contains(word));
            let wanted = if told(LAST) {
                Some(start + 4)
            } else if told(FIRST) {
                Some(start)
            } else {
                None
            };
            if let (Some((_, year)), Some(wanted)) = (is_year, wanted)
                && year != wanted
            {
                notes.mark(paragraph, range, format!("“{name}”是{start}—{}年，和{year}年对不上，请核对", start + 4));
                continue;
            }
            // 规划（2020—2025年）, （2020年至2025年）
            let spans = behind.trim_start_matches("规划").trim_start_matches("时期").trim_start_matches("期间");
            if let Some(inner) = spans.strip_prefix(['（', '(']) {
                let from = digits_at(inner);
                let rest = inner[from..]
                    .trim_start_matches('年')
                    .trim_start_matches(['—', '-', '～', '~', '－', '至', '到', '–']);
                let until = digits_at(rest);
                let told = (inner[..from].parse::<u32>(), rest[..until].parse::<u32>());
                if let (Ok(first), Ok(last)) = told
                    && from == 4
                    && until == 4
                    && (first, last) != (start, start + 4)
                {
                    notes.mark(paragraph, range, format!("“{name}”是{start}—{}年，请核对", start + 4));
                }
            }
        }
    }
}

/// 十九届八中全会, 二十大三次: no committee had so many.
fn plenum(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const COMMITTEES: &[(&str, usize)] = &[
        ("二十届", 7),
        ("十九届", 7),
        ("十八届", 7),
        ("十七届", 7),
        ("十六届", 7),
        ("十五届", 7),
        ("十四届", 7),
        ("十三届", 8),
        ("十二届", 7),
        ("十一届", 7),
    ];
    const ORDINALS: &str = "一二三四五六七八九十";
    let text = paragraph.text;
    for (at, words) in text.match_indices("中全会") {
        let Some(ordinal) = text[..at].chars().next_back() else { continue };
        let before = &text[..at - ordinal.len_utf8()];
        let Some(&(name, most)) = COMMITTEES.iter().find(|(name, _)| before.ends_with(name)) else { continue };
        let told = ORDINALS.chars().position(|ch| ch == ordinal).map(|k| k + 1);
        let range = before.len() - name.len()..at + words.len();
        if told.is_some_and(|told| told > most) && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, format!("{name}中央委员会没有{ordinal}中全会，请核对"));
        }
    }
}

//! Dates written against the standard: two-digit years, leading zeros, 号 for 日, a date in other figures, 截止 for
//! 截至.

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_at;
use super::paper::digits_before;
use crate::report::Field;
use crate::report::numbering::read_han;
use crate::text::han_digits;
use crate::text::is_han;
use crate::text::is_han_numeral;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong(
        "short_year",
        "两位年份",
        "GB/T 15835-2011：四位数字表示的年份不简写为两位",
        Look::Where("年", short_year),
    ),
    Rule::hint(
        "year_in_words",
        "汉字年份",
        "GB/T 15835-2011，4.1.3：公历年月日用阿拉伯数字",
        Look::Where("年", year_in_words),
    ),
    Rule::wrong(
        "leading_zero",
        "月日加0",
        "GB/T 9704-2012，7.3.5.4：月、日不编虚位",
        Look::Where("月日", leading_zero),
    ),
    Rule::hint("day", "几月几号", "实务：书面用“日”", Look::Where("号", day)),
    Rule::wrong(
        "date_form",
        "成文日期写法",
        "GB/T 9704-2012，7.3.5.4：阿拉伯数字，年月日标全",
        Look::Paragraph(date_form),
    ),
    Rule::wrong("as_of", "截止与截至", "《现代汉语词典》：截至某时用“截至”", Look::Where("截", as_of)),
];

/// 二〇二五年 in a text.
fn year_in_words(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    if !matches!(paragraph.passage.field, Field::Body(_) | Field::Preamble | Field::Closing) {
        return;
    }
    let text = paragraph.text;
    for (at, _) in text.match_indices('年') {
        let digits: Vec<(usize, char)> = text[..at]
            .char_indices()
            .rev()
            .take(5)
            .take_while(|(_, ch)| is_han_numeral(*ch) || matches!(ch, '〇' | '○' | 'O'))
            .collect();
        let Some((start, _)) = digits.get(3).filter(|_| digits.len() == 4) else { continue };
        let written = text[*start..at].replace(['O', '○'], "〇");
        let Some(year) = han_digits(&written).filter(|year| (1900..2100).contains(year)) else { continue };
        let range = *start..at;
        if !paragraph.has_reference(range.clone()) {
            notes.mend(
                paragraph,
                range.clone(),
                &[(range, &year.to_string())],
                format!("正文里的年份用阿拉伯数字，可改为{year}年"),
            );
        }
    }
}

/// 24年1月, 23年底, 08年.
fn short_year(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const BEHIND: &[&str] = &[
        "年度",
        "年上半年",
        "年下半年",
        "年底",
        "年末",
        "年年",
        "年第一季度",
        "年第二季度",
        "年第三季度",
        "年第四季度",
        "年全年",
        "年以来",
        "年起",
    ];
    // 工龄24年底… is no year of the calendar.
    const SPAN: &str = "近约达满第共这前后续连限期为有工龄历时经过余多长每整";
    let text = paragraph.text;
    for (at, _) in text.match_indices('年') {
        if digits_before(&text[..at]) != 2 {
            continue;
        }
        let start = at - 2;
        let before = paragraph.before(start);
        if before.is_some_and(|ch| SPAN.contains(ch) || matches!(ch, '.' | ',' | '-' | '—' | '～' | '/')) {
            continue;
        }
        let behind = &text[at + "年".len()..];
        let digits = digits_at(behind);
        let month = (1..=2).contains(&digits) && behind[digits..].starts_with('月');
        // 09年之前: what lies long back may be told so.
        let is_past = ["年之前", "年前", "年之后", "年后"].iter().any(|words| text[at..].starts_with(words));
        // 实施50年以来: since fifty years.
        let is_span = text[at..].starts_with("年以来")
            && before.is_some_and(is_han)
            && !text[..start].ends_with(['自', '从'])
            && !text[start..].starts_with('0');
        let is_year = !is_past
            && !is_span
            && (month || text[start..].starts_with('0') || BEHIND.iter().any(|words| text[at..].starts_with(words)));
        if !is_year || paragraph.has_reference(start..at) {
            continue;
        }
        let from = if before == Some('’') { start - '’'.len_utf8() } else { start };
        let range = from..at + "年".len();
        let year: u32 = text[start..at].parse().unwrap_or(0);
        let says = "年份要写四位数字";
        match paper.years.only().or(paper.today.map(|today| today.year)) {
            Some(now) => {
                let full = if 2000 + year > now + 5 { 1900 + year } else { 2000 + year };
                notes.mend(paragraph, range, &[(from..at, &full.to_string())], format!("{says}，可改为{full}年"));
            }
            None => notes.mark(paragraph, range, says),
        }
    }
}

/// 01月, 05日.
fn leading_zero(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, unit) in text.match_indices(['月', '日']) {
        let digits = &text[at - digits_before(&text[..at])..at];
        let start = at - digits.len();
        let [b'0', b'1'..=b'9'] = digits.as_bytes() else { continue };
        let follows = match unit {
            "月" => !paragraph.before(start).is_some_and(|ch| matches!(ch, '.' | ',' | '/' | '-')),
            _ => paragraph.before(start) == Some('月'),
        };
        if follows && !paragraph.has_reference(start..at) {
            let says = format!("月、日前面不加0，可改为{}{unit}", &digits[1..]);
            notes.mend(paragraph, start..at + unit.len(), &[(start..start + 1, "")], says);
        }
    }
}

/// 6月5号: 日 in writing.
fn day(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, word) in text.match_indices('号') {
        let digits = digits_before(&text[..at]);
        let start = at - digits;
        let behind = paragraph.at(at + word.len());
        let is_day = (1..=2).contains(&digits) && paragraph.before(start) == Some('月');
        // 3月5号楼
        if is_day
            && !behind.is_some_and(|ch| "楼线院文令码井矿店地厂".contains(ch))
            && !paragraph.has_reference(start..at)
        {
            let range = at..at + word.len();
            notes.mend(paragraph, start..range.end, &[(range, "日")], "日期要写“日”，不写“号”");
        }
    }
}

/// A date of the report that is written otherwise than 2024年1月5日.
fn date_form(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    if paragraph.passage.field != Field::Date {
        return;
    }
    let written = paragraph.text.trim();
    let start = paragraph.text.len() - paragraph.text.trim_start().len();
    if let Some(date) = in_han(written).or_else(|| in_figures(written)) {
        let range = start..start + written.len();
        notes.mend(
            paragraph,
            range.clone(),
            &[(range, &date)],
            format!("成文日期用阿拉伯数字写全年月日，可改为{date}"),
        );
    }
}

/// 截止 before a point of time: 截至.
fn as_of(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const TIMES: &[&str] = &[
        "目前",
        "今年",
        "去年",
        "本月",
        "本年",
        "上月",
        "上年",
        "现在",
        "当前",
        "年底",
        "月底",
        "本季度",
        "上半年",
        "上周",
        "今日",
        "今天",
    ];
    // 报名截止6月30日
    const ENDS: [&str; 14] =
        ["报名", "申报", "征集", "受理", "投稿", "缴费", "办理", "申请", "时间", "日期", "投标", "登记", "即将", "已"];
    let text = paragraph.text;
    for (at, word) in text.match_indices("截止") {
        let end = at + word.len();
        let (before, behind) = (&text[..at], &text[end..]);
        // 截止至 and 截止到 say it as well; only 截止至 is wrong.
        let (cut, behind) = match behind.strip_prefix('至') {
            Some(behind) => (end + '至'.len_utf8(), behind),
            None => (end, behind),
        };
        let digits = digits_at(behind);
        let is_date = digits > 0 && behind[digits..].trim_start().starts_with(['年', '月', '日', '.', '-']);
        let is_time = is_date || TIMES.iter().any(|time| behind.starts_with(time)) || is_han_month(behind);
        let is_end = ENDS.iter().any(|word| before.ends_with(word));
        if is_time && !is_end && !paragraph.has_reference(at..cut) {
            notes.mend(paragraph, at..cut, &[(at..cut, "截至")], "到某个时间为止用“截至”，“截止”是到期停止");
        }
    }
}

/// 六月底, 十二月.
fn is_han_month(text: &str) -> bool {
    let rest = text.trim_start_matches(is_han_numeral);
    rest.len() < text.len() && rest.starts_with('月')
}

/// 二〇二四年一月五日 as 2024年1月5日.
fn in_han(written: &str) -> Option<String> {
    let (year, rest) = written.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix('日')?;
    // The O of a Latin keyboard stands for 〇 in many a report.
    let year = han_digits(&year.replace('O', "〇")).filter(|_| year.chars().count() == 4)?;
    Some(format!("{year:04}年{}月{}日", read_han(month)?, read_han(day)?))
}

/// 2024-01-05, 2024.1.5 and 2024/1/5 as 2024年1月5日.
fn in_figures(written: &str) -> Option<String> {
    let mark = ['-', '.', '/'].into_iter().find(|mark| written.contains(*mark))?;
    let mut parts = written.split(mark);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str, most: u32| part.parse::<u32>().ok().filter(|number| (1..=most).contains(number));
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    Some(format!("{}年{}月{}日", number(year, 9999)?, number(month, 12)?, number(day, 31)?))
}

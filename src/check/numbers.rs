//! Numbers in words: ranges, tens and hundreds after figures, 减少N倍, approximate twice.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_before;
use super::paper::number_at;
use super::paper::number_before;
use crate::text::MARKS;
use crate::text::char_ceil;
use crate::text::char_floor;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong(
        "range_unit",
        "范围缺单位",
        "GB/T 15835-2011：前一个数值的单位省略会有歧义的不省略",
        Look::Where("～~〜—–－-﹣−", range_unit),
    ),
    Rule::hint(
        "range_joint",
        "起止连接号",
        "GB/T 15834-2011，4.13：起止用一字线或浪纹线",
        Look::Where("～~〜—–－-﹣−", range_joint),
    ),
    Rule::hint("small_unit", "数字加千百", "GB/T 15835：阿拉伯数字只与“万”“亿”连用", Look::Where("百千", small_unit)),
    Rule::wrong("times_less", "减少几倍", "实务：减少不用倍数", Look::Where("倍", times_less)),
    Rule::suspect("twice_about", "概数重复", "实务：约数只说一次", Look::Where("大约将接近超逾不", twice_about)),
];

/// What joins the ends of a range.
const JOINTS: &[char] = &['～', '~', '〜', '—', '–', '－', '-', '﹣', '−'];

/// 5～10万, 4～6%: the first number lacks its unit.
fn range_unit(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for (joint, first, second) in ranges(paragraph) {
        let unit = match paragraph.at(second.end) {
            Some(unit @ ('万' | '亿' | '%' | '％' | '‰')) => unit,
            _ => continue,
        };
        let whole = first.start..second.end + unit.len_utf8();
        if !paragraph.has_reference(whole.clone()) {
            let full = format!("{}{unit}{}", &paragraph.text[first.clone()], &paragraph.text[joint.start..whole.end]);
            let put = unit.to_string();
            notes.mend(
                paragraph,
                whole,
                &[(first.end..first.end, &put)],
                format!("范围的前一个数也要带单位，可改为{full}"),
            );
        }
    }
}

/// 1-6月, 3~5人: the joint of a range is as wide as a character.
fn range_joint(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const DATES: &str = "年月日";
    const COUNTS: [&str; 16] =
        ["%", "％", "万", "亿", "人", "名", "天", "岁", "周", "家", "户", "次", "件", "项", "元", "小时"];
    for (joint, first, second) in dated_ranges(paragraph) {
        if !paragraph.has_reference(first.start..second.end) {
            notes.mend(paragraph, first.start..second.end, &[(joint, "—")], "起止之间用全角的连接号，可改为“—”");
        }
    }
    for (joint, first, second) in ranges(paragraph) {
        let written = &paragraph.text[joint.clone()];
        let behind = &paragraph.text[second.end..];
        let is_date = behind.starts_with(|ch| DATES.contains(ch));
        let is_count = COUNTS.iter().any(|unit| behind.starts_with(unit));
        let put = match written {
            "-" | "－" | "﹣" | "−" | "–" if is_date => "—",
            "-" | "－" | "﹣" | "−" | "–" | "~" if is_count => "～",
            "~" if is_date => "～",
            _ => continue,
        };
        let end = second.end + paragraph.at(second.end).map_or(0, char::len_utf8);
        // 1-3号: what is numbered so keeps its hyphen.
        if !paragraph.has_reference(first.start..end) {
            notes.mend(paragraph, first.start..end, &[(joint, put)], format!("起止之间用全角的连接号，可改为“{put}”"));
        }
    }
}

/// 1月-6月, 2023年-2025年: the joint of each range whose both ends have their unit, with the ends.
fn dated_ranges(paragraph: Paragraph<'_>) -> impl Iterator<Item = (Range<usize>, Range<usize>, Range<usize>)> {
    let text = paragraph.text;
    text.match_indices(['-', '－', '−']).filter_map(move |(at, joint)| {
        let unit = paragraph.before(at).filter(|ch| matches!(ch, '年' | '月' | '日'))?;
        let end = at + joint.len();
        let first = digits_before(&text[..at - unit.len_utf8()]);
        let second = super::paper::digits_at(&text[end..]);
        let is_range = first > 0 && second > 0 && text[end + second..].starts_with(unit);
        let start = at - unit.len_utf8() - first;
        is_range.then_some((at..end, start..at, end..end + second + unit.len_utf8()))
    })
}

/// The joint of each range of two plain numbers, with the numbers.
fn ranges(paragraph: Paragraph<'_>) -> impl Iterator<Item = (Range<usize>, Range<usize>, Range<usize>)> {
    let text = paragraph.text;
    text.match_indices(JOINTS).filter_map(move |(at, joint)| {
        let end = at + joint.len();
        let (before, behind) = (near_before(text, at), near_behind(text, end));
        let (first, second) = (number_before(before), number_at(behind));
        let (first, second) = (at - first..at, end..end + second);
        // 2024-01-05, 010-1234, A1-2, 1.2-3.4.5
        let is_word = |ch: Option<char>| {
            ch.is_some_and(|ch| {
                ch.is_ascii_alphanumeric() || JOINTS.contains(&ch) || matches!(ch, '/' | '.' | '+' | '=' | ':')
            })
        };
        let short = |range: &Range<usize>| {
            (1..=9).contains(&range.len())
                && !(range.len() > 1 && text[range.clone()].starts_with('0') && !text[range.clone()].starts_with("0."))
        };
        let plain = short(&first)
            && short(&second)
            && !is_word(paragraph.before(first.start))
            && !is_word(paragraph.at(second.end));
        plain.then_some((at..end, first, second))
    })
}

/// What stands right before a byte, far enough for a number.
fn near_before(text: &str, at: usize) -> &str {
    &text[char_ceil(text, at.saturating_sub(24))..at]
}

fn near_behind(text: &str, at: usize) -> &str {
    &text[at..char_floor(text, at + 24)]
}

/// 5百, 3千: figures take 万 and 亿 and nothing smaller.
fn small_unit(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    // Units of measure that begin so, and names.
    const MEASURES: &str = "米克瓦伏卡帕字赫焦牛乏安斤兆比";
    const NAMES: &[&str] = &["千工程", "千万", "百千万", "千岗", "百行动", "百工程", "千行动", "百强"];
    let text = paragraph.text;
    for (at, unit) in text.match_indices(['百', '千']) {
        let digits = digits_before(near_before(text, at));
        let end = at + unit.len();
        let is_name = NAMES.iter().any(|name| text[at..].starts_with(name));
        let measured = paragraph.at(end).is_some_and(|ch| MEASURES.contains(ch));
        let counted =
            paragraph.at(end).is_some_and(|ch| "余多个人名家户元件项亩次万".contains(ch) || ch.is_ascii_digit());
        let start = at - digits;
        let is_joined = paragraph.before(start).is_some_and(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '.' | '“'));
        if (1..=2).contains(&digits)
            && counted
            && !measured
            && !is_name
            && !is_joined
            && !paragraph.has_reference(start..end)
        {
            notes.mark(paragraph, start..end, "阿拉伯数字后面不用“十、百、千”，请写成完整的数字");
        }
    }
}

/// 减少2倍: nothing can become less by as much as it is, let alone more.
fn times_less(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const LESS: [&str; 12] =
        ["减少", "降低", "下降", "缩小", "缩减", "缩短", "压缩", "减低", "减小", "压减", "下跌", "减轻"];
    const HAN: &str = "一二两三四五六七八九十几数";
    let text = paragraph.text;
    for (at, times) in text.match_indices('倍') {
        let near = near_before(text, at);
        let arabic = number_before(near);
        let number = if arabic > 0 { arabic } else { near.len() - near.trim_end_matches(|ch| HAN.contains(ch)).len() };
        let before =
            near[..near.len() - number].trim_end_matches(['了', '近', '约', '超', '过', '为', '至', '到', '多']);
        let Some(word) = LESS.into_iter().find(|word| before.ends_with(word)) else { continue };
        let start = at - near.len() + before.len() - word.len();
        if number > 0 && !paragraph.has_reference(start..at) {
            notes.mark(
                paragraph,
                start..at + times.len(),
                format!("“{word}”不能用倍数，请改为“{word}百分之几”或“{word}到几分之几”"),
            );
        }
    }
}

/// 约20人左右, 近百余家, 超过3成以上.
fn twice_about(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const LEADS: &[(&str, &[&str])] = &[
        ("大约有", &["左右", "上下", "余", "多"]),
        ("约有", &["左右", "上下", "余", "多"]),
        ("大约", &["左右", "上下", "余", "多"]),
        ("约", &["左右", "上下", "余", "多"]),
        ("将近", &["左右", "余", "多", "以上"]),
        ("接近", &["左右", "余", "多", "以上"]),
        ("近", &["左右", "余", "多", "以上"]),
        ("超过", &["余", "多", "以上", "左右"]),
        ("超", &["余", "多", "以上", "左右"]),
        ("逾", &["余", "多", "以上", "左右"]),
        ("不少于", &["以上", "左右"]),
        ("不低于", &["以上", "左右"]),
    ];
    let text = paragraph.text;
    let mut from = 0;
    while let Some((at, lead, tails)) = next_lead(text, from, LEADS) {
        from = at + lead.len();
        let behind = &text[from..char_floor(text, from + 60)];
        let number = about_number(behind);
        // 节约20万元, 走近百余名群众, 赶超十余家: the end of another word.
        let ends = match lead {
            "约" => "节制预签契合大条违公续履集相邀",
            "近" => "最临附走靠拉贴亲远",
            "超" => "赶反高",
            _ => "",
        };
        if number == 0 || paragraph.before(at).is_some_and(|ch| ends.contains(ch)) {
            continue;
        }
        let rest = &behind[number..];
        // 余 and 多 stand right after the number, 左右 and 以上 after what is counted.
        let clause =
            &rest[..rest.find(|ch| MARKS.contains(&ch) || ch.is_whitespace() || ch == '（').unwrap_or(rest.len())];
        let found = tails.iter().find_map(|tail| match *tail {
            "余" | "多" => {
                (rest.starts_with(tail) && !is_recent(lead, &rest[tail.len()..])).then_some(from + number + tail.len())
            }
            _ => clause
                .find(tail)
                .filter(|place| is_counted(&clause[..*place]))
                .map(|place| from + number + place + tail.len()),
        });
        if let Some(end) = found {
            notes.mark(paragraph, at..end, "“约、近、超过”和“左右、余、以上”说了两遍，去掉一个");
            from = end;
        }
    }
}

fn next_lead<'t>(
    text: &str,
    from: usize,
    leads: &[(&'static str, &'t [&'static str])],
) -> Option<(usize, &'static str, &'t [&'static str])> {
    text[from..].match_indices(['大', '约', '将', '接', '近', '超', '逾', '不']).find_map(|(at, _)| {
        let rest = &text[from + at..];
        leads.iter().find(|(lead, _)| rest.starts_with(lead)).map(|(lead, tails)| (from + at, *lead, *tails))
    })
}

/// Bytes of the number that begins a text, in figures or in words, with 万 and 亿.
fn about_number(text: &str) -> usize {
    const HAN: &str = "一二两三四五六七八九十百千几数";
    let arabic = number_at(text);
    let number = if arabic > 0 { arabic } else { text.find(|ch| !HAN.contains(ch)).unwrap_or(text.len()) };
    let scale = &text[number..];
    // 近千 is a number, 近一 is the beginning of a word.
    let words = text[..number].chars().count();
    if number == 0
        || arabic == 0 && words == 1 && !text.starts_with(['十', '百', '千']) && !scale.starts_with(['万', '亿'])
    {
        return 0;
    }
    number + scale.len() - scale.trim_start_matches(['万', '亿', '%', '％']).len()
}

/// 近10多年: in the last ten years and more.
fn is_recent(lead: &str, behind: &str) -> bool {
    lead == "近" && behind.starts_with(['年', '月', '天', '日', '周', '个'])
}

/// A unit and nothing more: 个, 万元, 平方米, 户群众.
fn is_counted(words: &str) -> bool {
    words.chars().count() <= 4 && !words.contains(['的', '和', '在', '由', '从', '有', '为', '以', '占', '及'])
}

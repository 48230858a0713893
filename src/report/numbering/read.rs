//! Reading a marker at the head of a line, in every width and punctuation that real texts show.

use super::Marker;
use super::numerals::han;
use super::numerals::read_arabic;
use super::numerals::read_han;
use crate::text::is_digit;
use crate::text::is_han_numeral;

/// A marker found at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What it is. Width and punctuation count only between [`Marker::Digit`] and its two sisters.
    pub marker: Marker,
    /// Its number; the last one of `1.2.3`.
    pub ordinal: u32,
    /// How many numbers stand before the last one: 2 in `1.2.3`, 0 in all other markers.
    pub above: usize,
    /// Bytes of the line that it takes, with blanks before and after it and with marks that don't belong, as in `（一）、`.
    pub len: usize,
}

/// The marker at the head of a line, or `None` where the line begins with text.
///
/// A judgement on the line alone, made for lines of real reports: `一方面`, `2023年`, `12.8%`, `3—6人`, `1204件`, `2.5亿`,
/// `三、四季度` and `一是一` are text. A number with stops in it is a marker when no part is longer than two digits and a blank
/// stands after it or it has two stops or more; neither helps when a unit follows (`2.5 亿`).
pub fn read(line: &str) -> Option<Label> {
    read_next(line, &|_, _| false)
}

/// As [`read`], but for numbers that could as well belong to the text (`3、4月份`, `三、四季度`, `4.5家`). They are markers if
/// `follows` calls them the next of their kind. It is asked for [`Marker::Han`] and [`Marker::Digit`].
pub fn read_next(line: &str, follows: &dyn Fn(Marker, u32) -> bool) -> Option<Label> {
    let start = line.len() - line.trim_start().len();
    let text = &line[start..];
    let first = text.chars().next()?;
    let found = match first {
        '（' | '(' | '〔' | '【' | '﹝' => read_bracketed(text),
        '第' => read_counted(text),
        _ if is_han_numeral(first) => read_han_head(text, follows),
        _ if is_digit(first) => read_digits(text, follows),
        _ => read_symbol(first),
    }?;
    let rest = &text[found.len..];
    let len = start + found.len + (rest.len() - rest.trim_start().len());
    Some(Label { len, ..found })
}

const BEHIND: &[char] = &['、', '.', '．', '，', ',', '：'];

/// Words that a figure stands before: `5 个`, `2.5亿`.
const UNITS: &str =
    "年月日号时分秒点岁个名人位次件项家户种类条批场台套辆座栋所例起宗处份期届万亿元倍米公平亩吨克升度千百%％‰余多";

/// Units of what is counted in whole numbers.
const COUNTED: &str = "家个名人位次件项户条批场台套辆座栋所例起宗处份届";

/// Words that begin like a unit and are none.
const NO_UNITS: &[&str] = &[
    "人员", "人才", "人力", "人事", "人大", "项目", "条件", "条款", "家庭", "分析", "分类", "分工", "分布", "时间",
    "时限", "日常", "名称", "名单", "场地", "场所", "台账", "种植", "期间", "批准", "处理", "处置", "级别", "公司",
    "公开", "公共", "公文", "平安", "平台",
];

/// Whether a unit stands at the head of `text`.
fn begins_with_unit(text: &str) -> bool {
    text.starts_with(|ch| UNITS.contains(ch)) && !NO_UNITS.iter().any(|word| text.starts_with(word))
}

fn read_bracketed(text: &str) -> Option<Label> {
    let inner = &text[text.chars().next()?.len_utf8()..];
    let close = inner.char_indices().take(12).find(|(_, ch)| matches!(ch, '）' | ')' | '〕' | '】' | '﹞'))?;
    let number = inner[..close.0].trim();
    let (marker, ordinal) = match (read_han(number), read_arabic(number)) {
        (Some(ordinal), _) => (Marker::HanBracketed, ordinal),
        (_, Some(ordinal)) => (Marker::DigitBracketed, ordinal),
        _ => return None,
    };
    let close = text.len() - inner.len() + close.0 + close.1.len_utf8();
    let next = text[close..].chars().next();
    let behind = match next {
        Some(mark) if BEHIND.contains(&mark) => mark.len_utf8(),
        // （一）是加强…, but （一）是否…
        Some('是') if marker == Marker::HanBracketed && !text[close..].starts_with("是否") => "是".len(),
        _ => 0,
    };
    Some(Label { marker, ordinal, above: 0, len: close + behind })
}

/// 第一章, 第一节, 第一条, 第一部分, 第一，
fn read_counted(text: &str) -> Option<Label> {
    let number = text["第".len()..].trim_start();
    let len = run(number, |ch| is_han_numeral(ch) || is_digit(ch));
    let ordinal = read_han(&number[..len]).or_else(|| read_arabic(&number[..len]))?;
    let rest = number[len..].trim_start();
    let words = [
        ("部分", Marker::Part),
        ("章", Marker::Chapter),
        ("节", Marker::ChapterSection),
        ("条", Marker::Article),
        ("，", Marker::Ordinal),
        (",", Marker::Ordinal),
        ("、", Marker::Ordinal),
        ("：", Marker::Ordinal),
        (":", Marker::Ordinal),
    ];
    let (word, marker) = words.into_iter().find(|(word, _)| rest.starts_with(word))?;
    let behind = &rest[word.len()..];
    let next = behind.chars().next();
    let mut len = text.len() - behind.len();
    if marker == Marker::Ordinal {
        // 第一、第二产业
        if next == Some('第') {
            return None;
        }
    } else {
        match next {
            // 第三条的规定, 第一部分是…, 第二节、第三节
            Some('的' | '是' | '中' | '里' | '内' | '和' | '至' | '到' | '第' | '课' | '件' | '线') => {
                return None;
            }
            Some(mark @ ('、' | '：' | ':' | '．' | '.')) if !behind[mark.len_utf8()..].starts_with('第') => {
                len += mark.len_utf8();
            }
            Some('、' | '：' | ':' | '．' | '.' | '，' | ',') => return None,
            _ => {}
        }
    }
    Some(Label { marker, ordinal, above: 0, len })
}

/// 一、 一. 一） 一是 一要, and 一 with a blank after it
fn read_han_head(text: &str, follows: &dyn Fn(Marker, u32) -> bool) -> Option<Label> {
    let len = run(text, is_han_numeral);
    let ordinal = read_han(&text[..len])?;
    let rest = text[len..].trim_start();
    let blank = rest.len() < text.len() - len;
    let mark = rest.chars().next()?;
    let behind = &rest[mark.len_utf8()..];
    let next = run(behind, is_han_numeral);
    let next = read_han(&behind[..next]);
    let upto = text.len() - behind.len();
    match mark {
        // 一是一，二是二
        '是' if behind
            .strip_prefix(&text[..len])
            .is_some_and(|more| more.trim_start_matches(['，', ',', '、']).starts_with(&(han(ordinal + 1) + "是"))) =>
        {
            None
        }
        '是' => {
            let more = behind.chars().next().filter(|ch| matches!(ch, '，' | ',' | '：' | ':' | '、'));
            Some(Label { marker: Marker::Point, ordinal, above: 0, len: upto + more.map_or(0, char::len_utf8) })
        }
        // 一要素
        '要' if !behind.starts_with([
            '素', '件', '点', '领', '义', '塞', '员', '道', '害', '职', '求', '务', '旨', '闻', '不', '么',
        ]) =>
        {
            Some(Label { marker: Marker::Need, ordinal, above: 0, len: upto })
        }
        // 一、二线城市
        '、' | '.' | '．' | '，' | ','
            if next.is_none_or(|next| next != ordinal + 1) || follows(Marker::Han, ordinal) =>
        {
            Some(Label { marker: Marker::Han, ordinal, above: 0, len: upto })
        }
        '）' | ')' => Some(Label { marker: Marker::HanBracketed, ordinal, above: 0, len: upto }),
        _ if blank && is_han(mark) && !begins_with_unit(rest) && !is_han_numeral(mark) => {
            Some(Label { marker: Marker::Han, ordinal, above: 0, len: text.len() - rest.len() })
        }
        _ => None,
    }
}

/// 1. 1、 1） 1.1, and 1 with a blank after it
fn read_digits(text: &str, follows: &dyn Fn(Marker, u32) -> bool) -> Option<Label> {
    let mut len = run(text, is_digit);
    let mut ordinal = read_arabic(&text[..len])?;
    let first = (ordinal, len);
    let mut above = 0;
    let mut longest = text[..len].chars().count();
    // Further numbers, each with one stop before it.
    while let Some(stop @ ('.' | '．')) = text[len..].chars().next() {
        let part = &text[len + stop.len_utf8()..];
        let part = &part[..run(part, is_digit)];
        let Some(number) = read_arabic(part).filter(|_| part.chars().count() <= 2) else { break };
        ordinal = number;
        above += 1;
        longest = longest.max(part.chars().count());
        len += stop.len_utf8() + part.len();
    }
    let mut behind = &text[len..];
    if above == 0 && behind.trim_start().starts_with(['、', '.', '．']) {
        behind = behind.trim_start();
        len = text.len() - behind.len();
    }
    let mark = behind.chars().next();
    let rest = mark.map_or("", |mark| &behind[mark.len_utf8()..]);
    let digits = &rest[..run(rest, is_digit)];
    let words = behind.trim_start();
    let blank = words.len() < behind.len();
    let year =
        || words.bytes().take(5).position(|byte| !byte.is_ascii_digit()) == Some(4) && words[4..].starts_with('年');
    let text_follows = words.starts_with(is_han) && !begins_with_unit(words) || year();
    if above > 0 {
        let marked = mark.filter(|ch| matches!(ch, '、' | '.' | '．') && digits.is_empty());
        let len = len + marked.map_or(0, char::len_utf8);
        let found = marked.is_some() || (blank || above >= 2) && (text_follows || words.is_empty());
        if found && longest <= 2 {
            return Some(Label { marker: Marker::Dotted, ordinal, above, len });
        }
        // 4.5家, but 4.5亿元: what is counted is whole.
        let (ordinal, at) = first;
        let counted = above == 1 && words.starts_with(|ch| COUNTED.contains(ch));
        let stop = text[at..].chars().next().map_or(0, char::len_utf8);
        return (counted && follows(Marker::Digit, ordinal)).then_some(Label {
            marker: Marker::Digit,
            ordinal,
            above: 0,
            len: at + stop,
        });
    }
    let marker = match mark {
        Some('、') => Marker::DigitComma,
        Some('．') => Marker::DigitWide,
        Some('.' | ')' | '）') => Marker::Digit,
        _ if blank && text_follows => return Some(Label { marker: Marker::Dotted, ordinal, above, len }),
        _ => return None,
    };
    let after = rest[digits.len()..].chars().next();
    let text_begins = match mark {
        _ if digits.is_empty() => true,
        // 3、4月份
        Some('、') => read_arabic(digits) != Some(ordinal + 1) || follows(Marker::Digit, ordinal),
        Some('.' | '．') => match digits.chars().count() {
            0..=3 => false,
            // 1.2023年…
            4 if after == Some('年') => true,
            // 1.12345热线
            4 => false,
            _ => after.is_some() && !begins_with_unit(&rest[digits.len()..]),
        },
        _ => true,
    };
    let len = len + mark.map_or(0, char::len_utf8);
    text_begins.then_some(Label { marker, ordinal, above, len })
}

/// ① ⑴ ⒈ ㈠, each one character
fn read_symbol(ch: char) -> Option<Label> {
    let at = |first: char| u32::from(ch) - u32::from(first) + 1;
    let (marker, ordinal) = match ch {
        '①'..='⑳' => (Marker::Circled, at('①')),
        '㉑'..='㉟' => (Marker::Circled, at('㉑') + 20),
        '㊱'..='㊿' => (Marker::Circled, at('㊱') + 35),
        '❶'..='❿' => (Marker::Circled, at('❶')),
        '⑴'..='⒇' => (Marker::DigitBracketed, at('⑴')),
        '⒈'..='⒛' => (Marker::Digit, at('⒈')),
        '㈠'..='㈩' => (Marker::HanBracketed, at('㈠')),
        _ => return None,
    };
    Some(Label { marker, ordinal, above: 0, len: ch.len_utf8() })
}

fn is_han(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '《' | '“' | '「')
}

/// Bytes of the head of `text` whose characters all satisfy `of`.
fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|ch| !of(ch)).unwrap_or(text.len())
}

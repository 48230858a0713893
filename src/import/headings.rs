//! What each paragraph is: title, salutation, heading (alone or run in), text, signature, date.

use std::borrow::Cow;
use std::ops::Range;

use crate::report::Marker;
use crate::report::Stop;
use crate::report::numbering;
use crate::report::numbering::Label;
use crate::text::is_han;

use super::Doubt;
use super::What;
use super::lines::Joint;
use super::lines::Line;
use super::lines::is_longer;
use super::lines::squeezed;
use super::source::Role;

/// A paragraph with what it was taken for, from its own words alone.
#[derive(Clone, Debug)]
pub(super) struct Item<'a> {
    /// Line that it begins on, from 1.
    pub(super) line: usize,
    /// Whether a blank line stands before it, or nothing.
    pub(super) apart: bool,
    /// The whole paragraph, with its marker.
    pub(super) text: Cow<'a, str>,
    /// Whether it was cut off what stands before it on its line.
    pub(super) cut: bool,
    /// Where other lines have been joined to it.
    pub(super) joints: Vec<Joint>,
    /// What its file says that it is.
    pub(super) role: Role,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a paragraph is.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// It may be the title of a report; `surely`, when nothing else is likely.
    Title {
        /// Whether a table of contents lists it or it is one of a numbered series of titles.
        surely: bool,
    },
    /// 称呼 or 主送机关.
    Salutation,
    /// It carries a marker.
    Heading(Heading),
    /// Text.
    Text,
    /// A short line without a stop: a name under a report, a heading without marker, or text.
    Name,
    /// 成文日期.
    Date,
}

/// A paragraph that carries a marker; ranges are of [`Item::text`].
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The marker.
    pub(super) label: Label,
    /// The heading phrase; of a paragraph that is one sentence, the sentence with its stop; empty when there is none.
    pub(super) heading: Range<usize>,
    /// The text behind a heading that is run in, or the whole paragraph when there is no heading phrase.
    pub(super) body: Range<usize>,
    /// What closes a heading that is run in.
    pub(super) stop: Stop,
}

impl Heading {
    /// Whether the heading is run in before text.
    pub(super) fn is_run_in(&self) -> bool {
        !self.heading.is_empty() && !self.body.is_empty()
    }
}

/// What each paragraph is.
pub(super) fn items<'a>(paragraphs: Vec<Line<'a>>, doubts: &mut Vec<Doubt>) -> Vec<Item<'a>> {
    let mut next: Option<Label> = None;
    let mut items: Vec<Item> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs.into_iter().rev() {
        let label = paragraph.label;
        let line = paragraph.line;
        let item = item(paragraph, next);
        if let Some(label) = label {
            if !matches!(item.kind, Kind::Heading(_)) {
                doubts.push(Doubt::new(line, What::TakenAsText { written: item.text[..label.len].trim().to_owned() }));
            }
            next = Some(label);
        }
        items.push(item);
    }
    items.reverse();
    items
}

fn item<'a>(paragraph: Line<'a>, next: Option<Label>) -> Item<'a> {
    let Line { label, role, .. } = paragraph;
    let kind = match (label, role) {
        (_, Role::Title) => Kind::Title { surely: false },
        (_, Role::Plain) => Kind::Text,
        (Some(label), Role::Unknown | Role::Heading(_))
            if is_inline_series(&paragraph.text[label.len..], label, next) =>
        {
            Kind::Text
        }
        (Some(label), _) => Kind::Heading(heading(&paragraph.text, label)),
        (None, Role::Heading(level) | Role::Node(level)) => {
            let label = Label { marker: Marker::Bare, ordinal: 0, above: level, len: 0 };
            Kind::Heading(heading(&paragraph.text, label))
        }
        (None, _) => kind_of(&paragraph),
    };
    let Line { line, apart, text, cut, joints, .. } = paragraph;
    Item { line, apart, text, cut, joints, role, kind }
}

fn kind_of(paragraph: &Line) -> Kind {
    let text = paragraph.text.as_ref();
    if paragraph.titled {
        return Kind::Title { surely: true };
    }
    // As many characters as the longest of those below may have.
    if paragraph.row || paragraph.columns > 130 {
        return Kind::Text;
    }
    if is_title_of_series(text) {
        Kind::Title { surely: true }
    } else if is_title(text) {
        Kind::Title { surely: false }
    } else if is_date(text) {
        Kind::Date
    } else if is_salutation(text) {
        Kind::Salutation
    } else if is_name(text) {
        Kind::Name
    } else {
        Kind::Text
    }
}

/// Whether a paragraph that opens a series holds the rest of it as well: 一是…；二是…
fn is_inline_series(text: &str, label: Label, next: Option<Label>) -> bool {
    if label.ordinal != 1 || next.is_some_and(|next| next.marker.kind() == label.marker.kind() && next.ordinal > 1) {
        return false;
    }
    let marks: &[&str] = match label.marker.kind() {
        Marker::Point => &["二是"],
        Marker::Need => &["二要"],
        Marker::Ordinal => &["第二，", "第二、"],
        Marker::Circled => &["②", "❷"],
        Marker::DigitBracketed => &["（2）", "(2)", "⑵"],
        _ => return false,
    };
    marks.iter().any(|mark| {
        text.find(mark).is_some_and(|at| text[..at].trim_end().ends_with(['。', '；', '，', '、', ';', ',', '！']))
    })
}

/// Whether a line is one of a numbered series of titles: `…总结篇二`, `第3篇 …`.
pub(super) fn is_title_of_series(text: &str) -> bool {
    if !text.contains('篇') || is_longer(text, 60) || text.contains(['。', '，', '；']) {
        return false;
    }
    let ordinal = |text: &str| {
        let text = text.trim();
        numbering::read_han(text).is_some()
            || !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let bare = text.trim_end_matches([':', '：', ')', '）', '】']);
    let behind = bare.rsplit_once('篇').is_some_and(|(_, number)| ordinal(number));
    let opened = text.trim_start_matches(['【', '（', '(', '[']);
    let ahead =
        opened.strip_prefix('第').and_then(|rest| rest.split_once('篇')).is_some_and(|(number, _)| ordinal(number));
    // 篇一：…
    let head = || {
        let rest = opened.strip_prefix('篇')?;
        let end = rest.find(['：', ':', '】', ' ', '\u{3000}', '、']).unwrap_or(rest.len());
        Some(ordinal(&rest[..end]))
    };
    behind || ahead || head().unwrap_or(false)
}

/// Words that a report is called by.
const REPORTS: [&str; 14] =
    ["总结", "报告", "汇报", "述职", "方案", "年报", "讲话", "体会", "小结", "计划", "打算", "要点", "发言", "纪要"];

/// Words that the name of a report ends in.
const ENDS: [&str; 21] = [
    "总结",
    "报告",
    "汇报",
    "述职",
    "方案",
    "年报",
    "讲话",
    "体会",
    "思路",
    "计划",
    "打算",
    "安排",
    "要点",
    "稿",
    "小结",
    "发言",
    "材料",
    "情况",
    "总结会",
    "纪要",
    "述廉",
];

/// Whether a line reads like the title of a report: short, without a stop, of the words a report is called by.
pub(super) fn is_title(text: &str) -> bool {
    if text.len() < 6 || !is_name(text) && !text.contains(['—', '“']) || is_longer(text, 60) {
        return false;
    }
    let text = text.trim_end();
    let bare = match text.strip_suffix(['）', ')']) {
        Some(inner) => inner.rsplit_once(['（', '(']).map_or(text, |(head, _)| head.trim_end()),
        None => text,
    };
    let spaced;
    let bare = if bare.contains([' ', '\u{3000}']) {
        spaced = squeezed(bare);
        spaced.as_str()
    } else {
        bare
    };
    ENDS.iter().any(|word| bare.ends_with(word))
        && REPORTS.iter().any(|word| bare.contains(word))
        && !bare.contains(['。', '，', '；', '：', ';'])
}

/// Whether a title says whose report it is, or of when or what: enough to begin one in the midst of a text.
pub(super) fn is_full_title(text: &str) -> bool {
    const UNITS: &str = "局委办镇乡村校院司心站所队会党部厅县市区团园库馆社处科室组";
    let year = |text: &str| {
        text.match_indices('年').any(|(at, _)| {
            let before = text[..at].trim_end_matches('度');
            before.ends_with(|ch: char| ch.is_ascii_digit() || "xX×一二三四五六七八九十〇零".contains(ch))
        })
    };
    is_title(text)
        && is_longer(text, 5)
        && (year(text)
            || text.starts_with("关于")
            || text.contains("工作") && (is_longer(text, 7) || text.contains(|ch| UNITS.contains(ch))))
}

/// Whether the first line of a report may be its title though it has commas: `凝心聚力，再创佳绩——2024年工作总结`.
pub(super) fn may_be_title(text: &str) -> bool {
    !is_longer(text, 50) && !ends_sentence(text) && !text.ends_with(['，', '：', '、', ',', ':'])
}

/// Whether a line without a marker may be a heading: short, no sentence inside.
pub(super) fn may_be_heading(line: &Line) -> bool {
    let text = line.text.trim_end_matches(['。', '：', '！', '？', ':']);
    line.label.is_none()
        && !line.row
        && (4..=80).contains(&line.columns)
        && !text.contains(['。', '！', '；', '：', '\t'])
        && !text.ends_with(['，', '、', ','])
}

/// 各位领导： 县人民政府：
pub(super) fn is_salutation(text: &str) -> bool {
    const OPENS: [&str; 8] = ["尊敬的", "各位", "同志们", "女士们", "领导", "亲爱的", "敬爱的", "主席团"];
    const ENDS: [&str; 36] = [
        "领导",
        "同志",
        "同志们",
        "代表",
        "委员",
        "评委",
        "同事",
        "同事们",
        "朋友们",
        "老师",
        "家长",
        "同学",
        "同学们",
        "来宾",
        "政府",
        "委员会",
        "办公室",
        "局",
        "委",
        "厅",
        "部",
        "中心",
        "单位",
        "公司",
        "组",
        "党委",
        "院",
        "校",
        "会",
        "处",
        "办",
        "集团",
        "支部",
        "部门",
        "书记",
        "主任",
    ];
    let Some(text) = text.strip_suffix(['：', ':', '！']) else { return false };
    !is_longer(text, 40)
        && !text.contains(['。', '；', '：'])
        && (OPENS.iter().any(|word| text.starts_with(word)) || ENDS.iter().any(|word| text.ends_with(word)))
}

/// Whether the text ends a sentence; closing quotes and brackets behind the stop aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '’', '》', '）', ')']);
    text.ends_with(['。', '！', '？', '；', ';', '!', '?'])
        || text.strip_suffix('.').is_some_and(|text| text.ends_with(|ch: char| is_han(ch) || ch == '%'))
}

/// A short line of words, without a stop.
pub(super) fn is_name(text: &str) -> bool {
    !is_longer(text, 50) && !text.contains(['。', '，', '；', '：', '！', '？', ',', ';', ':', '…', '\t'])
}

/// 2023年12月18日, 20xx年x月x日, 二〇二三年十二月, 2023-12-18, in brackets or with 日期： before it
pub(super) fn is_date(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let text: String = text.trim_matches(['（', '）', '(', ')']).chars().filter(|ch| !ch.is_whitespace()).collect();
    let text = ["日期：", "日期:", "时间：", "时间:"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(&text);
    let part = |text: &str| {
        (1..=4).contains(&text.chars().count())
            && text.chars().all(|ch| {
                ch.is_ascii_digit() || ('０'..='９').contains(&ch) || "xX×*_〇○零一二三四五六七八九十".contains(ch)
            })
    };
    if let Some((year, rest)) = text.split_once('年') {
        let Some((month, day)) = rest.split_once('月') else { return false };
        return part(year) && part(month) && (day.is_empty() || day.strip_suffix(['日', '号']).is_some_and(part));
    }
    let mut parts = text.split(['-', '.', '/']);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    year.is_some_and(|year| year.len() == 4 && part(year))
        && month.is_some_and(part)
        && day.is_some_and(part)
        && parts.next().is_none()
}

fn heading(text: &str, label: Label) -> Heading {
    let behind = &text[label.len..];
    let (heading, body, stop) = phrase(behind);
    let at = |part: &str| {
        let start = if part.is_empty() { 0 } else { part.as_ptr() as usize - text.as_ptr() as usize };
        start..start + part.len()
    };
    Heading { label, heading: at(heading), body: at(body), stop }
}

/// The longest heading phrase, in characters.
const LONGEST: usize = 50;

/// Cuts what stands behind a marker into a heading phrase and the text behind it, and tells what stands between them. One
/// of them may be empty; together they are the whole, but for a 。 or blanks between them.
fn phrase(text: &str) -> (&str, &str, Stop) {
    let text = text.trim();
    if let Some(at) = glued(text) {
        let (heading, body) = text.split_at(at);
        return (heading, body, Stop::None);
    }
    let stop = sentence_end(text);
    let near = text.char_indices().nth(LONGEST + 20).map_or(text.len(), |(at, _)| at);
    let head = &text[..stop.unwrap_or(text.len()).min(near)];
    // 申请情况：…
    if let Some((at, mark)) = head.char_indices().find(|(_, ch)| matches!(ch, '：' | ':' | '，' | ',' | '、' | '；'))
        && matches!(mark, '：' | ':')
        && (2..=16).contains(&head[..at].chars().count())
        && !text[at + mark.len_utf8()..].starts_with(|ch: char| ch.is_ascii_digit() && mark == ':')
        && at + mark.len_utf8() < text.len()
        && !goes_on_as_heading(&text[at + mark.len_utf8()..])
    {
        let (heading, body) = text.split_at(at + mark.len_utf8());
        return (heading, body.trim_start(), Stop::Full);
    }
    // 加强领导　要…
    if let Some((heading, body)) = head.split_once([' ', '　'])
        && (4..=40).contains(&heading.chars().count())
        && is_longer(text[heading.len()..].trim_start(), 20)
        && text[heading.len()..].contains(['。', '，'])
        && ![heading.chars().next_back(), body.trim_start().chars().next()].iter().flatten().any(char::is_ascii)
    {
        return (heading, text[heading.len()..].trim_start(), Stop::Blank);
    }
    let Some(stop) = stop else {
        return if is_longer(text, LONGEST) && text.contains('，') {
            ("", text, Stop::Full)
        } else {
            (text, "", Stop::Full)
        };
    };
    let mark = text[stop..].chars().next().map_or(0, char::len_utf8);
    let body = text[stop + mark..].trim_start();
    if body.is_empty() {
        return if is_longer(text, LONGEST) { ("", text, Stop::Full) } else { (text, "", Stop::Full) };
    }
    if is_longer(head, LONGEST) {
        return ("", text, Stop::Full);
    }
    // A 。 is written again by export; any other mark belongs to the heading.
    let heading = if text[stop..].starts_with('。') { &text[..stop] } else { &text[..stop + mark] };
    (heading, body, Stop::Full)
}

/// Whether what stands behind a colon belongs to the heading: words without a stop, 2022年：打基础, but not 事项：无.
fn goes_on_as_heading(rest: &str) -> bool {
    let rest = rest.trim();
    rest.len() <= 60
        && (4..=20).contains(&rest.chars().count())
        && !rest.contains(['，', '。', '；', '、', ';', '！', '？', ','])
        && !rest.contains(|ch: char| ch.is_ascii_digit())
        || rest.chars().count() == 3 && rest.chars().all(is_han)
}

/// Where the text begins that has been glued to a heading everyone uses (指导思想以…), or that stands behind a □, what is
/// left of 。20 in 。20xx年.
fn glued(text: &str) -> Option<usize> {
    const HEADINGS: [&str; 12] = [
        "指导思想",
        "总体要求",
        "总体目标",
        "工作目标",
        "基本情况",
        "总体情况",
        "主要做法",
        "工作思路",
        "总体思路",
        "主要目标",
        "基本原则",
        "存在问题",
    ];
    const BEGINS: [&str; 16] = [
        "以",
        "按照",
        "为",
        "坚持",
        "深入",
        "今年",
        "一年来",
        "截至",
        "全面",
        "认真",
        "根据",
        "围绕",
        "20",
        "我",
        "一是",
        "全年",
    ];
    if let Some(heading) = HEADINGS.iter().find(|heading| text.starts_with(*heading)) {
        let rest = &text[heading.len()..];
        let begins = BEGINS.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("为主");
        return (begins && is_longer(rest, 30) && sentence_end(text).is_some()).then_some(heading.len());
    }
    let at = text.find("□xx年").filter(|&at| at <= 90 && (4..=30).contains(&text[..at].chars().count()))?;
    sentence_end(text).is_some_and(|end| at < end).then_some(at)
}

/// Where the first sentence ends: the byte of its stop, outside of quotes and brackets if there is one. No farther than a
/// heading goes is a quote believed to close.
///
/// A ？ ends it only where no 。 does: in damaged texts it stands for a lost character. A half-width stop behind a Chinese
/// character ends it as well.
pub(super) fn sentence_end(text: &str) -> Option<usize> {
    const FARTHEST: usize = 600;
    let mut open = 0usize;
    let (mut inside, mut question, mut before) = (None, None, ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        match ch {
            '“' | '‘' | '（' | '(' | '《' | '【' | '「' => open += 1,
            '”' | '’' | '）' | ')' | '》' | '】' | '」' => open = open.saturating_sub(1),
            '。' | '！' if open == 0 => return Some(at),
            '.' if open == 0
                && (is_han(before) || matches!(before, '%' | '”' | '"' | '）' | ')'))
                && chars.peek().is_none_or(|(_, next)| {
                    is_han(*next) || matches!(next, '“' | '"' | ' ' | '\u{3000}' | '《') || next.is_ascii_digit()
                }) =>
            {
                return Some(at);
            }
            '？' if question.is_none() && open == 0 => question = Some(at),
            '。' if inside.is_none() => inside = Some(at),
            _ => {}
        }
        if at > FARTHEST {
            // Never closed: the quote was damaged.
            if let Some(inside) = inside {
                return question.or(Some(inside));
            }
        }
        before = ch;
    }
    question.or(if open > 0 { inside } else { None })
}

//! What each paragraph is: title, salutation, heading (alone or run in), text, signature, date.

use crate::report::Marker;
use crate::report::numbering;
use crate::report::numbering::Label;

use super::lines::Paragraph;
use super::lines::is_longer;
use super::source::Role;

/// A paragraph with what it was taken for, from its own words alone.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Line that it begins on, from 1.
    pub(super) line: usize,
    /// Whether a blank line stands before it, or nothing.
    pub(super) apart: bool,
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
        /// The whole line.
        text: String,
        /// Whether a table of contents lists it or it is one of a numbered series of titles.
        surely: bool,
    },
    /// 称呼 or 主送机关.
    Salutation(String),
    /// It carries a marker, or its file says that it is a heading.
    Heading(Heading),
    /// Text.
    Text(String),
    /// A short line without a stop: a name under a report, or text.
    Name(String),
    /// 成文日期.
    Date(String),
}

impl Kind {
    /// The whole line of anything but a heading.
    pub(super) fn text(self) -> String {
        match self {
            Kind::Title { text, .. }
            | Kind::Salutation(text)
            | Kind::Text(text)
            | Kind::Name(text)
            | Kind::Date(text) => text,
            Kind::Heading(heading) => heading.written + &heading.heading + &heading.body,
        }
    }
}

/// A paragraph that carries a marker, or that its file says is a heading.
#[derive(Clone, Debug)]
pub(super) struct Heading {
    /// The marker; [`Marker::Bare`] with its level in `above` where there is none.
    pub(super) label: Label,
    /// The marker as it stands in the text.
    pub(super) written: String,
    /// The heading phrase; of a paragraph that is one sentence, the sentence with its stop; empty when there is none.
    pub(super) heading: String,
    /// The text behind a heading that is run in, or the whole paragraph when there is no heading phrase.
    pub(super) body: String,
}

impl Heading {
    /// Whether the heading is run in before text.
    pub(super) fn is_run_in(&self) -> bool {
        !self.heading.is_empty() && !self.body.is_empty()
    }
}

/// What each paragraph is.
pub(super) fn items(paragraphs: Vec<Paragraph>) -> Vec<Item> {
    paragraphs
        .into_iter()
        .map(|paragraph| {
            let Paragraph { line, apart, role, .. } = paragraph;
            Item { line, apart, role, kind: kind_of(paragraph) }
        })
        .collect()
}

/// Whether a line is one of a numbered series of titles: `…总结篇二`, `第3篇 …`.
pub(super) fn is_title_of_series(text: &str) -> bool {
    if is_longer(text, 60) || text.contains(['。', '，', '；']) {
        return false;
    }
    let ordinal = |text: &str| {
        let text = text.trim();
        numbering::read_han(text).is_some()
            || !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let behind =
        text.trim_end_matches([':', '：', ')', '）']).rsplit_once('篇').is_some_and(|(_, number)| ordinal(number));
    let ahead = text.trim_start_matches(['【', '（', '(']).strip_prefix('第').and_then(|rest| rest.split_once('篇'));
    behind || ahead.is_some_and(|(number, _)| ordinal(number))
}

/// Whether a line reads like the title of a report: short, without a stop, of the words a report is called by.
pub(super) fn is_title(text: &str) -> bool {
    const REPORTS: [&str; 8] = ["总结", "报告", "汇报", "述职", "方案", "年报", "讲话", "体会"];
    const ENDS: [&str; 14] =
        ["总结", "报告", "汇报", "述职", "方案", "年报", "讲话", "体会", "思路", "计划", "打算", "安排", "要点", "稿"];
    if is_title_of_series(text) {
        return true;
    }
    let bare = match text.trim_end().strip_suffix(['）', ')']) {
        Some(inner) => inner.rsplit_once(['（', '(']).map_or(text, |(head, _)| head.trim_end()),
        None => text.trim_end(),
    };
    is_name(text) && REPORTS.iter().any(|word| bare.contains(word)) && ENDS.iter().any(|word| bare.ends_with(word))
}

/// Whether the first line of a report may be its title though it has commas: `凝心聚力，再创佳绩——2024年工作总结`.
pub(super) fn may_be_title(text: &str) -> bool {
    !is_longer(text, 50) && !ends_sentence(text) && !text.ends_with(['，', '：', '、', ',', ':'])
}

/// 各位领导： 县人民政府：
pub(super) fn is_salutation(text: &str) -> bool {
    const OPENS: [&str; 5] = ["尊敬的", "各位", "同志们", "女士们", "领导"];
    const ENDS: [&str; 22] = [
        "领导",
        "同志",
        "同志们",
        "代表",
        "委员",
        "评委",
        "同事",
        "朋友们",
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
    ];
    let Some(text) = text.strip_suffix(['：', ':']) else { return false };
    !is_longer(text, 40)
        && !text.contains(['。', '；', '：'])
        && (OPENS.iter().any(|word| text.starts_with(word)) || ENDS.iter().any(|word| text.ends_with(word)))
}

/// Whether the text ends a sentence; closing quotes and brackets behind the stop aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '》', '）', ')']).ends_with(['。', '！', '？', '；', ';', '!', '?'])
}

fn kind_of(paragraph: Paragraph) -> Kind {
    let Paragraph { text, label, listed, role, .. } = paragraph;
    let styled = match role {
        Role::Heading(level) | Role::Node(level) => Some(unmarked(level)),
        _ => None,
    };
    if let Some(label) = label.or(styled) {
        let (heading, body) = phrase(&text[label.len..]);
        return Kind::Heading(Heading {
            label,
            written: text[..label.len].to_string(),
            heading: heading.to_string(),
            body: body.to_string(),
        });
    }
    match role {
        Role::Title => return Kind::Title { surely: listed || is_title(&text), text },
        Role::Plain => return Kind::Text(text),
        _ => {}
    }
    let series = is_title_of_series(&text);
    if is_title(&text) {
        Kind::Title { surely: listed || series, text }
    } else if is_salutation(&text) {
        Kind::Salutation(text)
    } else if is_date(&text) {
        Kind::Date(text)
    } else if is_name(&text) {
        Kind::Name(text)
    } else {
        Kind::Text(text)
    }
}

/// The label of a heading that has no marker, only a level.
fn unmarked(level: usize) -> Label {
    Label { marker: Marker::Bare, ordinal: 0, above: level, len: 0 }
}

fn is_name(text: &str) -> bool {
    !is_longer(text, 50) && !text.contains(['。', '，', '；', '：', '！', '？', ',', ';', ':', '…'])
}

/// 2023年12月18日, 20xx年x月x日, 二〇二三年十二月
fn is_date(text: &str) -> bool {
    let text: String = text.trim_matches(['（', '）', '(', ')']).chars().filter(|ch| !ch.is_whitespace()).collect();
    let part = |text: &str| {
        (1..=4).contains(&text.chars().count())
            && text.chars().all(|ch| ch.is_ascii_digit() || "xX×*_〇零一二三四五六七八九十".contains(ch))
    };
    let Some((year, rest)) = text.split_once('年') else { return false };
    let Some((month, day)) = rest.split_once('月') else { return false };
    part(year) && part(month) && (day.is_empty() || day.strip_suffix(['日', '号']).is_some_and(part))
}

/// Cuts what stands behind a marker into a heading phrase and the text behind it. One of them may be empty; together they
/// are the whole, but for the 。 or the blanks between them.
fn phrase(text: &str) -> (&str, &str) {
    const LONGEST: usize = 50;
    let text = text.trim();
    if let Some(at) = glued(text) {
        return text.split_at(at);
    }
    let stop = sentence_end(text);
    let head = &text[..stop.unwrap_or(text.len())];
    // 申请情况：…
    if let Some((at, mark)) = head.char_indices().find(|(_, ch)| matches!(ch, '：' | ':' | '，' | ',' | '、' | '；'))
        && matches!(mark, '：' | ':')
        && (2..=16).contains(&head[..at].chars().count())
        && !text[at + mark.len_utf8()..].starts_with(|ch: char| ch.is_ascii_digit() && mark == ':')
        && at + mark.len_utf8() < text.len()
    {
        let (heading, body) = text.split_at(at + mark.len_utf8());
        return (heading, body.trim_start());
    }
    // 加强领导　要…
    if let Some((heading, body)) = head.split_once([' ', '　'])
        && (4..=40).contains(&heading.chars().count())
        && is_longer(text[heading.len()..].trim_start(), 20)
        && text[heading.len()..].contains(['。', '，'])
        && ![heading.chars().next_back(), body.trim_start().chars().next()].iter().flatten().any(char::is_ascii)
    {
        return (heading, text[heading.len()..].trim_start());
    }
    let Some(stop) = stop else {
        return if is_longer(text, LONGEST) && text.contains('，') { ("", text) } else { (text, "") };
    };
    let mark = text[stop..].chars().next().map_or(0, char::len_utf8);
    let body = text[stop + mark..].trim_start();
    if body.is_empty() {
        return if is_longer(text, LONGEST) { ("", text) } else { (text, "") };
    }
    if is_longer(head, LONGEST) {
        return ("", text);
    }
    // A 。 is written again by export; any other mark belongs to the heading.
    let heading = if text[stop..].starts_with('。') { head } else { &text[..stop + mark] };
    (heading, body)
}

/// Where the text begins that has been glued to a heading everyone uses (指导思想以…), or that stands behind a □, what is
/// left of 。20 in 。20xx年.
fn glued(text: &str) -> Option<usize> {
    const HEADINGS: [&str; 8] =
        ["指导思想", "总体要求", "总体目标", "工作目标", "基本情况", "总体情况", "主要做法", "工作思路"];
    const BEGINS: [&str; 14] =
        ["以", "按照", "为", "坚持", "深入", "今年", "一年来", "截至", "全面", "认真", "根据", "围绕", "20", "我"];
    let first = sentence_end(text)?;
    if let Some(at) = text[..first].find("□xx年").filter(|&at| (4..=30).contains(&text[..at].chars().count())) {
        return Some(at);
    }
    let heading = HEADINGS.iter().find(|heading| text.starts_with(*heading))?;
    let rest = &text[heading.len()..];
    let begins = BEGINS.iter().any(|word| rest.starts_with(word)) && !rest.starts_with("为主");
    (begins && is_longer(rest, 30)).then_some(heading.len())
}

/// Where the first sentence ends: the byte of its stop, outside of quotes and brackets if there is one.
///
/// A ？ ends it only where no 。 does: in damaged texts it stands for a lost character.
fn sentence_end(text: &str) -> Option<usize> {
    let mut open = 0usize;
    let (mut inside, mut question) = (None, None);
    for (at, ch) in text.char_indices() {
        match ch {
            '“' | '‘' | '（' | '(' | '《' | '【' | '「' => open += 1,
            '”' | '’' | '）' | ')' | '》' | '】' | '」' => open = open.saturating_sub(1),
            '。' | '！' if open == 0 => return Some(at),
            '？' if open == 0 && question.is_none() => question = Some(at),
            '。' if inside.is_none() => inside = Some(at),
            _ => {}
        }
    }
    // Never closed: the quote was damaged.
    question.or(if open > 0 { inside } else { None })
}

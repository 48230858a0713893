//! Phrases of a report's language: where a heading ends and its text begins, what ends a sentence, what is a date or a name.

use crate::report::Stop;
use crate::report::numbering::Label;
use crate::text::han_digits;
use crate::text::is_han;

use std::ops::Range;

/// A paragraph that carries a heading; ranges are of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// The heading phrase; of a paragraph that is one sentence, the sentence with its stop; empty when there is none.
    pub(super) heading: Range<usize>,
    /// The text after a heading that is run in, or the whole paragraph when there is no heading phrase.
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

/// Whether the text ends a sentence; closing quotes and brackets after the stop aside.
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
    if text.len() > 60 || !text.contains(['月', '-', '.', '/']) {
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
    // A form that is not filled in: 2031年　月　日
    if let Some(year) = text.strip_suffix("年月日") {
        return year.is_empty() || part(year);
    }
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

/// A unit and a date with blanks between them.
pub(super) fn signed_line(text: &str) -> Option<(&str, &str)> {
    if text.len() > 200 {
        return None;
    }
    let mut cuts = text.match_indices([' ', '\u{3000}', '\t']);
    cuts.find_map(|(at, _)| {
        let (name, date) = (text[..at].trim(), text[at..].trim());
        (!name.is_empty() && is_name(name) && !is_longer(name, 30) && is_date(date)).then_some((name, date))
    })
}

/// A line whose letters are set apart by blanks, without them: 报　　告.
pub(super) fn unspaced(text: &str) -> Option<String> {
    if !text.chars().nth(1).is_some_and(char::is_whitespace) {
        return None;
    }
    let apart = text.split_whitespace().count() >= 2 && text.split_whitespace().all(|word| word.chars().count() == 1);
    apart.then(|| squeezed(text))
}

/// The heading of a paragraph that has this marker, and its text.
pub(super) fn heading(text: &str, label: Option<Label>) -> Heading {
    let behind = &text[label.map_or(0, |label| label.len.min(text.len()))..];
    let (heading, body, stop) = phrase(behind);
    let at = |part: &str| {
        let start = if part.is_empty() { 0 } else { part.as_ptr() as usize - text.as_ptr() as usize };
        start..start + part.len()
    };
    Heading { heading: at(heading), body: at(body), stop }
}

/// The longest heading phrase, in characters.
const LONGEST: usize = 50;

/// Cuts what stands after a marker into a heading phrase and the text after it, and tells what stands between them. One
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
    let listed = head.find(['：', ':']).is_some_and(|at| (2..=16).contains(&head[..at].chars().count()));
    if let Some((at, mark)) =
        head.char_indices().find(|(_, ch)| matches!(ch, '：' | ':' | '，' | ',' | '；') || *ch == '、' && !listed)
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
        && is_said(text[heading.len()..].trim_start())
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

/// Whether what stands after a blank is a sentence of its own: long, or with figures and a stop.
fn is_said(rest: &str) -> bool {
    let told = rest.ends_with('。') && rest.contains(|ch: char| ch.is_ascii_digit());
    is_longer(rest, 20) || told && is_longer(rest, 5)
}

/// Whether what stands after a colon belongs to the heading: words without a stop, 2022年：打基础, but not 事项：无.
fn goes_on_as_heading(rest: &str) -> bool {
    let rest = rest.trim();
    rest.len() <= 60
        && (4..=20).contains(&rest.chars().count())
        && !rest.contains(['，', '。', '；', '、', ';', '！', '？', ','])
        && !rest.contains(|ch: char| ch.is_ascii_digit())
        || rest.chars().count() == 3 && rest.chars().all(is_han)
}

/// Where the text begins that has been glued to a heading everyone uses (指导思想以…), or that stands after a □, what is
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
    if let Some(at) = glued_sentence(text) {
        return Some(at);
    }
    let at = text.find("□xx年").filter(|&at| at <= 90 && (4..=30).contains(&text[..at].chars().count()))?;
    sentence_end(text).is_some_and(|end| at < end).then_some(at)
}

/// Where a sentence begins that has been glued to what headings end in, 工作回顾2023年，…, no mark between them.
fn glued_sentence(text: &str) -> Option<usize> {
    const ENDS: [&str; 24] = [
        "回顾", "安排", "部署", "打算", "计划", "思路", "要点", "重点", "情况", "工作", "问题", "不足", "困难", "措施",
        "做法", "成效", "体会", "建议", "要求", "目标", "任务", "建设", "总结", "原则",
    ];
    const BEGINS: [&str; 16] = [
        "今年",
        "去年",
        "一年来",
        "过去一年",
        "过去的一年",
        "近年来",
        "截至",
        "截止",
        "全年",
        "上半年",
        "我们",
        "我局",
        "我区",
        "我市",
        "我县",
        "各位代表",
    ];
    let head = text.char_indices().nth(30).map_or(text.len(), |(at, _)| at);
    let sentence = text[..head].find(['。', '：', '；', ':', ' ', '\u{3000}']).unwrap_or(head);
    let head = text[..sentence].find(['，', '、', ',']).unwrap_or(sentence);
    let year = |rest: &str| {
        rest.len() > 4 && rest.as_bytes()[..4].iter().all(u8::is_ascii_digit) && rest[4..].starts_with('年')
    };
    let begins = |at: usize| year(&text[at..]) || BEGINS.iter().any(|word| text[at..].starts_with(word));
    // 关于工业生产一九五八年…: what is about something is no sentence.
    let about = text.starts_with("关于");
    let turns = |at: usize| {
        let rest = text[at..].strip_prefix('在').unwrap_or(&text[at..]);
        let year = rest.find('年').and_then(|end| han_digits(&rest[..end])).is_some_and(|year| year >= 1900);
        year || ["按照", "根据", "为了"].iter().any(|word| rest.starts_with(word))
    };
    let at = text[..sentence].char_indices().skip(4).map(|(at, _)| at).find(|&at| {
        at <= head && begins(at) && ENDS.iter().any(|word| text[..at].ends_with(word))
            || at <= head && about && turns(at)
    })?;
    (is_longer(&text[at..], 30) && text[at..].contains(['，', ',']) && sentence_end(text).is_some_and(|end| end > at))
        .then_some(at)
}

/// Where the first sentence ends: the byte of its stop, outside of quotes and brackets if there is one. No farther than a
/// heading goes is a quote believed to close.
///
/// A ？ ends it only where no 。 does: in damaged texts it stands for a lost character. A half-width stop after a Chinese
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

/// Where the first sentence begins after a title that stands before it on the same line.
pub(super) fn glued_title(text: &str) -> Option<usize> {
    let head: usize = text.char_indices().nth(60).map_or(text.len(), |(at, _)| at);
    let mut blanks = text[..head].match_indices([' ', '\u{3000}']);
    let at = blanks.find_map(|(at, blank)| {
        let rest = &text[at + blank.len()..];
        let reads = is_full_title(text[..at].trim()) && !is_title(rest);
        (reads && rest.contains(['，', '。', ',']) && is_longer(rest, 15)).then_some(at)
    })?;
    Some(text.len() - text[at..].trim_start().len())
}

/// Where a 题注 in brackets or the stamp of a site begins after a title on its line: …工作报告（2031年2月在…会议上）,
/// …工作总结 发布时间：….
pub(super) fn titled_line(text: &str) -> Option<usize> {
    const STAMPS: [&str; 12] = [
        "发布时间",
        "发布日期",
        "时间",
        "日期",
        "来源",
        "作者",
        "信息来源",
        "文章来源",
        "更新时间",
        "浏览",
        "发布者",
        "索引号",
    ];
    if text.len() > 400 {
        return None;
    }
    if let Some(inner) = text.strip_suffix(['）', ')']) {
        let (head, inside) = inner.split_once(['（', '('])?;
        let said = ["会议", "大会", "会上", "通过"].iter().any(|word| inside.contains(word));
        return (said && inside.contains('年') && is_full_title(head.trim_end())).then_some(head.len());
    }
    let mut blanks = text.match_indices([' ', '\u{3000}']);
    blanks.find_map(|(at, blank)| {
        let rest = &text[at + blank.len()..];
        let stamped =
            STAMPS.iter().any(|word| rest.strip_prefix(word).is_some_and(|rest| rest.starts_with(['：', ':'])));
        (stamped && is_full_title(text[..at].trim())).then_some(at + blank.len())
    })
}

/// In a text that has lost its line breaks, whether a new line may have begun between `before` and `after`: after a
/// salutation, or before the words that texts open with.
pub(super) fn opens_after(before: &str, after: &str) -> bool {
    const OPENS: [&str; 16] = [
        "各位代表",
        "今年以来",
        "一年来，",
        "一年来,",
        "现在，我",
        "现将",
        "过去一年，",
        "近年来，",
        "上半年，",
        "今年，",
        "全年",
        "为进一步",
        "当前，",
        "下一步，",
        "同志们：",
        "各位领导",
    ];
    if before.ends_with('：') {
        let head: String = before.chars().rev().skip(1).take(12).collect::<Vec<_>>().into_iter().rev().collect();
        return ["代表", "领导", "同志们", "委员", "同事", "主席团"].iter().any(|word| head.ends_with(word));
    }
    let year = || {
        let digits = after.bytes().take(4).take_while(u8::is_ascii_digit).count();
        digits == 4 && after[4..].starts_with("年，")
            || after.starts_with("20") && after.chars().nth(4) == Some('年') && after.chars().nth(5) == Some('，')
    };
    let dash = || after.starts_with("——") && after.chars().take(40).collect::<String>().contains("会议");
    !before.ends_with(['，', '、', '“', '（', '《', '：', ' ', '\u{3000}'])
        && (OPENS.iter().any(|word| after.starts_with(word)) || year() || dash())
}

/// A title without the place that a site gives it, 第一篇 … 2800字, (精选8篇): what is left has to be a name by itself.
pub(super) fn bare_title(text: &str) -> &str {
    let digits = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    let mut bare = text.trim();
    for word in ["[转载]", "【转载】", "[原创]", "【原创】"] {
        bare = bare.strip_prefix(word).map(str::trim_start).filter(|rest| rest.chars().count() >= 4).unwrap_or(bare);
    }
    for word in ["原标题", "标题", "题目"] {
        let named = bare.strip_prefix(word).and_then(|rest| rest.trim_start().strip_prefix(['：', ':']));
        bare = named.map(str::trim_start).filter(|rest| rest.chars().count() >= 4).unwrap_or(bare);
    }
    let piece = bare.strip_prefix('第').or(Some(bare)).and_then(|rest| {
        let number = rest.strip_prefix('篇').unwrap_or(rest).trim_start_matches(digits);
        let number = number.strip_prefix('篇').unwrap_or(number);
        let rest = number.trim_start_matches([' ', '\u{3000}', '、']);
        let set_off = rest.len() < number.len()
            && number.len() < bare.len()
            && (bare.starts_with('第') || bare.starts_with('篇'));
        set_off.then_some(rest)
    });
    if let Some(rest) = piece.filter(|rest| rest.chars().count() >= 5) {
        bare = rest;
    }
    // 工会工作总结 工会工作总结 2031
    let mut words = bare.split_whitespace();
    if let (Some(first), Some(second)) = (words.next(), words.next())
        && first == second
        && first.chars().count() >= 5
        && words.all(|rest| rest.chars().all(|ch| ch.is_ascii_digit()))
    {
        bare = first;
    }
    let file = |bare: &str| {
        let (head, end) = bare.rsplit_once('.')?;
        let known = ["doc", "docx", "wps", "txt", "pdf"].iter().any(|known| end.eq_ignore_ascii_case(known));
        (known && head.chars().count() >= 4).then_some(head.len())
    };
    if let Some(len) = file(bare) {
        bare = &bare[..len];
    }
    if let Some(rest) = bare.strip_suffix('字') {
        let head = rest.trim_end_matches(|ch: char| ch.is_ascii_digit()).trim_end();
        if head.len() < rest.len() && head.chars().count() >= 5 {
            bare = head;
        }
    }
    if let Some((head, inside)) = bare.trim_end_matches([')', '）', '】']).rsplit_once(['(', '（', '【'])
        && inside.ends_with('篇')
        && inside.trim_end_matches('篇').ends_with(digits)
        && !inside.starts_with('第')
        && head.chars().count() >= 5
    {
        bare = head.trim_end();
    }
    bare
}

/// Columns of a text: two for all but ASCII.
pub(super) fn columns(text: &str) -> usize {
    let starts = text.bytes().filter(|byte| byte & 0b1100_0000 != 0b1000_0000).count();
    2 * starts - text.bytes().filter(u8::is_ascii).count()
}

/// Whether a text has more than `limit` characters.
pub(super) fn is_longer(text: &str, limit: usize) -> bool {
    // A character takes four bytes at most.
    text.len() > limit && (text.len() > 4 * limit || text.chars().nth(limit).is_some())
}

/// A text without any blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace()).collect()
}

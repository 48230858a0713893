//! Punctuation: half-width marks, pairs, marks written twice, marks that the standard puts otherwise.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_before;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::numbering::read_han;
use crate::text::char_ceil;
use crate::text::char_floor;
use crate::text::is_han;
use crate::text::is_han_numeral;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("half_width", "半角标点", "GB/T 15834-2011，5.1：中文标点占一个字", Look::Paragraph(half_width)),
    Rule::wrong("straight_quotes", "直引号", "GB/T 15834-2011，4.8：引号用“”", Look::Paragraph(straight_quotes)),
    Rule::wrong("pairs", "引号括号不配对", "GB/T 15834-2011，4.8、4.9：引号、括号成对", Look::Paragraph(pairs)),
    Rule::wrong("doubled_mark", "标点重复", "GB/T 15834-2011：同一处只用一个", Look::Paragraph(doubled_mark)),
    Rule::wrong("comma_before_etc", "等前顿号", "GB/T 15834-2011，附录B.1.2", Look::Where("等", comma_before_etc)),
    Rule::suspect(
        "colon_before_series",
        "分项前用冒号",
        "GB/T 15834-2011，附录B.1.4",
        Look::Where("是", colon_before_series),
    ),
    Rule::wrong(
        "document_number",
        "发文字号括号",
        "GB/T 9704-2012，7.2.5：年份用六角括号括入",
        Look::Where("号", document_number),
    ),
    Rule::wrong(
        "mark_behind_number",
        "序号后标点",
        "GB/T 15834-2011，附录B.3.4",
        Look::Where("）", mark_behind_number),
    ),
    Rule::hint(
        "number_comma",
        "序号后顿号",
        "GB/T 15834-2011，附录B.3.3：阿拉伯数字序次语后用下脚点",
        Look::Report(number_comma),
    ),
    Rule::hint("heading_mark", "标题末尾标点", "GB/T 15834-2011，附录B.4，实务", Look::Paragraph(heading_mark)),
];

/// A half-width mark among Chinese words. Not in 9:30, 1,204, 3.5, a URL or English.
fn half_width(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    let marks = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b',' | b':' | b';' | b'?' | b'!' | b'(' | b')' | b'.'));
    for (at, byte) in marks {
        if paragraph.has_reference(at..at + 1) {
            continue;
        }
        let (before, behind) = (paragraph.before(at), paragraph.at(at + 1));
        let chinese = |ch: Option<char>| ch.is_some_and(is_chinese);
        let full = match byte {
            b'(' => {
                let Some(end) = closing(text, at) else { continue };
                let is_chinese =
                    chinese(before) || chinese(paragraph.at(end)) || text[at + 1..end - 1].contains(is_han);
                if is_chinese && !paragraph.has_reference(end - 1..end) && !is_formula(before) {
                    let says = "中文里的括号要用全角（　）";
                    notes.mend(paragraph, at..end, &[(at..at + 1, "（"), (end - 1..end, "）")], says);
                }
                continue;
            }
            // One that closes a full-width bracket; what closes a half-width one has been seen with it.
            b')' if opened_wide(text, at) => "）",
            b',' if chinese(before)
                || chinese(behind) && before.is_some_and(|ch| ch.is_ascii_alphanumeric() || ch == '%') =>
            {
                "，"
            }
            b';' if chinese(before) || chinese(behind) => "；",
            b':' if chinese(before) => "：",
            // Between two Chinese characters a ? may be a character that was lost; that is another rule's.
            b'?' if chinese(before) && !behind.is_some_and(is_han) => "？",
            b'!' if chinese(before) => "！",
            b'.' if chinese(before) && behind.is_none() => "。",
            _ => continue,
        };
        // ... and ,, are seen by the rule of doubled marks.
        let alone =
            |ch: Option<char>| ch.is_none_or(|ch| !ch.is_ascii_punctuation() || matches!(ch, '(' | ')' | '"' | '%'));
        if alone(before) && alone(behind) {
            let half = char::from(byte);
            notes.mend(
                paragraph,
                at..at + 1,
                &[(at..at + 1, full)],
                format!("中文里的“{half}”要用全角，可改为“{full}”"),
            );
        }
    }
}

/// "一网通办" between straight quotes.
fn straight_quotes(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const LONGEST: usize = 120;
    let text = paragraph.text;
    let quotes: Vec<usize> = memchr::memchr_iter(b'"', text.as_bytes()).collect();
    for pair in quotes.chunks_exact(2) {
        let (start, end) = (pair[0], pair[1]);
        let inner = &text[start + 1..end];
        let touches = |at: usize| paragraph.has_reference(at..at + 1);
        if inner.len() <= LONGEST && inner.contains(is_han) && !touches(start) && !touches(end) {
            let puts = [(start..start + 1, "“"), (end..end + 1, "”")];
            notes.mend(paragraph, start..end + 1, &puts, "引号要用中文的“”");
        }
    }
}

/// A Chinese character, or a full-width mark that closes after one.
fn is_chinese(ch: char) -> bool {
    is_han(ch) || matches!(ch, '”' | '’' | '》' | '）' | '】' | '〕' | '％' | '℃')
}

/// f(x), and the brackets after a Latin word.
fn is_formula(before: Option<char>) -> bool {
    before.is_some_and(|ch| ch.is_ascii_alphabetic())
}

/// The byte after the bracket that closes the one at `at`, no further off than a bracket reaches.
fn closing(text: &str, at: usize) -> Option<usize> {
    const LONGEST: usize = 300;
    let near = &text[at + 1..char_floor(text, at + LONGEST)];
    let end = near.find([')', '(', '（', '）'])?;
    near[end..].starts_with(')').then_some(at + 1 + end + 1)
}

/// Whether the bracket at `at` closes a full-width one.
fn opened_wide(text: &str, at: usize) -> bool {
    let near = &text[char_ceil(text, at.saturating_sub(300))..at];
    near.rfind(['（', '）', '(', ')']).is_some_and(|open| near[open..].starts_with('（'))
}

/// A quote or bracket without its partner in the paragraph.
fn pairs(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const PAIRS: &[(char, char)] = &[
        ('“', '”'),
        ('‘', '’'),
        ('（', '）'),
        ('《', '》'),
        ('〈', '〉'),
        ('【', '】'),
        ('「', '」'),
        ('『', '』'),
        ('〔', '〕'),
        ('［', '］'),
        ('〖', '〗'),
    ];
    let text = paragraph.text;
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut alone: Vec<(usize, char)> = Vec::new();
    for (at, ch) in text.char_indices() {
        // A half-width bracket pairs with a full-width one: its width is another rule's.
        let ch = match ch {
            '(' => '（',
            ')' => '）',
            other => other,
        };
        if let Some((_, close)) = PAIRS.iter().find(|(open, _)| *open == ch) {
            open.push((at, *close));
        } else if PAIRS.iter().any(|(_, close)| *close == ch) {
            match open.iter().rposition(|(_, close)| *close == ch) {
                // What was opened in between stays open.
                Some(k) => alone.extend(open.drain(k..).skip(1)),
                None if is_apostrophe(paragraph, at, ch) || is_counted(paragraph, at, ch) => {}
                None => alone.push((at, ch)),
            }
        }
        // No paragraph opens so many: this is no text.
        if open.len() > 64 {
            return;
        }
    }
    // A quotation of several paragraphs: each begins with “, and only the last ends with ”.
    if let [.., (_, '”')] = open[..]
        && goes_on_quoted(paragraph)
    {
        open.pop();
    }
    alone.extend(open);
    alone.sort_unstable();
    for (at, _) in alone {
        let Some(mark) = paragraph.at(at) else { continue };
        let range = at..at + mark.len_utf8();
        if !mark.is_ascii() && !paragraph.has_reference(range.clone()) && !is_shared(paper, paragraph, mark) {
            notes.mark(
                paragraph,
                range,
                format!("“{mark}”没有配对，请补上另一半或删去").replace("““”", "前引号").replace("“””", "后引号"),
            );
        }
    }
}

/// Whether the next paragraph begins with a quotation mark that is to be closed with this one.
fn goes_on_quoted(paragraph: Paragraph<'_>) -> bool {
    let mut following = paragraph.passage.paragraphs().skip_while(|other| other.start <= paragraph.start);
    following.next().is_some_and(|next| next.text.trim_start().starts_with('“'))
}

/// ’ as in it’s and ’24年.
fn is_apostrophe(paragraph: Paragraph<'_>, at: usize, ch: char) -> bool {
    let near = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
    ch == '’' && (near(paragraph.before(at)) || near(paragraph.at(at + ch.len_utf8())))
}

/// 1）, 一）, a）: half a bracket after a number.
fn is_counted(paragraph: Paragraph<'_>, at: usize, ch: char) -> bool {
    let before = &paragraph.text[..at];
    let number =
        before.len() - before.trim_end_matches(|ch: char| ch.is_ascii_alphanumeric() || is_han_numeral(ch)).len();
    let is_short = (1..=6).contains(&number);
    ch == '）' && is_short && paragraph.begins_clause(at - number)
}

/// Whether a heading that is run in and its text quote something together: “… in the one, …” in the other.
fn is_shared(paper: &Paper<'_>, paragraph: Paragraph<'_>, mark: char) -> bool {
    let Some(section) = paragraph.passage.field.section().and_then(|id| paper.report.tree.section(id)) else {
        return false;
    };
    let first = section.body.split('\n').next().unwrap_or_default();
    let pair = match mark {
        '“' | '”' => ('“', '”'),
        '‘' | '’' => ('‘', '’'),
        '（' | '）' => ('（', '）'),
        '《' | '》' => ('《', '》'),
        _ => return false,
    };
    let count = |text: &str, mark: char| text.matches(mark).count();
    section.style.heading == HeadingStyle::RunIn
        && (matches!(paragraph.passage.field, Field::Heading(_)) || paragraph.start == 0)
        && count(&section.heading, pair.0) > count(&section.heading, pair.1)
        && count(first, pair.1) > count(first, pair.0)
}

/// 。。, ，，, ，。, %%: two marks where one belongs.
fn doubled_mark(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    // The stronger one stays.
    const STRENGTH: &[char] = &['、', '，', '：', '；', '。'];
    let text = paragraph.text;
    let is_sign = |ch: char| matches!(ch, '%' | '％');
    let mut done = 0;
    while let Some(at) = text[done..].find(|ch| STRENGTH.contains(&ch) || is_sign(ch)).map(|at| done + at) {
        let signs = text[at..].starts_with(is_sign);
        let alike = |ch: char| if signs { is_sign(ch) } else { STRENGTH.contains(&ch) };
        let end = at + text[at..].find(|ch| !alike(ch)).unwrap_or(text.len() - at);
        done = end;
        let marks = &text[at..end];
        if marks.chars().nth(1).is_none() {
            continue;
        }
        let strongest = marks.chars().max_by_key(|ch| STRENGTH.iter().position(|mark| mark == ch)).unwrap_or('。');
        let put = if marks.starts_with("。。。") { "……".to_owned() } else { strongest.to_string() };
        notes.mend(paragraph, at..end, &[(at..end, &put)], format!("标点重复，可改为“{put}”"));
    }
}

/// A 、 before 等 (GB/T 15834 B.1.2).
fn comma_before_etc(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, words) in text.match_indices("、等") {
        let behind = paragraph.at(at + words.len());
        // 等级, 等待
        let is_word = behind.is_some_and(|ch| "级待候于同额价次效离距边压温高额差式比身".contains(ch));
        if !is_word && !paragraph.has_reference(at..at + words.len()) {
            let end = at + words.len();
            notes.mend(paragraph, at..end, &[(at..at + '、'.len_utf8(), "")], "“等”字前面不用顿号");
        }
    }
}

/// 主要做法有三点，一是…；二是…: what leads on to clauses parted by ； ends in ： (GB/T 15834 B.1.4).
fn colon_before_series(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const COUNTED: [&str; 12] =
        ["点", "方面", "措施", "举措", "问题", "做法", "工作", "任务", "特点", "不足", "体会", "建议"];
    let text = paragraph.text;
    for (at, words) in text.match_indices("，一是") {
        let before = &text[paragraph.sentence(at).start..at];
        let clause = before.rsplit(['，', '；', '：']).next().unwrap_or(before);
        let counts =
            clause.contains(|ch| "两三四五六七八".contains(ch)) && COUNTED.iter().any(|word| clause.ends_with(word));
        let near = &text[at + words.len()..char_floor(text, at + 3000)];
        let comma = at..at + '，'.len_utf8();
        if counts && near.contains("；二是") && !paragraph.has_reference(comma.clone()) {
            notes.mend(paragraph, comma.clone(), &[(comma, "：")], "后面分项用了分号，“一是”前面要用冒号");
        }
    }
}

/// [2024]12号, （2024）12号: the year of a document's number stands in 〔〕 (GB/T 9704-2012, 7.2.5).
fn document_number(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, close) in text.match_indices([']', '］', '）', ')', '】']) {
        let behind = &text[at + close.len()..];
        let digits = super::paper::digits_at(behind.trim_start_matches('第'));
        let is_number = digits > 0 && behind.trim_start_matches('第')[digits..].starts_with('号');
        if !is_number || digits_before(&text[..at]) != 4 {
            continue;
        }
        let year = at - 4;
        let Some(open) = paragraph.before(year).filter(|ch| matches!(ch, '[' | '［' | '（' | '(' | '【')) else {
            continue;
        };
        let start = year - open.len_utf8();
        // 发, 函, 办: what the issuer is called by stands before it.
        let is_document =
            paragraph.before(start).is_some_and(|ch| "发函字办文令通批复纪任规报请告呈党政委释".contains(ch));
        let range = start..at + close.len();
        if is_document && !paragraph.has_reference(range.clone()) {
            let puts: [(Range<usize>, &str); 2] = [(start..year, "〔"), (at..range.end, "〕")];
            notes.mend(paragraph, range, &puts, "发文字号的年份用六角括号〔　〕");
        }
    }
}

/// A heading on a line of its own, or a title, that ends in a mark.
fn heading_mark(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    match paragraph.passage.field {
        Field::Title => {}
        Field::Heading(id) => {
            let Some(section) = paper.report.tree.section(id) else { return };
            // A numbered sentence without a text below it is no heading.
            let heads = !section.body.trim().is_empty() || paper.children(section) > 0;
            if section.style.heading == HeadingStyle::RunIn || !heads {
                return;
            }
        }
        _ => return,
    }
    let text = paragraph.text.trim_end();
    let Some(mark) =
        text.chars().next_back().filter(|ch| matches!(ch, '。' | '，' | '；' | '、' | '：' | ';' | ',' | ':'))
    else {
        return;
    };
    let range = text.len() - mark.len_utf8()..text.len();
    // Sentences as headings keep their stops.
    let is_title = paragraph.passage.field == Field::Title;
    let of_sentence = |ch: char| matches!(ch, '。' | '；' | '%' | '％') || ch.is_ascii_digit();
    if is_title || mark != '。' || !text[..range.start].contains(of_sentence) {
        notes.mend(paragraph, range.clone(), &[(range, "")], format!("标题末尾不用“{mark}”"));
    }
}

/// 1、 at the head of a paragraph: one finding for a report, however many there are.
fn number_comma(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let passages: Vec<_> = paper.passages().filter(|passage| matches!(passage.field, Field::Body(_))).collect();
    for paragraph in passages.iter().flat_map(super::paper::Passage::paragraphs) {
        let lead = paragraph.text.len() - paragraph.text.trim_start().len();
        let text = &paragraph.text[lead..];
        let digits = super::paper::digits_at(text);
        let mark = lead + digits..lead + digits + '、'.len_utf8();
        let is_number = (1..=2).contains(&digits) && text[digits..].starts_with('、');
        let goes_on = text[digits..].trim_start_matches('、').starts_with(|ch: char| ch.is_ascii_digit());
        if is_number && !goes_on && !paragraph.has_reference(mark.clone()) {
            notes.mend(paragraph, mark.clone(), &[(mark, ".")], "阿拉伯数字的序号后面用“.”，不用顿号");
            return;
        }
    }
}

/// （一）、 in a text: no mark after a bracketed number (GB/T 15834 B.3.4).
fn mark_behind_number(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, words) in text.match_indices("）、") {
        let near = char_ceil(text, at.saturating_sub(16));
        let Some(open) = text[near..at].rfind('（').map(|open| near + open) else { continue };
        let number = &text[open + '（'.len_utf8()..at];
        let is_number = read_han(number).is_some()
            || (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        // 第（一）、（二）项
        let is_listed = paragraph.at(at + words.len()) == Some('（');
        let mark = at + '）'.len_utf8()..at + words.len();
        if is_number && !is_listed && paragraph.begins_clause(open) && !paragraph.has_reference(open..mark.end) {
            notes.mend(paragraph, open..mark.end, &[(mark, "")], "带括号的序号后面不加标点");
        }
    }
}

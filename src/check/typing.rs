//! Marks and signs that slipped in while typing: 三、四十户, 一是、, ……等, full-width digits, 14..3%, M2, what a chat left.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::notes::Put;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_at;
use super::paper::digits_before;
use crate::report::Field;
use crate::text::char_floor;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("residue", "聊天残留", "实务：交稿前删去", Look::Paragraph(residue)),
    Rule::wrong(
        "about_comma",
        "概数顿号",
        "GB/T 15835-2011，5.2：相邻数字连用表示概数不用顿号",
        Look::Where("、", about_comma),
    ),
    Rule::wrong(
        "item_comma",
        "分项后顿号",
        "GB/T 15834-2011，附录B.3：“一是”“第一”后不用顿号",
        Look::Where("、", item_comma),
    ),
    Rule::wrong(
        "dots_and_etc",
        "省略号与等",
        "GB/T 15834-2011，4.11：省略号与“等”不并用",
        Look::Where("…", dots_and_etc),
    ),
    Rule::hint(
        "comma_between_titles",
        "书名号间顿号",
        "GB/T 15834-2011，4.5.3.5：书名号之间通常不用顿号",
        Look::Where("》", comma_between_titles),
    ),
    Rule::wrong(
        "document_ordinal",
        "发文字号写法",
        "GB/T 9704-2012，7.2.5：序号不加“第”、不编虚位",
        Look::Where("〕", document_ordinal),
    ),
    Rule::wrong(
        "full_width_digit",
        "全角数字",
        "GB/T 15835-2011，5.1：阿拉伯数字用半角",
        Look::Where("０１２３４５６７８９．％", full_width_digit),
    ),
    Rule::wrong("double_point", "小数点重复", "GB/T 15835-2011", Look::Where(".", double_point)),
    Rule::suspect("unit_sign", "单位写法", "GB 3100、GB 3101：正文用单位的中文名称", Look::Where("MmKg", unit_sign)),
    Rule::suspect(
        "indirect_question",
        "问号误用",
        "GB/T 15834-2011，4.2：陈述句里的疑问部分不用问号",
        Look::Where("？", indirect_question),
    ),
    Rule::wrong("single_quotes", "单引号", "GB/T 15834-2011，4.8：引号用“”", Look::Where("'", single_quotes)),
    Rule::suspect(
        "title_in_quotes",
        "文件名用引号",
        "GB/T 15834-2011，4.15：文件名用书名号",
        Look::Where("“", title_in_quotes),
    ),
    Rule::hint("no_stop", "段末缺句号", "GB/T 15834-2011，4.1：句末用句号", Look::Paragraph(no_stop)),
    Rule::hint("blank_inside", "字间空格", "GB/T 15834-2011，5.1，实务", Look::Where(" ", blank_inside)),
    Rule::wrong("traditional", "繁体字", "《通用规范汉字表》（2013年）", Look::Paragraph(traditional)),
];

/// What a chat or a page of Markdown leaves: 以上内容仅供参考, **, ###, | --- |.
fn residue(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const SAYS: &[&str] = &[
        "以上内容仅供参考",
        "以上仅供参考",
        "仅供参考，请根据实际情况",
        "请根据实际情况修改",
        "请根据实际情况进行修改",
        "请根据实际情况调整",
        "根据实际情况进行调整和修改",
        "希望对您有所帮助",
        "希望对你有所帮助",
        "希望以上内容",
        "希望这份",
        "作为一个AI",
        "作为AI",
        "作为人工智能",
        "作为一名AI",
        "如需进一步修改",
        "如有需要，我可以",
        "如果您需要",
        "如果你需要我",
        "以下是为您",
        "以下是一份",
        "以下是一篇",
        "以下是根据您",
        "好的，以下",
        "当然可以，以下",
        "您可以根据",
        "此处省略",
        "（字数：",
        "（全文约",
        "[插入",
        "[此处",
    ];
    static SAID: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(SAYS).ok());
    let text = paragraph.text;
    for said in SAID.iter().flat_map(|said| said.find_overlapping_iter(text)) {
        if !text[..said.start()].ends_with(['“', '《']) {
            notes.mark(paragraph, said.range(), "像是聊天、模板里带来的话，请删去");
        }
    }
    let mut done = 0;
    while let Some(start) = text[done..].find("**").map(|at| done + at) {
        let inner = &text[start + 2..char_floor(text, start + 200)];
        done = start + 2;
        let Some(len) = inner.find("**") else { break };
        let end = start + 2 + len + 2;
        if len > 0 && inner[..len].contains(is_han) && !inner[..len].contains('*') {
            let puts: [Put<'_>; 2] = [(start..start + 2, ""), (end - 2..end, "")];
            notes.mend(paragraph, start..end, &puts, "“**”是 Markdown 的记号，请删去");
            done = end;
        }
    }
    let bare = text.trim();
    let is_rule = bare.starts_with('|') && bare.contains("---") && bare.chars().all(|ch| "|-: ".contains(ch));
    let marks = bare.len() - bare.trim_start_matches('#').len();
    let is_heading = (1..=6).contains(&marks) && bare[marks..].starts_with(' ') && bare.contains(is_han);
    if is_rule || is_heading || bare.starts_with("```") {
        let start = text.len() - text.trim_start().len();
        let end = if is_heading { start + marks } else { start + bare.len() };
        notes.mark(paragraph, start..end, "这是 Markdown 的记号，请删去");
    }
}

/// 三、四十户: two numbers that stand for about so many have no 、 between them.
fn about_comma(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const NUMBERS: &str = "一二三四五六七八九";
    const COUNTS: &[&str] = &[
        "十", "百", "千", "万", "个", "天", "名", "人", "户", "家", "件", "次", "年", "亩", "里", "公里", "米", "元",
        "岁", "位", "小时", "分钟", "倍", "成", "斤", "公斤", "吨",
    ];
    let text = paragraph.text;
    for (at, comma) in text.match_indices('、') {
        let end = at + comma.len();
        let (Some(a), Some(b)) = (paragraph.before(at), paragraph.at(end)) else { continue };
        let place = |ch: char| NUMBERS.chars().position(|number| number == if ch == '两' { '二' } else { ch });
        let (Some(first), Some(second)) = (place(a), place(b)) else { continue };
        let start = at - a.len_utf8();
        let behind = &text[end + b.len_utf8()..];
        let counts = COUNTS.iter().any(|word| behind.starts_with(word)) && !behind.starts_with("年级");
        let before = paragraph.before(start);
        let is_listed = before.is_none_or(|ch| !is_han(ch) || "第周期初高卷十百二三四五六七八九一和".contains(ch))
            || text[..start].ends_with("星期");
        // 分获二、三名: two places, told exactly.
        let is_place = ["分列", "分获", "列", "获", "并列", "排名", "居", "获得", "取得", "排在", "名列"]
            .iter()
            .any(|word| text[..start].trim_end_matches('第').ends_with(word))
            && ["名", "位"].iter().any(|word| behind.starts_with(word));
        if second == first + 1 && counts && !is_listed && !is_place && !paragraph.has_reference(start..end) {
            notes.mend(
                paragraph,
                start..end + b.len_utf8(),
                &[(at..end, "")],
                "相邻两个数字连用表示大概的数，中间不用顿号",
            );
        }
    }
}

/// 一是、 and 第一、 before a clause.
fn item_comma(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const NUMBERS: &str = "一二三四五六七八九十";
    let text = paragraph.text;
    for (at, comma) in text.match_indices('、') {
        let end = at + comma.len();
        let before = &text[..at];
        let point = before.strip_suffix('是').and_then(|rest| rest.strip_suffix(|ch| NUMBERS.contains(ch)));
        let ordinal = before.strip_suffix(|ch| NUMBERS.contains(ch)).and_then(|rest| rest.strip_suffix('第'));
        let behind = &text[end..];
        let goes_on = behind.starts_with(|ch| NUMBERS.contains(ch)) || behind.starts_with(['第', '至']);
        if let Some(start) = point.map(str::len).filter(|start| paragraph.begins_clause(*start) && !goes_on) {
            notes.mend(paragraph, start..end, &[(at..end, "")], "“一是”“二是”后面不加标点");
        } else if let Some(start) = ordinal.map(str::len).filter(|start| {
            let begins = paragraph.begins_clause(*start) && !text[..*start].ends_with(['、', '，']);
            begins && !goes_on && behind.chars().take_while(|ch| is_han(*ch)).nth(3).is_some()
        }) {
            notes.mend(paragraph, start..end, &[(at..end, "，")], "“第一”“第二”后面用逗号");
        }
    }
}

/// 宣传……等工作.
fn dots_and_etc(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for (at, words) in paragraph.text.match_indices("…等") {
        let start = paragraph.text[..at].trim_end_matches('…').len();
        let dots = start..at + '…'.len_utf8();
        let is_word = paragraph.at(at + words.len()).is_some_and(|ch| "级待候于同".contains(ch));
        if !is_word && !paragraph.has_reference(dots.clone()) {
            notes.mend(paragraph, start..at + words.len(), &[(dots, "")], "省略号和“等”只用一个");
        }
    }
}

/// 《甲》、《乙》.
fn comma_between_titles(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    if let Some(at) = text.find("》、《") {
        let all: Vec<Range<usize>> = text
            .match_indices("》、《")
            .map(|(at, _)| at + '》'.len_utf8()..at + '》'.len_utf8() + '、'.len_utf8())
            .collect();
        let puts: Vec<Put<'_>> = all.iter().map(|range| (range.clone(), "")).collect();
        let end = all.last().map_or(at, |range| range.end);
        notes.mend(paragraph, at..end + '《'.len_utf8(), &puts, "书名号之间通常不用顿号");
    }
}

/// 〔2025〕第12号, 〔2025〕012号.
fn document_ordinal(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, close) in text.match_indices('〕') {
        if digits_before(&text[..at]) != 4 {
            continue;
        }
        let start = at + close.len();
        let ordinal = if text[start..].starts_with('第') { '第'.len_utf8() } else { 0 };
        let rest = &text[start + ordinal..];
        let digits = digits_at(rest);
        let zeros = digits - rest[..digits].trim_start_matches('0').len();
        let end = start + ordinal + digits;
        let is_number = digits > zeros && text[end..].starts_with('号');
        let cut = start..start + ordinal + zeros;
        if is_number && !cut.is_empty() && !paragraph.has_reference(start..end) {
            notes.mend(paragraph, start..end, &[(cut, "")], "发文字号的序号不加“第”，前面不补0");
        }
    }
}

/// １２００ and 98．6%.
fn full_width_digit(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    let is_wide = |ch: char| ('０'..='９').contains(&ch);
    let is_part = |ch: char| is_wide(ch) || matches!(ch, '．' | '％');
    let mut done = 0;
    while let Some(start) = text[done..].find(is_part).map(|at| done + at) {
        let end = start + text[start..].find(|ch| !is_part(ch) && !ch.is_ascii_digit()).unwrap_or(text.len() - start);
        done = end.max(start + 1);
        let words = &text[start..end];
        let is_point = words.contains('．')
            && paragraph.before(start).is_some_and(|ch| ch.is_ascii_digit())
            && words.trim_start_matches('．').starts_with(|ch: char| ch.is_ascii_digit() || is_wide(ch));
        // 1．抓培训: the number of a heading.
        let begins = paragraph.begins_clause(start - digits_before(&text[..start]));
        if (words.contains(is_wide) || is_point && !begins) && !paragraph.has_reference(start..end) {
            let put: String = words.chars().map(half).collect();
            notes.mend(paragraph, start..end, &[(start..end, &put)], format!("数字用半角，可改为“{put}”"));
        }
    }
}

/// The half-width form of a full-width character.
fn half(ch: char) -> char {
    match ch {
        '！'..='～' => char::from_u32(u32::from(ch) - 0xfee0).unwrap_or(ch),
        _ => ch,
    }
}

/// 14..3%.
fn double_point(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    for (at, points) in text.match_indices("..") {
        let end = at + points.len();
        let digits = digits_before(&text[..at]);
        let more = digits_at(&text[end..]);
        // (0..5) stands in a program.
        let is_range = text[..at - digits].ends_with(['(', '[']) || text[end + more..].starts_with([')', ']']);
        if digits > 0 && more > 0 && !is_range && !paragraph.has_reference(at - digits..end + more) {
            notes.mend(paragraph, at - digits..end + more, &[(at..end, ".")], "小数点多打了一个");
        }
    }
}

/// 3200M2, 15KM.
fn unit_sign(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const SIGNS: &[(&str, &str)] = &[
        ("M2", "平方米"),
        ("m2", "平方米"),
        ("M3", "立方米"),
        ("m3", "立方米"),
        ("M²", "平方米"),
        ("KM", "公里"),
        ("Km", "公里"),
        ("KG", "公斤"),
        ("Kg", "公斤"),
    ];
    let text = paragraph.text;
    for (sign, name) in SIGNS {
        for (at, _) in text.match_indices(sign) {
            let end = at + sign.len();
            let is_word = paragraph.at(end).is_some_and(|ch| ch.is_ascii_alphanumeric() || ch == '/');
            if digits_before(&text[..at]) > 0 && !is_word && !paragraph.has_reference(at..end) {
                notes.mend(paragraph, at..end, &[(at..end, name)], format!("单位写“{name}”"));
            }
        }
    }
}

/// 研究如何提高效率？的问题, 了解群众有什么困难？
fn indirect_question(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const VERBS: &[&str] = &["研究", "了解", "思考", "讨论", "探讨", "弄清", "明确", "掌握", "不知道", "关注", "说明"];
    const ASKS: &[&str] = &["如何", "怎样", "怎么", "是否", "什么", "哪些", "为何"];
    let text = paragraph.text;
    for (at, mark) in text.match_indices('？') {
        let end = at + mark.len();
        let start = paragraph.sentence(at).start;
        let clause = &text[start..at];
        let goes_on = text[end..].starts_with("的") || text[end..].starts_with("等问题");
        let verb = VERBS.iter().filter_map(|verb| clause.find(verb).map(|at| at + verb.len())).min();
        let asks = verb.is_some_and(|verb| ASKS.iter().any(|word| clause[verb..].contains(word)));
        let is_quoted = clause.contains(['“', '：', '—']) || text[end..].starts_with(['”', '？', '—']);
        // 有哪些要求呢？
        let is_quoted = is_quoted || clause.ends_with(['呢', '吗']);
        if (goes_on || asks) && !is_quoted && !paragraph.has_reference(at..end) {
            let put = if goes_on { "" } else { "。" };
            notes.mend(paragraph, at..end, &[(at..end, put)], "不是在发问，不用问号");
        }
    }
}

/// '一窗通办' between straight single quotes.
fn single_quotes(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const LONGEST: usize = 60;
    let text = paragraph.text;
    let quotes: Vec<usize> = text.match_indices('\'').map(|(at, _)| at).collect();
    for pair in quotes.chunks_exact(2) {
        let (start, end) = (pair[0], pair[1]);
        let inner = &text[start + 1..end];
        let is_short = inner.len() <= LONGEST && inner.chars().all(|ch| is_han(ch) || ch.is_ascii_digit() || ch == '+');
        if is_short && inner.contains(is_han) && !paragraph.has_reference(start..end + 1) {
            let puts = [(start..start + 1, "“"), (end..end + 1, "”")];
            notes.mend(paragraph, start..end + 1, &puts, "引号要用中文的“”");
        }
    }
}

/// 印发“2025年工作要点”.
fn title_in_quotes(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const VERBS: &[&str] = &["印发", "出台", "下发", "制定", "修订", "印发了", "出台了", "下发了", "制定了", "修订了"];
    const KINDS: &[&str] =
        &["要点", "方案", "办法", "意见", "规定", "条例", "通知", "细则", "规划", "管理制度", "实施意见", "规则"];
    let text = paragraph.text;
    for (at, quote) in text.match_indices('“') {
        let start = at + quote.len();
        let Some(len) = text[start..char_floor(text, start + 120)].find('”') else { continue };
        let inner = &text[start..start + len];
        let is_title = VERBS.iter().any(|verb| text[..at].ends_with(verb))
            && KINDS.iter().any(|kind| inner.ends_with(kind))
            && inner.chars().nth(5).is_some();
        let end = start + len + '”'.len_utf8();
        if is_title && !paragraph.has_reference(at..end) {
            let puts = [(at..start, "《"), (start + len..end, "》")];
            notes.mend(paragraph, at..end, &puts, "文件的名称用书名号");
        }
    }
}

/// A paragraph of sentences that ends without a stop, where the one before or after it ends in one.
fn no_stop(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    if !matches!(paragraph.passage.field, Field::Body(_) | Field::Preamble | Field::Closing) {
        return;
    }
    let text = paragraph.text.trim_end();
    let Some(last) = text.chars().next_back() else { return };
    let is_sentence =
        text.contains('，') && !text.contains('\t') && text.chars().filter(|ch| is_han(*ch)).count() >= 10;
    let ends = is_han(last) || matches!(last, '%' | '％' | '，' | '、') || last.is_ascii_digit();
    let start = text.len() - last.len_utf8();
    if is_sentence && ends && !paragraph.has_reference(start..text.len()) {
        notes.mark(paragraph, start..text.len(), "段落末尾没有句号");
    }
}

/// 加强组织 领导: a blank within a sentence.
fn blank_inside(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    if !matches!(paragraph.passage.field, Field::Body(_) | Field::Preamble) {
        return;
    }
    let text = paragraph.text;
    let is_sentence = text.contains('，') && text.trim_end().ends_with(['。', '；']) && !text.contains('\t');
    let blanks: Vec<usize> = text
        .match_indices(' ')
        .map(|(at, _)| at)
        .filter(|&at| paragraph.before(at).is_some_and(is_han) && paragraph.at(at + 1).is_some_and(is_han))
        .collect();
    // More of them are meant: names, or cells.
    if !is_sentence || blanks.len() > 2 {
        return;
    }
    for at in blanks {
        // 一、 抓培训, （一） …: what counts keeps its blank.
        let is_head = text[..at].chars().filter(|ch| is_han(*ch)).count() < 3;
        if !is_head && !paragraph.has_reference(at..at + 1) {
            notes.mend(paragraph, at..at + 1, &[(at..at + 1, "")], "句子中间多了空格");
        }
    }
}

/// 推進, 為: one finding for a run of them.
fn traditional(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const NEAR: usize = 12;
    let text = paragraph.text;
    let mut found: Vec<(Range<usize>, char)> = Vec::new();
    for (at, ch) in text.char_indices().filter(|(_, ch)| is_han(*ch)) {
        if let Some(plain) = simplified(ch) {
            found.push((at..at + ch.len_utf8(), plain));
        }
    }
    // A text in traditional characters is one on purpose.
    if found.len() * 5 > text.chars().count() {
        return;
    }
    let mut rest = &found[..];
    while let Some((first, _)) = rest.first() {
        let count = rest.windows(2).take_while(|pair| pair[1].0.start - pair[0].0.end <= NEAR).count() + 1;
        let run = &rest[..count];
        let whole = first.start..run[count - 1].0.end;
        rest = &rest[count..];
        let plain: Vec<(Range<usize>, String)> =
            run.iter().map(|(range, ch)| (range.clone(), ch.to_string())).collect();
        let puts: Vec<Put<'_>> = plain.iter().map(|(range, put)| (range.clone(), put.as_str())).collect();
        if !paragraph.has_reference(whole.clone()) {
            let words: String = run.iter().map(|(_, ch)| *ch).collect();
            notes.mend(paragraph, whole, &puts, format!("繁体字，规范字是“{words}”"));
        }
    }
}

/// Whether a character is one of the traditional ones.
pub(super) fn is_traditional(ch: char) -> bool {
    simplified(ch).is_some()
}

/// The standard form of a traditional character.
fn simplified(ch: char) -> Option<char> {
    const FIRST: u32 = 0x4e00;
    const COUNT: usize = 0x5200;
    // By how far a character stands from the first of the common ones; '\0' where there is nothing to say.
    static FORMS: LazyLock<Vec<char>> = LazyLock::new(|| {
        const TABLE: &str = include_str!("tables/traditional.txt");
        let pairs = TABLE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        let mut forms = vec!['\0'; COUNT];
        for pair in pairs {
            let mut pair = pair.chars();
            let (Some(form), Some(plain)) = (pair.next().and_then(place), pair.next()) else { continue };
            if let Some(known) = forms.get_mut(form) {
                *known = plain;
            }
        }
        forms
    });
    fn place(ch: char) -> Option<usize> {
        usize::try_from(u32::from(ch).checked_sub(FIRST)?).ok()
    }
    FORMS.get(place(ch)?).copied().filter(|plain| *plain != '\0')
}

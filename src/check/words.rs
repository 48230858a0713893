//! Words written twice.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::lexicon::LEXICON;
use super::lexicon::is_common;
use super::lexicon::is_known;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::text::char_ceil;
use crate::text::char_floor;
use crate::text::is_han;
use crate::text::word_breaks;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("doubled_word", "词语重复", "实务", Look::Paragraph(doubled_word)),
    Rule::suspect("doubled_character", "字打重了", "实务", Look::Paragraph(doubled_character)),
    Rule::suspect("lost_subject", "句式残缺", "《现代汉语》：“通过……使”没有主语", Look::Where("使", lost_subject)),
    Rule::suspect(
        "denied_twice",
        "否定多余",
        "《现代汉语》：“防止、避免”已含否定",
        Look::Where("防免忌绝", denied_twice),
    ),
];

/// 各方方责任, 320人次次, 并并: a character typed twice at the end of a word or of a number's unit.
fn doubled_character(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    // What joins words stands once; 合并并入 is two words.
    const JOINS: &str = "和与及将被向由从以让而或";
    const LEVELS: &str = "县市区镇乡村省";
    // Measures and what else is said twice; names and sounds.
    const DOUBLE: &str = "人事处时天年月日家户村镇乡县市区条块步层环点件项个样种次回代句字声篇页张片座道门滴粒颗株棵本册份批组班级岗车船线网面\
        心手口眼头谢好慢快常刚仅渐纷频稳紧牢深高多少大小早远近轻重暗明默静悄匆缓徐的地得了看听说问试想走谈聊查研讨学爸妈哥姐弟妹爷奶叔婆宝星贝园芳息";
    const OF_LEVELS: &str = "会府属级直委政长域城内里外管办乡区本情容场辖";
    // No word begins with these but those of the dictionary.
    const ENDS: &str = "次方们性率化额量感力型式";
    let text = paragraph.text;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    for (k, pair) in chars.windows(2).enumerate() {
        let [(start, a), (second, b)] = pair else { continue };
        if a != b || !is_han(*a) {
            continue;
        }
        let at = |k: Option<usize>| k.and_then(|k| chars.get(k)).map_or(' ', |(_, ch)| *ch);
        let (w, x, y, z) = (at(k.checked_sub(2)), at(k.checked_sub(1)), at(Some(k + 2)), at(Some(k + 3)));
        if x == *a || y == *a || x == w && is_han(x) || y == z && is_han(y) {
            continue;
        }
        // 一幅幅, 一辆辆: any measure; 鲜艳艳; 省会, 京港.
        if x == '一' || "京津沪渝冀豫云辽黑湘皖鲁苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼艳".contains(*a)
        {
            continue;
        }
        let is_word = |a: char, b: char| is_known(a, b);
        let scale = matches!(a, '亿' | '万') && x.is_ascii_digit();
        let joins = *a == '并' && !is_word(x, *a) || JOINS.contains(*a) && !is_word(x, *a) && !is_word(*b, y);
        let counts = x == '人' && *a == '次' && !is_word(*b, y);
        let closes = ENDS.contains(*a) && is_word(x, *a) && !is_word(*b, y) && !"一这每那几".contains(x);
        let all = "各全".contains(x) && (*a == '方' || LEVELS.contains(*a) && !OF_LEVELS.contains(y));
        // 满意率率达到; 行动动。, but 人人。
        let ends = "率性化".contains(*a) && is_han(x) && !is_word(*b, y);
        let is_common = is_common(x, *a) && !DOUBLE.contains(*a) && !LEXICON.is_alone(*a);
        let stops = is_common && !is_han(y);
        // 解决决实际: the second makes no word with what follows, which is one itself.
        let inside = is_common && is_han(y) && !is_word(*a, *a) && !is_word(*b, y) && is_word(y, z);
        let found = ends || stops || inside || scale || joins || counts || closes || all;
        let end = second + b.len_utf8();
        if found && (scale || !is_one_word(text, *second, end)) && !paragraph.has_reference(*start..end) {
            notes.mend(paragraph, *start..end, &[(*second..end, "")], format!("“{a}”像是打重了"));
        }
    }
}

/// Whether the segmenter goes on with its word where the second of two characters stands: 息息相关.
fn is_one_word(text: &str, second: usize, end: usize) -> bool {
    let from = char_ceil(text, second.saturating_sub(60));
    let upto = char_floor(text, end + 60);
    let breaks = word_breaks(&text[from..upto]);
    breaks.binary_search(&(second - from)).is_err() && text[..second].chars().next_back().is_some_and(is_han)
}

/// 通过这次培训，使干部的能力得到提高: nobody makes it so.
fn lost_subject(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const LEADS: &[&str] = &["通过", "经过", "随着", "由于", "在"];
    const MAKES: &[&str] = &["，使得", "，使"];
    let text = paragraph.text;
    for sentence in paragraph.sentences() {
        let words = &text[sentence.clone()];
        let Some(lead) = LEADS.iter().find(|lead| words.trim_start().starts_with(**lead)) else { continue };
        let Some((at, make)) = MAKES
            .iter()
            .filter_map(|make| words.find(make).map(|at| (at, make)))
            .min_by_key(|(at, make)| (*at, std::cmp::Reverse(make.len())))
        else {
            continue;
        };
        let clause = &words[..at];
        let behind = &words[at + make.len()..];
        let is_word = behind.starts_with(['用', '命', '领', '馆', '者', '劲', '步', '位', '利', '渡']);
        // One clause before it, without a subject of its own.
        let is_lead = !clause.contains(['，', '；', '：'])
            && (*lead != "在" || clause.ends_with('下'))
            && clause.chars().count() > 3;
        let start = sentence.start + at + '，'.len_utf8();
        let range = start..start + make.len() - '，'.len_utf8();
        // 使优势变为胜势已势在必行: what is made so is itself what is spoken of.
        let is_subject = ["已势在必行", "势在必行", "成为必然", "是必然"].iter().any(|end| behind.contains(end));
        if is_lead && !is_subject && !is_word && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range, format!("“{lead}……{}”没有主语，去掉一个", &make['，'.len_utf8()..]));
        }
    }
}

/// 防止类似事故不再发生, 避免问题不反弹.
fn denied_twice(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const LEADS: &[&str] = &["防止", "避免", "切忌", "杜绝", "谨防", "以免"];
    const NOTS: &[&str] = &[
        "不再发生",
        "不再出现",
        "不再反弹",
        "不再重复",
        "不发生",
        "不出现",
        "不反弹",
        "不返贫",
        "不重复发生",
        "不回潮",
    ];
    let text = paragraph.text;
    for lead in LEADS {
        for (at, _) in text.match_indices(lead) {
            let from = at + lead.len();
            let near = &text[from..char_floor(text, from + 60)];
            let clause = near.split(['，', '。', '；', '、']).next().unwrap_or_default();
            let Some((place, not)) = NOTS.iter().filter_map(|not| clause.find(not).map(|at| (at, not))).min() else {
                continue;
            };
            let range = from + place..from + place + not.len();
            if !paragraph.has_reference(range.clone()) {
                let cut = if not.starts_with("不再") { "再" } else { "" };
                let len = if not.starts_with("不再") { "不再".len() } else { "不".len() };
                let start = range.start;
                notes.mend(paragraph, range, &[(start..start + len, cut)], format!("“{lead}”已经是否定，后面不用“不”"));
            }
        }
    }
}

/// 的的, 进行进行, 进一步进一步.
fn doubled_word(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    let says = |words: &str| format!("“{words}”写了两遍");
    for (range, (word, before, behind)) in doubles(text) {
        let (at, end) = (range.start, range.end);
        let fits = |ch: Option<char>, not: &str| ch.is_none_or(|ch| !not.contains(ch));
        let alone = paragraph.before(at) != word.chars().next() && paragraph.at(end) != word.chars().next();
        if alone
            && fits(paragraph.before(at), before)
            && fits(paragraph.at(end), behind)
            && !paragraph.has_reference(range.clone())
        {
            notes.mend(paragraph, range, &[(at + word.len()..end, "")], says(word));
        }
    }
    for (range, word) in doubles_at_end(text) {
        if !paragraph.has_reference(range.clone()) {
            notes.mend(paragraph, range.clone(), &[(range.start + word.len()..range.end, "")], says(word));
        }
    }
    for range in long_doubles(text) {
        if !paragraph.has_reference(range.clone()) {
            let middle = range.start + range.len() / 2;
            let word = text[middle..range.end].to_owned();
            notes.mend(paragraph, range.clone(), &[(middle..range.end, "")], says(&word));
        }
    }
}

/// A word, and the characters before and after its double that make other words of it.
type Doubled = (&'static str, &'static str, &'static str);

/// Words that are never rightly written twice, but where a word of these characters ends before them or begins after.
const DOUBLED: &[Doubled] = &[
    // 目的的, 的的确确, 的的士
    ("的", "目标有端中", "确士"),
    // 为了了解, 除了了解, 不了了之, 了不起
    ("了", "为除不", "解如结然却断不之"),
    // 实实在在, 存在在, 现在在建
    ("在", "实存现所正内潜自外好旨重贵意健", "建校职岗编册京地场线"),
    ("我们", "", ""),
    ("进行", "", ""),
    ("开展", "", ""),
    ("加强", "", ""),
    ("推进", "", ""),
    ("推动", "", ""),
    ("提高", "", ""),
    ("提升", "", ""),
    ("完善", "", ""),
    ("认真", "", ""),
    ("积极", "", ""),
    ("切实", "", ""),
    ("不断", "", ""),
    ("全面", "", ""),
    ("深入", "", ""),
    ("有效", "", ""),
    ("通过", "", ""),
    ("以及", "", ""),
    ("同时", "", ""),
    ("其中", "", ""),
    ("因此", "", ""),
    ("并且", "", ""),
    ("由于", "", ""),
    ("根据", "", "地"),
    ("按照", "", ""),
    ("围绕", "", ""),
    ("坚持", "", ""),
    ("要求", "", ""),
    ("召开", "", ""),
    ("完成", "", ""),
    ("实现", "", ""),
    ("存在", "", ""),
    ("主要", "", ""),
    ("需要", "", ""),
    ("能够", "", ""),
    ("取得", "", ""),
    ("达到", "", ""),
    ("目前", "", ""),
    ("今年", "", ""),
    ("已经", "", ""),
    ("为了", "", "解"),
    ("对于", "", ""),
    ("关于", "", ""),
    ("针对", "", ""),
    ("结合", "", ""),
    ("强化", "", ""),
    ("优化", "", ""),
    ("落实", "", ""),
    ("持续", "", ""),
    ("继续", "", ""),
    ("逐步", "", ""),
    ("严格", "", ""),
    ("深化", "", ""),
    ("巩固", "", ""),
    ("建立", "", ""),
    ("营造", "", ""),
    ("确保", "", ""),
    ("促进", "", ""),
    ("聚焦", "", ""),
    ("着力", "", ""),
    ("大力", "", ""),
    ("充分", "", ""),
    ("广泛", "", ""),
    ("增强", "", ""),
    ("加快", "", ""),
    ("加大", "", ""),
];

/// Nouns that are never said twice at the end of a clause, though one may begin another word: 党组织组织开展.
const DOUBLED_AT_END: &[&str] = &[
    "工作", "问题", "情况", "项目", "企业", "群众", "干部", "建设", "发展", "管理", "服务", "制度", "措施", "责任",
    "任务", "目标", "领导", "组织", "单位", "部门", "人员", "会议", "机制", "能力", "水平", "成效", "资金", "安全",
    "生产", "教育", "文化", "环境", "经济", "社会", "农村", "农业", "方案", "计划", "标准", "质量", "效率", "作用",
    "意识", "基础", "体系", "平台", "政策", "行动", "工程",
];

/// Where one of them follows itself and the clause ends.
fn doubles_at_end(text: &str) -> impl Iterator<Item = (Range<usize>, &'static str)> {
    let mut last = [(0, ' '); 4];
    let ends = text.char_indices().chain(std::iter::once((text.len(), '。')));
    ends.filter_map(move |(at, ch)| {
        let four = last;
        last = [four[1], four[2], four[3], (at, ch)];
        let is_double = !is_han(ch) && four[0].1 == four[2].1 && four[1].1 == four[3].1;
        let word = if is_double { text.get(four[2].0..at)? } else { return None };
        let word = DOUBLED_AT_END.iter().find(|known| **known == word)?;
        Some((four[0].0..at, *word))
    })
}

/// Where one of those words follows itself, in one pass; what goes on a third time is no further place.
fn doubles(text: &str) -> impl Iterator<Item = (Range<usize>, Doubled)> {
    let mut last = [(0, ' '); 3];
    let mut done = 0;
    text.char_indices().filter_map(move |(at, ch)| {
        let [a, b, c] = last;
        last = [b, c, (at, ch)];
        let start = match ch {
            _ if !(is_han(ch) && is_han(c.1)) => return None,
            _ if c.1 == ch => c.0,
            _ if b.1 == ch && a.1 == c.1 => a.0,
            _ => return None,
        };
        let end = at + ch.len_utf8();
        let word = text.get(start..start + (end - start) / 2)?;
        let entry = DOUBLED.iter().find(|(known, ..)| *known == word).filter(|_| start >= done)?;
        done = end;
        Some((start..end, *entry))
    })
}

/// Three to eight Chinese characters that follow once more: 进一步进一步, 便民服务中心便民服务中心. Not 一步一步一步.
fn long_doubles(text: &str) -> Vec<Range<usize>> {
    const LENGTHS: Range<usize> = 3..9;
    let mut found: Vec<Range<usize>> = Vec::new();
    // The last characters with their places, in a ring; and for each length how many equal those so far before them.
    let mut ring = [(0, ' '); 2 * LENGTHS.end];
    let mut alike = [0; LENGTHS.end];
    for (k, (at, ch)) in text.char_indices().enumerate() {
        let back = |k: usize| k % (2 * LENGTHS.end);
        ring[back(k)] = (at, ch);
        for length in LENGTHS {
            let same = is_han(ch) && k >= length && ring[back(k - length)].1 == ch;
            alike[length] = if same { alike[length] + 1 } else { 0 };
            if alike[length] < length {
                continue;
            }
            let range = ring[back(k + 1 - 2 * length)].0..at + ch.len_utf8();
            let word = &text[range.start..range.start + range.len() / 2];
            // 合格合格合格合格 are cells of a table.
            let half = word.len() / 2;
            let is_plain = word.is_char_boundary(half) && word[..half] == word[half..];
            let is_varied = word.chars().any(|ch| !word.starts_with(ch));
            // 一件事一件事地抓: one after the other.
            let is_each = word.starts_with(['一', '几', '多', '每', '半', '不', '这', '那']);
            if is_varied && !is_each && !is_plain && found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range);
            }
            alike = [0; LENGTHS.end];
            break;
        }
    }
    found
}

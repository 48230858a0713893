//! Announced counts: 三项措施 with two of them.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::NumberedSection;
use super::paper::Paper;
use super::paper::Paragraph;
use super::series;
use crate::report::Field;
use crate::report::Numbering;
use crate::report::Section;
use crate::report::numbering::read_han;
use crate::text::char_ceil;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("announced_children", "说的项数与下级不符", "实务", Look::Section(children)),
    Rule::suspect("announced_items", "说的项数与分项不符", "实务", Look::Where("是", items)),
];

/// A count that a sentence announces: where it is written, and how many.
struct Announced {
    range: Range<usize>,
    count: u32,
}

/// The last sentence before the children, or the heading, announces another number than there are children.
fn children(paper: &Paper<'_>, part: NumberedSection<'_>, notes: &mut Notes<'_>) {
    let section = part.section;
    let (numbered, all) = count_children(paper, section);
    if all < 2 {
        return;
    }
    for (field, text) in [(Field::Heading(section.id), &section.heading), (Field::Body(section.id), &section.body)] {
        let passage = paper.passage(field, text);
        let Some(paragraph) = passage.paragraphs().last() else { continue };
        let Some(last) = paragraph.sentences().filter(|range| !paragraph.text[range.clone()].trim().is_empty()).last()
        else {
            continue;
        };
        let Some(announced) = announced(paragraph.text, last) else { continue };
        let fits =
            announced.count == numbered || announced.count == all || tells_itself(&section.body, announced.count);
        if !fits
            && !ends_otherwise(paper, section, announced.count)
            && !paragraph.has_reference(announced.range.clone())
        {
            let says = format!("这里说有{}项，下面有{numbered}项", announced.count);
            notes.mark_against(paragraph, announced.range, &numbered.to_string(), says);
        }
    }
}

/// 采取三项措施：一是…；二是…。
fn items(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for (at, _) in paragraph.text.match_indices("一是") {
        if !paragraph.begins_clause(at) {
            continue;
        }
        let lead = paragraph.text[..at].trim_end_matches(['：', ':', '，', '。', '；', '—', ' ']);
        let start = paragraph.sentence(lead.len()).start.min(lead.len());
        let Some(announced) = announced(paragraph.text, start..lead.len()) else { continue };
        let Some(items) = series::items(&paragraph.text[at..]).filter(|items| *items > 1) else { continue };
        if items != announced.count && !paragraph.has_reference(announced.range.clone()) {
            let says = format!("这里说有{}项，后面有{items}项", announced.count);
            notes.mark_against(paragraph, announced.range, &items.to_string(), says);
        }
    }
}

/// How many of the children take a number, and how many there are.
fn count_children(paper: &Paper<'_>, section: &Section) -> (u32, u32) {
    let tree = &paper.report.tree;
    let children = tree.children(Some(section.id));
    let is_numbered = |child: &&Section| child.style.numbering == Numbering::Numbered;
    let numbered = children.iter().filter_map(|&id| tree.section(id)).filter(is_numbered).count();
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (count(numbered), count(children.len()))
}

/// Whether the body itself counts as many as are announced.
fn tells_itself(body: &str, count: u32) -> bool {
    let last = |marker: &str| body.contains(marker);
    let han = crate::report::numbering::han(count);
    last(&format!("{han}是")) || last(&format!("（{han}）")) || last(&format!("第{han}"))
}

/// Whether the last child is of another kind than those that are counted: problems or plans after what was done.
fn ends_otherwise(paper: &Paper<'_>, section: &Section, count: u32) -> bool {
    let tree = &paper.report.tree;
    let children = tree.children(Some(section.id));
    let last = children.last().and_then(|&id| tree.section(id)).map_or("", |child| child.heading.as_str());
    let one_more = usize::try_from(count).is_ok_and(|count| count + 1 == children.len());
    one_more
        && ["问题", "不足", "打算", "下一步", "其他", "计划", "小结", "体会", "建议"]
            .iter()
            .any(|word| last.contains(word))
}

/// The count that a sentence ends in: 重点抓了三个方面的工作. Not 落实“三项制度”, nor 派单、督办等三个环节, which tells them.
fn announced(text: &str, sentence: Range<usize>) -> Option<Announced> {
    const CUES: &[&str] = &[
        "主要",
        "重点",
        "着重",
        "突出",
        "抓",
        "做",
        "采取",
        "围绕",
        "从",
        "存在",
        "有",
        "以下",
        "如下",
        "下列",
        "体现在",
        "表现",
        "开展",
        "建立",
        "建了",
        "实施",
        "推进",
        "坚持",
        "聚焦",
        "把握",
        "实现",
        "取得",
        "强化",
    ];
    const MEASURES: &[&str] = &["个", "项", "条", "点", "大", "种", "处"];
    const COUNTED: &[&str] = &[
        "方面", "措施", "举措", "工作", "任务", "问题", "不足", "做法", "特点", "重点", "环节", "机制", "亮点", "体会",
        "经验", "原因", "建议", "打算", "行动", "工程", "抓手", "关键", "短板", "困难", "成效", "变化", "要求", "原则",
        "关系", "转变", "突破", "提升",
    ];
    const TAILS: &[&str] = &[
        "",
        "的工作",
        "工作",
        "的问题",
        "问题",
        "入手",
        "着手",
        "发力",
        "做起",
        "上",
        "上下功夫",
        "下功夫",
        "的措施",
        "的不足",
        "的特点",
        "的成效",
        "抓起",
        "用力",
    ];
    // 这三项, 其他三项, 第三项, 近三项: not those to come.
    const NO_COUNT: &str = "这那上述其他余另各每第近约前后该数几全等“《‘一二两三四五六七八九十百千";
    let clause_end = sentence.start + text[sentence.clone()].trim_end_matches(|ch: char| !is_han(ch)).len();
    let words = &text[sentence.start..clause_end];
    let start = words
        .rfind(['，', '；', '：', '。', ','])
        .map_or(sentence.start, |mark| sentence.start + mark + words[mark..].chars().next().map_or(0, char::len_utf8));
    let clause = &text[start..clause_end];
    if clause.contains(['、', '“', '”', '《', '等', '（']) {
        return None;
    }
    // From the end on: the last number that a measure follows, and after it nothing but what is counted.
    let (at, measure) = MEASURES
        .iter()
        .filter_map(|measure| clause.rfind(measure).map(|at| (at, *measure)))
        .filter(|(at, _)| number_before(&clause[..*at]) > 0)
        .max_by_key(|(at, _)| *at)?;
    let number = number_before(&clause[..at]);
    let behind = &clause[at + measure.len()..];
    let counted = COUNTED.iter().find(|word| behind.starts_with(**word)).map_or("", |word| *word);
    let tail = &behind[counted.len()..];
    let bare = matches!(measure, "点" | "条" | "处" | "项");
    if counted.is_empty() && !bare || !TAILS.contains(&tail) {
        return None;
    }
    let before = &clause[..at - number];
    let cue = CUES.iter().any(|cue| before.contains(cue)) || text[sentence.start..start].contains("以下");
    if !cue || before.chars().next_back().is_some_and(|ch| NO_COUNT.contains(ch)) {
        return None;
    }
    let written = &clause[at - number..at];
    let count = if written == "两" { 2 } else { written.parse().ok().or_else(|| read_han(written))? };
    let range = start + at - number..start + at + measure.len() + counted.len();
    (2..=12).contains(&count).then_some(Announced { range, count })
}

/// Bytes of the number that ends a text, in figures or in words.
fn number_before(text: &str) -> usize {
    let near = &text[char_ceil(text, text.len().saturating_sub(12))..];
    let figures = near.len() - near.trim_end_matches(|ch: char| ch.is_ascii_digit()).len();
    if figures > 0 {
        figures
    } else {
        near.len() - near.trim_end_matches(|ch| "两二三四五六七八九十".contains(ch)).len()
    }
}

//! The outline: empty sections, single children, numbers typed into headings.

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::NumberedSection;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::report::Field;
use crate::report::Numbering;
use crate::report::Section;
use crate::report::numbering::Marker;
use crate::report::numbering::read;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("typed_number", "标题里的序号", "本程序：序号自动编", Look::Paragraph(typed_number)),
    Rule::suspect("empty_section", "空节", "实务", Look::Report(empty_section)),
    Rule::hint("single_child", "只有一个下级", "实务：分就分成两项以上", Look::Section(single_child)),
];

/// A heading with nothing below it, where its neighbours have a text.
fn empty_section(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let tree = &paper.report.tree;
    let is_bare = |section: &Section| section.body.trim().is_empty() && paper.children(section) == 0;
    let all = |parent| tree.children(parent).iter().filter_map(|&id| tree.section(id)).collect::<Vec<_>>();
    let families = std::iter::once(all(None)).chain(tree.rows().map(|row| all(Some(row.section.id))));
    for family in families {
        for (k, section) in family.iter().enumerate() {
            let heading = section.heading.trim();
            if !is_bare(section) {
                if heading.is_empty() && paper.children(section) > 0 && section.style.numbering == Numbering::Numbered {
                    notes.section(section.id, "heading", "这一节有下级，标题还空着");
                }
                continue;
            }
            // The neighbours tell whether this is a list of short items, which have no texts at all.
            let beside = [k.checked_sub(1), Some(k + 1)].into_iter().flatten().filter_map(|k| family.get(k));
            let others: Vec<_> = beside.collect();
            if heading.is_empty() {
                notes.section(section.id, "", "这一节什么也没写，请写上或删去");
            } else if !is_item(heading) && !others.is_empty() && others.iter().all(|other| !is_bare(other)) {
                notes.section(section.id, "", "只有标题，没有正文，请写上或删去");
            }
        }
    }
}

/// Whether a heading says what there is to say: a sentence, or more than a few words.
fn is_item(heading: &str) -> bool {
    const LONGEST: usize = 14;
    heading.contains(['。', '，', '；', '：', '！', '？']) || heading.chars().nth(LONGEST).is_some()
}

/// A section with one child: what is not divided needs no number.
fn single_child(paper: &Paper<'_>, part: NumberedSection<'_>, notes: &mut Notes<'_>) {
    let tree = &paper.report.tree;
    if let &[only] = tree.children(Some(part.section.id))
        && tree
            .section(only)
            .is_some_and(|child| child.style.numbering == Numbering::Numbered && !child.heading.trim().is_empty())
    {
        notes.section(part.section.id, "", "下面只有一节，不用再分层，可以并到上一级");
    }
}

/// （一） typed before a heading that has a number already.
fn typed_number(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let Field::Heading(id) = paragraph.passage.field else { return };
    let is_numbered =
        paper.report.tree.section(id).is_some_and(|section| section.style.numbering == Numbering::Numbered);
    let Some(label) = read(paragraph.text).filter(|label| is_numbered && label.marker != Marker::Need) else { return };
    let rest = &paragraph.text[label.len..];
    // 一是一: words that only look like a number. 第二条修改为: what is spoken of.
    let is_spoken_of =
        ["修改", "增加", "改为", "删去", "删除", "规定", "中的", "第"].iter().any(|word| rest.starts_with(word));
    if rest.trim().is_empty()
        || label.marker == Marker::Article && is_spoken_of
        || paragraph.has_reference(0..label.len)
    {
        return;
    }
    let typed = paragraph.text[..label.len].trim();
    notes.mend(paragraph, 0..label.len, &[(0..label.len, "")], format!("序号会自动编，不用再打“{typed}”"));
}

//! The parts that a report must have: a title, and every annex that its text speaks of.

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::digits_at;
use crate::report::numbering::read_han;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("no_title", "没有标题", "GB/T 9704-2012，7.3.1", Look::Report(no_title)),
    Rule::wrong("no_annex", "没有这个附件", "GB/T 9704-2012，7.3.4", Look::Where("附", no_annex)),
];

/// A report that has sections and no title.
fn no_title(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    if paper.report.title.trim().is_empty() && !paper.report.tree.is_empty() {
        notes.report("title", "还没有标题，请写上");
    }
}

/// 见附件3 in a report of two annexes. A report that names annexes in its own words is left alone.
fn no_annex(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    if !text.contains("见附件") || names_annexes(paper) {
        return;
    }
    let annexes = paper.report.tree.annexes().len();
    for (at, see) in text.match_indices("见附件") {
        let from = at + see.len();
        let digits = digits_at(&text[from..]);
        let han: usize =
            text[from..].chars().take_while(|ch| read_han(&ch.to_string()).is_some()).map(char::len_utf8).sum();
        let number = match (digits, han) {
            (0, 0) => None,
            (0, han) => read_han(&text[from..from + han]),
            (digits, _) => text[from..from + digits].parse().ok(),
        };
        let is_there = match number {
            None => annexes > 0,
            Some(number) => (1..=annexes).contains(&usize::try_from(number).unwrap_or(usize::MAX)),
        };
        let range = at..from + digits.max(han);
        if !is_there && !paragraph.has_reference(range.clone()) {
            let words = &text[range.clone()];
            notes.mark(paragraph, range, format!("文中说“{words}”，却没有这个附件，请补上附件或改正"));
        }
    }
}

/// Whether a paragraph begins with 附件： or 附：, as those of texts that name their annexes themselves.
fn names_annexes(paper: &Paper<'_>) -> bool {
    let names = |line: &str| line.trim_start().starts_with("附件") || line.trim_start().starts_with("附：");
    paper.report.texts().any(|(_, text)| text.contains('附') && text.lines().any(names))
}

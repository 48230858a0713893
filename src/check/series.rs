//! Series counted in the text: 一是 without 二是, （一） before （三）.

use std::cmp::Ordering;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::NumberedSection;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::Passage;
use crate::edit::moves::series::Candidate;
use crate::edit::moves::series::Family;
use crate::edit::moves::series::candidates;
use crate::report::Field;
use crate::report::numbering::Marker;
use crate::report::numbering::Number;
use crate::report::numbering::han;
use crate::report::numbering::read;
use crate::text::char_ceil;
use crate::text::char_floor;

pub(super) static RULES: &[Rule] =
    &[Rule::suspect("series", "分项序号", "GB/T 15834-2011，附录B.3：序次语依次使用", Look::Report(series))];

/// A series that is being counted.
struct Run {
    family: Family,
    /// The number counted last.
    last: u32,
    /// Where its first marker stands, while it has no other.
    only: Option<Mark>,
}

/// Where a marker stands: the paragraph by its first byte, and the bytes within it.
#[derive(Clone, Copy)]
struct Mark {
    paragraph: usize,
    start: usize,
    end: usize,
}

/// Gaps, repeats and lone beginnings in what a text counts: each text by itself, its paragraphs one after the other.
fn series(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let report = paper.report;
    let mut parts = paper.parts().peekable();
    let preamble = paper.passage(Field::Preamble, &report.preamble);
    let mut before = in_text(&preamble, &[], parts.peek().copied(), notes);
    while let Some(part) = parts.next() {
        let section = part.section;
        before.extend(counted_by_heading(part));
        let body = paper.passage(Field::Body(section.id), &section.body);
        before = in_text(&body, &before, parts.peek().copied(), notes);
    }
    in_text(&paper.passage(Field::Closing, &report.closing), &before, None, notes);
}

/// Whether a section is an item of a series itself, so that the text before it may have the items before it.
fn begins_item(part: NumberedSection<'_>) -> bool {
    let text = if part.section.heading.trim().is_empty() { &part.section.body } else { &part.section.heading };
    let counts = matches!(part.number.marker, Marker::Point | Marker::Need) && part.number.ordinal > 0;
    counts || read(text).is_some_and(|label| matches!(label.marker, Marker::Point | Marker::Need))
}

/// The series of one text. What was counted `before` it may go on in it, and it may go on in the `next` section.
fn in_text(
    passage: &Passage<'_>,
    before: &[Run],
    next: Option<NumberedSection<'_>>,
    notes: &mut Notes<'_>,
) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut found: Vec<(Paragraph<'_>, Mark, String)> = Vec::new();
    for paragraph in passage.paragraphs() {
        for candidate in candidates(paragraph.text) {
            let at = candidate.item.start;
            if !is_counted(&candidate, paragraph) || paragraph.has_reference(at..candidate.item.text) {
                continue;
            }
            let mark = Mark { paragraph: paragraph.start, start: at, end: candidate.item.text };
            let written = paragraph.text[mark.start..mark.end].trim();
            let is_counted_on = runs.iter().any(|run| run.family == candidate.family);
            if let Some(says) = count(&mut runs, before, candidate, mark, written)
                && !begins_otherwise(passage, mark)
                && (is_counted_on || !begins_within(passage, mark))
            {
                found.push((paragraph, mark, says));
            }
        }
    }
    let goes_on = next.is_some_and(begins_item);
    for (mark, says) in runs.iter().filter_map(|run| lone(passage, run)).filter(|_| !goes_on) {
        let of = |paragraph: &Paragraph<'_>| paragraph.start == mark.paragraph;
        found.extend(passage.paragraphs().find(of).map(|paragraph| (paragraph, mark, says)));
    }
    for (paragraph, mark, says) in found {
        notes.mark(paragraph, mark.start..mark.end, says);
    }
    runs
}

/// Whether what stands before a marker begins the series in other words: 首先…；二是….
fn begins_otherwise(passage: &Passage<'_>, mark: Mark) -> bool {
    const BEGINS: &[&str] = &["首先", "第一", "其一", "一方面", "一个是", "一则", "之一"];
    let before = text_before(passage, mark);
    !before.contains("一是") && BEGINS.iter().any(|words| before.contains(words))
}

/// Whether the series begins within a clause, where nothing is counted yet: 其表现一是….
fn begins_within(passage: &Passage<'_>, mark: Mark) -> bool {
    text_before(passage, mark).contains("一是")
}

/// What stands before a marker, as far as it may belong to it.
fn text_before<'p>(passage: &'p Passage<'_>, mark: Mark) -> &'p str {
    const NEAR: usize = 6000;
    let end = mark.paragraph + mark.start;
    &passage.text[char_ceil(&passage.text, end.saturating_sub(NEAR))..end]
}

/// The series that the section itself belongs to: its text may go on with the next item.
fn counted_by_heading(part: NumberedSection<'_>) -> impl Iterator<Item = Run> {
    let Number { marker, ordinal } = part.number;
    let need = (marker == Marker::Need).then_some(Family::Around("", "要"));
    let own = std::iter::once(Family::Counted(marker)).chain(need).map(move |family| Run {
        family,
        last: ordinal,
        only: None,
    });
    let typed = candidates(&part.section.heading).into_iter();
    own.chain(typed.map(|candidate| Run { family: candidate.family, last: candidate.ordinal, only: None }))
}

/// Whether a marker surely counts. A number alone may be one of the text; 首先 needs no 其次.
fn is_counted(candidate: &Candidate, paragraph: Paragraph<'_>) -> bool {
    match &candidate.family {
        Family::Counted(Marker::Point | Marker::HanBracketed | Marker::Circled) => true,
        Family::Counted(Marker::DigitBracketed | Marker::Ordinal) => true,
        Family::Counted(Marker::Digit | Marker::DigitComma | Marker::DigitWide | Marker::Han) => {
            candidate.item.start == 0
        }
        Family::Around("", "要") => paragraph.text[candidate.item.text..].starts_with(crate::text::is_han),
        _ => false,
    }
}

/// Takes the next marker of a text; answers what is wrong with it.
fn count(runs: &mut Vec<Run>, before: &[Run], candidate: Candidate, mark: Mark, written: &str) -> Option<String> {
    let Candidate { family, ordinal, .. } = candidate;
    if ordinal == 1 {
        // No text counts so many series at once.
        if runs.len() < 64 {
            runs.push(Run { family, last: 1, only: Some(mark) });
        }
        return None;
    }
    let of_family = |run: &Run| run.family == family;
    if let Some(run) = runs.iter_mut().rev().find(|run| of_family(run) && run.last + 1 == ordinal) {
        run.last = ordinal;
        run.only = None;
        return None;
    }
    let Some(run) = runs.iter_mut().rev().find(|run| of_family(run)) else {
        let goes_on = before.iter().any(|run| of_family(run) && run.last + 1 == ordinal);
        let says = (!goes_on && family == Family::Counted(Marker::Point))
            .then(|| format!("有“{written}”，前面没有“{}”", written_as(&family, 1)));
        runs.push(Run { family, last: ordinal, only: None });
        return says;
    };
    let next = written_as(&run.family, run.last + 1);
    let says = match run.last.cmp(&ordinal) {
        Ordering::Equal => Some(format!("“{written}”出现了两次，后一处该是“{next}”")),
        Ordering::Less => Some(format!("“{written}”前面缺“{next}”")),
        // Back to an earlier number: of another series, whose beginning was not seen.
        Ordering::Greater => None,
    };
    run.last = ordinal;
    run.only = None;
    says
}

/// 一是 with no 二是 after it, however that may be put.
fn lone(passage: &Passage<'_>, run: &Run) -> Option<(Mark, String)> {
    const GOES_ON: [&str; 12] =
        ["二是", "二要", "二则", "其二", "再是", "再就是", "另外", "其次", "还有", "另一", "此外", "同时"];
    let mark = run.only?;
    if run.family != Family::Counted(Marker::Point) {
        return None;
    }
    let behind = passage.text.get(mark.paragraph + mark.end..)?;
    let behind = &behind[..char_floor(behind, 6000)];
    // 一是…，一是…: a way to say it.
    let before = &passage.text[mark.paragraph..mark.paragraph + mark.start];
    let paragraph = behind.split('\n').next().unwrap_or_default();
    if before.contains("一是") || ["，一是", "；一是"].iter().any(|again| paragraph.contains(again)) {
        return None;
    }
    (!GOES_ON.iter().any(|words| behind.contains(words))).then(|| (mark, "只有“一是”，后面没有“二是”".to_owned()))
}

fn written_as(family: &Family, ordinal: u32) -> String {
    match family {
        Family::Counted(marker) => marker.label(ordinal).trim_end_matches('，').to_owned(),
        Family::Around(before, behind) => format!("{before}{}{behind}", han(ordinal)),
        _ => ordinal.to_string(),
    }
}

/// How many items the series has that a text begins with, when it counts from one without a gap.
pub(super) fn items(text: &str) -> Option<u32> {
    // The longest paragraphs of real reports are a third of it.
    const NEAR: usize = 16_000;
    let all = candidates(&text[..char_floor(text, NEAR)]);
    let first = all.first().filter(|candidate| candidate.item.start == 0 && candidate.ordinal == 1)?;
    let mut last = 0;
    for candidate in all.iter().filter(|candidate| candidate.family == first.family) {
        if candidate.ordinal != last + 1 {
            return None;
        }
        last = candidate.ordinal;
    }
    Some(last)
}

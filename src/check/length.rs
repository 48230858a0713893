//! Lengths: sentences that go on and on, sections beside their target.

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::report::Field;
use crate::text;

pub(super) static RULES: &[Rule] = &[
    Rule::hint("long_sentence", "句子太长", "实务", Look::Paragraph(long_sentence)),
    Rule::hint("length", "字数与目标", "本程序：字数目标", Look::Report(length)),
];

/// A sentence longer than anyone reads.
fn long_sentence(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let most = paper.settings.longest_sentence;
    // No character counts more than once, and few take less than three bytes.
    if paragraph.text.len() <= most {
        return;
    }
    for sentence in paragraph.sentences() {
        let words = &paragraph.text[sentence.clone()];
        // Clauses parted by ； or led on to by ： are read one by one.
        let mut start = sentence.start;
        for clause in words.split_inclusive(['；', '：', ';']) {
            let range = start..start + clause.len();
            start = range.end;
            if clause.len() > most {
                let count = text::count(clause);
                if count > most {
                    notes.mark(paragraph, range, format!("这一句长{count}字，最好断开"));
                }
            }
        }
    }
}

/// A section that is longer or shorter than it was meant to be.
fn length(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let report = paper.report;
    if report.setup.target.is_none() && report.tree.rows().all(|row| row.section.style.target.is_none()) {
        return;
    }
    let count = |field, text| text::count(&paper.passage(field, text).text);
    let rows: Vec<_> = report.tree.rows().collect();
    let mut sums: Vec<usize> = rows
        .iter()
        .map(|row| {
            let section = row.section;
            count(Field::Heading(section.id), &section.heading) + count(Field::Body(section.id), &section.body)
        })
        .collect();
    let own = count(Field::Preamble, &report.preamble) + count(Field::Closing, &report.closing);
    if let Some(says) = report.setup.target.and_then(|target| compared(own + sums.iter().sum::<usize>(), target)) {
        notes.report("", says);
    }
    // A section counts what stands below it: from the last one up, each adds to its parent.
    let mut path: Vec<usize> = Vec::new();
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (k, row) in rows.iter().enumerate() {
        path.truncate(row.level - 1);
        parents.push(path.last().copied());
        path.push(k);
    }
    for k in (0..rows.len()).rev() {
        if let Some(parent) = parents[k] {
            sums[parent] += sums[k];
        }
    }
    for (row, sum) in rows.iter().zip(sums) {
        if let Some(says) = row.section.style.target.and_then(|target| compared(sum, target)) {
            notes.section(row.section.id, "", says);
        }
    }
}

/// What to say of a length that goes beyond its target by more than a tenth, or stays below by more than three tenths. A target
/// of 0 is none.
fn compared(count: usize, target: u32) -> Option<String> {
    let target = usize::try_from(target).ok().filter(|target| *target > 0)?;
    let off = count.abs_diff(target);
    let (more, grave) = if count > target { ("多", off * 10 > target) } else { ("少", off * 10 > target * 3) };
    grave.then(|| format!("现有{count}字，比目标{target}字{more}{off}字"))
}

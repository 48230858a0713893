//! Paragraphs of the report's texts: parted, taken out, made text.

use std::ops::Range;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::Report;

/// What stands after a place in title or salutation becomes the text that follows: 副标题, or the head of 导语. Answers which one
/// that is; `None` where another text stands between, or nothing before the place: nothing may come to stand elsewhere.
pub fn part_line(report: &Report, field: Field, at: usize) -> Option<(Change, Field)> {
    let next = match field {
        Field::Title if report.subtitle.is_empty() && !report.salutation.is_empty() => Field::Subtitle,
        Field::Title if report.subtitle.is_empty() => Field::Preamble,
        Field::Salutation => Field::Preamble,
        _ => return None,
    };
    let rest = report.text(field)?.get(at..).filter(|_| at > 0)?;
    let joint = if next == Field::Preamble && !report.preamble.is_empty() { "\n" } else { "" };
    let edits = vec![
        Edit::Text { field, at, cut: rest.to_owned(), put: String::new() },
        Edit::Text { field: next, at: 0, cut: String::new(), put: format!("{rest}{joint}") },
    ];
    Some((Change { label: "另起一段".into(), edits }, next))
}

/// Begins a paragraph at a byte of a text. What a text of one line can't hold becomes the first paragraph of the preamble,
/// or the last of the closing where it stands below that.
pub fn part_at(report: &Report, field: Field, at: usize) -> Option<Change> {
    const LABEL: &str = "分成两段";
    if field.holds("\n") {
        return super::replace_text(report, field, at..at, "\n", LABEL);
    }
    let end = report.text(field)?.len();
    moved(report, field, at..end, LABEL)
}

/// 导语 that is one line and ends in a colon, written below the title, is the salutation (GB/T 9704-2012, 7.3.2: 主送机关 ends in a
/// full-width colon). `None` where there is one, or it is a sentence.
pub fn to_salutation(report: &Report) -> Option<Change> {
    /// Characters of a salutation.
    const LONG: usize = 60;
    /// Words of a sentence that leads on to what follows.
    const LEADS: [&str; 8] = ["如下", "以下", "下面", "下列", "现将", "情况", "汇报", "报告"];
    let line = report.preamble.as_str();
    let is_name = !LEADS.iter().any(|lead| line.contains(lead));
    let is_name = is_name
        && line.ends_with('：')
        && line.chars().count() <= LONG
        && !line.contains(['\n', '。', '；', '{', '\t']);
    if !is_name || !report.salutation.is_empty() {
        return None;
    }
    let edits = vec![
        Edit::Text { field: Field::Preamble, at: 0, cut: line.to_owned(), put: String::new() },
        Edit::Text { field: Field::Salutation, at: 0, cut: String::new(), put: line.to_owned() },
    ];
    Some(Change { label: "作称呼".into(), edits })
}

/// Takes out the paragraph that begins at a byte.
pub fn take_out(report: &Report, field: Field, at: usize) -> Option<Change> {
    let range = with_break(report.text(field)?, paragraph(report, field, at)?);
    super::replace_text(report, field, range, "", "不收进报告")
}

/// Makes the paragraph that begins at a byte of a title, a salutation, a signature or the like one of the report's text.
pub fn into_text(report: &Report, field: Field, at: usize) -> Option<Change> {
    moved(report, field, paragraph(report, field, at)?, "改作正文")
}

/// The bytes of the paragraph that begins at `at`.
fn paragraph(report: &Report, field: Field, at: usize) -> Option<Range<usize>> {
    let rest = report.text(field)?.get(at..)?;
    let len = rest.find('\n').unwrap_or(rest.len());
    (len > 0).then_some(at..at + len)
}

/// With the line break after it, or where it is the last the one before it.
fn with_break(text: &str, range: Range<usize>) -> Range<usize> {
    match (text[range.end..].starts_with('\n'), text[..range.start].ends_with('\n')) {
        (true, _) => range.start..range.end + 1,
        (false, true) => range.start - 1..range.end,
        (false, false) => range,
    }
}

/// Moves a piece of a text that stands above the preamble to its head, of one that stands below the closing to its end.
fn moved(report: &Report, field: Field, range: Range<usize>, label: &str) -> Option<Change> {
    let text = report.text(field)?;
    let words = text.get(range.clone())?.trim();
    let whole = with_break(text, range);
    let (to, at, put) = match field {
        Field::Title | Field::Subtitle | Field::Salutation => {
            let joint = if report.preamble.is_empty() { "" } else { "\n" };
            (Field::Preamble, 0, format!("{words}{joint}"))
        }
        Field::Organization | Field::Date | Field::Remarks | Field::Imprint => {
            let joint = if report.closing.is_empty() { "" } else { "\n" };
            (Field::Closing, report.closing.len(), format!("{joint}{words}"))
        }
        _ => return None,
    };
    if words.is_empty() {
        return None;
    }
    let cut = Edit::Text { field, at: whole.start, cut: text[whole].into(), put: String::new() };
    let put = Edit::Text { field: to, at, cut: String::new(), put };
    Some(Change { label: label.into(), edits: vec![cut, put] })
}

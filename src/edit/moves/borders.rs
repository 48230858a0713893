//! The borders between the texts of a report that is written as one: a heading broken in two, made text, run into its body; a
//! paragraph made a section in its place. No text changes its place in reading order.

use std::ops::Range;

use super::after;
use super::empty_like;
use super::label;
use super::mark;
use super::move_run;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Branch;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Marker;
use crate::report::Owner;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Style;
use crate::report::grid;
use crate::report::numbering;
use crate::report::numbering::Number;
use crate::report::numbering::marker_below;
use crate::text;

/// What stands after byte `at` of a heading becomes the first paragraph of its body. The heading then stands on a line of its
/// own.
pub fn break_heading(report: &Report, id: SectionId, at: usize) -> Option<Change> {
    let section = report.tree.section(id)?;
    let tail = section.heading.get(at..).filter(|tail| !tail.is_empty())?;
    let cut = Edit::Text { field: Field::Heading(id), at, cut: tail.into(), put: String::new() };
    let joint = match (section.body.is_empty(), section.style.heading) {
        (true, _) => "",
        (false, HeadingStyle::OwnLine) => "\n",
        (false, HeadingStyle::RunIn) => section.style.stop.behind(&section.heading),
    };
    let body = Field::Body(id);
    let put = Edit::Text { field: body, at: 0, cut: String::new(), put: format!("{tail}{joint}") };
    let mut edits = vec![mark(Field::Heading(id), at), cut];
    edits.extend(stands(id, section, HeadingStyle::OwnLine));
    edits.extend([put, mark(body, 0)]);
    Some(Change { label: label("断开", report, id), edits })
}

/// A section becomes text: its heading a paragraph of the text before it, its body the paragraphs after that. What stood below
/// it is adopted as when two sections are joined; note and metrics go to the section before, or to the report. `None` for an
/// annex.
pub fn to_text(report: &Report, id: SectionId) -> Option<Change> {
    let tree = &report.tree;
    let section = tree.section(id)?;
    let place = tree.place(id)?;
    if tree.is_annex(id) {
        return None;
    }
    let before = tree.sibling(id, -1);
    let upper = before.map(|before| tree.last_within(before)).or(place.parent);
    let heirs = match before {
        Some(before) => Place { parent: Some(before), index: tree.children(Some(before)).len() },
        None => place,
    };
    let (owner, body, note) = match upper {
        Some(upper) => (Owner::Section(upper), Field::Body(upper), Field::Note(upper)),
        None => (Owner::Report, Field::Preamble, Field::ReportNote),
    };
    let words = written_out(section);
    let above = report.text(body)?;
    let mut edits = vec![mark(Field::Heading(id), 0)];
    move_run(&mut edits, tree.children(Some(id)), heirs);
    edits.push(Edit::Remove { id });
    let joint = if above.is_empty() || words.is_empty() { "" } else { "\n" };
    let put = format!("{joint}{words}");
    let caret = above.len() + joint.len();
    if !put.is_empty() {
        edits.push(Edit::Text { field: body, at: above.len(), cut: String::new(), put });
    }
    let notes = report.text(note)?;
    if !section.note.is_empty() {
        let between = if notes.is_empty() { "" } else { "\n" };
        let put = format!("{between}{}", section.note);
        edits.push(Edit::Text { field: note, at: notes.len(), cut: String::new(), put });
    }
    if !section.metrics.is_empty() {
        let at = report.metrics(owner)?.len();
        edits.push(Edit::Metrics { owner, at, cut: Vec::new(), put: section.metrics.clone() });
    }
    edits.push(mark(body, caret));
    Some(Change { label: label("改为正文", report, id), edits })
}

/// Backspace at the start of a body: its first paragraph runs in after the heading; where it does so already, the two become
/// one heading.
pub fn run_in(report: &Report, id: SectionId) -> Option<Change> {
    let section = report.tree.section(id)?;
    let first = section.body.split('\n').next().unwrap_or_default();
    if section.heading.is_empty() || first.is_empty() || grid::row_of(first).is_some() || report.tree.is_annex(id) {
        return None;
    }
    if section.style.heading == HeadingStyle::OwnLine {
        let mut edits: Vec<Edit> = stands(id, section, HeadingStyle::RunIn).into_iter().collect();
        edits.push(mark(Field::Body(id), 0));
        return Some(Change { label: label("接成一段", report, id), edits });
    }
    let stop = section.style.stop.behind(&section.heading);
    let heading = Field::Heading(id);
    let rest = first.len() + usize::from(section.body.len() > first.len());
    let at = section.heading.len();
    let mut edits = vec![mark(Field::Body(id), 0)];
    edits.extend(stands(id, section, HeadingStyle::OwnLine));
    edits.push(Edit::Text { field: Field::Body(id), at: 0, cut: section.body[..rest].into(), put: String::new() });
    edits.push(Edit::Text { field: heading, at, cut: String::new(), put: format!("{stop}{first}") });
    edits.push(mark(heading, at + stop.len()));
    Some(Change { label: label("并成标题", report, id), edits })
}

/// A heading that was written on past its first 。 is a run-in one (GB/T 9704-2012 has both): what follows that mark is its text,
/// and another paragraph begins after it. `None` where nothing follows, or text stands below it already.
pub fn part_run_in(report: &Report, id: SectionId) -> Option<Change> {
    let section = report.tree.section(id)?;
    let at = section.heading.find('。').filter(|at| *at > 0)?;
    let cut = &section.heading[at..];
    let tail = &cut['。'.len_utf8()..];
    if tail.trim().is_empty() || !section.body.is_empty() || report.tree.is_annex(id) {
        return None;
    }
    let (heading, body) = (Field::Heading(id), Field::Body(id));
    let mut edits = vec![mark(heading, section.heading.len())];
    edits.push(Edit::Text { field: heading, at, cut: cut.to_owned(), put: String::new() });
    edits.extend(stands(id, section, HeadingStyle::RunIn));
    edits.push(Edit::Text { field: body, at: 0, cut: String::new(), put: format!("{tail}\n") });
    edits.push(mark(body, tail.len() + 1));
    Some(Change { label: label("标题接正文", report, id), edits })
}

/// Where a paragraph that becomes a section comes to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Below this section, before what is there; at the top for `None`.
    Below(Option<SectionId>),
    /// After this section, which holds the paragraph or stands above what holds it. What follows the paragraph below that
    /// section goes along.
    After(SectionId),
}

/// A paragraph of a body or of the preamble becomes a section: without its first `drop` bytes it is the heading, what follows
/// it in its text is the body.
pub fn to_section(report: &Report, field: Field, paragraph: Range<usize>, drop: usize, stand: Stand) -> Option<Change> {
    let whole = report.text(field)?;
    let words = whole.get(paragraph.clone())?;
    let heading = words.get(drop..).filter(|_| grid::row_of(words).is_none())?;
    let head = whole[..paragraph.start].strip_suffix('\n').unwrap_or(&whole[..paragraph.start]);
    let rest = whole[paragraph.end..].strip_prefix('\n').unwrap_or_default();
    let owner = match field {
        Field::Body(id) => Some(id),
        Field::Preamble => None,
        _ => return None,
    };
    let tree = &report.tree;
    let mut new = empty_like(report, None)?;
    let id = new.id;
    (new.heading, new.body) = (heading.into(), rest.into());
    let mut edits = vec![mark(field, paragraph.start)];
    if head.len() < whole.len() {
        edits.push(Edit::Text { field, at: head.len(), cut: whole[head.len()..].into(), put: String::new() });
    }
    let branch = Branch::leaf(new);
    match stand {
        Stand::Below(parent) => edits.push(Edit::Insert { at: Place { parent, index: 0 }, branch }),
        Stand::After(top) => {
            let owner = owner.filter(|&owner| tree.is_within(owner, top) && !tree.is_annex(top))?;
            edits.push(Edit::Insert { at: after(tree.place(top)?), branch });
            let mut adopted = tree.children(Some(owner)).to_vec();
            let path = std::iter::once(owner).chain(tree.ancestors(owner)).take_while(|&at| at != top);
            for at in path {
                let Place { parent, index } = tree.place(at)?;
                adopted.extend(&tree.children(parent)[index + 1..]);
            }
            move_run(&mut edits, &adopted, Place { parent: Some(id), index: 0 });
        }
    }
    edits.push(mark(Field::Heading(id), heading.len()));
    Some(Change { label: "改为一节".into(), edits })
}

/// The paragraph of a body or of the preamble that begins at a byte becomes a section in its place: below its section where
/// others stand there, else after it.
pub fn paragraph_to_section(report: &Report, field: Field, paragraph: Range<usize>) -> Option<Change> {
    let drop = numbering::read(report.text(field)?.get(paragraph.clone())?).map_or(0, |label| label.len);
    let stand = match field {
        Field::Body(id) if report.tree.children(Some(id)).is_empty() && !report.tree.is_annex(id) => Stand::After(id),
        Field::Body(id) => Stand::Below(Some(id)),
        _ => Stand::Below(None),
    };
    to_section(report, field, paragraph, drop, stand)
}

/// What a paragraph that was begun with a number becomes: a section whose number counts on from one that stands there, or that
/// begins a deeper series. `None` where the number may belong to the text. `number` answers those of the sections.
///
/// `一、`, `（一）`, `1.`, `（1）`, `①` and `一是` are such numbers (GB/T 9704-2012, 7.3.3; GB/T 15834 B.3), both widths.
pub fn begun(
    report: &Report,
    number: impl Fn(SectionId) -> Option<Number>,
    field: Field,
    paragraph: Range<usize>,
) -> Option<Change> {
    let words = report.text(field)?.get(paragraph.clone())?;
    let label = numbering::read(words).filter(|label| label.above == 0)?;
    let rank = |marker: Marker| SERIES.iter().position(|kind| *kind == marker.kind());
    let rest = words[label.len..].chars().next()?;
    rank(label.marker)?;
    if text::is_digit(rest) || text::is_han_numeral(rest) || matches!(rest, '、' | '，' | '.' | '．' | '％' | '%') {
        return None;
    }
    let tree = &report.tree;
    let Field::Body(id) = field else {
        let is_first = label.ordinal == 1 && marker_below(report, None).kind() == label.marker.kind();
        let stand = Stand::Below(None);
        return if is_first && field == Field::Preamble {
            to_section(report, field, paragraph, label.len, stand)
        } else {
            None
        };
    };
    let counts_on = |&at: &SectionId| {
        let before = number(at);
        !tree.is_annex(at)
            && before.is_some_and(|before| {
                before.marker.kind() == label.marker.kind() && before.ordinal.checked_add(1) == Some(label.ordinal)
            })
    };
    if let Some(top) = std::iter::once(id).chain(tree.ancestors(id)).find(counts_on) {
        return to_section(report, field, paragraph, label.len, Stand::After(top));
    }
    if label.ordinal != 1 {
        return None;
    }
    let below = marker_below(report, Some(id));
    let own = number(id).map_or(Marker::Bare, |number| number.marker);
    let is_deeper = match (rank(own), rank(label.marker)) {
        (Some(own), Some(new)) => own < new,
        _ => true,
    };
    let is_usual = below.kind() == label.marker.kind();
    if !is_deeper || !is_usual && !tree.children(Some(id)).is_empty() {
        return None;
    }
    let mut change = to_section(report, field, paragraph, label.len, Stand::Below(Some(id)))?;
    if !is_usual {
        let style = Style { children: Some(label.marker), ..tree.section(id)?.style.clone() };
        change.edits.insert(0, Edit::Style { id, style });
    }
    Some(change)
}

/// The kinds of numbers that a series of sections is begun with, the highest first.
const SERIES: &[Marker] =
    &[Marker::Han, Marker::HanBracketed, Marker::Digit, Marker::DigitBracketed, Marker::Circled, Marker::Point];

/// The heading and the body of a section as paragraphs.
fn written_out(section: &Section) -> String {
    let (heading, body) = (section.heading.as_str(), section.body.as_str());
    let first = body.split('\n').next().unwrap_or_default();
    let joint = match section.style.heading {
        _ if heading.is_empty() || body.is_empty() => "",
        HeadingStyle::RunIn if !first.is_empty() && grid::row_of(first).is_none() => section.style.stop.behind(heading),
        _ => "\n",
    };
    format!("{heading}{joint}{body}")
}

/// The step that sets where a heading stands, unless it stands there.
fn stands(id: SectionId, section: &Section, heading: HeadingStyle) -> Option<Edit> {
    let style = Style { heading, ..section.style.clone() };
    (style != section.style).then_some(Edit::Style { id, style })
}

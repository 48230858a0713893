//! What else a place could be that was unclear when its text was read, as the change that makes it that.

use std::collections::HashMap;

use crate::check;
use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::import::Counted;
use crate::import::Doubt;
use crate::import::Reading;
use crate::import::Spot;
use crate::import::What;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Place;
use crate::report::Report;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::numbering;
use crate::tui::model::Mark;
use crate::tui::model::Standing;
use crate::tui::words;

/// What else a doubt could be: what that is called, and the change; `None` where there is nothing else, or the text is no longer
/// as it was read.
pub fn other(report: &Report, settings: &check::Settings, standing: &Standing) -> Option<(&'static str, Change)> {
    let mark = standing.mark.as_ref();
    if let (What::TakenAsText { .. } | What::SeriesInText, Some(Mark { field: Field::Body(id), range, .. })) =
        (&standing.doubt.what, mark)
        && let Some(change) = moves::split_series(report, *id, Some(range.start))
    {
        return Some(("拆成分节", change));
    }
    if let What::Narrow { .. } = standing.doubt.what {
        return check::widen(report, settings).map(|(change, _)| (WIDEN, change));
    }
    let reading = standing.doubt.other?;
    Some((words::reading(reading), reread(report, standing, reading)?))
}

/// What [`other`] calls the other reading, without making the change where that takes the whole report.
pub fn name(report: &Report, settings: &check::Settings, standing: &Standing) -> Option<&'static str> {
    match standing.doubt.what {
        What::Narrow { .. } => Some(WIDEN),
        _ => other(report, settings, standing).map(|(name, _)| name),
    }
}

/// What it is called to write marks and digits in their width.
const WIDEN: &str = "半角转全角";

/// A doubt for each section of a text just read, a paragraph of which holds a series that can be split.
pub fn series(report: &Report) -> Vec<Doubt> {
    let told = |id| {
        let start = moves::series_at(report, id)?;
        let at = Some(Spot { report: 0, field: Field::Body(id), start });
        Some(Doubt { line: 0, counted: Counted::Paragraphs, to: 0, what: What::SeriesInText, at, other: None })
    };
    report.tree.rows().filter_map(|row| told(row.section.id)).collect()
}

/// A doubt for a text just read whose marks and digits stand in another width than they should: where the first of them is.
pub fn narrow(report: &Report, settings: &check::Settings) -> Option<Doubt> {
    /// Fewer are seen and mended one by one.
    const MANY: usize = 3;
    let (change, count) = check::widen(report, settings).filter(|(_, count)| *count >= MANY)?;
    let mut first: HashMap<Field, usize> = HashMap::new();
    for edit in &change.edits {
        if let Edit::Text { field, at, .. } = edit {
            first.entry(*field).and_modify(|first| *first = *at.min(first)).or_insert(*at);
        }
    }
    let (field, start) = report.texts().find_map(|(field, _)| Some((field, *first.get(&field)?)))?;
    let start = report.text(field)?[..start].rfind('\n').map_or(0, |stop| stop + 1);
    let at = Some(Spot { report: 0, field, start });
    Some(Doubt { line: 0, counted: Counted::Paragraphs, to: 0, what: What::Narrow { count }, at, other: None })
}

fn reread(report: &Report, standing: &Standing, reading: Reading) -> Option<Change> {
    let what = &standing.doubt.what;
    let Some(Mark { field, range, seam }) = standing.mark.clone() else {
        return match what {
            What::LeftOut { text, .. } => keep(report, Field::Preamble, 0, text),
            _ => None,
        };
    };
    let section = || match field {
        Field::Heading(id) => Some(id),
        // A section without a heading begins with its body.
        Field::Body(id) if range.start == 0 && report.tree.section(id)?.heading.is_empty() => Some(id),
        _ => None,
    };
    match reading {
        Reading::Up => moves::promote(report, &[section()?]),
        Reading::Down => moves::demote(report, &[section()?]),
        Reading::Body => into_body(report, section()?, "\n"),
        Reading::Joined => into_body(report, section()?, ""),
        Reading::Apart { .. } => moves::part_at(report, field, seam),
        Reading::Out => moves::take_out(report, field, range.start),
        Reading::Plain => moves::into_text(report, field, range.start),
        Reading::Heading { .. } => match field {
            Field::Body(id) => moves::split_body(report, id, range.start, Below::FirstChild),
            Field::Preamble => from_preamble(report, range.start),
            _ => None,
        },
        Reading::Kept => match what {
            What::LeftOut { text, .. } => keep(report, field, range.end, text),
            What::KeptOnce { place, .. } => twice(report, field.section()?, *place),
            _ => None,
        },
    }
}

/// A section becomes text again, after the body of the section before it, or after the preamble. Its children stay where
/// they are; with children that can't be.
fn into_body(report: &Report, id: SectionId, joint: &str) -> Option<Change> {
    let tree = &report.tree;
    let section = tree.section(id)?;
    if !tree.children(Some(id)).is_empty() || !section.note.is_empty() || !section.metrics.is_empty() {
        return None;
    }
    let label = numbering::number_of(report, id);
    let stop = if section.heading.is_empty() || section.body.is_empty() {
        ""
    } else {
        section.style.stop.behind(&section.heading)
    };
    let words = format!("{label}{}{stop}{}", section.heading, section.body);
    let field = tree.before(id).map_or(Field::Preamble, Field::Body);
    let before = report.text(field)?;
    let joint = if before.is_empty() { "" } else { joint };
    let put = Edit::Text { field, at: before.len(), cut: String::new(), put: format!("{joint}{words}") };
    Some(Change { label: "改读为正文".into(), edits: vec![Edit::Remove { id }, put] })
}

/// The preamble from a paragraph on becomes the first section.
fn from_preamble(report: &Report, at: usize) -> Option<Change> {
    let (head, tail) = report.preamble.split_at_checked(at)?;
    let (heading, body) = tail.split_once('\n').unwrap_or((tail, ""));
    let section = Section { heading: heading.into(), body: body.into(), ..Section::new(report.tree.next_id()?) };
    let kept = head.trim_end_matches('\n').len();
    let cut = Edit::Text { field: Field::Preamble, at: kept, cut: report.preamble[kept..].into(), put: String::new() };
    let insert = Edit::Insert { at: Place { parent: None, index: 0 }, branch: Branch::leaf(section) };
    Some(Change { label: "改读为标题".into(), edits: vec![cut, insert] })
}

/// A section that stood in its file twice stands there twice again, or, where the place is gone, right after the other one.
fn twice(report: &Report, id: SectionId, place: Place) -> Option<Change> {
    let tree = &report.tree;
    let is_there = place.parent.is_none_or(|parent| tree.contains(parent) && !tree.is_within(parent, id));
    let at = match is_there {
        true => Place { index: place.index.min(tree.children(place.parent).len()), ..place },
        false => tree.place(id).map(|own| Place { index: own.index + 1, ..own })?,
    };
    let change = moves::insert_branches(report, at, vec![tree.branch(id)?])?;
    Some(Change { label: "两处都留下".into(), ..change })
}

/// What was left out becomes a paragraph after the one that ends at this byte.
fn keep(report: &Report, field: Field, at: usize, text: &str) -> Option<Change> {
    let (field, at) = match field {
        Field::Heading(id) => (Field::Body(id), 0),
        field if field.has_paragraphs() => (field, at),
        _ => (Field::Preamble, 0),
    };
    let put = match (report.text(field)?.is_empty(), at) {
        (true, _) => text.to_owned(),
        (false, 0) => format!("{text}\n"),
        (false, _) => format!("\n{text}"),
    };
    Some(Change::one("收回略去的文字", Edit::Text { field, at, cut: String::new(), put }))
}

//! Several reports of one text put together as one report.

use crate::edit::moves;
use crate::edit::moves::Markers;
use crate::import::Doubt;
use crate::import::Noise;
use crate::import::Spot;
use crate::import::What;
use crate::report::Field;
use crate::report::Place;
use crate::report::Report;
use crate::report::Row;
use crate::report::SectionId;

/// The reports of a collection as sections of one report, which has the title of the collection, with the doubts where they are
/// then. Reports without any text are left out.
pub fn as_one(reports: &[Report], doubts: &[Doubt]) -> (Report, Vec<Doubt>) {
    let kept: Vec<usize> = (0..reports.len()).filter(|&index| !is_blank(&reports[index])).collect();
    let mut one = Report { title: title(doubts).unwrap_or_default(), ..Report::default() };
    let parts = kept.iter().map(|&index| (String::new(), reports[index].clone())).collect();
    if let Some(change) = moves::gather(&one, parts, Place { parent: None, index: 0 }, Markers::Kept) {
        change.apply(&mut one).expect("what gathers reports applies to the one it was asked of");
    }
    let tops = one.tree.children(None).to_vec();
    let moved: Vec<Vec<(SectionId, SectionId)>> =
        kept.iter().zip(&tops).map(|(&index, &top)| sections(&reports[index], &one, top)).collect();
    let place = |spot: Spot| {
        let part = kept.iter().position(|&index| index == spot.report)?;
        let (top, moved) = (*tops.get(part)?, moved.get(part)?);
        let now = |id: SectionId| moved.iter().find(|(before, _)| *before == id).map(|(_, now)| *now);
        let (field, start) = match spot.field {
            Field::Heading(id) => (Field::Heading(now(id)?), spot.start),
            Field::Body(id) => (Field::Body(now(id)?), spot.start),
            Field::Preamble if one.tree.section(top)?.body.starts_with(&reports[spot.report].preamble) => {
                (Field::Body(top), spot.start)
            }
            _ => (Field::Heading(top), 0),
        };
        Some(Spot { report: 0, field, start })
    };
    let told = doubts.iter().map(|doubt| {
        // A title or a signature that is a heading now can't be read the other way.
        let is_text = |spot: Spot| matches!(spot.field, Field::Heading(_) | Field::Body(_) | Field::Preamble);
        let other = doubt.other.filter(|_| doubt.at.is_none_or(is_text));
        Doubt { at: doubt.at.and_then(place), other, ..doubt.clone() }
    });
    // What has become the title is no longer left out.
    let is_title = |doubt: &Doubt| match &doubt.what {
        What::LeftOut { noise: Noise::Collection, text } => text.trim() == one.title,
        _ => false,
    };
    let told = told.filter(|doubt| !is_title(doubt)).collect();
    (one, told)
}

/// The title of the collection: the first line of what was read as such and left out.
fn title(doubts: &[Doubt]) -> Option<String> {
    doubts.iter().find_map(|doubt| match &doubt.what {
        What::LeftOut { noise: Noise::Collection, text } => Some(text.lines().next()?.trim().to_owned()),
        _ => None,
    })
}

fn is_blank(report: &Report) -> bool {
    let texts = [&report.title, &report.preamble, &report.closing];
    report.tree.is_empty() && texts.iter().all(|text| text.trim().is_empty())
}

/// What each section of a report has become below `top` in the whole: both are in the same order, and say the same.
fn sections(part: &Report, whole: &Report, top: SectionId) -> Vec<(SectionId, SectionId)> {
    let mut now = whole.tree.rows_of(top).skip(1);
    let same = |row: Row<'_>| {
        let found =
            now.find(|other| other.section.heading == row.section.heading && other.section.body == row.section.body);
        found.map(|found| (row.section.id, found.section.id))
    };
    part.tree.rows().map_while(same).collect()
}

//! The parts that a file of our own has beside its text: they come back as what they were.

mod front;
mod text;

use std::collections::HashMap;

use super::Doubt;
use super::Imported;
use super::Spot;
use super::own::Own;
use super::source::Role;
use super::source::Source;
use crate::report::Branch;
use crate::report::Field;
use crate::report::HeadPart;
use crate::report::Kind;
use crate::report::Letterhead;
use crate::report::Marker;
use crate::report::Numbering;
use crate::report::Place;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Signed;
use crate::report::numbering;
use crate::report::properties;

pub(super) use front::mark;
pub(super) use text::Stretch;
pub(super) use text::stretches;

/// What a file says of its report beside the text, by name.
pub(super) type Properties = Vec<(String, String)>;

/// The parts of a report that were known by their styles.
#[derive(Debug, Default)]
pub(super) struct Parts {
    texts: Vec<(Own, String)>,
    annexes: Vec<Bound>,
    properties: Properties,
    after: After,
}

/// An annex as it stands in the file.
#[derive(Debug, Default)]
struct Bound {
    title: String,
    /// Which section it is, where the file says so.
    id: Option<SectionId>,
    sources: Vec<Source>,
}

/// What may stand after the last annex.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum After {
    /// Nothing: the file has one report.
    #[default]
    Nothing,
    /// Other reports.
    Reports,
}

/// Takes the parts out of the paragraphs of a file; the others stay.
pub(super) fn split(sources: Vec<Source>, properties: Properties) -> (Vec<Source>, Parts) {
    let mut parts = Parts { properties, ..Parts::default() };
    let mut rest = Vec::new();
    for source in sources {
        match source.own {
            None => match parts.annexes.last_mut() {
                Some(annex) => annex.sources.push(source),
                None => rest.push(source),
            },
            Some(Own::Annex) => parts.annexes.push(Bound::default()),
            Some(Own::AnnexTitle) => {
                if let Some(annex) = parts.annexes.last_mut() {
                    annex.title.push_str(source.text.trim());
                    annex.id = annex.id.or(source.id);
                }
            }
            Some(own) => parts.texts.push((own, source.text.trim().to_owned())),
        }
    }
    (rest, parts)
}

impl Parts {
    /// Puts the parts into the report that was read from the rest; `read` reads the paragraphs of an annex.
    pub(super) fn put_into(self, imported: &mut Imported, read: impl Fn(Vec<Source>) -> Imported) {
        if imported.reports.is_empty() && !(self.texts.is_empty() && self.annexes.is_empty()) {
            imported.reports.push(Report::default());
        }
        let Some(report) = imported.reports.last_mut() else { return };
        for (own, text) in self.texts {
            put_text(report, own, &text);
        }
        put_properties(report, &self.properties);
        for id in self.annexes.iter().flat_map(Bound::ids) {
            report.tree.reserve_ids(id.number());
        }
        for annex in self.annexes {
            let known: Vec<SectionId> = annex.ids().collect();
            let Bound { title, id, mut sources } = annex;
            let line = sources.first().map_or(1, |source| source.line);
            sources.insert(0, Source::new(line, title.clone(), Role::Title));
            put_annex(imported, title, read(sources), self.after, &Known { top: id, below: known });
        }
        imported.doubts.sort_by_key(|doubt| doubt.line);
    }
}

impl Bound {
    /// The ids of its sections that the file says.
    fn ids(&self) -> impl Iterator<Item = SectionId> {
        self.id.into_iter().chain(self.sources.iter().filter_map(|source| source.id))
    }
}

/// Which sections the file says that an annex has.
struct Known {
    /// The annex itself.
    top: Option<SectionId>,
    /// All of them.
    below: Vec<SectionId>,
}

/// What no page shows; a text that doesn't show for that reason.
fn put_properties(report: &mut Report, told: &Properties) {
    for (name, text) in told {
        properties::set(report, name, text);
    }
    for (name, text) in told {
        let hidden = match properties::field(name) {
            Some(field @ Field::Head(HeadPart::Organ)) if report.setup.letterhead == Letterhead::Room => field,
            Some(field @ (Field::Organization | Field::Date)) if report.setup.signed == Signed::Above => field,
            _ => continue,
        };
        if let Some(to) = report.text_mut(hidden) {
            text.trim().clone_into(to);
        }
    }
    if report.setup.signed == Signed::Above {
        for signed in [report.date.clone(), report.organization.clone()] {
            if let Some(above) = report.subtitle.strip_suffix(&signed) {
                report.subtitle.truncate(above.trim_end_matches('\n').len());
            }
        }
    }
}

fn put_text(report: &mut Report, own: Own, text: &str) {
    const URGENT: [&str; 4] = ["特急", "加急", "特提", "平急"];
    let add = |to: &mut String| add_to(to, text);
    match own {
        Own::Copy => add(&mut report.head.copy),
        Own::Grade if URGENT.contains(&text) => add(&mut report.head.urgency),
        Own::Grade => add(&mut report.head.secrecy),
        Own::Organ => add(&mut report.head.organ),
        Own::Number => {
            let (number, signer) = text.split_once("签发人：").unwrap_or((text, ""));
            add_to(&mut report.head.number, number.trim());
            add_to(&mut report.head.signer, signer.trim());
        }
        Own::Subtitle => add(&mut report.subtitle),
        Own::Salutation => add(&mut report.salutation),
        Own::Organization => add(&mut report.organization),
        Own::Date => add(&mut report.date),
        Own::Remarks => add(&mut report.remarks),
        // The tab stands for the blank that parts organ and date.
        Own::Imprint => add_to(&mut report.imprint, &text.replace('\t', "\u{3000}")),
        Own::Rule | Own::AnnexNote | Own::Annex | Own::AnnexTitle => {}
        // Those with a table are taken out before.
        Own::TableTitle | Own::TableUnit | Own::TableNote => {}
    }
}

/// Adds a line to a text.
fn add_to(to: &mut String, line: &str) {
    if !to.is_empty() && !line.is_empty() {
        to.push('\n');
    }
    to.push_str(line);
}

/// Adds an annex after all others, with the doubts of its reading: what stood before its sections is its body.
fn put_annex(imported: &mut Imported, title: String, mut read: Imported, after: After, known: &Known) {
    let Some(at) = imported.reports.len().checked_sub(1) else { return };
    let others = match after {
        After::Nothing => Vec::new(),
        After::Reports => read.reports.split_off(read.reports.len().min(1)),
    };
    let report = &mut imported.reports[at];
    let count: usize = read.reports.iter().map(|part| part.tree.len() + 1).sum();
    let Some(first) = report.tree.next_ids(count.max(1)) else { return };
    let annex = Annex::of(title, &read.reports, report.setup.scheme);
    let ids = ids(&annex, first, known, report);
    let is_of_other = |spot: &Spot| after == After::Reports && spot.report > 0;
    let spot = |spot: Option<Spot>| {
        if let Some(spot) = spot.filter(is_of_other) {
            return Some(Spot { report: at + spot.report, ..spot });
        }
        let (row, place) =
            spot.and_then(|spot| annex.places.get(&(spot.report, spot.field))).copied().unwrap_or((0, None));
        let id = *ids.get(row)?;
        // A text that has become a part of another begins where that part does.
        let (field, before) = place.map_or((Field::Heading(id), 0), |before| (Field::Body(id), before));
        Some(Spot { report: at, field, start: before + spot.map_or(0, |spot| spot.start) })
    };
    // The title is known by its style, whatever it looks like.
    let is_of_title = |doubt: &Doubt| doubt.at.is_some_and(|at| at.report == 0 && at.field == Field::Title);
    let doubts = read.doubts.into_iter().filter(|doubt| !is_of_title(doubt));
    imported.doubts.extend(doubts.map(|doubt| Doubt { at: spot(doubt.at), ..doubt }));
    if ids.len() < annex.rows.len() {
        return;
    }
    let mut rows = annex.rows.into_iter();
    let Some((_, top)) = rows.next() else { return };
    let mut branch = Branch::leaf(top);
    rows.for_each(|(level, section)| branch.push(level, section));
    for (section, id) in branch.sections_mut().zip(&ids) {
        section.id = *id;
    }
    let index = report.tree.children(None).len();
    report.tree.insert(Place { parent: None, index }, branch);
    imported.reports.extend(others);
}

/// The ids of an annex and of what stands below it: those that the file says, each the first time, and from `first` on.
fn ids(annex: &Annex, first: SectionId, known: &Known, report: &Report) -> Vec<SectionId> {
    let mut taken: Vec<SectionId> = Vec::new();
    let mut ids = Vec::with_capacity(annex.rows.len());
    for (k, (_, section)) in annex.rows.iter().enumerate() {
        let said = if k == 0 { known.top } else { Some(section.id).filter(|id| known.below.contains(id)) };
        let said = said.filter(|id| !taken.contains(id) && !report.tree.contains(*id));
        taken.extend(said);
        ids.extend(said.or_else(|| first.after(k)));
    }
    ids
}

/// The sections of an annex that was read as a report, or as several.
struct Annex {
    /// With their levels; the first is the annex itself, at 0.
    rows: Vec<(usize, Section)>,
    /// Where each text has gone: its row, and the byte of the body at which it begins; `None` for the heading.
    places: HashMap<(usize, Field), (usize, Option<usize>)>,
}

impl Annex {
    fn of(title: String, read: &[Report], scheme: Scheme) -> Annex {
        let mut top = blank();
        top.heading = title;
        top.style.kind = Kind::Annex;
        let mut annex = Annex { rows: vec![(0, top)], places: HashMap::new() };
        for (k, part) in read.iter().enumerate() {
            if k > 0 {
                // What seems to begin another report is a section of it.
                let mut section = blank();
                section.heading.clone_from(&part.title);
                section.style.numbering = Numbering::Unnumbered;
                annex.rows.push((1, section));
            }
            annex.add(k, part, scheme);
        }
        annex
    }

    fn add(&mut self, k: usize, part: &Report, scheme: Scheme) {
        let own = self.rows.len() - 1;
        let (level, top) = &mut self.rows[own];
        let level = *level;
        top.style.children = own_marker(scheme, part.setup.scheme);
        top.note.clone_from(&part.note);
        top.aside.clone_from(&part.aside);
        self.places.insert((k, Field::Title), (own, None));
        for field in Field::FRONT.into_iter().filter(|field| !matches!(field, Field::Title | Field::ReportNote)) {
            self.append(k, part, field);
        }
        let mut shown = numbering::numbers(part).map(|of| (of.row.level, of.number.marker)).peekable();
        for row in part.tree.rows() {
            let number = self.rows.len();
            self.places.insert((k, Field::Heading(row.section.id)), (number, None));
            self.places.insert((k, Field::Body(row.section.id)), (number, Some(0)));
            let mut section = row.section.clone();
            // What stands below it is marked as it was, whatever the report's scheme has there.
            if let (Some((own, marker)), Some(&(next, below))) = (shown.next(), shown.peek())
                && next > own
            {
                section.style.children = Some(below).filter(|&below| below != scheme.below(marker, level + own + 2));
            }
            self.rows.push((level + row.level, section));
        }
        for field in Field::END.into_iter().chain([Field::Imprint]) {
            self.append(k, part, field);
        }
    }

    /// Adds a text of a part to the body of the last section.
    fn append(&mut self, k: usize, part: &Report, field: Field) {
        let Some(text) = part.text(field).filter(|text| !text.is_empty()) else { return };
        let row = self.rows.len() - 1;
        let body = &mut self.rows[row].1.body;
        let begins = if body.is_empty() { 0 } else { body.len() + 1 };
        add_to(body, text);
        self.places.insert((k, field), (row, Some(begins)));
    }
}

/// A section whose id is still to come.
fn blank() -> Section {
    Section::new(SectionId::new(1).expect("1 is in bounds"))
}

/// The marker of the sections of an annex, where those of the report are marked otherwise.
fn own_marker(scheme: Scheme, own: Scheme) -> Option<Marker> {
    (own.marker(1) != scheme.marker(1)).then(|| own.marker(1))
}

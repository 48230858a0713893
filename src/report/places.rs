//! The places of a report that a text can name: `{附件:台账}` says 见附件2, `{节:抓规范管理}` says 二、（一）. Both follow their
//! numbers.

use std::collections::BTreeMap;

use super::Marker;
use super::Report;
use super::numbering::Counter;
use super::numbering::Numbered;
use super::numbering::numbers_by;

/// What is named: the word before the colon of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// 附件, by its title.
    Annex,
    /// 节, by its heading.
    Section,
}

impl Place {
    /// Both, in the order in which they are offered.
    pub const ALL: [Place; 2] = [Place::Annex, Place::Section];

    /// The word before the colon.
    pub fn word(self) -> &'static str {
        match self {
            Place::Annex => "附件",
            Place::Section => "节",
        }
    }

    /// What this word before a colon names.
    pub fn named(word: &str) -> Option<Place> {
        Place::ALL.into_iter().find(|place| place.word() == word)
    }
}

/// Why a place can't be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplaced {
    /// None has the name.
    Nowhere,
    /// Several have it.
    Several,
    /// It takes no number.
    Unnumbered,
}

/// The numbers of the places of a report by what they are called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    by_name: BTreeMap<(Place, String), Vec<String>>,
    /// Each name once, in reading order.
    in_order: Vec<(Place, String)>,
}

impl Places {
    /// The places of a report with so many annexes: a table of metrics may be one of them. Walks the report.
    pub fn of(report: &Report, annexes: usize) -> Places {
        let mut places = Places::default();
        // The numbers of the sections that are open, each with those above it.
        let mut above: Vec<String> = Vec::new();
        for Numbered { row, number, label } in numbers_by(report, Counter::with_annexes(report, annexes)) {
            above.truncate(row.level - 1);
            let is_annex = matches!(number.marker, Marker::Annex | Marker::OnlyAnnex);
            let whole = match above.last() {
                // 1.1 has the numbers above in itself.
                Some(above) if number.marker.kind() != Marker::Dotted => format!("{above}{label}"),
                _ => label.clone(),
            };
            let name = row.section.heading.trim();
            if !name.is_empty() {
                let place = if is_annex { Place::Annex } else { Place::Section };
                let said = if label.is_empty() { String::new() } else { whole.clone() };
                let said_so = places.by_name.entry((place, name.to_owned())).or_default();
                if said_so.is_empty() {
                    places.in_order.push((place, name.to_owned()));
                }
                said_so.push(said);
            }
            above.push(whole);
        }
        places
    }

    /// What can be named, in reading order, each once.
    pub fn names(&self) -> &[(Place, String)] {
        &self.in_order
    }

    /// Whether a text may name a place, so that these are worth to be known.
    pub fn are_named_in(text: &str) -> bool {
        text.contains('{') && Place::ALL.iter().any(|place| text.contains(place.word()))
    }

    /// What a text says of a place; `see` leads to an annex: 见, or nothing where that stands there already.
    pub(super) fn says(&self, place: Place, name: &str, see: &str) -> Result<String, Unplaced> {
        let found = self.by_name.get(&(place, name.to_owned())).map_or(&[][..], Vec::as_slice);
        match (found, place) {
            ([], _) => Err(Unplaced::Nowhere),
            ([number], _) if number.is_empty() => Err(Unplaced::Unnumbered),
            ([number], Place::Annex) => Ok(format!("{see}{number}")),
            ([number], Place::Section) => Ok(number.trim_end_matches(['、', '.', '．', '，']).to_owned()),
            _ => Err(Unplaced::Several),
        }
    }
}

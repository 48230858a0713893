//! Which markers the sections of a report are given: the scheme, and what departs from it.

use std::collections::HashSet;
use std::num::NonZeroU32;

use super::Builder;
use super::Found;
use crate::import::Doubt;
use crate::import::Kept;
use crate::import::Reading;
use crate::import::Spot;
use crate::import::What;
use crate::import::mixed::Ways;
use crate::import::phrase;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Kind;
use crate::report::Marker;
use crate::report::Numbering;
use crate::report::Scheme;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Style;
use crate::report::Tree;
use crate::report::numbering;
use crate::report::numbering::Label;

/// One kind of marker at one depth: width and punctuation aside, but with the stops of 1.1 counted.
type Key = (Marker, usize);

/// The kinds of the markers. Where a text has 1.1, its 1. is the level above, unless it stands below 1.1 itself.
pub(super) fn keys(labels: &[Label]) -> Vec<Key> {
    let tops = labels.iter().any(|label| label.above == 0 && matches!(label.marker, Marker::Dotted));
    let dotted = labels.iter().any(|label| label.above > 0 && label.marker == Marker::Dotted);
    let first = labels.iter().find(|label| label.marker.kind() == Marker::Digit || label.marker == Marker::Dotted);
    let above = tops || first.is_some_and(|label| label.above == 0);
    let adapt = |label: &Label| {
        if dotted && above && label.marker.kind() == Marker::Digit {
            (Marker::Dotted, 0)
        } else {
            (label.marker.kind(), label.above)
        }
    };
    labels.iter().map(adapt).collect()
}

impl Builder<'_> {
    /// Gives the sections their markers and the report its scheme.
    pub(super) fn number(&mut self, found: Vec<Found>, keys: &[Key]) {
        let series = series(&found, keys, &self.report.preamble);
        let digits = digits(&found);
        let top = series.iter().find(|series| series.parent.is_none());
        let scheme = top.map_or(Scheme::default(), |top| {
            let first = top.settled(&found);
            scheme(top.marker, first.map_or(digits, |first| first.marker_as_written(digits, digits)))
        });
        self.report.setup.scheme = scheme;

        let Drawn { children, of, drawn } = Drawn::new(&found, &series, scheme, digits);
        let mut taken = vec![0; series.len()];
        let levels: Vec<usize> = found.iter().map(|section| section.level).collect();
        let mut ways = Ways::default();
        let mut rows = Vec::with_capacity(found.len());
        let ids = ids(&found);
        for (k, mut found) in found.into_iter().enumerate() {
            let id = ids[k];
            let mut section = Section::new(id);
            section.style.children = children[k];
            found.shape(&mut section.style);
            // A numbered sentence, with nothing below it that it could be the heading of.
            let ends = levels.get(k + 1).is_none_or(|&next| next <= levels[k]);
            if found.body.is_empty() && ends && !found.settled && phrase::ends_sentence(&found.heading.text) {
                found.body.push(std::mem::take(&mut found.heading));
            }
            let siblings = drawn[of[k]];
            let other = keys[k].0.kind() != siblings.kind();
            let bare = keys[k].0 == Marker::Bare;
            let from_text = series[of[k]].from_text;
            let as_text = from_text.is_some()
                || other
                    && (matches!(keys[k].0, Marker::Point | Marker::Need | Marker::Bare) || siblings == Marker::Bare);
            if from_text.is_some_and(|first| first <= k) {
                let written = found.written.trim().to_owned();
                found.doubts.push((What::CountsOnFromText { written }, None));
            } else if other && from_text.is_none() {
                let kept = if as_text { Kept::AsText } else { Kept::AsNumber };
                found.doubts.push((What::OtherMarker { written: found.label.marker, siblings, kept }, None));
            }
            if found.annex {
                // 附件1 is counted among the annexes, whatever stands beside them.
            } else if as_text {
                if siblings != Marker::Bare {
                    section.style.numbering = Numbering::Unnumbered;
                }
                if !bare {
                    let text =
                        found.body.first_mut().filter(|_| found.heading.text.is_empty()).unwrap_or(&mut found.heading);
                    text.text.to_mut().insert_str(0, &found.written);
                    text.line = found.line;
                    for joint in &mut text.joints {
                        joint.at += found.written.len();
                    }
                }
            } else {
                let written = found.label.ordinal;
                // An excerpt that begins midway, a list that begins anew: the number stays.
                let begins = !other && (taken[of[k]] == 0 && written > 1 || taken[of[k]] > 0 && written == 1);
                let begins = found.begins || begins && keeps_its_number(siblings);
                section.style.begins = NonZeroU32::new(written).filter(|_| begins);
                taken[of[k]] = section.style.begins.map_or(taken[of[k]] + 1, NonZeroU32::get);
                let becomes = taken[of[k]];
                if !other && becomes != written && counts_on(siblings) {
                    found.doubts.push((What::Renumbered { written, becomes }, None));
                }
            }
            let alone = found.heading.text.is_empty() && found.body.is_empty();
            section.heading = if found.heading.text.is_empty() && !alone {
                String::new()
            } else {
                found.heading.line = found.line;
                self.set(vec![found.heading], Field::Heading(id))
            };
            section.body = self.set(found.body, Field::Body(id));
            let field = if section.heading.is_empty() { Field::Body(id) } else { Field::Heading(id) };
            let spot = Spot { report: self.index, field, start: 0 };
            ways.see(found.level, found.label.marker, &found.written, found.line, spot);
            let at = Some(spot);
            let told = found.doubts.drain(..);
            self.doubts.extend(told.map(|(what, other)| Doubt { at, other, ..Doubt::new(found.line, what) }));
            rows.push((found.level, section));
        }
        self.doubts.extend(ways.into_doubts());
        self.report.tree = Tree::from_rows(rows).expect("levels never jump and no id is given twice");
    }
}

/// The ids of the sections: those that their file says, each the first time, and for the others the least that are free.
fn ids(found: &[Found]) -> Vec<SectionId> {
    let mut taken: HashSet<SectionId> = HashSet::new();
    let said: Vec<Option<SectionId>> = found.iter().map(|section| section.id.filter(|id| taken.insert(*id))).collect();
    let mut free = (1..).map_while(SectionId::new).filter(|id| !taken.contains(id));
    let id = |said: Option<SectionId>| said.or_else(|| free.next());
    said.into_iter().map(id).map(|id| id.expect("no more sections are taken than there are ids")).collect()
}

/// The markers that the sections of a report get.
struct Drawn {
    /// What each section asks for its children; `None` for what the scheme has there.
    children: Vec<Option<Marker>>,
    /// The series of each section.
    of: Vec<usize>,
    /// The marker of each series as it will be drawn, given those above it.
    drawn: Vec<Marker>,
}

impl Drawn {
    fn new(found: &[Found], all: &[Series], scheme: Scheme, digits: Marker) -> Drawn {
        let mut children: Vec<Option<Marker>> = vec![None; found.len()];
        let mut of: Vec<usize> = vec![0; found.len()];
        let mut drawn: Vec<Marker> = Vec::with_capacity(all.len());
        let mut inside: Vec<Marker> = vec![Marker::Bare; found.len()];
        // The section above each.
        let mut over: Vec<Option<usize>> = vec![None; found.len()];
        for (s, series) in all.iter().enumerate() {
            let expected = match series.parent {
                None => scheme.marker(1),
                Some(parent) => scheme.below(inside[parent], found[parent].level + 1),
            };
            let marker = if expected.kind() == series.marker { expected } else { exact(series.marker, digits) };
            let first = series.settled(found);
            let marker = first.map_or(marker, |first| first.marker_as_written(expected, marker));
            let above = || std::iter::successors(series.parent, |&section| over[section]);
            let below = above().all(|section| inside[section].kind() != Marker::Dotted);
            let numbered = above().map(|section| found[section].label.ordinal).find(|&ordinal| ordinal > 0);
            let marker = if below && series.counts_below(found, numbered) { Marker::DottedBelow } else { marker };
            if let Some(parent) = series.parent.filter(|_| marker != expected) {
                children[parent] = Some(marker);
            }
            let marker = if series.parent.is_none() { expected } else { marker };
            drawn.push(marker);
            for &member in &series.members {
                (inside[member], over[member]) = (marker, series.parent);
                of[member] = s;
            }
        }
        Drawn { children, of, drawn }
    }
}

impl Found<'_> {
    /// The marker that writes its number as it is written: `(1)` isn't `（1）`.
    fn marker_as_written(&self, expected: Marker, usual: Marker) -> Marker {
        const FORMS: [Marker; 5] =
            [Marker::Digit, Marker::DigitComma, Marker::DigitWide, Marker::DigitBracketed, Marker::Plain];
        let writes = |marker: &Marker| marker.label(self.label.ordinal) == self.written.trim();
        [expected, usual].into_iter().chain(FORMS).find(writes).unwrap_or(usual)
    }

    /// Says in a style how its heading stands and what it is.
    fn shape(&self, style: &mut Style) {
        style.heading = if self.run_in { HeadingStyle::RunIn } else { HeadingStyle::OwnLine };
        style.stop = self.stop;
        style.kind = if self.annex { Kind::Annex } else { Kind::Part };
    }
}

/// Whether sections with this marker are counted among their siblings.
fn counts_on(siblings: Marker) -> bool {
    !matches!(siblings, Marker::Article | Marker::Bare)
}

/// Whether a series with this marker begins where it says: 二是 without 一是 doesn't.
fn keeps_its_number(siblings: Marker) -> bool {
    counts_on(siblings) && !matches!(siblings.kind(), Marker::Point | Marker::Need | Marker::Ordinal)
}

/// A 1) among (1) (2) has lost a bracket, no more; other damage has been mended where the marker was read.
pub(super) fn mend_markers(found: &mut [Found]) {
    let marker = |found: &[Found], k: usize| found.get(k).map(|section| (section.label.marker, section.label.ordinal));
    for k in 0..found.len() {
        let Label { marker: is, ordinal, .. } = found[k].label;
        let written = found[k].written.trim();
        let before =
            k.checked_sub(1).and_then(|k| marker(found, k)) == Some((Marker::DigitBracketed, ordinal.wrapping_sub(1)));
        let behind = marker(found, k + 1) == Some((Marker::DigitBracketed, ordinal + 1));
        if found[k].settled {
            continue;
        }
        let bracket = is == Marker::Digit && written.ends_with([')', '）']) && (before || behind);
        let mixed = is == Marker::HanBracketed && written.ends_with('是');
        if bracket || mixed {
            let what = What::MarkerMended { written: written.to_string() };
            found[k].doubts.push((what, Some(Reading::Body)));
        }
        if bracket {
            found[k].label.marker = Marker::DigitBracketed;
        }
    }
}

/// The children of one section, or the top sections.
struct Series {
    parent: Option<usize>,
    members: Vec<usize>,
    /// The kind of marker that most of them have, the first of those.
    marker: Marker,
    /// The member that counts on from a number inside the text before it: 一是 stands in the paragraph that leads to 二是, or
    /// 一是 and 二是 in the one before 三是. The numbers of such a series are right as they stand.
    from_text: Option<usize>,
}

impl Series {
    /// The first member of which a file of our own says that its number is of this kind.
    fn settled<'f, 'a>(&self, found: &'f [Found<'a>]) -> Option<&'f Found<'a>> {
        let mut members = self.members.iter().map(|&member| &found[member]);
        members
            .find(|member| member.settled && self.marker != Marker::Bare && member.label.marker.kind() == self.marker)
    }
}

impl Series {
    /// Whether most of its numbers begin with that of the level above, which is none of theirs: 2.1 below 二、
    fn counts_below(&self, found: &[Found], above: Option<u32>) -> bool {
        if self.marker != Marker::Dotted || above.is_none() {
            return false;
        }
        let begins = |member: &Found| {
            let number = member.written.split(['.', '．']).next().and_then(|number| number.trim().parse::<u32>().ok());
            member.label.above == 1 && number == above
        };
        let numbered: Vec<&Found> =
            self.members.iter().map(|&member| &found[member]).filter(|member| member.label.ordinal > 0).collect();
        numbered.iter().filter(|member| begins(member)).count() * 2 > numbered.len()
    }
}

/// All series, those above before those below.
fn series(found: &[Found], keys: &[Key], preamble: &str) -> Vec<Series> {
    let mut all: Vec<Series> = Vec::new();
    // By level: the section that is open there, and the series that it stands in.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (k, section) in found.iter().enumerate() {
        if let Some(&(_, s)) = open.get(section.level - 1) {
            open.truncate(section.level);
            open[section.level - 1].0 = k;
            all[s].members.push(k);
        } else {
            let parent = open.last().map(|(parent, _)| *parent);
            open.push((k, all.len()));
            all.push(Series { parent, members: vec![k], marker: Marker::Bare, from_text: None });
        }
    }
    for series in &mut all {
        let mut counts: Vec<(Marker, usize)> = Vec::new();
        for &member in &series.members {
            let kind = keys[member].0;
            // Beside those that have a marker, one without takes no number.
            if kind == Marker::Bare {
                continue;
            }
            match counts.iter_mut().find(|(marker, _)| *marker == kind) {
                Some((_, count)) => *count += 1,
                None => counts.push((kind, 1)),
            }
        }
        // The first of the most frequent: max_by_key answers the last.
        series.marker = counts.iter().rev().max_by_key(|(_, count)| *count).map_or(Marker::Bare, |(marker, _)| *marker);
        series.from_text = counts_on_from_text(found, series, preamble);
        if series.from_text.is_some() {
            series.marker = Marker::Bare;
        }
    }
    all
}

/// The first member of a series whose number counts on from one inside the text before it: its parent's or that of the
/// member before, or the preamble's.
fn counts_on_from_text(found: &[Found], series: &Series, preamble: &str) -> Option<usize> {
    // What divides a report isn't counted inside a paragraph.
    if matches!(series.marker, Marker::Part | Marker::Chapter | Marker::ChapterSection | Marker::Article | Marker::Han)
    {
        return None;
    }
    let (mut last, mut before) = (0, series.parent);
    for &member in &series.members {
        let Label { marker, ordinal, above, .. } = found[member].label;
        if above == 0 && ordinal > last + 1 && !found[member].settled {
            let says = |text: &str| numbers_inside(text, marker, ordinal - 1);
            let told = |at: usize| says(&found[at].heading.text) || found[at].body.iter().any(|text| says(&text.text));
            let at_head = before.is_none() && preamble.lines().any(says);
            if at_head || before.is_some_and(told) || member.checked_sub(1).is_some_and(told) {
                return Some(member);
            }
        }
        (last, before) = (ordinal, Some(member));
    }
    None
}

/// Whether a number of this kind stands in a text, at its head or after a mark.
fn numbers_inside(text: &str, marker: Marker, ordinal: u32) -> bool {
    const MARKS: [char; 9] = ['。', '；', '：', '，', '！', ';', ':', ',', '、'];
    text.split(MARKS).any(|piece| {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        let is_next =
            |label: Label| label.above == 0 && label.marker.kind() == marker.kind() && label.ordinal == ordinal;
        numbering::read(&text[at..]).is_some_and(is_next)
    })
}

/// How the report writes 1. most often; the first of those.
fn digits(found: &[Found]) -> Marker {
    let count = |marker| found.iter().filter(|section| section.label.marker == marker).count();
    let markers = [Marker::DigitWide, Marker::DigitComma, Marker::Digit];
    markers.into_iter().max_by_key(|&marker| count(marker)).expect("there are three")
}

fn exact(kind: Marker, digits: Marker) -> Marker {
    if kind == Marker::Digit { digits } else { kind }
}

/// The scheme that begins with this kind of marker.
fn scheme(top: Marker, digits: Marker) -> Scheme {
    match (top, digits) {
        (Marker::Part, _) => Scheme::Parts,
        (Marker::Chapter | Marker::ChapterSection, _) => Scheme::Chapters,
        (Marker::Article, _) => Scheme::Articles,
        (Marker::HanBracketed, _) => Scheme::Brackets,
        (Marker::Digit, Marker::DigitComma) => Scheme::DigitsComma,
        (Marker::Digit | Marker::DigitBracketed | Marker::Circled, _) => Scheme::Digits,
        (Marker::Point | Marker::Need, _) => Scheme::Points,
        (Marker::Ordinal, _) => Scheme::Ordinals,
        (Marker::Dotted, _) => Scheme::Technical,
        (Marker::Bare, _) => Scheme::Plain,
        (_, Marker::DigitComma) => Scheme::GongwenComma,
        (_, Marker::DigitWide) => Scheme::GongwenWide,
        _ => Scheme::Gongwen,
    }
}

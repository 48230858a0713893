//! Items to reports: where a report begins, how deep a heading stands, which markers its levels have.

use crate::report::HeadingStyle;
use crate::report::Marker;
use crate::report::Numbering;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Tree;
use crate::report::numbering;
use crate::report::numbering::Label;

use super::Doubt;
use super::Kept;
use super::Noise;
use super::What;
use super::headings;
use super::headings::Heading;
use super::headings::Item;
use super::headings::Kind;
use super::lines::is_longer;
use super::source::Role;

/// The reports that the items make, in order.
pub(super) fn reports(items: Vec<Item>, doubts: &mut Vec<Doubt>) -> Vec<Report> {
    let mut reports = Vec::new();
    for part in split(items, doubts) {
        reports.push(report(part, doubts));
    }
    reports
}

/// Cuts the items where a report begins: at a title, or where 一、 starts over.
fn split(items: Vec<Item>, doubts: &mut Vec<Doubt>) -> Vec<Vec<Item>> {
    // For each item, the number of the first marker behind it.
    let mut next = vec![None; items.len() + 1];
    for (k, item) in items.iter().enumerate().rev() {
        next[k] = match &item.kind {
            Kind::Heading(heading) => Some(heading.label.ordinal),
            _ => next[k + 1],
        };
    }
    let mut parts: Vec<Vec<Item>> = Vec::new();
    let (mut has_sections, mut top): (bool, Option<Label>) = (false, None);
    for (k, item) in items.into_iter().enumerate() {
        let begins = match &item.kind {
            Kind::Title { surely: true, .. } if item.role == Role::Title => has_sections,
            Kind::Title { surely: true, .. } => true,
            Kind::Title { .. } if item.role == Role::Title => false,
            Kind::Title { .. } => has_sections && item.apart && next[k].is_none_or(|ordinal| ordinal <= 1),
            Kind::Heading(heading) if starts_over(heading.label, top) => {
                doubts.push(Doubt { line: item.line, what: What::BeginsWithoutTitle });
                true
            }
            _ => false,
        };
        if begins || parts.is_empty() {
            parts.push(Vec::new());
            (has_sections, top) = (false, None);
        }
        if let Kind::Heading(Heading { label, .. }) = &item.kind {
            has_sections = true;
            if top.is_none_or(|top| rank(key(*label)) <= rank(key(top))) {
                top = Some(*label);
            }
        }
        parts.last_mut().expect("one has been begun").push(item);
    }
    parts
}

/// Whether the highest series of a report, of markers that no report has below others, begins anew.
fn starts_over(label: Label, top: Option<Label>) -> bool {
    let Some(top) = top else { return false };
    matches!(label.marker, Marker::Han | Marker::Part | Marker::Chapter)
        && label.marker == top.marker
        && label.ordinal == 1
        && top.ordinal >= 2
}

/// A section as found.
struct Found {
    line: usize,
    role: Role,
    label: Label,
    written: String,
    heading: String,
    body: Vec<String>,
    run_in: bool,
    /// Whether the paragraph before it opens a part whose heading is lost.
    bridged: bool,
    level: usize,
}

fn report(items: Vec<Item>, doubts: &mut Vec<Doubt>) -> Report {
    let mut report = Report::default();
    let mut preamble: Vec<String> = Vec::new();
    let mut found: Vec<Found> = Vec::new();
    let end = sign(&items, &mut report);
    for (k, item) in items.into_iter().take(end).enumerate() {
        let opening = found.is_empty() && preamble.is_empty() && report.salutation.is_empty();
        let first = k == 0 && item.role != Role::Plain;
        match item.kind {
            Kind::Heading(heading) => {
                let bridged = found.last().is_some_and(is_bridge);
                found.push(section(item.line, item.role, heading, bridged));
            }
            // The file knows its title better than the words before it.
            Kind::Title { text, .. } if item.role == Role::Title && found.is_empty() => {
                let before = std::mem::replace(&mut report.title, text);
                if !before.is_empty() {
                    preamble.insert(0, before);
                }
            }
            Kind::Title { text, .. } | Kind::Name(text) if first => report.title = text,
            Kind::Text(text) if first && headings::may_be_title(&text) => report.title = text,
            // A title in two lines: the unit, then what it reports.
            Kind::Title { text, .. } if k == 1 && opening && !headings::is_title(&report.title) => {
                report.title.push_str(&text);
            }
            Kind::Date(text) if opening && report.date.is_empty() => report.date = text,
            Kind::Title { text, .. } if opening && text == report.title => {
                doubts.push(Doubt { line: item.line, what: What::LeftOut { text, noise: Noise::TitleAgain } });
            }
            Kind::Salutation(text) if opening => report.salutation = text,
            other => match found.last_mut() {
                Some(last) => last.body.push(other.text()),
                None => preamble.push(other.text()),
            },
        }
    }
    mend_markers(&mut found, doubts);
    take_closing(&mut found, &mut report);
    report.preamble = preamble.join("\n");
    levels(&mut found);
    build(found, &mut report, doubts);
    report
}

fn section(line: usize, role: Role, heading: Heading, bridged: bool) -> Found {
    let run_in = heading.is_run_in();
    let body = if heading.body.is_empty() { Vec::new() } else { vec![heading.body] };
    Found {
        line,
        role,
        label: heading.label,
        written: heading.written,
        heading: heading.heading,
        body,
        run_in,
        bridged,
        level: 1,
    }
}

/// A 1) among (1) (2) has lost a bracket, no more; other damage has been mended where the marker was read.
fn mend_markers(found: &mut [Found], doubts: &mut Vec<Doubt>) {
    let marker = |found: &[Found], k: usize| found.get(k).map(|section| (section.label.marker, section.label.ordinal));
    for k in 0..found.len() {
        let Label { marker: is, ordinal, .. } = found[k].label;
        if is == Marker::Bare {
            continue;
        }
        let written = found[k].written.trim();
        let before = k.checked_sub(1).and_then(|k| marker(found, k)) == Some((Marker::DigitBracketed, ordinal - 1));
        let behind = marker(found, k + 1) == Some((Marker::DigitBracketed, ordinal + 1));
        let bracket = is == Marker::Digit && written.ends_with([')', '）']) && (before || behind);
        let mixed = is == Marker::HanBracketed && written.ends_with('是');
        let alone = is == Marker::Han && found[k].heading.is_empty() && numbering::read_han(written).is_some();
        if bracket || mixed || alone {
            doubts.push(Doubt { line: found[k].line, what: What::MarkerMended { written: written.to_string() } });
        }
        if bracket {
            found[k].label.marker = Marker::DigitBracketed;
        }
    }
}

/// Takes the date and the names above it at the end of a report; answers how many items stand before them.
fn sign(items: &[Item], report: &mut Report) -> usize {
    let Some((Item { kind: Kind::Date(date), .. }, above)) = items.split_last() else { return items.len() };
    let is_name = |item: &&Item| matches!(&item.kind, Kind::Name(text) if !is_longer(text, 30));
    let mut names: Vec<&str> = Vec::new();
    for item in above.iter().rev().take(3).take_while(is_name) {
        if let Kind::Name(text) = &item.kind {
            names.push(text);
        }
    }
    // The first line is the title.
    if names.len() == above.len() {
        names.pop();
    }
    names.reverse();
    report.date.clone_from(date);
    report.organization = names.join(" ");
    above.len() - names.len()
}

/// Moves paragraphs that speak for the whole report from the end of the last section to the closing.
fn take_closing(found: &mut [Found], report: &mut Report) {
    const OPENS: [&str; 12] = [
        "总之",
        "综上",
        "以上就是",
        "以上是我",
        "以上报告",
        "以上汇报",
        "特此",
        "专此",
        "妥否",
        "请予",
        "请各位",
        "谢谢",
    ];
    let Some(last) = found.last_mut() else { return };
    let first = usize::from(last.run_in || last.heading.is_empty());
    let at = last.body.iter().skip(first).position(|text| OPENS.iter().any(|word| text.starts_with(word)));
    if let Some(at) = at {
        report.closing = last.body.split_off(first + at).join("\n");
    }
}

/// Whether a section ends in a paragraph that turns to what is amiss, while its heading speaks of something else.
fn is_bridge(section: &Found) -> bool {
    const AMISS: [&str; 5] = ["问题", "不足", "差距", "困难", "短板"];
    const TURNS: [&str; 6] = ["但", "虽然", "同时也", "总的", "回顾", "还存在"];
    const CURES: [&str; 4] = ["针对", "围绕", "解决", "下一步"];
    let own = usize::from(section.run_in || section.heading.is_empty());
    let Some(text) = section.body.get(own..).and_then(|body| body.last()) else { return false };
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    has(&AMISS, text)
        && has(&TURNS, text)
        && !CURES.iter().any(|word| text.starts_with(word))
        && !has(&AMISS, &section.heading)
        && !is_longer(text, 150)
}

/// One kind of marker at one depth: width and punctuation aside, but with the stops of 1.1 counted.
type Key = (Marker, usize);

fn key(label: Label) -> Key {
    (label.marker.kind(), label.above)
}

/// Which of two markers usually stands above the other: the lower number. A heading of the file above all markers.
fn rank(key: Key) -> (bool, usize) {
    let rank = match key.0 {
        Marker::Bare => return (false, key.1),
        Marker::Part => 0,
        Marker::Chapter => 1,
        Marker::ChapterSection => 2,
        Marker::Article => 3,
        Marker::Han => 4,
        Marker::HanBracketed => 5,
        Marker::Digit => 6,
        Marker::Dotted => 7 + key.1,
        Marker::DigitBracketed => 1000,
        Marker::Circled => 1001,
        _ => 1002,
    };
    (true, rank)
}

/// Works out the levels. A marker that is open above goes on its series; another one opens a series below the lowest
/// marker that ranks above it, or that its series goes on behind it: no gaps where a text skips a level.
fn levels(found: &mut [Found]) {
    let keys = level_keys(found);
    let mut later = std::collections::HashMap::new();
    let mut next: Vec<Option<usize>> = vec![None; found.len()];
    for k in (0..found.len()).rev() {
        next[k] = later.insert(keys[k], k);
    }
    let mut open: Vec<(Key, usize)> = Vec::new();
    for k in 0..found.len() {
        // A level of the file: what is open there or below is done with.
        if keys[k].0 == Marker::Bare {
            while open.last().is_some_and(|(above, _)| rank(*above) >= rank(keys[k])) {
                open.pop();
            }
            open.push((keys[k], k));
            found[k].level = open.len();
            continue;
        }
        match open.iter().rposition(|(key, _)| *key == keys[k]) {
            Some(at) => {
                open.truncate(at + 1);
                open[at].1 = k;
            }
            None => {
                if found[k].bridged && found[k].label.ordinal == 1 {
                    open.pop();
                }
                while let Some((above, last)) = open.last().copied()
                    && rank(above) >= rank(keys[k])
                    && !resumes(found, &keys, &next, &open, last, k)
                {
                    open.pop();
                }
                open.push((keys[k], k));
            }
        }
        found[k].level = open.len();
    }
}

/// Whether the series of section `last` goes on behind section `k`, before anything above it does.
fn resumes(
    found: &[Found],
    keys: &[Key],
    next: &[Option<usize>],
    open: &[(Key, usize)],
    last: usize,
    k: usize,
) -> bool {
    const FARTHEST: usize = 100;
    let Some(on) = next[last].filter(|&on| on > k && on - k <= FARTHEST) else { return false };
    let above = &open[..open.len() - 1];
    found[on].label.ordinal == found[last].label.ordinal + 1
        && keys[k..on].iter().all(|key| !above.iter().any(|(open, _)| open == key))
}

/// The kinds of the markers. Where a text has 1.1, its 1. is the level above.
fn keys(found: &[Found]) -> Vec<Key> {
    let dotted = found.iter().any(|section| section.label.marker == Marker::Dotted && section.label.above > 0);
    let adapt =
        |label: Label| if dotted && label.marker.kind() == Marker::Digit { (Marker::Dotted, 0) } else { key(label) };
    found.iter().map(|section| adapt(section.label)).collect()
}

/// The kinds of the markers, as far as they tell the level: a node's level is its own, and where some headings have a style
/// but no marker, the markers whose headings have a style too, from the highest on, count as the level of that style.
fn level_keys(found: &[Found]) -> Vec<Key> {
    let mut keys = keys(found);
    let styled = |section: &Found| match section.role {
        Role::Heading(level) | Role::Node(level) => Some(level),
        _ => None,
    };
    if found.iter().any(|section| section.label.marker == Marker::Bare && matches!(section.role, Role::Heading(_))) {
        let mut levels: std::collections::HashMap<Key, std::collections::BTreeMap<Option<usize>, usize>> =
            std::collections::HashMap::new();
        for (section, &key) in found.iter().zip(&keys) {
            *levels.entry(key).or_default().entry(styled(section)).or_default() += 1;
        }
        let mut markers: Vec<Key> = levels.keys().copied().filter(|key| key.0 != Marker::Bare).collect();
        markers.sort_by_key(|&key| rank(key));
        let mut as_level = std::collections::HashMap::new();
        let mut above = 0;
        for key in markers {
            let most = levels[&key].iter().max_by_key(|(_, count)| **count).and_then(|(level, _)| *level);
            let Some(level) = most.filter(|&level| level > above) else { break };
            as_level.insert(key, (Marker::Bare, level));
            above = level;
        }
        for key in &mut keys {
            *key = as_level.get(key).copied().unwrap_or(*key);
        }
    }
    for (section, key) in found.iter().zip(&mut keys) {
        if let Role::Node(level) = section.role {
            *key = (Marker::Bare, level);
        }
    }
    keys
}

fn build(mut found: Vec<Found>, report: &mut Report, doubts: &mut Vec<Doubt>) {
    let keys = keys(&found);
    let series = series(&found, &keys);
    let digits = digits(&found);
    let top = series.iter().find(|series| series.parent.is_none()).map(|series| series.marker);
    report.setup.scheme = top.map_or(Scheme::default(), |top| scheme(top, digits));
    let scheme = report.setup.scheme;

    let mut children: Vec<Option<Marker>> = vec![None; found.len()];
    let mut of: Vec<usize> = vec![0; found.len()];
    // The marker of each series as it will be drawn, given those above it.
    let mut drawn: Vec<Marker> = Vec::with_capacity(series.len());
    let mut inside: Vec<Marker> = vec![Marker::Bare; found.len()];
    for (s, series) in series.iter().enumerate() {
        let expected = match series.parent {
            None => scheme.marker(1),
            Some(parent) => scheme.below(inside[parent], found[parent].level + 1),
        };
        let marker = if expected.kind() == series.marker { expected } else { exact(series.marker, digits) };
        if let Some(parent) = series.parent.filter(|_| marker != expected) {
            children[parent] = Some(marker);
        }
        let marker = if series.parent.is_none() { expected } else { marker };
        drawn.push(marker);
        for &member in &series.members {
            inside[member] = marker;
            of[member] = s;
        }
    }

    let mut taken = vec![0; series.len()];
    let ends: Vec<bool> =
        (0..found.len()).map(|k| found.get(k + 1).is_none_or(|next| next.level <= found[k].level)).collect();
    let mut rows = Vec::with_capacity(found.len());
    for (k, found) in found.iter_mut().enumerate() {
        let Some(id) = u32::try_from(k + 1).ok().and_then(SectionId::new) else { break };
        let mut section = Section::new(id);
        section.style.children = children[k];
        section.style.heading = if found.run_in { HeadingStyle::RunIn } else { HeadingStyle::OwnLine };
        // A numbered sentence, with nothing below it that it could be the heading of.
        if found.body.is_empty() && ends[k] && headings::ends_sentence(&found.heading) {
            found.body.push(std::mem::take(&mut found.heading));
        }
        let siblings = drawn[of[k]];
        let bare = found.label.marker == Marker::Bare;
        let other = !bare && keys[k].0.kind() != siblings.kind();
        let as_text = other && matches!(keys[k].0, Marker::Point | Marker::Ordinal);
        if other {
            let kept = if as_text { Kept::AsText } else { Kept::AsNumber };
            doubts.push(Doubt {
                line: found.line,
                what: What::OtherMarker { written: found.label.marker, siblings, kept },
            });
        }
        if bare {
            if siblings != Marker::Bare {
                section.style.numbering = Numbering::Unnumbered;
            }
        } else if as_text {
            section.style.numbering = Numbering::Unnumbered;
            match found.body.first_mut() {
                Some(first) if found.heading.is_empty() => first.insert_str(0, &found.written),
                _ => found.heading.insert_str(0, &found.written),
            }
        } else {
            taken[of[k]] += 1;
            let becomes = taken[of[k]];
            if !other && becomes != found.label.ordinal && siblings != Marker::Article {
                doubts
                    .push(Doubt { line: found.line, what: What::Renumbered { written: found.label.ordinal, becomes } });
            }
        }
        section.heading = std::mem::take(&mut found.heading);
        section.body = found.body.join("\n");
        rows.push((found.level, section));
    }
    report.tree = Tree::from_rows(rows).expect("levels never jump and ids are counted");
}

/// The children of one section, or the top sections.
struct Series {
    parent: Option<usize>,
    members: Vec<usize>,
    /// The kind of marker that most of them have, the first of those.
    marker: Marker,
}

/// All series, those above before those below.
fn series(found: &[Found], keys: &[Key]) -> Vec<Series> {
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
            all.push(Series { parent, members: vec![k], marker: Marker::Bare });
        }
    }
    for series in &mut all {
        let mut counts: Vec<(Marker, usize)> = Vec::new();
        for &member in &series.members {
            let kind = keys[member].0;
            // Beside one that has a marker, a section without is unnumbered.
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
    }
    all
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
        (Marker::Bare, _) => Scheme::Plain,
        (Marker::Part, _) => Scheme::Parts,
        (Marker::Chapter | Marker::ChapterSection, _) => Scheme::Chapters,
        (Marker::Article, _) => Scheme::Articles,
        (Marker::HanBracketed, _) => Scheme::Brackets,
        (Marker::Digit, Marker::DigitComma) => Scheme::DigitsComma,
        (Marker::Digit | Marker::DigitBracketed | Marker::Circled, _) => Scheme::Digits,
        (Marker::Point, _) => Scheme::Points,
        (Marker::Ordinal, _) => Scheme::Ordinals,
        (Marker::Dotted, _) => Scheme::Technical,
        (_, Marker::DigitComma) => Scheme::GongwenComma,
        (_, Marker::DigitWide) => Scheme::GongwenWide,
        _ => Scheme::Gongwen,
    }
}

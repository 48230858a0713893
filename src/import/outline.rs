//! Items to reports: where a report begins, and the sections of each.

mod frame;
mod markers;

use std::borrow::Cow;

use crate::report::Field;
use crate::report::Marker;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Stop;
use crate::report::numbering::Label;

use self::frame::take_closing;
use self::markers::mend_markers;
use super::Doubt;
use super::Imported;
use super::Noise;
use super::Reading;
use super::Spot;
use super::What;
use super::headings;
use super::headings::Heading;
use super::headings::Item;
use super::headings::Kind;
use super::levels;
use super::levels::Bridge;
use super::levels::Sign;
use super::lines::Joint;
use super::lines::is_longer;
use super::signer;
use super::source::Role;

/// The reports that the items make, in order, with the doubts of all stages.
pub(super) fn reports(items: Vec<Item>, mut doubts: Vec<Doubt>) -> Imported {
    let mut reports = Vec::new();
    let mut sites = Vec::new();
    for part in split(items, &mut doubts) {
        let mut builder =
            Builder { index: reports.len(), report: Report::default(), sites: &mut sites, doubts: &mut doubts };
        builder.build(part);
        reports.push(builder.report);
    }
    locate(&mut doubts, sites);
    Imported { reports, doubts }
}

/// Where a paragraph of the text is now.
struct Site {
    line: usize,
    spot: Spot,
    /// The byte of the text at which it begins.
    start: usize,
}

/// Tells each doubt where its line is now, and what else the line could have been.
fn locate(doubts: &mut [Doubt], mut sites: Vec<Site>) {
    sites.sort_by_key(|site| site.line);
    doubts.sort_by_key(|doubt| doubt.line);
    for doubt in doubts {
        let behind = sites.partition_point(|site| site.line <= doubt.line);
        let site = behind.checked_sub(1).map(|at| &sites[at]);
        doubt.at = doubt.at.or(site.map(|site| site.spot));
        doubt.other = doubt.other.or(match doubt.what {
            What::LeftOut { noise: Noise::Markup, .. } => None,
            What::LeftOut { .. } => Some(Reading::Kept),
            What::CutBefore => Some(Reading::Joined),
            What::HeadingGuessed | What::MarkerMended { .. } => Some(Reading::Body),
            What::TakenAsText { .. } => site.map(|site| Reading::Heading { at: site.start }),
            _ => None,
        });
    }
}

/// Cuts the items where a report begins: at a title, or where 一、 starts over.
fn split<'a>(mut items: Vec<Item<'a>>, doubts: &mut Vec<Doubt>) -> Vec<Vec<Item<'a>>> {
    // For each item, the number of the first marker behind it.
    let mut next = vec![None; items.len() + 1];
    for (k, item) in items.iter().enumerate().rev() {
        next[k] = match &item.kind {
            Kind::Heading(heading) => Some(heading.label.ordinal),
            _ => next[k + 1],
        };
    }
    let (mut has_sections, mut texts, mut top): (bool, usize, Option<Label>) = (false, 0, None);
    // Whether a marker that may stand above 一、 has come since the last one.
    let mut under_other = false;
    let mut starts: Vec<usize> = Vec::new();
    for (k, item) in items.iter().enumerate() {
        let begins = match &item.kind {
            Kind::Title { .. } if item.role == Role::Title => has_sections || texts >= 2,
            Kind::Title { surely: true } => true,
            Kind::Title { .. } => {
                let restarts = next[k].is_none_or(|ordinal| ordinal <= 1);
                // A report without any section is told by a title that can be nothing else.
                let full = has_sections || texts >= 2 && headings::is_full_title(&item.text);
                item.apart
                    && restarts
                    && full
                    && (has_sections && next[k].is_some() || headings::is_full_title(&item.text))
            }
            Kind::Heading(heading) if !under_other && starts_over(heading.label, top) => {
                doubts.push(Doubt::new(item.line, What::BeginsWithoutTitle));
                true
            }
            _ => false,
        };
        if begins && k > 0 {
            starts.push(k);
            (has_sections, texts, top, under_other) = (false, 0, None, false);
        }
        match &item.kind {
            Kind::Heading(Heading { label, .. }) => {
                has_sections = true;
                let rank = |label: Label| levels::rank((label.marker.kind(), label.above));
                if top.is_none_or(|top| rank(*label) <= rank(top)) {
                    top = Some(*label);
                    under_other = false;
                }
                under_other |= label.marker == Marker::Ordinal;
            }
            Kind::Text => texts += 1,
            _ => {}
        }
    }
    let mut parts: Vec<Vec<Item>> = starts.into_iter().rev().map(|start| items.split_off(start)).collect();
    if !items.is_empty() {
        parts.push(items);
    }
    parts.reverse();
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

/// A piece of text with the places where lines were joined.
#[derive(Default)]
struct Text<'a> {
    line: usize,
    text: Cow<'a, str>,
    joints: Vec<Joint>,
}

impl<'a> Text<'a> {
    fn of(item: Item<'a>) -> Text<'a> {
        Text { line: item.line, text: item.text, joints: item.joints }
    }

    /// The part of a paragraph in `range`.
    fn part(line: usize, text: &Cow<'a, str>, joints: &[Joint], range: std::ops::Range<usize>) -> Text<'a> {
        let inside = joints.iter().filter(|joint| joint.at >= range.start && joint.at < range.end);
        let joints = inside.map(|joint| Joint { at: joint.at - range.start, ..*joint }).collect();
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        };
        Text { line, text, joints }
    }
}

/// A section as found.
struct Found<'a> {
    line: usize,
    role: Role,
    label: Label,
    written: Cow<'a, str>,
    heading: Text<'a>,
    body: Vec<Text<'a>>,
    run_in: bool,
    stop: Stop,
    /// Whether the paragraph before it may open a part whose heading is lost.
    bridge: Option<Bridge>,
    level: usize,
    /// What was unclear about it, and its other reading.
    doubts: Vec<(What, Option<Reading>)>,
}

impl Found<'_> {
    /// How many paragraphs of the body belong to the heading's own line.
    fn own(&self) -> usize {
        usize::from(self.run_in || self.heading.text.is_empty())
    }
}

struct Builder<'r> {
    index: usize,
    report: Report,
    sites: &'r mut Vec<Site>,
    doubts: &'r mut Vec<Doubt>,
}

impl Builder<'_> {
    fn build<'a>(&mut self, mut items: Vec<Item<'a>>) {
        guess_headings(&mut items, self.doubts);
        let closing = self.sign(&mut items);
        let items = self.head(items);
        let mut preamble: Vec<Text> = Vec::new();
        let mut found: Vec<Found<'a>> = Vec::new();
        for item in items {
            match &item.kind {
                // One report lives through no more sections than it has ids.
                Kind::Heading(heading) if found.len() < SectionId::MAX as usize => {
                    let bridge = found.last().and_then(bridge);
                    let mut section = section(&item, heading.clone(), bridge);
                    if item.cut {
                        section.doubts.push((What::CutBefore, Some(Reading::Joined)));
                    }
                    found.push(section);
                }
                _ if item.cut && found.is_empty() => {
                    self.doubts.push(Doubt::new(item.line, What::CutBefore));
                    preamble.push(Text::of(item));
                }
                _ => match found.last_mut() {
                    Some(last) => last.body.push(Text::of(item)),
                    None => preamble.push(Text::of(item)),
                },
            }
        }
        mend_markers(&mut found);
        let mut end = take_closing(&mut found, &self.report.salutation);
        end.extend(closing);
        self.report.preamble = self.set(preamble, Field::Preamble);
        self.report.closing = self.set(end, Field::Closing);
        self.sections(found);
    }

    /// Joins paragraphs to the text of a field, and notes where they are now.
    fn set(&mut self, paragraphs: Vec<Text>, field: Field) -> String {
        let spot = Spot { report: self.index, field };
        let length = paragraphs.iter().map(|paragraph| paragraph.text.len() + 1).sum();
        let mut out = String::with_capacity(length);
        for paragraph in paragraphs {
            if !out.is_empty() {
                out.push('\n');
            }
            self.sites.push(Site { line: paragraph.line, spot, start: out.len() });
            for joint in &paragraph.joints {
                let other = Some(Reading::Apart { at: out.len() + joint.at });
                self.doubts.push(Doubt { line: joint.line, what: What::Joined, at: Some(spot), other });
            }
            out.push_str(&paragraph.text);
        }
        out
    }

    fn set_line(&mut self, parts: Vec<Text>, field: Field) -> String {
        let mut out = String::new();
        for part in parts {
            let text = self.set(vec![part], field);
            let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
            if latin(out.chars().next_back()) && latin(text.chars().next()) {
                out.push(' ');
            }
            out.push_str(&text);
        }
        out
    }

    fn sections(&mut self, mut found: Vec<Found>) {
        let labels: Vec<Label> = found.iter().map(|section| section.label).collect();
        let keys = levels::keys(&labels);
        let styled = |section: &Found| match section.role {
            Role::Heading(level) => Some(level),
            _ => None,
        };
        let by_style = levels::by_style(&keys, &found.iter().map(styled).collect::<Vec<_>>());
        let node = |section: &Found| match section.role {
            Role::Node(level) => Some(level),
            _ => None,
        };
        let signs: Vec<Sign> = found
            .iter()
            .zip(by_style)
            .map(|(section, key)| Sign {
                node: node(section),
                // Of a node the level is known, and a level for each key would be a kind for each.
                key: if node(section).is_some() { (key.0, 0) } else { key },
                ordinal: section.label.ordinal,
                above: section.label.above,
                bridge: section.bridge,
                leads: section
                    .body
                    .last()
                    .map_or(section.heading.text.as_ref(), |last| last.text.as_ref())
                    .ends_with(['：', ':'])
                    || section.body.is_empty() && !headings::ends_sentence(&section.heading.text)
                    || section.body.is_empty() && section.heading.text.ends_with('。'),
            })
            .collect();
        let levels = levels::levels(&signs);
        for (section, level) in found.iter_mut().zip(&levels) {
            section.level = level.level;
            if let Some(other) = level.other {
                section.doubts.push((What::DepthGuessed { level: level.level }, Some(other)));
            }
        }
        self.number(found, &keys);
    }
}

/// Where a report has no marker at all, short lines without a stop before its paragraphs are its headings.
fn guess_headings(items: &mut [Item], doubts: &mut Vec<Doubt>) {
    if items.len() < 5 || items.iter().any(|item| matches!(item.kind, Kind::Heading(_))) {
        return;
    }
    let is_text = |item: &Item| matches!(item.kind, Kind::Text) && headings::ends_sentence(&item.text);
    let is_heading = |k: usize| {
        let item = &items[k];
        let text = item.text.as_ref();
        let words = matches!(item.kind, Kind::Name)
            || matches!(item.kind, Kind::Title { surely: false }) && !headings::is_full_title(text)
            || matches!(item.kind, Kind::Text)
                && headings::may_be_title(text)
                && !text.contains(['。', '；', '：', '\t']);
        let behind = items[k + 1..].iter().take(2).position(is_text) == Some(0);
        words
            && behind
            && (3..=25).contains(&text.chars().count())
            && !text.ends_with(['，', '、'])
            && !text.starts_with(['—', '–', '-', '（', '('])
            && text.chars().filter(|ch| !ch.is_numeric()).count() >= 3
    };
    // The first line is the title; a long one below it may be another, a short one who signs.
    let first = if is_longer(&items[1].text, 12) || signer::is_someone(&items[1].text) { 2 } else { 1 };
    let guessed: Vec<usize> = (first..items.len() - 1).filter(|&k| is_heading(k)).collect();
    let texts = items.iter().filter(|item| is_text(item)).count();
    if guessed.len() < 2 || guessed.len() > texts {
        return;
    }
    for k in guessed {
        let item = &mut items[k];
        let label = Label { marker: Marker::Bare, ordinal: 0, above: 1, len: 0 };
        item.kind = Kind::Heading(Heading { label, heading: 0..item.text.len(), body: 0..0, stop: Stop::Full });
        doubts.push(Doubt::new(item.line, What::HeadingGuessed));
    }
}

fn section<'a>(item: &Item<'a>, heading: Heading, bridge: Option<Bridge>) -> Found<'a> {
    let Item { line, text, joints, role, .. } = item;
    let (line, role) = (*line, *role);
    let run_in = heading.is_run_in();
    let written = Text::part(line, text, &[], 0..heading.label.len).text;
    let body = if heading.body.is_empty() { Vec::new() } else { vec![Text::part(line, text, joints, heading.body)] };
    let stop = if run_in { heading.stop } else { Stop::Full };
    let heading_text = Text::part(line, text, joints, heading.heading);
    Found {
        line,
        role,
        label: heading.label,
        written,
        heading: heading_text,
        body,
        run_in,
        stop,
        bridge,
        level: 1,
        doubts: Vec::new(),
    }
}

/// Whether a section ends in a paragraph that turns to what is amiss, while its heading speaks of something else.
fn bridge(section: &Found) -> Option<Bridge> {
    const AMISS: [&str; 6] = ["问题", "不足", "差距", "困难", "短板", "薄弱"];
    const TURNS: [&str; 7] = ["但", "虽然", "同时也", "总的", "回顾", "还存在", "仍存在"];
    const CURES: [&str; 4] = ["针对", "围绕", "解决", "下一步"];
    let text = section.body.get(section.own()..)?.last()?.text.as_ref();
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    let told = section.own() > 0 || headings::ends_sentence(&section.heading.text);
    let turns = (told || text.ends_with(['：', ':']))
        && !is_longer(text, 150)
        && has(&AMISS, text)
        && has(&TURNS, text)
        && !CURES.iter().any(|word| text.starts_with(word))
        && !has(&AMISS, &section.heading.text);
    turns.then_some(if told { Bridge::BehindText } else { Bridge::BelowHeading })
}

//! Items to reports: where a report begins, its title and signature, its sections and the markers of its levels.

use std::borrow::Cow;

use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Marker;
use crate::report::Numbering;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::Stop;
use crate::report::Tree;
use crate::report::numbering::Label;

use super::Doubt;
use super::Imported;
use super::Kept;
use super::Noise;
use super::Reading;
use super::Spot;
use super::What;
use super::headings;
use super::headings::Heading;
use super::headings::Item;
use super::headings::Kind;
use super::levels;
use super::levels::Key;
use super::levels::Sign;
use super::lines::Joint;
use super::lines::is_longer;
use super::lines::squeezed;
use super::mixed::Ways;
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
    /// Whether the paragraph before it opens a part whose heading is lost.
    bridged: bool,
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
                    let bridged = found.last().is_some_and(is_bridge);
                    let mut section = section(&item, heading.clone(), bridged);
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

    /// Takes the date and the names above it at the end of a report; answers the lines behind them, which close it.
    fn sign<'a>(&mut self, items: &mut Vec<Item<'a>>) -> Vec<Text<'a>> {
        const FARTHEST: usize = 6;
        // What may stand behind a date: contacts, copies, an imprint.
        let is_tail = |item: &Item| {
            const OPENS: [&str; 10] =
                ["联系人", "联系电话", "抄送", "抄报", "附件", "附：", "主题词", "此件", "分送", "共印"];
            let bare = item.text.trim_start_matches(['（', '(']);
            OPENS.iter().any(|word| bare.starts_with(word))
                || item.text.ends_with("印发")
                || item.text.ends_with("附件")
        };
        let from = items.len().saturating_sub(FARTHEST);
        let tail = items.iter().rposition(|item| !is_tail(item)).map_or(0, |at| at + 1).max(from);
        let end = tail;
        let Some(last) = end.checked_sub(1).map(|last| &items[last]) else { return Vec::new() };
        if matches!(last.kind, Kind::Text | Kind::Name)
            && let Some((name, date)) = signed_line(&last.text).map(|(name, date)| (name.len(), date.len()))
            && end > 1
        {
            let closing = items.split_off(end).into_iter().map(Text::of).collect();
            let item = items.pop().expect("the line just read");
            let at = item.text.len() - date;
            let name = Text::part(item.line, &item.text, &[], 0..name);
            let date = Text::part(item.line, &item.text, &[], at..item.text.len());
            self.report.organization = self.set(vec![name], Field::Organization);
            self.report.date = self.set(vec![date], Field::Date);
            return closing;
        }
        if !matches!(last.kind, Kind::Date) {
            return Vec::new();
        }
        let is_name = |item: &&Item| {
            let signer = item.text.split_once(['：', ':']).is_some_and(|(role, name)| {
                !is_longer(role, 6)
                    && (role.ends_with('人') || role.ends_with("单位"))
                    && !is_longer(name, 15)
                    && headings::is_name(name)
            });
            matches!(item.kind, Kind::Name) && !is_longer(&item.text, 30) || signer && matches!(item.kind, Kind::Text)
        };
        let above = &items[..end - 1];
        let mut names = above.iter().rev().take(3).take_while(is_name).count();
        // The first line is the title.
        if names == above.len() {
            names = names.saturating_sub(1);
        }
        let closing = items.split_off(end).into_iter().map(Text::of).collect();
        let date = items.pop().expect("the date just read");
        let names: Vec<Text> = items.split_off(items.len() - names).into_iter().map(Text::of).collect();
        self.report.date = self.set(vec![Text::of(date)], Field::Date);
        self.report.organization = self.set(names, Field::Organization).replace('\n', " ");
        closing
    }

    /// Takes what stands at the head of a report: letterhead, title, date, name, salutation. Answers the rest.
    fn head<'a>(&mut self, mut items: Vec<Item<'a>>) -> impl Iterator<Item = Item<'a>> + use<'a> {
        const FARTHEST: usize = 6;
        let text = |item: &Item| !matches!(item.kind, Kind::Heading(_));
        let titled = items.iter().take_while(|item| text(item)).position(|item| item.role == Role::Title);
        let is_head = |item: &Item| {
            matches!(item.kind, Kind::Title { .. } | Kind::Name | Kind::Date) || is_letterhead(&item.text)
        };
        let reach = items.iter().take(FARTHEST).take_while(|item| is_head(item)).count();
        // A title that the file itself names goes before whatever else stands there.
        if let Some(at) = titled.filter(|&at| at >= reach) {
            let title = items.remove(at);
            items.insert(0, title);
        }
        let reach = reach.max(usize::from(titled.is_some()));
        let sure = items.first().is_some_and(|item| matches!(item.kind, Kind::Title { surely: true }));
        let mut title =
            if sure { Some(0) } else { items[..reach].iter().position(|item| matches!(item.kind, Kind::Title { .. })) };
        let mut first = 0;
        if let Some(at) = title {
            // The unit or the slogan above it belongs to it; so does what goes on below, as 关于…的 / 报告.
            first = (0..at)
                .rev()
                .take(2)
                .take_while(|&k| matches!(items[k].kind, Kind::Name) && !is_letterhead(&items[k].text))
                .last()
                .unwrap_or(at);
            if (at + 1..reach).contains(&(at + 1)) && is_letterhead(&items[at].text) {
                first = at + 1;
                title = Some(at + 1);
            }
        } else if let Some(item) = items.first() {
            let may_be = matches!(item.kind, Kind::Name)
                || matches!(item.kind, Kind::Text)
                    && item.role != Role::Plain
                    && headings::may_be_title(&item.text)
                    && item.text.lines().count() == 1;
            title = may_be.then_some(0);
        }
        let mut out: Vec<Item> = Vec::new();
        let (mut parts, mut names): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
        let mut items = items.into_iter();
        for k in 0.. {
            let Some(item) = items.next() else { break };
            match item.kind {
                _ if title.is_some() && k < first => {
                    self.doubts.push(Doubt::left_out(item.line, item.text, Noise::Letterhead));
                }
                _ if title.is_some_and(|title| k <= title) => {
                    let text = unspaced(&item.text).map(Cow::Owned);
                    let Text { line, text: whole, joints } = Text::of(item);
                    parts.push(Text { line, text: text.unwrap_or(whole), joints });
                }
                Kind::Title { .. } if parts.iter().map(|part| part.text.as_ref()).collect::<String>() == item.text => {
                    self.doubts.push(Doubt::left_out(item.line, item.text, Noise::TitleAgain));
                }
                // A title of two lines, the first of which is none by itself; a subtitle.
                Kind::Title { .. }
                    if title == Some(k.wrapping_sub(1)) && parts.len() == 1 && !headings::is_title(&parts[0].text) =>
                {
                    parts.push(Text::of(item));
                }
                Kind::Name | Kind::Title { .. }
                    if !parts.is_empty() && names.is_empty() && item.text.starts_with(['—', '–', '-']) =>
                {
                    parts.push(Text::of(item));
                }
                Kind::Date if self.report.date.is_empty() => {
                    self.report.date = self.set(vec![Text::of(item)], Field::Date);
                }
                Kind::Name
                    if !parts.is_empty()
                        && names.is_empty()
                        && !is_longer(&item.text, 20)
                        && self.report.salutation.is_empty() =>
                {
                    names.push(Text::of(item));
                }
                Kind::Salutation => {
                    self.report.salutation = self.set(vec![Text::of(item)], Field::Salutation);
                    break;
                }
                _ => {
                    out.push(item);
                    break;
                }
            }
        }
        self.report.title = self.set_line(parts, Field::Title);
        // A name that no salutation, date or sentence follows was text.
        let text_follows =
            out.first().or(items.as_slice().first()).is_some_and(|item| !matches!(item.kind, Kind::Name));
        if self.report.organization.is_empty() && text_follows {
            self.report.organization = self.set(names, Field::Organization);
        } else {
            let back = names.into_iter().map(|name| Item {
                cut: false,
                line: name.line,
                apart: false,
                text: name.text,
                joints: name.joints,
                role: Role::Unknown,
                kind: Kind::Name,
            });
            out.splice(0..0, back);
        }
        out.into_iter().chain(items)
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
                bridged: section.bridged,
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

    /// Gives the sections their markers and the report its scheme.
    fn number(&mut self, found: Vec<Found>, keys: &[Key]) {
        let series = series(&found, keys);
        let digits = digits(&found);
        let top = series.iter().find(|series| series.parent.is_none()).map(|series| series.marker);
        let scheme = top.map_or(Scheme::default(), |top| scheme(top, digits));
        self.report.setup.scheme = scheme;

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
        let levels: Vec<usize> = found.iter().map(|section| section.level).collect();
        let mut ways = Ways::default();
        let mut rows = Vec::with_capacity(found.len());
        for (k, mut found) in found.into_iter().enumerate() {
            let id = u32::try_from(k + 1)
                .ok()
                .and_then(SectionId::new)
                .expect("no more sections are taken than there are ids");
            let mut section = Section::new(id);
            section.style.children = children[k];
            section.style.heading = if found.run_in { HeadingStyle::RunIn } else { HeadingStyle::OwnLine };
            section.style.stop = found.stop;
            // A numbered sentence, with nothing below it that it could be the heading of.
            let ends = levels.get(k + 1).is_none_or(|&next| next <= levels[k]);
            if found.body.is_empty() && ends && headings::ends_sentence(&found.heading.text) {
                found.body.push(std::mem::take(&mut found.heading));
            }
            let siblings = drawn[of[k]];
            let other = keys[k].0.kind() != siblings.kind();
            let bare = keys[k].0 == Marker::Bare;
            let as_text =
                other && (matches!(keys[k].0, Marker::Point | Marker::Need | Marker::Bare) || siblings == Marker::Bare);
            if other {
                let kept = if as_text { Kept::AsText } else { Kept::AsNumber };
                found.doubts.push((What::OtherMarker { written: found.label.marker, siblings, kept }, None));
            }
            if as_text {
                section.style.numbering = Numbering::Unnumbered;
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
                taken[of[k]] += 1;
                let becomes = taken[of[k]];
                let counted = !matches!(siblings, Marker::Article | Marker::Bare);
                if !other && becomes != found.label.ordinal && counted {
                    found.doubts.push((What::Renumbered { written: found.label.ordinal, becomes }, None));
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
            let spot = Spot { report: self.index, field };
            ways.see(found.level, found.label.marker, &found.written, found.line, spot);
            let at = Some(spot);
            self.doubts.extend(found.doubts.drain(..).map(|(what, other)| Doubt { line: found.line, what, at, other }));
            rows.push((found.level, section));
        }
        self.doubts.extend(ways.into_doubts());
        self.report.tree = Tree::from_rows(rows).expect("levels never jump and ids are counted");
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
            || matches!(item.kind, Kind::Text)
                && headings::may_be_title(text)
                && !text.contains(['。', '；', '：', '\t']);
        let behind = items[k + 1..].iter().take(2).position(is_text) == Some(0);
        words
            && behind
            && (3..=25).contains(&text.chars().count())
            && !text.ends_with(['，', '、'])
            && text.chars().filter(|ch| !ch.is_numeric()).count() >= 3
    };
    // The first lines are title and unit; the first heading has a paragraph before it, or a title.
    let first = items.iter().position(is_text).unwrap_or(items.len()).min(2);
    let guessed: Vec<usize> = (first.max(1)..items.len() - 1).filter(|&k| is_heading(k)).collect();
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

/// 某县某局文件, 某发〔2024〕3号, 签发人：…
fn is_letterhead(text: &str) -> bool {
    const OPENS: [&str; 7] = ["签发人", "密级", "紧急程度", "特急", "发文字号", "机密", "秘密"];
    let short = !is_longer(text, 30);
    let number =
        text.ends_with('号') && text.contains(['〔', '［', '[', '【']) && text.contains(['〕', '］', ']', '】']);
    short && (text.ends_with("文件") || number || OPENS.iter().any(|word| text.starts_with(word)))
}

/// A unit and a date with blanks between them.
fn signed_line(text: &str) -> Option<(&str, &str)> {
    if text.len() > 200 {
        return None;
    }
    let mut cuts = text.match_indices([' ', '\u{3000}', '\t']);
    cuts.find_map(|(at, _)| {
        let (name, date) = (text[..at].trim(), text[at..].trim());
        (!name.is_empty() && headings::is_name(name) && !is_longer(name, 30) && headings::is_date(date))
            .then_some((name, date))
    })
}

/// A line whose letters are set apart by blanks, without them: 报　　告.
fn unspaced(text: &str) -> Option<String> {
    let apart = text.split_whitespace().count() >= 2 && text.split_whitespace().all(|word| word.chars().count() == 1);
    apart.then(|| squeezed(text))
}

fn section<'a>(item: &Item<'a>, heading: Heading, bridged: bool) -> Found<'a> {
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
        bridged,
        level: 1,
        doubts: Vec::new(),
    }
}

/// A 1) among (1) (2) has lost a bracket, no more; other damage has been mended where the marker was read.
fn mend_markers(found: &mut [Found]) {
    let marker = |found: &[Found], k: usize| found.get(k).map(|section| (section.label.marker, section.label.ordinal));
    for k in 0..found.len() {
        let Label { marker: is, ordinal, .. } = found[k].label;
        let written = found[k].written.trim();
        let before =
            k.checked_sub(1).and_then(|k| marker(found, k)) == Some((Marker::DigitBracketed, ordinal.wrapping_sub(1)));
        let behind = marker(found, k + 1) == Some((Marker::DigitBracketed, ordinal + 1));
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

/// Takes paragraphs that speak for the whole report from the end of the last section, for the closing.
fn take_closing<'a>(found: &mut [Found<'a>], salutation: &str) -> Vec<Text<'a>> {
    const OPENS: [&str; 24] = [
        "总之",
        "综上",
        "以上就是",
        "以上是",
        "以上报告",
        "以上汇报",
        "以上总结",
        "以上述职",
        "以上发言",
        "以上情况",
        "特此",
        "专此",
        "妥否",
        "当否",
        "请予",
        "请各位",
        "谢谢",
        "汇报完毕",
        "我的汇报",
        "我的述职",
        "我的发言",
        "恳请",
        "附件：",
        "附：",
    ];
    let Some(last) = found.last_mut() else { return Vec::new() };
    let address = salutation.trim_end_matches(['：', ':', '！']);
    let closes = |text: &str| {
        let called = || {
            let calls = ["各位代表", "各位领导", "同志们", "各位委员", "各位评委", "各位同事"];
            let word = calls
                .iter()
                .copied()
                .chain(Some(address).filter(|word| !word.is_empty()))
                .find(|word| text.starts_with(word));
            word.is_some_and(|word| text[word.len()..].starts_with(['，', '！', '：', ',']))
                && (text.contains("让我们") || text.contains("谢谢") || text.ends_with('！'))
        };
        OPENS.iter().any(|word| text.starts_with(word)) || called()
    };
    // A heading alone keeps its first paragraph.
    let first = last.own().max(usize::from(!last.run_in && !last.heading.text.is_empty()).min(last.body.len()));
    // A section of the top level may consist of the last call; one below it does not.
    let below = !matches!(last.label.marker, Marker::Han | Marker::Part | Marker::Chapter);
    let strong = |text: &str| OPENS.iter().any(|word| text.starts_with(word)) || below && closes(text);
    let at = last
        .body
        .iter()
        .enumerate()
        .position(|(k, text)| k >= first && closes(&text.text) || k >= last.own() && strong(&text.text));
    at.map_or(Vec::new(), |at| last.body.split_off(at))
}

/// Whether a section ends in a paragraph that turns to what is amiss, while its heading speaks of something else.
fn is_bridge(section: &Found) -> bool {
    const AMISS: [&str; 6] = ["问题", "不足", "差距", "困难", "短板", "薄弱"];
    const TURNS: [&str; 7] = ["但", "虽然", "同时也", "总的", "回顾", "还存在", "仍存在"];
    const CURES: [&str; 4] = ["针对", "围绕", "解决", "下一步"];
    let Some(text) = section.body.get(section.own()..).and_then(|body| body.last()) else { return false };
    let text = text.text.as_ref();
    let has = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    !is_longer(text, 150)
        && has(&AMISS, text)
        && has(&TURNS, text)
        && !CURES.iter().any(|word| text.starts_with(word))
        && !has(&AMISS, &section.heading.text)
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

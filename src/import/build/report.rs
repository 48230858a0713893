//! One report from its paragraphs: its texts and sections, where each line went, and what was unclear about them.

mod markers;

use std::borrow::Cow;
use std::ops::Range;

use self::markers::mend_markers;
use super::Foot;
use super::Joint;
use super::Paragraph;
use super::Site;
use super::before_foot;
use super::stays_above;
use crate::import::Doubt;
use crate::import::Reading as Other;
use crate::import::ReportPart as Part;
use crate::import::Spot;
use crate::import::What;
use crate::import::evidence::Damage;
use crate::import::phrase;
use crate::import::source::Ours;
use crate::import::source::Role;
use crate::import::source::UNNAMED;
use crate::import::weights::Move;
use crate::report::Field;
use crate::report::HeadPart;
use crate::report::Marker;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Stop;
use crate::report::numbering::Label;
use crate::text;

/// A piece of text with the places where lines were joined.
#[derive(Default)]
struct Text<'a> {
    line: usize,
    text: Cow<'a, str>,
    joints: Vec<Joint>,
}

impl<'a> Text<'a> {
    fn of(paragraph: Paragraph<'a>) -> Text<'a> {
        Text { line: paragraph.line, text: paragraph.text, joints: paragraph.joints }
    }

    /// The part of a paragraph in `range`.
    fn part(paragraph: &Paragraph<'a>, range: Range<usize>) -> Text<'a> {
        let inside = paragraph.joints.iter().filter(|joint| joint.at >= range.start && joint.at < range.end);
        let joints = inside.map(|joint| Joint { at: joint.at - range.start, ..*joint }).collect();
        let text = match &paragraph.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        };
        Text { line: paragraph.line, text, joints }
    }
}

/// A section as found.
struct Found<'a> {
    line: usize,
    label: Label,
    written: Cow<'a, str>,
    heading: Text<'a>,
    body: Vec<Text<'a>>,
    run_in: bool,
    stop: Stop,
    level: usize,
    /// Whether it is an annex.
    annex: bool,
    /// Whether a file of our own says what of it is number, heading and text.
    settled: bool,
    /// Whether it is given its number.
    begins: bool,
    /// Which it is, where its file says so.
    id: Option<SectionId>,
    /// What was unclear about it, and its other reading.
    doubts: Vec<(What, Option<Other>)>,
}

pub(super) struct Builder<'r> {
    pub(super) index: usize,
    pub(super) report: Report,
    pub(super) sites: &'r mut Vec<Site>,
    pub(super) doubts: &'r mut Vec<Doubt>,
}

impl Builder<'_> {
    /// Takes a part of 版头; organs stand one below the other.
    pub(super) fn letterhead(&mut self, line: usize, part: HeadPart, text: &str) {
        let head = &mut self.report.head;
        let to = match part {
            HeadPart::Copy => &mut head.copy,
            HeadPart::Secrecy => &mut head.secrecy,
            HeadPart::Urgency => &mut head.urgency,
            HeadPart::Organ => &mut head.organ,
            HeadPart::Number => &mut head.number,
            HeadPart::Signer => &mut head.signer,
        };
        if !to.is_empty() {
            to.push('\n');
        }
        let start = to.len();
        to.push_str(text);
        let spot = Spot { report: self.index, field: Field::Head(part), start };
        self.sites.push(Site { line, spot });
    }

    pub(super) fn build<'a>(&mut self, paragraphs: Vec<Paragraph<'a>>) {
        let (mut title, mut names, mut dates): (Vec<Text>, Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new(), Vec::new());
        let (mut preamble, mut end): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
        let mut found: Vec<Found<'a>> = Vec::new();
        let mut depths = Depths::default();
        let (mut under, mut remarks, mut imprint) = (Vec::new(), Vec::new(), Vec::new());
        let stays = stays_above(&paragraphs);
        // A name and a date and nothing else sign.
        let bare = paragraphs.iter().all(|of| matches!(of.step.to, Move::By | Move::Date));
        let mut told = false;
        let foot = before_foot(&paragraphs);
        for (at, paragraph) in paragraphs.into_iter().enumerate() {
            self.unsure(&paragraph);
            let line = paragraph.line;
            if paragraph.annexed {
                self.annexed(paragraph, &mut found, &mut depths);
                continue;
            }
            if stays && matches!(paragraph.step.to, Move::Sign | Move::SignDate) {
                if !std::mem::replace(&mut told, true) {
                    self.doubts.push(Doubt::new(line, What::SignedAbove));
                }
                end.push(Text::of(paragraph));
                continue;
            }
            match (paragraph.step.to, paragraph.foot) {
                (Move::Title | Move::TitleMore, _) => title.push(self.title_of(paragraph)),
                (Move::Salutation, _) if self.report.salutation.is_empty() => {
                    self.report.salutation = self.set(vec![Text::of(paragraph)], Field::Salutation);
                }
                // What stands under the title stays there.
                (Move::Occasion | Move::By | Move::Date, _) if !bare => under.push(Text::of(paragraph)),
                (Move::By, _) if names.is_empty() => names.push(Text::of(paragraph)),
                (Move::Date, _) if dates.is_empty() => dates.push(Text::of(paragraph)),
                (Move::Sign, _) => self.sign(paragraph, &mut names, &mut dates, &mut end),
                (Move::SignDate, _) if dates.is_empty() => dates.push(Text::of(paragraph)),
                (Move::Tail, Foot::Remarks) if !stays && (!names.is_empty() || !dates.is_empty() || at >= foot) => {
                    remarks.push(Text::of(paragraph));
                }
                (Move::Tail, Foot::Annexes) if !stays && (!names.is_empty() || !dates.is_empty()) => {
                    remarks.push(Text::of(paragraph));
                }
                (Move::Tail, Foot::Imprint) if !stays => imprint.push(Text::of(paragraph)),
                (Move::Close | Move::Tail | Move::SignDate, _) => end.push(Text::of(paragraph)),
                // One report lives through no more sections than it has ids.
                (Move::Heading | Move::Bare, _) if found.len() < SectionId::MAX as usize => {
                    let level = depths.level(paragraph.role, usize::from(paragraph.step.depth));
                    found.push(section(&paragraph, level));
                }
                _ => {
                    self.near(&paragraph);
                    match found.last_mut() {
                        Some(last) => last.body.push(Text::of(paragraph)),
                        None => preamble.push(Text::of(paragraph)),
                    }
                }
            }
        }
        mend_markers(&mut found);
        self.report.title = self.set_line(title, Field::Title);
        self.report.subtitle = self.set(under, Field::Subtitle);
        self.report.preamble = self.set(preamble, Field::Preamble);
        self.report.closing = self.set(end, Field::Closing);
        self.report.organization = self.set(names, Field::Organization);
        self.report.date = self.set(dates, Field::Date);
        self.report.remarks = self.set(remarks, Field::Remarks);
        self.report.imprint = self.set(imprint, Field::Imprint);
        self.sections(found);
    }

    /// Takes a paragraph of an annex: its title is the heading of a section at the top, all else stands below that.
    fn annexed<'a>(&mut self, paragraph: Paragraph<'a>, found: &mut Vec<Found<'a>>, depths: &mut Depths) {
        match paragraph.step.to {
            Move::Title if found.len() < SectionId::MAX as usize => {
                depths.level(Role::Unknown, 1);
                let mut section = section(&paragraph, 1);
                (section.heading, section.body) = (Text::of(paragraph), Vec::new());
                (section.run_in, section.annex) = (false, true);
                section.doubts.clear();
                found.push(section);
            }
            Move::Heading | Move::Bare if found.len() < SectionId::MAX as usize => {
                let level = depths.level(paragraph.role, usize::from(paragraph.step.depth) + 1);
                found.push(section(&paragraph, level));
            }
            _ => {
                if let Some(last) = found.last_mut() {
                    last.body.push(Text::of(paragraph));
                }
            }
        }
    }

    /// What nearly was something else, and is no section, is told by its name.
    fn unsure(&mut self, paragraph: &Paragraph) {
        let Some(second) = paragraph.second else { return };
        let part = match paragraph.step.to {
            // The joint of its two lines is told.
            Move::Title => Part::Title,
            Move::Text | Move::Close | Move::Tail
                if second.anew || !matches!(second.to, Move::Text | Move::Close | Move::Heading | Move::Bare) =>
            {
                Part::Text
            }
            Move::By => Part::Subtitle,
            Move::Sign => Part::Signature,
            Move::Occasion | Move::Date => Part::Subtitle,
            Move::SignDate => Part::Date,
            Move::Salutation => Part::Salutation,
            _ => return,
        };
        let other = match (part, second.to) {
            (Part::Text, _) if second.anew => None,
            (Part::Text, Move::Title) => None,
            (Part::Text, _) | (_, Move::Leave) => Some(Other::Out),
            _ => Some(Other::Plain),
        };
        let words = paragraph.text.chars().take(12).collect();
        self.doubts.push(Doubt { other, ..Doubt::new(paragraph.line, What::PartUnsure { part, words }) });
    }

    /// A text that is nearly a heading is told.
    fn near(&mut self, paragraph: &Paragraph) {
        let Some(second) = paragraph.second else {
            if paragraph.cut {
                self.doubts.push(Doubt::new(paragraph.line, What::CutBefore));
            }
            return;
        };
        let known = |doubt: &Doubt| doubt.line == paragraph.line && matches!(doubt.what, What::TakenAsText { .. });
        if matches!(second.to, Move::Heading | Move::Bare) && !self.doubts.iter().rev().take(8).any(known) {
            let written: String = paragraph.text.chars().take(8).collect();
            self.doubts.push(Doubt::new(paragraph.line, What::TakenAsText { written }));
        }
    }

    /// Takes a signature, alone or with the date on its line.
    fn sign<'a>(
        &mut self,
        paragraph: Paragraph<'a>,
        names: &mut Vec<Text<'a>>,
        dates: &mut Vec<Text<'a>>,
        end: &mut Vec<Text<'a>>,
    ) {
        let both = phrase::signed_line(&paragraph.text).map(|(name, date)| (name.len(), date.len()));
        match both.filter(|_| names.is_empty() && dates.is_empty()) {
            Some((name, date)) => {
                let from = paragraph.text.len() - date;
                names.push(Text::part(&paragraph, 0..name));
                dates.push(Text::part(&paragraph, from..paragraph.text.len()));
            }
            None if both.is_none() => names.push(Text::of(paragraph)),
            None => end.push(Text::of(paragraph)),
        }
    }

    /// Joins paragraphs to the text of a field, and notes where they are now.
    fn set(&mut self, paragraphs: Vec<Text>, field: Field) -> String {
        let length = paragraphs.iter().map(|paragraph| paragraph.text.len() + 1).sum();
        let mut out = String::with_capacity(length);
        for mut paragraph in paragraphs {
            if paragraph.joints.is_empty() {
                paragraph.text = tidy_cells(paragraph.text);
            }
            if !out.is_empty() {
                out.push('\n');
            }
            let spot = Spot { report: self.index, field, start: out.len() };
            self.sites.push(Site { line: paragraph.line, spot });
            for joint in paragraph.joints.iter().filter(|joint| joint.told) {
                let other = Some(Other::Apart { at: out.len() + joint.at });
                self.doubts.push(Doubt { at: Some(spot), other, ..Doubt::new(joint.line, What::Joined) });
            }
            out.push_str(&paragraph.text);
        }
        out
    }

    fn set_line(&mut self, parts: Vec<Text>, field: Field) -> String {
        let mut out = String::new();
        for part in parts {
            let line = part.line;
            let text = self.set(vec![part], field);
            if !out.is_empty() {
                let spot = Spot { report: self.index, field, start: 0 };
                let other = Some(Other::Apart { at: out.len() });
                self.doubts.push(Doubt { at: Some(spot), other, ..Doubt::new(line, What::Joined) });
            }
            let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
            if latin(out.chars().next_back()) && latin(text.chars().next()) {
                out.push(' ');
            }
            out.push_str(&text);
        }
        out
    }

    /// The text of a title: without blanks between its letters, without what a site puts around it, a number among them.
    fn title_of<'a>(&mut self, paragraph: Paragraph<'a>) -> Text<'a> {
        if paragraph.ours.is_some() {
            return Text::of(paragraph);
        }
        let text = phrase::unspaced(&paragraph.text).map(Cow::Owned);
        let number = paragraph.number.min(paragraph.text.len());
        let Text { line, text: whole, joints } = Text::of(paragraph);
        let bare = phrase::bare_title(&whole[number..]);
        if text.is_some() || bare.len() == whole.len() {
            return Text { line, text: text.unwrap_or(whole), joints };
        }
        let at = bare.as_ptr() as usize - whole.as_ptr() as usize;
        let around = [&whole[..at], &whole[at + bare.len()..]].map(str::trim);
        let around: Vec<&str> = around.into_iter().filter(|part| !part.is_empty()).collect();
        self.doubts.push(Doubt::new(line, What::TitleTrimmed { cut: around.join(" ") }));
        Text { line, text: Cow::Owned(bare.to_owned()), joints }
    }

    fn sections(&mut self, found: Vec<Found>) {
        let labels: Vec<Label> = found.iter().map(|section| section.label).collect();
        let mut keys = markers::keys(&labels);
        for (key, section) in keys.iter_mut().zip(&found).filter(|(_, section)| section.settled) {
            *key = (section.label.marker.kind(), section.label.above);
        }
        self.number(found, &keys);
    }
}

/// A row of a table without the blanks beside its tabs: a cell has none at its ends.
fn tidy_cells(text: Cow<'_, str>) -> Cow<'_, str> {
    let blank = |ch: char| ch.is_whitespace() && ch != '\t';
    let tidy = |cell: &str| cell.trim_matches(blank).len() == cell.len();
    if !text.contains('\t') || text.split('\t').all(tidy) {
        return text;
    }
    let cells: Vec<&str> = text.split('\t').map(|cell| cell.trim_matches(blank)).collect();
    Cow::Owned(cells.join("\t"))
}

/// The depths of a report's sections: those of a file's nodes as the file has them, however deep, and the reading's below.
#[derive(Default)]
struct Depths {
    nodes: Vec<usize>,
    /// The reading's depth of the last node.
    base: usize,
    last: usize,
}

impl Depths {
    fn level(&mut self, role: Role, depth: usize) -> usize {
        let level = match role {
            Role::Node(level) => {
                while self.nodes.last().is_some_and(|&above| above >= level) {
                    self.nodes.pop();
                }
                self.nodes.push(level);
                self.base = depth;
                self.nodes.len()
            }
            _ if self.nodes.is_empty() => depth,
            _ => (self.nodes.len() + depth).saturating_sub(self.base).max(1),
        };
        self.last = level.clamp(1, self.last + 1);
        self.last
    }
}

/// What a file of our own names heading and text of a section's first paragraph.
fn named(paragraph: &Paragraph<'_>, label: usize) -> Option<phrase::Heading> {
    let Some(Ours::Section { named: end, .. }) = paragraph.ours else { return None };
    let end = end.clamp(label, paragraph.text.len());
    let head = paragraph.text.get(label..end)?;
    let after = paragraph.text.get(end..)?;
    let stop = match after.chars().next() {
        _ if head.is_empty() || text::ends_itself(head.trim()) => Stop::Full,
        None | Some('。') => Stop::Full,
        Some('\u{3000}') => Stop::Blank,
        Some(_) => Stop::None,
    };
    let closes = if head.is_empty() { "" } else { stop.behind(head) };
    let body = end + closes.len().min(after.len())..paragraph.text.len();
    Some(phrase::Heading { heading: label..end, body, stop })
}

fn section<'a>(paragraph: &Paragraph<'a>, level: usize) -> Found<'a> {
    let label = paragraph.label.unwrap_or(Label {
        marker: Marker::Bare,
        ordinal: 0,
        above: usize::from(paragraph.step.depth),
        len: 0,
    });
    let whole = phrase::Heading { heading: 0..paragraph.text.len(), body: 0..0, stop: Stop::Full };
    let heading = if let Some(heading) = named(paragraph, label.len) {
        heading
    } else if matches!(paragraph.role, Role::Heading(_)) {
        // What the file calls a heading ends at a sentence's end, if it ends before its paragraph.
        let len = label.len.min(paragraph.text.len());
        let cut = phrase::heading(&paragraph.text, paragraph.label);
        let ends = paragraph.text[cut.heading.end..].starts_with('。')
            || paragraph.text[..cut.heading.end].ends_with(['！', '？', '。']);
        if cut.is_run_in() && ends { cut } else { phrase::Heading { heading: len..paragraph.text.len(), ..whole } }
    } else {
        phrase::heading(&paragraph.text, paragraph.label)
    };
    let run_in = heading.is_run_in();
    let written = Text::part(paragraph, 0..label.len.min(paragraph.text.len())).text;
    let body = if heading.body.is_empty() { Vec::new() } else { vec![Text::part(paragraph, heading.body.clone())] };
    let stop = if run_in { heading.stop } else { Stop::Full };
    let mut doubts = Vec::new();
    if paragraph.cut {
        doubts.push((What::CutBefore, Some(Other::Joined)));
    }
    let guessed = paragraph.second.is_some_and(|second| second.to != Move::Bare);
    if paragraph.label.is_none() && paragraph.role == Role::Unknown && guessed {
        doubts.push((What::HeadingGuessed, Some(Other::Body)));
    }
    if matches!(paragraph.damage, Damage::Lost | Damage::Alone) || written.contains('续') {
        doubts.push((What::MarkerMended { written: written.trim().to_owned() }, Some(Other::Body)));
    }
    if let Some(second) = paragraph.second {
        match second.to {
            Move::Heading | Move::Bare if second.depth != paragraph.step.depth => {
                let other = if second.depth < paragraph.step.depth { Other::Up } else { Other::Down };
                doubts.push((What::DepthGuessed { level }, Some(other)));
            }
            Move::Text | Move::Close | Move::More if doubts.is_empty() => {
                doubts.push((What::HeadingUnsure { written: written.trim().to_owned() }, Some(Other::Body)));
            }
            _ => {}
        }
    }
    let line = paragraph.line;
    let mut heading = Text::part(paragraph, heading.heading);
    if heading.text == UNNAMED {
        heading.text = Cow::Borrowed("");
    }
    let settled = paragraph.ours.is_some();
    let begins = matches!(paragraph.ours, Some(Ours::Section { begins: true, .. }));
    Found {
        line,
        label,
        written,
        heading,
        body,
        run_in,
        stop,
        level,
        annex: false,
        settled,
        begins,
        id: paragraph.id,
        doubts,
    }
}

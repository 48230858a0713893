//! The reading to reports: the texts and sections of each, where each line went, and the doubts.

mod markers;

use std::borrow::Cow;
use std::ops::Range;

use crate::report::Field;
use crate::report::HeadPart;
use crate::report::Marker;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::Stop;
use crate::report::numbering::Label;

use self::markers::mend_markers;
use super::Doubt;
use super::Imported;
use super::Noise;
use super::Reading as Other;
use super::ReportPart as Part;
use super::Spot;
use super::What;
use super::evidence::Damage;
use super::evidence::Evidence;
use super::evidence::Sign;
use super::kind::Kind;
use super::phrase;
use super::reading::Reading;
use super::reading::Step;
use super::source::Role;
use super::source::UNNAMED;
use super::units::Unit;
use super::weights::Move;

/// Points below which a second reading is near enough to be told.
const NEAR: i32 = 200;

/// The same of another depth.
const NEAR_DEPTH: i32 = 130;

/// A place where a line was joined to the one before.
#[derive(Clone, Copy, Debug)]
struct Joint {
    /// The line joined.
    line: usize,
    /// The byte at which it begins.
    at: usize,
    /// Whether it is told.
    told: bool,
}

/// What a line below the signature is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Foot {
    /// 附注.
    Remarks,
    /// 版记.
    Imprint,
    /// A list of annexes, or anything else.
    #[default]
    Other,
}

/// A text of 版头 that was found above a report: the report, the line, the part.
type HeadLine = (usize, usize, HeadPart, String);

/// The parts of 版头 that a line holds: 特急, 某局文件, 某发〔2031〕18号　　签发人：李某某.
fn letterhead(text: &str) -> Vec<(HeadPart, String)> {
    let text = text.trim();
    if ["特急", "加急", "平急", "急件"].contains(&text) {
        return vec![(HeadPart::Urgency, text.to_owned())];
    }
    if ["机密", "秘密", "绝密"].iter().any(|word| text.starts_with(word)) && !phrase::is_longer(text, 12) {
        return vec![(HeadPart::Secrecy, text.to_owned())];
    }
    if let Some(organ) = text.strip_suffix("文件").filter(|organ| !organ.contains(['：', '，', '、'])) {
        return vec![(HeadPart::Organ, organ.trim().to_owned())];
    }
    let (number, signer) = match text.split_once("签发人") {
        Some((number, signer)) => (number.trim(), signer.trim_start_matches(['：', ':', ' ', '\u{3000}']).trim()),
        None => (text, ""),
    };
    let is_number = number.ends_with('号') && number.contains(['〔', '[', '［', '【']);
    if !number.is_empty() && !is_number || signer.contains(['，', '。']) {
        return Vec::new();
    }
    let parts = [(HeadPart::Number, number), (HeadPart::Signer, signer)];
    parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(part, text)| (part, text.to_owned())).collect()
}

/// What stands below 附件1 with a title of its own is an annex of the report above.
fn bind_annexes(parts: Vec<Vec<Paragraph<'_>>>) -> Vec<Vec<Paragraph<'_>>> {
    let mut out: Vec<Vec<Paragraph<'_>>> = Vec::with_capacity(parts.len());
    for mut part in parts {
        let above = out.last_mut().filter(|_| part.first().is_some_and(|first| first.step.to == Move::Title));
        match above {
            Some(above) if above.len() > 1 && above.last().is_some_and(|last| is_annex_label(&last.text)) => {
                above.pop();
                part.iter_mut().for_each(|paragraph| paragraph.annexed = true);
                above.append(&mut part);
            }
            _ => out.push(part),
        }
    }
    out
}

/// 附件, 附件1, 附件一：
fn is_annex_label(text: &str) -> bool {
    let number = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十０１２３４５６７８９：: \u{3000}".contains(ch);
    text.len() <= 24 && text.trim().strip_prefix("附件").is_some_and(|rest| rest.trim_matches(number).is_empty())
}

/// Whether something stands below the signature that no field holds there: then the signature stays with it.
fn stays_above(paragraphs: &[Paragraph]) -> bool {
    let signed = |paragraph: &Paragraph| matches!(paragraph.step.to, Move::Sign | Move::SignDate);
    let Some(first) = paragraphs.iter().position(signed) else { return false };
    // First who signs, then 附注, then 版记.
    let place = |paragraph: &Paragraph| match (paragraph.step.to, paragraph.foot) {
        (Move::Sign | Move::SignDate, _) => Some(0),
        (Move::Tail, Foot::Remarks) => Some(1),
        (Move::Tail, Foot::Imprint) => Some(2),
        _ => None,
    };
    let below = paragraphs[first..].iter().filter(|paragraph| !paragraph.annexed);
    let places: Vec<_> = below.map(place).collect();
    places.contains(&None) || !places.is_sorted()
}

/// A paragraph of a report: one unit or several joined.
#[derive(Debug)]
struct Paragraph<'a> {
    line: usize,
    step: Step,
    role: Role,
    label: Option<Label>,
    damage: Damage,
    cut: bool,
    /// Bytes of the number before a title.
    number: usize,
    foot: Foot,
    /// Whether it stands in an annex that is bound after the report.
    annexed: bool,
    text: Cow<'a, str>,
    joints: Vec<Joint>,
    /// The other reading where it is near.
    second: Option<Step>,
    /// How many points it is below.
    below: i32,
}

/// The reports that a reading makes, in order, with the doubts of all stages.
pub(super) fn reports<'a>(
    units: Vec<Unit<'a>>,
    evidence: &[Evidence],
    kind: &Kind,
    reading: &Reading,
    mut doubts: Vec<Doubt>,
    notes: &[(usize, String)],
) -> Imported {
    let mut heads = Vec::new();
    let parts = paragraphs(units, evidence, kind, reading, &mut heads, &mut doubts);
    let mut reports = Vec::new();
    let mut sites = Vec::new();
    for part in parts {
        let mut builder =
            Builder { index: reports.len(), report: Report::default(), sites: &mut sites, doubts: &mut doubts };
        let index = builder.index;
        for (line, part, text) in
            heads.iter().filter(|(of, ..)| *of == index).map(|(_, line, part, text)| (line, part, text))
        {
            builder.letterhead(*line, *part, text);
        }
        builder.build(part);
        reports.push(builder.report);
    }
    sites.sort_by_key(|site| site.line);
    take_notes(&mut reports, notes, &sites, &mut doubts);
    locate(&mut doubts, &sites);
    Imported { reports, doubts }
}

/// The paragraphs of each report; what is left out goes to the doubts.
fn paragraphs<'a>(
    units: Vec<Unit<'a>>,
    evidence: &[Evidence],
    kind: &Kind,
    reading: &Reading,
    heads: &mut Vec<HeadLine>,
    doubts: &mut Vec<Doubt>,
) -> Vec<Vec<Paragraph<'a>>> {
    let mut parts: Vec<Vec<Paragraph<'a>>> = Vec::new();
    let mut run = false;
    for (k, unit) in units.into_iter().enumerate() {
        let step = reading.steps[k];
        run &= step.to == Move::Leave;
        let near = reading.seconds[k].filter(|(_, below)| *below < NEAR).map(|(step, _)| step);
        match step.to {
            Move::Leave => {
                let noise = noise_of(&unit, &evidence[k], parts.len());
                let page = matches!(noise, Noise::PageNumber | Noise::RunningHead | Noise::Rule) || unit.cut;
                let text = unit.text.trim_end();
                let parts_of = if noise == Noise::Letterhead && kind.web == 0 { letterhead(text) } else { Vec::new() };
                if parts.is_empty() && !parts_of.is_empty() {
                    heads.extend(parts_of.into_iter().map(|(part, text)| (0, unit.line, part, text)));
                    run = false;
                    continue;
                }
                match doubts.last_mut().filter(|_| run && !page) {
                    Some(Doubt { to, what: What::LeftOut { text: above, .. }, .. }) => {
                        *to = unit.line;
                        above.push(if unit.cut { ' ' } else { '\n' });
                        above.push_str(text);
                    }
                    _ => doubts.push(Doubt::left_out(unit.line, text, noise)),
                }
                // Pages and rules stand alone; what a site puts around a text is told as one.
                run = !page;
                continue;
            }
            Move::More => {
                let told = kind.wrap.is_none() || near.is_some();
                if let Some(before) = parts.last_mut().and_then(|part| part.last_mut()) {
                    let joint = join(before, &unit);
                    before.joints.extend(joint.map(|joint| Joint { told, ..joint }));
                }
            }
            _ => {
                if step.anew || parts.is_empty() {
                    if step.anew && !matches!(step.to, Move::Title) {
                        doubts.push(Doubt::new(unit.line, What::BeginsWithoutTitle));
                    }
                    parts.push(Vec::new());
                }
                let mark = evidence[k].marks[usize::from(step.mark)].filter(|_| step.to == Move::Heading);
                let sure = evidence[k].marks[0].filter(|mark| mark.damage == Damage::None);
                let paragraph = Paragraph {
                    line: unit.line,
                    step,
                    role: unit.role,
                    label: mark.map(|mark| mark.label),
                    damage: mark.map_or(Damage::None, |mark| mark.damage),
                    cut: unit.cut,
                    number: sure.filter(|_| step.to == Move::Title).map_or(0, |mark| mark.label.len),
                    annexed: false,
                    foot: match evidence[k].signs {
                        signs if signs.has(Sign::Imprint) => Foot::Imprint,
                        signs if signs.has(Sign::Remarks) => Foot::Remarks,
                        _ => Foot::Other,
                    },
                    text: unit.text,
                    joints: Vec::new(),
                    second: near,
                    below: reading.seconds[k].map_or(i32::MAX, |(_, below)| below),
                };
                if !matches!(step.to, Move::Heading | Move::Title)
                    && let Some(mark) = sure
                {
                    let written = paragraph.text[..mark.label.len.min(paragraph.text.len())].trim().to_owned();
                    doubts.push(Doubt::new(paragraph.line, What::TakenAsText { written }));
                }
                parts.last_mut().expect("one is there").push(paragraph);
            }
        }
    }
    let mut parts = bind_annexes(parts);
    for paragraph in parts.iter_mut().flatten() {
        // The cells at the end of a row stay, empty or not.
        if paragraph.role != Role::Plain {
            paragraph.text = trimmed_end(std::mem::take(&mut paragraph.text));
        }
    }
    parts
}

fn trimmed_end(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_end()),
        Cow::Owned(mut text) => {
            text.truncate(text.trim_end().len());
            Cow::Owned(text)
        }
    }
}

/// Joins a unit to the paragraph before it. Answers where, if the text was not only cut there.
fn join(before: &mut Paragraph, unit: &Unit) -> Option<Joint> {
    let text = before.text.to_mut();
    if unit.cut {
        // The blanks that stood between are at the end of the piece before.
        text.push_str(&unit.text);
        return None;
    }
    text.truncate(text.trim_end().len());
    let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphabetic());
    if latin(text.chars().next_back()) && latin(unit.text.chars().next()) {
        text.push(' ');
    }
    let at = text.len();
    text.push_str(&unit.text);
    Some(Joint { line: unit.line, at, told: false })
}

/// What a line that is left out is called, where so many reports have begun.
fn noise_of(unit: &Unit, of: &Evidence, begun: usize) -> Noise {
    let has = |sign| of.signs.has(sign);
    if of.signs.any(&[Sign::Listed, Sign::ContentsHead, Sign::ContentsEntry, Sign::SaidContents]) {
        Noise::Contents
    } else if has(Sign::Chat) {
        Noise::Chat
    } else if has(Sign::PageNumber) {
        Noise::PageNumber
    } else if has(Sign::RunningHead) {
        Noise::RunningHead
    } else if has(Sign::Rule) && !unit.text.starts_with("##") {
        Noise::Rule
    } else if has(Sign::Alone) {
        Noise::Stray
    } else if of.signs.any(&[Sign::Letterhead, Sign::LetterNumber]) {
        Noise::Letterhead
    } else if begun == 0 && of.signs.any(&[Sign::Count, Sign::Collection]) {
        Noise::Collection
    } else if of.signs.any(&[Sign::TwinAbove, Sign::TwinBelow, Sign::SaidAbove]) {
        Noise::TitleAgain
    } else {
        Noise::Site
    }
}

/// Where a paragraph of the text is now.
struct Site {
    line: usize,
    spot: Spot,
    /// The byte of the text at which it begins.
    start: usize,
}

/// Puts remarks into the notes of the sections that they stand in; one that stands in none is told.
fn take_notes(reports: &mut [Report], notes: &[(usize, String)], sites: &[Site], doubts: &mut Vec<Doubt>) {
    for (line, text) in notes {
        let site = sites.partition_point(|site| site.line <= *line).checked_sub(1).map(|at| sites[at].spot);
        let section = site.and_then(|spot| reports[spot.report].tree.section_mut(spot.field.section()?));
        match section {
            Some(section) if section.note.is_empty() => section.note.clone_from(text),
            Some(section) => section.note += &format!("\n{text}"),
            None => doubts.push(Doubt::left_out(*line, text.clone(), Noise::Note)),
        }
    }
}

/// Tells each doubt where its line is now, and what else the line could have been.
fn locate(doubts: &mut [Doubt], sites: &[Site]) {
    doubts.sort_by_key(|doubt| doubt.line);
    for doubt in doubts {
        let behind = sites.partition_point(|site| site.line <= doubt.line);
        let site = behind.checked_sub(1).map(|at| &sites[at]);
        doubt.at = doubt.at.or(site.map(|site| site.spot));
        doubt.other = doubt.other.or(match doubt.what {
            What::LeftOut { noise: Noise::Markup, .. } => None,
            What::LeftOut { .. } => Some(Other::Kept),
            What::CutBefore => Some(Other::Joined),
            What::HeadingGuessed | What::MarkerMended { .. } => Some(Other::Body),
            What::TakenAsText { .. } => site.map(|site| Other::Heading { at: site.start }),
            _ => None,
        });
    }
}

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
    /// What was unclear about it, and its other reading.
    doubts: Vec<(What, Option<Other>)>,
}

struct Builder<'r> {
    index: usize,
    report: Report,
    sites: &'r mut Vec<Site>,
    doubts: &'r mut Vec<Doubt>,
}

impl Builder<'_> {
    /// Takes a part of 版头; organs stand one below the other.
    fn letterhead(&mut self, line: usize, part: HeadPart, text: &str) {
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
        let spot = Spot { report: self.index, field: Field::Head(part) };
        self.sites.push(Site { line, spot, start });
    }

    fn build<'a>(&mut self, paragraphs: Vec<Paragraph<'a>>) {
        let (mut title, mut names, mut dates): (Vec<Text>, Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new(), Vec::new());
        let (mut preamble, mut end): (Vec<Text>, Vec<Text>) = (Vec::new(), Vec::new());
        let mut found: Vec<Found<'a>> = Vec::new();
        let mut depths = Depths::default();
        let (mut under, mut remarks, mut imprint) = (Vec::new(), Vec::new(), Vec::new());
        let stays = stays_above(&paragraphs);
        // A name and a date and nothing else sign.
        let bare = paragraphs.iter().all(|of| matches!(of.step.to, Move::By | Move::Date));
        let mut told = false;
        for paragraph in paragraphs {
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
                (Move::Tail, Foot::Remarks) if !stays && (!names.is_empty() || !dates.is_empty()) => {
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
            Move::Title | Move::TitleMore => Part::Title,
            Move::Text | Move::Close | Move::Tail
                if second.to == Move::Leave || second.anew || second.to == Move::Title =>
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
        self.doubts.push(Doubt::new(paragraph.line, What::PartUnsure { part }));
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
        let spot = Spot { report: self.index, field };
        let length = paragraphs.iter().map(|paragraph| paragraph.text.len() + 1).sum();
        let mut out = String::with_capacity(length);
        for paragraph in paragraphs {
            if !out.is_empty() {
                out.push('\n');
            }
            self.sites.push(Site { line: paragraph.line, spot, start: out.len() });
            for joint in paragraph.joints.iter().filter(|joint| joint.told) {
                let other = Some(Other::Apart { at: out.len() + joint.at });
                self.doubts.push(Doubt { line: joint.line, to: joint.line, what: What::Joined, at: Some(spot), other });
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

    /// The text of a title: without blanks between its letters, without what a site puts around it, a number among them.
    fn title_of<'a>(&mut self, paragraph: Paragraph<'a>) -> Text<'a> {
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
        let keys = markers::keys(&labels);
        self.number(found, &keys);
    }
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

fn section<'a>(paragraph: &Paragraph<'a>, level: usize) -> Found<'a> {
    let label = paragraph.label.unwrap_or(Label {
        marker: Marker::Bare,
        ordinal: 0,
        above: usize::from(paragraph.step.depth),
        len: 0,
    });
    let whole = phrase::Heading { heading: 0..paragraph.text.len(), body: 0..0, stop: Stop::Full };
    let heading = if matches!(paragraph.role, Role::Heading(_)) {
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
    if paragraph.label.is_none() && paragraph.role == Role::Unknown {
        doubts.push((What::HeadingGuessed, Some(Other::Body)));
    }
    if paragraph.damage != Damage::None && paragraph.damage != Damage::Doubtful {
        doubts.push((What::MarkerMended { written: written.trim().to_owned() }, Some(Other::Body)));
    }
    if let Some(second) = paragraph.second {
        match second.to {
            Move::Heading | Move::Bare if second.depth != paragraph.step.depth && paragraph.below < NEAR_DEPTH => {
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
    Found { line, label, written, heading, body, run_in, stop, level, annex: false, doubts }
}

//! The reading to reports: the texts and sections of each, where each line went, and the doubts.

mod remarks;
mod report;

use std::borrow::Cow;

use crate::report::HeadPart;
use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering::Label;

use self::report::Builder;
use super::Doubt;
use super::Imported;
use super::Noise;
use super::Reading as Other;
use super::Spot;
use super::What;
use super::evidence::Damage;
use super::evidence::Evidence;
use super::evidence::Sign;
use super::kind::Kind;
use super::phrase;
use super::reading::Reading;
use super::reading::Step;
use super::source::Ours;
use super::source::Role;
use super::source::Source;
use super::units::Unit;
use super::weights;
use super::weights::Move;
use super::weights::Part;

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
    /// A list of annexes: below the signature it is what 附注 is.
    Annexes,
    /// Anything else.
    #[default]
    Other,
}

/// A text of 版头 that was found above the first report: the line, the part.
type HeadLine = (usize, HeadPart, String);

/// The parts of 版头 that a line holds: 特急, 某局文件, 某发〔2031〕18号　　签发人：李某某.
fn letterhead(text: &str) -> Vec<(HeadPart, String)> {
    let text = text.trim();
    if ["特急", "加急", "平急", "急件"].contains(&text) {
        return vec![(HeadPart::Urgency, text.to_owned())];
    }
    if ["机密", "秘密", "绝密"].iter().any(|word| text.starts_with(word)) && !phrase::is_longer(text, 12) {
        return vec![(HeadPart::Secrecy, text.to_owned())];
    }
    if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![(HeadPart::Copy, text.to_owned())];
    }
    if text.ends_with("文件") && !text.contains(['：', '，', '、']) {
        return vec![(HeadPart::Organ, text.to_owned())];
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

/// How many paragraphs stand before the 附注 and the 版记 that a report without a signature ends with.
fn before_foot(paragraphs: &[Paragraph]) -> usize {
    let foot = |paragraph: &&Paragraph| {
        paragraph.step.to == Move::Tail && matches!(paragraph.foot, Foot::Remarks | Foot::Imprint)
    };
    paragraphs.len() - paragraphs.iter().rev().take_while(foot).count()
}

/// Whether something stands below the signature that no field holds there: then the signature stays with it.
fn stays_above(paragraphs: &[Paragraph]) -> bool {
    let signed = |paragraph: &Paragraph| matches!(paragraph.step.to, Move::Sign | Move::SignDate);
    let Some(first) = paragraphs.iter().position(signed) else { return false };
    // First who signs, then 附注, then 版记.
    let place = |paragraph: &Paragraph| match (paragraph.step.to, paragraph.foot) {
        (Move::Sign | Move::SignDate, _) => Some(0),
        (Move::Tail, Foot::Remarks | Foot::Annexes) => Some(1),
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
    /// What a Word file of our own says of it.
    ours: Option<Ours>,
    /// The section that begins with it, where its file says which.
    id: Option<SectionId>,
    joints: Vec<Joint>,
    /// The other reading where it is near.
    second: Option<Step>,
}

/// The reports that a reading makes, in order, with the doubts of all stages.
pub(super) fn reports<'a>(
    units: Vec<Unit<'a>>,
    evidence: &[Evidence],
    kind: &Kind,
    reading: &Reading,
    mut doubts: Vec<Doubt>,
    remarks: Vec<Source>,
) -> Imported {
    let mut heads = Vec::new();
    let parts = paragraphs(units, evidence, kind, reading, &mut heads, &mut doubts);
    let mut reports = Vec::new();
    let mut sites = Vec::new();
    for part in parts {
        let mut builder =
            Builder { index: reports.len(), report: Report::default(), sites: &mut sites, doubts: &mut doubts };
        for (line, part, text) in heads.drain(..) {
            builder.letterhead(line, part, &text);
        }
        builder.build(part);
        reports.push(builder.report);
    }
    sites.sort_by_key(|site| site.line);
    remarks::take(remarks, &mut reports, &sites, &mut doubts);
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
    let head = if kind.web > 0 { Part::Page } else { Part::Head };
    let mut place = head;
    // A wrapped text is told of once, where the first of its lines is joined.
    let mut unwrapped: Option<(usize, usize)> = None;
    let goes_on: Vec<bool> = units.iter().skip(1).map(|unit| unit.cut).collect();
    for (k, unit) in units.into_iter().enumerate() {
        let step = reading.steps[k];
        run &= step.to == Move::Leave;
        place = match step {
            Step { anew: true, .. } => head,
            Step { to: Move::Heading | Move::Bare, .. } => Part::Body,
            _ => place,
        };
        // What its file says of a line leaves little to guess.
        let part = if unit.role == Role::Unknown && !kind.paragraphs { place } else { Part::Body };
        let is_near = |(second, below): &(Step, i32)| weights::is_near(step.to, part, second.to, *below);
        let near = reading.seconds[k].filter(is_near).map(|(step, _)| step);
        match step.to {
            Move::Leave => {
                let noise = noise_of(&unit, &evidence[k], parts.len());
                // Of a line that is kept in part it is told by itself.
                let part = noise == Noise::TitleAgain && goes_on.get(k) == Some(&true);
                let page = matches!(noise, Noise::PageNumber | Noise::RunningHead | Noise::Rule) || unit.cut || part;
                let text = unit.text.trim_end();
                let parts_of = if noise == Noise::Letterhead && kind.web == 0 { letterhead(text) } else { Vec::new() };
                if parts.is_empty() && !parts_of.is_empty() {
                    heads.extend(parts_of.into_iter().map(|(part, text)| (unit.line, part, text)));
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
                    if joint.is_some() && !told {
                        unwrapped.get_or_insert((unit.line, 0)).1 += 1;
                    }
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
                        signs if signs.any(&[Sign::Annex, Sign::AnnexItem]) => Foot::Annexes,
                        _ => Foot::Other,
                    },
                    text: unit.text,
                    ours: unit.ours,
                    id: unit.id,
                    joints: Vec::new(),
                    second: near,
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
    doubts.extend(unwrapped.map(|(line, count)| Doubt::new(line, What::Unwrapped { count })));
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
    } else if of.signs.any(&[Sign::Chat, Sign::Cover]) {
        Noise::Chat
    } else if has(Sign::LineTail) {
        Noise::Site
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
            What::TakenAsText { .. } => site.map(|site| Other::Heading { at: site.spot.start }),
            _ => None,
        });
    }
}

//! Lines that say a title once more, titles that differ in a number alone, and those that have another below them.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::report::numbering;

use super::Evidence;
use super::Sign;
use super::Signs;
use super::head::HEAD;
use super::head::begin;
use super::head::core;
use super::head::is_noisy;
use super::words;
use crate::import::units::Unit;

/// Lines of the head that come twice, and paragraphs that begin like a later one.
pub(super) fn repeats(units: &[Unit], evidence: &mut [Evidence]) {
    let head = begin(evidence);
    let mut first: HashMap<u64, usize> = HashMap::new();
    for k in 0..head {
        if evidence[k].letters < 5 || evidence[k].letters > 90 || evidence[k].signs.has(Sign::Marked) {
            continue;
        }
        let text = units[k].text.as_ref();
        let text = without_piece(text);
        let bare = text.strip_prefix(['(', '（', '【', '[']).and_then(|rest| rest.split_once([')', '）', '】', ']']));
        let hash = core(bare.map_or(text, |(_, rest)| if rest.trim().is_empty() { text } else { rest }));
        match first.insert(hash, k) {
            Some(before) => {
                evidence[before].signs.add(Sign::TwinBelow);
                evidence[k].signs.add(Sign::TwinAbove);
            }
            None => {
                // A title of two lines that stood in one.
                let mut whole = units[k].text.to_string();
                for more in 1..3 {
                    let Some(next) = units.get(k + more).filter(|_| k + more < head) else { break };
                    whole += &next.text;
                    if let Some(&before) = first.get(&core(&whole)).filter(|before| **before < k) {
                        evidence[before].signs.add(Sign::TwinBelow);
                        evidence[k].signs.add(Sign::TwinHalf);
                        for rest in &mut evidence[k + 1..=k + more] {
                            rest.signs.add(Sign::TwinRest);
                        }
                    }
                }
            }
        }
    }
    let head = units.len().min(HEAD);
    let early = begin(evidence) + 3;
    let mut openings: HashMap<u64, usize> = HashMap::new();
    for k in (0..head).rev() {
        if evidence[k].letters < 30 || evidence[k].signs.has(Sign::Marked) {
            continue;
        }
        let letters = |text: &str| text.chars().filter(|ch| !ch.is_whitespace()).collect::<Vec<_>>();
        let opening: String = letters(&units[k].text).into_iter().take(22).collect();
        if let Some(below) = openings.insert(core(&opening), k)
            && k < early
        {
            // What is cut off says hardly anything of its own.
            let (own, text) = (letters(&units[k].text), letters(&units[below].text));
            let alike = own.iter().zip(&text).take_while(|(a, b)| a == b).count();
            evidence[k].signs.set(Sign::Excerpt, alike * 5 >= own.len() * 4);
        }
    }
    // 《…》 and “…” in the head name the title.
    let quoted: HashSet<u64> = units[..head.min(12)]
        .iter()
        .flat_map(|unit| unit.text.split(['《', '“']).skip(1).filter_map(|rest| rest.split(['》', '”']).next()))
        .filter(|name| name.chars().count() >= 5)
        .map(core)
        .collect();
    for k in 0..head {
        if evidence[k].letters <= 60 && quoted.contains(&core(&units[k].text)) {
            evidence[k].signs.add(Sign::Quoted);
        }
    }
    likenesses(units, evidence);
}

/// Two lines of the head of which one says the other in nearly the same words: the later one is the title. Of a line that
/// begins the text the earlier is.
fn likenesses(units: &[Unit], evidence: &mut [Evidence]) {
    let head = begin(evidence);
    let names: Vec<(usize, Vec<char>)> = (0..head)
        .filter(|&k| (8..=60).contains(&evidence[k].letters) && evidence[k].signs.has(Sign::Genre))
        .filter(|&k| !evidence[k].signs.any(&[Sign::TwinAbove, Sign::TwinHalf, Sign::TwinRest]))
        .filter(|&k| !evidence[k].signs.any(&[Sign::Marked, Sign::EndStop, Sign::Count, Sign::Crumb, Sign::Fields]))
        .map(|k| {
            (k, units[k].text.chars().map(words::folded).filter(|ch| ch.is_alphanumeric() || *ch == '*').collect())
        })
        .collect();
    for (at, (k, text)) in names.iter().enumerate() {
        let Some((below, _)) = names[at + 1..].iter().find(|(_, other)| text != other && are_alike(text, other)) else {
            continue;
        };
        let begins_text = evidence.get(below + 1).is_some_and(|of| of.signs.has(Sign::Cut));
        if begins_text {
            evidence[*below].signs.add(Sign::SaidAbove);
        } else {
            evidence[*k].signs.add(Sign::TwinBelow);
            evidence[*below].signs.add(Sign::TwinAbove);
        }
    }
}

/// Whether two lines have three in four of their pairs of letters, and all figures of the shorter one.
fn are_alike(one: &[char], other: &[char]) -> bool {
    let pairs = |text: &[char]| text.windows(2).map(|pair| (pair[0], pair[1])).collect::<HashSet<_>>();
    let (pairs, others) = (pairs(one), pairs(other));
    let figures = |text: &[char]| text.iter().filter(|ch| ch.is_ascii_digit()).copied().collect::<String>();
    let (figures, other_figures) = (figures(one), figures(other));
    (figures.contains(&other_figures) || other_figures.contains(&figures))
        && pairs.intersection(&others).count() * 8 >= (pairs.len() + others.len()) * 3
}

/// A line without 第一篇： before it.
fn without_piece(text: &str) -> &str {
    let digits = |ch: char| ch.is_ascii_digit() || "一二三四五六七八九十".contains(ch);
    let Some((head, rest)) = text.split_once(['：', ':']) else { return text };
    let head = head.trim_matches(['第', '篇', '【', '】', '(', ')']);
    if head.chars().count() <= 3 && head.chars().all(digits) && rest.chars().count() >= 5 { rest } else { text }
}

/// Titles that differ in a number alone: …总结1, …总结2; …范文一, …范文二; 周报-20150724, 周报-20150731.
pub(super) fn series_of_titles(units: &[Unit], evidence: &mut [Evidence]) {
    let mut stems: HashMap<u64, Vec<(u32, usize)>> = HashMap::new();
    for (k, (unit, of)) in units.iter().zip(evidence.iter()).enumerate() {
        if !of.signs.any(&[Sign::Marked, Sign::Listed, Sign::EndStop, Sign::StopInside])
            && of.letters <= 60
            && let Some((stem, number)) = numbered_stem(&unit.text)
        {
            stems.entry(core(stem)).or_default().push((number, k));
        }
    }
    for places in stems.into_values() {
        let mut expected = 1;
        let counted: Vec<usize> = places
            .iter()
            .filter(|(number, _)| {
                let counts = *number == expected || *number > 19_000_000;
                expected += u32::from(counts);
                counts
            })
            .map(|(_, k)| *k)
            .collect();
        if counted.len() >= 2 {
            for k in counted {
                evidence[k].signs.add(Sign::TitleListed);
            }
        }
    }
}

fn numbered_stem(text: &str) -> Option<(&str, u32)> {
    let bare = text.trim_end().trim_end_matches(['：', ':', '）', ')', '】']);
    let stem = bare.trim_end_matches(|ch: char| ch.is_ascii_digit());
    let (stem, number) = if stem.len() < bare.len() {
        (stem, bare[stem.len()..].parse().ok()?)
    } else {
        let stem = bare.trim_end_matches(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
        (stem, numbering::read_han(&bare[stem.len()..])?)
    };
    let stem = stem.trim_end_matches(['（', '(', '【', ' ', '\u{3000}', '-', '—']);
    let mut folded = Vec::new();
    words::fold(stem, &mut folded);
    let mut genre = false;
    words::find(&folded, |sign| genre |= sign == Sign::Genre);
    let sample = ["范文", "范本", "模板", "例文", "篇"].iter().any(|word| stem.ends_with(word));
    (sample || genre && stem.chars().count() >= 2).then_some((stem, number))
}

/// Two lines of as many letters right above the first paragraph, without a stop or a name: 全面覆盖三个乡镇 / 解决饮水千家万户.
pub(super) fn couplets(evidence: &mut [Evidence]) {
    const NONE: Signs = Signs::of(&[
        Sign::Marked,
        Sign::EndStop,
        Sign::EndColon,
        Sign::EndComma,
        Sign::CommaInside,
        Sign::Genre,
        Sign::Field,
        Sign::UnitEnd,
        Sign::Person,
        Sign::Date,
        Sign::NoWords,
        Sign::Link,
        Sign::Bullet,
    ]);
    let plain = |of: &Evidence| (7..=20).contains(&of.letters) && !of.signs.meets(NONE) && !is_noisy(of);
    let told = [Sign::EndStop, Sign::StopInside];
    let text = |of: &Evidence| of.letters > 45 && of.signs.any(&told) && !of.signs.has(Sign::Blurbs) && !is_noisy(of);
    let first = evidence.iter().take(HEAD).position(text);
    let Some(k) = first.and_then(|text| text.checked_sub(2)) else { return };
    if evidence[k].letters == evidence[k + 1].letters && evidence[k..k + 2].iter().all(plain) {
        evidence[k..k + 2].iter_mut().for_each(|of| of.signs.add(Sign::Couplet));
    }
}

/// Titles of which each stands below a line of dashes: a collection, and what stands alone above the first of them is its name.
pub(super) fn parted_by_rules(evidence: &mut [Evidence]) {
    let titled = |k: &usize| evidence[k - 1].signs.has(Sign::Rule) && evidence[*k].signs.has(Sign::FullTitle);
    let titles: Vec<usize> = (1..evidence.len()).filter(titled).collect();
    if titles.len() < 2 {
        return;
    }
    if titles[0] == 2 && evidence[0].signs.has(Sign::Genre) {
        evidence[0].signs.add(Sign::Count);
    }
    for k in titles {
        evidence[k].signs.add(Sign::TitleListed);
    }
}

/// Lines that name the parts of a title that names several: 2031年工作情况 and 2032年工作打算 below …2031年工作总结和2032年工作打算.
pub(super) fn parts_of_title(units: &[Unit], evidence: &mut [Evidence]) {
    let years = |text: &str| {
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        let bytes = text.as_bytes();
        let at = (0..bytes.len().saturating_sub(4))
            .filter(|at| digits(&bytes[*at..at + 4]) && text[at + 4..].starts_with('年'));
        at.map(|at| text[at..at + 4].to_owned()).collect::<HashSet<String>>()
    };
    let mut named: HashSet<String> = HashSet::new();
    let mut turned = Turned::default();
    for (k, (unit, of)) in units.iter().zip(evidence.iter_mut()).enumerate() {
        if of.signs.has(Sign::FullTitle)
            && unit.text.contains(['和', '及', '与', '暨', '、'])
            && !of.signs.has(Sign::Marked)
        {
            let found = years(&unit.text);
            if found.len() >= 2 {
                named = found;
                continue;
            }
        }
        let part = of.letters <= 14
            && of.signs.has(Sign::Year)
            && of.signs.has(Sign::Genre)
            && of.signs.has(Sign::NextFirst)
            && !of.signs.any(&[Sign::EndStop, Sign::Piece, Sign::TitleListed]);
        if part && unit.text.get(..4).is_some_and(|year| named.contains(year)) {
            of.signs.add(Sign::TitlePart);
        } else {
            turned.look(k, unit, of);
        }
    }
    for k in turned.found {
        evidence[k].signs.add(Sign::TitlePart);
    }
}

/// Two lines below one title of which the first looks back on a year and the second ahead to the next: 2030年工作回顾,
/// 2031年工作安排.
#[derive(Default)]
struct Turned {
    /// Where the title stands.
    title: Option<usize>,
    /// Where a line looks back, and on which year.
    back: Option<(usize, u32)>,
    found: Vec<usize>,
}

impl Turned {
    fn look(&mut self, k: usize, unit: &Unit, of: &Evidence) {
        const BACK: [&str; 5] = ["回顾", "工作情况", "工作成效", "主要工作", "完成情况"];
        const AHEAD: [&str; 7] = ["安排", "打算", "任务", "工作重点", "工作要点", "工作思路", "工作目标"];
        let text = unit.text.trim_end_matches(['：', ':']);
        let year = text.get(..4).and_then(|year| year.parse().ok()).filter(|_| text[4..].starts_with('年'));
        let year = year.filter(|_| of.letters <= 14 && !of.signs.any(&[Sign::Marked, Sign::EndStop, Sign::Piece]));
        const PAST: [&str; 5] = ["过去", "五年", "一年", "去年", "今年"];
        let past = text.ends_with("回顾") && PAST.iter().any(|word| text.starts_with(word)) && of.letters <= 12;
        match (year, self.title, self.back) {
            (None, Some(title), _) if past && k > title && k - title <= 10 && of.signs.has(Sign::NextText) => {
                self.found.push(k);
            }
            (Some(year), Some(title), _)
                if k > title && k - title <= 8 && BACK.iter().any(|word| text.ends_with(word)) =>
            {
                self.back = Some((k, year));
            }
            (Some(year), Some(_), Some((back, before)))
                if year == before + 1 && AHEAD.iter().any(|word| text.ends_with(word)) =>
            {
                self.found.extend([back, k]);
            }
            _ if of.signs.has(Sign::Genre) && !of.signs.any(&[Sign::Marked, Sign::EndStop]) => {
                (self.title, self.back) = (Some(k), None);
            }
            _ => {}
        }
    }
}

/// Lines of the head that read like a title and have another such line below them before the text begins.
pub(super) fn later_titles(units: &[Unit], evidence: &mut [Evidence]) {
    let begin = begin(evidence);
    let title = |of: &Evidence| {
        of.signs.has(Sign::Genre)
            && !is_noisy(of)
            && !of.signs.any(&[Sign::Count, Sign::EndStop, Sign::Field, Sign::FieldValue])
    };
    let cut = |k: usize| evidence.get(k + 1).is_some_and(|of| of.signs.has(Sign::Cut));
    let Some(last) = (0..begin).rev().find(|&k| title(&evidence[k]) && !cut(k)) else { return };
    // The line right above may be the first half of it, if the two don't say the same.
    let letters = |k: usize| units[k].text.chars().map(words::folded).filter(|ch| ch.is_alphanumeric()).collect();
    let twins = last > 0 && title(&evidence[last - 1]) && {
        let (above, below): (Vec<char>, Vec<char>) = (letters(last - 1), letters(last));
        are_alike(&above, &below)
    };
    for of in &mut evidence[..if twins { last } else { last.saturating_sub(1) }] {
        of.signs.add(Sign::LaterTitle);
    }
}

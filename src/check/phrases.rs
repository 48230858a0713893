//! Fixed wordings (固定提法): what is written almost so, and series whose members are wrong, missing or out of order.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Look;
use super::Rule;
use super::lexicon::LEXICON;
use super::lexicon::is_known;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::typing::is_traditional;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("wording_slip", "固定提法有错字", "中央文件，来源见固定提法表", Look::Listed),
    Rule::suspect("wording_off", "固定提法有出入", "中央文件，来源见固定提法表", Look::Listed),
    Rule::suspect("wording_series", "固定提法的各项", "中央文件，来源见固定提法表", Look::Listed),
];

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("tables/phrases.txt")));

/// The table of fixed wordings.
struct Phrases {
    all: Vec<Phrase>,
    /// Finds both halves of every phrase: whoever writes one of its characters wrong has the other half right.
    halves: Option<AhoCorasick>,
    /// Whose half each pattern is: the phrase, and whether it is the first half.
    of: Vec<(usize, Half)>,
}

/// One wording.
struct Phrase {
    text: String,
    /// Where its second half begins, in bytes.
    middle: usize,
    also: Vec<String>,
    members: Vec<String>,
    since: u32,
    source: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    First,
    Second,
}

/// How what is written differs from a wording by one character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Off {
    /// One is another that sounds the same, is missing, or is written twice.
    Slip,
    /// One is another.
    Other,
}

impl Phrases {
    fn read(table: &str) -> Phrases {
        let mut all: Vec<Phrase> = Vec::new();
        let mut source = "";
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(from) = line.strip_prefix('【') {
                source = from.trim_end_matches('】');
                continue;
            }
            let mut words = line.split_whitespace();
            let Some(text) = words.next() else { continue };
            let (mut also, mut since) = (Vec::new(), 0);
            for word in words {
                if let Some(list) = word.strip_prefix("容:") {
                    also = list.split('|').map(str::to_owned).collect();
                } else if let Some(year) = word.strip_prefix("年:") {
                    since = year.parse().unwrap_or(0);
                }
            }
            let count = text.chars().count();
            let middle = text.char_indices().nth(count / 2).map_or(0, |(at, _)| at);
            let members: Vec<String> = text.split('、').map(str::to_owned).collect();
            let members = if members.len() > 2 { members } else { Vec::new() };
            all.push(Phrase { text: text.to_owned(), middle, also, members, since, source: source.to_owned() });
        }
        let (mut patterns, mut of) = (Vec::new(), Vec::new());
        for (k, phrase) in all.iter().enumerate() {
            patterns.push(phrase.text[..phrase.middle].to_owned());
            of.push((k, Half::First));
            patterns.push(phrase.text[phrase.middle..].to_owned());
            of.push((k, Half::Second));
        }
        Phrases { halves: AhoCorasick::new(&patterns).ok(), all, of }
    }

    /// What is written almost as one of the wordings, with the wording: of each kind apart from one another.
    fn near(&self, text: &str) -> Vec<(Range<usize>, &Phrase, Off)> {
        let Some(halves) = &self.halves else { return Vec::new() };
        let mut found: Vec<(Range<usize>, &Phrase, Off)> = Vec::new();
        for hit in halves.find_overlapping_iter(text) {
            let (k, half) = self.of[hit.pattern().as_usize()];
            let phrase = &self.all[k];
            let near = match half {
                // 金银山山: its last character is written twice.
                Half::Second if text[..hit.start()].ends_with(&phrase.text[..phrase.middle]) => {
                    twice(text, hit.end()).map(|end| (hit.start() - phrase.middle..end, Off::Slip))
                }
                Half::First => behind(&text[hit.end()..], &phrase.text[phrase.middle..])
                    .map(|(len, off)| (hit.start()..hit.end() + len, off)),
                Half::Second => before(&text[..hit.start()], &phrase.text[..phrase.middle])
                    .map(|(len, off)| (hit.start() - len..hit.end(), off)),
            };
            let Some((range, off)) = near else { continue };
            let is_exact = text[range.clone()].starts_with(&phrase.text);
            let is_known = !is_exact && self.all.iter().any(|other| other.covers(text, &range));
            // 得到大力支持 is a sentence; 在大力支持下 is what such a wording belongs to.
            let is_other = phrase.text.ends_with('下') && !text[range.clone()].ends_with('下') && {
                let clause = text[..range.start].rsplit(['，', '。', '；']).next().unwrap_or_default();
                !clause.contains('在') || !text[range.end..].starts_with(['，', '、'])
            };
            if is_other {
                continue;
            }
            let is_apart = |(other, _, kind): &(Range<usize>, &Phrase, Off)| {
                *kind != off || other.end <= range.start || range.end <= other.start
            };
            if !is_known && found.iter().all(is_apart) {
                found.push((range, phrase, off));
            }
        }
        found
    }
}

impl Phrase {
    /// Whether these bytes are a way to write it that passes, or stand within one.
    fn covers(&self, text: &str, range: &Range<usize>) -> bool {
        std::iter::once(&self.text).chain(&self.also).any(|way| {
            let from = crate::text::char_ceil(text, range.start.saturating_sub(way.len()));
            let upto = crate::text::char_floor(text, range.end + way.len());
            text[from..upto].match_indices(way.as_str()).any(|(at, _)| {
                let start = from + at;
                let end = start + way.len();
                // What overlaps it for the most part is this way and not the other.
                start < range.end && range.start < end && end.min(range.end) - start.max(range.start) + 6 >= range.len()
            })
        })
    }
}

/// Where the character before `at` ends that is written once more there, and begins no word with what follows.
fn twice(text: &str, at: usize) -> Option<usize> {
    let last = text[..at].chars().next_back()?;
    let mut behind = text[at..].chars();
    let again = behind.next().filter(|ch| *ch == last && is_han(*ch))?;
    let begins = behind.next().is_some_and(|next| is_han(next) && is_known(again, next));
    (!begins).then(|| at + again.len_utf8())
}

/// How a text goes on where a half of a wording should follow: its bytes when it is off by one character.
fn behind(text: &str, half: &str) -> Option<(usize, Off)> {
    let (count, off) = compare(text.chars(), half.chars())?;
    Some((text.chars().take(count).map(char::len_utf8).sum(), off))
}

/// As [`behind`], read backwards.
fn before(text: &str, half: &str) -> Option<(usize, Off)> {
    let (count, off) = compare(text.chars().rev(), half.chars().rev())?;
    Some((text.chars().rev().take(count).map(char::len_utf8).sum(), off))
}

/// How many characters of what is written stand for the wanted ones, where exactly one is off and the last is not.
fn compare(
    written: impl Iterator<Item = char> + Clone,
    wanted: impl Iterator<Item = char> + Clone,
) -> Option<(usize, Off)> {
    let (mut written, mut wanted) = (written, wanted);
    let (mut same, mut last) = (0, None);
    let (have, want) = loop {
        // All that is wanted stands there, or the text ends.
        let (want, have) = (wanted.next()?, written.next()?);
        if have != want {
            break (have, want);
        }
        (same, last) = (same + 1, Some(want));
    };
    // What is written in traditional characters is another rule's.
    if !is_han(have) && !is_han(want) || is_traditional(have) {
        return None;
    }
    let rest = wanted.clone().count();
    let all = same + 1 + rest;
    let goes_on = |from: &mut dyn Iterator<Item = char>| wanted.clone().all(|ch| from.next() == Some(ch));
    // Another one.
    if is_han(have) && is_han(want) && goes_on(&mut written.clone()) {
        let is_slip = LEXICON.sound_alike(have, want);
        // Another word at its end is another thing: 全面从严治社; 和 and 与 say the same.
        let is_other = rest == 0 || "和与同及".contains(have) && "和与同及".contains(want);
        match (is_slip, is_other) {
            (true, _) => return Some((all, Off::Slip)),
            (false, false) => return Some((all, Off::Other)),
            (false, true) => {}
        }
    }
    // One is missing, but for the outermost.
    if is_han(want) && rest > 0 && goes_on(&mut std::iter::once(have).chain(written.clone())) {
        return Some((all - 1, Off::Slip));
    }
    // The last is missing, and nothing follows.
    if is_han(want) && rest == 0 && same > 0 && !have.is_alphanumeric() {
        return Some((all - 1, Off::Slip));
    }
    // One is written twice.
    let twice = last == Some(have) && is_han(have) && written.next() == Some(want);
    (twice && goes_on(&mut written)).then_some((all + 1, Off::Slip))
}

/// Writes down what is almost a fixed wording, in one pass for its three rules.
pub(super) fn listed(
    paper: &Paper<'_>,
    [slip, other, order]: [Option<&'static Rule>; 3],
    paragraph: Paragraph<'_>,
    notes: &mut Notes<'_>,
) {
    let near = PHRASES.near(paragraph.text);
    for (rule, kind) in [(slip, Off::Slip), (other, Off::Other)] {
        let Some(rule) = rule else { continue };
        for (range, phrase, _) in near.iter().filter(|(_, _, off)| *off == kind) {
            let is_older = paper.dated().is_some_and(|year| year < phrase.since);
            if is_older || paragraph.has_reference(range.clone()) {
                continue;
            }
            let says = format!("固定提法是“{}”（{}），请核对", phrase.text, phrase.source);
            notes.of(rule).mend(paragraph, range.clone(), &[(range.clone(), &phrase.text)], says);
        }
    }
    if let Some(rule) = order {
        series(paper, paragraph, notes.of(rule));
    }
}

/// 道路自信、理论自信、文化自信、制度自信: all members in another order, or one that is no member.
fn series(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    let commas = text.matches('、').count();
    for phrase in PHRASES.all.iter().filter(|phrase| (4..=commas + 1).contains(&phrase.members.len())) {
        let first = phrase.members.iter().filter_map(|member| text.find(member.as_str())).min();
        let Some(start) = first.filter(|_| !text.contains(phrase.text.as_str())) else { continue };
        let items: Vec<&str> = text[start..].splitn(phrase.members.len() + 1, '、').collect();
        let Some((last, items)) = items.get(..phrase.members.len()).and_then(<[&str]>::split_last) else { continue };
        let is_member = |item: &str| phrase.members.iter().any(|member| member == item);
        let ends = phrase.members.iter().find(|member| last.starts_with(member.as_str()));
        let mut seen: Vec<&str> = items.to_vec();
        seen.extend(ends.map(String::as_str));
        seen.sort_unstable();
        seen.dedup();
        let is_all = seen.len() == phrase.members.len() && seen.iter().all(|item| is_member(item));
        let Some(end) = ends.filter(|_| is_all) else { continue };
        let range = start..start + items.iter().map(|item| item.len() + '、'.len_utf8()).sum::<usize>() + end.len();
        let is_older = paper.dated().is_some_and(|year| year < phrase.since);
        if !is_older && !paragraph.has_reference(range.clone()) {
            let says = format!("通常的次序是“{}”（{}），请核对", phrase.text, phrase.source);
            notes.mend(paragraph, range.clone(), &[(range, &phrase.text)], says);
        }
    }
}

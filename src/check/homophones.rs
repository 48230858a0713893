//! Words that no dictionary has while one that is common in reports sounds or looks the same: 覆行 for 履行, 拔付 for 拨付.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Finding;
use super::Look;
use super::Rule;
use super::lexicon::LEXICON;
use super::lexicon::Pairs;
use super::line::Line;
use super::notes::Notes;
use super::paper::Paragraph;
use super::slips::word_meant;
use super::typing::is_traditional;
use crate::report::Report;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("saying", "成语写错", "《现代汉语词典》（第7版），成语", Look::Listed),
    // A name, or two words side by side, often sound like a word: nothing to be sure of.
    Rule::hint("homophone", "同音形近字", "《现代汉语词典》（第7版）；词频据 jieba 词典", Look::Listed),
];

/// The sayings by their first and by their second half. Made when the first text is checked.
static SAYINGS: LazyLock<Sayings> = LazyLock::new(Sayings::new);

/// Sayings of four characters.
struct Sayings {
    /// Each once by its first half and once by its second; those of one half stand together.
    all: Vec<[char; 4]>,
    halves: Pairs,
}

impl Sayings {
    fn new() -> Sayings {
        const TABLE: &str = include_str!("tables/sayings.txt");
        let mut table: Vec<[char; 4]> = Vec::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let Some(first) = words.next().and_then(|word| word.chars().next()) else { continue };
            for rest in words {
                let mut rest = rest.chars();
                if let (Some(b), Some(c), Some(d)) = (rest.next(), rest.next(), rest.next()) {
                    table.push([first, b, c, d]);
                }
            }
        }
        let by_half = table.iter().flat_map(|&saying| [(saying[0], saying[1], saying), (saying[2], saying[3], saying)]);
        let mut by_half: Vec<(char, char, [char; 4])> = by_half.collect();
        // Stable: of one half those that the table has first stay first.
        by_half.sort_by_key(|(x, y, _)| (*x, *y));
        let distinct = by_half.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)).count();
        let mut halves = Pairs::with_room(distinct);
        for (k, (x, y, _)) in by_half.iter().enumerate().rev() {
            halves.insert(*x, *y, k);
        }
        Sayings { all: by_half.into_iter().map(|(_, _, saying)| saying).collect(), halves }
    }

    /// The sayings that have a half at this place.
    fn of_half(&self, half: Option<usize>, a: char, b: char) -> impl Iterator<Item = [char; 4]> {
        let from = half.map_or(&[][..], |start| &self.all[start..]);
        from.iter().copied().take_while(move |[x, y, z, w]| (*x, *y) == (a, b) || (*z, *w) == (a, b))
    }

    /// The saying that four characters are but for one, which sounds or looks the same. Three of them stand. The halves
    /// are where [`Sayings::halves`] has them.
    fn meant(&self, written: [char; 4], halves: [Option<usize>; 2]) -> Option<[char; 4]> {
        let [a, b, c, d] = written;
        let mut meant = None;
        for saying in self.of_half(halves[0], a, b).chain(self.of_half(halves[1], c, d)) {
            let mut off = saying.iter().zip(&written).filter(|(is, was)| is != was);
            match (off.next(), off.next()) {
                (None, _) => return None,
                (Some((is, was)), None)
                    if meant.is_none() && (LEXICON.sound_alike(*is, *was) || LEXICON.look_alike(*is, *was)) =>
                {
                    meant = Some(saying);
                }
                _ => {}
            }
        }
        meant
    }
}

/// What two rules find in one pass over the characters of a paragraph: sayings and words that are off by one of them.
pub(super) fn listed(
    [saying, homophone]: [Option<&'static Rule>; 2],
    paragraph: Paragraph<'_>,
    line: &Line<'_>,
    notes: &mut Notes<'_>,
) {
    let sayings = &*SAYINGS;
    let (all, known) = (&line.all, &line.known);
    // All at once, as the table is large.
    let half = |pair: &[(usize, char)]| {
        let [(_, a), (_, b)] = *pair else { return None };
        if is_han(a) && is_han(b) { sayings.halves.get(a, b) } else { None }
    };
    let halves: Vec<Option<usize>> = all.windows(2).map(half).collect();
    for (k, six) in all.windows(6).enumerate() {
        let two = [halves[k + 1], halves[k + 3]];
        if let Some(rule) = saying.filter(|_| two.iter().any(Option::is_some)) {
            self::saying(paragraph, line, six, two, notes.of(rule));
        }
        if let Some(rule) = homophone.filter(|_| !known[k + 1] && !known[k + 2] && !known[k + 3]) {
            self::homophone(paragraph, line, k, notes.of(rule));
        }
    }
}

/// 循续渐进 for 循序渐进: the second to the fifth of these.
fn saying(
    paragraph: Paragraph<'_>,
    line: &Line<'_>,
    six: &[(usize, char)],
    halves: [Option<usize>; 2],
    notes: &mut Notes<'_>,
) {
    let [_, (start, a), (second, b), (third, c), (fourth, d), (end, _)] = *six else { return };
    let written = [a, b, c, d];
    if written.iter().all(|ch| is_han(*ch) && !is_traditional(*ch))
        && let Some(meant) = SAYINGS.meant(written, halves)
        && !paragraph.has_reference(start..end)
    {
        let k = written.iter().zip(&meant).position(|(was, is)| was != is).unwrap_or(0);
        // 发展的以人为本: where the odd one makes a word with its neighbour, two words stand side by side.
        let other = if k < 2 { (a, b) } else { (c, d) };
        let places = [start, second, third, fourth, end];
        if !LEXICON.has(other.0, other.1) && line.are_borders(start, end) && line.is_apart(&(start..end)) {
            let meant: String = meant.iter().collect();
            let range = places[k]..places[k + 1];
            let put: String = meant.chars().skip(k).take(1).collect();
            notes.mend(paragraph, start..end, &[(range, &put)], format!("是不是“{meant}”"));
        }
    }
}

/// Two characters that make no word, nor do they with those beside them, while another with the same sound or look does: the
/// third and the fourth of these.
fn homophone(paragraph: Paragraph<'_>, line: &Line<'_>, k: usize, notes: &mut Notes<'_>) {
    let lexicon = &*LEXICON;
    let text = paragraph.text;
    let [(_, w), (_, x), (start, a), (second, b), (end, y), (_, z)] = line.all[k..k + 6] else { return };
    // 先行先试, 走深走实: what is said in step.
    let is_in_step = [w, x, y, z].iter().any(|ch| *ch == a || *ch == b);
    if is_han(a)
        && is_han(b)
        && !is_in_step
        && !lexicon.is_joining(a)
        && !lexicon.is_joining(b)
        && !names_something(x, y)
        && !is_traditional(a)
        && !is_traditional(b)
        && let Some(word) = meant(line, k, a, b)
        && !paragraph.has_reference(start..end)
        && line.are_borders(start, end)
        && line.is_border(second)
        && is_by_itself(line, k)
    {
        let word: String = word.iter().collect();
        let wrong = text[start..end].to_owned();
        notes.mend(paragraph, start..end, &[(start..end, &word)], format!("词典里没有“{wrong}”，是不是“{word}”"));
    }
}

/// The word that is meant by the third and the fourth of six characters that are no word.
fn meant(line: &Line<'_>, k: usize, a: char, b: char) -> Option<[char; 2]> {
    let can_tell = |word: &[char; 2]| {
        let (kept, odd, is) = if word[0] == a { (a, b, word[1]) } else { (b, a, word[0]) };
        // Those that sound alike are no words themselves; of those that look alike the one that stays isn't.
        !LEXICON.is_alone(kept) && (LEXICON.look_alike(odd, is) || !LEXICON.is_alone(odd))
    };
    // Between words at rest even a character that often is a word by itself isn't one. The odd one may be.
    let is_between = |word: &[char; 2]| {
        let (odd, is) = if word[0] == a { (b, word[1]) } else { (a, word[0]) };
        let is_loose = LEXICON.is_alone(odd) || "打暨像经相占长仍".contains(odd);
        // 他会记很久: after what joins words a verb may stand.
        let is_joined = LEXICON.is_joining(line.all[k + 1].1);
        !is_loose && !is_joined && LEXICON.sound_alike(odd, is) && line.rests_before(k + 2) && line.rests_behind(k + 4)
    };
    LEXICON.meant(a, b).filter(can_tell).or_else(|| word_meant(a, b).filter(is_between))
}

/// A name in quotes, of a place or of a person.
fn names_something(x: char, y: char) -> bool {
    matches!(x, '“' | '《' | '‘' | '·' | '小' | '阿' | '老')
        || matches!(
            y,
            '”' | '》'
                | '’'
                | '·'
                | '镇'
                | '乡'
                | '村'
                | '县'
                | '市'
                | '区'
                | '路'
                | '街'
                | '局'
                | '社'
                | '寺'
                | '庙'
                | '桥'
                | '湖'
                | '河'
                | '山'
                | '江'
                | '岭'
                | '港'
                | '湾'
                | '氏'
                | '族'
        )
}

/// Whether those beside the third and the fourth of six characters belong to other words, or join words: in a row of single
/// characters nothing can be told.
fn is_by_itself(line: &Line<'_>, k: usize) -> bool {
    let joins =
        |ch: char| "共已均未再仍各被把对由在和与及并的了是为将可所使让向以从等要应须能会还也都就很更最".contains(ch);
    // 责任制, 积极性: what ends a word stands alone, too.
    let ends = |ch: char| "制性率化度员者感力".contains(ch);
    let ((before, x), (behind, y)) = (line.all[k + 1], line.all[k + 4]);
    let is_single = |at: usize, ch: char| line.are_borders(at, at + ch.len_utf8());
    (!is_han(x) || joins(x) || !is_single(before, x)) && (!is_han(y) || joins(y) || ends(y) || !is_single(behind, y))
}

/// Leaves out words that a report writes more than once: a slip comes alone, a name comes again.
pub(super) fn without_names(report: &Report, findings: &mut Vec<Finding>) {
    let Some(rule) = RULES.last() else { return };
    let of = |finding: &Finding| finding.rule == rule;
    let mut counts: HashMap<String, usize> = HashMap::new();
    for finding in findings.iter().filter(|finding| of(finding)) {
        *counts.entry(finding.at.words(report).to_owned()).or_default() += 1;
    }
    findings.retain(|finding| !of(finding) || counts.get(finding.at.words(report)).is_none_or(|count| *count == 1));
}

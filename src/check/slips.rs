//! Words that often stand side by side (搭配), written with a wrong character, with one missing, or with two that changed
//! places: 管理则任 for 管理责任, 高重视 for 高度重视, 组建织设 for 组织建设.

use std::sync::LazyLock;

use super::Look;
use super::Rule;
use super::lexicon::LEXICON;
use super::lexicon::Pairs;
use super::line::Line;
use super::notes::Notes;
use super::paper::Paragraph;
use super::typing::is_traditional;
use crate::text::is_han;

const SOURCE: &str = "《现代汉语词典》（第7版）；公文常用搭配见搭配表";

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("wrong_in_pair", "搭配里的错字", SOURCE, Look::Listed),
    Rule::suspect("lost_in_pair", "漏字", SOURCE, Look::Listed),
    Rule::suspect("swapped_in_pair", "字序颠倒", SOURCE, Look::Listed),
];

/// The table, with all that may become of its words. Made when the first text is checked.
static SLIPS: LazyLock<Slips> = LazyLock::new(|| Slips::read(include_str!("tables/pairs.txt")));

/// Two words of two characters that often stand side by side.
type Four = [char; 4];

struct Slips {
    all: Vec<Four>,
    /// What is written, three or four characters, and what it is.
    written: Keys,
    /// How four characters are heard, and whose sound it is.
    heard: Keys,
    /// The words of the table by the sound of their first and by that of their second character.
    by_first: Pairs,
    by_second: Pairs,
    /// Words that sound like one of the table, and have their place in a report themselves.
    own: Pairs,
}

/// What became of four characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// Nothing: as it should be.
    None,
    /// One looks like another.
    Look,
    /// This one and the next changed places.
    Swapped(usize),
    /// This one is missing.
    Lost(usize),
}

impl Slip {
    const ALL: [Slip; 9] = [
        Slip::None,
        Slip::Look,
        Slip::Swapped(0),
        Slip::Swapped(1),
        Slip::Swapped(2),
        Slip::Lost(0),
        Slip::Lost(1),
        Slip::Lost(2),
        Slip::Lost(3),
    ];

    /// How it is kept beside the number of what was meant.
    fn code(self, of: usize) -> Option<u32> {
        let at = Slip::ALL.iter().position(|slip| *slip == self)?;
        u32::try_from(of * Slip::ALL.len() + at).ok()
    }

    fn of(code: u32) -> Option<(usize, Slip)> {
        let code = usize::try_from(code).ok()?;
        Some((code / Slip::ALL.len(), Slip::ALL[code % Slip::ALL.len()]))
    }
}

/// Numbers by keys, as a table with open addresses. Most keys that it hasn't are turned away at a glance.
struct Keys {
    keys: Vec<u64>,
    numbers: Vec<u32>,
    /// A bit for each key that it may have.
    seen: Vec<u64>,
}

impl Keys {
    const GLANCE: u32 = 18;

    fn with_room(count: usize) -> Keys {
        let room = (count * 3 / 2).next_power_of_two();
        Keys { keys: vec![0; room], numbers: vec![0; room], seen: vec![0; 1 << (Keys::GLANCE - 6)] }
    }

    fn mixed(key: u64) -> u64 {
        let mixed = (key ^ key >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed ^ mixed >> 29
    }

    fn glance(mixed: u64) -> (usize, u64) {
        let bit = mixed >> (64 - Keys::GLANCE);
        (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
    }

    fn place(&self, key: u64, mixed: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut at = usize::try_from(mixed & 0xFFFF_FFFF).unwrap_or(0) & mask;
        while self.keys[at] != 0 && self.keys[at] != key {
            at = (at + 1) & mask;
        }
        at
    }

    /// Unless it has one of its own.
    fn insert_new(&mut self, key: u64, number: u32) {
        let mixed = Keys::mixed(key);
        let at = self.place(key, mixed);
        if self.keys[at] == 0 {
            (self.keys[at], self.numbers[at]) = (key, number);
            let (word, bit) = Keys::glance(mixed);
            self.seen[word] |= bit;
        }
    }

    fn get(&self, key: u64) -> Option<u32> {
        let mixed = Keys::mixed(key);
        let (word, bit) = Keys::glance(mixed);
        if self.seen[word] & bit == 0 {
            return None;
        }
        let at = self.place(key, mixed);
        (self.keys[at] == key).then(|| self.numbers[at])
    }
}

/// The key of up to four characters; those beyond the basic plane are in no table.
fn key(chars: &[char]) -> u64 {
    chars.iter().fold(0, |key, ch| key << 16 | u64::from(u32::from(*ch)) & 0xFFFF)
}

/// The key of what is heard of four characters.
fn heard(chars: Four) -> Option<u64> {
    chars.iter().try_fold(0, |key, ch| Some(key << 16 | u64::from(u32::from(LEXICON.heard(*ch)?))))
}

impl Slips {
    fn read(table: &str) -> Slips {
        let two = |word: &str| -> Option<[char; 2]> {
            let mut chars = word.chars();
            let two = [chars.next()?, chars.next()?];
            chars.next().is_none().then_some(two)
        };
        let mut all: Vec<Four> = Vec::new();
        let mut own: Vec<[char; 2]> = Vec::new();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            if let Some(words) = line.strip_prefix("自己的词：") {
                own.extend(words.split_whitespace().filter_map(two));
                continue;
            }
            let mut words = line.split_whitespace().filter_map(two);
            let Some([a, b]) = words.next() else { continue };
            all.extend(words.map(|[c, d]| [a, b, c, d]));
        }
        let mut slips = Slips {
            written: Keys::with_room(all.len() * 10),
            heard: Keys::with_room(all.len()),
            by_first: Pairs::with_room(all.len()),
            by_second: Pairs::with_room(all.len()),
            own: Pairs::with_room(own.len()),
            all: Vec::new(),
        };
        for (k, [a, b]) in own.into_iter().enumerate() {
            slips.own.insert(a, b, k);
        }
        for (k, four) in all.iter().enumerate() {
            slips.put(four, k, Slip::None);
        }
        for (k, four) in all.iter().enumerate() {
            slips.add(four, k);
        }
        Slips { all, ..slips }
    }

    fn put(&mut self, written: &[char], of: usize, slip: Slip) {
        if let Some(code) = slip.code(of) {
            self.written.insert_new(key(written), code);
        }
    }

    /// Adds all that may become of four characters. What is right in itself stays so.
    fn add(&mut self, four: &Four, of: usize) {
        for k in 0..3 {
            let mut swapped = *four;
            swapped.swap(k, k + 1);
            self.put(&swapped, of, Slip::Swapped(k));
        }
        for k in 0..4 {
            for other in LEXICON.alike(four[k]) {
                let mut written = *four;
                written[k] = other;
                self.put(&written, of, Slip::Look);
            }
        }
        for k in 0..4 {
            let left: Vec<char> = four.iter().enumerate().filter(|(at, _)| *at != k).map(|(_, ch)| *ch).collect();
            self.put(&left, of, Slip::Lost(k));
        }
        if let (Some(key), Ok(of)) = (heard(*four), u32::try_from(of)) {
            self.heard.insert_new(key, of);
        }
        for [a, b] in [[four[0], four[1]], [four[2], four[3]]] {
            if let (true, Some(first), Some(second)) = (LEXICON.has(a, b), LEXICON.heard(a), LEXICON.heard(b)) {
                self.by_first.insert_first(first, b, a);
                self.by_second.insert_first(a, second, b);
            }
        }
    }

    /// Whether two characters are a word of the table, or one that may stand for itself.
    fn has_word(&self, a: char, b: char) -> bool {
        self.own.get(a, b).is_some()
            || LEXICON.heard(b).is_some_and(|second| self.by_second.meant(a, second) == Some(b))
    }

    /// What four characters come to, and what was meant.
    fn slip(&self, written: Four) -> Option<(Four, Slip)> {
        let (of, slip) = self.written.get(key(&written)).and_then(Slip::of)?;
        Some((self.all[of], slip))
    }

    /// The four characters that are meant by others that sound like them.
    fn sounding(&self, written: Four) -> Option<Four> {
        let of = self.heard.get(heard(written)?)?;
        usize::try_from(of).ok().map(|of| self.all[of])
    }
}

/// The word of the table that two characters sound like, if one keeps one of them.
pub(super) fn word_meant(a: char, b: char) -> Option<[char; 2]> {
    let second = || SLIPS.by_second.meant(a, LEXICON.heard(b)?).map(|second| [a, second]);
    let first = || SLIPS.by_first.meant(LEXICON.heard(a)?, b).map(|first| [first, b]);
    second().or_else(first).filter(|word| *word != [a, b])
}

/// Writes down what is off by one character, in one pass for the three rules.
pub(super) fn listed(
    [wrong, lost, swapped]: [Option<&'static Rule>; 3],
    paragraph: Paragraph<'_>,
    line: &Line<'_>,
    notes: &mut Notes<'_>,
) {
    let slips = &*SLIPS;
    let all = &line.all;
    // One slip may stand in two rows of the table: 属地管里 and 管里职责.
    let mut done = 0;
    for k in Line::BEFORE..all.len() - Line::BEHIND {
        let [a, b, c, d] = [all[k].1, all[k + 1].1, all[k + 2].1, all[k + 3].1];
        if !(is_han(a) && is_han(b) && is_han(c)) || all[k].0 < done {
            continue;
        }
        let written = [a, b, c, d];
        let found = match slips.slip(written).filter(|_| is_han(d)) {
            Some((_, Slip::None)) => continue,
            Some((four, Slip::Look)) if is_other(line, k, written, four) => Some((wrong, four, 4)),
            Some((four, Slip::Swapped(at))) if is_swapped(line, k, at) => Some((swapped, four, 4)),
            _ if !is_han(d) || !(line.known[k] || line.known[k + 2]) => None,
            _ => slips.sounding(written).filter(|four| is_other(line, k, written, *four)).map(|four| (wrong, four, 4)),
        };
        let is_lost = || {
            // 高重视 may be right; what is left of a word in 贯彻落 is none.
            if !LEXICON.is_bound(a) && !LEXICON.is_bound(c) {
                return None;
            }
            let (of, slip) = slips.written.get(key(&[a, b, c])).and_then(Slip::of)?;
            let Slip::Lost(at) = slip else { return None };
            is_lost(line, k, at).then(|| (lost, slips.all[of], 3))
        };
        let Some((Some(rule), four, count)) = found.or_else(is_lost) else { continue };
        let range = all[k].0..all[k + count].0;
        if written.iter().any(|ch| is_traditional(*ch)) || paragraph.has_reference(range.clone()) {
            continue;
        }
        done = range.end;
        let meant: String = four.iter().collect();
        let says = match count {
            3 => format!("像是漏了字，是不是“{meant}”"),
            _ => format!("是不是“{meant}”"),
        };
        notes.of(rule).mend(paragraph, range.clone(), &[(range, &meant)], says);
    }
}

/// Whether four characters are others than those meant, and not words that are right where they stand.
fn is_other(line: &Line<'_>, k: usize, written: Four, four: Four) -> bool {
    let [start, end] = [line.all[k].0, line.all[k + 4].0];
    let off = |half: usize| (0..2).filter(|at| written[half * 2 + at] != four[half * 2 + at]).count();
    let half = match [off(0), off(1)] {
        [0, 0] => return false,
        [_, 0] => 0,
        [0, _] => 1,
        _ => return false,
    };
    // 取得 and 区的: what joins words has no slip.
    if written[half * 2..half * 2 + 2].iter().any(|ch| LEXICON.is_joining(*ch)) {
        return false;
    }
    let outer = if half == 0 { line.known[k - 1] } else { line.known[k + 3] };
    if line.known[k + half * 2] {
        return is_misplaced(line, k, written, four, half);
    }
    // 督促搬离 sounds like 督促办理: two that differ make a word that the dictionary only lacks.
    off(half) == 1 && !outer && !line.known[k + 1] && line.are_borders(start, end)
}

/// 应急眼帘 for 应急演练: a word that no report has, where one of the table sounds the same.
fn is_misplaced(line: &Line<'_>, k: usize, written: Four, four: Four, half: usize) -> bool {
    let is_same = written.iter().zip(&four).all(|(was, is)| was == is || LEXICON.sound_alike(*was, *is));
    let [was, is] = [written[half * 2], written[half * 2 + 1]];
    let rests = if half == 0 { line.rests_before(k) } else { line.rests_behind(k + 4) };
    is_same && rests && !SLIPS.has_word(was, is) && [k, k + 2, k + 4].iter().all(|at| line.is_border(line.all[*at].0))
}

/// Whether this character and the next have changed places: as they stand they make no words.
fn is_swapped(line: &Line<'_>, k: usize, at: usize) -> bool {
    let all = &line.all;
    let outer = match at {
        0 => line.known[k - 1],
        2 => line.known[k + 3],
        _ => false,
    };
    let is_word = match at {
        0 => line.known[k] || line.known[k + 1],
        1 => line.known[k] && line.known[k + 2],
        _ => line.known[k + 2] || line.known[k + 1],
    };
    !outer && !is_word && line.are_borders(all[k].0, all[k + 4].0)
}

/// Whether three characters have lost a fourth: the one that is left alone makes no word.
fn is_lost(line: &Line<'_>, k: usize, at: usize) -> bool {
    let all = &line.all;
    let [start, second, third, end] = [all[k].0, all[k + 1].0, all[k + 2].0, all[k + 3].0];
    let is_apart = match at {
        // What is left stands before the other word.
        0 | 1 => {
            LEXICON.is_bound(all[k].1)
                && !line.known[k - 1]
                && !line.known[k]
                && line.is_border(second)
                && line.rests_before(k)
        }
        _ => {
            LEXICON.is_bound(all[k + 2].1)
                && !line.known[k + 2]
                && !line.known[k + 1]
                && line.is_border(third)
                && line.rests_behind(k + 3)
        }
    };
    is_apart && line.are_borders(start, end)
}

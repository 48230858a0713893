//! Where two texts, or two lists of texts, differ.

use std::collections::HashMap;
use std::ops::Range;

/// Where two lists of paragraphs differ: what stands there in the older one and in the newer one. One of the two may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// In the older one.
    pub old: Range<usize>,
    /// In the newer one.
    pub new: Range<usize>,
}

/// Where two texts differ, in bytes, in order: what stands there in the older and what in the newer one. Words and figures are
/// whole; something that both have stands between two of these.
pub fn differing(old: &str, new: &str) -> Vec<Hunk> {
    let lines = |text| -> Vec<&str> { str::split_inclusive(text, '\n').collect() };
    let (before, after) = (lines(old), lines(new));
    let (old_ends, new_ends) = (ends(&before), ends(&after));
    let mut found: Vec<Hunk> = Vec::new();
    for Hunk { old: from, new: to } in hunks(&before, &after) {
        let (from, to) = (old_ends[from.start]..old_ends[from.end], new_ends[to.start]..new_ends[to.end]);
        let (cut, put) = (tokens(&old[from.clone()]), tokens(&new[to.clone()]));
        let (cut_ends, put_ends) = (ends(&cut), ends(&put));
        for hunk in hunks(&cut, &put) {
            let old = from.start + cut_ends[hunk.old.start]..from.start + cut_ends[hunk.old.end];
            let new = to.start + put_ends[hunk.new.start]..to.start + put_ends[hunk.new.end];
            match found.last_mut().filter(|last| last.old.end == old.start && last.new.end == new.start) {
                Some(last) => (last.old.end, last.new.end) = (old.end, new.end),
                None => found.push(Hunk { old, new }),
            }
        }
    }
    found
}

/// Where two lists differ, in order; something that both have stands between two hunks. As little as can be is taken for
/// different, unless more than a million pairs would have to be looked at: then only what both have once holds them together.
pub fn hunks(old: &[&str], new: &[&str]) -> Vec<Hunk> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (from, to) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let pairs = if is_small(from, to) { common(from, to) } else { common_anchored(from, to) };
    let mut found = Vec::new();
    let mut at = (0, 0);
    for (i, j) in pairs.into_iter().chain([(from.len(), to.len())]) {
        if at != (i, j) {
            found.push(Hunk { old: head + at.0..head + i, new: head + at.1..head + j });
        }
        at = (i + 1, j + 1);
    }
    found
}

/// Whether all pairs can be looked at.
fn is_small(old: &[&str], new: &[&str]) -> bool {
    const PAIRS: usize = 1_000_000;
    old.len().saturating_mul(new.len()) <= PAIRS
}

/// Pairs that are equal, in order: what both have just once, as far as it stands in the same order, and what is equal
/// between two of these.
fn common_anchored(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    fn once<'a>(list: &[&'a str]) -> HashMap<&'a str, Option<usize>> {
        let mut places = HashMap::with_capacity(list.len());
        for (at, text) in list.iter().enumerate() {
            places.entry(*text).and_modify(|place| *place = None).or_insert(Some(at));
        }
        places
    }
    let (here, there) = (once(old), once(new));
    let place = |(i, text): (usize, &&str)| Some((i, there.get(text).copied().flatten()?));
    let both = old.iter().enumerate().filter(|(i, text)| here.get(*text) == Some(&Some(*i))).filter_map(place);
    let both: Vec<(usize, usize)> = both.collect();
    let seats: Vec<usize> = both.iter().map(|(_, j)| *j).collect();
    let anchors = both.into_iter().zip(rising(&seats)).filter(|(_, stays)| *stays).map(|(pair, _)| pair);
    let mut pairs = Vec::new();
    let mut at = (0, 0);
    for (i, j) in anchors.chain([(old.len(), new.len())]) {
        let (from, to) = (&old[at.0..i], &new[at.1..j]);
        if is_small(from, to) {
            pairs.extend(common(from, to).into_iter().map(|(k, l)| (at.0 + k, at.1 + l)));
        }
        pairs.push((i, j));
        at = (i + 1, j + 1);
    }
    pairs.pop();
    pairs
}

/// How many bytes two texts have in common at their heads and, after that, at their tails; both on character boundaries.
pub fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let same = |(x, y): &(char, char)| x == y;
    let head: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let tail = a[head..].chars().rev().zip(b[head..].chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (head, tail)
}

/// The longest list of pairs that are equal, in order: where they stand in both.
fn common(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    let mut longest = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// Which seats stay so that they rise: a longest rising run. The others have to be taken out.
pub fn rising(seats: &[usize]) -> Vec<bool> {
    // `ends[n]` is where the rising run of n + 1 members with the lowest end ends; `before` links each run together.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(seats.len());
    for (k, seat) in seats.iter().enumerate() {
        let length = ends.partition_point(|&end| seats[end] < *seat);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(k);
        } else {
            ends[length] = k;
        }
    }
    let mut stays = vec![false; seats.len()];
    let mut at = ends.last().copied();
    while let Some(k) = at {
        stays[k] = true;
        at = before[k];
    }
    stays
}

/// Where each piece begins, and the end.
fn ends(pieces: &[&str]) -> Vec<usize> {
    let lengths = pieces.iter().scan(0, |at, piece| {
        *at += piece.len();
        Some(*at)
    });
    std::iter::once(0).chain(lengths).collect()
}

/// A text cut into figures, words of letters, and characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let within = |ch: char| match first {
            _ if first.is_ascii_digit() => ch.is_ascii_digit() || matches!(ch, '.' | ','),
            _ if first.is_ascii_alphabetic() => ch.is_ascii_alphanumeric(),
            _ => false,
        };
        let mut len = first.len_utf8();
        len += rest[len..].find(|ch| !within(ch)).unwrap_or(rest.len() - len);
        // A mark after a figure is none of it.
        len = rest[..len].trim_end_matches(['.', ',']).len().max(first.len_utf8());
        tokens.push(&rest[..len]);
        rest = &rest[len..];
    }
    tokens
}

/// The share of two texts that they have in common, wherever it stands: pairs of characters that follow each other, blanks aside.
/// 1 for texts that have all in common, as two that say nothing; 0 for none.
pub fn likeness(one: &str, other: &str) -> f64 {
    let pairs = |text: &str| {
        let mut pairs: HashMap<(char, char), usize> = HashMap::new();
        let mut before = '\n';
        for ch in text.chars().filter(|ch| !ch.is_whitespace()) {
            *pairs.entry((before, ch)).or_default() += 1;
            before = ch;
        }
        pairs
    };
    let (one, other) = (pairs(one), pairs(other));
    let common: usize = one.iter().map(|(pair, many)| other.get(pair).map_or(0, |more| *many.min(more))).sum();
    let most = one.values().sum::<usize>().max(other.values().sum());
    if most == 0 { 1.0 } else { common as f64 / most as f64 }
}

//! Where two texts differ, paragraph by paragraph, to be read.

/// A stretch of paragraphs: the same in both texts, or what stands there in the older and what in the newer one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage<'a> {
    /// Paragraphs that both have.
    Same(Vec<&'a str>),
    /// Paragraphs that differ; one of the two may be empty.
    Differs {
        /// What the older text has there.
        old: Vec<&'a str>,
        /// What the newer text has there.
        new: Vec<&'a str>,
    },
}

/// Two texts side by side, as few paragraphs taken for different as can be. Texts of which more than a million pairs of
/// paragraphs would have to be looked at are taken for different between what they begin and end with alike.
pub fn passages<'a>(old: &'a str, new: &'a str) -> Vec<Passage<'a>> {
    const PAIRS: usize = 1_000_000;
    let (before, after) = (paragraphs(old), paragraphs(new));
    let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let tail = before[head..].iter().rev().zip(after[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (from, to) = (&before[head..before.len() - tail], &after[head..after.len() - tail]);
    let mut found = Vec::new();
    same(&mut found, &before[..head]);
    if from.len().saturating_mul(to.len()) > PAIRS {
        differs(&mut found, from, to);
    } else {
        let mut at = (0, 0);
        for (old, new) in common(from, to) {
            differs(&mut found, &from[at.0..old], &to[at.1..new]);
            same(&mut found, &from[old..=old]);
            at = (old + 1, new + 1);
        }
        differs(&mut found, &from[at.0..], &to[at.1..]);
    }
    same(&mut found, &before[before.len() - tail..]);
    found
}

/// The paragraphs of a text; none of an empty one.
pub(super) fn paragraphs(text: &str) -> Vec<&str> {
    if text.is_empty() { Vec::new() } else { text.split('\n').collect() }
}

/// How many bytes two texts have in common at their heads and, after that, at their tails; both on character boundaries.
pub(super) fn common_ends(a: &str, b: &str) -> (usize, usize) {
    let same = |(x, y): &(char, char)| x == y;
    let head: usize = a.chars().zip(b.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let tail = a[head..].chars().rev().zip(b[head..].chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (head, tail)
}

fn same<'a>(found: &mut Vec<Passage<'a>>, paragraphs: &[&'a str]) {
    match found.last_mut() {
        _ if paragraphs.is_empty() => {}
        Some(Passage::Same(last)) => last.extend(paragraphs),
        _ => found.push(Passage::Same(paragraphs.to_vec())),
    }
}

fn differs<'a>(found: &mut Vec<Passage<'a>>, old: &[&'a str], new: &[&'a str]) {
    if !old.is_empty() || !new.is_empty() {
        found.push(Passage::Differs { old: old.to_vec(), new: new.to_vec() });
    }
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

//! Markers to depths: how deep each heading stands, from its marker and from what stands around it.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::report::Marker;
use crate::report::numbering::Label;

use super::Reading;

/// One kind of marker at one depth: width and punctuation aside, but with the stops of 1.1 counted.
pub(super) type Key = (Marker, usize);

/// What of a section tells its depth.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    /// Its kind of marker.
    pub(super) key: Key,
    /// Its number.
    pub(super) ordinal: u32,
    /// How many numbers stand before it, as in 1.1.
    pub(super) above: usize,
    /// Whether the paragraph before it may open a part whose heading is lost.
    pub(super) bridge: Option<Bridge>,
    /// Whether its own text leads up to more: a heading alone, a colon at the end.
    pub(super) leads: bool,
    /// Its level in an outline, whatever its marker.
    pub(super) node: Option<usize>,
}

/// A paragraph that turns from what was done to what is amiss: `工作虽有成绩，但还存在一些问题：`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bridge {
    /// It stands behind the text of a numbered paragraph.
    BehindText,
    /// It stands below a heading, which may have been put there for it.
    BelowHeading,
}

/// The depth of a section, from 1, and the other depth where it was a guess.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub(super) level: usize,
    pub(super) other: Option<Reading>,
}

/// The kinds of the markers. Where a text has 1.1, its 1. is the level above, unless it stands below 1.1 itself.
pub(super) fn keys(labels: &[Label]) -> Vec<Key> {
    let tops = labels.iter().any(|label| label.above == 0 && matches!(label.marker, Marker::Dotted));
    let dotted = labels.iter().any(|label| label.above > 0 && label.marker == Marker::Dotted);
    let first = labels.iter().find(|label| label.marker.kind() == Marker::Digit || label.marker == Marker::Dotted);
    let above = tops || first.is_some_and(|label| label.above == 0);
    let adapt = |label: &Label| {
        if dotted && above && label.marker.kind() == Marker::Digit {
            (Marker::Dotted, 0)
        } else {
            (label.marker.kind(), label.above)
        }
    };
    labels.iter().map(adapt).collect()
}

/// The keys, where some headings have a style of their file but no marker: the markers whose headings have such a style
/// too, from the highest on, count as a heading of that style's level. `styled` has the level of each section's style.
pub(super) fn by_style(keys: &[Key], styled: &[Option<usize>]) -> Vec<Key> {
    let without_marker = |(key, styled): (&Key, &Option<usize>)| key.0 == Marker::Bare && styled.is_some();
    if !keys.iter().zip(styled).any(without_marker) {
        return keys.to_vec();
    }
    let mut counts: HashMap<Key, BTreeMap<Option<usize>, usize>> = HashMap::new();
    for (&key, &level) in keys.iter().zip(styled).filter(|(key, _)| key.0 != Marker::Bare) {
        *counts.entry(key).or_default().entry(level).or_default() += 1;
    }
    let mut markers: Vec<Key> = counts.keys().copied().collect();
    markers.sort_by_key(|&key| rank(key));
    let mut as_level: HashMap<Key, Key> = HashMap::new();
    let mut above = 0;
    for key in markers {
        let most = counts[&key].iter().max_by_key(|(_, count)| **count).and_then(|(level, _)| *level);
        let Some(level) = most.filter(|&level| level > above) else { break };
        as_level.insert(key, (Marker::Bare, level));
        above = level;
    }
    keys.iter().map(|key| as_level.get(key).copied().unwrap_or(*key)).collect()
}

/// Which of two markers usually stands above the other: the lower number.
pub(super) fn rank(key: Key) -> usize {
    match key.0 {
        Marker::Part => 0,
        Marker::Chapter => 1,
        Marker::ChapterSection => 2,
        Marker::Article => 3,
        Marker::Bare => 4 + key.1.min(6),
        Marker::Han => 11,
        Marker::HanBracketed => 12,
        Marker::Ordinal => 13,
        Marker::Digit => 14,
        Marker::Dotted => 15 + key.1,
        Marker::DigitBracketed => 100_000,
        Marker::Circled => 100_001,
        _ => 100_002,
    }
}

/// A level that is open.
#[derive(Debug)]
struct Open {
    key: Key,
    /// The last section there.
    last: usize,
    /// Its level in an outline, which nothing but a node closes.
    node: Option<usize>,
    /// Kinds of markers that stood at this level before, below the same section.
    past: Vec<Key>,
}

/// Works out the levels. A marker that is open above goes on its series; another one opens a series below the lowest
/// marker that ranks above it, or that its series goes on behind it: no gaps where a text skips a level. Behind a section
/// that leads to nothing, a kind of marker goes back to the level on which it stood before another took its place.
pub(super) fn levels(signs: &[Sign]) -> Vec<Level> {
    let next = next_of_kind(signs);
    let mut open: Vec<Open> = Vec::new();
    let mut levels = Vec::with_capacity(signs.len());
    for (k, sign) in signs.iter().enumerate() {
        let mut other = None;
        if let Some(node) = sign.node {
            while open.last().is_some_and(|open| open.node.is_none_or(|above| above >= node)) {
                open.pop();
            }
            open.push(Open { key: sign.key, last: k, node: sign.node, past: Vec::new() });
            levels.push(Level { level: open.len(), other });
            continue;
        }
        if let Some(at) = goes_on_node(signs, &open, sign) {
            open.truncate(at + 1);
            open[at].last = k;
            levels.push(Level { level: open.len(), other });
            continue;
        }
        // What stands below the last node.
        let nodes = open.iter().rposition(|open| open.node.is_some()).map_or(0, |at| at + 1);
        if let Some(at) = open[nodes..].iter().rposition(|open| open.key == sign.key) {
            let at = nodes + at;
            open.truncate(at + 1);
            open[at].last = k;
        } else {
            let leads = k > 0 && signs[k - 1].leads;
            let back = if leads { None } else { open[nodes..].iter().rposition(|open| open.past.contains(&sign.key)) };
            if let Some(at) = back.map(|at| nodes + at) {
                open.truncate(at + 1);
                let open = &mut open[at];
                let now = std::mem::replace(&mut open.key, sign.key);
                if !open.past.contains(&now) {
                    open.past.push(now);
                }
                open.last = k;
                other = Some(Reading::Down);
            } else {
                let mut past = Vec::new();
                let mut pop = |open: &mut Vec<Open>| {
                    if let Some(closed) = open.pop() {
                        past = closed.past;
                        past.push(closed.key);
                    }
                };
                if sign.ordinal == 1 && leads_out(signs, &next, &open[nodes..], k) {
                    pop(&mut open);
                    other = Some(Reading::Down);
                }
                while let Some(above) = open.last()
                    && above.node.is_none()
                    && rank(above.key) >= rank(sign.key)
                {
                    if resumes(signs, &next, &open[nodes..], above.last, k) {
                        other = Some(Reading::Up);
                        break;
                    }
                    pop(&mut open);
                }
                open.push(Open { key: sign.key, last: k, node: None, past });
            }
        }
        levels.push(Level { level: open.len(), other });
    }
    levels
}

/// Which open node a section goes on behind that is none itself: a heading run in among headings of a Markdown text. It has
/// the next number, and no series below the node has that kind of marker.
fn goes_on_node(signs: &[Sign], open: &[Open], sign: &Sign) -> Option<usize> {
    // Deeper than any headings of Markdown stand.
    const FARTHEST: usize = 32;
    let like = |open: &Open| open.key.0 == sign.key.0 && signs[open.last].above == sign.above;
    let back = open.iter().rev().take(FARTHEST).position(like)?;
    let at = open.len() - 1 - back;
    (open[at].node.is_some() && signs[open[at].last].ordinal + 1 == sign.ordinal).then_some(at)
}

/// For each section, the next one of its kind.
fn next_of_kind(signs: &[Sign]) -> Vec<usize> {
    let mut later: Vec<(Key, usize)> = Vec::new();
    let mut next = vec![usize::MAX; signs.len()];
    for (k, sign) in signs.iter().enumerate().rev() {
        match later.iter_mut().find(|(key, _)| *key == sign.key) {
            Some((_, at)) => next[k] = std::mem::replace(at, k),
            None => later.push((sign.key, k)),
        }
    }
    next
}

/// Whether the paragraph before section `k` leads out of the series that is open: one that begins anew behind, or one below
/// the top, whose last section has told its own, to a list that keeps its numbers anywhere. A series that goes on behind was
/// never left.
fn leads_out(signs: &[Sign], next: &[usize], open: &[Open], k: usize) -> bool {
    let (Some(bridge), Some(last)) = (signs[k].bridge, open.last().map(|open| open.last)) else { return false };
    match next_in_series(signs, next, open, last, k) {
        Some(1) => true,
        Some(ordinal) if ordinal == signs[last].ordinal + 1 => false,
        _ => {
            let keeps = matches!(signs[k].key.0, Marker::Point | Marker::Need);
            keeps && bridge == Bridge::BehindText && open.len() > 1
        }
    }
}

/// Whether the series of section `last` goes on behind section `k`, before anything above it does.
fn resumes(signs: &[Sign], next: &[usize], open: &[Open], last: usize, k: usize) -> bool {
    next_in_series(signs, next, open, last, k) == Some(signs[last].ordinal + 1)
}

/// The number of the next section behind section `k` of the kind of section `last`, if nothing above comes before it.
fn next_in_series(signs: &[Sign], next: &[usize], open: &[Open], last: usize, k: usize) -> Option<u32> {
    const FARTHEST: usize = 100;
    let on = next[last];
    if on <= k || on == usize::MAX || on - k > FARTHEST {
        return None;
    }
    let above = &open[..open.len() - 1];
    let closes = |sign: &Sign| above.iter().any(|open| open.key == sign.key);
    (!signs[k..on].iter().any(closes)).then_some(signs[on].ordinal)
}

//! The best reading of a whole text: a beam of ways, each a state with its points, and how far the second best is at
//! each unit.
//!
//! Every unit is left out, joined to the one before, or is a part of a report; a way is worth the sum of its points
//! ([`super::weights`]). Ways that meet in one state are one way. The time is linear: a fixed number of ways a unit.

mod moves;
mod state;

use super::evidence::Evidence;
use super::kind::Kind;
use super::units::Unit;
use super::weights::Move;
use super::weights::Turn;
use super::weights::Weights;
use moves::Context;
use moves::Finder;
use moves::Way;
use state::State;

pub(super) use state::Step;

/// Ways that are kept at each unit.
const BEAM: usize = 12;

/// A way whose points are so far below the best is dropped.
const FARTHEST: i32 = 1400;

/// What is made of each unit.
pub(super) struct Reading {
    pub(super) steps: Vec<Step>,
    /// For each unit, the nearest other reading and how many points it is below.
    pub(super) seconds: Vec<Option<(Step, i32)>>,
}

/// A way at a unit, as it is kept.
struct Kept {
    from: u8,
    step: Step,
    points: i32,
}

/// An arc between the ways at one unit and those at the next.
struct Arc {
    from: u8,
    to: u8,
    step: Step,
    /// The points of the whole way up to here.
    points: i32,
}

/// The best reading of the units.
pub(super) fn read(units: &[Unit], evidence: &[Evidence], kind: &Kind, weights: &Weights) -> Reading {
    let context = Context { units, evidence, kind, weights };
    let mut beam: Vec<(State, i32)> = vec![(State::default(), 0)];
    let mut kept: Vec<Vec<Kept>> = Vec::with_capacity(units.len());
    let mut arcs: Vec<Vec<Arc>> = Vec::with_capacity(units.len());
    let mut found: Vec<Way> = Vec::new();
    let mut next: Vec<(Way, u8)> = Vec::new();
    for at in 0..units.len() {
        next.clear();
        let mut finder = Finder::new(&context, at, &mut found, None);
        let mut ends: Vec<(usize, usize)> = Vec::with_capacity(beam.len());
        for (state, points) in &beam {
            let start = finder.out.len();
            finder.ways(state);
            for way in &mut finder.out[start..] {
                way.points += points;
            }
            ends.push((start, finder.out.len()));
        }
        // The best way into each state.
        let mut order: Vec<(usize, u8)> = Vec::with_capacity(found.len());
        for (from, (start, end)) in ends.iter().enumerate() {
            order.extend((*start..*end).map(|k| (k, u8::try_from(from).unwrap_or(u8::MAX))));
        }
        order.sort_by_key(|(k, _)| std::cmp::Reverse(found[*k].points));
        let best = order.first().map_or(0, |(k, _)| found[*k].points);
        let mut layer: Vec<Arc> = Vec::with_capacity(order.len());
        for (k, from) in &order {
            let way = found[*k];
            if way.points + FARTHEST < best {
                break;
            }
            let into = next.iter().position(|(other, _)| other.state == way.state);
            let into = match into {
                Some(into) => into,
                None if next.len() < BEAM => {
                    next.push((way, *from));
                    next.len() - 1
                }
                None => continue,
            };
            layer.push(Arc {
                from: *from,
                to: u8::try_from(into).unwrap_or(u8::MAX),
                step: way.step,
                points: way.points,
            });
        }
        if at + 1 == units.len() {
            for (way, _) in &mut next {
                let nothing = way.state.prev == state::NO_UNIT;
                way.points += if nothing { weights.turn(Turn::Nothing) } else { 0 };
            }
            settle(&mut next, &mut layer);
        }
        found.clear();
        beam.clear();
        beam.extend(next.iter().map(|(way, _)| (way.state, way.points)));
        kept.push(next.iter().map(|(way, from)| Kept { from: *from, step: way.step, points: way.points }).collect());
        arcs.push(layer);
    }
    trace(&kept, &arcs)
}

/// Puts the best way first, after what the end of the text says.
fn settle(next: &mut [(Way, u8)], layer: &mut [Arc]) {
    let best = (0..next.len()).max_by_key(|k| (next[*k].0.points, std::cmp::Reverse(*k))).unwrap_or(0);
    if best > 0 {
        next.swap(0, best);
        for arc in layer {
            arc.to = match usize::from(arc.to) {
                0 => u8::try_from(best).unwrap_or(u8::MAX),
                to if to == best => 0,
                _ => arc.to,
            };
        }
    }
}

/// What two readings of a unit have to differ in to be two.
fn class(step: Step) -> (Move, u8, bool) {
    let to = match step.to {
        Move::Close => Move::Text,
        other => other,
    };
    (to, if matches!(to, Move::Heading | Move::Bare) { step.depth } else { 0 }, step.anew)
}

/// The steps of the best way, and of each unit the best whole way that takes another step there.
fn trace(kept: &[Vec<Kept>], arcs: &[Vec<Arc>]) -> Reading {
    let count = kept.len();
    let mut steps = vec![Step::default(); count];
    let mut seconds = vec![None; count];
    let Some(last) = kept.last() else { return Reading { steps, seconds } };
    let mut at = 0usize;
    // What each way at a unit gains from there to the end, against the best.
    let mut ahead: Vec<i32> = last.iter().map(|_| 0).collect();
    let total = last.first().map_or(0, |best| best.points);
    for k in (0..count).rev() {
        let here = &kept[k][at];
        steps[k] = here.step;
        let own = class(here.step);
        let mut second: Option<(Step, i32)> = None;
        let before = if k == 0 { 1 } else { kept[k - 1].len() };
        let mut back = vec![i32::MIN / 2; before];
        for arc in &arcs[k] {
            let whole = arc.points + ahead[usize::from(arc.to)];
            let reaches = ahead[usize::from(arc.to)] > i32::MIN / 2;
            if reaches && class(arc.step) != own && second.is_none_or(|(_, below)| total - whole < below) {
                second = Some((arc.step, total - whole));
            }
            let from = usize::from(arc.from);
            let start = if k == 0 { 0 } else { kept[k - 1][from].points };
            back[from] = back[from].max(whole - start);
        }
        seconds[k] = second;
        ahead = back;
        at = usize::from(here.from);
    }
    Reading { steps, seconds }
}

/// The ways that a unit has in the reading's own state, with their terms, as lines of text.
pub(super) fn explain(units: &[Unit], evidence: &[Evidence], kind: &Kind, weights: &Weights, line: usize) -> String {
    use std::fmt::Write;
    let context = Context { units, evidence, kind, weights };
    let reading = read(units, evidence, kind, weights);
    let mut state = State::default();
    let mut out = String::new();
    for at in 0..units.len() {
        let (mut ways, mut terms) = (Vec::new(), Vec::new());
        let mut finder = Finder::new(&context, at, &mut ways, Some(&mut terms));
        finder.ways(&state);
        let step = reading.steps[at];
        if units[at].line == line {
            let own = |to: Move| {
                let terms = weights.terms(evidence[at].signs, to);
                terms.iter().map(|(sign, points)| format!("{sign:?} {points}")).collect::<Vec<_>>().join(", ")
            };
            writeln!(out, "{line} {}", units[at].text).unwrap_or(());
            writeln!(out, "  in {state:?}").unwrap_or(());
            let mut order: Vec<usize> = (0..ways.len()).collect();
            order.sort_by_key(|k| std::cmp::Reverse(ways[*k].points));
            for k in order {
                let way = ways[k];
                let sign = if way.step == step { '*' } else { ' ' };
                let turns: Vec<String> =
                    terms[k].iter().map(|(turn, points): &(Turn, i32)| format!("{turn:?} {points}")).collect();
                let Step { to, depth, anew, .. } = way.step;
                writeln!(
                    out,
                    "  {sign} {:5} {to:?} {depth}{}: {} | {}",
                    way.points,
                    if anew { " anew" } else { "" },
                    own(to),
                    turns.join(", ")
                )
                .unwrap_or(());
            }
            if let Some((second, below)) = reading.seconds[at] {
                writeln!(out, "  second {second:?} {below} below").unwrap_or(());
            }
        }
        if let Some(way) = ways.iter().find(|way| way.step == step) {
            state = way.state;
        }
    }
    out
}

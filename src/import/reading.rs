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
const BEAM: usize = 8;

/// A way whose points are so far below the best is dropped.
const FARTHEST: i32 = 1000;

/// What is made of each unit.
pub(super) struct Reading {
    pub(super) steps: Vec<Step>,
    /// For each unit, the nearest other reading and how many points it is below.
    pub(super) seconds: Vec<Option<(Step, i32)>>,
}

/// A way at a unit, as it is kept. Its points are those below the best way there, so that they never run over.
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
    /// The points of the whole way up to here, below the best.
    points: i32,
}

/// Things of all units in one row, and where those of each unit begin.
struct Rows<T> {
    things: Vec<T>,
    starts: Vec<usize>,
}

impl<T> Rows<T> {
    fn with_capacity(units: usize) -> Rows<T> {
        Rows { things: Vec::with_capacity(units * 8), starts: Vec::with_capacity(units) }
    }

    /// Begins the row of the next unit.
    fn begin(&mut self) {
        self.starts.push(self.things.len());
    }

    fn of(&self, unit: usize) -> &[T] {
        let end = self.starts.get(unit + 1).copied().unwrap_or(self.things.len());
        &self.things[self.starts[unit]..end]
    }
}

/// The best reading of the units.
pub(super) fn read(units: &[Unit], evidence: &[Evidence], kind: &Kind, weights: &Weights) -> Reading {
    let context = Context { units, evidence, kind, weights };
    let start = Way { step: Step::default(), state: State::default(), points: 0 };
    let mut beam: Vec<(Way, u8)> = vec![(start, 0)];
    let mut kept: Rows<Kept> = Rows::with_capacity(units.len());
    let mut arcs: Rows<Arc> = Rows::with_capacity(units.len());
    let mut found: Vec<Way> = Vec::new();
    // The beam's way that each comes from.
    let mut from: Vec<u8> = Vec::new();
    let mut order: Vec<u64> = Vec::new();
    let mut next: Vec<(Way, u8)> = Vec::new();
    let mut briefs = [0u32; BEAM];
    for at in 0..units.len() {
        next.clear();
        found.clear();
        from.clear();
        order.clear();
        let mut finder = Finder::new(&context, at, &mut found, None);
        let mut best = i32::MIN / 2;
        for (k, (way, _)) in (0u8..).zip(&beam) {
            let start = finder.out.len();
            finder.floor = best - FARTHEST - way.points;
            finder.ways(&way.state);
            for found in &mut finder.out[start..] {
                found.points += way.points;
                best = best.max(found.points);
            }
            from.resize(finder.out.len(), k);
        }
        // Equal ones by the older way: the reading is the same on every machine.
        let near = (0u32..).zip(&found).filter(|(_, way)| way.points + FARTHEST >= best);
        order.extend(near.map(|(k, way)| u64::from(best.abs_diff(way.points)) << 32 | u64::from(k)));
        order.sort_unstable();
        arcs.begin();
        for k in order.iter().map(|at| (at & u64::from(u32::MAX)) as usize) {
            let (way, from) = (&found[k], from[k]);
            let points = way.points - best;
            // The best way into each state.
            let brief = way.state.brief();
            let alike = (0..BEAM).fold(0u8, |alike, into| alike | u8::from(briefs[into] == brief) << into);
            let same = |into: &usize| alike >> into & 1 == 1 && next[*into].0.state == way.state;
            let found = if alike == 0 { None } else { (0..next.len()).find(same) };
            let into = match found {
                Some(into) => into,
                None if next.len() < BEAM => {
                    briefs[next.len()] = brief;
                    next.push((Way { points, ..*way }, from));
                    next.len() - 1
                }
                None => continue,
            };
            let to = u8::try_from(into).unwrap_or(u8::MAX);
            arcs.things.push(Arc { from, to, step: way.step, points });
        }
        if at + 1 == units.len() {
            let layer = arcs.starts[at];
            settle(&mut next, &mut arcs.things[layer..], weights.turn(Turn::Nothing));
        }
        kept.begin();
        kept.things.extend(next.iter().map(|(way, from)| Kept { from: *from, step: way.step, points: way.points }));
        std::mem::swap(&mut beam, &mut next);
    }
    trace(&kept, &arcs)
}

/// Puts the best way first, after what the end of the text says: a way that has left all out loses `nothing`.
fn settle(next: &mut [(Way, u8)], layer: &mut [Arc], nothing: i32) {
    let empty: Vec<bool> = next.iter().map(|(way, _)| way.state.prev == state::NO_UNIT).collect();
    for (way, _) in next.iter_mut().filter(|(way, _)| way.state.prev == state::NO_UNIT) {
        way.points += nothing;
    }
    let best = (0..next.len()).max_by_key(|k| (next[*k].0.points, std::cmp::Reverse(*k))).unwrap_or(0);
    next.swap(0, best);
    for arc in layer {
        arc.points += if empty[usize::from(arc.to)] { nothing } else { 0 };
        arc.to = match usize::from(arc.to) {
            0 => u8::try_from(best).unwrap_or(u8::MAX),
            to if to == best => 0,
            _ => arc.to,
        };
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
fn trace(kept: &Rows<Kept>, arcs: &Rows<Arc>) -> Reading {
    const NEVER: i32 = i32::MAX / 2;
    let count = kept.starts.len();
    let mut steps = vec![Step::default(); count];
    let mut seconds = vec![None; count];
    let Some(last) = count.checked_sub(1) else { return Reading { steps, seconds } };
    let mut at = 0usize;
    // How far the best whole way through each way at a unit is below the best of all, that way's own points there aside.
    let mut below = [NEVER; BEAM];
    let ends = kept.of(last);
    below[..ends.len()].fill(ends.first().map_or(0, |best| best.points));
    for k in (0..count).rev() {
        let here = &kept.of(k)[at];
        steps[k] = here.step;
        let own = class(here.step);
        let mut second: Option<(Step, i32)> = None;
        let before = if k == 0 { &[][..] } else { kept.of(k - 1) };
        let mut back = [NEVER; BEAM];
        for arc in arcs.of(k).iter().filter(|arc| below[usize::from(arc.to)] < NEVER) {
            let whole = below[usize::from(arc.to)] - arc.points;
            if class(arc.step) != own && second.is_none_or(|(_, other)| whole < other) {
                second = Some((arc.step, whole));
            }
            let from = usize::from(arc.from);
            let start = before.get(from).map_or(0, |way| way.points);
            back[from] = back[from].min(whole + start);
        }
        seconds[k] = second;
        below = back;
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

//! Rows of a file that are no outline as they stand: sections of one id, levels that jump. Two people leave such, when git puts
//! what both wrote into the file.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::report::Place;
use crate::report::Section;
use crate::report::SectionId;

/// Something of a file that was mended while it was read, so that nothing is lost and the report can be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Where it begins: the line of the file, from 1.
    pub line: usize,
    /// What was done.
    pub what: Mend,
}

/// What was done about a section whose id an earlier one has, or whose level jumps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// It is another section: it got an id of its own.
    Anew {
        /// The id in the file.
        written: SectionId,
        /// Its own.
        id: SectionId,
    },
    /// It is the earlier one once more, with all below it, word for word: kept once.
    Once {
        /// The section that was kept.
        id: SectionId,
        /// Where the other one stood.
        at: Place,
        /// How many sections that was, at least 1.
        count: usize,
    },
    /// Its level was 0, or more than one below the section before it: it stands where it fits, and with it what is below it.
    Level {
        /// The section.
        id: SectionId,
        /// The level in the file.
        written: usize,
        /// Its own.
        level: usize,
    },
}

/// The rows of a file, each with an id of its own.
pub(super) struct Settled {
    pub(super) rows: Vec<(usize, Section)>,
    /// What was done, and to which row of the file, from 0.
    pub(super) mends: Vec<(usize, Mend)>,
}

/// Gives each section a level that doesn't jump and an id that no other has, and drops what stands there twice. Ids up to `used`
/// are not given out as long as there are others.
pub(super) fn settle(mut rows: Vec<(usize, Section)>, used: u32) -> Settled {
    let levels = level_out(&mut rows);
    let doubles = Doubles::of(&rows);
    let mut free = Free::new(&rows, used);
    let mut mends = Vec::new();
    let mut path = Path::default();
    let mut out: Vec<(usize, Section)> = Vec::with_capacity(rows.len());
    let mut seen = HashSet::new();
    let mut behind = 0;
    let mut levels = levels.into_iter().peekable();
    for (row, (level, mut section)) in rows.into_iter().enumerate() {
        let jumped = levels.next_if(|(jump, _)| *jump == row).map(|(_, written)| written);
        if row < behind {
            continue;
        }
        let written = section.id;
        if !seen.insert(written) {
            let (end, is_whole) = doubles.below(row);
            if is_whole {
                behind = end;
                mends.push((row, Mend::Once { id: written, at: path.end_of(level), count: end - row }));
                continue;
            }
            section.id = free.next();
            mends.push((row, Mend::Anew { written, id: section.id }));
        }
        mends.extend(jumped.map(|written| (row, Mend::Level { id: section.id, written, level })));
        path.push(level, section.id);
        out.push((level, section));
    }
    Settled { rows: out, mends }
}

/// Makes every level one that can stand there: what is deeper than the row before is one deeper, what is written alike below the
/// same row stands alike. Answers the rows that jump, with their levels in the file.
fn level_out(rows: &mut [(usize, Section)]) -> Vec<(usize, usize)> {
    let mut jumps = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut above = 0_usize;
    for (row, (level, _)) in rows.iter_mut().enumerate() {
        let written = *level;
        if written == 0 || written > above.saturating_add(1) {
            jumps.push((row, written));
        }
        above = written.max(1);
        while open.last().is_some_and(|&last| last >= above) {
            open.pop();
        }
        open.push(above);
        *level = open.len();
    }
    jumps
}

/// In a side of a file with marks: a section that stands in a conflict and once more outside of one was written in by the one and
/// moved by the other. It says what it says in the conflict, and stands where it stands outside.
pub(super) fn reunite(rows: &mut Vec<(usize, Section)>, in_conflict: impl Fn(usize) -> bool) {
    let mut places: HashMap<SectionId, Vec<usize>> = HashMap::new();
    for (row, (_, section)) in rows.iter().enumerate() {
        places.entry(section.id).or_default().push(row);
    }
    let mut gone = HashSet::new();
    for places in places.values() {
        let &[one, other] = places.as_slice() else { continue };
        let is_one = |text: fn(&Section) -> &str| {
            let (one, other) = (text(&rows[one].1), text(&rows[other].1));
            one == other && !one.is_empty()
        };
        if !is_one(|section| &section.heading) && !is_one(|section| &section.body) {
            continue;
        }
        let (said, stands) = match (in_conflict(one), in_conflict(other)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => continue,
        };
        rows[stands].1 = rows[said].1.clone();
        gone.insert(said);
    }
    reunite_metrics(rows, &in_conflict);
    let mut row = 0;
    rows.retain(|_| {
        row += 1;
        !gone.contains(&(row - 1))
    });
}

/// The same for a metric, which is known by its name.
fn reunite_metrics(rows: &mut [(usize, Section)], in_conflict: impl Fn(usize) -> bool) {
    let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    for (row, (_, section)) in rows.iter().enumerate() {
        for (at, metric) in section.metrics.iter().enumerate().filter(|(_, metric)| !metric.name.is_empty()) {
            places.entry(metric.name.clone()).or_default().push((row, at));
        }
    }
    let mut gone = Vec::new();
    for places in places.into_values() {
        let &[one, other] = places.as_slice() else { continue };
        let (said, stands) = match (in_conflict(one.0), in_conflict(other.0)) {
            (true, false) => (one, other),
            (false, true) => (other, one),
            _ => continue,
        };
        rows[stands.0].1.metrics[stands.1] = rows[said.0].1.metrics[said.1].clone();
        gone.push(said);
    }
    gone.sort_unstable();
    for (row, at) in gone.into_iter().rev() {
        rows[row].1.metrics.remove(at);
    }
}

/// Which rows say the same as the first one of their id.
struct Doubles {
    /// Of each row the row after all below it.
    ends: Vec<usize>,
    /// How many rows before each say something that no row before them says.
    own: Vec<usize>,
}

impl Doubles {
    fn of(rows: &[(usize, Section)]) -> Doubles {
        let mut first: HashMap<SectionId, usize> = HashMap::new();
        let mut own = Vec::with_capacity(rows.len() + 1);
        own.push(0);
        for (row, (_, section)) in rows.iter().enumerate() {
            let known = *first.entry(section.id).or_insert(row);
            let is_double = known < row && rows[known].1 == *section;
            own.push(own[row] + usize::from(!is_double));
        }
        let mut ends = vec![rows.len(); rows.len()];
        let mut open: Vec<usize> = Vec::new();
        for (row, (level, _)) in rows.iter().enumerate() {
            while let Some(&above) = open.last().filter(|&&above| rows[above].0 >= *level) {
                ends[above] = row;
                open.pop();
            }
            open.push(row);
        }
        Doubles { ends, own }
    }

    /// The row after a section and all below it, and whether all of that stands earlier in the file.
    fn below(&self, row: usize) -> (usize, bool) {
        let end = self.ends[row];
        (end, self.own[end] == self.own[row])
    }
}

/// Ids that no section of a file has.
struct Free {
    taken: HashSet<u32>,
    next: u32,
}

impl Free {
    fn new(rows: &[(usize, Section)], used: u32) -> Free {
        let taken: HashSet<u32> = rows.iter().map(|(_, section)| section.id.number()).collect();
        let next = taken.iter().copied().max().unwrap_or(0).max(used) + 1;
        Free { taken, next }
    }

    fn next(&mut self) -> SectionId {
        loop {
            // Behind the largest there may be no more: then those that were never used, or are used no longer.
            let number = if self.next > SectionId::MAX { 1 } else { self.next };
            self.next = number + 1;
            if let Some(id) = SectionId::new(number).filter(|_| self.taken.insert(number)) {
                return id;
            }
        }
    }
}

/// The sections above the next one, each with how many children it has so far.
#[derive(Default)]
struct Path {
    tops: usize,
    above: Vec<(SectionId, usize)>,
}

impl Path {
    fn push(&mut self, level: usize, id: SectionId) {
        self.above.truncate(level.saturating_sub(1));
        match self.above.last_mut() {
            Some((_, children)) => *children += 1,
            None => self.tops += 1,
        }
        self.above.push((id, 0));
    }

    /// The gap in which a next section of this level would stand.
    fn end_of(&self, level: usize) -> Place {
        match self.above.iter().take(level.saturating_sub(1)).next_back() {
            Some((id, children)) => Place { parent: Some(*id), index: *children },
            None => Place { parent: None, index: self.tops },
        }
    }
}

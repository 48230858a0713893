//! Sections of one id: what two people leave who each added a section, when git puts both into the file.

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

/// What was done about a section whose id an earlier one has.
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
}

/// The rows of a file, each with an id of its own.
pub(super) struct Settled {
    pub(super) rows: Vec<(usize, Section)>,
    /// What was done, and to which row of the file, from 0.
    pub(super) mends: Vec<(usize, Mend)>,
}

/// Gives each section an id that no other has, and drops what stands there twice. Ids up to `used` are not given out as long as
/// there are others. A level that jumps is left as it is.
pub(super) fn settle(rows: Vec<(usize, Section)>, used: u32) -> Settled {
    let doubles = Doubles::of(&rows);
    let mut free = Free::new(&rows, used);
    let mut mends = Vec::new();
    let mut path = Path::default();
    let mut out: Vec<(usize, Section)> = Vec::with_capacity(rows.len());
    let mut seen = HashSet::new();
    let mut behind = 0;
    for (row, (level, mut section)) in rows.into_iter().enumerate() {
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
        path.push(level, section.id);
        out.push((level, section));
    }
    Settled { rows: out, mends }
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

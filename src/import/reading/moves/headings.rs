//! Where a unit may stand as a section: its depth among the series that are open, and what speaks for it.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::Finder;
use crate::import::evidence::Damage;
use crate::import::evidence::Mark;
use crate::import::evidence::Sign;
use crate::import::reading::state::DASH;
use crate::import::reading::state::Form;
use crate::import::reading::state::Key;
use crate::import::reading::state::LETTER;
use crate::import::reading::state::NO_UNIT;
use crate::import::reading::state::ORDINAL;
use crate::import::reading::state::Open;
use crate::import::reading::state::Phase;
use crate::import::reading::state::ROMAN;
use crate::import::reading::state::State;
use crate::import::reading::state::Step;
use crate::import::reading::state::key;
use crate::import::reading::state::list_level;
use crate::import::reading::state::rank;
use crate::import::reading::state::short;
use crate::import::source::Role;
use crate::import::weights::Move;
use crate::import::weights::Turn;
use crate::report::Marker;

/// The rank from which on markers are those of lists rather than chapters.
const LOW: u32 = 14;

/// What a number is in a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Series {
    Next,
    First,
    Other,
}

impl Finder<'_, '_> {
    pub(super) fn headings(&mut self, state: &State) {
        let evidence = self.evidence();
        let floor = self.floor(state);
        let of_list = self.of_list(state);
        for (at, mark) in evidence.marks.iter().enumerate() {
            let Some(mark) = mark else { continue };
            let key = key(mark.label);
            for depth in 1..=state.levels().len() + 1 {
                // Among headings that the file names stand those that it does not, with the next number.
                let on = |open: &Open| open.key == key && u32::from(open.ordinal) + 1 == mark.label.ordinal;
                let again = state.levels()[depth.min(state.levels().len())..].iter().any(|open| open.key == key);
                if !of_list.contains(&depth) {
                    continue;
                }
                if depth < floor && (again || !state.levels().get(depth - 1).is_some_and(on)) {
                    continue;
                }
                let Some(points) = self.place(state, mark, key, depth) else { continue };
                let step = Step {
                    to: Move::Heading,
                    mark: u8::try_from(at).unwrap_or(0),
                    depth: u8::try_from(depth).unwrap_or(u8::MAX),
                    anew: false,
                };
                self.heading(state, step, key, short(mark.label.ordinal), points);
            }
            let top = state.levels().first();
            let restarts = mark.label.ordinal == 1
                && matches!(key.0, Marker::Han | Marker::Part | Marker::Chapter | Marker::HanBracketed | Marker::Digit)
                && (mark.damage == Damage::None || mark.damage == Damage::Lost && self.has(Sign::SeriesOn))
                && top.is_some_and(|top| top.key == key && top.ordinal >= 2);
            if restarts {
                let mut points =
                    self.turn(Turn::AnewHeading) + self.turn_if(self.context.kind.paragraphs, Turn::AnewInFile);
                points += self.turn_if(self.led(state), Turn::AnewAfterLead);
                let opened = state.last == Move::Text
                    && self
                        .context
                        .evidence
                        .get(state.prev as usize)
                        .is_some_and(|of| of.signs.any(&[Sign::Opening, Sign::LeadsOn, Sign::Year]));
                points += self.turn_if(opened, Turn::AnewHeadingOpened);
                points +=
                    self.turn_if(!matches!(key.0, Marker::Han | Marker::Part | Marker::Chapter), Turn::AnewLowHeading);
                let state = State { phase: Phase::Body, ..state.anew() };
                let step = Step { to: Move::Heading, mark: u8::try_from(at).unwrap_or(0), depth: 1, anew: true };
                self.heading(&state, step, key, 1, points);
            }
        }
    }

    /// How the unit's number is closed.
    fn form(&self) -> Form {
        let Some(label) = self.unit().label.filter(|label| label.marker.kind() == Marker::Digit) else {
            return Form::Stop;
        };
        let number = self.unit().text.get(..label.len).unwrap_or_default();
        if number.trim_end().ends_with([')', '）']) { Form::HalfBracket } else { Form::Stop }
    }

    /// The depths at which an item of a list of the file may stand: where others of its level stand, below those of the
    /// levels above it.
    fn of_list(&self, state: &State) -> RangeInclusive<usize> {
        let list = list_level(self.unit().list);
        let (mut highest, mut lowest) = (1, usize::MAX);
        for (k, open) in state.levels().iter().enumerate().filter(|(_, open)| list > 0 && open.list >> 4 == list >> 4) {
            match open.list.cmp(&list) {
                Ordering::Equal => return k + 1..=k + 1,
                Ordering::Less => highest = k + 2,
                Ordering::Greater => lowest = lowest.min(k + 1),
            }
        }
        highest..=lowest
    }

    /// The depth above which nothing may stand that has no style, where the headings of a file have.
    fn floor(&self, state: &State) -> usize {
        if !self.context.kind.styled {
            return 1;
        }
        state.levels().iter().rposition(|open| open.styled > 0).map_or(1, |at| at + 2)
    }

    fn heading(&mut self, state: &State, step: Step, key: Key, ordinal: u16, mut points: i32) {
        points += match state.phase {
            Phase::Site => self.turn(Turn::HeadingUntitled),
            Phase::Head if !state.titled => self.turn(Turn::HeadingUntitled),
            Phase::Close => self.turn(Turn::HeadingAfterClose),
            Phase::End => self.turn(Turn::HeadingAfterEnd),
            _ => 0,
        };
        points += self.as_set(state, key, usize::from(step.depth));
        if !self.is_worth(step, points) {
            return;
        }
        let mut next = self.kept(*state, step.to);
        next.phase = Phase::Body;
        // The series there goes on, whatever it is written with this once.
        let depth = usize::from(step.depth);
        let key = if self.is_due(state, depth, key, ordinal) { state.levels()[depth - 1].key } else { key };
        next.enter(usize::from(step.depth), key, ordinal, 0);
        next.look_like(list_level(self.unit().list), self.unit().set.kind, self.form());
        if self.has(Sign::SeriesOn) {
            next.go_on();
        }
        let signs = self.evidence().signs;
        next.told = u8::from(signs.any(&[Sign::RunIn, Sign::EndStop]));
        next.leads = signs.any(&[Sign::EndColon, Sign::LeadsOn])
            || !signs.any(&[Sign::EndStop, Sign::StopInside, Sign::AloneStray]) && self.evidence().letters <= 40;
        self.put(step, points, |_| next);
    }

    /// Whether a number other than the first is the next one of the level at a depth, though that is numbered otherwise, and no
    /// level below counts as it does. Inside a line it says too little, and a list of a file says what it belongs to.
    fn is_due(&self, state: &State, depth: usize, key: Key, ordinal: u16) -> bool {
        let plain = |key: Key| {
            matches!(key.0, Marker::Han | Marker::HanBracketed | Marker::Digit | Marker::DigitBracketed) && key.1 == 0
        };
        let open = state.levels();
        open.get(depth - 1).is_some_and(|here| {
            here.key != key && plain(here.key) && ordinal > 1 && ordinal == here.ordinal.saturating_add(1)
        }) && plain(key)
            && !open[depth..].iter().any(|below| below.key == key)
            && !self.unit().cut
            && self.unit().list.is_none()
    }

    /// What speaks for a depth by how the file sets the headings that are open. Of two kinds of markers these say more.
    fn as_set(&mut self, state: &State, key: Key, depth: usize) -> i32 {
        let set = self.unit().set.kind;
        let open = state.levels();
        let alike = |open: &Open| open.key == key || open.key.0 == Marker::Bare || key.0 == Marker::Bare;
        match open.get(depth - 1) {
            Some(here) if here.set == set => self.turn_if(set > 0 && alike(here), Turn::SetSame),
            Some(here) => self.turn_if(alike(here), Turn::SetOther),
            None => {
                let above = set > 0 && open.iter().any(|open| open.set == set && alike(open));
                self.turn_if(above, Turn::SetAbove)
            }
        }
    }

    /// What it costs that a marker is damaged; `None` where no series proves it.
    fn damage(&mut self, state: &State, mark: &Mark, on: Series) -> Option<i32> {
        let series = self.has(Sign::SeriesOn);
        // An excerpt that begins midway.
        let begins = state.levels().is_empty()
            && mark.damage == Damage::Lost
            && self.has(Sign::DamagedShort)
            && (series || self.has(Sign::First));
        let points = match mark.damage {
            Damage::None => 0,
            Damage::Doubtful | Damage::Lost if !(on == Series::Next || on == Series::First && series || begins) => {
                return None;
            }
            Damage::Doubtful => self.turn(Turn::MarkDoubtful),
            Damage::Lost => self.turn(Turn::MarkLost) + self.turn_if(on == Series::Next, Turn::MarkCounts),
            Damage::Alone | Damage::Empty => self.turn(Turn::MarkAlone),
        };
        let set = mark.damage != Damage::None && series && self.unit().set.bold && self.has(Sign::DamagedShort);
        Some(points + self.turn_if(set, Turn::MarkSet))
    }

    /// What speaks for a marker at a depth.
    fn place(&mut self, state: &State, mark: &Mark, key: Key, depth: usize) -> Option<i32> {
        let open = state.levels();
        let ordinal = short(mark.label.ordinal);
        let here = open.get(depth - 1);
        let same = here.filter(|here| here.key == key);
        let next = same.is_some_and(|same| ordinal == same.ordinal.saturating_add(1));
        // 第三条 may be the first of a chapter: articles are counted through the whole text.
        let runs_on = key.0 == Marker::Article
            && same.is_none()
            && open.last().is_some_and(|above| matches!(above.key.0, Marker::Chapter | Marker::ChapterSection));
        let first = ordinal == 1 || runs_on;
        let kinds = [(next, Series::Next), (first, Series::First)];
        let on = kinds.into_iter().find(|(is, _)| *is).map_or(Series::Other, |(_, on)| on);
        let mut points = self.damage(state, mark, on)?;
        // Chapters, their sections and articles are three levels, never one.
        if same.is_none() && here.is_some_and(|here| is_statutory(here.key) && is_statutory(key)) {
            return None;
        }
        let lists = self.unit().list.is_some() && rank(key) >= LOW;
        let beside_bare = first && lists && here.is_some_and(|here| here.key.0 == Marker::Bare);
        points += self.turn_if(beside_bare, Turn::ListBesideBare);
        points += match (same, here) {
            (Some(same), _) if next => {
                self.turn(Turn::Next) + self.turn_if(same.form != self.form(), Turn::NextOtherForm)
            }
            (Some(same), _) if ordinal > same.ordinal => {
                let missing = i32::from((ordinal - same.ordinal - 1).min(4));
                self.turn(Turn::Skip) + missing * self.turn(Turn::SkipMore)
            }
            (Some(_), _) if first => {
                let top = depth == 1 && matches!(key.0, Marker::Han | Marker::Part | Marker::Chapter);
                self.turn(Turn::AgainFirst)
                    + self.turn_if(same.is_some_and(|same| same.form != self.form()), Turn::AgainOtherForm)
                    + self.turn_if(top, Turn::AgainTop)
                    + self.turn_if(top && self.led(state), Turn::AgainTopLed)
            }
            (Some(_), _) => self.turn(Turn::Again),
            (None, Some(here)) => self.beside(state, here, key, depth, ordinal),
            (None, None) => {
                let above = open.last();
                let mut points = if first {
                    self.turn(Turn::Below)
                } else if above.is_none() {
                    self.turn(Turn::TopMidway)
                } else {
                    self.turn(Turn::BelowMidway)
                };
                points += self.turn_if(
                    ordinal > 3 && matches!(key.0, Marker::Point | Marker::Need) && !self.has(Sign::SeriesOn),
                    Turn::BelowMidwayPoint,
                );
                if let Some(above) = above {
                    let form = if above.form == self.form() { Turn::BelowSame } else { Turn::BelowOtherForm };
                    points += self.turn_if(above.key == key, form);
                    points += self.turn_if(above.key == key && first && self.led(state), Turn::BelowSameLed);
                    points += self.turn_if(
                        above.key == key && matches!(key.0, Marker::Han | Marker::Part | Marker::Chapter),
                        Turn::BelowSameTop,
                    );
                    points += self.turn_if(
                        above.key != key && rank(above.key) > rank(key),
                        // A heading with a colon has below it what comes next, whatever its marker.
                        if above.goes_on || first && state.last == Move::Heading && self.led(state) {
                            Turn::BelowInverted
                        } else {
                            Turn::BelowInvertedLast
                        },
                    );
                    let chapter = matches!(key.0, Marker::Han | Marker::HanBracketed | Marker::Part | Marker::Chapter);
                    points += self.turn_if(
                        chapter
                            && (above.key.0 != Marker::Bare || above.key.1 == DASH)
                            && above.key.0 != Marker::Ordinal
                            && above.key != key
                            && rank(above.key) > rank(key),
                        Turn::BelowInvertedTop,
                    );
                    points += if state.leads { self.turn(Turn::BelowLed) } else { self.turn(Turn::BelowUnled) };
                    points += self.turn_if(open.iter().rev().skip(1).any(|open| open.key == key), Turn::BelowTwice);
                    points +=
                        self.turn_if(first && above.key.0 != Marker::Bare && self.bridged(state), Turn::BelowBridged);
                }
                points
            }
        };
        Some(points)
    }

    /// What speaks for a marker on a level that is numbered otherwise.
    fn beside(&mut self, state: &State, here: &Open, key: Key, depth: usize, ordinal: u16) -> i32 {
        let open = state.levels();
        let first = ordinal == 1;
        let back = here.past.is_some_and(|(past, last)| past == key && last.saturating_add(1) == ordinal);
        let points = if back {
            self.turn(Turn::Back)
        } else if self.is_due(state, depth, key, ordinal) {
            self.turn(Turn::BesideDue)
        } else {
            self.turn(Turn::Beside) + self.turn_if(!first, Turn::BesideMidway)
        };
        points
            + self.turn_if(rank(here.key) < rank(key) && !back && here.key.0 != Marker::Bare, Turn::BesideLower)
            + self.turn_if(here.key.0 == Marker::Bare, Turn::BesideBare)
            + self.turn_if(here.past.is_some_and(|(past, last)| past == key && ordinal <= last), Turn::BesideAgain)
            + self.turn_if(!back && open[..depth - 1].iter().any(|open| open.key == key), Turn::BesideTwice)
            + self.turn_if(
                first
                    && here.key.0 != Marker::Bare
                    && (matches!(key.0, Marker::Point | Marker::Need) || key.0 == Marker::Digit && state.told == 1)
                    && depth == open.len()
                    && self.bridged(state),
                Turn::Bridge,
            )
    }

    /// Whether what stands above ends in a colon or says what follows.
    pub(super) fn led(&self, state: &State) -> bool {
        self.context.evidence.get(state.prev as usize).is_some_and(|of| of.signs.any(&[Sign::EndColon, Sign::LeadsOn]))
    }

    /// Whether the paragraph above turns to what is amiss: the heading of that part is lost.
    fn bridged(&self, state: &State) -> bool {
        let goes_on = state.levels().last().is_some_and(|open| open.goes_on);
        let Some(above) = self.context.evidence.get(state.prev as usize) else { return false };
        let turns = above.signs.has(Sign::Turns) && above.signs.has(Sign::Amiss) && above.letters <= 150;
        // A section that has said nothing yet is the one that is spoken of where its heading is about that.
        let heading = (state.prev as usize).checked_sub(1).map(|heading| &self.context.evidence[heading]);
        let other = heading.is_some_and(|of| !of.signs.any(&[Sign::Amiss, Sign::SectionName]));
        let told = state.told >= 2 || state.told == 1 && above.signs.has(Sign::EndColon) && other;
        state.last == Move::Text && told && !goes_on && turns
    }

    /// A section without marker.
    pub(super) fn bare(&mut self, state: &State) {
        if self.own[Move::Bare as usize] < -450 {
            return;
        }
        let kinds =
            [(Sign::DashRun, DASH), (Sign::LetterRun, LETTER), (Sign::RomanRun, ROMAN), (Sign::OrdinalRun, ORDINAL)];
        let kind = kinds.iter().find(|(sign, _)| self.has(*sign)).map_or(0, |(_, kind)| *kind);
        let key = (Marker::Bare, kind);
        let open = state.levels();
        for depth in self.floor(state)..=open.len() + 1 {
            let mut points = match open.get(depth - 1) {
                Some(here) if here.key == key => self.turn(Turn::BareNext),
                Some(_) => self.turn(Turn::BareBeside),
                None if open.is_empty() => self.turn(Turn::BareTop),
                // Letters below figures, or the other way.
                None if kind >= LETTER && !open.iter().any(|open| open.key == key) => 0,
                None => {
                    let same = open.iter().any(|open| open.key == key);
                    let done = |above: &Open| above.key.0 != Marker::Bare && above.ordinal > 1 && !above.goes_on;
                    let leads_anew = self.has(Sign::LeadsAnew) && open.last().is_some_and(done);
                    self.turn(Turn::BareBelow)
                        + self.turn_if(same, Turn::BareTwice)
                        + self.turn_if(leads_anew, Turn::BareBelowDone)
                }
            };
            points += self.turn_if(state.leads && kind < LETTER, Turn::BareLed);
            points += self.turn_if(self.context.kind.markless, Turn::BareMarkless);
            let before =
                self.context.evidence.get(state.prev as usize).is_some_and(|of| of.signs.any(&[Sign::EndStop]));
            points += self.turn_if(
                state.prev != NO_UNIT
                    && !before
                    && !matches!(state.last, Move::Title | Move::TitleMore | Move::Salutation),
                Turn::BareAfterOpen,
            );
            let step = Step { to: Move::Bare, mark: 0, depth: u8::try_from(depth).unwrap_or(u8::MAX), anew: false };
            self.heading(state, step, key, 0, points);
        }
    }

    /// A section whose level its file says.
    pub(super) fn styled(&mut self, state: &State, level: u16) {
        let sure = |mark: &Mark| matches!(mark.damage, Damage::None | Damage::Alone | Damage::Empty);
        let mark = self.evidence().marks[0].filter(sure);
        let open = state.levels();
        let depth = open.iter().rposition(|open| open.styled > 0 && open.styled < level).map_or(0, |at| at + 1) + 1;
        // Writers who number by hand often give all headings one style: then the numbers say more.
        if let Some(mark) = mark.filter(|_| matches!(self.unit().role, Role::Heading(_))) {
            let key = key(mark.label);
            for at in depth..=open.len() + 1 {
                let Some(mut points) = self.place(state, &mark, key, at) else { continue };
                points += self.turn_if(at == depth, Turn::StyledSame);
                points += match state.phase {
                    Phase::Close => self.turn(Turn::HeadingAfterClose),
                    Phase::End => self.turn(Turn::HeadingAfterEnd),
                    _ => 0,
                };
                let mut next = self.kept(*state, Move::Heading);
                next.phase = Phase::Body;
                next.enter(at, key, short(mark.label.ordinal), level);
                next.look_like(list_level(self.unit().list), self.unit().set.kind, self.form());
                if self.has(Sign::SeriesOn) {
                    next.go_on();
                }
                next.leads = true;
                let step = Step { to: Move::Heading, mark: 0, depth: u8::try_from(at).unwrap_or(u8::MAX), anew: false };
                self.put(step, points, |_| next);
            }
            return;
        }
        let (to, key, ordinal) = match mark {
            Some(mark) => (Move::Heading, key(mark.label), short(mark.label.ordinal)),
            None => (Move::Bare, (Marker::Bare, u8::try_from(level.min(200)).unwrap_or(200)), 0),
        };
        let mut next = self.kept(*state, to);
        next.phase = Phase::Body;
        next.enter(depth, key, ordinal, level);
        next.look_like(list_level(self.unit().list), self.unit().set.kind, self.form());
        if self.has(Sign::SeriesOn) {
            next.go_on();
        }
        next.leads = true;
        let step = Step { to, mark: 0, depth: u8::try_from(depth).unwrap_or(u8::MAX), anew: false };
        let points = match state.phase {
            Phase::Close => self.turn(Turn::HeadingAfterClose),
            Phase::End => self.turn(Turn::HeadingAfterEnd),
            _ => 0,
        };
        self.put(step, points, |_| next);
        // In another report the levels begin anew.
        if state.phase == Phase::End && self.unit().ours.is_none() {
            let mut next = self.kept(state.anew(), to);
            next.phase = Phase::Body;
            next.enter(1, key, ordinal, level);
            if self.has(Sign::SeriesOn) {
                next.go_on();
            }
            next.leads = true;
            let points = self.turn(Turn::AnewEnd) + self.turn_if(self.context.kind.paragraphs, Turn::AnewInFile);
            self.put(Step { depth: 1, anew: true, ..step }, points, |_| next);
        }
    }
}

/// Whether a marker is one of those that a regulation has, each on its own level.
fn is_statutory(key: Key) -> bool {
    matches!(key.0, Marker::Chapter | Marker::ChapterSection | Marker::Article)
}

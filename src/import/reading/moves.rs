//! The moves that a unit has in a state, and what speaks for each.

mod headings;

use crate::report::Marker;

use super::state::NO_UNIT;
use super::state::Phase;
use super::state::State;
use super::state::Step;
use super::state::key;
use crate::import::evidence::Evidence;
use crate::import::evidence::Sign;
use crate::import::evidence::Signs;
use crate::import::kind::Kind;
use crate::import::source::Ours;
use crate::import::source::Role;
use crate::import::units::Unit;
use crate::import::weights::MOVES;
use crate::import::weights::Move;
use crate::import::weights::Turn;
use crate::import::weights::Weights;

/// What may be left out of any text.
const ANYWHERE: Signs = Signs::of(&[
    Sign::LineTail,
    Sign::SaidContents,
    Sign::Listed,
    Sign::ContentsHead,
    Sign::ContentsEntry,
    Sign::PageNumber,
    Sign::RunningHead,
    Sign::Rule,
    Sign::Letterhead,
    Sign::LetterNumber,
    Sign::TwinAbove,
    Sign::TwinBelow,
    Sign::SaidAbove,
    Sign::AloneStray,
    Sign::Chat,
    Sign::Cover,
    Sign::Count,
    Sign::Collection,
]);

/// What a site's lines have.
const SITE: Signs = Signs::of(&[
    Sign::SiteLine,
    Sign::SiteWord,
    Sign::Crumb,
    Sign::Counter,
    Sign::Fields,
    Sign::Field,
    Sign::FieldName,
    Sign::FieldEmpty,
    Sign::FieldValue,
    Sign::Clock,
    Sign::Blurbs,
    Sign::Sales,
    Sign::Feet,
    Sign::Foot,
    Sign::Link,
    Sign::Linked,
    Sign::Credit,
    Sign::Credits,
    Sign::Wire,
    Sign::NoWords,
    Sign::Pipes,
    Sign::Excerpt,
    Sign::ChatWord,
]);

/// What the foot of a page has.
const FOOT: Signs = Signs::of(&[Sign::Foot, Sign::Link, Sign::SiteWord, Sign::SiteLine, Sign::Linked]);

/// All that a decision looks at.
pub(super) struct Context<'a> {
    pub(super) units: &'a [Unit<'a>],
    pub(super) evidence: &'a [Evidence],
    pub(super) kind: &'a Kind,
    pub(super) weights: &'a Weights,
}

/// A way on from a state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    pub(super) step: Step,
    pub(super) state: State,
    pub(super) points: i32,
}

/// Finds the ways on from one state.
pub(super) struct Finder<'a, 'c> {
    pub(super) context: &'c Context<'a>,
    pub(super) at: usize,
    /// What the unit's own signs say for each move.
    pub(super) own: [i32; MOVES],
    pub(super) out: &'c mut Vec<Way>,
    /// Points below which a way is not worth to be kept.
    pub(super) floor: i32,
    /// The terms of each way, where somebody asks.
    pub(super) terms: Option<&'c mut Vec<Vec<(Turn, i32)>>>,
    current: Vec<(Turn, i32)>,
}

impl<'a, 'c> Finder<'a, 'c> {
    pub(super) fn new(
        context: &'c Context<'a>,
        at: usize,
        out: &'c mut Vec<Way>,
        terms: Option<&'c mut Vec<Vec<(Turn, i32)>>>,
    ) -> Finder<'a, 'c> {
        let own = context.weights.own(context.evidence[at].signs);
        Finder { context, at, own, out, floor: i32::MIN, terms, current: Vec::new() }
    }

    fn evidence(&self) -> &'c Evidence {
        &self.context.evidence[self.at]
    }

    fn has(&self, sign: Sign) -> bool {
        self.evidence().signs.has(sign)
    }

    fn unit(&self) -> &'c Unit<'a> {
        &self.context.units[self.at]
    }

    fn turn(&mut self, turn: Turn) -> i32 {
        let points = self.context.weights.turn(turn);
        if self.terms.is_some() {
            self.current.push((turn, points));
        }
        points
    }

    #[expect(clippy::fn_params_excessive_bools, reason = "what is true or not is what it takes")]
    fn turn_if(&mut self, is: bool, turn: Turn) -> i32 {
        if is { self.turn(turn) } else { 0 }
    }

    /// Whether a way is near enough to the best to be kept; of one that isn't the terms are forgotten.
    fn is_worth(&mut self, step: Step, points: i32) -> bool {
        let worth = points + self.own[step.to as usize] >= self.floor;
        if !worth {
            self.current.clear();
        }
        worth
    }

    /// Puts a way if it is worth it; only then is it asked where it leads.
    fn put(&mut self, step: Step, points: i32, state: impl FnOnce(&Self) -> State) {
        if !self.is_worth(step, points) {
            return;
        }
        let state = state(self);
        let own = self.own[step.to as usize];
        if let Some(terms) = &mut self.terms {
            terms.push(std::mem::take(&mut self.current));
        }
        self.out.push(Way { step, state, points: points + own });
    }

    /// Puts all ways on from `state`.
    pub(super) fn ways(&mut self, state: &State) {
        match self.unit().role {
            Role::Contents => return self.leave(state),
            Role::Title => {
                self.title(state);
                return self.title_more(state);
            }
            Role::Heading(level) => return self.styled(state, u16::try_from(level).unwrap_or(u16::MAX)),
            Role::Node(level) => return self.styled(state, u16::try_from(level).unwrap_or(u16::MAX)),
            Role::Plain | Role::Note => {
                let ours = self.unit().ours;
                let closed = matches!(state.phase, Phase::Close | Phase::End);
                if ours != Some(Ours::Closing) {
                    self.text(state);
                }
                if ours != Some(Ours::Text) || closed {
                    self.close(state);
                }
                return;
            }
            Role::Unknown => {}
        }
        self.leave(state);
        let letters = self.evidence().letters;
        if letters <= 90 {
            self.title(state);
            self.title_more(state);
            self.frame(state);
            self.end(state);
        }
        self.text(state);
        self.close(state);
        self.more(state);
        self.headings(state);
        if (letters <= 60 || self.has(Sign::DashRun)) && !self.has(Sign::Marked) {
            self.bare(state);
        }
    }

    fn kept(&self, mut state: State, to: Move) -> State {
        state.last = to;
        state.prev = u32::try_from(self.at).unwrap_or(NO_UNIT - 1);
        state.gap = false;
        state.leads = false;
        state
    }

    fn leave(&mut self, state: &State) {
        // Where a site has left no mark, nothing is one of its lines.
        if self.context.kind.web == 0 && !self.evidence().signs.meets(ANYWHERE) {
            return;
        }
        // Inside of a text nothing is left out for its neighbours' sake, and who signs a report on a page still does.
        let signs = self.evidence().signs;
        let inside = matches!(state.phase, Phase::Body | Phase::Close | Phase::End)
            || state.phase == Phase::Head && signs.has(Sign::Marked);
        let signed = signs.any(&[Sign::Date, Sign::Signer, Sign::SignedLine]) && !signs.has(Sign::Clock);
        if inside && !signs.meets(ANYWHERE) && !signs.meets(SITE) || inside && signed && self.has(Sign::NearEnd) {
            return;
        }
        let tail = signs.has(Sign::LineTail);
        let page = tail || signs.any(&[Sign::PageNumber, Sign::RunningHead]);
        let web = usize::from(self.context.kind.web.min(3));
        let turn = match state.phase {
            Phase::Site => [Turn::LeaveSite0, Turn::LeaveSite1, Turn::LeaveSite2, Turn::LeaveSite3][web],
            Phase::Head => [Turn::LeaveHead0, Turn::LeaveHead1, Turn::LeaveHead2, Turn::LeaveHead3][web],
            Phase::Body => [Turn::LeaveBody0, Turn::LeaveBody1, Turn::LeaveBody2, Turn::LeaveBody2][web],
            Phase::Close | Phase::End => [Turn::LeaveEnd0, Turn::LeaveEnd1, Turn::LeaveEnd2, Turn::LeaveEnd2][web],
        };
        let on = [Turn::LeaveOn0, Turn::LeaveOn1, Turn::LeaveOn2, Turn::LeaveOn2][web];
        let mut points = if tail { 0 } else { self.turn(if state.gap { on } else { turn }) };
        let tail = state.gap && web > 0 && state.phase != Phase::Site && self.has(Sign::NearEnd);
        points += self.turn_if(tail && self.evidence().signs.meets(FOOT), Turn::LeaveTail);
        let step = Step { to: Move::Leave, ..Step::default() };
        self.put(step, points, |_| State { gap: state.gap || !page, ..*state });
    }

    fn title(&mut self, state: &State) {
        let step = Step { to: Move::Title, ..Step::default() };
        // Sites number their pieces 3、 or 三、, never （三）.
        let bracketed = self.unit().label.is_some_and(|label| label.marker.kind() == Marker::HanBracketed);
        if self.has(Sign::Marked) && !self.has(Sign::SaidTitle) && (bracketed || !self.has(Sign::Genre)) {
            return;
        }
        let fresh = state.phase == Phase::Site || state.phase == Phase::Head && !state.titled;
        if fresh {
            let mut points = self.turn_if(state.phase == Phase::Head, Turn::TitleAfterFrame);
            points += self.turn_if(self.has(Sign::CutBelow), Turn::TitleCut);
            return self.put(step, points, |finder| finder.titled(*state));
        }
        let named = self.evidence().signs.any(&[Sign::Piece, Sign::TitleListed, Sign::SaidTitle]);
        let mut points = match state.phase {
            Phase::End => self.turn(Turn::AnewEnd),
            Phase::Head => self.turn(Turn::AnewHead),
            _ => self.turn(Turn::AnewBody),
        };
        points += self.turn_if(self.context.kind.paragraphs && !self.has(Sign::SaidTitle), Turn::AnewInFile);
        points += self.turn_if(named, Turn::AnewNamed);
        points += self.turn_if(!named && self.has(Sign::NoRestart), Turn::AnewNoRestart);
        points += self.turn_if(self.has(Sign::Restarts) && state.sections, Turn::AnewRestart);
        points += self
            .turn_if(!self.evidence().signs.any(&[Sign::Restarts, Sign::NoRestart]) && state.sections, Turn::AnewLast);
        points += self.turn_if(!state.sections && state.texts < 2, Turn::AnewThin);
        let empty = state.phase == Phase::Head && state.last == Move::Title && self.context.kind.web > 0;
        points += self.turn_if(empty, Turn::AnewEmpty);
        points += self.turn_if(!state.sections && !named, Turn::AnewWithout);
        points += self.turn_if(self.led(state), Turn::AnewAfterLead);
        points += self.turn_if(self.runs_on(state), Turn::AnewRunning);
        self.put(Step { anew: true, ..step }, points, |finder| finder.titled(state.anew()));
    }

    /// Where a title leads.
    fn titled(&self, state: State) -> State {
        State { phase: Phase::Head, titled: true, ..self.kept(state, Move::Title) }
    }

    /// Whether the line above, in a wrapped text, is full and ends no sentence.
    fn runs_on(&self, state: &State) -> bool {
        let (Some(wrap), Some(above)) = (self.context.kind.wrap, self.context.units.get(state.prev as usize)) else {
            return false;
        };
        let ends = [Sign::EndStop, Sign::EndColon];
        above.reach + 5 >= wrap.columns
            && state.prev as usize + 1 == self.at
            && !self.context.evidence[state.prev as usize].signs.any(&ends)
    }

    fn title_more(&mut self, state: &State) {
        if !matches!(state.last, Move::Title | Move::TitleMore) || state.gap || state.prev == NO_UNIT {
            return;
        }
        let before = &self.context.evidence[state.prev as usize].signs;
        let done = before.any(&[Sign::Genre, Sign::Piece, Sign::Count]);
        let mut points = if done { self.turn(Turn::TitleDone) } else { self.turn(Turn::TitleOpen) };
        points += self.turn_if(self.has(Sign::Genre) && !before.has(Sign::Genre), Turn::TitleCompleted);
        points += self.turn_if(state.last == Move::TitleMore, Turn::TitleLong);
        points += self.turn_if(before.has(Sign::SaidTitle) && self.has(Sign::SaidTitle), Turn::TitleSaid);
        points += self.turn_if(before.has(Sign::UnitEnd) && self.has(Sign::Genre), Turn::TitleOfUnit);
        points += self
            .turn_if(before.has(Sign::Year) && !before.has(Sign::Genre) && self.has(Sign::Genre), Turn::TitleOfYear);
        let step = Step { to: Move::TitleMore, ..Step::default() };
        self.put(step, points, |finder| finder.kept(*state, Move::TitleMore));
    }

    /// What stands between the title and the text: 题注, who speaks, the date, whom it speaks to.
    fn frame(&mut self, state: &State) {
        let head = matches!(state.phase, Phase::Site | Phase::Head);
        let untitled = !state.titled;
        if head {
            for to in [Move::Occasion, Move::By, Move::Date] {
                if self.own[to as usize] < -700 {
                    continue;
                }
                let mut points = self.turn_if(untitled, Turn::FrameUntitled);
                points += self.turn_if(to == Move::Date && !self.may_be_date(), Turn::DateWithout);
                let beside = matches!(state.last, Move::Occasion | Move::By | Move::Date) && !state.gap;
                points += self.turn_if(to == Move::By && beside, Turn::BySide);
                points += self.turn_if(to == Move::By && state.last == Move::By, Turn::ByTwice);
                let below = matches!(state.last, Move::Title | Move::TitleMore) && !state.gap;
                points += self.turn_if(to == Move::By && below && self.has(Sign::NextText), Turn::ByBelow);
                let step = Step { to, ..Step::default() };
                self.put(step, points, |finder| State { phase: Phase::Head, ..finder.kept(*state, to) });
            }
        }
        if self.own[Move::Salutation as usize] < -400 {
            return;
        }
        let step = Step { to: Move::Salutation, ..Step::default() };
        let early = state.phase == Phase::Body && !state.sections && state.texts == 0 && state.last != Move::Salutation;
        if head || early {
            let points = self.turn_if(untitled, Turn::SaluteUntitled);
            self.put(step, points, |finder| State { phase: Phase::Body, ..finder.kept(*state, Move::Salutation) });
        } else if state.sections || state.texts > 1 {
            let mut points = self.turn(Turn::AnewSalute) + self.turn_if(self.context.kind.paragraphs, Turn::AnewInFile);
            points += self.turn_if(self.has(Sign::NoRestart), Turn::AnewNoRestart);
            points += self.turn_if(self.has(Sign::Restarts) && state.sections, Turn::AnewRestart);
            let step = Step { anew: true, ..step };
            self.put(step, points, |finder| State { phase: Phase::Body, ..finder.kept(state.anew(), step.to) });
        }
    }

    /// Whether a line has what a date is made of.
    fn may_be_date(&self) -> bool {
        self.evidence().signs.any(&[Sign::Date, Sign::DateInside, Sign::NoWords, Sign::Year])
    }

    /// Whether what is kept as text leads on to what comes below it.
    fn leads(&self) -> bool {
        self.evidence().signs.any(&[Sign::EndColon, Sign::LeadsOn])
    }

    /// Whether a few words without a stop stand in a text whose sentences have theirs.
    fn is_unended(&self) -> bool {
        const ENDS: [Sign; 7] =
            [Sign::EndStop, Sign::EndColon, Sign::EndComma, Sign::CommaInside, Sign::Marked, Sign::Pipes, Sign::Row];
        self.context.kind.stops >= 75 && self.evidence().letters <= 14 && !self.evidence().signs.any(&ENDS)
    }

    fn text(&mut self, state: &State) {
        let step = Step { to: Move::Text, ..Step::default() };
        let points = match state.phase {
            Phase::Site => self.turn(Turn::TextUntitled),
            Phase::Head if !state.titled => self.turn(Turn::TextUntitledFrame),
            Phase::Head => self.turn(Turn::TextAfterTitle),
            Phase::Close => return,
            Phase::End => return,
            Phase::Body => 0,
        };
        let points = points + self.turn_if(self.is_unended(), Turn::TextUnended);
        self.put(step, points, |finder| State {
            phase: Phase::Body,
            texts: (state.texts + 1).min(3),
            told: (state.told + 1).min(2),
            leads: finder.leads(),
            ..finder.kept(*state, Move::Text)
        });
        let opens = self.evidence().signs.any(&[Sign::Opening, Sign::LeadsOn, Sign::Year, Sign::Long]);
        let settled = self.unit().ours.is_some();
        if state.sections && state.phase == Phase::Body && opens && self.has(Sign::Restarts) && !settled {
            let mut points = self.turn(Turn::AnewText) + self.turn_if(self.context.kind.paragraphs, Turn::AnewInFile);
            points += self.turn_if(self.evidence().signs.any(&[Sign::Opening, Sign::Year]), Turn::AnewOpening);
            points += self.turn_if(self.has(Sign::LeadsOn), Turn::AnewLeadsOn);
            points += self.turn_if(self.has(Sign::Reports) && self.restarts_below(state), Turn::AnewReports);
            points += self.turn_if(
                self.evidence().signs.any(&[Sign::Turns, Sign::Amiss, Sign::Closing, Sign::Address]),
                Turn::AnewTurns,
            );
            points += self.turn_if(self.led(state), Turn::AnewAfterLead);
            self.put(Step { anew: true, ..step }, points, |finder| State {
                phase: Phase::Body,
                texts: 1,
                leads: finder.leads(),
                ..finder.kept(state.anew(), Move::Text)
            });
        }
    }

    /// Whether the next unit has the first number of the kind that numbers the chapters.
    fn restarts_below(&self, state: &State) -> bool {
        let below = self.context.evidence.get(self.at + 1).and_then(|of| of.marks[0]);
        let below = below.filter(|mark| mark.label.ordinal == 1).map(|mark| key(mark.label));
        below.is_some() && state.levels().first().map(|open| open.key) == below
    }

    fn close(&mut self, state: &State) {
        let points = match state.phase {
            Phase::Body if state.sections => self.turn(Turn::CloseOpens),
            Phase::Body if state.texts >= 2 && self.has(Sign::Closing) => self.turn(Turn::CloseWithout),
            Phase::Close => self.turn(Turn::CloseOn),
            Phase::End => self.turn(Turn::CloseAfterEnd),
            _ if self.unit().ours == Some(Ours::Closing) => 0,
            _ => return,
        };
        // What stays text costs the same wherever it stands: else a way would go there to save it.
        let points = points + self.turn_if(self.is_unended(), Turn::TextUnended);
        let phase = if state.phase == Phase::End { Phase::End } else { Phase::Close };
        let step = Step { to: Move::Close, ..Step::default() };
        self.put(step, points, |finder| State { phase, leads: finder.leads(), ..finder.kept(*state, Move::Close) });
    }

    /// The end of a report: signature, date, what stands after them.
    fn end(&mut self, state: &State) {
        if matches!(state.phase, Phase::Site | Phase::Head) || !state.sections && state.texts == 0 {
            return;
        }
        let after = state.phase == Phase::End;
        if self.own[Move::Sign as usize] > -500 && !self.led(state) {
            let mut points = self.turn_if(state.signed && state.last != Move::Sign, Turn::SignTwice);
            points += self.turn_if(state.dated, Turn::SignAfterDate);
            points += self.turn_if(state.last == Move::Sign, Turn::SignOn);
            let dated = state.dated || self.has(Sign::SignedLine);
            let step = Step { to: Move::Sign, ..Step::default() };
            self.put(step, points, |finder| State {
                phase: Phase::End,
                signed: true,
                dated,
                ..finder.kept(*state, Move::Sign)
            });
        }
        if self.own[Move::SignDate as usize] > -500 && self.may_be_date() {
            let mut points = self.turn_if(state.dated, Turn::DateTwice);
            points += self.turn_if(state.last == Move::Sign, Turn::DateAfterSign);
            let step = Step { to: Move::SignDate, ..Step::default() };
            self.put(step, points, |finder| State {
                phase: Phase::End,
                dated: true,
                ..finder.kept(*state, Move::SignDate)
            });
        }
        if self.own[Move::Tail as usize] > -500 || state.last == Move::Tail {
            let mut points = if after { self.turn(Turn::TailAfterEnd) } else { 0 };
            points += self.turn_if(state.last == Move::Tail, Turn::TailOn);
            let phase = if after { state.phase } else { Phase::Close };
            let step = Step { to: Move::Tail, ..Step::default() };
            self.put(step, points, |finder| State { phase, ..finder.kept(*state, Move::Tail) });
        }
    }

    fn more(&mut self, state: &State) {
        if state.prev == NO_UNIT
            || matches!(state.last, Move::Leave | Move::Title | Move::TitleMore | Move::Date | Move::SignDate)
        {
            return;
        }
        let context = self.context;
        let (kind, here) = (context.kind, self.evidence());
        let before = &context.evidence[state.prev as usize];
        let above = &context.units[state.prev as usize];
        let unit = self.unit();
        if !matches!(above.role, Role::Unknown)
            || here.signs.any(&[Sign::Row, Sign::Pipes]) != before.signs.any(&[Sign::Row, Sign::Pipes])
        {
            return;
        }
        let glued = unit.cut && !state.gap && state.prev as usize + 1 == self.at;
        if unit.begins && kind.wrap.is_none() && !glued {
            return;
        }
        let mut points;
        if glued {
            points = self.turn(Turn::MoreGlued);
            points += self.turn_if(before.signs.has(Sign::EndStop), Turn::MoreGluedStop);
            points += self.turn_if(here.signs.has(Sign::Marked), Turn::MoreGluedMarked);
        } else {
            let stop = before.signs.any(&[Sign::EndStop, Sign::EndColon]);
            points = self.turn_if(stop, Turn::MoreAfterStop);
            points += self.turn_if(before.signs.has(Sign::EndComma), Turn::MoreAfterComma);
            let full = kind.wrap.is_some_and(|wrap| above.reach + 5 >= wrap.columns);
            points += match kind.wrap {
                Some(wrap) if full => {
                    let indented = unit.indent >= 2;
                    let turn = self.turn(Turn::MoreFull);
                    turn + match (wrap.indents, indented) {
                        (true, true) => self.turn(Turn::MoreIndented),
                        (true, false) => self.turn(Turn::MoreFlush),
                        _ => 0,
                    } + self.turn_if(stop, Turn::MoreFullStop)
                }
                Some(_) => self.turn(Turn::MoreNotFull),
                None => self.turn_if(kind.indents && unit.indent >= 2, Turn::MoreSet),
            };
            let alone = matches!(state.last, Move::Heading) && before.signs.has(Sign::Alone);
            let fits =
                !here.signs.any(&[Sign::Marked, Sign::NoWords, Sign::StopInside, Sign::EndComma, Sign::EndColon])
                    && here.letters <= 40;
            if alone && fits {
                points += self.turn(Turn::MoreCompletes);
            }
            // What is cut off at the end of a long line.
            let broken = above.cut && above.reach >= 40 && !stop;
            let running = before.letters > 30
                || before.signs.any(&[Sign::RunIn])
                || broken
                || before.signs.has(Sign::StopInside) && !before.signs.has(Sign::Marked)
                || before.letters > (if here.signs.has(Sign::Torn) { 10 } else { 16 })
                    && before.signs.has(Sign::CommaInside);
            points += self.turn_if(before.signs.has(Sign::Link), Turn::MoreAfterLink);
            points += self.turn_if(!stop && running && !full, Turn::MoreRunning);
            let closes =
                before.signs.has(Sign::Unclosed) && here.signs.has(Sign::Closes) || before.signs.has(Sign::EndsOpen);
            let rest = closes || here.signs.any(&[Sign::RestOfWord, Sign::StartsPunct]);
            let named = before.signs.has(Sign::SectionName) && here.signs.has(Sign::RestOfWord);
            points += self.turn_if(named && before.letters <= 10, Turn::MoreAfterName);
            points += self
                .turn_if(!running && !full && !alone && !rest && !before.signs.has(Sign::EndComma), Turn::MoreShort);
            points += self.turn_if(
                matches!(state.last, Move::Heading | Move::Bare)
                    && !before.signs.any(&[Sign::RunIn, Sign::EndComma])
                    && !broken
                    && !full
                    && !alone
                    && !rest,
                Turn::MoreAfterHeading,
            );
            points += self.turn_if(kind.stops < 60 && !full && !rest, Turn::MoreListLike);
            points += self.turn_if(unit.apart && !full, Turn::MoreApart);
            points += self.turn_if(closes, Turn::MoreUnclosed);
            points += self.turn_if(state.gap, Turn::MoreOverNoise);
            points += self.turn_if(
                !matches!(state.last, Move::Text | Move::More | Move::Heading | Move::Bare | Move::Close),
                Turn::MoreOfFrame,
            );
            points += self.turn_if(here.signs.has(Sign::EndStop) && !stop && before.letters > 12, Turn::MoreEnds);
            points += self.turn_if(
                here.signs.has(Sign::Marked) && here.signs.any(&[Sign::SeriesOn, Sign::SeriesBack]),
                Turn::MoreOfSeries,
            );
        }
        let heads = matches!(state.last, Move::Heading | Move::Bare);
        let last = if heads { Move::More } else { state.last };
        let leads = self.leads() || here.letters < 40 && heads && !here.signs.has(Sign::EndStop);
        let step = Step { to: Move::More, ..Step::default() };
        self.put(step, points, |finder| State { leads, ..finder.kept(*state, last) });
    }
}

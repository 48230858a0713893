//! Where the text of the open report was unclear, as far as the writer hasn't settled it. Places follow the edits.

use std::collections::HashSet;
use std::ops::Range;

use serde::Deserialize;
use serde::Serialize;

use crate::edit::Done;
use crate::edit::Edit;
use crate::edit::history::Way;
use crate::import::Doubt;
use crate::import::Reading;
use crate::import::What;
use crate::report::Field;
use crate::report::Report;
use crate::text;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;
use crate::tui::words;

/// Characters of a paragraph by which it is found again, and which are lit.
const KNOWN_BY: usize = 24;

/// The doubts of the open report, settled ones too: undo brings those back.
#[derive(Clone, Debug, Default)]
pub struct Doubts {
    told: Vec<Standing>,
    /// How many acts could be undone when the doubts were last followed.
    depth: usize,
    /// What the next act settles, as indexes into `told`.
    settling: Vec<usize>,
    /// Grows when doubts come, are settled or come back.
    revision: u64,
}

/// One doubt, and where its words are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// What was read.
    pub doubt: Doubt,
    /// Its place. `None` before the first report, and after its section has gone.
    pub mark: Option<Mark>,
    /// How the paragraph begins.
    words: String,
    #[serde(skip)]
    lot: Lot,
}

/// A paragraph of a text, as a doubt knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The text.
    pub field: Field,
    /// The bytes of the paragraph. Of what was left out: of the paragraph before it.
    pub range: Range<usize>,
    /// The byte at which the paragraph may be two.
    pub seam: usize,
}

/// What has become of a doubt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Lot {
    #[default]
    Open,
    /// By the act that made so many undoable.
    Settled(usize),
    /// That act was undone.
    Reopened(usize),
}

impl Standing {
    fn new(doubt: Doubt, report: &Report) -> Standing {
        let mark = doubt.at.and_then(|spot| {
            let text = report.text(spot.field)?;
            let range = paragraph(text, spot.start.min(text.len()));
            let seam = match doubt.other {
                Some(Reading::Apart { at }) => at,
                _ => range.start,
            };
            Some(Mark { field: spot.field, seam: seam.clamp(range.start, range.end), range })
        });
        let mut standing = Standing { doubt, mark, words: String::new(), lot: Lot::Open };
        standing.look(report);
        standing
    }

    /// Whether it is still to be settled.
    pub fn is_open(&self) -> bool {
        !matches!(self.lot, Lot::Settled(_))
    }

    /// The bytes of its text that show where it is.
    pub fn lit(&self, report: &Report) -> Option<(Field, Range<usize>)> {
        let mark = self.mark.as_ref()?;
        let text = report.text(mark.field)?.get(..mark.range.end)?;
        let is_joined = matches!(self.doubt.what, What::Joined);
        let start = if is_joined { mark.seam } else { mark.range.start };
        let opening: usize = text.get(start..)?.chars().take(KNOWN_BY / 2).map(char::len_utf8).sum();
        Some((mark.field, start..text::next_boundary(text, start + opening.saturating_sub(1)).min(mark.range.end)))
    }

    /// Its words as they are now; of what was left out, that.
    pub fn says(&self, report: &Report) -> String {
        if let What::LeftOut { text, .. } = &self.doubt.what {
            return words::beginning(text);
        }
        let text = self.lit(report).and_then(|(field, lit)| report.text(field)?.get(lit.start..));
        text.map_or_else(|| self.words.clone(), words::beginning)
    }

    /// Moves its place along with an edit.
    fn follow(&mut self, edit: &Edit) {
        let is_left_out = words::is_left_out(&self.doubt.what);
        let (Edit::Text { field, at, cut, put }, Some(mark)) = (edit, &mut self.mark) else { return };
        if mark.field != *field {
            return;
        }
        let end = at + cut.len();
        // What is put in at the head of a paragraph belongs to it, unless it ends one before.
        let start_of = |place: usize| match place {
            place if place < *at || place == *at && cut.is_empty() && !put.ends_with('\n') => place,
            place if place >= end => place - cut.len() + put.len(),
            _ => at + put.len(),
        };
        let end_of = |place: usize| match place {
            place if place <= *at => place,
            place if place >= end => place - cut.len() + put.len(),
            _ => *at,
        };
        let start = start_of(mark.range.start);
        let end = match mark.range.end {
            // Typing at the end of a paragraph goes on with it. What was left out there comes after what is put there.
            place if place == *at && cut.is_empty() && (is_left_out || !put.contains('\n')) => place + put.len(),
            place => end_of(place),
        };
        mark.range = start..end.max(start);
        mark.seam = start_of(mark.seam).clamp(start, mark.range.end);
    }

    /// Takes note of how its paragraph begins. Answers whether there is any of it.
    fn look(&mut self, report: &Report) -> bool {
        let Some(mark) = &mut self.mark else { return words::is_left_out(&self.doubt.what) };
        let Some(text) = report.text(mark.field) else { return false };
        let known = |text: &str| text.chars().take(KNOWN_BY).collect::<String>();
        let words = text.get(mark.range.clone()).map(|text| known(text.trim()));
        match words {
            Some(words) if !words.is_empty() => self.words = words,
            // A section without words may have been read so.
            Some(_) if self.words.is_empty() => {}
            _ => return false,
        }
        true
    }

    /// Whether the words that it is known by stand at its place.
    fn is_there(&self, report: &Report) -> bool {
        let text = self.mark.as_ref().and_then(|mark| report.text(mark.field)?.get(mark.range.clone()));
        text.is_some_and(|text| text.trim_start().starts_with(&self.words))
    }

    /// Looks for its words in one text: there it is from now on. Answers whether they are.
    fn anchor(&mut self, report: &Report, field: Field) -> bool {
        let Some(text) = report.text(field).filter(|_| !self.words.is_empty()) else { return false };
        let near = self.mark.as_ref().filter(|mark| mark.field == field).map_or(0, |mark| mark.range.start);
        let places = text.match_indices(&self.words).map(|(at, _)| at);
        let Some(start) = places.min_by_key(|at| at.abs_diff(near)) else { return false };
        let seam = self.mark.as_ref().map_or(0, |mark| mark.seam - mark.range.start);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let seam = text::char_floor(text, (start + seam).min(end));
        self.mark = Some(Mark { field, range: start..end, seam });
        true
    }
}

impl Doubts {
    /// Those that were read with a report.
    pub fn new(doubts: Vec<Doubt>, report: &Report) -> Doubts {
        let told: Vec<Standing> = doubts.into_iter().map(|doubt| Standing::new(doubt, report)).collect();
        Doubts { revision: u64::from(!told.is_empty()), told, ..Doubts::default() }
    }

    /// Takes in more of them.
    pub fn add(&mut self, doubts: Vec<Doubt>, report: &Report) {
        self.revision += u64::from(!doubts.is_empty());
        self.told.extend(doubts.into_iter().map(|doubt| Standing::new(doubt, report)));
    }

    /// Whether there never was one.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// How many are still to be settled.
    pub fn left(&self) -> usize {
        self.told.iter().filter(|standing| standing.is_open()).count()
    }

    /// Those that are still to be settled, with their numbers, in the order of the text as it was read.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Standing)> {
        self.told.iter().enumerate().filter(|(_, standing)| standing.is_open())
    }

    /// The one of this number.
    pub fn get(&self, number: usize) -> Option<&Standing> {
        self.told.get(number)
    }

    /// The numbers of those still to be settled by kind: what was left out after all else, else in the order in which the kinds
    /// begin in the text.
    pub fn by_kind(&self) -> Vec<usize> {
        let mut kinds: Vec<&str> = Vec::new();
        let mut ranked: Vec<(bool, usize, usize)> = Vec::new();
        for (number, standing) in self.open() {
            let what = &standing.doubt.what;
            let kind = words::kind(what);
            let at = kinds.iter().position(|known| *known == kind).unwrap_or(kinds.len());
            if at == kinds.len() {
                kinds.push(kind);
            }
            ranked.push((words::is_left_out(what), at, number));
        }
        ranked.sort_unstable();
        ranked.into_iter().map(|(_, _, number)| number).collect()
    }

    /// Those of the same kind as the one of this number, itself too.
    pub fn kin(&self, number: usize) -> Vec<usize> {
        let Some(kind) = self.get(number).map(|standing| words::kind(&standing.doubt.what)) else { return Vec::new() };
        self.open()
            .filter(|(_, standing)| words::kind(&standing.doubt.what) == kind)
            .map(|(number, _)| number)
            .collect()
    }

    /// Grows when doubts come, are settled or come back.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Follows what was done to the report, which is now so, and in which so many acts can be undone.
    pub fn follow(&mut self, report: &Report, done: &[Done], depth: usize) {
        let settling = std::mem::take(&mut self.settling);
        if self.told.is_empty() {
            self.depth = depth;
            return;
        }
        for done in done {
            match done.way {
                Way::Anew => self.depth += 1,
                Way::Undone => self.depth = self.depth.saturating_sub(1),
                Way::Redone => self.depth += 1,
                Way::Onward | Way::Joined => {}
            }
            let goes_on = !matches!(done.way, Way::Undone | Way::Redone);
            let moves_sections =
                done.change.edits.iter().any(|edit| matches!(edit, Edit::Insert { .. } | Edit::Remove { .. }));
            let fields: Vec<Field> = done.change.edits.iter().flat_map(written).collect();
            for (number, standing) in self.told.iter_mut().enumerate() {
                let lot = standing.lot;
                standing.lot = match lot {
                    Lot::Reopened(_) if goes_on => Lot::Open,
                    Lot::Reopened(then) if done.way == Way::Redone && then <= self.depth => Lot::Settled(then),
                    Lot::Settled(then) if done.way == Way::Undone && then > self.depth => Lot::Reopened(then),
                    _ if goes_on && settling.contains(&number) => Lot::Settled(self.depth),
                    lot => lot,
                };
                if matches!(lot, Lot::Settled(_)) && standing.is_open() {
                    standing.come_back(report);
                } else if standing.is_open() {
                    let touched = standing.mark.as_ref().is_some_and(|mark| fields.contains(&mark.field));
                    if touched || moves_sections {
                        done.change.edits.iter().for_each(|edit| standing.follow(edit));
                        standing.settle_if_gone(report, &fields, self.depth);
                    }
                }
                self.revision += u64::from(lot != standing.lot);
            }
        }
        self.depth = depth;
    }

    /// The next act settles these.
    fn settle_next(&mut self, numbers: Vec<usize>) {
        self.settling = numbers;
    }

    // Over a restart ---------------------------------------------------------------------------------------------------

    /// What was read, as text to be kept: of all, and where they are now.
    pub fn told(&self) -> String {
        serde_json::to_string(&self.told).unwrap_or_default()
    }

    /// Which are settled, as text to be kept: each by its number, and how many undos bring it back, less than one where a redo
    /// settles it again.
    pub fn settled(&self) -> String {
        let lots = self.told.iter().enumerate().filter_map(|(number, standing)| match standing.lot {
            Lot::Open => None,
            Lot::Settled(then) | Lot::Reopened(then) => {
                let undos = i64::try_from(self.depth).ok()? - i64::try_from(then).ok()? + 1;
                Some((number, undos))
            }
        });
        serde_json::to_string(&lots.collect::<Vec<_>>()).unwrap_or_default()
    }

    /// What was kept of a report, which is now so, and in which so many acts can be undone. What can't be read is none.
    pub fn kept(told: &str, settled: &str, report: &Report, depth: usize) -> Doubts {
        let mut told: Vec<Standing> = serde_json::from_str(told).unwrap_or_default();
        let settled: Vec<(usize, i64)> = serde_json::from_str(settled).unwrap_or_default();
        for (number, undos) in settled {
            let then = i64::try_from(depth).unwrap_or(i64::MAX).saturating_add(1).saturating_sub(undos);
            if let Some(standing) = told.get_mut(number) {
                standing.lot = match usize::try_from(then) {
                    Ok(then) if then > depth => Lot::Reopened(then),
                    Ok(then) => Lot::Settled(then),
                    Err(_) => Lot::Settled(0),
                };
            }
        }
        told.iter_mut().filter(|standing| standing.is_open()).for_each(|standing| standing.come_back(report));
        Doubts { told, depth, revision: 1, ..Doubts::default() }
    }
}

impl Standing {
    /// Its act was undone, or the report read again: its words are looked for, first where they were.
    fn come_back(&mut self, report: &Report) {
        if self.is_there(report) {
            return;
        }
        let own = self.mark.as_ref().map(|mark| mark.field);
        let sections = report.tree.rows().map(|row| row.section.id);
        let all = sections.flat_map(|id| [Field::Heading(id), Field::Body(id)]);
        let fields = own.into_iter().chain([Field::Preamble, Field::Closing]).chain(all);
        for field in fields {
            if self.anchor(report, field) {
                return;
            }
        }
        match self.mark.as_mut().and_then(|mark| Some((report.text(mark.field)?, mark))) {
            Some((text, mark)) => {
                let start = text::char_floor(text, mark.range.start.min(text.len()));
                *mark = Mark { field: mark.field, range: paragraph(text, start), seam: start };
            }
            None => self.mark = None,
        }
    }

    /// After an edit: its words may have gone to another text, or altogether.
    fn settle_if_gone(&mut self, report: &Report, fields: &[Field], depth: usize) {
        if self.look(report) {
            return;
        }
        if fields.iter().any(|&field| self.anchor(report, field)) {
            return;
        }
        if words::is_left_out(&self.doubt.what) {
            // What was left out hasn't gone with its neighbours.
            let text = self.mark.as_ref().and_then(|mark| report.text(mark.field));
            self.mark = self.mark.take().filter(|_| text.is_some());
            return;
        }
        self.lot = Lot::Settled(depth);
    }
}

/// The texts that an edit writes in.
fn written(edit: &Edit) -> Vec<Field> {
    match edit {
        Edit::Text { field, .. } => vec![*field],
        Edit::Insert { branch, .. } => {
            let texts =
                |(_, section): &(usize, crate::report::Section)| [Field::Heading(section.id), Field::Body(section.id)];
            branch.rows().iter().flat_map(texts).collect()
        }
        _ => Vec::new(),
    }
}

/// The paragraph of a text that this byte stands in.
fn paragraph(text: &str, at: usize) -> Range<usize> {
    let at = text::char_floor(text, at);
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end)
}

impl Model {
    /// Takes up what was unclear in the text that has just been opened.
    pub fn doubt(&mut self, doubts: Vec<Doubt>) {
        self.doubts = Doubts::new(doubts, self.document.report());
    }

    /// The same besides those there are.
    pub fn doubt_more(&mut self, doubts: Vec<Doubt>) {
        self.doubts.add(doubts, self.document.report());
    }

    /// Takes up the doubts that were kept when so many acts could be undone. What can't be read leaves those there are.
    pub(in crate::tui) fn remember_doubts(&mut self, told: &str, settled: &str, depth: usize) {
        if told.is_empty() {
            return;
        }
        self.doubts = Doubts::kept(told, settled, self.document.report(), depth);
        self.doubts.follow(self.document.report(), &[], self.document.depth());
    }

    /// Does one act that settles doubts: one undo brings them back. Answers whether it applied.
    pub fn settle_doubts(&mut self, numbers: Vec<usize>, change: crate::edit::Change) -> bool {
        self.doubts.settle_next(numbers);
        let applied = self.act(change);
        self.doubts.settle_next(Vec::new());
        applied
    }

    /// The doubt under the cursor of their list, while that is open.
    pub fn chosen_doubt(&self) -> Option<usize> {
        let Some(Overlay::Doubts(list)) = &self.overlay else { return None };
        self.doubts.by_kind().get(list.at).copied()
    }

    /// The rows of the outline in whose texts doubts stand: those of folded sections at what folds them.
    pub fn doubtful_spots(&self) -> HashSet<Spot> {
        let tree = &self.document.report().tree;
        let spot = |mark: &Mark| match mark.field.section() {
            Some(id) => {
                Spot::Section(tree.ancestors(id).filter(|&above| self.outline.is_collapsed(above)).last().unwrap_or(id))
            }
            None => self.spot_of(mark.field),
        };
        let marks = self.doubts.open().filter_map(|(_, standing)| standing.mark.as_ref());
        marks.filter(|mark| mark.field.section().is_none_or(|id| tree.contains(id))).map(spot).collect()
    }
}

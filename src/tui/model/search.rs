//! What the writer looks for: the words, how and where, and the place found last.

use std::ops::Range;

use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;
use crate::text::Manner;
use crate::text::Pattern;
use crate::text::PatternError;
use crate::tui::command::Focus;
use crate::tui::here::Here;
use crate::tui::model::Model;

/// What find and replace work with; kept from one prompt to the next.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// The words as typed.
    pub words: String,
    /// How they are looked for.
    pub manner: Manner,
    /// The words filtered by last.
    pub filtered: String,
    /// Where.
    pub scope: Scope,
    /// What is lit wherever it shows.
    pub lit: Option<Pattern>,
    /// The place found last, from 1, and how many there are.
    pub count: Option<(usize, usize)>,
    /// The place found last, and where the writer was then.
    pub(super) last: Option<(Hit, Here)>,
}

impl Search {
    /// The same words and manner, for another report: nothing is found in it yet.
    pub(super) fn without_hits(self) -> Search {
        Search { words: self.words, manner: self.manner, ..Search::default() }
    }
}

/// Which texts are searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    #[default]
    Report,
    /// Those of some sections and of all below these.
    Branches(Vec<SectionId>),
    /// One.
    Text(Field),
}

impl Scope {
    /// What the writer calls it.
    pub fn title(&self) -> String {
        match self {
            Scope::Report => "全文".into(),
            Scope::Branches(tops) if tops.len() > 1 => format!("所标{}节", tops.len()),
            Scope::Branches(_) => "本节连下级".into(),
            Scope::Text(_) => "这一段文字".into(),
        }
    }

    /// Whether a text is among them.
    fn holds(&self, report: &Report, field: Field) -> bool {
        match self {
            Scope::Report => true,
            Scope::Branches(tops) => {
                let within = |id| tops.iter().any(|&top| report.tree.is_within(id, top));
                field.section().is_some_and(within)
            }
            Scope::Text(text) => *text == field,
        }
    }
}

/// One place that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The text's number in reading order.
    pub order: usize,
    /// The text.
    pub field: Field,
    /// Its bytes.
    pub range: Range<usize>,
}

impl Search {
    /// The words, ready to be looked for; `None` for none.
    pub fn pattern(&self) -> Option<Result<Pattern, PatternError>> {
        (!self.words.is_empty()).then(|| Pattern::new(&self.words, self.manner))
    }

    /// Forgets the place found last and puts the lights out.
    pub fn rest(&mut self) {
        self.lit = None;
        self.count = None;
        self.last = None;
    }
}

impl Model {
    /// Every place that fits, in reading order: headings, bodies, notes. Reads all the texts searched.
    pub fn hits(&self, pattern: &Pattern) -> Vec<Hit> {
        let report = self.report();
        let searched = report.texts().enumerate().filter(|(_, (_, text))| !text.is_empty());
        let searched = searched.filter(|(_, (field, _))| self.search.scope.holds(report, *field));
        let hits = searched.flat_map(|(order, (field, text))| {
            pattern.places(text).into_iter().map(move |range| Hit { order, field, range })
        });
        hits.collect()
    }

    /// The place found last, while the writer is still there.
    pub fn hit(&self) -> Option<&Hit> {
        let (hit, here) = self.search.last.as_ref()?;
        let stays = self.here == *here;
        // A place within a reference is selected with all of it.
        let encloses = |range: Range<usize>| range.start <= hit.range.start && hit.range.end <= range.end;
        let selected = self.field().is_none() || self.caret.selection().is_some_and(encloses);
        Some(hit).filter(|_| stays && selected)
    }

    /// Where a search starts: the number of the text in reading order, and the bytes that the writer is at.
    pub fn seeker(&self) -> (usize, Range<usize>) {
        if let Some(hit) = self.hit() {
            return (hit.order, hit.range.clone());
        }
        let here = self.text_here();
        let order = self.report().texts().position(|(field, _)| field == here).unwrap_or(0);
        (order, self.caret.selection().unwrap_or(self.caret.at..self.caret.at))
    }

    /// Goes to a place that has been found and selects it. In 导航 a heading is not written in.
    pub fn show_hit(&mut self, hit: &Hit) {
        let is_heading = matches!(hit.field, Field::Title | Field::Heading(_));
        if is_heading && self.focus() == Focus::Navigation {
            self.go_to(hit.field, 0);
        } else {
            if is_heading && !self.writes_on_page(hit.field) {
                self.focus_on(Focus::Heading);
            }
            self.go_to(hit.field, hit.range.end);
            if self.field() == Some(hit.field) {
                self.caret.anchor = Some(hit.range.start);
            }
        }
        self.search.last = Some((hit.clone(), self.here));
    }
}

//! What a reference may say, offered while it is typed: first the metrics, after the colon their forms.

use crate::report::Field;
use crate::report::Reference;
use crate::report::places::Place;
use crate::report::places::Places;
use crate::report::reference::Form;
use crate::text::Sought;

/// A small list at the caret. It never holds back what is typed: that goes into the text, and the list follows it.
#[derive(Debug)]
pub struct Completion {
    /// The text that is written.
    pub field: Field,
    /// The byte of the brace in it.
    pub start: usize,
    /// Every metric that can be referred to, the nearest first.
    pub names: Vec<String>,
    /// Every annex and section that can be named, in reading order.
    pub places: Vec<(Place, String)>,
    /// What the places say.
    pub numbers: Places,
    /// The offers that fit the typed words. If there are none, nothing is drawn.
    pub offers: Vec<Offer>,
    /// The row under the cursor.
    pub at: usize,
}

/// A reference that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The metric, or what an annex or a section is called.
    pub name: String,
    /// What is said of it.
    pub form: Form,
    /// What kind of place it names, if it is no metric.
    pub place: Option<Place>,
}

/// A reference that has been begun and not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun<'a> {
    /// The byte of its brace.
    pub start: usize,
    /// What has been typed of the name.
    pub name: &'a str,
    /// What has been typed of the form; `None` before the colon.
    pub form: Option<&'a str>,
}

impl Completion {
    /// Offers what fits, the best first. The cursor stays in its row while the list stays the same.
    pub fn narrow(&mut self, begun: &Begun<'_>) {
        let offers = match begun.form {
            None => self.named(begun.name),
            Some(form) => self.formed(begun.name, form),
        };
        if offers != self.offers {
            self.offers = offers;
            self.at = 0;
        }
    }

    fn named(&self, typed: &str) -> Vec<Offer> {
        let sought = Sought::new(typed.trim());
        let mut fitting: Vec<_> =
            self.names.iter().enumerate().filter_map(|(k, name)| Some((sought.rank(name)?, k))).collect();
        fitting.sort_unstable();
        let metrics = fitting.into_iter().map(|(_, k)| Offer::of(&self.names[k], Form::Figure));
        // Places are many: they are offered once something has been typed.
        let places = if typed.trim().is_empty() { Vec::new() } else { self.placed(None, typed) };
        metrics.chain(places).collect()
    }

    /// The annexes, the sections, or both, that fit.
    fn placed(&self, kind: Option<Place>, typed: &str) -> Vec<Offer> {
        let sought = Sought::new(typed.trim());
        let rank = |(k, (place, name)): (usize, &(Place, String))| {
            let fits = kind.is_none_or(|kind| kind == *place);
            let by_kind = kind.is_none().then(|| sought.rank(place.word())).flatten();
            Some((sought.rank(name).or(by_kind).filter(|_| fits)?, k))
        };
        let mut fitting: Vec<_> = self.places.iter().enumerate().filter_map(rank).collect();
        fitting.sort_unstable();
        let offer = |(_, k): (_, usize)| {
            let (place, name) = &self.places[k];
            Offer { place: Some(*place), ..Offer::of(name, Form::Figure) }
        };
        fitting.into_iter().map(offer).collect()
    }

    fn formed(&self, name: &str, typed: &str) -> Vec<Offer> {
        let Some(name) = self.names.iter().find(|known| *known == name.trim()) else {
            return Place::named(name.trim()).map_or_else(Vec::new, |place| self.placed(Some(place), typed));
        };
        let sought = Sought::new(typed.trim());
        let forms = Form::all().filter(|form| !form.word().is_empty());
        let mut fitting: Vec<_> =
            forms.enumerate().filter_map(|(k, form)| Some((sought.rank(form.word())?, k, form))).collect();
        fitting.sort_unstable_by_key(|(rank, k, _)| (*rank, *k));
        fitting.into_iter().map(|(.., form)| Offer::of(name, form)).collect()
    }

    /// The reference under the cursor.
    pub fn chosen(&self) -> Option<&Offer> {
        self.offers.get(self.at)
    }
}

impl Offer {
    /// What a metric of this name says.
    pub fn of(name: &str, form: Form) -> Offer {
        Offer { name: name.to_owned(), form, place: None }
    }

    /// As a reference, wherever it may stand.
    pub fn reference(&self) -> Reference<'_> {
        let (name, asked) = match self.place {
            Some(place) => (place.word(), self.name.as_str()),
            None => (self.name.as_str(), self.form.word()),
        };
        Reference { range: 0..0, name, name_at: 0, form: Some(self.form), asked, asked_at: 0, follows_see: false }
    }

    /// What stands before the colon, and after it.
    pub fn words(&self) -> (&str, &str) {
        match self.place {
            Some(place) => (place.word(), &self.name),
            None => (&self.name, self.form.word()),
        }
    }

    /// As it stands in a text: `{电子工单:同比}`.
    pub fn written(&self) -> String {
        match self.words() {
            (name, "") => format!("{{{name}}}"),
            (name, word) => format!("{{{name}:{word}}}"),
        }
    }
}

/// The reference that is being typed with the caret at byte `at`: a brace, half or full width, before it in the same line,
/// and none that closes it. Looks at no more than a name's length.
pub fn begun(text: &str, at: usize) -> Option<Begun<'_>> {
    const LONGEST: usize = 64;
    let behind = text.get(..at)?.char_indices().rev().take(LONGEST);
    let (start, brace) = behind.into_iter().find(|(_, c)| matches!(c, '{' | '｛' | '}' | '｝' | '\n'))?;
    if !matches!(brace, '{' | '｛') {
        return None;
    }
    let typed = &text[start + brace.len_utf8()..at];
    let (name, form) = typed.split_once([':', '：']).map_or((typed, None), |(name, form)| (name, Some(form)));
    Some(Begun { start, name, form })
}

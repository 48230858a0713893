//! References: `{电子工单}` in a text stands for a metric's figure, `{电子工单:同比}` for a phrase reckoned from it.
//!
//! A reference is a `{`, the name of a metric, perhaps a colon and a form, and the `}` that closes it on the same line. The
//! colon may be full width, and blanks around name and form don't count. It is kept in the text as typed and never
//! replaced there: what it says is worked out while drawing, counting and exporting.
//!
//! There is no escape, and none is needed: braces around what names no metric, or asks for what can't be reckoned, stay
//! as typed wherever they are drawn or exported. A `{` that meets another `{` or the end of its line before a `}` is a
//! brace and nothing more, and so is a `}` without its `{`; hence in `{{甲}}` the inner pair refers and the outer pair is
//! text. Full-width braces are text, and so are braces that a reader doesn't see as such: with a combining mark on them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::Metric;
use super::Owner;
use super::Report;
use super::metric::Direction;
use super::metric::Measure;
use crate::text;

/// One reference as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// Its bytes in the text, braces included.
    pub range: Range<usize>,
    /// The name of the metric, without the blanks around it; never empty.
    pub name: &'a str,
    /// The byte of the text at which the name begins.
    pub name_at: usize,
    /// What is asked of the metric; `None` for a word that is no form.
    pub form: Option<Form>,
}

/// What a reference says of its metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// `{电子工单}`: value and unit, `10278个`; a placeholder too, `XX%`.
    Figure,
    /// `{电子工单:数}`: the value alone.
    Number,
    /// `{电子工单:同比}`: `同比增长12.7%`, of a percentage `同比提高6个百分点`, `同比持平`. What differs, but by less than the
    /// rounding shows, is 同比基本持平.
    Change,
    /// `{电子工单:增减}`: `较上年增加1158个`, of a percentage `较上年提高6个百分点`, `与上年持平`.
    Difference,
    /// `{电子工单:完成率}`: `完成年度目标的97.5%`.
    Completion,
}

/// A form: the word that asks for it, and what it says.
struct Entry {
    form: Form,
    word: &'static str,
    says: fn(&Metric) -> Option<String>,
}

/// Every form.
const FORMS: [Entry; 5] = [
    Entry { form: Form::Figure, word: "", says: figure },
    Entry { form: Form::Number, word: "数", says: value },
    Entry { form: Form::Change, word: "同比", says: change },
    Entry { form: Form::Difference, word: "增减", says: difference },
    Entry { form: Form::Completion, word: "完成率", says: completion },
];

impl Form {
    /// Every form, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Form> {
        FORMS.iter().map(|entry| entry.form)
    }

    /// The word behind the colon; empty for the plain figure.
    pub fn word(self) -> &'static str {
        self.entry().word
    }

    /// The words that stand for the reference; `None` when they can't be reckoned from what the metric holds.
    pub fn says(self, metric: &Metric) -> Option<String> {
        (self.entry().says)(metric)
    }

    fn entry(self) -> &'static Entry {
        FORMS.iter().find(|entry| entry.form == self).expect("the table has every form")
    }
}

/// Why a reference says nothing, so that it stays as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// No metric has the name.
    #[error("no metric of that name")]
    NoMetric,
    /// Several metrics have it: which one is meant is not to be guessed.
    #[error("several metrics of that name")]
    ManyMetrics,
    /// There is no such form.
    #[error("no such form")]
    NoForm,
    /// The metric lacks a number that the form needs, or has one that it can't be reckoned with.
    #[error("the metric lacks what the form needs")]
    NoFigure,
}

/// The references of a text in order. They don't overlap. Time is linear in the text, and near nothing without braces.
pub fn find(text: &str) -> impl Iterator<Item = Reference<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + memchr::memchr(b'{', text.as_bytes().get(from..)?)?;
            let inside = start + 1;
            let Some(end) = memchr::memchr3(b'{', b'}', b'\n', &text.as_bytes()[inside..]) else {
                from = text.len();
                return None;
            };
            let end = inside + end;
            from = if text.as_bytes()[end] == b'{' { end } else { end + 1 };
            // A combining mark behind a brace makes it another character: what it closes is plain text.
            let whole = |at| text::floor_boundary(text, at) == at;
            if text.as_bytes()[end] == b'}'
                && whole(start)
                && whole(end + 1)
                && let Some(reference) = read(text, inside..end)
            {
                return Some(reference);
            }
        }
    })
}

/// The reference whose braces enclose these bytes.
fn read(text: &str, inside: Range<usize>) -> Option<Reference<'_>> {
    let words = &text[inside.clone()];
    let (name, form) = match words.split_once([':', '：']) {
        Some((name, form)) => (name, Some(form.trim())),
        None => (words, None),
    };
    let name_at = inside.start + name.len() - name.trim_start().len();
    let name = name.trim();
    let form = match form {
        None => Some(Form::Figure),
        // A colon asks for something: without a word behind it, it is not clear yet for what.
        Some("") => None,
        Some(word) => FORMS.iter().find(|entry| entry.word == word).map(|entry| entry.form),
    };
    let range = inside.start - 1..inside.end + 1;
    let stands_alone = [range.start, range.end].iter().all(|&at| text::floor_boundary(text, at) == at);
    (!name.is_empty() && stands_alone).then_some(Reference { range, name, name_at, form })
}

/// Whether a metric of this name can be referred to: a name holds no brace and no colon.
pub fn is_name(name: &str) -> bool {
    !name.contains(['{', '}', ':', '：'])
}

/// A piece of a text as it is drawn: words as typed, or a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What is drawn for it.
    pub shown: Cow<'a, str>,
    /// What it is.
    pub kind: Kind,
}

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words that are no reference.
    Words,
    /// A reference, shown as what it says.
    Figure,
    /// A reference that says nothing, shown as typed.
    Unresolved,
}

/// The metrics of a report by name: what references are looked up in, each in O(1).
///
/// A copy of the metrics, so that it can be kept beside a report that changes: [`Figures::replace`] follows a change of
/// rows, [`Figures::reread`] anything else.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    by_name: HashMap<String, Vec<(Owner, Metric)>>,
    revision: u64,
}

impl Figures {
    /// The metrics of a report. Walks its sections.
    pub fn new(report: &Report) -> Figures {
        let mut figures = Figures::default();
        figures.reread(report);
        figures
    }

    /// Takes all metrics anew from a report.
    pub fn reread(&mut self, report: &Report) {
        self.by_name.clear();
        for (owner, metric) in report.all_metrics() {
            self.put(owner, metric);
        }
        self.revision += 1;
    }

    /// Follows a change of an owner's rows: `cut` went, `put` came.
    pub fn replace(&mut self, owner: Owner, cut: &[Metric], put: &[Metric]) {
        for metric in cut {
            let Some(known) = self.by_name.get_mut(metric.name.trim()) else { continue };
            if let Some(at) = known.iter().position(|(keeper, known)| *keeper == owner && known == metric) {
                known.remove(at);
            }
            if known.is_empty() {
                self.by_name.remove(metric.name.trim());
            }
        }
        for metric in put {
            self.put(owner, metric);
        }
        self.revision += 1;
    }

    fn put(&mut self, owner: Owner, metric: &Metric) {
        let name = metric.name.trim();
        if !name.is_empty() {
            self.by_name.entry(name.to_owned()).or_insert_with(|| Vec::with_capacity(1)).push((owner, metric.clone()));
        }
    }

    /// Grows with every change: what is cached about references is keyed by it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Who keeps the metrics, each as often as it keeps one.
    pub fn owners(&self) -> impl Iterator<Item = Owner> {
        self.by_name.values().flatten().map(|(owner, _)| *owner)
    }

    /// The only metric of this name.
    pub fn metric(&self, name: &str) -> Option<&Metric> {
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([(_, metric)]) => Some(metric),
            _ => None,
        }
    }

    /// The words that stand for a reference, or why there are none.
    pub fn resolve(&self, reference: &Reference<'_>) -> Result<String, Unresolved> {
        let metric = match self.by_name.get(reference.name).map(Vec::as_slice) {
            None | Some([]) => return Err(Unresolved::NoMetric),
            Some([(_, metric)]) => metric,
            Some(_) => return Err(Unresolved::ManyMetrics),
        };
        reference.form.ok_or(Unresolved::NoForm)?.says(metric).ok_or(Unresolved::NoFigure)
    }

    /// The text as it is handed in: every reference that says something replaced by what it says. Borrowed where there is
    /// none.
    pub fn render<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut out = String::new();
        let mut done = 0;
        for reference in find(text) {
            if let Ok(words) = self.resolve(&reference) {
                out.push_str(&text[done..reference.range.start]);
                out.push_str(&words);
                done = reference.range.end;
            }
        }
        if done == 0 {
            return Cow::Borrowed(text);
        }
        out.push_str(&text[done..]);
        Cow::Owned(out)
    }

    /// The text cut into words and references, in order, gapless; nothing for an empty text. What is shown, put together,
    /// is [`Figures::render`].
    pub fn pieces<'a>(&self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut done = 0;
        let words =
            |range: Range<usize>| Piece { range: range.clone(), shown: Cow::Borrowed(&text[range]), kind: Kind::Words };
        for reference in find(text) {
            let range = reference.range.clone();
            if done < range.start {
                pieces.push(words(done..range.start));
            }
            done = range.end;
            pieces.push(match self.resolve(&reference) {
                Ok(says) => Piece { range, shown: Cow::Owned(says), kind: Kind::Figure },
                Err(_) => Piece { kind: Kind::Unresolved, ..words(range) },
            });
        }
        if done < text.len() {
            pieces.push(words(done..text.len()));
        }
        pieces
    }
}

// What the forms say ------------------------------------------------------------------------------------------------

fn figure(metric: &Metric) -> Option<String> {
    Some(value(metric)? + metric.unit.trim())
}

fn value(metric: &Metric) -> Option<String> {
    let value = metric.value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn change(metric: &Metric) -> Option<String> {
    let change = metric.change()?;
    let nearly = change.direction == Direction::Level && metric.difference()? != Decimal::ZERO;
    Some(format!("同比{}{}", if nearly { "基本" } else { "" }, change.in_words()))
}

fn difference(metric: &Metric) -> Option<String> {
    let difference = metric.difference()?;
    let amount = difference.abs();
    let (up, down, unit) = match metric.is_percentage() {
        true => ("提高", "下降", Measure::Points.to_string()),
        false => ("增加", "减少", metric.unit.trim().to_owned()),
    };
    Some(match difference.cmp(&Decimal::ZERO) {
        Ordering::Equal => "与上年持平".to_owned(),
        Ordering::Greater => format!("较上年{up}{amount}{unit}"),
        Ordering::Less => format!("较上年{down}{amount}{unit}"),
    })
}

fn completion(metric: &Metric) -> Option<String> {
    Some(format!("完成年度目标的{}%", metric.completion()?))
}

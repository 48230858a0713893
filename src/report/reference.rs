//! References: `{电子工单}` in a text stands for a metric's figure, `{电子工单:同比}` for a phrase reckoned from it.
//!
//! A reference is a `{`, the name of a metric, perhaps a colon and a form, and the `}` that closes it on the same line. The
//! colon may be full width, and blanks around name and form don't count. It is kept in the text as typed and never
//! replaced there: what it says is worked out while drawing, counting and exporting.
//!
//! `{附件:台账}` and `{节:抓规范管理}` stand for the number of an annex or a section ([`super::places`]), unless a metric has that
//! name.
//!
//! There is no escape, and none is needed: braces around what names no metric, or asks for what can't be reckoned, stay
//! as typed wherever they are drawn or exported. A `{` that meets another `{` or the end of its line before a `}` is a
//! brace and nothing more, and so is a `}` without its `{`; hence in `{{甲}}` the inner pair refers and the outer pair is
//! text. Full-width braces are text, and so are braces that a reader doesn't see as such: with a combining mark on them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ops::Range;

use rust_decimal::Decimal;

use super::Better;
use super::Metric;
use super::formula::FormulaError;
use super::metric::Direction;
use super::metric::Measure;
use super::metric::grouped_like;
use super::metric::number;
use super::places::Place;
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
    /// The words after the colon, without the blanks around them; empty without any.
    pub asked: &'a str,
    /// The byte of the text at which these begin.
    pub asked_at: usize,
    /// Whether 见 stands right before it.
    pub follows_see: bool,
}

impl Reference<'_> {
    /// The place that it may mean: an annex or a section.
    pub fn place(&self) -> Option<Place> {
        Place::named(self.name).filter(|_| !self.asked.is_empty())
    }
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
    /// `{电子工单:增减}`: `较上年增加1158个`, of a percentage `较上年提高6个百分点`, of a rank `较上年前移3位`, `与上年持平`.
    Difference,
    /// `{电子工单:完成率}`: `完成年度目标的97.5%`; of a percentage, and of what should be low, `高于目标0.2个百分点`,
    /// `优于目标1.6秒`, `达到目标`.
    Completion,
    /// `{电子工单:上年}`: last year's figure with its unit, `9120个`; a placeholder too.
    LastYear,
    /// `{电子工单:目标}`: the target with its unit, `10541个`; a placeholder too.
    Target,
}

/// A form: the word that asks for it, and what it says.
struct Entry {
    form: Form,
    word: &'static str,
    says: fn(&Metric) -> Result<String, Unresolved>,
}

/// Every form.
const FORMS: &[Entry] = &[
    Entry { form: Form::Figure, word: "", says: figure },
    Entry { form: Form::Number, word: "数", says: value },
    Entry { form: Form::Change, word: "同比", says: change },
    Entry { form: Form::Difference, word: "增减", says: difference },
    Entry { form: Form::Completion, word: "完成率", says: completion },
    Entry { form: Form::LastYear, word: "上年", says: last_year },
    Entry { form: Form::Target, word: "目标", says: target },
];

impl Form {
    /// Every form, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Form> {
        FORMS.iter().map(|entry| entry.form)
    }

    /// The word after the colon; empty for the plain figure.
    pub fn word(self) -> &'static str {
        self.entry().word
    }

    /// The words that stand for the reference, reckoned from what the metric holds: its value has to be written out, not a
    /// formula.
    pub fn says(self, metric: &Metric) -> Result<String, Unresolved> {
        (self.entry().says)(metric)
    }

    fn entry(self) -> &'static Entry {
        FORMS.iter().find(|entry| entry.form == self).expect("the table has every form")
    }
}

/// Why a reference says nothing, so that it stays as typed, or why a metric has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unresolved {
    /// No metric has the name.
    #[error("没有这个指标")]
    NoMetric,
    /// Several metrics have it: which one is meant is not to be guessed.
    #[error("有几个指标叫这个名字")]
    ManyMetrics,
    /// There is no such form.
    #[error("没有这种写法")]
    NoForm,
    /// The metric lacks a number that the form needs.
    #[error("指标的数不够，算不出来")]
    NoFigure,
    /// What the form compares with is zero or below, so that there is no percentage of it, or it is too large.
    #[error("比的那个数是零或负数，说不了百分之几")]
    NoBase,
    /// Value and target are both below last year's figure: whether the target is reached can't be told.
    #[error("数值和目标都比上年低，看不出高好还是低好，说不了完成率")]
    UnclearTarget,
    /// No annex has the title.
    #[error("没有这个附件")]
    NoAnnex,
    /// No section has the heading.
    #[error("没有这一节")]
    NoSection,
    /// Several have it.
    #[error("有几处叫这个名字")]
    ManyPlaces,
    /// The section takes no number.
    #[error("这一节不编号，说不出序号")]
    Unnumbered,
    /// The metric is not judged.
    #[error("指标设为不评价，不说完成得怎样")]
    NotJudged,
    /// The formula adds percentages to what is none.
    #[error("公式里百分比和别的数不能相加减")]
    UnlikeUnits,
    /// The metric's formula can't be read.
    #[error("{0}")]
    BadFormula(FormulaError),
    /// The formula, or one that it builds on, comes back to itself.
    #[error("公式绕了一圈又算到自己")]
    Cycle,
    /// The formula names something that no metric is called.
    #[error("公式里的“{0}”不是指标")]
    NoOperand(String),
    /// The formula names something that several metrics are called.
    #[error("公式里的“{0}”有几个指标都叫这个名字")]
    ManyOperands(String),
    /// The formula names a metric that has no number there.
    #[error("公式里的“{0}”还没有数")]
    NoNumber(String),
    /// The formula divides by zero.
    #[error("公式里除数是零")]
    DivisionByZero,
    /// The formula goes beyond what can be counted.
    #[error("公式算出来的数太大")]
    TooLarge,
    /// An entry of the series is a placeholder, or the sum goes beyond what can be counted.
    #[error("分期的数不全，算不出合计")]
    NoTotal,
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
            // A combining mark after a brace makes it another character: what it closes is plain text.
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

/// The text with the places that it names called otherwise, where `to` says how; `None` where it names none of them.
pub fn renamed_places<'n>(text: &str, to: impl Fn(Place, &str) -> Option<&'n str>) -> Option<String> {
    let mut out = String::new();
    let mut done = 0;
    for found in find(text) {
        let Some(new) = found.place().and_then(|place| to(place, found.asked)) else { continue };
        out.push_str(&text[done..found.asked_at]);
        out.push_str(new);
        done = found.asked_at + found.asked.len();
    }
    (done > 0).then(|| out + &text[done..])
}

/// The reference whose braces enclose these bytes.
fn read(text: &str, inside: Range<usize>) -> Option<Reference<'_>> {
    let words = &text[inside.clone()];
    let (name, form) = match words.split_once([':', '：']) {
        Some((name, form)) => (name, Some(form)),
        None => (words, None),
    };
    let asked_at = inside.end - form.unwrap_or_default().trim_start().len();
    let form = form.map(str::trim);
    let name_at = inside.start + name.len() - name.trim_start().len();
    let name = name.trim();
    let asked = form.unwrap_or_default();
    let form = match form {
        None => Some(Form::Figure),
        // A colon asks for something: without a word after it, it is not clear yet for what.
        Some("") => None,
        Some(word) => FORMS.iter().find(|entry| entry.word == word).map(|entry| entry.form),
    };
    let range = inside.start - 1..inside.end + 1;
    let stands_alone = [range.start, range.end].iter().all(|&at| text::floor_boundary(text, at) == at);
    let follows_see = text[..range.start].ends_with('见');
    (!name.is_empty() && stands_alone).then_some(Reference { range, name, name_at, form, asked, asked_at, follows_see })
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

// What the forms say ------------------------------------------------------------------------------------------------

fn figure(metric: &Metric) -> Result<String, Unresolved> {
    with_unit(&metric.value, metric)
}

fn value(metric: &Metric) -> Result<String, Unresolved> {
    written(&metric.value)
}

fn last_year(metric: &Metric) -> Result<String, Unresolved> {
    with_unit(&metric.last_year, metric)
}

fn target(metric: &Metric) -> Result<String, Unresolved> {
    with_unit(&metric.target, metric)
}

fn with_unit(value: &str, metric: &Metric) -> Result<String, Unresolved> {
    Ok(written(value)? + metric.unit.trim())
}

fn written(value: &str) -> Result<String, Unresolved> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned()).ok_or(Unresolved::NoFigure)
}

fn change(metric: &Metric) -> Result<String, Unresolved> {
    if let Some(moved) = rank_moved(metric) {
        return Ok(format!("同比{moved}"));
    }
    if let Some(turn) = metric.turn().filter(|_| !metric.is_percentage()) {
        return Ok(format!("同比{turn}"));
    }
    let difference = metric.difference().ok_or(Unresolved::NoFigure)?;
    let change = metric.change().ok_or(Unresolved::NoBase)?;
    let nearly = change.direction == Direction::Level && difference != Decimal::ZERO;
    Ok(format!("同比{}{}", if nearly { "基本" } else { "" }, change.in_words()))
}

fn difference(metric: &Metric) -> Result<String, Unresolved> {
    const LEVEL: &str = "与上年持平";
    if let Some(moved) = rank_moved(metric) {
        return Ok(if moved == "持平" { LEVEL.to_owned() } else { format!("较上年{moved}") });
    }
    let difference = metric.difference().ok_or(Unresolved::NoFigure)?;
    let amount = grouped_like(difference.abs(), &metric.value);
    let (up, down, unit) = match metric.is_percentage() {
        true => ("提高", "下降", points_of(metric).to_string()),
        false => ("增加", "减少", metric.unit.trim().to_owned()),
    };
    Ok(match difference.cmp(&Decimal::ZERO) {
        Ordering::Equal => LEVEL.to_owned(),
        Ordering::Greater => format!("较上年{up}{amount}{unit}"),
        Ordering::Less => format!("较上年{down}{amount}{unit}"),
    })
}

/// What a rank has done since last year.
fn rank_moved(metric: &Metric) -> Option<String> {
    let gained = metric.places_gained()?;
    let unit = if metric.unit.trim().is_empty() { "位" } else { metric.unit.trim() };
    Some(match gained.cmp(&Decimal::ZERO) {
        Ordering::Equal => "持平".to_owned(),
        Ordering::Greater => format!("前移{gained}{unit}"),
        Ordering::Less => format!("后移{}{unit}", -gained),
    })
}

fn completion(metric: &Metric) -> Result<String, Unresolved> {
    if let Some(done) = metric.completion() {
        return Ok(format!("完成年度目标的{done}%"));
    }
    let numbers = number(&metric.value).and(number(&metric.target));
    let why = match numbers {
        None => Unresolved::NoFigure,
        Some(_) if metric.better == Better::Neither => Unresolved::NotJudged,
        Some(_) if metric.is_target_unclear() => Unresolved::UnclearTarget,
        Some(_) => Unresolved::NoBase,
    };
    // How far it is off says it of what has no share of its target.
    let has_words = metric.is_percentage() || metric.better == Better::Lower;
    metric.against_target().filter(|_| has_words).ok_or(why)
}

/// What the differences of a percentage are counted in.
fn points_of(metric: &Metric) -> Measure {
    metric.change().map_or(Measure::Points, |change| change.measure)
}

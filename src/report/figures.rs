//! Figures stated in a text: what counts or measures something, in reading order, under the name a writer would give it.
//!
//! `接到工单10278个，同比增长12.7%` states one figure, 工单: 10278 个, with its change. What only looks like a figure is none:
//! dates, document and telephone numbers, articles, versions, 第二批, 三项工作, 两个维护, anything in the title of a document
//! or a short quotation. General rules alone, no dictionary of Chinese:
//!
//! ```text
//! text ─► sentences ─► tokens (numerals, units, lexicon) ─► judge: which are figures
//!                                                              └─► changes: what is told beside which ─► names
//! ```
//!
//! The time taken is linear in the length of the text, whatever it holds.

mod changes;
mod each;
mod judge;
mod lexicon;
mod listing;
mod names;
mod nouns;
mod numerals;
mod sentence;
mod tokens;
mod units;

use std::ops::Range;

use rust_decimal::Decimal;

use super::metric::Direction;
use crate::text::char_floor;
use sentence::Sentence;
use tokens::What;

pub use listing::Listed;
pub use listing::in_report;
pub use listing::in_section;

/// A figure as a text states it. All ranges are bytes of that text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What it counts or measures. Never empty, and a metric may be called so; not unique in its text.
    pub name: String,
    /// What sort of figure it is.
    pub kind: Kind,
    /// The numeral as written: `10278`, `1,204`, `三十`, `XX`, `3—6`. Empty for a reference.
    pub value: String,
    /// The unit, 万 and 亿 with it, 余 and 多 left out: `个`, `万元`, `%`. Empty where there is none.
    pub unit: String,
    /// How exact the text says it is; `None` for just that number.
    pub approximation: Option<Approximation>,
    /// What the text tells beside it, in reading order.
    pub changes: Vec<Change>,
    /// Its words: the name if it adjoins, number and unit; not its changes.
    pub range: Range<usize>,
    /// Where the value stands.
    pub value_at: Range<usize>,
    /// The bytes of the unit, 余 inside it included (`万余元`). Empty without a unit.
    pub unit_at: Range<usize>,
}

/// What sort of figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// So many: 个, 人次, 件.
    Count,
    /// %, ‰.
    Percent,
    /// 个百分点.
    Points,
    /// 元, 万元, 亿美元.
    Money,
    /// 亩, 平方米.
    Area,
    /// 米, 公里.
    Length,
    /// 吨, 公斤.
    Weight,
    /// 立方米, 升.
    Volume,
    /// 千瓦时, 兆瓦, ℃.
    Energy,
    /// 天, 小时, 个工作日.
    Time,
    /// 分.
    Score,
    /// 倍, 番.
    Times,
    /// 三分之二, 七成, 9:41:50.
    Share,
    /// A number without a unit: 指数为102.3.
    Index,
    /// A place in an order: 第2位.
    Rank,
    /// A reference to a metric, `{电子工单}`: it has its name and its changes and says the rest itself.
    Reference,
}

/// How exact a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Approximation {
    /// 约, 左右.
    About,
    /// 近: not quite.
    Nearly,
    /// 余, 多, 超过: somewhat more.
    More,
    /// 以上, 不低于.
    AtLeast,
    /// 以下, 不超过.
    AtMost,
}

/// What a text tells of a figure beside it: `同比增长12.7%`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which way.
    pub direction: Direction,
    /// By how much, or where from.
    pub amount: Amount,
    /// Since when.
    pub basis: Basis,
    /// Its words, in bytes of the text.
    pub range: Range<usize>,
}

/// How much a change comes to. Never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// 增长12.7%.
    Percent(Decimal),
    /// 提高2.3个百分点.
    Points(Decimal),
    /// 增加158个: in the unit of the figure.
    Units(Decimal),
    /// 是上年的2.3倍.
    Times(Decimal),
    /// 由85%提高到95%: the value before, in the unit of the figure.
    From(Decimal),
    /// 大幅增长, or a number not filled in.
    Unsaid,
}

/// What a change is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The same period of last year: 同比, 比上年.
    LastYear,
    /// Anything else, or not said.
    Other,
}

impl Figure {
    /// The exact number that the value means; `None` for what is not filled in, a range and a fraction.
    pub fn number(&self) -> Option<Decimal> {
        match self.kind {
            Kind::Rank => rank(&self.value),
            _ => numerals::number(&self.value),
        }
    }

    /// What the same period of last year comes to, where the words say so exactly: by an amount in the same unit, by
    /// 百分点 of a percentage, or as the value before. Never from a rate of growth, which is rounded.
    pub fn last_year(&self) -> Option<Decimal> {
        let number = self.number().filter(|_| self.approximation.is_none())?;
        let of_last_year = self.changes.iter().filter(|change| change.basis == Basis::LastYear);
        of_last_year.into_iter().find_map(|change| {
            let amount = match change.amount {
                Amount::From(before) => return Some(before),
                Amount::Points(points) if self.kind == Kind::Percent => points,
                // 前移3位 is three places less.
                Amount::Units(places) if self.kind == Kind::Rank => -places,
                Amount::Units(units) if self.kind != Kind::Percent => units,
                Amount::Unsaid if change.direction == Direction::Level => Decimal::ZERO,
                _ => return None,
            };
            match change.direction {
                Direction::Up => number.checked_sub(amount),
                Direction::Down => number.checked_add(amount),
                Direction::Level => Some(number),
            }
        })
    }
}

/// The figures that a text states, in the order of their numbers. Their numbers don't overlap.
pub fn find(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut references = tokens::references(text);
    let mut carried = String::new();
    for range in sentences(text) {
        if text[..range.start].ends_with('\n') {
            carried.clear();
        }
        let sentence = Sentence { text, tokens: tokens::cut(text, range, &mut references) };
        read(&sentence, &mut carried, &mut figures);
    }
    figures
}

/// How many bytes of a sentence are read as one: what is longer is read in pieces.
const SENTENCE: usize = 4096;

/// The sentences of a text, gapless: they end after 。！？ or a line break.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..).filter(|rest| !rest.is_empty())?;
        let limit = char_floor(rest, SENTENCE);
        let end = rest[..limit].char_indices().find(|(_, ch)| matches!(ch, '。' | '！' | '？' | '\n'));
        let start = from;
        from += end.map_or(limit, |(at, ch)| at + ch.len_utf8());
        Some(start..from)
    })
}

/// Reads the figures of one sentence.
fn read(sentence: &Sentence<'_>, carried: &mut String, figures: &mut Vec<Figure>) {
    let is_figure = |i: usize| match sentence.tokens[i].what {
        What::Quantity(_) => judge::is_figure(sentence, i),
        What::Rank(_) => judge::is_rank(sentence, i),
        What::Reference(_) => true,
        _ => false,
    };
    if !sentence.tokens.iter().any(|token| matches!(token.what, What::Quantity(_) | What::Rank(_) | What::Reference(_)))
    {
        return;
    }
    let is_figure: Vec<bool> = (0..sentence.tokens.len()).map(is_figure).collect();
    let stated = changes::attach(sentence, is_figure);
    let names = names::name_all(sentence, &stated, carried);
    if let Some(last) = names.last() {
        carried.clone_from(&last.words);
    }
    for (stated, name) in stated.into_iter().zip(names) {
        figures.push(figure(sentence, stated, name));
    }
}

fn figure(sentence: &Sentence<'_>, stated: changes::Stated, name: nouns::Name) -> Figure {
    let token = &sentence.tokens[stated.piece];
    let (kind, value_at, unit_at, unit, approximation) = match &token.what {
        What::Quantity(quantity) => {
            let about = quantity.approximation.or_else(|| about(sentence, stated.piece));
            (quantity.kind, quantity.value.clone(), quantity.unit_at.clone(), quantity.unit.clone(), about)
        }
        What::Rank(place) => (Kind::Rank, place.value.clone(), token.at.end..token.at.end, String::new(), None),
        _ => (Kind::Reference, token.at.end..token.at.end, token.at.end..token.at.end, String::new(), None),
    };
    let mut range = token.at.clone();
    if let Some(named) = name.at {
        range = range.start.min(named.start)..range.end.max(named.end);
    }
    Figure {
        name: name.words,
        kind,
        value: sentence.text[value_at.clone()].to_owned(),
        unit,
        approximation,
        changes: stated.changes,
        range,
        value_at,
        unit_at,
    }
}

/// What the words before a number say about how exact it is.
fn about(sentence: &Sentence<'_>, piece: usize) -> Option<Approximation> {
    let before = sentence.before(piece).filter(|&j| sentence.is_word(j, lexicon::Class::About))?;
    Some(match sentence.word(before) {
        "近" | "将近" | "接近" | "不足" | "不到" => Approximation::Nearly,
        "约" | "大约" | "约为" => Approximation::About,
        "不低于" | "不少于" | "至少" | "最少" | "满" | "足" => Approximation::AtLeast,
        "不超过" | "最多" => Approximation::AtMost,
        _ => Approximation::More,
    })
}

/// The place that `第2`, `前三` or `首位` means.
fn rank(value: &str) -> Option<Decimal> {
    match value {
        "首位" | "榜首" => Some(Decimal::ONE),
        _ => numerals::number(value.trim_start_matches('前')),
    }
}

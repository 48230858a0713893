//! All metrics of a report as lines to look through: filtered, sorted, with what is reckoned from each.

use std::borrow::Cow;
use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Ledger;
use super::Metric;
use super::Owner;
use super::Report;
use super::ledger::Reckoned;
use super::metric::ChangeOverLastYear;
use super::metric::Direction;
use super::metric::number;
use crate::text::PinyinOrder;

/// One metric of a report.
#[derive(Clone, Debug)]
pub struct MetricLine<'a> {
    /// Who keeps it.
    pub owner: Owner,
    /// Which of the owner's, from 0.
    pub at: usize,
    /// As written.
    pub metric: &'a Metric,
    /// With its figures written out, or why it has none.
    pub reckoned: Reckoned<'a>,
    /// Its change over last year.
    pub change: Option<ChangeOverLastYear>,
}

/// A column of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "named like the fields of a metric, and what is reckoned from them")]
pub enum Key {
    Name,
    Value,
    Unit,
    LastYear,
    Change,
    Target,
    Completion,
    Series,
    Note,
}

/// In which order lines stand. Lines with nothing in the column come last; equal ones stand as in the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the report.
    #[default]
    Report,
    /// The least first; texts as in a dictionary ([`text::by_pinyin`]).
    Rising(Key),
    /// The most first.
    Falling(Key),
}

/// Which lines stand there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those without a number: left empty, a placeholder, a formula that comes to nothing.
    Open,
    /// Those without a number for last year.
    WithoutLastYear,
    /// Those that haven't reached their target.
    Behind,
}

impl Key {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Key; 9] = [
        Key::Name,
        Key::Value,
        Key::Unit,
        Key::LastYear,
        Key::Change,
        Key::Target,
        Key::Completion,
        Key::Series,
        Key::Note,
    ];

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Key::Name => "名称",
            Key::Value => "数值",
            Key::Unit => "单位",
            Key::LastYear => "上年",
            Key::Change => "同比",
            Key::Target => "目标",
            Key::Completion => "完成率",
            Key::Series => "分期",
            Key::Note => "备注",
        }
    }

    /// Whether it holds numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Key::Value | Key::LastYear | Key::Change | Key::Target | Key::Completion)
    }

    /// The text of a metric that stands in it; `None` for what is reckoned.
    pub fn of(self, metric: &Metric) -> Option<&String> {
        Some(match self {
            Key::Name => &metric.name,
            Key::Value => &metric.value,
            Key::Unit => &metric.unit,
            Key::LastYear => &metric.last_year,
            Key::Target => &metric.target,
            Key::Series => &metric.series,
            Key::Note => &metric.note,
            Key::Change | Key::Completion => return None,
        })
    }

    /// As [`Key::of`], to be written to.
    pub fn of_mut(self, metric: &mut Metric) -> Option<&mut String> {
        Some(match self {
            Key::Name => &mut metric.name,
            Key::Value => &mut metric.value,
            Key::Unit => &mut metric.unit,
            Key::LastYear => &mut metric.last_year,
            Key::Target => &mut metric.target,
            Key::Series => &mut metric.series,
            Key::Note => &mut metric.note,
            Key::Change | Key::Completion => return None,
        })
    }
}

impl Order {
    /// The next order by a column: first the least in front (of what changes and is completed, the most), then the other
    /// way round, then as in the report.
    pub fn turned(self, key: Key) -> Order {
        let most_first = matches!(key, Key::Change | Key::Completion);
        let (first, second) = match most_first {
            true => (Order::Falling(key), Order::Rising(key)),
            false => (Order::Rising(key), Order::Falling(key)),
        };
        match self {
            order if order == first => second,
            order if order == second => Order::Report,
            _ => first,
        }
    }

    /// What the writer calls it: `按同比从大到小`.
    pub fn name(self) -> String {
        let (key, way) = match self {
            Order::Report => return "按文中顺序".to_owned(),
            Order::Rising(key) => (key, if key.is_number() { "从小到大" } else { "顺序" }),
            Order::Falling(key) => (key, if key.is_number() { "从大到小" } else { "倒序" }),
        };
        format!("按{}{way}", key.title())
    }
}

impl Only {
    /// All of them.
    pub const ALL: [Only; 4] = [Only::All, Only::Open, Only::WithoutLastYear, Only::Behind];

    /// What the writer calls it.
    pub fn name(self) -> &'static str {
        match self {
            Only::All => "全部",
            Only::Open => "还没有数的",
            Only::WithoutLastYear => "缺上年数的",
            Only::Behind => "没完成目标的",
        }
    }

    fn takes(self, line: &MetricLine<'_>) -> bool {
        match self {
            Only::All => true,
            Only::Open => !line.has_figure(&line.reckoned.metric.value),
            Only::WithoutLastYear => !line.has_figure(&line.reckoned.metric.last_year),
            Only::Behind => line.reckoned.metric.is_reached() == Some(false),
        }
    }
}

impl<'a> MetricLine<'a> {
    /// The line of a metric of the report that the figures are of.
    pub fn new(owner: Owner, at: usize, metric: &'a Metric, figures: &'a Ledger) -> MetricLine<'a> {
        let reckoned = figures.reckon(metric);
        let change = reckoned.metric.change();
        MetricLine { owner, at, metric, reckoned, change }
    }

    fn has_figure(&self, text: &str) -> bool {
        number(text).or_else(|| number(text.trim().strip_prefix('第')?)).is_some()
    }

    /// What stands in a column, as it is shown.
    pub fn shown(&self, key: Key) -> Cow<'_, str> {
        match key {
            Key::Change => Cow::Owned(self.change.map(|change| change.to_string()).unwrap_or_default()),
            Key::Completion => Cow::Owned(self.reckoned.metric.target_in_short().unwrap_or_default()),
            Key::Value if self.reckoned.trouble.is_some() => Cow::Borrowed(self.metric.value.as_str()),
            key => Cow::Borrowed(key.of(&self.reckoned.metric).map_or("", String::as_str)),
        }
    }

    fn number(&self, key: Key) -> Option<Decimal> {
        match key {
            Key::Change => self.signed_change(),
            Key::Completion => self.reckoned.metric.share(),
            key => {
                let text = key.of(&self.reckoned.metric)?;
                number(text).or_else(|| number(text.trim().strip_prefix('第')?))
            }
        }
    }

    /// The change with its direction as its sign.
    fn signed_change(&self) -> Option<Decimal> {
        let change = self.change?;
        Some(if change.direction == Direction::Down { -change.amount } else { change.amount })
    }
}

/// The metrics of a report whose name, unit, note or section's heading holds `words` (all, where they are empty). Walks the
/// report.
pub fn lines<'a>(
    report: &'a Report,
    figures: &'a Ledger,
    words: &str,
    only: Only,
    order: Order,
) -> Vec<MetricLine<'a>> {
    let words = words.trim();
    let heading = |owner| match owner {
        Owner::Report => Some(report.title.as_str()),
        Owner::Section(id) => report.tree.section(id).map(|section| section.heading.as_str()),
    };
    let holds = |(owner, _, metric): &(Owner, usize, &Metric)| {
        let texts = [metric.name.as_str(), &metric.unit, &metric.note, heading(*owner).unwrap_or_default()];
        texts.into_iter().any(|text| text.contains(words))
    };
    let line = |(owner, at, metric): (Owner, usize, &'a Metric)| MetricLine::new(owner, at, metric, figures);
    let mut lines: Vec<MetricLine<'a>> =
        report.metric_rows().filter(holds).map(line).filter(|line| only.takes(line)).collect();
    match order {
        Order::Report => {}
        Order::Rising(key) if key.is_number() => {
            lines.sort_by_cached_key(|line| line.number(key).map_or((true, Decimal::ZERO), |number| (false, number)));
        }
        Order::Falling(key) if key.is_number() => {
            lines.sort_by_cached_key(|line| line.number(key).map_or((true, Decimal::ZERO), |number| (false, -number)));
        }
        Order::Rising(key) => lines.sort_by(|one, other| by_text(&one.shown(key), &other.shown(key), |order| order)),
        Order::Falling(key) => {
            lines.sort_by(|one, other| by_text(&one.shown(key), &other.shown(key), Ordering::reverse));
        }
    }
    lines
}

/// Texts in the order of a dictionary, turned so; what is empty comes last either way.
fn by_text(one: &str, other: &str, turned: fn(Ordering) -> Ordering) -> Ordering {
    one.trim()
        .is_empty()
        .cmp(&other.trim().is_empty())
        .then_with(|| turned(PinyinOrder::of(one).cmp(&PinyinOrder::of(other))))
}

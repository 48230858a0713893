//! All metrics of a report as lines to look through: filtered, sorted, with what is reckoned from each.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::Figures;
use super::Metric;
use super::Owner;
use super::Report;
use super::ledger::Reckoned;
use super::metric::ChangeOverLastYear;
use super::metric::Direction;
use super::metric::number;

/// One metric of a report.
#[derive(Clone, Debug)]
pub struct Line<'a> {
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
    /// How many per cent of the target are reached.
    pub completion: Option<Decimal>,
}

/// In which order lines stand. Lines without the number that an order asks for come last; equal ones stand as in the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As in the report.
    #[default]
    Report,
    /// The most risen first.
    Risen,
    /// The most fallen first.
    Fallen,
    /// The least complete first.
    Behind,
    /// The most complete first.
    Ahead,
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

impl Order {
    /// All of them.
    pub const ALL: [Order; 5] = [Order::Report, Order::Risen, Order::Fallen, Order::Behind, Order::Ahead];

    /// What the writer calls it.
    pub fn name(self) -> &'static str {
        match self {
            Order::Report => "按文中顺序",
            Order::Risen => "升得多的在前",
            Order::Fallen => "降得多的在前",
            Order::Behind => "完成少的在前",
            Order::Ahead => "完成多的在前",
        }
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

    fn takes(self, line: &Line<'_>) -> bool {
        match self {
            Only::All => true,
            Only::Open => !line.has_figure(&line.reckoned.metric.value),
            Only::WithoutLastYear => !line.has_figure(&line.reckoned.metric.last_year),
            Only::Behind => line.completion.is_some_and(|done| done < Decimal::ONE_HUNDRED),
        }
    }
}

impl Line<'_> {
    fn has_figure(&self, text: &str) -> bool {
        number(text).or_else(|| number(text.trim().strip_prefix('第')?)).is_some()
    }

    /// The change with its direction as its sign.
    fn signed_change(&self) -> Option<Decimal> {
        let change = self.change?;
        Some(if change.direction == Direction::Down { -change.amount } else { change.amount })
    }
}

/// The metrics of a report whose name, unit, note or section's heading holds `words` (all, where they are empty). Walks the
/// report.
pub fn lines<'a>(report: &'a Report, figures: &'a Figures, words: &str, only: Only, order: Order) -> Vec<Line<'a>> {
    let words = words.trim();
    let heading = |owner| match owner {
        Owner::Report => Some(report.title.as_str()),
        Owner::Section(id) => report.tree.section(id).map(|section| section.heading.as_str()),
    };
    let holds = |(owner, _, metric): &(Owner, usize, &Metric)| {
        let texts = [metric.name.as_str(), &metric.unit, &metric.note, heading(*owner).unwrap_or_default()];
        texts.into_iter().any(|text| text.contains(words))
    };
    let line = |(owner, at, metric): (Owner, usize, &'a Metric)| {
        let reckoned = figures.reckon(metric);
        let (change, completion) = (reckoned.metric.change(), reckoned.metric.completion());
        Line { owner, at, metric, reckoned, change, completion }
    };
    let mut lines: Vec<Line<'a>> =
        report.metric_rows().filter(holds).map(line).filter(|line| only.takes(line)).collect();
    match order {
        Order::Report => {}
        Order::Risen => lines.sort_by(|one, other| larger_first(one.signed_change(), other.signed_change())),
        Order::Fallen => lines.sort_by(|one, other| smaller_first(one.signed_change(), other.signed_change())),
        Order::Behind => lines.sort_by(|one, other| smaller_first(one.completion, other.completion)),
        Order::Ahead => lines.sort_by(|one, other| larger_first(one.completion, other.completion)),
    }
    lines
}

/// What has no number comes last, as in [`larger_first`].
fn smaller_first(one: Option<Decimal>, other: Option<Decimal>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    }
}

fn larger_first(one: Option<Decimal>, other: Option<Decimal>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => other.cmp(&one),
        (one, other) => smaller_first(one, other),
    }
}

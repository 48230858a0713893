//! Metrics 指标: figures kept in one place, and what is reckoned from them.

use std::fmt;

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use serde::Deserialize;
use serde::Serialize;

use super::formula;

pub use super::number::base_unit;
pub use super::number::grouped_like;
pub use super::number::magnitude;
pub use super::number::number;
pub use super::number::number_with_unit;

/// One figure that the report states, as the writer wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Metric {
    /// 名称, unique in a report.
    pub name: String,
    /// 数值 as written: an exact decimal, a placeholder such as `XX`, a rank such as `第2`, or a formula over other metrics
    /// ([`super::formula`]); empty where [`Metric::series`] says it.
    pub value: String,
    /// 单位, such as `个`, `万元`, `%`; may be empty.
    pub unit: String,
    /// 上年同期 in the same unit; may be empty.
    pub last_year: String,
    /// 目标 in the same unit; may be empty.
    pub target: String,
    /// 分期: the values of months or quarters as written, `1月 812；2月 790` ([`super::series`]); may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub series: String,
    /// 备注 for the writer alone.
    pub note: String,
    /// Which way it should go.
    #[serde(skip_serializing_if = "Better::is_usual")]
    pub better: Better,
}

/// Which way a figure should go: what is told in colours and words of its change and its target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// 越高越好.
    #[default]
    Higher,
    /// 越低越好, as seconds that a caller waits.
    Lower,
    /// 不评价: neither is better.
    Neither,
}

impl Better {
    /// All of them, in the order in which a list shows them.
    pub const ALL: [Better; 3] = [Better::Higher, Better::Lower, Better::Neither];

    /// What the writer calls it.
    pub fn name(self) -> &'static str {
        match self {
            Better::Higher => "越高越好",
            Better::Lower => "越低越好",
            Better::Neither => "不评价",
        }
    }

    /// Whether it is what every metric is unless somebody says otherwise.
    pub fn is_usual(&self) -> bool {
        *self == Better::default()
    }
}

/// What a figure has done since the same period of last year (同比).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangeOverLastYear {
    /// Which way.
    pub direction: Direction,
    /// How much, never negative, without trailing zeros: of a percentage the exact difference in 百分点, of anything else
    /// the relative change in %, rounded to 0.1, halves away from zero.
    pub amount: Decimal,
    /// What the amount is counted in.
    pub measure: Measure,
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 增长, of a percentage 提高.
    Up,
    /// 下降.
    Down,
    /// 持平: nothing that the rounding leaves.
    Level,
}

/// What a change is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// % of last year's figure.
    Percent,
    /// 个百分点: the difference of two percentages.
    Points,
    /// 个千分点: the same of two figures in ‰.
    PerMille,
}

/// What words come to that are entered as a figure, beside a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// As typed: nothing, a number, a formula, a rank (`第2`), a placeholder (`XX`).
    AsTyped,
    /// A number typed in one breath with its unit (`95.6%`, `320万元`), or in brackets as accountants write what is below
    /// zero (`(120)`).
    Split {
        /// The number alone.
        number: String,
        /// The metric's unit from then on.
        unit: String,
    },
    /// A number with another unit than the metric has.
    OtherUnit,
    /// Anything else: nothing can be reckoned with it.
    NoNumber,
}

/// What words come to that are entered as the figure of a metric with this unit; the unit may be empty still.
pub fn entered(words: &str, unit: &str) -> Entered {
    let (words, unit) = (words.trim(), unit.trim());
    // What stands for digits still to come, and what is written where there is nothing to say.
    let is_open = |c: char| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '_' | '＿');
    let is_nothing = |c: char| matches!(c, '*' | '＊' | '…' | '?' | '？' | '—' | '-' | '/');
    if words.contains(is_open)
        || words.chars().all(is_nothing)
        || formula::is_formula(words)
        || number(words).is_some()
        || rank(words).is_some()
    {
        return Entered::AsTyped;
    }
    let Some((number, own)) = number_with_unit(words) else { return Entered::NoNumber };
    let is_percent = |unit: &str| matches!(unit, "%" | "％");
    match own {
        "" => Entered::Split { number, unit: unit.to_owned() },
        own if unit.is_empty() => Entered::Split { number, unit: own.to_owned() },
        own if own == unit || is_percent(own) && is_percent(unit) => Entered::Split { number, unit: unit.to_owned() },
        _ => Entered::OtherUnit,
    }
}

impl Metric {
    /// Takes the units out of the figures that are others than before, as they may be typed, pasted or read in. Answers each of
    /// these as it was entered, with what it came to.
    pub fn take_units(&mut self, before: &Metric) -> Vec<(String, Entered)> {
        let mut told = Vec::new();
        let figures = [
            (&mut self.value, &before.value),
            (&mut self.last_year, &before.last_year),
            (&mut self.target, &before.target),
        ];
        for (figure, _) in figures.into_iter().filter(|(figure, before)| *figure != *before) {
            let came = entered(figure, &self.unit);
            let typed = figure.clone();
            if let Entered::Split { number, unit } = &came {
                figure.clone_from(number);
                self.unit.clone_from(unit);
            }
            told.push((typed, came));
        }
        told
    }

    /// The first of value, last year's and target that is filled with what nothing can be reckoned with.
    pub fn odd(&self) -> Option<&str> {
        let figures = [&self.value, &self.last_year, &self.target];
        figures.into_iter().find(|figure| is_odd(figure)).map(String::as_str)
    }

    /// Its texts, each of one line, in the order of the fields.
    pub fn texts(&self) -> [&String; 7] {
        let Metric { name, value, unit, last_year, target, series, note, better: _ } = self;
        [name, value, unit, last_year, target, series, note]
    }

    /// As [`Metric::texts`], to be written to.
    pub fn texts_mut(&mut self) -> [&mut String; 7] {
        let Metric { name, value, unit, last_year, target, series, note, better: _ } = self;
        [name, value, unit, last_year, target, series, note]
    }

    /// Whether the value has to be reckoned: it is a formula, or left to the series.
    pub fn is_reckoned(&self) -> bool {
        formula::is_formula(&self.value) || self.value.trim().is_empty() && !self.series.trim().is_empty()
    }

    /// Whether the figure is a percentage or so many of a thousand, so that its change is told in 百分点 or 千分点.
    pub fn is_percentage(&self) -> bool {
        self.points().is_some()
    }

    /// What differences of such a figure are counted in; `None` of any other.
    fn points(&self) -> Option<Measure> {
        match self.unit.trim() {
            "%" | "％" | "百分点" | "个百分点" => Some(Measure::Points),
            "‰" | "千分点" | "个千分点" => Some(Measure::PerMille),
            _ => None,
        }
    }

    /// The figure less last year's, in its unit; `None` unless both are numbers that fit, and of a rank.
    pub fn difference(&self) -> Option<Decimal> {
        if self.counts_places() {
            return None;
        }
        Some(number(&self.value)?.checked_sub(number(&self.last_year)?)?.normalize())
    }

    /// The change against last year. `None` unless both are numbers and, for a relative change, last year's is above zero.
    pub fn change(&self) -> Option<ChangeOverLastYear> {
        let difference = self.difference()?;
        let (amount, measure) = match self.points() {
            Some(points) => (difference, points),
            None => {
                let percent = percentage(difference, number(&self.last_year)?)?;
                // What is left of a figure hasn't fallen by all of it.
                let is_left = number(&self.value)? > Decimal::ZERO;
                (if is_left { percent.max(-ALMOST_ALL) } else { percent }, Measure::Percent)
            }
        };
        let direction = match amount.cmp(&Decimal::ZERO) {
            std::cmp::Ordering::Greater => Direction::Up,
            std::cmp::Ordering::Less => Direction::Down,
            std::cmp::Ordering::Equal => Direction::Level,
        };
        Some(ChangeOverLastYear { direction, amount: amount.abs(), measure })
    }

    /// By how many places a rank (`第2`, or 2 of the unit 位) went up since last year, below zero when it went down; `None` unless
    /// both are ranks.
    pub fn places_gained(&self) -> Option<Decimal> {
        let place = |text: &str| rank(text).or_else(|| number(text).filter(|_| self.counts_places()));
        place(&self.last_year)?.checked_sub(place(&self.value)?)
    }

    /// Whether its numbers are places: 第3位 written as 3 and 位. People, and what is called …位 itself, are counted.
    fn counts_places(&self) -> bool {
        const COUNTED: [char; 10] = ['位', '人', '员', '者', '师', '家', '生', '座', '席', '床'];
        self.unit.trim() == "位" && !self.name.contains(COUNTED)
    }

    /// What a figure does that passes zero since last year: there is no percentage for it.
    pub fn turn(&self) -> Option<&'static str> {
        const EARNED: [&str; 5] = ["利润", "盈", "收益", "效益", "利税"];
        let (now, last) = (number(&self.value)?, number(&self.last_year)?);
        let is_earned = EARNED.iter().any(|word| self.name.contains(word));
        match (last > Decimal::ZERO, now < Decimal::ZERO, last < Decimal::ZERO, now > Decimal::ZERO) {
            (true, true, ..) => Some(if is_earned { "由盈转亏" } else { "由正转负" }),
            (.., true, true) => Some(if is_earned { "扭亏为盈" } else { "由负转正" }),
            _ => None,
        }
    }

    /// Whether going this way is good, or bad; `None` where neither is.
    pub fn is_good(&self, direction: Direction) -> Option<bool> {
        match (self.better, direction) {
            (Better::Neither, _) | (_, Direction::Level) => None,
            (Better::Higher, direction) => Some(direction == Direction::Up),
            (Better::Lower, direction) => Some(direction == Direction::Down),
        }
    }

    /// Whether the target is reached; `None` unless both are numbers, where nothing is judged, and where [the target is
    /// unclear](Metric::is_target_unclear).
    pub fn is_reached(&self) -> Option<bool> {
        let (value, target) = (number(&self.value)?, number(&self.target)?);
        match self.better {
            Better::Neither => None,
            Better::Lower => Some(value <= target),
            Better::Higher if self.is_target_unclear() => None,
            Better::Higher => Some(value >= target),
        }
    }

    /// How the figure stands to its target, in short: `97.5%`; of a percentage, and of what should be low, by how much it lies
    /// above or below: `+0.2`, `-1.6`, `达标`. `None` as of [`Metric::is_reached`].
    pub fn target_in_short(&self) -> Option<String> {
        self.is_reached()?;
        if let Some(done) = self.completion() {
            return Some(format!("{done}%"));
        }
        let difference = number(&self.value)?.checked_sub(number(&self.target)?)?.normalize();
        Some(match difference.cmp(&Decimal::ZERO) {
            std::cmp::Ordering::Equal => "达标".to_owned(),
            std::cmp::Ordering::Less => difference.to_string(),
            std::cmp::Ordering::Greater => format!("+{difference}"),
        })
    }

    /// How the figure stands to its target: `完成97.5%`; of a percentage, and of what should be low, how far it is off:
    /// `高于目标0.2个百分点`, `优于目标1.6秒`, `达到目标`. `None` as of [`Metric::is_reached`].
    pub fn against_target(&self) -> Option<String> {
        let is_reached = self.is_reached()?;
        if let Some(done) = self.completion() {
            return Some(format!("完成{done}%"));
        }
        let difference = number(&self.value)?.checked_sub(number(&self.target)?)?.normalize();
        let unit = self.points().map_or_else(|| self.unit.trim().to_owned(), |points| points.to_string());
        let verb = match (difference.cmp(&Decimal::ZERO), is_reached) {
            (std::cmp::Ordering::Equal, _) => return Some("达到目标".to_owned()),
            (std::cmp::Ordering::Less, true) if !self.is_percentage() => "优于",
            (std::cmp::Ordering::Less, _) => "低于",
            (std::cmp::Ordering::Greater, _) => "高于",
        };
        Some(format!("{verb}目标{}{unit}", grouped_like(difference.abs(), &self.value)))
    }

    /// Whether nobody can tell if the target is to be reached from below or from above: it lies below last year's figure, and
    /// the value isn't above that. Of 8.4 seconds after 12.6 a target of 10 is beaten, of 8.4 hectares it is missed.
    pub fn is_target_unclear(&self) -> bool {
        match (number(&self.value), number(&self.target), number(&self.last_year)) {
            // A percentage says how far it is off, whichever is better.
            _ if !self.better.is_usual() => false,
            (Some(value), Some(target), Some(last_year)) => target < last_year && value <= last_year,
            _ => false,
        }
    }

    /// How many per cent of the target are reached, rounded to 0.1, and 100 only where it is reached; `None` unless both are
    /// numbers, the value at least zero and the target above it, of a percentage, of what isn't better the higher it is, and
    /// where [the target is unclear](Metric::is_target_unclear).
    pub fn completion(&self) -> Option<Decimal> {
        self.share().filter(|_| !self.is_percentage() && self.better == Better::Higher)
    }

    /// As [`Metric::completion`], of a percentage and of what should be low too: by that they are put in order.
    pub(super) fn share(&self) -> Option<Decimal> {
        if self.is_target_unclear() {
            return None;
        }
        let (value, target) = (number(&self.value).filter(|value| *value >= Decimal::ZERO)?, number(&self.target)?);
        let percent = percentage(value, target)?;
        // What is missed by little isn't done.
        Some(if value < target { percent.min(ALMOST_ALL) } else { percent })
    }

    /// How many eighths of a bar of `cells` cells the completion fills, from 0 to `8 * cells`.
    ///
    /// Anything above zero fills at least one, and only a target that is reached fills them all. `None` as of the completion.
    pub fn bar(&self, cells: u16) -> Option<u32> {
        if self.is_target_unclear() || self.better != Better::Higher {
            return None;
        }
        let (value, target) = (number(&self.value)?, number(&self.target).filter(|target| *target > Decimal::ZERO)?);
        let all = u32::from(cells) * 8;
        if value <= Decimal::ZERO || all == 0 {
            return Some(0);
        }
        if value >= target {
            return Some(all);
        }
        let share = value.checked_div(target)?.checked_mul(Decimal::from(all))?;
        Some(u32::try_from(share.trunc()).ok()?.clamp(1, all - 1))
    }
}

impl ChangeOverLastYear {
    /// As a sentence says it: `增长12.7%`, `下降3%`, `提高6个百分点`, `持平`; from double on `翻一番`, `增长1.5倍`.
    pub fn in_words(&self) -> String {
        let verb = match (self.direction, self.measure) {
            (Direction::Level, _) => return "持平".to_string(),
            (Direction::Down, _) => "下降",
            (Direction::Up, Measure::Percent) => match self.times() {
                Some(times) => return times,
                None => "增长",
            },
            (Direction::Up, Measure::Points | Measure::PerMille) => "提高",
        };
        format!("{verb}{}{}", self.amount, self.measure)
    }

    /// A growth by all there was, or more: 翻一番 is twice, 翻两番 four times as much; the first growth of 1.5 times of what was
    /// is `增长1.5倍`.
    fn times(&self) -> Option<String> {
        if self.amount == Decimal::ONE_HUNDRED {
            return Some("翻一番".to_owned());
        }
        if self.amount == Decimal::from(300) {
            return Some("翻两番".to_owned());
        }
        let times = self.amount.checked_div(Decimal::ONE_HUNDRED).filter(|times| *times > Decimal::ONE)?;
        let times = times.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
        Some(format!("增长{times}倍"))
    }
}

impl fmt::Display for ChangeOverLastYear {
    /// As the pane shows it: `↑12.7%`, `↓3.0%`, `↑6个百分点`, `持平`. A percentage always shows its tenth.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.direction {
            Direction::Level => return f.write_str("持平"),
            Direction::Up => '↑',
            Direction::Down => '↓',
        };
        match self.measure {
            Measure::Percent => write!(f, "{arrow}{:.1}{}", self.amount, self.measure),
            Measure::Points | Measure::PerMille => write!(f, "{arrow}{}{}", self.amount, self.measure),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Measure::Percent => "%",
            Measure::Points => "个百分点",
            Measure::PerMille => "个千分点",
        })
    }
}

/// The most that a change or a completion comes to in % that isn't whole.
const ALMOST_ALL: Decimal = Decimal::from_parts(999, 0, 0, false, 1);

/// The place that a rank names: 2 of `第2`. Ranks are no quantities: nothing is summed or divided with them.
fn rank(text: &str) -> Option<Decimal> {
    number(text.trim().strip_prefix('第')?)
}

/// Whether a figure is filled with what nothing can be reckoned with: `约320`, `95.6%`.
pub fn is_odd(figure: &str) -> bool {
    entered(figure, "") != Entered::AsTyped
}

/// `part` in % of `whole`, rounded to 0.1 with halves away from zero; `None` when `whole` is not above zero.
fn percentage(part: Decimal, whole: Decimal) -> Option<Decimal> {
    if whole <= Decimal::ZERO {
        return None;
    }
    let percent = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
    let percent = percent.or_else(|| part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED))?;
    Some(percent.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero).normalize())
}

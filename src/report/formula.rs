//! Formulas: a metric whose value is written `=甲+乙`, `=甲-乙` or `=甲/合计` is reckoned from other metrics.
//!
//! - It begins with `=` and is made of names of metrics, numbers (`12`, `1,204`, `15%`), `+ - * /`, `× ÷` and brackets, half
//!   or full width. Blanks around a name don't count.
//! - A name that holds one of these signs, or is a number, stands in braces: `={来信（件）}+来电`.
//! - `甲:上年` and `甲:目标` are last year's figure and the target.
//! - `保留2位` or `取整` at the end says how many decimals the result has. Without it, a formula that divides is rounded to one
//!   decimal, any other is exact. Halves go away from zero.
//! - `=累计`, `=期末`, `=平均` alone stand for the sum, the last and the mean of the metric's own series.
//!
//! Units are minded: `92.6%` is 0.926, `1.2亿元` are 12000万元, and what comes out is told in the metric's own unit, so that a
//! share needs no ×100. Whoever writes the conversion himself (`×100`, `÷10000`) is taken at his word and nothing else is
//! converted. In a sum of like units, a bare number has that unit, too. A sum without a unit takes that of its parts.
//!
//! What is reckoned with is the figure as stated, after rounding: so does the reader who checks it.

mod fraction;
mod reader;

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;

use super::series::Total;

use fraction::Decimals;
use fraction::Fraction;
use reader::Reader;
use reader::plain_number;
use reader::sign;
use reader::split_decimals;

/// A formula that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula<'a> {
    /// The metrics that it names, each as often as it does, in order.
    pub operands: Vec<Operand<'a>>,
    /// In the order of reckoning: what an operator works on stands before it.
    steps: Vec<Step>,
    decimals: Option<u32>,
}

/// A metric as a formula names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operand<'a> {
    /// Its bytes in the value, braces included, without what is asked of it.
    pub range: Range<usize>,
    /// The name, without the blanks around it; never empty.
    pub name: &'a str,
    /// What of it is meant.
    pub side: Side,
}

/// Which of a metric's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// That of this period.
    Value,
    /// That of the same period last year.
    LastYear,
    /// The target.
    Target,
}

/// What makes a formula unreadable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// It ends where a name or a number has to follow.
    #[error("公式没有写完")]
    Ends,
    /// A sign, name or bracket that can't stand there.
    #[error("公式第{at}个字的地方写得不对")]
    Misplaced {
        /// Which character of the value, from 1.
        at: usize,
    },
    /// A bracket or brace without its other half.
    #[error("公式第{at}个字的括号没有配对")]
    Bracket {
        /// Which character of the value, from 1.
        at: usize,
    },
}

/// Why a formula that was read has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Something is divided by nothing.
    #[error("除数是零")]
    Zero,
    /// More digits than can be counted.
    #[error("数太大")]
    Range,
}

/// A number with the power of ten that its unit multiplies with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The number as stated.
    pub number: Decimal,
    /// [`metric::magnitude`] of its unit.
    pub magnitude: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A number; of a bare one the magnitude is that of what it stands among.
    Number(Decimal, Option<i32>),
    /// The operand of this index.
    Operand(usize),
    Negate,
    Act(Act),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// Whether a value is written as a formula.
pub fn is_formula(value: &str) -> bool {
    value.trim_start().starts_with(['=', '＝'])
}

/// The formula that a value is; `None` for a value that is none.
pub fn read(value: &str) -> Option<Result<Formula<'_>, FormulaError>> {
    is_formula(value).then(|| Reader::new(value).read())
}

/// A name as it stands in a formula: in braces where it needs them.
pub fn quoted(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    let is_plain = !name.contains(|ch| sign(ch).is_some())
        && plain_number(name).is_none()
        && split_decimals(name).1.is_none()
        && Total::ALL.iter().all(|total| total.word() != name);
    if is_plain { Cow::Borrowed(name) } else { Cow::Owned(format!("{{{name}}}")) }
}

/// The value with the names that `to` has for them, or `None` where it is no formula or none of its names changes.
pub fn renamed<'n>(value: &str, to: impl Fn(&str) -> Option<&'n str>) -> Option<String> {
    let formula = read(value)?.ok()?;
    let mut out = String::new();
    let mut done = 0;
    for operand in &formula.operands {
        if let Some(name) = to(operand.name).filter(|name| *name != operand.name) {
            out.push_str(&value[done..operand.range.start]);
            out.push_str(&quoted(name));
            done = operand.range.end;
        }
    }
    (done > 0).then(|| out + &value[done..])
}

impl Formula<'_> {
    /// The part of the metric's own series that is asked for, if the formula is nothing else.
    pub fn total(&self) -> Option<Total> {
        match self.operands.as_slice() {
            [one] if self.steps.len() == 1 && one.side == Side::Value && one.range.len() == one.name.len() => {
                Total::ALL.into_iter().find(|total| total.word() == one.name)
            }
            _ => None,
        }
    }

    /// Whether it only adds and takes away.
    pub fn is_sum(&self) -> bool {
        !self.steps.iter().any(|step| matches!(step, Step::Act(Act::Multiply | Act::Divide)))
    }

    /// What stands for the whole of a series: of its sum, its last and the count of its values.
    pub fn total_of(&self, total: Total, sum: Decimal, last: Decimal, count: u32) -> Option<Decimal> {
        let (part, whole, decimals) = match total {
            Total::Sum => (sum, Decimal::ONE, Decimals::All),
            Total::Last => (last, Decimal::ONE, Decimals::All),
            Total::Mean => (sum, Decimal::from(count), Decimals::UpTo(1)),
        };
        let exact = (!whole.is_zero()).then_some(Fraction { part, whole })?;
        exact.rounded(self.decimals.map_or(decimals, Decimals::Fixed))
    }

    /// The result in a unit of this magnitude; `amounts` has one for each operand.
    pub fn value(&self, amounts: &[Amount], magnitude: i32) -> Result<Decimal, Failure> {
        let like = self.is_sum() && amounts.iter().all(|amount| amount.magnitude == magnitude);
        let scaled = !self.converts() && !like && !amounts.is_empty();
        let mut stack: Vec<Fraction> = Vec::new();
        for step in &self.steps {
            let next = match *step {
                Step::Number(number, None) => Fraction::whole(number),
                Step::Number(number, Some(power)) => {
                    let power = if like { power - magnitude } else { power };
                    Fraction::whole(number).times_ten_to(power).ok_or(Failure::Range)?
                }
                Step::Operand(index) => {
                    let amount = amounts[index];
                    let power = if scaled { amount.magnitude } else { 0 };
                    Fraction::whole(amount.number).times_ten_to(power).ok_or(Failure::Range)?
                }
                Step::Negate => stack.pop().expect(COMPLETE).negated(),
                Step::Act(act) => {
                    let (right, left) = (stack.pop().expect(COMPLETE), stack.pop().expect(COMPLETE));
                    left.with(act, right)?
                }
            };
            stack.push(next);
        }
        let result = stack.pop().expect(COMPLETE);
        let result = if scaled { result.times_ten_to(-magnitude).ok_or(Failure::Range)? } else { result };
        let divides = self.steps.contains(&Step::Act(Act::Divide));
        let decimals = if divides { Decimals::UpTo(1) } else { Decimals::All };
        result.rounded(self.decimals.map_or(decimals, Decimals::Fixed)).ok_or(Failure::Range)
    }

    /// Whether the writer converts units himself: he multiplies with or divides by a bare 100, 1000, 10000 …
    fn converts(&self) -> bool {
        let is_power = |number: Decimal| {
            number >= Decimal::ONE_HUNDRED && number.normalize().to_string().trim_end_matches('0') == "1"
        };
        !self.is_sum() && self.steps.iter().any(|step| matches!(step, Step::Number(number, None) if is_power(*number)))
    }
}

const COMPLETE: &str = "a formula that was read is complete";

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

use std::borrow::Cow;
use std::ops::Range;

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use super::metric;
use super::series::Total;

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
    #[error("the formula ends too early")]
    Ends,
    /// A sign, name or bracket that can't stand there.
    #[error("character {at} can't stand there")]
    Misplaced {
        /// Which character of the value, from 1.
        at: usize,
    },
    /// A bracket or brace without its other half.
    #[error("the bracket at character {at} has no other half")]
    Bracket {
        /// Which character of the value, from 1.
        at: usize,
    },
}

/// Why a formula that was read has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Something is divided by nothing.
    #[error("division by zero")]
    Zero,
    /// More digits than can be counted.
    #[error("beyond what can be counted")]
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
    /// What of the metric's own series is asked for, where that is all of the formula.
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
            Total::Sum => (sum, Decimal::ONE, None),
            Total::Last => (last, Decimal::ONE, None),
            Total::Mean => (sum, Decimal::from(count), Some(1)),
        };
        let exact = (!whole.is_zero()).then_some(Fraction { part, whole })?;
        exact.rounded(self.decimals.or(decimals), self.decimals.is_some())
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
        let decimals = self.decimals.or(divides.then_some(1));
        result.rounded(decimals, self.decimals.is_some()).ok_or(Failure::Range)
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

// Reading -----------------------------------------------------------------------------------------------------------

/// A sign of a formula.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Act(Act),
    Open,
    Close,
    Brace,
    Colon,
}

fn sign(ch: char) -> Option<Sign> {
    Some(match ch {
        '+' | '＋' => Sign::Act(Act::Add),
        '-' | '－' | '−' => Sign::Act(Act::Subtract),
        '*' | '＊' | '×' => Sign::Act(Act::Multiply),
        '/' | '／' | '÷' => Sign::Act(Act::Divide),
        '(' | '（' => Sign::Open,
        ')' | '）' => Sign::Close,
        '{' | '}' => Sign::Brace,
        ':' | '：' => Sign::Colon,
        _ => return None,
    })
}

/// Reads from left to right; operators wait until what they work on is complete (shunting yard).
struct Reader<'a> {
    value: &'a str,
    /// Where the formula ends and the word for its decimals begins.
    end: usize,
    at: usize,
    waiting: Vec<(Waiting, usize)>,
    formula: Formula<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Act(Act),
    Negate,
    Bracket,
}

impl Waiting {
    /// The higher binds tighter.
    fn rank(self) -> u8 {
        match self {
            Waiting::Bracket => 0,
            Waiting::Act(Act::Add | Act::Subtract) => 1,
            Waiting::Act(Act::Multiply | Act::Divide) => 2,
            Waiting::Negate => 3,
        }
    }
}

impl<'a> Reader<'a> {
    fn new(value: &'a str) -> Reader<'a> {
        let (formula, decimals) = split_decimals(value);
        let at = value.len() - value.trim_start().len();
        let at = at + value[at..].chars().next().map_or(0, char::len_utf8);
        let formula = (formula.len().max(at), Formula { operands: Vec::new(), steps: Vec::new(), decimals });
        Reader { value, end: formula.0, at, waiting: Vec::new(), formula: formula.1 }
    }

    fn read(mut self) -> Result<Formula<'a>, FormulaError> {
        let mut wants_operand = true;
        while let Some((at, ch)) = self.next() {
            wants_operand = match (sign(ch), wants_operand) {
                (Some(Sign::Act(Act::Subtract)), true) => self.wait(Waiting::Negate, at),
                (Some(Sign::Act(Act::Add)), true) => true,
                (Some(Sign::Open), true) => self.wait(Waiting::Bracket, at),
                (None | Some(Sign::Brace), true) => self.operand(at)?,
                (Some(Sign::Act(act)), false) => {
                    self.settle(Waiting::Act(act).rank());
                    self.wait(Waiting::Act(act), at)
                }
                (Some(Sign::Close), false) => {
                    self.settle(1);
                    match self.waiting.pop() {
                        Some(_) => false,
                        None => return Err(FormulaError::Bracket { at: self.character(at) }),
                    }
                }
                _ => return Err(FormulaError::Misplaced { at: self.character(at) }),
            };
        }
        if wants_operand {
            return Err(FormulaError::Ends);
        }
        self.settle(1);
        match self.waiting.pop() {
            Some((_, at)) => Err(FormulaError::Bracket { at: self.character(at) }),
            None => Ok(self.formula),
        }
    }

    /// The next character that is no blank, which is passed.
    fn next(&mut self) -> Option<(usize, char)> {
        let rest = &self.value[self.at..self.end];
        let at = self.at + (rest.len() - rest.trim_start().len());
        let ch = self.value[at..self.end].chars().next()?;
        self.at = at + ch.len_utf8();
        Some((at, ch))
    }

    fn wait(&mut self, what: Waiting, at: usize) -> bool {
        self.waiting.push((what, at));
        true
    }

    /// Lets all that waits and binds at least so tight go to work.
    fn settle(&mut self, rank: u8) {
        while let Some((what, _)) = self.waiting.pop_if(|(what, _)| what.rank() >= rank) {
            match what {
                Waiting::Act(act) => self.formula.steps.push(Step::Act(act)),
                Waiting::Negate => self.formula.steps.push(Step::Negate),
                Waiting::Bracket => {}
            }
        }
    }

    /// A name or a number that begins at this byte. Answers that no operand is wanted behind it.
    fn operand(&mut self, at: usize) -> Result<bool, FormulaError> {
        let misplaced = FormulaError::Misplaced { at: self.character(at) };
        let text = &self.value[..self.end];
        let braced = text[at..].starts_with('{');
        let (range, name) = if braced {
            let open = FormulaError::Bracket { at: self.character(at) };
            let len = text[at + 1..].find(['{', '}']).ok_or(open)?;
            let close = at + 1 + len;
            (at..close + 1, &text[at + 1..close])
        } else {
            let len = text[at..].find(|ch| sign(ch).is_some()).unwrap_or(text.len() - at);
            let name = text[at..at + len].trim_end();
            (at..at + name.len(), name)
        };
        if braced && !text[..range.end].ends_with('}') {
            return Err(FormulaError::Bracket { at: self.character(at) });
        }
        self.at = range.end;
        if let Some((number, magnitude)) = plain_number(name).filter(|_| !braced) {
            self.formula.steps.push(Step::Number(number, magnitude));
            return Ok(false);
        }
        let name = name.trim();
        if name.is_empty() {
            return Err(misplaced);
        }
        let side = self.side()?;
        self.formula.steps.push(Step::Operand(self.formula.operands.len()));
        self.formula.operands.push(Operand { range, name, side });
        Ok(false)
    }

    /// What is asked of the name that has just been read.
    fn side(&mut self) -> Result<Side, FormulaError> {
        let rest = self.value[self.at..self.end].trim_start();
        let Some(asked) = rest.strip_prefix([':', '：']) else { return Ok(Side::Value) };
        let colon = self.end - rest.len();
        let asked = asked.trim_start();
        let sides = [("上年", Side::LastYear), ("目标", Side::Target), ("数", Side::Value)];
        let len = asked.find(|ch| sign(ch).is_some()).unwrap_or(asked.len());
        let side = sides.into_iter().find(|(word, _)| *word == asked[..len].trim());
        self.at = self.end - (asked.len() - len);
        side.map(|(_, side)| side).ok_or(FormulaError::Misplaced { at: self.character(colon) + 1 })
    }

    /// Which character of the value a byte belongs to, from 1.
    fn character(&self, at: usize) -> usize {
        self.value[..at].chars().count() + 1
    }
}

/// A formula, and what is said behind it of its decimals.
fn split_decimals(text: &str) -> (&str, Option<u32>) {
    let text = text.trim_end();
    if let Some(formula) = text.strip_suffix("取整") {
        return (trim_comma(formula), Some(0));
    }
    let Some(head) = text.strip_suffix("位小数").or_else(|| text.strip_suffix('位')) else { return (text, None) };
    let digits = head.chars().next_back().and_then(|ch| metric::number(ch.encode_utf8(&mut [0; 4])));
    let formula = digits.and_then(|_| head[..head.len() - head.chars().next_back()?.len_utf8()].strip_suffix("保留"));
    match (formula, digits.and_then(|digits| u32::try_from(digits).ok())) {
        (Some(formula), Some(digits)) => (trim_comma(formula), Some(digits)),
        _ => (text, None),
    }
}

fn trim_comma(formula: &str) -> &str {
    formula.trim_end().trim_end_matches([',', '，', ';', '；']).trim_end()
}

/// A number as a formula has it, and the magnitude of its sign of percentage.
fn plain_number(word: &str) -> Option<(Decimal, Option<i32>)> {
    let word = word.trim();
    let (digits, magnitude) = match word.strip_suffix(['%', '％']) {
        Some(digits) => (digits, Some(-2)),
        None => match word.strip_suffix('‰') {
            Some(digits) => (digits, Some(-3)),
            None => (word, None),
        },
    };
    Some((metric::number(digits)?, magnitude))
}

// Reckoning ---------------------------------------------------------------------------------------------------------

/// An exact quotient: thirds stay thirds until the end. Where its parts grow beyond what can be counted, it is divided out.
#[derive(Clone, Copy)]
struct Fraction {
    part: Decimal,
    /// Never zero.
    whole: Decimal,
}

impl Fraction {
    fn whole(number: Decimal) -> Fraction {
        Fraction { part: number, whole: Decimal::ONE }
    }

    fn negated(self) -> Fraction {
        Fraction { part: -self.part, ..self }
    }

    fn times_ten_to(self, power: i32) -> Option<Fraction> {
        let ten = ten_to(power.unsigned_abs())?;
        let Fraction { part, whole } = self;
        Some(match power {
            0.. => Fraction { part: product(part, ten)?, whole },
            _ => Fraction { part, whole: product(whole, ten)? },
        })
    }

    fn with(self, act: Act, other: Fraction) -> Result<Fraction, Failure> {
        if act == Act::Divide && other.part.is_zero() {
            return Err(Failure::Zero);
        }
        let exact = self.exactly(act, other);
        exact.or_else(|| self.divided()?.exactly(act, other.divided()?)).ok_or(Failure::Range)
    }

    fn exactly(self, act: Act, other: Fraction) -> Option<Fraction> {
        let (part, whole) = match act {
            Act::Multiply => (product(self.part, other.part)?, product(self.whole, other.whole)?),
            Act::Divide => (product(self.part, other.whole)?, product(self.whole, other.part)?),
            Act::Add | Act::Subtract => {
                let (left, right) = (product(self.part, other.whole)?, product(other.part, self.whole)?);
                let part = if act == Act::Add { left.checked_add(right)? } else { left.checked_sub(right)? };
                (part, product(self.whole, other.whole)?)
            }
        };
        Some(Fraction { part: part.normalize(), whole: whole.normalize() })
    }

    fn divided(self) -> Option<Fraction> {
        self.part.checked_div(self.whole).map(Fraction::whole)
    }

    /// The number with so many decimals, halves away from zero; all of them where no number is given. `keep`: zeros at the end
    /// stay.
    fn rounded(self, decimals: Option<u32>, keep: bool) -> Option<Decimal> {
        let Some(decimals) = decimals else { return Some(self.part.checked_div(self.whole)?.normalize()) };
        let mut number = self.half_up(decimals).or_else(|| {
            let number = self.part.checked_div(self.whole)?;
            Some(number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
        })?;
        if keep {
            number.rescale(decimals);
            return Some(number);
        }
        Some(number.normalize())
    }

    /// By whole numbers, so that a half is a half.
    fn half_up(self, decimals: u32) -> Option<Decimal> {
        let part = product(self.part, ten_to(decimals)?)?;
        let rest = part.checked_rem(self.whole)?;
        let mut steps = part.checked_sub(rest)?.checked_div(self.whole)?.round();
        if rest.abs().checked_mul(Decimal::TWO)? >= self.whole.abs() {
            let up =
                if part.is_sign_negative() == self.whole.is_sign_negative() { Decimal::ONE } else { -Decimal::ONE };
            steps = steps.checked_add(up)?;
        }
        steps.checked_div(ten_to(decimals)?)
    }
}

/// The product where it is exact.
fn product(one: Decimal, other: Decimal) -> Option<Decimal> {
    let (one, other) = (one.normalize(), other.normalize());
    let digits = one.mantissa().checked_mul(other.mantissa())?;
    Decimal::try_from_i128_with_scale(digits, one.scale() + other.scale()).ok()
}

fn ten_to(power: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(power)?, 0).ok()
}

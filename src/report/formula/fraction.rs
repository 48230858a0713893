//! Exact quotients: thirds stay thirds until the result is rounded.

use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;

use super::Act;
use super::Failure;

/// A quotient. Where its parts grow beyond what can be counted, it is divided out.
#[derive(Clone, Copy)]
pub(super) struct Fraction {
    pub(super) part: Decimal,
    /// Never zero.
    pub(super) whole: Decimal,
}

/// How many decimals a result has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimals {
    /// So many; zeros at the end stay.
    Fixed(u32),
    /// At most so many.
    UpTo(u32),
    /// As many as there are.
    All,
}

impl Fraction {
    pub(super) fn whole(number: Decimal) -> Fraction {
        Fraction { part: number, whole: Decimal::ONE }
    }

    pub(super) fn negated(self) -> Fraction {
        Fraction { part: -self.part, ..self }
    }

    pub(super) fn times_ten_to(self, power: i32) -> Option<Fraction> {
        let ten = ten_to(power.unsigned_abs())?;
        let Fraction { part, whole } = self;
        Some(match power {
            0.. => Fraction { part: product(part, ten)?, whole },
            _ => Fraction { part, whole: product(whole, ten)? },
        })
    }

    pub(super) fn with(self, act: Act, other: Fraction) -> Result<Fraction, Failure> {
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

    /// The number with these decimals, halves away from zero.
    pub(super) fn rounded(self, to: Decimals) -> Option<Decimal> {
        let (Decimals::Fixed(decimals) | Decimals::UpTo(decimals)) = to else {
            return Some(self.part.checked_div(self.whole)?.normalize());
        };
        let mut number = self.half_up(decimals).or_else(|| {
            let number = self.part.checked_div(self.whole)?;
            Some(number.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero))
        })?;
        if to == Decimals::Fixed(decimals) {
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

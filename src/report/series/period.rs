//! What the periods of a year are called: 1月, 十二月份, 一季度, 第1季度, 上半年, 第3周.

use crate::report::numbering::read_han;
use crate::text::to_half;

/// A period of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The year, where it is said.
    pub year: Option<u32>,
    /// How long it is.
    pub span: Span,
    /// Which one of the year, from 1.
    pub ordinal: u32,
}

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// 周.
    Week,
    /// 月.
    Month,
    /// 季度.
    Quarter,
    /// 半年.
    Half,
}

/// How the name of a period ends, and how many of it a year has.
const ENDS: [(&str, Span, u32); 5] = [
    ("月份", Span::Month, 12),
    ("月", Span::Month, 12),
    ("季度", Span::Quarter, 4),
    ("季", Span::Quarter, 4),
    ("周", Span::Week, 53),
];

impl Period {
    /// The period that a label names; `None` for anything else, several periods at once (1—6月) among them.
    pub fn read(label: &str) -> Option<Period> {
        let label: String = label
            .chars()
            .filter(|ch| !ch.is_whitespace())
            .map(|ch| to_half(ch).filter(char::is_ascii_digit).unwrap_or(ch))
            .collect();
        let (year, name) = match label.split_once('年') {
            Some((year, name)) if year.len() == 4 && !name.is_empty() => (Some(year.parse().ok()?), name),
            _ => (None, label.as_str()),
        };
        let (span, ordinal) = named(name)?;
        Some(Period { year, span, ordinal })
    }

    /// Whether both are the same period, as far as they say.
    pub fn is(self, other: Period) -> bool {
        let same_year = self.year.zip(other.year).is_none_or(|(one, other)| one == other);
        (self.span, self.ordinal) == (other.span, other.ordinal) && same_year
    }

    /// Whether this one ends before the other begins; `false` for periods of different length.
    pub fn is_before(self, other: Period) -> bool {
        self.span == other.span && (self.year, self.ordinal) < (other.year.or(self.year), other.ordinal)
    }
}

/// The period of a name without a year.
fn named(name: &str) -> Option<(Span, u32)> {
    match name {
        "上半年" => return Some((Span::Half, 1)),
        "下半年" => return Some((Span::Half, 2)),
        "元月" | "元月份" => return Some((Span::Month, 1)),
        _ => {}
    }
    let (words, span, most) = match name.strip_prefix(['Q', 'q']) {
        Some(words) => (words, Span::Quarter, 4),
        None => {
            let name = name.strip_prefix('第').unwrap_or(name);
            ENDS.iter().find_map(|(end, span, most)| Some((name.strip_suffix(end)?, *span, *most)))?
        }
    };
    let ordinal = if words.len() <= 2 { words.parse().ok() } else { None }.or_else(|| read_han(words))?;
    (1..=most).contains(&ordinal).then_some((span, ordinal))
}

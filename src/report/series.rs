//! Series 分期: the values that a metric has by month or quarter, in one line: `1月 812；2月 790；3月 XX`.
//!
//! Entries are set apart by `；` or `、` (half width and tabs too), by a comma that is not one of thousands, or by blanks
//! where a value has just ended. An entry is a label and a value; between them may stand a blank, a colon or `=`, and
//! nothing where the label ends in 月, 季度, 年 and the like. A list of bare values has no labels. Reading never fails: what
//! is no number is a placeholder, and what has no value yet is empty.

mod period;

use rust_decimal::Decimal;

use super::number::number;
use crate::text::is_digit;

pub use period::Period;
pub use period::Span;

/// One period of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What the period is called, such as `1月`; may be empty.
    pub label: String,
    /// The value as written; empty where it isn't known yet.
    pub value: String,
}

impl Entry {
    /// The value as a number; `None` for a placeholder and for none.
    pub fn number(&self) -> Option<Decimal> {
        number(&self.value)
    }
}

/// What stands for the whole of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// 累计: the sum.
    Sum,
    /// 期末: the last value.
    Last,
    /// 平均: the mean.
    Mean,
}

impl Total {
    /// All of them.
    pub const ALL: [Total; 3] = [Total::Sum, Total::Last, Total::Mean];

    /// The word that asks for it when it is all of a formula: `=累计`.
    pub fn word(self) -> &'static str {
        match self {
            Total::Sum => "累计",
            Total::Last => "期末",
            Total::Mean => "平均",
        }
    }
}

/// The entries of a series in order.
pub fn read(text: &str) -> Vec<Entry> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut entries = Vec::new();
    for piece in pieces(text) {
        let (label, value) = cut(piece);
        let (label, value) = (words(label), words(value));
        if !label.is_empty() || !value.is_empty() {
            entries.push(Entry { label, value });
        }
    }
    entries
}

/// The series as one line, as [`read`] reads it.
pub fn write(entries: &[Entry]) -> String {
    let one = |entry: &Entry| format!("{} {}", entry.label.trim(), entry.value.trim()).trim().to_owned();
    entries.iter().map(one).collect::<Vec<_>>().join("；")
}

/// A series with the values of some periods. A known period gets the new value; a new period goes to its place in
/// time. The text as it stands if it says all of that already.
pub fn with(text: &str, news: &[Entry]) -> String {
    let mut entries = read(text);
    let before = entries.clone();
    for new in news {
        let period = Period::read(&new.label);
        let is_same = |label: &str| {
            label == new.label || Period::read(label).zip(period).is_some_and(|(one, other)| one.is(other))
        };
        match entries.iter_mut().find(|entry| is_same(&entry.label)) {
            Some(known) if known.number().is_some() && known.number() == new.number() => {}
            Some(known) => known.value.clone_from(&new.value),
            None => {
                let is_later = |entry: &Entry| {
                    Period::read(&entry.label).zip(period).is_some_and(|(one, this)| this.is_before(one))
                };
                let at = entries.iter().position(is_later).unwrap_or(entries.len());
                entries.insert(at, new.clone());
            }
        }
    }
    if entries == before { text.to_owned() } else { write(&entries) }
}

/// Sum, last value and number of the periods that have a value. `None` if there is no such period, if a value is not a
/// number, or on overflow.
pub fn totals(entries: &[Entry]) -> Option<(Decimal, Decimal, u32)> {
    let mut sum = Decimal::ZERO;
    let mut last = None;
    let mut count = 0;
    for entry in entries.iter().filter(|entry| !entry.value.is_empty()) {
        let value = entry.number()?;
        sum = sum.checked_add(value)?;
        last = Some(value);
        count += 1;
    }
    Some((sum, last?, count))
}

/// The text cut between its entries.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, ch) in text.char_indices() {
        let behind = at + ch.len_utf8();
        let ends = match ch {
            '；' | ';' | '、' | '\t' => true,
            ',' | '，' => !is_thousands(&text[from..at], &text[behind..]),
            ' ' | '\u{3000}' => number(cut(text[from..at].trim()).1).is_some(),
            _ => false,
        };
        if ends {
            pieces.push(&text[from..at]);
            from = behind;
        }
    }
    pieces.push(&text[from..]);
    pieces.into_iter().map(str::trim).collect()
}

/// Whether a comma between these sets thousands apart: three digits follow it and then no digit and no label.
fn is_thousands(before: &str, behind: &str) -> bool {
    let digits = behind.chars().take_while(|&ch| is_digit(ch)).count();
    let next = behind.chars().nth(digits);
    before.ends_with(is_digit) && digits == 3 && next.is_none_or(|ch| !ch.is_alphanumeric())
}

/// Label and value of an entry.
fn cut(entry: &str) -> (&str, &str) {
    if let Some((label, value)) = entry.split_once([':', '：', '=', '＝']) {
        return (label.trim(), value.trim());
    }
    if number(entry).is_some() {
        return ("", entry);
    }
    if let Some((label, value)) = entry.split_once([' ', '\u{3000}']) {
        return (label.trim(), value.trim());
    }
    const ENDS: &[&str] = &["季度", "半年", "月份", "月", "季", "旬", "年", "日"];
    let end = ENDS.iter().filter_map(|end| entry.find(end).map(|at| at + end.len())).max();
    match end {
        Some(end) => (&entry[..end], entry[end..].trim()),
        None => ("", entry),
    }
}

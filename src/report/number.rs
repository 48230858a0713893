//! A figure as the number that it is, and the powers of ten that units multiply with.

use rust_decimal::Decimal;

/// The number of a figure. `None` for a placeholder (`XX`, `___`), for any other words, and beyond 28 digits.
///
/// Digits, stop, comma and sign may be full width; thousands may be set apart by commas or blanks, then all of them are
/// (`1,204`, `1，204`, but not `12,04`).
pub fn number(text: &str) -> Option<Decimal> {
    let text: String = text.trim().chars().map(half_width).collect();
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let mut groups = whole.split([',', ' ']);
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_string();
    for group in groups {
        if group.len() != 3 || !(1..=3).contains(&first.len()) {
            return None;
        }
        digits.push_str(group);
    }
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(&digits) || part.is_some_and(|part| !all_digits(part)) {
        return None;
    }
    if let Some(part) = part {
        digits.push('.');
        digits.push_str(part);
    }
    let value = Decimal::from_str_exact(&digits).ok()?;
    Some(if negative { -value } else { value })
}

/// A number that is typed in one breath with its unit, and that unit: `95.6%`, `320万元`; in brackets it is below zero, as
/// accountants write it: `(120)`. `None` where that isn't clear: `约320`, `320多万元`, `3-5个`.
pub fn number_with_unit(text: &str) -> Option<(String, &str)> {
    let text = text.trim();
    let bracketed = text.strip_prefix(['(', '（']).and_then(|rest| rest.split_once([')', '）']));
    if let Some((inner, unit)) = bracketed {
        let value = number(inner).filter(|value| value.is_sign_positive() && !value.is_zero())?;
        return is_unit(unit.trim()).then(|| (grouped_like(-value, inner), unit.trim()));
    }
    // No number that counts is written longer.
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(64);
    let end = ends.filter(|&end| number(&text[..end]).is_some()).last()?;
    let (figure, unit) = (text[..end].trim(), text[end..].trim());
    (!unit.is_empty() && is_unit(unit)).then(|| (figure.to_owned(), unit))
}

/// Words after a number that make it a rough one.
const VAGUE: &[&str] = &["多", "余", "来", "几", "左右", "上下", "以上", "以下", "以内", "许"];

/// Whether what stands after a number may be its unit; nothing may, too.
fn is_unit(text: &str) -> bool {
    let may_stand =
        |c: char| c.is_alphabetic() || matches!(c, '%' | '％' | '‰' | '/' | '／' | '·' | '℃' | '°' | '²' | '³');
    text.chars().all(may_stand) && !VAGUE.iter().any(|word| text.starts_with(word) || text.ends_with(word))
}

/// Words before a unit that multiply it.
const MULTIPLIERS: &[(&str, i32)] = &[("万亿", 12), ("百亿", 10), ("亿", 8), ("千万", 7), ("百万", 6), ("万", 4)];

/// The power of ten that a unit multiplies with: -2 for `%`, 4 for `万元`, 8 for `亿元`, 0 for `个`.
pub fn magnitude(unit: &str) -> i32 {
    match unit.trim() {
        "%" | "％" | "百分点" | "个百分点" => -2,
        "‰" => -3,
        unit => MULTIPLIERS.iter().find(|(word, _)| unit.starts_with(word)).map_or(0, |(_, power)| *power),
    }
}

/// The unit without what multiplies it: `元` of `万元` and `亿元`.
pub fn base_unit(unit: &str) -> &str {
    let unit = unit.trim();
    MULTIPLIERS.iter().find_map(|(word, _)| unit.strip_prefix(word)).unwrap_or(unit)
}

/// A number with its thousands set apart by commas where `like` sets them apart so; else as it is.
pub fn grouped_like(number: Decimal, like: &str) -> String {
    let text = number.to_string();
    let Some(comma) = [',', '，'].into_iter().find(|&comma| like.contains(comma)) else { return text };
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').map_or((digits, None), |(whole, part)| (whole, Some(part)));
    let mut out = sign.to_owned();
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k).is_multiple_of(3) {
            out.push(comma);
        }
        out.push(digit);
    }
    if let Some(part) = part {
        out.push('.');
        out.push_str(part);
    }
    out
}

fn half_width(ch: char) -> char {
    match ch {
        '０'..='９' => char::from_u32(u32::from(ch) - u32::from('０') + u32::from('0')).expect("a digit"),
        '．' => '.',
        '，' => ',',
        '＋' => '+',
        '－' | '−' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    }
}

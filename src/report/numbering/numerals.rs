//! Numerals: 一二三, ①②③, digits of both widths.

use std::fmt::Write;

use crate::text::digit;
use crate::text::han_digit;
use crate::text::han_digits;
use crate::text::han_number;

/// A number in Chinese numerals: `一` … `九千九百九十九`, `零` for 0; beyond 9999 in Arabic digits.
pub fn han(number: u32) -> String {
    let mut out = String::new();
    write_han(number, &mut out);
    out
}

/// The number that a text of Chinese numerals means, from 1 to 9999, or `None` when it means none.
///
/// `十二`, `一十二`, `一百零一`, `一百〇一`; of numerals without units those with `〇` and up to three of them: `二〇`, but
/// not `二〇二三`, a year.
pub fn read_han(text: &str) -> Option<u32> {
    let count = text.chars().take(10).count();
    if count > 1 && text.chars().all(|ch| han_digit(ch).is_some()) {
        let zero = |ch| han_digit(ch) == Some(0);
        return han_digits(text).filter(|_| count <= 3 && text.contains(zero) && !text.starts_with(zero));
    }
    let value = u32::try_from(han_number(text)?).ok().filter(|value| (1..=9999).contains(value))?;
    let plain: String = text.chars().map(|ch| if matches!(ch, '〇' | '○') { '零' } else { ch }).collect();
    let plain = if plain.starts_with("一十") { &plain["一".len()..] } else { &plain };
    (han(value) == plain).then_some(value)
}

pub(super) fn circled(ordinal: u32) -> Option<char> {
    let (first, base) = match ordinal {
        1..=20 => ('①', 1),
        21..=35 => ('㉑', 21),
        36..=50 => ('㊱', 36),
        _ => return None,
    };
    char::from_u32(u32::from(first) + ordinal - base)
}

pub(super) fn write_han(number: u32, out: &mut String) {
    const NUMERALS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if number > 9999 {
        write!(out, "{number}").expect("writing to a String cannot fail");
        return;
    }
    if number == 0 {
        out.push_str(NUMERALS[0]);
    }
    let (mut begun, mut zero) = (false, false);
    for (unit, word) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let figure = number / unit % 10;
        if figure == 0 {
            zero = begun;
            continue;
        }
        if zero {
            out.push_str(NUMERALS[0]);
        }
        // 十二, but 一百一十二
        if begun || unit != 10 || figure != 1 {
            out.push_str(NUMERALS[figure as usize]);
        }
        out.push_str(word);
        (begun, zero) = (true, false);
    }
}

/// 1 to 9999 in digits alone.
pub(super) fn read_arabic(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    let number = text.chars().try_fold(0, |number, ch| digit(ch).map(|value| number * 10 + value))?;
    (number > 0).then_some(number)
}

//! Numerals: 一二三, ①②③, digits of both widths.

use std::fmt::Write;

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
    let (mut total, mut pending, mut positional, mut units, mut zeros, mut count) = (0u32, None, 0u32, false, false, 0);
    for ch in text.chars() {
        count += 1;
        if count > 9 {
            return None;
        }
        match han_value(ch)? {
            value @ 0..=9 => {
                pending = Some(value);
                positional = positional.wrapping_mul(10).wrapping_add(value);
                zeros |= value == 0;
            }
            unit => {
                total += pending.take().unwrap_or(1).max(1) * unit;
                units = true;
            }
        }
    }
    if units || count == 1 {
        let value = total + pending.unwrap_or(0);
        let plain: String = text.chars().map(|ch| if matches!(ch, '〇' | '○') { '零' } else { ch }).collect();
        let plain = if plain.starts_with("一十") { &plain["一".len()..] } else { &plain };
        (value > 0 && han(value) == plain).then_some(value)
    } else {
        (zeros && count <= 3 && !text.starts_with(['〇', '○', '零'])).then_some(positional)
    }
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

/// 0–9, or the unit 10, 100, 1000.
pub(super) fn han_value(ch: char) -> Option<u32> {
    Some(match ch {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// A digit, half or full width.
pub(super) fn digit(ch: char) -> Option<u32> {
    match ch {
        '0'..='9' => ch.to_digit(10),
        '０'..='９' => Some(u32::from(ch) - u32::from('０')),
        _ => None,
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

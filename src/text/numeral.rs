//! Numerals: digits of both widths, and what Chinese ones mean.

/// The value of a digit, half or full width.
pub fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(u32::from(c) - u32::from('0')),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    }
}

/// Whether `c` is a digit, half or full width.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// The value of a Chinese digit: `一` … `九`; `〇`, `○` and `零` are 0.
pub fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// The Chinese digit of a value below 10, as it is written where digits are read one by one: `〇` … `九`.
pub fn to_han_digit(value: u32) -> Option<char> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    DIGITS.get(value as usize).copied()
}

/// Whether Chinese numbers below 一万 are made of such characters.
pub fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || matches!(c, '十' | '百' | '千')
}

/// The number that a Chinese numeral means, up to 9999亿: `一万二千`, `三百零五`, `两千`, `百`. `None` for digits side by side,
/// which mean about so many (`三四个`) or are read one by one (`二〇二六`, see [`han_digits`]), and where a unit is left out as in
/// speech (`一百五`).
pub fn han_number(text: &str) -> Option<u64> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None);
    // The unit that a next one must stay below, and whether 零 stands before the digit.
    let (mut below, mut zero) = (u64::MAX, false);
    for c in text.chars() {
        let value = if c == '两' { Some(2) } else { han_digit(c) };
        match (value, han_unit(c)) {
            (Some(0), _) if digit.is_none() && !zero => zero = true,
            (Some(value), _) if value > 0 && digit.is_none() => digit = Some(u64::from(value)),
            (None, Some(unit)) if unit < 10_000 && unit < below => {
                section += digit.take().unwrap_or(1) * unit;
                (below, zero) = (unit, false);
            }
            (None, Some(unit)) if unit >= 10_000 && (total == 0 || unit < 100_000_000) => {
                section += digit.take().unwrap_or(0);
                total += section.max(u64::from(section == 0 && total == 0)) * unit;
                (section, below, zero) = (0, 10_000, false);
            }
            _ => return None,
        }
    }
    if digit.is_some() && !zero && below > 10 && below != u64::MAX {
        return None;
    }
    let value = total + section + digit.unwrap_or(0);
    (value > 0 || matches!(text, "零" | "〇")).then_some(value)
}

/// The number that Chinese digits mean when they are read one by one, as a year is: 2026 for `二〇二六`. `None` where there is
/// anything else, or nothing, and beyond 32 bits.
pub fn han_digits(text: &str) -> Option<u32> {
    let mut digits = text.chars();
    let first = han_digit(digits.next()?)?;
    digits.try_fold(first, |number, c| number.checked_mul(10)?.checked_add(han_digit(c)?))
}

/// What a Chinese digit before it is multiplied with.
fn han_unit(c: char) -> Option<u64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

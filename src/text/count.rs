//! 字数, as Word counts them.

use unicode_width::UnicodeWidthChar;

use crate::text::is_cjk;
use crate::text::is_hidden;
use crate::text::is_newline;

/// The 字数 of `text`, as Word and WPS show it for a Chinese document (“字数”, not “字符数”).
///
/// - Each Chinese character, kana or hangul counts 1.
/// - Each full-width or Chinese punctuation mark, symbol, letter or digit counts 1: ， 。 《 ％ １. So do the signs that a
///   Chinese font draws, whatever their width on a terminal: “ ” ‘ ’ — … · ① ℃ × ± ■ (U+2000–2BFF and these of
///   Latin-1: § ¨ ° ± ´ · × ÷), and each emoji.
/// - Each run of other characters counts 1, however long and whatever is in it: `GB/T` 1, `12.8%` 1, `O'Brien` 1. A run
///   ends at a space, at the end of its paragraph, or at a character that counts for itself: `10278个` 2.
/// - Spaces, line ends, controls, combining marks and zero-width characters count 0.
///
/// Hence the count of several paragraphs is the sum of their counts.
pub fn count(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut total = 0;
    let mut in_run = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at..] {
            // U+4000–9FFF
            [0xe4..=0xe9, ..] => {
                total += 1;
                in_run = false;
                at += 3;
            }
            // U+3001–3029 and U+FF01–FF3F: nearly all Chinese punctuation
            [0xe3, 0x80, 0x81..=0xa9, ..] | [0xef, 0xbc, 0x81..=0xbf, ..] => {
                total += 1;
                in_run = false;
                at += 3;
            }
            [b'!'..=b'~', ..] => {
                total += usize::from(!in_run);
                in_run = true;
                at += 1;
            }
            [b'\t'..=b'\r' | b' ', ..] => {
                in_run = false;
                at += 1;
            }
            _ => {
                let Some(c) = text[at..].chars().next() else { break };
                at += c.len_utf8();
                let apostrophe = c == '’' && in_run && bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
                match weigh(c) {
                    _ if apostrophe => {}
                    Weight::Nothing => {}
                    Weight::Gap => in_run = false,
                    Weight::One => {
                        total += 1;
                        in_run = false;
                    }
                    Weight::Run => {
                        total += usize::from(!in_run);
                        in_run = true;
                    }
                }
            }
        }
    }
    total
}

/// The characters of a text, as Word counts them beside its 字数.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// 字符数（不计空格）: letters, digits, marks and Chinese characters, each 1; the half and full-width spaces and the tabs
    /// between them not.
    pub without_spaces: usize,
    /// 字符数（计空格）: these too; line ends and what shows nothing never.
    pub with_spaces: usize,
}

impl std::ops::AddAssign for Characters {
    fn add_assign(&mut self, more: Characters) {
        self.without_spaces += more.without_spaces;
        self.with_spaces += more.with_spaces;
    }
}

/// The characters of a text.
pub fn characters(text: &str) -> Characters {
    let mut characters = Characters::default();
    for c in text.chars() {
        if is_newline(c) || (is_hidden(c) && c != '\t') {
            continue;
        }
        characters.with_spaces += 1;
        characters.without_spaces += usize::from(!c.is_whitespace());
    }
    characters
}

/// What a character adds to the count.
enum Weight {
    /// Not there at all: neither counts nor ends a run.
    Nothing,
    /// Ends a run.
    Gap,
    /// Counts for itself.
    One,
    /// Part of a run that counts 1.
    Run,
}

fn weigh(c: char) -> Weight {
    if c.is_whitespace() {
        Weight::Gap
    } else if is_hidden(c) || c.width().unwrap_or(0) == 0 || matches!(c, '\u{1f3fb}'..='\u{1f3ff}') {
        Weight::Nothing
    } else if is_cjk(c) || is_sign(c) {
        Weight::One
    } else {
        Weight::Run
    }
}

/// Whether `c` is a sign that a Chinese font draws: the characters that Word sets in the East Asian font of a run typed
/// with a Chinese input method (ISO/IEC 29500-1, 17.3.2.26), letters aside.
fn is_sign(c: char) -> bool {
    matches!(c,
        '§' | '¨' | '°' | '±' | '´' | '·' | '×' | '÷'
        | '\u{2000}'..='\u{2bff}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe10}'..='\u{fe6f}' | '\u{ff01}'..='\u{ffef}'
        | '\u{1f000}'..='\u{1faff}')
}

/// A number with a comma after every third digit: 1203 as 1,203.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

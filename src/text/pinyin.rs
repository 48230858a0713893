//! Finding a text by its pinyin – initials, spelled out, mixed with characters and digits – and its place in a list.

use std::sync::LazyLock;

use pinyin::ToPinyin;
use pinyin::ToPinyinMulti;

use crate::text::han_digits;
use crate::text::han_number;
use crate::text::is_han;
use crate::text::is_han_numeral;

/// How well a text answers what was typed, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// It is what was typed.
    Exact,
    /// It reads so from its first character to its last: `gzzj` and `gongzuozongjie` for 工作总结.
    Whole,
    /// It begins so.
    Start,
    /// It reads so somewhere.
    Within,
    /// It has what was typed in this order, with other characters between: `gzj` for 工作总结.
    Scattered,
}

/// What was typed to find something.
///
/// Every character of a text may be typed as itself, as one of its readings (多音字: 重庆 by `cq` and by `zq`), or as the
/// initial of one, of one letter or of two (`zh`); the last may break off within its reading. `ü` is typed `v` or `u`.
/// Case, full and half width and blanks make no difference, and the signs of a text need not be typed. What is longer
/// than 127 characters is sought by these.
#[derive(Clone, Debug)]
pub struct Sought {
    typed: Vec<char>,
    /// The letters among it: a character that no reading of begins with one of them has its readings not looked up.
    letters: Letters,
}

impl Sought {
    /// What to look for.
    pub fn new(typed: &str) -> Sought {
        let typed: Vec<char> = typed.chars().filter(|c| !c.is_whitespace()).map(folded).take(LONGEST).collect();
        Sought { letters: typed.iter().fold(0, |letters, &c| letters | letter(c)), typed }
    }

    /// Whether nothing was typed: every text answers that.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Whether it can find more than the characters typed: it has letters, at least two of them or with others.
    pub fn spells(&self) -> bool {
        self.letters != 0 && self.typed.len() > 1
    }

    /// How well a text answers; `None`: not at all. Costs the text's length.
    pub fn rank(&self, text: &str) -> Option<Rank> {
        if self.is_empty() {
            return Some(Rank::Exact);
        }
        let done: Places = 1 << self.typed.len();
        // How much can have been answered when the reader stands after a character: reading from the start, from
        // anywhere, and passing characters by.
        let (mut whole, mut within, mut scattered): (Places, Places, Places) = (1, 1, 1);
        let (mut starts, mut holds, mut same) = (false, false, true);
        let mut rest = self.typed.iter();
        for c in text.chars().filter(|c| !c.is_whitespace()).map(folded) {
            same &= rest.next() == Some(&c);
            let readings = if initials(c) & self.letters != 0 { Readings::of(c) } else { Readings::default() };
            let passed = |places: Places| if c.is_alphanumeric() { 0 } else { places };
            whole = self.answered(whole, c, &readings) | passed(whole);
            within = self.answered(within, c, &readings) | passed(within) | 1;
            scattered |= self.answered(scattered, c, &readings);
            starts |= whole & done != 0;
            holds |= within & done != 0;
        }
        Some(if same && rest.next().is_none() {
            Rank::Exact
        } else if whole & done != 0 {
            Rank::Whole
        } else if starts {
            Rank::Start
        } else if holds {
            Rank::Within
        } else if scattered & done != 0 {
            Rank::Scattered
        } else {
            return None;
        })
    }

    /// How much can have been answered after one more character.
    fn answered(&self, mut places: Places, c: char, readings: &Readings) -> Places {
        let mut answered = 0;
        while places != 0 {
            let at = places.trailing_zeros() as usize;
            places &= places - 1;
            let Some(&next) = self.typed.get(at) else { break };
            if next == c {
                answered |= 1 << (at + 1);
            }
            for reading in readings.all() {
                let typed = &self.typed[at..];
                let agree = reading.chars().zip(typed).take_while(|(read, typed)| is_typed(*read, **typed)).count();
                if agree == 0 {
                    continue;
                }
                answered |= 1 << (at + 1);
                if agree > 1 && reading.as_bytes()[1] == b'h' {
                    answered |= 1 << (at + 2);
                }
                if agree == typed.len() || agree == reading.chars().count() {
                    answered |= 1 << (at + agree);
                }
            }
        }
        answered
    }
}

/// A bit for every number of typed characters that a text may have answered so far.
type Places = u128;

/// The most characters that [`Places`] has bits for, beside the one for none of them.
const LONGEST: usize = 127;

/// A bit for every letter from `a`.
type Letters = u32;

fn letter(c: char) -> Letters {
    if c.is_ascii_lowercase() { 1 << (u32::from(c) - u32::from('a')) } else { 0 }
}

/// The letters that the readings of a character begin with.
fn initials(c: char) -> Letters {
    /// Of the characters that are all but always meant.
    static COMMON: LazyLock<Vec<Letters>> = LazyLock::new(|| (FIRST..=LAST).map(begin).collect());
    match u32::from(c).checked_sub(u32::from(FIRST)) {
        Some(at) if c <= LAST => COMMON[at as usize],
        _ => begin(c),
    }
}

const FIRST: char = '\u{4e00}';
const LAST: char = '\u{9fff}';

fn begin(c: char) -> Letters {
    Readings::of(c).all().iter().filter_map(|reading| reading.chars().next()).fold(0, |all, c| all | letter(c))
}

/// The readings of a character, without their tones.
#[derive(Default)]
struct Readings {
    all: [&'static str; 8],
    count: usize,
}

impl Readings {
    fn of(c: char) -> Readings {
        let mut readings = Readings::default();
        if !is_han(c) {
            return readings;
        }
        for pinyin in c.to_pinyin_multi().into_iter().flatten() {
            if readings.count < readings.all.len() && !readings.all().contains(&pinyin.plain()) {
                readings.all[readings.count] = pinyin.plain();
                readings.count += 1;
            }
        }
        readings
    }

    fn all(&self) -> &[&'static str] {
        &self.all[..self.count]
    }
}

fn is_typed(read: char, typed: char) -> bool {
    read == typed || (read == 'ü' && matches!(typed, 'v' | 'u'))
}

/// Without case and width: `Ａ` and `A` are `a`.
fn folded(c: char) -> char {
    let half = match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    half.to_lowercase().next().unwrap_or(half)
}

/// The place of a text in a sorted list: signs aside, numbers by their value – 第二 before 第十, 9 before 10 – then Latin
/// letters without case, then Chinese characters by the first reading in their dictionary, with its tone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PinyinOrder(Vec<Piece>);

impl PinyinOrder {
    /// Of this text.
    pub fn of(text: &str) -> PinyinOrder {
        PinyinOrder(pieces(text))
    }
}

/// What a text is compared by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// A number: how many digits it has, and which.
    Number(usize, String),
    Letter(char),
    Syllable(&'static str, char),
}

fn pieces(text: &str) -> Vec<Piece> {
    let chars: Vec<char> = text.chars().map(folded).filter(|c| c.is_alphanumeric()).collect();
    let mut pieces = Vec::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let run = |holds: fn(char) -> bool| chars[at..].iter().take_while(|&&c| holds(c)).count();
        let (digits, numerals) = (run(|c| c.is_ascii_digit()), run(is_han_numeral));
        let counts = at.checked_sub(1).is_some_and(|before| chars[before] == '第')
            || chars.get(at + numerals).is_some_and(|behind| "月日号季".contains(*behind));
        let value = value(&chars[at..at + numerals].iter().collect::<String>()).filter(|_| counts);
        if digits > 0 {
            let number: String = chars[at..at + digits].iter().skip_while(|&&c| c == '0').collect();
            pieces.push(Piece::Number(number.len(), number));
            at += digits;
        } else if let Some(value) = value {
            let number = value.to_string();
            pieces.push(Piece::Number(number.len(), number));
            at += numerals;
        } else {
            pieces.push(match chars[at].to_pinyin().filter(|_| is_han(chars[at])) {
                Some(pinyin) => Piece::Syllable(pinyin.with_tone_num_end(), chars[at]),
                None => Piece::Letter(chars[at]),
            });
            at += 1;
        }
    }
    pieces
}

/// 二十三 as 23, 二〇二六 as 2026.
fn value(numerals: &str) -> Option<u64> {
    han_number(numerals).or_else(|| han_digits(numerals).map(u64::from))
}

//! Word's automatic numbers as they are seen: definitions with levels, counted paragraph by paragraph.
//!
//! ```text
//! paragraph ─► list (num) ─► definition (abstractNum) ─► nine levels: start, format, text such as `第%1章` or `%1.%2`
//!                  └ overrides of start or of a whole level
//! ```
//!
//! Lists of one definition go on counting where another stopped, unless a start override begins anew: as Word does.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::report::Marker;
use crate::report::numbering::han;
use crate::text::to_han_digit;

use super::styles::Styles;
use super::symbols;

/// The definitions of a file, and how far each has been counted.
#[derive(Default)]
pub(super) struct Numbering {
    pub(super) lists: HashMap<u32, List>,
    pub(super) definitions: HashMap<u32, Definition>,
    counted: HashMap<u32, [Option<u32>; LEVELS]>,
    begun: HashSet<u32>,
}

pub(super) const LEVELS: usize = 9;

/// Characters of a level's text; Word takes no more either.
pub(super) const LONGEST: usize = 100;

/// Definitions and lists that are kept; a file with more is not written by any program.
pub(super) const MOST: usize = 50_000;

#[derive(Default)]
pub(super) struct List {
    pub(super) definition: u32,
    pub(super) starts: [Option<u32>; LEVELS],
    pub(super) levels: Vec<(usize, Level)>,
}

#[derive(Default)]
pub(super) struct Definition {
    /// The style whose list has the levels instead.
    pub(super) link: Option<String>,
    pub(super) levels: Vec<(usize, Level)>,
}

#[derive(Clone, Default)]
pub(super) struct Level {
    pub(super) start: Option<u32>,
    pub(super) format: String,
    pub(super) text: String,
    pub(super) font: String,
    pub(super) gap: Gap,
    /// The level from 1 after which this one begins anew; 0 for none.
    pub(super) restart: Option<usize>,
    /// Whether the numbers of all levels in its text are digits.
    pub(super) digits: bool,
    /// The style that stands for this level.
    pub(super) style: Option<String>,
}

/// What stands between number and text.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Gap {
    #[default]
    Blank,
    Nothing,
}

impl Numbering {
    /// Counts a paragraph of this list at this level and answers the number that is seen, with a blank after it where the
    /// list has one, and the level in its list that it is of, from 0; `None` where the list or the level is unknown. `style`
    /// is the paragraph's: the level that the list has for it goes before none.
    pub(super) fn count(
        &mut self,
        list: u32,
        depth: Option<u8>,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<(String, u8)> {
        let own = self.lists.get(&list)?;
        let id = self.definition_of(own, styles);
        let definition = self.definitions.get(&id)?;
        let for_style = style.and_then(|style| {
            let level = definition.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style));
            level.map(|(depth, _)| *depth)
        });
        let depth = depth.map(usize::from).or(for_style).unwrap_or(0).min(LEVELS - 1);
        let level = |depth: usize| {
            let find = |levels: &'_ [(usize, Level)]| levels.iter().position(|(of, _)| *of == depth);
            match find(&own.levels) {
                Some(k) => Some(&own.levels[k].1),
                None => find(&definition.levels).map(|k| &definition.levels[k].1),
            }
        };
        let start =
            |depth: usize| own.starts[depth].or_else(|| level(depth).and_then(|level| level.start)).unwrap_or(1);
        let this = level(depth)?;

        let counted = self.counted.entry(id).or_default();
        if self.begun.insert(list) {
            for (counted, _) in counted.iter_mut().zip(own.starts).filter(|(_, start)| start.is_some()) {
                *counted = None;
            }
        }
        counted[depth] = Some(counted[depth].map_or_else(|| start(depth), |number| number.saturating_add(1)));
        for (below, counted) in counted.iter_mut().enumerate().skip(depth + 1) {
            let restart = level(below).and_then(|level| level.restart);
            if restart.is_none_or(|restart| depth < restart) {
                *counted = None;
            }
        }

        let mut text = String::new();
        let mut chars = this.text.chars().peekable();
        while let Some(ch) = chars.next() {
            match chars.peek().and_then(|digit| digit.to_digit(10)) {
                Some(of @ 1..=9) if ch == '%' => {
                    chars.next();
                    let of = of as usize - 1;
                    let format = level(of).map_or("decimal", |level| level.format.as_str());
                    let format = if this.digits { "decimal" } else { format };
                    if of <= depth {
                        text += &written(counted[of].unwrap_or_else(|| start(of)), format);
                    }
                }
                _ => text.push(ch),
            }
        }
        if this.format == "bullet" {
            text = text.chars().map(|ch| bullet(ch, &this.font)).collect();
        } else if this.gap == Gap::Blank && !text.is_empty() {
            text.push(' ');
        }
        Some((text, u8::try_from(depth).unwrap_or(u8::MAX)))
    }

    /// The definition that has the levels of a list: where it links to a style, that of the style's list.
    fn definition_of(&self, list: &List, styles: &Styles) -> u32 {
        let link = self.definitions.get(&list.definition).and_then(|definition| definition.link.as_deref());
        let linked = link.and_then(|style| self.lists.get(&styles.look(style).list?));
        linked.map_or(list.definition, |linked| linked.definition)
    }
}

/// A number in a format of ISO 29500-1, 17.18.59. One that is unknown, or that has no way to write the number, counts in
/// digits.
fn written(number: u32, format: &str) -> String {
    let cycle = |letters: &str| number.checked_sub(1).and_then(|k| letters.chars().cycle().nth(k as usize % 64));
    let one_of = |letters: &str| match letters.chars().count() {
        count if (1..=count).contains(&(number as usize)) => cycle(letters).map(String::from),
        _ => None,
    };
    let from = |first: char, most: u32| {
        (1..=most).contains(&number).then(|| char::from_u32(u32::from(first) + number - 1)).flatten().map(String::from)
    };
    let wide = || number.to_string().chars().map(|ch| char::from_u32(u32::from(ch) + 0xfee0).unwrap_or(ch)).collect();
    let found = match format {
        "none" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "decimalFullWidth" | "decimalFullWidth2" => Some(wide()),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => (number > 0).then(|| Marker::Circled.label(number)),
        "decimalEnclosedFullstop" => from('⒈', 20),
        "decimalEnclosedParen" => from('⑴', 20),
        "numberInDash" => Some(format!("- {number} -")),
        "chineseCountingThousand" | "japaneseCounting" | "koreanCounting" => Some(han(number)),
        // 一〇〇: hundreds place by place. ideographDigital writes 一一 for 11, which readers take for two numbers: as 十一.
        "chineseCounting"
        | "taiwaneseCounting"
        | "ideographDigital"
        | "japaneseDigitalTenThousand"
        | "taiwaneseDigital" => Some(if number < 100 { han(number) } else { by_place(number) }),
        "taiwaneseCountingThousand" => Some(han(number)),
        "chineseLegalSimplified" => Some(legal(number, "零壹贰叁肆伍陆柒捌玖拾佰仟")),
        "ideographLegalTraditional" | "japaneseLegal" => Some(legal(number, "零壹貳參肆伍陸柒捌玖拾佰仟")),
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of("子丑寅卯辰巳午未申酉戌亥"),
        "ideographEnclosedCircle" => from('㊀', 10),
        "lowerLetter" => letters(number, 'a'),
        "upperLetter" => letters(number, 'A'),
        "lowerRoman" => roman(number).map(|text| text.to_lowercase()),
        "upperRoman" => roman(number),
        _ => None,
    };
    found.unwrap_or_else(|| number.to_string())
}

/// 壹拾贰: the numerals of cheques.
fn legal(number: u32, numerals: &str) -> String {
    const PLAIN: &str = "零一二三四五六七八九十百千";
    let text = han(number);
    let text = if text.starts_with('十') { format!("一{text}") } else { text };
    let same = |ch: char| PLAIN.chars().zip(numerals.chars()).find(|(plain, _)| *plain == ch).map_or(ch, |(_, to)| to);
    text.chars().map(same).collect()
}

/// 一〇五
fn by_place(number: u32) -> String {
    let place = |ch: char| ch.to_digit(10).and_then(to_han_digit);
    number.to_string().chars().filter_map(place).collect()
}

/// a … z, aa, bb …, as Word counts on.
fn letters(number: u32, first: char) -> Option<String> {
    const TIMES: u32 = 10;
    let k = number.checked_sub(1).filter(|k| k / 26 < TIMES)?;
    let letter = char::from_u32(u32::from(first) + k % 26)?;
    Some(std::iter::repeat_n(letter, k as usize / 26 + 1).collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = (1..4000).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out.push_str(sign);
            left -= value;
        }
    }
    Some(out)
}

/// A bullet that any font has; one that cannot be told is a dot.
fn bullet(ch: char, font: &str) -> char {
    match symbols::shown(ch, font) {
        Some('o') if font.to_ascii_lowercase().starts_with("courier") => '○',
        Some(ch) if !('\u{e000}'..='\u{f8ff}').contains(&ch) => ch,
        _ => '•',
    }
}

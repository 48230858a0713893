//! Lists: their definitions (LSTF, LVL: 2.9.147, 2.9.150) and what paragraphs name (LFO, 2.9.131).

use crate::import::word::numbering::Definition;
use crate::import::word::numbering::Gap;
use crate::import::word::numbering::LEVELS;
use crate::import::word::numbering::LONGEST;
use crate::import::word::numbering::Level;
use crate::import::word::numbering::List;
use crate::import::word::numbering::MOST;
use crate::import::word::numbering::Numbering;

use super::file::File;
use super::file::Part;
use super::file::bytes_at;
use super::file::u16_at;
use super::file::u32_at;
use super::file::units;
use super::file::usize_at;
use super::sprms::sprms;
use super::styles;

/// Reads the lists of a file; what is cut off is not there.
pub(super) fn read(file: &File, fonts: &[String]) -> Numbering {
    let mut numbering = Numbering::default();
    let _ = definitions(file.from(Part::Lists), fonts, &mut numbering);
    let _ = overrides(file.part(Part::Overrides), fonts, &mut numbering);
    numbering
}

/// Definitions with their levels, which stand after all of them.
fn definitions(bytes: &[u8], fonts: &[String], numbering: &mut Numbering) -> Option<()> {
    const DEFINITION: usize = 28;
    const NO_STYLE: u16 = 0xfff;
    let count = usize::from(u16_at(bytes, 0)?);
    let mut at = 2 + count * DEFINITION;
    for k in 0..count.min(MOST) {
        let definition = bytes_at(bytes, 2 + k * DEFINITION, DEFINITION)?;
        let simple = definition[26] & 1 != 0;
        let mut levels = Vec::new();
        for depth in 0..if simple { 1 } else { LEVELS } {
            let mut level = level(bytes, &mut at, fonts)?;
            level.style = u16_at(definition, 8 + depth * 2).filter(|&style| style != NO_STYLE).map(styles::id);
            levels.push((depth, level));
        }
        numbering.definitions.insert(u32_at(definition, 0)?, Definition { link: None, levels });
    }
    Some(())
}

/// The lists that paragraphs name by their index from 1.
fn overrides(bytes: &[u8], fonts: &[String], numbering: &mut Numbering) -> Option<()> {
    const LIST: usize = 16;
    /// Bits of what is overridden.
    const START: u32 = 0x10;
    const FORMATTING: u32 = 0x20;
    let count = usize_at(bytes, 0)?;
    let mut at = 4usize.checked_add(count.checked_mul(LIST)?)?;
    for k in 0..count.min(MOST) {
        let head = bytes_at(bytes, 4 + k * LIST, LIST)?;
        let mut list = List { definition: u32_at(head, 0)?, ..List::default() };
        at += 4;
        for _ in 0..head[12] {
            let (start, flags) = (u32_at(bytes, at)?, u32_at(bytes, at + 4)?);
            at += 8;
            let depth = (flags & 0xf) as usize;
            if flags & START != 0 && flags & FORMATTING == 0 && depth < LEVELS {
                list.starts[depth] = Some(start);
            }
            if flags & FORMATTING != 0 {
                let level = level(bytes, &mut at, fonts)?;
                if flags & START != 0 && depth < LEVELS {
                    list.starts[depth] = level.start;
                }
                list.levels.push((depth, level));
            }
        }
        numbering.lists.insert(u32::try_from(k + 1).ok()?, list);
    }
    Some(())
}

/// A level (LVL): a head of fixed length, properties, and its text, in which the numbers of levels have places.
fn level(bytes: &[u8], at: &mut usize, fonts: &[String]) -> Option<Level> {
    const HEAD: usize = 28;
    const NO_RESTART: u8 = 0x08;
    const DIGITS: u8 = 0x04;
    let head = bytes_at(bytes, *at, HEAD)?;
    let (runs, paragraphs) = (usize::from(head[24]), usize::from(head[25]));
    let properties = bytes_at(bytes, *at + HEAD + paragraphs, runs)?;
    let text_at = *at + HEAD + paragraphs + runs;
    let count = usize::from(u16_at(bytes, text_at)?);
    let written = bytes_at(bytes, text_at + 2, count * 2)?;
    *at = text_at + 2 + count * 2;

    let mut text = String::new();
    for ch in char::decode_utf16(units(written)).map(|ch| ch.unwrap_or(char::REPLACEMENT_CHARACTER)).take(LONGEST) {
        match u32::from(ch) {
            of @ 0..=8 => text += &format!("%{}", of + 1),
            _ => text.push(ch),
        }
    }
    // sprmCRgFtc0: the font of letters, which bullets are.
    let font = sprms(properties).filter(|sprm| sprm.name == 0x4a4f).last().map(|sprm| usize::from(sprm.number()));
    Some(Level {
        start: u32_at(head, 0).filter(|&start| start <= 0x7fff),
        format: format(head[4]).to_owned(),
        text,
        font: font.and_then(|font| fonts.get(font)).cloned().unwrap_or_default(),
        gap: if head[15] == 2 { Gap::Nothing } else { Gap::Blank },
        restart: (head[5] & NO_RESTART != 0).then(|| usize::from(head[26])),
        digits: head[5] & DIGITS != 0,
        style: None,
    })
}

/// The format of ISO 29500-1, 17.18.59, for that of a number ([MS-OSHARED] 2.2.1.3).
fn format(number: u8) -> &'static str {
    match number {
        0x01 => "upperRoman",
        0x02 => "lowerRoman",
        0x03 => "upperLetter",
        0x04 => "lowerLetter",
        0x0a => "ideographDigital",
        0x0b => "japaneseCounting",
        0x0e | 0x13 => "decimalFullWidth",
        0x10 => "japaneseLegal",
        0x11 => "japaneseDigitalTenThousand",
        0x12 => "decimalEnclosedCircle",
        0x16 => "decimalZero",
        0x17 => "bullet",
        0x1a => "decimalEnclosedFullstop",
        0x1b => "decimalEnclosedParen",
        0x1c => "decimalEnclosedCircleChinese",
        0x1d => "ideographEnclosedCircle",
        0x1e => "ideographTraditional",
        0x1f => "ideographZodiac",
        0x21 => "taiwaneseCounting",
        0x22 => "ideographLegalTraditional",
        0x23 => "taiwaneseCountingThousand",
        0x24 => "taiwaneseDigital",
        0x25 => "chineseCounting",
        0x26 => "chineseLegalSimplified",
        0x27 => "chineseCountingThousand",
        0x39 => "numberInDash",
        0xff => "none",
        _ => "decimal",
    }
}

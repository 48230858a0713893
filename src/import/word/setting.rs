//! How paragraphs are set: fonts, sizes, sides, indents. Each is compared with the text of its file, which tells what sets a
//! heading apart.

use crate::import::source::Set;
use crate::import::source::Source;

/// A Chinese font, as far as it tells a heading from text: GB/T 9704-2012, 7.3, sets them in 小标宋, 黑体 and 楷体.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Font {
    /// 仿宋, 宋体 or any other.
    #[default]
    Text,
    /// 黑体 and what is like it.
    Black,
    /// 楷体.
    Script,
    /// 小标宋.
    Title,
}

/// How many of them there are.
pub(super) const FONTS: usize = 4;

impl Font {
    pub(super) const ALL: [Font; FONTS] = [Font::Text, Font::Black, Font::Script, Font::Title];

    /// The font of this name, in Chinese or English.
    pub(super) fn named(name: &str) -> Font {
        let name = name.to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        if has(&["小标宋", "xiaobiaosong"]) {
            Font::Title
        } else if has(&["黑体", "simhei", "heiti"]) {
            Font::Black
        } else if has(&["楷", "kaiti", "simkai"]) {
            Font::Script
        } else {
            Font::Text
        }
    }
}

/// Where a paragraph stands between the margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// At the left, or from margin to margin.
    #[default]
    Left,
    /// In the middle.
    Middle,
    /// At the right.
    Right,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Setting {
    /// Letters and digits of it.
    pub(super) letters: usize,
    /// Whether nearly all of them are bold.
    pub(super) bold: bool,
    /// The font of nearly all of them.
    pub(super) font: Font,
    /// The size of its largest letters, in half points; 0 where it has none.
    pub(super) size: u16,
    pub(super) side: Side,
    /// Whether its first line is indented, by its look or by blanks.
    pub(super) indented: bool,
}

/// Letters from which on a paragraph is text, and none of a heading's length.
const TEXT: usize = 40;

/// Tells of each paragraph how it is set against the text of the file: `settings` are those of the paragraphs, by place from 1.
pub(super) fn settle(sources: &mut [Source], settings: &[Setting]) {
    let texts = || settings.iter().filter(|setting| setting.letters >= TEXT);
    let all: usize = texts().map(|setting| setting.letters).sum();
    if all == 0 {
        return;
    }
    let most = |is: &dyn Fn(&Setting) -> bool| {
        texts().filter(|setting| is(setting)).map(|setting| setting.letters).sum::<usize>() * 10 >= all * 7
    };
    let bold = most(&|setting| setting.bold);
    let indented = most(&|setting| setting.indented);
    let font = Font::ALL.into_iter().find(|font| most(&|setting| setting.font == *font)).unwrap_or_default();
    let mut sizes: Vec<u16> = texts().map(|setting| setting.size).filter(|&size| size > 0).collect();
    sizes.sort_unstable();
    let size = sizes.get(sizes.len() / 2).copied();
    for source in sources {
        let Some(setting) = source.line.checked_sub(1).and_then(|at| settings.get(at)) else { continue };
        if setting.letters == 0 {
            continue;
        }
        let over = size.map_or(0, |size| setting.size.saturating_sub(size)).min(15);
        let larger = u8::try_from(over).unwrap_or(0);
        let font = if setting.font == font { Font::Text } else { setting.font };
        let kind = u8::from(setting.bold && !bold) | ((font as u8) << 1) | (larger << 3);
        source.set = Set {
            bold: setting.bold && !bold || font != Font::Text,
            larger,
            centred: setting.side == Side::Middle,
            right: setting.side == Side::Right,
            kind: (kind << 1) | u8::from(setting.side == Side::Middle && kind > 0),
            flush: indented && !setting.indented && setting.side == Side::Left,
        };
    }
}

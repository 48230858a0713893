//! Characters of the fonts Wingdings and Symbol as those that every font has.

/// The character that `ch` shows in `font`; `None` for one of a symbol font that has no like.
///
/// Word writes those in the private area, U+F000 and the byte of the font, or as the byte itself.
pub(super) fn shown(ch: char, font: &str) -> Option<char> {
    let font = font.to_ascii_lowercase();
    let private = ('\u{f000}'..='\u{f0ff}').contains(&ch);
    let of_symbols = font.starts_with("wingdings") || font == "symbol" || font == "webdings";
    let of_font = of_symbols && u32::from(ch) < 0x100;
    if !private && !of_font {
        return Some(ch);
    }
    let byte = u32::from(ch) & 0xff;
    match font.as_str() {
        "symbol" => of_symbol(byte),
        "wingdings 2" => of_wingdings_2(byte),
        _ => of_wingdings(byte).or_else(|| of_symbol(byte)),
    }
}

fn of_wingdings(byte: u32) -> Option<char> {
    Some(match byte {
        0x20 => ' ',
        0x22 => '✂',
        0x28 => '☎',
        0x2a => '✉',
        0x46 => '☞',
        0x6c | 0xa4 => '●',
        0x6d | 0xa1 => '○',
        0x6e => '■',
        0x6f | 0x71 | 0x72 => '□',
        0x74 | 0x75 => '◆',
        0x76 => '❖',
        0x81..=0x8a => char::from_u32(u32::from('①') + byte - 0x81)?,
        0x8c..=0x95 => char::from_u32(u32::from('❶') + byte - 0x8c)?,
        0x9e => '·',
        0x9f => '•',
        0xa7 => '▪',
        0xa8 => '☐',
        0xab => '★',
        0xb2 => '◇',
        0xd8 => '➢',
        0xdf | 0xe7 => '←',
        0xe0 | 0xe8 => '→',
        0xe1 | 0xe9 => '↑',
        0xe2 | 0xea => '↓',
        0xf0 => '⇨',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    })
}

fn of_wingdings_2(byte: u32) -> Option<char> {
    Some(match byte {
        0x4f => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x6a..=0x73 => char::from_u32(u32::from('①') + byte - 0x6a)?,
        0x97 | 0x98 => '●',
        0xa2 => '■',
        0xa3 => '☐',
        _ => return None,
    })
}

fn of_symbol(byte: u32) -> Option<char> {
    Some(match byte {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2b..=0x2c | 0x2e..=0x3f => char::from_u32(byte)?,
        0x2d | 0xbe => '—',
        0x61 => 'α',
        0x62 => 'β',
        0x64 => 'δ',
        0x6d => 'μ',
        0x70 => 'π',
        0x73 => 'σ',
        0x44 => 'Δ',
        0x53 | 0xe5 => 'Σ',
        0x57 => 'Ω',
        0xa3 => '≤',
        0xa5 => '∞',
        0xac => '←',
        0xad => '↑',
        0xae => '→',
        0xaf => '↓',
        0xb0 => '°',
        0xb1 => '±',
        0xb2 => '″',
        0xa2 => '′',
        0xb3 => '≥',
        0xb4 => '×',
        0xb7 => '•',
        0xb8 => '÷',
        0xb9 => '≠',
        0xbb => '≈',
        0xd6 => '√',
        0xd7 => '·',
        _ => return None,
    })
}

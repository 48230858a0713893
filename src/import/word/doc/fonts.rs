//! Fonts by their index.

use crate::import::word::setting::Font;

use super::file::File;
use super::file::Part;
use super::file::bytes_at;
use super::file::units;

/// The names of the fonts (SttbfFfn, 2.9.286).
pub(super) fn read(file: &File) -> Vec<String> {
    let bytes = file.part(Part::Fonts);
    const NAME: usize = 39;
    let mut at = 4;
    let mut found = Vec::new();
    while let Some(len) = bytes.get(at).copied().map(usize::from) {
        let entry = bytes_at(bytes, at + 1, len).unwrap_or_default();
        let name = entry.get(NAME..).unwrap_or_default();
        let name = units(name).take_while(|&unit| unit != 0);
        found.push(char::decode_utf16(name).map(|ch| ch.unwrap_or(char::REPLACEMENT_CHARACTER)).collect());
        at += 1 + len;
    }
    found
}

/// The Chinese font of this index.
pub(super) fn named(fonts: &[String], index: u16) -> Font {
    fonts.get(usize::from(index)).map_or(Font::Text, |name| Font::named(name))
}

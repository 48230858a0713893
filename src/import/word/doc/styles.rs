//! The style sheet (STSH, 2.9.271).

use crate::import::word::styles::Look;
use crate::import::word::styles::Name;
use crate::import::word::styles::Style;
use crate::import::word::styles::Styles;

use super::file::File;
use super::file::Part;
use super::file::bytes_at;
use super::file::u16_at;
use super::file::wide_at;
use super::fonts;
use super::looks::ParagraphLook;
use super::looks::RunLook;
use super::sprms::sprms;

/// The style that paragraphs have which name none.
const NORMAL: &str = "0";

/// What a style is called that the file knows by its index.
pub(super) fn id(index: u16) -> String {
    index.to_string()
}

/// Reads the style sheet; no styles where it is missing or damaged.
pub(super) fn read(file: &File, fonts: &[String]) -> Styles {
    let found = sheet(file.part(Part::Styles), fonts).unwrap_or_default();
    Styles::new(found, Some(NORMAL), None)
}

fn sheet(bytes: &[u8], fonts: &[String]) -> Option<Vec<Style>> {
    let head = usize::from(u16_at(bytes, 0)?);
    let base = usize::from(u16_at(bytes, 4)?);
    let mut at = 2 + head;
    let mut found = Vec::new();
    for index in 0..u16_at(bytes, 2)? {
        let Some(len) = u16_at(bytes, at).map(usize::from) else { break };
        let Some(definition) = bytes_at(bytes, at + 2, len) else { break };
        at += 2 + len + len % 2;
        found.extend(style(index, definition, base, fonts));
    }
    Some(found)
}

/// A definition of a style (STD, 2.9.258); `base` is the length of its fixed part.
fn style(index: u16, definition: &[u8], base: usize, fonts: &[String]) -> Option<Style> {
    /// Kinds of styles.
    const PARAGRAPHS: u16 = 1;
    const CHARACTERS: u16 = 2;
    const NO_STYLE: u16 = 0xfff;
    let built_in = u16_at(definition, 0)? & 0xfff;
    let (kind, based_on) = (u16_at(definition, 2)? & 0xf, u16_at(definition, 2)? >> 4);
    let units = usize::from(u16_at(definition, base)?);
    let name = wide_at(definition, base + 2, units)?;
    let mut at = base + 2 + units * 2 + 2;
    // What follows are texts of properties, each with its length, from even places on.
    let mut next = || {
        let len = u16_at(definition, at).map_or(0, usize::from);
        let said = bytes_at(definition, at + 2, len).unwrap_or_default();
        at += 2 + len + len % 2;
        said
    };
    let mut paragraph = ParagraphLook::default();
    if kind == PARAGRAPHS {
        sprms(next().get(2..).unwrap_or_default()).for_each(|sprm| paragraph.take(sprm));
    }
    let mut run = RunLook::default();
    if kind == PARAGRAPHS || kind == CHARACTERS {
        sprms(next()).for_each(|sprm| run.take(sprm));
    }
    let look = Look {
        name: of_index(built_in).unwrap_or_else(|| Name::read(&name)),
        outline: paragraph.outline,
        list: paragraph.list,
        depth: paragraph.depth,
        hidden: run.hidden,
        side: paragraph.side,
        indented: paragraph.indented,
        bold: run.bold,
        font: run.font.map(|font| fonts::named(fonts, font)),
        size: run.size,
    };
    let based_on = (based_on != NO_STYLE).then(|| id(based_on));
    Some(Style { id: id(index), name, based_on, look })
}

/// What a built-in style is (sti, 2.9.260), whatever language its name is in.
fn of_index(built_in: u16) -> Option<Name> {
    match built_in {
        1..=9 => u8::try_from(built_in).ok().map(Name::Heading),
        19..=27 => Some(Name::Contents),
        62 => Some(Name::Title),
        _ => None,
    }
}

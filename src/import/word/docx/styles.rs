//! The styles part: each style's name, what it is based on, what it says.

use crate::import::word::DEEPEST;
use crate::import::word::setting::Font;
use crate::import::word::setting::Side;
use crate::import::word::styles::Name;
use crate::import::word::styles::Style;
use crate::import::word::styles::Styles;
use crate::import::xml::Element;
use crate::import::xml::Node;
use crate::import::xml::Space;
use crate::import::xml::Xml;

use super::DocxError;
use super::Part;

/// Reads the styles part; empty for none.
pub(super) fn read(text: &str) -> Result<Styles, DocxError> {
    let mut xml = Xml::new(text, DEEPEST);
    let mut found: Vec<Style> = Vec::new();
    let (mut default, mut size) = (None, None);
    loop {
        let element = match xml.next().map_err(|error| DocxError::Xml(Part::Styles, error))? {
            Node::Open(element) if element.space == Space::Word => element,
            Node::End => break,
            _ => continue,
        };
        let val = || element.get("val").unwrap_or_default();
        if element.name() == "style" {
            let id = element.get("styleId").unwrap_or_default().into_owned();
            let paragraphs = element.get("type").is_none_or(|kind| kind == "paragraph");
            if paragraphs && element.get("default").is_some_and(|default| matches!(&*default, "1" | "true" | "on")) {
                default = Some(id.clone());
            }
            found.push(Style { id, ..Style::default() });
            continue;
        }
        if found.is_empty() && element.name() == "sz" {
            size = val().trim().parse().ok();
        }
        let Some(Style { name, based_on, look, .. }) = found.last_mut() else { continue };
        match element.name() {
            "name" => {
                look.name = Name::read(&val());
                *name = val().into_owned();
            }
            "basedOn" => *based_on = Some(val().into_owned()),
            "outlineLvl" => look.outline = val().trim().parse().ok(),
            "numId" => look.list = val().trim().parse().ok(),
            "ilvl" => look.depth = val().trim().parse().ok(),
            "vanish" => look.hidden = Some(element.is_on()),
            "jc" => look.side = side(&element),
            "ind" => look.indented = indented(&element).or(look.indented),
            "b" => look.bold = Some(element.is_on()),
            "rFonts" => look.font = font(&element).or(look.font),
            "sz" => look.size = val().trim().parse().ok(),
            // Looks for parts of a table, and what a style was before a revision.
            "tblStylePr" | "pPrChange" | "rPrChange" => {
                xml.skip().map_err(|error| DocxError::Xml(Part::Styles, error))?;
            }
            _ => {}
        }
    }
    Ok(Styles::new(found, default.as_deref(), size))
}

/// Where `w:jc` sets a paragraph.
pub(super) fn side(element: &Element<'_>) -> Option<Side> {
    Some(match &*element.get("val")? {
        "center" => Side::Middle,
        "right" | "end" => Side::Right,
        _ => Side::Left,
    })
}

/// Whether `w:ind` indents a first line; `None` where it says nothing of it.
pub(super) fn indented(element: &Element<'_>) -> Option<bool> {
    let said = |name: &str| element.get(name).and_then(|value| value.trim().parse::<i64>().ok());
    let (chars, points) = (said("firstLineChars"), said("firstLine"));
    chars.filter(|&chars| chars != 0).or(points).or(chars).map(|indent| indent > 0)
}

/// The Chinese font that `w:rFonts` names.
pub(super) fn font(element: &Element<'_>) -> Option<Font> {
    element.get("eastAsia").map(|name| Font::named(&name))
}

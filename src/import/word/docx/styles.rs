//! The styles part: each style's name, what it is based on, what it says.

use crate::import::word::DEEPEST;
use crate::import::word::styles::Name;
use crate::import::word::styles::Style;
use crate::import::word::styles::Styles;
use crate::import::xml::Node;
use crate::import::xml::Space;
use crate::import::xml::Xml;

use super::DocxError;
use super::Part;

/// Reads the styles part; empty for none.
pub(super) fn read(text: &str) -> Result<Styles, DocxError> {
    let mut xml = Xml::new(text, DEEPEST);
    let mut found: Vec<Style> = Vec::new();
    let mut default = None;
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
            "jc" => look.centred = Some(val() == "center"),
            "sz" => look.size = val().trim().parse().ok(),
            // Looks for parts of a table, and what a style was before a revision.
            "tblStylePr" | "pPrChange" | "rPrChange" => {
                xml.skip().map_err(|error| DocxError::Xml(Part::Styles, error))?;
            }
            _ => {}
        }
    }
    Ok(Styles::new(found, default.as_deref()))
}

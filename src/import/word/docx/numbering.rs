//! The numbering part: definitions of lists with their levels, and what overrides them.

use crate::import::word::DEEPEST;
use crate::import::word::numbering::Gap;
use crate::import::word::numbering::LEVELS;
use crate::import::word::numbering::LONGEST;
use crate::import::word::numbering::Level;
use crate::import::word::numbering::MOST;
use crate::import::word::numbering::Numbering;
use crate::import::xml::Node;
use crate::import::xml::Space;
use crate::import::xml::Xml;

use super::DocxError;
use super::Part;

/// Where a tag of the numbering part belongs.
enum Within {
    Nothing,
    Definition(u32),
    List(u32),
}

/// Reads the numbering part; empty for none.
pub(super) fn read(text: &str) -> Result<Numbering, DocxError> {
    let mut xml = Xml::new(text, DEEPEST);
    let mut numbering = Numbering::default();
    let mut within = Within::Nothing;
    // The level that an override is for, and the level that is being defined.
    let (mut overridden, mut level) = (0, None);
    loop {
        let element = match xml.next().map_err(|error| DocxError::Xml(Part::Numbering, error))? {
            Node::Open(element) if element.space == Space::Word => element,
            Node::End => return Ok(numbering),
            _ => continue,
        };
        let number = |name: &str| element.get(name).and_then(|text| text.trim().parse::<u32>().ok());
        let depth = || number("ilvl").and_then(|depth| usize::try_from(depth).ok()).filter(|&depth| depth < LEVELS);
        match element.name() {
            "abstractNum" => {
                level = None;
                within = number("abstractNumId")
                    .filter(|_| numbering.definitions.len() < MOST)
                    .map_or(Within::Nothing, Within::Definition);
            }
            "num" => {
                level = None;
                within = number("numId").filter(|_| numbering.lists.len() < MOST).map_or(Within::Nothing, Within::List);
            }
            "lvlOverride" => (level, overridden) = (None, depth().unwrap_or(0)),
            "lvl" => level = depth(),
            _ => {}
        }
        let levels = match within {
            Within::Nothing => continue,
            Within::Definition(id) => {
                let definition = numbering.definitions.entry(id).or_default();
                if element.name() == "numStyleLink" {
                    definition.link = element.get("val").map(|id| id.into_owned());
                }
                &mut definition.levels
            }
            Within::List(id) => {
                let list = numbering.lists.entry(id).or_default();
                match element.name() {
                    "abstractNumId" => list.definition = number("val").unwrap_or(0),
                    "startOverride" => list.starts[overridden] = number("val"),
                    _ => {}
                }
                &mut list.levels
            }
        };
        let Some(depth) = level else { continue };
        if element.name() == "lvl" && levels.len() < LEVELS {
            levels.push((depth, Level::default()));
        }
        let Some((_, level)) = levels.iter_mut().rev().find(|(of, _)| *of == depth) else { continue };
        take(level, element.name(), |name| element.get(name).map(|value| value.into_owned()), || element.is_on());
    }
}

/// Takes what a tag inside a level says.
fn take(level: &mut Level, name: &str, get: impl Fn(&str) -> Option<String>, is_on: impl Fn() -> bool) {
    let val = || get("val").unwrap_or_default();
    match name {
        "start" => level.start = val().trim().parse().ok(),
        "numFmt" => level.format = val(),
        "lvlText" => level.text = val().chars().take(LONGEST).collect(),
        "suff" => level.gap = if val() == "nothing" { Gap::Nothing } else { Gap::Blank },
        "lvlRestart" => level.restart = val().trim().parse().ok(),
        "isLgl" => level.digits = is_on(),
        "pStyle" => level.style = Some(val()),
        "rFonts" => level.font = get("ascii").or_else(|| get("hAnsi")).unwrap_or_default(),
        _ => {}
    }
}

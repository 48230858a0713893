//! A text that is one nested list from below its title to its end: each item is a section, as deep as it is indented.

use std::borrow::Cow;

use super::BULLETS;
use super::Unit;
use crate::import::phrase;
use crate::import::source::Role;

/// Items of a list that one of them may not be: a paragraph.
const LONGEST: usize = 120;

/// Gives the items their levels, where all that stands below a title is items of a list, set in below one another by blanks
/// or tabs.
pub(in crate::import) fn settle_lists(units: &mut [Unit]) {
    let first = usize::from(units.first().is_some_and(|unit| unit.indent == 0 && bullet(&unit.text).is_none()));
    let Some(items) = units.get_mut(first..).filter(|items| items.len() >= 3) else { return };
    let plain = |unit: &Unit| unit.role == Role::Unknown && unit.label.is_none() && !unit.cut;
    let base = items[0].indent;
    if !items.iter().all(|unit| plain(unit) && unit.columns <= LONGEST && unit.indent >= base) {
        return;
    }
    let bulleted = items.iter().all(|unit| bullet(&unit.text).is_some());
    // Lines that are set in without a bullet are items only where tabs say how deep, and none is a sentence.
    let tabbed = || {
        let deep = |unit: &Unit| unit.indent / 8;
        first == 1
            && items.iter().all(|unit| unit.indent % 8 == 0 && !phrase::ends_sentence(&unit.text))
            && items.windows(2).all(|pair| deep(&pair[1]) <= deep(&pair[0]) + 1)
    };
    if !items.iter().any(|unit| unit.indent > base.max(1)) || !bulleted && !tabbed() {
        return;
    }
    let mut open: Vec<u8> = Vec::new();
    for unit in items {
        while open.last().is_some_and(|above| *above >= unit.indent) {
            open.pop();
        }
        open.push(unit.indent);
        unit.role = Role::Node(open.len());
        if let Some(len) = bullet(&unit.text) {
            unit.text = Cow::Owned(unit.text[len..].to_owned());
        }
    }
}

/// The bytes of a bullet and the blanks after it.
fn bullet(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(BULLETS)?;
    let words = rest.trim_start();
    (words.len() < rest.len() && !words.is_empty()).then(|| text.len() - words.len())
}

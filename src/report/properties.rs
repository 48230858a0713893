//! 报告属性 by their names, as files of other kinds carry them beside the text: the document properties of a Word file, the
//! `meta` elements of a page, what Markdown says before its text.

use super::Field;
use super::HeadPart;
use super::Letterhead;
use super::Report;
use super::Seal;
use super::Signed;

/// What stands as the program of a file that has such properties.
pub const GENERATOR: &str = "tigang";

/// What the cover of a Word file is marked with.
pub const COVER: &str = "tigang_cover";

/// The titles of the annexes, where they are told: not a text of the report by itself.
pub const ANNEXES: &str = "附件";

const SEAL: (&str, &str) = ("用印", "是");
const LETTERHEAD: (&str, &str) = ("红头", "套红纸");
const SIGNED: (&str, &str) = ("署名位置", "标题下");

/// The texts that have such a name.
const TEXTS: [(&str, Field); 5] = [
    ("副标题", Field::Subtitle),
    ("单位", Field::Organization),
    ("成文日期", Field::Date),
    ("附注", Field::Remarks),
    ("版记", Field::Imprint),
];

/// The texts by name, as they stand on the page.
fn texts() -> impl Iterator<Item = (&'static str, Field)> {
    HeadPart::ALL.into_iter().map(|part| (part.name(), Field::Head(part))).chain(TEXTS)
}

/// What no page shows, by name: that there will be a seal; that the head is on the paper already, and whose it is; that what
/// stands under the title signs.
pub fn unseen(report: &Report) -> Vec<(&'static str, &str)> {
    let setup = &report.setup;
    let mut told = Vec::new();
    if setup.seal == Seal::With {
        told.push(SEAL);
    }
    if setup.letterhead == Letterhead::Room {
        told.extend([LETTERHEAD, (HeadPart::Organ.name(), report.head.organ.as_str())]);
    }
    if setup.signed == Signed::Above {
        told.extend([SIGNED, ("单位", report.organization.as_str()), ("成文日期", report.date.as_str())]);
    }
    told.retain(|(_, text)| !text.trim().is_empty());
    told
}

/// All of them that are set, by name.
pub fn all(report: &Report) -> Vec<(&'static str, &str)> {
    let written = texts().map(|(name, field)| (name, report.text(field).unwrap_or_default()));
    let mut told: Vec<(&str, &str)> = written.filter(|(_, text)| !text.trim().is_empty()).collect();
    told.extend(unseen(report).into_iter().filter(|(name, _)| field(name).is_none()));
    told
}

/// The text that has this name.
pub fn field(name: &str) -> Option<Field> {
    texts().find(|(known, _)| *known == name).map(|(_, field)| field)
}

/// Sets what is no text; nothing for a name or a value that means nothing.
pub fn set(report: &mut Report, name: &str, value: &str) {
    match (name, value.trim()) {
        said if said == SEAL => report.setup.seal = Seal::With,
        said if said == LETTERHEAD => report.setup.letterhead = Letterhead::Room,
        said if said == SIGNED => report.setup.signed = Signed::Above,
        _ => {}
    }
}

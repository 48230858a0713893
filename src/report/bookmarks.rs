//! What a Word file of our own says of its paragraphs beside their styles: in the names of hidden bookmarks around their words,
//! which move with them when the file is edited. Word shows none whose name begins with a low line.

use super::SectionId;

/// What the words in a bookmark are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bookmark {
    /// 标题, as it is.
    Title,
    /// A paragraph of a text, or a table in it, that no marker makes a section of.
    Text,
    /// A paragraph of 结尾, or a table in it.
    Closing,
    /// The first paragraph of a section at this level from 1.
    Section(usize),
    /// The number of the section, with the blank after it.
    Number,
    /// The same, where the section is given that number, whatever stands before it.
    Begins,
    /// The heading of the section.
    Heading,
    /// The title of an annex.
    Annex,
}

/// What the name of every bookmark begins with.
const OURS: &str = "_tigang_";

/// What LibreOffice puts before the number of a copy, at the end of a name: so it calls the bookmarks of what was moved.
const COPY: &str = "_Copy_";

/// What stands before the id of a section.
const SECTION: char = 's';

impl Bookmark {
    /// Its name; `number` tells it from the others of its file. What begins a section also says which: so a file that comes
    /// back is known section by section.
    pub fn name(self, number: usize, of: Option<SectionId>) -> String {
        let kind = match self {
            Bookmark::Title => "title".to_owned(),
            Bookmark::Text => "text".to_owned(),
            Bookmark::Closing => "closing".to_owned(),
            Bookmark::Section(level) => format!("section{level}"),
            Bookmark::Number => "number".to_owned(),
            Bookmark::Begins => "begins".to_owned(),
            Bookmark::Heading => "heading".to_owned(),
            Bookmark::Annex => "annex".to_owned(),
        };
        match of.filter(|_| matches!(self, Bookmark::Section(_) | Bookmark::Annex)) {
            Some(id) => format!("{OURS}{kind}_{number}{SECTION}{}", id.number()),
            None => format!("{OURS}{kind}_{number}"),
        }
    }

    /// The name without what makes it that of a copy; and whether it was that of one.
    pub fn original(name: &str) -> (&str, bool) {
        let copy = name.rsplit_once(COPY).filter(|(_, number)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && name.starts_with(OURS)
        });
        copy.map_or((name, false), |(name, _)| (name, true))
    }

    /// The section that a bookmark of this name begins, where it says which.
    pub fn section_of(name: &str) -> Option<SectionId> {
        let (kind, of) = name.strip_prefix(OURS)?.rsplit_once('_')?;
        let (_, id) = of.split_once(SECTION).filter(|_| kind == "annex" || kind.starts_with("section"))?;
        SectionId::new(id.parse().ok()?)
    }

    /// The bookmark of this name; `None` where it is none of ours.
    pub fn named(name: &str) -> Option<Bookmark> {
        let (kind, _) = name.strip_prefix(OURS)?.rsplit_once('_')?;
        Some(match kind {
            "title" => Bookmark::Title,
            "text" => Bookmark::Text,
            "closing" => Bookmark::Closing,
            "number" => Bookmark::Number,
            "begins" => Bookmark::Begins,
            "heading" => Bookmark::Heading,
            "annex" => Bookmark::Annex,
            _ => Bookmark::Section(kind.strip_prefix("section")?.parse().ok().filter(|&level| level > 0)?),
        })
    }
}

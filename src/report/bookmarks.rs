//! What a Word file of our own says of its paragraphs beside their styles: in the names of hidden bookmarks around their words,
//! which move with them when the file is edited. Word shows none whose name begins with a low line.

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
}

/// What the name of every bookmark begins with.
const OURS: &str = "_tigang_";

impl Bookmark {
    /// Its name; `number` tells it from the others of its file.
    pub fn name(self, number: usize) -> String {
        let kind = match self {
            Bookmark::Title => "title",
            Bookmark::Text => "text",
            Bookmark::Closing => "closing",
            Bookmark::Section(level) => return format!("{OURS}section{level}_{number}"),
            Bookmark::Number => "number",
            Bookmark::Begins => "begins",
            Bookmark::Heading => "heading",
        };
        format!("{OURS}{kind}_{number}")
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
            _ => Bookmark::Section(kind.strip_prefix("section")?.parse().ok().filter(|&level| level > 0)?),
        })
    }
}

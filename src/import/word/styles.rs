//! What a style says about its paragraphs: heading, title, line of contents, hidden, numbered.

use std::collections::HashMap;

use crate::import::own::Own;
use crate::text::han_digit;

use super::setting::Font;
use super::setting::Side;

/// The styles of a file.
pub(super) struct Styles {
    by_id: HashMap<String, Look>,
    /// What the styles of a file of our own are for.
    own: HashMap<String, Own>,
    /// Whether the file is one of ours.
    is_own: bool,
    /// Of paragraphs that name no style.
    default: Look,
    /// The size of letters where no style says one, in half points.
    size: u16,
}

/// A style as a file defines it.
#[derive(Default)]
pub(super) struct Style {
    /// What paragraphs and runs call it.
    pub(super) id: String,
    /// What the writer calls it.
    pub(super) name: String,
    /// The style that it takes from what it doesn't say.
    pub(super) based_on: Option<String>,
    /// What it says itself.
    pub(super) look: Look,
}

/// What a style says, with all that it is based on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// What its name says.
    pub(super) name: Name,
    /// Outline level from 0; 9 is text.
    pub(super) outline: Option<u8>,
    /// The list that it is numbered by; 0 is none.
    pub(super) list: Option<u32>,
    /// The level in that list, from 0.
    pub(super) depth: Option<u8>,
    /// Whether its text is hidden.
    pub(super) hidden: Option<bool>,
    /// Where it stands.
    pub(super) side: Option<Side>,
    /// Whether its first line is indented.
    pub(super) indented: Option<bool>,
    /// Whether its letters are bold.
    pub(super) bold: Option<bool>,
    /// Its Chinese font.
    pub(super) font: Option<Font>,
    /// The size of its letters, in half points.
    pub(super) size: Option<u16>,
}

/// What the name of a style says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Name {
    /// Nothing of note.
    #[default]
    Any,
    /// The title of the report.
    Title,
    /// A heading of this level from 1.
    Heading(u8),
    /// A line of the table of contents, or what stands above it.
    Contents,
}

/// Ten points: what a file that says nothing means (ISO 29500-1, 17.3.2.38).
const SIZE: u16 = 20;

impl Styles {
    /// Those of a file; `default` is the id of the one that paragraphs have which name none, `size` that of
    /// letters of which no style says one, in half points.
    pub(super) fn new(found: Vec<Style>, default: Option<&str>, size: Option<u16>) -> Styles {
        let by_id = resolved(&found);
        let default = default.and_then(|id| by_id.get(id).copied()).unwrap_or_default();
        let is_own = Own::is_known_by(&found.iter().map(|style| style.name.as_str()).collect::<Vec<_>>());
        let named = found.into_iter().filter(|_| is_own).filter_map(|style| Some((style.id, Own::named(&style.name)?)));
        Styles { by_id, own: named.collect(), is_own, default, size: size.unwrap_or(SIZE) }
    }

    /// Whether the file is one of ours.
    pub(super) fn is_own(&self) -> bool {
        self.is_own
    }

    /// What a style is for in a file of our own.
    pub(super) fn own(&self, id: &str) -> Option<Own> {
        self.own.get(id).copied()
    }

    /// The look of a style. One that the file doesn't define is known by its id, such as `Heading1`.
    pub(super) fn look(&self, id: &str) -> Look {
        let unknown = || Look { name: Name::read(id), ..self.default };
        self.by_id.get(id).copied().unwrap_or_else(unknown)
    }

    /// The size of letters where neither paragraph nor run nor style says one, in half points.
    pub(super) fn size(&self) -> u16 {
        self.size
    }

    /// The look of a paragraph that names no style.
    pub(super) fn default(&self) -> Look {
        self.default
    }
}

impl Name {
    /// What a name says, in Chinese or English.
    pub(super) fn read(name: &str) -> Name {
        // Other names of a style stand after a comma.
        let name = name.split([',', '，']).next().unwrap_or_default();
        let name: String =
            name.chars().filter(|ch| !ch.is_whitespace() && *ch != '_').collect::<String>().to_lowercase();
        match name.as_str() {
            "title" | "标题" | "大标题" | "主标题" | "总标题" | "文章标题" | "公文标题" | "文件标题" | "报告标题" =>
            {
                return Name::Title;
            }
            "tocheading" | "toc标题" | "目录标题" | "contentsheading" => return Name::Contents,
            _ => {}
        }
        let level = |text: &str| {
            let mut chars = text.chars();
            let level = match (chars.next()?, chars.next()) {
                (ch, None) => ch.to_digit(10).or(han_digit(ch)).filter(|&level| level > 0)?,
                _ => return None,
            };
            u8::try_from(level).ok()
        };
        if ["toc", "目录", "contents"].iter().any(|head| name.strip_prefix(head).and_then(level).is_some()) {
            return Name::Contents;
        }
        let heading = ["heading", "标题", "公文标题"].iter().find_map(|head| name.strip_prefix(head).and_then(level));
        let heading = heading.or_else(|| name.strip_suffix("级标题").and_then(level));
        heading.map_or(Name::Any, Name::Heading)
    }
}

/// Every style with what it takes from those it is based on, in linear time; a circle ends where it closes.
fn resolved(found: &[Style]) -> HashMap<String, Look> {
    let index: HashMap<&str, usize> = found.iter().enumerate().map(|(k, style)| (style.id.as_str(), k)).collect();
    let mut looks: Vec<Option<Look>> = vec![None; found.len()];
    let mut on_the_way = vec![false; found.len()];
    for start in 0..found.len() {
        let mut way = Vec::new();
        let mut at = Some(start);
        let mut above = Look::default();
        while let Some(k) = at.filter(|&k| !on_the_way[k]) {
            if let Some(look) = looks[k] {
                above = look;
                break;
            }
            on_the_way[k] = true;
            way.push(k);
            at = found[k].based_on.as_deref().and_then(|id| index.get(id).copied());
        }
        for k in way.into_iter().rev() {
            let own = found[k].look;
            above = Look {
                name: if own.name == Name::Any { above.name } else { own.name },
                outline: own.outline.or(above.outline),
                list: own.list.or(above.list),
                depth: own.depth.or(above.depth),
                hidden: own.hidden.or(above.hidden),
                side: own.side.or(above.side),
                indented: own.indented.or(above.indented),
                bold: own.bold.or(above.bold),
                font: own.font.or(above.font),
                size: own.size.or(above.size),
            };
            looks[k] = Some(above);
            on_the_way[k] = false;
        }
    }
    found.iter().zip(looks).map(|(style, look)| (style.id.clone(), look.unwrap_or_default())).collect()
}

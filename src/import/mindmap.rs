//! Mind maps in the format of FreeMind (`.mm`), which 幕布 and others write, too: the root is the title, its nodes are sections.

use super::opml::is_headed_by;
use super::source::Role;
use super::source::Source;
use super::source::settle_unnamed;
use super::xml::Element;
use super::xml::Node;
use super::xml::Xml;
use super::xml::XmlError;

/// Nodes one in the other; the XML reader counts no farther.
const DEEPEST: usize = 60_000;

/// Whether a text is a mind map.
pub(super) fn is_mindmap(text: &str) -> bool {
    is_headed_by(text, "<map") && text.contains("<node")
}

/// What a rich text of a node says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rich {
    /// What the node itself is called.
    Name,
    /// A remark on it.
    Note,
    /// More about it.
    Details,
}

/// The nodes in the order of reading, each with its level; a rich text is read without its looks.
///
/// # Errors
/// Whatever is no well-formed XML, has a document type, or is deeper than any map.
pub(super) fn sources(text: &str) -> Result<Vec<Source>, XmlError> {
    let mut xml = Xml::new(text, DEEPEST);
    let mut sources: Vec<Source> = Vec::new();
    // For each open tag, whether it is a node.
    let mut open: Vec<bool> = Vec::new();
    let (mut level, mut place) = (0, 0);
    // The rich text that is being read, at which depth it was opened, and its words.
    let mut rich: Option<(Rich, usize, String)> = None;
    loop {
        match xml.next()? {
            Node::Open(element) if rich.is_some() => {
                open.push(false);
                if matches!(element.name(), "p" | "br" | "li" | "div" | "tr")
                    && let Some((.., words)) = &mut rich
                {
                    words.push('\n');
                }
            }
            Node::Open(element) => {
                let is_node = element.name() == "node";
                open.push(is_node);
                if is_node {
                    (level, place) = (level + 1, place + 1);
                    sources.extend(named(&element, level, place));
                } else if element.name() == "richcontent" {
                    rich = Some((kind(&element), open.len(), String::new()));
                }
            }
            Node::Close => {
                if let Some((kind, _, words)) = rich.take_if(|(_, depth, _)| *depth == open.len()) {
                    put(&mut sources, kind, &words, level, place);
                }
                level -= usize::from(open.pop() == Some(true));
            }
            Node::Text(text) => {
                if let Some((.., words)) = &mut rich {
                    words.extend(text.chars().map(|ch| if ch.is_ascii_whitespace() { ' ' } else { ch }));
                }
            }
            Node::End => {
                settle_unnamed(&mut sources);
                return Ok(sources);
            }
        }
    }
}

fn kind(element: &Element<'_>) -> Rich {
    match element.get("TYPE").as_deref() {
        Some("NOTE") => Rich::Note,
        Some("DETAILS") => Rich::Details,
        _ => Rich::Name,
    }
}

/// What a node of this level is; words outside of any node are text.
fn role(level: usize) -> Role {
    match level {
        0 => Role::Plain,
        1 => Role::Title,
        _ => Role::Node(level - 1),
    }
}

/// A node by its attributes: its first line is its heading, the others are text. One without words keeps its place.
fn named(element: &Element<'_>, level: usize, place: usize) -> Vec<Source> {
    let text = element.get_with_breaks("TEXT").unwrap_or_default();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut sources = vec![Source::new(place, lines.next().unwrap_or_default(), role(level))];
    sources.extend(lines.map(|line| Source::new(place, line, Role::Plain)));
    sources
}

fn put(sources: &mut Vec<Source>, kind: Rich, words: &str, level: usize, place: usize) {
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    if kind == Rich::Name
        && let Some(node) = sources.iter_mut().rev().find(|source| source.line == place && source.role == role(level))
        && node.text.is_empty()
    {
        node.text = lines.next().unwrap_or_default().to_owned();
    }
    // A report has no note of its own.
    let role = if kind == Rich::Note && level > 1 { Role::Note } else { Role::Plain };
    sources.extend(lines.map(|line| Source::new(place, line, role)));
}

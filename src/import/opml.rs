//! OPML 2.0, which outliners and mind maps write: nodes as sections, notes as their texts.

use super::html;
use super::source::Role;
use super::source::Source;
use super::source::settle_unnamed;
use super::xml::Element;
use super::xml::Node;
use super::xml::Xml;
use super::xml::XmlError;
use crate::text::char_floor;

/// Nodes one in the other; the XML reader counts no farther.
const DEEPEST: usize = 60_000;

/// Whether a text is an outline in OPML.
pub(super) fn is_opml(text: &str) -> bool {
    is_headed_by(text, "<opml")
}

/// Whether a text is a document of XML with this tag near its head.
pub(super) fn is_headed_by(text: &str, tag: &str) -> bool {
    const HEAD: usize = 2000;
    let head = text.get(..char_floor(text, HEAD)).unwrap_or(text);
    let head = head.trim_start();
    let ends = |rest: &str| rest.starts_with(|ch: char| ch == '>' || ch == '/' || ch.is_ascii_whitespace());
    head.starts_with('<') && head.match_indices(tag).any(|(at, _)| ends(&head[at + tag.len()..]))
}

/// The nodes of an outline in the order of reading, each with its level and followed by its note. The title stands at the
/// head of the file; where it is missing or says what the only top node says, that node is the title.
///
/// # Errors
/// Whatever is no well-formed XML, has a document type, or is deeper than any outline.
pub(super) fn sources(text: &str) -> Result<Vec<Source>, XmlError> {
    let mut xml = Xml::new(text, DEEPEST);
    let mut sources: Vec<Source> = Vec::new();
    let mut title = String::new();
    let mut in_title = false;
    // For each open tag, whether it is a node.
    let mut open: Vec<bool> = Vec::new();
    let (mut level, mut place) = (0, 0);
    loop {
        match xml.next()? {
            Node::Open(element) => {
                let is_node = element.name() == "outline";
                in_title = element.name() == "title" && level == 0;
                open.push(is_node);
                if is_node {
                    level += 1;
                    place += 1;
                    node(&element, level, place, &mut sources);
                }
            }
            Node::Close => {
                in_title = false;
                if open.pop() == Some(true) {
                    level -= 1;
                }
            }
            Node::Text(text) if in_title => title.push_str(&text),
            Node::Text(_) => {}
            Node::End => break,
        }
    }
    settle_unnamed(&mut sources);
    let title = one_line(&html::text_of(&title));
    let top = |source: &&Source| source.role == Role::Node(1);
    let only = sources.iter().filter(top).count() == 1 && sources.first().as_ref().is_some_and(top);
    if only && (title.is_empty() || sources[0].text == title) {
        let place = sources[0].line;
        sources[0].role = Role::Title;
        // A report has no note of its own.
        let notes = sources.iter_mut().filter(|source| source.line == place && source.role == Role::Note);
        notes.for_each(|note| note.role = Role::Plain);
    } else if !title.is_empty() {
        sources.insert(0, Source::new(1, title, Role::Title));
    }
    Ok(sources)
}

fn node(element: &Element<'_>, level: usize, place: usize, sources: &mut Vec<Source>) {
    let text = element.get("text").or_else(|| element.get("title")).unwrap_or_default();
    let text = html::text_of(&text);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // A node without words keeps its place: what stands below it stays there.
    sources.push(Source::new(place, lines.next().unwrap_or_default(), Role::Node(level)));
    sources.extend(lines.map(|line| Source::new(place, line, Role::Plain)));
    let note = element.get_with_breaks("_note").or_else(|| element.get_with_breaks("note")).unwrap_or_default();
    let note = html::text_of(&note);
    let notes = note.lines().map(str::trim).filter(|line| !line.is_empty());
    sources.extend(notes.map(|line| Source::new(place, line, Role::Note)));
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

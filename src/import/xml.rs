//! XML as a row of tags and texts: no document type, no entity but XML's own five, no depth beyond a bound.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;
use quick_xml::name::Namespace;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// Reads a document node by node, in linear time.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    depth: usize,
    deepest: usize,
}

/// What stands next in a document.
pub(super) enum Node<'a> {
    /// A tag opens; one that is empty closes next.
    Open(Element<'a>),
    /// A tag closes.
    Close,
    /// Text between tags; a text comes in several pieces where it holds references.
    Text(Cow<'a, str>),
    /// The end.
    End,
}

/// An opening tag.
pub(super) struct Element<'a> {
    /// Whose vocabulary it is of.
    pub(super) space: Space,
    start: BytesStart<'a>,
}

/// The vocabularies that matter in an Office file; of ISO 29500, both the strict names and the transitional ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Space {
    /// WordprocessingML.
    Word,
    /// Markup compatibility: two ways to say the same.
    Either,
    /// Office Math.
    Math,
    /// Any other, or none.
    Other,
}

/// Why a document cannot be read: what is said of it, to stand after its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum XmlError {
    /// It breaks the rules of XML, or it breaks off.
    #[error("不完整或写坏了")]
    Broken,
    /// It has a document type, which could define entities that unfold without end.
    #[error("里面有 DOCTYPE 声明，怕藏着会无限展开的内容")]
    DocumentType,
    /// Its elements are nested deeper than any program writes them.
    #[error("层次深得不正常")]
    TooDeep,
}

impl<'a> Xml<'a> {
    /// Stands before the first node. More than `deepest` elements one in the other are refused.
    pub(super) fn new(text: &'a str, deepest: usize) -> Xml<'a> {
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml { reader, depth: 0, deepest }
    }

    /// The next node; comments and instructions to programs are left out.
    pub(super) fn next(&mut self) -> Result<Node<'a>, XmlError> {
        loop {
            let (space, event) = match self.reader.read_resolved_event() {
                Ok((ResolveResult::Bound(Namespace(name)), event)) => (Space::named(name), event),
                Ok((_, event)) => (Space::Other, event),
                Err(_) => return Err(XmlError::Broken),
            };
            return Ok(match event {
                Event::Start(start) | Event::Empty(start) => {
                    self.depth += 1;
                    if self.depth > self.deepest {
                        return Err(XmlError::TooDeep);
                    }
                    Node::Open(Element { space, start })
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                Event::GeneralRef(name) => Node::Text(resolved(&name)),
                Event::DocType(_) => return Err(XmlError::DocumentType),
                Event::Eof if self.depth > 0 => return Err(XmlError::Broken),
                Event::Eof => Node::End,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            });
        }
    }

    /// Passes over what is left of the element opened last, with its closing tag.
    pub(super) fn skip(&mut self) -> Result<(), XmlError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if let Node::End = self.next()? {
                break;
            }
        }
        Ok(())
    }
}

impl Element<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The value of the attribute of this name, prefix aside.
    pub(super) fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|of| of.key.local_name().into_inner() == name)?;
        let value = found.normalized_value(XmlVersion::Implicit1_0);
        // An entity that nobody has defined stays as it is written.
        Some(value.unwrap_or(found.value))
    }

    /// The value of the attribute of this name with its line breaks, which XML takes for blanks and some programs write.
    pub(super) fn get_with_breaks(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|of| of.key.local_name().into_inner() == name)?;
        let value = unescape(&found.value).map(Cow::into_owned);
        Some(value.unwrap_or_else(|_| found.value.clone().into_owned()))
    }

    /// Whether the attribute `val` of a switch says yes, as it does where there is none.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

impl Space {
    fn named(name: &str) -> Space {
        match name {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Space::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Space::Either,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Space::Math,
            _ => Space::Other,
        }
    }
}

fn resolved<'a>(name: &quick_xml::events::BytesRef<'a>) -> Cow<'a, str> {
    let ch = match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    };
    Cow::Owned(ch.map_or_else(|| format!("&{};", &**name), String::from))
}

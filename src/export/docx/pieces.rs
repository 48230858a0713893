//! The main part of a Word file of ours, taken apart into its paragraphs and put together again: for what is written around
//! words that stand there already, as comments and revisions.

use crate::export::xml;

/// What stands in the body, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// What is neither, as it is.
    Other(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// How it is set: all of `pPr`, or nothing.
    pub(super) look: String,
    pub(super) items: Vec<Item>,
}

/// What stands in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Text of a run that is set so (all of `rPr`, or nothing); tabs and line breaks (U+000B) are characters.
    Text(String, String),
    /// Tags of anything else, as they are.
    Other(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// All before the first row.
    pub(super) head: String,
    pub(super) rows: Vec<Row>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// All before the first cell.
    pub(super) head: String,
    pub(super) cells: Vec<Cell>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// All before the first paragraph.
    pub(super) head: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// A soft line break.
pub(super) const BREAK: char = '\u{b}';

/// The head of the part up to its body, what stands in that, and the rest.
pub(super) fn taken_apart(document: &str) -> (String, Vec<Block>, String) {
    let begins = document.find("<w:body>").map_or(0, |at| at + "<w:body>".len());
    let ends = document.rfind("<w:sectPr").filter(|&at| at >= begins).unwrap_or(document.len());
    let mut reader = Reader { rest: &document[begins..ends] };
    let mut blocks = Vec::new();
    while !reader.rest.is_empty() {
        blocks.push(reader.block());
    }
    (document[..begins].to_owned(), blocks, document[ends..].to_owned())
}

struct Reader<'d> {
    rest: &'d str,
}

impl<'d> Reader<'d> {
    fn block(&mut self) -> Block {
        if self.is_at("w:p") {
            return Block::Paragraph(self.paragraph());
        }
        if self.is_at("w:tbl") {
            return Block::Table(self.table());
        }
        Block::Other(self.element())
    }

    fn table(&mut self) -> Table {
        let head = self.until(&["<w:tr>", "<w:tr ", "</w:tbl>"]);
        let mut rows = Vec::new();
        while self.is_at("w:tr") {
            let head = self.until(&["<w:tc>", "<w:tc ", "</w:tr>"]);
            let mut cells = Vec::new();
            while self.is_at("w:tc") {
                let head = self.until(&["<w:p>", "<w:p ", "</w:tc>"]);
                let mut paragraphs = Vec::new();
                while self.is_at("w:p") {
                    paragraphs.push(self.paragraph());
                }
                self.until(&["</w:tc>"]);
                self.tag();
                cells.push(Cell { head, paragraphs });
            }
            self.until(&["</w:tr>"]);
            self.tag();
            rows.push(Row { head, cells });
        }
        self.until(&["</w:tbl>"]);
        self.tag();
        Table { head, rows }
    }

    fn paragraph(&mut self) -> Paragraph {
        self.tag();
        let mut paragraph = Paragraph::default();
        if self.is_at("w:pPr") {
            paragraph.look = self.element();
        }
        while !self.rest.is_empty() && !self.rest.starts_with("</w:p>") {
            if self.is_at("w:r") {
                let run = self.element();
                match text_of(&run) {
                    Some((look, text)) => paragraph.items.push(Item::Text(look, text)),
                    None => paragraph.items.push(Item::Other(run)),
                }
            } else {
                let element = self.element();
                paragraph.items.push(Item::Other(element));
            }
        }
        self.tag();
        paragraph
    }

    /// Whether an element of this name begins here.
    fn is_at(&self, name: &str) -> bool {
        let rest = self.rest.strip_prefix('<').and_then(|rest| rest.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with(['>', ' ', '/']))
    }

    /// The tag, or the text up to the next one.
    fn tag(&mut self) -> &'d str {
        let end = match self.rest.starts_with('<') {
            true => self.rest.find('>').map_or(self.rest.len(), |at| at + 1),
            false => self.rest.find('<').unwrap_or(self.rest.len()),
        };
        let (tag, rest) = self.rest.split_at(end);
        self.rest = rest;
        tag
    }

    /// The element that begins here, with all in it; a text, or a tag that closes something, alone.
    fn element(&mut self) -> String {
        let mut out = String::new();
        let mut depth = 0_usize;
        loop {
            let tag = self.tag();
            out.push_str(tag);
            if tag.starts_with("</") {
                depth = depth.saturating_sub(1);
            } else if tag.starts_with('<') && !tag.ends_with("/>") {
                depth += 1;
            }
            if depth == 0 || self.rest.is_empty() {
                return out;
            }
        }
    }

    /// All before the first of these.
    fn until(&mut self, ends: &[&str]) -> String {
        let end = ends.iter().filter_map(|end| self.rest.find(end)).min().unwrap_or(self.rest.len());
        let (before, rest) = self.rest.split_at(end);
        self.rest = rest;
        before.to_owned()
    }
}

/// How a run is set and what it says, where it is nothing but text.
fn text_of(run: &str) -> Option<(String, String)> {
    let mut reader = Reader { rest: run };
    reader.tag();
    let look = if reader.is_at("w:rPr") { reader.element() } else { String::new() };
    let mut text = String::new();
    loop {
        match reader.tag() {
            "</w:r>" => return Some((look, text)),
            "<w:tab/>" => text.push('\t'),
            "<w:br/>" => text.push(BREAK),
            "</w:t>" | "<w:t>" => {}
            tag if tag.starts_with("<w:t ") => {}
            tag if tag.starts_with('<') || tag.is_empty() => return None,
            words => text.push_str(&unescaped(words)),
        }
    }
}

/// The characters of a text of ours, which names four of them.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

impl Paragraph {
    /// What it says.
    pub(super) fn text(&self) -> String {
        self.items
            .iter()
            .filter_map(|item| if let Item::Text(_, text) = item { Some(text.as_str()) } else { None })
            .collect()
    }

    /// Its tags, what stands in it as `put` writes it.
    pub(super) fn write(&self, out: &mut String) {
        out.push_str("<w:p>");
        out.push_str(&self.look);
        for item in &self.items {
            match item {
                Item::Text(look, text) => run(look, text, "t", out),
                Item::Other(tags) => out.push_str(tags),
            }
        }
        out.push_str("</w:p>");
    }
}

/// A run; its text stands in elements of this name.
pub(super) fn run(look: &str, text: &str, name: &str, out: &mut String) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    out.push_str(look);
    let mut words = String::new();
    let flush = |words: &mut String, out: &mut String| {
        if !words.is_empty() {
            out.push_str(&format!("<w:{name} xml:space=\"preserve\">"));
            xml::push(words, out);
            out.push_str(&format!("</w:{name}>"));
            words.clear();
        }
    };
    for ch in text.chars() {
        match ch {
            '\t' | BREAK => {
                flush(&mut words, out);
                out.push_str(if ch == '\t' { "<w:tab/>" } else { "<w:br/>" });
            }
            ch => words.push(ch),
        }
    }
    flush(&mut words, out);
    out.push_str("</w:r>");
}

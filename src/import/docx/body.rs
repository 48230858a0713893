//! The text of a Word file as paragraphs in the order of reading.
//!
//! ```text
//! stories   the main text, and inside of it text boxes, each with its own paragraphs and tables
//! tables    what their rows become, `import/table` says
//! fields    what they show, not what they are; a table of contents is known by its field, or where that is lost by the
//!           style of its lines with a page or a link in them
//! breaks    a soft break begins a new line of the same paragraph, a page break a new paragraph
//! ```

use std::collections::HashMap;

use crate::import::Doubt;
use crate::import::Noise;
use crate::import::Unread;
use crate::import::What;
use crate::import::source::Role;
use crate::import::source::Source;
use crate::import::table::Table;
use crate::import::table::joined;
use crate::import::xml::Element;
use crate::import::xml::Node;
use crate::import::xml::Space;
use crate::import::xml::Xml;

use super::DocxError;
use super::Part;
use super::head::Head;
use super::left_out;
use super::numbering::Numbering;
use super::package::DEEPEST;
use super::paragraph::Around;
use super::paragraph::Of;
use super::paragraph::Paragraph;
use super::styles::Styles;
use super::symbols;

/// Reads the parts of a file that have text, the main one last.
pub(super) struct Body<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    /// What is open in the part, from the outside in: the end of a tag ends the last one.
    open: Vec<Open>,
    texts: Vec<Texts>,
    footnotes: HashMap<String, String>,
    endnotes: HashMap<String, String>,
    /// The part that is being read, and the number of the paragraph in it.
    story: Story,
    place: usize,
    /// How often something was met that isn't read, and where first.
    unread: Vec<(Unread, usize, usize)>,
    doubts: Vec<Doubt>,
    sources: Vec<Source>,
    head: Head,
}

/// Which text a part holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Story {
    /// The text itself.
    Main,
    /// Notes at the foot of a page.
    Footnotes,
    /// Notes at the end.
    Endnotes,
    /// A header or a footer.
    Margin,
}

/// What the end of a tag ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Any,
    Paragraph,
    /// What is said about a paragraph, with the look of its mark.
    ParagraphLook,
    RowLook,
    Text {
        keeps_blanks: bool,
    },
    Instruction,
    Table,
    Row,
    Cell,
    /// A text in a box.
    Box,
    /// Content that a program controls; whether it holds a table of contents.
    Control {
        contents: bool,
    },
    /// Two ways to say the same; whether one has been taken.
    Either {
        taken: bool,
    },
}

/// The texts of one story: paragraphs, and tables that are being read.
#[derive(Default)]
struct Texts {
    done: Vec<Source>,
    tables: Vec<Table>,
    paragraph: Option<Paragraph>,
    fields: Vec<Field>,
    /// Text of a paragraph whose mark is deleted: the next one goes on after it.
    carried: String,
}

/// A field that is being read.
struct Field {
    instruction: String,
    /// Whether what it shows has begun.
    shows: bool,
}

impl Field {
    fn is_contents(&self) -> bool {
        is_contents(&self.instruction)
    }
}

/// Characters of a field's instruction that are looked at.
const LONGEST_INSTRUCTION: usize = 200;

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering) -> Body<'a> {
        Body {
            styles,
            numbering,
            open: Vec::new(),
            texts: Vec::new(),
            footnotes: HashMap::new(),
            endnotes: HashMap::new(),
            story: Story::Main,
            place: 0,
            unread: Vec::new(),
            doubts: Vec::new(),
            sources: Vec::new(),
            head: Head::default(),
        }
    }

    /// Reads one part. Notes are kept for their references in the main text, headers and footers become doubts.
    pub(super) fn read(&mut self, text: &str, story: Story) -> Result<(), DocxError> {
        let part = match story {
            Story::Main => Part::Body,
            Story::Footnotes | Story::Endnotes => Part::Notes,
            Story::Margin => Part::Margins,
        };
        let broken = |error| DocxError::Xml(part, error);
        let mut xml = Xml::new(text, DEEPEST);
        (self.story, self.place) = (story, 0);
        self.open.clear();
        self.texts = vec![Texts::default()];
        let mut note = None;
        let mut has_body = false;
        loop {
            match xml.next().map_err(broken)? {
                Node::Open(element) => {
                    if element.space == Space::Word && matches!(element.name(), "footnote" | "endnote") {
                        self.end_note(&mut note);
                        note = element.get("id").map(|id| id.into_owned());
                    }
                    has_body |= element.space == Space::Word && element.name() == "body";
                    match self.opens(&element) {
                        Some(open) => self.open.push(open),
                        None => xml.skip().map_err(broken)?,
                    }
                }
                Node::Close => {
                    if let Some(open) = self.open.pop() {
                        self.closes(open);
                    }
                }
                Node::Text(text) => self.takes(&text),
                Node::End => break,
            }
        }
        if story == Story::Main && !has_body {
            return Err(DocxError::Damaged(part));
        }
        self.end_note(&mut note);
        let sources = self.finished();
        match story {
            Story::Main => {
                self.sources = sources;
                self.head.name_title(&mut self.sources);
            }
            Story::Margin => {
                let text = joined(&sources);
                let is_number = |ch: char| ch.is_ascii_digit() || " 　-—–－·/第页共".contains(ch);
                let known = |doubt: &Doubt| matches!(&doubt.what, What::LeftOut { text: of, .. } if *of == text);
                if !text.chars().all(is_number) && !self.doubts.iter().any(known) {
                    self.doubts.push(left_out(1, text, Noise::Margin));
                }
            }
            Story::Footnotes | Story::Endnotes => {}
        }
        Ok(())
    }

    /// The paragraphs of the main text; what was left out goes to the doubts.
    pub(super) fn done(self, doubts: &mut Vec<Doubt>) -> Vec<Source> {
        doubts.extend(self.doubts);
        let count = |(unread, line, count)| Doubt::new(line, What::Unread { unread, count });
        doubts.extend(self.unread.into_iter().map(count));
        self.sources
    }

    /// What a tag opens; `None` when all that is in it is passed over.
    #[expect(clippy::too_many_lines, reason = "a row an element")]
    fn opens(&mut self, element: &Element<'_>) -> Option<Open> {
        let name = element.name();
        match element.space {
            Space::Word => {}
            Space::Either if name == "AlternateContent" => return Some(Open::Either { taken: false }),
            Space::Either if name == "Choice" || name == "Fallback" => {
                let Some(Open::Either { taken: taken @ false }) = self.open.last_mut() else { return None };
                *taken = true;
                return Some(Open::Any);
            }
            Space::Math if name == "t" => return Some(Open::Text { keeps_blanks: true }),
            Space::Math | Space::Either => return Some(Open::Any),
            Space::Other => {
                match name {
                    // Of a picture, a chart, a drawing of SmartArt.
                    "blip" | "imagedata" | "chart" | "relIds" => self.has_unread(Unread::Pictures),
                    _ => {}
                }
                return Some(Open::Any);
            }
        }
        let in_look = self.open.contains(&Open::ParagraphLook);
        match name {
            "p" => {
                self.end_paragraph();
                self.begin_paragraph();
                return Some(Open::Paragraph);
            }
            "pPr" => return Some(Open::ParagraphLook),
            "tbl" | "tr" | "tc" | "trPr" | "gridBefore" | "gridSpan" | "vMerge" => {
                return Some(self.opens_table(element));
            }
            "txbxContent" => {
                self.texts.push(Texts::default());
                return Some(Open::Box);
            }
            "t" => {
                let keeps_blanks = element.get("space").is_some_and(|space| space == "preserve");
                return Some(Open::Text { keeps_blanks });
            }
            "instrText" => return Some(Open::Instruction),
            "sdt" => return Some(Open::Control { contents: false }),
            "docPartGallery" => {
                let contents = element.get("val").is_some_and(|val| val == "Table of Contents");
                let control = |open: &&mut Open| matches!(open, Open::Control { .. });
                if let Some(open) = self.open.iter_mut().rev().find(control).filter(|_| contents) {
                    *open = Open::Control { contents };
                }
            }
            "moveFrom" | "del" if in_look => {
                if let Some(paragraph) = &mut self.texts().paragraph {
                    paragraph.runs_on = true;
                }
                return None;
            }
            "del" if self.open.contains(&Open::RowLook) => {
                if let Some(table) = self.texts().tables.last_mut() {
                    table.delete_row();
                }
                self.has_unread(Unread::Deletions);
            }
            "del" => {
                self.has_unread(Unread::Deletions);
                return None;
            }
            "moveFrom" | "delText" | "delInstrText" | "tabs" | "sectPr" | "rt" => return None,
            "pPrChange" | "rPrChange" | "sectPrChange" | "tblPrChange" | "tblPrExChange" | "trPrChange"
            | "tcPrChange" | "tblGridChange" | "numberingChange" => return None,
            "altChunk" | "subDoc" => self.has_unread(Unread::Inserted),
            "commentReference" => self.has_unread(Unread::Comments),
            "footnoteReference" | "endnoteReference" if self.story == Story::Main => {
                let notes = if name == "footnoteReference" { &mut self.footnotes } else { &mut self.endnotes };
                if let Some(text) = element.get("id").and_then(|id| notes.remove(&*id)) {
                    self.doubts.push(left_out(self.place.max(1), text, Noise::Note));
                }
            }
            "hyperlink" => {
                let linked = element.get("anchor").is_some_and(|anchor| anchor.starts_with("_Toc"));
                if linked && let Some(paragraph) = &mut self.texts().paragraph {
                    paragraph.linked = true;
                }
            }
            "fldChar" => self.field(&element.get("fldCharType").unwrap_or_default()),
            "fldSimple" => {
                let contents = element.get("instr").is_some_and(|instruction| is_contents(&instruction));
                if contents && let Some(paragraph) = &mut self.texts().paragraph {
                    paragraph.contents = true;
                }
            }
            "tab" | "ptab" => self.takes_character('\t'),
            "br" if element.get("type").is_some_and(|kind| kind == "page" || kind == "column") => {
                self.takes_character('\u{c}');
            }
            "br" | "cr" => self.takes_character('\u{b}'),
            "noBreakHyphen" => self.takes_character('-'),
            "sym" => self.symbol(element),
            _ => {
                if let Some(paragraph) = self.texts.last_mut().and_then(|texts| texts.paragraph.as_mut()) {
                    paragraph.look(element, if in_look { Of::Paragraph } else { Of::Run });
                }
            }
        }
        Some(Open::Any)
    }

    /// What a tag of a table opens.
    fn opens_table(&mut self, element: &Element<'_>) -> Open {
        self.end_paragraph();
        let number = || element.get("val").and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(0);
        let texts = self.texts();
        if element.name() == "tbl" {
            texts.tables.push(Table::default());
            return Open::Table;
        }
        let Some(table) = texts.tables.last_mut() else { return Open::Any };
        match element.name() {
            "tr" => {
                table.begin_row();
                return Open::Row;
            }
            "tc" => {
                table.begin_cell();
                return Open::Cell;
            }
            "trPr" => return Open::RowLook,
            "gridBefore" => table.skip(number()),
            "gridSpan" => table.span(number(), 1),
            "vMerge" if element.get("val").is_none_or(|val| val == "continue") => table.go_on(),
            _ => {}
        }
        Open::Any
    }

    fn closes(&mut self, open: Open) {
        match open {
            Open::Paragraph => self.end_paragraph(),
            Open::Table => self.end_table(),
            Open::Box => {
                let boxed = self.finished();
                match &mut self.texts().paragraph {
                    Some(paragraph) => paragraph.boxed.extend(boxed),
                    None => self.put(boxed),
                }
            }
            Open::Row | Open::Cell => self.end_paragraph(),
            _ => {}
        }
    }

    /// Takes a text that stands between tags, where the innermost tag holds any.
    fn takes(&mut self, text: &str) {
        match self.open.last() {
            Some(Open::Text { keeps_blanks }) => {
                let blank = |ch: char| matches!(ch, ' ' | '\n' | '\r' | '\t');
                let text = if *keeps_blanks { text } else { text.trim_matches(blank) };
                if text.contains(['\n', '\r']) {
                    self.takes_text(&text.replace(['\n', '\r'], " "));
                } else {
                    self.takes_text(text);
                }
            }
            Some(Open::Instruction) => {
                if let Some(field) = self.texts().fields.last_mut().filter(|field| !field.shows) {
                    let room = LONGEST_INSTRUCTION.saturating_sub(field.instruction.len());
                    field.instruction.extend(text.chars().take(room));
                }
            }
            _ => {}
        }
    }

    fn takes_character(&mut self, ch: char) {
        self.takes_text(ch.encode_utf8(&mut [0; 4]));
    }

    fn takes_text(&mut self, text: &str) {
        let styles = self.styles;
        let texts = self.texts();
        if texts.fields.iter().any(|field| !field.shows) {
            return;
        }
        if let Some(paragraph) = &mut texts.paragraph {
            paragraph.take(text, styles);
        }
    }

    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.get("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let font = element.get("font").unwrap_or_default();
        match code.and_then(char::from_u32).and_then(|ch| symbols::shown(ch, &font)) {
            Some(ch) => self.takes_character(ch),
            None => {
                self.has_unread(Unread::Symbols);
                self.takes_character('□');
            }
        }
    }

    fn field(&mut self, kind: &str) {
        let fields = &mut self.texts().fields;
        match kind {
            "begin" if fields.len() < DEEPEST => fields.push(Field { instruction: String::new(), shows: false }),
            "separate" => {
                let Some(field) = fields.last_mut() else { return };
                field.shows = true;
                if field.is_contents()
                    && let Some(paragraph) = &mut self.texts().paragraph
                {
                    paragraph.contents = true;
                }
            }
            "end" => {
                let contents = fields.pop().is_some_and(|field| field.is_contents());
                // What stands after a table of contents is text.
                if contents
                    && let Some(paragraph) = self.texts().paragraph.as_mut().filter(|of| of.text.trim().is_empty())
                {
                    paragraph.contents = false;
                }
            }
            _ => {}
        }
    }

    fn begin_paragraph(&mut self) {
        self.place += 1;
        let place = self.place;
        let control = self.open.contains(&Open::Control { contents: true });
        let texts = self.texts();
        let contents = control || texts.fields.iter().any(Field::is_contents);
        let paragraph = Paragraph::new(place, std::mem::take(&mut texts.carried));
        texts.paragraph = Some(if contents { paragraph.of_contents() } else { paragraph });
    }

    fn end_paragraph(&mut self) {
        let styles = self.styles;
        let Some(mut paragraph) = self.texts().paragraph.take() else { return };
        // An instruction that goes on beyond its paragraph would swallow the text.
        for field in &mut self.texts().fields {
            field.shows = true;
        }
        if !paragraph.hidden.trim().is_empty() {
            self.doubts.push(left_out(paragraph.place, paragraph.hidden.trim().to_owned(), Noise::Hidden));
        }
        if paragraph.runs_on {
            self.texts().carried = std::mem::take(&mut paragraph.text);
            return self.put(paragraph.boxed);
        }
        let look = paragraph.look_of(styles);
        let list = paragraph.list.or(look.list).filter(|&list| list > 0);
        let unseen = paragraph.mark_hidden && paragraph.text.is_empty();
        let number = match list.filter(|_| !unseen && self.story == Story::Main) {
            Some(list) => {
                let depth = paragraph.depth.or(look.depth.filter(|_| paragraph.list.is_none()));
                let style = paragraph.style.as_deref();
                self.numbering.count(list, depth, style, styles)
            }
            None => String::new(),
        };
        let in_cell = !self.texts().tables.is_empty();
        if self.story == Story::Main && self.texts.len() == 1 && !in_cell {
            self.head.take(&paragraph, look);
        }
        let mut sources =
            paragraph.lines(number, paragraph.role(look), if in_cell { Around::Cell } else { Around::Page });
        if self.story == Story::Main {
            let own = paragraph.style.as_deref().and_then(|style| styles.own(style));
            sources.iter_mut().for_each(|source| source.own = own);
        }
        sources.append(&mut paragraph.boxed);
        self.put(sources);
    }

    /// Puts paragraphs where the text stands: in the open cell, or after what is done.
    fn put(&mut self, sources: Vec<Source>) {
        let texts = self.texts();
        match texts.tables.last_mut() {
            Some(table) => table.put(sources),
            None => texts.done.extend(sources),
        }
    }

    /// Ends the innermost table. Its lines stand in the cell around it.
    fn end_table(&mut self) {
        self.end_paragraph();
        if let Some(table) = self.texts().tables.pop() {
            self.put(table.lines());
        }
    }

    fn end_note(&mut self, note: &mut Option<String>) {
        let Some(id) = note.take() else { return };
        let text = joined(&self.finished());
        self.texts.push(Texts::default());
        if !text.is_empty() {
            let notes = if self.story == Story::Footnotes { &mut self.footnotes } else { &mut self.endnotes };
            notes.insert(id, text);
        }
    }

    /// Ends the innermost story and answers its paragraphs.
    fn finished(&mut self) -> Vec<Source> {
        self.end_paragraph();
        while !self.texts().tables.is_empty() {
            self.end_table();
        }
        let Texts { mut done, carried, .. } = self.texts.pop().unwrap_or_default();
        if !carried.trim().is_empty() {
            done.push(Source::new(self.place, carried, Role::Unknown));
        }
        done
    }

    fn texts(&mut self) -> &mut Texts {
        if self.texts.is_empty() {
            self.texts.push(Texts::default());
        }
        self.texts.last_mut().expect("one has just been put there")
    }

    fn has_unread(&mut self, unread: Unread) {
        if self.story != Story::Main {
            return;
        }
        match self.unread.iter_mut().find(|(of, ..)| *of == unread) {
            Some((_, _, count)) => *count += 1,
            None => self.unread.push((unread, self.place.max(1), 1)),
        }
    }
}

fn is_contents(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}

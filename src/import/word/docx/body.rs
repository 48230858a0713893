//! The XML of a Word file's texts: what each tag begins, says and ends.

use std::collections::HashMap;
use std::collections::HashSet;

use crate::import::Track;
use crate::import::Unread;
use crate::import::word::DEEPEST;
use crate::import::word::LONGEST_COMMENT;
use crate::import::word::numbering::Numbering;
use crate::import::word::paragraph::Paragraph;
use crate::import::word::said_in_line;
use crate::import::word::spoken;
use crate::import::word::story::Stories;
use crate::import::word::story::Story;
use crate::import::word::story::Turn;
use crate::import::word::story::is_contents;
use crate::import::word::styles::Styles;
use crate::import::xml::Element;
use crate::import::xml::Node;
use crate::import::xml::Space;
use crate::import::xml::Xml;
use crate::report::Bookmark;
use crate::report::Comment;
use crate::report::properties;

use super::DocxError;
use super::Part;
use super::styles::font;
use super::styles::indented;
use super::styles::side;

/// Reads the parts of a file that have text, the main one last.
pub(super) struct Body<'a> {
    stories: Stories<'a>,
    /// What is open in the part, from the outside in: the end of a tag ends the last one.
    open: Vec<Open>,
    footnotes: HashMap<String, String>,
    endnotes: HashMap<String, String>,
    comments: HashMap<String, Comment>,
    /// Of the comment that is being read, the name of its last paragraph.
    said_last: Option<String>,
    /// The names of the last paragraphs of comments that are ticked off.
    ticked: HashSet<String>,
    /// Of comments that answer others, the names of both.
    answers: HashMap<String, String>,
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
    /// Words that were put in, and stay.
    Inserted,
    /// Words that were taken out: of what is in it bookmarks alone are read.
    Gone,
    /// Two ways to say the same; whether one has been taken.
    Either {
        taken: bool,
    },
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, track: Track) -> Body<'a> {
        Body {
            stories: Stories::new(styles, numbering, track),
            open: Vec::new(),
            footnotes: HashMap::new(),
            endnotes: HashMap::new(),
            comments: HashMap::new(),
            said_last: None,
            ticked: HashSet::new(),
            answers: HashMap::new(),
        }
    }

    /// All that was read.
    pub(super) fn into_stories(self) -> Stories<'a> {
        self.stories
    }

    /// Reads one part. Notes are kept for their references in the main text, headers and footers become doubts.
    pub(super) fn read(&mut self, text: &str, story: Story) -> Result<(), DocxError> {
        let part = match story {
            Story::Main => Part::Body,
            Story::Footnotes | Story::Endnotes => Part::Notes,
            Story::Margin => Part::Margins,
            Story::Comments => Part::Comments,
        };
        let broken = |error| DocxError::Xml(part, error);
        let mut xml = Xml::new(text, DEEPEST);
        self.stories.begin(story);
        self.open.clear();
        let mut note = None;
        let mut said: Option<(String, Comment)> = None;
        let mut has_body = false;
        loop {
            match xml.next().map_err(broken)? {
                Node::Open(element) => {
                    if element.space == Space::Word && matches!(element.name(), "footnote" | "endnote") {
                        self.end_note(&mut note);
                        note = element.get("id").map(|id| id.into_owned());
                    }
                    if element.space == Space::Word && element.name() == "comment" {
                        self.end_comment(&mut said);
                        said = element.get("id").map(|id| (id.into_owned(), comment(&element)));
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
        self.end_comment(&mut said);
        match story {
            Story::Main => self.stories.end_main(),
            Story::Margin => self.stories.end_margin(),
            Story::Footnotes | Story::Endnotes | Story::Comments => {}
        }
        Ok(())
    }

    /// A tag between words that are gone: LibreOffice has the bookmarks in there that begin and end beside them.
    fn gone(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.stories.paragraph().filter(|_| element.space == Space::Word) else { return };
        let said = |name| element.get(name).unwrap_or_default();
        match element.name() {
            "bookmarkStart" if Bookmark::section_of(&said("name")).is_none() => {
                paragraph.bookmark_begins(&said("id"), &said("name"));
            }
            "bookmarkEnd" => paragraph.bookmark_ends(&said("id")),
            _ => {}
        }
    }

    /// What a tag opens; `None` when all that is in it is passed over.
    #[expect(clippy::too_many_lines, reason = "a row an element")]
    fn opens(&mut self, element: &Element<'_>) -> Option<Open> {
        let name = element.name();
        if self.open.last() == Some(&Open::Gone) {
            self.gone(element);
            return None;
        }
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
                    "blip" | "imagedata" | "chart" | "relIds" => self.stories.has_unread(Unread::Pictures),
                    _ => {}
                }
                return Some(Open::Any);
            }
        }
        let in_look = self.open.contains(&Open::ParagraphLook);
        match name {
            "p" => {
                if self.stories.story() == Story::Comments {
                    self.said_last = element.get("paraId").map(|name| name.into_owned());
                }
                self.stories.end_paragraph();
                self.begin_paragraph();
                return Some(Open::Paragraph);
            }
            "pPr" => return Some(Open::ParagraphLook),
            "tbl" | "tr" | "tc" | "trPr" | "gridBefore" | "gridSpan" | "vMerge" => {
                return Some(self.opens_table(element));
            }
            "txbxContent" => {
                self.stories.begin_box();
                return Some(Open::Box);
            }
            "t" => {
                let keeps_blanks = element.get("space").is_some_and(|space| space == "preserve");
                return Some(Open::Text { keeps_blanks });
            }
            "instrText" => return Some(Open::Instruction),
            "sdt" => return Some(Open::Control { contents: false }),
            // The cover of a file of our own says what its text says again, as a table of contents does.
            "docPartGallery" | "tag" => {
                let ours = if name == "tag" { properties::COVER } else { "Table of Contents" };
                let contents = element.get("val").is_some_and(|val| val == ours);
                let control = |open: &&mut Open| matches!(open, Open::Control { .. });
                if let Some(open) = self.open.iter_mut().rev().find(control).filter(|_| contents) {
                    *open = Open::Control { contents };
                }
            }
            "ins" | "moveTo" | "del" | "moveFrom" => {
                let turn = if matches!(name, "ins" | "moveTo") { Turn::Inserted } else { Turn::Deleted };
                let said = |name| said_in_line(&element.get(name).unwrap_or_default());
                let is_read = self.stories.revised(&said("author"), &said("date"), turn);
                if in_look {
                    // Its mark is there or not: if not, the next paragraph goes on in it.
                    if let Some(paragraph) = self.stories.paragraph().filter(|_| !is_read) {
                        paragraph.runs_on = true;
                    }
                    return None;
                }
                if self.open.contains(&Open::RowLook) {
                    if let Some(table) = self.stories.table().filter(|_| !is_read) {
                        table.delete_row();
                    }
                    return None;
                }
                let is_inserted = turn == Turn::Inserted && self.stories.paragraph().is_some();
                if is_read
                    && is_inserted
                    && let Some(paragraph) = self.stories.paragraph()
                {
                    paragraph.insertion_begins();
                }
                return Some(match (is_read, is_inserted) {
                    (true, true) => Open::Inserted,
                    (true, false) => Open::Any,
                    (false, _) => Open::Gone,
                });
            }
            "delText" => return Some(Open::Text { keeps_blanks: true }),
            "delInstrText" | "tabs" | "sectPr" | "rt" => return None,
            "pPrChange" => {
                let said = |name| said_in_line(&element.get(name).unwrap_or_default());
                // What it was stands in it.
                return self.stories.set_otherwise(&said("author"), &said("date")).then_some(Open::Any);
            }
            "rPrChange" | "sectPrChange" | "tblPrChange" | "tblPrExChange" | "trPrChange" | "tcPrChange"
            | "tblGridChange" | "numberingChange" => return None,
            "altChunk" | "subDoc" => self.stories.has_unread(Unread::Inserted),
            "commentRangeStart" => self.stories.comment_begins(&element.get("id").unwrap_or_default()),
            "commentRangeEnd" => self.stories.comment_ends(&element.get("id").unwrap_or_default()),
            "commentReference" if self.stories.story() == Story::Main => {
                let name = element.get("id").unwrap_or_default();
                match self.comments.remove(&*name) {
                    Some(comment) => self.stories.has_comment(&name, comment),
                    None => self.stories.has_unread(Unread::Comments),
                }
            }
            "footnoteReference" | "endnoteReference" if self.stories.story() == Story::Main => {
                let (story, notes) = match name {
                    "footnoteReference" => (Story::Footnotes, &mut self.footnotes),
                    _ => (Story::Endnotes, &mut self.endnotes),
                };
                if let Some(text) = element.get("id").and_then(|id| notes.remove(&*id)) {
                    self.stories.has_note(story, &text);
                }
            }
            "hyperlink" => {
                let linked = element.get("anchor").is_some_and(|anchor| anchor.starts_with("_Toc"));
                if linked && let Some(paragraph) = self.stories.paragraph() {
                    paragraph.linked = true;
                }
            }
            "bookmarkStart" => {
                if let Some(paragraph) = self.stories.paragraph() {
                    let said = |name| element.get(name).unwrap_or_default();
                    paragraph.bookmark_begins(&said("id"), &said("name"));
                }
            }
            "bookmarkEnd" => {
                if let Some(paragraph) = self.stories.paragraph() {
                    paragraph.bookmark_ends(&element.get("id").unwrap_or_default());
                }
            }
            "fldChar" => self.field(&element.get("fldCharType").unwrap_or_default()),
            "fldSimple" => {
                let contents = element.get("instr").is_some_and(|instruction| is_contents(&instruction));
                if contents && let Some(paragraph) = self.stories.paragraph() {
                    paragraph.contents = true;
                }
            }
            "tab" | "ptab" => self.stories.takes_character('\t'),
            "br" if element.get("type").is_some_and(|kind| kind == "page" || kind == "column") => {
                self.stories.takes_character('\u{c}');
            }
            // Set by our own files where a line is full.
            "br" if element.get("clear").is_some_and(|clear| clear == "left") => {}
            "br" | "cr" => self.stories.takes_character('\u{b}'),
            "noBreakHyphen" => self.stories.takes_character('-'),
            "sym" => self.symbol(element),
            _ => {
                if let Some(paragraph) = self.stories.paragraph() {
                    look(paragraph, element, if in_look { Of::Paragraph } else { Of::Run });
                }
            }
        }
        Some(Open::Any)
    }

    /// What a tag of a table opens.
    fn opens_table(&mut self, element: &Element<'_>) -> Open {
        self.stories.end_paragraph();
        let number = || element.get("val").and_then(|text| text.trim().parse::<usize>().ok()).unwrap_or(0);
        if element.name() == "tbl" {
            self.stories.begin_table();
            return Open::Table;
        }
        let Some(table) = self.stories.table() else { return Open::Any };
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
            Open::Paragraph => self.stories.end_paragraph(),
            Open::Table => self.stories.end_table(),
            Open::Box => self.stories.end_box(),
            Open::Inserted => {
                if let Some(paragraph) = self.stories.paragraph() {
                    paragraph.insertion_ends();
                }
            }
            Open::Row | Open::Cell => self.stories.end_paragraph(),
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
                    self.stories.takes_text(&text.replace(['\n', '\r'], " "));
                } else {
                    self.stories.takes_text(text);
                }
            }
            Some(Open::Instruction) => self.stories.takes_instruction(text),
            _ => {}
        }
    }

    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.get("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let font = element.get("font").unwrap_or_default();
        self.stories.takes_symbol(code.and_then(char::from_u32), &font);
    }

    /// A paragraph begins; one inside of what a program controls may be a line of contents.
    fn begin_paragraph(&mut self) {
        self.stories.begin_paragraph();
        if self.open.contains(&Open::Control { contents: true })
            && let Some(paragraph) = self.stories.paragraph()
        {
            paragraph.contents = true;
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.stories.begin_field(),
            "separate" => self.stories.field_shows(),
            "end" => self.stories.end_field(),
            _ => {}
        }
    }

    /// Reads which comments are ticked off: before the comments.
    pub(super) fn read_ticks(&mut self, text: &str) -> Result<(), DocxError> {
        let mut xml = Xml::new(text, DEEPEST);
        loop {
            match xml.next().map_err(|error| DocxError::Xml(Part::Comments, error))? {
                Node::Open(element) if element.name() == "commentEx" => {
                    let done = element.get("done").is_some_and(|done| matches!(&*done, "1" | "true" | "on"));
                    let name = |name| element.get(name).map(|name| name.into_owned());
                    self.ticked.extend(name("paraId").filter(|_| done));
                    self.answers.extend(name("paraId").zip(name("paraIdParent")));
                }
                Node::End => return Ok(()),
                _ => {}
            }
        }
    }

    fn end_comment(&mut self, said: &mut Option<(String, Comment)>) {
        let Some((id, mut comment)) = said.take() else { return };
        comment.text = spoken(&self.stories.end_comment(), LONGEST_COMMENT);
        let name = self.said_last.take().unwrap_or_default();
        let asked = self.answers.get(&name);
        comment.answers = asked.is_some();
        comment.done = [Some(&name), asked].into_iter().flatten().any(|name| self.ticked.contains(name));
        if !comment.text.is_empty() {
            self.comments.insert(id, comment);
        }
    }

    fn end_note(&mut self, note: &mut Option<String>) {
        let Some(id) = note.take() else { return };
        let text = self.stories.end_note();
        if !text.is_empty() {
            let footnote = self.stories.story() == Story::Footnotes;
            let notes = if footnote { &mut self.footnotes } else { &mut self.endnotes };
            notes.insert(id, text);
        }
    }
}

/// Whose a comment is, and when it was made.
fn comment(element: &Element<'_>) -> Comment {
    let said = |name: &str| element.get(name).map(|value| said_in_line(&value)).unwrap_or_default();
    // A program that knows no date may write one of the year 0.
    let date = Some(said("date")).filter(|date| !date.starts_with("0-") && !date.starts_with("0000"));
    Comment { author: said("author"), date: date.unwrap_or_default(), ..Comment::default() }
}

/// What a tag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// The paragraph and its mark.
    Paragraph,
    /// A run of it.
    Run,
}

/// Takes what a tag says about the paragraph or the run that is open.
fn look(paragraph: &mut Paragraph, element: &Element<'_>, of: Of) {
    let in_look = of == Of::Paragraph;
    let number = || element.get("val").and_then(|text| text.trim().parse::<u32>().ok());
    match element.name() {
        "pStyle" => paragraph.style = element.get("val").map(|id| id.into_owned()),
        "numId" => paragraph.list = number(),
        "ilvl" => paragraph.depth = number().and_then(|depth| u8::try_from(depth).ok()),
        "outlineLvl" => paragraph.outline = number().and_then(|level| u8::try_from(level).ok()),
        "jc" if in_look => paragraph.side = side(element),
        "ind" if in_look => paragraph.indented = indented(element).or(paragraph.indented),
        "b" if !in_look => paragraph.run.bold = Some(element.is_on()),
        "rFonts" if !in_look => paragraph.run.font = font(element).or(paragraph.run.font),
        "r" => paragraph.begin_run(),
        "rStyle" if !in_look => paragraph.run.style = element.get("val").map(|id| id.into_owned()),
        "sz" if !in_look => paragraph.run.size = number().and_then(|size| u16::try_from(size).ok()),
        "vanish" if in_look => paragraph.mark_hidden = element.is_on(),
        "vanish" => paragraph.run.hidden = Some(element.is_on()),
        _ => {}
    }
}

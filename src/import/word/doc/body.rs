//! The texts of an old Word file as paragraphs in the order of reading.

use std::collections::BTreeMap;
use std::collections::HashMap;

use crate::import::Unread;
use crate::import::table::Table;
use crate::import::word::story::Stories;
use crate::import::word::story::Story;
use crate::import::word::story::Turn;
use crate::report::Comment;

use super::comments;
use super::file::File;
use super::file::Part;
use super::file::names;
use super::file::plc;
use super::file::u32_at;
use super::fonts;
use super::looks::Ends;
use super::looks::Looks;
use super::looks::ParagraphLook;
use super::looks::RunLook;
use super::pieces::Text;
use super::rows;
use super::styles;

/// Reads the texts of a file, the main one last.
pub(super) struct Body<'a> {
    text: &'a Text<'a>,
    looks: &'a Looks<'a>,
    stories: Stories<'a>,
    fonts: &'a [String],
    /// Who has revised the text.
    authors: Vec<String>,
    /// What hangs on the main text, by the unit that stands for it.
    marks: BTreeMap<usize, Vec<Mark>>,
    /// Where the text of each box stands, in units, by the number of its drawing.
    boxes: HashMap<u32, (usize, usize)>,
    main: Span,
    margins: Vec<Span>,
}

/// Bytes before the names of those who revised: what kind of table it is, their count, no more data (SttbfRMark, 2.9.282).
const NAMES: usize = 6;

/// A stretch of the text: its first unit, and the one after its last.
type Span = (usize, usize);

/// What hangs on a place of the text.
#[derive(Clone, Debug)]
enum Mark {
    /// A footnote or an endnote: what it says.
    Note(Story, String),
    /// The words of the comment of this name begin.
    CommentBegins(String),
    /// They end.
    CommentEnds(String),
    Comment(String, Comment),
    /// A drawing of this number.
    Drawing(u32),
}

/// A paragraph: its units without its mark, and what is said of it.
struct Paragraph {
    start: usize,
    mark: usize,
    look: ParagraphLook,
}

/// Units that stand for something else than themselves (2.4.1).
mod unit {
    pub(super) const PICTURE: u16 = 0x01;
    pub(super) const CELL: u16 = 0x07;
    pub(super) const DRAWING: u16 = 0x08;
    pub(super) const PAGE: u16 = 0x0c;
    pub(super) const PARAGRAPH: u16 = 0x0d;
    pub(super) const COLUMN: u16 = 0x0e;
    pub(super) const FIELD: u16 = 0x13;
    pub(super) const FIELD_SHOWS: u16 = 0x14;
    pub(super) const FIELD_END: u16 = 0x15;
    pub(super) const HYPHEN: u16 = 0x1e;
    pub(super) const SYMBOL: u16 = 0x28;
}

impl<'a> Body<'a> {
    pub(super) fn new(
        file: &'a File,
        text: &'a Text<'a>,
        looks: &'a Looks<'a>,
        stories: Stories<'a>,
        fonts: &'a [String],
    ) -> Body<'a> {
        let lengths = file.lengths();
        let footnotes = lengths.main;
        let margins = footnotes + lengths.footnotes;
        let endnotes = margins + lengths.margins + lengths.macros + lengths.comments;
        let boxes = endnotes + lengths.endnotes;
        let mut body = Body {
            text,
            looks,
            stories,
            fonts,
            authors: names(file.part(Part::Revisers).get(NAMES..).unwrap_or_default()),
            marks: BTreeMap::new(),
            boxes: HashMap::new(),
            main: (0, lengths.main),
            margins: spans(file.part(Part::Margins), 0, margins, lengths.margins),
        };
        for ((at, _), drawing) in plc(file.part(Part::Drawings), 26) {
            body.mark(at, Mark::Drawing(u32_at(drawing, 0).unwrap_or(0)));
        }
        let of_boxes = spans(file.part(Part::Boxes), 22, boxes, lengths.boxes);
        for (span, (_, said)) in of_boxes.into_iter().zip(plc(file.part(Part::Boxes), 22)) {
            body.boxes.insert(u32_at(said, 14).unwrap_or(0), span);
        }
        let notes = [
            (Story::Footnotes, Part::FootnoteMarks, Part::Footnotes, footnotes, lengths.footnotes),
            (Story::Endnotes, Part::EndnoteMarks, Part::Endnotes, endnotes, lengths.endnotes),
        ];
        for (story, marks, texts, start, len) in notes {
            body.read_notes(story, &plc(file.part(marks), 2), spans(file.part(texts), 0, start, len));
        }
        let of_comments = endnotes - lengths.comments;
        body.read_comments(file, spans(file.part(Part::Comments), 0, of_comments, lengths.comments));
        body
    }

    fn mark(&mut self, at: usize, mark: Mark) {
        self.marks.entry(at).or_default().push(mark);
    }

    /// Reads headers, footers and the main text.
    pub(super) fn read(mut self) -> Stories<'a> {
        for (from, to) in std::mem::take(&mut self.margins) {
            self.stories.begin(Story::Margin);
            self.read_span(from, to);
            self.stories.end_margin();
        }
        self.stories.begin(Story::Main);
        self.read_span(self.main.0, self.main.1);
        // A box in a group of drawings is named by none that hangs on the text.
        let mut left: Vec<Span> = std::mem::take(&mut self.boxes).into_values().collect();
        left.sort_unstable();
        for (from, to) in left {
            self.read_box(from, to);
        }
        self.stories.end_main();
        self.stories
    }

    fn read_notes(&mut self, story: Story, marks: &[(Span, &[u8])], texts: Vec<Span>) {
        for (((at, _), _), (from, to)) in marks.iter().zip(texts) {
            self.stories.begin(story);
            self.read_span(from, to);
            let note = self.stories.end_note();
            if !note.is_empty() {
                self.mark(*at, Mark::Note(story, note));
            }
        }
    }

    fn read_comments(&mut self, file: &File, texts: Vec<Span>) {
        for ((k, of), (from, to)) in comments::comments(file).into_iter().enumerate().zip(texts) {
            self.stories.begin(Story::Comments);
            self.read_span(from, to);
            let text = self.stories.end_comment();
            if text.is_empty() {
                continue;
            }
            let name = k.to_string();
            if let Some((begins, ends)) = of.words {
                self.mark(begins, Mark::CommentBegins(name.clone()));
                self.mark(ends, Mark::CommentEnds(name.clone()));
            }
            self.mark(
                of.at,
                Mark::Comment(name, Comment { author: of.author, date: of.date, text, ..Comment::default() }),
            );
        }
    }

    fn read_box(&mut self, from: usize, to: usize) {
        self.stories.begin_box();
        self.read_span(from, to);
        self.stories.end_box();
    }

    fn read_span(&mut self, from: usize, to: usize) {
        let paragraphs = self.paragraphs(from, to);
        self.blocks(&paragraphs, 0);
    }

    fn paragraphs(&self, from: usize, to: usize) -> Vec<Paragraph> {
        let mut found = Vec::new();
        let mut start = from;
        for (k, &unit) in self.text.units(from, to).iter().enumerate() {
            let at = from + k;
            let ends = match unit {
                unit::PARAGRAPH | unit::CELL => true,
                // A page break is a character of its paragraph, the end of a section ends it.
                unit::PAGE => self.looks.ends_paragraph(at),
                _ => false,
            };
            if ends {
                found.push(Paragraph { start, mark: at, look: self.looks.paragraph(at) });
                start = at + 1;
            }
        }
        let end = from + self.text.units(from, to).len();
        if start < end {
            found.push(Paragraph { start, mark: end, look: ParagraphLook::default() });
        }
        found
    }

    /// Reads paragraphs and the tables among them; `depth` is how deep they stand in tables themselves.
    fn blocks(&mut self, paragraphs: &[Paragraph], depth: usize) {
        for run in paragraphs.chunk_by(|one, next| (one.look.tables > depth) == (next.look.tables > depth)) {
            if run[0].look.tables > depth {
                self.table(run, depth + 1);
            } else {
                run.iter().for_each(|paragraph| self.paragraph(paragraph));
            }
        }
    }

    fn table(&mut self, paragraphs: &[Paragraph], depth: usize) {
        let ends_row = |paragraph: &Paragraph| paragraph.look.ends == Ends::Row && paragraph.look.tables <= depth;
        let rows = || paragraphs.split_inclusive(ends_row);
        let look =
            |row: &'_ [Paragraph]| row.last().filter(|last| ends_row(last)).and_then(|last| last.look.row.clone());
        let looks: Vec<_> = rows().map(look).collect();
        let columns = rows::columns(looks.iter().flatten());
        let text = self.text;
        self.stories.begin_table();
        for (row, look) in rows().zip(looks) {
            let cells = if row.last().is_some_and(ends_row) { &row[..row.len() - 1] } else { row };
            let spans = look.as_ref().and_then(|look| rows::spans(look, &columns));
            self.open_table(|table| table.begin_row());
            for (k, cell) in cells.split_inclusive(|paragraph| ends_cell(text, paragraph, depth)).enumerate() {
                let span = spans.as_ref().and_then(|spans| spans.get(k)).copied();
                let goes_on = look.as_ref().is_some_and(|look| look.goes_on.get(k) == Some(&true));
                self.open_table(|table| {
                    if let (0, Some((column, _))) = (k, span) {
                        table.skip(column);
                    }
                    table.begin_cell();
                    table.span(span.map_or(1, |(_, columns)| columns), 1);
                    if goes_on {
                        table.go_on();
                    }
                });
                self.blocks(cell, depth);
            }
        }
        self.stories.end_table();
    }

    fn open_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.stories.table() {
            change(table);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let Paragraph { start, mark, ref look } = *paragraph;
        let (of_mark, _) = self.looks.run(mark);
        let is_read = self.is_read(of_mark);
        self.stories.begin_paragraph();
        if let Some(open) = self.stories.paragraph() {
            open.style = Some(styles::id(look.style));
            (open.list, open.depth) = (look.list, look.depth);
            open.outline = look.outline;
            (open.side, open.indented) = (look.side, look.indented);
            open.runs_on = !is_read;
            open.mark_hidden = of_mark.hidden == Some(true);
        }
        let mut at = start;
        while at < mark {
            let (look, end) = self.looks.run(at);
            let end = end.min(mark);
            self.run(at, end, look);
            at = end;
        }
        self.stories.end_paragraph();
    }

    /// Whether a run is read, by its revisions.
    fn is_read(&mut self, look: RunLook) -> bool {
        let revisions = [(look.inserted, Turn::Inserted), (look.deleted, Turn::Deleted)];
        let mut is_read = true;
        for (_, revision) in revisions.into_iter().filter(|(revised, _)| *revised) {
            let author = look.authors[revision as usize];
            let author = self.authors.get(usize::from(author)).cloned().unwrap_or_default();
            is_read &= self.stories.revised(&author, "", revision);
        }
        is_read
    }

    /// Takes the units of a run.
    fn run(&mut self, from: usize, to: usize, look: RunLook) {
        if let Some(paragraph) = self.stories.paragraph() {
            paragraph.begin_run();
            paragraph.run.hidden = look.hidden;
            paragraph.run.style = look.style.map(styles::id);
            paragraph.run.size = look.size;
            paragraph.run.bold = look.bold;
            paragraph.run.font = look.font.map(|font| fonts::named(self.fonts, font));
        }
        // From here on what is not read is as good as deleted.
        let look = RunLook { deleted: !self.is_read(look), ..look };
        let mut plain = from;
        for at in from..to {
            let Some(&unit) = self.text.units(at, at + 1).first() else { break };
            let special = is_special(unit, look);
            let marks = self.marks.remove(&at);
            if !special && marks.is_none() {
                continue;
            }
            self.take(plain, at, look);
            plain = if special { at + 1 } else { at };
            let drawn = marks.iter().flatten().any(|mark| matches!(mark, Mark::Drawing(_)));
            marks.into_iter().flatten().for_each(|mark| self.marked(mark));
            if special && !(unit == unit::DRAWING && drawn) {
                self.special(unit, look);
            }
        }
        self.take(plain, to, look);
    }

    /// Takes units that stand for themselves.
    fn take(&mut self, from: usize, to: usize, look: RunLook) {
        if from >= to || look.deleted {
            return;
        }
        let text = String::from_utf16_lossy(self.text.units(from, to));
        self.stories.takes_instruction(&text);
        self.stories.takes_text(&text);
    }

    /// Takes a unit that stands for something else.
    fn special(&mut self, unit: u16, look: RunLook) {
        match unit {
            unit::FIELD => self.stories.begin_field(),
            unit::FIELD_SHOWS => self.stories.field_shows(),
            unit::FIELD_END => self.stories.end_field(),
            unit::PICTURE if !look.data && !look.deleted => self.stories.has_unread(Unread::Pictures),
            unit::DRAWING => self.stories.has_unread(Unread::Pictures),
            unit::COLUMN => self.stories.takes_character('\u{c}'),
            unit::HYPHEN => self.stories.takes_character('-'),
            unit::SYMBOL => {
                if let Some((font, code)) = look.symbol.filter(|_| !look.deleted) {
                    let font = self.fonts.get(usize::from(font)).cloned().unwrap_or_default();
                    self.stories.takes_symbol(char::from_u32(u32::from(code)), &font);
                }
            }
            _ => {}
        }
    }

    fn marked(&mut self, mark: Mark) {
        match mark {
            Mark::Note(story, text) => self.stories.has_note(story, &text),
            Mark::CommentBegins(name) => self.stories.comment_begins(&name),
            Mark::CommentEnds(name) => self.stories.comment_ends(&name),
            Mark::Comment(name, comment) => self.stories.has_comment(&name, comment),
            Mark::Drawing(number) => match self.boxes.remove(&number) {
                Some((from, to)) => self.read_box(from, to),
                None => self.stories.has_unread(Unread::Pictures),
            },
        }
    }
}

fn ends_cell(text: &Text<'_>, paragraph: &Paragraph, depth: usize) -> bool {
    let mark = text.units(paragraph.mark, paragraph.mark + 1).first();
    match depth {
        1 => mark == Some(&unit::CELL) && paragraph.look.tables <= 1,
        _ => paragraph.look.ends == Ends::Cell && paragraph.look.tables <= depth,
    }
}

/// Whether a unit stands for something else than itself.
fn is_special(unit: u16, look: RunLook) -> bool {
    unit < 0x20 && !matches!(unit, 0x09 | 0x0b | unit::PAGE) || unit == unit::SYMBOL && look.symbol.is_some()
}

/// Where the texts of a part stand, in units: `start` is where they begin, `len` how long they are together.
fn spans(bytes: &[u8], size: usize, start: usize, len: usize) -> Vec<Span> {
    plc(bytes, size).into_iter().map(|((from, to), _)| (start + from.min(len), start + to.min(len))).collect()
}

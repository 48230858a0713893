//! The text of a Word file of either kind while it is read: paragraphs in the order of reading.
//!
//! ```text
//! stories   the main text, and inside of it text boxes, each with its own paragraphs and tables
//! tables    what their rows become, `import/table` says
//! fields    what they show, not what they are; a table of contents is known by its field, or where that is lost by the
//!           style of its lines with a page or a link in them
//! breaks    a soft break begins a new line of the same paragraph, a page break a new paragraph
//! ```

use std::collections::HashMap;
use std::collections::HashSet;

use crate::import::Doubt;
use crate::import::Noise;
use crate::import::Track;
use crate::import::Unread;
use crate::import::What;
use crate::import::own::Own;
use crate::import::source::Ours;
use crate::import::source::Role;
use crate::import::source::Source;
use crate::import::table::Table;
use crate::import::table::joined;
use crate::report::Comment;
use crate::report::SectionId;

use super::DEEPEST;
use super::head::Head;
use super::numbering::Numbering;
use super::paragraph::Around;
use super::paragraph::Paragraph;
use super::setting;
use super::setting::Setting;
use super::styles::Styles;
use super::symbols;

/// What is read of a file, the main text last.
pub(super) struct Stories<'a> {
    styles: &'a Styles,
    numbering: Numbering,
    /// The stories that are open, from the outside in.
    texts: Vec<Texts>,
    /// The one that is being read, and the number of the paragraph in it.
    story: Story,
    place: usize,
    /// How often something was met that isn't read, and where first.
    unread: Vec<(Unread, usize, usize)>,
    /// Revisions: whose, how many insert and delete, and where the first stands.
    revisions: Vec<(String, [usize; 2], usize)>,
    /// Who has revised which paragraphs.
    told: Vec<Revision>,
    track: Track,
    doubts: Vec<Doubt>,
    sources: Vec<Source>,
    head: Head,
    /// How the paragraphs of the main text are set, by place from 1.
    settings: Vec<Setting>,
    /// Remarks on the text that is being read: they stand after its paragraph, or after the table around it.
    remarks: Vec<Source>,
    /// The words that comments hang on, by what the file calls each, and whether they go on.
    commented: HashMap<String, (String, bool)>,
    /// The places of the paragraphs that copies of bookmarks begin sections with.
    copies: HashSet<usize>,
}

/// Which text of a file it is.
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
    /// What somebody said to the text.
    Comments,
}

/// That somebody has revised a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct Revision {
    /// Which, from 1.
    pub(in crate::import) place: usize,
    /// Who.
    pub(in crate::import) author: String,
    /// When, as written.
    pub(in crate::import) date: String,
}

/// What a revision does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It inserts, or moves here.
    Inserted,
    /// It deletes, or moves away.
    Deleted,
}

/// The texts of one story: paragraphs, and tables that are being read.
#[derive(Default)]
struct Texts {
    done: Vec<Source>,
    tables: Vec<Table>,
    paragraph: Option<Paragraph>,
    fields: Vec<Field>,
    /// Text of a paragraph whose mark is deleted: the next one goes on after it.
    carried: Option<Paragraph>,
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

/// Bytes of the words that a comment hangs on: those of a long paragraph.
const LONGEST_COMMENTED: usize = 3000;

/// Characters of a field's instruction that are looked at.
const LONGEST_INSTRUCTION: usize = 200;

impl<'a> Stories<'a> {
    pub(super) fn new(styles: &'a Styles, numbering: Numbering, track: Track) -> Stories<'a> {
        Stories {
            styles,
            numbering,
            texts: Vec::new(),
            story: Story::Main,
            place: 0,
            unread: Vec::new(),
            revisions: Vec::new(),
            told: Vec::new(),
            track,
            doubts: Vec::new(),
            sources: Vec::new(),
            head: Head::default(),
            settings: Vec::new(),
            remarks: Vec::new(),
            commented: HashMap::new(),
            copies: HashSet::new(),
        }
    }

    /// A story begins; what is open of another is dropped.
    pub(super) fn begin(&mut self, story: Story) {
        (self.story, self.place) = (story, 0);
        self.texts = vec![Texts::default()];
    }

    /// The story that is being read.
    pub(super) fn story(&self) -> Story {
        self.story
    }

    /// Ends the main text.
    pub(super) fn end_main(&mut self) {
        let sources = self.end_innermost();
        self.sources.extend(sources);
        self.sources.append(&mut self.remarks);
        self.name_copies();
        self.head.name_title(&mut self.sources);
        setting::settle(&mut self.sources, &self.settings);
    }

    /// What a copy begins is the section itself where that stands nowhere else, and a new one where it does.
    fn name_copies(&mut self) {
        let is_copy = |source: &Source| self.copies.contains(&source.line);
        let mut known: HashSet<SectionId> =
            self.sources.iter().filter(|source| !is_copy(source)).filter_map(|source| source.id).collect();
        for source in self.sources.iter_mut().filter(|source| self.copies.contains(&source.line)) {
            source.id = source.id.filter(|id| known.insert(*id));
        }
    }

    /// Ends a header or a footer: what it says is a doubt, unless it is a page number or was said before.
    pub(super) fn end_margin(&mut self) {
        let text = joined(&self.end_innermost());
        let is_number = |ch: char| ch.is_ascii_digit() || " 　-—–－·/第页共".contains(ch);
        let known = |doubt: &Doubt| matches!(&doubt.what, What::LeftOut { text: of, .. } if *of == text);
        if !text.chars().all(is_number) && !self.doubts.iter().any(known) {
            self.doubts.push(Doubt::left_out(1, text, Noise::Margin));
        }
    }

    /// Ends a note and answers what it says; another may begin.
    pub(super) fn end_note(&mut self) -> String {
        let text = joined(&self.end_innermost());
        self.texts.push(Texts::default());
        text
    }

    /// Ends a comment and answers what it says, a paragraph a line; another may begin.
    pub(super) fn end_comment(&mut self) -> String {
        let said = self.end_innermost();
        self.texts.push(Texts::default());
        let lines = said.iter().filter(|source| !source.is_blank());
        lines.map(|source| format!("{}{}", source.number, source.text.trim())).collect::<Vec<_>>().join("\n")
    }

    /// The paragraphs of the main text; what was left out goes to the doubts.
    pub(super) fn done(self, doubts: &mut Vec<Doubt>) -> Vec<Source> {
        doubts.extend(self.doubts);
        let count = |(unread, line, count)| Doubt::new(line, What::Unread { unread, count });
        doubts.extend(self.unread.into_iter().map(count));
        let track = self.track;
        doubts.extend(self.revisions.into_iter().map(|(author, [inserted, deleted], line)| {
            Doubt::new(line, What::Revised { author, inserted, deleted, track })
        }));
        self.sources
    }

    /// The paragraph that is open.
    pub(super) fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.texts.last_mut()?.paragraph.as_mut()
    }

    /// The innermost table that is open.
    pub(super) fn table(&mut self) -> Option<&mut Table> {
        self.texts().tables.last_mut()
    }

    pub(super) fn begin_table(&mut self) {
        self.texts().tables.push(Table::default());
    }

    /// Ends the innermost table. Its lines stand in the cell around it.
    pub(super) fn end_table(&mut self) {
        self.end_paragraph();
        if let Some(table) = self.texts().tables.pop() {
            self.put(table.lines());
            self.put_remarks();
        }
    }

    /// A text in a box begins.
    pub(super) fn begin_box(&mut self) {
        self.texts.push(Texts::default());
    }

    /// Ends the text in a box: it stands after the paragraph that the box hangs on.
    pub(super) fn end_box(&mut self) {
        let boxed = self.end_innermost();
        match self.paragraph() {
            Some(paragraph) => paragraph.boxed.extend(boxed),
            None => self.put(boxed),
        }
    }

    pub(super) fn takes_character(&mut self, ch: char) {
        self.takes_text(ch.encode_utf8(&mut [0; 4]));
    }

    /// Takes a text of the run that is being read; none where a field's instruction is open.
    pub(super) fn takes_text(&mut self, text: &str) {
        let styles = self.styles;
        let texts = self.texts();
        if texts.fields.iter().any(|field| !field.shows) {
            return;
        }
        if let Some(paragraph) = &mut texts.paragraph {
            paragraph.take(text, styles);
        }
        let room = |words: &String| LONGEST_COMMENTED.saturating_sub(words.len());
        for (words, _) in self.commented.values_mut().filter(|(words, goes_on)| *goes_on && room(words) > 0) {
            words.extend(text.chars().take(room(words)));
        }
    }

    /// Takes a character of a font that only has symbols.
    pub(super) fn takes_symbol(&mut self, ch: Option<char>, font: &str) {
        match ch.and_then(|ch| symbols::shown(ch, font)) {
            Some(ch) => self.takes_character(ch),
            None => {
                self.has_unread(Unread::Symbols);
                self.takes_character('□');
            }
        }
    }

    /// Takes a text of the instruction of the field that is open.
    pub(super) fn takes_instruction(&mut self, text: &str) {
        if let Some(field) = self.texts().fields.last_mut().filter(|field| !field.shows) {
            let room = LONGEST_INSTRUCTION.saturating_sub(field.instruction.len());
            field.instruction.extend(text.chars().take(room));
        }
    }

    /// A field begins with its instruction.
    pub(super) fn begin_field(&mut self) {
        let fields = &mut self.texts().fields;
        if fields.len() < DEEPEST {
            fields.push(Field { instruction: String::new(), shows: false });
        }
    }

    /// What the field shows begins.
    pub(super) fn field_shows(&mut self) {
        let Some(field) = self.texts().fields.last_mut() else { return };
        field.shows = true;
        if field.is_contents()
            && let Some(paragraph) = &mut self.texts().paragraph
        {
            paragraph.contents = true;
        }
    }

    pub(super) fn end_field(&mut self) {
        let contents = self.texts().fields.pop().is_some_and(|field| field.is_contents());
        // What stands after a table of contents is text.
        if contents && let Some(paragraph) = self.paragraph().filter(|of| of.text.trim().is_empty()) {
            paragraph.contents = false;
        }
    }

    /// A footnote or an endnote hangs on the text here: it goes to the remarks on its section, with the words before it.
    pub(super) fn has_note(&mut self, story: Story, note: &str) {
        const WORDS: usize = 12;
        let name = if story == Story::Endnotes { "尾注" } else { "脚注" };
        let text = self.paragraph().map(|paragraph| paragraph.text.trim().to_owned()).unwrap_or_default();
        let begins = text.char_indices().rev().nth(WORDS - 1).map_or(0, |(at, _)| at);
        let place = match &text[begins..] {
            "" => String::new(),
            words if begins == 0 => format!("（在“{words}”之后）"),
            words => format!("（在“…{words}”之后）"),
        };
        self.remarks.push(Source::new(self.place.max(1), format!("{name}{place}：{note}"), Role::Note));
    }

    /// The words begin that the comment of this name hangs on.
    pub(super) fn comment_begins(&mut self, name: &str) {
        self.commented.insert(name.to_owned(), (String::new(), true));
    }

    /// They end.
    pub(super) fn comment_ends(&mut self, name: &str) {
        if let Some((_, goes_on)) = self.commented.get_mut(name) {
            *goes_on = false;
        }
    }

    /// A comment hangs on the text here.
    pub(super) fn has_comment(&mut self, name: &str, mut comment: Comment) {
        comment.words = self.commented.remove(name).map(|(words, _)| words.trim().to_owned()).unwrap_or_default();
        let mut source = Source::new(self.place.max(1), "", Role::Note);
        source.comment = Some(Box::new(comment));
        self.remarks.push(source);
    }

    /// A paragraph begins: it is the next of the file.
    pub(super) fn begin_paragraph(&mut self) {
        self.place += 1;
        if self.story == Story::Main {
            self.settings.resize(self.place, Setting::default());
        }
        let place = self.place;
        let texts = self.texts();
        let contents = texts.fields.iter().any(Field::is_contents);
        let mut paragraph = Paragraph::new(place, texts.carried.take());
        paragraph.contents = contents;
        texts.paragraph = Some(paragraph);
    }

    /// Ends the paragraph that is open, and counts it where a list numbers it.
    pub(super) fn end_paragraph(&mut self) {
        let styles = self.styles;
        let Some(mut paragraph) = self.texts().paragraph.take() else { return };
        // An instruction that goes on beyond its paragraph would swallow the text.
        for field in &mut self.texts().fields {
            field.shows = true;
        }
        if !paragraph.hidden.trim().is_empty() {
            self.doubts.push(Doubt::left_out(paragraph.place, paragraph.hidden.trim().to_owned(), Noise::Hidden));
        }
        if paragraph.runs_on {
            let boxed = std::mem::take(&mut paragraph.boxed);
            self.texts().carried = Some(paragraph);
            return self.put(boxed);
        }
        let look = paragraph.look_of(styles);
        let list = paragraph.list.or(look.list).filter(|&list| list > 0);
        let unseen = paragraph.mark_hidden && paragraph.text.is_empty();
        let depth = paragraph.depth.or(look.depth.filter(|_| paragraph.list.is_none()));
        let counted = list.filter(|_| !unseen && self.story == Story::Main).and_then(|list| {
            let (number, level) = self.numbering.count(list, depth, paragraph.style.as_deref(), styles)?;
            Some((number, (list, level)))
        });
        let (number, list) = counted.map_or((String::new(), None), |(number, list)| (number, Some(list)));
        let list = list.filter(|_| !number.is_empty());
        let in_cell = !self.texts().tables.is_empty();
        if self.story == Story::Main && self.texts.len() == 1 && !in_cell {
            self.head.take(&paragraph, look);
        }
        let mut sources =
            paragraph.lines(number, paragraph.role(look), if in_cell { Around::Cell } else { Around::Page });
        if self.story == Story::Main {
            if let Some(setting) = self.settings.get_mut(paragraph.place - 1) {
                *setting = paragraph.setting(look);
            }
            sources.iter_mut().for_each(|source| source.list = list);
            let own = paragraph.style.as_deref().and_then(|style| styles.own(style));
            let begins =
                |source: &Source| matches!(source.ours, Some(Ours::Section { .. })) || own == Some(Own::AnnexTitle);
            if let Some(first) = sources.first_mut().filter(|source| begins(source)) {
                first.id = paragraph.begins_section();
                if paragraph.is_copy() {
                    self.copies.insert(paragraph.place);
                }
            }
            sources.iter_mut().for_each(|source| source.own = own);
        }
        sources.append(&mut paragraph.boxed);
        self.put(sources);
        // Words of one text alone: the comment hangs on those of the first.
        self.commented
            .values_mut()
            .filter(|(words, _)| !words.trim().is_empty())
            .for_each(|(_, goes_on)| *goes_on = false);
        self.put_remarks();
    }

    /// Puts the remarks after the paragraph or the table that they stand in.
    fn put_remarks(&mut self) {
        if let [texts] = self.texts.as_mut_slice()
            && texts.tables.is_empty()
        {
            texts.done.append(&mut self.remarks);
        }
    }

    /// Puts paragraphs where the text stands: in the open cell, or after what is done.
    fn put(&mut self, sources: Vec<Source>) {
        let texts = self.texts();
        match texts.tables.last_mut() {
            Some(table) => table.put(sources),
            None => {
                for source in sources {
                    // Of blank paragraphs one sets others apart as well as a million.
                    let is_blank = |source: &Source| {
                        source.is_blank() && source.role == Role::Unknown && source.own.is_none() && !source.goes_on
                    };
                    if !is_blank(&source) || !texts.done.last().is_some_and(is_blank) {
                        texts.done.push(source);
                    }
                }
            }
        }
    }

    /// Ends the innermost story and answers its paragraphs.
    fn end_innermost(&mut self) -> Vec<Source> {
        self.end_paragraph();
        while !self.texts().tables.is_empty() {
            self.end_table();
        }
        let Texts { mut done, carried, .. } = self.texts.pop().unwrap_or_default();
        if let Some(carried) = carried.filter(|carried| !carried.text.trim().is_empty()) {
            done.push(Source::new(self.place, carried.text, Role::Unknown));
        }
        done
    }

    fn texts(&mut self) -> &mut Texts {
        if self.texts.is_empty() {
            self.texts.push(Texts::default());
        }
        self.texts.last_mut().expect("one has just been put there")
    }

    /// A revision of this author stands here: whether what it is about is read.
    pub(super) fn revised(&mut self, author: &str, date: &str, turn: Turn) -> bool {
        let accepted = self.track == Track::Accept;
        let is_read = accepted == (turn == Turn::Inserted);
        if self.story != Story::Main {
            return is_read;
        }
        self.note_revision(author, date);
        let at = self.revisions.iter().position(|(of, ..)| of == author);
        let at = at.unwrap_or_else(|| {
            self.revisions.push((author.to_owned(), [0; 2], self.place.max(1)));
            self.revisions.len() - 1
        });
        self.revisions[at].1[turn as usize] += 1;
        is_read
    }

    /// This author has set the paragraph otherwise: whether what it was is read.
    pub(super) fn set_otherwise(&mut self, author: &str, date: &str) -> bool {
        if self.story == Story::Main {
            self.note_revision(author, date);
        }
        self.track == Track::Reject
    }

    fn note_revision(&mut self, author: &str, date: &str) {
        let place = self.place.max(1);
        let is_known = |known: &Revision| known.place == place && known.author == author && known.date == date;
        if !self.told.last().is_some_and(is_known) {
            self.told.push(Revision { place, author: author.to_owned(), date: date.to_owned() });
        }
    }

    /// Who has revised which paragraphs of the main text.
    pub(super) fn take_revisions(&mut self) -> Vec<Revision> {
        std::mem::take(&mut self.told)
    }

    /// Something stands here that isn't read.
    pub(super) fn has_unread(&mut self, unread: Unread) {
        if self.story != Story::Main {
            return;
        }
        match self.unread.iter_mut().find(|(of, ..)| *of == unread) {
            Some((_, _, count)) => *count += 1,
            None => self.unread.push((unread, self.place.max(1), 1)),
        }
    }
}

/// Whether a field of this instruction shows a table of contents.
pub(super) fn is_contents(instruction: &str) -> bool {
    instruction.split_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("TOC"))
}

//! 批注 and 备注 of a report as Word comments, on the words that they hang on.

use std::collections::HashMap;

use super::HEAD;
use super::SPACES;
use super::pieces::Block;
use super::pieces::Item;
use super::pieces::Paragraph;
use super::pieces::taken_apart;
use crate::export::excerpt::Excerpt;
use crate::export::xml;
use crate::report::Bookmark;
use crate::report::Comment;
use crate::report::CommentOn;
use crate::report::NOTED;
use crate::report::Owner;

/// A document with its comments.
pub(super) struct Commented {
    /// The main part, with the places of the comments.
    pub(super) document: String,
    /// What was said.
    pub(super) comments: String,
    /// Which comment answers which, and which are ticked off.
    pub(super) threads: String,
}

/// What is said to one place.
struct Said {
    of: Owner,
    on: CommentOn,
    /// The words, as they are handed in; empty for all of it.
    words: String,
    comments: Vec<Comment>,
}

/// The document with all that is said to its texts; `None` where nothing is.
pub(super) fn commented(document: &str, excerpt: &Excerpt<'_>) -> Option<Commented> {
    let said = all_said(excerpt);
    if said.is_empty() {
        return None;
    }
    let (head, mut blocks, tail) = taken_apart(document);
    let places = places(&mut blocks);
    let mut writer = Writer { signer: signer(excerpt), comments: String::new(), threads: String::new(), count: 0 };
    for said in &said {
        let at = places.get(&said.of).into_iter().flatten().filter(|place| place.on == said.on || said.on_any(place));
        let at: Vec<usize> = at.map(|place| place.paragraph).collect();
        let mut paragraphs = paragraphs(&mut blocks);
        let holds = |at: &&usize| !said.words.is_empty() && paragraphs[**at].text().contains(&said.words);
        let Some(&paragraph) = at.iter().find(holds).or(at.first()) else { continue };
        let ids: Vec<usize> = writer.thread(&said.comments);
        hang(paragraphs[paragraph], &said.words, &ids);
    }
    let mut out = head;
    super::revisions::write(&blocks, &mut out);
    out.push_str(&tail);
    let Writer { comments, threads, .. } = writer;
    let word14 = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" mc:Ignorable=\"w14\"";
    let word15 = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\" mc:Ignorable=\"w15\"";
    Some(Commented {
        document: out,
        comments: format!("{HEAD}<w:comments {SPACES} {word14}>{comments}</w:comments>"),
        threads: format!("{HEAD}<w15:commentsEx {word15}>{threads}</w15:commentsEx>"),
    })
}

impl Said {
    /// Whether the place does, where there is none of its own: a section without a heading, a text without words.
    fn on_any(&self, place: &Place) -> bool {
        matches!(self.of, Owner::Section(_)) && place.is_first
    }
}

/// Who says what nobody else has said.
fn signer(excerpt: &Excerpt<'_>) -> String {
    let signer = excerpt.signer();
    if signer.is_empty() { "作者".to_owned() } else { signer }
}

/// All that is said, thread by thread: the comments and the notes of what is handed in.
fn all_said(excerpt: &Excerpt<'_>) -> Vec<Said> {
    let report = excerpt.report;
    let whole = excerpt.is_whole().then_some(Owner::Report);
    let owners = whole.into_iter().chain(excerpt.sections().map(|numbered| Owner::Section(numbered.row.section.id)));
    let mut all: Vec<Said> = Vec::new();
    for of in owners {
        let comments = report.aside(of).flatten().map_or(&[][..], |aside| &aside.comments);
        let first = all.len();
        for comment in comments {
            if comment.answers && all.len() > first {
                all.last_mut().into_iter().for_each(|said| said.comments.push(comment.clone()));
                continue;
            }
            let words = excerpt.figures.render(&comment.words).into_owned();
            all.push(Said { of, on: comment.on, words, comments: vec![comment.clone()] });
        }
        let note = match of {
            Owner::Report => report.note.as_str(),
            Owner::Section(id) => report.tree.section(id).map_or("", |section| &section.note),
        };
        if !note.trim().is_empty() {
            let text = format!("{NOTED}{}", excerpt.figures.render(note.trim()));
            let comment = Comment { text, on: CommentOn::Heading, ..Comment::default() };
            all.push(Said { of, on: CommentOn::Heading, words: String::new(), comments: vec![comment] });
        }
    }
    all
}

/// A paragraph of a text that something may be said to.
struct Place {
    /// Which, of all in the body.
    paragraph: usize,
    on: CommentOn,
    /// Whether it is the first of its section.
    is_first: bool,
}

/// The paragraphs of each section, and those of the whole report, as their bookmarks say.
fn places(blocks: &mut [Block]) -> HashMap<Owner, Vec<Place>> {
    let mut places: HashMap<Owner, Vec<Place>> = HashMap::new();
    let mut of = Owner::Report;
    for (paragraph, one) in paragraphs(blocks).into_iter().enumerate() {
        let names = one.items.iter().filter_map(|item| match item {
            Item::Other(tag) => tag.strip_prefix("<w:bookmarkStart")?.split_once("w:name=\"")?.1.split('"').next(),
            Item::Text(..) => None,
        });
        let names: Vec<&str> = names.collect();
        let mut put = |of: Owner, on: CommentOn, is_first: bool| {
            places.entry(of).or_default().push(Place { paragraph, on, is_first });
        };
        if let Some(id) = names.iter().find_map(|name| Bookmark::section_of(name)) {
            of = Owner::Section(id);
            put(of, CommentOn::Heading, true);
            put(of, CommentOn::Body, false);
            continue;
        }
        match names.first().and_then(|name| Bookmark::named(name)) {
            Some(Bookmark::Title) => put(Owner::Report, CommentOn::Heading, true),
            Some(Bookmark::Closing) => {
                put(Owner::Report, CommentOn::Closing, false);
            }
            _ => put(of, CommentOn::Body, false),
        }
    }
    places
}

/// All paragraphs of the body, those in tables too.
fn paragraphs(blocks: &mut [Block]) -> Vec<&mut Paragraph> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => all.push(paragraph),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                all.extend(cells.flat_map(|cell| &mut cell.paragraphs));
            }
            Block::Other(_) => {}
        }
    }
    all
}

/// Hangs a thread on the words of a paragraph, or on all of it.
fn hang(paragraph: &mut Paragraph, words: &str, ids: &[usize]) {
    let text = paragraph.text();
    let found = Some(words).filter(|words| !words.is_empty()).and_then(|words| text.find(words));
    let range = found.map_or(0..text.len(), |at| at..at + words.len());
    let from = cut(paragraph, range.start);
    let begins = ids.iter().map(|id| Item::Other(format!("<w:commentRangeStart w:id=\"{id}\"/>")));
    paragraph.items.splice(from..from, begins);
    let to = cut(paragraph, range.end);
    let ends = ids.iter().flat_map(|id| {
        let reference = format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
        [Item::Other(format!("<w:commentRangeEnd w:id=\"{id}\"/>")), Item::Other(reference)]
    });
    paragraph.items.splice(to..to, ends);
}

/// The place among the items at which this byte of the text begins; a text is cut there. At the end of the text it is after the
/// last text.
fn cut(paragraph: &mut Paragraph, byte: usize) -> usize {
    let mut at = 0;
    for k in 0..paragraph.items.len() {
        let Item::Text(look, text) = &paragraph.items[k] else { continue };
        let end = at + text.len();
        if byte == at {
            return k;
        }
        if byte < end {
            let (look, rest) = (look.clone(), text[byte - at..].to_owned());
            if let Item::Text(_, text) = &mut paragraph.items[k] {
                text.truncate(byte - at);
            }
            paragraph.items.insert(k + 1, Item::Text(look, rest));
            return k + 1;
        }
        at = end;
        if byte == end {
            return k + 1;
        }
    }
    paragraph.items.len()
}

struct Writer {
    /// Who says what nobody else has said.
    signer: String,
    comments: String,
    threads: String,
    count: usize,
}

impl Writer {
    /// Writes a thread; answers the numbers of its comments.
    fn thread(&mut self, comments: &[Comment]) -> Vec<usize> {
        let first = self.count;
        for comment in comments {
            let id = self.count;
            self.count += 1;
            let author = if comment.author.is_empty() { self.signer.as_str() } else { &comment.author };
            let date = match is_date(&comment.date) {
                true => format!(" w:date=\"{}\"", xml::escaped(&comment.date)),
                false => String::new(),
            };
            let author = xml::escaped(author);
            let initials: String = author.chars().take(2).collect();
            self.comments += &format!(
                "<w:comment w:id=\"{id}\" w:author=\"{author}\"{date} w:initials=\"{}\">",
                initials.replace('&', "")
            );
            let lines: Vec<&str> = comment.text.lines().collect();
            for (k, line) in lines.iter().enumerate() {
                // The last paragraph stands for the comment.
                let name = if k + 1 == lines.len() { name(id) } else { format!("{:08X}", 0x3000_0000 + id * 1000 + k) };
                let mut text = String::new();
                xml::push(line, &mut text);
                self.comments +=
                    &format!("<w:p w14:paraId=\"{name}\"><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
            }
            self.comments += "</w:comment>";
            let parent = if id > first { format!(" w15:paraIdParent=\"{}\"", name(first)) } else { String::new() };
            self.threads += &format!(
                "<w15:commentEx w15:paraId=\"{}\"{parent} w15:done=\"{}\"/>",
                name(id),
                u8::from(comment.done)
            );
        }
        (first..self.count).collect()
    }
}

/// What the last paragraph of a comment is called.
fn name(id: usize) -> String {
    format!("{:08X}", 0x1000_0000 + id)
}

/// Whether it is written as a Word file wants it: `2031-07-02T09:15:00Z`.
fn is_date(date: &str) -> bool {
    let shape: String = date.chars().map(|ch| if ch.is_ascii_digit() { '0' } else { ch }).collect();
    ["0000-00-00T00:00:00Z", "0000-00-00T00:00:00", "0000-00-00T00:00Z"].contains(&shape.as_str())
}

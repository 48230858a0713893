//! Edits one of our own Word files the way Word does: with 修订 on, or without.

use std::collections::BTreeMap;

use crate::write::word::archive;
use crate::write::word::parts;

/// Whether what is changed is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Recording {
    On,
    Off,
}

/// What a revision has made of a character, or of the mark of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    Plain,
    /// In an element of this name: `ins`, `del`, `moveFrom`, `moveTo`.
    Revised(&'static str),
}

/// What stands in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    /// A tag, as that of a bookmark.
    Tag(String),
    /// A character of a run that is set so; a tab and a line break are one.
    Char(char, String, State),
}

#[derive(Clone, Debug)]
struct Paragraph {
    look: String,
    mark: State,
    items: Vec<Item>,
}

#[derive(Clone, Debug)]
enum Block {
    Tag(String),
    Paragraph(Paragraph),
}

/// What somebody said to the text: who, what, and what others answered; whether it is ticked off.
#[derive(Clone, Debug)]
pub(crate) struct Said<'s> {
    pub(crate) author: &'s str,
    pub(crate) text: &'s str,
    pub(crate) answers: &'s [(&'s str, &'s str)],
    pub(crate) done: bool,
}

/// Who changes a file.
pub(crate) struct Chief {
    parts: BTreeMap<String, String>,
    blocks: Vec<Block>,
    recording: Recording,
    comments: String,
    threads: String,
    count: usize,
    /// How often something was revised: each has a number of its own.
    revisions: usize,
}

pub(crate) const AUTHOR: &str = "张主任";
pub(crate) const DATE: &str = "2031-07-02T09:15:00Z";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The tags and texts of XML, one after the other.
fn tokens(xml: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = xml;
    while !rest.is_empty() {
        let end =
            if rest.starts_with('<') { rest.find('>').unwrap() + 1 } else { rest.find('<').unwrap_or(rest.len()) };
        tokens.push(&rest[..end]);
        rest = &rest[end..];
    }
    tokens
}

/// A bookmark's tag with the name and the number that LibreOffice gives its copy.
fn copied(tag: &str) -> String {
    let tag = tag.replace("w:id=\"", "w:id=\"77");
    let Some(at) = tag.find("w:name=\"").map(|at| at + "w:name=\"".len()) else { return tag };
    let end = at + tag[at..].find('"').unwrap();
    format!("{}_Copy_1{}", &tag[..end], &tag[end..])
}

impl Paragraph {
    fn read(tokens: &[&str]) -> Paragraph {
        let mut paragraph = Paragraph { look: String::new(), mark: State::Plain, items: Vec::new() };
        let mut k = 0;
        let until = |k: &mut usize, end: &str| {
            let from = *k;
            while tokens[*k] != end {
                *k += 1;
            }
            tokens[from..=*k].concat()
        };
        let mut look = String::new();
        while k < tokens.len() {
            match tokens[k] {
                "<w:pPr>" => paragraph.look = until(&mut k, "</w:pPr>"),
                "<w:r>" | "</w:r>" => look.clear(),
                "<w:rPr>" => look = until(&mut k, "</w:rPr>"),
                "<w:tab/>" => paragraph.items.push(Item::Char('\t', look.clone(), State::Plain)),
                "<w:br/>" => paragraph.items.push(Item::Char('\n', look.clone(), State::Plain)),
                "</w:t>" => {}
                tag if tag.starts_with("<w:t ") || tag == "<w:t>" => {}
                tag if tag.starts_with('<') => paragraph.items.push(Item::Tag(tag.to_owned())),
                text => {
                    let chars = unescaped(text);
                    paragraph.items.extend(chars.chars().map(|ch| Item::Char(ch, look.clone(), State::Plain)));
                }
            }
            k += 1;
        }
        paragraph
    }

    /// What a reader sees.
    fn text(&self) -> String {
        let seen = |item: &Item| match item {
            Item::Char(ch, _, State::Plain | State::Revised("ins" | "moveTo")) => Some(*ch),
            _ => None,
        };
        self.items.iter().filter_map(seen).collect()
    }

    /// The items that hold these words.
    fn range(&self, words: &str) -> std::ops::Range<usize> {
        let text = self.text();
        let start = text.find(words).unwrap_or_else(|| panic!("{words} is not in {text}"));
        let (from, count) = (text[..start].chars().count(), words.chars().count());
        let seen = |item: &Item| matches!(item, Item::Char(_, _, State::Plain | State::Revised("ins" | "moveTo")));
        let places: Vec<usize> = (0..self.items.len()).filter(|&k| seen(&self.items[k])).collect();
        places[from]..places[from + count - 1] + 1
    }

    fn write(&self, stamp: &mut impl FnMut() -> String) -> String {
        let mut out = String::from("<w:p>");
        match &self.mark {
            State::Plain => out += &self.look,
            State::Revised(name) => {
                let mark = format!("<w:rPr><w:{name} {}/></w:rPr>", stamp());
                // What a paragraph was before stands after its mark.
                let at = self.look.find("<w:pPrChange").unwrap_or(self.look.len() - "</w:pPr>".len());
                out += &format!("{}{mark}{}", &self.look[..at], &self.look[at..]);
            }
        }
        let mut k = 0;
        while k < self.items.len() {
            let Item::Char(_, look, state) = &self.items[k] else {
                let Item::Tag(tag) = &self.items[k] else { unreachable!() };
                out += tag;
                k += 1;
                continue;
            };
            let is_alike = |item: &Item| matches!(item, Item::Char(_, of, how) if of == look && how == state);
            let count = self.items[k..].iter().take_while(|item| is_alike(item)).count();
            let name = match state {
                State::Revised("del" | "moveFrom") => "delText",
                _ => "t",
            };
            let mut run = format!("<w:r>{look}");
            let chars = self.items[k..k + count].iter().map(|item| match item {
                Item::Char(ch, ..) => *ch,
                Item::Tag(_) => unreachable!(),
            });
            let text: String = chars.collect();
            for (n, line) in text.split('\n').enumerate() {
                run += if n > 0 { "<w:br/>" } else { "" };
                for (n, piece) in line.split('\t').enumerate() {
                    run += if n > 0 { "<w:tab/>" } else { "" };
                    if !piece.is_empty() {
                        run += &format!("<w:{name} xml:space=\"preserve\">{}</w:{name}>", escaped(piece));
                    }
                }
            }
            run += "</w:r>";
            out += &match state {
                State::Plain => run,
                State::Revised(name) => format!("<w:{name} {}>{run}</w:{name}>", stamp()),
            };
            k += count;
        }
        out + "</w:p>"
    }
}

impl Chief {
    pub(crate) fn new(docx: &[u8], recording: Recording) -> Chief {
        let parts = parts(docx);
        let document = &parts["word/document.xml"];
        let tokens = tokens(document);
        let mut blocks = Vec::new();
        let mut k = 0;
        while k < tokens.len() {
            if tokens[k] == "<w:p>" {
                let end = k + tokens[k..].iter().position(|tag| *tag == "</w:p>").unwrap();
                blocks.push(Block::Paragraph(Paragraph::read(&tokens[k + 1..end])));
                k = end;
            } else {
                blocks.push(Block::Tag(tokens[k].to_owned()));
            }
            k += 1;
        }
        let (comments, threads) = (String::new(), String::new());
        Chief { parts, blocks, recording, comments, threads, count: 0, revisions: 0 }
    }

    /// Takes every bookmark out, as a program does that has no use for them.
    pub(crate) fn forget_bookmarks(&mut self) {
        for block in &mut self.blocks {
            if let Block::Paragraph(paragraph) = block {
                paragraph.items.retain(|item| !matches!(item, Item::Tag(tag) if tag.contains("w:bookmark")));
            }
        }
        self.parts.remove("docProps/custom.xml");
    }

    fn is_recorded(&self) -> bool {
        self.recording == Recording::On
    }

    /// The only paragraph that holds these words, or has held them.
    fn at(&self, words: &str) -> usize {
        let was = |paragraph: &Paragraph| {
            let all = paragraph.items.iter();
            let had = all.filter_map(|item| match item {
                Item::Char(ch, _, State::Plain | State::Revised("del")) => Some(*ch),
                _ => None,
            });
            had.collect::<String>()
        };
        let has = |paragraph: &Paragraph| paragraph.text().contains(words) || was(paragraph).contains(words);
        let holds = |block: &Block| matches!(block, Block::Paragraph(paragraph) if has(paragraph));
        let found: Vec<usize> = (0..self.blocks.len()).filter(|&k| holds(&self.blocks[k])).collect();
        assert_eq!(found.len(), 1, "{words} stands in {} paragraphs", found.len());
        found[0]
    }

    fn paragraph(&mut self, words: &str) -> &mut Paragraph {
        let at = self.at(words);
        let Block::Paragraph(paragraph) = &mut self.blocks[at] else { unreachable!() };
        paragraph
    }

    /// Puts other words in the place of these, or none.
    pub(crate) fn write_over(&mut self, words: &str, new: &str) {
        self.write_over_in(words, words, new);
    }

    /// The same with words that stand in the paragraph of others.
    pub(crate) fn write_over_in(&mut self, within: &str, words: &str, new: &str) {
        let recorded = self.is_recorded();
        let paragraph = self.paragraph(within);
        let range = paragraph.range(words);
        let Item::Char(_, look, _) = paragraph.items[range.start].clone() else { unreachable!() };
        let put = |state: State| new.chars().map(|ch| Item::Char(ch, look.clone(), state.clone())).collect::<Vec<_>>();
        if recorded {
            for item in &mut paragraph.items[range.clone()] {
                if let Item::Char(_, _, state) = item {
                    *state = State::Revised("del");
                }
            }
            let put = put(State::Revised("ins"));
            paragraph.items.splice(range.end..range.end, put);
        } else {
            let tags: Vec<Item> =
                paragraph.items[range.clone()].iter().filter(|item| matches!(item, Item::Tag(_))).cloned().collect();
            let put = put(State::Plain);
            paragraph.items.splice(range, put.into_iter().chain(tags));
        }
    }

    /// Puts other words in the place of a whole heading: before its bookmark, behind it, or with the tags of its bookmark
    /// within what was revised, as LibreOffice does.
    pub(crate) fn write_beside(&mut self, heading: &str, new: &str, side: &str) {
        self.write_over(heading, new);
        if !self.is_recorded() {
            return;
        }
        let at = self.at(new);
        let Block::Paragraph(paragraph) = &mut self.blocks[at] else { unreachable!() };
        let put = paragraph.range(new);
        let from = put.start - heading.chars().count();
        let is_bookmark = |item: &&mut Item| matches!(item, Item::Tag(tag) if tag.contains("w:bookmark"));
        let within = |item: &mut Item, name: &str| {
            let Item::Tag(tag) = item else { return };
            *tag = format!("<w:{name} w:id=\"6600\" w:author=\"{AUTHOR}\" w:date=\"{DATE}\">{tag}</w:{name}>");
        };
        match side {
            "before" => {
                let words: Vec<Item> = paragraph.items.drain(put).collect();
                let Item::Tag(_) = &paragraph.items[from - 1] else { panic!("no bookmark begins at {heading}") };
                paragraph.items.splice(from - 1..from - 1, words);
            }
            _ => {
                let ends = paragraph.items[put.end..].iter_mut().take_while(is_bookmark).count();
                paragraph.items[put.start..put.end + ends].rotate_right(ends);
                if side == "within" {
                    let starts = paragraph.items[..from].iter_mut().rev().take_while(is_bookmark).take(2);
                    starts.for_each(|item| within(item, "del"));
                    paragraph.items[put.start..put.start + ends].iter_mut().for_each(|item| within(item, "ins"));
                }
            }
        }
    }

    /// Writes words after these.
    pub(crate) fn add_after(&mut self, words: &str, new: &str) {
        let recorded = self.is_recorded();
        let paragraph = self.paragraph(words);
        let end = paragraph.range(words).end;
        let Item::Char(_, look, _) = paragraph.items[end - 1].clone() else { unreachable!() };
        let state = if recorded { State::Revised("ins") } else { State::Plain };
        let put: Vec<Item> = new.chars().map(|ch| Item::Char(ch, look.clone(), state.clone())).collect();
        paragraph.items.splice(end..end, put);
    }

    /// Enter after these words.
    pub(crate) fn split_after(&mut self, words: &str) {
        let (at, recorded) = (self.at(words), self.is_recorded());
        let paragraph = self.paragraph(words);
        let end = paragraph.range(words).end;
        let second = Paragraph { items: paragraph.items.split_off(end), ..paragraph.clone() };
        if recorded {
            paragraph.mark = State::Revised("ins");
        }
        self.blocks.insert(at + 1, Block::Paragraph(second));
    }

    /// Takes away the mark at the end of the paragraph of these words.
    pub(crate) fn join(&mut self, words: &str) {
        let (at, recorded) = (self.at(words), self.is_recorded());
        if recorded {
            self.paragraph(words).mark = State::Revised("del");
            return;
        }
        let Block::Paragraph(first) = self.blocks.remove(at) else { unreachable!() };
        let Block::Paragraph(second) = &mut self.blocks[at] else { panic!("a table follows") };
        second.items.splice(0..0, first.items);
    }

    /// Takes out the paragraphs from the one of these words to the one of those.
    pub(crate) fn take_out(&mut self, first: &str, last: &str) {
        let (first, last) = (self.at(first), self.at(last));
        if !self.is_recorded() {
            self.blocks.drain(first..=last);
            return;
        }
        self.revise(first..last + 1, "del");
    }

    fn revise(&mut self, blocks: std::ops::Range<usize>, name: &'static str) {
        for block in &mut self.blocks[blocks] {
            match block {
                Block::Paragraph(paragraph) => {
                    paragraph.mark = State::Revised(name);
                    for item in &mut paragraph.items {
                        if let Item::Char(_, _, state) = item {
                            *state = State::Revised(name);
                        }
                    }
                }
                Block::Tag(tag) if tag == "<w:trPr>" => {
                    let of_rows = if matches!(name, "del" | "moveFrom") { "del" } else { "ins" };
                    self.revisions += 1;
                    *tag = format!(
                        "<w:trPr><w:{of_rows} w:id=\"{}\" w:author=\"{AUTHOR}\" w:date=\"{DATE}\"/>",
                        9000 + self.revisions
                    );
                }
                Block::Tag(_) => {}
            }
        }
    }

    /// Carries the paragraphs from the one of these words to the one of those before another; their bookmarks go with them, stay,
    /// or are copied as LibreOffice does.
    pub(crate) fn carry(&mut self, first: &str, last: &str, before: &str, bookmarks: &str) {
        let (first, last, to) = (self.at(first), self.at(last), self.at(before));
        let mut moved: Vec<Block> = self.blocks[first..=last].to_vec();
        let is_bookmark = |item: &Item| matches!(item, Item::Tag(tag) if tag.contains("w:bookmark"));
        let strip = |blocks: &mut [Block]| {
            for block in blocks {
                if let Block::Paragraph(paragraph) = block {
                    paragraph.items.retain(|item| !is_bookmark(item));
                }
            }
        };
        if bookmarks == "stay" {
            strip(&mut moved);
        }
        if bookmarks == "copied" && self.is_recorded() {
            for block in &mut moved {
                let Block::Paragraph(paragraph) = block else { continue };
                for item in paragraph.items.iter_mut().filter(|item| is_bookmark(item)) {
                    let Item::Tag(tag) = item else { continue };
                    *tag = copied(tag);
                }
            }
        }
        let count = last + 1 - first;
        if self.is_recorded() {
            if bookmarks == "go" {
                strip(&mut self.blocks[first..=last]);
            }
            self.blocks.splice(to..to, moved);
            self.revise(to..to + count, "moveTo");
            let from = if to <= first { first + count } else { first };
            self.revise(from..from + count, "moveFrom");
        } else {
            self.blocks.splice(to..to, moved);
            let from = if to <= first { first + count } else { first };
            self.blocks.drain(from..from + count);
        }
    }

    /// Writes a paragraph after the one of these words.
    pub(crate) fn add_paragraph(&mut self, after: &str, style: &str, text: &str) {
        let at = self.at(after) + 1;
        let state = if self.is_recorded() { State::Revised("ins") } else { State::Plain };
        let look = format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
        let items = text.chars().map(|ch| Item::Char(ch, String::new(), state.clone())).collect();
        self.blocks.insert(at, Block::Paragraph(Paragraph { look, mark: state, items }));
    }

    /// Gives the paragraph of these words another style.
    pub(crate) fn restyle(&mut self, words: &str, style: &str) {
        let recorded = self.is_recorded();
        let paragraph = self.paragraph(words);
        let before = paragraph.look.clone();
        let from = before.find("<w:pStyle w:val=\"").unwrap() + "<w:pStyle w:val=\"".len();
        let to = from + before[from..].find('"').unwrap();
        let mut look = format!("{}{style}{}", &before[..from], &before[to..]);
        if recorded {
            let change = format!(
                "<w:pPrChange w:id=\"8000\" w:author=\"{AUTHOR}\" w:date=\"{DATE}\">{before}</w:pPrChange></w:pPr>"
            );
            look = format!("{}{change}", look.strip_suffix("</w:pPr>").unwrap());
        }
        paragraph.look = look;
    }

    /// Sets these words in bold letters.
    pub(crate) fn embolden(&mut self, words: &str) {
        let recorded = self.is_recorded();
        let paragraph = self.paragraph(words);
        let range = paragraph.range(words);
        for item in &mut paragraph.items[range] {
            let Item::Char(_, look, _) = item else { continue };
            let inside = look.trim_start_matches("<w:rPr>").trim_end_matches("</w:rPr>").to_owned();
            let was = match recorded {
                true => format!(
                    "<w:rPrChange w:id=\"7000\" w:author=\"{AUTHOR}\" w:date=\"{DATE}\"><w:rPr>{inside}</w:rPr></w:rPrChange>"
                ),
                false => String::new(),
            };
            *look = format!("<w:rPr>{inside}<w:b/>{was}</w:rPr>");
        }
    }

    /// The blocks of the row that holds these words.
    fn row(&self, words: &str) -> std::ops::Range<usize> {
        let at = self.at(words);
        let is = |k: &usize, name: &str| matches!(&self.blocks[*k], Block::Tag(tag) if tag == name);
        let start = (0..at).rev().find(|k| is(k, "<w:tr>")).unwrap();
        let end = (at..self.blocks.len()).find(|k| is(k, "</w:tr>")).unwrap();
        start..end + 1
    }

    /// Puts a row after the one of these words.
    pub(crate) fn add_row(&mut self, after: &str, cells: &[&str]) {
        let range = self.row(after);
        let mut row = self.blocks[range.clone()].to_vec();
        let mut cells = cells.iter();
        for block in &mut row {
            if let Block::Paragraph(paragraph) = block {
                let text = cells.next().unwrap();
                paragraph.items = text.chars().map(|ch| Item::Char(ch, String::new(), State::Plain)).collect();
            }
        }
        let count = row.len();
        self.blocks.splice(range.end..range.end, row);
        if self.is_recorded() {
            self.revise(range.end..range.end + count, "ins");
        }
    }

    /// Takes out the row of these words.
    pub(crate) fn take_out_row(&mut self, words: &str) {
        let range = self.row(words);
        if self.is_recorded() {
            self.revise(range, "del");
        } else {
            self.blocks.drain(range);
        }
    }

    /// Says something to these words.
    pub(crate) fn comment(&mut self, words: &str, said: &Said<'_>) {
        let mut ids = Vec::new();
        let all = std::iter::once((said.author, said.text)).chain(said.answers.iter().copied());
        for (k, (author, text)) in all.enumerate() {
            let id = self.count;
            self.count += 1;
            let name = format!("{:08X}", 0x1000 + id);
            let lines = text.lines().map(|line| {
                format!(
                    "<w:p w14:paraId=\"{name}\"><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                    escaped(line)
                )
            });
            self.comments += &format!(
                "<w:comment w:id=\"{id}\" w:author=\"{}\" w:date=\"{DATE}\" w:initials=\"x\">{}</w:comment>",
                escaped(author),
                lines.collect::<String>()
            );
            let parent = ids.first().map(|first: &usize| format!(" w15:paraIdParent=\"{:08X}\"", 0x1000 + first));
            self.threads += &format!(
                "<w15:commentEx w15:paraId=\"{name}\"{} w15:done=\"{}\"/>",
                parent.unwrap_or_default(),
                u8::from(said.done && k == 0)
            );
            ids.push(id);
        }
        let paragraph = self.paragraph(words);
        let range = paragraph.range(words);
        let tag = |name: &str, id: &usize| Item::Tag(format!("<w:{name} w:id=\"{id}\"/>"));
        let reference = |id: &usize| Item::Tag(format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>"));
        let after: Vec<Item> = ids.iter().flat_map(|id| [tag("commentRangeEnd", id), reference(id)]).collect();
        paragraph.items.splice(range.end..range.end, after);
        let before: Vec<Item> = ids.iter().map(|id| tag("commentRangeStart", id)).collect();
        paragraph.items.splice(range.start..range.start, before);
    }

    /// The file as it is now.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let Chief { parts, blocks, recording, comments, threads, count, revisions } = self;
        let (parts, blocks) = (parts.clone(), blocks.clone());
        let (comments, threads) = (comments.clone(), threads.clone());
        Chief { parts, blocks, recording: *recording, comments, threads, count: *count, revisions: *revisions }.save()
    }

    /// The file.
    pub(crate) fn save(mut self) -> Vec<u8> {
        let mut number = 5000;
        let mut stamp = || {
            number += 1;
            format!("w:id=\"{number}\" w:author=\"{AUTHOR}\" w:date=\"{DATE}\"")
        };
        let mut document = String::new();
        for block in &self.blocks {
            match block {
                Block::Tag(tag) => document += tag,
                Block::Paragraph(paragraph) => document += &paragraph.write(&mut stamp),
            }
        }
        self.parts.insert("word/document.xml".to_owned(), document);
        if !self.comments.is_empty() {
            let spaces = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";
            let comments = format!("<w:comments {spaces}>{}</w:comments>", self.comments);
            let threads = format!("<w15:commentsEx {spaces}>{}</w15:commentsEx>", self.threads);
            self.parts.insert("word/comments.xml".to_owned(), comments);
            self.parts.insert("word/commentsExtended.xml".to_owned(), threads);
            let relations = self.parts.get_mut("word/_rels/document.xml.rels").unwrap();
            let more = "<Relationship Id=\"rId901\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/><Relationship Id=\"rId902\" Type=\"http://schemas.microsoft.com/office/2011/relationships/commentsExtended\" Target=\"commentsExtended.xml\"/>";
            *relations = relations.replace("</Relationships>", &format!("{more}</Relationships>"));
        }
        archive(&self.parts)
    }
}

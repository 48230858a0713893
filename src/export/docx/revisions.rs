//! 修订: what has changed between two states of a document, written so that accepted it is the new one, and rejected the old.
//!
//! ```text
//! blocks      paragraphs and tables that are the same stay; between them, those that are most alike are one, changed
//! paragraph   words that differ are inserted and deleted; another setting is noted
//! table       row by row, where it has as many columns; else one is deleted and the other inserted
//! ```

use super::pieces::Block;
use super::pieces::Cell;
use super::pieces::Item;
use super::pieces::Paragraph;
use super::pieces::Row;
use super::pieces::Table;
use super::pieces::run;
use super::pieces::taken_apart;
use crate::export::xml;
use crate::text;
use crate::text::Hunk;
use crate::text::differing;
use crate::text::hunks;

/// Whose revisions they are, and when they were made; no date where nobody says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stamp {
    pub(super) author: String,
    pub(super) date: String,
}

/// The new document with what has changed since the old one.
pub(super) fn tracked(old: &str, new: &str, stamp: &Stamp) -> String {
    let (_, before, _) = taken_apart(old);
    let (head, after, tail) = taken_apart(new);
    let mut writer = Writer { stamp, out: head, count: 0 };
    writer.blocks(&before, &after);
    // The mark of the last paragraph can't be revised: it has another after it.
    let is_same = before.last().zip(after.last()).is_some_and(|(one, other)| key(one) == key(other));
    if !is_same {
        writer.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>");
    }
    writer.out + &tail
}

/// Writes blocks as they are.
pub(super) fn write(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => paragraph.write(out),
            Block::Table(table) => write_table(table, out),
            Block::Other(tags) => out.push_str(tags),
        }
    }
}

fn write_table(table: &Table, out: &mut String) {
    out.push_str(&table.head);
    for row in &table.rows {
        out.push_str(&row.head);
        for cell in &row.cells {
            out.push_str(&cell.head);
            cell.paragraphs.iter().for_each(|paragraph| paragraph.write(out));
            out.push_str("</w:tc>");
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}

/// What makes two blocks the same: all but the tags between texts, as bookmarks.
fn key(block: &Block) -> String {
    let mut out = String::new();
    match block {
        Block::Paragraph(paragraph) => bare(paragraph).write(&mut out),
        Block::Table(table) => {
            let mut table = table.clone();
            let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.flat_map(|cell| &mut cell.paragraphs).for_each(|paragraph| *paragraph = bare(paragraph));
            write_table(&table, &mut out);
        }
        Block::Other(tags) => out.push_str(tags),
    }
    out
}

/// A paragraph without the tags between its texts.
fn bare(paragraph: &Paragraph) -> Paragraph {
    let mut items: Vec<Item> = Vec::new();
    for item in paragraph.items.iter().filter(|item| matches!(item, Item::Text(..))) {
        match (items.last_mut(), item) {
            (Some(Item::Text(look, text)), Item::Text(next, more)) if look == next => text.push_str(more),
            _ => items.push(item.clone()),
        }
    }
    Paragraph { look: paragraph.look.clone(), items }
}

/// What is done with a paragraph or a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Inserted,
    Deleted,
}

impl Turn {
    fn tag(self) -> &'static str {
        match self {
            Turn::Inserted => "ins",
            Turn::Deleted => "del",
        }
    }
}

struct Writer<'s> {
    stamp: &'s Stamp,
    out: String,
    /// How many revisions there are.
    count: usize,
}

impl Writer<'_> {
    /// Whose revision it is, and its number: another than any bookmark or comment has.
    fn stamped(&mut self) -> String {
        const FIRST: usize = 1_000_000;
        self.count += 1;
        let Stamp { author, date } = self.stamp;
        let date = if date.is_empty() { String::new() } else { format!(" w:date=\"{}\"", xml::escaped(date)) };
        format!("w:id=\"{}\" w:author=\"{}\"{date}", FIRST + self.count, xml::escaped(author))
    }

    fn blocks(&mut self, old: &[Block], new: &[Block]) {
        let (before, after): (Vec<String>, Vec<String>) =
            (old.iter().map(key).collect(), new.iter().map(key).collect());
        let (before, after): (Vec<&str>, Vec<&str>) =
            (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
        let mut at = 0;
        for Hunk { old: from, new: to } in hunks(&before, &after) {
            write(&new[at..to.start], &mut self.out);
            at = to.end;
            self.changed(&old[from], &new[to]);
        }
        write(&new[at..], &mut self.out);
    }

    /// Blocks that stand in the place of others.
    fn changed(&mut self, old: &[Block], new: &[Block]) {
        let (mut i, mut j) = (0, 0);
        for (k, l) in alike(old, new).into_iter().chain([(old.len(), new.len())]) {
            old[i..k].iter().for_each(|block| self.whole(block, Turn::Deleted));
            new[j..l].iter().for_each(|block| self.whole(block, Turn::Inserted));
            match (old.get(k), new.get(l)) {
                (Some(Block::Paragraph(old)), Some(Block::Paragraph(new))) => self.paragraph(old, new),
                (Some(Block::Table(old)), Some(Block::Table(new))) => self.table(old, new),
                (Some(_), Some(other)) => write(std::slice::from_ref(other), &mut self.out),
                _ => {}
            }
            (i, j) = (k + 1, l + 1);
        }
    }

    /// All of a block.
    fn whole(&mut self, block: &Block, turn: Turn) {
        match block {
            Block::Paragraph(paragraph) => self.whole_paragraph(paragraph, turn),
            Block::Table(table) => {
                self.out.push_str(&table.head);
                table.rows.iter().for_each(|row| self.whole_row(row, turn));
                self.out.push_str("</w:tbl>");
            }
            Block::Other(tags) if turn == Turn::Inserted => self.out.push_str(tags),
            Block::Other(_) => {}
        }
    }

    fn whole_row(&mut self, row: &Row, turn: Turn) {
        let stamp = self.stamped();
        let mark = format!("<w:{} {stamp}/>", turn.tag());
        let head = match row.head.find("</w:trPr>") {
            Some(at) => format!("{}{mark}{}", &row.head[..at], &row.head[at..]),
            None => format!("{}<w:trPr>{mark}</w:trPr>", row.head),
        };
        self.out.push_str(&head);
        for Cell { head, paragraphs } in &row.cells {
            self.out.push_str(head);
            paragraphs.iter().for_each(|paragraph| self.whole_paragraph(paragraph, turn));
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }

    /// All of a paragraph with its mark. What is deleted keeps no bookmark: it would stay alone.
    fn whole_paragraph(&mut self, paragraph: &Paragraph, turn: Turn) {
        let stamp = self.stamped();
        let look = marked(&paragraph.look, &format!("<w:{} {stamp}/>", turn.tag()));
        self.out.push_str("<w:p>");
        self.out.push_str(&look);
        for item in &paragraph.items {
            match item {
                Item::Text(look, text) => self.run(look, text, turn),
                Item::Other(tags) if turn == Turn::Inserted => self.out.push_str(tags),
                Item::Other(_) => {}
            }
        }
        self.out.push_str("</w:p>");
    }

    fn run(&mut self, look: &str, text: &str, turn: Turn) {
        if text.is_empty() {
            return;
        }
        let stamp = self.stamped();
        self.out.push_str(&format!("<w:{} {stamp}>", turn.tag()));
        run(look, text, if turn == Turn::Deleted { "delText" } else { "t" }, &mut self.out);
        self.out.push_str(&format!("</w:{}>", turn.tag()));
    }

    /// A paragraph that was another.
    fn paragraph(&mut self, old: &Paragraph, new: &Paragraph) {
        self.out.push_str("<w:p>");
        let look = if old.look == new.look { new.look.clone() } else { self.set_otherwise(&old.look, &new.look) };
        self.out.push_str(&look);
        let (before, after) = (old.text(), new.text());
        let mut hunks = differing(&before, &after).into_iter().peekable();
        let mut at = 0;
        for item in &new.items {
            let Item::Text(look, text) = item else {
                self.deleted_before(old, &mut hunks, at);
                let Item::Other(tags) = item else { continue };
                self.out.push_str(tags);
                continue;
            };
            let end = at + text.len();
            let begins = at;
            while at < end {
                self.deleted_before(old, &mut hunks, at);
                let next = hunks.peek().filter(|hunk| hunk.new.start < end).cloned();
                let Some(Hunk { old: gone, new: put }) = next else {
                    run(look, &text[at - begins..], "t", &mut self.out);
                    at = end;
                    continue;
                };
                if at < put.start {
                    run(look, &text[at - begins..put.start - begins], "t", &mut self.out);
                    at = put.start;
                    continue;
                }
                // What stood there goes first, and once.
                if !gone.is_empty()
                    && let Some(hunk) = hunks.peek_mut()
                {
                    let from = std::mem::replace(&mut hunk.old, gone.end..gone.end);
                    self.gone(old, from);
                }
                let upto = put.end.min(end);
                self.run(look, &text[at - begins..upto - begins], Turn::Inserted);
                at = upto;
                if at == put.end {
                    hunks.next();
                }
            }
        }
        for hunk in hunks {
            self.gone(old, hunk.old);
        }
        self.out.push_str("</w:p>");
    }

    /// What was deleted and has nothing in its place, up to this byte of the new text.
    fn deleted_before(
        &mut self,
        old: &Paragraph,
        hunks: &mut std::iter::Peekable<std::vec::IntoIter<Hunk>>,
        at: usize,
    ) {
        while let Some(hunk) = hunks.next_if(|hunk| hunk.new.is_empty() && hunk.new.start <= at) {
            self.gone(old, hunk.old);
        }
    }

    /// These bytes of a paragraph, as they were set there.
    fn gone(&mut self, old: &Paragraph, bytes: std::ops::Range<usize>) {
        let mut at = 0;
        for item in &old.items {
            let Item::Text(look, text) = item else { continue };
            let (from, to) = (bytes.start.max(at), bytes.end.min(at + text.len()));
            if from < to {
                self.run(look, &text[from - at..to - at], Turn::Deleted);
            }
            at += text.len();
        }
    }

    /// How a paragraph is set that was set otherwise.
    fn set_otherwise(&mut self, old: &str, new: &str) -> String {
        let stamp = self.stamped();
        let was = without(&without(old, "w:rPr"), "w:sectPr");
        let was = if was.is_empty() { "<w:pPr/>".to_owned() } else { was };
        let change = format!("<w:pPrChange {stamp}>{was}</w:pPrChange>");
        match new.strip_suffix("</w:pPr>") {
            Some(new) => format!("{new}{change}</w:pPr>"),
            None => format!("<w:pPr>{change}</w:pPr>"),
        }
    }

    fn table(&mut self, old: &Table, new: &Table) {
        let columns = |table: &Table| table.head.matches("<w:gridCol").count();
        if columns(old) != columns(new) {
            self.whole(&Block::Table(old.clone()), Turn::Deleted);
            return self.whole(&Block::Table(new.clone()), Turn::Inserted);
        }
        self.out.push_str(&new.head);
        let says = |row: &Row| {
            let cells = row.cells.iter().map(|cell| cell.paragraphs.iter().map(Paragraph::text).collect::<String>());
            cells.collect::<Vec<_>>().join("\t")
        };
        let (before, after): (Vec<String>, Vec<String>) =
            (old.rows.iter().map(says).collect(), new.rows.iter().map(says).collect());
        let (before, after): (Vec<&str>, Vec<&str>) =
            (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
        let mut at = 0;
        let same = |rows: &[Row], out: &mut String| {
            let table = Table { head: String::new(), rows: rows.to_vec() };
            let mut text = String::new();
            write_table(&table, &mut text);
            out.push_str(text.trim_end_matches("</w:tbl>"));
        };
        for Hunk { old: from, new: to } in hunks(&before, &after) {
            same(&new.rows[at..to.start], &mut self.out);
            at = to.end;
            let pairs = from.len().min(to.len());
            for k in 0..pairs {
                self.row(&old.rows[from.start + k], &new.rows[to.start + k]);
            }
            old.rows[from.start + pairs..from.end].iter().for_each(|row| self.whole_row(row, Turn::Deleted));
            new.rows[to.start + pairs..to.end].iter().for_each(|row| self.whole_row(row, Turn::Inserted));
        }
        same(&new.rows[at..], &mut self.out);
        self.out.push_str("</w:tbl>");
    }

    /// A row that was another: cell by cell, where they are as many.
    fn row(&mut self, old: &Row, new: &Row) {
        let paragraphs = |row: &Row| row.cells.iter().map(|cell| cell.paragraphs.len()).collect::<Vec<_>>();
        if paragraphs(old) != paragraphs(new) {
            self.whole_row(old, Turn::Deleted);
            return self.whole_row(new, Turn::Inserted);
        }
        self.out.push_str(&new.head);
        for (before, after) in old.cells.iter().zip(&new.cells) {
            self.out.push_str(&after.head);
            for (old, new) in before.paragraphs.iter().zip(&after.paragraphs) {
                self.paragraph(old, new);
            }
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr>");
    }
}

/// How a paragraph is set, with this said of its mark.
fn marked(look: &str, mark: &str) -> String {
    if let Some(at) = look.find("<w:rPr>") {
        let at = at + "<w:rPr>".len();
        return format!("{}{mark}{}", &look[..at], &look[at..]);
    }
    let at = look.find("<w:sectPr").or_else(|| look.rfind("</w:pPr>"));
    match at {
        Some(at) => format!("{}<w:rPr>{mark}</w:rPr>{}", &look[..at], &look[at..]),
        None => format!("<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>"),
    }
}

/// Tags without an element of this name.
fn without(tags: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    match (tags.find(&open), tags.find(&close)) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &tags[..from], &tags[to + close.len()..]),
        _ => tags.to_owned(),
    }
}

/// Which blocks of two lists are the same, changed: in order, as alike as can be.
fn alike(old: &[Block], new: &[Block]) -> Vec<(usize, usize)> {
    /// Pairs that are looked at; of more, those at the same place are taken.
    const PAIRS: usize = 40_000;
    /// From how much in common on a paragraph is another, changed.
    const LEAST: f64 = 0.35;
    if old.len().saturating_mul(new.len()) > PAIRS {
        return (0..old.len().min(new.len())).filter(|&k| likeness(&old[k], &new[k]) > LEAST).map(|k| (k, k)).collect();
    }
    let width = new.len() + 1;
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    let mut likes = vec![0.0_f64; old.len() * new.len()];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let like = likeness(&old[i], &new[j]);
            likes[i * new.len() + j] = like;
            let pair = if like > LEAST { like + best[(i + 1) * width + j + 1] } else { 0.0 };
            best[i * width + j] = pair.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < old.len() && j < new.len() {
        let like = likes[i * new.len() + j];
        if like > LEAST && best[i * width + j] <= like + best[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// How much two blocks have in common: 1 for all. A paragraph and a table have nothing.
fn likeness(one: &Block, other: &Block) -> f64 {
    let says = |block: &Block| match block {
        Block::Paragraph(paragraph) => paragraph.text(),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs);
            cells.map(Paragraph::text).collect()
        }
        Block::Other(_) => String::new(),
    };
    if std::mem::discriminant(one) != std::mem::discriminant(other) || matches!(one, Block::Other(_)) {
        return 0.0;
    }
    text::likeness(&says(one), &says(other))
}

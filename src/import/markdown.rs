//! Markdown: headings as sections, nested lists too; all else as lines that are read like any text.

use comrak::Arena;
use comrak::Options;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::ListDelimType;
use comrak::nodes::ListType;
use comrak::nodes::Node;
use comrak::nodes::NodeValue;
use comrak::parse_document;

use super::Doubt;
use super::Noise;
use super::Unread;
use super::What;
use super::html;
use super::phrase;
use super::source::Role;
use super::source::Source;
use super::table::row;
use crate::text::is_cjk;

/// Bytes beyond which a text is no Markdown that anyone writes; it is read like any text.
const MOST_BYTES: usize = 16 << 20;

/// The level of a node of a list, beside those of the six headings.
const BELOW_HEADINGS: usize = 10;

/// The lines of a Markdown text. A heading has its level. The items of a list are nodes where lists stand in it or the text
/// has no headings at all, as outliners write theirs; else each is a line, with its number but without its dash. Line
/// breaks in a paragraph end a line, as writers of Chinese mean them.
pub(super) fn sources(text: &str, doubts: &mut Vec<Doubt>) -> Vec<Source> {
    if text.len() > MOST_BYTES {
        return text.lines().zip(1..).map(|(line, at)| Source::new(at, line, Role::Unknown)).collect();
    }
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.front_matter_delimiter = Some("---".to_owned());
    options.extension.cjk_friendly_emphasis = true;
    let arena = Arena::new();
    let (text, lines) = mended(text);
    let root = parse_document(&arena, &text, &options);
    let has_headings = root.descendants().any(|node| matches!(node.data().value, NodeValue::Heading(_)));
    let mut reading = Reading { has_headings, ..Reading::new(doubts) };
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => reading.begins(node),
            NodeEdge::End(node) => reading.ends(node),
        }
    }
    let mut sources = reading.finished();
    sources.iter_mut().for_each(|source| source.line = lines.get(source.line - 1).copied().unwrap_or(source.line));
    sources
}

/// The text as it was meant where writers are less strict than Markdown is: `##标题` is a heading, a table right below a
/// paragraph or an item is one. Also the line, from 1, that each line comes from.
fn mended(text: &str) -> (String, Vec<usize>) {
    let all: Vec<&str> = text.split('\n').collect();
    let (mut out, mut lines) = (String::with_capacity(text.len() + 64), Vec::with_capacity(all.len()));
    let mut fence: Option<&str> = None;
    for (k, line) in all.iter().enumerate() {
        let bare = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| bare.starts_with(mark));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let above = k.checked_sub(1).map_or("", |k| all[k]);
        let begins_table = fence.is_none()
            && bare.contains('|')
            && all.get(k + 1).is_some_and(|next| is_ruler(next))
            && !above.trim().is_empty()
            && !above.contains('|');
        if begins_table {
            out.push('\n');
            lines.push(k + 1);
        }
        let hashes = bare.bytes().take_while(|&byte| byte == b'#').count();
        let glued = fence.is_none() && mark.is_none() && (1..=6).contains(&hashes) && line.len() - bare.len() < 4;
        let words = &bare[hashes..];
        let is_heading = glued
            && words.starts_with(|ch: char| is_cjk(ch) || matches!(ch, '（' | '“' | '《' | '0'..='9'))
            && !words.contains('#');
        if k > 0 {
            out.push('\n');
        }
        if is_heading {
            out.push_str(&line[..line.len() - words.len()]);
            out.push(' ');
            out.push_str(words);
        } else {
            out.push_str(line);
        }
        lines.push(k + 1);
    }
    (out, lines)
}

/// `| --- | :-: |`
fn is_ruler(line: &str) -> bool {
    let line = line.trim();
    line.contains('|') && line.contains("--") && line.chars().all(|ch| matches!(ch, '|' | '-' | ':' | ' '))
}

/// Goes through the document from tag to tag.
struct Reading<'a> {
    doubts: &'a mut Vec<Doubt>,
    has_headings: bool,
    /// What the front matter says is the title.
    title: Option<String>,
    sources: Vec<Source>,
    /// The line that is being read, and what the file says about it.
    line: usize,
    text: String,
    number: String,
    /// Whether it stands in the paragraph of the line before.
    goes_on: bool,
    role: Role,
    lists: Vec<List>,
    /// The cells of the row that is being read.
    cells: Option<Vec<String>>,
    /// A picture is left out with the words that stand for it.
    pictures: usize,
    first_picture: usize,
    in_picture: usize,
    /// The note that is being read: where in `sources` it begins.
    note: Option<usize>,
}

/// A list that is open.
struct List {
    /// The number of its next item and the mark after it; `None` for dashes.
    next: Option<(usize, char)>,
    /// Whether its items are nodes of an outline.
    nodes: bool,
}

impl<'a> Reading<'a> {
    fn new(doubts: &'a mut Vec<Doubt>) -> Reading<'a> {
        Reading {
            doubts,
            has_headings: false,
            title: None,
            sources: Vec::new(),
            line: 1,
            text: String::new(),
            number: String::new(),
            goes_on: false,
            role: Role::Unknown,
            lists: Vec::new(),
            cells: None,
            pictures: 0,
            first_picture: 0,
            in_picture: 0,
            note: None,
        }
    }

    fn begins<'n>(&mut self, node: Node<'n>) {
        let data = node.data();
        let line = data.sourcepos.start.line.max(1);
        match &data.value {
            NodeValue::FrontMatter(text) => self.front_matter(text),
            NodeValue::Heading(_) | NodeValue::Paragraph => {
                self.line = line;
                if self.lists.is_empty() {
                    self.sources.push(Source::new(line, "", Role::Unknown));
                }
            }
            NodeValue::List(list) => {
                self.end_line();
                let nested = || node.descendants().skip(1).any(|node| matches!(node.data().value, NodeValue::List(_)));
                let above = self.lists.last().map(|list| list.nodes);
                let mark = if list.delimiter == ListDelimType::Paren { ')' } else { '.' };
                let next = (list.list_type == ListType::Ordered).then_some((list.start, mark));
                self.lists.push(List { next, nodes: above.unwrap_or_else(|| !self.has_headings || nested()) });
            }
            NodeValue::Item(_) => self.begin_item(""),
            NodeValue::TaskItem(task) => self.begin_item(if task.symbol.is_some() { "☑" } else { "☐" }),
            NodeValue::CodeBlock(code) => {
                let role = if code.fenced { Role::Plain } else { Role::Unknown };
                let first = if code.fenced { line + 1 } else { line };
                let lines = code.literal.lines().zip(first..);
                self.sources.extend(lines.map(|(text, line)| Source::new(line, text.trim(), role)));
            }
            NodeValue::HtmlBlock(block) => {
                self.sources.extend(
                    html::page(&block.literal, self.doubts).into_iter().map(|source| Source { line, ..source }),
                );
            }
            NodeValue::TableRow(_) => (self.line, self.cells) = (line, Some(Vec::new())),
            NodeValue::FootnoteDefinition(_) => self.note = Some(self.sources.len()),
            NodeValue::Image(_) => {
                if self.pictures == 0 {
                    self.first_picture = line;
                }
                self.pictures += 1;
                self.in_picture += 1;
            }
            _ if self.in_picture > 0 => {}
            NodeValue::Text(text) => self.text.push_str(text),
            NodeValue::Code(code) => self.text.push_str(&code.literal),
            NodeValue::HtmlInline(tag) => {
                let text = html::text_of(tag);
                match text.as_str() {
                    "\n" if self.cells.is_some() => self.text.push(' '),
                    "\n" => self.end_line(),
                    text => self.text.push_str(text),
                }
            }
            NodeValue::SoftBreak | NodeValue::LineBreak if self.cells.is_some() => self.text.push(' '),
            // An item goes on in its next line.
            NodeValue::SoftBreak if !self.lists.is_empty() && self.text.ends_with(['，', '、', ',']) => {}
            NodeValue::SoftBreak | NodeValue::LineBreak => {
                self.end_line();
                self.goes_on = true;
                self.line += 1;
            }
            _ => {}
        }
    }

    fn ends<'n>(&mut self, node: Node<'n>) {
        match &node.data().value {
            NodeValue::Heading(heading) => {
                // Text with a line of dashes below it was not meant for a heading.
                let text = phrase::ends_sentence(&self.text) || self.text.chars().nth(60).is_some();
                if !(heading.setext && text) {
                    self.role = Role::Node(usize::from(heading.level));
                }
                self.end_line();
            }
            NodeValue::Paragraph => {
                self.end_line();
                self.goes_on = false;
            }
            NodeValue::Item(_) | NodeValue::TaskItem(_) => {
                self.end_line();
                (self.number, self.role) = (String::new(), Role::Unknown);
            }
            NodeValue::List(_) => drop(self.lists.pop()),
            NodeValue::TableCell => {
                let cell = std::mem::take(&mut self.text);
                if let Some(cells) = &mut self.cells {
                    cells.push(cell.trim().to_owned());
                }
            }
            NodeValue::TableRow(_) => {
                let cells = self.cells.take().unwrap_or_default();
                self.sources.push(Source::new(self.line, row(&cells), Role::Plain));
            }
            NodeValue::FootnoteDefinition(_) => {
                let Some(first) = self.note.take() else { return };
                let note = self.sources.split_off(first.min(self.sources.len()));
                let line = note.first().map_or(self.line, |source| source.line);
                let texts: Vec<&str> =
                    note.iter().filter(|source| !source.is_blank()).map(|source| source.text.trim()).collect();
                let text = texts.join(" ");
                self.doubts.push(Doubt::left_out(line, text, Noise::Note));
            }
            NodeValue::Image(_) => self.in_picture = self.in_picture.saturating_sub(1),
            _ => {}
        }
    }

    /// What stands before the first line of an item: a node's place in the outline, or its number.
    fn begin_item(&mut self, task: &str) {
        self.end_line();
        let depth = self.lists.len();
        let Some(list) = self.lists.last_mut() else { return };
        self.role = if list.nodes { Role::Node(BELOW_HEADINGS + depth) } else { Role::Unknown };
        if let Some((next, mark)) = &mut list.next {
            self.number = format!("{next}{mark} ");
            *next += 1;
        }
        self.number += task;
    }

    fn end_line(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            let (number, role) = (std::mem::take(&mut self.number), std::mem::take(&mut self.role));
            let goes_on = std::mem::take(&mut self.goes_on);
            self.sources.push(Source { number, goes_on, ..Source::new(self.line, text, role) });
        }
    }

    fn front_matter(&mut self, text: &str) {
        let text = text.trim().trim_matches('-').trim();
        let title = text.lines().find_map(|line| line.strip_prefix("title:"));
        self.title = title.map(|title| title.trim().trim_matches(['"', '\'']).to_owned());
        if !text.is_empty() {
            let text = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
            self.doubts.push(Doubt::left_out(1, text, Noise::FrontMatter));
        }
    }

    fn finished(mut self) -> Vec<Source> {
        self.end_line();
        if self.pictures > 0 {
            let what = What::Unread { unread: Unread::Pictures, count: self.pictures };
            self.doubts.push(Doubt::new(self.first_picture, what));
        }
        let top = |source: &Source| source.role == Role::Node(1);
        // Several reports, each with its title above all its headings.
        let tops = self.sources.iter().filter(|source| top(source));
        let titles = tops.clone().count() > 1 && tops.clone().all(|source| phrase::is_title(&source.text));
        if titles {
            self.sources.iter_mut().filter(|source| top(source)).for_each(|source| source.role = Role::Title);
        } else if let Some(title) = self.title.filter(|title| !title.is_empty()) {
            let same = self.sources.iter().find(|source| !source.is_blank()).is_some_and(|first| first.text == title);
            if !same && tops.count() != 1 {
                self.sources.insert(0, Source::new(1, title, Role::Title));
            }
        }
        self.sources
    }
}

//! A web page, and a scrap of HTML, as outliners and Markdown have it: tags out, entities in.

use super::source::Role;
use super::source::Source;
use super::table::Table;

/// Tags that are taken for tags; any other `<` is text, such as `<100`.
const TAGS: [&str; 45] = [
    "a",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "time",
    "tr",
    "u",
    "ul",
];

/// Tags that end a line.
const BREAKS: [&str; 16] =
    ["br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"];

/// The paragraphs of a web page, in linear time: what stands in its `main`, else its `body`, else anywhere, without what
/// isn't shown. A line for every paragraph, as pages break theirs where they like; one that stands behind a `br` goes on
/// the paragraph.
pub(super) fn page(html: &str) -> Vec<Source> {
    let lower = html.to_ascii_lowercase();
    let inside = |name: &str| {
        let from = opens(&lower, name)?;
        let to = lower.rfind(&format!("</{name}")).filter(|&to| to >= from);
        Some(from..to.unwrap_or(html.len()))
    };
    let shown = inside("main").or_else(|| inside("body")).unwrap_or(0..html.len());
    let mut page = Page::default();
    // Whether there is an end of a comment or of a tag somewhere ahead, as in [`text_of`].
    let (mut comments_end, mut tags_end) = (true, true);
    let mut done = shown.start;
    while let Some(found) = lower[done..shown.end].find('<') {
        let at = done + found;
        flow(&html[done..at], &mut page.text);
        let tag = &lower[at + 1..shown.end];
        let name = tag.strip_prefix('/').unwrap_or(tag);
        let name = &name[..name.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count()];
        let end = if HIDDEN.contains(&name) && !tag.starts_with('/') {
            tag.find(&format!("</{name}")).or(Some(tag.len()))
        } else if comments_end && tag.starts_with("!--") {
            let end = tag.find("-->").map(|end| end + "-->".len());
            comments_end = end.is_some();
            end
        } else if tags_end && (name.starts_with(|ch: char| ch.is_ascii_alphabetic()) || tag.starts_with(['!', '?'])) {
            let end = tag.find('>').map(|end| end + 1);
            tags_end = end.is_some();
            end
        } else {
            None
        };
        let Some(end) = end else {
            page.text.push('<');
            done = at + 1;
            continue;
        };
        page.tag(name, &tag[..end]);
        done = at + 1 + end;
    }
    flow(&html[done..shown.end], &mut page.text);
    page.finished()
}

/// A page that is being read.
#[derive(Default)]
struct Page {
    done: Vec<Source>,
    /// The line that is being read, entities as they are.
    text: String,
    /// How many lines have ended.
    lines: usize,
    /// Whether the line stands in the paragraph of the one before.
    goes_on: bool,
    /// The tables that are open, from the outside in.
    tables: Vec<Table>,
    /// How many more are open than are told apart.
    deeper: usize,
}

/// Tables in tables that are told apart.
const DEEPEST: usize = 16;

impl Page {
    /// What a tag does, from its name on.
    fn tag(&mut self, name: &str, tag: &str) {
        let closes = tag.starts_with('/');
        match name {
            "table" => {
                self.end_line();
                match (closes, self.deeper) {
                    (false, 0) if self.tables.len() < DEEPEST => self.tables.push(Table::default()),
                    (false, _) => self.deeper += 1,
                    (true, 0) => self.end_table(),
                    (true, _) => self.deeper -= 1,
                }
            }
            "tr" | "td" | "th" if self.deeper == 0 && !self.tables.is_empty() => {
                self.end_line();
                if let Some(table) = self.tables.last_mut().filter(|_| !closes) {
                    if name == "tr" {
                        table.begin_row();
                    } else {
                        table.begin_cell();
                        let span = |name: &str| attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1);
                        table.span(span("colspan"), span("rowspan"));
                    }
                }
            }
            "td" | "th" if closes => self.text.push('\t'),
            "br" => self.goes_on = self.end_line(),
            name if BREAKS.contains(&name) || BLOCKS.contains(&name) => drop(self.end_line()),
            _ => {}
        }
    }

    /// Ends the line, and tells whether it had words.
    fn end_line(&mut self) -> bool {
        let text = text_of(&std::mem::take(&mut self.text));
        for line in text.split('\n') {
            self.lines += 1;
            let goes_on = std::mem::take(&mut self.goes_on);
            self.put(vec![Source { goes_on, ..Source::new(self.lines, line, Role::Unknown) }]);
        }
        !text.trim().is_empty()
    }

    /// Puts lines into the cell that is open, or behind what is done.
    fn put(&mut self, lines: Vec<Source>) {
        match self.tables.last_mut() {
            Some(table) => table.put(lines),
            None => self.done.extend(lines),
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            self.put(table.lines());
        }
    }

    fn finished(mut self) -> Vec<Source> {
        self.end_line();
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.done
    }
}

/// The value of an attribute of a tag, which is in lower case.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut places = tag.match_indices(name).map(|(at, _)| (at, tag[at + name.len()..].trim_start()));
    let is_whole = |at: usize| tag[..at].ends_with(|ch: char| ch.is_whitespace() || matches!(ch, '"' | '\''));
    let value = places.find_map(|(at, rest)| rest.strip_prefix('=').filter(|_| is_whole(at)))?.trim_start();
    let value = value.trim_start_matches(['"', '\'']);
    Some(value[..value.find(['"', '\'', '>', '/', ' ']).unwrap_or(value.len())].trim())
}

/// What else ends a line in a page.
const BLOCKS: [&str; 10] = ["article", "caption", "dd", "dt", "footer", "header", "pre", "section", "tbody", "thead"];

/// Elements of which nothing is shown.
const HIDDEN: [&str; 4] = ["head", "script", "style", "template"];

/// Where what stands in the first element of this name begins.
fn opens(lower: &str, name: &str) -> Option<usize> {
    let tag = format!("<{name}");
    let mut places = lower.match_indices(&tag).map(|(at, _)| at);
    let at = places.find(|at| !lower[at + tag.len()..].starts_with(|ch: char| ch.is_ascii_alphanumeric()))?;
    Some(at + lower[at..].find('>')? + 1)
}

/// A piece of a page with its own line breaks gone, and what its lines are indented by: between letters and digits they are
/// blanks, elsewhere nothing.
fn flow(piece: &str, out: &mut String) {
    let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
    for (k, line) in piece.split(['\n', '\r']).enumerate() {
        let line = if k > 0 { line.trim_start_matches([' ', '\t']) } else { line };
        if k > 0 && latin(out.chars().next_back()) && latin(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
}

/// The text without tags and comments, its lines ended by `\n`, in linear time.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Whether there is an end of a comment or of a tag somewhere ahead: not looked for again where there was none.
    let (mut comments_end, mut tags_end) = (true, true);
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((ch, len)) = entity(rest) {
            out.push(ch);
            rest = &rest[len..];
            continue;
        }
        if comments_end && rest.starts_with("<!--") {
            match rest.find("-->") {
                Some(end) => {
                    rest = &rest[end + "-->".len()..];
                    continue;
                }
                None => comments_end = false,
            }
        }
        if let Some(name) = tag(rest).filter(|_| tags_end) {
            if let Some(end) = rest.find('>') {
                if BREAKS.contains(&name.as_str()) {
                    out.push('\n');
                }
                rest = &rest[end + 1..];
                continue;
            }
            tags_end = false;
        }
        out.push_str(&rest[..1]);
        rest = &rest[1..];
    }
    out.push_str(rest);
    out
}

/// The name of a tag that begins here.
fn tag(text: &str) -> Option<String> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let len = inner.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let name = inner[..len].to_ascii_lowercase();
    let ends = inner[len..].starts_with(|ch: char| ch == '>' || ch == '/' || ch.is_ascii_whitespace());
    (ends && TAGS.contains(&name.as_str())).then_some(name)
}

/// The character of an entity that begins here, and the bytes that it takes.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &inner[..end];
    let ch = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|ch| !ch.is_control())?
        }
    };
    Some((ch, end + 2))
}

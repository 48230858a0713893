//! A web page, and a scrap of HTML, as outliners and Markdown have it: tags out, character references in. Tags are told from
//! text by the rules of the HTML standard (section 13.2.5, Tokenization).

use std::borrow::Cow;

use html5gum::DefaultEmitter;
use html5gum::StartTag;
use html5gum::Token;
use html5gum::Tokenizer;

use super::Doubt;
use super::Noise;
use super::source::Role;
use super::source::Source;
use super::table::Table;

/// Tags that are taken for tags in a scrap; any other `<` is text, such as `<某某>` or `<T>`.
const TAGS: &str = "a b big blockquote br center code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd \
    li mark ol p pre s section small span strike strong sub summary sup table tbody td th thead time tr u ul";

/// Tags that end a line.
const BREAKS: &str = "address article blockquote br caption center dd details div dl dt fieldset figcaption figure footer form \
    h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul";

/// Elements of which nothing is shown.
const HIDDEN: &str = "head noscript script style template title";

/// Elements that are about the site and not of the text.
const ASIDE: &str = "aside footer nav";

fn is_one_of(name: &str, of: &str) -> bool {
    of.split_ascii_whitespace().any(|one| one == name)
}

/// The paragraphs of a web page, in linear time: what stands in its `main` or only `article`, else its `body`, else
/// anywhere. What isn't shown goes without a word, what stands in its footer or at its side into a doubt. A line for every
/// paragraph, as pages break theirs where they like; one that stands after a `br` goes on the paragraph.
pub(super) fn page(html: &str, doubts: &mut Vec<Doubt>) -> Vec<Source> {
    let mut page = Page { pre: 0, ..Page::default() };
    for token in tokens(&ended(shown(html))) {
        match token {
            Token::StartTag(tag) => page.opens(&tag),
            Token::EndTag(tag) => page.closes(&String::from_utf8_lossy(&tag.name)),
            Token::String(text) => page.text(&String::from_utf8_lossy(&text.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.finished(doubts)
}

/// The tokens of a piece of HTML, by their bytes.
fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
    })
}

/// The part of a page that its text stands in.
fn shown(html: &str) -> &str {
    let lower = html.to_ascii_lowercase();
    let inside = |name: &str| {
        let from = opens(&lower, name)?;
        let to = lower.rfind(&format!("</{name}")).filter(|&to| to >= from);
        Some(&html[from..to.unwrap_or(html.len())])
    };
    let only = |name: &str| inside(name).filter(|_| lower.matches(&format!("</{name}")).count() == 1);
    inside("main").or_else(|| only("article")).or_else(|| inside("body")).unwrap_or(html)
}

/// Where what stands in the first element of this name begins.
fn opens(lower: &str, name: &str) -> Option<usize> {
    let tag = format!("<{name}");
    let mut places = lower.match_indices(&tag).map(|(at, _)| at);
    let at = places.find(|at| !lower[at + tag.len()..].starts_with(|ch: char| ch.is_ascii_alphanumeric()))?;
    Some(at + lower[at..].find('>')? + 1)
}

/// The same HTML where a comment or a tag that never ends is text: by the standard it would take all that follows with it.
fn ended(html: &str) -> Cow<'_, str> {
    let comments = html.rfind("-->").map_or(0, |at| at + "-->".len());
    let open = html[comments..].find("<!--").map(|at| comments + at);
    let tags = html.rfind('>').map_or(0, |at| at + 1);
    let from = open.unwrap_or(html.len()).min(if html[tags..].contains('<') { tags } else { html.len() });
    if from == html.len() {
        return Cow::Borrowed(html);
    }
    let (whole, rest) = html.split_at(from);
    let rest = if from >= tags { rest.replace('<', "&lt;") } else { rest.replace("<!--", "&lt;!--") };
    Cow::Owned(format!("{whole}{rest}"))
}

/// A page that is being read.
#[derive(Default)]
struct Page {
    done: Vec<Source>,
    /// The line that is being read.
    line: String,
    /// The number of the item that begins with it.
    number: String,
    /// What the page says that it is.
    role: Role,
    /// How many lines have ended.
    lines: usize,
    /// Whether the line stands in the paragraph of the one before.
    goes_on: bool,
    /// The tables that are open, from the outside in.
    tables: Vec<Table>,
    /// How many more are open than are told apart.
    deeper: usize,
    /// The lists that are open: the number of the next item of a numbered one, and the kind of its numbers.
    lists: Vec<Option<(usize, Cow<'static, str>)>>,
    /// How many elements are open of which nothing is shown, that keep their line breaks, that are about the site.
    hidden: usize,
    pre: usize,
    aside: usize,
    /// What the site says beside the text, and at which line.
    beside: Vec<(usize, String)>,
}

/// Tables in tables that are told apart, and lists in lists.
const DEEPEST: usize = 16;

impl Page {
    fn opens(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        if is_one_of(&name, HIDDEN) {
            self.hidden += usize::from(!tag.self_closing);
            return;
        }
        if name == "br" {
            self.goes_on = self.end_line();
            return;
        }
        if is_one_of(&name, BREAKS) || is_one_of(&name, ASIDE) || matches!(&*name, "td" | "th") {
            self.end_line();
        }
        match &*name {
            "table" if self.deeper == 0 && self.tables.len() < DEEPEST => self.tables.push(Table::default()),
            "table" => self.deeper += 1,
            "tr" | "td" | "th" if self.deeper == 0 => {
                let span = |name: &str| attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1);
                match self.tables.last_mut() {
                    Some(table) if name == "tr" => table.begin_row(),
                    Some(table) => {
                        table.begin_cell();
                        table.span(span("colspan"), span("rowspan"));
                    }
                    None => {}
                }
            }
            "ul" if self.lists.len() < DEEPEST => self.lists.push(None),
            "ol" if self.lists.len() < DEEPEST => {
                let first = attribute(tag, "start").and_then(|text| text.parse().ok()).unwrap_or(1);
                self.lists.push(Some((first, attribute(tag, "type").unwrap_or_default().into())));
            }
            "li" => self.begin_item(attribute(tag, "value").and_then(|text| text.parse().ok())),
            "pre" => self.pre += 1,
            _ if is_one_of(&name, ASIDE) => self.aside += 1,
            _ => {}
        }
        if let Some(level) = heading(&name).filter(|_| self.tables.is_empty() && self.lists.is_empty()) {
            self.role = Role::Heading(level);
        }
    }

    fn closes(&mut self, name: &str) {
        if is_one_of(name, HIDDEN) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        if is_one_of(name, BREAKS) || is_one_of(name, ASIDE) {
            self.end_line();
        }
        match name {
            "table" if self.deeper == 0 => self.end_table(),
            "table" => self.deeper -= 1,
            "td" | "th" => self.line.push('\t'),
            "ul" | "ol" => drop(self.lists.pop()),
            "pre" => self.pre = self.pre.saturating_sub(1),
            _ if is_one_of(name, ASIDE) => self.aside = self.aside.saturating_sub(1),
            _ if heading(name).is_some() => self.role = Role::Unknown,
            _ => {}
        }
    }

    /// The number that an item begins with, as a browser shows it; in a list within a list it is that of the next level.
    fn begin_item(&mut self, value: Option<usize>) {
        let deep = self.lists.iter().flatten().count() > 1;
        let Some(Some((next, kind))) = self.lists.last_mut() else { return };
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(1);
        let letter = |first: u8| u8::try_from(number).ok().filter(|n| (1..=26).contains(n)).map(|n| char::from(first + n - 1));
        self.number = match (&**kind, deep) {
            ("a", _) => letter(b'a').map_or_else(|| format!("{number}. "), |letter| format!("{letter}. ")),
            ("A", _) => letter(b'A').map_or_else(|| format!("{number}. "), |letter| format!("{letter}. ")),
            (_, true) => format!("（{number}）"),
            _ => format!("{number}. "),
        };
    }

    /// Takes text, its own line breaks gone and what its lines are indented by: between letters and digits they are blanks,
    /// elsewhere nothing.
    fn text(&mut self, text: &str) {
        if self.hidden > 0 {
            return;
        }
        let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
        for (k, line) in text.split(['\n', '\r']).enumerate() {
            if k > 0 && self.pre > 0 {
                self.end_line();
            }
            let line = if k > 0 && self.pre == 0 { line.trim_start_matches([' ', '\t']) } else { line };
            if k > 0 && latin(self.line.chars().next_back()) && latin(line.chars().next()) {
                self.line.push(' ');
            }
            // A blank that doesn't break is one for the eye.
            self.line.extend(line.chars().map(|ch| if ch == '\u{a0}' { ' ' } else { ch }));
        }
    }

    /// Ends the line, and tells whether it had words.
    fn end_line(&mut self) -> bool {
        let text = std::mem::take(&mut self.line);
        self.lines += 1;
        let goes_on = std::mem::take(&mut self.goes_on);
        let has_words = !text.trim().is_empty();
        if self.aside > 0 {
            if has_words {
                self.beside.push((self.lines, text.trim().to_owned()));
            }
            return has_words;
        }
        let number = if has_words { std::mem::take(&mut self.number) } else { String::new() };
        self.put(vec![Source { number, goes_on, ..Source::new(self.lines, text, self.role) }]);
        has_words
    }

    /// Puts lines into the cell that is open, or after what is done.
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

    fn finished(mut self, doubts: &mut Vec<Doubt>) -> Vec<Source> {
        self.end_line();
        while !self.tables.is_empty() {
            self.end_table();
        }
        if let (Some((line, _)), Some((to, _))) = (self.beside.first(), self.beside.last()) {
            let (line, to) = (*line, *to);
            let texts: Vec<&str> = self.beside.iter().map(|(_, text)| text.as_str()).collect();
            doubts.push(Doubt { to, ..Doubt::left_out(line, texts.join("\n"), Noise::Site) });
        }
        self.done
    }
}

/// The level of a heading's tag.
fn heading(name: &str) -> Option<usize> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn attribute<'t>(tag: &'t StartTag<usize>, name: &str) -> Option<String> {
    tag.attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(value).trim().to_owned())
}

/// The text of a scrap without tags and comments, its lines ended by `\n`, in linear time.
pub(super) fn text_of(html: &str) -> String {
    scrap(html, |name| is_one_of(name, TAGS)).0
}

/// The lines that a line of a web page makes, separated by `\n`, and the tags and references taken out of it. `None` where
/// it has none.
pub(super) fn without_tags(line: &str) -> Option<(String, String)> {
    let (text, out) = scrap(line, |_| true);
    (!out.is_empty()).then_some((text, out))
}

/// The text of a scrap, and what was taken out of it. `is_tag` tells which names are tags.
fn scrap(html: &str, is_tag: impl Fn(&str) -> bool) -> (String, String) {
    if !html.contains(['<', '&']) {
        return (html.to_owned(), String::new());
    }
    let html = ended(html);
    let (mut text, mut out) = (String::with_capacity(html.len()), String::new());
    let mut tokenizer = Tokenizer::new_with_emitter(&*html, DefaultEmitter::new_with_span());
    while let Some(Ok(token)) = tokenizer.next() {
        let (name, span, closes) = match &token {
            Token::StartTag(tag) => (String::from_utf8_lossy(&tag.name), tag.span, false),
            Token::EndTag(tag) => (String::from_utf8_lossy(&tag.name), tag.span, true),
            Token::String(string) => {
                let raw = html.get(string.span.start..string.span.end).unwrap_or_default();
                let string = String::from_utf8_lossy(&string.value);
                if *raw != *string {
                    raw.split('&').skip(1).for_each(|rest| {
                        out.push('&');
                        out.push_str(&rest[..rest.find(';').map_or(0, |at| at + 1)]);
                    });
                }
                text.extend(string.chars().map(|ch| if ch == '\u{a0}' { ' ' } else { ch }).filter(|ch| !is_odd(*ch)));
                continue;
            }
            Token::Comment(comment) => {
                out.push_str(html.get(comment.span.start..comment.span.end).unwrap_or_default());
                continue;
            }
            Token::Doctype(_) | Token::Error(_) => continue,
        };
        let raw = html.get(span.start..span.end).unwrap_or_default();
        if !is_tag(&name) {
            text.push_str(raw);
            continue;
        }
        out.push_str(raw);
        if is_one_of(&name, BREAKS) {
            text.push('\n');
        } else if closes && matches!(&*name, "td" | "th") {
            text.push('\t');
        }
    }
    (text, out)
}

/// What a reference can mean and no text has.
fn is_odd(ch: char) -> bool {
    ch.is_control() && !matches!(ch, '\n' | '\r' | '\t')
}

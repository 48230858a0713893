//! A web page, and a scrap of HTML, as outliners and Markdown have it: tags out, character references in. Tags are told from
//! text by the rules of the HTML standard (section 13.2.5, Tokenization).

use std::borrow::Cow;
use std::ops::Range;

use html5gum::DefaultEmitter;
use html5gum::StartTag;
use html5gum::Token;
use html5gum::Tokenizer;

use super::Doubt;
use super::Noise;
use super::own::Own;
use super::parts::Properties;
use super::source::Role;
use super::source::Source;
use super::table::Table;
use crate::report::properties;

/// Tags that are taken for tags in a scrap; any other `<` is text, such as `<某某>` or `<T>`.
const TAGS: &str = "a b big blockquote br center code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd \
    li mark ol p pre s section small span strike strong sub summary sup table tbody td th thead time tr u ul";

/// Tags that end a line.
const BREAKS: &str = "address article blockquote br caption center dd details div dl dt fieldset figcaption figure footer form \
    h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table tbody tfoot thead tr ul";

/// Elements of which nothing is shown.
const HIDDEN: &str = "noscript script style template title";

/// Elements that are about the site and not of the text.
const ASIDE: &str = "aside footer nav";

fn is_one_of(name: &str, of: &str) -> bool {
    of.split_ascii_whitespace().any(|one| one == name)
}

/// The paragraphs of a web page, in linear time: what stands in its `main` or only `article`, else its `body`, else
/// anywhere. What a browser doesn't show goes without a word, what stands around that, in its footer or at its side into a
/// doubt. A line for every paragraph, as pages break theirs where they like; one that stands after a `br` goes on the
/// paragraph.
pub(super) fn page(html: &str, doubts: &mut Vec<Doubt>) -> Vec<Source> {
    whole_page(html, doubts).0
}

/// As [`page`]; and what a page of our own says of its report beside the text.
pub(super) fn whole_page(html: &str, doubts: &mut Vec<Doubt>) -> (Vec<Source>, Properties) {
    let lower = html.to_ascii_lowercase();
    let shown = shown(&lower);
    let mut page = Page { aside: 1, ..Page::default() };
    let take = |page: &mut Page, range: Range<usize>| page.take(&html[range.clone()], &lower[range]);
    take(&mut page, 0..shown.start);
    page.end_line();
    (page.aside, page.in_head, page.lines) = (0, false, 0);
    take(&mut page, shown.clone());
    page.end_line();
    page.aside = 1;
    take(&mut page, shown.end..html.len());
    let told = std::mem::take(&mut page.told);
    (page.finished(doubts), told)
}

/// The tokens of a piece of HTML, by their bytes.
fn tokens(html: &str) -> impl Iterator<Item = Token<usize>> {
    let mut emitter = DefaultEmitter::new_with_span();
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).map(|token| match token {
        Ok(token) => token,
    })
}

/// The part of a page, in small letters, that its text stands in.
fn shown(lower: &str) -> Range<usize> {
    let inside = |name: &str| {
        let from = opens(lower, name)?;
        let to = lower.rfind(&format!("</{name}")).filter(|&to| to >= from);
        Some(from..to.unwrap_or(lower.len()))
    };
    let only = |name: &str| inside(name).filter(|_| lower.matches(&format!("</{name}")).count() == 1);
    inside("main").or_else(|| only("article")).or_else(|| inside("body")).unwrap_or(0..lower.len())
}

/// Where what stands in the first element of this name begins.
fn opens(lower: &str, name: &str) -> Option<usize> {
    let tag = format!("<{name}");
    let mut places = lower.match_indices(&tag).map(|(at, _)| at);
    let at = places.find(|at| !lower[at + tag.len()..].starts_with(|ch: char| ch.is_ascii_alphanumeric()))?;
    Some(at + lower[at..].find('>')? + 1)
}

/// The same HTML without the tag of an element whose end would be looked for in vain: it would take all that follows with it.
/// `lower` is the same in small letters.
fn raw_ended<'h>(html: &'h str, lower: &str) -> Cow<'h, str> {
    let mut cut = Vec::new();
    for name in ["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"] {
        let closed = lower.rfind(&format!("</{name}")).unwrap_or(0);
        let open = lower[closed..].find(&format!("<{name}")).map(|at| closed + at);
        cut.extend(open.and_then(|at| Some(at..at + lower[at..].find('>')? + 1)));
    }
    if cut.is_empty() {
        return Cow::Borrowed(html);
    }
    cut.sort_by_key(|range| range.start);
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for range in cut {
        if range.start >= done {
            out.push_str(&html[done..range.start]);
            done = range.end;
        }
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

/// The HTML in pieces, and whether each is text only: a comment or a tag that never ends is text, since by the standard it would
/// take all that follows with it.
fn pieces(html: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let comments = html.rfind("-->").map_or(0, |at| at + "-->".len());
    let open = html[comments..].find("<!--").map_or(html.len(), |at| comments + at);
    for (k, piece) in [&html[..open]].into_iter().chain(html[open..].split("<!--").skip(1)).enumerate() {
        if k > 0 {
            pieces.push(("<!--", true));
        }
        let tags = piece.rfind('>').map_or(0, |at| at + 1);
        pieces.push((&piece[..tags], false));
        for (k, text) in piece[tags..].split('<').enumerate() {
            if k > 0 {
                pieces.push(("<", true));
            }
            pieces.push((text, false));
        }
    }
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
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
    /// The level of the heading that is open.
    heading: Option<usize>,
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
    in_head: bool,
    pre: usize,
    aside: usize,
    /// What the site says beside the text, and at which line.
    beside: Vec<(usize, String)>,
    /// Whether it is one of our own: the line that is being read may be a part of a report.
    is_own: bool,
    own: Option<Own>,
    /// What it says of its report beside the text.
    told: Properties,
}

/// Tables in tables that are told apart, and lists around an item that are looked at.
const DEEPEST: usize = 16;

impl Page {
    /// Reads a part of the page; `lower` is the same in small letters.
    fn take(&mut self, html: &str, lower: &str) {
        for (piece, is_text) in pieces(&raw_ended(html, lower)) {
            if is_text {
                self.text(piece);
                continue;
            }
            for token in tokens(piece) {
                match token {
                    Token::StartTag(tag) => self.opens(&tag),
                    Token::EndTag(tag) => self.closes(&String::from_utf8_lossy(&tag.name)),
                    Token::String(text) => self.text(&String::from_utf8_lossy(&text.value)),
                    Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
                }
            }
        }
    }

    fn opens(&mut self, tag: &StartTag<usize>) {
        let name = String::from_utf8_lossy(&tag.name);
        if name == "head" {
            self.in_head = true;
        } else if is_one_of(&name, HIDDEN) {
            self.hidden += usize::from(!tag.self_closing);
            return;
        } else if name == "body" || is_one_of(&name, BREAKS) {
            // A head that isn't closed ends with the first thing that is shown.
            self.in_head = false;
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
            "ul" => self.lists.push(None),
            "ol" => {
                let first = attribute(tag, "start").and_then(|text| text.parse().ok()).unwrap_or(1);
                self.lists.push(Some((first, attribute(tag, "type").unwrap_or_default().into())));
            }
            "li" => self.begin_item(attribute(tag, "value").and_then(|text| text.parse().ok())),
            "pre" => self.pre += 1,
            _ if is_one_of(&name, ASIDE) => self.aside += 1,
            _ => {}
        }
        if name == "meta" {
            self.meta(tag);
        } else if self.is_own && matches!(&*name, "p" | "h2") {
            self.own = attribute(tag, "class").and_then(|class| Own::of_class(&class));
        }
        if self.tables.is_empty() && self.lists.is_empty() {
            self.heading = heading(&name).or(self.heading);
            // Part of a paragraph may be a heading, too (WAI-ARIA 1.2, role heading).
            let said = || attribute(tag, "aria-level").and_then(|level| level.parse().ok()).unwrap_or(2);
            let is_said = attribute(tag, "role").is_some_and(|role| role == "heading") && self.line.trim().is_empty();
            if let Some(level) = self.heading.or_else(|| is_said.then(said)) {
                self.role = Role::Heading(level);
            }
        }
    }

    fn closes(&mut self, name: &str) {
        if name == "head" {
            self.in_head = false;
        } else if is_one_of(name, HIDDEN) {
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
            _ if heading(name).is_some() => (self.heading, self.role) = (None, Role::Unknown),
            _ => {}
        }
    }

    /// What the page says about itself.
    fn meta(&mut self, tag: &StartTag<usize>) {
        let (Some(name), Some(content)) = (attribute(tag, "name"), attribute(tag, "content")) else { return };
        if name == "generator" {
            self.is_own = content == properties::GENERATOR;
        } else if let Some(name) = name.strip_prefix(properties::GENERATOR).and_then(|rest| rest.strip_prefix(':')) {
            self.told.push((name.to_owned(), content));
        }
    }

    /// The number that an item begins with, as a browser shows it; in a list within a list it is that of the next level.
    fn begin_item(&mut self, value: Option<usize>) {
        let deep = self.lists.iter().rev().take(DEEPEST).flatten().nth(1).is_some();
        let Some(Some((next, kind))) = self.lists.last_mut() else { return };
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(1);
        let letter =
            |first: u8| u8::try_from(number).ok().filter(|n| (1..=26).contains(n)).map(|n| char::from(first + n - 1));
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
        if self.hidden > 0 || self.in_head {
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
            self.line.push_str(&with_blanks(line));
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
        let own = self.own.take();
        self.put(vec![Source { number, goes_on, own, ..Source::new(self.lines, text, self.role) }]);
        self.role = self.heading.map_or(Role::Unknown, Role::Heading);
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
        settle_headings(&mut self.done);
        self.done
    }
}

/// Where headings of a level end sentences or make up most of the page, their tags are used for their looks: then none says
/// anything.
fn settle_headings(sources: &mut [Source]) {
    let all = sources.iter().filter(|source| !source.is_blank()).count();
    let is_for_looks = |level: usize| {
        let of_level = || sources.iter().filter(|source| source.role == Role::Heading(level) && !source.is_blank());
        // A heading that is run in has its own stop.
        let is_sentence = |text: &str| text.ends_with(['。', '；', '，', ';']) && text.matches('。').count() < 2;
        let sentences = of_level().filter(|source| is_sentence(source.text.trim_end())).count();
        let count = of_level().count();
        sentences * 4 > count || count > 3 && count * 2 > all
    };
    if (1..=6).any(is_for_looks) {
        let headings = sources.iter_mut().filter(|source| matches!(source.role, Role::Heading(_)));
        headings.for_each(|source| source.role = Role::Unknown);
    }
}

/// The level of a heading's tag.
fn heading(name: &str) -> Option<usize> {
    let level = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&level).then_some(level)
}

fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
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
    let (mut text, mut out) = (String::with_capacity(html.len()), String::new());
    for (piece, is_text) in pieces(html) {
        if is_text || !piece.contains(['<', '&']) {
            text.push_str(piece);
        } else {
            scrap_of(piece, &is_tag, &mut text, &mut out);
        }
    }
    (text, out)
}

fn scrap_of(html: &str, is_tag: impl Fn(&str) -> bool, text: &mut String, out: &mut String) {
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::new_with_span()) {
        let Ok(token) = token;
        let raw = |span: html5gum::Span| html.get(span.start..span.end).unwrap_or_default();
        let (name, raw, closes) = match &token {
            Token::StartTag(tag) => (String::from_utf8_lossy(&tag.name), raw(tag.span), false),
            Token::EndTag(tag) => (String::from_utf8_lossy(&tag.name), raw(tag.span), true),
            Token::String(string) => {
                references(raw(string.span), &String::from_utf8_lossy(&string.value), text, out);
                continue;
            }
            Token::Comment(comment) => {
                out.push_str(raw(comment.span));
                continue;
            }
            Token::Doctype(_) | Token::Error(_) => continue,
        };
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
}

/// Puts a text whose references are resolved to `text`, and the references to `out`. One that means what no text has stays.
fn references(raw: &str, meant: &str, text: &mut String, out: &mut String) {
    if raw == meant || meant.contains(is_odd) {
        return text.push_str(raw);
    }
    for rest in raw.split('&').skip(1) {
        let end = rest.find(';').map_or(0, |at| at + 1);
        if end > 0 {
            out.push('&');
            out.push_str(&rest[..end]);
        }
    }
    text.push_str(&with_blanks(meant));
}

/// A blank that doesn't break is one for the eye.
fn with_blanks(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// What a reference can mean and no text has.
fn is_odd(ch: char) -> bool {
    ch.is_control() && !matches!(ch, '\n' | '\r' | '\t')
}

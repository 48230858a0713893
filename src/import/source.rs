//! The paragraphs of a file of any kind, with what the file itself says about them; from there on all is read like text.

use super::own::Own;
use crate::report::Comment;
use crate::report::SectionId;
use crate::report::numbering;

/// A paragraph, or a line of one, as a Word file, Markdown or an outline has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Where it stands, from 1: its line, or in a file without lines its paragraph.
    pub(super) line: usize,
    /// The number that the file's program shows before it, with the blank after it; empty when there is none.
    pub(super) number: String,
    /// Its text; blank for an empty paragraph, which only sets others apart.
    pub(super) text: String,
    /// Whether it stands in one paragraph with the one before it: a line break is all between them.
    pub(super) goes_on: bool,
    /// What the file says that it is.
    pub(super) role: Role,
    /// The part of a report that it is, in a file of our own.
    pub(super) own: Option<Own>,
    /// What a Word file of our own says of its words.
    pub(super) ours: Option<Ours>,
    /// The section that begins with it, where a file of our own says which; only asked of a file that comes back.
    pub(super) id: Option<SectionId>,
    /// How it is set, against the rest of its file.
    pub(super) set: Set,
    /// The list that numbers it, and its level in that list from 0.
    pub(super) list: Option<(u32, u8)>,
    /// Of a comment, whose it is and what it hangs on.
    pub(super) comment: Option<Box<Comment>>,
    /// Of the first row of a table, what is known of it.
    pub(super) table: Option<Box<Mark>>,
}

/// What a Word file of our own says of a paragraph: it is taken as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ours {
    /// The title.
    Title,
    /// Text of a section, or before the first.
    Text,
    /// 结尾.
    Closing,
    /// The first paragraph of a section.
    Section {
        /// Bytes of its text that are the heading.
        named: usize,
        /// Whether it is given its number, whatever stands before it.
        begins: bool,
    },
}

/// A table as its first row knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// How many rows follow each other, this one included.
    pub(super) rows: usize,
    /// Its merged cells, as [`crate::report::TableAside::merged`] has them.
    pub(super) merged: Vec<(u32, u32, u32, u32)>,
}

/// How a paragraph is set, against the rest of its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    /// All of it is bold, or in a font of headings (黑体, 楷体, 小标宋), where the text is not.
    pub(super) bold: bool,
    /// How much larger its letters are than those of the text, in half points, at most 15.
    pub(super) larger: u8,
    /// It stands in the middle.
    pub(super) centred: bool,
    /// It stands at the right.
    pub(super) right: bool,
    /// It isn't indented where the paragraphs of the text are.
    pub(super) flush: bool,
    /// What tells apart those that are set apart from the text: headings of one level have one; 0 for text.
    pub(super) kind: u8,
}

/// What a file says that a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing: its words decide.
    #[default]
    Unknown,
    /// The title of a report.
    Title,
    /// A heading of this level from 1, where no marker says otherwise: the heading styles of Word, which writers mix.
    Heading(usize),
    /// A node of an outline at this level from 1, whatever marker it has.
    Node(usize),
    /// Text as it is, such as a row of a table: no heading, no title, never joined.
    Plain,
    /// A line of a table of contents.
    Contents,
    /// A remark on the section that it stands in, or a comment on its text: no text of the report.
    Note,
}

impl Source {
    /// A paragraph of which nothing is known but its words.
    pub(super) fn new(line: usize, text: impl Into<String>, role: Role) -> Source {
        Source {
            line,
            number: String::new(),
            text: text.into(),
            goes_on: false,
            role,
            own: None,
            ours: None,
            id: None,
            set: Set::default(),
            list: None,
            comment: None,
            table: None,
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.number.is_empty() && self.text.trim().is_empty()
    }
}

/// Stands for the words of a node that has none but has others below it (U+FFFC, object replacement character).
pub(super) const UNNAMED: &str = "\u{fffc}";

/// Nodes without words: those with others below them keep their place, the rest are none.
pub(super) fn settle_unnamed(sources: &mut Vec<Source>) {
    let level = |source: &Source| if let Role::Node(level) = source.role { level } else { 0 };
    // What the next node after each place has for a level.
    let mut next = 0;
    for source in sources.iter_mut().rev() {
        let own = level(source);
        if own > 0 && source.text.trim().is_empty() && next > own {
            source.text = UNNAMED.to_owned();
        }
        next = if own > 0 { own } else { next };
    }
    sources.retain(|source| level(source) == 0 || !source.text.trim().is_empty());
}

/// The paragraphs but for remarks, and these.
pub(super) fn without_notes(sources: Vec<Source>) -> (Vec<Source>, Vec<Source>) {
    sources.into_iter().partition(|source| source.role != Role::Note)
}

/// Settles which heading is the title: that of the title's style, else the one heading above all others at the very
/// beginning, else what reads like a title right above the table of contents. Titles in lines one after the other become one; a later one that doesn't read like a title becomes a heading.
pub(super) fn settle_titles(sources: Vec<Source>, reads_like_title: impl Fn(&str) -> bool) -> Vec<Source> {
    let mut out: Vec<Source> = Vec::with_capacity(sources.len());
    let mut titled = false;
    let mut sources = sources;
    let mut first = first_title(&sources, &reads_like_title);
    if let Some(at) = title_above_contents(&sources, &reads_like_title).filter(|_| first.is_none()) {
        // The cover goes after it: no report begins amid its own.
        let title = sources.remove(at);
        sources.insert(0, title);
        first = Some(0);
    }
    for (k, mut source) in sources.into_iter().enumerate() {
        if first == Some(k) {
            source.role = Role::Title;
        }
        if source.role == Role::Title && !source.is_blank() {
            if let Some(before) = out.last_mut().filter(|before| before.role == Role::Title) {
                before.text.push_str(source.text.trim());
                continue;
            }
            if titled && !reads_like_title(&source.text) {
                source.role = Role::Heading(1);
            }
            titled = true;
        }
        out.push(source);
    }
    out
}

/// The heading that is a title by its place: before all else, without a marker, and the only one of its level or above.
/// Where it reads like a title, a line or two may stand before it, as what a program says.
fn first_title(sources: &[Source], reads_like_title: &impl Fn(&str) -> bool) -> Option<usize> {
    let level = |source: &Source| match source.role {
        Role::Heading(level) | Role::Node(level) if !source.is_blank() => Some(level),
        _ => None,
    };
    let settled = |source: &Source| source.role == Role::Title && !source.is_blank() || source.ours.is_some();
    if sources.iter().any(settled) {
        return None;
    }
    let said = |source: &&Source| !source.is_blank() && source.role != Role::Contents;
    let before = sources.iter().take_while(|source| level(source).is_none()).filter(said).count();
    let first = sources.iter().position(|source| level(source).is_some())?;
    if before > 3 || before > 0 && !reads_like_title(sources[first].text.trim()) {
        return None;
    }
    let read = |text: &str| numbering::read(text).is_some();
    let bare = |source: &Source| !read(&format!("{}文", source.number.trim())) && !read(source.text.trim());
    let top = level(&sources[first]).filter(|_| bare(&sources[first]))?;
    let mut others = sources.iter().skip(first + 1).filter(|source| level(source).is_some_and(|level| level <= top));
    others.all(|other| level(other) == Some(top) && !bare(other)).then_some(first)
}

/// The paragraph right above the table of contents, where it reads like a title: covers hold much before it.
fn title_above_contents(sources: &[Source], reads_like_title: impl Fn(&str) -> bool) -> Option<usize> {
    if sources.iter().any(|source| source.role == Role::Title && !source.is_blank()) {
        return None;
    }
    let contents = sources.iter().position(|source| source.role == Role::Contents)?;
    let is_name = |source: &Source| {
        let letters = source.text.chars().filter(|ch| !ch.is_whitespace());
        letters.clone().eq("目录".chars()) || letters.eq("目次".chars())
    };
    let above = sources[..contents].iter().rposition(|source| !source.is_blank() && !is_name(source))?;
    let source = &sources[above];
    (source.role == Role::Unknown && source.number.is_empty() && reads_like_title(source.text.trim())).then_some(above)
}

//! A paragraph that is being read: its text, what is said about it, and what it is by that.

use std::ops::Range;

use crate::import::source::Ours;
use crate::import::source::Role;
use crate::import::source::Source;
use crate::report::Bookmark;
use crate::report::SectionId;
use crate::report::numbering;

use super::setting::FONTS;
use super::setting::Font;
use super::setting::Setting;
use super::setting::Side;
use super::styles::Look;
use super::styles::Name;
use super::styles::Styles;

#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) place: usize,
    pub(super) text: String,
    pub(super) hidden: String,
    pub(super) style: Option<String>,
    pub(super) list: Option<u32>,
    pub(super) depth: Option<u8>,
    pub(super) outline: Option<u8>,
    /// Whether its mark is deleted.
    pub(super) runs_on: bool,
    pub(super) mark_hidden: bool,
    pub(super) contents: bool,
    /// Whether it holds a link as the lines of a table of contents have one.
    pub(super) linked: bool,
    /// What the run says that is being read.
    pub(super) run: Run,
    /// Where it says that it stands.
    pub(super) side: Option<Side>,
    /// Whether it says that its first line is indented, or that it isn't.
    pub(super) indented: Option<bool>,
    /// Letters of it, and those of them that are bold, and that are in each font of headings.
    letters: usize,
    bold: usize,
    fonts: [usize; FONTS],
    /// The size of its largest letters, in half points.
    size: u16,
    /// Bookmarks of ours in it.
    bookmarks: Vec<Marked>,
    /// The text that follows a heading's bookmark in the letters of that heading: where it ends, and its style of characters.
    lettered: Option<(usize, String)>,
    /// The words in it that were put in; where the last ones begin that go on.
    inserted: Vec<Range<usize>>,
    inserting: Option<usize>,
    /// Texts of boxes that are anchored in it.
    pub(super) boxed: Vec<Source>,
}

/// A bookmark of ours in a paragraph.
struct Marked {
    /// What the file calls it.
    name: String,
    /// What it says.
    bookmark: Bookmark,
    /// The section that begins with it.
    of: Option<SectionId>,
    /// Whether it is a copy of another.
    is_copy: bool,
    /// The text in it.
    bytes: Range<usize>,
}

/// What a run of a paragraph says of its text.
#[derive(Default)]
pub(super) struct Run {
    /// Whether it is hidden.
    pub(super) hidden: Option<bool>,
    /// Its style of characters.
    pub(super) style: Option<String>,
    /// The size of its letters, in half points.
    pub(super) size: Option<u16>,
    /// Whether it is bold.
    pub(super) bold: Option<bool>,
    /// Its Chinese font.
    pub(super) font: Option<Font>,
}

/// What a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// The page itself.
    Page,
    /// A cell of a table.
    Cell,
}

impl Paragraph {
    /// One that goes on another whose mark is deleted.
    pub(super) fn new(place: usize, before: Option<Paragraph>) -> Paragraph {
        let Paragraph { text, mut bookmarks, .. } = before.unwrap_or_default();
        // What stood in it is gone.
        bookmarks.retain(|of| of.bytes.start < of.bytes.end.min(text.len()));
        Paragraph { place, text, bookmarks, ..Paragraph::default() }
    }

    /// A bookmark of this name begins; only those of ours say anything.
    pub(super) fn bookmark_begins(&mut self, id: &str, name: &str) {
        const MOST: usize = 8;
        let (name, is_copy) = Bookmark::original(name);
        if let Some(bookmark) = Bookmark::named(name).filter(|_| self.bookmarks.len() < MOST) {
            let (name, of, bytes) = (id.to_owned(), Bookmark::section_of(name), self.text.len()..usize::MAX);
            self.bookmarks.push(Marked { name, bookmark, of, is_copy, bytes });
        }
    }

    /// The bookmark that the file calls so ends; one that doesn't takes all of its paragraph.
    pub(super) fn bookmark_ends(&mut self, id: &str) {
        let end = self.text.len();
        let mut ended = self.bookmarks.iter_mut().filter(|of| of.name == id && of.bytes.end == usize::MAX);
        if let Some(of) = ended.next() {
            of.bytes.end = end;
            if of.bookmark == Bookmark::Heading
                && let Some(style) = &self.run.style
            {
                self.lettered = Some((end, style.clone()));
            }
        }
    }

    /// Words begin that were put in.
    pub(super) fn insertion_begins(&mut self) {
        self.inserting.get_or_insert(self.text.len());
    }

    /// They end.
    pub(super) fn insertion_ends(&mut self) {
        let Some(start) = self.inserting.take() else { return };
        match self.inserted.last_mut() {
            Some(last) if last.end == start => last.end = self.text.len(),
            _ => self.inserted.push(start..self.text.len()),
        }
    }

    /// Another run begins: nothing is said of it yet.
    pub(super) fn begin_run(&mut self) {
        self.run = Run::default();
    }

    /// Takes a text of the run that is being read.
    pub(super) fn take(&mut self, text: &str, styles: &Styles) {
        let of_run = self.run.style.as_deref().map(|id| styles.look(id)).unwrap_or_default();
        let look = self.look_of(styles);
        if self.run.hidden.or(of_run.hidden).or(look.hidden).unwrap_or(false) {
            return self.hidden.push_str(text);
        }
        if !text.trim().is_empty() {
            let size = self.run.size.or(of_run.size).or(look.size).unwrap_or(styles.size());
            self.size = self.size.max(size);
            let letters = text.chars().filter(|ch| ch.is_alphanumeric()).count();
            self.letters += letters;
            if self.run.bold.or(of_run.bold).or(look.bold).unwrap_or(false) {
                self.bold += letters;
            }
            if let Some(font) = self.run.font.or(of_run.font).or(look.font) {
                self.fonts[font as usize] += letters;
            }
        }
        if let Some((end, style)) = &mut self.lettered
            && *end == self.text.len()
            && self.run.style.as_ref() == Some(style)
        {
            *end += text.len();
        }
        self.text.push_str(text);
    }

    /// What its style says.
    pub(super) fn look_of(&self, styles: &Styles) -> Look {
        self.style.as_deref().map_or_else(|| styles.default(), |id| styles.look(id))
    }

    /// Whether it stands in the middle, and the size of its letters.
    pub(super) fn stands(&self, look: Look) -> (bool, u16) {
        (self.side.or(look.side) == Some(Side::Middle), self.size)
    }

    /// How it is set.
    pub(super) fn setting(&self, look: Look) -> Setting {
        let most = |count: usize| count > 0 && count * 10 >= self.letters * 9;
        let typed = self.text.starts_with("　　") || self.text.starts_with("    ");
        Setting {
            letters: self.letters,
            bold: most(self.bold),
            font: Font::ALL.into_iter().find(|font| most(self.fonts[*font as usize])).unwrap_or_default(),
            size: self.size,
            side: self.side.or(look.side).unwrap_or_default(),
            indented: typed || self.indented.or(look.indented).unwrap_or(false),
        }
    }

    /// What it is by what the file says.
    pub(super) fn role(&self, look: Look) -> Role {
        let level = match (self.outline.or(look.outline), look.name) {
            _ if self.contents => return Role::Contents,
            (Some(0..=8), _) | (_, Name::Heading(_)) if is_name_of_contents(&self.text) => return Role::Contents,
            (_, Name::Contents) if self.linked || is_contents_line(&self.text) => return Role::Contents,
            (_, Name::Title) => return Role::Title,
            (Some(level @ 0..=8), _) => usize::from(level) + 1,
            (None, Name::Heading(level)) => usize::from(level),
            _ => return Role::Unknown,
        };
        Role::Heading(level)
    }

    /// What it is where the file is one of ours; `said` is what the file says otherwise, and stands where that was changed.
    fn ours(&self, said: Role) -> Option<(Role, Settled)> {
        const DEEPEST: usize = 9;
        let text = self.text.as_str();
        let inside = |bytes: &Range<usize>| bytes.start.min(text.len())..bytes.end.min(text.len());
        let find = |wanted: Bookmark| {
            let found = self.bookmarks.iter().find(|of| of.bookmark == wanted);
            found.map(|of| inside(&of.bytes))
        };
        let begins = |bytes: &Range<usize>| text.get(..bytes.start).is_some_and(|before| before.trim().is_empty());
        // Those that begin at one place may stand in any order.
        let is_part = |of: &Marked| matches!(of.bookmark, Bookmark::Number | Bookmark::Begins | Bookmark::Heading);
        let first = self.bookmarks.iter().find(|of| !is_part(of) && begins(&inside(&of.bytes)));
        // Words were written before it.
        let is_text = |of: &&Marked| matches!(of.bookmark, Bookmark::Text | Bookmark::Closing);
        let bookmark = first.or_else(|| self.bookmarks.first().filter(is_text))?.bookmark;
        let level = match (&bookmark, said) {
            (Bookmark::Title, Role::Title) => return Some((said, Settled { ours: Ours::Title, number: 0..0 })),
            (Bookmark::Text, Role::Unknown) => return Some((Role::Plain, Settled { ours: Ours::Text, number: 0..0 })),
            (Bookmark::Closing, Role::Unknown) => {
                return Some((Role::Plain, Settled { ours: Ours::Closing, number: 0..0 }));
            }
            (Bookmark::Section(level), Role::Unknown | Role::Contents) => *level,
            // Word has no style for what is deeper.
            (Bookmark::Section(level), Role::Heading(DEEPEST)) => (*level).max(DEEPEST),
            (Bookmark::Section(_), Role::Heading(level)) => level,
            _ => return None,
        };
        let given = find(Bookmark::Begins).filter(begins);
        let is_given = given.is_some();
        let number = given.or_else(|| find(Bookmark::Number).filter(begins));
        let number = number.map_or(0..0, |number| self.rewritten(number));
        let heading = find(Bookmark::Heading).map(|heading| self.replaced(number.end, heading));
        let heading = heading
            .filter(|heading| text.get(number.end..heading.start).is_some_and(|between| between.trim().is_empty()));
        let is_whole = matches!(said, Role::Heading(_)) && find(Bookmark::Heading).is_some();
        let heading = heading.filter(|heading| !is_whole || !heading.is_empty());
        let end = match heading {
            Some(heading) => Some(self.heading_end(heading.end, said)),
            // All of it was written anew.
            None => is_whole.then(|| text.find(['\u{b}', '\u{c}']).unwrap_or(text.len())),
        };
        let named = end.map_or(0, |end| end.saturating_sub(number.end));
        Some((Role::Node(level), Settled { ours: Ours::Section { named, begins: is_given }, number }))
    }

    /// The bytes of a heading whose bookmark has these: words that were put in beside it are its own, before what is left of it,
    /// and before or behind where nothing is.
    fn replaced(&self, number: usize, heading: Range<usize>) -> Range<usize> {
        const STOPS: [char; 4] = ['。', '\u{3000}', '\u{b}', '\u{c}'];
        let before = self.inserted.iter().find(|put| put.end == heading.start && put.start < put.end);
        let before = before.filter(|put| put.end > number).map(|put| put.start.max(number)..heading.end);
        if !heading.is_empty() {
            return before.unwrap_or(heading);
        }
        let behind = self.inserted.iter().find(|put| put.start <= heading.start && heading.start < put.end);
        let Some(words) = before.or_else(|| behind.map(|put| put.start.max(number)..put.end)) else { return heading };
        let (put, rest) =
            (self.text.get(words.clone()).unwrap_or_default(), self.text.get(words.end..).unwrap_or_default());
        match put.find(STOPS) {
            Some(stop) => words.start..words.start + stop,
            None if rest.is_empty() || rest.starts_with(STOPS) => words,
            // They begin the text of the section.
            None => heading,
        }
    }

    /// The bytes of a number whose bookmark has these: where the number was written anew, with the heading or without, another
    /// stands there now.
    fn rewritten(&self, number: Range<usize>) -> Range<usize> {
        let label = numbering::read(&self.text).map_or(0, |label| label.len);
        let blanks = self.text[label..].len() - self.text[label..].trim_start().len();
        match label {
            0 => number,
            _ if number.is_empty() || number.end > label + blanks => 0..label,
            _ => number,
        }
    }

    /// Where a heading ends whose bookmark ends here: what was written at its end belongs to it.
    fn heading_end(&self, end: usize, said: Role) -> usize {
        let rest = self.text.get(end..).unwrap_or_default();
        if matches!(said, Role::Heading(_)) {
            let goes_on = !rest.is_empty() && !rest.starts_with(['。', '\u{b}', '\u{c}']);
            return if goes_on { self.text.len() } else { end };
        }
        let lettered = self.lettered.as_ref().and_then(|(to, _)| self.text.get(end..*to)).unwrap_or_default();
        // Words behind the stop have its letters where they were typed there.
        let own = lettered.split('。').next().unwrap_or_default();
        end + own.trim_end_matches('\u{3000}').len()
    }

    /// The section that begins with it.
    pub(super) fn begins_section(&self) -> Option<SectionId> {
        self.bookmarks.iter().find_map(|of| of.of)
    }

    /// Whether a copy of a bookmark says which section begins with it.
    pub(super) fn is_copy(&self) -> bool {
        self.bookmarks.iter().find(|of| of.of.is_some()).is_some_and(|of| of.is_copy)
    }

    /// The lines of a paragraph. The number stands before the first; a number without text is seen in a table alone.
    ///
    /// Of a heading with soft breaks all is the heading when it is short, else its first line.
    pub(super) fn lines(&self, number: String, role: Role, around: Around) -> Vec<Source> {
        const LONGEST_HEADING: usize = 50;
        let Paragraph { place, text, .. } = self;
        let breaks = ['\u{b}', '\u{c}'];
        let settled = self.ours(role).filter(|_| number.is_empty());
        if let Some((role, Settled { ours: ours @ Ours::Title, .. })) = &settled {
            return vec![Source { ours: Some(*ours), ..Source::new(*place, text.replace(breaks, ""), *role) }];
        }
        let heading = matches!(role, Role::Heading(_) | Role::Title);
        let short = !text.contains('。') && text.chars().nth(LONGEST_HEADING).is_none();
        if heading && short && settled.is_none() && text.contains('\u{b}') && !text.contains('\u{c}') {
            let text: String = text.split('\u{b}').map(str::trim).collect();
            return vec![Source { number, ..Source::new(*place, text, role) }];
        }
        let mut lines: Vec<Source> = Vec::new();
        if let Some((role, Settled { ours, number })) = settled {
            let (number, rest) = (text[number.clone()].to_owned(), &text[number.end..]);
            for line in rest.split(breaks) {
                let begins = lines.is_empty();
                let role = if begins { role } else { Role::Plain };
                let ours = if begins { ours } else { Ours::Text };
                lines.push(Source { goes_on: !begins, ours: Some(ours), ..Source::new(*place, line, role) });
            }
            lines[0].number = number;
            return lines;
        }
        let mut number = Some(number);
        for line in text.split(breaks) {
            let blank = line.trim().is_empty();
            let number = number.take_if(|_| !blank || around == Around::Cell).unwrap_or_default();
            // The rest of a long heading is text.
            let role = if heading && lines.iter().any(|line| !line.is_blank()) { Role::Unknown } else { role };
            let goes_on = lines.last().is_some_and(|before| !before.is_blank());
            lines.push(Source { number, goes_on, ..Source::new(*place, line, role) });
        }
        lines
    }
}

/// What a file of ours says of a paragraph.
struct Settled {
    ours: Ours,
    /// The bytes of its number.
    number: Range<usize>,
}

/// Whether a line says that the contents stand below it.
fn is_name_of_contents(text: &str) -> bool {
    let letters: String = text.chars().filter(|ch| !ch.is_whitespace()).take(10).collect();
    matches!(letters.to_lowercase().as_str(), "目录" | "目次" | "目录页" | "contents")
}

/// Whether a line ends in its page, after a tab or dots, or says what stands below it.
fn is_contents_line(text: &str) -> bool {
    let text = text.trim();
    if is_name_of_contents(text) {
        return true;
    }
    let entry = text.trim_end_matches(|ch: char| ch.is_ascii_digit() || "ivxlIVXL-—（）()第页 ".contains(ch));
    let page = &text[entry.len()..];
    let dots = entry.chars().rev().take_while(|ch| ".…·．_".contains(*ch)).count();
    page.contains(|ch: char| ch.is_ascii_alphanumeric()) && (entry.ends_with('\t') || dots > 2 || entry.ends_with('…'))
}

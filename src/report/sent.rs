//! What a Word file that was handed out held: which sections, and of each whether a file that comes back still says the same.
//! It stands in the file's document properties, so that what the writer has written since is told from what another has changed.

use std::collections::HashMap;

use super::Field;
use super::Report;
use super::SectionId;

/// The sections of a report that a file was made of, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// One after the other.
    pub sections: Vec<SentSection>,
    /// What the words of each text of the whole report were, in the order of [`Field::of_report`]; none of a part.
    pub texts: Vec<u32>,
    /// Whether it held all of the report, its title and signature too.
    pub extent: SentExtent,
}

/// How much of a report a file held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SentExtent {
    /// All of it.
    #[default]
    Whole,
    /// Some of its sections.
    Part,
}

/// A section as it was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentSection {
    /// Which.
    pub id: SectionId,
    /// Its level, from 1.
    pub level: usize,
    /// What its words were, as [`Words`] reckons.
    pub words: u32,
}

/// A report as a file of it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// It. A section that the file knows has its id, a new one any other. What somebody said to it is among its comments.
    pub report: Report,
    /// Of each section that the file knows what its words come to, as [`Words`] reckons.
    pub words: HashMap<SectionId, u32>,
}

/// What the names of the properties begin with.
const NAME: &str = "tigang";

/// The value of the first property of a part.
const PART: &str = "part";

/// What the entry of a text of the whole report begins with.
const TEXT: char = 't';

/// Characters that one property holds: programs cut what is longer than 255.
const LONGEST: usize = 200;

impl Sent {
    /// The properties, each with its name.
    pub fn properties(&self) -> Vec<(String, String)> {
        let mut values = vec![String::new()];
        if self.extent == SentExtent::Part {
            values[0].push_str(PART);
        }
        let texts = self.texts.iter().map(|words| format!("{TEXT}{words:x}"));
        let sections =
            self.sections.iter().map(|SentSection { id, level, words }| format!("{}.{level}.{words:x}", id.number()));
        for entry in texts.chain(sections) {
            match values.last_mut() {
                Some(last) if last.len() + 1 + entry.len() <= LONGEST => {
                    if !last.is_empty() {
                        last.push(' ');
                    }
                    last.push_str(&entry);
                }
                _ => values.push(entry),
            }
        }
        values.into_iter().zip(1..).map(|(value, k)| (format!("{NAME}{k}"), value)).collect()
    }

    /// What properties say; `None` where they say nothing, or what no program of ours has written.
    pub fn read(properties: &[(String, String)]) -> Option<Sent> {
        let number = |name: &str| name.strip_prefix(NAME)?.parse::<usize>().ok();
        let mut values: Vec<(usize, &str)> =
            properties.iter().filter_map(|(name, value)| Some((number(name)?, value.as_str()))).collect();
        values.sort_by_key(|(number, _)| *number);
        if values.is_empty() || !values.iter().map(|(number, _)| *number).eq(1..=values.len()) {
            return None;
        }
        let mut sent = Sent::default();
        for entry in values.iter().flat_map(|(_, value)| value.split_whitespace()) {
            if entry == PART {
                sent.extent = SentExtent::Part;
                continue;
            }
            if let Some(words) = entry.strip_prefix(TEXT) {
                sent.texts.push(u32::from_str_radix(words, 16).ok()?);
                continue;
            }
            let mut parts = entry.split('.');
            let (id, level, words) = (parts.next()?, parts.next()?, parts.next()?);
            let id = SectionId::new(id.parse().ok()?)?;
            let level = level.parse().ok()?;
            let words = u32::from_str_radix(words, 16).ok()?;
            sent.sections.push(SentSection { id, level, words });
        }
        Some(sent)
    }

    /// What the words of a text of the whole report were; `None` where that isn't told.
    pub fn words_of(&self, field: Field) -> Option<u32> {
        let at = Field::of_report().position(|of| of == field)?;
        self.texts.get(at).copied()
    }
}

/// Reckons what the words of a section were, paragraph by paragraph: FNV-1a. Blanks at the ends of a paragraph don't count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(u32);

impl Default for Words {
    fn default() -> Words {
        Words(0x811c_9dc5)
    }
}

impl Words {
    /// Adds a paragraph.
    pub fn add(&mut self, paragraph: &str) {
        let paragraph = paragraph.trim();
        if paragraph.is_empty() {
            return;
        }
        for byte in paragraph.bytes().chain([b'\n']) {
            self.0 = (self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }

    /// What the lines of a text come to.
    pub fn of(text: &str) -> u32 {
        let mut words = Words::default();
        text.lines().for_each(|line| words.add(line));
        words.sum()
    }

    /// What they come to.
    pub fn sum(self) -> u32 {
        self.0
    }
}

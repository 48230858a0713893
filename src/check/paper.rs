//! What the rules read: the texts of a report as they are handed in, cut into paragraphs and sentences.

use std::borrow::Cow;
use std::ops::Range;

use super::Month;
use super::Settings;
use crate::report::Field;
use crate::report::Ledger;
use crate::report::Report;
use crate::report::Section;
use crate::report::numbering::Number;
use crate::report::numbering::numbers;
use crate::report::reference::Kind;
use crate::text::char_floor;

/// A report with what the rules want to know about it.
pub(super) struct Paper<'a> {
    pub(super) report: &'a Report,
    pub(super) settings: &'a Settings,
    pub(super) today: Option<Month>,
    pub(super) figures: Ledger,
    /// The years that the report is about.
    pub(super) years: Years,
}

/// A section, its place in the outline.
#[derive(Clone, Copy)]
pub(super) struct NumberedSection<'a> {
    pub(super) section: &'a Section,
    pub(super) number: Number,
}

impl<'a> Paper<'a> {
    pub(super) fn new(report: &'a Report, settings: &'a Settings, today: Option<Month>) -> Paper<'a> {
        Paper { report, settings, today, figures: Ledger::new(report), years: Years::of(report) }
    }

    /// The texts that are handed in, in reading order.
    pub(super) fn passages(&self) -> impl Iterator<Item = Passage<'a>> + '_ {
        self.report
            .texts()
            .filter(|(field, text)| !text.is_empty() && is_handed_in(*field))
            .map(|(field, text)| self.passage(field, text))
    }

    pub(super) fn passage(&self, field: Field, text: &'a str) -> Passage<'a> {
        if !text.contains('{') {
            return Passage { field, text: Cow::Borrowed(text), references: Vec::new() };
        }
        let (mut shown, mut references) = (String::new(), Vec::new());
        for piece in self.figures.pieces(text) {
            let start = shown.len();
            shown.push_str(&piece.shown);
            if piece.kind != Kind::Words {
                references.push(Stand { shown: start..shown.len(), typed: piece.range });
            }
        }
        Passage { field, text: Cow::Owned(shown), references }
    }

    /// The sections in reading order.
    pub(super) fn parts(&self) -> impl Iterator<Item = NumberedSection<'a>> + use<'a> {
        numbers(self.report).map(|numbered| NumberedSection { section: numbered.row.section, number: numbered.number })
    }

    /// Whether a text is about what is to come.
    pub(super) fn is_plan(&self, field: Field) -> bool {
        const PLANS: &[&str] = &["打算", "计划", "目标", "下一步", "安排", "思路", "展望"];
        const DEEP: usize = 16;
        let tree = &self.report.tree;
        let own = field.section();
        own.into_iter()
            .chain(own.into_iter().flat_map(|id| tree.ancestors(id).take(DEEP)))
            .any(|id| tree.section(id).is_some_and(|section| PLANS.iter().any(|word| section.heading.contains(word))))
    }

    /// The year of the report: of its date, else the last that its title names.
    pub(super) fn dated(&self) -> Option<u32> {
        let of_date = years(&self.report.date).map(|(_, year)| year).next();
        of_date.or_else(|| years(&self.report.title).map(|(_, year)| year).max())
    }

    /// How many children a section has.
    pub(super) fn children(&self, section: &Section) -> usize {
        self.report.tree.children(Some(section.id)).len()
    }
}

/// Whether a text is no note of the writer's own.
fn is_handed_in(field: Field) -> bool {
    !matches!(field, Field::ReportNote | Field::Note(_))
}

/// A text as its reader sees it: a reference says its figure. One that says nothing stands as typed.
pub(super) struct Passage<'a> {
    pub(super) field: Field,
    pub(super) text: Cow<'a, str>,
    references: Vec<Stand>,
}

/// The place of a reference, in bytes as shown and in bytes as typed.
struct Stand {
    shown: Range<usize>,
    typed: Range<usize>,
}

impl Passage<'_> {
    /// The paragraphs that have words.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = Paragraph<'_>> {
        let mut start = 0;
        let paragraphs = self.text.split('\n').map(move |text| {
            let paragraph = Paragraph { passage: self, start, text };
            start += text.len() + 1;
            paragraph
        });
        paragraphs.filter(|paragraph| !paragraph.text.trim().is_empty())
    }

    /// The bytes as typed that make these bytes of what is shown: of a reference all or nothing.
    pub(super) fn typed(&self, shown: Range<usize>) -> Range<usize> {
        let place = |at: usize, from_end: bool| {
            let k = self.references.partition_point(|stand| stand.shown.end <= at);
            match self.references.get(k) {
                Some(stand) if stand.shown.start < at && from_end => stand.typed.end,
                Some(stand) if stand.shown.start <= at && !from_end => stand.typed.start,
                _ => match k.checked_sub(1) {
                    None => at,
                    Some(before) => {
                        let stand = &self.references[before];
                        stand.typed.end + (at - stand.shown.end)
                    }
                },
            }
        };
        place(shown.start, false)..place(shown.end, true)
    }

    /// Whether any of these bytes of what is shown belong to a reference, so that they are not words of the text.
    pub(super) fn has_reference(&self, shown: Range<usize>) -> bool {
        let k = self.references.partition_point(|stand| stand.shown.end <= shown.start);
        self.references.get(k).is_some_and(|stand| stand.shown.start < shown.end)
    }
}

/// A paragraph of a text.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    pub(super) passage: &'a Passage<'a>,
    /// Its first byte in the text.
    pub(super) start: usize,
    /// What is shown of it.
    pub(super) text: &'a str,
}

/// The character of a text before a byte.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

/// The character of a text at a byte.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

impl<'a> Paragraph<'a> {
    /// The bytes of the text that these bytes of the paragraph are.
    pub(super) fn within(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// Whether any of these bytes of the paragraph belong to a reference.
    pub(super) fn has_reference(&self, range: Range<usize>) -> bool {
        self.passage.has_reference(self.within(range))
    }

    /// The character before a byte.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        char_before(self.text, at)
    }

    /// The character at a byte.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        char_at(self.text, at)
    }

    /// The bytes of the sentence that holds a byte, with its stop; of an endless one what stands near.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        const NEAR: usize = 1200;
        let from = char_floor(self.text, at.saturating_sub(NEAR));
        let upto = char_floor(self.text, at + NEAR);
        let start =
            self.text[from..at].rfind(is_stop).map_or(from, |stop| from + stop + stop_len(&self.text[from + stop..]));
        let end = self.text[at..upto].find(is_stop).map_or(upto, |stop| at + stop + stop_len(&self.text[at + stop..]));
        start..end
    }

    /// Where the sentence ends that holds a byte, with its stop.
    pub(super) fn end_of_sentence(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.find(is_stop).map_or(rest.len(), |stop| stop + stop_len(&rest[stop..]))
    }

    /// The sentences, with their stops.
    pub(super) fn sentences(&self) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let text = self.text;
        let mut start = 0;
        std::iter::from_fn(move || {
            let rest = &text[start..];
            let end = start + rest.find(is_stop).map_or(rest.len(), |stop| stop + stop_len(&rest[stop..]));
            let sentence = start..end;
            start = end;
            (!sentence.is_empty()).then_some(sentence)
        })
    }

    /// Whether a clause begins at a byte: nothing stands before it, or a mark with its closing quotes and blanks.
    pub(super) fn begins_clause(&self, at: usize) -> bool {
        let before =
            self.text[..at].trim_end_matches(|ch: char| ch.is_whitespace() || crate::text::CLOSERS.contains(&ch));
        before.is_empty() || before.ends_with(crate::text::MARKS) || self.text[..at].ends_with(char::is_whitespace)
    }
}

/// Which characters a text has, as far as a glance tells: of one that it hasn't it may say so all the same.
pub(super) struct Characters([u64; Characters::WORDS]);

impl Characters {
    const WORDS: usize = 32;

    pub(super) fn of(text: &str) -> Characters {
        let mut seen = [0; Characters::WORDS];
        for ch in text.chars() {
            let (word, bit) = Characters::place(ch);
            seen[word] |= bit;
        }
        Characters(seen)
    }

    /// Whether it has one of these.
    pub(super) fn has_any(&self, cues: &str) -> bool {
        cues.chars().any(|ch| {
            let (word, bit) = Characters::place(ch);
            self.0[word] & bit != 0
        })
    }

    fn place(ch: char) -> (usize, u64) {
        let code = u32::from(ch);
        let mixed = (code ^ code >> 11) as usize % (Characters::WORDS * 64);
        (mixed / 64, 1 << (mixed % 64))
    }
}

/// Whether a sentence ends here.
pub(super) fn is_stop(ch: char) -> bool {
    matches!(ch, '。' | '！' | '？' | '\n')
}

fn stop_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The bytes of the number that ends `text`: digits, perhaps with stops and commas among them. 0 when there is none.
pub(super) fn number_before(text: &str) -> usize {
    let digits = text.len() - text.trim_end_matches(|ch: char| ch.is_ascii_digit() || matches!(ch, '.' | ',')).len();
    let number = &text[text.len() - digits..];
    // What is typed before the first digit is no part of it, and a number ends in a digit.
    if number.ends_with(['.', ',']) { 0 } else { number.trim_start_matches(['.', ',']).len() }
}

/// The bytes of the number that begins `text`: digits, perhaps with stops and commas among them. 0 when there is none.
pub(super) fn number_at(text: &str) -> usize {
    let end = text.find(|ch: char| !ch.is_ascii_digit() && !matches!(ch, '.' | ',')).unwrap_or(text.len());
    let number = &text[..end];
    if number.starts_with(['.', ',']) { 0 } else { number.trim_end_matches(['.', ',']).len() }
}

/// How many ASCII digits end `text`.
pub(super) fn digits_before(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// How many ASCII digits begin `text`.
pub(super) fn digits_at(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The years that a report is about, as its title names them; none where the title is of another kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Years(pub(super) Vec<u32>);

impl Years {
    pub(super) fn of(report: &Report) -> Years {
        // A speech or a plan is dated by its occasion: last year is what it speaks of.
        const OTHER: [&str; 12] =
            ["会议", "讲话", "大会", "政府工作报告", "计划", "要点", "方案", "意见", "规划", "打算", "安排", "致辞"];
        const OWN: &[&str] = &["总结", "述职", "汇报", "年报", "年度报告", "情况"];
        let title = report.title.as_str();
        let is_own = OWN.iter().any(|word| title.contains(word));
        if !is_own || OTHER.iter().any(|word| title.contains(word)) && !title.contains("总结") {
            return Years::default();
        }
        let years: Vec<u32> = years(title).map(|(_, year)| year).collect();
        // 2021—2023年: what lies between isn't written.
        let is_range =
            title.match_indices(['—', '－', '-', '～', '~', '至']).any(|(at, _)| digits_before(&title[..at]) == 4);
        if is_range { Years::default() } else { Years(years) }
    }

    /// The only year, where there is one.
    pub(super) fn only(&self) -> Option<u32> {
        let (first, rest) = self.0.split_first()?;
        rest.iter().all(|year| year == first).then_some(*first)
    }

    /// Whether a year is one of the last before those of the report.
    pub(super) fn is_past(&self, year: u32) -> bool {
        self.0.iter().min().is_some_and(|first| (first.saturating_sub(3)..*first).contains(&year))
    }
}

/// The years that are written out in a text: their bytes with 年, and the year.
pub(super) fn years(text: &str) -> impl Iterator<Item = (Range<usize>, u32)> + '_ {
    text.match_indices('年').filter_map(|(at, year)| {
        let digits = digits_before(&text[..at]);
        let number: u32 = text[at - digits..at].parse().ok().filter(|year| (1950..2100).contains(year))?;
        (digits == 4).then(|| (at - digits..at + year.len(), number))
    })
}

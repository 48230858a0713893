//! A paragraph character by character: which neighbours make words, and where its words begin and end.

use std::cell::RefCell;
use std::ops::Range;

use super::lexicon::LEXICON;
use crate::text::is_han;
use crate::text::word_breaks;

/// The characters of a paragraph, looked at once for all rules that want to know its words.
pub(super) struct Line<'a> {
    text: &'a str,
    /// The characters with their places, and blanks around them: [`Line::BEFORE`] and [`Line::BEHIND`].
    pub(super) all: Vec<(usize, char)>,
    /// Whether the dictionary has a word of each with the next one.
    pub(super) known: Vec<bool>,
    /// The stretch of Chinese characters that was asked about last, and where its words end by the dictionary of the segmenter.
    last: RefCell<(Range<usize>, Vec<usize>)>,
}

impl<'a> Line<'a> {
    /// How many blanks stand before the first character.
    pub(super) const BEFORE: usize = 5;
    /// How many blanks stand behind the last one.
    pub(super) const BEHIND: usize = 3;

    pub(super) fn of(text: &'a str) -> Line<'a> {
        let blanks = |count, at| std::iter::repeat_n((at, ' '), count);
        let mut all = Vec::with_capacity(text.len() / 3 + Line::BEFORE + Line::BEHIND);
        all.extend(blanks(Line::BEFORE, 0).chain(text.char_indices()).chain(blanks(Line::BEHIND, text.len())));
        let lexicon = &*LEXICON;
        // All at once, as the table is large.
        let is_known = |a: char, b: char| is_han(a) && is_han(b) && lexicon.has(a, b);
        let known = all.windows(2).map(|pair| is_known(pair[0].1, pair[1].1)).collect();
        Line { text, all, known, last: RefCell::default() }
    }

    /// Whether a word begins or ends at a byte: anywhere but between two Chinese characters of one word.
    pub(super) fn is_border(&self, at: usize) -> bool {
        let is_inside = |ch: Option<char>| ch.is_some_and(is_han);
        let (before, behind) = self.text.split_at(at);
        if !is_inside(before.chars().next_back()) || !is_inside(behind.chars().next()) {
            return true;
        }
        let mut last = self.last.borrow_mut();
        if !last.0.contains(&at) {
            let run = self.run(at);
            let breaks = word_breaks(&self.text[run.clone()]).into_iter().map(|place| run.start + place).collect();
            *last = (run, breaks);
        }
        last.1.binary_search(&at).is_ok()
    }

    /// The Chinese characters around a byte, up to what is none: no word goes on beyond. Of an endless row what stands near.
    fn run(&self, at: usize) -> Range<usize> {
        const NEAR: usize = 90;
        let (before, behind) = self.text.split_at(at);
        let from = before.char_indices().rev().take(NEAR).take_while(|(_, ch)| is_han(*ch)).last();
        let upto = behind.char_indices().take(NEAR).find(|(_, ch)| !is_han(*ch)).map(|(place, _)| place);
        let far = || behind.char_indices().nth(NEAR).map_or(behind.len(), |(place, _)| place);
        from.map_or(at, |(place, _)| place)..at + upto.unwrap_or_else(far)
    }

    /// Whether words begin and end at both.
    pub(super) fn are_borders(&self, start: usize, end: usize) -> bool {
        self.is_border(start) && self.is_border(end)
    }

    /// Whether what stands here belongs to itself alone: it makes no word with the character before or behind it, and is no
    /// given name behind a family's. 奖惩制 holds 奖惩, 创造利税 holds 创造.
    pub(super) fn is_apart(&self, range: &Range<usize>) -> bool {
        let number = |at: usize| self.all.partition_point(|(place, _)| *place < at).max(Line::BEFORE);
        let (first, end) = (number(range.start), number(range.end));
        let is_name = is_surname(self.all[first - 1].1) && self.rests_before(first - 1);
        !self.known[first - 1] && self.known.get(end - 1) != Some(&true) && !is_name
    }

    /// Whether the characters before number `k` are at rest without it: none, a mark, what joins words, or a word.
    pub(super) fn rests_before(&self, k: usize) -> bool {
        let before = self.all[k - 1].1;
        !is_han(before) || LEXICON.is_joining(before) || self.known[k - 2]
    }

    /// Whether the characters from number `k` on are at rest without what stands before them.
    pub(super) fn rests_behind(&self, k: usize) -> bool {
        let behind = self.all[k].1;
        !is_han(behind) || LEXICON.is_joining(behind) || self.known.get(k) == Some(&true)
    }
}

/// Whether a character is a family's name, and hardly anything else in a report.
pub(super) fn is_surname(ch: char) -> bool {
    "王李张刘陈杨赵黄周吴徐孙胡朱郭梁宋郑谢韩唐冯董萧袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴钟汪姜姚谭廖邹熊陆郝孔崔邱秦侯邵孟段钱汤尹黎贺赖龚褚"
        .contains(ch)
}

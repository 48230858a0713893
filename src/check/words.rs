//! Words written twice.

use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[Rule::suspect("doubled_word", "词语重复", "实务", Look::Paragraph(doubled_word))];

/// 的的, 进行进行, 进一步进一步.
fn doubled_word(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let text = paragraph.text;
    let says = |words: &str| format!("“{words}”写了两遍");
    for (range, (word, before, behind)) in doubles(text) {
        let (at, end) = (range.start, range.end);
        let fits = |ch: Option<char>, not: &str| ch.is_none_or(|ch| !not.contains(ch));
        let alone = paragraph.before(at) != word.chars().next() && paragraph.at(end) != word.chars().next();
        if alone
            && fits(paragraph.before(at), before)
            && fits(paragraph.at(end), behind)
            && !paragraph.has_reference(range.clone())
        {
            notes.mend(paragraph, range, &[(at + word.len()..end, "")], says(word));
        }
    }
    for range in long_doubles(text) {
        if !paragraph.has_reference(range.clone()) {
            let middle = range.start + range.len() / 2;
            let word = text[middle..range.end].to_owned();
            notes.mend(paragraph, range.clone(), &[(middle..range.end, "")], says(&word));
        }
    }
}

/// A word, and the characters before and after its double that make other words of it.
type Doubled = (&'static str, &'static str, &'static str);

/// Words that are never rightly written twice, but where a word of these characters ends before them or begins after.
const DOUBLED: &[Doubled] = &[
    // 目的的, 的的确确, 的的士
    ("的", "目标有端中", "确士"),
    // 为了了解, 除了了解
    ("了", "为除", "解如结然却断"),
    // 实实在在, 存在在, 现在在建
    ("在", "实存现所正内潜自外好旨重贵意健", "建校职岗编册京地场线"),
    ("我们", "", ""),
    ("进行", "", ""),
    ("开展", "", ""),
    ("加强", "", ""),
    ("推进", "", ""),
    ("推动", "", ""),
    ("提高", "", ""),
    ("提升", "", ""),
    ("完善", "", ""),
    ("认真", "", ""),
    ("积极", "", ""),
    ("切实", "", ""),
    ("不断", "", ""),
    ("全面", "", ""),
    ("深入", "", ""),
    ("有效", "", ""),
    ("通过", "", ""),
    ("以及", "", ""),
    ("同时", "", ""),
    ("其中", "", ""),
    ("因此", "", ""),
    ("并且", "", ""),
    ("由于", "", ""),
    ("根据", "", ""),
    ("按照", "", ""),
    ("围绕", "", ""),
    ("坚持", "", ""),
    ("要求", "", ""),
    ("召开", "", ""),
    ("完成", "", ""),
    ("实现", "", ""),
    ("存在", "", ""),
    ("主要", "", ""),
    ("需要", "", ""),
    ("能够", "", ""),
    ("取得", "", ""),
    ("达到", "", ""),
    ("目前", "", ""),
    ("今年", "", ""),
    ("已经", "", ""),
    ("为了", "", "解"),
    ("对于", "", ""),
    ("关于", "", ""),
    ("针对", "", ""),
    ("结合", "", ""),
    ("强化", "", ""),
    ("优化", "", ""),
    ("落实", "", ""),
];

/// Where one of those words follows itself, in one pass; what goes on a third time is no further place.
fn doubles(text: &str) -> impl Iterator<Item = (Range<usize>, Doubled)> {
    let mut last = [(0, ' '); 3];
    let mut done = 0;
    text.char_indices().filter_map(move |(at, ch)| {
        let [a, b, c] = last;
        last = [b, c, (at, ch)];
        let start = match ch {
            _ if !(is_han(ch) && is_han(c.1)) => return None,
            _ if c.1 == ch => c.0,
            _ if b.1 == ch && a.1 == c.1 => a.0,
            _ => return None,
        };
        let end = at + ch.len_utf8();
        let word = text.get(start..start + (end - start) / 2)?;
        let entry = DOUBLED.iter().find(|(known, ..)| *known == word).filter(|_| start >= done)?;
        done = end;
        Some((start..end, *entry))
    })
}

/// Three to eight Chinese characters that follow once more: 进一步进一步, 便民服务中心便民服务中心. Not 一步一步一步.
fn long_doubles(text: &str) -> Vec<Range<usize>> {
    const LENGTHS: Range<usize> = 3..9;
    let mut found: Vec<Range<usize>> = Vec::new();
    // The last characters with their places, in a ring; and for each length how many equal those so far before them.
    let mut ring = [(0, ' '); 2 * LENGTHS.end];
    let mut alike = [0; LENGTHS.end];
    for (k, (at, ch)) in text.char_indices().enumerate() {
        let back = |k: usize| k % (2 * LENGTHS.end);
        ring[back(k)] = (at, ch);
        for length in LENGTHS {
            let same = is_han(ch) && k >= length && ring[back(k - length)].1 == ch;
            alike[length] = if same { alike[length] + 1 } else { 0 };
            if alike[length] < length {
                continue;
            }
            let range = ring[back(k + 1 - 2 * length)].0..at + ch.len_utf8();
            let word = &text[range.start..range.start + range.len() / 2];
            // 合格合格合格合格 are cells of a table.
            let half = word.len() / 2;
            let is_plain = word.is_char_boundary(half) && word[..half] == word[half..];
            let is_varied = word.chars().any(|ch| !word.starts_with(ch));
            if is_varied && !is_plain && found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range);
            }
            alike = [0; LENGTHS.end];
            break;
        }
    }
    found
}

//! Characters that were lost on the way.

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::text::is_han;

pub(super) static RULES: &[Rule] =
    &[Rule::suspect("lost_character", "丢字", "实务：转码、复制时丢的字", Look::Where("□\u{fffd}?", lost_character))];

/// □ and � in the midst of a text, and ? within a word: a character was lost.
fn lost_character(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    for (at, sign) in paragraph.text.match_indices(['□', '\u{fffd}', '?']) {
        let end = at + sign.len();
        let (before, behind) = (paragraph.before(at), paragraph.at(end));
        let is_lost = match sign {
            "?" => before.is_some_and(is_han) && behind.is_some_and(is_han) && !asks(paragraph, at),
            // A box to tick stands after a blank or a mark.
            "□" => before
                .is_some_and(|ch| is_han(ch) || ch.is_ascii_digit() || matches!(ch, '》' | '”' | '）' | '《' | '“')),
            _ => true,
        };
        if is_lost && !paragraph.has_reference(at..end) {
            notes.mark(paragraph, at..end, format!("“{sign}”处像是丢了字，请对照原稿补上"));
        }
    }
}

/// Whether the clause before a question mark is a question.
fn asks(paragraph: Paragraph<'_>, at: usize) -> bool {
    const ASK: [&str; 13] =
        ["吗", "呢", "什么", "怎", "何", "是否", "哪", "谁", "几", "多少", "能不能", "是不是", "么"];
    let clause = &paragraph.text[paragraph.sentence(at).start..at];
    ASK.iter().any(|word| clause.contains(word))
}

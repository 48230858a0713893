//! How many columns a text takes on the terminal, and what of it may be shown there.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;
use unicode_width::UnicodeWidthStr;

use crate::text::Ambiguous;
use crate::text::graphemes;
use crate::text::is_hidden;

/// Stands for a character that cannot be seen; one column under either width (the usual `·` is ambiguous).
const DOT: char = '⋅';

/// The columns that `text` takes when its graphemes are drawn one after the other as [`shown`].
pub fn width(text: &str, ambiguous: Ambiguous) -> usize {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return text.len();
    }
    graphemes(text).map(|(_, grapheme)| grapheme_width(grapheme, ambiguous)).sum()
}

/// The columns of a grapheme on whose width all terminals agree: printable ASCII, Chinese characters and their
/// punctuation of full width. `None` for any other.
pub fn certain_width(grapheme: &str) -> Option<usize> {
    match grapheme.as_bytes() {
        [b' '..=b'~'] => Some(1),
        // U+4E00–9FFF, U+3000–3029, U+FF01–FF3F
        [0xe5..=0xe9, _, _] | [0xe4, 0xb8..=0xbf, _] | [0xe3, 0x80, 0x80..=0xa9] | [0xef, 0xbc, 0x81..=0xbf] => Some(2),
        _ => None,
    }
}

/// The columns of one grapheme as [`shown`]: at least 1 for every grapheme there is, 0 only for the empty text.
///
/// Under [`Ambiguous::Narrow`] these are exactly the columns that ratatui gives it. [`Ambiguous::Wide`] follows the
/// tables of the terminals that have such a switch, and so takes in letters like α, Я and é too.
pub fn grapheme_width(grapheme: &str, ambiguous: Ambiguous) -> usize {
    if let Some(columns) = certain_width(grapheme) {
        return columns;
    }
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (None, _) => 0,
        (Some(c), None) => char_width(c, ambiguous).max(1),
        _ => match redrawn(grapheme) {
            Some(drawn) => graphemes(&drawn).map(|(_, drawn)| raw_width(drawn, ambiguous)).sum::<usize>().max(1),
            None => raw_width(grapheme, ambiguous),
        },
    }
}

/// What may be sent to the terminal in place of `c`: `c` itself, or one column that stands for it when `c` would act on
/// the terminal or hide: control pictures (`␛`, `␉`) for ASCII controls, `⋅` for other controls, bidi controls,
/// joiners, zero-width and format characters. The half-width voicing marks ﾞ and ﾟ, on whose width terminals and ratatui
/// differ, show as the full-width ゛ and ゜.
pub fn printable(c: char) -> char {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(DOT),
        '\u{7f}' => '␡',
        '\u{ff9e}' => '゛',
        '\u{ff9f}' => '゜',
        _ if is_hidden(c) => DOT,
        _ => c,
    }
}

/// `text` as it may be sent to the terminal: every character [`printable`], except that the joiners and tags inside an
/// emoji stay, and a grapheme that would take no column at all shows as `⋅`. Shown again, it stays as it is. Borrowed when
/// nothing changes.
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| matches!(b, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut done = 0;
    for (at, grapheme) in graphemes(text) {
        if let [b' '..=b'~'] | [0xe4..=0xe9, _, _] = grapheme.as_bytes() {
            continue;
        }
        if let Some(drawn) = redrawn(grapheme) {
            out.push_str(&text[done..at]);
            out.push_str(&drawn);
            done = at + grapheme.len();
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// `text` cut to at most `columns` columns, with `…` at its end when something was cut. Borrowed when it fits; empty
/// when not even `…` fits. It costs `columns`, not the length of the text.
pub fn truncate(text: &str, columns: usize, ambiguous: Ambiguous) -> Cow<'_, str> {
    let room = columns.checked_sub(char_width('…', ambiguous));
    let (mut used, mut cut) = (0, 0);
    for (at, grapheme) in graphemes(text) {
        if room.is_some_and(|room| used <= room) {
            cut = at;
        }
        used += grapheme_width(grapheme, ambiguous);
        if used > columns {
            return match room {
                Some(_) => Cow::Owned(format!("{}…", &text[..cut])),
                None => Cow::Borrowed(""),
            };
        }
    }
    Cow::Borrowed(text)
}

/// The start of the grapheme that covers `column` of a row, or the row's end when the row is shorter.
pub fn byte_at_column(line: &str, column: usize, ambiguous: Ambiguous) -> usize {
    let mut used = 0;
    for (at, grapheme) in graphemes(line) {
        used += grapheme_width(grapheme, ambiguous);
        if used > column {
            return at;
        }
    }
    line.len()
}

/// The columns of `c` as [`printable`]; 0 for a combining mark.
fn char_width(c: char, ambiguous: Ambiguous) -> usize {
    match c {
        ' '..='~' => 1,
        '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{3029}' | '\u{ff01}'..='\u{ff60}' => 2,
        '\u{ff9e}' | '\u{ff9f}' => 2,
        _ if is_hidden(c) => 1,
        _ => match ambiguous {
            Ambiguous::Narrow => c.width().unwrap_or(1),
            Ambiguous::Wide if is_ambiguous_letter(c) => 2,
            Ambiguous::Wide => c.width_cjk().unwrap_or(1),
        },
    }
}

/// The columns of a grapheme that goes to the terminal as it is.
fn raw_width(grapheme: &str, ambiguous: Ambiguous) -> usize {
    match ambiguous {
        Ambiguous::Narrow => grapheme.width(),
        Ambiguous::Wide if grapheme.starts_with(is_ambiguous_letter) => grapheme.width_cjk().max(2),
        Ambiguous::Wide => grapheme.width_cjk(),
    }
}

/// What stands for a grapheme on the terminal when it cannot go there as it is.
fn redrawn(grapheme: &str) -> Option<String> {
    let mut chars = grapheme.chars();
    let first = chars.next()?;
    if chars.next().is_none() {
        let drawn = printable(first);
        let hides = drawn == first && char_width(first, Ambiguous::Narrow) == 0;
        return (hides || drawn != first).then(|| if hides { DOT } else { drawn }.to_string());
    }
    let last = grapheme.len() - grapheme.chars().next_back().map_or(0, char::len_utf8);
    let stays = |at: usize, c: char| match c {
        '\u{200d}' => at > 0 && at < last,
        '\u{e0020}'..='\u{e007f}' => first == '🏴',
        _ => printable(c) == c,
    };
    if grapheme.char_indices().all(|(at, c)| stays(at, c)) {
        return (raw_width(grapheme, Ambiguous::Narrow) == 0).then(|| DOT.to_string());
    }
    // Put together anew, what is printable may fall apart into other graphemes, one of which takes no column.
    Some(shown(&grapheme.chars().map(printable).collect::<String>()).into_owned())
}

/// Letters of the ambiguous class, which unicode-width leaves narrow and East Asian terminals draw wide.
fn is_ambiguous_letter(c: char) -> bool {
    matches!(c,
        '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3a9}' | '\u{3b1}'..='\u{3c1}' | '\u{3c3}'..='\u{3c9}'
        | '\u{401}' | '\u{410}'..='\u{44f}' | '\u{451}'
        | '\u{aa}' | '\u{ba}' | '\u{c6}' | '\u{d0}' | '\u{d8}' | '\u{de}'..='\u{e1}' | '\u{e6}' | '\u{e8}'..='\u{ea}'
        | '\u{ec}' | '\u{ed}' | '\u{f0}' | '\u{f2}' | '\u{f3}' | '\u{f8}'..='\u{fa}' | '\u{fc}' | '\u{fe}'
        | '\u{101}' | '\u{111}' | '\u{113}' | '\u{11b}' | '\u{126}' | '\u{127}' | '\u{12b}' | '\u{131}'..='\u{133}'
        | '\u{138}' | '\u{13f}'..='\u{142}' | '\u{144}' | '\u{148}'..='\u{14b}' | '\u{14d}' | '\u{152}' | '\u{153}'
        | '\u{166}' | '\u{167}' | '\u{16b}' | '\u{1ce}' | '\u{1d0}' | '\u{1d2}' | '\u{1d4}' | '\u{1d6}' | '\u{1d8}'
        | '\u{1da}' | '\u{1dc}' | '\u{251}' | '\u{261}')
}

//! What is typed or pasted, made fit to stand in a report: line ends unified, controls removed.

use std::borrow::Cow;

use crate::text::is_hidden;
use crate::text::is_newline;

/// `text` for a field of one line: line ends with the spaces around them become a single space, or nothing at either
/// end of the text; a tab becomes a space; other controls go as in [`paragraphs_clean`]. Borrowed when nothing changes.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c == '\t' || is_newline(c) || is_dropped(c)) {
        return Cow::Borrowed(text);
    }
    let blank = |c: char| c.is_whitespace() || is_dropped(c);
    let mut out = String::with_capacity(text.len());
    let mut pieces = text.split(is_newline).peekable();
    let mut first = true;
    while let Some(piece) = pieces.next() {
        let piece = if first { piece } else { piece.trim_start_matches(blank) };
        let piece = if pieces.peek().is_none() { piece } else { piece.trim_end_matches(blank) };
        if !out.is_empty() && !piece.is_empty() {
            out.push(' ');
        }
        out.extend(piece.chars().filter(|c| !is_dropped(*c)).map(|c| if c == '\t' { ' ' } else { c }));
        first = false;
    }
    Cow::Owned(out)
}

/// `text` for a field of paragraphs: line ends as in [`line_feeds`]; tabs stay; other controls, bidi controls, zero-width and
/// format characters are removed, except the joiners and tags that emoji and some scripts are made with. Borrowed when
/// nothing changes.
pub fn paragraphs_clean(text: &str) -> Cow<'_, str> {
    let lines = line_feeds(text);
    if !lines.contains(is_dropped) {
        return lines;
    }
    Cow::Owned(lines.chars().filter(|c| !is_dropped(*c)).collect())
}

/// `text` with one kind of line end: CRLF, CR, VT (Word's soft break), FF, NEL, U+2028 and U+2029 become `\n`. So several
/// terminals end the lines of what they paste by CR. Borrowed when nothing changes.
pub fn line_feeds(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_newline(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\n' if before == '\r' => {}
            _ if is_newline(c) => out.push('\n'),
            _ => out.push(c),
        }
        before = c;
    }
    Cow::Owned(out)
}

/// Whether `c` has no place in a text of a report.
fn is_dropped(c: char) -> bool {
    is_hidden(c) && !is_newline(c) && !matches!(c, '\t' | '\u{200c}' | '\u{200d}' | '\u{e0020}'..='\u{e007f}')
}

//! Texts as XML and HTML take them.

/// Appends a text to the content of an element or an attribute: `&`, `<`, `>` and `"` as references, and without the
/// characters that XML can't hold (controls, lone halves, U+FFFE and U+FFFF), which no program shows either.
pub(super) fn push(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, ch) in text.char_indices() {
        let instead = match ch {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' | '\n' | '\r' => continue,
            '\u{fffe}' | '\u{ffff}' => "",
            ch if ch.is_control() => "",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(instead);
        done = at + ch.len_utf8();
    }
    out.push_str(&text[done..]);
}

/// A text as [`push`] writes it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(text, &mut out);
    out
}

//! What a web page or Markdown left in a line: tags, entities, bold marks.

use std::borrow::Cow;

/// Whether a text has the tags or entities of a web page.
pub(super) fn is_web_page(text: &str) -> bool {
    ["</p>", "<br", "</div>", "&nbsp;", "</h"]
        .iter()
        .any(|tag| memchr::memmem::find(text.as_bytes(), tag.as_bytes()).is_some())
}

/// Without the marks of bold text.
pub(super) fn without_bold(line: Cow<'_, str>) -> Cow<'_, str> {
    if line.matches("**").take(2).count() == 2 { Cow::Owned(line.replace("**", "")) } else { line }
}

/// The depth of a Markdown heading and the bytes that its hashes and the blank after them take.
pub(super) fn hashes(line: &str) -> Option<(usize, usize)> {
    let text = line.trim_start_matches('#');
    let depth = line.len() - text.len();
    let words = text.trim_start();
    ((1..=6).contains(&depth) && words.len() < text.len() && !words.is_empty())
        .then(|| (depth, line.len() - words.len()))
}

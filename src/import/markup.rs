//! What a web page or Markdown left in a line: tags, entities, bold marks.

use std::borrow::Cow;

/// Whether a text has the tags or entities of a web page.
pub(super) fn is_web_page(text: &str) -> bool {
    ["</p>", "<br", "</div>", "&nbsp;", "</h"]
        .iter()
        .any(|tag| memchr::memmem::find(text.as_bytes(), tag.as_bytes()).is_some())
}

/// The lines that a line of a web page makes, separated by `\n`, and the tags and entities taken out of it.
pub(super) fn without_tags(line: &str) -> Option<(String, String)> {
    let (mut text, mut out) = (String::with_capacity(line.len()), String::new());
    let mut rest = line;
    while let Some(at) = rest.find(['<', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let found = if rest.starts_with('<') { tag(rest) } else { entity(rest) };
        match found {
            Some((len, instead)) => {
                out.push_str(&rest[..len]);
                text.push_str(instead);
                rest = &rest[len..];
            }
            None => {
                text.push_str(&rest[..1]);
                rest = &rest[1..];
            }
        }
    }
    text.push_str(rest);
    (!out.is_empty()).then_some((text, out))
}

/// Length of the tag at the head of `text`, and what it stands for.
fn tag(text: &str) -> Option<(usize, &'static str)> {
    const LONGEST: usize = 300;
    const BLOCKS: [&str; 13] = ["p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "section", "table"];
    let inner = text[1..].trim_start_matches('/');
    if !inner.starts_with(|ch: char| ch.is_ascii_alphabetic()) && !inner.starts_with("!--") {
        return None;
    }
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let name = inner.split(|ch: char| !ch.is_ascii_alphanumeric()).next().unwrap_or_default();
    let cell = ["td", "th"].iter().any(|cell| name.eq_ignore_ascii_case(cell)) && text.starts_with("</");
    let block = BLOCKS.iter().any(|block| name.eq_ignore_ascii_case(block));
    Some((
        end + 1,
        if block {
            "\n"
        } else if cell {
            "\t"
        } else {
            ""
        },
    ))
}

fn entity(text: &str) -> Option<(usize, &'static str)> {
    const ENTITIES: [(&str, &str); 14] = [
        ("&nbsp;", " "),
        ("&emsp;", "\u{3000}"),
        ("&ensp;", " "),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&mdash;", "—"),
        ("&middot;", "·"),
        ("&hellip;", "…"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    ENTITIES.iter().find(|(entity, _)| text.starts_with(entity)).map(|(entity, instead)| (entity.len(), *instead))
}

/// Without the marks of bold text.
pub(super) fn without_bold(line: Cow<'_, str>) -> Cow<'_, str> {
    if line.matches("**").take(2).count() == 2 { Cow::Owned(line.replace("**", "")) } else { line }
}

/// The depth of a Markdown heading and the bytes that its hashes and the blank behind them take.
pub(super) fn hashes(line: &str) -> Option<(usize, usize)> {
    let text = line.trim_start_matches('#');
    let depth = line.len() - text.len();
    let words = text.trim_start();
    ((1..=6).contains(&depth) && words.len() < text.len() && !words.is_empty())
        .then(|| (depth, line.len() - words.len()))
}

//! The text of a scrap of HTML, as outliners and Markdown have it: tags out, entities in.

/// Tags that are taken for tags; any other `<` is text, such as `<100`.
const TAGS: [&str; 45] = [
    "a",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "time",
    "tr",
    "u",
    "ul",
];

/// Tags that end a line.
const BREAKS: [&str; 16] =
    ["br", "p", "div", "li", "tr", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote"];

/// The text without tags and comments, its lines ended by `\n`, in linear time.
pub(super) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    // Whether there is an end of a comment or of a tag somewhere ahead: not looked for again where there was none.
    let (mut comments_end, mut tags_end) = (true, true);
    while let Some(at) = rest.find(['<', '&']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((ch, len)) = entity(rest) {
            out.push(ch);
            rest = &rest[len..];
            continue;
        }
        if comments_end && rest.starts_with("<!--") {
            match rest.find("-->") {
                Some(end) => {
                    rest = &rest[end + "-->".len()..];
                    continue;
                }
                None => comments_end = false,
            }
        }
        if let Some(name) = tag(rest).filter(|_| tags_end) {
            if let Some(end) = rest.find('>') {
                if BREAKS.contains(&name.as_str()) {
                    out.push('\n');
                }
                rest = &rest[end + 1..];
                continue;
            }
            tags_end = false;
        }
        out.push_str(&rest[..1]);
        rest = &rest[1..];
    }
    out.push_str(rest);
    out
}

/// The name of a tag that begins here.
fn tag(text: &str) -> Option<String> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let len = inner.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
    let name = inner[..len].to_ascii_lowercase();
    let ends = inner[len..].starts_with(|ch: char| ch == '>' || ch == '/' || ch.is_ascii_whitespace());
    (ends && TAGS.contains(&name.as_str())).then_some(name)
}

/// The character of an entity that begins here, and the bytes that it takes.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let inner = text.strip_prefix('&')?;
    let end = inner.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &inner[..end];
    let ch = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "mdash" => '—',
        "hellip" => '…',
        "middot" => '·',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|ch| !ch.is_control())?
        }
    };
    Some((ch, end + 2))
}

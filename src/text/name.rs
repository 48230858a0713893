//! A file name made from a title: one function for every name that the program makes up.

use super::is_hidden;

/// A title as the name of a file, without an extension, that every system takes and that stays in its folder; `otherwise`
/// where nothing is left of it.
///
/// Out go the signs that Windows refuses (`/` and `\` among them), controls, bidi controls and other hidden characters,
/// stops and blanks at either end, hyphens and tildes at the head, which a shell would take for its own. At most 60
/// characters and 180 bytes are kept, so that an extension fits. A name that Windows keeps for a device gets a `_`.
pub fn file_name(title: &str, otherwise: &str) -> String {
    const CHARACTERS: usize = 60;
    const BYTES: usize = 180;
    let is_edge = |c: char| c == '.' || c.is_whitespace();
    let mut name = String::new();
    let kept = title.chars().filter(|&c| !is_hidden(c) && !r#"/\:*?"<>|"#.contains(c)).map(blank);
    for c in kept.skip_while(|&c| is_edge(c) || c == '-' || c == '~').take(CHARACTERS) {
        if name.len() + c.len_utf8() > BYTES {
            break;
        }
        name.push(c);
    }
    name.truncate(name.trim_end_matches(is_edge).len());
    if name.is_empty() {
        return otherwise.into();
    }
    let stem = name.split('.').next().unwrap_or("").trim_end().to_ascii_uppercase();
    if is_device(&stem) { format!("_{name}") } else { name }
}

fn blank(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

/// Whether Windows takes this for a device, whatever extension follows.
fn is_device(stem: &str) -> bool {
    let numbered = |port: &str| {
        stem.strip_prefix(port).is_some_and(|rest| {
            let mut digits = rest.chars();
            matches!((digits.next(), digits.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    matches!(stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$") || numbered("COM") || numbered("LPT")
}

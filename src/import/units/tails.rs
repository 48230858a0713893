//! A site's name that stands at the ends of lines: …取得成效。某某政务网.

use std::collections::HashMap;

use super::Unit;
use crate::text::is_han;

/// What a site's name ends in.
const SITES: [&str; 9] = ["网", "网站", "在线", "文库", "范文", "论坛", "公众号", "com", "cn"];

/// Bytes of a line's end in which it is looked for.
const NEAR: usize = 48;

/// Lines that have to end in a name before it is believed.
const LEAST: usize = 3;

/// The byte at which the name of a site may begin, behind a stop or a dash.
fn start(text: &str) -> Option<usize> {
    site(text)?;
    let near = (text.len().saturating_sub(NEAR)..=text.len()).find(|at| text.is_char_boundary(*at))?;
    let is_stop = |ch: char| matches!(ch, '。' | '！' | '？' | '；' | '_' | '|' | '-' | '—' | ' ' | '\u{3000}');
    let stop = near + text[near..].rfind(is_stop)?;
    let name = stop + text[stop..].chars().next().map_or(0, char::len_utf8);
    let fits = (3..=12).contains(&text[name..].chars().count());
    let words = text[name..].chars().all(|ch| is_han(ch) || ch.is_ascii_alphanumeric() || ch == '.');
    // A dash belongs to the name.
    let begins = if text[stop..].starts_with(['_', '|', '-', '—']) { stop } else { name };
    (fits && words && stop > 0).then_some(begins)
}

/// The name of a site without the dash before it; `None` where a text doesn't end as those do.
pub(in crate::import) fn site(text: &str) -> Option<&str> {
    let text = text.trim_end();
    SITES.iter().any(|site| text.ends_with(site)).then(|| text.trim_start_matches(['_', '|', '-', '—', ' ']))
}

/// Where each unit ends in the name of a site that others end in, too: a byte for each unit that does.
pub(super) fn tails(units: &[Unit]) -> HashMap<usize, usize> {
    let starts: Vec<(usize, usize)> =
        units.iter().enumerate().filter_map(|(k, unit)| Some((k, start(unit.text.trim_end())?))).collect();
    let name = |(k, at): &(usize, usize)| site(&units[*k].text[*at..]);
    let mut counts: HashMap<Option<&str>, usize> = HashMap::new();
    for place in &starts {
        *counts.entry(name(place)).or_default() += 1;
    }
    starts.iter().filter(|place| counts[&name(place)] >= LEAST).copied().collect()
}

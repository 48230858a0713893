//! Which section a writer means by its number or its heading.

use super::Ledger;
use super::Marker;
use super::Report;
use super::SectionId;
use super::numbering::Numbered;
use super::numbering::numbers;
use crate::text;

/// The sections that `words` can mean, in reading order: by `#` and the id (`#12`); by the number with those above it
/// (`二、（一）`), which tells one from all others; else by the number alone, the heading, or both. Blanks, width and the
/// mark after a number don't count. Empty where no section is meant.
pub fn named(report: &Report, words: &str) -> Vec<SectionId> {
    if let Some(id) = words.trim().strip_prefix('#').and_then(|id| SectionId::new(id.parse().ok()?)) {
        return if report.tree.contains(id) { vec![id] } else { Vec::new() };
    }
    let wanted = plain(words);
    if wanted.is_empty() {
        return Vec::new();
    }
    let figures = Ledger::new(report);
    let mut like = Vec::new();
    // The numbers of the sections that are open, each with those above it.
    let mut above: Vec<String> = Vec::new();
    for Numbered { row, number, label } in numbers(report) {
        let id = row.section.id;
        above.truncate(row.level - 1);
        let whole = match above.last() {
            // 1.1 has the numbers above in itself.
            Some(above) if number.marker.kind() != Marker::Dotted => format!("{above}{label}"),
            _ => label.clone(),
        };
        let heading = figures.render(&row.section.heading);
        if !label.is_empty() && plain(&whole) == wanted {
            return vec![id];
        }
        if [label.as_str(), &heading, &format!("{label}{heading}"), &format!("{whole}{heading}")]
            .iter()
            .any(|name| plain(name) == wanted)
        {
            like.push(id);
        }
        above.push(whole);
    }
    like
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    let half = |ch: char| text::to_half(ch).unwrap_or(ch);
    let plain: String = name.chars().map(half).filter(|ch| !ch.is_whitespace() && *ch != '/').collect();
    plain.trim_end_matches(['.', ',', ':']).to_owned()
}

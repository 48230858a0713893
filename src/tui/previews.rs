//! What a list shows of the entry under the cursor, beside it or below.

use crate::report::Report;
use crate::report::SectionId;
use crate::report::numbering;
use crate::text;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::words;

/// Sections of a report that a preview names.
const NAMED: usize = 40;

/// Characters of a text that a preview shows.
const SHOWN: usize = 600;

/// The lines of an entry's preview; none where there is nothing to show beside what the entry says.
pub fn of(model: &Model, item: &Item) -> Vec<String> {
    if !item.preview.is_empty() {
        return item.preview.clone();
    }
    match &item.choice {
        Choice::GoToSpot(Spot::Section(id)) | Choice::MoveBelow(_, Some(id)) => of_section(model, *id),
        Choice::GoToSpot(Spot::Report) => texts(model, &[&model.report().title, &model.report().preamble]),
        Choice::GoToSpot(Spot::Closing) => {
            texts(model, &[&model.report().closing, &model.report().organization, &model.report().date])
        }
        Choice::Collected(at) => model.session.collection.get(*at).map(outline_of).unwrap_or_default(),
        Choice::PutBack(id) => {
            let removed = model.document().removed();
            let found = removed.iter().find(|removed| removed.branch.top().id == *id);
            let rows = found.map(|removed| removed.branch.rows()).unwrap_or_default();
            let section = |section: &crate::report::Section| texts(model, &[&section.heading, &section.body]);
            rows.iter().take(NAMED).flat_map(|(_, each)| section(each)).collect()
        }
        Choice::Rule(rule) => vec![format!("{}：{}", rule.grade.title(), rule.title), format!("依据：{}", rule.source)],
        _ => Vec::new(),
    }
}

/// The title of a report and its first sections, each with its number.
pub fn outline_of(report: &Report) -> Vec<String> {
    let tree = &report.tree;
    let sections = tree.rows().take(NAMED).map(|row| {
        let indent = "  ".repeat(tree.level(row.section.id) - 1);
        let number = numbering::number_of(report, row.section.id);
        let words = match row.section.heading.trim() {
            "" => words::beginning(&row.section.body).to_string(),
            heading => text::shown(heading).into_owned(),
        };
        format!("{indent}{number}{words}")
    });
    std::iter::once(words::title_of(report)).chain(sections).collect()
}

fn of_section(model: &Model, id: SectionId) -> Vec<String> {
    let tree = &model.report().tree;
    let Some(section) = tree.section(id) else { return Vec::new() };
    let mut lines = texts(model, &[&section.heading, &section.body]);
    let below = tree.children(Some(id)).iter().filter_map(|&child| {
        let label = model.number(child).map_or_else(String::new, |number| model.label(child, number));
        Some(format!("{label}{}", model.rendered(&tree.section(child)?.heading)))
    });
    lines.extend(below.take(NAMED));
    lines
}

/// Texts as they are handed in, a paragraph a line, as far as a preview shows them.
fn texts(model: &Model, texts: &[&str]) -> Vec<String> {
    let shown = |text: &&str| -> Vec<String> {
        let text = model.rendered(text);
        let end = text.char_indices().nth(SHOWN).map_or(text.len(), |(at, _)| at);
        text[..end].lines().filter(|line| !line.trim().is_empty()).map(|line| text::shown(line).into_owned()).collect()
    };
    texts.iter().flat_map(shown).collect()
}

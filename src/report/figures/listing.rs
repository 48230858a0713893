//! The figures of a report: which text each stands in.

use super::Figure;
use super::find;
use crate::report::Field;
use crate::report::Report;
use crate::report::SectionId;

/// A figure and the text that states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The text that the figure's ranges are bytes of.
    pub field: Field,
    /// The figure.
    pub figure: Figure,
}

/// The figures stated in what a report hands in, in reading order: preamble, headings and bodies, closing. Notes are the
/// writer's own. Walks the report.
pub fn in_report(report: &Report) -> Vec<Listed> {
    let handed_in =
        |field: &Field| matches!(field, Field::Preamble | Field::Heading(_) | Field::Body(_) | Field::Closing);
    report.texts().filter(|(field, _)| handed_in(field)).flat_map(|(field, text)| listed(field, text)).collect()
}

/// The figures stated in the heading and the body of a section, without those below it.
pub fn in_section(report: &Report, id: SectionId) -> Vec<Listed> {
    let fields = [Field::Heading(id), Field::Body(id)];
    fields.into_iter().filter_map(|field| Some(listed(field, report.text(field)?))).flatten().collect()
}

fn listed(field: Field, text: &str) -> Vec<Listed> {
    find(text).into_iter().map(|figure| Listed { field, figure }).collect()
}

//! 页数: the page on which the writer's place is handed in, as the pages were last counted.

use crate::export::Breaks;
use crate::export::PartId;
use crate::tui::command::Focus;
use crate::tui::here::body_of;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// The pages of the report as they were when it was last counted.
#[derive(Clone, Debug, Default)]
pub struct Paged {
    /// The state that was counted, as [`Document::revision`](crate::edit::Document::revision).
    pub revision: u64,
    /// Where its pages begin.
    pub breaks: Breaks,
}

impl Spot {
    /// The part of what is handed in that stands in this row.
    pub fn part(self) -> PartId {
        match self {
            Spot::Report => PartId::Front,
            Spot::Section(id) => PartId::Section(id),
            Spot::Closing => PartId::End,
        }
    }
}

impl Model {
    /// How many pages the report has, as last counted.
    pub fn page_count(&self) -> Option<usize> {
        self.paged.as_ref().map(|paged| paged.breaks.count()).filter(|count| *count > 0)
    }

    /// Whether the report has changed since its pages were counted.
    pub fn is_paged_anew(&self) -> bool {
        self.paged.as_ref().is_none_or(|paged| paged.revision != self.document().revision())
    }

    /// The page, from 1, of the writer's place, as last counted; [`None`] in a section that is younger.
    pub fn page_here(&self) -> Option<usize> {
        let breaks = &self.paged.as_ref()?.breaks;
        let (bodies, at) = self.body_before_caret();
        breaks.page_of(self.spot().part(), bodies, at).map(|page| page + 1)
    }

    /// How many paragraphs of the text that is written stand before the one with the caret, and how many bytes of that one
    /// as it is handed in; none while no text of the row is written.
    pub(in crate::tui) fn body_before_caret(&self) -> (usize, usize) {
        let body = body_of(self.spot());
        if self.focus() != Focus::Text || self.field() != Some(body) {
            return (0, 0);
        }
        let before = self.text_of(body).get(..self.caret.at).unwrap_or_default();
        let (over, words) = before.rsplit_once('\n').unwrap_or(("", before));
        let bodies = over.split('\n').filter(|line| !line.trim().is_empty()).count();
        (bodies, self.rendered(words).trim_start().len())
    }
}

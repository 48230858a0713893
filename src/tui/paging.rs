//! The manuscript on the screen: how much of the report it shows, and which rows of it.

use ratatui::layout::Rect;

use crate::report::Field;
use crate::text;
use crate::tui::command::Focus;
use crate::tui::here::Point;
use crate::tui::here::Portion;
use crate::tui::layout;
use crate::tui::model::Follow;
use crate::tui::model::Model;
use crate::tui::outline::Span;
use crate::tui::outline::Spot;

/// The least columns and rows of the text pane in which all of the report is shown unasked.
const ROOMY: (u16, u16) = (56, 12);

impl Model {
    /// How much of the report the text pane shows: as the writer has chosen, or as there is room.
    pub fn portion(&self) -> Portion {
        self.session.portion.unwrap_or_else(|| {
            let area = layout::areas(self).text.unwrap_or_default();
            let is_roomy = area.width >= ROOMY.0 && area.height >= ROOMY.1;
            if is_roomy { Portion::Whole } else { Portion::Section }
        })
    }

    /// Whether the text pane shows several texts.
    pub fn is_wide(&self) -> bool {
        self.portion() != Portion::Section
    }

    /// The part of the report that the text pane shows.
    pub(in crate::tui) fn span(&self) -> Span {
        let hoisted = self.outline.hoisted().last().copied();
        let tree = &self.report().tree;
        let branch = |id| self.outline.branch(id).map(Span::Lines);
        let span = match self.portion() {
            Portion::Section => None,
            Portion::Branch => {
                let root = self.root.filter(|&root| tree.contains(root)).or(self.section());
                let holds = |root: &_| self.section().is_some_and(|id| tree.is_within(id, *root));
                Some(root.filter(holds).or(self.section()).and_then(branch).unwrap_or(Span::Whole))
            }
            Portion::Whole => Some(hoisted.and_then(branch).unwrap_or(Span::Whole)),
        };
        span.unwrap_or(Span::One(self.body_field()))
    }

    /// Brings the manuscript up to date, in these cells of the screen.
    pub(in crate::tui) fn settle_page(&mut self, area: Rect) {
        let written = self.field().filter(|_| self.focus() == Focus::Text);
        let (span, caret) = (self.span(), self.caret);
        let (follows, is_wide) = (self.follow != Follow::Wheel, self.is_wide());
        let heading = match self.spot() {
            Spot::Report => Field::Title,
            Spot::Section(id) => Field::Heading(id),
            Spot::Closing => Field::Closing,
        };
        let size = (layout::text_width(area), usize::from(area.height));
        let caret = self.with_page(|page, seen| {
            page.reach(span, written, size);
            let caret = written.map_or(caret, |field| page.fit(seen, field, caret));
            match written {
                Some(field) if follows => page.scroll_to(seen, field, caret),
                None if follows && is_wide => page.scroll_to_text(seen, heading),
                _ => {}
            }
            page.lay_rows(seen);
            caret
        });
        self.caret = caret;
        if let Some(far) = self.far {
            let at = text::floor_boundary(self.text_of(far.field), far.at.min(self.text_of(far.field).len()));
            let is_there = self.has_on_page(far.field) && self.focus() == Focus::Text;
            self.far = is_there.then_some(Point { at, ..far });
        }
    }
}

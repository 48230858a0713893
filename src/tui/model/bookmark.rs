//! Where the writer was, with all that the screen showed: to come back to when a search or a filter is left.

use std::collections::BTreeSet;

use crate::report::SectionId;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::model::Model;
use crate::tui::model::Screen;
use crate::tui::outline::Spot;

/// A place, with folds, focus, marks and scrolling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// The row of the outline.
    pub spot: Spot,
    /// The pane.
    pub focus: Focus,
    caret: Caret,
    screen: Screen,
    folded: Vec<SectionId>,
    hoisted: Vec<SectionId>,
    marks: BTreeSet<SectionId>,
    /// The first rows drawn: of the outline, of the text, of the note.
    tops: [usize; 3],
}

impl Model {
    /// Where the writer is now.
    pub fn bookmark(&self) -> Bookmark {
        Bookmark {
            spot: self.spot(),
            focus: self.focus,
            caret: self.caret,
            screen: self.screen,
            folded: self.outline.folded(),
            hoisted: self.outline.hoisted().to_vec(),
            marks: self.marks.clone(),
            tops: [self.top, self.text.top, self.note.top],
        }
    }

    /// Goes back there, as far as it is still there.
    pub fn turn_back(&mut self, to: &Bookmark) {
        if self.outline.hoisted() != to.hoisted {
            while self.outline.unhoist().is_some() {}
            for &id in to.hoisted.iter().filter(|&&id| self.document.report().tree.contains(id)) {
                self.outline.hoist(id);
            }
        }
        self.refold(to);
        let spot = match to.spot {
            Spot::Section(id) if !self.report().tree.contains(id) => self.spot(),
            spot => spot,
        };
        if spot != self.spot() {
            self.go(spot);
        }
        self.focus_on(to.focus);
        self.caret = to.caret;
        self.screen = to.screen;
        self.marks.clone_from(&to.marks);
        [self.top, self.text.top, self.note.top] = to.tops;
    }

    /// The folds and the scrolling of then, with the writer staying where he is.
    pub(super) fn refold(&mut self, to: &Bookmark) {
        if self.outline.folded() != to.folded {
            self.outline.fold(&to.folded);
        }
        self.top = to.tops[0];
        if let Spot::Section(id) = self.spot() {
            self.outline.reveal(self.document.report(), id);
        }
    }
}

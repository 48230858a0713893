//! Bookmarks: taken before a search or a filter, gone back to when it is left.

use crate::tui::here::Bookmark;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

impl Model {
    /// Where the writer is now.
    pub fn bookmark(&self) -> Bookmark {
        Bookmark {
            here: self.here,
            caret: self.caret,
            screen: self.screen,
            folded: self.outline.folded(),
            hoisted: self.outline.hoisted().to_vec(),
            marks: self.marks.clone(),
            tops: [self.top, self.note.top],
            page: self.page.top(),
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
        let spot = match to.here.spot() {
            Spot::Section(id) if !self.report().tree.contains(id) => self.spot(),
            spot => spot,
        };
        if spot != self.spot() {
            self.go(spot);
        }
        self.focus_on(to.here.focus());
        self.caret = to.caret;
        self.screen = to.screen;
        self.marks.clone_from(&to.marks);
        [self.top, self.note.top] = to.tops;
        self.page.set_top(to.page);
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

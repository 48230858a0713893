//! A report is taken onto the desk, with what an earlier run left unsaved of it.

use std::path::PathBuf;
use std::time::SystemTime;

use crate::edit::Document;
use crate::edit::compare;
use crate::report::Report;
use crate::store::Marked;
use crate::store::Printing;
use crate::store::Stamp;
use crate::store::journal::Fate;
use crate::store::journal::Stand;
use crate::tui::Origin;
use crate::tui::Start;
use crate::tui::desk;
use crate::tui::desk::Desk;
use crate::tui::exports;
use crate::tui::mended;
use crate::tui::model::Grade;
use crate::tui::news::News;
use crate::tui::settings;
use crate::tui::update;
use crate::tui::update::Outcome;
use crate::tui::words;

impl Desk {
    /// Takes a report onto the screen, with what an earlier run left unsaved of it.
    pub(super) fn take(&mut self, start: Start) {
        let Start { reports, origin } = start;
        if let Origin::Damaged(path, why) = &origin {
            self.offer_remains(path, why);
            return;
        }
        if let (Origin::Text(..), [_, _, ..]) = (&origin, reports.as_slice()) {
            // Until one is chosen, what is open stays open.
            self.show(reports, origin);
            return;
        }
        let mut aside = None;
        self.keeping.keep_place(&self.model);
        self.sharing.close();
        // Who only reads a report brings nothing back into it: what was left of it waits until he can write.
        let guest = match &origin {
            Origin::File(path, ..) | Origin::Marked(path, ..) => self.sharing.open(path, SystemTime::now()),
            _ => None,
        };
        match &origin {
            _ if guest.is_some() => {}
            Origin::Left(journal) => {
                self.recover(journal);
                return;
            }
            Origin::File(path, ..) | Origin::Marked(path, ..) | Origin::New(path) => match self.left_of(path) {
                Some((back, _)) if matches!(back.fate, Fate::Own { .. } | Fate::New(_)) => {
                    self.bring_back(back, Some(path.clone()));
                    return;
                }
                left => aside = left,
            },
            Origin::Text(Some(text), _) if reports.len() == 1 => {
                if let Some((back, _)) = self.left_of(&text.with_extension("ron"))
                    && matches!(back.fate, Fate::New(_))
                {
                    self.bring_back(back, Some(text.with_extension("ron")));
                    return;
                }
            }
            Origin::Nothing | Origin::Text(..) | Origin::Damaged(..) => {}
        }
        match origin {
            Origin::Marked(path, stamp, print, marked) => self.show_marked(path, stamp, print, *marked),
            origin => self.show(reports, origin),
        }
        if let Some(who) = guest {
            update::handle_outcome(&mut self.model, Outcome::Guest(who));
        }
        if let Some((back, journal)) = aside {
            update::offer_left(&mut self.model, journal, &words::left(&back, SystemTime::now()));
        }
        if let Some(trouble) = self.trouble.take().or(self.sharing.trouble().map(str::to_owned)) {
            self.model.say(Grade::Warning, trouble);
        }
    }

    fn show(&mut self, mut reports: Vec<Report>, origin: Origin) {
        self.stamp = self.stamp.filter(|_| reports.len() > 1);
        let sections: usize = reports.iter().map(|report| report.tree.len()).sum();
        let mut unclear = Vec::new();
        let mut file = None;
        let (path, suggested, says) = match origin {
            Origin::Nothing | Origin::Left(_) | Origin::Damaged(..) | Origin::Marked(..) => (None, None, String::new()),
            Origin::New(path) if reports.is_empty() => (None, Some(path), "新的报告：先写标题，回车写第一节".into()),
            Origin::New(path) => {
                (None, Some(path), format!("新的报告（{sections} 节）：XX 和【待补】都要补上；还没有保存"))
            }
            Origin::File(path, stamp, print, mended) => {
                if let Some(seed) = settings::seed() {
                    reports.iter_mut().for_each(|report| report.tree.draw_ids(seed));
                }
                unclear = mended;
                self.stamp = Some(stamp);
                let sender = self.sender.clone();
                // Nobody listens any more where the program has ended.
                file = Some((path.clone(), print.begun(move || drop(sender.send(News::Printed)))));
                settings::remember(&mut self.model, &path);
                let says = format!("已打开：{}（{sections} 节）", path.display());
                (Some(path), None, says)
            }
            Origin::Text(text, doubts) => {
                let suggested = text.map(|text| text.with_extension("ron"));
                let says = format!("{}；还没有保存，原文件不动", words::read_in(sections, &doubts));
                unclear = doubts;
                (None, suggested, says)
            }
        };
        let outcome = Outcome::Opened { reports, path, suggested, doubts: unclear, says };
        let turn = self.model.turn();
        let follows = update::handle_outcome(&mut self.model, outcome);
        debug_assert!(follows.is_none(), "an opened report asks for nothing");
        if self.model.turn() != turn {
            self.handed = exports::recall(&mut self.model);
            if let Some((stand, mut folds)) = file.as_ref().and_then(|(path, _)| self.keeping.place_in(path)) {
                // The file may hold other sections by now.
                folds.retain(|&id| self.model.report().tree.contains(id));
                self.model.resume(stand, &folds);
            }
            self.keeping.enter(&mut self.model, file, None);
        }
        self.tell_mended();
    }

    /// Takes both sides of a file with marks onto the screen, put together. The file stays as it is until it is saved.
    fn show_marked(&mut self, path: PathBuf, stamp: Stamp, print: Printing, marked: Marked) {
        let Marked { mine, theirs, base, names, mended } = marked;
        let (mine, theirs) = (desk::mended(mine), desk::mended(theirs));
        let mut document = Document::new(mine);
        settings::seed().into_iter().for_each(|seed| document.draw_ids(seed));
        let merged = match base.map(desk::mended) {
            Some(base) => compare::merge(&base, document.report(), &theirs),
            None => compare::merge_guessing(document.report(), &theirs),
        };
        if let Some(change) = merged.change {
            document.apply(change).expect("what merges two sides applies to the one it was asked of");
        }
        document.mark_unsaved();
        self.stamp = Some(stamp);
        let turn = self.model.turn();
        let outcome = Outcome::Recovered {
            document: Box::new(document),
            path: Some(path.clone()),
            suggested: None,
            stand: Stand::default(),
            folds: Vec::new(),
            draft: None,
            says: String::new(),
        };
        update::handle_outcome(&mut self.model, outcome);
        if self.model.turn() == turn {
            return;
        }
        settings::remember(&mut self.model, &path);
        self.handed = exports::recall(&mut self.model);
        self.keeping.enter(&mut self.model, Some((path, print)), None);
        self.model.doubt(mended::doubts(&mended));
        update::offer_marked(&mut self.model, &merged.conflicts, &names);
    }

    /// Says what was mended of a report's own file.
    pub(super) fn tell_mended(&mut self) {
        let says = mended::says(self.model.doubts.open().map(|(_, standing)| &standing.doubt));
        if !says.is_empty() {
            self.model.say(Grade::Warning, says);
        }
    }
}

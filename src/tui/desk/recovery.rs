//! What an earlier run left unsaved is brought back from its journal.

use std::path::Path;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::edit::Document;
use crate::store;
use crate::store::Print;
use crate::store::Printing;
use crate::store::Stamp;
use crate::store::journal::Fate;
use crate::store::journal::Left;
use crate::store::journal::Lost;
use crate::store::journal::Recovered;
use crate::store::journal::Stand;
use crate::tui;
use crate::tui::desk::Desk;
use crate::tui::desk::mended;
use crate::tui::exports;
use crate::tui::model::Grade;
use crate::tui::outline::Outline;
use crate::tui::settings;
use crate::tui::update;
use crate::tui::update::Outcome;
use crate::tui::update::Remains;
use crate::tui::words;

/// Why changes can't be brought back, to who opens their report.
fn says(why: &Lost) -> String {
    match why {
        Lost::NoBase => "上次有没保存的改动接不上了：文件后来变了，又没有留下原来的副本".to_owned(),
        Lost::Unread(_) => why.to_string(),
    }
}

impl Desk {
    /// What an earlier run left unsaved of the report in this file, and in which journal. What can't be brought back is laid
    /// aside.
    pub(super) fn left_of(&mut self, path: &Path) -> Option<(Recovered, PathBuf)> {
        let left = self.keeping.left_of(path);
        let left = left.map_err(|why| self.trouble = Some(says(&why))).unwrap_or_default();
        for left in left {
            let journal = left.journal().to_owned();
            match left.bring_back() {
                Ok(back) => return Some((back, journal)),
                Err(why) => {
                    self.trouble = Some(says(&why));
                    match why {
                        Lost::NoBase => self.keeping.lay_aside(&journal),
                        // An older one isn't what the writer saw last.
                        Lost::Unread(_) => return None,
                    }
                }
            }
        }
        None
    }

    /// Brings back what is in a journal.
    pub(super) fn recover(&mut self, journal: &Path) {
        match self.keeping.left_in(journal).and_then(|left| left.map(Left::bring_back).transpose()) {
            Ok(Some(back)) => self.bring_back(back, None),
            Ok(None) => self.model.say(Grade::Error, "找不回：它已经被别的窗口取走"),
            Err(why) => self.model.say(Grade::Error, says(&why)),
        }
    }

    /// Offers what there is of a file that can't be read any more: what an earlier run left unsaved of it, older versions.
    pub(super) fn offer_remains(&mut self, path: &Path, why: &str) {
        let now = SystemTime::now();
        let left = self.keeping.left_of(path);
        let unread = left.as_ref().err().map(says);
        let left = left.unwrap_or_default().into_iter().filter_map(|left| {
            let journal = left.journal().to_owned();
            let back = left.bring_back().ok()?;
            Some(Remains::Left { journal, says: words::left(&back, now) })
        });
        let versions = tui::versions(path).into_iter().filter_map(|version| {
            let opened = store::open(&version.path).ok()?;
            let says = format!("{} 字", Outline::new(&opened.report).report_total());
            Some(Remains::Version { path: version.path, when: words::ago(version.written, now), says })
        });
        let remains = left.chain(versions).collect();
        update::handle_outcome(
            &mut self.model,
            Outcome::Damaged { path: path.to_owned(), why: why.to_owned(), remains },
        );
        unread.into_iter().for_each(|says| self.model.say(Grade::Warning, says));
    }

    /// Takes an older version of a file onto the screen, to be saved in place of what the file holds.
    pub(super) fn restore(&mut self, version: &Path, path: &Path, when: &str) {
        let report = match store::open(version) {
            Ok(opened) => mended(opened.report),
            Err(error) => return self.model.say(Grade::Error, error.to_string()),
        };
        self.keeping.keep_place(&self.model);
        self.sharing.close();
        let mut document = Document::new(report);
        document.mark_unsaved();
        settings::seed().into_iter().for_each(|seed| document.draw_ids(seed));
        self.stamp = Stamp::of(path);
        let file = Print::of_file(path).ok().map(|print| (path.to_owned(), Printing::Known(print)));
        let says = format!("打开的是旧版本（{when}），还没有保存；保存以后它就代替坏了的文件");
        update::handle_outcome(
            &mut self.model,
            Outcome::Recovered {
                document: Box::new(document),
                path: Some(path.to_owned()),
                suggested: None,
                stand: Stand::default(),
                folds: Vec::new(),
                draft: None,
                says,
            },
        );
        self.handed = exports::recall(&mut self.model);
        self.keeping.enter(&mut self.model, file, None);
        if let Some(who) = self.sharing.open(path, SystemTime::now()) {
            update::handle_outcome(&mut self.model, Outcome::Guest(who));
        }
    }

    /// Takes it onto the screen; `name`: what the writer calls its file.
    pub(super) fn bring_back(&mut self, back: Recovered, name: Option<PathBuf>) {
        let says = crate::tui::words::recovered(&back);
        let Recovered { mut document, fate, stand, folds, draft, beside: (beside, depth), orphan, .. } = back;
        let mut file = None;
        let (path, suggested) = match fate {
            Fate::Own { path, stamp, print } => {
                self.stamp = Some(stamp);
                settings::seed().into_iter().for_each(|seed| document.draw_ids(seed));
                let path = name.unwrap_or(path);
                file = Some((path.clone(), Printing::Known(print)));
                settings::remember(&mut self.model, &path);
                (Some(path), None)
            }
            Fate::Apart(path) => {
                self.stamp = None;
                let name = path.file_stem().unwrap_or_default().to_string_lossy();
                (None, Some(path.with_file_name(format!("{name}（找回）.ron"))))
            }
            Fate::New(suggested) => {
                self.stamp = None;
                (None, name.or(suggested))
            }
        };
        let says = if document.is_modified() || draft.is_some() { says } else { String::new() };
        let document = Box::new(document);
        update::handle_outcome(
            &mut self.model,
            Outcome::Recovered { document, path, suggested, stand, folds, draft, says },
        );
        self.model.remember_doubts(&beside.told, &beside.settled, depth);
        self.handed = exports::recall(&mut self.model);
        self.keeping.enter(&mut self.model, file, Some(orphan));
        if let Some(path) = self.model.path.clone() {
            // What the file holds is what the changes were made to.
            if let Ok(opened) = store::open(&path) {
                if self.model.doubts.is_empty() {
                    self.model.doubt(tui::mended::doubts(&opened.mended));
                }
                self.model.base = Some(mended(opened.report));
            }
            if let Some(who) = self.sharing.open(&path, SystemTime::now()) {
                update::handle_outcome(&mut self.model, Outcome::Guest(who));
            }
        }
        self.keeping.list(&mut self.model, SystemTime::now());
    }
}

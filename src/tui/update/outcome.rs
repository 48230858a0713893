//! How an effect ended, and what that changes in the model.

use std::path::PathBuf;

use crate::check::Finding;
use crate::edit::Document;
use crate::edit::document::State;
use crate::import::Doubt;
use crate::report::Report;
use crate::report::SectionId;
use crate::store::journal::Draft;
use crate::store::journal::Stand;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Moment;
use crate::tui::model::Seen;
use crate::tui::overlay::Destination;
use crate::tui::overlay::Next;
use crate::tui::update::Effect;
use crate::tui::update::Past;
use crate::tui::update::Remains;
use crate::tui::update::Side;
use crate::tui::update::Then;
use crate::tui::update::beginnings;
use crate::tui::update::doubts;
use crate::tui::update::files;
use crate::tui::update::files::ask_overwrite;
use crate::tui::update::gather;
use crate::tui::update::lists;
use crate::tui::update::metrics;
use crate::tui::update::overlay;
use crate::tui::update::returned;
use crate::tui::update::start;
use crate::tui::update::tell_refusal;
use crate::tui::update::typing;
use crate::tui::update::versions;

/// The outcome of an effect, told back to the model.
#[derive(Debug)]
pub enum Outcome {
    /// The report was written.
    Saved {
        /// Where.
        path: PathBuf,
        /// The state that was written.
        state: State,
        /// What follows.
        next: Next,
    },
    /// The report was not written, and why.
    NotSaved(String),
    /// There is a file of that name already.
    Exists {
        /// The file.
        path: PathBuf,
        /// What to ask the writer.
        question: String,
        /// What was to follow, for a report; nothing for an export.
        next: Option<Next>,
        /// A name beside it that is free, for an export.
        free: Option<PathBuf>,
    },
    /// Somebody else has changed the report's own file since it was read or written here.
    Changed {
        /// The file.
        path: PathBuf,
        /// What was to follow the save.
        next: Next,
    },
    /// That was noticed without a save.
    Noticed,
    /// What is known of the files that were open before, and of the templates.
    Looked(Vec<Seen>, Vec<(String, Report)>),
    /// The names of files that begin like the one that is being typed, folders with a `/` at the end.
    Completed(String, Vec<String>),
    /// The templates by name.
    Templates(Vec<(String, Report)>),
    /// The report is kept as a template of this name.
    TemplateKept(String),
    /// The older versions, the newest first.
    Versions(Vec<Past>),
    /// A report's file can't be read any more.
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why, in words.
        why: String,
        /// What else there is of it, the best first.
        remains: Vec<Remains>,
    },
    /// A report was read beside the open one.
    Beside {
        /// The report.
        report: Box<Report>,
        /// What for.
        then: Then,
    },
    /// Somebody else has the report open: it is for reading only. Says who, in words.
    Guest(String),
    /// He still has it, though it was to be taken over.
    StillThere {
        /// The file.
        path: PathBuf,
        /// Who, in words.
        holder: String,
    },
    /// The report can be written in from now on.
    Host,
    /// A long report was checked: which state, and what was found.
    Checked(Moment, Vec<Finding>),
    /// An export was written here; which fonts stand for others in it, in words.
    Exported(PathBuf, String),
    /// It was not, and why.
    NotExported(String),
    /// So much of it is done, of 1.
    Exporting(f64),
    /// A table of metrics was read.
    Table {
        /// Its text.
        text: String,
        /// What has to be said of the file it comes from.
        says: Option<String>,
    },
    /// A draft of the report came back.
    Returned {
        /// What its file is called.
        name: String,
        /// What it holds.
        bytes: Vec<u8>,
    },
    /// Something else failed, in one sentence.
    Failed(String),
    /// A report was read.
    Opened {
        /// The report; several of one text; none for a new one.
        reports: Vec<Report>,
        /// Its file, or none when it was imported from a text.
        path: Option<PathBuf>,
        /// A name to save an imported report by.
        suggested: Option<PathBuf>,
        /// Where the text was unclear.
        doubts: Vec<Doubt>,
        /// What there is to say of it.
        says: String,
    },
    /// A report was brought back.
    Recovered {
        /// The report with its history.
        document: Box<Document>,
        /// Its file.
        path: Option<PathBuf>,
        /// A name to save it by when it has none.
        suggested: Option<PathBuf>,
        /// Where the writer was.
        stand: Stand,
        /// What was folded.
        folds: Vec<SectionId>,
        /// What stood in the line that was being typed into.
        draft: Option<Draft>,
        /// What there is to say of it; nothing when its file holds it.
        says: String,
    },
    /// Reports were read to be put into the open one.
    Read {
        /// The reports, each with the name of its file.
        parts: Vec<(String, Report)>,
        /// Where their texts were unclear.
        doubts: Vec<Doubt>,
        /// What couldn't be read, a sentence each.
        troubles: Vec<String>,
        /// Where they go.
        into: Destination,
    },
    /// A text is in the clipboard; with what the writer should know of it.
    Copied(Option<&'static str>),
    /// What another program has put into the system's clipboard since the last text from here; nothing else is there. With the side of the writer's section where it goes.
    Fetched(Option<String>, Side),
}

/// Tells the model how an effect ended.
pub fn handle_outcome(model: &mut Model, outcome: Outcome) -> Option<Effect> {
    let mut effect = None;
    match outcome {
        Outcome::Saved { path, state, next } => effect = files::saved(model, path, state, next),
        Outcome::NotSaved(says) => {
            model.saving = None;
            model.leaving = None;
            model.say(Grade::Error, says);
        }
        Outcome::Exists { path, question, next, free } => {
            model.saving = None;
            model.leaving = None;
            ask_overwrite(model, path, question, next, free);
        }
        Outcome::Changed { path, next } => {
            model.saving = None;
            model.leaving = None;
            model.outside = true;
            versions::ask_outside(model, path, next);
        }
        Outcome::Noticed => {
            model.outside = true;
            let says = match model.guest {
                Some(_) => "对方存了新的样子，F2 跟随 就换成新的",
                None => "文件在别处被改过了，F2 别处的改动 可以看差别、合并",
            };
            model.say(Grade::Warning, says);
        }
        Outcome::Looked(seen, templates) => start::known(model, seen, &templates),
        Outcome::Completed(typed, found) => overlay::complete(model, &typed, &found),
        Outcome::Templates(templates) => beginnings::offer(model, templates),
        Outcome::TemplateKept(name) => {
            model.say(Grade::Info, format!("已存成模板：{name}，F2 按模板新建 就能用"));
        }
        Outcome::Damaged { path, why, remains } => versions::offer_remains(model, &path, &why, remains),
        Outcome::Versions(versions) => versions::offer(model, versions),
        Outcome::Beside { report, then } => effect = beside(model, *report, then),
        Outcome::Guest(who) => {
            model.say(Grade::Warning, format!("只读打开：{who}；F2 里有 跟随、接手编辑、另存为"));
            model.guest = Some(who);
        }
        Outcome::StillThere { path, holder } => versions::ask_take_over(model, path, &holder),
        Outcome::Host => {
            model.guest = None;
            model.following = false;
            model.say(Grade::Info, "已接手，可以写了");
        }
        Outcome::Checked(what, found) => effect = overlay::checked(model, what, found),
        Outcome::Exported(path, instead) => overlay::exported(model, &path, &instead),
        Outcome::NotExported(says) => overlay::not_exported(model, says),
        Outcome::Exporting(share) => overlay::exporting(model, share),
        Outcome::Table { text, says } => metrics::take_table(model, &text, says),
        Outcome::Returned { name, bytes } => returned::take_in(model, name, bytes),
        Outcome::Failed(says) => model.say(Grade::Error, says),
        Outcome::Opened { reports, path, suggested, doubts, says } => {
            opened(model, reports, doubts, says, (path, suggested));
        }
        Outcome::Recovered { document, path, suggested, stand, folds, draft, says } => {
            model.open_document(*document, path);
            model.suggested = suggested;
            model.resume(stand, &folds);
            if let Some(draft) = draft {
                model.take_up(draft);
            }
            if !says.is_empty() {
                model.say(Grade::Warning, says);
            }
        }
        Outcome::Read { parts, doubts, troubles, into } => gather::take(model, parts, &doubts, &troubles, into),
        Outcome::Copied(advice) => {
            if let Some(advice) = advice {
                model.say(Grade::Info, advice);
            }
        }
        Outcome::Fetched(Some(text), side) => typing::receive(model, &text, side),
        Outcome::Fetched(None, side) => typing::paste_clip(model, side),
    }
    tell_refusal(model);
    model.settle();
    effect
}

/// A report was read beside the open one.
fn beside(model: &mut Model, report: Report, then: Then) -> Option<Effect> {
    match then {
        Then::Compare(source) => overlay::show_differences(model, source, Box::new(report)),
        Then::Take => {
            versions::take_theirs(model, report);
            model.say(Grade::Info, "已换成文件里的内容；自己的改动撤销一步就回来");
        }
        Then::Merge(next) => return versions::merge(model, report, next),
        Then::LastYear => metrics::take_last_year(model, &report),
        Then::Follow => {
            versions::take_theirs(model, report);
            model.say(Grade::Info, "对方保存了，已更新");
        }
    }
    None
}

/// A text or a report was read: the only one is opened, of several one is chosen.
fn opened(
    model: &mut Model,
    mut reports: Vec<Report>,
    doubts: Vec<Doubt>,
    says: String,
    (path, suggested): (Option<PathBuf>, Option<PathBuf>),
) {
    if reports.len() > 1 {
        model.session.collection = reports;
        model.session.collected = doubts;
        lists::pick_of_collection(model);
    } else {
        let report = reports.pop().unwrap_or_default();
        let imported = path.is_none() && report != Report::default();
        model.open(report, path);
        model.suggested = suggested;
        let mut says = says;
        match imported {
            true => doubts::take_up(model, doubts),
            false => model.doubt(doubts),
        }
        if imported {
            model.mark_unsaved();
            says.push_str(&overlay::offer_to_extract(model));
        }
        model.say(Grade::Info, says);
        start::opened(model);
    }
}

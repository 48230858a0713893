//! What comes out: what the rim must do for the model.

use std::path::PathBuf;

use crate::check::Switch;
use crate::edit::document::State;
use crate::export;
use crate::export::Fonts;
use crate::export::Profile;
use crate::export::Unwritten;
use crate::report::Report;
use crate::text::Ambiguous;
use crate::tui::model::Exporting;
use crate::tui::model::Moment;
use crate::tui::overlay::Destination;
use crate::tui::overlay::Next;
use crate::tui::overlay::differences::Source;
use crate::tui::update::Side;

/// What the rim must do for the model.
#[derive(Debug)]
pub enum Effect {
    /// Writes the report to a file, off the key path.
    Save {
        /// Where.
        path: PathBuf,
        /// What.
        report: Box<Report>,
        /// Which state this is, to be told when it is written.
        state: State,
        /// What follows when it is written.
        next: Next,
        /// Whether a file that is there may be written over.
        over: Over,
    },
    /// Writes an export to a file.
    Export {
        /// Where.
        path: PathBuf,
        /// What.
        what: Handed,
        /// Whether a file that is there may be written over.
        over: Over,
    },
    /// Opens a report or a text.
    Open(PathBuf),
    /// Begins with a report that no file holds yet, to be saved here.
    Begin {
        /// The report.
        report: Box<Report>,
        /// The name to offer for it.
        path: PathBuf,
    },
    /// Looks what these files are, and what the templates are, for the page that the program begins with.
    Look(Vec<PathBuf>),
    /// Lists a report no more among those that were open.
    Forget(PathBuf),
    /// Finds how the name of a file goes on that begins so.
    Complete(String),
    /// Remembers how wide “ ” … ↑ are taken.
    Width(Ambiguous),
    /// Finds the templates.
    Templates,
    /// Begins with the template of this name.
    Template(String),
    /// Keeps a report as a template.
    KeepTemplate {
        /// Its name: one that a file can have.
        name: String,
        /// The report.
        report: Box<Report>,
    },
    /// Finds the older versions of a report.
    Versions(PathBuf),
    /// Reads a report beside the open one.
    Beside {
        /// From where.
        path: PathBuf,
        /// What for.
        then: Then,
    },
    /// Reads a table of metrics.
    Table(PathBuf),
    /// Reads a draft of the report that came back.
    Returned(PathBuf),
    /// Watches this file and tells when it changes, or no file any more.
    Follow(Option<PathBuf>),
    /// Takes the lock of a report that somebody else has open.
    TakeOver {
        /// Its file.
        path: PathBuf,
        /// Whether also from an owner who is still there.
        over: Over,
    },
    /// Reads a file, or the files of a folder, into the open report.
    Read(PathBuf, Destination),
    /// Brings back the report that an earlier run left in this journal.
    Recover(PathBuf),
    /// Opens an older version of a file that can't be read any more, to be saved in its place.
    Restore {
        /// Where the version is kept.
        version: PathBuf,
        /// The file.
        path: PathBuf,
        /// When the version was saved, in words.
        when: String,
    },
    /// Lays a journal aside that isn't wanted now.
    LayAside(PathBuf),
    /// Hands a text to the system's clipboard.
    Copy(String),
    /// Looks what another program has put into the system's clipboard, to paste it on this side of the writer's section.
    Fetch(Side),
    /// Remembers the theme of this name for the next start.
    Theme(String),
    /// Checks a long report off the key path.
    Check(Box<Report>, Moment),
    /// Writes down whether a rule of the check is off for all reports from now on.
    Rule {
        /// Its name.
        name: &'static str,
        /// What it is from now on.
        to: Switch,
    },
    /// Remembers the profile of keys of this name for the next start.
    Profile(&'static str),
    /// Remembers for the next start how the manuscript is shown.
    Page,
    /// Leaves the program.
    Quit,
}

/// What is written to a file that is handed on.
#[derive(Debug)]
pub enum Handed {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A report, as this export wants it.
    Report(Box<Report>, Box<Exporting>),
}

impl Handed {
    /// The bytes, and which fonts stand for others in them. `fonts` finds those that a profile asks for, `tells` is told how
    /// far it is.
    ///
    /// # Errors
    /// What stands in the way, as [`export::bytes`].
    pub fn bytes(
        self,
        fonts: impl FnOnce(&Profile) -> Fonts,
        tells: &dyn Fn(f64),
    ) -> Result<(Vec<u8>, String), Unwritten> {
        match self {
            Handed::Bytes(bytes) => Ok((bytes, String::new())),
            Handed::Report(report, exporting) => {
                let Exporting { format, mut options, extent, .. } = *exporting;
                if format.asks_fonts(&options.profile) {
                    options.fonts = fonts(&options.profile);
                }
                let bytes = export::bytes(extent.of(&report).telling(tells), format, &options)?;
                let instead = if format.needs_fonts() { options.fonts.instead_in_short() } else { String::new() };
                Ok((bytes, instead))
            }
        }
    }
}

/// Whether a file that is there may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// It is the report's own file: yes, unless somebody else has changed it.
    Own,
    /// First ask.
    Ask,
    /// The writer has said so.
    Yes,
}

/// What is to be done with a report that is read beside the open one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// Shows where it differs.
    Compare(Source),
    /// Takes all of it, from the report's own file.
    Take,
    /// Puts it together with the open one, from the report's own file; then what was to follow the save.
    Merge(Next),
    /// Takes its values as last year's.
    LastYear,
    /// Shows it in place of the open one, which follows the file.
    Follow,
}

/// What there is of a file that can't be read any more, as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remains {
    /// What an earlier run left unsaved.
    Left {
        /// What brings it back.
        journal: PathBuf,
        /// From when it is, and how much it is.
        says: String,
    },
    /// An older version.
    Version {
        /// Where it is kept.
        path: PathBuf,
        /// When it was saved, in words.
        when: String,
        /// How long it is, in words.
        says: String,
    },
}

/// An older version as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Where it is kept.
    pub path: PathBuf,
    /// When it was saved, in words.
    pub when: String,
    /// How long it is and how much differs now, in words.
    pub says: String,
    /// Where it differs from what is open, a line each.
    pub shows: Vec<String>,
}

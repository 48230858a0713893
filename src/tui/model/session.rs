//! What stays when another report is opened: the terminal, the writer's settings, his clipboard, what waits for him.

use std::path::PathBuf;

use crate::check;
use crate::edit::tables::Copied;
use crate::export;
use crate::import::Doubt;
use crate::report::Report;
use crate::text::Ambiguous;
use crate::tui::command::Command;
use crate::tui::here::Portion;
use crate::tui::keymap::Keymap;
use crate::tui::model::Clip;
use crate::tui::model::Left;
use crate::tui::model::Seen;
use crate::tui::theme::Theme;

/// What outlives the open report.
#[derive(Debug)]
pub struct Session {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// How wide the terminal makes “ ” … ①: every width on the screen is counted by it.
    pub ambiguous: Ambiguous,
    /// Whether the mouse acts in the program; else the terminal selects with it, as it does by itself.
    pub has_mouse: bool,
    /// Whether a paste looks into the system's clipboard first: another program may have copied since.
    pub shares_clipboard: bool,
    /// What was cut or copied last.
    pub clip: Option<Clip>,
    /// What hung on the tables among the words that were cut or copied last.
    pub tables: Copied,
    /// The colours.
    pub theme: Theme,
    /// Themes to choose from: those that come with the program, then the writer's own.
    pub themes: Vec<Theme>,
    /// The keys in force.
    pub keymap: Keymap,
    /// Commands asked for in the palette, the last first.
    pub used: Vec<Command>,
    /// How much of the report the text pane shows; `None`: what there is room for.
    pub portion: Option<Portion>,
    /// Of the columns of the screen how many in a thousand the outline takes; `None`: as many as are usual.
    pub outline_share: Option<u16>,
    /// Whether the manuscript hides what the outline has folded.
    pub folds_texts: bool,
    /// Whether what the check finds is lit while the writer writes.
    pub lights_findings: bool,
    /// Whether a number typed at the start of a paragraph of the manuscript begins a section.
    pub sections: bool,
    /// Whether the outline draws how much of each section is written.
    pub bars: bool,
    /// What couldn't be read of the writer's settings when the program was started, but for his keys.
    pub troubles: Vec<String>,
    /// Whether the writer's own profile of export is among them: then pages are set as the standard has them.
    pub lacks_profile: bool,
    /// Reports opened before, the last first.
    pub recent: Vec<PathBuf>,
    /// What is known of those files: title, age, headings.
    pub seen: Vec<Seen>,
    /// The templates, each with its title and headings.
    pub templates: Vec<(String, Vec<String>)>,
    /// Whether the next report that is opened is the one to practise on.
    pub practises: bool,
    /// Reports that an earlier run of the program left unsaved, the last first.
    pub left: Vec<Left>,
    /// The reports of the text that was read last, when it held several.
    pub collection: Vec<Report>,
    /// Where that text was unclear.
    pub collected: Vec<Doubt>,
    /// What the writer has set for every check.
    pub check: check::Settings,
    /// The month when the program was started.
    pub today: Option<check::Month>,
    /// What a report was exported as last.
    pub format: export::Format,
    /// How it was exported.
    pub export: export::Options,
}

impl Session {
    /// The program at its start, in a terminal of this size, before any setting is read.
    pub(super) fn new(size: (u16, u16)) -> Session {
        Session {
            size,
            ambiguous: Ambiguous::default(),
            has_mouse: true,
            shares_clipboard: false,
            clip: None,
            tables: Copied::default(),
            theme: Theme::built_in()[0].clone(),
            themes: Theme::built_in().to_vec(),
            keymap: Keymap::default(),
            used: Vec::new(),
            portion: None,
            outline_share: None,
            folds_texts: false,
            lights_findings: true,
            sections: true,
            bars: false,
            troubles: Vec::new(),
            lacks_profile: false,
            recent: Vec::new(),
            seen: Vec::new(),
            templates: Vec::new(),
            practises: false,
            left: Vec::new(),
            collection: Vec::new(),
            collected: Vec::new(),
            check: check::Settings::default(),
            today: None,
            format: export::Format::default(),
            export: export::Options::default(),
        }
    }
}

//! What a command is: a change that is asked of the model, something to be done, a walk or a fold.

use crate::edit::Change;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;
use crate::tui::outline::Spot;
use crate::tui::update::Effect;
use crate::tui::update::fold::Fold;
use crate::tui::update::structure;
use crate::tui::update::tables;

/// What a command is.
#[derive(Clone, Copy)]
pub enum Act {
    /// It changes sections.
    Change {
        /// What would change now; `None` where it doesn't apply. Palette and help grey it out by asking the same.
        of: fn(&Model) -> Option<Change>,
        /// Where the writer is afterwards.
        lands: Lands,
        /// Why it doesn't apply.
        refuses: fn(&Model) -> &'static str,
    },
    /// It changes the table of the text pane that the caret stands in.
    Table {
        /// What it makes of a selection.
        of: tables::Move,
        /// Why it doesn't apply.
        refuses: fn(&Model) -> &'static str,
    },
    /// It does something that may need the rim.
    Run(fn(&mut Model) -> Option<Effect>),
    /// It does something here.
    Do(fn(&mut Model)),
    /// It goes on with the typing before it: both are one undo.
    Type(fn(&mut Model)),
    /// It moves the caret or the cursor.
    Walk(Motion, Extend),
    /// It folds or unfolds.
    Fold(Fold),
}

/// Where the writer is after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lands {
    /// Still at his section, wherever that has come to stand.
    Along,
    /// Where the change is.
    There,
    /// There, and is told what was done.
    Told,
    /// In the heading of the section that has come in.
    Fresh,
    /// Near the section that has gone.
    Near,
}

impl Act {
    /// What the command would change now, or why it doesn't apply; `None` of a command of another kind.
    pub fn change(self, model: &Model) -> Option<Result<Change, &'static str>> {
        match self {
            Act::Change { of, refuses, .. } => Some(match of(model) {
                Some(change) if structure::leaves_focus(model, &change) => Err(structure::WALL),
                change => change.ok_or_else(|| refuses(model)),
            }),
            Act::Table { of, refuses } => Some(tables::change(model, of).ok_or_else(|| refuses(model))),
            Act::Run(_) | Act::Do(_) | Act::Type(_) | Act::Walk(..) | Act::Fold(_) => None,
        }
    }
}

/// Does what a command has answered, and goes where the writer wants to be next. `title` is what he calls the command.
pub fn carry_out(model: &mut Model, change: &Change, lands: Lands, title: &str) {
    let marked = model.marks.len();
    let near = model.section().and_then(|id| structure::beside(model, id));
    if !model.act(change.clone()) {
        return;
    }
    model.open_for(change, None);
    let is_there = |model: &Model, id| model.report().tree.contains(id);
    match lands {
        Lands::Along => {
            // Goes there first: a fold that the section has moved into opens, instead of sending the writer elsewhere.
            match model.section().filter(|&id| is_there(model, id)) {
                Some(id) => model.go(Spot::Section(id)),
                None => model.stay(),
            }
            if marked > 1 {
                model.say(Grade::Info, format!("{title}：{marked} 节"));
            }
        }
        Lands::There | Lands::Told => model.land(change),
        Lands::Fresh => {
            model.land(change);
            if let Some(id) = structure::fresh(change) {
                model.go(Spot::Section(id));
            }
            model.focus_on(Focus::Heading);
        }
        Lands::Near => {
            let is_gone = model.section().is_some_and(|id| !is_there(model, id));
            match near.filter(|&near| is_gone && is_there(model, near)) {
                Some(near) => model.go(Spot::Section(near)),
                None => model.stay(),
            }
        }
    }
    if matches!(lands, Lands::Told | Lands::Near) {
        model.say(Grade::Info, format!("已{}，Ctrl+Z 可撤销", change.label));
    }
}

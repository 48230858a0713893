//! How far a key reaches that what lies over the panes makes nothing of.

use crate::tui::command::Command;
use crate::tui::command::Group;
use crate::tui::keymap::Bound;
use crate::tui::keymap::Chord;
use crate::tui::keymap::Sequence;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;

/// What a key does that an overlay has no use for.
pub(super) enum Reach {
    /// It acts on the panes: a command's, or one that begins several.
    Panes,
    /// It asks for help, about what lies over the panes.
    Help,
    /// It pastes into the line that is being written.
    Paste,
    /// Nothing here, and the writer is told so.
    Nothing,
    /// Nothing here, as in every list.
    Quiet,
}

/// What becomes of a key.
pub(super) fn reach(model: &Model, overlay: &Overlay, chord: Chord) -> Reach {
    let is_table = matches!(overlay, Overlay::Held(_)) || is_cell(overlay);
    // The line feed at the end of what a terminal pastes without saying so.
    let is_line_feed = Chord::parse("ctrl-j") == Some(chord);
    if is_line_feed || chord.typed().is_some() || !chord.is_apart() && !is_table {
        return Reach::Quiet;
    }
    match model.session.keymap.ask(model.focus(), &Sequence::default(), chord) {
        Some((_, Bound::Command(Command::Paste | Command::PasteText))) if has_line(overlay) => Reach::Paste,
        // The strip and the offers go on with the typing: they are left for it.
        Some((_, Bound::Command(Command::Help))) if !is_table && !matches!(overlay, Overlay::Help(_)) => Reach::Help,
        Some((_, Bound::Command(command))) if passes(overlay, command) => Reach::Panes,
        Some((_, Bound::Begun)) => Reach::Panes,
        _ => Reach::Nothing,
    }
}

/// Whether a command acts through an overlay. What is for the text with the caret is not for the text below a line.
fn passes(overlay: &Overlay, command: Command) -> bool {
    let is_answer = match overlay {
        Overlay::Prompt(_) => !is_cell(overlay),
        Overlay::Picker(_) | Overlay::Preview(_) => true,
        _ => false,
    };
    match command {
        // Of a cell and the strip these walk on, once what stands there is written.
        Command::Up | Command::Down | Command::PageUp | Command::PageDown => true,
        Command::Cut | Command::Copy => !has_line(overlay),
        Command::Undo | Command::Redo => !is_answer,
        _ => command.entry().group != Group::Caret,
    }
}

fn is_cell(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Prompt(prompt) if prompt.purpose == Purpose::Cell)
}

fn has_line(overlay: &Overlay) -> bool {
    match overlay {
        Overlay::Prompt(_)
        | Overlay::Picker(_)
        | Overlay::Form(_)
        | Overlay::Preview(_)
        | Overlay::Overview(_)
        | Overlay::Held(_)
        | Overlay::Help(_) => true,
        Overlay::Ask(_)
        | Overlay::Findings(_)
        | Overlay::Doubts(_)
        | Overlay::Differences(_)
        | Overlay::Extraction(_)
        | Overlay::Picture(_)
        | Overlay::Completion(_)
        | Overlay::KeyTest(_)
        | Overlay::Grab { .. } => false,
    }
}

//! What goes on across the texts of the manuscript: a selection over several, and Backspace and Del where two meet, as a word
//! processor has them.

use crate::edit::Change;
use crate::edit::moves;
use crate::report::Field;
use crate::text;
use crate::tui::caret::Caret;
use crate::tui::here::Selection;
use crate::tui::model::Back;
use crate::tui::model::Clip;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::update::structure;

/// Makes a change and puts the caret where it says, or at a place given.
pub fn make(model: &mut Model, change: &Change, to: Option<(Field, usize)>) -> bool {
    let there = to.or(change.caret());
    if !structure::act_inside(model, change) {
        return false;
    }
    if let Some((field, at)) = there {
        model.follow(field, Caret::new(at));
    }
    true
}

/// What is selected over several texts is replaced. Answers whether anything is.
pub fn replace_selection(model: &mut Model, put: &str, label: &str) -> bool {
    let Some(Selection { from, to }) = model.selection_across() else { return false };
    let put = if from.field.has_paragraphs() { text::paragraphs_clean(put) } else { text::one_line(put) };
    match moves::replace_span(model.report(), (from.field, from.at), (to.field, to.at), &put, label) {
        Some(change) => {
            make(model, &change, None);
        }
        None => model.say(Grade::Warning, "这样选中的文字不能一起改"),
    }
    true
}

/// What is selected over several texts, as a clip.
pub fn selected(model: &Model) -> Option<Clip> {
    let Selection { from, to } = model.selection_across()?;
    let number = |id| model.number(id);
    let (passage, text) = moves::copy_span(model.report(), number, (from.field, from.at), (to.field, to.at))?;
    Some(Clip::Passage { passage: Box::new(passage), text: model.rendered(&text).into_owned(), back: None })
}

/// Cuts what is selected over several texts. Pasted right where it was, all is as before.
pub fn cut(model: &mut Model) -> Option<Clip> {
    let clip = selected(model)?;
    let Selection { to, .. } = model.selection_across()?;
    let before = model.document().depth();
    replace_selection(model, "", "剪切文字");
    let undo = model.document().undo_changes().next().filter(|_| model.document().depth() == before + 1).cloned();
    let back = undo.zip(model.field()).map(|(change, field)| {
        Box::new(Back { of: model.moment(), at: (field, model.caret.at), end: (to.field, to.at), change })
    });
    match clip {
        Clip::Passage { passage, text, .. } => Some(Clip::Passage { passage, text, back }),
        other => Some(other),
    }
}

/// Puts what was cut last back where it was, if nothing else has been done and the caret stands there still. Answers whether
/// it does.
pub fn put_back(model: &mut Model) -> bool {
    let Some(Clip::Passage { back: Some(back), .. }) = &model.session.clip else { return false };
    let here = model.field().map(|field| (field, model.caret.at));
    if back.of != model.moment() || here != Some(back.at) || model.caret.selection().is_some() || model.far.is_some() {
        return false;
    }
    let Back { change, end, .. } = (**back).clone();
    make(model, &Change { label: "粘贴".into(), ..change }, Some(end))
}

/// Pastes what was cut or copied over several texts at the caret. Answers whether it can stand there as sections.
pub fn paste(model: &mut Model, passage: &moves::Passage) -> bool {
    let Some(field) = model.field() else { return false };
    match moves::put_span(model.report(), (field, model.caret.at), passage, "粘贴") {
        Some(change) => make(model, &change, None),
        None => false,
    }
}

/// Backspace at the start of a text of the manuscript.
pub fn join_before(model: &mut Model) {
    let Some(field) = model.field() else { return };
    let report = model.report();
    let change = match field {
        Field::Heading(id) if report.tree.is_annex(id) => {
            return model.say(Grade::Warning, "附件的标题不能并到前面；改为正文请用 F2 里的“改为附件”");
        }
        Field::Heading(id) => moves::to_text(report, id),
        Field::Body(id) if model.text_of(field).is_empty() => {
            let end = model.text_of(Field::Heading(id)).len();
            return model.follow(Field::Heading(id), Caret::new(end));
        }
        Field::Body(id) if model.text_of(Field::Heading(id)).is_empty() => moves::to_text(report, id),
        Field::Body(id) => moves::run_in(report, id),
        _ if model.text_of(field).is_empty() => {
            let before = model.with_page(|page, seen| page.previous(seen, field));
            if let Some(before) = before {
                let end = model.text_of(before).len();
                model.follow(before, Caret::new(end));
            }
            return;
        }
        _ => None,
    };
    match change {
        Some(change) => {
            make(model, &change, None);
        }
        None => {
            let name = model.text_name(field);
            model.say(Grade::Warning, format!("{name}和前面的不能连成一段"));
        }
    }
}

/// Del at the end of a text of the manuscript: the mirror image.
pub fn join_behind(model: &mut Model) {
    let Some(field) = model.field() else { return };
    let at = model.caret.at;
    if let Field::Heading(id) = field
        && model.outline.folds(id)
    {
        // What follows stands behind the fold.
        return model.outline.open(id);
    }
    let next = model.with_page(|page, seen| page.next(seen, field));
    let report = model.report();
    let change = match (field, next) {
        (Field::Heading(id), Some(Field::Body(body))) if id == body => moves::run_in(report, id),
        (Field::Heading(id), Some(Field::Heading(next))) => moves::join(report, id, next),
        (Field::Body(_) | Field::Preamble, Some(Field::Heading(next))) => moves::to_text(report, next),
        _ => None,
    };
    match (change, next) {
        (Some(change), _) => {
            make(model, &change, Some((field, at)));
        }
        (None, Some(next)) => {
            let says = match (field, next) {
                (Field::Heading(own), Field::Body(id)) if own == id => "后面是表格，不能连到标题里来".to_owned(),
                _ => format!("{}不能连到前面来", model.text_name(next)),
            };
            model.say(Grade::Warning, says);
        }
        (None, None) => {}
    }
}

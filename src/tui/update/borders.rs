//! The keys of the manuscript at the borders of texts, as a word processor has them: Enter and Tab where a
//! heading, a body, a title meet; a number that was typed and begins a section.

use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::edit::moves::End;
use crate::report::Field;
use crate::report::HeadingStyle;
use crate::report::Owner;
use crate::report::SectionId;
use crate::report::numbering;
use crate::tui::caret::Caret;
use crate::tui::caret::paragraph_at;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::update::across::make;
use crate::tui::update::structure;
use crate::tui::update::typing;

/// Enter in the manuscript.
pub fn enter(model: &mut Model) {
    typing::drop_selection(model);
    let Some(field) = model.field() else { return };
    let (at, len) = (model.caret.at, model.text_of(field).len());
    match field {
        Field::Heading(id) => enter_heading(model, id, at, len),
        Field::Title | Field::Salutation | Field::Date if at < len => part(model, field, at),
        Field::Title => {
            let filled = [Field::Subtitle, Field::Salutation].into_iter().find(|&next| !model.text_of(next).is_empty());
            match filled {
                Some(next) => model.follow(next, Caret::new(0)),
                None => open(model, Field::Preamble),
            }
        }
        Field::Salutation => open(model, Field::Preamble),
        Field::Preamble
            if at == len
                && let Some(change) = moves::to_salutation(model.report()) =>
        {
            if make(model, &change, Some((Field::Preamble, 0))) {
                model.say(Grade::Info, "这一行成了称呼，Ctrl+Z 变回正文");
            }
        }
        Field::Date => model.say(Grade::Info, "成文日期只有一行；附注、版记在报告属性里写"),
        _ if leaves_text(model, field, at) => {}
        _ => typing::put(model, "\n"),
    }
}

/// Enter amid a text of one line before or behind the sections: what follows becomes the text after it, where nothing stands
/// between; else it stays.
fn part(model: &mut Model, field: Field, at: usize) {
    match moves::part_line(model.report(), field, at) {
        Some((change, next)) => {
            make(model, &change, Some((next, 0)));
        }
        None => {
            let name = model.text_name(field);
            model.say(Grade::Info, format!("{name}只有一行：要另起一段，请到它后面的正文里去"));
        }
    }
}

/// Enter in a heading: at its start a section above, amid it what follows becomes text, at its end on into its text.
fn enter_heading(model: &mut Model, id: SectionId, at: usize, len: usize) {
    let report = model.report();
    let Some(section) = report.tree.section(id) else { return };
    if len == 0 {
        let is_empty = section.body.is_empty() && report.tree.children(Some(id)).is_empty();
        let higher = is_empty.then(|| moves::promote(report, &[id])).flatten();
        match higher.filter(|change| !structure::leaves_focus(model, change)) {
            Some(change) => {
                make(model, &change, Some((Field::Heading(id), 0)));
            }
            None => open(model, Field::Body(id)),
        }
    } else if at == 0 {
        if let Some(change) = moves::split_heading(report, id, 0, Below::Sibling) {
            make(model, &change, Some((Field::Heading(id), 0)));
        }
    } else if at < len {
        if let Some(change) = moves::break_heading(report, id, at) {
            make(model, &change, None);
        }
    } else if let Some(change) = moves::part_run_in(report, id) {
        make(model, &change, None);
    } else if section.style.heading == HeadingStyle::RunIn {
        model.follow(Field::Body(id), Caret::new(0));
    } else {
        open(model, Field::Body(id));
    }
}

/// Into a text, to a new paragraph at its head.
fn open(model: &mut Model, field: Field) {
    // Before a table too: no cell takes the line break.
    if let Some(change) = moves::replace_text(model.report(), field, 0..0, "\n", "另起一段")
        && !model.text_of(field).is_empty()
    {
        model.act(change);
    }
    model.follow(field, Caret::new(0));
}

/// Enter in an empty last paragraph leads out of the text: to a new section. Answers whether it does.
fn leaves_text(model: &mut Model, field: Field, at: usize) -> bool {
    let text = model.text_of(field);
    let is_last = at == text.len() && paragraph_at(text, at).is_empty();
    if !is_last {
        return false;
    }
    let report = model.report();
    let change = match field {
        Field::Body(id) => {
            let has_children = !report.tree.children(Some(id)).is_empty();
            let is_within = has_children || report.tree.is_annex(id) || structure::is_focused_on(model, id);
            let below = if is_within { Below::FirstChild } else { Below::Sibling };
            moves::split_body(report, id, at, below)
        }
        Field::Preamble => {
            let whole = text.len().saturating_sub(1)..text.len();
            let lead = (!text.is_empty()).then(|| moves::replace_text(report, field, whole, "", "新建一节")).flatten();
            moves::insert_top(report, End::First).map(|insert| Change {
                edits: lead.into_iter().flat_map(|lead| lead.edits).chain(insert.edits).collect(),
                ..insert
            })
        }
        _ => None,
    };
    let Some(change) = change else { return false };
    let to = structure::fresh(&change).map(|id| (Field::Heading(id), 0));
    make(model, &change, to)
}

/// The paragraph with the caret becomes a section in its place.
pub fn to_section(model: &mut Model) {
    let Some(field) = model.field().filter(|_| model.focus() == Focus::Text) else { return };
    let paragraph = paragraph_at(model.text_of(field), model.caret.at);
    match moves::paragraph_to_section(model.report(), field, paragraph) {
        Some(change) => {
            let to = structure::fresh(&change).map(|id| (Field::Heading(id), 0));
            make(model, &change, to);
        }
        None => model.say(Grade::Warning, "只有正文、导语里的段落可以改为一节"),
    }
}

/// The section of the writer becomes text of what stands before it, its number too.
pub fn to_text(model: &mut Model) {
    let Some(id) = model.section() else { return model.say(Grade::Warning, super::CHOOSE) };
    let number = model.number(id).map_or_else(String::new, |number| model.label(id, number) + number.gap());
    let Some(mut change) = moves::to_text(model.report(), id) else {
        return model.say(Grade::Warning, "附件不能改为正文的一段；先用“改为附件”改回正文");
    };
    let Some((field, at)) = change.caret() else { return };
    let put = change.edits.iter_mut().find_map(|edit| match edit {
        Edit::Text { field: to, put, .. } if *to == field && !put.is_empty() => Some(put),
        _ => None,
    });
    if let Some(put) = put {
        let lead = usize::from(put.starts_with('\n'));
        put.insert_str(lead, &number);
    }
    let name = model.owner_name(Owner::Section(id));
    if structure::act_inside(model, &change) {
        model.go_to(field, at);
        model.say(Grade::Info, format!("「{name}」已改为正文，Ctrl+Z 可撤销"));
    }
}

/// Does something to what is selected over several texts, which stays so.
pub fn keep_selection<T>(model: &mut Model, act: impl FnOnce(&mut Model) -> T) -> T {
    let (field, caret, far) = (model.field(), model.caret, model.far);
    let done = act(model);
    if let Some(field) = field.filter(|_| far.is_some()) {
        model.follow(field, caret);
        model.far = far;
    }
    done
}

/// A paragraph that was begun with a number just now becomes a section, as an act of its own: undo gives the typed text back.
pub fn begin(model: &mut Model, typed: &str) {
    let is_asked = model.session.sections && model.is_wide() && model.focus() == Focus::Text;
    let Some(field @ (Field::Body(_) | Field::Preamble)) = model.field().filter(|_| is_asked) else { return };
    let text = model.text_of(field);
    let at = model.caret.at;
    let paragraph = paragraph_at(text, at);
    let Some(start) = at.checked_sub(typed.len()).filter(|&start| start >= paragraph.start) else { return };
    let words = &text[paragraph.clone()];
    // Who has taken the section back goes on in the text.
    let (Some(head), Some(tail)) = (text.get(paragraph.start..start), text.get(at..paragraph.end)) else { return };
    let before = format!("{head}{tail}");
    let was_begun = numbering::read(&before).is_some_and(|label| label.len < before.len());
    if was_begun {
        return;
    }
    let drop = numbering::read(words).map_or(0, |label| label.len);
    let number = |id| model.number(id);
    let Some(mut change) = moves::begun(model.report(), number, field, paragraph.clone()) else { return };
    // Undo comes back to where he typed.
    change.edits.insert(0, Edit::Text { field, at, cut: String::new(), put: String::new() });
    let place = (at - paragraph.start).saturating_sub(drop);
    let to = structure::fresh(&change).map(|id| (Field::Heading(id), place));
    if make(model, &change, to) {
        let key = model.session.keymap.way_to(Command::Undo, model.focus());
        model.say(Grade::Info, format!("已成为一节，序号自动编；{key} 变回文字"));
    }
}

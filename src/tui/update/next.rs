//! To the next place of a kind, each kind by a key of its own: what the check has found, what is still to be filled in,
//! references, comments, marked sections. After the last comes the first.

use std::ops::Range;

use crate::check;
use crate::report::Comment;
use crate::report::Field;
use crate::report::reference::Kind;
use crate::text;
use crate::tui::caret::Caret;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::outline::Spot;

/// A place of a text, and what there is to say of it.
pub struct Place {
    /// Its bytes.
    pub range: Range<usize>,
    /// Whether it is selected, so that what is typed takes its place.
    pub is_taken: bool,
    /// Said when the writer comes there.
    pub says: Option<String>,
}

/// To the next 【待补】 or other blank that is still to be filled in.
pub fn blank(model: &mut Model) {
    step(model, "没有待补的地方", |_, _, text| {
        let place = |range: Range<usize>| Place { range, is_taken: true, says: None };
        check::blanks(text).into_iter().map(place).collect()
    });
}

/// To the next reference to a figure or a section.
pub fn reference(model: &mut Model) {
    step(model, "没有引用：打 { 插入", |model, _, text| {
        if !text.contains('{') {
            return Vec::new();
        }
        let pieces = model.outline.figures().pieces(text);
        let place = |typed: Range<usize>| {
            let says = Some(text[typed.clone()].to_owned());
            Place { range: typed, is_taken: false, says }
        };
        let references = pieces.into_iter().filter(|piece| piece.kind != Kind::Words);
        references.map(|piece| place(piece.range)).collect()
    });
}

/// To the next comment that isn't ticked off.
pub fn comment(model: &mut Model) {
    step(model, "没有批注", |model, field, body| {
        let place = |comment: &Comment| Place {
            range: comment.hung(body),
            is_taken: false,
            says: Some(match comment.author.as_str() {
                "" => format!("批注：{}", text::one_line(&comment.text)),
                author => format!("批注（{author}）：{}", text::one_line(&comment.text)),
            }),
        };
        model.report().comments_on(field).map(place).collect()
    });
}

/// To the next marked section.
pub fn mark(model: &mut Model) {
    let line = |id| model.outline.branch(id).map(|lines| lines.start);
    let here = model.section().and_then(line);
    let mut marked: Vec<_> = model.marks.iter().filter_map(|&id| Some((line(id)?, id))).collect();
    marked.sort_unstable();
    let next = marked.iter().find(|(line, _)| Some(*line) > here).or(marked.first());
    match next {
        Some(&(_, id)) => model.go(Spot::Section(id)),
        None => model.say(Grade::Info, "没有标记的节：在导航里按空格标记"),
    }
}

/// To the next of the places that `places` finds in a text, from the caret on.
pub fn step(model: &mut Model, none: &str, places: impl Fn(&Model, Field, &str) -> Vec<Place>) {
    let here = model.text_here();
    // What the caret stands at has been come to.
    let from = match (model.field(), model.caret.selection()) {
        (None, _) => 0,
        (Some(_), Some(selected)) => selected.end,
        (Some(_), None) => model.caret.at + 1,
    };
    let is_behind = |place: &Place| place.range.start >= from;
    let is_handed_in = |field: Field| !matches!(field, Field::Note(_) | Field::ReportNote);
    let texts = || model.report().texts().filter(|(field, text)| is_handed_in(*field) && !text.is_empty());
    let of = |field: Field, text: &str| places(model, field, text);
    let own = texts().find(|(field, _)| *field == here);
    let behind = own.and_then(|(field, text)| Some((field, of(field, text).into_iter().find(is_behind)?)));
    let first = |(field, text): (Field, &str)| Some((field, of(field, text).into_iter().next()?));
    let after = || texts().skip_while(|(field, _)| *field != here).skip(1).find_map(first);
    let further = behind.or_else(after);
    let is_again = further.is_none();
    let Some((field, place)) = further.or_else(|| texts().find_map(first)) else {
        return model.say(Grade::Info, none);
    };
    model.go_to(field, place.range.start);
    if place.is_taken && model.field() == Some(field) {
        model.caret = Caret { anchor: Some(place.range.start), ..Caret::new(place.range.end) };
    }
    match (place.says, is_again) {
        (Some(says), false) => model.say(Grade::Info, says),
        (Some(says), true) => model.say(Grade::Info, format!("从头再来：{says}")),
        (None, true) => model.say(Grade::Info, "后面没有了，从头再来"),
        (None, false) => {}
    }
}

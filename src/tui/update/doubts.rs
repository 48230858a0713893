//! What is done about the places where a text was unclear when it was read: gone to, accepted, read the other way.

use crate::edit;
use crate::edit::Change;
use crate::edit::Done;
use crate::edit::Edit;
use crate::import::Doubt;
use crate::import::What;
use crate::report::Field;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::rereading;
use crate::tui::update::search::Way;
use crate::tui::words;

/// Takes up what was unclear in a text that has just been read, where its paragraphs hold series that may be sections, and
/// whether its marks stand in another width than they should.
pub fn take_up(model: &mut Model, unclear: Vec<Doubt>) {
    let known = |series: &Doubt| {
        let same = |other: &Doubt| {
            matches!(other.what, What::TakenAsText { .. })
                && other.at.zip(series.at).is_some_and(|(one, two)| (one.field, one.start) == (two.field, two.start))
        };
        unclear.iter().any(same)
    };
    let mut series = rereading::series(model.report());
    series.retain(|series| !known(series));
    series.extend(rereading::narrow(model.report(), &model.session.check));
    model.doubt(unclear);
    model.doubt_more(series);
}

/// Goes to the next doubt in the text, or the one before, as far as there is one.
pub fn step(model: &mut Model, way: Way) {
    let here = rank(model, model.text_here(), model.caret.at);
    let mut places: Vec<(Rank, usize)> = model
        .doubts
        .open()
        .filter_map(|(number, standing)| {
            let (field, lit) = standing.lit(model.report())?;
            Some((rank(model, field, lit.start), number))
        })
        .collect();
    places.sort_unstable();
    let found = match way {
        Way::On => places.iter().position(|(place, _)| *place > here),
        Way::Back => places.iter().rposition(|(place, _)| *place < here),
    };
    let Some(at) = found else {
        let says = match (places.is_empty(), model.doubts.left(), way) {
            (true, 0, _) => "没有拿不准的地方".to_owned(),
            (true, left, _) => format!("余下 {left} 处拿不准的不在正文里，请看 F2 读入时拿不准的地方"),
            (false, _, Way::On) => "后面没有拿不准的地方了".to_owned(),
            (false, _, Way::Back) => "前面没有拿不准的地方了".to_owned(),
        };
        model.say(Grade::Info, says);
        return;
    };
    let (_, number) = places[at];
    show(model, number);
    let Some(standing) = model.doubts.get(number) else { return };
    let key = model.session.keymap.way_to(Command::Doubts, model.focus());
    let says = format!("拿不准 {}/{}：{}（{key} 处理）", at + 1, places.len(), words::says(&standing.doubt.what));
    model.say(Grade::Info, says);
}

/// Where a place stands in the report: its section, its text, its byte.
type Rank = (usize, usize, usize);

fn rank(model: &Model, field: Field, at: usize) -> Rank {
    let last = model.report().tree.len() + 1;
    let of_section = |id| model.report().tree.rows().position(|row| row.section.id == id).map_or(last, |row| row + 1);
    match field {
        Field::Head(_) | Field::Title => (0, 0, at),
        Field::Subtitle => (0, 1, at),
        Field::Salutation => (0, 2, at),
        Field::Preamble => (0, 3, at),
        Field::ReportNote => (0, 4, at),
        Field::Heading(id) => (of_section(id), 0, at),
        Field::Body(id) => (of_section(id), 1, at),
        Field::Note(id) => (of_section(id), 2, at),
        Field::Closing => (last, 0, at),
        Field::Organization | Field::Date | Field::Remarks | Field::Imprint => (last, 1, at),
    }
}

/// Shows the place of a doubt in outline and text.
pub fn show(model: &mut Model, number: usize) {
    let report = model.report();
    let Some((field, lit)) = model.doubts.get(number).and_then(|standing| standing.lit(report)) else { return };
    if matches!(field, Field::Title | Field::Heading(_)) {
        model.focus_on(Focus::Navigation);
    }
    model.go_to(field, lit.start);
}

/// Settles doubts as they were read. One undo brings them back. Answers whether that was done.
pub fn accept(model: &mut Model, numbers: Vec<usize>) -> bool {
    let Some(label) = told(model, &numbers, "认可") else { return false };
    let mark = numbers.first().and_then(|&number| model.doubts.get(number)?.mark.clone());
    // Nothing for nothing: undo says where it was.
    let (field, at) = mark.map_or((Field::Title, 0), |mark| (mark.field, mark.range.start));
    let edit = Edit::Text { field, at, cut: String::new(), put: String::new() };
    let done = model.settle_doubts(numbers, Change::one(label.clone(), edit));
    if done {
        tell(model, &format!("已{label}"));
    }
    done
}

/// Takes the other reading of doubts as far as they have one. One undo takes all of it back. Answers whether anything was done.
pub fn take_other(model: &mut Model, numbers: &[usize]) -> bool {
    let mut report = model.report().clone();
    let mut doubts = model.doubts.clone();
    let mut depth = model.document().depth();
    let (mut edits, mut taken) = (Vec::new(), Vec::new());
    let mut name = "改读";
    for &number in numbers {
        let Some((of, change)) = doubts
            .get(number)
            .filter(|standing| standing.is_open())
            .and_then(|standing| rereading::other(&report, &model.session.check, standing))
        else {
            continue;
        };
        if change.clone().apply(&mut report).is_err() {
            continue;
        }
        name = of;
        edits.extend(change.edits.iter().cloned());
        depth += 1;
        doubts.follow(&report, &[Done { way: edit::history::Way::Anew, change }], depth);
        taken.push(number);
    }
    let left = numbers.len() - taken.len();
    let Some(label) = told(model, &taken, name) else {
        model.say(Grade::Warning, "没有别的读法，或者文字已经改过；要改请按 F7 到那里去写");
        return false;
    };
    let change = Change { label: label.clone(), edits };
    let done = model.settle_doubts(taken, change.clone());
    if done {
        model.open_for(&change, None);
        let rest = if left > 0 { format!("；另有 {left} 处换不了") } else { String::new() };
        tell(model, &format!("已{label}{rest}"));
    }
    done
}

fn tell(model: &mut Model, says: &str) {
    let key = model.session.keymap.way_to(Command::Undo, model.focus());
    model.say(Grade::Info, format!("{says}，{key} 可撤销"));
}

/// `改作正文：没有编号的标题 12 处`; `None` of none.
fn told(model: &Model, numbers: &[usize], deed: &str) -> Option<String> {
    let kind = words::kind(&model.doubts.get(*numbers.first()?)?.doubt.what);
    Some(match numbers.len() {
        1 => format!("{deed}：{kind}"),
        many => format!("{deed}：{kind} {many} 处"),
    })
}

//! 退回稿: a draft that came back. What somebody said to it is taken in at once, what he changed is shown to be taken or left.

use crate::edit::compare;
use crate::edit::compare::Difference;
use crate::edit::returned::Figures;
use crate::report::Owner;
use crate::report::Report;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Differences;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Purpose;
use crate::tui::overlay::differences::Back;
use crate::tui::overlay::differences::Source;
use crate::tui::overlay::differences::turned;
use crate::tui::returned::Came;
use crate::tui::returned::came;
use crate::tui::update::Effect;

/// Asks for the file.
pub fn ask(model: &mut Model) {
    model.ask(Purpose::Returned, Line::default());
}

/// A file came back.
pub fn take_in(model: &mut Model, name: String, bytes: Vec<u8>) {
    let Came { report, figures, told } = match came(model.report(), &bytes, Some(&name), Figures::ToMetrics) {
        Ok(came) => came,
        Err(error) => return model.say(Grade::Error, format!("没有收“{name}”：{error}")),
    };
    let (with, count) = with_comments(model.report(), &report);
    let label = format!("收进{count}条批注");
    let mut joins = None;
    if let Some(change) = compare::take_all(&with, model.report(), label.as_str()) {
        if !model.act(change) {
            return;
        }
        joins = Some(model.document().depth());
    }
    let mut shown = Differences::new(Source::Returned(name), Box::new(report), model.report());
    let says = if count > 0 { format!("{label}（Alt+C 逐条看）") } else { String::new() };
    if shown.list.is_empty() {
        let says = if says.is_empty() {
            "退回稿没有改动，也没有新的批注".to_owned()
        } else {
            format!("{says}；文字没有改动")
        };
        return model.say(Grade::Info, says);
    }
    if !says.is_empty() {
        model.say(Grade::Info, says);
    }
    shown.back = Some(Box::new(Back { bytes, told, figures, to: Figures::ToMetrics, left: Vec::new(), joins }));
    shown.refresh(model.report());
    // The first change is looked at, not all taken by the first key.
    shown.go(1, model.report());
    model.overlay = Some(Overlay::Differences(shown));
}

/// The report with what was said to its texts, and how many comments that are more.
fn with_comments(now: &Report, came: &Report) -> (Report, usize) {
    let mut with = now.clone();
    let mut count = 0;
    let sections = now.tree.rows().map(|row| Owner::Section(row.section.id));
    for owner in std::iter::once(Owner::Report).chain(sections) {
        let comments = |report: &Report| report.aside(owner).flatten().map(|aside| aside.comments.clone());
        let (own, said) = (comments(now).unwrap_or_default(), comments(came).unwrap_or_default());
        if own == said || came.aside(owner).is_none() {
            continue;
        }
        count += said.len().saturating_sub(own.len());
        let mut aside = now.aside(owner).flatten().cloned().unwrap_or_default();
        aside.comments = said;
        with.hang(owner, aside);
    }
    (with, count)
}

/// Takes what is under the cursor, as one act, or all that isn't left out. After all the list is closed.
pub(super) fn take(model: &mut Model, mut shown: Differences) -> Option<Effect> {
    let all = shown.at == 0;
    let change = match shown.at.checked_sub(1).and_then(|at| shown.list.get(at)) {
        None => compare::take_all(&shown.other, model.report(), "收下退回稿的改动"),
        Some(difference) => compare::take_back(&shown.other, model.report(), difference).map(|mut change| {
            change.label = change.label.replacen("取回", "收下", 1);
            change
        }),
    };
    let Some(change) = change else {
        model.say(Grade::Warning, "这里没有可收的了");
        model.overlay = Some(Overlay::Differences(shown));
        return None;
    };
    let label = change.label.clone();
    let joins = shown.back.as_ref().and_then(|back| back.joins);
    let is_one = all && joins == Some(model.document().depth());
    let done = if is_one { model.act_joined(change.clone()) } else { model.act(change.clone()) };
    if !done {
        return None;
    }
    if !all {
        model.land(&change);
    }
    shown.refresh(model.report());
    let seen = if all { "" } else { all_seen(&shown) };
    model.say(Grade::Info, format!("已{label}，可撤销{seen}"));
    if !all {
        model.overlay = Some(Overlay::Differences(shown));
    }
    None
}

/// What to say behind the last decision. The list stays until it is closed: the next key must not go to the report.
pub(super) fn all_seen(shown: &Differences) -> &'static str {
    if shown.list.is_empty() { "；都看完了，按 Esc 回稿子" } else { "" }
}

/// Leaves what is under the cursor as the writer has it.
pub(super) fn leave(model: &mut Model, mut shown: Differences) -> Option<Effect> {
    let difference = shown.at.checked_sub(1).and_then(|at| shown.list.get(at)).cloned();
    if let Some(difference) = difference {
        leave_out(&mut shown.other, model.report(), &difference);
        if let Some(back) = &mut shown.back {
            back.left.push(difference);
        }
        shown.refresh(model.report());
        model.say(Grade::Info, format!("这一处不要，报告照原来的{}", all_seen(&shown)));
    }
    model.overlay = Some(Overlay::Differences(shown));
    None
}

/// Makes the other state say what the report says there.
fn leave_out(other: &mut Report, now: &Report, difference: &Difference) {
    if let Some(change) = compare::take_back(now, other, &turned(difference)) {
        // What doesn't apply leaves the place in the list.
        let _ = change.apply(other);
    }
}

/// Changed figures go into the metrics, or into the texts alone.
pub(super) fn turn(model: &mut Model, shown: &mut Differences) {
    let Some(back) = &mut shown.back else { return };
    if back.figures.iter().all(|figure| figure.value.is_none()) {
        return model.say(Grade::Info, "没有改到指标的数");
    }
    let to = match back.to {
        Figures::ToMetrics => Figures::ToTexts,
        Figures::ToTexts => Figures::ToMetrics,
    };
    let Ok(Came { report, figures, told }) = came(model.report(), &back.bytes, None, to) else { return };
    *shown.other = report;
    (back.to, back.figures, back.told) = (to, figures, told);
    for difference in back.left.clone() {
        leave_out(&mut shown.other, model.report(), &difference);
    }
    shown.refresh(model.report());
    let says = match to {
        Figures::ToMetrics => "改过的数收在指标里，引用它的地方都跟着变",
        Figures::ToTexts => "改过的数只改文字，指标不动",
    };
    model.say(Grade::Info, says);
}

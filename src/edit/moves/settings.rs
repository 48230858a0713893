//! How sections and the report are numbered, set and measured. Each answers `None` where nothing would change.

use std::num::NonZeroU32;

use super::naming::follow_kind;
use super::several::in_turn;
use super::several::tops;
use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Checking;
use crate::report::Fingerprint;
use crate::report::HeadingStyle;
use crate::report::Kind;
use crate::report::Marker;
use crate::report::Numbering;
use crate::report::Place;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::SectionId;
use crate::report::Setup;
use crate::report::Style;

/// Leaves each section without a number, or numbers it: what the first of them is not.
pub fn toggle_numbering(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let (numbering, act) = match report.tree.section(*ids.first()?)?.style.numbering {
        Numbering::Numbered => (Numbering::Unnumbered, "不编号"),
        Numbering::Unnumbered => (Numbering::Numbered, "编号"),
    };
    restyle(report, ids, act, |style| style.numbering = numbering)
}

/// Sets each heading at the head of its body, or on its own line: where the first of them is not.
pub fn toggle_run_in(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let (heading, act) = match report.tree.section(*ids.first()?)?.style.heading {
        HeadingStyle::OwnLine => (HeadingStyle::RunIn, "标题接正文"),
        HeadingStyle::RunIn => (HeadingStyle::OwnLine, "标题独立成行"),
    };
    restyle(report, ids, act, |style| style.heading = heading)
}

/// Marks the children of one section differently from the scheme; `None` as marker: as the scheme does.
pub fn set_children_marker(report: &Report, id: SectionId, marker: Option<Marker>) -> Option<Change> {
    restyle(report, &[id], "下级编号", |style| style.children = marker)
}

/// Sets or clears the length target of a section, in 字.
pub fn set_target(report: &Report, id: SectionId, target: Option<u32>) -> Option<Change> {
    restyle(report, &[id], "字数目标", |style| style.target = target)
}

/// Makes each section an annex, the last one, or each annex the last part of the text: what the first of them is not. An
/// annex leaves the section that it stood in. References to it say what it is then.
pub fn toggle_annex(report: &Report, ids: &[SectionId]) -> Option<Change> {
    let ids = tops(report, ids);
    let make = !report.tree.is_annex(*ids.first()?);
    in_turn(report, &ids, 0, if make { "改为附件" } else { "改回正文" }, |report, id| {
        let tree = &report.tree;
        if tree.is_annex(id) == make {
            return None;
        }
        // Counted without the section itself.
        let others = tree.children(None).len() - usize::from(tree.parent(id).is_none());
        let (kind, index) = match make {
            true => (Kind::Annex, others),
            false => (Kind::Part, tree.first_annex().min(others)),
        };
        let style = Style { kind, ..tree.section(id)?.style.clone() };
        // Done or undone, its last step is at the section.
        let mut edits = vec![Edit::Style { id, style }];
        edits.extend(follow_kind(report, id));
        edits.push(Edit::Move { id, to: Place { parent: None, index } });
        Some(edits)
    })
}

/// Sets the number that a section takes, from which its siblings count on; `None`: the next one.
pub fn set_begin(report: &Report, id: SectionId, begins: Option<NonZeroU32>) -> Option<Change> {
    restyle(report, &[id], "起始序号", |style| style.begins = begins)
}

/// Sets the numbering scheme of the report.
pub fn set_scheme(report: &Report, scheme: Scheme) -> Option<Change> {
    set_up(report, "编号方案", Setup { scheme, ..report.setup.clone() })
}

/// Sets or clears the length target of the whole report, in 字.
pub fn set_report_target(report: &Report, target: Option<u32>) -> Option<Change> {
    set_up(report, "全文字数目标", Setup { target, ..report.setup.clone() })
}

/// Dismisses findings of the check for good. `None` where all of them are dismissed.
pub fn dismiss(report: &Report, prints: impl IntoIterator<Item = Fingerprint>) -> Option<Change> {
    let mut check = report.setup.check.clone();
    check.dismissed.extend(prints);
    set_up(report, "不再提示", Setup { check, ..report.setup.clone() })
}

/// Lets all dismissed findings come up again.
pub fn restore_dismissed(report: &Report) -> Option<Change> {
    let check = Checking { off: report.setup.check.off.clone(), ..Checking::default() };
    set_up(report, "恢复不再提示的", Setup { check, ..report.setup.clone() })
}

/// Switches a rule of the check off for this report, or on again.
pub fn toggle_rule(report: &Report, rule: &str) -> Option<Change> {
    let mut check = report.setup.check.clone();
    let was_off = check.off.remove(rule);
    if !was_off {
        check.off.insert(rule.to_owned());
    }
    set_up(report, if was_off { "启用校核规则" } else { "停用校核规则" }, Setup { check, ..report.setup.clone() })
}

fn restyle(report: &Report, ids: &[SectionId], act: &str, set: impl Fn(&mut Style)) -> Option<Change> {
    in_turn(report, ids, 0, act, |report, id| {
        let before = &report.tree.section(id)?.style;
        let mut style = before.clone();
        set(&mut style);
        (style != *before).then(|| vec![Edit::Style { id, style }])
    })
}

fn set_up(report: &Report, label: &str, setup: Setup) -> Option<Change> {
    (setup != report.setup).then(|| Change::one(label, Edit::Setup { setup }))
}

//! Keys in 校核: a finding is walked to, cured, dismissed, or its rule is switched off, each an ordinary change.

use std::collections::HashSet;

use crossterm::event::KeyCode;

use crate::check;
use crate::check::Finding;
use crate::check::Rule;
use crate::check::Site;
use crate::check::Switch;
use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::report::Field;
use crate::report::Owner;
use crate::report::SectionId;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::here::Here;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Moment;
use crate::tui::model::Notice;
use crate::tui::outline::Spot;
use crate::tui::overlay::Awaited;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Findings;
use crate::tui::overlay::Item;
use crate::tui::overlay::Order;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Verdict;
use crate::tui::update::Effect;
use crate::tui::update::Input;
use crate::tui::update::next::Place;
use crate::tui::update::next::step;
use crate::tui::update::overlay::beyond;
use crate::tui::update::overlay::key;

/// What a report of more 字 than this takes to be checked would be felt at the keys: it is checked beside them.
const LONG: u32 = 100_000;

/// Checks the report and lists the findings, the cursor at the first from the writer's place on. A long report is
/// checked off the key path first.
pub fn check(model: &mut Model) -> Option<Effect> {
    if is_long(model) {
        model.say(Grade::Info, "正在校核，好了就列出来");
        return ask(model, Awaited::List);
    }
    let found = look(model);
    open(model, found);
    None
}

/// Goes to the next place of a text where something is 必错 or 疑似, and says what. A long report is checked off the key
/// path first, unless that has been done before.
pub fn next(model: &mut Model) -> Option<Effect> {
    let is_now = model.noticed.is_of(model.document().revision());
    if !is_now && !is_long(model) {
        look(model);
    } else if !is_now && model.noticed.count() == 0 {
        model.say(Grade::Info, "正在校核，好了就到第一处");
        return ask(model, Awaited::Next);
    }
    go_on_to(model);
    None
}

fn go_on_to(model: &mut Model) {
    let key = model.session.keymap.way_to(Command::Check, model.focus());
    step(model, "校核没有发现必错和疑似的地方", |model, field, _| {
        let place = |notice: &Notice| Place {
            range: notice.range.clone(),
            is_taken: true,
            says: Some(format!("{}：{}（{key} 列出、改正）", notice.grade.title(), notice.says)),
        };
        model.noticed.of(field).iter().map(place).collect()
    });
}

/// Checks the report as it is now.
fn look(model: &mut Model) -> Vec<Finding> {
    let found = check::findings(model.report(), &model.session.check, model.session.today);
    model.noticed.take(&found, model.document().revision());
    found
}

/// How much the check finds, as far as that is known or soon told; [`None`] of a long report that has changed since.
pub(super) fn known_verdict(model: &mut Model) -> Option<Verdict> {
    let known = model.noticed.verdict(model.document().revision());
    known.or_else(|| (!is_long(model)).then(|| Verdict::of(&look(model))))
}

/// The same; where it isn't known, the report is checked off the key path: the answer comes to the dialog of an export.
pub(super) fn verdict(model: &mut Model) -> (Option<Verdict>, Option<Effect>) {
    let known = known_verdict(model);
    (known, if known.is_none() { ask(model, Awaited::Door) } else { None })
}

/// A long report has been checked: shows what was found, unless it has changed since. While its findings are walked it is
/// checked again then.
pub fn checked(model: &mut Model, of: Moment, found: Vec<Finding>) -> Option<Effect> {
    let awaited = std::mem::take(&mut model.checking);
    let is_now = of == model.moment();
    if is_now {
        model.noticed.take(&found, of.revision);
    }
    match model.overlay.take() {
        Some(Overlay::Findings(mut findings)) if is_now => {
            let here = findings.chosen().map(|finding| finding.print);
            list(&mut findings, found);
            let same = findings.list.iter().position(|finding| Some(finding.print) == here);
            findings.at = same.unwrap_or(findings.at);
            return go_on(model, findings);
        }
        Some(Overlay::Findings(findings)) => {
            model.overlay = Some(Overlay::Findings(findings));
            return ask(model, Awaited::Anew);
        }
        Some(Overlay::Preview(mut preview)) if awaited == Awaited::Door => {
            preview.verdict = is_now.then(|| Verdict::of(&found));
            model.overlay = Some(Overlay::Preview(preview));
            return if is_now { None } else { ask(model, Awaited::Door) };
        }
        None if awaited == Awaited::Next && is_now => go_on_to(model),
        // He has left the list.
        None if awaited != Awaited::List => {}
        None if is_now => open(model, found),
        other => {
            model.overlay = other;
            model.say(Grade::Info, format!("校核完毕，有{}处；请再按一次校核列出来", found.len()));
        }
    }
    None
}

/// Shows what was found from where the writer is on.
fn open(model: &mut Model, found: Vec<Finding>) {
    if found.is_empty() {
        model.say(Grade::Info, "校核完毕，没有发现问题");
        return;
    }
    let before = model.here();
    let mut findings =
        Findings { list: Vec::new(), at: 0, least: check::Grade::Hint, hidden: 0, order: Order::default(), before };
    list(&mut findings, found);
    let at = from_here(model, &findings.list);
    model.message = None;
    walk(model, Findings { at, ..findings });
}

fn is_long(model: &Model) -> bool {
    model.outline.report_total() > LONG
}

/// Has a long report checked, unless that is under way.
fn ask(model: &mut Model, awaited: Awaited) -> Option<Effect> {
    let asks = std::mem::replace(&mut model.checking, awaited) == Awaited::Nothing;
    asks.then(|| Effect::Check(Box::new(model.report().clone()), model.moment()))
}

pub(super) fn press(model: &mut Model, mut findings: Findings, input: &Input) -> Option<Effect> {
    let last = findings.list.len().saturating_sub(1);
    match key(input) {
        Some(KeyCode::Esc) => return leave(model, findings.before),
        Some(KeyCode::Enter) => return None,
        Some(KeyCode::Up | KeyCode::BackTab) => findings.at = findings.at.saturating_sub(1),
        Some(KeyCode::Down | KeyCode::Tab) => findings.at = (findings.at + 1).min(last),
        Some(KeyCode::PageUp) => findings.at = findings.at.saturating_sub(5),
        Some(KeyCode::PageDown) => findings.at = (findings.at + 5).min(last),
        Some(KeyCode::Home) => findings.at = 0,
        Some(KeyCode::End) => findings.at = last,
        Some(KeyCode::F(3)) => {
            let next = next_wrong(&findings);
            if next == findings.at {
                model.say(Grade::Info, "没有别的必错了");
            }
            findings.at = next;
        }
        Some(KeyCode::F(4)) => return act(model, findings, cure),
        Some(KeyCode::F(5)) => return act(model, findings, cure_kind),
        Some(KeyCode::F(9)) => {
            let print = findings.chosen().map(|finding| finding.print);
            findings.order = match findings.order {
                Order::Reading => Order::Kind,
                Order::Kind => Order::Reading,
            };
            let effect = recheck(model, &mut findings);
            let same = findings.list.iter().position(|finding| Some(finding.print) == print);
            findings.at = same.unwrap_or(findings.at);
            model.say(Grade::Info, if findings.order == Order::Kind { "同类的排在一起" } else { "按文中的先后排" });
            walk(model, findings);
            return effect;
        }
        Some(KeyCode::Delete) => return act(model, findings, dismiss),
        Some(KeyCode::F(6)) => return act(model, findings, switch_off),
        Some(KeyCode::F(8)) => {
            if let Some(rule) = findings.chosen().map(|finding| finding.rule) {
                let effect = switch_always(model, rule, Switch::Off);
                // What is asked for a long report waits until the rule is written down.
                findings.list.retain(|finding| finding.rule != rule);
                if !is_long(model) {
                    recheck(model, &mut findings);
                }
                return go_on(model, findings).or(Some(effect));
            }
        }
        Some(KeyCode::F(7)) => {
            findings.least = match findings.least {
                check::Grade::Hint => check::Grade::Suspect,
                check::Grade::Suspect => check::Grade::Wrong,
                check::Grade::Wrong => check::Grade::Hint,
            };
            let least = match findings.least {
                check::Grade::Hint => "必错、疑似、提示都列着",
                check::Grade::Suspect => "只列必错和疑似",
                check::Grade::Wrong => "只列必错",
            };
            model.say(Grade::Info, least);
            let effect = recheck(model, &mut findings);
            walk(model, findings);
            return effect;
        }
        _ => return beyond(model, Overlay::Findings(findings), input),
    }
    walk(model, findings);
    None
}

/// What one key does about a finding: the change, and what is said of it.
type Act = fn(&Model, &[Finding], &Finding) -> Result<(Change, String), &'static str>;

fn act(model: &mut Model, mut findings: Findings, act: Act) -> Option<Effect> {
    let outcome = findings.chosen().map(|finding| act(model, &findings.list, finding));
    match outcome {
        Some(Ok((change, says))) => {
            let written: Vec<Field> = change.edits.iter().filter_map(written).collect();
            if model.act(change) {
                model.say(Grade::Info, says);
            }
            // Of a long report, until it is checked anew: places in a text that has changed may be others now.
            let is_written =
                |finding: &Finding| matches!(&finding.at, Site::Text { field, .. } if written.contains(field));
            let report = model.report();
            findings
                .list
                .retain(|finding| !is_written(finding) && !check::is_left_out(report, &model.session.check, finding));
            let effect = recheck(model, &mut findings);
            return go_on(model, findings).or(effect);
        }
        Some(Err(says)) => {
            model.say(Grade::Warning, says);
            model.overlay = Some(Overlay::Findings(findings));
        }
        None => model.overlay = Some(Overlay::Findings(findings)),
    }
    None
}

/// The text that an edit changes.
fn written(edit: &Edit) -> Option<Field> {
    match edit {
        Edit::Text { field, .. } => Some(*field),
        _ => None,
    }
}

/// Goes on with the finding under the cursor, or back to where the writer was when all are done.
fn go_on(model: &mut Model, mut findings: Findings) -> Option<Effect> {
    findings.at = findings.at.min(findings.list.len().saturating_sub(1));
    if findings.list.is_empty() && findings.hidden == 0 && model.checking == Awaited::Nothing {
        model.say(Grade::Info, "校核完毕，没有别的问题了");
        return leave(model, findings.before);
    }
    walk(model, findings);
    None
}

fn cure(_: &Model, _: &[Finding], finding: &Finding) -> Result<(Change, String), &'static str> {
    let change = finding.cure.clone().ok_or("这一处要自己改：回车到那里去写")?;
    let says = format!("{}，Ctrl+Z 可撤销", change.label);
    Ok((change, says))
}

/// Cures all that the rule under the cursor has found, in one act.
fn cure_kind(_: &Model, all: &[Finding], finding: &Finding) -> Result<(Change, String), &'static str> {
    let kind = all.iter().filter(|other| other.rule == finding.rule);
    let label = format!("改正{}", finding.rule.title);
    let (change, count) = check::cure_all(&label, kind).ok_or("这一类要自己改：回车到那里去写")?;
    Ok((change, format!("{label} {count} 处，Ctrl+Z 一步撤销")))
}

/// The next finding that has to be changed, after the cursor or from the top.
fn next_wrong(findings: &Findings) -> usize {
    let is_wrong = |finding: &Finding| finding.rule.grade == check::Grade::Wrong;
    let behind = findings.list.iter().skip(findings.at + 1).position(is_wrong).map(|k| findings.at + 1 + k);
    behind.or_else(|| findings.list.iter().position(is_wrong)).unwrap_or(findings.at)
}

/// Writes the marks, quotes and digits of the whole report in their width: one act.
pub fn widen(model: &mut Model) {
    match check::widen(model.report(), &model.session.check) {
        Some((change, count)) => {
            let undo = model.session.keymap.way_to(Command::Undo, model.focus());
            if model.act(change) {
                model.say(Grade::Info, format!("半角转全角：改了 {count} 处，{undo} 可撤销"));
            }
        }
        None => model.say(Grade::Info, "没有要转的半角标点和全角数字"),
    }
}

fn dismiss(model: &Model, _: &[Finding], finding: &Finding) -> Result<(Change, String), &'static str> {
    let change = moves::dismiss(model.report(), [finding.print]).ok_or("这一处已经不再提示")?;
    Ok((change, "这一处不再提示；改动了那里的字才会再查".to_owned()))
}

fn switch_off(model: &Model, _: &[Finding], finding: &Finding) -> Result<(Change, String), &'static str> {
    let change = moves::toggle_rule(model.report(), finding.rule.name).ok_or("这条规则已经停用")?;
    Ok((change, format!("这份报告不再查“{}”；要恢复请用 F2 校核规则", finding.rule.title)))
}

/// Lists anew what is found now; of a long report, once that is known.
fn recheck(model: &mut Model, findings: &mut Findings) -> Option<Effect> {
    if is_long(model) {
        return ask(model, Awaited::Anew);
    }
    list(findings, check::findings(model.report(), &model.session.check, model.session.today));
    None
}

/// Lists what was found, as far as its grade is asked for; the cursor stays at its number.
fn list(findings: &mut Findings, mut found: Vec<Finding>) {
    let all = found.len();
    found.retain(|finding| finding.rule.grade <= findings.least);
    findings.hidden = all - found.len();
    if findings.order == Order::Kind {
        // Those of a rule stay as the report is read.
        found.sort_by_cached_key(|finding| (finding.rule.grade, check::rules().position(|rule| rule == finding.rule)));
    }
    findings.at = findings.at.min(found.len().saturating_sub(1));
    findings.list = found;
}

/// The first finding that stands where the writer is, or after.
fn from_here(model: &Model, list: &[Finding]) -> usize {
    let Some(here) = model.section() else { return 0 };
    let sections = model.report().tree.rows().map(|row| row.section.id);
    let above: HashSet<SectionId> = sections.take_while(|&id| id != here).collect();
    list.iter().position(|finding| finding.at.section().is_some_and(|id| !above.contains(&id))).unwrap_or(0)
}

/// Back to where the writer was.
fn leave(model: &mut Model, before: Here) -> Option<Effect> {
    if before.spot().section().is_none_or(|id| model.report().tree.contains(id)) {
        model.go(before.spot());
        model.focus_on(before.focus());
    }
    None
}

/// Shows the place of the finding under the cursor, its words selected.
fn walk(model: &mut Model, findings: Findings) {
    if let Some(finding) = findings.chosen() {
        let at = finding.at.clone();
        go_to(model, &at);
    }
    model.overlay = Some(Overlay::Findings(findings));
}

fn go_to(model: &mut Model, at: &Site) {
    match at {
        Site::Text { field, range } => {
            if matches!(field, Field::Title | Field::Heading(_)) && !model.writes_on_page(*field) {
                model.focus_on(Focus::Heading);
            }
            model.go_to(*field, range.end);
            if model.field() == Some(*field) {
                model.caret.anchor = Some(range.start);
            }
        }
        Site::Section(id) => {
            model.focus_on(Focus::Navigation);
            model.go(Spot::Section(*id));
        }
        Site::Report => {
            model.focus_on(Focus::Navigation);
            model.go(Spot::Report);
        }
        Site::Metric { owner, row } => {
            model.go(match owner {
                Owner::Report => Spot::Report,
                Owner::Section(id) => Spot::Section(*id),
            });
            model.focus_on(Focus::Metrics);
            model.cell.row = *row;
        }
    }
}

/// 校核规则: every rule with its grade and source, to be switched off and on again, for this report or for all.
pub fn pick_rules(model: &mut Model) {
    list_rules(model, None);
}

/// That list, beginning at a rule.
fn list_rules(model: &mut Model, at: Option<&Rule>) {
    let set = &model.report().setup.check;
    let state = |name: &str| match (model.session.check.is_off(name), set.off.contains(name)) {
        (true, _) => "今后都不查",
        (false, true) => "这份不查",
        (false, false) => "查",
    };
    let item = |rule: &'static Rule| {
        Item::new(format!("{} {}", rule.grade.title(), rule.title), Choice::Rule(rule))
            .hinting(format!("{}  {}", state(rule.name), rule.source))
            .found_by(rule.name.to_owned())
    };
    let items = check::rules().map(item).collect();
    let mut picker = Picker::new("校核规则：回车 这份查不查，F4 今后都查不查", items);
    picker.at = at.and_then(|at| check::rules().position(|rule| rule == at)).unwrap_or(0);
    model.overlay = Some(Overlay::Picker(picker));
}

/// Switches a rule off for this report, or on again, and keeps the list open.
pub(super) fn toggle_rule(model: &mut Model, rule: &'static Rule) {
    if model.session.check.is_off(rule.name) {
        model.say(Grade::Warning, format!("“{}”今后都不查，要恢复请按 F4", rule.title));
    } else if let Some(change) = moves::toggle_rule(model.report(), rule.name) {
        model.say(Grade::Info, format!("已{}：{}", change.label, rule.title));
        model.act(change);
    }
    list_rules(model, Some(rule));
}

/// Switches a rule off for all reports from now on, or on again, and keeps the list open.
pub(super) fn toggle_rule_always(model: &mut Model, rule: &'static Rule) -> Effect {
    let to = if model.session.check.is_off(rule.name) { Switch::On } else { Switch::Off };
    let effect = switch_always(model, rule, to);
    list_rules(model, Some(rule));
    effect
}

fn switch_always(model: &mut Model, rule: &'static Rule, to: Switch) -> Effect {
    model.session.check.switch(rule.name, to);
    model.noticed.forget();
    let says = match (to, model.report().setup.check.off.contains(rule.name)) {
        (Switch::Off, _) => format!("今后都不查“{}”；要恢复请在 F2 校核规则 里按 F4", rule.title),
        (Switch::On, true) => format!("又会查“{}”了，只是这份报告仍停用，按回车恢复", rule.title),
        (Switch::On, false) => format!("又会查“{}”了", rule.title),
    };
    model.say(Grade::Info, says);
    Effect::Rule { name: rule.name, to }
}

/// Lets all dismissed findings come up again.
pub fn restore(model: &mut Model) {
    match moves::restore_dismissed(model.report()) {
        Some(change) => {
            model.act(change);
            model.say(Grade::Info, "不再提示的各处又会提示了");
        }
        None => model.say(Grade::Info, "没有设为不再提示的地方"),
    }
}

//! What each act does to an outline, drawn before and after.

use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::Done;
use tigang::edit::Edit;
use tigang::edit::EditError;
use tigang::edit::moves;
use tigang::edit::moves::Below;
use tigang::edit::moves::End;
use tigang::report::Branch;
use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Owner;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

use crate::tools::drawing::Caret;
use crate::tools::drawing::dedent;
use crate::tools::drawing::draw;
use crate::tools::drawing::parse;

/// Asks an act where the caret stands in the drawing `before`, and compares with the drawing `after`, caret included.
/// Undoes it, does it again, and replays what a journal would have got.
#[track_caller]
fn check(before: &str, act: impl Fn(&Report, SectionId, usize) -> Option<Change>, after: &str) {
    let (report, caret) = parse(&dedent(before));
    let (field, at) = caret.expect("the drawing has a caret");
    let change = act(&report, field.section().unwrap(), at).expect("the act applies here");
    let landed = follow(&change, caret);
    let mut document = Document::new(report.clone());
    document.apply(change).unwrap();
    let landed = landed.filter(|(field, _)| document.report().text(*field).is_some());
    assert_eq!(draw(document.report(), landed), dedent(after));
    let done = document.report().clone();
    document.undo().unwrap();
    assert_eq!(document.report(), &report, "undone");
    document.redo().unwrap();
    assert_eq!(document.report(), &done, "done again");
    let mut replayed = report;
    for Done { change, .. } in document.take_outbox() {
        let written = ron::to_string(&change).unwrap();
        ron::from_str::<Change>(&written).unwrap().apply(&mut replayed).unwrap();
    }
    assert_eq!(replayed, done, "replayed");
}

/// As [`check`], and an undo puts the caret back where it was: what writing does.
#[track_caller]
fn check_typing(before: &str, act: impl Fn(&Report, SectionId, usize) -> Option<Change>, after: &str) {
    check(before, &act, after);
    let (report, caret) = parse(&dedent(before));
    let (field, at) = caret.unwrap();
    let mut document = Document::new(report.clone());
    document.apply(act(&report, field.section().unwrap(), at).unwrap()).unwrap();
    let undone = document.undo().unwrap();
    assert_eq!(draw(document.report(), undone.caret()), dedent(before), "the caret after an undo");
}

#[track_caller]
fn check_refused(before: &str, act: impl Fn(&Report, SectionId, usize) -> Option<Change>) {
    let (report, caret) = parse(&dedent(before));
    let (field, at) = caret.expect("the drawing has a caret");
    assert_eq!(act(&report, field.section().unwrap(), at), None);
}

fn follow(change: &Change, caret: Option<Caret>) -> Option<Caret> {
    change.caret().or(caret)
}

/// The section with this heading.
fn find(report: &Report, heading: &str) -> SectionId {
    report.tree.rows().find(|row| row.section.heading == heading).unwrap().section.id
}

/// Backspace at the start of a heading, nothing folded: it joins the section before it in reading order.
fn backspace(report: &Report, id: SectionId, _at: usize) -> Option<Change> {
    moves::join(report, report.tree.before(id)?, id)
}

/// Del at the end of a heading: the section after it in reading order joins it.
fn del(report: &Report, id: SectionId, _at: usize) -> Option<Change> {
    let next = report.tree.rows().map(|row| row.section.id).skip_while(|&other| other != id).nth(1)?;
    moves::join(report, id, next)
}

fn all(report: &Report, headings: &[&str]) -> Vec<SectionId> {
    headings.iter().map(|heading| find(report, heading)).collect()
}

fn metric(name: &str) -> Metric {
    Metric { name: name.into(), ..Metric::default() }
}

#[test]
fn a_new_section_stands_behind_the_children_and_takes_the_way_the_heading_stands() {
    check(
        "
        +总|体
          细目
        其他",
        |report, id, _| moves::insert_after(report, id),
        "
        +总体
          细目
        +|
        其他",
    );
    check("甲\n乙|", |report, id, _| moves::insert_before(report, id), "甲\n|\n乙");
    check("甲|\n  +乙", |report, id, _| moves::insert_child(report, id, End::First), "甲\n  +|\n  +乙");
    check("甲|\n  乙", |report, id, _| moves::insert_child(report, id, End::Last), "甲\n  乙\n  |");
    check("+甲|", |report, id, _| moves::insert_child(report, id, End::Last), "+甲\n  |");
    check("甲|", |report, _, _| moves::insert_top(report, End::First), "|\n甲");
    check("甲|\n  乙", |report, _, _| moves::insert_top(report, End::Last), "甲\n  乙\n|");
}

#[test]
fn an_empty_report_takes_its_first_section() {
    let mut report = Report::default();
    let change = moves::insert_top(&report, End::First).unwrap();
    assert_eq!(change.label, "新建一节");
    change.apply(&mut report).unwrap();
    assert_eq!(draw(&report, None), "-\n");
}

#[test]
fn enter_in_a_heading_takes_the_text_behind_the_caret_along() {
    check_typing(
        "
        抓规范|抓督办 = 正文 # 备注 {电子工单}
          下级
        其他",
        |report, id, at| moves::split_heading(report, id, at, Below::Sibling),
        "
        抓规范 = 正文 # 备注 {电子工单}
          下级
        |抓督办
        其他",
    );
    check_typing(
        "
        抓规范|抓督办 = 正文
          +下级",
        |report, id, at| moves::split_heading(report, id, at, Below::FirstChild),
        "
        抓规范 = 正文
          +|抓督办
          +下级",
    );
}

#[test]
fn enter_at_the_end_of_a_heading_opens_a_section_below() {
    check("甲|\n  乙\n丙", |report, id, at| moves::split_heading(report, id, at, Below::Sibling), "甲\n  乙\n|\n丙");
    check(
        "甲|\n  乙\n丙",
        |report, id, at| moves::split_heading(report, id, at, Below::FirstChild),
        "甲\n  |\n  乙\n丙",
    );
    check("|", |report, id, at| moves::split_heading(report, id, at, Below::Sibling), "-\n|");
}

#[test]
fn enter_at_the_start_of_a_heading_opens_a_section_above_and_the_caret_stays() {
    let enter = |report: &Report, id, at| moves::split_heading(report, id, at, Below::FirstChild);
    check("甲\n  +|乙 = 正文\n    丙", enter, "甲\n  +-\n  +|乙 = 正文\n    丙");
    check("甲\n  +-\n  +|乙 = 正文\n    丙", backspace, "甲\n  +|乙 = 正文\n    丙");
}

#[test]
fn a_caret_inside_a_character_splits_nothing() {
    check_refused("甲|乙", |report, id, at| moves::split_heading(report, id, at + 1, Below::Sibling));
    check_refused("甲|乙", |report, id, at| moves::split_heading(report, id, at + 9, Below::Sibling));
    check_refused("甲 = 乙|丙", |report, id, at| moves::split_body(report, id, at + 1, Below::Sibling));
    check_refused("甲|", |report, id, _| moves::replace_text(report, Field::Heading(id), 0..1, "乙", "输入"));
}

#[test]
fn a_body_splits_into_two_sections() {
    let body = |report: &Report, id, at| moves::split_body(report, id, at, Below::Sibling);
    check_typing("甲 = 一二|三四 # 备注\n  乙", body, "甲 = 一二 # 备注\n  乙\n|三四");
    check_typing("甲 = 一二⏎|三四", body, "甲 = 一二\n|三四");
    check_typing("甲 = 一二|⏎三四⏎五", body, "甲 = 一二\n|三四 = 五");
    check_typing("甲 = |一二", body, "甲\n|一二");
    let child = |report: &Report, id, at| moves::split_body(report, id, at, Below::FirstChild);
    check_typing("甲 = 一⏎|二⏎三⏎四\n  乙", child, "甲 = 一\n  |二 = 三⏎四\n  乙");
    check_typing("甲 = 一|", child, "甲 = 一\n  |");
}

#[test]
fn backspace_at_the_start_of_a_heading_joins_with_the_sibling_above() {
    check_typing(
        "
        甲 = 一 # 注一 {电子工单}
        |乙 = 二 # 注二 {办结率}
        丙",
        backspace,
        "
        甲|乙 = 一⏎二 # 注一⏎注二 {电子工单}{办结率}
        丙",
    );
}

#[test]
fn a_first_child_joins_its_parent_and_leaves_it_its_children() {
    check_typing(
        "
        甲 = 一
          |乙 = 二
            丙
            丁
          戊",
        backspace,
        "
        甲|乙 = 一⏎二
          丙
          丁
          戊",
    );
}

#[test]
fn joining_a_deeper_section_leaves_the_children_on_their_level() {
    check(
        "
        甲
          乙
            丙 = 一
        |丁 = 二
          戊
            己
        庚",
        backspace,
        "
        甲
          乙
            丙|丁 = 一⏎二
          戊
            己
        庚",
    );
}

#[test]
fn a_folded_section_above_is_joined_itself() {
    check(
        "
        甲
          乙
        |丙
          丁",
        |report, id, _| moves::join(report, find(report, "甲"), id),
        "
        甲|丙
          乙
          丁",
    );
    check_refused("甲\n  乙\n  丙\n|丁", |report, id, _| moves::join(report, find(report, "乙"), id));
    check_refused("甲\n  乙\n  |丙", |report, id, _| moves::join(report, find(report, "甲"), id));
    check_refused("|甲\n乙", |report, id, _| moves::join(report, find(report, "乙"), id));
    check_refused("|甲", |report, id, _| moves::join(report, id, id));
}

#[test]
fn an_empty_section_goes_when_it_is_joined() {
    check_typing("甲 = 一\n|\n  乙\n丙", backspace, "甲| = 一\n  乙\n丙");
    check("-\n  -\n+|甲 = 一", backspace, "-\n+|甲 = 一");
    check("- = 一\n|甲 = 二", backspace, "|甲 = 一⏎二");
}

#[test]
fn del_at_the_end_of_a_heading_joins_with_what_follows() {
    check("甲|\n  乙 = 一\n    丙\n  丁", del, "甲|乙 = 一\n  丙\n  丁");
    check("甲\n  乙|\n丙 = 一\n  丁", del, "甲\n  乙|丙 = 一\n  丁");
    check("|\n甲 = 一", del, "|甲 = 一");
}

#[test]
fn the_ends_of_a_report_join_with_nothing() {
    check_refused("|甲\n乙", backspace);
    check_refused("甲\n  乙|", del);
}

#[test]
fn tab_demotes_with_children() {
    check(
        "
        甲
          一
        乙|
          二
            三",
        |report, id, _| moves::demote(report, &[id]),
        "
        甲
          一
          乙|
            二
              三",
    );
    check_refused("甲\n  乙|", |report, id, _| moves::demote(report, &[id]));
}

#[test]
fn shift_tab_promotes_with_children() {
    check(
        "
        甲
          乙|
            丙
          丁
        戊",
        |report, id, _| moves::promote(report, &[id]),
        "
        甲
          丁
        乙|
          丙
        戊",
    );
    check_refused("甲|", |report, id, _| moves::promote(report, &[id]));
}

#[test]
fn a_section_demoted_alone_leaves_its_children_where_they_are() {
    check(
        "
        甲
          一
        乙|
          二
            三
          四
        丙",
        |report, id, _| moves::demote_alone(report, &[id]),
        "
        甲
          一
          乙|
          二
            三
          四
        丙",
    );
    check_refused("甲|\n  乙", |report, id, _| moves::demote_alone(report, &[id]));
}

#[test]
fn a_section_promoted_alone_leaves_its_children_to_the_one_before() {
    check(
        "
        甲
          乙
          丙|
            丁
            戊
          己",
        |report, id, _| moves::promote_alone(report, &[id]),
        "
        甲
          乙
            丁
            戊
          己
        丙|",
    );
    check(
        "
        甲
          丙|
            丁
            戊
          己",
        |report, id, _| moves::promote_alone(report, &[id]),
        "
        甲
          丁
          戊
          己
        丙|",
    );
    check_refused("甲|\n  乙", |report, id, _| moves::promote_alone(report, &[id]));
}

#[test]
fn a_section_promoted_in_place_adopts_what_follows() {
    check(
        "
        甲
          乙
          丙|
            丁
          戊
            己
        庚",
        |report, id, _| moves::promote_in_place(report, &[id]),
        "
        甲
          乙
        丙|
          丁
          戊
            己
        庚",
    );
    check_refused("甲|", |report, id, _| moves::promote_in_place(report, &[id]));
}

#[test]
fn children_are_promoted_behind_their_parent() {
    check(
        "甲|\n  乙\n    丙\n  丁\n戊",
        |report, id, _| moves::promote_children(report, &[id]),
        "甲|\n乙\n  丙\n丁\n戊",
    );
    check_refused("甲|", |report, id, _| moves::promote_children(report, &[id]));
}

#[test]
fn a_section_moves_among_its_siblings() {
    check("甲\n  一\n乙|\n  二", |report, id, _| moves::move_up(report, &[id]), "乙|\n  二\n甲\n  一");
    check("甲|\n  一\n乙\n  二", |report, id, _| moves::move_down(report, &[id]), "乙\n  二\n甲|\n  一");
    check_refused("甲|\n乙", |report, id, _| moves::move_up(report, &[id]));
    check_refused("甲\n乙|", |report, id, _| moves::move_down(report, &[id]));
}

#[test]
fn a_section_moves_on_into_the_next_parent_and_keeps_its_level() {
    let up = "
        甲
          一
        乙
          二|
            三
          四";
    let down = "
        甲
          一
          二|
            三
        乙
          四";
    check(up, |report, id, _| moves::move_up(report, &[id]), down);
    check(down, |report, id, _| moves::move_down(report, &[id]), up);
}

#[test]
fn on_its_way_a_section_passes_what_is_too_shallow() {
    let below = "
        甲
          一
        乙
        丙
          二
            三|";
    let above = "
        甲
          一
            三|
        乙
        丙
          二";
    check(below, |report, id, _| moves::move_up(report, &[id]), above);
    check(above, |report, id, _| moves::move_down(report, &[id]), below);
    check_refused("甲\n乙\n  丙\n    丁|", |report, id, _| moves::move_up(report, &[id]));
    check_refused("甲\n  乙|\n", |report, id, _| moves::move_down(report, &[id]));
}

#[test]
fn a_section_moves_to_a_place_counted_without_it() {
    let to = |heading: &'static str, index| {
        move |report: &Report, id, _| {
            let parent = (!heading.is_empty()).then(|| find(report, heading));
            moves::move_to(report, id, Place { parent, index })
        }
    };
    check("甲|\n乙\n丙", to("", 2), "乙\n丙\n甲|");
    check("甲|\n  一\n乙\n  二", to("乙", 1), "乙\n  二\n  甲|\n    一");
    check_refused("甲|\n乙\n丙", to("", 0));
    check_refused("甲|\n乙\n丙", to("", 3));
    check_refused("甲|\n  一\n乙", to("一", 0));
    check_refused("甲|\n  一\n乙", to("甲", 0));
    check_refused("甲|\n乙", |report, _, _| {
        moves::move_to(report, SectionId::new(99).unwrap(), Place { parent: None, index: 0 })
    });
}

#[test]
fn a_section_is_removed_with_its_children() {
    check("甲\n乙|\n  丙\n丁", |report, id, _| moves::remove(report, &[id]), "甲\n丁");
}

#[test]
fn a_copy_stands_behind_its_model_and_its_metrics_have_names_of_their_own() {
    check(
        "
        甲| = 一 {电子工单}
          乙 {办结率2}{服务12345}{电子工单2}
        丙",
        |report, id, _| moves::duplicate(report, &[id]),
        "
        甲 = 一 {电子工单}
          乙 {办结率2}{服务12345}{电子工单2}
        |甲 = 一 {电子工单3}
          乙 {办结率2-2}{服务12345-2}{电子工单4}
        丙",
    );
}

#[test]
fn pasted_sections_get_ids_and_metric_names_of_their_own() {
    let (clipboard, _) = parse("壬 {电子工单}\n  癸 {办结率}\n子 {办结率}");
    let branches: Vec<Branch> =
        clipboard.tree.children(None).iter().filter_map(|&id| clipboard.tree.branch(id)).collect();
    check(
        "甲 {电子工单}\n  乙|",
        |report, id, _| moves::insert_branches(report, Place { parent: Some(id), index: 0 }, branches.clone()),
        "甲 {电子工单}\n  乙\n    壬 {电子工单2}\n      癸 {办结率}\n    |子 {办结率2}",
    );
    check_refused("甲|", |report, _, _| moves::insert_branches(report, Place { parent: None, index: 0 }, vec![]));
    check_refused("甲|", |report, _, _| {
        moves::insert_branches(report, Place { parent: None, index: 2 }, branches.clone())
    });
}

#[test]
fn siblings_are_grouped_under_a_new_section() {
    check(
        "
        甲
        +乙|
          一
        丙
        丁",
        |report, _, _| moves::group(report, &all(report, &["丙", "乙"])),
        "
        甲
        +|
          +乙
            一
          丙
        丁",
    );
    check("甲|\n乙\n丙", |report, _, _| moves::group(report, &all(report, &["甲", "丙"])), "|\n  甲\n  丙\n乙");
    check_refused("甲|\n  乙", |report, _, _| moves::group(report, &all(report, &["甲", "乙"])));
    check_refused("甲|", |report, _, _| moves::group(report, &[]));
}

#[test]
fn a_group_is_dissolved_only_where_no_text_is_lost() {
    check("甲\n|\n  乙\n    丙\n  丁\n戊", |report, id, _| moves::ungroup(report, &[id]), "甲\n|乙\n  丙\n丁\n戊");
    for text in ["|甲\n  乙", "| = 一\n  乙", "| # 注\n  乙", "| {电子工单}\n  乙", "|"] {
        check_refused(text, |report, id, _| moves::ungroup(report, &[id]));
    }
}

#[test]
fn marked_sections_are_demoted_together() {
    check(
        "甲\n乙|\n  一\n丙\n丁",
        |report, _, _| moves::demote(report, &all(report, &["丙", "一", "乙"])),
        "甲\n  乙|\n    一\n  丙\n丁",
    );
    // 甲 has nobody above it; 乙 right behind it stays its sibling, 丁 may go.
    check(
        "甲|\n乙\n丙\n丁",
        |report, _, _| moves::demote(report, &all(report, &["甲", "乙", "丁"])),
        "甲|\n乙\n丙\n  丁",
    );
    check_refused("甲|\n乙", |report, _, _| moves::demote(report, &all(report, &["甲", "乙"])));
}

#[test]
fn marked_sections_are_promoted_together_in_their_order() {
    check(
        "甲\n  乙|\n  丙\n  丁\n戊",
        |report, _, _| moves::promote(report, &all(report, &["丙", "乙", "戊"])),
        "甲\n  丁\n乙|\n丙\n戊",
    );
}

#[test]
fn marked_sections_move_together_and_never_overtake_one_another() {
    check("甲\n乙|\n丙", |report, _, _| moves::move_up(report, &all(report, &["乙", "丙"])), "乙|\n丙\n甲");
    check("甲|\n乙\n丙", |report, _, _| moves::move_down(report, &all(report, &["甲", "乙"])), "丙\n甲|\n乙");
    check_refused("甲|\n乙\n丙", |report, _, _| moves::move_up(report, &all(report, &["乙", "甲"])));
    let above = "甲\n  一\n乙\n  二|\n  三\n  四";
    let below = "甲\n  一\n  二|\n  三\n乙\n  四";
    check(above, |report, _, _| moves::move_up(report, &all(report, &["二", "三"])), below);
    check(below, |report, _, _| moves::move_down(report, &all(report, &["二", "三"])), above);
}

#[test]
fn marked_sections_are_removed_together() {
    check("甲\n  一|\n  二\n乙\n丙", |report, _, _| moves::remove(report, &all(report, &["丙", "一", "甲"])), "乙");
    let (report, _) = parse("甲\n  一\n乙");
    assert_eq!(moves::remove(&report, &all(&report, &["甲", "一", "乙"])).unwrap().label, "删除2节");
    assert_eq!(moves::remove(&report, &all(&report, &["乙"])).unwrap().label, "删除「乙」");
    assert_eq!(moves::remove(&report, &[]), None);
}

#[test]
fn the_undo_list_calls_a_section_by_its_heading_or_its_body() {
    let label = |drawing: &str| {
        let (report, caret) = parse(drawing);
        moves::remove(&report, &[caret.unwrap().0.section().unwrap()]).unwrap().label
    };
    assert_eq!(label("主要|工作"), "删除「主要工作」");
    assert_eq!(label("一二三四五六七八九十一二|"), "删除「一二三四五六七八九十一二」");
    assert_eq!(label("一二三四五六七八九十一二三|"), "删除「一二三四五六七八九十一二…」");
    assert_eq!(label("| = ⏎截至6月27日，共接到电子工单⏎其他"), "删除「截至6月27日，共接到电…」");
    assert_eq!(label("|"), "删除「空节」");
}

#[test]
fn numbering_style_and_targets_are_set_and_refuse_what_holds_already() {
    let (report, _) = parse("甲");
    let id = find(&report, "甲");
    let mut after = report.clone();
    moves::toggle_numbering(&after, &[id]).unwrap().apply(&mut after).unwrap();
    assert_eq!(after.tree.section(id).unwrap().style.numbering, Numbering::Unnumbered);
    moves::toggle_run_in(&after, &[id]).unwrap().apply(&mut after).unwrap();
    assert_eq!(after.tree.section(id).unwrap().style.heading, HeadingStyle::RunIn);
    moves::set_children_marker(&after, id, Some(Marker::Point)).unwrap().apply(&mut after).unwrap();
    moves::set_target(&after, id, Some(800)).unwrap().apply(&mut after).unwrap();
    moves::set_scheme(&after, Scheme::Technical).unwrap().apply(&mut after).unwrap();
    moves::set_report_target(&after, Some(3000)).unwrap().apply(&mut after).unwrap();
    let style = &after.tree.section(id).unwrap().style;
    assert_eq!((style.children, style.target), (Some(Marker::Point), Some(800)));
    assert_eq!((after.setup.scheme, after.setup.target), (Scheme::Technical, Some(3000)));
    assert_eq!(moves::set_scheme(&after, Scheme::Technical), None);
    assert_eq!(moves::set_target(&after, SectionId::new(9).unwrap(), None), None);
}

#[test]
fn metrics_are_added_named_moved_and_removed() {
    let (mut report, _) = parse("甲 {电子工单}\n乙");
    let (a, b) = (Owner::Section(find(&report, "甲")), Owner::Section(find(&report, "乙")));
    let mut act = |change: Change| {
        let label = change.label.clone();
        change.apply(&mut report).unwrap();
        (label, report.clone())
    };
    let (label, report) = act(moves::add_metric(&parse("甲 {电子工单}\n乙").0, a, 1).unwrap());
    assert_eq!(label, "新增指标");
    assert_eq!(moves::set_metric(&report, a, 1, metric("电子工单 ")), None, "the name is taken");
    assert_eq!(moves::set_metric(&report, a, 9, metric("办结率")), None);
    let (label, report) = act(moves::set_metric(&report, a, 1, metric("办结率")).unwrap());
    assert_eq!(label, "修改指标「办结率」");
    assert_eq!(moves::set_metric(&report, a, 1, metric("办结率")), None, "nothing changes");
    let (_, report) = act(moves::move_metric(&report, (a, 1), (a, 0)).unwrap());
    assert_eq!(draw(&report, None), "甲 {办结率}{电子工单}\n乙\n");
    assert_eq!(moves::move_metric(&report, (a, 1), (a, 2)), None);
    let (label, report) = act(moves::move_metric(&report, (a, 0), (b, 0)).unwrap());
    assert_eq!(label, "移动指标「办结率」");
    assert_eq!(draw(&report, None), "甲 {电子工单}\n乙 {办结率}\n");
    let (label, report) = act(moves::remove_metric(&report, a, 0).unwrap());
    assert_eq!(label, "删除指标「电子工单」");
    assert_eq!(draw(&report, None), "甲\n乙 {办结率}\n");
    assert_eq!(moves::remove_metric(&report, a, 0), None);
    assert!(moves::metric_name_taken(&report, "办结率", None));
    assert!(!moves::metric_name_taken(&report, "办结率", Some((b, 0))));
}

#[test]
fn no_depth_overflows() {
    let section = |number| Section::new(SectionId::new(number).unwrap());
    let depth = 100_000;
    let tree = Tree::from_rows((1..=depth).map(|number| (number as usize, section(number)))).unwrap();
    let report = Report { tree, ..Report::default() };
    let (top, last) = (SectionId::new(1).unwrap(), SectionId::new(depth).unwrap());
    let mut document = Document::new(report.clone());
    for act in [moves::promote, moves::demote, moves::promote_in_place] {
        if let Some(change) = act(document.report(), &[last]) {
            document.apply(change).unwrap();
        }
    }
    document.apply(backspace(document.report(), last, 0).unwrap()).unwrap();
    document.apply(moves::insert_after(document.report(), top).unwrap()).unwrap();
    assert_eq!(moves::move_up(&report, &[last]), None);
    assert_eq!(moves::move_down(&report, &[last]), None);
    document.apply(moves::duplicate(document.report(), &[top]).unwrap()).unwrap();
    document.apply(moves::remove(document.report(), &[top]).unwrap()).unwrap();
    while document.undo().is_some() {}
    assert_eq!(document.report(), &report);
}

/// Typing, one edit a word: `(at, cut, put, label)`; answers the undo list, last act first.
#[track_caller]
fn type_in(start: &str, strokes: &[(usize, &str, &str, &str)]) -> Vec<(String, String)> {
    let mut report = Report { preamble: start.into(), ..Report::default() };
    report.title = "总结".into();
    let mut document = Document::new(report.clone());
    for &(at, cut, put, label) in strokes {
        if label == "seal" {
            document.seal();
            continue;
        }
        let change = moves::replace_text(document.report(), Field::Preamble, at..at + cut.len(), put, label).unwrap();
        assert!(matches!(&change.edits[0], Edit::Text { cut: stands, .. } if stands == cut));
        document.apply(change).unwrap();
    }
    let done = document.report().clone();
    let mut steps = Vec::new();
    while let Some(change) = document.undo() {
        steps.push((change.label, document.report().preamble.clone()));
    }
    assert_eq!(document.report(), &report);
    while document.redo().is_some() {}
    assert_eq!(document.report(), &done);
    steps
}

#[track_caller]
fn check_undo(start: &str, strokes: &[(usize, &str, &str, &str)], undone_to: &[&str]) {
    let steps: Vec<String> = type_in(start, strokes).into_iter().map(|(_, text)| text).collect();
    assert_eq!(steps, undone_to);
}

#[test]
fn typing_is_undone_by_the_sentence() {
    let t = "输入";
    check_undo("", &[(0, "", "今年", t), (6, "", "以来", t), (12, "", "，", t)], &[""]);
    check_undo("", &[(0, "", "甲", t), (3, "", "。", t), (6, "", "乙", t)], &["甲。", ""]);
    check_undo("", &[(0, "", "“甲。", t), (9, "", "”", t), (12, "", "乙", t)], &["“甲。”", ""]);
    check_undo("", &[(0, "", "甲", t), (3, "", "\n", t), (4, "", "乙", t)], &["甲", ""]);
    check_undo("", &[(0, "", "甲", t), (0, "", "", "seal"), (3, "", "乙", t)], &["甲", ""]);
    check_undo("丙", &[(0, "", "甲", t), (6, "", "乙", t)], &["甲丙", "丙"]);
    check_undo("", &[(0, "", "甲", t), (3, "", "乙", "粘贴")], &["甲", ""]);
}

#[test]
fn what_is_typed_over_a_selection_is_undone_with_it() {
    check_undo("甲乙丙", &[(3, "乙", "丁", "输入"), (6, "", "戊", "输入")], &["甲乙丙"]);
    check_undo("甲乙丙", &[(3, "乙", "", "输入"), (3, "", "戊", "输入")], &["甲丙", "甲乙丙"]);
}

#[test]
fn runs_of_backspace_and_of_del_are_undone_at_once() {
    let d = "删除";
    check_undo("甲乙丙丁", &[(9, "丁", "", d), (6, "丙", "", d)], &["甲乙丙丁"]);
    check_undo("甲乙丙丁", &[(3, "乙", "", d), (3, "丙", "", d)], &["甲乙丙丁"]);
    check_undo("甲乙丙丁", &[(6, "丙", "", d), (3, "乙", "", d), (3, "丁", "", d)], &["甲乙丙丁"]);
    check_undo("甲。乙", &[(6, "乙", "", d), (3, "。", "", d), (0, "甲", "", d)], &["甲。", "甲。乙"]);
    check_undo("甲。乙", &[(0, "甲", "", d), (0, "。", "", d), (0, "乙", "", d)], &["乙", "甲。乙"]);
    check_undo("甲\n乙", &[(4, "乙", "", d), (3, "\n", "", d), (0, "甲", "", d)], &["甲\n", "甲\n乙"]);
    check_undo("甲乙", &[(3, "乙", "", d), (3, "", "丙", "输入")], &["甲", "甲乙"]);
}

#[test]
fn a_report_is_modified_until_it_is_undone_to_what_was_saved() {
    let mut document = Document::new(Report::default());
    let write = |document: &mut Document, put: &str| {
        let end = document.report().title.len();
        let change = moves::replace_text(document.report(), Field::Title, end..end, put, "输入").unwrap();
        document.apply(change).unwrap();
    };
    assert!(!document.is_modified());
    write(&mut document, "甲");
    let state = document.state();
    write(&mut document, "乙");
    document.mark_saved(state);
    assert!(document.is_modified(), "more was typed while the save ran");
    document.mark_saved(document.state());
    write(&mut document, "丙");
    assert!(document.is_modified());
    document.undo();
    assert_eq!((document.report().title.as_str(), document.is_modified()), ("甲乙", false));
    document.undo();
    assert!(document.is_modified());
    document.redo();
    assert!(!document.is_modified());
    document.undo();
    write(&mut document, "丁");
    assert!(document.is_modified(), "the saved state is out of reach");
    assert_eq!(document.redo(), None);
    document.apply(Change { label: "没有".into(), edits: vec![] }).unwrap();
    assert_eq!(document.undo_labels().collect::<Vec<_>>(), ["输入"]);
}

#[test]
fn a_report_with_foreign_line_breaks_can_be_edited_and_undone() {
    let (mut report, _) = parse("甲 = 一");
    report.title = "一\r\n二".into();
    report.preamble = "一\r\n二\r三".into();
    report.metrics.push(metric("甲\n乙"));
    assert_eq!(report.clone().mend_breaks(), 3);
    let mut document = Document::new(report);
    assert_eq!((document.report().title.as_str(), document.report().preamble.as_str()), ("一 二", "一\n二\n三"));
    let change = moves::replace_text(document.report(), Field::Title, 0..7, "", "删除").unwrap();
    document.apply(change).unwrap();
    document.undo().unwrap();
    assert_eq!(document.report().title, "一 二");
}

#[test]
fn an_edit_refuses_what_a_text_cannot_hold() {
    let (mut report, _) = parse("甲 = 一");
    let before = report.clone();
    let id = find(&report, "甲");
    let mut broken = Section::new(SectionId::new(7).unwrap());
    broken.heading = "上\n下".into();
    let refused = [
        Edit::Text { field: Field::Heading(id), at: 0, cut: String::new(), put: "\n".into() },
        Edit::Text { field: Field::Body(id), at: 0, cut: String::new(), put: "\r".into() },
        Edit::Metrics { owner: Owner::Report, at: 0, cut: vec![], put: vec![metric("上\n下")] },
        Edit::Insert { at: Place { parent: None, index: 0 }, branch: Branch::leaf(broken) },
    ];
    for edit in refused {
        assert_eq!(edit.apply(&mut report), Err(EditError::BadText));
    }
    assert_eq!(moves::replace_text(&report, Field::Heading(id), 0..0, "\n", "输入"), None);
    assert_eq!(report, before);
}

#[test]
fn an_id_out_of_bounds_is_refused_when_it_is_read() {
    let edit = Edit::Remove { id: SectionId::new(SectionId::MAX).unwrap() };
    let written = ron::to_string(&edit).unwrap();
    assert_eq!(ron::from_str::<Edit>(&written).unwrap(), edit);
    let wild = written.replace(&SectionId::MAX.to_string(), "4000000000");
    assert_ne!(wild, written);
    assert!(ron::from_str::<Edit>(&wild).is_err());
}

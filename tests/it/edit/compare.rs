//! Two states of a report: what differs, what can be taken back, what two writers' work becomes together.

use std::collections::BTreeSet;

use proptest::prelude::prop;
use proptest::prop_assert;
use proptest::prop_assert_eq;
use proptest::proptest;

use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::compare;
use tigang::edit::compare::Aspect;
use tigang::edit::compare::Kind;
use tigang::edit::compare::Passage;
use tigang::report::Aside;
use tigang::report::Comment;
use tigang::report::Owner;
use tigang::report::Progress;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::SectionId;

use crate::edit::laws::Dice;
use crate::edit::laws::change;
use crate::edit::laws::dice;
use crate::edit::laws::reports;
use crate::tools::drawing::dedent;
use crate::tools::drawing::draw;
use crate::tools::drawing::parse;

/// A report by its drawing; a number before a heading is its id, so that two drawings can speak of one section.
fn drawn(drawing: &str) -> Report {
    let (report, _) = parse(&dedent(drawing));
    let rows: Vec<_> = report
        .tree
        .rows()
        .map(|row| {
            let mut section = row.section.clone();
            let (number, heading) = section.heading.split_once(' ').unwrap();
            section.id = SectionId::new(number.parse().unwrap()).unwrap();
            section.heading = heading.to_owned();
            (row.level, section)
        })
        .collect();
    Report { tree: tigang::report::Tree::from_rows(rows).unwrap(), ..report }
}

/// Compares a report with a drawing.
#[track_caller]
fn is(report: &Report, drawing: &str) {
    assert_eq!(draw(report, None), dedent(drawing));
}

/// The differences in short: `+1`, `-2`, `3 Body`.
fn differences(old: &Report, new: &Report) -> Vec<String> {
    let name = |of: Owner| match of {
        Owner::Report => "0".to_owned(),
        Owner::Section(id) => id.number().to_string(),
    };
    let part = |part: &Aspect| match part {
        Aspect::Text(field) => format!("{field:?}").split('(').next().unwrap().to_owned(),
        other => format!("{other:?}"),
    };
    let short = |difference: compare::Difference| match &difference.kind {
        Kind::Added => format!("+{}", name(difference.of)),
        Kind::Removed => format!("-{}", name(difference.of)),
        Kind::Changed(parts) => {
            format!("{} {}", name(difference.of), parts.iter().map(part).collect::<Vec<_>>().join(" "))
        }
    };
    compare::compare(old, new).into_iter().map(short).collect()
}

/// Takes back the difference that is called so and compares what becomes of it with a drawing.
#[track_caller]
fn takes_back(old: &Report, new: &Report, which: usize, drawing: &str) {
    let difference = &compare::compare(old, new)[which];
    let change = compare::take_back(old, new, difference).expect("something comes back");
    let mut document = Document::new(new.clone());
    document.apply(change).unwrap();
    is(document.report(), drawing);
    document.undo().expect("one act");
    assert_eq!(document.report(), new);
}

#[test]
fn sections_are_compared_by_id() {
    let old = drawn("1 甲 = 一\n  2 乙\n3 丙\n  4 丁 = 四\n    5 戊\n6 己");
    let new = drawn("1 甲 = 一改\n  7 新\n    8 又新\n3 丙二\n6 己\n2 乙");
    assert_eq!(differences(&old, &new), ["1 Body", "+7", "3 Heading", "-4", "2 Place"]);
    assert!(differences(&old, &old).is_empty());
    // As few as can be are taken for moved.
    let order = drawn("1 甲\n2 乙\n3 丙\n4 丁");
    assert_eq!(differences(&order, &drawn("4 丁\n1 甲\n2 乙\n3 丙")), ["4 Place"]);
    assert_eq!(differences(&order, &drawn("1 甲\n2 乙\n4 丁\n  3 丙")), ["3 Place"]);
    let mut other = order.clone();
    other.title = "总结".into();
    other.closing = "完".into();
    assert_eq!(differences(&order, &other), ["0 Title Closing"]);
}

#[test]
fn a_section_comes_back_where_it_stood() {
    let old = drawn("1 甲\n  2 乙 = 二\n    3 丙 {数}\n  4 丁\n5 戊");
    takes_back(&old, &drawn("1 甲\n  4 丁\n5 戊改"), 0, "甲\n  乙 = 二\n    丙 {数}\n  丁\n戊改");
    // What went elsewhere from below it stays there.
    takes_back(&old, &drawn("1 甲\n  4 丁\n3 丙 {数}\n5 戊"), 0, "甲\n  乙 = 二\n  丁\n丙 {数}\n戊");
    // Its parent is gone too and has been listed as a whole.
    takes_back(&old, &drawn("5 戊"), 0, "甲\n  乙 = 二\n    丙 {数}\n  丁\n戊");
    // A metric's name that is taken by now stays with who has it.
    takes_back(&old, &drawn("1 甲\n  4 丁 {数}\n5 戊"), 0, "甲\n  乙 = 二\n    丙 {数2}\n  丁 {数}\n戊");
}

#[test]
fn a_changed_a_moved_and_an_added_section_go_back() {
    let old = drawn("1 甲 = 一 # 注\n  2 乙\n3 丙");
    takes_back(&old, &drawn("1 甲改 = 二\n  2 乙\n3 丙改"), 0, "甲 = 一 # 注\n  乙\n丙改");
    takes_back(&old, &drawn("1 甲 = 一 # 注\n3 丙\n  2 乙"), 0, "甲 = 一 # 注\n  乙\n丙");
    takes_back(&old, &drawn("1 甲 = 一 # 注\n  2 乙\n  4 新\n3 丙"), 0, "甲 = 一 # 注\n  乙\n丙");
    // What was there before goes out of an added section before that goes.
    takes_back(&old, &drawn("1 甲 = 一 # 注\n4 新\n  2 乙\n3 丙"), 0, "甲 = 一 # 注\n  乙\n丙");
}

#[test]
fn texts_are_compared_by_paragraphs() {
    let passages = compare::passages("一\n二\n三\n四", "一\n二改\n三\n四\n五");
    assert_eq!(
        passages,
        [
            Passage::Same(vec!["一"]),
            Passage::Differs { old: vec!["二"], new: vec!["二改"] },
            Passage::Same(vec!["三", "四"]),
            Passage::Differs { old: vec![], new: vec!["五"] },
        ]
    );
    assert_eq!(compare::passages("", ""), []);
    let (old, new) = ("甲\n".repeat(3000), "乙\n".repeat(3000));
    assert_eq!(compare::passages(&old, &new).len(), 2, "too much to look at in pairs, but the end is alike");
}

/// Merges what two made of one report, and compares with a drawing and the places where both had been.
#[track_caller]
fn merges(base: &str, mine: &str, theirs: &str, drawing: &str, conflicts: usize) {
    let mine = drawn(mine);
    let merged = compare::merge(&drawn(base), &mine, &drawn(theirs));
    assert_eq!(merged.conflicts.len(), conflicts, "{:?}", merged.conflicts);
    let mut document = Document::new(mine);
    if let Some(change) = merged.change {
        document.apply(change).unwrap();
    }
    is(document.report(), drawing);
}

#[test]
fn different_sections_merge() {
    let base = "1 甲 = 一\n2 乙 = 二\n3 丙";
    merges(base, "1 甲 = 一改\n2 乙 = 二\n3 丙", "1 甲 = 一\n2 乙 = 二改\n3 丙", "甲 = 一改\n乙 = 二改\n丙", 0);
    merges(base, "1 甲 = 一\n3 丙", "1 甲 = 一\n2 乙 = 二\n3 丙三", "甲 = 一\n丙三", 0);
    merges(base, "1 甲改 = 一\n2 乙 = 二\n3 丙", "3 丙\n1 甲 = 一\n2 乙 = 二", "丙\n甲改 = 一\n乙 = 二", 0);
    merges(base, base, "1 甲 = 一\n  2 乙 = 二\n4 新", "甲 = 一\n  乙 = 二\n新", 0);
    merges(base, "1 甲 = 同\n2 乙 = 二\n3 丙", "1 甲 = 同\n2 乙 = 二\n3 丙", "甲 = 同\n乙 = 二\n丙", 0);
}

#[test]
fn different_paragraphs_of_one_section_merge() {
    let base = "1 甲 = 一⏎二⏎三⏎四";
    merges(base, "1 甲 = 一改⏎二⏎三⏎四", "1 甲 = 一⏎二⏎三⏎四改⏎五", "甲 = 一改⏎二⏎三⏎四改⏎五", 0);
    merges(base, "1 甲 = 一⏎二⏎三", "1 甲 = 新⏎一⏎二⏎三⏎四", "甲 = 新⏎一⏎二⏎三", 0);
}

#[test]
fn where_both_wrote_both_texts_stay() {
    let mark = "【以下是对方的改法】";
    merges("1 甲 = 一", "1 甲我 = 我的", "1 甲他 = 他的", &format!("甲我{mark}甲他 = 我的⏎{mark}⏎他的"), 2);
    // Taken out by one and changed by the other: it stays.
    merges("1 甲\n2 乙", "1 甲改\n2 乙", "2 乙", "甲改\n乙", 1);
    merges("1 甲\n2 乙", "2 乙", "1 甲改\n2 乙", "甲改\n乙", 1);
    // Two new sections that happen to have one id are two sections.
    merges("1 甲", "1 甲\n2 我的", "1 甲\n2 他的", "甲\n他的\n我的", 0);
}

/// What the dice make of a report.
fn played(start: &Report, dice: &[Dice]) -> Report {
    let mut document = Document::new(start.clone());
    for dice in dice {
        if let Some(change) = change(document.report(), *dice) {
            document.apply(change).unwrap();
        }
    }
    document.report().clone()
}

/// Every paragraph of the headings and bodies.
fn paragraphs(report: &Report) -> BTreeSet<String> {
    let sections = report.tree.rows().map(|row| row.section);
    let texts = sections.flat_map(|section| [&section.heading, &section.body]);
    texts.flat_map(|text| text.lines()).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(200))]

    /// A whole version comes back whole, and goes again by one undo.
    #[test]
    fn all_comes_back(start in reports(), dice in prop::collection::vec(dice(), 0..25)) {
        let new = played(&start, &dice);
        let differences = compare::compare(&start, &new);
        let change = compare::take_all(&start, &new, "整份取回");
        prop_assert_eq!(differences.is_empty(), start == new);
        prop_assert_eq!(change.is_none(), start == new);
        if let Some(change) = change {
            let mut document = Document::new(new.clone());
            document.apply(change).unwrap();
            prop_assert_eq!(document.report(), &start);
            document.undo();
            prop_assert_eq!(document.report(), &new);
        }
    }

    /// One section after the other comes back too, until no text differs.
    #[test]
    fn section_by_section_comes_back(start in reports(), dice in prop::collection::vec(dice(), 0..25)) {
        let new = played(&start, &dice);
        let mut now = Document::new(new);
        for _ in 0..200 {
            let report = now.report();
            let differences = compare::compare(&start, report);
            let taken = differences.iter().find_map(|difference| compare::take_back(&start, report, difference));
            let Some(change) = taken else { break };
            now.apply(change).unwrap();
        }
        prop_assert_eq!(paragraphs(now.report()), paragraphs(&start));
    }

    /// What only one has done is taken as it is; what either wrote is there.
    #[test]
    fn merging_loses_nothing(
        start in reports(),
        mine in prop::collection::vec(dice(), 0..12),
        theirs in prop::collection::vec(dice(), 0..12),
    ) {
        let (mine, theirs) = (played(&start, &mine), played(&start, &theirs));
        prop_assert_eq!(compare::merge(&start, &mine, &start).change, None);
        let merged = |mine: &Report, theirs: &Report| {
            let mut report = mine.clone();
            if let Some(change) = compare::merge(&start, mine, theirs).change {
                change.apply(&mut report).unwrap();
            }
            report
        };
        let alone = merged(&start, &theirs);
        prop_assert_eq!(paragraphs(&alone), paragraphs(&theirs));
        let both = merged(&mine, &theirs);
        let all: String = paragraphs(&both).into_iter().collect::<Vec<_>>().join("\n");
        for side in [&mine, &theirs] {
            for line in paragraphs(side).difference(&paragraphs(&start)) {
                prop_assert!(all.contains(line.as_str()), "{line} is lost");
            }
        }
    }
}

/// What two writers switch off and dismiss adds up, and clashes with nothing.
#[test]
fn what_the_checker_leaves_out_merges() {
    let base = drawn(
        "
        1 概况
        ",
    );
    let with = |off: &[&str], scheme| {
        let mut report = base.clone();
        report.setup.check.off.extend(off.iter().map(|name| (*name).to_owned()));
        report.setup.scheme = scheme;
        report
    };
    let old = with(&["series", "day"], Scheme::Gongwen);
    let mine = with(&["series", "day", "as_of"], Scheme::Technical);
    let theirs = with(&["series", "pairs"], Scheme::Gongwen);
    let merged = compare::merge(&old, &mine, &theirs);
    assert!(merged.conflicts.is_empty());
    let mut document = Document::new(mine);
    document.apply(merged.change.expect("theirs has something new")).unwrap();
    let setup = &document.report().setup;
    assert_eq!(setup.check.off.iter().map(String::as_str).collect::<Vec<_>>(), ["as_of", "pairs", "series"]);
    assert_eq!(setup.scheme, Scheme::Technical);
}

/// Comments that two make, tick off and take out meet only where they are one.
#[test]
fn comments_merge_one_by_one() {
    let comment = |author: &str, text: &str, done: bool| Comment {
        author: author.into(),
        text: text.into(),
        done,
        ..Comment::default()
    };
    let with = |comments: &[Comment], progress: Progress| {
        let mut report = drawn("1 甲 = 一");
        let aside = Aside { comments: comments.to_vec(), progress, ..Aside::default() };
        let edit = Edit::Aside { of: Owner::Section(SectionId::new(1).unwrap()), aside: Some(Box::new(aside)) };
        edit.apply(&mut report).unwrap();
        report
    };
    let (old, gone) = (comment("科长", "数不对", false), comment("老周", "删", false));
    let base = with(&[old.clone(), gone.clone()], Progress::Unsaid);
    let mine = with(&[comment("科长", "数不对", true), gone, comment("甲", "我加的", false)], Progress::Draft);
    let theirs = with(&[old, comment("乙", "他加的", false)], Progress::Unsaid);
    let merged = compare::merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    let mut report = mine.clone();
    merged.change.unwrap().apply(&mut report).unwrap();
    let aside = report.tree.section(SectionId::new(1).unwrap()).unwrap().aside.clone().unwrap();
    let said: Vec<(&str, bool)> = aside.comments.iter().map(|one| (one.text.as_str(), one.done)).collect();
    assert_eq!(said, [("数不对", true), ("我加的", false), ("他加的", false)]);
    assert_eq!(aside.progress, Progress::Draft);
    // Each has written something else there.
    let theirs = with(&[comment("科长", "数还是不对", false), comment("老周", "删", false)], Progress::Unsaid);
    assert_eq!(compare::merge(&base, &mine, &theirs).conflicts.len(), 1);
}

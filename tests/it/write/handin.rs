//! Handing in what takes its time or outlives the program: a long report is checked beside the keys, the preview of one
//! costs what it shows, the last export is known after a restart.

use std::fs;

use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert;
use proptest::prelude::prop_assert_eq;
use proptest::proptest;

use tigang::check;
use tigang::export;
use tigang::export::Format;
use tigang::export::Look;
use tigang::report::Aside;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::Tree;
use tigang::text;
use tigang::text::Ambiguous;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Edge;
use tigang::tui::model::Model;
use tigang::tui::model::Moment;
use tigang::tui::model::Paged;
use tigang::tui::overlay::Overlay;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;

use crate::tools::desk::Desk;
use crate::tools::desk::REPORT;
use crate::tools::hunt;
use crate::tools::model::open;

// ---- 校核 of a long report ----

/// More 字 than are checked between two keys; 截止6月底 in the second section and in the last but one.
fn long() -> Report {
    let rows = (1..=100).map(|number| {
        // No sentence stands there twice.
        let sentence = |k: u32| {
            format!("第{number}组第{k}户的事逐项落实责任，群众反映的问题件件有回音，各承办单位按时限办结并逐件回访。")
        };
        let body: String = (1..=30).map(sentence).collect();
        let mut section = Section::new(SectionId::new(number).unwrap());
        section.heading = format!("抓第{number}项工作");
        section.body = if matches!(number, 2 | 99) { format!("截止6月底，{body}") } else { body.clone() };
        (1, section)
    });
    Report { title: "热线工作总结".into(), tree: Tree::from_rows(rows).unwrap(), ..Report::default() }
}

fn press(model: &mut Model, key: &str) -> Option<Effect> {
    update::press(model, Input::Key(Chord::parse(key).unwrap()))
}

/// What the check that was asked for will come to.
fn asked(effect: Option<Effect>) -> (Moment, Vec<check::Finding>) {
    let Some(Effect::Check(report, what)) = effect else { panic!("no check is asked for: {effect:?}") };
    (what, check::findings(&report, &check::Settings::default(), None))
}

/// The rules of the findings that are listed; `None` where no list is open.
fn listed(model: &Model) -> Option<Vec<&'static str>> {
    match &model.overlay {
        Some(Overlay::Findings(findings)) => Some(findings.list.iter().map(|finding| finding.rule.name).collect()),
        _ => None,
    }
}

#[test]
fn a_long_report_is_checked_beside_the_keys() {
    let mut model = Model::new(long(), (80, 24));
    let (what, found) = asked(press(&mut model, "shift-f7"));
    assert_eq!(listed(&model), None, "the keys are free");
    assert!(press(&mut model, "shift-f7").is_none(), "one check at a time");
    update::handle_outcome(&mut model, Outcome::Checked(what, found));
    assert_eq!(listed(&model), Some(vec!["as_of", "as_of"]));

    // A cure takes the finding off the list at once, and the rest is checked anew.
    let (what, found) = asked(press(&mut model, "f4"));
    assert_eq!(listed(&model), Some(vec!["as_of"]));
    update::handle_outcome(&mut model, Outcome::Checked(what, found));
    assert_eq!(listed(&model), Some(vec!["as_of"]));

    // With the last one the list closes once it is known that there are no others.
    let (what, found) = asked(press(&mut model, "f4"));
    update::handle_outcome(&mut model, Outcome::Checked(what, found));
    assert_eq!(listed(&model), None);
    assert_eq!(model.message.unwrap().says, "校核完毕，没有别的问题了");
}

#[test]
fn what_was_found_in_another_state_is_not_listed() {
    let mut model = Model::new(long(), (80, 24));
    let (what, found) = asked(press(&mut model, "shift-f7"));
    press(&mut model, "enter");
    update::press(&mut model, Input::Typed("严".into()));
    assert!(update::handle_outcome(&mut model, Outcome::Checked(what, found)).is_none());
    assert_eq!(listed(&model), None);
    assert_eq!(model.message.unwrap().says, "校核完毕，有2处；请再按一次校核列出来");
}

#[test]
fn who_has_left_the_list_is_not_brought_back_to_it() {
    let mut model = Model::new(long(), (80, 24));
    let (what, found) = asked(press(&mut model, "shift-f7"));
    update::handle_outcome(&mut model, Outcome::Checked(what, found));
    let (what, found) = asked(press(&mut model, "f4"));
    press(&mut model, "esc");
    assert!(update::handle_outcome(&mut model, Outcome::Checked(what, found)).is_none());
    assert_eq!(listed(&model), None);
}

// ---- The preview ----

#[test]
fn the_preview_says_what_the_file_will_say() {
    for format in Format::ALL {
        // A screen on which all of it finds room.
        let mut model = open("hotline-half-year", (200, 400));
        model.session.format = format;
        model.exported = Some(format!("总结.{}", format.name()).into());
        press(&mut model, "ctrl-f2");
        let shown: String = model.sheet.rows.iter().map(|row| row.text.as_str()).collect();
        // On paper a table has a frame.
        let bared = |text: &str| match format.look() {
            Look::Page => words_of(text),
            Look::Lines | Look::Marked | Look::Data => text.replace('\n', ""),
        };
        let bare = export::Options { spacing: export::Spacing::Bare, ..export::Options::default() };
        let said = match format.look() {
            Look::Marked => {
                String::from_utf8(export::bytes(model.report(), format, &model.session.export).unwrap()).unwrap()
            }
            Look::Page => export::text(model.report(), &bare),
            Look::Lines | Look::Data => export::text(model.report(), &model.session.export),
        };
        assert_eq!(bared(&shown), bared(&said), "{format:?}");
    }
}

/// A text without blanks and without the signs that a table is framed with.
fn words_of(text: &str) -> String {
    text.chars().filter(|ch| !ch.is_whitespace() && !"┌┬┐├┼┤└┴┘│─|+-".contains(*ch)).collect()
}

/// A report with a table of these lines, a title and merged cells, as the preview has it in a window of these columns.
fn tabled(lines: &str, merged: &[(u32, u32, u32, u32)], columns: u16, ambiguous: Ambiguous) -> Vec<String> {
    let aside = TableAside {
        title: "表1 办理情况".into(),
        unit: "件".into(),
        merged: merged.to_vec(),
        ..TableAside::default()
    };
    let mut section = Section::new(SectionId::new(1).unwrap());
    (section.heading, section.body) = ("情况".into(), format!("如下。\n{lines}\n完。"));
    section.aside = Some(Box::new(Aside { tables: vec![aside], ..Aside::default() }));
    let report = Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default() };
    let mut model = Model::new(report, (columns, 100));
    model.session.ambiguous = ambiguous;
    press(&mut model, "ctrl-f2");
    model.sheet.rows.iter().map(|row| format!("{}{}", " ".repeat(row.indent), row.text)).collect()
}

#[test]
fn a_table_stands_in_the_preview_as_on_paper() {
    let lines =
        "单位\t受理情况\t\t说明\n\t上年\t今年\t\n一科\t120\t132\t其中加急九件，均按时办结\n二科\t98\t101\t略\n\t3\t4\t";
    let merged = [(0, 0, 2, 1), (0, 1, 1, 2), (0, 3, 2, 1), (3, 0, 2, 1)];
    let rows = tabled(lines, &merged, 100, Ambiguous::Narrow);
    assert_eq!(
        rows[2..rows.len() - 1],
        [
            "                  表1 办理情况",
            "                                        单位：件",
            "┌─────────┬─────────────┬──────────────────────┐",
            "│  单位   │  受理情况   │         说明         │",
            "│         ├──────┬──────┤                      │",
            "│         │ 上年 │ 今年 │                      │",
            "├─────────┼──────┼──────┼──────────────────────┤",
            "│ 一科    │  120 │  132 │ 其中加急九件，均按时 │",
            "│         │      │      │         办结         │",
            "├─────────┼──────┼──────┼──────────────────────┤",
            "│ 二科    │   98 │  101 │          略          │",
            "│         ├──────┼──────┼──────────────────────┤",
            "│         │    3 │    4 │                      │",
            "└─────────┴──────┴──────┴──────────────────────┘",
        ],
        "{rows:#?}"
    );
}

#[test]
fn a_table_that_goes_on_has_its_head_on_every_page_of_the_preview() {
    let rows: String = (1..=40).map(|k| format!("第{k}站\t{k}\n")).collect();
    let mut section = Section::new(SectionId::new(1).unwrap());
    (section.heading, section.body) = ("台账".into(), format!("站名\t次数\n{rows}"));
    let report = Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default() };
    let breaks = export::breaks(&report, &export::Options::default());
    let mut model = Model::new(report, (120, 100));
    model.paged = Some(Paged { revision: model.document().revision(), breaks });
    press(&mut model, "ctrl-f2");
    let rows: Vec<String> = model.sheet.rows.iter().map(|row| row.text.clone()).collect();
    let edge = model.sheet.rows.iter().position(|row| row.edge == Some(Edge::Paper("第2页，共2页".into()))).unwrap();
    assert!(rows[edge - 2].starts_with('└') && rows[edge + 1].starts_with('┌'), "{rows:#?}");
    assert!(rows[edge + 2].contains("站名") && rows[edge + 3].starts_with('├'));
    // The page begins with the row that it begins with on paper.
    let pages = export::pages(model.report(), &export::Options::default());
    let first = pages.pages[1].lines[1].runs[0].text.clone();
    assert!(rows[edge + 4].contains(&first) && !rows[..edge].concat().contains(&first), "{first}");
}

#[test]
fn the_preview_stands_where_the_writer_is_wherever_he_goes() {
    let mut model = open("annual-and-plan", (80, 24));
    model.exported = Some("总结.txt".into());
    press(&mut model, "ctrl-f2");
    let whole = export::text(model.report(), &model.session.export);
    let mut last = None;
    while last != Some(model.spot()) {
        last = Some(model.spot());
        let rows = &model.sheet.rows;
        assert_eq!(rows.len(), 21, "it is full");
        assert!(rows.iter().any(|row| row.is_here && row.spot() == model.spot()), "{:?}", model.spot());
        let shown: String = rows.iter().map(|row| row.text.as_str()).collect();
        assert!(whole.replace('\n', "").contains(&shown), "{shown}");
        press(&mut model, "down");
    }
}

proptest! {
    #![proptest_config(hunt::cases(64))]

    /// Whatever the cells say and however narrow the pane, no word is left out, and the frame has straight sides.
    #[test]
    fn a_table_in_the_preview_is_whole(
        cells in prop::collection::vec(prop::collection::vec("[甲乙丙丁0-9，]{0,9}", 1..6), 2..7),
        columns in 40_u16..160,
        wide in any::<bool>(),
        merge in (0_u32..5, 0_u32..5, 1_u32..4, 1_u32..4),
    ) {
        let lines: Vec<String> = cells.iter().map(|row| row.join("\t")).collect();
        let lines = format!("首列\t次列\n{}", lines.join("\n"));
        let ambiguous = if wide { Ambiguous::Wide } else { Ambiguous::Narrow };
        let rows = tabled(&lines, &[merge], columns, ambiguous);
        let frame = |row: &&String| row.starts_with(['┌', '├', '└', '│', '|', '+']);
        let widths: Vec<usize> = rows.iter().filter(frame).map(|row| text::width(row, ambiguous)).collect();
        prop_assert!(widths.iter().all(|width| *width == widths[0]), "{rows:#?}");
        let sorted = |text: &str| {
            let mut all: Vec<char> = words_of(text).chars().filter(|ch| *ch != '␉').collect();
            all.sort_unstable();
            all
        };
        // 一、 is the number of the section.
        let says = sorted(&format!("一、情况如下。表1办理情况单位：件{lines}完。"));
        prop_assert_eq!(sorted(&rows.concat()), says, "{:#?}", rows);
    }
}

// ---- The last export ----

#[test]
fn the_last_export_is_known_after_a_restart() {
    let desk = Desk::new();
    desk.put("总结.ron", REPORT);
    let mut session = desk.opens();
    session.press("f12");
    session.sees("范围：全文");
    session.press("f7 f5 f5 f5");
    session.sees("Markdown");
    session.press("enter");
    session.sees("已导出");
    session.press("ctrl-q");
    assert_eq!(session.ends(), 0);
    let [exported] =
        desk.names().into_iter().filter(|name| name.ends_with(".md")).collect::<Vec<_>>().try_into().unwrap();
    let before = desk.read(&exported);

    fs::remove_file(desk.path(&exported)).unwrap();
    let mut session = desk.opens();
    session.press("shift-f12");
    session.sees("已导出");
    assert_eq!(desk.read(&exported), before, "the same format, the same section, the same file");

    // Who has changed the file since is not written over unasked.
    desk.put(&exported, "改过");
    session.press("shift-f12");
    session.sees("在上次导出以后被改过了");
    session.press("enter");
    session.misses("在上次导出以后被改过了");
    session.quits();
    assert_eq!(desk.read(&exported), "改过");

    // One that was never exported begins as the last one was; how much of it is asked anew every time, beginning with all.
    desk.put("别的.ron", REPORT);
    let mut session = desk.run("别的.ron");
    session.sees("一、主要工作");
    session.press("f12");
    session.sees("Markdown");
    session.sees("范围：全文");
    session.press("esc");
    session.quits();
    let mut session = desk.run("总结.ron");
    session.sees("一、主要工作");
    session.press("f12");
    session.sees("范围：全文");
    session.press("esc");
    session.quits();
}

/// How exports were kept once; a word that another version wrote costs that export, and no other.
#[test]
fn exports_that_another_version_kept_are_known() {
    let desk = Desk::new();
    desk.put("总结.ron", REPORT);
    let kept = |report: &str, format: &str, encoding: &str| {
        let (report, to) = (desk.path(report), desk.path("旧.md"));
        format!(
            "(report: {report:?}, to: {to:?}, format: {format}, spacing: blank_line, line_end: cr_lf, encoding: {encoding}, \
             headings: literal, metrics: in_texts, paper: a5, sections: [], print: (bytes: 0, sum: 0))"
        )
    };
    let keep = |entries: [String; 2]| {
        let file = desk.journals().with_file_name("exports.ron");
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, format!("[{}]", entries.join(","))).unwrap();
    };
    keep([kept("别的.ron", "scroll", "utf8"), kept("总结.ron", "markdown", "utf8_bom")]);
    let mut session = desk.opens();
    session.press("shift-f12");
    session.sees("已导出");
    assert!(desk.read("旧.md").contains("\n一、主要工作\n"), "a heading is its number alone");
    session.press("f12");
    session.sees("Markdown");
    session.press("f5 f5 f5");
    session.sees("首行：段间空行  F3 编码：utf-8-bom  F4 换行：CRLF");
    session.press("esc");
    session.quits();

    keep([kept("总结.ron", "markdown", "big5"), kept("别的.ron", "txt", "utf8")]);
    let mut session = desk.opens();
    session.press("shift-f12");
    session.sees("范围：全文");
    session.press("esc");
    session.quits();
}

#[test]
fn a_rule_that_is_off_for_good_stays_off_and_costs_no_line_of_the_list() {
    let desk = Desk::new();
    desk.put("总结.ron", REPORT);
    fs::create_dir_all(desk.settings("")).unwrap();
    fs::write(desk.settings("check-off.txt"), "# 我们科不查这些\n句子太长").unwrap();
    let mut session = desk.opens();
    session.press("f2");
    session.types("校核规则");
    session.press("enter");
    session.sees("F4 今后都查不查");
    session.types("截止");
    session.press("f4");
    session.sees("今后都不查“截止与截至”");
    let list = || fs::read_to_string(desk.settings("check-off.txt")).unwrap();
    assert_eq!(list(), "# 我们科不查这些\n句子太长\nas_of\n");
    session.press("f4");
    session.sees("又会查“截止与截至”了");
    assert_eq!(list(), "# 我们科不查这些\n句子太长\n");
    session.killed();
}

// ---- Numbers of one level written in several ways ----

#[test]
fn numbers_written_in_several_ways_are_told_once() {
    let found = |text: &str| {
        let imported = tigang::import::import_text(text);
        let mixed = imported.doubts.into_iter().filter_map(|doubt| match doubt.what {
            tigang::import::What::MixedMarkers { level, forms } => Some((level, forms)),
            _ => None,
        });
        mixed.collect::<Vec<_>>()
    };
    let forms =
        |forms: &[(&str, usize)]| forms.iter().map(|(first, count)| ((*first).to_owned(), *count)).collect::<Vec<_>>();
    let report = |numbers: [&str; 4]| {
        let [a, b, c, d] = numbers;
        format!(
            "水务所2032年工作总结\n一、主要工作\n（一）抓巡查\n{a}巡河道。全年巡河128次。\n{b}巡水库。全年巡库64次。\n\
             （二）抓管护\n{c}修堤防。整修堤防3公里。\n{d}清淤泥。清淤2万方。\n二、打算\n再巡一年。\n"
        )
    };
    // ✗
    assert_eq!(found(&report(["1.", "2、", "1.", "2."])), [(3, forms(&[("1.", 3), ("2、", 1)]))]);
    assert_eq!(found(&report(["1．", "2．", "1、", "2、"])), [(3, forms(&[("1．", 2), ("1、", 2)]))]);
    assert_eq!(
        found(&report(["1.", "2.", "1.", "2."]).replace("（二）", "(二)、")),
        [(2, forms(&[("（一）", 1), ("(二)、", 1)]))]
    );
    // ✓
    assert_eq!(found(&report(["1.", "2.", "1.", "2."])), []);
    assert_eq!(found(&report(["1、", "2、", "1、", "2、"])), []);
    assert_eq!(found(&report(["1. ", "2.", "1.　", "2."])), [], "blanks are no other way");
    assert_eq!(found(&report(["（1）", "（2）", "（1）", "（2）"])), []);
    assert_eq!(found(&report(["一是", "二是", "一是", "二是"])), []);
}

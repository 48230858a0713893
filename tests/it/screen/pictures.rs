//! What stands on the screen after some keys: one readable file a screen in `tests/screens`.
//!
//! `UPDATE_SCREENS=1 cargo test --test it screen::pictures` writes the files anew; what changed in them is then read before it is
//! committed.

use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;

use tigang::export;
use tigang::export::Profile;
use tigang::tui::keymap::KeyProfile;
use tigang::tui::keymap::Keymap;
use tigang::tui::model::Model;
use tigang::tui::model::Paged;
use tigang::tui::overlay::Overlay;
use tigang::tui::theme::Paint;
use tigang::tui::update;
use tigang::tui::update::Outcome;

use crate::tools::chief::AUTHOR;
use crate::tools::chief::Chief;
use crate::tools::chief::Recording;
use crate::tools::chief::Said;
use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// Holds the screen of a model against its file: the rows, the cursor's cell from (0, 0), what is selected.
#[track_caller]
fn compare(name: &str, start: &str, keys: &str, model: &Model) {
    let screen = draw(model);
    let mut seen = format!("{start} {}×{} {keys}\n\n", model.session.size.0, model.session.size.1);
    for row in screen.rows() {
        writeln!(seen, "{row}").unwrap();
    }
    let cursor = screen.cursor.map_or("不显示".to_string(), |at| format!("{},{}", at.x, at.y));
    writeln!(seen, "\n光标 {cursor}").unwrap();
    for (words, paint) in [
        ("选中", model.session.theme.selection),
        ("警告", model.session.theme.warning),
        ("出错", model.session.theme.error),
    ] {
        let runs = screen.painted(Paint { bg: paint.bg.or(model.session.theme.status.bg), ..paint });
        if !runs.is_empty() {
            writeln!(seen, "{words} {}", runs.join("⏎")).unwrap();
        }
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.txt"));
    if std::env::var_os("UPDATE_SCREENS").is_some() {
        std::fs::write(&file, &seen).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    assert!(seen == expected, "the screen is not that of tests/screens/{name}.txt:\n{seen}");
}

/// The screen after `keys` in a report.
#[track_caller]
fn check(name: &str, sample: &str, (width, height): (u16, u16), keys: &str) {
    let mut model = open(sample, (width, height));
    play(&mut model, keys);
    compare(name, sample, keys, &model);
}

const TINY: (u16, u16) = (20, 5);
const SMALL: (u16, u16) = (40, 12);
const NARROW: (u16, u16) = (60, 20);
const USUAL: (u16, u16) = (80, 24);
const LARGE: (u16, u16) = (120, 40);
const HUGE: (u16, u16) = (200, 50);

/// A report of our own from nothing.
const OWN: &str = "'青石巷社区2026年上半年工作总结 enter '主要工作 enter tab '抓服务，办实事 ctrl-e \
    '开展入户走访1260户，收集群众意见85条，办结82条。 ctrl-e enter '抓治理，保平安 esc ctrl-b tab tab '青石巷社区居委会 \
    tab '2026年7月1日 tab tab tab tab tab '1500 enter";

#[test]
fn panes_at_every_size() {
    check("panes-20x5", "science-half-year", TINY, "");
    check("panes-40x12", "science-half-year", SMALL, "");
    check("panes-60x20", "science-half-year", NARROW, "");
    check("panes-80x24", "science-half-year", USUAL, "");
    check("panes-120x40", "annual-and-plan", LARGE, "down down down");
    check("panes-200x50", "annual-and-plan", HUGE, "");
}

#[test]
fn where_the_terminal_makes_quotation_marks_wide() {
    for (name, size, keys) in [
        ("wide-40x12", SMALL, "down down ctrl-e down end"),
        ("wide-80x24", USUAL, "down down f6 down"),
        ("wide-120x40", LARGE, "down enter '“三” f9"),
        ("wide-200x50", HUGE, "f12"),
    ] {
        let mut model = open("hotline-half-year", size);
        model.session.ambiguous = tigang::text::Ambiguous::Wide;
        model.settle();
        play(&mut model, keys);
        compare(name, "hotline-half-year", keys, &model);
    }
}

#[test]
fn a_report_that_opens_empty() {
    check("empty-80x24", "-", USUAL, "");
    check("empty-40x12", "-", SMALL, "");
    check("empty-navigation", "-", NARROW, "esc");
}

#[test]
fn every_focus() {
    check("focus-heading", "hotline-half-year", USUAL, "down enter");
    check("focus-text", "hotline-half-year", USUAL, "down down ctrl-e down end");
    check("focus-metrics", "hotline-half-year", USUAL, "f9 f9 tab down");
    check("focus-note", "hotline-half-year", USUAL, "f9 f9 f9 '问督办科要5月的数");
    check("focus-text-40x12", "hotline-half-year", SMALL, "down down ctrl-e down end");
    check("focus-metrics-40x12", "hotline-half-year", SMALL, "f9 f9");
    check("focus-note-40x12", "hotline-half-year", SMALL, "shift-f9 '问督办科");
    check("text-alone", "hotline-half-year", USUAL, "down down ctrl-l");
    check("text-alone-40x12", "hotline-half-year", SMALL, "down down ctrl-l end");
    check("text-alone-120x40", "hotline-half-year", LARGE, "down down ctrl-l end");
    check("text-alone-200x50", "hotline-half-year", HUGE, "down down ctrl-l down end");
}

#[test]
fn the_manuscript() {
    const WRITE: &str = "down down ctrl-e ctrl-home down down down end";
    check("manuscript-40x12", "hotline-half-year", SMALL, &format!("alt-m alt-m {WRITE}"));
    check("manuscript-80x24", "hotline-half-year", USUAL, &format!("alt-m alt-m {WRITE}"));
    check("manuscript-branch-80x24", "hotline-half-year", USUAL, "alt-m down down ctrl-e");
    check("manuscript-120x40", "hotline-half-year", LARGE, WRITE);
    check("manuscript-160x45", "secondment", (160, 45), "ctrl-e ctrl-end");
    check("manuscript-200x50", "annual-and-plan", HUGE, WRITE);
    check("manuscript-selected", "hotline-half-year", LARGE, &format!("{WRITE} shift-down shift-down shift-down"));
    let folded = format!("f2 '稿面跟着折叠 enter 1 {WRITE}");
    check("manuscript-folded", "hotline-half-year", LARGE, &folded);
    check("manuscript-heading", "hotline-half-year", LARGE, &format!("{WRITE} down down"));
}

#[test]
fn tables_in_a_text() {
    const TABLE: &str = "'总结 enter '办件情况 ctrl-e '各单位办件情况如下： enter ctrl-t '4×4 enter '单位 tab '受理 tab '办结 tab '说明 \
        tab '一科 tab '1200 tab '1188 tab '其中加急9件，均在当日办结并回访 tab '二科 tab '90 tab '88 tab '无 tab '合计 tab '1290 tab '1276 tab '办结率98.9%";
    for (name, size) in [("80x24", USUAL), ("40x12", SMALL), ("120x40", LARGE), ("200x50", HUGE)] {
        check(&format!("table-{name}"), "-", size, &format!("{TABLE} backtab"));
        check(&format!("table-merged-{name}"), "hotline-half-year", size, "end ctrl-e tab tab tab shift-down");
    }
    check("table-alone-120x40", "-", LARGE, &format!("{TABLE} ctrl-l shift-up"));
}

#[test]
fn the_report_as_it_is_handed_in() {
    for (name, size) in [("80x24", USUAL), ("40x12", SMALL), ("120x40", LARGE), ("200x50", HUGE)] {
        check(&format!("preview-{name}"), "hotline-half-year", size, "down down down ctrl-f2");
        check(&format!("preview-text-{name}"), "hotline-half-year", size, "down down down ctrl-f2 ctrl-e");
        check(&format!("export-part-{name}"), "hotline-half-year", size, "down space down space f12 f7 f5");
    }
    check("preview-word-end", "hotline-half-year", USUAL, "f12 f5 enter end ctrl-f2");
    check("preview-turned", "hotline-half-year", USUAL, "ctrl-f2 %60,5 %60,5");
    check("check-rules", "hotline-half-year", USUAL, "f2 'jhgz enter");
}

#[test]
fn a_report_from_nothing() {
    check("own-report", "-", USUAL, OWN);
    check("own-closing", "-", USUAL, &format!("{OWN} end ctrl-e '特此总结。"));
    check("own-saved", "-", USUAL, &format!("{OWN} ctrl-s enter"));
    check("own-undone", "-", USUAL, &format!("{OWN} ctrl-z ctrl-z ctrl-z"));
    check("own-split-heading", "-", NARROW, "'总结 enter '抓服务办实事 left left left enter");
}

#[test]
fn a_long_heading_wraps_while_it_is_written() {
    let heading = "'坚持以人民为中心的发展思想，用心用情用力解决好群众身边的急难愁盼问题，不断提升基层治理现代化水平";
    check("long-heading-80x24", "-", USUAL, &format!("'总结 enter {heading} home up"));
    check("long-heading-40x12", "-", SMALL, &format!("'总结 enter {heading}"));
    check("long-heading-left", "-", SMALL, &format!("'总结 enter {heading} enter '二"));
    check("long-heading-counted", "annual-and-plan", USUAL, &format!("enter end {heading} left left"));
    check("long-heading-selected", "-", USUAL, &format!("'总结 enter {heading} shift-home shift-left shift-left"));
}

#[test]
fn folded_rows() {
    check("fold-1", "annual-and-plan", USUAL, "1");
    check("fold-2", "annual-and-plan", USUAL, "2");
    check("fold-one", "science-half-year", NARROW, "down left");
}

#[test]
fn focus_on_a_part_and_filter() {
    check("hoist", "annual-and-plan", USUAL, "down down f5");
    check("hoist-twice", "annual-and-plan", NARROW, "f5 down f5");
    check("filter-typing", "annual-and-plan", USUAL, "f8 '种");
    check("filter-kept", "annual-and-plan", USUAL, "f8 '产业 enter down");
    check("filter-none", "annual-and-plan", USUAL, "down f8 '没有这样的话 enter");
    check("filter-cleared", "annual-and-plan", NARROW, "down f8 '产业 enter esc");
}

/// What may follow keys already pressed, under another profile than the default one.
#[test]
fn keys_that_follow_each_other() {
    for (name, size, profile, keys) in [
        ("sequence-40x12", SMALL, "vim", "z"),
        ("sequence", USUAL, "vim", "z"),
        ("sequence-org", USUAL, "org", "ctrl-c"),
        ("sequence-org-120x40", LARGE, "org", "ctrl-x"),
        ("sequence-org-200x50", HUGE, "org", "ctrl-x"),
        ("sequence-wrong", USUAL, "vim", "d y"),
    ] {
        let mut model = open("civic-campaign", size);
        model.session.keymap = Keymap::default().over(KeyProfile::named(profile).unwrap());
        play(&mut model, keys);
        compare(name, &format!("civic-campaign 键位 {profile}"), keys, &model);
    }
}

#[test]
fn marks_and_grab() {
    check("marks", "civic-campaign", USUAL, "down space down space");
    check("grab", "civic-campaign", USUAL, "down f6 down");
    check("grab-40x12", "civic-campaign", SMALL, "down down f6 down right");
    check("grab-put-back", "civic-campaign", SMALL, "down down f6 down down esc");
}

#[test]
fn metrics_at_several_widths() {
    check("metrics-40x12", "annual-and-plan", SMALL, "f9 f9 tab tab tab tab");
    check("metrics-60x20", "annual-and-plan", NARROW, "f9 f9");
    check("metrics-100x30", "annual-and-plan", (100, 30), "f9 f9 down");
    check("metrics-120x40", "annual-and-plan", LARGE, "f9 f9 down tab");
    check("metrics-writing", "annual-and-plan", USUAL, "f9 f9 tab '6");
    check("metrics-trouble", "annual-and-plan", USUAL, "f9 f9 insert '机械化率 enter");
    check("metrics-of-parts", "annual-and-plan", LARGE, "home f9 f9 down down");
}

#[test]
fn figures_at_every_size() {
    const SERIES: &str = "f9 f9 f7 '1月_812；2月_790；3月_905；4月_990；5月_1120；6月_1060 enter f6";
    for (size, name) in [(SMALL, "40x12"), (USUAL, "80x24"), (LARGE, "120x40"), (HUGE, "200x50")] {
        let check = |what: &str, sample, keys: &str| check(&format!("{what}-{name}"), sample, size, keys);
        check("completion", "annual-and-plan", "down ctrl-e '共{");
        check("completion-forms", "annual-and-plan", "down ctrl-e '共{ down ':");
        check("overview", "annual-and-plan", "f4 right right right right f3");
        check("overview-writing", "annual-and-plan", "f4 right f2 '9");
        check("extraction", "civic-campaign", "f2 'czwtqzb enter space down tab");
        check("picture", "annual-and-plan", "f9 f9 f6");
        check("picture-section", "annual-and-plan", "f9 f9 insert '大豆播种面积 tab '6.4 tab '万亩 enter f6 right");
        check("picture-series", "annual-and-plan", SERIES);
    }
}

#[test]
fn windows() {
    check("help-40x12", "-", SMALL, "esc f1");
    check("help-80x24", "-", USUAL, "esc f1 pagedown");
    check("help-200x50", "-", HUGE, "esc f1");
    check("palette", "hotline-half-year", USUAL, "f2");
    check("palette-words", "hotline-half-year", USUAL, "f2 '升级");
    check("palette-initials", "hotline-half-year", USUAL, "f2 'sx down");
    check("palette-nothing", "hotline-half-year", SMALL, "f2 '没有");
    check("go-to", "hotline-half-year", USUAL, "ctrl-u 'gz");
    check("go-to-40x12", "hotline-half-year", SMALL, "ctrl-u 'gz");
    check("go-to-120x40", "hotline-half-year", LARGE, "ctrl-u");
    check("go-to-200x50", "hotline-half-year", HUGE, "ctrl-u 'czwt");
    check("move-to", "secondment", USUAL, "down ctrl-t '茶");
    check("word-count", "hotline-half-year", USUAL, "f2 'zstj enter");
    check("word-count-40x12", "hotline-half-year", SMALL, "f2 'zstj enter");
    check("word-bars", "hotline-half-year", USUAL, "f2 'zst enter");
    check("word-bars-40x12", "hotline-half-year", SMALL, "f2 'zst enter");
    check("word-bars-120x40", "hotline-half-year", LARGE, "f2 'zst enter");
    check("word-bars-200x50", "hotline-half-year", HUGE, "f2 'zst enter");
    check("themes", "secondment", SMALL, "f2 'hps enter");
    check("prompt-save", "-", NARROW, "'总结 ctrl-s");
    check("prompt-trouble", "hotline-half-year", NARROW, "f2 'zsmb enter '两千 enter");
    check("find", "hotline-half-year", USUAL, "ctrl-f '督办");
    check("find-40x12", "hotline-half-year", SMALL, "ctrl-f '督办");
    check("find-120x40", "hotline-half-year", LARGE, "ctrl-f f6 '[0-9]+件 f3 f3");
    check("find-200x50", "hotline-half-year", HUGE, "ctrl-f '督办 tab");
    check("find-trouble", "hotline-half-year", USUAL, "ctrl-f f6 '督(办");
    check("replace-by", "hotline-half-year", USUAL, "ctrl-r '工单 enter '诉求单 ctrl-r f3");
    check("replace-by-40x12", "hotline-half-year", SMALL, "ctrl-r '工单 enter '诉求单");
    check("found", "hotline-half-year", USUAL, "ctrl-f '督办 enter f3 f3 f3");
    check("not-found", "hotline-half-year", USUAL, "ctrl-f '量子 enter");
    check("replaced", "hotline-half-year", USUAL, "ctrl-r '工单 enter '诉求单 enter");
    check("ask-unsaved", "hotline-half-year", USUAL, "enter '新 ctrl-q");
    check("ask-unsaved-40x12", "hotline-half-year", SMALL, "enter '新 ctrl-q right");
    check("form", "hotline-half-year", USUAL, "ctrl-b down");
    check("form-trouble", "hotline-half-year", SMALL, "ctrl-b tab tab tab tab tab tab tab tab backspace 'x enter");
    let tried = "f2 'ajcs enter ctrl-s 'a '工作总结 \"今年⏎明年 alt-left @12,3 esc";
    check("key-test-40x12", "hotline-half-year", SMALL, tried);
    check("key-test", "hotline-half-year", USUAL, tried);
    check("key-test-120x40", "hotline-half-year", LARGE, tried);
    check("key-test-200x50", "hotline-half-year", HUGE, tried);
    check("export", "secondment", USUAL, "f12");
    check("export-encoding", "-", NARROW, "'总结🚀 f12 f3 f3 f3 enter");
    check("export-40x12", "secondment", SMALL, "f12 down down");
    check("findings", "hotline-half-year", USUAL, "home ctrl-e '截止6月底，共受理XX件，1月5号办结 shift-f7");
    check("findings-40x12", "hotline-half-year", SMALL, "home ctrl-e '截止6月底，共受理XX件 shift-f7 down");
    check("findings-200x50", "hotline-half-year", HUGE, "home ctrl-e '截止6月底，共受理XX件，1月5号办结 shift-f7 down");
}

#[test]
fn text_that_arrives_in_navigation_is_held() {
    check("held", "hotline-half-year", USUAL, "'今年以来");
    check("held-40x12", "hotline-half-year", SMALL, "'今年以来，全市热线工作");
    check("held-taken", "hotline-half-year", NARROW, "down '，重实效 enter");
}

#[test]
fn the_closing_row_has_signature_and_date() {
    check("closing", "secondment", USUAL, "end");
    check("closing-writing", "secondment", SMALL, "end enter ctrl-end");
}

#[test]
fn selected_text() {
    check("selected", "hotline-half-year", USUAL, "home ctrl-e ctrl-a");
    check("selected-rows", "hotline-half-year", USUAL, "home ctrl-e right right shift-down shift-down shift-left");
}

#[test]
fn what_the_status_line_says() {
    check("says-warning", "hotline-half-year", NARROW, "home tab");
    check("says-key", "hotline-half-year", USUAL, "ctrl-pageup");
    let mut model = open("hotline-half-year", USUAL);
    update::handle_outcome(&mut model, Outcome::Failed("没有写权限，报告还没有保存；请换一个文件夹另存".into()));
    compare("says-error", "hotline-half-year", "（保存失败）", &model);
    let reports = vec![open("civic-campaign", USUAL).report().clone()];
    let says = "已读入 31 节".to_owned();
    update::handle_outcome(
        &mut model,
        Outcome::Opened { reports, path: None, suggested: None, doubts: Vec::new(), says },
    );
    compare("says-figures", "civic-campaign", "（读入旧稿）", &model);
}

/// Counts the pages, as the rim does once the writer rests.
fn count_pages(model: &mut Model) {
    let breaks = export::breaks(model.report(), &model.session.export);
    model.paged = Some(Paged { revision: model.document().revision(), breaks });
}

#[test]
fn the_page_of_the_caret_and_how_many_there_are() {
    for (name, size) in [("80x24", USUAL), ("120x40", LARGE)] {
        let mut model = open("hotline-half-year", size);
        count_pages(&mut model);
        play(&mut model, "end");
        compare(&format!("pages-{name}"), "hotline-half-year", "（数过页数）end", &model);
    }
    // The preview has their edges and numbers; its keys turn them.
    for (name, size) in [("80x24", USUAL), ("120x40", LARGE)] {
        let mut model = open("hotline-half-year", size);
        count_pages(&mut model);
        play(&mut model, "ctrl-f2");
        compare(&format!("paper-{name}"), "hotline-half-year", "（数过页数）ctrl-f2", &model);
        play(&mut model, "pagedown pagedown");
        compare(&format!("paper-turned-{name}"), "hotline-half-year", "（数过页数）ctrl-f2 pagedown pagedown", &model);
        play(&mut model, "end ctrl-e");
        compare(&format!("paper-end-{name}"), "hotline-half-year", "（数过页数）ctrl-f2 … end ctrl-e", &model);
    }
    // At the end there is no page to turn to.
    for size in [USUAL, LARGE] {
        let mut model = open("hotline-half-year", size);
        count_pages(&mut model);
        play(&mut model, "ctrl-f2 end");
        let (spot, shown) = (model.spot(), draw(&model).rows());
        play(&mut model, "pagedown");
        assert_eq!((model.spot(), draw(&model).rows()), (spot, shown));
    }
    // 封面 and 目录 stand before the first page, where the profile asks for them.
    for (name, size) in [("80x24", USUAL), ("120x40", LARGE)] {
        let mut model = open("hotline-half-year", size);
        let asked = Profile { cover: true, contents: Some(2), ..Profile::default() };
        *model.session.export.profile = asked;
        count_pages(&mut model);
        play(&mut model, "ctrl-f2 pageup");
        compare(&format!("paper-contents-{name}"), "hotline-half-year", "（数过页数）ctrl-f2 pageup", &model);
        play(&mut model, "pageup");
        compare(&format!("paper-cover-{name}"), "hotline-half-year", "（数过页数）ctrl-f2 pageup pageup", &model);
        play(&mut model, "pagedown pagedown");
        assert!(draw(&model).rows().join("\n").contains("第1页，共"), "the first page of the text follows");
    }
    // A section that is younger than the count has no page yet.
    let mut model = open("hotline-half-year", LARGE);
    count_pages(&mut model);
    let last = |model: &Model| draw(model).rows().last().unwrap().clone();
    assert!(last(&model).contains("第1页，共6页"), "{}", last(&model));
    play(&mut model, "insert esc");
    assert!(last(&model).contains("共6页") && !last(&model).contains("第1页"), "{}", last(&model));
}

/// A text as another program wrote it, opened.
fn read(text: &str, size: (u16, u16)) -> Model {
    let mut model = open("-", size);
    let tigang::import::Imported { reports, doubts } = tigang::import::import_text(text);
    let outcome = Outcome::Opened { reports, path: None, suggested: None, doubts, says: String::new() };
    update::handle_outcome(&mut model, outcome);
    model
}

#[test]
fn where_a_text_was_unclear() {
    const MESSY: &str = "某某区政务服务中心2031年工作总结\n一、主要工作\n（一）抓窗口服务\n全年办件12345件，同比增长8.1%。\n- 1 -\n\
        （三）抓流程再造\n优化事项\n对86个事项进行了梳理。\n1.精简环节\n2、减少材料\n4.压缩时限\n- 2 -\n二、存在问题\n四 人员不足。窗口人员流动大。\n";
    for (name, size) in [("80x24", USUAL), ("40x12", SMALL), ("120x40", LARGE)] {
        let mut model = read(MESSY, size);
        play(&mut model, "alt-y down");
        compare(&format!("doubts-{name}"), "（读入乱稿）", "alt-y down", &model);
        play(&mut model, "pagedown f8");
        compare(&format!("doubts-taken-{name}"), "（读入乱稿）", "alt-y down pagedown f8", &model);
    }
}

#[test]
fn a_collection_to_choose_from() {
    const COLLECTION: &str = "2031年度各科室工作总结汇编\n\n办公室2031年工作总结\n一、办文办会\n全年办文320件，办会45次。\n二、后勤保障\n\
        食堂改造完工。\n\n财务科2031年工作总结\n一、预算执行\n执行率98.2%。\n二、资产管理\n清查资产1200件。\n\n\
        人事科2031年工作总结\n一、招聘\n招录12人。\n二、培训\n培训3期。\n";
    for (name, size) in [("80x24", USUAL), ("40x12", SMALL), ("120x40", LARGE)] {
        let mut model = read(COLLECTION, size);
        compare(&format!("collection-{name}"), "（读入汇编）", "", &model);
        play(&mut model, "end down down down enter");
        compare(&format!("collection-one-{name}"), "（读入汇编）", "end down down down enter", &model);
    }
    let mut model = read(COLLECTION, USUAL);
    play(&mut model, "esc");
    compare("collection-left", "（读入汇编）", "esc", &model);
}

#[test]
fn reports_opened_before_are_offered() {
    let mut model = open("-", USUAL);
    model.session.recent = ["/家/报告/上半年工作总结.ron", "/家/报告/述职.ron"].map(PathBuf::from).to_vec();
    update::offer_start(&mut model);
    compare("start", "-", "（最近两份）", &model);
    play(&mut model, "'2026年度述职报告");
    compare("start-title", "-", "（最近两份） '2026年度述职报告", &model);
    play(&mut model, "enter");
    compare("start-titled", "-", "（最近两份） '2026年度述职报告 enter", &model);
    assert!(!matches!(model.overlay, Some(Overlay::Picker(_))));
}

/// What the chief has changed, with 修订 on, and said: the report, the walk through it, his comments lit in the text.
#[test]
fn a_draft_that_came_back() {
    for (name, size) in [("40x12", SMALL), ("80x24", USUAL), ("120x40", LARGE)] {
        let mut model = open("hotline-half-year", size);
        let docx = export::Format::named("docx").unwrap();
        let bytes = export::bytes(model.report(), docx, &export::Options::default()).unwrap();
        let mut chief = Chief::new(&bytes, Recording::On);
        chief.write_over("8个街道便民中心", "9个街道便民中心");
        chief.write_over_in("总数达到46个", "46", "48");
        chief.write_over("特此报告", "特此报告，请审议");
        chief.add_paragraph("8个街道便民中心", "BodyText", "另在2处火车站设点。");
        let said = Said { author: AUTHOR, text: "逐条对一下台账", answers: &[], done: false };
        chief.comment("减少空转", &said);
        let returned = Outcome::Returned { name: "退回稿.docx".into(), bytes: chief.save() };
        update::handle_outcome(&mut model, returned);
        compare(&format!("returned-{name}"), "hotline-half-year 退回稿.docx", "", &model);
        let keys = "down down down";
        play(&mut model, keys);
        compare(&format!("returned-walked-{name}"), "hotline-half-year 退回稿.docx", keys, &model);
        let keys = "down delete enter esc alt-c";
        play(&mut model, keys);
        compare(&format!("returned-comment-{name}"), "hotline-half-year 退回稿.docx", keys, &model);
    }
}

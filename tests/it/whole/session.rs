//! A writer's day at the terminal: the built program, keys in, screen, file and text out.

use std::fs;
use std::time::Duration;

use tigang::export;
use tigang::report::Report;
use tigang::store;

use crate::tools::desk::Desk;
use crate::tools::desk::REPORT;
use crate::tools::drawing::dedent;
use crate::tools::drawing::draw;
use crate::tools::pty::Session;
use crate::tools::pty::Temper;

impl Desk {
    /// The report in a file.
    #[track_caller]
    fn report(&self, name: &str) -> Report {
        store::open(&self.path(name)).unwrap().report
    }

    /// Compares the outline in a file with a drawing.
    #[track_caller]
    fn holds(&self, name: &str, drawing: &str) {
        assert_eq!(draw(&self.report(name), None), dedent(drawing));
    }

    /// Opens `总结.ron` and writes 多 into its first heading, unsaved.
    #[track_caller]
    fn writes(&self) -> Session {
        let mut session = self.opens();
        session.press("enter");
        session.sees("写作");
        session.types("多");
        session.sees("主要工作多");
        session.sees("●未保存");
        session
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one sitting, in its order")]
fn a_report_from_start_to_finish() {
    let desk = Desk::new();
    let mut session = desk.run("new 总结.ron");
    session.sees("· 写作");
    session.sees(" 总结.ron  0字");

    // Headings, as an input method commits them, and one as a slow line carries it.
    session.types("水务所2032年工作总结");
    session.writes_behind("水务所2032年工作总结");
    session.sees("●未保存  9字");
    session.press("enter");
    session.sees("一、");
    session.types("主要工作");
    session.writes_behind("一、主要工作");
    session.press("enter");
    session.sees("二、");
    session.drips("抓巡查");
    session.writes_behind("二、抓巡查");
    session.press("tab");
    session.writes_behind("（一）抓巡查");

    // A body of two paragraphs; the caret stands behind every commit.
    session.press("ctrl-e");
    session.sees("（一）抓巡查");
    session.types("全年巡河");
    session.writes_behind("全年巡河");
    session.drips("一百二十八次，");
    session.writes_behind("全年巡河一百二十八次，");
    session.types("没有漏巡。");
    session.press("enter");
    session.types("夜巡照常。");
    session.writes_behind("夜巡照常。");
    session.press("ctrl-e");
    session.sees("· 写作");
    session.press("enter");
    session.sees("（二）");
    session.types("抓管护");
    session.writes_behind("（二）抓管护");
    session.press("enter backtab");
    session.sees("二、");
    session.types("存在问题");
    session.writes_behind("二、存在问题");
    session.press("ctrl-e");
    session.types("人手不足。");
    session.writes_behind("人手不足。");
    session.sees("49字");

    // Up, back, again; the numbers follow.
    session.press("esc");
    session.sees("· 导航");
    session.press("up");
    session.press("alt-up");
    session.sees("（一）抓管护");
    session.sees("（二）抓巡查");
    session.press("ctrl-z");
    session.sees("（一）抓巡查");
    session.sees("（二）抓管护");
    session.press("ctrl-y");
    session.sees("（一）抓管护");

    // A note and a figure, which a body then refers to.
    session.press("ctrl-e f9 f9");
    session.types("问老周要数");
    session.writes_behind("问老周要数");
    session.press("shift-f9 insert");
    session.types("清淤");
    session.press("tab");
    session.types("3.5");
    session.press("tab");
    session.types("公里");
    session.press("enter");
    session.sees("公里");
    session.press("shift-f9");
    session.types("清淤{清淤}，管好{清淤:数}段河。");
    session.writes_behind("清淤3.5公里，管好3.5段河。");

    // Saved under the name it was begun with.
    session.press("ctrl-s");
    session.sees("已保存：总结.ron");
    session.press("esc");
    session.sees("· 导航");
    session.misses("●未保存");
    session.quits();
    assert_eq!(desk.names(), ["总结.ron"]);
    desk.holds(
        "总结.ron",
        "
        主要工作
          抓管护 = 清淤{清淤}，管好{清淤:数}段河。 # 问老周要数 {清淤}
          抓巡查 = 全年巡河一百二十八次，没有漏巡。⏎夜巡照常。
        存在问题 = 人手不足。
        ",
    );

    // Opened again, looked at as it will be, written as text.
    let mut session = desk.opens();
    session.press("f12");
    session.sees("导出 · 回车写入文件");
    session.sees("　　（一）抓管护");
    session.press("enter");
    session.sees("已导出：总结.txt");
    session.quits();
    let text = "\
水务所2032年工作总结
　　一、主要工作
　　（一）抓管护
　　清淤3.5公里，管好3.5段河。
　　（二）抓巡查
　　全年巡河一百二十八次，没有漏巡。
　　夜巡照常。
　　二、存在问题
　　人手不足。
";
    assert_eq!(desk.read("总结.txt"), text);
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_tigang"))
        .args(["export", "总结.ron"])
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), text);
    assert_eq!(export::text(&desk.report("总结.ron"), &export::Options::default()), text);
}

/// Ten sections typed from nothing in the manuscript alone: no key leads into the outline after the first.
#[test]
fn a_report_typed_as_one_text() {
    let desk = Desk::new();
    let mut session = desk.run_with("new 总结.ron", (120, 40), &[]);
    session.sees("· 写作");
    session.press("ctrl-e up");
    let typed = [
        ("沙洲街道2031年平安建设工作总结", "enter"),
        ("今年以来，街道以平安建设为抓手，各项工作有序推进。现将情况总结如下。", "enter enter"),
        ("主要做法", "enter"),
        ("今年主要抓了以下几件事。", "enter"),
        ("（一）排查矛盾纠纷", "enter"),
        ("全年排查矛盾纠纷214件，化解209件。", "enter"),
        ("1.定期排查。", "enter"),
        ("每周一次，逢节必查。", "enter"),
        ("2.分级化解。", "enter"),
        ("小事不出网格，大事不出街道。", "enter"),
        ("（二）整治安全隐患", "enter"),
        ("检查场所96家，整改隐患57处。", "enter"),
        ("（三）开展宣传", "enter"),
        ("入户宣传3100户。", "enter"),
        ("二、存在问题", "enter"),
        ("网格员流动较快，台账不够细。", "enter"),
        ("三、下步打算", "enter"),
        ("一是稳住队伍", "enter"),
        ("落实补贴，定期培训。", "enter"),
        ("二是做细台账", "enter"),
        ("一户一档，按月更新。", ""),
    ];
    for (words, keys) in typed {
        session.types(words);
        let behind = words.trim_start_matches(['（', '一', '二', '三', '）', '、', '1', '2', '.', '是']);
        let tail: String = behind.chars().skip(behind.chars().count().saturating_sub(6)).collect();
        session.writes(&tail);
        if !keys.is_empty() {
            session.press(keys);
        }
    }
    session.press("ctrl-s");
    session.sees("已保存：总结.ron");
    session.quits();
    let report = desk.report("总结.ron");
    assert_eq!(report.tree.len(), 10);
    let text = "\
沙洲街道2031年平安建设工作总结
　　今年以来，街道以平安建设为抓手，各项工作有序推进。现将情况总结如下。
　　一、主要做法
　　今年主要抓了以下几件事。
　　（一）排查矛盾纠纷
　　全年排查矛盾纠纷214件，化解209件。
　　1.定期排查。
　　每周一次，逢节必查。
　　2.分级化解。
　　小事不出网格，大事不出街道。
　　（二）整治安全隐患
　　检查场所96家，整改隐患57处。
　　（三）开展宣传
　　入户宣传3100户。
　　二、存在问题
　　网格员流动较快，台账不够细。
　　三、下步打算
　　一是稳住队伍
　　落实补贴，定期培训。
　　二是做细台账
　　一户一档，按月更新。
";
    assert_eq!(export::text(&report, &export::Options::default()), text);
}

#[test]
fn a_file_with_two_sections_of_one_id_opens_and_says_so() {
    let desk = Desk::new();
    desk.put("总结.ron", REPORT.replace("],\n)\n", "(id: 2, level: 1,\nheading: \"下步打算\",\n),\n],\n)\n"));
    let mut session = desk.opens();
    session.sees("文件里有编号重了的节（两个人各加了一节）：换了编号 1 节，请看 F2 读入时拿不准的地方");
    session.sees("三、下步打算");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    let mut session = desk.opens();
    session.sees("三、下步打算");
    session.misses("编号重了");
    session.quits();
    desk.holds("总结.ron", "主要工作 = 巡河十一次。\n  抓管护\n存在问题\n下步打算");
}

#[test]
fn unsaved_work_is_asked_about() {
    let desk = Desk::with_report();
    let mut session = desk.writes();
    session.press("ctrl-q");
    session.sees("“总结.ron”还没有保存。");
    session.sees("1 保存    2 不保存    3 取消");
    session.press("right right enter");
    session.misses("还没有保存。");
    session.sees("●未保存");
    session.press("ctrl-q");
    session.sees("还没有保存。");
    session.press("right enter");
    assert_eq!(session.ends(), 0);
    assert_eq!(desk.read("总结.ron"), REPORT, "not saved, as was said");

    desk.forgets_places();
    let mut session = desk.writes();
    session.press("ctrl-q");
    session.sees("还没有保存。");
    session.press("enter");
    assert_eq!(session.ends(), 0);
    desk.holds("总结.ron", "主要工作多 = 巡河十一次。\n  抓管护\n存在问题");
}

#[test]
fn a_file_is_not_written_over_unasked() {
    let desk = Desk::with_report();
    desk.put("别的.ron", "别人的");
    let mut session = desk.writes();
    session.press("f2");
    session.sees("命令");
    session.types("lcw");
    session.sees("换一个文件名保存");
    session.press("enter");
    session.sees("保存为");
    session.press("home delete delete");
    session.types("别的");
    session.writes_behind(" 别的");
    session.press("enter");
    session.sees("已经有文件 别的.ron。");
    session.press("enter");
    session.misses("已经有文件");
    session.sees("总结.ron ●未保存");
    assert_eq!(desk.read("别的.ron"), "别人的");
    session.press("f2");
    session.sees("命令");
    session.types("lcw");
    session.press("enter");
    session.sees("保存为");
    session.press("home delete delete");
    session.types("别的");
    session.press("enter");
    session.sees("已经有文件 别的.ron。");
    session.press("left enter");
    session.sees("已保存：别的.ron");
    session.quits();
    assert_eq!(desk.read("总结.ron"), REPORT);
    desk.holds("别的.ron", "主要工作多 = 巡河十一次。\n  抓管护\n存在问题");
}

#[test]
fn a_file_that_others_have_changed_is_not_written_over_unasked() {
    let desk = Desk::with_report();
    let mut session = desk.writes();
    desk.put("总结.ron", REPORT.replace("存在问题", "存在的问题"));
    session.press("ctrl-s");
    session.sees("总结.ron 在别处被改过了，保存会盖掉那些改动。");
    session.press("esc");
    session.misses("在别处被改过了");
    session.sees("●未保存");
    desk.holds("总结.ron", "主要工作 = 巡河十一次。\n  抓管护\n存在的问题");
    session.press("ctrl-s");
    session.sees("用我的");
    session.press("4");
    session.sees("已保存：总结.ron");
    session.quits();
    desk.holds("总结.ron", "主要工作多 = 巡河十一次。\n  抓管护\n存在问题");
}

#[test]
fn a_place_that_cannot_be_written_costs_a_sentence() {
    let desk = Desk::with_report();
    fs::create_dir(desk.path("夹")).unwrap();
    fs::rename(desk.path("总结.ron"), desk.path("夹/总结.ron")).unwrap();
    let mut session = desk.run("夹/总结.ron");
    session.sees("· 导航");
    session.press("enter");
    session.types("多");
    session.writes_behind("主要工作多");
    fs::remove_dir_all(desk.path("夹")).unwrap();
    session.press("ctrl-s");
    session.sees("没有保存“夹/总结.ron”：它所在的文件夹不存在，请另存到别处");
    session.types("写");
    session.writes_behind("主要工作多写");
    session.sees("●未保存");

    desk.put("文件", "");
    for (place, sentence) in [
        ("文件/总结.ron", "没有保存“文件/总结.ron”：它所在的文件夹不存在，请另存到别处"),
        ("/proc/总结.ron", "没有保存“/proc/总结.ron”："),
    ] {
        session.press("f2");
        session.sees("命令");
        session.types("lcw");
        session.press("enter");
        session.sees("保存为");
        session.press("backspace ".repeat(8).trim_end());
        session.types(place);
        session.press("enter");
        session.sees(sentence);
        session.press("end");
        session.sees("●未保存");
    }
    session.press("f2");
    session.sees("命令");
    session.types("lcw");
    session.press("enter");
    session.sees("保存为");
    session.press("backspace ".repeat(8).trim_end());
    session.types("总结");
    session.press("enter");
    session.sees("已保存：总结.ron");
    session.quits();
    desk.holds("总结.ron", "主要工作多写 = 巡河十一次。\n  抓管护\n存在问题");
}

#[test]
fn a_tiny_terminal_asks_for_room_and_loses_nothing() {
    let desk = Desk::with_report();
    let mut session = desk.writes();
    session.resize((20, 5));
    session.sees("窗口太小（20×5），");
    session.misses("主要工作");
    session.resize((100, 30));
    session.writes_behind("一、主要工作多");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    desk.holds("总结.ron", "主要工作多 = 巡河十一次。\n  抓管护\n存在问题");

    let mut session = desk.run_with("总结.ron", (20, 5), &[]);
    session.sees("窗口太小（20×5），");
    session.quits();
}

#[test]
fn what_comes_in_one_piece_is_read_to_its_end() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("down ctrl-e");
    session.sees("正文");
    // More than is read from the terminal at once, not marked as a paste.
    session.types(&format!("{}到头了", "抓落实".repeat(700)));
    session.sees("到头了");
}

#[test]
fn a_window_that_is_dragged_while_one_types_loses_nothing() {
    let desk = Desk::with_report();
    let mut session = desk.writes();
    let mut written = String::from("主要工作多");
    for step in 0..60u16 {
        // To and fro, as an edge is dragged; what is typed comes between.
        session.resize((100 - step % 30 * 2, 30 - step % 15));
        if step % 3 == 0 {
            session.types("字");
            written.push('字');
        }
        session.resize((41 + step % 30 * 2, 13 + step % 15));
    }
    session.resize((200, 30));
    session.sees(&written);
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    desk.holds("总结.ron", &format!("{written} = 巡河十一次。\n  抓管护\n存在问题"));
}

#[test]
fn narrow_terminals_show_one_pane() {
    let desk = Desk::with_report();
    let mut session = desk.run_with("总结.ron", (40, 12), &[]);
    session.sees("一、主要工作");
    session.press("ctrl-e");
    session.sees("巡河十一次。");
    session.sees("正文 · 一、主要工作");
    session.misses("抓管护");
    session.quits();
}

#[test]
fn no_color_is_honoured() {
    let desk = Desk::with_report();
    let coloured = |session: &Session| {
        let cells = (0..30).flat_map(|row| (0..100).map(move |column| (row, column)));
        let default = vt100::Color::Default;
        cells.filter(|&at| session.cell(at).fgcolor() != default || session.cell(at).bgcolor() != default).count()
    };
    let mut session = desk.opens();
    session.sees("一、主要工作");
    assert!(coloured(&session) > 0);
    session.quits();

    let mut session = desk.run_with("总结.ron", (100, 30), &[("NO_COLOR", "1")]);
    session.sees("一、主要工作");
    assert_eq!(coloured(&session), 0);
    let inverse = |words: &str, session: &Session| session.cell(session.find(words).0).inverse();
    assert!(inverse("主要工作", &session) && !inverse("存在问题", &session), "the row of the writer stands out");
    session.press("end");
    session.waits("the row to move", |session| inverse("存在问题", session) && !inverse("主要工作", session));
    session.quits();
}

/// Terminals end the lines of a paste in three ways: what is saved is the same, whichever pane it goes to.
#[test]
fn a_paste_at_the_terminal_reads_the_same_whichever_line_ends_it_came_with() {
    const OUTLINE: &str = "一、防汛\n（一）值守\n汛期值守四十天。\n二、供水";
    for pane in ["", "enter end", "ctrl-e end", "f9 f9 f9 f9"] {
        let saved = ["\r", "\n", "\r\n"].map(|end| {
            let desk = Desk::with_report();
            let mut session = desk.opens();
            if !pane.is_empty() {
                session.press(pane);
            }
            session.pastes(&OUTLINE.replace('\n', end));
            session.sees("供水");
            session.press("ctrl-s");
            session.sees("已保存");
            session.quits();
            desk.read("总结.ron")
        });
        assert!(saved[0].contains("防汛") && saved[0] == saved[1] && saved[1] == saved[2], "{pane}: {saved:?}");
    }
}

#[test]
fn pasted_lines_become_sections_or_paragraphs() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter");
    session.sees("写作");
    session.pastes("一\r\n二\r\n\t三");
    session.sees("（一）三");
    session.press("ctrl-e");
    session.sees("F9 下一窗格");
    session.pastes("甲。\n乙。");
    session.writes_behind("乙。");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    desk.holds(
        "总结.ron",
        "
        主要工作一 = 巡河十一次。
          抓管护
        二
          三 = 甲。⏎乙。
        存在问题
        ",
    );
}

#[test]
fn a_burst_in_navigation_runs_nothing() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.types("1\r\n2\t#\n\n9\r+\n");
    session.sees("导航中收到“1 2 # 9 +”");
    session.press("esc");
    session.misses("导航中收到");
    session.pastes("一段\n文字");
    session.sees("导航中收到“一段 文字”");
    session.press("esc");
    session.misses("导航中收到");
    session.types("输入法送来的字");
    session.sees("导航中收到“输入法送来的字”");
    session.press("enter");
    session.sees("主要工作输入法送来的字");
    session.press("ctrl-z");
    session.misses("输入法送来的字");
    session.misses("●未保存");
    session.quits();
    assert_eq!(desk.read("总结.ron"), REPORT);
}

#[test]
fn the_writers_own_keys_and_colours() {
    let desk = Desk::with_report();
    fs::write(desk.settings("keymap.ron"), r#"{ "duplicate": ["ctrl-s"], "save": ["f4"] }"#).unwrap();
    let theme = r##"(name: "青石", text: (fg: "#010203"), heading: (fg: "#040506"))"##;
    fs::write(desk.settings("themes/stone.ron"), theme).unwrap();
    let mut session = desk.opens();
    session.press("ctrl-s");
    session.sees("二、主要工作");
    session.press("f4");
    session.sees("已保存");
    session.press("f2");
    session.sees("命令");
    session.types("hps");
    session.sees("换配色");
    session.press("enter");
    session.sees("青石");
    session.types("青石");
    session.press("enter");
    let stone = |words: &'static str, rgb: (u8, u8, u8)| {
        move |session: &Session| {
            session.screen().contains(words)
                && session.cell(session.find(words).0).fgcolor() == vt100::Color::Rgb(rgb.0, rgb.1, rgb.2)
        }
    };
    session.waits("the colours", stone("存在问题", (4, 5, 6)));
    session.quits();
    let mut session = desk.run("总结.ron");
    session.waits("the colours of last time", stone("存在问题", (4, 5, 6)));
    session.quits();
}

#[test]
fn bad_settings_cost_a_sentence() {
    let desk = Desk::with_report();
    let keymap = desk.settings("keymap.ron");
    let theme = desk.settings("themes/a.ron");
    for (file, content, sentence) in [
        (&keymap, "{ \"save\": ", "键位文件第 1 行第 "),
        (&keymap, "{ \"sav\": [\"f4\"] }", "键位文件里的命令“sav”不存在"),
        (&keymap, "{ \"save\": [\"ctrl-\"] }", "键位文件里“save”的键“ctrl-”认不出"),
        (
            &keymap,
            "{ \"save\": [\"f4\"], \"open\": [\"f4\"] }",
            "键位冲突：F4 在“导航”里同时给了“保存”和“打开…”，只算前一个",
        ),
        (&keymap, "\u{feff}{}", ""),
        (&theme, "(name: \"甲\", text: (fg: \"紫红\"))", "这个值用不了"),
        (&theme, "(name: \"甲\")", "缺少“text”"),
        (&theme, "(name: \"甲\", text: (), ink: ())", "没有叫“ink”的项目"),
    ] {
        fs::write(file, content).unwrap();
        let mut session = desk.run_with("总结.ron", (160, 30), &[]);
        session.sees("一、主要工作");
        session.sees(sentence);
        session.press("enter");
        session.types("多");
        session.sees("主要工作多");
        session.press("ctrl-z");
        session.misses("●未保存");
        session.quits();
        desk.forgets_places();
        fs::remove_file(file).unwrap();
    }
}

#[test]
fn all_faults_of_the_keys_can_be_read() {
    let desk = Desk::with_report();
    fs::write(desk.settings("keymap.ron"), r#"(profile: "vim", keys: { "sav": ["f4"], "save": ["ctrl-m", "f8"] })"#)
        .unwrap();
    let mut session = desk.run_with("总结.ron", (160, 40), &[]);
    session.sees("设置里有 5 处要看看（F1 都列着）：键位文件里的命令“sav”不存在");
    session.press("f1");
    session.sees("【设置里要看看的】");
    session.sees("命令的英文名见 F1 帮助。");
    session.sees("“save”的键 ctrl-m 在终端里和回车是同一个键");
    session.sees("F8 给了“保存”，“筛选…”在“导航、写标题”里就没有键了");
    session.sees("键位方案：vim");
    session.press("esc");
    session.misses("┌ 帮助");
    // What is sound holds, and so does the profile.
    session.press("f8");
    session.sees("已保存");
    session.types("j");
    session.types("j");
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.sees("二、存在问题多");
    session.press("ctrl-z");
    session.misses("●未保存");
    session.quits();
}

#[test]
fn a_profile_that_was_chosen_stays_until_the_file_names_another() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("f2");
    session.types("jwfa");
    session.sees("键位方案");
    session.press("enter");
    session.sees("┌ 键位方案");
    session.types("org");
    session.press("enter");
    session.sees("键位方案：org");
    session.press("ctrl-x");
    session.sees("Ctrl+S 保存");
    session.press("ctrl-c");
    assert_eq!(session.ends(), 0);
    let sees_profile = |name: &str| {
        let mut session = desk.opens();
        session.press("f1");
        session.sees(&format!("键位方案：{name}，"));
        session.press("esc");
        session.misses("┌ 帮助");
        session.quits();
    };
    sees_profile("org");
    // The file has the last word when it names one, and the next choice after that.
    fs::write(desk.settings("keymap.ron"), r#"(profile: "vim")"#).unwrap();
    sees_profile("vim");
    let mut session = desk.opens();
    session.press("f2");
    session.types("jwfa");
    session.sees("键位方案");
    session.press("enter");
    session.sees("┌ 键位方案");
    session.types("通用");
    session.press("enter");
    session.sees("键位方案：通用");
    session.quits();
    sees_profile("通用");
}

#[test]
fn a_text_is_opened_as_a_new_report() {
    let desk = Desk::new();
    let text = "水务所2031年工作总结\n一、主要工作\n巡河十一次。\n（一）抓管护\n清淤三处。\n";
    desk.put("旧稿.txt", text);
    let mut session = desk.run("旧稿.txt");
    session.sees("一、主要工作");
    session.sees("已读入 2 节；还没有保存，原文件不动");
    session.press("down");
    session.sees("●未保存");
    session.press("ctrl-s");
    session.sees("保存为");
    session.sees("旧稿.ron");
    session.press("enter");
    session.sees("已保存：旧稿.ron");
    session.quits();
    assert_eq!(desk.read("旧稿.txt"), text);
    desk.holds("旧稿.ron", "主要工作 = 巡河十一次。\n  抓管护 = 清淤三处。");
}

#[test]
fn what_was_left_out_of_a_text_and_what_is_unclear_is_told_until_a_key() {
    let desk = Desk::new();
    desk.put(
        "旧稿.txt",
        "水务所2031年工作总结\n一、主要工作\n巡河十一次，清\n淤三处，都有台账。\n三、打算\n接着巡河。\n- 1 -\n上一篇：去年的总结\n",
    );
    let leaves = |session: Session| {
        assert_eq!(session.leaves_unsaved(), 0);
    };
    // At the start, whatever else there is to say, and once the program runs.
    let told = "已读入 2 节，略去 2 处，拿不准 ";
    let mut session = desk.run("旧稿.txt");
    session.sees(told);
    session.sees("（F2 拿不准的地方）；还没有保存，原文件不动");
    session.press("down");
    session.misses(told);
    leaves(session);
    fs::write(desk.settings("keymap.ron"), "{ \"save\": ").unwrap();
    let mut session = desk.run_with("旧稿.txt", (80, 24), &[]);
    session.sees(&format!("设置里有 1 处要看看（F1）；{told}"));
    leaves(session);
    fs::remove_file(desk.settings("keymap.ron")).unwrap();
    let mut session = desk.run("");
    session.press("ctrl-o");
    session.types("旧稿.txt");
    session.sees("› 旧稿.txt");
    session.press("enter");
    session.sees(told);
    leaves(session);
    // Read into another report, too.
    desk.put("总结.ron", REPORT);
    let mut session = desk.opens();
    session.press("f2");
    session.types("hzbg");
    session.sees("汇总报告…");
    session.press("enter");
    session.sees("汇总：文件夹或文件名");
    session.types("旧稿.txt");
    session.sees("旧稿.txt");
    session.press("enter");
    session.sees("已导入 1 份，略去 2 处，拿不准 ");
    session.press("ctrl-z");
    session.quits();
}

#[test]
fn reports_opened_before_are_offered() {
    let desk = Desk::new();
    let mut session = desk.run("");
    session.sees("从哪里开始");
    session.sees("三分钟上手");
    session.quits();
    desk.put("总结.ron", REPORT);
    desk.opens().quits();
    let mut session = desk.run("");
    session.sees("接着写");
    session.sees("水务所2031年工作总结");
    session.sees("总结.ron");
    session.press("enter");
    session.sees("一、主要工作");
    session.quits();
}

#[test]
fn standard_input_is_edited_with_the_keys_of_the_terminal() {
    let desk = Desk::new();
    desk.put("旧稿.txt", "水务所2031年工作总结\n一、主要工作\n巡河十一次。\n");
    let mut session = desk.shell("\"$TIGANG\" - < 旧稿.txt");
    session.sees("一、主要工作");
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.writes_behind("主要工作多");
    session.press("ctrl-s");
    session.sees("保存为");
    session.sees("水务所2031年工作总结.ron");
    session.press("enter");
    session.sees("已保存");
    session.quits();
    desk.holds("水务所2031年工作总结.ron", "主要工作多 = 巡河十一次。");
}

#[test]
fn a_screen_that_is_no_terminal_is_refused() {
    let desk = Desk::with_report();
    let session = desk.shell("\"$TIGANG\" 总结.ron > 输出");
    assert_eq!(session.ends(), 2);
    assert_eq!(desk.read("输出"), "");
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for signal in ["TERM", "HUP", "QUIT"] {
        let desk = Desk::with_report();
        let session = desk.writes();
        let sent = std::process::Command::new("/bin/sh")
            .args(["-c", &format!("kill -{signal} {}", session.process())])
            .status()
            .unwrap();
        assert!(sent.success());
        assert_ne!(session.ends(), 0);
    }
}

/// No thread of the program is woken while the writer thinks. What was still on its way when the measuring began may take
/// one more round.
#[test]
fn thinking_costs_nothing() {
    let desk = Desk::with_report();
    let mut session = desk.writes();
    let switches = |session: &Session| -> Vec<String> {
        let tasks = fs::read_dir(format!("/proc/{}/task", session.process())).unwrap();
        let mut lines: Vec<String> = tasks
            .flat_map(|task| {
                let status = fs::read_to_string(task.unwrap().path().join("status")).unwrap();
                let told = |line: &&str| line.starts_with("Pid:") || line.contains("ctxt_switches");
                status.lines().filter(told).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        lines.sort();
        lines
    };
    let quiet = |session: &mut Session| {
        let before = switches(session);
        let is_silent = session.is_silent(Duration::from_millis(1500));
        let after = switches(session);
        is_silent && before == after
    };
    assert!((0..12).any(|_| quiet(&mut session)), "a thread wakes up, or the program draws, while nothing happens");
}

#[test]
fn what_is_wrong_is_underlined_once_the_writer_rests() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("ctrl-e");
    session.types("工作已经布署到位。");
    let is_lit =
        |session: &Session| session.screen().contains("布署") && session.cell(session.find("布署").0).underline();
    session.waits("布署 underlined", is_lit);
    session.types("各科室已经部署到位。");
    session.sees("各科室");
    session.waits("布署 still underlined", is_lit);
    assert!(!session.cell(session.find("部署").0).underline());
    session.leaves_unsaved();
}

/// From F12 to a PDF that is there: the font is found and in it, what is in the dialog is said again.
#[test]
#[cfg(feature = "pdf")]
fn a_report_becomes_a_pdf_from_the_dialog() {
    let desk = Desk::with_report();
    let fonts = desk.path("../home/.local/share/fonts");
    fs::create_dir_all(&fonts).unwrap();
    fs::write(fonts.join("tests.ttf"), crate::tools::font::font()).unwrap();
    fs::create_dir_all(desk.settings("")).unwrap();
    let profile =
        "(title: (font: \"Tests\"), level1: (font: \"Tests\"), level2: (font: \"Tests\"), body: (font: \"Tests\"))";
    fs::write(desk.settings("docx.ron"), profile).unwrap();
    let mut session = desk.opens();
    session.press("f12 f5 f5");
    session.sees("F5 PDF");
    session.sees("页数：1");
    session.types("送审稿");
    session.sees("写入 送审稿.pdf");
    session.press("enter");
    session.sees("已导出：送审稿.pdf");
    session.quits();
    let bytes = fs::read(desk.path("送审稿.pdf")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("%PDF-1.") && text.trim_end().ends_with("%%EOF"));
    assert!(text.contains("Tests") && text.contains("/FontFile2") && text.contains("/Outlines"));
    assert_eq!(text.matches("/Type/Page/").count(), 1);
}

/// A profile that can't be used is said where it would have counted.
#[test]
fn an_export_says_that_the_profile_was_of_no_use() {
    let desk = Desk::with_report();
    fs::create_dir_all(desk.settings("")).unwrap();
    fs::write(desk.settings("docx.ron"), "(cover: true, contents: 99)").unwrap();
    let mut session = desk.opens();
    session.press("f12 f5");
    session.sees("F5 Word");
    session.types("送审稿");
    session.press("enter");
    session.sees("版式文件 docx.ron 用不了");
    session.quits();
}

#[test]
fn pages_are_counted_once_the_writer_rests() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.sees("1/1页");
    session.press("enter");
    session.sees("写作");
    session.types(&"巡河".repeat(400));
    session.sees("/2页");
    session.leaves_unsaved();
}

#[test]
fn files_that_cannot_be_opened_leave_the_terminal_alone() {
    let desk = Desk::with_report();
    desk.put("新.ron", "(\nformat: 3,\n)");
    desk.put("错.ron", "(\nformat: 1,\ncolour: \"红\",\n)");
    desk.put("坏.ron", b"(\nformat: 1,\ntitle: \"\xFF\",\n)");
    desk.put("乱.ron", "这不是报告");
    fs::create_dir(desk.path("夹.ron")).unwrap();
    for name in ["没有.ron", "夹.ron", "乱.ron", "新.ron", "错.ron", "坏.ron", "总结.ron 别的", "--colour"] {
        let session = desk.run(name);
        assert_eq!(session.ends(), 2, "{name}");
    }

    // From inside the program a file that can't be opened leaves what is on the screen.
    let mut session = desk.opens();
    for (name, sentence) in
        [("新.ron", "它是第3版格式"), ("夹.ron", "“夹.ron”是文件夹"), ("没有.ron", "没有“没有.ron”这个文件")]
    {
        session.press("ctrl-o");
        session.sees("打开（选一份");
        session.types(name);
        session.press("enter");
        session.sees(sentence);
        session.sees("一、主要工作");
    }
    session.quits();
}

#[test]
fn files_are_read_into_the_open_report() {
    let desk = Desk::with_report();
    desk.put(
        "合集.txt",
        "街道工作总结篇一\n一、修路\n路通了。\n二、架桥\n街道工作总结篇二\n一、植树\n树活了。\n二、清淤\n",
    );
    fs::create_dir(desk.path("各科")).unwrap();
    desk.put("各科/1财务.txt", "财务科工作总结\n一、算账\n账清了。\n二、核账\n");
    desk.put("各科/2档案.txt", "档案科工作总结\n一、归档\n二、查档\n");
    desk.put("各科/3坏的.txt", b"\xff\xfe\xff\xff\x81");

    // A text with several reports asks which one.
    let mut session = desk.run("合集.txt");
    session.sees("这份文件里有 2 篇报告");
    session.press("down enter");
    session.sees("一、植树");
    session.sees("已读入 2 节；还没有保存，其他各篇见 Ctrl+O");
    assert_eq!(session.leaves_unsaved(), 0);

    // One below a section, several side by side; what can't be read is named, and nothing is lost.
    let mut session = desk.opens();
    session.press("f2");
    session.types("drdbjx");
    session.sees("导入到本节下…");
    session.press("enter");
    session.types("各科/2档案.txt");
    session.press("enter");
    session.sees("归档");
    session.press("f2");
    session.types("hzbg");
    session.sees("汇总报告…");
    session.press("enter");
    session.types("各科");
    session.press("enter");
    session.sees("财务科工作总结");
    session.sees("另有一份没有读成");
    session.press("ctrl-z ctrl-z");
    session.misses("归档");
    session.quits();
}

/// A report whose first heading is in quotes, on a terminal of some temper.
#[track_caller]
fn with_quotes(desk: &Desk, temper: Temper) -> Session {
    desk.put("引号.txt", "青石巷社区工作总结\n一、“办实事”……①②\n走访了“三类”人员——共85户。\n二、修路\n");
    // As from afar: then the answer of a busy machine is waited for.
    let mut session = desk.run_with("引号.txt", (100, 30), &[("SSH_TTY", "/dev/pts/9")]).at(temper);
    session.sees("二、修路");
    session
}

#[test]
fn a_terminal_says_how_wide_it_makes_quotation_marks() {
    let desk = Desk::new();
    for temper in [Temper::Narrow, Temper::Wide, Temper::Mute] {
        let mut session = with_quotes(&desk, temper);
        session.sees("一、“办实事”……①②");
        session.sees("走访了“三类”人员——共85户。");
        let frame = if temper == Temper::Wide { "+ 提纲" } else { "┌ 提纲" };
        session.sees(frame);
        session.press("enter");
        session.types("“快”");
        session.writes_behind("①②“快”");
        session.press("ctrl-e end");
        session.types("全");
        session.writes_behind("共85户。全");
        assert_eq!(session.leaves_unsaved(), 0);
    }
}

#[test]
fn the_writer_says_it_where_the_terminal_does_not() {
    let desk = Desk::new();
    fs::write(desk.settings("settings.ron"), "(ambiguous: wide)").unwrap();
    let mut session = with_quotes(&desk, Temper::Mute);
    session.sees("+ 提纲");
    assert_eq!(session.leaves_unsaved(), 0);
    fs::write(desk.settings("settings.ron"), "(ambiguous: narrow)").unwrap();
    let mut session = with_quotes(&desk, Temper::Narrow);
    session.sees("┌ 提纲");
    assert_eq!(session.leaves_unsaved(), 0);
    fs::write(desk.settings("settings.ron"), "(ambiguous: big)").unwrap();
    let mut session = with_quotes(&desk, Temper::Narrow);
    session.sees("设置里有 1 处要看看（F1）；已读入 2 节");
    session.press("f1");
    session.sees("设置文件第 1 行第");
    session.press("esc ctrl-q");
    session.sees("还没有保存。");
    session.press("2");
    assert_eq!(session.ends(), 0);
}

#[test]
fn what_is_typed_before_the_program_has_begun_is_not_lost() {
    let desk = Desk::with_report();
    let mut session = desk.run_with("总结.ron", (100, 30), &[]);
    session.types("抢着打的字");
    session.sees("导航中收到“抢着打的字”");
    session.press("esc");
    session.sees("没有写入");
    session.quits();
    // The line makes another byte of Enter as long as it is the shell's. A terminal that answers nothing holds up nobody.
    for temper in [Temper::Narrow, Temper::Mute] {
        let mut session = desk.run("总结.ron").at(temper);
        session.press("enter end");
        session.types("甲乙");
        session.writes_behind("主要工作甲乙");
        session.press("ctrl-z");
        session.misses("●未保存");
        session.quits();
        desk.forgets_places();
    }
}

#[test]
fn a_word_file_is_not_poured_into_the_terminal() {
    let desk = Desk::new();
    desk.put("总结.ron", REPORT);
    let (code, screen) = desk.run("export 总结.ron --to docx").ends_showing();
    assert_eq!(code, 2);
    assert_eq!(screen.trim(), "Word 文件不能写到终端上，请用 -o 写成文件，如 -o 总结.docx。");
    let (code, screen) = desk.run("export 总结.ron --to md --section 二").ends_showing();
    assert_eq!((code, screen.lines().next()), (0, Some("## 二、存在问题")));
}

#[test]
#[cfg(unix)]
fn a_bar_shows_how_far_several_files_have_come() {
    let desk = Desk::new();
    desk.put("总结.ron", REPORT);
    assert!(std::process::Command::new("mkfifo").arg(desk.path("管道")).status().unwrap().success());
    let section = |id: u32| {
        format!("(id: {id}, level: 1,\nheading: \"抓供水\",\nbody: \"供水860万立方米，同比增长4.2%。\",\n),\n")
    };
    let sections: String = (10..20_000).map(section).collect();
    desk.put("长.ron", REPORT.replace("],\n)\n", &format!("{sections}],\n)\n")));
    let mut session = desk.shell("cat 管道 | \"$TIGANG\" export - 长.ron 总结.ron --out-dir 交 --to docx");
    // The first file is long in coming; before it nobody is told anything.
    assert!(session.is_silent(Duration::from_millis(400)));
    fs::write(desk.path("管道"), REPORT).unwrap();
    session.sees("正在导出 ██████░░░░░░░░░░░░░░ 1/3");
    let (code, screen) = session.ends_showing();
    assert_eq!((code, screen.trim()), (0, ""), "the bar goes with the work");
    assert_eq!(fs::read_dir(desk.path("交")).unwrap().count(), 3);
}

/// The first hour: from the start page to a Word file that can be handed in. Every key is read off the screen before it is
/// pressed.
#[test]
fn the_first_hour_is_read_off_the_screen() {
    for size in [(80, 24), (120, 40)] {
        let desk = Desk::new();
        let mut session = desk.run_with("", size, &[]);
        let mut reads = |shown: &[&str], keys: &str, typed: &str| {
            shown.iter().for_each(|words| session.sees(words));
            if !keys.is_empty() {
                session.press(keys);
            }
            if !typed.is_empty() {
                session.types(typed);
            }
        };
        reads(&["从哪里开始", "年度工作总结", "三分钟上手"], "", "年度");
        reads(&["› 年度", "回车 确定", "年度工作总结"], "enter", "");
        reads(&["· 导航", "回车 写标题"], "enter", "");
        reads(&["· 写作", "回车 新节", "Ctrl+E 写正文"], "ctrl-e", "全年接办诉求320件，办结率99%。");
        reads(&["办结率99%。", "Ctrl+E 回提纲", "F2 命令"], "f2", "查错");
        reads(&["校核", "回车 做"], "enter", "");
        reads(&["┌ 校核", "↑↓ 选", "回车 到那里改"], "down", "");
        reads(&["↑↓ 选"], "esc", "");
        reads(&["F2 命令"], "f2", "发给领导");
        reads(&["导出…", "回车 做"], "enter", "");
        reads(&["┌ 导出", "F5 格式", "纯文本"], "f5", "");
        reads(&["F5 Word", "回车 写入文件"], "enter", "");
        reads(&["已导出："], "", "");
        session.press("ctrl-q");
        session.sees("还没有保存");
        session.sees("←→ 选");
        session.press("right enter");
        assert_eq!(session.ends(), 0);
        let word = std::fs::read_dir(desk.path("."))
            .unwrap()
            .flatten()
            .find(|file| file.path().extension().is_some_and(|end| end == "docx"));
        let bytes = std::fs::read(word.expect("a Word file was written").path()).unwrap();
        let read = tigang::import::import_named(&bytes, Some("总结.docx"), None);
        let text = format!("{read:?}");
        assert!(text.contains("全年接办诉求320件"), "{size:?}");
    }
}

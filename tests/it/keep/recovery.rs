//! Bad days at the terminal: killed, hung up, a file changed meanwhile, no place for the journal; what the writer then sees.

use std::fs;
use std::path::Path;
use std::time::Duration;
use std::time::Instant;

use tigang::report::Report;
use tigang::store;
use tigang::store::Shelf;

use crate::tools::desk::Desk;
use crate::tools::desk::REPORT;
use crate::tools::desk::sh;
use crate::tools::pty::Session;

impl Desk {
    /// Opens `总结.ron` and writes 多 into the heading 抓管护, unsaved.
    #[track_caller]
    fn begins_to_write(&self) -> Session {
        let mut session = self.opens();
        session.press("down");
        session.press("enter");
        session.sees("写作");
        session.types("多");
        session.sees("抓管护多");
        session
    }

    #[track_caller]
    fn headings(&self, name: &str) -> Vec<String> {
        let report: Report = store::open(&self.path(name)).unwrap().report;
        report.tree.rows().map(|row| row.section.heading.clone()).collect()
    }

    /// How many journals there are, and how many were laid aside.
    fn journals_left(&self) -> (usize, usize) {
        let count = |folder: std::path::PathBuf| {
            let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
            files.filter(|path| path.extension().is_some_and(|ending| ending == "journal")).count()
        };
        (count(self.journals()), count(self.journals().join("kept")))
    }
}

#[test]
fn what_was_typed_before_a_kill_is_there_again() {
    let desk = Desk::with_report();
    let mut session = desk.begins_to_write();
    session.press("backtab");
    session.sees("二、抓管护多");
    session.killed();
    assert_eq!(desk.read("总结.ron"), REPORT);

    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的 2 处改动（最后一处在「抓管护多」），还没有保存");
    session.writes_behind("二、抓管护多");
    // One undo spans the gap.
    session.press("ctrl-z");
    session.sees("（一）抓管护多");
    session.press("ctrl-z");
    session.misses("抓管护多");
    session.press("up");
    session.misses("已找回");
    session.misses("●未保存");
    session.press("ctrl-y");
    session.press("ctrl-y");
    session.sees("二、抓管护多");
    session.press("ctrl-s");
    session.sees("已保存：");
    session.quits();
    assert_eq!(desk.headings("总结.ron"), ["主要工作", "抓管护多", "存在问题"]);
    assert_eq!(desk.journals_left(), (0, 0));
}

#[test]
fn a_signal_or_a_hang_up_keeps_what_was_typed() {
    for signal in ["TERM", "HUP"] {
        let desk = Desk::with_report();
        let session = desk.begins_to_write();
        let kill = format!("kill -{signal} {}", session.process());
        assert!(std::process::Command::new("/bin/sh").args(["-c", &kill]).status().unwrap().success());
        session.ends();
        let mut session = desk.run("总结.ron");
        session.sees("已找回上次没保存的 1 处改动（最后一处在「抓管护多」）");
    }
}

/// A report opens again where it was left: the section, the pane, the caret, what was folded. Also when it was only looked at.
#[test]
fn a_report_opens_where_it_was_left() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("left");
    session.sees("▸ 一、主要工作");
    session.press("ctrl-e end left");
    session.quits();
    let mut session = desk.run("总结.ron");
    session.sees("▸ 一、主要工作");
    session.types("共");
    session.sees("巡河十一次共。");
    session.press("ctrl-s");
    session.sees("已保存：");
    // Among the metrics, in a cell.
    session.press("f9");
    session.press("insert");
    session.misses("已保存：");
    session.types("巡河");
    session.press("tab");
    session.types("11");
    session.press("enter left");
    session.press("ctrl-s");
    session.sees("已保存：");
    session.quits();
    let mut session = desk.run("总结.ron");
    session.sees("巡河");
    session.press("enter");
    session.types("5");
    session.sees("115");
    session.press("ctrl-s");
    session.sees("已保存：");
    session.quits();
    assert!(desk.read("总结.ron").contains("value: \"115\""), "{}", desk.read("总结.ron"));
    // Another writer has changed the file since: what is gone is no trouble.
    desk.put(
        "总结.ron",
        "(\nformat: 1,\ntitle: \"别的\",\nsections: [\n(id: 7, level: 1,\nheading: \"新的\",\n),\n],\n)\n",
    );
    let mut session = desk.run("总结.ron");
    session.sees("一、新的");
    session.quits();
}

/// However few files a program may open: it brings back the last that was left, or says that it can't read it, and then it
/// is there the next time. Two journals lie there, the second in the place of the first.
#[test]
fn what_was_left_is_never_passed_over_where_few_files_may_be_open() {
    let desk = Desk::with_report();
    desk.begins_to_write().killed();
    let first = desk.copy_of_journals();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次");
    session.types("又");
    session.sees("抓管护多又");
    session.killed();
    let put = |from: &Path| desk.does(&format!("cp -a '{}'/*.* '{}'", from.display(), desk.journals().display()));
    let second = desk.copy_of_journals();
    let (mut brought_back, mut told) = (0, 0);
    for most in 8..24 {
        desk.does(&format!("rm -rf '{}'/*", desk.journals().display()));
        put(first.path());
        put(second.path());
        let mut session = desk.shell(&format!("ulimit -n {most}; exec \"$TIGANG\" 总结.ron"));
        session.waits("the first frame", |session| session.frames() > 0);
        let screen = session.screen();
        session.killed();
        match screen.contains("抓管护多又") {
            true => brought_back += 1,
            false => {
                assert!(screen.contains("上次没保存的改动这次读不出来"), "{most} files: {screen}");
                told += 1;
            }
        }
        let copy = desk.copy_of_journals();
        let left = Shelf::new(copy.path()).left().into_iter().next();
        let back = left.unwrap_or_else(|| panic!("nothing is left with {most} files")).bring_back().unwrap();
        let headings: Vec<String> = back.document.report().tree.rows().map(|row| row.section.heading.clone()).collect();
        assert_eq!(headings[1], "抓管护多又", "{most} files");
    }
    assert!(brought_back > 4 && told > 0, "{brought_back} times brought back, {told} times told");
}

/// Into its line, whether the program was killed or told to end.
#[test]
fn what_was_being_typed_into_a_line_is_there_again() {
    let told_to_end: fn(Session) = |session| {
        assert!(sh(&format!("kill -TERM {}", session.process())));
        session.ends();
    };
    for ends in [Session::killed as fn(Session), told_to_end] {
        let desk = Desk::with_report();
        let mut session = desk.opens();
        session.types("今年以来");
        session.sees("导航中收到“今年以来”");
        ends(session);
        let mut session = desk.run("总结.ron");
        session.sees("导航中收到“今年以来”");
        session.press("enter");
        session.sees("主要工作今年以来");
        session.press("ctrl-s");
        session.sees("已保存：");
        session.press("f9 f9");
        session.types("清淤");
        session.sees("清淤");
        session.press("tab");
        session.types("320万");
        session.sees("320万");
        ends(session);
        let mut session = desk.run("总结.ron");
        session.sees("320万");
        session.press("ctrl-s");
        session.sees("已保存：");
        assert!(desk.read("总结.ron").contains("value: \"320\", unit: \"万\""), "{}", desk.read("总结.ron"));
        session.press("ctrl-b");
        session.press("tab tab");
        session.types("河务处");
        session.sees("河务处");
        ends(session);
        let mut session = desk.run("总结.ron");
        session.sees("报告属性");
        session.press("enter");
        session.misses("报告属性");
        session.press("ctrl-s");
        session.sees("已保存：");
        assert!(desk.read("总结.ron").contains("organization: \"河务处\""), "{}", desk.read("总结.ron"));
        session.quits();
        assert_eq!(desk.journals_left(), (0, 0));
    }
}

#[test]
fn a_terminal_that_is_closed_keeps_what_was_typed() {
    let desk = Desk::with_report();
    // A terminal inside the terminal, to be closed as a window is.
    if !sh("script -qec true /dev/null") {
        println!("this machine has no script to make a terminal with; nothing was tried");
        return;
    }
    let mut session = desk.shell("exec script -qec '\"$TIGANG\" 总结.ron' /dev/null");
    session.sees("· 导航");
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.sees("主要工作多");
    session.killed();
    let patience = Instant::now() + Duration::from_secs(60);
    while desk.names() != ["总结.ron"] {
        assert!(Instant::now() < patience, "the program ends with its terminal");
        std::thread::yield_now();
    }
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的 1 处改动（最后一处在「主要工作多」）");
}

#[test]
fn a_clock_that_was_set_back_loses_nothing() {
    let desk = Desk::with_report();
    desk.begins_to_write().killed();
    // As the program sees what was written before the clock was set back by a year.
    desk.does("find .. -type f -exec touch -d '+1 year' {} +");
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的 1 处改动（最后一处在「抓管护多」）");
    session.press("ctrl-s");
    session.sees("已保存");
    session.types("再");
    session.sees("抓管护多再");
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.sees("抓管护多再");
    session.press("ctrl-s");
    session.sees("已保存");
    session.press("f2");
    session.types("旧版本");
    session.sees("› 旧版本");
    session.press("enter");
    session.sees("刚才");
}

#[test]
fn hostile_titles_never_reach_the_terminal() {
    let desk = Desk::with_report();
    let wild = "\\u{1b}]0;改标题\\u{7}\\u{1b}[2J\\u{9b}31m总结";
    desk.put("总结.ron", REPORT.replace("水务所2031年工作总结", wild).replace("抓管护", wild));
    let mut session = desk.opens();
    session.press("enter");
    session.sees("写作");
    session.types("多");
    session.sees("主要工作多");
    session.killed();
    let (_, screen) = desk.shell("$TIGANG recover; echo 返回 $?").ends_showing();
    assert!(screen.contains("返回 0") && screen.contains("总结"), "{screen}");
    let mut session = desk.run("");
    session.sees("找回：");
}

#[test]
fn reports_never_saved_are_offered_at_the_next_start() {
    let desk = Desk::new();
    let mut session = desk.run("");
    session.sees("从哪里开始");
    session.types("水务所总结");
    session.writes_behind("水务所总结");
    session.press("enter");
    session.sees("回车写第一节");
    session.press("enter");
    session.sees("一、");
    session.types("主要工作");
    session.writes_behind("一、主要工作");
    session.killed();

    let mut session = desk.run("");
    session.sees("找回：水务所总结");
    session.sees("处改动，9 字");
    session.press("enter");
    session.sees("已找回上次没保存的");
    session.writes_behind("一、主要工作");
    session.press("ctrl-s");
    session.sees("水务所总结.ron");
    session.press("enter");
    session.sees("已保存");
    session.quits();
    assert_eq!((desk.headings("水务所总结.ron"), desk.journals_left()), (vec!["主要工作".into()], (0, 0)));

    // A report begun under a name comes back under that name, whichever way it is asked for.
    let mut session = desk.run("new 新.ron");
    session.sees("· 写作");
    session.types("新报告");
    session.writes_behind("新报告");
    session.killed();
    let mut session = desk.run("新.ron");
    session.sees("已找回上次没保存的 1 处改动（最后一处在标题）");
    session.killed();
    let mut session = desk.run("new 新.ron");
    session.sees("已找回上次没保存的");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert_eq!(store::open(&desk.path("新.ron")).unwrap().report.title, "新报告");
}

#[test]
fn a_file_that_others_have_changed_since_is_kept_beside_what_is_brought_back() {
    let desk = Desk::with_report();
    desk.begins_to_write().killed();
    desk.put("总结.ron", REPORT.replace("存在问题", "别人改的"));
    let mut session = desk.run("总结.ron");
    session.sees("上次有没保存的改动（刚才，1 处改动，27 字）");
    session.sees("别人改的");
    session.press("enter");
    session.sees("另存为一份新的报告");
    session.sees("存在问题");
    session.press("ctrl-s");
    session.sees("总结（找回）.ron");
    session.press("enter");
    session.sees("已保存");
    session.quits();
    assert_eq!(desk.headings("总结（找回）.ron"), ["主要工作", "抓管护多", "存在问题"]);
    assert_eq!(desk.headings("总结.ron"), ["主要工作", "抓管护", "别人改的"]);

    // Not wanted now: kept for later.
    let desk = Desk::with_report();
    desk.begins_to_write().killed();
    desk.put("总结.ron", REPORT.replace("存在问题", "别人改的"));
    let mut session = desk.run("总结.ron");
    session.sees("上次有没保存的改动");
    session.press("2");
    session.sees("留着了，要找回请用 tigang recover");
    session.quits();
    assert_eq!(desk.journals_left(), (0, 1));
    let session = desk.run("recover 总结.ron -o 找回.ron");
    assert_eq!(session.ends(), 0);
    assert_eq!(desk.headings("找回.ron"), ["主要工作", "抓管护多", "存在问题"]);
}

/// What a power cut leaves of a file: nothing, its first half, bytes of zero.
const DAMAGED: [(&str, &str); 3] =
    [("", "文件是空的（0 字节）"), (HALF, "文件可能不完整"), ("\0\0\0\0\0\0", "里面只有空字节，内容没有写进去")];

const HALF: &str = "(\nformat: 1,\ntitle: \"水务所2031年工作总结\",\nsections: [\n(id: 1, level: 1,\nheading: \"主要工";

impl Desk {
    /// Writes twice and saves, so that there is an older version; then the file is damaged.
    fn with_damaged(bytes: &str) -> Desk {
        let desk = Desk::with_report();
        let mut session = desk.begins_to_write();
        session.press("ctrl-s");
        session.sees("已保存");
        session.types("少");
        session.sees("抓管护多少");
        session.press("ctrl-s");
        session.misses("●未保存");
        session.sees("已保存");
        session.quits();
        desk.put("总结.ron", bytes);
        desk
    }
}

#[test]
fn a_damaged_file_leads_to_its_older_versions() {
    for (bytes, why) in DAMAGED {
        let desk = Desk::with_damaged(bytes);
        let mut session = desk.run("总结.ron");
        session.sees("总结.ron 坏了：选一份打开（坏的文件不动）");
        session.sees(why);
        session.sees("旧版本，刚才");
        assert_eq!(desk.read("总结.ron"), bytes, "nothing is written unasked");
        session.press("enter");
        session.sees("打开的是旧版本（刚才），还没有保存");
        session.sees("抓管护多");
        session.press("down");
        session.sees("●未保存");
        session.press("ctrl-s");
        session.sees("已保存：总结.ron");
        session.quits();
        assert_eq!(desk.headings("总结.ron"), ["主要工作", "抓管护多", "存在问题"]);
    }
}

#[test]
fn a_version_that_was_opened_is_kept_like_any_other_work() {
    let desk = Desk::with_damaged(HALF);
    let mut session = desk.run("总结.ron");
    session.sees("旧版本，刚才");
    session.press("enter");
    session.sees("打开的是旧版本（刚才）");
    session.press("home enter");
    session.types("再");
    session.sees("再");
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("总结.ron 坏了");
    session.sees("上次没有保存的");
    session.press("enter");
    session.sees("已找回上次没保存的");
    session.sees("年工作总结再");
}

#[test]
fn a_damaged_file_is_brought_back_from_the_shell() {
    for (bytes, _) in DAMAGED {
        let desk = Desk::with_damaged(bytes);
        let mut session = desk.shell("$TIGANG recover 总结.ron; $TIGANG recover 总结.ron -o 找回.ron; echo 返回 $?");
        session.sees("水务所2031年工作总结  总结.ron  刚才，27 字（旧版本）");
        session.sees("没有没保存的改动，写出的是最近一个读得出的旧版本（刚才，27 字）。");
        session.sees("返回 0");
        assert_eq!(desk.headings("找回.ron"), ["主要工作", "抓管护多", "存在问题"]);
        assert_eq!(desk.read("总结.ron"), bytes);
        let mut session = desk.shell("$TIGANG export 总结.ron; echo 返回 $?");
        session.sees("个旧版本，要选一个请用 ti");
        session.sees("返回 2");
    }
}

#[test]
fn a_damaged_file_without_versions_is_told_as_it_was() {
    let desk = Desk::new();
    desk.put("总结.ron", "");
    let mut session = desk.shell("$TIGANG 总结.ron; $TIGANG recover 总结.ron; echo 返回 $?");
    session.sees("打不开“总结.ron”：它不是提纲的报告文件，如果是文稿，请改用导入。");
    session.sees("没有可找回的报告");
    session.sees("返回 0");
}

#[test]
fn a_damaged_file_is_offered_from_within_the_editor_too() {
    let desk = Desk::with_damaged(HALF);
    desk.put("别的.ron", REPORT);
    let mut session = desk.run("别的.ron");
    session.sees("· 导航");
    session.press("ctrl-o");
    session.types("总结.ron");
    session.press("enter");
    session.sees("总结.ron 坏了：选一份打开（坏的文件不动）");
    session.press("esc");
    session.misses("选一份打开");
    session.sees(" 别的.ron");
    session.press("ctrl-o");
    session.types("总结.ron");
    session.press("enter");
    session.sees("旧版本，刚才");
    session.press("enter");
    session.sees("打开的是旧版本（刚才）");
    session.press("down");
    session.sees(" 总结.ron ●未保存");
}

#[test]
fn what_was_not_to_be_saved_can_still_be_brought_back() {
    let desk = Desk::with_report();
    let session = desk.begins_to_write();
    assert_eq!(session.leaves_unsaved(), 0);
    assert_eq!(desk.journals_left(), (0, 1));
    // It isn't offered again, but listed.
    let mut session = desk.run("总结.ron");
    session.sees("（一）抓管护");
    session.misses("已找回");
    session.quits();
    let mut session = desk.shell("$TIGANG recover; echo 返回 $?");
    session.sees("没有可找回的报告");
    session.sees("另有放在一边的 1 份，要看请用 tigang recover --all");
    session.sees("返回 0");
    let mut session = desk.shell("$TIGANG recover --all; echo 返回 $?");
    session.sees("水务所2031年工作总结");
    session.sees("1 处改动，");
    session.sees("（放在一边的）");
    session.sees("返回 0");
    let mut session = desk.shell("$TIGANG recover 别的; $TIGANG recover 别的 -o 出.ron; echo 返回 $?");
    session.sees("没有可找回的报告");
    session.sees("没有“别的”的可找回的内容，全部列出请用 tigang recover --all。");
    session.sees("返回 2");
}

/// What was thrown away before is never handed out for what can't be brought back; what was written there is listed.
#[test]
fn an_older_text_never_stands_in_for_a_lost_one() {
    let desk = Desk::with_report();
    let session = desk.begins_to_write();
    assert_eq!(session.leaves_unsaved(), 0);
    let mut session = desk.run("总结.ron");
    session.sees("· 写作");
    session.types("新写的一句");
    session.sees("新写的一句");
    session.killed();
    // The file is another one now, and the copy of what it held is gone.
    desk.put("总结.ron", REPORT.replace("存在问题", "别人改的"));
    desk.does(&format!("rm '{}'/*.base", desk.journals().display()));
    let (_, screen) = desk.shell("$TIGANG recover 总结.ron -o 找回.ron; echo 返回 $?").ends_showing();
    for says in ["有一份找不回", "接不上的改动里写着：新写的一句", "最后没保存的改动找不回，没有写出", "返回 2"]
    {
        assert!(screen.replace('\n', "").contains(says), "{says}: {screen}");
    }
    assert_eq!(desk.names(), [".~lock.总结.ron#", "总结.ron"]);
    let (_, screen) = desk.shell("$TIGANG recover 总结.ron --all -o 找回.ron; echo 返回 $?").ends_showing();
    assert!(screen.contains("返回 0"), "{screen}");
    assert_eq!(desk.headings("找回.ron"), ["主要工作", "抓管护多", "存在问题"]);
}

#[test]
fn undo_survives_a_restart_while_the_file_is_the_same() {
    let desk = Desk::with_report();
    let mut session = desk.begins_to_write();
    session.press("esc");
    session.sees("· 导航");
    session.press("alt-up");
    session.press("delete");
    session.misses("（一）抓管护多");
    session.press("ctrl-z");
    session.sees("（一）抓管护多");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    let mut session = desk.run("总结.ron");
    session.sees("· 导航");
    session.press("f2");
    session.types("撤销清单");
    session.press("enter");
    session.sees("撤销：输入文字");
    session.press("esc");
    session.misses("撤销到哪一步");
    session.press("ctrl-z");
    session.sees("已撤销：输入文字");
    session.misses("抓管护多");
    session.press("ctrl-y");
    session.sees("抓管护多");
    session.quits();
    // Somebody else has written it: what could be undone belonged to another content.
    desk.put("总结.ron", REPORT);
    let mut session = desk.run("总结.ron");
    session.sees("· 导航");
    session.press("ctrl-z");
    session.sees("没有可撤销的了");
    session.quits();
}

#[test]
fn without_a_place_for_the_journal_one_sentence_and_the_writing_goes_on() {
    let desk = Desk::with_report();
    fs::create_dir_all(desk.journals().parent().unwrap()).unwrap();
    fs::write(desk.journals(), "in the way").unwrap();
    let mut session = desk.run("总结.ron");
    session.sees("· 导航");
    session.press("enter");
    session.types("多");
    session.sees("改动没能随时记下");
    session.types("写");
    session.sees("主要工作多写");
    session.misses("改动没能随时记下");
    fs::remove_file(desk.journals()).unwrap();
    for text in ["一", "些", "字", "再", "来"] {
        session.types(text);
        session.sees(text);
    }
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.sees("主要工作多写一些字");
}

/// A limit on the length of files stops the journal amid a line: nothing of what came before is lost, nor the program.
#[test]
fn a_limit_on_files_costs_a_sentence() {
    let desk = Desk::with_report();
    let mut session = desk.shell("ulimit -f 8; exec $TIGANG 总结.ron");
    session.sees("· 导航");
    session.press("enter");
    let mut written = String::new();
    for k in 0.. {
        let text = char::from_u32(0x4e00 + k).unwrap().to_string();
        session.types(&text);
        written += &text;
        let frames = session.frames();
        session.waits("a frame", |session| session.frames() > frames || session.screen().contains(&text));
        if session.screen().contains("改动没能随时记下") || k > 200 {
            break;
        }
    }
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    let heading = desk.headings("总结.ron").remove(0);
    let back = heading.strip_prefix("主要工作").unwrap();
    assert!(
        written.starts_with(back) && back.chars().count() + 2 >= written.chars().count().min(15),
        "{back} of {written}"
    );
}

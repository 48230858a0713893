//! Older versions, two writers at one file, and days on which the disk is against the writer.

use std::fs;
use std::path::Path;
use std::time::Duration;
use std::time::SystemTime;

use tempfile::TempDir;

use tigang::report::Report;
use tigang::store;
use tigang::store::Backups;
use tigang::store::Saver;
use tigang::store::Taken;
use tigang::store::backups;
use tigang::store::lock;

use crate::tools::desk::Desk;
use crate::tools::desk::REPORT;
use crate::tools::pty::Session;

/// A report of which only the title matters.
fn titled(title: &str) -> Report {
    Report { title: title.into(), ..Report::default() }
}

fn write(path: &Path, title: &str) {
    store::save(path, &titled(title)).unwrap();
}

// ---- Versions ----

#[test]
fn every_save_keeps_what_was_there() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    let backups = Backups::new(folder.path().join("state/backups"));
    let (sender, answers) = std::sync::mpsc::channel();
    let saver = Saver::new(Some(backups.clone()), |_, _, _| (), move |answer| sender.send(answer).unwrap()).unwrap();
    for title in ["一稿", "二稿", "二稿", "三稿"] {
        saver.save(path.clone(), titled(title), ());
        let answer = answers.recv().unwrap();
        assert!(answer.outcome.is_ok() && answer.unkept.is_none());
    }
    let versions = backups.list(&path);
    let titles: Vec<String> = versions.iter().map(|version| store::open(&version.path).unwrap().report.title).collect();
    assert_eq!(titles, ["二稿", "一稿"], "the newest first; what is the same is kept once");
    // By any name of the file, and not by another file's.
    assert_eq!(backups.list(&folder.path().join("./总结.ron")), versions);
    assert_eq!(backups.list(&folder.path().join("另一份.ron")), []);
}

#[cfg(unix)]
#[test]
fn versions_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    write(&path, "一稿");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let backups = Backups::new(folder.path().join("backups"));
    backups.keep(&path).unwrap();
    let version = backups.list(&path).remove(0);
    assert_eq!(mode(&version.path), 0o600);
    assert_eq!(mode(version.path.parent().unwrap()), 0o700);
    assert_eq!(mode(&folder.path().join("backups")), 0o700);
}

#[test]
fn a_version_has_the_time_it_was_written_and_a_number_that_no_clock_can_turn() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    let backups = Backups::new(folder.path().join("backups"));
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000);
    // The clock goes back between the two.
    for (title, time) in [("一稿", noon), ("二稿", noon - Duration::from_secs(86_400))] {
        write(&path, title);
        fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        backups.keep(&path).unwrap();
    }
    let versions = backups.list(&path);
    assert_eq!(versions.iter().map(|version| version.number).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(versions[1].written, noon);
    // What is not ours in that folder is no version and is left alone.
    let mine = versions[0].path.parent().unwrap();
    for name in ["x.ron", "00000009-.ron", "00000009-18446744073709551615.ron", "99999999999999999999999-1.ron"] {
        fs::write(mine.join(name), "").unwrap();
    }
    assert!(backups.list(&path).len() <= 3);
}

/// The ages, in minutes, of what the rule keeps of versions that were kept so many minutes ago, the oldest first.
fn stays(ages: &[u64]) -> Vec<u64> {
    const NOW: u64 = 1_900_000_000 / 86_400 * 86_400;
    let versions: Vec<(u64, u64)> = ages.iter().map(|age| (NOW - age * 60, 1000)).collect();
    let gone = backups::thin(&versions, NOW);
    (0..ages.len()).filter(|index| !gone.contains(index)).map(|index| ages[index]).collect()
}

#[test]
fn versions_are_thinned_out() {
    // All of the last hour.
    let hour: Vec<u64> = (0..60).rev().collect();
    assert_eq!(stays(&hour), hour);
    // Then one an hour, then one a day, then none; but the last ten whatever their age.
    let month: Vec<u64> = (0..40 * 24 * 6).rev().map(|tens| tens * 10).collect();
    let kept = stays(&month);
    let between = |from: u64, to: u64| kept.iter().filter(|&&age| age > from && age <= to).count();
    assert_eq!(between(60, 24 * 60), 22 + 3, "the last ten reach three into the hours before");
    assert_eq!(between(24 * 60, 30 * 24 * 60), 29);
    assert_eq!(between(30 * 24 * 60, u64::MAX), 0);
    let yearly: Vec<u64> = (1..=12).rev().map(|year| year * 365 * 24 * 60).collect();
    assert_eq!(stays(&yearly).len(), 10);
    // At most two hundred, and what is large goes sooner.
    assert_eq!(backups::thin(&vec![(1_000_000, 1); 500], 1_000_000).len(), 300);
    assert_eq!(backups::thin(&[(1_000_000, 200 << 20); 5], 1_000_000), [3, 2, 1, 0]);
    // From the future: new.
    assert!(backups::thin(&[(u64::MAX, 1); 20], 5).is_empty());
}

#[test]
fn a_save_never_fails_for_want_of_a_version() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    write(&path, "一稿");
    fs::write(folder.path().join("backups"), "no folder").unwrap();
    let (sender, answers) = std::sync::mpsc::channel();
    let backups = Backups::new(folder.path().join("backups"));
    let saver = Saver::new(Some(backups), |_, _, _| (), move |answer| sender.send(answer).unwrap()).unwrap();
    saver.save(path.clone(), titled("二稿"), ());
    let answer = answers.recv().unwrap();
    assert!(answer.outcome.is_ok() && answer.unkept.is_some());
    assert_eq!(store::open(&path).unwrap().report.title, "二稿");
}

#[test]
fn what_killed_saves_left_is_swept_after_a_day() {
    let folder = TempDir::new().unwrap();
    let put = |name: &str, days: u64| {
        fs::write(folder.path().join(name), "half").unwrap();
        let time = SystemTime::now() - Duration::from_secs(days * 86_400);
        fs::File::options().write(true).open(folder.path().join(name)).unwrap().set_modified(time).unwrap();
    };
    put(".tigang-AbC123.tmp", 2);
    put(".tigang-AbC124.tmp", 0);
    put(".tigang-总结.tmp.ron", 2);
    put(".tigang-longername.tmp", 2);
    write(&folder.path().join("总结.ron"), "一稿");
    let mut names: Vec<String> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, [".tigang-AbC124.tmp", ".tigang-longername.tmp", ".tigang-总结.tmp.ron", "总结.ron"]);
}

// ---- Locks ----

#[test]
fn one_writes_and_the_other_is_told_who() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    write(&path, "一稿");
    let beside = folder.path().join(".~lock.总结.ron#");
    let Taken::Here(lock) = lock::take(&path, "张三") else { panic!("nobody has it") };
    assert!(lock.is_of(&path) && beside.exists());
    let Taken::By(holder) = lock::take(&path, "李四") else { panic!("张三 has it") };
    assert_eq!((holder.user.as_str(), holder.host), ("张三", lock::host()));
    drop(lock);
    assert!(!beside.exists());
    let Taken::Here(lock) = lock::take(&path, "李四") else { panic!("nobody has it any more") };
    // Taken over: the one before takes nothing away when he goes.
    let Taken::Here(other) = lock::take_over(&path, "王五") else { panic!("it is taken over") };
    drop(lock);
    assert!(beside.exists());
    drop(other);
    assert!(!beside.exists());
}

#[test]
fn what_a_killed_owner_left_is_taken_over_and_another_machines_is_not() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("总结.ron");
    write(&path, "一稿");
    let beside = folder.path().join(".~lock.总结.ron#");
    fs::write(&beside, format!("张三,{},1\n", lock::host())).unwrap();
    assert!(matches!(lock::take(&path, "李四"), Taken::Here(_)));
    fs::write(&beside, "").unwrap();
    assert!(matches!(lock::take(&path, "李四"), Taken::Here(_)));
    fs::write(&beside, "张\u{1b}[31m三,别的电脑\u{7},1\n").unwrap();
    let Taken::By(holder) = lock::take(&path, "李四") else { panic!("another machine has it") };
    assert_eq!((holder.user.as_str(), holder.host.as_str()), ("张[31m三", "别的电脑"));
    // A link that leads elsewhere is no lock: what it leads to stays as it is.
    #[cfg(unix)]
    {
        fs::remove_file(&beside).unwrap();
        fs::write(folder.path().join("别的"), "内容").unwrap();
        std::os::unix::fs::symlink("别的", &beside).unwrap();
        assert!(matches!(lock::take(&path, "李四"), Taken::Nowhere(None)));
        assert_eq!(fs::read_to_string(folder.path().join("别的")).unwrap(), "内容");
        // No more than another name of what is somebody's own.
        fs::remove_file(&beside).unwrap();
        fs::hard_link(folder.path().join("别的"), &beside).unwrap();
        let Taken::Nowhere(Some(why)) = lock::take(&path, "李四") else { panic!("it is no lock") };
        assert!(why.contains("没有动它"), "{why}");
        assert_eq!(fs::read_to_string(folder.path().join("别的")).unwrap(), "内容");
    }
    let long = folder.path().join(format!("{}.ron", "长".repeat(83)));
    fs::write(&long, "").unwrap();
    let Taken::Nowhere(Some(why)) = lock::take(&long, "李四") else { panic!("there is no room for a lock") };
    assert!(why.starts_with("文件名太长"), "{why}");
}

// ---- At the terminal ----

/// Runs a command by its title.
#[track_caller]
fn command(session: &mut Session, title: &str) {
    session.press("f2");
    session.sees("命令（");
    session.types(title);
    session.sees(&format!("› {title}"));
    session.press("enter");
    session.misses("命令（");
}

/// Writes behind the first heading.
#[track_caller]
fn writes(session: &mut Session, words: &str) {
    session.press("enter");
    session.sees("写作");
    session.types(words);
    session.sees(words);
}

#[test]
fn an_older_version_is_shown_and_taken_back() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    session.press("ctrl-s");
    session.sees("已保存");
    command(&mut session, "旧版本");
    session.sees("刚才");
    session.sees("改1处");
    session.press("enter");
    session.sees("主要工作多  标题");
    session.press("down");
    session.sees("旧 主要工作");
    session.press("enter");
    session.sees("已取回「主要工作」，可撤销");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert_eq!(store::open(&desk.path("总结.ron")).unwrap().report, store::read(REPORT.as_bytes()).unwrap());
    assert_eq!(desk.names(), ["总结.ron"]);
}

#[test]
fn the_second_one_reads_and_is_told_who_writes() {
    let desk = Desk::with_report();
    let user = [("USER", "张三")];
    let mut first = desk.run_with("总结.ron", (100, 30), &user);
    first.sees("存在问题");
    assert_eq!(desk.names(), [".~lock.总结.ron#", "总结.ron"]);
    let mut second = desk.run_with("总结.ron", (100, 30), &[("USER", "李四")]);
    second.sees("只读打开：张三@");
    second.press("enter");
    second.sees("写作");
    second.types("多");
    second.sees("只读，没有改动：张三@");
    second.misses("主要工作多");
    // It follows what the first one saves.
    command(&mut second, "跟随");
    second.sees("跟随中");
    writes(&mut first, "改");
    first.press("ctrl-s");
    first.sees("已保存");
    second.sees("主要工作改");
    second.sees("对方保存了，已更新");
    // The first one is still there, and then it is gone.
    command(&mut second, "接手编辑");
    second.sees("张三@");
    second.sees("强行接手");
    second.press("esc");
    second.misses("强行接手");
    first.quits();
    command(&mut second, "接手编辑");
    second.sees("已接手，可以写了");
    second.types("多");
    second.sees("主要工作多改");
    second.press("ctrl-s");
    second.sees("已保存");
    second.quits();
    assert!(desk.read("总结.ron").contains("主要工作多改"));
    assert_eq!(desk.names(), ["总结.ron"]);
}

#[test]
fn a_reader_saves_under_another_name_and_writes_on() {
    let desk = Desk::with_report();
    let first = desk.opens();
    let mut second = desk.run("总结.ron");
    second.sees("只读打开");
    second.press("ctrl-s");
    second.sees("保存为");
    second.press("enter");
    second.sees("别人正开着");
    for _ in 0.."总结.ron".chars().count() {
        second.press("backspace");
    }
    second.types("副本");
    second.press("enter");
    second.sees("已保存：副本.ron");
    second.misses("只读");
    writes(&mut second, "多");
    second.sees("主要工作多");
    second.press("ctrl-s");
    second.sees("已保存");
    second.quits();
    first.quits();
    assert!(desk.read("副本.ron").contains("主要工作多"));
    assert!(!desk.read("总结.ron").contains("主要工作多"));
}

#[test]
fn what_is_unsaved_in_one_window_is_not_brought_back_in_another() {
    let desk = Desk::with_report();
    let mut first = desk.opens();
    writes(&mut first, "多");
    let mut second = desk.run("总结.ron");
    second.sees("只读打开");
    second.misses("主要工作多");
    second.quits();
    first.press("ctrl-s");
    first.sees("已保存");
    first.quits();
    assert!(desk.read("总结.ron").contains("主要工作多"));
}

#[test]
fn what_was_brought_back_merges_with_what_others_wrote() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    desk.put("总结.ron", REPORT.replace("存在问题", "存在的问题"));
    session.press("ctrl-s");
    session.sees("逐节合并");
    session.press("2");
    session.sees("已保存");
    session.quits();
    for words in ["主要工作多", "存在的问题"] {
        assert!(desk.read("总结.ron").contains(words), "{words}");
    }
}

#[test]
fn a_lock_that_a_killed_program_left_stops_nobody() {
    let desk = Desk::with_report();
    let session = desk.opens();
    session.killed();
    assert_eq!(desk.names(), [".~lock.总结.ron#", "总结.ron"]);
    let mut session = desk.opens();
    writes(&mut session, "多");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert_eq!(desk.names(), ["总结.ron"]);
}

#[test]
fn what_others_wrote_meanwhile_is_merged() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    desk.put("总结.ron", REPORT.replace("存在问题", "存在的问题").replace("十一次", "十二次"));
    session.press("ctrl-s");
    session.sees("在别处被改过了，保存会盖掉那些改动");
    // Shown first.
    session.press("enter");
    session.sees("文件里的（对方的）与现在");
    session.sees("存在问题  标题");
    session.press("esc");
    session.misses("与现在");
    assert!(desk.read("总结.ron").contains("存在的问题"));
    session.press("ctrl-s");
    session.sees("逐节合并");
    session.press("2");
    session.sees("已保存");
    session.sees("存在的问题");
    session.sees("主要工作多");
    session.quits();
    for words in ["主要工作多", "存在的问题", "十二次"] {
        assert!(desk.read("总结.ron").contains(words), "{words}");
    }
}

#[test]
fn where_both_wrote_the_places_are_listed() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    desk.put("总结.ron", REPORT.replace("主要工作", "重点工作"));
    session.press("ctrl-s");
    session.sees("逐节合并");
    session.press("2");
    session.sees("合并完了，1处两边都改过");
    session.press("enter");
    session.sees("主要工作多【以下是对方的改法】");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("总结.ron").contains("主要工作多【以下是对方的改法】重点工作"));
}

#[test]
fn a_merge_with_places_to_settle_survives_a_kill() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    desk.put("总结.ron", REPORT.replace("主要工作", "重点工作").replace("存在问题", "存在的问题"));
    session.press("ctrl-s");
    session.sees("逐节合并");
    session.press("2");
    session.sees("合并完了，1处两边都改过");
    session.killed();
    assert!(desk.read("总结.ron").contains("重点工作"), "theirs is in the file until it is saved");
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.sees("主要工作多【以下是对方的改法】");
    session.sees("存在的问题");
    // One undo takes the merge back, as if it had never been killed.
    session.press("ctrl-z");
    session.sees("存在问题");
    session.sees("主要工作多");
    session.misses("对方的改法");
    session.press("ctrl-y");
    session.sees("对方的改法");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("总结.ron").contains("主要工作多【以下是对方的改法】重点工作"));
}

#[test]
fn theirs_is_taken_and_mine_comes_back_by_undo() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    desk.put("总结.ron", REPORT.replace("存在问题", "存在的问题"));
    session.press("ctrl-s");
    session.sees("用对方的");
    session.press("3");
    session.sees("存在的问题");
    session.misses("主要工作多");
    session.misses("●未保存");
    session.press("ctrl-z");
    session.sees("主要工作多");
    session.press("home");
    session.sees("●未保存");
    session.press("ctrl-y");
    session.sees("存在的问题");
    session.press("home");
    session.sees(" 总结.ron  ");
    session.quits();
}

#[test]
fn a_change_from_outside_is_noticed_when_the_writer_comes_back() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    desk.put("总结.ron", REPORT.replace("存在问题", "存在的问题"));
    // The terminal says that it has the focus again.
    session.gets_focus();
    session.sees("文件在别处被改过了");
    session.press("down");
    session.sees("◆别处改过");
    command(&mut session, "别处的改动");
    session.sees("用对方的");
    session.press("3");
    session.sees("存在的问题");
    session.misses("◆别处改过");
    session.quits();
}

// ---- Bad days ----

#[test]
fn a_file_size_limit_is_a_sentence_and_not_the_end() {
    let desk = Desk::with_report();
    let mut session = desk.shell("ulimit -f 1; exec \"$TIGANG\" 总结.ron");
    session.sees("存在问题");
    session.press("enter");
    session.sees("写作");
    session.pastes(&"长".repeat(2000));
    session.press("ctrl-s");
    session.sees("没有保存“总结.ron”");
    session.press("down");
    session.sees("●未保存");
    assert_eq!(session.leaves_unsaved(), 0);
    assert_eq!(desk.read("总结.ron"), REPORT);
    assert_eq!(desk.names(), ["总结.ron"]);
}

#[test]
fn without_a_place_for_its_own_files_the_program_works_on() {
    for environment in
        [[("HOME", ""), ("XDG_STATE_HOME", "")], [("HOME", "/proc/none"), ("XDG_STATE_HOME", "/proc/none")]]
    {
        let desk = Desk::with_report();
        let mut session = desk.run_with("总结.ron", (100, 30), &environment);
        session.sees("存在问题");
        writes(&mut session, "多");
        session.press("ctrl-s");
        session.sees("已保存");
        session.quits();
        assert!(desk.read("总结.ron").contains("主要工作多"));
    }
}

#[test]
fn a_folder_that_vanishes_or_a_file_that_becomes_one_costs_a_sentence() {
    let desk = Desk::new();
    fs::create_dir(desk.path("夹")).unwrap();
    desk.put("夹/总结.ron", REPORT);
    let mut session = desk.run("夹/总结.ron");
    session.sees("存在问题");
    writes(&mut session, "多");
    fs::remove_dir_all(desk.path("夹")).unwrap();
    session.press("ctrl-s");
    session.sees("它所在的文件夹不存在，请另存到别处");
    fs::create_dir_all(desk.path("夹/总结.ron")).unwrap();
    session.press("ctrl-s");
    session.press("4");
    session.sees("总结.ron”是文件夹，请换一个文件名");
    fs::remove_dir(desk.path("夹/总结.ron")).unwrap();
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("夹/总结.ron").contains("主要工作多"));
}

#[test]
fn permissions_that_are_lost_cost_a_sentence() {
    let desk = Desk::with_report();
    let Some(mut session) = desk.run_bound("总结.ron") else {
        println!("this machine knows nobody whom permissions bind; nothing was tried");
        return;
    };
    session.sees("· 导航");
    writes(&mut session, "多");
    desk.does("chmod 444 总结.ron");
    session.press("ctrl-s");
    session.sees("没有保存“总结.ron”：这个文件是只读的，请另存为别的文件");
    desk.does("chmod 644 总结.ron; chmod 500 .");
    session.press("ctrl-s");
    session.sees("没有保存“总结.ron”：它所在的文件夹不能写入，请另存到别处");
    // The journals' folder too: what is typed goes on into the journal that is open.
    desk.does("chmod 500 ../state/tigang/journal");
    session.types("写");
    session.sees("主要工作多写");
    session.misses("改动没记下");
    assert_eq!(desk.read("总结.ron"), REPORT);
    session.killed();
    desk.does("chmod 700 .");
    let mut session = desk.run_bound("总结.ron").unwrap();
    session.sees("主要工作多写");
    // No new journal can begin: the mark stays until one can, or all is saved.
    session.types("完");
    session.sees("主要工作多写完");
    session.sees("▲改动没记下");
    session.press("ctrl-s");
    session.sees("已保存");
    session.misses("▲改动没记下");
    session.quits();
    assert!(desk.read("总结.ron").contains("主要工作多写完"));
    desk.does("chmod 000 总结.ron");
    let session = desk.run_bound("总结.ron").unwrap();
    assert!(session.ends_showing().1.contains("没有读取“总结.ron”的权限"));
    desk.does("chmod -R u+rwX ..");
}

#[test]
fn few_descriptors_cost_a_sentence() {
    let desk = Desk::with_report();
    let mut session = desk.shell("ulimit -n 16; exec \"$TIGANG\" 总结.ron");
    session.sees("存在问题");
    writes(&mut session, "多");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("总结.ron").contains("主要工作多"));
    // Too few even to hear the keys.
    let session = desk.shell("ulimit -n 8; exec \"$TIGANG\" 总结.ron");
    let (code, screen) = session.ends_showing();
    assert!(code == 2 && screen.contains("终端出了问题"), "{code}:\n{screen}");
}

#[test]
fn a_terminal_of_one_cell_loses_nothing() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    writes(&mut session, "多");
    session.resize((1, 1));
    session.sees("…");
    session.resize_to_nothing();
    // crossterm holds a key back that comes in the same moment as a new size, until the next key.
    while !session.is_silent(Duration::from_millis(300)) {}
    session.press("ctrl-s");
    session.waits("the save", |_| desk.read("总结.ron").contains("主要工作多"));
    session.resize((100, 30));
    session.sees("已保存");
    session.sees("主要工作多");
    while !session.is_silent(Duration::from_millis(300)) {}
    session.quits();
    assert!(desk.read("总结.ron").contains("主要工作多"));
}

#[test]
fn a_fall_while_drawing_gives_the_terminal_back_and_says_one_sentence() {
    let desk = Desk::with_report();
    let mut session = desk.run_with("总结.ron", (100, 30), &[("TIGANG_FALL", "倒")]);
    session.sees("存在问题");
    session.press("up");
    session.press("enter");
    session.sees("写作");
    session.press("ctrl-a");
    session.types("倒");
    let (code, screen) = session.ends_showing();
    assert_eq!(code, 2);
    assert!(screen.contains("程序出了错，只好停下"), "{screen}");
    assert_eq!(desk.names(), ["总结.ron"]);
    // What was typed before the fall is there.
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("总结.ron").contains("title: \"倒\""));
}

// ---- Hostile words ----

#[test]
fn names_made_from_titles_stay_in_the_folder() {
    for (title, name) in [
        ("水务所2031年工作总结", "水务所2031年工作总结"),
        ("../../etc/passwd", "etcpasswd"),
        ("..", "无标题"),
        (" /\\ ", "无标题"),
        ("C:\\Windows\\总结", "CWindows总结"),
        ("总\u{202e}结\u{1b}[31m\n", "总结[31m"),
        ("-rf ~", "rf ~"),
        ("~/.bashrc", "bashrc"),
        ("总结。...", "总结。"),
        ("con", "_con"),
        ("COM1.总结", "_COM1.总结"),
        ("comet", "comet"),
        ("总结\u{3000}二", "总结 二"),
    ] {
        assert_eq!(tigang::text::file_name(title, "无标题"), name, "{title:?}");
    }
    let long = tigang::text::file_name(&"😀长".repeat(200), "无标题");
    assert!(long.len() <= 180 && long.starts_with("😀长"), "{long}");
}

#[test]
fn a_path_that_would_act_on_the_terminal_is_shown() {
    let desk = Desk::new();
    let session = desk.run("没\u{1b}]0;改标题\u{7}\u{1b}[2J有.ron");
    let (code, screen) = session.ends_showing();
    assert_eq!(code, 2);
    assert!(screen.contains("这个文件"), "{screen}");
    assert!(!screen.contains('\u{7}'));
}

#[test]
fn files_of_wild_ids_and_endless_lists_are_refused() {
    let refused = |bytes: &[u8]| store::read(bytes).unwrap_err().to_string();
    let wild = "(\nformat: 1,\nsections: [\n(id: 16777216, level: 1,\n),\n],\n)\n";
    assert_eq!(refused(wild.as_bytes()), "第4行第6列处的编号不对，应当是1到1048576之间的整数");
    let many =
        |line: &str, times: usize| format!("(\nformat: 1,\nmetrics: [\n{}],\nsections: [\n],\n)\n", line.repeat(times));
    assert!(refused(many("(name: \"a\"),\n", 1 << 20).as_bytes()).contains("超过1048576节和指标"));
    let endless = format!("(\nformat: 1,\n{}: 1,\nsections: [\n],\n)\n", "字".repeat(1 << 20));
    assert_eq!(
        refused(endless.as_bytes()),
        format!("第3行第1列有不认识的字段“{}…”，请改正名称或删去", "字".repeat(24))
    );
    let brackets = format!("(\nformat: 1,\ntitle: \"{}\",\nsections: [\n],\n)\n", "(".repeat(2 << 20));
    assert_eq!(store::read(brackets.as_bytes()).unwrap().title.len(), 2 << 20, "brackets in a text are none");
}

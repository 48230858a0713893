//! A terminal that is gone, or takes nothing more, and the signals that end a program: what was typed is kept, the terminal is
//! given back, and nothing of the program stays behind.

use std::fs;
use std::time::Duration;
use std::time::Instant;

use crate::tools::desk::Desk;
use crate::tools::desk::sh;
use crate::tools::pty::Session;

/// How long the program may take to end before a test gives up: a second is promised, and the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(20);

/// The program in a terminal inside the terminal, which can be stopped and closed as a window is.
struct Inside {
    session: Session,
    /// The program's process.
    program: u32,
}

impl Inside {
    /// Opens `总结.ron` there; `None` where the machine has nothing to make such a terminal with.
    #[track_caller]
    fn opens(desk: &Desk, environment: &str) -> Option<Inside> {
        if !sh("script -qec true /dev/null && test -d /proc/self") {
            println!("this machine has no script to make a terminal with; nothing was tried");
            return None;
        }
        let line = format!("exec script -qec 'echo $$ > 进程; exec env {environment} \"$TIGANG\" 总结.ron' /dev/null");
        let mut session = desk.shell(&line);
        session.sees("· 导航");
        let program = desk.read("进程").trim().parse().unwrap();
        Some(Inside { session, program })
    }

    /// Bytes that the program has read or written.
    fn passed(&self, which: &str) -> u64 {
        let io = fs::read_to_string(format!("/proc/{}/io", self.program)).unwrap();
        io.lines().find_map(|line| line.strip_prefix(which)).unwrap().trim().parse().unwrap()
    }

    /// Stops the terminal, and waits until the program can write no more to it.
    fn stops(&mut self) {
        assert!(sh(&format!("kill -STOP {}", self.session.process())));
        let mut before = 0;
        let mut same = 0;
        while same < 10 {
            // A new size is a new frame, whole.
            assert!(sh(&format!("kill -WINCH {}", self.program)));
            self.session.is_silent(Duration::from_millis(20));
            let now = self.passed("wchar:");
            same = if now == before { same + 1 } else { 0 };
            before = now;
        }
    }

    /// Waits until nothing of the program runs any more.
    #[track_caller]
    fn ends(&self) {
        let deadline = Instant::now() + PATIENCE;
        while let Ok(stat) = fs::read_to_string(format!("/proc/{}/stat", self.program)) {
            // Dead, and nobody has asked yet what of.
            if stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('Z')) {
                return;
            }
            assert!(Instant::now() < deadline, "the program is still there");
            std::thread::yield_now();
        }
    }
}

#[test]
fn signals_are_obeyed_while_the_terminal_takes_nothing() {
    for signal in ["TERM", "HUP", "QUIT"] {
        let desk = Desk::with_report();
        let Some(mut inside) = Inside::opens(&desk, "") else { return };
        inside.session.press("enter");
        inside.session.sees("写作");
        inside.session.types("多");
        inside.session.sees("主要工作多");
        inside.stops();
        assert!(sh(&format!("kill -{signal} {}", inside.program)));
        inside.ends();
        assert!(sh(&format!("kill -CONT {}", inside.session.process())));
        // The terminal is given back all the same.
        inside.session.ends();
        let mut session = desk.run("总结.ron");
        session.sees("已找回上次没保存的 1 处改动（最后一处在「主要工作多」）");
    }
}

/// The main thread is amid an act that never ends; neither thread outlives the terminal, or the signal.
#[test]
fn nothing_outlives_its_terminal_whatever_is_under_way() {
    for how in ["terminal", "signal"] {
        let desk = Desk::with_report();
        let Some(mut inside) = Inside::opens(&desk, "TIGANG_STALL=停") else { return };
        inside.session.press("enter");
        inside.session.types("多");
        inside.session.sees("主要工作多");
        // The title becomes the word at which the program stalls: it is written down, and never drawn.
        inside.session.press("up ctrl-a");
        inside.session.types("停");
        assert!(sh(&format!(
            "cd '{}' && for i in $(seq 3000); do grep -rqs 停 . && exit 0; done; exit 1",
            desk.journals().display()
        )));
        inside.session.is_silent(Duration::from_millis(100));
        assert!(!inside.session.screen().contains('停'), "the program has not stalled");
        match how {
            "terminal" => inside.session.killed(),
            _ => assert!(sh(&format!("kill -TERM {}", inside.program))),
        }
        let left = Inside { session: desk.shell("true"), program: inside.program };
        left.ends();
        let mut session = desk.run("总结.ron");
        session.sees("已找回上次没保存的 2 处改动");
        session.sees("主要工作多");
        session.sees("停");
    }
}

/// The window is closed amid a paste. What has come of it is kept.
#[test]
fn a_terminal_that_hangs_up_amid_a_paste_keeps_what_has_come() {
    let desk = Desk::with_report();
    let Some(mut inside) = Inside::opens(&desk, "") else { return };
    inside.session.press("down ctrl-e");
    inside.session.misses("· 导航");
    let before = inside.passed("rchar:");
    let text = "全年巡河二百次。\r".repeat(4000);
    inside.session.types(&format!("\x1b[200~{text}"));
    let deadline = Instant::now() + PATIENCE;
    while inside.passed("rchar:") < before + text.len() as u64 {
        assert!(Instant::now() < deadline, "the program reads on");
        std::thread::yield_now();
    }
    let Inside { session, program } = inside;
    session.killed();
    Inside { session: desk.shell("true"), program }.ends();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的 1 处改动");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert_eq!(desk.read("总结.ron").matches("全年巡河二百次。").count(), 4000);
}

/// Nobody closes the paste. The keyboard is there again as soon as the terminal pauses.
#[test]
fn a_paste_that_is_never_closed_swallows_no_key() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter");
    session.sees("写作");
    session.types("\x1b[200~贴上的");
    session.writes_behind("贴上的主要工作".split_at("贴上的".len()).0);
    session.types("字");
    session.sees("贴上的字");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
}

/// A terminal set to GBK: what is typed is read, and that it is so is said, once.
#[test]
fn bytes_that_are_no_utf_8_are_said_once() {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter end");
    session.sees("写作");
    session.sends(&gbk("河道"));
    session.sees("终端送来的字是 GBK 编码，已照样收下");
    session.writes_behind("主要工作河道");
    session.sends(&gbk("管护"));
    session.writes_behind("主要工作河道管护");
    session.misses("GBK");
    session.sends(b"\xff ");
    session.sees("终端送来的字不是 UTF-8 编码，有的认不出，没有收下");
    session.press("ctrl-s");
    session.sees("已保存");
    session.quits();
    assert!(desk.read("总结.ron").contains("heading: \"主要工作河道管护"));
}

#[test]
fn the_mouse_is_the_terminals_when_the_writer_wants_it() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    assert!(session.has_mouse() && session.has_esc_for_alt());
    for (says, has_mouse) in [("鼠标已交给终端", false), ("鼠标又归程序用了", true)] {
        session.press("f2");
        session.sees("┌ 命令");
        session.types("鼠标交给终端");
        session.sees("鼠标交给终端  像别处一样");
        session.press("enter");
        session.sees(says);
        assert_eq!(session.has_mouse(), has_mouse);
    }
    session.quits();
    fs::write(desk.settings("settings.ron"), "(mouse: off)").unwrap();
    let session = desk.opens();
    assert!(!session.has_mouse());
    session.quits();
}

/// Nothing of the program can run any more, and the terminal is given back all the same: a kill, and memory that runs out.
#[test]
#[cfg(target_os = "linux")]
fn a_sudden_end_gives_the_terminal_back() {
    let says = "提纲意外中断了（被结束，或内存不够）；没保存的改动都记着，再打开时会找回。";
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("enter");
    session.types("多");
    session.sees("主要工作多");
    assert!(sh(&format!("kill -9 {}", session.process())));
    let (code, screen) = session.ends_showing();
    assert!(code != 0 && screen.contains(says), "{code}:\n{screen}");

    desk.forgets_places();
    let mut session = desk.shell("ulimit -v 4000000; TIGANG_HOARD=满 exec \"$TIGANG\" 总结.ron");
    session.sees("已找回上次没保存的 1 处改动");
    session.press("up ctrl-a");
    session.types("满");
    let (code, screen) = session.ends_showing();
    assert!(code != 0 && screen.contains(says), "{code}:\n{screen}");
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    session.sees("满");
}

/// A paste that is long in coming is told, and Esc breaks it off: what has come is kept, in one undo.
#[test]
fn a_long_paste_is_broken_off_by_esc() {
    let desk = Desk::with_report();
    let mut session = desk.opens();
    session.press("ctrl-e end enter");
    session.sends(b"\x1b[200~");
    let mut lines = 0;
    while session.is_silent(Duration::from_millis(10)) || !session.screen().contains("正在收粘贴的内容，已有 ")
    {
        for _ in 0..50 {
            session.sends(format!("第{lines}处护岸。\r").as_bytes());
            lines += 1;
        }
        assert!(lines < 10_000, "{}", session.screen());
    }
    session.sends(b"\x1b");
    session.sends("这些不要。\r".repeat(50).as_bytes());
    session.sends(b"\x1b[201~");
    session.sees("粘贴打断了：已收到的留下了，后面的没有收；Ctrl+Z 一步撤掉");
    session.press("ctrl-s");
    session.sees("已保存：");
    let saved = desk.read("总结.ron");
    assert!(
        saved.contains("第0处护岸。")
            && saved.contains(&format!("第{}处护岸。", lines - 1))
            && !saved.contains("这些不要")
    );
    session.press("ctrl-z ctrl-s");
    session.waits("the second save", |_| !desk.read("总结.ron").contains("处护岸"));
    session.quits();
}

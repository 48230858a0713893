//! Doubts over save, restart and kill: what isn't settled is there again, and undo brings back what was.

use std::fs;

use crate::tools::desk::Desk;

const MESSY: &str =
    "总结\n一、抓规范\n修订办法三项。\n三、抓落实\n督查三次。\n五、抓服务\n走访百户。\n七、抓督办\n通报四期。\n";

fn desk() -> Desk {
    let desk = Desk::with_report();
    fs::write(desk.path("稿.txt"), MESSY).unwrap();
    desk
}

#[test]
fn doubts_come_back_after_save_and_restart() {
    let desk = desk();
    let mut session = desk.run("稿.txt");
    session.sees("拿不准 3 处");
    session.press("alt-y");
    session.sees("拿不准 1/3");
    session.press("enter");
    session.sees("拿不准 1/2");
    session.press("esc");
    session.press("ctrl-s enter");
    session.sees("已保存：");
    session.press("down");
    session.sees("拿不准2处");
    session.quits();
    assert!(!desk.read("稿.ron").contains("原来编号"), "the report's file knows nothing of it");

    let mut session = desk.run("稿.ron");
    session.sees("二、抓落实");
    session.sees("拿不准2处");
    // Undo reaches back over the restart; what is saved stays saved.
    session.press("ctrl-z");
    session.press("down");
    session.sees("拿不准3处");
    session.misses("●未保存");
    session.press("ctrl-y");
    session.press("down");
    session.sees("拿不准2处");
    // Settled without a change to the report: that is kept, too.
    session.press("alt-y enter");
    session.sees("拿不准 1/1");
    session.press("esc");
    session.misses("拿不准 1/1");
    session.press("up");
    session.sees("拿不准1处");
    session.quits();

    let mut session = desk.run("稿.ron");
    session.sees("二、抓落实");
    session.sees("拿不准1处");
    session.quits();
}

#[test]
fn doubts_come_back_after_a_kill() {
    let desk = desk();
    let mut session = desk.run("稿.txt");
    session.sees("拿不准 3 处");
    // The heading of the second doubt moves along; the first is settled.
    session.press("alt-y enter");
    session.sees("拿不准 1/2");
    session.press("f7 enter");
    session.types("大力");
    session.sees("抓服务大力");
    session.killed();

    let mut session = desk.run("稿.txt");
    session.sees("已找回");
    session.press("down");
    session.sees("拿不准2处");
    session.press("alt-y");
    session.sees("“抓服务大力”");
    session.press("ctrl-z ctrl-z");
    session.sees("/3 ·");
    session.killed();
}

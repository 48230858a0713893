//! A writer's day at the terminal: the built program, keys in, screen, file and text out.

use tigang::report::Owner;
use tigang::store;

use crate::drawing::draw;
use crate::pty::Desk;

#[test]
fn a_report_from_start_to_finish() {
    let desk = Desk::new();
    let mut session = desk.run("new 总结.ron");
    session.sees("（写标题）");
    println!("{}", session.screen());
    session.types("水务所2032年工作总结");
    session.writes_behind("水务所2032年工作总结");
    session.sees("●未保存");
    println!("{}", session.screen());
}

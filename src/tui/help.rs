//! F1, made from the command table and the keys in force.

use crate::report::reference;
use crate::text;
use crate::text::Ambiguous;
use crate::tui::command::Group;
use crate::tui::command::TABLE;
use crate::tui::keymap::KeymapFault;
use crate::tui::keymap::listed;
use crate::tui::model::Model;
use crate::tui::overlay::Help;

/// Columns of the window of F1, where there is room for them.
pub const WIDTH: u16 = 112;

/// A row of F1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Over the whole width.
    Words(String),
    /// The name of a group.
    Group(String),
    /// Keys and what they do, or what is left over of either.
    Keys(String, String),
    /// The same of a command that doesn't apply now.
    Refused(String, String),
}

/// The rows of F1, wrapped to the screen: an introduction, then a group after the other with all its commands.
pub fn rows(model: &Model, help: &Help) -> Vec<Row> {
    let (width, left) = columns(model);
    let forms = reference::Form::all().map(reference::Form::word).filter(|word| !word.is_empty());
    let forms: Vec<String> = forms.map(|word| format!("{{指标名:{word}}}")).collect();
    let figures = format!(
        "文中写 {{指标名}} 就显示那个指标的数，一处改处处改；还可以写 {}。{{节:标题}}、{{附件:标题}} 说它的序号，跟着变。",
        forms.join("、")
    );
    let formulas = "指标的数值可以写成公式，如 =甲+乙、=甲/合计（单位写 %）；同比、完成率照样算。";
    let in_force = model.session.keymap.profile();
    let profile = format!("键位方案：{}，{}。F2 里的“键位方案”可以换。", in_force.name, in_force.says);
    let intro = [
        "写作时直接打字；Esc 到导航，方向键看提纲，回车再写。每个命令都能用 F2 找到；灰的眼下用不上，F2 里写着为什么。",
        &profile,
        "改键：把括号里的英文名写进配置目录的 keymap.ron，如 { \"save\": [\"ctrl-s\"] }；连着按的几个键用空格隔开，如 \"ctrl-k s\"。",
        "连着按的键不限快慢：按了前面的，最下一行列出后面能按什么；Esc 作罢，按了别的键就都不算，打的字照样写入。",
        &figures,
        formulas,
    ];
    let words = |says: &str| wrapped(says, width, model.session.ambiguous).into_iter().map(Row::Words);
    let mut rows: Vec<Row> = Vec::new();
    let troubles = troubles(model);
    if !troubles.is_empty() {
        rows.push(Row::Group("【设置里要看看的】".into()));
        rows.extend(troubles.iter().flat_map(|says| words(says)));
        rows.push(Row::Words(String::new()));
    }
    rows.extend(intro.iter().flat_map(|says| words(says)));
    for group in Group::ALL {
        rows.push(Row::Words(String::new()));
        rows.push(Row::Group(format!("【{}】", group.title())));
        for entry in TABLE.iter().filter(|entry| entry.group == group) {
            let keys = listed(model.session.keymap.all_keys(entry.command));
            let keys = if keys.is_empty() { "F2".to_string() } else { keys };
            let words = format!("{}：{}（{}）", entry.title, entry.says, entry.name);
            let row = if help.refused.contains(&entry.command) { Row::Refused } else { Row::Keys };
            let mut keys = wrapped(&keys, left, model.session.ambiguous).into_iter();
            let mut words = wrapped(&words, width - left - 1, model.session.ambiguous).into_iter();
            loop {
                match (keys.next(), words.next()) {
                    (None, None) => break,
                    (keys, words) => rows.push(row(keys.unwrap_or_default(), words.unwrap_or_default())),
                }
            }
        }
    }
    rows
}

/// What is wrong with the writer's settings, a sentence each: the keys first.
pub fn troubles(model: &Model) -> Vec<String> {
    let keys = model.session.keymap.faults().iter().map(KeymapFault::to_string);
    keys.chain(model.session.troubles.iter().cloned()).map(|says| format!("{says}。")).collect()
}

/// Columns of a row of help, and of the keys in it.
pub fn columns(model: &Model) -> (usize, usize) {
    let width = usize::from(model.session.size.0.min(WIDTH)).saturating_sub(4).max(12);
    (width, (width / 3).min(36))
}

fn wrapped(text: &str, width: usize, ambiguous: Ambiguous) -> Vec<String> {
    let lines = text::wrap(text, width, 0, ambiguous);
    lines.iter().map(|line| text[line.start..line.end].trim_end().to_string()).collect()
}

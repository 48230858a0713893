//! What a writer wants, in his words, and the command that the palette must show among its first three.
//!
//! The wishes were written before the words of the commands: the first half as they are typed into a search box, the second
//! as somebody says them who has never seen the program.

use crossterm::event::KeyCode;

use tigang::tui::command::Command;
use tigang::tui::command::Focus;
use tigang::tui::command::Group;
use tigang::tui::command::SAID as SAID_BY;
use tigang::tui::command::TABLE;
use tigang::tui::keymap::Chord;
use tigang::tui::model::Model;
use tigang::tui::overlay::Choice;
use tigang::tui::overlay::Overlay;
use tigang::tui::overlay::Picker;
use tigang::tui::update;
use tigang::tui::update::Input;

use crate::tools::model::draw;
use crate::tools::model::open;
use crate::tools::model::play;

/// How far down the wanted command may stand.
const SEEN: usize = 3;

/// Typed into a search box.
const SEARCHED: [(&str, Command); 40] = [
    ("颜色", Command::Theme),
    ("主题", Command::Theme),
    ("夜间模式", Command::Theme),
    ("快捷键", Command::Help),
    ("改键", Command::KeyProfile),
    ("历史版本", Command::Versions),
    ("备份", Command::Versions),
    ("检查", Command::Check),
    ("校对", Command::Check),
    ("错别字", Command::Check),
    ("打印", Command::Export),
    ("pdf", Command::Export),
    ("word", Command::Export),
    ("docx", Command::Export),
    ("落款", Command::Properties),
    ("日期", Command::Properties),
    ("单位", Command::Properties),
    ("署名", Command::Properties),
    ("公文格式", Command::Properties),
    ("序号", Command::ChildMarker),
    ("层级", Command::Demote),
    ("全角", Command::Widen),
    ("标点", Command::Widen),
    ("目录", Command::GoTo),
    ("趋势", Command::MetricPicture),
    ("月度", Command::MetricSeries),
    ("同比", Command::LastYear),
    ("excel", Command::ReadTable),
    ("模板", Command::FromTemplate),
    ("撤回", Command::Undo),
    ("恢复", Command::Redo),
    ("回收站", Command::Bin),
    ("搜索", Command::Find),
    ("批量替换", Command::Replace),
    ("字数", Command::WordCount),
    ("合并单元格", Command::MergeCells),
    ("插入表格", Command::NewTable),
    ("附件", Command::NewAnnex),
    ("全屏", Command::FullText),
    ("设置", Command::Properties),
];

/// As somebody says them.
const SAID: [(&str, Command); 40] = [
    ("怎么退出", Command::Quit),
    ("存盘", Command::Save),
    ("换个文件名存", Command::SaveAs),
    ("我删错了", Command::Undo),
    ("把这段往上挪", Command::MoveUp),
    ("往下挪一挪", Command::MoveDown),
    ("挪到别的地方", Command::MoveTo),
    ("变成二级标题", Command::Demote),
    ("提高一级", Command::Promote),
    ("加一条", Command::NewBelow),
    ("在前面加一个", Command::NewAbove),
    ("删掉这一节", Command::Remove),
    ("收起来", Command::Collapse),
    ("只看大标题", Command::Fold1),
    ("全部打开", Command::ExpandAll),
    ("看成稿什么样", Command::Preview),
    ("发给领导", Command::Export),
    ("复制到微信", Command::CopyReport),
    ("去年的稿子改成今年的", Command::NextYear),
    ("各科室的材料合到一起", Command::Gather),
    ("打开以前写的", Command::Open),
    ("重新写一份", Command::New),
    ("数字做成图", Command::MetricPicture),
    ("所有的数放在一起看", Command::Overview),
    ("正文里的数抓出来", Command::Extract),
    ("填去年的数", Command::LastYear),
    ("这个数哪儿用了", Command::MetricUses),
    ("表格加一行", Command::RowBelow),
    ("表格加一列", Command::ColumnRight),
    ("删掉这一行", Command::RemoveRow),
    ("这节不要编号", Command::ToggleNumber),
    ("一段拆成几条", Command::SplitSeries),
    ("几条合成一段", Command::FoldSeries),
    ("标题和正文连着写", Command::ToggleRunIn),
    ("从第三开始编号", Command::BeginAt),
    ("规定写多少字", Command::SetTarget),
    ("屏幕太花眼睛累", Command::Theme),
    ("上次没存的找回来", Command::Open),
    ("一格一格往右跳", Command::NextCell),
    ("鼠标选字复制不了", Command::Mouse),
];

#[test]
fn the_palette_answers_what_a_writer_wants() {
    let mut wrong = Vec::new();
    for focus in [Focus::Navigation, Focus::Text] {
        for (wish, command) in SEARCHED.iter().chain(&SAID) {
            let mut model = open("hotline-half-year", (80, 24));
            model.focus_on(focus);
            let found = found(&mut model, wish);
            if !found.iter().take(SEEN).any(|at| at == command) {
                let names: Vec<&str> = found.iter().take(6).map(|command| command.entry().title).collect();
                wrong.push(format!("{wish}：要“{}”，得到 {names:?}", command.entry().title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_does_not_apply_is_there_and_says_why() {
    let mut model = open("hotline-half-year", (120, 40));
    model.focus_on(Focus::Navigation);
    update::run(&mut model, Command::Palette);
    let shown = palette(&model).shown.len();
    assert_eq!(shown, TABLE.iter().filter(|entry| entry.group != Group::Caret).count());
    play(&mut model, "'删指标");
    let says = draw(&model).rows().join("\n");
    assert!(says.contains("在指标里用"), "{says}");
    let before = model.report().clone();
    play(&mut model, "enter");
    assert_eq!(*model.report(), before);
    assert_eq!(model.focus(), Focus::Metrics);
    let said = model.message.as_ref().map_or("", |message| message.says.as_str());
    assert!(said.contains("Del"), "{said}");
}

#[test]
fn what_was_used_last_stands_first() {
    let mut model = open("hotline-half-year", (80, 24));
    model.focus_on(Focus::Navigation);
    play(&mut model, "f2 '复制一份 enter f2 '字数条 enter");
    assert_eq!(found(&mut model, "")[..2], [Command::WordBars, Command::Duplicate]);
    // It stays first among those that answer as well.
    play(&mut model, "esc f2 '字数目标 enter esc");
    assert_eq!(found(&mut model, "字数")[..2], [Command::WordCount, Command::SetTarget]);
}

#[test]
fn keys_stand_in_a_column_of_their_own() {
    let mut model = open("hotline-half-year", (120, 40));
    model.focus_on(Focus::Navigation);
    update::run(&mut model, Command::Palette);
    let rows = draw(&model).rows();
    // The right edge of the window is one column, and so is where the keys end before it.
    let ends: Vec<usize> = rows
        .iter()
        .filter(|row| row.contains("Alt+↑") || row.contains("F6"))
        .map(|row| {
            let inside = row.trim_end_matches(|c| c != '│').trim_end_matches('│').trim_end();
            tigang::text::width(inside, tigang::text::Ambiguous::Narrow)
        })
        .collect();
    assert!(ends.len() >= 2 && ends.windows(2).all(|pair| pair[0] == pair[1]), "{ends:?}\n{}", rows.join("\n"));
}

/// The commands that the palette shows for these words, the first first.
fn found(model: &mut Model, wish: &str) -> Vec<Command> {
    update::press(model, Input::Key(Chord::plain(KeyCode::F(2))));
    update::press(model, Input::Typed(wish.to_owned()));
    let picker = palette(model);
    let commands = picker.shown.iter().map(|&item| match picker.items[item].choice {
        Choice::Run(command) => command,
        ref other => panic!("{other:?} in the palette"),
    });
    commands.collect()
}

fn palette(model: &Model) -> &Picker {
    match &model.overlay {
        Some(Overlay::Picker(picker)) => picker,
        other => panic!("no palette: {other:?}"),
    }
}

#[test]
fn every_command_of_the_palette_has_the_writers_words_once() {
    let mut wrong = Vec::new();
    for entry in TABLE {
        let rows = SAID_BY.iter().filter(|(command, _)| *command == entry.command).count();
        if rows != usize::from(entry.group != Group::Caret) {
            wrong.push(format!("{}: {rows}", entry.title));
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

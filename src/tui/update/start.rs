//! 开始页: what the program opens with when no file was named: go on, open an old text, begin anew, look at a sample, learn.

use crate::report::Report;
use crate::store::samples;
use crate::tui::command::Command;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::model::Seen;
use crate::tui::overlay::Answer;
use crate::tui::overlay::Ask;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Purpose;
use crate::tui::previews;
use crate::tui::tour;
use crate::tui::update::Effect;
use crate::tui::update::lists;

/// What the list is known by, when more becomes known of what it shows.
const TITLE: &str = "提纲：从哪里开始（打字就是新报告的标题）";

/// Opens the page, and asks for what is not known yet of the files it names.
pub fn open(model: &mut Model) -> Option<Effect> {
    show(model);
    Some(Effect::Look(model.session.recent.clone()))
}

/// What there is to know of the files and templates: the page, if it is still there, shows it.
pub fn known(model: &mut Model, seen: Vec<Seen>, templates: &[(String, Report)]) {
    model.session.seen = seen;
    model.session.templates =
        templates.iter().map(|(name, report)| (name.clone(), previews::outline_of(report))).collect();
    let Some(Overlay::Picker(before)) = model.overlay.as_ref().filter(|_| is_open(model)) else { return };
    let (line, chosen) = (before.line.clone(), before.chosen().map(|item| item.choice.clone()));
    show(model);
    if let Some(Overlay::Picker(picker)) = &mut model.overlay {
        if !line.text().is_empty() {
            picker.line = line;
            picker.narrow();
        }
        let same = picker.shown.iter().position(|&item| Some(&picker.items[item].choice) == chosen.as_ref());
        picker.at = same.unwrap_or(0);
    }
}

fn is_open(model: &Model) -> bool {
    matches!(&model.overlay, Some(Overlay::Picker(picker)) if picker.title == TITLE)
}

fn show(model: &mut Model) {
    let mut items = lists::to_go_on(model);
    let blank = "空白的报告".to_owned();
    let is_new = items.is_empty();
    if is_new {
        items.push(tour_item());
    }
    items.push(
        Item::new("打开旧稿…", Choice::AskFile).grouped("打开").hinting("文字、Word、WPS、网页，读成提纲").showing([
            "写文件名打开，Tab 补全。".to_owned(),
            "旧的文字稿、.docx、.doc、.md、.html 都先读成提纲；拿不准的地方会列出来，原文件不动。".to_owned(),
        ]),
    );
    items.push(Item::new(blank, Choice::New).grouped("新写").hinting("上面打的字作标题").found_by("新建 新报告"));
    items.extend(model.session.templates.iter().filter(|(_, outline)| outline.len() > 1).map(|(name, outline)| {
        let item = Item::new(name.clone(), Choice::Template(name.clone())).grouped("新写").hinting("模板");
        item.found_by("模板 范文 新建").showing(outline.iter().skip(1).cloned())
    }));
    if !is_new {
        items.push(tour_item());
    }
    items.extend(samples::names().map(|name| {
        let outline = samples::open(name).as_ref().map(previews::outline_of).unwrap_or_default();
        Item::new(name, Choice::Sample(name)).grouped("看样例").found_by("样例 例子 示范 范文").showing(outline)
    }));
    model.overlay = Some(Overlay::Picker(Picker::new(TITLE, items)));
}

fn tour_item() -> Item {
    let item = Item::new("三分钟上手", Choice::Run(Command::Tour)).grouped("学").hinting("边做边学，九步");
    item.found_by("教程 入门 学习 新手 怎么用").showing([
        "在一份练习用的报告上，一步一步用真的键做一遍：".to_owned(),
        "写标题、加一节、升降级、搬动、折叠、写正文、引用数字、校核、交稿。".to_owned(),
        "做对一步，自己到下一步；随时可以不学了。".to_owned(),
    ])
}

/// Asks for the file of an old text.
pub(super) fn ask_file(model: &mut Model) {
    model.ask(Purpose::Open, Line::default());
}

/// Takes what is under the cursor off the list: a file is only forgotten, what was left unsaved is laid aside. Answers the
/// effect, or nothing for an entry that stays.
pub(super) fn dismiss(model: &mut Model, choice: &Choice) -> Option<Effect> {
    match choice {
        Choice::Open(path) => {
            model.session.recent.retain(|other| other != path);
            model.say(Grade::Info, "不再列出这份报告，文件还在原处");
            Some(Effect::Forget(path.clone()))
        }
        Choice::Recover(journal) => {
            model.session.left.retain(|left| left.journal != *journal);
            model.say(Grade::Info, "不再列出，改动还留着；要找回请用 tigang recover");
            Some(Effect::LayAside(journal.clone()))
        }
        _ => None,
    }
}

/// Opens a sample as a report of its own.
pub fn sample(name: &str) -> Option<Effect> {
    let report = samples::open(name)?;
    let path = format!("{}.ron", crate::text::file_name(&report.title, name));
    Some(Effect::Begin { report: Box::new(report), path: path.into() })
}

/// Amid the tutorial: asks how to go on.
pub fn ask_on(model: &mut Model) -> Option<Effect> {
    let choices = [("接着做这一步", Answer::Cancel), ("跳过这一步", Answer::SkipStep), ("不学了", Answer::EndTour)];
    model.overlay = Some(Overlay::Ask(Ask::new("正在三分钟上手。", choices, 0)));
    None
}

/// The report to practise on; once it is open, the first step.
pub(super) fn practise(model: &mut Model) -> Effect {
    model.session.practises = true;
    Effect::Begin { report: Box::new(samples::practice()), path: "练习.ron".into() }
}

/// A report has been opened: it may be the one to practise on.
pub(super) fn opened(model: &mut Model) {
    if std::mem::take(&mut model.session.practises) {
        model.settle();
        model.tour = Some(tour::begin(model));
        model.message = None;
    }
}

/// The next step of the tutorial, though this one isn't done.
pub(super) fn skip_step(model: &mut Model) {
    if let Some(tour) = model.tour.take() {
        tour::skip(model, &tour);
    }
}

/// No more of it.
pub(super) fn end_tour(model: &mut Model) {
    model.tour = None;
    model.say(Grade::Info, "不学了；要再来，F2 找“三分钟上手”");
}

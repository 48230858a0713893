//! The lists that the writer chooses from, each opened with its entries.

use std::collections::BTreeSet;

use crate::edit::moves;
use crate::edit::moves::FromLastYear;
use crate::edit::moves::Use;
use crate::report::Marker;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::SectionId;
use crate::report::numbering;
use crate::report::places::Place;
use crate::report::places::Places;
use crate::report::reference;
use crate::report::reference::Form;
use crate::text;
use crate::tui::command::Command;
use crate::tui::command::Entry;
use crate::tui::command::Focus;
use crate::tui::command::Group;
use crate::tui::command::TABLE;
use crate::tui::command::said;
use crate::tui::keymap::KeyProfile;
use crate::tui::keymap::Sequence;
use crate::tui::keymap::listed;
use crate::tui::model::Grade;
use crate::tui::model::Left;
use crate::tui::model::Model;
use crate::tui::outline::Outline;
use crate::tui::outline::OutlineLine;
use crate::tui::outline::Spot;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Offer;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::update::elsewhere;
use crate::tui::update::reason;
use crate::tui::words;

/// F2: all commands, those used last first; those that don't apply now say why.
pub fn pick_command(model: &mut Model) {
    let mut commands: Vec<&Entry> = TABLE.iter().filter(|entry| entry.group != Group::Caret).collect();
    let used = |entry: &Entry| model.session.used.iter().position(|&used| used == entry.command).unwrap_or(usize::MAX);
    commands.sort_by_key(|entry| used(entry));
    let mut refused = BTreeSet::new();
    let items = commands.into_iter().enumerate().map(|(index, entry)| {
        let reason = elsewhere(model, entry.command).or_else(|| reason(model, entry.command));
        refused.extend(reason.map(|_| index));
        let here: Vec<&Sequence> = model.session.keymap.keys(entry.command, model.focus()).collect();
        let all = if here.is_empty() { model.session.keymap.all_keys(entry.command) } else { here };
        let keys = listed(all.into_iter().take(2));
        let words = format!("{} {}", entry.name, said(entry.command));
        let item = Item::new(entry.title, Choice::Run(entry.command)).hinting(reason.unwrap_or(entry.says));
        Item { keys, says: entry.says, ..item.found_by(words.trim_end()) }
    });
    let picker = Picker::new("命令（输入汉字或拼音）", items.collect());
    model.overlay = Some(Overlay::Picker(Picker { refused, ..picker }));
}

/// The right button: what can be done in this pane, to what the writer is at.
pub fn pick_here(model: &mut Model) {
    const ORDER: [Group; 6] = [Group::Edit, Group::Structure, Group::Tables, Group::Metrics, Group::Find, Group::View];
    let is_here = |entry: &&Entry| {
        entry.focus != Focus::ALL && entry.focus.contains(&model.focus()) && reason(model, entry.command).is_none()
    };
    let of = |group: Group| TABLE.iter().filter(move |entry| entry.group == group).filter(is_here);
    let item = |entry: &Entry| {
        let keys = listed(model.session.keymap.keys(entry.command, model.focus()).take(2));
        let item = Item::new(entry.title, Choice::Run(entry.command)).hinting(entry.says);
        Item { keys, says: entry.says, ..item.grouped(entry.group.title()).found_by(said(entry.command)) }
    };
    let items = ORDER.into_iter().flat_map(of).map(item).collect();
    model.overlay = Some(Overlay::Picker(Picker::new("这里能做的（输入汉字或拼音）", items)));
}

/// Ctrl+T: every place that the section, or the marked ones, can be moved below.
pub fn pick_target(model: &mut Model) {
    let Some(id) = model.section() else {
        model.say(Grade::Warning, "请先选一节");
        return;
    };
    let tree = &model.report().tree;
    let carried = model.targets();
    let mut items = vec![Item::new("（作为一级，放在最后）", Choice::MoveBelow(id, None))];
    let tops = moves::tops(model.report(), &carried);
    for (target, title, path, words) in named(model) {
        if tops.iter().any(|&top| tree.is_within(target, top)) {
            continue;
        }
        let indent = "  ".repeat(tree.level(target) - 1);
        let choice = Choice::MoveBelow(id, Some(target));
        items.push(Item::new(format!("{indent}{title}"), choice).hinting(path).found_by(words));
    }
    let again =
        model.session.keymap.all_keys(Command::MoveTo).first().map_or(String::new(), |key| format!("，{key} 人留下"));
    model.overlay = Some(Overlay::Picker(Picker::new(format!("移到哪一节下面（回车跟去{again}）"), items)));
}

/// Ctrl+U: every row of the outline, wherever it is folded, with the path to it.
pub fn pick_section(model: &mut Model) {
    let report = model.report();
    let row = |title: String, hint: String, words: String, spot| {
        Item::new(title, Choice::GoToSpot(spot)).hinting(hint).found_by(words)
    };
    let title = if report.title.is_empty() { "（无标题的报告）" } else { &report.title };
    let mut items = vec![row(title.into(), "标题与导语".into(), "标题 导语".into(), Spot::Report)];
    items.extend(named(model).into_iter().map(|(id, title, path, words)| row(title, path, words, Spot::Section(id))));
    items.push(row("结尾与落款".into(), String::new(), String::new(), Spot::Closing));
    let here = Choice::GoToSpot(model.spot());
    let mut picker = Picker::new("转到（输入汉字或拼音）", items);
    picker.at = picker.items.iter().position(|item| item.choice == here).unwrap_or(0);
    model.overlay = Some(Overlay::Picker(picker));
}

/// Every section with its number and heading, the path to it, and its heading alone.
fn named(model: &Model) -> Vec<(SectionId, String, String, String)> {
    // The names from the top level down to the section before, each with its level.
    let mut above: Vec<String> = Vec::new();
    let name = |line: &OutlineLine| {
        let section = model.report().tree.section(line.id).expect("lines are live sections");
        let label = model.number(line.id).map_or_else(String::new, |number| model.label(line.id, number));
        let short = moves::name_of(section);
        let words = match section.heading.as_str() {
            "" => short.clone(),
            heading => model.rendered(heading).into_owned(),
        };
        above.truncate(line.level() - 1);
        let path = above.join("›");
        above.push(format!("{label}{short}"));
        (line.id, format!("{label}{words}"), path, words)
    };
    model.outline.lines().iter().map(name).collect()
}

/// The marker of the children of the writer's section; for the report its scheme.
pub fn pick_marker(model: &mut Model) {
    let items = match model.section() {
        Some(id) => {
            let own = Item::new("随全文体例", Choice::Marker(id, None));
            let markers = Marker::ALL.into_iter().map(|marker| {
                Item::new(format!("{}  {}", marker.sample(), marker.name()), Choice::Marker(id, Some(marker)))
            });
            std::iter::once(own).chain(markers).collect()
        }
        None => scheme_items(),
    };
    let title = if model.section().is_some() { "下级用什么序号" } else { "全文用什么序号" };
    model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
}

fn scheme_items() -> Vec<Item> {
    let item = |scheme: Scheme| Item::new(format!("{}  {}", scheme.name(), scheme.sample()), Choice::Scheme(scheme));
    Scheme::ALL.into_iter().map(item).collect()
}

/// All themes; the screen shows the one under the cursor, and the one in force is marked.
pub fn pick_theme(model: &mut Model) {
    let in_force = model.session.theme.name.clone();
    let item = |(index, theme): (usize, &crate::tui::theme::Theme)| {
        let mark = if theme.name == in_force { "正在用" } else { "" };
        Item::new(theme.name.clone(), Choice::Theme(index)).hinting(mark)
    };
    let items = model.session.themes.iter().enumerate().map(item).collect();
    let mut picker = Picker::new("配色（移动就看得到样子）", items);
    picker.at = model.session.themes.iter().position(|theme| theme.name == in_force).unwrap_or(0);
    picker.before = Some(Box::new(model.session.theme.clone()));
    model.overlay = Some(Overlay::Picker(picker));
}

/// 键位方案: all profiles, the one in force under the cursor.
pub fn pick_profile(model: &mut Model) {
    let item =
        |(index, profile): (usize, &KeyProfile)| Item::new(profile.name, Choice::Profile(index)).hinting(profile.says);
    let items = KeyProfile::ALL.iter().enumerate().map(item).collect();
    let mut picker = Picker::new("键位方案（自己改过的键照旧）", items);
    let in_force = model.session.keymap.profile().name;
    picker.at = KeyProfile::ALL.iter().position(|profile| profile.name == in_force).unwrap_or(0);
    model.overlay = Some(Overlay::Picker(picker));
}

/// What was left unsaved that the lists show before the reports themselves; the rest has a list of its own.
const LEFT: usize = 3;

/// Ctrl+O: reports opened before, a new one, or a name to type.
pub fn pick_report(model: &mut Model) {
    let mut items = to_go_on(model);
    items.extend(collected(model));
    items.push(Item::new("新建报告（上面输入的字作标题）", Choice::New));
    items.push(Item::new("打开上面输入的文件（报告或文字稿）", Choice::OpenTyped));
    // Over an empty report what is typed is likelier a title, over another one the name of a file.
    if *model.report() != Report::default() {
        let last = items.len() - 1;
        items.swap(last - 1, last);
    }
    model.overlay = Some(Overlay::Picker(Picker::new("打开（选一份，或输入标题、文件名）", items)));
}

/// What the writer can go on with: what was left unsaved, and the reports that were open before, by title, age and folder.
pub fn to_go_on(model: &Model) -> Vec<Item> {
    const GROUP: &str = "接着写";
    let mut items: Vec<Item> = model.session.left.iter().take(LEFT).map(|each| left(each).grouped(GROUP)).collect();
    let more = model.session.left.len().saturating_sub(LEFT);
    if more > 0 {
        items.push(Item::new(format!("还有 {more} 份没保存的…"), Choice::AllLeft).grouped(GROUP).found_by("找回"));
    }
    items.extend(model.session.recent.iter().map(|path| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
        let known = model.session.seen.iter().find(|seen| seen.path == *path);
        let choice = Choice::Open(path.clone());
        let item = match known {
            Some(seen) => Item::new(seen.title.clone(), choice)
                .hinting(format!("{}  {name}  {folder}", seen.when))
                .showing(seen.outline.iter().skip(1).cloned()),
            None => Item::new(name, choice).hinting(folder),
        };
        item.found_by(path.display().to_string()).grouped(GROUP)
    }));
    items
}

/// All that was left unsaved.
pub fn pick_left(model: &mut Model) {
    let items = model.session.left.iter().map(left).collect();
    model.overlay = Some(Overlay::Picker(Picker::new("没保存的（回车找回，Del 不再列出）", items)));
}

/// A report that an earlier run left unsaved.
fn left(left: &Left) -> Item {
    Item::new(format!("找回：{}", left.title), Choice::Recover(left.journal.clone())).hinting(left.says.clone())
}

/// The reports of the text that was read last.
fn collected(model: &Model) -> impl Iterator<Item = Item> + '_ {
    model.session.collection.iter().enumerate().map(|(index, report)| {
        let hint = looks(report);
        Item::new(words::title_of(report), Choice::Collected(index)).hinting(hint)
    })
}

/// How long a report is, its first heading and its opening words: `1203字 一、预算执行：全年执行率98.2%……`.
fn looks(report: &Report) -> String {
    let count = Outline::new(report).report_total();
    let first = report.tree.children(None).first().and_then(|&id| report.tree.section(id));
    let heading = first.map_or_else(String::new, |section| {
        format!(" {}{}", numbering::number_of(report, section.id), text::shown(section.heading.trim()))
    });
    let texts = [Some(&report.preamble), first.map(|section| &section.body), Some(&report.closing)];
    let opening = texts.into_iter().flatten().find(|text| !text.trim().is_empty());
    let opening = opening.map_or_else(String::new, |text| format!("：{}", words::beginning(text)));
    format!("{count}字{heading}{opening}")
}

/// A text with several reports: which one to open, or all as one.
pub fn pick_of_collection(model: &mut Model) {
    let all =
        Item::new("合成一份", Choice::GatherAll).hinting("每篇各成一节，拿不准的地方一并列出").found_by("全部汇总");
    let items: Vec<Item> = collected(model).chain(std::iter::once(all)).collect();
    let open = words::left_open(&model.session.collected);
    let open = if open.is_empty() { open } else { format!("（{open}）") };
    let title = format!("这份文件里有 {} 篇报告，选一篇{open}", items.len() - 1);
    model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
}

/// 插入指标: the metrics that a text can refer to, each with its figure.
pub fn pick_metric(model: &mut Model) {
    let item = |name: String| {
        let hint = says(model, &Offer::of(&name, Form::Figure));
        Item::new(name.clone(), Choice::Refer(name)).hinting(hint)
    };
    let items: Vec<Item> = names(model).into_iter().map(item).collect();
    if items.is_empty() {
        model.say(Grade::Warning, "还没有指标，F9 到指标窗格里加");
    } else {
        model.overlay = Some(Overlay::Picker(Picker::new("插入哪个指标", items)));
    }
}

/// What can be referred to, each name once: the section's own metrics, then all others in the order of the report.
pub fn names(model: &Model) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let own = model.report().metrics(model.owner()).unwrap_or_default().iter();
    let all = own.chain(model.report().all_metrics().map(|(_, metric)| metric));
    let names = all.map(|metric| metric.name.trim()).filter(|name| !name.is_empty() && reference::is_name(name));
    names.filter(|name| seen.insert(*name)).map(str::to_owned).collect()
}

/// The annexes and then the sections that a text can name by their titles, in reading order: each name once, and no longer than
/// a reference is looked for.
pub fn places(all: &Places) -> Vec<(Place, String)> {
    const LONGEST: usize = 48;
    let can_stand = |name: &str| !name.contains(['{', '}']) && name.chars().nth(LONGEST).is_none();
    let named = all.names().iter().filter(|(_, name)| can_stand(name)).cloned();
    let (mut places, sections): (Vec<_>, Vec<_>) = named.partition(|(place, _)| *place == Place::Annex);
    places.extend(sections);
    places
}

/// What the reference is to say, each way with its words.
pub fn pick_form(model: &mut Model, name: &str) {
    let item = |form: Form| {
        let offer = Offer::of(name, form);
        let title = if form.word().is_empty() { "数值" } else { form.word() };
        let says = says(model, &offer);
        Item::new(title, Choice::ReferAs(offer)).hinting(says)
    };
    let items = Form::all().map(item).collect();
    model.overlay = Some(Overlay::Picker(Picker::new(format!("“{name}”怎么说"), items)));
}

/// 谁引用它: the texts and formulas that say a metric's figure.
pub fn pick_use(model: &mut Model, name: &str) {
    /// Columns of the words before a reference that the list has room for.
    const BEFORE: usize = 24;
    let uses = moves::uses_of(model.report(), name);
    let item = |place: Use| {
        let (title, hint) = match &place {
            Use::Text { field, range, .. } => {
                (model.text_name(*field), model.words_around(*field, range.start, BEFORE))
            }
            Use::Formula { owner, at, .. } => {
                let metric = model.report().metrics(*owner).and_then(|rows| rows.get(*at));
                let value = metric.map_or("", |metric| metric.value.as_str());
                (model.place_name(&place), value.to_owned())
            }
        };
        Item::new(title, Choice::GoToUse(place)).hinting(hint)
    };
    let items: Vec<Item> = uses.into_iter().map(item).collect();
    if items.is_empty() {
        model.say(Grade::Warning, format!("文字和公式里都没有用到“{}”", name.trim()));
    } else {
        let title = format!("用到“{}”的 {} 处", name.trim(), items.len());
        model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
    }
}

/// What last year's report had for each metric: first what it lacks.
pub fn list_last_year(model: &mut Model, from: &FromLastYear) {
    let one = |name: &String, says: String| Item::new(name.clone(), Choice::GoToMetric(name.clone())).hinting(says);
    let last_year = |name: &str| {
        let reckoned = model.outline.figures().named(name);
        reckoned.map_or_else(|_| String::new(), |found| format!("上年 {}{}", found.metric.last_year, found.metric.unit))
    };
    let mut items: Vec<Item> = Vec::new();
    items.extend(from.unmatched.iter().map(|name| one(name, "去年的报告里没有".into())));
    items.extend(from.without_number.iter().map(|name| one(name, "去年的报告里没有填数".into())));
    items.extend(from.other_unit.iter().map(|(name, unit)| one(name, format!("去年的单位是{unit}，换算不了"))));
    items.extend(from.filled.iter().map(|name| {
        let whence = if from.from_words.contains(name) { "，已填，取自正文" } else { "，已填" };
        one(name, last_year(name) + whence)
    }));
    items.extend(from.untouched.iter().map(|name| one(name, format!("{}，原来就有", last_year(name)))));
    let title = format!("取上年数：填了 {} 项（Ctrl+Z 可撤销）", from.filled.len());
    model.overlay = Some(Overlay::Picker(Picker::new(title, items)));
}

/// What a reference would say, or why it says nothing.
fn says(model: &Model, offer: &Offer) -> String {
    match model.outline.figures().resolve(&offer.reference()) {
        Ok(words) => words,
        Err(why) => format!("（{why}）"),
    }
}

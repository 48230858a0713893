//! What two people wrote in one report, put together by git: with the driver `tigang merge`, and by lines as git does alone.
//!
//! A table of merges. Every result opens, no section is lost or stands twice, and only where both wrote the same text do both
//! texts stay to be chosen from.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::compare;
use tigang::edit::compare::Conflict;
use tigang::edit::moves;
use tigang::edit::moves::End;
use tigang::report::Field;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::SectionId;
use tigang::store;

use crate::tools::desk::Desk;

/// The report that both begin with.
const BASE: &str = "\
(
format: 1,
title: \"水务所2031年工作总结\",
organization: \"镇水务所\",
date: \"2031年12月20日\",
scheme: gongwen,
metrics: [
(name: \"巡河\", value: \"11\", unit: \"次\", last_year: \"9\"),
(name: \"清淤\", value: \"3\", unit: \"处\", last_year: \"2\"),
(name: \"护岸\", value: \"240\", unit: \"米\"),
],
sections: [
(id: 1, level: 1,
heading: \"主要工作\",
body: \"全年巡河{巡河}。
清淤{清淤}。
护岸{护岸}。
验收合格。\",
),
(id: 2, level: 2,
heading: \"抓管护\",
body: \"河段包干到人。\",
note: \"问老陈要名单\",
),
(id: 3, level: 3,
heading: \"夏季\",
body: \"汛前排查两遍。\",
),
(id: 4, level: 2,
heading: \"抓建设\",
body: \"新修泵站一座。\",
metrics: [
(name: \"泵站\", value: \"1\", unit: \"座\"),
(name: \"管线\", value: \"5\", unit: \"公里\", last_year: \"4\"),
],
),
(id: 5, level: 1,
heading: \"存在问题\",
body: \"人手不够。\",
),
(id: 6, level: 1,
heading: \"下步打算\",
body: \"再修一座泵站。\",
),
],
)
";

#[derive(Clone, Copy)]
enum Act {
    Title(&'static str),
    Signed(&'static str),
    Heading(u32, &'static str),
    Body(u32, &'static str),
    Note(u32, &'static str),
    /// After a section; below it.
    Add(u32, &'static str),
    Below(u32, &'static str),
    First(&'static str),
    Remove(u32),
    Promote(u32),
    Demote(u32),
    Up(u32),
    Down(u32),
    /// Into another section, to its end.
    Into(u32, u32),
    Number(u32),
    RunIn(u32),
    Target(u32, u32),
    Scheme(Scheme),
    Off(&'static str),
    /// A metric gets another value; unit; last year's value; name.
    Value(&'static str, &'static str),
    Unit(&'static str, &'static str),
    Last(&'static str, &'static str),
    Name(&'static str, &'static str),
    /// Of the report (0) or of a section, at the end.
    Figure(u32, &'static str, &'static str),
    Drop(&'static str),
    Carry(&'static str, u32),
}

use Act::Add;
use Act::Below;
use Act::Body;
use Act::Carry;
use Act::Demote;
use Act::Down;
use Act::Drop;
use Act::Figure;
use Act::First;
use Act::Heading;
use Act::Into;
use Act::Last;
use Act::Name;
use Act::Note;
use Act::Number;
use Act::Off;
use Act::Promote;
use Act::Remove;
use Act::RunIn;
use Act::Signed;
use Act::Target;
use Act::Title;
use Act::Unit;
use Act::Up;
use Act::Value;

/// Whether both changed the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Both {
    No,
    Yes,
}

const B1: &str = "全年巡河{巡河}。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。";

/// What the one did, what the other did, and whether they meet.
const MERGES: &[(&[Act], &[Act], Both)] = &[
    // Sections added.
    (&[Add(2, "抓执法")], &[Add(2, "抓宣传")], Both::No),
    (&[Add(6, "附记")], &[Add(6, "大事记")], Both::No),
    (&[First("概况")], &[First("开头的话")], Both::No),
    (&[Add(1, "水质")], &[Add(5, "防汛")], Both::No),
    (&[Below(5, "资金")], &[Below(5, "设备")], Both::No),
    (&[Below(3, "雨前"), Below(3, "雨后")], &[Below(4, "泵站")], Both::No),
    (&[Add(4, "抓执法"), Add(5, "经验")], &[Add(4, "抓宣传"), Add(6, "附记")], Both::No),
    (&[Add(2, "抓执法")], &[Heading(4, "抓工程建设")], Both::No),
    (&[Add(2, "抓执法")], &[Body(3, "汛前排查三遍。")], Both::No),
    (&[Add(6, "附记")], &[Body(6, "再修两座泵站。")], Both::No),
    // Texts of one section.
    (&[Heading(2, "抓日常管护")], &[Body(2, "河段包干到户。")], Both::No),
    (&[Body(2, "河段包干到户。")], &[Note(2, "名单有了")], Both::No),
    (&[Heading(5, "问题和不足")], &[Heading(6, "明年打算")], Both::No),
    (&[Heading(5, "问题和不足")], &[Body(5, "人手不够，经费不足。")], Both::No),
    (
        &[Body(1, "全年巡河{巡河}，无遗漏。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。")],
        &[Body(1, "全年巡河{巡河}。\n清淤{清淤}。\n护岸{护岸}。\n全部验收合格。")],
        Both::No,
    ),
    (
        &[Body(1, "全年巡河{巡河}，无遗漏。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。")],
        &[Body(1, "全年巡河{巡河}。\n清淤{清淤}，进度提前。\n护岸{护岸}。\n验收合格。")],
        Both::No,
    ),
    (
        &[Body(1, "先说一句。\n全年巡河{巡河}。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。")],
        &[Body(1, "全年巡河{巡河}。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。\n再说一句。")],
        Both::No,
    ),
    (&[Body(2, "河段包干到户。")], &[Body(2, "河段包干到组。")], Both::Yes),
    (&[Heading(5, "问题和不足")], &[Heading(5, "主要不足")], Both::Yes),
    (&[Body(2, "河段包干到户。"), Heading(6, "明年打算")], &[Body(2, "河段包干到组。"), Heading(5, "不足")], Both::Yes),
    (
        &[Body(1, "全年巡河{巡河}，无遗漏。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。")],
        &[Body(1, "全年巡河{巡河}，天天记。\n清淤{清淤}。\n护岸{护岸}。\n验收合格。")],
        Both::Yes,
    ),
    (&[Body(5, "经费不足。")], &[Body(5, "经费不足。")], Both::No),
    (&[Title("水务所2031年度工作总结")], &[Signed("镇水务管理所")], Both::No),
    (&[Title("水务所2031年度总结")], &[Title("2031年水务工作总结")], Both::Yes),
    // Where sections stand.
    (&[Promote(3)], &[Heading(3, "汛期")], Both::No),
    (&[Promote(3)], &[Body(3, "汛前排查三遍。")], Both::No),
    (&[Promote(4)], &[Heading(4, "抓工程")], Both::No),
    (&[Demote(6)], &[Body(6, "再修两座泵站。")], Both::No),
    (&[Demote(6)], &[Add(6, "附记")], Both::No),
    (&[Up(6)], &[Body(6, "再修两座泵站。")], Both::No),
    (&[Down(2)], &[Heading(2, "抓日常管护")], Both::No),
    (&[Down(2)], &[Body(4, "新修泵站两座。")], Both::No),
    (&[Into(5, 4)], &[Body(5, "人手不够，经费不足。")], Both::No),
    (&[Up(6)], &[Below(5, "资金")], Both::No),
    (&[Into(3, 4)], &[Add(3, "冬季")], Both::No),
    (&[Promote(2)], &[Promote(4)], Both::No),
    (&[Down(1)], &[Title("总结")], Both::No),
    // Sections gone.
    (&[Remove(5)], &[Heading(6, "明年打算")], Both::No),
    (&[Remove(3)], &[Body(2, "河段包干到户。")], Both::No),
    (&[Remove(5)], &[Remove(6)], Both::No),
    (&[Remove(5)], &[Remove(5)], Both::No),
    (&[Remove(5)], &[Body(5, "人手不够，经费不足。")], Both::Yes),
    (&[Remove(5)], &[Add(5, "经验")], Both::No),
    // How they are set.
    (&[Number(5)], &[Heading(5, "不足")], Both::No),
    (&[Number(5)], &[RunIn(5)], Both::No),
    (&[Target(4, 300)], &[Number(4)], Both::No),
    (&[Act::Scheme(Scheme::Technical)], &[Title("总结")], Both::No),
    (&[Off("series")], &[Off("day")], Both::No),
    (&[Off("series")], &[Figure(0, "堤防", "6")], Both::No),
    // Metrics.
    (&[Figure(0, "堤防", "6")], &[Figure(0, "水闸", "4")], Both::No),
    (&[Figure(4, "水闸", "4")], &[Figure(4, "堤防", "6")], Both::No),
    (&[Figure(5, "缺员", "4")], &[Figure(5, "缺口", "6")], Both::No),
    (&[Value("巡河", "12")], &[Value("清淤", "4")], Both::No),
    (&[Value("清淤", "4")], &[Value("护岸", "250")], Both::No),
    (&[Value("巡河", "12")], &[Last("巡河", "8")], Both::No),
    (&[Value("管线", "6")], &[Last("管线", "3")], Both::No),
    (&[Value("巡河", "12")], &[Value("巡河", "13")], Both::Yes),
    (&[Value("巡河", "12")], &[Value("巡河", "12")], Both::No),
    (&[Name("护岸", "护坡")], &[Value("清淤", "4")], Both::No),
    (&[Name("护岸", "护坡")], &[Value("护岸", "250")], Both::No),
    (&[Drop("护岸")], &[Value("清淤", "4")], Both::No),
    (&[Unit("护岸", "千米")], &[Value("护岸", "250")], Both::Yes),
    (&[Carry("泵站", 6)], &[Value("泵站", "2")], Both::No),
    (&[Carry("管线", 5)], &[Value("泵站", "2")], Both::No),
    (&[Value("泵站", "2")], &[Body(4, "新修泵站两座。")], Both::No),
    (&[Figure(4, "水闸", "4")], &[Add(4, "抓执法")], Both::No),
    // Much at once.
    (
        &[Add(2, "抓执法"), Promote(3), Value("巡河", "12"), Body(6, "明年再修。")],
        &[Heading(3, "汛期"), Figure(0, "水闸", "4"), Remove(5), Body(4, "新修泵站两座。")],
        Both::No,
    ),
];

fn id(number: u32) -> SectionId {
    SectionId::new(number).unwrap()
}

fn owner(number: u32) -> Owner {
    if number == 0 { Owner::Report } else { Owner::Section(id(number)) }
}

/// The report after these acts, as a writer with this seed does them.
fn played(acts: &[Act], seed: u64) -> Report {
    let mut document = Document::new(store::read(BASE.as_bytes()).unwrap());
    document.draw_ids(seed);
    let say = |document: &mut Document, field: Field, text: &str| {
        let now = document.report().text(field).unwrap().len();
        let change = moves::replace_text(document.report(), field, 0..now, text, "改").unwrap();
        document.apply(change).unwrap();
    };
    for act in acts {
        let report = document.report();
        let added = |change: Option<tigang::edit::Change>| (change, report.tree.next_id());
        let metric = |name: &str, change: &dyn Fn(&mut Metric)| {
            let (owner, at, metric) = report.metric_rows().find(|(_, _, metric)| metric.name == name).unwrap();
            let mut changed = metric.clone();
            change(&mut changed);
            moves::set_metric(report, owner, at, changed)
        };
        let (change, new) = match *act {
            Title(text) => {
                say(&mut document, Field::Title, text);
                continue;
            }
            Signed(text) => {
                say(&mut document, Field::Organization, text);
                continue;
            }
            Heading(number, text) => {
                say(&mut document, Field::Heading(id(number)), text);
                continue;
            }
            Body(number, text) => {
                say(&mut document, Field::Body(id(number)), text);
                continue;
            }
            Note(number, text) => {
                say(&mut document, Field::Note(id(number)), text);
                continue;
            }
            Add(after, _) => added(moves::insert_after(report, id(after))),
            Below(above, _) => added(moves::insert_child(report, id(above), End::Last)),
            First(_) => added(moves::insert_top(report, End::First)),
            Remove(number) => (moves::remove(report, &[id(number)]), None),
            Promote(number) => (moves::promote(report, &[id(number)]), None),
            Demote(number) => (moves::demote(report, &[id(number)]), None),
            Up(number) => (moves::move_up(report, &[id(number)]), None),
            Down(number) => (moves::move_down(report, &[id(number)]), None),
            Into(number, parent) => {
                let index = report.tree.children(Some(id(parent))).len();
                (moves::move_to(report, id(number), Place { parent: Some(id(parent)), index }), None)
            }
            Number(number) => (moves::toggle_numbering(report, &[id(number)]), None),
            RunIn(number) => (moves::toggle_run_in(report, &[id(number)]), None),
            Target(number, target) => (moves::set_target(report, id(number), Some(target)), None),
            Act::Scheme(scheme) => (moves::set_scheme(report, scheme), None),
            Off(rule) => {
                let mut setup = report.setup.clone();
                setup.check.off.insert(rule.to_owned());
                (Some(tigang::edit::Change::one("停用", Edit::Setup { setup })), None)
            }
            Value(name, value) => (metric(name, &|metric| metric.value = value.into()), None),
            Unit(name, unit) => (metric(name, &|metric| metric.unit = unit.into()), None),
            Last(name, value) => (metric(name, &|metric| metric.last_year = value.into()), None),
            Name(name, new) => (metric(name, &|metric| metric.name = new.into()), None),
            Figure(number, name, value) => {
                let at = report.metrics(owner(number)).unwrap().len();
                let put = vec![Metric { name: name.into(), value: value.into(), ..Metric::default() }];
                let edit = Edit::Metrics { owner: owner(number), at, cut: Vec::new(), put };
                (Some(tigang::edit::Change::one("加指标", edit)), None)
            }
            Drop(name) => {
                let (owner, at, _) = report.metric_rows().find(|(_, _, metric)| metric.name == name).unwrap();
                (moves::remove_metric(report, owner, at), None)
            }
            Carry(name, to) => {
                let (from, at, _) = report.metric_rows().find(|(_, _, metric)| metric.name == name).unwrap();
                let end = report.metrics(owner(to)).unwrap().len();
                (moves::move_metric(report, (from, at), (owner(to), end)), None)
            }
        };
        document.apply(change.expect("the act can be done")).unwrap();
        if let (Add(_, heading) | Below(_, heading) | First(heading), Some(new)) = (*act, new) {
            say(&mut document, Field::Heading(new), heading);
            say(&mut document, Field::Body(new), &format!("{heading}的事。"));
        }
    }
    document.report().clone()
}

/// A repository in a folder of its own; `None` on a machine without git.
struct Repository {
    folder: TempDir,
}

impl Repository {
    fn new() -> Option<Repository> {
        if !Command::new("git").arg("--version").output().is_ok_and(|said| said.status.success()) {
            println!("this machine has no git; nothing was tried");
            return None;
        }
        let repository = Repository { folder: TempDir::new().unwrap() };
        repository.git(&["init", "-q", "-b", "main"]);
        repository.git(&["config", "user.name", "甲"]);
        repository.git(&["config", "user.email", "jia@example.com"]);
        repository.git(&["config", "core.autocrlf", "false"]);
        Some(repository)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Whether git ended well, and what it wrote.
    fn try_git(&self, arguments: &[&str]) -> (bool, Vec<u8>) {
        let mut git = Command::new("git");
        git.args(arguments).current_dir(self.path());
        for (name, value) in [("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("LC_ALL", "C.UTF-8")] {
            git.env(name, value);
        }
        let output = git.output().unwrap();
        (output.status.success(), output.stdout)
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) {
        assert!(self.try_git(arguments).0, "git {arguments:?}");
    }

    /// Commits all files, one for each merge.
    fn commit(&self, reports: impl Iterator<Item = Vec<u8>>) {
        for (k, bytes) in reports.enumerate() {
            std::fs::write(self.path().join(format!("{k}.ron")), bytes).unwrap();
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", "稿"]);
    }

    /// Merges all rows of the table at once.
    fn merge_all(&self) {
        let base = store::write(&store::read(BASE.as_bytes()).unwrap());
        self.commit(MERGES.iter().map(|_| base.clone()));
        self.git(&["checkout", "-q", "-b", "theirs"]);
        self.commit(MERGES.iter().map(|(_, theirs, _)| store::write(&played(theirs, 2))));
        self.git(&["checkout", "-q", "main"]);
        self.commit(MERGES.iter().map(|(mine, _, _)| store::write(&played(mine, 1))));
        assert!(!self.try_git(&["merge", "-q", "theirs"]).0, "some of them clash");
    }

    /// The file of a row as the program opens it: the report, and where both wrote.
    fn opened(&self, row: usize) -> (Report, Vec<Conflict>) {
        let name = format!("{row}.ron");
        let bytes = std::fs::read(self.path().join(&name)).unwrap();
        let Some(marked) = store::read_marked(&bytes) else {
            return (store::read(&bytes).unwrap_or_else(|error| panic!("row {row}: {error}")), Vec::new());
        };
        let marked = marked.unwrap_or_else(|error| panic!("row {row}: {error}\n{}", String::from_utf8_lossy(&bytes)));
        let base = marked.base.or_else(|| {
            let (kept, bytes) = self.try_git(&["cat-file", "blob", &format!(":1:./{name}")]);
            kept.then(|| store::read(&bytes).unwrap())
        });
        let merged = match &base {
            Some(base) => compare::merge(base, &marked.mine, &marked.theirs),
            None => compare::merge_guessing(&marked.mine, &marked.theirs),
        };
        let mut report = marked.mine;
        if let Some(change) = merged.change {
            change.apply(&mut report).unwrap();
        }
        (report, merged.conflicts)
    }
}

/// Everything that stands in a report, paragraph by paragraph, and in its metrics.
fn words(report: &Report) -> BTreeSet<String> {
    let texts = report.texts().flat_map(|(_, text)| text.lines().map(str::to_owned));
    let metrics = report.all_metrics().flat_map(|(_, metric)| metric.texts().map(String::clone));
    texts.chain(metrics).filter(|text| !text.is_empty()).collect()
}

/// Nothing that either wrote is missing, nothing stands there twice, and what one of them took out is gone.
fn judge(row: usize, report: &Report, is_clean: bool) -> Result<(), String> {
    let (mine, theirs, _) = MERGES[row];
    let base = store::read(BASE.as_bytes()).unwrap();
    let (mine, theirs) = (played(mine, 1), played(theirs, 2));
    let all: String = words(report).into_iter().collect::<Vec<_>>().join("\n");
    for side in [&mine, &theirs] {
        for new in words(side).difference(&words(&base)) {
            if !all.contains(new.as_str()) {
                return Err(format!("“{new}” is lost"));
            }
        }
    }
    let ids = |report: &Report| -> BTreeSet<SectionId> { report.tree.rows().map(|row| row.section.id).collect() };
    let wanted: BTreeSet<SectionId> = ids(&mine)
        .union(&ids(&theirs))
        .copied()
        .filter(|id| !base.tree.contains(*id) || mine.tree.contains(*id) && theirs.tree.contains(*id))
        .collect();
    if is_clean && ids(report) != wanted {
        return Err(format!("sections {:?} instead of {wanted:?}", ids(report)));
    }
    if !ids(report).is_superset(&wanted) {
        return Err("a section is lost".to_owned());
    }
    let mut headings: Vec<&str> = report.tree.rows().map(|row| row.section.heading.as_str()).collect();
    headings.sort_unstable();
    if let Some(pair) = headings.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("“{}” stands there twice", pair[0]));
    }
    let mut names: Vec<&str> = report.all_metrics().map(|(_, metric)| metric.name.as_str()).collect();
    names.sort_unstable();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(format!("the metric “{}” stands there twice", pair[0]));
    }
    // Where sections stand: as the only one says that moved them.
    for one in wanted.iter().filter(|id| base.tree.contains(**id)) {
        let parent = |report: &Report| report.tree.parent(*one);
        let moved = [&mine, &theirs].into_iter().find(|side| parent(side) != parent(&base));
        if let Some(side) = moved
            && parent(report) != parent(side)
        {
            return Err(format!("section {} does not stand where it was moved", one.number()));
        }
    }
    Ok(())
}

/// Looks at every row of a merge.
fn check(repository: &Repository, how: &str) {
    let mut wrong = Vec::new();
    for (row, (_, _, both)) in MERGES.iter().enumerate() {
        let (report, conflicts) = repository.opened(row);
        if conflicts.is_empty() != (*both == Both::No) {
            wrong.push(format!("row {row}: {} conflicts: {conflicts:?}", conflicts.len()));
        }
        wrong.extend(judge(row, &report, *both == Both::No).err().map(|says| format!("row {row}: {says}")));
    }
    assert!(wrong.is_empty(), "{how}:\n{}", wrong.join("\n"));
}

#[test]
fn with_the_driver_reports_merge_section_by_section() {
    assert!(MERGES.len() >= 40, "the table is long");
    assert_eq!(B1, store::read(BASE.as_bytes()).unwrap().text(Field::Body(id(1))).unwrap());
    let Some(repository) = Repository::new() else { return };
    let driver = format!("'{}' merge %O %A %B %P", env!("CARGO_BIN_EXE_tigang"));
    repository.git(&["config", "merge.tigang.driver", &driver]);
    std::fs::write(repository.path().join(".gitattributes"), "*.ron merge=tigang\n").unwrap();
    repository.merge_all();
    check(&repository, "with the driver");
    // Git has been told which of them are to be looked at.
    let (_, unmerged) = repository.try_git(&["diff", "--name-only", "--diff-filter=U"]);
    let unmerged: BTreeSet<String> = String::from_utf8(unmerged).unwrap().lines().map(str::to_owned).collect();
    let both = MERGES.iter().enumerate().filter(|(_, (_, _, both))| *both == Both::Yes);
    assert_eq!(unmerged, both.map(|(row, _)| format!("{row}.ron")).collect());
}

#[test]
fn without_the_driver_what_git_leaves_opens_with_both_sides() {
    for style in ["merge", "diff3", "zdiff3"] {
        let Some(repository) = Repository::new() else { return };
        repository.git(&["config", "merge.conflictStyle", style]);
        repository.merge_all();
        check(&repository, style);
    }
}

/// Where nobody knows any more what both began with, nothing is lost either.
#[test]
fn marks_without_a_base_lose_nothing() {
    let Some(repository) = Repository::new() else { return };
    repository.git(&["config", "merge.conflictStyle", "merge"]);
    repository.merge_all();
    repository.git(&["commit", "-q", "-a", "-m", "合"]);
    for (row, (mine, theirs, _)) in MERGES.iter().enumerate() {
        let (report, _) = repository.opened(row);
        let all: String = words(&report).into_iter().collect::<Vec<_>>().join("\n");
        let base = store::read(BASE.as_bytes()).unwrap();
        for side in [played(mine, 1), played(theirs, 2)] {
            let new: Vec<String> = words(&side).difference(&words(&base)).cloned().collect();
            assert!(new.iter().all(|new| all.contains(new.as_str())), "row {row}: {new:?} in {all}");
        }
    }
}

/// `tigang git-setup`, two writers, and the file that git leaves opened in the program.
#[test]
fn git_is_set_up_once_and_a_conflict_opens_in_the_program() {
    let Some(repository) = Repository::new() else { return };
    let setup = || {
        let mut tigang = Command::new(env!("CARGO_BIN_EXE_tigang"));
        let said = tigang.arg("git-setup").current_dir(repository.path()).output().unwrap();
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    };
    setup();
    let files =
        || [".gitattributes", ".gitignore"].map(|file| std::fs::read_to_string(repository.path().join(file)).unwrap());
    let written = files();
    assert_eq!(written, ["*.ron merge=tigang\n".to_owned(), ".~lock.*#\n.tigang-*.tmp\n".to_owned()]);
    setup();
    assert_eq!(files(), written, "a second time changes nothing");
    let base = store::write(&store::read(BASE.as_bytes()).unwrap());
    repository.commit([base].into_iter());
    repository.git(&["checkout", "-q", "-b", "科里的稿"]);
    let theirs = played(&[Body(2, "河段包干到组。"), Heading(5, "不足之处")], 2);
    repository.commit([store::write(&theirs)].into_iter());
    repository.git(&["checkout", "-q", "main"]);
    repository.commit([store::write(&played(&[Body(2, "河段包干到户。"), Add(6, "附记")], 1))].into_iter());
    assert!(!repository.try_git(&["merge", "-q", "科里的稿"]).0);
    let desk = Desk::new();
    desk.put("总结.ron", std::fs::read(repository.path().join("0.ron")).unwrap());
    // What was made of it is kept like any other change; the file is not touched before it is saved.
    let marked = desk.read("总结.ron");
    let mut session = desk.run("总结.ron");
    session.sees("1处两边都改过：看过再保存");
    session.killed();
    let mut session = desk.run("总结.ron");
    session.sees("已找回上次没保存的");
    assert_eq!(desk.read("总结.ron"), marked);
    session.press("ctrl-q");
    session.sees("还没有保存");
    session.press("2");
    session.ends();
    let mut session = desk.run("总结.ron");
    session.sees("1处两边都改过：看过再保存");
    session.press("enter");
    session.sees("河段包干到户。");
    session.sees("河段包干到组。");
    session.press("ctrl-s");
    session.sees("已保存");
    session.press("ctrl-q");
    session.ends();
    let saved = desk.read("总结.ron");
    assert!(!saved.contains("<<<<<<<"), "{saved}");
    let report = store::read(saved.as_bytes()).unwrap();
    let headings: Vec<&str> = report.tree.rows().map(|row| row.section.heading.as_str()).collect();
    assert_eq!(headings, ["主要工作", "抓管护", "夏季", "抓建设", "不足之处", "下步打算", "附记"]);
}

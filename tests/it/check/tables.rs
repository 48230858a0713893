//! The tables of words: every row has a source, is found in a sentence of its own and not in the same with the right word;
//! and the measures that were written before the tables.

use std::collections::HashMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use pinyin::ToPinyin;
use tigang::check;
use tigang::check::Finding;
use tigang::check::Grade;
use tigang::check::Month;
use tigang::check::Settings;
use tigang::check::Site;
use tigang::check::Table;
use tigang::report::Field;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Tree;

const TODAY: Month = Month { year: 2026, month: 11 };

/// A report whose second section says these words.
fn report(body: &str) -> Report {
    let section = |number: u32, heading: &str, body: &str| {
        let mut section = Section::new(SectionId::new(number).unwrap());
        section.heading = heading.to_owned();
        section.body = body.to_owned();
        section
    };
    let mut report = Report {
        title: "桐浔县2026年工作总结".into(),
        organization: "桐浔县人民政府".into(),
        date: "2026年10月20日".into(),
        ..Report::default()
    };
    let rows = vec![(1, section(1, "主要工作", body)), (1, section(2, "存在问题", "基层力量还比较薄弱。"))];
    report.tree = Tree::from_rows(rows).unwrap();
    report
}

fn found(report: &Report) -> Vec<Finding> {
    check::findings(report, &Settings::default(), Some(TODAY))
}

/// The titles of the rules that speak of a body.
fn rules_of(report: &Report) -> Vec<&'static str> {
    found(report).iter().map(|finding| finding.rule.title).collect()
}

#[test]
fn every_row_of_the_table_has_a_source_and_is_met_by_a_true_and_a_false_case() {
    let table = Table::of_program();
    let mut wrong = String::new();
    assert!(table.unread().is_empty(), "{:?}", table.unread());
    assert!(table.rows().len() > 400, "{}", table.rows().len());
    for row in table.rows() {
        let known = check::rules().any(|rule| rule.title == row.rule);
        let (is_wrong, is_right) = row.examples();
        let (met, spared) = (report(&is_wrong), report(&is_right));
        let finds = rules_of(&met).contains(&row.rule.as_str());
        let spares = found(&spared).iter().filter(|finding| finding.rule.title == row.rule).all(|finding| {
            // The right word may be wrong in another row; never with these words.
            finding.at.words(&spared) != row.wrong
        });
        if !known || row.source.is_empty() || !finds || !spares {
            writeln!(wrong, "{} → {} [{}] {is_wrong}: found {finds}, spared {spares}", row.wrong, row.right, row.rule)
                .unwrap();
        }
    }
    assert!(wrong.is_empty(), "{}\n{wrong}", wrong.lines().count());
}

/// The lines of the table of fixed wordings, each with what else may be written.
fn wordings() -> Vec<String> {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/tables/phrases.txt");
    let table = fs::read_to_string(table).unwrap();
    let rows = table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '【']));
    rows.map(|row| row.split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn every_fixed_wording_is_spared_as_it_is_and_found_with_a_character_twice() {
    const RULES: [&str; 4] = ["固定提法有错字", "固定提法有出入", "固定提法的各项", "固定提法"];
    let is_told = |text: &str| rules_of(&report(text)).iter().any(|rule| RULES.contains(rule));
    let mut wrong = String::new();
    for wording in wordings() {
        let chars: Vec<char> = wording.chars().collect();
        // Twice: the first character from the third on that is Chinese and followed by another one.
        let place =
            (2..chars.len() - 1).find(|&k| !"、“”《》，".contains(chars[k]) && !"、“”《》，".contains(chars[k + 1]));
        let Some(k) = place else { continue };
        let twice: String = chars[..=k].iter().chain(&chars[k..]).collect();
        let (good, bad) = (format!("会议强调“{wording}”。"), format!("会议强调“{twice}”。"));
        if is_told(&good) || !is_told(&bad) {
            writeln!(wrong, "{wording}: as it is {}, as {twice} {}", is_told(&good), is_told(&bad)).unwrap();
        }
    }
    assert!(wordings().len() > 150 && wrong.is_empty(), "{wrong}");
}

/// Four characters with two that changed places, or with one that sounds like another of the table.
fn slips(four: &[char], by_sound: &HashMap<&str, Vec<char>>) -> Vec<String> {
    let swapped = (0..3).map(|k| {
        let mut slip = four.to_vec();
        slip.swap(k, k + 1);
        slip
    });
    let others = |k: usize| four[k].to_pinyin().and_then(|sound| by_sound.get(sound.plain())).into_iter().flatten();
    let sounding = (0..4).flat_map(|k| {
        others(k).filter(move |other| **other != four[k]).map(move |other| {
            let mut slip = four.to_vec();
            slip[k] = *other;
            slip
        })
    });
    swapped.chain(sounding).map(String::from_iter).collect()
}

#[test]
fn every_row_of_the_pairs_is_spared_as_it_is_and_found_with_a_slip() {
    const RULES: [&str; 3] = ["搭配里的错字", "漏字", "字序颠倒"];
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/tables/pairs.txt");
    let table = fs::read_to_string(table).unwrap();
    let mut by_sound: HashMap<&str, Vec<char>> = HashMap::new();
    for ch in table.chars() {
        let Some(sound) = ch.to_pinyin() else { continue };
        let list = by_sound.entry(sound.plain()).or_default();
        if !list.contains(&ch) {
            list.push(ch);
        }
    }
    let is_told = |text: &str| rules_of(&report(text)).iter().any(|rule| RULES.contains(rule));
    let (mut wrong, mut rows) = (String::new(), 0);
    for row in table.lines().filter(|row| !row.starts_with(['#', '自'])) {
        let mut words = row.split(' ');
        let first = words.next().unwrap();
        let all: Vec<Vec<char>> = words.map(|word| first.chars().chain(word.chars()).collect()).collect();
        let good: String = all.iter().map(|four| format!("要{}。", String::from_iter(four))).collect();
        let is_met = all.iter().any(|four| slips(four, &by_sound).iter().any(|slip| is_told(&format!("要{slip}。"))));
        rows += 1;
        if all.iter().any(|four| four.len() != 4) || is_told(&good) || !is_met {
            writeln!(wrong, "{row}: as it is {}, with a slip {is_met}", is_told(&good)).unwrap();
        }
    }
    assert!(rows > 300 && wrong.is_empty(), "{rows}\n{wrong}");
}

#[test]
fn words_of_the_office_are_read_and_found() {
    let table = Table::read("桐询县 桐浔县\n# 说明\n李建新局长 李建欣局长 后:、|主持\n坏行\n");
    assert_eq!((table.rows().len(), table.unread()), (2, &["坏行".to_owned()][..]));
    let settings = Settings { own: Some(table.into()), ..Settings::default() };
    let report = report("桐询县召开会议，李建新局长主持。");
    let findings = check::findings(&report, &settings, Some(TODAY));
    let own = findings.iter().filter(|finding| finding.rule.name == "own_word");
    let words: Vec<_> = own.map(|finding| finding.at.words(&report)).collect();
    assert_eq!(words, ["桐询县", "李建新局长"]);
}

fn proof(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/proof").join(name)).unwrap()
}

#[test]
fn a_thousand_clean_sentences_raise_nothing_grave() {
    let sentences: Vec<String> =
        proof("clean.txt").lines().filter(|line| !line.starts_with("//")).map(str::to_owned).collect();
    assert!(sentences.len() >= 1000);
    let mut wrong = String::new();
    for sentences in sentences.chunks(20) {
        let report = report(&sentences.join("\n"));
        for finding in found(&report).iter().filter(|finding| finding.rule.grade != Grade::Hint) {
            let line = match &finding.at {
                Site::Text { field: field @ Field::Body(_), range } => {
                    let text = report.text(*field).unwrap();
                    text[..range.start].rsplit('\n').next().unwrap().to_owned() + &text[range.clone()]
                }
                at => at.words(&report).to_owned(),
            };
            writeln!(wrong, "{} {}: {line}", finding.rule.name, finding.says).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What must be found of the pairs, in hundredths. Measured: 92.
const LEAST: usize = 85;

#[test]
fn most_of_the_pairs_that_were_written_before_the_tables_are_told_apart() {
    let pairs = proof("pairs.tsv");
    let (mut found_of, mut total, mut alarms) = (0, 0, String::new());
    for line in pairs.lines() {
        let mut parts = line.split('\t').skip(1);
        let (right, wrong) = (report(parts.next().unwrap()), report(parts.next().unwrap()));
        let says = |report: &Report| -> Vec<(String, String)> {
            found(report).iter().map(|finding| (finding.rule.name.to_owned(), finding.says.clone())).collect()
        };
        let of_right = says(&right);
        for finding in found(&right).iter().filter(|finding| finding.rule.grade != Grade::Hint) {
            writeln!(alarms, "{line}: {}", finding.says).unwrap();
        }
        total += 1;
        found_of += usize::from(says(&wrong).iter().any(|told| !of_right.contains(told)));
    }
    assert!(total >= 150 && found_of * 100 >= total * LEAST, "{found_of} of {total}");
    assert!(alarms.is_empty(), "{alarms}");
}

//! The tables of words that rules look for: plain files that an office can read and extend (`check/tables/*.txt`).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Look;
use super::Rule;
use super::line::Line;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::text::char_ceil;
use crate::text::char_floor;
use crate::text::is_han;

const DICTIONARY: &str = "《现代汉语词典》（第7版）；正词、来源见易错词表";

pub(super) static RULES: &[Rule] = &[
    Rule::wrong("misspelt", "错别字", DICTIONARY, Look::Listed),
    Rule::suspect("confused", "易混词", DICTIONARY, Look::Listed),
    Rule::hint("variant_word", "异形词", "《第一批异形词整理表》（GF 1001—2001）", Look::Listed),
    Rule::suspect("faulty_sentence", "语病", DICTIONARY, Look::Listed),
    Rule::suspect("particle", "的地得", DICTIONARY, Look::Listed),
    Rule::wrong("fixed_wording", "固定提法", "中央文件，来源见固定提法表", Look::Listed),
    Rule::suspect("old_name", "旧称", "国务院机构改革方案，党和国家机构改革方案", Look::Listed),
    Rule::wrong("own_word", "本单位用词", "本单位的用词表", Look::Listed),
];

/// The table that comes with the program.
static WORDS: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("tables/words.txt")));

/// A table of words: what is wrong, what is right, and where.
#[derive(Debug)]
pub struct Table {
    text: String,
    rows: Vec<Row>,
    /// Finds the wrong words of all rows; one number for each of `groups`.
    finder: Option<AhoCorasick>,
    /// The rows of each wrong word: several where it is wrong in several ways.
    groups: Vec<Vec<usize>>,
    unread: Vec<String>,
}

/// A line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What is wrong.
    pub wrong: String,
    /// What is meant.
    pub right: String,
    /// The title of the rule that it belongs to.
    pub rule: String,
    /// Where it comes from.
    pub source: String,
    /// The year from which on it is wrong; 0 for always.
    pub since: u32,
    /// A sentence in which it is found, where the line gives one.
    pub example: String,
    conditions: Vec<(Condition, Vec<String>)>,
}

/// What must stand around a wrong word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Before,
    Behind,
    NotBefore,
    NotBehind,
    With,
    Without,
    Spared,
}

impl Condition {
    fn named(name: &str) -> Option<Condition> {
        Some(match name {
            "前" => Condition::Before,
            "后" => Condition::Behind,
            "非前" => Condition::NotBefore,
            "非后" => Condition::NotBehind,
            "含" => Condition::With,
            "避" => Condition::Without,
            "除" => Condition::Spared,
            _ => return None,
        })
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.text == other.text
    }
}

impl Eq for Table {}

impl Table {
    /// Reads a table; what is no line of one is kept in [`Table::unread`]. Rows above the first 【】 are of the office.
    pub fn read(text: &str) -> Table {
        let (mut rows, mut unread) = (Vec::new(), Vec::new());
        let (mut rule, mut source) = ("本单位用词", "本单位的用词表");
        for line in text.trim_start_matches('\u{feff}').lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((title, from)) = line.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
                (rule, source) = (title, from);
                continue;
            }
            match Row::read(line, rule, source) {
                Some(row) => rows.push(row),
                None => unread.push(line.to_owned()),
            }
        }
        let mut wrongs: Vec<&str> = rows.iter().map(|row| row.wrong.as_str()).collect();
        wrongs.sort_unstable();
        wrongs.dedup();
        let groups = wrongs
            .iter()
            .map(|wrong| (0..rows.len()).filter(|&k| rows[k].wrong == *wrong).collect::<Vec<_>>())
            .collect();
        let finder = AhoCorasick::new(&wrongs).ok();
        Table { text: text.to_owned(), rows, finder, groups, unread }
    }

    /// The table that comes with the program.
    pub fn of_program() -> &'static Table {
        &WORDS
    }

    /// Its rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Lines that are no rows.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }

    /// Where the words of the table stand in a paragraph, in order and apart from one another: of two that overlap the one
    /// that ends first, of those the longer.
    pub(super) fn hits(&self, paragraph: Paragraph<'_>, line: &Line<'_>) -> Vec<(Range<usize>, &Row)> {
        let Some(finder) = &self.finder else { return Vec::new() };
        let mut hits: Vec<(Range<usize>, &Row)> = Vec::new();
        for found in finder.find_overlapping_iter(paragraph.text) {
            let range = found.range();
            let rows = self.groups[found.pattern().as_usize()].iter().map(|&k| &self.rows[k]);
            if hits.last().is_some_and(|(last, _)| last.start < range.start && range.start < last.end) {
                continue;
            }
            for row in rows {
                if row.holds(paragraph, line, range.clone()) {
                    // A longer one that ends with it says more.
                    while hits.last().is_some_and(|(last, _)| last.start >= range.start) {
                        hits.pop();
                    }
                    if hits.last().is_none_or(|(last, _)| last.end <= range.start) {
                        hits.push((range.clone(), row));
                    }
                    break;
                }
            }
        }
        hits
    }
}

impl Row {
    /// 错 对 前:甲|乙 后:丙
    fn read(line: &str, rule: &str, source: &str) -> Option<Row> {
        let mut words = line.split_whitespace();
        let (wrong, right) = (words.next()?, words.next()?);
        let mut row = Row {
            wrong: wrong.to_owned(),
            right: right.to_owned(),
            rule: rule.to_owned(),
            source: source.to_owned(),
            ..Row::default()
        };
        if wrong == right {
            return None;
        }
        for word in words {
            let (name, list) = word.split_once(':')?;
            match name {
                "年" => row.since = list.parse().ok()?,
                "例" => row.example = list.to_owned(),
                _ => row.conditions.push((Condition::named(name)?, list.split('|').map(str::to_owned).collect())),
            }
        }
        Some(row)
    }

    /// Whether what stands around makes these bytes wrong.
    fn holds(&self, paragraph: Paragraph<'_>, line: &Line<'_>, range: Range<usize>) -> bool {
        const LONGEST: usize = 60;
        let text = paragraph.text;
        let (before, behind) = (&text[..range.start], &text[range.end..]);
        let near = char_ceil(text, range.start.saturating_sub(LONGEST))..char_floor(text, range.end + LONGEST);
        let around = &text[near.clone()];
        let holds = |(condition, list): &(Condition, Vec<String>)| {
            let any = |is: &dyn Fn(&str) -> bool| list.iter().any(|word| is(word));
            let sentence = || &text[paragraph.sentence(range.start)];
            match condition {
                Condition::Before => any(&|word| before.ends_with(word)),
                Condition::NotBefore => !any(&|word| before.ends_with(word)),
                Condition::Behind => any(&|word| behind.starts_with(word)),
                Condition::NotBehind => !any(&|word| behind.starts_with(word)),
                Condition::With => any(&|word| sentence().contains(word)),
                Condition::Without => !any(&|word| sentence().contains(word)),
                Condition::Spared => !any(&|word| {
                    around.match_indices(word).any(|(at, _)| {
                        let start = near.start + at;
                        start <= range.start && range.end <= start + word.len()
                    })
                }),
            }
        };
        self.conditions.iter().all(holds) && !paragraph.has_reference(range.clone()) && self.is_a_word(line, range)
    }

    /// Whether a word begins and ends here. What is as long as a saying is never the ends of two others.
    fn is_a_word(&self, line: &Line<'_>, range: Range<usize>) -> bool {
        const SAYING: usize = 4;
        let is_name = self.since > 0 && self.wrong.chars().nth(2).is_some();
        is_name
            || self.wrong.chars().filter(|ch| is_han(*ch)).nth(SAYING - 1).is_some()
            || line.are_borders(range.start, range.end) && (self.is_placed() || line.is_apart(&range))
    }

    /// Whether the table says what stands beside it.
    fn is_placed(&self) -> bool {
        self.conditions.iter().any(|(condition, _)| matches!(condition, Condition::Before | Condition::Behind))
    }

    /// Sentences of its own: one in which it is found, and the same with the right word, in which it isn't.
    pub fn examples(&self) -> (String, String) {
        let list = |wanted: Condition| {
            self.conditions.iter().find(|(condition, _)| *condition == wanted).map_or("", |(_, list)| list[0].as_str())
        };
        let frame = |word: &str| {
            let (before, behind) = (list(Condition::Before), list(Condition::Behind));
            let with = list(Condition::With);
            let stop = if behind.ends_with(['，', '。', '；', '、']) { "" } else { "，" };
            format!("{before}{word}{behind}{stop}{with}按要求推进。")
        };
        let wrong = if self.example.is_empty() { frame(&self.wrong) } else { self.example.clone() };
        let right =
            if self.example.is_empty() { frame(&self.right) } else { self.example.replace(&self.wrong, &self.right) };
        (wrong, right)
    }
}

/// Writes down what the tables know of a paragraph: each row under its own rule.
pub(super) fn listed(
    paper: &Paper<'_>,
    rules: &[&'static Rule],
    paragraph: Paragraph<'_>,
    line: &Line<'_>,
    notes: &mut Notes<'_>,
) {
    let own = paper.settings.own.as_deref();
    for table in std::iter::once(&*WORDS).chain(own) {
        for (range, row) in table.hits(paragraph, line) {
            let Some(rule) = rules.iter().find(|rule| rule.title == row.rule) else { continue };
            if row.since > 0 && is_history(paper, paragraph, &range, row.since) {
                continue;
            }
            let put = [(range.clone(), row.right.as_str())];
            if row.since > 0 {
                let says = format!("{}年机构改革后不再用“{}”，现为{}，请核对", row.since, row.wrong, row.right);
                notes.of(rule).mark(paragraph, range, says);
            } else {
                notes.of(rule).mend(paragraph, range, &put, format!("应为“{}”", row.right));
            }
        }
    }
}

/// Whether an old name is in place: the text is of an older time, or speaks of one.
fn is_history(paper: &Paper<'_>, paragraph: Paragraph<'_>, range: &Range<usize>, since: u32) -> bool {
    let text = paragraph.text;
    let sentence = &text[paragraph.sentence(range.start)];
    let is_former = text[..range.start].ends_with(['原', '前', '时', '老', '《'])
        || [
            "原县",
            "原市",
            "原区",
            "原省",
            "原国家",
            "改为",
            "更名",
            "划转",
            "合并",
            "组建",
            "整合",
            "机构改革",
            "转隶",
        ]
        .iter()
        .any(|word| sentence.contains(word));
    let told = super::paper::years(sentence).map(|(_, year)| year).min();
    let of_text = paper.dated();
    is_former || told.is_some_and(|year| year < since) || of_text.is_none_or(|year| year < since)
}

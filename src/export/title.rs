//! Where a title that is too long for one line is broken: 词意完整，排列对称，长短适宜, as 梯形 or 菱形 (7.3.1).
//!
//! Every place between two words of the dictionary costs something, and so does a shape; the cheapest lines are taken. What
//! things cost stands in the tables below: characters by which lines may rather be uneven.

use super::profile::Paper;
use super::profile::ParagraphStyle;
use super::profile::Profile;
use super::profile::characters;
use super::profile::points;
use crate::text;

/// The most lines of which the shape is looked at.
const MOST: usize = 3;

/// What a line begins with, and what it costs to begin it so; the first that fits counts.
const BEGINS: &[(&str, f64)] = &[
    ("关于", 0.0),
    // Names of what has been done stay with it.
    ("工作总结", 9.0),
    ("工作情况", 9.0),
    ("工作报告", 9.0),
    ("工作打算", 14.0),
    ("工作安排", 14.0),
    ("工作要点", 14.0),
    ("工作思路", 14.0),
    ("工作计划", 14.0),
    ("情况", 9.0),
    ("总结", 12.0),
    ("打算", 12.0),
    ("的", 30.0),
    ("了", 30.0),
    ("等", 30.0),
    ("上", 20.0),
    ("中", 20.0),
    ("下", 9.0),
    ("以来", 20.0),
    ("工作", 6.0),
    ("和", 1.5),
    ("及", 1.5),
    ("暨", 0.5),
    ("与", 1.5),
    ("同", 1.5),
];

/// What a line ends with, and what it costs to end it so; the first that fits counts, but for what the next line begins with.
const ENDS: &[(&str, f64)] = &[
    ("，", 0.0),
    ("：", 0.0),
    ("——", 0.0),
    ("》", 3.0),
    // 第二轮督察, “双减”政策: what is counted or named follows.
    ("”", 9.0),
    ("轮", 9.0),
    ("次", 9.0),
    ("批", 9.0),
    ("期", 9.0),
    // What binds what follows.
    ("关于", 12.0),
    ("和", 12.0),
    ("及", 12.0),
    ("暨", 12.0),
    ("与", 12.0),
    ("同", 12.0),
    ("对", 14.0),
    ("在", 14.0),
    ("第", 30.0),
    ("全国", 9.0),
    ("推进", 5.0),
    ("开展", 9.0),
    ("加强", 9.0),
    ("落实", 9.0),
    ("进一步", 9.0),
    ("更好", 9.0),
    ("更好服务", 9.0),
    ("的", 6.0),
    ("总结", 1.5),
    ("打算", 1.5),
    // Whose it is, and of which time.
    ("局", 1.0),
    ("委员会", 0.0),
    ("办公室", 0.0),
    ("政府", 0.0),
    ("检察院", 0.0),
    ("法院", 0.0),
    ("医院", 1.0),
    ("保健院", 1.0),
    ("中心", 0.5),
    ("支队", 0.0),
    ("大队", 0.0),
    ("主席团", 0.0),
    ("管理所", 0.5),
    ("厅", 0.5),
    ("站", 2.0),
    ("处", 2.0),
    ("党委", 1.0),
    ("书记", 1.0),
    ("公司", 0.0),
    ("集团", 1.0),
    ("学校", 1.0),
    ("小学", 2.0),
    ("幼儿园", 2.0),
    ("上半年", 3.0),
    ("下半年", 3.0),
    ("季度", 3.0),
    ("学期", 3.0),
    ("供暖期", 3.0),
    ("年度", 3.0),
    ("年", 6.5),
    ("工作", 4.0),
    ("项目", 3.0),
    ("改革", 3.0),
    ("计划", 3.0),
    ("普查", 3.0),
    ("大检查", 3.0),
    ("政策", 3.0),
];

/// Names that are one word, though a line might well begin within them otherwise.
const WHOLE: &[&str] = &[
    "国民经济和社会发展",
    "人力资源和社会保障",
    "住房和城乡建设",
    "工业和信息化",
    "发展和改革",
    "规划和自然资源",
    "自然资源和规划",
    "文化和旅游",
    "城市管理和综合执法",
];

/// Characters between two 、 that make them an enumeration, which is not broken in its midst.
const ITEM: usize = 6;

/// What it costs all the same.
const WITHIN_ITEMS: f64 = 8.0;

/// What it costs to break the name of a document.
const WITHIN_TITLE: f64 = 25.0;

/// What it costs to break anywhere else between two words.
const BETWEEN: f64 = 6.5;

/// What it costs before the name of a year.
const BEFORE_YEAR: f64 = 2.0;

/// What it costs before a quotation: it belongs to what is before it.
const BEFORE_QUOTE: f64 = 4.0;

/// What one character costs by which two lines differ, and what each beyond this many does on top.
const UNEVEN: f64 = 0.35;
const ALIKE: f64 = 8.0;
const VERY_UNEVEN: f64 = 0.8;

/// What it costs that the middle of three lines is the shortest.
const WAISTED: f64 = 8.0;

/// The lines of a title, each as long as a line takes it at most, without blanks between them: one where it fits on one.
pub(super) fn lines<'t>(title: &'t str, profile: &Profile, paper: Paper) -> Vec<&'t str> {
    let columns = (points(profile.area(paper).0) / profile.letters(ParagraphStyle::Title).size).floor();
    broken(title, columns)
}

/// The same of any words that stand for themselves, as the name of a unit, on lines of so many characters.
pub(super) fn broken(words: &str, columns: f64) -> Vec<&str> {
    let whole = characters(words);
    if whole <= columns || columns < 2.0 {
        return vec![words];
    }
    let places = places(words);
    let least = (whole / columns).ceil() as usize;
    let found = (least..=least + 1).find_map(|count| best(words, &places, count, columns));
    found.unwrap_or_else(|| filled(words, &places, columns))
}

/// Where a line may end, with what that costs.
fn places(words: &str) -> Vec<(usize, f64)> {
    let breaks = text::word_breaks(words);
    let place = |(at, right): (usize, char)| {
        let left = words[..at].chars().next_back()?;
        let is_within = is_within_name(words, at)
            || text::is_han(left) && text::is_han(right) && breaks.binary_search(&at).is_err();
        (!is_within && text::may_part(left, right)).then(|| Some((at, cost(&words[..at], &words[at..])?)))?
    };
    words.char_indices().skip(1).filter_map(place).collect()
}

/// Whether a place lies within one of the names that are one word.
fn is_within_name(words: &str, at: usize) -> bool {
    WHOLE.iter().any(|name| words.match_indices(name).any(|(start, name)| start < at && at < start + name.len()))
}

/// What it costs to end a line after `before` and to begin the next with `after`; [`None`] where that is out of the question.
fn cost(before: &str, after: &str) -> Option<f64> {
    let digit = |ch: char| ch.is_ascii_digit();
    let figures = after.chars().take_while(|ch| digit(*ch)).count();
    if before.ends_with(digit) || before.ends_with(['“', '《', '（', '第']) {
        return None;
    }
    if before.ends_with('、') {
        let mut items = before.chars().rev().skip(1).take(ITEM);
        let is_among = items.any(|ch| ch == '、') || after.chars().take(ITEM).any(|ch| ch == '、');
        return Some(if is_among { WITHIN_ITEMS } else { 1.0 });
    }
    if before.rfind('《') > before.rfind('》') && after.contains('》') {
        return Some(WITHIN_TITLE);
    }
    let begins = BEGINS.iter().find(|(word, _)| after.starts_with(word)).map(|(_, cost)| *cost);
    let ends = ENDS.iter().filter(|(word, _)| before.ends_with(word)).max_by_key(|(word, _)| word.len());
    let ends = ends.map(|(_, cost)| *cost);
    let year = (figures == 4 && after[4..].starts_with('年')).then_some(BEFORE_YEAR);
    let quote = after.starts_with(['“', '《']).then_some(BEFORE_QUOTE);
    // To begin with 关于 or 和 is well whatever was before; what binds is ill whatever follows.
    let worst = |a: Option<f64>, b: Option<f64>| a.map_or(b, |a| Some(b.map_or(a, |b| a.max(b))));
    Some(match (begins, ends.filter(|cost| *cost > BETWEEN)) {
        (Some(cost), binds) => worst(Some(cost), binds).unwrap_or(cost),
        (None, Some(binds)) => binds,
        (None, None) => [ends, year, quote].into_iter().flatten().fold(BETWEEN, f64::min),
    })
}

/// The cheapest way to break into so many lines; [`None`] where none holds.
fn best<'t>(words: &'t str, places: &[(usize, f64)], count: usize, columns: f64) -> Option<Vec<&'t str>> {
    if count > MOST {
        return None;
    }
    let mut best: Option<(f64, Vec<usize>)> = None;
    let mut consider = |cuts: &[(usize, f64)]| {
        let ends = cuts.iter().map(|(at, _)| *at).chain([words.len()]);
        let mut start = 0;
        let mut lengths = Vec::new();
        for end in ends {
            lengths.push(characters(words[start..end].trim()));
            start = end;
        }
        if lengths.iter().any(|length| *length > columns || *length == 0.0) {
            return;
        }
        let cost = shape(&lengths) + cuts.iter().map(|(_, cost)| cost).sum::<f64>();
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, cuts.iter().map(|(at, _)| *at).collect()));
        }
    };
    for (k, first) in places.iter().enumerate() {
        match count {
            2 => consider(&[*first]),
            _ => places[k + 1..].iter().for_each(|second| consider(&[*first, *second])),
        }
    }
    let (_, cuts) = best?;
    let mut start = 0;
    let lines = cuts.into_iter().chain([words.len()]).map(|end| {
        let line = words[start..end].trim();
        start = end;
        line
    });
    Some(lines.collect())
}

/// What the shape of lines of these lengths costs.
fn shape(lengths: &[f64]) -> f64 {
    let longest = lengths.iter().copied().fold(0.0, f64::max);
    let shortest = lengths.iter().copied().fold(f64::MAX, f64::min);
    let spread = longest - shortest;
    let waisted = matches!(lengths, [first, middle, last] if middle < first && middle < last);
    let share = if lengths.len() > 2 { 0.5 } else { 1.0 };
    let uneven = UNEVEN * spread + VERY_UNEVEN * (spread - ALIKE).max(0.0);
    share * uneven + if waisted { WAISTED } else { 0.0 }
}

/// Lines as full as they take it: between words as long as there is a place, else wherever a line may end.
fn filled<'t>(words: &'t str, places: &[(usize, f64)], columns: f64) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < words.len() {
        let fits = |end: usize| characters(words[start..end].trim()) <= columns;
        let between = places.iter().map(|(at, _)| *at).filter(|at| *at > start && fits(*at)).max();
        let end = if fits(words.len()) { Some(words.len()) } else { between };
        let ends = words[start..].char_indices().map(|(at, ch)| start + at + ch.len_utf8());
        // One character at least.
        let end = end.or(ends.clone().take_while(|end| fits(*end)).last()).or(ends.clone().next());
        let end = end.unwrap_or(words.len());
        lines.push(words[start..end].trim());
        start = end;
    }
    lines
}

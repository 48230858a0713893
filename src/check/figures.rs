//! Figures that contradict one another: parts and their sum, shares and rates, growth, metrics told otherwise.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use crate::report::Field;
use crate::report::figures;
use crate::report::figures::Amount;
use crate::report::figures::Basis;
use crate::report::figures::Change;
use crate::report::figures::Figure;
use crate::report::figures::Kind;
use crate::report::metric;
use crate::report::metric::Direction;
use crate::report::reference;

/// A paragraph with the figures it states.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    pub(super) paragraph: Paragraph<'a>,
    pub(super) figures: &'a [Figure],
}

impl<'a> Stated<'a> {
    /// The figures of each sentence.
    fn by_sentence(self) -> impl Iterator<Item = &'a [Figure]> {
        let mut rest = self.figures;
        self.paragraph.sentences().map(move |sentence| {
            let count = rest.partition_point(|figure| figure.value_at.start < sentence.end);
            let (here, behind) = rest.split_at(count);
            rest = behind;
            here
        })
    }

    fn text(self, range: Range<usize>) -> &'a str {
        self.paragraph.text.get(range).unwrap_or_default()
    }

    /// What stands between two figures, without their names and changes.
    fn between(self, before: &Figure, behind: &Figure) -> &'a str {
        self.text(end(before)..behind.value_at.start)
    }
}

/// Where the words of a figure end, its changes aside.
fn end(figure: &Figure) -> usize {
    figure.unit_at.end.max(figure.value_at.end)
}

/// The number and the unit.
fn number_at(figure: &Figure) -> Range<usize> {
    figure.value_at.start..end(figure)
}

/// A number that is told exactly, with what its last digit leaves open to either side: nothing for what is counted.
fn exact(figure: &Figure) -> Option<(Decimal, Decimal)> {
    let number = figure.number().filter(|_| figure.approximation.is_none())?;
    Some((number, leeway(number, &figure.unit)))
}

fn leeway(number: Decimal, unit: &str) -> Decimal {
    let is_counted = number.scale() == 0 && !unit.contains(['万', '亿', '%', '％', '分']);
    if is_counted { Decimal::ZERO } else { Decimal::new(5, number.scale() + 1) }
}

fn same_unit(a: &Figure, b: &Figure) -> bool {
    a.kind == b.kind
        && a.unit == b.unit
        && !matches!(a.kind, Kind::Rank | Kind::Reference | Kind::Points | Kind::Times | Kind::Share)
}

// Parts and sums ----------------------------------------------------------------------------------------------------

/// 320万元，其中财政200万元、自筹130万元: parts that miss their sum by one digit. 18.3亿元、12.6亿元，合计40.6亿元.
pub(super) fn parts(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        for (k, total) in figures.iter().enumerate() {
            let (parts, all) = match summed_up(stated, &figures[..k], total) {
                Some(parts) => (parts, true),
                None => match parts_of(stated, total, &figures[k + 1..]) {
                    Some(parts) => (parts, false),
                    None => continue,
                },
            };
            let Some((whole, open)) = exact(total) else { continue };
            let Some(numbers) = parts.iter().map(exact).collect::<Option<Vec<_>>>() else { continue };
            let sum = numbers.iter().fold(Decimal::ZERO, |sum, (number, _)| sum.saturating_add(*number));
            let open = numbers.iter().fold(open, |open, (_, more)| open + more);
            let numbers: Vec<Decimal> = numbers.iter().map(|(number, _)| *number).collect();
            if (sum - whole).abs() > open && (all || is_slip(whole, &numbers, sum, counts_people(&total.unit))) {
                let Figure { value, unit, .. } = total;
                let says = format!("几项相加是{}{unit}，合起来写的是{value}{unit}，请核对", sum.normalize());
                let against: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
                notes.mark_against(stated.paragraph, number_at(total), &against.join("+"), says);
            }
        }
    }
}

/// The figures right before a total that is said to sum them up, at least two; they are in its unit.
fn summed_up<'f>(stated: Stated<'_>, before: &'f [Figure], total: &Figure) -> Option<&'f [Figure]> {
    let last = before.last().filter(|last| same_unit(last, total))?;
    let lead = stated.between(last, total);
    if !["，合计", "，共计", "，总计", "，合计为", "，合计达"].contains(&lead) {
        return None;
    }
    let joined = |pair: &[Figure]| {
        let between = stated.between(&pair[0], &pair[1]);
        same_unit(&pair[0], &pair[1]) && between.starts_with(['、', '和', '，']) && between.chars().count() <= 12
    };
    let start = before.windows(2).rposition(|pair| !joined(pair)).map_or(0, |k| k + 1);
    (before.len() - start > 1).then(|| &before[start..])
}

/// The figures that a sentence tells as parts of the one before them, at least two; they are in one unit.
fn parts_of<'f>(stated: Stated<'_>, total: &Figure, behind: &'f [Figure]) -> Option<&'f [Figure]> {
    const LEADS: [&str; 6] = ["其中", "分别", "包括", "中，", "：", "含"];
    // What is no part of the same sum, or counts only some of them.
    const NO_PART: [&str; 15] =
        ["比", "较", "增", "减", "累计", "另", "此外", "同时", "达", "超", "以上", "完成", "其中", "不含", "平均"];
    let first = behind.first().filter(|first| same_unit(total, first))?;
    let lead = stated.between(total, first);
    if !LEADS.iter().any(|word| lead.contains(word)) || lead.contains(['；', ';']) || lead.chars().count() > 24 {
        return None;
    }
    let mut count = 1;
    while let Some(next) = behind.get(count).filter(|next| same_unit(total, next)) {
        let between = stated.between(&behind[count - 1], next);
        if between.contains(['；', ';', '：', '（', '(', '）', ')'])
            || between.chars().count() > 14
            || NO_PART.iter().any(|word| between.contains(word))
        {
            break;
        }
        count += 1;
    }
    let parts = &behind[..count];
    let is_plain = parts.iter().all(|part| part.changes.is_empty()) && total.kind != Kind::Percent;
    (count > 1 && is_plain).then_some(parts)
}

/// Whether parts and sum look like one that held before a slip: little is missing, and one other digit in one of the
/// numbers would make it hold. Parts that are told need not be all of them, and may overlap.
fn is_slip(whole: Decimal, parts: &[Decimal], sum: Decimal, overlap: bool) -> bool {
    let off = whole - sum;
    let near = if off > Decimal::ZERO || overlap { Decimal::new(1, 1) } else { Decimal::new(5, 1) };
    if whole <= Decimal::ZERO || off.abs() > whole.checked_mul(near).unwrap_or(whole) {
        return false;
    }
    parts.iter().any(|part| one_digit(*part, *part + off)) || one_digit(whole, sum)
}

/// People are counted by what they are, more than once: 女党员12名、大专以上28名.
fn counts_people(unit: &str) -> bool {
    ["人", "名", "位"].iter().any(|word| unit.contains(word))
}

/// Whether one number is the other with a slip of the keys: one digit another, or two of them changed places.
fn is_slip_of(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let differ: Vec<usize> = (0..a.len().min(b.len())).filter(|&k| a.as_bytes()[k] != b.as_bytes()[k]).collect();
    a.len() == b.len()
        && match differ[..] {
            [_] => true,
            [k, l] => a.as_bytes()[k] == b.as_bytes()[l] && a.as_bytes()[l] == b.as_bytes()[k],
            _ => false,
        }
}

/// Whether two numbers are written with equally many digits and differ in one.
fn one_digit(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.normalize(), b.normalize());
    let scale = a.scale().max(b.scale());
    let digits = |mut number: Decimal| {
        number.rescale(scale);
        number.mantissa().to_string()
    };
    let (a, b) = (digits(a), digits(b));
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() == 1
}

/// 共48620件，当场解答29172件，其余19448件: the rest and what was told before it make one of the sums before them.
pub(super) fn rest(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        for (k, rest) in figures.iter().enumerate() {
            let from = k.checked_sub(1).map_or(0, |before| end(&figures[before]));
            let words = stated.text(from..rest.value_at.start);
            let is_rest =
                ["其余", "剩余", "余下"].iter().any(|word| words.trim_end_matches(['的', '为', '有']).ends_with(word));
            let Some((number, _)) = exact(rest).filter(|_| is_rest) else { continue };
            let before: Vec<Decimal> = figures[..k]
                .iter()
                .filter(|figure| same_unit(figure, rest))
                .filter_map(exact)
                .map(|(number, _)| number)
                .collect();
            if before.len() < 2 || before.len() > 12 {
                continue;
            }
            let fits = (0..before.len()).any(|whole| {
                let mut sum = number;
                before[whole + 1..].iter().rev().any(|part| {
                    sum = sum.saturating_add(*part);
                    sum == before[whole]
                })
            });
            if !fits {
                notes.mark(stated.paragraph, number_at(rest), "“其余”的数和前面的数加起来对不上，请核对");
            }
        }
    }
}

// Shares and rates --------------------------------------------------------------------------------------------------

/// 办理132件，化解117件，化解率58.6%; 526件中满意的451件，占65.7%.
pub(super) fn rate(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        for (k, rate) in figures.iter().enumerate() {
            if rate.kind != Kind::Percent {
                continue;
            }
            let Some((written, open)) = exact(rate) else { continue };
            let Some(part) = part_of_rate(stated, figures, k) else { continue };
            let Some((part_number, _)) = exact(&figures[part]) else { continue };
            let wholes: Vec<Decimal> = figures[..part]
                .iter()
                .filter(|whole| same_unit(whole, &figures[part]))
                .filter(|whole| !is_share(stated, figures, whole))
                .filter_map(exact)
                .map(|(number, _)| number)
                .filter(|whole| *whole >= part_number && *whole > Decimal::ZERO)
                .collect();
            let share = |whole: &Decimal| {
                part_number.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(*whole))
            };
            // A digit less may have been cut off instead of rounded.
            let fits = |whole: &Decimal| share(whole).is_some_and(|share| (share - written).abs() <= open + open);
            if let Some(nearest) = wholes.last().filter(|_| !wholes.iter().any(fits)) {
                let share = share(nearest).unwrap_or_default().round_dp(written.scale().max(1)).normalize();
                let says = format!(
                    "{}占{}是{share}%，这里写的是{}%，请核对",
                    part_number.normalize(),
                    nearest.normalize(),
                    rate.value
                );
                let against = format!("{part_number}/{nearest}");
                notes.mark_against(stated.paragraph, number_at(rate), &against, says);
            }
        }
    }
}

/// Whether a figure is told with its own share, 30件，占30%: then it is a part itself, and no whole.
fn is_share(stated: Stated<'_>, figures: &[Figure], part: &Figure) -> bool {
    let behind = figures.iter().find(|figure| figure.value_at.start >= end(part));
    behind.is_some_and(|share| share.kind == Kind::Percent && stated.between(part, share).contains('占'))
}

/// The figure that a rate is said of: the one right before 占, or the one told with the verb that names the rate.
fn part_of_rate(stated: Stated<'_>, figures: &[Figure], rate: usize) -> Option<usize> {
    let at = &figures[rate];
    let before = &stated.paragraph.text[..at.value_at.start];
    if let Some(stem) = at.name.strip_suffix('率') {
        // 化解率: what was 化解.
        let stem = &stem[stem.char_indices().rev().nth(1)?.0..];
        let told = figures[..rate].iter().rposition(|figure| !matches!(figure.kind, Kind::Percent | Kind::Points))?;
        let words = stated.text(told.checked_sub(1).map_or(0, |k| end(&figures[k]))..figures[told].value_at.start);
        return words.trim_end_matches(['了', '的', '成']).ends_with(stem).then_some(told);
    }
    let before = before.trim_end_matches(['总', '数', '量', '额', '的', '比', '了']);
    if !before.ends_with('占') || before.ends_with("分别占") {
        return None;
    }
    // 分别占 shares its parts out: told of several at once.
    let part = rate.checked_sub(1)?;
    let adjoins = stated.between(&figures[part], at).chars().count() <= 6;
    (adjoins && figures[part].kind != Kind::Percent).then_some(part)
}

/// 分别占74.0%和36.0%: shares of several parts told at once, each of the one sum before them.
pub(super) fn shares(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figures in stated.by_sentence() {
        let Some(first) = figures.iter().position(|figure| stated.text(0..figure.value_at.start).ends_with("分别占"))
        else {
            continue;
        };
        let listed = figures[first..].iter().enumerate().take_while(|(k, figure)| {
            figure.kind == Kind::Percent
                && (*k == 0 || matches!(stated.between(&figures[first + k - 1], figure), "、" | "和" | "，"))
        });
        let shares: Vec<&Figure> = listed.map(|(_, figure)| figure).collect();
        let Some(start) = first.checked_sub(shares.len()) else { continue };
        let parts = &figures[start..first];
        let Some(whole) =
            start.checked_sub(1).map(|k| &figures[k]).filter(|whole| parts.iter().all(|part| same_unit(whole, part)))
        else {
            continue;
        };
        let Some((sum, _)) = exact(whole).filter(|(sum, _)| *sum > Decimal::ZERO) else { continue };
        for (part, share) in parts.iter().zip(shares) {
            let (Some((part, _)), Some((written, open))) = (exact(part), exact(share)) else { continue };
            let Some(is) = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(sum)) else {
                continue;
            };
            if (is - written).abs() > open + open {
                let is = is.round_dp(written.scale().max(1)).normalize();
                let says =
                    format!("{}占{}是{is}%，这里写的是{}%，请核对", part.normalize(), sum.normalize(), share.value);
                notes.mark_against(stated.paragraph, number_at(share), &format!("{part}/{sum}"), says);
            }
        }
    }
}

// Growth ------------------------------------------------------------------------------------------------------------

/// 由120件增加到150件，增长20%: growth that its two values don't make. Of a metric the value before is known.
pub(super) fn growth(paper: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figure in stated.figures.iter().filter(|figure| !figure.changes.is_empty()) {
        let Some((now, open)) = exact(figure).filter(|_| !is_reckoned_otherwise(stated, figure)) else { continue };
        let known = known_before(paper, stated, figure);
        for told in &figure.changes {
            let others = figure.changes.iter().filter(|other| other.range != told.range);
            let others = others.filter(|other| other.basis == told.basis || told.basis == Basis::Other);
            let before = others.filter_map(|other| before(figure, now, open, other)).next();
            let before = before.or_else(|| bracketed(stated, figure, told));
            let Some(before) = before.or(known.filter(|_| told.basis == Basis::LastYear)) else { continue };
            if let Some(says) = mismatch(figure, (now, open), before, told)
                && !stated.paragraph.has_reference(told.range.clone())
            {
                notes.mark_against(stated.paragraph, told.range.clone(), &figure.value, says);
            }
        }
    }
}

/// 较上年（2.4万家）增加1.3万家: the value before, as the change itself names it.
fn bracketed(stated: Stated<'_>, figure: &Figure, told: &Change) -> Option<(Decimal, Decimal)> {
    let words = stated.text(told.range.clone());
    let inner = words.get(words.find('（')? + '（'.len_utf8()..words.find('）')?)?;
    let before = metric::number(inner.strip_suffix(figure.unit.as_str())?).filter(|before| *before > Decimal::ZERO)?;
    Some((before, leeway(before, &figure.unit)))
}

/// What the metric that a figure refers to was last year.
fn known_before(paper: &Paper<'_>, stated: Stated<'_>, figure: &Figure) -> Option<(Decimal, Decimal)> {
    let paragraph = stated.paragraph;
    if !paragraph.has_reference(number_at(figure)) {
        return None;
    }
    let typed = paragraph.passage.typed(paragraph.within(number_at(figure)));
    let text = paper.report.text(paragraph.passage.field)?.get(typed)?;
    let reference = reference::find(text).next()?;
    let before = metric::number(&paper.figures.named(reference.name).ok()?.metric.last_year)?;
    (before > Decimal::ZERO).then(|| (before, leeway(before, &figure.unit)))
}

/// By comparable prices: then the two values don't make the rate.
fn is_reckoned_otherwise(stated: Stated<'_>, figure: &Figure) -> bool {
    let sentence = stated.paragraph.sentence(figure.value_at.start);
    ["可比", "不变价", "剔除", "同口径"].iter().any(|word| stated.text(sentence.clone()).contains(word))
}

/// The value before, as one of the changes tells it, and what its rounding leaves open.
fn before(figure: &Figure, now: Decimal, open: Decimal, change: &Change) -> Option<(Decimal, Decimal)> {
    match change.amount {
        Amount::From(before) => Some((before, leeway(before, &figure.unit))),
        Amount::Units(units) => {
            let before = match change.direction {
                Direction::Up => now.checked_sub(units)?,
                Direction::Down => now.checked_add(units)?,
                Direction::Level => now,
            };
            Some((before, open + leeway(units, &figure.unit)))
        }
        _ => None,
    }
    .filter(|(before, _)| *before > Decimal::ZERO)
}

/// What to say where a change is another than the two values make.
fn mismatch(figure: &Figure, now: (Decimal, Decimal), before: (Decimal, Decimal), told: &Change) -> Option<String> {
    let off = now.0 - before.0;
    // A difference of values that are told as exactly as itself is off by no more than its own last digit.
    let apart = |difference: Decimal| {
        if now.0.scale() < difference.scale() { now.1 + before.1 } else { Decimal::ZERO }
    };
    let (written, is, leeway, measure) = match told.amount {
        Amount::Percent(percent) if figure.kind != Kind::Percent => {
            let is = off.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before.0)?;
            // What the two values leave open moves the rate by as much of the value before.
            let moved =
                (now.1 + before.1 * (now.0 / before.0)).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before.0)?;
            (percent, is, moved, "%")
        }
        Amount::Points(points) if figure.kind == Kind::Percent => (points, off, apart(points), "个百分点"),
        Amount::Units(units) if figure.kind != Kind::Percent => (units, off, apart(units), figure.unit.as_str()),
        _ => return None,
    };
    let open = Decimal::new(5, written.scale() + 1);
    // A last digit that was cut off instead of rounded is no slip.
    if (is.abs() - written).abs() <= leeway + open + open {
        return None;
    }
    let is = is.abs().round_dp(written.scale().max(1)).normalize();
    Some(format!("按前后两个数算是{is}{measure}，这里写的是{}{measure}，请核对", written.normalize()))
}

/// 满意率98%，比上年提高3%: the difference of two percentages is told in 个百分点.
pub(super) fn points(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const RATES: [&str; 5] = ["率", "比重", "占比", "满意度", "知晓度"];
    const VERBS: [&str; 6] = ["提高", "提升", "上升", "下降", "降低", "增加"];
    for figure in stated.figures.iter().filter(|figure| figure.kind == Kind::Percent) {
        let is_rate = RATES.iter().any(|rate| figure.name.ends_with(rate)) && !figure.name.ends_with("增长率");
        for change in &figure.changes {
            let Amount::Percent(percent) = change.amount else { continue };
            let words = stated.text(change.range.clone());
            let Some(sign) = words.chars().next_back().filter(|sign| matches!(sign, '%' | '％')) else { continue };
            let is_relative = figure.changes.iter().any(|other| match (other.amount, figure.number()) {
                (Amount::From(before), Some(now)) => (now - before).abs() != percent,
                _ => false,
            });
            if is_rate && !is_relative && VERBS.iter().any(|verb| words.contains(verb)) {
                let range = change.range.clone();
                let sign = range.end - sign.len_utf8()..range.end;
                notes.mend(
                    stated.paragraph,
                    range,
                    &[(sign, "个百分点")],
                    "两个百分比相差的是“百分点”，请看是不是“个百分点”",
                );
            }
        }
    }
}

// Metrics told otherwise --------------------------------------------------------------------------------------------

/// 受理诉求48520件 in the text where the metric 受理诉求 is 48620.
pub(super) fn metric_told(paper: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    for figure in stated.figures {
        let at = number_at(figure);
        if figure.kind == Kind::Reference
            || stated.paragraph.has_reference(at.clone())
            || is_of_another_time(stated, figure)
        {
            continue;
        }
        let Some(metric) = paper
            .figures
            .named(&figure.name)
            .ok()
            .map(|known| known.metric)
            .filter(|metric| metric.unit.trim() == figure.unit)
        else {
            continue;
        };
        let Some((number, _)) = exact(figure) else { continue };
        let known: Vec<Decimal> = [&metric.value, &metric.last_year, &metric.target]
            .into_iter()
            .filter_map(|text| metric::number(text))
            .collect();
        if metric::number(&metric.value).is_some() && !known.contains(&number) {
            let (name, is) = (metric.name.trim(), metric.value.trim());
            let put = format!("{{{name}}}");
            let Figure { value, unit, .. } = figure;
            let says = format!("指标“{name}”是{is}{unit}，这里写的是{value}{unit}，请核对");
            let cure = [(at.clone(), put.as_str())];
            notes.mend(stated.paragraph, at, &cure, says);
        }
    }
}

/// Whether the sentence tells of another period, or of what is to come.
fn is_of_another_time(stated: Stated<'_>, figure: &Figure) -> bool {
    const TIMES: [&str; 22] = [
        "上年",
        "去年",
        "往年",
        "前年",
        "同期",
        "目标",
        "计划",
        "预计",
        "力争",
        "下一步",
        "明年",
        "达到",
        "月",
        "季度",
        "半年",
        "比",
        "较",
        "其中",
        "各",
        "每",
        "平均",
        "以上",
    ];
    let sentence = stated.paragraph.sentence(figure.value_at.start);
    let words = stated.text(sentence);
    TIMES.iter().any(|word| words.contains(word)) || words.contains('年') && !words.contains("今年")
}

/// A figure told in two places: where, in what unit, how much.
struct Told<'a> {
    stated: Stated<'a>,
    at: Range<usize>,
    number: Decimal,
    value: &'a str,
}

/// 办结率98.94% here and 办结率98.49% there.
pub(super) fn told_twice(paper: &Paper<'_>, all: &[Stated<'_>], notes: &mut Notes<'_>) {
    let mut seen: HashMap<(&str, &str), Told<'_>> = HashMap::new();
    for stated in all {
        let plans = paper.is_plan(stated.paragraph.passage.field);
        for figure in stated.figures.iter().filter(|_| !plans) {
            let Some((number, _)) = exact(figure).filter(|_| !is_of_another_time(*stated, figure)) else { continue };
            let told = Told { stated: *stated, at: number_at(figure), number, value: &figure.value };
            match seen.get(&(figure.name.as_str(), figure.unit.as_str())) {
                None => {
                    seen.insert((&figure.name, &figure.unit), told);
                }
                Some(first)
                    if is_slip_of(first.number, number)
                        && first.stated.paragraph.passage.field != stated.paragraph.passage.field =>
                {
                    let says = format!(
                        "“{}”前面写的是{}{}，这里写的是{}{}，请核对",
                        figure.name, first.value, figure.unit, told.value, figure.unit
                    );
                    notes.mark_against(told.stated.paragraph, told.at, first.value, says);
                }
                Some(_) => {}
            }
        }
    }
}

/// The figures that a paragraph states.
pub(super) fn stated(paragraph: Paragraph<'_>) -> Vec<Figure> {
    let has_digits = paragraph.text.bytes().any(|byte| byte.is_ascii_digit());
    if has_digits { figures::find(paragraph.text) } else { Vec::new() }
}

/// Whether a figure has a name that no other figure of the report will have by chance.
pub(super) fn is_named_well(figure: &Figure) -> bool {
    let length = figure.name.chars().count();
    match figure.kind {
        Kind::Percent => {
            length >= 4 && ["率", "进度", "占比", "比重", "满意度"].iter().any(|end| figure.name.ends_with(end))
        }
        Kind::Count | Kind::Money => length >= 8,
        _ => false,
    }
}

impl Paper<'_> {
    /// Whether a text is about what is to come.
    fn is_plan(&self, field: Field) -> bool {
        const PLANS: [&str; 7] = ["打算", "计划", "目标", "下一步", "安排", "思路", "展望"];
        const DEEP: usize = 16;
        let tree = &self.report.tree;
        let own = field.section();
        own.into_iter()
            .chain(own.into_iter().flat_map(|id| tree.ancestors(id).take(DEEP)))
            .any(|id| tree.section(id).is_some_and(|section| PLANS.iter().any(|word| section.heading.contains(word))))
    }
}

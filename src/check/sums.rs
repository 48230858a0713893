//! Parts and their sum: 其中 and 其余, 合计.

use rust_decimal::Decimal;

use super::Look;
use super::Rule;
use super::figures::Stated;
use super::figures::end;
use super::figures::exact;
use super::figures::is_slip_of;
use super::figures::number_at;
use super::figures::same_unit;
use super::notes::Notes;
use super::paper::Paper;
use crate::report::figures::Figure;
use crate::report::figures::Kind;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("parts", "分项与合计不符", "实务：分项相加应等于合计", Look::Figures(parts)),
    Rule::suspect("rest", "其余与合计不符", "实务：分项相加应等于合计", Look::Figures(rest)),
];

/// 320万元，其中财政200万元、自筹130万元: parts that miss their sum by one digit. 18.3亿元、12.6亿元，合计40.6亿元.
fn parts(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
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
            let off = (sum - whole).abs();
            // Numbers that are all rounded as far as can be make no more than what they leave open, and not quite as much.
            if (off > open || off == open && !open.is_zero()) && (all || is_slip(whole, &numbers, sum, &total.unit)) {
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
    let lead = lead.strip_prefix('，')?;
    let lead = ["全年", "四个季度", "四季度", "两项", "三项", "四项", "几项", "两者", "三者"]
        .iter()
        .find_map(|word| lead.strip_prefix(word))
        .unwrap_or(lead);
    if !["合计", "共计", "总计", "合计为", "合计达"].contains(&lead) {
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
    const LEADS: &[&str] = &["其中", "分别", "包括", "中，", "：", "含"];
    // What is no part of the same sum, or counts only some of them.
    const NO_PART: [&str; 15] =
        ["比", "较", "增", "减", "累计", "另", "此外", "同时", "达", "超", "以上", "完成", "其中", "不含", "平均"];
    let first = behind.first().filter(|first| same_unit(total, first))?;
    let lead = stated.between(total, first);
    // 90人（男50人、女40人）
    let last = behind.iter().take_while(|part| same_unit(total, part)).last();
    let is_bracketed = lead.starts_with('（')
        && last.is_some_and(|last| stated.text(end(last)..stated.paragraph.text.len()).starts_with('）'));
    if !is_bracketed && !LEADS.iter().any(|word| lead.contains(word))
        || lead.contains(['；', ';'])
        || lead.chars().count() > 24
    {
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
    // 46人，其中男28人、女18人，党员31人: what stands after ， is told beside those with 、 between them.
    let joint = |k: usize| stated.between(&behind[k - 1], &behind[k]);
    let beside = (2..count).find(|&k| joint(k).starts_with('，') && (1..k).all(|k| joint(k).starts_with('、')));
    let sum = |parts: &[Figure]| parts.iter().filter_map(exact).map(|(number, _)| number).sum::<Decimal>();
    if let (Some(beside), Some((whole, _))) = (beside, exact(total))
        && sum(&behind[..count]) > whole
    {
        count = beside;
    }
    let parts = &behind[..count];
    let is_plain = parts.iter().all(|part| part.changes.is_empty()) && total.kind != Kind::Percent;
    (count > 1 && is_plain).then_some(parts)
}

/// Whether parts and sum look like one that held before a slip: little is missing, and one other digit in one of the
/// numbers would make it hold. Parts that are told need not be all of them, and may overlap.
fn is_slip(whole: Decimal, parts: &[Decimal], sum: Decimal, unit: &str) -> bool {
    let off = whole - sum;
    let near = if off > Decimal::ZERO || counts_people(unit) { Decimal::new(1, 1) } else { Decimal::new(5, 1) };
    if whole <= Decimal::ZERO || off.abs() > whole.checked_mul(near).unwrap_or(whole) {
        return false;
    }
    let is_typed = |a: Decimal, b: Decimal| one_digit(a, b) || is_slip_of(a.normalize(), b.normalize());
    parts.iter().any(|part| is_typed(*part, *part + off)) || is_typed(whole, sum)
}

/// People are counted by what they are, more than once: 女党员12名、大专以上28名.
fn counts_people(unit: &str) -> bool {
    ["人", "名", "位"].iter().any(|word| unit.contains(word))
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
fn rest(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
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
            // 占45%，占20%，其余35%: of a hundred.
            let is_hundred = rest.kind == Kind::Percent
                && before.iter().fold(number, |sum, part| sum.saturating_add(*part)) == Decimal::ONE_HUNDRED;
            let fits = is_hundred
                || (0..before.len()).any(|whole| {
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

//! Shares and rates that don't fit what they are of: 化解率88.6%, 占85.7%.

use rust_decimal::Decimal;

use super::Look;
use super::Rule;
use super::figures::Stated;
use super::figures::end;
use super::figures::exact;
use super::figures::number_at;
use super::figures::same_unit;
use super::notes::Notes;
use super::paper::Paper;
use crate::report::figures::Figure;
use crate::report::figures::Kind;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect("rate", "比率与基数不符", "实务：比率＝部分÷全体", Look::Figures(rate)),
    Rule::suspect("shares", "占比与分项不符", "实务：比率＝部分÷全体", Look::Figures(shares)),
];

/// 办理132件，化解117件，化解率58.6%; 526件中满意的451件，占65.7%.
fn rate(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
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
        let is_told = words.ends_with(stem) || words.trim_end_matches(['了', '的', '成']).ends_with(stem);
        return is_told.then_some(told);
    }
    // 占职工总数的45%
    let before = before
        .rsplit_once('占')
        .filter(|(_, of)| is_sum(of))
        .map_or(before, |(lead, _)| &before[..lead.len() + '占'.len_utf8()]);
    let before = before.trim_end_matches(['总', '数', '量', '额', '的', '比', '了']);
    if !before.ends_with('占') || before.ends_with("分别占") {
        return None;
    }
    // 分别占 shares its parts out: told of several at once.
    let part = rate.checked_sub(1)?;
    let between = stated.between(&figures[part], at);
    // 有138个完成改造，占34.5%
    let is_clause = || {
        between.chars().count() <= 20
            && between.ends_with("，占")
            && between.matches(['，', '；', '、', '（']).count() == 1
    };
    ((between.chars().count() <= 9 || is_clause()) && figures[part].kind != Kind::Percent).then_some(part)
}

/// 职工总数的, 总人数的: all of what was told before.
fn is_sum(words: &str) -> bool {
    let ends =
        ["总数的", "总人数的", "总户数的", "总量的", "总额的", "总面积的"].iter().any(|end| words.ends_with(end));
    ends && words.chars().count() <= 7 && !words.contains(['，', '全'])
}

/// 分别占74.0%和36.0%: shares of several parts told at once, each of the one sum before them.
fn shares(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
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

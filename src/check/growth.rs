//! Growth: what two values make of it, and 百分点 where percentages are compared.

use rust_decimal::Decimal;

use super::Look;
use super::Rule;
use super::figures::Stated;
use super::figures::exact;
use super::figures::is_slip_of;
use super::figures::leeway;
use super::figures::number_at;
use super::notes::Notes;
use super::paper::Paper;
use crate::report::figures::Amount;
use crate::report::figures::Basis;
use crate::report::figures::Change;
use crate::report::figures::Figure;
use crate::report::figures::Kind;
use crate::report::metric;
use crate::report::metric::Direction;
use crate::report::reference;

pub(super) static RULES: &[Rule] = &[
    Rule::wrong(
        "growth_slip",
        "增幅写错一位",
        "实务：增幅＝（本期－上期）÷上期；错一位或两位颠倒",
        Look::Figures(growth_slip),
    ),
    Rule::suspect("growth", "增幅与前后数不符", "实务：增幅＝（本期－上期）÷上期", Look::Figures(growth)),
    Rule::suspect("points", "百分点", "实务：两个百分比之差用“个百分点”", Look::Figures(points)),
];

/// How far what is told is from what the two values make.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Off {
    /// By one digit, or by two that changed places.
    Slip,
    /// By more.
    More,
}

/// 由120件增加到150件，增长52%: the keys slipped.
fn growth_slip(paper: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    mismatches(paper, stated, Off::Slip, notes);
}

/// 由120件增加到150件，增长36%: growth that its two values don't make.
fn growth(paper: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    mismatches(paper, stated, Off::More, notes);
}

/// Growth that its two values don't make. Of a metric the value before is known.
fn mismatches(paper: &Paper<'_>, stated: Stated<'_>, wanted: Off, notes: &mut Notes<'_>) {
    for figure in stated.figures.iter().filter(|figure| !figure.changes.is_empty()) {
        let Some((now, open)) = exact(figure).filter(|_| !is_reckoned_otherwise(stated, figure)) else { continue };
        let known = known_before(paper, stated, figure);
        for told in &figure.changes {
            let others = figure.changes.iter().filter(|other| other.range != told.range);
            let others = others.filter(|other| other.basis == told.basis || told.basis == Basis::Other);
            let before = others.filter_map(|other| before(figure, now, open, other)).next();
            let before = before.or_else(|| bracketed(stated, figure, told));
            let Some(before) = before.or(known.filter(|_| told.basis == Basis::LastYear)) else { continue };
            if let Some((off, says)) = mismatch(figure, (now, open), before, told)
                && off == wanted
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
fn mismatch(
    figure: &Figure,
    now: (Decimal, Decimal),
    before: (Decimal, Decimal),
    told: &Change,
) -> Option<(Off, String)> {
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
    let mut rounded = is.abs().round_dp(written.scale());
    rounded.rescale(written.scale());
    let off = if is_slip_of(written, rounded) { Off::Slip } else { Off::More };
    let is = is.abs().round_dp(written.scale().max(1)).normalize();
    Some((off, format!("按前后两个数算是{is}{measure}，这里写的是{}{measure}，请核对", written.normalize())))
}

/// 满意率98%，比上年提高3%: the difference of two percentages is told in 个百分点.
fn points(_: &Paper<'_>, stated: Stated<'_>, notes: &mut Notes<'_>) {
    const RATES: &[&str] = &["率", "比例", "比重", "占比", "满意度", "知晓度"];
    const VERBS: &[&str] = &["提高", "提升", "上升", "下降", "降低", "增加"];
    for figure in stated.figures.iter().filter(|figure| figure.kind == Kind::Percent) {
        let is_rate = RATES.iter().any(|rate| figure.name.ends_with(rate)) && !figure.name.ends_with("增长率");
        for change in &figure.changes {
            let Amount::Percent(percent) = change.amount else { continue };
            let words = stated.text(change.range.clone());
            let Some(sign) = words.chars().next_back().filter(|sign| matches!(sign, '%' | '％')) else { continue };
            // 由95.2%上升到97.6%，提高2.4%: whatever it is called.
            let apart = figure.changes.iter().filter_map(|other| match (other.amount, figure.number()) {
                (Amount::From(before), Some(now)) => Some((now - before).abs()),
                _ => None,
            });
            let is_difference = apart.clone().any(|apart| apart == percent);
            let is_relative = apart.clone().any(|apart| apart != percent);
            let is_said = VERBS.iter().any(|verb| words.contains(verb)) || is_difference && words.contains("增长");
            if (is_rate && !is_relative || is_difference) && is_said {
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

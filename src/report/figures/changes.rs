//! Changes told beside a figure: 同比增长12.7%, 比上年增加158个, 由85%提高到95%, 高出全市平均6个百分点.

use std::ops::Range;

use super::Amount;
use super::Basis;
use super::Change;
use super::Kind;
use super::lexicon::Class;
use super::numerals;
use super::sentence::Sentence;
use super::tokens::Mark;
use super::tokens::What;
use crate::report::metric::Direction;

/// How many pieces may stand between the two ends of 由 … 到 …
const SPAN: usize = 10;

/// A figure of a sentence on its way to its name: the piece it stands in, and what is told beside it.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    /// The piece with its number.
    pub piece: usize,
    /// Where the words before it end that may name it.
    pub named_until: usize,
    /// It is itself a change, of what is named but has no figure here: 利润增长12%.
    pub own: Option<Own>,
    pub changes: Vec<Change>,
}

/// The words of a change that is a figure itself.
#[derive(Clone, Debug)]
pub(super) struct Own {
    /// What changed, perhaps nothing: then what was named before.
    pub subject: Range<usize>,
    /// How: 增长, 高出全市平均.
    pub verb: Range<usize>,
}

/// A change before it is known whose it is.
struct UnassignedChange {
    piece: usize,
    subject: Range<usize>,
    verb: Range<usize>,
    change: Change,
    /// Only a change if a figure in the same unit stands before it: 增加158个.
    weak: bool,
    /// The next one of a list: 分别增长12%和15%.
    listed: bool,
}

/// The figures among these pieces, each with the changes told of it.
pub(super) fn attach(sentence: &Sentence<'_>, mut is_figure: Vec<bool>) -> Vec<Stated> {
    let ends = from_to(sentence, &mut is_figure);
    drop_bases(sentence, &mut is_figure);
    let earlier = earlier_values(sentence, &mut is_figure);
    let depths = depths(sentence);
    let mut stated: Vec<Stated> = Vec::new();
    // The figure that the last change was told of, and how many changes its list has so far.
    let mut listed: Option<(usize, usize)> = None;
    for piece in (0..sentence.tokens.len()).filter(|&piece| is_figure[piece]) {
        let told = change_told(sentence, piece, stated.last(), &is_figure);
        if let Some(told) = told.filter(|told| !told.weak || same_unit(sentence, &stated, told, &depths)) {
            let bare = is_bare(sentence, told.subject.clone());
            let goes_on = listed.is_some() && goes_on(sentence, &told);
            if told.listed || goes_on {
                let mut change = told.change;
                if goes_on {
                    change.range.start = sentence.tokens[told.verb.start].at.start;
                }
                match &mut listed {
                    Some((last, count)) if stated[*last].own.is_none() => {
                        hand_on(&mut stated, *last, *count, change);
                        *count += 1;
                    }
                    _ => another_own(&mut stated, piece, change),
                }
                continue;
            }
            let target = if bare { target(sentence, &stated, &told, &depths) } else { None };
            match target {
                Some(target) => {
                    stated[target].changes.push(told.change);
                    listed = Some((target, 1));
                }
                None => {
                    listed = None;
                    let own = Own { subject: told.subject.clone(), verb: told.verb };
                    let named_until = told.subject.end;
                    stated.push(Stated { piece, named_until, own: Some(own), changes: vec![told.change] });
                }
            }
            continue;
        }
        let end = ends.iter().find(|(end, ..)| *end == piece);
        let named_until = end.map_or(piece, |(_, from, _)| *from);
        let changes = end.map(|(.., change)| change.clone()).into_iter().collect();
        stated.push(Stated { piece, named_until, own: None, changes });
    }
    without_amount(sentence, &mut stated, &earlier);
    stated
}

/// The last of a list of changes is the last figure's: 甲3件、乙5件，分别增长2%、4% gives 4% to 乙 and moves 2% to 甲. `count`
/// changes of the list have been told of the figures up to `last`; where there is no figure for all, they stay.
fn hand_on(stated: &mut [Stated], last: usize, count: usize, change: Change) {
    if let Some(first) = (last + 1).checked_sub(count).and_then(|first| first.checked_sub(1))
        && stated[first].own.is_none()
    {
        for at in first..last {
            let moved = stated[at + 1].changes.pop();
            stated[at].changes.extend(moved);
        }
    }
    stated[last].changes.push(change);
}

/// The next of a list of changes that are figures themselves: 火灾起数和损失分别下降21%和33%.
fn another_own(stated: &mut Vec<Stated>, piece: usize, change: Change) {
    let before = stated.last();
    let own = before.and_then(|last| last.own.clone());
    let named_until = before.map_or(piece, |last| last.named_until);
    stated.push(Stated { piece, named_until, own, changes: vec![change] });
}

/// 20.9% in 比上年的20.9%略有提高 is the value before: the word of comparison and the quantity of each such clause.
fn earlier_values(sentence: &Sentence<'_>, is_figure: &mut [bool]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for than in 0..sentence.tokens.len() {
        if !matches!(sentence.class(than), Some(Class::LastYear | Class::Than)) {
            continue;
        }
        let end = sentence.clause_end(than);
        let of = (than + 1..end).find(|&j| sentence.word(j) != "的" && sentence.tokens[j].what != What::Blank);
        let value = of.filter(|&j| sentence.quantity(j).is_some() && is_figure[j]);
        let Some(value) = value.filter(|&value| !(value + 1..end).any(|j| sentence.quantity(j).is_some())) else {
            continue;
        };
        if direction_of(sentence.class(end - 1)).is_some() {
            is_figure[value] = false;
            found.push((than, value));
        }
    }
    found
}

/// 由A提高到B: B is the figure, A is where it came from. The pieces of B, of 由, and the change.
fn from_to(sentence: &Sentence<'_>, is_figure: &mut [bool]) -> Vec<(usize, usize, Change)> {
    let mut found = Vec::new();
    let quantities = |range: Range<usize>| range.filter(|&j| sentence.quantity(j).is_some());
    for from in (0..sentence.tokens.len()).filter(|&j| sentence.is_word(j, Class::From)) {
        let end = sentence.tokens.len().min(from + SPAN);
        let Some(first) = quantities(from + 1..end.min(from + 6)).next() else { continue };
        let led = (from + 1..first).all(|j| {
            let class = sentence.class(j);
            !matches!(sentence.tokens[j].what, What::Mark(_))
                && !matches!(class, Some(Class::Light | Class::Heavy | Class::Up))
        });
        let Some(second) = quantities(first + 1..sentence.tokens.len().min(first + SPAN)).next() else { continue };
        let mut to = second;
        while to > first && (sentence.is_word(to - 1, Class::About) || sentence.tokens[to - 1].what == What::Blank) {
            to -= 1;
        }
        let reached = to > first && is_reached(sentence, to - 1);
        let apart = (first..second).any(|j| sentence.is_mark(j, Mark::Semicolon) || sentence.is_mark(j, Mark::Pause));
        if !led || !reached || apart {
            continue;
        }
        (is_figure[first], is_figure[second]) = (false, true);
        let words = sentence.tokens[from].at.start..sentence.tokens[second].at.end;
        let (old, new) = (number(sentence, first), number(sentence, second));
        let verb = (first..second).find_map(|j| direction_of(sentence.class(j)));
        let direction = match (old, new) {
            (Some(old), Some(new)) if old != new => {
                if new > old {
                    Direction::Up
                } else {
                    Direction::Down
                }
            }
            _ => verb.unwrap_or(Direction::Level),
        };
        let last_year = ["去年", "上年", "同期"].iter().any(|word| sentence.words(from..first).contains(word));
        let basis = if last_year { Basis::LastYear } else { Basis::Other };
        let same = sentence.quantity(first).map(|q| &q.unit) == sentence.quantity(second).map(|q| &q.unit);
        let bare = sentence.quantity(first).is_some_and(|q| q.unit.is_empty());
        let amount = old.filter(|_| same || bare).map_or(Amount::Unsaid, Amount::From);
        found.push((second, from, Change { direction, amount, basis, range: words }));
    }
    found
}

/// 到, 至, 为 and what ends with them.
fn is_reached(sentence: &Sentence<'_>, j: usize) -> bool {
    sentence.is_word(j, Class::To) || sentence.word(j).ends_with(['到', '至', '为'])
}

/// What a change is measured from is no figure: the brackets and numbers in 较去年（2.4万家）, 高于13个区县平均.
fn drop_bases(sentence: &Sentence<'_>, is_figure: &mut [bool]) {
    for j in 0..sentence.tokens.len() {
        let starts = matches!(sentence.class(j), Some(Class::Than | Class::LastYear | Class::Above | Class::Below));
        if !starts {
            continue;
        }
        let end = sentence.clause_end(j);
        let Some(last) = (j + 1..end).rev().find(|&k| sentence.quantity(k).is_some()) else { continue };
        // From the word of comparison to the last quantity of the clause, where a verb leads to that, or none is needed.
        let led = lead(sentence, last).is_some_and(|verb| verb > j)
            || matches!(sentence.class(j), Some(Class::Above | Class::Below));
        if led {
            (j + 1..last).filter(|&k| !has_verb_between(sentence, k, j)).for_each(|k| is_figure[k] = false);
        }
    }
}

/// Whether a verb of change stands between the word of comparison and this quantity: then it is an amount itself.
fn has_verb_between(sentence: &Sentence<'_>, k: usize, from: usize) -> bool {
    lead(sentence, k).is_some_and(|verb| verb > from) || (from..k).any(|j| sentence.is_mark(j, Mark::Pause))
}

/// The verb of change directly before a quantity, 了, 近 and 分别 aside.
pub(super) fn lead(sentence: &Sentence<'_>, piece: usize) -> Option<usize> {
    let mut at = piece;
    loop {
        at = at.checked_sub(1)?;
        match sentence.tokens[at].what {
            What::Blank | What::Word(Class::About | Class::Each) => {}
            What::Word(Class::Particle) if matches!(sentence.word(at), "了" | "达") => {}
            What::Word(Class::Up | Class::Down | Class::Growth) => return Some(at),
            What::Word(Class::Heavy) if saves(sentence, at, piece) => return Some(at),
            _ => return None,
        }
    }
}

/// 节约 in 比预算节约52万元 and 分别节约4%: by how much less, not how much was saved.
fn saves(sentence: &Sentence<'_>, verb: usize, piece: usize) -> bool {
    let compared = |j: usize| matches!(sentence.class(j), Some(Class::LastYear | Class::Than));
    let relative = sentence.quantity(piece).is_some_and(|quantity| quantity.kind == Kind::Percent);
    matches!(sentence.word(verb), "节约" | "节省") && (relative || (sentence.clause_start(verb)..verb).any(compared))
}

fn direction_of(class: Option<Class>) -> Option<Direction> {
    match class? {
        Class::Up | Class::Above => Some(Direction::Up),
        Class::Down | Class::Below => Some(Direction::Down),
        Class::Level => Some(Direction::Level),
        _ => None,
    }
}

/// The change that the quantity at `piece` is the amount of, if it is one.
fn change_told(
    sentence: &Sentence<'_>,
    piece: usize,
    before: Option<&Stated>,
    is_figure: &[bool],
) -> Option<UnassignedChange> {
    let quantity = sentence.quantity(piece)?;
    let inside = |j: usize| j >= sentence.clause_start(piece);
    let start =
        before.map(|before| before.piece).filter(|&j| inside(j)).map_or(sentence.clause_start(piece), |j| j + 1);
    if let Some(told) = listed(sentence, piece, before, is_figure) {
        return Some(told);
    }
    let is_basis = |&j: &usize| matches!(sentence.class(j), Some(Class::LastYear | Class::Than));
    let tenths = quantity.kind == Kind::Share && quantity.unit == "成";
    let relative = matches!(quantity.kind, Kind::Percent | Kind::Points | Kind::Times) || tenths;
    // 禽蛋价格持平、蔬菜价格下跌3.1%
    let level = (start..piece).rev().find(|&j| sentence.is_word(j, Class::Level));
    let start = level.filter(|&j| sentence.is_mark(j + 1, Mark::Pause)).map_or(start, |j| j + 2);
    let (verb, named) = match lead(sentence, piece) {
        Some(verb) => (verb, false),
        None => {
            let above = |&j: &usize| matches!(sentence.class(j), Some(Class::Above | Class::Below));
            let verb = (start..piece).find(above).filter(|_| relative || quantity.unit == "位");
            let of_before = || (start..piece).find(|&j| times_of(sentence, j, quantity.kind));
            (verb.or_else(of_before)?, true)
        }
    };
    let basis = (start..verb).find(is_basis);
    let first = basis.unwrap_or(verb);
    let last_year = (first..piece).any(|j| sentence.is_word(j, Class::LastYear));
    let direction = match sentence.class(verb) {
        Some(Class::Growth) if sentence.word(verb).contains('降') => Direction::Down,
        Some(Class::Heavy) => Direction::Down,
        class => direction_of(class).unwrap_or(Direction::Up),
    };
    let end = match sentence.class(verb) {
        Some(Class::Above | Class::Below) => piece,
        Some(Class::Up | Class::Down | Class::Growth | Class::Heavy) => verb + 1,
        // 是上年的2.3倍
        _ => verb,
    };
    let amount = amount(sentence, piece);
    let range = sentence.tokens[first].at.start..sentence.tokens[piece].at.end;
    let basis_of = if last_year { Basis::LastYear } else { Basis::Other };
    Some(UnassignedChange {
        piece,
        subject: start..first,
        verb: verb..end,
        change: Change { direction, amount, basis: basis_of, range },
        weak: basis.is_none() && !relative && !named,
        listed: false,
    })
}

/// 是去年的2.3倍.
fn times_of(sentence: &Sentence<'_>, j: usize, kind: Kind) -> bool {
    kind == Kind::Times
        && matches!(sentence.word(j), "是" | "为" | "达" | "相当于")
        && ["去年", "上年", "同期", "原来", "年初", "平日", "平时", "往年", "平均"]
            .iter()
            .any(|word| sentence.words(j..j + 5).contains(word))
}

/// 、15% after 增长12%.
fn listed(
    sentence: &Sentence<'_>,
    piece: usize,
    before: Option<&Stated>,
    is_figure: &[bool],
) -> Option<UnassignedChange> {
    let last = (piece.saturating_sub(4)..piece).rev().find(|&j| sentence.quantity(j).is_some() && is_figure[j])?;
    let joined = matches!(sentence.words(last + 1..piece).trim(), "、" | "和" | "与" | "及");
    let head = chain_head(sentence, last, is_figure);
    // A list of amounts begins with a verb; a figure that was stated before is not one of them, unless it is a change itself.
    let is_amount = before.is_none_or(|before| before.piece != last || before.own.is_some());
    lead(sentence, head).filter(|_| joined && is_amount)?;
    let direction =
        lead(sentence, head).and_then(|verb| direction_of(sentence.class(verb)).or(Some(Direction::Down)))?;
    let amount = amount(sentence, piece);
    let basis_range = sentence.clause_start(head)..head;
    let last_year = basis_range.clone().any(|j| sentence.is_word(j, Class::LastYear));
    let basis = if last_year { Basis::LastYear } else { Basis::Other };
    let range = sentence.tokens[piece].at.clone();
    let change = Change { direction, amount, basis, range };
    Some(UnassignedChange { piece, subject: piece..piece, verb: piece..piece, change, weak: false, listed: true })
}

/// The first of a list of amounts that goes on to `last`.
fn chain_head(sentence: &Sentence<'_>, last: usize, is_figure: &[bool]) -> usize {
    let mut head = last;
    for _ in 0..8 {
        if lead(sentence, head).is_some() {
            break;
        }
        let before = (head.saturating_sub(4)..head).rev().find(|&j| sentence.quantity(j).is_some() && is_figure[j]);
        match before.filter(|&j| matches!(sentence.words(j + 1..head).trim(), "、" | "和" | "与" | "及")) {
            Some(before) => head = before,
            None => break,
        }
    }
    head
}

/// How much a change comes to. 1.4个 of 1.4个和2.5个百分点 is one of points.
fn amount(sentence: &Sentence<'_>, piece: usize) -> Amount {
    let Some(quantity) = sentence.quantity(piece) else { return Amount::Unsaid };
    let next = (piece + 1..sentence.tokens.len().min(piece + 4)).find_map(|j| sentence.quantity(j));
    let points = quantity.unit == "个" && next.is_some_and(|next| next.kind == Kind::Points);
    let Some(number) = number(sentence, piece) else { return Amount::Unsaid };
    match quantity.kind {
        Kind::Percent => Amount::Percent(number),
        Kind::Share if quantity.unit == "成" => {
            number.checked_mul(rust_decimal::Decimal::TEN).map_or(Amount::Unsaid, Amount::Percent)
        }
        Kind::Points => Amount::Points(number),
        Kind::Times => Amount::Times(number),
        _ if points => Amount::Points(number),
        _ => Amount::Units(number),
    }
}

fn number(sentence: &Sentence<'_>, piece: usize) -> Option<rust_decimal::Decimal> {
    numerals::number(&sentence.text[sentence.quantity(piece)?.value.clone()])
}

/// Whether a change with a verb of its own is the next one of 分别增长6.2%、下降1.3%.
fn goes_on(sentence: &Sentence<'_>, told: &UnassignedChange) -> bool {
    let verb = told.verb.start;
    let before = (0..verb).rev().find(|&j| sentence.tokens[j].what != What::Blank);
    let joined =
        before.is_some_and(|j| sentence.is_mark(j, Mark::Pause) || matches!(sentence.word(j), "和" | "与" | "及"));
    joined && before.is_some_and(|j| (sentence.clause_start(j)..j).any(|j| sentence.is_word(j, Class::Each)))
}

/// How many brackets each piece stands in.
fn depths(sentence: &Sentence<'_>) -> Vec<usize> {
    let mut depth = 0_usize;
    let count = |token: &super::tokens::Token<'_>| {
        match token.what {
            What::Mark(Mark::Open) => depth += 1,
            What::Mark(Mark::Close) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth
    };
    sentence.tokens.iter().map(count).collect()
}

/// The figure that a change without a subject of its own is told of: the last one before it outside closed brackets.
fn target(sentence: &Sentence<'_>, stated: &[Stated], told: &UnassignedChange, depths: &[usize]) -> Option<usize> {
    let piece = told.piece;
    let beside = |stated: &Stated| depths[stated.piece] == depths[piece];
    let last = stated.iter().rposition(beside)?;
    // 合同额18亿元，完成计划的116%，同比增加3亿元: an amount is one of what has its unit.
    let unit = |piece: usize| sentence.quantity(piece).map(|quantity| quantity.unit.as_str());
    let of_unit = |stated: &Stated| beside(stated) && unit(stated.piece) == unit(piece);
    let counts = matches!(told.change.amount, Amount::Units(_)) && unit(stated[last].piece) == Some("%");
    let at = if counts { stated.iter().rposition(of_unit).unwrap_or(last) } else { last };
    let found = &stated[at];
    let near = !(found.piece..piece).any(|j| sentence.is_mark(j, Mark::Semicolon));
    (near && found.own.is_none()).then_some(at)
}

fn same_unit(sentence: &Sentence<'_>, stated: &[Stated], told: &UnassignedChange, depths: &[usize]) -> bool {
    let piece = told.piece;
    let unit = |piece: usize| sentence.quantity(piece).map(|quantity| quantity.unit.as_str());
    let target = target(sentence, stated, told, depths);
    // 第4位，上升2位
    let is_place = |target: usize| matches!(sentence.tokens[stated[target].piece].what, What::Rank(_));
    let same =
        |target: usize| unit(stated[target].piece) == unit(piece) || is_place(target) && unit(piece) == Some("位");
    sentence.ends_member(piece) && target.is_some_and(same)
}

/// Whether nothing is named here: only adverbs, times and particles.
fn is_bare(sentence: &Sentence<'_>, pieces: Range<usize>) -> bool {
    pieces.into_iter().all(|j| {
        let class = sentence.class(j);
        let aside = matches!(sentence.tokens[j].what, What::Blank | What::Time | What::Mark(_));
        aside
            || matches!(
                class,
                Some(Class::Adverb | Class::Particle | Class::About | Class::Each | Class::Growth | Class::To)
            )
    })
}

/// 与上年持平, 较去年大幅增长: told of the figure before without saying how much.
fn without_amount(sentence: &Sentence<'_>, stated: &mut [Stated], earlier: &[(usize, usize)]) {
    for j in 0..sentence.tokens.len() {
        if !matches!(sentence.class(j), Some(Class::LastYear | Class::Than)) {
            continue;
        }
        let end = sentence.clause_end(j);
        let Some(last) = end.checked_sub(1).filter(|&last| last > j) else { continue };
        let Some(direction) = direction_of(sentence.class(last)) else { continue };
        let subject = sentence.clause_start(j)..j;
        let value = earlier.iter().find(|(than, _)| *than == j).map(|(_, value)| *value);
        let counted = (j..end).any(|k| sentence.quantity(k).is_some() && Some(k) != value);
        let Some(at) = stated.iter().rposition(|stated| stated.piece < j) else { continue };
        let near = !(stated[at].piece..j).any(|k| sentence.is_mark(k, Mark::Semicolon));
        if counted || !near || !is_bare(sentence, subject) {
            continue;
        }
        let basis = if sentence.is_word(j, Class::LastYear) { Basis::LastYear } else { Basis::Other };
        let range = sentence.tokens[j].at.start..sentence.tokens[last].at.end;
        let unit = |piece: usize| sentence.quantity(piece).map(|quantity| quantity.unit.as_str());
        let value = value.filter(|&value| unit(value) == unit(stated[at].piece));
        let amount = value.and_then(|value| number(sentence, value)).map_or(Amount::Unsaid, Amount::From);
        stated[at].changes.push(Change { direction, amount, basis, range });
    }
}

//! Find, replace and filter: over the report, a part of it or one text.

use std::ops::Range;

use crate::edit::Change;
use crate::edit::Edit;
use crate::report::Field;
use crate::report::reference::Kind;
use crate::text::Pattern;
use crate::text::Swap;
use crate::tui::caret::Caret;
use crate::tui::command::Focus;
use crate::tui::here::Bookmark;
use crate::tui::model::Grade;
use crate::tui::model::Hit;
use crate::tui::model::Model;
use crate::tui::model::Scope;
use crate::tui::outline::Spot;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Prompt;
use crate::tui::overlay::Purpose;

/// Asks for words to filter by.
pub fn ask_filter(model: &mut Model) {
    let words = model.outline.filter().unwrap_or(&model.search.filtered).to_string();
    let purpose = Purpose::Filter(model.spot());
    model.overlay = Some(Overlay::Prompt(Prompt { purpose, line: Line::offering(words), trouble: None }));
}

/// Leaves the filter as it is; where it shows nothing, it goes, and the writer is where he was before.
pub fn settle_filter(model: &mut Model, from: Spot) {
    if model.outline.filter().is_some() && model.outline.visible_len() == 0 {
        model.filter("");
        model.go(from);
    }
}

/// Goes on with what was sought last, or asks for words.
pub fn again(model: &mut Model, way: Way) {
    if model.search.words.is_empty() { ask(model, Purpose::Find) } else { walk(model, way) }
}

/// Which way to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the end, then from the start.
    On,
    /// Towards the start, then from the end.
    Back,
}

/// Asks for words to find or to replace: those that are selected are offered, else those sought last.
pub fn ask(model: &mut Model, purpose: fn(Box<Bookmark>) -> Purpose) {
    let selected = model.field().zip(model.caret.selection());
    let selected = selected.and_then(|(field, range)| model.text_of(field).get(range));
    if let Some(words) = selected.filter(|words| !words.contains('\n')).map(str::to_string) {
        model.search.words = words;
    }
    model.search.rest();
    model.search.scope = scopes(model).swap_remove(0);
    model.search.lit = model.search.pattern().and_then(Result::ok);
    let line = Line::offering(model.search.words.clone());
    let purpose = purpose(Box::new(model.bookmark()));
    model.ask(purpose, line);
}

/// Where one can look from here, the likeliest first: what the writer has focused on, or the report.
fn scopes(model: &Model) -> Vec<Scope> {
    let hoisted = model.outline.hoisted().last().map(|&top| vec![top]);
    let mut scopes: Vec<Scope> = hoisted.into_iter().map(Scope::Branches).collect();
    scopes.push(Scope::Report);
    let targets = model.targets();
    if !targets.is_empty() && !scopes.contains(&Scope::Branches(targets.clone())) {
        scopes.push(Scope::Branches(targets));
    }
    scopes.extend(model.field().map(Scope::Text));
    scopes
}

/// Looks in the next larger or smaller part of the report.
pub fn next_scope(model: &mut Model, from: &Bookmark) {
    model.turn_back(from);
    model.settle();
    let scopes = scopes(model);
    let at = scopes.iter().position(|scope| *scope == model.search.scope).unwrap_or(0);
    model.search.scope = scopes[(at + 1) % scopes.len()].clone();
}

/// Goes to the first place from where the writer was, as he types. Answers what is wrong with an expression.
pub fn seek(model: &mut Model, from: &Bookmark) -> Option<String> {
    model.turn_back(from);
    model.settle();
    model.search.rest();
    let pattern = match model.search.pattern()? {
        Ok(pattern) => pattern,
        Err(error) => return Some(error.to_string()),
    };
    let hits = model.hits(&pattern);
    model.search.lit = Some(pattern);
    let (order, range) = model.seeker();
    go(model, &hits, first_from(&hits, order, range.start));
    None
}

/// Goes to the next place of what was sought last, round the ends, and says which one it is.
pub fn walk(model: &mut Model, way: Way) {
    let Some(Ok(pattern)) = model.search.pattern() else { return };
    let hits = model.hits(&pattern);
    let (order, range) = model.seeker();
    // In 导航 a row is one step, however often its heading fits.
    let passed = model.focus() == Focus::Navigation;
    let next = match way {
        Way::On => first_from(&hits, order, if passed { usize::MAX } else { range.end }),
        Way::Back => {
            let before = |hit: &Hit| hit.order < order || hit.order == order && !passed && hit.range.end <= range.start;
            hits.iter().rposition(before).unwrap_or(hits.len().saturating_sub(1))
        }
    };
    model.search.lit = Some(pattern);
    go(model, &hits, next);
    say_where(model);
}

/// Says which of the places found the writer is at.
pub fn say_where(model: &mut Model) {
    let words = &model.search.words;
    match model.search.count {
        Some((at, of)) => {
            let says = format!("“{words}”第 {at} 处，共 {of} 处，F3 找下一处");
            model.say(Grade::Info, says);
        }
        None => say_none(model),
    }
}

fn say_none(model: &mut Model) {
    let says = format!("{}没有“{}”", model.search.scope.title(), model.search.words);
    model.say(Grade::Warning, says);
}

/// The first place after these bytes of this text, else the very first.
fn first_from(hits: &[Hit], order: usize, at: usize) -> usize {
    hits.iter().position(|hit| hit.order > order || hit.order == order && hit.range.start >= at).unwrap_or(0)
}

fn go(model: &mut Model, hits: &[Hit], index: usize) {
    model.search.count = hits.get(index).map(|_| (index + 1, hits.len()));
    if let Some(hit) = hits.get(index) {
        model.show_hit(hit);
    }
}

/// Replaces the place that the writer is at, in one undo, and goes on to the next. Answers what has kept it from that.
pub fn replace_one(model: &mut Model, by: &str) -> Option<String> {
    let pattern = model.search.pattern()?.ok()?;
    let Some(hit) = model.hit().cloned() else {
        walk(model, Way::On);
        return model.search.count.is_none().then(|| "没有可替换的了".to_string());
    };
    let text = model.text_of(hit.field);
    let swap = pattern.swaps(text, by).into_iter().find(|swap| swap.range == hit.range)?;
    let mut behind = hit.range.end;
    let mut kept = None;
    if halves(model, text).iter().any(|figure| cuts(&swap.range, figure)) {
        kept = Some("这一处在指标的引用里，没有动，要改请到指标栏改名称".to_string());
    } else {
        behind = swap.range.start + swap.put.len();
        let edit = edit(hit.field, text, swap);
        model.act(Change::one(format!("替换“{}”", model.search.words), edit));
    }
    let hits = model.hits(&pattern);
    go(model, &hits, first_from(&hits, hit.order, behind));
    kept
}

/// Replaces every place at once, in one undo. A reference that says something is replaced whole or not at all: its name is
/// its metric's, and half a reference would be a lost figure.
pub fn replace_all(model: &mut Model, from: &Bookmark, by: &str) {
    let Some(Ok(pattern)) = model.search.pattern() else { return };
    model.turn_back(from);
    model.settle();
    let mut edits = Vec::new();
    let (mut count, mut kept) = (0, 0);
    let mut caret = model.caret.at;
    for field in fields(model, &pattern) {
        let text = model.text_of(field);
        let figures = halves(model, text);
        let mut swaps = pattern.swaps(text, by);
        let found = swaps.len();
        swaps.retain(|swap| !figures.iter().any(|figure| cuts(&swap.range, figure)));
        kept += found - swaps.len();
        count += swaps.len();
        if model.field() == Some(field) {
            caret = moved(caret, &swaps);
        }
        edits.extend(joined(text, swaps).map(|swap| edit(field, text, swap)));
    }
    let left = format!("另有 {kept} 处在指标的引用里，没有动，要改请到指标栏改名称");
    if edits.is_empty() {
        if kept > 0 {
            model.say(Grade::Warning, left);
        } else {
            say_none(model);
        }
        return;
    }
    model.search.rest();
    model.caret = Caret::new(caret);
    model.act(Change { label: format!("替换“{}”", model.search.words), edits });
    let says = format!("已替换 {count} 处，Ctrl+Z 可撤销");
    if kept > 0 {
        model.say(Grade::Warning, format!("{says}；{left}"));
    } else {
        model.say(Grade::Info, says);
    }
}

/// The texts in which something fits, in reading order.
fn fields(model: &Model, pattern: &Pattern) -> Vec<Field> {
    let mut fields: Vec<Field> = model.hits(pattern).into_iter().map(|hit| hit.field).collect();
    fields.dedup();
    fields
}

/// The references in a text that say something.
fn halves(model: &Model, text: &str) -> Vec<Range<usize>> {
    if !text.contains('{') {
        return Vec::new();
    }
    let pieces = model.outline.figures().pieces(text).into_iter();
    pieces.filter(|piece| piece.kind == Kind::Figure).map(|piece| piece.range).collect()
}

/// Whether a place begins or ends within a reference.
fn cuts(place: &Range<usize>, figure: &Range<usize>) -> bool {
    let overlaps = figure.start < place.end && place.start < figure.end;
    overlaps && !(place.start <= figure.start && figure.end <= place.end)
}

/// Where a caret stands afterwards: among the letters it stood among.
fn moved(caret: usize, swaps: &[Swap]) -> usize {
    let mut to = caret;
    for swap in swaps.iter().rev() {
        if swap.range.end <= caret {
            to = to + swap.put.len() - swap.range.len();
        } else if swap.range.start < caret {
            to = swap.range.start + swap.put.len();
        }
    }
    to
}

/// What is replaced in one text as one piece: a step for each of thousands would move its end thousands of times.
fn joined(text: &str, swaps: Vec<Swap>) -> Option<Swap> {
    let range = swaps.first()?.range.start..swaps.last()?.range.end;
    let mut put = String::new();
    let mut done = range.start;
    for swap in swaps {
        put.push_str(&text[done..swap.range.start]);
        put.push_str(&swap.put);
        done = swap.range.end;
    }
    Some(Swap { range, put })
}

fn edit(field: Field, text: &str, Swap { range, put }: Swap) -> Edit {
    Edit::Text { field, at: range.start, cut: text[range].to_string(), put }
}

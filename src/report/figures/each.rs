//! Names for each of a list: 一、二、三等奖分别为2个、5个、8个.

use super::changes::Own;
use super::changes::Stated;
use super::lexicon::Class;
use super::nouns::Name;
use super::nouns::noun_start;
use super::nouns::spell;
use super::sentence::Sentence;
use super::tokens::What;

/// 一、二、三等奖分别为2个、5个、8个: one name each, where there are as many of both.
pub(super) fn each_of(sentence: &Sentence<'_>, stated: &[Stated]) -> Option<Vec<Name>> {
    let first = stated.first()?.piece;
    if let Some(own) = &stated.first()?.own {
        return each_change(sentence, stated, own);
    }
    let start = sentence.clause_start(first);
    let each =
        (start..first).rev().find(|&j| sentence.is_word(j, Class::Each) || sentence.word(j).starts_with("分别占"))?;
    let mut count = 1;
    while let Some(next) = stated.get(count) {
        let between = sentence.words(stated[count - 1].piece + 1..next.piece);
        match matches!(between.trim(), "、" | "和" | "与" | "及" | "，" | "以及") {
            true => count += 1,
            false => break,
        }
    }
    let subject = if each > start { start..each } else { sentence.clause_start(start.checked_sub(1)?)..start - 1 };
    let aside = |j: &usize| {
        matches!(sentence.tokens[*j].what, What::Time | What::Blank | What::Word(Class::Adverb | Class::Light))
    };
    let lead = subject.clone().take_while(aside).count();
    let words = spell(sentence, subject.start + lead..subject.end);
    let rank = if matches!(sentence.tokens[first].what, What::Rank(_)) { "排名" } else { "" };
    let share = if sentence.is_word(each, Class::Share) { "占比" } else { "" };
    // 分别完成投资1.2亿元和8000万元
    let measured =
        if share.is_empty() { spell(sentence, noun_start(sentence, each + 1..first)..first) } else { String::new() };
    let named = |member: String| Name { words: format!("{member}{measured}{rank}{share}"), at: None };
    Some(members(&words, count)?.into_iter().map(named).collect())
}

/// 火灾起数和直接财产损失分别下降21%和33%: one name each, of changes that are figures themselves.
fn each_change(sentence: &Sentence<'_>, stated: &[Stated], own: &Own) -> Option<Vec<Name>> {
    let same = |other: &&Stated| {
        other.own.as_ref().is_some_and(|other| other.subject == own.subject && !own.subject.is_empty())
    };
    let count = stated.iter().take_while(same).count();
    let subject = own.subject.start..own.subject.clone().rev().find(|&j| !is_aside(sentence, j))? + 1;
    let words = spell(sentence, noun_start(sentence, subject.clone())..subject.end);
    let verb = sentence.words(own.verb.clone());
    let named = |member: String| Name { words: format!("{member}{verb}"), at: None };
    Some(members(&words, count)?.into_iter().map(named).collect())
}

/// 分别 and what may stand about it.
fn is_aside(sentence: &Sentence<'_>, j: usize) -> bool {
    matches!(sentence.tokens[j].what, What::Blank | What::Word(Class::Each | Class::Adverb))
}

/// The members of a list of so many, each with what only the last one says of all: 电话和网络诉求 are 电话诉求 and 网络诉求.
fn members(words: &str, count: usize) -> Option<Vec<String>> {
    /// Characters of a word that only tells one thing from another.
    const SHORT: usize = 3;
    let members: Vec<&str> = words.split(['、', '和', '与', '及']).filter(|member| !member.is_empty()).collect();
    let (last, others) = members.split_last().filter(|_| count > 1 && members.len() == count)?;
    let length = others[0].chars().count();
    let shared = others[0].chars().next_back() == last.chars().next_back();
    let even = !shared && length <= SHORT && others.iter().all(|member| member.chars().count() == length);
    let tail: String = if even { last.chars().skip(length).collect() } else { String::new() };
    let whole = others.iter().map(|member| format!("{member}{tail}")).chain([(*last).to_owned()]);
    Some(whole.collect())
}

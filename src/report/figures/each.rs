//! Names for each of a list: 一、二、三等奖分别为2个、5个、8个.

use super::changes::Own;
use super::changes::Stated;
use super::lexicon::Class;
use super::names::Name;
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
    let each = (start..first).rev().find(|&j| sentence.is_word(j, Class::Each))?;
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
    let members = members(&words).filter(|members| count > 1 && members.len() == count)?;
    let last = members[count - 1];
    let length = members[0].chars().count();
    let shared = members[0].chars().next_back() == last.chars().next_back();
    let even = !shared && members[..count - 1].iter().all(|member| member.chars().count() == length);
    let tail: String = if even { last.chars().skip(length).collect() } else { String::new() };
    let named = |(k, member): (usize, &&str)| {
        let words = if k + 1 == count { format!("{member}{rank}") } else { format!("{member}{tail}{rank}") };
        Name { words, at: None }
    };
    Some(members.iter().enumerate().map(named).collect())
}

/// 火灾起数和直接财产损失分别下降21%和33%: one name each, of changes that are figures themselves.
fn each_change(sentence: &Sentence<'_>, stated: &[Stated], own: &Own) -> Option<Vec<Name>> {
    let same = |other: &&Stated| {
        other.own.as_ref().is_some_and(|other| other.subject == own.subject && !own.subject.is_empty())
    };
    let count = stated.iter().take_while(same).count();
    let words = spell(sentence, noun_start(sentence, own.subject.clone())..own.subject.end);
    let members = members(&words).filter(|members| count > 1 && members.len() == count)?;
    let verb = sentence.words(own.verb.clone());
    Some(members.iter().map(|member| Name { words: format!("{member}{verb}"), at: None }).collect())
}

/// The members of a list.
fn members(words: &str) -> Option<Vec<&str>> {
    let members: Vec<&str> = words.split(['、', '和', '与', '及']).filter(|member| !member.is_empty()).collect();
    (members.len() > 1).then_some(members)
}

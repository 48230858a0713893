//! One sentence in its pieces, and the clauses around a piece.

use std::ops::Range;

use super::lexicon::Class;
use super::tokens::Mark;
use super::tokens::Quantity;
use super::tokens::Token;
use super::tokens::What;

/// How many pieces a look to either side goes at most: a clause without marks costs no more than this for each figure.
const REACH: usize = 48;

/// A sentence, or the part of one that fits.
pub(super) struct Sentence<'a> {
    pub text: &'a str,
    pub tokens: Vec<Token<'a>>,
}

impl<'a> Sentence<'a> {
    pub fn quantity(&self, i: usize) -> Option<&Quantity> {
        match &self.tokens.get(i)?.what {
            What::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    pub fn is_word(&self, i: usize, class: Class) -> bool {
        self.tokens.get(i).is_some_and(|token| token.what == What::Word(class))
    }

    pub fn class(&self, i: usize) -> Option<Class> {
        match self.tokens.get(i)?.what {
            What::Word(class) => Some(class),
            _ => None,
        }
    }

    pub fn is_mark(&self, i: usize, mark: Mark) -> bool {
        self.tokens.get(i).is_some_and(|token| token.what == What::Mark(mark))
    }

    /// The characters of these pieces, as far as there are any.
    pub fn words(&self, pieces: Range<usize>) -> &'a str {
        let end = pieces.end.min(self.tokens.len());
        match self.tokens.get(pieces.start..end) {
            Some([first, .., last]) => &self.text[first.at.start..last.at.end],
            Some([only]) => &self.text[only.at.clone()],
            _ => "",
        }
    }

    pub fn word(&self, i: usize) -> &'a str {
        self.words(i..i + 1)
    }

    /// The piece before `i` that is not blank.
    pub fn before(&self, i: usize) -> Option<usize> {
        (0..i).rev().find(|&j| self.tokens[j].what != What::Blank)
    }

    /// The piece after `i` that is not blank.
    pub fn behind(&self, i: usize) -> Option<usize> {
        (i + 1..self.tokens.len()).find(|&j| self.tokens[j].what != What::Blank)
    }

    /// Where the clause of `i` begins: after a comma, a semicolon or the bracket that `i` stands in. Brackets that close
    /// before `i` are part of it.
    pub fn clause_start(&self, i: usize) -> usize {
        let mut depth = 0_usize;
        for j in (i.saturating_sub(REACH)..i).rev() {
            match self.tokens[j].what {
                What::Mark(Mark::Close) => depth += 1,
                What::Mark(Mark::Open) if depth == 0 => return j + 1,
                What::Mark(Mark::Open) => depth -= 1,
                What::Mark(Mark::Comma | Mark::Semicolon) if depth == 0 => return j + 1,
                _ => {}
            }
        }
        i.saturating_sub(REACH)
    }

    /// Where the clause of `i` ends: at its comma, its semicolon or the bracket that closes around it.
    pub fn clause_end(&self, i: usize) -> usize {
        let end = self.tokens.len().min(i + 1 + REACH);
        let mut depth = 0_usize;
        for j in i + 1..end {
            match self.tokens[j].what {
                What::Mark(Mark::Open) => depth += 1,
                What::Mark(Mark::Close) if depth == 0 => return j,
                What::Mark(Mark::Close) => depth -= 1,
                What::Mark(Mark::Comma | Mark::Semicolon) if depth == 0 => return j,
                _ => {}
            }
        }
        end
    }

    /// Whether `i` is the last piece of its clause or of its member of a list.
    pub fn ends_member(&self, i: usize) -> bool {
        self.behind(i).is_none_or(|next| {
            let next = &self.tokens[next].what;
            matches!(next, What::Mark(Mark::Comma | Mark::Semicolon | Mark::Pause | Mark::Close | Mark::Open))
        })
    }
}

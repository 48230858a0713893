//! Reads a formula from left to right into steps of reckoning.

use rust_decimal::Decimal;

use super::Act;
use super::Formula;
use super::FormulaError;
use super::Operand;
use super::Side;
use super::Step;
use crate::report::number::number;

/// A sign of a formula.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Act(Act),
    Open,
    Close,
    Brace,
    Colon,
}

pub(super) fn sign(ch: char) -> Option<Sign> {
    Some(match ch {
        '+' | '＋' => Sign::Act(Act::Add),
        '-' | '－' | '−' => Sign::Act(Act::Subtract),
        '*' | '＊' | '×' => Sign::Act(Act::Multiply),
        '/' | '／' | '÷' => Sign::Act(Act::Divide),
        '(' | '（' => Sign::Open,
        ')' | '）' => Sign::Close,
        '{' | '}' => Sign::Brace,
        ':' | '：' => Sign::Colon,
        _ => return None,
    })
}

/// Reads from left to right; operators wait until what they work on is complete (shunting yard).
pub(super) struct Reader<'a> {
    value: &'a str,
    /// Where the formula ends and the word for its decimals begins.
    end: usize,
    at: usize,
    waiting: Vec<(Waiting, usize)>,
    formula: Formula<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Waiting {
    Act(Act),
    Negate,
    Bracket,
}

impl Waiting {
    /// The higher binds tighter.
    fn rank(self) -> u8 {
        match self {
            Waiting::Bracket => 0,
            Waiting::Act(Act::Add | Act::Subtract) => 1,
            Waiting::Act(Act::Multiply | Act::Divide) => 2,
            Waiting::Negate => 3,
        }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(value: &'a str) -> Reader<'a> {
        let (formula, decimals) = split_decimals(value);
        let at = value.len() - value.trim_start().len();
        let at = at + value[at..].chars().next().map_or(0, char::len_utf8);
        let formula = (formula.len().max(at), Formula { operands: Vec::new(), steps: Vec::new(), decimals });
        Reader { value, end: formula.0, at, waiting: Vec::new(), formula: formula.1 }
    }

    pub(super) fn read(mut self) -> Result<Formula<'a>, FormulaError> {
        let mut wants_operand = true;
        while let Some((at, ch)) = self.next() {
            wants_operand = match (sign(ch), wants_operand) {
                (Some(Sign::Act(Act::Subtract)), true) => self.wait(Waiting::Negate, at),
                (Some(Sign::Act(Act::Add)), true) => true,
                (Some(Sign::Open), true) => self.wait(Waiting::Bracket, at),
                (None | Some(Sign::Brace), true) => self.operand(at)?,
                (Some(Sign::Act(act)), false) => {
                    self.settle(Waiting::Act(act).rank());
                    self.wait(Waiting::Act(act), at)
                }
                (Some(Sign::Close), false) => {
                    self.settle(1);
                    match self.waiting.pop() {
                        Some(_) => false,
                        None => return Err(FormulaError::Bracket { at: self.character(at) }),
                    }
                }
                _ => return Err(FormulaError::Misplaced { at: self.character(at) }),
            };
        }
        if wants_operand {
            return Err(FormulaError::Ends);
        }
        self.settle(1);
        match self.waiting.pop() {
            Some((_, at)) => Err(FormulaError::Bracket { at: self.character(at) }),
            None => Ok(self.formula),
        }
    }

    /// The next character that is no blank, which is passed.
    fn next(&mut self) -> Option<(usize, char)> {
        let rest = &self.value[self.at..self.end];
        let at = self.at + (rest.len() - rest.trim_start().len());
        let ch = self.value[at..self.end].chars().next()?;
        self.at = at + ch.len_utf8();
        Some((at, ch))
    }

    fn wait(&mut self, what: Waiting, at: usize) -> bool {
        self.waiting.push((what, at));
        true
    }

    /// Lets all that waits and binds at least so tight go to work.
    fn settle(&mut self, rank: u8) {
        while let Some((what, _)) = self.waiting.pop_if(|(what, _)| what.rank() >= rank) {
            match what {
                Waiting::Act(act) => self.formula.steps.push(Step::Act(act)),
                Waiting::Negate => self.formula.steps.push(Step::Negate),
                Waiting::Bracket => {}
            }
        }
    }

    /// A name or a number that begins at this byte. Answers that no operand is wanted after it.
    fn operand(&mut self, at: usize) -> Result<bool, FormulaError> {
        let misplaced = FormulaError::Misplaced { at: self.character(at) };
        let text = &self.value[..self.end];
        let braced = text[at..].starts_with('{');
        let (range, name) = if braced {
            let open = FormulaError::Bracket { at: self.character(at) };
            let len = text[at + 1..].find(['{', '}']).ok_or(open)?;
            let close = at + 1 + len;
            (at..close + 1, &text[at + 1..close])
        } else {
            let len = text[at..].find(|ch| sign(ch).is_some()).unwrap_or(text.len() - at);
            let name = text[at..at + len].trim_end();
            (at..at + name.len(), name)
        };
        if braced && !text[..range.end].ends_with('}') {
            return Err(FormulaError::Bracket { at: self.character(at) });
        }
        self.at = range.end;
        if let Some((number, magnitude)) = plain_number(name).filter(|_| !braced) {
            self.formula.steps.push(Step::Number(number, magnitude));
            return Ok(false);
        }
        let name = name.trim();
        if name.is_empty() {
            return Err(misplaced);
        }
        let side = self.side()?;
        self.formula.steps.push(Step::Operand(self.formula.operands.len()));
        self.formula.operands.push(Operand { range, name, side });
        Ok(false)
    }

    /// What is asked of the name that has just been read.
    fn side(&mut self) -> Result<Side, FormulaError> {
        let rest = self.value[self.at..self.end].trim_start();
        let Some(asked) = rest.strip_prefix([':', '：']) else { return Ok(Side::Value) };
        let colon = self.end - rest.len();
        let asked = asked.trim_start();
        let sides = [("上年", Side::LastYear), ("目标", Side::Target), ("数", Side::Value)];
        let len = asked.find(|ch| sign(ch).is_some()).unwrap_or(asked.len());
        let side = sides.into_iter().find(|(word, _)| *word == asked[..len].trim());
        self.at = self.end - (asked.len() - len);
        side.map(|(_, side)| side).ok_or(FormulaError::Misplaced { at: self.character(colon) + 1 })
    }

    /// Which character of the value a byte belongs to, from 1.
    fn character(&self, at: usize) -> usize {
        self.value[..at].chars().count() + 1
    }
}

/// A formula, and what is said after it of its decimals.
pub(super) fn split_decimals(text: &str) -> (&str, Option<u32>) {
    let text = text.trim_end();
    if let Some(formula) = text.strip_suffix("取整") {
        return (trim_comma(formula), Some(0));
    }
    let Some(head) = text.strip_suffix("位小数").or_else(|| text.strip_suffix('位')) else { return (text, None) };
    let digits = head.chars().next_back().and_then(|ch| number(ch.encode_utf8(&mut [0; 4])));
    let formula = digits.and_then(|_| head[..head.len() - head.chars().next_back()?.len_utf8()].strip_suffix("保留"));
    match (formula, digits.and_then(|digits| u32::try_from(digits).ok())) {
        (Some(formula), Some(digits)) => (trim_comma(formula), Some(digits)),
        _ => (text, None),
    }
}

fn trim_comma(formula: &str) -> &str {
    formula.trim_end().trim_end_matches([',', '，', ';', '；']).trim_end()
}

/// A number as a formula has it, and the magnitude of its sign of percentage.
pub(super) fn plain_number(word: &str) -> Option<(Decimal, Option<i32>)> {
    let word = word.trim();
    let (digits, magnitude) = match word.strip_suffix(['%', '％']) {
        Some(digits) => (digits, Some(-2)),
        None => match word.strip_suffix('‰') {
            Some(digits) => (digits, Some(-3)),
            None => (word, None),
        },
    };
    Some((number(digits)?, magnitude))
}

//! 按键测试: what has come from the terminal.

use std::collections::VecDeque;

use crate::tui::keymap::Chord;

/// Arrivals that are kept: more than the tallest screen shows.
const KEPT: usize = 200;

/// What has come from the terminal while keys are tried.
#[derive(Clone, Debug, Default)]
pub struct KeyTest {
    /// The arrivals, the last one at the end.
    pub arrived: VecDeque<Arrival>,
}

/// One thing that came from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// A key.
    Key(Chord),
    /// Several characters at once.
    Typed(String),
    /// Several characters at once with line breaks or tabs inside.
    Burst(String),
    /// A paste that the terminal has marked as one.
    Pasted(String),
    /// The mouse did something, in a cell counted from 1.
    Mouse(&'static str, u16, u16),
}

impl KeyTest {
    /// Keeps an arrival. Answers whether it came twice in a row.
    pub fn take(&mut self, arrival: Arrival) -> bool {
        let twice = self.arrived.back() == Some(&arrival);
        self.arrived.push_back(arrival);
        if self.arrived.len() > KEPT {
            self.arrived.pop_front();
        }
        twice
    }
}

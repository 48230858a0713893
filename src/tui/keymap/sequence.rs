//! Keys pressed one after the other that ask for one command: `ctrl-s`, `d d`, `ctrl-c ctrl-x ctrl-w`.

use std::fmt;

use crossterm::event::KeyCode;

use crate::tui::keymap::Chord;

/// Keys pressed one after the other; mostly one. Empty where nothing has been pressed yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sequence(Vec<Chord>);

impl Sequence {
    /// The keys as `keymap.ron` writes them, parted by single blanks. Esc gives a sequence up, so it stands only alone.
    pub fn parse(words: &str) -> Option<Sequence> {
        // A blank alone has always been the space bar.
        if words == " " {
            return Chord::parse(words).map(Sequence::from);
        }
        let chords: Vec<Chord> = words.split(' ').map(Chord::parse).collect::<Option<_>>()?;
        let gives_up = |chord: &Chord| *chord == Chord::plain(KeyCode::Esc);
        (chords.len() == 1 || !chords.iter().any(gives_up)).then_some(Sequence(chords))
    }

    /// Its keys in order.
    pub fn chords(&self) -> &[Chord] {
        &self.0
    }

    /// Whether nothing has been pressed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with one more key after.
    #[must_use]
    pub fn and(&self, chord: Chord) -> Sequence {
        Sequence(self.0.iter().copied().chain([chord]).collect())
    }

    /// The key after these ones, if it begins with them and goes on.
    pub fn behind(&self, begun: &Sequence) -> Option<Chord> {
        self.0.strip_prefix(begun.chords())?.first().copied()
    }

    /// Whether its first key types a character: where texts are written, it does so there and asks for nothing.
    pub fn types(&self) -> bool {
        self.0.first().is_some_and(|chord| chord.typed().is_some())
    }

    /// What it begins with, the shortest first, without itself.
    pub(super) fn beginnings(&self) -> impl Iterator<Item = Sequence> + '_ {
        (1..self.0.len()).map(|len| Sequence(self.0[..len].to_vec()))
    }
}

impl From<Chord> for Sequence {
    fn from(chord: Chord) -> Sequence {
        Sequence(vec![chord])
    }
}

impl fmt::Display for Sequence {
    /// As the screen shows it: `Ctrl+S`, `dd`, `Ctrl+X n s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_word = self.0.iter().all(|chord| chord.typed().is_some_and(|c| c != ' '));
        for (index, chord) in self.0.iter().enumerate() {
            if index > 0 && !is_word {
                f.write_str(" ")?;
            }
            write!(f, "{chord}")?;
        }
        Ok(())
    }
}

/// Several of them in one line.
pub fn listed<'a>(keys: impl IntoIterator<Item = &'a Sequence>) -> String {
    keys.into_iter().map(Sequence::to_string).collect::<Vec<_>>().join("、")
}

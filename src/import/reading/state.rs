//! Where a way through the text stands: in which part of a report, and which series are open.

use crate::import::weights::Move;
use crate::report::Marker;
use crate::report::numbering::Label;

/// A move with what it does to the outline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Step {
    pub(in crate::import) to: Move,
    /// Which of the unit's marks is read.
    pub(in crate::import) mark: u8,
    /// The depth of the section, from 1; above what its file says.
    pub(in crate::import) depth: u8,
    /// Whether another report begins with it.
    pub(in crate::import) anew: bool,
}

/// The part of a report in which a way stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    /// Before the first report.
    #[default]
    Site,
    /// Between the title and the text.
    Head,
    /// In the text.
    Body,
    /// In paragraphs that close it.
    Close,
    /// After its signature or its date.
    End,
}

/// A kind of marker: width and punctuation aside, with the count of the numbers above.
pub(in crate::import) type Key = (Marker, u8);

/// A level that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) key: Key,
    /// At most 65535.
    pub(super) ordinal: u16,
    /// The level that its file gives it; 0 for none.
    pub(super) styled: u16,
    /// What stood on this level before another kind of marker took its place.
    pub(super) past: Option<(Key, u16)>,
    /// Whether the next of its series comes.
    pub(super) goes_on: bool,
    /// The list of its file that numbers it, see [`list_level`]; 0 for none.
    pub(super) list: u16,
    /// How its heading is set, `Set::kind`; 0 as text is.
    pub(super) set: u8,
    /// How its number is closed.
    pub(super) form: Form,
}

const NONE: Open = Open {
    key: (Marker::Bare, 0),
    ordinal: 0,
    styled: 0,
    past: None,
    goes_on: false,
    list: 0,
    set: 0,
    form: Form::Stop,
};

/// How a number is closed: writers who have both `1）` and `1.` mean two levels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// By a stop, or by what its kind always has.
    #[default]
    Stop,
    /// `1）`
    HalfBracket,
}

/// The deepest level that is told from the one above it.
pub(super) const DEEPEST: usize = 8;

/// Where a way stands. Two ways into one state are one way: the dearer is forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) phase: Phase,
    pub(super) titled: bool,
    /// Whether the report has sections.
    pub(super) sections: bool,
    /// Paragraphs of the report, up to 3.
    pub(super) texts: u8,
    /// What the last section has told, up to 2: its own words, its paragraphs.
    pub(super) told: u8,
    /// Whether what was last kept leads on to what is below it.
    pub(super) leads: bool,
    pub(super) last: Move,
    /// The unit last kept; [`NO_UNIT`] for none.
    pub(super) prev: u32,
    /// Whether what was left out since then is more than a page's edge.
    pub(super) gap: bool,
    /// Whether the end of the report has a signature, a date.
    pub(super) signed: bool,
    pub(super) dated: bool,
    /// Whether sections without markers have come.
    pub(super) bare: bool,
    pub(super) len: u8,
    pub(super) open: [Open; DEEPEST],
}

/// No unit yet.
pub(super) const NO_UNIT: u32 = u32::MAX;

impl Default for State {
    fn default() -> State {
        State {
            phase: Phase::Site,
            titled: false,
            sections: false,
            texts: 0,
            told: 0,
            leads: false,
            last: Move::Leave,
            prev: NO_UNIT,
            gap: false,
            signed: false,
            dated: false,
            bare: false,
            len: 0,
            open: [NONE; DEEPEST],
        }
    }
}

impl State {
    pub(super) fn levels(&self) -> &[Open] {
        &self.open[..usize::from(self.len)]
    }

    /// What two states that are equal have in common, as a number: most others differ in it.
    pub(super) fn brief(&self) -> u32 {
        let flags = [self.titled, self.sections, self.leads, self.gap, self.signed, self.dated, self.bare];
        let flags = flags.iter().fold(0, |all, flag| all << 1 | u64::from(*flag));
        let deepest = self.open[usize::from(self.len.max(1)) - 1];
        let parts = [
            u64::from(self.prev & 1),
            self.phase as u64,
            u64::from(self.texts),
            u64::from(self.told),
            self.last as u64,
            u64::from(self.len),
            deepest.key.0 as u64,
        ];
        let parts = parts.iter().fold(flags, |all, part| all << 5 | part);
        let all = (parts << 16 | u64::from(deepest.ordinal)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (all >> 32) as u32
    }

    /// The state in which another report begins.
    pub(super) fn anew(self) -> State {
        State { prev: self.prev, phase: Phase::Head, last: Move::Leave, ..State::default() }
    }

    /// Opens a section at a depth from 1, at most one deeper than what is open.
    pub(super) fn enter(&mut self, depth: usize, key: Key, ordinal: u16, styled: u16) {
        let at = (depth - 1).min(DEEPEST - 1);
        let before = (at < usize::from(self.len)).then(|| self.open[at]);
        let past = match before {
            Some(before) if before.key != key => Some((before.key, before.ordinal)),
            Some(before) => before.past,
            None => None,
        };
        self.open[at] = Open { key, ordinal, styled, past, goes_on: false, list: 0, set: 0, form: Form::Stop };
        self.open[at + 1..].fill(NONE);
        self.len = u8::try_from(at + 1).unwrap_or(u8::MAX);
        self.sections = true;
        self.bare |= key.0 == Marker::Bare;
    }

    /// The list of its file that numbers the section that was opened last, how its heading is set and its number closed.
    pub(super) fn look_like(&mut self, list: u16, set: u8, form: Form) {
        if let Some(last) = usize::from(self.len).checked_sub(1) {
            (self.open[last].list, self.open[last].set, self.open[last].form) = (list, set, form);
        }
    }

    /// The series of the section that was opened last goes on below.
    pub(super) fn go_on(&mut self) {
        if let Some(last) = usize::from(self.len).checked_sub(1) {
            self.open[last].goes_on = true;
        }
    }
}

/// A list of a file and a level of it from 0 as a state keeps them, the level in the last four bits; 0 for none, and where the
/// file has too many.
pub(super) fn list_level(list: Option<(u32, u8)>) -> u16 {
    let of =
        |(list, level): (u32, u8)| u16::try_from(list.checked_add(1)?.checked_mul(16)? + u32::from(level.min(15))).ok();
    list.and_then(of).unwrap_or(0)
}

/// Of headings without marker of ours those that a dash opens.
pub(super) const DASH: u8 = 250;

/// Those that A. opens.
pub(super) const LETTER: u8 = 251;

/// Those that Ⅰ. opens.
pub(super) const ROMAN: u8 = 252;

/// Those that 第一个问题， opens.
pub(super) const ORDINAL: u8 = 253;

/// The kind of a marker.
pub(in crate::import) fn key(label: Label) -> Key {
    (label.marker.kind(), u8::try_from(label.above.min(250)).unwrap_or(u8::MAX))
}

/// An ordinal as a state keeps it.
pub(super) fn short(ordinal: u32) -> u16 {
    u16::try_from(ordinal).unwrap_or(u16::MAX)
}

/// Which of two markers usually stands above the other: the lower number.
pub(in crate::import) fn rank(key: Key) -> u32 {
    match key.0 {
        Marker::Part => 0,
        Marker::Chapter => 1,
        Marker::ChapterSection => 2,
        Marker::Article => 3,
        Marker::Bare if key.1 == DASH => 1003,
        Marker::Bare => 4 + u32::from(key.1.min(6)),
        Marker::Han => 11,
        Marker::HanBracketed => 12,
        Marker::Ordinal => 13,
        Marker::Digit => 14,
        Marker::Dotted => 15 + u32::from(key.1),
        Marker::DigitBracketed => 1000,
        Marker::Circled => 1001,
        _ => 1002,
    }
}

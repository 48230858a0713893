//! Lists of properties (Grpprl, 2.6): each names what it modifies, and has an operand.

use super::file::u16_at;

/// A property of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sprm<'a> {
    /// What it modifies (2.6): its name in the standard stands beside each use.
    pub(super) name: u16,
    /// What it says.
    pub(super) operand: &'a [u8],
}

impl Sprm<'_> {
    /// The operand as a number; 0 where it is cut off.
    pub(super) fn number(&self) -> u16 {
        u16_at(self.operand, 0).or_else(|| self.operand.first().copied().map(u16::from)).unwrap_or(0)
    }

    /// The operand as a switch (ToggleOperand). One that asks for what the style says, or for the contrary, is taken as if
    /// the style said no.
    pub(super) fn is_on(&self) -> bool {
        !matches!(self.operand.first(), None | Some(0 | 0x80))
    }
}

/// The properties of a list; it ends where one is cut off.
pub(super) fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let name = u16_at(list, at)?;
        let (head, len) = operand(name, list, at + 2)?;
        let start = at + 2 + head;
        let end = start.checked_add(len).filter(|&end| end <= list.len())?;
        at = end;
        Some(Sprm { name, operand: &list[start..end] })
    })
}

/// Of an operand: bytes that tell its length, and its length (2.6.1 and Sprm.spra).
fn operand(name: u16, list: &[u8], at: usize) -> Option<(usize, usize)> {
    /// sprmTDefTable: its length takes two bytes and counts one too many.
    const T_DEF_TABLE: u16 = 0xd608;
    /// sprmPChgTabs: 255 is no length but tells that the operand counts itself.
    const P_CHG_TABS: u16 = 0xc615;
    let counted = |at: usize| list.get(at).copied().map(usize::from);
    Some(match name >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ if name == T_DEF_TABLE => (2, usize::from(u16_at(list, at)?).saturating_sub(1)),
        _ => match counted(at)? {
            255 if name == P_CHG_TABS => {
                let deleted = counted(at + 1)?;
                let added = counted(at + 2 + deleted * 4)?;
                (1, 2 + deleted * 4 + added * 3)
            }
            len => (1, len),
        },
    })
}

/// The name of a property that a piece names by its index (Prm0, 2.9.215); of those that are looked at.
pub(super) fn of_index(index: u8) -> Option<u16> {
    Some(match index {
        0x05 => 0x2403, // sprmPJc80
        0x0c => 0x260a, // sprmPIlvl
        0x18 => 0x2416, // sprmPFInTable
        0x19 => 0x2417, // sprmPFTtp
        0x41 => 0x0800, // sprmCFRMarkDel
        0x5c => 0x083c, // sprmCFVanish
        _ => return None,
    })
}

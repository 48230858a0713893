//! The piece table (2.9.177): the text lies in pieces, in the order in which it was typed or saved.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::DocError;
use super::file::File;
use super::file::Part;
use super::file::bytes_at;
use super::file::plc;
use super::file::u16_at;
use super::file::u32_at;
use super::file::units;
use super::file::usize_at;
use super::sprms::of_index;

/// All texts of a file one after the other, as units of UTF-16.
pub(super) struct Text<'a> {
    units: Vec<u16>,
    pieces: Vec<Piece>,
    /// Lists of properties that pieces name (Prc).
    properties: Vec<&'a [u8]>,
}

struct Piece {
    /// Its units.
    start: usize,
    end: usize,
    /// Its first byte in the main stream.
    at: usize,
    /// Bytes of a unit: one, or two.
    wide: usize,
    /// What is said of it as a whole (Prm).
    prm: u16,
}

impl<'a> Text<'a> {
    /// Reads the text that the piece table tells of.
    ///
    /// # Errors
    /// Where there is no piece table, or one that tells of more text than the file has bytes: saving never writes text twice.
    pub(super) fn read(file: &'a File) -> Result<Text<'a>, DocError> {
        let damaged = DocError::Damaged("文字的次序");
        let (properties, table) = clx(file.part(Part::Pieces)).ok_or(damaged)?;
        let mut text = Text { units: Vec::new(), pieces: Vec::new(), properties };
        for ((from, to), element) in plc(table, 8) {
            const NARROW: u32 = 0x4000_0000;
            let fc = u32_at(element, 2).unwrap_or(0);
            let narrow = fc & NARROW != 0;
            let at = usize::try_from(fc & !NARROW).map_err(|_| damaged)?;
            let (at, wide) = if narrow { (at / 2, 1) } else { (at, 2) };
            let count = to.checked_sub(from).ok_or(damaged)?;
            let bytes = count.checked_mul(wide).and_then(|len| bytes_at(&file.main, at, len)).ok_or(damaged)?;
            let start = text.units.len();
            if start != from || start + count > file.main.len() {
                return Err(damaged);
            }
            if narrow {
                text.units.extend(WINDOWS_1252.decode_without_bom_handling(bytes).0.encode_utf16());
            } else {
                text.units.extend(units(bytes));
            }
            let prm = u16_at(element, 6).unwrap_or(0);
            text.pieces.push(Piece { start, end: start + count, at, wide, prm });
        }
        if text.units.is_empty() { Err(damaged) } else { Ok(text) }
    }

    /// The units of a stretch; those that there are of it.
    pub(super) fn units(&self, from: usize, to: usize) -> &[u16] {
        let to = to.min(self.units.len());
        self.units.get(from.min(to)..to).unwrap_or_default()
    }

    /// Where a unit stands in the main stream, in bytes, and how many it takes.
    pub(super) fn place(&self, unit: usize) -> Option<(usize, usize)> {
        let piece = self.piece(unit)?;
        Some((piece.at + (unit - piece.start) * piece.wide, piece.wide))
    }

    /// Up to where, in units, what stands at these bytes goes on in its piece: a stretch that ends at byte `end`.
    pub(super) fn until(&self, unit: usize, end: usize) -> usize {
        let Some(piece) = self.piece(unit) else { return unit + 1 };
        let last = piece.start + end.saturating_sub(piece.at).div_ceil(piece.wide);
        last.clamp(unit + 1, piece.end.max(unit + 1))
    }

    /// What is said of the piece around a unit as a whole, as a list of properties: one that has a short name (Prm0), or those
    /// of a list that it names (Prm1).
    pub(super) fn properties(&self, unit: usize) -> Cow<'a, [u8]> {
        let prm = self.piece(unit).map_or(0, |piece| piece.prm);
        if prm & 1 == 0 {
            let [low, operand] = prm.to_le_bytes();
            let list = of_index(low >> 1).map(|name| [name.to_le_bytes().as_slice(), &[operand]].concat());
            return Cow::Owned(list.unwrap_or_default());
        }
        Cow::Borrowed(self.properties.get(usize::from(prm >> 1)).copied().unwrap_or_default())
    }

    fn piece(&self, unit: usize) -> Option<&Piece> {
        let k = self.pieces.partition_point(|piece| piece.end <= unit);
        self.pieces.get(k).filter(|piece| piece.start <= unit)
    }
}

/// The lists of properties, and the table of pieces (2.9.38).
fn clx(bytes: &[u8]) -> Option<(Vec<&[u8]>, &[u8])> {
    let mut properties = Vec::new();
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            1 => {
                let len = usize::from(u16_at(bytes, at + 1)?);
                properties.push(bytes_at(bytes, at + 3, len)?);
                at += 3 + len;
            }
            2 => {
                let len = usize_at(bytes, at + 1)?;
                return Some((properties, bytes_at(bytes, at + 5, len)?));
            }
            _ => return None,
        }
    }
}

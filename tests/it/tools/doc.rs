//! Old Word files put together by hand, part by part, as [MS-DOC] has them.

use std::io::Cursor;
use std::io::Write;

/// A file: its text in pieces, what is said of its paragraphs and runs, its tables.
#[derive(Clone, Default)]
pub(crate) struct Doc {
    /// The pieces in the order of the text.
    pub(crate) pieces: Vec<Piece>,
    /// The order in which the pieces lie in the file; as they come where it is empty.
    pub(crate) order: Vec<usize>,
    /// What is said of paragraphs: the unit of the mark, the style, properties.
    pub(crate) paragraphs: Vec<(usize, u16, Vec<u8>)>,
    /// What is said of runs: the first unit, the one after the last, properties.
    pub(crate) runs: Vec<(usize, usize, Vec<u8>)>,
    /// Lists of properties that pieces name.
    pub(crate) properties: Vec<Vec<u8>>,
    /// Units of the main text, footnotes, headers, macros, comments, endnotes, boxes; all is main text where it is empty.
    pub(crate) lengths: Vec<usize>,
    /// Other parts of the table stream, by index.
    pub(crate) parts: Vec<(usize, Vec<u8>)>,
    /// Bytes of the last of them that its length doesn't count.
    pub(crate) uncounted: usize,
    /// The data stream.
    pub(crate) data: Vec<u8>,
    /// Flags of the Fib.
    pub(crate) flags: u16,
}

/// Text that lies together.
#[derive(Clone)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// Whether a unit takes one byte.
    pub(crate) narrow: bool,
    /// What is said of it as a whole.
    pub(crate) prm: u16,
}

impl Piece {
    pub(crate) fn wide(text: &str) -> Piece {
        Piece { text: text.to_owned(), narrow: false, prm: 0 }
    }

    pub(crate) fn narrow(text: &str) -> Piece {
        Piece { text: text.to_owned(), narrow: true, prm: 0 }
    }

    fn bytes(&self) -> Vec<u8> {
        if self.narrow {
            return encoding_rs::WINDOWS_1252.encode(&self.text).0.into_owned();
        }
        self.text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    fn units(&self) -> usize {
        self.text.encode_utf16().count()
    }
}

/// A property: its name and its operand.
pub(crate) fn sprm(name: u16, operand: &[u8]) -> Vec<u8> {
    [&name.to_le_bytes(), operand].concat()
}

/// How the cells of a row lie: edges in twentieths of a point, and of each cell whether it goes on the one above.
pub(crate) fn row(edges: &[i16], goes_on: &[bool]) -> Vec<u8> {
    let mut operand = vec![u8::try_from(goes_on.len()).unwrap()];
    operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for goes_on in goes_on {
        operand.extend(if *goes_on { 0x20_u16 } else { 0 }.to_le_bytes());
        operand.extend([0; 18]);
    }
    let len = u16::try_from(operand.len() + 1).unwrap();
    [sprm(0xd608, &len.to_le_bytes()), operand].concat()
}

/// A table of places with what each is about.
pub(crate) fn plc(places: &[usize], said: &[Vec<u8>]) -> Vec<u8> {
    let places = places.iter().flat_map(|&place| u32::try_from(place).unwrap().to_le_bytes());
    places.chain(said.concat()).collect()
}

const PAGE: usize = 512;

impl Doc {
    /// The units of all pieces, and where each stands in the file.
    fn places(&self) -> (Vec<usize>, Vec<u8>) {
        let mut order = self.order.clone();
        if order.is_empty() {
            order.extend(0..self.pieces.len());
        }
        let mut main = vec![0; 2 * PAGE];
        let mut places = vec![0; self.pieces.len()];
        for k in order {
            places[k] = main.len();
            main.extend(self.pieces[k].bytes());
            main.resize(main.len().next_multiple_of(2), 0);
        }
        main.resize(main.len().next_multiple_of(PAGE), 0);
        (places, main)
    }

    /// Where a unit stands in the file, and the bytes that it takes.
    fn place_of(&self, places: &[usize], unit: usize) -> (usize, usize) {
        let mut left = unit;
        for (piece, place) in self.pieces.iter().zip(places) {
            if left < piece.units() {
                let wide = if piece.narrow { 1 } else { 2 };
                return (place + left * wide, wide);
            }
            left -= piece.units();
        }
        panic!("there is no unit {unit}");
    }

    /// The bytes of the file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let (places, mut main) = self.places();
        let mut pages = |stretches: Vec<(usize, usize, Vec<u8>)>, size: usize| {
            let mut numbers = Vec::new();
            for chunk in stretches.chunks(4) {
                numbers.push(u32::try_from(main.len() / PAGE).unwrap().to_le_bytes().to_vec());
                main.extend(page(chunk, size));
            }
            let firsts: Vec<usize> = (0..=numbers.len()).collect();
            plc(&firsts, &numbers)
        };
        let mut paragraphs: Vec<(usize, Vec<u8>)> = Vec::new();
        for (mark, style, said) in &self.paragraphs {
            let (at, wide) = self.place_of(&places, *mark);
            let mut said = [&style.to_le_bytes(), said.as_slice()].concat();
            // Its length is told in words.
            said.resize(said.len().next_multiple_of(2), 0);
            paragraphs.push((at + wide, [vec![0, u8::try_from(said.len() / 2).unwrap()], said].concat()));
        }
        paragraphs.sort();
        let mut begins = 2 * PAGE;
        let paragraphs = paragraphs.into_iter().map(|(end, said)| (std::mem::replace(&mut begins, end), end, said));
        let paragraphs = pages(paragraphs.collect(), 13);
        let mut marked: Vec<(usize, usize, Vec<u8>)> = Vec::new();
        for (from, to, said) in &self.runs {
            let (last, wide) = self.place_of(&places, to - 1);
            let said = [vec![u8::try_from(said.len()).unwrap()], said.clone()].concat();
            marked.push((self.place_of(&places, *from).0, last + wide, said));
        }
        marked.sort();
        let mut runs = Vec::new();
        let mut begins = 2 * PAGE;
        for (start, end, said) in marked {
            runs.push((begins, start, Vec::new()));
            runs.push((start, end, said));
            begins = end;
        }
        let runs = pages(runs, 1);

        let mut table = Vec::new();
        let mut index = vec![(0_usize, 0_usize); 93];
        let mut parts = vec![(12, runs), (13, paragraphs), (33, self.clx(&places))];
        parts.extend(self.parts.iter().cloned());
        for (k, bytes) in parts {
            index[k] = (table.len(), bytes.len());
            table.extend(bytes);
        }
        if let Some((last, _)) = self.parts.last() {
            index[*last].1 -= self.uncounted;
        }
        self.fib(&mut main, &index);

        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        for (name, bytes) in [("WordDocument", &main), ("1Table", &table), ("Data", &self.data)] {
            file.create_stream(name).unwrap().write_all(bytes).unwrap();
        }
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    fn clx(&self, places: &[usize]) -> Vec<u8> {
        let mut clx = Vec::new();
        for list in &self.properties {
            clx.push(1);
            clx.extend(u16::try_from(list.len()).unwrap().to_le_bytes());
            clx.extend(list);
        }
        let mut firsts = vec![0];
        let mut said = Vec::new();
        for (piece, place) in self.pieces.iter().zip(places) {
            firsts.push(firsts.last().unwrap() + piece.units());
            let place = u32::try_from(*place).unwrap();
            let fc = if piece.narrow { (place * 2) | 0x4000_0000 } else { place };
            said.push([&[0, 0], fc.to_le_bytes().as_slice(), &piece.prm.to_le_bytes()].concat());
        }
        let table = plc(&firsts, &said);
        clx.push(2);
        clx.extend(u32::try_from(table.len()).unwrap().to_le_bytes());
        clx.extend(table);
        clx
    }

    fn fib(&self, main: &mut [u8], index: &[(usize, usize)]) {
        let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &0xa5ec_u16.to_le_bytes());
        put(2, &0x00c1_u16.to_le_bytes());
        put(10, &(self.flags | 0x0200).to_le_bytes());
        put(32, &14_u16.to_le_bytes());
        put(62, &22_u16.to_le_bytes());
        let all: usize = self.pieces.iter().map(Piece::units).sum();
        let lengths = if self.lengths.is_empty() { vec![all] } else { self.lengths.clone() };
        for (k, length) in lengths.iter().enumerate() {
            put(64 + (3 + k) * 4, &u32::try_from(*length).unwrap().to_le_bytes());
        }
        put(152, &93_u16.to_le_bytes());
        for (k, (at, len)) in index.iter().enumerate() {
            put(154 + k * 8, &u32::try_from(*at).unwrap().to_le_bytes());
            put(158 + k * 8, &u32::try_from(*len).unwrap().to_le_bytes());
        }
    }
}

/// A page of what is said of stretches of bytes.
fn page(stretches: &[(usize, usize, Vec<u8>)], size: usize) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    let count = stretches.len();
    page[PAGE - 1] = u8::try_from(count).unwrap();
    let mut free = PAGE - 1;
    for (k, (start, end, said)) in stretches.iter().enumerate() {
        page[k * 4..k * 4 + 4].copy_from_slice(&u32::try_from(*start).unwrap().to_le_bytes());
        page[k * 4 + 4..k * 4 + 8].copy_from_slice(&u32::try_from(*end).unwrap().to_le_bytes());
        if said.is_empty() {
            continue;
        }
        free = (free - said.len()) / 2 * 2;
        page[free..free + said.len()].copy_from_slice(said);
        page[(count + 1) * 4 + k * size] = u8::try_from(free / 2).unwrap();
    }
    page
}

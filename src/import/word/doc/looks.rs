//! What is said of paragraphs and runs: pages of 512 bytes (PapxFkp 2.9.174, ChpxFkp 2.9.33), each for a stretch of bytes.

use super::file::File;
use super::file::Part;
use super::file::bytes_at;
use super::file::plc;
use super::file::u16_at;
use super::file::u32_at;
use super::file::usize_at;
use super::pieces::Text;
use super::sprms::Sprm;
use super::sprms::sprms;
use crate::import::word::setting::Side;

/// The pages of a file, to be asked by the place of a character.
pub(super) struct Looks<'a> {
    file: &'a File,
    text: &'a Text<'a>,
    paragraphs: Vec<Stretch>,
    runs: Vec<Stretch>,
}

/// Bytes of the main stream of which one thing is said, and where it is said: page and offset in bytes.
struct Stretch {
    start: usize,
    end: usize,
    page: usize,
    offset: usize,
}

/// What is said of a paragraph.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphLook {
    /// The index of its style.
    pub(super) style: u16,
    /// The list that it belongs to (sprmPIlfo): 0 for none, from 1.
    pub(super) list: Option<u32>,
    pub(super) depth: Option<u8>,
    pub(super) outline: Option<u8>,
    pub(super) side: Option<Side>,
    pub(super) indented: Option<bool>,
    /// How deep it stands in tables; 0 outside.
    pub(super) tables: usize,
    /// What its mark ends beside the paragraph.
    pub(super) ends: Ends,
    /// Of a row's end, how its cells lie.
    pub(super) row: Option<RowLook>,
}

/// What the mark of a paragraph ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Ends {
    /// The paragraph alone.
    #[default]
    Paragraph,
    /// A cell of a table in a table. That of an outer one has a mark of its own.
    Cell,
    /// A row.
    Row,
}

/// How the cells of a row lie.
#[derive(Clone, Debug, Default)]
pub(super) struct RowLook {
    /// The left edge of each cell and the right one of the last, in twentieths of a point.
    pub(super) edges: Vec<i16>,
    /// Whether each cell goes on the one above.
    pub(super) goes_on: Vec<bool>,
}

/// What is said of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunLook {
    pub(super) style: Option<u16>,
    pub(super) hidden: Option<bool>,
    pub(super) size: Option<u16>,
    pub(super) bold: Option<bool>,
    /// The index of its Chinese font.
    pub(super) font: Option<u16>,
    /// Inserted, deleted by a revision.
    pub(super) inserted: bool,
    pub(super) deleted: bool,
    /// The indices of who inserted and who deleted it.
    pub(super) authors: [u16; 2],
    /// The data of a field, no picture.
    pub(super) data: bool,
    /// A symbol: the index of its font, and the character.
    pub(super) symbol: Option<(u16, u16)>,
}

const PAGE: usize = 512;

impl<'a> Looks<'a> {
    pub(super) fn read(file: &'a File, text: &'a Text<'a>) -> Looks<'a> {
        let paragraphs = stretches(file, Part::Paragraphs, 13);
        let runs = stretches(file, Part::Runs, 1);
        Looks { file, text, paragraphs, runs }
    }

    /// What is said of the paragraph whose mark is this unit.
    pub(super) fn paragraph(&self, mark: usize) -> ParagraphLook {
        let mut look = ParagraphLook::default();
        if let Some(stretch) = self.find(&self.paragraphs, mark)
            && let Some(said) = papx(&self.file.main, stretch)
        {
            look.style = u16_at(said, 0).unwrap_or(0);
            self.say(&mut look, said.get(2..).unwrap_or_default(), 0);
        }
        self.say(&mut look, &self.text.properties(mark), 0);
        look
    }

    /// Whether a paragraph ends after this unit, by its page.
    pub(super) fn ends_paragraph(&self, unit: usize) -> bool {
        let place = self.text.place(unit);
        let found = self.find(&self.paragraphs, unit);
        found.zip(place).is_some_and(|(stretch, (at, wide))| stretch.end == at + wide)
    }

    /// What is said of the run at this unit, and the unit before which it ends.
    pub(super) fn run(&self, unit: usize) -> (RunLook, usize) {
        let mut look = RunLook::default();
        let mut end = self.text.until(unit, usize::MAX / 4);
        if let Some(stretch) = self.find(&self.runs, unit) {
            end = self.text.until(unit, stretch.end);
            for sprm in chpx(&self.file.main, stretch).map(sprms).into_iter().flatten() {
                look.take(sprm);
            }
        }
        sprms(&self.text.properties(unit)).for_each(|sprm| look.take(sprm));
        (look, end)
    }

    /// Takes a list of properties. One may tell where in the data stream a longer list stands (sprmPHugePapx).
    fn say(&self, look: &mut ParagraphLook, list: &[u8], nested: usize) {
        for sprm in sprms(list) {
            match sprm.name {
                0x6645 | 0x6646 if nested == 0 => {
                    let at = usize_at(sprm.operand, 0).unwrap_or(usize::MAX);
                    let len = u16_at(&self.file.data, at).map_or(0, usize::from);
                    let list = at.checked_add(2).and_then(|at| bytes_at(&self.file.data, at, len));
                    self.say(look, list.unwrap_or_default(), nested + 1);
                }
                _ => look.take(sprm),
            }
        }
    }

    fn find<'b>(&self, stretches: &'b [Stretch], unit: usize) -> Option<&'b Stretch> {
        let (at, _) = self.text.place(unit)?;
        let k = stretches.partition_point(|stretch| stretch.end <= at);
        stretches.get(k).filter(|stretch| stretch.start <= at)
    }
}

/// The stretches of all pages, in order. `size` is that of what a page says of each, in bytes: the first of these is an
/// offset, in words.
fn stretches(file: &File, part: Part, size: usize) -> Vec<Stretch> {
    let mut found = Vec::new();
    // Each page is of its own, so that there are no more than fit.
    let most = file.main.len() / PAGE;
    for (_, number) in plc(file.part(part), 4).into_iter().take(most) {
        const NUMBER: u32 = 0x003f_ffff;
        let number = u32_at(number, 0).and_then(|number| usize::try_from(number & NUMBER).ok()).unwrap_or(usize::MAX);
        let Some(page) = number.checked_mul(PAGE).and_then(|at| bytes_at(&file.main, at, PAGE)) else { continue };
        let count = usize::from(page[PAGE - 1]);
        for k in 0..count {
            let (Some(start), Some(end)) = (usize_at(page, k * 4), usize_at(page, k * 4 + 4)) else { break };
            let Some(&offset) = page[..PAGE - 1].get((count + 1) * 4 + k * size) else { break };
            found.push(Stretch { start, end, page: number * PAGE, offset: usize::from(offset) * 2 });
        }
    }
    found.sort_by_key(|stretch| (stretch.end, stretch.start));
    found
}

/// What a page says of a paragraph: the index of its style, and properties (PapxInFkp, 2.9.175).
fn papx<'b>(main: &'b [u8], stretch: &Stretch) -> Option<&'b [u8]> {
    let page = bytes_at(main, stretch.page, PAGE)?;
    if stretch.offset == 0 {
        return None;
    }
    match usize::from(*page.get(stretch.offset)?) {
        0 => {
            let len = usize::from(*page.get(stretch.offset + 1)?) * 2;
            bytes_at(page, stretch.offset + 2, len)
        }
        words => bytes_at(page, stretch.offset + 1, words * 2 - 1),
    }
}

/// What a page says of a run (Chpx, 2.9.32).
fn chpx<'b>(main: &'b [u8], stretch: &Stretch) -> Option<&'b [u8]> {
    let page = bytes_at(main, stretch.page, PAGE)?;
    if stretch.offset == 0 {
        return None;
    }
    let len = usize::from(*page.get(stretch.offset)?);
    bytes_at(page, stretch.offset + 1, len)
}

impl ParagraphLook {
    /// Takes a property (2.6.2, 2.6.3).
    pub(super) fn take(&mut self, sprm: Sprm<'_>) {
        let byte = sprm.operand.first().copied().unwrap_or(0);
        match sprm.name {
            0x4600 => self.style = sprm.number(), // sprmPIstd
            0x260a => self.depth = Some(byte),    // sprmPIlvl
            0x460b => self.list = Some(u32::from(sprm.number()).min(0x7ff) % 0x7ff), // sprmPIlfo
            0x2640 => self.outline = Some(byte),  // sprmPOutLvl
            // sprmPJc80, sprmPJc
            0x2403 | 0x2461 => {
                self.side = Some(match byte {
                    1 => Side::Middle,
                    2 => Side::Right,
                    _ => Side::Left,
                });
            }
            // sprmPDxaLeft180, sprmPDxaLeft1, sprmPDxcLeft1
            0x8411 | 0x8460 | 0x4457 => {
                let indent = sprm.number().cast_signed();
                if indent != 0 || self.indented.is_none() {
                    self.indented = Some(indent > 0);
                }
            }
            0x2416 => self.tables = if byte == 0 { 0 } else { self.tables.max(1) }, // sprmPFInTable
            0x6649 => self.tables = usize_at(sprm.operand, 0).unwrap_or(0).min(DEEPEST), // sprmPItap
            0x2417 | 0x244c if byte != 0 => self.ends = Ends::Row,                  // sprmPFTtp, sprmPFInnerTtp
            0x244b if byte != 0 && self.ends != Ends::Row => self.ends = Ends::Cell, // sprmPFInnerTableCell
            0xd608 => self.row = RowLook::read(sprm.operand),                       // sprmTDefTable
            0xd62b => {
                // sprmTVertMerge
                let row = self.row.get_or_insert_default();
                let cell = sprm.operand.first().map(|&cell| usize::from(cell));
                if let Some(goes_on) = cell.and_then(|cell| row.goes_on.get_mut(cell)) {
                    *goes_on = sprm.operand.get(1) == Some(&1);
                }
            }
            _ => {}
        }
    }
}

/// Tables one in the other. A deeper one is read as if it stood so deep.
const DEEPEST: usize = 20;

impl RowLook {
    /// Reads how a row is defined (TDefTableOperand, 2.9.321).
    fn read(operand: &[u8]) -> Option<RowLook> {
        /// Bytes that are said of a cell (TC80, 2.9.313), and the bits of merging in the first of them.
        const CELL: usize = 20;
        const VERTICAL: u16 = 0x0060;
        const GOES_ON: u16 = 0x0020;
        let count = usize::from(*operand.first()?);
        let edges = (0..=count).map_while(|k| u16_at(operand, 1 + k * 2)).map(u16::cast_signed).collect();
        let cells = 1 + (count + 1) * 2;
        let flags = |k: usize| u16_at(operand, cells + k * CELL).unwrap_or(0);
        let goes_on = (0..count).map(|k| flags(k) & VERTICAL == GOES_ON).collect();
        Some(RowLook { edges, goes_on })
    }
}

impl RunLook {
    /// Takes a property (2.6.1).
    pub(super) fn take(&mut self, sprm: Sprm<'_>) {
        match sprm.name {
            0x0801 => self.inserted = sprm.is_on(),     // sprmCFRMarkIns
            0x4804 => self.authors[0] = sprm.number(),  // sprmCIbstRMark
            0x4863 => self.authors[1] = sprm.number(),  // sprmCIbstRMarkDel
            0x0800 => self.deleted = sprm.is_on(),      // sprmCFRMarkDel
            0x0806 => self.data = sprm.is_on(),         // sprmCFData
            0x083c => self.hidden = Some(sprm.is_on()), // sprmCFVanish
            0x4a30 => self.style = Some(sprm.number()), // sprmCIstd
            0x4a43 => self.size = Some(sprm.number()),  // sprmCHps
            0x0835 => self.bold = Some(sprm.is_on()),   // sprmCFBold
            0x4a50 => self.font = Some(sprm.number()),  // sprmCRgFtc1
            0x6a09 => self.symbol = Some((sprm.number(), u16_at(sprm.operand, 2).unwrap_or(0))), // sprmCSymbol
            _ => {}
        }
    }
}

//! The fonts that a report is set in: those asked for, each by the one that is there; how wide their characters are.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use ttf_parser::Face;

use crate::text;
use crate::text::Ambiguous;

/// The fonts that a profile asks for and what stands for each. None at all: characters are as wide as their cells.
#[derive(Clone, Debug, Default)]
pub struct Fonts(Vec<Font>);

/// A font that is there.
#[derive(Clone, Debug)]
pub struct Font {
    /// The name that was asked for.
    pub asked: String,
    /// The name of the one that stands for it, the same where it is there itself.
    pub found: String,
    /// The bytes of its file.
    pub data: Arc<Vec<u8>>,
    /// Which of the fonts of the file it is.
    pub index: u32,
}

impl Fonts {
    /// These fonts. What can't be read is left out; of two for one name the first counts.
    pub fn new(fonts: Vec<Font>) -> Fonts {
        Fonts(fonts.into_iter().filter(|font| Face::parse(&font.data, font.index).is_ok()).collect())
    }

    /// Each of them.
    pub fn all(&self) -> &[Font] {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `仿宋_GB2312（用 Noto Serif CJK SC 代）`: those that others stand for, by name; empty for none.
    pub fn instead(&self) -> String {
        let others = self.0.iter().filter(|font| font.asked != font.found);
        others.map(|font| format!("{}（用 {} 代）", font.asked, font.found)).collect::<Vec<_>>().join("、")
    }

    /// The same in few words: `缺仿宋_GB2312等3种字体，用别的代了`.
    pub fn instead_in_short(&self) -> String {
        let mut others = self.0.iter().filter(|font| font.asked != font.found);
        match (others.next(), others.count()) {
            (None, _) => String::new(),
            (Some(one), 0) => format!("缺字体{}，用 {} 代了", one.asked, one.found),
            (Some(one), more) => format!("缺{}等{}种字体，用别的代了", one.asked, more + 1),
        }
    }
}

/// The same fonts: by name and place, for their bytes are large.
impl PartialEq for Fonts {
    fn eq(&self, other: &Fonts) -> bool {
        let same = |(a, b): (&Font, &Font)| a.asked == b.asked && a.found == b.found && Arc::ptr_eq(&a.data, &b.data);
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(same)
    }
}

/// A character in a font.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    /// Which of the fonts has it.
    pub(super) font: usize,
    /// Its number there; 0 where none has it.
    pub(super) id: u16,
    /// How wide it is, in its size.
    pub(super) advance: f64,
}

/// How wide characters of [`Fonts`] are, without the fonts. What it doesn't know is as wide as its cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Widths {
    by_name: HashMap<String, usize>,
    /// How high a line of each font is.
    lines: Vec<f64>,
    known: HashMap<(usize, char), Glyph>,
}

/// The characters of [`Fonts`].
pub(super) struct Glyphs<'f> {
    faces: Vec<Face<'f>>,
    by_name: HashMap<&'f str, usize>,
    lines: Vec<f64>,
    known: RefCell<HashMap<(usize, char), Glyph>>,
    /// Those that were measured before.
    measured: Option<&'f Widths>,
}

impl<'f> From<&'f Widths> for Glyphs<'f> {
    fn from(widths: &'f Widths) -> Glyphs<'f> {
        let by_name = widths.by_name.iter().map(|(name, font)| (name.as_str(), *font)).collect();
        let (lines, known) = (widths.lines.clone(), RefCell::default());
        Glyphs { faces: Vec::new(), by_name, lines, known, measured: Some(widths) }
    }
}

impl<'f> Glyphs<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Glyphs<'f> {
        let face = |font: &'f Font| Face::parse(&font.data, font.index).expect("a font that can't be read is left out");
        let mut by_name = HashMap::new();
        for (k, font) in fonts.0.iter().enumerate() {
            by_name.entry(font.asked.as_str()).or_insert(k);
        }
        let faces: Vec<Face<'f>> = fonts.0.iter().map(face).collect();
        Glyphs { lines: faces.iter().map(line).collect(), faces, by_name, known: RefCell::default(), measured: None }
    }

    /// How wide those characters are that it has been asked for.
    pub(super) fn widths(self) -> Widths {
        let by_name = self.by_name.iter().map(|(name, font)| ((*name).to_owned(), *font)).collect();
        Widths { by_name, lines: self.lines, known: self.known.into_inner() }
    }

    /// A character in the font of this name, or in the first one that has it.
    pub(super) fn of(&self, name: &str, ch: char) -> Glyph {
        let own = self.by_name.get(name).copied().unwrap_or(0);
        let cells = || text::width(ch.encode_utf8(&mut [0; 4]), Ambiguous::Wide) as f64 / 2.0;
        if self.faces.is_empty() {
            let measured = self.measured.and_then(|widths| widths.known.get(&(own, ch)).copied());
            return measured.unwrap_or_else(|| Glyph { font: 0, id: 0, advance: cells() });
        }
        let find = || {
            let mut fonts = std::iter::once(own).chain(0..self.faces.len());
            let found = fonts.find_map(|k| Some((k, self.faces[k].glyph_index(ch)?)));
            let Some((font, id)) = found else { return Glyph { font: own, id: 0, advance: cells() } };
            let face = &self.faces[font];
            let advance = face.glyph_hor_advance(id).map_or_else(cells, f64::from);
            Glyph { font, id: id.0, advance: advance / f64::from(face.units_per_em()) }
        };
        *self.known.borrow_mut().entry((own, ch)).or_insert_with(find)
    }

    /// How high a line of the font of this name is that nobody has set a pitch for, in its size.
    pub(super) fn line(&self, name: &str) -> f64 {
        const USUAL: f64 = 1.3;
        self.lines.get(self.by_name.get(name).copied().unwrap_or(0)).copied().unwrap_or(USUAL)
    }
}

fn line(face: &Face<'_>) -> f64 {
    let high = i32::from(face.ascender()) - i32::from(face.descender()) + i32::from(face.line_gap());
    f64::from(high) / f64::from(face.units_per_em())
}

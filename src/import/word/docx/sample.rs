//! How an office sets its own papers, read off one of its Word files: paper, pitch, the letters of title, levels and text.
//!
//! What a file doesn't say in so many words, such as a font of its theme, is left out. Tables are not looked at.

use std::collections::HashMap;

use crate::import::word::DEEPEST;
use crate::import::xml::Element;
use crate::import::xml::Node;
use crate::import::xml::Space;
use crate::import::xml::Xml;

use super::DocxError;
use super::Package;
use super::Part;

/// What a Word file shows of the habits of the office that wrote it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Top, bottom, left and right of the paper, in millimetres.
    pub margins: Option<[f64; 4]>,
    /// Width and height of the paper, in millimetres.
    pub paper: Option<(f64, f64)>,
    /// From line to line of the text, in points.
    pub line_pitch: Option<f64>,
    /// The font of digits and Latin letters in the text.
    pub latin: Option<String>,
    /// 标题.
    pub title: Option<Letters>,
    /// 一、, （一）, 1., （1）.
    pub levels: [Option<Letters>; 4],
    /// 正文.
    pub body: Option<Letters>,
}

/// How letters look.
#[derive(Clone, Debug, PartialEq)]
pub struct Letters {
    /// Their font.
    pub font: String,
    /// Their size in points.
    pub size: f64,
    /// Whether they are bold.
    pub bold: bool,
}

/// What a style, a paragraph or a run says.
#[derive(Clone, Default)]
struct Says {
    above: Option<String>,
    font: Option<String>,
    latin: Option<String>,
    /// In half points.
    size: Option<f64>,
    bold: Option<bool>,
    is_centred: Option<bool>,
    /// In twentieths of a point, where it is exact.
    pitch: Option<f64>,
}

impl Says {
    fn take(&mut self, element: &Element<'_>) {
        let number = |name: &str| element.get(name).and_then(|value| value.trim().parse::<f64>().ok());
        match element.name() {
            "basedOn" | "pStyle" | "rStyle" => self.above = element.get("val").map(|id| id.into_owned()),
            "rFonts" => {
                let font = |name: &str| element.get(name).map(|font| font.into_owned());
                self.font = font("eastAsia").or(self.font.take());
                self.latin = font("ascii").or(self.latin.take());
            }
            "sz" => self.size = number("val"),
            "b" => self.bold = Some(element.is_on()),
            "jc" => self.is_centred = Some(element.get("val").is_some_and(|side| side == "center")),
            "spacing" => {
                let is_exact = element.get("lineRule").is_some_and(|rule| rule == "exact");
                self.pitch = number("line").filter(|_| is_exact).or(self.pitch);
            }
            _ => {}
        }
    }

    /// What it says, and where it is silent what `other` does.
    fn or(self, other: &Says) -> Says {
        Says {
            above: self.above,
            font: self.font.or_else(|| other.font.clone()),
            latin: self.latin.or_else(|| other.latin.clone()),
            size: self.size.or(other.size),
            bold: self.bold.or(other.bold),
            is_centred: self.is_centred.or(other.is_centred),
            pitch: self.pitch.or(other.pitch),
        }
    }
}

/// The styles of a file by their id; what holds for all stands under the empty one.
struct Styles {
    by_id: HashMap<String, Says>,
    usual: String,
}

/// Styles that stand above one another.
const MOST_ABOVE: usize = 16;

impl Styles {
    fn read(text: &str) -> Result<Styles, DocxError> {
        let mut xml = Xml::new(text, DEEPEST);
        let (mut by_id, mut usual): (HashMap<String, Says>, String) = (HashMap::new(), "Normal".to_owned());
        let mut id = String::new();
        loop {
            match xml.next().map_err(|error| DocxError::Xml(Part::Styles, error))? {
                Node::Open(element) if element.space == Space::Word => match element.name() {
                    "style" => {
                        id = element.get("styleId").unwrap_or_default().into_owned();
                        let is_usual = element.get("default").is_some_and(|default| matches!(&*default, "1" | "true"));
                        if is_usual && element.get("type").is_none_or(|kind| kind == "paragraph") {
                            usual = id.clone();
                        }
                    }
                    "tblStylePr" | "pPrChange" | "rPrChange" => {
                        xml.skip().map_err(|error| DocxError::Xml(Part::Styles, error))?;
                    }
                    _ => by_id.entry(id.clone()).or_default().take(&element),
                },
                Node::End => return Ok(Styles { by_id, usual }),
                _ => {}
            }
        }
    }

    /// What a style says with all above it.
    fn of(&self, id: &str) -> Says {
        let mut says = Says::default();
        let mut at = Some(id.to_owned());
        for _ in 0..MOST_ABOVE {
            let Some(own) = at.take().and_then(|id| self.by_id.get(&id)) else { break };
            says = says.or(own);
            at = own.above.clone();
        }
        says
    }
}

/// A run of a paragraph: what it says, and its text.
type Run = (Says, String);

/// What has been seen of the paragraphs.
#[derive(Default)]
struct Seen {
    /// How many characters each kind of letters has, by what they are for: 0 the text, 1 to 4 the levels.
    letters: [Vec<(Letters, usize)>; 5],
    title: Option<Letters>,
    pitches: Vec<(f64, usize)>,
    latins: Vec<(String, usize)>,
    /// Whether a level or a text has come.
    is_begun: bool,
}

/// Reads what a Word file shows.
pub(super) fn read(bytes: &[u8]) -> Result<Sample, DocxError> {
    let mut package = Package::open(bytes)?;
    let text = package.main()?;
    let styles = Styles::read(&package.related("styles", Part::Styles)?.concat())?;
    let mut xml = Xml::new(&text, DEEPEST);
    let (mut sample, mut seen) = (Sample::default(), Seen::default());
    let (mut paragraph, mut runs, mut in_run, mut in_text) = (Says::default(), Vec::<Run>::new(), false, false);
    loop {
        match xml.next().map_err(|error| DocxError::Xml(Part::Body, error))? {
            Node::Open(element) if element.space == Space::Word => match element.name() {
                "tbl" | "del" | "pPrChange" | "rPrChange" => {
                    xml.skip().map_err(|error| DocxError::Xml(Part::Body, error))?;
                }
                "p" => {
                    seen.take(&styles, std::mem::take(&mut paragraph), &std::mem::take(&mut runs));
                    in_run = false;
                }
                "r" => {
                    in_run = true;
                    runs.push(Run::default());
                }
                "t" => in_text = true,
                "pgMar" => {
                    sample.margins = Some(["top", "bottom", "left", "right"].map(|side| length(&element, side)));
                }
                "pgSz" => sample.paper = Some((length(&element, "w"), length(&element, "h"))),
                "docGrid" => {
                    let is_grid = element.get("type").is_some_and(|kind| kind != "default");
                    let pitch = element.get("linePitch").and_then(|pitch| pitch.trim().parse::<f64>().ok());
                    sample.line_pitch = pitch.filter(|_| is_grid).map(|pitch| pitch / 20.0);
                }
                // The mark at the end of a paragraph has letters of its own.
                "rPr" if !in_run => xml.skip().map_err(|error| DocxError::Xml(Part::Body, error))?,
                _ if in_run => runs.last_mut().into_iter().for_each(|(says, _)| says.take(&element)),
                _ => paragraph.take(&element),
            },
            Node::Text(words) if in_text => runs.last_mut().into_iter().for_each(|(_, text)| text.push_str(&words)),
            Node::Close => in_text = false,
            Node::End => break,
            _ => {}
        }
    }
    seen.take(&styles, paragraph, &runs);
    let most = |letters: &[(Letters, usize)]| {
        letters.iter().max_by_key(|(_, count)| *count).map(|(letters, _)| letters.clone())
    };
    sample.title = seen.title;
    sample.body = most(&seen.letters[0]);
    sample.levels = [1, 2, 3, 4].map(|level| most(&seen.letters[level]));
    let pitch = seen.pitches.iter().max_by_key(|(_, count)| *count);
    sample.line_pitch = pitch.map(|(pitch, _)| pitch / 20.0).or(sample.line_pitch);
    sample.latin = seen.latins.into_iter().max_by_key(|(_, count)| *count).map(|(font, _)| font);
    Ok(sample)
}

/// A length in twentieths of a point, as millimetres; what is none is 0.
fn length(element: &Element<'_>, name: &str) -> f64 {
    let twips = element.get(name).and_then(|value| value.trim().parse::<f64>().ok()).unwrap_or(0.0);
    (twips / 20.0 / 72.0 * 25.4 * 10.0).round() / 10.0
}

impl Seen {
    /// Takes a paragraph.
    fn take(&mut self, styles: &Styles, own: Says, runs: &[Run]) {
        let style = own.above.clone().unwrap_or_else(|| styles.usual.clone());
        let defaults = styles.by_id.get("").cloned().unwrap_or_default();
        let usual = own.or(&styles.of(&style)).or(&defaults);
        let words: String = runs.iter().map(|(_, text)| text.as_str()).collect();
        let of = |says: &Says| {
            let style = says.above.as_deref().map(|id| styles.of(id)).unwrap_or_default();
            says.clone().or(&style).or(&usual)
        };
        let letters = |says: &Says| {
            let says = of(says);
            Some(Letters { font: says.font?, size: says.size? / 2.0, bold: says.bold.unwrap_or(false) })
        };
        let words = words.trim();
        let level = level(words);
        // The heading's letters are those of its first Chinese character after the number.
        let marker = words.char_indices().nth(if level.is_some() { 3 } else { 0 }).map_or(0, |(at, _)| at);
        let mut before = 0;
        let head = runs.iter().find(|(_, text)| {
            before += text.len();
            before > marker && !text.trim().is_empty()
        });
        let Some(head) = head.and_then(|(says, _)| letters(says)) else { return };
        if let Some(level) = level {
            self.is_begun = true;
            count(&mut self.letters[level], head, words.chars().count());
        } else if usual.is_centred == Some(true) {
            if !self.is_begun && self.title.as_ref().is_none_or(|title| title.size < head.size) {
                self.title = Some(head);
            }
        } else if words.chars().count() > LONG {
            self.is_begun = true;
            for (says, text) in runs {
                if let Some(letters) = letters(says) {
                    count(&mut self.letters[0], letters, text.chars().count());
                }
                let digits = text.chars().filter(char::is_ascii_alphanumeric).count();
                if let Some(latin) = of(says).latin.filter(|_| digits > 0) {
                    count(&mut self.latins, latin, digits);
                }
            }
            if let Some(pitch) = usual.pitch {
                count(&mut self.pitches, pitch, words.chars().count());
            }
        }
    }
}

/// Characters of a paragraph that is neither salutation nor date.
const LONG: usize = 15;

fn count<T: PartialEq>(all: &mut Vec<(T, usize)>, one: T, times: usize) {
    match all.iter_mut().find(|(known, _)| *known == one) {
        Some((_, count)) => *count += times,
        None => all.push((one, times)),
    }
}

/// The level that a paragraph begins by its number: 一、, （一）, 1., （1）.
fn level(words: &str) -> Option<usize> {
    let han: fn(char) -> bool = |ch| "一二三四五六七八九十".contains(ch);
    let inner = words.strip_prefix(['（', '(']);
    let rest = |text: &str, of: fn(char) -> bool| {
        let rest = text.trim_start_matches(of);
        (rest.len() < text.len()).then(|| rest.chars().next()).flatten()
    };
    let digit: fn(char) -> bool = |ch| ch.is_ascii_digit();
    match inner {
        Some(inner) if matches!(rest(inner, han), Some('）' | ')')) => Some(2),
        Some(inner) if matches!(rest(inner, digit), Some('）' | ')')) => Some(4),
        Some(_) => None,
        None if rest(words, han) == Some('、') => Some(1),
        None if matches!(rest(words, digit), Some('.' | '．' | '、')) => Some(3),
        None => None,
    }
}

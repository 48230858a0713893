//! The fonts of this computer: for each that is wanted the one that comes nearest, and its bytes.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

use fontdb::Database;
use fontdb::FaceInfo;
use fontdb::Source;
use fontdb::Style;
use fontdb::Weight;

/// A font that was looked for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The name that was asked for.
    pub asked: String,
    /// What the font is called that stands for it.
    pub name: String,
    /// The bytes of its file; those of one file are shared.
    pub data: Arc<Vec<u8>>,
    /// Which of the fonts of the file it is.
    pub index: u32,
}

/// Families that stand for any Chinese font, the best first.
const CHINESE: &[&str] = &[
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "AR PL UMing CN",
    "SimSun",
    "Songti SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Droid Sans Fallback",
];

/// For each list of names, the one that is asked for first, the font that is there by the first of them; of none of them any
/// Chinese one. What is nowhere, and what can't be read, is left out. `kept` is a file of the program's own that remembers
/// where they are; it is written anew where that is no longer so.
pub fn find(wanted: &[Vec<String>], kept: Option<&Path>) -> Vec<Found> {
    let mut files = HashMap::new();
    if let Some(found) = kept.and_then(|kept| remembered(&fs::read_to_string(kept).ok()?, wanted, &mut files)) {
        return found;
    }
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let places: Vec<_> = wanted.iter().filter_map(|names| place(&fonts, names)).collect();
    if let Some(kept) = kept {
        // Where it can't be kept they are looked for again.
        drop(fs::write(kept, lines(&places)));
    }
    places.into_iter().filter_map(|place| place.read(&mut files)).collect()
}

/// Where a font is.
struct Place {
    asked: String,
    name: String,
    file: PathBuf,
    index: u32,
}

impl Place {
    fn read(self, files: &mut HashMap<PathBuf, Arc<Vec<u8>>>) -> Option<Found> {
        let Place { asked, name, file, index } = self;
        let data = match files.get(&file) {
            Some(data) => data.clone(),
            None => {
                let data = Arc::new(fs::read(&file).ok()?);
                files.insert(file, data.clone());
                data
            }
        };
        Some(Found { asked, name, data, index })
    }
}

/// A line a font: what was asked for, its name, which of its file, the file.
fn lines(places: &[Place]) -> String {
    let line = |place: &Place| {
        let Place { asked, name, file, index } = place;
        Some(format!("{asked}\t{name}\t{index}\t{}\n", file.to_str()?))
    };
    places.iter().filter_map(line).collect()
}

/// The fonts of a file of such lines; `None` where they are not what is wanted now, or not there any more.
fn remembered(text: &str, wanted: &[Vec<String>], files: &mut HashMap<PathBuf, Arc<Vec<u8>>>) -> Option<Vec<Found>> {
    let place = |line: &str| {
        let mut parts = line.splitn(4, '\t');
        let (asked, name) = (parts.next()?.to_owned(), parts.next()?.to_owned());
        let index = parts.next()?.parse().ok()?;
        Some(Place { asked, name, file: parts.next()?.into(), index })
    };
    let places: Vec<Place> = text.lines().map(place).collect::<Option<_>>()?;
    let same = places.iter().map(|place| Some(&place.asked)).eq(wanted.iter().map(|names| names.first()));
    if !same {
        return None;
    }
    places.into_iter().map(|place| place.read(files)).collect()
}

/// Where the font is that comes nearest to one of these names.
fn place(fonts: &Database, names: &[String]) -> Option<Place> {
    let asked = names.first()?;
    let usual = CHINESE.iter().copied();
    let (name, face) =
        names.iter().map(String::as_str).chain(usual).find_map(|name| Some((name, face(fonts, name)?)))?;
    let file = match &face.source {
        Source::File(file) => file.clone(),
        _ => return None,
    };
    Some(Place { asked: asked.clone(), name: name.to_owned(), file, index: face.index })
}

/// The upright face of a family that is nearest to the usual weight; of `Noto Serif CJK SC Black` the one of that weight.
fn face<'d>(fonts: &'d Database, name: &str) -> Option<&'d FaceInfo> {
    const WEIGHTS: &[(&str, Weight)] = &[(" Black", Weight::BLACK), (" Bold", Weight::BOLD), (" Light", Weight::LIGHT)];
    let of = |family: &str, weight: Weight| {
        let has_name = |face: &&FaceInfo| face.families.iter().any(|(own, _)| own.eq_ignore_ascii_case(family));
        let upright = fonts.faces().filter(has_name).filter(|face| face.style == Style::Normal);
        upright.min_by_key(|face| face.weight.0.abs_diff(weight.0))
    };
    of(name, Weight::NORMAL).or_else(|| WEIGHTS.iter().find_map(|(word, weight)| of(name.strip_suffix(word)?, *weight)))
}

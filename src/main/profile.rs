//! `tigang profile`: how an office sets its papers, read off one of its Word files, as a profile.

use std::path::Path;

use anyhow::anyhow;
use anyhow::bail;

use tigang::export::Profile;
use tigang::export::profile::Face;
use tigang::export::profile::Margins;
use tigang::import;
use tigang::import::Letters;
use tigang::store;

use crate::Over;
use crate::complain;
use crate::put;
use crate::quoted;

/// Writes the profile of a Word file to a file, or to standard output.
pub(crate) fn run(from: &Path, output: Option<&Path>) -> anyhow::Result<()> {
    let bytes = store::read_file(from)?;
    let sample = import::sample(&bytes).map_err(|error| anyhow!("没有读成{}：{error}", quoted(from)))?;
    if sample.body.is_none() {
        bail!("{}里没有写明字体字号的正文，看不出版式，请换一份排好的样稿", quoted(from));
    }
    if let Some((width, height)) = sample.paper.filter(|paper| !is_a4(*paper)) {
        complain(&format!("样稿的纸是 {width}×{height} 毫米，导出的文件仍用 A4"));
    }
    let face = |letters: &Option<Letters>| {
        let letters = letters.clone();
        letters.map_or_else(Face::default, |Letters { font, size, bold }| Face {
            font: Some(font),
            size: Some(size),
            bold: Some(bold),
        })
    };
    let usual = Profile::default();
    let [level1, level2, level3, level4] = [0, 1, 2, 3].map(|level| face(&sample.levels[level]));
    let body = sample.body.as_ref().map(|letters| letters.font.clone());
    let profile = Profile {
        line_pitch: sample.line_pitch.unwrap_or(usual.line_pitch),
        margins: sample.margins.map_or(usual.margins.clone(), |[top, bottom, left, right]| Margins {
            top,
            bottom,
            left,
            right,
        }),
        latin: sample.latin.filter(|latin| Some(latin) != body.as_ref()),
        title: face(&sample.title),
        level1,
        level2,
        level3,
        level4,
        body: face(&sample.body),
        ..usual
    };
    let written = profile.written();
    // What no program could set is no profile.
    Profile::read(&written).map_err(|error| anyhow!("{}的版式用不了：{error}", quoted(from)))?;
    put(written.as_bytes(), output, from, Over::Nothing)
}

fn is_a4((width, height): (f64, f64)) -> bool {
    (width - 210.0).abs() < 2.0 && (height - 297.0).abs() < 2.0
}

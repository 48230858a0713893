//! Whole texts through the whole program: imported, two sections moved, exported, read again.
//!
//! Runs over `tests/texts`, and over the `.txt` files of the folder that `TIGANG_TEXTS` names, so that texts which may not
//! be in the repository can be tried too: `TIGANG_TEXTS=some/folder cargo test --test it corpus -- --nocapture`.

use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;

use tigang::edit::Document;
use tigang::edit::moves;
use tigang::export;
use tigang::import;
use tigang::import::Doubt;
use tigang::import::Noise;
use tigang::import::What;
use tigang::report::Marker;
use tigang::report::Report;
use tigang::report::numbering::read;
use tigang::report::numbering::read_next;

#[test]
fn every_text_survives_two_moves_with_its_words_and_gets_right_numbers() {
    let mut reports = 0;
    for file in texts() {
        let bytes = std::fs::read(&file).unwrap();
        let imported = import::import_named(&bytes, None, None).unwrap();
        for (index, report) in imported.reports.into_iter().enumerate() {
            check(&format!("{}, report {}", file.display(), index + 1), report);
            reports += 1;
        }
    }
    println!("{reports} reports");
}

/// The paragraphs of a text come out again as they went in, punctuation and order included: all but noise, with broken
/// ones joined, glued ones apart, and numbers of their own.
#[test]
fn every_text_comes_out_as_it_went_in() {
    let (mut found, mut count) = (0, 0);
    let mut lost = String::new();
    for file in texts() {
        let bytes = std::fs::read(&file).unwrap();
        let text = import::decode(&bytes, None).unwrap();
        let imported = import::import_text(&text);
        let options = export::Options::default();
        let out: String = imported.reports.iter().map(|report| export::text(report, &options)).collect();
        let out: String = out.lines().map(bare).collect();
        let (mut at, mut places) = (0, Vec::new());
        for paragraph in paragraphs(&text, &imported.doubts) {
            count += 1;
            let place = out[at..].find(&paragraph).map(|place| at + place).or_else(|| out.find(&paragraph));
            match place {
                Some(place) => {
                    at = place;
                    places.push((place, paragraph));
                }
                None => writeln!(lost, "{}: lost {paragraph}", file.display()).unwrap(),
            }
        }
        let kept = longest_rise(&places.iter().map(|(place, _)| *place).collect::<Vec<_>>());
        found += u32::try_from(kept.len()).unwrap();
        for (k, (_, paragraph)) in places.iter().enumerate() {
            if kept.binary_search(&k).is_err() {
                writeln!(lost, "{}: moved {paragraph}", file.display()).unwrap();
            }
        }
    }
    let share = f64::from(found) / f64::from(count);
    println!("{found} of {count} paragraphs found again in order: {share:.4}\n{lost}");
    assert!(share >= 0.985, "{share:.4} of the paragraphs came out again\n{lost}");
}

/// The indexes of as many places as possible that stand in order.
fn longest_rise(places: &[usize]) -> Vec<usize> {
    // By length, the index that the lowest such row ends in; and for each index the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (k, place) in places.iter().enumerate() {
        let length = ends.partition_point(|&end| places[end] <= *place);
        before.push(length.checked_sub(1).map(|above| ends[above]));
        if length == ends.len() {
            ends.push(k);
        } else {
            ends[length] = k;
        }
    }
    let mut row = Vec::new();
    let mut at = ends.last().copied();
    while let Some(k) = at {
        row.push(k);
        at = before[k];
    }
    row.reverse();
    row
}

/// The texts of the repository, and those of the folder that `TIGANG_TEXTS` names.
fn texts() -> Vec<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let folders = std::iter::once(own).chain(std::env::var_os("TIGANG_TEXTS").map(PathBuf::from));
    let mut texts = Vec::new();
    for folder in folders {
        let entries =
            std::fs::read_dir(&folder).expect("the folder of texts is there").map(|entry| entry.unwrap().path());
        let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
        files.sort();
        assert!(!files.is_empty(), "{} has no texts", folder.display());
        texts.extend(files);
    }
    texts
}

/// The paragraphs that the lines of a text make, as the doubts tell of them, each [`bare`].
fn paragraphs(text: &str, doubts: &[Doubt]) -> Vec<String> {
    let mut paragraphs: Vec<String> = Vec::new();
    for (line, words) in text.lines().enumerate().map(|(k, words)| (k + 1, words)) {
        let mut words: String = words.replace("**", "");
        let here = || doubts.iter().filter(|doubt| (doubt.line..=doubt.to).contains(&line));
        let mut left_out = false;
        for doubt in here() {
            if let What::LeftOut { text, noise } = &doubt.what {
                if *noise == Noise::Markup {
                    words = untagged(&words);
                } else {
                    left_out |= text.lines().any(|text| text.len() + 6 >= words.trim().len());
                }
            }
        }
        let numeral =
            here().any(|doubt| matches!(&doubt.what, What::MarkerMended { written } if written == words.trim()));
        if left_out || numeral {
            continue;
        }
        let joined = here().any(|doubt| doubt.what == What::Joined);
        for words in words.split('\n') {
            if joined && let Some(before) = paragraphs.last_mut() {
                before.push_str(&bare_of(words));
            } else {
                paragraphs.push(words.trim().to_owned());
            }
        }
    }
    let cut = |paragraph: &String| -> Vec<String> {
        let glued = doubts.iter().any(|doubt| doubt.what == What::CutBefore);
        let stops =
            paragraph.match_indices(['。', '；', '！', ' ']).filter(|_| glued).map(|(at, stop)| at + stop.len());
        let mut starts: Vec<usize> = stops.filter(|&at| read(&paragraph[at..]).is_some()).collect();
        starts.insert(0, 0);
        starts.push(paragraph.len());
        starts.windows(2).map(|range| bare(&paragraph[range[0]..range[1]])).collect()
    };
    paragraphs.iter().flat_map(cut).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// A line without its marker, list marks and all blanks.
fn bare(line: &str) -> String {
    let signs = |ch: char| "-*•●■◆★#·> \u{3000}".contains(ch);
    let line = line.trim_start_matches(['\u{feff}', '\u{200b}']).trim().trim_start_matches(signs);
    let line = read_next(line, &|_, _| true).map_or(line, |label| &line[label.len..]);
    bare_of(line.trim_start_matches(signs))
}

fn bare_of(text: &str) -> String {
    let invisible = |ch: char| matches!(ch, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}');
    text.chars().filter(|&ch| !ch.is_whitespace() && !invisible(ch)).collect()
}

/// A line of a web page without its tags and entities.
fn untagged(line: &str) -> String {
    let line = line.replace("<br/>", "\n").replace("</p><p>", "\n").replace("&nbsp;", " ").replace("&lt;", "\u{1}");
    let line = line.replace("&ldquo;", "“").replace("&rdquo;", "”");
    let mut out = String::new();
    let mut inside = false;
    for ch in line.chars() {
        match ch {
            '<' => inside = true,
            '>' if inside => inside = false,
            '\u{1}' => out.push('<'),
            _ if !inside => out.push(ch),
            _ => {}
        }
    }
    out
}

#[track_caller]
fn check(name: &str, report: Report) {
    let mut document = Document::new(report);
    // The first top section goes behind the next one; the first section of the second level goes to the end of the report.
    let tree = &document.report().tree;
    let first = tree.children(None).first().copied();
    let inner = tree.rows().find(|row| row.level == 2).map(|row| row.section.id);
    let down = first.and_then(|id| moves::move_down(document.report(), &[id]));
    if let Some(change) = down {
        document.apply(change).unwrap();
    }
    let end = document.report().tree.children(None).last().copied().filter(|&last| Some(last) != inner);
    let away = inner.zip(end).and_then(|(id, last)| {
        let index = document.report().tree.children(Some(last)).iter().filter(|&&child| child != id).count();
        moves::move_to(document.report(), id, tigang::report::Place { parent: Some(last), index })
    });
    if let Some(change) = away {
        document.apply(change).unwrap();
    }
    let report = document.report();
    let text = export::text(report, &export::Options::default());

    // No word of a body is lost, nor is a heading.
    for row in report.tree.rows() {
        for paragraph in row.section.body.lines().chain(std::iter::once(row.section.heading.as_str())) {
            assert!(text.contains(paragraph.trim()), "{name}: lost “{paragraph}”");
        }
    }

    // The numbers are right: each line that opens a section does so with the number of its place.
    let mut rest = text.as_str();
    for numbered in tigang::report::numbering::numbers(report).filter(|numbered| !numbered.label.is_empty()) {
        let opening = format!("\u{3000}{}", numbered.label);
        let at = rest.find(&opening).unwrap_or_else(|| panic!("{name}: no line begins with {}", numbered.label));
        rest = &rest[at + opening.len()..];
    }

    // And they count: read back, the numbers of siblings go 1, 2, 3, whatever has been moved, but where the text itself
    // begins anew (articles count on).
    let labels: std::collections::HashMap<_, _> = tigang::report::numbering::numbers(report)
        .map(|numbered| (numbered.row.section.id, format!("{}{}标题", numbered.label, numbered.number.gap())))
        .collect();
    let parents = std::iter::once(None).chain(report.tree.rows().map(|row| Some(row.section.id)));
    for parent in parents {
        let written =
            report.tree.children(parent).iter().map(|id| labels[id].as_str()).filter(|label| *label != "标题");
        let read: Vec<(Marker, u32)> = written
            .map(|label| read(label).unwrap_or_else(|| panic!("{name}: {label} is no marker")))
            .map(|label| (label.marker, label.ordinal))
            .collect();
        if read.first().is_some_and(|(marker, _)| *marker == Marker::Article) {
            continue;
        }
        let children = report.tree.children(parent);
        let numbered = children.iter().filter(|id| labels[id].as_str() != "标题");
        let counted: Vec<u32> = numbered
            .scan(0, |last, id| {
                *last = report.tree.section(*id)?.style.begins.map_or(*last + 1, std::num::NonZeroU32::get);
                Some(*last)
            })
            .collect();
        let ordinals: Vec<u32> = read.iter().map(|(_, ordinal)| *ordinal).collect();
        assert_eq!(ordinals, counted, "{name}: siblings are numbered {read:?}");
    }
}

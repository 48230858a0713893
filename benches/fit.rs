//! Fits the weights of the reading to labelled texts, and says how well texts are read that it has not seen.
//!
//! `cargo bench --bench fit -- FOLDER…` reads every `NAME.txt` of `tests/texts` and of the folders that has a
//! `NAME.outline` or a `NAME.jsonl` beside it. It prints how well all are read by the table as it is; how well each fifth
//! is read by weights fitted to the other four, and how well that makes the texts of each folder; and the rows of the table
//! that a fit to all would change. It writes nothing. With `HOLD=folder` each folder is held out whole instead, and no fit to
//! all is made. `EXPLAIN=FILE:LINE` prints why a line of a text is read as it is,
//! and does nothing else.

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::path::Path;
use std::path::PathBuf;

use tigang::import;
use tigang::import::Imported;
use tigang::import::Weights;

/// A text is fitted to with all that lies in its file: the file is the site.
struct Sample {
    name: String,
    text: String,
    gold: Gold,
}

/// What a text should become.
#[derive(Default)]
struct Gold {
    /// Headings: depth and letters.
    headings: Vec<(usize, String)>,
    titles: Vec<String>,
    /// How each report begins; empty when that isn't labelled.
    starts: Vec<String>,
    noise: Vec<String>,
    /// Places where a line goes on the one before.
    joins: Vec<String>,
    /// Places where it doesn't.
    apart: Vec<String>,
}

/// Measures of a reading, each hits, found, wanted.
const MEASURES: [(&str, f64); 5] =
    [("outline", 1.0), ("reports", 0.5), ("titles", 0.6), ("noise", 0.6), ("joins", 0.4)];

type Score = [f64; MEASURES.len()];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if let Ok(place) = std::env::var("EXPLAIN") {
        let (file, line) = place.rsplit_once(':').expect("EXPLAIN=FILE:LINE");
        let bytes = std::fs::read(file).expect("the file is there");
        let line = line.parse().expect("a number of a line");
        print!("{}", import::explain(&bytes, Some(file), line).expect("it is read"));
        return;
    }
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/texts");
    let folders = std::iter::once(own).chain(args.iter().map(PathBuf::from));
    let mut samples: Vec<Sample> = folders.flat_map(|folder| read(&folder)).collect();
    samples.sort_by(|a, b| a.name.cmp(&b.name));
    let table = Weights::default();
    println!("{} texts", samples.len());
    show("by the table", &samples.iter().map(|sample| score(sample, &table)).collect::<Vec<_>>());
    // Which fold each text is held out with.
    let by_folders = std::env::var("HOLD").is_ok_and(|hold| hold == "folder");
    let mut folders: Vec<&str> = samples.iter().map(|sample| folder(&sample.name)).collect();
    folders.sort_unstable();
    folders.dedup();
    let folds = if by_folders { folders.len() } else { 5 };
    let fold_of = |k: usize| {
        if by_folders { folders.binary_search(&folder(&samples[k].name)).unwrap_or(0) } else { k % folds }
    };
    let mut held = Vec::new();
    let mut by_folder: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    for fold in 0..folds {
        let (out, seen): (Vec<_>, Vec<_>) = samples.iter().enumerate().partition(|(k, _)| fold_of(*k) == fold);
        let seen: Vec<&Sample> = seen.into_iter().map(|(_, sample)| sample).collect();
        let weights = fit(&seen, &table);
        for (_, sample) in out {
            let score = score(sample, &weights);
            by_folder.entry(folder(&sample.name)).or_default().push(score);
            held.push(score);
        }
        show(&format!("held out, {} of {folds}", fold + 1), &held);
    }
    for (folder, scores) in &by_folder {
        show(&format!("held out, {folder}"), scores);
    }
    if by_folders {
        return;
    }
    let all: Vec<&Sample> = samples.iter().collect();
    let weights = fit(&all, &table);
    show("fitted to all", &samples.iter().map(|sample| score(sample, &weights)).collect::<Vec<_>>());
    for row in 0..table.len() {
        let ((name, before), (_, after)) = (table.row(row), weights.row(row));
        if before != after {
            println!("{name}\t{before}\t{after}");
        }
    }
}

/// The last folder of a path: texts of one folder are of one kind.
fn folder(name: &str) -> &str {
    Path::new(name).parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default()
}

/// The labelled texts of a folder.
fn read(folder: &Path) -> Vec<Sample> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    let texts = paths.iter().filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let sample = |path: &PathBuf| {
        let text = import::decode(&std::fs::read(path).ok()?, None).ok()?;
        let stem = path.file_stem()?.to_str()?.to_owned();
        // 000_….txt is labelled by 000.jsonl.
        let short = stem.split('_').next().unwrap_or(&stem);
        let beside = |end: &str| {
            [stem.as_str(), short]
                .iter()
                .find_map(|stem| std::fs::read_to_string(folder.join(format!("{stem}.{end}"))).ok())
        };
        let gold = match (beside("jsonl"), beside("outline")) {
            (Some(rows), _) => labels(&rows, &text),
            (_, Some(outline)) => of_outline(&outline),
            _ => return None,
        };
        Some(Sample { name: path.display().to_string(), text, gold })
    };
    texts.filter_map(sample).collect()
}

/// Labels a line: role, depth, text.
fn labels(rows: &str, text: &str) -> Gold {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut gold = Gold::default();
    let mut seen = Vec::new();
    let mut before: Option<(String, String)> = None;
    for row in rows.lines().filter_map(|row| serde_json::from_str::<serde_json::Value>(row).ok()) {
        let number = row["line"].as_u64().unwrap_or(1) as usize;
        let line = lines.get(number.wrapping_sub(1)).copied().unwrap_or_default();
        let role = row["role"].as_str().unwrap_or_default().to_owned();
        let own = row["text"].as_str().unwrap_or(line);
        let whole = letters(line);
        if role == "noise" {
            if whole.chars().count() >= 4 {
                gold.noise.push(whole);
            }
            before = None;
            continue;
        }
        let report = row["report"].as_u64().unwrap_or(1);
        if !seen.contains(&report) {
            seen.push(report);
            gold.starts.push(head(&bare(own), 4));
        }
        match role.as_str() {
            "heading" => gold.headings.push((row["depth"].as_u64().unwrap_or(1) as usize, head(&bare(own), 10))),
            "title" => gold.titles.push(letters(own)),
            _ => {}
        }
        if let Some((last, _)) = &before {
            let place = tail(last, 4) + &head(&whole, 4);
            if role == "cont" { gold.joins.push(place) } else { gold.apart.push(place) }
        }
        before = Some((whole, role));
    }
    gold
}

/// An outline of `tests/texts`: titles and sections.
fn of_outline(outline: &str) -> Gold {
    let mut gold = Gold::default();
    for line in outline.lines().filter(|line| !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix('=') {
            if !title.trim().is_empty() {
                gold.titles.push(letters(title));
            }
        } else if line.starts_with("  ") {
            let depth = (line.len() - line.trim_start().len()) / 2;
            let words = line.trim_start().trim_start_matches("~ ");
            let words = words.rsplit_once(" ¶").map_or(words, |(words, _)| words);
            gold.headings.push((depth, head(&bare(words), 10)));
        }
    }
    gold
}

/// The letters of a text that count.
fn letters(text: &str) -> String {
    let wide = |ch: char| {
        if ('\u{ff01}'..='\u{ff5e}').contains(&ch) { char::from_u32(ch as u32 - 0xfee0).unwrap_or(ch) } else { ch }
    };
    text.chars().map(wide).filter(|ch| ch.is_alphanumeric()).collect()
}

/// The letters without the marker before them.
fn bare(text: &str) -> String {
    let label = tigang::report::numbering::read(text.trim_start());
    let text = text.trim_start();
    letters(label.map_or(text, |label| text.get(label.len..).unwrap_or_default()))
}

fn head(text: &str, count: usize) -> String {
    text.chars().take(count).collect()
}

fn tail(text: &str, count: usize) -> String {
    text.chars().skip(text.chars().count().saturating_sub(count)).collect()
}

/// How well a text is read: each measure from 0 to 1.
fn score(sample: &Sample, weights: &Weights) -> Score {
    let imported = import::import_text_by(weights, &sample.text);
    let read = Read::of(&imported);
    let gold = &sample.gold;
    let outline = f1(alike(&gold.headings, &read.headings), read.headings.len(), gold.headings.len());
    let reports = if gold.starts.is_empty() {
        1.0
    } else {
        f1(alike(&gold.starts, &read.starts), read.starts.len(), gold.starts.len())
    };
    let same = |a: &String, b: &String| a == b || b.starts_with(a.as_str());
    let titles = gold.titles.iter().filter(|title| read.titles.iter().any(|got| same(title, got))).count();
    let titles = f1(titles, read.titles.len(), gold.titles.len());
    let mut own: HashMap<&str, usize> = HashMap::new();
    let kept = gold.noise.iter().filter(|noise| {
        let seen = own.entry(noise.as_str()).or_default();
        *seen += 1;
        let titles = gold.titles.iter().filter(|title| title.contains(noise.as_str())).count();
        read.flat.matches(noise.as_str()).count() >= titles + *seen
    });
    let noise = if gold.noise.is_empty() { 1.0 } else { 1.0 - kept.count() as f64 / gold.noise.len() as f64 };
    let joined = |place: &&String| read.paragraphs.iter().any(|paragraph| paragraph.contains(place.as_str()));
    let (hits, wrong) = (gold.joins.iter().filter(joined).count(), gold.apart.iter().filter(joined).count());
    let joins = f1(hits, hits + wrong, gold.joins.len());
    [outline, reports, titles, noise, joins]
}

/// What came out of a text.
#[derive(Default)]
struct Read {
    headings: Vec<(usize, String)>,
    titles: Vec<String>,
    starts: Vec<String>,
    flat: String,
    paragraphs: Vec<String>,
}

impl Read {
    fn of(imported: &Imported) -> Read {
        let mut read = Read::default();
        for report in &imported.reports {
            let mut first = true;
            let mut put = |text: &str, read: &mut Read| {
                for paragraph in text.lines().map(letters).filter(|text| !text.is_empty()) {
                    if std::mem::take(&mut first) {
                        read.starts.push(head(&bare(text.lines().next().unwrap_or_default()), 4));
                    }
                    read.flat.push_str(&paragraph);
                    read.flat.push('\n');
                    read.paragraphs.push(paragraph);
                }
            };
            if !report.title.is_empty() {
                read.titles.push(letters(&report.title));
            }
            put(&report.title, &mut read);
            put(&report.salutation, &mut read);
            put(&report.preamble, &mut read);
            for row in report.tree.rows() {
                let (heading, body) = (&row.section.heading, &row.section.body);
                let own = if heading.is_empty() { body.lines().next().unwrap_or_default() } else { heading };
                read.headings.push((row.level, head(&letters(own), 10)));
                let run_in = row.section.style.heading == tigang::report::HeadingStyle::RunIn;
                if run_in {
                    put(&format!("{heading}{body}"), &mut read);
                } else {
                    put(&format!("{heading}\n{body}"), &mut read);
                }
            }
            put(&report.closing, &mut read);
            put(&report.organization, &mut read);
            put(&report.date, &mut read);
        }
        read
    }
}

fn f1(hits: usize, got: usize, want: usize) -> f64 {
    if got + want == 0 { 1.0 } else { 2.0 * hits as f64 / (got + want) as f64 }
}

/// How many of two rows agree, in order.
fn alike<T: PartialEq>(want: &[T], got: &[T]) -> usize {
    // What agrees at the head and at the end needs no table.
    let front = want.iter().zip(got).take_while(|(a, b)| a == b).count();
    let (want, got) = (&want[front..], &got[front..]);
    let back = want.iter().rev().zip(got.iter().rev()).take_while(|(a, b)| a == b).count();
    let (want, got) = (&want[..want.len() - back], &got[..got.len() - back]);
    let mut row = vec![0usize; got.len() + 1];
    for w in want {
        let mut above = 0;
        for (k, g) in got.iter().enumerate() {
            let here = row[k + 1];
            row[k + 1] = if w == g { above + 1 } else { here.max(row[k]) };
            above = here;
        }
    }
    front + back + row[got.len()]
}

/// One figure for a reading.
fn worth(score: &Score) -> f64 {
    score.iter().zip(MEASURES).map(|(value, (_, weight))| value * weight).sum()
}

fn show(what: &str, scores: &[Score]) {
    let mean = |at: usize| scores.iter().map(|score| score[at]).sum::<f64>() / scores.len().max(1) as f64;
    let figures: Vec<String> =
        MEASURES.iter().enumerate().map(|(at, (name, _))| format!("{name} {:.3}", mean(at))).collect();
    println!("{what:20} {}", figures.join(" "));
}

/// Goes through the rows, and moves each as far as that makes the texts read better; a row is drawn back to the table.
fn fit(samples: &[&Sample], table: &Weights) -> Weights {
    const PULL: f64 = 0.00025;
    let mut weights = table.clone();
    let mut scores: Vec<f64> = samples.iter().map(|sample| worth(&score(sample, &weights))).collect();
    for step in [80, 30] {
        for row in 0..table.len() {
            for by in [step, -step] {
                loop {
                    weights.add(row, by);
                    let tried: Vec<f64> = samples.iter().map(|sample| worth(&score(sample, &weights))).collect();
                    let away = |value: i32| f64::from((value - table.row(row).1).abs()) * PULL;
                    let now = weights.row(row).1;
                    let gain = tried.iter().sum::<f64>() - scores.iter().sum::<f64>() - (away(now) - away(now - by));
                    if gain <= 1e-9 {
                        weights.add(row, -by);
                        break;
                    }
                    scores = tried;
                }
            }
        }
    }
    weights
}

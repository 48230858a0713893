//! Readers and keys under fire: files that were cut, spliced, flipped and blown up; journals whose lines are sound and whose
//! words are not; whatever a terminal can send, with every answer that a disk can give.
//!
//! `FUZZ=600 cargo test --release --test it fuzz -- --nocapture --test-threads 1` fires for so many seconds at each, where the
//! suite fires a few always equal shots; `SEED` gives others, `SHOT` begins at one. What is found is cured and kept as a test of its own.

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;

use crossterm::event::Event;
use crossterm::event::KeyCode;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;
use crossterm::event::MouseButton;
use crossterm::event::MouseEvent;
use crossterm::event::MouseEventKind;
use proptest::strategy::Strategy;
use proptest::strategy::ValueTree;
use proptest::test_runner::Config;
use proptest::test_runner::RngSeed;
use proptest::test_runner::TestRunner;
use tempfile::TempDir;

use tigang::check;
use tigang::edit::Document;
use tigang::export;
use tigang::export::Format;
use tigang::import;
use tigang::report::Report;
use tigang::store;
use tigang::store::OpenError;
use tigang::store::Print;
use tigang::store::Shelf;
use tigang::store::journal::Draft;
use tigang::store::journal::Left;
use tigang::store::journal::Stand;
use tigang::tui::input;
use tigang::tui::model::Model;
use tigang::tui::update;
use tigang::tui::update::Effect;
use tigang::tui::update::Input;
use tigang::tui::update::Outcome;
use tigang::tui::update::Past;
use tigang::tui::update::Remains;
use tigang::tui::update::Then;

use crate::edit::laws;
use crate::keep::journal::Writer;
use crate::read::doc;
use crate::read::sources;
use crate::screen::frames;
use crate::tools::hunt;
use crate::tools::hunt::Dice;
use crate::tools::package;
use crate::write::word;

/// Fires until the time is up; in the suite only the first shots.
fn fire(at: &str, usual: usize, mut shot: impl FnMut(&mut Dice)) {
    let (seconds, seed) = (hunt::number("FUZZ", 0), hunt::number("SEED", 1));
    let begun = Instant::now();
    let first = hunt::number("SHOT", 0);
    let (mut shots, mut slowest) = (first, (Duration::ZERO, 0));
    while shots < first + usual || begun.elapsed().as_secs() < seconds as u64 {
        let number = Number { at, shot: shots, seed };
        let start = Instant::now();
        shot(&mut Dice::new((seed * 1_000_000_007 + shots) as u64));
        slowest = slowest.max((start.elapsed(), shots));
        drop(number);
        shots += 1;
    }
    let (longest, which) = slowest;
    println!(
        "{at}: {} shots in {} s, the slowest {longest:?} (shot {which}); fell: 0",
        shots - first,
        begun.elapsed().as_secs()
    );
}

/// Names the shot that something falls by.
struct Number<'a> {
    at: &'a str,
    shot: usize,
    seed: usize,
}

impl Drop for Number<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}: shot {} of seed {}", self.at, self.shot, self.seed);
        }
    }
}

// ---- Bytes ------------------------------------------------------------------------------------------------------------

/// Pieces that mean something to one of the readers.
const WORDS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    ",\n",
    ":",
    "\"",
    "\\",
    "\\u{0}",
    "\\u{7f}",
    "\\n",
    "r#\"",
    "\"#",
    "/*",
    "*/",
    "//",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "\u{feff}",
    "format: 1",
    "format: 18446744073709551616",
    "sections: [",
    "metrics: [",
    "(id: 1, level: 1,\n",
    "level: 0",
    "id: 1048576",
    "next_id: ",
    "heading: \"",
    "body: \"",
    "scheme: ",
    "numbering: unnumbered",
    "target: 4294967296",
    "-1",
    "0",
    "1e999",
    "18446744073709551615",
    "18446744073709551616",
    "Some(",
    "None",
    "null",
    "{",
    "}",
    "<<<<<<< ",
    "=======\n",
    ">>>>>>> ",
    "\u{1b}]0;x\u{7}",
    "\u{9b}2J",
    "\u{202e}",
    "一、",
    "（一）",
    "1.",
    "①",
    "第九千九百九十九章",
    "　　",
    "目录",
    "篇一",
    "{电子工单:同比}",
    "�",
    "\u{10ffff}",
];

/// Damages bytes a few times over; `other` lends pieces.
fn damage(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    const MOST: usize = 1 << 20;
    for _ in 0..1 + dice.throw(6) {
        let at = dice.throw(bytes.len() + 1);
        let long = [8, 64, 512, 8192][dice.throw(4)];
        let end = (at + 1 + dice.throw(long)).min(bytes.len());
        match dice.throw(12) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.throw(8),
            1 if at < bytes.len() => bytes[at] = [0, 9, 10, 13, 27, 34, 40, 41, 92, 127, 128, 255][dice.throw(12)],
            2 => drop(bytes.drain(at.min(end)..end)),
            3 => {
                let piece = bytes[at.min(end)..end].to_vec();
                let to = dice.throw(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 => {
                let from = dice.throw(other.len() + 1);
                let piece = &other[from..(from + long).min(other.len())];
                bytes.splice(at..end.max(at), piece.iter().copied());
            }
            5..=7 => {
                let word = WORDS[dice.throw(WORDS.len())].bytes();
                let end = if dice.throw(2) == 0 { at } else { end.max(at) };
                bytes.splice(at..end, word);
            }
            8 => number(bytes, dice),
            9 => lines(bytes, dice),
            10 if end > at => {
                let times = [2, 50, 5000][dice.throw(3)].min(MOST / (end - at));
                let piece = bytes[at..end].repeat(times);
                bytes.splice(at..at, piece);
            }
            11 if dice.throw(4) == 0 => bytes.truncate(at),
            _ => {}
        }
        bytes.truncate(MOST * 2);
    }
}

/// Puts another number in the place of one.
fn number(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const NUMBERS: &[&str] = &[
        "0",
        "1",
        "2",
        "3",
        "17",
        "255",
        "65536",
        "1048575",
        "1048576",
        "4294967295",
        "18446744073709551615",
        "-1",
        "1.5",
    ];
    let from = dice.throw(bytes.len() + 1);
    let Some(at) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let long = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.splice(at..at + long, NUMBERS[dice.throw(NUMBERS.len())].bytes());
}

/// Two lines change places, or one stands twice.
fn lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<&[u8]> = bytes.split_inclusive(|&byte| byte == b'\n').collect();
    if lines.is_empty() {
        return;
    }
    let (one, two) = (dice.throw(lines.len()), dice.throw(lines.len()));
    match dice.throw(2) {
        0 => lines.swap(one, two),
        _ => lines.insert(one, lines[two]),
    }
    *bytes = lines.concat();
}

/// Real files of the repository.
fn corpus(folders: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| store::files_in(&root.join(folder), &["ron", "txt", "md", "docx", "opml"]))
        .collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

/// What must hold of a report that was read from anything.
#[track_caller]
fn sound(report: &Report) {
    let bytes = store::write(report);
    let again = store::read(&bytes).expect("what is written can be read");
    assert_eq!(&again, report, "what was read is what was written");
    assert_eq!(Print::of(&bytes), Print::of_report(report));
    drop(export::bytes(report, Format::named("txt").unwrap(), &export::Options::default()));
    let document = Document::new(report.clone());
    assert!(!document.is_modified());
}

/// One sentence that does the terminal no harm.
#[track_caller]
fn says(sentence: &str) {
    assert!(!sentence.is_empty() && !sentence.contains(char::is_control) && sentence.len() < 2000, "{sentence:?}");
    assert!(sentence.contains(|c| ('\u{4e00}'..'\u{9fff}').contains(&c)), "{sentence:?}");
}

#[test]
fn the_file_reader() {
    let corpus = corpus(&["samples", "tests/golden"]);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("报告.ron");
    fire("file reader", 400, |dice| {
        let mut bytes = corpus[dice.throw(corpus.len())].1.clone();
        damage(&mut bytes, &corpus[dice.throw(corpus.len())].1, dice);
        let read = store::read(&bytes);
        match &read {
            Ok(report) => sound(report),
            Err(error) => says(&error.to_string()),
        }
        fs::write(&path, &bytes).unwrap();
        match (store::open(&path), read) {
            (Ok(opened), Ok(report)) => assert_eq!((opened.report, opened.print), (report, Print::of(&bytes))),
            (Err(OpenError::Content { error, .. }), Err(expected)) => assert_eq!(error, expected),
            (opened, read) => panic!("from the file {opened:?}, from memory {read:?}"),
        }
    });
}

#[test]
fn the_text_reader() {
    let corpus = corpus(&["tests/texts", "tests/word", "samples"]);
    fire("text reader", 100, |dice| {
        let (path, mut bytes) = corpus[dice.throw(corpus.len())].clone();
        damage(&mut bytes, &corpus[dice.throw(corpus.len())].1, dice);
        let name = path.file_name().and_then(|name| name.to_str());
        if let Ok(imported) = import::import_named(&bytes, name, None) {
            imported.reports.iter().for_each(sound);
        }
    });
}

#[test]
fn the_reader_of_old_word_files() {
    let sample = doc::sample();
    fire("old Word reader", 200, |dice| {
        let mut bytes = sample.clone();
        if dice.throw(4) == 0 {
            damage(&mut bytes, &sample, dice);
        }
        // Numbers that place and count things, without the container falling apart.
        for _ in 0..1 + dice.throw(12) {
            let at = dice.throw(bytes.len().max(9) - 8);
            let value = [0, 1, 2, 3, 7, 13, 0x7f, 0xff, 0x100, 0x200, 0xffff, 0x4000_0000, u32::MAX][dice.throw(13)];
            let value = if dice.throw(3) == 0 { value } else { dice.throw(4096) as u32 };
            let wide = [1, 2, 4][dice.throw(3)];
            if let Some(place) = bytes.get_mut(at..at + wide) {
                place.copy_from_slice(&value.to_le_bytes()[..wide]);
            }
        }
        match import::import_named(&bytes, Some("总结.doc"), None) {
            Ok(imported) => imported.reports.iter().for_each(sound),
            Err(error) => says(&error.to_string()),
        }
    });
}

/// What stands in pages, Markdown, outlines and mind maps.
const MARKUP: &[&str] = &[
    "<ol>",
    "</ol>",
    "<li>",
    "<li value=\"4294967296\">",
    "<ul>",
    "</ul>",
    "<h1>",
    "<h6>",
    "</h1>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<td rowspan=\"65535\">",
    "<td colspan=\"1001\">",
    "</td>",
    "<br>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<pre>",
    "<blockquote>",
    "<script>",
    "<style>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "&",
    "&#",
    "&#x10FFFF;",
    "&#xD800;",
    "&nbsp;",
    "<meta charset=big5>",
    "<outline text=\"",
    "\"/>",
    "</outline>",
    "<node TEXT=\"",
    "</node>",
    "<richcontent>",
    "# ",
    "###### ",
    "- ",
    "    - ",
    "1. ",
    "> ",
    "| a | b |\n",
    "| --- | --- |\n",
    "```\n",
    "---\n",
    "**",
    "[^1]",
    "![](",
    "\t",
];

#[test]
fn the_readers_of_pages_and_outlines() {
    let corpus = sources::files();
    fire("pages and outlines", 200, |dice| {
        let (name, content) = &corpus[dice.throw(corpus.len())];
        let mut bytes = content.clone().into_bytes();
        damage(&mut bytes, corpus[dice.throw(corpus.len())].1.as_bytes(), dice);
        for _ in 0..dice.throw(8) {
            let (at, times) = (dice.throw(bytes.len() + 1), [1, 1, 1, 300][dice.throw(4)]);
            bytes.splice(at..at, MARKUP[dice.throw(MARKUP.len())].repeat(times).bytes());
        }
        match import::import_named(&bytes, Some(name), None) {
            Ok(imported) => imported.reports.iter().for_each(sound),
            Err(error) => says(&error.to_string()),
        }
    });
}

/// What stands in the parts of a Word file.
const PARTS: &[&str] = &[
    "<w:p>",
    "</w:p>",
    "<w:r><w:t>一、",
    "</w:t></w:r>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:gridSpan w:val=\"65535\"/>",
    "<w:vMerge/>",
    "<w:vMerge w:val=\"restart\"/>",
    "<w:numPr><w:ilvl w:val=\"9\"/><w:numId w:val=\"1\"/></w:numPr>",
    "<w:outlineLvl w:val=\"255\"/>",
    "<w:pStyle w:val=\"Heading1\"/>",
    "<w:basedOn w:val=\"Heading1\"/>",
    "<w:fldChar w:fldCharType=\"begin\"/>",
    "<w:instrText>TOC</w:instrText>",
    "<w:bookmarkStart w:id=\"1\" w:name=\"_tigang_\"/>",
    "<w:bookmarkEnd w:id=\"1\"/>",
    "<w:ins w:author=\"甲\">",
    "<w:del>",
    "<w:commentRangeStart w:id=\"0\"/>",
    "<w:footnoteReference w:id=\"2\"/>",
    "<w:tab/>",
    "<w:br/>",
    "<w:ind w:left=\"-2147483648\"/>",
    "<w:sz w:val=\"99999\"/>",
];

/// Our own Word files, each part of which may be damaged; the package stays whole but for one in four.
#[test]
fn the_reader_of_word_files() {
    let reports = corpus(&["samples"]);
    let docx = Format::named("docx").unwrap();
    let options = export::Options::default();
    let files: Vec<Vec<(String, Vec<u8>)>> = reports
        .iter()
        .filter_map(|(_, bytes)| store::read(bytes).ok())
        .map(|report| word::parts(&export::bytes(&report, docx, &options).unwrap()))
        .map(|parts| parts.into_iter().map(|(name, text)| (name, text.into_bytes())).collect())
        .collect();
    fire("Word reader", 60, |dice| {
        let mut parts = files[dice.throw(files.len())].clone();
        let other = &files[dice.throw(files.len())];
        let other = other[dice.throw(other.len())].1.clone();
        for _ in 0..1 + dice.throw(3) {
            let part = dice.throw(parts.len());
            let bytes = &mut parts[part].1;
            damage(bytes, &other, dice);
            for _ in 0..dice.throw(6) {
                let at = dice.throw(bytes.len() + 1);
                bytes.splice(at..at, PARTS[dice.throw(PARTS.len())].bytes());
            }
        }
        let mut bytes = package::stored(parts);
        if dice.throw(4) == 0 {
            damage(&mut bytes, &other, dice);
        }
        match import::import_named(&bytes, Some("总结.docx"), None) {
            Ok(imported) => imported.reports.iter().for_each(sound),
            Err(error) => says(&error.to_string()),
        }
    });
}

#[test]
fn the_reader_of_spreadsheets() {
    let whole = sources::rows(&[
        &["指标", "单位", "本年", "上年"],
        &["供水量", "万吨", "=3260", "%1=0.956"],
        &["开工", "", "%3=45838", ""],
    ]);
    fire("spreadsheets", 100, |dice| {
        let mut rows = whole.clone().into_bytes();
        damage(&mut rows, whole.as_bytes(), dice);
        let mut bytes = sources::xlsx(&[("表1", &String::from_utf8_lossy(&rows)), ("表2", &whole)], &["甲", "乙"]);
        if dice.throw(3) == 0 {
            damage(&mut bytes, whole.as_bytes(), dice);
        }
        match import::spreadsheet::sheet(&bytes) {
            Some(Err(error)) => says(&error.to_string()),
            Some(Ok(sheet)) => assert!(!sheet.text.contains('\0')),
            None => {}
        }
    });
}

// ---- Journals ---------------------------------------------------------------------------------------------------------

#[test]
fn the_journal_reader() {
    let mut stock: Vec<(Vec<u8>, Vec<u8>)> = Vec::new();
    let mut shots = 0;
    fire("journal reader", 200, |dice| {
        if shots % 100 == 0 {
            stock = (0..4).map(|_| journal(dice)).collect();
        }
        shots += 1;
        let (mut bytes, mut base) = stock[dice.throw(4)].clone();
        let other = &stock[dice.throw(4)].0;
        match dice.throw(4) {
            // What the disk does to it.
            0 => damage(&mut bytes, other, dice),
            // Sound lines that say something else.
            1 | 2 => bytes = forged(&bytes, other, dice),
            // Sound lines that belong to another report.
            _ => {
                damage(&mut base, &stock[dice.throw(4)].1, dice);
                bytes = with_base(&bytes, &base);
            }
        }
        // A folder of its own: no program that a test beside this one starts can have its lock.
        let folder = TempDir::new().unwrap();
        fs::write(folder.path().join("a.journal"), &bytes).unwrap();
        fs::write(folder.path().join("a.base"), &base).unwrap();
        for left in Shelf::new(folder.path()).left() {
            drop(left.path());
            drop(left.suggested());
            comes_back(left);
        }
    });
}

#[track_caller]
fn comes_back(left: Left) {
    let Ok(back) = left.bring_back() else { return };
    let mut document = back.document;
    let end = document.report().clone();
    sound(&end);
    let steps = document.undo_labels().count();
    let mut undone = 0;
    while document.undo().is_some() {
        sound(document.report());
        undone += 1;
    }
    // A step that doesn't fit ends the undo there; where all of them did, all are done again.
    if undone == steps {
        for _ in 0..steps {
            assert!(document.redo().is_some(), "what was undone is done again");
        }
        assert_eq!(*document.report(), end);
    }
}

/// The bytes of a journal of random acts, and what it begins with.
fn journal(dice: &mut Dice) -> (Vec<u8>, Vec<u8>) {
    let mut writer = Writer::of_nothing(small(dice));
    for _ in 0..3 + dice.throw(60) {
        let mut number = || dice.throw(1 << 16) as u16;
        let throw = ((number() >> 8) as u8, number(), number(), number());
        match number() % 8 {
            0 => drop(writer.document.undo()),
            1 => drop(writer.document.redo()),
            _ => {
                if let Some(change) = laws::change(writer.document.report(), throw) {
                    writer.document.apply(change).unwrap();
                }
            }
        }
        writer.keeps();
    }
    let remains = writer.dies();
    let Some(journal) = remains.journals().pop() else { return (Vec::new(), Vec::new()) };
    let base = fs::read(journal.with_extension("base")).unwrap_or_default();
    (fs::read(journal).unwrap(), base)
}

fn small(dice: &mut Dice) -> Report {
    let seed = RngSeed::Fixed(dice.throw(1 << 30) as u64);
    let mut runner = TestRunner::new(Config { rng_seed: seed, failure_persistence: None, ..Config::default() });
    laws::reports().new_tree(&mut runner).unwrap().current()
}

/// Lines whose words were damaged, each with the sum and the number it needs to be read.
fn forged(journal: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let words = |journal: &[u8]| -> Vec<Vec<u8>> {
        let lines = journal.split(|&byte| byte == b'\n').filter_map(|line| line.get(17..));
        lines.filter_map(|line| line.splitn(2, |&byte| byte == b' ').nth(1)).map(<[u8]>::to_vec).collect()
    };
    let (mut lines, foreign) = (words(journal), words(other));
    for _ in 0..1 + dice.throw(3) {
        if lines.is_empty() || foreign.is_empty() {
            break;
        }
        let at = dice.throw(lines.len());
        let piece = foreign[dice.throw(foreign.len())].clone();
        match dice.throw(6) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, piece),
            2 => lines[at] = piece,
            3 => number(&mut lines[at], dice),
            4 => text(&mut lines[at], dice),
            _ => damage(&mut lines[at], &piece, dice),
        }
    }
    sealed(&lines)
}

/// Puts other words into a string of a line.
fn text(line: &mut Vec<u8>, dice: &mut Dice) {
    let from = dice.throw(line.len() + 1);
    let Some(at) = line[from..].iter().position(|&byte| byte == b'"').map(|at| from + at + 1) else { return };
    let Some(long) = line[at..].iter().position(|&byte| byte == b'"') else { return };
    let words = serde_json::to_string(WORDS[dice.throw(WORDS.len())]).unwrap();
    line.splice(at..at + long, words[1..words.len() - 1].bytes());
}

/// The lines of a journal from their words.
fn sealed(lines: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (number, words) in lines.iter().enumerate() {
        let mut line = format!("{number} ").into_bytes();
        line.extend(words.iter().filter(|&&byte| byte != b'\n'));
        let print = serde_json::to_value(Print::of(&line)).unwrap();
        bytes.extend(format!("{:016x} ", print["sum"].as_u64().unwrap()).bytes());
        bytes.append(&mut line);
        bytes.push(b'\n');
    }
    bytes
}

/// A journal that begins with these bytes beside it.
fn with_base(journal: &[u8], base: &[u8]) -> Vec<u8> {
    let lines = journal.split(|&byte| byte == b'\n').filter_map(|line| line.get(17..));
    let mut lines: Vec<Vec<u8>> =
        lines.filter_map(|line| line.splitn(2, |&byte| byte == b' ').nth(1)).map(<[u8]>::to_vec).collect();
    if let Some(head) = lines.first_mut()
        && let Ok(mut says) = serde_json::from_slice::<serde_json::Value>(head)
    {
        says["Head"]["base"] = serde_json::json!({ "Beside": Print::of(base) });
        *head = serde_json::to_vec(&says).unwrap();
    }
    sealed(&lines)
}

// ---- Keys -------------------------------------------------------------------------------------------------------------

#[test]
fn the_key_handler() {
    fire("key handler", 12, |dice| {
        let seed = RngSeed::Fixed(dice.throw(1 << 30) as u64);
        let mut runner = TestRunner::new(Config { rng_seed: seed, failure_persistence: None, ..Config::default() });
        let mut draw = || frames::report().new_tree(&mut runner).unwrap().current();
        let (start, other) = (draw(), draw());
        let size = frames::size().new_tree(&mut runner).unwrap().current();
        let mut model = Model::new(start.clone(), size);
        model.path = Some("报\u{1b}[2J告\n.ron".into());
        let mut follower = Follower::new(&mut model);
        for _ in 0..10 + dice.throw(60) {
            for input in inputs(&mut runner, dice) {
                let mut effect = update::press(&mut model, input);
                // A disk answers, and what it answers may ask for more.
                for _ in 0..4 {
                    follower.follow(&mut model);
                    let Some(outcome) = effect.take().and_then(|effect| answer(effect, &other, dice)) else { break };
                    effect = update::handle_outcome(&mut model, outcome);
                }
                follower.follow(&mut model);
            }
            frames::check(&model);
        }
        sound(model.report());
        let end = model.report().clone();
        let steps = model.document().undo_labels().count();
        for _ in 0..steps {
            assert!(model.undo().is_some(), "every act is undone");
        }
        assert!(model.undo().is_none(), "nothing else is undone");
        for _ in 0..steps {
            assert!(model.redo().is_some(), "every act is done again");
        }
        assert_eq!(*model.report(), end);
    });
}

/// A journal in memory: what is replayed is always the report on the screen.
struct Follower {
    turn: u64,
    document: Document,
}

impl Follower {
    fn new(model: &mut Model) -> Follower {
        drop(model.take_changes());
        Follower { turn: model.turn(), document: Document::new(model.report().clone()) }
    }

    #[track_caller]
    fn follow(&mut self, model: &mut Model) {
        let done = model.take_changes();
        if model.turn() != self.turn {
            *self = Follower::new(model);
            return;
        }
        done.into_iter().for_each(|done| self.document.replay(done).expect("a change that was done can be done again"));
        assert_eq!(self.document.report(), model.report(), "what a journal would bring back");
    }
}

/// What comes out of the terminal at once, as its events or as what they come to.
fn inputs(runner: &mut TestRunner, dice: &mut Dice) -> Vec<Input> {
    let drawn = |runner: &mut TestRunner| frames::input().new_tree(runner).unwrap().current();
    if dice.throw(3) > 0 {
        return vec![drawn(runner)];
    }
    let events = (0..1 + dice.throw(8)).map(|_| event(drawn(runner), dice)).collect();
    input::inputs(events)
}

fn event(input: Input, dice: &mut Dice) -> Event {
    const CODES: &[KeyCode] = &[
        KeyCode::Enter,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Esc,
        KeyCode::Left,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::F(5),
        KeyCode::F(35),
        KeyCode::CapsLock,
        KeyCode::Menu,
        KeyCode::Char('j'),
        KeyCode::Char('一'),
        KeyCode::Char('\u{200d}'),
        KeyCode::Char('{'),
        KeyCode::Char('\u{1b}'),
        KeyCode::Char('2'),
    ];
    match (input, dice.throw(6)) {
        (Input::Pasted(text) | Input::Typed(text) | Input::Burst(text), _) => Event::Paste(text),
        (Input::Resized(width, height), _) => Event::Resize(width, height),
        (_, 0) => Event::FocusGained,
        (_, 1) => {
            let kinds = [
                MouseEventKind::Down(MouseButton::Left),
                MouseEventKind::Drag(MouseButton::Left),
                MouseEventKind::Up(MouseButton::Left),
                MouseEventKind::Down(MouseButton::Right),
                MouseEventKind::ScrollDown,
                MouseEventKind::ScrollLeft,
            ];
            let (column, row) = (dice.throw(300) as u16, dice.throw(80) as u16);
            Event::Mouse(MouseEvent { kind: kinds[dice.throw(6)], column, row, modifiers: KeyModifiers::NONE })
        }
        _ => {
            let modifiers = KeyModifiers::from_bits_truncate(if dice.throw(2) == 0 { 0 } else { dice.throw(64) as u8 });
            let kinds = [KeyEventKind::Press, KeyEventKind::Press, KeyEventKind::Repeat, KeyEventKind::Release];
            Event::Key(KeyEvent::new_with_kind(CODES[dice.throw(CODES.len())], modifiers, kinds[dice.throw(4)]))
        }
    }
}

/// A new report is open.
fn begun(report: Report, suggested: Option<std::path::PathBuf>) -> Outcome {
    Outcome::Opened { reports: vec![report], path: None, suggested, doubts: Vec::new(), says: "新的".into() }
}

/// A draft of another report came back.
fn returned(other: &Report) -> Outcome {
    let docx = tigang::export::Format::named("docx").unwrap();
    let bytes = tigang::export::bytes(other, docx, &tigang::export::Options::default()).unwrap();
    Outcome::Returned { name: "退回稿.docx".into(), bytes }
}

/// What a disk may answer.
fn answer(effect: Effect, other: &Report, dice: &mut Dice) -> Option<Outcome> {
    let bad = || Outcome::Failed("没有".into());
    let luck = dice.throw(5);
    let report = || Box::new(other.clone());
    Some(match effect {
        Effect::Save { path, state, next, .. } => match luck {
            0 => Outcome::NotSaved("没有保存：磁盘满了".into()),
            1 => Outcome::Exists { path, question: "已经有文件。".into(), next: Some(next), free: None },
            2 => Outcome::Changed { path, next },
            _ => Outcome::Saved { path, state, next },
        },
        Effect::Export { path, .. } if luck == 0 => {
            let free = Some(path.with_file_name("总结-2.docx"));
            Outcome::Exists { path, question: "已经有文件。".into(), next: None, free }
        }
        Effect::Export { .. } if luck == 1 => Outcome::NotExported("没有写出：磁盘满了".into()),
        Effect::Export { path, .. } => Outcome::Exported(path, String::new()),
        Effect::Open(_) | Effect::Recover(_) if luck == 0 => bad(),
        Effect::Open(path) if luck == 1 => {
            let remains = vec![
                Remains::Left { journal: "记.journal".into(), says: "刚才".into() },
                Remains::Version { path: "旧.ron".into(), when: "3 天前".into(), says: "3 字".into() },
            ];
            Outcome::Damaged { path, why: "文件是空的（0 字节）".into(), remains }
        }
        Effect::Open(path) => {
            let reports = vec![other.clone(); luck % 3];
            Outcome::Opened { reports, path: Some(path), suggested: None, doubts: Vec::new(), says: "开了".into() }
        }
        Effect::Template(_) | Effect::KeepTemplate { .. } if luck == 0 => bad(),
        Effect::Begin { report, path } => begun(*report, Some(path)),
        Effect::Template(_) => begun(other.clone(), None),
        Effect::Look(_) => Outcome::Looked(Vec::new(), vec![("空白".into(), other.clone()); luck]),
        Effect::Complete(typed) => Outcome::Completed(typed.clone(), vec![format!("{typed}文"); luck]),
        Effect::Templates => Outcome::Templates(vec![("空白".into(), other.clone()); luck]),
        Effect::KeepTemplate { name, .. } => Outcome::TemplateKept(name),
        Effect::Versions(path) => {
            let past = |number: usize| Past {
                path: path.clone(),
                when: format!("{number}天前"),
                says: "3 字".into(),
                shows: Vec::new(),
            };
            Outcome::Versions((0..luck).map(past).collect())
        }
        Effect::Beside { .. } if luck == 0 => bad(),
        Effect::Beside { then: Then::Compare(source), .. } => {
            Outcome::Beside { report: report(), then: Then::Compare(source) }
        }
        Effect::Beside { then, .. } => Outcome::Beside { report: report(), then },
        Effect::Follow(_) if luck == 0 => Outcome::Noticed,
        Effect::TakeOver { path, .. } if luck == 0 => {
            Outcome::StillThere { path, holder: "张三 刚才打开了它".into() }
        }
        Effect::TakeOver { .. } => Outcome::Host,
        Effect::Read(_, into) => {
            let parts = (0..luck).map(|number| (format!("科室{number}"), other.clone())).collect();
            Outcome::Read { parts, doubts: Vec::new(), troubles: vec!["有一个读不出".into(); luck % 2], into }
        }
        Effect::Recover(_) => Outcome::Recovered {
            document: Box::new(Document::new(other.clone())),
            path: None,
            suggested: Some("找回.ron".into()),
            stand: Stand { at: luck * 7, ..Stand::default() },
            folds: Vec::new(),
            draft: (luck > 1).then(|| Draft::Strip("督查".into())),
            says: "已找回".into(),
        },
        Effect::Restore { path, .. } => Outcome::Recovered {
            document: Box::new(Document::new(other.clone())),
            path: Some(path),
            suggested: None,
            stand: Stand::default(),
            folds: Vec::new(),
            draft: None,
            says: "旧版本".into(),
        },
        Effect::Returned(_) if luck == 0 => bad(),
        Effect::Returned(_) => returned(other),
        Effect::Table(_) if luck == 0 => bad(),
        Effect::Table(_) => {
            Outcome::Table { text: "名称\t本期\t单位\n来信\t12\t件\n\t5\t\n{坏\t1\t件\n".into(), says: None }
        }
        Effect::Copy(_) => Outcome::Copied((luck == 0).then_some("已复制")),
        Effect::Check(report, what) => {
            Outcome::Checked(what, check::findings(&report, &check::Settings::default(), None))
        }
        Effect::Fetch(side) => Outcome::Fetched((luck > 2).then(|| "邻科\n来的话".into()), side),
        Effect::Follow(_)
        | Effect::LayAside(_)
        | Effect::Theme(_)
        | Effect::Page
        | Effect::Profile(_)
        | Effect::Rule { .. }
        | Effect::Forget(_)
        | Effect::Width(_)
        | Effect::Quit => return None,
    })
}

//! The house rules, read off the source tree: who looks at whom, what stands where, what every command has.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;
use std::path::PathBuf;

use tigang::text::is_han;
use tigang::tui::command::Command;
use tigang::tui::command::Focus;
use tigang::tui::command::Group;
use tigang::tui::command::TABLE;
use tigang::tui::keymap::Keymap;

/// Every room of `src` with the rooms it may name. `main` stands on the library from outside and sees all of it.
const LAYERS: [(&str, &[&str]); 8] = [
    ("text", &[]),
    ("report", &["text"]),
    ("edit", &["report", "text"]),
    ("check", &["edit", "report", "text"]),
    ("import", &["report", "text"]),
    ("export", &["report", "text"]),
    ("store", &["edit", "report"]),
    ("tui", &["check", "edit", "export", "import", "report", "store", "text"]),
];

/// What only some files may say: the words, and the files or folders in which they may stand.
const OUTSIDE_WORLD: [(&[&str], &[&str]); 8] = [
    (&["std::fs"], &["store", "main"]),
    (&["ron::"], &["store", "export/profile.rs", "tui/theme.rs", "tui/keymap", "tui/settings.rs", "tui/exports.rs"]),
    (&["ratatui::", "crossterm::"], &["tui"]),
    (
        &["Instant::now", "SystemTime::now", "std::env", "env::var"],
        &["tui/desk", "tui/terminal", "tui/settings.rs", "main"],
    ),
    // What thinks aloud in several threads does so in one place, whose answer doesn't hang on them.
    (
        &["std::thread", "thread::"],
        &["store", "report/hands.rs", "tui/desk", "tui/news.rs", "tui/sharing.rs", "tui/terminal.rs"],
    ),
    // The system's own calls: a tty is read and written as nothing else is; signals end the program.
    (&["rustix::"], &["tui/input/reader", "tui/terminal"]),
    (&["signal_hook::"], &["tui/news.rs", "tui/terminal/guard.rs", "main"]),
    (&["stdout()", "stderr()", "print!", "println!", "eprint!", "eprintln!"], &["tui/terminal", "main"]),
];

/// What may stand at the top of the repository, besides dot files.
const TOP: [&str; 9] =
    ["Cargo.toml", "Cargo.lock", "src", "themes", "samples", "tests", "benches", "README.md", "CHANGELOG.md"];

#[test]
fn rooms_look_only_at_the_rooms_below() {
    let mut wrong = Vec::new();
    for file in sources() {
        if file.is("main") || file.path == "lib.rs" {
            continue;
        }
        let own = LAYERS.iter().find(|(room, _)| file.is(room));
        let (room, below) = own.unwrap_or_else(|| panic!("src/{} belongs to no room of the table", file.path));
        for (number, line) in file.code() {
            for (at, _) in line.match_indices("crate::") {
                let named =
                    line[at + "crate::".len()..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
                if named != *room && !below.contains(&named) {
                    wrong.push(format!("src/{}:{number}: {room} must not look at {named}", file.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stands side by side – files of a folder, each with the folder of its name – is in an order: none names another that
/// names it in turn, however far round. What stands above a file in its own folder it may name.
#[test]
fn no_circles_between_files_side_by_side() {
    let sources = sources();
    let files: BTreeSet<Vec<String>> = sources.iter().map(Source::module).collect();
    let mut seen: BTreeMap<Vec<String>, BTreeMap<Vec<String>, String>> = BTreeMap::new();
    for source in &sources {
        let from = source.module();
        for (number, line) in source.code() {
            for path in paths(&line, &from) {
                let named = (1..=path.len()).rev().map(|end| &path[..end]).find(|path| files.contains(*path));
                let Some(to) = named else { continue };
                let above = from.iter().zip(to).take_while(|(one, other)| one == other).count();
                if above > 0 && above < from.len() && above < to.len() {
                    let says = format!("src/{}:{number}: {}", source.path, line.trim());
                    let seen = seen.entry(from[..=above].to_vec()).or_default();
                    seen.entry(to[..=above].to_vec()).or_insert(says);
                }
            }
        }
    }
    // What names nothing that is left, or is named by nothing that is left, stands in no circle.
    let mut left = usize::MAX;
    while seen.values().map(BTreeMap::len).sum::<usize>() < left {
        left = seen.values().map(BTreeMap::len).sum();
        let named: BTreeSet<Vec<String>> = seen.values().flat_map(BTreeMap::keys).cloned().collect();
        seen.retain(|one, _| named.contains(one));
        let naming: BTreeSet<Vec<String>> = seen.keys().cloned().collect();
        seen.values_mut().for_each(|others| others.retain(|other, _| naming.contains(other)));
        seen.retain(|_, others| !others.is_empty());
    }
    let says: Vec<&str> = seen.values().flat_map(BTreeMap::values).map(String::as_str).collect();
    assert!(says.is_empty(), "in a circle, or between two:\n{}", says.join("\n"));
}

#[test]
fn the_outside_world_stays_at_the_rim() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (words, places) in OUTSIDE_WORLD {
            if places.iter().any(|place| file.is(place)) {
                continue;
            }
            for (number, line) in file.code() {
                for word in words.iter().filter(|word| names(&line, word)) {
                    wrong.push(format!("src/{}:{number}: {word} has no place here", file.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_are_named_and_begun_as_the_house_asks() {
    let mut wrong = Vec::new();
    let all = sources();
    for file in &all {
        let names: Vec<&str> = file.path.split(['/', '.']).collect();
        if names.iter().any(|name| ["mod", "utils", "util", "helpers", "helper", "common", "misc"].contains(name)) {
            wrong.push(format!("src/{}: a name that says nothing", file.path));
        }
        if !file.text.starts_with("//! ") {
            wrong.push(format!("src/{}: does not begin by saying what it is", file.path));
        }
        // A file that no other declares is compiled by nobody.
        let (above, name) = file.path.trim_end_matches(".rs").rsplit_once('/').unwrap_or(("lib", ""));
        let is_declared = |other: &Source| {
            let holds = other.path.trim_end_matches(".rs") == above;
            holds && other.code().any(|(_, line)| line.trim_start_matches("pub ").contains(&format!("mod {name};")))
        };
        if !name.is_empty() && !all.iter().any(is_declared) {
            wrong.push(format!("src/{}: no mod line declares it", file.path));
        }
        for (number, line) in file.code() {
            let import = line.trim_start().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            if import.starts_with("use ") && (import.contains('*') || import.contains('{')) {
                wrong.push(format!("src/{}:{number}: imports one item a line", file.path));
            }
        }
    }
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        // `target` is what cargo builds; git does not see it.
        if !name.starts_with('.') && !TOP.contains(&name.as_str()) && !["LICENSE", "target"].contains(&name.as_str()) {
            wrong.push(format!("{name} has no place at the top of the repository"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_command_has_words_a_route_and_a_scenario() {
    let keymap = Keymap::default();
    let mut asked: BTreeMap<Command, BTreeSet<Focus>> = BTreeMap::new();
    for (command, focus) in crate::whole::spec::commands_asked_for() {
        asked.entry(command).or_default().insert(focus);
    }
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    let mut titles = BTreeSet::new();
    for entry in TABLE {
        let mut must = |holds: bool, what: &str| {
            if !holds {
                wrong.push(format!("{} {}: {what}", entry.name, entry.title));
            }
        };
        must(entry.title.chars().any(is_han), "no Chinese title");
        must(entry.says.chars().any(is_han) && !entry.says.ends_with('。'), "no Chinese sentence without its last 。");
        must(!entry.focus.is_empty(), "applies nowhere");
        must(entry.command.entry().name == entry.name, "stands in another's row");
        must(
            entry.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'),
            "a name for keymap.ron",
        );
        must(names.insert(entry.name), "its name is taken");
        must(titles.insert(entry.title), "its title is taken");
        let in_palette = entry.group != Group::Caret;
        must(in_palette || !keymap.all_keys(entry.command).is_empty(), "no route: neither a key nor the palette");
        must(asked.contains_key(&entry.command), "no scenario of tests/spec asks for it");
        // What has a key in several panes is tried in more than one of them.
        let panes = Focus::ALL.iter().filter(|&&focus| keymap.keys(entry.command, focus).next().is_some()).count();
        let tried = asked.get(&entry.command).map_or(0, BTreeSet::len);
        must(panes < 2 || tried >= 2, "has keys in several panes and is tried in one");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An error says itself, in Chinese, where it is made.
#[test]
fn the_page_of_the_tests_tells_every_folder_and_switch() {
    let page = std::fs::read_to_string(root().join("tests/README.md")).unwrap();
    let mut wrong = BTreeSet::new();
    for file in files("tests/it") {
        if let Some((folder, _)) = file.path.split_once('/')
            && !page.contains(&format!("| `{folder}/` |"))
        {
            wrong.insert(format!("folder {folder}/"));
        }
        for (_, line) in file.code() {
            for reader in ["env::var(\"", "env::var_os(\"", "hunt::number(\""] {
                let named = line.split(reader).skip(1).filter_map(|rest| rest.split('"').next());
                wrong.extend(
                    named.filter(|name| !page.contains(&format!("| `{name}="))).map(|name| format!("switch {name}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "tests/README.md lacks {wrong:?}");
}

#[test]
fn errors_speak_to_the_writer() {
    let mut wrong = Vec::new();
    for file in sources() {
        for (at, _) in file.text.match_indices("#[error(") {
            let says = file.text[at..].split_once(")]").map_or("", |(says, _)| says);
            // What stands in braces says itself.
            let own: String = says.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
            let is_english = own["#[error(".len()..].contains(|c: char| c.is_ascii_alphabetic());
            if is_english && !says.ends_with("transparent") && !own.chars().any(is_han) {
                wrong.push(format!("src/{}: {says}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of ours that `lib.rs` explains are words of the code.
#[test]
fn the_glossary_names_what_is_there() {
    let all = sources();
    let map = all.iter().find(|file| file.path == "lib.rs").unwrap();
    let rows = map.text.lines().filter_map(|line| line.strip_prefix("//! | `"));
    let words: Vec<&str> = rows.flat_map(|row| row.split(" |").next().unwrap().split(", `")).collect();
    assert!(words.len() >= 25, "{words:?}");
    for word in words {
        let word = word.split('`').next().unwrap();
        let is_there = |file: &Source| {
            file.code().any(|(_, line)| ["struct", "enum"].iter().any(|kind| names_type(&line, kind, word)))
        };
        assert!(all.iter().any(is_there), "src/lib.rs explains {word}, which is no type");
    }
}

/// Whether a line begins the definition of a type.
fn names_type(line: &str, kind: &str, word: &str) -> bool {
    let (before, rest) = line.split_once(&format!("{kind} {word}")).unwrap_or((line, "-"));
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') && !before.contains("//")
}

/// One file of Rust.
struct Source {
    /// From its folder on, with `/`.
    path: String,
    text: String,
}

impl Source {
    /// Whether it is this file, or the file or folder of this room.
    fn is(&self, place: &str) -> bool {
        self.path == place || self.path == format!("{place}.rs") || self.path.starts_with(&format!("{place}/"))
    }

    /// The names that lead to it from the top of the library on.
    fn module(&self) -> Vec<String> {
        self.path.trim_end_matches(".rs").split('/').map(str::to_owned).collect()
    }

    /// Its lines without comments, with their numbers.
    fn code(&self) -> impl Iterator<Item = (usize, String)> {
        let lines = self.text.lines().enumerate().map(|(number, line)| (number + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(number, line)| {
            let code = line.split_once(" // ").map_or(line, |(code, _)| code);
            (number, code.to_string())
        })
    }
}

/// The paths that a line of a file names, from the top of the library on.
fn paths(line: &str, from: &[String]) -> Vec<Vec<String>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut paths = Vec::new();
    for (start, base) in [("crate::", 0), ("self::", from.len()), ("super::", from.len() - 1)] {
        for (at, _) in line.match_indices(start) {
            // `pub(in crate::tui)` only says who may see.
            if line[..at].ends_with("(in ") || line[..at].ends_with(|c: char| is_word(c) || c == ':') {
                continue;
            }
            let rest = &line[at + start.len()..];
            let end = rest.find(|c: char| !is_word(c) && c != ':').unwrap_or(rest.len());
            paths.push(from[..base].iter().cloned().chain(rest[..end].split("::").map(str::to_owned)).collect());
        }
    }
    paths
}

/// Whether a line names these words, not only another name that ends like them.
fn names(line: &str, words: &str) -> bool {
    line.match_indices(words).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of `src`.
fn sources() -> Vec<Source> {
    files("src")
}

/// The Rust files of a folder of the repository.
fn files(folder: &str) -> Vec<Source> {
    let top = root().join(folder);
    let mut folders = vec![top.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |file: PathBuf| {
        let path = file.strip_prefix(&top).unwrap().components().map(|part| part.as_os_str().to_string_lossy());
        Source { path: path.collect::<Vec<_>>().join("/"), text: std::fs::read_to_string(&file).unwrap() }
    };
    files.into_iter().map(read).collect()
}

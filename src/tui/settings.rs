//! The writer's own settings: themes, keys, templates and settings from the configuration folder, the list of recent
//! reports.

use std::hash::BuildHasher;
use std::hash::RandomState;
use std::path::Path;
use std::path::PathBuf;

use directories::ProjectDirs;
use serde::Deserialize;

use crate::check;
use crate::export::Fonts;
use crate::export::Profile;
#[cfg(feature = "pdf")]
use crate::export::fonts::Font;
use crate::store;
use crate::store::OpenError;
use crate::text::Ambiguous;
use crate::tui::command::TABLE;
use crate::tui::here::Portion;
use crate::tui::keymap::KeyProfile;
use crate::tui::keymap::Keymap;
use crate::tui::model::Model;
use crate::tui::model::Session;
use crate::tui::theme::Theme;

/// What the file says of a manuscript that is folded with the outline.
const FOLDS: &str = "跟着折叠";

/// What it says where findings aren't lit.
const UNLIT: &str = "不标错处";

/// What it says before how many columns in a thousand the outline takes.
const SHARE: &str = "提纲宽千分之";

/// Reports that the list remembers.
const RECENT: usize = 12;

/// What `settings.ron` in the configuration folder may say, as `(ambiguous: wide, mouse: off, sections: off)`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    ambiguous: Wanted,
    mouse: Switch,
    /// Whether a typed number begins a section.
    sections: Switch,
}

/// Whether the program does something by itself.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Switch {
    /// It does.
    #[default]
    On,
    /// It leaves that.
    Off,
}

/// How wide “ ” … ① are to be taken.
#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Wanted {
    /// As the terminal itself says.
    #[default]
    Auto,
    Narrow,
    Wide,
}

/// Loads everything into the model; `measure` asks the terminal how wide it makes characters of ambiguous width. What
/// can't be read is left out; the answer says why, a sentence each.
pub(super) fn load(model: &mut Model, measure: impl FnOnce() -> Ambiguous) -> Vec<String> {
    let mut troubles = Vec::new();
    let mut own = Settings::default();
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if let Some(dirs) = dirs() {
        let config = dirs.config_dir();
        for path in store::files_in(&config.join("themes"), &["ron"]) {
            match read(&path).map(|source| Theme::read(&source)) {
                Some(Ok(theme)) => model.session.themes.push(theme),
                Some(Err(error)) => troubles.push(format!("配色文件 {} {error}", path.display())),
                None => troubles.push(format!("配色文件 {} 读不出，请检查权限和编码（UTF-8）", path.display())),
            }
        }
        let keys = config.join("keymap.ron");
        match store::read_file(&keys) {
            Ok(bytes) => model.session.keymap = Keymap::read(&String::from_utf8_lossy(&bytes)),
            Err(OpenError::Missing { .. }) => {}
            Err(error) => troubles.push(format!("{error}；先用默认键位")),
        }
        if let Some(profile) = remembered_profile(&dirs, &model.session.keymap) {
            model.session.keymap = model.session.keymap.over(profile);
        }
        let path = config.join("settings.ron");
        match store::read_file(&path) {
            Ok(bytes) => match ron::from_str(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}')) {
                Ok(read) => own = read,
                Err(error) => {
                    let ron::error::Position { line, col } = error.span.start;
                    troubles.push(format!(
                        "设置文件第 {line} 行第 {col} 列读不懂；应写成 (ambiguous: wide, mouse: off, sections: off)，第一项可写 auto、narrow、wide，后两项可写 on、off（{}）；先用默认设置",
                        path.display()
                    ));
                }
            },
            Err(OpenError::Missing { .. }) => {}
            Err(error) => troubles.push(format!("{error}；先用默认设置")),
        }
        if let Some(name) = read(&chosen_theme(&dirs))
            && let Some(theme) = model.session.themes.iter().find(|theme| theme.name == name.trim())
        {
            model.session.theme = theme.clone();
        }
        if let Some(chosen) = read(&chosen_portion(&dirs)) {
            let has = |words: &str| chosen.lines().any(|line| line.trim() == words);
            model.session.portion = Portion::ALL.into_iter().find(|portion| has(portion.title()));
            model.session.folds_texts = has(FOLDS);
            model.session.lights_findings = !has(UNLIT);
            let share = chosen.lines().find_map(|line| line.trim().strip_prefix(SHARE));
            model.session.outline_share = share.and_then(|share| share.parse().ok()).filter(|share| *share <= 1000);
        }
        let used = read(&used_commands(&dirs)).unwrap_or_default();
        let named = |name: &str| TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command);
        model.session.used = used.lines().filter_map(named).collect();
        let list = read(&recent(&dirs)).unwrap_or_default();
        model.session.recent = list.lines().map(PathBuf::from).filter(|path| path.is_absolute()).take(RECENT).collect();
    }
    model.session.has_mouse = own.mouse == Switch::On;
    model.session.sections = own.sections == Switch::On;
    model.session.ambiguous = match own.ambiguous {
        Wanted::Auto => dirs().and_then(|dirs| remembered_width(&dirs)).unwrap_or_else(measure),
        Wanted::Narrow => Ambiguous::Narrow,
        Wanted::Wide => Ambiguous::Wide,
    };
    match profile(None) {
        Ok(profile) => *model.session.export.profile = profile,
        Err(trouble) => {
            model.session.lacks_profile = true;
            troubles.push(trouble);
        }
    }
    let (settings, wrong) = check_settings();
    model.session.check = settings;
    troubles.extend(wrong);
    if plain {
        model.session.theme = Theme::without_colour();
        model.session.themes = vec![model.session.theme.clone()];
    }
    troubles
}

/// What the user has set for every check: rules that are off are listed in `check-off.txt` of the configuration folder, a
/// line each; words of the office in `words.txt` beside it, whose lines `@file` stand for the lines of that file, which
/// several people may share. Answers also what is wrong with the lists, a sentence each.
pub(super) fn check_settings() -> (check::Settings, Vec<String>) {
    let mut settings = check::Settings::default();
    let Some(path) = dirs().map(|dirs| dirs.config_dir().join("check-off.txt")) else { return (settings, Vec::new()) };
    let unknown = settings.read_off(&read(&path).unwrap_or_default());
    let says = |name: String| format!("停用校核规则的清单里没有“{name}”这条规则（{}），请改正", path.display());
    let mut troubles: Vec<String> = unknown.into_iter().map(says).collect();
    let words = path.with_file_name("words.txt");
    if let Some(list) = read(&words) {
        let mut text = String::new();
        for line in list.trim_start_matches('\u{feff}').lines() {
            let shared = line.trim().strip_prefix('@').map(|name| path.with_file_name(name.trim()));
            match shared.as_deref().map(|path| (path, read(path))) {
                None => text.push_str(line),
                Some((_, Some(shared))) => text.push_str(&shared),
                Some((path, None)) => troubles.push(format!("用词表里写的 {} 打不开", path.display())),
            }
            text.push('\n');
        }
        let table = check::Table::read(&text);
        let says = |line: &String| format!("用词表里“{line}”读不懂（{}），一行写“错的 对的”", words.display());
        troubles.extend(table.unread().iter().map(says));
        settings.own = Some(table.into());
    }
    (settings, troubles)
}

/// Writes down in that list that a rule is off, or no longer. What else stands there stays. `Err` is one sentence.
pub(super) fn switch_rule(name: &str, to: check::Switch) -> Result<(), String> {
    let kept = "这一次运行中有效，下次启动不记得";
    let Some(dirs) = dirs() else { return Err(format!("系统没有给程序留配置文件夹；{kept}")) };
    let path = dirs.config_dir().join("check-off.txt");
    let list = match store::read_file(&path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|_| format!("{} 不是 UTF-8 文本；{kept}", path.display()))?,
        Err(OpenError::Missing { .. }) => String::new(),
        Err(error) => return Err(format!("{error}；{kept}")),
    };
    let written = check::Settings::listed(&list, name, to);
    store::make_folder(dirs.config_dir()).map_err(|error| format!("{error}；{kept}"))?;
    let failed = |error| format!("没有写进 {}：{}；{kept}", path.display(), store::save::reason(&error));
    store::write_small(&path, written.as_bytes()).map_err(failed)
}

/// How the office sets its documents: the file named, else `docx.ron` of the configuration folder, else the standard. `Err`
/// is one sentence.
pub(super) fn profile(named: Option<&Path>) -> Result<Profile, String> {
    let own = || dirs().map(|dirs| dirs.config_dir().join("docx.ron"));
    let Some(path) = named.map(Path::to_owned).or_else(own) else { return Ok(Profile::default()) };
    let bytes = match store::read_file(&path) {
        Err(OpenError::Missing { .. }) if named.is_none() => return Ok(Profile::default()),
        read => read.map_err(|error| format!("版式文件用不了：{error}"))?,
    };
    let source = String::from_utf8(bytes);
    let source = source.map_err(|_| format!("版式文件“{}”不是 UTF-8 编码，请另存一份再用", path.display()))?;
    Profile::read(&source).map_err(|error| format!("版式文件“{}”用不了：{error}", path.display()))
}

/// The fonts of this computer that a profile asks for. Where they are is kept in a file of the program's own.
#[cfg(feature = "pdf")]
pub(super) fn fonts(profile: &Profile) -> Fonts {
    let kept = dirs().map(|dirs| state(&dirs).join("fonts.list"));
    let font = |store::fonts::Found { asked, name, data, index }| Font { asked, found: name, data, index };
    Fonts::new(store::fonts::find(&profile.wanted(), kept.as_deref()).into_iter().map(font).collect())
}

/// The same of a program that sets no pages.
#[cfg(not(feature = "pdf"))]
pub(super) fn fonts(_: &Profile) -> Fonts {
    Fonts::default()
}

/// Puts a report at the head of the list of recent ones.
pub(super) fn remember(model: &mut Model, path: &Path) {
    let Ok(path) = std::path::absolute(path) else { return };
    model.session.recent.retain(|other| *other != path);
    model.session.recent.insert(0, path);
    model.session.recent.truncate(RECENT);
    if let Some(dirs) = dirs() {
        let list: String = model.session.recent.iter().map(|path| format!("{}\n", path.display())).collect();
        keep(&recent(&dirs), &list);
    }
}

/// Forgets that a report was open once.
pub(super) fn forget(path: &Path) -> bool {
    let Some(dirs) = dirs() else { return false };
    let list = read(&recent(&dirs)).unwrap_or_default();
    let others: String = list.lines().filter(|line| Path::new(line) != path).map(|line| format!("{line}\n")).collect();
    let is_known = others.len() < list.trim_end().len();
    if is_known {
        keep(&recent(&dirs), &others);
    }
    is_known
}

/// Keeps the theme for the next start.
pub(super) fn remember_theme(name: &str) {
    if let Some(dirs) = dirs() {
        keep(&chosen_theme(&dirs), name);
    }
}

/// Keeps which commands were asked for in the palette last, for the next start.
pub(super) fn remember_used(model: &Model) {
    if let Some(dirs) = dirs().filter(|_| !model.session.used.is_empty()) {
        let names: String = model.session.used.iter().map(|used| format!("{}\n", used.entry().name)).collect();
        keep(&used_commands(&dirs), &names);
    }
}

/// Keeps how wide “ ” … ↑ are taken for the next start.
pub(super) fn remember_width(ambiguous: Ambiguous) {
    if let Some(dirs) = dirs() {
        keep(&chosen_width(&dirs), if ambiguous == Ambiguous::Wide { "wide" } else { "narrow" });
    }
}

/// How wide they were taken last, where the writer has said so in the program.
fn remembered_width(dirs: &ProjectDirs) -> Option<Ambiguous> {
    match read(&chosen_width(dirs))?.trim() {
        "wide" => Some(Ambiguous::Wide),
        "narrow" => Some(Ambiguous::Narrow),
        _ => None,
    }
}

/// Keeps for the next start how much of a report the text pane shows, and whether it hides what the outline has folded.
pub(super) fn remember_page(session: &Session) {
    if let Some(dirs) = dirs() {
        let folds = Some(FOLDS).filter(|_| session.folds_texts);
        let unlit = Some(UNLIT).filter(|_| !session.lights_findings);
        let share = session.outline_share.map(|share| format!("{SHARE}{share}"));
        let portion = session.portion.map(Portion::title);
        let lines: Vec<&str> = portion.into_iter().chain(folds).chain(unlit).chain(share.as_deref()).collect();
        keep(&chosen_portion(&dirs), &lines.join("\n"));
    }
}

/// Keeps the profile of keys for the next start, and beside it the one that the writer's own file names now: when he
/// writes another one there, that is his last word.
pub(super) fn remember_profile(keymap: &Keymap) {
    if let Some(dirs) = dirs() {
        keep(&chosen_profile(&dirs), &format!("{}\n{}\n", keymap.profile().name, named_in_file(keymap)));
    }
}

/// The profile that was chosen last, unless the writer's own file has come to name another one since.
fn remembered_profile(dirs: &ProjectDirs, keymap: &Keymap) -> Option<&'static KeyProfile> {
    let kept = read(&chosen_profile(dirs))?;
    let mut lines = kept.lines();
    let profile = KeyProfile::named(lines.next()?)?;
    (lines.next().unwrap_or_default() == named_in_file(keymap)).then_some(profile)
}

fn named_in_file(keymap: &Keymap) -> &'static str {
    keymap.named_profile().map_or("", |profile| profile.name)
}

/// Writes a small file of the program's own. Without a place for it the program works on and merely forgets.
pub(super) fn keep(path: &Path, text: &str) {
    if let Some(folder) = path.parent()
        && store::make_folder(folder).is_ok()
    {
        // It is written on the screen's thread.
        let _ = store::write_small(path, text.as_bytes());
    }
}

/// Where the older versions of reports are kept, if the system says where a program keeps things.
pub(super) fn backups() -> Option<store::Backups> {
    dirs().map(|dirs| store::Backups::new(state(&dirs).join("backups")))
}

/// Where the writer keeps his own templates.
pub(super) fn templates() -> Option<PathBuf> {
    dirs().map(|dirs| dirs.config_dir().join("templates"))
}

/// What the system calls the user; empty where it doesn't say.
pub(super) fn user() -> String {
    let name = |variable| std::env::var(variable).ok().filter(|name: &String| !name.is_empty());
    name("USER").or_else(|| name("LOGNAME")).or_else(|| name("USERNAME")).unwrap_or_default()
}

/// What ids are drawn by: another number at every call and on every machine, unless `TIGANG_IDS` says which. `None` for 0: then
/// ids follow the largest there is.
pub(super) fn seed() -> Option<u64> {
    let said = std::env::var("TIGANG_IDS").ok().and_then(|number| number.parse().ok());
    Some(said.unwrap_or_else(|| RandomState::new().hash_one(0))).filter(|seed| *seed != 0)
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "tigang")
}

fn state(dirs: &ProjectDirs) -> &Path {
    dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir())
}

/// Where journals lie.
pub(super) fn journals() -> Option<PathBuf> {
    dirs().map(|dirs| state(&dirs).join("journal"))
}

/// Where the program keeps a small file of its own.
pub(super) fn state_file(name: &Path) -> Option<PathBuf> {
    dirs().map(|dirs| state(&dirs).join(name))
}

fn recent(dirs: &ProjectDirs) -> PathBuf {
    state(dirs).join("recent")
}

fn chosen_theme(dirs: &ProjectDirs) -> PathBuf {
    state(dirs).join("theme")
}

fn used_commands(dirs: &ProjectDirs) -> PathBuf {
    state(dirs).join("used")
}

fn chosen_width(dirs: &ProjectDirs) -> PathBuf {
    state(dirs).join("width")
}

fn chosen_portion(dirs: &ProjectDirs) -> PathBuf {
    state(dirs).join("portion")
}

fn chosen_profile(dirs: &ProjectDirs) -> PathBuf {
    state(dirs).join("keys")
}

/// The text of a small file, if it is there and a text.
pub(super) fn read(path: &Path) -> Option<String> {
    String::from_utf8(store::read_file(path).ok()?).ok()
}

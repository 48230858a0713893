//! `tigang merge`, with which git merges reports section by section, and `tigang git-setup`, which tells git so.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::ExitCode;

use anyhow::anyhow;
use anyhow::bail;

use tigang::edit::compare;
use tigang::report::Report;
use tigang::store;
use tigang::store::OpenError;
use tigang::tui::words;

use crate::complain;
use crate::quoted;
use crate::tell;

/// Lines that a repository of reports needs, with the file that each stands in.
const LINES: [(&str, &str); 3] =
    [(".gitattributes", "*.ron merge=tigang"), (".gitignore", ".~lock.*#"), (".gitignore", ".tigang-*.tmp")];

/// What git calls with the file both began with, its own and the other's, and the name that they have in the repository. What
/// comes of it stands in `mine` then. Code 1 where both changed the same; what is no report, git merges itself.
pub(crate) fn merge(base: &Path, mine: &Path, theirs: &Path, name: Option<&Path>) -> anyhow::Result<ExitCode> {
    let name = name.unwrap_or(mine);
    let read = |path: &Path| -> Result<Report, OpenError> {
        let opened = store::open(path)?;
        tigang::tui::mended::doubts(&opened.mended)
            .iter()
            .for_each(|doubt| complain(&format!("{}{}", quoted(name), words::doubt(doubt, &[]))));
        Ok(opened.report)
    };
    // Git gives an empty file where the two have begun with nothing.
    let began = match base.metadata() {
        Ok(known) if known.len() == 0 => Ok(Report::default()),
        _ => read(base),
    };
    let sides = began.and_then(|began| {
        let mut own = read(mine)?;
        own.tree.draw_ids(RandomState::new().hash_one(0));
        Ok(compare::sides(&began, &own, &read(theirs)?))
    });
    let sides = match sides {
        Ok(sides) => sides,
        Err(error) => {
            complain(&format!("{}没有逐节合并，交给 git 按行合并：{error}", quoted(name)));
            return by_lines(base, mine, theirs);
        }
    };
    store::write_file(mine, &store::write_marked(&sides))?;
    if sides.conflicts.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let count = sides.conflicts.len();
    complain(&format!("{}有{count}处两边都改过，请用 tigang 打开它，看过保存，再 git add", quoted(name)));
    Ok(ExitCode::from(1))
}

/// As git merges what it has no driver for.
fn by_lines(base: &Path, mine: &Path, theirs: &Path) -> anyhow::Result<ExitCode> {
    let status = git().arg("merge-file").args([mine, base, theirs]).status().map_err(|error| no_git(&error))?;
    Ok(match status.code() {
        Some(0) => ExitCode::SUCCESS,
        // So many conflicts; above 127 it has failed.
        Some(1..=127) => ExitCode::from(1),
        _ => ExitCode::from(2),
    })
}

/// Tells the git of the repository that one stands in how reports are merged. What is set up already stays.
pub(crate) fn set_up() -> anyhow::Result<()> {
    let top = git().args(["rev-parse", "--show-toplevel"]).output().map_err(|error| no_git(&error))?;
    if !top.status.success() {
        bail!("这里不是 git 的文件夹，请先进到报告所在的文件夹，没有建过的先用 git init");
    }
    let top = PathBuf::from(String::from_utf8_lossy(&top.stdout).trim_end_matches(['\n', '\r']));
    let driver = format!("{} merge %O %A %B %P", own_name());
    for (key, value) in [("merge.tigang.name", "提纲：逐节合并"), ("merge.tigang.driver", &driver)] {
        let set = git().args(["config", key, value]).status().map_err(|error| no_git(&error))?;
        if !set.success() {
            bail!("写不进 git 的设置（{key}），请检查 .git 文件夹的权限");
        }
    }
    let mut written = Vec::new();
    for (file, line) in LINES {
        let path = top.join(file);
        let mut text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => bail!("读不了{}：{}", quoted(&path), store::save::reason(&error)),
        };
        if text.lines().any(|known| known.trim() == line) {
            continue;
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        store::write_file(&path, text.as_bytes())?;
        if !written.contains(&file) {
            written.push(file);
        }
    }
    let files = if written.is_empty() {
        ".gitattributes 和 .gitignore 本来就有".to_owned()
    } else {
        format!("写好了 {}，请提交", written.join("、"))
    };
    tell(&format!("git 合并 .ron 报告时会逐节合并；{files}。每个人在自己的仓库里运行一次 tigang git-setup"));
    Ok(())
}

/// What both sides of a file in conflict began with, as git keeps it until the conflict is resolved.
pub(crate) fn base_of(file: &Path) -> Option<Report> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut object = std::ffi::OsString::from(":1:./");
    object.push(file.file_name()?);
    let mut command = git();
    command.arg("-C").arg(folder).args(["cat-file", "blob"]).arg(object);
    let kept = command.stderr(std::process::Stdio::null()).output().ok()?;
    kept.status.success().then(|| store::read(&kept.stdout).ok()).flatten()
}

fn git() -> Command {
    let mut git = Command::new("git");
    git.stdin(std::process::Stdio::null());
    git
}

fn no_git(error: &io::Error) -> anyhow::Error {
    match error.kind() {
        io::ErrorKind::NotFound => anyhow!("没有找到 git，请先安装"),
        _ => anyhow!("运行不了 git：{}", store::save::reason(error)),
    }
}

/// How a shell starts this program: by its name, or by all of its path where the shell doesn't find it.
fn own_name() -> String {
    let own = std::env::current_exe().ok();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let real = |path: &Path| path.canonicalize().ok();
    let found = std::env::split_paths(&paths).map(|folder| folder.join("tigang")).find(|path| path.is_file());
    match own {
        Some(own) if found.as_deref().and_then(real) != real(&own) => {
            format!("'{}'", own.display().to_string().replace('\'', "'\\''"))
        }
        _ => "tigang".to_owned(),
    }
}

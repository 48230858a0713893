//! The command line: files in and out, one Chinese sentence when something fails. Exit code 0 or 2.

#[path = "main/args.rs"]
mod args;
#[path = "main/check.rs"]
mod check;
#[path = "main/figures.rs"]
mod figures;
#[path = "main/git.rs"]
mod git;
#[path = "main/hand_in.rs"]
mod hand_in;
#[path = "main/profile.rs"]
mod profile;
#[path = "main/recover.rs"]
mod recover;
#[path = "main/returned.rs"]
mod returned;
#[path = "main/shell.rs"]
mod shell;

use std::ffi::OsStr;
use std::io;
use std::io::IsTerminal;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::anyhow;
use anyhow::bail;
use clap::Parser;

use tigang::edit::next_year;
use tigang::export;
use tigang::import;
use tigang::import::Imported;
use tigang::report::Report;
use tigang::store;
use tigang::store::OpenError;
use tigang::store::Opened;
use tigang::store::Printing;
use tigang::store::Problem;
use tigang::store::ReadError;
use tigang::store::SaveError;
use tigang::store::templates;
use tigang::text;
use tigang::tui;
use tigang::tui::Origin;
use tigang::tui::words;

use crate::args::Args;
use crate::args::Command;
use crate::args::ImportedAs;
use crate::args::Record;

fn main() -> ExitCode {
    if tui::guards() {
        return ExitCode::SUCCESS;
    }
    outlive_file_size_limit();
    let done = match Args::try_parse() {
        Ok(args) => run(args),
        Err(error) => args::explain(&error).map(|()| ExitCode::SUCCESS),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(2)
        }
    }
}

/// A file that grows beyond what the system allows shall be a write that fails, and not the end of the program.
#[cfg(unix)]
fn outlive_file_size_limit() {
    // Where the signal can't be caught, the program ends as it would have without trying.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Default::default());
}

#[cfg(not(unix))]
fn outlive_file_size_limit() {}

fn run(args: Args) -> anyhow::Result<ExitCode> {
    match args.command {
        Some(Command::Check { file, json, all, rules, format, fix, output }) => match file {
            Some(file) if fix => return check::fix(&file, output.as_deref()),
            Some(file) if !rules => {
                let written = match format {
                    _ if json => check::As::Json,
                    Some(Record::Json) => check::As::Json,
                    Some(Record::Markdown) => check::As::Markdown,
                    Some(Record::Csv) => check::As::Csv,
                    None => check::As::List(if all { usize::MAX } else { check::LISTED }),
                };
                return check::check(&file, written);
            }
            _ => check::list_rules(),
        },
        Some(Command::Merge { base, mine, theirs, name }) => {
            return git::merge(&base, &mine, &theirs, name.as_deref());
        }
        Some(Command::Export(args)) => return hand_in::run(&args),
        None if args.returned.is_some() && !io::stdout().is_terminal() => {
            returned::list(args.file.as_deref(), args.returned.as_deref())
        }
        None => edit(args.file.as_deref(), args.returned),
        command => act(command),
    }
    .map(|()| ExitCode::SUCCESS)
}

fn act(command: Option<Command>) -> anyhow::Result<()> {
    match command {
        None => Ok(()),
        Some(Command::Check { .. } | Command::Merge { .. } | Command::Export(_)) => Ok(()),
        Some(Command::GitSetup) => git::set_up(),
        Some(Command::Profile { from, output }) => profile::run(&from, output.as_deref()),
        Some(Command::New { file, template, from }) => begin(&file, template.as_deref(), from.as_deref()),
        Some(Command::Recover { which, output, all }) => {
            let breadth = if all { recover::Breadth::All } else { recover::Breadth::Wanted };
            recover::recover(which.as_deref(), output.as_deref(), breadth)
        }
        Some(Command::Forget { file }) => recover::forget(&file),
        Some(Command::Completions { shell }) => {
            let script = shell::completions(shell);
            put(&script, None, Path::new("-"), Over::Anything)
        }
        Some(Command::Man { folder }) => shell::manual(&folder),
        Some(Command::Import { file, out_dir, one, output, to, encoding, track, json }) => {
            let to = to.unwrap_or_else(|| match output.as_deref().map(extension).as_deref() {
                Some("json") => ImportedAs::Json,
                _ => ImportedAs::Ron,
            });
            let Imported { mut reports, mut doubts } = read_text(&file, encoding, track.unwrap_or_default())?;
            if one && reports.len() > 1 {
                let (report, told) = tui::collection::as_one(&reports, &doubts);
                (reports, doubts) = (vec![report], told);
            }
            match out_dir {
                _ if reports.is_empty() => bail!("{}里没有文字，没有写出报告", quoted(&file)),
                Some(dir) => put_all(&reports, &dir, to)?,
                None => put_only(&reports, &file, output.as_deref(), to)?,
            }
            if json {
                tell(&escaped(&words::doubts_json(&doubts, &reports)));
            } else {
                doubts.iter().for_each(|doubt| complain(&words::doubt(doubt, &reports)));
            }
            Ok(())
        }
        Some(Command::Figures { file, json }) => {
            let reports = read_any(&file)?.reports;
            let out = if json { escaped(&figures::json(&reports)) } else { figures::table(&reports) };
            put(out.as_bytes(), None, &file, Over::Anything)
        }
    }
}

/// Opens the editor.
fn edit(file: Option<&Path>, returned: Option<PathBuf>) -> anyhow::Result<()> {
    if let Some(returned) = &returned {
        // One that isn't there is told before the screen is taken.
        store::read_file(returned)?;
    }
    let start = match file {
        None => tui::Start { reports: Vec::new(), origin: Origin::Nothing },
        Some(file) => read_to_edit(file)?,
    };
    open(start, returned)
}

/// As [`read_start`]; a file that is not there may have been left unsaved under this name, and of one that is damaged something
/// else may be there.
fn read_to_edit(file: &Path) -> anyhow::Result<tui::Start> {
    read_start(file).or_else(|error| {
        let left = tui::left_of(file);
        if let Some(journal) = left.as_ref().filter(|_| file.symlink_metadata().is_err()) {
            return Ok(tui::Start { reports: Vec::new(), origin: Origin::Left(journal.clone()) });
        }
        if let Some(OpenError::Content { error: ReadError::Malformed { problem: Problem::Conflict, .. }, .. }) =
            error.downcast_ref()
            && let Some(Opened { mut report, stamp, print, .. }) = store::open_marked(file)?
        {
            report.base = report.base.or_else(|| git::base_of(file));
            let origin = Origin::Marked(file.to_owned(), stamp, Printing::Known(print), Box::new(report));
            return Ok(tui::Start { reports: Vec::new(), origin });
        }
        match error.downcast_ref().and_then(|error| store::damage(file, error)) {
            Some(why) if left.is_some() || !tui::versions(file).is_empty() => {
                Ok(tui::Start { reports: Vec::new(), origin: Origin::Damaged(file.to_owned(), why) })
            }
            _ => Err(error),
        }
    })
}

/// Opens the editor on a new report of this name, which begins with a template or with last year's report. Nothing is written
/// before it is saved.
fn begin(file: &Path, template: Option<&str>, from: Option<&Path>) -> anyhow::Result<()> {
    if is_standard(file) {
        bail!("新报告要有文件名，如 tigang new 总结.ron");
    }
    let mut path = file.to_owned();
    if extension(file) != "ron" {
        path.as_mut_os_string().push(".ron");
    }
    if path.symlink_metadata().is_ok() {
        bail!("已经有{}了，要打开它，请用 tigang {}", quoted(&path), path.display());
    }
    folder_is_there(&path)?;
    let reports = match (template, from) {
        (_, Some(from)) => vec![next_year(&the_only(read_any(from)?.reports, from)?)],
        (Some(template), None) if template != templates::BLANK => {
            vec![templates::open(template, tui::templates().as_deref())?]
        }
        (_, None) => Vec::new(),
    };
    open(tui::Start { reports, origin: Origin::New(path) }, None)
}

/// Opens the editor, and in it the draft that came back, where there is one.
fn open(start: tui::Start, returned: Option<PathBuf>) -> anyhow::Result<()> {
    if !io::stdout().is_terminal() {
        bail!("标准输出不是终端，没法编辑，只要文字的话，请用 tigang export 文件");
    }
    tui::run(start, |path| read_to_edit(path).map_err(|error| error.to_string()), returned).map_err(|error| match error
        .get_ref()
    {
        Some(fell) if fell.is::<tui::Fell>() => anyhow!("{fell}"),
        _ => anyhow!("终端出了问题（{}），请换一个终端再试", store::save::reason(&error)),
    })
}

/// What a file holds, be it a report or a text with one report or several. A name in `.ron` promises a report.
/// What was mended of a report is told.
fn read_any(file: &Path) -> anyhow::Result<tui::Start> {
    let start = read_start(file).map_err(|error| with_remains(error, file))?;
    if let Origin::File(_, _, _, doubts) = &start.origin {
        doubts.iter().for_each(|doubt| complain(&format!("{}{}", quoted(file), words::doubt(doubt, &start.reports))));
    }
    Ok(start)
}

/// The error with what else there is of a file that is damaged.
fn with_remains(error: anyhow::Error, file: &Path) -> anyhow::Error {
    let is_damaged = error.downcast_ref().is_some_and(|error| store::damage(file, error).is_some());
    match tui::versions(file).len() {
        count @ 1.. if is_damaged => {
            anyhow!("{error}；留有它的 {count} 个旧版本，要选一个请用 tigang {}", file.display())
        }
        _ => error,
    }
}

/// The same, told by who opens it.
fn read_start(file: &Path) -> anyhow::Result<tui::Start> {
    if is_standard(file) {
        let bytes = read_stdin()?;
        let (report, mended) = match store::read_mending(&bytes) {
            Err(ReadError::NotReport) => {
                return Ok(from_text(import(&bytes, None, import::Track::Accept, file)?, file));
            }
            read => read.map_err(|error| anyhow!("打不开标准输入：{error}"))?,
        };
        return Ok(tui::Start { reports: vec![report], origin: Origin::Text(None, tui::mended::doubts(&mended)) });
    }
    match store::open_first(file) {
        Ok(opened) => Ok(tui::Start {
            reports: vec![opened.report],
            origin: Origin::File(file.to_owned(), opened.stamp, opened.print, tui::mended::doubts(&opened.mended)),
        }),
        Err(OpenError::Content { error: ReadError::NotReport, .. }) if extension(file) != "ron" => {
            Ok(from_text(import(&store::read_file(file)?, None, import::Track::Accept, file)?, file))
        }
        Err(OpenError::Missing { .. }) => bail!(missing(file)),
        Err(error) => bail!(error),
    }
}

/// The reports of a text.
fn read_text(file: &Path, encoding: Option<import::Encoding>, track: import::Track) -> anyhow::Result<Imported> {
    let bytes = if is_standard(file) { read_stdin()? } else { store::read_file(file)? };
    if store::looks_like_report(&bytes) {
        bail!("{}已经是报告，不用导入，请直接打开或导出", quoted(file));
    }
    import(&bytes, encoding, track, file)
}

fn import(
    bytes: &[u8],
    encoding: Option<import::Encoding>,
    track: import::Track,
    file: &Path,
) -> anyhow::Result<Imported> {
    let name = (!is_standard(file)).then(|| file.file_name().unwrap_or_default().to_string_lossy());
    import::import_tracked(bytes, name.as_deref(), encoding, track)
        .map_err(|error| anyhow!("读不了{}：{error}", quoted(file)))
}

fn from_text(imported: Imported, file: &Path) -> tui::Start {
    let from = (!is_standard(file)).then(|| file.to_owned());
    tui::Start { reports: imported.reports, origin: Origin::Text(from, imported.doubts) }
}

/// The report of a file that holds at most one.
fn the_only(mut reports: Vec<Report>, file: &Path) -> anyhow::Result<Report> {
    let many = reports.len();
    if many > 1 {
        bail!("{}里有{many}篇报告，请先分开：tigang import {} --out-dir 文件夹", quoted(file), file.display());
    }
    Ok(reports.pop().unwrap_or_default())
}

/// Writes the only report of a text.
fn put_only(reports: &[Report], input: &Path, output: Option<&Path>, to: ImportedAs) -> anyhow::Result<()> {
    match reports {
        [report] => put(&written(report, to), output, input, Over::Nothing),
        many => bail!(
            "{}里有{}篇报告，一个文件放不下，请用 --out-dir 文件夹，要合成一份用 --one",
            quoted(input),
            many.len()
        ),
    }
}

/// Writes every report of a text to a file of its own: `01-标题.ron`, `02-标题.ron` … All or none.
fn put_all(reports: &[Report], dir: &Path, to: ImportedAs) -> anyhow::Result<()> {
    std::fs::create_dir_all(dir)
        .map_err(|error| anyhow!("建不了文件夹{}（{}），请换一个地方", quoted(dir), store::save::reason(&error)))?;
    let digits = reports.len().to_string().len().max(2);
    let mut files = Vec::with_capacity(reports.len());
    for (k, report) in reports.iter().enumerate() {
        let name = format!("{:0digits$}-{}.{}", k + 1, text::file_name(&report.title, "无标题"), to.extension());
        let file = dir.join(name);
        if file.symlink_metadata().is_ok() {
            bail!("已经有{}了，不盖掉它，请换一个文件夹", quoted(&file));
        }
        files.push((file, written(report, to)));
    }
    for (k, (file, bytes)) in files.iter().enumerate() {
        if let Err(error) = store::write_file(file, bytes) {
            for (written, _) in &files[..k] {
                // A file that can't be taken back is whole all the same.
                let _ = std::fs::remove_file(written);
            }
            bail!(error);
        }
    }
    Ok(())
}

/// What may stand where an output goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    /// No file: it might be one that someone writes in.
    Nothing,
    /// Any file but the input and reports: it can be made again.
    Anything,
}

/// Writes bytes to a file, or to standard output where none is named. A reader that goes away early is no failure.
fn put(bytes: &[u8], output: Option<&Path>, input: &Path, over: Over) -> anyhow::Result<()> {
    let Some(output) = output.filter(|output| !is_standard(output)) else {
        let mut stdout = io::stdout().lock();
        return match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                bail!("写不进标准输出（{}），请检查后面的命令或磁盘", store::save::reason(&error))
            }
            _ => Ok(()),
        };
    };
    let there = output.metadata().is_ok_and(|there| there.is_file());
    if there && same_file(input, output) {
        bail!("输出和输入是同一个文件{}，请换一个名字", quoted(output));
    }
    if there && (over == Over::Nothing || is_report(output)) {
        bail!("已经有{}了，不盖掉它，请换一个名字", quoted(output));
    }
    match store::write_file(output, bytes) {
        Err(SaveError::System { error, .. }) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written.map(drop)?),
    }
}

fn written(report: &Report, to: ImportedAs) -> Vec<u8> {
    match to {
        ImportedAs::Ron => store::write(report),
        ImportedAs::Json => export::json::outline(report).into_bytes(),
    }
}

fn read_stdin() -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match io::stdin().lock().take(store::MAX_BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > store::MAX_BYTES => {
            bail!("标准输入超过{} MB，太大了，请拆成几份", store::MAX_BYTES >> 20)
        }
        Ok(_) => Ok(bytes),
        Err(error) => bail!("读不出标准输入（{}），请检查前面的命令", store::save::reason(&error)),
    }
}

fn folder_is_there(file: &Path) -> anyhow::Result<()> {
    match file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) if !folder.is_dir() => bail!("没有{}这个文件夹，请先建好它，或者换一个地方", quoted(folder)),
        _ => Ok(()),
    }
}

fn same_file(input: &Path, output: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    !is_standard(input) && real(input).is_some_and(|input| real(output) == Some(input))
}

fn is_report(file: &Path) -> bool {
    let mut head = Vec::new();
    let read = std::fs::File::open(file).and_then(|file| file.take(1 << 12).read_to_end(&mut head));
    read.is_ok() && store::looks_like_report(&head)
}

fn is_standard(file: &Path) -> bool {
    file == Path::new("-")
}

/// In lower case, without the stop; empty where there is none.
fn extension(file: &Path) -> String {
    file.extension().map(OsStr::to_string_lossy).unwrap_or_default().to_lowercase()
}

fn missing(file: &Path) -> String {
    let mut with_ron = file.to_owned();
    with_ron.as_mut_os_string().push(".ron");
    if with_ron.is_file() {
        return format!("没有{}这个文件，要打开的可能是{}", quoted(file), quoted(&with_ron));
    }
    let new = if extension(file) == "ron" { file } else { &with_ron };
    format!("没有{}这个文件，请检查文件名，要新写一篇请用 tigang new {}", quoted(file), new.display())
}

fn quoted(file: &Path) -> String {
    if is_standard(file) { "标准输入".to_owned() } else { format!("“{}”", file.display()) }
}

/// A sentence for the writer. What a path, a name or a text brought into it never acts on the terminal.
fn complain(sentence: &str) {
    let shown: Vec<_> = sentence.trim_end_matches('。').lines().map(text::shown).collect();
    tell(&format!("{}。", shown.join("\n")));
}

/// JSON without characters that act on a terminal, those included that JSON lets stand.
fn escaped(json: &str) -> String {
    let acts = |ch: char| {
        let turns = matches!(ch, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        ch == '\u{7f}' || turns || ch.is_control() && !ch.is_ascii()
    };
    let mut out = String::with_capacity(json.len());
    for ch in json.chars() {
        if acts(ch) { out.push_str(&format!("\\u{:04x}", u32::from(ch))) } else { out.push(ch) }
    }
    out
}

/// Writes a line to standard error.
fn tell(line: &str) {
    // There is nobody left to tell when standard error is gone.
    let _ = writeln!(io::stderr(), "{line}");
}

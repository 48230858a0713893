//! `tigang export`: reports written out as files of another kind, or to standard output.

use std::collections::HashMap;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use anyhow::anyhow;
use anyhow::bail;

use tigang::export;
use tigang::export::Excerpt;
use tigang::export::Fonts;
use tigang::export::Format;
use tigang::export::Loose;
use tigang::export::Options;
use tigang::export::Profile;
use tigang::export::Since;
use tigang::export::Unwritten;
use tigang::export::options::SPACING;
use tigang::report;
use tigang::report::Report;
use tigang::report::SectionId;
use tigang::report::numbering;
use tigang::store;
use tigang::store::Print;
use tigang::text;
use tigang::tui;
use tigang::tui::Origin;

use crate::Over;
use crate::args::ExportArgs;
use crate::args::formats;
use crate::args::is_page;
use crate::check;
use crate::complain;
use crate::extension;
use crate::is_standard;
use crate::put;
use crate::quoted;
use crate::read_any;
use crate::the_only;

/// What came of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Written,
    /// The check has found something, and nothing was written.
    Held,
}

/// Writes every file out. One that can't be does not keep the others from it. The code is 1 where the check held one back.
pub(crate) fn run(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let to = match args.to {
        Some(to) => to,
        None => format_for(args.output.as_deref())?,
    };
    all_taken(args, to)?;
    let options = options(args, to)?;
    let to_output = args.out_dir.is_none() && args.output.as_deref().is_none_or(is_standard);
    if to_output && !to.is_text() && io::stdout().is_terminal() {
        bail!("{}不能写到终端上，请用 -o 写成文件，如 -o 总结.{}", to.title(), to.name());
    }
    let ended = match (args.files.as_slice(), &args.out_dir) {
        ([file], None) => one(file, args, to, &options, &|_| args.output.clone()),
        (many, None) => bail!("要导出的有{}份，请用 --out-dir 写明放到哪个文件夹", many.len()),
        (files, Some(dir)) => {
            all_apart(files, to)?;
            let failed =
                |error| anyhow!("建不了文件夹{}（{}），请换一个地方", quoted(dir), tigang::store::save::reason(&error));
            std::fs::create_dir_all(dir).map_err(failed)?;
            let into = |file: &Path, report: &Report| Some(dir.join(name_in(file, report, to)));
            match files {
                [file] => one(file, args, to, &options, &|report| into(file, report)),
                _ => all(args, to, &options, &into),
            }
        }
    }?;
    Ok(ExitCode::from(u8::from(ended == Ended::Held)))
}

/// Writes several files out, to what `output` answers for each.
fn all(
    args: &ExportArgs,
    to: Format,
    options: &Options,
    output: &dyn Fn(&Path, &Report) -> Option<PathBuf>,
) -> anyhow::Result<Ended> {
    let mut progress = Progress::new(args.files.len());
    let (mut failed, mut ended) = (0, Ended::Written);
    for (k, file) in args.files.iter().enumerate() {
        progress.at(k);
        match one(file, args, to, options, &|report| output(file, report)) {
            Ok(Ended::Written) => {}
            Ok(Ended::Held) => ended = Ended::Held,
            Err(error) => {
                progress.clear();
                complain(&error.to_string());
                failed += 1;
            }
        }
    }
    progress.clear();
    if failed > 0 {
        bail!("{}份里有{failed}份没有导出，原因见上", args.files.len());
    }
    Ok(ended)
}

/// Writes one file out, to what `output` answers for its report; without an answer to standard output.
fn one(
    file: &Path,
    args: &ExportArgs,
    to: Format,
    options: &Options,
    output: &dyn Fn(&Report) -> Option<PathBuf>,
) -> anyhow::Result<Ended> {
    let tui::Start { reports, origin } = read_any(file)?;
    let report = the_only(reports, file)?;
    let held = if args.check { check::verdict(&report).says() } else { String::new() };
    if !held.is_empty() {
        complain(&format!("{}校核有{held}，没有导出，逐条看请用 tigang check", quoted(file)));
        return Ok(Ended::Held);
    }
    let tracked;
    let options = match &args.track_since {
        None => options,
        Some(version) => {
            let since = Since { report: version_of(file, version)?, author: String::new(), date: now() };
            tracked = Options { since: Some(Box::new(since)), ..options.clone() };
            &tracked
        }
    };
    let section = args.section.as_deref().map(|words| section(&report, words, file)).transpose()?;
    let excerpt = || section.map_or_else(|| Excerpt::from(&report), |id| Excerpt::of(&report, &[id]));
    let bytes = export::bytes(excerpt(), to, options);
    let bytes = bytes.map_err(|unwritten| match &unwritten {
        Unwritten::Lacks(lacks) => anyhow!("{lacks}，什么也没写出，请改用 --encoding {}", lacks.instead.name()),
        Unwritten::NoFonts | Unwritten::NoPages => anyhow!(unwritten),
    })?;
    let output = output(&report).filter(|output| !is_standard(output));
    if let Some(output) = output.as_ref().filter(|output| !args.force && tui::is_changed(output)) {
        bail!("{}在上次导出以后被改过了，没有盖掉它；要盖掉请加 --force，或者换一个名字", quoted(output));
    }
    put(&bytes, output.as_deref(), file, Over::Anything)?;
    if let Some(output) = &output {
        tui::hand(file, output, Print::of(&bytes));
    }
    // Of several files each says which it is.
    let whose = if args.files.len() > 1 { format!("{}：", quoted(file)) } else { String::new() };
    let loose = export::unresolved(excerpt());
    if !loose.is_empty() {
        complain(&format!("{whose}{}", Loose::list(&loose)));
    }
    if let Origin::Text(_, doubts) = origin
        && !doubts.is_empty()
    {
        complain(&format!("{}有{}处读得没有把握，要逐条看请用 tigang import", quoted(file), doubts.len()));
    }
    Ok(Ended::Written)
}

/// An older version of a report: the newest is 1; or any other report by the name of its file.
fn version_of(file: &Path, version: &str) -> anyhow::Result<Report> {
    let Ok(number) = version.trim().parse::<usize>() else {
        let other = Path::new(version);
        return the_only(read_any(other)?.reports, other);
    };
    let versions = tui::versions(file);
    let Some(found) = number.checked_sub(1).and_then(|at| versions.get(at)) else {
        match versions.len() {
            0 => bail!("{}没有旧版本，没法比较；可以写一份从前的报告的文件名", quoted(file)),
            many => bail!("{}只有{many}个旧版本，--track-since 请写 1 到 {many}，1 是最近的", quoted(file)),
        }
    };
    Ok(store::open(&found.path)?.report)
}

/// The time now, as Word writes it.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, left) = (seconds / 86_400, seconds % 86_400);
    // From days to a date: eras of 400 years that begin on 1 March.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let date = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (left / 3_600, left / 60 % 60, left % 60);
    format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The only section that the words mean.
fn section(report: &Report, words: &str, file: &Path) -> anyhow::Result<SectionId> {
    const SHOWN: usize = 3;
    let found = report::named(report, words);
    match found.as_slice() {
        [id] => Ok(*id),
        [] => bail!("{}里没有“{words}”这一节，请写它的序号（如 二、（一））或标题", quoted(file)),
        many => {
            let whole = |id: &SectionId| {
                let mut path: Vec<SectionId> = report.tree.ancestors(*id).collect();
                path.reverse();
                path.push(*id);
                path.into_iter().map(|id| numbering::number_of(report, id)).collect::<String>()
            };
            let shown: Vec<String> =
                many.iter().take(SHOWN).map(|id| format!("{}（#{}）", whole(id), id.number())).collect();
            let more = if many.len() > SHOWN { "等" } else { "" };
            bail!(
                "{}里“{words}”有{}节：{}{more}，请连上级的序号一起写，或者写 # 和编号",
                quoted(file),
                many.len(),
                shown.join("、")
            )
        }
    }
}

/// The format that the name of the output asks for.
fn format_for(output: Option<&Path>) -> anyhow::Result<Format> {
    let ending = output.map(extension).unwrap_or_default();
    match Format::named(&ending) {
        None if ["doc", "wps", "pdf", "rtf", "odt"].contains(&ending.as_str()) => {
            bail!("不会写 .{ending} 文件，请写成 .docx，再用 Word 或 WPS 另存")
        }
        format => Ok(format.unwrap_or_default()),
    }
}

/// Refuses options that the format doesn't look at, and a report as an output.
fn all_taken(args: &ExportArgs, to: Format) -> anyhow::Result<()> {
    let only_for = |flag: &str, which: &dyn Fn(Format) -> bool| match which(to) {
        true => Ok(()),
        false => bail!("--{flag} 只用于 {}，写成 {} 用不上，请去掉它再导出", formats(which), to.name()),
    };
    for (choice, _) in &args.options.0 {
        only_for(choice.flag, &|format| format.takes(choice))?;
    }
    if args.indent.is_some() {
        only_for("indent", &|format| format.takes(&SPACING))?;
    }
    if args.profile.is_some() {
        only_for("profile", &is_page)?;
    }
    if args.track_since.is_some() {
        only_for("track-since", &|format| format.name() == "docx")?;
    }
    if let Some(output) = &args.output
        && extension(output) == "ron"
    {
        bail!(
            "{}是报告文件的名字，导出的文字不写进去，请换一个名字，如 {}",
            quoted(output),
            output.with_extension(to.name()).display()
        );
    }
    Ok(())
}

fn options(args: &ExportArgs, to: Format) -> anyhow::Result<Options> {
    let profile = match is_page(to) {
        true => tui::profile(args.profile.as_deref()).map_err(|error| anyhow!(error))?,
        false => Profile::default(),
    };
    let fonts = if to.asks_fonts(&profile) { tui::fonts(&profile) } else { Fonts::default() };
    if to.needs_fonts() && !fonts.instead().is_empty() {
        complain(&format!("这台电脑上没有{}，排出来的样子会有出入", fonts.instead()));
    }
    let spacing = args.indent.unwrap_or_default();
    let mut options = Options { spacing, profile: Box::new(profile), fonts, ..Options::default() };
    args.options.0.iter().for_each(|(_, value)| value.set(&mut options));
    Ok(options)
}

/// What a file is called once it is written out.
fn name_in(file: &Path, report: &Report, to: Format) -> PathBuf {
    let mut name = match file.file_stem() {
        Some(stem) if !is_standard(file) => stem.to_owned(),
        _ => text::file_name(&report.title, "无标题").into(),
    };
    name.push(".");
    name.push(to.name());
    name.into()
}

/// Refuses files that would be written one over the other.
fn all_apart(files: &[PathBuf], to: Format) -> anyhow::Result<()> {
    let mut taken: HashMap<PathBuf, &Path> = HashMap::new();
    for file in files.iter().filter(|file| !is_standard(file)) {
        let name = name_in(file, &Report::default(), to);
        if let Some(other) = taken.insert(name.clone(), file) {
            bail!("{}和{}都会写成{}，请分两次导出，或者改名", quoted(other), quoted(file), quoted(&name));
        }
    }
    Ok(())
}

/// How far the files have come, on a terminal, once it takes time.
struct Progress {
    of: usize,
    begun: Instant,
    shows: bool,
    on_screen: bool,
}

impl Progress {
    /// No work that takes less is worth a bar.
    const PATIENCE: Duration = Duration::from_millis(300);

    fn new(of: usize) -> Progress {
        Progress { of, begun: Instant::now(), shows: io::stderr().is_terminal(), on_screen: false }
    }

    fn at(&mut self, done: usize) {
        const CELLS: usize = 20;
        if self.shows && self.begun.elapsed() >= Progress::PATIENCE {
            let full = done * CELLS / self.of.max(1);
            let bar = "█".repeat(full) + &"░".repeat(CELLS - full);
            let _ = write!(io::stderr(), "\r正在导出 {bar} {done}/{}", self.of);
            self.on_screen = true;
        }
    }

    fn clear(&mut self) {
        if std::mem::take(&mut self.on_screen) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

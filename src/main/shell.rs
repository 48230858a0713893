//! What belongs to the shell and the system around the program: completions of the command line, pages of the manual.

use std::fs;
use std::path::Path;

use anyhow::anyhow;
use clap::CommandFactory;
use clap_complete::Shell;

use tigang::store;

use crate::args::Args;

/// The headings of a page of the manual, as the library writes them, and in Chinese.
const HEADINGS: [(&str, &str); 7] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH COMMANDS", ".SH 命令"),
    (".SH VERSION", ".SH 版本"),
];

/// The script by which a shell completes the command line.
pub(crate) fn completions(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "tigang", &mut script);
    script
}

/// Writes the pages of the manual into a folder, one for the program and one for each command.
pub(crate) fn manual(folder: &Path) -> anyhow::Result<()> {
    let failed = |error: &std::io::Error| anyhow!("写不进文件夹“{}”：{}", folder.display(), store::save::reason(error));
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let mut program = Args::command();
    program.build();
    let commands = program.get_subcommands().cloned().collect::<Vec<_>>();
    for (name, command) in std::iter::once(("tigang".to_owned(), program.clone()))
        .chain(commands.into_iter().map(|command| (format!("tigang-{}", command.get_name()), command)))
    {
        let mut page = Vec::new();
        let titled = command.name(name.clone()).disable_help_flag(true);
        clap_mangen::Man::new(titled).render(&mut page).map_err(|error| failed(&error))?;
        let mut page = String::from_utf8_lossy(&page).into_owned();
        for (english, chinese) in HEADINGS {
            page = page.replace(english, chinese);
        }
        fs::write(folder.join(format!("{name}.1")), page).map_err(|error| failed(&error))?;
    }
    Ok(())
}

//! The arguments, in Chinese: what may be written, what is wrong with what was.

use std::path::PathBuf;

use anyhow::bail;
use clap::Arg;
use clap::ArgAction;
use clap::ArgMatches;
use clap::FromArgMatches;
use clap::Parser;
use clap::Subcommand;
use clap::error::ContextKind;
use clap::error::ContextValue;
use clap::error::ErrorKind;

use tigang::export::Choice;
use tigang::export::Format;
use tigang::export::Look;
use tigang::export::Spacing;
use tigang::export::options::Value;
use tigang::import;

const HELP: &str = "\
{about}

用法：{usage}

命令：
{subcommands}

参数：
{positionals}

选项：
{options}

文件写成 - 就是标准输入；和命令同名的文件写成 ./new。成功返回 0，用错或失败返回 2；check 发现问题返回 1。";

const COMMAND_HELP: &str = "\
{about}

用法：{usage}

参数：
{positionals}

选项：
{options}";

#[derive(Parser)]
#[command(
    name = "tigang",
    version,
    about = "提纲：在终端里写工作总结，看得见提纲，搬得动章节，编号自动改好",
    override_usage = "tigang [文件]\n      tigang <报告> --returned <退回稿.docx>\n      tigang <命令> …",
    help_template = HELP,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    args_conflicts_with_subcommands = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    #[arg(
        value_name = "文件",
        help = "要编辑的报告；文字、.docx、.doc、.md、.html、.opml、.mm 会先读成提纲，另存才写盘"
    )]
    pub(crate) file: Option<PathBuf>,

    #[arg(
        long,
        value_name = "退回稿",
        requires = "file",
        help = "收回领导改过的 .docx：逐节看改了什么、谁改的，一处处收下；输出不是终端时只列出来"
    )]
    pub(crate) returned: Option<PathBuf>,

    #[arg(short, long, global = true, display_order = 100, action = ArgAction::Help, help = "显示这份说明")]
    help: Option<bool>,

    #[arg(short = 'V', long, display_order = 101, action = ArgAction::Version, help = "显示版本")]
    version: Option<bool>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(
        about = "新写一篇报告",
        override_usage = "tigang new <文件> [--template 模板 | --from 去年的报告]",
        help_template = COMMAND_HELP
    )]
    New {
        #[arg(value_name = "文件", help = "报告的文件名，没写 .ron 会补上；保存时才写盘")]
        file: PathBuf,

        #[arg(
            long,
            value_name = "模板",
            help = "从哪个模板写起：空白、年度工作总结、半年工作总结、述职报告，或配置文件夹 templates 里自己的"
        )]
        template: Option<String>,

        #[arg(
            long,
            value_name = "去年的报告",
            conflicts_with = "template",
            help = "按去年的报告起今年的稿：年份后移，今年数变上年数，打算变成要报告的事，原文留在备注里"
        )]
        from: Option<PathBuf>,
    },

    #[command(
        about = "把文字、Word 文件（docx）、Markdown 或 OPML 提纲读成报告",
        override_usage = "tigang import <文件> [--out-dir 文件夹 | -o 输出] [--to ron|json] [--encoding 编码] [--track accept|reject] [--json]",
        help_template = COMMAND_HELP
    )]
    Import {
        #[arg(value_name = "文件", help = "要读的文件：文字、.docx、.doc、.md、.html、.opml、.mm；- 是标准输入")]
        file: PathBuf,

        #[arg(
            long,
            value_name = "文件夹",
            conflicts_with = "output",
            help = "一个文件里有几篇时，写成 01-标题.ron、02-标题.ron……"
        )]
        out_dir: Option<PathBuf>,

        #[arg(long, conflicts_with = "out_dir", help = "一个文件里有几篇时，合成一份，每篇各成一节")]
        one: bool,

        #[arg(short, long, value_name = "输出", help = "写到哪个文件；不写就是标准输出")]
        output: Option<PathBuf>,

        #[arg(long, value_name = "格式", value_parser = imported_as, help = "写成什么：ron（报告，默认）、json（提纲）")]
        to: Option<ImportedAs>,

        #[arg(long, value_name = "编码", value_parser = text_encoding, help = "文字的编码：utf-8、gb18030、gbk、gb2312、utf-16le、utf-16be、big5；不写就自己判断")]
        encoding: Option<import::Encoding>,

        #[arg(long, value_name = "修订", value_parser = track, help = "Word 文件里的修订：accept（接受，默认）、reject（拒绝，读修订以前的文字）")]
        track: Option<import::Track>,

        #[arg(long, help = "拿不准的地方写成 JSON（在标准错误）")]
        json: bool,
    },

    #[command(
        about = format!("把报告写成{}", titles()),
        override_usage = format!(
            "tigang export <文件>… [-o 输出 | --out-dir 文件夹] [--to {}] [--section 序号或标题] …",
            Format::ALL.map(Format::name).join("|")
        ),
        help_template = COMMAND_HELP
    )]
    Export(Box<ExportArgs>),

    #[command(
        about = "交出去之前校核一遍，返回 0 没有发现，1 有发现，2 没能校核",
        override_usage = "tigang check <文件> [--all] [--format md|csv|json]\n      tigang check <文件> --fix [-o 输出]\n      tigang check --rules",
        help_template = COMMAND_HELP
    )]
    Check {
        #[arg(
            value_name = "文件",
            required_unless_present = "rules",
            help = "报告，或者一份文字、.docx、.doc、.md、.html、.opml、.mm（先读成提纲）；- 是标准输入"
        )]
        file: Option<PathBuf>,

        #[arg(long, help = "同一条规则的问题再多也全部列出")]
        all: bool,

        #[arg(long, help = "写成 JSON，给其他程序用，同 --format json")]
        json: bool,

        #[arg(
            long,
            value_name = "格式",
            value_parser = record,
            conflicts_with = "json",
            help = "写成校对记录：md（表格）、csv（电子表格）、json"
        )]
        format: Option<Record>,

        #[arg(long, conflicts_with_all = ["json", "format"], help = "必错的、有把握改好的都改好，列出改了什么；报告就地改，文字稿请用 -o 写成报告")]
        fix: bool,

        #[arg(short, long, value_name = "输出", requires = "fix", help = "--fix 改好的报告写到哪个文件")]
        output: Option<PathBuf>,

        #[arg(long, help = "列出所有规则和依据；不想用的，把名字写进设置文件夹的 check-off.txt，一行一条")]
        rules: bool,
    },

    #[command(
        about = "看一份排好的 Word 文件怎样排，写成本单位的版式：页边、行距、标题和各级的字体字号",
        override_usage = "tigang profile --from 样稿.docx [-o 版式文件]（写到配置文件夹里的 docx.ron，以后导出都照它）",
        help_template = COMMAND_HELP
    )]
    Profile {
        #[arg(long, value_name = "样稿", help = "本单位排好的 .docx")]
        from: PathBuf,

        #[arg(short, long, value_name = "输出", help = "写到哪个文件；不写就是标准输出")]
        output: Option<PathBuf>,
    },

    #[command(
        about = "列出文字里写到的数据：名称、数值、单位、增减、在哪一节",
        override_usage = "tigang figures <文件> [--json]",
        help_template = COMMAND_HELP
    )]
    Figures {
        #[arg(
            value_name = "文件",
            help = "报告，或者一份文字、.docx、.doc、.md、.html、.opml、.mm（可以有几篇）；- 是标准输入"
        )]
        file: PathBuf,

        #[arg(long, help = "写成 JSON，给别的程序用")]
        json: bool,
    },

    #[command(
        about = "git 合并报告时用：逐节、逐项指标合并，返回 0 合好了，1 有两边都改过的地方",
        override_usage = "tigang merge <原来的> <这一边> <那一边> [文件名]（先用 tigang git-setup 设好，git 自己会用它）",
        help_template = COMMAND_HELP
    )]
    Merge {
        #[arg(value_name = "原来的", help = "两边分开以前的文件（git 的 %O）")]
        base: PathBuf,

        #[arg(value_name = "这一边", help = "这一边的文件（%A），合并的结果写在这里")]
        mine: PathBuf,

        #[arg(value_name = "那一边", help = "那一边的文件（%B）")]
        theirs: PathBuf,

        #[arg(value_name = "文件名", help = "它在仓库里的名字（%P），说话时用")]
        name: Option<PathBuf>,
    },

    #[command(
        name = "git-setup",
        about = "让 git 用 tigang 合并报告：在报告所在的仓库里运行一次",
        override_usage = "tigang git-setup",
        help_template = COMMAND_HELP
    )]
    GitSetup,

    #[command(
        about = "找回没保存的报告",
        override_usage = "tigang recover [--all] [文件或标题 [-o 输出]]",
        help_template = COMMAND_HELP
    )]
    Recover {
        #[arg(
            value_name = "文件或标题",
            help = "只看这一份，文件坏了时连同它的旧版本；不写就全部列出：什么时候、多少处改动、多少字"
        )]
        which: Option<PathBuf>,

        #[arg(
            short,
            long,
            value_name = "输出",
            requires = "which",
            help = "把找回的写成报告文件；也可以打开原来的文件，会自动找回"
        )]
        output: Option<PathBuf>,

        #[arg(long, help = "连放在一边的（当时没要的）也列出；放满一年才删")]
        all: bool,
    },

    #[command(
        about = "写出命令行的补全脚本，给 bash、zsh 或 fish",
        override_usage = "tigang completions <bash|zsh|fish>",
        help_template = COMMAND_HELP
    )]
    Completions {
        #[arg(value_name = "shell", value_parser = shell, help = "哪一种：bash、zsh、fish")]
        shell: clap_complete::Shell,
    },

    #[command(
        about = "把手册页（man）写进一个文件夹",
        override_usage = "tigang man <文件夹>",
        help_template = COMMAND_HELP
    )]
    Man {
        #[arg(value_name = "文件夹", help = "写到哪里；没有就新建")]
        folder: PathBuf,
    },

    #[command(
        about = "忘掉一份报告：删去程序为它留的旧版本、撤销、没保存的改动和名字，报告文件不动",
        override_usage = "tigang forget <文件>",
        help_template = COMMAND_HELP
    )]
    Forget {
        #[arg(value_name = "文件", help = "哪一份报告；文件已经不在了也行")]
        file: PathBuf,
    },
}

#[derive(clap::Args)]
pub(crate) struct ExportArgs {
    #[arg(
        value_name = "文件",
        required = true,
        help = "报告，或者一份文字、.docx、.doc、.md、.html、.opml、.mm（先读成提纲）；- 是标准输入"
    )]
    pub(crate) files: Vec<PathBuf>,

    #[arg(short, long, value_name = "输出", help = "写到哪个文件；不写就是标准输出")]
    pub(crate) output: Option<PathBuf>,

    #[arg(long, value_name = "文件夹", conflicts_with = "output", help = "几份一起导出，放到哪个文件夹，文件名照旧")]
    pub(crate) out_dir: Option<PathBuf>,

    #[arg(long, value_name = "格式", value_parser = format, help = format!("写成什么：{}；-o 的文件名看得出就不用写", formats(|_| true).replacen("txt", "txt（默认）", 1)))]
    pub(crate) to: Option<Format>,

    #[arg(long, value_name = "序号或标题", help = "只要这一节连同下级，如 二、（一）")]
    pub(crate) section: Option<String>,

    #[command(flatten)]
    pub(crate) options: Given,

    /// What `--style` was called before there was a third.
    #[arg(long, value_name = "缩进", value_parser = indent, conflicts_with = "style", hide = true)]
    pub(crate) indent: Option<Spacing>,

    #[arg(
        long,
        value_name = "版式文件",
        help = format!("{} 的字体、行距、页边；不写就用配置文件夹里的 docx.ron，没有就照国标", formats(is_page))
    )]
    pub(crate) profile: Option<PathBuf>,

    #[arg(
        long,
        value_name = "旧版本",
        help = "docx 里把这个旧版本以来的改动写成修订：1 是最近的一个旧版本，2 是再前一个，也可以写一份报告的文件名"
    )]
    pub(crate) track_since: Option<String>,

    #[arg(long, help = "先校核：有必错或疑似就不导出，返回 1")]
    pub(crate) check: bool,

    #[arg(long, help = "上次导出以后被改过的文件也盖掉")]
    pub(crate) force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ImportedAs {
    Ron,
    Json,
}

impl ImportedAs {
    pub(crate) fn extension(self) -> &'static str {
        match self {
            ImportedAs::Ron => "ron",
            ImportedAs::Json => "json",
        }
    }
}

/// Help and version to standard output; what clap finds wrong as one sentence.
pub(crate) fn explain(error: &clap::Error) -> anyhow::Result<()> {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        // A pager that is closed early has shown enough.
        let _ = error.print();
        return Ok(());
    }
    let words = |kind| match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.join("、"),
        _ => String::new(),
    };
    // clap names an argument with its value: `--to <格式>`, and one that may come again `<文件>...`.
    let argument = words(ContextKind::InvalidArg).trim_end_matches("...").to_owned();
    let option = argument.split(" <").next().unwrap_or_default();
    let value = words(ContextKind::InvalidValue);
    let wrong = match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识“{argument}”"),
        ErrorKind::InvalidSubcommand => format!("不认识“{}”", words(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("缺少{argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{option} 后面要写{}", option_value(&argument)),
        ErrorKind::ValueValidation => match std::error::Error::source(error) {
            Some(source) => source.to_string(),
            None => format!("{option} 不能是“{value}”"),
        },
        ErrorKind::InvalidValue => format!("{option} 不能是“{value}”"),
        ErrorKind::TooManyValues => format!("{option} 后面不能写“{value}”"),
        ErrorKind::ArgumentConflict if argument.is_empty() => "没有这个命令，要编辑的文件也只能写一个".to_owned(),
        ErrorKind::ArgumentConflict => match words(ContextKind::PriorArg) {
            prior if prior == argument => format!("{option} 只能写一次"),
            prior => format!("{option} 不能和 {} 一起用", prior.split(" <").next().unwrap_or_default()),
        },
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字符".to_owned(),
        _ => "参数写得不对".to_owned(),
    };
    let first = std::env::args_os().nth(1).unwrap_or_default();
    let help = match first.to_str() {
        Some(
            command @ ("new" | "recover" | "import" | "export" | "check" | "figures" | "merge" | "git-setup" | "forget"
            | "completions" | "man"),
        ) => {
            format!("tigang {command} --help")
        }
        _ => "tigang --help".to_owned(),
    };
    bail!("{wrong}，用法见 {help}")
}

/// A shell that there is a script for.
fn shell(name: &str) -> Result<clap_complete::Shell, anyhow::Error> {
    match name {
        "bash" => Ok(clap_complete::Shell::Bash),
        "zsh" => Ok(clap_complete::Shell::Zsh),
        "fish" => Ok(clap_complete::Shell::Fish),
        _ => Err(anyhow::anyhow!("没有给“{name}”的补全脚本，可用：bash、zsh、fish")),
    }
}

/// `格式` of `--to <格式>`.
fn option_value(argument: &str) -> &str {
    argument.split_once('<').map_or("值", |(_, value)| value.trim_end_matches('>'))
}

/// How a record of a check is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Record {
    /// A table of Markdown.
    Markdown,
    /// For spreadsheets.
    Csv,
    /// For other programs.
    Json,
}

fn record(name: &str) -> Result<Record, String> {
    const ALL: [(&str, Record); 3] = [("md", Record::Markdown), ("csv", Record::Csv), ("json", Record::Json)];
    named(name, ALL.map(|(name, _)| name), "校对记录的格式").map(|at| ALL[at].1)
}

fn imported_as(name: &str) -> Result<ImportedAs, String> {
    match name {
        "ron" => Ok(ImportedAs::Ron),
        "json" => Ok(ImportedAs::Json),
        _ => Err(format!("不会读成“{name}”，可用：ron、json")),
    }
}

fn format(name: &str) -> Result<Format, String> {
    let wrong = format!("不会写成“{name}”");
    named(name, Format::ALL.map(Format::name), &wrong).map(|at| Format::ALL[at])
}

fn indent(name: &str) -> Result<Spacing, String> {
    match name {
        "full" => Ok(Spacing::Indent),
        "none" => Ok(Spacing::Bare),
        _ => Err(format!("没有“{name}”这种缩进，可用：full、none")),
    }
}

fn track(name: &str) -> Result<import::Track, String> {
    let wrong = || format!("没有“{name}”，可用：accept、reject");
    [("accept", import::Track::Accept), ("reject", import::Track::Reject)]
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, track)| track)
        .ok_or_else(wrong)
}

fn text_encoding(name: &str) -> Result<import::Encoding, String> {
    import::Encoding::named(name)
        .ok_or_else(|| format!("没有“{name}”这种编码，可用：utf-8、gb18030、gbk、gb2312、utf-16le、utf-16be、big5"))
}

/// The place of this name; else what is wrong, and which there are.
fn named(name: &str, all: impl IntoIterator<Item = &'static str>, wrong: &str) -> Result<usize, String> {
    let all: Vec<&str> = all.into_iter().collect();
    let at = all.iter().position(|known| known.eq_ignore_ascii_case(name));
    at.ok_or_else(|| format!("{wrong}，可用：{}", all.join("、")))
}

/// The names of some formats.
pub(crate) fn formats(which: impl Fn(Format) -> bool) -> String {
    let formats = Format::ALL.into_iter().filter(|&format| which(format)).map(Format::name);
    formats.collect::<Vec<_>>().join("、")
}

fn titles() -> String {
    let [first @ .., last] = Format::ALL.map(Format::title);
    format!("{}或 {last}", first.join("、"))
}

/// Whether a format looks at `--profile`.
pub(crate) fn is_page(format: Format) -> bool {
    format.look() == Look::Page
}

/// The options of an export that were given, with their values.
pub(crate) struct Given(pub(crate) Vec<(&'static Choice, &'static Value)>);

impl clap::Args for Given {
    fn augment_args(command: clap::Command) -> clap::Command {
        command.args(Choice::ALL.map(|choice| {
            let help = format!("{} {}", formats(|format| format.takes(choice)), choice.says);
            let arg = Arg::new(choice.flag).long(choice.flag).help(help);
            match choice.value {
                None => arg.action(ArgAction::SetTrue),
                Some(value) => arg.value_name(value).value_parser(move |name: &str| {
                    named(name, choice.values.iter().map(|value| value.name), &format!("没有“{name}”这种{value}"))
                }),
            }
        }))
    }

    fn augment_args_for_update(command: clap::Command) -> clap::Command {
        Given::augment_args(command)
    }
}

impl FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Given, clap::Error> {
        let value = |choice: &Choice| match choice.value {
            None => matches.get_flag(choice.flag).then_some(1),
            Some(_) => matches.get_one(choice.flag).copied(),
        };
        let given = Choice::ALL.into_iter().filter_map(|choice| Some((choice, &choice.values[value(choice)?])));
        Ok(Given(given.collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Given::from_arg_matches(matches)?;
        Ok(())
    }
}

//! How a report is written out: each option with its values, and what they are called on the command line, on screen and in
//! the program's own files.

use super::Fonts;
use super::Profile;
use crate::report::Report;

/// How a report is written out. The default is what the standard asks for, and of a text what WPS and mail take best.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// How the paragraphs of a text are set apart.
    pub spacing: Spacing,
    /// The bytes of a character of a text.
    pub encoding: Encoding,
    /// What a line of a text ends with.
    pub line_end: LineEnd,
    /// What makes a heading in Markdown.
    pub headings: Headings,
    /// Whether the metrics follow as a table.
    pub metrics: Metrics,
    /// Whether what is said to the texts is written out, too.
    pub comments: Comments,
    /// Since which state what has changed is written as revisions.
    pub since: Option<Box<Since>>,
    /// What the office does otherwise than the standard. Boxed: it outweighs all the rest.
    pub profile: Box<Profile>,
    /// The fonts for pages that are set here.
    pub fonts: Fonts,
}

/// All there is to say about one of the [`Options`], but for the profile, which is a file.
pub struct Choice {
    /// Its name for life, in the program's own files.
    pub name: &'static str,
    /// Its name on the command line, without `--`.
    pub flag: &'static str,
    /// What its value is called there, as 排法. A switch has none: it turns the first value into the second.
    pub value: Option<&'static str>,
    /// What it does, to stand after the names of the formats that look at it.
    pub says: &'static str,
    /// Its function key in the preview of an export, and what it is called there.
    pub key: Option<(u8, &'static str)>,
    /// What it can be, the default first.
    pub values: &'static [Value],
    /// The place of its value among them.
    at: fn(&Options) -> usize,
}

/// What a value of an option is called.
pub struct Value {
    /// On the command line.
    pub name: &'static str,
    /// In the program's own files, for life.
    pub kept: &'static str,
    /// On screen.
    pub title: &'static str,
    set: fn(&mut Options),
}

const fn value(name: &'static str, kept: &'static str, title: &'static str, set: fn(&mut Options)) -> Value {
    Value { name, kept, title, set }
}

impl Choice {
    /// Every option, in the order in which a list shows them.
    pub const ALL: [&Choice; 6] = [&SPACING, &ENCODING, &LINE_END, &HEADINGS, &METRICS, &COMMENTS];

    /// What it is set to.
    pub fn now(&self, options: &Options) -> &'static Value {
        &self.values[(self.at)(options)]
    }

    /// Sets it to the value after this one, round the end of the list.
    pub fn turn(&self, options: &mut Options) {
        self.values[((self.at)(options) + 1) % self.values.len()].set(options);
    }
}

impl Value {
    /// Sets its option to it.
    pub fn set(&self, options: &mut Options) {
        (self.set)(options);
    }
}

/// [`Options::spacing`].
pub static SPACING: Choice = Choice {
    name: "spacing",
    flag: "style",
    value: Some("排法"),
    says: "的段落：plain（空两格，默认）、wps（不空格，贴进有样式的文档）、wechat（段间空行）",
    key: Some((2, "首行")),
    values: &[
        value("plain", "indent", "空两格", |options| options.spacing = Spacing::Indent),
        value("wps", "bare", "不空格", |options| options.spacing = Spacing::Bare),
        value("wechat", "blank_line", "段间空行", |options| options.spacing = Spacing::BlankLine),
    ],
    at: |options| options.spacing as usize,
};

/// [`Options::encoding`].
pub static ENCODING: Choice = Choice {
    name: "encoding",
    flag: "encoding",
    value: Some("编码"),
    says: "的编码：utf-8（默认）、utf-8-bom、gb18030、gbk",
    key: Some((3, "编码")),
    values: &[
        value("utf-8", "utf8", "utf-8", |options| options.encoding = Encoding::Utf8),
        value("utf-8-bom", "utf8_bom", "utf-8-bom", |options| options.encoding = Encoding::Utf8Bom),
        value("gb18030", "gb18030", "gb18030", |options| options.encoding = Encoding::Gb18030),
        value("gbk", "gbk", "gbk", |options| options.encoding = Encoding::Gbk),
    ],
    at: |options| options.encoding as usize,
};

/// [`Options::line_end`].
pub static LINE_END: Choice = Choice {
    name: "line_end",
    flag: "crlf",
    value: None,
    says: "的行尾用 CR LF，给旧的 Windows 程序",
    key: Some((4, "换行")),
    values: &[
        value("lf", "lf", "LF", |options| options.line_end = LineEnd::Lf),
        value("crlf", "cr_lf", "CRLF", |options| options.line_end = LineEnd::CrLf),
    ],
    at: |options| options.line_end as usize,
};

/// [`Options::headings`].
pub static HEADINGS: Choice = Choice {
    name: "headings",
    flag: "headings",
    value: Some("写法"),
    says: "的标题：hash（用 #，默认）、literal（只写序号）",
    key: None,
    values: &[
        value("hash", "hashes", "用 #", |options| options.headings = Headings::Hashes),
        value("literal", "literal", "只写序号", |options| options.headings = Headings::Literal),
    ],
    at: |options| options.headings as usize,
};

/// [`Options::metrics`].
pub static METRICS: Choice = Choice {
    name: "metrics",
    flag: "metrics",
    value: None,
    says: "后面附一张指标表",
    key: Some((8, "指标表")),
    values: &[
        value("in-texts", "in_texts", "不附", |options| options.metrics = Metrics::InTexts),
        value("annexed", "annexed", "附后", |options| options.metrics = Metrics::Annexed),
    ],
    at: |options| options.metrics as usize,
};

/// [`Options::comments`].
pub static COMMENTS: Choice = Choice {
    name: "comments",
    flag: "comments",
    value: None,
    says: "里把批注和备注写成 Word 的批注",
    key: None,
    values: &[
        value("left-out", "left_out", "不写", |options| options.comments = Comments::LeftOut),
        value("written", "written", "写成批注", |options| options.comments = Comments::Written),
    ],
    at: |options| options.comments as usize,
};

/// How the paragraphs of a text are set apart, headings included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spacing {
    /// Two U+3000 before each: 左空二字 (GB/T 9704-2012, 7.3.3).
    #[default]
    Indent,
    /// Nothing, for pasting where paragraphs have an indent of their own: a WPS document with its styles.
    Bare,
    /// A blank line between them and no indent: WeChat.
    BlankLine,
}

/// How a text file keeps its characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-8 that says so with a byte order mark, for old Windows programs.
    Utf8Bom,
    /// GB18030: two bytes for a common character, and all of Unicode.
    Gb18030,
    /// GBK, what old Windows programs call ANSI. It lacks ⑪ and the characters of rare names.
    Gbk,
}

impl Encoding {
    /// What the command line calls it: `utf-8`, `utf-8-bom`, `gb18030`, `gbk`.
    pub fn name(self) -> &'static str {
        ENCODING.values[self as usize].name
    }
}

/// What a line ends with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// `\n`
    #[default]
    Lf,
    /// `\r\n`, for old Windows programs.
    CrLf,
}

/// What makes a heading in Markdown. Its number stands as characters either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Headings {
    /// `##`: programs show an outline and set it in their own fonts.
    #[default]
    Hashes,
    /// Its number alone, a paragraph like any other.
    Literal,
}

/// Where metrics stand in what is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Metrics {
    /// Only in the texts that refer to them.
    #[default]
    InTexts,
    /// As a table too, which follows as an annex.
    Annexed,
}

/// Whether comments and notes are in what is handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Comments {
    /// They are for the writer alone.
    #[default]
    LeftOut,
    /// As comments beside the text, where the format has some.
    Written,
}

/// A state of the report, since which what has changed is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Since {
    /// The report as it was.
    pub report: Report,
    /// Whose the changes are; the unit that signs the report where this is empty.
    pub author: String,
    /// When they were made, as `2031-07-02T09:15:00Z`; empty where nobody says.
    pub date: String,
}

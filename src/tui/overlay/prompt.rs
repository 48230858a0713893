//! A question that is answered with a line.

use crate::edit::moves::Around;
use crate::report::Field;
use crate::report::Owner;
use crate::report::SectionId;
use crate::tui::here::Bookmark;
use crate::tui::outline::Spot;
use crate::tui::overlay::Line;
use crate::tui::overlay::Next;

/// A question that is answered with a line.
#[derive(Debug)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// The answer so far.
    pub line: Line,
    /// Why the last answer didn't do.
    pub trouble: Option<String>,
}

/// What a prompt's answer is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The file to save to; then what was to follow.
    SaveAs(Next),
    /// Words to filter by, as they are typed; and where the writer was before.
    Filter(Spot),
    /// Words to find, as they are typed; and where the writer was before.
    Find(Box<Bookmark>),
    /// Words to replace, found as they are typed.
    Replace(Box<Bookmark>),
    /// What to put in place of what has been found.
    ReplaceBy(Box<Bookmark>),
    /// 字数 to aim for.
    Target(Option<SectionId>),
    /// The number that a section takes.
    Begin(SectionId),
    /// How many rows and columns a new table has.
    NewTable,
    /// What stands around a table.
    Around(Around),
    /// The file or folder to read into the open report.
    Read(Destination),
    /// The file to write the table of metrics to.
    WriteTable,
    /// The file to read a table of metrics from.
    ReadTable,
    /// Last year's report.
    LastYear,
    /// The file to open.
    Open,
    /// The draft that came back.
    Returned,
    /// What a comment is answered: whose it is, and its place there.
    Answer(Owner, usize),
    /// What to say to a text.
    Comment(Field),
    /// A command as vim's hands write it after `:`.
    Colon,
    /// The periods of the metric under the cursor.
    Series,
    /// What the report is called as a template.
    Template,
    /// The metric's cell under the cursor.
    Cell,
}

/// Where reports that are read go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// Below a section: of one report its sections, numbered as they are here; of several each under its own heading.
    Below(SectionId),
    /// To the end of the open report, each under its own heading and numbered as it was.
    Side,
}

impl Purpose {
    /// Of a search: where the writer was before.
    pub fn searches_from(&self) -> Option<&Bookmark> {
        match self {
            Purpose::Find(from) | Purpose::Replace(from) | Purpose::ReplaceBy(from) => Some(from),
            _ => None,
        }
    }

    /// The question together with what it is asked of: by that an answer that was left is known again, also after a restart.
    pub fn question(&self) -> String {
        match self {
            Purpose::Target(Some(id)) | Purpose::Begin(id) | Purpose::Read(Destination::Below(id)) => {
                format!("{} #{}", self.title(), id.number())
            }
            _ => self.title().to_owned(),
        }
    }

    /// Whether its answer is only looked for, and shown as it is typed.
    pub fn is_sought(&self) -> bool {
        matches!(self, Purpose::Filter(_) | Purpose::Find(_) | Purpose::Replace(_))
    }

    /// Whether its answer names a file or a folder.
    pub fn is_path(&self) -> bool {
        matches!(
            self,
            Purpose::SaveAs(_)
                | Purpose::Read(_)
                | Purpose::WriteTable
                | Purpose::ReadTable
                | Purpose::LastYear
                | Purpose::Open
                | Purpose::Returned
        )
    }

    /// The question.
    pub fn title(&self) -> &'static str {
        match self {
            Purpose::SaveAs(_) => "保存为",
            Purpose::Filter(_) => "筛选（含这些字的节）",
            Purpose::Find(_) => "查找",
            Purpose::Replace(_) => "替换：查找",
            Purpose::ReplaceBy(_) => "替换为",
            Purpose::Target(_) => "字数目标（空着表示不定）",
            Purpose::NewTable => "插入表格：几行×几列",
            Purpose::Around(Around::Title) => "表题（写在表格上面，空着表示没有）",
            Purpose::Around(Around::Unit) => "表格里的数用什么单位（如 件、万元）",
            Purpose::Around(Around::Note) => "注（写在表格下面，空着表示没有）",
            Purpose::Begin(_) => "起始序号（空着表示接着编）",
            Purpose::Read(Destination::Below(_)) => "导入到本节下：文件名（.ron、.txt、.docx、.doc、.md）",
            Purpose::Read(Destination::Side) => "汇总：文件夹或文件名",
            Purpose::WriteTable => "指标表存为（.csv，电子表格能打开）",
            Purpose::ReadTable => "读入指标表：文件名（.xlsx、.xls、.ods、.csv 或 .txt）",
            Purpose::LastYear => "取上年数：去年那份报告的文件名",
            Purpose::Open => "打开（报告，或 .txt、.docx、.doc、.md、.html 旧稿）",
            Purpose::Returned => "收回修改稿：退回来的 Word 文件（.docx）",
            Purpose::Answer(..) => "答复批注",
            Purpose::Comment(_) => "批注：批什么",
            Purpose::Colon => "命令行（w 保存，q 退出，e 文件名，%s/旧/新/g）",
            Purpose::Series => "分期（如：1月 812；2月 790；3月 XX）",
            Purpose::Template => "存成模板，叫什么",
            Purpose::Cell => "",
        }
    }
}

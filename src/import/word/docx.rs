//! Word files in XML (ISO 29500, transitional and strict).
//!
//! ```text
//! package    bytes → parts                     the archive, its bounds, what else a zip may be
//! styles     styles part → looks
//! sample     how an office sets its papers, for a profile
//! numbering  numbering part → definitions of lists
//! body       parts with text → stories         what each tag begins, says and ends
//! ```

mod body;
mod numbering;
mod package;
mod sample;
mod styles;

use std::fmt;

use crate::import::AS_TEXT;
use crate::import::Doubt;
use crate::import::Track;
use crate::import::UNLOCK;
use crate::import::parts::Properties;
use crate::import::source::Source;
use crate::import::word::DEEPEST;
pub(in crate::import) use crate::import::word::story::Revision;
use crate::import::word::story::Story;
use crate::import::xml::Node;
use crate::import::xml::Xml;
use crate::import::xml::XmlError;

use body::Body;
use package::Package;
pub use sample::Letters;
pub use sample::Sample;

/// Why a zip archive was not read as a Word file and what to do, to stand after the file's name and a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    /// It is a zip archive, but no Word file.
    #[error("{0}")]
    NotWord(NotWord),
    /// It asks for a password.
    #[error("{UNLOCK}")]
    Locked,
    /// A part cannot be unpacked or is missing.
    #[error("这个 docx 坏了（{0}读不出来），{AGAIN}")]
    Damaged(Part),
    /// A part is no XML that may be read.
    #[error("这个 docx {}，{AGAIN}", unreadable(*.0, *.1))]
    Xml(Part, #[source] XmlError),
    /// Two entries have one name: what one program shows another would not.
    #[error("这个 docx 里有两个同名的部分，分不清该读哪个，没有读，{AGAIN}")]
    Twice,
    /// More entries than any Word file has.
    #[error("这个 docx 里的文件多得不正常，没有读，{AGAIN}")]
    TooManyEntries,
    /// Unpacked it is larger than any text.
    #[error("这个 docx 解开以后大得不正常，没有读，{AGAIN}")]
    TooLarge,
}

const AGAIN: &str = "请用 Word 或 WPS 打开它，另存一份 .docx，再导入";

fn unreadable(part: Part, error: XmlError) -> String {
    match error {
        XmlError::Broken => format!("坏了（{part}写得不对）"),
        XmlError::DocumentType => format!("的{part}里有 DOCTYPE 声明，Word 不会这样写，怕有问题，没有读"),
        XmlError::TooDeep => format!("的{part}层层嵌套，深得不正常，没有读"),
    }
}

/// What a zip archive is instead of a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotWord {
    /// xlsx.
    #[error("这是电子表格（xlsx），不是 Word 文档；要它的数，请打开报告后用 F2 里的 读入指标表；要当文字，{AS_TEXT}")]
    Sheets,
    /// pptx.
    #[error("这是演示文稿（pptx），不是 Word 文档，{AS_TEXT}")]
    Slides,
    /// odt, ods, odp.
    #[error("这是 OpenDocument 文件（odt 一类），请在原来的程序里另存为 .docx 或纯文本，再导入")]
    OpenDocument,
    /// xmind.
    #[error("这是 XMind 思维导图，请在 XMind 里导出为 OPML 或 FreeMind（.mm），再导入")]
    MindMap,
    /// ofd.
    #[error("这是 OFD 版式文件，里面没有可靠的文字次序，请找它的 Word 原稿，或者在阅读器里复制文字存成 .txt，再导入")]
    Ofd,
    /// Any other archive.
    #[error("这是压缩包，不是 Word 文档，请先解压，再导入里面的文件")]
    Archive,
}

/// A part of a Word file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The archive itself with its lists of parts.
    Archive,
    /// The text.
    Body,
    /// The styles.
    Styles,
    /// The definitions of automatic numbers.
    Numbering,
    /// Footnotes and endnotes.
    Notes,
    /// Headers and footers.
    Margins,
    /// Comments.
    Comments,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Part::Archive => "目录",
            Part::Body => "正文",
            Part::Styles => "样式",
            Part::Numbering => "自动编号",
            Part::Notes => "脚注",
            Part::Margins => "页眉页脚",
            Part::Comments => "批注",
        })
    }
}

/// The paragraphs of a Word file in the order of reading and its document properties, in time and memory linear in its unpacked size. A place in the
/// file is counted in paragraphs.
///
/// # Errors
/// Whatever is no sound Word file within the bounds of [`package`].
pub(in crate::import) fn sources(
    bytes: &[u8],
    track: Track,
    doubts: &mut Vec<Doubt>,
) -> Result<(Vec<Source>, Properties), DocxError> {
    let Revised { sources, properties, .. } = revised(bytes, track, doubts)?;
    Ok((sources, properties))
}

/// A Word file with who has revised which of its paragraphs.
pub(in crate::import) struct Revised {
    pub(in crate::import) sources: Vec<Source>,
    pub(in crate::import) properties: Properties,
    pub(in crate::import) revisions: Vec<Revision>,
}

/// As [`sources`], with who has revised what.
///
/// # Errors
/// As [`sources`].
pub(in crate::import) fn revised(bytes: &[u8], track: Track, doubts: &mut Vec<Doubt>) -> Result<Revised, DocxError> {
    let mut package = Package::open(bytes)?;
    let styles = styles::read(&first(package.related("styles", Part::Styles)?))?;
    let numbering = numbering::read(&first(package.related("numbering", Part::Numbering)?))?;
    let mut body = Body::new(&styles, numbering, track);
    for (kind, story) in [("footnotes", Story::Footnotes), ("endnotes", Story::Endnotes)] {
        for text in package.related(kind, Part::Notes)? {
            body.read(&text, story)?;
        }
    }
    for text in package.related("commentsExtended", Part::Comments)? {
        body.read_ticks(&text)?;
    }
    for text in package.related("comments", Part::Comments)? {
        body.read(&text, Story::Comments)?;
    }
    for kind in ["header", "footer"] {
        for text in package.related(kind, Part::Margins)? {
            body.read(&text, Story::Margin)?;
        }
    }
    let main = package.main()?;
    body.read(&main, Story::Main)?;
    // A property of another program's file may have any name.
    let told = if styles.is_own() { properties(&package.custom()?) } else { Properties::new() };
    let mut stories = body.into_stories();
    let revisions = stories.take_revisions();
    Ok(Revised { sources: stories.done(doubts), properties: told, revisions })
}

/// What a Word file shows of how the office sets its papers.
///
/// # Errors
/// Whatever is no sound Word file within the bounds of [`package`].
pub fn sample(bytes: &[u8]) -> Result<Sample, DocxError> {
    sample::read(bytes)
}

/// The document properties that a writer or a program has added, by name. Those of a damaged part are none.
fn properties(text: &str) -> Properties {
    let mut found = Properties::new();
    let mut xml = Xml::new(text, DEEPEST);
    while let Ok(node) = xml.next() {
        match node {
            Node::Open(element) if element.name() == "property" => {
                found.push((element.get("name").unwrap_or_default().into_owned(), String::new()));
            }
            Node::Text(text) => found.last_mut().into_iter().for_each(|(_, value)| value.push_str(&text)),
            Node::End => break,
            _ => {}
        }
    }
    found
}

fn first(texts: Vec<String>) -> String {
    texts.into_iter().next().unwrap_or_default()
}

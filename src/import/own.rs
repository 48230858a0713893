//! Word files and pages that this program has written: the parts of an office's report are known by the names of their styles.

/// What a paragraph of such a file is, by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    /// 份号.
    Copy,
    /// 密级, or 紧急程度.
    Grade,
    /// 发文机关标志.
    Organ,
    /// 发文字号, with 签发人 after a tab.
    Number,
    /// 版头分隔线: no text.
    Rule,
    /// 副标题.
    Subtitle,
    /// 称呼 or 主送机关.
    Salutation,
    /// 附件说明: made from the annexes.
    AnnexNote,
    /// 署名.
    Organization,
    /// 成文日期.
    Date,
    /// 附注.
    Remarks,
    /// 附件1: an annex begins.
    Annex,
    /// Its title.
    AnnexTitle,
    /// 版记.
    Imprint,
    /// 表题, above its table.
    TableTitle,
    /// 单位 of a table, above it.
    TableUnit,
    /// 注, below its table.
    TableNote,
}

/// The names of the styles, as `export/docx/styles` writes them.
const NAMES: [(&str, Own); 17] = [
    ("份号", Own::Copy),
    ("密级和紧急程度", Own::Grade),
    ("发文机关标志", Own::Organ),
    ("发文字号", Own::Number),
    ("版头分隔线", Own::Rule),
    ("Subtitle", Own::Subtitle),
    ("Salutation", Own::Salutation),
    ("附件说明", Own::AnnexNote),
    ("Signature", Own::Organization),
    ("Date", Own::Date),
    ("附注", Own::Remarks),
    ("附件", Own::Annex),
    ("附件标题", Own::AnnexTitle),
    ("版记", Own::Imprint),
    ("表格标题", Own::TableTitle),
    ("表格单位", Own::TableUnit),
    ("表格附注", Own::TableNote),
];

/// The classes of a page, as `export/html` writes them; the first that fits.
const CLASSES: [(&str, Own); 13] = [
    ("copy", Own::Copy),
    ("grade", Own::Grade),
    ("organ", Own::Organ),
    ("number", Own::Number),
    ("subtitle", Own::Subtitle),
    ("named", Own::AnnexNote),
    ("name", Own::Organization),
    ("date", Own::Date),
    ("remarks", Own::Remarks),
    ("annex", Own::Annex),
    ("title", Own::AnnexTitle),
    ("imprint", Own::Imprint),
    ("red", Own::Rule),
];

/// The names that together no other program's files have.
const SIGNS: [&str; 3] = ["附件说明", "发文机关标志", "版头分隔线"];

impl Own {
    /// What a style of this name is for.
    pub(super) fn named(name: &str) -> Option<Own> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, own)| *own)
    }

    /// What an element of this class is, in a page of our own.
    pub(super) fn of_class(class: &str) -> Option<Own> {
        let has = |name: &str| class.split_ascii_whitespace().any(|one| one == name);
        CLASSES.iter().find(|(known, _)| has(known)).map(|(_, own)| *own)
    }

    /// Whether a file with styles of these names is one of ours.
    pub(super) fn is_known_by(names: &[&str]) -> bool {
        SIGNS.iter().all(|sign| names.contains(sign))
    }
}

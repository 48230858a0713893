//! What every kind of paragraph looks like in a Word file, and the fonts that it asks for.
//!
//! The document has its grid of 22 lines and 28 characters, but no paragraph is bound to it: LibreOffice gives two cells to
//! a character that is a fifth of a point larger than one. An exact line pitch and characters set that much closer come to
//! the same page in every program.

use crate::export::opening::STEP;
use crate::export::profile::FONTS;
use crate::export::profile::Letters;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::profile::points;
use crate::export::xml;
use crate::report::Scheme;

use super::HEAD;
use super::SPACES;
use super::twips;

/// Levels that Word's outline has; deeper ones stand on the last.
pub(super) const LEVELS: usize = 9;

/// The size of a table's text in points: 小四.
const TABLE: f64 = 12.0;

/// A style of paragraphs.
struct Style {
    id: String,
    /// Word knows its own by their English names, and shows them in Chinese.
    name: String,
    /// Whether the name is none of Word's own.
    custom: bool,
    based_on: &'static str,
    /// The style of the paragraph that is written after it.
    next: Option<&'static str>,
    /// The style of characters that has the same letters.
    link: Option<String>,
    /// What stands in `w:pPr`.
    look: String,
    /// What stands in `w:rPr`.
    letters: String,
}

impl Style {
    fn own(id: impl Into<String>, name: impl Into<String>, look: String) -> Style {
        let (id, name) = (id.into(), name.into());
        let letters = String::new();
        Style { id, name, custom: false, based_on: "Normal", next: None, link: None, look, letters }
    }

    fn custom(id: impl Into<String>, name: impl Into<String>, look: String) -> Style {
        Style { custom: true, ..Style::own(id, name, look) }
    }

    fn written(&self) -> String {
        let Style { id, name, based_on, look, letters, .. } = self;
        let custom = if self.custom { " w:customStyle=\"1\"" } else { "" };
        let next = self.next.map(|id| format!("<w:next w:val=\"{id}\"/>")).unwrap_or_default();
        let link = self.link.as_ref().map(|id| format!("<w:link w:val=\"{id}\"/>")).unwrap_or_default();
        format!(
            "<w:style w:type=\"paragraph\"{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{based_on}\"/>{next}{link}<w:qFormat/><w:pPr>{look}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
        )
    }
}

/// The styles part.
pub(super) fn styles(profile: &Profile, scheme: Scheme) -> String {
    let body = letters(profile, ParagraphStyle::Body);
    let pitch = twips(profile.line_pitch);
    let mut out = format!(
        "{HEAD}<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{body}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/><w:pPr><w:widowControl w:val=\"0\"/><w:snapToGrid w:val=\"0\"/><w:spacing w:line=\"{pitch}\" w:lineRule=\"exact\"/><w:jc w:val=\"both\"/></w:pPr><w:rPr>{body}</w:rPr></w:style><w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style><w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
    );
    for style in paragraphs(profile) {
        out += &style.written();
    }
    for style in opening(profile) {
        out += &style.written();
    }
    for level in 1..=LEVELS {
        let letters = letters(profile, ParagraphStyle::of(scheme.marker(level), level));
        for style in headings(profile, level, &letters) {
            out += &style.written();
        }
        out += &format!(
            "<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Heading{level}Char\"><w:name w:val=\"heading {level} Char\"/><w:basedOn w:val=\"DefaultParagraphFont\"/><w:link w:val=\"Heading{level}\"/><w:rPr>{letters}</w:rPr></w:style>"
        );
    }
    out + "</w:styles>"
}

/// 左空二字: the first line of every natural paragraph (7.3.3).
fn indent(profile: &Profile) -> String {
    format!(
        "<w:ind w:firstLineChars=\"200\" w:firstLine=\"{}\"/>",
        twips(2.0 * profile.letters(ParagraphStyle::Body).size)
    )
}

/// The styles but for those of headings.
fn paragraphs(profile: &Profile) -> [Style; 21] {
    let pitch = twips(profile.line_pitch);
    let number = profile.letters(ParagraphStyle::PageNumber);
    // 空一行 (7.3.2, 7.3.5.2). A date that had gaps around its digits would not stand where it is reckoned to.
    let (before, after) =
        (format!("w:beforeLines=\"100\" w:before=\"{pitch}\""), format!("w:afterLines=\"100\" w:after=\"{pitch}\""));
    let signed = "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>";
    let footer = twips(number.size);
    [
        Style::own("BodyText", "Body Text", indent(profile)),
        Style {
            next: Some("BodyText"),
            letters: letters(profile, ParagraphStyle::Title),
            ..Style::own("Title", "Title", format!("<w:keepNext/><w:spacing {after}/><w:jc w:val=\"center\"/>"))
        },
        Style {
            next: Some("BodyText"),
            letters: letters(profile, ParagraphStyle::Subtitle),
            ..Style::own("Subtitle", "Subtitle", "<w:keepNext/><w:jc w:val=\"center\"/>".to_owned())
        },
        Style::custom("HeadMark", "份号", "<w:keepNext/>".to_owned()),
        Style {
            letters: letters(profile, ParagraphStyle::Level1),
            ..Style::custom("HeadGrade", "密级和紧急程度", "<w:keepNext/>".to_owned())
        },
        Style {
            letters: letters(profile, ParagraphStyle::Title).replacen(
                "<w:spacing",
                "<w:color w:val=\"FF0000\"/><w:spacing",
                1,
            ),
            ..Style::custom("Organ", "发文机关标志", "<w:keepNext/><w:jc w:val=\"center\"/>".to_owned())
        },
        Style::custom(
            "DocNumber",
            "发文字号",
            format!(
                "<w:keepNext/><w:spacing w:beforeLines=\"200\" w:before=\"{}\"/><w:jc w:val=\"center\"/>",
                2 * pitch
            ),
        ),
        // 发文字号之下 4 mm (7.2.7)
        Style::custom(
            "RedRule",
            "版头分隔线",
            format!("<w:keepNext/><w:spacing w:line=\"{}\" w:lineRule=\"exact\"/>", twips(points(4.0))),
        ),
        Style::custom("AnnexNote", "附件说明", "<w:jc w:val=\"left\"/>".to_owned()),
        Style { based_on: "BodyText", ..Style::custom("Remarks", "附注", String::new()) },
        Style {
            letters: letters(profile, ParagraphStyle::Imprint), ..Style::custom("Imprint", "版记", String::new())
        },
        Style { next: Some("BodyText"), ..Style::own("Salutation", "Salutation", "<w:keepNext/>".to_owned()) },
        Style {
            next: Some("Date"),
            ..Style::own("Signature", "Signature", format!("{signed}<w:spacing {before}/><w:jc w:val=\"right\"/>"))
        },
        Style::own("Date", "Date", format!("{signed}<w:jc w:val=\"right\"/>")),
        Style {
            letters: letters(profile, ParagraphStyle::PageNumber),
            ..Style::own(
                "Footer",
                "footer",
                format!("<w:spacing w:line=\"{footer}\" w:lineRule=\"exact\"/><w:jc w:val=\"left\"/>"),
            )
        },
        Style {
            letters: letters(profile, ParagraphStyle::Level1),
            ..Style::custom("Annex", "附件", "<w:keepNext/><w:pageBreakBefore/>".to_owned())
        },
        Style {
            letters: letters(profile, ParagraphStyle::Title),
            ..Style::custom(
                "AnnexTitle",
                "附件标题",
                format!("<w:keepNext/><w:spacing {before} {after}/><w:jc w:val=\"center\"/>"),
            )
        },
        Style {
            letters: written(profile, &Letters { size: TABLE, ..profile.letters(ParagraphStyle::Body) }),
            ..Style::custom(
                "TableText",
                "表格文字",
                "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/><w:jc w:val=\"left\"/>"
                    .to_owned(),
            )
        },
        table_words(profile, "TableTitle", "表格标题", "<w:keepNext/><w:jc w:val=\"center\"/>"),
        table_words(profile, "TableUnit", "表格单位", "<w:keepNext/><w:jc w:val=\"right\"/>"),
        table_words(profile, "TableNote", "表格附注", "<w:jc w:val=\"left\"/>"),
    ]
}

/// The styles of 封面 and 目录; none where the profile asks for neither.
fn opening(profile: &Profile) -> Vec<Style> {
    let mut styles = Vec::new();
    if profile.cover {
        for (id, name, part, side) in [
            ("CoverMark", "封面编号", ParagraphStyle::Body, "left"),
            ("CoverGrade", "封面标注", ParagraphStyle::Level1, "left"),
            ("CoverTitle", "封面标题", ParagraphStyle::CoverTitle, "center"),
            ("CoverText", "封面文字", ParagraphStyle::Subtitle, "center"),
        ] {
            let look = format!("<w:jc w:val=\"{side}\"/>");
            styles.push(Style { letters: letters(profile, part), ..Style::custom(id, name, look) });
        }
    }
    if let Some(levels) = profile.contents {
        let pitch = twips(profile.line_pitch);
        let size = profile.letters(ParagraphStyle::Body).size;
        styles.push(Style {
            letters: letters(profile, ParagraphStyle::Title),
            ..Style::own(
                "TOCHeading",
                "TOC Heading",
                format!("<w:spacing w:afterLines=\"100\" w:after=\"{pitch}\"/><w:jc w:val=\"center\"/>"),
            )
        });
        let edge = twips(points(profile.text_area().0));
        for level in 1..=levels.clamp(1, LEVELS) {
            // What goes on below is set in by two.
            let left = twips((STEP * (level - 1) as f64 + 2.0) * size);
            let hanging = twips(2.0 * size);
            styles.push(Style::own(
                format!("TOC{level}"),
                format!("toc {level}"),
                format!(
                    "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"{edge}\"/></w:tabs><w:ind w:left=\"{left}\" w:hanging=\"{hanging}\"/><w:jc w:val=\"left\"/>"
                ),
            ));
        }
    }
    styles
}

/// A line above or below a table.
fn table_words(profile: &Profile, id: &str, name: &str, look: &str) -> Style {
    let letters = written(profile, &Letters { size: TABLE, ..profile.letters(ParagraphStyle::Body) });
    let spacing = "<w:spacing w:before=\"60\" w:after=\"60\" w:line=\"240\" w:lineRule=\"auto\"/>";
    let look = match look.strip_prefix("<w:keepNext/>") {
        Some(look) => format!("<w:keepNext/>{spacing}{look}"),
        None => format!("{spacing}{look}"),
    };
    Style { letters, ..Style::custom(id, name, look) }
}

/// A heading on a line of its own, and the paragraph that has one at its head: that one has no level in the outline, for a
/// 目录 would list all of its text.
fn headings(profile: &Profile, level: usize, letters: &str) -> [Style; 2] {
    let outline = format!("<w:outlineLvl w:val=\"{}\"/>", level - 1);
    [
        Style {
            next: Some("BodyText"),
            link: Some(format!("Heading{level}Char")),
            letters: letters.to_owned(),
            ..Style::own(
                format!("Heading{level}"),
                format!("heading {level}"),
                format!("<w:keepNext/>{}{outline}", indent(profile)),
            )
        },
        Style {
            based_on: "BodyText",
            next: Some("BodyText"),
            ..Style::custom(format!("RunIn{level}"), format!("段首标题 {level}"), String::new())
        },
    ]
}

/// The letters of a part, as they stand in `w:rPr`.
fn letters(profile: &Profile, part: ParagraphStyle) -> String {
    written(profile, &profile.letters(part))
}

fn written(profile: &Profile, letters: &Letters<'_>) -> String {
    let bold = if letters.bold { "<w:b/><w:bCs/>" } else { "" };
    format!("<w:rFonts {}/>{bold}{}", fonts_of(profile, letters), size(profile, letters))
}

/// The letters of a part, where the style has others: nothing is left to the style.
pub(super) fn instead(profile: &Profile, part: ParagraphStyle) -> String {
    all_of(profile, &profile.letters(part))
}

/// The same in the size of a table.
pub(super) fn instead_in_table(profile: &Profile, part: ParagraphStyle) -> String {
    all_of(profile, &Letters { size: TABLE, ..profile.letters(part) })
}

fn all_of(profile: &Profile, letters: &Letters<'_>) -> String {
    let bold = u8::from(letters.bold);
    format!(
        "<w:rFonts {} w:hint=\"eastAsia\"/><w:b w:val=\"{bold}\"/><w:bCs w:val=\"{bold}\"/>{}",
        fonts_of(profile, letters),
        size(profile, letters)
    )
}

/// All four fonts by name: what one leaves out, Word takes from its theme.
fn fonts_of(profile: &Profile, letters: &Letters<'_>) -> String {
    let font = letters.font;
    // 半角宋体阿拉伯数字 (7.5)
    let latin =
        profile.latin.as_deref().filter(|_| font != profile.letters(ParagraphStyle::PageNumber).font).unwrap_or(font);
    let (font, latin) = (xml::escaped(font), xml::escaped(latin));
    format!("w:ascii=\"{latin}\" w:eastAsia=\"{font}\" w:hAnsi=\"{latin}\" w:cs=\"{latin}\"")
}

fn size(profile: &Profile, letters: &Letters<'_>) -> String {
    let text = letters.size == profile.letters(ParagraphStyle::Body).size;
    let closer = if text { twips(profile.closer()) } else { 0 };
    let half_points = (letters.size * 2.0).round();
    format!("<w:spacing w:val=\"{closer}\"/><w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>")
}

/// The part with the substitutes for fonts that a computer lacks.
pub(super) fn font_table(profile: &Profile) -> String {
    let mut out = format!("{HEAD}<w:fonts {SPACES}>");
    for name in profile.fonts() {
        let known = FONTS.iter().find(|font| font.name == name);
        let instead = known.map(|font| format!("<w:altName w:val=\"{}\"/>", font.instead)).unwrap_or_default();
        let panose = known.map(|font| format!("<w:panose1 w:val=\"{}\"/>", font.panose)).unwrap_or_default();
        let chinese = if Some(name) == profile.latin.as_deref() { "00" } else { "86" };
        out += &format!(
            "<w:font w:name=\"{}\">{instead}{panose}<w:charset w:val=\"{chinese}\"/><w:family w:val=\"auto\"/><w:pitch w:val=\"variable\"/></w:font>",
            xml::escaped(name)
        );
    }
    out + "</w:fonts>"
}

//! Paper, grid and page numbers of a Word file.

use crate::export::profile::PAPER;
use crate::export::profile::PageNumber;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::profile::points;

use super::HEAD;
use super::SPACES;
use super::relation_id;
use super::twips;

/// The parts of the package before the footers, of which the main one counts its relations.
const BEFORE_FOOTERS: usize = 3;

/// The properties of the only section: what a page looks like.
pub(super) fn section(profile: &Profile) -> String {
    let footer =
        |(k, kind)| format!("<w:footerReference w:type=\"{kind}\" r:id=\"{}\"/>", relation_id(BEFORE_FOOTERS + k));
    let footers: String = kinds(profile).iter().copied().enumerate().map(footer).collect();
    let millimetres = |length: f64| twips(points(length));
    let margins = &profile.margins;
    // The grid gives each character its share of the line, in 4096ths of a point more or less than its size.
    let share = profile.share();
    format!(
        "<w:sectPr>{footers}<w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"851\" w:footer=\"{}\" w:gutter=\"0\"/><w:cols w:space=\"425\"/><w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{}\" w:charSpace=\"{}\"/></w:sectPr>",
        millimetres(PAPER.0),
        millimetres(PAPER.1),
        millimetres(margins.top),
        millimetres(margins.right),
        millimetres(margins.bottom),
        millimetres(margins.left),
        twips(profile.footer()),
        twips(profile.line_pitch),
        (share * 4096.0).round(),
    )
}

/// The pages that footers are for, in their order.
fn kinds(profile: &Profile) -> &'static [&'static str] {
    match profile.page_number {
        PageNumber::Outside => &["default", "even"],
        PageNumber::Center => &["default"],
        PageNumber::Hidden => &[],
    }
}

/// The footers: `— 1 —`.
pub(super) fn footers(profile: &Profile) -> Vec<String> {
    let blank = twips(profile.letters(ParagraphStyle::PageNumber).size);
    let place = |kind: &str| match (profile.page_number, kind) {
        (PageNumber::Outside, "even") => {
            format!("<w:ind w:leftChars=\"100\" w:left=\"{blank}\"/><w:jc w:val=\"left\"/>")
        }
        (PageNumber::Outside, _) => format!("<w:ind w:rightChars=\"100\" w:right=\"{blank}\"/><w:jc w:val=\"right\"/>"),
        _ => "<w:jc w:val=\"center\"/>".to_owned(),
    };
    let look = "<w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr>";
    let footer = |kind: &&str| {
        let field = |kind: &str| format!("<w:r>{look}<w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        format!(
            "{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{}</w:pPr><w:r>{look}<w:t xml:space=\"preserve\">— </w:t></w:r>{}<w:r>{look}<w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}<w:r>{look}<w:t>1</w:t></w:r>{}<w:r>{look}<w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>",
            place(kind),
            field("begin"),
            field("separate"),
            field("end"),
        )
    };
    kinds(profile).iter().map(footer).collect()
}

/// What holds for the whole document, as a Chinese Word sets it for a new one.
pub(super) fn settings(profile: &Profile) -> String {
    let even = if kinds(profile).contains(&"even") { "<w:evenAndOddHeaders/>" } else { "" };
    format!(
        "{HEAD}<w:settings {SPACES}><w:zoom w:percent=\"100\"/>{even}<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

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
    let header = relation_id(BEFORE_FOOTERS + kinds(profile).len());
    let of_header = |kind: &&str| format!("<w:headerReference w:type=\"{kind}\" r:id=\"{header}\"/>");
    let headers: String = HEADERS.iter().filter(|_| profile.header.is_some()).map(of_header).collect();
    // Without a footer of its own, the first page has none.
    let apart = if profile.first_page_number { "" } else { "<w:titlePg/>" };
    let millimetres = |length: f64| twips(points(length));
    let margins = &profile.margins;
    // The grid gives each character its share of the line, in 4096ths of a point more or less than its size.
    let share = profile.share();
    format!(
        "<w:sectPr>{headers}{footers}<w:pgSz w:w=\"{}\" w:h=\"{}\"/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/><w:cols w:space=\"425\"/>{apart}<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{}\" w:charSpace=\"{}\"/></w:sectPr>",
        millimetres(PAPER.0),
        millimetres(PAPER.1),
        millimetres(margins.top),
        millimetres(margins.right),
        millimetres(margins.bottom),
        millimetres(margins.left),
        twips((profile.header_at() - 0.8 * profile.letters(ParagraphStyle::PageNumber).size).max(0.0)),
        twips(profile.footer()),
        twips(profile.line_pitch),
        (share * 4096.0).round(),
    )
}

/// The pages that have the header: those with an odd number, with an even one, the first.
const HEADERS: [&str; 3] = ["default", "even", "first"];

/// The header, where there is one.
pub(super) fn header(profile: &Profile) -> Option<String> {
    let words = crate::export::xml::escaped(profile.header.as_deref()?.trim());
    Some(format!(
        "{HEAD}<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p></w:hdr>"
    ))
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
    let words = |words: &str| format!("<w:r>{look}<w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let field = |asked: &str| {
        let mark = |kind: &str| format!("<w:r>{look}<w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
        let asks = format!("<w:r>{look}<w:instrText xml:space=\"preserve\"> {asked} </w:instrText></w:r>");
        format!("{begin}{asks}{separate}<w:r>{look}<w:t>1</w:t></w:r>{end}")
    };
    let says = match profile.page_count {
        true => [words("第"), field("PAGE"), words("页 共"), field("NUMPAGES"), words("页")].concat(),
        false => [words("— "), field("PAGE"), words(" —")].concat(),
    };
    let footer = |kind: &&str| {
        let place = place(kind);
        format!("{HEAD}<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{place}</w:pPr>{says}</w:p></w:ftr>")
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

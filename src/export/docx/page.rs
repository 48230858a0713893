//! Paper, grid and page numbers of a Word file.

use crate::export::profile::Margins;
use crate::export::profile::PAPER;
use crate::export::profile::PageNumber;
use crate::export::profile::Paper;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::profile::points;

use super::HEAD;
use super::SPACES;
use super::relation_id;
use super::twips;

/// The parts of the package before the footers, of which the main one counts its relations.
const BEFORE_FOOTERS: usize = 3;

/// What the pages of a section have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Those of 封面 and 目录: without numbers.
    Opening {
        /// Whether the first of them is the cover.
        has_cover: bool,
    },
    /// Those of the text, or some of them.
    Text {
        /// What precedes them.
        after: After,
        /// How their paper lies.
        paper: Paper,
    },
}

/// What precedes the pages of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Nothing.
    Nothing,
    /// 封面 or 目录: numbers begin with 1, on a right-hand page where both sides are printed on.
    Opening,
    /// Other pages of the text.
    Text,
}

/// The properties of a section: what its pages look like.
pub(super) fn section(profile: &Profile, section: Section) -> String {
    let paper = match section {
        Section::Opening { .. } => Paper::Upright,
        Section::Text { paper, .. } => paper,
    };
    // Those of paper that lies across follow all others.
    let before = match paper {
        Paper::Upright => BEFORE_FOOTERS,
        Paper::Across => BEFORE_FOOTERS + kinds(profile).len() + usize::from(profile.header.is_some()),
    };
    let footer = |(k, kind)| format!("<w:footerReference w:type=\"{kind}\" r:id=\"{}\"/>", relation_id(before + k));
    let footers: String = match section {
        Section::Opening { .. } => String::new(),
        Section::Text { .. } => kinds(profile).iter().copied().enumerate().map(footer).collect(),
    };
    let header = relation_id(before + kinds(profile).len());
    let of_header = |kind: &&str| format!("<w:headerReference w:type=\"{kind}\" r:id=\"{header}\"/>");
    let has_cover = section == Section::Opening { has_cover: true };
    let wanted = HEADERS.iter().filter(|kind| profile.header.is_some() && !(has_cover && **kind == "first"));
    let headers: String = wanted.map(of_header).collect();
    let (kind, start) = match section {
        Section::Opening { .. } | Section::Text { after: After::Nothing, .. } => ("", ""),
        Section::Text { after: After::Text, .. } => ("<w:type w:val=\"nextPage\"/>", ""),
        Section::Text { after: After::Opening, .. } => {
            let kind = match profile.page_number {
                PageNumber::Outside => "<w:type w:val=\"oddPage\"/>",
                PageNumber::Center | PageNumber::Hidden => "<w:type w:val=\"nextPage\"/>",
            };
            (kind, "<w:pgNumType w:start=\"1\"/>")
        }
    };
    // Without a footer of its own, the first page has none; the cover has no header either.
    let is_first_apart = match section {
        Section::Opening { has_cover } => has_cover && profile.header.is_some(),
        Section::Text { after, .. } => after != After::Text && !profile.first_page_number,
    };
    let apart = if is_first_apart { "<w:titlePg/>" } else { "" };
    let millimetres = |length: f64| twips(points(length));
    let Margins { top, right, bottom, left } = profile.margins.clone();
    // The left of the upright paper is the top of that which lies across.
    let (size, turned, [top, right, bottom, left]) = match paper {
        Paper::Upright => (PAPER, "", [top, right, bottom, left]),
        Paper::Across => ((PAPER.1, PAPER.0), " w:orient=\"landscape\"", [left, top, right, bottom]),
    };
    let (above, below) = match paper {
        Paper::Upright => {
            let size = profile.letters(ParagraphStyle::PageNumber).size;
            ((profile.header_at() - 0.8 * size).max(0.0), profile.footer())
        }
        // They stand at the sides: here they take no room of the text.
        Paper::Across => (0.0, 0.0),
    };
    // The grid gives each character its share of the line, in 4096ths of a point more or less than its size.
    let share = profile.share();
    format!(
        "<w:sectPr>{headers}{footers}{kind}<w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"0\"/>{start}<w:cols w:space=\"425\"/>{apart}<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{}\" w:charSpace=\"{}\"/></w:sectPr>",
        millimetres(size.0),
        millimetres(size.1),
        millimetres(top),
        millimetres(right),
        millimetres(bottom),
        millimetres(left),
        twips(above),
        twips(below),
        twips(profile.line_pitch),
        (share * 4096.0).round(),
    )
}

/// The pages that have the header: those with an odd number, with an even one, the first.
const HEADERS: [&str; 3] = ["default", "even", "first"];

/// The header, where there is one.
pub(super) fn header(profile: &Profile, paper: Paper) -> Option<String> {
    let words = crate::export::xml::escaped(profile.header.as_deref()?.trim());
    let paragraph = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>"
    );
    // Its foot lies so far below the upper edge of the upright paper.
    let foot = profile.header_at() + 0.2 * profile.letters(ParagraphStyle::PageNumber).size;
    Some(format!("{HEAD}<w:hdr {SPACES}>{}</w:hdr>", placed(profile, paper, paragraph, points(PAPER.1) - foot)))
}

/// What stands above or below the text of upright paper, where it stands on paper that lies so: in a table of one cell that is
/// turned, so far from the left edge, with the paragraph that has to stand after it.
fn placed(profile: &Profile, paper: Paper, paragraph: String, from_left: f64) -> String {
    if paper == Paper::Upright {
        return paragraph;
    }
    let (x, y) = (twips(from_left), twips(points(profile.margins.left)));
    let (width, height) =
        (twips(profile.letters(ParagraphStyle::PageNumber).size), twips(points(profile.text_area().0)));
    let none = ["top", "left", "bottom", "right"].map(|side| format!("<w:{side} w:w=\"0\" w:type=\"dxa\"/>")).concat();
    format!(
        "<w:tbl><w:tblPr><w:tblpPr w:vertAnchor=\"page\" w:horzAnchor=\"page\" w:tblpX=\"{x}\" w:tblpY=\"{y}\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>{none}</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"{width}\"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val=\"{height}\" w:hRule=\"exact\"/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:textDirection w:val=\"tbRl\"/></w:tcPr>{paragraph}</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr></w:p>"
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

/// The hidden bookmark at the end of the text, whose page tells how many there are.
pub(super) const END: &str = "_tigang_end";

/// Whether 封面 or 目录 may stand before the text.
fn may_open(profile: &Profile) -> bool {
    profile.cover || profile.contents.is_some()
}

/// The footers: `— 1 —`.
pub(super) fn footers(profile: &Profile, paper: Paper) -> Vec<String> {
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
    // All pages but those before the text.
    let count = if may_open(profile) { format!("PAGEREF {END}") } else { "NUMPAGES".to_owned() };
    let says = match profile.page_count {
        true => [words("第"), field("PAGE"), words("页 共"), field(&count), words("页")].concat(),
        false => [words("— "), field("PAGE"), words(" —")].concat(),
    };
    let footer = |kind: &&str| {
        let place = place(kind);
        let paragraph = format!("<w:p><w:pPr><w:pStyle w:val=\"Footer\"/>{place}</w:pPr>{says}</w:p>");
        format!("{HEAD}<w:ftr {SPACES}>{}</w:ftr>", placed(profile, paper, paragraph, profile.footer()))
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

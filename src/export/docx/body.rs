//! The paragraphs of a Word file, each with its style, and the table of metrics as an annex.

use std::fmt::Write;

use crate::export::Metrics;
use crate::export::Options;
use crate::export::excerpt::Excerpt;
use crate::export::excerpt::Paragraph;
use crate::export::excerpt::Role;
use crate::export::metrics;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::profile::Signature;
use crate::export::profile::points;
use crate::export::table::Table;
use crate::export::xml;
use crate::report::Scheme;
use crate::text;
use crate::text::Ambiguous;

use super::HEAD;
use super::SPACES;
use super::page;
use super::styles;
use super::styles::LEVELS;
use super::title;
use super::twips;

/// The letters of a run that says nothing about them: quotes, dashes and ellipses are Chinese, whatever stands beside them.
const CHINESE: &str = "<w:rFonts w:hint=\"eastAsia\"/>";

/// The main part.
pub(super) fn document(excerpt: &Excerpt<'_>, options: &Options) -> String {
    let mut body = Body {
        profile: &options.profile,
        scheme: excerpt.report.setup.scheme,
        out: format!("{HEAD}<w:document {SPACES}><w:body>"),
        last: None,
        signature: Signature::default(),
        annex: Annex::Unnamed,
    };
    let table = match options.metrics {
        Metrics::InTexts => None,
        Metrics::Annexed => metrics::table(excerpt),
    };
    excerpt.each(|paragraph| body.paragraph(paragraph));
    if table.is_some() && body.annex == Annex::Unnamed {
        body.annex_named();
    }
    body.signed();
    if let Some(table) = &table {
        body.annexed(table);
    }
    // Word wants a paragraph at the end, after a table too.
    if body.last.is_none() || body.out.ends_with("</w:tbl>") {
        body.begin("TableText", "");
        body.end();
    }
    body.out + &page::section(&options.profile) + "</w:body></w:document>"
}

struct Body<'p> {
    profile: &'p Profile,
    scheme: Scheme,
    out: String,
    /// Where the last paragraph may be told to stay with the next.
    last: Option<usize>,
    /// 署名 and 成文日期: they come last, but the place of one hangs on the other.
    signature: Signature,
    annex: Annex,
}

/// Whether the text names its annexes itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Annex {
    Unnamed,
    Named,
}

impl Body<'_> {
    fn paragraph(&mut self, paragraph: &Paragraph<'_>) {
        match paragraph.role {
            Role::Title => self.title(paragraph.text),
            Role::Salutation => self.plain("Salutation", paragraph.text),
            Role::Organization => self.signature.names.push(paragraph.text.to_owned()),
            Role::Date => self.signature.dates.push(paragraph.text.to_owned()),
            Role::Text => {
                if paragraph.text.starts_with("附件") || paragraph.text.starts_with("附：") {
                    self.annex = Annex::Named;
                }
                self.plain("BodyText", paragraph.text);
            }
            Role::Table => self.table(&Table::of_lines(paragraph.text)),
            Role::Section { level, marker } => {
                let style = level.clamp(1, LEVELS);
                let part = ParagraphStyle::of(marker, level);
                let usual = ParagraphStyle::of(self.scheme.marker(style), style);
                let other = if part == usual { None } else { Some(styles::instead(self.profile, part)) };
                if paragraph.is_heading_alone() {
                    self.begin(&format!("Heading{style}"), "");
                    self.run(other.as_deref().unwrap_or(CHINESE), &paragraph.head());
                } else if paragraph.is_run_in() {
                    self.begin(&format!("RunIn{style}"), "");
                    let own =
                        format!("<w:rStyle w:val=\"Heading{style}Char\"/>{}", other.as_deref().unwrap_or(CHINESE));
                    self.run(&own, &paragraph.head());
                    self.run(CHINESE, &[paragraph.text]);
                } else {
                    self.begin("BodyText", "");
                    self.run(CHINESE, &paragraph.parts());
                }
                self.end();
            }
        }
    }

    fn title(&mut self, text: &str) {
        let columns = (points(self.profile.text_area().0) / self.profile.letters(ParagraphStyle::Title).size).floor();
        self.begin("Title", "");
        match title::lines(text, columns) {
            None => self.run(CHINESE, &[text]),
            Some((first, second)) => {
                self.run(CHINESE, &[first]);
                self.out.push_str("<w:r><w:br/></w:r>");
                self.run(CHINESE, &[second]);
            }
        }
        self.end();
    }

    /// 署名 and 成文日期 where no seal is set on them (7.3.5.2), on one page with the end of the text.
    fn signed(&mut self) {
        let signature = std::mem::take(&mut self.signature);
        let size = self.profile.letters(ParagraphStyle::Body).size;
        for (k, (text, blank)) in signature.lines(self.profile.columns()).enumerate() {
            if let Some(at) = self.last {
                self.out.insert_str(at, "<w:keepNext/>");
            }
            let style = if k < signature.names.len().max(1) { "Signature" } else { "Date" };
            // The blank line stands above the first of them.
            let close =
                if k > 0 && style == "Signature" { "<w:spacing w:beforeLines=\"0\" w:before=\"0\"/>" } else { "" };
            let (chars, length) = ((blank * 100.0).round(), twips(blank * size));
            self.begin(style, &format!("{close}<w:ind w:rightChars=\"{chars}\" w:right=\"{length}\"/>"));
            self.run(CHINESE, &[text]);
            self.end();
        }
    }

    /// 附件说明 (7.3.4)
    fn annex_named(&mut self) {
        let pitch = twips(self.profile.line_pitch);
        self.begin("BodyText", &format!("<w:spacing w:beforeLines=\"100\" w:before=\"{pitch}\"/>"));
        self.run(CHINESE, &["附件：", metrics::TITLE]);
        self.end();
    }

    /// 附件 (7.3.7): on a new page, its name at the top left, its title in the third line.
    fn annexed(&mut self, table: &Table<'_>) {
        self.plain("Annex", "附件");
        self.plain("AnnexTitle", metrics::TITLE);
        self.table(table);
    }

    fn table(&mut self, table: &Table<'_>) {
        let width = twips(points(self.profile.text_area().0));
        let widths = widths(table, width);
        let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
        let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(border).concat();
        self.put(format_args!(
            "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
        ));
        for width in &widths {
            self.put(format_args!("<w:gridCol w:w=\"{width}\"/>"));
        }
        self.out.push_str("</w:tblGrid>");
        let head = styles::instead_in_table(self.profile, ParagraphStyle::Level1);
        for (k, row) in table.rows.iter().enumerate() {
            let (repeats, letters) = if k == 0 { ("<w:tblHeader/>", head.as_str()) } else { ("", CHINESE) };
            self.put(format_args!("<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>"));
            for (column, (text, width)) in row.iter().zip(&widths).enumerate() {
                let side = if k > 0 && column == 0 { "left" } else { "center" };
                self.cell(text, *width, side, letters);
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    fn cell(&mut self, text: &str, width: i64, side: &str, letters: &str) {
        self.put(format_args!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>"
        ));
        self.begin("TableText", &format!("<w:jc w:val=\"{side}\"/>"));
        self.run(letters, &[text]);
        self.end();
        self.out.push_str("</w:tc>");
    }

    fn plain(&mut self, style: &str, text: &str) {
        self.begin(style, "");
        self.run(CHINESE, &[text]);
        self.end();
    }

    /// Begins a paragraph; `look` is what it has beside its style.
    fn begin(&mut self, style: &str, look: &str) {
        self.put(format_args!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>"));
        self.last = Some(self.out.len());
        self.put(format_args!("{look}</w:pPr>"));
    }

    fn end(&mut self) {
        self.out.push_str("</w:p>");
    }

    /// A run of these texts, tabs as tabs; none where they are empty.
    fn run(&mut self, letters: &str, texts: &[&str]) {
        if texts.iter().all(|text| text.is_empty()) {
            return;
        }
        self.put(format_args!("<w:r><w:rPr>{letters}</w:rPr><w:t xml:space=\"preserve\">"));
        for text in texts {
            for (k, piece) in text.split('\t').enumerate() {
                if k > 0 {
                    self.out.push_str("</w:t><w:tab/><w:t xml:space=\"preserve\">");
                }
                xml::push(piece, &mut self.out);
            }
        }
        self.out.push_str("</w:t></w:r>");
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.out.write_fmt(text).expect("writing to a String cannot fail");
    }
}

/// The widths of the columns: each as its longest entry asks, within bounds, together the whole.
fn widths(table: &Table<'_>, whole: i64) -> Vec<i64> {
    let asked = |k: usize| {
        let longest = table.rows.iter().map(|row| text::width(&row[k], Ambiguous::Wide)).max().unwrap_or(0);
        longest.clamp(4, 24) as i64 + 2
    };
    let asked: Vec<i64> = (0..table.rows[0].len()).map(asked).collect();
    let sum: i64 = asked.iter().sum();
    let mut widths: Vec<i64> = asked.iter().map(|width| whole * width / sum).collect();
    // What the rounding leaves.
    let left = whole - widths.iter().sum::<i64>();
    widths[0] += left;
    widths
}

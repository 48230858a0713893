//! One page of HTML that needs nothing else: read on any screen, printed like the Word file.
//!
//! Headings are headings for whoever reads with a screen reader too: run in, or deeper than HTML counts, they have their
//! level as `aria-level`. Elements are closed as in XML, so that either kind of reader takes the page.

use std::fmt::Write;

use super::Format;
use super::FormatRow;
use super::Look;
use super::Options;
use super::excerpt;
use super::excerpt::Excerpt;
use super::excerpt::Paragraph;
use super::excerpt::Role;
use super::metrics;
use super::opening;
use super::opening::CoverLine;
use super::opening::Entry;
use super::options;
use super::pages::DEEPEST;
use super::profile::FONTS;
use super::profile::PageNumber;
use super::profile::Paper;
use super::profile::ParagraphStyle;
use super::profile::Profile;
use super::signature::Signature;
use super::table::Table;
use super::xml;
use crate::report::HeadPart;
use crate::report::Letterhead;
use crate::report::Report;
use crate::report::Seal;
use crate::report::grid::Side;
use crate::report::properties;

pub(super) const FORMAT: Format = Format(&FormatRow {
    name: "html",
    also: &["htm"],
    title: "网页",
    is_text: true,
    look: Look::Page,
    needs_fonts: false,
    takes: &[&options::METRICS],
    write: |excerpt, options| Ok(write(excerpt, options).into_bytes()),
});

pub(super) fn write(excerpt: &Excerpt<'_>, options: &Options) -> String {
    let profile = &options.profile;
    let signature = Signature { seal: excerpt.report.setup.seal, ..Signature::default() };
    let letterhead = excerpt.report.setup.letterhead;
    let levels = opening::levels(excerpt, profile);
    let mut page = Page {
        profile,
        letterhead,
        signature,
        headed: false,
        levels,
        above: 0,
        listed: 0,
        report: excerpt.report,
        paper: Paper::Upright,
        out: String::new(),
    };
    let title = excerpt.figures.render(&excerpt.report.title);
    page.put(format_args!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{}</title>\n{}<style>\n{}</style>\n</head>\n<body>\n",
        xml::escaped(title.trim()),
        told(excerpt),
        style(profile)
    ));
    page.opened(excerpt, options);
    page.put(format_args!("<main>\n"));
    excerpt.each(metrics::annexed(excerpt, options).as_deref(), |paragraph| page.paragraph(paragraph));
    page.signed();
    page.lie(Paper::Upright);
    page.out + "</main>\n</body>\n</html>\n"
}

/// Which program wrote it, and what no page shows.
fn told(excerpt: &Excerpt<'_>) -> String {
    let unseen = if excerpt.is_whole() { properties::unseen(excerpt.report) } else { Vec::new() };
    let mut out = format!("<meta name=\"generator\" content=\"{}\"/>\n", properties::GENERATOR);
    for (name, text) in unseen {
        let text = excerpt.figures.render(text);
        out +=
            &format!("<meta name=\"{}:{name}\" content=\"{}\"/>\n", properties::GENERATOR, xml::escaped(text.trim()));
    }
    out
}

struct Page<'p> {
    profile: &'p Profile,
    letterhead: Letterhead,
    signature: Signature,
    /// Whether 版头 has begun and the red rule is still to come.
    headed: bool,
    /// How many levels a 目录 lists.
    levels: Option<usize>,
    /// Levels that stand above the sections: of an annex, its own.
    above: usize,
    /// How many headings there are that it lists.
    listed: usize,
    report: &'p Report,
    /// How the paper lies that what is put now stands on where it is printed.
    paper: Paper,
    out: String,
}

impl Page<'_> {
    /// 封面 and 目录, the headings as links. Who reads the page as text begins with `main`.
    fn opened(&mut self, excerpt: &Excerpt<'_>, options: &Options) {
        let cover = opening::cover(excerpt, self.profile);
        if !cover.is_empty() {
            self.put(format_args!("<aside class=\"opening\" aria-label=\"封面\">\n"));
            for CoverLine { text, part, side, before, .. } in &cover {
                let class = if *part == ParagraphStyle::CoverTitle { "cover" } else { class(*part) };
                let side = if *side == Side::Left { "left" } else { "center" };
                let style = format!("text-align: {side}; text-indent: 0; margin-top: {}pt", before.round());
                self.element("p", &format!(" class=\"{class}\" style=\"{style}\""), &[text]);
            }
            self.put(format_args!("</aside>\n"));
        }
        let mut listed = Vec::new();
        let (levels, mut above) = (self.levels, 0);
        if levels.is_some() {
            excerpt.each(metrics::annexed(excerpt, options).as_deref(), |paragraph| {
                listed.extend(opening::entry(paragraph, level(paragraph, &mut above), levels));
            });
        }
        if listed.is_empty() {
            return;
        }
        self.put(format_args!("<nav class=\"opening\">\n<p class=\"title\">{}</p>\n<ol>\n", opening::CONTENTS));
        for (k, Entry { level, text }) in listed.iter().enumerate() {
            self.put(format_args!("<li style=\"margin-left: {}em\"><a href=\"#s{}\">", level - 1, k + 1));
            self.texts(&[text]);
            self.put(format_args!("</a></li>\n"));
        }
        self.put(format_args!("</ol>\n</nav>\n"));
    }

    /// Goes on on paper that lies so.
    fn lie(&mut self, paper: Paper) {
        if paper == self.paper {
            return;
        }
        let puts = match paper {
            Paper::Across => "<div class=\"across\">\n",
            Paper::Upright => "</div>\n",
        };
        self.out.push_str(puts);
        self.paper = paper;
    }

    /// The name by which the 目录 leads to a heading, as an attribute; empty where it lists it not.
    fn anchor(&mut self, paragraph: &Paragraph<'_>) -> String {
        let level = level(paragraph, &mut self.above);
        match opening::entry(paragraph, level, self.levels) {
            None => String::new(),
            Some(_) => {
                self.listed += 1;
                format!(" id=\"s{}\"", self.listed)
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph<'_>) {
        let text = paragraph.text;
        if !matches!(paragraph.role, Role::Head(_)) && std::mem::take(&mut self.headed) {
            self.rule();
        }
        if !matches!(paragraph.role, Role::Organization | Role::Date) {
            self.signed();
        }
        let anchor = self.anchor(paragraph);
        match paragraph.role {
            Role::Head(part) => self.head(part, paragraph),
            Role::Title => self.element("h1", "", &[text]),
            Role::Subtitle => self.element("p", " class=\"subtitle\"", &[text]),
            Role::Remarks => self.element("p", " class=\"remarks\"", &[text]),
            Role::AnnexNote => {
                let first = if paragraph.heading.is_empty() { "" } else { " first" };
                self.element("p", &format!(" class=\"named{first}\""), &paragraph.parts());
            }
            Role::Annex => {
                self.lie(excerpt::paper_of(self.report, self.profile, paragraph.annex));
                self.element("p", &format!(" class=\"annex level1\"{anchor}"), &[paragraph.label]);
                self.element("h2", " class=\"title\"", &[paragraph.heading]);
            }
            Role::Imprint => {
                self.lie(Paper::Upright);
                self.element("p", " class=\"imprint\"", &[text]);
            }
            Role::Salutation => self.element("p", " class=\"flush\"", &[text]),
            Role::Text => self.element("p", "", &[text]),
            Role::Table => self.table(&Table::of(paragraph.text, paragraph.table)),
            Role::Organization => self.signature.names.push(text.to_owned()),
            Role::Date => self.signature.dates.push(text.to_owned()),
            Role::Section { level, marker, .. } => {
                let class = class(ParagraphStyle::of(marker, level));
                if paragraph.is_heading_alone() {
                    let (tag, attributes) = match level {
                        1..=5 => (format!("h{}", level + 1), format!(" class=\"{class}\"{anchor}")),
                        _ => ("p".to_owned(), heading(class, level) + &anchor),
                    };
                    self.element(&tag, &attributes, &paragraph.head());
                } else if paragraph.is_run_in() {
                    self.put(format_args!("<p><span{}>", heading(class, level)));
                    self.texts(&paragraph.head());
                    self.put(format_args!("</span>"));
                    self.texts(&[text]);
                    self.put(format_args!("</p>\n"));
                } else {
                    self.element("p", "", &paragraph.parts());
                }
            }
        }
    }

    /// A text of 版头: 发文机关标志 in red, unless the paper has it already.
    fn head(&mut self, part: HeadPart, paragraph: &Paragraph<'_>) {
        let class = match part {
            HeadPart::Copy => "flush copy",
            HeadPart::Secrecy | HeadPart::Urgency => "flush level1 grade",
            HeadPart::Organ if self.letterhead == Letterhead::Room => "organ room",
            HeadPart::Organ => "organ",
            HeadPart::Number => "number",
            HeadPart::Signer => "number signer",
        };
        self.headed |= part == HeadPart::Organ && self.letterhead == Letterhead::Printed;
        self.element("p", &format!(" class=\"{class}\""), &paragraph.parts());
    }

    /// 版头中的分隔线 (7.2.7)
    fn rule(&mut self) {
        self.put(format_args!("<hr class=\"red\"/>\n"));
    }

    fn signed(&mut self) {
        let signature = self.signature.take();
        let above = signature.above(self.profile) as f64 * self.profile.line_pitch;
        let mut first = " first";
        for signed in signature.texts(self.profile.columns()) {
            let part = if signed.is_name { "name" } else { "date" };
            let blank = signed.lines.iter().map(|(_, blank)| *blank).fold(f64::MAX, f64::min);
            let above = if above > self.profile.line_pitch && !first.is_empty() {
                format!("; margin-top: {above}pt")
            } else {
                String::new()
            };
            let class = format!("signed {part}{}", std::mem::take(&mut first));
            self.put(format_args!("<p class=\"{class}\" style=\"margin-right: {blank}em{above}\">"));
            match &signed.lines[..] {
                [(line, _)] => self.texts(&[line]),
                lines => {
                    let side = if signature.seal == Seal::With { "center" } else { "left" };
                    self.put(format_args!("<span style=\"display: inline-block; text-align: {side}\">"));
                    // No line end of the writer's: none for whoever reads the page as text.
                    for (line, _) in lines {
                        self.put(format_args!("<span style=\"display: block\">"));
                        self.texts(&[line]);
                        self.put(format_args!("</span>"));
                    }
                    self.put(format_args!("</span>"));
                }
            }
            self.put(format_args!("</p>\n"));
        }
    }

    fn table(&mut self, table: &Table) {
        self.put(format_args!("<table>\n"));
        if !table.title.is_empty() || !table.unit.is_empty() {
            self.put(format_args!("<caption>"));
            self.texts(&[&table.title]);
            if !table.unit.is_empty() {
                // Who reads the page as text has it on a line of its own.
                self.put(format_args!("{}<span class=\"unit\">", if table.title.is_empty() { "" } else { "<br/>" }));
                self.texts(&[&table.unit]);
                self.put(format_args!("</span>"));
            }
            self.put(format_args!("</caption>\n"));
        }
        for (k, row) in table.rows.iter().enumerate() {
            self.put(format_args!("{}<tr>", if k == 0 { "<thead>" } else { "" }));
            for cell in row.iter().filter(|cell| !cell.goes_on) {
                let tag = match (k < table.head, cell.column) {
                    (true, _) => "th scope=\"col\"",
                    (_, 0) => "th scope=\"row\"",
                    _ => "td",
                };
                let span = |name: &str, count: usize| match count {
                    1 => String::new(),
                    _ => format!(" {name}=\"{count}\""),
                };
                let (columns, rows) = (span("colspan", cell.columns), span("rowspan", cell.rows));
                let side = match cell.side {
                    Side::Right => " class=\"number\"",
                    Side::Left | Side::Middle => "",
                };
                self.put(format_args!("<{tag}{columns}{rows}{side}>"));
                self.texts(&[&cell.text]);
                self.put(format_args!("</{}>", &tag[..2]));
            }
            self.put(format_args!("</tr>{}\n", if k + 1 == table.head { "</thead>\n<tbody>" } else { "" }));
        }
        self.put(format_args!("</tbody>\n</table>\n"));
        if !table.note.is_empty() {
            self.element("p", " class=\"note\"", &[&table.note]);
        }
    }

    fn element(&mut self, tag: &str, attributes: &str, texts: &[&str]) {
        self.put(format_args!("<{tag}{attributes}>"));
        self.texts(texts);
        self.put(format_args!("</{tag}>\n"));
    }

    fn texts(&mut self, texts: &[&str]) {
        texts.iter().for_each(|text| xml::push(text, &mut self.out));
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        self.out.write_fmt(text).expect("writing to a String cannot fail");
    }
}

/// The level that a paragraph has in a 目录, where `above` counts those that stand above the sections.
fn level(paragraph: &Paragraph<'_>, above: &mut usize) -> usize {
    match paragraph.role {
        Role::Annex => {
            *above = 1;
            1
        }
        Role::Section { level, .. } => (level - *above).clamp(1, DEEPEST),
        _ => 1,
    }
}

/// A heading where HTML has no element for it.
fn heading(class: &str, level: usize) -> String {
    format!(" class=\"{class}\" role=\"heading\" aria-level=\"{}\"", level + 1)
}

/// The parts of the text with letters of their own, and their classes.
const CLASSES: [(ParagraphStyle, &str); 9] = [
    (ParagraphStyle::Title, "title"),
    (ParagraphStyle::Subtitle, "subtitle"),
    (ParagraphStyle::Imprint, "imprint"),
    (ParagraphStyle::Level1, "level1"),
    (ParagraphStyle::Level2, "level2"),
    (ParagraphStyle::Level3, "level3"),
    (ParagraphStyle::Level4, "level4"),
    (ParagraphStyle::Point, "point"),
    (ParagraphStyle::Body, "body"),
];

fn class(part: ParagraphStyle) -> &'static str {
    CLASSES.iter().find(|(of, _)| *of == part).map_or("body", |(_, class)| class)
}

fn style(profile: &Profile) -> String {
    let (width, _) = profile.text_area();
    let margins = &profile.margins;
    let pitch = profile.line_pitch;
    let closer = profile.closer();
    let mut out = String::new();
    if let Some(latin) = &profile.latin {
        // No farther than ASCII: quotes, dashes and ellipses are Chinese.
        out +=
            &format!("@font-face {{ font-family: latin; src: local(\"{}\"); unicode-range: U+20-7E; }}\n", name(latin));
    }
    out += &format!(
        "@page {{ size: A4; margin: {}mm {}mm {}mm {}mm; }}\n",
        margins.top, margins.right, margins.bottom, margins.left
    );
    let says = match profile.page_count {
        true => "\"第\" counter(page) \"页 共\" counter(pages) \"页\"",
        false => "\"— \" counter(page) \" —\"",
    };
    // 空一字 from the edge (7.5)
    let number = format!(
        "{{ content: {says}; font: {}pt {}; vertical-align: top; padding: 4.5mm 1em 0; }}",
        profile.letters(ParagraphStyle::PageNumber).size,
        family(profile, ParagraphStyle::PageNumber)
    );
    out += &match profile.page_number {
        PageNumber::Outside => {
            format!("@page :right {{ @bottom-right {number} }}\n@page :left {{ @bottom-left {number} }}\n")
        }
        PageNumber::Center => format!("@page {{ @bottom-center {number} }}\n"),
        PageNumber::Hidden => String::new(),
    };
    if !profile.first_page_number {
        out += "@page :first { @bottom-right { content: none; } @bottom-center { content: none; } }\n";
    }
    if let Some(header) = &profile.header {
        let font = family(profile, ParagraphStyle::PageNumber);
        out += &format!("@page {{ @top-left {{ content: \"{}\"; font: 14pt {font}; }} }}\n", name(header.trim()));
    }
    out += &format!(
        "html {{ background: #fff; color: #000; }}\nbody {{ margin: 0; }}\nmain {{ box-sizing: content-box; max-width: {width}mm; margin: 0 auto; padding: 12mm 6mm; line-height: {pitch}pt; letter-spacing: {closer}pt; text-align: justify; line-break: strict; overflow-wrap: anywhere; }}\n"
    );
    // Blanks as they are written, but not those between the elements.
    out += "h1, h2, h3, h4, h5, h6, p { margin: 0; font-weight: normal; text-indent: 2em; white-space: pre-wrap; }\n";
    out += "h2, h3, h4, h5, h6 { break-after: avoid; }\np { orphans: 1; widows: 1; }\n";
    for (part, class) in CLASSES {
        let letters = profile.letters(part);
        let selector = match part {
            ParagraphStyle::Title => "h1, .title, .organ".to_owned(),
            ParagraphStyle::Body => "main, .body".to_owned(),
            _ => format!(".{class}"),
        };
        let weight = if letters.bold { "bold" } else { "normal" };
        out += &format!(
            "{selector} {{ font-family: {}; font-size: {}pt; font-weight: {weight}; }}\n",
            family(profile, part),
            letters.size
        );
    }
    out += &format!(
        "h1, table {{ letter-spacing: 0; }}\nh1 {{ text-align: center; text-indent: 0; margin-bottom: {pitch}pt; break-after: avoid; }}\n"
    );
    out += ".flush, .annex { text-indent: 0; }\n";
    out += ".subtitle, .number, .title { text-align: center; text-indent: 0; }\n";
    out += &format!(
        ".organ {{ color: #e00; text-align: center; text-indent: 0; font-size: 36pt; line-height: 1.3; }}\n.room {{ visibility: hidden; }}\n.number {{ margin-top: {pitch}pt; }}\n.red {{ border: 0; border-top: 1.5pt solid #e00; margin: 4mm 0 {}pt; }}\n",
        2.0 * pitch
    );
    // The names stand below one another, and so do the lines of one.
    out += ".named { padding-left: 6em; text-indent: -1em; }\n.named.first { text-indent: -4em; }\n";
    out += ".imprint { border-top: 0.7pt solid; padding: 0 1em 0 4em; text-indent: -3em; break-inside: avoid; }\n.imprint:last-child { border-bottom: 1pt solid; }\n";
    out += &format!(
        ".signed {{ text-align: right; text-indent: 0; break-before: avoid; }}\n.first {{ margin-top: {pitch}pt; }}\n"
    );
    out += &format!(
        "table {{ width: 100%; margin: 6pt 0; border-collapse: collapse; font-size: 12pt; line-height: 1.5; }}\n.annex {{ break-before: page; margin-top: {pitch}pt; }}\n.title {{ margin: {pitch}pt 0; break-after: avoid; }}\nth, td {{ border: 0.5pt solid; padding: 3pt 5pt; text-align: center; font-weight: normal; }}\ntbody th {{ text-align: left; }}\ntbody .number {{ text-align: right; }}\ncaption {{ padding: 3pt 0; }}\n.unit {{ display: block; text-align: right; }}\n.note {{ text-indent: 0; font-size: 12pt; }}\nthead {{ font-family: {}; }}\ntr {{ break-inside: avoid; }}\n",
        family(profile, ParagraphStyle::Level1)
    );
    if profile.landscape.is_some() {
        let (left, top) = profile.corner(Paper::Across);
        out += &format!(
            "@page across {{ size: A4 landscape; margin: {top}mm {}mm {}mm {left}mm; }}\n.across {{ page: across; }}\n.across .annex:first-child {{ break-before: auto; }}\n",
            margins.top, margins.right
        );
    }
    if profile.cover || profile.contents.is_some() {
        let cover = profile.letters(ParagraphStyle::CoverTitle);
        out += &format!(
            ".opening {{ box-sizing: content-box; max-width: {width}mm; margin: 0 auto; padding: 12mm 6mm; break-after: page; }}\n.opening, .opening ol {{ line-height: {pitch}pt; font-family: {}; font-size: {}pt; }}\n.opening ol {{ list-style: none; margin: 0; padding: 0; }}\n.opening a {{ color: inherit; text-decoration: none; }}\n.cover {{ font-family: {}; font-size: {}pt; line-height: 1.5; font-weight: {}; }}\n",
            family(profile, ParagraphStyle::Body),
            profile.letters(ParagraphStyle::Body).size,
            family(profile, ParagraphStyle::CoverTitle),
            cover.size,
            if cover.bold { "bold" } else { "normal" },
        );
    }
    out += "@media screen and (prefers-color-scheme: dark) { html { background: #17191d; color: #d6d8dc; } .organ { color: #ff6b60; } .red { border-top-color: #ff6b60; } }\n";
    out += "@media print { main { max-width: none; padding: 0; } }\n";
    out
}

/// The fonts of a part, one after the other, as a browser looks for them.
fn family(profile: &Profile, part: ParagraphStyle) -> String {
    let font = profile.letters(part).font;
    let latin = if profile.latin.is_some() && part != ParagraphStyle::PageNumber { "latin, " } else { "" };
    let others =
        FONTS.iter().find(|known| known.name == font).map_or("\"Noto Serif CJK SC\", serif", |known| known.family);
    format!("{latin}\"{}\", {others}", name(font))
}

/// A font's name between quotes.
fn name(font: &str) -> String {
    font.chars().filter(|ch| !"\"\\<>&".contains(*ch) && !ch.is_control()).collect()
}

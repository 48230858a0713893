//! The paragraphs of a Word file, each with its style, and the table of metrics as an annex.

use std::fmt::Write;

use crate::export::Options;
use crate::export::excerpt;
use crate::export::excerpt::Excerpt;
use crate::export::excerpt::Paragraph;
use crate::export::excerpt::PartId;
use crate::export::excerpt::Role;
use crate::export::excerpt::SIGNED_BY;
use crate::export::metrics;
use crate::export::opening;
use crate::export::opening::CoverLine;
use crate::export::pages;
use crate::export::pages::Pages;
use crate::export::profile::Paper;
use crate::export::profile::ParagraphStyle;
use crate::export::profile::Profile;
use crate::export::profile::annex_note;
use crate::export::profile::imprint_hangs;
use crate::export::profile::organ_size;
use crate::export::profile::points;
use crate::export::profile::printed;
use crate::export::signature::Signature;
use crate::export::table::Cell;
use crate::export::table::Table;
use crate::export::title;
use crate::export::xml;
use crate::report::Bookmark;
use crate::report::Field;
use crate::report::Head;
use crate::report::Letterhead;
use crate::report::Marker;
use crate::report::Report;
use crate::report::Scheme;
use crate::report::Seal;
use crate::report::SectionId;
use crate::report::Sent;
use crate::report::SentExtent;
use crate::report::SentSection;
use crate::report::TableIn;
use crate::report::Tree;
use crate::report::Words;
use crate::report::grid::Side;
use crate::report::properties;

use super::HEAD;
use super::SPACES;
use super::page;
use super::page::After;
use super::page::Section;
use super::styles;
use super::styles::LEVELS;
use super::twips;

/// The letters of a run that says nothing about them: quotes, dashes and ellipses are Chinese, whatever stands beside them.
const CHINESE: &str = "<w:rFonts w:hint=\"eastAsia\"/>";

/// The main part, and which sections it holds.
pub(super) fn document(excerpt: &Excerpt<'_>, options: &Options) -> (String, Sent) {
    let report = excerpt.report;
    let mut body = Body {
        profile: &options.profile,
        scheme: excerpt.report.setup.scheme,
        out: format!("{HEAD}<w:document {SPACES}><w:body>"),
        last: None,
        signature: Signature { seal: excerpt.report.setup.seal, ..Signature::default() },
        letterhead: excerpt.report.setup.letterhead,
        head: Head::default(),
        below_head: false,
        has_subtitle: excerpt::has_subtitle(report),
        below_subtitle: None,
        above: 0,
        imprint: Vec::new(),
        bookmarks: 0,
        of: None,
        sent: sent(excerpt),
        words: Words::default(),
        levels: opening::levels(excerpt, &options.profile),
        listed: 0,
        report,
        section: Section::Text { after: After::Nothing, paper: Paper::Upright },
    };
    let is_opened = body.opened(excerpt, options);
    if is_opened {
        body.section = Section::Text { after: After::Opening, paper: Paper::Upright };
    }
    let mut ends = false;
    excerpt.each_of(metrics::annexed(excerpt, options).as_deref(), |part, paragraph| {
        // The annex of the metrics is no section.
        let of = if let PartId::Section(id) = part { Some(id) } else { None };
        ends |= paragraph.role == Role::Annex && (body.of == of || !of.is_some_and(|id| report.tree.is_annex(id)));
        body.begin_part(of.filter(|_| !ends), &report.tree);
        body.paragraph(paragraph);
    });
    body.begin_part(None, &report.tree);
    body.headed();
    body.signed();
    body.imprinted();
    // Word wants a paragraph at the end, after a table too.
    if body.last.is_none() || body.out.ends_with("</w:tbl>") {
        body.begin("TableText", "");
        body.end();
    }
    if page::may_open(&options.profile) {
        let id = body.bookmarks;
        body.put(format_args!(
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/><w:bookmarkEnd w:id=\"{id}\"/>",
            page::END
        ));
    }
    (body.out + &page::section(&options.profile, body.section) + "</w:body></w:document>", body.sent)
}

struct Body<'p> {
    profile: &'p Profile,
    scheme: Scheme,
    out: String,
    /// Where the last paragraph may be told to stay with the next.
    last: Option<usize>,
    /// 署名 and 成文日期: the place of one hangs on the other.
    signature: Signature,
    letterhead: Letterhead,
    /// 版头, until all of it is there.
    head: Head,
    /// Whether the next title stands below 版头.
    below_head: bool,
    /// Whether 副标题 or who signs stands right under the title.
    has_subtitle: bool,
    /// Where the last line under the title may be told what follows it.
    below_subtitle: Option<usize>,
    /// Levels that stand above the sections: of an annex, its own.
    above: usize,
    /// 版记: one table.
    imprint: Vec<String>,
    /// How many bookmarks there are.
    bookmarks: usize,
    /// The section that the paragraph is of.
    of: Option<SectionId>,
    /// The sections so far.
    sent: Sent,
    /// The words of the section so far.
    words: Words,
    /// How many levels a 目录 lists.
    levels: Option<usize>,
    /// How many headings there are that it lists.
    listed: usize,
    report: &'p Report,
    /// The section that what is put now stands in.
    section: Section,
}

impl Body<'_> {
    /// What follows is of this section, or of none.
    fn begin_part(&mut self, of: Option<SectionId>, tree: &Tree) {
        if self.of == of {
            return;
        }
        let words = std::mem::take(&mut self.words).sum();
        self.sent.sections.extend(self.of.map(|id| SentSection { id, level: tree.level(id), words }));
        self.of = of;
    }

    /// 封面 and 目录, in a section of their own. Answers whether there is either.
    fn opened(&mut self, excerpt: &Excerpt<'_>, options: &Options) -> bool {
        let cover = opening::cover(excerpt, self.profile);
        let pages = self.levels.map(|_| pages::pages(excerpt.clone(), options));
        let listed = pages.as_ref().map_or(&[][..], |pages| &pages.listed);
        if !cover.is_empty() {
            self.put(format_args!("<w:sdt><w:sdtPr><w:tag w:val=\"{}\"/><w:docPartObj><w:docPartGallery w:val=\"Cover Pages\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>", properties::COVER));
            cover.iter().for_each(|line| self.cover_line(line));
            self.out.push_str("</w:sdtContent></w:sdt>");
        }
        if let (Some(levels), Some(pages)) = (self.levels.filter(|_| !listed.is_empty()), &pages) {
            self.contents(levels, pages, if cover.is_empty() { "" } else { "<w:pageBreakBefore/>" });
        }
        let is_opened = !cover.is_empty() || !listed.is_empty();
        if is_opened {
            self.ends(Section::Opening { has_cover: !cover.is_empty() });
        }
        self.last = None;
        is_opened
    }

    /// Ends a section.
    fn ends(&mut self, section: Section) {
        let section = page::section(self.profile, section);
        self.put(format_args!("<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/>{LOW}{section}</w:pPr></w:p>"));
    }

    /// Goes on on paper that lies so, in a section of its own where that is new.
    fn lie(&mut self, paper: Paper) {
        let Section::Text { paper: now, .. } = self.section else { return };
        if now != paper {
            self.ends(self.section);
            self.section = Section::Text { after: After::Text, paper };
        }
    }

    /// The width of the text, in points.
    fn width(&self) -> f64 {
        points(self.profile.area(self.paper()).0)
    }

    fn paper(&self) -> Paper {
        match self.section {
            Section::Text { paper, .. } => paper,
            Section::Opening { .. } => Paper::Upright,
        }
    }

    fn cover_line(&mut self, line: &CoverLine) {
        let style = match line.part {
            ParagraphStyle::CoverTitle => "CoverTitle",
            ParagraphStyle::Body => "CoverMark",
            ParagraphStyle::Level1 => "CoverGrade",
            _ => "CoverText",
        };
        let (before, pitch) = (twips(line.before), twips(line.pitch));
        self.begin(style, &format!("<w:spacing w:before=\"{before}\" w:line=\"{pitch}\" w:lineRule=\"exact\"/>"));
        self.run(CHINESE, &[&line.text]);
        self.end();
    }

    /// 目录: a field that Word makes anew on demand (F9), its entries as our own pages have them.
    fn contents(&mut self, levels: usize, pages: &Pages, above: &str) {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
        let field = |asked: &str| {
            format!(
                "{}<w:r><w:instrText xml:space=\"preserve\"> {asked} </w:instrText></w:r>{}",
                mark("begin"),
                mark("separate")
            )
        };
        self.out.push_str("<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>");
        self.begin("TOCHeading", above);
        self.run(CHINESE, &[opening::CONTENTS]);
        self.end();
        let last = pages.listed.len() - 1;
        for (k, entry) in pages.listed.iter().enumerate() {
            self.begin(&format!("TOC{}", entry.level), "");
            if k == 0 {
                self.put(format_args!("{}", field(&format!("TOC \\o \"1-{levels}\" \\f \\h \\z"))));
            }
            let name = listed_name(k);
            self.put(format_args!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">"));
            self.run(CHINESE, &[&entry.text, "\t"]);
            self.put(format_args!("{}", field(&format!("PAGEREF {name} \\h"))));
            self.run(CHINESE, &[&pages.number_of(entry).to_string()]);
            self.put(format_args!("{}</w:hyperlink>", mark("end")));
            if k == last {
                self.put(format_args!("{}", mark("end")));
            }
            self.end();
        }
        self.out.push_str("</w:sdtContent></w:sdt>");
    }

    /// What `put` writes of a paragraph, in the bookmark by which the 目录 finds it where it lists it.
    fn in_contents(&mut self, paragraph: &Paragraph<'_>, level: usize, put: impl FnOnce(&mut Self)) {
        let Some(entry) = opening::entry(paragraph, level, self.levels) else { return put(self) };
        let (id, name) = (self.bookmarks, listed_name(self.listed));
        self.bookmarks += 1;
        self.listed += 1;
        self.put(format_args!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"));
        put(self);
        self.put(format_args!("<w:bookmarkEnd w:id=\"{id}\"/>"));
        if paragraph.role == Role::Annex {
            // Its two paragraphs are one entry, and neither is a heading.
            let text = xml::escaped(&entry.text.replace('"', ""));
            let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
            self.put(format_args!(
                "{}<w:r><w:instrText xml:space=\"preserve\"> TC \"{text}\" \\l 1 </w:instrText></w:r>{}",
                mark("begin"),
                mark("end")
            ));
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph<'_>) {
        if !matches!(paragraph.role, Role::Head(_)) {
            self.headed();
        }
        if !matches!(paragraph.role, Role::Organization | Role::Date) {
            self.signed();
        }
        // 标题下空一行 (7.3.2): below the last line that belongs to it.
        if paragraph.role != Role::Subtitle
            && let Some(at) = self.below_subtitle.take()
        {
            let pitch = twips(self.profile.line_pitch);
            self.out.insert_str(at, &format!("<w:spacing w:afterLines=\"100\" w:after=\"{pitch}\"/>"));
        }
        match paragraph.role {
            Role::Head(part) => {
                let lines = self.head.text_mut(part);
                lines.push_str(if lines.is_empty() { "" } else { "\n" });
                lines.push_str(paragraph.text);
            }
            Role::Subtitle => {
                self.plain("Subtitle", paragraph.text);
                self.below_subtitle = self.last;
            }
            Role::AnnexNote => self.annex_named(paragraph),
            Role::Annex => self.annexed(paragraph),
            Role::Remarks => self.plain("Remarks", paragraph.text),
            Role::Imprint => self.imprint.push(paragraph.text.to_owned()),
            Role::Title => self.title(paragraph.text),
            Role::Salutation => self.plain("Salutation", paragraph.text),
            Role::Organization => self.signature.names.push(paragraph.text.to_owned()),
            Role::Date => self.signature.dates.push(paragraph.text.to_owned()),
            Role::Text => {
                self.words.add(paragraph.text);
                self.begin("BodyText", "");
                self.marked(of_text(paragraph.within), |body| body.run(CHINESE, &[paragraph.text]));
                self.end();
            }
            Role::Table => {
                let table = Table::of(paragraph.text, paragraph.table);
                let lines =
                    [table.title.as_str(), &table.unit].into_iter().chain(paragraph.text.lines()).chain([&*table.note]);
                lines.for_each(|line| self.words.add(line));
                self.table(&table, of_text(paragraph.within));
            }
            Role::Section { level, marker, begins } => {
                let number = if begins { Bookmark::Begins } else { Bookmark::Number };
                self.section(paragraph, level - self.above, marker, number);
            }
        }
    }

    /// The first paragraph of a section.
    fn section(&mut self, paragraph: &Paragraph<'_>, level: usize, marker: Marker, number: Bookmark) {
        let style = level.clamp(1, LEVELS);
        let part = ParagraphStyle::of(marker, level);
        let usual = ParagraphStyle::of(self.scheme.marker(style), style);
        let other = if part == usual { None } else { Some(styles::instead(self.profile, part)) };
        let (style, own) = if paragraph.is_heading_alone() {
            (format!("Heading{style}"), other.unwrap_or_else(|| CHINESE.to_owned()))
        } else if paragraph.is_run_in() {
            let letters = other.as_deref().unwrap_or(CHINESE);
            (format!("RunIn{style}"), format!("<w:rStyle w:val=\"Heading{style}Char\"/>{letters}"))
        } else {
            ("BodyText".to_owned(), CHINESE.to_owned())
        };
        self.words.add(&[paragraph.heading, paragraph.stop, paragraph.text].concat());
        self.begin(&style, "");
        self.in_contents(paragraph, level.clamp(1, LEVELS), |body| {
            body.marked(Bookmark::Section(level), |body| {
                body.marked(number, |body| body.run(&own, &[paragraph.label, paragraph.gap]));
                body.marked(Bookmark::Heading, |body| body.run(&own, &[paragraph.heading]));
                body.run(&own, &[paragraph.stop]);
                body.run(CHINESE, &[paragraph.text]);
            });
        });
        self.end();
    }

    fn title(&mut self, text: &str) {
        // 红色分隔线下空二行 (7.3.1)
        let pitch = twips(self.profile.line_pitch);
        let after = match self.has_subtitle {
            true => "w:afterLines=\"0\" w:after=\"0\"".to_owned(),
            false => format!("w:afterLines=\"100\" w:after=\"{pitch}\""),
        };
        let above = match std::mem::take(&mut self.below_head) {
            true => format!("<w:spacing w:beforeLines=\"200\" w:before=\"{}\" {after}/>", 2 * pitch),
            false if self.has_subtitle => format!("<w:spacing {after}/>"),
            false => String::new(),
        };
        self.begin("Title", &above);
        self.marked(Bookmark::Title, |body| body.broken(&title::lines(text, body.profile, body.paper())));
        self.end();
    }

    /// Words on these lines.
    fn broken(&mut self, lines: &[&str]) {
        for (k, line) in lines.iter().enumerate() {
            if k > 0 {
                self.put(format_args!("<w:r>{OURS}</w:r>"));
            }
            self.run(CHINESE, &[line]);
        }
    }

    /// 署名 and 成文日期 (7.3.5), on one page with the end of the text.
    fn signed(&mut self) {
        let signature = self.signature.take();
        let (columns, size) = (self.profile.columns(), self.profile.letters(ParagraphStyle::Body).size);
        let above = signature.above(self.profile);
        for (k, signed) in signature.texts(columns).into_iter().enumerate() {
            if let Some(at) = self.last {
                self.out.insert_str(at, "<w:keepNext/>");
            }
            let style = if signed.is_name { "Signature" } else { "Date" };
            // The blank lines stand above the first of them.
            let close = match (k, style) {
                (0, "Signature") if above == 1 => String::new(),
                (0, _) => {
                    let (lines, points) = (100 * above, twips(above as f64 * self.profile.line_pitch));
                    format!("<w:spacing w:beforeLines=\"{lines}\" w:before=\"{points}\"/>")
                }
                (_, "Signature") => "<w:spacing w:beforeLines=\"0\" w:before=\"0\"/>".to_owned(),
                _ => String::new(),
            };
            let indent = |side: &str, blank: f64| {
                let (chars, length) = ((blank * 100.0).round(), twips(blank * size));
                format!("w:{side}Chars=\"{chars}\" w:{side}=\"{length}\"")
            };
            let look = match (&signed.lines[..], signature.seal) {
                ([(_, blank)], _) => format!("{close}<w:ind {}/>", indent("right", *blank)),
                // Its lines begin below one another, or have their middles there.
                (_, Seal::Without) => {
                    // Letters that are set closer begin as much later.
                    let closer = self.profile.closer() * (signed.begins() - 2.0);
                    let left = points(self.profile.text_area().0) - size * signed.begins() - closer;
                    format!("<w:keepLines/>{close}<w:ind w:left=\"{}\"/><w:jc w:val=\"left\"/>", twips(left))
                }
                (_, Seal::With) => {
                    // Half a character more, so that what just fits the line does.
                    let left = (columns - 2.0 * signed.middle() - 0.5).max(0.0);
                    format!("<w:keepLines/>{close}<w:ind {}/><w:jc w:val=\"center\"/>", indent("left", left))
                }
            };
            self.begin(style, &look);
            let lines: Vec<&str> = signed.lines.iter().map(|(line, _)| *line).collect();
            self.broken(&lines);
            self.end();
        }
    }

    /// A line of 附件说明 (7.3.4): a blank line above the first, and what goes on below begins where its name does.
    fn annex_named(&mut self, paragraph: &Paragraph<'_>) {
        let size = self.profile.letters(ParagraphStyle::Body).size;
        let (label, named) = (paragraph.label, paragraph.heading);
        let (left, hanging) = annex_note(named, label);
        let above = if named.is_empty() {
            String::new()
        } else {
            format!("<w:spacing w:beforeLines=\"100\" w:before=\"{}\"/>", twips(self.profile.line_pitch))
        };
        let indent = format!(
            "<w:ind w:leftChars=\"{}\" w:left=\"{}\" w:hangingChars=\"{}\" w:hanging=\"{}\"/>",
            (left * 100.0).round(),
            twips(left * size),
            (hanging * 100.0).round(),
            twips(hanging * size)
        );
        self.begin("AnnexNote", &format!("{above}{indent}"));
        self.run(CHINESE, &[named, label, paragraph.text]);
        self.end();
    }

    /// 附件 (7.3.7): on a new page, its number at the top left, its title in the third line.
    fn annexed(&mut self, paragraph: &Paragraph<'_>) {
        self.above = 1;
        self.lie(excerpt::paper_of(self.report, self.profile, paragraph.annex));
        self.words.add(paragraph.heading);
        self.begin("Annex", "");
        self.in_contents(paragraph, 1, |body| body.run(CHINESE, &[paragraph.label]));
        self.end();
        self.begin("AnnexTitle", "");
        self.marked(Bookmark::Annex, |body| {
            body.broken(&title::lines(paragraph.heading, body.profile, body.paper()));
        });
        self.end();
    }

    /// 版头 (7.2), once all of it is known.
    fn headed(&mut self) {
        let head = std::mem::take(&mut self.head);
        if head.is_empty() {
            return;
        }
        let pitch = twips(self.profile.line_pitch);
        let width = points(self.profile.text_area().0);
        let mut lines = 0;
        for (style, text) in [("HeadMark", &head.copy), ("HeadGrade", &head.secrecy), ("HeadGrade", &head.urgency)] {
            for text in text.lines() {
                self.plain(style, text);
                lines += 1;
            }
        }
        let is_room = self.letterhead == Letterhead::Room;
        let has_organ = is_room || !head.organ.is_empty();
        if has_organ {
            // 35 mm from the top of the text (7.2.4), as large as one line takes it.
            let room = (twips(points(35.0)) - lines * pitch).max(0);
            let size = organ_size(&head.organ, width);
            let line = twips(size * 1.2);
            for (k, name) in head.organ.lines().chain(head.organ.is_empty().then_some("")).enumerate() {
                let before = if k == 0 { room } else { 0 };
                self.begin(
                    "Organ",
                    &format!("<w:spacing w:before=\"{before}\" w:line=\"{line}\" w:lineRule=\"exact\"/>"),
                );
                let half_points = (size * 2.0).round();
                let letters = format!("{CHINESE}<w:sz w:val=\"{half_points}\"/><w:szCs w:val=\"{half_points}\"/>");
                self.run(&letters, &[if is_room { "" } else { name }]);
                self.end();
            }
        }
        self.numbered(&head, width);
        if has_organ {
            let color = if is_room { "FFFFFF" } else { "FF0000" };
            self.begin(
                "RedRule",
                &format!("<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"{color}\"/></w:pBdr>"),
            );
            self.end();
        }
        self.below_head = true;
    }

    /// 发文字号 two lines below the organ (7.2.5); with 签发人, it stands one from the left and he one from the right (7.2.6).
    fn numbered(&mut self, head: &Head, width: f64) {
        let number = head.number.replace('\n', " ");
        if head.number.is_empty() && head.signer.is_empty() {
            return;
        }
        if head.signer.is_empty() {
            return self.plain("DocNumber", &number);
        }
        let size = self.profile.letters(ParagraphStyle::Body).size;
        let (blank, tab) = (twips(size), twips(width - size));
        self.begin(
            "DocNumber",
            &format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{tab}\"/></w:tabs><w:ind w:leftChars=\"100\" w:left=\"{blank}\"/><w:jc w:val=\"left\"/>"),
        );
        self.run(CHINESE, &[&number, "\t", SIGNED_BY]);
        let name = styles::instead(self.profile, ParagraphStyle::Subtitle);
        self.run(&name, &[&head.signer.replace('\n', " ")]);
        self.end();
    }

    /// 版记 (7.4) at the foot of the last page: a table between two rules, a line between its rows.
    fn imprinted(&mut self) {
        let rows = std::mem::take(&mut self.imprint);
        if rows.is_empty() {
            return;
        }
        if self.paper() == Paper::Across {
            self.lie(Paper::Upright);
            // LibreOffice would have the table on the page before.
            self.put(format_args!("<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/>{LOW}</w:pPr></w:p>"));
        }
        let width = twips(self.width());
        let size = self.profile.letters(ParagraphStyle::Imprint).size;
        let blank = twips(size);
        let border = |side: &str, size: u32| {
            format!("<w:{side} w:val=\"single\" w:sz=\"{size}\" w:space=\"0\" w:color=\"auto\"/>")
        };
        let borders = [border("top", 8), border("bottom", 8), border("insideH", 6)].concat();
        self.put(format_args!(
            "<w:tbl><w:tblPr><w:tblpPr w:vertAnchor=\"margin\" w:horzAnchor=\"margin\" w:tblpX=\"0\" w:tblpYSpec=\"bottom\"/><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{blank}\" w:type=\"dxa\"/><w:right w:w=\"{blank}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"{width}\"/></w:tblGrid>"
        ));
        for row in &rows {
            self.put(format_args!(
                "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>"
            ));
            // 印发日期 stands at the right.
            match printed(row) {
                Some((organ, date)) => {
                    let tab = width - 2 * blank;
                    self.begin("Imprint", &format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{tab}\"/></w:tabs>"));
                    self.run(CHINESE, &[organ, "\t", date, "印发"]);
                }
                None => {
                    let hanging = twips(imprint_hangs(row) * size);
                    self.begin("Imprint", &format!("<w:ind w:left=\"{hanging}\" w:hanging=\"{hanging}\"/>"));
                    self.run(CHINESE, &[row]);
                }
            }
            self.end();
            self.out.push_str("</w:tc></w:tr>");
        }
        self.out.push_str("</w:tbl>");
    }

    fn table(&mut self, table: &Table, bookmark: Bookmark) {
        if !table.title.is_empty() {
            self.plain("TableTitle", &table.title);
        }
        if !table.unit.is_empty() {
            self.plain("TableUnit", &table.unit);
        }
        let width = twips(self.width());
        let widths = table.widths(width);
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
            let (repeats, letters) = if k < table.head { ("<w:tblHeader/>", head.as_str()) } else { ("", CHINESE) };
            self.put(format_args!("<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>"));
            for cell in row {
                let width = widths[cell.column..cell.column + cell.columns].iter().sum();
                self.cell(cell, width, letters, (k == 0 && cell.column == 0).then_some(bookmark));
            }
            self.out.push_str("</w:tr>");
        }
        self.out.push_str("</w:tbl>");
        if !table.note.is_empty() {
            self.plain("TableNote", &table.note);
        }
    }

    /// A cell; the first of a table has its bookmark.
    fn cell(&mut self, cell: &Cell, width: i64, letters: &str, bookmark: Option<Bookmark>) {
        let span = match cell.columns {
            1 => String::new(),
            columns => format!("<w:gridSpan w:val=\"{columns}\"/>"),
        };
        let merge = match (cell.rows, cell.goes_on) {
            (1, _) => "",
            (_, false) => "<w:vMerge w:val=\"restart\"/>",
            (_, true) => "<w:vMerge/>",
        };
        self.put(format_args!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{merge}<w:vAlign w:val=\"center\"/></w:tcPr>"
        ));
        let side = match cell.side {
            Side::Left => "left",
            Side::Middle => "center",
            Side::Right => "right",
        };
        self.begin("TableText", &format!("<w:jc w:val=\"{side}\"/>"));
        match bookmark {
            Some(bookmark) => self.marked(bookmark, |body| body.run(letters, &[&cell.text])),
            None => self.run(letters, &[&cell.text]),
        }
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

    /// What `put` writes, in a bookmark; none where that is nothing, but for the empty corner of a table.
    fn marked(&mut self, bookmark: Bookmark, put: impl FnOnce(&mut Self)) {
        let (at, id) = (self.out.len(), self.bookmarks);
        self.bookmarks += 1;
        self.put(format_args!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{}\"/>", bookmark.name(id, self.of)));
        let begun = self.out.len();
        put(self);
        if self.out.len() == begun && matches!(bookmark, Bookmark::Number | Bookmark::Begins | Bookmark::Heading) {
            return self.out.truncate(at);
        }
        self.put(format_args!("<w:bookmarkEnd w:id=\"{id}\"/>"));
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

/// How a paragraph looks that says nothing: as low as can be, so that it begins no page.
const LOW: &str = "<w:spacing w:line=\"10\" w:lineRule=\"exact\"/>";

/// Where a line ends that no writer has ended: our own reading goes on in it.
const OURS: &str = "<w:br w:type=\"textWrapping\" w:clear=\"left\"/>";

/// The bookmark of a heading that the 目录 lists, from 0, as Word calls its own.
fn listed_name(number: usize) -> String {
    format!("_Toc{:06}", number + 1)
}

/// The bookmark of what stands in this text.
fn of_text(within: TableIn) -> Bookmark {
    match within {
        TableIn::Body => Bookmark::Text,
        TableIn::Closing => Bookmark::Closing,
    }
}

/// What a file holds before its sections are known.
fn sent(excerpt: &Excerpt<'_>) -> Sent {
    if !excerpt.is_whole() {
        return Sent { extent: SentExtent::Part, ..Sent::default() };
    }
    let text = |field| excerpt.report.text(field).unwrap_or_default();
    let texts = Field::of_report().map(|field| Words::of(&excerpt.figures.render(text(field)))).collect();
    Sent { texts, ..Sent::default() }
}

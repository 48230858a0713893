//! The Word file itself: well-formed, its elements in the order of the schema, fonts by name and role, real numbers.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use tigang::export;
use tigang::export::Format;
use tigang::export::Metrics;
use tigang::export::Options;
use tigang::export::Profile;
use tigang::report::Head;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Letterhead;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Report;
use tigang::report::Seal;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Signed;
use tigang::report::Tree;

use crate::tools::package;

/// An element of a part.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    inside: Vec<Element>,
    text: String,
}

impl Element {
    fn read(xml: &str) -> Element {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Element::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) => {
                    let attributes = tag.attributes().map(|attribute| {
                        let attribute = attribute.unwrap();
                        (attribute.key.0.to_owned(), attribute.value.into_owned())
                    });
                    let attributes = attributes.collect();
                    open.push(Element { name: tag.name().0.to_owned(), attributes, ..Element::default() });
                }
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().inside.push(element);
                }
                Event::Text(text) => open.last_mut().unwrap().text += &text,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open.len(), 1, "every element is closed");
        open.pop().unwrap().inside.pop().unwrap()
    }

    /// It and all that is in it.
    fn all(&self) -> Vec<&Element> {
        std::iter::once(self).chain(self.inside.iter().flat_map(Element::all)).collect()
    }

    /// Those of this name in it, however deep.
    fn find(&self, name: &str) -> Vec<&Element> {
        self.all().into_iter().filter(|element| element.name == name).collect()
    }

    fn first(&self, name: &str) -> Option<&Element> {
        self.inside.iter().find(|element| element.name == name)
    }

    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn val(&self, name: &str) -> &str {
        self.first(name).map_or("", |element| element.get("w:val"))
    }

    fn words(&self) -> String {
        self.find("w:t").into_iter().map(|text| text.text.as_str()).collect()
    }
}

/// The parts of a file by name.
pub(crate) fn parts(docx: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let count = archive.len();
    let read = |k| {
        let mut part = archive.by_index(k).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        (part.name().unwrap().into_owned(), text)
    };
    (0..count).map(read).collect()
}

/// A package of these parts.
pub(crate) fn archive(parts: &BTreeMap<String, String>) -> Vec<u8> {
    package::deflated(parts)
}

/// What may stand in an element of ISO 29500-1 (transitional), in its order, as far as the program writes any of it.
const ORDER: [(&str, &str); 16] = [
    ("w:document", "body"),
    ("w:p", "pPr r bookmarkStart bookmarkEnd ins del commentRangeStart commentRangeEnd"),
    ("w:r", "rPr t delText tab br fldChar instrText commentReference"),
    (
        "w:pPr",
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc \
         outlineLvl rPr pPrChange",
    ),
    ("w:rPr", "ins del rStyle rFonts b bCs i color spacing w kern position sz szCs lang"),
    ("w:style", "name basedOn next link uiPriority semiHidden qFormat pPr rPr tblPr"),
    ("w:styles", "docDefaults latentStyles style"),
    ("w:docDefaults", "rPrDefault pPrDefault"),
    ("w:sectPr", "footerReference pgSz pgMar cols docGrid"),
    ("w:settings", "zoom evenAndOddHeaders characterSpacingControl compat"),
    (
        "w:compat",
        "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn \
         adjustLineHeightInTable useFELayout compatSetting",
    ),
    ("w:font", "altName panose1 charset family pitch"),
    ("w:tbl", "tblPr tblGrid tr"),
    ("w:tblPr", "tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar"),
    ("w:tr", "trPr tc"),
    ("w:tc", "tcPr p"),
];

#[track_caller]
fn check_order(element: &Element) {
    for element in element.all() {
        let Some((_, order)) = ORDER.iter().find(|(name, _)| *name == element.name) else { continue };
        let order: Vec<&str> = order.split_whitespace().collect();
        let place = |inside: &Element| {
            let name = inside.name.trim_start_matches("w:");
            order.iter().position(|of| *of == name).unwrap_or_else(|| panic!("{name} in {}", element.name))
        };
        let places: Vec<usize> = element.inside.iter().map(place).collect();
        // Texts, tabs and breaks come as they are read, and so do runs and bookmarks.
        let sorted = places.is_sorted()
            || matches!(&*element.name, "w:r" | "w:p") && places.iter().skip(1).all(|place| *place > 0);
        assert!(sorted, "{element:#?}");
    }
}

/// The elements of the main part stand in the order of the schema, and what comments hang on is whole.
#[track_caller]
pub(crate) fn sound(docx: &[u8]) {
    let parts = parts(docx);
    let document = Element::read(&parts["word/document.xml"]);
    check_order(&document);
    let names: Vec<&str> = document.find("w:bookmarkStart").into_iter().map(|mark| mark.get("w:name")).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len(), "each bookmark has a name of its own");
    let ids = |name: &str| -> Vec<String> {
        document.find(name).into_iter().map(|mark| mark.get("w:id").to_owned()).collect()
    };
    assert_eq!(ids("w:commentRangeStart").len(), ids("w:commentRangeEnd").len());
    if let Some(comments) = parts.get("word/comments.xml") {
        let said: Vec<String> =
            Element::read(comments).find("w:comment").into_iter().map(|said| said.get("w:id").to_owned()).collect();
        let mut there = ids("w:commentReference");
        there.sort_by_key(|id| id.parse::<usize>().unwrap());
        assert_eq!(said, there);
    }
}

fn report() -> Report {
    let rows = [
        (1, "主要工作", "换装路灯40盏。", HeadingStyle::OwnLine),
        (2, "抓巡查", "夜巡“零点”90次——无事故……", HeadingStyle::RunIn),
        (3, "定路线", "划定6条。", HeadingStyle::OwnLine),
        (4, "定人", "定24人。", HeadingStyle::RunIn),
        (4, "", "一车两人。", HeadingStyle::OwnLine),
        (5, "定车", "", HeadingStyle::OwnLine),
        (1, "打算", "", HeadingStyle::OwnLine),
        (2, "加强培训", "办班3期。", HeadingStyle::RunIn),
    ];
    let rows = rows.into_iter().zip(1..).map(|((level, heading, body, style), number)| {
        let mut section = Section::new(SectionId::new(number).unwrap());
        (section.heading, section.body, section.style.heading) = (heading.to_owned(), body.to_owned(), style);
        if number == 7 {
            section.style.children = Some(Marker::Point);
        }
        (level, section)
    });
    let text = |text: &str| text.to_owned();
    Report {
        title: text("河湾县路灯管理所2031年工作总结和2032年工作打算"),
        salutation: text("县城管局："),
        preamble: text("今年以来，<任务>&饱满。"),
        closing: text("特此报告。"),
        organization: text("河湾县路灯管理所"),
        date: text("2031年12月5日"),
        tree: Tree::from_rows(rows).unwrap(),
        ..Report::default()
    }
}

fn written(report: &Report, options: &Options) -> BTreeMap<String, Element> {
    let parts = parts(&export::bytes(report, Format::named("docx").unwrap(), options).unwrap());
    parts.into_iter().map(|(name, text)| (name, Element::read(&text))).collect()
}

fn with_profile(profile: &str) -> Options {
    Options { profile: Box::new(Profile::read(profile).unwrap()), ..Options::default() }
}

/// What says to our own reading what is what is nothing to a reader: hidden bookmarks, each with an end in its paragraph.
#[test]
fn bookmarks_are_hidden_and_whole() {
    let parts = written(&report(), &Options::default());
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for paragraph in parts["word/document.xml"].find("w:p") {
        let mut open = Vec::new();
        for inside in &paragraph.inside {
            match inside.name.as_str() {
                "w:bookmarkStart" => {
                    open.push(inside.get("w:id"));
                    names.push(inside.get("w:name"));
                }
                "w:bookmarkEnd" => {
                    assert_eq!(open.pop(), Some(inside.get("w:id")));
                    ids.push(inside.get("w:id"));
                }
                _ => {}
            }
        }
        assert!(open.is_empty());
    }
    assert!(names.len() > 20, "{names:?}");
    // Word takes forty characters of a name, and shows none that begins with a low line.
    assert!(names.iter().all(|name| name.starts_with('_') && name.len() <= 40), "{names:?}");
    for list in [&mut ids, &mut names] {
        let all = list.len();
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), all);
    }
}

/// Each paragraph as a line: its outline level, and of each run the Chinese font, the size, whether it is bold, the text;
/// what the run does not say its style does.
fn drawn(parts: &BTreeMap<String, Element>) -> Vec<String> {
    let styles = &parts["word/styles.xml"];
    let style = |id: &str| {
        let found = styles.find("w:style").into_iter().find(|style| style.get("w:styleId") == id);
        found.unwrap_or_else(|| panic!("no style {id}"))
    };
    // From a style to what it is based on.
    let chain = |id: &str| {
        let mut chain = vec![style(id)];
        while let Some(above) = chain.last().unwrap().first("w:basedOn") {
            chain.push(style(above.get("w:val")));
        }
        chain
    };
    let line = |paragraph: &Element| {
        let look = paragraph.first("w:pPr").unwrap();
        let of_paragraph = chain(look.val("w:pStyle"));
        let outline = of_paragraph.iter().find_map(|style| style.first("w:pPr")?.first("w:outlineLvl"));
        let outline = outline.map_or(String::new(), |level| format!("{} ", level.get("w:val")));
        let runs = paragraph.inside.iter().filter(|run| run.name == "w:r").map(|run| {
            let Some(own) = run.first("w:rPr") else { return (None, String::new(), String::new()) };
            assert_eq!(own.first("w:rFonts").unwrap().get("w:hint"), "eastAsia", "quotes stay Chinese");
            let of_run = own.first("w:rStyle").map(|id| chain(id.get("w:val"))).unwrap_or_default();
            let letters: Vec<&Element> = std::iter::once(own)
                .chain(of_run.iter().chain(&of_paragraph).filter_map(|style| style.first("w:rPr")))
                .collect();
            let font = letters
                .iter()
                .filter_map(|letters| letters.first("w:rFonts"))
                .find(|fonts| !fonts.get("w:eastAsia").is_empty());
            let font = font.unwrap();
            let size: f64 =
                letters.iter().find_map(|letters| letters.first("w:sz")).unwrap().get("w:val").parse().unwrap();
            let bold =
                letters.iter().find_map(|letters| letters.first("w:b")).is_some_and(|bold| bold.get("w:val") != "0");
            let latin = if font.get("w:ascii") == font.get("w:eastAsia") { "" } else { "+" };
            let bold = if bold { "粗" } else { "" };
            let look = format!("{}{latin} {}{bold}", font.get("w:eastAsia"), size / 2.0);
            (Some(format!("{own:?}")), look, run.words())
        });
        // Runs that say the same of their letters are one; a break stands between others.
        let mut seen: Vec<(Option<String>, String, String)> = Vec::new();
        for (own, look, words) in runs {
            match seen.last_mut().filter(|(before, ..)| own.is_some() && *before == own) {
                Some((.., before)) => before.push_str(&words),
                None => seen.push((own, look, words)),
            }
        }
        seen.retain(|(own, ..)| own.is_some());
        let runs: Vec<String> = seen.into_iter().map(|(_, look, words)| format!("{look} {words}")).collect();
        format!("{outline}{}", runs.join(" | "))
    };
    parts["word/document.xml"].find("w:p").into_iter().map(line).collect()
}

#[test]
fn fonts_sizes_and_levels() {
    let parts = written(&report(), &Options::default());
    assert_eq!(
        drawn(&parts),
        [
            "方正小标宋简体 22 河湾县路灯管理所 | 方正小标宋简体 22 2031年工作总结和2032年工作打算",
            "仿宋_GB2312 16 县城管局：",
            "仿宋_GB2312 16 今年以来，任务饱满。",
            "0 黑体 16 一、主要工作",
            "仿宋_GB2312 16 换装路灯40盏。",
            "楷体_GB2312 16 （一）抓巡查。 | 仿宋_GB2312 16 夜巡“零点”90次——无事故……",
            "2 仿宋_GB2312 16 1.定路线",
            "仿宋_GB2312 16 划定6条。",
            "仿宋_GB2312 16 （1）定人。 | 仿宋_GB2312 16 定24人。",
            "仿宋_GB2312 16 （2）一车两人。",
            "4 仿宋_GB2312 16 ①定车",
            "0 黑体 16 二、打算",
            "仿宋_GB2312 16 一是加强培训。 | 仿宋_GB2312 16 办班3期。",
            "仿宋_GB2312 16 特此报告。",
            "仿宋_GB2312 16 河湾县路灯管理所",
            "仿宋_GB2312 16 2031年12月5日",
        ]
    );
}

#[test]
fn the_package_is_sound() {
    let mut report = report();
    report.metrics =
        vec![Metric { name: "亮灯率".into(), value: "98".into(), unit: "%".into(), ..Metric::default() }];
    let options = Options { metrics: Metrics::Annexed, ..Options::default() };
    let bytes = export::bytes(&report, Format::named("docx").unwrap(), &options).unwrap();
    let parts = parts(&bytes);
    let names: Vec<&str> = parts.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "docProps/custom.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/footer2.xml",
            "word/settings.xml",
            "word/styles.xml",
        ],
        "no theme, no numbering"
    );
    let types = Element::read(&parts["[Content_Types].xml"]);
    let typed: Vec<&str> = types.find("Override").into_iter().map(|part| part.get("PartName")).collect();
    for name in names.iter().filter(|name| !name.ends_with(".rels") && **name != "[Content_Types].xml") {
        assert!(typed.contains(&format!("/{name}").as_str()), "{name} has a type");
    }
    let relations = Element::read(&parts["word/_rels/document.xml.rels"]);
    for relation in relations.find("Relationship") {
        assert!(parts.contains_key(&format!("word/{}", relation.get("Target"))), "{relation:?}");
    }
    let document = Element::read(&parts["word/document.xml"]);
    for reference in document.find("w:footerReference") {
        let relation = relations.find("Relationship").into_iter().find(|of| of.get("Id") == reference.get("r:id"));
        assert!(relation.unwrap().get("Type").ends_with("/footer"), "{reference:?}");
    }
    for (name, text) in parts.iter().filter(|(name, _)| name.ends_with(".xml")) {
        let part = Element::read(text);
        check_order(&part);
        assert!(part.find("w:numPr").is_empty(), "{name} numbers by itself");
        for fonts in part.find("w:rFonts") {
            let attributes: Vec<&str> = fonts.attributes.keys().map(String::as_str).collect();
            let all = ["w:ascii", "w:cs", "w:eastAsia", "w:hAnsi"].iter().all(|of| attributes.contains(of));
            assert!(all || attributes == ["w:hint"], "{name}: {fonts:?}");
            assert!(!attributes.iter().any(|of| of.contains("Theme")), "{name}: {fonts:?}");
        }
    }
    // Every style that is named is there.
    let styles = Element::read(&parts["word/styles.xml"]);
    let known: Vec<&str> = styles.find("w:style").into_iter().map(|style| style.get("w:styleId")).collect();
    let named = ["w:pStyle", "w:rStyle", "w:basedOn", "w:next", "w:link"];
    for element in document.all().into_iter().chain(styles.all()).filter(|of| named.contains(&of.name.as_str())) {
        assert!(known.contains(&element.get("w:val")), "{element:?}");
    }
    let fonts = Element::read(&parts["word/fontTable.xml"]);
    let fonts: Vec<(&str, &str)> =
        fonts.find("w:font").into_iter().map(|font| (font.get("w:name"), font.val("w:altName"))).collect();
    assert_eq!(
        fonts,
        [
            ("方正小标宋简体", "华文中宋"),
            ("黑体", "SimHei"),
            ("楷体_GB2312", "楷体"),
            ("仿宋_GB2312", "仿宋"),
            ("宋体", "SimSun"),
        ]
    );
    let core = Element::read(&parts["docProps/core.xml"]);
    assert_eq!(core.first("dc:title").unwrap().text, report.title);
    assert_eq!(core.first("dc:creator").unwrap().text, "河湾县路灯管理所");
    assert_eq!(core.first("dcterms:created").unwrap().text, "2031-12-05T00:00:00Z");
    assert_eq!(core.first("dcterms:modified").unwrap().text, "2031-12-05T00:00:00Z");
    assert!(!bytes.windows(3).any(|bytes| bytes == b"UT\x05"), "no time of day in the archive");
}

#[test]
fn the_page_is_that_of_the_standard() {
    let parts = written(&report(), &Options::default());
    let document = &parts["word/document.xml"];
    let section = document.find("w:sectPr")[0];
    let size = section.first("w:pgSz").unwrap();
    assert_eq!((size.get("w:w"), size.get("w:h")), ("11906", "16838"));
    let margins = section.first("w:pgMar").unwrap();
    let millimetres = |name: &str| (margins.get(name).parse::<f64>().unwrap() / 20.0 * 25.4 / 72.0).round();
    assert_eq!(["w:top", "w:bottom", "w:left", "w:right"].map(millimetres), [37.0, 35.0, 28.0, 26.0]);
    let grid = section.first("w:docGrid").unwrap();
    assert_eq!((grid.get("w:type"), grid.get("w:linePitch")), ("linesAndChars", "579"));
    // 28 characters of 16 points, each as much closer as the grid has it, on 156 mm.
    let share: f64 = grid.get("w:charSpace").parse().unwrap();
    assert!((28.0 * (16.0 + share / 4096.0) - 156.0 * 72.0 / 25.4).abs() < 0.1, "{share}");
    let normal = parts["word/styles.xml"].find("w:style")[0];
    let spacing = normal.first("w:pPr").unwrap().first("w:spacing").unwrap();
    assert_eq!((spacing.get("w:line"), spacing.get("w:lineRule")), ("579", "exact"));
    for id in ["BodyText", "Heading1", "Heading4"] {
        let styles = parts["word/styles.xml"].find("w:style");
        let style = styles.iter().find(|style| style.get("w:styleId") == id).unwrap();
        let indent = style.first("w:pPr").unwrap().first("w:ind").unwrap();
        assert_eq!((indent.get("w:firstLineChars"), indent.get("w:firstLine")), ("200", "640"), "{id}");
    }
    let footer = |name: &str| {
        let footer = &parts[name];
        let look = footer.find("w:pPr")[0];
        let field: String = footer.find("w:instrText").into_iter().map(|text| text.text.as_str()).collect();
        (look.val("w:jc").to_owned(), footer.words(), field)
    };
    assert_eq!(footer("word/footer1.xml"), ("right".into(), "— 1 —".into(), " PAGE ".into()));
    assert_eq!(footer("word/footer2.xml"), ("left".into(), "— 1 —".into(), " PAGE ".into()));
    assert_eq!(parts["word/settings.xml"].find("w:evenAndOddHeaders").len(), 1);
}

/// The blanks right of the signature and the date, in hundredths of a character.
fn signed(organization: &str, date: &str) -> Vec<String> {
    let report = Report { organization: organization.into(), date: date.into(), ..Report::default() };
    let parts = written(&report, &Options::default());
    let indents = parts["word/document.xml"].find("w:ind");
    indents.into_iter().map(|indent| indent.get("w:rightChars").to_owned()).collect()
}

#[test]
fn signature_and_date_stand_by_the_rule() {
    // 7.3.5.2: the name two from the edge; the date begins two behind its first character.
    assert_eq!(signed("河湾县路灯管理所", "2031年12月5日"), ["200", "150"]);
    assert_eq!(signed("河湾县城市管理和综合行政执法局", "2031年12月5日"), ["200", "850"]);
    // A date that is longer than the name: two from the edge, the name two before it.
    assert_eq!(signed("路灯所", "2031年12月5日"), ["750", "200"]);
    assert_eq!(signed("路灯所", ""), ["200"]);
    assert_eq!(signed("", "2031年12月5日"), ["200"]);
    // One that is longer than a line is broken in two, which begin below one another.
    assert_eq!(signed(&"很长的名字".repeat(8), "2031年12月5日"), ["", "1350"]);
    assert_eq!(signed("路灯所", &"很长的日期".repeat(8)), ["2500", "200"]);
}

/// A report with every part that an office's may have.
fn office() -> Report {
    let mut report = Report {
        title: "关于路灯管理情况的报告".into(),
        subtitle: "——2031年12月5日在城管工作会议上\n方某某".into(),
        salutation: "县城管局：".into(),
        closing: "特此报告。".into(),
        organization: "路灯所".into(),
        date: "2031年12月5日".into(),
        remarks: "联系人：方某".into(),
        head: Head {
            organ: "河湾县路灯管理所文件".into(),
            number: "河路〔2031〕7号".into(),
            signer: "方某某".into(),
            secrecy: "秘密★1年".into(),
            copy: "000012".into(),
            urgency: "特急".into(),
        },
        imprint: "抄送：县财政局，县审计局。\n路灯所办公室　2031年12月6日印发".into(),
        ..Report::default()
    };
    let rows = [
        (1, "主要工作", "换装路灯40盏。", Kind::Part),
        (1, "路灯台账", "路名\t盏数\n东街\t40", Kind::Annex),
        (2, "说明", "截至11月底。", Kind::Part),
        (1, "巡查路线。", "", Kind::Annex),
    ];
    let rows = rows.into_iter().zip(1..).map(|((level, heading, body, kind), number)| {
        let mut section = Section::new(SectionId::new(number).unwrap());
        (section.heading, section.body, section.style.kind) = (heading.to_owned(), body.to_owned(), kind);
        (level, section)
    });
    report.tree = Tree::from_rows(rows).unwrap();
    report
}

/// The paragraphs of a Word file with their styles.
fn styled(report: &Report, options: &Options) -> Vec<String> {
    let parts = written(report, options);
    check_order(&parts["word/document.xml"]);
    let paragraphs = parts["word/document.xml"].find("w:p");
    let line = |paragraph: &&Element| format!("{} {}", paragraph.find("w:pStyle")[0].get("w:val"), paragraph.words());
    paragraphs.iter().map(line).collect()
}

#[test]
fn every_part_stands_where_the_standard_has_it() {
    assert_eq!(
        styled(&office(), &Options::default()),
        [
            "HeadMark 000012",
            "HeadGrade 秘密★1年",
            "HeadGrade 特急",
            "Organ 河湾县路灯管理所文件",
            "DocNumber 河路〔2031〕7号签发人：方某某",
            "RedRule ",
            "Title 关于路灯管理情况的报告",
            "Subtitle ——2031年12月5日在城管工作会议上",
            "Subtitle 方某某",
            "Salutation 县城管局：",
            "Heading1 一、主要工作",
            "BodyText 换装路灯40盏。",
            "BodyText 特此报告。",
            "AnnexNote 附件：1.路灯台账",
            "AnnexNote 2.巡查路线",
            "Signature 路灯所",
            "Date 2031年12月5日",
            "Remarks （联系人：方某）",
            "Annex 附件1",
            "AnnexTitle 路灯台账",
            "TableText 路名",
            "TableText 盏数",
            "TableText 东街",
            "TableText 40",
            "Heading1 一、说明",
            "BodyText 截至11月底。",
            "Annex 附件2",
            "AnnexTitle 巡查路线。",
            "Imprint 抄送：县财政局，县审计局。",
            "Imprint 路灯所办公室2031年12月6日印发",
            "TableText ",
        ]
    );
    // 套红纸: what is printed on the paper leaves its room.
    let mut report = office();
    report.setup.letterhead = Letterhead::Room;
    let room = styled(&report, &Options::default());
    assert_eq!(room[3..6], ["Organ ", "DocNumber 河路〔2031〕7号签发人：方某某", "RedRule "]);
    // A text that names its annexes itself isn't told again.
    report.closing = "附件：两份".into();
    assert!(!styled(&report, &Options::default()).iter().any(|line| line.starts_with("AnnexNote")));
}

#[test]
fn the_room_of_head_and_annexes_is_that_of_the_standard() {
    let parts = written(&office(), &Options::default());
    let paragraphs = parts["word/document.xml"].find("w:p");
    let of_style = |style: &str| -> Vec<&&Element> {
        paragraphs.iter().filter(|paragraph| paragraph.find("w:pStyle")[0].get("w:val") == style).collect()
    };
    let number = |element: &Element, name: &str| element.get(name).parse::<i64>().unwrap();
    // 7.2.4: 35 mm from the top of the text, of which three lines are taken.
    let organ = of_style("Organ")[0].find("w:spacing")[0];
    assert_eq!(number(organ, "w:before"), 1984 - 3 * 579);
    // 7.3.1: two blank lines below the red rule.
    assert_eq!(number(of_style("Title")[0].find("w:spacing")[0], "w:beforeLines"), 200);
    // 7.3.4: two blanks, 附件：1. before the name; what goes on below begins with the name.
    let notes = of_style("AnnexNote");
    let indent = |k: usize| {
        let indent = notes[k].find("w:ind")[0];
        (number(indent, "w:leftChars"), number(indent, "w:hangingChars"))
    };
    assert_eq!((indent(0), indent(1)), ((600, 400), (600, 100)));
    // 7.4: at the foot of the last page.
    let foot = parts["word/document.xml"].find("w:tblpPr")[0];
    assert_eq!((foot.get("w:vertAnchor"), foot.get("w:tblpYSpec")), ("margin", "bottom"));
}

/// The blank line of 7.3.2 stands below all that belongs to the title.
#[test]
fn the_blank_line_stands_below_the_subtitle() {
    let below = |report: &Report| -> Vec<(String, String)> {
        let parts = written(report, &Options::default());
        let paragraphs = parts["word/document.xml"].find("w:p");
        let spaced = |paragraph: &&Element| {
            let spacing = paragraph.find("w:spacing");
            let after = spacing.first().map_or("style".to_owned(), |spacing| spacing.get("w:after").to_owned());
            (paragraph.find("w:pStyle")[0].get("w:val").to_owned(), after)
        };
        let front = paragraphs.iter().map(spaced).filter(|(style, _)| ["Title", "Subtitle"].contains(&style.as_str()));
        front.collect()
    };
    let pair = |style: &str, after: &str| (style.to_owned(), after.to_owned());
    let mut report = Report { head: Head::default(), ..office() };
    assert_eq!(below(&report), [pair("Title", "0"), pair("Subtitle", "style"), pair("Subtitle", "579")]);
    report.setup.signed = Signed::Above;
    report.subtitle = String::new();
    assert_eq!(below(&report), [pair("Title", "0"), pair("Subtitle", "style"), pair("Subtitle", "579")]);
    report.setup.signed = Signed::Below;
    assert_eq!(below(&report), [pair("Title", "style")], "the style has it");
}

#[test]
fn with_a_seal_the_date_stands_four_from_the_edge() {
    let signed = |organization: &str, date: &str| -> Vec<String> {
        let mut report = Report { organization: organization.into(), date: date.into(), ..Report::default() };
        report.setup.seal = Seal::With;
        let parts = written(&report, &Options::default());
        let indents = parts["word/document.xml"].find("w:ind");
        indents.into_iter().map(|indent| indent.get("w:rightChars").to_owned()).collect()
    };
    // 7.3.5.1: the middle of the name on that of the date.
    assert_eq!(signed("路灯所", "2031年12月5日"), ["575", "400"]);
    assert_eq!(signed("河湾县路灯管理所", "2031年12月5日"), ["325", "400"]);
    // A long name stays on the page, and takes the date with it.
    assert_eq!(signed("河湾县城市管理和综合行政执法局联合检查组办公室", "2031年12月5日"), ["0", "825"]);
}

#[test]
fn the_metrics_are_the_last_annex() {
    let mut report = office();
    report.metrics =
        vec![Metric { name: "亮灯率".into(), value: "98".into(), unit: "%".into(), ..Metric::default() }];
    let options = Options { metrics: Metrics::Annexed, ..Options::default() };
    let lines = styled(&report, &options);
    let annexes: Vec<&String> = lines.iter().filter(|line| line.starts_with("Annex")).collect();
    assert_eq!(
        annexes,
        [
            "AnnexNote 附件：1.路灯台账",
            "AnnexNote 2.巡查路线",
            "AnnexNote 3.主要指标完成情况表",
            "Annex 附件1",
            "AnnexTitle 路灯台账",
            "Annex 附件2",
            "AnnexTitle 巡查路线。",
            "Annex 附件3",
            "AnnexTitle 主要指标完成情况表",
        ]
    );
    report.tree = Tree::default();
    let lines = styled(&report, &options);
    let annexes: Vec<&String> = lines.iter().filter(|line| line.starts_with("Annex")).collect();
    assert_eq!(annexes, ["AnnexNote 附件：主要指标完成情况表", "Annex 附件", "AnnexTitle 主要指标完成情况表"]);
}

#[test]
fn every_part_is_in_every_format() {
    let written = |name: &str| {
        let bytes = export::bytes(&office(), Format::named(name).unwrap(), &Options::default()).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert_eq!(
        written("txt"),
        "000012\n秘密★1年\n特急\n河湾县路灯管理所文件\n河路〔2031〕7号\n签发人：方某某\n关于路灯管理情况的报告\n\
         ——2031年12月5日在城管工作会议上\n方某某\n县城管局：\n　　一、主要工作\n　　换装路灯40盏。\n　　特此报告。\n\
         \u{3000}\u{3000}附件：1.路灯台账\n　　　　　2.巡查路线\n路灯所\n2031年12月5日\n　　（联系人：方某）\n附件1\n路灯台账\n\
         \u{3000}\u{3000}路名\t盏数\n　　东街\t40\n　　一、说明\n　　截至11月底。\n附件2\n巡查路线。\n抄送：县财政局，县审计局。\n\
         路灯所办公室　2031年12月6日印发\n"
    );
    let (markdown, html) = (written("md"), written("html"));
    assert!(markdown.contains("\n## 附件1 路灯台账\n"), "{markdown}");
    assert!(markdown.contains("\n### 一、说明\n"), "{markdown}");
    for words in
        ["——2031年12月5日在城管工作会议上", "方某某", "（联系人：方某）", "抄送：县财政局，县审计局。", "000012"]
    {
        assert!(markdown.contains(words) && html.contains(words), "{words}");
    }
    let json: serde_json::Value = serde_json::from_str(&written("json")).unwrap();
    assert_eq!(json["format"], 2);
    assert_eq!(json["subtitle"], "——2031年12月5日在城管工作会议上\n方某某");
    assert_eq!(json["head"]["signer"], "方某某");
    assert_eq!(json["annexes"][0]["title"], "路灯台账");
    assert_eq!(json["annexes"][0]["number"], "附件1");
    assert_eq!(json["annexes"][0]["sections"][0]["heading"], "说明");
    assert_eq!(json["sections"].as_array().unwrap().len(), 1);
}

#[test]
fn several_organizations_sign_one_below_the_other() {
    assert_eq!(signed("河湾县路灯管理所\n\n 路灯所 ", "2031年12月5日"), ["200", "700", "150"]);
    assert_eq!(signed("路灯所\n市政所", "2031年12月5日\n修订"), ["750", "750", "200", "650"]);
    let report = Report {
        organization: "河湾县路灯管理所\n河湾县市政所".into(),
        date: "2031年12月5日\n（2032年1月修订）".into(),
        ..report()
    };
    let parts = written(&report, &Options::default());
    let paragraphs = parts["word/document.xml"].find("w:p");
    let end: Vec<(String, &str)> = paragraphs[paragraphs.len() - 4..]
        .iter()
        .map(|paragraph| (paragraph.words(), paragraph.find("w:pStyle")[0].get("w:val")))
        .collect();
    let expected = ["河湾县路灯管理所", "河湾县市政所", "2031年12月5日", "（2032年1月修订）"];
    assert_eq!(end.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>(), expected);
    assert_eq!(end.iter().map(|(_, style)| *style).collect::<Vec<_>>(), ["Signature", "Signature", "Date", "Date"]);
    // One blank line above them all.
    let signed = &paragraphs[paragraphs.len() - 4..];
    let closed: Vec<bool> = signed.iter().map(|paragraph| !paragraph.find("w:spacing").is_empty()).collect();
    assert_eq!(closed, [false, true, false, false]);
    let html = String::from_utf8(export::bytes(&report, Format::named("html").unwrap(), &Options::default()).unwrap());
    let html = html.unwrap();
    let lines: Vec<&str> = html.lines().filter(|line| line.contains("class=\"signed")).collect();
    assert_eq!(lines.len(), 4);
    for (line, words) in lines.iter().zip(expected) {
        assert!(line.contains(words), "{line}");
    }
}

#[test]
fn the_end_of_the_text_stays_with_the_signature() {
    let parts = written(&report(), &Options::default());
    let kept: Vec<String> = parts["word/document.xml"]
        .find("w:p")
        .into_iter()
        .filter(|paragraph| paragraph.first("w:pPr").unwrap().first("w:keepNext").is_some())
        .map(Element::words)
        .collect();
    assert_eq!(kept, ["特此报告。", "河湾县路灯管理所"]);
}

#[test]
fn long_titles_are_broken_where_a_word_ends() {
    for (title, second) in [
        ("河湾县路灯所2031年工作总结", ""),
        ("河湾县路灯管理所关于2031年路灯换装工作情况的报告", "关于2031年路灯换装工作情况的报告"),
        ("河湾县城市管理局2031年工作总结和2032年工作计划", "2031年工作总结和2032年工作计划"),
        ("在全县城市精细化管理工作推进会暨路灯换装现场会上的发言", "暨路灯换装现场会上的发言"),
        ("这是一个没有任何可以断开的地方而且非常长的标题呀", "地方而且非常长的标题呀"),
    ] {
        let report = Report { title: title.into(), ..Report::default() };
        let parts = written(&report, &Options::default());
        let paragraph = parts["word/document.xml"].find("w:p")[0];
        let runs: Vec<String> = paragraph.find("w:r").into_iter().map(Element::words).collect();
        let break_at = paragraph.find("w:r").iter().position(|run| run.first("w:br").is_some());
        let below = break_at.map_or(String::new(), |at| runs[at + 1..].concat());
        assert_eq!((below.as_str(), paragraph.words().as_str()), (second, title));
    }
}

#[test]
fn an_office_has_its_own_habits() {
    let options = with_profile(
        "(
            line_pitch: 30, latin: \"Times New Roman\", page_number: center,
            margins: (top: 30), title: (font: \"方正小标宋_GBK\"), level2: (bold: true), level3: (bold: true, size: 15),
        )",
    );
    let parts = written(&report(), &options);
    let lines = drawn(&parts);
    assert_eq!(lines[0], "方正小标宋_GBK+ 22 河湾县路灯管理所 | 方正小标宋_GBK+ 22 2031年工作总结和2032年工作打算");
    assert_eq!(lines[5], "楷体_GB2312+ 16粗 （一）抓巡查。 | 仿宋_GB2312+ 16 夜巡“零点”90次——无事故……");
    assert_eq!(lines[6], "2 仿宋_GB2312+ 15粗 1.定路线");
    assert_eq!(
        lines[12], "仿宋_GB2312+ 16 一是加强培训。 | 仿宋_GB2312+ 16 办班3期。",
        "the marker tells, not the depth"
    );
    assert_eq!(parts["word/document.xml"].find("w:docGrid")[0].get("w:linePitch"), "600");
    assert_eq!(parts["word/document.xml"].find("w:pgMar")[0].get("w:top"), "1701");
    assert_eq!(parts["word/footer1.xml"].find("w:pPr")[0].val("w:jc"), "center");
    assert!(!parts.contains_key("word/footer2.xml"));
    assert!(written(&report(), &with_profile("(page_number: hidden)")).keys().all(|name| !name.contains("footer")));
    assert_eq!(Profile::read("()").unwrap(), Profile::default());
    assert_eq!(Profile::read("\u{feff}( // 照国标\n)").unwrap(), Profile::default());
}

#[test]
fn header_count_of_pages_and_a_first_page_without_number() {
    let parts =
        written(&report(), &with_profile("(header: \"征求意见稿\", page_count: true, first_page_number: false)"));
    assert_eq!(parts["word/header1.xml"].words(), "征求意见稿");
    let section = parts["word/document.xml"].find("w:sectPr")[0];
    let headers: Vec<_> =
        section.find("w:headerReference").iter().map(|header| header.get("w:type").to_owned()).collect();
    assert_eq!(headers, ["default", "even", "first"]);
    assert!(section.first("w:titlePg").is_some());
    let footers: Vec<_> =
        section.find("w:footerReference").iter().map(|footer| footer.get("w:type").to_owned()).collect();
    assert_eq!(footers, ["default", "even"], "none for the first page");
    for footer in ["word/footer1.xml", "word/footer2.xml"] {
        assert_eq!(parts[footer].words(), "第1页 共1页");
        let asks = parts[footer].find("w:instrText");
        assert_eq!(asks.iter().map(|field| field.text.trim()).collect::<Vec<_>>(), ["PAGE", "NUMPAGES"]);
    }
    let plain = written(&report(), &Options::default());
    assert!(!plain.contains_key("word/header1.xml") && plain["word/document.xml"].find("w:titlePg").is_empty());
}

#[test]
fn a_profile_that_cannot_be_used_says_why() {
    for (profile, says) in [
        ("(line_pitsh: 28)", "第1行第2列：没有叫“line_pitsh”的项目，请删掉或改名"),
        ("(level3: (weight: 1))", "第1行第11列：没有叫“weight”的项目，请删掉或改名"),
        ("(page_number: left)", "第1行第15列：没有“left”这种页码，可用：outside、center、hidden"),
        ("(line_pitch: \"宽\")", "第1行第13列：这个值用不了，长度写数，字体写成 \"仿宋\"，加粗写成 true"),
        ("(line_pitch: 28", "第1行第14列：不是完整的 RON，请检查括号、逗号和引号"),
        ("(line_pitch: 2)", "行距不能是2，要在10到100之间"),
        ("(margins: (left: -3))", "订口不能是-3，要在5到80之间"),
        ("(body: (size: inf))", "字号不能是inf，要在5到72之间"),
        ("(title: (font: \"\"))", "“”不是字体的名字，请写 Word 里显示的那个名字"),
        ("(latin: \"a;b\")", "“a;b”不是字体的名字，请写 Word 里显示的那个名字"),
    ] {
        assert_eq!(Profile::read(profile).unwrap_err().to_string(), says, "{profile}");
    }
}

#[test]
fn an_empty_report_and_a_deep_one_are_files_too() {
    let parts = written(&Report::default(), &Options::default());
    assert_eq!(parts["word/document.xml"].find("w:p").len(), 1);
    let rows = (1..=100).map(|level| {
        let mut section = Section::new(SectionId::new(level).unwrap());
        section.heading = format!("第{level}层");
        (level as usize, section)
    });
    let deep = Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() };
    let lines = drawn(&written(&deep, &Options::default()));
    assert_eq!(
        (lines.len(), lines[99].as_str()),
        (100, "8 仿宋_GB2312 16 (1)第100层"),
        "Word's outline has nine levels"
    );
}

//! What is made of Word files, Markdown and outlines.

use tigang::import;
use tigang::import::DecodeError;
use tigang::import::DocxError;
use tigang::import::FileKind;
use tigang::import::ImportError;
use tigang::import::Imported;
use tigang::import::Noise;
use tigang::import::NotWord;
use tigang::import::Part;
use tigang::import::Track;
use tigang::import::Unread;
use tigang::import::What;
use tigang::import::XmlError;
use tigang::report::Aside;
use tigang::report::Comment;
use tigang::report::Seal;

use crate::read::text::draw;
use crate::tools::package;

/// The parts of a Word file that a test cares about.
#[derive(Clone, Copy, Default)]
struct Docx<'a> {
    /// What stands in `w:body`.
    body: &'a str,
    /// What stands in `w:styles`.
    styles: &'a str,
    /// What stands in `w:numbering`.
    numbering: &'a str,
    /// What stands in `w:footnotes`.
    footnotes: &'a str,
    /// What stands in `w:ftr`.
    footer: &'a str,
    /// What stands in `w:comments`.
    comments: &'a str,
    /// What stands in `w15:commentsEx`: which of them are ticked off.
    ticked: &'a str,
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

impl Docx<'_> {
    fn bytes(self) -> Vec<u8> {
        self.bytes_in(TRANSITIONAL, "http://schemas.openxmlformats.org/officeDocument/2006/relationships")
    }

    fn bytes_in(self, space: &str, kinds: &str) -> Vec<u8> {
        let part = |root: &str, inner: &str| {
            format!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} xmlns:w="{space}"
                   xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
                   xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
                   xmlns:wps="urn:shape" xmlns:v="urn:vml" xmlns:a="urn:drawing">{inner}</w:{root}>"#
            )
        };
        let relation = |id: u8, kind: &str, target: &str| {
            format!(r#"<Relationship Id="r{id}" Type="{kinds}/{kind}" Target="{target}"/>"#)
        };
        let relations = |inner: String| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
            )
        };
        let of_main = ["styles", "numbering", "footnotes", "footer", "comments", "commentsExtended"];
        let of_main =
            of_main.into_iter().zip(1..).map(|(kind, id)| relation(id, kind, &format!("{kind}.xml"))).collect();
        let body = format!("<w:body>{}<w:sectPr/></w:body>", self.body);
        archive(&[
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", &relations(relation(1, "officeDocument", "word/document.xml"))),
            ("word/_rels/document.xml.rels", &relations(of_main)),
            ("word/document.xml", &part("document", &body)),
            ("word/styles.xml", &part("styles", self.styles)),
            ("word/numbering.xml", &part("numbering", self.numbering)),
            ("word/footnotes.xml", &part("footnotes", self.footnotes)),
            ("word/footer.xml", &part("ftr", self.footer)),
            ("word/comments.xml", &part("comments", self.comments)),
            ("word/commentsExtended.xml", &part("commentsEx", self.ticked)),
        ])
    }
}

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    package::deflated(entries.iter().copied())
}

/// Reads a file and compares the reports, drawn as in the tests of texts; answers what was read.
#[track_caller]
pub(crate) fn check(bytes: &[u8], name: &str, drawn: &str) -> Imported {
    let imported = import::import_named(bytes, Some(name), None).unwrap();
    let got: Vec<String> = imported.reports.iter().map(draw).collect();
    let indent =
        drawn.lines().find(|line| !line.trim().is_empty()).map_or(0, |line| line.len() - line.trim_start().len());
    let lines = drawn.lines().map(|line| line.get(indent..).unwrap_or_default().trim_end_matches(' '));
    let drawn: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    assert_eq!(got.join("\n"), drawn.join("\n"), "{:#?}", imported.doubts);
    imported
}

#[track_caller]
fn docx(docx: Docx<'_>, drawn: &str) -> Imported {
    check(&docx.bytes(), "总结.docx", drawn)
}

/// A paragraph of this text.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph of this style.
fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
}

/// A paragraph of this list and level.
fn listed(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
    )
}

/// A definition of lists with these levels, each of format and text, and one list of it with the same id.
fn list(id: u32, levels: &[(&str, &str)]) -> String {
    let levels = levels.iter().zip(0..).map(|((format, text), level): (_, u32)| {
        format!(r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#)
    });
    let levels: String = levels.collect();
    format!(
        r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum><w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#
    )
}

fn style(id: &str, name: &str, more: &str) -> String {
    format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{more}</w:style>"#)
}

#[test]
fn a_word_file_reads_like_its_text() {
    let texts = [
        "河湾县供水站2024年工作总结",
        "各位代表：",
        "今年以来，供水平稳。",
        "一、主要工作",
        "（一）抓水质。全年检测水样312份。",
        "二、下步打算",
        "更新管网。",
        "特此报告。",
        "河湾县供水站",
        "2024年12月5日",
    ];
    let body: String = texts.iter().map(|text| p(text)).collect();
    let drawn = "
        题 河湾县供水站2024年工作总结
        称 各位代表：
        导 今年以来，供水平稳。
        一、主要工作
          （一）抓水质¶¶全年检测水样312份。
        二、下步打算¶更新管网。
        结 特此报告。
        署 河湾县供水站
        日 2024年12月5日
    ";
    let file = Docx { body: &body, ..Docx::default() };
    let imported = docx(file, drawn);
    assert!(imported.doubts.is_empty(), "{:?}", imported.doubts);
    // The strict form of the standard; no name of a file; another prefix of the same namespace.
    let strict = file.bytes_in(STRICT, "http://purl.oclc.org/ooxml/officeDocument/relationships");
    check(&strict, "无名", drawn);
    let other = format!(r#"<ns0:document xmlns:ns0="{TRANSITIONAL}"><ns0:body>{body}</ns0:body></ns0:document>"#);
    check(&archive(&[("word/document.xml", &other.replace("w:", "ns0:"))]), "x.zip", drawn);
}

#[test]
fn no_line_of_a_document_is_taken_for_a_site_s() {
    let texts = [
        "一、主要工作",
        "推广“书香河湾”公众号，请读者扫码下载，并收藏备用。",
        "版权声明：馆藏古籍影像由县图书馆提供。",
        "来源：县图书馆　编辑：王某某",
        "上一篇：借阅须知",
        "二、打算",
        "责任编辑：李某某",
        "日期：2025年1月5日",
    ];
    let drawn = "
        题 图书馆工作总结
        一、主要工作¶推广“书香河湾”公众号，请读者扫码下载，并收藏备用。¶版权声明：馆藏古籍影像由县图书馆提供。¶来源：县图书馆　编辑：王某某¶上一篇：借阅须知
        二、打算¶责任编辑：李某某
        日 日期：2025年1月5日
    ";
    let body: String = ["图书馆工作总结"].iter().chain(&texts).map(|text| p(text)).collect();
    docx(Docx { body: &body, ..Docx::default() }, drawn);
    check(format!("图书馆工作总结\n\n{}", texts.join("\n\n")).as_bytes(), "总结.md", drawn);
    let nodes: String = texts[1..5].iter().map(|text| format!(r#"<outline text="{text}"/>"#)).collect();
    let opml = format!(r#"<opml version="2.0"><head/><body><outline text="总结">{nodes}</outline></body></opml>"#);
    let nodes = "题 总结\n¶推广“书香河湾”公众号，请读者扫码下载，并收藏备用。\n版权声明：¶¶馆藏古籍影像由县图书馆提供。\n\
                 来源：县图书馆　编辑：王某某\n上一篇：借阅须知";
    check(opml.as_bytes(), "总结.opml", nodes);
    // A heading of Word's is one, whatever it says.
    let styles = style("1", "heading 1", "");
    let body =
        [p("信息科工作总结"), styled("1", "扫码挂号、扫码缴费全覆盖"), p("上线自助机32台。"), styled("1", "打算")];
    docx(
        Docx { body: &body.concat(), styles: &styles, ..Docx::default() },
        "题 信息科工作总结\n扫码挂号、扫码缴费全覆盖¶上线自助机32台。\n打算",
    );
}

#[test]
fn nothing_goes_on_beyond_a_paragraph_of_its_file() {
    let texts = [
        "一、主要工作",
        "抓学习。集中学习6次。",
        "新建学校3所，新增学位4200个，完成全年任务的105%，超额完成区里下达的指标",
        "开设课后服务课程120门，覆盖学生2.1万人，",
        "培训教师860人次，其中骨干教师120人。",
        "认真落实《",
        "校园安全办法",
        "》，修订制度6项，抓好落",
        "实，检查12次。",
        "二、",
        "人手不够。",
    ];
    let drawn = "
        题 教育局工作总结
        一、主要工作¶抓学习。集中学习6次。¶新建学校3所，新增学位4200个，完成全年任务的105%，超额完成区里下达的指标¶\
        开设课后服务课程120门，覆盖学生2.1万人，¶培训教师860人次，其中骨干教师120人。¶认真落实《¶校园安全办法¶\
        》，修订制度6项，抓好落¶实，检查12次。
        二、¶人手不够。
    ";
    let title = "教育局工作总结";
    let body: String = std::iter::once(title).chain(texts).map(p).collect();
    docx(Docx { body: &body, ..Docx::default() }, drawn);
    check([&[title], &texts[..]].concat().join("\n\n").as_bytes(), "总结.md", drawn);
    let html = |tags: [&str; 2]| {
        let lines: String = texts.iter().map(|text| [tags[0], text, tags[1]].concat()).collect();
        format!("<!DOCTYPE html><html><body><h1>{title}</h1>{lines}</body></html>")
    };
    for tags in [["<p>", "</p>"], ["<li>", "</li>\n"], ["<div>", "</div>"], ["<h3>", "</h3>"]] {
        check(html(tags).as_bytes(), "总结.html", drawn);
    }
    // A soft break is one inside a paragraph, as in any text.
    let soft = "<w:p><w:r><w:t>全年修订制度6项，组织培训十六场，抓好各项措施落</w:t><w:br/><w:t>实，检查12次。</w:t></w:r></w:p>";
    let joined = "一、主要工作¶全年修订制度6项，组织培训十六场，抓好各项措施落实，检查12次。";
    docx(Docx { body: &(p("一、主要工作") + soft), ..Docx::default() }, joined);
    let soft =
        "<html><p>一、主要工作</p><p>全年修订制度6项，组织培训十六场，抓好各项措施落<br>实，检查12次。</p></html>";
    check(soft.as_bytes(), "总结.html", joined);
    let soft = "一、主要工作\n\n全年修订制度6项，组织培训十六场，抓好各项措施落\n实，检查12次。";
    check(soft.as_bytes(), "总结.md", joined);
}

#[test]
fn automatic_numbers_become_visible() {
    let gongwen = [("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")];
    let body = [
        listed(1, 0, "甲事"),
        listed(1, 1, "甲一"),
        listed(1, 2, "甲一一"),
        listed(1, 2, "甲一二"),
        listed(1, 1, "甲二"),
        listed(1, 2, "甲二一"),
        listed(1, 0, "乙事"),
        listed(1, 1, "乙一"),
    ]
    .concat();
    docx(
        Docx { body: &body, numbering: &list(1, &gongwen), ..Docx::default() },
        "
            一、甲事
              （一）甲一
                1.甲一一
                2.甲一二
              （二）甲二
                1.甲二一
            二、乙事
              （一）乙一
        ",
    );
    // The number is known to be one whatever stands behind it, and so is no figure.
    let body = [listed(1, 0, "2024年回顾"), listed(1, 0, "5倍增长"), listed(1, 1, "GDP增长")].concat();
    docx(
        Docx { body: &body, numbering: &list(1, &[("decimal", "%1."), ("decimal", "%1.%2")]), ..Docx::default() },
        "
            1 2024年回顾
            2 5倍增长
              2.1 GDP增长
        ",
    );
}

#[test]
fn numbers_of_no_kind_of_ours_stay_in_the_text() {
    let levels =
        [("decimalEnclosedCircle", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("bullet", "\u{f06c}")];
    let body = [
        p("一、好"),
        listed(1, 0, "甲"),
        listed(1, 0, "乙"),
        listed(1, 1, "子"),
        listed(1, 2, "丑"),
        listed(1, 3, "一点"),
        listed(1, 0, "丙"),
    ]
    .concat();
    docx(
        Docx { body: &body, numbering: &list(1, &levels), ..Docx::default() },
        "
            一、好
              ①甲
              ②乙¶②.1 子¶a) 丑¶●一点
              ③丙
        ",
    );
}

/// The number that a list of one level shows before its `nth` paragraph.
#[track_caller]
fn shows(format: &str, text: &str, nth: u32, shown: &str) {
    let numbering =
        list(1, &[(format, text)]).replace(r#"<w:start w:val="1"/>"#, &format!(r#"<w:start w:val="{nth}"/>"#));
    // In a row of a table it stands as it is.
    let row = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", listed(1, 0, ""), p("文"));
    let drawn = if shown.is_empty() { "题 文".to_owned() } else { format!("导 {shown}\t文") };
    docx(Docx { body: &row, numbering: &numbering, ..Docx::default() }, &drawn);
}

#[test]
fn formats_of_numbers() {
    shows("chineseCountingThousand", "第%1章", 105, "第一百零五章");
    shows("chineseCounting", "%1、", 12, "十二、");
    shows("chineseCounting", "%1", 105, "一〇五");
    shows("japaneseCounting", "%1", 21, "二十一");
    shows("ideographDigital", "（%1）", 10, "（十）");
    shows("decimal", "(%1)", 7, "(7)");
    shows("decimalZero", "%1", 7, "07");
    shows("decimalFullWidth", "%1．", 12, "１２．");
    shows("decimalEnclosedCircle", "%1", 3, "③");
    shows("decimalEnclosedCircleChinese", "%1", 51, "(51)");
    shows("decimalEnclosedParen", "%1", 2, "⑵");
    shows("decimalEnclosedFullstop", "%1", 2, "⒉");
    shows("lowerLetter", "%1)", 28, "bb)");
    shows("upperLetter", "%1.", 2, "B.");
    shows("lowerRoman", "%1.", 14, "xiv.");
    shows("upperRoman", "%1", 1999, "MCMXCIX");
    shows("upperRoman", "%1", 4_000_000_000, "4000000000");
    shows("chineseLegalSimplified", "%1、", 12, "壹拾贰、");
    shows("ideographTraditional", "%1", 3, "丙");
    shows("ideographZodiac", "%1", 12, "亥");
    shows("none", "%1", 3, "");
    shows("bullet", "\u{f06c}", 1, "●");
    shows("bullet", "§", 1, "§");
    shows("of another world", "%1、", 3, "3、");
}

#[test]
fn numbers_go_on_and_begin_anew() {
    let levels = r#"
        <w:abstractNum w:abstractNumId="7">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%2条"/><w:lvlRestart w:val="0"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3"/><w:isLgl/><w:suff w:val="nothing"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="附件%1："/></w:lvl></w:lvlOverride></w:num>"#;
    let cell = |list, level| format!("<w:tc>{}</w:tc>", listed(list, level, ""));
    let cells =
        [cell(1, 0), cell(1, 1), cell(1, 2), cell(2, 0), cell(1, 1), cell(1, 2), cell(3, 0), cell(3, 0), cell(4, 0)];
    let row = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat());
    // 条 counts through; the second list goes on where the first stopped; the third has its own start.
    docx(
        Docx { body: &row, numbering: levels, ..Docx::default() },
        "导 第一章\t第一条\t1.1\t第二章\t第二条\t2.1\t第五章\t第六章\t附件G：",
    );
}

#[test]
fn numbers_by_styles() {
    let numbering = r#"
        <w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>
        <w:abstractNum w:abstractNumId="2">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H2"/><w:lvlText w:val="（%2）"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>"#;
    let styles = [
        style("L", "outline list", r#"<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>"#),
        style("Base", "base", r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>"#),
        style("H1", "my first", r#"<w:basedOn w:val="Base"/>"#),
        style("H2", "my second", r#"<w:basedOn w:val="H1"/>"#),
        style("Round", "a", r#"<w:basedOn w:val="Way"/>"#),
        style("Way", "b", r#"<w:basedOn w:val="Round"/>"#),
    ]
    .concat();
    let unnumbered = r#"<w:p><w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr><w:r><w:t>不编号的话。</w:t></w:r></w:p>"#;
    let body = [
        styled("H1", "甲"),
        styled("H2", "子"),
        styled("H2", "丑"),
        unnumbered.to_owned(),
        styled("H1", "乙"),
        styled("Way", "丙。"),
    ];
    docx(
        Docx { body: &body.concat(), styles: &styles, numbering, ..Docx::default() },
        "
            一、甲
              （一）子
              （二）丑¶不编号的话。
            二、乙¶丙。
        ",
    );
}

/// A paragraph with these properties, of it and of its only run.
fn set(paragraph: &str, run: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn how_a_line_is_set_tells_a_heading_from_text() {
    const BLACK: &str = r#"<w:rFonts w:eastAsia="黑体"/><w:sz w:val="32"/>"#;
    const BOLD: &str = "<w:b/>";
    let indent = r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#;
    let text = |text: &str| set(indent, r#"<w:sz w:val="32"/>"#, text);
    let long = text(
        "全年共巡查堤防320次，整改隐患41处，更换旧管42公里，接报后两小时到场率达到98%，群众满意度比上年有所提高。",
    );
    let title = set(r#"<w:jc w:val="center"/>"#, r#"<w:sz w:val="44"/>"#, "河湾县防汛办2031年工作总结");
    let outline = "
        题 河湾县防汛办2031年工作总结
        巡查值守¶全年共巡查堤防320次，整改隐患41处，更换旧管42公里，接报后两小时到场率达到98%，群众满意度比上年有所提高。
        物资队伍¶全年共巡查堤防320次，整改隐患41处，更换旧管42公里，接报后两小时到场率达到98%，群众满意度比上年有所提高。
          储备仓库¶仓库三处。
          抢险队伍¶队伍五支。
        明年打算¶全年共巡查堤防320次，整改隐患41处，更换旧管42公里，接报后两小时到场率达到98%，群众满意度比上年有所提高。";
    let body = [
        title,
        set(indent, BLACK, "巡查值守"),
        long.clone(),
        set(indent, BLACK, "物资队伍"),
        long.clone(),
        set(indent, BOLD, "储备仓库"),
        text("仓库三处。"),
        set(indent, BOLD, "抢险队伍"),
        text("队伍五支。"),
        set(indent, BLACK, "明年打算"),
        long.clone(),
    ];
    docx(Docx { body: &body.concat(), ..Docx::default() }, outline);

    // What stands at the margin, where the text is indented.
    let body = [
        p("河湾县防汛办2031年工作总结"),
        set("", r#"<w:sz w:val="32"/>"#, "巡查值守："),
        long.clone(),
        set("", r#"<w:sz w:val="32"/>"#, "明年打算："),
        long,
    ];
    docx(
        Docx { body: &body.concat(), ..Docx::default() },
        "
        题 河湾县防汛办2031年工作总结
        巡查值守：¶全年共巡查堤防320次，整改隐患41处，更换旧管42公里，接报后两小时到场率达到98%，群众满意度比上年有所提高。
        明年打算：¶全年共巡查堤防320次，整改隐患41处，更换旧管42公里，接报后两小时到场率达到98%，群众满意度比上年有所提高。",
    );
}

#[test]
fn one_level_of_a_list_is_one_level() {
    let level = |level: u8, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let list = |id: u8, levels: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum><w:num w:numId="{id}"><w:abstractNumId w:val="{id}"/></w:num>"#
        )
    };
    let numbering = [
        list(1, &[level(0, "decimal", "%1."), level(1, "decimal", "%2.")].concat()),
        list(2, &level(0, "decimal", "%1.")),
        list(3, &level(0, "decimal", "%1.")),
    ]
    .concat();
    // Both levels of the list have one marker; only the file tells them apart.
    let body = [
        p("河湾县防汛办2031年工作总结"),
        listed(1, 0, "巡查"),
        listed(1, 1, "堤防"),
        listed(1, 1, "涵闸"),
        p("涵闸都已检修。"),
        listed(1, 0, "物资"),
        p("物资齐备。"),
        listed(1, 1, "仓库"),
        listed(1, 0, "队伍"),
    ];
    docx(
        Docx { body: &body.concat(), numbering: &numbering, ..Docx::default() },
        "
        题 河湾县防汛办2031年工作总结
        1.巡查
          1.堤防
          2.涵闸¶涵闸都已检修。
        2.物资¶物资齐备。
          1.仓库
        3.队伍",
    );
    // A line without number between two lists names the second.
    let body = [
        p("河湾县防汛办2031年工作总结"),
        p("做了什么"),
        listed(2, 0, "巡查堤防，检修涵闸"),
        listed(2, 0, "备足物资"),
        p("体会"),
        listed(3, 0, "早安排，才不慌"),
        listed(3, 0, "常检查，才放心"),
    ];
    docx(
        Docx { body: &body.concat(), numbering: &numbering, ..Docx::default() },
        "
        题 河湾县防汛办2031年工作总结
        做了什么
          1.巡查堤防，检修涵闸
          2.备足物资
        体会
          1.早安排，才不慌
          2.常检查，才放心",
    );
}

#[test]
fn headings_by_styles() {
    let styles = [
        style("a3", "Title", r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#),
        style("1", "heading 1", r#"<w:pPr><w:outlineLvl w:val="0"/></w:pPr>"#),
        style("2", "标题 2", ""),
        style("z", "我的小标题", r#"<w:basedOn w:val="2"/>"#),
        style("n", "二级标题", r#"<w:pPr><w:outlineLvl w:val="9"/></w:pPr>"#),
        style("toc1", "toc 1", ""),
    ]
    .concat();
    // Without a marker the style says what is a heading; a title in two paragraphs is one.
    let body = [
        p("机密"),
        styled("a3", "河湾县气象站"),
        styled("a3", "2024年工作总结"),
        p("目　录"),
        styled("toc1", "观测业务\t2"),
        p("今年平稳。"),
        styled("1", "观测业务"),
        styled("z", "地面观测"),
        p("完好率99%。"),
        r#"<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>自动站</w:t></w:r></w:p>"#.to_owned(),
        p("共12座。"),
        styled("n", "正文级别的样式不是标题。"),
        styled("1", "预报服务"),
        p("准确率91%。"),
    ]
    .concat();
    let imported = docx(
        Docx { body: &body, styles: &styles, ..Docx::default() },
        "
            题 河湾县气象站2024年工作总结
            导 今年平稳。
            观测业务
              地面观测¶完好率99%。
                自动站¶共12座。¶正文级别的样式不是标题。
            预报服务¶准确率91%。
        ",
    );
    let contents = |what: &What| matches!(what, What::LeftOut { noise: Noise::Contents, .. });
    assert_eq!(imported.doubts.iter().filter(|doubt| contents(&doubt.what)).count(), 1);

    // With markers they say the level, as in a text; a heading of the same style without one is a sibling.
    let body = [
        styled("1", "气象站工作总结"),
        styled("2", "前言"),
        styled("2", "一、观测"),
        p("（一）地面"),
        styled("2", "二、预报"),
        styled("2", "附件说明"),
    ]
    .concat();
    docx(
        Docx { body: &body, styles: &styles, ..Docx::default() },
        "
            题 气象站工作总结
            前言
            一、观测
              （一）地面
            二、预报
            附件说明
        ",
    );
    // Styles put on by chance don't outdo the markers.
    let body = [styled("2", "一、观测"), styled("1", "（一）地面"), p("（二）高空"), p("二、预报")].concat();
    docx(
        Docx { body: &body, styles: &styles, ..Docx::default() },
        "
            一、观测
              （一）地面
              （二）高空
            二、预报
        ",
    );
    // Without a part of styles the usual ids speak.
    let body =
        [styled("Title", "气象站总结"), styled("Heading1", "观测"), styled("Heading2", "地面"), p("好。")].concat();
    docx(Docx { body: &body, ..Docx::default() }, "题 气象站总结\n观测\n  地面¶好。");
}

/// A cell of these paragraphs; `look` is what `w:tcPr` says.
fn cell(look: &str, paragraphs: &[&str]) -> String {
    let paragraphs: String = paragraphs.iter().map(|text| p(text)).collect();
    format!("<w:tc><w:tcPr>{look}</w:tcPr>{paragraphs}</w:tc>")
}

/// A row of cells, each of one paragraph.
fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| cell("", &[text])).collect();
    format!("<w:tr>{cells}</w:tr>")
}

/// A table between two headings, and what becomes of it.
#[track_caller]
fn table(rows: &[String], drawn: &str) {
    let table = format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat());
    let body = [p("一、业务量"), p("情况如下："), table, p("二、质量")].concat();
    docx(Docx { body: &body, ..Docx::default() }, &format!("一、业务量¶情况如下：¶{drawn}\n二、质量"));
}

#[test]
fn every_cell_of_a_row_keeps_its_place() {
    // One that is empty, at the head or amid the row; of the last ones a reader misses nothing.
    let rows =
        [row(&["", "去年", "今年"]), row(&["门诊", "98600", ""]), row(&["其中", "", "312"]), row(&["", "", "7"])];
    table(&rows, "\t去年\t今年¶门诊\t98600¶其中\t\t312¶\t\t7");
    // A row with nothing but its name is none the less a row.
    table(
        &[row(&["科室", "件数", "备注"]), row(&["内科", "", ""]), row(&["外科", "5", ""])],
        "科室\t件数\t备注¶内科\t\t¶外科\t5",
    );
    // Cells merged over rows and columns, and columns that a row leaves free.
    let merged = |look: &str, text: &str| cell(look, &[text]);
    let begins = r#"<w:vMerge w:val="restart"/>"#;
    let rows = [
        row(&["类别", "项目", "件数", "备注"]),
        format!(
            "<w:tr>{}{}</w:tr>",
            merged(begins, "供水"),
            row(&["抄表", "12", "按月"]).replace("<w:tr>", "").replace("</w:tr>", "")
        ),
        format!("<w:tr>{}{}</w:tr>", merged("<w:vMerge/>", ""), merged(r#"<w:gridSpan w:val="2"/>"#, "检漏")),
        format!("<w:tr>{}{}</w:tr>", merged(r#"<w:gridSpan w:val="3"/>"#, "合计"), merged("", "全年")),
        format!(r#"<w:tr><w:trPr><w:gridBefore w:val="3"/></w:trPr>{}</w:tr>"#, merged("", "3项")),
    ];
    table(&rows, "类别\t项目\t件数\t备注¶供水\t抄表\t12\t按月¶\t检漏\t¶合计\t\t\t全年¶\t\t\t3项");
}

#[test]
fn a_name_merged_over_many_rows_makes_no_paragraphs_of_them() {
    let below = |text: &str| format!("<w:tr>{}{}</w:tr>", cell("<w:vMerge/>", &[""]), cell("", &[text]));
    let first =
        format!("<w:tr>{}{}</w:tr>", cell(r#"<w:vMerge w:val="restart"/>"#, &["供水"]), cell("", &["抄表3500户"]));
    table(
        &[first, below("检漏12处"), below("换表480只"), below("清洗水池2座")],
        "供水\t抄表3500户¶\t检漏12处¶\t换表480只¶\t清洗水池2座",
    );
    // A long remark in a row of several cells is a cell.
    let remark = "更换老旧管道并逐户登记".repeat(40);
    table(&[row(&["任务", "数", "说明"]), row(&["换管", "3", &remark])], &format!("任务\t数\t说明¶换管\t3\t{remark}"));
}

#[test]
fn a_cell_of_several_paragraphs_is_one_cell() {
    let name = cell("", &["第一组"]);
    let many = cell(
        "",
        &[
            "泵房一班、泵房二班、泵房三班、",
            "管网一班、管网二班、管网三班、管网四班、管网五班、水质一班、水质二班、抄表一班、抄表二班",
        ],
    );
    let rows = [row(&["组别", "成员"]), format!("<w:tr>{name}{many}</w:tr>")];
    table(
        &rows,
        "组别\t成员¶第一组\t泵房一班、泵房二班、泵房三班、管网一班、管网二班、管网三班、管网四班、管网五班、水质一班、水质二班、抄表一班、抄表二班",
    );
    let rows = [
        row(&["任务", "目标", "完成情况"]),
        format!(
            "<w:tr>{}{}{}</w:tr>",
            cell("", &["换表"]),
            cell("", &["600只"]),
            cell("", &["1.已换480只", "2.余下的年底前换完"])
        ),
    ];
    table(&rows, "任务\t目标\t完成情况¶换表\t600只\t1.已换480只 2.余下的年底前换完");
    // A tab inside of a cell begins no other one.
    let tabbed = cell("", &["A</w:t></w:r><w:r><w:tab/><w:t>B"]);
    table(&[row(&["名称", "数"]), format!("<w:tr>{tabbed}{}</w:tr>", cell("", &["3"]))], "名称\t数¶A B\t3");
}

#[test]
fn what_spans_a_table_is_no_cell_of_it() {
    let whole = |text: &str| format!("<w:tr>{}</w:tr>", cell(r#"<w:gridSpan w:val="2"/>"#, &[text]));
    let rows = [
        whole("供水量统计"),
        row(&["月份", "吨数"]),
        whole("一、城区"),
        row(&["1月", "3500"]),
        whole("1.数据截至年底"),
    ];
    table(&rows, "供水量统计¶月份\t吨数¶一、城区\t¶1月\t3500¶1.数据截至年底");
}

#[test]
fn a_form_that_holds_a_report_is_read_as_the_report() {
    let figures = format!("<w:tbl>{}{}</w:tbl>", row(&["序号", "科室", "件数"]), row(&["1", "内科", "98600"]));
    let said = "说明很长。".repeat(30);
    let long = [p("一、甲事"), p(&said), figures, p("二、乙事")].concat();
    let form = format!("<w:tbl><w:tr>{}<w:tc>{long}</w:tc></w:tr></w:tbl>", cell("", &["工作总结"]));
    docx(
        Docx { body: &form, ..Docx::default() },
        &format!("题 工作总结\n一、甲事¶{said}¶序号\t科室\t件数¶1\t内科\t98600\n二、乙事"),
    );
    // As a part of it, beside rows of names; a form still to be filled in keeps its cells.
    let text = cell("", &["一、抄表", "抄了3500户。", "二、检漏", "查出12处。"]);
    let rows = [row(&["姓名", "周某"]), format!("<w:tr>{}{text}</w:tr>", cell("", &["总结"]))].concat();
    let body = format!("<w:tbl>{rows}</w:tbl>");
    docx(Docx { body: &body, ..Docx::default() }, "导 姓名\t周某\n导 总结\n一、抄表¶抄了3500户。\n二、检漏¶查出12处。");
    table(&[row(&["班组", ""]), row(&["问题", ""])], "班组\t¶问题\t");
}

#[test]
fn what_a_reader_sees_of_a_paragraph() {
    let r = |inner: &str| format!("<w:r>{inner}</w:r>");
    let t = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let paragraph = |inner: &str| format!("<w:p>{inner}</w:p>");
    let field = |kind: &str| r(&format!(r#"<w:fldChar w:fldCharType="{kind}"/>"#));
    let body = [
        // Links, tags, controls, insertions are entered; deletions and moves away are gone; references resolved.
        paragraph(&format!(
            "<w:hyperlink>{}</w:hyperlink><w:smartTag>{}</w:smartTag><w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt><w:ins>{}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>",
            t("甲"), t("乙"), t("丙&amp;&#x4E01;"), t("戊"), t("旧"), t("己。")
        )),
        // Of a field what it shows; fields in fields.
        paragraph(&format!(
            "{}{}{}{}{}{}{}{}{}",
            t("第"), field("begin"), r("<w:instrText>REF x</w:instrText>"), field("begin"), t("藏"), field("end"), field("separate"), t("3"), field("end")
        ) .replace("</w:p>", "")),
        paragraph(&format!("<w:fldSimple w:instr=\"DATE\">{}</w:fldSimple>{}", t("12月"), t("底。"))),
        // Tabs, soft breaks, hyphens, symbols, breaks of pages.
        paragraph(&format!(
            "<w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>{}{}{}{}{}{}{}",
            t("一"), r("<w:br/>"), t("软"), r("<w:noBreakHyphen/>"), r(r#"<w:sym w:font="Wingdings" w:char="F0FE"/>"#), r(r#"<w:br w:type="page"/>"#), t("页后。")
        )),
        // Hidden text, by itself and by a style.
        paragraph(&format!("{}{}{}", t("可见"), r("<w:rPr><w:vanish/></w:rPr><w:t>不可见</w:t>"), r("<w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>又可见。</w:t>"))),
        styled("H", "整段隐藏"),
        // A paragraph whose mark is deleted goes on in the next.
        paragraph(&format!("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}", t("前半句，"))),
        paragraph(&t("后半句。")),
        // A box is said twice and read once; a formula; a reading aid left out.
        paragraph(&format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
            p("框里的话。"), p("框里的话。"), t("框外"), t("yin"), t("音。")
        )),
        // A comment, a note and a picture.
        paragraph(&format!("{}{}{}{}", t("末段。"), r("<w:commentReference w:id=\"0\"/>"), r("<w:footnoteReference w:id=\"2\"/>"), r("<w:drawing><a:blip/></w:drawing>"))),
    ]
    .concat();
    let footnotes = format!(
        r#"<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{}</w:footnote><w:footnote w:id="3">{}</w:footnote>"#,
        p("据年报。"),
        p("没有引用。")
    );
    let styles = style("H", "hide", "<w:rPr><w:vanish/></w:rPr>");
    let footer = p("河湾县内部资料");
    let imported = docx(
        Docx { body: &body, styles: &styles, footnotes: &footnotes, footer: &footer, ..Docx::default() },
        "
            导 甲乙丙&丁戊己。
            导 第3
            导 12月底。
            导 一
            导 软-☑
            导 页后。
            导 可见又可见。
            导 前半句，后半句。
            导 框外x=1音。
            导 框里的话。
            导 末段。
        ",
    );
    let mut left: Vec<String> = Vec::new();
    for doubt in &imported.doubts {
        match &doubt.what {
            What::LeftOut { text, noise } => left.push(format!("{} {noise:?} {text}", doubt.line)),
            What::Unread { unread, count } => left.push(format!("{} {unread:?} {count}", doubt.line)),
            _ => {}
        }
    }
    left.sort();
    let mut expected = [
        "1 Margin 河湾县内部资料".to_owned(),
        "5 Hidden 不可见".to_owned(),
        "6 Hidden 整段隐藏".to_owned(),
        format!("11 {:?} 1", Unread::Pictures),
        format!("11 {:?} 1", Unread::Comments),
    ];
    expected.sort();
    assert_eq!(left, expected);
}

/// Who has revised a file, and how many insertions and deletions are told of each.
pub(crate) fn revisions(imported: &Imported) -> Vec<String> {
    let told = imported.doubts.iter().filter_map(|doubt| match &doubt.what {
        What::Revised { author, inserted, deleted, .. } => Some(format!("{author} +{inserted} -{deleted}")),
        _ => None,
    });
    told.collect()
}

#[test]
fn revisions_are_accepted_or_rejected_and_counted_by_author() {
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let deleted = |text: &str| format!(r#"<w:del w:author="钱主任"><w:r><w:delText>{text}</w:delText></w:r></w:del>"#);
    let inserted = |text: &str| format!(r#"<w:ins w:author="赵科长">{}</w:ins>"#, t(text));
    let mark = |revision: &str| format!(r#"<w:pPr><w:rPr><w:{revision} w:author="赵科长"/></w:rPr></w:pPr>"#);
    let body = [
        p("一、巡查"),
        format!("<w:p>{}{}{}{}</w:p>", t("全年巡查"), deleted("三百次"), inserted("320次"), t("。")),
        format!("<w:p>{}{}</w:p>", mark("ins"), t("没有险情，")),
        p("也没有伤亡。"),
        format!("<w:p>{}{}</w:p>", mark("del"), t("明年")),
        p("接着干。"),
    ]
    .concat();
    let bytes = Docx { body: &body, ..Docx::default() }.bytes();
    for (track, drawn) in [
        (Track::Accept, "一、巡查¶全年巡查320次。¶没有险情，¶也没有伤亡。¶明年接着干。"),
        (Track::Reject, "一、巡查¶全年巡查三百次。¶没有险情，也没有伤亡。¶明年¶接着干。"),
    ] {
        let imported = import::import_tracked(&bytes, Some("总结.docx"), None, track).unwrap();
        assert_eq!(imported.reports.iter().map(draw).collect::<String>(), drawn);
        assert_eq!(revisions(&imported), ["钱主任 +0 -1", "赵科长 +2 -1"]);
    }
}

#[test]
fn comments_go_to_the_comments_of_their_section() {
    let said = |id: u8, who: &str, paragraphs: &[&str]| {
        let texts: String = paragraphs
            .iter()
            .enumerate()
            .map(|(k, text)| format!(r#"<w:p w:paraId="{id}{k}"><w:r><w:t>{text}</w:t></w:r></w:p>"#))
            .collect();
        format!(r#"<w:comment w:id="{id}" w:author="{who}" w:date="2032-01-05T09:30:00Z">{texts}</w:comment>"#)
    };
    let begins = |id: u8| format!(r#"<w:commentRangeStart w:id="{id}"/>"#);
    let ends = |id: u8| format!(r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#);
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        format!("<w:p>{}{}{}</w:p>", begins(1), t("河湾县防汛办2031年工作总结"), ends(1)),
        format!("<w:p>{}{}{}</w:p>", begins(2), t("一、巡查"), ends(2)),
        format!("<w:p>{}{}{}{}{}</w:p>", t("全年"), begins(3), t("巡查320次"), ends(3), t("。")),
        format!("<w:p>{}{}</w:p>", begins(4), t("两段一起批。")),
        format!("<w:p>{}{}</w:p>", t("这是第二段。"), ends(4)),
    ]
    .concat();
    let comments = [
        said(1, "钱主任", &["题目再短些"]),
        said(2, "钱主任", &["标题再具体", "点出数字"]),
        said(3, "赵科长", &["核一下"]),
        said(4, "", &["合并"]),
    ]
    .concat();
    let ticked = r#"<w:commentEx w:paraId="30" w:done="1"/><w:commentEx w:paraId="20" w:done="1"/>"#;
    let docx = Docx { body: &body, comments: &comments, ticked, ..Docx::default() };
    let imported = check(
        &docx.bytes(),
        "总结.docx",
        "题 河湾县防汛办2031年工作总结\n一、巡查¶全年巡查320次。¶两段一起批。¶这是第二段。",
    );
    let report = &imported.reports[0];
    let draw = |comment: &Comment| {
        let Comment { author, date, on, words, text, done, answers: _ } = comment;
        format!("{author} {date} {on:?} “{words}” {} {}", text.replace('\n', "/"), if *done { "✓" } else { "" })
    };
    let section = report.tree.rows().next().unwrap().section;
    let comments = |aside: &Option<Box<Aside>>| aside.as_ref().unwrap().comments.iter().map(draw).collect::<Vec<_>>();
    assert_eq!(
        comments(&report.aside),
        ["钱主任 2032-01-05T09:30:00Z Heading “河湾县防汛办2031年工作总结” 题目再短些 "]
    );
    assert_eq!(
        comments(&section.aside),
        [
            "钱主任 2032-01-05T09:30:00Z Heading “” 标题再具体/点出数字 ",
            "赵科长 2032-01-05T09:30:00Z Body “巡查320次” 核一下 ✓",
            " 2032-01-05T09:30:00Z Body “两段一起批。” 合并 ",
        ]
    );
    let told = imported.doubts.iter().filter(|doubt| matches!(doubt.what, What::Commented { .. })).count();
    assert_eq!(told, 4);
    let json = tigang::export::json::outline(report);
    assert!(json.contains(r#""text":"标题再具体\n点出数字""#), "{json}");
}

#[test]
fn tables_of_contents_are_left_out() {
    let field = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let t = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let first = format!(
        "<w:p>{}<w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r>{}{}</w:p>",
        field("begin"),
        field("separate"),
        t("一、甲")
    );
    let last = format!("<w:p>{}{}</w:p>", field("end"), t("正文开头。"));
    let body = [p("供水站总结"), first, p("二、乙"), last, p("一、甲"), p("二、乙")].concat();
    docx(Docx { body: &body, ..Docx::default() }, "题 供水站总结\n导 正文开头。\n一、甲\n二、乙");
    let control = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}{}</w:sdtContent></w:sdt>"#,
        p("目录"),
        p("一、甲")
    );
    let body = [p("供水站总结"), control, p("一、甲"), p("说明。")].concat();
    docx(Docx { body: &body, ..Docx::default() }, "题 供水站总结\n一、甲¶说明。");
}

#[test]
fn the_style_of_contents_alone_makes_no_contents() {
    let styles = [style("T2", "toc 2", ""), style("TH", "TOC Heading", ""), style("1", "heading 1", "")].concat();
    let link = r#"<w:p><w:pPr><w:pStyle w:val="T2"/></w:pPr><w:hyperlink w:anchor="_Toc1"><w:r><w:t>二、检漏</w:t></w:r></w:hyperlink></w:p>"#;
    let body = [
        styled("TH", "目　录"),
        styled("T2", "一、抄表</w:t></w:r><w:r><w:tab/><w:t>1"),
        link.to_owned(),
        styled("T2", "三、巡查………………3"),
        styled("1", "一、抄表"),
        styled("T2", "首先分片包干，抄了3500户。"),
        styled("T2", "其次复核异常读数12处"),
        styled("1", "二、检漏"),
        styled("TH", "查出12处。"),
        styled("1", "三、巡查"),
    ];
    let imported = docx(
        Docx { body: &body.concat(), styles: &styles, ..Docx::default() },
        "一、抄表¶首先分片包干，抄了3500户。¶其次复核异常读数12处\n二、检漏¶查出12处。\n三、巡查",
    );
    assert_eq!(imported.doubts.len(), 1, "{:?}", imported.doubts);
}

#[test]
fn a_title_between_a_cover_and_the_contents_is_the_title() {
    let styles = [style("T1", "toc 1", ""), style("1", "heading 1", "")].concat();
    let entry = |text: &str, page: u8| styled("T1", &format!("{text}</w:t></w:r><w:r><w:tab/><w:t>{page}"));
    let cover = format!("<w:tbl>{}{}</w:tbl>", row(&["单位", "河湾县供水站"]), row(&["填表人", "周某"]));
    let body = [
        cover,
        p("2031年12月"),
        p("管网巡查情况报告"),
        entry("概况", 1),
        entry("检漏", 1),
        entry("总结", 2),
        styled("1", "概况"),
        p("全长312千米。"),
        styled("1", "检漏"),
        p("查出12处。"),
        styled("1", "总结"),
        p("管网完好。"),
    ];
    docx(
        Docx { body: &body.concat(), styles: &styles, ..Docx::default() },
        "
            题 管网巡查情况报告
            导 单位\t河湾县供水站
            导 填表人\t周某
            导 2031年12月
            概况¶全长312千米。
            检漏¶查出12处。
            总结¶管网完好。
        ",
    );
}

#[test]
fn a_title_set_in_several_paragraphs_is_one() {
    let centred = |size: u8, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let titled = |head: &[String], drawn: &str| {
        let body = [head.concat(), p("一、甲事"), p("办好了。")].concat();
        docx(Docx { body: &body, ..Docx::default() }, &format!("{drawn}\n一、甲事¶办好了。"));
    };
    let first = centred(44, "河湾县供水站2031年工作总结");
    titled(&[first.clone(), centred(44, "和2032年工作思路")], "题 河湾县供水站2031年工作总结和2032年工作思路");
    let below = "（2032年1月5日在全县供水工作会议上）";
    titled(
        &[centred(72, "河湾县供水站文件"), first.clone(), centred(44, "和2032年工作思路"), centred(32, below)],
        &format!("题 河湾县供水站2031年工作总结和2032年工作思路\n副 {below}"),
    );
    // What is set in other letters, or stands apart, is none of it.
    titled(&[first.clone(), centred(32, "和谐供水，情暖万家")], "题 河湾县供水站2031年工作总结\n导 和谐供水，情暖万家");
    titled(&[first, p(""), centred(44, "和谐供水，情暖万家")], "题 河湾县供水站2031年工作总结\n导 和谐供水，情暖万家");
}

#[test]
fn a_typed_list_of_contents_is_left_out_and_numbers_begin_after_it() {
    let typed = ["目　录", "一、概况………………1", "二、检漏………………2", "三、打算………………3"].map(p);
    let text = ["一、概况", "管网全长312千米。", "二、检漏", "查出漏点12处。", "三、打算", "再换管网8千米。"].map(p);
    let drawn =
        "题 河湾县供水站2031年工作总结\n一、概况¶管网全长312千米。\n二、检漏¶查出漏点12处。\n三、打算¶再换管网8千米。";
    let body = [vec![p("河湾县供水站2031年工作总结")], typed.to_vec(), text.to_vec()].concat();
    docx(Docx { body: &body.concat(), ..Docx::default() }, drawn);
    // Where a style makes a heading of its name, that is none either.
    let styles = [style("1", "heading 1", ""), style("T", "Title", "")].concat();
    let entries = ["一、概况………………1", "二、检漏………………2"].map(p).concat();
    let body = [
        styled("T", "供水站总结"),
        styled("1", "目 录 页"),
        entries,
        styled("1", "一、概况"),
        p("全长312千米。"),
        styled("1", "二、检漏"),
        p("查出12处。"),
    ];
    docx(
        Docx { body: &body.concat(), styles: &styles, ..Docx::default() },
        "题 供水站总结\n一、概况¶全长312千米。\n二、检漏¶查出12处。",
    );
}

#[test]
fn a_salutation_stands_below_what_is_under_the_title() {
    let centred = |text: &str| set(r#"<w:jc w:val="center"/>"#, "", text);
    let body = [
        set(r#"<w:jc w:val="center"/>"#, r#"<w:b/><w:sz w:val="44"/>"#, "在全县供水工作会议上的讲话"),
        centred("（2031年12月5日）"),
        centred("周某某"),
        p("同志们："),
        p("今年以来，全站抄表3500户。"),
        p("一、检漏"),
        p("查出漏点12处。"),
        p("二、换管"),
        p("换管网8千米。"),
    ];
    docx(
        Docx { body: &body.concat(), ..Docx::default() },
        "
            题 在全县供水工作会议上的讲话
            副 （2031年12月5日）
            副 周某某
            称 同志们：
            导 今年以来，全站抄表3500户。
            一、检漏¶查出漏点12处。
            二、换管¶换管网8千米。
        ",
    );
}

#[test]
fn bold_numbers_are_headings_and_count_on_from_their_chapter() {
    let bold = |text: &str| set("", "<w:b/>", text);
    let styles = style("1", "heading 1", "");
    let text = "系统按片区记录每一处阀门和表箱，按日同步一次，供抄表、检漏、抢修三个班组共用一套数据。";
    // 2.3总体说明 lacks its blank, 2.2 GIS has no Chinese letter after its.
    let body = [
        styled("1", "一、引言"),
        bold("1.1 编写目的"),
        p(text),
        bold("1.2 术语"),
        p(text),
        styled("1", "二、设计"),
        bold("2.1 网络"),
        p(text),
        bold("2.2 GIS 平台"),
        p(text),
        bold("2.3总体说明"),
        p(text),
        bold("2.4 程序说明"),
        p(text),
    ];
    let drawn = format!(
        "一、引言\n  1.1 编写目的¶{text}\n  1.2 术语¶{text}\n二、设计\n  2.1 网络¶{text}\n  2.2 GIS 平台¶{text}\n  \
         2.3 总体说明¶{text}\n  2.4 程序说明¶{text}"
    );
    docx(Docx { body: &body.concat(), styles: &styles, ..Docx::default() }, &drawn);
}

#[test]
fn a_caption_opens_no_report() {
    let centred = |text: &str| set(r#"<w:jc w:val="center"/>"#, "<w:b/>", text);
    let body = [
        p("河湾县供水站2031年工作总结"),
        p("一、检漏"),
        p("全年查出漏点12处，其中主管网3处。"),
        centred("图1 2031年度漏点分布情况汇报"),
        p("漏点多在老城区，东街最密。"),
        centred("表2 管网巡查工作总结"),
        p("二、换管"),
        p("换管网8千米。"),
    ];
    docx(
        Docx { body: &body.concat(), ..Docx::default() },
        "
            题 河湾县供水站2031年工作总结
            一、检漏¶全年查出漏点12处，其中主管网3处。¶图1 2031年度漏点分布情况汇报¶漏点多在老城区，东街最密。¶表2 管网巡查工作总结
            二、换管¶换管网8千米。
        ",
    );
}

#[test]
fn items_of_a_paragraph_are_parted_by_tabs_alone() {
    let tabs = "</w:t></w:r><w:r><w:tab/><w:tab/><w:tab/></w:r><w:r><w:t>";
    let body = [
        p("一、主要工作"),
        p(&format!("1、检漏：查出漏点12处，当天修复。{tabs}2、换管：换管网8千米，铺设阀门30个。")),
        p(&format!("二、体会{tabs}1、分工：包片到人，每日一报。")),
        p("2、协同：三个班组共用一套数据。"),
        // A colon parts nothing that its file keeps in one paragraph.
        p("三、打算：1.再换管网6千米；2.再装远传水表2000只。"),
    ];
    docx(
        Docx { body: &body.concat(), ..Docx::default() },
        "
            一、主要工作
              1、检漏：¶¶查出漏点12处，当天修复。
              2、换管：¶¶换管网8千米，铺设阀门30个。
            二、体会
              1、分工：¶¶包片到人，每日一报。
              2、协同：¶¶三个班组共用一套数据。
            三、打算：¶¶1.再换管网6千米；2.再装远传水表2000只。
        ",
    );
}

#[test]
fn what_a_list_is_closed_by_and_led_to_tells_its_level() {
    let numbering = [list(1, &[("decimal", "%1)")]), list(2, &[("decimal", "%1)")])].concat();
    let body = [
        "一、功能",
        "1）用户端：",
        "1.查水价；",
        "2.报漏点；",
        "2）后台：",
        "1.派单；",
        "2、核价；",
        "3、归档；",
        "二、接口",
    ];
    let body = [
        body.map(p).concat(),
        p("下面是报漏的过程："),
        listed(1, 0, "用户上报；"),
        listed(1, 0, "站里派单；"),
        p("下面是核价的过程："),
        listed(2, 0, "抄表；"),
        listed(2, 0, "复核；"),
        p("三、建议"),
        p("1.先换老城区。"),
        p("2.再抓两件事："),
        p("第一，装远传水表。"),
        p("第二，建监测点。"),
    ];
    docx(
        Docx { body: &body.concat(), numbering: &numbering, ..Docx::default() },
        "
            一、功能
              1.用户端：
                1.¶查水价；
                2.¶报漏点；
              2.后台：
                1.¶派单；
                2.¶核价；
                3.¶归档；
            二、接口
              下面是报漏的过程：
                1.¶用户上报；
                2.¶站里派单；
              下面是核价的过程：
                1.¶抄表；
                2.¶复核；
            三、建议
              1.¶先换老城区。
              2.再抓两件事：
                第一，¶装远传水表。
                第二，¶建监测点。
        ",
    );
}

/// Another program's file may have a property of any name.
#[test]
fn a_property_says_something_in_a_file_of_ours_alone() {
    let property = r#"<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="用印"><vt:lpwstr>是</vt:lpwstr></property>"#;
    let custom = format!(
        r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{property}</Properties>"#
    );
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |inner: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
        )
    };
    let relation = |id: u8, kind: &str, target: &str| {
        format!(r#"<Relationship Id="r{id}" Type="{office}/{kind}" Target="{target}"/>"#)
    };
    let of_package =
        relation(1, "officeDocument", "word/document.xml") + &relation(2, "custom-properties", "docProps/custom.xml");
    let seal = |styles: &[&str]| {
        let styles: String =
            styles.iter().zip(1..).map(|(name, id): (_, u8)| style(&id.to_string(), name, "")).collect();
        let word = |root: &str, inner: &str| format!(r#"<w:{root} xmlns:w="{TRANSITIONAL}">{inner}</w:{root}>"#);
        let bytes = archive(&[
            ("[Content_Types].xml", "<Types/>"),
            ("_rels/.rels", &relations(of_package.clone())),
            ("word/_rels/document.xml.rels", &relations(relation(1, "styles", "styles.xml"))),
            ("word/document.xml", &word("document", &format!("<w:body>{}</w:body>", p("全年抄表3500户。")))),
            ("word/styles.xml", &word("styles", &styles)),
            ("docProps/custom.xml", &custom),
        ]);
        import::import_named(&bytes, Some("总结.docx"), None).unwrap().reports[0].setup.seal
    };
    assert_eq!(seal(&["heading 1", "附件说明"]), Seal::Without);
    assert_eq!(seal(&["附件说明", "发文机关标志", "版头分隔线"]), Seal::With);
}

#[track_caller]
fn refused(bytes: &[u8], why: impl Into<ImportError>) {
    assert_eq!(import::import_named(bytes, Some("总结.docx"), None), Err(why.into()));
}

#[test]
fn files_of_other_kinds_are_named() {
    refused(&archive(&[("xl/workbook.xml", "<x/>")]), DocxError::NotWord(NotWord::Sheets));
    refused(&archive(&[("ppt/presentation.xml", "<x/>")]), DocxError::NotWord(NotWord::Slides));
    refused(&archive(&[("mimetype", "odt"), ("content.xml", "<x/>")]), DocxError::NotWord(NotWord::OpenDocument));
    refused(&archive(&[("总结.txt", "一、甲")]), DocxError::NotWord(NotWord::Archive));
    refused(&archive(&[]), DocxError::NotWord(NotWord::Archive));
    let old = |stream: &str| {
        let wide = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 500]).chain(wide).collect::<Vec<u8>>()
    };
    for (stream, kind) in [
        ("Workbook", FileKind::OldSheets),
        ("PowerPoint Document", FileKind::OldSlides),
        ("EncryptedPackage", FileKind::Locked),
        ("?", FileKind::OldOffice),
    ] {
        refused(&old(stream), DecodeError::NotText(kind));
    }
    refused(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n=E4".as_bytes(),
        DecodeError::NotText(FileKind::WebArchive),
    );
    let flat = r#"<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>"#;
    refused(flat.as_bytes(), DecodeError::NotText(FileKind::WordXml));
}

#[test]
fn a_web_page_is_read_as_what_it_shows() {
    let page = "\u{feff}\n<!DOCTYPE HTML><HTML><head><title>站名</title><style>p { }</style></head><body class=a>\
        <script>if (1 < 2) { }</script><h1>某所\n总结</h1><p>一、甲</p><p>办了3件，\n用了<b>GB</b>\nT。</p>\
        <p>二、乙</p><table><tr><td>名称</td><td>数</td></tr></table><p>&nbsp;完了&hellip;。</p></body></HTML>";
    let report = import::import_named(page.as_bytes(), Some("总结.html"), None).unwrap().reports.remove(0);
    assert_eq!(report.title, "某所总结");
    let texts: Vec<(&str, &str)> =
        report.tree.rows().map(|row| (row.section.heading.as_str(), row.section.body.as_str())).collect();
    assert_eq!(texts, [("甲", "办了3件，用了GB T。"), ("乙", "名称\t数\n完了…。")]);
    let table = "<html>\n<p>一、甲</p><table>\n\t<tr>\n\t\t<td></td>\n\t\t<td>去年</td><td>今年</td></tr>\
        <tr><td rowspan=\"2\">供水</td><td colspan=2>停了</td></tr><tr><td>12</td><td><p>13</p><p>暂估</p></td></tr>\
        <tr><th></th><td></td><td>5<br>6</td></tr></table><p>二、乙</p></html>";
    check(table.as_bytes(), "a.html", "一、甲¶\t去年\t今年¶供水\t停了¶\t12\t13 暂估¶\t\t5 6\n二、乙");
    // A page laid out by tables.
    let page = "<html><table><tr><td><h1>某所总结</h1><p>一、甲</p><p>办了3件。</p></td><td></td></tr></table></html>";
    check(page.as_bytes(), "a.html", "题 某所总结\n一、甲¶办了3件。");
    // However it is broken, it is read in one go.
    for piece in ["<a", "<!--", "<script>", "</", "<main>", "&", "<td", "<style", "<table>", "<table><tr><td>"] {
        let page = format!("<html>一、甲\n{}", piece.repeat(200_000));
        assert!(import::import_named(page.as_bytes(), None, None).is_ok(), "{piece}");
    }
}

#[test]
fn hostile_archives_are_refused() {
    let main = |text: &str| archive(&[("word/document.xml", text)]);
    let open = format!(r#"<w:document xmlns:w="{TRANSITIONAL}"><w:body>"#);
    let broken = |error| DocxError::Xml(Part::Body, error);

    // Entities that unfold, elements without end, XML that breaks off or is none.
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;">]><w:document><w:p>&b;</w:p></w:document>"#;
    refused(&main(laughs), broken(XmlError::DocumentType));
    refused(&main(&format!("{open}{}", "<w:tbl><w:tr><w:tc>".repeat(100_000))), broken(XmlError::TooDeep));
    refused(&main(&format!("{open}<w:p>")), broken(XmlError::Broken));
    refused(&main(&format!("{open}</w:p>")), broken(XmlError::Broken));
    refused(&main("一、不是标记"), DocxError::Damaged(Part::Body));

    // More than 128 MB unpacked; a megabyte of nothing packed into a few bytes.
    refused(&main(&" ".repeat(130 << 20)), DocxError::TooLarge);
    // More entries than any file has; one name twice.
    let many: Vec<(String, &str)> = (0..20_001).map(|k| (format!("word/media/{k}.png"), "")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    refused(&archive(&many), DocxError::TooManyEntries);
    refused(&archive(&[("word/document.xml", "<a/>"), ("WORD\\DOCUMENT.XML", "<b/>")]), DocxError::Twice);

    // Cut off or flipped anywhere, a file is read or refused, never more.
    let whole = Docx { body: &p("一、甲"), ..Docx::default() }.bytes();
    for cut in 4..whole.len() {
        let _ = import::import_named(&whole[..cut], None, None);
        let mut flipped = whole.clone();
        flipped[cut] ^= 0x55;
        let _ = import::import_named(&flipped, None, None);
    }
}

#[test]
fn markdown() {
    check(
        "---\ntitle: 别的\n---\n# 河湾县供水站**工作总结**\n\n今年*平稳*。\n第二行。\n\n## 主要工作\n\n**注意：**请看[附件](http://a.b)。\n\n\
         - 完成`甲`\n- 完成乙\n\n### 水质\n\n1. 检测水样\n2. 更换滤料\n\n| 项目 | 数量 |\n|---|---|\n| 水样 | 312 |\n\n## 存在问题\n\n\
         > 管网老化。\n\n![图](a.png)\n\n```\nfn main\n```\n\n## 打算\n\n- 管网\n  - 更新\n  - 巡查\n- 服务\n"
            .as_bytes(),
        "总结.md",
        "
            题 河湾县供水站工作总结
            导 今年平稳。
            导 第二行。
            主要工作¶注意：请看附件。¶完成甲¶完成乙
              水质
                1.检测水样
                2.更换滤料¶项目\t数量¶水样\t312
            存在问题¶管网老化。¶fn main
            打算
              管网
                更新
                巡查
              服务
        ",
    );
    // Numbers in headings make the scheme; a level is skipped and closed up.
    check(
        "# 总结\n## 一、甲\n#### （一）子\n文。\n## 二、乙\n".as_bytes(),
        "a.MARKDOWN",
        "题 总结\n一、甲\n  （一）子¶文。\n二、乙",
    );
    // The lists of an outliner.
    check("- 甲，\n  续\n  - 子\n- [x] 乙\n".as_bytes(), "a.md", "甲，续\n  子\n☑乙");
    // Every cell of a table keeps its place, one of two lines too.
    check(
        "一、甲\n\n||去年|今年|\n|---|---|---|\n|供水|12|13<br>暂估|\n||7||\n|合计|||\n\n二、乙\n".as_bytes(),
        "a.md",
        "一、甲¶\t去年\t今年¶供水\t12\t13 暂估¶\t7\t¶合计\t\t\n二、乙",
    );
    check(
        "一、甲\n\n<table><tr><td></td><td>去年</td></tr><tr><td>供水</td><td>12</td></tr></table>\n".as_bytes(),
        "a.md",
        "一、甲¶\t去年¶供水\t12",
    );
    // Several reports in one file.
    check(
        "# 甲站工作总结\n## 一、好\n# 乙站工作总结\n## 一、也好\n".as_bytes(),
        "a.md",
        "题 甲站工作总结\n一、好\n题 乙站工作总结\n一、也好",
    );
}

#[test]
fn outlines_of_other_programs() {
    let opml = |head: &str, body: &str| {
        format!(r#"<?xml version="1.0"?><opml version="2.0"><head>{head}</head><body>{body}</body></opml>"#)
    };
    check(
        opml(
            "<title>供水站总结</title>",
            r#"<outline text="&lt;b&gt;主要&lt;/b&gt;工作" _note="第一段。&#10;第二段。"><outline text="水质 &amp;amp; 水量" _complete="true"/><outline text=""/></outline><outline title="打算"/>"#,
        )
        .as_bytes(),
        "a.opml",
        "题 供水站总结\n主要工作\n  水质 & 水量\n打算",
    );
    // The only top node is the title; numbers make the scheme, and levels stay as they are.
    check(
        opml("", r#"<outline text="总结" _note="导语。"><outline text="1. 甲"><outline text="1. 子"/><outline text="2. 丑"/></outline><outline text="2. 乙"/></outline>"#)
            .as_bytes(),
        "无名",
        "题 总结\n导 导语。\n1.甲\n  1.子\n  2.丑\n2.乙",
    );
    // As deep as anyone wants; beyond that one sentence.
    let deep = |levels: usize| opml("", &(r#"<outline text="节">"#.repeat(levels) + &"</outline>".repeat(levels)));
    let imported = import::import_named(deep(20_000).as_bytes(), None, None).unwrap();
    assert_eq!(imported.reports[0].tree.len(), 19_999);
    refused(deep(70_000).as_bytes(), XmlError::TooDeep);
    refused(opml("", "<outline text='甲'>").as_bytes(), XmlError::Broken);
    refused(b"<!DOCTYPE opml><opml/>", XmlError::DocumentType);
}

//! Files of other programs, one for each peculiarity: `tests/sources/*.txt`, each with the report that it becomes.
//!
//! ```text
//! === 自动编号.html                       the name of the file; what follows is what stands in it
//! <ol><li>加装电梯</li></ol>
//! ----                                    and the report: drawn as elsewhere, 注 the note of a section, 疑 a doubt
//! 1.加装电梯
//! ```
//!
//! `UPDATE_SOURCES=1 cargo test --test it read::sources` writes down what is read: look at the difference.

use std::fmt::Write;
use std::path::Path;
use std::path::PathBuf;

use tigang::import;
use tigang::import::Imported;
use tigang::tui::words;

use super::text::draw;
use crate::tools::package;

/// The files of all peculiarities: name and content.
pub(crate) fn files() -> Vec<(String, String)> {
    cases().into_iter().flat_map(|(_, cases)| cases).map(|case| (case.name, case.content)).collect()
}

struct Case {
    name: String,
    content: String,
    drawn: String,
}

/// By the file of ours that they stand in.
fn cases() -> Vec<(PathBuf, Vec<Case>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: PathBuf| {
        let text = std::fs::read_to_string(&file).unwrap();
        let case = |case: &str| {
            let (name, rest) = case.split_once('\n').unwrap();
            let (content, drawn) = rest.split_once("\n----\n").unwrap_or((rest.trim_end(), ""));
            Case { name: name.into(), content: content.into(), drawn: drawn.into() }
        };
        (file, text.split("=== ").skip(1).map(case).collect())
    };
    files.into_iter().map(read).collect()
}

/// A report with its notes, and what was said of the file.
fn told(imported: &Imported) -> String {
    let mut out = String::new();
    for report in &imported.reports {
        writeln!(out, "{}", draw(report)).unwrap();
        for row in report.tree.rows().filter(|row| !row.section.note.is_empty()) {
            writeln!(out, "注 {}：{}", row.section.heading, row.section.note.replace('\n', "¶")).unwrap();
        }
    }
    imported.doubts.iter().for_each(|doubt| writeln!(out, "疑 {}", words::doubt(doubt, &imported.reports)).unwrap());
    out
}

#[test]
fn files_of_other_programs_become_reports() {
    let update = std::env::var_os("UPDATE_SOURCES").is_some();
    let (mut wrong, mut count) = (String::new(), 0);
    for (file, cases) in cases() {
        let mut now = String::new();
        for Case { name, content, drawn } in cases {
            let imported = import::import_named(content.as_bytes(), Some(&name), None);
            let got = imported.map_or_else(|error| format!("拒 {error}\n"), |imported| told(&imported));
            if got.trim_end() != drawn.trim_end() {
                writeln!(wrong, "\n{name}:\n{}\nbut should be\n{}", got.trim_end(), drawn.trim_end()).unwrap();
            }
            writeln!(now, "=== {name}\n{content}\n----\n{got}").unwrap();
            count += 1;
        }
        if update {
            std::fs::write(&file, now).unwrap();
        }
    }
    assert!(count >= 37, "{count} files");
    assert!(update || wrong.is_empty(), "{wrong}");
}

/// Bytes that are not quite a text, the report that they become, and what is said.
#[test]
fn what_is_not_quite_a_text_is_read_and_said() {
    let text = "水务所总结\n一、供水\n供水320万吨。\n二、打算\n再铺管网。\n";
    let drawn = "题 水务所总结\n一、供水¶供水320万吨。\n二、打算¶再铺管网。\n";
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let mixed = [&text.as_bytes()[..text.find("二、").unwrap()], &gbk("二、打算\n再铺管网。\n")].concat();
    let nulls = text.replace("320", "32\u{0}0").into_bytes();
    let big5 = encoding_rs::BIG5
        .encode("<html><head><meta charset=\"big5\"></head><body><p>工作總結</p></body></html>")
        .0
        .into_owned();
    let cases: [(&str, Vec<u8>, &str, &str); 9] = [
        ("a.txt", text.as_bytes().to_vec(), drawn, ""),
        ("a.txt", gbk(text), drawn, ""),
        ("a.txt", [b"\xFF\xFE".to_vec(), wide(text, u16::to_le_bytes)].concat(), drawn, ""),
        (
            "a.txt",
            wide(text, u16::to_le_bytes),
            drawn,
            "疑 第1行：文件没有写明编码，看样子是 UTF-16LE，按它读的，请看看有没有乱码\n",
        ),
        (
            "a.txt",
            wide(text, u16::to_be_bytes),
            drawn,
            "疑 第1行：文件没有写明编码，看样子是 UTF-16BE，按它读的，请看看有没有乱码\n",
        ),
        ("a.txt", nulls, drawn, "疑 第3行：文件里有1个空字节，去掉了，请看看前后有没有缺字\n"),
        ("a.txt", mixed, drawn, "疑 第4行：从这里起有2行的编码和别处不同，按 GB18030 读的，请看看有没有乱码\n"),
        (
            "a.html",
            gbk("<html><head><meta charset=gb2312></head><body><p>水务所总结</p></body></html>"),
            "题 水务所总结\n",
            "",
        ),
        ("a.html", big5, "题 工作總結\n", ""),
    ];
    for (name, bytes, drawn, says) in cases {
        let imported = import::import_named(&bytes, Some(name), None).unwrap();
        assert_eq!(told(&imported), format!("{drawn}{says}"), "{says}");
    }
}

/// A page shows no numbers of its lines: what is said of one names its section and its words. A text's lines are counted.
#[test]
fn a_place_is_named_as_its_file_shows_it() {
    let said = |name: &str, text: &str| {
        let imported = import::import_named(text.as_bytes(), Some(name), None).unwrap();
        imported.doubts.iter().map(|doubt| words::doubt(doubt, &imported.reports)).collect::<Vec<_>>().join("\n")
    };
    let page = "<html><body><h1>水务所总结</h1><p>一、抓供水</p><p>供水320万吨。</p><p>三、抓管网</p><p>铺管网五公里。</p></body></html>";
    assert_eq!(said("a.html", page), "二、抓管网：原来编号是3，按顺序改成了2");
    assert_eq!(
        said("a.txt", "水务所总结\n一、抓供水\n供水320万吨。\n三、抓管网\n铺管网五公里。\n"),
        "第4行：原来编号是3，按顺序改成了2"
    );
}

/// Files that hold no text that can be had: named, with what to do.
#[test]
fn what_is_no_text_is_named() {
    let zip = |names: &[&str]| package::deflated(names.iter().map(|name| (name, "")));
    let mht = |first: &str| {
        format!("{first}\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\n<html>")
    };
    let cases: [(Vec<u8>, &str); 8] = [
        (zip(&["content.json", "metadata.json"]), "这是 XMind 思维导图"),
        (zip(&["content.xml", "META-INF/manifest.xml", "meta.xml"]), "这是 XMind 思维导图"),
        (zip(&["OFD.xml", "Doc_0/Document.xml"]), "这是 OFD 版式文件"),
        (zip(&["xl/workbook.xml"]), "这是电子表格（xlsx）"),
        (mht("From: <Saved by Blink>").into_bytes(), "这是单个文件的网页（.mht）"),
        (mht("Subject: 总结").into_bytes(), "这是单个文件的网页（.mht）"),
        (b"%TSD-Header-###%\x01\x02\x03".to_vec(), "这个文件被单位的加密软件"),
        (b"b\x14#e\0\0\0E-SafeNet\0\0\0LOCK\0\x93\x12".to_vec(), "这个文件被单位的加密软件"),
    ];
    for (bytes, says) in cases {
        let error = import::import_named(&bytes, Some("总结.docx"), None).unwrap_err().to_string();
        assert!(error.starts_with(says), "{error}");
    }
}

/// A spreadsheet of one sheet or several, each the rows of its XML, with styles 0 general, 1 percent, 2 thousands, 3 date, 4
/// percent with decimals.
pub(crate) fn xlsx(sheets: &[(&str, &str)], strings: &[&str]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut parts: Vec<(String, String)> = Vec::new();
    let types = "http://schemas.openxmlformats.org/package/2006/content-types";
    parts.push((
        "[Content_Types].xml".into(),
        format!(r#"<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/></Types>"#),
    ));
    parts.push((
        "_rels/.rels".into(),
        format!(r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
    ));
    let names =
        sheets.iter().zip(1..).map(|((name, _), k)| format!(r#"<sheet name="{name}" sheetId="{k}" r:id="rId{k}"/>"#));
    let names: String = names.collect();
    parts.push((
        "xl/workbook.xml".into(),
        format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>"#),
    ));
    let mut links: String = (1..=sheets.len())
        .map(|k| format!(r#"<Relationship Id="rId{k}" Type="{LINKS}/worksheet" Target="worksheets/sheet{k}.xml"/>"#))
        .collect();
    links += &format!(
        r#"<Relationship Id="rIdS" Type="{LINKS}/styles" Target="styles.xml"/><Relationship Id="rIdT" Type="{LINKS}/sharedStrings" Target="sharedStrings.xml"/>"#
    );
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!(r#"<Relationships xmlns="{PACKAGE}">{links}</Relationships>"#),
    ));
    let formats: String =
        [0, 9, 3, 14, 164].iter().map(|id| format!(r#"<xf numFmtId="{id}" applyNumberFormat="1"/>"#)).collect();
    parts.push((
        "xl/styles.xml".into(),
        format!(r#"<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellXfs count="5">{formats}</cellXfs></styleSheet>"#),
    ));
    let strings: String = strings.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    parts.push(("xl/sharedStrings.xml".into(), format!(r#"<sst xmlns="{MAIN}">{strings}</sst>"#)));
    for ((_, rows), k) in sheets.iter().zip(1..) {
        parts.push((
            format!("xl/worksheets/sheet{k}.xml"),
            format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        ));
    }
    package::deflated(parts)
}

/// The rows of a sheet from cells written as `文字`, `=0.956`, `%1=0.956` with a style, or nothing.
pub(crate) fn rows(rows: &[&[&str]]) -> String {
    let mut out = String::new();
    for (row, r) in rows.iter().zip(1..) {
        out += &format!(r#"<row r="{r}">"#);
        for (cell, column) in row.iter().zip('A'..) {
            let (style, text) = cell.strip_prefix('%').map_or(("0", *cell), |cell| cell.split_at(1));
            out += &match text.strip_prefix('=') {
                Some(number) => format!(r#"<c r="{column}{r}" s="{style}"><v>{number}</v></c>"#),
                None if text.is_empty() => String::new(),
                None => format!(r#"<c r="{column}{r}" t="inlineStr"><is><t>{text}</t></is></c>"#),
            };
        }
        out += "</row>";
    }
    out
}

/// What the cells of a spreadsheet show.
#[test]
fn spreadsheets_are_tables_of_what_they_show() {
    let titles: &[&str] = &["指标", "单位", "本年", "上年"];
    let cases: [(&str, String, &str); 12] = [
        ("整数和小数", rows(&[titles, &["供水量", "万吨", "=3260", "=3128.5"]]), "指标\t单位\t本年\t上年\n供水量\t万吨\t3260\t3128.5"),
        ("百分比", rows(&[&["合格率", "%1=0.956", "%4=0.9"]]), "合格率\t95.6%\t90%"),
        ("没有格式的小数", rows(&[&["系数", "=0.956"]]), "系数\t0.956"),
        ("浮点的尾巴", rows(&[&["合计", "=0.30000000000000004"]]), "合计\t0.3"),
        ("千分位", rows(&[&["用户", "%2=1234567"]]), "用户\t1234567"),
        ("日期", rows(&[&["开工", "%3=45838"]]), "开工\t2025年6月30日"),
        ("空格子", rows(&[&["甲", "", "", "=3"]]), "甲\t\t\t3"),
        ("空行和行尾的空", rows(&[&["甲", "=1", ""], &[], &["乙"]]), "甲\t1\n\n乙"),
        ("格子里的换行", rows(&[&["供水\n总量", "=5"]]), "供水 总量\t5"),
        ("逻辑值", r#"<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c></row>"#.into(), "是\t否"),
        ("公式的结果", r#"<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#DIV/0!</v></c><c r="C1" t="str"><f>A</f><v>好</v></c></row>"#.into(), "2\t\t好"),
        ("远处的格子", r#"<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>9</v></c></row><row r="1048576"><c r="A1048576"><v>9</v></c></row>"#.into(), "1"),
    ];
    for (name, rows, shows) in cases {
        let sheet = import::spreadsheet::sheet(&xlsx(&[("表1", &rows)], &[])).unwrap().unwrap();
        assert_eq!((sheet.text.as_str(), sheet.others, sheet.knows_percent), (shows, 0, true), "{name}");
    }
    // Texts that several cells share; the first sheet that holds anything, and that there are more.
    let shared = r#"<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>"#;
    let book = xlsx(&[("空", ""), ("数据", shared), ("草稿", shared)], &["乙", "甲"]);
    let sheet = import::spreadsheet::sheet(&book).unwrap().unwrap();
    assert_eq!((sheet.text.as_str(), sheet.name.as_str(), sheet.others), ("甲\t乙", "数据", 1));
    assert!(matches!(import::spreadsheet::sheet(&xlsx(&[("空", "")], &[])), Some(Err(_))));
    // Cut off anywhere it is refused or read, and what is no spreadsheet is left to others.
    let book = xlsx(&[("表1", &rows(&[&["甲", "=1"]]))], &[]);
    (4..book.len()).step_by(37).for_each(|cut| drop(import::spreadsheet::sheet(&book[..cut])));
    assert!(import::spreadsheet::sheet("指标,1".as_bytes()).is_none());
}

/// An OpenDocument sheet, which doesn't say to us what is a percentage.
#[test]
fn other_spreadsheets_are_read_with_a_word() {
    let content = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="表1"><table:table-row><table:table-cell office:value-type="string"><text:p>供水量</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="3260"><text:p>3,260</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let manifest = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content),
    ];
    let sheet = import::spreadsheet::sheet(&package::stored(parts)).unwrap().unwrap();
    assert_eq!((sheet.text.as_str(), sheet.knows_percent), ("供水量\t3260", false));
}

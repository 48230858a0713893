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

use tigang::import;
use tigang::import::Imported;
use tigang::tui::words;

use super::text::draw;

/// A report with its notes, and what was said of the file.
fn told(imported: &Imported) -> String {
    let mut out = String::new();
    for report in &imported.reports {
        writeln!(out, "{}", draw(report)).unwrap();
        for row in report.tree.rows().filter(|row| !row.section.note.is_empty()) {
            writeln!(out, "注 {}：{}", row.section.heading, row.section.note.replace('\n', "¶")).unwrap();
        }
    }
    imported.doubts.iter().for_each(|doubt| writeln!(out, "疑 {}", words::doubt(doubt)).unwrap());
    out
}

#[test]
fn files_of_other_programs_become_reports() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sources");
    let update = std::env::var_os("UPDATE_SOURCES").is_some();
    let (mut wrong, mut count) = (String::new(), 0);
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut now = String::new();
        for case in text.split("=== ").skip(1) {
            let (name, rest) = case.split_once('\n').unwrap();
            let (content, drawn) = rest.split_once("\n----\n").unwrap_or((rest.trim_end(), ""));
            let imported = import::import_named(content.as_bytes(), Some(name), None);
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

/// Files that hold no text that can be had: named, with what to do.
#[test]
fn what_is_no_text_is_named() {
    let zip = |names: &[&str]| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        names.iter().for_each(|name| zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap());
        zip.finish().unwrap().into_inner()
    };
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

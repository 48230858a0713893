//! The built program from the shell: what it prints, writes and answers.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use assert_cmd::Command;
use tempfile::TempDir;

use crate::read::doc;
use crate::tools::chief::AUTHOR;
use crate::tools::chief::Chief;
use crate::tools::chief::Recording;
use crate::tools::chief::Said;
use crate::tools::package;

const PROGRAM: &str = env!("CARGO_BIN_EXE_tigang");

const REPORT: &str = "(
format: 1,
title: \"水务所2031年工作总结\",
organization: \"水务所\",
date: \"2031年12月5日\",
sections: [
(id: 1, level: 1,
heading: \"主要工作\",
body: \"巡河⑪次。\",
note: \"问老周\",
),
(id: 2, level: 2,
heading: \"抓管护\",
heading_style: run_in,
body: \"清淤3处。\",
),
],
)
";

const TEXT: &str = "水务所2031年工作总结
　　一、主要工作
　　巡河⑪次。
　　（一）抓管护。清淤3处。
水务所
2031年12月5日
";

/// A folder with one report in it, `总结.ron`.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        desk.put("总结.ron", REPORT);
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    #[track_caller]
    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(self.0.path()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn run(&self, line: &str, input: &str) -> std::process::Output {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.0.path()).env("HOME", self.0.path()).env_remove("XDG_CONFIG_HOME");
        command.args(line.split_whitespace()).write_stdin(input).output().unwrap()
    }

    /// The program does what it is asked, without a word on standard error.
    #[track_caller]
    fn does(&self, line: &str, input: &str, output: &str) {
        let ran = self.run(line, input);
        let says = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((String::from_utf8_lossy(&ran.stdout).as_ref(), &*says, ran.status.code()), (output, "", Some(0)));
    }

    /// The program refuses with one sentence, prints nothing else and writes nothing.
    #[track_caller]
    fn refuses(&self, line: &str, sentence: &str) {
        let before = self.names();
        let ran = self.run(line, "");
        let says = String::from_utf8_lossy(&ran.stderr);
        assert_eq!((says.trim_end_matches('\n'), ran.stdout.len(), ran.status.code()), (sentence, 0, Some(2)));
        assert!(says.ends_with("。\n") && says.lines().count() == 1, "one whole sentence");
        assert_eq!(self.names(), before);
    }
}

#[test]
fn export_to_standard_output() {
    let desk = Desk::new();
    desk.does("export 总结.ron", "", TEXT);
    desk.does("export - -o -", REPORT, TEXT);
    desk.does("export 总结.ron --indent none", "", &TEXT.replace('　', ""));
    desk.does("export 总结.ron --crlf --to txt", "", &TEXT.replace('\n', "\r\n"));
    desk.does("export 总结.ron --encoding utf-8-bom", "", &format!("\u{feff}{TEXT}"));
}

#[test]
fn an_export_names_the_references_that_say_nothing() {
    let desk = Desk::new();
    let metrics = "metrics: [(name: \"清淤\", value: \"3\", unit: \"处\", last_year: \"XX\")],\nsections: [";
    let report = REPORT.replacen("sections: [", metrics, 1).replace("清淤3处。", "清淤{清淤}，{清淤:同比}，{清於}。");
    desk.put("总结.ron", report);
    let ran = desk.run("export 总结.ron", "");
    assert_eq!(String::from_utf8_lossy(&ran.stdout), TEXT.replace("3处。", "3处，{清淤:同比}，{清於}。"));
    let sentence =
        "2处引用照原样留在文字里：{清淤:同比}（第4行，指标的数不够，算不出来）、{清於}（第4行，没有这个指标）。\n";
    assert_eq!((String::from_utf8_lossy(&ran.stderr).as_ref(), ran.status.code()), (sentence, Some(0)));
}

#[test]
fn figures_as_a_table_and_as_json() {
    let desk = Desk::new();
    let text = "水务所2031年工作总结\n一、主要工作\n（一）抓供水。供水860万立方米，同比增长4.2%；惠及居民近3400户。\n（二）抓河道\n前三季度巡河十二次，投入XX万元。\n";
    desk.put("总结.txt", text);
    let table = "\
名称        数值  单位      增减          章节
供水         860  万立方米  同比增长4.2%  （一）抓供水
惠及居民  近3400  户                      （一）抓供水
巡河        十二  次                      （二）抓河道
投入          XX  万元                    （二）抓河道
";
    desk.does("figures 总结.txt", "", table);
    desk.does("figures -", text, table);
    let json = r#"[
{"name":"供水","value":"860","num":"860","unit":"万立方米","change":"同比增长4.2%","raw":"供水860万立方米","section":"（一）抓供水"},
{"name":"惠及居民","value":"3400","num":"3400","unit":"户","change":"","raw":"惠及居民近3400户","section":"（一）抓供水"},
{"name":"巡河","value":"十二","num":"12","unit":"次","change":"","raw":"巡河十二次","section":"（二）抓河道"},
{"name":"投入","value":"XX","unit":"万元","change":"","raw":"投入XX万元","section":"（二）抓河道"}
]
"#;
    desk.does("figures 总结.txt --json", "", json);
    // A reference is the figure that its metric says.
    let metrics = "metrics: [(name: \"清淤\", value: \"3\", unit: \"处\", last_year: \"2\")],\nsections: [";
    desk.put("总结.ron", REPORT.replacen("sections: [", metrics, 1).replace("清淤3处。", "清淤{清淤}，{清於}。"));
    let table = "\
名称  数值  单位  增减         章节
清淤     3  处    同比增长50%  （一）抓管护
";
    desk.does("figures 总结.ron", "", table);
    desk.does("figures -", "这里没有数据。", "没有找到数据\n");
    desk.does("figures - --json", "这里没有数据。", "[]\n");
    // A collection is listed report by report.
    let two = "\
水务所2031年工作总结
一、主要工作
巡河3次。
水务所
2031年12月5日


供水站2031年工作总结
一、主要工作
换表4块。
供水站
2031年12月8日
";
    let tables = "\
水务所2031年工作总结：1个数据
名称  数值  单位  增减  章节
巡河     3  次          一、主要工作

供水站2031年工作总结：1个数据
名称  数值  单位  增减  章节
换表     4  块          一、主要工作
";
    desk.does("figures -", two, tables);
    desk.refuses("figures 没有.txt", "没有“没有.txt”这个文件，请检查文件名，要新写一篇请用 tigang new 没有.txt.ron。");
    desk.refuses("figures", "缺少<文件>，用法见 tigang figures --help。");
}

#[test]
fn export_to_a_file() {
    let desk = Desk::new();
    desk.does("export 总结.ron -o 总结.txt", "", "");
    assert_eq!(desk.read("总结.txt"), TEXT);
    desk.does("export 总结.ron -o 总结.txt --encoding GB18030", "", "");
    let bytes = fs::read(desk.path("总结.txt")).unwrap();
    assert_eq!(encoding_rs::GB18030.decode(&bytes), (TEXT.into(), encoding_rs::GB18030, false));
    desk.does("export 总结.ron -o 总结.json", "", "");
    let outline: serde_json::Value = serde_json::from_str(&desk.read("总结.json")).unwrap();
    assert_eq!(outline["sections"][0]["sections"][0]["number"], "（一）");
    let names = desk.names();
    let beside: Vec<_> = names.iter().filter(|name| !name.starts_with('.')).collect();
    assert_eq!(beside, ["总结.json", "总结.ron", "总结.txt"], "nothing else lies about");
}

#[test]
fn the_name_of_the_output_tells_the_format() {
    let desk = Desk::new();
    for name in ["总结.docx", "总结.md", "总结.markdown", "总结.html", "总结.htm", "总结.json", "总结.txt", "总结.稿"]
    {
        desk.does(&format!("export 总结.ron -o {name}"), "", "");
    }
    assert!(fs::read(desk.path("总结.docx")).unwrap().starts_with(b"PK"));
    assert!(desk.read("总结.md").starts_with("# 水务所2031年工作总结\n\n## 一、主要工作\n"));
    assert_eq!(desk.read("总结.md"), desk.read("总结.markdown"));
    assert!(desk.read("总结.html").starts_with("<!DOCTYPE html>"));
    assert_eq!(desk.read("总结.html"), desk.read("总结.htm"));
    assert_eq!((desk.read("总结.txt"), desk.read("总结.稿")), (TEXT.to_owned(), TEXT.to_owned()));
    // What was handed in can be taken up again.
    desk.does("export 总结.docx", "", TEXT);
    desk.does("export 总结.md", "", TEXT);
}

#[test]
fn texts_for_wechat_and_for_a_styled_document() {
    let desk = Desk::new();
    let bare = TEXT.replace('　', "");
    desk.does("export 总结.ron --style plain", "", TEXT);
    desk.does("export 总结.ron --style wps", "", &bare);
    let spaced = bare.trim_end().replace('\n', "\n\n");
    desk.does("export 总结.ron --style wechat", "", &format!("{spaced}\n"));
    desk.does("export 总结.ron --to md --headings literal --section 抓管护", "", "（一）抓管护。清淤3处。\n");
    desk.refuses(
        "export 总结.ron --style 微信",
        "没有“微信”这种排法，可用：plain、wps、wechat，用法见 tigang export --help。",
    );
    desk.refuses(
        "export 总结.ron --style wps --indent none",
        "--style 不能和 --indent 一起用，用法见 tigang export --help。",
    );
    desk.refuses("export 总结.ron --to html --style wps", "--style 只用于 txt，写成 html 用不上，请去掉它再导出。");
    desk.refuses(
        "export 总结.ron --metrics",
        "--metrics 只用于 docx、pdf、md、html，写成 txt 用不上，请去掉它再导出。",
    );
    desk.refuses("export 总结.ron --headings hash", "--headings 只用于 md，写成 txt 用不上，请去掉它再导出。");
}

#[test]
fn one_section_is_exported_by_its_number_or_heading() {
    let desk = Desk::new();
    let report = REPORT.replace(
        "],\n)\n",
        "(id: 3, level: 1,\nheading: \"打算\",\n),\n(id: 7, level: 2,\nheading: \"抓水质\",\nbody: \"{水质}好。\",\n),\n],\n)\n",
    );
    desk.put("总结.ron", report);
    let part = "　　（一）抓管护。清淤3处。\n";
    for words in ["一、（一）", "一（一）", "一、(一)", "抓管护", "（一）抓管护", "一、（一）抓管护", "#2"]
    {
        desk.does(&format!("export 总结.ron --section {words}"), "", part);
    }
    desk.does("export 总结.ron --section 一", "", &format!("　　一、主要工作\n　　巡河⑪次。\n{part}"));
    desk.refuses(
        "export 总结.ron --section （一）",
        "“总结.ron”里“（一）”有2节：一、（一）（#2）、二、（一）（#7），请连上级的序号一起写，或者写 # 和编号。",
    );
    let none = "“总结.ron”里没有“三”这一节，请写它的序号（如 二、（一））或标题。";
    desk.refuses("export 总结.ron --section 三", none);
    desk.refuses("export 总结.ron --section #9", &none.replace("“三”", "“#9”"));
    // Of the references only those of the section are told.
    let ran = desk.run("export 总结.ron --section 抓水质", "");
    let sentence = "1处引用照原样留在文字里：{水质}（第2行，没有这个指标）。\n";
    assert_eq!(
        (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)),
        ("　　（一）抓水质\n　　{水质}好。\n".into(), sentence.into())
    );
}

#[test]
fn several_files_at_once_go_into_a_folder() {
    let desk = Desk::new();
    desk.put("去年.txt", TEXT);
    desk.put("乱.ron", "这不是报告");
    desk.does("export 总结.ron 去年.txt --out-dir 交/稿 --to docx", "", "");
    let names = || {
        let mut names: Vec<String> = fs::read_dir(desk.path("交/稿"))
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(), ["去年.docx", "总结.docx"]);
    desk.does("export - --out-dir 交/稿", REPORT, "");
    assert_eq!(fs::read_to_string(desk.path("交/稿/水务所2031年工作总结.txt")).unwrap(), TEXT);
    // One that can't be read keeps none of the others.
    let ran = desk.run("export 乱.ron 总结.ron 没有.ron --out-dir 交/稿 --to md", "");
    assert_eq!(
        String::from_utf8(ran.stderr).unwrap(),
        "打不开“乱.ron”：它不是提纲的报告文件，如果是文稿，请改用导入。\n\
         没有“没有.ron”这个文件，请检查文件名，要新写一篇请用 tigang new 没有.ron。\n3份里有2份没有导出，原因见上。\n"
    );
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(names(), ["去年.docx", "总结.docx", "总结.md", "水务所2031年工作总结.txt"], "nothing else lies about");
    desk.refuses("export 总结.ron 去年.txt", "要导出的有2份，请用 --out-dir 写明放到哪个文件夹。");
    desk.refuses("export 总结.ron 去年.txt -o 甲.txt", "要导出的有2份，请用 --out-dir 写明放到哪个文件夹。");
    desk.refuses(
        "export 总结.ron 交/总结.ron --out-dir 交",
        "“总结.ron”和“交/总结.ron”都会写成“总结.txt”，请分两次导出，或者改名。",
    );
    desk.refuses("export 总结.ron --out-dir 去年.txt", "建不了文件夹“去年.txt”（已经有同名的文件），请换一个地方。");
    desk.refuses("export 去年.txt --out-dir .", "输出和输入是同一个文件“./去年.txt”，请换一个名字。");
    desk.refuses(
        "export 总结.ron --out-dir 交 -o 甲",
        "--out-dir 不能和 --output 一起用，用法见 tigang export --help。",
    );
}

#[test]
fn an_office_keeps_its_profile_in_a_file() {
    let desk = Desk::new();
    let margins = |name: &str| {
        let html = desk.read(name);
        html.lines().find(|line| line.starts_with("@page {")).unwrap().to_owned()
    };
    desk.put("本局.ron", "(margins: (top: 30))");
    desk.does("export 总结.ron -o 国标.html", "", "");
    desk.does("export 总结.ron -o 本局.html --profile 本局.ron", "", "");
    assert_eq!(margins("国标.html"), "@page { size: A4; margin: 37mm 26mm 35mm 28mm; }");
    assert_eq!(margins("本局.html"), "@page { size: A4; margin: 30mm 26mm 35mm 28mm; }");
    fs::create_dir_all(desk.path(".config/tigang")).unwrap();
    desk.put(".config/tigang/docx.ron", "(margins: (top: 33))");
    desk.does("export 总结.ron -o 自己.html", "", "");
    assert_eq!(margins("自己.html"), "@page { size: A4; margin: 33mm 26mm 35mm 28mm; }");
    desk.put("坏.ron", "(margin: 3)");
    desk.refuses(
        "export 总结.ron -o 坏.docx --profile 坏.ron",
        "版式文件“坏.ron”用不了：第1行第2列：没有叫“margin”的项目，请删掉或改名。",
    );
    desk.refuses(
        "export 总结.ron -o 坏.docx --profile 无.ron",
        "版式文件用不了：没有找到“无.ron”，请检查文件名和所在的文件夹。",
    );
    desk.refuses(
        "export 总结.ron --profile 本局.ron",
        "--profile 只用于 docx、pdf、html，写成 txt 用不上，请去掉它再导出。",
    );
    // A broken profile of one's own stands in nobody's way who needs none.
    desk.put(".config/tigang/docx.ron", [0xff]);
    desk.does("export 总结.ron", "", TEXT);
    let ran = desk.run("export 总结.ron -o 坏.docx", "");
    assert!(String::from_utf8(ran.stderr).unwrap().ends_with("docx.ron”不是 UTF-8 编码，请另存一份再用。\n"));
}

#[test]
fn a_half_written_output_never_stays() {
    let desk = Desk::new();
    desk.put("长.ron", REPORT.replace("清淤3处。", &"清淤3处。".repeat(20_000)));
    desk.put("长.docx", "上次的");
    let mut command = std::process::Command::new("sh");
    command.current_dir(desk.0.path()).env("HOME", desk.0.path());
    let line = format!("ulimit -f 1; trap '' XFSZ; {PROGRAM} export 长.ron -o 长.html");
    let ran = command.args(["-c", &line]).output().unwrap();
    assert_eq!(ran.status.code(), Some(2), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(desk.names(), ["总结.ron", "长.docx", "长.ron"]);
}

/// What is certain is mended and told; what was found is handed over as a record.
#[test]
fn the_check_mends_what_is_certain_and_writes_a_record() {
    let desk = Desk::new();
    let report = REPORT.replace("巡河⑪次。", "截止6月底，会议布署了巡河。");
    desk.put("总结.ron", &report);
    let ran = desk.run("check 总结.ron --format md", "");
    let record = String::from_utf8(ran.stdout).unwrap();
    assert_eq!(record.lines().next(), Some("| 位置 | 等级 | 规则 | 原文 | 改为 | 说明 | 依据 |"));
    assert!(record.contains("| 必错 | 截止与截至 | 截止 | 截至 |"), "{record}");
    let ran = desk.run("check 总结.ron --format csv", "");
    let record = String::from_utf8(ran.stdout).unwrap();
    assert!(record.starts_with("\u{feff}位置,等级,规则,原文,改为,说明,依据"), "{record}");
    // Another file gets it; this one stays as it is.
    let ran = desk.run("check 总结.ron --fix -o 改好.ron", "");
    let told = String::from_utf8(ran.stdout).unwrap();
    assert!(told.contains("“截止”改为“截至”") && told.ends_with("改好2处\n"), "{told}");
    assert_eq!(desk.read("总结.ron"), report);
    assert!(desk.read("改好.ron").contains("截至6月底，会议部署了巡河。"));
}

/// Millions of empty paragraphs, as a form leaves them behind, don't fill the memory: 300 MB of addresses are enough.
#[test]
#[cfg(target_os = "linux")]
fn a_word_file_of_empty_paragraphs_is_read_in_little_memory() {
    const MANY: usize = 1_500_000;
    let desk = Desk::new();
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let text = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = format!("{}{}{}", text("养护所总结"), "<w:p/>".repeat(MANY), text("一、修路"));
    let document = format!(r#"<w:document xmlns:w="{main}"><w:body>{body}</w:body></w:document>"#);
    let links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let link = format!(r#"<Relationship Id="r1" Type="{links}/officeDocument" Target="word/document.xml"/>"#);
    let relations = format!(r#"<Relationships xmlns="{package}">{link}</Relationships>"#);
    let parts = [("_rels/.rels", &relations), ("word/document.xml", &document)];
    desk.put("空段.docx", package::stored(parts));
    let mut command = std::process::Command::new("sh");
    command.current_dir(desk.0.path()).env("HOME", desk.0.path());
    let ran =
        command.args(["-c", &format!("ulimit -v 300000; {PROGRAM} import 空段.docx -o 空段.ron")]).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(desk.read("空段.ron").contains("修路"));
}

#[test]
fn what_was_changed_since_it_was_exported_is_not_written_over() {
    let desk = Desk::new();
    desk.does("export 总结.ron -o 送审.txt", "", "");
    desk.does("export 总结.ron -o 送审.txt --crlf", "", "");
    desk.put("送审.txt", "领导改过的");
    desk.refuses(
        "export 总结.ron -o 送审.txt",
        "“送审.txt”在上次导出以后被改过了，没有盖掉它；要盖掉请加 --force，或者换一个名字。",
    );
    assert_eq!(desk.read("送审.txt"), "领导改过的");
    desk.does("export 总结.ron -o 送审.txt --force", "", "");
    assert_eq!(desk.read("送审.txt"), TEXT);
    // A file that was never exported to is nobody's.
    desk.put("别的.txt", "旧的");
    desk.does("export 总结.ron -o 别的.txt", "", "");
}

#[test]
fn a_profile_is_read_off_a_word_file() {
    let desk = Desk::new();
    let text = "桐浔市河道所2031年工作总结\n一、主要工作\n（一）抓巡查\n全年共巡河一百二十八次，没有漏巡，沿线群众都说好。\n\
        1.定路线\n划定六条路线，每条路线由两名巡查人员负责到底。\n二、打算\n明年再把巡查路线延长三十公里，覆盖全部支流。\n";
    desk.put("长.txt", text);
    desk.put(
        "版式.ron",
        "(line_pitch: 28, margins: (top: 35, bottom: 33, left: 27, right: 27), title: (font: \"方正小标宋_GBK\"),
          level2: (bold: true), level3: (bold: true), body: (font: \"仿宋\"))",
    );
    desk.does("export 长.txt -o 样稿.docx --profile 版式.ron", "", "");
    let found = "(
    line_pitch: 28,
    margins: (top: 35, bottom: 33, left: 27, right: 27),
    title: (font: \"方正小标宋_GBK\"),
    body: (font: \"仿宋\"),
    level2: (bold: true),
    level3: (bold: true),
)
";
    desk.does("profile --from 样稿.docx", "", found);
    // It is a profile that does the same.
    desk.does("profile --from 样稿.docx -o 又一份.ron", "", "");
    desk.does("export 长.txt -o 再来.docx --profile 又一份.ron", "", "");
    assert_eq!(fs::read(desk.path("再来.docx")).unwrap(), fs::read(desk.path("样稿.docx")).unwrap());
    desk.does("export 长.txt -o 国标.docx", "", "");
    desk.does("profile --from 国标.docx", "", "(\n)\n");
    desk.refuses(
        "profile --from 总结.ron",
        "没有读成“总结.ron”：这个 docx 坏了（目录读不出来），请用 Word 或 WPS 打开它，另存一份 .docx，再导入。",
    );
}

#[test]
fn an_export_may_be_held_back_by_the_check() {
    let desk = Desk::new();
    desk.put("好.txt", "某所总结\n一、主要工作\n共巡河10次。\n二、打算\n再巡。\n");
    assert!(desk.run("export 好.txt --check", "").status.success());
    desk.put("待补.txt", "某所总结\n一、主要工作\n截止6月底，共巡河XX次。\n二、打算\n再巡。\n");
    let ran = desk.run("export 待补.txt --check -o 送审.txt", "");
    assert_eq!(ran.status.code(), Some(1));
    let says = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert!(says.contains("校核有必错2处，没有导出，逐条看请用 tigang check"), "{says}");
    assert!(!desk.path("送审.txt").exists());
    assert!(desk.run("export 待补.txt -o 送审.txt", "").status.success());
}

/// Where nobody looks at a screen, what was changed in the file that came back is listed.
#[test]
fn a_draft_that_came_back_is_listed() {
    let desk = Desk::new();
    desk.does("export 总结.ron -o 送审.docx", "", "");
    desk.does("总结.ron --returned 送审.docx", "", "没有改动，也没有新的批注\n");
    let mut chief = Chief::new(&fs::read(desk.path("送审.docx")).unwrap(), Recording::On);
    chief.write_over("清淤3处", "清淤5处");
    chief.comment("巡河", &Said { author: AUTHOR, text: "补上里程", answers: &[], done: false });
    fs::write(desk.path("退回稿.docx"), chief.save()).unwrap();
    let listed = "\
改  主要工作  批注和附带的项
  【批注和附带的项】
  + 批注 张主任 2031-07-02 09:15：补上里程（批在“巡河”上）
改  抓管护  正文  张主任 2031-07-02 09:15
  【正文】
  + 清淤5处。
  - 清淤3处。
";
    desk.does("总结.ron --returned 退回稿.docx", "", listed);
    desk.refuses("总结.ron --returned 没有.docx", "没有找到“没有.docx”，请检查文件名和所在的文件夹。");
    desk.put("别的.docx", "不是 Word");
    let ran = desk.run("总结.ron --returned 别的.docx", "");
    assert_eq!(ran.status.code(), Some(2));
    desk.refuses("--returned 退回稿.docx", "缺少<文件>，用法见 tigang --help。");
}

#[test]
fn what_has_changed_since_another_state_is_written_as_revisions() {
    let desk = Desk::new();
    desk.put("从前.ron", REPORT.replace("清淤3处", "清淤2处"));
    desk.does("export 总结.ron -o 送审.docx --track-since 从前.ron", "", "");
    // That the file has revisions is told.
    assert_eq!(desk.run("import 送审.docx --track accept -o 新.ron", "").status.code(), Some(0));
    desk.does("export 新.ron", "", TEXT);
    assert_eq!(desk.run("import 送审.docx --track reject -o 旧.ron", "").status.code(), Some(0));
    desk.does("export 旧.ron", "", &TEXT.replace("清淤3处", "清淤2处"));
    desk.refuses(
        "export 总结.ron -o 送审.docx --track-since 1",
        "“总结.ron”没有旧版本，没法比较；可以写一份从前的报告的文件名。",
    );
    desk.refuses(
        "export 总结.ron --track-since 从前.ron",
        "--track-since 只用于 docx，写成 txt 用不上，请去掉它再导出。",
    );
    desk.does("export 总结.ron -o 带批注.docx --comments", "", "");
}

#[test]
fn what_the_encoding_lacks_stops_the_export() {
    let desk = Desk::new();
    desk.put("总结.txt", "上次的");
    let sentence = "GBK 里没有“⑪”（U+246A，第3行“巡河⑪次。”），什么也没写出，请改用 --encoding gb18030。";
    desk.refuses("export 总结.ron -o 总结.txt --encoding gbk", sentence);
    desk.refuses("export 总结.ron --encoding gbk", sentence);
    assert_eq!(desk.read("总结.txt"), "上次的");
}

#[test]
fn an_output_never_takes_the_place_of_a_report() {
    let desk = Desk::new();
    desk.put("报告.txt", REPORT);
    desk.put("别的.ron", REPORT);
    desk.refuses("export 报告.txt -o ./报告.txt", "输出和输入是同一个文件“./报告.txt”，请换一个名字。");
    desk.refuses(
        "export 总结.ron -o 别的.ron",
        "“别的.ron”是报告文件的名字，导出的文字不写进去，请换一个名字，如 别的.txt。",
    );
    desk.refuses("export 总结.ron -o 报告.txt", "已经有“报告.txt”了，不盖掉它，请换一个名字。");
    desk.put("去年.txt", TEXT);
    desk.refuses("import 去年.txt -o 别的.ron", "已经有“别的.ron”了，不盖掉它，请换一个名字。");
    desk.refuses("import 去年.txt -o 去年.txt", "输出和输入是同一个文件“去年.txt”，请换一个名字。");
    desk.refuses("import 总结.ron", "“总结.ron”已经是报告，不用导入，请直接打开或导出。");
    desk.refuses("new 总结", "已经有“总结.ron”了，要打开它，请用 tigang 总结.ron。");
    assert_eq!((desk.read("总结.ron"), desk.read("别的.ron")), (REPORT.to_owned(), REPORT.to_owned()));
}

#[test]
fn a_text_is_imported() {
    let desk = Desk::new();
    desk.put("去年.txt", encoding_rs::GB18030.encode(TEXT).0);
    desk.does("import 去年.txt -o 去年.ron", "", "");
    desk.does("export 去年.ron", "", TEXT);
    desk.does("export 去年.txt", "", TEXT);
    desk.does("export -", TEXT, TEXT);
    let printed = desk.run("import - --encoding utf-8 --to json", TEXT);
    let outline: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(outline["sections"][0]["sections"][0]["heading"], "抓管护");
    desk.refuses(
        "import 去年.txt --encoding utf-8",
        "读不了“去年.txt”：里面有不合 UTF-8 编码的字节，请换一个编码，或者重新取得这个文件。",
    );
}

#[test]
fn a_collection_becomes_several_reports() {
    let desk = Desk::new();
    desk.put("合集.txt", format!("{TEXT}\n{}", TEXT.replace("水务所", "养护站")));
    desk.refuses("export 合集.txt", "“合集.txt”里有2篇报告，请先分开：tigang import 合集.txt --out-dir 文件夹。");
    desk.refuses(
        "import 合集.txt",
        "“合集.txt”里有2篇报告，一个文件放不下，请用 --out-dir 文件夹，要合成一份用 --one。",
    );
    assert_eq!(desk.run("import 合集.txt --out-dir 几篇", "").status.code(), Some(0));
    let mut made: Vec<_> = fs::read_dir(desk.path("几篇")).unwrap().map(|file| file.unwrap().file_name()).collect();
    made.sort();
    assert_eq!(made, ["01-水务所2031年工作总结.ron", "02-养护站2031年工作总结.ron"]);
    desk.refuses(
        "import 合集.txt --out-dir 几篇",
        "已经有“几篇/01-水务所2031年工作总结.ron”了，不盖掉它，请换一个文件夹。",
    );
}

#[test]
fn doubts_are_told_on_standard_error() {
    let desk = Desk::new();
    let text = TEXT.replace("水务所\n2031年12月5日\n", "三、打算\n再巡河。\n");
    let ran = desk.run("import - -o 新的.ron", &text);
    assert_eq!(String::from_utf8(ran.stderr).unwrap(), "第5行：原来编号是3，按顺序改成了2。\n");
    assert_eq!(ran.status.code(), Some(0));
    let ran = desk.run("export -", &text);
    assert_eq!(String::from_utf8(ran.stderr).unwrap(), "标准输入有1处读得没有把握，要逐条看请用 tigang import。\n");
    assert!(String::from_utf8(ran.stdout).unwrap().ends_with("　　二、打算\n　　再巡河。\n"));
}

/// What git makes of two branches that each add a section.
#[test]
fn two_sections_of_one_id_are_told_on_standard_error_and_handed_in_both() {
    let desk = Desk::new();
    desk.put("合并.ron", REPORT.replace("],\n)\n", "(id: 2, level: 1,\nheading: \"下步打算\",\n),\n],\n)\n"));
    let output = desk.run("export 合并.ron", "");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("（一）抓管护。清淤3处。") && text.contains("二、下步打算"), "{text}");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "“合并.ron”第17行：这一节的编号（id 2）前面的节已经用了，换了一个新的，内容没有动。\n"
    );
}

#[test]
fn what_is_no_text_is_not_imported() {
    let desk = Desk::new();
    let way = "请在原来的程序里另存为纯文本（.txt），再导入";
    desk.put("总结.docx", b"PK\x03\x04");
    desk.refuses(
        "总结.docx",
        "读不了“总结.docx”：这个 docx 坏了（目录读不出来），请用 Word 或 WPS 打开它，另存一份 .docx，再导入。",
    );
    desk.put("总结.doc", [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"].concat());
    desk.refuses(
        "import 总结.doc",
        "读不了“总结.doc”：这个 .doc 坏了（目录读不出来），请用 Word 或 WPS 打开它，另存一份 .docx，再导入。",
    );
    desk.put("旧稿.doc", doc::sample());
    let read = String::from_utf8(desk.run("export 旧稿.doc", "").stdout).unwrap();
    assert!(read.starts_with("河湾县供水站2031年总结\n　　一、管网\n"), "{read}");
    desk.refuses("import 旧稿.doc --track 都要", "没有“都要”，可用：accept、reject，用法见 tigang import --help。");
    desk.put("总结.pdf", b"%PDF-1.7\n");
    desk.refuses("import 总结.pdf", &format!("读不了“总结.pdf”：这是 PDF，{way}。"));
    desk.put("图.txt", b"\x00\x01\x02");
    desk.refuses("export 图.txt", "读不了“图.txt”：这不是文字，请检查是不是选错了文件。");
    desk.put("空.txt", "\n");
    desk.refuses("import 空.txt", "“空.txt”里没有文字，没有写出报告。");
}

#[test]
fn files_that_cannot_be_read() {
    let desk = Desk::new();
    let head = "(\nformat: 1,\n";
    desk.put("乱.ron", "这不是报告");
    desk.put("新.ron", "(\nformat: 3,\n)");
    desk.put("错.ron", format!("{head}colour: \"红\",\n)"));
    desk.put("坏.ron", [head.as_bytes(), b"title: \"\xFF\",\n)"].concat());
    fs::create_dir(desk.path("夹")).unwrap();
    for command in ["export ", ""] {
        let refuses = |file: &str, sentence: &str| desk.refuses(&format!("{command}{file}"), sentence);
        refuses("没有.ron", "没有“没有.ron”这个文件，请检查文件名，要新写一篇请用 tigang new 没有.ron。");
        refuses("没有", "没有“没有”这个文件，请检查文件名，要新写一篇请用 tigang new 没有.ron。");
        refuses("总结", "没有“总结”这个文件，要打开的可能是“总结.ron”。");
        refuses("夹", "“夹”是文件夹，请给出其中的一个文件。");
        refuses("总结.ron/x", "读取“总结.ron/x”时出错：路径中有一段不是文件夹，请检查磁盘或网络后再试。");
        refuses("乱.ron", "打不开“乱.ron”：它不是提纲的报告文件，如果是文稿，请改用导入。");
        refuses("新.ron", "打不开“新.ron”：它是第3版格式，这个程序只认得到第2版，请升级 tigang 再打开。");
    }
    let says = |file: &str| String::from_utf8(desk.run(&format!("export {file}"), "").stderr).unwrap();
    assert!(says("错.ron").starts_with("打不开“错.ron”：第3行第1列"), "{}", says("错.ron"));
    assert!(says("坏.ron").starts_with("打不开“坏.ron”：第3行第9列"), "{}", says("坏.ron"));
}

#[test]
fn places_that_cannot_be_written() {
    let desk = Desk::new();
    fs::create_dir(desk.path("夹")).unwrap();
    desk.refuses("export 总结.ron -o 夹", "没有保存：“夹”是文件夹，请换一个文件名。");
    desk.refuses("export 总结.ron -o 无/a.txt", "没有保存“无/a.txt”：它所在的文件夹不存在，请另存到别处。");
    desk.refuses("export 总结.ron -o 总结.ron/a", "没有保存“总结.ron/a”：它所在的文件夹不存在，请另存到别处。");
    desk.refuses("new 无/新的.ron", "没有“无”这个文件夹，请先建好它，或者换一个地方。");
    desk.refuses("new 总结.ron/新的", "没有“总结.ron”这个文件夹，请先建好它，或者换一个地方。");
    desk.refuses("new -", "新报告要有文件名，如 tigang new 总结.ron。");
}

#[test]
#[cfg(target_os = "linux")]
fn devices_are_written_to() {
    let desk = Desk::new();
    desk.does("export 总结.ron -o /dev/null", "", "");
    assert!(!Path::new("/dev/null").metadata().unwrap().is_file());
    desk.refuses("export 总结.ron -o /dev/full", "没有保存“/dev/full”：磁盘满了，请腾出空间再保存，或另存到别处。");
}

/// A pipe would be waited at for ever, and a device has no end.
#[test]
#[cfg(target_os = "linux")]
fn pipes_and_devices_are_refused_at_once() {
    let desk = Desk::new();
    assert!(std::process::Command::new("mkfifo").arg(desk.path("管道")).status().unwrap().success());
    for (line, path) in
        [("export 管道", "管道"), ("管道", "管道"), ("check /dev/zero", "/dev/zero"), ("import /dev/null", "/dev/null")]
    {
        let why = "不是普通的文件（是管道或设备），请给出一个文件，要读管道里的请用 -";
        desk.refuses(line, &format!("“{path}”{why}。"));
    }
    let full = std::process::Command::new("/bin/sh")
        .args(["-c", "\"$TIGANG\" export 总结.ron > /dev/full"])
        .env("TIGANG", PROGRAM)
        .env("HOME", desk.0.path())
        .current_dir(desk.0.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&full.stderr), "写不进标准输出（磁盘满了），请检查后面的命令或磁盘。\n");
}

/// What is handed in as text holds no character that acts on a terminal or a printer.
#[test]
fn text_is_handed_in_without_control_characters() {
    let desk = Desk::new();
    let odd = r"\u{1b}[2J\u{7f}\u{7}\u{0}\r";
    let report = REPORT.replace("水务所2031", &format!("水{odd}务所2031")).replace("抓管护", &format!("抓{odd}管护"));
    desk.put("总结.ron", report.replace("清淤3处", &format!("清淤{odd}3处\t完")));
    let ran = desk.run("export 总结.ron", "");
    let text =
        TEXT.replace("水务所2031", "水[2J务所2031").replace("抓管护", "抓[2J管护").replace("清淤3处", "清淤[2J3处\t完");
    assert_eq!(String::from_utf8_lossy(&ran.stdout).replace('\n', "⏎\n"), text.replace('\n', "⏎\n"));
}

#[test]
fn nothing_that_a_report_holds_acts_on_the_terminal() {
    let desk = Desk::new();
    let odd = r"\u{1b}[2J\u{9b}2J\u{7f}\u{202e}\u{7}\r";
    let report = REPORT.replace("水务所2031", &format!("水{odd}务所2031")).replace("抓管护", &format!("抓{odd}管护"));
    let report = report.replace("清淤3处", &format!("清淤3处，截止6月底{odd}修了X{odd}X处"));
    desk.put("总结.ron", report.replace("(id: 1", &format!("(metrics: [(name: \"数{odd}\", value: \"5\")], id: 1")));
    let acts = |ch: &char| ch.is_control() && *ch != '\n' || matches!(ch, '\u{202a}'..='\u{202e}');
    for line in [
        "check 总结.ron",
        "check 总结.ron --all",
        "check 总结.ron --json",
        "figures 总结.ron",
        "figures 总结.ron --json",
    ] {
        let ran = desk.run(line, "");
        let all = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        assert!(all.contains("管护"), "{line}: {all}");
        assert_eq!(all.chars().find(acts), None, "{line}: {all:?}");
    }
    let data = desk.run("check 总结.ron --json", "").stdout;
    let data: serde_json::Value = serde_json::from_slice(&data).unwrap();
    let headings: Vec<&str> = data.as_array().unwrap().iter().filter_map(|found| found["heading"].as_str()).collect();
    assert!(headings.contains(&"抓\u{1b}[2J\u{9b}2J\u{7f}\u{202e}\u{7}\r管护"), "{headings:?}");
}

#[test]
fn editing_needs_a_terminal() {
    let desk = Desk::new();
    let sentence = "标准输出不是终端，没法编辑，只要文字的话，请用 tigang export 文件。";
    desk.refuses("", sentence);
    desk.refuses("总结.ron", sentence);
    desk.refuses("new 新的.ron", sentence);
    desk.put("new", REPORT);
    desk.refuses("./new", sentence);
    desk.refuses("-", sentence);
}

#[test]
fn wrong_arguments() {
    let desk = Desk::new();
    desk.refuses("export", "缺少<文件>，用法见 tigang export --help。");
    desk.refuses("export 总结.ron 别的", "要导出的有2份，请用 --out-dir 写明放到哪个文件夹。");
    desk.refuses("export 总结.ron --colour", "不认识“--colour”，用法见 tigang export --help。");
    desk.refuses("export 总结.ron --to", "--to 后面要写格式，用法见 tigang export --help。");
    desk.refuses(
        "export 总结.ron --to odt",
        "不会写成“odt”，可用：txt、docx、pdf、md、html、json，用法见 tigang export --help。",
    );
    desk.refuses("export 总结.ron --crlf --crlf", "--crlf 只能写一次，用法见 tigang export --help。");
    desk.refuses("export 总结.ron --crlf=1", "--crlf 后面不能写“1”，用法见 tigang export --help。");
    desk.refuses("export 总结.ron --indent 4", "没有“4”这种缩进，可用：full、none，用法见 tigang export --help。");
    desk.refuses(
        "export 总结.ron --encoding big5",
        "没有“big5”这种编码，可用：utf-8、utf-8-bom、gb18030、gbk，用法见 tigang export --help。",
    );
    desk.refuses("export 总结.ron --to json --crlf", "--crlf 只用于 txt，写成 json 用不上，请去掉它再导出。");
    desk.refuses("export 总结.ron -o a.doc", "不会写 .doc 文件，请写成 .docx，再用 Word 或 WPS 另存。");
    desk.refuses("import a --out-dir d -o e", "--out-dir 不能和 --output 一起用，用法见 tigang import --help。");
    desk.refuses("import a --to txt", "不会读成“txt”，可用：ron、json，用法见 tigang import --help。");
    desk.refuses(
        "import a --encoding 国标",
        "没有“国标”这种编码，可用：utf-8、gb18030、gbk、gb2312、utf-16le、utf-16be、big5，用法见 tigang import --help。",
    );
    desk.refuses("new a --template 年报", "没有“年报”这个模板，现有：空白、年度工作总结、半年工作总结、述职报告。");
    desk.refuses("new a --from 无.ron", "没有“无.ron”这个文件，请检查文件名，要新写一篇请用 tigang new 无.ron。");
    desk.refuses(
        "new a --from 总结.ron --template 空白",
        "--from 不能和 --template 一起用，用法见 tigang new --help。",
    );
    desk.refuses("exprot 总结.ron", "没有这个命令，要编辑的文件也只能写一个，用法见 tigang --help。");
    desk.refuses("总结.ron export", "没有这个命令，要编辑的文件也只能写一个，用法见 tigang --help。");
}

#[test]
#[cfg(unix)]
fn arguments_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let odd = std::ffi::OsStr::from_bytes(b"\xFF");
    for arguments in
        [vec![odd], vec!["export".as_ref(), odd], vec!["export".as_ref(), "-".as_ref(), "--to".as_ref(), odd]]
    {
        let ran = Command::new(PROGRAM).args(arguments).output().unwrap();
        let says = String::from_utf8(ran.stderr).unwrap();
        assert_eq!((says.lines().count(), says.ends_with("。\n"), ran.status.code()), (1, true, Some(2)), "{says}");
    }
}

#[test]
fn help_is_chinese() {
    let desk = Desk::new();
    for line in ["--help", "-h", "new --help", "import -h", "export --help"] {
        let ran = desk.run(line, "");
        let help = String::from_utf8(ran.stdout).unwrap();
        assert!(ran.status.success() && help.contains("用法：tigang") && help.contains("显示这份说明"), "{help}");
        for english in ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible"] {
            assert!(!help.contains(english), "{english} in\n{help}");
        }
    }
    desk.does("--version", "", &format!("tigang {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::new();
    desk.put("长.ron", REPORT.replace("清淤3处。", &"清淤3处。".repeat(100_000)));
    let mut command = std::process::Command::new(PROGRAM);
    command.current_dir(desk.0.path()).args(["export", "长.ron"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().unwrap();
    drop(program.stdout.take());
    let ran = program.wait_with_output().unwrap();
    assert_eq!((String::from_utf8_lossy(&ran.stderr).as_ref(), ran.status.code()), ("", Some(0)));
}

/// A collection becomes one report: with its title, each report a section, and what is said of it still in place.
#[test]
fn a_collection_becomes_one_report() {
    let desk = Desk::new();
    let text = "2031年度各科室工作总结汇编\n\n办公室2031年工作总结\n一、办文办会\n全年办文320件。\n二、后勤保障\n食堂改造完工。\n\n\
        财务科2031年工作总结\n一、预算执行\n执行率98.2%。\n三、资产管理\n清查资产1200件。\n";
    let ran = desk.run("import - --one -o 合.ron", text);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let report = tigang::store::open(&desk.path("合.ron")).unwrap().report;
    assert_eq!(report.title, "2031年度各科室工作总结汇编");
    let rows: Vec<String> = report.tree.rows().map(|row| format!("{}{}", row.level, row.section.heading)).collect();
    assert_eq!(
        rows,
        ["1办公室2031年工作总结", "2办文办会", "2后勤保障", "1财务科2031年工作总结", "2预算执行", "2资产管理"]
    );
    let ran = desk.run("import - --one --json", text);
    let says: serde_json::Value = serde_json::from_slice(&ran.stderr).unwrap_or_default();
    let renumbered = says.as_array().and_then(|all| all.iter().find(|one| one["says"].to_string().contains("编号是3")));
    assert_eq!(renumbered.map(|one| one["section"].clone()), Some(serde_json::json!(6)), "{says}");
}

#[test]
fn completions_and_pages_of_the_manual_know_every_command() {
    let desk = Desk::new();
    let commands = ["new", "import", "export", "check", "figures", "recover", "merge", "git-setup", "forget"];
    for shell in ["bash", "zsh", "fish"] {
        let ran = desk.run(&format!("completions {shell}"), "");
        let script = String::from_utf8(ran.stdout).unwrap();
        assert!(ran.status.success(), "{shell}");
        for command in commands {
            assert!(script.contains(command), "{shell}: {command}");
        }
    }
    let ran = desk.run("completions tcsh", "");
    let says = String::from_utf8(ran.stderr).unwrap();
    assert_eq!((ran.status.code(), says.contains("没有给“tcsh”的补全脚本")), (Some(2), true), "{says}");
    assert!(desk.run("man 手册", "").status.success());
    let page = std::fs::read_to_string(desk.path("手册/tigang.1")).unwrap();
    assert!(page.contains(".SH 名称") && !page.contains(".SH NAME") && page.contains("git"), "{page}");
    for command in commands {
        assert!(desk.path(&format!("手册/tigang-{command}.1")).exists(), "{command}");
    }
}

//! What is made of old Word files: of such as are put together by hand, part by part.

use std::slice::from_ref;

use tigang::import;
use tigang::import::DocError;
use tigang::import::ImportError;
use tigang::import::Track;
use tigang::import::What;
use tigang::report::CommentOn;

use crate::read::word::check;
use crate::read::word::revisions;
use crate::tools::doc::Doc;
use crate::tools::doc::Piece;
use crate::tools::doc::plc;
use crate::tools::doc::row;
use crate::tools::doc::sprm;

/// A file of these paragraphs, each with its style and its properties.
fn of(paragraphs: &[(&str, u16, &[Vec<u8>])]) -> Doc {
    let mut doc = Doc::default();
    let mut text = String::new();
    for (paragraph, style, said) in paragraphs {
        text += paragraph;
        if !paragraph.ends_with(['\r', '\u{7}']) {
            text.push('\r');
        }
        doc.paragraphs.push((text.encode_utf16().count() - 1, *style, said.concat()));
    }
    doc.pieces.push(Piece::wide(&text));
    doc
}

#[track_caller]
fn doc(doc: &Doc, drawn: &str) -> import::Imported {
    check(&doc.bytes(), "总结.doc", drawn)
}

/// A style: what it is built in as, what it is based on, its name, properties of paragraphs and of runs.
type Style<'a> = (u16, u16, &'a str, Vec<u8>, Vec<u8>);

/// A style sheet.
fn sheet(styles: &[Style<'_>]) -> (usize, Vec<u8>) {
    let mut sheet = Vec::new();
    let word = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    sheet.extend(word(18));
    sheet.extend(word(styles.len()));
    sheet.extend(word(10));
    sheet.extend([0; 14]);
    for (k, (built_in, based_on, name, paragraph, run)) in styles.iter().enumerate() {
        let mut style = Vec::new();
        style.extend(built_in.to_le_bytes());
        style.extend((1 | (based_on << 4)).to_le_bytes());
        style.extend([2, 0, 0, 0, 0, 0]);
        style.extend(word(name.encode_utf16().count()));
        style.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        style.extend([0, 0]);
        for said in [[&word(k), paragraph.as_slice()].concat(), run.clone()] {
            style.extend(word(said.len()));
            style.extend(&said);
            style.resize(style.len().next_multiple_of(2), 0);
        }
        sheet.extend(word(style.len()));
        sheet.extend(&style);
    }
    (1, sheet)
}

/// A definition of a list of one level for each format and text, and one list that paragraphs name.
fn list(doc: &mut Doc, levels: &[(u8, &str)]) {
    let mut lists = vec![1, 0];
    lists.extend(7_u32.to_le_bytes());
    lists.extend([0; 4]);
    lists.extend([0xff, 0x0f].repeat(9));
    lists.extend([0, 0]);
    let told = lists.len();
    for k in 0..9 {
        let (format, text) = levels.get(k).copied().unwrap_or((0, "\0."));
        let mut level = vec![1, 0, 0, 0, format, 0];
        level.resize(28, 0);
        level.extend(u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes());
        level.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        lists.extend(level);
    }
    let mut named = vec![1, 0, 0, 0];
    named.extend(7_u32.to_le_bytes());
    named.extend([0; 12]);
    named.extend([0xff; 4]);
    doc.parts.push((74, named));
    doc.uncounted = lists.len() - told;
    doc.parts.push((73, lists));
}

fn in_list(depth: u8) -> Vec<u8> {
    [sprm(0x260a, &[depth]), sprm(0x460b, &[1, 0])].concat()
}

#[test]
fn pieces_are_put_in_the_order_of_the_text() {
    let mut file = Doc {
        pieces: vec![
            Piece::wide("河湾县防汛办2031年工作总结\r一、巡查\r全年巡查"),
            Piece::narrow("320 times, \"fine\" \u{2014} 96%"),
            Piece::wide("，没有险情。\r二、值守\r日夜"),
            Piece::wide("有人。\r"),
        ],
        order: vec![2, 0, 3, 1],
        ..Doc::default()
    };
    let text: String = file.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let marks = text.encode_utf16().enumerate().filter(|(_, unit)| *unit == 13).map(|(at, _)| (at, 0, Vec::new()));
    file.paragraphs = marks.collect();
    let drawn = "
        题 河湾县防汛办2031年工作总结
        一、巡查¶全年巡查320 times, \"fine\" — 96%，没有险情。
        二、值守¶日夜有人。";
    doc(&file, drawn);

    // Fast saving says of a piece as a whole that its text is deleted, or names a list of properties.
    file.properties = vec![sprm(0x0800, &[1])];
    file.pieces[1].prm = 1;
    let imported = doc(&file, &drawn.replace("320 times, \"fine\" — 96%", ""));
    let revised =
        |author: &str, inserted, deleted, track| What::Revised { author: author.to_owned(), inserted, deleted, track };
    assert!(
        imported.doubts.iter().any(|doubt| doubt.what == revised("", 0, 1, Track::Accept)),
        "{:#?}",
        imported.doubts
    );
    file.pieces[1].prm = (0x41 << 1) | (1 << 8);
    doc(&file, &drawn.replace("320 times, \"fine\" — 96%", ""));
}

#[test]
fn revisions_are_accepted_or_rejected_and_counted_by_author() {
    let mut file = of(&[("一、巡查", 0, &[]), ("全年巡查堤防三百二十次。", 0, &[])]);
    let at = |words: &str| {
        let text = &file.pieces[0].text;
        let start = text.find(words).map(|at| text[..at].chars().count()).unwrap();
        (start, start + words.chars().count())
    };
    let (new, old) = (at("堤防"), at("三百二十"));
    file.runs.push((new.0, new.1, [sprm(0x0801, &[1]), sprm(0x4804, &[1, 0])].concat()));
    file.runs.push((old.0, old.1, [sprm(0x0800, &[1]), sprm(0x4863, &[0, 0])].concat()));
    let mut names = vec![0xff, 0xff, 2, 0, 0, 0];
    for name in ["钱主任", "赵科长"] {
        names.extend([3, 0]);
        names.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    }
    file.parts.push((51, names));
    for (track, body) in [(Track::Accept, "全年巡查堤防次。"), (Track::Reject, "全年巡查三百二十次。")]
    {
        let imported = import::import_tracked(&file.bytes(), Some("总结.doc"), None, track).unwrap();
        let section = imported.reports[0].tree.rows().next().unwrap().section;
        assert_eq!(section.body, body);
        assert_eq!(revisions(&imported), ["赵科长 +1 -0", "钱主任 +0 -1"]);
    }
}

#[test]
fn styles_levels_and_lists_say_what_a_paragraph_is() {
    let none = Vec::new;
    let centred = sprm(0x2461, &[1]);
    let mut file = of(&[
        ("河湾县供水站2031年总结", 1, &[]),
        ("管网", 2, &[in_list(0)]),
        ("更换旧管42公里。", 0, &[]),
        ("抢修", 3, &[in_list(1)]),
        ("接报后两小时到场。", 0, &[]),
        ("水质", 2, &[in_list(0)]),
        ("按层级放的一节", 0, &[sprm(0x2640, &[1])]),
        ("每月化验。", 4, &[]),
    ]);
    file.parts.push(sheet(&[
        (0, 0xfff, "Normal", none(), none()),
        (62, 0, "某种语言的标题", centred, none()),
        (1, 0, "heading 1", none(), none()),
        (2, 0, "heading 2", none(), none()),
        (0xffe, 0, "正文文本", none(), none()),
    ]));
    list(&mut file, &[(0x27, "\0、"), (0x27, "（\u{1}）")]);
    doc(
        &file,
        "
        题 河湾县供水站2031年总结
        一、管网¶更换旧管42公里。
          （一）抢修¶接报后两小时到场。
        二、水质
          按层级放的一节¶每月化验。",
    );
}

#[test]
fn a_field_is_what_it_shows() {
    let text = "\u{13} HYPERLINK \"http://例\" \u{14}见网站\u{15}，共\u{13}=1+2\u{14}3\u{15}处，\u{13}XE 索引\u{15}已办结\u{1e}销号\u{1f}。";
    doc(&of(&[("一、整改", 0, &[]), (text, 0, &[])]), "一、整改¶见网站，共3处，已办结-销号。");
}

#[test]
fn tables_keep_every_cell_in_its_place() {
    let inside = || sprm(0x2416, &[1]);
    let end = |said: Vec<u8>| [inside(), sprm(0x2417, &[1]), said].concat();
    let cell = inside();
    let file = of(&[
        ("一、完成情况", 0, &[]),
        ("指标\u{7}", 0, from_ref(&cell)),
        ("上半年\u{7}", 0, from_ref(&cell)),
        ("\u{7}", 0, &[end(row(&[0, 2000, 6000], &[false, false]))]),
        ("\u{7}", 0, from_ref(&cell)),
        ("计划\u{7}", 0, from_ref(&cell)),
        ("完成\u{7}", 0, from_ref(&cell)),
        ("\u{7}", 0, &[end(row(&[0, 2000, 4000, 6010], &[true, false, false]))]),
        ("供水\u{7}", 0, from_ref(&cell)),
        ("30\u{7}", 0, from_ref(&cell)),
        ("31", 0, from_ref(&cell)),
        ("（含抢修）\u{7}", 0, from_ref(&cell)),
        ("\u{7}", 0, &[end(row(&[0, 2000, 4000, 6000], &[false; 3]))]),
        ("表后的话。", 0, &[]),
    ]);
    doc(&file, "一、完成情况¶指标\t上半年¶\t计划\t完成¶供水\t30\t31 （含抢修）¶表后的话。");
}

#[test]
fn tables_in_tables_are_read_inside_out() {
    let level = |depth: u32| [sprm(0x2416, &[1]), sprm(0x6649, &depth.to_le_bytes())].concat();
    let cell = || [level(2), sprm(0x244b, &[1])].concat();
    let file = of(&[
        ("一、台账", 0, &[]),
        ("甲", 0, &[cell()]),
        ("乙", 0, &[cell()]),
        ("", 0, &[level(2), sprm(0x244b, &[1]), sprm(0x244c, &[1])]),
        ("丙", 0, &[cell()]),
        ("丁", 0, &[cell()]),
        ("", 0, &[level(2), sprm(0x244b, &[1]), sprm(0x244c, &[1])]),
        ("外面\u{7}", 0, &[level(1)]),
        ("\u{7}", 0, &[level(1), sprm(0x2417, &[1])]),
    ]);
    doc(&file, "一、台账¶甲\t乙¶丙\t丁¶外面");
}

#[test]
fn notes_and_comments_go_to_their_section() {
    let main = "一、巡查\r全年巡查320次\u{2}，都有记录\u{5}。\r";
    let (note, comment) = ("\u{2} 含夜间。\r", "\u{5}这个数再核一下\r问防汛科\r");
    let units = |text: &str| text.encode_utf16().count();
    let at = |mark: char| main.chars().position(|ch| ch == mark).unwrap();
    let mut file = Doc {
        pieces: vec![Piece::wide(&[main, note, comment, "\r"].concat())],
        lengths: vec![units(main), units(note), 0, 0, units(comment)],
        ..Doc::default()
    };
    let (reference, ends) = (at('\u{2}'), at('\u{5}'));
    file.parts.push((2, plc(&[reference, units(main)], &[vec![1, 0]])));
    file.parts.push((3, plc(&[0, units(note)], &[])));
    let mut said = vec![0; 20];
    said.extend([0, 0, 0, 0, 0, 0]);
    said.extend(77_u32.to_le_bytes());
    file.parts.push((4, plc(&[ends, units(main)], &[said])));
    file.parts.push((5, plc(&[0, units(comment)], &[])));
    let name = "赵主任";
    let author: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    file.parts.push((36, [vec![3, 0], author].concat()));
    let mut tags = vec![0xff, 0xff, 1, 0, 10, 0, 0, 0, 0, 1];
    tags.extend(77_u32.to_le_bytes());
    tags.extend([0; 4]);
    file.parts.push((37, tags));
    let words = main.find("都有").map(|at| main[..at].chars().count()).unwrap();
    file.parts.push((42, plc(&[words, units(main)], &[vec![0, 0, 0, 0]])));
    file.parts.push((43, plc(&[ends, units(main)], &[])));

    let imported = doc(&file, "一、巡查¶全年巡查320次，都有记录。");
    let section = imported.reports[0].tree.rows().next().unwrap().section;
    assert_eq!(section.note, "脚注（在“全年巡查320次”之后）：含夜间。");
    let comments = &section.aside.as_ref().unwrap().comments;
    assert_eq!(comments.len(), 1);
    let comment = &comments[0];
    assert_eq!((comment.author.as_str(), comment.words.as_str()), (name, "都有记录"));
    assert_eq!((comment.text.as_str(), comment.on), ("这个数再核一下\n问防汛科", CommentOn::Body));
    let told =
        imported.doubts.iter().any(|doubt| matches!(&doubt.what, What::Commented { author, .. } if author == name));
    assert!(told, "{:#?}", imported.doubts);
}

#[test]
fn symbols_pictures_and_hidden_text() {
    let text = "请按\u{28}处理\u{1}，密";
    let mut file = of(&[("一、提醒", 0, &[]), (text, 0, &[])]);
    let start = "一、提醒\r请按".chars().count();
    file.runs.push((start, start + 1, sprm(0x6a09, &[0, 0, 0xfe, 0xf0])));
    let hidden = "一、提醒\r请按(处理.，".chars().count();
    file.runs.push((hidden, hidden + 1, sprm(0x083c, &[1])));
    let mut font = vec![0; 39];
    font.extend("Wingdings\0".encode_utf16().flat_map(u16::to_le_bytes));
    file.parts.push((15, [vec![1, 0, 0, 0, u8::try_from(font.len()).unwrap()], font].concat()));
    let imported = doc(&file, "一、提醒¶请按☑处理，");
    let left: Vec<String> = imported.doubts.iter().map(|doubt| format!("{:?}", doubt.what)).collect();
    assert!(left.iter().any(|what| what.contains("Pictures")), "{left:?}");
    assert!(left.iter().any(|what| what.contains("Hidden") && what.contains('密')), "{left:?}");
}

#[track_caller]
fn refused(bytes: &[u8], why: DocError) {
    assert_eq!(import::import_named(bytes, Some("总结.doc"), None), Err(ImportError::OldWord(why)));
}

#[test]
fn what_cannot_be_read_is_refused_with_its_reason() {
    let sound = of(&[("一、巡查", 0, &[])]);
    refused(&Doc { flags: 0x0100, ..sound.clone() }.bytes(), DocError::Locked);
    let bytes = sound.bytes();
    let magic = bytes.windows(2).position(|pair| pair == [0xec, 0xa5]).unwrap();
    let mut older = bytes.clone();
    older[magic..magic + 2].copy_from_slice(&[0xdc, 0xa5]);
    refused(&older, DocError::TooOld);
    let mut other = bytes.clone();
    other[magic..magic + 2].copy_from_slice(&[0, 0]);
    refused(&other, DocError::Damaged("正文"));
    for len in (0..bytes.len()).step_by(61) {
        // A file that breaks off says so, or what it has of a text is read.
        if let Err(error) = import::import_named(&bytes[..len], Some("总结.doc"), None) {
            assert!(error.to_string().contains('请'), "{error}");
        }
    }
    let names = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".iter().copied().chain([0; 500]);
    let names: Vec<u8> = names.chain("WordDocument".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    refused(&names, DocError::Damaged("目录"));
    // Text that is told of twice would grow without end.
    let mut twice = sound;
    twice.pieces.push(twice.pieces[0].clone());
    twice.lengths = vec![usize::MAX >> 40];
    let drawn = import::import_named(&twice.bytes(), Some("总结.doc"), None);
    assert!(drawn.is_ok_and(|imported| imported.reports.len() < 2));
}

/// A whole file with all kinds of parts, for those who damage files.
pub(crate) fn sample() -> Vec<u8> {
    let inside = || sprm(0x2416, &[1]);
    let mut file = of(&[
        ("河湾县供水站2031年总结", 1, &[sprm(0x2461, &[1])]),
        ("管网", 2, &[in_list(0)]),
        ("\u{13} PAGE \u{14}1\u{15}更换旧管42公里\u{8}。", 0, &[]),
        ("甲\u{7}", 0, &[inside()]),
        ("乙\u{7}", 0, &[inside()]),
        ("\u{7}", 0, &[inside(), sprm(0x2417, &[1]), row(&[0, 900, 2000], &[false, true])]),
        ("完。", 0, &[sprm(0x6646, &[0, 0, 0, 0])]),
    ]);
    file.data = [vec![4, 0], sprm(0x2640, &[1]), vec![0]].concat();
    file.runs.push((3, 6, sprm(0x4a43, &[44, 0])));
    file.parts.push(sheet(&[
        (0, 0xfff, "Normal", Vec::new(), Vec::new()),
        (62, 0, "Title", Vec::new(), Vec::new()),
        (1, 0, "heading 1", sprm(0x2640, &[0]), sprm(0x083c, &[0])),
    ]));
    list(&mut file, &[(0x27, "\0、")]);
    file.bytes()
}

//! 修订 and 批注 that we write: accepted they give the new text, rejected the old one, to the character; comments come back as
//! they were.

use proptest::prelude::prop_assert_eq;
use proptest::proptest;

use tigang::edit::returned::Figures;
use tigang::export;
use tigang::export::Comments;
use tigang::export::Format;
use tigang::export::Options;
use tigang::export::Profile;
use tigang::export::Since;
use tigang::import;
use tigang::import::Track;
use tigang::report::Aside;
use tigang::report::Comment;
use tigang::report::CommentOn;
use tigang::report::Field;
use tigang::report::Report;
use tigang::report::SectionId;
use tigang::report::Tree;
use tigang::tui::returned::came;

use crate::write::again::reports;
use crate::write::parts::office_reports;
use crate::write::returned::report;
use crate::write::word::parts;
use crate::write::word::sound;

fn docx(report: &Report, options: &Options) -> Vec<u8> {
    export::bytes(report, Format::named("docx").unwrap(), options).unwrap()
}

fn since(old: &Report) -> Options {
    let since = Since { report: old.clone(), author: "王起草".into(), date: "2031-07-03T10:00:00Z".into() };
    Options { since: Some(Box::new(since)), ..Options::default() }
}

/// The paragraphs of a Word file, a line each, its revisions accepted or rejected: read off its XML.
fn words(docx: &[u8], track: Track) -> String {
    let document = &parts(docx)["word/document.xml"];
    let (gone, there) = match track {
        Track::Accept => ("w:del", "w:ins"),
        Track::Reject => ("w:ins", "w:del"),
    };
    let mut out = String::new();
    // How deep in what is gone; whether in the look of a paragraph, whether its mark is gone; where the row began.
    let (mut skipped, mut in_look, mut runs_on, mut row) = (0, false, false, None);
    let mut rest = document.as_str();
    let (mut in_row_look, mut row_gone, mut reads) = (false, false, false);
    while let Some(at) = rest.find('<') {
        if reads && skipped == 0 {
            out += &rest[..at].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        }
        let end = at + rest[at..].find('>').unwrap() + 1;
        let tag = &rest[at..end];
        rest = &rest[end..];
        let name = tag.trim_matches(['<', '>', '/']).split([' ', '/']).next().unwrap();
        let (opens, closes) = (!tag.starts_with("</"), tag.starts_with("</"));
        let empty = tag.ends_with("/>");
        match name {
            "w:t" | "w:delText" => reads = opens && !empty,
            "w:pPr" => in_look = opens,
            "w:trPr" => in_row_look = opens && !empty,
            _ if name == gone && in_look => runs_on = true,
            _ if name == gone && in_row_look => row_gone = true,
            _ if (name == gone || name == there) && (in_look || in_row_look) => {}
            _ if name == gone && opens && !empty => skipped += 1,
            _ if name == gone && closes => skipped -= 1,
            "w:tab" if !in_look && skipped == 0 => out.push('\t'),
            "w:tr" if opens => (row, row_gone) = (Some(out.len()), false),
            "w:tr" if row_gone => out.truncate(row.unwrap()),
            "w:p" if closes && !std::mem::take(&mut runs_on) => out.push('\n'),
            _ => {}
        }
    }
    // Word wants a paragraph at the end.
    out.lines().filter(|line| !line.trim().is_empty()).map(|line| format!("{line}\n")).collect()
}

/// What changes between two reports is revised in the file of the new one.
#[track_caller]
fn check(old: &Report, new: &Report) {
    let file = docx(new, &since(old));
    sound(&file);
    assert_eq!(words(&file, Track::Accept), words(&docx(new, &Options::default()), Track::Accept), "accepted");
    assert_eq!(words(&file, Track::Reject), words(&docx(old, &Options::default()), Track::Accept), "rejected");
}

/// What our own reader makes of it, accepted and rejected.
fn read(docx: &[u8], track: Track) -> String {
    let imported = import::import_tracked(docx, Some("总结.docx"), None, track).unwrap();
    let text = |report: &Report| {
        String::from_utf8(export::bytes(report, Format::named("txt").unwrap(), &Options::default()).unwrap()).unwrap()
    };
    imported.reports.iter().map(text).collect()
}

fn id(number: u32) -> SectionId {
    SectionId::new(number).unwrap()
}

/// The report with its rows changed.
fn with_rows(report: &Report, change: impl FnOnce(&mut Vec<(usize, tigang::report::Section)>)) -> Report {
    let mut rows: Vec<_> = report.tree.rows().map(|row| (row.level, row.section.clone())).collect();
    change(&mut rows);
    Report { tree: Tree::from_rows(rows).unwrap(), ..report.clone() }
}

#[test]
fn what_has_changed_is_revised_and_nothing_else() {
    let old = report();
    let same = docx(&old, &since(&old));
    assert!(!parts(&same)["word/document.xml"].contains("w:author"));
    let new = with_rows(&old, |rows| {
        rows[1].1.body = "共夜巡126次，办结{电子工单}。\n夜巡人员两人一组。\n节假日加巡。".into();
        rows[2].1.heading = "抓应急抢修".into();
        rows.remove(3);
        rows[4].1.body = "人手不足，见下表。\n路名\t盏数\n长堤路\t41\n西关路\t22\n其余路段正常。".into();
        rows.swap(6, 7);
        rows[9].1.body = "共41盏。".into();
    });
    let new = Report { closing: "特此报告，请予审议。".into(), date: "2031年7月3日".into(), ..new };
    check(&old, &new);
    check(&new, &old);
    let file = docx(&new, &since(&old));
    assert_eq!(read(&file, Track::Accept), read(&docx(&new, &Options::default()), Track::Accept));
    assert_eq!(read(&file, Track::Reject), read(&docx(&old, &Options::default()), Track::Accept));
    let document = &parts(&file)["word/document.xml"];
    assert!(document.contains("w:author=\"王起草\" w:date=\"2031-07-03T10:00:00Z\""));
    assert!(document.contains("<w:delText xml:space=\"preserve\">查120</w:delText>"), "only what differs");
    assert_eq!(came(&new, &file, None, Figures::ToMetrics).unwrap().report, new, "and nothing comes back of it");
}

#[test]
fn annexes_that_come_and_go_are_revised() {
    let old = report();
    let new = with_rows(&old, |rows| rows.truncate(9));
    check(&old, &new);
    check(&new, &old);
}

/// What an office puts around the text is no text of the report: it is that of the new one.
#[test]
fn what_an_office_puts_around_the_text_is_not_revised() {
    let old = report();
    let new = with_rows(&old, |rows| rows[2].1.heading = "抓应急抢修".into());
    let profile = Box::new(Profile::read("(cover: true, contents: 3)").unwrap());
    let file = docx(&new, &Options { profile, ..since(&old) });
    let read = |track| read(&file, track);
    assert_eq!(read(Track::Accept), self::read(&docx(&new, &Options::default()), Track::Accept));
    assert_eq!(read(Track::Reject), self::read(&docx(&old, &Options::default()), Track::Accept));
}

fn said(text: &str, words: &str) -> Comment {
    let (author, date) = ("张主任".to_owned(), "2031-07-02T09:15:00Z".to_owned());
    Comment { author, date, words: words.into(), text: text.into(), ..Comment::default() }
}

/// A report on which much was said.
fn discussed() -> Report {
    let mut report = report();
    let all = [
        said("核一下\n与台账对上", "120次"),
        Comment { answers: true, ..said("已核", "120次") },
        Comment { done: true, ..said("单位写全", "办结{电子工单}") },
    ];
    let on_heading = [Comment { on: CommentOn::Heading, ..said("太短", "抓抢修") }];
    let hang = |comments: &[Comment]| Some(Box::new(Aside { comments: comments.to_vec(), ..Aside::default() }));
    report = with_rows(&report, |rows| {
        rows[1].1.aside = hang(&all);
        rows[2].1.aside = hang(&on_heading);
        rows[3].1.aside = hang(&[said("占几成？", "")]);
        rows[10].1.aside = hang(&[said("杆号呢", "40盏")]);
    });
    let closing = Comment { on: CommentOn::Closing, ..said("改为谨此", "特此") };
    report.aside = hang(&[said("导语可短", "现报告如下"), closing]);
    report
}

#[test]
fn comments_and_notes_are_written_out_on_request_and_never_into_a_text() {
    let report = discussed();
    let plain = docx(&report, &Options::default());
    assert!(!parts(&plain).contains_key("word/comments.xml"));
    let file = docx(&report, &Options { comments: Comments::Written, ..Options::default() });
    sound(&file);
    let parts = parts(&file);
    let comments = &parts["word/comments.xml"];
    assert_eq!(comments.matches("<w:comment ").count(), 10, "8 comments and 2 notes: {comments}");
    assert!(comments.contains("w:author=\"河湾县路灯管理所\"") && comments.contains("备注：问督办科要5月的数"));
    assert_eq!(words(&file, Track::Accept), words(&plain, Track::Accept));
    let document = &parts["word/document.xml"];
    let around = document.split("<w:commentRangeStart w:id=\"5\"/>").nth(1).unwrap();
    assert!(around.split("<w:commentRangeEnd w:id=\"5\"/>").next().unwrap().contains("办结10278个"));
    for format in Format::ALL.iter().filter(|format| format.is_text() && format.name() != "json") {
        let options = Options { comments: Comments::Written, ..Options::default() };
        let text = String::from_utf8(export::bytes(&report, *format, &options).unwrap()).unwrap();
        assert!(!text.contains("核一下") && !text.contains("督办科"), "{format:?}");
    }
}

#[test]
fn comments_that_we_wrote_come_back_as_they_were() {
    let report = discussed();
    let file = docx(&report, &Options { comments: Comments::Written, ..Options::default() });
    assert_eq!(came(&report, &file, None, Figures::ToMetrics).unwrap().report, report);
    // Read for the first time they hang on the same words.
    let mut bare = report.clone();
    bare.aside = None;
    let bare = with_rows(&bare, |rows| {
        rows.iter_mut().for_each(|(_, section)| {
            section.aside.as_mut().into_iter().for_each(|aside| aside.comments.clear());
            section.aside = section.aside.take().filter(|aside| !aside.is_empty());
        });
    });
    let again = came(&bare, &file, None, Figures::ToMetrics).unwrap().report;
    let comments = |report: &Report| -> Vec<Comment> {
        let own = report.aside.iter().flat_map(|aside| aside.comments.clone());
        let rows = report.tree.rows().flat_map(|row| row.section.aside.iter().flat_map(|aside| aside.comments.clone()));
        own.chain(rows).collect()
    };
    let (had, got) = (comments(&report), comments(&again));
    let drawn = |of: &[Comment]| of.iter().map(|one| format!("{one:?}")).collect::<Vec<_>>().join("\n");
    assert_eq!(drawn(&got), drawn(&had));
    assert_eq!(again.text(Field::Body(id(21))), report.text(Field::Body(id(21))));
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(128))]

    #[test]
    fn revisions_between_any_two_reports_give_both(old in reports(), new in reports()) {
        let file = docx(&new, &since(&old));
        prop_assert_eq!(words(&file, Track::Accept), words(&docx(&new, &Options::default()), Track::Accept));
        prop_assert_eq!(words(&file, Track::Reject), words(&docx(&old, &Options::default()), Track::Accept));
    }

    #[test]
    fn revisions_between_any_two_reports_of_an_office_give_both(old in office_reports(), new in office_reports()) {
        let file = docx(&new, &since(&old));
        prop_assert_eq!(words(&file, Track::Accept), words(&docx(&new, &Options::default()), Track::Accept));
        prop_assert_eq!(words(&file, Track::Reject), words(&docx(&old, &Options::default()), Track::Accept));
    }
}

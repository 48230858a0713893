//! What is done to the rows, columns and cells of a table: the lines, and what hangs on them.

use std::ops::Range;

use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::moves;
use tigang::edit::moves::Around;
use tigang::edit::moves::Way;
use tigang::report::Aside;
use tigang::report::Field;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::Tree;

use crate::edit::laws;

fn body() -> Field {
    Field::Body(SectionId::new(1).unwrap())
}

/// A table drawn as lines with `|` between cells; `[` and `]` are the ends of the selection, one alone is the caret.
fn drawn(lines: &[&str], aside: Option<TableAside>) -> (Report, Range<usize>) {
    let text = lines.join("\n").replace('|', "\t");
    let start = text.find('[').expect("a drawing has a caret");
    let body = text.replacen('[', "", 1);
    let end = body.find(']').unwrap_or(start);
    let mut section = Section::new(SectionId::new(1).unwrap());
    section.body = body.replacen(']', "", 1);
    section.aside = aside.map(|table| Box::new(Aside { tables: vec![table], ..Aside::default() }));
    (Report { tree: Tree::from_rows([(1, section)]).unwrap(), ..Report::default() }, start..end)
}

/// Does one act to a drawn table. Undo, redo and the journal's replay come to the same.
#[track_caller]
fn check(
    lines: &[&str],
    aside: TableAside,
    act: impl Fn(&Report, Field, &Range<usize>) -> Option<Change>,
    after: &[&str],
    hung: &TableAside,
) {
    let (start, at) = drawn(lines, (aside != TableAside::default()).then_some(aside));
    let change = act(&start, body(), &at).expect("it applies");
    let (field, caret) = change.caret().expect("the caret has a place");
    let mut document = Document::new(start.clone());
    document.apply(change).unwrap();
    let section = document.report().tree.section(SectionId::new(1).unwrap()).unwrap();
    assert_eq!(field, body());
    let mut text = section.body.clone();
    text.insert(caret, '[');
    assert_eq!(text.replace('\t', "|").split('\n').collect::<Vec<_>>(), after);
    let tables = section.aside.as_ref().map_or(&[][..], |aside| &aside.tables);
    assert_eq!(tables.first().cloned().unwrap_or_default(), *hung);
    laws::comes_and_goes(&mut document, start);
}

fn merged(cells: &[(u32, u32, u32, u32)]) -> TableAside {
    TableAside { title: "表".into(), merged: cells.to_vec(), ..TableAside::default() }
}

fn columns(letters: &str) -> TableAside {
    TableAside { columns: letters.into(), ..TableAside::default() }
}

fn up<F: Fn(&Report, Field, &Range<usize>, Way) -> Option<Change>>(
    act: F,
) -> impl Fn(&Report, Field, &Range<usize>) -> Option<Change> {
    move |report, field, at| act(report, field, at, Way::Up)
}

fn down<F: Fn(&Report, Field, &Range<usize>, Way) -> Option<Change>>(
    act: F,
) -> impl Fn(&Report, Field, &Range<usize>) -> Option<Change> {
    move |report, field, at| act(report, field, at, Way::Down)
}

#[test]
fn merged_cells_follow_rows() {
    let lines = ["甲|乙", "丙|丁", "[|戊", "己|庚"];
    // Within a merged cell it grows; above one it moves.
    check(
        &lines,
        merged(&[(1, 0, 2, 1)]),
        up(moves::insert_rows),
        &["甲|乙", "丙|丁", "[|", " |戊", "己|庚"],
        &merged(&[(1, 0, 3, 1)]),
    );
    check(
        &lines,
        merged(&[(3, 0, 1, 2)]),
        down(moves::insert_rows),
        &["甲|乙", "丙|丁", " |戊", "[|", "己|庚"],
        &merged(&[(4, 0, 1, 2)]),
    );
    check(
        &lines,
        merged(&[(1, 0, 2, 1), (3, 0, 1, 2)]),
        moves::remove_rows,
        &["甲|乙", "丙|丁", "己[|庚"],
        &merged(&[(2, 0, 1, 2)]),
    );
    check(
        &["甲|乙", "丙|丁", "[戊|", "己|庚]"],
        merged(&[(2, 0, 1, 2), (0, 0, 1, 2)]),
        up(moves::move_rows),
        &["甲|乙", "戊[|", "己|庚", "丙|丁"],
        &merged(&[(1, 0, 1, 2), (0, 0, 1, 2)]),
    );
    let (report, at) = drawn(&lines, Some(merged(&[(1, 0, 2, 1)])));
    assert_eq!(moves::move_rows(&report, body(), &at, Way::Down), None, "a merged cell would be torn");
}

#[test]
fn merged_cells_and_sides_follow_columns() {
    let lines = ["甲|[乙|丙", "1|2|3"];
    check(&lines, columns("lcr"), up(moves::insert_columns), &["甲|[|乙|丙", "1||2|3"], &columns("l-cr"));
    check(&lines, columns("lcr"), down(moves::insert_columns), &["甲|乙|[|丙", "1|2||3"], &columns("lc-r"));
    check(&lines, columns("lcr"), moves::remove_columns, &["甲|丙[", "1|3"], &columns("lr"));
    check(&lines, columns("lcr"), up(moves::move_columns), &["乙[|甲|丙", "2|1|3"], &columns("clr"));
    check(&lines, columns("lcr"), moves::turn_columns, &["甲|乙[|丙", "1|2|3"], &columns("lrr"));
    check(&lines, merged(&[(0, 0, 1, 3)]), moves::remove_columns, &["甲|丙[", "1|3"], &merged(&[(0, 0, 1, 2)]));
    let (report, at) = drawn(&lines, Some(merged(&[(0, 0, 1, 2)])));
    assert_eq!(moves::move_columns(&report, body(), &at, Way::Down), None, "a merged cell would be torn");
}

#[test]
fn cells_become_one_with_all_their_words() {
    check(
        &["[甲|乙", "丙|]丁", "戊|己"],
        merged(&[]),
        moves::merge_cells,
        &["甲 乙 丙 丁[|", "|", "戊|己"],
        &merged(&[(0, 0, 2, 2)]),
    );
    // The rectangle takes a merged cell whole.
    check(
        &["[甲|]乙|", "丙|丁|戊"],
        merged(&[(0, 1, 1, 2)]),
        moves::merge_cells,
        &["甲 乙[||", "丙|丁|戊"],
        &merged(&[(0, 0, 1, 3)]),
    );
    check(&["甲 乙[|", "丙|丁"], merged(&[(0, 0, 1, 2)]), moves::split_cells, &["甲 乙[|", "丙|丁"], &merged(&[]));
}

#[test]
fn a_line_stays_a_row_whatever_is_taken_out() {
    let plain = TableAside::default();
    let cut = |report: &Report, field: Field, at: &Range<usize>| moves::write_cell(report, field, at, "", "删");
    let put = |report: &Report, field: Field, at: &Range<usize>| moves::write_cell(report, field, at, "字", "写");
    check(&["[甲]|乙", "1|2"], plain.clone(), cut, &[" [|乙", "1|2"], &plain);
    check(&["[ |乙", "1|2"], plain.clone(), put, &["字[|乙", "1|2"], &plain);
    // The last words of all: something hangs on it from now on.
    check(&["[甲]|", "|"], plain.clone(), cut, &["[|", "|"], &plain);
    // A sentence would make an indented line of it.
    let full = |report: &Report, field: Field, at: &Range<usize>| moves::write_cell(report, field, at, "好。", "写");
    check(&["甲|乙|丙", "||[", "1|2|3"], plain.clone(), full, &["甲|乙|丙", " ||好。[", "1|2|3"], &plain);
    let (report, at) = drawn(&["甲|[乙", "1|2"], None);
    assert_eq!(moves::write_cell(&report, body(), &at, &"长".repeat(999), "写"), None, "so long is no cell");
    assert_eq!(moves::write_cell(&report, body(), &at, "一\t二", "写"), None, "a border is no word");
}

#[test]
fn what_stands_around_is_written() {
    let set = |report: &Report, field: Field, at: &Range<usize>| {
        moves::set_around(report, field, at.start, Around::Note, " 含上年 ")
    };
    let hung = TableAside { note: "含上年".into(), ..TableAside::default() };
    check(&["甲|[乙", "1|2"], TableAside::default(), set, &["甲|乙[", "1|2"], &hung);
    let (report, at) = drawn(&["没有[表格"], None);
    assert_eq!(moves::set_around(&report, body(), at.start, Around::Title, "题"), None);
}

#[test]
fn text_becomes_a_table_and_a_table_text() {
    let plain = TableAside::default();
    check(&["[单位、受理", "一科、12；]"], plain.clone(), moves::table_from_text, &["单位[|受理", "一科|12"], &plain);
    check(
        &["[单位　受理  办结", "一科　 12　3]"],
        plain.clone(),
        moves::table_from_text,
        &["单位[|受理|办结", "一科|12|3"],
        &plain,
    );
    let hung = TableAside { title: "办件".into(), unit: "件".into(), note: "全年".into(), ..plain.clone() };
    check(&["甲|[乙", "1|"], hung, moves::table_to_text, &["办件", "单位：件", "甲，乙", "1", "注：全年["], &plain);
}

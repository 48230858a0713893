//! What hangs on a table stays on it, whatever is done to its text.

use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::compare;
use tigang::edit::moves;
use tigang::edit::moves::Below;
use tigang::edit::next_year;
use tigang::edit::tables::Copied;
use tigang::report::Field;
use tigang::report::Owner;
use tigang::report::Report;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::Tree;
use tigang::report::grid;

use crate::edit::laws;

fn one() -> SectionId {
    SectionId::new(1).unwrap()
}

/// A section of which each body is drawn as lines; 【表题】 stands at the end of the first row of a table on which it hangs, a `+` after
/// it.
fn drawn(bodies: &[&str]) -> Report {
    let rows = bodies.iter().zip(1..).map(|(drawing, number)| {
        let mut section = Section::new(SectionId::new(number).unwrap());
        section.heading = format!("第{number}节");
        let titles: Vec<(usize, &str)> = drawing
            .lines()
            .enumerate()
            .filter_map(|(line, text)| Some((line, text.split_once('【')?.1.split_once('】')?.0)))
            .collect();
        section.body = drawing.lines().map(|line| line.split('【').next().unwrap()).collect::<Vec<_>>().join("\n");
        let starts: Vec<usize> =
            std::iter::once(0).chain(section.body.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let runs = grid::runs(&section.body);
        for (line, title) in titles {
            let at = runs.iter().position(|run| run.bytes.start == starts[line]).unwrap();
            let table = TableAside { at: u32::try_from(at).unwrap(), title: title.into(), ..TableAside::default() };
            section.aside.get_or_insert_default().tables.push(table);
        }
        (1, section)
    });
    Report { tree: Tree::from_rows(rows).unwrap(), ..Report::default() }
}

fn draw(report: &Report) -> Vec<String> {
    let body = |section: &Section| {
        let hung = grid::hung(section.aside.as_deref(), grid::home(Field::Body(section.id)).unwrap().1);
        let mut body = section.body.clone();
        for table in grid::tables(&section.body, hung).into_iter().rev() {
            if let Some(aside) = table.aside {
                let first =
                    body[table.run.bytes.start..].find('\n').map_or(body.len(), |at| table.run.bytes.start + at);
                body.insert_str(first, &format!("【{}】", aside.title));
            }
        }
        body
    };
    report.tree.rows().map(|row| body(row.section)).collect()
}

/// Does one act to a drawn report; undo and redo, and the journal's replay, come to the same.
#[track_caller]
fn check(before: &[&str], act: impl Fn(&Report) -> Option<Change>, after: &[&str]) {
    let start = drawn(before);
    let mut document = Document::new(start.clone());
    document.apply(act(&start).expect("it applies")).unwrap();
    assert_eq!(draw(document.report()), after);
    laws::comes_and_goes(&mut document, start);
}

/// Replaces some words of the first body.
fn typed(cut: &'static str, put: &'static str) -> impl Fn(&Report) -> Option<Change> {
    move |report| {
        let at = report.text(Field::Body(one()))?.find(cut)?;
        moves::replace_text(report, Field::Body(one()), at..at + cut.len(), put, "输入")
    }
}

#[test]
fn another_table_before_it_comes_and_goes() {
    check(
        &["前\n甲\t乙【表一】\n丙\t丁"],
        typed("前", "前\n新\t表\n又\t行\n中"),
        &["前\n新\t表\n又\t行\n中\n甲\t乙【表一】\n丙\t丁"],
    );
    check(
        &["新\t表【零】\n又\t行\n中\n甲\t乙【表一】\n丙\t丁"],
        typed("新\t表\n又\t行\n", ""),
        &["中\n甲\t乙【表一】\n丙\t丁"],
    );
}

#[test]
fn it_stays_while_its_rows_are_written() {
    check(&["甲\t乙【表一】\n丙\t丁"], typed("丙", "丙\n戊"), &["甲\t乙【表一】\n丙\n戊\t丁"]);
    check(&["甲\t乙【表一】\n丙\t丁"], typed("甲\t乙\n", ""), &["丙\t丁【表一】"]);
    check(&["甲\t乙【表一】\n丙\t丁"], typed("甲", "己\t庚\n甲"), &["己\t庚【表一】\n甲\t乙\n丙\t丁"]);
}

#[test]
fn it_goes_with_its_lines_into_a_section_of_its_own_and_back() {
    let split = |report: &Report| {
        let at = report.text(Field::Body(one()))?.find("题")?;
        moves::split_body(report, one(), at, Below::Sibling)
    };
    check(&["前\n题\n甲\t乙【表一】\n丙\t丁"], split, &["前", "甲\t乙【表一】\n丙\t丁"]);
    let join = |report: &Report| moves::join(report, one(), SectionId::new(2)?);
    check(
        &["一\t二【表零】\n三\t四\n前", "甲\t乙【表一】\n丙\t丁"],
        join,
        &["一\t二【表零】\n三\t四\n前\n甲\t乙【表一】\n丙\t丁"],
    );
}

#[test]
fn a_table_that_is_cut_is_pasted_with_what_hung_on_it() {
    let start = drawn(&["前\n甲\t乙【表一】\n丙\t丁\n后", "尾"]);
    let mut document = Document::new(start);
    let lines = "甲\t乙\n丙\t丁\n";
    let at = "前\n".len();
    let copied = Copied::of(document.report(), Field::Body(one()), &(at..at + lines.len()));
    document.apply(typed(lines, "")(document.report()).unwrap()).unwrap();
    assert_eq!(draw(document.report()), ["前\n后", "尾"]);
    let second = Field::Body(SectionId::new(2).unwrap());
    document.apply(moves::replace_text(document.report(), second, 0..0, lines, "粘贴").unwrap()).unwrap();
    document.apply_joined(copied.hang(document.report(), second).unwrap()).unwrap();
    assert_eq!(draw(document.report()), ["前\n后", "甲\t乙【表一】\n丙\t丁\n尾"]);
    document.undo();
    assert_eq!(draw(document.report()), ["前\n后", "尾"]);
}

#[test]
fn two_writers_tables_are_put_together_by_their_lines() {
    let base = drawn(&["前\n甲\t乙【表一】\n丙\t丁"]);
    let mine = drawn(&["新\t表【表零】\n又\t行\n前\n甲\t乙【表一】\n丙\t丁"]);
    let theirs = drawn(&["前\n甲\t乙【表一（修订）】\n丙\t丁"]);
    let merged = compare::merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    let mut document = Document::new(mine);
    document.apply(merged.change.unwrap()).unwrap();
    assert_eq!(draw(document.report()), ["新\t表【表零】\n又\t行\n前\n甲\t乙【表一（修订）】\n丙\t丁"]);
}

#[test]
fn next_year_keeps_its_words_in_the_note() {
    let next = next_year(&drawn(&["前\n甲\t乙【受理情况】\n丙\t5"]));
    let section = next.tree.section(one()).unwrap();
    assert!(section.note.contains("【去年表格】\n受理情况"), "{}", section.note);
    assert!(section.note.contains("丙\t5"), "{}", section.note);
    assert_eq!(section.aside, None);
}

/// What the change itself says has the last word.
#[test]
fn a_change_may_say_it_itself() {
    let say = |report: &Report| {
        let mut change = typed("甲", "己\t庚\n辛\n甲")(report)?;
        let aside = report.aside(Owner::Section(one())).flatten().cloned().map(Box::new);
        change.edits.push(Edit::Aside { of: Owner::Section(one()), aside });
        Some(change)
    };
    check(&["甲\t乙【表一】\n丙\t丁"], say, &["己\t庚【表一】\n辛\n甲\t乙\n丙\t丁"]);
}

/// One moves rows and merges cells while the other writes in them: both stay.
#[test]
fn rows_that_moved_are_put_together_with_words_written_meanwhile() {
    let base = drawn(&["前\n甲\t乙【表一】\n一\t1\n二\t2\n三\t3\n后"]);
    let field = Field::Body(one());
    let done = |change: Option<Change>| {
        let mut document = Document::new(base.clone());
        document.apply(change.expect("it applies")).unwrap();
        document.report().clone()
    };
    let at = base.text(field).unwrap().find('三').unwrap();
    let mine = done(moves::insert_rows(&base, field, &(at..at), moves::Way::Down));
    let first = base.text(field).unwrap().find('1').unwrap();
    let theirs = done(moves::write_cell(&base, field, &(first..first + 1), "100", "改"));
    let merged = compare::merge(&base, &mine, &theirs);
    assert_eq!(merged.conflicts, []);
    let mut document = Document::new(mine);
    document.apply(merged.change.unwrap()).unwrap();
    assert_eq!(draw(document.report()), ["前\n甲\t乙【表一】\n一\t100\n二\t2\n三\t3\n\t\n后"]);
}

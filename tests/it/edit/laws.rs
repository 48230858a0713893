//! Laws that hold whatever is done to whatever report: random acts on random outlines.

use std::collections::HashSet;
use std::num::NonZeroU32;
use std::ops::Range;

use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::prelude::prop_assert_eq;
use proptest::prelude::prop_oneof;
use proptest::proptest;

use tigang::edit::Change;
use tigang::edit::Document;
use tigang::edit::Edit;
use tigang::edit::moves;
use tigang::edit::moves::Below;
use tigang::edit::moves::End;
use tigang::edit::moves::Way;
use tigang::report::Aside;
use tigang::report::Branch;
use tigang::report::Comment;
use tigang::report::Field;
use tigang::report::Head;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Metric;
use tigang::report::Owner;
use tigang::report::Place;
use tigang::report::Report;
use tigang::report::Row;
use tigang::report::Scheme;
use tigang::report::Seal;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::Setup;
use tigang::report::Signed;
use tigang::report::Style;
use tigang::report::TableAside;
use tigang::report::Tree;
use tigang::report::grid;
use tigang::tui::caret::paragraph_at;

/// What an act must leave as it is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Keeps {
    /// Every text, note and metric, and how many sections there are.
    Texts,
    /// As `Texts`; and the sections stand in the same order.
    Order,
    /// As `Order`; and every section but those acted on keeps its level.
    Levels,
    /// As `Texts`, but for empty sections that come or go.
    Written,
    /// Every character but line breaks; notes and metrics.
    Characters,
    /// Nothing: it writes or removes.
    Nothing,
}

/// Dice for one act: which, on what, where.
pub(crate) type Dice = (u8, u16, u16, u16);

const ACTS: u8 = 70;

/// The act that the dice choose, asked of a report.
fn act(report: &Report, (which, one, two, three): Dice) -> (Keeps, Option<Change>) {
    let ids: Vec<SectionId> = report.tree.rows().map(|row| row.section.id).collect();
    let pick = |dice: u16| {
        if ids.is_empty() { SectionId::new(1).unwrap() } else { ids[usize::from(dice) % ids.len()] }
    };
    let (id, other, number) = (pick(one), pick(two), usize::from(three));
    let marked = [id, other, pick(three), pick(one.wrapping_add(1)), pick(one.wrapping_add(2))];
    let below = if number.is_multiple_of(2) { Below::Sibling } else { Below::FirstChild };
    let end = if number.is_multiple_of(2) { End::First } else { End::Last };
    let owner = if number.is_multiple_of(3) { Owner::Report } else { Owner::Section(id) };
    let row = usize::from(two % 2);
    let place = Place { parent: (!two.is_multiple_of(4)).then_some(other), index: number % 5 };
    let caret = |text: Option<&str>| caret_in(text.unwrap_or(""), number);
    let heading = caret(report.text(Field::Heading(id)));
    let body = caret(report.text(Field::Body(id)));
    match which % ACTS {
        0 => (Keeps::Order, moves::demote(report, &[id])),
        1 => (Keeps::Texts, moves::promote(report, &[id])),
        2 => (Keeps::Levels, moves::demote_alone(report, &[id])),
        3 => (Keeps::Texts, moves::promote_alone(report, &[id])),
        4 => (Keeps::Order, moves::promote_in_place(report, &[id])),
        5 => (Keeps::Order, moves::promote_children(report, &[id])),
        6 => (Keeps::Texts, moves::move_up(report, &[id])),
        7 => (Keeps::Texts, moves::move_down(report, &[id])),
        8 => (Keeps::Texts, moves::move_to(report, id, place)),
        9 => (Keeps::Written, moves::group(report, &marked[..3])),
        10 => {
            let siblings = report.tree.children(report.tree.parent(id));
            (Keeps::Written, moves::group(report, &siblings[..siblings.len().min(1 + number % 4)]))
        }
        11 => (Keeps::Written, moves::ungroup(report, &[id])),
        12 => (Keeps::Order, moves::demote(report, &marked)),
        13 => (Keeps::Texts, moves::promote(report, &marked)),
        14 => (Keeps::Texts, moves::move_up(report, &marked)),
        15 => (Keeps::Texts, moves::move_down(report, &marked)),
        16 => (Keeps::Nothing, moves::remove(report, &marked[..2])),
        17 => (Keeps::Written, moves::insert_after(report, id)),
        18 => (Keeps::Written, moves::insert_before(report, id)),
        19 => (Keeps::Written, moves::insert_child(report, id, end)),
        20 => (Keeps::Written, moves::insert_top(report, end)),
        21 | 22 => (Keeps::Characters, moves::split_heading(report, id, heading, below)),
        23 | 24 => (Keeps::Characters, moves::split_body(report, id, body, below)),
        25 | 26 => (Keeps::Characters, report.tree.before(id).and_then(|above| moves::join(report, above, id))),
        27 => {
            let next = ids.iter().skip_while(|&&other| other != id).nth(1);
            (Keeps::Characters, next.and_then(|&next| moves::join(report, id, next)))
        }
        28 => (Keeps::Characters, moves::join(report, other, id)),
        29 => (Keeps::Nothing, moves::duplicate(report, &[id])),
        30 => (Keeps::Nothing, moves::remove(report, &[id])),
        31 => {
            let branches = [id, other].iter().filter_map(|&id| report.tree.branch(id)).collect();
            (Keeps::Nothing, moves::insert_branches(report, place, branches))
        }
        32 => (Keeps::Levels, moves::toggle_numbering(report, &[id])),
        33 => (Keeps::Levels, moves::toggle_run_in(report, &[id])),
        34 => (Keeps::Levels, moves::set_target(report, id, Some(u32::from(three)))),
        35 => (Keeps::Levels, moves::set_scheme(report, Scheme::Technical)),
        36 => (Keeps::Nothing, moves::add_metric(report, owner, row)),
        37 => {
            let metric = Metric { name: format!("指标{}", number % 7), ..Metric::default() };
            (Keeps::Nothing, moves::set_metric(report, owner, row, metric))
        }
        38 => {
            let to = if number.is_multiple_of(2) { owner } else { Owner::Section(other) };
            (Keeps::Order, moves::move_metric(report, (owner, row), (to, 1 - row)))
        }
        39 => (Keeps::Nothing, moves::remove_metric(report, owner, row)),
        40 => (Keeps::Nothing, moves::fold_series(report, id)),
        41 => (Keeps::Nothing, moves::split_series(report, id, None)),
        42 => (Keeps::Texts, moves::toggle_annex(report, &marked[..1 + number % 2])),
        43 => (Keeps::Written, moves::insert_annex(report)),
        44 => (Keeps::Levels, moves::set_begin(report, id, NonZeroU32::new(u32::from(three % 4)))),
        60..66 => (Keeps::Nothing, on_manuscript(report, id, (heading, body), (which % ACTS, one, two, three))),
        45..60 => {
            let far = caret_in(report.text(Field::Body(id)).unwrap_or(""), usize::from(one));
            (Keeps::Nothing, on_table(report, Field::Body(id), body.min(far)..body.max(far), which % ACTS - 45))
        }
        _ => {
            let (field, at) =
                if two.is_multiple_of(2) { (Field::Heading(id), heading) } else { (Field::Body(id), body) };
            let put = ["字", "甲。", "", "\n", "新\t行\n"][number % 5];
            (Keeps::Nothing, moves::replace_text(report, field, at..at, put, "输入"))
        }
    }
}

/// An act at the border of two texts.
fn on_manuscript(
    report: &Report,
    id: SectionId,
    (heading, body): (usize, usize),
    (which, one, two, three): Dice,
) -> Option<Change> {
    let (from, to) = span(report, (one, two, three))?;
    match which {
        60 => moves::break_heading(report, id, heading),
        61 => moves::to_text(report, id),
        62 => moves::run_in(report, id),
        63 => {
            let paragraph = paragraph_at(report.text(Field::Body(id)).unwrap_or(""), body);
            moves::paragraph_to_section(report, Field::Body(id), paragraph)
        }
        64 => moves::replace_span(report, from, to, ["", "字"][usize::from(three) % 2], "输入"),
        _ => {
            let (passage, _) = moves::copy_span(report, |_| None, from, to)?;
            moves::put_span(report, (Field::Body(id), body), &passage, "粘贴")
        }
    }
}

/// Two places in texts of a manuscript, the first in an earlier one.
fn span(report: &Report, (one, two, three): (u16, u16, u16)) -> Option<((Field, usize), (Field, usize))> {
    let fields = manuscript(report);
    let (a, b) = (usize::from(one) % fields.len(), usize::from(two) % fields.len());
    let place = |at: usize, dice: u16| {
        let text = report.text(fields[at]).unwrap_or("");
        (fields[at], caret_in(text, usize::from(dice)))
    };
    (a != b).then(|| (place(a.min(b), three), place(a.max(b), three / 7)))
}

/// The texts of a manuscript in reading order.
fn manuscript(report: &Report) -> Vec<Field> {
    let is_written =
        |field: &Field| !matches!(field, Field::Head(_) | Field::Imprint | Field::ReportNote | Field::Note(_));
    report.texts().map(|(field, _)| field).filter(is_written).collect()
}

/// Everything that stands in a manuscript, without line breaks.
fn written(report: &Report) -> String {
    manuscript(report).iter().map(|field| report.text(*field).unwrap().replace('\n', "")).collect()
}

/// A selection over several texts that is cut leaves exactly what was not selected; pasted back where it was, all is there
/// again, in order.
#[test]
fn what_is_cut_across_texts_is_cut_and_comes_back() {
    proptest!(|(report in reports(), one: u16, two: u16, three: u16)| {
        let Some((from, to)) = span(&report, (one, two, three)) else { return Ok(()) };
        let rows = |report: &Report| {
            report.tree.rows().any(|row| row.section.body.contains('\t'))
        };
        let Some(change) = moves::replace_span(&report, from, to, "", "删除") else { return Ok(()) };
        let mut document = Document::new(report.clone());
        document.apply(change.clone()).unwrap();
        let fields = manuscript(&report);
        let (a, b) = (fields.iter().position(|f| *f == from.0).unwrap(), fields.iter().position(|f| *f == to.0).unwrap());
        let kept = |at: usize, range: Range<usize>| report.text(fields[at]).unwrap()[range].replace('\n', "");
        let all = |range: Range<usize>| range.map(|at| kept(at, 0..report.text(fields[at]).unwrap().len())).collect::<String>();
        let before = format!("{}{}", all(0..a), kept(a, 0..from.1));
        let behind = format!("{}{}", kept(b, to.1..report.text(to.0).unwrap().len()), all(b + 1..fields.len()));
        if !rows(&report) {
            prop_assert_eq!(written(document.report()), format!("{before}{behind}"));
        }
        // Pasted at the caret, nothing is missing.
        let (passage, _) = moves::copy_span(&report, |_| None, from, to).unwrap();
        let caret = change.caret().unwrap();
        let put = moves::put_span(document.report(), caret, &passage, "粘贴");
        if let Some(put) = put {
            document.apply(put).unwrap();
            if !rows(&report) {
                prop_assert_eq!(written(document.report()), written(&report));
            }
            document.undo();
        }
        comes_and_goes(&mut document, report);
    });
}

/// Whole paragraphs and sections, cut from the head of a heading to the head of another that isn't below it, come back exactly
/// as they were: headings, levels, texts, notes, metrics.
#[test]
fn whole_sections_come_back_as_they_were() {
    proptest!(|(report in reports(), one: u16, two: u16)| {
        let ids: Vec<SectionId> = report.tree.rows().map(|row| row.section.id).collect();
        if ids.len() < 2 {
            return Ok(());
        }
        let (a, b) = (usize::from(one) % ids.len(), usize::from(two) % ids.len());
        let (a, b) = (a.min(b), a.max(b));
        if a == b {
            return Ok(());
        }
        // Before the first annex stands what is signed.
        let is_signed = report.tree.annexes().first().is_some_and(|annex| ids[a + 1..=b].contains(annex));
        if is_signed || ids[a..b].iter().any(|id| report.tree.is_within(ids[b], *id)) {
            return Ok(());
        }
        let (from, to) = ((Field::Heading(ids[a]), 0), (Field::Heading(ids[b]), 0));
        let (passage, _) = moves::copy_span(&report, |_| None, from, to).unwrap();
        let mut document = Document::new(report.clone());
        let cut = moves::replace_span(&report, from, to, "", "剪切").unwrap();
        let caret = cut.caret().unwrap();
        document.apply(cut).unwrap();
        prop_assert_eq!(document.report().tree.len(), report.tree.len() - (b - a));
        prop_assert_eq!(caret, to);
        let put = moves::put_span(document.report(), caret, &passage, "粘贴").unwrap();
        document.apply(put).unwrap();
        let shape = |report: &Report| -> Vec<_> {
            let row = |row: Row<'_>| (row.level, Section { id: ids[0], ..row.section.clone() });
            report.tree.rows().map(row).collect()
        };
        prop_assert_eq!(shape(document.report()), shape(&report));
        document.undo();
        comes_and_goes(&mut document, report);
    });
}

/// An act on a table of a text.
fn on_table(report: &Report, field: Field, at: Range<usize>, which: u8) -> Option<Change> {
    let way = if at.start.is_multiple_of(2) { Way::Up } else { Way::Down };
    match which {
        0 => moves::insert_rows(report, field, &at, way),
        1 => moves::remove_rows(report, field, &at),
        2 => moves::move_rows(report, field, &at, way),
        3 => moves::insert_columns(report, field, &at, way),
        4 => moves::remove_columns(report, field, &at),
        5 => moves::move_columns(report, field, &at, way),
        6 => moves::merge_cells(report, field, &at),
        7 => moves::split_cells(report, field, &at),
        8 => moves::turn_columns(report, field, &at),
        9 => moves::clear_cells(report, field, &at, "清空"),
        10 => moves::fill_cells(report, field, &at, "子\t丑\n寅"),
        11 => moves::replace_across(report, field, &at, "卯", "输入"),
        12 => moves::write_cell(report, field, &at, if way == Way::Up { "" } else { "辰" }, "输入"),
        13 => moves::insert_table(report, field, at.start, (1 + at.len() % 3, 2)),
        _ => moves::table_to_text(report, field, &at),
    }
}

/// A character boundary of the text.
fn caret_in(text: &str, dice: usize) -> usize {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    ends[dice % ends.len()]
}

/// As [`change`]; and what must hold of a report that it is done to holds.
#[track_caller]
pub(crate) fn lawful(report: &Report, dice: Dice) -> Option<Change> {
    let (keeps, change) = act(report, dice);
    let change = change?;
    let mut after = report.clone();
    let inverse = change.clone().apply(&mut after).expect("an act's answer applies to the report it was asked of");
    check_kept(keeps, &change, report, &after);
    check_tree(&after.tree);
    check_metric_names(&after);
    inverse.apply(&mut after).expect("an inverse applies to the report that it was answered for");
    assert_eq!(&after, report);
    Some(change)
}

/// Undo brings back what was at the start, redo and the journal's replay what there is now.
#[track_caller]
pub(crate) fn comes_and_goes(document: &mut Document, start: Report) {
    let end = document.report().clone();
    document.undo();
    assert_eq!(document.report(), &start);
    document.redo();
    assert_eq!(document.report(), &end);
    let mut replayed = Document::new(start);
    document.take_outbox().into_iter().for_each(|done| replayed.replay(done).unwrap());
    assert_eq!(replayed.report(), &end);
}

/// As [`act`], without what it keeps.
pub(crate) fn change(report: &Report, dice: Dice) -> Option<Change> {
    act(report, dice).1
}

/// An outline in short: per row how much deeper it may be, and which of its texts it has.
pub(crate) fn reports() -> impl Strategy<Value = Report> {
    prop::collection::vec((0_usize..5, prop_oneof![0_u8..64, Just(0)]), 0..24).prop_map(|rows| {
        let mut last = 0;
        let rows = rows.into_iter().enumerate().map(|(k, (level, has))| {
            last = level.min(last) + 1;
            let mut section = Section::new(SectionId::new(u32::try_from(k + 1).unwrap()).unwrap());
            let text = |bit: u8, text: String| if has & bit == 0 { String::new() } else { text };
            section.heading = text(1, format!("题{k}目"));
            section.body = text(2, format!("第{k}段\n其{k}"));
            section.note = text(4, format!("注{k}"));
            if has & 8 != 0 {
                section.metrics.push(Metric { name: format!("数{k}"), ..Metric::default() });
            }
            if has & 16 != 0 {
                section.style.heading = HeadingStyle::RunIn;
            }
            if has & 20 == 20 && last == 1 {
                section.style.kind = Kind::Annex;
            }
            if has & 9 == 9 {
                section.style.begins = NonZeroU32::new(u32::from(has));
            }
            if has & 12 == 12 {
                let comment = Comment { text: format!("批{k}"), ..Comment::default() };
                section.aside = Some(Box::new(Aside { comments: vec![comment], ..Aside::default() }));
            }
            if has & 32 != 0 {
                section.body = format!("{}{}\n后{k}", text(2, format!("第{k}段\n")), table_lines(k));
                let table = TableAside { title: format!("题{k:02}"), ..TableAside::default() };
                section.aside.get_or_insert_default().tables.push(table);
            }
            (last, section)
        });
        Report {
            subtitle: "——在会上\n方某某".into(),
            organization: "甲局\n乙局".into(),
            remarks: "联系人：方某".into(),
            head: Head {
                organ: "甲局文件\n乙局文件".into(), number: "甲发〔2031〕7号".into(), ..Head::default()
            },
            imprint: "抄送：丙局。\n甲局办公室　2031年12月6日印发".into(),
            setup: Setup { seal: Seal::With, signed: Signed::Above, ..Setup::default() },
            tree: Tree::from_rows(rows).unwrap(),
            ..Report::default()
        }
    })
}

/// The table that the section of this number begins with.
fn table_lines(k: usize) -> String {
    format!("表{k:02}\t甲\n行{k:02}\t乙")
}

/// The tables of a report: their lines, and the title that hangs on each.
fn tables(report: &Report) -> Vec<(String, Option<String>)> {
    let of_section = |section: &Section| -> Vec<(String, Option<String>)> {
        let runs = grid::runs(&section.body);
        let hung: Vec<&TableAside> = section.aside.iter().flat_map(|aside| &aside.tables).collect();
        assert!(hung.iter().all(|table| (table.at as usize) < runs.len()), "nothing hangs on no table: {section:?}");
        let title = |at: usize| hung.iter().find(|table| table.at as usize == at).map(|table| table.title.clone());
        runs.iter().enumerate().map(|(at, run)| (section.body[run.bytes.clone()].to_owned(), title(at))).collect()
    };
    report.tree.rows().flat_map(|row| of_section(row.section)).collect()
}

/// What hangs on a table belongs to one of its rows; and a table that stays whole keeps it.
#[track_caller]
fn check_tables(before: &Report, after: &Report) {
    let (before, after) = (tables(before), tables(after));
    for (lines, title) in
        after.iter().filter_map(|(lines, title)| Some((lines, title.as_ref()?))).filter(|(_, title)| !title.is_empty())
    {
        let k = title.trim_start_matches('题');
        // A row that was typed into may have lost its number, or a digit of it.
        let is_other = |line: &str| {
            let number: String = line.chars().skip(1).take_while(char::is_ascii_digit).collect();
            line.starts_with(['表', '行']) && number.len() == 2 && number != k
        };
        assert!(!lines.lines().all(is_other), "{title} hangs on {lines:?}");
    }
    for k in 0..24 {
        let whole = |tables: &[(String, Option<String>)]| {
            let all: Vec<bool> =
                tables.iter().filter(|(lines, _)| *lines == table_lines(k)).map(|(_, title)| title.is_some()).collect();
            (all.len(), all.iter().filter(|has| **has).count())
        };
        let ((all, had), (there, has)) = (whole(&before), whole(&after));
        assert!(has + all.saturating_sub(there) >= had, "题{k:02} is lost: {before:?} {after:?}");
    }
}

/// A tree is what its rows say, and every question about it is answered in the same sense.
#[track_caller]
fn check_tree(tree: &Tree) {
    let rows: Vec<(usize, SectionId)> = tree.rows().map(|row| (row.level, row.section.id)).collect();
    assert_eq!(rows.len(), tree.len());
    let unique: HashSet<SectionId> = rows.iter().map(|&(_, id)| id).collect();
    assert_eq!(unique.len(), rows.len(), "ids are unique");
    let mut path: Vec<SectionId> = Vec::new();
    for (k, &(level, id)) in rows.iter().enumerate() {
        assert!(level >= 1 && level <= path.len() + 1, "levels never jump");
        path.truncate(level - 1);
        assert_eq!(tree.parent(id), path.last().copied());
        assert_eq!(tree.level(id), level);
        let place = tree.place(id).unwrap();
        assert_eq!(tree.children(place.parent)[place.index], id);
        assert_eq!(tree.before(id), k.checked_sub(1).map(|k| rows[k].1));
        let below = rows[k + 1..].iter().take_while(|row| row.0 > level).count();
        assert_eq!(tree.last_within(id), rows[k + below].1);
        assert_eq!(tree.rows_of(id).map(|row| (row.level, row.section.id)).collect::<Vec<_>>(), rows[k..=k + below]);
        path.push(id);
    }
    // A change alone may leave a part after an annex; the document mends that.
    if tree.children(None).iter().is_sorted_by_key(|id| tree.is_annex(*id)) {
        let again = Tree::from_rows(tree.rows().map(|row| (row.level, row.section.clone()))).unwrap();
        assert_eq!(&again, tree, "ids used up before don't count");
    }
}

/// Annexes are top sections, and stand after all others.
#[track_caller]
fn check_annexes(tree: &Tree) {
    let kinds: Vec<(usize, Kind)> = tree.rows().map(|row| (row.level, row.section.style.kind)).collect();
    let tops: Vec<Kind> = kinds.iter().filter(|(level, _)| *level == 1).map(|(_, kind)| *kind).collect();
    assert!(tops.is_sorted_by_key(|kind| *kind == Kind::Annex), "annexes stand last: {tops:?}");
    assert_eq!(tree.annexes().len(), tops.iter().filter(|kind| **kind == Kind::Annex).count());
}

fn check_metric_names(report: &Report) {
    let names: Vec<&str> =
        report.all_metrics().map(|(_, metric)| metric.name.as_str()).filter(|n| !n.is_empty()).collect();
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len(), "names are unique: {names:?}");
}

/// Everything written in a report, sorted.
fn texts(report: &Report) -> Vec<String> {
    let sections = report.tree.rows().map(|row| row.section);
    let mut texts: Vec<String> = sections
        .flat_map(|section| [&section.heading, &section.body, &section.note])
        .filter(|text| !text.is_empty())
        .cloned()
        .chain(report.all_metrics().map(|(_, metric)| metric.name.clone()))
        .collect();
    texts.sort();
    texts
}

fn characters(report: &Report) -> Vec<char> {
    let mut characters: Vec<char> = texts(report).concat().chars().filter(|&c| c != '\n').collect();
    characters.sort_unstable();
    characters
}

fn order(report: &Report) -> Vec<SectionId> {
    report.tree.rows().map(|row| row.section.id).collect()
}

#[track_caller]
fn check_kept(keeps: Keeps, change: &Change, before: &Report, after: &Report) {
    match keeps {
        Keeps::Nothing => return,
        Keeps::Characters => assert_eq!(characters(before), characters(after)),
        _ => assert_eq!(texts(before), texts(after)),
    }
    if matches!(keeps, Keeps::Texts | Keeps::Order | Keeps::Levels) {
        assert_eq!(before.tree.len(), after.tree.len());
    }
    if matches!(keeps, Keeps::Order | Keeps::Levels) {
        assert_eq!(order(before), order(after));
    }
    if keeps == Keeps::Levels {
        let first = change.edits.first().and_then(|edit| match edit {
            Edit::Move { id, .. } => Some(*id),
            _ => None,
        });
        for id in order(before).into_iter().filter(|&id| Some(id) != first) {
            assert_eq!(before.tree.level(id), after.tree.level(id));
        }
    }
}

fn write_and_read<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    ron::from_str(&ron::to_string(value).unwrap()).unwrap()
}

pub(crate) fn dice() -> impl Strategy<Value = Dice> {
    any::<Dice>()
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(300))]

    /// Acts conserve what they must, the tree stays a tree, undoing all gives the start, redoing all the end, and a
    /// journal's replay gives the end too.
    #[test]
    fn acts_lose_nothing_and_are_undone(
        start in reports(),
        seed in prop::option::of(any::<u64>()),
        dice in prop::collection::vec(dice(), 1..40),
    ) {
        let mut document = Document::new(start.clone());
        seed.into_iter().for_each(|seed| document.draw_ids(seed));
        for dice in dice {
            let before = document.report().clone();
            let (keeps, change) = act(&before, dice);
            let Some(change) = change else { continue };
            document.apply(change.clone()).expect("an act's answer applies to the report it was asked of");
            let after = document.report();
            check_kept(keeps, &change, &before, after);
            check_tree(&after.tree);
            check_annexes(&after.tree);
            check_metric_names(after);
            check_tables(&before, after);
            if let Some((field, at)) = change.caret() {
                assert!(after.text(field).is_some_and(|text| text.is_char_boundary(at)), "the caret has a place");
            }
        }
        let end = document.report().clone();
        let steps = document.undo_labels().count();
        let undone = std::iter::from_fn(|| document.undo()).count();
        prop_assert_eq!(undone, steps);
        prop_assert_eq!(document.report(), &start);
        while document.redo().is_some() {}
        prop_assert_eq!(document.report(), &end);
        for _ in 0..steps / 2 {
            document.undo();
        }
        check_tree(&document.report().tree);
        let mut replayed = start;
        for done in document.take_outbox() {
            write_and_read(&done).change.apply(&mut replayed).unwrap();
        }
        prop_assert_eq!(document.report(), &replayed);
    }

    /// An edit that makes no sense is refused and changes nothing, alone or at the end of a change that did.
    #[test]
    fn a_refused_change_leaves_the_report_equal(start in reports(), good in dice(), bad in any::<(u8, u8, u8, u8)>()) {
        let mut report = start.clone();
        let wild = wild_edit(bad);
        if wild.clone().apply(&mut report).is_err() {
            prop_assert_eq!(&report, &start);
        } else {
            check_tree(&report.tree);
            report = start.clone();
        }
        let mut edits = act(&report, good).1.map_or(Vec::new(), |change| change.edits);
        edits.push(wild);
        edits.push(Edit::Remove { id: SectionId::new(SectionId::MAX).unwrap() });
        prop_assert_eq!(Change { label: "不成".into(), edits }.apply(&mut report).is_err(), true);
        prop_assert_eq!(&report, &start);
        check_tree(&report.tree);
    }

    /// A subtree is a value: taken out, written, read and put back, it is what it was.
    #[test]
    fn a_branch_goes_out_and_comes_back(start in reports(), which in any::<u16>()) {
        let ids = order(&start);
        if !ids.is_empty() {
            let id = ids[usize::from(which) % ids.len()];
            let branch = start.tree.branch(id).unwrap();
            let mut report = start.clone();
            let back = Edit::Remove { id }.apply(&mut report).unwrap();
            check_tree(&report.tree);
            prop_assert_eq!(&back, &Edit::Insert { at: start.tree.place(id).unwrap(), branch: write_and_read(&branch) });
            back.apply(&mut report).unwrap();
            prop_assert_eq!(&report, &start);
            let forest = Branch::forest(start.tree.rows().map(|row| (row.level, row.section.clone())));
            let tops: Vec<Branch> = start.tree.children(None).iter().filter_map(|&id| start.tree.branch(id)).collect();
            prop_assert_eq!(forest, tops);
        }
    }

    /// Up and down are one another's mirror, and so are demoting and promoting in place where nothing followed.
    #[test]
    fn moves_have_their_mirrors(start in reports(), which in any::<u16>()) {
        let ids = order(&start);
        if !ids.is_empty() {
            let id = ids[usize::from(which) % ids.len()];
            for (there, back) in [
                (moves::move_up as fn(&Report, &[SectionId]) -> Option<Change>, moves::move_down as fn(&Report, &[SectionId]) -> _),
                (moves::move_down, moves::move_up),
                (moves::demote, moves::promote),
                (moves::promote_in_place, moves::demote),
            ] {
                let mut document = Document::new(start.clone());
                let Some(change) = there(document.report(), &[id]) else { continue };
                document.apply(change).unwrap();
                let change = back(document.report(), &[id]).expect("the way back is open");
                document.apply(change).unwrap();
                prop_assert_eq!(order(document.report()), ids.clone());
            }
        }
    }
}

/// An edit made without looking at the report.
fn wild_edit((which, one, two, three): (u8, u8, u8, u8)) -> Edit {
    let id = SectionId::new(u32::from(one % 30) + 1).unwrap();
    let other = SectionId::new(u32::from(two % 30) + 1).unwrap();
    let place = Place { parent: (three % 4 != 0).then_some(other), index: usize::from(three % 6) };
    match which % 8 {
        0 => Edit::Move { id, to: place },
        1 => Edit::Remove { id },
        2 => Edit::Insert { at: place, branch: Branch::leaf(Section::new(id)) },
        3 => Edit::Text { field: Field::Heading(id), at: usize::from(two), cut: "题".into(), put: "目".into() },
        4 => Edit::Text { field: Field::Body(id), at: usize::from(two % 12), cut: String::new(), put: "字".into() },
        5 => Edit::Metrics {
            owner: Owner::Section(id),
            at: usize::from(two % 3),
            cut: vec![],
            put: vec![Metric::default()],
        },
        6 => Edit::Style { id, style: Style::default() },
        _ => Edit::Setup { setup: Setup { target: Some(u32::from(two)), ..Setup::default() } },
    }
}

/// Writers who begin with one report, each with a seed of his own, add sections of their own ids; undone ones are not given again.
#[test]
fn two_writers_draw_other_ids() {
    let base = Report {
        tree: Tree::from_rows((1..=40).map(|k| (1, Section::new(SectionId::new(k).unwrap())))).unwrap(),
        ..Report::default()
    };
    let added = |seed: u64| {
        let mut document = Document::new(base.clone());
        document.draw_ids(seed);
        let mut ids = Vec::new();
        for k in 0..30 {
            let change = moves::insert_top(document.report(), End::Last).unwrap();
            document.apply(change).unwrap();
            ids.push(*document.report().tree.children(None).last().unwrap());
            if k % 3 == 0 {
                document.undo();
            }
        }
        ids
    };
    let mut all = HashSet::new();
    for seed in 1..=60 {
        let ids = added(seed);
        assert_eq!(added(seed), ids, "a seed tells the ids");
        assert!(ids.iter().all(|id| !base.tree.contains(*id) && all.insert(*id)), "seed {seed}: {ids:?}");
    }
}

/// A session that begins near the end, or among ids that are taken, finds free ones.
#[test]
fn drawn_ids_are_free() {
    let taken = [1, 2, SectionId::MAX - 1, SectionId::MAX];
    let base = Tree::from_rows(taken.map(|number| (1, Section::new(SectionId::new(number).unwrap())))).unwrap();
    assert_eq!(base.next_id(), None, "they count on from the largest");
    for seed in 1..=2000 {
        let mut tree = base.clone();
        tree.draw_ids(seed);
        let first = tree.next_ids(70_000).unwrap();
        assert!(taken.iter().all(|taken| !(first.number()..first.number() + 70_000).contains(taken)), "{seed}");
    }
    let mut tree = base;
    tree.draw_ids(1);
    assert_eq!(tree.next_ids(SectionId::MAX as usize), None);
}

//! Tables in the rows of a text: laid out the same however they came about, and a caret is found where it is drawn.

use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prelude::prop;
use proptest::proptest;

use tigang::edit::Edit;
use tigang::report::Field;
use tigang::report::Ledger;
use tigang::report::Report;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::grid;
use tigang::text::Ambiguous;
use tigang::text::width;
use tigang::tui::caret::Caret;
use tigang::tui::flow::Flow;
use tigang::tui::flow::Measure;
use tigang::tui::flow::What;
use tigang::tui::motion::Extend;
use tigang::tui::motion::Motion;

fn body() -> Field {
    Field::Body(SectionId::new(1).unwrap())
}

fn measure(width: usize) -> Measure {
    Measure { width, first: 4, indent: 4, ambiguous: Ambiguous::Narrow }
}

fn show(flow: &mut Flow, text: &str, hung: &[TableAside], columns: usize) {
    let hung: Vec<&TableAside> = hung.iter().collect();
    flow.show((body(), text), Some(&hung), measure(columns), &Ledger::new(&Report::default()));
}

/// The rows as they are drawn.
fn drawn(flow: &Flow) -> Vec<String> {
    let row = |row: usize| {
        let mut drawn = String::new();
        let mut pieces = flow.pieces(row);
        pieces.sort_by_key(|piece| piece.column);
        for piece in pieces {
            if matches!(&piece.what, What::Words(spans, _) if spans.is_empty()) {
                continue;
            }
            let before = width(&drawn, Ambiguous::Narrow);
            assert!(before <= piece.column, "pieces of a row don't overlap: {drawn}, then {piece:?}");
            drawn.extend(std::iter::repeat_n(' ', piece.column - before));
            match piece.what {
                // Blanks hang after the end of a row.
                What::Words(spans, _) => {
                    drawn.push_str(spans.iter().map(|span| span.text).collect::<String>().trim_end_matches(' '));
                }
                What::Around(words) => drawn.push_str(words),
                What::Rule(rule) => drawn.push_str(&rule),
            }
        }
        drawn.trim_end().to_owned()
    };
    (0..flow.len()).map(row).collect()
}

#[track_caller]
fn check(text: &str, hung: &[TableAside], columns: usize, wanted: &str) {
    let mut flow = Flow::default();
    show(&mut flow, text, hung, columns);
    let wanted: Vec<&str> = wanted.trim_matches('\n').lines().map(str::trim_end).collect();
    assert_eq!(drawn(&flow), wanted, "{}", drawn(&flow).join("\n"));
}

#[test]
fn columns_stand_under_each_other() {
    check(
        "前面\n单位\t受理\t说明\n一科\t120\t好\n二科\t9\t\n后面",
        &[],
        40,
        "
    前面
──────┬──────┬──────
 单位 │ 受理 │ 说明
──────┼──────┼──────
 一科 │  120 │  好
 二科 │    9 │
──────┴──────┴──────
    后面",
    );
}

#[test]
fn what_finds_no_room_wraps_in_its_cell() {
    check(
        "单位\t说明\n一科\t上半年受理较多，已全部办结\n二科\t无",
        &[],
        20,
        "
────┬───────────────
单位│     说明
────┼───────────────
一科│上半年受理较
    │多，已全部办结
────┼───────────────
二科│      无
────┴───────────────",
    );
}

#[test]
fn what_stands_around_and_merged_cells_are_drawn() {
    let aside = TableAside {
        title: "办件情况".into(),
        unit: "件".into(),
        note: "含上年结转".into(),
        merged: vec![(0, 0, 2, 1), (0, 1, 1, 2)],
        ..TableAside::default()
    };
    check(
        "单位\t办件\t\n\t受理\t办结\n一科\t120\t118",
        &[aside],
        40,
        "
      办件情况
            单位：件
──────┬─────────────
 单位 │    办件
      ├──────┬──────
      │ 受理 │ 办结
──────┼──────┼──────
 一科 │  120 │  118
──────┴──────┴──────
注：含上年结转",
    );
}

/// Many columns on a narrow screen: those beside the caret are seen, and where it stands.
#[test]
fn a_table_wider_than_the_screen_goes_along_with_the_caret() {
    let row = |k: usize| (0..12).map(|column| format!("甲乙丙{k}{column}")).collect::<Vec<_>>().join("\t");
    let text = format!("{}\n{}", row(1), row(2));
    let mut flow = Flow::default();
    show(&mut flow, &text, &[], 30);
    let mut caret = Caret::default();
    loop {
        flow.reveal(caret.at);
        let (row, column) = flow.locate(&caret);
        assert!(column <= 30, "{column}");
        assert!(drawn(&flow).iter().all(|row| width(row, Ambiguous::Narrow) <= 30));
        assert_eq!(flow.hit(row, column).at, caret.at);
        let next = caret.moved(Motion::Right, Extend::No, &flow);
        if next.at == caret.at {
            break;
        }
        caret = next;
    }
    assert_eq!(caret.at, text.len());
}

/// Texts with tables among paragraphs.
fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(pieces(), 0..9)
}

fn pieces() -> impl Strategy<Value = String> {
    let all = vec![
        "甲\t乙",
        "丙\t12",
        "\t丁",
        "\t\t戊",
        "一段话。",
        "",
        "\t",
        "字\t一句很长的话，写不下就要折行\t3%",
        " \t8",
        "12\t\t",
        "\t缩进。",
    ];
    prop::sample::select(all).prop_map(str::to_owned)
}

fn asides(dice: u8) -> Vec<TableAside> {
    let table = |at: u32| TableAside {
        at,
        title: "表".into(),
        merged: vec![(0, 0, 1, 2), (1, 1, 2, 1)],
        ..TableAside::default()
    };
    match dice % 4 {
        0 => vec![],
        1 => vec![table(0)],
        2 => vec![table(1)],
        _ => vec![table(0), TableAside { at: 1, ..TableAside::default() }],
    }
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(300))]

    /// Edit by edit, with what hangs on tables changing, the rows are those of the text laid out at once.
    #[test]
    fn rows_follow_edits(
        start in texts(),
        edits in prop::collection::vec((any::<u16>(), any::<u16>(), pieces(), any::<u8>()), 1..8),
        columns in 6_usize..50,
    ) {
        let mut text = start.join("\n");
        let mut flow = Flow::default();
        let mut hung = Vec::new();
        show(&mut flow, &text, &hung, columns);
        for (from, to, put, dice) in edits {
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let (a, b) = (ends[usize::from(from) % ends.len()], ends[usize::from(to) % ends.len()]);
            let (at, end) = (a.min(b), a.max(b).min(a.min(b) + 12));
            let end = (at..=end).rev().find(|end| text.is_char_boundary(*end)).unwrap();
            let put = if dice % 3 == 0 { format!("\n{put}") } else { put };
            let edit = Edit::Text { field: body(), at, cut: text[at..end].into(), put: put.clone() };
            flow.follow(&edit);
            text.replace_range(at..end, &put);
            if dice % 5 == 0 {
                hung = asides(dice / 5);
            }
            show(&mut flow, &text, &hung, columns);
            let mut fresh = Flow::default();
            show(&mut fresh, &text, &hung, columns);
            assert_eq!(drawn(&flow), drawn(&fresh), "{text:?} {hung:?}");
        }
    }

    /// A caret is found where it is drawn; every row answers a click; keys lead on and back; nothing of the text is left out.
    #[test]
    fn carets_have_places(start in texts(), dice in any::<u8>(), columns in 6_usize..50) {
        let text = start.join("\n");
        let hung = asides(dice);
        let mut flow = Flow::default();
        show(&mut flow, &text, &hung, columns);
        let mut caret = Caret::new(flow.seen(0));
        let mut places = vec![caret.at];
        loop {
            flow.reveal(caret.at);
            let (row, column) = flow.locate(&caret);
            assert_eq!(flow.hit(row, column).at, caret.at, "a click on the caret hits it: {text:?} {caret:?}\n{}", drawn(&flow).join("\n"));
            for motion in [Motion::Home, Motion::End] {
                assert_eq!(flow.locate(&caret.moved(motion, Extend::No, &flow)).0, row, "{motion:?} stays in the row");
            }
            for motion in [Motion::Up(1), Motion::Down(1)] {
                caret.moved(motion, Extend::No, &flow).fitted(&flow);
            }
            let next = caret.moved(Motion::Right, Extend::No, &flow);
            if next.at == caret.at {
                break;
            }
            assert!(next.at > caret.at);
            caret = next;
            places.push(caret.at);
        }
        while let Some(at) = places.pop() {
            assert_eq!(caret.at, at, "← undoes →");
            caret = caret.moved(Motion::Left, Extend::No, &flow);
        }
        for row in 0..flow.len() {
            for column in 0..columns + 2 {
                assert!(text.is_char_boundary(flow.hit(row, column).at));
            }
        }
        let wide = columns >= 40;
        let all: String = drawn(&flow).concat();
        for word in text.split(['\n', '\t']).filter(|word| wide && word.chars().count() < 4) {
            assert!(all.contains(word.trim()), "{word} is drawn");
        }
        assert!(flow.tables().all(|table| !grid::runs(&text[table]).is_empty()));
    }
}

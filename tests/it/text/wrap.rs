//! Rows: where a paragraph breaks, and what may not stand at the ends of a row.

use proptest::collection::vec;
use proptest::prelude::*;
use tigang::text;
use tigang::text::Ambiguous;
use tigang::text::Ambiguous::Narrow;
use tigang::text::Ambiguous::Wide;
use tigang::text::char_floor;

use crate::tools::texts::prose;
use crate::tools::texts::texts;

/// Wraps a paragraph, draws a `|` at the end of every row, and compares.
#[track_caller]
fn check(paragraph: &str, width: usize, rows: &str) {
    let drawn: Vec<&str> =
        text::wrap(paragraph, width, 0, Narrow).iter().map(|row| &paragraph[row.start..row.end]).collect();
    assert_eq!(drawn.join("|"), rows, "{width} columns");
    laws_of_wrapping(paragraph, width, 0, Narrow);
}

#[test]
fn rows_keep_punctuation_off_their_starts_and_openers_off_their_ends() {
    check("完成全年任务，成效明显。", 12, "完成全年任|务，成效明|显。");
    check("按照《办法》办理", 6, "按照|《办|法》办|理");
    check("全年任务（含结转）完成", 10, "全年任务|（含结转）|完成");
    check("好！！！", 4, "好！|！！");
    check("任务完成、", 8, "任务完|成、");
    check("他说：“好。”走了", 8, "他说：|“好。”走|了");
}

#[test]
fn chinese_quotation_marks_let_a_row_break_around_them() {
    check("坚持“稳中求进”工作", 6, "坚持|“稳中|求进”|工作");
    check("“一网通办”“跨省通办”", 10, "“一网通办”|“跨省通办”");
    check("推行‘首问’制度", 6, "推行|‘首问’|制度");
    check("引进“ABC”系统", 9, "引进“ABC”|系统");
    check("重点——“三件事”", 8, "重点——|“三件事”");
    check("抓“进度”，抓质量", 8, "抓“进|度”，抓|质量");
}

#[test]
fn numbers_ranges_and_signs_of_two_cells_stay_whole() {
    check("办结10278个工单", 8, "办结|10278个|工单");
    check("增长12.8%以上", 8, "增长|12.8%以|上");
    check("共1,204件", 6, "共|1,204|件");
    check("第1—3季度", 4, "第1—|3季|度");
    check("比例4%～6%之间", 8, "比例|4%～6%之|间");
    check("共计5～8人", 7, "共计|5～8人");
    check("就是这样——结束", 9, "就是这样|——结束");
    check("等等等等……还有", 9, "等等等|等……还有");
    check("工作——2024年", 8, "工作——|2024年");
    check("列夫·托尔斯泰", 4, "列|夫·|托尔|斯泰");
    check("甲乙丙／丁", 6, "甲乙|丙／丁");
}

/// What GB/T 15834-2011 (标点符号用法) says of marks at the ends of a line, in part 5.1, clause by clause, and W3C's
/// Requirements for Chinese Text Layout (clreq) of what may not be parted.
#[test]
fn rows_break_as_the_standards_of_typesetting_ask() {
    // 5.1.1 句号、逗号、顿号、分号、冒号不出现在一行之首。
    for mark in ["。", "，", "、", "；", "："] {
        check(&format!("抓好落实{mark}再抓"), 8, &format!("抓好落|实{mark}再抓"));
    }
    // 5.1.2 问号、叹号不出现在一行之首。
    for mark in ["？", "！"] {
        check(&format!("抓好落实{mark}再抓"), 8, &format!("抓好落|实{mark}再抓"));
    }
    // 5.1.3 引号、括号、书名号的前一半不出现在一行之末，后一半不出现在一行之首。
    for (open, close) in
        [("（", "）"), ("《", "》"), ("【", "】"), ("〔", "〕"), ("〈", "〉"), ("「", "」"), ("『", "』")]
    {
        check(&format!("抓好落{open}实{close}"), 8, &format!("抓好落|{open}实{close}"));
        check(&format!("抓好{open}落实{close}"), 6, &format!("抓好|{open}落|实{close}"));
    }
    for (open, close) in [("“", "”"), ("‘", "’")] {
        check(&format!("抓好落{open}实{close}"), 7, &format!("抓好落|{open}实{close}"));
        check(&format!("抓好落{open}实{close}"), 9, &format!("抓好落|{open}实{close}"));
    }
    check("开展“清廉”“勤政”活动", 7, "开展“清|廉”“勤|政”活动");
    check("印发《办法（试行）》后", 8, "印发《办|法（试|行）》后");
    // 5.1.4 破折号、5.1.5 省略号不能中间断开分处上行之末和下行之首。
    check("抓好落——实", 7, "抓好落|——实");
    check("抓好落……实", 7, "抓好|落……实");
    check("重点是“稳”……", 10, "重点是|“稳”……");
    // 5.1.6 连接号、5.1.7 间隔号不出现在一行之首。
    check("增长5%～8%左右", 7, "增长|5%～8%|左右");
    check("北京—上海", 4, "北|京—|上海");
    check("列夫·托尔", 5, "列夫·|托尔");
    // 5.1.9 分隔号不出现在一行之首或一行之末。
    check("春风／送暖", 6, "春|风／送|暖");
    check("春/夏/秋", 4, "春/|夏/|秋");
    // clreq 不可分割: numbers, and numbers with their signs and units.
    check("共10278个", 8, "共|10278个");
    check("办结10278个工单", 7, "办结|10278个|工单");
    check("达到92.6%以上", 8, "达到|92.6%以|上");
    check("达到92.6％以上", 8, "达到|92.6％以|上");
    check("气温36.5℃了", 8, "气温|36.5℃了");
    check("投资3.5万元整", 8, "投资|3.5万元|整");
    check("提高2.3个百分点", 13, "提高|2.3个百分点");
    check("共1,204,300元", 10, "共|1,204,300|元");
    check("全长120公里路", 8, "全长|120公里|路");
    check("在第1季度", 5, "在|第1季|度");
    // Dates stay whole.
    check("自2026年6月27日起", 14, "自|2026年6月27日|起");
    check("自2026年6月起", 10, "自|2026年6月|起");
    check("自2026-06-27起", 12, "自|2026-06-27起");
    check("从6月1日至30日", 8, "从6月1日|至30日");
    // Latin words stay whole.
    check("使用Word文档", 7, "使用|Word文|档");
    check("按GB/T 9704", 6, "按GB/T |9704");
}

#[test]
fn a_run_without_a_place_to_break_is_broken_between_characters() {
    check("见abcdefghij等", 4, "见|abcd|efgh|ij等");
    check("abcdefgh，好", 8, "abcdefg|h，好");
    check("）））））", 4, "））|））|）");
    check("中，文", 1, "中|，|文");
    check("👨‍👩‍👧好", 1, "👨‍👩‍👧|好");
}

#[test]
fn spaces_hang_at_the_end_of_a_row() {
    check("one two", 3, "one |two");
    check("one    two", 3, "one    |two");
    check("中文　　中文", 4, "中文　　|中文");
    check("", 10, "");
    check("a\nb", 10, "a\n|b");
    check("a\n", 10, "a\n|");
    let row = text::wrap("中文　　", 4, 0, Narrow)[0];
    assert_eq!((row.columns, row.end), (4, 12));
}

#[test]
fn the_first_row_is_indented_as_far_as_there_is_room() {
    let rows = text::wrap("截至六月底", 8, 4, Narrow);
    let rows: Vec<_> = rows.iter().map(|row| (row.indent, row.columns)).collect();
    assert_eq!(rows, [(4, 4), (0, 6)]);
    assert_eq!(text::wrap("截至", 4, 4, Narrow)[0].indent, 2);
    assert_eq!(text::wrap("截至", 0, 4, Narrow).len(), 2);
}

proptest! {
    #![proptest_config(crate::tools::hunt::cases(256))]

    #[test]
    fn wrapping_holds_its_laws(
        text in texts(), width in 0usize..40, indent in 0usize..6, ambiguous in prop_oneof![Just(Narrow), Just(Wide)],
    ) {
        laws_of_wrapping(&text, width, indent, ambiguous);
    }

    #[test]
    fn a_paragraph_wrapped_again_is_one_wrapped_anew(
        clauses in vec(prop_oneof![3 => prose(), 1 => texts()], 1..12), put in prop_oneof![texts(), prose(), Just(String::new())],
        (from, to) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()), is_small in any::<bool>(),
        width in 4usize..60, indent in 0usize..6, ambiguous in prop_oneof![Just(Narrow), Just(Wide)],
    ) {
        let before = clauses.concat();
        let from = char_floor(&before, from.index(before.len() + 1));
        let to = if is_small { from + 3 } else { to.index(before.len() + 1) };
        let to = char_floor(&before, to.clamp(from, before.len()));
        let after = [&before[..from], &put, &before[to..]].concat();
        let old = text::wrap(&before, width, indent, ambiguous);
        let ends = (from, before.len() - to);
        let rows = text::rewrap(&after, (&old, &before), ends, (width, indent), ambiguous);
        prop_assert_eq!(rows, text::wrap(&after, width, indent, ambiguous));
    }

    #[test]
    fn a_row_breaks_badly_only_when_it_must(text in prose(), width in 12usize..60) {
        let rows = text::wrap(&text, width, 4, Narrow);
        for row in &rows[1..] {
            let (end, start) = (text[..row.start].trim_end(), &text[row.start..]);
            prop_assert!(!start.starts_with(['，', '。', '、', '”', '）', '》', '；', '%', '～', '·', '…']), "{start}");
            prop_assert!(!end.ends_with(['“', '（', '《', '～']), "{end}");
            prop_assert!(!(end.ends_with(|c: char| c.is_ascii_digit()) && start.starts_with(|c: char| c.is_ascii_digit())));
            prop_assert!(!(end.ends_with('—') && start.starts_with('—')));
            prop_assert!(!(end.ends_with(|c: char| c.is_ascii_digit()) && start.starts_with(['个', '季', '年', '月'])));
            prop_assert!(!(end.ends_with(['年', '月']) && start.starts_with(|c: char| c.is_ascii_digit())));
        }
    }
}

#[track_caller]
fn laws_of_wrapping(text: &str, width: usize, indent: usize, ambiguous: Ambiguous) {
    let rows = text::wrap(text, width, indent, ambiguous);
    let mut at = 0;
    for (number, row) in rows.iter().enumerate() {
        assert_eq!(row.start, at, "rows follow each other");
        at = row.end;
        let whole = &text[row.start..row.end];
        let hanging = [" ", "\u{3000}", "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}"];
        let ink = text::graphemes(whole).filter(|(_, grapheme)| !hanging.contains(grapheme)).last();
        let ink = &whole[..ink.map_or(0, |(at, grapheme)| at + grapheme.len())];
        assert_eq!(row.columns, text::width(ink, ambiguous), "{whole:?}");
        assert!(row.indent == 0 || number == 0 && row.indent <= indent);
        let fits = row.indent + row.columns <= width;
        assert!(fits || text::graphemes(ink).count() == 1, "{whole:?} is wider than {width}");
        assert!(!whole.is_empty() || number == rows.len() - 1, "only the last row may be empty");
    }
    assert_eq!(at, text.len(), "the rows are the text");
}

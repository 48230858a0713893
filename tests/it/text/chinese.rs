//! Chinese text: what stands where on the screen, how rows break, what counts as 字.

use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use tigang::text;
use tigang::text::Ambiguous::{self, Narrow, Wide};
use tigang::text::char_floor;
use unicode_segmentation::UnicodeSegmentation;

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

#[test]
fn width_follows_the_terminal() {
    #[track_caller]
    fn check(text: &str, narrow: usize, wide: usize) {
        assert_eq!((text::width(text, Narrow), text::width(text, Wide)), (narrow, wide), "{text:?}");
    }
    check("", 0, 0);
    check("abc 12.8%", 9, 9);
    check("工作总结", 8, 8);
    check("“稳”——…①·×", 10, 18);
    check("α粒子", 5, 6);
    check("％〔（，。", 10, 10);
    check("e\u{301}", 1, 1);
    check("👨‍👩‍👧", 2, 2);
    check("🇨🇳", 2, 2);
    check("❤\u{fe0f}", 2, 2);
    check("𠮷", 2, 2);
    check("ｶﾞ", 3, 3);
    check("\u{1b}[2J", 4, 4);
    check("\u{301}", 1, 1);
    check("\u{202e}abc", 4, 4);
    check("中\u{200d}", 3, 3);
}

#[test]
fn nothing_reaches_the_terminal_that_acts_on_it() {
    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(text::shown(text), shown);
    }
    check("工作 OK", "工作 OK");
    check("\u{1b}[31m红\u{7}", "␛[31m红␇");
    check("\u{301}ﾞ", "⋅゛");
    check("a\tb\r\n", "a␉b␍␊");
    check("\u{202e}反\u{2066}\u{200b}\u{feff}\u{9b}", "⋅反⋅⋅⋅⋅");
    check("👨‍👩‍👧❤\u{fe0f}", "👨‍👩‍👧❤\u{fe0f}");
    check("中\u{200d}", "中⋅");
    check("A\u{e0041}", "A⋅");
    check("\u{7f}", "␡");
    for c in '\0'..=char::MAX {
        let p = text::printable(c);
        assert!(!p.is_control());
        if p != c && !['゛', '゜'].contains(&p) {
            let p = p.to_string();
            assert_eq!((text::width(&p, Narrow), text::width(&p, Wide)), (1, 1));
        }
    }
}

#[test]
fn ratatui_gives_every_character_the_columns_we_say() {
    for c in ('\0'..='\u{ffff}').chain('\u{1f000}'..='\u{1fbff}').chain('\u{e0000}'..='\u{e01ef}') {
        as_ratatui(&c.to_string());
    }
    for grapheme in ["👨‍👩‍👧", "🇨🇳", "e\u{301}", "ｶﾞ", "か\u{3099}", "1\u{fe0f}\u{20e3}", "👍🏽", "葛\u{e0100}", "ก\u{e33}"]
    {
        as_ratatui(grapheme);
    }
}

#[test]
fn a_heading_that_does_not_fit_ends_with_an_ellipsis() {
    #[track_caller]
    fn check(text: &str, columns: usize, ambiguous: Ambiguous, cut: &str) {
        assert_eq!(text::truncate(text, columns, ambiguous), cut, "{columns} columns");
    }
    check("加强班子建设", 12, Narrow, "加强班子建设");
    check("加强班子建设", 11, Narrow, "加强班子建…");
    check("加强班子建设", 10, Narrow, "加强班子…");
    check("加强班子建设", 10, Wide, "加强班子…");
    check("加强班子建设", 9, Wide, "加强班…");
    check("加强", 1, Narrow, "…");
    check("加强", 1, Wide, "");
    check("加强", 0, Narrow, "");
    check("", 0, Narrow, "");
    check("abcdef", 4, Narrow, "abc…");
}

#[test]
fn the_caret_steps_by_what_a_reader_sees() {
    let line = "中e\u{301}👨‍👩‍👧";
    assert_eq!(text::next_boundary(line, 0), 3);
    assert_eq!(text::next_boundary(line, 3), 6);
    assert_eq!(text::next_boundary(line, 6), line.len());
    assert_eq!(text::next_boundary(line, 1), 3);
    assert_eq!(text::next_boundary(line, 900), line.len());
    assert_eq!(text::prev_boundary(line, 900), 6);
    assert_eq!(text::prev_boundary(line, 6), 3);
    assert_eq!(text::prev_boundary(line, 5), 3);
    assert_eq!(text::prev_boundary(line, 2), 0);
    assert_eq!(text::prev_boundary(line, 0), 0);
    assert_eq!(text::floor_boundary(line, 4), 3);
    assert_eq!(text::floor_boundary(line, 12), 6);
    assert_eq!(text::floor_boundary(line, 3), 3);
}

/// Every stop of a motion, drawn as `|` into the text; both ways must find the same.
#[track_caller]
fn check_stops(next: fn(&str, usize) -> usize, prev: fn(&str, usize) -> usize, drawn: &str) {
    let text: String = drawn.split('|').collect();
    let mut forth = vec![0];
    while forth[forth.len() - 1] < text.len() {
        forth.push(next(&text, forth[forth.len() - 1]));
    }
    let mut back = vec![text.len()];
    while back[back.len() - 1] > 0 {
        back.push(prev(&text, back[back.len() - 1]));
    }
    back.reverse();
    let pieces: Vec<&str> = forth.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
    assert_eq!(pieces.join("|"), drawn);
    assert_eq!(forth, back);
}

#[test]
fn the_caret_steps_by_words() {
    let check = |drawn| check_stops(text::next_word, text::prev_word, drawn);
    check("截至|6|月|27|日|，|共|接到|电子|工单|10278|个|，|综合|办结率|92.6%|。");
    check("今天|完成|了|2026|年度|工作|总结|的");
    check("推进|城市|管理");
    // Words of the office, longest first; not across the words of the dictionary, and no ending behind a single character.
    check("督办|信访件|，|整改率|提高|5|个|百分点|，|群众|满意度|、|规范化|水平|上升");
    check("员工|单位|名单|，|其中|队员|12|名|，|赞扬|网格员");
    check("按|GB|/|T |9704-2012 |执行");
    // A run without a mark that is longer than a clause costs no more, and its words are found all the same.
    let long = "推进城市管理".repeat(4000);
    assert_eq!(text::next_word(&long, 0), "推进".len());
    assert_eq!(text::prev_word(&long, long.len()), long.len() - "管理".len());
    check("it's |9:30 |at |user_name");
    check("　　|截至|\n　　|全年|\n|\n|完");
    check("“|推进|”——|管理");
    check("１２％|完成");
    check("");
}

#[test]
fn a_double_click_takes_a_word() {
    #[track_caller]
    fn check(text: &str, at: usize, word: &str) {
        assert_eq!(&text[text::word_at(text, at)], word, "{text:?} at {at}");
    }
    check("推进城市管理", 6, "城市");
    check("推进城市管理", 9, "城市");
    check("推进城市管理", 18, "管理");
    check("完成 12.8% 的", 7, "12.8%");
    check("完成 12.8% 的", 9, "12.8%");
    check("好。\n坏", 6, "。");
    check("好\n\n坏", 4, "");
    check("", 0, "");
    check("甲  乙", 4, "甲");
    check("甲乙", 99, "甲乙");
}

#[test]
fn the_caret_steps_by_sentences() {
    let check = |drawn| check_stops(text::next_sentence, text::prev_sentence, drawn);
    check("任务完成。|问题不少！|怎么办？|抓落实；|抓到底。");
    check("他说：“好。”|然后走了（略。）|完");
    check("等等……|还有");
    check("第一段\n|第二段。\n|\n　　|第三段");
    check("It works. |Yes, v1. 5 too! |中文");
    check("增长12.8%，完成");
}

#[test]
fn zishu_is_what_word_counts() {
    #[track_caller]
    fn check(text: &str, expected: usize) {
        assert_eq!(text::count(text), expected, "{text:?}");
    }
    check("", 0);
    check("工作总结", 4);
    check("完成了，很好。", 7);
    check("GB/T 9704-2012", 2);
    check("12.8%", 1);
    check("10278个", 2);
    check("办结率92.6%，", 5);
    check("“稳”——……", 7);
    check("①抓落实", 4);
    check("２０２４年", 5);
    check("36.5℃", 2);
    check("it’s O'Brien", 2);
    check("かなカナ한글", 6);
    check("　　 \t\n", 0);
    check("abc\ndef", 2);
    check("a\u{200b}b e\u{301}t\u{e9}", 2);
    check("𠮷野", 2);
    check("👍🏽好", 2);
    check("\u{1b}\u{0}", 0);
}

#[test]
fn full_width_keys_count_as_their_ascii_twins() {
    let typed = "：；，。？！（）《》【】、“”‘’￥…—·～／＃＞＋１ａ　「」";
    let meant: String = typed.chars().map(|c| text::to_half(c).unwrap()).collect();
    assert_eq!(meant, ":;,.?!()<>[]/\"\"''$^_`~/#>+1a {}");
    for c in "a1:,中①".chars() {
        assert_eq!(text::to_half(c), None);
    }
}

#[test]
fn what_is_pasted_is_made_clean() {
    use std::borrow::Cow;
    #[track_caller]
    fn check(pasted: &str, line: &str, paragraphs: &str) {
        assert_eq!(text::one_line(pasted), line);
        assert_eq!(text::paragraphs_clean(pasted), paragraphs);
    }
    check("一\r\n二\r三\u{2028}四\u{2029}五\u{b}六", "一 二 三 四 五 六", "一\n二\n三\n四\n五\n六");
    check("名称\t数量", "名称 数量", "名称\t数量");
    check("\u{feff}一\u{200b}、\u{1b}\u{0}\u{202e}总", "一、总", "一、总");
    check("　　一\r\n\r\n　　二\n", "　　一 二", "　　一\n\n　　二\n");
    check("\n\n", "", "\n\n");
    check("👨‍👩‍👧\u{7}", "👨‍👩‍👧", "👨‍👩‍👧");
    assert!(matches!(text::one_line("工作 总结"), Cow::Borrowed(_)));
    assert!(matches!(text::paragraphs_clean("工作\n\t总结"), Cow::Borrowed(_)));
}

#[test]
fn a_row_and_its_columns() {
    let row = "办“好”ab";
    assert_eq!(text::byte_at_column(row, 0, Narrow), 0);
    assert_eq!(text::byte_at_column(row, 1, Narrow), 0);
    assert_eq!(text::byte_at_column(row, 2, Narrow), 3);
    assert_eq!(text::byte_at_column(row, 99, Narrow), row.len());
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

    #[test]
    fn what_is_shown_stays_so_and_takes_the_columns_counted(text in texts()) {
        let shown = text::shown(&text);
        prop_assert_eq!(text::shown(&shown), shown.as_ref());
        prop_assert_eq!(text::width(&shown, Narrow), text::width(&text, Narrow));
    }

    #[test]
    fn boundaries_are_those_of_the_standard(text in texts()) {
        let mut known: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
        prop_assert_eq!(text::graphemes(&text).map(|(at, _)| at).collect::<Vec<_>>(), known.clone());
        known.push(text.len());
        for at in 0..text.len() + 3 {
            let floor = known.iter().rev().find(|known| **known <= at).unwrap();
            let next = known.iter().find(|known| **known > at).copied().unwrap_or(text.len());
            let prev = known.iter().rev().find(|known| **known < at.min(text.len())).unwrap_or(&0);
            prop_assert_eq!(text::floor_boundary(&text, at), *floor, "floor {}", at);
            prop_assert_eq!(text::next_boundary(&text, at), next, "next {}", at);
            prop_assert_eq!(text::prev_boundary(&text, at), *prev, "prev {}", at);
        }
    }

    #[test]
    fn motions_advance_and_stop_at_boundaries(text in texts(), at in 0usize..80) {
        for next in [text::next_word, text::next_sentence] {
            let there = next(&text, at);
            prop_assert!(there > at || there == text.len());
            prop_assert_eq!(text::floor_boundary(&text, there), there);
        }
        let word = text::word_at(&text, at);
        prop_assert!(word.end <= text.len() && text::floor_boundary(&text, word.start) == word.start);
        for prev in [text::prev_word, text::prev_sentence] {
            let there = prev(&text, at);
            prop_assert!(there < at || there == 0);
            prop_assert_eq!(text::floor_boundary(&text, there), there);
        }
    }

    #[test]
    fn both_ways_stop_at_the_same_places(text in texts()) {
        for (next, prev) in [
            (text::next_word as fn(&str, usize) -> usize, text::prev_word as fn(&str, usize) -> usize),
            (text::next_sentence, text::prev_sentence),
        ] {
            let mut at = 0;
            while at < text.len() {
                let there = next(&text, at);
                prop_assert_eq!(prev(&text, there), at);
                at = there;
            }
        }
    }

    #[test]
    fn columns_and_bytes_are_inverse(text in texts(), ambiguous in prop_oneof![Just(Narrow), Just(Wide)]) {
        for (at, grapheme) in text::graphemes(&text) {
            prop_assert_eq!(text::byte_at_column(&text, text::width(&text[..at], ambiguous), ambiguous), at);
            prop_assert!(text::grapheme_width(grapheme, ambiguous) >= 1);
        }
    }

    #[test]
    fn every_grapheme_is_as_wide_as_ratatui_draws_it(text in texts()) {
        for (_, grapheme) in text::graphemes(&text) {
            as_ratatui(grapheme);
        }
    }

    #[test]
    fn what_is_cut_fits(text in texts(), columns in 0usize..30, ambiguous in prop_oneof![Just(Narrow), Just(Wide)]) {
        let cut = text::truncate(&text, columns, ambiguous);
        prop_assert!(text::width(&cut, ambiguous) <= columns);
        prop_assert_eq!(*cut == text, text::width(&text, ambiguous) <= columns);
    }

    #[test]
    fn the_count_adds_up(one in texts(), other in texts()) {
        prop_assert_eq!(text::count(&format!("{one}\n{other}")), text::count(&one) + text::count(&other));
        prop_assert_eq!(text::count(&one), count_by_characters(&one));
    }

    #[test]
    fn clean_text_stays_as_it_is(text in texts()) {
        let line = text::one_line(&text);
        let paragraphs = text::paragraphs_clean(&text);
        prop_assert!(!line.contains(|c: char| c.is_control()));
        prop_assert!(!paragraphs.contains(|c: char| c.is_control() && c != '\n' && c != '\t'));
        prop_assert_eq!(text::one_line(&line), &*line);
        prop_assert_eq!(text::paragraphs_clean(&paragraphs), &*paragraphs);
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

/// Draws a grapheme with ratatui and compares the columns it took.
#[track_caller]
fn as_ratatui(grapheme: &str) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 1));
    let (end, _) = buffer.set_stringn(0, 0, text::shown(grapheme), 200, Style::new());
    assert_eq!(text::grapheme_width(grapheme, Narrow), usize::from(end), "{}", grapheme.escape_unicode());
}

/// The rule of 字数 without the byte-level short cuts: each character on its own line tells whether it counts alone.
fn count_by_characters(text: &str) -> usize {
    let (mut total, mut in_run) = (0, false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let alone = text::count(&c.to_string());
        let doubled = text::count(&format!("{c}{c}"));
        let joins = text::count(&format!("a{c}a"));
        let apostrophe = c == '’' && in_run && chars.peek().is_some_and(char::is_ascii_alphabetic);
        match (alone, doubled) {
            _ if apostrophe => {}
            (0, _) => in_run &= joins == 1,
            (1, 2) => (total, in_run) = (total + 1, false),
            _ if in_run => {}
            _ => (total, in_run) = (total + 1, true),
        }
    }
    total
}

/// Anything: Chinese, marks, emoji and their joiners, combining marks, controls, and any scalar at all.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select("工作总结完成的办率一二三年".chars().collect::<Vec<_>>()),
        4 => prop::sample::select("，。、；：？！“”‘’（）《》——……·～／％".chars().collect::<Vec<_>>()),
        4 => prop::sample::select("abXY0129.,%-/:' ".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("　\n\r\t\u{b}\u{2028}\u{1b}\u{0}\u{9b}\u{feff}\u{200b}\u{202e}\u{ad}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{200c}\u{200d}\u{fe0f}\u{301}\u{3099}\u{20e3}\u{e0041}\u{e0100}ﾞ\u{600}\u{94d}क".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("👨👩👍🏽❤🏴🇨🇳①α℃한ᄀ\u{1161}\u{11a8}𠮷©〰".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    vec(piece, 0..60).prop_map(String::from_iter)
}

/// What a report is made of, without runs that cannot be broken well.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "工作",
        "总结",
        "完成",
        "，",
        "。",
        "、",
        "；",
        "“稳中求进”",
        "《办法》",
        "（含结转）",
        "10278个",
        "2026年6月",
        "36.5℃",
        "92.6%",
        "4%～6%",
        "第1—3季度",
        "——",
        "……",
        "GB/T 9704",
        "卡尔·马",
        "推进",
        "落实",
    ]);
    // No two pieces in a row that begin or end with a mark.
    vec(("[工作总结落实]{1,6}", piece), 1..40)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(a, b)| [a, b.to_string()]).collect())
}

#[test]
fn characters_are_counted_with_and_without_spaces() {
    let counts = |text: &str| {
        let characters = tigang::text::characters(text);
        (characters.without_spaces, characters.with_spaces)
    };
    assert_eq!(counts(""), (0, 0));
    assert_eq!(counts("受理10278件。"), (9, 9));
    assert_eq!(counts("GB/T 9704\n　　第二段\t完"), (12, 16));
    assert_eq!(counts("野𠮷家\u{200b}\r\n"), (3, 3));
}

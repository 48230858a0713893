//! The report against itself: title, signature and text that name it otherwise, things told twice, parts it refers to and
//! doesn't have.

use std::collections::HashMap;
use std::ops::Range;

use super::Look;
use super::Rule;
use super::notes::Notes;
use super::paper::Paper;
use super::paper::Paragraph;
use super::paper::Passage;
use super::paper::digits_at;
use super::paper::digits_before;
use super::paper::years;
use crate::report::Field;
use crate::report::Kind;
use crate::report::Section;
use crate::report::figures::Kind as FigureKind;
use crate::report::numbering::read_han;
use crate::text::is_han;

pub(super) static RULES: &[Rule] = &[
    Rule::suspect(
        "unit_named",
        "标题与落款单位不一",
        "GB/T 9704-2012，7.3.5：发文机关署名用全称或规范简称",
        Look::Report(unit_named),
    ),
    Rule::suspect("foreign_unit", "别处单位残留", "实务：旧稿改写", Look::Report(foreign_unit)),
    Rule::suspect("office_named", "机构名称不一", "实务：前后一致", Look::Report(office_named)),
    Rule::suspect("title_years", "标题两个年份", "实务：总结一年，打算下一年", Look::Report(title_years)),
    Rule::suspect(
        "title_kind",
        "标题文种",
        "《党政机关公文处理工作条例》第八条：一文一个文种",
        Look::Report(title_kind),
    ),
    Rule::suspect("paragraph_twice", "段落重复", "实务", Look::Report(paragraph_twice)),
    Rule::suspect("sentence_twice", "句子重复", "实务", Look::Paragraph(sentence_twice)),
    Rule::suspect("heading_twice", "标题重复", "实务", Look::Report(heading_twice)),
    Rule::suspect(
        "annex_missing",
        "附件引用",
        "GB/T 9704-2012，7.3.4：附件说明与附件一致",
        Look::Report(annex_missing),
    ),
    Rule::suspect("annex_number", "附件序号", "GB/T 9704-2012，7.3.4：附件顺序号依次使用", Look::Report(annex_number)),
    Rule::wrong("annex_mark", "附件名称后标点", "GB/T 9704-2012，7.3.4：附件名称后不加标点", Look::Report(annex_mark)),
    Rule::suspect("part_missing", "所指部分不存在", "实务", Look::Report(part_missing)),
    Rule::hint("all_empty", "几节都没有正文", "实务", Look::Report(all_empty)),
    Rule::hint("no_signature", "没有落款", "GB/T 9704-2012，7.3.5", Look::Report(no_signature)),
    Rule::hint("told_otherwise", "同一名称两个数", "实务：前后一致", Look::Report(told_otherwise)),
];

/// What the names of places end in.
const LEVELS: &[char] = &['省', '市', '县', '区', '镇', '乡', '旗', '州'];

/// The place that a name begins with: 桐浔县 of 桐浔县人民政府.
fn place(name: &str) -> Option<&str> {
    let mut chars = name.char_indices().take_while(|(_, ch)| is_han(*ch)).take(6);
    let (at, level) = chars.find(|(at, ch)| LEVELS.contains(ch) && *at >= 6)?;
    let place = &name[..at + level.len_utf8()];
    (!["全", "本", "我", "各", "该", "关于"].iter().any(|word| place.starts_with(word))).then_some(place)
}

/// Whether both are so many characters of which one differs, or the same in another order.
fn is_almost(a: &str, b: &str) -> bool {
    let differ = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    let (mut one, mut other): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same_length = one.len() == other.len();
    one.sort_unstable();
    other.sort_unstable();
    same_length && a != b && (differ == 1 || one == other)
}

fn first_paragraph<'p>(passage: &'p Passage<'_>) -> Option<Paragraph<'p>> {
    passage.paragraphs().next()
}

/// 桐浔县 in the title, 桐寻县 in the signature.
fn unit_named(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let report = paper.report;
    let passage = paper.passage(Field::Organization, &report.organization);
    for paragraph in passage.paragraphs() {
        let lead = paragraph.text.len() - paragraph.text.trim_start().len();
        let name = &paragraph.text[lead..];
        let Some(signed) = place(name) else { continue };
        let Some(titled) = place(report.title.trim_start_matches("关于").trim_start_matches("中共")) else {
            continue;
        };
        if is_almost(titled, signed) {
            let range = lead..lead + signed.len();
            let says = format!("标题里是“{titled}”，落款是“{signed}”，请核对");
            notes.mark_against(paragraph, range, titled, says);
        }
    }
}

/// 砚州市新建站点86个 in a report of another county, told once.
fn foreign_unit(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    const DID: &[&str] =
        &["新建", "建成", "完成", "实现", "全年", "累计", "改造", "打造", "培育", "召开", "组织", "开展", "受理"];
    let report = paper.report;
    let title = report.title.trim_start_matches("关于").trim_start_matches("中共");
    let own = place(report.organization.trim().trim_start_matches("中共")).or_else(|| place(title));
    let Some(own) = own.filter(|own| own.ends_with(['县', '区', '旗'])) else { return };
    let mut found: Vec<(Field, Range<usize>, String)> = Vec::new();
    for passage in paper.passages().filter(|passage| matches!(passage.field, Field::Body(_) | Field::Preamble)) {
        for paragraph in passage.paragraphs() {
            for sentence in paragraph.sentences() {
                let words = &paragraph.text[sentence.clone()];
                let Some(place) = place(words).filter(|place| place.ends_with(['县', '市', '区', '旗'])) else {
                    continue;
                };
                let behind = &words[place.len()..];
                let is_subject = DID.iter().any(|verb| behind.starts_with(verb));
                let is_name = (3..=4).contains(&place.chars().count()) && !is_part(place);
                if is_subject
                    && is_name
                    && !title.contains(place)
                    && !report.organization.contains(place)
                    && place != own
                {
                    let range = paragraph.within(sentence.start..sentence.start + place.len());
                    found.push((passage.field, range, place.to_owned()));
                }
            }
        }
    }
    for (field, range, name) in &found {
        let count: usize = paper.passages().map(|passage| passage.text.matches(name.as_str()).count()).sum();
        if count != 1 {
            continue;
        }
        if let Some(passage) = paper.passages().find(|passage| passage.field == *field)
            && let Some(paragraph) = passage
                .paragraphs()
                .find(|paragraph| paragraph.start <= range.start && range.end <= paragraph.start + paragraph.text.len())
        {
            let range = range.start - paragraph.start..range.end - paragraph.start;
            notes.mark_against(paragraph, range, own, format!("这是{own}的报告，“{name}”是不是旧稿留下的"));
        }
    }
}

/// 各县, 老城区, 开发区, 示范区: words and no names.
fn is_part(place: &str) -> bool {
    const WORDS: &[&str] = &[
        "城区",
        "片区",
        "园区",
        "社区",
        "景区",
        "小区",
        "辖区",
        "库区",
        "灾区",
        "山区",
        "校区",
        "厂区",
        "发区",
        "范区",
        "新区",
        "郊区",
        "城市",
        "超市",
        "门市",
        "股市",
        "上市",
        "都市",
        "区县",
        "市县",
        "省市",
        "地区",
        "街区",
        "库区",
        "牧区",
        "林区",
        "矿区",
        "湖区",
        "功能区",
        "试验区",
        "保税区",
        "集聚区",
        "自治区",
        "直辖市",
        "县级市",
        "地级市",
        "产业区",
        "工业区",
        "商业区",
        "生活区",
        "我市",
        "全市",
        "我县",
        "全县",
        "全区",
        "我区",
        "各县",
        "各市",
        "各区",
        "本县",
        "本市",
        "本区",
        "该县",
        "该市",
        "该区",
        "两县",
        "三县",
    ];
    WORDS.iter().any(|word| place.ends_with(word) || place.starts_with(word))
}

/// 县农业农村局 here and 县农村农业局 there: the same characters in another order.
fn office_named(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    const ENDS: &[char] = &['局', '委', '办', '厅'];
    let mut known: HashMap<Vec<char>, String> = HashMap::new();
    let passages: Vec<Passage<'_>> = paper.passages().collect();
    for paragraph in passages.iter().flat_map(Passage::paragraphs) {
        for (at, level) in paragraph.text.match_indices(['省', '市', '县', '区']) {
            let start = at + level.len();
            let rest = &paragraph.text[start..];
            let mut chars = rest.char_indices().take_while(|(_, ch)| is_han(*ch)).take(9);
            let Some((len, end)) = chars.find(|(len, ch)| *len >= 9 && ENDS.contains(ch)) else { continue };
            let range = start..start + len + end.len_utf8();
            let name = &paragraph.text[range.clone()];
            let mut key: Vec<char> = name.chars().collect();
            key.sort_unstable();
            match known.get(&key) {
                Some(first) if first != name => {
                    let says = format!("前面写的是“{first}”，这里是“{name}”，请核对");
                    notes.mark_against(paragraph, range, first, says);
                }
                Some(_) => {}
                None => {
                    known.insert(key, name.to_owned());
                }
            }
        }
    }
}

/// 2024年工作总结和2026年工作打算: the plans are of the year after.
fn title_years(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let title = paper.passage(Field::Title, &paper.report.title);
    let Some(paragraph) = first_paragraph(&title) else { return };
    let text = paragraph.text;
    let found: Vec<(Range<usize>, u32)> = years(text).collect();
    let [(first, past), (second, coming)] = &found[..] else { return };
    let plans = ["打算", "计划", "安排", "思路", "要点", "重点"].iter().any(|word| text[second.end..].contains(word));
    let is_past = ["总结", "情况", "回顾"].iter().any(|word| text[first.end..second.start].contains(word));
    if plans && is_past && *coming != past + 1 && !paragraph.has_reference(second.clone()) {
        let says = format!("总结的是{past}年，打算一般是{}年，请核对", past + 1);
        notes.mark_against(paragraph, second.clone(), &past.to_string(), says);
    }
}

/// 工作打算的请示报告: two kinds of document in one title.
fn title_kind(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    const TWO: &[&str] =
        &["请示报告", "请示函", "报告请示", "通知通报", "意见通知", "批复通知", "请示的报告", "报告的请示", "函的请示"];
    let title = paper.passage(Field::Title, &paper.report.title);
    let Some(paragraph) = first_paragraph(&title) else { return };
    for words in TWO {
        if let Some(at) = paragraph.text.find(words).filter(|at| paragraph.text[at + words.len()..].trim().is_empty()) {
            notes.mark(paragraph, at..at + words.len(), "一份公文只用一个文种，请示和报告不能并用");
        }
    }
}

/// How many characters make a text long enough not to come twice by chance.
const LONG: usize = 8;

fn is_long(text: &str, least: usize) -> bool {
    text.chars().filter(|ch| ch.is_alphanumeric()).nth(least - 1).is_some()
}

/// A paragraph that stands in the report twice.
fn paragraph_twice(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let passages: Vec<Passage<'_>> = paper
        .passages()
        .filter(|passage| matches!(passage.field, Field::Body(_) | Field::Preamble | Field::Closing))
        .collect();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let all = || passages.iter().flat_map(Passage::paragraphs);
    for paragraph in all() {
        *seen.entry(paragraph.text.trim()).or_default() += 1;
    }
    let mut first: HashMap<&str, ()> = HashMap::new();
    for paragraph in all() {
        let text = paragraph.text.trim();
        let is_text = is_long(text, LONG) && text.ends_with(['。', '；']) && !text.contains('\t');
        // What comes again and again is a form.
        if is_text && seen.get(text) == Some(&2) && first.insert(text, ()).is_some() {
            let start = paragraph.text.len() - paragraph.text.trim_start().len();
            notes.mark(paragraph, start..start + text.len(), "这一段前面已经有了，请删去一处");
        }
    }
}

/// A sentence that follows itself, or stands twice in one paragraph.
fn sentence_twice(_: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    const MOST: usize = 200;
    let sentences: Vec<Range<usize>> = paragraph.sentences().take(MOST).collect();
    let text = |range: &Range<usize>| paragraph.text[range.clone()].trim();
    for (k, range) in sentences.iter().enumerate() {
        let words = text(range);
        // Most differ in length.
        let is_told = || sentences[..k].iter().map(text).any(|other| other == words);
        if is_long(words, 2 * LONG) && is_told() && !paragraph.has_reference(range.clone()) {
            notes.mark(paragraph, range.clone(), "这一句前面已经有了，请删去一处");
        }
    }
}

/// Two siblings with one heading.
fn heading_twice(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let tree = &paper.report.tree;
    let families = std::iter::once(None).chain(tree.rows().map(|row| Some(row.section.id)));
    for parent in families {
        let mut seen: HashMap<&str, ()> = HashMap::new();
        for section in tree.children(parent).iter().filter_map(|&id| tree.section(id)) {
            let heading = section.heading.trim();
            if is_long(heading, 4) && section.style.kind != Kind::Annex && seen.insert(heading, ()).is_some() {
                notes.section(section.id, "twice", "同一级前面已经有这个标题，请核对");
            }
        }
    }
}

/// The annexes, each with its title.
fn annexes<'a>(paper: &Paper<'a>) -> Vec<&'a Section> {
    let tree = &paper.report.tree;
    tree.children(None)
        .iter()
        .filter_map(|&id| tree.section(id))
        .filter(|section| section.style.kind == Kind::Annex)
        .collect()
}

/// The names of annexes that a text lists: 附件：1.甲 and the lines after it.
fn listed_annexes<'p>(passage: &'p Passage<'_>) -> Vec<(Paragraph<'p>, Range<usize>)> {
    let mut listed: Vec<(Paragraph<'p>, Range<usize>)> = Vec::new();
    for paragraph in passage.paragraphs() {
        let text = paragraph.text.trim_end();
        let lead = text.len() - text.trim_start().len();
        let first = ["附件：", "附件:"].iter().find_map(|lead| text.trim_start().strip_prefix(lead));
        let name = first.unwrap_or(text.trim_start());
        let digits = digits_at(name);
        let number: Option<usize> = name[..digits].parse().ok();
        let mark = name[digits..].chars().next().filter(|ch| matches!(ch, '.' | '．' | '、'));
        let follows = number == Some(listed.len() + 1) && mark.is_some();
        match (first, follows) {
            (Some(_), true) if listed.is_empty() => {}
            (None, true) if !listed.is_empty() => {}
            (Some(_), false) if listed.is_empty() && !name.is_empty() => {}
            _ if listed.is_empty() => continue,
            _ => break,
        }
        listed.push((paragraph, lead..text.len()));
    }
    listed
}

/// 详见附件3 where there are two.
fn annex_missing(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let closing = paper.passage(Field::Closing, &paper.report.closing);
    let count = annexes(paper).len().max(listed_annexes(&closing).len());
    if count == 0 {
        return;
    }
    for passage in paper.passages().filter(|passage| matches!(passage.field, Field::Body(_) | Field::Preamble)) {
        for paragraph in passage.paragraphs() {
            for (at, word) in paragraph.text.match_indices("附件") {
                let start = at + word.len();
                let digits = digits_at(&paragraph.text[start..]);
                let range = at..start + digits;
                let told: Option<usize> = paragraph.text[start..start + digits].parse().ok();
                if told.is_some_and(|told| told > count && told < 100) && !paragraph.has_reference(range.clone()) {
                    let says = format!("只有{count}个附件，这里说的是附件{}，请核对", told.unwrap_or_default());
                    notes.mark_against(paragraph, range, &count.to_string(), says);
                }
            }
        }
    }
}

/// 附件：1.甲 2.乙 2.丙: a number twice, or one left out.
fn annex_number(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let closing = paper.passage(Field::Closing, &paper.report.closing);
    let mut last: Option<u32> = None;
    for paragraph in closing.paragraphs() {
        let text = paragraph.text;
        let trimmed = text.trim_start();
        let first = ["附件：", "附件:"].iter().find_map(|lead| trimmed.strip_prefix(lead));
        let name = first.unwrap_or(trimmed).trim_start();
        let start = text.len() - name.len();
        let digits = digits_at(name);
        let is_listed = name[digits..].starts_with(['.', '．', '、']) && (first.is_some() || last.is_some());
        let Some(number) = name[..digits].parse::<u32>().ok().filter(|_| is_listed) else {
            last = None;
            continue;
        };
        if let Some(before) = last.filter(|before| number != before + 1) {
            let says = format!("附件的序号该是{}，这里写的是{number}，请核对", before + 1);
            notes.mark_against(paragraph, start..start + digits, &before.to_string(), says);
        }
        last = Some(number);
    }
}

/// A name of an annex that ends in a mark.
fn annex_mark(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let closing = paper.passage(Field::Closing, &paper.report.closing);
    for (paragraph, range) in listed_annexes(&closing) {
        let text = &paragraph.text[range.clone()];
        if let Some(mark) = text.chars().next_back().filter(|ch| matches!(ch, '。' | '；' | '，' | '、')) {
            let range = range.end - mark.len_utf8()..range.end;
            notes.mend(paragraph, range.clone(), &[(range, "")], "附件名称后面不加标点");
        }
    }
    for section in annexes(paper) {
        let passage = paper.passage(Field::Heading(section.id), &section.heading);
        let Some(paragraph) = first_paragraph(&passage) else { continue };
        let text = paragraph.text.trim_end();
        let Some(mark) = text.chars().next_back().filter(|ch| matches!(ch, '。' | '；' | '，' | '、' | '：'))
        else {
            continue;
        };
        let range = text.len() - mark.len_utf8()..text.len();
        notes.mend(paragraph, range.clone(), &[(range, "")], "附件名称后面不加标点");
    }
}

/// 见第九部分, 如图8所示, 详见下表 where there is none.
fn part_missing(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let tree = &paper.report.tree;
    let parts = tree.children(None).iter().filter_map(|&id| tree.section(id));
    let parts = parts.filter(|section| section.style.kind != Kind::Annex).count();
    let passages: Vec<Passage<'_>> = paper.passages().collect();
    let has_table = passages.iter().any(|passage| passage.text.contains('\t'));
    let mut told: HashMap<String, usize> = HashMap::new();
    for passage in &passages {
        for (_, name) in pictures(&passage.text) {
            *told.entry(name).or_default() += 1;
        }
    }
    for paragraph in passages.iter().flat_map(Passage::paragraphs) {
        let text = paragraph.text;
        for (at, word) in text.match_indices("部分") {
            let Some(start) = text[..at].rfind('第').filter(|start| at - start <= 12) else { continue };
            let number = &text[start + '第'.len_utf8()..at];
            let is_refers = text[..start].ends_with(['见', '在', '按', '如']) || text[..start].ends_with("本报告");
            let told = read_han(number).or_else(|| number.parse().ok());
            let range = start..at + word.len();
            if let Some(told) = told.filter(|_| is_refers && parts > 1 && !paragraph.has_reference(range.clone()))
                && usize::try_from(told).is_ok_and(|told| told > parts)
            {
                notes.mark_against(paragraph, range, &parts.to_string(), format!("报告只有{parts}个部分，请核对"));
            }
        }
        items_missing(paper, paragraph, notes);
        for (range, name) in pictures(text) {
            let refers = text[..range.start].ends_with(['如', '见', '参']) || text[..range.start].ends_with("参见");
            if refers && told.get(&name) == Some(&1) && !paragraph.has_reference(range.clone()) {
                notes.mark(paragraph, range, format!("没有“{name}”，请核对"));
            }
        }
        for words in ["见下表", "如下表所示", "详见下表", "见附表"] {
            for (at, _) in text.match_indices(words) {
                let range = at..at + words.len();
                let is_whole = words != "见下表" || !text[..at].ends_with('详');
                if !has_table && is_whole && annexes(paper).is_empty() && !paragraph.has_reference(range.clone()) {
                    notes.mark(paragraph, range, "后面没有表，请核对");
                }
            }
        }
    }
}

/// 第三部分第（九）项, 如“一、（九）”所述 where the third part, or the first, has fewer.
fn items_missing(paper: &Paper<'_>, paragraph: Paragraph<'_>, notes: &mut Notes<'_>) {
    let tree = &paper.report.tree;
    let parts: Vec<&Section> = tree.children(None).iter().filter_map(|&id| tree.section(id)).collect();
    let text = paragraph.text;
    for (at, open) in text.match_indices('（') {
        let inner = at + open.len();
        let Some(len) = text[inner..].find('）').filter(|len| (1..=9).contains(len)) else { continue };
        let end = inner + len + '）'.len_utf8();
        let Some(item) = read_han(&text[inner..inner + len]) else { continue };
        let before = &text[..at];
        let part = if let Some(before) = before.strip_suffix("部分第").or_else(|| before.strip_suffix("部分的第"))
        {
            before.rfind('第').map(|start| (start, &before[start + '第'.len_utf8()..]))
        } else {
            let quoted = before.strip_suffix('、').filter(|_| text[end..].starts_with('”'));
            quoted.and_then(|before| {
                before.rfind('“').map(|open| open + '“'.len_utf8()).map(|start| (start, &before[start..]))
            })
        };
        let Some((start, told)) = part else { continue };
        let Some(section) = read_han(told)
            .and_then(|told| usize::try_from(told).ok()?.checked_sub(1))
            .and_then(|k| parts.get(k))
            .filter(|section| section.style.kind != Kind::Annex)
        else {
            continue;
        };
        let count = paper.children(section);
        let is_missing = usize::try_from(item).is_ok_and(|item| item > count);
        // What a text counts itself is no section.
        let is_told = section.body.contains(&text[at..end]);
        if is_missing && !is_told && !paragraph.has_reference(start..end) {
            let says = format!("那一部分只有{count}项，请核对");
            notes.mark_against(paragraph, start..end, &count.to_string(), says);
        }
    }
}

/// 图8, 表2 and where they stand.
fn pictures(text: &str) -> Vec<(Range<usize>, String)> {
    let found = text.match_indices(['图', '表']).filter_map(|(at, sign)| {
        let start = at + sign.len();
        let digits = digits_at(&text[start..]);
        let range = at..start + digits;
        ((1..=2).contains(&digits) && digits_before(&text[..at]) == 0).then(|| (range.clone(), text[range].to_owned()))
    });
    found.collect()
}

/// Several headings of one family, all without a text, where another family has texts.
fn all_empty(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let tree = &paper.report.tree;
    let is_bare = |section: &&Section| section.body.trim().is_empty() && paper.children(section) == 0;
    for row in tree.rows().filter(|row| row.level == 1) {
        let all: Vec<&Section> =
            tree.children(Some(row.section.id)).iter().filter_map(|&id| tree.section(id)).collect();
        let is_short = |section: &&&Section| {
            let heading = section.heading.trim();
            heading.chars().count() <= 14 && !heading.contains(['。', '，', '；', '：'])
        };
        let elsewhere = tree.rows().any(|other| other.level == 2 && !other.section.body.trim().is_empty());
        if all.len() > 1 && elsewhere && all.iter().all(is_bare) && all.iter().filter(is_short).count() == all.len() {
            notes.section(row.section.id, "bare", "下面几节都只有标题，没有正文，请写上或并成一段");
        }
    }
}

/// A report to somebody that nobody has signed, or that bears no date.
fn no_signature(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    let report = paper.report;
    const SPOKEN: &[&str] = &["同志", "各位", "尊敬", "朋友", "代表", "委员", "老师", "同学", "领导"];
    // A speech is not signed.
    let is_spoken = SPOKEN.iter().any(|word| report.salutation.contains(word))
        || ["讲话", "致辞", "发言", "提纲", "政府工作报告"].iter().any(|word| report.title.contains(word));
    if is_spoken || report.salutation.trim().is_empty() || paper.parts().count() < 2 {
        return;
    }
    match (report.organization.trim().is_empty(), report.date.trim().is_empty()) {
        (true, true) => notes.report("signature", "有主送机关，没有落款和成文日期"),
        (true, false) => notes.report("signature", "有成文日期，没有署名"),
        (false, true) => notes.report("signature", "有署名，没有成文日期"),
        (false, false) => {}
    }
}

/// 新建站点6个…… 全年新建站点8个 in one paragraph: one name, two numbers.
fn told_otherwise(paper: &Paper<'_>, notes: &mut Notes<'_>) {
    const OTHERWISE: &[&str] = &[
        "上年", "去年", "同期", "比", "较", "月", "季度", "半年", "其中", "计划", "目标", "力争", "预计", "分别", "由",
        "从", "每", "各", "另", "再", "又", "第", "首", "新增", "平均", "合计", "共计", "总计", "中有",
    ];
    let passages: Vec<Passage<'_>> =
        paper.passages().filter(|passage| matches!(passage.field, Field::Body(_))).collect();
    for paragraph in passages.iter().flat_map(Passage::paragraphs).filter(|paragraph| paragraph.text.len() < 600) {
        if OTHERWISE.iter().any(|word| paragraph.text.contains(word)) {
            continue;
        }
        // 2024年45万笔，2020年15万笔: told of two years.
        let mut years = super::paper::years(paragraph.text).map(|(_, year)| year);
        let first = years.next();
        if years.any(|year| Some(year) != first) {
            continue;
        }
        let figures = super::figures::stated(paragraph);
        for (k, figure) in figures.iter().enumerate() {
            let name = figure.name.trim_start_matches("全年");
            if !matches!(figure.kind, FigureKind::Count | FigureKind::Money) {
                continue;
            }
            let Some((number, _)) = super::figures::exact(figure).filter(|_| name.chars().count() >= 4) else {
                continue;
            };
            let first = figures[..k]
                .iter()
                .find(|other| other.name.trim_start_matches("全年") == name && other.unit == figure.unit);
            let Some((before, _)) = first.and_then(super::figures::exact) else { continue };
            if before != number && !paragraph.has_reference(super::figures::number_at(figure)) {
                let says = format!("“{name}”前面写的是{}，这里是{}，请核对", before.normalize(), number.normalize());
                notes.mark_against(paragraph, super::figures::number_at(figure), &before.to_string(), says);
            }
        }
    }
}

//! A report on paper: the rows as the screen numbers them, the texts below them, the caret in them.

use tigang::report::Aside;
use tigang::report::Better;
use tigang::report::Field;
use tigang::report::HeadingStyle;
use tigang::report::Kind;
use tigang::report::Marker;
use tigang::report::Metric;
use tigang::report::Numbering;
use tigang::report::Owner;
use tigang::report::Report;
use tigang::report::Scheme;
use tigang::report::Section;
use tigang::report::SectionId;
use tigang::report::TableAside;
use tigang::report::Tree;
use tigang::report::numbering;
use tigang::tui::caret::Caret;
use tigang::tui::command::Focus;
use tigang::tui::flow::Flow;
use tigang::tui::model::Column;
use tigang::tui::model::Model;
use tigang::tui::outline::Spot;
use tigang::tui::overlay::Asks;
use tigang::tui::overlay::Line;
use tigang::tui::overlay::Overlay;
use tigang::tui::overlay::Purpose;
use tigang::tui::words;

/// Lines that a drawing may leave out; where it has one, all of that kind must be there.
pub(super) const OPTIONAL: [&str; 6] = ["表格：", "提示：", "剪贴板：", "结果：", "纸上：", "状态："];

/// Words that must stand somewhere on the screen.
pub(super) const ON_SCREEN: &str = "屏上：";

const HERE: &str = " ←";
const MARKED: &str = " ✓";
/// The cursor in a metrics pane that has no row.
const NONE: &str = "〔无〕";

/// The kind of a line: what stands before its first colon.
pub(super) fn prefix(line: &str) -> &str {
    line.split_once('：').map_or("", |(prefix, _)| prefix)
}

// Reading ----------------------------------------------------------------------------------------------------------

/// Where the writer is in a drawing.
#[derive(Default)]
struct Pen {
    spot: Option<Spot>,
    field: Option<Field>,
    caret: Caret,
    cell: Option<(Owner, usize, Column)>,
    marks: Vec<SectionId>,
}

/// The program with the report of a drawing, and the writer where the drawing shows him.
pub(super) fn parse(drawing: &[String], size: (u16, u16)) -> Model {
    let mut report = Report::default();
    let mut rows: Vec<(usize, Section)> = Vec::new();
    let mut pen = Pen::default();
    for line in drawing {
        if prefix(line) == "编号" {
            let name = &line["编号：".len()..];
            report.setup.scheme =
                Scheme::ALL.into_iter().find(|scheme| scheme.name() == name).expect("a scheme's name");
        }
    }
    for line in drawing {
        let bare = line.trim_start();
        let kind = prefix(bare);
        let text = &bare[kind.len() + if kind.is_empty() { 0 } else { '：'.len_utf8() }..];
        let top = |words: &str, pen: &mut Pen, spot: Spot| match words.strip_suffix(HERE) {
            Some(words) => {
                pen.spot = Some(spot);
                words.to_string()
            }
            None => words.to_string(),
        };
        let last = rows.last().map(|(_, section)| section.id);
        match kind {
            "编号" => {}
            "全文目标" => report.setup.target = Some(text.trim_end_matches('字').parse().unwrap()),
            "标题" => {
                let words = top(text, &mut pen, Spot::Report);
                write(&mut report.title, Field::Title, &words, &mut pen);
            }
            "称呼" => report.salutation = text.into(),
            "单位" => add(&mut report.organization, text),
            "副标题" => add(&mut report.subtitle, text),
            "附注" => add(&mut report.remarks, text),
            "版记" => add(&mut report.imprint, text),
            "文号" => report.head.number = text.into(),
            "日期" => report.date = text.into(),
            "导语" => write(&mut report.preamble, Field::Preamble, text, &mut pen),
            "结尾" => {
                let words = top(text, &mut pen, Spot::Closing);
                write(&mut report.closing, Field::Closing, &words, &mut pen);
            }
            "表格" => {
                let aside = match rows.last_mut() {
                    Some((_, section)) => section.aside.get_or_insert_default(),
                    None => report.aside.get_or_insert_default(),
                };
                aside.tables.push(table(text));
            }
            "全文备注" => write(&mut report.note, Field::ReportNote, text, &mut pen),
            "全文指标" if text == NONE => pen.cell = Some((Owner::Report, 0, Column::Name)),
            "全文指标" => report.metrics.push(metric(text, Owner::Report, report.metrics.len(), &mut pen)),
            "正文" | "备注" | "指标" => {
                let id = last.expect("a text stands below its section");
                let section = &mut rows.last_mut().expect("asked just now").1;
                match kind {
                    "正文" => write(&mut section.body, Field::Body(id), text, &mut pen),
                    "备注" => write(&mut section.note, Field::Note(id), text, &mut pen),
                    _ if text == NONE => pen.cell = Some((Owner::Section(id), 0, Column::Name)),
                    _ => section.metrics.push(metric(text, Owner::Section(id), section.metrics.len(), &mut pen)),
                }
            }
            _ => {
                let id = SectionId::new(u32::try_from(rows.len() + 1).unwrap()).unwrap();
                rows.push(((line.len() - bare.len()) / 2 + 1, Section::new(id)));
                row(&mut report, &mut rows, bare, &mut pen);
            }
        }
    }
    report.tree = Tree::from_rows(rows).expect("a drawing is a tree");
    open(report, size, pen)
}

/// Opens a report and goes where the drawing shows the writer.
fn open(report: Report, size: (u16, u16), pen: Pen) -> Model {
    let mut model = Model::new(report, size);
    let (spot, focus) = match (pen.field, pen.cell) {
        (Some(field), _) => {
            let focus = match field {
                Field::Title | Field::Heading(_) => Focus::Heading,
                Field::Note(_) | Field::ReportNote => Focus::Note,
                _ => Focus::Text,
            };
            let of_report = if field == Field::Closing { Spot::Closing } else { Spot::Report };
            (field.section().map_or(of_report, Spot::Section), focus)
        }
        (None, Some((Owner::Report, ..))) => (Spot::Report, Focus::Metrics),
        (None, Some((Owner::Section(id), ..))) => (Spot::Section(id), Focus::Metrics),
        (None, None) => (pen.spot.expect("a drawing shows where the writer is"), Focus::Navigation),
    };
    model.go(spot);
    model.focus_on(focus);
    if pen.field.is_some() {
        model.caret = pen.caret;
    }
    if let Some((_, row, column)) = pen.cell {
        (model.cell.row, model.cell.column) = (row, column);
    }
    model.marks.extend(pen.marks);
    model.settle();
    model
}

/// One row: its number must be the one that the screen shows, else the section has none.
fn row(report: &mut Report, rows: &mut [(usize, Section)], line: &str, pen: &mut Pen) {
    let at = rows.len() - 1;
    let id = rows[at].1.id;
    let mut words = line;
    if let Some(rest) = words.strip_suffix(HERE) {
        pen.spot = Some(Spot::Section(id));
        words = rest;
    }
    if let Some(rest) = words.strip_suffix(MARKED) {
        pen.marks.push(id);
        words = rest;
    }
    while let Some((rest, tag)) = words.strip_suffix('〕').and_then(|words| words.rsplit_once(" 〔")) {
        let style = &mut rows[at].1.style;
        words = rest;
        if let Some(number) = tag.strip_prefix("从").and_then(|tag| tag.strip_suffix("起")) {
            style.begins = number.parse().ok();
        } else if tag == "段首" {
            style.heading = HeadingStyle::RunIn;
        } else if let Some(target) = tag.strip_prefix("目标").and_then(|tag| tag.strip_suffix('字')) {
            style.target = Some(target.parse().unwrap());
        } else {
            let marker =
                tag.strip_prefix("下级").and_then(|name| Marker::ALL.into_iter().find(|marker| marker.name() == name));
            style.children = Some(marker.unwrap_or_else(|| panic!("no row is tagged {tag}")));
        }
    }
    // 附件1 办件情况
    if let Some(title) = words
        .strip_prefix("附件")
        .and_then(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(' '))
    {
        rows[at].1.style.kind = Kind::Annex;
        report.tree = Tree::from_rows(rows.iter().cloned()).expect("a drawing is a tree");
        return write(&mut rows[at].1.heading, Field::Heading(id), title, pen);
    }
    report.tree = Tree::from_rows(rows.iter().cloned()).expect("a drawing is a tree");
    let number = numbering::numbers(report).last().expect("it has a row");
    let gap = number.number.gap();
    let heading = match words.strip_prefix(number.label.as_str()) {
        Some(rest) => rest.strip_prefix(gap).unwrap_or(rest),
        None => {
            assert!(numbering::read(words).is_none(), "the screen would number this row {}: {line}", number.label);
            rows[at].1.style.numbering = Numbering::Unnumbered;
            words
        }
    };
    let heading = heading.strip_prefix("（空）").unwrap_or(heading);
    write(&mut rows[at].1.heading, Field::Heading(id), heading, pen);
}

/// Adds a line of a text, and takes note of the caret and the selection in it.
fn write(text: &mut String, field: Field, words: &str, pen: &mut Pen) {
    // A text of several lines is drawn a line a paragraph; a caret before shows that there was one already.
    if field.has_paragraphs() && (!text.is_empty() || pen.field == Some(field)) {
        text.push('\n');
    }
    let mut ends = [None, None];
    for c in words.chars() {
        match c {
            '|' => {
                pen.field = Some(field);
                pen.caret.at = text.len();
            }
            '⇥' => text.push('\t'),
            '⟦' => ends[0] = Some(text.len()),
            '⟧' => ends[1] = Some(text.len()),
            '／' => pen.caret.hangs = pen.field == Some(field) && pen.caret.at == text.len(),
            c => text.push(c),
        }
    }
    // The caret stands at one end of the selection; the anchor is the other.
    for end in ends.into_iter().flatten() {
        if pen.field != Some(field) || pen.caret.at != end {
            pen.caret.anchor = Some(end);
        }
    }
}

/// What hangs on a table: its number, 表题, 单位, 注, the letters of its columns, merged cells as row,column,rows,columns.
fn table(words: &str) -> TableAside {
    let mut parts = words.split('｜').map(str::to_owned);
    let mut next = || parts.next().unwrap_or_default();
    let mut table = TableAside { at: next().parse().expect("a table has a number"), ..TableAside::default() };
    (table.title, table.unit, table.note, table.columns) = (next(), next(), next(), next());
    for cell in next().split('；').filter(|cell| !cell.is_empty()) {
        let numbers: Vec<u32> = cell.split(',').map(|number| number.parse().expect("a number")).collect();
        table.merged.push((numbers[0], numbers[1], numbers[2], numbers[3]));
    }
    table
}

fn tables(lines: &mut Vec<String>, aside: Option<&Aside>) {
    for table in aside.into_iter().flat_map(|aside| &aside.tables) {
        let merged: Vec<String> = table
            .merged
            .iter()
            .map(|(row, column, rows, columns)| format!("{row},{column},{rows},{columns}"))
            .collect();
        let TableAside { at, title, unit, note, columns, .. } = table;
        let row = format!("表格：{at}｜{title}｜{unit}｜{note}｜{columns}｜{}", merged.join("；"));
        lines.push(row.trim_end_matches('｜').to_owned());
    }
}

/// A row of figures: 名称｜数值｜单位｜上年｜目标｜备注, the cell under the cursor in 〔〕.
fn metric(words: &str, owner: Owner, row: usize, pen: &mut Pen) -> Metric {
    let mut cells = words.split('｜').zip(Column::ALL).map(|(cell, column)| {
        match cell.strip_prefix('〔').and_then(|cell| cell.strip_suffix('〕')) {
            Some(inner) => {
                pen.cell = Some((owner, row, column));
                inner.to_string()
            }
            None => cell.to_string(),
        }
    });
    let mut next = || cells.next().unwrap_or_default();
    let series = words.split('｜').nth(6).unwrap_or_default().to_string();
    let better = words.split('｜').nth(7).and_then(|name| Better::ALL.into_iter().find(|better| better.name() == name));
    let better = better.unwrap_or_default();
    Metric {
        series,
        better,
        name: next(),
        value: next(),
        unit: next(),
        last_year: next(),
        target: next(),
        note: next(),
    }
}

// Drawing ----------------------------------------------------------------------------------------------------------

/// What the writer has before him, line by line.
pub(super) fn draw(model: &Model, breaks: bool, news: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    let report = model.report();
    for &id in model.outline.hoisted() {
        lines.push(format!("只看：{}", heading(model, id, "")));
    }
    if let Some(words) = model.outline.filter() {
        lines.push(format!("筛选：{words}"));
    }
    for spot in (0..model.rows()).filter_map(|row| model.spot_at(row)) {
        let here = model.spot() == spot && (model.focus() == Focus::Navigation || carries_on_below(model));
        let here = if here { HERE } else { "" };
        match spot {
            Spot::Report => {
                if report.setup.scheme != Scheme::default() {
                    lines.push(format!("编号：{}", report.setup.scheme.name()));
                }
                if let Some(target) = report.setup.target {
                    lines.push(format!("全文目标：{target}字"));
                }
                let title = text(model, Field::Title, breaks);
                if !title.is_empty() || !here.is_empty() {
                    lines.push(format!("标题：{title}{here}"));
                }
                one(&mut lines, "副标题", &report.subtitle);
                one(&mut lines, "文号", &report.head.number);
                one(&mut lines, "版记", &report.imprint);
                one(&mut lines, "称呼", &report.salutation);
                paragraphs(&mut lines, model, "导语：", Field::Preamble, breaks);
                tables(&mut lines, report.aside.as_deref());
                paragraphs(&mut lines, model, "全文备注：", Field::ReportNote, breaks);
                metrics(&mut lines, model, "全文指标：", Owner::Report);
            }
            Spot::Section(id) => {
                let section = report.tree.section(id).unwrap();
                let depth =
                    report.tree.level(id) - model.outline.hoisted().last().map_or(1, |&top| report.tree.level(top));
                let indent = "  ".repeat(depth);
                let fold = if model.outline.is_collapsed(id) && !report.tree.children(Some(id)).is_empty() {
                    "▸ "
                } else {
                    ""
                };
                let mut row = format!("{indent}{fold}{}", heading(model, id, &text(model, Field::Heading(id), breaks)));
                if section.style.heading == HeadingStyle::RunIn {
                    row.push_str(" 〔段首〕");
                }
                if let Some(begins) = section.style.begins {
                    row.push_str(&format!(" 〔从{begins}起〕"));
                }
                if let Some(target) = section.style.target {
                    row.push_str(&format!(" 〔目标{target}字〕"));
                }
                if let Some(marker) = section.style.children {
                    row.push_str(&format!(" 〔下级{}〕", marker.name()));
                }
                let marked = if model.marks.contains(&id) { MARKED } else { "" };
                lines.push(format!("{row}{marked}{here}"));
                paragraphs(&mut lines, model, &format!("{indent}  正文："), Field::Body(id), breaks);
                tables(&mut lines, section.aside.as_deref());
                paragraphs(&mut lines, model, &format!("{indent}  备注："), Field::Note(id), breaks);
                metrics(&mut lines, model, &format!("{indent}  指标："), Owner::Section(id));
            }
            Spot::Closing => {
                let from = lines.len();
                paragraphs(&mut lines, model, "结尾：", Field::Closing, breaks);
                if lines.len() == from && !here.is_empty() {
                    lines.push("结尾：".into());
                }
                if lines.len() > from {
                    lines[from].push_str(here);
                }
                one(&mut lines, "单位", &report.organization);
                one(&mut lines, "日期", &report.date);
                one(&mut lines, "附注", &report.remarks);
            }
        }
    }
    let trouble = model.overlay.as_ref().and_then(|overlay| over(&mut lines, model, overlay));
    if let Some(says) = trouble.or_else(|| model.message.as_ref().map(|message| message.says.clone())) {
        lines.push(format!("提示：{says}"));
    }
    lines.push(format!("状态：{}", if model.document().is_modified() { "未保存" } else { "已保存" }));
    lines.extend(news.iter().cloned());
    lines
}

/// Whether the cursor stands in a metric of a section below: its row doesn't show whose pane that is.
fn carries_on_below(model: &Model) -> bool {
    let row = model.metric().map(|(row, _)| row);
    model.focus() == Focus::Metrics && row.is_some_and(|row| row.owner != model.owner())
}

fn one(lines: &mut Vec<String>, prefix: &str, text: &str) {
    lines.extend(text.lines().map(|line| format!("{prefix}：{line}")));
}

/// Adds a line to a text that may have several.
fn add(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// A heading behind its number; as it stands in the report where `drawn` is empty.
fn heading(model: &Model, id: SectionId, drawn: &str) -> String {
    let number = model.number(id).unwrap();
    let label = model.label(id, number);
    let gap = if label.is_empty() { "" } else { number.gap() };
    let drawn = if drawn.is_empty() { model.text_of(Field::Heading(id)) } else { drawn };
    match format!("{label}{gap}{drawn}").trim_end() {
        "" => "（空）".into(),
        row => row.into(),
    }
}

fn paragraphs(lines: &mut Vec<String>, model: &Model, prefix: &str, field: Field, breaks: bool) {
    let drawn = text(model, field, breaks);
    if !drawn.is_empty() {
        lines.extend(
            drawn
                .split('\n')
                .map(|paragraph| format!("{prefix}{}", paragraph.replace('\t', "⇥")).trim_end().to_string()),
        );
    }
}

/// A text with the caret, the selection and, where asked, the ends of the rows in it.
fn text(model: &Model, field: Field, breaks: bool) -> String {
    let text = model.text_of(field);
    let selection = model.selected_in(field);
    let is_written = model.field() == Some(field);
    if !is_written && selection.is_none() {
        return text.into();
    }
    let Caret { at, hangs, .. } = model.caret;
    let rows = |flow: &Flow| (0..flow.len()).map(|row| flow.row(row)).collect::<Vec<_>>();
    let rows = model.written().filter(|_| is_written && breaks).map_or(Vec::new(), rows);
    let soft: Vec<usize> = rows.iter().filter(|row| row.is_soft).map(|row| row.end).collect();
    let mut drawn = String::new();
    for byte in (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)) {
        let (opens, closes) = match &selection {
            Some(range) => (range.start == byte, range.end == byte),
            None => (false, false),
        };
        for (there, mark) in [
            (is_written && at == byte && hangs && !opens && !closes, '|'),
            (soft.contains(&byte), '／'),
            (opens, '⟦'),
            (is_written && at == byte && (!hangs || opens || closes), '|'),
            (closes, '⟧'),
        ] {
            if there {
                drawn.push(mark);
            }
        }
        drawn.extend(text[byte..].chars().next());
    }
    drawn
}

fn metrics(lines: &mut Vec<String>, model: &Model, prefix: &str, owner: Owner) {
    let focused = model.focus() == Focus::Metrics;
    let here = model.metric().map(|(row, _)| row);
    let written = match &model.overlay {
        Some(Overlay::Prompt(prompt)) if prompt.purpose == Purpose::Cell => Some(with_caret(&prompt.line)),
        _ => None,
    };
    for (index, metric) in model.report().metrics(owner).unwrap_or_default().iter().enumerate() {
        let cell = |column: Column| {
            let text = column.of(metric);
            let is_here = focused && here.is_some_and(|row| row.owner == owner && row.index == index);
            match (&written, is_here && model.cell.column == column) {
                (Some(line), true) => format!("〔{line}〕"),
                (None, true) => format!("〔{text}〕"),
                (_, false) => text.to_string(),
            }
        };
        let better = if metric.better.is_usual() { "" } else { metric.better.name() };
        let row = format!("{}｜{}｜{better}", Column::ALL.map(cell).join("｜"), metric.series);
        lines.push(format!("{prefix}{}", row.trim_end_matches('｜')));
    }
    if focused && here.is_none() && model.owner() == owner {
        lines.push(format!("{prefix}{NONE}"));
    }
}

/// What lies over the panes. Answers what it complains of.
fn over(lines: &mut Vec<String>, model: &Model, overlay: &Overlay) -> Option<String> {
    let mut window = |words: String| lines.push(format!("窗口：{words}"));
    match overlay {
        Overlay::Help { .. } => window("帮助".into()),
        Overlay::Picker(picker) => {
            let chosen = picker.chosen().map_or("（没有）", |item| item.title.trim());
            window(format!("{}：{} → {chosen}", picker.title, with_caret(&picker.line)));
        }
        Overlay::Prompt(prompt) => {
            if prompt.purpose != Purpose::Cell {
                window(format!("{}：{}", prompt.purpose.title(), with_caret(&prompt.line)));
            }
            return prompt.trouble.clone();
        }
        Overlay::Ask(ask) => {
            let choices = ask.choices.iter().enumerate();
            let choices =
                choices.map(|(at, (words, _))| if at == ask.at { format!("【{words}】") } else { words.to_string() });
            window(format!("{} {}", ask.question, choices.collect::<Vec<_>>().join(" ")));
        }
        Overlay::Form(form) => {
            let row = &form.rows[form.at];
            let answer = if row.asks == Asks::Scheme {
                form.setup.scheme.name().to_string()
            } else if row.asks.is_choice() {
                form.chosen(row.asks)
            } else {
                with_caret(&row.line)
            };
            window(format!("报告属性：{}：{answer}", row.asks.title()));
            return form.trouble.clone();
        }
        Overlay::Preview(preview) => {
            window(format!("导出：{}", with_caret(&preview.line)));
            lines.extend(preview.text.lines().filter(|line| !line.is_empty()).map(|line| format!("纸上：{line}")));
            return preview.trouble.clone();
        }
        Overlay::Differences(shown) => window(format!("{} → {}", shown.title(), shown.deed())),
        Overlay::Overview(overview) => {
            let written = with_caret(overview.cell.as_ref().unwrap_or(&overview.words));
            let report = model.report();
            let here = overview.metric(report).map_or("（没有）", |(_, metric)| &metric.name);
            window(format!("指标总表：{written} → {here}｜{}", overview.column.title()));
            return overview.trouble.clone();
        }
        Overlay::Extraction(found) => {
            let of = if found.of.is_some() { "本节" } else { "全文" };
            window(format!("从正文提取指标：{of}"));
            for (k, row) in found.rows.iter().enumerate() {
                let here = k == found.at;
                let name = match &found.name {
                    Some(line) if here => with_caret(line),
                    _ => row.listed.figure.name.clone(),
                };
                let tick = if row.is_ticked { "✓" } else { "·" };
                let here = if here { HERE } else { "" };
                window(format!("{tick} {name} {}{}{here}", row.listed.figure.value, row.listed.figure.unit));
            }
        }
        Overlay::Picture(picture) => window(format!("指标图：{}", picture.kind.title())),
        Overlay::Completion(completion) => {
            if let Some(offer) = completion.chosen() {
                window(format!("引用 → {}", offer.written()));
            }
        }
        Overlay::Findings(findings) => {
            let chosen = findings.chosen().map_or_else(String::new, |finding| {
                format!(" {}“{}”", finding.rule.title, finding.at.words(model.report()))
            });
            window(format!("校核{}/{}{chosen}", findings.at + 1, findings.list.len()));
        }
        Overlay::Doubts(list) => {
            let rows = model.doubts.by_kind();
            for (at, &number) in rows.iter().enumerate() {
                let standing = model.doubts.get(number).expect("it is listed");
                let here = if at == list.at { HERE } else { "" };
                let (kind, says) = (words::kind(&standing.doubt.what), standing.says(model.report()));
                window(format!("拿不准 {kind} {says}{here}"));
            }
        }
        Overlay::Held(held) => window(format!("导航中收到“{}”", held.replace('\n', "⏎"))),
        Overlay::Grab { .. } => window("移动本节".into()),
        Overlay::KeyTest(_) => window("按键测试".into()),
    }
    None
}

fn with_caret(line: &Line) -> String {
    let (before, behind) = line.text().split_at(line.at());
    format!("{before}|{behind}")
}

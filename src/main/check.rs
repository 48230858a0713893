//! `tigang check`: what the rules find, as a list to read or as JSON.

use std::collections::HashMap;
use std::path::Path;
use std::process::ExitCode;
use std::time::SystemTime;

use serde_json::Value;
use serde_json::json;

use tigang::check;
use tigang::check::Finding;
use tigang::check::Grade;
use tigang::check::Month;
use tigang::check::Settings;
use tigang::check::Site;
use tigang::edit::Change;
use tigang::edit::Edit;
use tigang::import::Doubt;
use tigang::import::What;
use tigang::report::Field;
use tigang::report::Report;
use tigang::report::SectionId;
use tigang::report::numbering;
use tigang::store;
use tigang::text;
use tigang::tui;
use tigang::tui::Origin;
use tigang::tui::overlay::Verdict;
use tigang::tui::words;

use crate::Over;

/// How many findings of one rule are listed unless all are asked for.
pub(crate) const LISTED: usize = 8;

/// How the findings are written.
#[derive(Clone, Copy)]
pub(crate) enum As {
    /// As data for another program.
    Json,
    /// As a list, with at most so many of one rule.
    List(usize),
    /// As a record: a table of Markdown.
    Markdown,
    /// As a record for spreadsheets.
    Csv,
}

/// How much is found in a report that ought to be changed.
pub(crate) fn verdict(report: &Report) -> Verdict {
    Verdict::of(&check::findings(report, &settings(), today()))
}

/// What the writer has set, with complaints about what of it can't be read.
fn settings() -> Settings {
    let (settings, troubles) = tui::check_settings();
    troubles.iter().for_each(|trouble| crate::complain(trouble));
    settings
}

fn today() -> Option<Month> {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok().map(Month::at)
}

/// Checks every report of a file.
pub(crate) fn check(file: &Path, written: As) -> anyhow::Result<ExitCode> {
    let tui::Start { reports, origin } = crate::read_any(file)?;
    let settings = settings();
    let today = today();
    let doubts = match origin {
        Origin::Text(_, doubts) => doubts,
        _ => Vec::new(),
    };
    let mut found = 0;
    let (mut data, mut lines, mut records) = (Vec::new(), String::new(), Vec::new());
    for (index, report) in reports.iter().enumerate() {
        let mut findings = check::findings(report, &settings, today);
        let of_text = wrong_numbers(report, index, &doubts).chain(mixed_markers(report, index, &doubts));
        findings.splice(0..0, of_text.filter(|finding| !check::is_left_out(report, &settings, finding)));
        check::in_reading_order(report, &mut findings);
        found += findings.len();
        let labels: HashMap<SectionId, String> =
            numbering::numbers(report).map(|numbered| (numbered.row.section.id, numbered.label)).collect();
        match written {
            As::Json => data.extend(findings.iter().map(|finding| as_data(report, index, &labels, finding))),
            As::List(most) => lines.push_str(&as_list(report, &labels, &findings, most)),
            As::Markdown | As::Csv => {
                records.extend(findings.iter().map(|finding| as_record(report, &labels, finding)));
            }
        }
    }
    let out = match written {
        As::Json => crate::escaped(&format!("{}\n", Value::Array(data))),
        As::List(_) => lines,
        As::Markdown => as_markdown(&records),
        As::Csv => as_csv(&records)?,
    };
    crate::put(out.as_bytes(), None, Path::new("-"), Over::Anything)?;
    Ok(ExitCode::from(u8::from(found > 0)))
}

/// Cures what is certain and tells what it was. A report is mended in its file, what was read of a text goes to `output`.
pub(crate) fn fix(file: &Path, output: Option<&Path>) -> anyhow::Result<ExitCode> {
    let tui::Start { reports, origin } = crate::read_any(file)?;
    let mut report = crate::the_only(reports, file)?;
    if output.is_none() && !matches!(origin, Origin::File(..)) {
        anyhow::bail!("{}不是 .ron 报告，改好的请用 -o 写到一份报告里，如 -o 报告.ron", crate::quoted(file));
    }
    let settings = settings();
    let today = today();
    let labels: HashMap<SectionId, String> =
        numbering::numbers(&report).map(|numbered| (numbered.row.section.id, numbered.label)).collect();
    let mut lines = String::new();
    let mut count = 0;
    // What one cure leaves may show another fault; no text needs more rounds.
    for _ in 0..ROUNDS {
        let mut findings = check::findings(&report, &settings, today);
        findings.retain(|finding| finding.rule.grade == Grade::Wrong && finding.cure.is_some());
        let Some((change, _)) = check::cure_all("校核改正", &findings) else { break };
        for finding in &findings {
            let [place, _, title, from, to, ..] = as_record(&report, &labels, finding);
            lines.push_str(&format!(
                "{}  {title}：“{}”改为“{}”\n",
                text::shown(&place),
                text::shown(&from),
                text::shown(&to)
            ));
        }
        count += findings.len();
        change.apply(&mut report).map_err(|error| anyhow::anyhow!("改不了：{error}"))?;
    }
    match output {
        Some(output) => crate::put(&store::write(&report), Some(output), file, Over::Nothing)?,
        None if count > 0 => drop(store::save(file, &report)?),
        None => {}
    }
    let says = if count > 0 { format!("{lines}改好{count}处\n") } else { "没有能改的必错\n".to_owned() };
    let told = if output.is_some_and(crate::is_standard) { None } else { Some(says) };
    if let Some(says) = told {
        crate::put(says.as_bytes(), None, Path::new("-"), Over::Anything)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// How often what is found is cured and looked for again.
const ROUNDS: usize = 4;

/// The columns of a record: place, grade, rule, from, to, what is said, source.
const COLUMNS: [&str; 7] = ["位置", "等级", "规则", "原文", "改为", "说明", "依据"];

fn as_record(report: &Report, labels: &HashMap<SectionId, String>, finding: &Finding) -> [String; 7] {
    let place = words::place_of(report, &finding.at, |id| labels.get(&id).cloned().unwrap_or_default());
    let from = finding.at.words(report).to_owned();
    let to = cured(&finding.at, &from, finding.cure.as_ref()).unwrap_or_default();
    [
        place,
        finding.rule.grade.title().to_owned(),
        finding.rule.title.to_owned(),
        from,
        to,
        finding.says.clone(),
        finding.rule.source.to_owned(),
    ]
}

/// What the words that were found become.
fn cured(at: &Site, words: &str, cure: Option<&Change>) -> Option<String> {
    let Site::Text { range, .. } = at else { return None };
    let mut words = words.to_owned();
    // Edits of a cure stand from the last place to the first.
    for edit in &cure?.edits {
        let Edit::Text { at, cut, put, .. } = edit else { return None };
        let start = at.checked_sub(range.start)?;
        words.get(start..start + cut.len())?;
        words.replace_range(start..start + cut.len(), put);
    }
    Some(words)
}

fn as_markdown(records: &[[String; 7]]) -> String {
    let cell = |text: &str| text::one_line(&text::shown(text)).replace('|', "\\|");
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(COLUMNS.map(str::to_owned).to_vec());
    out.push_str(&line(COLUMNS.map(|_| "---".to_owned()).to_vec()));
    records.iter().for_each(|record| out.push_str(&line(record.iter().map(|text| cell(text)).collect())));
    out
}

/// With a mark at its head, by which spreadsheets know the encoding.
fn as_csv(records: &[[String; 7]]) -> anyhow::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for record in records {
        // What begins as a formula shall stay words.
        let cells = record.iter().map(|text| match text.chars().next() {
            Some('=' | '+' | '-' | '@') => format!("'{text}"),
            _ => text.clone(),
        });
        writer.write_record(cells)?;
    }
    Ok(format!("\u{feff}{}", String::from_utf8(writer.into_inner()?)?))
}

/// Lists the rules: name, title, grade, source.
pub(crate) fn list_rules() -> anyhow::Result<()> {
    let title = check::rules().map(|rule| text::width(rule.title, text::Ambiguous::Wide)).max().unwrap_or(0);
    let name = check::rules().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut lines = String::new();
    for rule in check::rules() {
        let gap = " ".repeat(title - text::width(rule.title, text::Ambiguous::Wide));
        lines.push_str(&format!("{}  {}{gap}  {:name$}  {}\n", rule.grade.title(), rule.title, rule.name, rule.source));
    }
    crate::put(lines.as_bytes(), None, Path::new("-"), Over::Anything)
}

/// Numbers of the text that were not those that follow: read right, but wrong as they were handed over.
fn wrong_numbers(report: &Report, index: usize, doubts: &[Doubt]) -> impl Iterator<Item = Finding> {
    doubts.iter().filter_map(move |doubt| match doubt {
        Doubt { what: What::Renumbered { written, becomes }, at: Some(spot), .. } if spot.report == index => {
            check::renumbered(report, spot.field, *written, *becomes)
        }
        _ => None,
    })
}

/// Numbers of one level that were written in several ways: one finding for the whole text.
fn mixed_markers(report: &Report, index: usize, doubts: &[Doubt]) -> Option<Finding> {
    let levels = doubts.iter().filter_map(|doubt| match (&doubt.what, doubt.at) {
        (What::MixedMarkers { level, forms }, Some(spot)) if spot.report == index => Some(words::mixed(*level, forms)),
        _ => None,
    });
    check::mixed(report, &levels.collect::<Vec<_>>())
}

fn as_list(report: &Report, labels: &HashMap<SectionId, String>, findings: &[Finding], most: usize) -> String {
    let title = text::shown(&words::title_of(report)).into_owned();
    if findings.is_empty() {
        return format!("{title}：没有发现问题\n");
    }
    let counts = Grade::ALL.map(|grade| (grade, findings.iter().filter(|finding| finding.rule.grade == grade).count()));
    let counts =
        counts.iter().filter(|(_, count)| *count > 0).map(|(grade, count)| format!("{}{count}处", grade.title()));
    let mut out = format!("{title}：{}\n", counts.collect::<Vec<_>>().join("，"));
    let mut of_rule: HashMap<&str, usize> = HashMap::new();
    let mut place = String::new();
    for finding in findings {
        let listed = of_rule.entry(finding.rule.name).or_insert(0);
        *listed += 1;
        if *listed > most {
            continue;
        }
        let here = words::place_of(report, &finding.at, |id| labels.get(&id).cloned().unwrap_or_default());
        if here != place {
            out.push_str(&format!("\n{}\n", text::shown(&here)));
            place = here;
        }
        let line = line_of(report, &finding.at).map_or(String::new(), |line| format!("  {line}\n"));
        let says = text::shown(&finding.says);
        out.push_str(&format!("{}  {}：{says}\n{line}", finding.rule.grade.title(), finding.rule.title));
    }
    let more: Vec<_> =
        check::rules().filter_map(|rule| Some((rule, of_rule.get(rule.name)?.checked_sub(most)?))).collect();
    for (rule, count) in more.iter().filter(|(_, count)| *count > 0) {
        out.push_str(&format!("\n“{}”还有{count}处，加 --all 全部列出\n", rule.title));
    }
    out
}

/// The words with what stands around them: ……共办结【XX】件，其中…….
fn line_of(report: &Report, at: &Site) -> Option<String> {
    const AROUND: usize = 16;
    let Site::Text { field, range } = at else { return None };
    let words = report.text(*field)?;
    let start = words[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let end = words[range.end..].find('\n').map_or(words.len(), |end| range.end + end);
    let (before, behind) = (&words[start..range.start], &words[range.end..end]);
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let upto = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
    let cut = |whole: bool| if whole { "" } else { "……" };
    let inner = &words[range.clone()];
    let inner = match inner.char_indices().nth(60) {
        Some((at, _)) => format!("{}……", &inner[..at]),
        None => inner.to_owned(),
    };
    let line =
        format!("{}{}【{inner}】{}{}", cut(from == 0), &before[from..], &behind[..upto], cut(upto == behind.len()));
    Some(text::shown(&line).into_owned())
}

fn as_data(report: &Report, index: usize, labels: &HashMap<SectionId, String>, finding: &Finding) -> Value {
    let (field, range) = match &finding.at {
        Site::Text { field, range } => (Some(name_of(*field)), Some([range.start, range.end])),
        _ => (None, None),
    };
    let id = finding.at.section();
    let put = |edit: &Edit| match edit {
        Edit::Text { at, cut, put, .. } => Some(json!({"at": at, "cut": cut, "put": put})),
        _ => None,
    };
    json!({
        "report": index + 1,
        "rule": finding.rule.name,
        "title": finding.rule.title,
        "grade": finding.rule.grade.name(),
        "section": id.map(SectionId::number),
        "number": id.and_then(|id| labels.get(&id)),
        "heading": id.and_then(|id| report.tree.section(id)).map(|section| &section.heading),
        "field": field,
        "range": range,
        "words": finding.at.words(report),
        "line": line_of(report, &finding.at),
        "says": finding.says,
        "cure": finding.cure.as_ref().map(|cure| cure.edits.iter().filter_map(put).collect::<Vec<_>>()),
        "fingerprint": finding.print.to_string(),
    })
}

fn name_of(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Subtitle => "subtitle",
        Field::Organization => "organization",
        Field::Remarks => "remarks",
        Field::Head(_) => "head",
        Field::Imprint => "imprint",
        Field::Date => "date",
        Field::Salutation => "salutation",
        Field::Preamble => "preamble",
        Field::Closing => "closing",
        Field::Heading(_) => "heading",
        Field::Body(_) => "body",
        Field::ReportNote | Field::Note(_) => "note",
    }
}

//! Typing, deleting, cutting and pasting in the text that has the caret.

use std::ops::Range;

use crate::edit::Change;
use crate::edit::Edit;
use crate::edit::moves;
use crate::edit::moves::Below;
use crate::edit::moves::End;
use crate::edit::moves::Passage;
use crate::edit::tables::Copied;
use crate::export;
use crate::export::Excerpt;
use crate::report::Branch;
use crate::report::Field;
use crate::report::Place;
use crate::report::Section;
use crate::report::SectionId;
use crate::report::grid;
use crate::text;
use crate::tui::caret::Caret;
use crate::tui::command::Command;
use crate::tui::command::Focus;
use crate::tui::flow::Flow;
use crate::tui::model::Clip;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::motion::Extend;
use crate::tui::motion::Motion;
use crate::tui::outline::Spot;
use crate::tui::overlay::Overlay;
use crate::tui::update::Effect;
use crate::tui::update::across;
use crate::tui::update::act::Lands;
use crate::tui::update::act::carry_out;
use crate::tui::update::gather;
use crate::tui::update::metrics;
use crate::tui::update::run;
use crate::tui::update::structure;
use crate::tui::update::structure::Side;
use crate::tui::update::tables;

/// Types a text at the caret, in place of the selection.
pub fn put(model: &mut Model, typed: &str) {
    if across::replace_selection(model, typed, "输入文字") {
        return;
    }
    let Some(field) = model.field() else { return };
    let typed = if field.has_paragraphs() { text::paragraphs_clean(typed) } else { text::one_line(typed) };
    let range = model.caret.replaced();
    replace(model, field, range, &typed, "输入文字");
}

/// Replaces a part of a text and puts the caret after it.
pub fn replace(model: &mut Model, field: Field, range: Range<usize>, put: &str, label: &str) {
    if field == model.body_field()
        && model.field() == Some(field)
        && let Some(change) = tables::replaced(model, &range, put, label)
    {
        match change {
            Ok(change) => {
                let caret = change.caret();
                if model.go_on(change)
                    && let Some((_, at)) = caret
                {
                    model.caret = Caret::new(at);
                }
            }
            Err(says) => model.say(Grade::Warning, says),
        }
        return;
    }
    let Some(cut) = model.text_of(field).get(range.clone()).map(str::to_string) else { return };
    if cut.is_empty() && put.is_empty() {
        return;
    }
    let edit = Edit::Text { field, at: range.start, cut, put: put.to_string() };
    if model.go_on(Change::one(label, edit)) {
        model.caret = Caret::new(range.start + put.len());
    }
}

/// Takes away what is selected.
pub fn drop_selection(model: &mut Model) {
    if across::replace_selection(model, "", "删除文字") {
        return model.settle();
    }
    if let (Some(field), Some(range)) = (model.field(), model.caret.selection()) {
        replace(model, field, range, "", "删除文字");
        model.settle();
    }
}

/// Selects the text.
pub fn select_all(model: &mut Model) {
    if model.focus() == Focus::Text && model.is_wide() {
        model.walk(Motion::TextStart, Extend::No);
        return model.walk(Motion::TextEnd, Extend::Yes);
    }
    if let Some(flow) = model.written() {
        model.caret = Caret { anchor: Some(0), ..Caret::new(flow.source().len()) };
    }
}

/// Selects what covers what is selected.
pub fn select_wider(model: &mut Model) {
    if let Some(flow) = model.written() {
        model.caret = model.caret.wider(flow);
    }
}

/// Deletes the character before the caret; at the start of a heading joins its section to the one before.
pub fn backspace(model: &mut Model) {
    delete(model, |caret, flow| caret.before(flow), "删除文字", join_previous);
}

/// Deletes the character after the caret; at the end of a heading joins the next section to its own.
pub fn delete_forward(model: &mut Model) {
    delete(model, |caret, flow| caret.behind(flow), "删除文字", join_next);
}

/// Deletes the word before the caret.
pub fn delete_word(model: &mut Model) {
    let word = |caret: &Caret, flow: &Flow| caret.selection().unwrap_or(flow.previous_word(caret.at)..caret.at);
    delete(model, word, "删除一词", |_| {});
}

/// Deletes the word after the caret.
pub fn delete_word_forward(model: &mut Model) {
    let word = |caret: &Caret, flow: &Flow| caret.selection().unwrap_or(caret.at..flow.next_word(caret.at));
    delete(model, word, "删除一词", |_| {});
}

fn delete(model: &mut Model, what: fn(&Caret, &Flow) -> Range<usize>, label: &str, at_the_end: fn(&mut Model)) {
    if across::replace_selection(model, "", label) {
        return;
    }
    let (Some(field), Some(flow)) = (model.field(), model.written()) else { return };
    let range = what(&model.caret, flow);
    let Ok(range) = tables::kept_inside(model, range) else { return };
    if range.is_empty() { at_the_end(model) } else { replace(model, field, range, "", label) }
}

/// Backspace at the start of a heading.
fn join_previous(model: &mut Model) {
    if model.focus() == Focus::Text && model.is_wide() {
        return across::join_before(model);
    }
    let Some(id) = model.section().filter(|_| model.focus() == Focus::Heading) else { return };
    let above = model.row().checked_sub(1).and_then(|row| model.spot_at(row)).and_then(Spot::section);
    match above.and_then(|above| moves::join(model.report(), above, id)) {
        Some(change) => {
            if structure::act_inside(model, &change) {
                model.land(&change);
            }
        }
        None => model.say(Grade::Warning, "前面没有可以合并的节；删除本节请按 Esc 再按 Del"),
    }
}

/// Del at the end of a heading.
fn join_next(model: &mut Model) {
    if model.focus() == Focus::Text && model.is_wide() {
        return across::join_behind(model);
    }
    if model.focus() == Focus::Heading {
        let at = model.caret.at;
        run(model, Command::JoinNext);
        model.caret = Caret::new(at);
    }
}

/// Enter in a heading. What is selected goes first, as it does wherever one types.
pub fn enter(model: &mut Model) {
    drop_selection(model);
    let at = model.caret.at;
    let report = model.report();
    let change = match model.spot() {
        Spot::Report => moves::insert_top(report, End::First),
        Spot::Closing => moves::insert_top(report, End::Last),
        Spot::Section(id) => {
            let section = report.tree.section(id).expect("the spot is a live section");
            let children = report.tree.children(Some(id));
            let empty = section.heading.is_empty() && section.body.is_empty() && children.is_empty();
            let outdents =
                (empty && !structure::is_focused_on(model, id)).then(|| moves::promote(report, &[id])).flatten();
            if let Some(change) = outdents.filter(|change| !structure::leaves_focus(model, change)) {
                model.act(change);
                model.go(Spot::Section(id));
                return;
            }
            let shown = !children.is_empty() && !model.outline.is_collapsed(id);
            let below = if shown || structure::is_focused_on(model, id) { Below::FirstChild } else { Below::Sibling };
            moves::split_heading(report, id, at, below)
        }
    };
    let Some(change) = change else { return };
    let stays = model.section().filter(|_| at == 0 && !model.heading.is_empty());
    if !structure::act_inside(model, &change) {
        return;
    }
    match stays {
        Some(id) => model.go(Spot::Section(id)),
        None => {
            if let Some(id) = structure::fresh(&change) {
                model.go(Spot::Section(id));
                model.focus_on(Focus::Heading);
                model.caret.at = 0;
            }
        }
    }
}

/// Copies the selection, or without one the section with all below it.
pub fn copy(model: &mut Model) -> Option<Effect> {
    if let Some(clip) = across::selected(model) {
        return Some(copied(model, clip));
    }
    if let Some((field, range, text)) = selected(model) {
        model.session.tables = Copied::of(model.report(), field, &range);
        return Some(copied(model, Clip::Text(text)));
    }
    let tops = copied_sections(model)?;
    let clip = sections_clip(model, &tops);
    say_clipped(model, "已复制", tops.len());
    Some(copied(model, clip))
}

/// Cuts the selection, or without one the section with all below it.
pub fn cut(model: &mut Model) -> Option<Effect> {
    if let Some(clip) = across::cut(model) {
        return Some(copied(model, clip));
    }
    if let Some((field, range, text)) = selected(model) {
        model.session.tables = Copied::of(model.report(), field, &range);
        replace(model, field, range, "", "剪切文字");
        return Some(copied(model, Clip::Text(text)));
    }
    let tops = copied_sections(model)?;
    let clip = sections_clip(model, &tops);
    if let Some(change) = moves::remove(model.report(), &model.targets()) {
        let change = Change { label: change.label.replacen("删除", "剪切", 1), ..change };
        carry_out(model, &change, Lands::Near, "剪切");
    }
    say_clipped(model, "已剪切", tops.len());
    Some(copied(model, clip))
}

/// The selection: its text, where it stands there, its words.
fn selected(model: &Model) -> Option<(Field, Range<usize>, String)> {
    let (field, range) = (model.field()?, model.caret.selection()?);
    let text = model.text_of(field).get(range.clone())?.to_string();
    let text = tables::selected(model, &range).unwrap_or(text);
    Some((field, range, text))
}

/// The sections to be copied; `None` after having said why there are none.
fn copied_sections(model: &mut Model) -> Option<Vec<SectionId>> {
    if !matches!(model.focus(), Focus::Navigation | Focus::Heading) {
        model.say(Grade::Warning, "请先选中文字（Shift+方向键）");
        return None;
    }
    let tops = moves::tops(model.report(), &model.targets());
    if tops.is_empty() {
        model.say(Grade::Warning, "请先选一节，或用 Shift+方向键选中文字");
        return None;
    }
    Some(tops)
}

fn sections_clip(model: &Model, tops: &[SectionId]) -> Clip {
    let report = model.report();
    let text = export::text(Excerpt::of(report, tops), &model.session.export);
    Clip::Sections { branches: tops.iter().filter_map(|&id| report.tree.branch(id)).collect(), text }
}

fn copied(model: &mut Model, clip: Clip) -> Effect {
    let text = match &clip {
        Clip::Text(text) | Clip::Sections { text, .. } | Clip::Passage { text, .. } => text.clone(),
    };
    model.session.clip = Some(clip);
    Effect::Copy(text)
}

fn say_clipped(model: &mut Model, done: &str, count: usize) {
    let key = model.session.keymap.way_to(Command::Paste, Focus::Navigation);
    model.say(Grade::Info, format!("{done} {count} 节，{key} 粘贴到别处"));
}

/// Pastes on this side of the writer's section, once it is known what another program has copied.
pub fn fetch(model: &mut Model, side: Side) -> Option<Effect> {
    if model.session.shares_clipboard {
        return Some(Effect::Fetch(side));
    }
    paste_clip(model, side);
    None
}

/// Pastes what was cut or copied here last; sections on this side of the writer's.
pub fn paste_clip(model: &mut Model, side: Side) {
    match model.session.clip.clone() {
        Some(Clip::Text(text)) if model.focus() == Focus::Navigation => {
            let branches = gather::sections(model, &text, structure::gap(model, side));
            let branches = branches.unwrap_or_else(|| Branch::forest(lines_as_rows(model, &text, 0)));
            paste_sections(model, branches, side);
        }
        Some(Clip::Text(text)) => receive(model, &text, side),
        Some(Clip::Passage { passage, .. }) if model.focus() == Focus::Text && paste_passage(model, &passage) => {}
        Some(Clip::Passage { text, .. }) => receive(model, &text, side),
        Some(Clip::Sections { branches, .. }) => paste_sections(model, branches, side),
        None => model.say(Grade::Warning, "剪贴板是空的；别的程序里复制的，请用终端的粘贴键"),
    }
}

/// Pastes what was selected over several texts, in place of what is selected. Answers whether it can stand there as sections.
fn paste_passage(model: &mut Model, passage: &Passage) -> bool {
    if across::put_back(model) {
        return true;
    }
    drop_selection(model);
    across::paste(model, passage)
}

/// A paste from elsewhere: an outline becomes sections where sections are written, on this side of the writer's; words
/// become text.
pub fn receive(model: &mut Model, pasted: &str, side: Side) {
    let passage = model.session.clip.as_ref().and_then(|clip| clip.passage_of(pasted)).cloned();
    if model.focus() == Focus::Text
        && let Some(passage) = passage
        && paste_passage(model, &passage)
    {
        return;
    }
    let outlines = matches!(model.focus(), Focus::Navigation | Focus::Heading);
    let own = model
        .session
        .clip
        .as_ref()
        .filter(|_| outlines)
        .and_then(|clip| clip.sections_of(pasted))
        .map(<[Branch]>::to_vec);
    if let Some(branches) = own {
        paste_sections(model, branches, side);
        return;
    }
    if (outlines || model.focus() == Focus::Text) && gather::fill(model, pasted) {
        model.session.clip = Some(Clip::Text(pasted.to_string()));
        return;
    }
    let branches = outlines.then(|| gather::sections(model, pasted, structure::gap(model, side))).flatten();
    if let Some(branches) = branches {
        model.session.clip = Some(Clip::Text(pasted.to_string()));
        paste_sections(model, branches, side);
        return;
    }
    match model.focus() {
        Focus::Navigation => model.overlay = Some(Overlay::Held(pasted.to_string())),
        Focus::Metrics => metrics::paste(model, pasted),
        Focus::Heading | Focus::Text | Focus::Note => paste(model, pasted),
    }
}

/// Pastes what is in the clipboard as words: one line where the caret stands, several into the text pane.
pub fn paste_text(model: &mut Model) {
    let text = match &model.session.clip {
        Some(Clip::Text(text) | Clip::Passage { text, .. }) => text.clone(),
        Some(Clip::Sections { .. }) | None => {
            model.say(Grade::Warning, "剪贴板里没有文字");
            return;
        }
    };
    let lines = text.trim_end().contains('\n');
    if model.focus() == Focus::Navigation || model.focus() == Focus::Heading && lines {
        model.focus_on(Focus::Text);
        model.settle();
        model.caret = Caret::new(model.field().map_or(0, |field| model.text_of(field).len()));
        if model.caret.at > 0 {
            put(model, "\n");
        }
    }
    paste(model, &text);
}

/// What is pasted, with line breaks where a table that it begins or ends with would else stand in the line of other words.
fn apart(model: &Model, pasted: &str) -> Option<String> {
    let field = model.field().filter(|field| grid::home(*field).is_some() && !tables::is_inside(model))?;
    let (text, at) = (model.text_of(field), model.caret.replaced());
    let tables = || grid::runs(pasted).into_iter().filter(grid::Run::is_table).map(|run| run.bytes);
    let is_first = tables().any(|bytes| bytes.start == 0) && at.start > 0 && !text[..at.start].ends_with('\n');
    let is_last = tables().any(|bytes| bytes.end == pasted.len()) && !text[at.end..].is_empty();
    let is_last = is_last && !text[at.end..].starts_with('\n');
    let broken = |is: bool| if is { "\n" } else { "" };
    (is_first || is_last).then(|| format!("{}{pasted}{}", broken(is_first), broken(is_last)))
}

/// Hangs on tables that have just been pasted what hung on them where they were cut or copied.
fn hang_tables(model: &mut Model) {
    let Some(field) = model.field() else { return };
    if let Some(change) = model.session.tables.hang(model.report(), field) {
        model.act_joined(change);
    }
}

/// Whether the caret stands at the head of a paragraph that has words.
fn begins_paragraph(model: &Model) -> bool {
    let Some(field) = model.field().filter(|field| field.has_paragraphs() && model.focus() == Focus::Text) else {
        return false;
    };
    let (text, at) = (model.text_of(field), model.caret.replaced());
    let is_head = at.start == 0 || text[..at.start].ends_with('\n');
    is_head && !text[at.end..].is_empty() && !text[at.end..].starts_with('\n')
}

/// Pastes a text at the caret. In a heading every further line becomes a section, its tabs a level each.
pub fn paste(model: &mut Model, pasted: &str) {
    let clean = text::paragraphs_clean(pasted);
    let clean =
        clean.strip_suffix('\n').filter(|_| begins_paragraph(model)).map_or(clean.trim_end_matches('\n'), |lines| {
            // Whole paragraphs before another one: it begins with its own.
            let whole = lines.trim_end_matches('\n');
            if whole.contains('\n') { &clean[..=whole.len()] } else { whole }
        });
    let is_line = model.focus() == Focus::Text
        && matches!(model.field(), Some(Field::Heading(_) | Field::Title | Field::Salutation));
    if is_line && clean.contains('\n') && paste_passage(model, &Passage::of_words(clean)) {
        return;
    }
    if model.focus() != Focus::Heading || !clean.contains('\n') {
        model.seal();
        let apart = apart(model, clean);
        put(model, if clean.is_empty() { pasted } else { apart.as_deref().unwrap_or(clean) });
        hang_tables(model);
        model.seal();
        return;
    }
    let (first, rest) = clean.split_once('\n').expect("it has a line break");
    let at = model.caret.replaced();
    let Some(field) = model.field() else { return };
    // What stood after the caret goes to the end of the last line, as if it had been typed line by line.
    let tail = model.text_of(field).get(at.end..).unwrap_or("").to_string();
    let cut = model.text_of(field).get(at.start..).unwrap_or("").to_string();
    let start = at.start;
    let bare = first.trim_start_matches('\t');
    let put = text::one_line(bare).into_owned();
    let mut rows = lines_as_rows(model, rest, first.len() - bare.len());
    if let Some((_, last)) = rows.last_mut() {
        last.heading.push_str(&tail);
    }
    if !model.act(Change::one("粘贴", Edit::Text { field, at: start, cut, put })) {
        return;
    }
    // What is deeper than the first line stands below it, the rest after it.
    let siblings = rows.iter().position(|(level, _)| *level == 1).unwrap_or(rows.len());
    let behind = rows.split_off(if model.section().is_some() { siblings } else { 0 });
    rows.iter_mut().for_each(|(level, _)| *level -= 1);
    let below = Place { parent: model.section(), index: 0 };
    let mut last = None;
    for (place, rows) in [(below, rows), (structure::gap(model, Side::Behind), behind)] {
        if let Some(insert) = moves::insert_branches(model.report(), place, Branch::forest(rows)) {
            last = insert.edits.iter().rev().find_map(inserted).or(last);
            model.act_joined(insert);
        }
    }
    if let Some((id, len)) = last {
        model.go(Spot::Section(id));
        model.caret = Caret::new(len - tail.len());
    }
}

/// The last section that an edit brings in, and the length of its heading.
fn inserted(edit: &Edit) -> Option<(SectionId, usize)> {
    match edit {
        Edit::Insert { branch, .. } => branch.rows().last().map(|(_, section)| (section.id, section.heading.len())),
        _ => None,
    }
}

/// Every line a section with its level from 1: one more for every leading tab after the first `tabs`.
fn lines_as_rows(model: &Model, text: &str, tabs: usize) -> Vec<(usize, Section)> {
    let Some(id) = model.report().tree.next_id() else { return Vec::new() };
    let clean = text::paragraphs_clean(text);
    let lines = clean.lines().filter(|line| !line.trim().is_empty());
    let row = |line: &str| {
        let bare = line.trim_start_matches('\t');
        let section = Section { heading: text::one_line(bare.trim()).into_owned(), ..Section::new(id) };
        (1 + (line.len() - bare.len()).saturating_sub(tabs), section)
    };
    lines.map(row).collect()
}

/// Puts sections after the writer's section.
fn paste_sections(model: &mut Model, branches: Vec<Branch>, side: Side) {
    let count: usize = branches.iter().map(|branch| branch.rows().len()).sum();
    let Some(change) = moves::insert_branches(model.report(), structure::gap(model, side), branches) else {
        model.say(Grade::Warning, "没有可粘贴的节");
        return;
    };
    let first = structure::first_fresh(&change);
    if structure::act_inside(model, &change)
        && let Some(id) = first
    {
        model.go(Spot::Section(id));
        model.say(Grade::Info, format!("已粘贴 {count} 节"));
    }
}

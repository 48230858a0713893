//! 批注 of the place where the writer is: answered, ticked off, listed, and written by himself.

use crate::edit::moves;
use crate::report::Comment;
use crate::report::CommentOn;
use crate::report::Field;
use crate::report::Owner;
use crate::report::Report;
use crate::text;
use crate::tui::model::Grade;
use crate::tui::model::Model;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Line;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;
use crate::tui::overlay::Purpose;

/// Ticks off the comment at the caret.
pub fn tick(model: &mut Model) {
    let Some((of, at)) = here(model) else { return none_here(model) };
    let Some(change) = moves::tick_comment(model.report(), of, at) else { return };
    if model.act(change) {
        let left = all(model.report()).filter(|(.., comment)| !comment.done && !comment.answers).count();
        let says = if left > 0 {
            format!("这条批注办结了，还有{left}条")
        } else {
            "这条批注办结了，没有别的了".into()
        };
        model.say(Grade::Info, says);
    }
}

/// Asks for the answer to the comment at the caret.
pub fn ask_answer(model: &mut Model) {
    let Some((of, at)) = here(model) else { return none_here(model) };
    model.ask(Purpose::Answer(of, at), Line::default());
}

/// Answers a comment.
pub fn answer(model: &mut Model, of: Owner, at: usize, words: &str) -> Result<(), String> {
    let Some(change) = moves::answer_comment(model.report(), of, at, &text::one_line(words)) else {
        return Err("请写答复".into());
    };
    if model.act(change) {
        model.say(Grade::Info, "已答复，导出时加 --comments 就写进 Word 文件");
    }
    Ok(())
}

/// Asks what to say to the selected words, or to the text.
pub fn ask_new(model: &mut Model) {
    let field = model.text_here();
    if on(field).is_none() {
        return model.say(Grade::Warning, "这里不能加批注：请到标题或正文里");
    }
    model.ask(Purpose::Comment(field), Line::default());
}

/// Says something to the selected words of a text, or to all of it.
pub fn add(model: &mut Model, field: Field, said: &str) -> Result<(), String> {
    let Some((of, on)) = on(field) else { return Err("这里不能加批注".into()) };
    let selected = model.caret.selection().filter(|_| model.field() == Some(field));
    let words = selected.and_then(|bytes| model.report().text(field)?.get(bytes)).unwrap_or_default();
    let words = if words.contains('\n') { String::new() } else { words.to_owned() };
    let comment = Comment { on, words, text: text::one_line(said).trim().to_owned(), ..Comment::default() };
    let Some(change) = moves::add_comment(model.report(), of, comment) else { return Err("请写批注".into()) };
    if model.act(change) {
        model.say(Grade::Info, "已加批注，Alt+C 逐条看");
    }
    Ok(())
}

/// Lists all comments, those that are ticked off last.
pub fn list(model: &mut Model) {
    let mut found: Vec<(Field, &Comment)> =
        all(model.report()).map(|(of, _, comment)| (field(of, comment.on), comment)).collect();
    found.sort_by_key(|(_, comment)| comment.done);
    let item = |(field, comment): (Field, &Comment)| {
        let sign = match (comment.done, comment.answers) {
            (true, _) => "✓ ",
            (false, true) => "↳ ",
            (false, false) => "",
        };
        let says = format!("{sign}{}", text::one_line(&comment.text));
        let name = match field.section().and_then(|id| model.report().tree.section(id)) {
            Some(section) => moves::name_of(section),
            None => "全文".to_owned(),
        };
        let author = if comment.author.is_empty() { "自己" } else { &comment.author };
        Item::new(says, Choice::GoTo(field)).hinting(format!("{author}  {name}"))
    };
    let items: Vec<Item> = found.into_iter().map(item).collect();
    if items.is_empty() {
        return model.say(Grade::Info, "没有批注");
    }
    model.overlay = Some(Overlay::Picker(Picker::new("批注（回车过去）", items)));
}

/// The first comment on what the caret stands at that isn't ticked off; outside of a text, on the section.
fn here(model: &Model) -> Option<(Owner, usize)> {
    let owner = |field: Field| field.section().map_or(Owner::Report, Owner::Section);
    let field = model.text_here();
    let of = owner(field);
    let comments = &model.report().aside(of)??.comments;
    let is_open = |comment: &Comment| !comment.done && !comment.answers;
    let is_at = |comment: &Comment| {
        let (Some(here), Some(text)) = (model.field(), model.report().text(field)) else { return false };
        let hung = comment.hung(text);
        here == self::field(of, comment.on) && hung.start <= model.caret.at && model.caret.at <= hung.end
    };
    let at = comments.iter().position(|comment| is_open(comment) && is_at(comment));
    Some((of, at.or_else(|| comments.iter().position(is_open))?))
}

fn none_here(model: &mut Model) {
    model.say(Grade::Info, "这里没有批注：Alt+C 到下一处");
}

/// Every comment with whose it is and its place there.
fn all(report: &Report) -> impl Iterator<Item = (Owner, usize, &Comment)> {
    let sections = report.tree.rows().map(|row| Owner::Section(row.section.id));
    std::iter::once(Owner::Report).chain(sections).flat_map(|of| {
        let comments = report.aside(of).flatten().map_or(&[][..], |aside| &aside.comments);
        comments.iter().enumerate().map(move |(at, comment)| (of, at, comment))
    })
}

/// The text that a comment is on.
fn field(of: Owner, on: CommentOn) -> Field {
    match (of, on) {
        (Owner::Section(id), CommentOn::Heading) => Field::Heading(id),
        (Owner::Section(id), _) => Field::Body(id),
        (Owner::Report, CommentOn::Heading) => Field::Title,
        (Owner::Report, CommentOn::Body) => Field::Preamble,
        (Owner::Report, CommentOn::Closing) => Field::Closing,
    }
}

/// Whose a comment on this text is; `None` of a text that nobody can say anything to.
fn on(field: Field) -> Option<(Owner, CommentOn)> {
    Some(match field {
        Field::Heading(id) => (Owner::Section(id), CommentOn::Heading),
        Field::Body(id) => (Owner::Section(id), CommentOn::Body),
        Field::Title => (Owner::Report, CommentOn::Heading),
        Field::Preamble => (Owner::Report, CommentOn::Body),
        Field::Closing => (Owner::Report, CommentOn::Closing),
        _ => return None,
    })
}

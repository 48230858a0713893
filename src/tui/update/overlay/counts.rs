//! 字数统计: what Word counts, of the selection, of the report, of every section with all below it and alone.

use crate::edit::moves;
use crate::report::Field;
use crate::report::Section;
use crate::text;
use crate::text::Characters;
use crate::tui::model::Model;
use crate::tui::outline::Spot;
use crate::tui::overlay::Choice;
use crate::tui::overlay::Item;
use crate::tui::overlay::Overlay;
use crate::tui::overlay::Picker;

/// What is counted of a text as it is handed in.
#[derive(Clone, Copy, Default)]
struct Counts {
    words: usize,
    characters: Characters,
}

impl Counts {
    fn add(&mut self, more: Counts) {
        self.words += more.words;
        self.characters += more.characters;
    }

    fn say(self) -> String {
        let Counts { words, characters } = self;
        format!("{words}字  字符{}（计空格{}）", characters.without_spaces, characters.with_spaces)
    }
}

/// Lists what has been counted; a row that is chosen is gone to. Reads every text of the report once.
pub fn count_words(model: &mut Model) {
    let report = model.report();
    let texts = Field::of_report().filter(|field| *field != Field::ReportNote);
    let texts = texts.filter_map(|field| report.text(field));
    let mut whole = Counts::default();
    texts.for_each(|text| whole.add(count(model, text)));
    let (mut rows, mut own) = (Vec::new(), Vec::new());
    for line in model.outline.lines() {
        let section = report.tree.section(line.id).expect("lines are live sections");
        let counts = count_section(model, section);
        whole.add(counts);
        own.push(counts);
        rows.push((line.level(), line.id, section));
    }
    let selected = model.field().zip(model.caret.selection());
    let selected = selected.and_then(|(field, range)| model.text_of(field).get(range));
    let here = model.spot();
    let mut items: Vec<Item> =
        selected.map(|text| item("选中的文字", count(model, text).say(), here)).into_iter().collect();
    let limit = report.setup.target.map_or(String::new(), |target| format!("  目标{target}字"));
    let pages = model.page_count().filter(|_| !model.is_paged_anew());
    let pages = pages.map_or(String::new(), |count| format!("  {count}页"));
    items.push(item("全文", format!("{}{limit}{pages}", whole.say()), Spot::Report));
    for (at, (level, id, section)) in rows.iter().enumerate() {
        let mut total = Counts::default();
        let below = rows[at + 1..].iter().take_while(|(below, ..)| below > level).count();
        own[at..=at + below].iter().for_each(|counts| total.add(*counts));
        let alone = if below > 0 { format!("  本节{}字", own[at].words) } else { String::new() };
        let target = section.style.target.map_or(String::new(), |target| format!("  目标{target}字"));
        let label = model.number(*id).map_or_else(String::new, |number| model.label(*id, number));
        let name = format!("{}{label}{}", "  ".repeat(level - 1), moves::name_of(section));
        items.push(Item {
            words: section.heading.clone(),
            ..item(&name, format!("{}{alone}{target}", total.say()), Spot::Section(*id))
        });
    }
    model.overlay = Some(Overlay::Picker(Picker::new("字数统计（回车到那里）", items)));
}

fn item(title: &str, hint: String, spot: Spot) -> Item {
    Item::new(title, Choice::GoToSpot(spot)).hinting(hint)
}

fn count_section(model: &Model, section: &Section) -> Counts {
    let mut counts = count(model, &section.heading);
    counts.add(count(model, &section.body));
    counts
}

fn count(model: &Model, text: &str) -> Counts {
    let text = model.rendered(text);
    Counts { words: text::count(&text), characters: text::characters(&text) }
}

//! F1, made from the command table and the keys in force: about where the writer is first, then everything.

use crate::report::reference;
use crate::text;
use crate::text::Ambiguous;
use crate::text::Rank;
use crate::text::Sought;
use crate::tui::command::Command;
use crate::tui::command::Entry;
use crate::tui::command::Group;
use crate::tui::command::TABLE;
use crate::tui::command::said;
use crate::tui::hints;
use crate::tui::hints::Hint;
use crate::tui::keymap::KeymapFault;
use crate::tui::keymap::listed;
use crate::tui::model::Model;
use crate::tui::overlay::Help;
use crate::tui::overlay::Names;

/// Columns of the window of F1, where there is room for them.
pub const WIDTH: u16 = 112;

/// Rows of the window that don't turn with the rest: the line that is typed into, the contents, a gap.
const HEAD: usize = 3;

/// A row of F1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Over the whole width.
    Words(String),
    /// The name of a chapter.
    Chapter(String),
    /// Keys and what they do, or what is left over of either.
    Keys(String, String),
    /// The same of a command that doesn't apply now.
    Refused(String, String),
}

/// The rows of F1, wrapped to the screen: the keys of where the writer is, an introduction, then a group after the other with
/// all its commands. Where something is typed: what answers it, the best first.
pub fn rows(model: &Model, help: &Help) -> Vec<Row> {
    let mut page = Page { model, help, rows: Vec::new() };
    let typed = help.line.text().trim();
    if typed.is_empty() {
        page.write_all();
    } else {
        page.answer(typed);
    }
    page.rows
}

/// The chapters and the rows that they begin at.
pub fn chapters<'a>(rows: &'a [Row]) -> Vec<(usize, &'a str)> {
    let of = |(at, row): (usize, &'a Row)| match row {
        Row::Chapter(name) => Some((at, name.as_str())),
        _ => None,
    };
    rows.iter().enumerate().filter_map(of).collect()
}

/// Rows that are seen at once.
pub fn page(model: &Model) -> usize {
    usize::from(model.session.size.1.saturating_sub(4)).saturating_sub(HEAD).max(1)
}

/// What is wrong with the writer's settings, a sentence each: the keys first.
pub fn troubles(model: &Model) -> Vec<String> {
    let keys = model.session.keymap.faults().iter().map(KeymapFault::to_string);
    keys.chain(model.session.troubles.iter().cloned()).map(|says| format!("{says}。")).collect()
}

/// Columns of a row of help, and of the keys in it.
pub fn columns(model: &Model) -> (usize, usize) {
    let width = usize::from(model.session.size.0.min(WIDTH)).saturating_sub(4).max(12);
    (width, (width / 3).min(36))
}

/// F1 as it is being written.
struct Page<'a> {
    model: &'a Model,
    help: &'a Help,
    rows: Vec<Row>,
}

impl Page<'_> {
    fn write_all(&mut self) {
        let troubles = troubles(self.model);
        if !troubles.is_empty() {
            self.chapter("设置里要看看的");
            troubles.iter().for_each(|says| self.words(says));
        }
        self.here();
        self.chapter("怎么用");
        self.introduction().iter().for_each(|says| self.words(says));
        for group in Group::ALL {
            self.chapter(group.title());
            TABLE.iter().filter(|entry| entry.group == group).for_each(|entry| self.command(entry));
        }
        self.chapter("更多");
        self.more().iter().for_each(|says| self.words(says));
    }

    /// The keys of what lies over the panes, or of the pane, and whole sentences of those that are commands'.
    fn here(&mut self) {
        let name = match &self.help.under {
            Some(overlay) => hints::name(overlay),
            None => self.model.focus().title(),
        };
        self.chapter(&format!("眼下：{name}"));
        for Hint { keys, words, .. } in hints::beneath(self.model, self.help.under.as_deref()) {
            let is_it = |entry: &&Entry| entry.title.trim_end_matches('…') == words;
            let sentence = TABLE.iter().find(is_it).filter(|_| self.help.under.is_none());
            let says = sentence.map_or(words.clone(), |entry| format!("{words}：{}", entry.says));
            self.keyed(&keys, &says, Row::Keys);
        }
    }

    fn introduction(&self) -> Vec<String> {
        let forms = reference::Form::all().map(reference::Form::word).filter(|word| !word.is_empty());
        let forms: Vec<String> = forms.map(|word| format!("{{指标名:{word}}}")).collect();
        let in_force = self.model.session.keymap.profile();
        vec![
            "写作时直接打字；Esc 到导航，方向键看提纲，回车再写。每个命令都能用 F2 找到；灰的眼下用不上，F2 里写着为什么。"
                .to_owned(),
            format!("键位方案：{}，{}。F2 里的“键位方案”可以换。", in_force.name, in_force.says),
            "连着按的键不限快慢：按了前面的，最下一行列出后面能按什么；Esc 作罢，按了别的键就都不算，打的字照样写入。"
                .to_owned(),
            format!(
                "文中写 {{指标名}} 就显示那个指标的数，一处改处处改；还可以写 {}。{{节:标题}}、{{附件:标题}} 说它的序号，跟着变。",
                forms.join("、")
            ),
            "指标的数值可以写成公式，如 =甲+乙、=甲/合计（单位写 %）；同比、完成率照样算。".to_owned(),
            format!(
                "页数停笔时自己数，最下一行写着在第几页、共几页。{} 按页预览，在导航里 PgUp、PgDn 翻页；{} 导出 Word 文件、PDF，页和预览一样。",
                self.keys(Command::Preview),
                self.keys(Command::Export)
            ),
        ]
    }

    /// The keys of a command, as a sentence names them.
    fn keys(&self, command: Command) -> String {
        match listed(self.model.session.keymap.all_keys(command)) {
            keys if keys.is_empty() => "F2 里的命令".to_owned(),
            keys => keys,
        }
    }

    /// What only those want to know who write files of settings.
    fn more(&self) -> Vec<String> {
        vec![
            "自己改键：把命令的英文名写进配置文件夹的 keymap.ron，如 { \"save\": [\"ctrl-s\"] }；连着按的几个键用空格隔开，如 \"ctrl-k s\"。按 F4 在每个命令后面显示英文名。"
                .to_owned(),
            "封面、目录、页眉、页码、印章、附件横排是版式，写在配置文件夹的 docx.ron 里，如 (cover: true, contents: 2)：前面加封面和列到二级的目录，预览、Word 文件、PDF、网页里都有。tigang profile --from 样稿.docx 从一份样稿读出版式。"
                .to_owned(),
            "配色、模板、用词表也放在配置文件夹里，写法和版式的其余项目见 README。".to_owned(),
        ]
    }

    /// What answers the typed words: commands by their titles and words, then by what they do; then paragraphs.
    fn answer(&mut self, typed: &str) {
        let sought = Sought::new(typed);
        let rank = |entry: &Entry| {
            let words = said(entry.command).split(' ').chain([entry.title.trim_end_matches('…'), entry.name]);
            let named = words.filter_map(|word| sought.rank(word)).filter(|rank| *rank != Rank::Scattered).min();
            let told = sought.rank(entry.says).filter(|rank| *rank != Rank::Scattered && !typed.is_ascii());
            let keys = self.model.session.keymap.all_keys(entry.command);
            let keyed = keys.iter().any(|keys| keys.to_string().eq_ignore_ascii_case(typed)).then_some(Rank::Exact);
            keyed.or(named).map(|rank| (0, rank)).or(told.map(|rank| (1, rank)))
        };
        let mut found: Vec<((u8, Rank), usize)> =
            TABLE.iter().enumerate().filter_map(|(at, entry)| Some((rank(entry)?, at))).collect();
        found.sort();
        let texts = self.introduction().into_iter().chain(self.more()).filter(|says| says.contains(typed));
        let texts: Vec<String> = texts.collect();
        if found.is_empty() && texts.is_empty() {
            self.words(&format!("没有说到“{typed}”的。换个说法，或退格看全部。"));
        }
        found.into_iter().for_each(|(_, at)| self.command(&TABLE[at]));
        texts.iter().for_each(|says| self.words(says));
    }

    fn chapter(&mut self, name: &str) {
        if !self.rows.is_empty() {
            self.rows.push(Row::Words(String::new()));
        }
        self.rows.push(Row::Chapter(name.to_owned()));
    }

    fn words(&mut self, says: &str) {
        let (width, _) = columns(self.model);
        self.rows.extend(wrapped(says, width, self.model.session.ambiguous).into_iter().map(Row::Words));
    }

    fn command(&mut self, entry: &Entry) {
        let keys = listed(self.model.session.keymap.all_keys(entry.command));
        let name = match self.help.names {
            Names::Hidden => String::new(),
            Names::Shown => format!("（{}）", entry.name),
        };
        let words = format!("{}：{}{name}", entry.title, entry.says);
        let is_refused = self.help.refused.contains(&entry.command);
        self.keyed(&keys, &words, if is_refused { Row::Refused } else { Row::Keys });
    }

    fn keyed(&mut self, keys: &str, words: &str, row: fn(String, String) -> Row) {
        let (width, left) = columns(self.model);
        let mut keys = wrapped(keys, left, self.model.session.ambiguous).into_iter();
        let mut words = wrapped(words, width - left - 1, self.model.session.ambiguous).into_iter();
        loop {
            match (keys.next(), words.next()) {
                (None, None) => break,
                (keys, words) => self.rows.push(row(keys.unwrap_or_default(), words.unwrap_or_default())),
            }
        }
    }
}

fn wrapped(text: &str, width: usize, ambiguous: Ambiguous) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let lines = text::wrap(text, width, 0, ambiguous);
    lines.iter().map(|line| text[line.start..line.end].trim_end().to_string()).collect()
}

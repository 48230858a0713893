//! 提纲 tigang: a terminal outline editor for Chinese work reports (工作总结).
//!
//! This page is the map. The screen, and the room that makes each part of it:
//!
//! ```text
//! ┌ 提纲 ──────────────────────────────┬ 全文 ─────────────────────────────────┐
//! │ ▾ 一、主要工作            1,203字  │   （一）抓规范管理                    │  manuscript (texts below each other),
//! │   ▸（一）抓规范管理  ·3     412字  │   截至6月27日，共接到电子工单10278个， │  flow (rows of one), view/text
//! │   ▾（二）抓督办落实         791字  ├ 指标 ─────────────────────────────────┤
//! │      一是加强考核管理        88字  │ 电子工单   10278 个   上年 9120  ↑12.7% │  view/metrics, report/metric
//! │ ▸ 二、存在问题              260字  ├ 备注 ─────────────────────────────────┤
//! │ ▸ 三、下半年打算            655字  │ 问督办科要 5 月的数                    │  view/note
//! └──────────────┬─────────┬───────────┴───────────────────────────────────────┘
//!                │         └ text/count (字数), tui/outline (sums, folds, visible rows)
//!                └ report/numbering (一、（一）1.（1）①), view/outline
//!  上半年工作总结.ron ●未保存  一、›（二）  2,118/3,000字   F1 帮助  F2 命令       view/status, command, keymap
//! ```
//!
//! The text pane shows the whole report as one manuscript, a section with all below it, or the text of one section, as the
//! writer has chosen or as there is room: `paging`. In each the caret is a place in one text; `model/page` leads it from one
//! into the next, `update/borders` and `update/across` say what keys do where two meet, `edit/moves/{borders,spans}` what that
//! changes.
//!
//! In place of the panes at the right may stand 预览, the report as it is handed in: `view/sheet` draws the rows that
//! `model/sheet` takes from `export/sheet`, section by section; where pages begin, `export/pages` counts while the writer rests.
//!
//! What happens to a key:
//!
//! ```text
//! bytes ─► tui/input/reader (waits) ─► tui/input/bytes (Parser) ─► News ─┐
//! key ◄──────────────────────────────────────────────────────────────┘
//! key ─► tui/input ─► keymap ─► Command ─► act ─► moves::… (&Report → Option<Change>) ─► Model::act ───┐
//!                                              └─► caret::… (&str → Edit::Text) ──────────► Model::go_on ┤
//! inverse to history, change to outbox ◄─ Document::apply ◄──────────────────────────────────────────────┘
//! screen ◄─ view(&Model) ◄─ journal (on disk) ◄─ Model::settle ◄─ Outline::follow(done) ◄┘
//! ```
//!
//! # Rooms, in the order to read them
//!
//! - [`text`]: Chinese text as such. Display width, boundaries, words by a dictionary, line breaking, 字数, full and half width.
//! - [`report`]: the report as a value. The live tree of sections, numbering schemes; metrics, references and formulas over
//!   them, tables of them; the figures that a text states.
//! - [`edit`]: change as data. `Edit` with its inverse, `Change`, the moves that a writer makes, `Document` with undo,
//!   two states compared and merged, what was changed in a file that came back, next year's report from this year's.
//! - [`check`]: what is found before a report is handed in. One table of rules, each with its source and its grade.
//! - [`import`]: bytes → reports and doubts. Decoding, Word files (.docx, .doc), pages, Markdown, outlines, mind maps; one
//!   reading of the whole text; sheets of spreadsheets as tables; a file that comes back, with who has revised it.
//! - [`export`]: a report, or some of its sections → paragraphs → text, Word file, Markdown, HTML; lines on pages → PDF;
//!   JSON; bytes of an encoding.
//! - [`store`]: files. Formats 1 and 2 in RON, both sides of a file with git's marks, atomic saving, the journal of what isn't
//!   saved yet, older versions, locks, templates; the fonts of the computer.
//! - [`tui`]: the terminal. One table of commands, one model, one update, one view, and a loop at the rim.
//!
//! # Who may look at whom
//!
//! ```text
//! text   → nothing          import → report, text            nobody below sees tui
//! report → text             export → report, text            tui → all of these        main → all
//! edit   → report, text     store  → edit, report            check, import, export, store never see one another
//! check  → edit, report, text
//! ```
//!
//! ratatui and crossterm only in `tui`; `std::fs` only in `store` and `main`; ron only in `store`, and where a value reads
//! itself from the text of a file of the writer's: `export/profile`, `tui/theme`, `tui/keymap`, `tui/settings` and `tui/exports`; clock, environment and
//! standard output only at the rim: `tui/desk`, `tui/terminal`, `tui/settings`, `main`; the calls of the system that read and
//! write a tty (rustix) only in `tui/input/reader` and `tui/terminal`, signals in `tui/news` and `tui/terminal/guard`.
//! Threads only where something waits for the outside world, and in `report/hands`, which shares pure work among several.
//! Within a room, files that stand side by side are in an order, too: none names another that names it in turn. What
//! stands above a file in its own folder it may name.
//! `tests/it/tidy.rs` holds all this.
//!
//! # Where something new goes
//!
//! - A command: a line in the table of `tui/command` for its words and keys, a line in `act` of `tui/update` for what it
//!   does, and the function that it names in a file below `tui/update`. A change of sections says there, too, where the
//!   writer is afterwards and why it doesn't apply: key, palette and help ask the same function.
//! - A key of a profile (vim, org, workflowy): a line in the tables of `tui/keymap/profile`.
//! - An overlay: its state in `tui/overlay/…`, its keys and how it opens in `tui/update/overlay/…`, its picture in
//!   `tui/view/overlay/…`, and a line in each of the three files above them. A line that is typed into there has its draft
//!   in `tui/model/drafts`; what leaving it would throw away comes back by undo (`tui/model/asides`).
//! - A list to choose from: how it opens in `tui/update/lists`, a `Choice`, and what that does in `tui/update/overlay/picker`.
//! - An effect: `tui/update/effect`, done in `tui/desk/effects`, how it ended in `tui/update/outcome`.
//! - A rule of the checker: a row and its function in the file of its family, `check/…`. A family: a file with its `RULES`,
//!   named in `check` as a module and in `FAMILIES`.
//! - A format of export: a file with its `FORMAT`, named in `export` as a module and in `Format::ALL`. Command line, preview
//!   and last export find it there.
//! - An option of an export: a field of `Options` and a `Choice` in `export/options`, and its name in the `takes` of the
//!   formats that look at it.
//! - An error: a variant where it is made. Its `Display` is the writer's sentence, and nothing above says it again.
//! - What a text says that is read wrong: a sign in `import/evidence`, its worth in `import/weights`, and a text of our own
//!   with its outline in `tests/texts`.
//! - A kind of file that is read: its paragraphs as `Source`s in `import/…`, and by what it is known in
//!   `import::import_named`; one that is refused: `import::decode::FileKind`.
//!
//! # Words of ours
//!
//! | word | what it is | elsewhere |
//! |---|---|---|
//! | `Section` | a heading with its body, note and metrics; its `SectionId` is never given twice | node |
//! | `Branch` | a section with all below it as a value: a flat list with levels | subtree |
//! | `Place` | a gap between siblings | insertion point |
//! | `Field` | one text that can be typed into, as the title or the body of a section | text node |
//! | `Marker`, `Scheme` | how one level is numbered, as （一）; one marker for each depth | list style, multilevel list |
//! | `Kind` of a section, 附件 | a section at the top that follows the signature; `edit/annexes` keeps them last | appendix |
//! | `Aside` | what hangs on texts and is no part of them: comments, how far they are, what tables have beside cells | annotation |
//! | `Run` of a text | lines that follow each other, their cells set apart by tabs; `edit/tables` keeps on each what hangs on it | table |
//! | `Place` of a reference | an annex or a section that a text names, as `{附件:台账}` | cross-reference |
//! | `Metric` 指标 | a figure that the writer keeps: name, value, unit, last year, target | variable |
//! | `Reference` | `{亮灯率}` in a text: says what the metric says | field code |
//! | `Ledger` | the metrics of a report by name, formulas reckoned | symbol table |
//! | `Figure` | a figure that a text states, with its name, unit and change | extracted quantity |
//! | `Edit`, `Change` | one step on a report; the steps of one act, with what undo calls it | operation, transaction |
//! | `Done` | a change as the journal gets it from the outbox | event |
//! | seal | what is typed from here on is an undo of its own | undo boundary |
//! | `Doubt` | a place where a text was unclear, what was made of it, the other reading | warning with a fix |
//! | `Standing` | a doubt of the open report with where its words are now, until it is settled | diagnostic, tracked range |
//! | `Beside` | what the journal keeps beside a report, in words of the program's own: the doubts | metadata |
//! | `Unit` | a line that is read, or a piece of one where a heading may be glued in | token |
//! | `Sign` | something that is true of a unit, as that it ends in a stop | feature |
//! | `Move`, `Turn`, `Weights` | what is made of a unit; what it costs to go on so; what each sign is worth | label, transition, model |
//! | `Noise` | what is left out of a report, and said: page numbers, contents, running heads | boilerplate |
//! | `Rule`, `Finding` | what is looked for before a report is handed in; one place where it was found | lint, diagnostic |
//! | `Grade` | 必错, 疑似, 提示: how sure a rule is | severity |
//! | `Fingerprint` | knows a finding again that the writer has dismissed | baseline |
//! | `Excerpt` | what of a report is handed in, paragraph by paragraph | document model |
//! | `Profile` of export | what an office sets otherwise than the standard | style sheet |
//! | `Opening` | what stands before the first page of the text: 封面 and 目录 | front matter |
//! | `Sent`, `Words` | which sections a Word file was made of, in it; what the words of each come to | manifest, hash |
//! | 退回稿, `Returned` | that file as it came back: a state of the report, to be taken or left | reviewed copy |
//! | `Breaks`, `Beginning` | where the pages of a report begin; a place in what is handed in | pagination |
//! | `Verdict` | how much the check finds before an export | gate |
//! | `Extent` | how much is handed in: all, or these sections | range |
//! | `Journal` | the changes that no file has yet, on disk | write-ahead log |
//! | `Marked` | a file in which git has left its marks: both sides of it | conflict markers |
//! | `Shelf` | the folder of journals | log directory |
//! | `Print`, `Stamp` | tells two contents apart; tells whether a file was written since | checksum, file metadata |
//! | `Session` | what stays when another report is opened: terminal, settings, clipboard | editor state |
//! | `Aside` | what undo takes back beside the report: folds, a line that was put away | view state |
//! | `Desk` | the model with its files, clipboard and threads, at the rim | runtime |
//! | `Effect`, `Outcome`, `News` | what the model asks the desk for; how that ended; what wakes the loop | command, message, event |
//! | `Overlay` | what lies over the panes and takes the keys | modal dialog |
//! | `Flow` | a text in rows of the screen | text layout |
//! | `Manuscript` 稿面 | several texts in rows, one below the other, as far as the window reaches | editor view |
//! | `Portion`, `Span` | how much of the report the text pane shows; the texts that this is | visible range |
//! | `Anchor` | a row of the manuscript by its text and its row there, never by its number | line handle |
//! | `Point` | a place in any text of the report | position |
//! | `Passage` | what was copied of several texts: words, then sections | fragment |
//!
//! # Invariants
//!
//! 1. Nothing but [`edit::Document`] changes a report after it is opened, and nothing changes it without a line in the
//!    outbox.
//! 2. No number, depth, count or screen row is stored in a report: all are computed when wanted. What is cached for speed
//!    lives in `tui/outline` and `tui/flow`, and follows the changes.
//! 3. `report`, `edit`, `check`, `import` and `export` touch no disk, clock, terminal or environment: they can't fail for such a
//!    reason. Where a long report is read by several threads, the answer doesn't depend on how many there are.
//! 4. No widget owns report text: there is one undo. Only a prompt owns its line.
//! 5. Reading never fails half-way: it answers a value with its doubts, or one reason why there is none. A report can
//!    always be saved.
//! 6. Drawing writes nothing back. A key costs what is on the screen and the paragraph it touches, never the length of the
//!    report.
//! 7. The outbox holds changes: an undo is handed on as the change it made. That it was an undo is said beside it
//!    (`edit::Done`), so that a replay builds the same history; where that doesn't fit, the change alone counts.
//! 8. A section is known by its id, a text by its `Field`, a gap by its `Place`: nothing ever has to be mapped.
//! 9. A subtree as a value is a flat list with levels (`report::Branch`), in memory as in the file: no depth can overflow a
//!    stack.

pub mod text;
pub mod report;
pub mod edit;
pub mod check;
pub mod import;
pub mod export;
pub mod store;
pub mod tui;

//! Every command, declared once: name, Chinese words, where it applies, default keys.
//! Help, the hint line, the palette and the user's keymap all read this table.

mod said;

pub use self::said::SAID;
pub use self::said::said;

/// The target of the keys: the pane with the focus, and for the outline its state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Focus {
    /// The outline in 导航: arrows fold, digits fold to a level, nothing is typed.
    Navigation,
    /// The outline in 写作: the caret stands in a heading.
    Heading,
    /// The text pane.
    Text,
    /// The metrics pane.
    Metrics,
    /// The note pane.
    Note,
}

impl Focus {
    /// All of them, in the order F9 walks the panes.
    pub const ALL: [Focus; 5] = [Focus::Navigation, Focus::Heading, Focus::Text, Focus::Metrics, Focus::Note];

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Focus::Navigation => "导航",
            Focus::Heading => "写标题",
            Focus::Text => "正文",
            Focus::Metrics => "指标",
            Focus::Note => "备注",
        }
    }
}

/// The heading under which help lists a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Open, save, export.
    File,
    /// Undo and clipboard.
    Edit,
    /// Sections.
    Structure,
    /// Folding, focus, panes.
    View,
    /// Finding and filtering.
    Find,
    /// Tables of a text.
    Tables,
    /// Metrics.
    Metrics,
    /// Caret and selection.
    Caret,
}

impl Group {
    /// All of them, in the order help shows them.
    pub const ALL: [Group; 8] = [
        Group::Structure,
        Group::View,
        Group::Edit,
        Group::Find,
        Group::Metrics,
        Group::Tables,
        Group::File,
        Group::Caret,
    ];

    /// What the writer calls it.
    pub fn title(self) -> &'static str {
        match self {
            Group::File => "文件",
            Group::Edit => "编辑",
            Group::Structure => "调整结构",
            Group::View => "折叠与窗格",
            Group::Find => "查找",
            Group::Metrics => "指标",
            Group::Tables => "表格",
            Group::Caret => "光标",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Entry {
    /// The command.
    pub command: Command,
    /// Its name in `keymap.ron`.
    pub name: &'static str,
    /// What the writer calls it.
    pub title: &'static str,
    /// One sentence of help.
    pub says: &'static str,
    /// Where help lists it.
    pub group: Group,
    /// Where it applies.
    pub focus: &'static [Focus],
    /// Default keys: each opens the command where both it and the command apply.
    pub keys: &'static [Binding],
}

/// Default keys, and where they hold.
#[derive(Debug)]
pub struct Binding {
    /// The focuses in which the keys hold.
    pub focus: &'static [Focus],
    /// Keys separated by spaces, as `keymap.ron` writes them.
    pub keys: &'static str,
}

const N: &[Focus] = &[Focus::Navigation];
const H: &[Focus] = &[Focus::Heading];
const T: &[Focus] = &[Focus::Text, Focus::Note];
const B: &[Focus] = &[Focus::Text];
const M: &[Focus] = &[Focus::Metrics];
const MB: &[Focus] = &[Focus::Metrics, Focus::Text];
const NH: &[Focus] = &[Focus::Navigation, Focus::Heading];
const HT: &[Focus] = &[Focus::Heading, Focus::Text, Focus::Note];
const NHT: &[Focus] = &[Focus::Navigation, Focus::Heading, Focus::Text, Focus::Note];
const NHB: &[Focus] = &[Focus::Navigation, Focus::Heading, Focus::Text];
const HTM: &[Focus] = &[Focus::Heading, Focus::Text, Focus::Note, Focus::Metrics];
const A: &[Focus] = &Focus::ALL;

/// Writes the enum and the table from one list, so that no command can lack its words.
macro_rules! commands {
    ($( $group:ident { $( $command:ident $name:literal $title:literal $focus:ident [$($at:ident $keys:literal),*] $says:literal; )* } )*) => {
        /// What the writer can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the table says in Chinese what each one does")]
        pub enum Command { $( $( $command, )* )* }

        /// The table, in the order help shows it within a group.
        pub const TABLE: &[Entry] = &[ $( $( Entry {
            command: Command::$command,
            name: $name,
            title: $title,
            says: $says,
            group: Group::$group,
            focus: $focus,
            keys: &[ $( Binding { focus: $at, keys: $keys } ),* ],
        }, )* )* ];
    };
}

commands! {
    Structure {
        NewSection "new_section" "新节" H [H "enter"] "在光标处断开，后一半成为下一节；空节上按则升级";
        Write "write" "写这一节" N [N "enter"] "从导航转入写标题";
        NewBelow "new_below" "下方新节" NH [N "insert"] "在本节（连同下级）之后加一节";
        NewAbove "new_above" "上方新节" NH [N "shift-insert"] "在本节之前加一节";
        NewChild "new_child" "新下级节" NH [] "加一个下级节，放在最后";
        Demote "demote" "降级" NH [NH "tab alt-right alt-shift-right", N ">"] "连同下级降一级";
        Promote "promote" "升级" NH [NH "backtab alt-left alt-shift-left", N "<"] "连同下级升一级";
        DemoteAlone "demote_alone" "单独降级" NH [] "只降本节，下级留在原来的级别";
        PromoteAlone "promote_alone" "单独升级" NH [] "只升本节，下级留在原来的级别";
        PromoteInPlace "promote_in_place" "原位升级" NH [] "升级但位置不动，后面的同级节成为下级";
        PromoteChildren "promote_children" "下级升级" NH [] "本节不动，下级都升一级，排在本节之后";
        MoveUp "move_up" "上移" NH [NH "alt-up alt-shift-up ctrl-shift-up", N "+"] "连同下级上移，到头则移入上一个上级节";
        MoveDown "move_down" "下移" NH [NH "alt-down alt-shift-down ctrl-shift-down", N "-"] "连同下级下移，到头则移入下一个上级节";
        Grab "grab" "移动本节" NH [NH "f6"] "用方向键带着本节走，回车放下，Esc 放回原处";
        MoveTo "move_to" "移到…" NH [NH "ctrl-t"] "从清单里选一个节，移到它下面，移走后光标跟过去／留在原处";
        SplitSeries "split_series" "拆成分节" NHB [] "把正文一段里的一是、二是（首先、其次，1、2、）拆成下级节";
        FoldSeries "fold_series" "并成一段" NHB [] "把下级各节并回正文，成为一段里的一是、二是";
        Duplicate "duplicate" "复制一份" NH [NH "ctrl-d"] "在后面放一份同样的节";
        SortByHeading "sort_by_heading" "按标题排序" NH [] "给下级（没有下级则给同级）按拼音和数字排序，再按则倒过来";
        SortByMetric "sort_by_metric" "按指标排序" NH [] "给下级（没有下级则给同级）按第一个指标的数值从大到小排序，再按则倒过来";
        SortByLength "sort_by_length" "按字数排序" NH [] "给下级（没有下级则给同级）按字数从多到少排序，再按则倒过来";
        Remove "remove" "删除" N [N "delete"] "删除本节连同下级，可撤销";
        JoinNext "join_next" "与下节合并" NH [N "ctrl-j"] "下一节并入本节，标题、正文都相接";
        SplitText "split_text" "从光标处分节" B [B "ctrl-k"] "光标以后的正文成为下面的新节";
        ParagraphToSection "paragraph_to_section" "段落改为一节" B [B "alt-k"] "光标所在的段落成为标题，后面的段落是它的正文，都在原处";
        SectionToText "section_to_text" "本节改为正文" NHB [NHB "alt-j"] "标题连同序号成为前面正文的一段，文字都在原处";
        Group "group" "归为一组" NH [NH "ctrl-g"] "给本节（或所标记的相邻各节）加一个上级节";
        Ungroup "ungroup" "拆散一组" NH [] "去掉空的上级节，下级各升一级";
        ToggleNumber "toggle_number" "不编号" NH [N "#"] "本节不编号，同级节自动补上；再按恢复";
        ToggleRunIn "toggle_run_in" "标题与正文同段" NH [] "标题与正文同段（标题后加句号）；再按恢复独立成行";
        ChildMarker "child_marker" "下级序号样式…" NH [] "本节的下级用另一种序号";
        SetTarget "set_target" "字数目标…" NH [] "给本节（或全文）定字数";
        BeginAt "begin_at" "起始序号…" NH [] "这一节从几起编号，后面的同级节接着编";
        NewAnnex "new_annex" "新建附件" A [] "在落款之后加一个附件，写它的标题";
        ToggleAnnex "toggle_annex" "改为附件" NH [] "把本节连同下级改为附件，排在落款之后；附件再按改回正文";
        Closing "closing" "写结尾" NHT [] "到结尾的正文去写";
    }
    View {
        Navigate "navigate" "到导航" HTM [HTM "esc"] "停止写作，用方向键看提纲";
        TextPane "text_pane" "写正文" A [A "ctrl-e"] "到本节的正文，再按回到提纲";
        NextPane "next_pane" "下一窗格" A [A "f9"] "提纲、正文、指标、备注轮换";
        PreviousPane "previous_pane" "上一窗格" A [A "shift-f9"] "反向轮换窗格";
        Portion "portion" "稿面范围" A [A "alt-m"] "正文窗格里看多少：本节正文、本节连同下级、全文连排，依次轮换，记住所选";
        FoldTexts "fold_texts" "稿面跟着折叠" A [] "提纲里折叠的节，在稿面里也收成标题一行；再用一次都展开，记住所选";
        FullText "full_text" "正文全屏" A [A "ctrl-l"] "正文占满屏幕，再按恢复";
        Preview "preview" "预览" A [A "ctrl-f2"] "导出的样子随提纲滚动，再按收起";
        Collapse "collapse" "折叠" NH [N "left", NH "ctrl-up"] "折叠本节；已折叠则到上级节";
        Expand "expand" "展开" NH [N "right", NH "ctrl-down"] "展开本节；已展开则到第一个下级";
        Fold1 "fold_1" "只看一级" N [N "1 alt-1"] "折叠到一级标题";
        Fold2 "fold_2" "看到二级" N [N "2 alt-2"] "折叠到二级标题";
        Fold3 "fold_3" "看到三级" N [N "3 alt-3"] "折叠到三级标题";
        Fold4 "fold_4" "看到四级" N [N "4 alt-4"] "折叠到四级标题";
        Fold5 "fold_5" "看到五级" N [N "5 alt-5"] "折叠到五级标题";
        Fold6 "fold_6" "看到六级" N [N "6 alt-6"] "折叠到六级标题";
        Fold7 "fold_7" "看到七级" N [N "7 alt-7"] "折叠到七级标题";
        Fold8 "fold_8" "看到八级" N [N "8 alt-8"] "折叠到八级标题";
        Fold9 "fold_9" "看到九级" N [N "9 alt-9"] "折叠到九级标题";
        ExpandAll "expand_all" "全部展开" NH [N "0"] "展开所有的节";
        ToggleFold "toggle_fold" "折叠或展开" NH [] "本节展开着就折叠，折叠着就展开";
        CycleFold "cycle_fold" "逐级展开" NH [NH "f7"] "一级标题、二级标题、全部，依次轮换";
        WordBars "word_bars" "字数条" A [] "在提纲里画出每一节写了目标（或全文）的几成，再按收起";
        WordCount "word_count" "字数统计…" A [] "全文、选中、各节的字数和字符数，像 Word 那样数；选一节就到那里";
        HoistIn "hoist_in" "只看本节" NH [NH "f5"] "屏幕上只留本节和它的下级";
        HoistOut "hoist_out" "看回全文" NH [NH "shift-f5", N "backspace"] "回到更大的范围";
        Theme "theme" "换配色…" A [] "选一套颜色";
        Palette "palette" "命令…" A [A "f2 ctrl-p", N ":"] "用汉字或拼音找命令";
        KeyProfile "key_profile" "键位方案…" A [] "选一套键：通用、vim、org、workflowy；自己改过的键照旧";
        Colon "colon" "命令行…" A [] "像 vim 那样写 w、q、wq、e 文件名、%s/旧/新/g、第几节";
        KeyTest "key_test" "按键测试…" A [] "看终端送来的是什么键、什么字，各有什么用";
        Mouse "mouse" "鼠标交给终端" A [] "像别处一样拖着选字、复制；再用一次收回来。设置文件里写 (mouse: off) 就一直这样";
        Quotes "quotes" "引号、箭头看不清" A [] "终端把“”、…、↑ 画成两格宽时用：马上试，记住；再用换回来";
        Help "help" "帮助" A [A "f1", N "?"] "眼下能按的键、怎么用、所有的键，可以打字查找";
        Tour "tour" "三分钟上手" A [] "在一份练习用的报告上边做边学；正在学时问怎么接着来";
    }
    Edit {
        Undo "undo" "撤销" A [A "ctrl-z"] "退回一步，文字、结构、指标都能退";
        Redo "redo" "重做" A [A "ctrl-y"] "把撤销的再做一遍";
        UndoList "undo_list" "撤销清单…" A [] "列出能撤销的每一步，选一步就退回到它之前";
        Cut "cut" "剪切" NHT [NHT "ctrl-x"] "剪切选中的文字；没有选中则剪切本节";
        Copy "copy" "复制" NHT [NHT "ctrl-c"] "复制选中的文字；没有选中则复制本节";
        Paste "paste" "粘贴" NHT [NHT "ctrl-v"] "粘贴文字或节；带序号的文字粘贴成节";
        PasteAbove "paste_above" "粘贴到上方" N [] "剪贴板里的节放在本节之前";
        PasteChild "paste_child" "粘贴为下级" N [] "剪贴板里的节成为本节的下级，放在最后";
        PasteText "paste_text" "粘贴为文字" NHT [] "带序号的文字也照原样粘贴，不分成节";
        Bin "bin" "回收站…" A [] "找回打开以来删掉的节";
        SetMark "set_mark" "开始选择" HT [] "从光标这里选起：此后移动光标就是选，Esc 停下";
        ToggleMark "toggle_mark" "标记" N [N "space"] "标记或取消标记本节";
        MarkUp "mark_up" "向上多选" NH [NH "shift-up"] "标记本节并上行";
        MarkDown "mark_down" "向下多选" NH [NH "shift-down"] "标记本节并下行";
        MarkWider "mark_wider" "扩大多选" N [N "ctrl-a"] "先标记同级各节，再标记更大的范围";
    }
    Find {
        GoTo "go_to" "转到…" A [A "ctrl-u"] "从清单里选一节（汉字或拼音都行），到那里去";
        Filter "filter" "筛选…" NH [NH "f8"] "只显示含这些字的节和它们的上级";
        Find "find" "查找…" NHT [NHT "ctrl-f", N "/"] "在全文里找";
        FindNext "find_next" "找下一处" NHT [NHT "f3"] "到下一处";
        FindPrevious "find_previous" "找上一处" NHT [NHT "shift-f2 shift-f3"] "到上一处";
        NextFinding "next_finding" "下一处校核发现" A [A "alt-g"] "到下一处必错或疑似的地方，说出错在哪里";
        NextBlank "next_blank" "下一处待补" A [A "alt-t"] "到下一处【待补】、××等还没填的地方，选中它，打字就盖掉";
        NextReference "next_reference" "下一处引用" A [A "alt-r"] "到下一处引用指标、章节的地方";
        NextComment "next_comment" "下一处批注" A [A "alt-c"] "到下一处批注，说出批了什么";
        TickComment "tick_comment" "批注办结" A [] "光标处的批注办好了：不再标出，Alt+C 也不再停";
        AnswerComment "answer_comment" "答复批注…" A [] "给光标处的批注写一句答复";
        AddComment "add_comment" "加批注…" A [] "给选中的字，没有选中则给这段文字，写一条批注";
        Comments "comments" "批注清单…" A [] "全文的批注列在一处，办结的在后面，回车过去";
        NextMark "next_mark" "下一个标记的节" N [N "alt-s"] "到下一个标记的节";
        LightFindings "light_findings" "边写边标出错处" A [] "停下来时校核，把必错和疑似的地方画线标出；再用一次不标，记住所选";
        Replace "replace" "替换…" NHT [NHT "ctrl-r"] "全文替换，一步可撤销";
    }
    Metrics {
        EditCell "edit_cell" "改这一格" M [M "enter"] "改写光标所在的一格";
        AddMetric "add_metric" "加指标" A [M "insert"] "给本节（或全文）加一行指标";
        Refer "refer" "插入指标…" HT [HT "f4"] "选一个指标，把它的数放进文字里；打 { 也行";
        Overview "overview" "指标总表…" A [N "f4", M "f4"] "全文的指标列在一张表里，可筛选、排序、改写、复制";
        Extract "extract" "从正文提取指标…" A [] "列出文字里的数，勾选的成为指标，文字改为引用它们";
        LastYear "last_year" "取上年数…" A [] "按名称从去年的报告里取数，填进上年一栏";
        ReadTable "read_table" "读入指标表…" A [] "读电子表格（.xlsx、.csv 等），按名称更新，没有的新增";
        WriteTable "write_table" "指标表存为…" A [] "全部指标存成 .csv，电子表格能打开";
        CopyMetrics "copy_metrics" "复制指标表" M [M "ctrl-c"] "这里的指标复制成表，可粘贴到电子表格";
        MetricUses "metric_uses" "谁用到它…" M [M "f3"] "列出用到这个指标的文字和公式，可跳过去";
        MetricPicture "metric_picture" "指标图" M [M "f6"] "画这个指标和上年、目标、各期相比的图";
        MetricSeries "metric_series" "分期…" M [M "f7"] "写各月、各季的数，没有总数时由它们相加";
        MetricBetter "metric_better" "高好还是低好" M [M "f8"] "这个指标越高越好、越低越好还是不评价，依次轮换；说法和颜色跟着变";
        RemoveMetric "remove_metric" "删指标" M [M "delete"] "删掉这一行指标，可撤销";
        MetricUp "metric_up" "指标上移" M [M "alt-up alt-shift-up ctrl-shift-up"] "这一行上移";
        MetricDown "metric_down" "指标下移" M [M "alt-down alt-shift-down ctrl-shift-down"] "这一行下移";
    }
    Tables {
        NextCell "next_cell" "下一格" MB [MB "tab"] "到右边一格，行末则到下一行；表格的最后一格再按加一行";
        PreviousCell "previous_cell" "上一格" MB [MB "backtab"] "到左边一格，行首则到上一行";
        NewTable "new_table" "插入表格…" B [B "ctrl-t"] "在光标所在的段落下面插一张空表，先问几行几列";
        TableFromText "table_from_text" "文字转表格" B [] "选中的段落（没有选中则本段）成为表格，一段一行，按逗号、顿号、空格或制表符分格";
        TableToText "table_to_text" "表格转文字" B [] "表格变回段落，一行一段，格与格用逗号隔开";
        RowBelow "row_below" "下方插行" B [B "insert"] "在光标所在的行下面插一行；选中几行就插几行";
        RowAbove "row_above" "上方插行" B [B "shift-insert"] "在光标所在的行上面插一行";
        ColumnRight "column_right" "右侧插列" B [B "f7"] "在光标所在的列右边插一列";
        ColumnLeft "column_left" "左侧插列" B [] "在光标所在的列左边插一列";
        RemoveRow "remove_row" "删除行" B [B "f8"] "删掉光标所在（或选中）的行";
        RemoveColumn "remove_column" "删除列" B [] "删掉光标所在（或选中）的列";
        RowUp "row_up" "行上移" B [B "alt-up alt-shift-up"] "表格的这一行上移";
        RowDown "row_down" "行下移" B [B "alt-down alt-shift-down"] "表格的这一行下移";
        ColumnBack "column_back" "列左移" B [] "表格的这一列左移";
        ColumnOn "column_on" "列右移" B [] "表格的这一列右移";
        SelectRow "select_row" "选中整行" B [] "选中光标所在的一行表格";
        SelectColumn "select_column" "选中整列" B [] "选中光标所在的一列表格";
        MergeCells "merge_cells" "合并单元格" B [B "f6"] "选中的几格合成一格，里面的字都在";
        SplitCells "split_cells" "拆分单元格" B [] "合并过的格拆回原来的几格，字留在第一格";
        ColumnSide "column_side" "列对齐" B [] "这一列靠左、居中、靠右、照常（数字靠右），依次轮换";
        TableTitle "table_title" "表题…" B [] "写在表格上面的题目";
        TableUnit "table_unit" "表格单位…" B [] "写在表格右上方的单位，如 件、万元";
        TableNote "table_note" "表注…" B [] "写在表格下面的注";
        RemoveTable "remove_table" "删除表格" B [] "删掉整张表格，可撤销";
    }
    File {
        Save "save" "保存" A [A "ctrl-s"] "存到文件里；还没有名字就先问";
        SaveAs "save_as" "另存为…" A [] "换一个文件名保存";
        Export "export" "导出…" A [A "f12"] "预览并导出纯文本、Word 文件、PDF、Markdown、网页";
        ExportAgain "export_again" "照上次导出" A [A "shift-f12"] "格式、范围、文件名同上次一样，再导出一次；重开以后也记得";
        CopyText "copy_text" "复制成文字" A [] "标记的节（没有标记则本节）按导出的样子复制成文字";
        CopyReport "copy_report" "复制全文" A [A "ctrl-f12"] "把全文按导出的样子复制成文字";
        Check "check" "校核" A [A "shift-f7"] "查错：占位、标点、数字、前后不符，逐条看、逐条改";
        Widen "widen" "半角转全角" A [] "全文的半角标点、直引号改成全角，全角数字改成半角，一步可撤销";
        CheckRules "check_rules" "校核规则…" A [] "这份报告查哪些、不查哪些";
        RestoreDismissed "restore_dismissed" "恢复不再提示的" A [] "设为不再提示的地方重新提示";
        ImportBelow "import_below" "导入到本节下…" NH [] "把一份报告或文字稿放到本节下面";
        Gather "gather" "汇总报告…" NH [] "把一个文件夹（或一份文件）里的各部门报告汇到文末，各成一节";
        Doubts "doubts" "读入时拿不准的地方…" A [A "alt-y"] "读文字稿时拿不准的地方，逐条或整类认可、换一种读法";
        NextDoubt "next_doubt" "下一处拿不准的" A [A "alt-n"] "到正文里下一处拿不准的地方";
        PreviousDoubt "previous_doubt" "上一处拿不准的" A [A "alt-p"] "到正文里上一处拿不准的地方";
        Start "start" "开始页" A [] "接着写、打开旧稿、按模板新写、看样例";
        Open "open" "打开…" A [A "ctrl-o"] "打开另一份报告";
        New "new" "新建报告" A [A "ctrl-n"] "从空白报告写起";
        NextYear "next_year" "做明年的报告" A [] "今年的数成为上年数，打算成为要报的事，原文留在备注里";
        FromTemplate "from_template" "按模板新建…" A [] "年度总结、半年总结、述职报告，或自己存的模板";
        KeepTemplate "keep_template" "存成模板…" A [] "把这份报告留作以后新建时的模板";
        Versions "versions" "旧版本…" A [] "看以前保存过的样子，取回一节或整份";
        Returned "returned" "收回修改稿…" A [] "领导改过的 Word 文件退回来了：逐节看改了什么、谁改的，一处处收下或不要，批注收进来";
        Outside "outside" "别处的改动…" A [] "文件在别处被改过时看差别、合并或换成对方的";
        Follow "follow" "跟随" A [] "只读打开时，对方一保存就更新；再按停止";
        TakeOver "take_over" "接手编辑" A [] "对方关掉以后，把只读的报告接过来写";
        Properties "properties" "报告属性…" A [A "ctrl-b"] "单位、日期、称呼、序号体例、字数";
        SaveAndQuit "save_and_quit" "保存并退出" A [] "保存，存好就退出";
        Quit "quit" "退出" A [A "ctrl-q"] "退出，未保存时先问";
    }
    Caret {
        Left "left" "左" HTM [HTM "left"] "左移一字（一格）";
        Right "right" "右" HTM [HTM "right"] "右移一字（一格）";
        Up "up" "上" A [A "up"] "上移一行";
        Down "down" "下" A [A "down"] "下移一行";
        WordLeft "word_left" "左一词" HT [HT "ctrl-left alt-b"] "左移一词，词由词典切分";
        WordRight "word_right" "右一词" HT [HT "ctrl-right alt-f"] "右移一词";
        SentenceLeft "sentence_left" "左一句" HT [HT "alt-a", T "alt-left"] "到本句开头，再按到上一句";
        SentenceRight "sentence_right" "右一句" HT [HT "alt-e", T "alt-right"] "到下一句开头";
        ParagraphUp "paragraph_up" "上一段" T [T "ctrl-up"] "到本段开头，再按到上一段";
        ParagraphDown "paragraph_down" "下一段" T [T "ctrl-down"] "到下一段开头";
        Home "home" "行首" A [A "home"] "到行首；导航中到第一节";
        End "end" "行尾" A [A "end"] "到行尾；导航中到最后一节";
        TextStart "text_start" "文首" HT [HT "ctrl-home"] "到这段文字的开头";
        TextEnd "text_end" "文末" HT [HT "ctrl-end"] "到这段文字的末尾";
        PageUp "page_up" "上一屏" A [A "pageup"] "上翻一屏";
        PageDown "page_down" "下一屏" A [A "pagedown"] "下翻一屏";
        SelectLeft "select_left" "向左选" HT [HT "shift-left"] "选中左边一字";
        SelectRight "select_right" "向右选" HT [HT "shift-right"] "选中右边一字";
        SelectUp "select_up" "向上选" T [T "shift-up"] "选到上一行";
        SelectDown "select_down" "向下选" T [T "shift-down"] "选到下一行";
        SelectHome "select_home" "选到行首" HT [HT "shift-home"] "选到行首";
        SelectEnd "select_end" "选到行尾" HT [HT "shift-end"] "选到行尾";
        SelectWordLeft "select_word_left" "向左选词" HT [HT "ctrl-shift-left"] "选到左边一词";
        SelectWordRight "select_word_right" "向右选词" HT [HT "ctrl-shift-right"] "选到右边一词";
        SelectSentenceLeft "select_sentence_left" "向左选句" T [T "alt-shift-left"] "选到本句开头，再按到上一句";
        SelectSentenceRight "select_sentence_right" "向右选句" T [T "alt-shift-right"] "选到下一句开头";
        SelectParagraphUp "select_paragraph_up" "向上选段" T [T "ctrl-shift-up"] "选到本段开头，再按到上一段";
        SelectParagraphDown "select_paragraph_down" "向下选段" T [T "ctrl-shift-down"] "选到下一段开头";
        SelectTextStart "select_text_start" "选到文首" HT [HT "ctrl-shift-home"] "选到这段文字的开头";
        SelectTextEnd "select_text_end" "选到文末" HT [HT "ctrl-shift-end"] "选到这段文字的末尾";
        SelectWider "select_wider" "扩大选择" HT [HT "alt-w"] "依次选中一词、一句、一段、全部";
        SelectAll "select_all" "全选" HT [HT "ctrl-a"] "选中这段文字的全部";
        NewParagraph "new_paragraph" "另起一段" T [T "enter ctrl-j"] "在正文里另起一段；表格里到下面一格，末行加一行，空的末行上再按就离开表格";
        Backspace "backspace" "退格" HT [HT "backspace"] "删左边一字；标题开头则与上一节合并";
        Delete "delete" "删字" HT [HT "delete"] "删右边一字；标题末尾则与下一节合并";
        DeleteWord "delete_word" "删左边一词" HT [HT "ctrl-w alt-backspace ctrl-backspace"] "删左边一词";
        DeleteWordRight "delete_word_right" "删右边一词" HT [HT "alt-d ctrl-delete alt-delete"] "删右边一词";
    }
}

impl Entry {
    /// Whether it applies in 导航, where nothing is typed.
    pub fn applies_in_navigation(&self) -> bool {
        self.focus.contains(&Focus::Navigation)
    }
}

impl Command {
    /// Its row in the table.
    pub fn entry(self) -> &'static Entry {
        &TABLE[self as usize]
    }
}

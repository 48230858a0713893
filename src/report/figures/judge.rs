//! Which quantities are figures: not the idioms, not the bounds of what is counted, not how long something takes by rule.

use super::Kind;
use super::changes;
use super::lexicon::Class;
use super::numerals;
use super::numerals::Sort;
use super::sentence::Sentence;
use super::tokens::Mark;
use super::tokens::Quantity;
use super::tokens::What;
use crate::text::is_digit;
use crate::text::is_han;

/// Nouns that a small Chinese numeral announces instead of counting: 三项工作, 两个维护. With digits they are figures (12项工作).
const FRAMES: &str = "工作 活动 任务 措施 举措 制度 机制 原则 要求 方面 问题 重点 环节 指标 内容 目标 行动 工程 体系 关系 意识 能力 改革 服务 阶段 特点 转变 \
    突破 结合 坚持 统一 维护 自信 必须 确保 清单 主题 主线 板块 领域 层面 维度 要素 类别 关键 优势 短板 抓手 层次 步骤 体现 认识 共识 着力点 代表 角度 \
    战略 布局 基本点 中心 点位 力量 定位 根本 前提 保障 支撑 动力 规定 禁令 意见 底线 红线 纪律 班子 队伍 先行 文明 建设 主义 作风 之风 方式 途径 路径 渠道 \
    环境 方向 思路 理念 精神 本色 特征 标准 关口 层级 责任 职责 职能 不变 导向 大局 主体 矛盾 难题 差距 不足 弱项 变化 亮点 看点 品质 优先 同步 到位 统筹 一流 \
    一样 满意 不准 严禁 一律 学习 教育 融合 贯通 联动 合一 一体 构成 时期 时段 季度 月份 小时 会议 全会 精神 讲话 文件 报告 专题 课题 板块 部分 类型 情况 条件 因素 \
    层次 档次 状态 困难 挑战 机遇 压力 循环 格局 产业 分配 供水 污染 创业 治理 元素 录入 议案 大师";

/// What a Chinese numeral and its unit are an idiom with: 二次供水.
const IDIOMS: &[(&str, &str)] = &[
    ("次", "产业 供水 污染 分配 创业 元素 录入 装修 加压 曲线 函数 性"),
    ("套", "班子"),
    ("路", "并进 推进 齐发"),
    ("处", "入手 着手 发力 用力"),
    ("户", "联防 联保"),
];

/// Units that also end the names of places and offices, so that XX before them is a name: XX镇, XX路.
const PLACES: &str = "镇 村 路 所 处 站 队 组 台 部 校 班 片 层 里 方 平 面 道 门 口";

/// Units that end other words after XX: XX家 may be a firm, XX人 the people of a place.
const DOUBTFUL: &str = "家 人 员 席 节 集 页 单";

/// Nouns that even digits only announce: 3个方面, 1个重点.
const FRAMES_OF_DIGITS: &str = "方面 环节 层面 维度 阶段 重点 建设内容 着力点 抓手 梯次 步骤";

/// Words whose end says who is counted in 人: 管理人员XX人.
const PEOPLE: &str = "人员 员工 职工 干部 党员 学员 学生 教师 群众 代表 专家 村民 居民 家属 职员 队员 会员";

/// What is counted in 家: 我市XX家企业, XX家重点高校.
const HOUSES: &str = "企业 公司 单位 机构 医院 高校 学校 院所 银行 商户 门店 工厂 酒店 宾馆 部门 协会 商会 合作社 农场 媒体 客商 \
    供应商 超市 餐馆 饭店 药店 网点 店铺";

/// What makes a time a figure: it is a result, not a rule or a stretch of the calendar.
const LASTING: &[&str] = &[
    "时间", "时长", "用时", "时限", "周期", "耗时", "天数", "期限", "历时", "工时", "时效", "学时", "课时", "平均",
    "日均", "人均", "安全", "年龄", "缩短",
];

/// What stands before a rank.
const RANKED: &[&str] = &[
    "居", "列", "排", "位居", "名列", "跻身", "进入", "保持", "位次", "并列", "获", "蝉联", "前移", "进位", "升至",
    "跃居", "跃升", "评为", "稳", "冲进",
];

/// Names that a number without a unit is the value of.
const WITHOUT_UNIT: &[&str] = &[
    "数", "量", "额", "值", "率", "指数", "金", "收入", "总计", "人口", "得分", "评分", "分值", "费", "产值", "系数",
    "支出",
];

/// Whether the quantity at `i` is a figure of the sentence.
pub(super) fn is_figure(sentence: &Sentence<'_>, i: usize) -> bool {
    let Some(quantity) = sentence.quantity(i) else { return false };
    let clause = sentence.words(sentence.clause_start(i)..i);
    let letter = sentence.text[..quantity.value.start].chars().next_back();
    let noun = counted(sentence, i);
    let behind = &sentence.text[sentence.tokens[i].at.end..];
    let between = ["之间", "之内", "以内", "范围"].iter().any(|word| behind.starts_with(word))
        || behind.starts_with('内') && quantity.kind == Kind::Length;
    let before = between || letter.is_some_and(|ch| matches!(ch, '每' | '逐' | '隔')) && quantity.kind != Kind::Money;
    if before || bounds(sentence, i, quantity) || is_place_of(sentence, i, noun) || is_dashed(sentence, i) {
        return false;
    }
    match quantity.kind {
        Kind::Time => lasts(sentence, i, clause, noun),
        Kind::Index => {
            let name = clause.trim_end().trim_end_matches(['为', '达', '是', '约', '共', '计', '到']);
            WITHOUT_UNIT.iter().any(|end| name.ends_with(end))
        }
        Kind::Score => {
            clause.contains('分')
                || ["占", "考核", "测评", "成绩", "扣", "加", "满意度", "评价", "指数"]
                    .iter()
                    .any(|word| clause.contains(word))
        }
        Kind::Energy if quantity.unit == "度" => clause.contains('电'),
        Kind::Share if quantity.unit.is_empty() => {
            quantity.sort == Sort::Parts && ["比", "结构", "占"].iter().any(|word| clause.contains(word))
        }
        Kind::Share => sentence.ends_member(i) || noun.is_empty(),
        _ if quantity.sort == Sort::Han => is_counted_in_han(sentence, i, quantity, clause, noun),
        _ if quantity.sort == Sort::Range && numerals::is_blank(&sentence.text[quantity.value.clone()]) => false,
        Kind::Count if quantity.sort == Sort::Blank => is_blank_to_fill(sentence, i, quantity),
        Kind::Count => {
            let phase = quantity.unit == "期" && ["工程", "项目", "建设"].iter().any(|next| noun.starts_with(next));
            let behind = &sentence.text[sentence.tokens[i].at.end..];
            // 3个重点, but 10个重点村
            let frames = |frame: &str| {
                let alone = |rest: &str| rest.chars().next().is_none_or(|next| !is_han(next));
                noun.chars().count() <= 8 && noun.ends_with(frame) || behind.strip_prefix(frame).is_some_and(alone)
            };
            !phase && !FRAMES_OF_DIGITS.split_whitespace().any(frames)
        }
        _ => true,
    }
}

/// Whether the words around the rank at `i` say that it is one.
pub(super) fn is_rank(sentence: &Sentence<'_>, i: usize) -> bool {
    let What::Rank(place) = &sentence.tokens[i].what else { return false };
    let clause = sentence.words(sentence.clause_start(i).max(i.saturating_sub(8))..i);
    // The next rank of a list: 居全省第五、全市第一.
    let listed = (i.saturating_sub(4)..i).any(|j| matches!(sentence.tokens[j].what, What::Rank(_)));
    let ranked = RANKED.iter().any(|word| clause.contains(word)) || listed;
    let ends = sentence.ends_member(i) || sentence.behind(i).is_some_and(|next| sentence.word(next) == "的");
    ranked && (place.sure || ends)
}

/// What stands after the quantity up to the next mark, quantity or verb: perhaps what it counts.
fn counted<'a>(sentence: &Sentence<'a>, i: usize) -> &'a str {
    let goes_on = |j: &usize| match sentence.tokens[*j].what {
        What::Plain | What::Quote | What::Blank => true,
        What::Word(class) => matches!(class, Class::Heavy | Class::Noun | Class::Up | Class::Down),
        _ => false,
    };
    let end = (i + 1..sentence.tokens.len().min(i + 12)).take_while(goes_on).last().map_or(i + 1, |last| last + 1);
    sentence.words(i + 1..end)
}

/// 20件以上承办单位: a bound says which are counted, not how many.
fn bounds(sentence: &Sentence<'_>, i: usize, quantity: &Quantity) -> bool {
    if !quantity.bound {
        return false;
    }
    let Some(next) = sentence.behind(i) else { return false };
    match sentence.tokens[next].what {
        What::Plain | What::Quote | What::Word(Class::Heavy | Class::Noun | Class::To | Class::Up | Class::Down) => {
            true
        }
        What::Word(Class::Particle) if sentence.word(next) == "的" => {
            let clause = sentence.clause_start(i)..sentence.clause_end(i);
            let start = sentence.class(clause.start);
            let counts = (next..clause.end).any(|j| sentence.quantity(j).is_some());
            counts || matches!(start, Some(Class::Preposition)) || sentence.ends_member(next)
        }
        _ => false,
    }
}

/// 在13个区县中, 五个试点县之一: among how many.
fn is_place_of(sentence: &Sentence<'_>, i: usize, noun: &str) -> bool {
    let near: String = noun.chars().take(10).collect();
    let among = sentence.before(i).is_some_and(|j| matches!(sentence.class(j), Some(Class::Preposition | Class::From)));
    let ranked = sentence.words(i + 1..i + 6).starts_with(noun)
        && (i + 1..i + 4).any(|j| matches!(sentence.tokens.get(j).map(|token| &token.what), Some(What::Rank(_))));
    ranked
        || near.ends_with("之一")
        || near.contains("之一的")
        || among && (near.ends_with('中') || near.contains("中排") || near.contains("中位"))
}

/// 5%-10%: from one bound to the other.
fn is_dashed(sentence: &Sentence<'_>, i: usize) -> bool {
    let dash =
        |j: Option<usize>| j.is_some_and(|j| matches!(sentence.word(j), "-" | "—" | "－" | "~" | "～" | "–" | "——"));
    let behind = &sentence.text[sentence.tokens[i].at.end..];
    let mut behind = behind.chars().skip_while(|ch| "-—－~～–".contains(*ch));
    let dashed = sentence.word(i + 1).starts_with(['-', '—', '－', '~', '～', '–']);
    let next = Some(i).filter(|_| dashed && behind.next().is_some_and(is_digit));
    let before = i.checked_sub(1).filter(|&j| dash(Some(j)) && j > 0 && sentence.quantity(j - 1).is_some());
    next.is_some() || before.is_some()
}

/// Whether XX stands for a number and not for a name: XX个, but XX镇 only after a word that counts.
fn is_blank_to_fill(sentence: &Sentence<'_>, i: usize, quantity: &Quantity) -> bool {
    let among = |units: &str| units.split(' ').any(|unit| unit == quantity.unit);
    let before = sentence.before(i);
    if among(PLACES) {
        return quantity.approximation.is_some() || before.is_some_and(|j| sentence.is_word(j, Class::About));
    }
    let doubtful = among(DOUBTFUL);
    let noun = counted(sentence, i);
    let houses = || HOUSES.split_whitespace().any(|house| noun.contains(house));
    let named = before.map_or("", |j| sentence.words(sentence.clause_start(i)..j + 1).trim_end());
    let people = || PEOPLE.split_whitespace().any(|people| named.ends_with(people));
    let says_what = match quantity.unit.as_str() {
        "家" => houses(),
        "人" => people(),
        _ => false,
    };
    let counts = |j: usize| {
        let class = sentence.class(j);
        matches!(class, Some(Class::About | Class::To | Class::Heavy | Class::Up | Class::Down | Class::Light))
            || class == Some(Class::Adverb) && sentence.word(j).contains(['共', '计'])
    };
    !doubtful || says_what || quantity.approximation.is_some() || before.is_some_and(counts) || sentence.ends_member(i)
}

/// Whether a stretch of time is a result.
fn lasts(sentence: &Sentence<'_>, i: usize, clause: &str, noun: &str) -> bool {
    if sentence.quantity(i).is_some_and(|quantity| matches!(quantity.unit.as_str(), "s" | "ms" | "毫秒")) {
        return true;
    }
    let adjoins = i.checked_sub(1).is_some_and(|j| sentence.quantity(j).is_some_and(|other| other.kind != Kind::Time));
    let by_rule = ["内", "前", "后", "里", "之内", "间", "制", "期"].iter().any(|next| noun.starts_with(next));
    let verb = changes::lead(sentence, i);
    let compared = |j: usize| matches!(sentence.class(j), Some(Class::LastYear | Class::Than));
    let changed = verb.is_some_and(|verb| (sentence.clause_start(i)..verb).any(compared));
    !by_rule && sentence.ends_member(i) && (adjoins || changed || LASTING.iter().any(|word| clause.contains(word)))
}

fn is_counted_in_han(sentence: &Sentence<'_>, i: usize, quantity: &Quantity, clause: &str, noun: &str) -> bool {
    let value = &sentence.text[quantity.value.clone()];
    let before = sentence.text[..quantity.value.start].chars().next_back();
    let round = matches!(value, "百" | "千" | "万" | "亿");
    if before.is_some_and(|ch| !(round && ch == '上') && "这那哪某各上下同头分另第届末前后".contains(ch))
        || quantity.bound
    {
        return false;
    }
    let about = sentence.before(i).is_some_and(|j| sentence.is_word(j, Class::About)) || before == Some('上');
    match value {
        "一" if !quantity.unit.starts_with(['万', '千', '亿']) => is_one_counted(sentence, i, quantity, clause),
        _ if quantity.kind == Kind::Percent => true,
        _ if round => about,
        // What is counted is 两: 二期, 二次 are the second one or an idiom.
        "二" => false,
        "三" if quantity.unit == "期" => false,
        _ if quantity.kind != Kind::Count => true,
        _ => {
            let has_noun = !noun.is_empty() || named_before(sentence, i);
            let announced = ["以下", "如下"].iter().any(|word| clause.contains(word));
            let next = noun.chars().next();
            let runs_on = next.is_some_and(|next| numerals::is_han_numeral(next) || "“‘「或".contains(next));
            let idiom = |(unit, words): &(&str, &str)| {
                *unit == quantity.unit && words.split(' ').any(|word| noun.starts_with(word))
            };
            has_noun && !IDIOMS.iter().any(idiom) && !announced && !runs_on && !is_frame(noun)
        }
    }
}

/// 一 counts only after its noun and at the end: 公厕一处, but not 一处公厕, and not 每周通报一次.
fn is_one_counted(sentence: &Sentence<'_>, i: usize, quantity: &Quantity, clause: &str) -> bool {
    let other = ["每", "再", "又", "任何", "没", "未", "不", "同", "这", "另", "逐", "隔", "统", "唯"];
    let idioms = ["起", "批", "种", "路", "班", "头", "口", "对", "位", "期", "方面"];
    named_before(sentence, i)
        && !sentence.before(i).is_some_and(|j| sentence.is_word(j, Class::Heavy))
        && sentence.ends_member(i)
        && quantity.approximation.is_none()
        && !other.iter().any(|word| clause.contains(word))
        && !idioms.contains(&quantity.unit.as_str())
}

/// Whether what stands directly before the quantity can be a noun.
fn named_before(sentence: &Sentence<'_>, i: usize) -> bool {
    sentence.before(i).is_some_and(|j| match sentence.tokens[j].what {
        What::Plain | What::Quote | What::Mark(Mark::Close) => true,
        What::Word(class) => matches!(class, Class::Noun | Class::Heavy | Class::About),
        _ => false,
    })
}

/// Whether a noun only names a frame: 三项工作, and 两个责任 with more after it; a 服务点 is more than 服务.
fn is_frame(noun: &str) -> bool {
    let things = [
        "点", "站", "队", "员", "所", "组", "室", "区", "中心", "平台", "项目", "团", "会", "县", "村", "站", "厅",
        "台", "场", "基地", "小", "机构",
    ];
    FRAMES.split_whitespace().any(|frame| {
        let rest = noun.strip_prefix(frame);
        noun.ends_with(frame) || rest.is_some_and(|rest| !things.iter().any(|thing| rest.contains(thing)))
    })
}

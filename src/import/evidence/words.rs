//! Words that tell what a line is: one table, and a matcher that goes through a line once.
//!
//! The words are written as [`fold`] leaves a text: half-width punctuation, simplified letters, no blanks.

use std::sync::LazyLock;

use super::Sign;
use Place::Begins;
use Place::Ends;
use Place::Holds;
use Place::Is;

/// Where in a line a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At its head, bullets and opening brackets aside.
    Begins,
    /// At its end, closing brackets and colons aside.
    Ends,
    /// Anywhere in what is looked at: the head of a long line and its end.
    Holds,
    /// It is the whole line, brackets, colons and rules around it aside.
    Is,
}

/// Each row: where the words stand, what they tell, the words.
#[rustfmt::skip]
const WORDS: &[(Place, Sign, &str)] = &[
    // What a report is called by.
    (Ends, Sign::Genre, "总结 报告 汇报 述职 方案 年报 讲话 体会 思路 计划 打算 安排 要点 小结 发言 发言稿 讲话稿 材料 情况 总结会 纪要 述廉 \
        通知 规则 办法 决算 预算 公开 意见 建议 规划 心得 简报 通报 公报 说明 决定 批复 函 请示 规定 细则 条例 预案 制度 倡议书 \
        调研 思考 启示 经验 交流 述职述廉 工作 自查 自评 周报 月报 日报 季报 概况 回顾 综述 清单 台账 日志 范文 模板 申请书 承诺书 职责 指南 答复 公告 致辞 主持词"),
    (Holds, Sign::GenreInside, "总结 报告 汇报 述职 方案 年报 讲话 体会 小结 计划 要点 发言 纪要 决算 预算 年度 年上半年 年下半年 季度 周报"),
    (Begins, Sign::About, "关于"),
    // Who signs.
    (Ends, Sign::UnitEnd, "局 委 办 部 厅 处 科 室 所 站 院 校 会 中心 政府 公司 集团 委员会 办公室 支部 党委 党组 领导小组 工作组 指挥部 大队 支队 \
        中队 镇 乡 街道 村 社区 学校 中学 小学 幼儿园 大学 学院 医院 车间 班 组 银行 分行 支行 供电所 派出所 法院 检察院 联合会 协会 \
        项目部 管委会 服务站 管理站 工作站 分局 档案馆 图书馆 文化馆 园区 开发区 党支部 团委 工会 妇联 队 连 厂 店 社 馆 段 区 县 市 省"),
    (Holds, Sign::Office, "局长 主任 书记 市长 县长 区长 镇长 乡长 省长 州长 院长 检察长 厅长 部长 处长 科长 校长 园长 站长 所长 主席 总经理 董事长 秘书长 会长 队长 经理 \
        委员 教师 护士长 总工程师 代表"),
    (Begins, Sign::Signer, "总结人: 汇报人: 述职人: 报告人: 填报人: 制表人: 填表人: 撰写人: 负责人: 经办人: 申报人: 签名: 签字: 本人签名: 本人签字: 单位: 报告单位: 填报单位: 报送单位: 汇报单位: 姓名: 主讲人: 发言人:"),
    // Whom it speaks to.
    (Begins, Sign::SaluteHead, "尊敬的 各位 同志们 女士们 亲爱的 敬爱的 主席团 主任、各位 主席、各位"),
    (Ends, Sign::SaluteTail, "领导 同志 同志们 代表 委员 评委 同事 同事们 朋友们 老师 家长 同学 同学们 来宾 政府 委员会 办公室 局 委 厅 部 中心 单位 公司 组 党委 院 \
        校 会 处 办 集团 支部 部门 书记 主任 常委会 主席团 同仁 领导小组 科 室 站 所 机关 街道 乡镇 乡 镇"),
    // How a text opens, leads on, closes.
    (Begins, Sign::Opening, "今年以来 认真贯彻 全面贯彻 深入贯彻 坚持以 一年来 半年来 近年来 年初以来 上半年 下半年 本年度 本学期 过去的一年 五年来 根据 按照 为 为了 现将 现在 自 在 我 我们 本人 依据 受 \
        截至 今年 去年 本周 本月 这一年 任职以来 工作以来 一季度 三季度 前三季度 全年 几年来 围绕 大家好 为进一步 为贯彻 为深入 为全面 本年"),
    (Holds, Sign::LeadsOn, "如下: 以下几 以下三 以下四 以下五 以下六 以下八 几方面工作: 几个方面: 现就 发言如下 总结如下 汇报如下 报告如下 小结如下"),
    (Holds, Sign::Reports, "总结如下: 汇报如下: 报告如下: 小结如下: 述职如下: 情况如下: 总结如下。 汇报如下。 报告如下。"),
    (Begins, Sign::Closing, "总之 综上 以上就是 以上是 以上报告 以上汇报 以上总结 以上述职 以上发言 以上情况 特此 专此 妥否 当否 请予 请各位 谢谢 汇报完毕 我的汇报 我的述职 \
        我的发言 恳请 以上,请 报告完毕 汇报到此 以上为"),
    (Holds, Sign::Call, "让我们 谢谢 努力奋斗 不懈奋斗 团结奋斗 而奋斗"),
    (Begins, Sign::Address, "各位代表 各位领导 同志们 各位委员 各位评委 各位同事"),
    // A site's marks.
    (Begins, Sign::Crumb, "当前位置 您的位置 您当前 您现在 你的位置 所在位置 您所在 您的当前 现在位置 首页> 首页» 首页- 首页/ 网站首页 今天是: 网站首页 首页总结"),
    (Begins, Sign::SiteLine, "上一篇 下一篇 上一页 下一页 相关文章 相关阅读 相关推荐 相关范文 相关热词 推荐阅读 推荐访问 推荐范文 延伸阅读 猜你喜欢 猜您喜欢 热门文章 热门推荐 \
        版权声明 免责声明 本文来自 本文来源 本文链接 本文地址 转载请 原文链接 原文地址 来源网址 返回顶部 本文由 点击下载 下载本文 下载该 下载地址 点击查看 点击阅读 \
        点击上方 点击蓝字 点击关注 阅读原文 长按 扫一扫 扫码关注 识别二维码 关注我们 关注公众号 喜欢就 喜欢请 觉得不错 分享到 打印本页 关闭窗口 返回列表 返回首页 \
        更多精彩 更多范文 欢迎关注 欢迎访问 欢迎来到 欢迎光临 文档为 设为首页 加入收藏 侵权投诉 小编精心推荐 联系客服 本站部分 本网部分 文章导读 详细信息 公开具体内容 \
        搜索热词 语音阅读 来源文章 标签: 关键词: 上一条 下一条 查看更多 更多> 专题推荐 栏目: 声明: 附件下载 亲,该文档 举报/反馈 大家都在搜 已超出免费 您阅读的是 下载文档 文档加载"),
    (Ends, Sign::SiteLine, "分钟阅读 分钟读完 相关资源 相关文档 免费预览范围 举报/反馈 相关文章 相关阅读 相关推荐 相关范文 相关内容 相关资料 推荐阅读 延伸阅读 猜你喜欢 还看了 还看过 下载: 下载"),
    (Begins, Sign::Place, "地址: 邮编: 邮政编码: 电话: 联系电话: 传真: 第一办公区: 第二办公区: 办公地址: 客服热线: 热线: 网址: 网站标识码: 备案号: 技术支持:"),
    (Holds, Sign::QuotedMail, "原始邮件 OriginalMessage 以下是转发的邮件"),
    (Is, Sign::SiteLine, "展开阅读全文 展开全文 阅读全文 版权申诉 添加评论 写评论 发表评论 关注 已关注 喜欢 赞同 点赞 VIP专享文档 原创 转载 回复 END TheEnd 完 全文完 正文完 正文 概述 阅读指引 导读 前言导读 文章正文 内容概述 栏目 创始人 无障碍 长者模式 繁体 个人中心 海报 热门 | 更多 分享 打印 关闭 收藏 举报 \
        信息公开 政务公开 新闻动态 综合新闻 通知公告 工作动态 政策解读 相关附件 附件下载 VIP专免 雷达卡 无障碍版长者助手"),
    (Holds, Sign::SiteWord, "字号: 视力保护 打印本页 我要打印 关闭窗口 下载本文 收藏本站 人已围观 点击查看 网站地图 无障碍阅读 长者助手 扫一扫 分享到 此处隐藏 下载后查看 人气: 热度: \
        大字体 VIP专 我要纠错 网站声明 联系我们 关于我们 免费预览 最后修改于 成为第一个赞同者 请访问 请点击 请关注 请扫 请登录 请搜索 加微信 VIP 版权所有"),
    (Holds, Sign::Foot, "版权 侵权 备案 ICP 公网安备 主办 承办 联系电话 技术支持 邮箱 转载 本网站 本站 权利人 主管"),
    (Holds, Sign::Blurb, "小编 范文 希望 参考 供大家 欢迎阅读 欢迎大家 一起来看 看看吧 整理了 收集 精心 精选 下面是 以下是 大家整理 网友 本站 搜集 分享 借鉴 帮助到 怎么写 如何写 应该怎么 可以帮助 是对 \
        不代表本站 会员 喜欢 本文 属于 仅供参考 写总结 不妨 总结起来 一份总结 动笔 让我们一起 是一种 做好总结 写一份 优秀的 导语 简介 告一段落 随着时间 总结吧 总结呢 制定了 怎样写 写好 需要开始 工作总结的 告一个段落 总结怎么 总结是 更好地提升 可以发现 可以明确 帮助我们了解 写工作总结"),
    (Holds, Sign::Sale, "素材库 会员 网盘 客服 代笔 代写 svip 谨防假冒 公众号 扫码 加微信 微信号 下载 小编 范文 素材 收藏 每日更新 每天更新"),
    (Holds, Sign::CallReader, "请 欢迎 您 联系 加入 关注 搜索 认准 喜欢 帮助到 希望对 整理了 收集整理 精心 阅读"),
    (Holds, Sign::Counter, "浏览: 浏览次数 浏览量 点击: 点击数 点击率 访问次数 访问量 阅读: 阅读量 阅读次数 人气: 热度: 围观 浏览:"),
    (Begins, Sign::Credit, "来源: 作者: 编辑: 责编: 责任编辑: 审核: 校对: 供稿: 撰稿: 初审: 复审: 终审: 摄影: 图文: 图/文: 文/图: 稿件来源: 信息来源: 新闻来源: 文章来源: 发布人: 发布者: 通讯员: 一审: 二审: 三审: 监制: 编审:"),
    (Begins, Sign::Caption, "图为 图1 图2 图3 图一 图二 表1 表2 表3 表一 表二 图: 表:"),
    (Begins, Sign::Wire, "新华社 人民网 中新网 中新社 本报讯"),
    // Fields of a record: the words before a colon, or alone on a line.
    (Is, Sign::FieldName, "索引号 信息索引号 发文机构 发布机构 发文机关 公开目录 主题分类 体裁分类 组配分类 信息分类 文号 发文字号 文件编号 发文日期 成文日期 发布日期 生成日期 生效日期 \
        公开方式 公开日期 公开形式 公开范围 公开责任部门 公开时限 发布单位 有效性 时效性 是否有效 信息名称 名称 内容概述 关键词 主题词 规范性文件登记 来源 作者 浏览次数 时间 发布时间 更新时间 发布 分享 字号 字体"),
    // A collection, a piece of it.
    (Ends, Sign::Collection, "大全 汇编 集锦 锦集 合集 选编 精选 范文集 汇总"),
    // Contents.
    (Is, Sign::ContentsHead, "目录 目次 目录页 目录/提纲: 目录/提纲 目录提纲 提纲 contents CONTENTS 本文目录 文章目录 目录/提纲:……"),
    (Holds, Sign::ContentsEntry, "PAGEREF TOC\\o _Toc"),
    // Letterhead, annexes, remarks, imprint.
    (Begins, Sign::Letterhead, "签发人 密级 紧急程度 特急 加急 发文字号 机密 秘密 内部资料 内部材料 份号"),
    (Begins, Sign::Annex, "附件: 附件1 附件2 附件3 附: 附表: 附件一 附件二 附件 附录"),
    (Begins, Sign::Remarks, "(此件 (联系人 此件公开 此件依申请 此件不予 联系人: (公开方式 公开方式: (信息公开 联系电话: 主题词: (附件"),
    (Begins, Sign::Imprint, "抄送: 抄报: 抄送 抄报 分送: 主送: 报送: 印发: 共印 发至:"),
    (Ends, Sign::Imprint, "日印发"),
    (Holds, Sign::Occasion, "会议上 大会上 会上 次会议通过 全体会议 讲话提纲 会议审议 代表大会 常务委员会"),
    (Holds, Sign::Notice, "印发 转发 批转"),
    // Chat of a program.
    (Begins, Sign::Chat, "好的, 好的。 当然 以下是为您 以下是一份 以下是根据 根据您提供 根据您的 这是一份 希望这份 希望以上 希望对您 如需 如果您需要 如有需要 您可以根据 请根据实际 \
        以上内容仅供参考 以上内容由 以上是一份 这份报告 注:以上 备注:以上"),
    (Holds, Sign::ChatWord, "为您 您可以 根据您 供您 您的需求 您提供 需要调整 进一步修改 仅供参考 AI生成"),
    // What a letter says that a report is sent with.
    (Holds, Sign::CoverWord, "请审阅 请审核 请审定 请查收 请查阅 请修改 请您修改 请您审 请领导审 请指正 初稿如下 总结如下,请 发给您 报送给您 发您 见附件,请 请收阅"),
    // What is amiss, for a bridge to the next part.
    (Begins, Sign::Turns, "但 虽然 同时也 总的 回顾 还存在 仍存在 存在 当然 在总结成绩 在看到成绩 在肯定成绩 总结成绩 繁忙 在取得 成绩 同时,我"),
    (Holds, Sign::Turns, "但还存在 还存在不少 还存在一些 还存在许多 仍存在 也存在 清醒地看到 清醒地认识 清醒认识 但与"),
    (Holds, Sign::Amiss, "问题 不足 差距 困难 短板 薄弱 挑战 剖析 反思"),
    (Begins, Sign::SelfSpeech, "同志们 各位代表 各位领导"),
    // The names that sections have everywhere.
    (Ends, Sign::SectionName, "基本情况 总体情况 存在问题 存在的问题 存在不足 存在的不足 主要做法 主要成效"),
    (Begins, Sign::SectionName, "工作回顾 主要工作 工作总结 存在 存在问题 存在的问题 存在的主要问题 下一步 下步 下半年 明年 下周 本周 本月 下月 今后 工作打算 工作计划 工作思路 主要做法 \
        主要成效 工作成效 基本情况 总体情况 指导思想 工作目标 保障措施 工作体会 经验 自我介绍 过去 改进措施 意见建议 教学 学习 思想 完成情况 收获 不足 反思 计划 总结 成绩 问题"),
];

/// Bytes of a line beyond which it is folded in part: more than any word is looked for in.
const FOLDED: usize = 900;

/// A text as words are looked for in it: without blanks, in half width, in simplified letters.
pub(super) fn fold(text: &str, out: &mut Vec<char>) {
    out.clear();
    // Of a long line only its head and its end are looked at.
    if text.len() > FOLDED {
        let head = boundary(text, FOLDED / 2);
        let tail = boundary(text, text.len() - FOLDED / 4);
        fold_all(&text[..head], out);
        fold_all(&text[tail..], out);
        return;
    }
    fold_all(text, out);
}

/// What each character is folded to; 0 for a blank.
static FOLDS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let fold = |code: u16| match char::from_u32(u32::from(code)) {
        Some(ch) if ch.is_whitespace() => 0,
        Some(ch) => u16::try_from(u32::from(folded(ch))).unwrap_or(code),
        None => code,
    };
    (0..=u16::MAX).map(fold).collect()
});

fn fold_all(text: &str, out: &mut Vec<char>) {
    let folds = &*FOLDS;
    for ch in text.chars() {
        match folds.get(ch as usize) {
            Some(0) => {}
            Some(code) => out.push(char::from_u32(u32::from(*code)).unwrap_or(ch)),
            None => out.push(ch),
        }
    }
}

/// A character folded; of a blank nothing that counts.
pub(super) fn fold_one(ch: char) -> char {
    FOLDS.get(ch as usize).map_or(ch, |code| char::from_u32(u32::from(*code)).unwrap_or(ch))
}

/// The start of the character at a byte.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A character as [`fold`] leaves it.
pub(super) fn folded(ch: char) -> char {
    match ch {
        ' '..='~' => ch,
        '【' | '〔' | '［' => '[',
        '】' | '〕' | '］' => ']',
        '›' | '＞' => '>',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(ch) - 0xfee0).unwrap_or(ch),
        '結' => '结',
        '報' => '报',
        '彙' | '匯' => '汇',
        '個' => '个',
        '檔' => '档',
        '計' => '计',
        '劃' => '划',
        '應' => '应',
        '當' => '当',
        '時' => '时',
        '間' => '间',
        '發' => '发',
        '佈' | '布' => '布',
        '來' => '来',
        '欄' => '栏',
        '標' => '标',
        '題' => '题',
        '關' => '关',
        '於' => '于',
        '網' => '网',
        '頁' => '页',
        '為' => '为',
        '讀' => '读',
        '幫' => '帮',
        '對' => '对',
        '參' => '参',
        '編' => '编',
        '歡' => '欢',
        '員' => '员',
        '書' => '书',
        '記' => '记',
        '長' => '长',
        '會' => '会',
        '議' => '议',
        '講' => '讲',
        '話' => '话',
        '導' => '导',
        '開' => '开',
        '氣' => '气',
        '點' => '点',
        '擊' => '击',
        '瀏' => '浏',
        '覽' => '览',
        '類' => '类',
        '號' => '号',
        '總' => '总',
        '獲' => '获',
        '項' => '项',
        '過' => '过',
        '這' => '这',
        '學' => '学',
        '習' => '习',
        '職' => '职',
        '產' => '产',
        '業' => '业',
        '務' => '务',
        '單' => '单',
        '區' => '区',
        '縣' => '县',
        _ => ch,
    }
}

/// A word of the table.
struct Word {
    letters: Vec<char>,
    place: Place,
    sign: Sign,
}

impl Word {
    /// Whether a text begins with it.
    fn begins(&self, text: &[char]) -> bool {
        text.len() >= self.letters.len() && self.letters.iter().zip(text).all(|(own, ch)| own == ch)
    }

    /// Whether a text ends in it.
    fn ends(&self, text: &[char]) -> bool {
        text.len() >= self.letters.len() && self.letters.iter().rev().zip(text.iter().rev()).all(|(own, ch)| own == ch)
    }
}

/// Words by the letter at which they are looked for.
struct Letters {
    /// A bit for each letter that has words: most have none.
    any: Vec<u64>,
    buckets: Vec<u16>,
    words: Vec<Vec<Word>>,
}

impl Letters {
    fn new() -> Letters {
        Letters { any: vec![0; 1 << 10], buckets: vec![0; 1 << 16], words: vec![Vec::new()] }
    }

    fn add(&mut self, key: char, word: Word) {
        let Some(bucket) = self.buckets.get_mut(key as usize) else { return };
        self.any[key as usize / 64] |= 1 << (key as usize % 64);
        if *bucket == 0 {
            *bucket = u16::try_from(self.words.len()).unwrap_or_default();
            self.words.push(Vec::new());
        }
        self.words[usize::from(*bucket)].push(word);
    }

    fn at(&self, letter: char) -> &[Word] {
        let at = letter as usize;
        if self.any.get(at / 64).is_none_or(|bits| bits >> (at % 64) & 1 == 0) {
            return &[];
        }
        &self.words[usize::from(self.buckets[at])]
    }
}

/// The words by where they stand: those at a line's head and those anywhere by their first letter, those at its end by their
/// last.
struct Matcher {
    begins: Letters,
    holds: Letters,
    ends: Letters,
}

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let mut matcher = Matcher { begins: Letters::new(), holds: Letters::new(), ends: Letters::new() };
    for (place, sign, words) in WORDS {
        for word in words.split_whitespace() {
            let letters: Vec<char> = word.chars().map(folded).collect();
            let (first, last) = (letters[0], letters[letters.len() - 1]);
            let word = Word { letters, place: *place, sign: *sign };
            match place {
                Begins | Is => matcher.begins.add(first, word),
                Holds => matcher.holds.add(first, word),
                Ends => matcher.ends.add(last, word),
            }
        }
    }
    matcher
});

/// Letters at the head and at the end of a long line that are looked at.
const HEAD: usize = 110;
const TAIL: usize = 30;

/// Tells each word of the table that stands in a folded line, as often as it does.
pub(super) fn find(text: &[char], mut tell: impl FnMut(Sign)) {
    let matcher = &*MATCHER;
    let opening = |ch: &char| "[((*★>→↓↑●■◆《•·-—–|/○~=".contains(*ch);
    let closing = |ch: &char| ")]》:;。.·-—–=*~>|".contains(*ch);
    let first = text.iter().position(|ch| !opening(ch)).unwrap_or(0);
    let end = text.iter().rposition(|ch| !closing(ch)).map_or(text.len(), |at| at + 1);
    for at in 0..text.len().min(first + 1).min(HEAD) {
        for word in matcher.begins.at(text[at]) {
            let behind = at + word.letters.len();
            let place = match word.place {
                Is => behind == end || behind == text.len() || at == first && behind >= end,
                _ => at == 0 || at == first,
            };
            if place && word.begins(&text[at..]) {
                tell(word.sign);
            }
        }
    }
    for at in (0..text.len().min(HEAD)).chain(text.len().saturating_sub(TAIL).max(HEAD)..text.len()) {
        for word in matcher.holds.at(text[at]) {
            if word.begins(&text[at..]) {
                tell(word.sign);
            }
        }
    }
    let last = text.len();
    for end in [end, last].iter().take(if end == last { 1 } else { 2 }).filter(|end| **end > 0) {
        for word in matcher.ends.at(text[end - 1]) {
            if word.ends(&text[..*end]) {
                tell(word.sign);
            }
        }
    }
}

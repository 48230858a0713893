//! Words of the office that the dictionary doesn't know: it cuts them into single characters.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| LIST.split_whitespace().collect());

/// The most characters that a word of the list has.
pub(super) const LONGEST: usize = 6;

/// Characters that make a word out of the word before them: 满意率, 规范化.
const ENDINGS: &[&str] = &["率", "度", "化", "性", "员", "者", "感"];

/// Whether the list has this word.
pub(super) fn is_word(word: &str) -> bool {
    WORDS.contains(word)
}

/// Whether this is a character that ends a word which is one without it.
pub(super) fn is_ending(word: &str) -> bool {
    ENDINGS.contains(&word)
}

const LIST: &str = "\
    工单 办结 办结率 知晓率 达标率 参保率 签约率 办件 办件量 受理量 脱贫户 监测户 低保户 脱贫攻坚 \
    网格员 网格化 网格长 综治 信访 信访件 维稳 督办 督导 督查 督办件 交办 交办单 转办 转办单 \
    催办 台账 销号 整改 整改率 回头看 专班 专项行动 联席会 党建 党支部 中心组 廉政 纪检 双减 \
    营商环境 放管服 一网通办 一网统管 好差评 招商引资 固投 规上 专精特新 小微企业 个体工商户 \
    河长制 林长制 田长制 路长制 河长 林长 清四乱 厕改 户厕 雨污分流 棚改 保障房 断头路 双随机 \
    一站式 常态化 长效化 零距离 零容忍 回访 回访率 诉求件 首问 帮扶 驻村 两委 两会 三农 三保障 \
    返贫 双拥 优抚 低保 特困 残联 妇联 团委 政法委 反诈 森防 禁毒 普法 抓手 压舱石 传帮带 \
    立行立改 边查边改 挂图作战 倒排工期 压茬推进 提质增效 降本增效 减负 稳岗 上年度 同比 环比 \
    百分点 增速 增幅 占比 均值 营收 项目库 可研 初设 招投标 标段 监理 甲方 乙方 评先评优 评优 \
    述职 考评 月报 发文 来文 批办 拟办 阅办 用印 涉密 定密 机要 值守 调休 编内 编外 借调 挂职 \
    轮岗 科级 处级 正科 股室 站所 中队 支队 总队 片区 居委会 村委会 业委会 楼栋 网格 管护 管养 \
    巡河 巡护 养护 清淤 清运 保洁 亮化 供气 扬尘 渣土 禁烧 秸秆 复垦 复耕 撂荒 亩均 户均 人均 \
    开发区 产业园 众创 双创 链长制 链主 数转智改 技改 科技型 瞪羚 社零 消费券 夜经济 文旅 非遗 \
    义教 职教 托育 助餐 助浴 医养 医共体 医联体 家医 医保 社保 居保 培训班 双招双引 闭环 压实 \
    夯实 筑牢 织密 堵点 卡点 断点 亮点 短板 弱项 实效 质效 开门红 双过半 攻坚 攻坚战 四不两直 \
    包保 包联 结对 结对子 认领 创文 创卫 双创双修 迎检 自查 自纠 自查自纠 互查 抽检 复验 倒查 \
    追责 问责 函询 结案 查处 查办 罚没 举报 举报件 舆情 网信 差评 差评件 工单量 派单 派单率 退单 \
    重复件 重办件 超期件 超期 办复率 面商 面商率 会签 联审 联办 联动 联防 联控 群防群治 打非治违 \
    三管三必须 一岗双责 党政同责 双报到 积分制 晒单 亮单 评单 立项 排查 接单 会办 办复 应急预案 \
    预案 实招 硬招 下派 报送 报批 送审 审签 碰头会 调度会 推进会 部署会 动员会 座谈会 现场会 \
    博物馆 文化馆 图书馆 美术馆 科技馆 纪念馆 档案馆 体育馆 展览馆 市场主体 经营主体 清零 落细 落细落实";

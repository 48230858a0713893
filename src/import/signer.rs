//! Who signs a report, told by how a short line reads, and what stands below a signature.

use super::phrase::is_longer;
use super::phrase::is_name;
use super::phrase::squeezed;

/// `总结人：张某某`, `填报单位：督查科`, `审核：李某某`: who signs a report, and as what.
pub(super) fn is_signer(text: &str) -> bool {
    let Some((field, name)) = text.split_once(['：', ':']) else { return false };
    let field = squeezed(field);
    let signs = field.ends_with(['人', '者'])
        || field.ends_with("签名")
        || field.ends_with("签字")
        || field.ends_with("单位")
        || matches!(field.as_str(), "审核" | "撰稿");
    let site = ["主办", "承办", "协办"].iter().any(|word| field.starts_with(word));
    signs && !site && !is_longer(&field, 6) && !name.trim().is_empty() && !is_longer(name, 15) && is_name(name)
}

/// Whether a short line names a unit, 某区应急管理局, 某区城管（市容）分局, but not 工作成效.
pub(super) fn names_unit(text: &str) -> bool {
    // 某区应急管理局（盖章）, 某区城管（市容）分局
    let bare =
        text.strip_suffix(['）', ')']).and_then(|text| text.rsplit_once(['（', '('])).map_or(text, |(head, _)| head);
    is_unit(bare.trim())
}

/// Whether a line ends in what units are called, and isn't about one: 召开例会, 建强干部.
fn is_unit(text: &str) -> bool {
    const LETTERS: &str = "局委办厅部院校所站队科室处组股司署行社团会镇乡村县区市省馆园厂庭班";
    const ENDS: [&str; 9] = ["中心", "政府", "街道", "小学", "中学", "大学", "基地", "联合体", "单位"];
    // Words that end alike.
    const OTHERS: [&str; 28] = [
        "干部", "全部", "内部", "局部", "社会", "大会", "例会", "机会", "年会", "晚会", "体会", "领会", "承办", "督办",
        "交办", "城市", "好处", "长处", "团队", "场所", "网站", "校园", "家园", "乡村", "学科", "进行", "执行", "布局",
    ];
    const ACTS: [&str; 16] = [
        "加强", "推进", "成立", "建立", "组建", "召开", "举办", "参加", "建设", "创建", "深入", "服务", "走进", "做好",
        "开展", "建强",
    ];
    is_longer(text, 2)
        && (text.ends_with(|ch| LETTERS.contains(ch)) || ENDS.iter().any(|end| text.ends_with(end)))
        && !OTHERS.iter().any(|word| text.ends_with(word))
        && !ACTS.iter().any(|word| text.starts_with(word))
}

/// Whether a line is a name of two or three characters, or ends in one after a blank or what its bearer is: 办公室主任王某某.
pub(super) fn is_person(text: &str) -> bool {
    const OFFICES: [&str; 13] =
        ["长", "主任", "书记", "经理", "主席", "委员", "干事", "科员", "教师", "会计", "总监", "校长", "站长"];
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [] => false,
        // 王　某
        [family, given] if !is_longer(family, 1) && !is_longer(given, 1) => is_full_name(&squeezed(text)),
        [.., _, name] => is_full_name(name),
        [name] => {
            let behind = |office: &&str| name.rsplit_once(*office).is_some_and(|(_, name)| is_full_name(name));
            is_full_name(name) || OFFICES.iter().any(behind)
        }
    }
}

/// A family name and one or two characters that make no word of the office with it.
fn is_full_name(text: &str) -> bool {
    const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔\
        钟谭陆汪范廖贾夏韦付方邹孟熊秦邱尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵钱覃戴莫孔汤欧温庞樊兰殷施洪翟安颜倪牛鲁葛岳齐梅";
    const NONE: &str = "工作质量效率管理法面任务目标成绩情况问题建设发展学习全案序程度融位向式针上下来时";
    const DOUBLE: [&str; 14] = [
        "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯", "端木", "南宫",
    ];
    let double = DOUBLE.iter().find_map(|family| text.strip_prefix(family));
    let given = |given: &str| !given.is_empty() && !is_longer(given, 2) && given.chars().all(|ch| ch.is_alphabetic());
    if double.is_some_and(given) {
        return true;
    }
    let mut chars = text.chars();
    let family = chars.next().is_some_and(|ch| FAMILIES.contains(ch));
    let given = chars.as_str();
    family
        && !given.is_empty()
        && !is_longer(given, 2)
        && !given.contains(|ch: char| NONE.contains(ch) || !ch.is_alphabetic() && ch != '×')
}

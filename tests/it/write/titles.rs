//! Titles on as many lines as they need, broken where an editor breaks them (GB/T 9704-2012, 7.3.1: 词意完整，排列对称，长短适宜).

use tigang::export;
use tigang::export::Options;
use tigang::report::Report;
use tigang::text;
use tigang::text::Ambiguous;

/// A title a row, `/` where its lines end; after `|` what an editor does as gladly. A line holds 20 characters.
const TITLES: &str = "
柳荫镇2031年工作总结
青禾县人民医院党委2031年述职报告
桐浔市第二实验小学秋季学期工作总结
关于加强冬季供暖保障工作的情况汇报
云汀区2031年安全生产工作情况报告
澄湾区政务服务热线中心/2031年上半年工作总结
桐浔市水务局关于2031年度/河湖长制工作开展情况的报告 | 桐浔市水务局/关于2031年度河湖长制工作开展情况的报告
青禾县农业农村局/2031年工作总结和2032年工作打算 | 青禾县农业农村局2031年工作总结/和2032年工作打算
云汀区教育局关于“双减”政策/落实情况的自查报告
青禾县柳荫镇党委书记/抓基层党建工作述职报告
桐浔市住房和城乡建设局/2031年法治政府建设工作情况报告
澄湾区卫生健康局关于推进/紧密型医共体建设工作的情况报告 | 澄湾区卫生健康局/关于推进紧密型医共体建设工作的情况报告
云汀经济技术开发区管理委员会/2031年工作总结
桐浔市交通运输综合行政执法支队/2031年上半年工作总结及下半年工作打算
青禾县2031年乡村振兴工作总结/和2032年工作安排
关于开展第三季度安全生产大检查/发现问题整改情况的通报
澄湾区人民政府办公室/关于2031年政务公开工作情况的报告
柳荫镇人民代表大会主席团/2031年工作情况和2032年工作要点
桐浔市市场监督管理局/民生领域“铁拳”行动工作总结 | 桐浔市市场监督管理局民生领域/“铁拳”行动工作总结
云汀区退役军人事务局/“思想政治教育年”活动总结
青禾县统计局关于第八次全国人口普查/准备工作情况的汇报
在桐浔市2031年上半年/经济运行分析会上的发言材料
澄湾区政府2031年为民办实事项目/完成情况报告
桐浔市供热管理服务中心/2031年至2032年供暖期工作总结
云汀区司法局/行政复议和行政应诉工作情况报告 | 云汀区司法局行政复议/和行政应诉工作情况报告
青禾县应急管理局/关于汛期防汛备汛工作情况的报告 | 青禾县应急管理局关于汛期/防汛备汛工作情况的报告
桐浔市图书馆、文化馆、博物馆/免费开放工作年度总结
关于澄湾区老旧小区改造项目/资金使用情况的调研报告
云汀区城市管理委员会/关于推进生活垃圾分类工作情况的汇报
柳荫镇关于2031年度基层治理/网格化管理工作的总结
青禾县2031年国民经济和社会发展计划/执行情况的报告
桐浔市人民检察院/未成年人综合司法保护工作情况报告 | 桐浔市人民检察院未成年人/综合司法保护工作情况报告
澄湾区“一件事一次办”改革/工作进展情况报告
云汀区数据局2031年工作总结/暨2032年重点工作安排
桐浔市园林绿化中心/抗旱保苗、防风固树工作总结 | 桐浔市园林绿化中心抗旱保苗、/防风固树工作总结
青禾县人力资源和社会保障局/关于根治欠薪工作情况的报告
柳荫镇中心幼儿园2031年秋季学期/传染病防控和保教工作总结
桐浔市生态环境局关于第二轮督察/反馈意见整改工作情况的报告
澄湾区2031年度单位预算执行/和绩效自评工作总结
云汀区妇幼保健院“三甲”创建/工作阶段性总结
桐浔市住房和城乡建设局/关于2031年上半年城镇老旧小区改造工作/进展情况和下一步打算的报告
澄湾区人民政府办公室/关于进一步优化营商环境更好服务市场主体/实施方案落实情况的报告
青禾县人民政府/关于2031年度巩固拓展脱贫攻坚成果/同乡村振兴有效衔接工作情况的报告
云汀经济技术开发区管理委员会/2031年工作总结、2032年工作思路/和重点项目安排情况汇报
桐浔市交通运输局关于国省干线公路/路面病害整治和农村公路安全隐患排查/工作开展情况的报告 | 桐浔市交通运输局/关于国省干线公路路面病害整治/和农村公路安全隐患排查工作开展情况的报告
澄湾区教育局/关于落实义务教育学校课后服务全覆盖/和中小学生体质健康提升行动情况的总结
青禾县柳荫镇2031年农村人居环境整治、/撂荒地复耕复种和高标准农田建设工作总结
关于对桐浔市2031年度/食品安全示范城市创建工作中发现问题/整改落实情况开展“回头看”的报告
云汀区人民政府/关于第十四个五年规划重大工程项目实施情况/和第十五个五年规划编制工作的报告
桐浔市机关事务管理中心/关于公务用车标识化管理、办公用房清理整改/和节约型机关创建工作完成情况的汇报
";

/// Each title with the lines that an editor gives it, one way or several.
fn titles() -> Vec<(String, Vec<Vec<&'static str>>)> {
    let rows = TITLES.trim().lines();
    let ways = |row: &'static str| row.split(" | ").map(|way| way.split('/').collect()).collect::<Vec<Vec<_>>>();
    rows.map(ways).map(|ways| (ways[0].concat(), ways)).collect()
}

#[test]
fn the_table_is_one_of_titles() {
    let titles = titles();
    assert_eq!(titles.len(), 50);
    for (title, ways) in titles {
        assert!((10..=60).contains(&title.chars().count()), "{title}");
        for way in ways {
            assert_eq!(way.concat(), title);
            assert!(way.len() <= 3 && way.iter().all(|line| text::width(line, Ambiguous::Wide) <= 40), "{way:?}");
        }
    }
}

/// The lines that a title stands on.
fn lines(title: &str) -> Vec<String> {
    let report = Report { title: title.into(), ..Report::default() };
    let pages = export::pages(&report, &Options::default());
    let lines = pages.pages[0].lines.iter().filter(|line| line.runs[0].ink.size > 20.0);
    lines.map(|line| line.runs.iter().map(|run| run.text.as_str()).collect()).collect()
}

#[test]
fn titles_are_broken_as_an_editor_breaks_them() {
    let mut other = Vec::new();
    for (title, ways) in titles() {
        let got = lines(&title);
        if !ways.contains(&got.iter().map(String::as_str).collect()) {
            other.push(format!("{} but {}", got.join("/"), ways[0].join("/")));
        }
    }
    assert!(other.len() <= 5, "{} of 50 otherwise:\n{}", other.len(), other.join("\n"));
}

/// The name of a document stays on one line.
#[test]
fn the_name_of_a_document_is_not_torn() {
    let got = lines("桐浔市人民代表大会常务委员会关于检查《桐浔市公共自行车停放管理条例》实施情况的报告");
    assert!(got.len() > 1 && got.iter().all(|line| line.contains('《') == line.contains('》')), "{got:?}");
}

#[test]
fn no_line_of_a_title_ends_within_a_word() {
    for (title, _) in titles() {
        let words = text::word_breaks(&title);
        let mut at = 0;
        for line in lines(&title) {
            let (before, after) = (title[..at].chars().next_back(), title[at..].chars().next());
            let is_within = before.is_some_and(text::is_han) && after.is_some_and(text::is_han);
            assert!(!is_within || words.contains(&at), "{title}: {line}");
            at += line.len();
        }
        assert_eq!(at, title.len());
    }
}

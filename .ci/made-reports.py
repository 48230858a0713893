#!/usr/bin/env python3
"""Makes reports of any length and shape, and holds the pages of their PDF against those that LibreOffice sets from their Word
files (`pdf-pages.py` beside it, which says what that needs). The preview counts the same pages as the PDF: a test says so.

    .ci/made-reports.py PROGRAM [COUNT [SEED]]

Ends with 1 where a count of pages differs, as it may by the whim that follows: after a paragraph whose last mark hangs
beyond the edge, LibreOffice 7.4 leaves a line empty, and our pages do not. What Word does is not measured.
"""

import importlib.util
import random
import sys
import tempfile
from pathlib import Path

here = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("pdf_pages", here / "pdf-pages.py")
pdf_pages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pdf_pages)

UNITS = "桐浔市水务局 青禾县柳荫镇人民政府 云汀区城市管理委员会 澄湾区政务服务热线中心 桐浔市图书馆".split()
WORK = "河道巡查 老旧管网改造 窗口服务 安全生产 基层治理 数据归集 信访接待 绿化养护 档案整理 志愿服务".split()
DID = (
    "全年共开展{work}{n}次，办结{m}件，办结率{p}%，比上年同期提高{d}个百分点",
    "建立“一事一档、一周一报”制度，{work}责任落实到{m}个站所、{n}名人员",
    "针对{work}中暴露的短板，逐项列出清单，明确牵头单位和完成时限",
    "投入资金{d}万元，新建、改建点位{n}处，惠及群众{m}户",
    "会同有关部门召开联席会议{d}次，协调解决{work}难点问题{n}个",
    "坚持问题导向，把{work}同日常督查结合起来，做到件件有着落、事事有回音",
)
NUMBERS = "一二三四五六七八九十"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program = Path(sys.argv[1]).resolve()
    count, seed = int(sys.argv[2]) if len(sys.argv) > 2 else 20, int(sys.argv[3]) if len(sys.argv) > 3 else 1
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        wrong = apart = 0
        for k in range(count):
            report = folder / f"{k + 1:02}.txt"
            report.write_text(made(dice))
            good, same = pdf_pages.alike(program, report, folder)
            wrong += not same
            apart += not good
        print(f"{count - wrong} of {count} have as many pages, {count - apart} end them within a line")
    sys.exit(1 if wrong else 0)


def made(dice):
    """A report: title, whom it is sent to, sections of up to three levels, some run in, a table, signature, date, annexes."""
    unit = dice.choice(UNITS)
    lines = [dice.choice([f"{unit}2031年工作总结", f"{unit}关于2031年度{dice.choice(WORK)}工作开展情况的报告"])]
    if dice.random() < 0.7:
        lines.append("市政府：")
    lines.append(paragraph(dice, dice.randint(1, 4)))
    for top in range(dice.randint(2, 4)):
        lines.append(f"{NUMBERS[top]}、{dice.choice(['主要工作', '存在问题', '主要做法', '下一步打算'])}")
        if dice.random() < 0.5:
            lines.append(paragraph(dice, dice.randint(1, 3)))
        for middle in range(dice.randint(0, 5)):
            heading = f"（{NUMBERS[middle]}）抓{dice.choice(WORK)}"
            if dice.random() < 0.5:
                lines.append(f"{heading}。{paragraph(dice, dice.randint(1, 4))}")
                continue
            lines.append(heading)
            for low in range(dice.randint(0, 3)):
                lines.append(f"{low + 1}.{dice.choice(WORK)}。{paragraph(dice, dice.randint(1, 3))}")
            lines.append(paragraph(dice, dice.randint(1, 5)))
    annexes = dice.randint(0, 2)
    if annexes:
        name = lambda k: f"{dice.choice(WORK)}台账"
        names = [name(k) for k in range(annexes)]
        lines.append("附件：" + ("1." if annexes > 1 else "") + names[0])
        lines += [f"2.{other}" for other in names[1:]]
    lines += [unit, f"2031年{dice.randint(1, 12)}月{dice.randint(1, 28)}日"]
    for k in range(annexes):
        lines += [f"附件{k + 1}" if annexes > 1 else "附件", names[k]]
        lines += [paragraph(dice, dice.randint(1, 6)) for _ in range(dice.randint(1, 4))]
    return "\n".join(lines) + "\n"


def paragraph(dice, sentences):
    figures = lambda: {
        "work": dice.choice(WORK),
        "n": dice.randint(3, 4000),
        "m": dice.randint(11, 99),
        "p": dice.randint(700, 999) / 10,
        "d": dice.randint(2, 60) / (10 if dice.random() < 0.3 else 1),
    }
    return "。".join(dice.choice(DID).format(**figures()) for _ in range(sentences)) + "。"


if __name__ == "__main__":
    main()

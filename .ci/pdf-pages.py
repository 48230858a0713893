#!/usr/bin/env python3
"""Compares the pages of our PDF with those that LibreOffice sets from our Word file. To be run by hand, not by CI: it needs
what `docx-pages.py` beside it needs, and its stand-ins for the fonts of the standard are those here, in both.

    .ci/pdf-pages.py PROGRAM [--out DIR] REPORT...

For each report: how many pages both have, how many lines differ in where they end, and whether the text that is copied from
our PDF is that of the text export, but for line ends, page numbers and the heads of tables that go on. Ends with 1 where a page
breaks more than a line apart, the texts differ, a font isn't embedded, or poppler complains.
"""

import difflib
import importlib.util
import re
import subprocess
from pathlib import Path

here = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("docx_pages", here / "docx-pages.py")
docx_pages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(docx_pages)

NAMES = docx_pages.STAND_IN
PROFILE = f"""(
    title: (font: "{NAMES['方正小标宋简体']}"),
    level1: (font: "{NAMES['黑体']}"),
    level2: (font: "{NAMES['楷体_GB2312']}"),
    body: (font: "{NAMES['仿宋_GB2312']}"),
)
"""


def main():
    docx_pages.run_all(lambda *asked: not alike(*asked)[0], __doc__)


def alike(program, report, folder):
    """Whether all is as it should be, and whether the counts of pages are."""
    docx, ours = folder / (report.stem + ".docx"), folder / (report.stem + "-own.pdf")
    profile = folder / "profile.ron"
    profile.write_text(PROFILE)
    for target in (docx, ours):
        target.unlink(missing_ok=True)
    run(program, "export", report, "-o", docx)
    run(program, "export", report, "-o", ours, "--profile", profile)
    theirs = docx_pages.printed(docx_pages.narrowed(docx), folder)
    mine, other = pages(ours), pages(theirs)
    flat = lambda pages: [line for page in pages for line in page]
    same = sum(block.size for block in difflib.SequenceMatcher(None, flat(mine), flat(other), False).get_matching_blocks())
    off = apart(mine, other)
    complaints = subprocess.run(["pdftotext", ours, "-"], capture_output=True, text=True).stderr.strip()
    fonts = subprocess.run(["pdffonts", ours], capture_output=True, text=True).stdout.splitlines()[2:]
    loose = [line for line in fonts if not re.search(r"\byes\s+yes\s+yes\b", line)]
    text = subprocess.run([program, "export", report, "--to", "txt"], check=True, capture_output=True, text=True).stdout
    lost = differing("".join(flat(pages(ours, "-raw"))), re.sub(r"\s", "", text))
    good = not lost and len(mine) == len(other) and not off and not complaints and not loose and bool(fonts)
    print(
        f"{'ok ' if good else 'OFF'} {report.stem}: pages {len(mine)} and {len(other)}, "
        f"lines {same} of {len(flat(mine))} alike, pages that end more than a line apart {off}, "
        f"text copied {'differs' if lost else 'the same'}, fonts not embedded {len(loose)}, complaints {complaints!r}"
    )
    for line in lost:
        print("    " + line)
    return good, len(mine) == len(other)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def differing(copied, text):
    """What is copied and isn't in the text, or the other way round. What is copied twice is the head of a table."""
    parts = difflib.SequenceMatcher(None, text, copied, False).get_opcodes()
    twice = lambda part: part and copied.count(part) > 1
    return [
        f"{text[a:b]!r} is {copied[c:d]!r}" for kind, a, b, c, d in parts if kind != "equal" and (b > a or not twice(copied[c:d]))
    ]


def pages(pdf, order="-layout"):
    """The lines of each page without blanks and without the page number."""
    text = subprocess.run(["pdftotext", order, pdf, "-"], check=True, capture_output=True, text=True).stdout
    lines = lambda page: [re.sub(r"\s", "", line) for line in page.splitlines()]
    wanted = lambda line: line and not re.fullmatch(r"—\d+—", line)
    return [[line for line in lines(page) if wanted(line)] for page in text.rstrip("\f").split("\f")]


def apart(mine, other):
    """The pages at whose ends the two have set more than a line more or less of the text."""
    ends, sums = [], [0, 0]
    for k, pair in enumerate(zip(mine, other)):
        for side in (0, 1):
            sums[side] += sum(map(len, pair[side]))
        if abs(sums[0] - sums[1]) > 29:
            ends.append(k + 1)
    return ends


if __name__ == "__main__":
    main()

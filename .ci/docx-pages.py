#!/usr/bin/env python3
"""Measures the pages of a Word file as LibreOffice sets them. To be run by hand, not by CI: it needs

    apt-get install libreoffice-writer poppler-utils fonts-noto-cjk fonts-noto-cjk-extra \
                    fonts-arphic-uming fonts-arphic-ukai fonts-wqy-zenhei

    .ci/docx-pages.py PROGRAM [--out DIR] REPORT...

Exports each report with PROGRAM (such as target/debug/tigang), has it printed, and measures what GB/T 9704-2012 asks for:
paper, edges of the text, lines on a page and their pitch, indents, the fonts' roles, the places of title, signature, date
and page numbers. Ends with 1 when a measure is off. With --out the files and a picture of each page stay there, to be
looked at.

The fonts of the standard are not free: others stand in for them here, one for each, so that the roles can be told apart.
What a real Word or WPS does is not measured. LibreOffice up to 7.5 lets no table of the text's width stand apart: for it the
table of 版记 is narrowed, so that its place at the foot of the page can be measured.
"""

import itertools
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
EM = 16.0
CELL = EM - 0.3  # what a character takes, set closer so that 28 fit
PITCH = 28.95
STAND_IN = {
    "方正小标宋简体": "Noto Serif CJK SC Black",
    "黑体": "WenQuanYi Zen Hei",
    "楷体_GB2312": "AR PL UKai CN",
    "仿宋_GB2312": "AR PL UMing CN",
    "宋体": "Noto Serif CJK SC",
}
# What is measured by itself.
PARTS = (
    "Signature Date HeadMark HeadGrade Organ DocNumber RedRule Subtitle AnnexNote Annex AnnexTitle Remarks Imprint TableText "
    "TableTitle TableUnit TableNote"
).split()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def main():
    run_all(measure, __doc__)


def run_all(measure, usage):
    """Runs `measure(program, report, folder)`, which answers how much is wrong, for each report that the command names."""
    arguments = sys.argv[1:]
    out = None
    if "--out" in arguments:
        at = arguments.index("--out")
        out = Path(arguments[at + 1]).resolve()
        del arguments[at : at + 2]
    if len(arguments) < 2:
        sys.exit(usage)
    program, reports = Path(arguments[0]).resolve(), arguments[1:]
    with tempfile.TemporaryDirectory() as folder:
        folder = out or Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        wrong = sum(measure(program, Path(report), folder) for report in reports)
    sys.exit(1 if wrong else 0)


def measure(program, report, folder):
    docx = folder / (report.stem + ".docx")
    environment = dict(os.environ, XDG_CONFIG_HOME=str(folder / "config"))
    subprocess.run([program, "export", report, "-o", docx], check=True, env=environment)
    pdf = printed(narrowed(docx), folder)
    subprocess.run(["pdftoppm", "-r", "80", "-png", pdf, folder / report.stem], check=True)
    page = Pages(pdf, paragraphs(docx), report.stem)
    page.check_all()
    for line in page.says:
        print(line)
    return page.wrong


def narrowed(docx):
    """A copy of the file in which a table that stands apart is narrower than the text, with what is measured from its edge."""
    copy = docx.with_name(docx.stem + "-narrow.docx")
    measures = re.compile(r'(?<=w:w=")[0-9]{4,}(?=")|(?<=w:pos=")[0-9]{4,}(?=")')
    narrow = lambda table: measures.sub(lambda found: str(int(found[0]) - 400), table[0])
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "word/document.xml":
                text = re.sub("<w:tblpPr.*?</w:tbl>", narrow, text.decode()).encode()
            new.writestr(entry, text)
    return copy


def printed(docx, folder):
    """The PDF that LibreOffice makes, each font of the standard by its stand-in."""
    rules = "".join(
        f'<match target="pattern"><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{other}</string></edit></match>'
        for name, other in STAND_IN.items()
    )
    config = folder / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>'
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{(folder / 'office').resolve()}", "--headless"]
        + ["--convert-to", "pdf", "--outdir", folder, docx],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ, FONTCONFIG_FILE=str(config)),
    )
    return docx.with_suffix(".pdf")


def paragraphs(docx):
    """The style and the text of every paragraph of the file."""
    document = ElementTree.fromstring(zipfile.ZipFile(docx).read("word/document.xml"))
    return [
        (p.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(t.text or "" for t in p.iter(f"{W}t")))
        for p in document.iter(f"{W}p")
    ]


class Line:
    """A line of a page: what is written there, and its box in points from the top left of the paper."""

    def __init__(self, page, words):
        self.page = page
        self.text = "".join(word.text or "" for word in words)
        at = lambda name, pick: pick(float(word.get(name)) for word in words)
        self.left, self.right = at("xMin", min), at("xMax", max)
        self.top, self.bottom = at("yMin", min), at("yMax", max)

    @property
    def middle(self):
        return (self.top + self.bottom) / 2


class Pages:
    def __init__(self, pdf, paragraphs, name):
        self.pdf, self.paragraphs, self.name = pdf, paragraphs, name
        self.says, self.wrong = [], 0
        html = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
        html = re.sub(r' xmlns="[^"]*"', "", html[html.index("<html") :])
        self.sizes, self.lines, self.numbers = [], [], []
        for number, page in enumerate(ElementTree.fromstring(html).iter("page"), 1):
            self.sizes.append((float(page.get("width")), float(page.get("height"))))
            words = sorted(page.iter("word"), key=lambda word: float(word.get("yMax")))
            rows = []
            for word in words:
                middle = (float(word.get("yMin")) + float(word.get("yMax"))) / 2
                if rows and abs(rows[-1][0] - middle) < 8:
                    rows[-1][1].append(word)
                else:
                    rows.append((middle, [word]))
            rows = [Line(number, sorted(row, key=lambda word: float(word.get("xMin")))) for _, row in rows]
            self.lines += [line for line in rows if line.middle < BOTTOM]
            self.numbers += [line for line in rows if line.middle > BOTTOM]

    def is_near(self, what, value, wanted, within):
        ok = abs(value - wanted) <= within
        self.wrong += not ok
        self.says.append(f"{'ok   ' if ok else 'WRONG'} {self.name}: {what} {value:.2f}, wanted {wanted:.2f} ±{within}")

    def check_all(self):
        self.check_page()
        self.check_paragraphs()
        self.check_signature()
        self.check_parts()
        self.check_numbers()
        self.check_fonts()

    def check_page(self):
        for width, height in self.sizes:
            self.is_near("width of the paper, mm", width / MM, 210, 0.2)
            self.is_near("height of the paper, mm", height / MM, 297, 0.2)
        self.is_near("left edge of the text, mm", min(line.left for line in self.lines) / MM, 28, 0.5)
        # A stop may hang over the edge.
        within = [line.right for line in self.lines if line.right < RIGHT + 1]
        self.is_near("right edge of the text, mm", max(within) / MM, 184, 0.6)
        over = max(line.right for line in self.lines) - RIGHT
        self.is_near("the farthest beyond it, characters", max(over, 0) / EM, 0.5, 0.6)
        # A heading goes to the next page with its text; on the last but one the end of the text goes with the signature.
        for page in range(1, len(self.sizes) - 1):
            # What comes before an annex ends where it ends.
            if any(line.page == page + 1 and re.fullmatch("附件[0-9]*", line.text) for line in self.lines):
                continue
            if any(line.page == page and re.fullmatch("附件[0-9]*", line.text) for line in self.lines):
                continue
            rows = [line for line in self.lines if line.page == page]
            self.is_near(f"foot of page {page}, mm", rows[-1].bottom / MM, 258, PITCH / MM)
            if page > 1:
                self.is_near(f"lines on page {page}", len(rows), 21.5, 0.5)

    def check_paragraphs(self):
        """Follows the paragraphs through the lines."""
        rest = list(self.lines)
        pitches, indents, widths, self.at, self.all = [], [], Counter(), {}, {}
        # Cells of a row stand side by side, merged ones between rows: a table is followed as a whole.
        tables = itertools.groupby(self.paragraphs, lambda paragraph: paragraph[0] == "TableText")
        followed = [
            [("TableText", "".join(text for _, text in run))] if is_table else list(run) for is_table, run in tables
        ]
        for style, text in itertools.chain.from_iterable(followed):
            wanted = re.sub(r"\s", "", text)
            if not wanted:
                continue
            rows = []
            said = lambda: "".join(row.text for row in rows)
            # The head of a table stands on each of its pages.
            lacks = lambda: Counter(wanted) - Counter(said()) if style == "TableText" else len(said()) < len(wanted)
            while rest and lacks():
                rows.append(rest.pop(0))
            got = wanted if style == "TableText" and not lacks() else said()
            if got != wanted:
                self.wrong += 1
                at = next((k for k, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
                self.says.append(f"WRONG {self.name}: {wanted[at - 20 : at + 20]} is set as {got[at - 20 : at + 20]}")
                return
            self.at[style] = rows
            self.all.setdefault(style, []).append(rows)
            if style == "Title":
                for row in rows:
                    self.is_near("middle of the title, mm", (row.left + row.right) / 2 / MM, (LEFT + RIGHT) / 2 / MM, 1)
            elif style == "Salutation":
                self.is_near("left edge of the salutation, mm", rows[0].left / MM, 28, 0.5)
                title = self.at.get("Subtitle", self.at["Title"])[-1]
                self.is_near("from title to salutation, lines", (rows[0].middle - title.middle) / PITCH, 2, 0.15)
            elif style not in PARTS:
                indents.append((rows[0].left - LEFT) / CELL)
                for above, below in zip(rows, rows[1:]):
                    if above.page == below.page:
                        pitches.append(below.middle - above.middle)
                    self.is_near("left edge of a line that goes on, mm", below.left / MM, 28, 0.6)
                widths.update(len(row.text) for row in rows[:-1] if not re.search(r"[!-~]", row.text))
        # An opening bracket has its blank half on the left.
        self.is_near("least indent, characters", min(indents), 2, 0.2)
        self.is_near("largest indent, characters", max(indents), 2.25, 0.5)
        if not pitches:
            return
        self.is_near("least line pitch, points", min(pitches), PITCH, 1.2)
        self.is_near("largest line pitch, points", max(pitches), PITCH, 1.2)
        self.is_near("line pitch on the whole, points", sum(pitches) / len(pitches), PITCH, 0.1)
        # A stop may hang over the edge.
        if widths:
            self.is_near("characters on the fullest lines of Chinese alone", max(widths), 28.5, 0.5)

    def check_signature(self):
        name, date = self.at.get("Signature"), self.at.get("Date")
        if not name or not date:
            return
        date = date[0]
        if len(self.all["Signature"]) > 1 or abs((RIGHT - date.right) / CELL - 4) < 0.3:
            return self.check_joint(date)
        name = name[0]
        self.is_near("from text to signature, lines", (name.middle - self.before(name).middle) / PITCH, 2, 0.15)
        self.is_near("from signature to date, lines", (date.middle - name.middle) / PITCH, 1, 0.15)
        longer = date if self.characters(date) > self.characters(name) else name
        self.is_near("blank right of the longer of signature and date, characters", (RIGHT - longer.right) / CELL, 2, 0.3)
        # LibreOffice puts a quarter of a character between Chinese and digits, whatever the paragraph says.
        gaps = len(re.findall(r"(?<=[0-9])(?=[年月日])|(?<=[年月日])(?=[0-9])", date.text)) / 4
        self.is_near("the date begins behind the signature, characters", (date.left - name.left) / CELL + gaps, 2, 0.5)

    def check_joint(self, date):
        """With a seal, or of several units (7.3.5.1, 7.3.5.2)."""
        names = [rows[0] for rows in self.all["Signature"]]
        self.is_near("from text to signature, lines", (names[0].middle - self.before(names[0]).middle) / PITCH, 2, 0.15)
        for above, below in zip(names, names[1:]):
            self.is_near("units below one another, characters apart", (below.left - above.left) / CELL, 0, 0.2)
            self.is_near("from unit to unit, lines", (below.middle - above.middle) / PITCH, 1, 0.15)
        self.is_near("from the last unit to the date, lines", (date.middle - names[-1].middle) / PITCH, 1, 0.15)
        if abs((RIGHT - date.right) / CELL - 4) < 0.3:
            return
        # Without a seal the date begins two behind the first character of the names.
        gaps = len(re.findall(r"(?<=[0-9])(?=[年月日])|(?<=[年月日])(?=[0-9])", date.text)) / 4
        self.is_near("the date begins behind the names, characters", (date.left - names[0].left) / CELL + gaps, 2, 0.5)

    def check_parts(self):
        """版头, 附件说明, 附注, 附件, 版记 (7.2, 7.3.4, 7.3.6, 7.3.7, 7.4)."""
        for rows in self.all.get("Organ", []):
            self.is_near("top of the organ below that of the text, mm", (rows[0].top - TOP) / MM, 35, 2.5)
            self.is_near("middle of the organ, mm", (rows[0].left + rows[0].right) / 2 / MM, (LEFT + RIGHT) / 2 / MM, 1)
        for rows in self.all.get("DocNumber", []):
            if "签发人" in rows[0].text:
                self.is_near("blank left of the number, characters", (rows[0].left - LEFT) / CELL, 1, 0.2)
                self.is_near("blank right of who signs for it, characters", (RIGHT - rows[0].right) / CELL, 1, 0.2)
        notes = [rows[0] for rows in self.all.get("AnnexNote", [])]
        for first in notes[:1]:
            self.is_near("from text to the list of annexes, lines", (first.middle - self.before(first).middle) / PITCH, 2, 0.15)
            self.is_near("indent of the list of annexes, characters", (first.left - LEFT) / CELL, 2, 0.2)
        for more in notes[1:]:
            self.is_near("indent of the second annex there, characters", (more.left - LEFT) / CELL, 5, 0.3)
        for rows in self.all.get("Remarks", []):
            self.is_near("indent of the remarks, characters", (rows[0].left - LEFT) / CELL, 2.25, 0.5)
        for label, title in zip(self.all.get("Annex", []), self.all.get("AnnexTitle", [])):
            page = [line for line in self.lines if line.page == label[0].page]
            self.is_near("lines above 附件 on its page", page.index(label[0]), 0, 0)
            self.is_near("left edge of 附件, mm", label[0].left / MM, 28, 0.5)
            self.is_near("from 附件 to its title, lines", (title[0].middle - label[0].middle) / PITCH, 2, 0.15)
            self.is_near("middle of its title, mm", (title[0].left + title[0].right) / 2 / MM, (LEFT + RIGHT) / 2 / MM, 1)
        for rows in self.all.get("Imprint", [])[-1:]:
            self.is_near("page of the imprint", rows[-1].page, len(self.sizes), 0)
            self.is_near("foot of the imprint above that of the text, mm", (BOTTOM - rows[-1].bottom) / MM, 1.5, 2)

    @staticmethod
    def characters(line):
        return sum(0.5 if character.isascii() else 1 for character in line.text)

    def before(self, line):
        return self.lines[self.lines.index(line) - 1]

    def check_numbers(self):
        for page, number in enumerate(self.numbers, 1):
            if number.text != f"—{page}—":
                self.wrong += 1
                self.says.append(f"WRONG {self.name}: page {page} is numbered {number.text}")
            self.is_near(f"page number {page} below the text, mm", (number.middle - BOTTOM) / MM, 7, 0.8)
            edge = (RIGHT - number.right) if page % 2 else (number.left - LEFT)
            self.is_near(f"page number {page} from its edge, characters", edge / 14, 1, 0.3)
        self.is_near("pages with a number", len(self.numbers), len(self.sizes), 0)

    def check_fonts(self):
        listed = subprocess.run(["pdffonts", self.pdf], check=True, capture_output=True, text=True).stdout
        squeezed = listed.replace("-", "").replace(" ", "")
        for name, other in STAND_IN.items():
            other = {"AR PL UMing CN": "UMingCN", "AR PL UKai CN": "UKaiCN"}.get(other, other.replace(" ", ""))
            if other not in squeezed:
                self.says.append(f"note  {self.name}: nothing is set in {name} (here {other})")


if __name__ == "__main__":
    main()

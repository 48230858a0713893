#!/usr/bin/env python3
"""Has LibreOffice make a 目录 of a Word file, as a chief's secretary does in Word (引用—目录), and holds it against the headings
of the report. To be run by hand, not by CI: it needs what `docx-pages.py` beside it needs.

    .ci/docx-contents.py PROGRAM [--out DIR] REPORT...

The field is `TOC \\o "1-3" \\u`: styles of headings, and paragraphs with a level of the outline. Ends with 1 where it lists
anything but the headings of three levels that stand on a line of their own; or where the 目录 that a profile asks for, behind
a cover, says otherwise than LibreOffice once it has made it anew: its entries, annexes too, each with its page.
"""

import importlib.util
import json
import re
import subprocess
import zipfile
from pathlib import Path

here = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("docx_pages", here / "docx-pages.py")
docx_pages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(docx_pages)

spec = importlib.util.spec_from_file_location("pdf_pages", here / "pdf-pages.py")
pdf_pages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(pdf_pages)

FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\u '
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>CONTENTS</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
SPLIT = "=== anew ==="
MACRO = f"""Sub Update(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  indexes = document.getDocumentIndexes()
  Dim listed As String
  Dim before As String
  For k = 0 To indexes.getCount() - 1
    index = indexes.getByIndex(k)
    before = before &amp; index.getAnchor().getString()
    index.update()
    listed = listed &amp; index.getAnchor().getString()
  Next k
  file = FreeFile
  Open target For Output As #file
  Print #file, before
  Print #file, "{SPLIT}"
  Print #file, listed
  Close #file
  document.close(True)
End Sub
"""


def main():
    docx_pages.run_all(lambda *asked: not contents(*asked), __doc__)


def contents(program, report, folder):
    docx = folder / (report.stem + ".docx")
    docx.unlink(missing_ok=True)
    subprocess.run([program, "export", report, "-o", docx], check=True, capture_output=True)
    listed = [entry(line) for line in updated(with_field(docx), folder)[1]]
    wanted = headings(program, report)
    good = listed == wanted
    good &= own(program, report, folder)
    print(f"{'ok ' if good else 'OFF'} {report.stem}: {len(listed)} listed, {len(wanted)} headings")
    for line in listed if not good else []:
        print("    " + ("  " if line in wanted else "! ") + line)
    for line in wanted if not good else []:
        print("" if line in listed else f"    lacks {line}")
    return good


def own(program, report, folder):
    """Whether the 目录 of our own is that which LibreOffice makes of it."""
    docx, profile = folder / (report.stem + "-own.docx"), folder / "contents.ron"
    docx.unlink(missing_ok=True)
    profile.write_text(pdf_pages.PROFILE.replace("(\n", "(\n    cover: true, contents: 3,\n", 1))
    subprocess.run([program, "export", report, "-o", docx, "--profile", profile], check=True, capture_output=True)
    said, anew = ([re.sub(r"[^\S\t]", "", line) for line in lines] for lines in updated(docx, folder))
    # Both are without the line that heads them, or both have it.
    said, anew = ([line for line in lines if line != "目录"] for lines in (said, anew))
    if said != anew:
        print("\n".join(f"    {mine!r} {other!r}" for mine, other in zip(said, anew) if mine != other))
    print(f"{'ok ' if said == anew else 'OFF'} {report.stem}: {len(said)} lines of our own 目录, {len(anew)} made anew")
    return said == anew


def with_field(docx):
    """A copy with a table of contents before all else."""
    copy = docx.with_name(docx.stem + "-contents.docx")
    with zipfile.ZipFile(docx) as old, zipfile.ZipFile(copy, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "word/document.xml":
                text = text.decode().replace("<w:body>", "<w:body>" + FIELD, 1).encode()
            new.writestr(part, text)
    return copy


def updated(docx, folder):
    """The lines of the table of contents as they are, and once LibreOffice has made it."""
    home = folder / "office-contents"
    library = home / "user" / "basic" / "Standard"
    office = ["soffice", f"-env:UserInstallation=file://{home.resolve()}", "--headless", "--norestore"]
    if not library.exists():
        # At its first start it lays out a library of its own.
        subprocess.run([*office, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    library.mkdir(parents=True, exist_ok=True)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
    (library / "script.xlb").write_text(
        head.format("library:library", "library")
        + '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Contents"/></library:library>'
    )
    (library / "Contents.xba").write_text(
        head.format("script:module", "module")
        + '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Contents" '
        f'script:language="StarBasic">{MACRO}</script:module>'
    )
    out = folder / "contents.txt"
    out.unlink(missing_ok=True)
    macro = f'macro:///Standard.Contents.Update("{docx.resolve()}","{out.resolve()}")'
    subprocess.run([*office, macro], check=True, capture_output=True, timeout=120)
    text = out.read_text(encoding="utf-8", errors="replace").split(SPLIT)
    return [[line for line in part.splitlines() if line.strip()] for part in text]


def entry(line):
    """What is listed, without the page."""
    return re.sub(r"\s", "", line.rsplit("\t", 1)[0])


def headings(program, report):
    """The headings of three levels that stand on lines of their own."""
    run = lambda *options: subprocess.run([program, "export", report, *options], check=True, capture_output=True, text=True).stdout
    lines = {re.sub(r"\s", "", line) for line in run("--to", "txt").splitlines()}
    found = []

    def walk(sections, level):
        for section in sections:
            name = re.sub(r"\s", "", f"{section.get('number', '')}{section.get('heading', '')}")
            if level <= 3 and section.get("heading") and name in lines and not section.get("kind") == "annex":
                found.append(name)
            walk(section.get("sections", []), level + 1)

    walk(json.loads(run("--to", "json"))["sections"], 1)
    return found


if __name__ == "__main__":
    main()

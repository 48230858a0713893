#!/usr/bin/env python3
"""Tries 修订 and 批注 with LibreOffice as another writer. To be run by hand, not by CI: it needs `soffice` and Python's `uno`
(of the system's own Python: `python3-uno`).

    .ci/docx-returned.py PROGRAM [--out DIR] OLD.ron NEW.ron

Says, and ends with 1 where it isn't so:
- what `export --track-since` writes are tracked changes for LibreOffice; accepted, the text is that of the new report, rejected,
  that of the old one, to the character;
- a file of the new report that LibreOffice opens and saves has no changes for `--returned`; one that it changes with recording
  on and comments on has these, who made them, and nothing else.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

WORD = "MS Word 2007 XML"


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program", type=Path)
    arguments.add_argument("--out", type=Path)
    arguments.add_argument("old", type=Path)
    arguments.add_argument("new", type=Path)
    asked = arguments.parse_args()
    folder = (asked.out or Path(tempfile.mkdtemp())).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    tigang = Program(asked.program.resolve(), folder)
    with Office(folder) as office:
        good = revisions(tigang, office, asked.old.resolve(), asked.new.resolve())
        good &= second_writer(tigang, office, asked.new.resolve())
    sys.exit(0 if good else 1)


def revisions(tigang, office, old, new):
    """The revisions that we write, accepted and rejected."""
    texts = {}
    for name, report in (("old", old), ("new", new)):
        docx = tigang.export(report, f"{name}.docx")
        with office.open(docx) as document:
            texts[name] = document.text()
    tracked = tigang.export(new, "tracked.docx", "--track-since", str(old))
    good = True
    for name, command in (("new", ".uno:AcceptAllTrackedChanges"), ("old", ".uno:RejectAllTrackedChanges")):
        with office.open(tracked) as document:
            count = document.redlines()
            document.dispatch(command)
            text, left = document.text(), document.redlines()
        fits = text == texts[name] and count > 0 and left == 0
        good &= said(fits, f"{count} tracked changes, {command[5:11]}ed: {left} left, {'the same text' if text == texts[name] else difference(text, texts[name])}")
    return good


def second_writer(tigang, office, report):
    """What LibreOffice saves, changed and not."""
    docx = tigang.export(report, "sent.docx")
    same, changed = tigang.folder / "same.docx", tigang.folder / "changed.docx"
    with office.open(docx) as document:
        document.save(same)
        plain = [words for words in document.paragraphs() if len(words) > 12 and words.endswith("。")]
    good = said(tigang.returned(report, same) == "没有改动，也没有新的批注\n", "opened and saved: no changes")
    first, second, third = plain[0], plain[len(plain) // 2], plain[-2]
    with office.open(docx) as document:
        document.record()
        document.replace(first[-6:], "，改过了。")
        document.add_paragraph_after(second, "另加一段。")
        document.comment(third[:6], "请再核一下。")
        document.save(changed)
    listed = tigang.returned(report, changed)
    wanted = [line for line in listed.splitlines() if line.startswith("  + ")]
    fits = [
        sum("改过了。" in line for line in wanted) == 1,
        sum("另加一段。" in line for line in wanted) == 1,
        sum("请再核一下。" in line for line in wanted) == 1,
        len(wanted) == 3,
    ]
    good &= said(all(fits), f"changed, added to and commented on: {len(wanted)} changes arrive")
    if not all(fits):
        print(listed)
    return good


def said(good, words):
    print(f"{'ok ' if good else 'OFF'} {words}")
    return good


def difference(one, other):
    for k, (a, b) in enumerate(zip(one.splitlines(), other.splitlines())):
        if a != b:
            return f"line {k + 1} is {a!r} and should be {b!r}"
    return f"{len(one.splitlines())} lines and should be {len(other.splitlines())}"


class Program:
    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def export(self, report, name, *more):
        target = self.folder / name
        target.unlink(missing_ok=True)
        subprocess.run([self.program, "export", report, "-o", target, "--force", *more], check=True, capture_output=True)
        return target

    def returned(self, report, docx):
        run = subprocess.run([self.program, report, "--returned", docx], check=True, capture_output=True, text=True)
        return run.stdout


class Office:
    """LibreOffice without a screen, with a profile of its own."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        pipe = f"tigang{time.time_ns()}"
        profile = (self.folder / "profile").as_uri()
        asks = ["soffice", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;", f"-env:UserInstallation={profile}"]
        self.process = subprocess.Popen(asks, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        for _ in range(240):
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                time.sleep(0.5)
        service = self.context.ServiceManager.createInstanceWithContext
        self.desktop = service("com.sun.star.frame.Desktop", self.context)
        self.helper = service("com.sun.star.frame.DispatchHelper", self.context)
        return self

    def __exit__(self, *_):
        try:
            self.desktop.terminate()
        except Exception:
            pass
        self.process.wait(30)

    def open(self, path):
        return Document(self, path)


class Document:
    def __init__(self, office, path):
        self.office = office
        self.document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (prop("Hidden", True),))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.document.close(True)

    def redlines(self):
        found = self.document.getRedlines().createEnumeration()
        count = 0
        while found.hasMoreElements():
            found.nextElement()
            count += 1
        return count

    def dispatch(self, command):
        frame = self.document.getCurrentController().getFrame()
        self.office.helper.executeDispatch(frame, command, "", 0, ())

    def text(self):
        """Every paragraph, those in tables too; blank ones only set others apart."""
        target = self.office.folder / "text.txt"
        options = (prop("FilterName", "Text (encoded)"), prop("FilterOptions", "UTF8,LF,,,"))
        self.document.storeToURL(target.as_uri(), options)
        lines = target.read_text(encoding="utf-8-sig").splitlines()
        return "\n".join(line.rstrip() for line in lines if line.strip())

    def paragraphs(self):
        found = self.document.getText().createEnumeration()
        while found.hasMoreElements():
            one = found.nextElement()
            if one.supportsService("com.sun.star.text.Paragraph"):
                yield one.getString()

    def record(self):
        self.document.setPropertyValue("RecordChanges", True)

    def find(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString = words
        return self.document.findFirst(search)

    def replace(self, words, new):
        self.find(words).setString(new)

    def add_paragraph_after(self, words, new):
        text = self.document.getText()
        cursor = text.createTextCursorByRange(self.find(words[-12:]))
        cursor.gotoEndOfParagraph(False)
        text.insertControlCharacter(cursor, 0, False)
        text.insertString(cursor, new, False)

    def comment(self, words, said):
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Author, note.Content = "张主任", said
        found = self.find(words)
        found.getText().insertTextContent(found, note, True)

    def save(self, path):
        self.document.storeToURL(path.as_uri(), (prop("FilterName", WORD),))


def prop(name, value):
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


main()

#!/usr/bin/env python3
"""Compares what is read of Word files with what is read of the same files as .doc. To be run by hand, not by CI: it needs

    apt-get install libreoffice-writer

    .ci/doc-twins.py PROGRAM FILE.docx...          -v shows the lines that differ

LibreOffice saves each file as Word 97-2003 does; PROGRAM (such as target/debug/tigang) reads both. Told is the share of the
lines (titles, headings with depth and number, paragraphs) that have the same letters and digits in both; ends with 1 when the
mean is below 0.99.

LibreOffice loses some things itself, and then the .doc isn't what the .docx was: numbers of levels that a style gives and a
paragraph takes away, how the lines of a cover are set, the text of a list's level beyond the third. Look at the lines that
differ before the reader is blamed.
"""

import difflib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path


def read(program, file, folder):
    """The lines of the reports in a file."""
    folder.mkdir(parents=True)
    home = dict(os.environ, HOME=str(folder))
    run = [program, "import", "--to", "json", str(file), "--out-dir", str(folder / "out")]
    subprocess.run(run, env=home, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    lines = []
    for name in sorted((folder / "out").glob("*.json")):
        report = json.loads(name.read_text(encoding="utf-8"))
        for key in ("title", "subtitle", "salutation", "preamble"):
            lines += [f"{key} {line}" for line in (report.get(key) or "").split("\n") if line]
        sections(report.get("sections"), 1, lines)
        for key in ("closing", "organization", "date", "remarks", "imprint"):
            lines += [f"{key} {line}" for line in (report.get(key) or "").split("\n") if line]
        for annex in report.get("annexes") or []:
            lines.append(f"annex {annex.get('title')}")
            sections(annex.get("sections"), 1, lines)
    return ["".join(filter(str.isalnum, line)) for line in lines]


def sections(found, depth, lines):
    for section in found or []:
        lines.append(f"{depth} {section.get('number') or ''} {section.get('heading') or ''}")
        lines += [line for line in (section.get("body") or "").split("\n") if line]
        sections(section.get("sections"), depth + 1, lines)


def main():
    told = "-v" in sys.argv
    program, *files = [word for word in sys.argv[1:] if word != "-v"]
    if not files:
        sys.exit(__doc__)
    alike = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(folder / "doc"), *files]
        subprocess.run(convert, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        for file in map(Path, files):
            twin = folder / "doc" / f"{file.stem}.doc"
            one, other = (read(program, of, folder / file.stem / kind) for of, kind in ((file, "docx"), (twin, "doc")))
            alike.append(difflib.SequenceMatcher(None, one, other, autojunk=False).ratio())
            print(f"{file.name}\t{alike[-1]:.3f}")
            if told:
                print("\n".join(f"    {line}" for line in difflib.unified_diff(one, other, "docx", "doc", "", "", 0, "")))
    mean = sum(alike) / len(alike)
    print(f"mean\t{mean:.3f}")
    sys.exit(mean < 0.99)


if __name__ == "__main__":
    main()

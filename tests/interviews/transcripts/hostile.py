"""Hostile files, and what reading each one costs a process of its own.

``python -m tests.interviews.transcripts.hostile`` prints a line for each: what became of
it, the seconds of processor time and the megabytes that the process grew by.
"""

import json
import os
import random
import resource
import sys
import time
import zipfile
from collections.abc import Callable

from interviews.transcripts import Unreadable, parse, read
from tests.interviews.transcripts.documents import (
    make_archive,
    make_docx,
    make_part,
    make_relations,
    paragraph,
)

MEGABYTE = 1_000_000
MOST_SECONDS = 20  # of processor time, then the process is stopped: it hangs


def of(unit: str, size: int = MEGABYTE) -> Callable[[], bytes]:
    return lambda: unit.encode() * (size // len(unit.encode()))


def lines_of(unit: str, count: int = 9000) -> Callable[[], bytes]:
    return of(unit * (40 // len(unit)) + "\n", count * 41)


def nested(depth: int) -> bytes:
    table = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return stored(table[0] * depth + paragraph("x") + table[1] * depth)


def bold_questions(count: int) -> str:
    """Return paragraphs of ever other words: such a file is not packed too well."""
    word = random.Random(7).getrandbits
    return "".join(
        paragraph(f"Why {word(64):x}?", run="<w:b/>") + paragraph(f"By {word(64):x}.")
        for _ in range(count)
    )


def cues(*lines: str) -> bytes:
    timed = (f"00:01.000 --> 00:02.000\n{line}\n\n" for line in lines)
    return f"WEBVTT\n\n{''.join(timed)}".encode()


def with_doctype(part: str, encoding: str) -> bytes:
    body = f"<w:body>{paragraph('Q: Why?')}</w:body>"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<?xml?><Types/>",
        "_rels/.rels": make_relations(("officeDocument", "word/document.xml")),
        "word/document.xml": make_part("document", body),
    }
    root = str(files[part]).partition("?>")[2]
    entity = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{entity}{root}'
    files[part] = declared.encode(encoding)
    return make_archive(files)


def stored(body: str) -> bytes:
    """Return a Word file that is not packed, so that only its size speaks against it."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": make_relations(("officeDocument", "word/document.xml")),
        "word/document.xml": make_part("document", f"<w:body>{body}</w:body>"),
    }
    return make_archive(files, zipfile.ZIP_STORED)


REFUSED: dict[str, Callable[[], bytes]] = {
    "a part of 60 MB": lambda: make_docx(paragraph("a" * 60 * MEGABYTE)),
    "a million empty paragraphs": lambda: make_docx("<w:p/>" * 1_000_000),
    "65,000 entries": lambda: make_archive({f"x{n}": "" for n in range(65_000)}),
    "5,000 tables in tables": lambda: nested(5000),
    "200,000 blank paragraphs": lambda: stored("<w:p/>" * 200_000),
    "an external entity": lambda: with_doctype("word/document.xml", "utf-8"),
    "an external entity in UTF-16": lambda: with_doctype("word/document.xml", "utf-16"),
    "an entity in a part not read": lambda: with_doctype("[Content_Types].xml", "utf-16"),
    "a table of 30,000 cells": of("<tr><td>Q</td><td>A</td></tr>", 15_000 * 29),
    "45,000 definitions": of("<dt>Q<dd>A", 450_000),
    "a million blank lines": of("\n"),
    "elements 200,000 deep": of("<div>", 1_000_000),
    "300,000 attributes": lambda: b"<p " + of("a=1 ", 1_200_000)() + b">Q: Why?</p>",
    "500,000 turns": of("Q: a?\nA: b\n", 2_750_000),
    "100,000 cues": lambda: cues(*["x"] * 100_000),
    "blank lines": of("\n", 9_000_000),
    "9,500 bold questions in Word": lambda: make_docx(bold_questions(9500)),
    "7,000 turns of two voices": lambda: cues(*(f"<v {'AB'[at % 2]}>x" for at in range(7000))),
    "9,000 exchanges": of("Q: Why is it?\n\nA: It is so.\n\n", 270_000),
}  # fmt: skip
ANSWERED: dict[str, Callable[[], bytes]] = {
    "capitals and stops": of("ABC DEF. "),
    "initials": of("A. B. "),
    "labels in a line": of("Q: ", 400_000),
    "ampersands": lambda: b"<p>" + of("&")() + b"</p>",
    "brackets on lines": lines_of("("),
    "dates on lines": lines_of("12 May 2021 "),
    "numbers on lines": lines_of("1) "),
    "20,000 lines of a page": of("share\n", 6 * 19_999),
    "2,900 exchanges": of("Q: Why is it?\n\nA: It is so.\n\n", 87_000),
    "6,500 cues of one voice": lambda: cues("<v B>Why?", *["<v A>So it is."] * 6499),
    "bold to and fro": lambda: b"<p>" + of("<b>Q</b>: why ", 400_000)() + b"</p>",
    "links that never end": lambda: b"**Q:** a?\n\n**A:** " + of("[a](", 400_000)(),
}


def cost(make: Callable[[], bytes]) -> tuple[str, float, float]:
    """Return what became of a file, the seconds, and the megabytes it took."""
    data = make()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        began = time.process_time()
        try:
            parse(read(data))
            outcome = "answered"
        except Unreadable as refusal:
            outcome = str(refusal)
        seconds = time.process_time() - began
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        os.write(writer, json.dumps([outcome, seconds, grown / 1024]).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as answer:
        outcome, seconds, grown = json.loads(answer.read() or '["stopped", 0, 0]')
    return outcome, seconds, grown


def main() -> None:
    for name, make in (REFUSED | ANSWERED).items():
        outcome, seconds, grown = cost(make)
        sys.stdout.write(json.dumps([name, outcome, seconds, grown]) + "\n")


if __name__ == "__main__":
    main()

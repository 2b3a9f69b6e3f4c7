"""What stands before the first turn: headline, dateline, intro."""

import re
from dataclasses import dataclass, field

from interviews.transcripts import limits
from interviews.transcripts.grammar import dates
from interviews.transcripts.grammar.dateline import (
    Dateline,
    is_dateline,
    is_field,
    take_dateline,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    is_ended,
    key,
    length,
)
from interviews.transcripts.grammar.notes import is_edited_note
from interviews.transcripts.grammar.words import (
    BYLINE,
    GREETINGS,
    PARTICLES,
)
from interviews.transcripts.source import Kind, Text


@dataclass(slots=True)
class Opening:
    """The lines before the first turn, sorted."""

    headline: Text = field(default_factory=Text)
    dateline: Dateline = field(default_factory=Dateline)
    intro: list[Line] = field(default_factory=list)
    repeated: list[Line] = field(default_factory=list)  # the headline once more


def opening(lines: list[Line], titled: bool = True) -> Opening:
    """Return headline, dateline and intro from the lines before the first turn.

    ``titled`` says that the format can have a headline; captions have none.
    """
    found = Opening()
    rest = list(lines)
    head = _headline(rest) if titled else None
    if head is not None:
        found.headline = head.text
        rest.remove(head)
        found.repeated = [line for line in rest if _same(line, head)]
        rest = [line for line in rest if not _same(line, head)]
    take_dateline(found.dateline, rest)
    found.intro = rest
    return found


def _same(line: Line, head: Line) -> bool:
    return line.key.strip("# ") == head.key.strip("# ")


def _headline(lines: list[Line]) -> Line | None:
    tops = [line for line in lines if line.kind == Kind.HEADING and _fits(line)]
    if tops:
        level = min(line.level for line in tops)
        if level > 1 and tops[0] is not lines[0] and _can_be_headline(lines[0], lines):
            return lines[0]  # headings of parts under a title that is none
        return next(line for line in tops if line.level == level)
    for line in lines[:3]:
        if is_dateline(line.plain) and len(lines) > 1:
            continue
        if is_field(lines, 0) and not lines[1].gap:
            break
        if _can_be_headline(line, lines):
            return line
        break
    return lines[0] if lines and _is_dated_title(lines[0]) else None


def _fits(line: Line) -> bool:
    return len(str(line.text)) <= limits.HEADLINE


def _is_dated_title(line: Line) -> bool:
    """Say whether more than a place stands before a date: ``Press Briefing of the …``."""
    day = dates.find(line.plain)
    if day is None or not is_dateline(line.plain):
        return False
    head = line.plain[: day.start].strip(" ,-|")
    return length(head) > 4 and "," not in head


def _can_be_headline(line: Line, lines: list[Line]) -> bool:
    plain = line.plain.strip()
    text = key(plain)
    if line.stamp or line.kind in (Kind.CELL, Kind.TERM, Kind.DEFINITION):
        return False
    if length(plain) > 45 or not _fits(line):
        return False
    if text.startswith(GREETINGS) and ("," in plain or is_ended(plain)):
        return False
    if is_edited_note(text) or _is_byline(plain, text) or is_dateline(plain):
        return False
    sentences = len(re.findall(r"(?<!\b\w)[.!?]\s+[^\W\d_a-zа-я]", plain))
    if plain.endswith(".") and not plain.endswith("..."):
        return sentences == 0 and length(plain) < 14
    return sentences < 3


def _is_byline(plain: str, text: str) -> bool:
    """``By Marta Szill`` says who wrote it; ``By post from the lighthouse`` does not."""
    if not text.startswith(BYLINE[:2]):
        return False
    after = plain.split()[1]
    return after[:1].upper() == after[:1] or after.casefold() in PARTICLES

"""Headings between exchanges, and those right before the first one."""

import re
from itertools import pairwise

from interviews.transcripts import limits
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    is_ended,
    key,
    length,
)
from interviews.transcripts.grammar.notes import is_credit
from interviews.transcripts.grammar.turn import Turn
from interviews.transcripts.grammar.words import SECTIONS, SUBJECTS
from interviews.transcripts.source import Kind

JOINT = " · "  # between headings over one exchange
_COUNTED = re.compile(r"[(\[]?(?:\d{1,2}|[ivxIVX]{1,4})[)\].]\s+\S.*")


def is_counted(line: Line) -> bool:
    """Say whether a line is a heading with its number: ``(1) Visit to the Isles``."""
    plain = line.plain.strip()
    return (
        plain[:1] == "("
        and bool(_COUNTED.fullmatch(plain))
        and length(plain) < 12
        and not is_ended(plain)
    )


def is_section(line: Line, more: bool) -> bool:
    """Say whether the last line of a turn is a heading over the next one.

    ``more`` says that another heading stands under it.
    """
    if len(str(line.text)) > limits.SECTION:
        return False
    if line.kind == Kind.HEADING or is_counted(line):
        return True
    plain = line.plain.strip()
    if is_credit(key(plain)):
        return False
    return (
        not more
        and line.gap
        and line.kind == Kind.PARAGRAPH
        and 1 < length(plain) < 9
        and not is_ended(plain)
        and plain[:1].isupper()
        and plain[-1:].isalnum()
        and key(plain).replace("'", " ").split()[0] not in SUBJECTS
    )


def sections_before(lines: list[Line]) -> list[Line]:
    """Return the headings right before the first turn, but for the headline."""
    found: list[Line] = []
    for line in reversed(lines[1:]):
        titled = is_section(line, more=False) and line.key in SECTIONS
        if line.kind != Kind.HEADING and not is_counted(line) and not titled:
            break
        found.insert(0, line)
    if found and not any(line.kind == Kind.HEADING for line in lines[: -len(found)]):
        tops = [line for line in found if line.kind == Kind.HEADING]
        if tops and tops[0].level == min(line.level for line in tops):
            found = found[found.index(tops[0]) + 1 :]
    while found and not _fit(found):
        found.pop(0)
    return found


def _fit(lines: list[Line]) -> bool:
    return len(JOINT.join(str(line.text) for line in lines)) <= limits.SECTION


def take_sections(spoken: list[Turn], front: list[Line]) -> list[Line]:
    """Take headings off the ends of turns: they stand over the turn that follows.

    ``front`` are those before the first turn. Return the headings that stay in the text
    because they and those under them are together more than a section holds.
    """
    left: list[Line] = []
    spoken[0].headings = [str(line.text) for line in front]
    room = 0
    for turn, following in pairwise(spoken):
        room = limits.SECTION if following.asks else room
        fewest = 0 if turn.mark.end or turn.mark.sign == "voice" else 1
        while len(turn.lines) > max(fewest, 1):
            line = turn.lines[-1]
            heading = str(line.text)
            if not _stands_over(line, following):
                break
            if len(heading) > room:
                left += [line] if following.asks else []
                break
            following.headings.insert(0, heading)
            turn.lines.pop()
            room -= len(heading) + len(JOINT)
    return left


def _stands_over(line: Line, following: Turn) -> bool:
    over = line.kind == Kind.HEADING or following.asks or is_counted(line)
    return over and is_section(line, bool(following.headings))

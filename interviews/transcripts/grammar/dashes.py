"""Turns that a dash begins."""

import re
from collections import Counter
from itertools import pairwise

from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.marking import answer, question, reading_of
from interviews.transcripts.grammar.matching import asks
from interviews.transcripts.grammar.reading import Reading

# Literature: ``- Fog - he replied -. Of the best.`` ``- Whose? - I asked him.``
_NARRATED = re.compile(r"[?!…] - (?=[^\W\d_])[^A-ZА-ЯЁ]| -(?=[.,;:])")


def dashes(lines: list[Line]) -> Reading:
    """A dash before every turn, or before the turns of one side."""
    found = [at for at, line in enumerate(lines) if leading_dash(line)]
    found = _without_items(found, lines)
    narrated = sum(bool(_NARRATED.search(lines[at].plain)) for at in found)
    if len(found) < 3 or narrated * 2 >= len(found):
        return Reading("dashes")
    asking = [at for at in found if asks(lines[at].plain)]
    unmarked_questions = [
        at - 1 for at in found
        if at and not leading_dash(lines[at - 1]) and asks(lines[at - 1].plain)
    ]  # fmt: skip
    if len(asking) * 10 >= len(found) * 7 and _interleaved(found, lines):
        before = {
            at: question(at, end=leading_dash(lines[at]), typed="-") for at in found
        }
        return reading_of("dashes before questions", lines, before, 1.2)
    if len(unmarked_questions) * 10 >= len(found) * 7 and len(asking) * 3 < len(found):
        marks = {at: question(at) for at in unmarked_questions}
        marks |= {at: answer(at, leading_dash(lines[at]), "-") for at in found}
        return Reading("dashes before answers", marks, 1.2 * len(found))
    marks, right = {}, 0
    asked = True
    for at in found:
        end = leading_dash(lines[at])
        make = question if asked else answer
        marks[at] = make(at, end=end, typed=lines[at].plain[:end].strip())
        right += asks(lines[at].plain) == asked
        asked = not asked
    if not asking or right * 10 < len(found) * 6:
        return Reading("dashes")
    return Reading("dashes", marks, 0.9 * len(found) / 2)


def _without_items(found: list[int], lines: list[Line]) -> list[int]:
    """Leave out the items of lists: in a row, with another dash than most lines have."""
    kinds = {at: str(lines[at].text).lstrip()[:1] for at in found}
    usual = Counter(kinds.values()).most_common(1)[0][0] if kinds else ""
    others = {at for at, kind in kinds.items() if kind != usual}
    first = min(set(found) - others, default=0)
    return [
        at for at in found
        if at not in others or at < first or not {at - 1, at + 1} & others
    ]  # fmt: skip


def leading_dash(line: Line) -> int:
    """Return the length of a dash and its space at the head of the line, or 0."""
    plain = line.plain
    if plain[:1] == "-" and plain[1:2] != "-":
        stripped = plain[1:].lstrip()
        typed = str(line.text).lstrip()[:1]
        spaced = plain[1:2].isspace() or typed in "–—―"
        return len(plain) - len(stripped) if spaced and stripped else 0
    return 0


def _interleaved(found: list[int], lines: list[Line]) -> bool:
    """Say whether lines without a dash stand between those with one."""
    between = sum(after - before > 1 for before, after in pairwise(found))
    return between * 10 >= (len(found) - 1) * 7


def double_dash(line: Line) -> int:
    """Return the length of two dashes or more at the head of the line, or 0."""
    plain = line.plain.lstrip()
    begins = plain.startswith("--") and plain.strip("- ")
    return len(line.plain) - len(plain.lstrip("-").lstrip()) if begins else 0


def double_dashes(lines: list[Line]) -> Reading:
    """Two long dashes before a question, as in Japan."""
    asked = {}
    for at, line in enumerate(lines):
        if end := double_dash(line):
            asked[at] = question(at, end=end, typed="--")
    return reading_of("double dashes", lines, asked, 2.0)

"""Where lines of the page can stand: between what is said, never within it.

A word such as ``end`` or ``home`` falls alone on a line where a text was broken to a
width or into captions. To lose it is worse than to keep a line of the page.
"""

import re
from collections import Counter
from collections.abc import Container

from interviews.transcripts.grammar.blocks import begins_block
from interviews.transcripts.grammar.boilerplate import ENDS
from interviews.transcripts.grammar.dateline import is_dateline
from interviews.transcripts.grammar.lines import HEAD, Line
from interviews.transcripts.grammar.matching import asks, is_ended
from interviews.transcripts.grammar.notes import is_title
from interviews.transcripts.source import Kind

_TABLED = (Kind.CELL, Kind.TERM, Kind.DEFINITION)
_LABEL = 60  # characters
_FEW = 5  # lines of the page in a row, within a sentence
_I = re.compile(r"I(?:\s|')")


def spoken(
    lines: list[Line], away: set[int], doubtful: set[int], captions: bool
) -> set[int]:
    """Return those of the ``doubtful`` lines, taken for the page's, that were spoken.

    ``away`` are all that were taken for it. In captions everything is spoken from the
    first words to the last.
    """
    if not doubtful:
        return set()
    if captions:
        said = [at for at in range(len(lines)) if at not in away]
        return {at for at in doubtful if said and said[0] < at < said[-1]}
    labels = _labels(lines, away)
    asked = _last_asking(lines)
    gone = set(away)
    if not HEAD.match(lines[0].plain):
        gone.add(0)  # the headline: it has no stop, and nothing goes on from it
    for at in sorted(doubtful):
        line = lines[at]
        if (
            line.kind in _TABLED
            or (line.key in ENDS and at < asked)
            or (at and not line.gap and lines[at - 1].key in labels)
            or is_within(lines, at, gone)
        ):
            gone.remove(at)
    return away - gone


def _labels(lines: list[Line], away: set[int]) -> set[str]:
    """Return the keys of short lines that come back or end in a colon: words follow."""
    short = [
        line.key for at, line in enumerate(lines)
        if at not in away and len(line.plain) < _LABEL
    ]  # fmt: skip
    return {
        text for text, count in Counter(short).items() if count > 1 or text[-1:] == ":"
    }


def _last_asking(lines: list[Line]) -> int:
    """Return which line is the last to ask, but for what stands under the text."""
    last = -1
    for at, line in enumerate(lines):
        if asks(line.plain):
            last = at
        elif last > 0 and begins_block(line):
            break
    return last


def is_within(lines: list[Line], at: int, gone: Container[int] = ()) -> bool:
    """Say whether a line stands in the middle of a sentence."""
    line = lines[at]
    if line.plain.isupper() and not line.plain[0].isdigit():  # as headings are
        return False
    before = at - 1 if at and not line.gap and at - 1 not in gone else None
    after = at + 1
    while after < min(len(lines), at + _FEW) and after in gone and not lines[after].gap:
        after += 1
    follows = after < len(lines) and not lines[after].gap
    goes_on = follows and not is_ended(line.plain) and _is_small(lines[after].plain)
    if before is not None and _is_open(lines[before].plain):
        small = line.plain[:1].islower() or line.plain[:1].isdigit()
        return goes_on or is_ended(line.plain) or (follows and small)
    return goes_on and ":" not in line.plain and lines[after].plain[:1].islower()


def _is_open(plain: str) -> bool:
    """Say whether a sentence begins in a line and is not over with it."""
    titled = is_title(plain) and not HEAD.match(plain)
    return not (titled or is_ended(plain) or is_dateline(plain))


def _is_small(plain: str) -> bool:
    """Say whether a line begins with no capital: a script may have none."""
    return bool(_I.match(plain)) or (plain[:1].isalpha() and not plain[:1].isupper())

"""Turns that ran into one line are parted at their labels.

Only at known labels, and only where a sentence ended before them: words of the label
list, and names that stand at least twice before the same sign.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace

from interviews.transcripts import limits
from interviews.transcripts.grammar.cutting import cut
from interviews.transcripts.grammar.labels import WORDS, Role, is_name_like
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import key, original
from interviews.transcripts.grammar.people import is_known

_COLON = re.compile(
    r"(?:^|(?<=[.!?)\]\"'…-])\s+|(?<=[.!?…。？！]))"
    r"(?P<name>[^\W\d_a-zа-я][\w.'&-]*(?:\s[^\W\d_a-zа-я][\w.'&-]*){0,4})(?:\s?\d{1,3})?\s?:(?!\d|//)"
)
_STOP = re.compile(
    r"(?:^|(?<=[.!?)\]\"'…-])(?<!\b\w\.)\s+)"  # an initial is of the name
    r"(?P<name>[^\W\d_a-zа-я]{2,}(?:[ '-][^\W\d_a-zа-я]{2,}){0,3})\.\s"
)
_LETTER = re.compile(
    r"(?:^|(?<=[.!?)\]\"'…-])\s+)(?P<name>[^\W\d_a-zа-я])(?:[.-]?\s?\d{1,3})?\."
    r"(?!\s?[^\W\d_a-zа-я]\.)\s?"  # initials of a name
)
_DEBRIS = re.compile(r"(?P<junk>[a-z]{1,12}\s?:\s)(?P<name>[^\W\d_a-zа-я])\s-\s")
_LONG = 40
_FAR = 600  # characters of a question


def part(lines: list[Line]) -> tuple[list[Line], bool]:
    """Return (lines with one turn each, whether any was parted)."""
    for shape in (_COLON, _STOP, _LETTER):
        starts, cuts = _cuts(lines, shape)
        if cuts and sum(map(len, cuts.values())) <= limits.BLOCKS:
            return _parted(lines, cuts), True
    return lines, False


def _cuts(
    lines: list[Line], shape: re.Pattern[str]
) -> tuple[Counter[str], dict[int, list[int]]]:
    """Return how often each label begins a line, and where others stand inside."""
    starts: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    loud: dict[str, bool] = defaultdict(bool)
    found: list[tuple[int, str, int, bool]] = []
    for at, line in enumerate(lines):
        plain = line.plain
        if len(plain) < _LONG and not inner:
            sign = ":" if shape is _COLON else "."
            if sign not in plain:
                continue
        if plain[:1] == '"' == plain[-1:] and plain.count('"') == 2:
            continue  # somebody is quoted, labels and all
        begin = len(plain) - len(plain.lstrip(" -"))
        for match in shape.finditer(plain):
            name = key(match["name"])
            if name not in WORDS and not is_name_like(match["name"]):
                continue
            loud[name] |= match["name"].isupper()
            first = match.start("name") <= begin
            (starts if first else inner)[name] += 1
            found.append((at, name, match.start("name"), first))
    known = {
        name for name in (*starts, *inner)
        if starts[name] + inner[name] > 1 or name in WORDS
    }  # fmt: skip
    known = {
        name for name in known
        if name in WORDS or " " in name or loud[name] or is_known(name)
    }  # fmt: skip
    if shape is not _COLON:
        known = {name for name in known if starts[name] + inner[name] > 1}
    if shape is _LETTER:
        known = _pair_of(known)
    inside = sum(inner[name] for name in known)
    begun = sum(starts[name] for name in known)
    if not inside or len(known) < 2:
        return starts, {}
    everywhere = inside > 2 and inside * 2 > begun
    speaking = {at: name for at, name, _, first in found if first}
    cuts: dict[int, list[int]] = {}
    for at, name, position, first in found:
        if first or name not in known:
            continue
        if shape is _LETTER and not _asks_there(lines[at].plain, name, position):
            continue
        if everywhere or (speaking.get(at) in known and speaking[at] != name):
            cuts.setdefault(at, []).append(position)
            speaking[at] = name
    return starts, cuts


def _asks_there(plain: str, letter: str, at: int) -> bool:
    """Say whether a letter stands where its side of an interview can: it is no initial."""
    if Role.ANSWER in WORDS[letter] and "?" in plain[max(0, at - 8) : at]:
        return True
    return Role.QUESTION in WORDS[letter] and "?" in plain[at : at + _FAR]


def _pair_of(known: set[str]) -> set[str]:
    for pair in ("qa", "qr", "fa", "pr", "dr", "va", "во"):
        if set(pair) <= known:
            return set(pair)
    return set()


def _parted(lines: list[Line], cuts: dict[int, list[int]]) -> list[Line]:
    found: list[Line] = []
    for at, line in enumerate(lines):
        if at not in cuts:
            found.append(line)
            continue
        text = line.text
        typed = str(text)
        edges = [0, *(original(typed, position) for position in cuts[at]), len(typed)]
        for first, last in zip(edges, edges[1:], strict=False):
            piece = replace(line, gap=line.gap if first == 0 else True)
            piece.become(cut(text, first, last))
            if piece.text:
                found.append(piece)
    return found


def without_debris(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Cut what a page left before the first label: ``ti : Q - Why?``."""
    for at, line in enumerate(lines[:12]):
        match = _DEBRIS.match(line.plain)
        if match and key(match["name"]) in WORDS:
            junk, rest = replace(line), replace(line)
            junk.become(cut(line.text, 0, match.end("junk")))
            rest.become(cut(line.text, original(str(line.text), match.end("junk"))))
            return [*lines[:at], rest, *lines[at + 1 :]], [junk]
    return lines, []

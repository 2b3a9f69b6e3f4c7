"""A key to the labels above the text: ``HB: Hester Blom, staff writer``."""

import re
from collections import Counter
from dataclasses import dataclass, field

from interviews.transcripts.grammar.labels import is_name_like
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    is_ended,
    key,
    length,
    original,
    words,
)
from interviews.transcripts.grammar.people import (
    is_asker,
    is_nobody,
    is_replier,
    is_short_for,
)
from interviews.transcripts.grammar.words import PARTICLES, PARTS

_ENTRY = re.compile(
    r"\s*(?P<short>[^:=\-–]{1,24}?)\s*(?::|=|\s-{1,2}\s|\t)\s*(?P<full>\S.{2,118})"
)


@dataclass(slots=True)
class Legend:
    """``names`` maps a folded label to the full name, ``lines`` are taken off.

    ``askers`` are the folded full names that the legend calls interviewers.
    """

    names: dict[str, str] = field(default_factory=dict)
    askers: set[str] = field(default_factory=set)
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    line: Line
    short: str  # what stands before the sign: initials, a role, ``Speaker 1``
    full: str
    rest: str  # what stands after the name

    @property
    def initials(self) -> str:
        """What stands in brackets after the name: ``Guest: Rolf Sand (RS)``."""
        return key(self.rest.partition(")")[0].strip(" ]"))


def take_off(lines: list[Line]) -> tuple[Legend, list[Line]]:
    """Return the legend and the other lines."""
    legend = Legend()
    entries = _entries(lines)
    if not entries:
        return legend, lines
    heads = Counter(
        line.plain.split(":")[0].strip(" -") for line in lines if ":" in line.plain[:40]
    )
    heads += Counter(line.plain.strip("- ") for line in lines if len(line.plain) < 40)
    again = {name: key(name) for name, count in heads.items() if count > 1}
    for entry in entries:
        labels = _labels(entry, again)
        if not labels:
            continue
        legend.names.update(dict.fromkeys(labels, entry.full))
        legend.lines.append(entry.line)
        if is_asker(entry.short) or any(is_asker(word) for word in words(entry.rest)):
            legend.askers.add(key(entry.full))
    taken = {id(line) for line in legend.lines}
    return legend, [line for line in lines if id(line) not in taken]


def _labels(entry: _Entry, again: dict[str, str]) -> list[str]:
    """Return the labels, folded, that come back in the text and mean this entry."""
    for label in (key(entry.short), entry.initials):
        if label in again.values():
            return [label]
    if not _is_part(entry.short):
        return []
    return [label for name, label in again.items() if is_short_for(name, entry.full)]


def _is_part(short: str) -> bool:
    """Say whether an entry is headed by the part that somebody has in the talk."""
    return is_asker(short) or is_replier(short) or key(short) in PARTS


def _entries(lines: list[Line]) -> list[_Entry]:
    """Return the entries that stand together near the head of the text."""
    found: list[_Entry] = []
    for line in lines[:40]:
        entry = _entry(line)
        if entry:
            found.append(entry)
        elif len(found) > 1:
            break
    return found


def _entry(line: Line) -> _Entry | None:
    if length(line.plain) > 16:
        return None
    match = _ENTRY.fullmatch(line.plain)
    if match is None:
        return None
    short = match["short"].strip(" ()[]")
    full, *rest = re.split(r"[,;(]|\s-\s", match["full"], maxsplit=1)
    full = full.strip(" .")
    if _is_part(full) and _abbreviates(key(short), key(full)):  # ``I = Interviewer``
        return _Entry(line, short, full, full)
    parts = full.split()
    own = all(part[:1].isupper() or part.casefold() in PARTICLES for part in parts)
    if not 1 < len(parts) < 7 or not own or not is_name_like(full):
        return None
    ended = is_ended(line.plain)
    first = len(short) == 1 and key(full).startswith(key(short)) and not ended
    inner = is_short_for("".join(rest).partition(")")[0].strip(), full)
    by_role = _is_part(short) and not ended
    if not (first or inner or is_short_for(short, full) or is_nobody(short) or by_role):
        return None
    text = str(line.text)
    at = line.plain.find(full)
    typed = text[original(text, at) : original(text, at + len(full))]
    return _Entry(line, short, typed, "".join(rest))


def _abbreviates(short: str, full: str) -> bool:
    """Say whether letters are some of a word's in order, from its first: ``IV``."""
    letters = iter(full)
    return (
        len(short) < 5
        and full[:1] == short[:1]
        and all(letter in letters for letter in short)
    )

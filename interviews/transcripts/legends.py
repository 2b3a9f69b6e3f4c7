"""A key to the labels above the text: ``HB: Hester Blom, staff writer``."""

import re
from collections import Counter
from dataclasses import dataclass, field

from interviews.transcripts.labels import is_name_like
from interviews.transcripts.lines import Line
from interviews.transcripts.matching import key, length, original
from interviews.transcripts.people import is_nobody, is_short_for

_ENTRY = re.compile(
    r"\s*(?P<short>[^:=\-–]{1,24}?)\s*(?::|=|\s-{1,2}\s|\t)\s*(?P<full>\S.{2,120})"
)


@dataclass(slots=True)
class Legend:
    """``names`` maps a folded label to the full name, ``lines`` are taken off."""

    names: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def take_off(lines: list[Line]) -> tuple[Legend, list[Line]]:
    """Return the legend and the other lines."""
    legend = Legend()
    entries = []
    for line in lines[:40]:
        entry = _entry(line)
        if entry:
            entries.append((line, *entry))
        elif entries and len(entries) > 1:
            break
    if not entries:
        return legend, lines
    heads = Counter(
        key(line.plain.split(":")[0]) for line in lines if ":" in line.plain[:40]
    )
    for line, short, full in entries:
        if heads[key(short)] > 1 or _stands_alone(short, lines):
            legend.names[key(short)] = full
            legend.lines.append(line)
    taken = {id(line) for line in legend.lines}
    return legend, [line for line in lines if id(line) not in taken]


def _entry(line: Line) -> tuple[str, str] | None:
    if length(line.plain) > 16:
        return None
    match = _ENTRY.fullmatch(line.plain)
    if match is None:
        return None
    short = match["short"].strip(" ()[]")
    full = re.split(r"[,;(]|\s-\s", match["full"])[0].strip(" .")
    words = full.split()
    if not 1 < len(words) < 7 or not is_name_like(full):
        return None
    if not (is_short_for(short, full) or is_nobody(short)):
        return None
    text = str(line.text)
    at = line.plain.find(full)
    return short, text[original(text, at) : original(text, at + len(full))]


def _stands_alone(short: str, lines: list[Line]) -> bool:
    return sum(key(line.plain.strip("- ")) == key(short) for line in lines) > 1

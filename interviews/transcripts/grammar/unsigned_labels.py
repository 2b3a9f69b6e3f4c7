"""Names before a dash, a stop, a wide space, the end of bold, or no sign at all."""

import re
from collections import Counter, defaultdict

from interviews.transcripts.grammar.cutting import (
    bold_head,
)
from interviews.transcripts.grammar.labels import (
    Mark,
    Role,
    is_name_like,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    fold,
    name_key,
)
from interviews.transcripts.grammar.people import (
    is_asker,
    is_short_for,
)

_DASHED = re.compile(
    r"\s*(?P<name>[^\W\d_][^:!?]{1,40}?)(?:\s-{1,2}\s|\s-{1,2}(?=\S)|-\s)"
)


_STOPPED = re.compile(
    r"\s*(?P<name>(?:[^\W\d_a-zа-я]{1,4}\.\s?)*[^\W\d_a-zа-яё]{2,}(?:[ '-][^\W\d_a-zа-яё]{2,}){0,3})\.\s"  # noqa: E501
)


_WIDE = re.compile(r"\s*(?P<name>\S[^\u3000\t]{0,18}?)(?:\u3000+|\t+|\s{3,})(?=\S)")


def unsigned(at: int, line: Line) -> list[Mark]:
    """Return names before a dash, a stop, a wide space or the end of bold."""
    found = []
    plain = line.plain
    head = plain[:70]
    for shape, sign in ((_DASHED, "-"), (_STOPPED, "."), (_WIDE, "\t")):
        if sign == "-" and " - " not in head and "- " not in head and " -" not in head:
            continue
        if sign == "\t" and not ("\u3000" in head or "\t" in head or "   " in head):
            continue
        if sign == "." and not head[:2].isupper() and head[1:2] != ".":
            continue
        match = shape.match(head)
        if match and is_name_like(match["name"]) and len(match["name"].split()) < 6:
            name = match["name"].strip()
            found.append(
                Mark(at, Role.NAME, match[0].strip(), match.end(), name=name, sign=sign)
            )
    if len(line.text.spans) > 1 and (end := bold_head(line.text)):
        name = fold(str(line.text)[:end]).strip().rstrip(":").strip()
        if name and len(name.split()) < 7 and is_name_like(name):
            stop = len(fold(str(line.text)[:end]))
            loud = (
                len(name) > 2 and name.isupper() and plain[stop:].lstrip()[:1].isupper()
            )
            found.append(
                Mark(at, Role.NAME, name, stop, name=name, sign="bold",
                     shape="loud" if loud else "")
            )  # fmt: skip
    return found


def recurring_unsigned(others: list[Mark], accepted: set[str]) -> set[str]:
    """Names with another sign are labels if two of them come back, or one is known."""
    found: set[str] = set()
    for sign in ("-", ".", "\t", "bold"):
        counts = Counter(name_key(mark.name) for mark in others if mark.sign == sign)
        again = {name for name, count in counts.items() if count > 1}
        if len(again) > 1 or (again and again & accepted):
            found |= again
            typed = {
                name_key(mark.name): mark.name for mark in others if mark.sign == sign
            }
            found |= {
                name for name in counts
                if any(is_short_for(typed[other], typed[name]) for other in again)
                or (sign == "bold" and " " in name)
            }  # fmt: skip
            loud = {name_key(mark.name) for mark in others if mark.shape == "loud"}
            if sign == "bold" and all(typed[name].isupper() for name in again):
                found |= loud
        elif again and sign in ("\t", "bold") and counts.total() > 2:
            found |= again
            if sign == "bold":
                found |= {name for name in counts if " " in name}
    return found


def without_sign(
    lines: list[Line], taken: dict[int, Mark], accepted: set[str], told: set[str]
) -> dict[int, Mark]:
    """Return known names whose sign is missing: ``A. Serik Good evening``.

    Short ones are known where a legend explains them: ``told``.
    """
    names = {
        name for name in accepted
        if (" " in name or "." in name or (len(name) > 1 and name in told))
        and not is_asker(name)
    }  # fmt: skip
    if not taken:
        return {}
    first = min(taken)
    accepted_as = {mark.name for mark in taken.values()}
    by_head = defaultdict(list)
    for name in names:
        by_head[name[:2]].append(name)
    found = {}
    for at, line in enumerate(lines):
        if at in taken or not by_head or at < first:
            continue
        start = line.plain[:60].lstrip().casefold()
        for name in by_head.get(start[:2], ()):
            rest = line.plain.lstrip()[len(name) :]
            if start.startswith(name) and re.match(
                r"\s*[-.]*\s+[A-ZА-ЯЁӘҚ(\"'\[¿¡…]", rest
            ):
                typed = line.plain.lstrip()[: len(name)]
                if not is_name_like(typed) or typed not in accepted_as:
                    continue
                tail = re.match(r"\s*[-.]*\s+", rest)
                end = len(line.plain) - len(rest) + (tail.end() if tail else 0)
                sign = "-" if tail and "-" in tail[0] else ""
                found[at] = Mark(
                    at, Role.NAME, line.plain[:end].strip(), end, name=typed, sign=sign
                )
                break
    return found

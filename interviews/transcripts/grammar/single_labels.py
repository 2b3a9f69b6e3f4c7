"""Labels seen only once: in capitals like the others, or between two answers."""

from bisect import bisect
from collections import Counter

from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import asks, name_key
from interviews.transcripts.grammar.people import is_asker, is_short_for
from interviews.transcripts.grammar.reading import Reading
from interviews.transcripts.grammar.words import HONORIFICS


def seen_once(
    colons: dict[int, Mark],
    taken: dict[int, Mark],
    groups: dict[str, list[Mark]],
    accepted: set[str],
    lines: list[Line],
    reading: Reading,
) -> dict[int, Mark]:
    """Return labels seen once: in capitals like the others, or between two answers."""
    if len(taken) < 2:
        return _first_pair(colons, taken, lines)
    order = sorted(taken)
    capitals = sum(
        mark.name.isupper() or mark.role != Role.NAME for mark in taken.values()
    )
    first = order[0]
    found: dict[int, Mark] = {}
    counts = Counter(name_key(mark.name) for mark in taken.values() if mark.name)
    top = counts.most_common(1)[0][0] if counts else ""
    typed = {name_key(mark.name): mark.name for mark in taken.values() if mark.name}
    tops = {top} | {
        name for name in counts
        if is_short_for(typed[top], typed[name]) or is_short_for(typed[name], typed[top])
    }  # fmt: skip
    again = {name for name, count in counts.items() if count > 1}
    if len({name.isascii() for name in again}) > 1:
        tops = again  # two languages in turn: two names for who replies
    singles = [mark for at, mark in sorted(colons.items()) if at not in taken]
    places = [mark.at for mark in singles]
    for mark in singles:
        loud = mark.name.isupper() and len(mark.name) > 1 and " " in mark.name
        honoured = name_key(mark.name).split()[0] in HONORIFICS and " " in mark.name
        if (loud and capitals * 2 > len(taken)) or (
            honoured and capitals * 2 > len(taken) and mark.name.isupper()
        ):
            found[mark.at] = mark
            continue
        following = bisect(order, mark.at)
        if following == len(order) or not top:
            continue
        before = order[following - 1] if following else -1
        after = order[following]
        if name_key(taken[after].name) not in tops or is_asker(taken[after].name):
            continue
        rivals = [
            other for other in singles[bisect(places, before) : bisect(places, after)][:4]
            if other.at != mark.at
        ]  # fmt: skip
        alone_there = not rivals or (
            len(rivals) == 1 and rivals[0].name.isascii() != mark.name.isascii()
        )
        asked = any(asks(lines[at].plain) for at in range(mark.at, after))
        quiet = capitals * 2 > len(taken) and not mark.name.isupper()
        if before < 0 and mark.at == 0 and (after > 1 or quiet):
            continue  # a headline with a colon
        gap = asked if before < 0 else name_key(taken[before].name) in tops
        if before >= 0 and tops == again:  # the same asker in the other language
            gap = gap or taken[before].name.isascii() != mark.name.isascii()
        if gap and alone_there and (before >= 0 or mark.at > first - 4):
            if len(mark.name.split()) < 7 and mark.at + 8 > after:
                found[mark.at] = mark
    reading.once += found.values()
    return found


def _first_pair(
    colons: dict[int, Mark], taken: dict[int, Mark], lines: list[Line]
) -> dict[int, Mark]:
    """Return two names that speak once each, one asking and the next replying."""
    order = sorted(colons)
    if len(order) != 2 or taken or order[1] - order[0] > 3:
        return {}
    asked = any(asks(lines[at].plain) for at in range(order[0], order[1]))
    full = all(len(colons[at].name.split()) in (2, 3) for at in order)
    return {at: colons[at] for at in order} if asked and full else {}

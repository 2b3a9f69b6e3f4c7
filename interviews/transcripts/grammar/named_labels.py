"""Which of the names that begin lines are labels: those that come back, and their kin."""

import re
from collections import Counter, defaultdict

from interviews.transcripts.grammar.dateline import is_dateline
from interviews.transcripts.grammar.labels import Mark, Role, alone, named
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import key, name_key
from interviews.transcripts.grammar.people import (
    bare,
    from_initials,
    is_asker,
    is_full_name,
    is_known,
    is_replier,
    is_short_for,
)
from interviews.transcripts.grammar.reading import Reading, Vocabulary
from interviews.transcripts.grammar.single_labels import seen_once
from interviews.transcripts.grammar.unsigned_labels import (
    recurring_unsigned,
    unsigned,
    without_sign,
)

QUOTED = re.compile(r'"[^"]+"')


def name_marks(
    lines: list[Line],
    known: dict[int, Mark],
    spoken: dict[int, Mark],
    vocabulary: Vocabulary,
    reading: Reading,
    told: set[str],
) -> dict[int, Mark]:
    """Return the names that are labels, by line; ``told`` are those of a legend."""
    colons: dict[int, Mark] = dict(spoken)
    others: list[Mark] = []
    lone: dict[int, Mark] = {}
    for at, line in enumerate(lines):
        if at in known or at in colons:
            continue
        if mark := named(at, line):
            colons[at] = mark
        elif mark := alone(at, line):
            lone[at] = mark
        others += unsigned(at, line)
    _drop_names_run_on(colons, others)
    _drop_colons_in_speech(colons, others)
    _drop_headline(colons, lines)
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in colons.values():
        if mark.shape != "loose":
            groups[name_key(mark.name)].append(mark)
    _join_offices(colons, groups)
    accepted = _accepted(groups, vocabulary, lines)
    sides = Counter(mark.role for mark in known.values())
    if min(sides[Role.QUESTION], sides[Role.ANSWER]) > 1:
        accepted = {name for name in accepted if _is_third(groups[name][0])}
    accepted |= told & groups.keys()
    accepted |= _recurring_alone(lone, accepted, groups)
    accepted |= recurring_unsigned(others, accepted)
    every = Counter(
        name for name, _ in {
            (name_key(mark.name), mark.at) for mark in (*colons.values(), *others)
        }
    )  # fmt: skip
    accepted |= {
        name for name in groups
        if every[name] > 1 and " " in name and groups[name][0].shape != "loose"
    }  # fmt: skip
    found = {at: mark for at, mark in colons.items() if name_key(mark.name) in accepted}
    for mark in (*lone.values(), *others):
        if mark.at not in found and name_key(mark.name) in accepted:
            if mark.sign != "alone" or _is_label_line(mark, lines, lone, accepted):
                found[mark.at] = mark
    found |= without_sign(lines, known | found, accepted, told)
    found |= seen_once(colons, known | found, groups, accepted, lines, reading)
    reading.doubtful += _left_in_text(colons, known | found, lines)
    return found


def _join_offices(colons: dict[int, Mark], groups: dict[str, list[Mark]]) -> None:
    """Keep what is hardly a name only where a name follows an office in it."""
    initialled = defaultdict(list)
    for name in groups:
        if "." in name:
            words = bare(name)
            initialled[words[-1]].append(" ".join(words))
    for mark in list(colons.values()):
        if mark.shape != "loose":
            continue
        last = key(" ".join(mark.name.split()[-2:]))
        own = from_initials(mark.name)
        if last in groups or any(
            name == own or is_short_for(name, own)
            for name in initialled.get(own.rpartition(" ")[2], ())
        ):
            groups[name_key(mark.name)].append(mark)
        else:
            del colons[mark.at]


def _drop_names_run_on(colons: dict[int, Mark], others: list[Mark]) -> None:
    """Leave out a known name and a word after it: ``A. Serik Potatoes - yes.``

    A fuller name would have come first. A name of one word may grow, and before a colon
    any that has no initials.
    """
    places = defaultdict(set)
    for mark in (*colons.values(), *others):
        places[name_key(mark.name)].add(mark.at)

    def runs_on(mark: Mark) -> bool:
        words = name_key(mark.name).split()
        own = places[" ".join(words)]
        heads = {" ".join(words[:end]) for end in range(1, len(words))}
        return any(
            len(own) < len(places[head]) and min(places[head]) < min(own)
            for head in heads & places.keys()
            if "." in head or (" " in head and mark.sign != ":")
        )  # fmt: skip

    others[:] = [mark for mark in others if not runs_on(mark)]
    for at in [at for at, mark in colons.items() if runs_on(mark)]:
        del colons[at]


def _drop_colons_in_speech(colons: dict[int, Mark], others: list[Mark]) -> None:
    """Leave out the colons behind a label with a dash: ``A. Serik - One asks: why?``."""
    dashed = {mark.at: name_key(mark.name) for mark in others if mark.sign == "-"}
    names = Counter(name_key(mark.name) for mark in colons.values())
    names.update(dashed.values())
    for at, name in dashed.items():
        if at in colons and colons[at].sign == ":" and names[name] > 1:
            del colons[at]


def _drop_headline(colons: dict[int, Mark], lines: list[Line]) -> None:
    """Leave out a name in the headline: ``Secretary Mwale: Remarks at the Lake``.

    One who speaks below is named there too where all that follows is quoted.
    """
    first = colons.get(0)
    if not first or first.sign != ":":
        return
    dated = any(is_dateline(line.plain) for line in lines[1:4])
    others = [mark.name for at, mark in colons.items() if at]
    words = lines[0].plain[first.end :].strip()
    quoted = QUOTED.fullmatch(words) and (dated or words[-2] not in ".!?…")
    if quoted or (dated and first.name not in others):
        del colons[0]


def _left_in_text(
    colons: dict[int, Mark], taken: dict[int, Mark], lines: list[Line]
) -> list[Mark]:
    """Return full names with a colon between the turns: one who speaks only once?"""
    first = min(taken, default=len(colons))
    return [
        mark for at, mark in colons.items()
        if at > first and at not in taken and is_full_name(mark.name)
        and not lines[at].plain[mark.end : mark.end + 1].islower()
    ]  # fmt: skip


def _accepted(
    groups: dict[str, list[Mark]], vocabulary: Vocabulary, lines: list[Line]
) -> set[str]:
    """Return the folded names with a colon that come back, or are short for one."""
    accepted: set[str] = set()
    for name, marks in groups.items():
        known = is_known(name)
        common = " " not in name and vocabulary.has(name) and len(marks) < 3
        if known or marks[0].sign == "voice" or (len(marks) > 1 and not common):
            accepted.add(name)
    names = {name: marks[0].name for name, marks in groups.items()}
    for name, typed in names.items():
        if name in accepted or len(names) > 400:
            continue
        for other, full in names.items():
            if other != name and (
                is_short_for(typed, full) or is_short_for(full, typed)
            ):
                if other in accepted or len(groups[other]) + len(groups[name]) > 1:
                    accepted |= {name, other} if _both(groups, name, other) else set()
                    break
    return accepted


def _is_third(mark: Mark) -> bool:
    """Beside ``Q:`` and ``A:`` somebody else has a full name, capitals or a role."""
    name = mark.name
    known = is_known(name)
    return known or " " in name or name.isupper() or mark.sign == "voice"


def _both(groups: dict[str, list[Mark]], name: str, other: str) -> bool:
    """A short form next to its full one is a label only if one of them comes back."""
    return len(groups[name]) > 1 or len(groups[other]) > 1 or len(groups) < 12


def _recurring_alone(
    lone: dict[int, Mark], accepted: set[str], groups: dict[str, list[Mark]]
) -> set[str]:
    counts = Counter(name_key(mark.name) for mark in lone.values())
    known = {
        name for name in counts
        if name in accepted or is_asker(name) or is_replier(name)
    }  # fmt: skip
    again = {name for name, count in counts.items() if count > 1} | known
    total = sum(counts[name] for name in again)
    if len(again) > 1 and total > 2:
        names = {name_key(mark.name): mark.name for mark in lone.values()}
        for name in counts:
            if name not in again and any(
                is_short_for(names[other], names[name]) for other in again
            ):
                again.add(name)
        return again
    return known & accepted


def _is_label_line(
    mark: Mark, lines: list[Line], lone: dict[int, Mark], accepted: set[str]
) -> bool:
    """A name alone on a line is a label if words follow that are no label line."""
    if mark.at + 1 >= len(lines):
        return False
    following = lone.get(mark.at + 1)
    return following is None or name_key(following.name) not in accepted

"""Decide which possible labels are labels.

Generic words are known. A name is a label where it comes back, is the short form of
one that does, stands in a known role, or fills the only place a question can be in.
"""

import re
from bisect import bisect
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from interviews.transcripts.grammar.cutting import bold_head
from interviews.transcripts.grammar.labels import (
    Mark,
    Role,
    alone,
    generic,
    is_name_like,
    named,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import asks, fold, key, name_key
from interviews.transcripts.grammar.people import (
    is_asker,
    is_known,
    is_replier,
    is_short_for,
)
from interviews.transcripts.grammar.words import HONORIFICS

# Letters mean nothing alone: F may be Frage, and the first letter of a name.
PAIRS = tuple(
    tuple(pair.split("/"))
    for pair in "q/a q/r f/a p/r d/r v/a в/о з/в с/ж с/җ s/c s/j س/ج ש/ת u/i प्र/उ q/答".split()
)
_LETTERS = frozenset(letter for pair in PAIRS for letter in pair)


@dataclass(slots=True)
class Reading:
    """Where turns begin, by index of the line, and by which form they were found."""

    form: str = ""
    marks: dict[int, Mark] = field(default_factory=dict)
    weight: float = 0.0
    once: list[Mark] = field(default_factory=list)  # taken though seen only once
    doubtful: list[Mark] = field(default_factory=list)  # label or name in the text


class Vocabulary:
    """The words a text writes small: what is among them is hardly a surname."""

    def __init__(self, lines: list[Line]) -> None:
        self.small: set[str] = set()
        for line in lines:
            self.small.update(word.strip(".,:;!?\"'()-") for word in line.plain.split())

    def has(self, word: str) -> bool:
        """Say whether the text writes this word small somewhere."""
        return word.casefold() in self.small


def labelled(lines: list[Line]) -> Reading:
    """Return the reading by labels; its marks are empty where none were found."""
    vocabulary = Vocabulary(lines)
    reading = Reading("labels")
    spoken = {
        at: Mark(at, Role.NAME, line.voice, 0, name=line.voice, sign="voice")
        for at, line in enumerate(lines)
        if line.voice
    }
    known = _generic(lines, vocabulary)
    found = _names(lines, known, spoken, vocabulary, reading)
    reading.marks = dict(sorted((known | found).items()))
    _drop_initials(reading, lines, vocabulary)
    roles = {mark.role for mark in reading.marks.values()}
    if len(reading.marks) < 2 and Role.QUESTION not in roles:
        reading.marks = {}
    reading.weight = float(len(reading.marks))
    return reading


# ------------------------------------------------------------------ generic words
def _generic(lines: list[Line], vocabulary: Vocabulary) -> dict[int, Mark]:
    marks = [mark for at, line in enumerate(lines) if (mark := generic(at, line))]
    people = {
        " ".join(key(name.name).split()[:2])
        for mark in marks
        if mark.word in _LETTERS and (name := named(mark.at, lines[mark.at]))
        and name.name.count(" ") and name.shape != "loose"
        and name.name.split()[1][0].isalpha()
        and not any(letter.isdigit() for letter in name.name)
    }  # fmt: skip
    marks = [
        mark for mark in marks
        if " ".join(key(lines[mark.at].plain[:60]).split()[:2]).rstrip(":") not in people
    ]  # fmt: skip
    words = [mark for mark in marks if mark.word not in _LETTERS and mark.sign != " "]
    words += [
        mark for mark in marks
        if mark.word not in _LETTERS and mark.sign == " " and mark.number
    ]  # fmt: skip
    lone = Counter(mark.word for mark in words if mark.sign == "\t")
    words = [mark for mark in words if mark.sign != "\t" or lone[mark.word] > 1]
    letters = _letters([mark for mark in marks if mark.word in _LETTERS], bool(words))
    return {mark.at: mark for mark in (*words, *letters)}


def _letters(marks: list[Mark], has_words: bool) -> list[Mark]:
    """Return the marks of the pair of letters that explains most."""
    strong = [mark for mark in marks if _is_strong(mark)]
    counts = Counter(mark.word for mark in strong)
    weak = [mark for mark in marks if mark.sign == " " and not mark.number]
    spaced = Counter(mark.word for mark in weak)
    best: tuple[float, tuple[str, ...]] = (0, ())
    for pair in PAIRS:
        question, answer = counts[pair[0]], counts[pair[1]]
        if pair[0] == "q" and (question or spaced["q"] > 1):
            question += spaced["q"]
        score = question + answer + (0.5 if question and answer else 0)
        if (question and answer) or question > 1 or answer > (0 if has_words else 1):
            best = max(best, (score, pair))
    pair = best[1]
    if not pair:
        return []
    kept = []
    for mark in (*strong, *(mark for mark in weak if mark.word == "q")):
        if mark.word in pair:
            role = Role.QUESTION if mark.word == pair[0] else Role.ANSWER
            kept.append(replace(mark, role=role))
    return sorted(kept, key=lambda mark: mark.at)


def _is_strong(mark: Mark) -> bool:
    if mark.sign == "\t":
        return mark.word in ("q", "a")
    return mark.sign != " " or bool(mark.number)


_INITIAL = re.compile(r"\w\.\s?(?:-\s?)?(?=\S)")


def _drop_initials(reading: Reading, lines: list[Line], vocabulary: Vocabulary) -> None:
    """Take out ``R. Molina``: an initial in the text looks like a letter and its stop."""
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    for mark in reading.marks.values():
        if mark.word in _LETTERS:
            signs[mark.word][mark.sign if not mark.number else "1"] += 1
    before: Role | None = None
    marks = list(reading.marks.values())
    for mark, following in zip_longest(marks, marks[1:]):
        if mark.word in _LETTERS and mark.sign == "." and not mark.number:
            usual = signs[mark.word].most_common(1)[0][0]
            breaks = before == mark.role or (
                mark.role == Role.QUESTION and following is not None
                and following.role == Role.QUESTION
            )  # fmt: skip
            if _is_initial(mark, lines[mark.at].plain, breaks, usual, vocabulary):
                del reading.marks[mark.at]
                reading.doubtful.append(mark)
                continue
        before = mark.role


def _is_initial(
    mark: Mark, plain: str, breaks: bool, usual: str, vocabulary: Vocabulary
) -> bool:
    rest = plain[mark.end :]
    words = rest.split()
    if not words:
        return False
    first = words[0].rstrip(".,;:!?'\"-")
    if _INITIAL.match(rest) and first[:1].isupper() and len(first) == 1:
        return breaks or (mark.role == Role.QUESTION and not asks(plain))
    if not breaks:
        return False
    surname = len(first) > 1 and first[0].isupper() and not vocabulary.has(first)
    if usual != "." and surname:
        return True
    particle = len(words) > 1 and words[0] in ("de", "van", "von", "da", "di", "du")
    if mark.role == Role.ANSWER:
        return surname or particle
    if asks(plain):
        return False
    follows = words[0].endswith(",") or (len(words) > 1 and words[1][0].islower())
    return particle or (surname and follows)


# ------------------------------------------------------------------ names
_DASHED = re.compile(
    r"\s*(?P<name>[^\W\d_][^:!?]{1,40}?)(?:\s-{1,2}\s|\s-{1,2}(?=\S)|-\s)"
)
_STOPPED = re.compile(
    r"\s*(?P<name>(?:[^\W\d_a-zа-я]{1,4}\.\s?)*[^\W\d_a-zа-яё]{2,}(?:[ '-][^\W\d_a-zа-яё]{2,}){0,3})\.\s"  # noqa: E501
)
_WIDE = re.compile(r"\s*(?P<name>\S[^\u3000\t]{0,18}?)(?:\u3000+|\t+|\s{3,})(?=\S)")


def _names(
    lines: list[Line],
    known: dict[int, Mark],
    spoken: dict[int, Mark],
    vocabulary: Vocabulary,
    reading: Reading,
) -> dict[int, Mark]:
    """Return the names that are labels, by line."""
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
        others += _unsigned(at, line)
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in colons.values():
        if mark.shape != "loose":
            groups[name_key(mark.name)].append(mark)
    for mark in list(colons.values()):
        if mark.shape == "loose":
            if key(" ".join(mark.name.split()[-2:])) in groups:
                groups[name_key(mark.name)].append(mark)
            else:
                del colons[mark.at]
    accepted = _accepted(groups, vocabulary, lines)
    sides = Counter(mark.role for mark in known.values())
    if min(sides[Role.QUESTION], sides[Role.ANSWER]) > 1:
        accepted = {name for name in accepted if _is_third(groups[name][0])}
    accepted |= _recurring_alone(lone, accepted, groups)
    accepted |= _recurring_unsigned(others, accepted)
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
    found |= _bare(lines, known | found, accepted)
    found |= _once(colons, known | found, groups, accepted, lines, reading)
    return found


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


def _unsigned(at: int, line: Line) -> list[Mark]:
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
            found.append(
                Mark(at, Role.NAME, name, len(fold(str(line.text)[:end])), name=name,
                     sign="bold")
            )  # fmt: skip
    return found


def _recurring_unsigned(others: list[Mark], accepted: set[str]) -> set[str]:
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
        elif again and sign in ("\t", "bold") and counts.total() > 2:
            found |= again
    return found


def _bare(
    lines: list[Line], taken: dict[int, Mark], accepted: set[str]
) -> dict[int, Mark]:
    """Return known names whose sign is missing: ``A. Serik Good evening``."""
    names = {
        name for name in accepted
        if (" " in name or "." in name) and not is_asker(name)
    }  # fmt: skip
    if not taken:
        return {}
    first = min(taken)
    accepted_as = {mark.name for mark in taken.values()}
    by_head = defaultdict(list)
    for name in names:
        by_head[name[:3]].append(name)
    found = {}
    for at, line in enumerate(lines):
        if at in taken or not by_head or at < first:
            continue
        start = line.plain[:60].lstrip().casefold()
        for name in by_head.get(start[:3], ()):
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


def _once(
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
        if name_key(taken[after].name) not in tops:
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

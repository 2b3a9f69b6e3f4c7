"""Which of the generic words (``Q``, ``Antwort``, ``س``) that begin lines are labels.

Letters mean nothing alone: F may be Frage, and the first letter of a name.
"""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import zip_longest

from interviews.transcripts.grammar.labels import (
    Mark,
    Role,
    counted,
    generic,
    named,
)
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    asks,
    key,
)
from interviews.transcripts.grammar.reading import Reading, Vocabulary
from interviews.transcripts.grammar.words import PARTICLES, REQUESTS

# Letters mean nothing alone: F may be Frage, and the first letter of a name.
PAIRS = tuple(
    tuple(pair.split("/"))
    for pair in "q/a q/r f/a p/r d/r v/a в/о з/в с/ж с/җ s/c s/j س/ج ש/ת u/i प्र/उ q/答".split()
)


LETTERS = frozenset(letter for pair in PAIRS for letter in pair)


def generic_marks(
    lines: list[Line], vocabulary: Vocabulary, told: set[str]
) -> dict[int, Mark]:
    """Return the generic labels by line; ``told`` are labels that a legend explains."""
    marks = [
        mark for at, line in enumerate(lines)
        if (mark := generic(at, line) or counted(at, line)) and mark.word not in told
    ]  # fmt: skip
    people = {
        " ".join(key(name.name).split()[:2])
        for mark in marks
        if mark.word in LETTERS and (name := named(mark.at, lines[mark.at]))
        and name.name.count(" ") and name.shape != "loose"
        and name.name.split()[1][0].isalpha()
        and not any(letter.isdigit() for letter in name.name)
    }  # fmt: skip
    marks = [
        mark for mark in marks
        if " ".join(key(lines[mark.at].plain[:60]).split()[:2]).rstrip(":") not in people
    ]  # fmt: skip
    words = [mark for mark in marks if mark.word not in LETTERS and mark.sign != " "]
    words += [
        mark for mark in marks
        if mark.word not in LETTERS and mark.sign == " " and mark.number
    ]  # fmt: skip
    lone = Counter(mark.word for mark in words if mark.sign == "\t")
    words = [mark for mark in words if mark.sign != "\t" or lone[mark.word] > 1]
    letters = _letters([mark for mark in marks if mark.word in LETTERS], bool(words))
    return {mark.at: mark for mark in (*words, *letters)}


def _letters(marks: list[Mark], has_words: bool) -> list[Mark]:
    """Return the marks of the pair of letters that explains most."""
    marks = _without_points(marks)
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


def _without_points(marks: list[Mark]) -> list[Mark]:
    """Leave out ``a)`` of a list where the label of that letter is a capital."""
    loud = {mark.word for mark in marks if mark.typed.lstrip("([ ")[:1].isupper()}
    return [
        mark for mark in marks
        if mark.word not in loud or mark.sign not in (")", "]") or mark.number
        or not mark.typed.lstrip("([ ")[:1].islower()
    ]  # fmt: skip


def _is_strong(mark: Mark) -> bool:
    if mark.sign == "\t":
        return mark.word in ("q", "a", "答")
    return mark.sign != " " or bool(mark.number)


_INITIAL = re.compile(r"\w\.\s?(?:-\s?)?(?=\S)")


def drop_initials(reading: Reading, lines: list[Line], vocabulary: Vocabulary) -> None:
    """Take out ``R. Molina``: an initial in the text looks like a letter and its stop."""
    signs: dict[str, Counter[str]] = defaultdict(Counter)
    for mark in reading.marks.values():
        if mark.word in LETTERS:
            signs[mark.word][mark.sign if not mark.number else "1"] += 1
    before: Role | None = None
    marks = list(reading.marks.values())
    for mark, following in zip_longest(marks, marks[1:]):
        if mark.word in LETTERS and mark.sign == "." and not mark.number:
            usual = signs[mark.word].most_common(1)[0][0]
            breaks = before == mark.role or (
                mark.role == Role.QUESTION and following is not None
                and following.role == Role.QUESTION
            )  # fmt: skip
            after_name = before == Role.NAME  # who replies has another label
            plain = lines[mark.at].plain
            if _is_initial(mark, plain, breaks, after_name, usual, vocabulary):
                del reading.marks[mark.at]
                reading.doubtful.append(mark)
                continue
        before = mark.role


def _is_initial(
    mark: Mark,
    plain: str,
    breaks: bool,
    after_name: bool,
    usual: str,
    vocabulary: Vocabulary,
) -> bool:
    rest = plain[mark.end :]
    words = rest.split()
    if not words:
        return False
    first = words[0].rstrip(".,;:!?'\"-")
    if _INITIAL.match(rest) and first[:1].isupper() and len(first) == 1:
        return breaks or (not asks(plain) if mark.role == Role.QUESTION else after_name)
    if not breaks or rest.casefold().startswith(REQUESTS):
        return False
    if rest[:1].islower():
        return True
    own = [word for word in words[:3] if word.casefold() not in PARTICLES]
    first = own[0].rstrip(".,;:!?'\"-") if own else ""
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

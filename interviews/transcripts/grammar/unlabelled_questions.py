"""Questions without a label, told by the place where one must stand."""

from interviews.transcripts.grammar import notes
from interviews.transcripts.grammar.dateline import is_dateline
from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import (
    asks,
    is_ended,
    key,
    length,
    words,
)
from interviews.transcripts.grammar.requests import addresses
from interviews.transcripts.grammar.words import THIRD_PERSON
from interviews.transcripts.source import Kind


def add_questions(
    lines: list[Line], marks: dict[int, Mark], answers: set[int], asked: bool
) -> dict[int, Mark]:
    """Return marks for the unlabelled paragraphs that stand where a question must.

    ``answers`` are the lines at which a labelled answer begins, ``asked`` says that
    some questions do have a label.
    """
    found: dict[int, Mark] = {}
    order = sorted(marks)
    gaps = []
    previous = dict(zip(order[1:], order, strict=False))
    for at in sorted(answers):
        before = previous.get(at)
        if before is not None and before not in answers:
            continue
        first = 0 if before is None else before + 1
        if before is not None and marks[before].end >= len(lines[before].plain):
            first += 1  # the label stood alone, its words follow
        if at - 1 >= first:
            gaps.append((first, at))
    questions = [at for _, at in gaps if asks(lines[at - 1].plain)]
    regular = (
        not asked
        and len(gaps) * 3 >= len(answers) * 2
        and (len(questions) * 2 >= len(gaps))
    )
    before_of = previous
    for first, at in gaps:
        line = lines[at - 1]
        opening = first == 0
        same = not opening and marks[at].role == Role.ANSWER and asked
        if (
            asked
            and not opening
            and not same
            and not _is_same_person(marks, at, before_of)
        ):
            continue
        speaks = at > 1 and (
            addresses(line)
            or (len(gaps) == len(answers) > 2 and _is_said(lines[:at], marks[at].name))
        )
        if not (asks(line.plain) or (regular and (speaks or not opening)) or same):
            continue
        if length(line.plain) > 90:
            continue
        start = at - 1
        if (
            start - 1 >= first + opening
            and asks(line.plain)
            and asks(lines[start - 1].plain)
        ):
            start -= 1
        found[start] = Mark(start, Role.QUESTION, "", 0, sign="form")
    return found


def _is_said(opening: list[Line], guest: str) -> bool:
    """Say whether the last line before the first answer is said, and tells of nobody.

    It stands where every other answer has its question, under words that introduce.
    """
    before, line = opening[-2:]
    told = set(words(line.plain))
    return (
        line.kind == before.kind == Kind.PARAGRAPH
        and len(opening) > 2
        and length(line.plain) < 20
        and is_ended(line.plain)
        and not is_dateline(before.plain)
        and told.isdisjoint(THIRD_PERSON.union(words(guest)))
        and not (notes.is_credit(line.key) or notes.is_author_note(line))
        and not (notes.is_edited_note(line.key) or is_dateline(line.plain))
    )


def _is_same_person(marks: dict[int, Mark], at: int, before_of: dict[int, int]) -> bool:
    before = before_of.get(at)
    return before is not None and key(marks[before].name) == key(marks[at].name)

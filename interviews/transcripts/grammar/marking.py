"""Marks of the forms: questions, and the answers that begin behind them."""

from interviews.transcripts.grammar.labels import Mark, Role
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.reading import Reading


def question(at: int, number: str = "", end: int = 0, typed: str = "") -> Mark:
    return Mark(at, Role.QUESTION, typed, end, number=number, sign="form")


def answer(at: int, end: int = 0, typed: str = "") -> Mark:
    return Mark(at, Role.ANSWER, typed, end, sign="form")


def _marks(lines: list[Line], asked: dict[int, Mark]) -> dict[int, Mark]:
    """Return the questions with the answers that begin behind each run of them."""
    marks: dict[int, Mark] = {}
    run = False
    for at in range(len(lines)):
        if at in asked:
            if not run or asked[at].number:
                marks[at] = asked[at]
            run = True
        elif run:
            marks[at] = answer(at)
            run = False
    return marks


def reading_of(
    form: str, lines: list[Line], asked: dict[int, Mark], trust: float
) -> Reading:
    marks = _marks(lines, asked)
    answered = sum(mark.role == Role.ANSWER for mark in marks.values())
    if answered < 2:
        return Reading(form)
    return Reading(form, marks, trust * answered)

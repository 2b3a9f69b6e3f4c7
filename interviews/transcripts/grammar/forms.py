"""Interviews without labels: the form tells question from answer.

Each form proposes a reading with its weight, about the number of turns it explains
times how far the form is to be trusted. The heaviest wins; see ``parse``.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise, zip_longest

from interviews.transcripts.grammar.cutting import is_bold, is_italic
from interviews.transcripts.grammar.dashes import (
    dashes,
    double_dash,
    double_dashes,
    leading_dash,
)
from interviews.transcripts.grammar.dateline import is_dateline
from interviews.transcripts.grammar.labels import Mark, Role, numbered
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.marking import answer, question, reading_of
from interviews.transcripts.grammar.matching import asks, length
from interviews.transcripts.grammar.notes import is_credit, is_edited_note
from interviews.transcripts.grammar.reading import Reading
from interviews.transcripts.grammar.requests import addresses, is_request
from interviews.transcripts.grammar.tables import number_column, number_in
from interviews.transcripts.grammar.words import SECOND_PERSON
from interviews.transcripts.source import Kind


def propose(lines: list[Line]) -> list[Reading]:
    """Return what every form makes of the lines, heaviest first."""
    forms: tuple[Callable[[list[Line]], Reading], ...] = (
        paired, bold, headings, numbers, dashes, double_dashes, quoted, questions,
    )  # fmt: skip
    readings = [form(lines) for form in forms]
    return sorted(readings, key=lambda reading: -reading.weight)


def paired(lines: list[Line]) -> Reading:
    """A definition list, or a table with a question and an answer in each row."""
    marks: dict[int, Mark] = {}
    numbers = number_column(lines)
    before: Line | None = None
    for at, line in enumerate(lines):
        if line.kind == Kind.TERM:
            marks[at] = question(at)
        elif line.kind == Kind.DEFINITION:
            if before and before.kind == Kind.TERM:
                marks[at] = answer(at)
        elif line.kind == Kind.CELL:
            first = not (before and before.kind == Kind.CELL and before.row == line.row)
            if first and numbers and (number := number_in(line)):
                marks[at] = question(at, number, len(line.plain), line.plain)
            elif first:
                marks[at] = question(at)
            elif before and before.column not in (line.column, numbers):
                marks[at] = answer(at)
        before = line
    answered = sum(mark.role == Role.ANSWER for mark in marks.values())
    return Reading("table", marks, 3.0 * answered) if answered > 1 else Reading("table")


def bold(lines: list[Line]) -> Reading:
    """Paragraphs all in bold ask, the plain ones after them reply."""
    asked = {
        at: numbered(at, line) or question(at) for at, line in enumerate(lines)
        if line.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE)
        and line.text.spans and line.text.spans[0].bold | line.text.spans[-1].bold
        and is_bold(line.text) and not is_credit(line.key)
    }  # fmt: skip
    _drop_bold_intro(lines, asked)
    asking = sum(asks(lines[at].plain) for at in asked)
    trust = 1.6 if asking * 2 >= len(asked) else 1.0 if asking else 0.3
    reading = reading_of("bold", lines, asked, trust)
    for role in (Role.QUESTION, Role.ANSWER):
        _take_dashes(
            [mark for mark in reading.marks.values() if mark.role == role],
            reading,
            lines,
        )
    return reading


def _take_dashes(marks: list[Mark], reading: Reading, lines: list[Line]) -> None:
    """Where a dash stands before each of the turns, the dashes are labels."""
    ends = [
        double_dash(lines[mark.at]) or leading_dash(lines[mark.at]) for mark in marks
    ]
    if all(ends):
        for mark, end in zip(marks, ends, strict=True):
            end = max(mark.end, end)
            reading.marks[mark.at] = replace(mark, end=end, typed="-")


def _drop_bold_intro(lines: list[Line], asked: dict[int, Mark]) -> None:
    """A bold standfirst before the first question asks nothing."""
    order = sorted(asked)
    if len(order) < 2 or not any(asks(lines[at].plain) for at in order):
        return
    for at, following in pairwise(order):
        if asks(lines[at].plain):
            break
        adjacent = following == at + 1
        notes = all(
            is_edited_note(line.key) or is_italic(line.text) or is_credit(line.key)
            for line in lines[at + 1 : following]
        )
        long = not adjacent and length(lines[at].plain) > 25
        long = long or (at == 0 and _is_title(lines, order))
        if (
            (adjacent and at <= 3 and not addresses(lines[at]))
            or (not adjacent and notes)
            or long
        ):
            del asked[at]
        else:
            break


def _is_title(lines: list[Line], bold: list[int]) -> bool:
    """Say whether the first line is a bold headline: dated, or alone in not asking."""
    asking = sum(asks(lines[at].plain) for at in bold)
    return is_dateline(lines[1].plain) or (
        asking > 2 and asking == len(bold) - 1 and length(lines[0].plain) < 16
    )


def headings(lines: list[Line]) -> Reading:
    """Headings that ask, or that a number stands before."""
    found = [at for at, line in enumerate(lines) if line.kind == Kind.HEADING]
    asking = [at for at in found if asks(lines[at].plain)]
    counted = [at for at in found if numbered(at, lines[at])]
    if len(asking) + len(counted) < 2:
        return Reading("headings")
    levels = [lines[at].level for at in (*asking, *counted)]
    level = max(set(levels), key=levels.count)
    chosen = set(asking) | set(counted)
    last = max(chosen)
    asked: dict[int, Mark] = {}
    for at in found:
        line = lines[at]
        body = at + 1 < len(lines) and lines[at + 1].kind != Kind.HEADING
        inner = at < last and at > min(chosen) and line.level == level and body
        if at in chosen or inner:
            mark = numbered(at, line)
            asked[at] = mark or question(at)
    return reading_of("headings", lines, asked, 1.5)


def numbers(lines: list[Line]) -> Reading:
    """Numbers that ascend over the whole text count questions; those in a row, points."""
    marks = [mark for at, line in enumerate(lines) if (mark := numbered(at, line))]
    listed = _listed(marks, lines)
    asking = {mark.at for mark in marks if _asks_or_requests(lines[mark.at], mark)}
    asked: dict[int, Mark] = {}
    last = 0
    for mark, following in zip_longest(marks, marks[1:]):
        value = int(mark.number)
        is_question = mark.at in asking
        if mark.at in listed and not is_question:
            continue
        step = value - last
        goes_on = following is not None and int(following.number) == value + 1
        reasons = is_question + goes_on + (0 <= step <= _JUMP)
        if step == 1 or (asked and step >= goes_on and reasons > 1):
            asked[mark.at] = mark
            last = value
        elif value == 1 and is_question and last > 2:
            asked[mark.at] = mark
            last = 1
    count = len(asking & asked.keys())
    if len(asked) < 2 or count * 2 < len(asked):
        return Reading("numbers")
    if len(asked) > 2 and count == len(asked) == len(lines) - min(asked):
        return Reading("numbers", asked, 1.0)  # questions that nobody answers
    return reading_of("numbers", lines, asked, 1.4)


_JUMP = 3  # numbers left out between two questions


def _asks_or_requests(line: Line, mark: Mark) -> bool:
    return asks(line.plain) or is_request(line, mark.end)


def _listed(marks: list[Mark], lines: list[Line]) -> set[int]:
    """Return the lines of numbered points: next to one another, counting up."""
    listed: set[int] = set()
    for before, mark in pairwise(marks):
        if mark.at == before.at + 1 and int(mark.number) == int(before.number) + 1:
            listed |= {before.at, mark.at}
    return listed


_QUOTES = "\"'"


def quoted(lines: list[Line]) -> Reading:
    """Paragraphs in quotation marks reply to the ones before them that ask."""
    marks: dict[int, Mark] = {}
    inside = False
    for at, line in enumerate(lines):
        opens = line.plain[:1] == '"'
        if opens and not inside and at and not lines[at - 1].plain.startswith('"'):
            if asks(lines[at - 1].plain):
                marks[at - 1] = question(at - 1)
                marks[at] = answer(at)
        inside = opens and '"' not in line.plain[1:]
    answered = len(marks) / 2
    return Reading("quotes", marks, answered) if answered > 1 else Reading("quotes")


def _requests(lines: list[Line], asked: dict[int, Mark]) -> dict[int, Mark]:
    """Return the requests behind an answer, each before a longer paragraph."""
    if len(asked) < 2:
        return {}
    first = min(asked)
    return {
        at: question(at) for at, line in enumerate(lines[:-1])
        if first < at and at not in asked and is_request(line)
        and at - 1 not in asked and len(lines[at + 1].plain) > len(line.plain)
    }  # fmt: skip


def _is_lost(lines: list[Line]) -> bool:
    """Say whether the letters of a text became question marks on its way."""
    signs = sum(line.plain.count("?") for line in lines)
    return signs * 3 > sum(len(line.plain) for line in lines)


def questions(lines: list[Line]) -> Reading:
    """Paragraphs that end in a question mark, each before longer ones that do not."""
    asked = {
        at: question(at) for at, line in enumerate(lines)
        if at and asks(line.plain) and length(line.plain) < 70
        and line.plain[:1] != '"' and line.kind == Kind.PARAGRAPH
    }  # fmt: skip
    asked |= _requests(lines, asked)
    count = len(asked)
    if count < 3 or count * 5 < len(lines) - 2 or _is_lost(lines):
        return Reading("questions")
    first = min(asked)
    body = lines[first:]
    spoken = sum(
        bool(SECOND_PERSON & set(lines[at].key.replace("?", " ").split()))
        for at in asked
    )
    known = any(SECOND_PERSON & set(line.key.split()) for line in body)
    if count * 4 < len(body) or (known and spoken * 5 < count):
        return Reading("questions")
    return reading_of("questions", lines, asked, 0.5)

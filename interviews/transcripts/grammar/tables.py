"""Tables with a question and an answer in each row, the number perhaps before them."""

import re

from interviews.transcripts.grammar.labels import WORDS
from interviews.transcripts.grammar.lines import Line
from interviews.transcripts.grammar.matching import asks, is_ended, length
from interviews.transcripts.source import Kind

_NUMBER = re.compile(r"\(?(\d{1,3})[.)]?")


def number_in(line: Line) -> str:
    """Return the number that a cell is, nothing where it is more or another thing."""
    match = _NUMBER.fullmatch(line.plain.strip())
    return match[1] if match and line.kind == Kind.CELL else ""


def number_column(lines: list[Line]) -> int:
    """Return which column of the cells but numbers the rows, 0 if none does."""
    cells = [line for line in lines if line.kind == Kind.CELL]
    column = min((line.column for line in cells), default=0)
    found = [line for line in cells if line.column == column]
    counted = sum(bool(number_in(line)) for line in found)
    columns = {line.column for line in cells}
    return column if len(columns) > 2 and counted * 3 >= len(found) * 2 > 2 else 0


def header_row(content: list[Line]) -> list[Line]:
    """Return the cells of a table's first row where they only name the columns."""
    cells = [line for line in content if line.kind == Kind.CELL]
    if not cells:
        return []
    first = [line for line in cells if line.row == cells[0].row]
    others = [line for line in cells if line.row != cells[0].row]
    numbers = number_column(others)
    heads = [line for line in first if line.column != numbers]
    if not others or len(heads) < 2 or any(map(number_in, first)):
        return []
    named = all(
        line.key.rstrip(":").split()[0] in WORDS and length(line.plain) < 5
        and not is_ended(line.plain)
        for line in heads
    )  # fmt: skip
    short = all(length(line.plain) < 3 and not is_ended(line.plain) for line in heads)
    asking = any(asks(line.plain) for line in others if line.column == heads[0].column)
    return first if named or (short and asking) else []

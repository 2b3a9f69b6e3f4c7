"""Collect the blocks of a document with paragraphs, lists and tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from interviews.transcripts import limits
from interviews.transcripts.source import Block, Kind, Span, Text

_SAFE = re.compile(r"(?:https?://|mailto:)[^\s\\<>\"'`\x00-\x1f\x7f]+", re.IGNORECASE)
_BLANK = re.compile(
    "[\\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff\xad]*"
)


def safe_href(target: str) -> str:
    """Return ``target`` if it is a http(s) or mailto link, else nothing."""
    target = target.strip()
    return target if _SAFE.fullmatch(target) else ""


def is_blank(text: str) -> bool:
    """Say whether nothing of ``text`` can be seen."""
    return _BLANK.fullmatch(text) is not None


def trimmed(spans: Iterable[Span]) -> Text:
    """Return the spans as one text: equal neighbours joined, no outer white space."""
    runs = []
    for style, run in groupby(spans, _style):
        if text := "".join([span.text for span in run]):
            runs.append((text, style))
    while runs and not runs[0][0].strip():
        del runs[0]
    while runs and not runs[-1][0].strip():
        del runs[-1]
    if runs:
        runs[0] = (runs[0][0].lstrip(), runs[0][1])
        runs[-1] = (runs[-1][0].rstrip(), runs[-1][1])
    return Text(tuple([Span(text, *style) for text, style in runs]))


def _style(span: Span) -> tuple[bool, bool, str]:
    return span.bold, span.italic, span.href


_NO_CELL = (Kind.ASIDE, Kind.RULE)


@dataclass(slots=True)
class _Table:
    row: int = 0
    column: int = 0
    width: int = 1  # of the column's cell
    widest: int = 0
    nests: bool = False
    cells: list[tuple[int, Kind]] = field(default_factory=list)  # by index: as it was


class Blocks:
    """The blocks so far, and the tables that are open."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._tables: list[_Table] = []
        self._rows = 0
        self._characters = 0

    def add(
        self,
        spans: Sequence[Span],
        kind: Kind = Kind.PARAGRAPH,
        *,
        gap: bool = True,
        level: int = 0,
        mark: str = "",
    ) -> bool:
        """Add a block unless it is blank; say whether it was added."""
        text = trimmed(spans)
        length = sum(len(span.text) for span in text.spans)
        if kind != Kind.RULE and is_blank(str(text)):
            return False
        self._characters += length
        limits.check_characters(self._characters)
        limits.check_blocks(len(self.found) + 1)
        row = column = 0
        if self._tables and self._tables[-1].column and kind not in _NO_CELL:
            table = self._tables[-1]
            row, column = table.row, table.column
            table.cells.append((len(self.found), kind))
            kind = Kind.CELL
        place = len(self.found) + 1
        self.found.append(Block(text, kind, place, gap, level, mark, row, column))
        return True

    def open_table(self) -> None:
        if self._tables:
            self._tables[-1].nests = True
        self._tables.append(_Table())

    def open_row(self) -> None:
        if self._tables:
            self._rows += 1
            table = self._tables[-1]
            table.row, table.column, table.width = self._rows, 0, 1

    def open_cell(self) -> None:
        if self._tables:
            table = self._tables[-1]
            if not table.row:
                self.open_row()
            table.column += table.width
            table.width = 1
            table.widest = max(table.widest, table.column)

    def widen_cell(self, width: int) -> None:
        """Say how many columns the cell spans."""
        if self._tables:
            self._tables[-1].width = max(1, width)

    def close_table(self) -> None:
        """End a table. One that only lays out a page leaves paragraphs, no cells."""
        if not self._tables:
            return
        table = self._tables.pop()
        if table.widest < 2 or table.nests:
            for index, kind in table.cells:
                cell = self.found[index]
                self.found[index] = replace(cell, kind=kind, row=0, column=0)

"""The numbers and bullets that Word computes and does not store in the text."""

import re
from dataclasses import dataclass, field

from interviews.transcripts.readers.archive import attribute
from interviews.transcripts.readers.docx_styles import number
from interviews.transcripts.readers.numerals import numeral

_PLACEHOLDER = re.compile("%([1-9])")
_LEVELS = 9
_LONGEST_MARK = 40  # characters


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""  # such as "%1.%2)"


@dataclass(slots=True)
class Numbering:
    """Handler for ``numbering.xml``; then counts the items as they come."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)  # of a list: its definition
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)  # by definition
    _started: set[str] = field(default_factory=set)
    _definition: str = ""
    _list: str = ""
    _level: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "w:abstractNum":
                self._definition = attribute(attributes, "abstractNumId")
                self._levels[self._definition] = {}
            case "w:num":
                self._list = attribute(attributes, "numId")
                self._definition = ""
            case "w:abstractNumId" if self._list:
                self._abstract[self._list] = attribute(attributes, "val")
            case "w:lvl" | "w:lvlOverride":
                self._level = number(attributes, "ilvl") or 0
                if self._definition:
                    self._levels[self._definition][self._level] = _Level()
            case "w:startOverride" if self._list:
                starts = self._restarts.setdefault(self._list, {})
                starts[self._level] = number(attributes) or 0
            case "w:start" | "w:numFmt" | "w:lvlText" if self._definition:
                self._set(name, attributes)

    def end(self, name: str) -> None:
        if name == "w:num":
            self._list = ""

    def text(self, text: str) -> None:
        """Numbering holds no text."""

    def _set(self, name: str, attributes: dict[str, str]) -> None:
        level = self._levels[self._definition].setdefault(self._level, _Level())
        if name == "w:start":
            start = number(attributes)
            level.start = 1 if start is None else start
        elif name == "w:numFmt":
            level.form = attribute(attributes, "val")
        else:
            level.pattern = attribute(attributes, "val")

    def mark(self, list_id: str, depth: int) -> str:
        """Return the mark of the next item of a list, "" if it has none to see."""
        definition = self._abstract.get(list_id, "")
        levels = self._levels.get(definition, {})
        depth = min(depth, _LEVELS - 1)
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(definition, {})
        if list_id not in self._started:
            self._started.add(list_id)
            for at, start in self._restarts.get(list_id, {}).items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.form == "bullet":
            return "•"
        if level.form == "none":
            return ""

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, _Level())
            return numeral(counts.get(at, other.start), other.form)

        return _PLACEHOLDER.sub(shown, level.pattern[:_LONGEST_MARK]).strip()

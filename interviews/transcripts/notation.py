r"""An interview as one text to be edited: it reads as a transcript in a label style.

::

    A paragraph of the introduction.

    ## The kiln

    Hester Blom: Why clay, and why *here*?

    Noor Abbasi: Because it was under my feet.

    A second paragraph of the answer.

    ---

    A paragraph of the closing.

A label at the head of a line begins a turn, ``## `` a section, ``---`` the closing;
everything else is the markup of intro, turns and closing as it is stored. In bold style
a question is a paragraph between ``**`` and ``**`` and needs no label. ``Q:``, ``Q-1.``,
``Q (Name):`` and a speaker's name are labels in every style.

A stored line that only looks like one of these has a backslash before it; one that has
backslashes already gets one more, so that nothing is ever lost.
"""

import re
from dataclasses import dataclass, field

from interviews.transcripts.styles import Style

CLOSING = "---"
SECTION = "## "
_NUMBER = re.compile(r"[^\s.:()\\-][^\s.:()\\]{0,9}")
_NAME = re.compile(r"[^\W_][^\n\r():\\]{0,119}(?<!\s)")
_BLOCK_SIGN = re.compile(r">|(?:[#+*-]|\d{1,9}[.)])\s")


@dataclass(slots=True)
class Turn:
    """A question or an answer. ``number`` and ``name`` are what its label says, ""
    where it says nothing; ``body`` is markup."""

    asks: bool
    body: str
    number: str = ""
    name: str = ""
    section: str = ""


@dataclass(slots=True)
class Script:
    """The text of an interview. ``left_over`` are section headings with no turn below,
    the only words that have no place."""

    intro: str = ""
    turns: list[Turn] = field(default_factory=list)
    closing: str = ""
    left_over: list[str] = field(default_factory=list)


def tidy(body: str) -> str:
    """Return markup without what a text cannot show: spaces at the ends of lines, blank
    lines beyond one between paragraphs."""
    return "\n\n".join(_blocks(body))


def _blocks(body: str) -> list[str]:
    lines = body.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    even = "\n".join(line.rstrip() for line in lines)
    return [block for block in re.split(r"\n{2,}", even) if block]


class Labels:
    """The labels that one text knows.

    ``letters`` stand for question and answer, ``names`` say of each speaker's name, or
    initials, whether that person asks.
    """

    def __init__(
        self, style: str, letters: tuple[str, str], names: dict[str, bool]
    ) -> None:
        self.style = style
        self.letters = letters
        self.names = {
            name: asks
            for name, asks in names.items()
            if _NAME.fullmatch(name) and name not in letters
        }
        longest_first = sorted(self.names, key=len, reverse=True)
        own = "|".join(map(re.escape, longest_first)) or r"(?!)"
        either = "|".join(map(re.escape, letters))
        self._label = re.compile(
            rf"(?:(?P<letter>{either})(?:-(?P<number>{_NUMBER.pattern}))?"
            rf"(?: \((?P<aside>{_NAME.pattern})\))?[.:]|(?P<own>{own}):)(?=\s|$)"
        )

    def write(self, turn: Turn) -> str:
        by_name = self.style in (Style.NAMES, Style.INITIALS, Style.BOLD)
        own = self.read(f"{turn.name}:") if by_name and turn.name else None
        if own and (own.name, own.asks) == (turn.name, turn.asks):
            return f"{turn.name}:"
        number = f"-{turn.number}" if _NUMBER.fullmatch(turn.number) else ""
        aside = f" ({turn.name})" if _NAME.fullmatch(turn.name) else ""
        letter = self.letters[0 if turn.asks else 1]
        return f"{letter}{number}{aside}{'.' if number else ':'}"

    def read(self, line: str) -> Turn | None:
        """Return the turn that a line begins, None if it begins none."""
        match = self._label.match(line)
        if match is None:
            return None
        rest = line[match.end() :].strip()
        if match["own"]:
            return Turn(self.names[match["own"]], rest, name=match["own"])
        asks = match["letter"] == self.letters[0]
        return Turn(asks, rest, match["number"] or "", match["aside"] or "")

    def is_special(self, line: str) -> bool:
        return (
            line.startswith(SECTION)
            or line == CLOSING
            or self._label.match(line) is not None
        )

    def escape(self, body: str) -> str:
        """Return markup in which no line begins anything."""
        return "\n\n".join(map(self.escape_block, _blocks(body)))

    def escape_block(self, block: str) -> str:
        first, *others = block.split("\n")
        first = f"\\{first}" if self.is_bold(block) else self.escape_line(first)
        return "\n".join([first, *map(self.escape_line, others)])

    def escape_line(self, line: str) -> str:
        return f"\\{line}" if self.is_special(line) or self._has_escape(line) else line

    def unescape(self, line: str) -> str:
        return line[1:] if self._has_escape(line) else line

    def _has_escape(self, line: str) -> bool:
        bare = line.lstrip("\\")
        bold = self.style == Style.BOLD and bare.startswith("**")
        return bare != line and (bold or self.is_special(bare))

    def is_bold(self, block: str) -> bool:
        """Say whether a block is a question by its bold type."""
        whole = block.startswith("**") and block.endswith("**") and len(block) > 4
        return self.style == Style.BOLD and whole


def write(script: Script, labels: Labels) -> str:
    """Return the text of an interview; ``read`` makes the same script of it."""
    parts = [labels.escape(script.intro)]
    before: Turn | None = None
    bold = False  # whether the turn before is a question in bold type
    for turn in script.turns:
        if heading := " ".join(turn.section.split()):
            parts.append(f"{SECTION}{heading}")
        plain = not turn.name and not turn.number and tidy(turn.body) != ""
        if turn.asks:
            parted = before is None or not before.asks or heading != ""
            bold = labels.style == Style.BOLD and plain and parted
            parts.append(_bold(turn, labels) if bold else _labelled(turn, labels))
        else:
            follows = bold and plain and not heading
            parts.append(
                labels.escape(turn.body) if follows else _labelled(turn, labels)
            )
            bold = False
        before = turn
    if closing := labels.escape(script.closing):
        parts += [CLOSING, closing]
    return "\n\n".join(part for part in parts if part)


def _bold(turn: Turn, labels: Labels) -> str:
    blocks = []
    for block in _blocks(turn.body):
        first, *others = f"**{block}**".split("\n")
        blocks.append("\n".join([first, *map(labels.escape_line, others)]))
    return "\n\n".join(blocks)


def _labelled(turn: Turn, labels: Labels) -> str:
    label, body = labels.write(turn), tidy(turn.body)
    if _BLOCK_SIGN.match(body):  # a list or quotation begins on a line of its own
        return f"{label}\n{labels.escape(body)}"
    first, *others = _blocks(body) or [""]
    head, *lines = first.split("\n")
    first = "\n".join([f"{label} {head}".rstrip(), *map(labels.escape_line, lines)])
    return "\n\n".join([first, *map(labels.escape_block, others)])


def read(text: str, labels: Labels) -> Script:
    """Return what an edited text says; every word of it is in the result."""
    reading = _Reading(labels)
    for block in _blocks(text):
        reading.block(block)
    return reading.finish()


class _Reading:
    """Where the reading is: the lines that the next one goes on."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.script = Script()
        self.intro: list[str] = []
        self.lines = self.intro
        self.bodies: list[list[str]] = []
        self.closing: list[str] | None = None
        self.section: list[str] = []
        self.bold = False  # whether the turn before is a question in bold type

    def block(self, block: str) -> None:
        if self.lines:
            self.lines.append("")
        lines = block.split("\n")
        for at, line in enumerate(lines):
            if self.closing is not None:
                self.lines.append(self.labels.unescape(line))
            elif at == 0 and (question := self._bold_question(lines)):
                self._go_on_in_bold(question)
                for special in lines[len(question) :]:
                    self._line(special)
                return
            else:
                self._line(line)

    def _bold_question(self, lines: list[str]) -> list[str]:
        """Return the lines of a question in bold that a block begins with."""
        ends = (at for at, line in enumerate(lines) if self.labels.is_special(line))
        question = lines[: next(ends, len(lines))]
        return question if self.labels.is_bold("\n".join(question)) else []

    def _go_on_in_bold(self, question: list[str]) -> None:
        if not self.bold:
            self._open(Turn(True, ""))
        self.bold = True
        first, *others = question
        words = "\n".join([first, *map(self.labels.unescape, others)])[2:-2]
        self.lines.append(words)

    def _line(self, line: str) -> None:
        if line == CLOSING:
            self.closing = self.lines = []
        elif line.startswith(SECTION):
            self.section.append(" ".join(line[len(SECTION) :].split()))
            self.bold = False
        elif turn := self.labels.read(line):
            self._open(turn)
        else:
            if self.bold:
                self._open(Turn(False, ""))
            self.lines.append(self.labels.unescape(line))

    def _open(self, turn: Turn) -> None:
        turn.section = " · ".join(self.section)
        self.section = []
        self.bold = False
        self.lines = [turn.body] if turn.body else []
        self.script.turns.append(turn)
        self.bodies.append(self.lines)

    def finish(self) -> Script:
        script = self.script
        script.intro = tidy("\n".join(self.intro))
        for turn, lines in zip(script.turns, self.bodies, strict=True):
            turn.body = tidy("\n".join(lines))
        script.closing = tidy("\n".join(self.closing or []))
        script.left_over = self.section
        return script

"""Read a transcript that ``write`` wrote and an editor may have changed."""

import re

from interviews.transcripts.labels import named
from interviews.transcripts.lines import Line
from interviews.transcripts.matching import fold
from interviews.transcripts.notation import (
    CLOSING,
    DECLARATION,
    Labels,
    plain,
    read_inline,
)
from interviews.transcripts.source import Block, Source, Text, Warning
from interviews.transcripts.styles import Style
from interviews.transcripts.transcript import Answer, Exchange, Speaker, Transcript

FORMAT = "written"
ROLES = ("interviewer", "interviewee", "interpreter", "moderator")
_ENTRY = re.compile(r"%\s?([a-z ]{2,20}):\s?(.*)")
_MAYBE = "“{label}” could be a label. It is none of this transcript's."


def is_written(content: str) -> bool:
    """Say whether a text begins with the declaration of the notation."""
    first, _, _ = content.lstrip().partition("\n")
    return DECLARATION.fullmatch(first.rstrip("\r")) is not None


def blocks_of(content: str) -> tuple[Block, ...]:
    """Return a block for each line that is not empty, its text as typed."""
    blocks = []
    gap = True
    for place, typed in enumerate(content.splitlines(), start=1):
        if typed.strip():
            blocks.append(Block(Text.plain(typed.strip(" \t")), line=place, gap=gap))
        gap = not typed.strip()
    return tuple(blocks)


def is_special(line: str, labels: Labels) -> bool:
    """Say whether a line would be read as more than a paragraph."""
    return (
        not line
        or line[0] in "%#"
        or line == CLOSING
        or line.startswith("\\ ")
        or (line[0] == "\\" and line[1:2] not in "\\*[]{}()x")
        or _is_bold(line, labels)
        or labels.read(line) is not None
    )


def _is_bold(line: str, labels: Labels) -> bool:
    return (
        labels.style == Style.BOLD
        and len(line) > 4
        and line.startswith("**")
        and line.endswith("**")
        and not line.endswith("\\**")
    )


def parse_written(source: Source) -> Transcript:
    """Return the transcript that the lines of the notation are."""
    lines = [(str(block.text), block.line) for block in source.blocks]
    declared = DECLARATION.fullmatch(lines[0][0])
    style, language = declared.groups() if declared else (Style.LETTERS, "")
    transcript = Transcript(language=language, style=style)
    asker, replier, lines = _head(transcript, lines[1:])
    labels = Labels(Style(style), language, transcript.speakers, asker, replier)
    _Reading(transcript, labels).read(lines)
    return transcript


def _head(
    transcript: Transcript, lines: list[tuple[str, int]]
) -> tuple[str | None, str | None, list[tuple[str, int]]]:
    """Take the ``%`` lines and the headline; return who asks, who replies, the rest."""
    entries: dict[str, str] = {}
    at = 0
    for line, _ in lines:
        match = _ENTRY.fullmatch(line)
        if match is None:
            break
        if match[1] in ROLES:
            name, *more = [plain(part) for part in match[2].split(" | ")]
            label, post = (*more, "", "")[:2]
            transcript.speakers.append(Speaker(name, match[1], label, post))
        else:
            entries[match[1]] = plain(match[2])
        at += 1
    transcript.dateline_place = entries.get("place")
    transcript.dateline_date = entries.get("date")
    transcript.dateline = entries.get("dateline", "")
    transcript.publication = entries.get("publication")
    if at < len(lines) and lines[at][0].startswith("# "):
        transcript.headline = plain(lines[at][0][2:])
        at += 1
    return entries.get("questions by"), entries.get("answers by"), lines[at:]


class _Reading:
    """Where the reading is: which paragraphs the next one belongs to."""

    def __init__(self, transcript: Transcript, labels: Labels) -> None:
        self.transcript = transcript
        self.labels = labels
        self.paragraphs = transcript.intro
        self.section = ""
        self.in_bold = False

    def read(self, lines: list[tuple[str, int]]) -> None:
        closing = False
        for line, place in lines:
            if closing:
                self.paragraphs.append(read_inline(_unescaped(line)))
            elif line == CLOSING:
                closing = True
                self.paragraphs = self.transcript.closing
            else:
                self._line(line, place)

    def _line(self, line: str, place: int) -> None:
        if line.startswith("## "):
            self.section = plain(line[3:])
            self.in_bold = False
        elif _is_bold(line, self.labels):
            if not self.in_bold:
                self._open(place, "", self.labels.asker)
            self.in_bold = True
            self.paragraphs.append(read_inline(line[2:-2]))
        elif label := self.labels.read(line):
            self.in_bold = False
            rest = line[label.end :]
            if label.asks:
                self._open(place, label.number, label.speaker)
            else:
                self._reply(place, label.number, label.speaker)
            if rest:
                self.paragraphs.append(read_inline(rest))
        else:
            if self.in_bold:
                self._reply(place, "", self.labels.replier)
            self.in_bold = False
            self._warn(line, place)
            self.paragraphs.append(read_inline(_unescaped(line)))

    def _open(self, place: int, number: str, speaker: str | None) -> None:
        digits = re.match(r"\d+", number)
        exchange = Exchange(
            number=int(digits[0]) if digits else None,
            typed=number,
            section=self.section,
            asked_by=speaker,
            place=place,
        )
        self.section = ""
        self.transcript.exchanges.append(exchange)
        self.paragraphs = exchange.question

    def _reply(self, place: int, number: str, speaker: str | None) -> None:
        if not self.transcript.exchanges or self.section:
            self._open(place, number, None)
        answer = Answer(speaker, [])
        self.transcript.exchanges[-1].answers.append(answer)
        self.paragraphs = answer.paragraphs

    def _warn(self, line: str, place: int) -> None:
        """A new name before a colon may be a label that the head does not know."""
        if line.startswith("\\"):
            return
        mark = named(0, Line(Text.plain(line), fold(line), place))
        if mark and mark.shape != "loose" and " " in mark.name:
            message = _MAYBE.format(label=mark.typed)
            self.transcript.warnings.append(Warning("label_maybe_name", message, place))


def _unescaped(line: str) -> str:
    if line.startswith("\\ "):
        return line[2:]
    if line[:1] == "\\" and line[1:2] not in "\\*[]{}()x":
        return line[1:]
    return line


__all__ = ["FORMAT", "blocks_of", "is_special", "is_written", "parse_written"]

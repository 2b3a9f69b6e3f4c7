"""A transcript as an editor corrects it: turns in order, each paragraph with its place.

``Proof.of`` and ``Proof.transcript`` are each other's inverse; what may happen between
them is in ``corrections``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from interviews.transcripts.source import Kind, Source, Text
from interviews.transcripts.transcript import (
    Answer,
    Exchange,
    Furniture,
    Speaker,
    Transcript,
)

_HEAD = 24  # letters by which a paragraph is found again in the source


@dataclass(slots=True)
class Paragraph:
    """``place`` is the source line that it begins on, 0 where that is not known."""

    text: Text
    place: int = 0


@dataclass(slots=True)
class Turn:
    """What one person says in one go: a question, or an answer.

    ``begins`` says of an answer that it opens an exchange without a question.
    """

    asks: bool
    paragraphs: list[Paragraph]
    speaker: str | None = None
    number: str = ""
    section: str = ""
    begins: bool = False

    @property
    def place(self) -> int:
        return self.paragraphs[0].place if self.paragraphs else 0

    @property
    def words(self) -> int:
        return sum(len(str(each.text).split()) for each in self.paragraphs)


@dataclass(slots=True)
class Proof:
    """The working state. ``people`` says which person of the register a speaker is, by
    the person's key. ``rest`` is the transcript's other parts, which nothing moves."""

    intro: list[Paragraph]
    turns: list[Turn]
    closing: list[Paragraph]
    aside: list[Furniture]
    speakers: list[Speaker]
    rest: Transcript
    people: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, transcript: Transcript, source: Source) -> "Proof":
        places = _Places(source)
        intro = places.of(transcript.intro)
        turns = []
        for exchange in transcript.exchanges:
            places.forward(exchange.place)
            turns += _turns(exchange, places)
        return cls(
            intro,
            turns,
            places.of(transcript.closing),
            list(transcript.furniture),
            [replace(speaker) for speaker in transcript.speakers],
            transcript,
        )

    def transcript(self) -> Transcript:
        exchanges: list[Exchange] = []
        for turn in self.turns:
            if turn.asks or turn.begins or not exchanges:
                exchanges.append(_exchange(turn))
            if turn.asks:
                exchanges[-1].asked_by = turn.speaker
                exchanges[-1].question = _texts(turn.paragraphs)
            else:
                answer = Answer(turn.speaker, _texts(turn.paragraphs))
                exchanges[-1].answers.append(answer)
        return replace(
            self.rest,
            intro=_texts(self.intro),
            exchanges=exchanges,
            closing=_texts(self.closing),
            speakers=[replace(speaker) for speaker in self.speakers],
            furniture=list(self.aside),
        )

    def parts(self) -> Iterator[list[Paragraph]]:
        """Go through all paragraphs in the order of the text."""
        yield self.intro
        for turn in self.turns:
            yield turn.paragraphs
        yield self.closing


def _turns(exchange: Exchange, places: "_Places") -> list[Turn]:
    turns = []
    section = exchange.section
    if exchange.question or not exchange.answers:
        paragraphs = places.of(exchange.question)
        turns.append(Turn(True, paragraphs, exchange.asked_by, exchange.typed, section))
        section = ""
    for answer in exchange.answers:
        turn = Turn(False, places.of(answer.paragraphs), answer.speaker)
        if not turns:
            turn.number, turn.section, turn.begins = exchange.typed, section, True
        turns.append(turn)
    return turns


def _exchange(turn: Turn) -> Exchange:
    digits = re.match(r"\d+", turn.number)
    return Exchange(
        number=int(digits[0]) if digits else None,
        typed=turn.number,
        section=turn.section,
        place=turn.place,
    )


def _texts(paragraphs: list[Paragraph]) -> list[Text]:
    return [paragraph.text for paragraph in paragraphs]


class _Places:
    """Find paragraphs again in the source, in order: by their first letters.

    These may go on in the lines below: a caption breaks in mid-sentence.
    """

    def __init__(self, source: Source) -> None:
        self.lines: list[tuple[int, str, str]] = []
        below = ""
        for block in reversed(source.blocks):
            letters = _letters(str(block.text))
            self.lines.append((block.line, letters, below))
            if block.kind != Kind.ASIDE:
                below = (letters + below)[:_HEAD]
        self.lines.reverse()
        self.at = 0
        self.within = 0

    def of(self, texts: list[Text]) -> list[Paragraph]:
        return [
            Paragraph(text, self._find(_letters(str(text))[:_HEAD])) for text in texts
        ]

    def forward(self, place: int) -> None:
        """Go on to a line that is known, unless it is behind already."""
        at = self.at
        while at < len(self.lines) and self.lines[at][0] < place:
            at += 1
        if at > self.at and at < len(self.lines):
            self.at, self.within = at, 0

    def _find(self, head: str) -> int:
        for at in range(self.at, len(self.lines)):
            line, letters, below = self.lines[at]
            begin = self.within if at == self.at else 0
            found = letters.find(head, begin)
            if found < 0:
                last = max(begin, len(letters) - _HEAD)
                found = last + (letters[last:] + below).find(head)
                found = found if last <= found < len(letters) else -1
            if found >= 0 and head:
                self.at, self.within = at, found + len(head)
                return line
            if at - self.at > 40:  # lines set aside between two paragraphs
                break
        return self.lines[self.at][0] if self.at < len(self.lines) else 0


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))

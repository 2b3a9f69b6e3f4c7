"""The structured interview that a source turns into."""

from dataclasses import dataclass, field
from typing import Any

from interviews.transcripts.source import Text, Warning


@dataclass(slots=True)
class Answer:
    """What one person said in reply. ``speaker`` is their fullest name in the document,
    None behind a generic label (``A:``)."""

    speaker: str | None
    paragraphs: list[Text]


@dataclass(slots=True)
class Exchange:
    """One question and the answers to it, in order.

    ``number`` is the number in the label as an integer (``3a`` gives 3) and ``typed``
    as it stood (``3a``); None and "" where the source has none. ``question`` is empty
    for a statement made before any question. ``place`` is its first source line.
    """

    number: int | None = None
    typed: str = ""
    section: str = ""
    asked_by: str | None = None
    question: list[Text] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    place: int = 0
    # Where an answer begins that was told by its place alone.
    unlabelled: int = field(default=0, compare=False)


@dataclass(slots=True)
class Speaker:
    """A person of the document. ``label`` is the short form seen (initials, surname),
    ``post`` the office printed with the name or in the legend, ``role`` is
    interviewer, interviewee, interpreter or moderator."""

    name: str
    role: str
    label: str = ""
    post: str = ""


@dataclass(slots=True)
class Furniture:
    """A line set aside. ``place`` is its source line, so that it can come back."""

    text: str
    place: int


@dataclass(slots=True)
class Transcript:
    """A whole interview.

    ``exchanges`` is empty when the source is no interview; all its paragraphs are then
    in ``intro``. ``dateline_date`` is ISO (2022-01-11) or None. ``style`` is the label
    style seen (a value of ``styles.Style``), "" if none. ``dateline`` is the dateline as
    it was typed, ``labels`` are the labels and stamps taken off: they are in no
    paragraph, and with them every word of the source is somewhere.
    """

    headline: str = ""
    dateline_place: str | None = None
    dateline_date: str | None = None
    publication: str | None = None
    dateline: str = ""
    language: str = ""
    style: str = ""
    intro: list[Text] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    closing: list[Text] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    labels: list[Furniture] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return the plain structure that ``import_transcript --json`` prints."""

        def plain(paragraphs: list[Text]) -> list[str]:
            return [str(paragraph) for paragraph in paragraphs]

        return {
            "headline": self.headline or None,
            "dateline_place": self.dateline_place,
            "dateline_date": self.dateline_date,
            "intro": plain(self.intro),
            "publication": self.publication,
            "exchanges": [
                {
                    "number": exchange.number,
                    "section": exchange.section or None,
                    "question": plain(exchange.question),
                    "answers": [
                        {
                            "speaker": answer.speaker,
                            "paragraphs": plain(answer.paragraphs),
                        }
                        for answer in exchange.answers
                    ],
                }
                for exchange in self.exchanges
            ],
            "closing": plain(self.closing),
            "furniture": [line.text for line in self.furniture],
            "warnings": [
                {"code": w.code, "message": w.message, "place": w.place}
                for w in self.warnings
            ],
        }

"""A proof as its page shows it: source and structure side by side."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interviews.models import Speaker
from interviews.transcripts import styles
from interviews.transcripts.messages import told
from interviews.transcripts.proof import Paragraph, Proof, Turn
from interviews.transcripts.source import Kind, Source, Span, Text, Warning
from interviews.transcripts.transcript import Furniture
from newsroom.models import Person

MOST_PEOPLE = 100  # offered for a speaker; of more, only those of a like name
MOST_SPEAKERS = 40  # offered for a turn; of more, those who speak most


@dataclass(frozen=True, slots=True)
class SourceLine:
    place: int
    html: SafeString
    is_heading: bool
    is_aside: bool


@dataclass(slots=True)
class TurnShown:
    at: int
    turn: Turn
    label: str
    paragraphs: list[tuple[SafeString, int]]
    warnings: list[Warning]
    tools: SafeString


@dataclass(slots=True)
class SpeakerShown:
    at: int
    name: str
    role: str
    turns: int
    person: int
    people: list[Person]


class Tools:
    """The buttons that correct a turn.

    They are the same for all turns of a kind but for the turn's position, and a long
    transcript has thousands: each kind is rendered once.
    """

    POSITION = "\N{OBJECT REPLACEMENT CHARACTER}"

    def __init__(self, speakers: list[SpeakerShown]) -> None:
        self.speakers = speakers
        if len(speakers) > MOST_SPEAKERS:
            often = sorted(speakers, key=lambda one: -one.turns)
            self.speakers = often[:MOST_SPEAKERS]
        self.names = {one.name for one in self.speakers}
        self.kinds: dict[tuple[bool, bool, str | None], str] = {}

    def of(self, turn: Turn, at: int) -> SafeString:
        other = self.POSITION if turn.speaker else None  # somebody who is not offered
        speaker = turn.speaker if turn.speaker in self.names else other
        kind = (at == 0, turn.asks, speaker)
        if kind not in self.kinds:
            self.kinds[kind] = render_to_string(
                "admin/interviews/interview/_tools.html",
                {
                    "at": self.POSITION,
                    "first": at == 0,
                    "asks": turn.asks,
                    "spoken_by": speaker,
                    "speakers": self.speakers,
                },
            )
        rendered = self.kinds[kind].replace(self.POSITION, str(at))
        return mark_safe(rendered)  # noqa: S308 -- a template made it, but for a number


@dataclass(slots=True)
class Shown:
    """What the page of a proof prints. ``warnings`` come with the turn they are about,
    None where they are about the whole or its edges."""

    lines: list[SourceLine]
    intro: list[tuple[SafeString, int]]
    turns: list[TurnShown]
    closing: list[tuple[SafeString, int]]
    aside: list[Furniture]
    speakers: list[SpeakerShown]
    warnings: list[tuple[Warning, TurnShown | None]]
    roles = Speaker.Role.choices

    @property
    def questions(self) -> int:
        return sum(each.turn.asks for each in self.turns)

    @property
    def answers(self) -> int:
        return len(self.turns) - self.questions


def shown(proof: Proof, source: Source) -> Shown:
    """Lay a proof out; two queries for the people of the register."""
    warnings = _about(proof)
    speakers = _speakers(proof)
    turns = _turns(proof, warnings, Tools(speakers))
    return Shown(
        _lines(proof, source),
        _paragraphs(proof.intro),
        turns,
        _paragraphs(proof.closing),
        proof.aside,
        speakers,
        [(one, None if at is None else turns[at]) for one, at in warnings],
    )


def _lines(proof: Proof, source: Source) -> list[SourceLine]:
    aside = {line.place for line in proof.aside}
    return [
        SourceLine(
            block.line,
            inline(block.text),
            block.kind == Kind.HEADING,
            block.line in aside or block.kind in (Kind.ASIDE, Kind.RULE),
        )
        for block in source.blocks
    ]


def inline(text: Text) -> SafeString:
    """Return styled text; its letters are those of the text, one for one."""
    return format_html_join("", "{}", ((_span(span),) for span in text.spans))


def _span(span: Span) -> SafeString | str:
    html = span.text
    if span.italic:
        html = format_html("<em>{}</em>", html)
    if span.bold:
        html = format_html("<strong>{}</strong>", html)
    if span.href:
        html = format_html("<u>{}</u>", html)
    return html


def _paragraphs(paragraphs: list[Paragraph]) -> list[tuple[SafeString, int]]:
    return [(inline(each.text), each.place) for each in paragraphs]


def _about(proof: Proof) -> list[tuple[Warning, int | None]]:
    """Return each warning with the turn that its source line belongs to."""
    begins = [(turn.place, at) for at, turn in enumerate(proof.turns) if turn.place]
    begins += [(each.place, -1) for each in proof.closing[:1] if each.place]
    begins.sort()
    found: list[tuple[Warning, int | None]] = []
    for warning in proof.rest.warnings:
        behind = bisect_right(begins, warning.place, key=lambda begin: begin[0])
        at = begins[behind - 1][1] if behind and warning.place else -1
        sentence = told(warning, translation)
        found.append((replace(warning, message=sentence), None if at < 0 else at))
    return found


def _turns(
    proof: Proof, warnings: list[tuple[Warning, int | None]], tools: Tools
) -> list[TurnShown]:
    question, answer = styles.letters(proof.rest.language)
    about: dict[int | None, list[Warning]] = {}
    for warning, at in warnings:
        about.setdefault(at, []).append(warning)
    found = []
    asked = 0
    for at, turn in enumerate(proof.turns):
        asked += turn.asks
        number = turn.number or str(asked or "")
        label = f"{question if turn.asks else answer} {number}".strip()
        paragraphs = _paragraphs(turn.paragraphs)
        found.append(
            TurnShown(
                at, turn, label, paragraphs, about.get(at, []), tools.of(turn, at)
            )
        )
    return found


def _speakers(proof: Proof) -> list[SpeakerShown]:
    people = _people(proof)
    few = len(proof.speakers) <= MOST_SPEAKERS
    counts: dict[str | None, int] = {}
    for turn in proof.turns:
        counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
    return [
        SpeakerShown(
            at,
            one.name,
            one.role,
            counts.get(one.name, 0),
            proof.people.get(one.name, 0),
            _offered(people, one.name, proof.people.get(one.name, 0), whole=few),
        )
        for at, one in enumerate(proof.speakers)
    ]


def _offered(
    people: list[Person], name: str, joined: int, *, whole: bool
) -> list[Person]:
    """Return the people to choose from without looking them up, the likeliest first."""
    alike = {person.pk: _shared(person.name, name) for person in people}
    some = [
        person for person in people if whole or alike[person.pk] or person.pk == joined
    ]
    return sorted(some, key=lambda person: -alike[person.pk])


def _people(proof: Proof) -> list[Person]:
    """Return who of the register may be meant, all of them where they are few."""
    if Person.objects.count() <= MOST_PEOPLE:
        return list(Person.objects.all())
    alike = Q(pk__in=proof.people.values())
    for speaker in proof.speakers[:40]:
        for word in speaker.name.split()[-1:]:
            alike |= Q(name__icontains=word)
    return list(Person.objects.filter(alike)[:MOST_PEOPLE])


def _shared(one: str, other: str) -> int:
    return len(set(one.casefold().split()) & set(other.casefold().split()))

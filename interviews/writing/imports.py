"""Turn a transcript into an interview: the one writer, all or nothing."""

from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction

from interviews import markup
from interviews.models import Interview, Question, Speaker
from interviews.transcripts.transcript import Answer, Transcript
from interviews.writing.rewriting import Said, rewrite
from newsroom.accounts.acts import Act
from newsroom.models import Person, Publication


class Outcome(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class PublishedAlready(Exception):  # noqa: N818 -- a state, not a fault
    """The transcript belongs to an interview that readers see."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview.headline)
        self.interview = interview


def publication_named(name: str, style: str) -> Publication:
    """Return the publication of this name, made with the label style seen if absent."""
    publication = Publication.objects.filter(name__iexact=name).first()
    if publication is None:
        publication = Publication.objects.create(
            name=name, label_style=style or Publication.LabelStyle.NUMBERED
        )
    return publication


def of_the_same_source(publication: Publication, digest: str) -> Interview | None:
    """Return the interview that this very source made."""
    made = Interview.objects.present().filter(
        publication=publication, source_hash=digest
    )
    return made.first()


def earlier_version(publication: Publication, headline: str) -> Interview | None:
    """Return the interview that a transcript with this headline is a version of."""
    titled = Interview.objects.present().filter(
        publication=publication, headline=headline
    )
    return titled.first() if headline else None


@transaction.atomic
def import_transcript(
    transcript: Transcript,
    publication: Publication,
    *,
    source_hash: str,
    by: User | None = None,
    update_published: bool = False,
) -> tuple[Interview, Outcome]:
    """Write a draft, or update the one that an earlier version of the source made.

    The same source again changes nothing. The same publication and headline is a later
    version: it updates drafts; PublishedAlready is raised for anything else unless
    ``update_published`` says so.
    """
    same_source = of_the_same_source(publication, source_hash)
    if same_source is not None:
        return same_source, Outcome.UNCHANGED
    interview = earlier_version(publication, transcript.headline)
    if interview is None:
        interview = Interview(publication=publication, created_by=by)
        store(interview, transcript, source_hash=source_hash, by=by)
        return interview, Outcome.CREATED
    if interview.status != Interview.Status.DRAFT and not update_published:
        raise PublishedAlready(interview)
    store(interview, transcript, source_hash=source_hash, by=by)
    return interview, Outcome.UPDATED


@transaction.atomic
def store(
    interview: Interview,
    transcript: Transcript,
    *,
    source_hash: str,
    by: User | None,
    people: dict[str, Person] | None = None,
) -> None:
    """Write a transcript into an interview, new or stored.

    Its turns are matched to the stored ones, so that anchors and links stay. ``people``
    says which person of the register a speaker's name stands for.
    """
    if interview.pk:
        interview.claim()
    interview.headline = transcript.headline
    interview.dateline_place = transcript.dateline_place or ""
    interview.dateline_date = transcript.dateline_date
    interview.intro = markup.from_paragraphs(transcript.intro)
    interview.closing = markup.from_paragraphs(transcript.closing)
    interview.language = transcript.language or interview.publication.language
    interview.source_hash = source_hash
    interview.save()
    speaking = _speaking(interview)
    speakers = _write_speakers(interview, transcript, people or {})
    rewrite(interview, turns_of(transcript, speakers))
    # Who left the transcript leaves; who never spoke in it is the editor's own entry.
    interview.speakers.filter(pk__in=speaking - _speaking(interview)).delete()
    interview.relist()
    interview.keep(by=by, verb=Act.Verb.IMPORT)


def _speaking(interview: Interview) -> set[int]:
    pairs = Question.objects.filter(interview=interview).values_list(
        "asked_by", "answered_by"
    )
    return {speaker for pair in pairs for speaker in pair if speaker}


def _write_speakers(
    interview: Interview, transcript: Transcript, people: dict[str, Person]
) -> dict[str, Speaker]:
    """Return the row of each speaker of the transcript; stored ones keep theirs, with
    what editors wrote."""
    stored = list(interview.speakers.all())
    known = {each.label.casefold(): each for each in stored if each.label}
    known |= {each.name.casefold(): each for each in stored}
    found, new = {}, []
    for position, speaker in enumerate(transcript.speakers, start=1):
        row = known.get(speaker.name.casefold())
        if row is None:
            row = Speaker(
                interview=interview,
                name=speaker.name,
                role=speaker.role,
                label=speaker.label[:60],
                post=speaker.post[:300],
                position=position,
            )
            new.append(row)
        if person := people.get(speaker.name):
            row.person = person
            row.honorific = row.honorific or person.honorific
            row.post = row.post or person.post
        found[speaker.name] = row
    Speaker.objects.bulk_create(new)
    Speaker.objects.bulk_update(stored, ["person", "honorific", "post"])
    return found


def turns_of(transcript: Transcript, speakers: dict[str, Speaker]) -> list[Said]:
    """Return a transcript's turns as they are stored."""
    turns = []
    for exchange in transcript.exchanges:
        section = exchange.section
        asker = speakers.get(exchange.asked_by or "")
        if question := markup.from_paragraphs(exchange.question):
            turns.append(Said(True, question, asker, exchange.typed, section))
            section = ""
        for answer in exchange.answers:
            turns.append(_answer(answer, speakers, section))
            section = ""
    return [turn for turn in turns if turn.body]


def _answer(answer: Answer, speakers: dict[str, Speaker], section: str) -> Said:
    body = markup.from_paragraphs(answer.paragraphs)
    return Said(False, body, speakers.get(answer.speaker or ""), section=section)

"""Turn a transcript into an interview: the one writer, all or nothing."""

from enum import StrEnum

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from interviews import markup
from interviews.models import Interview, Question, Speaker
from interviews.transcripts.transcript import Answer, Exchange, Transcript
from newsroom import pages
from newsroom.models import Publication


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
            name=name[:120], label_style=style or Publication.LabelStyle.NUMBERED
        )
    return publication


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
    same_source = Interview.objects.filter(
        publication=publication, source_hash=source_hash
    ).first()
    if same_source is not None:
        return same_source, Outcome.UNCHANGED
    headline = transcript.headline[:300]
    interview = (
        Interview.objects.filter(publication=publication, headline=headline).first()
        if headline
        else None
    )
    outcome = Outcome.UPDATED if interview else Outcome.CREATED
    if interview is None:
        interview = Interview(publication=publication, headline=headline, created_by=by)
    elif interview.status != Interview.Status.DRAFT and not update_published:
        raise PublishedAlready(interview)
    _write(interview, transcript, source_hash)
    return interview, outcome


def _write(interview: Interview, transcript: Transcript, source_hash: str) -> None:
    interview.dateline_place = (transcript.dateline_place or "")[:120]
    interview.dateline_date = transcript.dateline_date
    interview.intro = markup.from_paragraphs(transcript.intro)
    interview.closing = markup.from_paragraphs(transcript.closing)
    interview.language = transcript.language or interview.publication.language
    interview.source_hash = source_hash
    interview.updated = timezone.now()
    if interview.pk:
        interview.version += 1
    interview.save()
    interview.questions.all().delete()
    interview.speakers.all().delete()
    speakers = _write_speakers(interview, transcript)
    _write_questions(interview, transcript.exchanges, speakers)
    interview.mirror_publish_at()
    pages.changed()


def _write_speakers(interview: Interview, transcript: Transcript) -> dict[str, Speaker]:
    rows = [
        Speaker(
            interview=interview,
            name=speaker.name[:120],
            role=speaker.role,
            label=speaker.label[:60],
            post=speaker.post[:300],
            position=position,
        )
        for position, speaker in enumerate(transcript.speakers, start=1)
    ]
    Speaker.objects.bulk_create(rows)
    return {
        speaker.name: row
        for speaker, row in zip(transcript.speakers, rows, strict=True)
    }


def _write_questions(
    interview: Interview, exchanges: list[Exchange], speakers: dict[str, Speaker]
) -> None:
    rows = []
    for exchange in exchanges:
        first, *further = exchange.answers or [Answer(None, [])]
        rows.append(
            Question(
                number=exchange.typed[:10],
                section=exchange.section[:200],
                asked_by=speakers.get(exchange.asked_by or ""),
                text=markup.from_paragraphs(exchange.question),
                answered_by=speakers.get(first.speaker or ""),
                answer=markup.from_paragraphs(first.paragraphs),
            )
        )
        rows += [
            Question(
                answered_by=speakers.get(answer.speaker or ""),
                answer=markup.from_paragraphs(answer.paragraphs),
            )
            for answer in further
        ]
    opening = [row for row in rows if row.text]
    further_rows = [row for row in rows if not row.text]
    # Questions take the first anchors, so that #q3 is the third question.
    anchors = interview.take_anchors(len(rows))
    for row, anchor in zip(opening + further_rows, anchors, strict=True):
        row.anchor = anchor
    for position, row in enumerate(rows, start=1):
        row.interview, row.position = interview, position
        row.render()
    Question.objects.bulk_create(rows)

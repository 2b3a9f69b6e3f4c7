"""The words of an interview as one JSON value: taken at every save, written back on
restoring or merging.

``{"fields": {…}, "tags": […], "speakers": [{"id": …}], "questions": [{"anchor": …}]}``,
rows in their order. A question names its speakers by their ``id`` in the same value.
"""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import models

from newsroom.models import Person, Publication

if TYPE_CHECKING:
    from interviews.models.interview import Interview
    from interviews.models.question import Question
    from interviews.models.speaker import Speaker

type Words = dict[str, Any]

TEXT = """
    publication_id headline standfirst byline dateline_place dateline_date language
    intro closing picture_alt picture_caption picture_credit held held_place
    held_on held_language interpreted questions_sent edited_for_length
    search_title search_description
""".split()
# Kept beside the words, so that two editors' times are held against each other too; an
# old time does not come back with an old text.
BESIDE = ["slug", "publish_at", "embargo_until", "picture_focus_x", "picture_focus_y"]
# Only told: a status is its verb's, and a picture that was replaced is gone.
TOLD = ["status", "picture"]
SPEAKER = ["person_id", "honorific", "name", "post", "role", "label"]
QUESTION = "number section asked_by_id text answered_by_id answer pull_quote".split()
DERIVED = ["intro_html", "closing_html"]


def take(interview: "Interview") -> Words:
    """Return the words as they stand in the database; four queries."""
    stored = type(interview)._default_manager.get(pk=interview.pk)
    return {
        "fields": {
            name: plain(getattr(stored, name)) for name in [*TEXT, *BESIDE, *TOLD]
        },
        "tags": sorted(stored.tags.names()),
        "speakers": [_row(row, ["id", *SPEAKER]) for row in stored.speakers.all()],
        "questions": [
            _row(row, ["id", "anchor", *QUESTION]) for row in stored.questions.all()
        ],
    }


def write(interview: "Interview", words: Words, *, beside: Sequence[str] = ()) -> None:
    """Make the interview say these words; within the caller's transaction.

    ``beside`` names columns of ``BESIDE`` that are to be written as well.

    Rows are known by key and anchor: those that were deleted since come back under
    their old anchor, those that are not in ``words`` go.
    """
    names = fill(interview, words, beside=beside)
    interview.save(update_fields=[*names, *DERIVED])
    interview.tags.set(words["tags"])
    _write_questions(interview, words, _write_speakers(interview, words))
    interview.relist()


def fill(
    interview: "Interview", words: Words, *, beside: Sequence[str] = ()
) -> list[str]:
    """Set the columns that the words are in, unsaved, and return their names."""
    fields = {**words["fields"]}
    if not Publication.objects.filter(pk=fields["publication_id"]).exists():
        del fields["publication_id"]
    if interview.picture and not fields["picture_alt"]:
        del fields["picture_alt"]  # there was no picture to be described then
    names = [name for name in [*TEXT, *beside] if name in fields]
    for name in names:
        field = interview._meta.get_field(name.removesuffix("_id"))
        setattr(interview, name, field.to_python(fields[name]))  # type: ignore[union-attr]
    return names


def _write_speakers(interview: "Interview", words: Words) -> dict[Any, "Speaker"]:
    left = {row.pk: row for row in interview.speakers.order_by("pk")}
    known = {row["person_id"] for row in words["speakers"]} - {None}
    people = set(Person.objects.filter(pk__in=known).values_list("pk", flat=True))
    written = {}
    for position, row in enumerate(words["speakers"], start=1):
        speaker = left.pop(row["id"], None) or interview.speakers.model()
        _set(speaker, row, SPEAKER)
        if speaker.person_id not in people:
            speaker.person_id = None
        speaker.interview, speaker.position = interview, position
        speaker.save()
        written[row["id"]] = speaker
    interview.speakers.filter(pk__in=left).delete()
    return written


def _write_questions(
    interview: "Interview", words: Words, speakers: dict[Any, "Speaker"]
) -> None:
    left = {row.anchor: row for row in interview.questions.order_by("pk")}
    for position, row in enumerate(words["questions"], start=1):
        question = left.pop(row["anchor"], None) or interview.questions.model()
        _set(question, row, ["anchor", *QUESTION])
        question.asked_by = speakers.get(row["asked_by_id"])
        question.answered_by = speakers.get(row["answered_by_id"])
        question.interview, question.position = interview, position
        question.save()
    interview.questions.filter(pk__in=[row.pk for row in left.values()]).delete()


def _set(row: "Speaker | Question", values: dict[str, Any], names: list[str]) -> None:
    for name in names:
        setattr(row, name, values[name])


def _row(row: models.Model, names: list[str]) -> dict[str, Any]:
    return {name: plain(getattr(row, name)) for name in names}


def plain(value: Any) -> Any:
    """Return a column's value as JSON knows it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    return value.isoformat() if isinstance(value, datetime.date) else str(value)

"""What to read after an interview."""

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.expressions import RawSQL
from django.utils import timezone

from interviews.models import Interview, Speaker

SHOWN = 4
PRINTED = ["slug", "headline", "language", "publish_at"]
PRINTED += ["publication__name", "publication__accent"]

# SQL of our own: a page would spend a fifth of its time on Django writing the same.
NEWEST = (
    "SELECT * FROM (SELECT {interview} FROM {table} WHERE {of} = %s{also}"
    " AND publish_at <= %s ORDER BY publish_at DESC, {interview} DESC"
    " LIMIT {most}) AS newest"
)
OF_PERSON = NEWEST.format(
    table="interviews_speaker",
    interview="interview_id",
    of="person_id",
    also=f" AND role = '{Speaker.Role.INTERVIEWEE}'",
    most=SHOWN + 1,  # the interview itself may be among them
)
OF_TAG = NEWEST.format(
    table="interviews_taggedinterview",
    interview="content_object_id",
    of="tag_id",
    also="",
    most=SHOWN + 1,
)


def related(interview: Interview) -> list[Interview]:
    """Return others with the same guests, then of the same tags, newest first.

    One query where speakers and tags are prefetched: each person's and each tag's
    newest come from the index made for that list, however long the list is.
    """
    guests = {guest.person_id for guest in interview.guests()} - {None}
    near = [(OF_PERSON, person) for person in guests]
    near += [(OF_TAG, tag.pk) for tag in interview.tags.all()]
    if not near:
        return []
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    union = " UNION ALL ".join(newest for newest, _ in near)
    asked = [value for _, key in near for value in (key, now)]
    met = Speaker.objects.filter(
        interview=OuterRef("pk"), role=Speaker.Role.INTERVIEWEE
    )
    return list(
        Interview.objects.published()
        .filter(pk__in=RawSQL(union, asked))  # noqa: S611 -- only parameters
        .exclude(pk=interview.pk)
        .select_related("publication")
        .annotate(
            guest=Subquery(met.values("name")[:1]),
            same_guest=Exists(met.filter(person__in=guests)),
        )
        .order_by("-same_guest", "-publish_at", "-pk")
        .only(*PRINTED)[:SHOWN]
    )

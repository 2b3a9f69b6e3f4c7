"""What to read after an interview."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from interviews.models import Interview, Speaker, TaggedInterview

SHOWN = 4
PRINTED = ["slug", "headline", "language", "publish_at"]
PRINTED += ["publication__name", "publication__accent"]


def related(interview: Interview) -> list[Interview]:
    """Return others with the same guests, then of the same tags, newest first.

    One query where speakers and tags are prefetched: each person's and each tag's
    newest come from the index made for that list, however long the list is.
    """
    now = timezone.now()
    persons = {guest.person_id for guest in interview.guests()} - {None}
    met = Speaker.objects.filter(role=Speaker.Role.INTERVIEWEE, publish_at__lte=now)
    tagged = TaggedInterview.objects.filter(publish_at__lte=now)
    near = [_newest(met.filter(person=person), "interview") for person in persons]
    near += [
        _newest(tagged.filter(tag=tag), "content_object")
        for tag in interview.tags.all()
    ]
    if not near:
        return []
    name = Speaker.objects.filter(
        interview=OuterRef("pk"), role=Speaker.Role.INTERVIEWEE
    ).values("name")[:1]
    same_guest = met.filter(interview=OuterRef("pk"), person__in=persons)
    return list(
        Interview.objects.published()
        .filter(pk__in=near[0].union(*near[1:], all=True))
        .exclude(pk=interview.pk)
        .select_related("publication")
        .annotate(guest=Subquery(name), same_guest=Exists(same_guest))
        .order_by("-same_guest", "-publish_at", "-pk")
        .only(*PRINTED)[:SHOWN]
    )


def _newest(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """Return the keys of the newest interviews of these rows.

    Twice nested, for a union of both databases; and a union, for with OR PostgreSQL
    reads every interview there is.
    """
    newest = rows.order_by("-publish_at", f"-{field}_id")[: SHOWN + 1]
    every: QuerySet[Any] = rows.model._default_manager.all()
    return every.filter(pk__in=newest.values("pk")).values(field)

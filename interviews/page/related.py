"""What to read after an interview."""

from django.db.models import Exists, OuterRef, Q, Subquery
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
    heard = met.order_by("-publish_at", "-interview").values("interview")
    tagged = TaggedInterview.objects.filter(publish_at__lte=now)
    tagged = tagged.order_by("-publish_at", "-content_object").values("content_object")
    near = Q(pk__in=[])
    for person in persons:
        near |= Q(pk__in=heard.filter(person=person)[: SHOWN + 1])
    for tag in interview.tags.all():
        near |= Q(pk__in=tagged.filter(tag=tag)[: SHOWN + 1])
    name = Speaker.objects.filter(
        interview=OuterRef("pk"), role=Speaker.Role.INTERVIEWEE
    ).values("name")[:1]
    same_guest = met.filter(interview=OuterRef("pk"), person__in=persons)
    return list(
        Interview.objects.published()
        .filter(near)
        .exclude(pk=interview.pk)
        .select_related("publication")
        .annotate(guest=Subquery(name), same_guest=Exists(same_guest))
        .order_by("-same_guest", "-publish_at", "-pk")
        .only(*PRINTED)[:SHOWN]
    )

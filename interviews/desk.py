"""What waits at the desk, and for whom: the data of its home page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from interviews.models import Interview, InterviewQuerySet, Rating

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FIRST_FEW = 6


@dataclass(frozen=True)
class Pile:
    """Interviews that wait for the same step: the first few, and how many in all."""

    name: str
    title: str
    interviews: list[Interview]
    total: int
    address: str
    empty: str


@dataclass(frozen=True)
class Queue:
    """Readers' words that wait for a moderator; ``oldest`` is None where none do."""

    total: int
    oldest: datetime | None
    address: str


@dataclass(frozen=True)
class Waiting:
    queue: Queue | None
    piles: list[Pile]


def waiting_for(user: "User") -> Waiting:
    """Return what this person may act on, in as many queries however much it is."""
    return Waiting(
        queue=_queue(user) if user.has_perm("interviews.view_rating") else None,
        piles=_piles(user) if user.has_perm("interviews.change_interview") else [],
    )


def _queue(user: "User") -> Queue:
    address = reverse("admin:interviews_rating_changelist") + "?status__exact=pending"
    if user.has_perm("interviews.moderate_rating"):
        address = reverse("admin:interviews_rating_desk")
    found = Rating.objects.waiting().order_by()
    return Queue(
        **found.aggregate(total=Count("pk"), oldest=Min("updated")),
        address=address,
    )


def _piles(user: "User") -> list[Pile]:
    mine = Interview.objects.present().filter(created_by=user)
    theirs = Interview.objects.editable_by(user)
    own_only = not user.has_perm("interviews.publish_interview")
    in_review = _pile(
        "in_review",
        _("In review"),
        theirs.in_review().order_by("updated", "pk"),
        "status__exact=in_review",
        _("Your draft appears here once you hand it in.")
        if own_only
        else _("Nothing waits for your decision."),
    )
    due = _pile(
        "scheduled",
        _("Due next"),
        theirs.scheduled().order_by("publish_at", "pk"),
        "status__exact=scheduled",
        _("Nothing is scheduled. Give an interview a time, then publish it."),
    )
    drafts = _pile(
        "draft",
        _("My drafts"),
        mine.drafts().order_by("-updated", "-pk"),
        "status__exact=draft&mine=yes",
        _("No draft of yours. Start one from a transcript."),
    )
    failing = _pile(
        "failing",
        _("Checks failing"),
        theirs.failing().order_by("-updated", "-pk"),
        "checks=failing",
        _("Everything handed in or published passes its checks."),
    )
    if own_only:
        return [drafts, in_review, failing, due]
    return [in_review, due, failing, drafts]


def _pile(
    name: str, title: str, interviews: InterviewQuerySet, query: str, empty: str
) -> Pile:
    address = reverse("admin:interviews_interview_changelist")
    rows = interviews.select_related("publication", "created_by")
    return Pile(
        name=name,
        title=title,
        interviews=list(rows[:FIRST_FEW]),
        total=interviews.count(),
        address=f"{address}?{query}",
        empty=empty,
    )

"""What is kept about readers, for how long, and how it is handed out and erased.

Retention, counted from the last change: networks' hashes 30 days (the day's key to them
goes with the day), withdrawn ratings 30 days, closed reports 90 days, e-mail addresses a
year. Names and words stay as long as the review does.
"""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from interviews.models import HelpfulVote, PrivacyRun, Rating, Report
from newsroom import pages
from newsroom.mail import Letter
from newsroom.models import Allowance, NetworkKey

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NETWORKS = timedelta(days=30)
WITHDRAWN = timedelta(days=30)
CLOSED_REPORTS = timedelta(days=90)
ADDRESSES = timedelta(days=365)

EXPORTED = (
    "score",
    "review",
    "name",
    "email",
    "status",
    "reason",
    "note",
    "reply",
    "helpful",
    "created",
    "updated",
)
EARLIER = ("score", "name", "review", "written")


@transaction.atomic
def purge(*, by: "User | None" = None, dry_run: bool = False) -> dict[str, int]:
    """Delete what is past its time; return how many rows of each kind."""
    now = timezone.now()
    ratings = Rating.objects.all()
    old = {
        "networks": ratings.filter(created__lt=now - NETWORKS).exclude(network=""),
        "addresses": ratings.filter(updated__lt=now - ADDRESSES).exclude(email=""),
        "withdrawn": ratings.filter(
            status=Rating.Status.WITHDRAWN, updated__lt=now - WITHDRAWN
        ),
        "reports": Report.objects.filter(closed__lt=now - CLOSED_REPORTS),
        "network_keys": NetworkKey.objects.filter(day__lt=now.date()),
        "allowances": Allowance.objects.filter(started__lt=now.timestamp() - 120),
    }
    counts = {name: rows.count() for name, rows in old.items()}
    if dry_run:
        return counts
    old.pop("networks").update(network="")
    old.pop("addresses").update(email="")
    for rows in old.values():
        rows.delete()
    PrivacyRun.objects.create(verb="purge", by=by, counts=counts)
    return counts


def export(email: str, *, by: "User | None" = None) -> dict[str, Any]:
    """Return all that is kept of the reader with this address, and nothing of others."""
    found_ratings = _ratings(email).select_related("interview").order_by("pk")
    ratings = list(found_ratings.prefetch_related("earlier_words"))
    keys = {rating.reader_key for rating in ratings}
    votes = HelpfulVote.objects.filter(reader_key__in=keys).order_by("pk")
    reports = Report.objects.filter(reader_key__in=keys).order_by("pk")
    found = {
        "email": email,
        "ratings": [
            {
                "interview": rating.interview.headline,
                "address": rating.interview.get_absolute_url(),
                **{name: getattr(rating, name) for name in EXPORTED},
                "earlier_words": [
                    {name: getattr(words, name) for name in EARLIER}
                    for words in rating.earlier_words.all()
                ],
            }
            for rating in ratings
        ],
        "helpful_votes": list(votes.values("rating", "created")),
        "reports": list(reports.values("rating", "reason", "words", "created")),
    }
    counts = {
        name: len(found[name]) for name in ("ratings", "helpful_votes", "reports")
    }
    PrivacyRun.objects.create(verb="export", by=by, counts=counts)
    return found


@transaction.atomic
def erase(
    email: str, *, by: "User | None" = None, dry_run: bool = False
) -> dict[str, int]:
    """Delete all that is kept of the reader with this address; return how many rows.

    Their ratings leave the figures, their votes the counts, at once.
    """
    ratings = _ratings(email)
    # An address typed by someone else too is not theirs alone; the rows are, each one.
    keys = set(ratings.values_list("reader_key", flat=True))
    votes = HelpfulVote.objects.filter(reader_key__in=keys)
    rows = {
        "ratings": ratings,
        "helpful_votes": votes,
        "reports": Report.objects.filter(reader_key__in=keys),
        "letters": Letter.objects.filter(to__iexact=email),
    }
    counts = {name: found.count() for name, found in rows.items()}
    if dry_run:
        return counts
    _take_votes_back(rows.pop("helpful_votes"))
    for found in rows.values():
        found.delete()
    PrivacyRun.objects.create(verb="erase", by=by, counts=counts)
    return counts


def _ratings(email: str) -> QuerySet[Rating]:
    if not email:
        return Rating.objects.none()
    return Rating.objects.filter(email__iexact=email)


def _take_votes_back(votes: QuerySet[Any]) -> None:
    reviews = Rating.objects.filter(pk__in=votes.values("rating"))
    for review in reviews.order_by("interview_id", "pk").select_for_update():
        mine = votes.filter(rating=review).delete()[0]
        Rating.objects.filter(pk=review.pk).update(helpful=F("helpful") - mine)
        pages.changed(review.interview_id)

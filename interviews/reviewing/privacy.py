"""What is kept about readers, for how long, and how it is handed out and erased.

Retention, counted from the last change: networks' hashes 30 days (the day's key to them
goes with the day), withdrawn ratings 30 days, closed reports 90 days, e-mail addresses a
year. Names and words stay as long as the review does.
"""

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection, transaction
from django.db.models import F, Q, QuerySet
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
    "moderated_at",
    "reply",
    "held_for",
    "helpful",
    "created",
    "updated",
)
EARLIER = ("score", "name", "review", "written")


@transaction.atomic
def purge(*, by: "User | None" = None, dry_run: bool = False) -> dict[str, int]:
    """Delete what is past its time; return how many rows of each kind."""
    now = timezone.now()
    all_of_them = Rating.objects.all()
    old = {
        "networks": all_of_them.filter(created__lt=now - NETWORKS).exclude(network=""),
        "addresses": all_of_them.filter(updated__lt=now - ADDRESSES).exclude(email=""),
        "withdrawn": all_of_them.filter(
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
    transaction.on_commit(overwrite)
    return counts


def export(who: str, *, by: "User | None" = None) -> dict[str, Any]:
    """Return all that is kept of this reader, and nothing of others; see ``ratings``."""
    theirs = ratings(who)
    found = {"reader": who, **kept(theirs, _letters(theirs, who))}
    counts = {name: len(found[name]) for name in found if name != "reader"}
    PrivacyRun.objects.create(verb="export", by=by, counts=counts)
    return found


def kept(rows: QuerySet[Rating], letters: QuerySet[Letter]) -> dict[str, Any]:
    """Return what is kept of the readers who wrote these ratings.

    ``letters`` hold links that open what they are about: those to an address are for
    its owner alone, not for who typed it.
    """
    found = list(
        rows.select_related("interview")
        .order_by("pk")
        .prefetch_related("earlier_words")
    )
    keys = {rating.reader_key for rating in found}
    votes = HelpfulVote.objects.filter(reader_key__in=keys).order_by("pk")
    reports = Report.objects.filter(reader_key__in=keys).order_by("pk")
    return {
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
            for rating in found
        ],
        "helpful_votes": list(votes.values("rating", "created")),
        "reports": list(reports.values("rating", "reason", "words", "created")),
        "letters": list(
            letters.order_by("pk").values("to", "subject", "body", "created")
        ),
    }


@transaction.atomic
def erase(
    who: str, *, by: "User | None" = None, dry_run: bool = False
) -> dict[str, int]:
    """Delete all that is kept of this reader; return how many rows. See ``ratings``.

    Their ratings leave the figures, their votes the counts, at once.
    """
    theirs = ratings(who)
    # An address typed by someone else too is not theirs alone; the rows are, each one.
    keys = set(theirs.values_list("reader_key", flat=True))
    votes = HelpfulVote.objects.filter(reader_key__in=keys)
    rows = {
        "ratings": theirs,
        "helpful_votes": votes,
        "reports": Report.objects.filter(reader_key__in=keys),
        "letters": _letters(theirs, who),
    }
    counts = {name: found.count() for name, found in rows.items()}
    if dry_run:
        return counts
    _take_votes_back(rows.pop("helpful_votes"))
    for found in rows.values():
        found.delete()
    PrivacyRun.objects.create(verb="erase", by=by, counts=counts)
    transaction.on_commit(overwrite)
    return counts


def ratings(who: str) -> QuerySet[Rating]:
    """Return the ratings of who has this e-mail address, or wrote the review of this
    number: readers who named no address are known by nothing else."""
    if who.isdecimal():
        wrote = Rating.objects.filter(pk=who).values_list("reader_key", flat=True)
        return Rating.objects.filter(reader_key__in=list(wrote))
    if not who:
        return Rating.objects.none()
    return Rating.objects.filter(email__iexact=who)


def _letters(rows: QuerySet[Rating], to: str) -> QuerySet[Letter]:
    addresses = rows.exclude(email="").values_list("email", flat=True)
    return Letter.objects.filter(Q(to__in=list(addresses)) | Q(to__iexact=to))


def overwrite() -> None:
    """Leave no deleted words in SQLite's journal, which keeps old pages for a while."""
    if connection.vendor == "sqlite":
        # Busy with somebody's reading it does less, and the next one the rest.
        with suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _take_votes_back(votes: QuerySet[Any]) -> None:
    reviews = Rating.objects.filter(pk__in=votes.values("rating"))
    for review in reviews.order_by("interview_id", "pk").select_for_update():
        mine = votes.filter(rating=review).delete()[0]
        Rating.objects.filter(pk=review.pk).update(helpful=F("helpful") - mine)
        pages.changed(review.interview_id)

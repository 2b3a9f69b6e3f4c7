"""Ratings that come far faster than an interview is used to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Max, Min, Q
from django.db.models.functions import TruncHour
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from interviews.models import Interview, Rating, RatingSummary
from interviews.models.rating import RatingQuerySet

# A minute is a burst when it has more ratings than one network may send, and ten times
# as many as a usual minute of this interview. One without a history of its own (twenty
# ratings older than an hour) cannot be held against it: the limits alone guard it.
FLOOR = 60
TIMES_USUAL = 10
HISTORY = 20


def is_burst(interview: Interview, this_minute: int) -> bool:
    """Say whether ``this_minute``, the ratings in it so far, is out of all measure.

    No query below the floor, and two above it whatever the number of ratings.
    """
    if this_minute <= FLOOR:
        return False
    now = timezone.now()
    earlier = Rating.objects.filter(
        interview=interview, created__lt=now - timedelta(hours=1)
    )
    first = list(
        earlier.order_by("created").values_list("created", flat=True)[:HISTORY]
    )
    if len(first) < HISTORY:
        return False
    summary = RatingSummary.objects.filter(pk=interview.pk).first() or RatingSummary()
    usual = summary.count / ((now - first[0]) / timedelta(minutes=1))
    return this_minute > TIMES_USUAL * usual


# What moderators look at afterwards, whatever was held at once

DAYS = 14
FEWEST_AN_HOUR = 30
MOST_SHOWN = 20
HOUR = timedelta(hours=1)


@dataclass
class Burst:
    """An hour of one interview; ``usual`` is its ratings an hour before, on average.

    ``networks`` are ``{"network", "ratings", "counted", "average", "first", "last"}``,
    most ratings first.
    """

    interview: Interview
    hour: datetime
    ratings: int
    usual: float
    networks: list[dict[str, Any]]


def found() -> list[Burst]:
    """Return the hours of late that are out of all measure, the newest first."""
    since = timezone.now() - timedelta(days=DAYS)
    hours = (
        Rating.objects.filter(created__gte=since)
        .order_by()
        .values("interview", hour=TruncHour("created"))
        .annotate(ratings=Count("pk"))
        .filter(ratings__gte=FEWEST_AN_HOUR)
        .order_by("-hour", "interview")[: 10 * MOST_SHOWN]
    )
    interviews = Interview.objects.in_bulk({row["interview"] for row in hours})
    bursts: list[Burst] = []
    for row in hours:
        usual = _usual(row["interview"], row["hour"])
        if row["ratings"] > TIMES_USUAL * usual and len(bursts) < MOST_SHOWN:
            part = _within(row["interview"], row["hour"])
            interview = interviews[row["interview"]]
            networks = _by_network(part)
            bursts.append(
                Burst(interview, row["hour"], row["ratings"], usual, networks)
            )
    return bursts


def of_networks(interview: str, hour: str, networks: list[str]) -> RatingQuerySet:
    """Return the ratings of a burst that came from these networks and still stand."""
    at = parse_datetime(hour) if len(hour) < 40 else None
    if at is None or at.tzinfo is None or not (interview.isdecimal() and networks):
        return Rating.objects.none()
    part = _within(int(interview[:18]), at).filter(network__in=networks[:200])
    taken = [Rating.Status.SPAM, Rating.Status.REJECTED, Rating.Status.WITHDRAWN]
    return part.exclude(status__in=taken)


def _within(interview_id: int, hour: datetime) -> RatingQuerySet:
    return Rating.objects.filter(
        interview=interview_id, created__gte=hour, created__lt=hour + HOUR
    )


def _usual(interview_id: int, hour: datetime) -> float:
    """Return the ratings an hour before this one, 0 for an interview's first."""
    before = Rating.objects.filter(interview=interview_id, created__lt=hour)
    known = before.aggregate(first=Min("created"), n=Count("pk"))
    if not known["n"]:
        return 0.0
    return float(known["n"] / max(1.0, (hour - known["first"]) / HOUR))


def _by_network(part: RatingQuerySet) -> list[dict[str, Any]]:
    counted = Count("pk", filter=Q(status=Rating.Status.APPROVED))
    rows: Any = (
        part.order_by()
        .values("network")
        .annotate(
            ratings=Count("pk"),
            counted=counted,
            average=Avg("score"),
            first=Min("created"),
            last=Max("created"),
        )
        .order_by("-ratings", "network")
    )
    return list(rows)

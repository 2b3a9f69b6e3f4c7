"""Ratings that come far faster than an interview is used to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, Max, Min, Q
from django.db.models.functions import TruncHour
from django.utils import timezone

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
ONE_OF = 5  # a network that sent a fifth of an hour's ratings is conspicuous
MOST_SHOWN = 40
HOUR = timedelta(hours=1)
TAKEN_OUT = [Rating.Status.SPAM, Rating.Status.REJECTED, Rating.Status.WITHDRAWN]

type Hour = tuple[int, datetime]  # of one interview


@dataclass(frozen=True)
class Part:
    """What one network sent to one interview within an hour; ``key`` names it."""

    key: str
    network: str
    ratings: int
    counted: int
    average: float
    first: datetime
    last: datetime


@dataclass(frozen=True)
class Burst:
    """An hour of one interview; ``usual`` is its ratings an hour before, on average."""

    interview: Interview
    hour: datetime
    ratings: int
    usual: float
    parts: list[Part]  # most ratings first


def found() -> list[Burst]:
    """Return the hours of late that are out of all measure, the newest first.

    Either the interview had ten times its usual, or one network much of it. What has
    been taken out already is not among them.
    """
    since = timezone.now() - timedelta(days=DAYS)
    busy = _busy_hours(since)
    earlier = _hours_of({interview for interview, _hour in busy}, since)
    crowded = _crowded_hours(since)
    usual = {place: _usual(earlier[place[0]], place[1]) for place in busy}
    shown = [
        place
        for place, ratings in busy.items()
        if ratings > TIMES_USUAL * usual[place]
        or ratings <= ONE_OF * crowded.get(place, 0)
    ][:MOST_SHOWN]
    interviews = Interview.objects.in_bulk({interview for interview, _hour in shown})
    return [
        Burst(interviews[place[0]], place[1], busy[place], usual[place], _parts(*place))
        for place in shown
    ]


def chosen(keys: list[str]) -> RatingQuerySet:
    """Return the ratings of these parts of the bursts that are found now."""
    wanted = Q(pk__in=[])
    for burst in found():
        networks = [part.network for part in burst.parts if part.key in keys]
        if networks:
            hour = _within(burst.interview.pk, burst.hour)
            wanted |= hour & Q(network__in=networks)
    return _standing().filter(wanted)


def _within(interview_id: int, hour: datetime) -> Q:
    return Q(interview=interview_id, created__gte=hour, created__lt=hour + HOUR)


def _standing() -> RatingQuerySet:
    return Rating.objects.exclude(status__in=TAKEN_OUT)


class _Hour(TruncHour):
    """Cut from the text as it is stored: Django's calls Python for every row there."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, parameters = compiler.compile(self.lhs)
        return f"SUBSTR({sql}, 1, 13) || ':00:00'", parameters


def _by_hour(rows: RatingQuerySet, *more: str) -> Any:
    """Count the rows by interview, hour and ``more``."""
    hour = _Hour("created", tzinfo=UTC)
    hours = rows.order_by().values("interview", *more, hour=hour)
    return hours.annotate(ratings=Count("pk"))


def _busy_hours(since: datetime) -> dict[Hour, int]:
    """Return the ratings of hours that had enough of them, the newest first."""
    rows = _by_hour(_standing().filter(created__gte=since))
    rows = rows.filter(ratings__gte=FEWEST_AN_HOUR).order_by("-hour", "interview_id")
    return {(row["interview"], row["hour"]): row["ratings"] for row in rows[:1000]}


def _crowded_hours(since: datetime) -> dict[Hour, int]:
    """Return how many ratings of an hour came from the network that sent most."""
    rows = _by_hour(_standing().filter(created__gte=since), "network")
    rows = rows.filter(ratings__gte=FEWEST_AN_HOUR).order_by("ratings")
    return {(row["interview"], row["hour"]): row["ratings"] for row in rows}


def _hours_of(interviews: set[int], since: datetime) -> dict[int, dict[datetime, int]]:
    """Return the ratings an hour of these, from twice as far back."""
    before = since - timedelta(days=DAYS)
    rows = _standing().filter(interview__in=interviews, created__gte=before)
    hours: dict[int, dict[datetime, int]] = {interview: {} for interview in interviews}
    for row in _by_hour(rows):
        hours[row["interview"]][row["hour"]] = row["ratings"]
    return hours


def _usual(hours: dict[datetime, int], hour: datetime) -> float:
    """Return the ratings an hour before this one, 0 for an interview's first."""
    earlier = {at: ratings for at, ratings in hours.items() if at < hour}
    if not earlier:
        return 0.0
    return sum(earlier.values()) / max(1.0, (hour - min(earlier)) / HOUR)


def _parts(interview_id: int, hour: datetime) -> list[Part]:
    networks: Any = (
        _standing()
        .filter(_within(interview_id, hour))
        .order_by()
        .values("network")
        .annotate(
            ratings=Count("pk"),
            counted=Count("pk", filter=Q(status=Rating.Status.APPROVED)),
            average=Avg("score"),
            first=Min("created"),
            last=Max("created"),
        )
        .order_by("-ratings", "network")
    )
    at = int(hour.timestamp())
    return [
        Part(key=f"{interview_id} {at} {row['network']}", **row) for row in networks
    ]

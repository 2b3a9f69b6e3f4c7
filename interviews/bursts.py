"""Ratings that come far faster than an interview is used to."""

from datetime import timedelta

from django.utils import timezone

from interviews.models import Interview, Rating, RatingSummary

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

"""A minute out of all measure is held; a busy one of a popular interview is not."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from interviews import bursts
from interviews.models import Interview, Rating, RatingSummary
from tests.factories import OUR_PAGE, make_interview, make_rating

pytestmark = pytest.mark.django_db


def with_history(ratings: int, days: int) -> Interview:
    interview = make_interview()
    for n in range(ratings):
        rating = make_rating(interview)
        came = timezone.now() - timedelta(days=days * (n + 1) / ratings)
        Rating.objects.filter(pk=rating.pk).update(created=came)
    return interview


def test_ten_times_a_usual_minute_is_a_burst() -> None:
    quiet = with_history(30, days=10)
    assert not bursts.is_burst(quiet, 60)
    assert bursts.is_burst(quiet, 61)
    # The same minute of one that is rated ten times a minute.
    RatingSummary.objects.filter(pk=quiet.pk).update(score_5=10 * 60 * 24 * 10)
    assert not bursts.is_burst(quiet, 100)
    assert bursts.is_burst(quiet, 102)


def test_without_a_history_nothing_is_a_burst() -> None:
    assert not bursts.is_burst(make_interview(), 500)
    assert not bursts.is_burst(with_history(19, days=10), 500)


def test_a_raid_from_three_networks_stops_counting() -> None:
    interview = with_history(30, days=10)
    address = f"{interview.get_absolute_url()}ratings/"
    with time_machine.travel(timezone.now(), tick=False):
        for n in range(90):
            Client().post(
                address,
                {"score": 1},
                headers=OUR_PAGE,
                REMOTE_ADDR=f"10.0.{n % 3}.{n}",
            )
    assert RatingSummary.objects.get().scores == (60, 0, 0, 30, 0)
    held = Rating.objects.filter(held_for="burst")
    assert set(held.values_list("status", flat=True)) == {"pending"}
    assert (held.count(), len(set(held.values_list("network", flat=True)))) == (30, 3)

"""What comes out of all measure is held, listed, taken out and put back exactly."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from interviews.models import Decision, Interview, Rating, RatingSummary
from interviews.reviewing import bursts
from newsroom.accounts.acts import Act
from tests.factories import OUR_PAGE, make_interview, make_rating, make_staff

pytestmark = pytest.mark.django_db
DESK = "/admin/interviews/rating/"


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


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata"])
def test_ratings_are_counted_from_the_full_hour_on(zone: str) -> None:
    interview = make_interview()
    at = datetime(2026, 3, 1, 10, tzinfo=UTC)
    for minutes in (-1, 0, 59, 60):
        rating = make_rating(interview)
        came = at + timedelta(minutes=minutes)
        Rating.objects.filter(pk=rating.pk).update(created=came)
    with timezone.override(zone):
        hours = bursts._by_hour(Rating.objects.all())
        assert {row["hour"]: row["ratings"] for row in hours} == {
            at - timedelta(hours=1): 1,
            at: 2,
            at + timedelta(hours=1): 1,
        }


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


# What moderators find and do afterwards


def kept() -> tuple[list[Any], list[Any]]:
    """Return all rows of ratings and figures as they are now."""
    return (
        list(Rating.objects.order_by("pk").values()),
        list(RatingSummary.objects.order_by("pk").values()),
    )


def parts(client: Client, network: str) -> list[str]:
    """Return the boxes of the networks with such a name on the page of bursts."""
    page = client.get(f"{DESK}bursts/").text
    return [key for key in re.findall(r'name="part" value="([^"]+)"', page)
            if key.split(" ")[2].startswith(network)]  # fmt: skip


def test_a_raid_on_five_interviews_is_one_act_and_its_undo_another(
    moderator: Client,
) -> None:
    """Three hundred honest ratings and seven hundred from three networks."""
    interviews = [make_interview() for _ in range(5)]
    honest = [
        make_rating(interviews[n % 5], 1 + n % 5, network=f"home-{n}")
        for n in range(300)
    ]
    for n in range(700):
        make_rating(interviews[n % 5], 1, network=f"raid-{n % 3}")
    before = kept()

    raid = parts(moderator, "raid")
    assert len(raid) == 15
    moderator.post(f"{DESK}bursts/", {"verb": "spam", "part": raid})
    assert kept()[0][:300] == before[0][:300]
    totals = RatingSummary.objects.values_list("by_count", flat=True)
    assert sorted(totals) == [60] * 5
    assert RatingSummary.objects.differences() == (5, [])
    act = Act.objects.get(verb="spam")
    assert len(act.after) == 700 and str(honest[0].pk) not in act.after
    assert parts(moderator, "raid") == []

    moderator.post(f"{DESK}decisions/{Decision.objects.get().pk}/undo/")
    assert kept() == before


def test_many_from_one_network_are_found_where_many_are_usual(
    moderator: Client,
) -> None:
    now = timezone.now().replace(minute=30)
    interview = make_interview(publish_at=now - timedelta(days=3))
    with time_machine.travel(now, tick=False):
        for n in range(150):
            rating = make_rating(interview, network=f"home-{n}")
            Rating.objects.filter(pk=rating.pk).update(
                created=now - timedelta(hours=1 + n % 5)
            )
        for n in range(121):
            make_rating(interview, network=f"home-{n}")
        for _ in range(30):
            make_rating(interview, network="crowd")
        assert parts(moderator, "crowd") == [], "less than a fifth, and not unusual"
        Rating.objects.filter(network="home-0").delete()
        assert len(parts(moderator, "crowd")) == 1


@pytest.mark.parametrize("key", ["", "x", "1 2 raid", "9" * 99 + " 1 raid"])
def test_a_burst_that_is_none_takes_nothing_out(moderator: Client, key: str) -> None:
    make_rating(make_interview(), 1, network="raid")
    answer = moderator.post(f"{DESK}bursts/", {"verb": "spam", "part": key})
    assert answer["Location"] == f"{DESK}bursts/"
    assert Decision.objects.count() == 0


def test_the_ratings_of_a_network_are_listed(moderator: Client) -> None:
    interview = make_interview()
    make_rating(interview, network="raid", review="From the raid")
    make_rating(interview, network="home", review="From elsewhere")
    page = moderator.get(f"{DESK}?status__exact=all&network=raid").text
    assert "From the raid" in page and "From elsewhere" not in page


RATINGS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["home", "raid-1", "raid-2"]),
        st.integers(1, 5),
        st.sampled_from(["", "Words"]),
        st.sampled_from(["", "approve", "reject", "mark_spam", "withdraw"]),
    ),
    min_size=1,
    max_size=12,
)


class TestRaids(TestCase):
    @hypothesis_settings(max_examples=20, deadline=None)
    @given(ratings=RATINGS)
    def test_out_is_exactly_the_raid_and_back_is_exactly_as_before(
        self, ratings: list[Any]
    ) -> None:
        interviews = [make_interview(), make_interview()]
        staff = make_staff("Moderator")
        for place, network, score, review, verb in ratings:
            rating = make_rating(
                interviews[place], score, network=network, review=review
            )
            if verb:
                by = {} if verb == "withdraw" else {"by": staff}
                getattr(rating, verb)(**by)
        client = Client()
        client.force_login(staff)
        before = kept()
        stand = Rating.objects.filter(
            network__startswith="raid", status__in=["approved", "pending"]
        )
        raid = set(stand.values_list("pk", flat=True))
        with mock.patch.object(bursts, "FEWEST_AN_HOUR", 1):
            post = {"verb": "spam", "part": parts(client, "raid")}
            client.post(f"{DESK}bursts/", post)
        changed = {row["id"] for row in kept()[0] if row not in before[0]}
        assert changed == raid
        assert RatingSummary.objects.differences()[1] == []
        if raid:
            act = Decision.objects.order_by("-pk")[0]
            assert act.items.count() == len(raid)
            client.post(f"{DESK}decisions/{act.pk}/undo/")
        assert kept() == before

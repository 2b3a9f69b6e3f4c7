"""The figures equal the approved rows, whatever happens and however much at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from interviews.models import Interview, Rating, RatingSummary
from tests.factories import OUR_PAGE, make_interview, make_rating, make_staff

SCORES = st.integers(1, 5)
READERS = st.sampled_from(["ada", "ben", "cleo"])


@pytest.mark.parametrize(
    ("scores", "figure"),
    [([4, 4, 5], 4.3), ([4, 5], 4.5), ([1, 1, 1, 2], 1.3), ([3, 3, 4, 4] * 5, 3.5)],
)
def test_the_figure_is_rounded_half_up(scores: list[int], figure: float) -> None:
    counts = {f"score_{n}": scores.count(n) for n in range(1, 6)}
    assert RatingSummary(**counts).figure == figure


def test_no_rating_has_no_figure() -> None:
    assert RatingSummary().figure is None


class Figures(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.interview = make_interview()
        self.moderator = make_staff("Moderator")

    def ratings(self) -> Any:
        return Rating.objects.filter(interview=self.interview).order_by("pk")

    @rule(reader=READERS, score=SCORES, review=st.sampled_from(["", "fine", "bad"]))
    def rate(self, reader: str, score: int, review: str) -> None:
        self.interview.rate(
            reader_key=reader, score=score, review=review, name="", email=""
        )

    @rule(verb=st.sampled_from(["approve", "reject", "mark_spam"]), n=st.integers(0, 2))
    def decide(self, verb: str, n: int) -> None:
        for rating in self.ratings()[n : n + 1]:
            stale = Rating.objects.get(pk=rating.pk)
            for copy in (rating, stale):  # two moderators decide on what both saw
                try:
                    getattr(copy, verb)(by=self.moderator, version=copy.version)
                except ValidationError:
                    assert Rating.objects.get(pk=copy.pk).status == "withdrawn"

    @rule(n=st.integers(0, 2))
    def withdraw(self, n: int) -> None:
        for rating in self.ratings()[n : n + 1]:
            rating.withdraw()

    @rule(n=st.integers(0, 2))
    def delete(self, n: int) -> None:
        for rating in self.ratings()[n : n + 1]:
            Rating.objects.filter(pk=rating.pk).delete()

    @invariant()
    def figures_equal_the_rows(self) -> None:
        assert RatingSummary.objects.differences()[1] == []


class TestFigures(Figures.TestCase, TestCase):  # type: ignore[misc, name-defined]
    settings = hypothesis_settings(
        max_examples=30, stateful_step_count=20, deadline=None
    )


def at_once(work: Any, times: int) -> list[Any]:
    """Run the work in as many threads, all let go together."""
    gate = threading.Barrier(times)

    def run(n: int) -> Any:
        gate.wait()
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_many_readers_at_once_are_all_counted() -> None:
    interview = make_interview()
    address = f"{interview.get_absolute_url()}ratings/"

    def rate(n: int) -> int:
        data = {"score": 1 + n % 5}
        return Client().post(address, data, headers=OUR_PAGE).status_code

    assert at_once(rate, 20) == [303] * 20
    assert RatingSummary.objects.get().scores == (4, 4, 4, 4, 4)


@pytest.mark.django_db(transaction=True)
def test_one_reader_many_times_at_once_is_one_rating() -> None:
    interview = make_interview()
    address = f"{interview.get_absolute_url()}ratings/"
    reader = Client()
    reader.post(address, {"score": 3}, headers=OUR_PAGE)
    Rating.objects.all().delete()

    def rate(n: int) -> int:
        same = Client()
        same.cookies = reader.cookies
        return same.post(address, {"score": 1 + n % 5}, headers=OUR_PAGE).status_code

    assert at_once(rate, 8) == [303] * 8
    assert Rating.objects.count() == 1
    assert RatingSummary.objects.differences() == (1, [])


@pytest.mark.django_db
def test_the_check_names_a_difference_and_repairs_it(capsys: Any) -> None:
    interview = make_interview()
    make_rating(interview, 5)
    call_command("check_consistency", json=True)
    assert '"ok": true' in capsys.readouterr().out
    RatingSummary.objects.update(score_5=3, score_1=1)
    with pytest.raises(SystemExit) as stopped:
        call_command("check_consistency", json=True, repair=True)
    assert stopped.value.code == 1
    assert (
        '"expected": [0, 0, 0, 0, 1], "found": [1, 0, 0, 0, 3]'
        in capsys.readouterr().out
    )
    call_command("check_consistency")
    assert "0 differ" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_vote_never_touches_the_interview() -> None:
    interview = make_interview()
    before = Interview.objects.values().get()
    make_rating(interview, 5)
    assert Interview.objects.values().get() == before

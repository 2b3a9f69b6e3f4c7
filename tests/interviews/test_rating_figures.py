"""The figures equal the approved rows, whatever happens."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from interviews.models import Interview, Rating, RatingSummary
from tests.factories import make_interview, make_rating, make_staff

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

    @rule(
        reader=READERS,
        score=SCORES,
        review=st.sampled_from(["", "fine", "bad"]),
        name=st.sampled_from(["", "Ada"]),
        trapped=st.sampled_from([False, False, False, True]),
    )
    def rate(self, reader: str, trapped: bool, **words: Any) -> None:
        before = self.ratings().filter(reader_key=reader).first()
        after = self.interview.rate(reader_key=reader, trapped=trapped, **words)
        seen = {"approved"} if before and before.review == words["review"] else set()
        if words["review"] and not (before and before.status in seen):
            assert after.status in ("pending", "spam")
        if before and before.was_refused:
            assert after.was_refused and after.counts_as is None

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
            was_refused = rating.was_refused
            rating.withdraw()
            assert (rating.status, rating.counts_as) == ("withdrawn", None)
            assert rating.was_refused == was_refused

    @rule(n=st.integers(0, 2))
    def delete(self, n: int) -> None:
        for rating in self.ratings()[n : n + 1]:
            rating.delete()

    @rule()
    def delete_all(self) -> None:
        self.ratings().filter(score=1).delete()

    @invariant()
    def figures_equal_the_rows(self) -> None:
        assert RatingSummary.objects.differences()[1] == []


class TestFigures(Figures.TestCase, TestCase):  # type: ignore[misc, name-defined]
    settings = hypothesis_settings(
        max_examples=30, stateful_step_count=20, deadline=None
    )


@pytest.mark.django_db
def test_a_vote_never_touches_the_interview() -> None:
    interview = make_interview()
    before = Interview.objects.values().get()
    make_rating(interview, 5)
    assert Interview.objects.values().get() == before


@pytest.fixture
def moderator(db: None) -> User:
    return make_staff("Moderator")


def again(rating: Rating, **words: Any) -> Rating:
    """Let the same reader rate anew."""
    said = {"score": 4, "review": "", **words}
    return rating.interview.rate(reader_key=rating.reader_key, **said)


def test_a_refusal_is_washed_off_neither_by_stars_nor_by_withdrawing(
    moderator: User,
) -> None:
    rating = make_rating(make_interview(), review="Rude")
    rating.reject(by=moderator, reason="Rude")
    assert again(rating, review="Ruder").status == "pending"
    assert again(rating, score=5).status == "pending"
    Rating.objects.get().withdraw()
    assert again(rating, score=3).status == "pending"
    Rating.objects.get().approve(by=moderator)
    assert again(rating, score=2).status == "approved"


def test_the_same_words_sent_again_after_a_refusal_wait_again(moderator: User) -> None:
    rating = make_rating(make_interview(), 5)
    rating.mark_spam(by=moderator)
    assert again(rating, score=5).status == "pending"


def test_an_approval_ends_with_the_words_it_was_for(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Kind")
    rating.approve(by=moderator)
    assert again(rating, review="Kind", score=1).status == "approved"
    changed = again(rating, review="Unkind", score=1)
    assert (changed.status, changed.moderated_by) == ("pending", None)
    assert again(rating).status == "approved"
    changed.refresh_from_db()
    changed.withdraw()
    assert again(rating, review="Kind").status == "pending"


def test_deciding_leaves_what_the_reader_wrote_and_when(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Kind")
    said = ("score", "review", "name", "email", "created", "updated", "version")
    before = Rating.objects.values(*said).get()
    rating.approve(by=moderator)
    rating.reject(by=moderator)
    assert Rating.objects.values(*said).get() == before

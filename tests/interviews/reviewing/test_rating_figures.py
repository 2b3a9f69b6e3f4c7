"""The figures equal the approved rows, whatever happens."""

import os
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from interviews.models import (
    Decision,
    HelpfulVote,
    Interview,
    Rating,
    RatingSummary,
)
from interviews.models.decision import state
from tests.factories import make_interview, make_rating, make_staff

SCORES = st.integers(1, 5)
READERS = st.sampled_from(["ada", "ben", "cleo"])
LONG = [int(n) for n in os.environ.get("FIGURES", "20x20").split("x")]


@pytest.mark.parametrize(
    ("scores", "figure"),
    [([4, 4, 5], 4.3), ([4, 5], 4.5), ([1, 1, 1, 2], 1.3), ([3, 3, 4, 4] * 5, 3.5)],
)
def test_the_figure_is_rounded_half_up(scores: list[int], figure: float) -> None:
    counts = {f"score_{n}": scores.count(n) for n in range(1, 6)}
    assert RatingSummary(**counts).figure == figure


def test_no_rating_has_no_figure() -> None:
    assert RatingSummary().figure is None


def test_the_breakdown_sums_to_a_hundred() -> None:
    thirds = RatingSummary(score_1=1, score_3=1, score_5=1)
    assert thirds.breakdown == [
        (5, 1, 33),
        (4, 0, 0),
        (3, 1, 33),
        (2, 0, 0),
        (1, 1, 34),
    ]
    assert [part for _, _, part in RatingSummary().breakdown] == [0] * 5


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
        after = self.interview.rate(
            reader_key=reader, held_for="trap" if trapped else "", **words
        )
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

    @rule(
        verb=st.sampled_from(["approve", "reject", "spam", "reply"]),
        score=SCORES,
        data=st.data(),
    )
    def decide_in_bulk(self, verb: str, score: int, data: st.DataObject) -> None:
        chosen = self.ratings().filter(score__lte=score)
        seen = {rating.pk: rating.version for rating in chosen}
        stale = data.draw(st.sampled_from([0, 0, 1]))
        seen = {pk: version + stale for pk, version in seen.items()}
        withdrawn = set(chosen.filter(status="withdrawn").values_list("pk", flat=True))
        try:
            decision = Decision.objects.make(
                verb, chosen, by=self.moderator, seen=seen, reply="Thanks"
            )
        except ValidationError:
            assert stale or withdrawn == set(seen)
        else:
            done = {item.rating_id for item in decision.items.all()}
            assert done == set(seen) - withdrawn and not stale

    @rule(n=st.integers(0, 4))
    def undo(self, n: int) -> None:
        """Two moderators undo the same act: one of them is told that it is undone."""
        for decision in Decision.objects.filter(undone_by=None)[n : n + 1]:
            before = self.states()
            try:
                undoing = decision.undo(by=self.moderator)
            except ValidationError:
                assert self.states() == before
                continue
            for item in undoing.items.select_related("rating"):
                assert state(item.rating) == item.state_after()
            with pytest.raises(ValidationError, match="undone already"):
                decision.undo(by=self.moderator)

    def states(self) -> list[Any]:
        return [state(rating) for rating in self.ratings()]

    @rule(reader=READERS, n=st.integers(0, 2))
    def find_helpful(self, reader: str, n: int) -> None:
        for rating in self.ratings()[n : n + 1]:
            new = HelpfulVote.objects.vote(rating, reader)
            assert not new or rating.reader_key != reader
            assert not HelpfulVote.objects.vote(rating, reader)

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
        assert HelpfulVote.objects.differences()[1] == []


class TestFigures(Figures.TestCase, TestCase):  # type: ignore[misc, name-defined]
    # FIGURES=200x30 runs two hundred sequences of thirty steps, as before a release.
    settings = hypothesis_settings(
        max_examples=LONG[0], stateful_step_count=LONG[1], deadline=None
    )


@pytest.mark.django_db
def test_a_vote_never_touches_the_interview() -> None:
    interview = make_interview()
    before = Interview.objects.values().get()
    make_rating(interview, 5)
    assert Interview.objects.values().get() == before


@pytest.mark.django_db
def test_who_was_taken_for_new_but_has_rated_meanwhile_changes_that_rating() -> None:
    interview = make_interview()
    first = make_rating(interview, 5)
    interview.rate(reader_key=first.reader_key, score=2, new_reader=True)
    assert Rating.objects.get().pk == first.pk
    assert RatingSummary.objects.get().scores == (0, 1, 0, 0, 0)


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
    rating.reject(by=moderator, reason="offensive")
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

"""One act, on one rating or on hundreds, and taken back exactly."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from interviews.models import Decision, Interview, Rating, RatingSummary, Report
from tests.factories import make_interview, make_rating, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return make_staff("Moderator")


def scores(interview: Interview) -> tuple[int, ...]:
    return RatingSummary.objects.get(pk=interview.pk).scores


def test_a_raid_is_taken_out_and_put_back_in_one_act_each(moderator: User) -> None:
    interviews = [make_interview() for _ in range(3)]
    for interview in interviews:
        for score in (3, 4, 5):
            make_rating(interview, score)
        for _ in range(40):
            make_rating(interview, 1, network="raiders")
    before = list(Rating.objects.order_by("pk").values())
    raid = Rating.objects.filter(network="raiders")

    taking_out = Decision.objects.make("spam", raid, by=moderator)
    assert [scores(interview) for interview in interviews] == [(0, 0, 1, 1, 1)] * 3
    assert taking_out.items.count() == 120
    honest = Rating.objects.exclude(network="raiders")
    assert not honest.filter(moderated_by__isnull=False).exists()

    putting_back = taking_out.undo(by=moderator)
    assert list(Rating.objects.order_by("pk").values()) == before
    assert [scores(interview) for interview in interviews] == [(40, 0, 1, 1, 1)] * 3
    assert (putting_back.undoes, putting_back.refused) == (taking_out, [])
    assert Decision.objects.count() == 2

    putting_back.undo(by=moderator)
    assert [scores(interview) for interview in interviews] == [(0, 0, 1, 1, 1)] * 3


def test_hundreds_take_as_many_queries_as_a_few(
    moderator: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    interview = make_interview()
    for _ in range(300):
        make_rating(interview, 1)
    with django_assert_max_num_queries(12):
        decision = Decision.objects.make("spam", Rating.objects.all(), by=moderator)
    with django_assert_max_num_queries(16):
        decision.undo(by=moderator)


def test_what_changed_since_is_left_alone_and_named(moderator: User) -> None:
    interview = make_interview()
    kept, changed, gone = (make_rating(interview, 2) for _ in range(3))
    decision = Decision.objects.make("reject", Rating.objects.all(), by=moderator)
    interview.rate(reader_key=changed.reader_key, score=5)
    Rating.objects.get(pk=gone.pk).withdraw()
    undoing = decision.undo(by=moderator)
    assert [item.rating_id for item in undoing.items.all()] == [kept.pk]
    assert len(undoing.refused) == 2
    assert scores(interview) == (0, 1, 0, 0, 0)
    with pytest.raises(ValidationError, match="undone already"):
        decision.undo(by=moderator)


def test_an_act_on_nothing_leaves_no_trace(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Words")
    rating.withdraw()
    with pytest.raises(ValidationError, match="withdrawn"):
        rating.approve(by=moderator)
    with pytest.raises(ValidationError, match="nothing to decide"):
        Decision.objects.make("approve", Rating.objects.none(), by=moderator)
    assert Decision.objects.count() == 0


def test_a_second_moderator_finds_the_decision_of_the_first(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Words")
    other = make_staff("Moderator")
    rating.reject(by=moderator, reason="off_topic", note="Stay with it, please.")
    rating.approve(by=other)
    newest, first = rating.decided.select_related("decision")
    assert (first.decision.by, first.before["status"]) == (moderator, "pending")
    assert (newest.decision.by, newest.before["note"]) == (
        other,
        "Stay with it, please.",
    )
    assert (rating.reason, rating.note) == ("", "")


def test_a_reply_is_an_act_that_moves_no_figures(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Words")
    rating.approve(by=moderator)
    decision = rating.answer("Thank you.", by=moderator)
    assert Rating.objects.get().reply == "Thank you."
    assert scores(rating.interview) == (0, 0, 0, 1, 0)
    decision.undo(by=moderator)
    assert (Rating.objects.get().reply, Rating.objects.get().status) == ("", "approved")


def test_an_act_of_someone_deleted_can_be_undone(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Words")
    rating.approve(by=moderator)
    rejection = rating.reject(by=make_staff("Moderator"))
    moderator.delete()
    rejection.undo(by=make_staff("Moderator"))
    rating.refresh_from_db()
    assert (rating.status, rating.moderated_by) == ("approved", None)


def test_any_decision_closes_the_reports(moderator: User) -> None:
    rating = make_rating(make_interview(), review="Words")
    rating.approve(by=moderator)
    Report.objects.create(rating=rating, reader_key="reader", reason="other")
    assert Report.objects.open().count() == 1
    rating.approve(by=moderator)
    assert Report.objects.open().count() == 0

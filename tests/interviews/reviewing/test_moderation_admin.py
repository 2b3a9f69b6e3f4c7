"""The moderators' queue on the desk."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from interviews.models import Decision, Interview, Rating
from newsroom.accounts.acts import Act
from tests.factories import make_interview, make_rating
from tests.interviews.desk import QUEUE, act

pytestmark = pytest.mark.django_db


def press(client: Client, rating: Rating, button: str, **fields: Any) -> str:
    data = {"reason": "", "note": "", "reply": "", "_act": button, **fields}
    return client.post(f"{QUEUE}{rating.pk}/change/", data, follow=True).text


def test_the_queue_opens_on_what_waits_oldest_first(moderator: Client) -> None:
    interview = make_interview()
    make_rating(interview, review="Waits longest")
    make_rating(interview, review="Waits less")
    make_rating(interview, 3)
    response = moderator.get(QUEUE, follow=True)
    assert response.redirect_chain[0][0].endswith("?status__exact=pending")
    text = response.text
    assert text.index("Waits longest") < text.index("Waits less")
    assert len(response.context["cl"].result_list) == 2


@pytest.mark.parametrize(
    ("action", "status", "count"),
    [("approve", "approved", 2), ("reject", "rejected", 0), ("mark_spam", "spam", 0)],
)
def test_a_moderator_decides_in_bulk(
    moderator: Client, action: str, status: str, count: int
) -> None:
    interview = make_interview()
    ratings = [make_rating(interview, review=f"Review {n}") for n in range(2)]
    act(moderator, QUEUE, action, *ratings)
    assert set(Rating.objects.values_list("status", flat=True)) == {status}
    summary = getattr(Interview.objects.get(), "rating_summary", None)
    assert (summary.count if summary else 0) == count
    assert Decision.objects.get().items.count() == 2
    assert Act.objects.filter(kind="interviews.decision").count() == 1
    assert Rating.objects.first().moderated_by is not None  # type: ignore[union-attr]


def test_a_moderator_changes_neither_stars_nor_words(moderator: Client) -> None:
    rating = make_rating(make_interview(), 5, review="Mine")
    data = {"score": 1, "review": "Forged", "status": "approved", "reply": "Thanks"}
    moderator.post(f"{QUEUE}{rating.pk}/change/", data)
    rating.refresh_from_db()
    assert (rating.score, rating.review, rating.status) == (5, "Mine", "pending")
    assert rating.reply == "Thanks"


def test_every_status_is_a_filter_away(moderator: Client) -> None:
    interview = make_interview()
    make_rating(interview, review="Waits")
    make_rating(interview, 3)
    page = moderator.get(QUEUE, {"status__exact": "all"})
    assert len(page.context["cl"].result_list) == 2
    assert 'href="?status__exact=all"' in page.text
    approved = moderator.get(QUEUE, {"status__exact": "approved"})
    assert [row.score for row in approved.context["cl"].result_list] == [3]


def test_the_queue_shows_what_a_moderator_needs(moderator: Client) -> None:
    interview = make_interview(headline="The harbour")
    make_rating(interview, 4, review="Fine words", name="Saule", email="s@example.org")
    page = moderator.get(QUEUE, follow=True).text
    for text in ("★★★★☆", "Fine words", "The harbour", "Saule", "0\xa0minutes"):
        assert text in page
    assert "s@example.org" not in page


def test_the_queue_takes_as_many_queries_for_ten_rows_as_for_one(
    moderator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for rows in range(1, 11):
        make_rating(make_interview(), review=f"Review {rows}", name="Reader")
        if rows in (1, 10):
            with django_assert_num_queries(10):
                moderator.get(QUEUE, {"status__exact": "pending"})


def test_words_changed_since_the_list_was_shown_are_refused(
    moderator: Client,
) -> None:
    interview = make_interview()
    rating = make_rating(interview, review="Harmless")
    page = moderator.get(QUEUE, follow=True).text
    assert f'name="seen_{rating.pk}" value="1"' in page
    words = {"review": "Changed", "name": "", "email": ""}
    interview.rate(reader_key=rating.reader_key, score=4, **words)
    data = {
        "action": "approve",
        "_selected_action": rating.pk,
        f"seen_{rating.pk}": 1,
    }
    answer = moderator.post(QUEUE, data, follow=True).text
    assert "The reader has changed this review since." in answer
    assert "1 rating approved." not in answer
    assert Rating.objects.get().status == "pending"


@pytest.mark.parametrize(
    ("button", "status"),
    [("approve", "approved"), ("reject", "rejected"), ("mark_spam", "spam")],
)
def test_the_form_decides_with_reason_and_reply(
    moderator: Client, button: str, status: str
) -> None:
    rating = make_rating(make_interview(), review="Waits")
    words = {
        "reason": "off_topic",
        "note": "Please stay with it",
        "reply": "Thank you",
        f"seen_{rating.pk}": 1,
    }
    press(moderator, rating, button, **words)
    rating.refresh_from_db()
    assert (rating.status, rating.reply) == (status, "Thank you")
    assert rating.reason == ("off_topic" if button == "reject" else "")


def test_the_form_refuses_words_changed_since(moderator: Client) -> None:
    interview = make_interview()
    rating = make_rating(interview, review="Harmless")
    address = f"{QUEUE}{rating.pk}/change/"
    assert f'name="seen_{rating.pk}" value="1"' in moderator.get(address).text
    words = {"review": "Changed", "name": "", "email": ""}
    interview.rate(reader_key=rating.reader_key, score=4, **words)
    answer = press(moderator, rating, "approve", **{f"seen_{rating.pk}": 1})
    assert "The reader has changed this review since." in answer
    assert Rating.objects.get().status == "pending"


def test_what_the_reader_withdrew_stays_withdrawn(moderator: Client) -> None:
    rating = make_rating(make_interview(), review="Regretted")
    rating.withdraw()
    assert "The reader has withdrawn this rating." in act(
        moderator, QUEUE, "approve", rating
    )
    assert 'value="approve"' not in moderator.get(f"{QUEUE}{rating.pk}/change/").text
    press(moderator, rating, "approve")
    assert Rating.objects.get().status == "withdrawn"
    assert not Decision.objects.exists()
    assert not Act.objects.filter(verb="approve").exists()


def test_one_refusal_does_not_hold_up_the_others(moderator: Client) -> None:
    interview = make_interview()
    gone = make_rating(interview, review="Regretted")
    gone.withdraw()
    page = act(moderator, QUEUE, "approve", gone, make_rating(interview, review="Fine"))
    assert "The reader has withdrawn this rating." in page
    assert "1 rating approved." in page
    assert Interview.objects.get().rating_summary.count == 1

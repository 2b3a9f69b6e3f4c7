"""The desk: who sees and does what."""

import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview, Rating
from tests.factories import make_draft, make_interview, make_rating, make_staff

pytestmark = pytest.mark.django_db

LIST = "/admin/interviews/interview/"
QUEUE = "/admin/interviews/rating/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_staff("Editor"))
    return client


@pytest.fixture
def moderator(client: Client) -> Client:
    client.force_login(make_staff("Moderator"))
    return client


def act(client: Client, address: str, action: str, *rows: Any) -> str:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address, data, follow=True).text


def form_data(interview: Interview, **changes: Any) -> dict[str, Any]:
    """Return what the change form of a one-question interview sends back."""
    question = interview.questions.get()
    data = {
        "publication": interview.publication_id,
        "headline": interview.headline,
        "language": "en",
        "slug": interview.slug,
        "speakers-TOTAL_FORMS": 0,
        "speakers-INITIAL_FORMS": 0,
        "questions-TOTAL_FORMS": 1,
        "questions-INITIAL_FORMS": 1,
        "questions-0-id": question.pk,
        "questions-0-interview": interview.pk,
        "questions-0-position": 1,
        "questions-0-text": question.text,
        "questions-0-answer": question.answer,
    }
    return data | changes


def test_an_editor_saves_text_and_question_together(editor: Client) -> None:
    draft = make_draft()
    changes = {"headline": "Better", "questions-0-answer": "A *fine* answer."}
    response = editor.post(f"{LIST}{draft.pk}/change/", form_data(draft, **changes))
    assert response.status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, draft.version) == ("Better", 2)
    assert draft.questions.get().answer_html == "<p>A <em>fine</em> answer.</p>"


def test_an_editor_publishes_and_withdraws(editor: Client) -> None:
    draft = make_draft()
    assert "1 interview published." in act(editor, LIST, "publish", draft)
    assert Interview.objects.published().get() == draft
    assert "1 interview withdrawn." in act(editor, LIST, "withdraw", draft)
    assert not Interview.objects.published().exists()
    assert LogEntry.objects.count() == 2


def test_a_coming_time_schedules(editor: Client) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    draft = make_draft(publish_at=soon)
    act(editor, LIST, "publish", draft)
    draft.refresh_from_db()
    assert draft.is_scheduled and draft.publish_at == soon
    assert "Scheduled" in editor.get(LIST).text


def test_what_cannot_be_published_says_why(editor: Client) -> None:
    assert "It has no answer." in act(editor, LIST, "publish", make_draft(0))


def test_the_status_is_changed_by_verbs_only(editor: Client) -> None:
    draft = make_draft()
    data = form_data(draft, status="published", created_by=1, version=99)
    editor.post(f"{LIST}{draft.pk}/change/", data)
    draft.refresh_from_db()
    assert (draft.status, draft.version) == ("draft", 2)


def test_tags_of_a_published_interview_join_its_lists(editor: Client) -> None:
    interview = make_interview()
    day, hour = interview.publish_at.strftime("%Y-%m-%d %H:%M:%S").split()
    times = {"publish_at_0": day, "publish_at_1": hour}
    data = form_data(interview, tags="sea, work", **times)
    editor.post(f"{LIST}{interview.pk}/change/", data)
    interview.refresh_from_db()
    assert set(interview.tagged_items.values_list("publish_at", flat=True)) == {
        interview.publish_at
    }


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_asks_no_question_a_row(
    editor: Client, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(rows):
        make_rating(make_interview())
    with django_assert_num_queries(11):
        assert editor.get(LIST).status_code == 200


def test_a_contributor_has_their_own_drafts_only(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    mine, other = (
        make_draft(created_by=writer),
        make_draft(headline="Canary"),
    )
    assert "Canary" not in client.get(LIST).text
    assert client.get(f"{LIST}{mine.pk}/change/").status_code == 200
    for page in ("change", "history", "delete"):
        response = client.get(f"{LIST}{other.pk}/{page}/", follow=True)
        assert "Canary" not in response.text
    before = Interview.objects.values().get(pk=other.pk)
    client.post(f"{LIST}{other.pk}/change/", form_data(other, headline="Taken"))
    act(client, LIST, "submit", other)
    assert Interview.objects.values().get(pk=other.pk) == before


def test_a_contributor_hands_in_and_cannot_publish(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    draft = make_draft(created_by=writer)
    act(client, LIST, "publish", draft)
    draft.refresh_from_db()
    assert draft.status == "draft"
    client.post(
        f"{LIST}{draft.pk}/change/", form_data(draft, publish_at_0="2020-01-01")
    )
    draft.refresh_from_db()
    assert draft.publish_at is None
    assert "1 draft handed in." in act(client, LIST, "submit", draft)


def test_what_a_contributor_adds_is_theirs(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    data = form_data(make_draft(), headline="New", slug="")
    for name in ("id", "interview"):
        data.pop(f"questions-0-{name}")
    data["questions-INITIAL_FORMS"] = 0
    response = client.post(f"{LIST}add/", data)
    assert response.status_code == 302, response.context["errors"]
    assert Interview.objects.get(headline="New").created_by == writer


def test_a_contributor_cannot_change_what_is_published(client: Client) -> None:
    writer = make_staff("Contributor")
    client.force_login(writer)
    interview = make_interview(created_by=writer)
    client.post(f"{LIST}{interview.pk}/change/", form_data(interview, headline="Taken"))
    assert Interview.objects.get().headline != "Taken"


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
    assert LogEntry.objects.count() == 2
    assert Rating.objects.first().moderated_by is not None  # type: ignore[union-attr]


def test_a_moderator_changes_neither_stars_nor_words(moderator: Client) -> None:
    rating = make_rating(make_interview(), 5, review="Mine")
    data = {"score": 1, "review": "Forged", "status": "approved", "reply": "Thanks"}
    moderator.post(f"{QUEUE}{rating.pk}/change/", data)
    rating.refresh_from_db()
    assert (rating.score, rating.review, rating.status) == (5, "Mine", "pending")
    assert rating.reply == "Thanks"


def test_nobody_adds_or_deletes_ratings(moderator: Client) -> None:
    rating = make_rating(make_interview())
    assert moderator.get(f"{QUEUE}add/").status_code == 403
    assert (
        moderator.post(f"{QUEUE}{rating.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert Rating.objects.exists()


def test_a_moderator_looks_at_interviews_and_changes_none(moderator: Client) -> None:
    draft = make_draft(headline="To look at")
    assert "To look at" in moderator.get(LIST).text
    moderator.post(f"{LIST}{draft.pk}/change/", form_data(draft, headline="Taken"))
    assert Interview.objects.get().headline == "To look at"


def test_an_editor_does_not_moderate(editor: Client) -> None:
    rating = make_rating(make_interview(), review="Waits")
    act(editor, QUEUE, "approve", rating)
    assert Rating.objects.get().status == "pending"


def test_a_published_interview_keeps_a_time(editor: Client) -> None:
    interview = make_interview()
    page = editor.post(f"{LIST}{interview.pk}/change/", form_data(interview)).text
    assert "A published interview needs a time." in page
    assert Interview.objects.published().exists()


@pytest.mark.parametrize("name", ["interview", "rating"])
def test_strangers_see_nothing_of_the_desk(client: Client, name: str) -> None:
    address = reverse(f"admin:interviews_{name}_changelist")
    response = client.get(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.parametrize(
    "query",
    [
        "o=999",
        "p=x",
        "p=99999",
        "publish_at__year=abc",
        "q=%00",
        "status__exact=none",
        "publication__id__exact=99999999999999999999",
        "created_by__password__startswith=a",
    ],
)
def test_a_damaged_address_is_no_fault_of_the_desk(editor: Client, query: str) -> None:
    response = editor.get(f"{LIST}?{query}")
    assert response.status_code in (200, 302, 400)

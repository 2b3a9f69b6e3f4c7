"""The home of the desk: what waits, for whom, in as many queries however much it is."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.desk import waiting_for
from interviews.models import Interview, Rating
from tests.factories import make_draft, make_interview, make_rating, make_staff
from tests.interviews.desk import LIST, QUEUE

pytestmark = pytest.mark.django_db


def make_scheduled(days: int, by: User | None = None) -> Interview:
    interview = make_draft(created_by=by)
    interview.publish(by=None, at=timezone.now() + datetime.timedelta(days=days))
    return interview


def make_handed_in(by: User) -> Interview:
    draft = make_draft(created_by=by)
    draft.submit(by=by)
    return draft


def shown(user: User) -> dict[str, list[Interview]]:
    return {pile.name: pile.interviews for pile in waiting_for(user).piles}


def test_an_editor_sees_what_others_handed_in_and_their_own_drafts() -> None:
    editor, writer = make_staff("Editor"), make_staff("Contributor")
    first, second = make_handed_in(writer), make_handed_in(writer)
    later, sooner = make_scheduled(2), make_scheduled(1)
    mine, _theirs = make_draft(created_by=editor), make_draft(created_by=writer)
    public = make_interview(created_by=editor)
    assert shown(editor) == {
        "in_review": [first, second],
        "scheduled": [sooner, later],
        "failing": [public, sooner, later, second, first],
        "draft": [mine],
    }


def test_a_contributor_sees_only_their_own_drafts_first() -> None:
    writer, other = make_staff("Contributor"), make_staff("Contributor")
    for user in (other, writer):
        make_draft(created_by=user)
        make_handed_in(user)
        make_scheduled(1, by=user)
    piles = waiting_for(writer).piles
    assert [pile.name for pile in piles] == [
        "draft",
        "in_review",
        "failing",
        "scheduled",
    ]
    assert {row.created_by for pile in piles for row in pile.interviews} == {writer}
    assert waiting_for(writer).queue is None


def test_a_moderator_sees_the_queue_and_how_old_it_is(client: Client) -> None:
    moderator = make_staff("Moderator")
    interview = make_interview()
    for days in (3, 1):
        rating = make_rating(interview, review="Fine words")
        came = timezone.now() - datetime.timedelta(days=days)
        Rating.objects.filter(pk=rating.pk).update(updated=came)
    make_rating(interview)  # stars only: nobody waits for them
    client.force_login(moderator)
    page = client.get("/admin/").text
    assert f'href="{QUEUE}desk/">Reviews waiting</a>' in page
    assert '<span class="pile__total">2</span>' in page
    assert "The oldest has waited for 3\xa0days." in page
    assert waiting_for(moderator).piles == []


def test_an_empty_desk_says_what_to_do_next(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    page = client.get("/admin/").text
    assert "Every review has been read. Well done." in page
    assert "No draft of yours. Start one from a transcript." in page
    assert f'<a href="{LIST}add/">Begin with an empty page</a>' in page


def test_a_pile_shows_six_and_leads_to_all_of_them(client: Client) -> None:
    editor = make_staff("Editor")
    client.force_login(editor)
    for _ in range(7):
        make_draft(created_by=editor)
    make_draft()
    (pile,) = (pile for pile in waiting_for(editor).piles if pile.name == "draft")
    assert (len(pile.interviews), pile.total) == (6, 7)
    page = client.get(pile.address)
    assert page.context["cl"].result_count == 7
    assert "All 7" in client.get("/admin/").text


def test_the_home_takes_as_many_queries_for_ten_rows_as_for_one(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    editor = make_staff("Editor")
    client.force_login(editor)
    for rows in range(1, 11):
        make_draft(created_by=editor)
        make_handed_in(make_staff("Contributor"))
        make_scheduled(rows)
        make_rating(make_interview(), review="Fine words")
        if rows in (1, 10):
            with django_assert_num_queries(14):
                client.get("/admin/")


@pytest.mark.parametrize(
    "status", ["draft", "in_review", "scheduled", "published", "withdrawn"]
)
def test_the_list_narrows_to_a_status_as_editors_speak_of_it(
    client: Client, status: str
) -> None:
    client.force_login(make_staff("Editor"))
    withdrawn = make_interview()
    withdrawn.withdraw(by=None)
    rows = {
        "draft": make_draft(),
        "in_review": make_handed_in(make_staff("Contributor")),
        "scheduled": make_scheduled(1),
        "published": make_interview(),
        "withdrawn": withdrawn,
    }
    page = client.get(LIST, {"status__exact": status})
    assert list(page.context["cl"].result_list) == [rows[status]]


def test_the_list_narrows_to_what_readers_wrote_and_nobody_read(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    waiting = make_interview()
    for _ in range(2):
        make_rating(waiting, review="Fine words")
    make_rating(make_interview())
    page = client.get(LIST, {"unreviewed": "yes"})
    assert list(page.context["cl"].result_list) == [waiting]


def test_the_list_shows_what_fails_though_it_was_handed_in(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    make_draft()
    due = make_scheduled(1)
    page = client.get(LIST, {"checks": "failing"})
    assert list(page.context["cl"].result_list) == [due]
    assert "4 checks open" in client.get("/admin/").text


@pytest.mark.parametrize("due", ["day", "week", "later", "missed"])
def test_the_list_narrows_to_when_it_is_due(client: Client, due: str) -> None:
    client.force_login(make_staff("Editor"))
    hour = datetime.timedelta(hours=1)
    make_draft()
    make_interview()
    rows = {
        "day": make_scheduled(1),
        "week": make_scheduled(3),
        "later": make_scheduled(9),
        "missed": make_draft(publish_at=timezone.now() - hour),
    }
    Interview.objects.filter(pk=rows["day"].pk).update(publish_at=timezone.now() + hour)
    expected = [rows["week"], rows["day"]] if due == "week" else [rows[due]]
    page = client.get(LIST, {"due": due})
    assert list(page.context["cl"].result_list) == expected


def test_an_empty_list_says_what_to_do(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    assert "the first begins with a transcript" in client.get(LIST).text
    make_draft()
    nothing = client.get(LIST, {"status__exact": "published"}).text
    assert "No interview fits what you chose." in nothing

"""The desk in a real browser: no rule of its policy broken, usable by everyone."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Speaker
from newsroom.models import Person
from tests.browser.accessibility import violations
from tests.factories import (
    PASSWORD,
    make_draft,
    make_interview,
    make_rating,
    make_staff,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]
INTERVIEWS = "/admin/interviews/interview/"
QUEUE = "/admin/interviews/rating/"


def sign_in(page: Page, server: LiveServer, group: str) -> User:
    user = make_staff(group, group.lower())
    page.goto(f"{server.url}/admin/login/")
    assert violations(page) == []
    page.get_by_label("Username").fill(group.lower())
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return user


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("group", ["Editor", "Moderator", "Contributor"])
def test_the_pages_of_each_sign_in_are_accessible(
    page: Page, live_server: LiveServer, groups: None, group: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    mine = make_interview(2, created_by=sign_in(page, live_server, group))
    person = Person.objects.create(name="Asel Nur")
    Speaker.objects.create(interview=mine, name="Asel Nur", person=person)
    rating = make_rating(mine, review="Fine words")
    addresses = ["/admin/", INTERVIEWS, f"{INTERVIEWS}{mine.pk}/change/"]
    if group != "Contributor":
        addresses += [QUEUE, f"{QUEUE}{rating.pk}/change/"]
    if group != "Moderator":
        addresses += [f"{INTERVIEWS}add/", "/admin/newsroom/person/"]
    if group == "Editor":
        addresses += ["/admin/newsroom/publication/add/", "/admin/newsroom/person/add/"]
    for address in addresses:
        page.goto(live_server.url + address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, address


def test_an_editor_adds_a_question_and_publishes_in_one_go(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server, "Editor")
    draft = make_draft()
    page.goto(f"{live_server.url}{INTERVIEWS}{draft.pk}/change/")
    page.get_by_role("button", name="Add a question").click()
    page.locator("#id_questions-2-text").fill("And then?")
    page.locator("#id_questions-2-answer").fill("We sailed.")
    page.get_by_role("button", name="Save and publish").click()
    expect(page.locator(".messagelist")).to_contain_text("1 interview published.")
    page.goto(live_server.url + draft.get_absolute_url())
    expect(page.locator("section.exchange")).to_have_count(2)
    expect(page.locator("#q2 .question")).to_contain_text("And then?")


def test_a_moderator_replies_and_approves_on_the_form(
    page: Page, live_server: LiveServer, groups: None
) -> None:
    sign_in(page, live_server, "Moderator")
    rating = make_rating(make_interview(), review="Fine words")
    page.goto(live_server.url + QUEUE)
    page.get_by_role("link", name="Fine words").click()
    page.get_by_label("Editor's reply").fill("Thank you.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".messagelist")).to_contain_text("1 rating approved.")
    rating.refresh_from_db()
    assert (rating.status, rating.reply) == ("approved", "Thank you.")

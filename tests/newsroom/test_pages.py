"""Home, publications, media and health: what readers get, and what they do not."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from newsroom.demo.portraits import portrait
from newsroom.models import Person
from newsroom.templatetags.days import comma, day
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db

LISTS = ["/", "/interviews/", "/publications/the-courier/"]


@pytest.fixture
def publication() -> Any:
    return make_publication(name="The Courier")


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_what_is_published_and_nothing_else(
    client: Client, publication: Any, address: str
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    make_interview(headline="Seen by all", publication=publication)
    make_draft(headline="Canary draft", publication=publication)
    scheduled = make_draft(headline="Canary scheduled", publication=publication)
    scheduled.publish(by=None, at=soon)
    make_interview(headline="Canary gone", publication=publication).withdraw(by=None)
    text = client.get(address).text
    assert "Seen by all" in text
    assert "Canary" not in text


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_the_same_number_of_questions_however_long(
    client: Client,
    publication: Any,
    address: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    queries = 3 if address == "/interviews/" else 4
    for count in (1, 3):
        while publication.interviews.count() < count:
            interview = make_interview(publication=publication)
            make_speaker(interview, person=make_person())
        with django_assert_num_queries(queries):
            client.get(address)


@pytest.mark.parametrize("address", [*LISTS, "/publications/", "/robots.txt"])
def test_public_pages_set_no_cookie_and_are_the_same_for_all(
    client: Client, publication: Any, address: str
) -> None:
    make_interview(publication=publication)
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "csrf" not in response.text


def test_every_answer_carries_the_headers(client: Client) -> None:
    for address in ("/", "/nowhere/", "/admin/login/", "/healthz"):
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "same-origin"
        assert "camera=()" in response["Permissions-Policy"]
        assert response["Server"] == "Newsroom"


def test_healthz_answers_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_an_unknown_address_is_a_page_of_ours(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_the_front_page_leads_with_the_newest_and_has_a_river_a_publication(
    client: Client, publication: Any
) -> None:
    other = make_publication(name="The Gazette")
    for n in range(7):
        make_interview(headline=f"Courier {n}", publication=publication)
    make_interview(headline="Gazette 0", publication=other)
    html = LexborHTMLParser(client.get("/").text)

    def headlines(selector: str) -> list[str]:
        return [node.text() for node in html.css(f"{selector} .card__headline")]

    assert headlines(".lead") == ["Gazette 0"]
    assert [node.text() for node in html.css(".river__name")] == ["The Courier"]
    assert headlines(".river") == [f"Courier {n}" for n in (6, 5, 4, 3)]
    make_interview(headline="Courier 7", publication=publication)
    html = LexborHTMLParser(client.get("/").text)
    assert headlines(".lead") == ["Courier 7"]
    assert [node.text() for node in html.css(".river__name")] == [
        "The Gazette",
        "The Courier",
    ]


def test_a_card_shows_the_guest_and_not_who_asks(client: Client) -> None:
    interview = make_interview(dateline_place="Aarhus", dateline_date="2021-06-05")
    make_speaker(interview, name="Ben Okri-Vane", role="interviewer", position=1)
    make_speaker(interview, name="Ada Lund", person=make_portrait(), position=2)
    make_speaker(interview, name="Teodor Vasile", position=3)
    card = LexborHTMLParser(client.get("/interviews/").text).css_first(".card")
    assert card is not None
    line = card.css_first(".card__line")
    assert line is not None
    assert " ".join(line.text().split()) == (
        "Ada Lund, Teodor Vasile Aarhus, 5 June 2021"
    )
    assert len(card.css(".card__portrait")) == 1


def test_a_card_says_its_publication_but_not_on_its_own_page(client: Client) -> None:
    interview = make_interview()
    name = interview.publication.name
    for address, kickers in (
        ("/", [name]),
        (interview.publication.get_absolute_url(), []),
    ):
        html = LexborHTMLParser(client.get(address).text)
        assert [node.text() for node in html.css(".card .kicker")] == kickers


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "11 January 2022"),
        ("fr", "11 janvier 2022"),
        ("ru", "11 января 2022 г."),
        ("kk", "2022 жылғы 11 қаңтар"),
        ("ar", "11 يناير 2022"),
        ("de", "11. Januar 2022"),
        ("zh-hans", "2022年1月11日"),
        ("zu", "11 January 2022"),
    ],
)
def test_a_date_is_written_as_its_language_does(language: str, written: str) -> None:
    assert day(datetime.date(2022, 1, 11), language) == written


def test_place_and_date_are_parted_by_the_comma_of_the_language() -> None:
    assert (comma("en"), comma("ru"), comma("ar")) == (", ", ", ", "، ")


def make_portrait() -> Person:
    person = Person(name="Ada Lund", portrait_alt="Ada Lund, drawn")
    drawn: ContentFile = portrait("bun grey pale")
    person.portrait.save("portrait.jpg", drawn)
    return person


def test_a_portrait_is_public_once_an_interview_with_it_is(
    client: Client, settings: Any
) -> None:
    person = make_portrait()
    draft = make_draft()
    make_speaker(draft, person=person)
    assert client.get(person.portrait.url).status_code == 404
    draft.publish(by=None)
    response = client.get(person.portrait.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content)
    draft.withdraw(by=None)
    assert client.get(person.portrait.url).status_code == 404


def test_staff_see_a_portrait_before(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    response = client.get(make_portrait().portrait.url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content)


@pytest.mark.parametrize("path", ["../secret-key", "x/y", "..%2f/secret-key", "a/.."])
def test_media_never_leaves_its_folder(client: Client, path: str) -> None:
    (settings.DATA_DIR / "secret-key").write_text("never served")
    client.force_login(make_staff("Editor"))
    assert client.get(f"/media/{path}").status_code == 404


def test_a_static_file_is_only_read(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "site.css").write_text("p { margin: 0 }")
    response = client.get("/static/site.css")
    assert b"".join(response.streaming_content) == b"p { margin: 0 }"
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "BREW"):
        response = client.generic(method, "/static/site.css")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
        assert "<title>" in response.text
        assert "default-src 'none'" in response["Content-Security-Policy"]


def test_pages_ask_no_other_origin(client: Client) -> None:
    interview = make_interview()
    for address in ("/", interview.get_absolute_url()):
        text = client.get(address).text
        assert ' style="' not in text and " onclick" not in text
        assert 'src="http' not in text and 'href="//' not in text

"""People, tags, archive, editable pages: what they list and what they never show."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview
from newsroom.listing.keyset import PAGE_SIZE
from newsroom.models import Page
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db

MAY = datetime.datetime(2024, 5, 17, 12, tzinfo=datetime.UTC)
LISTS = {
    "/interviews/": 3,
    "/publications/the-courier/": 4,
    "/people/": 1,
    "/people/ada-lund/": 5,
    "/tags/": 1,
    "/tags/sea/": 5,
    "/archive/": 3,
    "/archive/2024/": 4,
    "/archive/2024/05/": 3,
}


def make_listed(headline: str, publication: Any, person: Any) -> Interview:
    """Make a draft that, once published, stands in every list."""
    draft = make_draft(headline=headline, publication=publication)
    make_speaker(draft, person=person, post="Harbour master")
    draft.tags.add("sea")
    return draft


@pytest.fixture
def listed() -> Any:
    publication, person = (
        make_publication(name="The Courier"),
        make_person(name="Ada Lund"),
    )

    def make(headline: str) -> Interview:
        return make_listed(headline, publication, person)

    return make


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_the_same_number_of_questions_however_long(
    client: Client,
    listed: Any,
    address: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 30):
        while Interview.objects.count() < count:
            listed("Words").publish(by=None, at=MAY)
        with django_assert_num_queries(LISTS[address]):
            html = client.get(address).content
    described = LexborHTMLParser(html).css_first("meta[name=description]")
    assert described and described.attributes["content"]


@pytest.mark.parametrize(
    "address",
    ["/interviews/", "/publications/the-courier/", "/people/ada-lund/", "/tags/sea/"]
    + ["/archive/2024/", "/archive/2024/05/"],
)
def test_a_long_list_goes_on_by_plain_links(
    client: Client, listed: Any, address: str
) -> None:
    for n in range(PAGE_SIZE + 5):
        moment = MAY + datetime.timedelta(minutes=n)
        listed(f"Number {n:02}").publish(by=None, at=moment)
    seen: list[str] = []
    link: str | None = ""
    while link is not None:
        html = LexborHTMLParser(client.get(address + link).text)
        seen += [node.text() for node in html.css(".card__headline")]
        following = html.css_first("a[rel=next]")
        link = following.attributes["href"] if following else None
    assert seen == [f"Number {n:02}" for n in reversed(range(PAGE_SIZE + 5))]


def test_nothing_hidden_is_told_anywhere(client: Client) -> None:
    seen = make_listed("Seen by all", make_publication(name="The Courier"), None)
    seen.publish(by=None, at=MAY)
    for n, hide in enumerate(HIDDEN):
        person = make_person(name=f"Canary person {n}", slug=f"canary-person-{n}")
        draft = make_listed(f"Canary {n}", seen.publication, person)
        draft.tags.add(f"canary tag {n}")
        hide(draft)
    addresses = [
        *("/", "/interviews/", "/publications/", "/publications/the-courier/"),
        *("/people/", "/tags/", "/tags/sea/", "/archive/", "/archive/2024/"),
        *("/archive/2024/05/", "/nowhere/", "/about/"),
    ]
    for address in addresses:
        text = client.get(address).text
        assert "anary" not in text, address
    gone = client.get("/people/never-was/")
    for n in range(len(HIDDEN)):
        for address in (f"/people/canary-person-{n}/", f"/tags/canary-tag-{n}/"):
            response = client.get(address)
            assert (response.status_code, response.content) == (404, gone.content)
    # The archive names no year that has nothing to read.
    years = LexborHTMLParser(client.get("/archive/").text).css(".years a")
    assert [node.text() for node in years] == ["2024"]
    assert client.get("/archive/2023/").status_code == 404


def schedule(draft: Interview) -> None:
    draft.publish(by=None, at=timezone.now() + datetime.timedelta(hours=1))


def withdraw(draft: Interview) -> None:
    draft.publish(by=None, at=MAY.replace(year=2023))
    draft.withdraw(by=None)


HIDDEN = [
    lambda draft: None,
    lambda draft: draft.submit(by=None),
    schedule,
    withdraw,
]


def test_a_person_keeps_the_posts_of_the_day(client: Client) -> None:
    person = make_person(name="Ada Lund", post="Minister")
    for n, post in enumerate(["Harbour master", "Harbour master", "Minister"]):
        draft = make_draft(headline=f"Number {n}")
        make_speaker(draft, person=person, post=post)
        draft.publish(by=None, at=MAY + datetime.timedelta(days=n))
    html = LexborHTMLParser(client.get("/people/ada-lund/").text)
    held = [
        (
            section.css_first(".held__post").text(),  # type: ignore[union-attr]
            [node.text() for node in section.css(".card__headline")],
        )
        for section in html.css(".held")
    ]
    assert held == [
        ("As Minister", ["Number 2"]),
        ("As Harbour master", ["Number 1", "Number 0"]),
    ]


def test_the_archive_names_the_months_in_use(client: Client) -> None:
    make_interview()
    for moment in (MAY, MAY.replace(month=11), MAY.replace(year=2021)):
        make_draft().publish(by=None, at=moment)
    years = LexborHTMLParser(client.get("/archive/").text).css(".years a")
    assert [node.text() for node in years][-2:] == ["2024", "2021"]
    months = LexborHTMLParser(client.get("/archive/2024/").text).css(".months a")
    assert [node.attributes["href"] for node in months] == [
        "/archive/2024/05/",
        "/archive/2024/11/",
    ]


@pytest.mark.parametrize(
    "address",
    ["0000/", "0001/", "9999/", "2024/00/", "2024/13/", "2024/5/", "999999999/"],
)
def test_a_date_that_is_none_is_no_page(client: Client, address: str) -> None:
    make_interview()
    assert client.get(f"/archive/{address}").status_code == 404


def test_a_month_ends_in_the_newsrooms_own_zone(client: Client, settings: Any) -> None:
    settings.TIME_ZONE = "Asia/Almaty"
    evening = datetime.datetime(2024, 4, 30, 21, tzinfo=datetime.UTC)
    make_draft(headline="First of May").publish(by=None, at=evening)
    assert "First of May" in client.get("/archive/2024/05/").text
    assert client.get("/archive/2024/04/").status_code == 404


def test_a_publication_says_who_makes_it(client: Client) -> None:
    make_publication(name="The Courier", about="*For* sailors.", masthead="- Ada Lund")
    text = client.get("/publications/the-courier/").text
    assert "<em>For</em> sailors." in text
    assert "<li>Ada Lund</li>" in text.replace("\n", "")


def test_editors_write_pages_in_our_markup(client: Client) -> None:
    Page.objects.create(slug="imprint", title="Imprint", body="**We** <b>are</b>.")
    text = client.get("/imprint/").text
    assert "<strong>We</strong> &lt;b&gt;are&lt;/b&gt;." in text


@pytest.mark.parametrize("address", ["/about/", "/contact/", "/ethics/"])
def test_the_first_pages_are_there_from_the_start(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


def test_a_page_cannot_hide_behind_an_address_of_the_site(client: Client) -> None:
    client.force_login(make_staff("Editor"))
    fields = {"title": "Us", "language": "en", "body": "Words"}
    for slug, said in (("people", 200), ("admin", 200), ("impressum", 302)):
        response = client.post("/admin/newsroom/page/add/", {**fields, "slug": slug})
        assert response.status_code == said, slug

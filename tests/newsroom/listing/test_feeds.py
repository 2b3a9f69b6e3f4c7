"""Feeds: whole, absolute, dated by the last change, and of nothing hidden."""

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview
from tests.factories import (
    make_correction,
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_rating,
    make_speaker,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
FEEDS = ["/", "/publications/the-courier/", "/people/ada-lund/", "/tags/sea/"]


@pytest.fixture
def publication() -> Any:
    make_person(name="Ada Lund")
    return make_publication(name="The Courier")


def make_listed(publication: Any, **fields: Any) -> Interview:
    from newsroom.models import Person

    draft = make_draft(publication=publication, **fields)
    make_speaker(draft, person=Person.objects.get(slug="ada-lund"))
    draft.tags.add("sea")
    return draft


def entries(client: Client, address: str) -> list[ElementTree.Element]:
    feed = ElementTree.fromstring(client.get(address).content)  # noqa: S314 -- our own
    return feed.findall(f"{ATOM}entry")


@pytest.mark.parametrize("page", FEEDS)
def test_each_part_of_the_site_has_both_feeds(
    client: Client, publication: Any, page: str
) -> None:
    make_listed(publication, headline="Tides & <more>").publish(by=None)
    (entry,) = entries(client, f"{page}feed/")
    assert entry.findtext(f"{ATOM}title") == "Tides & <more>"
    feed = client.get(f"{page}feed.json").json()
    assert [item["title"] for item in feed["items"]] == ["Tides & <more>"]
    assert feed["feed_url"] == f"{settings.SITE_URL}{page}feed.json"
    assert feed["home_page_url"] == f"{settings.SITE_URL}{page}"
    assert f'href="{page}feed/"' in client.get(page).text


@pytest.mark.parametrize("page", FEEDS)
def test_no_feed_tells_of_what_is_not_published(
    client: Client, publication: Any, page: str
) -> None:
    make_listed(publication, headline="Shown").publish(by=None)
    make_listed(publication, headline="A draft")
    later = timezone.now() + datetime.timedelta(hours=1)
    make_listed(publication, headline="Scheduled").publish(by=None, at=later)
    withdrawn = make_listed(publication, headline="Withdrawn")
    withdrawn.publish(by=None)
    withdrawn.withdraw(by=None)
    titles = [each.findtext(f"{ATOM}title") for each in entries(client, f"{page}feed/")]
    assert titles == ["Shown"]
    feed = client.get(f"{page}feed.json").json()
    assert [item["title"] for item in feed["items"]] == ["Shown"]


def test_an_entry_is_the_whole_interview(client: Client) -> None:
    interview = make_draft(2, headline="Ағыс", language="kk", standfirst="In short.")
    make_correction(interview, question=interview.questions.first())
    interview.publish(by=None)
    (entry,) = entries(client, "/feed/")
    content = entry.find(f"{ATOM}content")
    assert content is not None and content.text is not None
    assert (content.attrib["type"], content.attrib[XML_LANG]) == ("html", "kk")
    for words in ("In short.", "Question 1?", "Answer 2.", "It was Monday"):
        assert words in content.text
    assert 'href="/' not in content.text and 'src="/' not in content.text
    for link in entry.findall(f"{ATOM}link"):
        assert link.attrib["href"].startswith(f"{settings.SITE_URL}/interviews/")


def test_a_feed_names_itself_and_has_a_stylesheet(client: Client) -> None:
    text = client.get("/feed/").text
    assert '<?xml-stylesheet href="/static/css/feed.css" type="text/css"?>' in text
    assert f'href="{settings.SITE_URL}/feed/" rel="self"' in text
    assert client.get("/feed/")["Content-Type"] == "application/xml; charset=utf-8"


def test_the_id_stays_and_the_date_follows_a_correction(client: Client) -> None:
    interview = make_interview()
    moment = timezone.now() - datetime.timedelta(days=3)
    Interview.objects.update(publish_at=moment, modified_at=None)
    before = client.get("/feed/")
    (entry,) = entries(client, "/feed/")
    first_id, first_date = (
        entry.findtext(f"{ATOM}{name}") for name in ("id", "updated")
    )
    interview = Interview.objects.get()
    interview.slug = "elsewhere"
    interview.save()
    make_correction(interview)
    (entry,) = entries(client, "/feed/")
    assert entry.findtext(f"{ATOM}id") == first_id
    assert (entry.findtext(f"{ATOM}updated") or "") > (first_date or "")
    assert client.get("/feed/")["Last-Modified"] != before["Last-Modified"]


@pytest.mark.parametrize("address", ["/feed/", "/feed.json"])
def test_who_has_it_is_told_so(client: Client, address: str) -> None:
    interview = make_interview()
    have = client.get(address)
    same = client.get(address, headers={"If-None-Match": have["ETag"]})
    dated = client.get(address, headers={"If-Modified-Since": have["Last-Modified"]})
    assert (same.status_code, dated.status_code) == (304, 304)
    interview.headline = "Other words"
    interview.save()
    changed = client.get(address, headers={"If-None-Match": have["ETag"]})
    assert changed.status_code == 200


@pytest.mark.parametrize("page", FEEDS)
def test_a_feed_asks_the_same_number_of_questions_however_long(
    client: Client,
    publication: Any,
    page: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    known = {"/": 5, "/publications/the-courier/": 6}
    for count in (1, 30):
        while Interview.objects.count() < count:
            make_listed(publication).publish(by=None)
        for address in (f"{page}feed/", f"{page}feed.json"):
            with django_assert_num_queries(known.get(page, 7)):
                assert client.get(address).status_code == 200


def test_no_feed_tells_a_rating(client: Client) -> None:
    interview = make_interview()
    before = client.get("/feed/").content, client.get("/feed.json").content
    make_rating(interview, 1)
    assert (client.get("/feed/").content, client.get("/feed.json").content) == before


def test_a_sign_that_xml_cannot_write_is_left_out(client: Client) -> None:
    make_interview(headline="Bell \x07 and\ufffe more", standfirst="\x1b[0m")
    (entry,) = entries(client, "/feed/")
    assert entry.findtext(f"{ATOM}title") == "Bell  and more"


@pytest.mark.parametrize("page", ["/publications/x/", "/people/x/", "/tags/x/"])
def test_there_is_no_feed_of_what_is_not_there(client: Client, page: str) -> None:
    assert client.get(f"{page}feed/").status_code == 404
    assert client.get(f"{page}feed.json").status_code == 404

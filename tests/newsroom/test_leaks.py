"""What is hidden has a word that nobody could guess; it must come out nowhere."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from interviews.models import Interview
from tests.factories import (
    make_correction,
    make_draft,
    make_person,
    make_publication,
    make_speaker,
)

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.datetime(2021, 3, 4, tzinfo=datetime.UTC)


def to_come(row: Interview) -> None:
    row.publish(by=None, at=timezone.now() + datetime.timedelta(hours=1))


def withdrawn(row: Interview) -> None:
    row.publish(by=None, at=LONG_AGO)
    row.withdraw(by=None)


def gone(row: Interview) -> None:
    row.publish(by=None, at=LONG_AGO)
    row.delete()


HIDDEN = {
    "draft": lambda row: None,
    "review": lambda row: row.submit(by=None),
    "scheduled": to_come,
    "withdrawn": withdrawn,
    "deleted": gone,
}


def make_canary(word: str, publication: Any) -> Interview:
    row = make_draft(
        headline=f"Headline {word}",
        slug=f"{word}-slug",
        standfirst=word,
        intro=word,
        byline=word,
        dateline_place=word,
        publication=publication,
    )
    make_speaker(row, name=f"Name {word}", post=word, person=make_person(name=word))
    row.tags.add(f"tag {word}")
    make_correction(row, text=word)
    return row


def test_no_page_feed_map_search_or_header_tells_of_what_is_hidden(
    client: Client,
) -> None:
    publication = make_publication(name="The Courier")
    seen = make_canary("seenbyall", publication)
    seen.publish(by=None)
    words = {}
    for state, hide in HIDDEN.items():
        word = words[state] = f"canary{state}zq"
        hide(make_canary(word, publication))
    addresses = [
        *("/", "/interviews/", "/publications/", "/publications/the-courier/"),
        *("/people/", "/tags/", "/archive/", "/corrections/", "/nowhere/"),
        *("/search/?q=headline", "/search/?q=name&sort=date"),
        *("/feed/", "/feed.json", "/publications/the-courier/feed/"),
        *("/publications/the-courier/feed.json", "/sitemap.xml", "/news-sitemap.xml"),
        *("/sitemaps/pages.xml", "/robots.txt", seen.get_absolute_url()),
        *(f"/sitemaps/{kind}-0.xml" for kind in ("interviews", "people", "tags")),
        f"{seen.get_absolute_url()}card.png",
    ]
    told = [client.get(address) for address in addresses]
    assert sum(b"seenbyall" in response.content for response in told) >= 15
    for word in words.values():
        told.append(client.get(f"/search/?q={word}"))
    for response in told:
        body = response.content + repr(dict(response.headers)).encode()
        assert b"canary" not in body.replace(b'value="canary', b"").replace(
            b"<title>canary", b""
        ), response.request["PATH_INFO"]
    # Its own addresses answer as those of what never was.
    for pattern in (
        "/interviews/{}-slug/",
        "/interviews/{}-slug/card.png",
        "/interviews/{}-slug/q/1/",
        "/people/{}/",
        "/people/{}/feed/",
        "/tags/tag-{}/",
        "/tags/tag-{}/feed.json",
    ):
        never = client.get(pattern.format("never"))
        assert never.status_code == 404
        for state, word in words.items():
            response = client.get(pattern.format(word))
            assert response.status_code == 404, (pattern, state)
            assert response.content == never.content, (pattern, state)
            ours = set(response.headers.items()) ^ set(never.headers.items())
            assert {name for name, _ in ours} <= {"X-Request-ID"}
    archive = client.get("/archive/2021/"), client.get("/archive/2021/03/")
    assert [response.status_code for response in archive] == [404, 404]

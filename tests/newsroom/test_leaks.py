"""What is hidden has a word that nobody could guess; it must come out nowhere."""

import datetime
from pathlib import Path
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
    make_rating,
    make_speaker,
)

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.datetime(2021, 3, 4, tzinfo=datetime.UTC)


def to_come(row: Interview) -> None:
    row.publish(by=None, at=timezone.now() + datetime.timedelta(hours=1))


def embargoed(row: Interview) -> None:
    row.embargo_until = timezone.now() + datetime.timedelta(hours=1)
    row.save()
    row.publish(by=None, at=row.embargo_until)


def withdrawn(row: Interview) -> None:
    row.publish(by=None, at=LONG_AGO)
    row.withdraw(by=None)


def binned(row: Interview) -> None:
    row.publish(by=None, at=LONG_AGO)
    row.bin(by=None)


def gone(row: Interview) -> None:
    row.publish(by=None, at=LONG_AGO)
    row.delete()


HIDDEN = {
    "draft": lambda row: None,
    "review": lambda row: row.submit(by=None),
    "scheduled": to_come,
    "embargoed": embargoed,
    "withdrawn": withdrawn,
    "binned": binned,
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


def put_picture(folder: Path) -> None:
    folder.mkdir()
    (folder / "picture.jpg").write_bytes(b"canary of a picture")


def test_no_page_feed_map_search_or_header_tells_of_what_is_hidden(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    publication = make_publication(name="The Courier")
    seen = make_canary("seenbyall", publication)
    seen.publish(by=None)
    languages = iter(("fr", "ru", "kk", "ar", "de", "es", "pt", "it", "uk"))
    words, reviews, own = {}, [], seen.get_absolute_url()
    for state, hide in HIDDEN.items():
        word = words[state] = f"canary{state}zq"
        row = make_canary(word, publication)
        # Each is a version of what is seen, and likely to be read next: same tag.
        Interview.objects.filter(pk=row.pk).update(
            language=next(languages),
            picture=f"{word}/picture.jpg",
            picture_alt=word,
        )
        put_picture(settings.MEDIA_ROOT / word)
        row.refresh_from_db()
        row.tags.add("tag seenbyall")
        review = make_rating(row, review=word)
        review.approve(by=None)
        reviews.append(review.pk)
        versions = Interview.objects.filter(pk__in=[seen.pk, row.pk])
        versions.join_as_versions(by=None)
        hide(row)
    reviews.append(make_rating(seen, review="canarywaitszq").pk)
    addresses = [
        *("/", "/interviews/", "/publications/", "/publications/the-courier/"),
        *("/people/", "/tags/", "/archive/", "/corrections/", "/nowhere/"),
        *("/search/?q=headline", "/search/?q=name&sort=date"),
        *("/feed/", "/feed.json", "/publications/the-courier/feed/"),
        *("/publications/the-courier/feed.json", "/sitemap.xml", "/news-sitemap.xml"),
        *("/sitemaps/pages.xml", "/robots.txt", seen.get_absolute_url()),
        *(f"/sitemaps/{kind}-0.xml" for kind in ("interviews", "people", "tags")),
        *(f"{own}{part}" for part in ("card.png", "q/1/", "cite/", "reviews/")),
        *(f"{own}ratings.json", f"{own}ratings/mine/"),
        *("/best/", "/saved/", f"/embed{own}", "/people/seenbyall/"),
        *("/tags/tag-seenbyall/", "/tags/tag-seenbyall/feed/"),
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
        "/interviews/{}-slug/cite/",
        "/interviews/{}-slug/reviews/",
        "/interviews/{}-slug/ratings.json",
        "/interviews/{}-slug/ratings/mine/",
        "/media/{}/picture.jpg",
        f"{own}with/{{}}-slug/",
        "/embed/interviews/{}-slug/",
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
    unknown = client.get("/reviews/999999999/").content
    for pk in reviews:
        response = client.get(f"/reviews/{pk}/")
        assert (response.status_code, response.content) == (404, unknown)
    archive = client.get("/archive/2021/"), client.get("/archive/2021/03/")
    assert [response.status_code for response in archive] == [404, 404]

"""Sitemaps hold every public address with its last change, and nothing hidden."""

import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview
from newsroom.listing import sitemaps
from tests.factories import (
    make_correction,
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_speaker,
)

pytestmark = pytest.mark.django_db

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(client: Client, address: str) -> dict[str, str | None]:
    """Return each address, without our origin, with its last change."""
    root = ElementTree.fromstring(client.get(address).content)  # noqa: S314 -- our own
    found = {}
    for place in root:
        location = place.findtext(f"{NAMESPACE}loc") or ""
        assert location.startswith(f"{settings.SITE_URL}/")
        changed = place.findtext(f"{NAMESPACE}lastmod")
        found[location.removeprefix(settings.SITE_URL)] = changed
    return found


def everything(client: Client) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for address in places(client, "/sitemap.xml"):
        found |= places(client, address)
    return found


def test_every_public_address_is_told_and_answers(client: Client) -> None:
    draft = make_draft(headline="Ағыс")
    make_speaker(draft, person=make_person(name="Ada Lund"))
    draft.tags.add("sea")
    draft.publish(by=None)
    found = everything(client)
    assert len(found) == 7 + 3 + 1 + 3  # lists, pages, publication; what is made here
    for address in found:
        assert client.get(address).status_code == 200, address


def test_the_date_follows_a_correction(client: Client) -> None:
    interview = make_interview()
    moment = timezone.now() - datetime.timedelta(days=3)
    Interview.objects.update(publish_at=moment, modified_at=None)
    address = interview.get_absolute_url()
    published = moment.isoformat()[:19]
    assert (everything(client)[address] or "")[:19] == published
    index = f"/sitemaps/interviews-{interview.pk // sitemaps.BLOCK}.xml"
    assert (places(client, "/sitemap.xml")[index] or "")[:19] == published
    make_correction(Interview.objects.get())
    today = timezone.now().isoformat()[:10]
    assert (everything(client)[address] or "")[:10] == today
    assert (places(client, "/sitemap.xml")[index] or "")[:10] == today


def test_a_long_site_is_told_in_blocks(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(sitemaps, "BLOCK", 2)
    publication = make_publication()
    rows = [make_interview(publication=publication) for _ in range(5)]
    blocks = [a for a in places(client, "/sitemap.xml") if "interviews" in a]
    assert len(blocks) in (3, 4)
    listed = [address for block in blocks for address in places(client, block)]
    assert listed == [row.get_absolute_url() for row in rows]


@pytest.mark.parametrize("name", ["interviews-9", "people-0", "x-0", f"tags-{2**70}"])
def test_a_block_without_anything_is_no_page(client: Client, name: str) -> None:
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_sitemaps_ask_the_same_number_of_questions_however_long(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publication, person = make_publication(), make_person()
    for count in (1, 30):
        while Interview.objects.count() < count:
            draft = make_draft(publication=publication)
            make_speaker(draft, person=person)
            draft.publish(by=None)
        block = Interview.objects.latest("pk").pk // sitemaps.BLOCK
        for address, queries in (
            ("/sitemap.xml", 10),
            ("/sitemaps/pages.xml", 2),
            (f"/sitemaps/interviews-{block}.xml", 1),
            ("/news-sitemap.xml", 1),
        ):
            with django_assert_num_queries(queries):
                assert client.get(address).status_code == 200


def test_the_news_are_of_two_days(client: Client) -> None:
    old = make_draft(headline="Old")
    old.publish(by=None, at=timezone.now() - datetime.timedelta(hours=49))
    make_interview(headline="New & <fresh>", language="fr")
    text = client.get("/news-sitemap.xml").text
    assert "<news:title>New &amp; &lt;fresh&gt;</news:title>" in text
    assert "<news:language>fr</news:language>" in text
    assert "Old" not in text


def test_robots_are_told_where_the_sitemaps_are(client: Client) -> None:
    text = client.get("/robots.txt").text
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    assert "Disallow: /admin/" in text
    assert "/search/" not in text  # what is kept out cannot say its canonical address


def test_a_search_is_known_by_one_address_and_a_vain_one_by_none(
    client: Client,
) -> None:
    make_interview(headline="The tide")
    canonical = f'<link rel="canonical" href="{settings.SITE_URL}/search/">'
    for address, kept_out in (
        ("/search/", False),
        ("/search/?q=tide", False),
        ("/search/?q=nothing+like+it", True),
    ):
        page = client.get(address).text
        assert canonical in page
        assert ("noindex" in page) is kept_out, address


def test_a_headline_pasted_with_an_unwritable_sign_breaks_no_sitemap(
    client: Client,
) -> None:
    make_interview(headline="Red\x1b and \uffffblue")
    text = client.get("/news-sitemap.xml").text
    assert "<news:title>Red and blue</news:title>" in text
    ElementTree.fromstring(text)  # noqa: S314 -- our own

"""Renamed rows answer under their earlier addresses, in one hop."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from taggit.models import Tag

from interviews.models import Interview
from newsroom.addresses import OldSlug
from newsroom.models import Person
from tests.factories import (
    make_draft,
    make_interview,
    make_person,
    make_publication,
    make_speaker,
    make_staff,
)

pytestmark = pytest.mark.django_db


def rename(row: Any, slug: str) -> None:
    row.slug = slug
    row.save()


def hop(client: Client, address: str) -> str:
    """Return where the address leads, and hold it to be one hop."""
    response = client.get(address)
    assert response.status_code == 301
    assert response["Cache-Control"] == "max-age=300"
    assert client.get(response["Location"]).status_code == 200
    return str(response["Location"])


def test_any_number_of_names_is_one_hop(client: Client) -> None:
    interview = make_interview(slug="first")
    for slug in ("second", "third", "төртінші"):
        rename(interview, slug)
    for slug in ("first", "second", "third"):
        assert hop(client, f"/interviews/{slug}/?x=/1") == (
            "/interviews/%D1%82%D3%A9%D1%80%D1%82%D1%96%D0%BD%D1%88%D1%96/?x=/1"
        )


def test_a_name_taken_back_leads_in_no_circle(client: Client) -> None:
    interview = make_interview(slug="a")
    rename(interview, "b")
    rename(interview, "a")
    assert client.get("/interviews/a/").status_code == 200
    assert hop(client, "/interviews/b/") == "/interviews/a/"


def test_two_that_swap_names_are_each_found(client: Client) -> None:
    one, other = make_interview(slug="a"), make_interview(slug="b")
    rename(one, "c")
    rename(other, "a")
    rename(one, "b")
    assert one.headline in client.get("/interviews/b/").text
    assert other.headline in client.get("/interviews/a/").text
    assert hop(client, "/interviews/c/") == "/interviews/b/"


def test_every_kind_and_every_page_below_moves(client: Client) -> None:
    person, publication = make_person(name="Ada"), make_publication(name="Old Title")
    interview = make_interview(publication=publication)
    make_speaker(interview, person=person, publish_at=interview.publish_at)
    rename(person, "ada-lund")
    rename(publication, "new-title")
    assert hop(client, "/people/ada/") == "/people/ada-lund/"
    assert hop(client, "/publications/old-title/") == "/publications/new-title/"
    rename(interview, "renamed")
    old = f"/interviews/{interview.headline.lower().replace(' ', '-')}/"
    response = client.get(f"{old}ratings/mine/")
    assert response["Location"] == "/interviews/renamed/ratings/mine/"


def test_a_tag_renamed_on_the_desk_moves(client: Client) -> None:
    interview = make_interview()
    interview.tags.add("sea")
    interview.relist()
    tag = Tag.objects.get()
    client.force_login(make_staff("Editor"))
    client.post(f"/admin/taggit/tag/{tag.pk}/change/", {"name": "Sea", "slug": "ocean"})
    assert hop(Client(), "/tags/sea/") == "/tags/ocean/"


def test_what_is_hidden_redirects_nobody(client: Client) -> None:
    interview = make_draft(slug="secret")
    rename(interview, "canary")
    hidden, never = client.get("/interviews/secret/"), client.get("/interviews/never/")
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    for response in (hidden, never):
        del response.headers["X-Request-ID"]
    assert dict(hidden.headers) == dict(never.headers)


def test_a_freed_name_is_only_given_away_knowingly(client: Client) -> None:
    first = make_interview(headline="Tides")
    rename(first, "tides-of-may")
    assert make_interview(headline="Tides").slug == "tides-2"
    knowingly = make_interview(headline="Ebb", slug="tides")
    assert knowingly.headline in client.get("/interviews/tides/").text
    knowingly.delete()
    assert hop(client, "/interviews/tides/") == "/interviews/tides-of-may/"


def test_a_row_that_is_gone_leaves_no_trace(client: Client) -> None:
    interview = make_interview(slug="a")
    rename(interview, "b")
    interview.delete()
    assert client.get("/interviews/a/").status_code == 404


def test_an_ordinary_save_notes_nothing() -> None:
    interview = make_interview()
    interview.headline = "Other words"
    interview.save()
    assert OldSlug.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Ақтөбе", "ақтөбе"),
        ("add", "add"),
        ("2024", "2024"),
        ("A" * 300, "a" * 80),
        ("Sea – and? Land!", "sea-and-land"),
    ],
)
def test_a_headline_makes_the_slug(name: str, slug: str) -> None:
    interview = make_interview(headline=name)
    assert interview.slug == slug
    assert Client().get(interview.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["🎙️🌊", "?!…", "–"])
def test_a_headline_without_letters_has_an_address_all_the_same(name: str) -> None:
    interview = make_interview(headline=name)
    assert len(interview.slug) == 8
    assert Client().get(interview.get_absolute_url()).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["The same words", "🌊"])
def test_twenty_at_once_get_twenty_addresses(name: str) -> None:
    failures: list[Exception] = []
    start = threading.Barrier(20)

    def create() -> None:
        start.wait()
        try:
            Person.objects.create(name=name)
        except Exception as error:  # noqa: BLE001 -- whatever it is, the test shows it
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=create) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Person.objects.values("slug").distinct().count() == 20
    assert not Interview.objects.exists()

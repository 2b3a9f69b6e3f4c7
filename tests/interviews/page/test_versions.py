"""Language versions of one interview know each other, where readers may see both."""

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from interviews.models import Interview
from newsroom.accounts.acts import Act
from tests.factories import make_draft, make_interview, make_staff
from tests.interviews.desk import LIST, act

pytestmark = pytest.mark.django_db


def make_versions() -> tuple[Interview, Interview]:
    english = make_interview(2, headline="The ice road", slug="ice", language="en")
    kazakh = make_interview(2, headline="Мұз жолы", slug="muz", language="kk")
    Interview.objects.filter(pk__in=[english.pk, kazakh.pk]).join_as_versions(by=None)
    return english, kazakh


def alternates(client: Client, address: str) -> dict[str | None, str | None]:
    html = LexborHTMLParser(client.get(address).text)
    links = html.css("link[rel=alternate][hreflang]")
    return {link.attributes["hreflang"]: link.attributes["href"] for link in links}


def test_each_version_tells_of_itself_and_the_other(client: Client) -> None:
    make_versions()
    told = {
        "en": f"{settings.SITE_URL}/interviews/ice/",
        "kk": f"{settings.SITE_URL}/interviews/muz/",
    }
    assert alternates(client, "/interviews/ice/") == told
    assert alternates(client, "/interviews/muz/") == told
    html = LexborHTMLParser(client.get("/interviews/ice/").text)
    assert [node.attributes["href"] for node in html.css(".versions a")] == [
        "/interviews/muz/",
        "/interviews/ice/with/muz/",
    ]


def test_an_interview_of_one_language_tells_of_none(client: Client) -> None:
    make_interview(slug="alone")
    assert alternates(client, "/interviews/alone/") == {}


def test_two_versions_stand_side_by_side(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_versions()
    with django_assert_num_queries(10):
        text = client.get("/interviews/ice/with/muz/").text
    sides = LexborHTMLParser(text).css(".pair__side")
    assert [side.attributes["lang"] for side in sides] == ["en", "kk"] * 3
    assert "Answer 2." in (sides[4].text())


def hide(row: Interview) -> None:
    row.withdraw(by=None)


def part(row: Interview) -> None:
    Interview.objects.filter(pk=row.pk).update(translation_group=None)


@pytest.mark.parametrize("away", [hide, part])
def test_what_is_no_version_any_more_is_not_told(client: Client, away: Any) -> None:
    _, kazakh = make_versions()
    away(kazakh)
    assert alternates(client, "/interviews/ice/") == {}
    assert client.get("/interviews/ice/with/muz/").status_code == 404


@pytest.mark.parametrize("pair", ["ice/with/ice", "ice/with/never", "never/with/ice"])
def test_a_version_stands_beside_its_own_only(client: Client, pair: str) -> None:
    make_versions()
    make_interview(slug="stranger")
    assert client.get(f"/interviews/{pair}/").status_code == 404
    assert client.get("/interviews/ice/with/stranger/").status_code == 404


def test_a_third_version_joins_the_group() -> None:
    english, _ = make_versions()
    french = make_draft(language="fr")
    Interview.objects.filter(pk__in=[english.pk, french.pk]).join_as_versions(by=None)
    groups = Interview.objects.values_list("translation_group", flat=True)
    assert len(groups) == 3 and len(set(groups)) == 1


def test_two_of_one_language_are_no_versions() -> None:
    make_versions()
    make_draft(language="kk")
    with pytest.raises(ValidationError):
        Interview.objects.all().join_as_versions(by=None)


def test_editors_join_versions_from_the_list(client: Client) -> None:
    rows = [make_draft(language=language) for language in ("en", "ru")]
    client.force_login(make_staff("Editor"))
    assert "are versions of each other now" in act(client, LIST, "join", *rows)
    groups = set(Interview.objects.values_list("translation_group", flat=True))
    assert len(groups) == 1 and None not in groups
    joined = Act.objects.filter(verb=Act.Verb.CHANGE)
    english, russian = map(str, rows)
    others = {act.title: act.after["versions"] for act in joined}
    assert others == {english: [russian], russian: [english]}
    assert "Choose two or more" in act(client, LIST, "join", rows[0])

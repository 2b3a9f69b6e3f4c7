"""Invented content in any amount: whole, repeatable, and canaries kept from readers."""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Q
from django.test import Client

from interviews.models import (
    Interview,
    Question,
    Rating,
    RatingSummary,
    Speaker,
    TaggedInterview,
)
from interviews.models.search import MOST_RANKED, SearchEntry
from interviews.search.query import parse
from interviews.search.results import find
from newsroom.listing import keyset
from newsroom.models import Person
from tests.factories import make_interview

pytestmark = pytest.mark.django_db


def populate(*words: str) -> Any:
    out = io.StringIO()
    call_command("populate", *words, stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue() or "null")


def test_as_many_as_asked_for_are_published_whole() -> None:
    populate("--interviews=50", "--ratings=40")
    assert Interview.objects.published().count() == 50
    assert Question.objects.count() == 300
    assert Rating.objects.count() == 40
    assert RatingSummary.objects.differences()[1] == []
    newest = Interview.objects.published().newest_first()[0]
    assert newest.ratings.count() >= 20
    assert newest.questions.count() == newest.anchors_given == 6
    for rows in (Speaker.objects.all(), TaggedInterview.objects.all()):
        for row in rows[:20]:
            interview = getattr(row, "interview", None) or row.content_object
            assert row.publish_at == interview.publish_at


def test_an_interview_is_short_unless_words_are_asked_for() -> None:
    populate("--interviews=2")
    for interview in Interview.objects.all():
        text = "".join(f"{q.text}{q.answer}" for q in interview.questions.all())
        assert 500 < len(text) <= 2000
        assert all(q.text_html and q.answer_html for q in interview.questions.all())
    populate("--interviews=1", "--words=1900", "--seed=2")
    long = Interview.objects.latest("pk")
    said = sum(len(f"{q.text} {q.answer}".split()) for q in long.questions.all())
    assert 1500 < said < 2300


def test_the_same_seed_makes_the_same_headlines() -> None:
    made = []
    for _ in range(2):
        populate("--interviews=5", "--seed=7")
        made.append(list(Interview.objects.values_list("headline", flat=True)))
        Interview.objects.all().delete()
        Person.objects.all().delete()
    assert made[0] == made[1]


def test_it_adds_to_what_is_there_and_editing_goes_on_after() -> None:
    before = make_interview()
    populate("--interviews=3", "--seed=1")
    populate("--interviews=3", "--seed=2")
    after = make_interview()
    assert Interview.objects.count() == 8
    assert after.pk > before.pk


def test_every_page_of_it_answers(client: Client) -> None:
    populate("--interviews=70", "--ratings=5")
    newest = Interview.objects.published().newest_first()[0]
    for address in ("/", "/interviews/", newest.get_absolute_url(), "/tags/world/"):
        assert client.get(address).status_code == 200, address
    page = client.get("/tags/world/").text
    assert page.count("<article") >= keyset.PAGE_SIZE


def test_the_search_index_is_the_one_that_saving_makes() -> None:
    populate("--interviews=3")
    for interview in Interview.objects.all():
        entries = SearchEntry.objects.filter(interview=interview).order_by("place")
        columns = ("place", "question", "headline", "speakers", "asked", "answered")
        made = list(entries.values_list(*columns))
        facts = [sorted(entry.facts.split()) for entry in entries]
        SearchEntry.objects.rewrite(interview)
        assert list(entries.all().values_list(*columns)) == made
        assert [sorted(entry.facts.split()) for entry in entries.all()] == facts
        assert len(made) == 7


def test_what_it_wrote_is_found_and_so_is_what_is_saved_after(client: Client) -> None:
    populate("--interviews=30")
    after = make_interview(headline="A wren")
    assert "Found in 30 interviews" in client.get("/search/?q=people").text
    newest = Interview.objects.exclude(pk=after.pk).latest("pk")
    newest.headline = "No bird at all"
    newest.save()
    newest.publish(by=None, at=newest.publish_at)
    for typed in ("wren", "bird"):
        assert "Found in 1 interview." in client.get(f"/search/?q={typed}").text
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # an error tells of a difference
            cursor.execute(
                "INSERT INTO interviews_search (interviews_search)"
                " VALUES ('integrity-check')"
            )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads its index in order")
def test_among_thousands_nothing_that_holds_all_words_is_missed() -> None:
    """Read backwards, FTS5 loses rows once words are on many pages of its index."""
    populate("--interviews=5000")
    for typed in ("the harbour", "lantern bridge"):
        held = Q(asked__contains=f" {typed} ") | Q(answered__contains=f" {typed} ")
        entries = SearchEntry.objects.filter(held)
        expected = set(entries.values_list("place", flat=True))
        assert {hit.place for hit in find(parse(f'"{typed}"'), []).hits} == expected
        assert 50 < len(expected) < MOST_RANKED


def test_no_reader_meets_a_canary(client: Client) -> None:
    laid = populate("--interviews=3", "--canary")
    assert sorted(laid) == sorted(
        "draft in_review embargoed scheduled withdrawn binned deleted"
        " unapproved rejected spam email".split()
    )
    assert len(set(laid.values())) == len(laid)
    hidden = set(laid) - {"deleted", "unapproved", "rejected", "spam", "email"}
    for kind in hidden:
        interview = Interview.objects.get(headline__contains=laid[kind])
        assert client.get(interview.get_absolute_url()).status_code == 404
    for kind in ("unapproved", "rejected", "spam"):
        assert Rating.objects.filter(review__contains=laid[kind]).exists()
    review = Interview.objects.get(headline="What readers say")
    pages = ["/", "/interviews/", "/people/", "/tags/", review.get_absolute_url()]
    for address in pages:
        text = client.get(address).text
        assert not [word for word in laid.values() if word in text], address
    assert "A good read." in client.get(review.get_absolute_url()).text

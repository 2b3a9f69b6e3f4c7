"""What an interview's page offers next."""

import datetime

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview, Speaker
from interviews.page.related import related
from newsroom.models import Person
from tests.factories import make_draft, make_interview, make_person, make_speaker

pytestmark = pytest.mark.django_db


def told(
    headline: str, *, days: int, tag: str = "", person: Person | None = None
) -> Interview:
    interview = make_draft(headline=headline)
    if tag:
        interview.tags.add(tag)
    if person:
        make_speaker(interview, person=person, name=person.name)
    interview.publish(by=None, at=timezone.now() - datetime.timedelta(days=days))
    return interview


def headlines(interview: Interview) -> list[str]:
    return [other.headline for other in related(interview)]


def test_the_same_guest_comes_before_the_same_tag_and_newer_before_older() -> None:
    ada = make_person(name="Ada Lund")
    told("Tag, old", days=9, tag="sea")
    told("Guest, old", days=8, person=ada)
    told("Guest, new", days=3, person=ada)
    told("Tag, new", days=2, tag="sea")
    told("Neither", days=1, tag="ice")
    this = told("This", days=5, tag="sea", person=ada)
    assert headlines(this) == ["Guest, new", "Guest, old", "Tag, new", "Tag, old"]
    assert [other.guest for other in related(this)] == [
        "Ada Lund",
        "Ada Lund",
        None,
        None,
    ]  # type: ignore[attr-defined]


def test_who_asks_makes_no_relation() -> None:
    ben = make_person(name="Ben")
    other = told("Other", days=2, person=ben)
    other.speakers.update(role=Speaker.Role.INTERVIEWER)
    assert headlines(told("This", days=1, person=ben)) == []


def test_what_readers_may_not_see_is_not_offered() -> None:
    ada = make_person(name="Ada")
    told("Canary gone", days=1, tag="sea", person=ada).withdraw(by=None)
    draft = make_draft(headline="Canary draft")
    draft.tags.add("sea")
    make_speaker(draft, person=ada)
    told("Canary scheduled", days=-1, tag="sea", person=ada)
    assert headlines(told("This", days=2, tag="sea", person=ada)) == []


def test_it_is_one_query_however_many_there_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for days in range(1, 9):
        told(f"Number {days}", days=days, tag="sea")
    told("This", days=1, tag="sea")
    this = Interview.objects.prefetch_related("speakers", "tags").get(headline="This")
    with django_assert_num_queries(1):
        assert headlines(this) == ["Number 1", "Number 2", "Number 3", "Number 4"]


def test_an_interview_without_guest_or_tag_offers_nothing() -> None:
    make_interview()
    assert headlines(make_interview()) == []

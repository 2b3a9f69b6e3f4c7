"""Pages by place: all rows once, in order, whatever happens in between."""

import datetime
from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from interviews.models import Interview
from newsroom.listing import keyset
from newsroom.models import Person
from tests.factories import make_interview, make_person, make_publication

pytestmark = pytest.mark.django_db

NEWEST = ("-publish_at", "-pk")


def read(rows: Any, order: Any, after: str = "", size: int = 2) -> keyset.Slice[Any]:
    request = RequestFactory().get("/", {"after": after} if after else {})
    return keyset.page(request, rows, order, size)


def walk(rows: Any, order: Any) -> list[list[Any]]:
    pages = []
    page = read(rows, order)
    while True:
        pages.append(page.rows)
        if not page.after:
            return pages
        page = read(rows, order, page.after)


def make_interviews(count: int) -> list[Interview]:
    """Make them so that each two share their moment: only the key parts these."""
    publication = make_publication()
    rows = [make_interview(publication=publication) for _ in range(count)]
    start = timezone.now() - datetime.timedelta(days=1)
    for n, row in enumerate(rows):
        row.publish_at = start + datetime.timedelta(microseconds=n // 2)
        row.save(update_fields=["publish_at"])
    return rows


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5])
def test_every_row_comes_once_and_in_order(count: int) -> None:
    rows = make_interviews(count)
    pages = walk(Interview.objects.all(), NEWEST)
    assert [row for page in pages for row in page] == rows[::-1]
    assert [len(page) for page in pages[:-1]] == [2] * (len(pages) - 1)


def test_names_go_up_and_may_hold_the_sign_between() -> None:
    names = ["Ada", "Ada", "B~4", "B~4~5", "Ярослав"]
    people = [make_person(name=name) for name in names]
    pages = walk(Person.objects.all(), ("name", "pk"))
    assert [row.name for page in pages for row in page] == names
    assert [row.pk for page in pages for row in page][:2] == [p.pk for p in people[:2]]


def test_a_row_that_comes_meanwhile_moves_nothing() -> None:
    rows = make_interviews(4)
    first = read(Interview.objects.all(), NEWEST)
    make_interview()
    second = read(Interview.objects.all(), NEWEST, first.after)
    assert second.rows == [rows[1], rows[0]]
    assert (first.first, second.first) == (True, False)


def test_a_page_is_one_query_wherever_it_lies(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_interviews(4)
    first = read(Interview.objects.all(), NEWEST)
    for after in ("", first.after):
        with django_assert_num_queries(1) as captured:
            read(Interview.objects.all(), NEWEST, after)
        assert "OFFSET" not in captured[0]["sql"]
        assert "COUNT" not in captured[0]["sql"]


def test_the_place_stands_before_other_bounds_of_its_column(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_interviews(4)
    first = read(Interview.objects.published(), NEWEST)
    with django_assert_num_queries(1) as captured:
        second = read(Interview.objects.published(), NEWEST, first.after)
    assert second.rows
    _, _, where = captured[0]["sql"].partition(" WHERE ")
    moment = first.after.partition("T")[2].partition("+")[0]
    assert moment in where.partition(" AND ")[0]


@pytest.mark.parametrize(
    "cursor",
    [
        "1",
        "~",
        "a~b",
        "2024-01-01T00:00:00~5",  # no zone
        "2024-01-01~5",
        "0001-01-01T00:00:00+14:00~5",
        "9999-12-31T23:59:59-14:00~5",
        "2024-13-01T00:00:00+00:00~5",
        "2024-01-01T00:00:00+00:00~",
        "2024-01-01T00:00:00+00:00~9223372036854775808",
        "2024-01-01T00:00:00+00:00~1\0",
        "2024-01-01T00:00:00+00:00~1e5",
        "x" * 100_000,
    ],
)
def test_a_cursor_that_nobody_gave_out_is_no_page(cursor: str) -> None:
    with pytest.raises(Http404):
        read(Interview.objects.all(), NEWEST, cursor)

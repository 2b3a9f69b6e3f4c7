"""Stored pages while the database is away."""

import contextlib
import gzip
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, transaction
from django.db.models.sql import compiler
from django.utils import timezone

from interviews.models import Interview
from newsroom import pages
from newsroom.pages.store import Store
from tests.factories import make_interview, make_rating
from tests.newsroom.pages.asking import ask


@contextlib.contextmanager
def away() -> Iterator[None]:
    def fail(*_: Any, **__: Any) -> None:
        raise OperationalError("the database is away")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler.SQLCompiler, "execute_sql", fail)
        yield


def test_the_last_good_page_is_shown_and_marked(store: Store) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()
    good = ask(store, address)
    versions_move(interview)
    with away():
        for _ in range(2):
            said = ask(store, address, accept_encoding="gzip")
            assert (said.status, said.page) == (200, "stale")
            assert said.headers["warning"] == '110 - "Response is Stale"'
            assert gzip.decompress(said.body) == good.body
        assert ask(store, "/interviews/never-seen/").status == 503


def test_another_process_shows_it_from_disk(make_store: Any) -> None:
    good = ask(make_store(), "/")
    with transaction.atomic():
        pages.changed()
    with away():
        said = ask(make_store(), "/")
    assert (said.page, said.body) == ("stale", good.body)


def test_it_heals_by_itself(store: Store) -> None:
    interview = make_interview()
    address = interview.get_absolute_url()
    ask(store, address)
    versions_move(interview)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with away():
            assert ask(store, address).page == "stale"
        assert ask(store, address).page == "stale"  # for a second nobody is asked
        clock.shift(1)
        assert ask(store, address).page == "miss"


def test_what_was_taken_from_readers_is_not_shown_even_then(store: Store) -> None:
    rated, other = make_interview(), make_interview()
    rating = make_rating(rated, review="Good.")
    rating.approve(by=None)  # type: ignore[arg-type]
    for interview in (rated, other):
        ask(store, interview.get_absolute_url())
    rating.reject(by=None)  # type: ignore[arg-type]
    with away():
        assert ask(store, rated.get_absolute_url()).status == 503
        assert ask(store, other.get_absolute_url()).page == "hit"


def versions_move(interview: Interview) -> None:
    with transaction.atomic():
        pages.changed(interview.pk)
